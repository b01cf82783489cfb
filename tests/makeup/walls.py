"""How long the text of a column runs on without anything that rests the eye, measured on finished pages."""

from collections.abc import Iterator
from typing import NamedTuple

from bulletin.model.edition import Edition, Paragraph
from bulletin.model.page import Bulletin, Module, Piece

QUOTE_ROWS = 5  # grid lines that a pull quote takes at the least; no style puts so much air above a paragraph


class Wall(NamedTuple):
    """The longest run of text lines of one column."""

    page: int
    report: int
    column: int
    lines: int


def walls(issue: Edition, made: Bulletin) -> list[Wall]:
    """The longest unbroken run of every column of every page, the longest first."""
    found = [
        Wall(page=page.number, report=module.report, column=number, lines=max(_runs(issue, module, number), default=0))
        for page in made.pages
        for module in page.modules
        for number in range(len(module.columns))
    ]
    return sorted(found, key=lambda wall: -wall.lines)


def _pieces(module: Module, number: int) -> list[Piece]:
    return sorted((each for each in module.pieces if each.column == number), key=lambda piece: piece.row)


def _runs(issue: Edition, module: Module, number: int) -> Iterator[int]:
    """Numbers of text lines that follow each other without heading, box, block or quote."""
    paragraphs = issue.reports[module.report].paragraphs
    lines, foot = 0, 0
    for piece in _pieces(module, number):
        rests = piece.lead_in > 0 or _rests(paragraphs[piece.paragraph])
        if rests or piece.row - foot >= QUOTE_ROWS or _block_between(module, number, foot, piece.row):
            yield lines
            lines = 0
        lines += 0 if rests else len(piece.lines)
        foot = piece.row + piece.rows
    yield lines


def _rests(paragraph: Paragraph) -> bool:
    return paragraph.kind in ("heading", "box-head", "note") or paragraph.box > 0


def _block_between(module: Module, number: int, above: int, below: int) -> bool:
    return any(
        above <= block.row < below for block in module.blocks if block.column <= number < block.column + block.columns
    )
