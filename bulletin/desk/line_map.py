"""Where on a page the words of a file stand: each line of each page with its paragraph, the file and the line in it."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bulletin.geometry import Rect
from bulletin.model.edition import Edition, Paragraph, Report
from bulletin.model.galley import Span
from bulletin.model.page import PORTRAIT, BlockPiece, Bulletin, Column, ImageMark, Module, Page, Piece, TextMark
from bulletin.problems import Place
from bulletin.units import Pt

HEAD_PART = -2  # as a paragraph: title, byline and what else stands over the text
ISSUE_PART = -1  # as a report: masthead and folio
ASCENT, DESCENT = 0.92, 0.22  # of an em, what a line's rectangle takes above and below its baseline; by eye
# The key of issue.yaml that says what furniture prints.
_ISSUE_KEYS = {
    "masthead-title": "masthead",
    "masthead-field": "masthead",
    "slogan": "slogan",
    "issue-number": "number",
    "seal": "chapter",
    "folio": "folio",
    "credits": "credits",
}


class PlaceOnPage(NamedTuple):
    """A line of text on a page, or what stands there instead of lines, and where its words come from."""

    rect: Rect
    report: int  # index in Edition.reports, or ISSUE_PART
    paragraph: int  # index in Report.paragraphs, PORTRAIT or HEAD_PART
    place: Place  # in the file
    text: str
    spans: tuple[Span, ...] = ()  # of a line of the text
    x: Pt = 0.0  # where its measure starts
    start: int = 0  # offset of its first character in the paragraph's text
    end: int = 0
    key: str = ""  # of what stands over the text: title, author …

    def part(self, start: int, end: int) -> Rect:
        """The part of the line that has the characters between two offsets in the paragraph's text."""
        lefts: list[Pt] = []
        offset = self.start
        for span in self.spans:
            for unit, at in zip(span.units, span.xs, strict=True):
                if offset < end and offset + len(unit) > start:
                    left = self.x + at * span.size / 1000
                    lefts += (left, left + span.size)
                offset += len(unit)
        if not lefts:
            return self.rect
        left, right = min(lefts), min(max(lefts), max(self.rect.right, min(lefts) + 1))
        return Rect(left, self.rect.y, right - left, self.rect.height)


def lines_of(edition: Edition, bulletin: Bulletin, page: Page) -> tuple[PlaceOnPage, ...]:
    """All that can be pointed at on a page, what stands over something else behind it."""
    found: list[PlaceOnPage] = []
    texts = [mark for mark in page.marks if isinstance(mark, TextMark)]
    found += _furniture(edition, texts)
    for module in page.modules:
        inside = [mark for mark in texts if _is_in(module.rect, mark.x, mark.y)]
        found += _head(edition, bulletin, module, inside)
        for piece in module.pieces:
            found += _lines(edition, bulletin, module, piece, inside)
        for block in module.blocks:
            found += _block(edition, module, block, page, inside)
        found += _quotes(edition, bulletin, module)
    return tuple(found)


def _is_in(rect: Rect, x: Pt, y: Pt) -> bool:
    return rect.x - 1 <= x <= rect.right and rect.y - 1 <= y <= rect.bottom + 1


def _ink(spans: Sequence[Span], x: Pt, y: Pt) -> Rect:
    """What a line covers."""
    lefts = [x + span.xs[0] * span.size / 1000 for span in spans if span.xs]
    rights = [x + (span.xs[-1] / 1000 + 1) * span.size for span in spans if span.xs]
    size = max((span.size for span in spans), default=0.0)
    left = min(lefts, default=x)
    return Rect(left, y - ASCENT * size, max(rights, default=x) - left, (ASCENT + DESCENT) * size)


def _text(spans: Sequence[Span]) -> str:
    return "".join("".join(span.units) for span in spans)


def _furniture(edition: Edition, texts: Sequence[TextMark]) -> Iterator[PlaceOnPage]:
    """What issue.yaml says: masthead, folio line, credits."""
    file = next(iter(edition.files), "")  # issue.yaml comes first
    for mark in texts:
        if mark.furniture in _ISSUE_KEYS:
            key = _ISSUE_KEYS[mark.furniture]
            place = edition.places.get(key, edition.places.get("masthead", Place(file)))
            yield PlaceOnPage(
                _ink(mark.spans, mark.x, mark.y), ISSUE_PART, HEAD_PART, place, _text(mark.spans), key=key
            )


def _head(edition: Edition, bulletin: Bulletin, module: Module, inside: Sequence[TextMark]) -> Iterator[PlaceOnPage]:
    """Title, byline and what else stands over a module's text."""
    report = edition.reports[module.report]
    first = min((column.first_baseline for column in module.columns), default=module.rect.bottom)
    top = min((block.rect.y for block in module.blocks), default=first)
    for mark in inside:
        if mark.y < first - 1 and mark.y < top + 1:
            text = _text(mark.spans)
            is_title = mark.tag >= 0 and bulletin.tags[mark.tag].kind == "H2"
            whole = PlaceOnPage(
                rect=_ink(mark.spans, mark.x, mark.y),
                report=module.report,
                paragraph=HEAD_PART,
                place=report.place,
                text=text,
                spans=mark.spans,
                x=mark.x,
                end=len(text),
            )
            for key, start, end in [("title", 0, len(text))] if is_title else _keys_of(report, text):
                place = report.places.get(key, report.places.get("title", report.place))
                rect = whole.part(start, end)
                yield PlaceOnPage(rect, module.report, HEAD_PART, place, text[start:end], key=key)


def _keys_of(report: Report, text: str) -> list[tuple[str, int, int]]:
    """Which keys of a report's front matter a line over its text prints, and from where to where."""
    bare = _bare(text)
    for key in ("column", "kicker", "subtitle"):
        if bare and bare in _bare(getattr(report, key)):
            return [(key, 0, len(text))]
    if bare and bare in _bare(report.post + report.author):
        parts = (at for at in range(len(text) + 1) if _bare(text[at:]) in _bare(report.author))
        parted = next(parts) if report.author else len(text)
        keys = [("post", 0, parted), ("author", parted, len(text))]
        return [(key, start, end) for key, start, end in keys if _bare(text[start:end])]
    return [("title", 0, len(text))]


def _bare(text: str) -> str:
    """Words without the white that parts them."""
    return text.replace("\u3000", "").replace(" ", "")


def _lines(
    edition: Edition, bulletin: Bulletin, module: Module, piece: Piece, inside: Sequence[TextMark]
) -> Iterator[PlaceOnPage]:
    """The lines of a paragraph in one column."""
    column, paragraph = module.columns[piece.column], edition.reports[module.report].paragraphs[piece.paragraph]
    for line, y in zip(piece.lines, _baselines(piece, column, bulletin, inside), strict=True):
        yield PlaceOnPage(
            rect=_ink(line.spans, column.x, y),
            report=module.report,
            paragraph=piece.paragraph,
            place=paragraph.place,
            text=line.text[: len(line.text) - line.hyphen],
            spans=line.spans,
            x=column.x,
            start=line.start,
            end=line.end,
        )


def _baselines(piece: Piece, column: Column, bulletin: Bulletin, inside: Sequence[TextMark]) -> list[Pt]:
    """The baselines of a piece's lines: on the grid, but for a lead-in, whose marks tell its own pitch."""
    assert bulletin.grid, "made-up pages have a grid"
    leading = bulletin.grid.leading
    top = column.first_baseline + piece.row * leading
    if not piece.lead_in:
        return [top + row * leading for row in range(len(piece.lines))]
    size = piece.lines[0].spans[0].size
    found = {
        mark.y
        for mark in inside
        if mark.x == column.x and mark.spans and mark.spans[0].size == size and mark.y > top - leading
    }
    return sorted(found)[: len(piece.lines)]


def _block(
    edition: Edition, module: Module, block: BlockPiece, page: Page, inside: Sequence[TextMark]
) -> Iterator[PlaceOnPage]:
    """A picture, table or chart, then the words in it."""
    report = edition.reports[module.report]
    if block.paragraph == PORTRAIT:
        place = report.portrait.place if report.portrait else report.place
        paragraph = None
    else:
        paragraph = report.paragraphs[block.paragraph]
        place = paragraph.place
    images = [mark.rect for mark in page.marks if isinstance(mark, ImageMark) and block.rect.overlaps(mark.rect)]
    words = paragraph.words if paragraph else ()
    title = next(iter(words), "肖像" if paragraph is None else "图片")
    yield PlaceOnPage(images[0] if images else block.rect, module.report, block.paragraph, place, title)
    for mark in inside:
        if _is_in(block.rect, mark.x, mark.y):
            text = _text(mark.spans)
            at = _cell_place(paragraph, text, place) if paragraph else place
            yield PlaceOnPage(_ink(mark.spans, mark.x, mark.y), module.report, block.paragraph, at, text)


def _cell_place(paragraph: Paragraph, text: str, otherwise: Place) -> Place:
    """Where the cell stands that says a text."""
    cells = paragraph.table.cells if paragraph.table else ()
    return next((cell.place for cell in cells if text and text in cell.text), otherwise)


def _quotes(edition: Edition, bulletin: Bulletin, module: Module) -> Iterator[PlaceOnPage]:
    """Pull quotes: they lead to the sentence that they repeat."""
    assert bulletin.grid, "made-up pages have a grid"
    leading = bulletin.grid.leading
    for quote in module.quotes:
        column = module.columns[quote.column]
        rect = Rect(column.x, column.first_baseline + (quote.row - 1) * leading, column.measure, quote.rows * leading)
        paragraphs = edition.reports[module.report].paragraphs
        number = next((number for number, each in enumerate(paragraphs) if quote.text in each.text), HEAD_PART)
        report = edition.reports[module.report]
        place = paragraphs[number].place if number >= 0 else report.places.get("quote", report.place)
        yield PlaceOnPage(rect, module.report, number, place, quote.text, key="quote")
