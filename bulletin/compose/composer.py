"""The room's door: paragraphs to galleys, galleys to lines, headlines and bylines to lines."""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from bulletin.compose.breaks import (
    EMERGENCY,
    RESCUE_WHOLE,
    SPREAD,
    LineCosts,
    Pass,
    Solution,
    Tables,
    balanced,
    break_lines,
    justified,
    ragged,
    with_emergency_breaks,
)
from bulletin.compose.classes import Breaks, Classes, Gaps
from bulletin.compose.costs import INFEASIBLE, RESCUE, WIDTH
from bulletin.compose.display import display_lines, natural_width, tightened
from bulletin.compose.glyph_cells import RoleMetrics, role_metrics
from bulletin.compose.items import RUNT, Items, Setter, itemise
from bulletin.compose.justify import Frame, Ink, set_line
from bulletin.compose.mixed_line import Part, part_lines
from bulletin.faces.face import Faces
from bulletin.memory import Memory
from bulletin.model.design import Color, TextDesign, TextStyle
from bulletin.model.edition import Paragraph, Run
from bulletin.model.galley import Galley, Line, Setting
from bulletin.units import Pt

NARROW = 12_000  # measures below this take the narrow indent (typography.md §10), 1/1000 em
RUN_IN = "[一二三四五六七八九十]要[^。]*。(?=.)"  # 一要……。 at a paragraph's start, typography.md §10
OFFERED = 2  # line counts offered on each side of the cheapest
NOT_A_PHRASE = 3.0  # a heading broken elsewhere than after a mark or a 1-em space
SQUEEZED_HEADING = 3.0  # what the second line of a heading costs that one squeezed line could hold


class _Text(NamedTuple):
    """What decides a paragraph's items."""

    runs: tuple[Run, ...]
    label: str
    role: str
    bold_role: str
    tracking: int


class Composer:
    """Sets text in the faces given: total-fit, cached, the same for the same input.

    Galleys and items are kept for the composer's life, which is one build.
    """

    def __init__(
        self, text: TextDesign, faces: Faces, terms: tuple[str, ...] = (), memory: Memory | None = None
    ) -> None:
        """`memory`: what was composed before with the same `text`, `faces` and `terms`."""
        self._design = text
        self._memory = memory or Memory()
        self._faces = faces
        wanted = sorted({term for term in terms if len(term) > 1}, key=lambda term: (-len(term), term))
        self._setter = Setter(
            classes=Classes(),
            gaps=Gaps(round(text.han_latin_em * 1000)),
            breaks=Breaks(text.level),
            hyphens=self._hyphens if text.hyphenate else None,
            terms=re.compile("|".join(map(re.escape, wanted))) if wanted else None,
        )
        self._metrics: dict[str, RoleMetrics] = {}
        self._items: dict[_Text, Items] = {}
        self._heads: dict[tuple[str, str], Items] = {}
        self._galleys: dict[tuple[_Text, str, int, int, str], tuple[Galley, int]] = {}
        self._tables: dict[tuple[int, str], Tables] = {}
        self._words: dict[str, tuple[int, ...]] = {}
        self._hyphenator: Callable[[str], Sequence[int]] | None = None

    def galley(
        self, paragraph: Paragraph, style: TextStyle, *, size: Pt, measure: Pt, counts: tuple[int, ...] = ()
    ) -> Galley:
        """The line counts in which `paragraph` can be set, n* - 2 ... n* + 2 and those of `counts` that are feasible.

        Args:
            size: of the style, in points.
            measure: width of the lines; settings depend on its ratio to `size` alone.
            counts: further line counts asked for by name.
        """
        text = self._text(paragraph, style)
        ratio = _milli(measure, size)
        key = (text, style.align, ratio, round(style.indent_em * 1000), paragraph.kind)
        found = self._galleys.get(key)
        if found is not None:
            missing = [count for count in counts if count not in {one.line_count for one in found[0].settings}]
            if not missing or found[1] >= _distance(found[0], missing):
                return found[0]
        kept = self._memory.recall(
            ("galley", key, counts), lambda: self._composed(text, paragraph, style, ratio, counts, found)
        )
        self._galleys[key] = kept
        galley: Galley = kept[0]
        return galley

    def _composed(
        self,
        text: _Text,
        paragraph: Paragraph,
        style: TextStyle,
        ratio: int,
        counts: tuple[int, ...],
        found: tuple[Galley, int] | None,
    ) -> tuple[Galley, int]:
        """A galley and how far from its best line count it was searched; `found` is one with too few counts."""
        items = with_emergency_breaks(self._itemised(text), ratio)
        wide = SPREAD
        if found is not None:
            wide = max(found[1], _distance(found[0], counts) + 1)
        solutions, tables = self._solved(items, paragraph, style, ratio, wide)
        best = min(solutions, key=lambda count: (solutions[count].cost, count))
        if counts and found is None:
            far = max(abs(count - best) for count in counts)
            if far + 1 > wide:
                wide = far + 1
                solutions, tables = self._solved(items, paragraph, style, ratio, wide)
                best = min(solutions, key=lambda count: (solutions[count].cost, count))
        offered = [
            count
            for count in sorted(solutions)
            if abs(count - best) <= OFFERED or count in counts or (found is not None and _has(found[0], count))
        ]
        galley = Galley(
            tuple(
                _setting(items, solutions[count], tables, self._indent(style, ratio), hangs=_hangs(paragraph))
                for count in offered
            ),
            offered.index(best),
        )
        return galley, wide

    def lines(
        self,
        paragraph: Paragraph,
        style: TextStyle,
        setting: Setting,
        *,
        size: Pt,
        measure: Pt,
        color: Color,
        bold_color: Color | None = None,
    ) -> tuple[Line, ...]:
        """`paragraph` set with the line ends of `setting`; spans stand from the measure's left edge."""
        text = self._text(paragraph, style)
        key = (text, style.align, style.indent_em, paragraph.kind, setting.ends, size, measure, color, bold_color)
        made: tuple[Line, ...] = self._memory.recall(
            ("lines", key),
            lambda: self._set(text, paragraph, style, setting, size, measure, (color, bold_color or color)),
        )
        return made

    def _set(
        self,
        text: _Text,
        paragraph: Paragraph,
        style: TextStyle,
        setting: Setting,
        size: Pt,
        measure: Pt,
        colors: tuple[Color, Color],
    ) -> tuple[Line, ...]:
        ratio = _milli(measure, size)
        items = with_emergency_breaks(self._itemised(text), ratio)
        if not items.units:
            return ()
        tables = self._costs(ratio, style.align)
        metrics = self._role(style.role)
        ink = Ink(metrics, self._role(style.bold_role), size, *colors)
        lines = []
        first = 0
        final = len(items.units)
        same = isinstance(items.offsets, range)
        for end in setting.ends:
            last = end if same else bisect_left(items.offsets, end)
            hyphen = last in items.hyphens and last != final
            indent = self._indent(style, ratio) if not first or _hangs(paragraph) else 0
            line_key = items.key(first, last, indent, metrics.cells["-"].width if hyphen else 0)
            costs: LineCosts = tables.last if last == final else tables.lines
            fit = costs.fit(line_key)
            if fit.cost >= INFEASIBLE:
                costs = tables.rescued_last if last == final else tables.rescued
                fit = costs.fit(line_key)
            frame = Frame(measure, indent, style.align)
            lines.append(set_line(items, first, last, fit, ink, frame, is_last=last == final, hyphen=hyphen))
            first = last
        return tuple(lines)

    def display(
        self,
        text: str,
        role: str,
        *,
        size: Pt,
        measure: Pt,
        rows: int,
        color: Color,
        align: Literal["left", "center"],
        tracking: tuple[float, float],
    ) -> tuple[Line, ...] | None:
        """A headline, kicker, subtitle or short head in exactly `rows` lines, or None when it cannot be.

        U+3000 is the gap between two phrases, 1 em, and the break preferred.

        Args:
            tracking: least and most letterspacing, em; 0 is preferred where the range has it.
        """

        def make() -> tuple[Line, ...] | None:
            metrics = self._role(role)
            return display_lines(
                self._head(text, role),
                Ink(metrics, metrics, size, color, color),
                Frame(measure, 0, align),
                _milli(measure, size),
                rows,
                (round(tracking[0] * 1000), round(tracking[1] * 1000)),
            )

        key = ("display", text, role, size, measure, rows, color, align, tracking)
        made: tuple[Line, ...] | None = self._memory.recall(key, make)
        return made

    def display_width(self, text: str, role: str, *, size: Pt) -> Pt:
        """Natural width of `text` on one line."""
        items = self._head(text, role)
        return natural_width(items) * size / 1000

    def single(
        self,
        parts: tuple[tuple[str, TextStyle, Color], ...],
        *,
        size: Pt,
        measure: Pt,
        align: Literal["left", "center", "right"],
    ) -> tuple[Line, ...]:
        """Texts of differing styles on one line; on more only when they cannot share one.

        Args:
            size: the body size; a part is set at size * style.scale.
        """

        def make() -> tuple[Line, ...]:
            made = []
            for text, style, color in parts:
                if not text:
                    continue
                metrics = self._role(style.role)
                own = size * style.scale
                items = self._itemised(_Text((Run(text),), "", style.role, style.role, round(style.tracking_em * 1000)))
                made.append(Part(items, Ink(metrics, metrics, own, color, color)))
            return part_lines(tuple(made), self._setter.gaps, measure, align, self._broken)

        lines: tuple[Line, ...] = self._memory.recall(("single", parts, size, measure, align), make)
        return lines

    def _broken(self, items: Items, ratio: int) -> tuple[int, ...]:
        """Units at which the ragged lines of `items` end."""
        items = with_emergency_breaks(items, ratio)
        solutions = break_lines(
            Pass(items.starts, items.ends, items.penalties, items.runts), self._costs(ratio, "left")
        )
        best = min(solutions, key=lambda count: (solutions[count].cost, count))
        return tuple(items.nodes[node] for node in solutions[best].nodes)

    def _solved(
        self, items: Items, paragraph: Paragraph, style: TextStyle, ratio: int, wide: int
    ) -> tuple[dict[int, Solution], Tables]:
        starts = items.starts
        indent = self._indent(style, ratio)
        if indent and _hangs(paragraph):
            starts = [start - (indent << WIDTH) for start in starts]
        elif indent:
            starts = [starts[0] - (indent << WIDTH), *starts[1:]]
        tables = self._costs(ratio, style.align)
        if not items.units:
            return {0: Solution(0.0, ())}, tables
        if paragraph.kind == "heading":
            passage = Pass(starts, items.ends, _phrase_penalties(items), items.runts)
            return _heading(break_lines(passage, self._costs(ratio, "heading"), wide=wide), passage, ratio), tables
        passage = Pass(starts, items.ends, items.penalties, items.runts)
        solutions = break_lines(passage, tables, wide=wide)
        if len(items.nodes) < RESCUE_WHOLE and min(one.cost for one in solutions.values()) >= RUNT:
            # A last line of one character, or worse: a line somewhat too loose may be the lesser evil.
            solutions = break_lines(passage, tables, wide=wide, rescue=True)
        return solutions, tables

    def _text(self, paragraph: Paragraph, style: TextStyle) -> _Text:
        runs = paragraph.runs
        if self._design.run_in and paragraph.kind == "body" and len(runs) == 1 and not runs[0].bold:
            opening = re.match(RUN_IN, runs[0].text)
            if opening:
                runs = (Run(opening[0], bold=True), Run(runs[0].text[opening.end() :]))
        return _Text(runs, paragraph.label, style.role, style.bold_role, round(style.tracking_em * 1000))

    def _itemised(self, text: _Text) -> Items:
        items = self._items.get(text)
        if items is None:
            items = itemise(
                text.runs, text.label, self._role(text.role), self._role(text.bold_role), self._setter, text.tracking
            )
            self._items[text] = items
        return items

    def _head(self, text: str, role: str) -> Items:
        """A text of display size as items."""
        items = self._heads.get((text, role))
        if items is None:
            items = tightened(self._itemised(_Text((Run(text),), "", role, role, 0)))
            self._heads[text, role] = items
        return items

    def _role(self, role: str) -> RoleMetrics:
        metrics = self._metrics.get(role)
        if metrics is None:
            metrics = self._metrics[role] = role_metrics(self._faces, role, self._design.hanging)
        return metrics

    def _costs(self, ratio: int, align: str) -> Tables:
        make = {"justify": justified, "heading": balanced}.get(align, ragged)
        key = (ratio, make.__name__)
        tables = self._tables.get(key)
        if tables is None:
            tables = self._tables[key] = make(ratio)
        return tables

    def _indent(self, style: TextStyle, ratio: int) -> int:
        em = style.indent_em
        if ratio < NARROW and em > self._design.narrow_indent_em:
            em = self._design.narrow_indent_em
        return round(em * 1000)

    def _hyphens(self, word: str) -> tuple[int, ...]:
        found = self._words.get(word)
        if found is None:
            if self._hyphenator is None:
                from bulletin.compose.words import hyphenator

                self._hyphenator = hyphenator()
            found = self._words[word] = tuple(self._hyphenator(word))
        return found


def _milli(measure: Pt, size: Pt) -> int:
    """The measure in thousandths of the size, rounded down by no more than a rounding error."""
    return int(measure / size * 1000 + 1e-6)


def _distance(galley: Galley, counts: Sequence[int]) -> int:
    best = galley.optimum.line_count
    return max((abs(count - best) for count in counts), default=0)


def _has(galley: Galley, count: int) -> bool:
    return any(one.line_count == count for one in galley.settings)


def _hangs(paragraph: Paragraph) -> bool:
    """Whether all lines stand at the indent: a heading's second line that falls back to the edge looks like text."""
    return paragraph.kind == "heading"


def _setting(items: Items, solution: Solution, tables: Tables, indent: int, *, hangs: bool) -> Setting:
    nodes = solution.nodes
    rescued = False
    if solution.cost >= RESCUE:
        first = 0
        for place, node in enumerate(nodes):
            table = tables.last if place == len(nodes) - 1 else tables.lines
            key = items.ends[node] - items.starts[first] + (indent << WIDTH if hangs or not first else 0)
            if items.penalties[node] >= EMERGENCY or table[key] >= INFEASIBLE:
                rescued = True
            first = node
    return Setting(solution.cost, tuple(items.offsets[items.nodes[node]] for node in nodes), rescued)


def _phrase_penalties(items: Items) -> list[float]:
    """Penalties with every break that is not at a phrase made dearer."""
    return [
        penalty if not 0 < at < len(items.units) or items.classes[at - 1] in "CMFGXZ" else penalty + NOT_A_PHRASE
        for at, penalty in zip(items.nodes, items.penalties, strict=True)
    ]


def _heading(solutions: dict[int, Solution], passage: Pass, ratio: int) -> dict[int, Solution]:
    """The fewest lines, and one more where the fewest need squeezing."""
    fewest = min(solutions)
    first = 0
    squeezed = False
    for node in solutions[fewest].nodes:
        squeezed |= (passage.ends[node] - passage.starts[first]) >> WIDTH > ratio
        first = node
    offered = {fewest: solutions[fewest]._replace(cost=0.0 if solutions[fewest].cost < RESCUE else RESCUE)}
    if squeezed and fewest + 1 in solutions:
        offered[fewest + 1] = solutions[fewest + 1]._replace(cost=SQUEEZED_HEADING)
    return offered
