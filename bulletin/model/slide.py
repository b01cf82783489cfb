"""Slides: how they shall look (`SlideDesign`, as layouts/slides.yaml gives it) and finished ones (`Deck`).

All lengths are points on a slide of 960 × 540; the type of every text belongs to a layout, never to a run.
"""

from collections.abc import Mapping
from typing import Annotated, Literal, NamedTuple, TypeAlias

from bulletin.geometry import Insets, Rect
from bulletin.model.design import ColorName
from bulletin.model.edition import Picture
from bulletin.problems import Problem
from bulletin.units import Pt

ToneName: TypeAlias = Annotated[str, "tone"]  # a key of `tones`
ThemeSlot: TypeAlias = Literal["dk1", "lt1", "dk2", "lt2", "accent"]
PlaceholderRole: TypeAlias = Literal[
    "title",
    "byline",
    "column",
    "strap",
    "body",
    "quote",
    "more",
    "portrait",
    "picture",
    "caption",
    "footer",
    "date",
    "number",
]
SlideKind: TypeAlias = Literal["report", "cover", "contents"]
Anchor: TypeAlias = Literal["top", "middle", "bottom"]
TextAlign: TypeAlias = Literal["left", "center", "right"]
NumberForm: TypeAlias = Literal["none", "arabic", "square", "hidden"]  # hidden: restarts the count below it

# What the levels of a body placeholder hold, in their order: the first is level 1 of the outline.
BODY_LEVELS = ("group", "head", "detail", "plain", "own")


class Tone(NamedTuple):
    """A colour of the theme and what is done to it: percentages of its luminance, and of opacity."""

    slot: ThemeSlot
    lum_mod: float = 100.0
    lum_off: float = 0.0
    alpha: float = 100.0


class TextLevel(NamedTuple):
    """The type of one level of a placeholder. The leading is exact, so that a substituted face changes no height."""

    size: Pt
    leading: Pt
    before: Pt = 0.0  # white above the paragraph
    indent: Pt = 0.0  # of all lines from the box's text edge; a number hangs in it
    tone: ToneName = "text"
    bold: bool = False
    number: NumberForm = "none"
    number_tone: ToneName = "accent"
    major: bool = False  # in the heading face of the theme
    tracking: Pt = 0.0  # added after every character
    proportional: bool = False  # the leading is a multiple of the size, as templates have it


class BodyLevels(NamedTuple):
    """The five levels of a report's body."""

    group: TextLevel  # a level-1 heading of the report
    head: TextLevel  # a numbered point's head
    detail: TextLevel  # what the author says about it
    plain: TextLevel  # a point without a head
    own: TextLevel  # a head that brings its own number: 一要……


class ThemeFont(NamedTuple):
    latin: str
    ea: str


class SlideFonts(NamedTuple):
    """Faces that exist where slides are shown; nothing is embedded."""

    major: ThemeFont
    minor: ThemeFont


class ThemeColors(NamedTuple):
    """Colours of the print layout for the theme's fixed slots; the accents are those of the 栏目."""

    dark1: ColorName
    light1: ColorName
    dark2: ColorName  # the masthead's red
    light2: ColorName
    link: ColorName
    visited: ColorName


class Slack(NamedTuple):
    """Room left for substituted faces: text is measured wider than Noto Sans SC sets it."""

    advance: float = 1.08
    latin: float = 1.2  # Latin letters and figures once more: Verdana and DejaVu are that much wider
    han_latin_em: float = 0.25  # set by the viewer between Han and Latin


class BandDesign(NamedTuple):
    """The field in the column's colour at the left, with the column's name from top to bottom."""

    width: Pt
    name: Rect
    sizes: tuple[Pt, ...]  # for the name, preferred first; the longest name of the deck decides
    tracking: Pt  # between its characters
    tone: ToneName
    fill: ToneName
    number: Rect  # slide number at the band's foot
    number_size: Pt


class HeadlineSize(NamedTuple):
    size: Pt
    leading: Pt
    lines: int


class SlideHeadDesign(NamedTuple):
    """Headline, byline and the rule under them; what does not fit one class takes the next."""

    area: Rect  # only x, y and width count: the height follows from the lines
    classes: tuple[HeadlineSize, ...]
    tone: ToneName
    byline: TextLevel
    byline_gap: Pt  # between headline and byline
    byline_lines: int  # at most
    rule_gap: Pt  # between byline and rule
    rule: Pt
    rule_tone: ToneName
    accent_rule: Rect  # only width and height count
    accent_tone: ToneName
    body_gap: Pt  # between rule and panels
    more: TextLevel  # 另有n点见备注, at the byline's end
    more_width: Pt


class PanelDesign(NamedTuple):
    """The tinted field under a body, with its accent edge."""

    fill: ToneName
    edge: Pt
    edge_tone: ToneName
    padding: Insets


class ColumnsDesign(NamedTuple):
    """One of the report layouts: how many bodies stand side by side, and their type."""

    name: str
    columns: int
    gutter: Pt
    anchor: Anchor
    detail_lines: int  # of one point at most
    levels: BodyLevels
    variant: str = ""  # a further type for the same layout: `template` writes only those without
    favour: float = 0.0  # in choosing among layouts, against a hundred for everything said


class QuoteBoxDesign(NamedTuple):
    height: Pt
    gap: Pt
    padding: Insets
    level: TextLevel
    fill: ToneName
    edge: Pt
    edge_tone: ToneName


class PortraitDesign(NamedTuple):
    width: Pt
    height: Pt
    gap: Pt  # between headline and portrait


class SlidePictureDesign(NamedTuple):
    """A report's first picture, whole, at the right of its points, with its caption below."""

    widths: tuple[Pt, ...] = (300.0, 240.0, 180.0)  # at most, preferred first: the points keep what they need
    gap: Pt = 22.0  # between panel and picture
    caption: TextLevel = TextLevel(size=14.0, leading=20.0, tone="gray")
    caption_gap: Pt = 5.0
    caption_lines: int = 4  # at most: a longer one stands in the notes alone


class FootDesign(NamedTuple):
    """Footer and date."""

    y: Pt
    height: Pt
    date_width: Pt
    level: TextLevel
    masthead_tone: ToneName


class CoverDesign(NamedTuple):
    name: str
    title: Rect
    title_levels: tuple[HeadlineSize, ...]
    title_tone: ToneName
    subtitle: Rect
    subtitle_level: TextLevel
    fill: ToneName
    blocks: tuple[tuple[Rect, ToneName], ...] = ()


class ContentsDesign(NamedTuple):
    """The contents: as many pages as the entries need at this type."""

    name: str
    title: str
    gutter: Pt
    levels: tuple[TextLevel, ...]  # preferred first: what does not go on one slide in one column takes the next
    tones: Mapping[ToneName, ToneName] = {}  # what stands for the tones of a report's layout


class SlideDesign(NamedTuple):
    """Everything that layouts/slides.yaml says."""

    name: str
    title: str
    width: Pt
    height: Pt
    fonts: SlideFonts
    theme: ThemeColors
    tones: Mapping[ToneName, Tone]
    band: BandDesign
    head: SlideHeadDesign
    body_foot: Pt  # where panels end
    panel: PanelDesign
    layouts: tuple[ColumnsDesign, ...]
    strap: TextLevel  # a group's heading over all columns
    strap_gap: Pt
    quote: QuoteBoxDesign
    portrait: PortraitDesign
    foot: FootDesign
    cover_page: CoverDesign
    contents_page: ContentsDesign
    cover: bool = False
    contents: bool = False
    template: str = ""  # an office's .pptx, below the layouts' folder or a full path
    slack: Slack = Slack()
    picture: SlidePictureDesign = SlidePictureDesign()
    smallest_point: Pt = 16.0  # the promise of every deck: points and headline no smaller than these
    smallest_headline: Pt = 28.0


class LayoutText(NamedTuple):
    """A placeholder of a layout."""

    role: PlaceholderRole
    rect: Rect
    levels: tuple[TextLevel, ...]  # by outline level; one serves all below it
    number: int = 0  # the body's place from the left, from 1
    insets: Insets = Insets(0.0, 0.0, 0.0, 0.0)
    anchor: Anchor = "top"
    align: TextAlign = "left"
    vertical: bool = False
    type: str = ""  # placeholder type and index as an office's template has them
    idx: int = -1
    outline: tuple[int, ...] = ()  # outline level, from 0, of each of `levels`; () is in their order
    sized: bool = False  # the sizes are not the layout's: the slide's placeholder says them
    marked: bool = False  # heads are numbered and set bold by their paragraphs, since a foreign layout does not
    name: str = ""  # of the placeholder in an office's template

    @property
    def measure(self) -> Pt:
        """Room of a line at no indent."""
        return self.rect.width - self.insets.left - self.insets.right

    @property
    def depth(self) -> Pt:
        """Room for the lines."""
        return self.rect.height - self.insets.top - self.insets.bottom


class Block(NamedTuple):
    """A decorative field of a layout."""

    rect: Rect
    tone: ToneName


class SlideLayout(NamedTuple):
    """One slide layout: where placeholders stand and what is drawn behind them."""

    name: str
    kind: SlideKind
    accent: int  # 1-6: which accent of the theme the tone `accent` means here
    texts: tuple[LayoutText, ...]
    blocks: tuple[Block, ...] = ()
    background: ToneName = ""
    part: str = ""  # of an office's template: the layout's part name


class SlideRun(NamedTuple):
    """Characters of one tone; `\\n` is a line break within the paragraph."""

    text: str
    tone: ToneName = ""  # "" is the placeholder's own
    bold: bool = False
    field: str = ""  # slidenum: the viewer fills in the number


class SlideParagraph(NamedTuple):
    """A paragraph of a placeholder. `level` counts from 0, as an index in the layout's levels."""

    level: int
    runs: tuple[SlideRun, ...]
    start: int = 0  # number that its sequence starts with, where the viewer's own counting would differ
    bare: bool = False  # without the bullet and indent that the layout's level has

    @classmethod
    def of(cls, text: str, *, level: int = 0, start: int = 0) -> "SlideParagraph":
        """A paragraph of one run in the placeholder's own tone."""
        return cls(level=level, runs=(SlideRun(text),), start=start)

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


class PlaceholderFit(NamedTuple):
    """What the text takes at the widened advance, and what the box has."""

    height: Pt
    room: Pt


class TextFrame(NamedTuple):
    """A filled placeholder."""

    text: int  # index in SlideLayout.texts
    paragraphs: tuple[SlideParagraph, ...]
    fit: PlaceholderFit


class Photo(NamedTuple):
    """A portrait or picture in its placeholder."""

    text: int  # index in SlideLayout.texts
    picture: Picture
    crop: Rect  # the part shown, in fractions of the picture
    alt: str
    rect: Rect | None = None  # where it stands, if it does not fill its placeholder


class Slide(NamedTuple):
    kind: SlideKind
    layout: int  # index in Deck.layouts
    title: str
    frames: tuple[TextFrame, ...]  # in reading order, the title first
    notes: tuple[str, ...]  # the whole report, paragraph by paragraph, and what the slide leaves out
    photos: tuple[Photo, ...] = ()
    report: int = -1  # index in Edition.reports
    shown: tuple[str, ...] = ()  # the author's words shown as points
    dropped: int = 0  # points that found no room


class Section(NamedTuple):
    name: str
    first: int  # index of its first slide
    slides: int


class Deck(NamedTuple):
    """The whole presentation: what `draw/` needs."""

    title: str
    author: str
    subject: str
    keywords: tuple[str, ...]
    date: tuple[int, int, int]
    colors: tuple[tuple[str, str], ...]  # theme slot, RRGGBB, in the theme's order
    layouts: tuple[SlideLayout, ...]
    slides: tuple[Slide, ...]
    sections: tuple[Section, ...]
    problems: tuple[Problem, ...] = ()


class TemplateText(NamedTuple):
    """A placeholder of an office's layout, with what it inherits."""

    type: str
    idx: int
    name: str
    rect: Rect
    insets: Insets
    levels: tuple[TextLevel, ...]
    vertical: bool = False


class TemplateLayout(NamedTuple):
    name: str
    part: str
    texts: tuple[TemplateText, ...]


class Template(NamedTuple):
    """An office's .pptx as far as we use it."""

    file: str
    data: bytes  # a .pptx of the parts that a deck takes over, judged and cleaned
    width: Pt
    height: Pt
    layouts: tuple[TemplateLayout, ...]
    problems: tuple[Problem, ...] = ()  # what the deck does not take over
