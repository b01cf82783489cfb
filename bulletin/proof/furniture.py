"""What stands round the reports, judged: every piece is there, spells its words, and lies in its place.

The places are worked out here from the design's numbers, not taken from makeup: the masthead's band, the head and foot
margins, a module with the blank line above it. Ink is taken to be smaller than any face draws it, so that what is
reported is wrong for certain.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from bulletin.geometry import PathStep, Rect
from bulletin.model.design import Design, DisplayText, Grid
from bulletin.model.edition import Edition
from bulletin.model.galley import Span
from bulletin.model.marks import OPENING
from bulletin.model.page import ARTIFACT, Bulletin, FurnitureKind, ImageMark, Page, RuleMark, ShapeMark, TextMark
from bulletin.problems import Problem
from bulletin.units import ROUNDING, Pt, fits

# Ink of a character in its em, smaller than the shipped faces draw it: how far it rises and falls about the baseline,
# and where it begins and ends across. Latin letters and digits: no descenders, no side bearings to rely on.
HAN_RISES, HAN_FALLS, LATIN_RISES = 0.80, 0.04, 0.65
HAN_BEGINS, HAN_ENDS = 0.08, 0.92
MARK_BEGINS, MARK_ENDS = 0.60, 0.05  # an opening mark in a full cell begins late, a closing one ends early
CURVE_POINTS = 16  # at which a curve is looked at
PAST_EDGE_EM = 0.35  # hanging marks and the white of a mark that ends a line may stand past a module's edge

Faults: TypeAlias = Iterator[Problem]


class InkedText(NamedTuple):
    """A line of text and a rectangle that its ink covers for certain."""

    mark: TextMark
    rect: Rect

    @property
    def words(self) -> str:
        """The line as a message shows it."""
        return spelled(self.mark)[:12]


class FurnitureSheet(NamedTuple):
    """A page with what its furniture is judged by."""

    edition: Edition
    design: Design
    grid: Grid
    page: Page
    texts: tuple[InkedText, ...]

    @property
    def label(self) -> str:
        """How a message calls the page."""
        return f"第{self.page.number}版"

    @property
    def band(self) -> Rect:
        """The masthead's field."""
        margins, size = self.design.page.margins, self.design.page
        height = self.design.masthead.lines * self.grid.leading
        return Rect(margins.left, margins.top, size.width - margins.left - margins.right, height)

    def of_kind(self, kind: FurnitureKind) -> tuple[InkedText, ...]:
        """The page's texts of one kind."""
        return tuple(text for text in self.texts if text.mark.furniture == kind)


def furniture_faults(edition: Edition, design: Design, bulletin: Bulletin) -> Faults:
    """Every piece of furniture that is missing, misspelt, out of its place or printed over a text."""
    grid = bulletin.grid or design.grid
    for page in bulletin.pages:
        texts = tuple(inked(mark) for mark in page.marks if isinstance(mark, TextMark) and _draws(mark))
        sheet = FurnitureSheet(edition=edition, design=design, grid=grid, page=page, texts=texts)
        yield from _off_the_paper(sheet)
        if page.number == 1:
            yield from _masthead(sheet)
        yield from _folio_line(sheet)
        yield from _credits(sheet)
        yield from _labels(sheet)
        yield from _homeless(sheet)
        yield from _captions(sheet, bulletin)
        yield from _overprinted(sheet)


def shrunk_furniture(edition: Edition, design: Design, bulletin: Bulletin) -> Faults:
    """A warning for each text of the masthead that is set smaller than its design, with both sizes in points."""
    grid = bulletin.grid or design.grid
    unit = design.masthead.lines * grid.leading / design.masthead.viewbox[1]
    looks: tuple[tuple[FurnitureKind, str, str, DisplayText], ...] = (
        ("masthead-title", "masthead", "报头", design.masthead.title),
        ("slogan", "slogan", "口号", design.masthead.slogan),
    )
    marks = [mark for page in bulletin.pages for mark in page.marks if isinstance(mark, TextMark)]
    for kind, key, name, look in looks:
        size = min((span.size for mark in marks if mark.furniture == kind for span in mark.spans), default=None)
        wanted = look.size * unit
        if size is not None and not fits(wanted, size):
            yield Problem(
                "warning",
                "masthead-shrunk",
                f"{name}太长，字由 {wanted:.1f} 磅缩到 {size:.1f} 磅",
                edition.places.get(key),
                f"缩短{name}，或在版式里改 masthead.{'title' if key == 'masthead' else key} 的 size、x、width",
            )
    size = min((span.size for mark in marks if mark.furniture == "seal" for span in mark.spans), default=None)
    if size is not None and not fits(grid.size, size):
        yield Problem(
            "warning",
            "masthead-shrunk",
            f"篇名太长，印章里的字缩到 {size:.1f} 磅，比正文还小",
            edition.places.get("chapter"),
            "缩短篇名，或在版式里加大 masthead.seal 的 height",
        )


def spelled(mark: TextMark) -> str:
    """The characters of a line."""
    return "".join("".join(span.units) for span in mark.spans)


def _draws(mark: TextMark) -> bool:
    return any(span.xs for span in mark.spans)


def inked(mark: TextMark) -> InkedText:
    """A line that draws something, with the least that its ink covers."""
    boxes = [_ink(mark, span) for span in mark.spans if span.xs]
    x, y = min(box.x for box in boxes), min(box.y for box in boxes)
    right, bottom = max(box.right for box in boxes), max(box.bottom for box in boxes)
    return InkedText(mark=mark, rect=Rect(x, y, max(0.0, right - x), bottom - y))


def _ink(mark: TextMark, span: Span) -> Rect:
    first, last = span.units[0], span.units[-1]
    begins = HAN_BEGINS if _is_han(first) else MARK_BEGINS if first in OPENING else 0.0
    ends = HAN_ENDS if _is_han(last) else MARK_ENDS
    han = any(_is_han(unit) for unit in span.units)
    x = mark.x + (span.xs[0] / 1000 + begins) * span.size
    right = mark.x + (span.xs[-1] / 1000 + ends) * span.size
    top = mark.y - (HAN_RISES if han else LATIN_RISES) * span.size
    return Rect(x, top, max(0.0, right - x), mark.y + (HAN_FALLS * span.size if han else 0.0) - top)


def _is_han(unit: str) -> bool:
    return "\u3400" <= unit[0] <= "\u9fff" or unit[0] >= "\U00020000"


def _bounds(path: Sequence[PathStep]) -> Rect | None:
    """What a path covers; None for one without a point."""
    points: list[tuple[Pt, Pt]] = []
    for operator, numbers in path:
        corners = list(zip(numbers[::2], numbers[1::2], strict=True))
        if operator == "C":
            hull = [points[-1], *corners]
            points += [_on_curve(hull, step / CURVE_POINTS) for step in range(1, CURVE_POINTS)]
        points += corners[-1:]
    if not points:
        return None
    x, y = min(x for x, _ in points), min(y for _, y in points)
    return Rect(x, y, max(x for x, _ in points) - x, max(y for _, y in points) - y)


def _on_curve(hull: Sequence[tuple[Pt, Pt]], t: float) -> tuple[Pt, Pt]:
    """A point of a Bézier curve, by de Casteljau's halving of its hull."""
    while len(hull) > 1:
        hull = [(a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t) for a, b in pairwise(hull)]
    return hull[0]


def _wrong(code: str, message: str, hint: str = "") -> Problem:
    return Problem("error", code, message, None, hint)


def _off_the_paper(sheet: FurnitureSheet) -> Faults:
    """Nothing is printed outside the trim but shapes that bleed, which the sheet's own edge cuts."""
    page = sheet.page
    trim = Rect(0.0, 0.0, page.size.width, page.size.height)
    for text in sheet.texts:
        if not trim.holds(text.rect):
            yield _wrong("off-the-paper", f"{sheet.label}有文字印到纸外：{text.words}")
    for mark in page.marks:
        box: Rect | None = None
        if isinstance(mark, ShapeMark) and not mark.bleed:
            box = _bounds(mark.path)
        elif isinstance(mark, ImageMark):
            box = mark.rect
        elif isinstance(mark, RuleMark):
            box = _bounds((("M", mark.start), ("L", mark.end)))
        if box and not trim.holds(box):
            yield _wrong("off-the-paper", f"{sheet.label}有图形或线印到纸外")


def _masthead(sheet: FurnitureSheet) -> Faults:
    """Title, slogan and seal spell their words inside the band, art stands in the masthead's lines."""
    edition, band = sheet.edition, sheet.band
    kinds: tuple[tuple[FurnitureKind, str, str], ...] = (
        ("masthead-title", "报头", edition.masthead),
        ("slogan", "口号", edition.slogan),
        ("seal", "篇名", edition.chapter),
    )
    for kind, name, words in kinds:
        texts = sheet.of_kind(kind)
        if _solid("".join(spelled(text.mark) for text in texts)) != _solid(words):
            yield _wrong("masthead-text", f"{name}印的字与原文不符")
        if any(not band.holds(text.rect) for text in texts):
            yield _wrong("masthead-outside", f"{name}的字印到报头色块外面")
    seal = sheet.design.masthead.seal
    unit = band.height / sheet.design.masthead.viewbox[1]
    box = Rect(
        band.right - (seal.right + seal.width) * unit, band.y + seal.y * unit, seal.width * unit, seal.height * unit
    )
    block = Rect(
        0.0, band.y, sheet.page.size.width, sheet.grid.masthead_lines * sheet.grid.leading
    )  # the white under the band belongs to it
    if any(not box.holds(text.rect) for text in sheet.of_kind("seal")):
        yield _wrong("masthead-outside", "篇名的字印到印章外面")
    for mark in sheet.page.marks:
        bounds = _bounds(mark.path) if isinstance(mark, ShapeMark) else None
        if not isinstance(mark, ShapeMark) or bounds is None:
            continue
        if mark.furniture == "seal" and not (band.holds(bounds) and box.holds(bounds)):
            yield _wrong("masthead-outside", "印章伸到报头色块外面")
        if mark.furniture == "masthead-field" and not (bounds.holds(band) and fits(bounds.bottom, band.bottom)):
            yield _wrong("masthead-outside", "报头色块不在它的地方")
        if mark.furniture == "masthead-art" and not (
            fits(bounds.bottom, block.bottom) and (mark.bleed or block.holds(bounds))
        ):
            yield _wrong("masthead-outside", "报头的图形伸到报头的地方以外")


def _folio_line(sheet: FurnitureSheet) -> Faults:
    """The folio line says who, when and which page, in the head margin."""
    edition, size = sheet.edition, sheet.page.size
    margins = sheet.design.page.margins
    place = Rect(margins.left, 0.0, size.width - margins.left - margins.right, margins.top)
    texts = sheet.of_kind("folio")
    words = _solid("".join(spelled(text.mark) for text in texts))
    day = edition.date
    wanted = (edition.publisher, edition.number, edition.folio, f"{day.year}年{day.month}月{day.day}日")
    if any(_solid(part) not in words for part in (*wanted, f"第{sheet.page.number}版")):
        yield _wrong("folio-text", f"{sheet.label}的报眉缺字")
    rules = [mark for mark in sheet.page.marks if isinstance(mark, RuleMark) and mark.furniture == "folio"]
    boxes = [text.rect for text in texts] + [Rect(rule.start.x, rule.start.y, 0.0, 0.0) for rule in rules]
    if any(not place.holds(box) for box in boxes):
        yield _wrong("folio-outside", f"{sheet.label}的报眉不在版心上面的白边里")


def _credits(sheet: FurnitureSheet) -> Faults:
    """The credits name everybody, on page 1 in the foot margin and clear of the text."""
    page, size, margins = sheet.page, sheet.page.size, sheet.design.page.margins
    texts = sheet.of_kind("credits")
    words = _solid("".join(spelled(text.mark) for text in texts))
    wanted = sheet.edition.credits if page.number == 1 else ()
    if words != _solid("".join(f"{duty}：{name}" for duty, name in wanted)):
        yield _wrong("credits-text", f"{sheet.label}的署名与原文不符")
    top = max(size.height - margins.bottom, page.body.bottom)
    place = Rect(margins.left, top, size.width - margins.left - margins.right, size.height - top)
    if any(not place.holds(text.rect) for text in texts):
        hint = (
            "版式的 copyfit.depth_more 让正文伸进了页脚，减小它"
            if top > size.height - margins.bottom + ROUNDING
            else ""
        )
        yield _wrong("credits-outside", f"{sheet.label}的署名不在页脚的白边里", hint)


def _labels(sheet: FurnitureSheet) -> Faults:
    """Every module shows its report's 栏目 in the blank line above it, once."""
    for module, zone in _label_zones(sheet):
        column = sheet.edition.reports[module].column
        found = [
            text
            for text in sheet.texts
            if text.mark.tag == ARTIFACT and zone.holds(text.rect) and _solid(spelled(text.mark)) == _solid(column)
        ]
        if column and len(found) != 1:
            yield _wrong("label", f"{sheet.label}的栏目标签“{column}”不在它的模块上面")


def _label_zones(sheet: FurnitureSheet) -> Iterator[tuple[int, Rect]]:
    """Report and place of every label: over its module, no higher than the label is with its lift."""
    label = sheet.design.label
    for module in sheet.page.modules:
        top = module.rect.y - label.lift - label.height
        yield module.report, Rect(module.rect.x, top, module.rect.width, module.rect.y - top)


def _homeless(sheet: FurnitureSheet) -> Faults:
    """What is no furniture stands in a module, over it as its label, or in a filler's box."""
    places = [
        *(zone for _, zone in _label_zones(sheet)), *(module.rect for module in sheet.page.modules), *sheet.page.fillers
    ]  # fmt: skip
    for text in sheet.texts:
        past = PAST_EDGE_EM * max(span.size for span in text.mark.spans)
        if not text.mark.furniture and not any(_wider(place, past).holds(text.rect) for place in places):
            yield _wrong("text-astray", f"{sheet.label}有文字不在任何模块里：{text.words}")
    for mark in sheet.page.marks:
        if isinstance(mark, ImageMark) and not any(place.holds(mark.rect) for place in places):
            yield _wrong("picture-astray", f"{sheet.label}有图片不在任何模块里")


def _wider(place: Rect, by: Pt) -> Rect:
    return Rect(place.x - by, place.y, place.width + 2 * by, place.height)


def _captions(sheet: FurnitureSheet, bulletin: Bulletin) -> Faults:
    """A caption stands under its picture, no wider than it."""
    pictures = {
        mark.tag: mark.rect for mark in sheet.page.marks if isinstance(mark, ImageMark) and mark.tag != ARTIFACT
    }
    for text in sheet.texts:
        tag = bulletin.tags[text.mark.tag] if text.mark.tag != ARTIFACT else None
        if tag is None or tag.kind != "Caption":
            continue
        picture = pictures.get(tag.parent)
        past = PAST_EDGE_EM * max(span.size for span in text.mark.spans)
        if picture is None or not (
            fits(picture.bottom, text.rect.y)
            and fits(picture.x - past, text.rect.x)
            and fits(text.rect.right, picture.right + past)
        ):
            yield _wrong("caption-astray", f"{sheet.label}的图说不在它的图片下面：{text.words}")


def _overprinted(sheet: FurnitureSheet) -> Faults:
    """No two lines of text are printed over each other."""
    open_texts: list[InkedText] = []
    for text in sorted(sheet.texts, key=lambda text: text.rect.y):
        open_texts = [other for other in open_texts if other.rect.bottom > text.rect.y]
        for other in open_texts:
            both_seal = text.mark.furniture == other.mark.furniture == "seal"  # its characters are cut to fit
            if not both_seal and text.rect.overlaps(other.rect):
                yield _wrong("texts-overlap", f"{sheet.label}有两行字印在一起：{other.words}／{text.words}")
        open_texts.append(text)


def _solid(text: str) -> str:
    """Characters without white."""
    return "".join(text.split())
