"""What composing makes once and uses again: the metrics of roles, the items of texts, the costs of measures."""

import re
from functools import cache
from typing import NamedTuple

from bulletin.compose.breaks import cost_tables
from bulletin.compose.classes import Breaks, Classes, Gaps
from bulletin.compose.display import tightened
from bulletin.compose.glyph_cells import Cells
from bulletin.compose.hyphenation import Hyphenator
from bulletin.compose.items import Items, TextRules, itemise
from bulletin.faces.face import Faces
from bulletin.memory import kept
from bulletin.model.design import TextDesign
from bulletin.model.edition import Run


class StyledText(NamedTuple):
    """All that decides a text's items."""

    runs: tuple[Run, ...]
    label: str
    role: str
    bold_role: str
    tracking: int  # 1/1000 em
    label_cell: int = 0  # least room of the label with the white behind it, 1/1000 em; 0: it does not hang


def styled_text(text: str, role: str, tracking: int = 0) -> StyledText:
    """A text of one role without a label."""
    return StyledText(runs=(Run(text),), label="", role=role, bold_role=role, tracking=tracking)


class TypeCase:
    """Lives as long as its composer, whose tables it holds; what it returns depends on the arguments alone."""

    def __init__(self, design: TextDesign, faces: Faces, terms: tuple[str, ...]) -> None:
        self.design = design
        wanted = sorted({term for term in terms if len(term) > 1}, key=lambda term: (-len(term), term))
        self.rules = TextRules(
            classes=Classes(),
            gaps=Gaps(round(design.han_latin_em * 1000)),
            breaks=Breaks(design.level),
            hyphenator=Hyphenator() if design.hyphenate else None,
            terms=re.compile("|".join(map(re.escape, wanted))) if wanted else None,
        )
        self.cells = cache(lambda role: Cells(faces, role, hanging=design.hanging))
        self.costs = cache(cost_tables)

    @kept
    def items(self, text: StyledText) -> Items:
        plain, bold = self.cells(text.role), self.cells(text.bold_role)
        return itemise(text.runs, text.label, plain, bold, self.rules, text.tracking, text.label_cell)

    @kept
    def display_items(self, text: str, role: str) -> Items:
        """A text of display size as items."""
        return tightened(self.items(styled_text(text, role)))
