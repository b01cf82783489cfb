"""What stands above and below the text of a report: title, kicker, subtitle, names, red heads."""

from collections.abc import Callable
from typing import NamedTuple

from tests.soak import deck_stock as stock
from tests.word_files.markup import centred, element, paragraph, style, val
from tests.word_files.page import Page, numbered_style
from tests.word_files.truth import Role, Shown

SONG = '<w:rFonts w:eastAsia="方正小标宋简体" w:hint="eastAsia"/>'
KAI = '<w:rFonts w:ascii="楷体_GB2312" w:eastAsia="楷体_GB2312"/><w:sz w:val="32"/>'
BIG = SONG + '<w:b/><w:sz w:val="44"/><w:szCs w:val="44"/>'
RED = SONG + '<w:color w:val="FF0000"/><w:sz w:val="72"/>'
RED_LINE = '<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="1" w:color="FF0000"/></w:pBdr>'
RIGHT = val("jc", "right")
KICKERS = ("学先进　找差距", "对标一流　再上台阶", "外出考察学习专栏", "解放思想大讨论", "基层调研笔谈")
DAYS = ("2026年11月26日", "二〇二六年十一月二十六日", "2026年3月8日", "2026 年 10 月 9 日")
ADDRESSEES = ("各镇人民政府、街道办事处，区直有关单位：", "各街道、各有关部门：", "区委、区政府：")


class Front(NamedTuple):
    """What was written above the text, and what is to follow below it."""

    title: str
    post: str
    author: str
    kicker: str = ""
    subtitle: str = ""
    optional: str = ""
    ending: Callable[[Page], None] | None = None  # names and day below the text


class _Person(NamedTuple):
    post: str
    name: str


def write_front(page: Page) -> Front:
    """Title and names in one of the forms that offices use."""
    red = page.chosen(0.15)
    if red:
        _red_head(page)
    title = _title_words(page)
    kicker = subtitle = ""
    if not red and page.chosen(0.2):
        kicker = page.chance.choice(KICKERS)
        page.kind("kicker")
        page.line("kicker", kicker, centred(), look=KAI)
    _write_title(page, title)
    if not red and page.chosen(0.25):
        place = page.chance.choice(stock.PLACES)
        subtitle = page.chance.choice((f"——赴{place}学习考察有感", f"——{place}考察报告", "——在全区工作会议上的发言"))
        page.kind("subtitle")
        page.line("subtitle", subtitle, centred(), look=KAI)
    if red:
        page.line("addressee", page.chance.choice(ADDRESSEES))
        return Front(title, "", "", ending=_office_and_day)
    return _signed(page)._replace(title=title, kicker=kicker, subtitle=subtitle)


def _title_words(page: Page) -> str:
    for _ in range(30):
        title = page.writer.filled(page.chance.choice(stock.TITLES))
        if 6 <= len(title) <= 32:
            break
    return title


def _red_head(page: Page) -> None:
    """高新区水务局文件, and the number of the document under it."""
    page.kind("red head")
    office = page.writer.theme.office
    page.line("red head", f"{office}{page.chance.choice(('文件', '', '办公室文件'))}", centred(), look=RED)
    if page.chosen(0.5):
        page.empty()
    number = f"高{page.chance.choice('水环发教')}〔2026〕{page.chance.randint(1, 99)}号"
    page.line("number", number, centred(), RED_LINE)
    if page.chosen(0.5):
        page.empty()


# Titles.


def _write_title(page: Page, title: str) -> None:
    way = page.chance.choice(TITLES)
    page.kind(f"title: {way.__name__.strip('_').replace('_', ' ')}")
    if page.chosen(0.2):
        page.empty(page.chance.randint(1, 2))
    way(page, title)
    if page.chosen(0.3):
        page.empty()


def _styled(page: Page, title: str) -> None:
    page.styles.append(numbered_style("a3", "Title", (centred(),), BIG))
    page.line("title", title, style("a3"), dressed=True)


def _centred_and_big(page: Page, title: str) -> None:
    page.line("title", title, centred(), look=BIG, dressed=True)


def _own_style(page: Page, title: str) -> None:
    page.styles.append(numbered_style("afff", "公文标题", (centred(),), BIG))
    page.line("title", title, style("afff"))


def _heading_1(page: Page, title: str) -> None:
    """As many do who never look at the gallery of styles twice; the text has no other heading of it."""
    page.styles.append(numbered_style("10", "heading 1", (val("outlineLvl", 0),), BIG))
    page.line("title", title, style("10"), centred())


def _centred_alone(page: Page, title: str) -> None:
    page.line("title", title, centred())


def _spaces(page: Page, title: str) -> None:
    """Centred by the space bar."""
    blanks = page.chance.choice(("　", " ")) * page.chance.randint(5, 12)
    page.write(paragraph(page.runs(blanks + title, BIG)), Shown("title", title))


def _line_break(page: Page, title: str) -> None:
    """Two lines, parted by a soft return."""
    middle = _middle(title)
    inner = page.runs(f"{title[:middle]}\n{title[middle:]}", BIG)
    page.write(paragraph(inner, centred()), Shown("title", title))


def _two_paragraphs(page: Page, title: str) -> None:
    middle = _middle(title)
    for part in (title[:middle], title[middle:]):
        page.write(paragraph(page.runs(part, BIG), centred()), Shown("title", part))


def _middle(title: str) -> int:
    """Where an editor would part it: at a space, behind a mark, else at half."""
    for mark in (" ", "——", "，"):
        at = title.find(mark)
        if 3 < at < len(title) - 3:
            return at + (mark == "，")
    return len(title) // 2


TITLES = (
    _styled, _styled, _centred_and_big, _centred_and_big, _centred_and_big, _own_style, _heading_1, _centred_alone,
    _spaces, _line_break, _two_paragraphs,
)  # fmt: skip


# Names.


def _person(page: Page) -> _Person:
    return _Person(page.writer.theme.office + page.chance.choice(stock.POSTS), page.chance.choice(stock.NAMES))


def _wide(name: str) -> str:
    return "　".join(name) if len(name) == 2 else name


def _signed(page: Page) -> Front:
    way = page.chance.choice(BYLINES)
    page.kind(f"names: {way.__name__.strip('_').replace('_', ' ')}")
    return way(page, _person(page))


def _front(who: _Person) -> Front:
    return Front("", who.post, who.name)


def _under_the_title(page: Page, who: _Person) -> Front:
    gap = page.chance.choice(("　", " ", "　　", "\t"))
    page.line("byline", f"{who.post}{gap}{_wide(who.name)}", centred(), look=page.chance.choice(("", KAI)))
    return _front(who)


def _in_brackets(page: Page, who: _Person) -> Front:
    opening, closing = page.chance.choice(("（）", "()"))
    page.line("byline", f"{opening}{who.post}　{who.name}{closing}", centred(), look=KAI)
    return _front(who)


def _two_lines(page: Page, who: _Person) -> Front:
    for said in (who.post, _wide(who.name)):
        page.line("byline", said, centred(), look=KAI)
    return _front(who)


def _soft_return(page: Page, who: _Person) -> Front:
    page.write(
        paragraph(page.runs(f"{who.post}\n{who.name}", KAI), centred()), Shown("byline", f"{who.post}{who.name}")
    )
    return _front(who)


def _right_under_the_title(page: Page, who: _Person) -> Front:
    page.line("byline", f"{who.post}　{who.name}", RIGHT)
    return _front(who)


def _reporters(page: Page, who: _Person) -> Front:
    helper = page.chance.choice([name for name in stock.NAMES if name != who.name])
    said = page.chance.choice((f"本报记者　{who.name}　通讯员　{helper}", f"本报记者 {who.name}", f"通讯员　{helper}"))
    page.line("byline", said, centred(), look=KAI)
    return Front("", "", said)


def _label(page: Page, who: _Person) -> Front:
    said = page.chance.choice(("作者：", "撰稿：", "供稿："))
    page.write(
        paragraph(page.runs(f"{said}{who.post}　{who.name}"), centred()), Shown("byline", f"{who.post}{who.name}")
    )
    return _front(who)._replace(optional=said)


def _day_under_it(page: Page, who: _Person) -> Front:
    page.line("byline", f"{who.post}　{who.name}", centred(), look=KAI)
    page.line("closing", f"（{page.chance.choice(DAYS)}）", centred(), look=KAI)
    return _front(who)


def _day_above_it(page: Page, who: _Person) -> Front:
    page.line("closing", f"（{page.chance.choice(DAYS)}）", centred(), look=KAI)
    page.line("byline", f"{who.post}　{who.name}", centred(), look=KAI)
    return _front(who)


def _at_the_end(page: Page, who: _Person) -> Front:
    def ending(page: Page) -> None:
        page.empty(page.chance.randint(0, 2))
        page.line("byline", f"{who.post}　{who.name}", RIGHT)
        page.line("closing", page.chance.choice(DAYS), RIGHT)

    return _front(who)._replace(ending=ending)


def _at_the_end_in_lines(page: Page, who: _Person) -> Front:
    def ending(page: Page) -> None:
        page.empty(page.chance.randint(0, 2))
        for said in (who.post, _wide(who.name)):
            page.line("byline", said, RIGHT, element("ind", rightChars=200, right=640))
        page.line("closing", page.chance.choice(DAYS), RIGHT)

    return _front(who)._replace(ending=ending)


def _at_the_end_in_brackets(page: Page, who: _Person) -> Front:
    def ending(page: Page) -> None:
        page.line("byline", f"（{who.post}　{who.name}）", RIGHT)

    return _front(who)._replace(ending=ending)


def _by_spaces_at_the_end(page: Page, who: _Person) -> Front:
    """Pushed to the right by the space bar."""

    def ending(page: Page) -> None:
        page.empty()
        lines: tuple[tuple[Role, str], ...] = (
            ("byline", f"{who.post}　{who.name}"),
            ("closing", page.chance.choice(DAYS)),
        )
        for role, said in lines:
            page.write(paragraph(page.runs("　" * page.chance.randint(12, 20) + said)), Shown(role, said))

    return _front(who)._replace(ending=ending)


BYLINES = (
    _under_the_title, _under_the_title, _under_the_title, _in_brackets, _two_lines, _soft_return,
    _right_under_the_title, _reporters, _label, _day_under_it, _day_above_it, _at_the_end, _at_the_end,
    _at_the_end_in_lines, _at_the_end_in_brackets, _by_spaces_at_the_end,
)  # fmt: skip


def _office_and_day(page: Page) -> None:
    """Below a document with a red head: who sends it, the day, who gets a copy."""
    page.empty()
    page.line("closing", page.writer.theme.office, RIGHT, element("ind", rightChars=400, right=1280))
    page.line("closing", page.chance.choice(DAYS), RIGHT, element("ind", rightChars=400, right=1280))
    if page.chosen(0.4):
        page.line("closing", "（此件公开发布）")
