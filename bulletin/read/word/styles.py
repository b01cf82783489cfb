"""What styles say of a paragraph and its runs: nearest first, from the paragraph up to the document's defaults.

ISO/IEC 29500-1, 17.7: direct properties, then the run's character style, then the paragraph's style with all that it is
based on, then the defaults.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from bulletin.read.word.elements import Element, attribute, by_name, child, children, name_of, value, whole_value

DEFAULT_SIZE = 20  # half-points, where nothing says a size
MOST_BASED_ON = 64  # styles in a chain that are asked; real ones have ten
NO_OUTLINE = 9  # w:outlineLvl of running text
_HEADING_NAME = re.compile(r"(?:heading|标题|標題)\s?([1-9])", re.IGNORECASE)
_TITLE_NAMES = frozenset(("title", "文档标题", "大标题", "文章标题"))
_SUBTITLE_NAMES = frozenset(("subtitle", "副标题"))
_CAPTION_NAMES = frozenset(("caption", "题注", "图题", "图注", "图标题"))


class NumberAt(NamedTuple):
    """Which list and level a paragraph takes its number from."""

    list_id: str
    level: int


@dataclass(frozen=True, eq=False)
class Style:
    """A style with its own properties by name, without those of what it is based on."""

    id: str
    name: str
    based_on: str
    of_paragraph: Mapping[str, Element]
    of_run: Mapping[str, Element]


class Styles:
    """The styles of a document by their ids."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._made: dict[str, Style] = {}
        self._chains: dict[str, tuple[Style, ...]] = {}
        self._root = root
        for style in children(root):
            if name_of(style) == "w:style":
                self._styles.setdefault(attribute(style, "w:styleId"), style)

    def chain(self, style_id: str) -> tuple[Style, ...]:
        """A style and the nearest of those that it is based on, each once; () of an unknown one."""
        if style_id not in self._chains:
            found: dict[str, Style] = {}
            at = style_id
            while at in self._styles and at not in found and len(found) < MOST_BASED_ON:
                found[at] = self._style(at)
                at = found[at].based_on
            self._chains[style_id] = tuple(found.values())
        return self._chains[style_id]

    def _style(self, style_id: str) -> Style:
        if style_id not in self._made:
            said = by_name(self._styles[style_id])
            self._made[style_id] = Style(
                id=style_id,
                name=value(said.get("w:name")).lower(),
                based_on=value(said.get("w:basedOn")),
                of_paragraph=by_name(said.get("w:pPr")),
                of_run=by_name(said.get("w:rPr")),
            )
        return self._made[style_id]

    def of(self, named: str) -> tuple[Style, ...]:
        """The styles of a paragraph that names one."""
        return self.chain(named if named in self._styles else self._default)

    @cached_property
    def _default(self) -> str:
        return next(
            (
                style_id
                for style_id, style in self._styles.items()
                if attribute(style, "w:type") == "paragraph" and attribute(style, "w:default") in ("1", "true", "on")
            ),
            "",
        )

    @cached_property
    def run_defaults(self) -> Mapping[str, Element]:
        return by_name(child(self._root, "w:docDefaults", "w:rPrDefault", "w:rPr"))

    def list_of(self, style_id: str) -> str:
        """The list that a numbering style stands for."""
        return value(child(self._styles.get(style_id), "w:pPr", "w:numPr", "w:numId"))


class ParagraphLook(NamedTuple):
    """How Word sets a paragraph, as far as it says what the paragraph is."""

    styles: tuple[Style, ...]
    properties: Mapping[str, Element]  # its own
    defaults: Mapping[str, Element]  # of runs

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its styles, the nearest first, in small letters."""
        return tuple(style.name for style in self.styles)

    @property
    def is_title(self) -> bool:
        return not _TITLE_NAMES.isdisjoint(self.names[:2])

    @property
    def is_subtitle(self) -> bool:
        return not _SUBTITLE_NAMES.isdisjoint(self.names[:2])

    @property
    def is_caption(self) -> bool:
        return not _CAPTION_NAMES.isdisjoint(self.names[:2])

    @property
    def outline(self) -> int:
        """The level of a heading, from 1; 0 of running text."""
        for level in self.said("w:outlineLvl"):
            return (whole_value(level, NO_OUTLINE) + 1) % (NO_OUTLINE + 1)
        levels = (int(match[1]) for name in self.names if (match := _HEADING_NAME.fullmatch(name)))
        return next(levels, 0)

    @property
    def alignment(self) -> str:
        """left, center or right, whatever the writing direction."""
        found = next(filter(None, map(value, self.said("w:jc"))), "left")
        return {"end": "right", "center": "center", "right": "right", "distribute": "center"}.get(found, "left")

    def run_property(
        self, run: Mapping[str, Element], character_styles: tuple[Style, ...], name: str
    ) -> Element | None:
        """The nearest element of a name among the properties of a run; `run` has its own."""
        inherited = (style.of_run for style in (*character_styles, *self.styles))
        return next((said[name] for said in (run, *inherited, self.defaults) if name in said), None)

    def said(self, name: str) -> Iterator[Element]:
        """The elements of a name among its own properties and those of its styles, the nearest first."""
        for properties in (self.properties, *(style.of_paragraph for style in self.styles)):
            if name in properties:
                yield properties[name]


def look_of(styles: Styles, properties: Element | None) -> ParagraphLook:
    own = by_name(properties)
    return ParagraphLook(styles=styles.of(value(own.get("w:pStyle"))), properties=own, defaults=styles.run_defaults)


def number_of(look: ParagraphLook, levels_by_style: Mapping[str, Mapping[str, int]]) -> NumberAt | None:
    """Where a paragraph takes its number from: 17.9.24 and 17.9.23, what it says itself before its styles.

    Args:
        levels_by_style: for each list, the styles that its levels name.
    """
    direct = look.properties.get("w:numPr")
    said = list(look.said("w:numPr"))
    list_id = next(filter(None, (value(child(each, "w:numId")) for each in said)), "")
    if not list_id or list_id == "0":
        return None
    own = child(direct, "w:ilvl")
    if own is not None:
        return NumberAt(list_id, whole_value(own, 0))
    if not value(child(direct, "w:numId")):
        linked = levels_by_style.get(list_id, {})
        for style in look.styles:
            if style.id in linked:
                return NumberAt(list_id, linked[style.id])
    levels = (child(each, "w:ilvl") for each in said)
    return NumberAt(list_id, whole_value(next((each for each in levels if each is not None), None), 0))
