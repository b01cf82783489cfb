"""Sizes of headlines after the plan: by weight on the page, never because there is room.

The plan says how many grid lines each module has for its head. Here the heads of a page are chosen once more, the
weightiest first, each no larger than the one before it; what a smaller head leaves of its lines becomes white. No
module changes its depth, so the page stays as it was planned.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain, count
from math import inf
from typing import NamedTuple

from bulletin.makeup.headlines import Head, Heads
from bulletin.makeup.leaf import Leaf
from bulletin.makeup.page_plan import PagePlan
from bulletin.makeup.spots import Spot, four_equal, spots
from bulletin.makeup.trees import LINES_BETWEEN, ModuleTree, mapped
from bulletin.model.design import HeadDesign
from bulletin.model.edition import Edition
from bulletin.problems import Problem
from bulletin.units import Pt

WHITE_LINE = 1.0  # what each line of white over one costs, in steps of size: chosen by eye

STEPPED_COLUMNS = 3  # of the lead, at least: over fewer the rows are too short to be set off


class _Standing(NamedTuple):
    """A module with a head, and how it was planned to stand."""

    number: int  # in reading order
    spot: Spot

    @property
    def leaf(self) -> Leaf:
        return self.spot.leaf

    @property
    def room(self) -> int:
        """Grid lines of its head."""
        return self.leaf.text_line


def graded(plans: Sequence[PagePlan], heads: Heads, edition: Edition, design: HeadDesign) -> tuple[PagePlan, ...]:
    """The same pages with heads whose sizes fall by rank, then by span, then by area; a continuation's is the last."""
    ranked = any(report.rank for report in edition.reports)

    def tree(plan: PagePlan, number: int) -> ModuleTree:
        page = partial(_Page, plan, number, heads, edition, design, ranked=ranked)
        return heads.known.recall(("graded", plan, number, ranked), lambda: page().tree())

    return tuple(plan._replace(tree=tree(plan, number)) for number, plan in enumerate(plans, 1))


def given_way(plans: Sequence[PagePlan], edition: Edition, design: HeadDesign) -> Iterator[Problem]:
    """The note that the first report is too short to lead the front page."""
    placed = _standing(plans[0].tree, 1)
    if not placed:
        return
    first, lead = placed[0].leaf, placed[_lead(placed, design)].leaf
    if lead is not first:
        story, other = edition.reports[first.flow.report], edition.reports[lead.flow.report]
        rest = "，其余转版" if first.jumps else ""
        message = f"《{story.plain_title}》标题下只有{first.body.depth}行{rest}，头条标题让给《{other.plain_title}》"
        write = "" if first.jumps else "增写几行，或"
        hint = f"头条标题下要有{design.lead_lines}行以上：{write}让《{other.plain_title}》排在最前"
        yield Problem("note", "lead-gives-way", message, story.place, hint)


def _standing(tree: ModuleTree, page: int) -> list[_Standing]:
    """The modules with a headline; briefs in a box have none of their own."""
    modules = (spot for spot in spots(tree, page) if spot.leaf.place is None)
    return [_Standing(number, spot) for number, spot in enumerate(modules) if spot.leaf.head.size]


def _lead(placed: Sequence[_Standing], design: HeadDesign) -> int:
    """Which of these modules leads the front page: the first one if it is deep enough, else the first that could."""
    deep = [place for place, one in enumerate(placed) if one.leaf.body.depth >= design.lead_lines]
    wide = [place for place in deep if place == 0 or placed[place].leaf.span >= design.lead_columns]
    return next(iter(wide), 0)


class _Page:
    """The heads of one page, chosen one after another."""

    def __init__(
        self, plan: PagePlan, number: int, heads: Heads, edition: Edition, design: HeadDesign, *, ranked: bool
    ) -> None:
        """`ranked`: whether the editor gave ranks."""
        self._ranked = ranked
        self._tree = plan.tree
        self._number = number
        self._heads = heads
        self._edition = edition
        self._design = design
        self._area = plan.nominal * plan.columns  # column lines
        self._placed = _standing(plan.tree, number)
        self._chosen: dict[int, Head] = {one.number: one.leaf.head for one in self._placed}

    def tree(self) -> ModuleTree:
        """The plan's tree with the heads chosen."""
        if len(self._placed) > 1 and not four_equal(spots(self._tree, self._number), self._heads.columns):
            self._grade()
        feet = self._feet()
        numbers = count()

        def with_own(leaf: Leaf) -> Leaf:
            number = next(numbers)
            return _with_head(leaf, self._chosen.get(number, leaf.head), feet.get(number, 0))

        return mapped(self._tree, with_own)

    def _grade(self) -> None:
        """Choose all heads: rather a lead that is less than wished above the rest than a page of white."""
        wished = self._design.lead_ratio if self._number == 1 else self._design.inner_ratio
        ratios = tuple(dict.fromkeys((wished, self._design.inner_ratio, 1.0)))
        for ratio in ratios:
            if self._choose(ratio) and self._white() <= self._design.white_max * self._area:
                return
        # nothing is won by giving way: as wished, or as near to it as leaves no head louder than the first
        for ratio in ratios:
            self._choose(ratio)
            first, *others = (head.size for head in self._chosen.values())  # the weightiest first
            if first >= max(others):
                return

    def _white(self) -> int:
        """Column lines that the chosen heads leave white of the lines of the planned ones."""
        return sum((one.leaf.head.lines - self._chosen[one.number].lines) * one.leaf.span for one in self._placed)

    def _choose(self, ratio: float) -> bool:
        """Choose all heads, the first so many times as large as the next; whether none had to stay louder than that."""
        front = self._number == 1
        lead = _lead(self._placed, self._design) if front else -1

        def weight(place: int) -> tuple[float, ...]:
            leaf = self._placed[place].leaf
            rank = self._edition.reports[leaf.flow.report].rank or 4 if self._ranked else 0
            return (place != lead, leaf.flow.part > 0, rank, -leaf.span, -leaf.span * leaf.height)

        self._chosen = {}
        before: Pt = inf
        second: Pt = inf
        all_smaller = True
        for place in sorted(range(len(self._placed)), key=weight):
            one = self._placed[place]
            floor = 0.0 if front else self._heads.floor(one.leaf.span)
            largest = min(before, max(second, floor))
            head = self._choice(one, largest, leads=place == lead)
            all_smaller = all_smaller and head.size <= largest
            self._chosen[one.number] = self._stepped(one, head) if place == lead else head
            before = min(before, head.size)
            second = head.size / ratio if second == inf else second
        return all_smaller

    def _stepped(self, one: _Standing, head: Head) -> Head:
        """The lead's head: of two rows over three columns the second ends at the right."""
        wide = STEPPED_COLUMNS <= one.leaf.span < self._heads.columns
        return head._replace(stepped=wide and head.rows == 2 and self._design.align == "by-width")

    def _choice(self, one: _Standing, largest: Pt, *, leads: bool) -> Head:
        """The head of one module, no larger than `largest` where its title goes in so."""
        leaf, step = one.leaf, self._design.step
        if leaf.flow.part:
            smaller = self._heads.back_head(leaf.flow.report, leaf.span, largest)
            return smaller if smaller.lines <= one.room else leaf.head
        most = min(largest, self._heads.class_size(leaf.flow.report, leaf.span, leads=leads))
        found = self._heads.at(leaf.flow.report, leaf.span, largest=most, lines=one.room)

        def cost(head: Head) -> tuple[float, int]:
            """A lead is as large as it can be; of two ways to set it the one that leaves less white."""
            white = one.room - head.lines
            return (most - head.size) / step + (0.0 if leads else WHITE_LINE * max(0, white - 1)), white

        fitting = sorted(found, key=cost)
        parted = (head for head in fitting if not self._alike(one, head))
        return next(parted, fitting[0] if fitting else leaf.head)

    def _feet(self) -> dict[int, int]:
        """White lines to put at the feet of modules, so that as many texts as can begin level with each other.

        Those that can so or stand alone in their row begin as high as they may, but not at the page's foot: all
        columns end there on one line, unless a text must rise to be level.
        """
        found: dict[int, int] = {}
        for line in {one.spot.line for one in self._placed}:
            row = [one for one in self._placed if one.spot.line == line]
            reach = {
                one.number: range(max(self._chosen[one.number].lines, one.room - self._design.foot_lines), one.room + 1)
                for one in row
            }
            agreed = Counter(chain.from_iterable(reach.values()))
            most = max(agreed.values())
            level = [depth for depth in agreed if agreed[depth] == most]
            if most == 1 and len(row) > 1:
                continue
            ends = any(one.spot.line + one.leaf.height >= self._tree.height for one in row)
            depth = max(level) if ends else min(level)
            found.update({one.number: one.room - depth for one in row if depth in reach[one.number]})
        return found

    def _alike(self, one: _Standing, head: Head) -> bool:
        """Whether this head would stand beside one that is its like, or in a stack of too many of them."""
        level = any(
            _beside(one.spot, other.spot) and self._same(other, head)
            for other in self._placed
            if other.number in self._chosen
        )
        stack = 1 + self._run(one, head, down=True) + self._run(one, head, down=False)
        return level or stack > self._design.stack_max

    def _same(self, other: _Standing, head: Head) -> bool:
        known = self._chosen.get(other.number)
        return known is not None and (known.size, known.rows) == (head.size, head.rows)

    def _run(self, one: _Standing, head: Head, *, down: bool) -> int:
        """How many heads of this kind follow each other under a module, or over it."""
        pairs = [(one.spot, other.spot) if down else (other.spot, one.spot) for other in self._placed]
        near = [other for other, pair in zip(self._placed, pairs, strict=True) if _under(*pair)]
        return max((1 + self._run(other, head, down=down) for other in near if self._same(other, head)), default=0)


def _beside(first: Spot, second: Spot) -> bool:
    """Whether two modules stand side by side and begin on one line."""
    ends = first.column + first.leaf.span, second.column + second.leaf.span
    return first.line == second.line and (ends[0] == second.column or ends[1] == first.column)


def _under(upper: Spot, lower: Spot) -> bool:
    """Whether one module stands right under the other."""
    over = upper.column < lower.column + lower.leaf.span and lower.column < upper.column + upper.leaf.span
    return over and upper.line + upper.leaf.height + LINES_BETWEEN == lower.line


def _with_head(leaf: Leaf, head: Head, foot: int) -> Leaf:
    """The module under another head, as deep as before.

    A smaller head keeps the lines of the planned one: its white is its own, and `pad` what makes the depths agree.
    """
    room = leaf.head.lines + leaf.pad
    lines = max(head.lines, min(leaf.head.lines, room - foot))
    return leaf._replace(head=head._replace(lines=lines), pad=room - lines, foot=foot)
