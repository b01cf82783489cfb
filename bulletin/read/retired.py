"""Keys of layouts that have gone or have another name now: read for ever, with a note.

A layout that an office made for an earlier version must build with every later one, and look as it did. A change that
renames or drops a field of a design adds a row here; tests/releases/ keeps an issue of each release to be built.
"""

from collections.abc import Callable
from typing import NamedTuple

from bulletin.model.design import Design
from bulletin.units import Pt

OLD_GUTTER_EM = (1.0, 2.5)  # what layouts with `measure_em` had to keep to


class RetiredKey(NamedTuple):
    """A key as an earlier version had it."""

    record: str  # the class of whose table it was a key
    name: str
    since: str  # the version that no longer has it
    now: str = ""  # the field that it became; "" where nothing reads it any more
    path: str = ""  # that field's in a design, where its number means something else: `as_now` says what
    as_now: Callable[[Design, float], float] | None = None


def _in_lines(design: Design, lines: float) -> Pt:
    """So many grid lines of the layout's own leading."""
    return lines * design.grid.leading


def _gutter_em(design: Design, measure_em: float) -> float:
    """The gutter that a stated measure left."""
    page, grid = design.page, design.grid
    width = page.width - page.margins.left - page.margins.right
    least, most = OLD_GUTTER_EM
    if grid.columns == 1:
        return grid.gutter_em
    return min(max((width / grid.size - grid.columns * measure_em) / (grid.columns - 1), least), most)


# How slides look is the template's affair: layouts/slides.pptx.
LOOK_OF_SLIDES = (
    "title", "width", "height", "fonts", "theme", "tones", "band", "head", "body_foot", "panel", "layouts", "strap",
    "strap_gap", "quote", "portrait", "picture", "foot", "cover_page", "contents_page",
)  # fmt: skip
RETIRED = (
    RetiredKey(record="SlotDesign", name="caption_lines", since="0.2.0"),
    RetiredKey(record="SlotDesign", name="aspect", since="0.4.0"),
    RetiredKey(record="HeadDesign", name="pad_lines", since="0.4.0"),
    RetiredKey(record="LabelDesign", name="color", since="0.4.0"),
    RetiredKey(record="LabelDesign", name="edge", since="0.4.0"),
    RetiredKey(record="LabelDesign", name="frame", since="0.4.0"),
    RetiredKey(record="LabelDesign", name="lift", since="0.4.0"),
    RetiredKey(record="CopyfitDesign", name="leading_step", since="0.4.0"),
    RetiredKey(record="SlideDesign", name="smallest", since="0.2.0"),
    *(RetiredKey(record="SlideDesign", name=name, since="0.4.0") for name in LOOK_OF_SLIDES),
    RetiredKey("Grid", "measure_em", since="0.4.0", now="gutter_em", path="grid.gutter_em", as_now=_gutter_em),
    RetiredKey("Grid", "masthead_lines", since="0.4.0", now="masthead", path="grid.masthead", as_now=_in_lines),
    RetiredKey("MastheadDesign", "lines", since="0.4.0", now="height", path="masthead.height", as_now=_in_lines),
)


def retired_key(record: str, name: str) -> RetiredKey | None:
    """What became of the key `name` of a record; None for one that never was."""
    return next((row for row in RETIRED if (row.record, row.name) == (record, name)), None)
