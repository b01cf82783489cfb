"""A page, decided, and what it leaves for the pages after it."""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from bulletin.makeup.flows import Flow, rest
from bulletin.makeup.known import Known
from bulletin.makeup.leaf import Leaf, is_filler, short_rows
from bulletin.makeup.trees import ModuleTree, taken_rows, walk

INNER_FREE = 0.02  # share of a page before the last that may stay blank


class PagePlan(NamedTuple):
    """One page, decided."""

    tree: ModuleTree
    nominal: int  # grid lines of the body
    cost: float
    columns: int  # base columns of the page
    fault: str = ""  # what the fallback chain had to do
    piled: bool = False  # no tree was found: its modules end where they happen to

    @property
    def free(self) -> float:
        """Share of the body that stays blank: below the modules, beside them and in columns that end early."""
        used = taken_rows(self.tree) - sum(map(short_rows, walk(self.tree)))
        return 1 - used / (self.columns * max(self.nominal, self.tree.height))

    @property
    def white(self) -> int:
        """The same in grid lines over the page's width: how every message counts white."""
        return round(self.free * max(self.nominal, self.tree.height))

    @property
    def gap(self) -> str:
        """What a page says that is deep enough and has blank columns; "" of one that has none."""
        return f"有空栏，空{self.white}行" if self.free > INNER_FREE else ""


def fillers_in(plans: Sequence[PagePlan]) -> int:
    """How many fillers stand on these pages."""
    return sum(is_filler(leaf) for plan in plans for leaf in walk(plan.tree))


class Paginated(NamedTuple):
    """Pages in their order, and what found no room on so many."""

    plans: tuple[PagePlan, ...]
    left: tuple[Flow, ...] = ()
    pending: tuple[tuple[Flow, ...], ...] = ()  # what each page was chosen from


class ChosenPage(NamedTuple):
    """A page and the flows that the pages after it must hold."""

    plan: PagePlan
    left: list[Flow]


def left_after(plan: PagePlan, taken: Sequence[Flow], others: Sequence[Flow], known: Known) -> list[Flow]:
    """What the following pages must hold: a continuation stands second, after the next report that begins.

    Two continuations and more come first: no page must leave one of them out.
    """
    leaves = walk(plan.tree)
    going = [_rest(leaf, known) for leaf in leaves if leaf.jumps]
    placed = {leaf.flow for leaf in leaves}
    fresh = [*(flow for flow in taken if flow not in placed), *others]
    return [*fresh[:1], *going, *fresh[1:]] if len(going) == 1 else [*going, *fresh]


def _rest(leaf: Leaf, known: Known) -> Flow:
    """What a module leaves of its report: the same object for the same."""
    way = leaf.flow, leaf.body.text, leaf.body.filling, leaf.floats, leaf.quotes
    return known.recall(("rest", *way), partial(rest, *way, known.texts))
