"""What the columns of a table hold: words, short words, figures, units.

A column of figures is aligned at the decimal point; what stands in it instead of a figure (—, …, 持平) is centred.
"""

import re
from collections.abc import Sequence
from itertools import accumulate, chain
from typing import Literal, TypeAlias

from bulletin.model import marks
from bulletin.model.edition import Run, Table, plain
from bulletin.model.placed_cells import PlacedCell

ColumnKind: TypeAlias = Literal["words", "short", "figures", "units"]

FIGURES_SHARE = 0.6  # of a column's cells that are figures, or stand for one, so that it is a column of figures
SHORT, SHORT_DIFFERENCE = 5, 1  # characters of the cells of a column that is centred, and by how much they may differ
MOST_TIED = 8  # rows that one cell may tie: a cell over more stands at their head, and rows below its text may part
LEAST_APART = 3  # grid lines of rows above and below a place where a table may be parted, at least

_SPACES = " \u00a0\u2009\u202f"
# -12.5%, （1,234.0）, +3, ≈20万元, ¥5: the point stands, or would stand, behind `whole`
_FIGURE = re.compile(
    rf"[（(]?[约近≈<>＜＞≤≥]?[{_SPACES}]?[+＋\-−–－±]?[¥￥$]?(?P<whole>\d(?:[\d,，{_SPACES}]*\d)?)(?:\.\d+)?[^\d\s.]{{0,4}}"
)
_NO_FIGURE = re.compile(r"[—–―\-−－…/／·*＊]+|无|[nN]/[aA]|[（(][—–\-−]+[）)]")
# Days, ranges of figures and the like: one line, though a text might be parted there.
_ONE_LINE = re.compile(r"[\d.,:：/／年月日时分%％～〜—–\-−+±＋ 第季度号约]{2,20}[\u4e00-\u9fff]?")
_UNIT_HEADS = frozenset({"单位", "计量单位", "计价单位", "量纲"})
_UNIT_WORDS = frozenset(chain.from_iterable(marks.LONG_UNITS.values())) | marks.UNITS | marks.LATIN_UNITS
_HEAD_UNIT = re.compile(r"(?<=.)[（(][^（()）]{1,8}[）)]$")


def column_kinds(table: Table, cells: Sequence[PlacedCell]) -> tuple[ColumnKind, ...]:
    """What each column of the table holds."""
    heads = {column: placed.cell.text.strip() for placed in cells if placed.in_head for column in placed.columns}
    texts: list[list[str]] = [[] for _ in range(table.columns)]
    for placed in cells:
        if not placed.in_head and placed.cell.across == 1 and placed.cell.text.strip():
            texts[placed.column].append(placed.cell.text.strip())
    return tuple(_kind(heads.get(column, ""), column, held) for column, held in enumerate(texts))


def _kind(head: str, column: int, texts: Sequence[str]) -> ColumnKind:
    if head in _UNIT_HEADS and 2 * sum(map(_is_unit, texts)) >= len(texts):  # 单位 may head offices too
        return "units"
    figures = sum(before_point(text) > 0 for text in texts)
    stand_ins = sum(_NO_FIGURE.fullmatch(text) is not None for text in texts)
    if figures and figures + stand_ins >= FIGURES_SHARE * len(texts):
        return "figures"
    lengths = [len(text) for text in texts]
    even = max(lengths, default=0) - min(lengths, default=0) <= SHORT_DIFFERENCE
    short = max(lengths, default=0) <= SHORT and even
    # The first column names the rows: its words stand left, whatever their length.
    return "short" if short and (column or all(map(_is_mark, texts))) else "words"


def _is_mark(text: str) -> bool:
    """Whether a cell is a single mark, a figure or a year: Ⅲ, 一, A, 2023年."""
    return len(text) == 1 or before_point(text) > 0 or _NO_FIGURE.fullmatch(text) is not None


def _is_unit(text: str) -> bool:
    """Whether a cell is a unit: 万元, %, mg/L, 元/千瓦时."""
    return all(
        part in _UNIT_WORDS or part.lstrip(marks.MULTIPLIERS) in _UNIT_WORDS or part in marks.NARROW_SUFFIXES
        for part in re.split("[/／·]", text)
    )


def before_point(text: str) -> int:
    """How many characters of a figure stand before its decimal point; 0 of what is no figure."""
    found = _FIGURE.fullmatch(text)
    return found.end("whole") if found else 0


def is_one_line(text: str) -> bool:
    """Whether a cell is better not wrapped at all: a figure, a day, a range."""
    return bool(before_point(text) or _ONE_LINE.fullmatch(text))


def with_unit_apart(runs: Sequence[Run]) -> tuple[Run, ...] | None:
    """The runs of a column's head, its words bold and the unit in brackets behind them not; None without a unit.

    None too where a run leads elsewhere: it is known by its number.
    """
    found = _HEAD_UNIT.search(plain(runs))
    if found is None or any(run.link or run.note for run in runs):
        return None
    parted: list[Run] = []
    offset = 0
    for run in runs:
        words = run.text[: max(0, found.start() - offset)]
        unit = run.text[len(words) :]
        parted += [run._replace(text=words, bold=True)] * bool(words) + [run._replace(text=unit, bold=False)] * bool(
            unit
        )
        offset += len(run.text)
    return tuple(parted)


def row_groups(cells: Sequence[PlacedCell], depths: Sequence[int], lines: Sequence[int]) -> tuple[range, ...]:
    """The rows of the body in groups that may not be parted: a cell spans them, or too few would stand alone.

    Args:
        depths: grid lines of each row of the body.
        lines: of each cell.
    """
    rows = len(depths)
    tied = [False] * (rows + 1)  # whether a row may not be parted from the one above
    for placed, count in zip(cells, lines, strict=True):
        if not placed.in_head:
            down = placed.cell.down if placed.cell.down <= MOST_TIED else min(placed.cell.down, count)
            for row in range(placed.row + 1, placed.row + down):
                tied[row] = True
    sums = list(accumulate(depths, initial=0))
    for row in range(1, rows):
        tied[row] |= min(sums[row], sums[-1] - sums[row]) < LEAST_APART
    starts = [row for row in range(rows) if not tied[row]]
    return tuple(map(range, starts, [*starts[1:], rows]))
