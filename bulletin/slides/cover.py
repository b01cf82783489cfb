"""Decides what stands on the slides that are no report: cover and contents, made only if the design asks for them."""

from collections.abc import Callable

from bulletin.model.edition import Edition
from bulletin.model.slide import LayoutText, Slide, SlideDesign, SlideLayout, SlideParagraph
from bulletin.problems import OversetError, Problem
from bulletin.slides.layouts import contents_layout, cover_layout
from bulletin.slides.measure import Measurer, balanced
from bulletin.slides.report import SlideDraft
from bulletin.units import fits
from bulletin.words.head_words import HeadWords


def cover(edition: Edition, design: SlideDesign, measurer: Measurer, head_words: HeadWords) -> SlideDraft:
    """The cover: masthead, slogan and chapter, publisher and day."""
    page = design.cover_page
    day = f"{edition.date.year}年{edition.date.month}月{edition.date.day}日"
    for headline in page.title_levels:
        broken = balanced(
            edition.masthead,
            measurer,
            size=headline.size,
            measure=page.title.width,
            lines=headline.lines,
            words=head_words.prices(edition.masthead),
        )
        if broken is not None:
            break
    else:
        raise OversetError(
            Problem("error", "slide-title-overset", "报头太长，封面放不下", edition.places.get("masthead"), "缩短报头")
        )
    lines = (
        " · ".join(filter(None, (edition.slogan, edition.chapter))),
        "　".join(filter(None, (edition.publisher, edition.numbered, day))),
    )
    words = {"title": (broken,), "byline": tuple(filter(None, lines))}

    def content(text: LayoutText) -> tuple[SlideParagraph, ...]:
        return tuple(map(SlideParagraph.of, words.get(text.role, ())))

    return _draft(edition.masthead, cover_layout(design, headline), content, words["byline"], measurer)


def contents(edition: Edition, design: SlideDesign, measurer: Measurer) -> list[SlideDraft]:
    """The contents on one slide in one column if they fit, else in two columns on as many slides as they need."""
    page = design.contents_page
    entries = [
        "　".join(filter(None, (report.title.replace("\u3000", " "), report.author))) for report in edition.reports
    ]
    for level in range(len(page.levels)):
        layout = contents_layout(design, 1, level)
        columns = _poured(entries, layout, measurer)
        if len(columns) == 1:
            return [_page(page.title, columns, 1, layout, measurer)]
    layout = contents_layout(design, 2, len(page.levels) - 1)
    columns = _poured(entries, layout, measurer)
    pages = [columns[first : first + 2] for first in range(0, len(columns), 2)]
    drafts: list[SlideDraft] = []
    number = 1
    for turn, filled in enumerate(pages, 1):
        title = page.title if len(pages) == 1 else f"{page.title}（{turn}）"
        entries = filled[0]
        if len(filled) == 1 and len(entries) > 1:  # a last, half-empty slide: shared out to two columns
            half = (len(entries) + 1) // 2
            filled = [entries[:half], entries[half:]]
        layout = contents_layout(design, len(filled), len(page.levels) - 1)
        drafts.append(_page(title, filled, number, layout, measurer))
        number += sum(map(len, filled))
    return drafts


def _page(title: str, columns: list[list[str]], first: int, layout: SlideLayout, measurer: Measurer) -> SlideDraft:
    """One slide of the contents, its entries counted from `first`."""

    def content(text: LayoutText) -> tuple[SlideParagraph, ...]:
        if text.role == "title":
            return (SlideParagraph.of(title),)
        if text.role != "body":
            return ()
        number = first + sum(map(len, columns[: text.number - 1]))
        start = number if number > 1 else 0
        return tuple(SlideParagraph.of(entry, start=start) for entry in columns[text.number - 1])

    return _draft(title, layout, content, tuple(entry for entries in columns for entry in entries), measurer)


def _draft(
    title: str,
    layout: SlideLayout,
    content: Callable[[LayoutText], tuple[SlideParagraph, ...]],
    notes: tuple[str, ...],
    measurer: Measurer,
) -> SlideDraft:
    frames = measurer.frames(layout, content)
    slide = Slide(kind=layout.kind, layout=0, title=title, frames=frames, notes=notes)
    return SlideDraft(slide=slide, layout=layout)


def _poured(entries: list[str], layout: SlideLayout, measurer: Measurer) -> list[list[str]]:
    """The entries in columns, each filled before the next."""
    body = next(text for text in layout.texts if text.role == "body")
    columns: list[list[str]] = []
    used = 0.0
    for entry in entries:
        height = measurer.height(entry, body.levels[0], body.measure)
        if not columns or not fits(used + height, body.depth):
            columns.append([])
            used = 0.0
        columns[-1].append(entry)
        used += height
    return columns
