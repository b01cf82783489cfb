"""How it shall look: every number of the design, as a layout file gives it.

The layout file mirrors these records key by key: `read/layout.py` and `tools/schemas.py` derive reader and JSON Schema
from their annotations, so a new key is a new field here. The comment behind a field, or above it where it is long, is
its sentence in docs/reference/; the Chinese one stands in tools/layouts.zh-CN.yaml. Bare lengths are points; in the
file a key may end in `_mm` and is read into the field without it.
"""

from collections.abc import Iterable, Mapping
from typing import Annotated, Literal, NamedTuple, TypeAlias

from bulletin.geometry import Insets
from bulletin.units import Pt


class Color(NamedTuple):
    """One colour twice: for the screen and for the press (never converted by formula); here all numbers are 0-1."""

    name: str
    rgb: tuple[float, float, float]  # on the screen: # and six hexadecimal digits, in quotes
    # in print: percent of cyan, magenta, yellow and black; of small type at most two of them
    cmyk: tuple[float, float, float, float]

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

    role: Role  # the face of its plain text, by its role in fonts.yaml
    # its usual size, times the body's; kicker and subtitle shrink with their headline, fillers grow with their hole
    scale: float = 1.0
    color: ReportColor = "black"  # the colour of its text, bold or plain
    bold_role: Role = "hei-bold"  # the face of what is bold in it
    indent_em: float = 0.0  # how far the first line stands in; of text set to the right, from the right edge
    align: Align = "justify"  # justify (both edges even), left, center or right
    tracking_em: float = 0.0  # white added between its characters
    # empty grid lines above a paragraph or heading, none at a column's head; of body and level1 to level4 only
    lines_above: int = 0
    left_em: float = 0.0  # how far all lines stand in from the left
    right_em: float = 0.0  # how far all lines end before the right edge
    hang_em: float = 0.0  # how far the lines after the first stand in further


# By a part of the role's name, chosen by eye.
_WEIGHTS = {"kai": 1, "hei": 2, "bold": 3, "black": 4}


class FillerStyle(TextStyle):
    """How 补白 is set: as a `TextStyle`, but it belongs to no report and so knows the layout's colours only."""

    # Keys of a layout file, for its reader and the schema: air would stand above no paragraph.
    __annotations__ = {**TextStyle.__annotations__, "color": ColorName}
    del __annotations__["lines_above"]


class TextStyles(NamedTuple):
    """The kinds of text."""

    body: TextStyle  # the text of reports
    level1: TextStyle  # headings of the highest level (一、)
    level2: TextStyle  # headings of the second level (（一）)
    level3: TextStyle  # headings of the third level (1.)
    level4: TextStyle  # headings of the fourth level (（1）)
    byline: TextStyle  # the post in the byline
    author: TextStyle  # the name in the byline, behind the post
    kicker: TextStyle  # the line above a headline (引题)
    subtitle: TextStyle  # the line under a headline (副题)
    caption: TextStyle  # the words under a picture (图说)
    quote: TextStyle  # pull quotes among the columns (摘句)
    jump: TextStyle  # （下转第2版） and （上接第1版）
    filler: FillerStyle  # texts of 补白
    # items of a list; one nested in another stands in by its `hang_em` more
    item: TextStyle = TextStyle("song", left_em=2.0, hang_em=1.0)
    block_quote: TextStyle = TextStyle("kai", left_em=2.0)  # quotations (> )
    note: TextStyle = TextStyle("song", scale=0.81, hang_em=1.0)  # texts of notes, at the end of their report
    box_head: TextStyle = TextStyle("hei-bold", color=COLUMN, align="center")  # the title of a box (专栏)
    table_title: TextStyle = TextStyle("hei-bold", scale=0.952, align="center")  # titles of tables and charts
    table_head: TextStyle = TextStyle("hei-bold", scale=0.857, align="center")  # heads of a table's columns
    table_cell: TextStyle = TextStyle("song", scale=0.905, bold_role="hei-bold", align="left")  # cells of a table
    # the unit over a table, and units in its heads
    table_unit: TextStyle = TextStyle("kai", scale=0.857, align="right")
    table_note: TextStyle = TextStyle("kai", scale=0.81, align="left")  # notes and sources under tables and charts
    chart_label: TextStyle = TextStyle("hei", scale=0.857, align="left")  # names along the axis of a chart
    chart_value: TextStyle = TextStyle("hei-bold", color=COLUMN, align="left")  # the figures in a chart
    brief_head: TextStyle = TextStyle("hei-bold", scale=1.048, align="left")  # the title of a brief in the box
    # post and name of a brief in the box, its kicker and subtitle too
    brief_byline: TextStyle = TextStyle("kai", scale=0.857, align="left")
    lead_in: TextStyle = TextStyle("kai", scale=1.286)  # the lead's first paragraph (导语)

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

    styles: TextStyles  # the look of each kind of text
    # line-break prohibition: none, basic (a solidus may end a line), gb, or strict (—— and …… begin no line either)
    level: BreakLevel = "gb"
    hanging: bool = False  # whether one ， 、 or 。 at a line's end may hang half an em outside the column
    han_latin_em: float = 0.25  # white between Chinese and letters or figures
    hyphenate: bool = True  # whether long Latin words may be hyphenated at a line's end
    run_in: bool = True  # whether the first sentence of a numbered paragraph (一要……。) is set in bold as its head
    narrow_indent_em: float = 1.0  # the most that lines stand in where a column is narrower than 12 em


class Grid(NamedTuple):
    """The grid of the type area: columns * measure + gutters = width, exactly; both follow from the gutter wanted."""

    columns: int  # how many base columns the type area has
    size: Pt  # the size of the body
    leading: Pt  # distance from one line of the body to the next, which is the step of the baseline grid
    masthead: Pt  # least depth of the masthead on page 1, band and white below; the text begins on the next grid line
    gutter_em: float = 1.36  # the gutter wanted, about: a column is whole quarters of an em wide
    first_baseline_em: float = 0.88  # from the top of the type area to the first baseline

    def measure(self, width: Pt) -> Pt:
        """A base column's width where the type area is `width` wide.

        It is the multiple of a quarter em whose gutter is nearest `gutter_em`; a single column has the whole width.
        """
        if self.columns == 1:
            return width
        exact = (width / self.size - self.gutter_em * (self.columns - 1)) / self.columns
        return max(0, round(exact * 4)) / 4 * self.size


class PageDesign(NamedTuple):
    """The paper and its margins."""

    width: Pt  # width of the paper, 35 to 1422 mm
    height: Pt  # height of the paper, 35 to 1422 mm
    margins: Insets  # white from the paper's edges to the type area; folio line and credits stand in it
    # how far a masthead's ground with `bleed: true` runs over the trim; print files have `press: bleed` at least
    bleed: Pt = 0.0


class HeadSizes(NamedTuple):
    """Sizes in points for one rank, the preferred first, by the base columns that the head spans."""

    span1: tuple[Pt, ...]  # sizes over one base column
    span2: tuple[Pt, ...]  # sizes over two base columns
    span3: tuple[Pt, ...]  # sizes over three base columns
    span4: tuple[Pt, ...]  # sizes over four base columns and more

    def over(self, span: int) -> tuple[Pt, ...]:
        """The sizes over so many base columns; more than four are as four."""
        return (self.span1, self.span2, self.span3, self.span4)[min(span, 4) - 1]


# "by-width": centred over the whole width of the page and on pages of four equal modules, at the left elsewhere
HeadAlign: TypeAlias = Literal["left", "center", "by-width"]


class HeadDesign(NamedTuple):
    """Head blocks: tag, kicker, headline, subtitle, byline (docs/typesetting.md, Headlines)."""

    sizes: tuple[HeadSizes, ...]  # sizes of headlines by rank; the last row serves all further ranks
    roles: tuple[Role, ...]  # faces of headlines in order of preference; neighbours take turns
    color: ReportColor = "black"  # the colour of headlines
    # left, center, or by-width: centred over the page's whole width and on pages of four equal modules, else left
    align: HeadAlign = "by-width"
    line_height: float = 1.2  # from row to row of a headline, times its size
    tracking_max_em: float = 0.25  # how much a headline may be letterspaced to fill its row
    tracking_min_em: float = -0.03  # how much a headline may be squeezed to go into its row, a negative number
    fill_min: float = 0.6  # share of its width that a headline in one row should fill at least
    text_gap: Pt = 6.5  # white between a head and its text, by ink: the same under all heads
    loose_gap: float = 0.85  # grid lines by which the white between the parts of a head may grow
    white_above: float = 1.0  # grid lines of white above a head; of more, half stands below it
    kicker_scale: float = 0.55  # size of the kicker, times its headline's
    subtitle_scale: float = 0.55  # size of the subtitle, times its headline's
    # how the heads of a page are graded after the plan (makeup/head_sizes.py)
    lead_ratio: float = 1.5  # how many times as large as the next the lead's headline on page 1 should be
    white_max: float = 0.05  # share of a page's column lines that heads may leave white for the sake of such a ratio
    inner_ratio: float = 1.15  # how many times as large as the next the first headline of another page should be
    # grid lines of text that the lead has under its head; a shallower report gives way to the next
    lead_lines: int = 12
    lead_columns: int = 2  # base columns that a report must span to lead in another's place
    # sizes under which a headline on an inner page is not made smaller for such a ratio, over one to four columns
    floors: tuple[Pt, Pt, Pt, Pt] = (17.0, 19.0, 21.0, 22.0)
    step: Pt = 2.0  # the difference between the sizes that a headline may have
    stack_max: int = 3  # headlines of one size and number of rows that may stand one under another
    # grid lines of a head's white that may go to the foot of its module, so that texts side by side begin level
    foot_lines: int = 2
    short_row: float = 0.4  # share of its width that each row of a headline in two rows should fill
    one_row_min: float = 0.3  # share that one row must fill for such a headline to stand in one row instead
    couplet_level: float = 0.85  # how long the shorter of two rows is to the longer where they look like a couplet
    couplet_row: float = 0.3  # share of its width that the rows of such a couplet fill at least
    back_scale: float = 1.571  # the most that the short headline over a continuation is, times the body


class LabelDesign(NamedTuple):
    """The coloured rule over a module and the 栏目 tag that hangs from it: its name white on the report's colour."""

    role: Role  # the face of the name on the tag
    size: Pt  # size of the name
    width: Pt  # least width of the tag; a longer name makes it wider
    height: Pt  # depth of the tag, from the top of the rule
    tracking_em: float  # white added behind every character of the name
    rule: Pt  # thickness of the rule over the module
    air: Pt = 10.5  # white between the text above and the rule, which rises so far into the blank line over its module
    clear: Pt = 4.0  # least white between tag and head


class RuleDesign(NamedTuple):
    """A rule that belongs to the page."""

    width: Pt  # how thick the rule is
    color: ColorName  # the colour of the rule; no report owns it, so `column` will not do


class ReportRule(NamedTuple):
    """A rule inside a report's module."""

    width: Pt  # how thick the rule in the report is
    color: ReportColor  # the colour of the rule; `column` is that of the report's 栏目


class RulesDesign(NamedTuple):
    """The rules of a page; none leaves one out."""

    column: ReportRule | None  # rules between the text columns of a module
    module: RuleDesign | None  # rules between modules one above another
    page_end: RuleDesign | None  # the rule under the last module of a last page that ends early
    side: RuleDesign | None = None  # rules between modules side by side
    notes: ReportRule | None = None  # the rule over the notes at a report's end, a third of the column wide


class FolioDesign(NamedTuple):
    """The line in the head margin: publisher and number, date, folio words and page number."""

    role: Role  # the face of all texts of the line
    size: Pt  # the size of its texts, unless they are too long
    color: ColorName  # the colour of its texts; the rule has its own
    baseline: Pt  # how far its baseline stands above the type area
    rule: RuleDesign | None  # the rule under it; none leaves it out
    rule_offset: Pt = 4.0  # how far the rule stands under the baseline
    # its colour on page 1, where the ground of a masthead that bleeds lies under it; "" is `color`
    first_color: OptionalColor = ""
    size_min: Pt = 5.5  # how small long texts are set, those of the credits too
    size_step: Pt = 0.5  # the steps from `size` down to it
    rows_max: int = 2  # rows that long texts may take, 1 or 2, where the head margin has room


class DisplayText(NamedTuple):
    """A text of the masthead: placed in the band's own units (see `MastheadDesign.viewbox`)."""

    role: Role  # the face of its characters, large or small
    size: float  # the size that it has where it goes in, in units of the band
    x: float  # where it begins, from the left
    baseline: float  # its baseline, from the top
    color: ColorName  # the colour of its characters on the band
    tracking_em: float = 0.0  # white between its characters, in ems of its size
    # the most that it may take; none is up to the number or the seal; a longer text is set smaller
    width: float | None = None


class ArtShape(NamedTuple):
    """A vector of the masthead: an SVG path (`geometry.path_steps`), in the band's units."""

    path: Annotated[str, "path"]  # its outline: absolute M, L, C and Z of an SVG path
    fill: OptionalColor = ""  # the colour that fills its outline
    stroke: OptionalColor = ""  # the colour of its outline
    width: float = 0.0  # thickness of its outline
    # what happens on a band of another width: stretch with it, or keep to its left, center or right
    anchor: Literal["stretch", "left", "center", "right"] = "stretch"
    yields: bool = False  # whether it is left out where the title or the slogan would run into it
    bleed: bool = False  # whether it may run over the band's edges and the paper's


class SealDesign(NamedTuple):
    """The chapter's seal at the band's right end: characters one under another, in two columns where they are many."""

    right: float  # from its right edge to the band's
    y: float  # from the band's top to its own
    width: float  # how wide the seal is
    height: float  # its height
    radius: float  # how round its corners are
    fill: ColorName  # the colour of its ground
    frame: ColorName  # the colour of its frame
    frame_inset: float  # from its edge to the frame inside
    frame_width: float  # thickness of the frame
    role: Role  # the face of its characters
    size: float  # the largest size of its characters; many are set smaller
    color: ColorName  # the colour of its characters


class NumberDesign(NamedTuple):
    """期号 in the band, left of the seal and between two rules: its first phrase large, all else in a row below it."""

    gap: float  # from its right edge to the seal; without a chapter the number takes the seal's right edge
    width: float  # how wide the block of the number is, rules included
    top: float  # where the upper rule stands, from the band's top
    bottom: float  # where the lower rule stands, from the band's top
    rule: float  # thickness of the two rules
    color: ColorName  # the colour of rules and text
    role: Role  # the face of the large row
    size: float  # the size of the large row
    more_role: Role  # the face of the row below
    more_size: float  # the size of the row below


class MastheadDesign(NamedTuple):
    """The band over the whole width and what stands in it."""

    height: Pt  # depth of the band; the rest of `grid: masthead` is white below it
    fill: ColorName  # the colour of the band
    # width and height of the units in which its contents are placed; the width is the type area's
    viewbox: tuple[float, float]
    title: DisplayText  # the name of the publication (报头)
    slogan: DisplayText  # the line under it (口号)
    seal: SealDesign  # the seal with the chapter (篇名)
    art: tuple[ArtShape, ...]  # drawings on the band, each a vector path; the later ones lie on top
    bleed: bool = False  # whether the band runs over the paper's edges at the top and the sides
    number: NumberDesign | None = None  # the number in the band; none leaves it to the folio line


class SlotDesign(NamedTuple):
    """A picture's slot: base columns and grid lines, caption included."""

    columns: int  # how many base columns wide it is
    lines_min: int  # grid lines under which no picture is made to help its module
    lines_max: int  # grid lines that it may have
    crop: float = 0.0  # share of the picture that may be cut off to fill the slot


class PicturesDesign(NamedTuple):
    """The slots of pictures, by their shape."""

    portrait: SlotDesign  # portraits of authors, at the head of a column
    landscape: SlotDesign  # pictures from 1.1 to 2.2 times as wide as high
    full: SlotDesign  # pictures more than 2.2 times as wide as high
    # pictures less than 1.1 times as wide as high
    upright: SlotDesign = SlotDesign(columns=1, lines_min=4, lines_max=26)
    portrait_column: int = 0  # the text column that holds portraits, from 1; 0 is the last
    min_dpi: float = 200.0  # resolution under which a printed picture is told as too coarse


class TableDesign(NamedTuple):
    """三线表: its rules; how small its type may become before it is wider than the page."""

    rule: Pt = 1.2  # thickness of the rules above and below
    head_rule: Pt = 0.6  # thickness of the rule under the column heads
    color: ReportColor = "black"  # the colour of the rules
    padding_em: float = 0.5  # white at both sides of a cell, in ems of its type
    scale_min: float = 0.8  # how small the type of a table too wide for the page may become, times its styles' sizes


class ChartDesign(NamedTuple):
    """A chart: bars, columns or a line in the report's colour and a tint of it, without a grid."""

    bar: Pt = 11.0  # thickness of a bar
    gap: Pt = 7.0  # white between two bars
    rule: Pt = 0.5  # thickness of the axis, and of the rule above the chart
    tint: float = 0.4  # how strong the colour of all but the largest bar is, 1 in full
    line: Pt = 1.4  # thickness of the line of a 折线
    lines: int = 12  # grid lines of a chart of columns or lines, title and notes included


class BoxDesign(NamedTuple):
    """专栏: a part of a report on a ground of its own."""

    ground: OptionalColor = ""  # the colour behind it, of 8 % ink at most in all
    inset_em: float = 1.0  # how far its text stands in from both edges of the column


class BriefsDesign(NamedTuple):
    """简讯: short reports that gather in a box on a ground of its own, under one title."""

    least: int = 2  # how many briefs a box has at least
    max_characters: int = 400  # reports of fewer characters are briefs
    columns: int = 3  # how many base columns a box has at most
    # share of all text up to which short reports gather; where they are more, only those of `kind: brief` do
    share_max: float = 0.6
    band: float = 60.0  # what a brief that stands alone over the page's whole width costs besides `prices: band`
    ground: OptionalColor = ""  # the colour behind the box, of 8 % ink at most in all
    padding: Pt = 9.0  # white between the box's edges and its text
    role: Role = "song-black"  # the face of the title 简讯
    title_scale: float = 1.62  # size of the title, times the body's
    color: ColorName = "black"  # the colour of the title and of the rule over the box
    rule: Pt = 1.4  # thickness of the rule over the box


class QuoteDesign(NamedTuple):
    """A pull quote, and when the program chooses one: no column of text shall run on without a rest for the eye."""

    lines_min: int  # grid lines of a quote at least
    lines_max: int  # grid lines of a quote at most
    rule: ReportRule  # the rules above and below it
    min_characters: int = 500  # reports of fewer characters have none
    pitch: float = 1.45  # from row to row, times the size of the quote
    run_max: int = 40  # text lines of a column that may follow each other without heading, picture, table, box or quote
    run_line: float = 20.0  # what each line beyond `run_max` costs where the report has a sentence to quote
    run_most: float = 200.0  # the most that such lines of one module cost
    price: float = 3.0  # what each quote that the program chose costs
    apart: int = 10  # text lines between a quote and the sentence that it repeats, where both stand in one column


class LeadInDesign(NamedTuple):
    """导语: the first paragraph of the lead in larger type, where its module is wide; its lines share grid lines."""

    lines_min: int = 3  # lines of larger type that the paragraph must take at least
    lines_max: int = 9  # lines of larger type that it may take at most
    step_lines: int = 3  # so many lines of larger type share `step_rows` grid lines
    step_rows: int = 4  # grid lines that `step_lines` lines of larger type take


class BoxType(NamedTuple):
    """One kind of text in a box of relief; points, which stay where copyfitting changes the size of the text."""

    role: Role  # the face in which it is set
    size: Pt  # the size in which it is set, whatever the body has
    pitch: Pt  # from line to line


class ReliefDesign(NamedTuple):
    """What breaks the grey beside the text: 数说, 本期导读 and quotes in boxes of their own."""

    title: BoxType = BoxType("song-black", 14.0, 18.0)  # the word 数说
    source: BoxType = BoxType("hei", 7.5, 12.0)  # whose figures they are (数字摘自《…》), beside 数说
    figure: BoxType = BoxType("song-black", 31.0, 34.0)  # the figures of 数说
    unit: BoxType = BoxType("hei-bold", 10.0, 13.0)  # the unit beside a figure, and a word before it
    noun: BoxType = BoxType("hei", 9.0, 13.0)  # the words under a figure
    quote: BoxType = BoxType("kai", 15.0, 21.75)  # a quote in a box of one base column
    wide_quote: BoxType = BoxType("kai", 20.0, 29.0)  # a quote in a wider box
    contents_title: BoxType = BoxType("song-black", 17.0, 22.0)  # the words 本期导读
    label: BoxType = BoxType("hei", 9.0, 16.0)  # the 栏目 of an entry of 本期导读, in its colour
    entry: BoxType = BoxType("song-bold", 11.0, 16.0)  # the title of an entry of 本期导读
    page: BoxType = BoxType("hei", 9.0, 16.0)  # the page of an entry of 本期导读
    color: OptionalColor = ""  # the colour of 本期导读; "" is the masthead's
    rule: Pt = 1.4  # thickness of the rule over a box
    quote_rule: Pt = 0.5  # thickness of the rule under a quote
    contents_rule: Pt = 0.7  # thickness of the rule under 本期导读
    hairline: Pt = 0.25  # thickness of the rules between figures and between entries
    ground: float = 0.08  # how strong the column's colour behind 数说 is, 1 in full
    padding: Pt = 9.5  # white inside a box, above and below its parts and at the sides of 数说
    unit_gap: Pt = 3.5  # white between a figure and its unit
    stretch: Pt = 24.0  # how much each white between the parts of a box may grow
    noun_rows: int = 2  # rows that the words under a figure may take; those that an editor wrote up to four
    row: Pt = 28.0  # depth of an entry of one line in 本期导读; each further line adds its own
    lines_min: int = 6  # grid lines of a box beside the text at least
    lines_max: int = 46  # grid lines of a box beside the text at most
    cost: float = 25.0  # what a box on a page costs, in lines of a column
    contents_cost: float = -120.0  # what one with 本期导读 costs instead; less than 0 is a gain
    modules_max: int = 4  # modules of a page that may have a box, at most
    columns_max: int = 2  # base columns of a box at most
    quote_scales: tuple[float, ...] = (1.2,)  # larger sizes of a quote where its box is deeper, times its own
    quotes_max: int = 3  # quotes in a box at most
    more_quotes: float = 5.0  # what each quote beyond the first costs
    white_cost: float = 2.0  # what each line of white in a box costs


class FillerDesign(NamedTuple):
    """补白: a boxed text or picture that closes a hole."""

    rule: RuleDesign  # the frame
    padding: Pt  # white between frame and contents
    lines_min: int = 5  # grid lines of a filler with its frame at least
    lines_max: int = 16  # grid lines of a filler with its frame at most
    size_max: float = 1.6  # how large its text may become, times the body
    share_max: float = 0.33  # share of a page's area that fillers may take; the rest of its white stays


class JumpDesign(NamedTuple):
    """Reports that go on overleaf (转版): their words, and how much stays and goes."""

    to: str = "（下转第{page}版）"  # words at the end of what stays; {page} is the number of the page
    back: str = "（上接第{page}版）"  # words over what goes on; {page} is the number of the page
    min_characters: int = 600  # reports of fewer characters do not go on overleaf
    min_lines_stay: int = 10  # text lines that stay at least
    min_share_stay: float = 0.3  # share of the report that stays at least, of a very long one half a page
    min_lines_go: int = 10  # text lines that go at least


Fit: TypeAlias = Literal["auto", "wide", "fixed"]


class CopyfitDesign(NamedTuple):
    """How far copyfitting may go from the layout's own grid (docs/typesetting.md, Copyfitting)."""

    # auto, wide (size and leading also further away, to close the last page) or fixed (the layout's own)
    fit: Fit = "auto"
    leading_min: float = 1.28  # least leading, times the size
    leading_max: float = 1.50  # largest leading, times the size
    size_range: Pt = 0.5  # by how much the size may differ from the layout's
    size_step: Pt = 0.5  # the steps of the size
    pages_fitted: int = 8  # issues of more pages keep the layout's grid
    size_floor: Pt = 9.0  # least size, unless the layout's own is smaller
    depth_less: int = 1  # grid lines by which a page may end early and still be full
    depth_more: int = 2  # grid lines that a page may have more, in the foot margin
    wide_size_min: float = 0.9  # least size with `fit: wide`, times the layout's
    wide_size_max: float = 1.15  # largest size with `fit: wide`, times the layout's
    wide_leading_max: float = 1.5  # largest leading with `fit: wide`, times the size
    # share of the area that the plan of the last build may leave white beyond a new one and still be kept
    steady_share: float = 0.03
    steady_lines: int = 4  # grid lines that it may leave besides
    steady_cost: float = 80.0  # how much more the modules of its pages may cost on average (`prices`)


class PricesDesign(NamedTuple):
    """What makeup pays for a look, in column lines of text (docs/typesetting.md, Modules and trees)."""

    band: float = 60.0  # a module over the page's whole width where others stand on the page
    lead_band: float = 45.0  # the lead as such a band
    all_bands: float = 40.0  # a page of nothing but bands
    shallow_lead: float = 16.0  # each line of text that the lead has less than `heads: lead_lines`
    through: float = 20.0  # a page of three reports and more parted from head to foot by one channel (断版)
    off_grid: float = 25.0  # text columns wider than the base column
    same_size_beside: float = 5.0  # two headlines of one size side by side (碰题)
    same_size_below: float = 1.0  # two headlines of one size one under the other
    uneven_heads: float = 1.0  # each line by which one of two texts side by side begins lower
    unfilled: float = 8.0  # a last page that ends early
    unfilled_line: float = 5.0  # each line of it that stays white
    jump: float = 75.0  # a report that goes on overleaf


class PressDesign(NamedTuple):
    """What files for the press need beyond the page."""

    condition: str = "FOGRA39"  # name of the registered printing condition, written into the file
    registry: str = "http://www.color.org"  # address of the registry of that name, written into the file
    profile: str = "FOGRA39L_coated.icc"  # file of the condition's CMYK profile, below layouts/icc, or a full path
    description: str = "Offset on coated paper, ISO 12647-2:2004/Amd 1"  # the condition in words, written into the file
    bleed: Pt = 3 * 72 / 25.4  # how far grounds run over the trim in files for the print shop
    slug_area: Pt = 10 * 72 / 25.4  # margin beyond the bleed that carries crop marks
    max_ink: float = 2.8  # most ink in pictures, and in preflight, all four together: 2.8 is 280 %
    paper_thickness: Pt = 0.1 * 72 / 25.4  # thickness of the paper, by which inner pages of a booklet move to the spine
    office_tints: Mapping[ColorName, float] = {}  # share of its ink that a colour has in files for the office copier


class ColumnColors(NamedTuple):
    """Colours of the 栏目: known ones by name, unknown ones from the palette in turn."""

    named: Mapping[str, ColorName]  # the colour of each 栏目 that should always have the same
    palette: tuple[ColorName, ...]  # colours that other 栏目 take in turn

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
    """A layout of pages, as its file gives it."""

    name: str  # the layout's name, the same as its file's: kept plans and messages call it so
    title: str  # the layout's name for people; it is not printed
    page: PageDesign  # size and margins of the paper
    grid: Grid  # columns, type size and leading of the text
    text: TextDesign  # how lines are set, and the look of each kind of text
    heads: HeadDesign  # headlines: sizes, faces, place, white
    label: LabelDesign  # the tag with a report's 栏目 and the rule that it hangs from
    rules: RulesDesign  # rules between columns and modules; none leaves one out
    folio: FolioDesign  # the line over every page (报眉)
    masthead: MastheadDesign  # the masthead on page 1 (报头)
    pictures: PicturesDesign  # how wide and deep pictures and portraits stand
    quote: QuoteDesign  # pull quotes (摘句) among the columns of a report
    filler: FillerDesign  # boxes of 补白 in white that is left
    colors: Mapping[str, Color]  # colours by name, each for the screen and for the press
    columns: ColumnColors  # the colours of the 栏目
    jump: JumpDesign = JumpDesign()  # reports that go on overleaf (转版): words and limits
    copyfit: CopyfitDesign = CopyfitDesign()  # how far size, leading and depth may leave the grid so that pages close
    press: PressDesign = PressDesign()  # what the files for print shop, copier and booklet need
    table: TableDesign = TableDesign()  # rules and type of tables
    chart: ChartDesign = ChartDesign()  # bars and lines of charts
    box: BoxDesign = BoxDesign()  # boxes (专栏) of a report
    prices: PricesDesign = PricesDesign()  # what each fault of makeup costs when plans are compared
    briefs: BriefsDesign = BriefsDesign()  # which short reports gather in a box under 简讯, and its look
    # boxes of 数说, 本期导读 and quotes; none leaves out all of them, and the lead-in too
    relief: ReliefDesign | None = ReliefDesign()
    # the lead's first paragraph in larger type (导语); none sets it as any other
    lead_in: LeadInDesign | None = LeadInDesign()
    # the layout that is taken instead when a report has a portrait and no --layout says otherwise; "" is this one
    with_portraits: str = ""
    other_paper: str = ""  # a layout of other paper, offered to the editor where it would be full and this one is not

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
