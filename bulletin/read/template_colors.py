"""How well the text of a template's placeholders stands out from its ground.

A viewer knows the colours only when it draws; here they are followed as far as they are plain. A picture, a gradient
or a pattern under a text may be anything, so nothing is claimed there.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from lxml import etree

from bulletin.read.template_grounds import DrawnShape, Grounds, grounds_of, shapes_of
from bulletin.read.template_palette import FILLS, IN_DRAWING, IN_PRESENTATION, LightColor, Palette, contrast, fill_of

OFFICE_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
# Where a box is looked at, in parts of its sides: where lines begin and run; a title is one line in the middle, points
# fill a body from its top. A text is no better than its worst place.
LOOKED_ACROSS = (0.05, 0.3, 0.5, 0.7)
LOOKED_DOWN = {"title": (0.5,), "body": (0.1, 0.3, 0.5)}
LEVELS_JUDGED = {"title": 1, "body": 3}  # of a body: groups, heads and details; footers are pale on purpose
_RUN_STYLE, _HIGHLIGHT = f"{IN_DRAWING}defRPr", f"{IN_DRAWING}highlight"
MOST_COLOR_WORK = 2_000_000  # corners of shapes that points are compared with; layouts/slides.pptx has about 20 000

Levels: TypeAlias = Mapping[str, Any]  # of a list style by their tags
Sides: TypeAlias = tuple[float, float, float, float]  # left, top, width and height, EMU


class Look(NamedTuple):
    """The colour of a text, and of what is marked behind it; None where it is not known, or nothing is marked."""

    color: LightColor | None
    marked: LightColor | None


class TemplateColors:
    """The colours of a presentation, whose layouts are judged one by one."""

    def __init__(self, presentation: Any) -> None:
        style = presentation.element.find(f"{IN_PRESENTATION}defaultTextStyle")
        self.standard: Levels = {} if style is None else {level.tag: level for level in style}
        self._themes: dict[Any, Any] = {}
        self._palettes: dict[Any, Palette] = {}
        self._shapes: dict[Palette, tuple[DrawnShape, ...]] = {}  # of a master in the colours of a palette
        self._work = MOST_COLOR_WORK

    def of(self, layout: Any) -> "LayoutColors | None":
        """The colours of a layout; None where the file says what cannot be read."""
        try:
            palette = self._palette(layout)
            master = layout.slide_master.element
            if palette not in self._shapes:
                self._shapes[palette] = shapes_of(master, palette)
            grounds = grounds_of(layout.element, master, palette, self._shapes[palette])
        except (ValueError, ArithmeticError, LookupError):
            return None
        return LayoutColors(self, palette, grounds)

    def _palette(self, layout: Any) -> Palette:
        """The theme's colours under the master's names, or the layout's own."""
        master = layout.slide_master
        theme, override = self._theme(master.part, "theme"), self._theme(layout.part, "themeOverride")
        names = layout.element.find(f"{IN_PRESENTATION}clrMapOvr/{IN_DRAWING}overrideClrMapping")
        names = master.element.find(f"{IN_PRESENTATION}clrMap") if names is None else names
        key = master.part, None if override is None else layout.part, *names.items()
        if key not in self._palettes:
            schemes = (each.find(f".//{IN_DRAWING}clrScheme") for each in (override, theme) if each is not None)
            scheme = next(each for each in schemes if each is not None)
            self._palettes[key] = Palette(scheme, theme.find(f".//{IN_DRAWING}fmtScheme"), dict(names.items()))
        return self._palettes[key]

    def _theme(self, part: Any, kind: str) -> Any:
        if part not in self._themes:
            related = [each for each in part.rels.values() if each.reltype == f"{OFFICE_RELATIONS}/{kind}"]
            self._themes[part] = etree.fromstring(related[0].target_part.blob) if related else None
        return self._themes[part]

    def may_look(self, work: int) -> bool:
        """Whether there is time for so much more; a file made to cost time is not judged to its end."""
        self._work -= work
        return self._work >= 0


class LayoutColors:
    """The colours of one layout."""

    def __init__(self, colors: TemplateColors, palette: Palette, grounds: Grounds) -> None:
        self._colors = colors
        self._palette = palette
        self._grounds = grounds
        self._work = len(LOOKED_ACROSS) * len(LOOKED_DOWN["body"]) * grounds.corners

    def contrast(self, chain: Sequence[Any], listed: Sequence[Levels], sides: Sides, kind: str) -> float | None:
        """From 1 to 21, of the levels that a slide uses the palest; None where it cannot be known or does not matter.

        Args:
            chain: the placeholder on the layout, then that of the master.
            listed: their list styles and the master's, the nearest first.
            kind: title, body, or another type of placeholder.
        """
        if kind not in LEVELS_JUDGED or not self._colors.may_look(self._work):
            return None
        try:
            levels = [f"{IN_DRAWING}lvl{number}pPr" for number in range(1, 1 + LEVELS_JUDGED[kind])]
            looks = [self._look((*listed, self._colors.standard), level) for level in levels]
            return _least(looks, self._seen(chain, sides, LOOKED_DOWN[kind]))
        except (ValueError, ArithmeticError):
            return None

    def plain_contrast(self, chain: Sequence[Any], sides: Sides) -> float | None:
        """The same of the theme's text colour, in which a table or a chart is set whatever the placeholder says."""
        if not self._colors.may_look(self._work):
            return None
        try:
            return _least([Look(self._palette.named("tx1"), None)], self._seen(chain, sides, LOOKED_DOWN["body"]))
        except (ValueError, ArithmeticError):
            return None

    def _look(self, listed: Sequence[Levels], tag: str) -> Look:
        """How the text of a level looks: the nearest style with a colour says it."""
        marked: LightColor | None = None
        for each in listed:
            run = each[tag].find(_RUN_STYLE) if tag in each else None
            if run is None:
                continue
            fill = None
            for child in run:
                if child.tag == _HIGHLIGHT:
                    marked = self._palette.color(child)
                elif child.tag in FILLS:
                    fill = child
            if fill is not None:
                return Look(self._palette.filled(fill), marked)
        return Look(self._palette.named("tx1"), marked)

    def _seen(self, chain: Sequence[Any], sides: Sides, down: Sequence[float]) -> set[LightColor]:
        """The grounds under a box, as far as they are known."""
        own = (fill_of(element.find(f"{IN_PRESENTATION}spPr")) for element in chain)
        fill = next((each for each in own if each is not None), None)
        color = None
        if fill is not None and fill.tag != f"{IN_DRAWING}noFill":
            color = self._palette.filled(fill)
            if color is None:
                return set()
        left, top, width, height = sides
        near = self._grounds.under(*sides)
        grounds = (near.at(left + x * width, top + y * height, color) for x in LOOKED_ACROSS for y in down)
        return {ground for ground in grounds if ground is not None}


def _least(looks: Sequence[Look], grounds: set[LightColor]) -> float | None:
    """The least contrast of the looks; a marking is one more ground, since not every viewer draws it."""
    ratios = [
        contrast(look.color, ground)
        for look in set(looks)
        if look.color is not None
        for ground in (*grounds, *((look.marked,) if look.marked else ()))
    ]
    return min(ratios, default=None)
