"""A plan in words: the nested form that `grid:` takes, and a summary for the editor."""

from collections.abc import Sequence

from bulletin.makeup.grid import Frame
from bulletin.makeup.modules import Leaf, is_filler
from bulletin.makeup.pagination import PagePlan
from bulletin.makeup.trees import Node, Stack, height_of, walk


def grid_words(plans: Sequence[PagePlan]) -> str:
    """The plan as `grid:` takes it: pages parted by `;`, rows by `/`, neighbours by `|` with their base columns.

    `1:2|2:2/3:2|4:2` is two rows of two reports over two base columns each; `3>` goes on overleaf, `>3` continues.
    """
    return ";".join(_words(plan.node) for plan in plans)


def _words(node: Node) -> str:
    if isinstance(node, Leaf):
        if is_filler(node):
            return f"0:{node.span}"
        flow = node.flow
        return f"{'>' if flow.part else ''}{flow.report + 1}{'>' if node.jumps else ''}:{node.span}"
    if isinstance(node, Stack):
        return f"{_words(node.top)}/{_words(node.bottom)}"
    return "|".join(
        f"({_words(part)})" if isinstance(part, Stack) else _words(part) for part in (node.left, node.right)
    )


def rows_of(node: Node) -> list[Node]:
    """The rows of a tree, from above."""
    return [*rows_of(node.top), *rows_of(node.bottom)] if isinstance(node, Stack) else [node]


def summary(plans: Sequence[PagePlan], frame: Frame) -> str:
    """The plan in a few words: modules, jumps, lines left, size."""
    told: list[str] = []
    for number, plan in enumerate(plans, 1):
        leaves = walk(plan.node)
        rows = [len(walk(row)) for row in rows_of(plan.node)]
        shape = f"{len(rows)}×{rows[0]}" if len(set(rows)) == 1 else "+".join(str(row) for row in rows)
        left = plan.nominal - height_of(plan.node)
        words = f"第{number}版 {len(leaves)} 个模块（{shape}）"
        words += f"，余 {left} 行" if left > 0 else f"，多用 {-left} 行" if left < 0 else "，排满"
        told.append(words)
    jumps = sum(leaf.jumps for plan in plans for leaf in walk(plan.node))
    size = f"{frame.grid.size:g}/{frame.grid.leading:g} 磅"
    return "；".join(told) + f"；转版 {jumps} 处；字号 {size}"
