"""Boxes that break the grey of a page: 数说, 本期导读 and quotes, one under another, of every depth that they can take.

A box is a leaf of the page's plan whose depth is free: what stands in it may grow. Each part has a few forms, from
rich to poor (four figures or one, titles in two lines or one), and in each form white between its lines that may grow
by as much as the layout allows. For every depth the richest forms are taken that go in with the least white.
"""

from collections.abc import Hashable, Mapping, Sequence
from functools import cached_property, partial
from itertools import product
from math import ceil, floor
from typing import Literal, NamedTuple, TypeAlias

from bulletin.choose.figures import FEWEST_FIGURES, KeyFigure, key_figures
from bulletin.choose.quotes import Quote
from bulletin.compose.askers import Asker
from bulletin.makeup.brief import Brief
from bulletin.makeup.headlines import EM_BELOW
from bulletin.makeup.known import Known
from bulletin.makeup.lead_in import may_lead_in
from bulletin.makeup.relief_source import sources
from bulletin.memory import kept
from bulletin.model.design import BoxType, Color, ReliefDesign, TextStyle
from bulletin.model.galley import Line
from bulletin.units import ROUNDING, Pt, fits

PartKind: TypeAlias = Literal["figures", "contents", "quote"]

FIGURE_SIZES = (1.0, 0.85, 0.7)  # of its size: how a long figure is made to fit
MOST_ENTRY_ROWS = 3
MOST_OWN_ROWS = 4  # of the words under a figure that the editor gave
MOST_QUOTE_ROWS = 8
SHORT_ROW = 0.25  # of the box: a quote is given no other line where one of them would be shorter
QUOTE_WIDTHS: Pt = 6.0  # multiples that quotes are composed to
LEAST_IN_TWO = 5  # characters of each line of a title that could stand in one line less
WIDEST_EM = 2.0  # no character is wider
LONE_EM = 8.0  # width of a box, in sizes of the figure, over which none stands alone in its row
MOST_PER_ROW = 4  # figures side by side
CLOSER_EM = -0.03  # small heads are set closer rather than in another line
PAGE_FORM = "{page}版"
FIGURES_TITLE = "数说"
SOURCE_GAP_EM = 0.8  # between 数说 and whose figures they are, em of the title
GAP_EM = 1.2  # between label, title and page of an entry, em of the label
LEAD = 0  # the report that leads
OF_NO_REPORT = -1  # as the report of a part that belongs to none


class ReliefPart(NamedTuple):
    """What one part of a box says."""

    kind: PartKind
    report: int = OF_NO_REPORT
    text: str = ""  # of a quote
    entries: tuple[int, ...] = ()  # of 本期导读: reports, in the order of their pages


class PlacedPart(NamedTuple):
    """A part where it stands in its box."""

    part: ReliefPart
    form: int  # which of its forms, from rich to poor
    top: Pt  # under the box's top
    height: Pt
    white: Pt  # of the height, by how much its white has grown


class Relief(NamedTuple):
    """A box of one depth, decided."""

    span: int  # base columns
    depth: int  # grid lines
    parts: tuple[PlacedPart, ...]

    @property
    def white(self) -> Pt:
        """By how much its white has grown: the less, the better it looks."""
        return sum(part.white for part in self.parts)


class SetFigure(NamedTuple):
    """A key figure, composed."""

    pieces: tuple[tuple[Pt, Line], ...]  # bound or verb, figure, unit, each with its distance from the left
    noun: tuple[Line, ...]
    words: KeyFigure


class PartForm(NamedTuple):
    """One way to set a part: what it holds and how high it is."""

    least: Pt
    gaps: int  # between its lines, of which each may grow
    rows: tuple[tuple[SetFigure, ...], ...] = ()  # of figures
    lines: tuple[tuple[Line, ...], ...] = ()  # of each entry, or of a quote
    type: BoxType | None = None  # of a quote


class Reliefs:
    """The boxes of one issue at one grid, each found once."""

    def __init__(self, brief: Brief, known: Known | None = None) -> None:
        """Of an issue whose editor or layout wants no relief there are none."""
        self._known = known or Known(brief)
        self._brief = brief
        self._area = brief.area
        self._composer = brief.composer
        self._reports = brief.edition.reports
        self._colors = brief.design.columns.by_column(report.column for report in self._reports)
        self._memory = brief.composer.memory
        self._on = brief.wants_relief
        self.design = brief.design.relief or ReliefDesign()

    @cached_property
    def issue(self) -> tuple[Hashable, ...]:
        """What of the whole issue makes a difference to its boxes, beside the reports that they are about."""
        titles = tuple(report.plain_title for report in self._reports)
        return self._known.recall(("titles", titles), object), self.label_width, self._lead_in

    @kept
    def key_figures(self, report: int) -> tuple[KeyFigure, ...]:
        """The key figures of a report."""
        story = self._reports[report]
        key = ("figures", story.paragraphs, story.title, story.figures)
        return self._memory.recall(key, lambda: key_figures(story))

    def quotes(self, report: int) -> tuple[Quote, ...]:
        """The sentences of a report that a box may print large: none that the lead may print large as its lead-in."""
        return tuple(quote for quote in self._brief.quotes(report).box if quote.text not in self._lead_in)

    @cached_property
    def _lead_in(self) -> str:
        """The text of the paragraph that the lead may have as its lead-in."""
        paragraphs = self._reports[LEAD].paragraphs if self._brief.design.lead_in else ()
        return next((each.text for place, each in enumerate(paragraphs) if may_lead_in(paragraphs, place)), "")

    @kept
    def combined(self, parts: tuple[ReliefPart, ...], span: int) -> Mapping[int, Relief]:
        """These parts one under another in one box, by depth: a run of depths without a hole, or several."""
        key = ("combined", parts, tuple(map(self._stories, parts)), span, self.issue)
        return self._known.recall(key, partial(self._combined, parts, span))

    def _stories(self, part: ReliefPart) -> tuple[Asker, ...]:
        """The reports that a part is about."""
        return tuple(map(self._known.story, part.entries if part.kind == "contents" else (part.report,)))

    def _combined(self, parts: tuple[ReliefPart, ...], span: int) -> Mapping[int, Relief]:
        forms = [self.forms(part, span) for part in parts]
        if not self._on or not parts or not all(forms):
            return {}
        between = self._area.grid.leading * (len(parts) - 1)
        best: dict[int, tuple[Pt, tuple[int, ...]]] = {}  # white, and the number of each part's form
        for choice in product(*(range(len(each)) for each in forms)):
            chosen = [own[number] for own, number in zip(forms, choice, strict=True)]
            least = sum(form.least for form in chosen) + between
            most = least + self.design.stretch * sum(form.gaps for form in chosen)
            for depth in self._depths(least, most):
                white = max(0.0, self.height(depth) - least)
                if depth not in best or white < best[depth][0] - ROUNDING:
                    best[depth] = white, choice
        return {
            depth: Relief(span=span, depth=depth, parts=self._placed(parts, forms, choice, white))
            for depth, (white, choice) in sorted(best.items())
        }

    def height(self, depth: int) -> Pt:
        """How high a box of so many grid lines is: it ends where the descenders of the text beside it do."""
        grid = self._area.grid
        return (depth - 1) * grid.leading + (grid.first_baseline_em + EM_BELOW) * grid.size

    def _depths(self, least: Pt, most: Pt) -> range:
        """The depths whose height lies between these."""
        grid, design = self._area.grid, self.design
        rest = grid.leading - (grid.first_baseline_em + EM_BELOW) * grid.size
        first = ceil((least + rest - ROUNDING) / grid.leading)
        last = floor((most + rest + ROUNDING) / grid.leading)
        return range(max(first, design.lines_min), min(last, design.lines_max) + 1)

    def _placed(
        self, parts: Sequence[ReliefPart], forms: Sequence[Sequence[PartForm]], choice: Sequence[int], white: Pt
    ) -> tuple[PlacedPart, ...]:
        """The parts of a box in the forms chosen; each grows by as much of its white as its gaps say."""
        chosen = [own[number] for own, number in zip(forms, choice, strict=True)]
        gaps = sum(form.gaps for form in chosen)
        placed: list[PlacedPart] = []
        top = 0.0
        for part, number, form in zip(parts, choice, chosen, strict=True):
            own = white * form.gaps / gaps
            placed.append(PlacedPart(part=part, form=number, top=top, height=form.least + own, white=own))
            top += form.least + own + self._area.grid.leading
        return tuple(placed)

    @kept
    def forms(self, part: ReliefPart, span: int) -> tuple[PartForm, ...]:
        """The ways to set a part, from rich to poor; () when it cannot be set at all."""
        key = part, self._stories(part), span, self.issue
        of = max(LEAD, part.report)  # 本期导读 is kept with the lead
        return self._known.recall_of(of, "forms", key, partial(self._forms, part, span))

    def _forms(self, part: ReliefPart, span: int) -> tuple[PartForm, ...]:
        width = self._area.span_width(span)
        if part.kind == "contents":
            return self._contents_forms(part.entries, width)
        with self._known.asking(part.report):
            return self._figure_forms(part.report, width) if part.kind == "figures" else self._quote_forms(part, width)

    def _figure_forms(self, report: int, width: Pt) -> tuple[PartForm, ...]:
        """As many figures as there are, or fewer; side by side where they are wide enough; none that belong nowhere."""
        design = self.design
        figures = self.key_figures(report)
        inner = width - 2 * design.padding
        if not self.source(report, inner):
            return ()
        forms: list[PartForm] = []
        for count in range(len(figures), min(FEWEST_FIGURES, len(figures)) - 1, -1):
            for across in range(min(count, MOST_PER_ROW), 0, -1):
                if count % across or (across == 1 and width > LONE_EM * design.figure.size):
                    continue
                cell = (inner - 2 * design.padding * (across - 1)) / across
                sets = self._set_figures(figures[:count], report, cell)
                if not sets:
                    continue
                rows = tuple(tuple(sets[first : first + across]) for first in range(0, count, across))
                least = 2 * design.padding + design.title.pitch + sum(map(self.row_height, rows))
                least += design.padding * len(rows)
                forms.append(PartForm(least=least, gaps=len(rows) + 1, rows=rows))
        return tuple(forms)

    @kept
    def source(self, report: int, width: Pt) -> tuple[str, Line] | None:
        """Whose figures these are, to stand beside the title in one row so wide; None where that finds no room."""
        title, own = self.design.title, self.design.source
        room = width - self.line(FIGURES_TITLE, title.role, title.size, self.color(report)).width
        with self._known.asking(report):
            ends = self._composer.word_ends(self._reports[report].plain_title)
        for words in sources(self._reports, report, ends):
            line = self.line(words, own.role, own.size, self._brief.design.color("black"))
            if fits(line.width, room - SOURCE_GAP_EM * title.size):
                return words, line
        return None

    def row_height(self, row: Sequence[SetFigure]) -> Pt:
        """How high figures side by side are, each with its words below."""
        return self.design.figure.pitch + max(len(each.noun) for each in row) * self.design.noun.pitch

    def _set_figures(self, figures: Sequence[KeyFigure], report: int, width: Pt) -> list[SetFigure]:
        """Figures with their words, all of one size; none where they find no room."""
        for share in FIGURE_SIZES:
            cells = [self._set_figure(figure, report, width, share) for figure in figures]
            sets = [each for each in cells if each]
            if len(sets) == len(figures):
                return sets
        return []

    def _set_figure(self, figure: KeyFigure, report: int, width: Pt, share: float) -> SetFigure | None:
        """A figure of this share of its size with its words; None where they find no room in so many lines."""
        design, black = self.design, self._brief.design.color("black")
        most = design.noun_rows if figure.paragraph >= 0 else MOST_OWN_ROWS
        noun = self.display(figure.noun, design.noun, width, most, black)
        if noun is None:
            return None
        unit = design.unit
        around = (figure.before, figure.unit)
        before, after = (self.line(text, unit.role, unit.size, black) if text else None for text in around)
        number = self.line(figure.figure, design.figure.role, design.figure.size * share, self.color(report))
        pieces: list[tuple[Pt, Line]] = []
        x = 0.0
        for line in filter(None, (before, number, after)):
            pieces.append((x, line))
            x += line.width + design.unit_gap
        if not fits(x - design.unit_gap, width):
            return None
        return SetFigure(pieces=tuple(pieces), noun=noun, words=figure)

    def line(self, text: str, role: str, size: Pt, color: Color) -> Line:
        """A few words on one line, however wide."""
        parts = ((text, TextStyle(role), color),)
        return self._composer.single(parts, size=size, measure=WIDEST_EM * size * len(text), align="left")[0]

    def _contents_forms(self, entries: Sequence[int], width: Pt) -> tuple[PartForm, ...]:
        """Every title in as few lines as it can, then more and more of them in one more."""
        if not entries or self.contents_head + len(entries) * self.design.row > self.height(self.design.lines_max):
            return ()  # not even tried
        room = width - self.label_width - self.page_width
        ways = [self._entry_ways(entry, room) for entry in entries]
        if not all(ways):
            return ()
        # the longest titles are the first to be given another line
        growing = sorted(
            (place for place, own in enumerate(ways) if len(own) > 1),
            key=lambda place: (-len(self._reports[entries[place]].title), place),
        )
        forms = []
        for count in range(len(growing), -1, -1):
            grown = set(growing[:count])
            lines = tuple(own[place in grown] for place, own in enumerate(ways))
            least = self.contents_head + sum(map(self.entry_height, lines)) + self.design.contents_rule
            forms.append(PartForm(least=least, gaps=len(lines), lines=lines))
        return tuple(forms)

    @kept
    def _entry_ways(self, entry: int, room: Pt) -> tuple[tuple[Line, ...], ...]:
        """An entry's title in the fewest lines that read well, and in two for one where that leaves none too short."""
        with self._known.asking(entry):
            return self._ways_of(self._reports[entry].title, room)

    def _ways_of(self, title: str, room: Pt) -> tuple[tuple[Line, ...], ...]:
        black, type_ = self._brief.design.color("black"), self.design.entry
        rows = (self._rows(title, room, count, black, type_) for count in range(1, MOST_ENTRY_ROWS + 1))
        ways = sorted((lines for lines in rows if lines), key=lambda lines: (self._misread(title, lines), len(lines)))
        best = ways[:1]
        if best and len(best[0]) == 1 and ("\u3000" in title or len(title) >= 2 * LEAST_IN_TWO):
            best += [lines for lines in ways if len(lines) == 2 and not self._misread(title, lines)]
        return tuple(best)

    def _misread(self, title: str, lines: tuple[Line, ...]) -> int:
        """How badly a title's lines end: 2 inside a word, or between a number and its measure, 1 off its phrases."""
        before = [title[line.end - 1] for line in lines[:-1]]
        parted = self._composer.parted(title, lines) or any(char.isdigit() for char in before)
        off_phrase = bool(before) and "\u3000" in title and "\u3000" not in before
        return 2 * bool(parted) + off_phrase

    @property
    def contents_head(self) -> Pt:
        """How high the title of 本期导读 is, from the rule over it to the first hairline."""
        return self.design.rule + self.design.padding + self.design.contents_title.pitch + self.design.padding

    def entry_height(self, lines: Sequence[Line]) -> Pt:
        return self.design.row + (len(lines) - 1) * self.design.entry.pitch

    @cached_property
    def label_width(self) -> Pt:
        """How far the titles of 本期导读 stand in, whichever reports it names."""
        size = self.design.label.size
        longest = max(len(report.column) for report in self._reports)
        return (longest + GAP_EM) * size if longest else 0.0

    @property
    def page_width(self) -> Pt:
        """What the page number of an entry takes, the white before it included."""
        return (2.0 + GAP_EM) * self.design.page.size

    def _quote_forms(self, part: ReliefPart, width: Pt) -> tuple[PartForm, ...]:
        """The sentence in type of its size, then in larger; in each in as few lines as it can, and in one more."""
        own = self.quote_type(width)
        scales = (1.0, *self.design.quote_scales)
        types = [own._replace(size=scale * own.size, pitch=scale * own.pitch) for scale in scales]
        found = [form for type_ in types for form in self._quote_in(part, type_, width)]
        return tuple(sorted(found, key=lambda form: -form.least))

    def _quote_in(self, part: ReliefPart, type_: BoxType, width: Pt) -> list[PartForm]:
        """The sentence in this type, in as few lines as it can, and in one more."""
        design = self.design
        width = floor(width / QUOTE_WIDTHS) * QUOTE_WIDTHS  # one for all the sizes that copyfitting tries
        found: list[PartForm] = []
        for rows in range(1, MOST_QUOTE_ROWS + 1):
            lines = self._rows(part.text, width, rows, self.color(part.report), type_, sentence=True)
            if lines and (not found or min(line.width for line in lines) >= SHORT_ROW * width):
                least = design.rule + design.quote_rule + 2 * design.padding + rows * type_.pitch
                found.append(PartForm(least=least, gaps=2, lines=(lines,), type=type_))
            if len(found) > 1:
                break
        return found

    def quote_type(self, width: Pt) -> BoxType:
        """The type of a quote in a box so wide."""
        return self.design.wide_quote if width > self._area.measure + self._area.gutter else self.design.quote

    def display(self, text: str, type_: BoxType, width: Pt, most: int, color: Color) -> tuple[Line, ...] | None:
        """A text in as few lines as it can, at most so many; None where it cannot."""
        ways = (self._rows(text, width, rows, color, type_) for rows in range(1, most + 1))
        return next((lines for lines in ways if lines), None)

    def _rows(
        self, text: str, width: Pt, rows: int, color: Color, kind: BoxType, *, sentence: bool = False
    ) -> tuple[Line, ...] | None:
        """A text in exactly so many lines; none of them may tear a name."""
        if sum(0.4 if char.isascii() else 0.9 for char in text) * kind.size > rows * width:
            return None  # not even tried
        lines = self._composer.display(
            text,
            kind.role,
            size=kind.size,
            measure=width,
            rows=rows,
            color=color,
            align="left",
            tracking=(CLOSER_EM, 0.0),
            sentence=sentence,
        )
        return None if lines is None or (rows > 1 and self._composer.tears(text, lines)) else lines

    def color(self, report: int) -> Color:
        """The colour of a report's 栏目."""
        return self._brief.design.color("column", self._colors[self._reports[report].column])


def entries_of(relief: Relief) -> tuple[int, ...]:
    """The reports that 本期导读 in a box leads to; none without it."""
    return tuple(entry for placed in relief.parts for entry in placed.part.entries)


def tints(relief: Relief) -> bool:
    """Whether a box has a ground where it may: 数说."""
    return any(placed.part.kind == "figures" for placed in relief.parts)
