"""One paragraph at one measure: in how many lines it can be set, and the lines of one such setting."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from bulletin.compose.break_prices import NAME
from bulletin.compose.breaks import RESCUE_WHOLE, CostTables, Solution, break_lines
from bulletin.compose.classes import TRAILING
from bulletin.compose.costs import INFEASIBLE, OVERFULL, RESCUE
from bulletin.compose.emergency import EMERGENCY, with_emergency_breaks, with_last_resorts
from bulletin.compose.items import RUNT, Items
from bulletin.compose.justify import LineLook, set_line
from bulletin.compose.packed_line import pack, width
from bulletin.compose.type_case import StyledText, TypeCase
from bulletin.model import marks
from bulletin.model.design import Align, TextDesign, TextStyle
from bulletin.model.edition import Paragraph, Run
from bulletin.model.galley import Galley, Line, Setting
from bulletin.units import Pt
from bulletin.words.head_words import PARTS_WORD

NARROW = 12_000  # measures below this take the narrow indent, 1/1000 em: docs/typesetting.md, Last lines
KEPT_WHOLE = NAME  # breaks so dear and dearer are avoided where a text may choose its measure
OFFERED = 2  # line counts offered on each side of the cheapest
NOT_A_PHRASE = 3.0  # a heading broken elsewhere than after a mark or a 1-em space
INSIDE_HEAD_WORD = 8.0  # times the price of a break by the words, where the white of a heading's line costs up to 20
PARTED_HEADING = 40.0  # a heading that parts a word, where a further line keeps it whole
_DOTS = (marks.BULLET, "·")  # before an item, bold: as the faces of text draw them they are as small as an interpunct
SQUEEZED_HEADING = 3.0  # what the second line of a heading costs that one squeezed line could hold


class ParagraphTask(NamedTuple):
    """All that decides where a paragraph's lines may end; lengths are 1/1000 em."""

    text: StyledText
    measure: int  # from the column's left edge to where lines end
    indent: int  # from the left, of the first line
    hang: int  # the same, of the lines after it
    align: Align
    heading: bool  # as few lines as may be, and none stretched
    words: tuple[float, ...] = ()  # of a heading of several lines the price of a break before each character


def paragraph_task(
    paragraph: Paragraph, style: TextStyle, design: TextDesign, *, size: Pt, measure: Pt
) -> ParagraphTask:
    """What decides the lines of `paragraph`, set in `style` at `size` to `measure`."""
    runs = paragraph.runs
    if paragraph.run_in and not design.run_in:
        runs = tuple(run._replace(bold=False) for run in runs)
    if paragraph.kind == "item" and paragraph.label in _DOTS and runs[0].text.startswith(paragraph.label):
        head = runs[0]
        runs = (Run(paragraph.label, bold=True), head._replace(text=head.text[len(paragraph.label) :]), *runs[1:])
    heading = paragraph.kind in ("heading", "box-head", "closing", "quote-source")
    insets = line_insets(style, design, size=size, measure=measure)
    first = round(insets.first * 1000)
    return ParagraphTask(
        text=StyledText(
            runs=runs,
            label=paragraph.label,
            role=style.role,
            bold_role=style.bold_role,
            tracking=round(style.tracking_em * 1000),
            label_cell=round((insets.others - insets.left) * 1000) if paragraph.label else 0,
        ),
        measure=milli_ems(measure, size) - round(insets.right * 1000),
        indent=first,
        hang=first if heading else round(insets.others * 1000),
        align=style.align,
        heading=heading,
    )


class Extent(NamedTuple):
    """How wide a text is, 1/1000 em."""

    whole: int  # on one line
    piece: int  # of its widest piece that is better not parted: a number with its unit, a name, a Latin word
    least: int  # of its widest piece that no line should part


def extent(items: Items) -> Extent:
    """The widths of a text, its marks unsqueezed."""
    size = len(items.units)
    kept = [
        node
        for node, (unit, penalty) in enumerate(zip(items.nodes, items.penalties, strict=True))
        if unit in (0, size) or (penalty < KEPT_WHOLE and unit not in items.hyphens)
    ]
    piece = max((width(items.ends[end] - items.starts[first]) for first, end in pairwise(kept)), default=0)
    return Extent(whole=width(items.line(0, size)) if size else 0, piece=piece, least=items.longest if size else 0)


class LineInsets(NamedTuple):
    """How far the lines of a paragraph stand in from the edges of the column, em."""

    left: float  # all lines
    first: float  # from the left, the first line
    others: float  # the same, the lines after it
    right: float


def line_insets(style: TextStyle, design: TextDesign, *, size: Pt, measure: Pt) -> LineInsets:
    """The insets at a measure: narrower in a narrow column, and never so large that lines lack half of the measure."""
    ems = milli_ems(measure, size)
    indent, left, right, hang = style.indent_em, style.left_em, style.right_em, style.hang_em
    if ems < NARROW:
        indent = min(indent, design.narrow_indent_em)
        left, right, hang = (max(min(em, design.narrow_indent_em), em / 2) for em in (left, right, hang))
    left -= min(left, max(0.0, left + max(indent, hang) + right - ems / 2000))
    if style.align == "right":
        return LineInsets(left=left, first=left, others=left, right=right + indent)
    return LineInsets(left=left, first=left + indent, others=left + hang, right=right)


def milli_ems(measure: Pt, size: Pt) -> int:
    """The measure in thousandths of the size, rounded down by no more than a rounding error."""
    return int(measure / size * 1000 + 1e-6)


def galley(task: ParagraphTask, case: TypeCase) -> Galley:
    """The line counts in which a text can be set, n* - 2 ... n* + 2 as far as they are feasible."""
    items = _items(task, case)
    if not items.units:
        return Galley(settings=(Setting(0.0, ()),), best=0)
    items = _as_indented(items, task)
    tables = case.costs(task.measure, task.align)
    if task.heading:
        solutions = _heading_solutions(items, task, case)
    else:
        items, solutions = _body_solutions(items, tables)
    best = cheapest_count(solutions)
    most = solutions[best].cost + OVERFULL  # no other line count is worth a line too wide
    offered = [count for count in sorted(solutions) if abs(count - best) <= OFFERED and solutions[count].cost < most]
    return Galley(
        settings=tuple(_setting(items, solutions[count], tables) for count in offered), best=offered.index(best)
    )


def _items(task: ParagraphTask, case: TypeCase) -> Items:
    """The text with breaks inside what no line can hold."""
    return with_emergency_breaks(case.items(task.text), task.measure - task.hang, task.indent - task.hang)


def _body_solutions(items: Items, tables: CostTables) -> tuple[Items, dict[int, Solution]]:
    """The cheapest solution for every line count, and its items: those given, or with breaks inside their names."""
    solutions = break_lines(items, tables)
    cheapest = _least_cost(solutions)
    if len(items.nodes) >= RESCUE_WHOLE or cheapest < RESCUE:
        return items, solutions
    if cheapest >= RUNT:  # a last line of one character, or worse: a line somewhat too loose may be the lesser evil
        solutions = break_lines(items, tables, rescue=True)
    # A rescue spaces the lines beside a long name; parted, the name may leave them even.
    if (more := with_last_resorts(items)) is not items:
        parted = break_lines(more, tables, rescue=True)
        if _least_cost(parted) < cheapest:
            return more, parted
    return items, solutions


def _least_cost(solutions: dict[int, Solution]) -> float:
    return min(solution.cost for solution in solutions.values())


def cheapest_count(solutions: dict[int, Solution]) -> int:
    """The line count of the cheapest solution; of equals, the fewest lines."""
    return min(solutions, key=lambda count: (solutions[count].cost, count))


def _as_indented(items: Items, task: ParagraphTask) -> Items:
    """The paragraph as the breaker sees it: the indents are part of the lines that stand at them.

    All lines of a heading stand at one: a second line that falls back to the edge looks like text.
    """
    starts = items.starts
    if task.hang:
        hang = pack(task.hang)
        starts = [starts[0], *[start - hang for start in starts[1:]]]
    if task.indent:
        starts = [starts[0] - pack(task.indent), *starts[1:]]
    penalties = _phrase_penalties(items) if task.heading else items.penalties
    items = items._replace(starts=starts, penalties=penalties)
    return items._replace(penalties=with_words(items, task.words)) if task.words else items


def _phrase_penalties(items: Items) -> list[float]:
    """Penalties with every break that is not at a phrase made dearer."""
    phrase_ends = TRAILING | {"Z"}
    return [
        penalty if not 0 < unit < len(items.units) or items.classes[unit - 1] in phrase_ends else penalty + NOT_A_PHRASE
        for unit, penalty in zip(items.nodes, items.penalties, strict=True)
    ]


def with_words(items: Items, words: Sequence[float]) -> list[float]:
    """Penalties with every break dearer by what it costs by the words; `words` holds a price for each character."""
    return [
        penalty + INSIDE_HEAD_WORD * words[items.offsets[unit]] if 0 < unit < len(items.units) else penalty
        for unit, penalty in zip(items.nodes, items.penalties, strict=True)
    ]


def _heading_solutions(items: Items, task: ParagraphTask, case: TypeCase) -> dict[int, Solution]:
    """The fewest lines, and one more where the fewest need squeezing, or part a word that one more keeps whole."""
    solutions = break_lines(items, case.costs(task.measure, "left", heading=True))
    fewest = min(solutions)
    squeezed = any(
        width(items.ends[node] - items.starts[first]) > task.measure
        for first, node in pairwise((0, *solutions[fewest].nodes))
    )
    offered = {fewest: solutions[fewest]._replace(cost=0.0 if solutions[fewest].cost < RESCUE else RESCUE)}
    if more := solutions.get(fewest + 1):
        parted = {
            solution: any(task.words[items.offsets[items.nodes[node]]] >= PARTS_WORD for node in solution.nodes[:-1])
            for solution in ((solutions[fewest], more) if task.words else ())
        }
        if parted and parted[solutions[fewest]] and not parted[more]:
            offered[fewest] = offered[fewest]._replace(cost=max(offered[fewest].cost, PARTED_HEADING))
            offered[fewest + 1] = more._replace(cost=SQUEEZED_HEADING)
        elif squeezed:
            offered[fewest + 1] = more._replace(cost=SQUEEZED_HEADING)
    return offered


def _setting(items: Items, solution: Solution, tables: CostTables) -> Setting:
    rescued = False
    if solution.cost >= RESCUE:
        for first, node in pairwise((0, *solution.nodes)):
            costs = tables.ordinary.of(is_last=node == solution.nodes[-1])
            line = items.ends[node] - items.starts[first]
            rescued |= items.penalties[node] >= EMERGENCY or costs[line] >= INFEASIBLE
    ends = tuple(items.offsets[items.nodes[node]] for node in solution.nodes)
    return Setting(demerits=solution.cost, ends=ends, rescued=rescued)


def set_lines(task: ParagraphTask, ends: tuple[int, ...], case: TypeCase, look: LineLook) -> tuple[Line, ...]:
    """The text set with its lines ending at the offsets `ends`; the measure of `look` is that of `task`, in points."""
    items = _items(task, case)
    if not items.units:
        return ()
    tables = case.costs(task.measure, task.align)
    lines = []
    same = isinstance(items.offsets, range)
    places = ends if same else [bisect_left(items.offsets, end) for end in ends]
    for first, last in pairwise((0, *places)):
        indent = task.hang if first else task.indent
        lines.append(fitted_line(items, first, last, tables, look, indent))
    return tuple(lines)


def fitted_line(items: Items, first: int, last: int, tables: CostTables, look: LineLook, indent: int = 0) -> Line:
    """The units from `first` up to `last` brought to the measure, as the breaker weighed them."""
    is_last = last == len(items.units)
    hyphen = last in items.hyphens
    line = items.line(first, last) + pack(indent) + (items.hyphen if hyphen else 0)
    fit = tables.ordinary.of(is_last=is_last).fit(line)
    if fit.cost >= INFEASIBLE:
        fit = tables.rescue.of(is_last=is_last).fit(line)
    return set_line(items, first, last, fit, look, indent=indent, hyphen=hyphen)
