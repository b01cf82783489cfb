"""What styles say of a paragraph and its runs: nearest first, from the paragraph up to the document's defaults.

ISO/IEC 29500-1, 17.7: direct properties, then the run's character style, then the paragraph's style with all that it is
based on, then the defaults.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from bulletin.read.word.elements import Element, attribute, child, children, name_of, value, whole_value

DEFAULT_SIZE = 20  # half-points, where nothing says a size
NO_OUTLINE = 9  # w:outlineLvl of running text
_HEADING_NAME = re.compile(r"(?:heading|标题|標題)\s?([1-9])", re.IGNORECASE)
_TITLE_NAMES = frozenset(("title", "文档标题", "大标题", "文章标题"))
_SUBTITLE_NAMES = frozenset(("subtitle", "副标题"))
_CAPTION_NAMES = frozenset(("caption", "题注", "图题", "图注", "图标题"))


class NumberAt(NamedTuple):
    """Which list and level a paragraph takes its number from."""

    list_id: str
    level: int


class Styles:
    """The styles of a document by their ids."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._chains: dict[str, tuple[Element, ...]] = {}
        self._root = root
        for style in children(root):
            if name_of(style) == "w:style":
                self._styles.setdefault(attribute(style, "w:styleId"), style)

    def chain(self, style_id: str) -> tuple[Element, ...]:
        """A style and those that it is based on, each once; () of an unknown one."""
        if style_id not in self._chains:
            found: list[Element] = []
            at = style_id
            while at in self._styles and self._styles[at] not in found:
                found.append(self._styles[at])
                at = value(child(found[-1], "w:basedOn"))
            self._chains[style_id] = tuple(found)
        return self._chains[style_id]

    def of(self, properties: Element | None) -> tuple[Element, ...]:
        """The styles of a paragraph with these properties."""
        named = value(child(properties, "w:pStyle"))
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
    def run_defaults(self) -> Element | None:
        return child(self._root, "w:docDefaults", "w:rPrDefault", "w:rPr")

    def list_of(self, style_id: str) -> str:
        """The list that a numbering style stands for."""
        return value(child(self._styles.get(style_id), "w:pPr", "w:numPr", "w:numId"))


class ParagraphLook(NamedTuple):
    """How Word sets a paragraph, as far as it says what the paragraph is."""

    styles: tuple[Element, ...]
    properties: Element | None
    defaults: Element | None  # of runs

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its styles, the nearest first, in small letters."""
        return tuple(value(child(style, "w:name")).lower() for style in self.styles)

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
        for properties in self._properties():
            level = child(properties, "w:outlineLvl")
            if level is not None:
                return (whole_value(level, NO_OUTLINE) + 1) % (NO_OUTLINE + 1)
        levels = (int(match[1]) for name in self.names if (match := _HEADING_NAME.fullmatch(name)))
        return next(levels, 0)

    @property
    def alignment(self) -> str:
        """left, center or right, whatever the writing direction."""
        said = (value(child(properties, "w:jc")) for properties in self._properties())
        found = next(filter(None, said), "left")
        return {"end": "right", "center": "center", "right": "right", "distribute": "center"}.get(found, "left")

    def run_property(self, run: Element | None, character_styles: tuple[Element, ...], name: str) -> Element | None:
        """The nearest element of a name among the properties of a run; `run` is its own `w:rPr`."""
        inherited = (child(style, "w:rPr") for style in (*character_styles, *self.styles))
        for properties in (run, *inherited, self.defaults):
            found = child(properties, name)
            if found is not None:
                return found
        return None

    def _properties(self) -> Iterator[Element | None]:
        yield self.properties
        yield from (child(style, "w:pPr") for style in self.styles)


def look_of(styles: Styles, properties: Element | None) -> ParagraphLook:
    return ParagraphLook(styles=styles.of(properties), properties=properties, defaults=styles.run_defaults)


def number_of(look: ParagraphLook, levels_by_style: Mapping[str, Mapping[str, int]]) -> NumberAt | None:
    """Where a paragraph takes its number from: 17.9.24 and 17.9.23, what it says itself before its styles.

    Args:
        levels_by_style: for each list, the styles that its levels name.
    """
    direct = child(look.properties, "w:numPr")
    inherited = [child(style, "w:pPr", "w:numPr") for style in look.styles]
    said = (value(child(each, "w:numId")) for each in (direct, *inherited))
    list_id = next(filter(None, said), "")
    if not list_id or list_id == "0":
        return None
    own = child(direct, "w:ilvl")
    if own is not None:
        return NumberAt(list_id, whole_value(own, 0))
    if not value(child(direct, "w:numId")):
        linked = levels_by_style.get(list_id, {})
        for style in look.styles:
            if (style_id := attribute(style, "w:styleId")) in linked:
                return NumberAt(list_id, linked[style_id])
    levels = (child(each, "w:ilvl") for each in inherited)
    return NumberAt(list_id, whole_value(next((each for each in levels if each is not None), None), 0))
