"""What must hold on every page whatever the content: checked with this room's own arithmetic, from the model alone.

Nothing is shared with `makeup/`: rectangles, rows and texts are derived again from what was placed. Any finding
stops the build before output: it is our mistake and not the editor's.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, combinations, groupby, pairwise

from bulletin.geometry import Insets, Rect
from bulletin.memory import Memory
from bulletin.model.design import Design, Grid
from bulletin.model.edition import Edition, Report
from bulletin.model.galley import Span
from bulletin.model.page import ARTIFACT, Bulletin, ImageMark, LinkMark, Module, Page, Piece, TextMark
from bulletin.problems import Problem
from bulletin.proof.air import ReportPart, air_faults, blocks_in, column_stack
from bulletin.proof.furniture import fault, furniture_faults, solid, spelled
from bulletin.proof.lead_in import baselines, lead_in_faults
from bulletin.proof.links import link_faults
from bulletin.proof.relief import relief_faults
from bulletin.units import ROUNDING, Pt, fits

# Body lines of each column in a module of several (docs/typesetting.md, Column breaks).
LEAST_UNDER_HEAD, LEAST_BY_PICTURE = 4, 3
MOST_MISSING = 1  # grid lines by which a column may end above its module's foot (docs/typesetting.md, Column breaks)
OFF_GRID = 0.01  # share of a column or grid line by which a module may miss it: rounding
PAST_COLUMN_EM = 0.3  # white of a mark that ends a line may stand past the measure (docs/typesetting.md, Spacing)
BRACKET_WHITE = 900  # the origin of ‘ among letters lies that far left of its ink at most, other marks' less, 1/1000 em


def verify(edition: Edition, design: Design, bulletin: Bulletin, memory: Memory | None = None) -> tuple[Problem, ...]:
    """Every broken guarantee of the finished pages; () when all hold. `memory` keeps what one page, or one report with
    the pages that it stands on, gave rise to.
    """
    grid = bulletin.grid or design.grid
    known = (memory or Memory()).under("verified", repr(design), grid)
    found: list[Problem] = []
    parts: dict[int, list[ReportPart]] = {number: [] for number in range(len(edition.reports))}
    for page in bulletin.pages:
        found += known.recall(("page", page), partial(_page_faults, page, design, grid))
        for module in page.modules:
            parts[module.report].append(ReportPart(page=page, module=module))
    for number, report in enumerate(edition.reports):
        ordered = tuple(sorted(parts[number], key=lambda part: part.module.part))
        found += known.recall(("report", report, ordered), partial(_report_faults, report, ordered, design, grid))
    found += lead_in_faults(edition, design, bulletin)
    scale = design.text.styles.lead_in.scale
    for page in bulletin.pages:
        found += known.recall(("drawing", page), partial(_drawing_faults, page, grid, scale))
    structure = tuple(_structure_faults(edition, bulletin, known))
    found += structure or link_faults(edition, bulletin, grid.leading, known)
    found += furniture_faults(edition, design, bulletin, known)
    found += relief_faults(edition, bulletin, known)
    return tuple(found)


def _report_faults(report: Report, parts: Sequence[ReportPart], design: Design, grid: Grid) -> tuple[Problem, ...]:
    """What is wrong with one report, wherever it stands."""
    return (
        *_text_faults(report, parts),
        *air_faults(report, parts, design),
        *_quote_faults(report, parts, grid),
        *_jump_faults(report, parts, design),
    )


def _page_faults(page: Page, design: Design, grid: Grid) -> tuple[Problem, ...]:
    return tuple(_misplaced(page, design, grid))


def _misplaced(page: Page, design: Design, grid: Grid) -> Iterator[Problem]:
    """Rectangles: inside the type area, aligned to columns and grid lines, apart from each other."""
    margins = design.page.margins
    width = design.page.width - margins.left - margins.right
    measure = grid.measure(width)
    gutter = (width - grid.columns * measure) / max(1, grid.columns - 1)
    pitch = measure + gutter
    foot = design.page.height - margins.bottom + design.copyfit.depth_more * grid.leading
    if page.body.x < margins.left - ROUNDING or not fits(page.body.right, design.page.width - margins.right):
        yield fault("body-outside", f"第{page.number}版的版心超出左右边距")
    if page.body.y < margins.top - ROUNDING or not fits(page.body.bottom, foot):
        yield fault("body-outside", f"第{page.number}版的版心超出上下边距")
    for number, module in enumerate(page.modules):
        name = f"第{page.number}版第{number + 1}个模块"
        rect = module.rect
        if not page.body.holds(rect):
            yield fault("module-outside", f"{name}超出版心")
        columns = ((rect.x - page.body.x) / pitch, (rect.width + gutter) / pitch)
        lines = ((rect.y - page.body.y) / grid.leading, rect.height / grid.leading)
        if any(abs(value - round(value)) > OFF_GRID for value in (*columns, *lines)):
            yield fault("module-off-grid", f"{name}不在栏格上")
        for other in (*(other.rect for other in page.modules[:number]), *page.boxes):
            if rect.overlaps(other):
                yield fault("modules-overlap", f"{name}与另一模块重叠")
        if not module.columns:
            yield fault("no-columns", f"{name}没有正文栏")
            continue
        yield from _column_faults(module, name, grid)
        yield from _line_faults(module, name, grid)
        yield from _block_faults(module, name, grid, page)
    yield from _box_faults(page, design)


def _box_faults(page: Page, design: Design) -> Iterator[Problem]:
    """Boxes of briefs, fillers and relief: inside the type area and apart; a box holds its briefs, air at its sides."""
    boxes = [*(box.rect for box in page.briefs), *page.boxes]
    if not all(page.body.holds(box) for box in boxes):
        yield fault("box-outside", f"第{page.number}版的简讯、补白或方框超出版心")
    if any(one.overlaps(other) for one, other in combinations(boxes, 2)):
        yield fault("boxes-overlap", f"第{page.number}版的简讯、补白或方框重叠")
    for box in page.briefs:
        room = box.rect.inset(Insets(0.0, design.briefs.padding, 0.0, design.briefs.padding))
        own = [module for module in page.modules if module.rect.overlaps(box.rect)]
        if tuple(module.report for module in own) != box.reports:
            yield fault("briefs-astray", f"第{page.number}版的“{box.title}”里不是它的稿件")
        columns = [column for module in own for column in module.columns]
        if not all(fits(room.x, column.x) and fits(column.x + column.measure, room.right) for column in columns):
            yield fault("briefs-astray", f"第{page.number}版的“{box.title}”有文字出框")
        if not all(box.rect.holds(module.rect) for module in own):
            yield fault("briefs-astray", f"第{page.number}版的“{box.title}”放不下它的稿件")


def _column_faults(module: Module, name: str, grid: Grid) -> Iterator[Problem]:
    """Columns: as deep as the module or one line less; on the grid, inside it, beside each other."""
    columns = module.columns
    body_top = module.rect.y + module.head_lines * grid.leading
    for number, column in enumerate(columns):
        label = f"{name}第{number + 1}栏"
        yield from _row_faults(module, number, label)
        missing = column.depth - column.lines - column.air - column.white - column.blocked
        if not 0 <= missing <= MOST_MISSING:
            yield fault("column-depth", f"{label}{'空' if missing > 0 else '多'}{abs(missing)}行")
        least = LEAST_BY_PICTURE if column.blocked else LEAST_UNDER_HEAD
        in_text = any(not block.floating and block.column == number for block in module.blocks)
        full_of_blocks = column.lines == 0 and column.blocked >= column.depth - MOST_MISSING
        if len(columns) > 1 and column.lines + column.air + column.white < least and not (in_text or full_of_blocks):
            yield fault("column-short", f"{label}只有{column.lines}行正文")
        if abs(column.first_baseline - body_top - grid.first_baseline_em * grid.size) > ROUNDING:
            yield fault("off-baseline", f"{label}不在基线网格上")
        if abs((module.head_lines + column.depth + module.foot) * grid.leading - module.rect.height) > ROUNDING:
            yield fault("module-depth", f"{name}的标题与正文栏之和不等于模块的高度")
        if not fits(module.rect.x, column.x) or not fits(column.x + column.measure, module.rect.right):
            yield fault("column-outside", f"{label}超出模块")
        if number and not fits(columns[number - 1].x + columns[number - 1].measure, column.x):
            yield fault("columns-overlap", f"{name}有两栏重叠")


def _row_faults(module: Module, number: int, label: str) -> Iterator[Problem]:
    """Rows of one column: as many as it says, one below another, none past its foot, none where a block stands."""
    column = module.columns[number]
    pieces = [piece for piece in module.pieces if piece.column == number]
    rows = [row for piece in pieces for row in range(piece.row, piece.row + piece.rows)]
    if len(rows) != column.lines or rows != sorted(set(rows)):
        yield fault("rows-mixed", f"{label}的行数与排入的文字不符")
    held = [row for block in blocks_in(module, number) for row in range(block.row, block.row + block.rows)]
    if len(set(rows + held)) != len(rows) + len(held):
        yield fault("rows-mixed", f"{label}有图表与文字或图表相叠")
    if rows + held and (min(rows + held) < 0 or max(rows + held) >= column.depth):
        yield fault("rows-outside", f"{label}有文字或图表超出栏底")


def _block_faults(module: Module, name: str, grid: Grid, page: Page) -> Iterator[Problem]:
    """Blocks: their rectangles are the columns and rows that they say; their pictures stand in them."""
    for block in module.blocks:
        if not (block.columns > 0 and 0 <= block.column <= len(module.columns) - block.columns):
            yield fault("block-outside", f"{name}的图表超出模块")
            continue
        first, last = module.columns[block.column], module.columns[block.column + block.columns - 1]
        top = first.first_baseline - grid.first_baseline_em * grid.size + block.row * grid.leading
        width = last.x + last.measure - first.x
        own = Rect(first.x, top, width, block.rows * grid.leading)
        if max(abs(ours - theirs) for ours, theirs in zip(own, block.rect, strict=True)) > ROUNDING:
            yield fault("block-off-grid", f"{name}的图表不在栏格上")
    images = [mark for mark in page.marks if isinstance(mark, ImageMark) and module.rect.overlaps(mark.rect)]
    if any(not any(block.rect.holds(image.rect) for block in module.blocks) for image in images):
        yield fault("image-astray", f"{name}有图片不在它的位置上")


def _line_faults(module: Module, name: str, grid: Grid) -> Iterator[Problem]:
    """Lines: from the column's edge to its measure."""
    for piece in module.pieces:
        measure = module.columns[piece.column].measure
        for line in piece.lines:
            if line.fault is None and line.width > measure + PAST_COLUMN_EM * grid.size:
                yield fault("line-wide", f"{name}有一行超出栏宽：{line.text[:12]}")
            if any(x < -BRACKET_WHITE for span in line.spans for x in span.xs[:1]):
                yield fault("line-wide", f"{name}有一行从栏外开始：{line.text[:12]}")


def _text_faults(report: Report, parts: Sequence[ReportPart]) -> Iterator[Problem]:
    """Text: all parts, on rising pages, column by column, every character once and in order."""
    if [part.module.part for part in parts] != list(range(len(parts))) or not parts:
        yield fault("parts-missing", f"《{report.title}》的各部分不全", report.place)
        return
    if any(before.page.number >= after.page.number for before, after in pairwise(parts)):
        yield fault("parts-order", f"《{report.title}》转版的次序有误", report.place)
    for part in parts:
        order = [(piece.column, piece.row) for piece in part.module.pieces]
        if order != sorted(order):
            yield fault("pieces-order", f"《{report.title}》的文字没有按栏序排", report.place)
    yield from _reading_faults(report, [piece for part in parts for piece in part.module.pieces])
    yield from _stranded_headings(report, parts)


def _reading_faults(report: Report, pieces: Sequence[Piece]) -> Iterator[Problem]:
    """Every paragraph's lines follow each other from its first character to its last; stops at the first break."""
    expected = [number for number, paragraph in enumerate(report.paragraphs) if paragraph.is_text]
    place, offset = 0, 0  # in `expected`, and in that paragraph's text
    for number, line in [(piece.paragraph, line) for piece in pieces for line in piece.lines]:
        if place < len(expected) and offset == len(report.paragraphs[expected[place]].text):
            place, offset = place + 1, 0
        if place >= len(expected) or number != expected[place] or line.start != offset:
            yield fault("text-order", f"《{report.title}》的文字缺失、重复或错位：{line.text[:12]}", report.place)
            return
        text = report.paragraphs[number].text[line.start : line.end]
        own = line.text[:-1] if line.hyphen else line.text
        if solid(own) != solid(text):
            yield fault("text-changed", f"《{report.title}》的一行与原文不符：{line.text[:12]}", report.place)
        offset = line.end
    # a report may be tables alone
    if expected and (place != len(expected) - 1 or offset != len(report.paragraphs[expected[-1]].text)):
        yield fault("text-missing", f"《{report.title}》的文字没有排完", report.place)


def _stranded_headings(report: Report, parts: Sequence[ReportPart]) -> Iterator[Problem]:
    """No heading is the last thing in a column, but where the report itself ends with it."""
    stacks = [
        column_stack(part, number, jump_line=False) for part in parts for number in range(len(part.module.columns))
    ]
    lasts = [stack.stands[-1] for stack in stacks if stack.stands]
    for last in lasts[:-1]:
        if isinstance(last, Piece) and report.paragraphs[last.paragraph].kind in ("heading", "box-head"):
            yield fault("heading-at-foot", f"《{report.title}》有小标题落在栏底", report.place)


def _quote_faults(report: Report, parts: Sequence[ReportPart], grid: Grid) -> Iterator[Problem]:
    """Quotes: words of the report, drawn beside the text in the rows that no line of it takes, each said once."""
    texts = [solid(paragraph.text) for paragraph in report.paragraphs]
    said = [quote.text for part in parts for quote in part.module.quotes]
    if len(set(said)) < len(said):
        yield fault("quote-twice", f"《{report.title}》有一句摘句排了两次", report.place)
    for page, module in parts:
        artifacts = [mark for mark in page.marks if isinstance(mark, TextMark) and mark.tag == ARTIFACT]
        for quote in module.quotes:
            column = module.columns[quote.column]
            top = column.first_baseline - grid.first_baseline_em * grid.size + quote.row * grid.leading
            box = Rect(column.x, top, column.measure, quote.rows * grid.leading)
            drawn = "".join(spelled(mark) for mark in artifacts if box.holds(Rect(mark.x, mark.y, 0.0, 0.0)))
            if not any(solid(quote.text) in text for text in texts) or solid(drawn) != solid(quote.text):
                yield fault("quote-words", f"《{report.title}》的摘句与正文不符：{quote.text[:12]}", report.place)
            rows = range(quote.row, quote.row + quote.rows)
            pieces = (piece for piece in module.pieces if piece.column == quote.column)
            if any(row in rows for piece in pieces for row in range(piece.row, piece.row + piece.rows)):
                yield fault("quote-over-text", f"《{report.title}》的摘句压住了正文：{quote.text[:12]}", report.place)


def _jump_faults(report: Report, parts: Sequence[ReportPart], design: Design) -> Iterator[Problem]:
    """Jumps: each part names and links the page of the next, and the next names and links it back."""
    for before, after in pairwise(parts):
        for here, there, form in ((before, after, design.jump.to), (after, before, design.jump.back)):
            words = form.format(page=there.page.number)
            if not _links(here, there) or not _says(here, words):
                yield fault("jump", f"《{report.title}》第{here.page.number}版缺少“{words}”或其链接", report.place)


def _links(here: ReportPart, there: ReportPart) -> bool:
    """Whether a link in this part's module leads to the top of the other."""
    links = [mark for mark in here.page.marks if isinstance(mark, LinkMark) and mark.page == there.page.number]
    inside = [mark for mark in links if here.module.rect.overlaps(mark.rect)]
    return any(abs(mark.y - there.module.rect.y) < ROUNDING for mark in inside)


def _says(here: ReportPart, words: str) -> bool:
    """Whether these words stand in this part's module beside the text."""
    texts = [mark for mark in here.page.marks if isinstance(mark, TextMark) and mark.tag == ARTIFACT]
    inside = [mark for mark in texts if here.module.rect.holds(Rect(mark.x, mark.y, 0.0, 0.0))]
    return words in map(spelled, inside)


def _drawing_faults(page: Page, grid: Grid, lead_in_scale: float) -> tuple[Problem, ...]:
    return tuple(_undrawn(page, grid, lead_in_scale))


def _undrawn(page: Page, grid: Grid, lead_in_scale: float) -> Iterator[Problem]:
    """Every line of every module is drawn where its row says, or its share of a lead-in's rows."""
    drawn: dict[tuple[int, int], list[tuple[Span, ...]]] = {}
    for mark in page.marks:
        if isinstance(mark, TextMark) and mark.tag != ARTIFACT:
            drawn.setdefault(_spot(mark.x, mark.y), []).append(mark.spans)
    whole = {spot: _glyphs(chain.from_iterable(parts)) for spot, parts in drawn.items() if len(parts) > 1}
    for module in page.modules:
        for piece in module.pieces:
            column = module.columns[piece.column]
            places = baselines(piece, column, grid, lead_in_scale)
            for baseline, line in zip(places, piece.lines, strict=True):
                spot = _spot(column.x, baseline)
                parted = spot in whole and whole[spot] == _glyphs(line.spans)  # at a link
                if line.spans and line.spans not in drawn.get(spot, ()) and not parted:
                    yield fault("mark-missing", f"第{page.number}版有一行没有画在栏格上：{line.text[:12]}")


def _glyphs(spans: Iterable[Span]) -> list[tuple[Span, str, int]]:
    """Every glyph of a line with its place and what it is set in, however the line is parted into spans."""
    return [
        (span._replace(units="", xs=()), unit, x) for span in spans for unit, x in zip(span.units, span.xs, strict=True)
    ]


def _spot(x: Pt, y: Pt) -> tuple[int, int]:
    """A point in hundredths, to look it up."""
    return round(x * 100), round(y * 100)


def _structure_faults(edition: Edition, bulletin: Bulletin, known: Memory) -> Iterator[Problem]:
    """The structure tree: parents first, an article for each report, whose tags in order spell the report."""
    children: dict[int, list[int]] = {}
    for number, tag in enumerate(bulletin.tags):
        children.setdefault(tag.parent, []).append(number)
        if tag.parent >= number:  # a circle perhaps: no way through it
            yield fault("tag-order", "结构树的次序有误")
            return
    articles = [number for number, tag in enumerate(bulletin.tags) if tag.kind == "Art"]
    if len(articles) != len(edition.reports):
        yield fault("articles", "结构树里的文章数与稿件数不符")
        return
    order = bulletin.order or range(len(edition.reports))
    if sorted(order) != list(range(len(edition.reports))):
        yield fault("articles", "稿件的次序有误")
        return
    texts = _tagged_texts(bulletin, known)
    for article, number in zip(articles, order, strict=True):
        report = edition.reports[number]
        text = "".join(texts.get(tag, "") for tag in _below(article, children))
        if not known.recall(("spelled", text, report), partial(_spells, text, report)):
            yield fault("article-text", f"《{report.title}》在结构树里的文字与原文不符", report.place)


def _spells(text: str, report: Report) -> bool:
    """Whether a text is a report's, word for word."""
    return solid(text) == solid("".join(_words_of(report)))


def _tagged_texts(bulletin: Bulletin, known: Memory) -> dict[int, str]:
    """What the marks of each tag spell, the words of its links among them in the order of the pages."""
    texts: defaultdict[int, str] = defaultdict(str)
    for page in bulletin.pages:
        for number, text in known.recall(("texts", page), partial(_texts_of, page)):
            tag = bulletin.tags[number]
            texts[tag.parent if tag.kind == "Link" else number] += text
    return texts


def _texts_of(page: Page) -> tuple[tuple[int, str], ...]:
    """What the marks of a page spell, tag by tag as they follow each other."""
    marks = (mark for mark in page.marks if isinstance(mark, TextMark) and mark.tag != ARTIFACT)
    return tuple((tag, "".join(map(spelled, own))) for tag, own in groupby(marks, key=lambda mark: mark.tag))


def _below(tag: int, children: Mapping[int, Sequence[int]]) -> Iterator[int]:
    for child in children.get(tag, ()):
        yield child
        yield from _below(child, children)


def _words_of(report: Report) -> Iterator[str]:
    """A report's words in reading order: head, portrait's caption, body with captions."""
    yield from (report.kicker, report.title, report.subtitle, report.post, report.author)
    if report.portrait:
        yield report.portrait.caption
    for paragraph in report.paragraphs:
        yield from paragraph.words
