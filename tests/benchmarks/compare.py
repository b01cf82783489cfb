"""The same page by Typst and by us, interleaved: cold, with the deck, and after one changed word.

    python tests/benchmarks/compare.py [--runs 7]

Typst runs from its PyPI package in a process of its own, as a user would run it (system fonts scanned) and with
system fonts ignored. Its template sets the same faces, sizes, measures and columns with justification on, and does
nothing it need not. Times are of whole processes; on a shared machine only the ratios say something.
"""

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from bulletin.model.edition import Edition, Paragraph, Report  # noqa: E402
from bulletin.read.check import read  # noqa: E402

TEMPLATE = """
#set page(width: 297mm, height: 420mm, margin: 15mm)
#set text(font: "Noto Serif SC", size: 10.5pt, lang: "zh", region: "cn", top-edge: 0.88em, bottom-edge: -0.12em)
#set par(justify: true, leading: 4pt, spacing: 4pt, first-line-indent: (amount: 2em, all: true))
#set columns(gutter: 14.28pt)
#let head(colour, column, title, byline) = block(below: 6pt)[
  #set par(first-line-indent: 0pt)
  #line(length: 100%, stroke: 1.2pt + colour)
  #box(fill: colour, inset: 3pt, text(white, 10pt, font: "Noto Sans SC", weight: "bold", column))
  #align(center, text(28pt, weight: "black", title))
  #align(center, text(11pt, font: "Bulletin Kai", byline))
]
#let one(colour, body) = par(first-line-indent: 0pt,
  text(colour, 11pt, font: "Noto Sans SC", weight: "bold", body))
#let two(body) = text(font: "Bulletin Kai", body)
#let three(body) = text(weight: "bold", body)
#block(width: 100%, height: 94.25pt, fill: rgb("#B5151B"), inset: 20pt)[
  #set par(first-line-indent: 0pt)
  #text(white, 46pt, weight: "black")[MASTHEAD] \\
  #text(rgb("#F2D08A"), 18pt, font: "Noto Sans SC")[SLOGAN]
]
#grid(columns: (1fr, 1fr), column-gutter: 14.28pt, row-gutter: 14.5pt,
MODULES
)
"""
COLOURS = {"环境": "#18795B", "水务": "#1B6CA0", "规划": "#A8552B", "政法": "#55397A"}


def escaped(text: str) -> str:
    return "".join("\\" + character if character in "\\#$*_`<>@=-+/[]~'\"" else character for character in text)


def markup(paragraph: Paragraph, colour: str) -> str:
    text = escaped(paragraph.text)
    if paragraph.kind == "heading":
        return {1: f'#one(rgb("{colour}"))[{text}]', 2: f"#two[{text}]", 3: f"#three[{text}]"}.get(
            paragraph.level, text
        )
    # a label at a line's start would be read as a numbered list
    return "#h(0pt)" + text if paragraph.label else text


def module(report: Report) -> str:
    colour = COLOURS.get(report.column, "#14757D")
    head = f'#head(rgb("{colour}"), "{report.column}")[{escaped(report.title)}][{report.post}　{report.author}]'
    body = "\n\n".join(markup(paragraph, colour) for paragraph in report.paragraphs)
    return f"[{head}\n#columns(2)[\n{body}\n]],"


def typst_source(edition: Edition) -> str:
    modules = "\n".join(map(module, edition.reports))
    return TEMPLATE.replace("MASTHEAD", edition.masthead).replace("SLOGAN", edition.slogan).replace("MODULES", modules)


class Took(NamedTuple):
    wall: float
    cpu: float
    memory: float  # MiB at the peak


def run(command: list[str]) -> Took:
    """One whole process, timed."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    if status:
        assert process.stderr
        raise SystemExit(f"{command} failed:\n{process.stderr.read().decode()}")
    return Took(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


# Two characters each; a run takes the next pair, so that no earlier run's cache knows the text.
WORDS = "及时按时定期常年逐月逐年尽快随时同步分期分批分类统一集中全面深入认真仔细稳步有序依法公开主动持续不断切实"


def change_a_word(content: Path, turn: int) -> None:
    """Put the next word in the place of 适时 in the second report."""
    original = (ROOT / "content" / "water.md").read_text(encoding="utf-8")
    assert "适时" in original
    at = 2 * turn % len(WORDS)
    (content / "water.md").write_text(original.replace("适时", WORDS[at : at + 2], 1), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=7)
    runs = parser.parse_args().runs
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        content = work / "content"
        shutil.copytree(ROOT / "content", content)
        edition, _ = read(str(content), None, root=str(ROOT))
        source = work / "page.typ"
        source.write_text(typst_source(edition), encoding="utf-8")
        paths = f"{str(source)!r}, {str(work / 'page.pdf')!r}, font_paths=[{str(ROOT / 'fonts')!r}]"
        code = f"import typst; typst.compile({paths}"
        generate = [sys.executable, str(ROOT / "generate.py"), "--content", str(content), "--output", str(work / "out")]
        contestants = {
            "Typst": [sys.executable, "-c", code + ")"],
            "Typst, system fonts ignored": [sys.executable, "-c", code + ", ignore_system_fonts=True)"],
            "PDF, cold": [*generate, "--only", "pdf", "--no-cache"],
            "PDF and deck, cold": [*generate, "--no-cache"],
            "deck, cold": [*generate, "--only", "slides", "--no-cache"],
            "screen and printer, cold": [
                *generate, "--only", "pdf", "--no-cache", "--for", "screen", "--for", "printer",
            ],
            "PDF and deck, one word changed": generate,
            "PDF, one word changed": [*generate, "--only", "pdf"],
        }  # fmt: skip
        took: dict[str, list[Took]] = {name: [] for name in contestants}
        run(generate)  # what is rebuilt was built before
        changes = 0
        for turn in range(runs + 1):
            for name, command in contestants.items():
                if name.endswith("changed"):
                    changes += 1
                    change_a_word(content, changes)
                result = run(command)
                if turn:  # the first round warms the disk
                    took[name].append(result)
        base = statistics.median(one.wall for one in took["Typst"])
        print(f"{'':34}{'wall ms':>9}{'CPU ms':>9}{'MiB':>7}{'wall / Typst':>14}")
        for name, results in took.items():
            wall = statistics.median(one.wall for one in results)
            cpu = statistics.median(one.cpu for one in results)
            memory = max(one.memory for one in results)
            print(f"{name:<34}{wall * 1000:9.0f}{cpu * 1000:9.0f}{memory:7.0f}{wall / base:14.2f}")


if __name__ == "__main__":
    main()
