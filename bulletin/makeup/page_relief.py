"""Which relief a page may have: the boxes of every depth that its reports have words for, and what they cost."""

from collections.abc import Hashable, Iterator, Sequence
from functools import partial
from itertools import chain, islice, product, zip_longest

from bulletin.makeup.brief import Brief
from bulletin.makeup.flows import Flow
from bulletin.makeup.known import Known
from bulletin.makeup.leaf import ModuleTable, relief_leaf
from bulletin.makeup.relief import Relief, ReliefPart, Reliefs
from bulletin.memory import kept

CHOICE_OF_QUOTES = 3  # a box takes of the best so many what fits its depth


class PageRelief:
    """The boxes of relief that the pages of one issue may have, one a page."""

    def __init__(self, brief: Brief, dearer: float = 0.0, known: Known | None = None) -> None:
        """`dearer`: by how much a box is dearer than usual, where room is wanted for text; cheaper where it is not."""
        self._known = known or Known(brief)
        self._reports = brief.edition.reports
        self._leading = brief.area.grid.leading
        self._reliefs = Reliefs(brief, self._known)
        self._design = self._reliefs.design
        self._dearer = dearer

    def serves(self, flows: Sequence[Flow]) -> bool:
        """Whether a page of these is such as relief helps: few modules, which else become bands."""
        return len(flows) <= self._design.modules_max

    def table(self, flows: Sequence[Flow], span: int, *, front: bool) -> ModuleTable:
        """Boxes of `span` base columns by depth, from the words of reports that begin here.

        Args:
            front: the page tells what the pages after it hold.
        """
        if span > self._design.columns_max:
            return {}
        return self._table(*self._sources(flows, front), span)

    def boxes(self, flows: Sequence[Flow], *, front: bool) -> Hashable:
        """All boxes that `table` has, as a key: the same object for the same boxes."""
        return self._boxes(*self._sources(flows, front))

    def _sources(self, flows: Sequence[Flow], front: bool) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The reports whose words a box may show, and those to which it may lead."""
        opening = tuple(flow.report for flow in flows if not flow.part and not flow.members)
        if not front:
            return opening, ()
        here = {member.report for flow in flows for member in flow.members or (flow,)}
        return opening, tuple(number for number in range(len(self._reports)) if number not in here)

    @kept
    def _boxes(self, opening: tuple[int, ...], entries: tuple[int, ...]) -> Hashable:
        boxes = tuple(
            (span, depth, leaf.cost, leaf.relief)
            for span in range(1, self._design.columns_max + 1)
            for depth, (leaf,) in self._table(opening, entries, span).items()
        )
        return self._known.recall(("boxes", boxes), object)

    @kept
    def _table(self, opening: tuple[int, ...], entries: tuple[int, ...], span: int) -> ModuleTable:
        stories = tuple(map(self._known.story, opening)), tuple(map(self._known.story, entries))
        key = ("relief", stories, span, self._dearer, *self._reliefs.issue)
        return self._known.recall(key, partial(self._made, opening, entries, span))

    def _made(self, opening: tuple[int, ...], entries: tuple[int, ...], span: int) -> ModuleTable:
        best: dict[int, tuple[float, Relief]] = {}
        wide = span > 1
        for parts, price in self._contents(opening, () if wide else entries, wide=wide):
            for depth, relief in self._reliefs.combined(parts, span).items():
                cost = price + self._design.white_cost * relief.white / self._leading
                if depth not in best or cost < best[depth][0]:
                    best[depth] = cost, relief
        return {depth: (relief_leaf(relief, span, depth, cost),) for depth, (cost, relief) in best.items()}

    def _contents(
        self, opening: tuple[int, ...], entries: tuple[int, ...], *, wide: bool
    ) -> Iterator[tuple[tuple[ReliefPart, ...], float]]:
        """What may stand in one box, and what it costs; the best quote alone in a `wide` one."""
        cost, contents_cost = self._design.cost + self._dearer, self._design.contents_cost + self._dearer
        telling = (number for number in opening if self._reliefs.key_figures(number))
        figures = tuple(ReliefPart("figures", number) for number in islice(telling, 1))
        by_report = [[(number, quote.text) for quote in self._reliefs.quotes(number)] for number in opening]
        in_turn = chain.from_iterable(zip_longest(*by_report))  # the best of each report, then the second best
        by_text: dict[str, int] = {}
        for number, text in filter(None, in_turn):
            by_text.setdefault(text, number)  # what two reports say is printed once
        said = [(number, text) for text, number in islice(by_text.items(), 1 if wide else CHOICE_OF_QUOTES)]
        quotes = tuple(ReliefPart("quote", number, text) for number, text in said)
        contents = (ReliefPart("contents", entries=entries),) if entries else ()
        price = contents_cost if contents else cost
        some = [quotes[:count] for count in range(min(self._design.quotes_max, len(quotes)) + 1)]
        some += [(quote,) for quote in quotes[1:] if self._design.quotes_max]
        for own, shown in product(dict.fromkeys((contents, (*contents, *figures))), some):
            if own or shown:
                yield (*own, *shown), price + self._design.more_quotes * max(0, len(shown) - 1)
