"""Decides how title and byline stand over a slide: the title broken between words, both as large as their boxes allow.

A byline of several lines takes the room that it needs from the title's box above it; a portrait beside the title
narrows its lines.
"""

import re
from collections.abc import Mapping
from math import ceil
from typing import NamedTuple

from bulletin.model.slide import LayoutText, PlaceholderRole, SlideParagraph
from bulletin.problems import BulletinError, ContentError, Place, Problem
from bulletin.slides.measure import Measurer, balanced, parted_byline
from bulletin.slides.roles import ReportLayout
from bulletin.slides.sizes import in_steps, moved_to, smallest
from bulletin.slides.subject import Means, Subject
from bulletin.units import PT_PER_MM, ROUNDING, Pt, fits

MOST_TITLE_LINES = 9  # of a title, however high its placeholder
BYLINE_LINES = 3  # at most
PORTRAIT_GAP = 20.0  # points between title and portrait


class SlideHead(NamedTuple):
    """Title and byline with their line breaks, and their placeholders as they stand here."""

    title: str
    byline: str
    texts: Mapping[PlaceholderRole, LayoutText]


def head_on(on: ReportLayout, subject: Subject, means: Means, *, byline: bool = True) -> SlideHead | None:
    """Title and byline on a layout; None where they do not fit it."""
    title = next(text for text in on.texts if text.role == "title")
    portrait = next((text for text in on.texts if text.role == "portrait"), None)
    if portrait and subject.report.portrait and portrait.rect.overlaps(title.rect):
        title = moved_to(title, title.rect._replace(width=portrait.rect.x - PORTRAIT_GAP - title.rect.x))
    texts: dict[PlaceholderRole, LayoutText] = {}
    parted = subject.byline
    place = next((text for text in on.texts if text.role == "byline"), None)
    if byline and parted and place:
        level = place.levels[0]
        parted = _parted(subject, place, means)
        height = means.measurer.fit((SlideParagraph.of(parted),), place).height
        lacking = height - place.depth
        if not fits(lacking, 0.0):
            if lacking > (BYLINE_LINES - 1) * level.leading or not fits(title.rect.bottom, place.rect.y):
                return None
            rect = place.rect
            place = moved_to(place, rect._replace(y=rect.y - lacking, height=rect.height + lacking))
            title = moved_to(title, title.rect._replace(height=place.rect.y - title.rect.y))
        texts["byline"] = place
    found = _titled(title, subject, means)
    if found is None:
        return None
    texts["title"], broken = found
    return SlideHead(title=broken, byline=parted, texts=texts)


def _titled(title: LayoutText, subject: Subject, means: Means) -> tuple[LayoutText, str] | None:
    """The title's placeholder at the largest size at which it fits, and the title with its breaks."""
    for text in in_steps(title, means.design.smallest_headline):
        lines = _lines_in(text)
        broken = broken_title(subject, text.levels[0].size, text.measure, lines, means.measurer) if lines else None
        if broken is not None:
            return text, broken
    return None


def broken_title(subject: Subject, size: Pt, measure: Pt, lines: int, measurer: Measurer) -> str | None:
    """The title with its line breaks; None if it takes more lines than that."""
    return balanced(subject.title, measurer, size=size, measure=measure, lines=lines, words=subject.words)


def _lines_in(title: LayoutText) -> int:
    """How many lines a placeholder holds, rounding forgiven."""
    return min(max(int((title.depth + ROUNDING) / title.levels[0].leading), 0), MOST_TITLE_LINES)


def _parted(subject: Subject, place: LayoutText, means: Means) -> str:
    """The byline as it stands in its placeholder."""
    return parted_byline(
        subject.byline,
        means.measurer,
        level=place.levels[0],
        measure=place.measure,
        lines=BYLINE_LINES,
        terms=subject.terms,
    )


def _title_overset(subject: Subject, most: int) -> BulletinError:
    """The error for a title longer than `most` characters."""
    title = subject.title
    whole = max(re.findall("[!-~]+", title), key=len, default=title)  # it is not the title that is too long
    hint = f"把标题缩短到{most}字左右" if most < len(title) else f"标题里的“{whole}”太长，把它改短"
    return subject.overset("slide-title-overset", f"标题有{len(title)}字，幻灯片放不下", hint, "title")


LEAST_TITLE = 40  # characters: a title that holds so many is not too small


def no_head(layouts: tuple[ReportLayout, ...], subject: Subject, means: Means) -> BulletinError:
    """The error where title or byline has no room on any layout: the template's fault where its boxes are small."""
    for each in layouts:  # where the title has room, it is the byline that has none
        if head_on(each, subject, means, byline=False):
            return _byline_overset(each, subject, means)
    titles = [(each, text) for each in layouts for text in each.texts_of("title")]
    most = max(_most_characters(text, means) for _, text in titles)
    if most >= min(LEAST_TITLE, len(subject.title)):
        return _title_overset(subject, most)
    each, title = max(titles, key=lambda pair: min(pair[1].measure, pair[1].depth))
    title = smallest(title, means.design.smallest_headline)
    level = title.levels[0]
    heights = (
        lines * level.leading
        for lines in range(1, MOST_TITLE_LINES + 1)
        if broken_title(subject, level.size, title.measure, lines, means.measurer)
    )
    return small_box(each, title, "标题", subject.title, next(heights, 0.0), subject, means)


def _byline_overset(each: ReportLayout, subject: Subject, means: Means) -> BulletinError:
    text = each.texts_of("byline")[0]
    leading = text.levels[0].leading
    parted = _parted(subject, text, means)
    height = means.measurer.fit((SlideParagraph.of(parted),), text).height
    if fits(leading, text.depth):
        message = f"单位职务和作者要排{round(height / leading)}行，幻灯片上标题下面没有这么多地方"
        hint = "缩短单位职务、姓名或标题"
        return subject.overset("slide-byline-overset", message, hint, "post" if subject.report.post else "author")
    return small_box(each, text, "署名", subject.byline, height, subject, means)


def _most_characters(text: LayoutText, means: Means) -> int:
    """Characters of the longest title that a placeholder takes."""
    title = smallest(text, means.design.smallest_headline)
    return _lines_in(title) * int(max(title.measure, 0.0) / title.levels[0].size / means.design.slack.advance)


def small_box(
    each: ReportLayout, text: LayoutText, words: str, content: str, height: Pt, subject: Subject, means: Means
) -> ContentError:
    """The error for a placeholder that holds no such text: too low, or where no height helps too narrow."""
    level, rect, insets = text.levels[0], text.rect, text.insets
    if height:
        need = f"按{level.size:g}磅排要高{_mm(height + insets.top + insets.bottom)}毫米"
        fault, mend = "太低", "拉高"
    else:
        width = means.measurer.width(content) * level.size + level.indent + insets.left + insets.right
        need, fault, mend = f"按{level.size:g}磅排成一行要宽{_mm(width)}毫米", "太窄", "拉宽"
    message = (
        f"模板的版式“{each.name}”的{words}占位符“{text.name}”{fault}：宽{int(rect.width / PT_PER_MM)}毫米、"
        f"高{int(rect.height / PT_PER_MM)}毫米，稿件“{subject.title}”的{words}{need}"
    )
    hint = f"在母版视图里把版式“{each.name}”的这个占位符{mend}，或把字号、行距、边距改小"
    return ContentError(Problem("error", "template-small-box", message, Place(means.template.file), hint))


def _mm(length: Pt) -> int:
    return ceil(length / PT_PER_MM)
