"""A plan in words: the nested form that `grid:` takes, and a summary for the editor."""

from collections.abc import Sequence

from bulletin.makeup.fixed_plan import RELIEF_WORD
from bulletin.makeup.grid import TypeArea
from bulletin.makeup.leaf import is_box, is_filler
from bulletin.makeup.page_plan import PagePlan, fillers_in
from bulletin.makeup.trees import ModuleTree, SideBySide, Stack, walk
from bulletin.model.edition import Edition

NAMED_MOVES = 3  # reports out of their order that the summary names
PAGES_NAMED = 6  # pages up to which each is described
NO_WHITE = "排满"


def grid_words(plans: Sequence[PagePlan]) -> str:
    """The plan as `grid:` takes it: pages parted by `;`, rows by `/`, neighbours by `|` with their base columns.

    `1:2|2:2/3:2|4:2` is two rows of two reports over two base columns each; `3>` goes on overleaf, `>3` continues;
    `{3+5+6}:1` is a box of three briefs.
    `r:1` is a box of relief.
    """
    return ";".join(_words(plan.tree) for plan in plans)


def _words(tree: ModuleTree) -> str:
    match tree:
        case Stack():
            return f"{_words(tree.top)}/{_words(tree.bottom)}"
        case SideBySide():
            return "|".join(
                f"({_words(part)})" if isinstance(part, Stack) else _words(part) for part in (tree.left, tree.right)
            )
        case _ if is_filler(tree):
            return f"0:{tree.span}"
        case _ if tree.members:
            return f"{{{'+'.join(str(member.flow.report + 1) for member in tree.members)}}}:{tree.span}"
        case _ if is_box(tree):
            return f"{RELIEF_WORD}:{tree.span}"
        case _:
            flow = tree.flow
            return f"{'>' if flow.part else ''}{flow.report + 1}{'>' if tree.jumps else ''}:{tree.span}"


def _rows(tree: ModuleTree) -> list[ModuleTree]:
    """The rows of a tree, from above."""
    return [*_rows(tree.top), *_rows(tree.bottom)] if isinstance(tree, Stack) else [tree]


def summary(plans: Sequence[PagePlan], area: TypeArea) -> str:
    """The plan in a few words: modules, jumps, fillers, lines left, size."""
    pages: list[str] = []
    if len(plans) > PAGES_NAMED:
        return _summed_up(plans) + _close(plans, area)
    for number, plan in enumerate(plans, 1):
        leaves = [leaf for leaf in walk(plan.tree) if not is_filler(leaf)]
        rows = [len(walk(row)) for row in _rows(plan.tree)]
        shape = f"{len(rows)}×{rows[0]}" if len(set(rows)) == 1 else "+".join(str(row) for row in rows)
        pages.append(f"第{number}版{len(leaves)}个模块（{shape}），{_white(plan)}")
    return "；".join(pages) + _close(plans, area)


def _summed_up(plans: Sequence[PagePlan]) -> str:
    """The same of many pages: in a word where they are full, else by their numbers."""
    modules = [sum(not is_filler(leaf) for leaf in walk(plan.tree)) for plan in plans]
    pages: dict[str, list[int]] = {}
    for number, plan in enumerate(plans, 1):
        pages.setdefault(_white(plan), []).append(number)
    full = len(pages.pop(NO_WHITE, ()))
    others = [f"第{'、'.join(map(str, numbers))}版{white}" for white, numbers in pages.items()]
    return f"每版{min(modules)}至{max(modules)}个模块；" + "，".join(([f"{full}版排满"] if full else []) + others)


def _white(plan: PagePlan) -> str:
    left = plan.nominal - plan.tree.height
    return f"空{plan.white}行" if left > 0 else f"多{-left}行" if left < 0 else plan.gap or NO_WHITE


def _close(plans: Sequence[PagePlan], area: TypeArea) -> str:
    """What is told of all pages together."""
    jumps = sum(leaf.jumps for plan in plans for leaf in walk(plan.tree))
    printed = f"；补白{fillers}条" if (fillers := fillers_in(plans)) else ""
    size = f"{area.grid.size:g}/{area.grid.leading:g}磅"
    return f"；转版{jumps}处{printed}；字号行距{size}"


def moved(edition: Edition, order: Sequence[int]) -> str:
    """Which reports stand before one that the editor's files have before them; "" where none does."""
    ahead = []
    for place, report in enumerate(order):
        overtaken = min(order[place:])
        if overtaken < report:
            titles = (f"《{edition.reports[number].plain_title}》" for number in (report, overtaken))
            ahead.append("{}排在{}前".format(*titles))
    named = NAMED_MOVES if len(ahead) <= NAMED_MOVES else 1
    more = f"等{len(ahead)}处" if len(ahead) > named else ""
    return f"版面次序与文件次序不同：{'、'.join(ahead[:named])}{more}" if ahead else ""
