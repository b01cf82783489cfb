"""Decides what stands on the slides that are no report: cover and contents, made only if the issue asks for them."""

from collections.abc import Iterator, Mapping

from bulletin.model.edition import Edition, Report
from bulletin.model.slide import (
    LayoutText,
    NotesLine,
    PlaceholderRole,
    Slide,
    SlideDesign,
    SlideLayout,
    SlideParagraph,
    SlideRun,
    Template,
)
from bulletin.problems import OversetError, Place, Problem
from bulletin.slides.draft import SlideDraft
from bulletin.slides.furniture import day_of
from bulletin.slides.measure import Measurer, balanced, overflows
from bulletin.slides.roles import contents_layouts, cover_layout
from bulletin.slides.sizes import in_steps, moved_to
from bulletin.units import Pt, fits
from bulletin.words.head_words import HeadWords

CONTENTS = "目录"


def no_cover(template: Template) -> Problem:
    """The warning that a template has no layout for a cover."""
    message = "模板没有可作封面的版式，未加封面"
    return Problem("warning", "template-pages", message, Place(template.file), "加一个名为“封面”、带标题占位符的版式")


def cover(
    edition: Edition, design: SlideDesign, template: Template, measurer: Measurer, words: HeadWords
) -> SlideDraft | None:
    """The cover: masthead, slogan and chapter, publisher and day; None where the template has no layout for one."""
    found = cover_layout(template)
    if found is None:
        return None
    number, texts = found
    title, broken = _masthead(edition, texts, design, measurer, words)
    roles = {text.role for text in texts}
    imprint = "　".join(filter(None, (edition.publisher, edition.numbered, day_of(edition))))
    below = (edition.slogan, "" if "chapter" in roles else edition.chapter)
    lines = (" · ".join(filter(None, below)), "" if "imprint" in roles else imprint)
    content: Mapping[PlaceholderRole, tuple[str, ...]] = {
        "title": (broken,), "slogan": tuple(filter(None, lines)), "chapter": (edition.chapter,), "imprint": (imprint,),
    }  # fmt: skip
    texts = tuple(title if text.role == "title" else _fitted(text, content, design, measurer) for text in texts)
    frames = measurer.frames(
        texts, lambda text: tuple(SlideParagraph.of(line) for line in content.get(text.role, ()) if line)
    )
    notes = tuple(NotesLine(line) for line in (edition.masthead, *content["slogan"], edition.chapter, imprint) if line)
    slide = Slide(kind="cover", layout=0, texts=texts, title=edition.masthead, frames=frames, notes=notes)
    return SlideDraft(slide=slide, layout=SlideLayout(name=template.layouts[number].name, number=number))


def _fitted(
    text: LayoutText, content: Mapping[PlaceholderRole, tuple[str, ...]], design: SlideDesign, measurer: Measurer
) -> LayoutText:
    """A placeholder of the cover with its type as small as its words need; longer where they need more still."""
    lines = tuple(SlideParagraph.of(line) for line in content.get(text.role, ()) if line)
    for each in in_steps(text, design.smallest_type):
        if not overflows(fit := measurer.fit(lines, each)):
            return each
    lacking = fit.height - fit.room
    rect = each.rect._replace(height=each.rect.height + lacking)
    return moved_to(each, rect._replace(y=rect.y - lacking) if each.role == "imprint" else rect)


def _masthead(
    edition: Edition, texts: tuple[LayoutText, ...], design: SlideDesign, measurer: Measurer, words: HeadWords
) -> tuple[LayoutText, str]:
    """The title's placeholder and the masthead with its breaks.

    Raises:
        OversetError: it fits at no size.
    """
    title = next(text for text in texts if text.role == "title")
    for text in in_steps(title, design.smallest_headline):
        level = text.levels[0]
        broken = balanced(
            edition.masthead,
            measurer,
            size=level.size,
            measure=text.measure,
            lines=int(text.depth / level.leading),
            words=words.prices(edition.masthead),
        )
        if broken is not None:
            return text, broken
    place = edition.places.get("masthead")
    raise OversetError(Problem("error", "slide-title-overset", "报头太长，封面放不下", place, "缩短报头"))


def contents(edition: Edition, template: Template, accents: Mapping[str, int], measurer: Measurer) -> list[SlideDraft]:
    """The contents on one slide at the largest type at which they fit, else on as many as they need."""
    drafts: list[SlideDraft] = []
    for number, texts in contents_layouts(template):
        body = next(text for text in texts if text.role == "body")
        entries = [_entry(report, accents[report.column], body, measurer) for report in edition.reports]
        pages = list(_poured(entries, body, measurer))
        drafts = []
        first = 1
        for turn, page in enumerate(pages, 1):
            title = CONTENTS if len(pages) == 1 else f"{CONTENTS}（{turn}）"
            layout = SlideLayout(name=template.layouts[number].name, number=number)
            drafts.append(SlideDraft(slide=_page(title, page, first, texts, measurer), layout=layout))
            first += len(page)
        if len(pages) == 1:
            break
    return drafts


def _entry(report: Report, accent: int, body: LayoutText, measurer: Measurer) -> SlideParagraph:
    """A report's line: column, title, and the author at the line's end; behind the title where that has no room."""
    author = report.author or report.post
    level = body.levels[0]
    on_one_line = measurer.width(f"{report.column}　{report.title}　{author}") * level.size
    parted = "\t" if body.ours and fits(on_one_line, body.measure - level.indent) else "　"
    runs = [
        SlideRun(f"{report.column}　", bold=True, color=f"accent{accent}"),
        SlideRun(report.title),
        SlideRun(parted + author if author else "", bold=False),
    ]
    return SlideParagraph(level=0, runs=tuple(run for run in runs if run.text))


def _poured(entries: list[SlideParagraph], body: LayoutText, measurer: Measurer) -> Iterator[list[SlideParagraph]]:
    """The entries by slide, each filled before the next, the last two alike."""
    heights = [measurer.height(each.text, body.levels[0], body.measure) for each in entries]
    used: Pt = 0.0
    page: list[SlideParagraph] = []
    for entry, height in zip(entries, heights, strict=True):
        if page and not fits(used + height, body.depth):
            yield page
            page, used = [], 0.0
        page.append(entry)
        used += height
    yield page


def _page(
    title: str, entries: list[SlideParagraph], first: int, texts: tuple[LayoutText, ...], measurer: Measurer
) -> Slide:
    """One slide of the contents, its entries counted from `first`."""
    body = next(text for text in texts if text.role == "body")

    def content(text: LayoutText) -> tuple[SlideParagraph, ...]:
        if text.role == "title":
            return (SlideParagraph.of(title),)
        if text is not body:
            return ()
        start = first if first > 1 or not body.ours else 0
        return tuple(entry._replace(start=start) for entry in entries)

    notes = tuple(NotesLine(entry.text.replace("\t", "　")) for entry in entries)
    frames = measurer.frames(texts, content)
    return Slide(kind="contents", layout=0, texts=texts, title=title, frames=frames, notes=notes)
