"""The deck alone, cold, as a whole process, beside bare python-pptx making as many slides without any design.

    python tests/benchmarks/slides.py [--runs 7]

The rival writes headline, byline, points and notes of the same reports into the layouts of its default template: no
measuring, no theme, no sections. Times of whole processes, interleaved; on a shared machine read the ratios.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]

RIVAL = """
import sys
from pptx import Presentation
deck = Presentation()
for name in sys.argv[2:]:
    text = open(name, encoding="utf-8").read().split("---\\n", 2)[2]
    lines = [line for line in text.splitlines() if line.strip()]
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = name
    body = slide.placeholders[1].text_frame
    body.text = lines[0][:30]
    for line in lines[1:9]:
        body.add_paragraph().text = line[:30]
    slide.notes_slide.notes_text_frame.text = "\\n".join(lines)
deck.save(sys.argv[1])
"""


class Sample(NamedTuple):
    wall: float
    cpu: float


def measured(command: list[str]) -> Sample:
    """Seconds of one process, by the clock and of processor time."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Sample(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def forty(folder: Path) -> Path:
    """A content folder with the seed ten times over."""
    (folder / "issue.yaml").write_text("masthead: 近赶潍坊 远学长沙\ndate: 2019-04-24\n", encoding="utf-8")
    for source in sorted((ROOT / "content").glob("*.md")):
        for turn in range(10):
            (folder / f"{source.stem}{turn}.md").write_bytes(source.read_bytes())
    return folder


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    runs = parser.parse_args().runs
    options = ("build", "--only", "slides", "--no-cache")
    with tempfile.TemporaryDirectory() as scratch:
        many = Path(scratch, "content")
        many.mkdir()
        contents = {"4 slides": ROOT / "content", "40 slides": forty(many)}
        for words, content in contents.items():
            reports = sorted(map(str, content.glob("*.md")))
            output = os.path.join(scratch, "out")
            commands = {
                "ours": [sys.executable, "generate.py", *options, "--content", str(content), "--output", output],
                "bare python-pptx": [sys.executable, "-c", RIVAL, os.path.join(scratch, "rival.pptx"), *reports],
            }
            samples: dict[str, list[Sample]] = {name: [] for name in commands}
            for _ in range(runs):
                for name, command in commands.items():
                    samples[name].append(measured(command))
            for name, taken in samples.items():
                wall = statistics.median(sample.wall for sample in taken)
                cpu = statistics.median(sample.cpu for sample in taken)
                print(f"{words:10} {name:18} {wall:.2f} s wall, {cpu:.2f} s CPU (median of {runs})")


if __name__ == "__main__":
    main()
