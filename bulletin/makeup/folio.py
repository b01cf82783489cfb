"""The lines in the margins: the folio line (报眉) over every page, the credits (署名) at page 1's foot; both measured.

A folio line whose parts do not stand beside each other takes a smaller size, step by step; then two rows, publisher and
words above, number, day and page below, where the head margin has room for them. What goes into neither is refused
with the number of characters too many. All pages of an issue are set alike, and the text area never moves.
"""

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise
from math import ceil
from typing import Literal, NamedTuple, TypeAlias

from bulletin.geometry import Point
from bulletin.makeup.brief import Brief
from bulletin.model.design import Design, FolioDesign, TextStyle
from bulletin.model.edition import Edition
from bulletin.model.galley import Line
from bulletin.model.page import FurnitureKind, Mark, RuleMark, TextMark
from bulletin.problems import OversetError, Place, Problem
from bulletin.units import PT_PER_MM, Pt, fits

WEEKDAYS = "一二三四五六日"
PARTS = ("publisher", "number", "folio")  # what editors may write for the folio line

# Chosen by eye on the shipped page unless a line says otherwise; in sizes.
FURNITURE_PITCH = 1.3  # from baseline to baseline of the credits
FOLIO_PITCH = 1.25  # of two rows of the folio line
FOLIO_RISE = 0.87  # of Han ink over the baseline
FOLIO_GAP = 1.0  # least white between the texts of the folio line: as much as between their own parts
CREDITS_BELOW = 1.6  # from the text's foot to the baseline of the credits
CREDITS_RISE = 1.0  # what a line of credits takes above its baseline, with a little white
UNPRINTED_EDGE: Pt = 5 * PT_PER_MM  # office copiers print nothing nearer to the paper's edge

Side: TypeAlias = Literal["left", "center", "right"]


class FolioForm(NamedTuple):
    """How the folio line is set on every page of an issue."""

    size: Pt
    rows: int


class _TooLong(NamedTuple):
    """A part of the folio line that does not go into a form."""

    key: str  # of issue.yaml, in the editor's language
    place: Place | None
    over: int  # characters too many
    most: int  # characters that go


def folio_form(brief: Brief, pages: int) -> tuple[FolioForm, tuple[Problem, ...]]:
    """How the folio line of so many pages is set, with a note where it is smaller or higher than the layout's own.

    Raises:
        OversetError: its texts go into no form, with every key that is too long.
    """
    look = brief.design.folio
    forms = tuple(_forms(brief))
    own = forms[0]
    form = next((form for form in forms if _goes(brief, pages, form)), None)
    if form == own:
        return own, ()
    if form is None:
        raise OversetError(*_refused(brief, pages, forms[-1]))
    long = _too_long(brief, pages, own)
    smaller_type = f"，字由{look.size:g}磅缩到{form.size:g}磅" if form.size < look.size else ""
    message = f"报眉的文字太长{smaller_type}{'，排成两行' if form.rows > 1 else ''}"
    shorter = "、".join(f"`{part.key}` 缩短到{part.most}个字以内" for part in long)
    hint = f"{shorter}，就用{look.size:g}磅排成一行" if long else "在版式里减小 folio.size"
    return form, (Problem("note", "folio-shrunk", message, long[0].place if long else None, hint),)


def _refused(brief: Brief, pages: int, form: FolioForm) -> Iterator[Problem]:
    """Why the last form of all cannot be had."""
    tried = f"排成两行、小到{form.size:g}磅" if form.rows > 1 else f"小到{form.size:g}磅"
    for part in _too_long(brief, pages, form):
        message = f"报眉{tried}也放不下：`{part.key}` 超出{part.over}个字"
        yield Problem("error", "folio-overset", message, part.place, f"缩短到{part.most}个字以内")
    if not _goes(_capped(brief, 0), pages, form):
        message = f"版心太窄，报眉{tried}也放不下日期和版次"
        yield Problem("error", "folio-overset", message, None, "在版式里减小 folio.size_min，或加宽版心")


def _too_long(brief: Brief, pages: int, form: FolioForm) -> tuple[_TooLong, ...]:
    """The parts to shorten so that the form holds, the longest first: all to the same number of characters."""
    edition = brief.edition
    lengths = {part: len(getattr(edition, part)) for part in PARTS}
    most = bisect_left(
        range(1, max(lengths.values()) + 1), True, key=lambda most: not _goes(_capped(brief, most), pages, form)
    )
    return tuple(
        _TooLong(key=edition.key(part), place=edition.places.get(part), over=length - most, most=most)
        for part, length in sorted(lengths.items(), key=lambda item: -item[1])
        if length > most > 0
    )


def _capped(brief: Brief, most: int) -> Brief:
    """The brief of an issue in which no part of the folio line has more than `most` characters."""
    edition = brief.edition
    publisher, number, folio = edition.publisher[:most], edition.number[:most], edition.folio[:most]
    return brief._replace(edition=edition._replace(publisher=publisher, number=number, folio=folio))


def _forms(brief: Brief) -> Iterator[FolioForm]:
    """The layout's own form first, then ever smaller ones, then two rows at the largest size that the margin holds."""
    look = brief.design.folio
    sizes = tuple(_sizes(look))
    for size in sizes:
        yield FolioForm(size=size, rows=1)
    if look.rows_max > 1:
        two = (FolioForm(size=size, rows=2) for size in sizes)
        yield from (form for form in two if _has_room(brief, form))


def _sizes(look: FolioDesign) -> Iterator[Pt]:
    """From the layout's size in its steps down to its least."""
    for step in range(max(0, ceil((look.size - look.size_min) / look.size_step)) + 1):
        yield max(look.size - step * look.size_step, min(look.size_min, look.size))


def _has_room(brief: Brief, form: FolioForm) -> bool:
    """Whether the head margin holds two rows over the rule, where a copier still prints."""
    look = brief.design.folio
    if look.rule and look.rule_offset < 0:
        return False
    return fits(UNPRINTED_EDGE, _baselines(brief, form)[0] - FOLIO_RISE * form.size)


def _baselines(brief: Brief, form: FolioForm) -> tuple[Pt, ...]:
    """Of the rows from above: the last one keeps its share of the white over the rule."""
    look = brief.design.folio
    y = brief.area.rect.y - look.baseline
    if form.rows == 1:
        return (y,)
    lowest = y + max(look.rule_offset, 0.0) * (1 - form.size / look.size) if look.rule else y
    return (lowest - FOLIO_PITCH * form.size, lowest)


def _texts(edition: Edition, number: int, form: FolioForm) -> tuple[dict[Side, str], ...]:
    """The texts of page `number`, row by row."""
    day = edition.date
    middle = f"{day.year}年{day.month}月{day.day}日　星期{WEEKDAYS[day.weekday()]}"
    page = f"第{number}版"
    if form.rows == 1:
        left = "　".join(filter(None, (edition.publisher, edition.numbered)))
        return ({"left": left, "center": middle, "right": "　·　".join(filter(None, (edition.folio, page)))},)
    return (
        {"left": edition.publisher, "right": edition.folio},
        {"left": edition.numbered, "center": middle, "right": page},
    )


def _rows(brief: Brief, number: int, form: FolioForm) -> Iterator[list[tuple[Line, ...]]]:
    """The texts of page `number` as they are set, row by row, from left to right."""
    design, width = brief.design, brief.area.rect.width
    style, color = (
        TextStyle(design.folio.role, align="left"),
        design.color(_color(design.folio, number, design.folio.color)),
    )
    for row in _texts(brief.edition, number, form):
        yield [
            brief.composer.single(((text, style, color),), size=form.size, measure=width, align=side)
            for side, text in row.items()
            if text
        ]


def _goes(brief: Brief, pages: int, form: FolioForm) -> bool:
    """Whether on every page each text takes one line and leaves the gap to the next."""
    gap = FOLIO_GAP * form.size
    for number in range(1, pages + 1):
        for row in _rows(brief, number, form):
            if any(len(lines) > 1 for lines in row):
                return False
            if not all(fits(left[0].width + gap, _start(right[0])) for left, right in pairwise(row)):
                return False
    return True


def _start(line: Line) -> Pt:
    """Where a line's first glyph stands, from the measure's left edge."""
    return min(span.xs[0] * span.size / 1000 for span in line.spans)


def _color(look: FolioDesign, number: int, usual: str) -> str:
    """The name of the colour on page `number`: page 1 may have one of its own."""
    return look.first_color if number == 1 and look.first_color else usual


def folio(brief: Brief, number: int, form: FolioForm) -> tuple[Mark, ...]:
    """The line above the type area: who publishes, the day, which page of what; with the rule beneath."""
    design, area = brief.design, brief.area.rect
    look = design.folio
    marks: list[Mark] = []
    for y, row in zip(_baselines(brief, form), _rows(brief, number, form), strict=True):
        marks += [mark for lines in row for mark in _marks(lines, area.x, y, form.size, "folio")]
    if look.rule:
        below = area.y - look.baseline + look.rule_offset
        rule = design.color(_color(look, number, look.rule.color))
        marks.append(RuleMark(Point(area.x, below), Point(area.right, below), look.rule.width, rule, "folio"))
    return tuple(marks)


def credits_line(brief: Brief, foot: Pt) -> tuple[Mark, ...]:
    """Who made the issue, in the foot margin of page 1, where a copier still prints; smaller where they are many.

    Args:
        foot: where the page's text ends; deeper than the type area where copyfitting made it so.

    Raises:
        OversetError: the foot margin cannot hold as many lines as the credits take.
    """
    edition, design, area = brief.edition, brief.design, brief.area.rect
    if not edition.credits:
        return ()
    foot = max(foot, area.bottom)
    bottom = design.page.height - UNPRINTED_EDGE
    for size in _sizes(design.folio):
        lines = _credit_lines(brief, size)
        lowest = bottom - (len(lines) - 1) * FURNITURE_PITCH * size
        if fits(foot + CREDITS_RISE * size, lowest):
            baseline = min(foot + CREDITS_BELOW * size, lowest)
            return tuple(_marks(lines, area.x, baseline, size, "credits"))
    held = max(0, int((bottom - foot - CREDITS_RISE * size) / (FURNITURE_PITCH * size) + 1))
    over = sum(len(line.text.strip()) for line in lines[held:])
    message = f"署名小到{size:g}磅还要排{len(lines)}行，页脚的白边只放得下{held}行，超出{over}个字"
    hint = f"缩短 `{edition.key('credits')}`，或在版式里加大 page.margins 的 bottom"
    raise OversetError(Problem("error", "credits-overset", message, edition.places.get("credits"), hint))


def _credit_lines(brief: Brief, size: Pt) -> tuple[Line, ...]:
    """The credits in lines that end between two of them; one that is too long for a line is broken."""
    design, area = brief.design, brief.area.rect
    style, color = TextStyle(design.folio.role, align="left"), design.color(design.folio.color)

    def lines(text: str) -> tuple[Line, ...]:
        return brief.composer.single(((text, style, color),), size=size, measure=area.width, align="right")

    rows: list[str] = []
    for credit in ("：".join(filter(None, pair)) for pair in brief.edition.credits):
        joined = f"{rows[-1]}　{credit}" if rows else credit
        if rows and len(lines(joined)) == 1:
            rows[-1] = joined
        else:
            rows.append(credit)
    return tuple(line for row in rows for line in lines(row))


def beside_credits(edition: Edition, design: Design) -> Design:
    """`design` for an issue with credits: copyfitting may deepen the text only as far as the foot margin holds both."""
    if not edition.credits:
        return design
    room = design.page.margins.bottom - UNPRINTED_EDGE - CREDITS_RISE * design.folio.size
    deeper = max(0, min(design.copyfit.depth_more, int(room / design.grid.leading)))
    return design._replace(copyfit=design.copyfit._replace(depth_more=deeper))


def _marks(lines: tuple[Line, ...], x: Pt, y: Pt, size: Pt, furniture: FurnitureKind) -> Iterator[TextMark]:
    for row, line in enumerate(lines):
        yield TextMark(
            x=x, y=y + row * FURNITURE_PITCH * size, spans=line.spans, hyphen=line.hyphen, furniture=furniture
        )
