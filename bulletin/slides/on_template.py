"""Decides how reports stand on an office's own layouts: bounds are kept, type may shrink by steps, gaps are reported.

A layout serves by its name (报告一栏, 报告二栏, 报告三栏, 封面, 目录) or by its placeholders: a title and one to
three large bodies side by side. Where it has no place for the byline, or for the number of points left out, these
become lines of the body.
"""

from itertools import product
from typing import NamedTuple

from bulletin.choose.outline import Outline
from bulletin.model.slide import (
    BODY_LEVELS,
    BodyLevels,
    ColumnsDesign,
    HeadlineSize,
    LayoutText,
    PlaceholderRole,
    SlideDesign,
    SlideLayout,
    SlideParagraph,
    Template,
    TemplateLayout,
    TemplateText,
    TextLevel,
)
from bulletin.problems import ContentError, Place, Problem
from bulletin.slides.arrange import DETAIL_LEVEL, HEAD_LEVEL, PLAIN_LEVEL, BodyRoom, arrange
from bulletin.slides.measure import Measurer
from bulletin.slides.report import ReportSlide, SlidePlan, Subject
from bulletin.units import ROUNDING, Pt

COLUMNS_BY_NAME = {"报告一栏": 1, "报告二栏": 2, "报告三栏": 3}
COLUMN_NUMERALS = "一二三"
ROLE_BY_NAME: dict[str, PlaceholderRole] = {
    "署名": "byline",
    "栏目": "column",
    "通栏小标题": "strap",
    "摘句": "quote",
    "余下要点": "more",
}
ROLE_BY_TYPE: dict[str, PlaceholderRole] = {"ftr": "footer", "dt": "date", "sldNum": "number", "pic": "portrait"}
BODIES = ("", "obj", "body")
FOREIGN = 3  # rank from which a layout is not one of ours
LEAST_BODY_HEIGHT = 0.3  # of the slide's height: a body that can hold points
# Type of a template may be set smaller step by step, as far as titles and points may be: bounds are kept, sizes give.
TYPE_STEPS = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5)
SMALLER_STEP = 6.0  # price of a step, against a hundred for everything said
DETAIL_LINES = 4  # of one point at most
MANY_LEFT_OUT = 99  # what is left out has at most two figures, or nearly so
# Outline levels for group, head, detail, plain, own; without groups the points move up.
GROUPED = (0, 1, 2, 1, 1)
UNGROUPED = (0, 0, 1, 0, 0)
PLACEHOLDER_WORDS: dict[PlaceholderRole, str] = {
    "byline": "署名（排在正文第一行）",
    "column": "栏目（只作为节名）",
    "footer": "页脚",
    "date": "日期",
    "number": "幻灯片编号",
}


class OfficeLayout(NamedTuple):
    """A layout of the template that can carry a report."""

    layout: TemplateLayout
    columns: int
    ours: bool  # made from our default file: its five levels are ours too


def report_layouts(template: Template, column: str = "") -> tuple[OfficeLayout, ...]:
    """The best layout for one, two and three columns, as far as the template has them.

    A layout that adds a 栏目 to its name (报告二栏 水务) is for reports of that column: so an office gives columns
    their colours.

    Raises:
        ContentError: no layout has a title and a body.
    """
    found: list[OfficeLayout] = []
    for columns in COLUMNS_BY_NAME.values():
        candidates = [
            (rank, index, OfficeLayout(layout=layout, columns=columns, ours=rank < FOREIGN))
            for index, layout in enumerate(template.layouts)
            if (rank := _rank(layout, columns, template, column)) is not None
        ]
        if candidates:
            found.append(min(candidates, key=lambda candidate: candidate[:2])[2])
    if not found:
        names = "、".join(layout.name for layout in template.layouts)
        raise ContentError(
            Problem(
                "error",
                "template-no-layout",
                f"模板里没有一个版式既有标题又有正文，现有的版式：{names}",
                Place(template.file),
                "加一个带标题和内容占位符的版式，或取名 报告一栏、报告二栏、报告三栏",
            )
        )
    return tuple(found)


def template_problems(template: Template, design: SlideDesign) -> tuple[Problem, ...]:
    """What the template has no place for, by layout name, and type that is smaller than our own would be.

    Raises:
        ContentError: no layout has a title and a body.
    """
    place = Place(template.file)
    layouts = report_layouts(template)
    problems = list(_missing_columns(layouts, place))
    for each in layouts:
        problems += _layout_problems(each, template, design)
    if design.cover or design.contents:
        problems.append(
            Problem("warning", "template-pages", "用模板时不做封面和目录", None, "在成品里用模板自己的封面版式加一张")
        )
    return tuple(problems)


def _missing_columns(layouts: tuple[OfficeLayout, ...], place: Place) -> tuple[Problem, ...]:
    """A note on the numbers of columns that no layout serves."""
    served = {each.columns for each in layouts}
    lacking = [f"报告{COLUMN_NUMERALS[columns - 1]}栏" for columns in COLUMNS_BY_NAME.values() if columns not in served]
    if not lacking:
        return ()
    return (
        Problem(
            "note",
            "template-columns",
            f"模板没有可作 {'、'.join(lacking)} 的版式，用其余的代替",
            place,
            "要点多的报告因此可能放得少些",
        ),
    )


def _layout_problems(each: OfficeLayout, template: Template, design: SlideDesign) -> tuple[Problem, ...]:
    """Warnings about one layout: placeholders that it lacks, and small type."""
    problems: list[Problem] = []
    place = Place(template.file)
    texts = _texts(each, template)
    roles = {text.role for text in texts}
    missing = [words for role, words in PLACEHOLDER_WORDS.items() if role not in roles]
    if missing:
        problems.append(
            Problem(
                "warning",
                "template-unmapped",
                f"模板的版式“{each.layout.name}”没有放这些的占位符：{'、'.join(missing)}",
                place,
                "在母版视图里加上占位符，取名 署名、栏目 等，或从 `python generate.py template` 写出的文件改起",
            )
        )
    small = any(
        (text.role == "body" and min(_sizes(text)) < design.smallest_point)
        or (text.role == "title" and text.levels[0].size < design.smallest_headline)
        for text in texts
    )
    if small:
        problems.append(
            Problem(
                "warning",
                "template-small-type",
                f"模板的版式“{each.layout.name}”字太小：标题应不小于 {design.smallest_headline:g} 磅，"
                f"正文前三级不小于 {design.smallest_point:g} 磅",
                place,
                "照模板排了；放映时后排可能看不清",
            )
        )
    return tuple(problems)


class OfficeSlide(ReportSlide):
    """Drafts one report's slide on the template's layouts."""

    def __init__(
        self,
        subject: Subject,
        design: SlideDesign,
        measurer: Measurer,
        template: Template,
        layouts: tuple[OfficeLayout, ...],
    ) -> None:
        super().__init__(subject, design, measurer)
        self.template = template
        self.layouts = layouts

    def quote(self) -> str:
        """The pull quote, if every layout has a place for it; else "", and a warning."""
        boxes = [text for each in self.layouts for text in _texts(each, self.template) if text.role == "quote"]
        quote = self.report.quote
        if quote and len(boxes) == len(self.layouts):
            paragraph = (SlideParagraph.of(quote),)
            if all(fit.height <= fit.room for fit in (self.measurer.fit(paragraph, box) for box in boxes)):
                return quote
        if quote:
            self._warn_left_out("slide-quote-left", "模板里没有放得下摘句的占位符，没有放摘句")
        return ""

    def _warn_left_out(self, code: str, message: str) -> None:
        self.problems.append(Problem("warning", code, message, self.report.place, "在模板的版式里加上占位符"))

    def plan(self, outline: Outline, quote: str, *, more: bool) -> SlidePlan:
        """The best arrangement over the template's layouts in which headline and byline have room."""
        grouped = any(group.head for group in outline.groups)
        titled: list[tuple[SlideLayout, str]] = []  # layouts that serve, each with the title broken for it
        rooms: list[BodyRoom] = []
        for each, step in product(self.layouts, range(len(TYPE_STEPS))):
            found = self._titled(_stepped(self._layout(each, grouped), step, self.design))
            if found and self._byline_fits(found[0]):
                rooms.append(self._room(each, found[0], step, len(titled), more=more))
                titled.append(found)
        if not titled:
            raise self.title_overset(self._longest_title())
        arrangement, dropped = arrange(outline, tuple(rooms), self.measurer)
        layout, broken = titled[arrangement.room.key if arrangement else 0]
        if self.report.portrait and not any(text.role == "portrait" for text in layout.texts) and not more:
            self._warn_left_out("slide-portrait-left", f"模板的版式“{layout.name}”没有放图片的占位符，没有放肖像")
        return SlidePlan(layout=layout, headline=broken, arrangement=arrangement, dropped=dropped)

    def _room(self, each: OfficeLayout, layout: SlideLayout, step: int, key: int, *, more: bool) -> BodyRoom:
        """The room that a layout's bodies have, less the lines for what it has no placeholders for."""
        bodies = [text for text in layout.texts if text.role == "body"]
        measure = min(text.measure for text in bodies)
        levels = BodyLevels(*bodies[0].levels)
        roles = {text.role for text in layout.texts}
        depth = min(text.depth for text in bodies)
        for role, words in (("byline", self.byline()), ("more", self._more(MANY_LEFT_OUT) if more else "")):
            if words and role not in roles:
                depth -= self.measurer.height(((words, levels.detail),), measure)
        columns = ColumnsDesign(
            name=each.layout.name,
            columns=each.columns,
            gutter=0.0,
            anchor="top",
            detail_lines=DETAIL_LINES,
            levels=levels,
            favour=-SMALLER_STEP * step,
        )
        return BodyRoom(columns=columns, measure=measure, depth=depth, key=key)

    def body(self, plan: SlidePlan, text: LayoutText) -> tuple[SlideParagraph, ...]:
        """The paragraphs of one body, with byline and number of points left out where the layout lacks placeholders."""
        filled = super().body(plan, text)
        roles = {other.role for other in plan.layout.texts}
        if text.marked:
            filled = tuple(_marked(paragraph) for paragraph in filled)
        if text.number == 1 and "byline" not in roles and self.byline():
            filled = (_line(self.byline()), *filled)
        last = max(other.number for other in plan.layout.texts)
        if text.number == last and "more" not in roles and plan.dropped:
            filled = (*filled, _line(self._more(plan.dropped)))
        return filled

    def _titled(self, layout: SlideLayout) -> tuple[SlideLayout, str] | None:
        """The layout with its title at the largest size at which ours fits, and the title with its breaks."""
        place = next(place for place, text in enumerate(layout.texts) if text.role == "title")
        for step in range(len(TYPE_STEPS)):
            title = _smaller(layout.texts[place], step, self.design.smallest_headline)
            level = title.levels[0]
            lines = _lines_in(title, level)
            headline = HeadlineSize(size=level.size, leading=level.leading, lines=lines)
            broken = self.broken(headline, title.measure) if lines else None
            if broken is not None:
                texts = (*layout.texts[:place], title, *layout.texts[place + 1 :])
                return layout._replace(texts=texts), broken
        return None

    def _longest_title(self) -> int:
        """Characters of the longest title that the template takes."""
        most = 0
        for each in self.layouts:
            title = next(text for text in _texts(each, self.template) if text.role == "title")
            level = _smaller(title, len(TYPE_STEPS) - 1, self.design.smallest_headline).levels[0]
            lines = _lines_in(title, level)
            most = max(most, int(lines * title.measure / level.size / self.design.slack.advance))
        return most

    def _more(self, dropped: int) -> str:
        return f"另有 {dropped} 点见备注"

    def _byline_fits(self, layout: SlideLayout) -> bool:
        text = next((text for text in layout.texts if text.role == "byline"), None)
        if text is None or not self.byline():
            return True
        fit = self.measurer.fit((SlideParagraph.of(self.byline()),), text)
        return fit.height <= fit.room + text.levels[0].leading  # it may hang over the template's box by a line

    def _layout(self, each: OfficeLayout, grouped: bool) -> SlideLayout:
        outline = tuple(range(len(BODY_LEVELS))) if each.ours else GROUPED if grouped else UNGROUPED
        texts = tuple(
            text._replace(levels=tuple(text.levels[level] for level in outline), outline=outline, marked=not each.ours)
            if text.role == "body"
            else text
            for text in _texts(each, self.template)
        )
        return SlideLayout(
            name=each.layout.name, kind="report", accent=self.subject.accent, texts=texts, part=each.layout.part
        )


def _lines_in(title: LayoutText, level: TextLevel) -> int:
    """How many lines a placeholder holds, rounding forgiven."""
    return int((title.depth + ROUNDING) / level.leading)


def _smaller(text: LayoutText, step: int, least: Pt) -> LayoutText:
    """A placeholder with its type some steps smaller, but no smaller than `least`."""
    if not step:
        return text
    levels = []
    for level in text.levels:
        size = float(round(max(min(level.size, least), level.size * TYPE_STEPS[step])))
        leading = level.leading * size / level.size if level.proportional else level.leading
        levels.append(level._replace(size=size, leading=leading))
    return text._replace(levels=tuple(levels), sized=tuple(levels) != text.levels)


def _stepped(layout: SlideLayout, step: int, design: SlideDesign) -> SlideLayout:
    """The layout with the type of its bodies some steps smaller."""
    return layout._replace(
        texts=tuple(
            _smaller(text, step, design.smallest_point) if text.role == "body" else text for text in layout.texts
        )
    )


def _line(words: str) -> SlideParagraph:
    return SlideParagraph.of(words, level=DETAIL_LEVEL)._replace(bare=True)


def _marked(paragraph: SlideParagraph) -> SlideParagraph:
    """Group headings and heads set bold, heads numbered outright: a foreign layout does neither."""
    if paragraph.level in (DETAIL_LEVEL, PLAIN_LEVEL):
        return paragraph
    runs = tuple(run._replace(bold=True) for run in paragraph.runs)
    return paragraph._replace(runs=runs, start=max(paragraph.start, 1) if paragraph.level == HEAD_LEVEL else 0)


def _rank(layout: TemplateLayout, columns: int, template: Template, column: str) -> int | None:
    """How well a layout serves for so many columns, 0 best; None when it cannot."""
    bodies = _bodies(layout, template)
    titled = any(text.type in ("title", "ctrTitle") for text in layout.texts)
    if not titled or len(bodies) != columns:
        return None
    name, _, suffix = layout.name.partition(" ")
    if COLUMNS_BY_NAME.get(name) == columns:
        return 0 if suffix == column else 1 if not suffix else FOREIGN - 1
    if any(text.type in ("ctrTitle", "tbl", "chart", "media", "dgm") for text in layout.texts):
        return None
    level = max(abs(body.rect.y - bodies[0].rect.y) for body in bodies) < 0.05 * template.height
    if not level:
        return None
    known = {text.type for text in layout.texts} - {"pic"}
    extra = len(layout.texts) - columns - 1 - len(known & ROLE_BY_TYPE.keys())
    return FOREIGN + extra + (5 if any(text.type == "pic" for text in layout.texts) else 0)


def _bodies(layout: TemplateLayout, template: Template) -> tuple[TemplateText, ...]:
    """The placeholders for points, from the left."""
    return tuple(
        sorted(
            (
                text
                for text in layout.texts
                if text.type in BODIES
                and not text.vertical
                and text.name.split(" ")[0] not in ROLE_BY_NAME
                and text.rect.height >= LEAST_BODY_HEIGHT * template.height
            ),
            key=lambda text: text.rect.x,
        )
    )


def _texts(each: OfficeLayout, template: Template) -> tuple[LayoutText, ...]:
    """The layout's placeholders by their role, title first; those without a role stay unused."""
    bodies = _bodies(each.layout, template)
    texts: list[LayoutText] = []
    for text in each.layout.texts:
        role: PlaceholderRole | None = ROLE_BY_TYPE.get(text.type)
        number = 0
        if text.type in ("title", "ctrTitle"):
            role = "title"
        elif text in bodies:
            role, number = "body", bodies.index(text) + 1
        elif text.type in (*BODIES, "subTitle"):
            role = ROLE_BY_NAME.get(text.name.split(" ")[0]) or ("byline" if text.type == "subTitle" else None)
        if role and role != "strap":
            texts.append(_text(text, role, number))
    order: tuple[PlaceholderRole, ...] = (
        "title",
        "column",
        "byline",
        "body",
        "quote",
        "more",
        "footer",
        "date",
        "number",
        "portrait",
    )
    return tuple(sorted(texts, key=lambda text: (order.index(text.role), text.number)))


def _text(text: TemplateText, role: PlaceholderRole, number: int) -> LayoutText:
    return LayoutText(
        role=role,
        rect=text.rect,
        levels=text.levels,
        number=number,
        insets=text.insets,
        vertical=text.vertical,
        type=text.type,
        idx=text.idx,
    )


def _sizes(text: LayoutText) -> tuple[Pt, ...]:
    return tuple(level.size for level in text.levels[:3])
