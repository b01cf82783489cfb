"""The deck's door: an edition in, made-up slides out, one for every report and in the edition's order.

Type sizes are the layouts' own; what varies is the layout and how much of the author's words is shown. Which
layouts a deck needs follows from its reports, so they are made up here too, and a build draws no others.
"""

from typing import NamedTuple

from bulletin.faces.face import Faces
from bulletin.geometry import Rect
from bulletin.makeup.points import Outline, outline_of
from bulletin.makeup.slide_fill import Arrangement, arrange, paragraphs, rooms_in
from bulletin.makeup.slide_grid import (
    Needs,
    byline_measure,
    column_name,
    contents_layout,
    cover_layout,
    headline_measure,
    report_layout,
)
from bulletin.makeup.slide_text import Measurer, balanced, overflows
from bulletin.model.design import Design
from bulletin.model.edition import Edition, Picture, Report
from bulletin.model.slide import (
    Deck,
    Frame,
    HeadlineSize,
    Photo,
    Section,
    Slide,
    SlideDesign,
    SlideLayout,
    SlideParagraph,
    SlideRun,
)
from bulletin.problems import OversetError, Problem
from bulletin.units import Pt

ACCENTS = 6  # of an Office theme
SLOTS = ("dk1", "lt1", "dk2", "lt2")
IN_NOTES = "全文见备注"


class _Made(NamedTuple):
    """A slide with the layout it wants, before layouts are numbered."""

    slide: Slide
    layout: SlideLayout
    words: tuple[str, ...]  # what tells the layout from others of its name: the column, then its features
    problems: tuple[Problem, ...] = ()


def make_slides(edition: Edition, design: Design, slide_design: SlideDesign, faces: Faces) -> Deck:
    """The deck of an edition.

    Raises:
        OversetError: headlines, bylines or an editor's own points that find no room; all of them at once.
    """
    measurer = Measurer(faces, slide_design.slack)
    columns = tuple(dict.fromkeys(report.column for report in edition.reports))
    accents = {column: at % ACCENTS + 1 for at, column in enumerate(columns)}
    titles = _unique_titles(edition, slide_design)
    size = _column_size(columns, slide_design, measurer)
    made: list[_Made] = []
    errors: list[Problem] = []
    if slide_design.cover:
        made.append(_cover(edition, slide_design, measurer))
    if slide_design.contents:
        made += _contents(edition, slide_design, measurer)
    before = len(made)
    for at, report in enumerate(edition.reports):
        try:
            maker = _ReportSlide(report, at, titles[at], accents[report.column], size, slide_design, measurer, edition)
            made.append(maker.made())
        except OversetError as error:
            errors += error.problems
    if errors:
        raise OversetError(*errors)
    layouts, slides = _laid_out(made)
    slides = tuple(_furnished(slide, layouts, edition, at, len(slides), slide_design, measurer) for at, slide in enumerate(slides))
    return Deck(
        title="　".join(filter(None, (edition.masthead, edition.chapter))),
        author=edition.publisher or "、".join(dict.fromkeys(report.author for report in edition.reports)),
        subject=edition.slogan,
        keywords=columns,
        date=edition.date[:3],
        colors=_theme_colors(columns, design, slide_design),
        layouts=layouts,
        slides=slides,
        sections=_sections(edition, before),
        problems=tuple(problem for each in made for problem in each.problems),
    )


class _ReportSlide:
    """One report on its way to a slide."""

    def __init__(
        self,
        report: Report,
        at: int,
        title: str,
        accent: int,
        column_size: Pt,
        design: SlideDesign,
        measurer: Measurer,
        edition: Edition,
    ) -> None:
        self.report = report
        self.at = at
        self.title = title
        self.accent = accent
        self.column_size = column_size
        self.design = design
        self.measurer = measurer
        self.terms = edition.terms
        self.problems: list[Problem] = []

    def made(self) -> _Made:
        outline = outline_of(self.report)
        quote = self._quote()
        arrangement, dropped, needs = self._arranged(outline, quote, more=False)
        if dropped or arrangement is None:
            if outline.editors:
                raise OversetError(self._points_overset(outline, quote))
            arrangement, dropped, needs = self._arranged(outline, quote, more=dropped > 0)
        layout = report_layout(self.design, needs)
        if dropped:
            self.problems.append(
                Problem(
                    "warning",
                    "slide-points-left",
                    f"幻灯片“{self.title}”放不下全部要点，另有 {dropped} 点只在备注里",
                    self.report.place,
                    "要自己挑选上幻灯片的话，在文件头写 `points:`（要点）",
                )
            )
        return _Made(
            Slide(
                "report",
                0,
                self.title,
                self._frames(layout, outline, arrangement, dropped, quote),
                notes_of(self.report),
                self._photo(layout),
                self.at,
                arrangement.shown if arrangement else (),
                dropped,
            ),
            layout,
            (self.report.column, *_features(needs, self.design)),
            tuple(self.problems),
        )

    def _arranged(self, outline: Outline, quote: str, *, more: bool) -> tuple[Arrangement | None, int, Needs]:
        """The best arrangement in the area that headline, byline and quote leave."""
        headline, _ = self._headline()
        strap = self._strap(outline)
        needs = Needs(
            self.design.layouts[0],
            self.accent,
            headline,
            self.column_size,
            self._byline_lines(more),
            bool(strap),
            bool(quote),
            self.report.portrait is not None,
            more,
        )
        body = next(text for text in report_layout(self.design, needs).texts if text.role == "body")
        area = self.design.head.area
        panel = self.design.panel
        rooms = rooms_in(
            Rect(area.x, body.rect.y, area.width, body.rect.height),
            self.design.layouts,
            panel.padding.left + panel.edge + panel.padding.right,
            panel.padding.top + panel.padding.bottom,
        )
        if strap:
            outline = outline._replace(groups=(outline.groups[0]._replace(head=""),))
        arrangement, dropped = arrange(outline, rooms, self.measurer)
        if arrangement:
            needs = needs._replace(columns=self.design.layouts[arrangement.room.key])
        return arrangement, dropped, needs

    def _headline(self) -> tuple[HeadlineSize, str]:
        """The first class of headline in whose lines the title goes, and the title with its breaks."""
        measure = headline_measure(self.design, self.report.portrait is not None)
        for headline in self.design.head.classes:
            broken = balanced(
                self.title,
                self.measurer,
                size=headline.size,
                measure=measure,
                lines=headline.lines,
                terms=self.terms,
            )
            if broken is not None:
                return headline._replace(lines=1 + broken.count("\n")), broken
        last = self.design.head.classes[-1]
        raise OversetError(
            Problem(
                "error",
                "slide-title-overset",
                f"标题有 {len(self.title)} 字，{last.size:g} 磅排 {last.lines} 行也放不进幻灯片",
                self.report.places.get("title", self.report.place),
                f"标题最多约 {int(last.lines * measure / last.size / self.design.slack.advance)} 字",
            )
        )

    def _byline_lines(self, more: bool) -> int:
        level = self.design.head.byline
        measure = byline_measure(self.design, self.report.portrait is not None, more)
        lines = self.measurer.lines(self._byline(), level, measure)
        if lines > self.design.head.byline_lines:
            raise OversetError(
                Problem(
                    "error",
                    "slide-byline-overset",
                    f"单位职务和作者要排 {lines} 行，幻灯片上最多 {self.design.head.byline_lines} 行",
                    self.report.places.get("post", self.report.place),
                    "把单位职务写短些",
                )
            )
        return max(lines, 1)

    def _byline(self) -> str:
        return "　".join(filter(None, (self.report.post, self.report.author)))

    def _strap(self, outline: Outline) -> str:
        """The heading of the only group, when it goes over all columns on one line."""
        if len(outline.groups) != 1 or not outline.groups[0].head:
            return ""
        head = outline.groups[0].head
        lines = self.measurer.lines(head, self.design.strap, self.design.head.area.width)
        return head if lines == 1 else ""

    def _quote(self) -> str:
        """The pull quote, when it goes into its box; told when it does not."""
        quote = self.report.quote
        box = self.design.quote
        measure = self.design.head.area.width - box.padding.left - box.edge - box.padding.right
        depth = box.height - box.padding.top - box.padding.bottom
        if quote and self.measurer.lines(quote, box.level, measure) * box.level.leading > depth + 0.01:
            self.problems.append(
                Problem(
                    "warning",
                    "slide-quote-left",
                    f"摘句有 {len(quote)} 字，放不进幻灯片的摘句框，没有放",
                    self.report.places.get("quote", self.report.place),
                    "选一句短些的",
                )
            )
            return ""
        return quote

    def _points_overset(self, outline: Outline, quote: str) -> Problem:
        """How much too much the editor's points are: how many of them, from the first, would go in."""
        points = outline.groups[0].points
        characters = sum(len(point.head) + sum(len(telling.text) for telling in point.tellings) for point in points)
        held = 0
        for some in range(len(points) - 1, 0, -1):
            fewer = outline._replace(groups=(outline.groups[0]._replace(points=points[:some]),))
            if self._arranged(fewer, quote, more=False)[0]:
                held = some
                break
        return Problem(
            "error",
            "slide-points-overset",
            f"要点有 {len(points)} 条、{characters} 字，一张幻灯片放不下",
            self.report.places.get("points", self.report.place),
            f"前 {held} 条放得下：删去 {len(points) - held} 条，或把话写短些" if held else "第一条就放不下：把话写短些",
        )

    def _frames(
        self, layout: SlideLayout, outline: Outline, arrangement: Arrangement | None, dropped: int, quote: str
    ) -> tuple[Frame, ...]:
        words = {
            "title": self._headline()[1],
            "column": self.report.column,
            "byline": self._byline(),
            "strap": outline.groups[0].head if outline.groups else "",
            "quote": quote,
            "more": f"另有 {dropped} 点见备注",
        }
        frames: list[Frame] = []
        for at, text in enumerate(layout.texts):
            if text.role == "body":
                filled = (
                    paragraphs(arrangement.columns[text.number - 1], arrangement.tellings[text.number - 1])
                    if arrangement
                    else (SlideParagraph(3, (SlideRun(IN_NOTES),)),)
                )
            elif text.role in words:
                filled = (SlideParagraph(0, (SlideRun(words[text.role]),)),)
            else:
                continue
            frames.append(Frame(at, filled, self.measurer.fit(filled, text)))
        return tuple(frames)

    def _photo(self, layout: SlideLayout) -> Photo | None:
        picture = self.report.portrait
        if picture is None:
            return None
        at = next(at for at, text in enumerate(layout.texts) if text.role == "portrait")
        alt = picture.caption or f"作者{self.report.author}的肖像"
        return Photo(at, picture, _crop(picture, layout.texts[at].rect), alt)


def notes_of(report: Report) -> tuple[str, ...]:
    """The whole report for the notes: kicker and subtitle where given, then every paragraph, pictures by their caption."""
    heads = tuple(text for text in (report.kicker, report.subtitle) if text)
    texts = tuple(
        paragraph.text or (paragraph.picture.caption if paragraph.picture else "") for paragraph in report.paragraphs
    )
    return heads + tuple(text for text in texts if text) or (report.title,)


def _crop(picture: Picture, rect: Rect) -> tuple[float, float, float, float]:
    """What to cut off so that the picture fills the slot; from the foot rather than from the head of a person."""
    wanted = rect.width / rect.height
    given = picture.width_px / picture.height_px
    if given > wanted:
        side = (1 - wanted / given) / 2
        return (side, 0.0, side, 0.0)
    rest = 1 - given / wanted
    return (0.0, rest / 4, 0.0, rest * 3 / 4)


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


def _theme_colors(columns: tuple[str, ...], design: Design, slide_design: SlideDesign) -> tuple[tuple[str, str], ...]:
    """The theme: fixed slots, then the colours of the columns as accents, filled up from the palette."""
    theme = slide_design.theme
    used = design.columns.by_column(columns)
    names = dict.fromkeys((*used.values(), *design.columns.named.values(), *design.columns.palette))
    accents = [name for name in names][:ACCENTS]
    while len(accents) < ACCENTS:
        accents.append(accents[-1] if accents else theme.dark2)
    slots = (
        *zip(SLOTS, (theme.dark1, theme.light1, theme.dark2, theme.light2), strict=True),
        *((f"accent{number}", name) for number, name in enumerate(accents, 1)),
        ("hlink", theme.link),
        ("folHlink", theme.visited),
    )
    return tuple((slot, "".join(f"{round(part * 255):02X}" for part in design.colors[name].rgb)) for slot, name in slots)


def _features(needs: Needs, design: SlideDesign) -> tuple[str, ...]:
    """Words that tell apart layouts of one name and column."""
    return tuple(
        word
        for word, given in (
            (needs.columns.variant, bool(needs.columns.variant)),
            (f"{needs.headline.lines}行题", needs.headline.lines > 1),
            (f"{needs.headline.size:g}磅题", needs.headline.size != design.head.classes[0].size),
            (f"{needs.byline_lines}行署名", needs.byline_lines > 1),
            ("通栏题", needs.strap),
            ("摘句", needs.quote),
            ("肖像", needs.portrait),
            ("有余", needs.more),
        )
        if given
    )


def _laid_out(made: list[_Made]) -> tuple[tuple[SlideLayout, ...], tuple[Slide, ...]]:
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
    layouts: list[SlideLayout] = []
    for name, layout in zip(names, numbers, strict=True):
        same = sum(other.name.startswith(name) for other in layouts)
        layouts.append(layout._replace(name=f"{name} {same + 1}" if names.count(name) > 1 and same else name))
    return tuple(layouts), tuple(slides)


def _furnished(
    slide: Slide,
    layouts: tuple[SlideLayout, ...],
    edition: Edition,
    at: int,
    total: int,
    design: SlideDesign,
    measurer: Measurer,
) -> Slide:
    """The slide with footer, date and number, as far as its layout has places for them."""
    day = edition.date
    number = (SlideRun(str(at + 1), field="slidenum"), SlideRun(f"/{total}"))
    frames = list(slide.frames)
    for place, text in enumerate(layouts[slide.layout].texts):
        if text.role == "footer":
            runs = next(
                (runs for runs in _footers(edition, design) if not overflows(measurer.fit((SlideParagraph(0, runs),), text))),
                (),
            )
        elif text.role == "date":
            runs = (SlideRun(f"{day.year}年{day.month}月{day.day}日"),)
        elif text.role == "number":
            runs = number
        else:
            continue
        if runs:
            paragraph = (SlideParagraph(0, runs),)
            frames.append(Frame(place, paragraph, measurer.fit(paragraph, text)))
    return slide._replace(frames=tuple(frames))


def _footers(edition: Edition, design: SlideDesign) -> tuple[tuple[SlideRun, ...], ...]:
    """The footer's words, fewer and fewer, for the first that goes on one line."""
    masthead = SlideRun(edition.masthead, design.foot.masthead_tone, bold=True)
    rest = " · ".join(filter(None, (edition.slogan, edition.chapter)))
    shorter = edition.chapter
    return tuple(
        (masthead, SlideRun(f"　{words}")) if words else (masthead,) for words in dict.fromkeys((rest, shorter, ""))
    )


def _cover(edition: Edition, design: SlideDesign, measurer: Measurer) -> _Made:
    """The cover: masthead, slogan and chapter, publisher and day."""
    page = design.cover_page
    day = f"{edition.date.year}年{edition.date.month}月{edition.date.day}日"
    for headline in page.title_levels:
        broken = balanced(
            edition.masthead, measurer, size=headline.size, measure=page.title.width, lines=headline.lines
        )
        if broken is not None:
            break
    else:
        raise OversetError(
            Problem("error", "slide-title-overset", "报头太长，放不进封面", edition.places.get("masthead"), "")
        )
    layout = cover_layout(design, headline)
    lines = (
        " · ".join(filter(None, (edition.slogan, edition.chapter))),
        "　".join(filter(None, (edition.publisher, edition.number and f"第{edition.number}期", day))),
    )
    frames: list[Frame] = []
    for at, text in enumerate(layout.texts):
        if text.role == "title":
            filled: tuple[SlideParagraph, ...] = (SlideParagraph(0, (SlideRun(broken),)),)
        elif text.role == "byline":
            filled = tuple(SlideParagraph(0, (SlideRun(line),)) for line in lines if line)
        else:
            continue
        frames.append(Frame(at, filled, measurer.fit(filled, text)))
    slide = Slide("cover", 0, edition.masthead, tuple(frames), tuple(line for line in lines if line))
    return _Made(slide, layout, ())


def _contents(edition: Edition, design: SlideDesign, measurer: Measurer) -> list[_Made]:
    """The contents, on as many slides as the entries need."""
    page = design.contents_page
    headline = design.head.classes[0]
    entries = [
        "　".join(filter(None, (report.title.replace("\u3000", " "), report.author))) for report in edition.reports
    ]
    single = contents_layout(design, 1, headline)
    body = next(text for text in single.texts if text.role == "body")
    layout, columns = single, _poured(entries, body.measure, body.depth, design, measurer)
    if len(columns) > 1:
        layout = contents_layout(design, 2, headline)
        body = next(text for text in layout.texts if text.role == "body")
        columns = _poured(entries, body.measure, body.depth, design, measurer)
    bodies = sum(text.role == "body" for text in layout.texts)
    pages = [columns[first : first + bodies] for first in range(0, len(columns), bodies)]
    made: list[_Made] = []
    number = 1
    for turn, filled in enumerate(pages, 1):
        title = page.title if len(pages) == 1 else f"{page.title}（{turn}）"
        if len(filled) < bodies:
            filled = _halved(filled[0])
            if len(filled) < bodies:
                layout = single
        frames: list[Frame] = []
        for at, text in enumerate(layout.texts):
            if text.role == "title":
                lines: tuple[SlideParagraph, ...] = (SlideParagraph(0, (SlideRun(title),)),)
            elif text.role == "body":
                some = filled[text.number - 1]
                lines = tuple(SlideParagraph(0, (SlideRun(entry),), number if number > 1 else 0) for entry in some)
                number += len(some)
            else:
                continue
            frames.append(Frame(at, lines, measurer.fit(lines, text)))
        slide = Slide("contents", 0, title, tuple(frames), tuple(entry for some in filled for entry in some))
        made.append(_Made(slide, layout, ()))
    return made


def _poured(entries: list[str], measure: Pt, depth: Pt, design: SlideDesign, measurer: Measurer) -> list[list[str]]:
    """The entries in columns, each filled before the next."""
    level = design.contents_page.level
    columns: list[list[str]] = []
    used = depth
    for entry in entries:
        height = measurer.height(((entry, level),), measure)
        if used + height > depth or not columns:
            columns.append([])
            used = 0.0
        columns[-1].append(entry)
        used += height
    return columns


def _halved(entries: list[str]) -> list[list[str]]:
    """The entries of a last, half-empty slide shared out to two columns."""
    half = (len(entries) + 1) // 2
    return [part for part in (entries[:half], entries[half:]) if part]


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
