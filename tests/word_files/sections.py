"""Headings and paragraphs of a text, their levels and numbers said in every way that Word knows."""

from collections.abc import Callable
from typing import NamedTuple

from tests.word_files.markup import element, numbered, paragraph, style, val
from tests.word_files.numbering import Level
from tests.word_files.numerals import counting
from tests.word_files.page import Page, numbered_style
from tests.word_files.truth import Shown

HEI = '<w:rFonts w:eastAsia="黑体" w:hint="eastAsia"/>'
DEEPEST = 3
Heading = Callable[[Page, int, str], None]  # writes one of this level, counted from 1
LABELS: tuple[Callable[[int], str], ...] = (
    lambda number: f"{counting(number)}、",
    lambda number: f"（{counting(number)}）",
    lambda number: f"{number}.",
)
OFFICE = (
    Level("chineseCountingThousand", "%1、"),
    Level("chineseCountingThousand", "（%2）"),
    Level("decimal", "%3."),
    Level("decimal", "（%4）"),
)
OFFICE_OF_WPS = (Level("japaneseCounting", "%1、"), Level("japaneseCounting", "（%2）"), Level("decimal", "%3．"))


class Scheme(NamedTuple):
    """How the headings of one text are numbered."""

    name: str
    heading: Heading


def scheme_of(page: Page, *, heading_1_taken: bool) -> Scheme:
    """One way for all headings of a text."""
    ways = [way for way in SCHEMES if not (heading_1_taken and way in OF_STYLES)]
    way = page.chance.choice(ways)
    name = way.__name__.strip("_").replace("_", " ")
    page.kind(f"levels: {name}")
    return Scheme(name, way(page))


def write_sections(page: Page, scheme: Scheme, paragraph_or_more: Callable[[Page], None]) -> None:
    """Two to four sections with what `paragraph_or_more` writes between the headings."""
    for _ in range(page.chance.randint(2, 4)):
        scheme.heading(page, 1, page.head())
        if page.chosen(0.4):
            paragraph_or_more(page)
        for _ in range(page.chance.choice((0, 0, 2, 2, 3))):
            scheme.heading(page, 2, page.head())
            paragraph_or_more(page)
            for _ in range(page.chance.choice((0, 0, 0, 2))):
                scheme.heading(page, 3, page.head())
                paragraph_or_more(page)
        paragraph_or_more(page)


class Count:
    """Numbers that an editor types."""

    def __init__(self) -> None:
        self.numbers = [0] * (DEEPEST + 1)

    def next(self, level: int) -> int:
        self.numbers[level] += 1
        self.numbers[level + 1 :] = [0] * (DEEPEST - level)
        return self.numbers[level]


def _heading_styles(page: Page, look: str = HEI, numbers: int = 0) -> None:
    """The styles that every template has: heading 1 to 3, under ids of Word's Chinese or English edition."""
    for level in range(1, DEEPEST + 1):
        pieces = [numbered(numbers, level - 1 if level > 1 else None)] if numbers else []
        pieces.append(val("outlineLvl", level - 1))
        page.styles.append(numbered_style(_heading(level), f"heading {level}", pieces, look))


def _heading(level: int) -> str:
    return str(level)


def _line(page: Page, level: int, said: str, *pieces: str, label: str = "", look: str = "") -> None:
    page.line("heading", said, *pieces, label=label, level=level, look=look, dressed=page.chosen(0.2))


def _styles_alone(page: Page) -> Heading:
    _heading_styles(page)
    return lambda page, level, said: _line(page, level, said, style(_heading(level)))


def _styles_and_typed_numbers(page: Page) -> Heading:
    _heading_styles(page)
    count = Count()

    def write(page: Page, level: int, said: str) -> None:
        _line(page, level, LABELS[level - 1](count.next(level)) + said, style(_heading(level)))

    return write


def _typed_numbers(page: Page) -> Heading:
    """Nothing but what an editor types; bold or 黑体 at times."""
    count = Count()
    look = page.chance.choice(("", HEI, "<w:b/>"))
    indent = page.chance.choice(("", "　　"))

    def write(page: Page, level: int, said: str) -> None:
        typed = LABELS[level - 1](count.next(level)) + said
        page.write(paragraph(page.runs(indent + typed, look)), Shown("heading", typed, level=level))

    return write


def _outline_levels(page: Page) -> Heading:
    """No style: w:outlineLvl in the paragraph itself, as 大纲级别 in its dialog sets it."""
    return lambda page, level, said: _line(page, level, said, val("outlineLvl", level - 1), look=HEI)


def _own_styles_with_outline(page: Page) -> Heading:
    for level in range(1, DEEPEST + 1):
        based = "a" if level == 1 else "af1"
        pieces = (val("outlineLvl", level - 1),)
        page.styles.append(numbered_style(f"af{level}", f"公文{counting(level)}级标题", pieces, HEI, based))
    return lambda page, level, said: _line(page, level, said, style(f"af{level}"))


def _automatic(page: Page) -> Heading:
    """w:numPr in each paragraph."""
    number = page.lists.new(page.chance.choice((OFFICE, OFFICE_OF_WPS)))
    look = page.chance.choice(("", HEI))

    def write(page: Page, level: int, said: str) -> None:
        _line(page, level, said, numbered(number, level - 1), label=page.lists.label(number, level - 1), look=look)

    return write


def _automatic_by_heading_styles(page: Page) -> Heading:
    """The list and its styles name each other."""
    levels = [each._replace(style=_heading(at)) for at, each in enumerate(OFFICE[:DEEPEST], 1)]
    number = page.lists.new(levels)
    _heading_styles(page, numbers=number)

    def write(page: Page, level: int, said: str) -> None:
        label = page.lists.label(number, level - 1)
        _line(page, level, said, style(_heading(level)), label=label)

    return write


def _automatic_by_derived_styles(page: Page) -> Heading:
    """Styles of one's own, based on others that have the number; the level from w:pStyle alone."""
    levels = [each._replace(style=f"b{at}") for at, each in enumerate(OFFICE[:DEEPEST], 1)]
    number = page.lists.new(levels)
    for level in range(1, DEEPEST + 1):
        pieces = (numbered(number), val("outlineLvl", level - 1))
        page.styles.append(numbered_style(f"b{level}", f"编号{level}", pieces, HEI))
        page.styles.append(numbered_style(f"c{level}", f"编号{level}加粗", (), "<w:b/>", f"b{level}"))

    def write(page: Page, level: int, said: str) -> None:
        label = page.lists.label(number, level - 1)
        _line(page, level, said, style(page.chance.choice("bc") + str(level)), label=label)

    return write


def _automatic_by_a_list_style(page: Page) -> Heading:
    """A numbering style that another list names."""
    real = page.lists.new(OFFICE, styled="L1")
    link = page.lists.link("L1")
    inner = val("name", "公文列表") + f"<w:pPr>{numbered(real)}</w:pPr>"
    page.styles.append(element("style", inner, type="numbering", styleId="L1"))

    def write(page: Page, level: int, said: str) -> None:
        _line(page, level, said, numbered(link, level - 1), label=page.lists.label(link, level - 1), look=HEI)

    return write


def _decimal(page: Page) -> Heading:
    """1, 1.1, 1.1.1, as technical reports have it; w:isLgl where the first level is in Han."""
    han = page.chosen(0.5)
    first = Level("chineseCountingThousand", "%1、", style=_heading(1)) if han else Level("decimal", "%1　", style="1")
    levels = (
        first,
        Level("decimal", "%1.%2　", style=_heading(2), legal=han),
        Level("decimal", "%1.%2.%3　", style=_heading(3), legal=han),
    )
    number = page.lists.new(levels)
    _heading_styles(page, numbers=number)

    def write(page: Page, level: int, said: str) -> None:
        _line(page, level, said, style(_heading(level)), label=page.lists.label(number, level - 1))

    return write


def _typed_above_automatic(page: Page) -> Heading:
    """一、 typed, （一） and 1. automatic, and started again by a list of their own below each 一、."""
    count = Count()
    first = page.lists.new((Level("chineseCountingThousand", "（%1）"), Level("decimal", "%2.")))
    number = first

    def write(page: Page, level: int, said: str) -> None:
        nonlocal number
        if level == 1:
            if count.next(1) > 1:
                number = page.lists.again(first, starts={0: 1})
            page.line("heading", LABELS[0](count.numbers[1]) + said, look=HEI, level=1)
            return
        _line(page, level, said, numbered(number, level - 2), label=page.lists.label(number, level - 2))

    return write


OF_STYLES = (
    _styles_alone, _styles_and_typed_numbers, _automatic_by_heading_styles, _decimal,
)  # fmt: skip
SCHEMES: tuple[Callable[[Page], Heading], ...] = (
    *OF_STYLES, _typed_numbers, _typed_numbers, _outline_levels, _own_styles_with_outline, _automatic, _automatic,
    _automatic_by_derived_styles, _automatic_by_a_list_style, _typed_above_automatic,
)  # fmt: skip
