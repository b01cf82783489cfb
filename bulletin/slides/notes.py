"""What stands in a slide's speaker notes: the whole report, and what of it the slide has not."""

from collections import Counter

from bulletin.model.edition import DRAWN_KINDS, Chart, Paragraph, Picture, Report, Table

_CAPTION = "图片说明"


def notes_of(report: Report) -> tuple[str, ...]:
    """The whole report for the notes: kicker and subtitle where given, then every block, line by line."""
    lines = (line for paragraph in report.paragraphs for line in _lines_of(paragraph))
    return tuple(filter(None, (report.kicker, report.subtitle, *lines))) or (report.title,)


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


def not_on_slide(report: Report, shown: Picture | None, *, captioned: bool) -> str:
    """What of a report's tables, charts and pictures its slide has not, in a line of the notes; "" for nothing.

    Args:
        shown: the picture that it has, `captioned` with its caption.
    """
    counts = Counter(DRAWN_KINDS[paragraph.kind] for paragraph in report.paragraphs if not paragraph.is_text)
    if shown:
        counts[DRAWN_KINDS["picture"]] -= 1
        counts[_CAPTION] = int(bool(shown.caption) and not captioned)
    told = "、".join(f"{word} {counts[word]}" for word in (*DRAWN_KINDS.values(), _CAPTION) if counts[word])
    return f"幻灯片未含：{told}" if told else ""
