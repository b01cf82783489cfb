"""The editor's own plan: `grid:` read into trees that fix the makeup (makeup.md §13.4)."""

import re
from collections.abc import Callable
from typing import NamedTuple, TypeAlias, Union

from bulletin.makeup.modules import Table
from bulletin.makeup.trees import BLANK, SIDE_SINGLES, Found, Side, Stack
from bulletin.model.edition import Edition
from bulletin.problems import ContentError, Problem


class Wanted(NamedTuple):
    """One module: the report's number from 0, its base columns (0: any), whether it comes from or goes overleaf."""

    report: int
    span: int
    comes: bool
    goes: bool


class Rows(NamedTuple):
    """One above another."""

    parts: tuple["Shape", ...]


class Row(NamedTuple):
    """One beside another."""

    parts: tuple["Shape", ...]


Shape: TypeAlias = Union[Wanted, Rows, Row]  # noqa: UP007 - a recursive alias by name

Tables: TypeAlias = Callable[[Wanted, int], Table]  # the modules of one report over so many base columns

_TOKEN = re.compile(r"\s*(?:(>?)(\d+)(>?)(?::(\d+))?|([()/|;]))")


def shapes(edition: Edition) -> tuple[Shape, ...]:
    """The pages that `grid:` fixes; none when it is not given.

    Either `2x2`, rows times reports a row, for the first page; or what the build prints: pages parted by `;`,
    rows by `/`, neighbours by `|`, brackets round a stack beside something, `3:2` the third report over two base
    columns, `3>` one that goes on overleaf and `>3` its rest.

    Raises:
        ContentError: the form is broken, or it names a report that is not there or one twice.
    """
    text = edition.grid.strip().replace("（", "(").replace("）", ")").replace("；", ";").replace("：", ":")
    if not text:
        return ()
    simple = re.fullmatch(r"(\d+)\s*[x×X*]\s*(\d+)", text)
    if simple:
        rows, across = int(simple[1]), int(simple[2])
        if not 1 <= rows * across <= len(edition.reports):
            raise _fault(edition, f"grid 写的是 {rows}×{across}，而报告只有 {len(edition.reports)} 篇")
        return (
            Rows(
                tuple(
                    Row(tuple(Wanted(row * across + place, 0, False, False) for place in range(across)))
                    for row in range(rows)
                )
            ),
        )
    reader = _Reader(edition, text)
    found = reader.pages()
    counts: dict[tuple[int, bool], int] = {}
    for shape in found:
        for wanted in leaves_of(shape):
            if wanted.report >= len(edition.reports) or wanted.report < 0:
                raise _fault(edition, f"grid 里有第 {wanted.report + 1} 篇，而报告只有 {len(edition.reports)} 篇")
            key = (wanted.report, wanted.comes)
            counts[key] = counts.get(key, 0) + 1
            if counts[key] > 1 and not wanted.comes:
                raise _fault(edition, f"grid 里第 {wanted.report + 1} 篇出现了两次")
    return found


def leaves_of(shape: Shape) -> tuple[Wanted, ...]:
    """The modules of a shape in reading order."""
    if isinstance(shape, Wanted):
        return (shape,)
    return tuple(leaf for part in shape.parts for leaf in leaves_of(part))


def _fault(edition: Edition, message: str) -> ContentError:
    hint = "写成 2x2，或照抄构建时 --json 打印的 plan，如 1:2|2:2/3:4"
    return ContentError(Problem("error", "bad-grid", message, edition.places.get("grid"), hint))


class _Reader:
    """Reads the nested form."""

    def __init__(self, edition: Edition, text: str) -> None:
        self._edition = edition
        self._tokens: list[re.Match[str]] = []
        at = 0
        while at < len(text.rstrip()):
            match = _TOKEN.match(text, at)
            if match is None:
                raise _fault(edition, f"grid 里“{text[at : at + 5]}”看不懂")
            self._tokens.append(match)
            at = match.end()
        self._next = 0

    def pages(self) -> tuple[Shape, ...]:
        found = [self._rows()]
        while self._take(";"):
            found.append(self._rows())
        if self._next < len(self._tokens):
            raise _fault(self._edition, f"grid 里“{self._tokens[self._next][0].strip()}”是多余的")
        return tuple(found)

    def _take(self, mark: str) -> bool:
        if self._next < len(self._tokens) and self._tokens[self._next][5] == mark:
            self._next += 1
            return True
        return False

    def _rows(self) -> Shape:
        parts = [self._row()]
        while self._take("/"):
            parts.append(self._row())
        return parts[0] if len(parts) == 1 else Rows(tuple(parts))

    def _row(self) -> Shape:
        parts = [self._cell()]
        while self._take("|"):
            parts.append(self._cell())
        return parts[0] if len(parts) == 1 else Row(tuple(parts))

    def _cell(self) -> Shape:
        if self._take("("):
            inner = self._rows()
            if not self._take(")"):
                raise _fault(self._edition, "grid 里少一个右括号")
            return inner
        if self._next >= len(self._tokens) or not self._tokens[self._next][2]:
            raise _fault(self._edition, "grid 里少一个报告的序号")
        token = self._tokens[self._next]
        self._next += 1
        return Wanted(int(token[2]) - 1, int(token[4] or 0), bool(token[1]), bool(token[3]))


class Fixed:
    """The trees of one fixed shape."""

    def __init__(self, tables: Tables, most: int) -> None:
        self._tables = tables
        self._most = most
        self._memo: dict[tuple[Shape, int], Found] = {}

    def found(self, shape: Shape, span: int) -> Found:
        """The cheapest tree of each depth with this shape over `span` base columns."""
        key = (shape, span)
        if key not in self._memo:
            self._memo[key] = self._find(shape, span)
        return self._memo[key]

    def _find(self, shape: Shape, span: int) -> Found:
        if isinstance(shape, Wanted):
            if shape.span not in (0, span):
                return {}
            table = self._tables(shape, span)
            return {depth: (leaves[0].cost, leaves[0]) for depth, leaves in table.items() if depth <= self._most}
        first, others = shape.parts[0], shape.parts[1:]
        if not others:
            return self.found(first, span)
        remaining: Shape = others[0] if len(others) == 1 else type(shape)(others)
        result: Found = {}
        if isinstance(shape, Rows):
            for depth, (cost, node) in self.found(first, span).items():
                for other, (more, under) in self.found(remaining, span).items():
                    total = depth + other + BLANK
                    if total <= self._most and (total not in result or cost + more < result[total][0]):
                        result[total] = (cost + more, Stack(node, under))
            return result
        for left in range(1, span):
            beside = self.found(remaining, span - left)
            for depth, (cost, node) in self.found(first, left).items():
                if depth in beside:
                    more, other_node = beside[depth]
                    charge = cost + more + SIDE_SINGLES
                    if depth not in result or charge < result[depth][0]:
                        result[depth] = (charge, Side(node, other_node))
        return result
