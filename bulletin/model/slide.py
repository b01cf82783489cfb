"""Slides: what may be chosen (`SlideDesign`, as layouts/slides.yaml says), the template's layouts, finished slides.

All lengths are points. Place, size and type of every text belong to a layout of the template; a slide says only what
differs from it.
"""

from typing import Literal, NamedTuple, TypeAlias

from bulletin.geometry import Insets, Rect
from bulletin.model.edition import Chart, Picture, Table
from bulletin.problems import Problem
from bulletin.units import Pt

PlaceholderRole: TypeAlias = Literal[
    "title",
    "column",
    "ordinal",
    "byline",
    "figure",
    "body",
    "heading",  # the title of a table or chart
    "table",
    "chart",
    "source",
    "picture",
    "caption",
    "portrait",
    "quote",
    "more",
    "slogan",
    "chapter",
    "imprint",
    "footer",
    "date",
    "number",
]
SlideKind: TypeAlias = Literal["report", "cover", "contents"]

# What the levels of a body hold, in their order: the first is level 1 of the outline.
BODY_LEVELS = ("group", "head", "detail", "plain", "own")
GROUP_LEVEL, HEAD_LEVEL, DETAIL_LEVEL, PLAIN_LEVEL, OWN_LEVEL = range(len(BODY_LEVELS))


class Slack(NamedTuple):
    """Room left for substituted faces: text is measured wider than Noto Sans SC sets it."""

    advance: float = 1.08  # how many times as wide all characters are measured
    latin: float = 1.2  # how many times as wide letters and figures are measured besides
    han_latin_em: float = 0.25  # white that the viewer sets between Chinese and letters or figures


class SlideDesign(NamedTuple):
    """Everything that layouts/slides.yaml says; how slides look is the template's affair."""

    name: str  # what this layout is called, for people; it is not printed
    template: str = "slides.pptx"  # the deck's template, below the layouts' folder, or a full path
    cover: bool = False  # whether the deck begins with a cover; `slides` in issue.yaml says otherwise
    contents: bool = False  # whether contents stand before the reports; `slides` in issue.yaml says otherwise
    points: int = 7  # points of a slide at most; where the author numbered more, all heads stand
    characters: int = 150  # characters of all points of a slide together, about
    figures: int = 4  # key figures of a slide that stand large at most; 0 is none
    smallest_point: Pt = 20.0  # least size of points that were chosen for a slide
    smallest_type: Pt = 16.0  # least size of the editor's own points, and of all other text
    smallest_headline: Pt = 20.0  # least size of titles
    slack: Slack = Slack()  # how much wider than ours the faces of a strange computer may be


class TextLevel(NamedTuple):
    """The type of one outline level of a placeholder."""

    size: Pt
    leading: Pt
    before: Pt = 0.0  # white above the paragraph
    indent: Pt = 0.0  # of all lines from the box's text edge; a number hangs in it
    bold: bool = False
    proportional: bool = False  # the leading is a multiple of the size


TextOddity: TypeAlias = Literal["", "turned", "hidden", "columns", "spaced", "tiny", "crowded"]


class TemplateText(NamedTuple):
    """A placeholder of a layout, with what it inherits."""

    type: str
    idx: int  # -1 for none
    name: str
    rect: Rect
    insets: Insets
    levels: tuple[TextLevel, ...]  # five of the outline
    vertical: bool = False
    odd: TextOddity = ""  # what keeps words in it from being read as its box says
    contrast: float | None = None  # of its text with its ground, 1 to 21; None where it cannot be known
    plain_contrast: float | None = None  # the same of the theme's text colour, which tables and charts are set in


class TemplateLayout(NamedTuple):
    name: str
    texts: tuple[TemplateText, ...]
    accented: bool = False  # something on it has the theme's first accent


class Template(NamedTuple):
    """A .pptx whose masters and layouts a deck takes over."""

    file: str
    data: bytes  # a .pptx of the parts that a deck takes over, judged and cleaned
    digest: str  # of the file
    width: Pt
    height: Pt
    layouts: tuple[TemplateLayout, ...]  # of all masters, in the file's order
    accents: tuple[str, ...] = ()  # the theme's six, RRGGBB
    problems: tuple[Problem, ...] = ()  # what the deck does not take over


class LayoutText(NamedTuple):
    """A placeholder of a layout with the part that it plays on our slides."""

    role: PlaceholderRole
    rect: Rect
    levels: tuple[TextLevel, ...]  # those of the outline; of a body one for each of `BODY_LEVELS`
    number: int = 0  # of several of one role, from 1 at the left
    insets: Insets = Insets(0.0, 0.0, 0.0, 0.0)
    vertical: bool = False
    type: str = ""
    idx: int = -1
    name: str = ""
    outline: tuple[int, ...] = ()  # outline level, from 0, of each of `levels`; () is in their order
    sized: bool = False  # the sizes are smaller than the layout's: the slide's placeholder says them
    marked: bool = False  # heads are numbered and set bold by their paragraphs, since the layout does not
    ours: bool = True  # its levels are those of a body of our own template
    moved: bool = False  # it stands elsewhere than on its layout

    @property
    def measure(self) -> Pt:
        """Room of a line at no indent."""
        return self.rect.width - self.insets.left - self.insets.right

    @property
    def depth(self) -> Pt:
        """Room for the lines."""
        return self.rect.height - self.insets.top - self.insets.bottom


class SlideLayout(NamedTuple):
    """A layout of the template in the colour of a 栏目."""

    name: str  # as the template has it
    number: int  # index in Template.layouts
    accent: int = 0  # 1-6: the accent of the theme that stands for its first one; 0 leaves it as it is
    column: str = ""  # the 栏目 that the accent stands for


class SlideRun(NamedTuple):
    """Characters of one look; `\\n` is a line break within the paragraph."""

    text: str
    bold: bool | None = None  # None is the placeholder's own
    color: str = ""  # of the theme, as shapes name it: accent3, tx2; "" is the placeholder's own
    size: Pt = 0.0  # where it is not the placeholder's
    field: str = ""  # slidenum: the viewer fills in the number


class SlideParagraph(NamedTuple):
    """A paragraph of a placeholder. `level` counts from 0, as an index in the placeholder's levels."""

    level: int
    runs: tuple[SlideRun, ...]
    start: int = 0  # number that its sequence starts with, where the viewer's own counting would differ
    bare: bool = False  # without the bullet and indent that the layout's level has

    @classmethod
    def of(cls, text: str, *, level: int = 0, start: int = 0) -> "SlideParagraph":
        """A paragraph of one run."""
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

    text: int  # index in Slide.texts
    paragraphs: tuple[SlideParagraph, ...]
    fit: PlaceholderFit


class Photo(NamedTuple):
    """A portrait or picture in its placeholder."""

    text: int  # index in Slide.texts
    picture: Picture
    crop: Rect  # the part shown, in fractions of the picture
    alt: str
    rect: Rect | None = None  # where it stands, if it does not fill its placeholder


class SlideTable(NamedTuple):
    """A table, no larger than a slide shows."""

    text: int  # index in Slide.texts
    table: Table
    widths: tuple[Pt, ...]  # of its columns
    row_heights: tuple[Pt, ...]  # of head and rows
    size: Pt
    leading: Pt
    insets: Insets  # of every cell
    alt: str
    rect: Rect
    figures: tuple[int, ...] = ()  # columns of figures, whose cells stand to the right
    rows_left: int = 0  # of the report's table, that it has not
    columns_left: int = 0


class SlideChart(NamedTuple):
    text: int  # index in Slide.texts
    chart: Chart
    size: Pt
    alt: str
    rect: Rect


class NotesLine(NamedTuple):
    """A paragraph of the speaker's notes."""

    text: str
    heading: bool = False


class Slide(NamedTuple):
    kind: SlideKind
    layout: int  # index in Deck.layouts
    texts: tuple[LayoutText, ...]  # the layout's placeholders that have a role, as they stand on this slide
    title: str
    frames: tuple[TextFrame, ...]  # in reading order, the title first
    notes: tuple[NotesLine, ...]  # the whole report, paragraph by paragraph, and what the slide leaves out
    photos: tuple[Photo, ...] = ()
    table: SlideTable | None = None
    chart: SlideChart | None = None
    report: int = -1  # index in Edition.reports
    shown: tuple[str, ...] = ()  # the author's words shown as points and figures
    dropped: int = 0  # points that found no room


class Section(NamedTuple):
    name: str
    first: int  # index of its first slide
    slides: int


class Deck(NamedTuple):
    """The whole presentation: what `draw/` needs beside the template."""

    title: str
    author: str
    subject: str
    keywords: tuple[str, ...]
    date: tuple[int, int, int]
    layouts: tuple[SlideLayout, ...]
    slides: tuple[Slide, ...]
    sections: tuple[Section, ...]
    problems: tuple[Problem, ...] = ()
