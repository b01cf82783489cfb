"""The bytes of a text file to its text, whatever encoding it was saved in; a guess that can be wrong is told.

UTF-8, UTF-16 and UTF-32 say what they are. GB18030 takes almost any bytes, so what was read by it is judged: modern
Chinese is to seven tenths made of five hundred characters. Of a text that has few of them the encoding is named that
gives it its own script; where none does, it is taken as it stands, since a wrong refusal is worse than a note.
"""

import re
from collections.abc import Callable
from contextlib import suppress
from typing import NamedTuple

from bulletin.read.frequent import JUDGED, frequency

# Of the characters beyond ASCII, the part that a text must have of common ones to be taken for its encoding. Texts in
# GB18030 have .86 or more, traditional ones too; Big5 taken for GB18030 .12 to .21; UTF-16 in the wrong order no text.
LEAST_COMMON, LEAST_WRITTEN = 0.5, 0.9
LEAST_FREQUENT = 0.3  # of the ideographs; docs/decisions.md R-20
LEAST_HAN = 12  # ideographs without which nothing is judged by their frequency
_HANGUL, _KANA, _CYRILLIC = ("가", "힣"), ("ぁ", "ヿ"), ("а", "я")
_MARKS = ((b"\xff\xfe\0\0", "utf-32"), (b"\0\0\xfe\xff", "utf-32"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_ESCAPED = (  # encodings within ASCII: codec, name, what stands for Chinese in them
    ("hz", "HZ", re.compile(rb"~\{[!-}]{2,}~\}")),
    ("utf-7", "UTF-7", re.compile(rb"\+[A-Za-z0-9+/]{4,}-?")),
)


class DecodedText(NamedTuple):
    """A text, and the encoding that was only guessed."""

    text: str
    guessed: str = ""


class NotTextError(Exception):
    """Bytes that are no text we read; `broken_at` is the offset of the fault in what is otherwise UTF-8, else -1."""

    def __init__(self, message: str, hint: str, broken_at: int = -1) -> None:
        super().__init__(message)
        self.message, self.hint, self.broken_at = message, hint, broken_at


def decoded(data: bytes) -> DecodedText:
    """The text in `data`; one whose few bytes are broken is not guessed.

    Raises:
        NotTextError: it is no text, or in an encoding that is only named.
    """
    for mark, codec in _MARKS:
        if data.startswith(mark):
            with suppress(UnicodeDecodeError):
                return DecodedText(data.decode(codec))
            raise NotTextError("不是文字文件", "用记事本另存为 UTF-8 的纯文本")
    if b"\0" in data:
        if wide := _unmarked(data):
            return DecodedText(wide)
        raise NotTextError("不是文字文件", "这里要纯文本；Word 文件请先另存为纯文本（UTF-8）")
    try:
        text = data.removeprefix(b"\xef\xbb\xbf").decode()
    except UnicodeDecodeError as error:
        broken_at = error.start
    else:
        return _unescaped(data) or DecodedText(text)
    forgiving = data.decode("utf-8", "replace")
    if forgiving.count("\ufffd") * 50 < sum(char > "\u2000" for char in forgiving):
        raise NotTextError("这里的字节不是完整的 UTF-8 字符", "用编辑器改正这个字，另存为 UTF-8", broken_at)
    text = ""
    with suppress(UnicodeDecodeError):
        text = data.decode("gb18030")
    if (not text or _strange(text)) and (name := _named(data)):
        hint = "用能选编码的编辑器按这种编码打开，核对后另存为 UTF-8"
        raise NotTextError(f"文字像是 {name}编码，不是 UTF-8，也不是 GB18030", hint)
    if text and (_share(text, _is_common) >= LEAST_COMMON or frequency(text) >= 2 * LEAST_FREQUENT):
        return DecodedText(text, "GB18030")
    raise NotTextError("无法识别文字编码：不是 UTF-8，也不是 GB18030", "用记事本打开，另存为 UTF-8")


def _unmarked(data: bytes) -> str:
    """The text of UTF-32 or UTF-16 without a byte order mark; "" for anything else that holds null bytes."""
    little_first = data[1::2].count(0) >= data[::2].count(0)  # half of what is ASCII is a null byte
    wide = ("utf-16-le", "utf-16-be") if little_first else ("utf-16-be", "utf-16-le")
    for codec in ("utf-32-le", "utf-32-be", *wide):
        with suppress(UnicodeDecodeError):
            text = data.decode(codec)
            if _share(text, _is_written) >= LEAST_WRITTEN:
                return text
    return ""


def _unescaped(data: bytes) -> DecodedText | None:
    """The text of an encoding that hides Chinese in ASCII; None for a text that holds none of it."""
    if not data.isascii():
        return None
    for codec, name, pattern in _ESCAPED:
        if pattern.search(data):
            with suppress(UnicodeDecodeError):
                text = data.decode(codec)
                if frequency(text) > LEAST_FREQUENT:
                    return DecodedText(text, name)
    return None


def _strange(text: str) -> bool:
    """Whether what was read as GB18030 is hardly Chinese: private characters, kana, or few of the frequent ones."""
    judged = text[:JUDGED]
    han = sum("\u4e00" <= char <= "\u9fff" for char in judged)
    private = sum("\ue000" <= char <= "\uf8ff" for char in judged)
    kana = sum(_KANA[0] <= char <= _KANA[1] for char in judged)
    return private > 1 or kana * 4 > han + kana or (han >= LEAST_HAN and frequency(judged) < LEAST_FREQUENT)


def _named(data: bytes) -> str:
    """The encoding that makes a text of `data`, other than GB18030; "" where none does."""
    tests: tuple[tuple[str, str, Callable[[str], bool]], ...] = (
        ("big5hkscs", "Big5（繁体）", lambda text: frequency(text) >= LEAST_FREQUENT),
        ("euc_jp", "EUC-JP（日文）", lambda text: _part(text, *_KANA) > 0.25),
        ("cp932", "Shift-JIS（日文）", lambda text: _part(text, *_KANA) > 0.25),
        ("cp949", "EUC-KR（韩文）", lambda text: _part(text, *_HANGUL) > 0.6),
        ("cp1251", "Windows-1251（俄文）", _is_russian),
        ("koi8_r", "KOI8-R（俄文）", _is_russian),
    )
    for codec, name, fits_script in tests:
        with suppress(UnicodeDecodeError):
            if fits_script(data.decode(codec)[:JUDGED]):
                return name
    return ""


def _is_russian(text: str) -> bool:
    """Whether it has whole words, where accents of French or German make single letters."""
    return _part(text, *_CYRILLIC) > 0.7 and bool(re.search("[А-я]{4}", text))


def _part(text: str, first: str, last: str) -> float:
    """The part of the characters beyond ASCII that lie between two."""
    beyond = [char for char in text if char > "\x7f"]
    return sum(first <= char <= last for char in beyond) / len(beyond) if beyond else 0.0


def _share(text: str, belongs: Callable[[str], bool]) -> float:
    """The part of the characters beyond ASCII that `belongs`, those of ASCII left out; 1 where there are none."""
    beyond = [char for char in text[:JUDGED] if char > "\x7f" or char < "\t"]
    return sum(map(belongs, beyond)) / len(beyond) if beyond else 1.0


def _is_written(char: str) -> bool:
    """Characters that Chinese texts are made of, in any encoding."""
    return (
        "\u4e00" <= char <= "\u9fff" or "\u3000" <= char <= "\u303f" or "\u2010" <= char <= "\u2027" or char > "\uff00"
    )


def _is_common(char: str) -> bool:
    """Characters of GB 2312 in use today; text in Big5 that is read as GB18030 has kana and rare ideographs instead."""
    return ("\u4e00" <= char <= "\u9fff" and len(char.encode("gb2312", "ignore")) == 2) or (
        _is_written(char) and char < "\u4e00"
    )
