"""The room's public function; decides which slides a deck has, in which order, and how they are titled and named.

One slide for every report, or as many as its editor asks for, in the edition's order; cover and contents before them
where the issue asks for them. How slides look is the template's affair: a report picks a layout, and what it says.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby

from bulletin.faces.face import Faces
from bulletin.memory import Memory
from bulletin.model.design import Design
from bulletin.model.edition import Edition, Report
from bulletin.model.slide import Deck, Section, Slack, Slide, SlideDesign, SlideLayout, Template
from bulletin.problems import BulletinError, Problem, gathered, joined
from bulletin.progress import Watch, counted, unwatched
from bulletin.slides.accents import accent_numbers
from bulletin.slides.cover import contents, cover, no_cover
from bulletin.slides.draft import SlideDraft
from bulletin.slides.furniture import with_furniture
from bulletin.slides.judge import template_problems
from bulletin.slides.measure import Measurer
from bulletin.slides.parts import parts_of
from bulletin.slides.report import SLIDES_LEFT_OUT, ReportSlide
from bulletin.slides.roles import report_layouts
from bulletin.slides.runts import Runts
from bulletin.slides.subject import Means, Subject
from bulletin.words.head_words import HeadWords

SLIDE_HEIGHT = 540.0  # points: of the slide that the design's sizes are meant for
PART_NUMBERS = "一二三四五六七八九十"


def make_slides(
    edition: Edition,
    design: Design,
    slide_design: SlideDesign,
    faces: Faces,
    template: Template,
    memory: Memory | None = None,
    words: HeadWords | None = None,
    watch: Watch = unwatched,
) -> Deck:
    """The deck of an edition on a template's layouts.

    Args:
        memory: slides of earlier builds; only saves time, since a slide's key holds all that it depends on.
        words: what a break costs in titles; by the list of words and the issue's terms alone if None.
        watch: hears of each report before its slide is planned.

    Raises:
        OversetError: titles, bylines or an editor's own points that find no room; all of them at once.
        ContentError: the template has no layout for a report.
    """
    slide_design = _for_issue(slide_design, edition, template)
    # In a repr every record has its type and all its fields by name, and mappings may stand in it.
    remembered = (memory or Memory()).under("slide", repr(slide_design), template.digest, faces.state())
    measurer = Measurer(faces, slide_design.slack, remembered.under("measured"))
    columns = _columns(edition)
    accents = accent_numbers(columns, design, template.accents)
    words = words or HeadWords(edition.terms)
    front, problems = _front_pages(edition, slide_design, template, accents, measurer, words)
    plain = Measurer(faces, Slack(advance=1.0, latin=1.0), remembered.under("plain"))
    runts = Runts(plain, measurer, HeadWords(edition.terms, memory=remembered.under("words", edition.terms)))
    means = Means(slide_design, measurer, template, runts)

    judged = remembered.under("template", template.file)
    every = frozenset(columns)
    layouts_of = {
        column: judged.recall((column, every), partial(report_layouts, template, column, every)) for column in columns
    }

    def recalled(subject: Subject) -> SlideDraft:
        slide = ReportSlide(subject, means, layouts_of[subject.report.column])
        return remembered.recall((repr(subject), columns), slide.draft)

    subjects = counted(watch, "正在安排幻灯片", _subjects(edition, slide_design, accents, words))
    drafts = (*front, *_drafts(subjects, recalled))
    layouts, slides = _numbered(drafts)
    used = frozenset(layout.number for layout in layouts)
    told = judged.recall(used, lambda: template_problems(template, slide_design, used))
    return Deck(
        title="　".join(filter(None, (edition.masthead, edition.chapter))),
        author=edition.publisher
        or "、".join(dict.fromkeys(filter(None, (report.author for report in edition.reports)))),
        subject=edition.slogan,
        keywords=columns,
        date=(edition.date.year, edition.date.month, edition.date.day),
        layouts=layouts,
        slides=with_furniture(slides, edition, measurer, remembered.under("furniture")),
        sections=_sections(edition, slides, len(front)),
        problems=(*told, *problems, *_fewer_parts(edition), *_once(drafts)),
    )


def _for_issue(design: SlideDesign, edition: Edition, template: Template) -> SlideDesign:
    """The design as the issue has it, its least sizes for the template's slide: a wall shows a lower one larger."""
    scale = min(1.0, template.height / SLIDE_HEIGHT)
    return design._replace(
        cover=design.cover if edition.cover is None else edition.cover,
        contents=design.contents if edition.contents is None else edition.contents,
        smallest_point=round(design.smallest_point * scale),
        smallest_type=round(design.smallest_type * scale),
        smallest_headline=round(design.smallest_headline * scale),
    )


def _columns(edition: Edition) -> tuple[str, ...]:
    """The 栏目 of the reports in the order in which they take colours.

    The paper gives out colours in the files' order, in whatever order makeup then places the reports.
    """
    first = edition.reports if edition.ordered else sorted(edition.reports, key=lambda report: report.name)
    return tuple(dict.fromkeys(report.column for report in first))


def _front_pages(
    edition: Edition,
    design: SlideDesign,
    template: Template,
    accents: Mapping[str, int],
    measurer: Measurer,
    words: HeadWords,
) -> tuple[tuple[SlideDraft, ...], tuple[Problem, ...]]:
    """Cover and contents, as far as they are asked for and the template has layouts for them."""
    drafts: list[SlideDraft] = []
    problems: list[Problem] = []
    if design.cover:
        made = cover(edition, design, template, measurer, words)
        drafts += [made] if made else []
        problems += [] if made else [no_cover(template)]
    if design.contents:
        drafts += contents(edition, template, accents, measurer)
    return tuple(drafts), tuple(problems)


def _drafts(subjects: Iterable[Subject], draft: Callable[[Subject], SlideDraft]) -> tuple[SlideDraft, ...]:
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


def _subjects(edition: Edition, design: SlideDesign, accents: Mapping[str, int], words: HeadWords) -> list[Subject]:
    """The reports, or their parts, with what stands over their slides."""
    found: list[Subject] = []
    for index, (report, title) in enumerate(zip(edition.reports, _unique_titles(edition, design), strict=True)):
        parts = parts_of(report, report.slides)
        for number, part in enumerate(parts):
            named = title if len(parts) == 1 else f"{title}（{PART_NUMBERS[number]}）"
            found.append(_subject(part, index, named, accents, edition, words))
    return found


def _fewer_parts(edition: Edition) -> Iterator[Problem]:
    """A warning for each report that has not so many sections as it shall have slides."""
    for report in edition.reports:
        parts = len(parts_of(report, report.slides))
        if parts < report.slides:
            message = f"“{report.plain_title}”写了做{report.slides}张幻灯片，按小标题只能分成{parts}张"
            place = report.places.get("slides", report.place)
            yield Problem("warning", "slides-fewer", message, place, f"改成{parts}，或在正文里加小标题")


def _once(drafts: Sequence[SlideDraft]) -> Iterator[Problem]:
    """What is told of the slides, each fact once; what a report's several slides leave out, with their numbers."""
    parts = Counter(each.slide.report for each in drafts if each.slide.kind == "report")
    found: dict[tuple[int, Problem], list[int]] = {}
    for number, draft in enumerate(drafts, 1):
        for problem in draft.problems:
            found.setdefault((draft.slide.report, problem), []).append(number)
    for (report, problem), numbers in found.items():
        if problem.code == SLIDES_LEFT_OUT and parts[report] > 1:
            problem = problem._replace(message=f"第{'、'.join(map(str, numbers))}张{problem.message}")
        yield problem


def _subject(
    report: Report, index: int, title: str, accents: Mapping[str, int], edition: Edition, words: HeadWords
) -> Subject:
    return Subject(
        report=report,
        report_index=index,
        title=title,
        accent=accents[report.column],
        ordinal=index + 1,
        terms=edition.terms,
        words=words.prices(title),
    )


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


def _numbered(drafts: Sequence[SlideDraft]) -> tuple[tuple[SlideLayout, ...], tuple[Slide, ...]]:
    """Equal layouts once; slides point to them by number."""
    numbers: dict[SlideLayout, int] = {}
    slides = tuple(each.slide._replace(layout=numbers.setdefault(each.layout, len(numbers))) for each in drafts)
    return tuple(numbers), slides


def _sections(edition: Edition, slides: Sequence[Slide], front: int) -> tuple[Section, ...]:
    """A section for every run of reports of one column; cover and contents (`front` slides) come first."""
    sections = [Section(name="卷首", first=0, slides=front)] if front else []
    first = front
    for column, run in groupby(slides[front:], key=lambda slide: edition.reports[slide.report].column):
        sections.append(Section(name=column, first=first, slides=len(tuple(run))))
        first += sections[-1].slides
    return tuple(sections)
