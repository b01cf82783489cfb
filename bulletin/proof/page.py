"""What must hold on every page whatever the content: checked with this room's own arithmetic, from the model alone.

Nothing is shared with `makeup/`: rectangles, rows and texts are derived again from what was placed. Any finding
stops the build before output, for it is our mistake and not the editor's.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from bulletin.geometry import Rect
from bulletin.model.design import Design, Grid
from bulletin.model.edition import Edition, Paragraph, Report
from bulletin.model.galley import Span
from bulletin.model.page import ARTIFACT, Bulletin, LinkMark, Module, Page, Piece, TextMark
from bulletin.problems import Problem
from bulletin.proof.furniture import furniture_faults
from bulletin.units import ROUNDING, Pt, fits

LEAST_UNDER_HEAD, LEAST_BY_PICTURE = 4, 3  # body lines of each column in a module of several: makeup.md §3
PAST_COLUMN_EM = 0.3  # white of a mark that ends a line may stand past the measure: typography-tuning.md §B
BRACKET_WHITE = 600  # an opening bracket in a half cell has its origin that far left of its ink, 1/1000 em


class Part(NamedTuple):
    """A module with its page."""

    page: Page
    module: Module


def verify(edition: Edition, design: Design, bulletin: Bulletin) -> tuple[Problem, ...]:
    """Every broken guarantee of the made-up pages; empty when all hold."""
    grid = bulletin.grid or design.grid
    found: list[Problem] = []
    parts: dict[int, list[Part]] = {number: [] for number in range(len(edition.reports))}
    for page in bulletin.pages:
        found += _page_faults(page, design, grid)
        for module in page.modules:
            parts[module.report].append(Part(page, module))
    for number, report in enumerate(edition.reports):
        found += _text_faults(report, sorted(parts[number], key=lambda part: part.module.part))
        found += _air_faults(report, parts[number], design)
        found += _jump_faults(report, parts[number], design)
    found += _mark_faults(edition, bulletin)
    found += furniture_faults(edition, design, bulletin)
    return tuple(found)


def _fault(code: str, message: str, report: Report | None = None) -> Problem:
    return Problem("error", code, message, report.place if report else None)


def _page_faults(page: Page, design: Design, grid: Grid) -> Iterator[Problem]:
    """Rectangles: inside the type area, aligned to columns and grid lines, apart from each other."""
    margins = design.page.margins
    width = design.page.width - margins.left - margins.right
    gutter = (width - grid.columns * grid.measure_em * grid.size) / max(1, grid.columns - 1)
    pitch = grid.measure_em * grid.size + gutter
    foot = design.page.height - margins.bottom + design.copyfit.depth_more * grid.leading
    if page.body.x < margins.left - ROUNDING or not fits(page.body.right, design.page.width - margins.right):
        yield _fault("body-outside", f"第{page.number}版的版心超出左右边距")
    if page.body.y < margins.top - ROUNDING or not fits(page.body.bottom, foot):
        yield _fault("body-outside", f"第{page.number}版的版心超出上下边距")
    for place, module in enumerate(page.modules):
        told = f"第{page.number}版第{place + 1}个模块"
        rect = module.rect
        if not page.body.holds(rect):
            yield _fault("module-outside", f"{told}超出版心")
        start = (rect.x - page.body.x) / pitch
        across = (rect.width + gutter) / pitch
        top, deep = (rect.y - page.body.y) / grid.leading, rect.height / grid.leading
        if any(abs(value - round(value)) > 0.01 for value in (start, across, top, deep)):
            yield _fault("module-off-grid", f"{told}不在栏格上")
        for other in (*(other.rect for other in page.modules[:place]), *page.fillers):
            if rect.meets(other):
                yield _fault("modules-overlap", f"{told}与另一模块重叠")
        yield from _column_faults(module, told, grid)


def _column_faults(module: Module, told: str, grid: Grid) -> Iterator[Problem]:
    """Columns: as deep as the module or one line less; rows apart, on the grid, inside."""
    columns = module.columns
    if not columns:
        yield _fault("no-columns", f"{told}没有正文栏")
        return
    body_top = module.rect.y + module.head_lines * grid.leading
    rows: list[list[int]] = [[] for _ in columns]
    for piece in module.pieces:
        rows[piece.column].extend(range(piece.row, piece.row + len(piece.lines)))
    for number, column in enumerate(columns):
        taken = rows[number]
        if len(taken) != column.lines or len(set(taken)) != len(taken) or taken != sorted(taken):
            yield _fault("rows-mixed", f"{told}第{number + 1}栏的行数与排入的文字不符")
        if taken and (taken[0] < 0 or taken[-1] >= column.depth):
            yield _fault("rows-outside", f"{told}第{number + 1}栏有文字超出栏底")
        missing = column.depth - column.lines - column.air - column.blocked
        if missing not in (0, 1):
            yield _fault("column-depth", f"{told}第{number + 1}栏差 {missing} 行")
        least = LEAST_BY_PICTURE if column.blocked else LEAST_UNDER_HEAD
        full_of_picture = column.lines == 0 and column.blocked >= column.depth - 1
        if len(columns) > 1 and column.lines + column.air < least and not full_of_picture:
            yield _fault("column-short", f"{told}第{number + 1}栏只有 {column.lines} 行正文")
        if abs(column.first_baseline - body_top - grid.first_baseline_em * grid.size) > ROUNDING:
            yield _fault("off-baseline", f"{told}第{number + 1}栏不在基线网格上")
        if abs((module.head_lines + column.depth) * grid.leading - module.rect.height) > ROUNDING:
            yield _fault("module-depth", f"{told}的题与栏之和不等于模块深度")
        if not fits(module.rect.x, column.x) or not fits(column.x + column.measure, module.rect.right):
            yield _fault("column-outside", f"{told}第{number + 1}栏超出模块")
        if number and not fits(columns[number - 1].x + columns[number - 1].measure, column.x):
            yield _fault("columns-overlap", f"{told}的栏与栏重叠")
    for piece in module.pieces:
        measure = columns[piece.column].measure
        for line in piece.lines:
            if line.fault is None and line.width > measure + PAST_COLUMN_EM * grid.size:
                yield _fault("line-wide", f"{told}有一行超出栏宽：{line.text[:12]}")
            if any(x < -BRACKET_WHITE for span in line.spans for x in span.xs[:1]):
                yield _fault("line-wide", f"{told}有一行从栏外开始：{line.text[:12]}")


def _text_faults(report: Report, parts: Sequence[Part]) -> Iterator[Problem]:
    """Text: every paragraph's lines follow each other from its first character to its last, in order, once."""
    if [part.module.part for part in parts] != list(range(len(parts))) or not parts:
        yield _fault("parts-missing", f"《{report.title}》的各部分不全", report)
        return
    if any(one.page.number >= two.page.number for one, two in pairwise(parts)):
        yield _fault("parts-order", f"《{report.title}》转版次序有误", report)
    expected = [number for number, paragraph in enumerate(report.paragraphs) if paragraph.kind != "picture"]
    at, offset = 0, 0
    for part_number, part in enumerate(parts):
        pieces = part.module.pieces
        order = [(piece.column, piece.row) for piece in pieces]
        if order != sorted(order):
            yield _fault("pieces-order", f"《{report.title}》的文字没有按栏序排", report)
        for number, piece in enumerate(pieces):
            for line in piece.lines:
                if at < len(expected) and offset == len(report.paragraphs[expected[at]].text):
                    at, offset = at + 1, 0
                if at >= len(expected) or piece.paragraph != expected[at] or line.start != offset:
                    yield _fault("text-order", f"《{report.title}》的文字缺失、重复或错位：{line.text[:12]}", report)
                    return
                text = report.paragraphs[piece.paragraph].text[line.start : line.end]
                own = line.text[:-1] if line.hyphen else line.text
                if _bare(own) != _bare(text):
                    yield _fault("text-changed", f"《{report.title}》的一行与原文不符：{line.text[:12]}", report)
                offset = line.end
            ends_column = number + 1 == len(pieces) or pieces[number + 1].column != piece.column
            ends_report = part_number + 1 == len(parts) and number + 1 == len(pieces)
            if ends_column and not ends_report and report.paragraphs[piece.paragraph].kind == "heading":
                yield _fault("heading-at-foot", f"《{report.title}》有小标题落在栏底", report)
    if at != len(expected) - 1 or offset != len(report.paragraphs[expected[-1]].text):
        yield _fault("text-missing", f"《{report.title}》的文字没有排完", report)


def _bare(text: str) -> str:
    """Characters without blanks: a line's end may drop one, a label's gap may be set without one."""
    return "".join(text.split())


def _air_faults(report: Report, parts: Sequence[Part], design: Design) -> Iterator[Problem]:
    """Air: above each paragraph what its style says, none at a column's head; only a pull quote parts rows besides."""
    last_part = max((module.part for _, module in parts), default=0)
    for page, module in parts:
        for number, column in enumerate(module.columns):
            jump_line = module.part < last_part and number + 1 == len(module.columns)
            pieces = [piece for piece in module.pieces if piece.column == number and piece.lines]
            wanted = [_air_above(report.paragraphs[piece.paragraph], piece, design) for piece in pieces[1:]]
            gaps = [below.row - above.row - len(above.lines) for above, below in pairwise(pieces)]
            quotes = [gap - air for gap, air in zip(gaps, wanted, strict=True) if gap != air]
            blocked = pieces[0].row + sum(quotes) + jump_line if pieces else column.blocked
            if (
                sum(wanted) != column.air
                or len(quotes) > 1
                or any(quote < design.quote.lines_min for quote in quotes)
                or column.blocked != blocked
            ):
                yield _fault(
                    "column-air", f"《{report.title}》第{page.number}版第{number + 1}栏的空行与版式不符", report
                )


def _air_above(paragraph: Paragraph, piece: Piece, design: Design) -> int:
    """Grid lines of air that a piece must have above it: where its paragraph begins."""
    if piece.lines[0].start:
        return 0
    styles = design.text.styles
    if paragraph.kind != "heading":
        return styles.body.lines_above
    levels = (styles.level1, styles.level2, styles.level3, styles.level4)
    return levels[min(max(paragraph.level, 1), len(levels)) - 1].lines_above


def _jump_faults(report: Report, parts: Sequence[Part], design: Design) -> Iterator[Problem]:
    """Jumps: each part names and links the page of the next, and back."""
    ordered = sorted(parts, key=lambda part: part.module.part)
    for one, two in pairwise(ordered):
        words = ((one, two, design.jump.to), (two, one, design.jump.back))
        for here, there, form in words:
            told = form.format(page=there.page.number)
            links = [
                mark
                for mark in here.page.marks
                if isinstance(mark, LinkMark)
                and mark.page == there.page.number
                and here.module.rect.meets(mark.rect)
                and abs(mark.y - there.module.rect.y) < ROUNDING
            ]
            texts = [
                mark
                for mark in here.page.marks
                if isinstance(mark, TextMark)
                and mark.tag == ARTIFACT
                and _string(mark) == told
                and _within(mark, here.module.rect)
            ]
            if not links or not texts:
                yield _fault("jump", f"《{report.title}》第{here.page.number}版缺少“{told}”或其链接", report)


def _within(mark: TextMark, rect: Rect) -> bool:
    return rect.x - ROUNDING <= mark.x <= rect.right and rect.y - ROUNDING <= mark.y <= rect.bottom + ROUNDING


def _string(mark: TextMark) -> str:
    return "".join("".join(span.units) for span in mark.spans)


def _mark_faults(edition: Edition, bulletin: Bulletin) -> Iterator[Problem]:
    """Marks: what is drawn is what the modules say, and an article's tags in order spell the report."""
    drawn: dict[tuple[int, int, int], list[tuple[Span, ...]]] = {}
    spelled: dict[int, list[str]] = {}
    for page in bulletin.pages:
        for mark in page.marks:
            if isinstance(mark, TextMark) and mark.tag != ARTIFACT:
                key = (page.number, round(mark.x * 100), round(mark.y * 100))
                drawn.setdefault(key, []).append(mark.spans)
                text = _string(mark)
                spelled.setdefault(mark.tag, []).append(text[:-1] if mark.hyphen else text)
    grid = bulletin.grid
    for page in bulletin.pages:
        for module in page.modules:
            for piece in module.pieces:
                column = module.columns[piece.column]
                for row, line in enumerate(piece.lines, piece.row):
                    leading: Pt = grid.leading if grid else 0.0
                    y = column.first_baseline + row * leading
                    key = (page.number, round(column.x * 100), round(y * 100))
                    if line.spans and line.spans not in drawn.get(key, ()):
                        yield _fault("mark-missing", f"第{page.number}版有一行没有画在栏格上：{line.text[:12]}")
    children: dict[int, list[int]] = {}
    for number, tag in enumerate(bulletin.tags):
        children.setdefault(tag.parent, []).append(number)
        if tag.parent >= number:
            yield _fault("tag-order", "结构树的次序有误")
    articles = [number for number, tag in enumerate(bulletin.tags) if tag.kind == "Art"]
    if len(articles) != len(edition.reports):
        yield _fault("articles", "结构树里的文章数与报告数不符")
        return
    order_of_reports = bulletin.order or range(len(edition.reports))
    if sorted(order_of_reports) != list(range(len(edition.reports))):
        yield _fault("articles", "报告的次序有误")
        return
    for article, report in zip(articles, (edition.reports[number] for number in order_of_reports), strict=True):
        order = list(_below(article, children))
        text = _bare("".join("".join(spelled.get(number, ())) for number in order))
        if text != _bare("".join(_parts_of(report))):
            yield _fault("article-text", f"《{report.title}》在结构树里的文字与原文不符", report)


def _below(tag: int, children: dict[int, list[int]]) -> Iterator[int]:
    for child in children.get(tag, ()):
        yield child
        yield from _below(child, children)


def _parts_of(report: Report) -> Iterator[str]:
    """A report's words in reading order: head, portrait's caption, body with captions."""
    yield from (report.kicker, report.title, report.subtitle, report.post, report.author)
    if report.portrait:
        yield report.portrait.caption
    yield from (_words(paragraph) for paragraph in report.paragraphs)


def _words(paragraph: Paragraph) -> str:
    return paragraph.picture.caption if paragraph.picture else paragraph.text
