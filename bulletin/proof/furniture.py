"""What stands round the reports, judged: every piece is there, spells its words, and lies in its place.

The places are worked out here from the design's numbers, not taken from makeup: the masthead's band, the head and foot
margins, a module with the blank line above it. Ink of letters is taken to be smaller than any face draws it, so that
what is reported is wrong for certain; of a line and of a path's stroke it is the whole width.
"""

import datetime
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise
from typing import NamedTuple, TypeAlias
from unicodedata import category

from bulletin.geometry import Insets, Rect, path_bounds
from bulletin.memory import Memory
from bulletin.model.design import Design, Grid
from bulletin.model.edition import Edition
from bulletin.model.galley import Span
from bulletin.model.marks import BULLET, GLUE, HYPHENS, INTERPUNCTS, OPENING, RATIO, SOLIDUS
from bulletin.model.page import (
    ARTIFACT,
    Bulletin,
    FurnitureKind,
    ImageMark,
    Module,
    Page,
    RuleMark,
    ShapeMark,
    TextMark,
)
from bulletin.problems import Place, Problem
from bulletin.proof.lines import is_han
from bulletin.units import ROUNDING, Pt, fits

# Ink of a character in its em, smaller than the shipped faces draw it: how far it rises and falls about the baseline,
# and where it begins and ends across. Latin letters and digits: no descenders, no side bearings to rely on.
HAN_RISES, HAN_FALLS, LATIN_RISES = 0.80, 0.04, 0.65
HAN_BEGINS, HAN_ENDS = 0.08, 0.92
MARK_BEGINS = 0.76  # an opening mark in a full cell begins late, ‘ the latest
MARK_ENDS = 0.05  # a closing one ends early
MIDDLE_BEGINS = 0.40  # what stands in the middle of a full cell begins, a dot the latest; set in half a cell or less
MIDDLE = INTERPUNCTS + BULLET + RATIO + SOLIDUS + HYPHENS + GLUE + "－"
LEAST_STEP = 600  # from the origin of a Han character to the next one's, 1/1000 em: closer, they print over each other
FOLIO_APART = 0.8  # least white between the ink of the texts of a folio line, in sizes
NUMBER_PARTS = "/／·|｜"  # what may stand between the two rows of 期号 and is not printed there
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


class DrawnMark(NamedTuple):
    """A rule, shape or picture and the rectangle that it covers with its line."""

    mark: RuleMark | ShapeMark | ImageMark
    rect: Rect


class FurnitureWords(NamedTuple):
    """What the furniture of every page is to say, and the sizes in which the front page says it."""

    masthead: str
    slogan: str
    number: str  # 期号 as printed
    chapter: str
    publisher: str
    folio: str
    date: datetime.date
    credits: tuple[tuple[str, str], ...]
    folio_sizes: frozenset[Pt]  # of the folio line on page 1


class SheetMarks(NamedTuple):
    """What stands on a page, with its place."""

    texts: tuple[InkedText, ...]
    drawn: tuple[DrawnMark, ...]


class FurnitureSheet(NamedTuple):
    """A page with what its furniture is judged by."""

    words: FurnitureWords
    columns: tuple[str, ...]  # 栏目 of the report in each of its modules
    design: Design
    grid: Grid
    page: Page
    texts: tuple[InkedText, ...]
    drawn: tuple[DrawnMark, ...]

    @property
    def label(self) -> str:
        """How a message calls the page."""
        return f"第{self.page.number}版"

    @property
    def band(self) -> Rect:
        """The masthead's field."""
        margins, size = self.design.page.margins, self.design.page
        return Rect(margins.left, margins.top, size.width - margins.left - margins.right, self.design.masthead.height)

    def of_kind(self, kind: FurnitureKind) -> tuple[InkedText, ...]:
        """The page's texts of one kind."""
        return tuple(text for text in self.texts if text.mark.furniture == kind)


def furniture_faults(edition: Edition, design: Design, bulletin: Bulletin, known: Memory) -> Faults:
    """Every piece of furniture that is missing, misspelt, out of its place or printed over a text.

    `known` keeps what one page gives rise to, for this design and grid.
    """
    grid = bulletin.grid or design.grid
    words = FurnitureWords(
        edition.masthead, edition.slogan, edition.numbered, edition.chapter, edition.publisher, edition.folio,
        edition.date, edition.credits, _folio_sizes(bulletin.pages[0]),
    )  # fmt: skip
    captions = frozenset(number for number, tag in enumerate(bulletin.tags) if tag.kind == "Caption")
    for page in bulletin.pages:
        columns = tuple(edition.reports[module.report].column for module in page.modules)
        marks = known.recall(("marks", page), partial(_marks_of, page))
        sheet = FurnitureSheet(words, columns, design, grid, page, marks.texts, marks.drawn)
        yield from known.recall(("furniture", page, words, columns), partial(_judged, sheet))
        if any(text.mark.tag in captions for text in sheet.texts):
            yield from _captions(sheet, bulletin)


def _marks_of(page: Page) -> SheetMarks:
    marks = [mark for mark in page.marks if isinstance(mark, RuleMark | ShapeMark | ImageMark)]
    drawn = tuple([DrawnMark(mark=mark, rect=rect) for mark in marks if (rect := _bounds(mark))])
    drawing = [mark for mark in page.marks if isinstance(mark, TextMark) and any(span.xs for span in mark.spans)]
    return SheetMarks(tuple(map(inked, drawing)), drawn)


def _judged(sheet: FurnitureSheet) -> tuple[Problem, ...]:
    judges = (_off_the_paper, _masthead, _folio_line, _credits, _labels, _homeless, _overprinted, _squeezed)
    return tuple(fault for judge in judges for fault in judge(sheet))


def _folio_sizes(page: Page) -> frozenset[Pt]:
    marks = (mark for mark in page.marks if isinstance(mark, TextMark) and mark.furniture == "folio")
    return frozenset(span.size for mark in marks for span in mark.spans)


def spelled(mark: TextMark) -> str:
    """The characters of a line, without a hyphen of ours."""
    return "".join("".join(span.units) for span in mark.spans)[: -1 if mark.hyphen else None]


def inked(mark: TextMark) -> InkedText:
    """A line that draws something, with the least that its ink covers; of a lone ⁄ or an accent nothing is certain."""
    boxes = [_ink(mark, span) for span in mark.spans if span.xs]
    boxes = [box for box in boxes if box.width] or boxes
    return InkedText(mark=mark, rect=boxes[0] if len(boxes) == 1 else _around(boxes))


def _around(boxes: Sequence[Rect]) -> Rect:
    """The least rectangle that holds all others."""
    x, y = min(box.x for box in boxes), min(box.y for box in boxes)
    return Rect(x, y, max(box.right for box in boxes) - x, max(box.bottom for box in boxes) - y)


def _ink(mark: TextMark, span: Span) -> Rect:
    """What a span's ink covers."""
    first, last = span.units[0], span.units[-1]
    begins = HAN_BEGINS if is_han(first[0]) else MARK_BEGINS if first in OPENING else 0.0
    begins = MIDDLE_BEGINS if first in MIDDLE else begins
    ends = HAN_ENDS if is_han(last[0]) else MARK_ENDS
    ends = 0.0 if category(last[0]).startswith("M") else ends  # an accent stands over what is before it
    han = any(is_han(unit[0]) for unit in span.units)
    x = mark.x + (span.xs[0] / 1000 + begins) * span.size
    right = mark.x + (span.xs[-1] / 1000 + ends) * span.size
    rises, falls = (HAN_RISES, HAN_FALLS) if han else (LATIN_RISES, 0.0)
    return Rect(x, mark.y - rises * span.size, max(x, right) - x, (rises + falls) * span.size)


def _bounds(mark: RuleMark | ShapeMark | ImageMark) -> Rect | None:
    """What a mark covers; None for a path without a point."""
    if isinstance(mark, ImageMark):
        return mark.rect
    if isinstance(mark, ShapeMark):
        box, across = path_bounds(mark.path), mark.width / 2 if mark.stroke else 0.0
        return box and box.inset(Insets(-across, -across, -across, -across))
    (x, y), (right, bottom), half = mark.start, mark.end, mark.width / 2
    return Rect(x - half, y, mark.width, bottom - y) if x == right else Rect(x, y - half, right - x, mark.width)


def fault(code: str, message: str, place: Place | None = None, hint: str = "") -> Problem:
    """A broken guarantee."""
    return Problem("error", code, message, place, hint)


def _off_the_paper(sheet: FurnitureSheet) -> Faults:
    """Nothing is printed outside the trim but shapes that bleed, which the sheet's own edge cuts."""
    page = sheet.page
    trim = Rect(0.0, 0.0, page.size.width, page.size.height)
    for text in sheet.texts:
        if not trim.holds(text.rect):
            yield fault("off-the-paper", f"{sheet.label}有文字印到纸外：{text.words}")
    for mark, rect in sheet.drawn:
        if not (isinstance(mark, ShapeMark) and mark.bleed) and not trim.holds(rect):
            yield fault("off-the-paper", f"{sheet.label}有图形或线印到纸外")


def _masthead(sheet: FurnitureSheet) -> Faults:
    """Title, slogan, 期号 and seal spell their words inside the band, art stands in the masthead's depth."""
    words_of, band = sheet.words, sheet.band
    if sheet.page.number != 1:
        return
    kinds: tuple[tuple[FurnitureKind, str, str], ...] = (
        ("masthead-title", "报头", words_of.masthead),
        ("slogan", "口号", words_of.slogan),
        ("issue-number", "期号", words_of.number if sheet.design.masthead.number else ""),
        ("seal", "篇名", words_of.chapter),
    )
    for kind, name, words in kinds:
        texts = sheet.of_kind(kind)
        if kind == "seal":  # read as it is seen: columns from the right, each from above
            texts = tuple(sorted(texts, key=lambda text: (-text.mark.x, text.mark.y)))
        if kind == "issue-number":
            words = words.translate({ord(mark): None for mark in NUMBER_PARTS})
        if solid("".join(spelled(text.mark) for text in texts)) != solid(words):
            yield fault("masthead-text", f"{name}印的字与原文不符")
        if any(not band.holds(text.rect) for text in texts):
            yield fault("masthead-outside", f"{name}的字印到报头色块外面")
    seal = sheet.design.masthead.seal
    unit = band.height / sheet.design.masthead.viewbox[1]
    left = band.right - (seal.right + seal.width) * unit
    box = Rect(left, band.y + seal.y * unit, seal.width * unit, seal.height * unit)
    block = Rect(0.0, band.y, sheet.page.size.width, sheet.grid.masthead)  # the white under the band belongs to it
    if any(not box.holds(text.rect) for text in sheet.of_kind("seal")):
        yield fault("masthead-outside", "篇名的字印到印章外面")
    for mark, bounds in sheet.drawn:
        if isinstance(mark, RuleMark) and mark.furniture == "issue-number" and not band.holds(bounds):
            yield fault("masthead-outside", "期号的线在报头色块外面")
        if not isinstance(mark, ShapeMark) or not mark.furniture:
            continue
        if mark.furniture == "seal" and not (band.holds(bounds) and box.holds(bounds)):
            yield fault("masthead-outside", "印章伸到报头色块外面")
        if mark.furniture == "masthead-field" and not (bounds.holds(band) and fits(bounds.bottom, band.bottom)):
            yield fault("masthead-outside", "报头色块不在它的地方")
        if mark.furniture == "masthead-art" and not (
            fits(bounds.bottom, block.bottom) and (mark.bleed or block.holds(bounds))
        ):
            yield fault("masthead-outside", "报头的图形伸到报头的地方以外")


def _folio_line(sheet: FurnitureSheet) -> Faults:
    """The folio line says who, when and which page and nothing else, in the head margin, alike on every page."""
    said, size = sheet.words, sheet.page.size
    margins = sheet.design.page.margins
    place = Rect(margins.left, 0.0, size.width - margins.left - margins.right, margins.top)
    texts = sheet.of_kind("folio")
    words = solid("".join(spelled(text.mark) for text in texts))
    day = said.date
    week = f"星期{'一二三四五六日'[day.weekday()]}"
    wanted = (
        said.publisher, said.number, said.folio, f"{day.year}年{day.month}月{day.day}日", week,
        f"第{sheet.page.number}版",
    )  # fmt: skip
    if any(solid(part) not in words for part in wanted):
        yield fault("folio-text", f"{sheet.label}的报眉缺字")
    elif Counter(words.replace("·", "")) != Counter(solid("".join(wanted)).replace("·", "")):
        yield fault("folio-text", f"{sheet.label}的报眉多字")
    rules = [rect for mark, rect in sheet.drawn if isinstance(mark, RuleMark) and mark.furniture == "folio"]
    boxes = [*(text.rect for text in texts), *rules]
    if any(not place.holds(box) for box in boxes):
        yield fault("folio-outside", f"{sheet.label}的报眉不在版心上面的白边里")
    for left, right in pairwise(sorted(texts, key=lambda text: (text.mark.y, text.rect.x))):
        apart = FOLIO_APART * right.mark.spans[0].size
        if left.mark.y == right.mark.y and not fits(left.rect.right + apart, right.rect.x):
            yield fault("folio-overlap", f"{sheet.label}的报眉印在一起：{left.words}／{right.words}")
    sizes = sheet.words.folio_sizes | _folio_sizes(sheet.page)
    if len(sizes) > 1:
        yield fault("folio-uneven", f"{sheet.label}的报眉字号与第1版不同")


def _credits(sheet: FurnitureSheet) -> Faults:
    """The credits name everybody, on page 1 in the foot margin and clear of the text."""
    page, size, margins = sheet.page, sheet.page.size, sheet.design.page.margins
    texts = sheet.of_kind("credits")
    words = solid("".join(spelled(text.mark) for text in texts))
    wanted = sheet.words.credits if page.number == 1 else ()
    if words != solid("".join("：".join(filter(None, pair)) for pair in wanted)):
        yield fault("credits-text", f"{sheet.label}的署名与原文不符")
    top = max(size.height - margins.bottom, page.body.bottom)
    place = Rect(margins.left, top, size.width - margins.left - margins.right, size.height - top)
    if any(not place.holds(text.rect) for text in texts):
        deep = top > size.height - margins.bottom + ROUNDING
        hint = "版式的 copyfit.depth_more 让正文伸进了页脚，减小它" if deep else ""
        yield fault("credits-outside", f"{sheet.label}的署名不在页脚的白边里", hint=hint)


def _labels(sheet: FurnitureSheet) -> Faults:
    """Every module shows its report's 栏目 at its head, once; a brief's box has a title."""
    gathered = {report for box in sheet.page.briefs for report in box.reports}
    for (module, zone), column in zip(_label_zones(sheet), sheet.columns, strict=True):
        if module in gathered:
            continue
        found = [
            text
            for text in sheet.texts
            if text.mark.tag == ARTIFACT and zone.holds(text.rect) and solid(spelled(text.mark)) == solid(column)
        ]
        if column and len(found) != 1:
            yield fault("label", f"{sheet.label}的栏目标签“{column}”不在它的模块上方")


def _label_zones(sheet: FurnitureSheet) -> Iterator[tuple[int, Rect]]:
    """Report and place of every label: at its module's head, no higher than the blank line over it."""
    for module in sheet.page.modules:
        yield module.report, _top_of(sheet, module, sheet.design.label.height)


def _head_zones(sheet: FurnitureSheet) -> Iterator[Rect]:
    """Where label and head of every module stand: under its rule, which rises into the blank line over it."""
    for module in sheet.page.modules:
        yield _top_of(sheet, module, max(sheet.design.label.height, module.head_lines * sheet.grid.leading))


def _top_of(sheet: FurnitureSheet, module: Module, height: Pt) -> Rect:
    """The uppermost `height` of a module, with the blank line over it."""
    x, y, width, _ = module.rect
    return Rect(x, y - sheet.grid.leading, width, sheet.grid.leading + height)


def _homeless(sheet: FurnitureSheet) -> Faults:
    """What is no furniture stands in a module, with its head over it, or in the box of a filler or of briefs."""
    places = [
        *_head_zones(sheet), *(module.rect for module in sheet.page.modules),
        *sheet.page.boxes, *(box.rect for box in sheet.page.briefs),
    ]  # fmt: skip
    home = 0  # lines of a module follow each other: the place of the last one is looked at first
    for text in sheet.texts:
        if text.mark.furniture:
            continue
        past = PAST_EDGE_EM * max(span.size for span in text.mark.spans)
        if not (places and _wider(places[home], past).holds(text.rect)):
            holding = (number for number, place in enumerate(places) if _wider(place, past).holds(text.rect))
            found = next(holding, None)
            if found is None:
                yield fault("text-astray", f"{sheet.label}有文字不在任何模块里：{text.words}")
            home = found or 0
    for mark, rect in sheet.drawn:
        if isinstance(mark, ImageMark) and not any(place.holds(rect) for place in places):
            yield fault("picture-astray", f"{sheet.label}有图片不在任何模块里")


def _wider(place: Rect, by: Pt) -> Rect:
    return Rect(place.x - by, place.y, place.width + 2 * by, place.height)


def _captions(sheet: FurnitureSheet, bulletin: Bulletin) -> Faults:
    """A caption stands under its picture, no wider than the columns that it reaches into; titles in their block."""
    blocks = [block.rect for module in sheet.page.modules for block in module.blocks]
    # the drawing of a chart has words of its own, a picture has none
    worded = {mark.tag for page in bulletin.pages for mark in page.marks if isinstance(mark, TextMark)}
    pictures: dict[int, Rect] = {}  # as wide as their block
    for mark in sheet.page.marks:
        if isinstance(mark, ImageMark) and mark.tag != ARTIFACT:
            around = next((block for block in blocks if block.holds(mark.rect)), mark.rect)
            pictures[mark.tag] = around._replace(y=mark.rect.y, height=mark.rect.height)
    for text in sheet.texts:
        tag = bulletin.tags[text.mark.tag] if text.mark.tag != ARTIFACT else None
        if tag is None or tag.kind != "Caption":
            continue
        if bulletin.tags[tag.parent].kind != "Figure" or tag.parent in worded:
            if not any(block.holds(Rect(text.rect.x, text.mark.y, text.rect.width, 0.0)) for block in blocks):
                yield fault("caption-astray", f"{sheet.label}的图表题不在图表里：{text.words}")
            continue
        picture = pictures.get(tag.parent)
        past = PAST_EDGE_EM * max(span.size for span in text.mark.spans)
        if picture is None or not (
            fits(picture.bottom, text.rect.y)
            and fits(picture.x - past, text.rect.x)
            and fits(text.rect.right, picture.right + past)
        ):
            yield fault("caption-astray", f"{sheet.label}的图说不在它的图片下面：{text.words}")


def _overprinted(sheet: FurnitureSheet) -> Faults:
    """No two lines of text are printed over each other, no rule over a line of text."""
    open_texts: list[InkedText] = []
    for text in sorted(sheet.texts, key=lambda text: text.rect.y):
        top = text.rect.y
        open_texts = [other for other in open_texts if other.rect.y + other.rect.height > top]
        for other in open_texts:
            both_seal = text.mark.furniture == other.mark.furniture == "seal"  # its characters are cut to fit
            if not both_seal and text.rect.overlaps(other.rect):
                yield fault("texts-overlap", f"{sheet.label}有两行字印在一起：{other.words}／{text.words}")
        open_texts.append(text)
    for rule in (rect for mark, rect in sheet.drawn if isinstance(mark, RuleMark)):
        left, right, bottom = rule.x, rule.right, rule.bottom
        for text in sheet.texts:
            x, y, _, _ = text.rect
            if x < right and y < bottom and text.rect.right > left and rule.overlaps(text.rect):
                if rule.height < rule.width and any(span.invisible for span in text.mark.spans):
                    continue  # a dash that no glyph draws: the rule stands for it
                yield fault("rule-over-text", f"{sheet.label}有线印在字上：{text.words}")


def _squeezed(sheet: FurnitureSheet) -> Faults:
    """The letters of furniture and labels do not run back over each other."""
    for text in sheet.texts:
        for span in text.mark.spans if text.mark.furniture or text.mark.tag == ARTIFACT else ():
            steps = sum(is_han(unit[0]) for unit in span.units[:-1]) * LEAST_STEP
            if span.xs and span.xs[-1] - span.xs[0] < steps:
                yield fault("letters-overlap", f"{sheet.label}有字印在一起：{text.words}")


def solid(text: str) -> str:
    """Characters without white: a line's end may drop some, a label's gap may be set without."""
    return "".join(text.split())
