"""The editor's own plan: `grid:` read into the shapes of pages, and the trees that have these shapes."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from math import inf
from typing import NamedTuple, TypeAlias, Union

from bulletin.makeup.briefs import can_gather
from bulletin.makeup.leaf import ModuleTable
from bulletin.makeup.trees import SIDE_SINGLES, TreeTable, side, stack
from bulletin.memory import kept
from bulletin.model.edition import Edition
from bulletin.problems import ContentError, Problem


class Wanted(NamedTuple):
    """One module as the editor asks for it."""

    report: int  # its number from 0; RELIEF for a box of relief
    span: int = 0  # base columns; 0: any
    comes: bool = False  # from an earlier page
    goes: bool = False  # on overleaf
    filler: bool = False  # 补白 and no report
    members: tuple[int, ...] = ()  # of a box of briefs: all its reports, the first one too


@dataclass(frozen=True, slots=True)
class WantedStack:
    """One above another; of a single part, that part."""

    parts: tuple["Shape", ...]


@dataclass(frozen=True, slots=True)
class WantedRow:
    """One beside another; of a single part, that part."""

    parts: tuple["Shape", ...]


RELIEF = -2  # as a report's number: whatever relief the page offers
RELIEF_WORD = "r"  # in `grid:`

Shape: TypeAlias = Union[Wanted, WantedStack, WantedRow]  # noqa: UP007 - a recursive alias by name

WantedTables: TypeAlias = Callable[[Wanted, int], ModuleTable]  # the modules of one report over so many base columns

MOST_BRACKETS = 20  # one within another: each parts the span or the depth once more
_TOKEN = re.compile(r"\s*(?:(>?)(\d+|r(?=[:\s|/);]|$)|\{\d+(?:\+\d+)*\})(>?)(?::(\d+))?|([()/|;]))")


def shapes(edition: Edition) -> tuple[Shape, ...]:
    """The pages that `grid:` fixes; none when it is not given.

    Either `2x2`, rows times reports a row, for the first page; or what the build prints: pages parted by `;`,
    rows by `/`, neighbours by `|`, brackets round a stack beside something, `3:2` the third report over two base
    columns, `3>` one that goes on overleaf and `>3` its rest, `{3+5}:1` a box of briefs,
    `r:1` a box of relief.

    Raises:
        ContentError: the form is broken, or it names a report that is not there or one twice.
    """
    text = edition.grid.strip().replace("（", "(").replace("）", ")").replace("；", ";").replace("：", ":")
    if not text:
        return ()
    if simple := re.fullmatch(r"(\d+)\s*[x×X*]\s*(\d+)", text):
        rows, across = int(simple[1]), int(simple[2])
        if not 1 <= rows * across <= len(edition.reports):
            raise _fault(edition, f"写的是{rows}×{across}，而稿件只有{len(edition.reports)}篇")
        starts = range(1, rows * across + 1, across)
        text = "/".join("|".join(str(first + place) for place in range(across)) for first in starts)
    found = _PlanReader(edition, text).pages()
    _check_reports(edition, found)
    return found


def _check_reports(edition: Edition, pages: tuple[Shape, ...]) -> None:
    """Every report named exists, begins once, and stands once on a page; there are as many fillers."""
    fillers = sum(wanted.filler for shape in pages for wanted in leaves_of(shape))
    if fillers > len(edition.fillers):
        raise _fault(edition, f"里有{fillers}条补白（0），而 `{edition.key('fillers')}` 只有{len(edition.fillers)}条")
    begun: set[int] = set()
    for shape in pages:
        here: set[int] = set()
        for wanted in leaves_of(shape):
            if wanted.filler or wanted.report == RELIEF:
                continue
            for number in wanted.members or (wanted.report,):
                if not 0 <= number < len(edition.reports):
                    raise _fault(edition, f"里有第{number + 1}篇，而稿件只有{len(edition.reports)}篇")
                if number in here or (number in begun and not wanted.comes):
                    raise _fault(edition, f"里第{number + 1}篇出现了两次")
                if wanted.members and not can_gather(edition.reports[number]):
                    raise _fault(edition, f"里第{number + 1}篇有图表或专栏，不能并入简讯")
                here.add(number)
                if not wanted.comes:
                    begun.add(number)


def leaves_of(shape: Shape) -> tuple[Wanted, ...]:
    """The modules of a shape in reading order."""
    if isinstance(shape, Wanted):
        return (shape,)
    return tuple(leaf for part in shape.parts for leaf in leaves_of(part))


def reports_without_relief(edition: Edition) -> frozenset[int]:
    """The numbers of the reports on pages that `grid:` fixes without a box of relief."""
    pages = ({wanted.report for wanted in leaves_of(shape)} for shape in shapes(edition))
    return frozenset(number for page in pages if RELIEF not in page for number in page)


def _fault(edition: Edition, message: str) -> ContentError:
    hint = "写成 2x2，或照抄生成时 --json 输出的 plan，例如 1:2|2:2/3:4"
    return ContentError(
        Problem("error", "bad-grid", f"`{edition.key('grid')}` {message}", edition.places.get("grid"), hint)
    )


class _PlanReader:
    """Reads the nested form."""

    def __init__(self, edition: Edition, text: str) -> None:
        self._edition = edition
        self._tokens: list[re.Match[str]] = []
        place = 0
        while place < len(text.rstrip()):
            match = _TOKEN.match(text, place)
            if match is None:
                raise _fault(edition, f"里无法识别“{text[place : place + 5]}”")
            self._tokens.append(match)
            place = match.end()
        self._next = 0
        self._depth = 0  # of brackets

    def pages(self) -> tuple[Shape, ...]:
        found = self._parted(";", self._rows)
        if self._next < len(self._tokens):
            raise _fault(self._edition, f"里“{self._tokens[self._next][0].strip()}”是多余的")
        return found

    def _take(self, mark: str) -> bool:
        if self._next < len(self._tokens) and self._tokens[self._next][5] == mark:
            self._next += 1
            return True
        return False

    def _parted(self, mark: str, read: Callable[[], Shape]) -> tuple[Shape, ...]:
        """One or more shapes parted by `mark`."""
        parts = [read()]
        while self._take(mark):
            parts.append(read())
        return tuple(parts)

    def _rows(self) -> Shape:
        return WantedStack(parts=self._parted("/", self._row))

    def _row(self) -> Shape:
        return WantedRow(parts=self._parted("|", self._cell))

    def _cell(self) -> Shape:
        if self._take("("):
            self._depth += 1
            if self._depth > MOST_BRACKETS:
                raise _fault(self._edition, f"里的括号套了{MOST_BRACKETS}层以上")
            inner = self._rows()
            if not self._take(")"):
                raise _fault(self._edition, "里少一个右括号")
            self._depth -= 1
            return inner
        if self._next >= len(self._tokens) or not self._tokens[self._next][2]:
            raise _fault(self._edition, "里少一个稿件的序号")
        token = self._tokens[self._next]
        self._next += 1
        if token[2] == RELIEF_WORD:
            if token[1] or token[3]:
                raise _fault(self._edition, f"里“{token[0].strip()}”不通：{RELIEF_WORD} 不能转版")
            return Wanted(report=RELIEF, span=int(token[4] or 0))
        span, numbers = int(token[4] or 0), tuple(int(number) - 1 for number in token[2].strip("{}").split("+"))
        if token[2].startswith("{"):
            if token[1] or token[3]:
                raise _fault(self._edition, f"里简讯“{token[2]}”不能转版")
            return Wanted(report=numbers[0], span=span, members=numbers)
        if numbers == (-1,):
            return Wanted(report=-1, span=span, filler=True)
        return Wanted(report=numbers[0], span=span, comes=bool(token[1]), goes=bool(token[3]))


class ShapeSearch:
    """The cheapest tree of each depth up to `most` with a shape over so many base columns, each part found once."""

    def __init__(self, tables: WantedTables, most: int) -> None:
        self._tables = tables
        self._most = most

    @kept
    def found(self, shape: Shape, span: int) -> TreeTable:
        """The trees of a shape over `span` base columns, by depth."""
        if isinstance(shape, Wanted):
            leaves = self._tables(shape, span) if shape.span in (0, span) else {}
            return {depth: (options[0].cost, options[0]) for depth, options in leaves.items() if depth <= self._most}
        first, others = shape.parts[0], shape.parts[1:]
        if not others:
            return self._row(first, span) if isinstance(shape, WantedStack) else self.found(first, span)
        remaining = type(shape)(parts=others)
        table: TreeTable = {}
        if isinstance(shape, WantedStack):
            if len(shape.parts) > self._most:
                return table  # every part takes a line at least
            stack(self._row(first, span), self.found(remaining, span), range(self._most + 1), inf, table, one_size=0.0)
        else:
            for across in range(1, span):
                side(self.found(first, across), self.found(remaining, span - across), SIDE_SINGLES, inf, table)
        return table

    def _row(self, shape: Shape, span: int) -> TreeTable:
        """A row of a stack: a lone module may be narrower than what it stands in, as pages of last resort have them."""
        while not isinstance(shape, Wanted) and len(shape.parts) == 1:
            shape = shape.parts[0]
        return self.found(shape, min(shape.span, span) if isinstance(shape, Wanted) and shape.span else span)
