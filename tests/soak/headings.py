"""Precision and recall of headings: what was read as a heading against lines labelled by hand.

    python -m tests.soak.headings CONTENT LABELS

CONTENT is a content folder, LABELS a text with one line a file: its name, a colon, the numbers of the lines that are
headings. A heading is a line that stands alone and heads the text that follows it. Prints what was missed and what was
wrong, then precision and recall. `labels/` has the labels of two issues of public texts, which are not kept here.
"""

import sys
from pathlib import Path
from typing import NamedTuple

from bulletin.read.check import read

ROOT = Path(__file__).resolve().parents[2]


class Score(NamedTuple):
    right: int
    wrong: tuple[str, ...]  # file:line of headings that are none
    missed: tuple[str, ...]  # file:line of headings that were not seen

    @property
    def precision(self) -> float:
        return self.right / (self.right + len(self.wrong) or 1)

    @property
    def recall(self) -> float:
        return self.right / (self.right + len(self.missed) or 1)


def labels_of(text: str) -> set[tuple[str, int]]:
    """File and line of each heading; `#` opens a comment."""
    found = set()
    for line in text.splitlines():
        file, colon, numbers = line.partition(":")
        if colon and not file.startswith("#"):
            found |= {(file, int(number)) for number in numbers.split()}
    return found


def score(content: Path, labels: set[tuple[str, int]]) -> Score:
    edition, _ = read(str(content), None, root=str(ROOT))
    found = {
        (Path(paragraph.place.file).name, paragraph.place.line)
        for report in edition.reports
        for paragraph in report.paragraphs
        if paragraph.kind == "heading"
    }
    return Score(len(found & labels), _shown(found - labels), _shown(labels - found))


def _shown(places: set[tuple[str, int]]) -> tuple[str, ...]:
    return tuple(f"{file}:{line}" for file, line in sorted(places))


def main() -> None:
    content, labels = map(Path, sys.argv[1:3])
    found = score(content, labels_of(labels.read_text(encoding="utf-8")))
    print("missed:", *found.missed)
    print("wrong:", *found.wrong)
    print(f"precision {found.precision:.3f}, recall {found.recall:.3f}, {found.right} right")


if __name__ == "__main__":
    main()
