"""The deck alone, cold, beside bare python-pptx filling the same placeholders of a template with the same words.

    python -m tests.benchmarks.slides [--template layouts/slides.pptx] [--runs 9] [--reports 4 100]

The words are taken beforehand from the deck that the product delivers: slide by slide the layout's name, the text of
every placeholder, the notes. The rival opens the template, adds the slides, fills, saves; it reads no report, chooses
and measures nothing. Pictures, tables and charts it leaves out, which is in its favour. Whole processes, interleaved;
the CPU ratio is the median of the ratios of each pair: on a shared machine read the ratios only.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from pptx import Presentation

ROOT = Path(__file__).resolve().parents[2]

PYTHONS = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}  # bytecode is kept
# Told on standard error: layouts and placeholders that the template lacks. Then the comparison is not quite fair.
RIVAL = """
import json
import sys
from pptx import Presentation
words, template, target = sys.argv[1:]
deck = Presentation(template)
layouts = {layout.name: layout for layout in deck.slide_layouts}
# a layout in the colour of a column has the column's name behind its own
missing = 0
for wanted in json.load(open(words, encoding="utf-8")):
    layout = layouts.get(wanted["layout"]) or layouts.get(wanted["layout"].rpartition(" ")[0])
    if layout is None:
        layout = deck.slide_layouts[min(1, len(deck.slide_layouts) - 1)]
        missing += 1
    slide = deck.slides.add_slide(layout)
    places = {place.placeholder_format.idx: place for place in slide.placeholders}
    for idx, paragraphs in wanted["texts"].items():
        place = places.get(int(idx))
        if place is None:  # date, foot and number, which add_slide leaves out
            for other in layout.placeholders:
                if other.placeholder_format.idx == int(idx):
                    slide.shapes.clone_placeholder(other)
                    place = slide.shapes[-1]
        if place is None:
            missing += 1
            continue
        frame = place.text_frame
        for number, (level, text) in enumerate(paragraphs):
            paragraph = frame.add_paragraph() if number else frame.paragraphs[0]
            paragraph.text, paragraph.level = text, level
    if wanted["notes"]:
        slide.notes_slide.notes_text_frame.text = wanted["notes"]
deck.save(target)
if missing:
    print(missing, file=sys.stderr)
"""


class Sample(NamedTuple):
    wall: float
    cpu: float
    said: str  # on standard error


def measured(command: list[str]) -> Sample:
    """Seconds of one process, by the clock and of processor time."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    ended = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True, env=PYTHONS)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Sample(wall, cpu, ended.stderr.strip())


def words_of(deck: Path) -> list[dict[str, object]]:
    """What stands in the placeholders of a delivered deck, as the rival reads it."""
    return [
        {
            "layout": slide.slide_layout.name,
            "texts": {
                place.placeholder_format.idx: [(line.level, line.text) for line in place.text_frame.paragraphs]
                for place in slide.placeholders
                if place.has_text_frame
            },
            "notes": frame.text
            if slide.has_notes_slide and (frame := slide.notes_slide.notes_text_frame) is not None
            else "",
        }
        for slide in Presentation(str(deck)).slides
    ]


def many(folder: Path, count: int) -> Path:
    """A content folder with the seed again and again, `count` reports in all."""
    folder.mkdir()
    (folder / "issue.yaml").write_text("masthead: 近赶潍坊 远学长沙\ndate: 2019-04-24\n", encoding="utf-8")
    sources = sorted((ROOT / "content").glob("*.md"))
    for number in range(count):
        source = sources[number % len(sources)]
        text = source.read_text(encoding="utf-8")  # a copy of another report would be refused
        text = text.replace("title: ", f"title: {number + 1} ", 1).rstrip() + f"\n\n这是第{number + 1}份稿件。\n"
        (folder / f"{number:03}-{source.stem}.md").write_text(text, encoding="utf-8")
    return folder


def compare(content: Path, template: Path, scratch: Path, runs: int) -> str:
    """One line: the medians of both, and of the ratios."""
    ours = [sys.executable, "generate.py", "build", "--only", "slides", "--no-cache", "--content", str(content)]
    ours += ["--output", str(scratch / "out")]
    subprocess.run(ours, cwd=ROOT, check=True, capture_output=True, env=PYTHONS)  # also warms disk and bytecode
    (deck,) = (scratch / "out").glob("*.pptx")
    words, target = scratch / "words.json", scratch / "rival.pptx"
    words.write_text(json.dumps(words_of(deck), ensure_ascii=False), encoding="utf-8")
    rival = [sys.executable, "-c", RIVAL, str(words), str(template), str(target)]
    missing = measured(rival).said
    pairs = [(measured(ours), measured(rival)) for _ in range(runs)]
    medians = []
    for name, taken in zip(("ours", "python-pptx"), zip(*pairs, strict=True), strict=True):
        clock, cpu = (statistics.median(value) for value in ([one.wall for one in taken], [one.cpu for one in taken]))
        medians.append(f"{name} {clock:.2f} s, {cpu:.2f} s")
    ratio = statistics.median(one.cpu / other.cpu for one, other in pairs)
    wall = statistics.median(one.wall / other.wall for one, other in pairs)
    told = f"; the template lacks {missing} layouts and placeholders" if missing else ""
    return f"wall, CPU: {'; '.join(medians)}; ratio {wall:.2f}, CPU {ratio:.2f} (medians of {runs}){told}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--template", type=Path, default=ROOT / "layouts" / "slides.pptx")
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--reports", type=int, nargs="*", default=[4, 100], help="4 is the seed as it stands")
    asked = parser.parse_args()
    for count in asked.reports:
        with tempfile.TemporaryDirectory() as name:
            scratch = Path(name)
            content = ROOT / "content" if count == 4 else many(scratch / "content", count)
            print(f"{count:4} reports, {compare(content, asked.template.resolve(), scratch, asked.runs)}", flush=True)


if __name__ == "__main__":
    main()
