"""Characters as typed to characters as printed: full-width marks, no stray spaces, every replacement reported.

The rules (docs/typesetting.md, Normalising marks) have names: P1 brackets, P2 commas, semicolons, colons, question and
exclamation marks, P3 full stops, P4 ellipses, P5 dashes, P6 quotation marks, P7 wave dashes become full-width, in the
forms of GB/T 15834-2011; K1 to K4 keep numbers, labels, addresses and Latin sentences as typed; S1 and S2 remove
spaces (S3, torn lines, is `read/torn_lines.py`). `C` rules clean what no reader sees.

A mark is judged by its neighbours past spaces: full-width marks and Han are Chinese for certain; `“ ” ‘ ’ … · — % ℃`
are used in Latin text too and count as Chinese unless the nearest letters around them are all Latin, so that an
English sentence inside a report stays as it was typed. Turning one mark may turn the next to it: marks wait in a
worklist until nothing changes, which makes the whole idempotent and linear.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from bulletin.read.levels import list_label

FIXED_MARKS = frozenset("，、。；：？！（）《》〈〉【】〔〕「」『』〖〗［］｛｝～　")  # Chinese in any company
SHARED_MARKS = frozenset("“”‘’…·—%％℃")  # Chinese unless all letters around are Latin
PLAIN_SPACES = " \u00a0"

WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}

# Patterns here hold few characters beyond Latin-1: a large set costs milliseconds to compile, at every start.
_doubtful = re.compile(r"[(),;:?!~\" \xa0]|\.|--|(?<!—)—(?!—)|(?<!…)…(?!…)|。。。")
_LETTERS = r"[^\W\d_]"  # these are compiled when a text needs them
_WORDS = r"[^\W_]"
_SPACES = "[ \xa0]+"
_PHRASE_GAPS = "[ \xa0\u3000]+"
_ADDRESS = "|".join(
    (
        r"(?:[A-Za-z][A-Za-z0-9+.-]{0,20}://|www\.)[!-~]+",
        r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+",
    )
)
_INVISIBLE = "[\ufeff\u200b-\u200d\u2060\u00ad]+"
_OTHER_SPACES = "[\t\u2000-\u200a\u202f\u205f]+"
_COMBINED = "[A-Za-z\u00c0-\u024f\u1e00-\u1eff](?:[\ufeff\u200b-\u200d\u2060\u00ad]*[\u0300-\u036f])+"
_TOKENS = "|".join(
    (
        r"(?P<P4>(?<![.。])[.。]{3,6}(?![.。])|(?<!…)…(?!…))",
        r"(?P<P5>-{2,}|(?<!—)—(?!—))",
        r"(?P<P7>~+)",
        r"(?P<P1>[()（）])",
        r"(?P<P2>[,;:?!])",
        r"(?P<P3>\.)",
    )
)
_after_stop = frozenset("%％℃”’）》〉】〕」』〗")  # full stops stand after these as after Han


def _is_han(char: str) -> bool:
    """Ideographs and what is set like them: kana, Hangul, enclosed and full-width letters."""
    if "\u3400" <= char <= "\u9fff":
        return True
    if char < "\u2460":
        return False
    return (
        "\u2460" <= char <= "\u24ff"
        or "\u2e80" <= char <= "\u2fdf"
        or "\u3005" <= char <= "\u3007"
        or "\u3021" <= char <= "\u3029"
        or ("\u3040" <= char <= "\u33ff" and char != "・")
        or "\uac00" <= char <= "\ud7a3"
        or "\uf900" <= char <= "\ufaff"
        or "\uff10" <= char <= "\uff19"
        or "\uff21" <= char <= "\uff3a"
        or "\uff41" <= char <= "\uff5a"
        or "\U00020000" <= char <= "\U0003ffff"
    )


def _is_latin(char: str) -> bool:
    return char.isalpha() and not _is_han(char)


class Replacement(NamedTuple):
    """`old` at `offset` of the text as typed became `new`, by `rule`."""

    offset: int
    old: str
    new: str
    rule: str


class Doubt(NamedTuple):
    """What the rules leave alone because they cannot know."""

    offset: int
    code: str
    message: str


class Tidied(NamedTuple):
    text: str
    changes: tuple[Replacement, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def tidy(text: str, *, headline: bool = False) -> Tidied:
    """Normalise one paragraph (`headline`: one line of display text, where a space parts two phrases).

    Pure and idempotent. The changes do not overlap, stand in order, and applied to `text` give the result.
    """
    cleaned, cleanings = (text, ()) if _looks_clean(text) else _clean(text)
    if not (_doubtful.search(cleaned, list_label(cleaned)) or (headline and "\u3000" in cleaned)):
        return Tidied(text=cleaned, changes=cleanings)
    marks = _Marks(cleaned)
    edits, doubts = marks.edits()
    edits += _gaps(cleaned, marks, headline)
    edits.sort()
    changes = tuple(edits)
    if cleanings:
        changes, doubts = _as_typed(text, cleanings, changes, doubts)
    return Tidied(text=replaced(cleaned, edits), changes=changes, doubts=doubts)


def replaced(text: str, edits: Iterable[Replacement]) -> str:
    """The text after edits that stand in order and apart."""
    parts: list[str] = []
    end = 0
    for edit in edits:
        parts += (text[end : edit.offset], edit.new)
        end = edit.offset + len(edit.old)
    return "".join((*parts, text[end:]))


def _looks_clean(text: str) -> bool:
    """Whether there is surely nothing to clean: all printable, and no lead byte of U+0300-036F in its UTF-8."""
    if not text.isprintable():
        return False
    data = text.encode()
    return b"\xcc" not in data and b"\xcd" not in data


def _clean(text: str) -> tuple[str, tuple[Replacement, ...]]:
    """Remove what is invisible (C1), make odd spaces plain (C2), compose Latin letters with their accents (C3)."""
    from unicodedata import normalize

    changes, composed = [], set[int]()
    for match in re.finditer(_COMBINED, text):
        new = normalize("NFC", re.sub(_INVISIBLE, "", match.group()))
        if new != match.group():
            changes.append(Replacement(offset=match.start(), old=match.group(), new=new, rule="C3"))
            composed.update(range(*match.span()))
    changes += [
        Replacement(offset=match.start(), old=match.group(), new="", rule="C1")
        for match in re.finditer(_INVISIBLE, text)
        if match.start() not in composed
    ]
    changes += [
        Replacement(offset=match.start(), old=match.group(), new=" " * len(match.group()), rule="C2")
        for match in re.finditer(_OTHER_SPACES, text)
    ]
    changes.sort()
    return replaced(text, changes), tuple(changes)


class _Marks:
    """The marks of one paragraph on the way to their printed forms.

    `now` holds the paragraph with a decided mark at every position of what it replaces, for the neighbours to see.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.now = list(text)
        self.strong = [match.start() for match in re.finditer(_LETTERS, text)]
        self.han = [offset for offset in self.strong if _is_han(text[offset])]
        self.kept = {offset for match in _addresses(text) for offset in range(*match.span())}
        self.quotes = _partners(text, "“‘", "”’")
        self.found: dict[int, Replacement] = {}

    def edits(self) -> tuple[list[Replacement], tuple[Doubt, ...]]:
        """What the rules P1 to P7 replace, and what they doubt."""
        text = self.text
        doubts = self._straight_quotes()
        matches = re.compile(_TOKENS).finditer(text, list_label(text))
        tokens = {match.start(): match for match in matches if match.start() not in self.kept}
        ends = {match.end() - 1: position for position, match in tokens.items()}
        brackets = _partners(text, "(（", ")）", tokens)
        waiting = list(reversed(tokens))
        while waiting:
            position = waiting.pop()
            match = tokens[position]
            if position in self.found or not self._must_turn(match, brackets):
                continue
            turned = [position]
            if match.lastgroup == "P1" and brackets[position] not in self.found:
                turned.append(brackets[position])
            for mark in turned:
                if self._turn(tokens[mark]):
                    for neighbour in (ends.get(self._left(mark)), self._right(tokens[mark].end())):
                        if neighbour is not None and neighbour in tokens:
                            waiting.append(neighbour)
                            if tokens[neighbour].lastgroup == "P1" and neighbour in brackets:
                                waiting.append(brackets[neighbour])
        return list(self.found.values()), doubts

    def _turn(self, match: re.Match[str]) -> bool:
        """Give a mark its printed form; whether that changes it."""
        old, rule = match.group(), match.lastgroup or ""
        new = {"P3": "。", "P4": "……", "P5": "——", "P7": "～" * len(old)}.get(rule) or WIDE.get(old, old)
        for position in range(match.start(), match.end()):
            self.now[position] = new[0]
        if new == old:
            return False
        self.found[match.start()] = Replacement(offset=match.start(), old=old, new=new, rule=rule)
        return True

    def _must_turn(self, match: re.Match[str], brackets: dict[int, int]) -> bool:
        """Whether a mark stands in Chinese text, as far as its neighbours are decided."""
        rule, start = match.lastgroup, match.start()
        if rule == "P1":
            return start in brackets and self._bracket_turns(*sorted((start, brackets[start])))
        left, right = self._left(start), self._right(match.end())
        if rule == "P3":
            if left < 0 or not (_is_han(self.now[left]) or (self.now[left] in _after_stop and self.chinese(left))):
                return False
            return right >= len(self.text) or self.chinese(right)
        if rule == "P7":
            sides = [position for position in (left, right) if 0 <= position < len(self.text)]
            return len(sides) == 2 and all(self.now[side].isdecimal() or self.chinese(side) for side in sides)
        if rule == "P5" and match.group() == "—":
            return self.chinese(left) and self.chinese(right)
        return self.chinese(left) or self.chinese(right)

    def _bracket_turns(self, opening: int, closing: int) -> bool:
        """P1: both or none, by what is inside and by either outer neighbour."""
        if self.now[opening] == "（" or self.now[closing] == "）":
            return True
        if bisect_left(self.han, opening) < bisect_left(self.han, closing):
            return True
        return self.chinese(self._left(opening)) or self.chinese(self._right(closing + 1))

    def _straight_quotes(self) -> tuple[Doubt, ...]:
        """P6: pairs in their order, where one touches Han; an odd count is left and doubted."""
        if '"' not in self.text:
            return ()
        quotes = [offset for offset, char in enumerate(self.text) if char == '"' and offset not in self.kept]
        words = [match.start() for match in re.finditer(_WORDS, self.text)]
        if len(quotes) % 2:
            if any(self._touches_han(offset, words) for offset in quotes):
                message = '半角引号 " 不成对，没有改成“”'
                return (Doubt(offset=quotes[-1], code="odd-quotes", message=message),)
            return ()
        for opening, closing in zip(quotes[::2], quotes[1::2], strict=True):
            if self._touches_han(opening, words) or self._touches_han(closing, words):
                for position, new in ((opening, "“"), (closing, "”")):
                    self.now[position] = new
                    self.found[position] = Replacement(offset=position, old='"', new=new, rule="P6")
        self.quotes = _partners("".join(self.now), "“‘", "”’")
        return ()

    def _touches_han(self, position: int, words: list[int]) -> bool:
        """Whether the nearest letter or digit on either side, past marks and spaces, is Han."""
        after = bisect_left(words, position)
        return any(_is_han(self.text[word]) for word in words[max(after - 1, 0) : after + 1])

    def _left(self, start: int) -> int:
        """The last position before `start` that holds no space; -1 without."""
        while start and self.now[start - 1] in PLAIN_SPACES:
            start -= 1
        return start - 1

    def _right(self, end: int) -> int:
        """The first position from `end` on that holds no space; the text's length without."""
        while end < len(self.now) and self.now[end] in PLAIN_SPACES:
            end += 1
        return end

    def chinese(self, position: int) -> bool:
        """Whether the character there is Han or a mark of Chinese text; False outside the text."""
        if not 0 <= position < len(self.now):
            return False
        char = self.now[position]
        if char in SHARED_MARKS:
            return self._shared_is_chinese(position)
        return char in FIXED_MARKS or _is_han(char)

    def _shared_is_chinese(self, position: int) -> bool:
        """Whether not all letters beside the mark, and beside its partner, are Latin."""
        letters = []
        for mark in {position, self.quotes.get(position, position)}:
            after = bisect_left(self.strong, mark)
            letters += self.strong[max(after - 1, 0) : after + 1]
        return not letters or any(_is_han(self.text[letter]) for letter in letters)


def _gaps(text: str, marks: _Marks, headline: bool) -> list[Replacement]:
    """S1 and S2: spaces that stand for nothing go; in a headline a space between phrases becomes U+3000."""
    edits = []
    label = list_label(text)
    for match in re.finditer(_PHRASE_GAPS if headline else _SPACES, text):
        start, end = match.span()
        if start == 0 or end == len(text):
            continue
        old = match.group()
        left, right = marks.chinese(start - 1), marks.chinese(end)
        new, rule = old, "S1"
        if headline and ("\u3000" in old or (left and right)):
            new = "\u3000"
        elif left and right:
            new = ""
        elif label and start == label:
            new, rule = "", "S2"
        elif left or right:
            other = marks.now[end] if left else marks.now[start - 1]
            mark = marks.now[start - 1] if left else marks.now[end]
            if (other.isalnum() and not _is_han(other) and mark not in SHARED_MARKS) or (mark in FIXED_MARKS):
                new, rule = "", "S2"
        if new != old:
            edits.append(Replacement(offset=start, old=old, new=new, rule=rule))
    return edits


def _addresses(text: str) -> Iterator[re.Match[str]]:
    """URLs and e-mail addresses, less the marks that end the sentence around them (K4)."""
    if "@" not in text and "://" not in text and "www." not in text:
        return
    for match in re.finditer(_ADDRESS, text):
        bare = match.group().rstrip(".,;:?!~\"'")
        if bare.endswith(")") and bare.count("(") < bare.count(")"):
            bare = bare[:-1].rstrip(".,;:?!~\"'")
        shorter = re.compile(re.escape(bare)).match(text, match.start())
        if bare and shorter:
            yield shorter


def _partners(text: str, opening: str, closing: str, among: dict[int, re.Match[str]] | None = None) -> dict[int, int]:
    """Position of the other mark of each matched pair. U+2019 between Latin letters is an apostrophe, no mark."""
    pairs: dict[int, int] = {}
    stack: list[int] = []
    for match in re.finditer(f"[{re.escape(opening + closing)}]", text):
        offset, char = match.start(), match.group()
        if among is not None and offset not in among:
            continue
        if char in opening:
            stack.append(offset)
        elif char == "’" and _is_latin(text[offset - 1 : offset]) and _is_latin(text[offset + 1 : offset + 2]):
            continue
        elif stack and (among is not None or opening.index(text[stack[-1]]) == closing.index(char)):
            other = stack.pop()
            pairs[offset], pairs[other] = other, offset
    return pairs


def _as_typed(
    text: str, cleanings: tuple[Replacement, ...], edits: tuple[Replacement, ...], doubts: tuple[Doubt, ...]
) -> tuple[tuple[Replacement, ...], tuple[Doubt, ...]]:
    """Edits of the cleaned text as changes of the text as typed; a cleaning inside an edit is part of it."""
    starts, shifts, shift = [], [], 0
    for cleaning in cleanings:
        starts.append(cleaning.offset + shift)  # in the cleaned text
        shift += len(cleaning.new) - len(cleaning.old)
        shifts.append(shift)

    def typed(offset: int) -> int:
        """Where the character at `offset` of the cleaned text began as typed."""
        before = bisect_left(starts, offset + 1) - 1
        if before < 0:
            return offset
        cleaning = cleanings[before]
        inside = offset - starts[before]
        if inside < len(cleaning.new):
            return cleaning.offset + (inside if cleaning.rule == "C2" else 0)
        return offset - shifts[before]

    changes: list[Replacement] = []
    for edit in edits:
        start, last = typed(edit.offset), typed(edit.offset + len(edit.old) - 1)
        changes.append(edit._replace(offset=start, old=text[start : last + 1]))
    covered = sorted(changes)
    begins = [change.offset for change in covered]
    for cleaning in cleanings:
        before = bisect_left(begins, cleaning.offset + 1) - 1  # the last edit that begins no later
        if before < 0 or cleaning.offset >= covered[before].offset + len(covered[before].old):
            changes.append(cleaning)
    return tuple(sorted(changes)), tuple(doubt._replace(offset=typed(doubt.offset)) for doubt in doubts)
