"""What stands round the reports: the masthead of page 1, the folio line, the credits."""

from typing import Literal

from bulletin.compose.composer import Composer
from bulletin.faces.face import Faces
from bulletin.geometry import PathStep, Point, Rect, path_steps
from bulletin.model.design import ArtShape, Design, DisplayText, MastheadDesign, SealDesign, TextStyle
from bulletin.model.edition import Edition
from bulletin.model.galley import Line
from bulletin.model.page import ARTIFACT, Mark, RuleMark, ShapeMark, TextMark
from bulletin.units import Pt

WEEKDAYS = "一二三四五六日"

# A quarter circle as a Bézier curve: the usual 4/3 * tan(pi/8).
ARC = 0.5523


def masthead(
    edition: Edition, design: Design, faces: Faces, composer: Composer, area: Rect, tag: int
) -> tuple[Mark, ...]:
    """The band over the type area `area` of page 1: field, hills and kites, title, slogan, the chapter's seal.

    The texts carry `tag`; a text wider than its design allows is set smaller, and kites give way to it.
    """
    head = design.masthead
    band = Rect(area.x, area.y, area.width, head.lines * design.grid.leading)
    unit = band.height / head.viewbox[1]
    title = _display(edition.masthead, head.title, band, unit, design, composer, tag)
    slogan = _display(edition.slogan, head.slogan, band, unit, design, composer, tag)
    reach = max((mark.x + _width(mark) for mark in (*title, *slogan)), default=band.x)
    field = _field(band, head, design)
    art = tuple(
        _art(shape, head, band, design)
        for shape in head.art
        if not (shape.yields and _left(shape, head, band) < reach + 6 * unit)
    )
    seal = _seal(edition.chapter, head.seal, band, unit, design, faces, composer, tag) if edition.chapter else ()
    return (field, *art, *title, *slogan, *seal)


def folio(edition: Edition, design: Design, composer: Composer, area: Rect, number: int) -> tuple[Mark, ...]:
    """The line above the type area: who publishes, the day, which page of what; with the rule beneath.

    On page 1 the credits stand in the foot margin.
    """
    look = design.folio
    style = TextStyle(look.role, align="left")
    first = look.first_color if number == 1 and look.first_color else ""
    color = design.color(first or look.color)
    day = edition.date
    left = "　".join(filter(None, (edition.publisher, edition.number and f"第{edition.number}期")))
    middle = f"{day.year}年{day.month}月{day.day}日　星期{WEEKDAYS[day.weekday()]}"
    right = "　·　".join(filter(None, (edition.folio, f"第{number}版")))
    y = area.y - look.baseline
    marks: list[Mark] = []
    aligned: tuple[tuple[str, Literal["left", "center", "right"]], ...] = (
        (left, "left"),
        (middle, "center"),
        (right, "right"),
    )
    for text, align in aligned:
        if text:
            lines = composer.single(((text, style, color),), size=look.size, measure=area.width, align=align)
            marks.extend(_text(lines, area.x, y, look.size))
    if look.rule:
        at = y + look.rule_offset
        rule = design.color(first or look.rule.color)
        marks.append(RuleMark(Point(area.x, at), Point(area.right, at), look.rule.width, rule))
    if number == 1 and edition.credits:
        words = "　".join(f"{duty}：{name}" for duty, name in edition.credits)
        below = design.color(look.color)
        lines = composer.single(((words, style, below),), size=look.size, measure=area.width, align="right")
        # half-way down the foot margin, where the copier still prints
        foot = min(area.bottom + 1.6 * look.size, design.page.height - 5 * 72 / 25.4)
        marks.extend(_text(lines, area.x, foot, look.size))
    return tuple(marks)


def _text(lines: tuple[Line, ...], x: Pt, y: Pt, size: Pt, tag: int = ARTIFACT) -> list[TextMark]:
    return [TextMark(x, y + row * 1.3 * size, line.spans, tag) for row, line in enumerate(lines)]


def _width(mark: TextMark) -> Pt:
    """From the mark's start to the last cell's end, taking the last unit for one em wide."""
    return max(span.xs[-1] / 1000 * span.size + span.size for span in mark.spans)


def _display(
    text: str, look: DisplayText, band: Rect, unit: float, design: Design, composer: Composer, tag: int
) -> tuple[TextMark, ...]:
    """A line of the masthead at its size, or at the largest that keeps it within its width."""
    if not text:
        return ()
    color = design.color(look.color)
    style = TextStyle(look.role, tracking_em=look.tracking_em, align="left")
    room = (look.width or design.masthead.viewbox[0]) * unit
    size = look.size * unit
    # At most two settings: the width is proportional to the size.
    for _ in range(2):
        lines = composer.single(((text, style, color),), size=size, measure=10 * band.width, align="left")
        if lines[0].width <= room:
            break
        size *= room / lines[0].width
    return tuple(_text(lines, band.x + look.x * unit, band.y + look.baseline * unit, size, tag))


def _field(band: Rect, head: MastheadDesign, design: Design) -> ShapeMark:
    """The band's ground; one that bleeds runs over the page's upper corners into the bleed."""
    over = design.page.bleed
    left, top, right = (-over, -over, design.page.width + over) if head.bleed else (band.x, band.y, band.right)
    steps: tuple[PathStep, ...] = (
        ("M", (left, top)),
        ("L", (right, top)),
        ("L", (right, band.bottom)),
        ("L", (left, band.bottom)),
        ("Z", ()),
    )
    return ShapeMark(steps, fill=design.color(head.fill), bleed=head.bleed)


def _scale(shape: ArtShape, head: MastheadDesign, band: Rect) -> tuple[Pt, float, float]:
    """Where the shape's zero stands and its scales across and down."""
    down = band.height / head.viewbox[1]
    spare = band.width - head.viewbox[0] * down
    if shape.anchor == "stretch":
        return band.x, band.width / head.viewbox[0], down
    return band.x + spare * {"left": 0.0, "center": 0.5, "right": 1.0}[shape.anchor], down, down


def _left(shape: ArtShape, head: MastheadDesign, band: Rect) -> Pt:
    x, across, _ = _scale(shape, head, band)
    return x + across * min(min(numbers[::2]) for _, numbers in path_steps(shape.path) if numbers)


def _art(shape: ArtShape, head: MastheadDesign, band: Rect, design: Design) -> ShapeMark:
    x, across, down = _scale(shape, head, band)
    steps = tuple(
        (operator, tuple(band.y + n * down if at % 2 else x + n * across for at, n in enumerate(numbers)))
        for operator, numbers in path_steps(shape.path)
    )
    return ShapeMark(
        steps,
        fill=design.color(shape.fill) if shape.fill else None,
        stroke=design.color(shape.stroke) if shape.stroke else None,
        width=max(shape.width * down, 0.25),
        bleed=shape.bleed,
    )


def _seal(
    chapter: str,
    look: SealDesign,
    band: Rect,
    unit: float,
    design: Design,
    faces: Faces,
    composer: Composer,
    tag: int,
) -> tuple[Mark, ...]:
    """A white seal with a frame, its characters one under another, as large as they go in.

    As in a carved seal all characters are cut to one optical size: the box of its ink decides a character's size.
    """
    box = Rect(
        band.right - (look.right + look.width) * unit, band.y + look.y * unit, look.width * unit, look.height * unit
    )
    inset = look.frame_inset * unit
    frame = Rect(box.x + inset, box.y + inset, box.width - 2 * inset, box.height - 2 * inset)
    marks: list[Mark] = [
        ShapeMark(_rounded(box, look.radius * unit), fill=design.color(look.fill)),
        ShapeMark(
            _rounded(frame, look.radius * unit / 2),
            stroke=design.color(look.frame),
            width=max(look.frame_width * unit, 0.25),
        ),
    ]
    room = frame.height - 2 * inset
    size = min(look.size * unit, room / len(chapter), frame.width - inset)
    pitch = min(room / len(chapter), 1.12 * size)
    top = frame.y + (frame.height - pitch * len(chapter)) / 2
    style = TextStyle(look.role, align="left")
    color = design.color(look.color)
    for row, character in enumerate(chapter):
        name = faces.choose(look.role, character)
        ink = faces.face(name).ink(character) if name else None
        area = (ink.right - ink.left) * (ink.top - ink.bottom) / 1e6 if ink else 0.0
        # The fullest ideographs fill 0.97 em both ways; slight ones (一, digits) grow by a tenth and no more.
        cut = size * min(1.1, 0.97 / area**0.5) if area else size
        lines = composer.single(((character, style, color),), size=cut, measure=frame.width, align="center")
        marks.extend(_text(lines, frame.x, top + row * pitch + (pitch - cut) / 2 + 0.88 * cut, cut, tag))
    return tuple(marks)


def _rounded(box: Rect, radius: Pt) -> tuple[PathStep, ...]:
    left, top, right, bottom = box.x, box.y, box.right, box.bottom
    r, k = radius, radius * (1 - ARC)
    return (
        ("M", (left + r, top)),
        ("L", (right - r, top)),
        ("C", (right - k, top, right, top + k, right, top + r)),
        ("L", (right, bottom - r)),
        ("C", (right, bottom - k, right - k, bottom, right - r, bottom)),
        ("L", (left + r, bottom)),
        ("C", (left + k, bottom, left, bottom - k, left, bottom - r)),
        ("L", (left, top + r)),
        ("C", (left, top + k, left + k, top, left + r, top)),
        ("Z", ()),
    )
