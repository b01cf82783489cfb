"""Decides whether a slide can show a report's chart, and with how large labels."""

from bulletin.model.edition import Chart, Report
from bulletin.model.slide import LayoutText, SlideChart, SlideDesign

MOST_CATEGORIES = 12  # whose labels a slide can show at a readable size
FEW_CATEGORIES = 6
LARGE = 0.9  # of the least size of points: labels of few categories
MOST_SERIES = 4
MOST_BARS = 20  # with a label each
LONGEST_LABEL = 9  # characters of a value


def slide_chart(report: Report, place: int, text: LayoutText, design: SlideDesign) -> SlideChart | None:
    """The report's first chart in its placeholder; None where it has none that a slide can show."""
    chart = next((each.chart for each in report.paragraphs if each.chart), None)
    if chart is None or len(chart.categories) > MOST_CATEGORIES or len(chart.series) > MOST_SERIES:
        return None
    if any(words.startswith("=") for words in (*chart.categories, *(each.name for each in chart.series))):
        return None  # the workbook inside would take it for a formula
    longest = max(len(shown) for each in chart.series for shown in each.shown)
    if len(chart.categories) * len(chart.series) > MOST_BARS or longest > LONGEST_LABEL:
        return None
    few = len(chart.categories) * len(chart.series) <= FEW_CATEGORIES
    size = round(design.smallest_point * LARGE) if few else design.smallest_type
    return SlideChart(text=place, chart=chart, size=size, alt=told(chart), rect=text.rect)


def told(chart: Chart) -> str:
    """A chart in words: its title, then every category with its values."""
    rows = (
        category
        + "、".join(
            f"{each.name if len(chart.series) > 1 else ''}{each.shown[place]}{chart.unit}" for each in chart.series
        )
        for place, category in enumerate(chart.categories)
    )
    return "：".join(filter(None, (chart.title.replace("\u3000", " ") or "图表", "，".join(rows))))
