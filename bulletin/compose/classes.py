"""Characters to classes, and what lies between two classes: a blank, how it may change, and a break or none.

Sources: W3C CLREQ, "Prohibition Rules for Line Start and Line End"; GB/T 15834-2011, 5.1 (the room of marks); by eye
where docs/typesetting.md says so (Character classes, Line-break prohibition, Spacing). Classes are single letters, so
that a paragraph's classes are one string:

    H Han        O opening    C closing    M pause      F stop       G ？ or ！   X doubled    I interpunct
    S solidus    N connector  D dash       E ellipsis   e its second half         P prefix     R wide prefix
    Q suffix     T wide suffix             U digit      L Latin      o Latin opening           c Latin closing or pause
    W space      w fixed space             n blank in a number     Z U+3000     B label
    j glue, and / beside Latin or digits   u full-width digit      Y V set as Han is, but at no line's start (end)
    r s first and further figures of a note's number, which is one where a run says so
"""

import re
from collections.abc import Iterator, Sequence
from typing import Literal
from unicodedata import category, east_asian_width

from bulletin.compose.addresses import inside
from bulletin.compose.costs import HAN_LATIN_GIVE
from bulletin.compose.packed_line import (
    AFTER_PAUSE,
    AFTER_STOP,
    AT_BRACKET,
    BETWEEN_HAN,
    BETWEEN_LETTERS,
    BETWEEN_WORDS,
    HAN_LATIN,
    PackedLine,
    pack,
)
from bulletin.model import marks
from bulletin.model.design import BreakLevel

NEVER = -1.0
HALF = 500  # of a mark's em: its cell, or the blank beside it; 1/1000 em

LABEL_GAP = 250  # after 1. （1） ①: fixed, so that the items of a list stand alike
AFTER_SOLIDUS = 200  # in L/（s·m²）: the bracket's em begins behind the narrow /, for readers who go by origins
NOTE_GAP = 250  # between a note's number and a figure or letter or another: fixed, so that they never read as one
GROUP_GAP = 250  # in 1 200: a quarter of an em, GB/T 15835-2011 5.1.2

_STROKES_IN_ROW = f"[{marks.DASH_STROKES}]{{2,}}"
_IN_WIDE_NUMBER = f"(?<=[{marks.WIDE_DIGITS}])[．，：∶.,:](?=[{marks.WIDE_DIGITS}])"

# Penalties are in the cost model's unit: a line whose characters stand 1/16 em apart costs 75.
NUMBER_HAN = 3.0
BEFORE_DASH = 50.0
BEFORE_ELLIPSIS = 150.0
AFTER_INTERPUNCT = 10.0
AFTER_CONNECTOR = 5.0
BETWEEN_ELLIPSES = 10.0

# Sets of classes.
TRAILING = frozenset("CMFGX")  # marks that end a phrase
HANGING_ON = TRAILING | frozenset("ISNQTcejrs")  # marks that hang on what stands before them
NO_START = HANGING_ON | {"Y"}  # never at a line's start
PREFIXES = frozenset("OPRo")  # marks that what follows hangs on
NO_END = PREFIXES | frozenset("Vj")  # never at a line's end
LATIN_RUN = frozenset("LUPQ")  # Latin letters, digits and their signs
INSIDE_LATIN = LATIN_RUN | frozenset("oc")  # what stands among them as one of them
ENDS_LATIN = frozenset("LUQc")  # a - after one of these is no connector
STARTS_LATIN = frozenset("LUPo")
DIGITS = frozenset("Uu")
_BEFORE_INTERPUNCT = frozenset("HYLUuCQT")  # a • behind one of these is an interpunct; else it is a bullet
IN_NUMBERS = INSIDE_LATIN | DIGITS
NOTES = frozenset("rs")
BESIDE_NOTE = frozenset("LUPour")  # what a note's number would run into
AS_HAN = frozenset("HYV")
JOINING = frozenset("ISNj")
STROKES = frozenset("DEe")
WORD_SPACE = frozenset("Wwn")
HOLDS_BLANK = "[ORSoj]"  # behind one of these a blank ends no line: it would leave the mark at the edge
_HELD_BLANK = f"(?<={HOLDS_BLANK})W+|(?<=P)W+(?=[Uu])"  # ¥ 35
AMONG_LATIN = INSIDE_LATIN | WORD_SPACE | {"j"}
ANY_SPACE = WORD_SPACE | frozenset("Z")

FIXED = pack()
HAN_GAP = pack(0, BETWEEN_HAN)
BRACKET_GAP = pack(HALF, AT_BRACKET)
_AFTER_CLOSER = {
    "C": BRACKET_GAP,
    "M": pack(HALF, AFTER_PAUSE),
    "F": pack(HALF, AFTER_STOP),
    "G": pack(HALF, AFTER_STOP),
}


# Characters whose class depends on their neighbours, each looked at by itself.
_SHARED = (
    rf"[-/\\·–’~+－＋{marks.HYPHENS}{marks.CENTS}{marks.BULLET}{marks.RATIO}{marks.ARROWS}{marks.ROOTS}{marks.RELATIONS}"
    f"{marks.SUPERIORS}]"
    r"|\[(?=[0-9,–-]+\])"  # of a note, 研究[1]
    "|(?<!_)_(?!_)"  # 报名表_张三.docx; not ____ to fill in
)
# <单位>.csv: brackets, where neither figures nor pauses make them relations.
_PLACEHOLDER = r"<(?=[^<>]{0,19}[\u3400-\u9fff])[^\W0-9][^<>，。；：、=]{0,19}>(?![0-9])"
# In `alike` text.
_ISOTOPE = "(?<![A-Za-z0-9²])²++[A-Z][a-z]?(?![A-Za-z])"  # ¹⁴C opens with its sign
_NUMBER_BLANK = "[ \u00a0]"
# Blanks in 1 200 and beside the sign of 25 ± 3, unless they part the figures of a row.
_IN_NUMBER = f"{_NUMBER_BLANK}(?:(?<=[0-9].)(?=[0-9=])|(?<==.)(?=[0-9])|(?<=%.)(?==))"
# The stroke of 5万-10万, 1月~3月: behind a number and its unit, not a minus.
_UNIT_BEFORE = "|".join(f"(?<=[0-9][^\\W0-9A-Za-z_]{{{length}}})" for length in range(1, 6))
_SPREAD = f"(?:{_UNIT_BEFORE})(?:[-~]|[–－])=?[0-9]"
_BEFORE_SPREAD = marks.UNITS | {unit[-1] for units in marks.LONG_UNITS.values() for unit in units}
# Behind Han, the stroke of 降至-5, 增长-0.5%, 气温-5℃, -3～2; any other joins a name to its number: 歼-20.
_MINUS = "(?<=[为至到达低降是])[-–－]|[-–－](?:[0-9]*[.．][0-9]|[0-9]+(?:[%°～~度]|[至到][-=]?[0-9]))"
MOST_BLANKS = 5  # of one number; where more stand, they part the figures of a row
_FIGURE_ROW = f"(?:[0-9.,]+{_NUMBER_BLANK}){{{MOST_BLANKS + 1},}}"
# 9：30, 1：2.5, 1∶2; not 表1：2019年.
_RATIO = "(?<![表图注式件案题类步骤0-9.])(?<!(?<!比)例)[0-9]+(?:[.,][0-9]+)*(?:[：∶][0-9]+(?:[.,][0-9]+)*+)+(?![年月])"


class Classes(dict[int, str]):
    """The class of every character, filled as characters come up; a table for `str.translate`."""

    def __init__(self) -> None:
        super().__init__()
        named = (
            (marks.OPENING, "O"), (marks.CLOSING, "C"), (marks.PAUSES, "M"), ("。．", "F"), ("？！", "G"),
            (marks.DOUBLED, "X"), (marks.INTERPUNCTS + marks.BULLET + marks.RATIO, "I"), (marks.SOLIDUS, "S"),
            (marks.CONNECTORS + marks.HYPHENS, "N"), (marks.GLUE, "j"), (marks.DASHES, "D"), (marks.ELLIPSES, "E"),
            (marks.NARROW_SUFFIXES, "Q"), (marks.WIDE_SUFFIXES + marks.CENTS, "T"), (marks.NARROW_PREFIXES, "P"),
            (marks.WIDE_PREFIXES, "R"), (marks.ASCII_OPENING, "o"), (marks.ASCII_CLOSING, "c"), ("0123456789", "U"),
            (marks.WIDE_DIGITS, "u"), (marks.ATTACHED_HAN, "Y"), (" ", "W"), ("\u00a0\u2007\u2009\u202f", "w"),
            ("\u3000", "Z"),
        )  # fmt: skip
        for characters, name in named:
            self.update(dict.fromkeys(map(ord, characters), name))

    def __missing__(self, code: int) -> str:
        # Latin, Greek, Cyrillic with their signs, superscripts and roman helpers; all else is set as Han is.
        # The brackets of every script are known by their general category (Unicode: Ps, Pi open, Pe, Pf close).
        if 0x3400 <= code <= 0x9FFF:  # nearly all that come
            name = "H"
        elif (kind := category(chr(code))) in ("Ps", "Pi"):
            name = "V" if east_asian_width(chr(code)) in "WF" else "o"
        elif kind in ("Pe", "Pf"):
            name = "Y" if east_asian_width(chr(code)) in "WF" else "c"
        else:
            name = "L" if code < 0x1100 or 0x1200 <= code < 0x2000 or 0x2070 <= code < 0x209D else "H"
        self[code] = name
        return name


class Gaps(dict[tuple[str, str], PackedLine]):
    """What lies between two classes: a gap with its natural width and its kind, packed."""

    def __init__(self, han_latin: int) -> None:
        super().__init__()
        # A gap narrower than what it may give would be squeezed below nothing: it never changes.
        self._latin = pack(han_latin, HAN_LATIN) if han_latin >= HAN_LATIN_GIVE else pack(han_latin)

    def __missing__(self, pair: tuple[str, str]) -> PackedLine:
        self[pair] = found = self._between(*pair)
        return found

    def _between(self, left: str, right: str) -> PackedLine:
        if left == "B":
            return FIXED if right == "B" else pack(LABEL_GAP)
        if left == "Z":
            return pack(1000, BETWEEN_WORDS)
        if left == "n":
            return pack(GROUP_GAP)
        if left in WORD_SPACE:
            return pack(250, BETWEEN_WORDS)
        if left + right in ("jO", "SO"):
            return pack(AFTER_SOLIDUS)
        if left in PREFIXES or right in ANY_SPACE or left in JOINING or left + right in ("uu", "uU", "Uu"):
            return FIXED
        if left in NOTES and right in BESIDE_NOTE:
            return pack(NOTE_GAP)
        if right in HANGING_ON and (right not in "Qc" or left not in INSIDE_LATIN):
            # A mark hangs on what stands before it; ASCII signs and suffixes as well.
            return FIXED
        if right == "O":
            return BRACKET_GAP
        if left in _AFTER_CLOSER:
            return _AFTER_CLOSER[left]
        if left in STROKES and right in STROKES:
            return FIXED
        if left + right == "TP":  # 25℃±3, as 25%±3
            return FIXED
        if left in INSIDE_LATIN:
            if right in INSIDE_LATIN:
                return pack(0, BETWEEN_LETTERS)
            return self._latin if right in AS_HAN else HAN_GAP
        if right in INSIDE_LATIN:
            return self._latin if left in AS_HAN or left == "T" else HAN_GAP
        return HAN_GAP


class Breaks(dict[tuple[str, str], float]):
    """What a line end between two classes costs, plus 1; 0 where none is permitted."""

    def __init__(self, level: BreakLevel) -> None:
        super().__init__()
        self._level = level

    def __missing__(self, pair: tuple[str, str]) -> float:
        self[pair] = found = self._between(*pair) + 1.0
        return found

    def _between(self, left: str, right: str) -> float:
        if left in "Bwn" or right in ANY_SPACE or left + right in ("Ee", "DD", "TP"):
            return NEVER
        if (left in IN_NUMBERS and right in IN_NUMBERS) or "j" in (left, right):
            return NEVER
        if self._level == "none":
            return 0.0
        if right in NO_START or left in NO_END or (left == "S" and self._level != "basic"):
            return NEVER
        if right in "DE":
            if self._level == "strict" or left == "I":
                return NEVER
            if right == "D":
                return BEFORE_DASH
            return BETWEEN_ELLIPSES if left in "De" else BEFORE_ELLIPSIS
        if left == "I":
            return AFTER_INTERPUNCT
        if left == "N":
            return AFTER_CONNECTOR
        if left in DIGITS and right == "H":
            return NUMBER_HAN
        return 0.0


def alike(text: str) -> str:
    """The text with its figures, their signs and blanks in one writing (`marks.WRITTEN_ALIKE`), place by place."""
    for character in marks.WRITTEN_ALIKE.keys() & set(text):
        text = text.replace(character, marks.WRITTEN_ALIKE[character])
    return text


def classify(text: str, table: Classes, addresses: Sequence[tuple[int, int]]) -> str:
    """The classes of `text`, one letter a character; what depends on neighbours is decided here.

    `addresses`: first offset and end of each, all Latin.
    """
    # Two strokes and more are a dash, however many; a single one is a connector.
    strokes = re.sub(_STROKES_IN_ROW, lambda found: "⸺" * len(found[0]), text)
    classes = strokes.translate(table).replace("EE", "Ee")
    # Two of ？ ！ fill one em, three fill two (GB/T 15834-2011 5.1.2): no blank follows an even run.
    classes = re.sub("(?<!G)(?:GG)+(?!G)", lambda found: found[0][:-1] + "X", classes)
    if not {"L", "U", "Q", "u"}.isdisjoint(classes) or marks.BULLET in text:
        classes = _beside_latin(text, classes, addresses)
    for found in re.finditer(_PLACEHOLDER, text) if "<" in text else ():
        start, end = found.span()
        classes = f"{classes[:start]}o{classes[start + 1 : end - 1]}c{classes[end:]}"
    return re.sub(_HELD_BLANK, lambda found: "w" * len(found[0]), classes) if "W" in classes else classes


def _beside_latin(text: str, classes: str, addresses: Sequence[tuple[int, int]]) -> str:
    """Marks that Latin and Chinese text share, decided by what stands beside them."""
    figures = alike(text)
    found = _with_wholes(text, figures, classes, addresses)
    in_address = inside(addresses)
    for match in re.finditer(_SHARED, text):
        place = match.start()
        before = found[place - 1] if place else ""
        after = classes[place + 1 : place + 2]
        if match[0] == "[":
            if before in AS_HAN | TRAILING:
                found[place] = "j"
        elif match[0] == "_" and {before, after} & AS_HAN:
            found[place] = "N"
        elif match[0] in "-–－" and before in AS_HAN and after in DIGITS:
            found[place] = _stroke_behind_han(figures, place)
        elif match[0] in "-~+":
            spreads = match[0] != "+" and after in STARTS_LATIN and (before == "T" or _spreads(figures, place))
            joins = match[0] == "-" and before in ENDS_LATIN and after in AS_HAN  # 2-甲基, α-六六六
            if spreads or joins or (before and after and before not in ENDS_LATIN and after not in STARTS_LATIN):
                found[place] = "N"
        elif match[0] in "－–" and after in DIGITS and before not in IN_NUMBERS | {"T", "C"}:
            found[place] = "N" if _spreads(figures, place) else "R"  # a minus, as −
        elif match[0] in "－＋":
            if match[0] == "＋" and after in IN_NUMBERS:
                found[place] = "L" if before in IN_NUMBERS else "R" if after in DIGITS else found[place]
        elif match[0] == "/":
            # In an address it is Latin; else it stands at neither edge of a line (GB/T 15834-2011 5.1.9).
            if place not in in_address:
                found[place] = "j" if before in IN_NUMBERS or after in IN_NUMBERS else "S"
        elif match[0] == "\\":
            if {before, after} & AS_HAN and place not in in_address:
                found[place] = "j"  # D:\报告
        elif match[0] in marks.CENTS:
            if after in DIGITS:
                found[place] = "j"
        elif match[0] in marks.SUPERIORS:
            if found[place] == "Q" and before not in INSIDE_LATIN:  # 米³, 注¹
                found[place] = "T"
        elif match[0] in marks.ARROWS and before in INSIDE_LATIN and after not in DIGITS:
            found[place] = "T"
        elif match[0] in marks.ARROWS + marks.ROOTS:
            if after in STARTS_LATIN:
                found[place] = "R"
        elif match[0] in marks.RELATIONS:
            if before in INSIDE_LATIN or before == "T":
                found[place] = "P"
        elif before in INSIDE_LATIN and after in INSIDE_LATIN:
            found[place] = "L"
        elif match[0] == marks.BULLET and (before not in _BEFORE_INTERPUNCT or after in ANY_SPACE or not after):
            found[place] = "H"
    for inner in re.finditer(_IN_WIDE_NUMBER, text) if "u" in classes else ():
        found[inner.start()] = "u"
    for mark in _latin_quotes(text, found):
        found[mark] = "L"
    return "".join(found)


def _with_wholes(text: str, figures: str, classes: str, addresses: Sequence[tuple[int, int]]) -> list[str]:
    """The classes one by one, those inside addresses, isotopes and figures as of one Latin run."""
    found = list(classes)
    isotopes = re.finditer(_ISOTOPE, figures) if "²" in figures else ()
    for start, end in (*addresses, *(isotope.span() for isotope in isotopes)):
        found[start:end] = "L" * (end - start)
    for place in _in_figures(text, figures):
        found[place] = "n" if classes[place] in WORD_SPACE else "L"
    return found


def _spreads(figures: str, place: int) -> bool:
    """Whether the stroke at `place` is that of a range, behind a number and its unit."""
    return bool(re.compile(_SPREAD).match(figures, place))


def _stroke_behind_han(figures: str, place: int) -> str:
    """The class of a stroke before a figure: of a range, 5万-10万, a minus, or within a name, 东风-41."""
    if figures[place - 1] in _BEFORE_SPREAD and _spreads(figures, place):
        return "N"
    if re.compile(_MINUS).match(figures, place):
        return "P" if figures[place] == "-" else "R"
    return "j"


def _in_figures(text: str, figures: str) -> Iterator[int]:
    """Places of the blanks and colons that stand inside a figure; `figures` is the text, `alike`."""
    blanks = [found.start() for found in re.finditer(_IN_NUMBER, figures)]
    rows = (found.span() for found in re.finditer(_FIGURE_ROW, figures)) if len(blanks) > MOST_BLANKS else ()
    in_row = inside(rows)
    yield from (place for place in blanks if place not in in_row)
    if re.search("[0-9][：∶]", text):
        for found in re.finditer(_RATIO, text):
            yield from (colon.start() for colon in re.compile("[：∶]").finditer(text, *found.span()))


def _latin_quotes(text: str, classes: list[str]) -> list[int]:
    """Quotation marks, in pairs where they match, whose inside and both outer neighbours are Latin."""
    pairs: list[tuple[int, int]] = []  # a mark without a partner is both ends of its pair
    stack: list[int] = []
    for found in re.finditer("[“”‘’]", text):
        place = found.start()
        if found[0] in "“‘" and classes[place] == "O":
            stack.append(place)
        elif found[0] in "”’" and classes[place] == "C":
            matches = stack and text[stack[-1]] + found[0] in ("“”", "‘’")
            pairs.append((stack.pop() if matches else place, place))
    pairs.extend((opening, opening) for opening in stack)
    latin = []
    for left, right in pairs:
        if AMONG_LATIN.issuperset(classes[left + 1 : right]):
            sides = {_side(classes, left - 1, -1), _side(classes, right + 1, 1)}
            if "cjk" not in sides and ("latin" in sides or left < right):
                latin += [left, right]
    return latin


def _side(classes: list[str], place: int, step: int) -> Literal["cjk", "latin", ""]:
    """The nearest strong neighbour; other marks of pairs and spaces are looked past, a Chinese mark is Chinese."""
    while 0 <= place < len(classes):
        if classes[place] not in AMONG_LATIN:
            return "cjk"
        if classes[place] in LATIN_RUN:
            return "latin"
        place += step
    return ""
