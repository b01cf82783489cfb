"""How a slide's placeholder may differ from its layout's: smaller type, step by step, and another place."""

from collections.abc import Iterator

from bulletin.geometry import Rect
from bulletin.model.slide import LayoutText, TextLevel
from bulletin.units import Pt

TYPE_STEPS = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5)


def in_steps(text: LayoutText, least: Pt) -> Iterator[LayoutText]:
    """A placeholder at every size that its type may have, largest first; none smaller than `least`."""
    return (smaller(text, step, least) for step in range(len(TYPE_STEPS)))


def smallest(text: LayoutText, least: Pt) -> LayoutText:
    """A placeholder with its type as small as it may be."""
    return smaller(text, len(TYPE_STEPS) - 1, least)


def smaller(text: LayoutText, step: int, least: Pt) -> LayoutText:
    """A placeholder with its type some steps smaller, but no smaller than `least`."""
    if not step:
        return text
    levels = tuple(_smaller(level, step, least) for level in text.levels)
    return text._replace(levels=levels, sized=text.sized or levels != text.levels)


def _smaller(level: TextLevel, step: int, least: Pt) -> TextLevel:
    size = float(round(max(min(level.size, least), level.size * TYPE_STEPS[step])))
    return level._replace(size=size, leading=level.leading * size / level.size)


def moved_to(text: LayoutText, rect: Rect) -> LayoutText:
    """A placeholder that stands at `rect`."""
    return text if rect == text.rect else text._replace(rect=rect, moved=True)
