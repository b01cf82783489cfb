"""The trees of one page: its reports whole or parted, a filler that closes it, a box of relief among them."""

from collections.abc import Sequence
from functools import partial
from math import inf
from typing import NamedTuple, TypeAlias

from bulletin.makeup.brief import Brief
from bulletin.makeup.briefs import is_brief
from bulletin.makeup.filler_sizes import FillerSizes
from bulletin.makeup.flows import Flow
from bulletin.makeup.leaf import FILLER, ModuleTable, filler_leaf
from bulletin.makeup.modules import OVERRUN, Modules, leads
from bulletin.makeup.page_relief import PageRelief
from bulletin.makeup.trees import LINES_BETWEEN, ModuleTree, Stack, TreeSearch, TreeTable, TreeWishes, walk
from bulletin.memory import kept

# Costs and limits chosen on random issues: docs/typesetting.md, Modules and trees and Jumps.
GOOD = 120.0  # a page cheaper than this needs no box of relief
BOUND, BOUND_MORE = 200.0, 40.0  # trees dearer than this are dropped; more for each report
JUMP_MORE = 100.0  # and for each jump
BOX_LINES = 24  # of a box of relief that a page is expected to hold
LATEST_BOX = 2  # place of a box of relief among the modules of its page: it stands beside what it is taken from
LEAST_PART = 6  # grid lines of the shallowest part of a report


class Freedom(NamedTuple):
    """What a page may do to be filled."""

    loose: bool = False  # wider white in heads, text columns off the base columns
    jumps: int = 0  # reports that leave the page
    relaxed: bool = False  # a jump may leave less behind than is wished
    filler: bool = False
    fillers_used: int = 0  # on earlier pages: each is printed once
    short: int = 0  # lines the page may end early
    front: bool = False  # it tells what the pages after it hold
    full: bool = False  # only trees as deep as the page are of use,
    bound: float = inf  # and only cheaper ones


class Load(NamedTuple):
    """Column lines that a whole report takes, its head included."""

    fewest: float
    most: float
    usual: float


class ReliefOf(NamedTuple):
    """A box of relief from the words of these flows."""

    flows: tuple[Flow, ...]


PageItem: TypeAlias = Flow | ReliefOf  # FILLER is 补白


class PageItems:
    """What may stand on the pages of one issue: what it takes of a page, and what that costs."""

    def __init__(self, brief: Brief, modules: Modules, *, ease: float, relief: float, boxes: bool) -> None:
        """As `Pagination`."""
        self.design = brief.design
        self.columns = brief.area.grid.columns
        self.ease = ease
        self.modules = modules
        self.boxes = boxes
        self.relief = PageRelief(brief, relief, modules.known)
        self._area = brief.area
        self._reports = brief.edition.reports
        self._fillers = brief.edition.fillers
        self._filler_sizes = FillerSizes(brief)
        self._loads: dict[int, dict[Flow, Load]] = {}  # by lines of a page

    def deepest(self, lines: int) -> int:
        """Grid lines of the deepest tree for a page of so many."""
        return lines + self.design.copyfit.depth_more

    def boxed(self, modules: int) -> int:
        """Column lines that relief may take of a page of so many modules."""
        design = self.design.relief
        return BOX_LINES if design and self.boxes and modules <= design.modules_max else 0

    def lines(self, most: int) -> int:
        """Grid lines of a full page whose trees are no deeper than `most`."""
        return min(most, self._area.lines)

    def fillers(self, number: int, span: int, most: int) -> ModuleTable:
        """Boxes of filler `number` of `span` base columns and at most `most` grid lines."""
        depths = self._filler_sizes.depths(self._fillers[number], span)
        return {depth: (filler_leaf(span, depth),) for depth in depths if depth <= most}

    @kept
    def band(self, item: PageItem) -> float:
        """What an item pays over the page's whole width."""
        if self.columns < 3 or isinstance(item, ReliefOf) or item is FILLER:
            return 0.0
        if leads(item):
            return self.design.prices.lead_band
        brief = not item.members and is_brief(self._reports[item.report], self.design.briefs)
        return self.design.prices.band + self.design.briefs.band * brief

    def total(self, flows: Sequence[Flow], lines: int) -> Load:
        """What whole reports take together of a page of so many lines."""
        known = self._loads.setdefault(lines, {})
        fewest = most = usual = 0.0
        for flow in flows:
            load = known.get(flow) or self.load(flow, lines)
            fewest, most, usual = fewest + load.fewest, most + load.most, usual + load.usual
        return Load(fewest=fewest, most=most, usual=usual)

    def load(self, flow: Flow, lines: int) -> Load:
        """What a whole report takes of a page of so many lines."""
        known = self._loads.setdefault(lines, {})
        if flow not in known:
            known[flow] = self.modules.recall(flow, ("load", lines), partial(self._load, flow, lines))
        return known[flow]

    def _load(self, flow: Flow, lines: int) -> Load:
        sizes: list[tuple[float, int, int]] = []  # cost, column lines, those of the blank line below
        for span in range(1, self.columns + 1):
            for height, options in self.modules.whole(flow, span, loose=False).items():
                if height <= lines + OVERRUN:
                    sizes.append((options[0].cost, span * height, span * LINES_BETWEEN))
        if not sizes:
            guess = flow.text.rows + 4.0 * self.columns
            return Load(fewest=guess, most=guess, usual=guess)
        return Load(
            fewest=min(size for _, size, _ in sizes),
            most=max(size + below for _, size, below in sizes),
            usual=min(sizes, key=lambda found: found[0])[1],
        )

    def bound(self, items: Sequence[PageItem], jumps: int) -> float:
        """What a page of these items may cost."""
        return BOUND + BOUND_MORE * len(items) + JUMP_MORE * jumps + self.ease + sum(map(self.band, items))


class PageSearch:
    """The trees of pages that share their freedom; what their reports make together is found once."""

    def __init__(
        self,
        pages: PageItems,
        sets: Sequence[tuple[Flow, ...]],
        span: int,
        most: int,
        freedom: Freedom,
        going: tuple[Flow, ...] = (),
    ) -> None:
        """A search.

        Args:
            sets: the flows of each page that is asked for.
            span: base columns of these pages.
            most: grid lines of the deepest trees.
            going: flows that leave the page, of a single set.
        """
        self._pages = pages
        self._freedom = freedom
        self._going = going
        self._most = most
        self._known = pages.modules.known
        bound = max(pages.bound((*flows, ReliefOf(flows)), len(going)) for flows in sets)
        wishes = TreeWishes(span, most, min(bound, freedom.bound), pages.design.prices)
        self._search: TreeSearch[PageItem] = TreeSearch(_ItemTables(pages, sets[0], most, freedom, going), wishes)
        # all that the trees of some flows depend on beside these; what leaves the page is of a single set
        self._key = (span, most, freedom, going, wishes.bound, pages.ease, pages.modules.density, pages.boxes)

    def found(self, flows: tuple[Flow, ...]) -> TreeTable:
        """The trees of `flows`, with a box of relief or without; without where that is good as it is."""
        found, most = self.plain(flows), self._most
        if not self._freedom.front and any(found[depth][0] <= GOOD for depth in found if most - 2 <= depth <= most):
            return found
        return _cheapest(found, self.relieved(flows))

    def plain(self, flows: tuple[Flow, ...]) -> TreeTable:
        """The trees of `flows`, a filler last when one is allowed."""
        make = partial(self._page, (*flows, *(FILLER,) * self._freedom.filler))
        return self._known.recall(("plain", flows, self._key), make)

    def relieved(self, flows: tuple[Flow, ...]) -> TreeTable:
        """The trees of `flows` with a box of relief second or third; none on a page of many modules."""
        freedom, relief = self._freedom, self._pages.relief
        if (
            not self._pages.boxes
            or not relief.serves(flows)
            or freedom.filler
            or not relief.table(flows, 1, front=freedom.front)
        ):
            return {}
        key = ("relieved", flows, relief.boxes(flows, front=freedom.front), self._key)
        return self._known.recall(key, partial(self._relieved, flows))

    def _relieved(self, flows: tuple[Flow, ...]) -> TreeTable:
        places = range(1, min(len(flows), LATEST_BOX) + 1)
        return _cheapest(*(self._page((*flows[:place], ReliefOf(flows), *flows[place:])) for place in places))

    def _page(self, items: tuple[PageItem, ...]) -> TreeTable:
        """The trees of these items; what is nothing but bands is dearer."""
        pages, fit, freedom = self._pages, self._pages.design.copyfit, self._freedom
        least = self._most - fit.depth_more - max(fit.depth_less, freedom.short) if freedom.full else 0
        bound = min(pages.bound(items, len(self._going)), freedom.bound)
        more = pages.design.prices.all_bands
        return {
            depth: (cost + more * self._is_all_bands(tree), tree)
            for depth, (cost, tree) in self._search.page(items, bound, least=least).items()
        }

    def _is_all_bands(self, tree: ModuleTree) -> bool:
        """Whether a page is nothing but modules over its whole width, one under another."""
        columns = self._pages.columns
        return isinstance(tree, Stack) and columns > 2 and all(leaf.span == columns for leaf in walk(tree))


def _cheapest(*tables: TreeTable) -> TreeTable:
    """The cheapest tree of each depth in these tables; of equal ones the first."""
    found: TreeTable = {}
    for table in tables:
        for depth, way in table.items():
            if depth not in found or way[0] < found[depth][0]:
                found[depth] = way
    return found


class _ItemTables:
    """The modules that the items of a page may become: an `ItemTables`."""

    def __init__(
        self, pages: PageItems, flows: Sequence[Flow], most: int, freedom: Freedom, going: Sequence[Flow]
    ) -> None:
        self._pages = pages
        self._flows = flows
        self._most = most
        self._freedom = freedom
        self._going = going

    def modules(self, item: PageItem, span: int) -> ModuleTable:
        pages, freedom, most = self._pages, self._freedom, self._most
        if isinstance(item, ReliefOf):
            table = pages.relief.table(item.flows, span, front=freedom.front)
            return {depth: leaf for depth, leaf in table.items() if depth <= most}
        if item is FILLER:
            return pages.fillers(freedom.fillers_used, span, most)
        if item in self._going:
            return pages.modules.part(item, span, self._part_heights(span), relaxed=freedom.relaxed)
        return pages.modules.whole(item, span, loose=freedom.loose)

    def fewest(self, item: PageItem) -> float:
        if isinstance(item, ReliefOf):
            return float(min(self._pages.relief.table(item.flows, 1, front=self._freedom.front)))
        if item is FILLER or item in self._going:
            return 0.0
        return self._pages.load(item, self._pages.lines(self._most)).fewest

    def band(self, item: PageItem) -> float:
        return self._pages.band(item)

    def _part_heights(self, span: int) -> range:
        """Depths worth trying for the one report that leaves the page: what the others leave of it."""
        pages, freedom, most = self._pages, self._freedom, self._most
        lines, count = pages.lines(most), len(self._flows)
        if count == 1:
            return range(lines - max(pages.design.copyfit.depth_less, freedom.short), most + 1)
        if len(self._going) > 1:
            return range(LEAST_PART, most + 1)
        page = lines * pages.columns
        staying = pages.total([flow for flow in self._flows if flow not in self._going], lines)
        shallow = page - staying.most - 4 * count - freedom.short * span - pages.boxed(count)
        deep = page - staying.fewest
        return range(max(LEAST_PART, int(shallow / span) - 1), min(most, int(deep / span) + 2) + 1)
