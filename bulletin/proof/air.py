"""Where white stands in the columns of a report: above paragraphs by their style, around a quote, beside blocks."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from bulletin.model.design import Design
from bulletin.model.edition import Report, heading_levels
from bulletin.model.page import BlockPiece, Module, Page, Piece
from bulletin.problems import Problem
from bulletin.proof.furniture import fault


class ReportPart(NamedTuple):
    """One module of a report with the page that it stands on."""

    page: Page
    module: Module


class ColumnStack(NamedTuple):
    """What stands in the text of a column from its head down, and the grid lines that floats leave to it."""

    part: ReportPart
    number: int
    stands: tuple[Piece | BlockPiece, ...]
    top: int
    bottom: int
    jump_line: bool

    @property
    def end(self) -> int:
        """The grid line behind the last."""
        return self.stands[-1].row + self.stands[-1].rows if self.stands else self.top


def column_stack(part: ReportPart, number: int, *, jump_line: bool) -> ColumnStack:
    """What stands in a column, worked out from the module's pieces and blocks; `jump_line`: it ends in one."""
    module = part.module
    blocks = blocks_in(module, number)
    top, bottom = 0, module.columns[number].depth - jump_line
    for block in sorted((block for block in blocks if block.floating), key=lambda block: block.row):
        if block.row == top:
            top += block.rows
        else:
            bottom = min(bottom, block.row)
    pieces = (piece for piece in module.pieces if piece.column == number and piece.lines)
    inside = (block for block in blocks if not block.floating)
    stands: list[Piece | BlockPiece] = [*pieces, *inside]
    stands.sort(key=lambda stand: stand.row)
    return ColumnStack(part, number, tuple(stands), top, bottom, jump_line)


def air_faults(report: Report, parts: Sequence[ReportPart], design: Design) -> Iterator[Problem]:
    """Air: above each paragraph what its style says, at a column's head only that of a box; a pull quote parts rows.

    White stands around the blocks in the text alone, and at the foot of a column where the next found no room.
    """
    air_of = _Air(report, design)
    stacks = [
        column_stack(part, number, jump_line=part is not parts[-1] and number + 1 == len(part.module.columns))
        for part in parts
        for number in range(len(part.module.columns))
    ]
    for place, stack in enumerate(stacks):
        column = stack.part.module.columns[stack.number]
        gaps = air_of.gaps(stack)
        held = sum(block.rows for block in blocks_in(stack.part.module, stack.number))
        left = column.white - gaps.white  # white at the foot
        missing = column.depth - column.lines - column.air - column.white - column.blocked
        following = next((other.stands for other in stacks[place + 1 :] if other.stands), ())
        if (
            gaps.air != column.air
            or len(gaps.quotes) > 1
            or any(quote < design.quote.lines_min for quote in gaps.quotes)
            or column.blocked != held + sum(gaps.quotes) + stack.jump_line
            or (stack.stands and stack.stands[0].row != stack.top + air_of.at_head(stack))
            or stack.bottom - stack.end != left + missing
            or left < 0
            or (left and not (_is_block(stack.stands[-1:]) or _is_block(following[:1])))
        ):
            where = f"第{stack.part.page.number}版第{stack.number + 1}栏"
            yield fault("column-air", f"《{report.title}》{where}的空行与版式不符", report.place)


class _Gaps(NamedTuple):
    """Grid lines between what stands in a column."""

    air: int
    white: int  # beside blocks
    quotes: tuple[int, ...]


class _Air:
    """What the styles of a report put above its paragraphs."""

    def __init__(self, report: Report, design: Design) -> None:
        styles = design.text.styles
        by_kind = {
            "item": styles.item,
            "quote": styles.block_quote,
            "quote-source": styles.block_quote,
            "note": styles.note,
            "box-head": styles.box_head,
        }
        headings = styles.of_headings(heading_levels(report.paragraphs))
        self._paragraphs = report.paragraphs
        self._styles = [
            headings[paragraph.level] if paragraph.kind == "heading" else by_kind.get(paragraph.kind, styles.body)
            for paragraph in report.paragraphs
        ]

    def _above(self, piece: Piece) -> int:
        """Grid lines of air above a piece: as its style says, one where a box begins or ends, or where notes begin."""
        number = piece.paragraph
        lines = self._styles[number].lines_above
        if piece.lines[0].start:
            return 0
        above, here = self._paragraphs[max(0, number - 1)], self._paragraphs[number]
        parts = (
            self._begins_box(number)
            or above.box != here.box
            or (number > 0 and here.kind == "note" and above.kind != "note")
        )
        return max(1, lines) if parts else lines

    def at_head(self, stack: ColumnStack) -> int:
        """Grid lines of air at a column's head: those of a box that begins there stand on its ground."""
        first = stack.stands[0] if stack.stands else None
        if not isinstance(first, Piece) or not self._begins_box(first.paragraph):
            return 0
        return self._above(first)

    def _begins_box(self, number: int) -> bool:
        above, here = self._paragraphs[:number][-1:], self._paragraphs[number]
        return here.box > 0 and not any(paragraph.box == here.box for paragraph in above)

    def gaps(self, stack: ColumnStack) -> _Gaps:
        """The grid lines between what stands in a column; what its styles do not ask for is a quote's or a block's."""
        air, white, quotes = self.at_head(stack), 0, list[int]()
        for above, below in pairwise(stack.stands):
            gap = below.row - above.row - above.rows
            wanted = self._above(below) if isinstance(below, Piece) else 0
            air += wanted
            if not (isinstance(above, Piece) and isinstance(below, Piece)):
                white += gap - wanted
            elif gap != wanted:
                quotes.append(gap - wanted)
        return _Gaps(air=air, white=white, quotes=tuple(quotes))


def _is_block(stands: Sequence[Piece | BlockPiece]) -> bool:
    return bool(stands) and isinstance(stands[0], BlockPiece)


def blocks_in(module: Module, number: int) -> list[BlockPiece]:
    """The blocks that take rows of a column."""
    return [block for block in module.blocks if block.column <= number < block.column + block.columns]
