"""Characters as typed to characters as printed: full-width marks, no stray spaces, every replacement reported.

The rules (docs/typesetting.md, Normalising marks) have names: P1 brackets, P2 commas, semicolons, colons, question and
exclamation marks, P3 full stops, P4 ellipses, P5 dashes, P6 quotation marks, P7 wave dashes become full-width, in the
forms of GB/T 15834-2011; K1 to K4 keep numbers, labels, addresses and Latin sentences as typed; S1 and S2 decide on
spaces (`gaps.py`), S3 joins torn lines (`torn_lines.py`). What no reader sees is gone before (`cleaning.py`).

A mark is judged by its neighbours past spaces: full-width marks and Han are Chinese for certain; `“ ” ‘ ’ … · — % ℃`
are used in Latin text too and count as Chinese unless the nearest letters around them are all Latin, so that an
English sentence inside a report stays as it was typed. Turning one mark may turn the next to it: marks wait in a
worklist until nothing changes, which makes the whole idempotent and linear.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from bulletin.model.marks import CLOSING, SUPERIORS
from bulletin.read.chinese import FIXED_MARKS, PLAIN_SPACES, SHARED_MARKS, is_han, is_latin
from bulletin.read.edits import Doubt, Replacement, replaced
from bulletin.read.gaps import gaps
from bulletin.read.levels import list_label

WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}

# Patterns here hold few characters beyond Latin-1: a large set costs milliseconds to compile, at every start.
_doubtful = re.compile(r"[(),;:?!~\"' \xa0]|\.|--|(?<!—)—(?!—)|(?<!…)…(?!…)|。。。")
_LETTERS = r"[^\W\d_]"  # these are compiled when a text needs them
_WORDS = r"[^\W_]"
_ADDRESS = "|".join(
    (
        r"(?:[A-Za-z][A-Za-z0-9+.-]{0,20}://|www\.)[!-~]+",
        r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+",
    )
)
# Straight quotes that quote nothing: apostrophes in a word, before the end of a year ('90s), minutes and seconds, and
# the one among the signs that no file's name may hold (\/:*?"<>|).
_NO_QUOTES = (
    "(?<=[A-Za-z])'(?=[A-Za-z])|'(?=[0-9]0s)|[0-9]'[0-9]+\"?"
    r'|(?<=[*<>|/\\][*?:<>|/\\])"(?=[*<>|/\\])|(?<=[*<>|/\\] [*?:<>|/\\] )"(?= [*<>|/\\])'
)
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
# From the character before it, a bracket of a formula: (NH₄)₂, P(O₃), mg/(m²·d); not 臭氧(O₃).
_RAISED = f"[{SUPERIORS}ₐₓ]"
_FORMULA = (
    rf".?\([^()]*\){_RAISED}|[A-Za-z]\([^()]*{_RAISED}[^()]*\)|[/×÷]\([^()]*\)"
    r"|[a-z]\((?:[a-z][a-z0-9_]*(?:, ?[a-z0-9_.]+)*)?\)"  # sin(x), max(a, b), main(): not (VOCs)
)
# Marks that are none of the sentence's: among the signs of a password, those of half-open intervals, and the option of
# a command.
_BOUND = r"[^()\[\]\u3400-\u9fff]{1,20}"
_NO_MARKS = "|".join(
    (
        r"[,;:?!](?=[@#$%^&*|\\]{2})|(?<=[@#$^&*|\\]{2})[?!]",
        rf"\({_BOUND}[,，]{_BOUND}\]|\[{_BOUND}[,，]{_BOUND}\)",
        r"(?<![A-Za-z0-9-])--(?=[a-z][a-z0-9]*+(?:-[a-z0-9]++)*+(?!-))",
    )
)
# A — of one em joins what it stands between (GB/T 15834-2011, 4.13.3.1): 北京—上海, 12月—翌年2月, 臭氧—活性炭. It is
# half a dash only where a clause ends before it or begins behind it; both lists hold hardly a character that begins or
# ends names, so that no meaning is changed.
_ANY_STOP = "[，。；：！？,.;:!?]"
_CLAUSE_ENDS = f"(?:[了着吗嗎呢吧啊呀的]|{_ANY_STOP}[”’」』\"']?)$"
_CLAUSE_BEGINS = f"[这這我你您他她它咱谁誰是也而但却卻又]|那(?![曲坡])|{_ANY_STOP}"
_after_stop = frozenset("%％℃" + CLOSING)  # full stops stand after these as after Han


class Tidied(NamedTuple):
    text: str
    changes: tuple[Replacement, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def tidy(text: str, *, headline: bool = False, needless: frozenset[int] = frozenset()) -> Tidied:
    """Normalise one paragraph.

    Pure and idempotent. The changes do not overlap, stand in order, and applied to `text` give the result.

    Args:
        headline: one line of display text, where a space parts two phrases.
        needless: offsets of spaces that part nothing.
    """
    if not (_doubtful.search(text, list_label(text)) or (headline and "\u3000" in text)):
        return Tidied(text=text)
    marks = _Marks(text)
    edits, doubts = marks.edits()
    spaces, more = gaps(text, marks.now, marks.chinese, headline=headline, needless=needless)
    edits = sorted([*edits, *spaces])
    return Tidied(text=replaced(text, edits), changes=tuple(edits), doubts=(*doubts, *more))


class _Marks:
    """The marks of one paragraph on the way to their printed forms.

    `now` holds the paragraph with a decided mark at every position of what it replaces, for the neighbours to see.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.now = list(text)
        self.strong = [match.start() for match in re.finditer(_LETTERS, text)]
        self.han = [offset for offset in self.strong if is_han(text[offset])]
        kept = (*addresses(text), *(match.span() for match in re.finditer(_NO_MARKS, text)))
        self.kept = {offset for span in kept for offset in range(*span)}
        self.quotes = _partners(text, "“‘", "”’")
        self.found: dict[int, Replacement] = {}

    def edits(self) -> tuple[list[Replacement], tuple[Doubt, ...]]:
        """What the rules P1 to P7 replace, and what they doubt."""
        text = self.text
        doubts = self._straight_quotes()
        matches = re.compile(_TOKENS).finditer(text, list_label(text))
        tokens = {match.start(): match for match in matches if not (match.start() in self.kept or self._named(match))}
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

    def _named(self, match: re.Match[str]) -> bool:
        """Whether a mark alone in quotation marks is spoken of: 用“;”分隔; not the “?” and “……” of speech."""
        alone = self.quotes.get(match.start() - 1) == match.end()
        return alone and match.lastgroup != "P4" and match.group() not in "?!"

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
            if left < 0 or not (is_han(self.now[left]) or (self.now[left] in _after_stop and self.chinese(left))):
                return False
            if right < len(self.text) and self.now[left].isdecimal() and self.now[right].isdecimal():
                return False  # １２.５
            return right >= len(self.text) or self.chinese(right)
        if rule == "P7":
            sides = [position for position in (left, right) if 0 <= position < len(self.text)]
            return len(sides) == 2 and all(self.now[side].isdecimal() or self.chinese(side) for side in sides)
        if rule == "P5" and match.group() == "—":
            return self.chinese(left) and self.chinese(right) and self._parts_clauses(left, right)
        if rule == "P2" and self._closes_latin(right):
            return self.chinese(left)
        return self.chinese(left) or self.chinese(right)

    def _closes_latin(self, position: int) -> bool:
        """Whether a quotation mark there closes words that are all Latin: “Hello, world!”是第一句."""
        opening = self.quotes.get(position, position)
        letters = slice(bisect_left(self.strong, opening), bisect_left(self.strong, position))
        return self.strong[letters] != [] and not any(is_han(self.text[letter]) for letter in self.strong[letters])

    def _parts_clauses(self, left: int, right: int) -> bool:
        """Whether a clause ends or begins beside a — of one em, as it does once needless spaces are gone."""
        before = "".join(self.text[at] for at in (self._left(left), left) if at >= 0)
        behind = "".join(self.text[at] for at in (right, self._right(right + 1)) if at < len(self.text))
        return bool(re.search(_CLAUSE_ENDS, before) or re.match(_CLAUSE_BEGINS, behind))

    def _bracket_turns(self, opening: int, closing: int) -> bool:
        """P1: both or none, by what is inside and by either outer neighbour."""
        if self.now[opening] == "（" or self.now[closing] == "）":
            return True
        if bisect_left(self.han, opening) < bisect_left(self.han, closing):
            return True
        if re.compile(_FORMULA).match(self.text, max(opening - 1, 0)):
            return False
        return self.chinese(self._left(opening)) or self.chinese(self._right(closing + 1))

    def _straight_quotes(self) -> tuple[Doubt, ...]:
        """P6: pairs in their order, double and single apart, where one touches Han; an odd count is doubted."""
        if '"' not in self.text and "'" not in self.text:
            return ()
        free = self.kept.union(*(range(*match.span()) for match in re.finditer(_NO_QUOTES, self.text)))
        words = [match.start() for match in re.finditer(_WORDS, self.text)]
        doubts = []
        for mark, forms, found in (('"', "“”", self._double(free)), ("'", "‘’", self._single(free))):
            if len(found) % 2:
                if any(self._touches_han(offset, words) for offset in found):
                    message = f"半角引号 {mark} 不成对，没有改成{forms}"
                    doubts.append(Doubt(offset=found[-1], code="odd-quotes", message=message))
                continue
            for opening, closing in zip(found[::2], found[1::2], strict=True):
                if self._touches_han(opening, words) or self._touches_han(closing, words):
                    for position, new in zip((opening, closing), forms, strict=True):
                        self.now[position] = new
                        self.found[position] = Replacement(offset=position, old=mark, new=new, rule="P6")
        self.quotes = _partners("".join(self.now), "“‘", "”’")
        return tuple(doubts)

    def _straight(self, mark: str, free: set[int]) -> list[int]:
        return [match.start() for match in re.finditer(mark, self.text) if match.start() not in free]

    def _double(self, free: set[int]) -> list[int]:
        """Double quotes; where none is open, a mark behind a figure is of inches if its neighbour is: 12"和15"."""
        marks = self._straight('"', free)
        behind_figure = [self.text[offset - 1 : offset].isdecimal() for offset in marks]
        found: list[int] = []
        for index, offset in enumerate(marks):
            neighbours = behind_figure[index : index + 2] if index + 1 < len(marks) else behind_figure[index - 1 :]
            if len(found) % 2 or len(neighbours) < 2 or not all(neighbours):
                found.append(offset)
        return found

    def _single(self, free: set[int]) -> list[int]:
        """Single quotes; behind a letter or a figure where none is open, it is the apostrophe of students', or feet."""
        found: list[int] = []
        for offset in self._straight("'", free):
            if len(found) % 2 or not re.match("[0-9A-Za-z]", self.text[offset - 1 : offset]):
                found.append(offset)
        return found

    def _touches_han(self, position: int, words: list[int]) -> bool:
        """Whether the nearest letter or digit on either side, past marks and spaces, is Han."""
        after = bisect_left(words, position)
        return any(is_han(self.text[word]) for word in words[max(after - 1, 0) : after + 1])

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
        return char in FIXED_MARKS or is_han(char)

    def _shared_is_chinese(self, position: int) -> bool:
        """Whether not all letters beside the mark, and beside its partner, are Latin."""
        letters = []
        for mark in {position, self.quotes.get(position, position)}:
            after = bisect_left(self.strong, mark)
            letters += self.strong[max(after - 1, 0) : after + 1]
        return not letters or any(is_han(self.text[letter]) for letter in letters)


def addresses(text: str) -> Iterator[tuple[int, int]]:
    """First offset and end of URLs and e-mail addresses, less the marks that end the sentence around them (K4)."""
    if "@" not in text and "://" not in text and "www." not in text:
        return
    for match in re.finditer(_ADDRESS, text):
        start, end = match.span()
        unopened = match.group().count(")") - match.group().count("(")
        while text[end - 1] in ".,;:?!~\"'" or (text[end - 1] == ")" and unopened > 0):
            unopened -= text[end - 1] == ")"
            end -= 1
        yield start, end


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
        elif char == "’" and is_latin(text[offset - 1 : offset]) and is_latin(text[offset + 1 : offset + 2]):
            continue
        elif stack and (among is not None or opening.index(text[stack[-1]]) == closing.index(char)):
            other = stack.pop()
            pairs[offset], pairs[other] = other, offset
    return pairs
