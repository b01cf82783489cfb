"""What must hold of any issue with blocks: on its pages and in its PDF. Each law returns what breaks it, in words."""

import re
from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from itertools import combinations, pairwise
from typing import NamedTuple

from PIL import Image

from bulletin.geometry import Rect
from bulletin.model.edition import Edition, Paragraph, Picture, Pixels, Report, Run
from bulletin.model.page import ARTIFACT, Bulletin, ImageMark, Mark, Page, TextMark
from tests.draw.block_reader import ReadArticle

TOUCHING = 0.5  # points by which two marks may share a place
OPENING = "“‘（《〈「『【〔"
LAST = 0.15  # em of the last character of a line, which may be a point
ASCENT, DESCENT = 0.8, 0.1  # of a line of type that other type must leave free, em
JUMP = re.compile(r"（[上下][接转]第\d+版[^）]*）")
ADDRESS = re.compile(r"（https?://[^）]*）")  # of a link, printed behind its words


def solid(text: str) -> str:
    return "".join(text.split())


def _bare(text: str) -> str:
    """Text without white space, jump lines and the addresses of links."""
    return ADDRESS.sub("", JUMP.sub("", solid(text)))


def with_pixels(edition: Edition) -> Edition:
    """The issue with dots for every picture, so that it can be drawn; each of its own shape and few of them."""

    def paragraph(each: Paragraph) -> Paragraph:
        return each._replace(picture=_dotted(each.picture)) if each.picture else each

    reports = (
        report._replace(
            paragraphs=tuple(map(paragraph, report.paragraphs)),
            portrait=_dotted(report.portrait) if report.portrait else None,
        )
        for report in edition.reports
    )
    return edition._replace(reports=tuple(reports))


def _dotted(picture: Picture) -> Picture:
    return picture._replace(digest=picture.file, pixels=Pixels(_dots(picture.width_px // 20, picture.height_px // 20)))


@lru_cache
def _dots(width: int, height: int) -> bytes:
    stream = BytesIO()
    Image.new("RGB", (max(1, width), max(1, height)), (90, 140, 180)).save(stream, "JPEG")
    return stream.getvalue()


def words_of(report: Report) -> str:
    """All that a report says, in order, white space aside."""
    head = (report.kicker, report.title, report.subtitle, report.post, report.author)
    portrait = report.portrait.caption if report.portrait else ""
    return solid("".join((*head, portrait, *(word for each in report.paragraphs for word in each.words))))


def lost_or_moved(report: Report, article: ReadArticle) -> list[str]:
    """Every word is in the PDF's structure once and in order."""
    said = _bare(article.text)
    wanted = _bare(words_of(report))
    if said == wanted:
        return []
    at = next((at for at, (one, two) in enumerate(zip(said, wanted, strict=False)) if one != two), len(said))
    return [f"{report.name}: {said[max(0, at - 6) : at + 20]!r} instead of {wanted[max(0, at - 6) : at + 20]!r}"]


def wrong_tables(report: Report, article: ReadArticle) -> list[str]:
    """The tables of the structure are the report's, cell by cell, empty ones too, with what they head and span."""
    tables = [paragraph.table for paragraph in report.paragraphs if paragraph.table]
    if len(tables) != len(article.tables):
        return [f"{report.name}: {len(article.tables)} tables instead of {len(tables)}"]
    found: list[str] = []
    for number, (table, read) in enumerate(zip(tables, article.tables, strict=True), 1):
        wanted = [[(solid(cell.text), cell.across, cell.down) for cell in row] for row in (*table.head, *table.rows)]
        got = [[(solid(cell.text), cell.across, cell.down) for cell in row] for row in read.rows]
        if got != wanted:
            row = next((at for at, (one, two) in enumerate(zip(got, wanted, strict=False)) if one != two), len(got))
            found.append(f"{report.name}: table {number}, row {row}: {got[row : row + 1]} for {wanted[row : row + 1]}")
        for row, cells in enumerate(read.rows[: len(table.head)]):
            if any((cell.kind, cell.scope) != ("TH", "Column") for cell in cells):
                found.append(f"{report.name}: table {number}: row {row} of its head does not head columns")
        if solid(read.caption) != solid(table.title + table.unit):
            found.append(f"{report.name}: table {number} is called {read.caption!r}")
    return found


def wrong_figures(report: Report, article: ReadArticle, pages: tuple[Page, ...]) -> list[str]:
    """Pictures and charts are figures with words and a place on their page; a chart's words hold its values."""
    wanted = [paragraph for paragraph in report.paragraphs if paragraph.picture or paragraph.chart]
    figures = article.figures[1 if report.portrait else 0 :]
    if len(figures) != len(wanted):
        return [f"{report.name}: {len(figures)} figures instead of {len(wanted)}"]
    found: list[str] = []
    for number, (paragraph, figure) in enumerate(zip(wanted, figures, strict=True), 1):
        if not figure.alt:
            found.append(f"{report.name}: figure {number} has no words")
        if len(figure.box) != 4 or not figure.page:
            found.append(f"{report.name}: figure {number} has no place")
        elif not _on_page(figure.box, pages[figure.page - 1]):
            found.append(f"{report.name}: figure {number} is off its page: {figure.box}")
        if paragraph.chart:
            shown = [word for each in paragraph.chart.series for word in each.shown]
            found += [f"{report.name}: figure {number} does not say {word}" for word in shown if word not in figure.alt]
        elif paragraph.picture and paragraph.picture.caption and figure.alt != paragraph.picture.caption:
            found.append(f"{report.name}: figure {number} says {figure.alt!r}")
    return found


def _on_page(box: tuple[float, ...], page: Page) -> bool:
    left, bottom, right, top = box
    return -9 <= left < right <= page.size.width + 27 and -9 <= bottom < top <= page.size.height + 27  # room for bleed


def runs_of(paragraph: Paragraph) -> tuple[Run, ...]:
    """The runs of its text, or of its cells."""
    cells = paragraph.table.cells if paragraph.table else ()
    return (*paragraph.runs, *(run for cell in cells for run in cell.runs))


def wrong_texts(report: Report, article: ReadArticle) -> list[str]:
    """Items with their depth, quotes, notes, and links with where they lead."""
    found: list[str] = []
    of_kind = {
        kind: [paragraph for paragraph in report.paragraphs if paragraph.kind == kind]
        for kind in ("item", "quote", "note")
    }
    items = [(item.nesting, _bare(item.text)) for item in article.items]
    if items != [(paragraph.nesting, _bare(paragraph.text)) for paragraph in of_kind["item"]]:
        found.append(f"{report.name}: items are {items}")
    for kind, texts in (("quote", article.quotes), ("note", article.notes)):
        said = [_bare(text) for text in texts]
        if said != [_bare(paragraph.text) for paragraph in of_kind[kind]]:
            found.append(f"{report.name}: {kind}s are {said}")
    runs = [run for paragraph in report.paragraphs for run in runs_of(paragraph)]
    links = [(solid(link.text), link.address) for link in article.links if link.address]
    if links != [(solid(run.text), run.link) for run in runs if run.link]:
        found.append(f"{report.name}: links are {links}")
    marks = [
        solid(run.text)
        for paragraph in report.paragraphs
        if paragraph.kind != "note"
        for run in runs_of(paragraph)
        if run.note
    ]
    linked = [solid(link.text) for link in article.links if link.annotations and not link.address]
    found += [f"{report.name}: the note mark {mark} leads nowhere" for mark in marks if mark not in linked]
    return found


class _Inked(NamedTuple):
    tag: int
    rect: Rect
    said: str


def _inked(mark: Mark) -> Iterator[_Inked]:
    if isinstance(mark, ImageMark) and mark.tag != ARTIFACT:
        yield _Inked(mark.tag, mark.rect, mark.alt)
    elif isinstance(mark, TextMark) and mark.tag != ARTIFACT:
        for span in mark.spans:
            if span.units and not span.invisible:
                size = span.size
                left, right = (mark.x + x * size / 1000 for x in (span.xs[0], span.xs[-1]))
                left += size / 2 if span.units[0] in OPENING else 0.0  # white of the mark, hanging before its ink
                right += size * LAST
                rect = Rect(left, mark.y - ASCENT * size, right - left, (ASCENT + DESCENT) * size)
                yield _Inked(mark.tag, rect, "".join(span.units))


def overlapping(page: Page) -> list[str]:
    """Marks of different elements that stand on each other."""
    inked = sorted((each for mark in page.marks for each in _inked(mark)), key=lambda each: each.rect.y)
    found: list[str] = []
    for number, one in enumerate(inked):
        for two in inked[number + 1 :]:
            if two.rect.y > one.rect.bottom:
                break
            if one.tag != two.tag and _shared(one.rect, two.rect):
                found.append(f"page {page.number}: {one.said[:12]!r} and {two.said[:12]!r} stand on each other")
    return found


def _shared(one: Rect, two: Rect) -> bool:
    across = min(one.right, two.right) - max(one.x, two.x)
    down = min(one.bottom, two.bottom) - max(one.y, two.y)
    return across > TOUCHING and down > TOUCHING


def pictures_out_of_order(report: Report, made: Bulletin) -> list[str]:
    """Pictures that stand before those that the text has first; the places that the editor asked for are theirs."""
    shown = {
        mark.picture: (page.number, mark.rect)
        for page in made.pages
        for mark in page.marks
        if isinstance(mark, ImageMark) and mark.tag != ARTIFACT
    }
    free = [each.picture for each in report.paragraphs if each.picture and not each.placing.position]
    lost = [f"{report.name}: {picture.file} is not on a page" for picture in free if picture not in shown]
    return lost + [
        f"{report.name}: {later.file} stands before {first.file}"
        for first, later in pairwise(picture for picture in free if picture in shown)
        if _before(shown[later], shown[first])
    ]


def _before(one: tuple[int, Rect], two: tuple[int, Rect]) -> bool:
    """Whether a place is read before another: on an earlier page, left of it, or above it in the same columns."""
    (page, rect), (other_page, other) = one, two
    if page != other_page:
        return page < other_page
    if rect.right <= other.x:
        return True
    return rect.x < other.right and rect.bottom <= other.y


def stacked(report: Report, made: Bulletin) -> list[str]:
    """Pictures that the text parts and that stand one under the other with nothing between them."""
    found: list[str] = []
    for page in made.pages:
        own = {each.picture for each in report.paragraphs if each.picture and not each.placing.position}
        images = [mark for mark in page.marks if isinstance(mark, ImageMark) and mark.picture in own]
        for one, two in combinations(sorted(images, key=lambda mark: mark.rect.y), 2):
            between = two.rect.y - one.rect.bottom
            if one.rect.x == two.rect.x and 0 <= between < 30:
                found.append(f"{report.name}: {one.picture.file} stands on {two.picture.file}")
    return found


def broken_laws(edition: Edition, made: Bulletin, read: tuple[ReadArticle, ...]) -> list[str]:
    """All of them, for every report and page."""
    found = [said for page in made.pages for said in overlapping(page)]
    order = made.order or range(len(edition.reports))
    for number, article in zip(order, read, strict=True):
        report = edition.reports[number]
        found += lost_or_moved(report, article)
        found += wrong_tables(report, article)
        found += wrong_figures(report, article, made.pages)
        found += wrong_texts(report, article)
        found += pictures_out_of_order(report, made)
    return found
