"""Which briefs of an issue stand together in one box, and where the boxes stand among the reports."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, islice, pairwise

from bulletin.makeup.briefs import is_brief
from bulletin.makeup.fixed_plan import Shape, Wanted, leaves_of
from bulletin.makeup.flows import Flow, gathering
from bulletin.makeup.known import Known
from bulletin.memory import kept
from bulletin.model.design import BriefsDesign
from bulletin.model.edition import Edition

MOST_WAYS = 6  # to part the briefs over boxes: each is a plan of all pages
ANOTHER_BOX = 2  # another box is as bad as so many briefs alone


class Gathering:
    """The briefs of one issue at one grid. The report that leads never gathers."""

    def __init__(
        self,
        flows: Sequence[Flow],
        edition: Edition,
        design: BriefsDesign,
        fits_page: Callable[[Flow], bool],
        known: Known,
    ) -> None:
        """`flows`: one of each report, in order; `fits_page`: whether a box goes on a page."""
        self._known = known
        self._flows = flows
        self._design = design
        self._ordered = edition.ordered
        self._fits_page = fits_page
        briefs = [flow for flow in flows if flow.report and is_brief(edition.reports[flow.report], design)]
        rows = sum(flow.text.rows for flow in flows)
        said = [flow for flow in briefs if edition.reports[flow.report].kind == "brief"]
        # where most of an issue is short, those that say so
        self._briefs = briefs if sum(flow.text.rows for flow in briefs) <= design.share_max * rows else said
        self._said = [flow for flow in said if flow in self._briefs]
        self.reports = frozenset(flow.report for flow in self._briefs)  # that may gather

    def ways(self, wanted: Sequence[Shape] = ()) -> Iterator[tuple[Flow, ...]]:
        """The flows of the issue with its briefs in boxes: the best way first, the last without any.

        As few boxes as can be, each where its first brief stood; where no editor gave the order, at the end too; then
        more boxes. `wanted`: the pages that `grid:` fixes; what they name stands in the boxes that they name.
        """
        fixed = [leaf for shape in wanted for leaf in leaves_of(shape)]
        named = [tuple(self._flows[number] for number in leaf.members) for leaf in fixed if leaf.members]
        taken = {number for leaf in fixed for number in _reports_of(leaf)}
        free = [flow for flow in self._briefs if flow.report not in taken]
        for boxes in self._boxes(free):
            yield self._placed([*named, *boxes])
            if boxes and not self._ordered:
                yield self._at_end(boxes, named)
        yield self._placed(named)

    def _boxes(self, briefs: Sequence[Flow]) -> Iterator[list[tuple[Flow, ...]]]:
        """Boxes that go on pages: one of all briefs first, then one of fewer, or more boxes as even as possible.

        Those in no box stay alone. In an editor's order only briefs that follow each other stand in one box:
        all that are short, or those that say that they are briefs.
        """
        briefs = [flow for flow in briefs if self._fits_page(self._box((flow,)))]
        if self._ordered:
            said = [flow for flow in self._said if flow in briefs]
            for chosen in [briefs] + [said] * (said != briefs):
                boxes = [group for run in _following(chosen, self._flows) for group in self._of_run(run)]
                if boxes:
                    yield boxes
            return
        least, count = self._design.least, len(briefs)
        parted = [list(_parted(briefs, boxes)) for boxes in range(1, count // least + 1)]
        runs = [
            [tuple(briefs[start : start + size])]
            for size in range(count - 1, least - 1, -1)
            for start in range(count - size + 1)
        ]

        def worse(boxes: list[tuple[Flow, ...]]) -> int:
            return ANOTHER_BOX * (len(boxes) - 1) + count - sum(map(len, boxes))

        fitting = (
            boxes
            for boxes in sorted(parted + runs, key=worse)
            if all(self._fits_page(self._box(group)) for group in boxes)
        )
        yield from islice(fitting, MOST_WAYS)

    def _of_run(self, run: tuple[Flow, ...]) -> list[tuple[Flow, ...]]:
        """As few boxes of briefs that follow each other as go on pages."""
        ways = (list(_parted(run, boxes)) for boxes in range(1, len(run) // self._design.least + 1))
        return next((boxes for boxes in ways if all(self._fits_page(self._box(group)) for group in boxes)), [])

    @kept
    def _box(self, group: tuple[Flow, ...]) -> Flow:
        return self._known.recall(("box", group), lambda: gathering(group))

    def _placed(self, groups: Sequence[tuple[Flow, ...]]) -> tuple[Flow, ...]:
        """Each box where its first brief stood."""
        by_first = {group[0]: group for group in groups}
        inside = {flow for group in groups for flow in group[1:]}
        kept = (flow for flow in self._flows if flow not in inside)
        return tuple(self._box(by_first[flow]) if flow in by_first else flow for flow in kept)

    def _at_end(self, boxes: Sequence[tuple[Flow, ...]], named: Sequence[tuple[Flow, ...]]) -> tuple[Flow, ...]:
        """These boxes behind all other reports."""
        inside = {flow for group in boxes for flow in group}
        others = tuple(flow for flow in self._placed(named) if flow not in inside)
        return (*others, *(self._box(group) for group in boxes))


def _reports_of(leaf: Wanted) -> tuple[int, ...]:
    return leaf.members or (leaf.report,)


def _following(briefs: Sequence[Flow], flows: Sequence[Flow]) -> Iterator[tuple[Flow, ...]]:
    """Runs of briefs with no other report between them."""
    wanted = frozenset(briefs)
    for inside, run in groupby(flows, key=lambda flow: flow in wanted):
        if inside:
            yield tuple(run)


def _parted(briefs: Sequence[Flow], count: int) -> Iterator[tuple[Flow, ...]]:
    ends = [len(briefs) * number // count for number in range(count + 1)]
    for start, end in pairwise(ends):
        yield tuple(briefs[start:end])
