"""Fillers (补白) in the white of the last page: beside and below its modules, each once and in the editor's order."""

from collections.abc import Iterator, Sequence
from math import floor
from typing import NamedTuple

from bulletin.makeup.brief import Brief
from bulletin.makeup.filler_sizes import FillerSizes
from bulletin.makeup.leaf import filler_leaf, is_filler
from bulletin.makeup.page_plan import PagePlan, fillers_in
from bulletin.makeup.trees import LINES_BETWEEN, ModuleTree, SideBySide, stacked, taken_rows, walk
from bulletin.memory import kept
from bulletin.model.edition import Edition, Filler
from bulletin.problems import Problem


class _FillerRows(NamedTuple):
    """Rows of fillers and the grid lines of white that they leave."""

    white: int
    rows: tuple[ModuleTree, ...]
    held: int = 0  # fillers

    @property
    def badness(self) -> tuple[bool, int, int, int]:
        """What closes the white comes first, then what leaves few fillers out, then few rows, then little white."""
        return self.white > 0, -self.held, len(self.rows), self.white


def with_fillers(plans: Sequence[PagePlan], brief: Brief) -> tuple[PagePlan, ...]:
    """The plans, fillers that have closed no page in the white of the last one."""
    left = brief.edition.fillers[fillers_in(plans) :]
    *others, last = plans
    columns = brief.area.grid.columns
    sizes, tree = FillerSizes(brief), last.tree
    taken = sum(taken_rows(leaf) for leaf in walk(tree) if is_filler(leaf))
    room = floor(brief.design.filler.share_max * columns * last.nominal) - taken
    if beside := _rows(left, sizes, columns - tree.span, tree.height, room):
        tree = SideBySide(left=tree, right=stacked(beside))
        added = walk(tree)[len(walk(last.tree)) :]
        left = left[len(added) :]
        room -= sum(map(taken_rows, added))
    if tree.span == columns:
        below = _rows(left, sizes, columns, last.nominal - tree.height - LINES_BETWEEN, room)
        tree = stacked((tree, *below))
    return (*others, last._replace(tree=tree))


def left_out(edition: Edition, plans: Sequence[PagePlan]) -> Iterator[Problem]:
    """A note for each filler that found no room."""
    for filler in edition.fillers[fillers_in(plans) :]:
        shown = filler.text or (filler.picture.caption if filler.picture else "") or "图片"
        message = f"未排补白：版面没有放得下它的空处（{shown.replace('　', ' ')[:12]}）"
        yield Problem("note", "filler-left-out", message, filler.place, "不用管它；下一期版面有空时会排")


def _rows(fillers: Sequence[Filler], sizes: FillerSizes, columns: int, lines: int, room: int) -> tuple[ModuleTree, ...]:
    """Rows of the first fillers one under another in so much white, of at most `room` column lines together."""
    return _FillerStacks(fillers, sizes, columns).best(0, lines, room).rows if columns > 0 else ()


class _FillerStacks:
    """Fillers in rows over so many base columns, what each of them begins found once."""

    def __init__(self, fillers: Sequence[Filler], sizes: FillerSizes, columns: int) -> None:
        self._fillers = fillers
        self._sizes = sizes
        self._columns = columns

    @kept
    def best(self, place: int, left: int, room: int) -> _FillerRows:
        """What the fillers from `place` on make of so many grid lines, with so many column lines."""
        found = _FillerRows(white=left, rows=())
        fillers = self._fillers[place:]
        for count in range(1, min(self._columns, len(fillers)) + 1):
            spans = _spans(self._columns, count)
            ranges = [self._sizes.depths(filler, span) for filler, span in zip(fillers, spans, strict=False)]
            least, most = max(each.start for each in ranges), min(each.stop for each in ranges) - 1
            for depth in range(min(left, most, room // self._columns), least - 1, -1):
                below = self.best(place + count, left - depth - LINES_BETWEEN, room - depth * self._columns)
                rows = (_row(spans, depth), *below.rows)
                white = below.white if below.rows else left - depth
                way = _FillerRows(white=white, rows=rows, held=count + below.held)
                if way.badness < found.badness:
                    found = way
        return found


def _row(spans: Sequence[int], depth: int) -> ModuleTree:
    row: ModuleTree = filler_leaf(spans[-1], depth)
    for span in reversed(spans[:-1]):
        row = SideBySide(left=filler_leaf(span, depth), right=row)
    return row


def _spans(columns: int, count: int) -> tuple[int, ...]:
    """So many base columns parted as evenly as can be, the wider spans first."""
    each, more = divmod(columns, count)
    return tuple(each + (place < more) for place in range(count))
