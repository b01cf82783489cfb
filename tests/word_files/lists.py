"""Lists within a text: articles that run through chapters, lists that start again, every format, bullets."""

from collections.abc import Callable

from tests.word_files.markup import numbered, style
from tests.word_files.numbering import Level
from tests.word_files.numerals import FORMATS
from tests.word_files.page import Page, numbered_style

# Formats with the texts that go with them.
TEXTS: dict[str, tuple[str, ...]] = {
    "decimal": ("%1.", "（%1）", "%1）", "%1、", "(%1)", "[%1]", "第%1项　"),
    "decimalZero": ("%1.", "%1)"),
    "decimalFullWidth": ("%1．", "（%1）"),
    "decimalHalfWidth": ("%1.",),
    "numberInDash": ("%1",),
    "upperRoman": ("%1.", "(%1)"),
    "lowerRoman": ("(%1)",),
    "upperLetter": ("%1.", "%1、"),
    "lowerLetter": ("%1)", "%1."),
    "ideographDigital": ("%1．", "%1、"),
}
HAN_TEXTS = ("%1、", "（%1）", "第%1，", "第%1条　", "第%1步：")
SIGNS = ("%1",)  # of formats that have their own round it


def _texts(name: str) -> tuple[str, ...]:
    if name in TEXTS:
        return TEXTS[name]
    return SIGNS if "Enclosed" in name else HAN_TEXTS


def write_list(page: Page) -> None:
    """One list of some items."""
    way = page.chance.choice(LISTS)
    page.kind(f"list: {way.__name__.strip('_').replace('_', ' ')}")
    way(page)


def _items(page: Page, number: int, count: int, level: int = 0) -> None:
    for _ in range(count):
        if not page.lists.room(number, level):
            return
        page.prose_line(page.item(), numbered(number, level), label=page.lists.label(number, level), role="item")


def _of_any_format(page: Page) -> None:
    name = page.chance.choice(sorted(FORMATS))
    page.kind(f"format: {name}")
    start = page.chance.choice((1, 1, 1, 2, 9, 10, 11, 18, 19, 20, 21, 30, 59, 99))
    most = FORMATS[name][1] - 3
    number = page.lists.new([Level(name, page.chance.choice(_texts(name)), start=min(start, most))])
    _items(page, number, page.chance.randint(2, 4))


def _started_again(page: Page) -> None:
    """The same list from 1 or from elsewhere, then a piece of prose, then on with the first."""
    first = page.lists.new([Level("decimal", "%1.")])
    _items(page, first, 2)
    second = page.lists.again(first, starts={0: page.chance.choice((1, 5))})
    page.prose_line(page.prose())
    _items(page, second, 3)
    if page.chosen(0.5):
        page.prose_line(page.prose())
        _items(page, page.chance.choice((first, second, page.lists.again(first))), 2)


def _of_two_levels(page: Page) -> None:
    number = page.lists.new([Level("decimal", "%1.", suffix="tab"), Level("lowerLetter", "%2)", suffix="space")])
    for _ in range(2):
        _items(page, number, 1)
        _items(page, number, 2, level=1)


def _bullets(page: Page) -> None:
    number = page.lists.new([Level("bullet", page.chance.choice(("", "•", "", "◆")))])
    _items(page, number, 3)


def _number_taken_off(page: Page) -> None:
    """A style with a number, and a paragraph of it without: numId 0."""
    name = f"n{page.number()}"
    number = page.lists.new([Level("decimal", "（%1）", style=name)])
    page.styles.append(numbered_style(name, f"编号正文{name}", (numbered(number),)))
    for at in range(4):
        if at == 1:
            page.prose_line(page.prose(), style(name), numbered(0))
        else:
            page.prose_line(page.item(), style(name), label=page.lists.label(number, 0), role="item")


def _other_look(page: Page) -> None:
    """w:lvlOverride with a whole level."""
    first = page.lists.new([Level("decimal", "%1.")])
    _items(page, first, 2)
    other = page.lists.again(first, levels={0: Level("upperLetter", "%1.")}, starts={0: 1})
    page.prose_line(page.prose())
    _items(page, other, 2)


def _unknown_number(page: Page) -> None:
    """A number that numbering.xml does not have: no label."""
    page.prose_line(page.prose(), numbered(9999, 0))


LISTS: tuple[Callable[[Page], None], ...] = (
    _of_any_format, _of_any_format, _of_any_format, _of_any_format, _started_again, _of_two_levels, _bullets,
    _number_taken_off, _other_look, _unknown_number,
)  # fmt: skip


def write_articles(page: Page) -> None:
    """Rules: 第一章, 第一节, 第一条 running through, （一） below an article."""
    page.kind("levels: articles")
    sections = page.chosen(0.3)
    number = page.lists.new(
        (
            Level("chineseCountingThousand", "第%1章　", suffix="space"),
            Level("chineseCountingThousand", "第%2节　"),
            Level("chineseCountingThousand", "第%3条　", restart=0),
            Level("chineseCountingThousand", "（%4）"),
        )
    )
    for _ in range(page.chance.randint(2, 3)):
        page.line("heading", page.head(), numbered(number, 0), label=page.lists.label(number, 0), level=1)
        for _ in range(2 if sections else 1):
            if sections:
                page.line("heading", page.head(), numbered(number, 1), label=page.lists.label(number, 1), level=2)
            for _ in range(page.chance.randint(2, 3)):
                page.prose_line(page.prose(), numbered(number, 2), label=page.lists.label(number, 2))
                if page.chosen(0.3):
                    _items(page, number, 2, level=3)
