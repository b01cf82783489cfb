"""Headings, run-in heads and closings of real prose, against texts labelled by hand (levels/*.txt).

Each line of a text opens with its label and a bar: `1` to `4` a heading and how high it stands among those of its
text, `r` a paragraph with a run-in head that ends at ‖, `c` a closing line, nothing for body text. `#` opens a text.
"""

from pathlib import Path
from typing import NamedTuple

from bulletin.model.edition import Paragraph
from tests.read.folder import edition_of, report, write

TEXTS = Path(__file__).parent / "levels"
PRECISION, RECALL = 0.98, 0.90


class Labelled(NamedTuple):
    """One line of a text and what it is: a level, r, c or nothing."""

    label: str
    text: str  # with ‖ at the end of a run-in head


def labelled_texts() -> dict[str, list[Labelled]]:
    """File and name of each text -> its lines."""
    texts: dict[str, list[Labelled]] = {}
    for file in sorted(TEXTS.glob("*.txt")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.startswith("#"):
                lines = texts[f"{file.stem}: {line[2:]}"] = []
            elif line:
                label, _, text = line.partition("|")
                lines.append(Labelled(label.strip(), text))
    return texts


def as_read(paragraphs: tuple[Paragraph, ...]) -> list[Labelled]:
    """What reading made of each line, in the labels' form."""
    levels = sorted({paragraph.level for paragraph in paragraphs if paragraph.kind == "heading"})
    found = []
    for paragraph in paragraphs:
        text, run_in = paragraph.text, paragraph.run_in
        label = str(levels.index(paragraph.level) + 1) if paragraph.kind == "heading" else ""
        label = label or ("c" if paragraph.kind == "closing" else "r" if run_in else "")
        found.append(Labelled(label, f"{text[:run_in]}‖{text[run_in:]}" if run_in else text))
    return found


def test_headings_run_in_heads_and_closings_of_labelled_texts(tmp_path: Path) -> None:
    texts = labelled_texts()
    bodies = ("\n".join(line.text.replace("‖", "") for line in lines) for lines in texts.values())
    files: dict[str, str | bytes | None] = {f"{n:02}.md": report(body=body) for n, body in enumerate(bodies)}
    issue: dict[str, str | bytes | None] = {"issue.yaml": "masthead: 甲乙 丙丁\ndate: 2026-11-26\n", "water.md": None}
    edition = edition_of(write(tmp_path, issue | files))
    right = wrong = missed = 0
    differing = []
    for (name, wanted), made in zip(texts.items(), edition.reports, strict=True):
        found = as_read(made.paragraphs)
        assert len(found) == len(wanted), name
        for expected, given in zip(wanted, found, strict=True):
            same = (expected.label, expected.text.find("‖")) == (given.label, given.text.find("‖"))
            right += same and given.label != ""
            wrong += not same and given.label != ""
            missed += not same and expected.label != ""
            differing += (
                [] if same else [f"{name}: {expected.label or 'body'} read as {given.label or 'body'}: {given.text}"]
            )
    precision, recall = right / (right + wrong), right / (right + missed)
    told = "\n".join((f"precision {precision:.3f}, recall {recall:.3f} of {right + missed}", *differing))
    assert precision >= PRECISION, told
    assert recall >= RECALL, told
