"""Doubtful wording: the title typed again, what was never meant for the paper, one thing in two forms.

Reported, never altered. Slips of the pen within sentences: `read/proofreading/`.
"""

from collections.abc import Collection, Iterator, Sequence

from bulletin.model.edition import Change, Paragraph
from bulletin.problems import Problem
from bulletin.read.mixed_forms import mixed_forms
from bulletin.read.residue import residue
from bulletin.read.source import Source


def doubts(
    source: Source,
    paragraphs: Sequence[Paragraph],
    rows: Collection[int],
    title: str,
    changes: Sequence[Change],
    heads: Collection[int] = (),
) -> tuple[Problem, ...]:
    """What is doubtful in a report's words, in the order of the text.

    Args:
        rows: lines of the file that are rows of tables.
        changes: say which note marks were read.
        heads: lines below the first paragraph that are the byline.
    """
    if not paragraphs:
        return ()
    first = paragraphs[0].place.line
    read = frozenset(change.place for change in changes if change.rule == "M4")
    blocks = (block for each in paragraphs for block in (each.table, each.chart) if block)
    noted = frozenset(_letters(note) for block in blocks for note in block.notes)
    found = (
        *_title_again(source, paragraphs, title),
        *(each for each in residue(source, first, read, rows, heads) if not _is_noted(source, each, noted)),
        *mixed_forms(source, first),
    )
    return tuple(sorted(found, key=lambda problem: problem.place or source.place(first)))


def _is_noted(source: Source, problem: Problem, noted: frozenset[str]) -> bool:
    """Whether what seems to be left over (来源：某局) is a note of a table or chart."""
    line = problem.place.line if problem.place else 0
    return problem.code == "residue" and _letters(source.typed(line)) in noted


def _title_again(source: Source, paragraphs: Sequence[Paragraph], title: str) -> Iterator[Problem]:
    """The title typed once more as the first paragraph, or as the first two."""
    texts = [_letters(paragraph.text) for paragraph in paragraphs[:2] if paragraph.kind != "picture"]
    if texts and _letters(title) in {texts[0], "".join(texts)} - {""}:
        hint = "标题只写一次，正文里的删掉"
        message = "正文开头又写了一遍标题，会印两次"
        yield source.problem("warning", "title-again", message, paragraphs[0].place, hint)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))
