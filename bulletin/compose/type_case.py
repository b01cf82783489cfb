"""What composing makes once and uses again: the metrics of roles, the items of texts, the costs of measures."""

import re
from typing import NamedTuple

from bulletin.compose.breaks import CostTables, balanced, justified, ragged
from bulletin.compose.classes import Breaks, Classes, Gaps
from bulletin.compose.display import tightened
from bulletin.compose.glyph_cells import RoleMetrics, role_metrics
from bulletin.compose.hyphenation import Hyphenator
from bulletin.compose.items import Items, TextRules, itemise
from bulletin.faces.face import Faces
from bulletin.model.design import Align, TextDesign
from bulletin.model.edition import Run


class StyledText(NamedTuple):
    """All that decides a text's items."""

    runs: tuple[Run, ...]
    label: str
    role: str
    bold_role: str
    tracking: int  # 1/1000 em


class TypeCase:
    """Lives as long as its composer, whose tables it holds; what it returns depends on the arguments alone."""

    def __init__(self, design: TextDesign, faces: Faces, terms: tuple[str, ...]) -> None:
        self.design = design
        self._faces = faces
        wanted = sorted({term for term in terms if len(term) > 1}, key=lambda term: (-len(term), term))
        self.rules = TextRules(
            classes=Classes(),
            gaps=Gaps(round(design.han_latin_em * 1000)),
            breaks=Breaks(design.level),
            hyphenate=Hyphenator() if design.hyphenate else None,
            terms=re.compile("|".join(map(re.escape, wanted))) if wanted else None,
        )
        self._metrics: dict[str, RoleMetrics] = {}
        self._items: dict[StyledText, Items] = {}
        self._display_items: dict[tuple[str, str], Items] = {}
        self._costs: dict[tuple[int, Align], CostTables] = {}
        self._heading_costs: dict[int, CostTables] = {}

    def metrics(self, role: str) -> RoleMetrics:
        found = self._metrics.get(role)
        if found is None:
            found = self._metrics[role] = role_metrics(self._faces, role, self.design.hanging)
        return found

    def items(self, text: StyledText) -> Items:
        found = self._items.get(text)
        if found is None:
            plain, bold = self.metrics(text.role), self.metrics(text.bold_role)
            found = self._items[text] = itemise(text.runs, text.label, plain, bold, self.rules, text.tracking)
        return found

    def display_items(self, text: str, role: str) -> Items:
        """A text of display size as items."""
        found = self._display_items.get((text, role))
        if found is None:
            plain = StyledText(runs=(Run(text),), label="", role=role, bold_role=role, tracking=0)
            found = self._display_items[text, role] = tightened(self.items(plain))
        return found

    def costs(self, measure: int, align: Align) -> CostTables:
        """The costs of lines at a measure of so many 1/1000 em; only justified lines are stretched."""
        found = self._costs.get((measure, align))
        if found is None:
            found = self._costs[measure, align] = justified(measure) if align == "justify" else ragged(measure)
        return found

    def heading_costs(self, measure: int) -> CostTables:
        found = self._heading_costs.get(measure)
        if found is None:
            found = self._heading_costs[measure] = balanced(measure)
        return found
