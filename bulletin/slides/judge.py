"""Decides what there is to say about a template: what it has no place for, what on it cannot be read."""

from collections.abc import Collection

from bulletin.model.slide import PlaceholderRole, SlideDesign, Template
from bulletin.problems import Place, Problem
from bulletin.slides.roles import ReportLayout, faults, mending, report_layouts

PLACEHOLDER_WORDS: dict[PlaceholderRole, str] = {
    "byline": "署名（排在正文第一行）", "column": "栏目（只作为节名）", "footer": "页脚", "date": "日期",
    "number": "幻灯片编号",
}  # fmt: skip
LAYOUTS_WARNED_OF = 3  # in a warning


def template_problems(template: Template, design: SlideDesign, used: Collection[int]) -> tuple[Problem, ...]:
    """What the layouts in use lack, by name, type that is smaller than ours would be, and layouts left alone.

    Args:
        used: indices in Template.layouts.
    """
    place = Place(template.file)
    problems: list[Problem] = list(template.problems)
    for each in report_layouts(template):
        if each.number in used:
            problems += _layout_problems(each, place, design)
    problems += _unreadable(template, place)
    return tuple(dict.fromkeys(problems))


def _unreadable(template: Template, place: Place) -> list[Problem]:
    """A warning about layouts whose texts would not be seen, or not whole: none of them is used."""
    found = [(layout.name, name, fault) for layout in template.layouts for name, fault in faults(layout, template)]
    if not found:
        return []
    names = "、".join(f"版式“{layout}”的“{name}”{fault}" for layout, name, fault in found[:LAYOUTS_WARNED_OF])
    more = f"等{len(found)}处" if len(found) > LAYOUTS_WARNED_OF else ""
    message = f"模板里有占位符放上文字看不清或看不全，这些版式未用：{names}{more}"
    hint = mending(fault for _, _, fault in found)
    return [Problem("warning", "template-off-slide", message, place, hint)]


def _layout_problems(each: ReportLayout, place: Place, design: SlideDesign) -> list[Problem]:
    """Warnings about one layout: placeholders that it lacks, and small type."""
    problems: list[Problem] = []
    missing = "、".join(words for role, words in PLACEHOLDER_WORDS.items() if role not in each.roles)
    if missing:
        message = f"模板的版式“{each.name}”缺少占位符：{missing}"
        hint = "在母版视图里加上占位符，取名为“署名”“栏目”等；或用命令 template 保存自带的模板，在它上面修改"
        problems.append(Problem("warning", "template-unmapped", message, place, hint))
    title = each.texts_of("title")[0]
    points = [level.size for text in each.texts_of("body") for level in text.levels[:3]]
    if (
        title.levels[0].size < design.smallest_headline
        or min(points, default=design.smallest_type) < design.smallest_type
    ):
        message = (
            f"模板的版式“{each.name}”字太小：标题应不小于{design.smallest_headline:g}磅，"
            f"正文前三级应不小于{design.smallest_type:g}磅"
        )
        problems.append(Problem("warning", "template-small-type", message, place, "已按模板排版；放映时后排可能看不清"))
    return problems
