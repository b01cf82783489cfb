"""The closing of a report (落款): who signs and the day, in its last lines or before its annexes."""

from bulletin.model.edition import Paragraph
from bulletin.read.chinese import solid
from bulletin.read.levels import SPACES, opening
from bulletin.read.name_words import POSTS, REGARDS, SIGNING
from bulletin.read.numerals import day_numbers

MAX_SIGNERS = 4  # lines of organisations and people above the day
MAX_SIGNER = 30  # characters of such a line
LONGEST_DAY = 14  # characters of a date
LONGEST_PERSON = 4  # characters of a person's name
LONGEST_TOWN = 8  # characters of the place that a writer names behind the day: 2026年4月于潍坊

# Han that organisations end with: 局 委 会 办 政府 支部 中心 公司 …
_ORGANISATIONS = frozenset("局委会办处院厅部室心司团队所站社校府组厂行馆协联署区县市镇乡村")
_TOWNS = frozenset("省市县區区州旗镇鎮乡鄉村寓所舍")
_CLERKS = ("书记员", "書記員", "法官助理")  # of a court, who sign below the day
_AFTER = ("附件", "附：", "附表", "抄送", "抄报", "联系人", "（联系", "（此件", "（此页")
_NOT_IN_NAMES = frozenset("，。；：、！？,;:!?…“”《》")


def closing_lines(paragraphs: list[Paragraph]) -> range:
    """Which paragraphs close the report; none where no day stands at its end."""
    end = _end_of_text(paragraphs)
    start = end
    if start and _is_plain(paragraphs[start - 1]):
        last = _bare(paragraphs[start - 1].text)
        gap = max(last.rfind(space) for space in SPACES)
        signer, day = (last[:gap].strip(), last[gap + 1 :]) if gap > 0 else _parted(last)
        if is_day(last) or (is_day(day) and _signs(signer, gap > 0)):
            start -= 1
    while end - MAX_SIGNERS <= start < end and start and _is_plain(paragraphs[start - 1]):
        if not _signs(paragraphs[start - 1].text, True):
            break
        start -= 1
    while start < end < len(paragraphs) and _is_plain(paragraphs[end]) and _is_clerk(paragraphs[end].text):
        end += 1
    text_above = any(paragraph.kind == "body" for paragraph in paragraphs[:start])
    return range(start, end) if text_above else range(0)


def is_day(text: str) -> bool:
    """Whether a line is a date, with or without a town, and nothing else: 二〇二六年十一月, （2026-11-26）."""
    bare = solid(_bare(text))
    day, at, town = bare.replace("於", "于").partition("于")
    if at and 2 <= len(town) <= LONGEST_TOWN and (len(town) < 4 or town[-1] in _TOWNS) and town.isalpha():
        bare = day
    return len(bare) <= LONGEST_DAY and bool(day_numbers(bare))


def _bare(text: str) -> str:
    return text[1:-1] if text[:1] in ("（", "(") and text[-1:] in ("）", ")") else text


def _end_of_text(paragraphs: list[Paragraph]) -> int:
    """How many paragraphs stand before the annexes, or before notes on copies and contacts."""
    for number, paragraph in enumerate(paragraphs):
        behind = paragraph.text.startswith(_AFTER) or _is_clerk(paragraph.text)
        if number and behind and _ends_in_day(paragraphs[number - 1].text):
            return number
    return len(paragraphs)


def _is_clerk(text: str) -> bool:
    return solid(text).startswith(_CLERKS)


def _ends_in_day(text: str) -> bool:
    return is_day(text) or is_day(_parted(text)[1]) or is_day(text.rpartition("　")[2])


def _parted(text: str) -> tuple[str, str]:
    """A line without a space parted before its first digit: 某局2026年11月26日."""
    first = next((offset for offset, char in enumerate(text[: MAX_SIGNER + 1]) if char.isdecimal()), len(text))
    return text[:first], text[first:]


def _signs(text: str, alone: bool) -> bool:
    """Whether a text names an organisation or, where it stands `alone`, a person, with or without a post."""
    bare = text.strip(SPACES + "（）")
    label, colon, name = bare.partition("：")
    if colon and alone and label in SIGNING:
        bare = name.strip(SPACES)
    if bare in REGARDS or bare.startswith("特此"):
        return False
    if not 2 <= len(bare) <= MAX_SIGNER or not _NOT_IN_NAMES.isdisjoint(bare) or opening(bare):
        return False
    name = bare.rpartition("　")[2].rpartition(" ")[2]
    person = 1 <= len(name) <= LONGEST_PERSON and name.isalpha()
    return bare[-1] in _ORGANISATIONS or (alone and (person or bare.endswith(POSTS)))


def _is_plain(paragraph: Paragraph) -> bool:
    return paragraph.kind == "body" and 0 < len(paragraph.text) <= 2 * MAX_SIGNER
