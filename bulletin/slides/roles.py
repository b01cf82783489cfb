"""Decides which part each placeholder of a template plays on our slides, and which layouts can carry a report.

A layout serves by its name, as those of layouts/slides.pptx do (报告二栏 小字), or by its placeholders: a title, and
one to three large bodies side by side. Roles go by a placeholder's name first (署名, 栏目, 数据 1), then by its type.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import Literal, NamedTuple, TypeAlias

from bulletin.geometry import Rect
from bulletin.model.slide import (
    BODY_LEVELS,
    LayoutText,
    PlaceholderRole,
    Template,
    TemplateLayout,
    TemplateText,
    TextOddity,
)
from bulletin.problems import ContentError, Place, Problem
from bulletin.units import Pt

# Layouts of our own template, by the first word of their names; a further word is a size, or the 栏目 that it is for.
REPORT_NAMES = frozenset(
    (
        "报告一栏",
        "报告二栏",
        "报告三栏",
        "数据一栏",
        "数据二栏",
        "数据图片",
        "数据竖排",
        "图片",
        "表格",
        "图表",
        "整幅表格",
        "整幅图表",
    )
)
COVER_NAMES = ("封面", "标题幻灯片", "Title Slide")
CONTENTS_NAME = "目录"
ROLE_BY_NAME: dict[str, PlaceholderRole] = {
    "署名": "byline", "栏目": "column", "序号": "ordinal", "摘句": "quote", "余下要点": "more", "数据": "figure",
    "图片说明": "caption", "表题": "heading", "图题": "heading", "来源": "source", "肖像": "portrait",
    "口号": "slogan", "篇名": "chapter", "发布": "imprint",
}  # fmt: skip
ROLE_BY_TYPE: dict[str, PlaceholderRole] = {
    "title": "title", "ctrTitle": "title", "ftr": "footer", "dt": "date", "sldNum": "number", "pic": "picture",
    "tbl": "table", "chart": "chart",
}  # fmt: skip
# The order in which a slide's texts are read, and drawn.
ROLE_ORDER: tuple[PlaceholderRole, ...] = (
    "title", "ordinal", "column", "slogan", "chapter", "imprint", "byline", "more", "figure", "body", "heading",
    "table", "chart", "source", "picture", "caption", "quote", "portrait", "footer", "date", "number",
)  # fmt: skip
BODIES = ("", "obj", "body")
NO_REPORT = frozenset(("ctrTitle", "media", "dgm"))  # types that a layout for reports has none of
LEAST_BODY_HEIGHT, LEAST_BODY_WIDTH = 0.3, 0.2  # of the slide's sides: a body that can hold points
LEAST_SLOT = 0.25  # of the slide's sides: a box that can hold a table, chart or picture
UNLEVEL = 0.05  # of the slide's height: bodies that begin no farther apart stand side by side
LAYOUTS_LISTED = 12  # in a message
# Outline levels for group, head, detail, plain, own on a layout that is not ours; without groups the points move up.
GROUPED = (0, 1, 2, 1, 1)
UNGROUPED = (0, 0, 1, 0, 0)

Slot: TypeAlias = Literal["", "picture", "table", "chart"]


class ReportLayout(NamedTuple):
    """A layout of the template that can carry a report."""

    number: int  # index in Template.layouts
    name: str
    texts: tuple[LayoutText, ...]  # the placeholders that have a role, in the order of `ROLE_ORDER`
    columns: int
    slot: Slot  # what it shows beside the points; "" for nothing
    ours: bool
    accented: bool  # its first accent stands for the 栏目
    made_for_column: bool = False  # its name says that it is for the report's 栏目
    extra: int = 0  # placeholders that stay empty, of a layout that is not ours
    doubt: int = 0  # whether title and bodies stand out from their ground: 0 they do, 1 not known, 2 hardly
    room: Pt = 0.0  # height of its bodies

    @property
    def roles(self) -> set[PlaceholderRole]:
        return {text.role for text in self.texts}

    def texts_of(self, role: PlaceholderRole) -> tuple[LayoutText, ...]:
        return tuple(text for text in self.texts if text.role == role)


def report_layouts(
    template: Template, column: str = "", columns: frozenset[str] = frozenset()
) -> tuple[ReportLayout, ...]:
    """The layouts that a report of a column may stand on: ours, and of others the best of each kind.

    A layout that adds a 栏目 to its name (报告二栏 水务) is for reports of that column alone.

    Args:
        columns: all 栏目 of the issue.

    Raises:
        ContentError: no layout has a title and a body.
    """
    found: dict[tuple[int, Slot, bool], list[ReportLayout]] = {}
    for number, layout in enumerate(template.layouts):
        words = set(layout.name.split()[1:])
        if words & (columns - {column}):
            continue
        for offered in _offered(number, layout, template, made_for_one=column in words):
            found.setdefault((offered.columns, offered.slot, offered.ours), []).append(offered)
    ours = [each for (_, _, own), some in found.items() if own for each in some]
    served = {(each.columns, each.slot) for each in ours}
    others = [
        min(some, key=lambda each: (each.extra, each.doubt, -each.room))
        for (count, slot, own), some in found.items()
        if not own and (count, slot) not in served
    ]
    if not any(not each.slot for each in (*ours, *others)):
        raise _no_layout(template)
    return (*ours, *others)


def _offered(number: int, layout: TemplateLayout, template: Template, *, made_for_one: bool) -> Iterator[ReportLayout]:
    """A layout as it may carry a report: none that cannot, twice where its last body may hold a picture or table."""
    word = next(iter(layout.name.split()), "")
    ours = word in REPORT_NAMES
    types = {text.type for text in layout.texts}
    if types.isdisjoint(("title", "ctrTitle")) or (not ours and types & NO_REPORT) or not readable(layout, template):
        return
    bodies = _bodies(layout, template)
    texts = _texts(layout, bodies, ours=ours)
    roles = [text.role for text in texts]
    slots = [slot for slot in ("chart", "table", "picture") if slot in roles]
    if not all(_holds(text, template) for text in texts if text.role in slots):
        return
    if slots and slots[0] != "picture" and not _shows_plain(next(t for t in texts if t.role == slots[0]), layout):
        return
    if len(bodies) > 3 or len(slots) > 1 or (not bodies and not (ours and slots)):
        return
    if not ours and max(abs(body.rect.y - bodies[0].rect.y) for body in bodies) >= UNLEVEL * template.height:
        return
    accented = layout.accented and "column" in roles and not made_for_one
    offered = ReportLayout(
        number=number, name=layout.name, texts=texts, columns=len(bodies), slot=slots[0] if slots else "",
        ours=ours, accented=accented, made_for_column=made_for_one, extra=len(layout.texts) - len(texts),
        doubt=max(_doubt(text) for text in (*_titles(layout), *bodies)),
        room=min((body.rect.height for body in bodies), default=0.0),
    )  # fmt: skip
    yield offered
    if not ours and not slots and len(bodies) == 2 and bodies[1].type in ("", "obj"):
        for slot in ("picture", "table", "chart"):
            last = next(text for text in texts if text.role == "body" and text.number == 2)
            if slot != "picture" and not _shows_plain(last, layout):
                continue
            changed = tuple(text._replace(role=slot, number=0) if text is last else text for text in texts)
            yield offered._replace(texts=changed, columns=1, slot=slot)


def _shows_plain(text: LayoutText, layout: TemplateLayout) -> bool:
    """Whether a table or a chart would be seen there, as far as can be known."""
    contrast = next(each.plain_contrast for each in layout.texts if max(each.idx, 0) == max(text.idx, 0))
    return contrast is None or contrast >= LEAST_CONTRAST


def cover_layout(template: Template) -> tuple[int, tuple[LayoutText, ...]] | None:
    """The layout for a cover, by name or by its centred title, with its texts; None without one."""
    named = [number for number, layout in enumerate(template.layouts) if layout.name in COVER_NAMES]
    typed = [
        number
        for number, layout in enumerate(template.layouts)
        if any(text.type == "ctrTitle" for text in layout.texts)
    ]
    for number in (*named, *typed):
        if not readable(template.layouts[number], template):
            continue
        texts = tuple(
            text._replace(role="slogan") if text.type == "subTitle" else text
            for text in _texts(template.layouts[number], (), ours=template.layouts[number].name == COVER_NAMES[0])
        )
        if any(text.role == "title" for text in texts):
            return number, texts
    return None


def contents_layouts(template: Template) -> tuple[tuple[int, tuple[LayoutText, ...]], ...]:
    """The layouts for contents: ours by name, largest type first, else the best with a title and one body."""
    found = [
        (number, _texts(layout, bodies, ours=True))
        for number, layout in enumerate(template.layouts)
        if layout.name.split()[:1] == [CONTENTS_NAME]
        and len(bodies := _bodies(layout, template)) == 1
        and readable(layout, template)
    ]
    found.sort(key=lambda each: -_body(each[1]).levels[0].size)
    if found:
        return tuple(found)
    plain = [each for each in report_layouts(template) if each.columns == 1 and not each.slot]
    return tuple((each.number, each.texts) for each in plain[:1])


def _body(texts: tuple[LayoutText, ...]) -> LayoutText:
    return next(text for text in texts if text.role == "body")


def readable(layout: TemplateLayout, template: Template) -> bool:
    """Whether what stands on a layout would be seen: title and bodies inside the slide, apart, not pale on pale."""
    return not faults(layout, template)


OFF_SLIDE, ON_TITLE, NO_CONTRAST = "有一部分在幻灯片外面", "和标题叠在一起", "文字和底色太接近，看不清"
ODD: Mapping[TextOddity, str] = {
    "turned": "转了方向", "hidden": "隐藏了", "columns": "分了栏", "spaced": "字距太大", "tiny": "字太小，看不清",
    "crowded": "行距太小，上下行会叠在一起",
}  # fmt: skip
SET_IT = "去掉它的旋转、隐藏、分栏和字距，字号改大，行距改成单倍"
MOVE_IT, COLOR_IT = "把它移到幻灯片以内，和标题、其他占位符分开", "给它换一种和底色分明的文字颜色，或者改底色"
MOST_OUTSIDE = 0.02  # of a side of the slide: rounding, and boxes drawn a point too far
MOST_SHARED = 0.25  # of a placeholder's area that may lie under another
# Roles whose words and things must lie apart; a quote, a portrait and a footer may lie on what they go with.
KEPT_APART: frozenset[PlaceholderRole] = frozenset((
    "title", "byline", "ordinal", "column", "figure", "body", "heading", "table", "chart", "source", "picture",
    "caption",
))  # fmt: skip
# Text to ground: what has less than 2 is lost on a wall, chosen by eye; large type needs 3: WCAG 2.2, 1.4.3.
LEAST_CONTRAST, CLEAR_CONTRAST = 2.0, 3.0


def faults(layout: TemplateLayout, template: Template) -> tuple[tuple[str, str], ...]:
    """What would not be seen of a layout's title, bodies and what lies on them: a placeholder's name and its fault."""
    titles, bodies = _titles(layout), _bodies(layout, template)
    found: list[tuple[str, str]] = []
    slack = MOST_OUTSIDE * min(template.width, template.height)
    for text in (*titles, *bodies):
        box = text.rect.inset(text.insets)
        if min(box.x, box.y) < -slack or box.right > template.width + slack or box.bottom > template.height + slack:
            found.append((text.name, OFF_SLIDE))
        if text.contrast is not None and text.contrast < LEAST_CONTRAST:
            found.append((text.name, NO_CONTRAST))
        if text.odd:
            found.append((text.name, ODD[text.odd]))
    apart = [text for text in _texts(layout, bodies, ours=True) if text.role in KEPT_APART]
    for first, second in combinations(apart, 2):
        if _share_under(first.rect, second.rect) > MOST_SHARED:
            found.append((second.name, ON_TITLE if first.role == "title" else f"和占位符“{first.name}”叠在一起"))
    return tuple(found)


def _share_under(first: Rect, second: Rect) -> float:
    """The share of the smaller of two that lies under the other."""
    width = min(first.right, second.right) - max(first.x, second.x)
    height = min(first.bottom, second.bottom) - max(first.y, second.y)
    smaller = min(first.width * first.height, second.width * second.height)
    return width * height / smaller if min(width, height) > 0 else 0.0


def _titles(layout: TemplateLayout) -> tuple[TemplateText, ...]:
    return tuple(text for text in layout.texts if text.type in ("title", "ctrTitle"))


def _doubt(text: TemplateText) -> int:
    """How far a text may not stand out: see `ReportLayout.doubt`."""
    return 1 if text.contrast is None else 0 if text.contrast >= CLEAR_CONTRAST else 2


def mending(found: Iterable[str]) -> str:
    """What an editor does about faults."""
    kinds = set(found)
    ways = [MOVE_IT] if kinds - {NO_CONTRAST, *ODD.values()} else []
    ways += [SET_IT] if kinds & set(ODD.values()) else []
    ways += [COLOR_IT] if NO_CONTRAST in kinds else []
    return "在母版视图里" + "；".join(ways)


def _bodies(layout: TemplateLayout, template: Template) -> tuple[TemplateText, ...]:
    """The placeholders for points, from the left: those of at least so much of the slide's sides."""
    return tuple(
        text
        for text in _all_bodies(layout)
        if text.rect.height >= LEAST_BODY_HEIGHT * template.height
        and text.rect.width >= LEAST_BODY_WIDTH * template.width
    )


def _all_bodies(layout: TemplateLayout) -> tuple[TemplateText, ...]:
    bodies = (
        text for text in layout.texts if text.type in BODIES and not text.vertical and _name(text) not in ROLE_BY_NAME
    )
    return tuple(sorted(bodies, key=lambda text: text.rect.x))


def _holds(text: LayoutText, template: Template) -> bool:
    """Whether a box is large enough for a table, chart or picture."""
    return text.rect.height >= LEAST_SLOT * template.height and text.rect.width >= LEAST_SLOT * template.width


def _name(text: TemplateText) -> str:
    """A placeholder's name without its number."""
    return text.name.split(" ")[0]


def _texts(layout: TemplateLayout, bodies: tuple[TemplateText, ...], *, ours: bool) -> tuple[LayoutText, ...]:
    """The layout's placeholders by their role; those without a role, and a second of one role, stay unused."""
    found: dict[tuple[PlaceholderRole, int], LayoutText] = {}
    for text in layout.texts:
        role, number = ROLE_BY_TYPE.get(text.type), 0
        named = ROLE_BY_NAME.get(_name(text))
        if text in bodies:
            role, number = "body", bodies.index(text) + 1
        elif named:
            role = named
            number = _number(text.name) if role == "figure" else 0
        elif text.type == "subTitle":
            role = "byline"
        if role:
            found.setdefault((role, number), _layout_text(text, role, number, ours=ours))
    return tuple(sorted(found.values(), key=lambda text: (ROLE_ORDER.index(text.role), text.number)))


def _number(name: str) -> int:
    """The number at the end of a name: 2 for 数据 2, 1 without."""
    digits = name.rpartition(" ")[2]
    return int(digits) if digits.isascii() and digits.isdecimal() else 1


def _layout_text(text: TemplateText, role: PlaceholderRole, number: int, *, ours: bool) -> LayoutText:
    return LayoutText(
        role=role,
        rect=text.rect,
        levels=text.levels,
        number=number,
        insets=text.insets,
        vertical=text.vertical,
        type=text.type,
        idx=text.idx,
        name=text.name,
        ours=ours,
    )


def body_text(text: LayoutText, *, grouped: bool) -> LayoutText:
    """A body with the type of each of `BODY_LEVELS`."""
    outline = tuple(range(len(BODY_LEVELS))) if text.ours else GROUPED if grouped else UNGROUPED
    return text._replace(levels=tuple(text.levels[level] for level in outline), outline=outline, marked=not text.ours)


def _no_layout(template: Template) -> ContentError:
    """The error where no layout can carry a report: says what is the matter with those that nearly could."""
    names = "、".join(layout.name for layout in template.layouts[:LAYOUTS_LISTED])
    names += f"等{len(template.layouts)}个" if len(template.layouts) > LAYOUTS_LISTED else ""
    message = f"模板里没有同时带标题和正文的版式，现有的版式：{names}"
    hint = "加一个带标题和内容占位符的版式，或把版式取名为“报告一栏”“报告二栏”“报告三栏”"
    code = "template-no-layout"
    for layout in template.layouts:
        if _titles(layout) and len(_all_bodies(layout)) > len(_bodies(layout, template)):
            message = f"模板里没有正文占位符够高够宽的版式，例如“{layout.name}”"
            hint = (
                f"在母版视图里把正文占位符拉大：高是幻灯片的{LEAST_BODY_HEIGHT:.0%}以上，宽是{LEAST_BODY_WIDTH:.0%}以上"
            )
            break
    for layout in template.layouts:
        if _titles(layout) and (found := faults(layout, template)):
            name, fault = found[0]
            code = "template-unreadable"
            message = f"模板的版式都无法使用，例如“{layout.name}”：占位符“{name}”{fault}"
            hint = mending(fault for _, fault in found)
            break
    return ContentError(Problem("error", code, message, Place(template.file), hint))
