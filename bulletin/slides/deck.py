"""The deck's door: an edition in, made-up slides out, one for every report and in the edition's order.

Type sizes are the layouts' own; what varies is the layout and how much of the author's words is shown. Which
layouts a deck needs follows from its reports, so they are made up here too, and a build draws no others.
"""

from bulletin.faces.face import Faces
from bulletin.memory import Memory
from bulletin.model.design import ColorName, Design
from bulletin.model.edition import Edition
from bulletin.model.slide import (
    Deck,
    Frame,
    Section,
    Slide,
    SlideDesign,
    SlideLayout,
    SlideParagraph,
    SlideRun,
    Template,
)
from bulletin.problems import OversetError, Problem
from bulletin.slides.cover import contents, cover
from bulletin.slides.layouts import Needs, column_name, contents_layout, cover_layout, report_layout
from bulletin.slides.measure import Measurer, overflows
from bulletin.slides.on_template import OfficeSlide, report_layouts, unmapped
from bulletin.slides.report import Made, ReportSlide, Subject
from bulletin.units import Pt

ACCENTS = 6  # of an Office theme
SLOTS = ("dk1", "lt1", "dk2", "lt2")
TEMPLATE_DATE = (2019, 4, 24)  # of the default template file: any fixed day


def make_slides(
    edition: Edition,
    design: Design,
    slide_design: SlideDesign,
    faces: Faces,
    template: Template | None = None,
    memory: Memory | None = None,
) -> Deck:
    """The deck of an edition, on our layouts or on those of a template.

    Args:
        memory: slides of an earlier build with the same `slide_design` and faces; not used with a template.

    Raises:
        OversetError: headlines, bylines or an editor's own points that find no room; all of them at once.
        ContentError: the template has no layout for a report.
    """
    measurer = Measurer(faces, slide_design.slack)
    memory = memory or Memory()
    # the paper gives out colours in the files' order, in whatever order makeup then places the reports
    first = edition.reports if edition.ordered else sorted(edition.reports, key=lambda report: report.name)
    columns = tuple(dict.fromkeys(report.column for report in first))
    accents = _accents(columns, design)
    titles = _unique_titles(edition, slide_design)
    size = 0.0 if template else _column_size(columns, slide_design, measurer)
    made: list[Made] = []
    errors: list[Problem] = []
    problems: tuple[Problem, ...] = ()
    if template:
        problems = unmapped(template, report_layouts(template), slide_design)
        if slide_design.cover or slide_design.contents:
            problems += (
                Problem(
                    "warning", "template-pages", "用模板时不做封面和目录", None, "在成品里用模板自己的封面版式加一张"
                ),
            )
    else:
        if slide_design.cover:
            made.append(cover(edition, slide_design, measurer))
        if slide_design.contents:
            made += contents(edition, slide_design, measurer)
    before = len(made)
    for at, report in enumerate(edition.reports):
        subject = Subject(report, at, titles[at], accents[report.column], size, edition.terms)
        try:
            if template:
                office = report_layouts(template, report.column)
                made.append(OfficeSlide(subject, slide_design, measurer, template, office).made())
            else:
                parts = (part for part in report if part is not report.places)  # a mapping is no key
                key = ("slide", *subject[1:], *parts, *report.places.items())
                made.append(memory.recall(key, ReportSlide(subject, slide_design, measurer).made))
        except OversetError as error:
            errors += error.problems
    if errors:
        raise OversetError(*errors)
    layouts, slides = _laid_out(made)
    return Deck(
        title="　".join(filter(None, (edition.masthead, edition.chapter))),
        author=edition.publisher or "、".join(dict.fromkeys(report.author for report in edition.reports)),
        subject=edition.slogan,
        keywords=columns,
        date=(edition.date.year, edition.date.month, edition.date.day),
        colors=_theme_colors(columns, design, slide_design),
        layouts=layouts,
        slides=tuple(
            _furnished(slide, layouts[slide.layout], edition, (at + 1, len(slides)), slide_design, measurer)
            for at, slide in enumerate(slides)
        ),
        sections=_sections(edition, before),
        problems=problems + tuple(problem for each in made for problem in each.problems),
    )


def template_deck(design: Design, slide_design: SlideDesign) -> Deck:
    """Our default as a file to start from: all layouts in the first accent, and no slides."""
    headline = slide_design.head.classes[0]
    size = slide_design.band.sizes[0]
    layouts = tuple(
        report_layout(slide_design, Needs(columns, 1, headline, size))
        for columns in slide_design.layouts
        if not columns.variant
    )
    layouts += (
        cover_layout(slide_design, slide_design.cover_page.title_levels[0]),
        contents_layout(slide_design, 1, 0),
    )
    return Deck(
        title=slide_design.title,
        author=slide_design.title,
        subject="",
        keywords=(),
        date=TEMPLATE_DATE,
        colors=_theme_colors((), design, slide_design),
        layouts=layouts,
        slides=(),
        sections=(),
    )


def _unique_titles(edition: Edition, design: SlideDesign) -> tuple[str, ...]:
    """Titles of the reports; where several reports share one, the author is added, then a number."""
    plain = [report.title for report in edition.reports]
    reserved = {edition.masthead} if design.cover else set()
    with_author = [
        f"{title}（{report.author}）" if plain.count(title) > 1 or title in reserved else title
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


def _column_size(columns: tuple[str, ...], design: SlideDesign, measurer: Measurer) -> Pt:
    """The first size at which the deck's longest column name goes into the band.

    Raises:
        OversetError: no size will do.
    """
    band = design.band
    for size in band.sizes:
        layout = column_name(design, size)
        if all(not overflows(measurer.fit((SlideParagraph(0, (SlideRun(name),)),), layout)) for name in columns):
            return size
    longest = max(columns, key=len)
    raise OversetError(
        Problem("error", "slide-column-overset", f"栏目“{longest}”太长，放不进幻灯片左边的色带", None, "把栏目名写短些")
    )


def _accent_names(columns: tuple[str, ...], design: Design) -> tuple[ColorName, ...]:
    """Six colours: those of the columns first, then others of the layout."""
    used = design.columns.by_column(columns)
    names = tuple(dict.fromkeys((*used.values(), *design.columns.named.values(), *design.columns.palette)))
    return (names * ACCENTS)[:ACCENTS]


def _accents(columns: tuple[str, ...], design: Design) -> dict[str, int]:
    """The accent, from 1, of every column; a seventh colour has none of its own and takes the first again."""
    names = _accent_names(columns, design)
    used = design.columns.by_column(columns)
    return {
        column: (names.index(used[column]) if used[column] in names else at % ACCENTS) + 1
        for at, column in enumerate(columns)
    }


def _theme_colors(columns: tuple[str, ...], design: Design, slide_design: SlideDesign) -> tuple[tuple[str, str], ...]:
    """The theme: fixed slots, then the colours of the columns as accents, filled up from the palette."""
    theme = slide_design.theme
    accents = _accent_names(columns, design)
    slots = (
        *zip(SLOTS, (theme.dark1, theme.light1, theme.dark2, theme.light2), strict=True),
        *((f"accent{number}", name) for number, name in enumerate(accents, 1)),
        ("hlink", theme.link),
        ("folHlink", theme.visited),
    )
    return tuple(
        (slot, "".join(f"{round(part * 255):02X}" for part in design.colors[name].rgb)) for slot, name in slots
    )


def _laid_out(made: list[Made]) -> tuple[tuple[SlideLayout, ...], tuple[Slide, ...]]:
    """Equal layouts once, each with a name of its own; slides point to them."""
    numbers: dict[SlideLayout, int] = {}
    words: list[tuple[str, ...]] = []
    slides: list[Slide] = []
    for each in made:
        if each.layout not in numbers:
            numbers[each.layout] = len(numbers)
            words.append(each.words)
        slides.append(each.slide._replace(layout=numbers[each.layout]))
    bases = [layout.name for layout in numbers]
    names = list(bases)
    for depth in range(1, 1 + max(map(len, words), default=0)):
        if len(set(names)) == len(names):
            break
        names = [
            base if bases.count(base) == 1 else " ".join((base, *some[:depth]))
            for base, some in zip(bases, words, strict=True)
        ]
    layouts = tuple(
        layout._replace(name=f"{name} {names[:at].count(name) + 1}" if name in names[:at] else name)
        for at, (name, layout) in enumerate(zip(names, numbers, strict=True))
    )
    return layouts, tuple(slides)


def _furnished(
    slide: Slide,
    layout: SlideLayout,
    edition: Edition,
    count: tuple[int, int],
    design: SlideDesign,
    measurer: Measurer,
) -> Slide:
    """The slide with footer, date and number (`count`: its own and all), as far as its layout has places for them."""
    day = edition.date
    frames = list(slide.frames)
    for place, text in enumerate(layout.texts):
        if text.role == "footer":
            choices = _footers(edition, design)
        elif text.role == "date":
            choices = ((SlideRun(f"{day.year}年{day.month}月{day.day}日"),),)
        elif text.role == "number":
            choices = ((SlideRun(str(count[0]), field="slidenum"), SlideRun(f"/{count[1]}")),)
        else:
            continue
        if layout.part:
            choices = tuple(tuple(run._replace(tone="", bold=False) for run in runs) for runs in choices)
        for runs in choices:
            paragraph = (SlideParagraph(0, runs),)
            fit = measurer.fit(paragraph, text)
            if not overflows(fit) or runs is choices[-1]:
                frames.append(Frame(place, paragraph, fit))
                break
    return slide._replace(frames=tuple(frames))


def _footers(edition: Edition, design: SlideDesign) -> tuple[tuple[SlideRun, ...], ...]:
    """The footer's words, fewer and fewer, for the first that goes on one line."""
    masthead = SlideRun(edition.masthead, design.foot.masthead_tone, bold=True)
    rest = " · ".join(filter(None, (edition.slogan, edition.chapter)))
    shorter = edition.chapter
    return tuple(
        (masthead, SlideRun(f"　{words}")) if words else (masthead,) for words in dict.fromkeys((rest, shorter, ""))
    )


def _sections(edition: Edition, before: int) -> tuple[Section, ...]:
    """A section for every run of reports of one column; cover and contents come first."""
    sections: list[Section] = [Section("卷首", 0, before)] if before else []
    for at, report in enumerate(edition.reports):
        if at and edition.reports[at - 1].column == report.column:
            last = sections[-1]
            sections[-1] = last._replace(slides=last.slides + 1)
        else:
            sections.append(Section(report.column, before + at, 1))
    return tuple(sections)
