"""Characters to classes, and what lies between two classes: a blank, what may be done with it, and a break or none.

typography.md §3 (classes), §4 (breaks), §5 (marks side by side), §6 (Han beside Latin), with the penalties of
typography-tuning.md B. Classes are single letters, so that a paragraph's classes are one string:

    H Han        O opening    C closing    M pause      F stop       G ？ or ！   X doubled    I interpunct
    S solidus    N connector  D dash       E ellipsis   e its second half         P prefix     R wide prefix
    Q suffix     T wide suffix             U digit      L Latin      o ASCII opening           c ASCII closing or pause
    W space      w fixed space             Z U+3000     B label
"""

import re
from typing import Literal

from bulletin.compose.costs import BRACKET, HAN, LABEL, LATIN, LETTER, PAUSE, STOP, WIDTH, WORD
from bulletin.model import marks
from bulletin.model.design import BreakLevel

NEVER = -1.0

# Web and mail addresses: broken at their marks, set as one Latin run. Possessive, so that hostile runs stay linear.
ADDRESS = (
    r"(?a:(?:https?://|www\.)[!-~]+"
    r"|(?<![\w.+-])[\w.+-]++@[A-Za-z0-9-]++(?:\.[A-Za-z0-9-]++)+"
    r"|(?<![A-Za-z0-9.-])[A-Za-z0-9-]++(?:\.[A-Za-z0-9-]++)+/[!-~]+)"
)

# Penalties are in the cost model's unit: a line whose characters stand 1/16 em apart costs 75.
NUMBER_UNIT = 75.0  # number | unit, inside a unit, 第 | number
NUMBER_HAN = 3.0
NUMBER_LATIN_UNIT = 150.0
BEFORE_DASH = 50.0
AFTER_INTERPUNCT = 10.0
AFTER_CONNECTOR = 5.0
BETWEEN_ELLIPSES = 10.0
MONTH_DAY = 2.0
IN_ADDRESS = 2.0
IN_ADDRESS_WORD = 30.0  # between a letter and a digit
HYPHEN = 8.0
IN_LONG_NUMBER = 200.0  # after the - of a telephone number

BLANK = 500 << WIDTH
FIXED = 0
_CLOSERS = {"C": BLANK + (1 << BRACKET), "M": BLANK + (1 << PAUSE), "F": BLANK + (1 << STOP), "G": BLANK + (1 << STOP)}
_NO_START = frozenset("CMFGXISNQTce")
_NO_END = frozenset("OPRo")
_LATIN = frozenset("LUPQoc")


class Classes(dict[int, str]):
    """The class of every character met so far; serves `str.translate`."""

    def __init__(self) -> None:
        super().__init__()
        for characters, name in (
            (marks.OPENING, "O"),
            (marks.CLOSING, "C"),
            (marks.PAUSES, "M"),
            ("。．", "F"),
            ("？！", "G"),
            (marks.DOUBLED, "X"),
            (marks.INTERPUNCTS, "I"),
            (marks.SOLIDUS, "S"),
            (marks.CONNECTORS, "N"),
            (marks.DASHES, "D"),
            (marks.ELLIPSES, "E"),
            (marks.NARROW_SUFFIXES, "Q"),
            (marks.WIDE_SUFFIXES, "T"),
            (marks.NARROW_PREFIXES, "P"),
            (marks.WIDE_PREFIXES, "R"),
            (marks.ASCII_OPENING, "o"),
            (marks.ASCII_CLOSING, "c"),
            ("0123456789", "U"),
            (" ", "W"),
            ("\u00a0\u2007\u2009\u202f", "w"),
            ("\u3000", "Z"),
        ):
            self.update(dict.fromkeys(map(ord, characters), name))

    def __missing__(self, code: int) -> str:
        # Latin, Greek, Cyrillic with their signs, superscripts and roman helpers; all else is set as Han is.
        name = "L" if (code < 0x2000 and not 0x1100 <= code < 0x1200) or 0x2070 <= code < 0x209D else "H"
        self[code] = name
        return name


class Gaps(dict[tuple[str, str], int]):
    """What lies between two classes: natural width and one count of its kind, as fields of a line's key."""

    def __init__(self, han_latin: int) -> None:
        super().__init__()
        self._latin = (han_latin << WIDTH) + (1 << LATIN)

    def __missing__(self, pair: tuple[str, str]) -> int:
        self[pair] = found = self._between(*pair)
        return found

    def _between(self, left: str, right: str) -> int:
        if left == "B":
            return FIXED if right == "B" else (250 << WIDTH) + (1 << LABEL)
        if left == "Z":
            return 1000 << WIDTH
        if left in "Ww":
            return (250 << WIDTH) + (1 << WORD)
        if left in "OoPR" or right in "WwZ":
            return FIXED
        if right in _NO_START and (right not in "Qc" or left not in _LATIN):
            # A mark hangs on what stands before it; ASCII signs and suffixes as well.
            return FIXED
        if left in _CLOSERS:
            return BLANK + (1 << BRACKET) if right == "O" else _CLOSERS[left]
        if right == "O":
            return BLANK + (1 << BRACKET)
        if left in "ISN":
            return FIXED
        if left in "DEe" and right in "DEe":
            return FIXED
        if left in _LATIN:
            if right in _LATIN:
                return 1 << LETTER if "L" in (left, right) else FIXED
            return self._latin if right == "H" else 1 << HAN
        if right in _LATIN:
            return self._latin if left in "HT" else 1 << HAN
        return 1 << HAN


class Breaks(dict[tuple[str, str], float]):
    """What a line end between two classes costs, plus 1; 0 where none is permitted."""

    def __init__(self, level: BreakLevel) -> None:
        super().__init__()
        self._level = level

    def __missing__(self, pair: tuple[str, str]) -> float:
        self[pair] = found = self._between(*pair) + 1.0
        return found

    def _between(self, left: str, right: str) -> float:
        if left in "Bw" or right in "WwZ" or left + right in ("Ee", "DD"):
            return NEVER
        if left in _LATIN and right in _LATIN:
            return NEVER
        if self._level == "none":
            return 0.0
        if right in _NO_START or left in _NO_END:
            return NEVER
        if left == "S" and self._level != "basic":
            return NEVER
        if right in "DE":
            if self._level == "strict" or left == "I":
                return NEVER
            return BETWEEN_ELLIPSES if left in "De" and right == "E" else BEFORE_DASH
        if left == "I":
            return AFTER_INTERPUNCT
        if left == "N":
            return AFTER_CONNECTOR
        if left == "U" and right == "H":
            return NUMBER_HAN
        return 0.0


def classify(text: str, table: Classes) -> str:
    """The classes of `text`, one letter a character; what depends on neighbours is decided here."""
    classes = text.translate(table)
    if "EE" in classes:
        classes = classes.replace("EE", "Ee")
    if "GG" in classes:
        # Two of ？ ！ fill one em, three fill two (GB/T 15834-2011 5.1.2): no blank follows an even run.
        classes = re.sub(r"(?<!G)((?:GG)*)GG(?!G)", lambda found: found[0][:-1] + "X", classes)
    if "—" in text:
        for found in re.finditer("——", text):
            classes = classes[: found.start()] + "DD" + classes[found.end() :]
    if "L" in classes or "U" in classes:
        classes = _beside_latin(text, classes)
    return classes


def _beside_latin(text: str, classes: str) -> str:
    """Marks that Latin and Chinese text share, decided by what stands beside them."""
    found = list(classes)
    last = len(found) - 1
    for address in re.finditer(ADDRESS, text) if "@" in text or "." in text else ():
        found[address.start() : address.end()] = "L" * len(address[0])
    for match in re.finditer(r"[-/·–’~]", text):
        at = match.start()
        before = found[at - 1] if at else ""
        after = classes[at + 1] if at < last else ""
        if match[0] == "-":
            if before not in "LUQc" and after not in "LUPo":
                found[at] = "N"
        elif match[0] == "/":
            if before == "H" and after == "H":
                found[at] = "S"
        elif before in _LATIN and after in _LATIN and before and after:
            found[at] = "L"
    if any(mark in text for mark in "“”‘’"):
        for pair in _latin_pairs(text, found):
            for place in pair:
                if place is not None:
                    found[place] = "L"
    return "".join(found)


def _latin_pairs(text: str, classes: list[str]) -> list[tuple[int | None, int | None]]:
    """Quotation marks, as matched pairs, whose inside and both outer neighbours are Latin (typography.md §3)."""
    pairs: list[tuple[int | None, int | None]] = []
    stack: list[int] = []
    closes = {"”": "“", "’": "‘"}
    for at, character in enumerate(text):
        if character in "“‘" and classes[at] == "O":
            stack.append(at)
        elif character in closes and classes[at] == "C":
            if stack and text[stack[-1]] == closes[character]:
                pairs.append((stack.pop(), at))
            else:
                pairs.append((None, at))
    pairs.extend((at, None) for at in stack)
    latin = []
    for opening, closing in pairs:
        left = opening if opening is not None else closing
        right = closing if closing is not None else opening
        if left is None or right is None or not _all_latin(classes[left + 1 : right]):
            continue
        sides = {_side(classes, left - 1, -1), _side(classes, right + 1, 1)}
        if "cjk" not in sides and ("latin" in sides or left < right):
            latin.append((opening, closing))
    return latin


def _all_latin(classes: list[str]) -> bool:
    return all(name in "LUPQocWw" for name in classes)


def _side(classes: list[str], at: int, step: int) -> Literal["cjk", "latin", ""]:
    """The nearest strong neighbour; other marks of pairs and spaces are looked past, a Chinese mark is Chinese."""
    while 0 <= at < len(classes):
        name = classes[at]
        if name in "LUPQ":
            return "latin"
        if name not in "Wwoc":
            return "cjk"
        at += step
    return ""
