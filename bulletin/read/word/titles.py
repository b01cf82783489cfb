"""The lines that are the title of a Word document: by form, then by words.

By form: lines of the style Title, else the largest of the centred ones at the top, else bold ones among others, are
the title, as many as follow each other in one form. Centred lines that stand out by nothing are one title where their
words go on (关于赴潍坊学习考察的 / 报告); else the first is.

By words: the first of several lines in one form that says nothing but a kind of text (学习考察报告, 工作汇报) is the
kicker of what stands below it.
"""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise, starmap

from bulletin.read.byline import says_what_is_done
from bulletin.read.chinese import solid
from bulletin.read.levels import numbered
from bulletin.read.name_words import UNIT_ENDINGS, WEAK_UNITS
from bulletin.read.plain_header import MAX_TITLE, NO_TITLE_END
from bulletin.read.title_words import ends_in_kind, goes_on, is_added, names_column, names_kind
from bulletin.read.word.blocks import WordParagraph
from bulletin.read.word.front_rows import FrontRow, stands_below

MOST_TITLE_LINES_READ = 3
LARGER = 1.12  # times the size of most of the text, from which on a line stands out: 小三 over 四号
SHORTEST_PHRASE = 4  # characters of a line of its own below one of two phrases
HALVES = 12  # characters of each phrase of a title in phrases of one length
UNEVEN_HALVES = 1  # by which two may differ; one phrase over two lines is set in steps (GB/T 9704 7.3.1: 梯形、菱形)
_LATIN_JOINT = re.compile("[A-Za-z][A-Za-z0-9]|[0-9][A-Za-z]")  # a number broken in its midst is one
_ALL_WIDE = re.compile(r"[\u3400-\u9fff](?:\s+[\u3400-\u9fff])+")
_WIDE_AMONG_OTHERS = re.compile(r"(?<!\S)[\u3400-\u9fff](?:\s+[\u3400-\u9fff]){2,}(?!\S)")
_DOCUMENT_NUMBER = re.compile(r".{1,20}[〔\[（(【]\s*(?:19|20)\d\d\s*[〕\]）)】]\s*第?\s*\d{1,5}\s*[号期]")
_OFFICE_PAPER = re.compile(f".{{1,20}}(?:{'|'.join(UNIT_ENDINGS + WEAK_UNITS)})文件")
_LETTERHEAD_END = ("文件", "简报", "专报", "快报", "动态", "内部资料")


def told_title_rows(rows: Sequence[FrontRow], title: str) -> list[FrontRow]:
    """The rows that say the title that issue.yaml says; [] without, or where it says none."""
    if not title:
        return []
    for first in range(len(rows)):
        for last in range(first + 1, min(first + MOST_TITLE_LINES_READ, len(rows)) + 1):
            if solid("".join(row.text for row in rows[first:last])) == solid(title):
                return list(rows[first:last])
    return []


def title_rows(rows: Sequence[FrontRow], usual: int) -> list[FrontRow]:
    """The rows of the title; [] where nothing shows it."""
    first = next((at for at, row in enumerate(rows) if row.paragraph.is_title), -1)
    if first >= 0:
        return _run(rows, first, lambda _, row: row.paragraph.is_title)
    end = next((at for at, row in enumerate(rows) if not row.is_centred), len(rows))
    centred = [at for at, row in enumerate(rows) if _may_open(rows, at) and row.is_centred]
    centred = [at for at in centred if not (_is_letterhead(rows, at) or stands_below(rows[at].text))]
    bold = [at for at in centred if rows[at].paragraph.bold and at < end]
    large = [at for at in centred if rows[at].paragraph.size >= LARGER * usual > 0]
    # Where a bold line stands among others that are not, those are larger than the text as kickers and names are.
    standing_out = bold if bold and len(bold) < sum(at < end for at in centred) else large
    if standing_out:
        size = max(rows[at].paragraph.size for at in standing_out)
        first = next(at for at in standing_out if rows[at].paragraph.size == size)
        return _run(rows, first, _alike)
    if rows and rows[0].paragraph.outline and may_head(rows[0]):
        centred = [0]
    elif not centred or centred[0] >= end:
        return []
    return _run(rows, centred[0], _is_one)


def _run(rows: Sequence[FrontRow], first: int, belongs: Callable[[FrontRow, FrontRow], bool]) -> list[FrontRow]:
    """The rows from `first` on that belong together, as long as they make a title; less one that is their kicker."""
    if _is_kicker(rows, first):
        first += 1
    found = [rows[first]]
    for row in rows[first + 1 :]:
        joint = sum(len(each.text) for each in found) + len(row.text)
        if not belongs(found[-1], row) or joint > MAX_TITLE or stands_below(row.text):
            break
        if len(found) >= MOST_TITLE_LINES_READ and not goes_on(found[-1].text, row.text):
            break
        found.append(row)
    return found


def _is_kicker(rows: Sequence[FrontRow], at: int) -> bool:
    """Whether a row is nothing but a kind of text over another of its form, the title, or a column over any."""
    if at + 1 >= len(rows) or not names_kind(rows[at].text):
        return False
    row, below = rows[at], rows[at + 1]
    heads = _alike(row, below) or (names_column(row.text) and below.is_centred and may_head(below))
    phrase = says_what_is_done(below.text) or goes_on(below.text, "")
    unit = below.text.endswith((*UNIT_ENDINGS, *WEAK_UNITS)) and not phrase
    head = row.paragraph.is_title or row.is_centred
    added = unit or is_added(below.text) or goes_on(row.text, below.text) or stands_below(below.text)
    return head and heads and not added


def _alike(row: FrontRow, other: FrontRow) -> bool:
    """Whether the second of two rows may be a part of a title in the form of the first."""
    one, two = row.paragraph, other.paragraph
    same = (row.is_centred, one.size, one.red, one.bold, one.outline) == (
        other.is_centred, two.size, two.red, two.bold, two.outline,
    )  # fmt: skip
    return same and may_head(_without_pause(other))


def _is_one(row: FrontRow, below: FrontRow) -> bool:
    """Whether two rows that stand out by nothing are one title."""
    return row.paragraph is below.paragraph or (_alike(row, below) and goes_on(row.text, _unspread(below.text)))


def may_head(row: FrontRow) -> bool:
    """Whether a row may be a title, or the end of one."""
    return len(row.text) <= MAX_TITLE and not row.text.endswith(NO_TITLE_END) and not numbered(row.text)[0]


def _may_open(rows: Sequence[FrontRow], at: int) -> bool:
    """Whether a row may be a title, or the first of its rows, which a comma may end: 转变作风， / 强化管理."""
    row = rows[at]
    return may_head(row) or (may_head(_without_pause(row)) and at + 1 < len(rows) and _alike(row, rows[at + 1]))


def _without_pause(row: FrontRow) -> FrontRow:
    return row._replace(text=row.text.rstrip("，、,"))


def _is_letterhead(rows: Sequence[FrontRow], at: int) -> bool:
    """Whether a row is of the red head over an official document: 某某文件, 某发〔2026〕12号."""
    row = rows[at]
    if _DOCUMENT_NUMBER.fullmatch(row.text) or (_OFFICE_PAPER.fullmatch(row.text) and at + 1 < len(rows)):
        return True
    numbers = any(_DOCUMENT_NUMBER.fullmatch(each.text) for each in rows[at + 1 : at + 3])
    return row.paragraph.red and (numbers or row.text.endswith(_LETTERHEAD_END)) and at + 1 < len(rows)


def joined_title(texts: Sequence[str]) -> str:
    """The lines of a title as one.

    Characters set wide (情 况 报 告) are one word beside others. A gap parts phrases of about one length, a line that
    has gaps itself from the next, and two words in Latin letters.
    """
    texts = [_unspread(text) for text in texts] if len(texts) > 1 or not _ALL_WIDE.fullmatch(texts[0]) else texts
    lengths = [sum(map(str.isalnum, text)) for text in texts]  # marks make none longer: “一站式”
    uneven = max(lengths) - min(lengths)
    alike = not uneven or (len(texts) == 2 and uneven <= UNEVEN_HALVES and not ends_in_kind(texts[-1]))
    phrases = alike and max(map(len, texts)) <= HALVES and not any(starmap(goes_on, pairwise(texts)))
    joined = texts[0]
    for before, text in pairwise(texts):
        parted = any(map(str.isspace, before)) and len(text) >= SHORTEST_PHRASE and not goes_on(before, text)
        joined += f" {text}" if phrases or parted or _LATIN_JOINT.fullmatch(joined[-1] + text[0]) else text
    return joined


def _unspread(text: str) -> str:
    """A line with the words in it that somebody set wide set close; all of it may be one."""
    return solid(text) if _ALL_WIDE.fullmatch(text) else _WIDE_AMONG_OTHERS.sub(lambda found: solid(found[0]), text)


def usual_size(paragraphs: Sequence[WordParagraph]) -> int:
    """The size of most characters, in half-points."""
    sizes: dict[int, int] = {}
    for paragraph in paragraphs:
        if not (paragraph.is_title or paragraph.outline):
            sizes[paragraph.size] = sizes.get(paragraph.size, 0) + len(paragraph.text)
    return max(sizes, key=lambda size: (sizes[size], -size), default=0)
