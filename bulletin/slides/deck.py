"""The room's public function; decides which slides a deck has, in which order, and how they are titled and named.

One slide for every report, in the edition's order; cover and contents before them where the design asks for them.
Type sizes are the layouts' own; what varies is the layout and how much of the author's words is shown. Which
layouts a deck needs follows from its reports, so layouts are made here too, and a build draws no others.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby

from bulletin.faces.face import Faces
from bulletin.memory import Memory
from bulletin.model.design import Design
from bulletin.model.edition import Edition
from bulletin.model.slide import Deck, Section, Slide, SlideDesign, SlideLayout, SlideParagraph, Template
from bulletin.problems import BulletinError, OversetError, Problem, gathered, joined
from bulletin.slides.cover import contents, cover
from bulletin.slides.furniture import with_furniture
from bulletin.slides.layouts import Needs, column_name, contents_layout, cover_layout, report_layout
from bulletin.slides.measure import Measurer, overflows
from bulletin.slides.on_template import OfficeSlide, report_layouts, template_problems
from bulletin.slides.report import ReportSlide, SlideDraft, Subject, first_picture
from bulletin.slides.theme import accent_numbers, theme_colors
from bulletin.units import Pt
from bulletin.words.head_words import HeadWords

TEMPLATE_DATE = (2019, 4, 24)  # of the default template file: any fixed day


def make_slides(
    edition: Edition,
    design: Design,
    slide_design: SlideDesign,
    faces: Faces,
    template: Template | None = None,
    memory: Memory | None = None,
    words: HeadWords | None = None,
) -> Deck:
    """The deck of an edition, on our layouts or on those of a template.

    Args:
        memory: slides of earlier builds; only saves time, since a slide's key holds all that it depends on. Not used
            with a template.
        words: what a break costs in titles; by the list of words and the issue's terms alone if None.

    Raises:
        OversetError: headlines, bylines or an editor's own points that find no room; all of them at once.
        ContentError: the template has no layout for a report.
    """
    # In a repr every record has its type and all its fields by name, and mappings may stand in it.
    remembered = (memory or Memory()).under("slide", repr(slide_design), faces.state())
    measurer = Measurer(faces, slide_design.slack, remembered.under("measured"))
    columns = _columns(edition)
    accents = accent_numbers(columns, design)
    problems = template_problems(template, slide_design) if template else ()
    column_size = 0.0 if template else _column_size(edition, columns, slide_design, measurer)
    words = words or HeadWords(edition.terms)
    front = () if template else _front_pages(edition, slide_design, measurer, words)
    subjects = _subjects(edition, slide_design, accents, column_size, words)

    def draft(subject: Subject) -> SlideDraft:
        if template:
            report = subject.report
            # layouts with a place for a picture seldom have one for the quote, and all that are offered need one
            picture = not report.quote and first_picture(report) is not None
            office = report_layouts(template, report.column, picture=picture)
            return OfficeSlide(subject, slide_design, measurer, office).draft()
        return remembered.recall(repr(subject), ReportSlide(subject, slide_design, measurer).draft)

    drafts = (*front, *_drafts(subjects, draft))
    layouts, slides = _numbered(drafts)
    return Deck(
        title="　".join(filter(None, (edition.masthead, edition.chapter))),
        author=edition.publisher
        or "、".join(dict.fromkeys(filter(None, (report.author for report in edition.reports)))),
        subject=edition.slogan,
        keywords=columns,
        date=(edition.date.year, edition.date.month, edition.date.day),
        colors=theme_colors(columns, design, slide_design),
        layouts=layouts,
        slides=with_furniture(slides, layouts, edition, slide_design, measurer),
        sections=_sections(edition, len(front)),
        problems=problems + tuple(problem for each in drafts for problem in each.problems),
    )


def template_deck(design: Design, slide_design: SlideDesign) -> Deck:
    """Our default as a file to start from: all layouts in the first accent, and no slides."""
    headline = slide_design.head.classes[0]
    size = slide_design.band.sizes[0]
    layouts = tuple(
        report_layout(slide_design, Needs(columns=columns, accent=1, headline=headline, column_size=size))
        for columns in slide_design.layouts
        if not columns.variant
    )
    layouts += (
        cover_layout(slide_design, slide_design.cover_page.title_levels[0]),
        contents_layout(slide_design, columns=1, level=0),
    )
    return Deck(
        title=slide_design.title,
        author=slide_design.title,
        subject="",
        keywords=(),
        date=TEMPLATE_DATE,
        colors=theme_colors((), design, slide_design),
        layouts=layouts,
        slides=(),
        sections=(),
    )


def _columns(edition: Edition) -> tuple[str, ...]:
    """The 栏目 of the reports in the order in which they take colours.

    The paper gives out colours in the files' order, in whatever order makeup then places the reports.
    """
    first = edition.reports if edition.ordered else sorted(edition.reports, key=lambda report: report.name)
    return tuple(dict.fromkeys(report.column for report in first))


def _front_pages(
    edition: Edition, slide_design: SlideDesign, measurer: Measurer, words: HeadWords
) -> tuple[SlideDraft, ...]:
    """Cover and contents, as far as the design asks for them."""
    drafts: list[SlideDraft] = []
    if slide_design.cover:
        drafts.append(cover(edition, slide_design, measurer, words))
    if slide_design.contents:
        drafts += contents(edition, slide_design, measurer)
    return tuple(drafts)


def _drafts(subjects: Sequence[Subject], draft: Callable[[Subject], SlideDraft]) -> tuple[SlideDraft, ...]:
    """The slides of the reports.

    Raises:
        BulletinError: the faults of all of them; its class is that of the fault with the smallest exit code.
    """
    drafts: list[SlideDraft] = []
    faults: list[BulletinError] = []
    for subject in subjects:
        with gathered(faults):
            drafts.append(draft(subject))
    if faults:
        raise joined(faults)
    return tuple(drafts)


def _subjects(
    edition: Edition, design: SlideDesign, accents: Mapping[str, int], column_size: Pt, words: HeadWords
) -> list[Subject]:
    """The reports with what stands over their slides."""
    return [
        Subject(
            report=report,
            report_index=index,
            title=title,
            accent=accents[report.column],
            column_size=column_size,
            terms=edition.terms,
            words=words.prices(title),
        )
        for index, (report, title) in enumerate(zip(edition.reports, _unique_titles(edition, design), strict=True))
    ]


def _unique_titles(edition: Edition, design: SlideDesign) -> tuple[str, ...]:
    """Titles of the reports; where several reports share one, the author or post is added, then a number."""
    plain = [report.title for report in edition.reports]
    reserved = {edition.masthead} if design.cover else set()
    shared = {title for title, count in Counter(plain).items() if count > 1} | reserved
    with_author = [
        f"{title}（{signed}）" if (signed := report.author or report.post) and title in shared else title
        for title, report in zip(plain, edition.reports, strict=True)
    ]
    taken: set[str] = set(reserved)
    titles: list[str] = []
    for title in with_author:
        number, unique = 2, title
        while unique in taken:
            unique = f"{title}（{number}）"
            number += 1
        taken.add(unique)
        titles.append(unique)
    return tuple(titles)


def _column_size(edition: Edition, columns: tuple[str, ...], design: SlideDesign, measurer: Measurer) -> Pt:
    """The first size at which the deck's longest column name fits into the band.

    Raises:
        OversetError: it fits at no size.
    """
    for size in design.band.sizes:
        layout = column_name(design, size)
        if all(not overflows(measurer.fit((SlideParagraph.of(name),), layout)) for name in columns):
            return size
    longest = max(edition.reports, key=lambda report: len(report.column))
    message = f"栏目“{longest.column}”太长，幻灯片左边的色带放不下"
    place = longest.places.get("column", longest.place)
    raise OversetError(
        Problem("error", "slide-column-overset", message, place, "缩短栏目名，或在版式里加宽 band.width")
    )


def _numbered(drafts: Sequence[SlideDraft]) -> tuple[tuple[SlideLayout, ...], tuple[Slide, ...]]:
    """Equal layouts once, each with a name of its own; slides point to them by number."""
    numbers: dict[SlideLayout, int] = {}
    features: list[tuple[str, ...]] = []
    slides: list[Slide] = []
    for draft in drafts:
        if draft.layout not in numbers:
            numbers[draft.layout] = len(numbers)
            features.append(draft.features)
        slides.append(draft.slide._replace(layout=numbers[draft.layout]))
    names = _unique_names([layout.name for layout in numbers], features)
    layouts = tuple(layout._replace(name=name) for name, layout in zip(names, numbers, strict=True))
    return layouts, tuple(slides)


def _unique_names(bases: list[str], features: list[tuple[str, ...]]) -> list[str]:
    """Names of layouts: shared ones get as many of their features added as all names need to differ, then a number."""
    names = list(bases)
    for depth in range(1, 1 + max(map(len, features), default=0)):
        if len(set(names)) == len(names):
            break
        names = [
            base if bases.count(base) == 1 else " ".join((base, *words[:depth]))
            for base, words in zip(bases, features, strict=True)
        ]
    return [
        f"{name} {names[:index].count(name) + 1}" if name in names[:index] else name for index, name in enumerate(names)
    ]


def _sections(edition: Edition, front: int) -> tuple[Section, ...]:
    """A section for every run of reports of one column; cover and contents (`front` slides) come first."""
    sections = [Section(name="卷首", first=0, slides=front)] if front else []
    first = front
    for column, reports in groupby(edition.reports, key=lambda report: report.column):
        sections.append(Section(name=column, first=first, slides=len(tuple(reports))))
        first += sections[-1].slides
    return tuple(sections)
