"""What stands in a slide's speaker notes: the whole report, and what of it the slide has not."""

from collections import Counter
from collections.abc import Sequence

from bulletin.choose.figures import figures_in
from bulletin.choose.outline import Outline
from bulletin.model.edition import DRAWN_KINDS, Chart, Paragraph, ParagraphKind, Picture, Report, Table
from bulletin.model.slide import NotesLine, SlideChart, SlideTable


def notes_of(report: Report, left: str) -> tuple[NotesLine, ...]:
    """The whole report for the notes: kicker and subtitle where given, then every block, line by line.

    Args:
        left: the line that says what the slide has not, "" for none.
    """
    found = [NotesLine(text, heading=True) for text in (report.kicker, report.subtitle) if text]
    for paragraph in report.paragraphs:
        heading = paragraph.kind in ("heading", "box-head")
        found += [NotesLine(line, heading=heading) for line in _lines_of(paragraph) if line]
    found = found or [NotesLine(report.title)]
    return (*found, NotesLine(left)) if left else tuple(found)


def _lines_of(paragraph: Paragraph) -> tuple[str, ...]:
    """All that a block says: the rows of a table, and what a chart shows, with their cells parted by tabs."""
    if paragraph.table:
        return _lines_of_table(paragraph.table)
    if paragraph.chart:
        return _lines_of_chart(paragraph.chart)
    return paragraph.words


def _lines_of_table(table: Table) -> tuple[str, ...]:
    rows = ("\t".join(cell.text for cell in row) for row in (*table.head, *table.rows))
    return (table.title, table.unit, *rows, *table.notes)


def _lines_of_chart(chart: Chart) -> tuple[str, ...]:
    names = "\t".join(("", *(each.name for each in chart.series))) if len(chart.series) > 1 else ""
    rows = map("\t".join, zip(chart.categories, *(each.shown for each in chart.series), strict=True))
    return (chart.title, chart.unit_line, names, *rows, *chart.notes)


def not_on_slide(
    report: Report,
    shown: Sequence[str],
    picture: Picture | None,
    table: SlideTable | None,
    chart: SlideChart | None,
    unlabelled: Sequence[str],
    outline: Outline,
) -> str:
    """What of a report its slide has not, by kind and count, in a line of the notes; "" for nothing.

    Args:
        shown: the author's words that the slide has.
        picture: the picture that it has.
        unlabelled: what belongs to its picture, table or chart and stands not beside it.
    """
    counts = Counter(DRAWN_KINDS[paragraph.kind] for paragraph in report.paragraphs if not paragraph.is_text)
    for kind, drawn in (("picture", picture), ("table", table), ("chart", chart)):
        counts[DRAWN_KINDS[kind]] -= drawn is not None  # type: ignore[index]  # the three kinds that are drawn
    left = [
        *((word, counts[word], "") for word in DRAWN_KINDS.values()),
        *((word, 1, "") for word in unlabelled),
        ("表格", table.rows_left if table else 0, " 行"),
        ("表格", table.columns_left if table else 0, " 列"),
        ("引言", _introductions(report, shown, outline), " 段"),
        ("正文", _unshown(report, shown, "body") if outline.open else 0, " 段"),
        ("引文", _unshown(report, shown, "quote"), " 段"),
        ("列表", _unshown(report, shown, "item"), " 项"),
        ("数据", _figures_left(report, shown), " 个"),
    ]
    words = [f"{word} {count}{unit}" for word, count, unit in left if count > 0]
    return f"幻灯片未含：{'、'.join(words)}" if words else ""


def _introductions(report: Report, shown: Sequence[str], outline: Outline) -> int:
    """Paragraphs of text before the first point, and between a group's heading and its first; none of them shown."""
    if outline.open or outline.editors:
        return 0
    count = 0
    for place, group in enumerate(outline.groups):
        if group.points and (group.head or not place):
            begin = group.paragraph if place else 0
            for paragraph in report.paragraphs[begin : group.points[0].paragraph]:
                count += paragraph.kind == "body" and not _shows(shown, paragraph)
    return count


def _unshown(report: Report, shown: Sequence[str], kind: ParagraphKind) -> int:
    """Blocks of a kind of which the slide has nothing."""
    return sum(paragraph.kind == kind and not _shows(shown, paragraph) for paragraph in report.paragraphs)


def _shows(shown: Sequence[str], paragraph: Paragraph) -> bool:
    return any(text in paragraph.text for text in shown)


def _figures_left(report: Report, shown: Sequence[str]) -> int:
    """Figures with units of the text that no text on the slide has."""
    there = Counter(figure for text in shown for figure in figures_in(text))
    written = Counter(figure for paragraph in report.paragraphs for figure in figures_in(paragraph.text))
    return sum((written - there).values())
