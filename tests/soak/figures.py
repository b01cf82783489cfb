"""Key figures against those that a reader would set large: precision, and recall of what must be there.

    python -m tests.soak.figures TEXTS [LABELS]

TEXTS is a folder of content folders; LABELS, by default `labels/figures.json`, names for each report (folder/file) the
figures that a presenter would set large (`must`) and those that would do as well (`ok`), each with a noun in the
reader's words. The texts are public and not kept here. A chosen figure is right if its number and unit are labelled
and its words hold most of the label's characters, in their order: they say the same thing.
"""

import json
import re
import sys
from pathlib import Path
from typing import NamedTuple

from bulletin.choose.figures import KeyFigure, key_figures
from bulletin.model.edition import Report
from bulletin.read.check import read

ROOT = Path(__file__).resolve().parents[2]
LABELS = ROOT / "tests/soak/labels/figures.json"
SAME = 0.5  # of a label's characters, in the chosen words; by eye: 高校毕业生 for 高校毕业生就业创业
_ROUND = re.compile("[余多]|（.+?）|以上|左右|以内|以下|上下")


class Label(NamedTuple):
    figure: str
    noun: str
    must: bool


class Verdict(NamedTuple):
    """What was chosen, and the label that it meets."""

    chosen: KeyFigure
    label: Label | None

    def __str__(self) -> str:
        kind = "WRONG" if self.label is None else "must" if self.label.must else "ok"
        chosen = self.chosen
        return f"  {kind:5}  {chosen.before}[{chosen.figure}]{chosen.unit} | {chosen.noun}"


def labels_of(path: Path) -> dict[str, tuple[Label, ...]]:
    """The labels of each report."""
    reports = json.loads(path.read_text(encoding="utf-8"))["reports"]
    return {
        name: tuple(Label(**each, must=kind == "must") for kind in ("must", "ok") for each in kinds[kind])
        for name, kinds in reports.items()
    }


def verdicts(report: Report, labels: tuple[Label, ...]) -> tuple[Verdict, ...]:
    """How each chosen figure is judged; a label serves one."""
    left = list(labels)
    found: list[Verdict] = []
    for chosen in key_figures(report):
        label = next((each for each in left if _same(chosen, each)), None)
        if label:
            left.remove(label)
        found.append(Verdict(chosen, label))
    return tuple(found)


def _same(chosen: KeyFigure, label: Label) -> bool:
    if chosen.figure + _ROUND.sub("", chosen.unit) != label.figure:
        return False
    return _common(label.noun, chosen.noun + chosen.before) >= SAME * len(label.noun)


def _common(one: str, other: str) -> int:
    """How many characters both have in the same order."""
    row = [0] * (len(other) + 1)
    for mark in one:
        last = 0
        for place, against in enumerate(other, 1):
            last, row[place] = row[place], last + 1 if mark == against else max(row[place], row[place - 1])
    return row[-1]


def main() -> None:
    texts = Path(sys.argv[1])
    labels = labels_of(Path(sys.argv[2]) if len(sys.argv) > 2 else LABELS)
    reports = {
        f"{folder}/{Path(report.place.file).stem}": report
        for folder in sorted({name.split("/", maxsplit=1)[0] for name in labels})
        for report in read(str(texts / folder), None, root=str(ROOT))[0].reports
    }
    judged: list[Verdict] = []
    for name, own in labels.items():
        found = verdicts(reports[name], own)
        judged += found
        missed = [label for label in own if label.must and label not in {each.label for each in found}]
        print(name, *found, *(f"  missed {label.figure} | {label.noun}" for label in missed), sep="\n")
    must = sum(each.label is not None and each.label.must for each in judged)
    right = sum(each.label is not None for each in judged)
    wanted = sum(label.must for own in labels.values() for label in own)
    chosen = len(judged) or 1
    print(f"{len(judged)} chosen: strict {must / chosen:.2f}, lenient {right / chosen:.2f}, recall {must / wanted:.2f}")


if __name__ == "__main__":
    main()
