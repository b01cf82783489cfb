"""导语 judged: the lead's first paragraph in larger type, whole, at the head of its text, its rows shared evenly."""

from collections.abc import Iterator, Sequence

from bulletin.model.design import Design, Grid
from bulletin.model.edition import Edition, Report
from bulletin.model.page import Bulletin, Column, Module, Page, Piece
from bulletin.problems import Problem
from bulletin.proof.furniture import fault
from bulletin.units import ROUNDING, Pt


def baselines(piece: Piece, column: Column, grid: Grid, scale: float) -> Sequence[Pt]:
    """Where the lines of a piece stand: on the grid, or each in the middle of its share of a lead-in's rows.

    A line of the body has its em box at the top of its row, and half of the white to the next belongs above it.

    Args:
        scale: of the type of a lead-in to that of the body.
    """
    first = column.first_baseline + piece.row * grid.leading
    if not piece.lead_in:
        return [first + row * grid.leading for row in range(len(piece.lines))]
    top = first - grid.first_baseline_em * grid.size - (grid.leading - grid.size) / 2
    share = piece.lead_in * grid.leading / len(piece.lines)
    size = grid.size * scale
    half, rises = size / 2, grid.first_baseline_em * size
    return [top + share * (number + 0.5) - half + rises for number in range(len(piece.lines))]


def lead_in_faults(edition: Edition, design: Design, bulletin: Bulletin) -> Iterator[Problem]:
    """What is wrong with the lead-ins of all pages; that all words stand in their order is judged with the text."""
    size = (bulletin.grid or design.grid).size * design.text.styles.lead_in.scale
    wanted = edition.relief and design.relief is not None
    for page in bulletin.pages:
        for module in page.modules:
            for place, piece in enumerate(module.pieces):
                if piece.lead_in:
                    report = edition.reports[module.report]
                    if not wanted or place or not _opens_the_lead(page, module, piece, report):
                        yield fault("lead-in-astray", f"第{page.number}版的导语不在头条开头：{_shown(piece)}")
                    if not _is_whole(piece, report) or not _keeps_limits(piece, design):
                        yield fault("lead-in-parted", f"第{page.number}版的导语不完整或行数不符：{_shown(piece)}")
                    if any(abs(_size(piece, number) - size) > ROUNDING for number in range(len(piece.lines))):
                        yield fault("lead-in-size", f"第{page.number}版的导语字号不符：{_shown(piece)}")


def _opens_the_lead(page: Page, module: Module, piece: Piece, report: Report) -> bool:
    """Whether it is the first text of the first report, in the first column with text of a module that is wide."""
    first = (module.report, module.part) == (0, 0) and not any(each.lines for each in module.columns[: piece.column])
    before = report.paragraphs[: piece.paragraph]
    plain = report.paragraphs[piece.paragraph].kind == "body" and not any(each.is_text for each in before)
    return first and plain and module.rect.width > page.body.width / 2


def _is_whole(piece: Piece, report: Report) -> bool:
    """Whether all lines of its paragraph stand in the piece."""
    text = report.paragraphs[piece.paragraph].text
    return bool(piece.lines) and piece.lines[0].start == 0 and piece.lines[-1].end == len(text)


def _keeps_limits(piece: Piece, design: Design) -> bool:
    """Whether it has as many lines as the layout allows, in the rows that so many take: the least that hold them."""
    limits, lines = design.lead_in, len(piece.lines)
    if limits is None or not limits.lines_min <= lines <= limits.lines_max:
        return False
    least = lines * limits.step_rows / limits.step_lines
    return least <= piece.lead_in < least + 1


def _size(piece: Piece, number: int) -> Pt:
    """The size of a line's type; the number of a note in it is smaller."""
    return max((span.size for span in piece.lines[number].spans), default=0.0)


def _shown(piece: Piece) -> str:
    return piece.lines[0].text[:12] if piece.lines else ""
