"""What stands round the reports: the masthead of page 1, the folio line, the credits."""

from typing import Literal, NamedTuple, TypeAlias

from bulletin.geometry import Insets, PathStep, Point, Rect, path_steps, rect_path
from bulletin.makeup.brief import Brief
from bulletin.model.design import LEAST_STROKE, ArtShape, Design, DisplayText, MastheadDesign, SealDesign, TextStyle
from bulletin.model.edition import Edition
from bulletin.model.galley import Line
from bulletin.model.page import ARTIFACT, FurnitureKind, Mark, RuleMark, ShapeMark, TextMark
from bulletin.problems import OversetError, Place, Problem
from bulletin.units import PT_PER_MM, Pt, fits

WEEKDAYS = "一二三四五六日"
ARC = 0.5523  # a quarter circle as a Bézier curve: 4/3 * tan(pi/8)

# Chosen by eye on the shipped page unless a line says otherwise.
FURNITURE_PITCH = 1.3  # from baseline to baseline of folio and credits, in sizes
FOLIO_GAP = 0.5  # least white between the texts of the folio line, in sizes
CREDITS_BELOW = 1.6  # from the text's foot to the baseline of the credits, in sizes
CREDITS_RISE = 1.0  # what a line of credits takes above its baseline, with a little white, in sizes
UNPRINTED_EDGE: Pt = 5 * PT_PER_MM  # office copiers print nothing nearer to the paper's edge
KITE_CLEARANCE = 6  # white between the masthead's texts and art that yields to them, in the band's units


_Side: TypeAlias = Literal["left", "center", "right"]


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
    """The band at the head of page 1's type area: field, hills and kites, title, slogan, chapter's seal.

    The texts carry `tag`. A text wider than its design allows, or than there is room before the seal, is set smaller,
    which `proof/` reports; shapes that yield are left out where a text would run into them.
    """
    area, edition, head = brief.area.rect, brief.edition, brief.design.masthead
    rect = area._replace(height=head.lines * brief.area.grid.leading)
    band = _Band(brief=brief, rect=rect, unit=rect.height / head.viewbox[1], tag=tag)
    look, unit = head.seal, band.unit
    x = rect.right - (look.right + look.width) * unit
    box = Rect(x, rect.y + look.y * unit, look.width * unit, look.height * unit)
    end = box.x if edition.chapter else rect.right
    title = _display(edition.masthead, head.title, band, end, "masthead-title")
    slogan = _display(edition.slogan, head.slogan, band, end, "slogan")
    reach = max((mark.x + _width(mark) for mark in (*title, *slogan)), default=rect.x)
    art = tuple(
        _art(shape, band)
        for shape in head.art
        if not (shape.yields and _left(shape, band) < reach + KITE_CLEARANCE * unit)
    )
    seal = _seal(edition.chapter, look, band, box) if edition.chapter else ()
    return (_field(band), *art, *title, *slogan, *seal)


def folio(brief: Brief, number: int) -> tuple[Mark, ...]:
    """The line above the type area: who publishes, the day, which page of what; with the rule beneath.

    Raises:
        OversetError: the three texts do not go beside each other.
    """
    edition, design, area = brief.edition, brief.design, brief.area.rect
    look = design.folio
    style = TextStyle(look.role, align="left")
    first = look.first_color if number == 1 and look.first_color else ""
    color = design.color(first or look.color)
    day = edition.date
    left = "　".join(filter(None, (edition.publisher, edition.number and f"第{edition.number}期")))
    middle = f"{day.year}年{day.month}月{day.day}日　星期{WEEKDAYS[day.weekday()]}"
    right = "　·　".join(filter(None, (edition.folio, f"第{number}版")))
    aligned: tuple[tuple[str, _Side], ...] = ((left, "left"), (middle, "center"), (right, "right"))
    lines = {
        align: brief.composer.single(((text, style, color),), size=look.size, measure=area.width, align=align)
        for text, align in aligned
        if text
    }
    if not _stand_apart(lines, area.width, FOLIO_GAP * look.size):
        raise _overset(
            "folio-overset",
            "报眉一行放不下：主办单位、期号和报眉文字太长，会压在日期上",
            edition.places.get("publisher") or edition.places.get("folio"),
            "缩短 publisher（主办）或 folio（报眉），或在版式里减小 folio.size",
        )
    y = area.y - look.baseline
    marks: list[Mark] = [mark for found in lines.values() for mark in _text(found, area.x, y, look.size, "folio")]
    if look.rule:
        below = y + look.rule_offset
        rule = design.color(first or look.rule.color)
        marks.append(RuleMark(Point(area.x, below), Point(area.right, below), look.rule.width, rule, "folio"))
    return tuple(marks)


def _stand_apart(lines: dict[_Side, tuple[Line, ...]], width: Pt, gap: Pt) -> bool:
    """Whether texts aligned left, centre and right each take one line and leave `gap` between them."""
    if any(len(found) > 1 for found in lines.values()):
        return False
    starts = {align: _start(found[0]) for align, found in lines.items()}
    end = lines["left"][0].width if "left" in lines else -gap
    if "center" in lines:
        if not fits(end + gap, starts["center"]):
            return False
        end = width - starts["center"]
    return fits(end + gap, starts["right"])


def _start(line: Line) -> Pt:
    """Where a line's first glyph stands, from the measure's left edge."""
    return min(span.xs[0] * span.size / 1000 for span in line.spans)


def credits_line(brief: Brief, foot: Pt) -> tuple[Mark, ...]:
    """Who made the issue, in the foot margin of page 1, where a copier still prints.

    Args:
        foot: where the page's text ends; deeper than the type area where copyfitting made it so.

    Raises:
        OversetError: the foot margin cannot hold as many lines as the credits take.
    """
    edition, design, area = brief.edition, brief.design, brief.area.rect
    if not edition.credits:
        return ()
    look = design.folio
    words = "　".join(f"{duty}：{name}" if name else duty for duty, name in edition.credits)
    style = TextStyle(look.role, align="left")
    part = (words, style, design.color(look.color))
    lines = brief.composer.single((part,), size=look.size, measure=area.width, align="right")
    foot = max(foot, area.bottom)
    lowest = design.page.height - UNPRINTED_EDGE - (len(lines) - 1) * FURNITURE_PITCH * look.size
    if not fits(foot + CREDITS_RISE * look.size, lowest):
        raise _overset(
            "credits-overset",
            f"署名要排 {len(lines)} 行，页脚的白边放不下",
            edition.places.get("credits"),
            "缩短 credits（署名），或在版式里加大 page.margins 的 bottom、减小 folio.size",
        )
    baseline = min(foot + CREDITS_BELOW * look.size, lowest)
    return tuple(_text(lines, area.x, baseline, look.size, "credits"))


def beside_credits(edition: Edition, design: Design) -> Design:
    """`design` for an issue with credits: copyfitting may deepen the text only as far as the foot margin holds both."""
    if not edition.credits:
        return design
    room = design.page.margins.bottom - UNPRINTED_EDGE - CREDITS_RISE * design.folio.size
    deeper = max(0, min(design.copyfit.depth_more, int(room / design.grid.leading)))
    return design._replace(copyfit=design.copyfit._replace(depth_more=deeper))


def _overset(code: str, message: str, place: Place | None, hint: str) -> OversetError:
    return OversetError(Problem("error", code, message, place, hint))


def _text(
    lines: tuple[Line, ...], x: Pt, y: Pt, size: Pt, furniture: FurnitureKind, tag: int = ARTIFACT
) -> list[TextMark]:
    return [
        TextMark(x=x, y=y + row * FURNITURE_PITCH * size, spans=line.spans, tag=tag, furniture=furniture)
        for row, line in enumerate(lines)
    ]


def _width(mark: TextMark) -> Pt:
    """From the mark's start to the last cell's end, taking the last unit for one em wide."""
    return max(span.xs[-1] / 1000 * span.size + span.size for span in mark.spans)


def _display(text: str, look: DisplayText, band: _Band, end: Pt, furniture: FurnitureKind) -> tuple[TextMark, ...]:
    """A line of the masthead at its size, or at the largest that keeps it within its width and before `end`."""
    if not text:
        return ()
    color = band.brief.design.color(look.color)
    style = TextStyle(look.role, tracking_em=look.tracking_em, align="left")
    x = band.rect.x + look.x * band.unit
    room = min((look.width or band.head.viewbox[0]) * band.unit, end - x)
    size = look.size * band.unit
    endless = 10 * band.rect.width + 2 * len(text) * (1 + look.tracking_em) * size
    lines = band.brief.composer.single(((text, style, color),), size=size, measure=endless, align="left")
    if lines[0].width > room:  # the width is proportional to the size: one more setting will do
        size *= room / lines[0].width
        lines = band.brief.composer.single(((text, style, color),), size=size, measure=endless, align="left")
    return tuple(_text(lines, x, band.rect.y + look.baseline * band.unit, size, furniture, band.tag))


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

    As in a carved seal all characters are cut to one optical size: the box of its ink decides a character's size.
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
        lines = band.brief.composer.single(((character, style, color),), size=cut, measure=frame.width, align="center")
        baseline = top + row * pitch + (pitch - cut) / 2 + 0.88 * cut
        marks.extend(_text(lines, frame.x, baseline, cut, "seal", band.tag))
    return tuple(marks)


def _rounded(box: Rect, radius: Pt) -> tuple[PathStep, ...]:
    left, top, right, bottom = box.x, box.y, box.right, box.bottom
    r, k = radius, radius * (1 - ARC)
    return (
        ("M", (left + r, top)), ("L", (right - r, top)), ("C", (right - k, top, right, top + k, right, top + r)),
        ("L", (right, bottom - r)), ("C", (right, bottom - k, right - k, bottom, right - r, bottom)),
        ("L", (left + r, bottom)), ("C", (left + k, bottom, left, bottom - k, left, bottom - r)),
        ("L", (left, top + r)), ("C", (left, top + k, left + k, top, left + r, top)), ("Z", ()),
    )  # fmt: skip
