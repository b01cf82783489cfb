"""A line under a title that says who wrote: post and name, as offices write them without a header.

A line is a byline where all of it is names, posts and units: 区水务局局长 王玉红, 张 三, （区水务局 王玉红）,
本报记者 张三 通讯员 李四, 区水务局供稿. What has a stop or a comma is none. A name is a surname of the table with one
or two characters behind it, a compound surname likewise, or a name parted by ·; behind a post any two or three
characters are one.
"""

import re
from typing import Literal, NamedTuple

from bulletin.read.chinese import is_ideograph, solid
from bulletin.read.closings import is_day
from bulletin.read.name_words import (
    ACTS,
    CREDITS,
    DUTIES,
    NO_NAMES,
    POSTS,
    TEXT_EDITORS,
    TRANSLITERATED,
    UNIT_ENDINGS,
    WEAK_UNITS,
    WRITING,
)
from bulletin.words.surnames import COMPOUND_SURNAMES, SURNAMES

MAX_BYLINE = 80  # characters of a line that may be one
MAX_PIECE = 20  # of a unit or a name without a space
MAX_POST = 40  # of posts: 区水务局党组书记、局长、区河长制办公室主任

_WROTE = "撰文|撰稿人?|供稿人?"
# What says that an author or a unit follows, as a key of a header would; it is not printed.
_AUTHOR = rf"(?:作者|执笔人?|汇报人|报告人|{_WROTE}|文)\s*[:：/／|｜]\s*|作者系|作\s*者\s+|(?:{_WROTE})\s+"
_FROM_UNIT = r"(?:供稿|报送|来稿|作者)?单位\s*[:：]\s*"
_LABEL = r"[（(【\[]?\s*(?:{})\s*[:：/／|｜]\s*"  # what somebody did, and the sign before the name
_CREDIT_FORM = re.compile(_LABEL.format("|".join((*CREDITS, _WROTE, "作者|记者|通讯员"))))
# What somebody did to the text before print: 审核：李四, 责任编辑：王五.
_DUTY_FORM = re.compile(_LABEL.format("|".join((*DUTIES, *TEXT_EDITORS))))
_SIGNS = "□■●○◎◆◇▲△★☆◢▍"  # before a name, as newspapers set them: printed with it
_PAPER = r"《[^《》]{2,16}》(?=[^\s《])"  # whose office follows: 《学习周刊》编辑部 张三
_PIECE_AND_SIGN = re.compile(r"([^/／:：|｜\s]+)\s*([/／:：|｜]?)")  # with the sign behind it
_NO_BYLINE = frozenset("。！？；，,;!?“”《》")
_BRACKETS = {"（": "）", "(": ")", "【": "】", "[": "]", "〔": "〕"}


class Byline(NamedTuple):
    """Who wrote, as typed; either may be ""."""

    post: str
    author: str


class _Word(NamedTuple):
    text: str
    kind: Literal["name", "post", "unit", "weak unit", "other"]


def is_name(text: str) -> bool:
    """Whether `text` is a person's name by its form; spaces within it do not count (张　三)."""
    bare = solid(text)
    if "·" in bare or "•" in bare:
        parts = re.split("[·•]", bare)
        return len(bare) <= MAX_PIECE and all(part and _is_han(part) and len(part) <= 8 for part in parts)
    if 4 <= len(bare) <= 8 and bare not in NO_NAMES and TRANSLITERATED.issuperset(bare):
        return True
    if not (2 <= len(bare) <= 4 and _is_han(bare)) or bare in NO_NAMES or bare.endswith((*POSTS, *UNIT_ENDINGS)):
        return False
    return (bare[0] in SURNAMES and len(bare) < 4) or (bare[:2] in COMPOUND_SURNAMES and len(bare) > 2)


def read_byline(line: str) -> Byline | None:
    """The byline that a whole line is, without white space around it; None for any other line."""
    bare = line.strip()
    if bare and bare[0] in _SIGNS:
        return Byline(post="", author=bare) if read_byline(bare.lstrip(f"{_SIGNS} \u3000")) else None
    if paper := re.match(_PAPER, bare):
        office = read_byline(bare[paper.end() :])
        follows = office and office.post and bare.startswith(office.post, paper.end())
        return office._replace(post=paper[0] + office.post) if office and follows else None
    if len(line) > MAX_BYLINE or not _NO_BYLINE.isdisjoint(line) or _addresses(bare):
        return None
    if bare and _BRACKETS.get(bare[0]) == bare[-1]:
        bare = bare[1:-1].strip()
    label = re.match(_AUTHOR, bare) or re.match(_FROM_UNIT, bare)
    signed = bare[label.end() :] if label else bare
    words = _words(signed)
    if not words or any(word.kind == "other" for word in words):
        return None
    names = " ".join(word.text for word in words if word.kind == "name")
    posts = " ".join(word.text for word in words if word.kind != "name")
    said = {word.text for word in words}
    if (said & DUTIES or _DUTY_FORM.match(line)) and not (label or said & CREDITS):
        return None  # 审核：李四 alone says nothing of who wrote
    if not names:
        post = bare if said & CREDITS else posts
        return Byline(post=post, author="") if label or _signs_alone(words) else None
    kinds = "".join(word.kind[0] for word in words)
    labels = len(re.findall("[:：]", signed))  # 组长：李明 成员：王芳: who is what would be lost
    odd = labels > 1 or said & (CREDITS | DUTIES) or any(map(is_day, said))
    plain = re.fullmatch("[puw]*n+|n[puw]+", kinds) and not odd
    return Byline(post=posts, author=names) if plain else Byline(post="", author=bare)


def is_credit(line: str) -> bool:
    """Whether a line says outright who did what for the paper: 文/张三 图/李四, 供稿：区水务局."""
    return bool(_CREDIT_FORM.match(line)) and read_byline(line) is not None


def is_duty(line: str) -> bool:
    """Whether a line says who did what to the text before print: 审核：李四, （责任编辑：王五）."""
    label = _DUTY_FORM.match(line)
    return read_byline(line[label.end() :].rstrip("）)】] \u3000")) is not None if label else False


def _addresses(line: str) -> bool:
    """Whether a line says to whom or of whom a text goes: 各部门、各街道：, 区水务局：, 关于赴潍坊高新区."""
    return line.startswith(("各", "关于")) or line.endswith(("：", ":"))


def _words(text: str) -> list[_Word]:
    """Names, posts and units; characters that stand alone are a name set wide (张 三)."""
    for opening, closing in _BRACKETS.items():
        each = ":" not in text and "：" not in text and text.count(opening) == text.count(closing)
        if text.endswith(closing) and (each or text.count(opening) == 1):  # 王玉红（区水务局局长） 李剑（区环保局）
            text = text.replace(closing, " ").replace(opening, " ")
    pieces: list[str] = []
    after_label = False  # the piece before says what the next did: 文/ 图/, no part of a name set wide
    for piece, sign in _PIECE_AND_SIGN.findall(text):
        before = pieces[-1] if pieces else ""
        is_label = bool(sign) and piece in CREDITS
        wide = before in COMPOUND_SURNAMES or all(len(part) == 1 for part in before.split(" "))
        labels = is_label or after_label or (before in CREDITS and piece in CREDITS)
        if before and len(piece) == 1 and wide and not labels and is_name(f"{before}{piece}"):
            pieces[-1] = f"{before} {piece}"
        else:
            pieces.append(piece)
        after_label = is_label
    words: list[_Word] = []
    for piece in pieces:
        found = _judged(piece)
        if found[0].kind == "other" and 2 <= len(piece) <= 3 and _is_han(piece) and words and words[-1].kind == "post":
            found = [_Word(text=piece, kind="name")]
        words += found
    return words


def _judged(piece: str) -> list[_Word]:
    """What one piece is; a name that is glued to a post is parted from it."""
    if piece in CREDITS or piece in DUTIES:
        return [_Word(text=piece, kind="post")]
    if all(map(is_name, piece.split("、"))):
        return [_Word(text=piece, kind="name")]
    if is_day(piece) or (len(piece) <= MAX_POST and piece.endswith(POSTS) and not piece[0].isdecimal()):
        return [_Word(text=piece, kind="post")]
    if len(piece) <= MAX_PIECE and not piece[0].isdecimal() and not says_what_is_done(piece):
        if piece.endswith(UNIT_ENDINGS) and len(piece) > 1:
            return [_Word(text=piece, kind="unit")]
        if piece.endswith(WEAK_UNITS) and len(piece) > 2:
            return [_Word(text=piece, kind="weak unit")]
        for length in (3, 2, 4):
            post, name = piece[:-length], piece[-length:]
            if post.endswith(POSTS) and is_name(name):
                return [_Word(text=post, kind="post"), _Word(text=name, kind="name")]
    return [_Word(text=piece, kind="other")]


def says_what_is_done(piece: str) -> bool:
    """Whether words that end like a unit are a phrase: 办家门口的好学校, 开展帮办代办, 坚持以人民为中心."""
    return "的" in piece or piece.startswith(ACTS)


def _signs_alone(words: list[_Word]) -> bool:
    """Whether posts and units without a name are a byline: 区水务局供稿, 区水务局局长, 本刊编辑部, not 落实书记."""
    last = words[-1]
    if last.kind != "post":
        return last.kind == "unit"
    whole = "".join(word.text for word in words)
    return (
        last.text in POSTS
        or last.text.endswith(WRITING[:3])
        or any(unit in whole for unit in UNIT_ENDINGS + WEAK_UNITS)
    )


def _is_han(text: str) -> bool:
    return all(is_ideograph(char) or char == "〇" for char in text)
