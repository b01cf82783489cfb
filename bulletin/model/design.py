"""How it shall look: every number of the design, as a layout file gives it.

The layout file mirrors these records key by key: `read/layout.py` and `tools/schemas.py` derive reader and JSON Schema
from their annotations, so a new key is a new field here; the comment behind the field is its description in the
schema. Bare lengths are points; in the file a key may end in `_mm` and is read into the field without it.
"""

from collections.abc import Iterable, Mapping
from typing import Annotated, Literal, NamedTuple, TypeAlias

from bulletin.geometry import Insets
from bulletin.units import Pt


class Color(NamedTuple):
    """One colour twice: for the screen and for the press (never converted by formula)."""

    name: str
    rgb: tuple[float, float, float]  # 0-1, sRGB
    cmyk: tuple[float, float, float, float]  # 0-1

    def tint(self, share: float) -> "Color":
        """So much of this colour on white; it keeps its name, so that a file's target treats both alike."""
        red, green, blue = (1 - (1 - part) * share for part in self.rgb)
        cyan, magenta, yellow, black = (part * share for part in self.cmyk)
        return Color(self.name, (red, green, blue), (cyan, magenta, yellow, black))


Align: TypeAlias = Literal["justify", "left", "center", "right"]
BreakLevel: TypeAlias = Literal["none", "basic", "gb", "strict"]

LEAST_STROKE: Pt = 0.25  # no line of the masthead is drawn thinner
PAPER = Color("white", (1.0, 1.0, 1.0), (0.0, 0.0, 0.0, 0.0))  # what is left free of ink on a coloured ground
COLUMN = "column"  # as a colour: that of the report's 栏目
ColorName: TypeAlias = Annotated[str, "color"]  # a key of `colors`: where no report is at hand
OptionalColor: TypeAlias = Annotated[str, "optional-color"]  # a key of `colors`, or "" for none
ReportColor: TypeAlias = Annotated[str, "report-color"]  # a key of `colors`, or COLUMN: where a report is printed
Role: TypeAlias = Annotated[str, "role"]  # a key of `roles` in fonts/fonts.yaml: song, song-bold, hei, kai ...


class TextStyle(NamedTuple):
    """How one kind of text is set; sizes are multiples of the body size, so that copyfitting scales all."""

    role: Role
    scale: float = 1.0
    color: ReportColor = "black"
    bold_role: Role = "hei-bold"
    indent_em: float = 0.0
    align: Align = "justify"
    tracking_em: float = 0.0
    lines_above: int = 0  # grid lines of air above a paragraph or heading of the text; none at a column's head
    left_em: float = 0.0  # by how much all lines stand in from the left, and from the right by `right_em`
    right_em: float = 0.0
    hang_em: float = 0.0  # by how much the lines after the first stand in further


# By a part of the role's name, chosen by eye.
_WEIGHTS = {"kai": 1, "hei": 2, "bold": 3, "black": 4}


class FillerStyle(TextStyle):
    """How 补白 is set: as a `TextStyle`, but it belongs to no report and so knows the layout's colours only."""

    # Keys of a layout file, for its reader and the schema: air would stand above no paragraph.
    __annotations__ = {**TextStyle.__annotations__, "color": ColorName}
    del __annotations__["lines_above"]


class TextStyles(NamedTuple):
    body: TextStyle
    level1: TextStyle
    level2: TextStyle
    level3: TextStyle
    level4: TextStyle
    byline: TextStyle
    author: TextStyle  # the name in the byline
    kicker: TextStyle
    subtitle: TextStyle
    caption: TextStyle
    quote: TextStyle
    jump: TextStyle
    filler: FillerStyle
    item: TextStyle = TextStyle("song", left_em=2.0, hang_em=1.0)  # of a list; one nested in it stands in by hang_em
    block_quote: TextStyle = TextStyle("kai", left_em=2.0)
    note: TextStyle = TextStyle("song", scale=0.81, hang_em=1.0)  # text of a note, at the end of its report
    box_head: TextStyle = TextStyle("hei-bold", color=COLUMN, align="center")
    table_title: TextStyle = TextStyle("hei-bold", scale=0.952, align="center")
    table_head: TextStyle = TextStyle("hei-bold", scale=0.857, align="center")
    table_cell: TextStyle = TextStyle("song", scale=0.905, bold_role="hei-bold", align="left")
    table_unit: TextStyle = TextStyle("kai", scale=0.857, align="right")  # units in cells of the head too
    table_note: TextStyle = TextStyle("kai", scale=0.81, align="left")
    chart_label: TextStyle = TextStyle("hei", scale=0.857, align="left")
    chart_value: TextStyle = TextStyle("hei-bold", color=COLUMN, align="left")
    brief_head: TextStyle = TextStyle("hei-bold", scale=1.048, align="left")  # of a brief in a box
    brief_byline: TextStyle = TextStyle("kai", scale=0.857, align="left")  # its kicker and subtitle too
    lead_in: TextStyle = TextStyle("kai", scale=1.286)  # the lead's first paragraph

    def of_headings(self, levels: Iterable[int]) -> dict[int, TextStyle]:
        """Style of each level that a report's headings have.

        The highest has that of level 1, whatever its number; among the others none looks stronger than one above it.
        """
        highest, *others = sorted(set(levels)) or [1]
        own = (self.level1, self.level2, self.level3, self.level4)
        by_strength = sorted((own[min(level, 4) - 1] for level in others), key=_strength, reverse=True)
        return dict(zip((highest, *others), (self.level1, *by_strength), strict=True))


def _strength(style: TextStyle) -> tuple[float, int]:
    """How strong a heading looks: by size, then by weight; of one size Hei is stronger than Kai, Kai than Song."""
    return style.scale, max((weight for part, weight in _WEIGHTS.items() if part in style.role), default=0)


class TextDesign(NamedTuple):
    """Line composition (docs/typesetting.md)."""

    styles: TextStyles
    level: BreakLevel = "gb"
    hanging: bool = False
    han_latin_em: float = 0.25
    hyphenate: bool = True
    run_in: bool = True  # set the heads that paragraphs open with, `一要……。`, in bold
    narrow_indent_em: float = 1.0  # first-line indent in columns under 12 em


class Grid(NamedTuple):
    """The grid of the type area: columns * measure + gutters = width, exactly; both follow from the gutter wanted."""

    columns: int
    size: Pt
    leading: Pt
    masthead: Pt  # least depth of the masthead on page 1, band and white below; the text begins on the next grid line
    gutter_em: float = 1.36  # the gutter wanted; it is about so wide, since a column is whole quarters of an em
    first_baseline_em: float = 0.88  # from the top of the type area

    def measure(self, width: Pt) -> Pt:
        """A base column's width where the type area is `width` wide.

        It is the multiple of a quarter em whose gutter is nearest `gutter_em`; a single column has the whole width.
        """
        if self.columns == 1:
            return width
        exact = (width / self.size - self.gutter_em * (self.columns - 1)) / self.columns
        return max(0, round(exact * 4)) / 4 * self.size


class PageDesign(NamedTuple):
    width: Pt
    height: Pt
    margins: Insets
    bleed: Pt = 0.0


class HeadSizes(NamedTuple):
    """Sizes in points for one rank, the preferred first, by the base columns that the head spans."""

    span1: tuple[Pt, ...]
    span2: tuple[Pt, ...]
    span3: tuple[Pt, ...]
    span4: tuple[Pt, ...]

    def over(self, span: int) -> tuple[Pt, ...]:
        """The sizes over so many base columns; more than four are as four."""
        return (self.span1, self.span2, self.span3, self.span4)[min(span, 4) - 1]


# "by-width": centred over the whole width of the page and on pages of four equal modules, at the left elsewhere
HeadAlign: TypeAlias = Literal["left", "center", "by-width"]


class HeadDesign(NamedTuple):
    """Head blocks: tag, kicker, headline, subtitle, byline (docs/typesetting.md, Headlines)."""

    sizes: tuple[HeadSizes, ...]  # by rank; the last serves all further ranks
    roles: tuple[Role, ...]  # headline faces in order of preference; neighbours alternate
    color: ReportColor = "black"
    align: HeadAlign = "by-width"
    line_height: float = 1.2  # of the size
    tracking_max_em: float = 0.25
    tracking_min_em: float = -0.03
    fill_min: float = 0.6  # of the span, single-line heads
    text_gap: Pt = 6.5  # white between a head and its text, by ink: the same under all heads
    loose_gap: float = 0.85  # grid lines by which the white between the parts of a head may grow over the least
    white_above: float = 1.0  # grid lines of white above a head; of more, half stands below it
    kicker_scale: float = 0.55  # of the headline's size
    subtitle_scale: float = 0.55
    # how the heads of a page are graded after the plan (makeup/head_sizes.py)
    lead_ratio: float = 1.5  # of the front page's lead to the next head
    white_max: float = 0.05  # of a page's column lines: heads that leave more white than was planned keep a lower ratio
    inner_ratio: float = 1.15  # of the first head to the next on an inner page
    lead_lines: int = 12  # grid lines of text under the head of a lead; a shallower report gives way
    lead_columns: int = 2  # base columns that a report must span to lead in another's place
    floors: tuple[Pt, Pt, Pt, Pt] = (17.0, 19.0, 21.0, 22.0)  # over one to four columns: not made smaller inside
    step: Pt = 2.0  # between the sizes that a head may have
    stack_max: int = 3  # heads of one size and number of rows one under another
    foot_lines: int = 2  # of a head's white that may go to its module's foot, so that texts side by side begin level
    short_row: float = 0.4  # of the span: a row of two that fills less, and
    one_row_min: float = 0.3  # one row fills at least so much: the title stands in one row
    couplet_level: float = 0.85  # of the longer of two rows: a title whose shorter has as much, and
    couplet_row: float = 0.3  # of the span so much, may stand in two rows after the plan though they are short
    back_scale: float = 1.571  # of the body: a continuation's head at most


class LabelDesign(NamedTuple):
    """The coloured rule over a module and the 栏目 tag that hangs from it: its name white on the report's colour."""

    role: Role
    size: Pt
    width: Pt  # at least: a longer name makes it wider
    height: Pt  # from the top of the rule
    tracking_em: float
    rule: Pt  # thickness of the rule over the module
    air: Pt = 10.5  # white between the text above and the rule, which rises so far into the blank line over the module
    clear: Pt = 4.0  # white between tag and head, at least


class RuleDesign(NamedTuple):
    """A rule that belongs to the page."""

    width: Pt
    color: ColorName


class ReportRule(NamedTuple):
    """A rule inside a report's module."""

    width: Pt
    color: ReportColor


class RulesDesign(NamedTuple):
    column: ReportRule | None  # between the text columns of a module
    module: RuleDesign | None  # between stacked modules
    page_end: RuleDesign | None  # under the last module of a short last page
    side: RuleDesign | None = None  # between modules side by side
    notes: ReportRule | None = None  # over the notes at a report's end, a third of the column


class FolioDesign(NamedTuple):
    """The line in the head margin: publisher and number, date, folio words and page number."""

    role: Role
    size: Pt
    color: ColorName
    baseline: Pt  # above the top of the type area
    rule: RuleDesign | None
    rule_offset: Pt = 4.0  # of the rule below the baseline
    first_color: OptionalColor = ""  # on page 1, where a masthead that bleeds lies below the line; "" is `color`
    size_min: Pt = 5.5  # how small long texts are set, 七号; credits too
    size_step: Pt = 0.5  # from size to size on the way there
    rows_max: int = 2  # rows that long texts may take, where the head margin has room


class DisplayText(NamedTuple):
    """A text of the masthead: placed in the band's own units (see `MastheadDesign.viewbox`)."""

    role: Role
    size: float
    x: float
    baseline: float
    color: ColorName
    tracking_em: float = 0.0
    width: float | None = None  # the most that it may take, else up to the seal; a longer text is set smaller


class ArtShape(NamedTuple):
    """A vector of the masthead: an SVG path (`geometry.path_steps`), in the band's units.

    `yields`: left out where the title or the slogan would run into it.
    """

    path: Annotated[str, "path"]
    fill: OptionalColor = ""
    stroke: OptionalColor = ""
    width: float = 0.0
    anchor: Literal["stretch", "left", "center", "right"] = "stretch"  # what happens on a wider or narrower band
    yields: bool = False
    bleed: bool = False


class SealDesign(NamedTuple):
    """The chapter's seal at the band's right end: characters one under another, in two columns where they are many."""

    right: float  # of its right edge to the band's, in the band's units
    y: float
    width: float
    height: float
    radius: float
    fill: ColorName
    frame: ColorName
    frame_inset: float
    frame_width: float
    role: Role
    size: float
    color: ColorName


class NumberDesign(NamedTuple):
    """期号 in the band, left of the seal and between two rules: its first phrase large, all else in a row below it."""

    gap: float  # to the seal, in the band's units; where no chapter is given, the number takes the seal's right edge
    width: float
    top: float  # of the upper rule
    bottom: float  # of the lower rule
    rule: float
    color: ColorName
    role: Role
    size: float
    more_role: Role
    more_size: float


class MastheadDesign(NamedTuple):
    """The band over the whole width and what stands in it."""

    height: Pt  # of the band; the rest of `grid: masthead` is white below
    fill: ColorName
    viewbox: tuple[float, float]  # width and height in which its contents are given
    title: DisplayText
    slogan: DisplayText
    seal: SealDesign
    art: tuple[ArtShape, ...]
    bleed: bool = False
    number: NumberDesign | None = None  # None: 期号 stands in the folio line alone


class SlotDesign(NamedTuple):
    """A picture's slot: base columns and grid lines, caption included."""

    columns: int
    lines_min: int  # a picture is not made lower than this to help its module
    lines_max: int
    crop: float = 0.0  # share of a picture's area that may be cut off to fill the slot


class PicturesDesign(NamedTuple):
    portrait: SlotDesign
    landscape: SlotDesign
    full: SlotDesign
    upright: SlotDesign = SlotDesign(columns=1, lines_min=4, lines_max=26)  # pictures of a text that are no wider
    portrait_column: int = 0  # the text column (from 1) that holds portraits; 0 is the last
    min_dpi: float = 200.0


class TableDesign(NamedTuple):
    """三线表: its rules; how small its type may become before it is wider than the page."""

    rule: Pt = 1.2  # above and below
    head_rule: Pt = 0.6  # under the column heads
    color: ReportColor = "black"
    padding_em: float = 0.5  # white at both sides of a cell, em of its type
    scale_min: float = 0.8  # of the styles' sizes


class ChartDesign(NamedTuple):
    """A chart: bars, columns or a line in the report's colour and a tint of it, without a grid."""

    bar: Pt = 11.0  # thickness of a bar
    gap: Pt = 7.0  # between two bars
    rule: Pt = 0.5  # axis, and the rule above the chart
    tint: float = 0.4  # of the colour for all but the largest value
    line: Pt = 1.4  # of a 折线
    lines: int = 12  # grid lines of a chart of columns or lines, title and notes included


class BoxDesign(NamedTuple):
    """专栏: a part of a report on a ground of its own."""

    ground: OptionalColor = ""  # at most 8 % of ink
    inset_em: float = 1.0  # of its text from the column's edges


class BriefsDesign(NamedTuple):
    """简讯: short reports that gather in a box on a ground of its own, under one title."""

    least: int = 2  # briefs of a box at least
    max_characters: int = 400  # a report of fewer is a brief
    columns: int = 3  # base columns of a box at most
    share_max: float = 0.6  # of all text that briefs may be; more, and they are the issue: modules of their own
    band: float = 60.0  # what a single brief over the whole page costs, in lines of a column
    ground: OptionalColor = ""  # at most 8 % of ink
    padding: Pt = 9.0  # of the text from the box's edges
    role: Role = "song-black"  # of the title
    title_scale: float = 1.62  # of the title, times the body size
    color: ColorName = "black"  # of the title and of the rule over the box
    rule: Pt = 1.4


class QuoteDesign(NamedTuple):
    """A pull quote, and when the program chooses one: no column of text shall run on without a rest for the eye."""

    lines_min: int
    lines_max: int
    rule: ReportRule
    min_characters: int = 500
    pitch: float = 1.45  # line height over its size
    run_max: int = 40  # text lines of a column without heading, picture, table, box or quote
    run_line: float = 20.0  # what each line more costs where the report has a sentence to quote,
    run_most: float = 200.0  # all of them in one module at most,
    price: float = 3.0  # and each quote that the program chose
    apart: int = 10  # text lines between a quote and the sentence that it repeats, in one column


class LeadInDesign(NamedTuple):
    """导语: the first paragraph of the lead in larger type, where its module is wide; its lines share grid lines."""

    lines_min: int = 3  # a paragraph of fewer of its lines, or of more, is set as any other
    lines_max: int = 9
    step_lines: int = 3  # so many of its lines
    step_rows: int = 4  # take so many grid lines


class BoxType(NamedTuple):
    """One kind of text in a box of relief; points, which stay where copyfitting changes the size of the text."""

    role: Role
    size: Pt
    pitch: Pt  # from line to line


class ReliefDesign(NamedTuple):
    """What breaks the grey beside the text: 数说, 本期导读 and quotes in boxes of their own."""

    title: BoxType = BoxType("song-black", 14.0, 18.0)  # 数说
    source: BoxType = BoxType("hei", 7.5, 12.0)  # 数字摘自《…》, beside 数说
    figure: BoxType = BoxType("song-black", 31.0, 34.0)
    unit: BoxType = BoxType("hei-bold", 10.0, 13.0)
    noun: BoxType = BoxType("hei", 9.0, 13.0)
    quote: BoxType = BoxType("kai", 15.0, 21.75)
    wide_quote: BoxType = BoxType("kai", 20.0, 29.0)  # in a box of more than one base column
    contents_title: BoxType = BoxType("song-black", 17.0, 22.0)  # 本期导读
    label: BoxType = BoxType("hei", 9.0, 16.0)  # 栏目 in 本期导读, in its colour
    entry: BoxType = BoxType("song-bold", 11.0, 16.0)
    page: BoxType = BoxType("hei", 9.0, 16.0)
    color: OptionalColor = ""  # of 本期导读; "" is the masthead's
    rule: Pt = 1.4  # over a box
    quote_rule: Pt = 0.5  # under a quote
    contents_rule: Pt = 0.7  # under 本期导读
    hairline: Pt = 0.25  # between figures, between entries
    ground: float = 0.08  # of the column's colour, behind 数说
    padding: Pt = 9.5  # inside a ground
    unit_gap: Pt = 3.5  # between a figure and its unit
    stretch: Pt = 24.0  # by which the white between the parts of a box may grow
    noun_rows: int = 2  # lines of the words under a figure
    row: Pt = 28.0  # of an entry of one line; each further line adds its own
    lines_min: int = 6  # grid lines of a box
    lines_max: int = 46
    cost: float = 25.0  # of a box on a page, in column lines; and for each line of white in it `white_cost`
    contents_cost: float = -120.0  # of one with 本期导读
    modules_max: int = 4  # on a page that has a box
    columns_max: int = 2  # base columns of a box
    quote_scales: tuple[float, ...] = (1.2,)  # of a quote's size: larger where the box is deeper
    quotes_max: int = 3  # in a box
    more_quotes: float = 5.0  # what each beyond the first costs: several look hollow
    white_cost: float = 2.0


class FillerDesign(NamedTuple):
    rule: RuleDesign
    padding: Pt
    lines_min: int = 5
    lines_max: int = 16
    size_max: float = 1.6  # of a text, in body sizes
    share_max: float = 0.33  # of a page that fillers may take; the rest of its white stays


class JumpDesign(NamedTuple):
    to: str = "（下转第{page}版）"
    back: str = "（上接第{page}版）"
    min_characters: int = 600
    min_lines_stay: int = 10
    min_share_stay: float = 0.3
    min_lines_go: int = 10


Fit: TypeAlias = Literal["auto", "wide", "fixed"]


class CopyfitDesign(NamedTuple):
    """How far copyfitting may go from the layout's own grid (docs/typesetting.md, Copyfitting)."""

    fit: Fit = "auto"  # wide: also other sizes, to close the last page; fixed: the layout's own size and leading
    leading_min: float = 1.28  # times the size
    leading_max: float = 1.50
    size_range: Pt = 0.5  # by how much the size may change
    size_step: Pt = 0.5
    pages_fitted: int = 8  # of an issue; a longer one keeps the layout's grid
    size_floor: Pt = 9.0
    depth_less: int = 1  # grid lines under nominal depth
    depth_more: int = 2
    wide_size_min: float = 0.9  # times the layout's size, with `fit: wide`: 9.5 of 10.5 pt
    wide_size_max: float = 1.15  # 12 of 10.5 pt
    wide_leading_max: float = 1.5  # times the size, with `fit: wide`
    # How much worse than the best the plan of the last build may be to be kept after a small edit.
    steady_share: float = 0.03  # more of the area left white
    steady_lines: int = 4  # more grid lines left of the last page, besides
    steady_cost: float = 80.0  # more that a page's modules cost (docs/typesetting.md, Modules and trees)


class PricesDesign(NamedTuple):
    """What makeup pays for a look, in column lines of text (docs/typesetting.md, Modules and trees)."""

    band: float = 60.0  # a module over the page's whole width beside others on the page
    lead_band: float = 45.0  # the lead as such
    all_bands: float = 40.0  # a page of nothing else
    shallow_lead: float = 16.0  # each line of text that the lead has less than heads: lead_lines
    through: float = 20.0  # a page of three reports and more, parted from head to foot by one channel (断版)
    off_grid: float = 25.0  # text columns wider than the base column
    same_size_beside: float = 5.0  # two heads of one size side by side (碰题)
    same_size_below: float = 1.0  # and one below the other
    uneven_heads: float = 1.0  # two texts side by side, for each line that one begins lower
    unfilled: float = 8.0  # a last page that ends early,
    unfilled_line: float = 5.0  # and each line of it
    jump: float = 75.0  # a report that goes on overleaf


class PressDesign(NamedTuple):
    """What files for the press need beyond the page."""

    condition: str = "FOGRA39"  # a registered printing condition
    registry: str = "http://www.color.org"
    profile: str = "FOGRA39L_coated.icc"  # below layouts/icc, or an absolute path
    description: str = "Offset on coated paper, ISO 12647-2:2004/Amd 1"  # of the condition, in the file
    bleed: Pt = 3 * 72 / 25.4
    slug_area: Pt = 10 * 72 / 25.4
    max_ink: float = 2.8
    paper_thickness: Pt = 0.1 * 72 / 25.4  # for creep
    office_tints: Mapping[ColorName, float] = {}  # colour -> share of its inks that the office copier gets


class ColumnColors(NamedTuple):
    """Colours of the 栏目: known ones by name, unknown ones from the palette in turn."""

    named: Mapping[str, ColorName]
    palette: tuple[ColorName, ...]

    def by_column(self, columns: Iterable[str]) -> dict[str, ColorName]:
        """The colour of each 栏目, in order of appearance."""
        colors: dict[str, ColorName] = {}
        turn = 0
        for column in columns:
            if column not in colors and column in self.named:
                colors[column] = self.named[column]
            elif column not in colors:
                colors[column] = self.palette[turn % len(self.palette)]
                turn += 1
        return colors


class Design(NamedTuple):
    name: str
    title: str
    page: PageDesign
    grid: Grid
    text: TextDesign
    heads: HeadDesign
    label: LabelDesign
    rules: RulesDesign
    folio: FolioDesign
    masthead: MastheadDesign
    pictures: PicturesDesign
    quote: QuoteDesign
    filler: FillerDesign
    colors: Mapping[str, Color]
    columns: ColumnColors
    jump: JumpDesign = JumpDesign()
    copyfit: CopyfitDesign = CopyfitDesign()
    press: PressDesign = PressDesign()
    table: TableDesign = TableDesign()
    chart: ChartDesign = ChartDesign()
    box: BoxDesign = BoxDesign()
    prices: PricesDesign = PricesDesign()
    briefs: BriefsDesign = BriefsDesign()
    relief: ReliefDesign | None = ReliefDesign()  # none switches all of it off, and the lead-in too
    lead_in: LeadInDesign | None = LeadInDesign()  # none: the lead begins as any other report
    with_portraits: str = ""  # layout taken instead when a report has a portrait
    other_paper: str = ""  # layout of other paper that is offered where it would be full and this one is not

    def color(self, name: ReportColor, column: ColorName = "") -> Color:
        """The colour `name`: the one place where a name becomes a colour.

        Args:
            column: what COLUMN stands for, a report's colour of `ColumnColors.by_column`; furniture has none, and
                `read/layout.py` lets no COLUMN through to it.
        """
        return self.colors[column if name == COLUMN else name]


class OtherLayout(NamedTuple):
    """A layout that may be offered, by the name that `--layout` takes."""

    name: str
    design: Design
