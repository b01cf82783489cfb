"""The same page by Typst and by us, interleaved: cold, with the deck, and after one changed word in a living process.

    python -m tests.benchmarks.compare [--runs 9]

Cold is a whole process; Typst's, from its PyPI package, compiles the page alone, with the faces of fonts/ and without
those of the system. Warm is a process that has built before and builds again after one changed word: ours with the
`Memory` of the build before, Typst's with its `Compiler`. Typst's template sets the same faces, sizes, measures and
columns with justification on, and does nothing it need not. On a shared machine only the ratios say something.
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
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import typst

from bulletin.memory import Memory
from bulletin.model.edition import Edition, Paragraph, Report
from bulletin.model.output import Order
from bulletin.pipeline import build
from bulletin.read.check import read
from bulletin.sources import find_sources

ROOT = Path(__file__).resolve().parents[2]

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
    wall: float  # seconds
    cpu: float


def cold(command: list[str]) -> Took:
    """One whole process, with Python's usual settings: its bytecode is kept, as on a user's machine."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    started = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    if status:
        assert process.stderr
        raise SystemExit(f"{command} failed:\n{process.stderr.read().decode()}")
    return Took(wall, usage.ru_utime + usage.ru_stime)


def warm(work: Callable[[], object]) -> Took:
    """One call in this process, with all its threads."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return Took(time.perf_counter() - wall, time.process_time() - cpu)


# Two characters each; a run takes the next pair, so that nothing learnt earlier knows the text.
WORDS = "及时按时定期常年逐月逐年尽快随时同步分期分批分类统一集中全面深入认真仔细稳步有序依法公开主动持续不断切实"


class Issue:
    """A copy of the real content with one word that changes, and the page that Typst makes of it."""

    def __init__(self, folder: Path) -> None:
        self.content = folder / "content"
        self.typst = folder / "page.typ"
        shutil.copytree(ROOT / "content", self.content)
        self._turn = 0
        self.change_a_word()

    def change_a_word(self) -> None:
        """Put the next word in the place of 适时 in the second report."""
        original = (ROOT / "content" / "water.md").read_text(encoding="utf-8")
        assert "适时" in original
        start = 2 * self._turn % len(WORDS)
        self._turn += 1
        changed = original.replace("适时", WORDS[start : start + 2], 1)
        (self.content / "water.md").write_text(changed, encoding="utf-8")
        edition, _ = read(str(self.content), None, root=str(ROOT))
        self.typst.write_text(typst_source(edition), encoding="utf-8")


class Contestant(NamedTuple):
    """One way to the page; what it took is compared with `base`."""

    name: str
    base: str
    run: Callable[[], Took]


def contestants(issue: Issue, folder: Path) -> list[Contestant]:
    """All ways, in the order in which they run."""
    page = f"{str(issue.typst)!r}, {str(folder / 'page.pdf')!r}, font_paths=[{str(ROOT / 'fonts')!r}]"
    typst_cold = [sys.executable, "-c", f"import typst; typst.compile({page}, ignore_system_fonts=True)"]
    generate = [sys.executable, str(ROOT / "generate.py"), "--content", str(issue.content), "--output", str(folder)]
    compiler = typst.Compiler(str(issue.typst), font_paths=[str(ROOT / "fonts")], ignore_system_fonts=True)
    memories = {True: Memory(), False: Memory()}

    def ours(slides: bool) -> Callable[[], object]:
        order = Order(find_sources(str(ROOT)), str(issue.content), slides=slides)
        return lambda: build(order, memories[slides])

    return [
        Contestant("Typst, cold", "Typst, cold", lambda: cold(typst_cold)),
        Contestant("PDF, cold", "Typst, cold", lambda: cold([*generate, "--only", "pdf"])),
        Contestant("PDF and deck, cold", "Typst, cold", lambda: cold(generate)),
        Contestant("Typst, warm", "Typst, warm", lambda: warm(lambda: compiler.compile(str(issue.typst)))),
        Contestant("PDF, warm", "Typst, warm", lambda: warm(ours(slides=False))),
        Contestant("PDF and deck, warm", "Typst, warm", lambda: warm(ours(slides=True))),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=9)
    runs = parser.parse_args().runs
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    took: dict[str, list[Took]] = {}
    with tempfile.TemporaryDirectory() as name:
        issue = Issue(Path(name))
        ways = contestants(issue, Path(name))
        for turn in range(runs + 1):
            for way in ways:
                issue.change_a_word()
                result = way.run()
                if turn:  # the first round warms disk and memories
                    took.setdefault(way.name, []).append(result)
    wall = {name: statistics.median(one.wall for one in results) for name, results in took.items()}
    cpu = {name: statistics.median(one.cpu for one in results) for name, results in took.items()}
    print(f"{runs} interleaved runs, medians")
    print(f"{'':22}{'wall ms':>9}{'CPU ms':>9}{'wall / Typst':>14}{'CPU / Typst':>13}")
    for way in ways:
        ratios = f"{wall[way.name] / wall[way.base]:14.2f}{cpu[way.name] / cpu[way.base]:13.2f}"
        print(f"{way.name:<22}{wall[way.name] * 1000:9.0f}{cpu[way.name] * 1000:9.0f}{ratios}")


if __name__ == "__main__":
    main()
