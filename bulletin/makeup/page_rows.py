"""Pages of last resort, where no tree fills one: one report under another over the full width."""

from collections.abc import Sequence

from bulletin.makeup.flows import Flow
from bulletin.makeup.leaf import Leaf
from bulletin.makeup.modules import Modules
from bulletin.makeup.page_plan import ChosenPage, PagePlan, left_after
from bulletin.makeup.page_trees import LEAST_PART
from bulletin.makeup.trees import LINES_BETWEEN, ModuleTree, SideBySide, stacked
from bulletin.model.edition import Edition
from bulletin.problems import OversetError, Problem

FALLBACK_COST = 1000.0  # a page of rows, when no tree can be found
FALLBACK_ROW = 8  # grid lines that must be left for another such row
FALLBACK_PART = 16  # and for one that goes on overleaf


class PageRows:
    """Makes such pages of what is left of an issue."""

    def __init__(self, modules: Modules, edition: Edition, columns: int) -> None:
        """`columns`: base columns of a page."""
        self._modules = modules
        self._edition = edition
        self._columns = columns

    def page(self, pending: Sequence[Flow], lines: int) -> ChosenPage:
        """One report under another over the full width, as deep as they happen to be.

        Beside one that only goes on fewer columns the next ones stand, as far as they are no deeper.

        Raises:
            OversetError: the first report goes on no page at all.
        """
        rows: list[ModuleTree] = []
        left, taken = lines, 0
        while taken < len(pending):
            flow = pending[taken]
            leaf = self._any_whole(flow, left, self._columns) or self._any_part(flow, left, must=not rows)
            if leaf is None:
                break
            row: ModuleTree = leaf
            taken += 1
            while not leaf.jumps and (beside := self._beside(pending[taken:], self._columns - row.span, leaf.height)):
                row = SideBySide(left=row, right=stacked(beside))
                taken += len(beside)
            rows.append(row)
            left -= leaf.height + LINES_BETWEEN
            if leaf.jumps or left < FALLBACK_ROW:
                break
        if not rows:
            report = self._edition.reports[pending[0].report]
            message = f"《{report.plain_title}》的标题、图表、图片或文字，哪一版都放不下"
            hint = "标题过长的请缩短，图片过高的请换一张横幅的，图表项目过多、表里一格的文字或表下的注过长的请分开"
            raise OversetError(Problem("error", "unplaceable", message, report.place, hint))
        tree = stacked(rows)
        empty = lines - tree.height
        plan = PagePlan(tree=tree, nominal=lines, columns=self._columns, cost=FALLBACK_COST, piled=True)
        later = left_after(plan, pending[:taken], pending[taken:], self._modules.known)
        if later:
            plan = plan._replace(fault=f"没有排满，空{plan.white}行" if empty > 1 else plan.gap)
        return ChosenPage(plan=plan, left=later)

    def _beside(self, flows: Sequence[Flow], span: int, most: int) -> tuple[Leaf, ...]:
        """Whole reports one under another over so many columns, as many as go into so many lines."""
        found: list[Leaf] = []
        for flow in flows if span else ():
            leaf = self._any_whole(flow, most, span)
            if leaf is None:
                break
            found.append(leaf)
            most -= leaf.height + LINES_BETWEEN
        return tuple(found)

    def _any_whole(self, flow: Flow, most: int, across: int) -> Leaf | None:
        for span in range(across, 0, -1):
            table = self._modules.whole(flow, span, loose=True)
            if fitting := [options[0] for height, options in table.items() if height <= most]:
                return min(fitting, key=lambda leaf: (leaf.cost, leaf.height))
        return None

    def _any_part(self, flow: Flow, most: int, *, must: bool) -> Leaf | None:
        """A part of a report for the lines left; with `must`, whatever it costs."""
        if not must and (not self._modules.may_jump(flow) or most < FALLBACK_PART):
            return None
        for span in range(self._columns, 0, -1):
            for height in range(most, max(LEAST_PART, most - 12), -1):
                if table := self._modules.part(flow, span, (height,), relaxed=must):
                    return table[height][0]
        return self._modules.at_any_cost(flow, most) if must else None
