"""Decides how reports stand on an office's own layouts: bounds are kept, type may shrink by steps, gaps are reported.

A layout serves by its name (报告一栏, 报告二栏, 报告三栏, 封面, 目录) or by its placeholders: a title and one to
three large bodies side by side. Where it has no place for the byline, or for the number of points left out, these
become lines of the body.
"""

from collections.abc import Iterator
from itertools import product
from math import ceil
from typing import NamedTuple

from bulletin.choose.outline import Outline
from bulletin.geometry import Rect
from bulletin.model.slide import (
    BODY_LEVELS,
    BodyLevels,
    ColumnsDesign,
    HeadlineSize,
    LayoutText,
    Photo,
    PlaceholderRole,
    SlideDesign,
    SlideLayout,
    SlideParagraph,
    Template,
    TemplateLayout,
    TemplateText,
)
from bulletin.problems import BulletinError, ContentError, Place, Problem, Severity
from bulletin.slides.arrange import DETAIL_LEVEL, HEAD_LEVEL, PLAIN_LEVEL, BodyRoom, arrange
from bulletin.slides.layouts import headline_measure
from bulletin.slides.measure import Measurer, overflows
from bulletin.slides.report import WHOLE_PICTURE, ReportSlide, SlidePlan, Subject, left_out
from bulletin.units import PT_PER_MM, ROUNDING, Pt, fits

COLUMNS_BY_NAME = {"报告一栏": 1, "报告二栏": 2, "报告三栏": 3}
ROLE_BY_NAME: dict[str, PlaceholderRole] = {
    "署名": "byline", "栏目": "column", "通栏小标题": "strap", "摘句": "quote", "余下要点": "more",
}  # fmt: skip
ROLE_BY_TYPE: dict[str, PlaceholderRole] = {
    "title": "title", "ctrTitle": "title", "ftr": "footer", "dt": "date", "sldNum": "number", "pic": "portrait",
}  # fmt: skip
ROLE_ORDER = ("title", "column", "byline", "body", "quote", "more", "footer", "date", "number", "portrait")
BODIES = ("", "obj", "body")
NO_REPORT = frozenset(("ctrTitle", "tbl", "chart", "media", "dgm"))  # types that a layout for reports has none of
FOREIGN = 3  # rank from which a layout is not one of ours
LEAST_BODY_HEIGHT = 0.3  # of the slide's height: a body that can hold points
# Type of a template may be set smaller step by step, as far as titles and points may be: bounds are kept, sizes give.
TYPE_STEPS = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5)
SMALLER_STEP = 6.0  # price of a step, against a hundred for everything said
MOST_TITLE_LINES = 9  # of a title, however high its placeholder
LAYOUTS_LISTED = 12  # in a message
DETAIL_LINES = 4  # of one point at most
WITH_PICTURE = 12.0  # worth of a picture, against a hundred for everything said: chosen by eye
MANY_LEFT_OUT = 99  # what is left out has at most two figures, or nearly so
# Outline levels for group, head, detail, plain, own; without groups the points move up.
GROUPED = (0, 1, 2, 1, 1)
UNGROUPED = (0, 0, 1, 0, 0)
PLACEHOLDER_WORDS: dict[PlaceholderRole, str] = {
    "byline": "署名（排在正文第一行）", "column": "栏目（只作为节名）", "footer": "页脚", "date": "日期",
    "number": "幻灯片编号",
}  # fmt: skip
TEXT_WORDS: dict[PlaceholderRole, str] = {"title": "标题", "body": "正文", "byline": "署名", "column": "栏目"}
OFF_SLIDE_NAMED = 3  # placeholders in the warning
ADD_PLACEHOLDER = "在模板的版式里加上相应的占位符"


class OfficeLayout(NamedTuple):
    """A layout of the template that can carry a report."""

    name: str
    part: str
    texts: tuple[LayoutText, ...]  # the placeholders that have a role, the title first
    columns: int
    ours: bool  # made from our default file: its five levels are ours too
    file: str  # the template's

    @property
    def roles(self) -> set[PlaceholderRole]:
        return {text.role for text in self.texts}


def report_layouts(template: Template, column: str = "", *, picture: bool = False) -> tuple[OfficeLayout, ...]:
    """The best layout for one, two and three columns, as far as the template has them.

    A layout that adds a 栏目 to its name (报告二栏 水务) is for reports of that column: so an office gives columns
    their colours.

    Args:
        picture: the best with a place for a picture too, where they are others.

    Raises:
        ContentError: no layout has a title and a body.
    """
    found: list[OfficeLayout] = []
    for columns in COLUMNS_BY_NAME.values():
        ranks = [
            (rank, layout)
            for layout in template.layouts
            if (rank := _rank(layout, columns, template, column)) is not None
        ]
        with_place = [ranked for ranked in ranks if picture and any(text.type == "pic" for text in ranked[1].texts)]
        chosen = [min(some, key=lambda ranked: ranked[0]) for some in (ranks, with_place) if some]
        for rank, layout in dict.fromkeys(chosen):
            texts = _texts(layout, _bodies(layout, template))
            found.append(
                OfficeLayout(
                    name=layout.name,
                    part=layout.part,
                    texts=texts,
                    columns=columns,
                    ours=rank < FOREIGN,
                    file=template.file,
                )
            )
    if not found:
        names = "、".join(layout.name for layout in template.layouts[:LAYOUTS_LISTED])
        names += f"等{len(template.layouts)}个" if len(template.layouts) > LAYOUTS_LISTED else ""
        message = f"模板里没有同时带标题和正文的版式，现有的版式：{names}"
        hint = "加一个带标题和内容占位符的版式，或把版式取名为“报告一栏”“报告二栏”“报告三栏”"
        low = next(
            (each for each in template.layouts if len(_bodies(each, template, 0.0)) > len(_bodies(each, template))),
            None,
        )
        if low:
            message = f"模板里没有正文占位符够高的版式，例如“{low.name}”"
            hint = f"在母版视图里把正文占位符拉高到幻灯片高度的{LEAST_BODY_HEIGHT:.0%}以上"
        raise ContentError(Problem("error", "template-no-layout", message, Place(template.file), hint))
    return tuple(found)


def template_problems(template: Template, design: SlideDesign) -> tuple[Problem, ...]:
    """What the template has no place for, by layout name, and type that is smaller than our own would be.

    Raises:
        ContentError: no layout has a title and a body.
    """
    place = Place(template.file)
    layouts = report_layouts(template)
    problems: list[Problem] = list(template.problems)
    served = {each.columns for each in layouts}
    lacking = "、".join(name for name, columns in COLUMNS_BY_NAME.items() if columns not in served)
    if lacking:
        message = f"模板没有可用作{lacking}的版式，已用其余的代替"
        problems.append(Problem("note", "template-columns", message, place, "要点多的稿件，放上去的要点可能因此减少"))
    for each in layouts:
        problems += _layout_problems(each, place, design)
    problems += _off_the_slide(layouts, place, Rect(0.0, 0.0, template.width, template.height))
    if design.cover or design.contents:
        hint = "需要时，在成品里用模板自带的封面版式添加"
        problems.append(Problem("warning", "template-pages", "使用模板时不生成封面和目录", None, hint))
    return tuple(problems)


def _off_the_slide(layouts: tuple[OfficeLayout, ...], place: Place, slide: Rect) -> Iterator[Problem]:
    """A warning about placeholders whose texts would not be seen whole; pictures and footers may reach out."""
    names = [
        f"版式“{each.name}”的{TEXT_WORDS[text.role]}"
        for each in layouts
        for text in each.texts
        if text.role in TEXT_WORDS and not slide.holds(text.rect.inset(text.insets))
    ]
    if names:
        more = f"等{len(names)}处" if len(names) > OFF_SLIDE_NAMED else ""
        message = f"模板的占位符超出幻灯片：{'、'.join(names[:OFF_SLIDE_NAMED])}{more}"
        hint = "放上去的文字看不全；在母版视图里把它移到幻灯片以内"
        yield Problem("warning", "template-off-slide", message, place, hint)


def _layout_problems(each: OfficeLayout, place: Place, design: SlideDesign) -> Iterator[Problem]:
    """Warnings about one layout: placeholders that it lacks, and small type."""
    missing = "、".join(words for role, words in PLACEHOLDER_WORDS.items() if role not in each.roles)
    if missing:
        message = f"模板的版式“{each.name}”缺少占位符：{missing}"
        hint = "在母版视图里加上占位符，取名为“署名”“栏目”等；或用命令 template 保存自带的模板，在它上面修改"
        yield Problem("warning", "template-unmapped", message, place, hint)
    title, *others = each.texts
    points = [level.size for text in others if text.role == "body" for level in text.levels[:3]]
    if title.levels[0].size < design.smallest_headline or min(points) < design.smallest_point:
        message = (
            f"模板的版式“{each.name}”字太小：标题应不小于{design.smallest_headline:g}磅，"
            f"正文前三级应不小于{design.smallest_point:g}磅"
        )
        yield Problem("warning", "template-small-type", message, place, "已按模板排版；放映时后排可能看不清")


class OfficeSlide(ReportSlide):
    """Drafts one report's slide on the template's layouts."""

    def __init__(
        self, subject: Subject, design: SlideDesign, measurer: Measurer, layouts: tuple[OfficeLayout, ...]
    ) -> None:
        super().__init__(subject, design, measurer)
        self.layouts = layouts

    def quote(self) -> str:
        """The pull quote, if every layout has a place for it; else "", and a warning."""
        boxes = [text for each in self.layouts for text in each.texts if text.role == "quote"]
        quote = self.report.quote
        spilled = any(overflows(self.measurer.fit((SlideParagraph.of(quote),), box)) for box in boxes)
        if len(boxes) == len(self.layouts) and not spilled:
            return quote
        if quote:
            self.warn("slide-quote-left", "模板里没有放得下摘句的占位符，未放摘句", ADD_PLACEHOLDER)
        return ""

    def plan(self, outline: Outline, quote: str, *, more: bool) -> SlidePlan:
        """The best arrangement over the template's layouts in which headline and byline have room."""
        levels = GROUPED if any(group.head for group in outline.groups) else UNGROUPED
        titled: list[tuple[SlideLayout, str]] = []  # layouts that serve, each with the title broken for it
        rooms: list[BodyRoom] = []
        for each, step in product(self.layouts, range(len(TYPE_STEPS))):
            found = self._titled(self._layout(each, levels, step))
            if found and self._byline_fits(found[0]):
                rooms.append(self._room(each, found[0], step, len(titled), more=more))
                titled.append(found)
        if not titled:
            raise self._no_head(levels)
        arrangement, dropped = arrange(outline, tuple(rooms), self.measurer)
        layout, broken = titled[arrangement.room.key if arrangement else 0]
        if self.report.portrait and not any(text.role == "portrait" for text in layout.texts) and not more:
            message = f"模板的版式“{layout.name}”没有放图片的占位符，未放肖像"
            self.warn("slide-portrait-left", message, ADD_PLACEHOLDER)
        return SlidePlan(layout=layout, headline=broken, arrangement=arrangement, dropped=dropped)

    def _picture_slot(self, layout: SlideLayout) -> int | None:
        """The placeholder for the report's first picture: the first for pictures, the second beside a portrait."""
        slots = [place for place, text in enumerate(layout.texts) if text.role == "portrait"]
        slots = slots[1 if self.report.portrait else 0 :]
        return slots[0] if self.picture and slots else None

    def _first_picture(self, layout: SlideLayout) -> Photo | None:
        """The picture whole in the middle of its placeholder."""
        place = self._picture_slot(layout)
        if self.picture is None or place is None:
            return None
        slot, aspect = layout.texts[place].rect, self.picture.aspect
        width = min(slot.width, slot.height * aspect, float(self.picture.width_px))
        height = width / aspect
        rect = Rect(slot.x + (slot.width - width) / 2, slot.y + (slot.height - height) / 2, width, height)
        alt = self.picture.caption or "图片"
        return Photo(text=place, picture=self.picture, crop=WHOLE_PICTURE, alt=alt, rect=rect)

    def _room(self, each: OfficeLayout, layout: SlideLayout, step: int, key: int, *, more: bool) -> BodyRoom:
        """The room that a layout's bodies have, less the lines for what it has no placeholders for."""
        bodies = [text for text in layout.texts if text.role == "body"]
        measure = min(text.measure for text in bodies)
        levels = BodyLevels(*bodies[0].levels)
        depth = min(text.depth for text in bodies)
        for role, words in (("byline", self.byline), ("more", left_out(MANY_LEFT_OUT) if more else "")):
            if words and role not in each.roles:
                depth -= self.measurer.height(words, levels.detail, measure)
        columns = ColumnsDesign(
            name=each.name,
            columns=each.columns,
            gutter=0.0,
            anchor="top",
            detail_lines=DETAIL_LINES,
            levels=levels,
            favour=(WITH_PICTURE if self._picture_slot(layout) is not None else 0.0) - SMALLER_STEP * step,
        )
        return BodyRoom(columns=columns, measure=measure, depth=depth, key=key)

    def body(self, plan: SlidePlan, text: LayoutText) -> tuple[SlideParagraph, ...]:
        """The paragraphs of one body, with byline and number of points left out where the layout lacks placeholders."""
        filled = super().body(plan, text)
        roles = {other.role for other in plan.layout.texts}
        if text.marked:
            filled = tuple(_marked(paragraph) for paragraph in filled)
        if text.number == 1 and "byline" not in roles and self.byline:
            filled = (_line(self.byline), *filled)
        last = max(other.number for other in plan.layout.texts)
        if text.number == last and "more" not in roles and plan.dropped:
            filled = (*filled, _line(left_out(plan.dropped)))
        return filled

    def _titled(self, layout: SlideLayout) -> tuple[SlideLayout, str] | None:
        """The layout with its title at the largest size at which ours fits, and the title with its breaks."""
        for step in range(len(TYPE_STEPS)):
            title = _smaller(layout.texts[0], step, self.design.smallest_headline)
            level, lines = title.levels[0], _lines_in(title)
            headline = HeadlineSize(size=level.size, leading=level.leading, lines=lines)
            broken = self.broken(headline, title.measure) if lines else None
            if broken is not None:
                return layout._replace(texts=(title, *layout.texts[1:])), broken
        return None

    def _no_head(self, outline: tuple[int, ...]) -> BulletinError:
        """The error where title or byline has no room on any layout: the template's where our own slides had room."""
        most = self._longest_title()
        measure = headline_measure(self.design, self.report.portrait is not None)
        if most and all(self.broken(headline, measure) is None for headline in self.design.head.classes):
            return self.title_overset(most)
        for each in self.layouts:  # where the title has room, it is the byline that has none
            found = self._titled(self._layout(each, outline, 0))
            if found:
                text = next(text for text in each.texts if text.role == "byline")
                fit = self.measurer.fit((SlideParagraph.of(self.byline_in(text)),), text)
                return self._too_small(each, text, "署名", self.byline, fit.height)
        each = max(self.layouts, key=lambda each: min(each.texts[0].measure, each.texts[0].depth))
        title = _smaller(each.texts[0], len(TYPE_STEPS) - 1, self.design.smallest_headline)
        level = title.levels[0]
        for lines in range(1, MOST_TITLE_LINES + 1):
            if self.broken(HeadlineSize(size=level.size, leading=level.leading, lines=lines), title.measure):
                return self._too_small(each, title, "标题", self.subject.title, lines * level.leading)
        return self._too_small(each, title, "标题", self.subject.title, 0.0)

    def _too_small(
        self, each: OfficeLayout, text: LayoutText, words: str, content: str, height: Pt, severity: Severity = "error"
    ) -> ContentError:
        """The error for a placeholder that holds no such text: too low, or where no height helps too narrow."""
        level, rect, insets = text.levels[0], text.rect, text.insets
        if height:
            need = f"按{level.size:g}磅排要高{_mm(height + insets.top + insets.bottom)}毫米"
            fault, mend = "太低", "拉高"
        else:
            width = self.measurer.width(content) * level.size + level.indent + insets.left + insets.right
            need, fault, mend = f"按{level.size:g}磅排成一行要宽{_mm(width)}毫米", "太窄", "拉宽"
        message = (
            f"模板的版式“{each.name}”的{words}占位符“{text.name}”{fault}：宽{int(rect.width / PT_PER_MM)}毫米、"
            f"高{int(rect.height / PT_PER_MM)}毫米，稿件“{self.subject.title}”的{words}{need}"
        )
        hint = f"在母版视图里把版式“{each.name}”的这个占位符{mend}，或把字号、行距、边距改小"
        return ContentError(Problem(severity, "template-small-box", message, Place(each.file), hint))

    def points_overset(self, outline: Outline, quote: str) -> BulletinError:
        return self._no_point(outline, "error") or super().points_overset(outline, quote)

    def points_left(self, outline: Outline, plan: SlidePlan) -> None:
        blamed = None if plan.arrangement else self._no_point(outline, "warning")
        if blamed:
            self.problems += blamed.problems
        else:
            super().points_left(outline, plan)

    def _no_point(self, outline: Outline, severity: Severity) -> ContentError | None:
        """What to say where not even the shortest point goes into a body of the template."""
        levels = GROUPED if any(group.head for group in outline.groups) else UNGROUPED
        points = [point for group in outline.groups for point in group.points]
        shortest = min((point.head or point.excerpts[0].text for point in points), key=len)
        lacking: list[tuple[Pt, OfficeLayout, LayoutText]] = []
        for each in self.layouts:
            layout = self._layout(each, levels, len(TYPE_STEPS) - 1)
            room = self._room(each, layout, 0, 0, more=False)
            height = self.measurer.height(shortest, room.columns.levels.head, room.measure)
            if fits(height, room.depth):
                return None
            body = min((text for text in layout.texts if text.role == "body"), key=lambda text: text.depth)
            lacking.append((height + body.depth - room.depth, each, body))
        height, each, body = min(lacking, key=lambda lack: lack[0] - lack[2].depth)
        return self._too_small(each, body, "正文", shortest, height, severity)

    def _longest_title(self) -> int:
        """Characters of the longest title that the template takes."""
        titles = [_smaller(each.texts[0], len(TYPE_STEPS) - 1, self.design.smallest_headline) for each in self.layouts]
        return max(
            int(_lines_in(title) * max(title.measure, 0.0) / title.levels[0].size / self.design.slack.advance)
            for title in titles
        )

    def _byline_fits(self, layout: SlideLayout) -> bool:
        text = next((text for text in layout.texts if text.role == "byline"), None)
        if text is None or not self.byline:
            return True
        fit = self.measurer.fit((SlideParagraph.of(self.byline_in(text)),), text)
        return fits(fit.height, fit.room + text.levels[0].leading)  # it may hang over the template's box by a line

    def _layout(self, each: OfficeLayout, outline: tuple[int, ...], step: int) -> SlideLayout:
        """The layout with the type of its bodies some steps smaller; `outline` has its level for each of ours."""
        if each.ours:
            outline = tuple(range(len(BODY_LEVELS)))
        texts: list[LayoutText] = []
        for text in each.texts:
            if text.role == "body":
                levels = tuple(text.levels[level] for level in outline)
                text = text._replace(levels=levels, outline=outline, marked=not each.ours)
                text = _smaller(text, step, self.design.smallest_point)
            texts.append(text)
        return SlideLayout(
            name=each.name, kind="report", accent=self.subject.accent, texts=tuple(texts), part=each.part
        )


def _lines_in(title: LayoutText) -> int:
    """How many lines a placeholder holds, rounding forgiven."""
    return min(max(int((title.depth + ROUNDING) / title.levels[0].leading), 0), MOST_TITLE_LINES)


def _mm(length: Pt) -> int:
    return ceil(length / PT_PER_MM)


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
    types = {text.type for text in layout.texts}
    if types.isdisjoint(("title", "ctrTitle")) or len(bodies) != columns:
        return None
    name, _, suffix = layout.name.partition(" ")
    if COLUMNS_BY_NAME.get(name) == columns:
        return 0 if suffix == column else 1 if not suffix else FOREIGN - 1
    uneven = max(abs(body.rect.y - bodies[0].rect.y) for body in bodies)
    if types & NO_REPORT or uneven >= 0.05 * template.height:
        return None
    extra = len(layout.texts) - columns - len((types - {"pic"}) & ROLE_BY_TYPE.keys())
    return FOREIGN + extra + (5 if "pic" in types else 0)


def _bodies(layout: TemplateLayout, template: Template, least: float = LEAST_BODY_HEIGHT) -> tuple[TemplateText, ...]:
    """The placeholders for points, from the left: those of at least so much of the slide's height."""
    return tuple(
        sorted(
            (
                text
                for text in layout.texts
                if text.type in BODIES
                and not text.vertical
                and text.name.split(" ")[0] not in ROLE_BY_NAME
                and text.rect.height >= least * template.height
            ),
            key=lambda text: text.rect.x,
        )
    )


def _texts(layout: TemplateLayout, bodies: tuple[TemplateText, ...]) -> tuple[LayoutText, ...]:
    """The layout's placeholders by their role, title first; those without a role stay unused."""
    texts: list[LayoutText] = []
    for text in layout.texts:
        role = ROLE_BY_TYPE.get(text.type)
        number = 0
        if text in bodies:
            role, number = "body", bodies.index(text) + 1
        elif text.type in (*BODIES, "subTitle"):
            role = ROLE_BY_NAME.get(text.name.split(" ")[0]) or ("byline" if text.type == "subTitle" else None)
        if role and role != "strap":
            texts.append(
                LayoutText(
                    role=role,
                    rect=text.rect,
                    levels=text.levels,
                    number=number,
                    insets=text.insets,
                    vertical=text.vertical,
                    type=text.type,
                    idx=text.idx,
                    name=text.name,
                )
            )
    return tuple(sorted(texts, key=lambda text: (ROLE_ORDER.index(text.role), text.number)))
