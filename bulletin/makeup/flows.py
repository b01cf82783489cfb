"""What is left to set of a report: its paragraphs as the column search sees them, and its pictures.

A flow is a whole report at first; when a page takes a part of it, the rest is a flow again, whose first item may be
the tail of a paragraph already broken into lines.
"""

from math import sqrt
from typing import NamedTuple

from bulletin.compose.composer import Composer
from bulletin.makeup.columns import Filling, Item, Option
from bulletin.model.design import Design, TextStyle
from bulletin.model.edition import Edition, Paragraph, Picture
from bulletin.model.galley import Setting
from bulletin.units import Pt

VARIANT_COST_MAX = 60.0  # makeup.md §4
DEMERIT_UNIT = 8.0  # demerits that cost 2: a line with a third of a tenth em between its characters
NEARLY_FULL = 0.6  # of the measure: makeup.md §4


class Text(NamedTuple):
    """One text paragraph at one measure with the settings on offer, parallel to its item's options."""

    paragraph: int  # index in Report.paragraphs
    settings: tuple[Setting, ...]
    item: Item


class Flow(NamedTuple):
    """Text and pictures of one report still to be placed."""

    report: int
    part: int  # 0 is the opening
    texts: tuple[Text, ...]  # at the base measure
    first_row: int  # lines of texts[0] that stand on earlier pages
    pictures: tuple[Picture, ...]
    portrait: Picture | None
    quote: str

    @property
    def lines(self) -> int:
        """Lines at the base measure, every paragraph at its best."""
        return sum(text.item.options[0].lines for text in self.texts)

    def items(self, lines: int) -> tuple[Item, ...]:
        """The items that could stand in so many lines, and one more where there are more."""
        return tuple([text.item for text in self.texts[: lines + 1]])


class Flows:
    """The flows of one issue at one body size; paragraphs are composed when first asked for at a measure."""

    def __init__(self, edition: Edition, design: Design, composer: Composer) -> None:
        self._edition = edition
        self._design = design
        self._composer = composer
        self._texts: dict[tuple[int, float], tuple[Text, ...]] = {}
        self._wide: dict[tuple[int, int, float], tuple[Text, ...]] = {}

    def opening(self, report: int, measure: Pt) -> Flow:
        """The whole of a report."""
        story = self._edition.reports[report]
        length = sum(len(paragraph.text) for paragraph in story.paragraphs if paragraph.kind != "picture")
        return Flow(
            report,
            0,
            self.texts(report, measure),
            0,
            tuple(paragraph.picture for paragraph in story.paragraphs if paragraph.picture is not None),
            story.portrait,
            story.quote if length >= self._design.quote.min_characters else "",
        )

    def texts(self, report: int, measure: Pt) -> tuple[Text, ...]:
        """A report's text paragraphs composed to `measure`."""
        key = (report, round(measure, 3))
        if key not in self._texts:
            paragraphs = self._edition.reports[report].paragraphs
            self._texts[key] = tuple(
                self._text(number, paragraph, measure, _introduces(paragraphs, number))
                for number, paragraph in enumerate(paragraphs)
                if paragraph.kind != "picture"
            )
        return self._texts[key]

    def style(self, paragraph: Paragraph) -> TextStyle:
        """Headings have the style of their level, all else is body."""
        return paragraph_style(self._design, paragraph)

    def _text(self, number: int, paragraph: Paragraph, measure: Pt, introduces: bool) -> Text:
        style = self.style(paragraph)
        size = self._design.grid.size * style.scale
        galley = self._composer.galley(paragraph, style, size=size, measure=measure)
        best = galley.optimum
        near = tuple(
            setting
            for setting in galley.settings
            if abs(setting.line_count - best.line_count) <= 1 and not setting.rescued
        ) or (best,)
        settings = tuple(sorted(near, key=lambda setting: (setting is not best, setting.demerits)))
        ems = measure / size
        options = tuple(
            Option(
                setting.line_count,
                0.0 if setting is best else _variant_cost(setting.demerits - best.demerits),
                _last_length(setting) >= NEARLY_FULL * ems,
            )
            for setting in settings
        )
        return Text(number, settings, Item(options, paragraph.kind == "heading", introduces))


def paragraph_style(design: Design, paragraph: Paragraph) -> TextStyle:
    """Headings have the style of their level, all else is body."""
    styles = design.text.styles
    if paragraph.kind != "heading":
        return styles.body
    return (styles.level1, styles.level2, styles.level3, styles.level4)[max(1, min(paragraph.level, 4)) - 1]


def rest(flow: Flow, filling: Filling, pictures: int, *, quoted: bool) -> Flow:
    """What remains of a flow when a part has been filled, its portrait and its first `pictures` pictures placed."""
    last = len(filling.options) - 1
    texts = flow.texts
    row = 0
    if filling.cut:
        text = texts[last]
        setting = text.settings[filling.options[last]]
        option = text.item.options[filling.options[last]]
        tail = Option(option.lines - filling.cut, 0.0, option.full_end)
        row = setting.line_count - tail.lines
        head = Text(text.paragraph, (setting,), Item((tail,), text.item.heading, text.item.introduces, begun=True))
        texts = (head, *texts[last + 1 :])
    else:
        texts = texts[last + 1 :]
    return Flow(flow.report, flow.part + 1, texts, row, flow.pictures[pictures:], None, "" if quoted else flow.quote)


def _variant_cost(demerits: float) -> float:
    """What a paragraph a line shorter or longer costs (makeup.md §4, in our composer's demerits)."""
    return min(VARIANT_COST_MAX, 1.0 + 2.0 * sqrt(max(0.0, demerits) / DEMERIT_UNIT))


def _last_length(setting: Setting) -> int:
    """Characters in the last line."""
    return setting.ends[-1] - (setting.ends[-2] if len(setting.ends) > 1 else 0)


def _introduces(paragraphs: tuple[Paragraph, ...], number: int) -> bool:
    """Whether a paragraph ends in a colon and a numbered one follows."""
    return paragraphs[number].text.endswith("：") and number + 1 < len(paragraphs) and paragraphs[number + 1].level > 0
