"""The masthead of page 1: field, drawings, title, slogan, the number of the issue, the chapter's seal."""

import re
from itertools import accumulate
from typing import NamedTuple

from bulletin.geometry import Insets, PathStep, Point, Rect, path_steps, rect_path
from bulletin.makeup.brief import Brief
from bulletin.model.design import (
    LEAST_STROKE,
    ArtShape,
    DisplayText,
    MastheadDesign,
    NumberDesign,
    SealDesign,
    TextStyle,
)
from bulletin.model.galley import Line
from bulletin.model.page import FurnitureKind, Mark, RuleMark, ShapeMark, TextMark
from bulletin.units import Pt

ARC = 0.5523  # a quarter circle as a Bézier curve: 4/3 * tan(pi/8)
KITE_CLEARANCE = 6  # white between the masthead's texts and art that yields to them, in the band's units; by eye
NUMBER_CLEARANCE = 16  # white between title or slogan and the rules of 期号, in the band's units; by eye
NUMBER_ROWS_APART = 0.55  # white between the two rows of 期号, in sizes of the lower one; by eye
PARTS_NUMBER = re.compile(
    r"[\u3000 ]*[/／·|｜][\u3000 ]*|[\u3000 ]+|(?=（)|(?<!（)(?=总第)"
)  # 第11期　总第128期, 第11期（总第128期）
TWO_COLUMNS = 6  # characters from which the seal's text stands in two columns
SEAL_PITCH = 1.12  # from character to character of the seal at most, in sizes; by eye
SEAL_ACROSS = 0.9  # of its share of the width, the size where columns stand side by side; by eye
FULLEST_INK = 0.97  # of the em that the fullest ideographs fill both ways
SLIGHT_GROWTH = 1.1  # how far slight characters (一, digits) are enlarged in the seal


class _Band(NamedTuple):
    """The masthead's field on the page and what its texts and shapes are set with."""

    brief: Brief
    rect: Rect
    unit: float  # points of one unit of `MastheadDesign.viewbox`
    tag: int  # of its texts

    @property
    def head(self) -> MastheadDesign:
        return self.brief.design.masthead


def masthead(brief: Brief, tag: int) -> tuple[Mark, ...]:
    """The band at the head of page 1's type area: field, drawings, title, slogan, 期号, chapter's seal.

    The texts carry `tag`. A text wider than its design allows, or than there is room before the seal, is set smaller,
    which `proof/` reports; shapes that yield are left out where a text would run into them.
    """
    area, edition, head = brief.area.rect, brief.edition, brief.design.masthead
    rect = area._replace(height=head.height)
    band = _Band(brief=brief, rect=rect, unit=rect.height / head.viewbox[1], tag=tag)
    look, unit = head.seal, band.unit
    x = rect.right - (look.right + look.width) * unit
    box = Rect(x, rect.y + look.y * unit, look.width * unit, look.height * unit)
    end = box.x if edition.chapter else rect.right
    number: tuple[Mark, ...] = ()
    if head.number and edition.number:
        right = box.x - head.number.gap * unit if edition.chapter else box.right
        number = _number(edition.numbered, head.number, band, right)
        end = right - (head.number.width + NUMBER_CLEARANCE) * unit
    title = _display(edition.masthead, head.title, band, end, "masthead-title")
    slogan = _display(edition.slogan, head.slogan, band, end, "slogan")
    reach = max((mark.x + _width(mark) for mark in (*title, *slogan)), default=rect.x)
    art = tuple(
        _art(shape, band)
        for shape in head.art
        if not (shape.yields and _left(shape, band) < reach + KITE_CLEARANCE * unit)
    )
    seal = _seal(edition.chapter, look, band, box) if edition.chapter else ()
    return (_field(band), *art, *title, *slogan, *number, *seal)


def _width(mark: TextMark) -> Pt:
    """From the mark's start to the last cell's end, taking the last unit for one em wide."""
    return max(span.xs[-1] / 1000 * span.size + span.size for span in mark.spans)


def _display(text: str, look: DisplayText, band: _Band, end: Pt, furniture: FurnitureKind) -> tuple[TextMark, ...]:
    """A line of the masthead at its size, or at the largest that keeps it within its width and before `end`."""
    if not text:
        return ()
    style = TextStyle(look.role, color=look.color, tracking_em=look.tracking_em, align="left")
    x = band.rect.x + look.x * band.unit
    room = min((look.width or band.head.viewbox[0]) * band.unit, end - x)
    lines = _within(text, style, look.size * band.unit, room, band)
    y = band.rect.y + look.baseline * band.unit
    return tuple(TextMark(x=x, y=y, spans=line.spans, tag=band.tag, furniture=furniture) for line in lines)


def _within(text: str, style: TextStyle, size: Pt, room: Pt, band: _Band) -> tuple[Line, ...]:
    """One line at `size`, or at the largest that is no wider than `room`."""
    part = (text, style, band.brief.design.color(style.color))
    endless = 10 * band.rect.width + 2 * len(text) * (1 + style.tracking_em) * size
    lines = band.brief.composer.single((part,), size=size, measure=endless, align="left")
    if lines[0].width > room:  # the width is proportional to the size: one more setting will do
        smaller = size * room / lines[0].width
        lines = band.brief.composer.single((part,), size=smaller, measure=endless, align="left")
    return lines


def _number(number: str, look: NumberDesign, band: _Band, right: Pt) -> tuple[Mark, ...]:
    """The rules and between them one or two rows, centred both ways."""
    unit, color = band.unit, band.brief.design.color(look.color)
    left, width = right - look.width * unit, look.width * unit
    marks: list[Mark] = []
    for y in (look.top, look.bottom):
        start, end = Point(left, band.rect.y + y * unit), Point(right, band.rect.y + y * unit)
        stroke = max(look.rule * unit, LEAST_STROKE)
        marks.append(RuleMark(start=start, end=end, width=stroke, color=color, furniture="issue-number"))
    first, *more = number_rows(number)
    rows = [(first, TextStyle(look.role, color=look.color), look.size * unit, 0.0)]
    if more:
        below = look.more_size * unit
        rows.append((more[0], TextStyle(look.more_role, color=look.color), below, NUMBER_ROWS_APART * below))
    deep = sum(size + above for _, _, size, above in rows)
    y = band.rect.y + (look.top + look.bottom) / 2 * unit - deep / 2
    for text, style, size, above in rows:
        y += above
        for line in _within(text, style, size, width, band):
            x, baseline = left + (width - line.width) / 2, y + 0.88 * size
            marks.append(TextMark(x=x, y=baseline, spans=line.spans, tag=band.tag, furniture="issue-number"))
        y += size
    return tuple(marks)


def number_rows(number: str) -> tuple[str, ...]:
    """期号 in one row, or in two: 第11期 over 总第128期."""
    first, *more = [part for part in PARTS_NUMBER.split(number) if part]
    return (first, "\u3000".join(more)) if more else (first,)


def _field(band: _Band) -> ShapeMark:
    """The band's ground; one that bleeds runs over the page's upper corners into the bleed."""
    page, rect, bleeds = band.brief.design.page, band.rect, band.head.bleed
    if bleeds:
        rect = Rect(-page.bleed, -page.bleed, page.width + 2 * page.bleed, rect.bottom + page.bleed)
    return ShapeMark(
        path=rect_path(rect), fill=band.brief.design.color(band.head.fill), bleed=bleeds, furniture="masthead-field"
    )


def _scale(shape: ArtShape, band: _Band) -> tuple[Pt, float]:
    """Where the shape's zero stands, and its scale across; down it is the band's unit."""
    width = band.head.viewbox[0]
    if shape.anchor == "stretch":
        return band.rect.x, band.rect.width / width
    spare = band.rect.width - width * band.unit
    return band.rect.x + spare * {"left": 0.0, "center": 0.5, "right": 1.0}[shape.anchor], band.unit


def _left(shape: ArtShape, band: _Band) -> Pt:
    x, across = _scale(shape, band)
    return x + across * min(min(numbers[::2]) for _, numbers in path_steps(shape.path) if numbers)


def _art(shape: ArtShape, band: _Band) -> ShapeMark:
    x, across = _scale(shape, band)
    y, down = band.rect.y, band.unit
    steps = tuple(
        (operator, tuple(y + n * down if place % 2 else x + n * across for place, n in enumerate(numbers)))
        for operator, numbers in path_steps(shape.path)
    )
    return ShapeMark(
        path=steps,
        fill=band.brief.design.color(shape.fill) if shape.fill else None,
        stroke=band.brief.design.color(shape.stroke) if shape.stroke else None,
        width=max(shape.width * down, LEAST_STROKE),
        bleed=shape.bleed,
        furniture="masthead-art",
    )


def _seal(chapter: str, look: SealDesign, band: _Band, box: Rect) -> tuple[Mark, ...]:
    """A seal with a frame, its characters one under another, as large as they go in up to the design's size.

    Several columns stand side by side, the first at the right, as a carved seal is read. As there all characters are
    cut to one optical size: the box of its ink decides a character's size.
    """
    unit, design, faces = band.unit, band.brief.design, band.brief.faces
    inset = look.frame_inset * unit
    frame = box.inset(Insets(inset, inset, inset, inset))
    marks: list[Mark] = [
        ShapeMark(path=_rounded(box, look.radius * unit), fill=design.color(look.fill), furniture="seal"),
        ShapeMark(
            path=_rounded(frame, look.radius * unit / 2),
            stroke=design.color(look.frame),
            width=max(look.frame_width * unit, LEAST_STROKE),
            furniture="seal",
        ),
    ]
    columns = seal_columns(chapter)
    longest = max(map(len, columns))
    room = frame.height - 2 * inset
    across = frame.width / len(columns)
    widest = (frame.width - inset) / len(columns) * (SEAL_ACROSS if len(columns) > 1 else 1.0)
    size = min(look.size * unit, room / longest, widest)
    height = min(room, longest * SEAL_PITCH * size)
    top = frame.y + (frame.height - height) / 2
    style = TextStyle(look.role, align="left")
    color = design.color(look.color)
    for number, column in enumerate(columns):
        x = frame.x + (len(columns) - 1 - number) * across
        pitch = height / len(column)
        for row, character in enumerate(column):
            name = faces.choose(look.role, character)
            ink = faces.face(name).ink(character) if name else None
            area = (ink.right - ink.left) * (ink.top - ink.bottom) / 1e6 if ink else 0.0
            cut = size * min(SLIGHT_GROWTH, FULLEST_INK / area**0.5) if area else size
            part = (character, style, color)
            lines = band.brief.composer.single((part,), size=cut, measure=across, align="center")
            if (wide := max(line.width for line in lines)) > across:  # ⸺, two ems
                cut *= widest / wide
                lines = band.brief.composer.single((part,), size=cut, measure=across, align="center")
            y = top + row * pitch + (pitch - cut) / 2 + 0.88 * cut
            marks += [TextMark(x=x, y=y, spans=line.spans, tag=band.tag, furniture="seal") for line in lines]
    return tuple(marks)


def seal_columns(chapter: str) -> tuple[str, ...]:
    """The seal's text in one column, or in two even ones: parted at a space, or where it is long."""
    words = chapter.split()
    text = "".join(words)
    if len(words) > 1:
        ends = list(accumulate(map(len, words[:-1])))
        half = min(ends, key=lambda end: (max(end, len(text) - end), -end))
    else:
        half = (len(text) + 1) // 2
    return (text[:half], text[half:]) if len(words) > 1 or len(text) >= TWO_COLUMNS else (text,)


def _rounded(box: Rect, radius: Pt) -> tuple[PathStep, ...]:
    left, top, right, bottom = box.x, box.y, box.right, box.bottom
    r, k = radius, radius * (1 - ARC)
    return (
        ("M", (left + r, top)), ("L", (right - r, top)), ("C", (right - k, top, right, top + k, right, top + r)),
        ("L", (right, bottom - r)), ("C", (right, bottom - k, right - k, bottom, right - r, bottom)),
        ("L", (left + r, bottom)), ("C", (left + k, bottom, left, bottom - k, left, bottom - r)),
        ("L", (left, top + r)), ("C", (left, top + k, left + k, top, left + r, top)), ("Z", ()),
    )  # fmt: skip
