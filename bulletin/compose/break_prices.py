"""What a line end costs at numbers, units, addresses, Latin words, labels and terms of the lexicon.

The classes decide most line ends (`classes.Breaks`); here are those that depend on more than two neighbours. Only
these words are looked at one by one; the patterns are plain strings, compiled by `re` when a text first needs one.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bulletin.compose.addresses import WIDE_LETTER, commands, inside, names
from bulletin.compose.classes import HOLDS_BLANK, NEVER, alike
from bulletin.compose.hyphenation import Hyphenator
from bulletin.model import marks

# Penalties are in the cost model's unit: a line whose characters stand 1/16 em apart costs 75.
TERM = 60.0  # inside a phrase of the lexicon
NAME = 120.0  # inside a name of two or three characters
NAME_LENGTH = 3
NUMBER_UNIT = 400.0  # number | unit, 第 | number
IN_UNIT = 550.0  # inside a unit: 万 | 元, 公 | 里
NUMBER_LATIN_UNIT = 450.0
IN_RANGE = 300.0  # 25%～ | 30%, 8:00— | 11:00
IN_OPTION = 550.0  # --compare-|versions
BEFORE_NUMBER = 8.0  # 约 | 5; 第 | 三条: a dearer one squeezes the pauses of lines
DOCUMENT_NUMBER = 150.0  # inside 国发〔2019〕5号, GB 3838
IN_LONG_NUMBER = 200.0  # after a - in a number too long for a telephone, in （0536）8888888 and 1，234，567
LONG_NUMBER = 14  # characters; 0536-8888888 and 2026-11-27 have fewer
MONTH_DAY = 2.0
IN_ADDRESS = 2.0
BEFORE_PATH = 30.0  # /usr/bin, ~/.ssh: a line begins with its words rather than with a mark
HYPHEN = 8.0

# In a text with its figures `alike`.
_POWERS = "|".join(f"(?<=[0-9]{'²' * count})" for count in (1, 2, 3))  # 10⁻¹²
_NUMBER_END = f"(?:(?<=[0-9])|{_POWERS}) ?[^0-9² ,.，．]|(?:(?<=[第约約近超逾])|(?<=第 ))[0-9]"
_BETWEEN_TIMES = "(?<=[:：∶][0-9]{2})[—–－-]{1,2}(?=[0-9]{1,2}[:：∶][0-9]{2})"
_FIGURE_RANGE = "(?:[～〜]|[—–]|－)(?<=[0-9%°²].)(?==?[0-9])"
_RELATION = " (?<=[A-Za-zα-ω)²] )(?== ?[=-]?[0-9])"  # n = 30
_MONTH = "[0-9][月年](?=[0-9])"
_IN_BRACKETS = r"[（(][=-]?[0-9.]+ ?(?:=|[～〜–—-]) ?[=-]?[0-9.]+%?[）)] ?(?=[^\W0-9]|=[0-9])"  # （42.7±11.3）×10⁻⁹
# In the text as it is.
_LATIN_UNIT = "[A-Za-zµμΩ²³·]+(?![0-9:_])"  # not the A of 00:1A:2B
_LONG_NUMBER = "(?<![0-9])[0-9]{2,}+(?:(?:(?:-|[\u2010\u2012])[0-9]++)+|(?:[–—][0-9]++){2,})"
_DOCUMENT = r"[^\W据據照按于於的和与與及由以为為在过過]{0,6}[〔［[（【][0-9]{4}[〕］\]）】]第?[0-9]{1,4}[号號]文?(?!文)"
# （2026）鲁07民终1234号
_CASE = f"[（(〔][0-9]{{4}}[）)〕]{WIDE_LETTER}{{1,4}}[0-9]{{0,4}}{WIDE_LETTER}{{1,4}}[0-9]{{1,6}}[号號]"
_STANDARD = " (?<=[A-Z] )(?=[0-9])"  # GB 3838
# 选项-c, 互联网+AI, 互联网+政务, 5G+工业; not C++教学
_JOINS_HAN = rf"(?:-(?=[A-Za-z])|\+(?=\w))(?<={WIDE_LETTER}.)|(?<!\+)[+＋](?={WIDE_LETTER})"
_BEFORE_ARROW = r"(?<=[A-Za-z0-9₀-₉⁺⁻)）])[→⇌](?=[0-9A-Z])"  # of an equation, GB 3102.11-1993
_VALENCE = "（(?<=[A-Z].|[a-z].)(?=[Ⅰ-Ⅷ]+）)"  # Cr（Ⅵ）
_PER = r"/[（(]?\w{1,3}·(?=\w)"  # 元/人·年, of a unit
_AREA_CODE = "）(?:(?<=（0[0-9]{2}.)|(?<=（0[0-9]{3}.))(?=[0-9]{7})"
_PARTED_BY_COMMAS = "，(?<=[0-9].)(?=[0-9]{3}(?![0-9]))"
_WIDE_WORD = r"(?:(?=[０-ｚ])\w){2,}"  # full-width letters may part, at the price of a number and its Latin unit
_BEFORE_HAN_NUMERAL = "第(?=[〇零一二三四五六七八九十百千两])"
# Of an item within a paragraph: its label opens a line rather than that it ends one.
_INNER_LABEL = (
    rf"(?:[{''.join(sorted(marks.NUMBER_SIGNS))}]|(?<![第\w（])（(?:[0-9]{{1,2}}|[一二三四五六七八九十]{{1,2}})）)"
)
_AT_NO_EDGE = f"{HOLDS_BLANK}Z+(?!$)"  # the blank of 甲/　乙
_PARTED = "\u3000[^\u3000]{2,4}(?=\u3000)"  # a name among names, 张三　李四　王五
# Of a form to fill in: what stands with its blank (联系电话：____, 年　　月　　日), a box with what it ticks.
_LABEL_TO_FILL = f"{WIDE_LETTER}{{1,4}}[：:]? ?(?=[_＿]{{2,}})"
_UNIT_TO_FILL = f"(?<=\u3000\u3000)[时時分秒{''.join(sorted(marks.UNITS))}](?!\\w)"
_RARE_SIGN = f"[（□☐☑☒{''.join(sorted(marks.NUMBER_SIGNS))}]"
_BOX = r"[□☐☑☒](?<!\w.)(?=\w)(?:\w{1,4}(?!\w))?"
_LETTER = "A-Za-z\u00c0-\u024f"
# A word by itself: parts of names and compounds, and names before a version (pydantic 2.7.0), take no hyphen.
_WORD = (
    rf"(?<![{_LETTER}0-9_./\\@:~$%&=?+#-])[{_LETTER}]{{6,}}+"
    rf"(?![0-9_\\@/=(~]|[.:+-][{_LETTER}0-9_]| v?[0-9]+\.[0-9])"
)
_OPTION = "(?<=[!-~] )--?[A-Za-z][A-Za-z0-9]*+(?:-[A-Za-z0-9]++)*"  # git commit -m
_COMPOUND = f"(?<=[{_LETTER}]{{2}})[-\u2010](?=[{_LETTER}]{{2}})"


class BreakPrices:
    """The price of a line end before every unit of a text: its penalty plus 1, or 0 where none is permitted."""

    def __init__(
        self, text: str, offsets: Sequence[int], addresses: tuple[tuple[int, int], ...], prices: list[float]
    ) -> None:
        """`offsets`: of each unit in the text, and the text's length; `prices`: what the classes alone decide.

        `addresses`: first offset and end of each.
        """
        self.prices = prices
        self.hyphens: set[int] = set()  # units before which a hyphen is added
        self.names: list[tuple[int, int]] = []  # addresses, paths and the like: first unit, unit after the last
        self._text = text
        self._offsets = offsets
        self._addresses = addresses

    def price(self, classes: str, label: str, terms: re.Pattern[str] | None, hyphenator: Hyphenator | None) -> None:
        """Prices the line ends that depend on more than two neighbours; a later rule overrides an earlier one."""
        if terms:
            self._price_terms(terms)
        if "Z" in classes:
            for found in re.finditer(_PARTED, self._text):
                for offset in range(found.start() + 2, found.end()):
                    self._raise_to(offset, NAME)
            for found in re.finditer(_AT_NO_EDGE, classes):
                self.prices[found.end()] = 0.0
        if "-" in self._text or "+" in self._text or "＋" in self._text:
            for found in re.finditer(_JOINS_HAN, self._text):
                self._raise_to(found.start(), NAME)
                self._raise_to(found.end(), NAME)
        if re.search(_RARE_SIGN, self._text):
            self._price_labels_and_boxes()
        if "第" in self._text:
            for found in re.finditer(_BEFORE_HAN_NUMERAL, self._text):
                self._raise_to(found.end(), BEFORE_NUMBER)
        if "\u3000\u3000" in self._text or "__" in self._text or "＿" in self._text:
            self._price_blanks()
        if "→" in self._text or "⇌" in self._text:
            for found in re.finditer(_BEFORE_ARROW, self._text):
                self._raise_to(found.start(), NAME)
        if "U" in classes or "u" in classes:
            self._price_numbers()
        for found in re.finditer(_WIDE_WORD, self._text):
            for offset in range(found.start() + 1, found.end()):
                self._raise_to(offset, NUMBER_LATIN_UNIT)
        if "L" in classes:
            self._price_addresses()
            for found in re.finditer(_COMPOUND, self._text):
                self._set(found.end(), IN_ADDRESS)
            if hyphenator is not None:
                self._price_hyphens(hyphenator)
            if " -" in self._text:
                self._price_options()
        if label:  # the number that the paragraph opens with keeps the first two characters after it
            self._set(len(label), NEVER)
            self._set(len(label) + 1, NEVER)
        if "r" in classes:  # whatever a pattern takes a note's number for
            for found in re.finditer("[rs]", classes):
                self.prices[found.start()] = 0.0

    def _unit(self, offset: int) -> int:
        return offset if isinstance(self._offsets, range) else bisect_left(self._offsets, offset)

    def _set(self, offset: int, penalty: float) -> None:
        """A line may end before `offset`, at `penalty`."""
        unit = self._unit(offset)
        if 0 < unit < len(self.prices):
            self.prices[unit] = penalty + 1

    def _raise_to(self, offset: int, penalty: float) -> None:
        """A line end before `offset`, where one is permitted, costs no less than `penalty`."""
        unit = self._unit(offset)
        if unit < len(self.prices) and self.prices[unit]:
            self.prices[unit] = max(self.prices[unit], penalty + 1)

    def _price_terms(self, terms: re.Pattern[str]) -> None:
        for found in terms.finditer(self._text):
            penalty = NAME if len(found[0]) <= NAME_LENGTH else TERM
            for offset in range(found.start() + 1, found.end()):
                self._raise_to(offset, penalty)

    def _price_numbers(self) -> None:
        """A number stays with its unit; years and months, and the groups of a long number, may part."""
        text, figures = self._text, alike(self._text)
        for number in numbers_with_units(text, figures):
            if number.latin:
                self._set(number.unit, NUMBER_LATIN_UNIT)
            elif text[number.unit - 1] == " ":
                self._set(number.unit, NUMBER_UNIT)
            else:
                self._raise_to(number.unit, NUMBER_UNIT if number.counted else BEFORE_NUMBER)
            for offset in range(number.unit + 1, number.end):
                self._raise_to(offset, IN_UNIT)
        for found in re.finditer(_IN_BRACKETS, figures):
            start = found.end()
            if figures[start] == "=" or _latin_unit(text, start) or _end_of_unit(text, start):
                self._raise_to(start, NUMBER_LATIN_UNIT)
        for found in re.finditer(_FIGURE_RANGE, figures):
            self._set(found.end(), IN_RANGE if found[0] in "～〜" else NEVER)
        for found in re.finditer(_BETWEEN_TIMES, figures):
            self._set(found.end(), IN_RANGE)
        for found in re.finditer(_LONG_NUMBER, text):
            for offset in range(found.start() + 3, found.end() - 2):
                if len(found[0]) >= LONG_NUMBER and not text[offset - 1].isdigit():
                    self._set(offset, IN_LONG_NUMBER)
        if "·" in text and "/" in text:
            for found in re.finditer(_PER, text):
                self._raise_to(found.end(), IN_UNIT)
        if "，" in text:
            for found in re.finditer(_PARTED_BY_COMMAS, text):
                self._raise_to(found.end(), IN_LONG_NUMBER)
        if "（0" in text:
            for found in re.finditer(_AREA_CODE, text):
                self._raise_to(found.end(), IN_LONG_NUMBER)
        if " " in text:
            for found in re.finditer(_STANDARD, text):
                self._raise_to(found.end(), DOCUMENT_NUMBER)
            for found in re.finditer(_RELATION, figures):
                self._raise_to(found.end(), NUMBER_LATIN_UNIT)
        for found in re.finditer(_MONTH, figures):
            self._raise_to(found.end(), MONTH_DAY)
        if "号" in text or "號" in text:
            for found in re.finditer(f"{_DOCUMENT}|{_CASE}", text):
                for offset in range(found.start() + 1, found.end()):
                    self._raise_to(offset, DOCUMENT_NUMBER)

    def _price_labels_and_boxes(self) -> None:
        """What an item's label or the charge of an ion stands at stays with it, and a box with what it ticks."""
        for found in re.finditer(_INNER_LABEL, self._text):
            self._raise_to(found.end(), NAME)
        for found in re.finditer(_VALENCE, self._text):
            self._raise_to(found.start(), NAME)
        for found in re.finditer(_BOX, self._text):
            self._raise_to(found.start() + 1, NUMBER_UNIT)
            for offset in range(found.start() + 2, found.end()):
                self._raise_to(offset, NAME)

    def _price_blanks(self) -> None:
        """A blank to fill in stays with its label, or with the unit behind it; the label is whole."""
        for found in re.finditer(_LABEL_TO_FILL, self._text):
            for offset in range(found.start() + 1, found.end() + 1):
                self._raise_to(offset, NAME)
        for found in re.finditer(_UNIT_TO_FILL, self._text):
            self._raise_to(found.start(), NUMBER_UNIT)

    def _price_addresses(self) -> None:
        """Addresses, paths and names of files break after their marks, three characters from their ends."""
        self.names = [(self._unit(start), self._unit(end)) for start, end in names(self._text)]
        for start, end in self._addresses:
            self.names.append((self._unit(start), self._unit(end)))
            if self._text[start] in "/~":
                self._raise_to(start, BEFORE_PATH)
            for offset in range(start + 3, end - 1):
                before, after = self._text[offset - 1], self._text[offset]
                if before in "/\\.?=&-_@:" and after not in "/\\" and not (before == "." and after.isdigit()):
                    self._set(offset, IN_ADDRESS)

    def _price_options(self) -> None:
        """An option stays with its command, and whole."""
        for found in re.finditer(_OPTION, self._text):
            self._raise_to(found.start(), NUMBER_UNIT)
            for offset in range(found.start() + 1, found.end()):
                self._raise_to(offset, IN_OPTION)

    def _price_hyphens(self, hyphenator: Hyphenator) -> None:
        """Latin words outside addresses and commands may be hyphenated."""
        words = list(re.finditer(_WORD, self._text))
        whole = inside((*self._addresses, *commands(self._text))) if words else ()
        for found in words:
            if found.start() not in whole:
                for position in hyphenator[found[0]]:
                    self._set(found.start() + position, HYPHEN)
                    self.hyphens.add(self._unit(found.start() + position))


class NumberWithUnit(NamedTuple):
    """Where a number meets what it counts, and a line's end parts them at a price."""

    unit: int  # offset of the unit, or of the number behind 第 or 约
    end: int  # of the unit; a line's end between `unit` and here is inside it
    counted: bool = True  # False behind 约 and its like, where the number may well begin a line
    latin: bool = False


def numbers_with_units(text: str, figures: str) -> Iterator[NumberWithUnit]:
    """Every place in `text` where a unit follows a number, or a number 第 or 约; `figures` is the text, `alike`."""
    for found in re.finditer(_NUMBER_END, figures):
        start = found.end() - 1
        if found[0].isdigit():
            yield NumberWithUnit(unit=start, end=start, counted=text[start - 1] in "第 ")
        elif end := _end_of_unit(text, start):
            # 12.8万km
            latin = text[end - 1] in marks.MULTIPLIERS and re.match(_LATIN_UNIT, text[end : end + 7])
            yield NumberWithUnit(unit=start, end=end + 1 if latin else end)
        elif _latin_unit(text, start):
            yield NumberWithUnit(unit=start, end=start, latin=True)


def _latin_unit(text: str, start: int) -> bool:
    """Whether a unit of the list begins here, written with the micro sign or with the letter mu."""
    word = re.match(_LATIN_UNIT, text[start : start + 7])
    return word is not None and word[0].replace("\u00b5", "\u03bc") in marks.LATIN_UNITS


def _end_of_unit(text: str, start: int) -> int:
    """Where the unit ends that begins here, with what multiplies it: 余家, 万立方米, 元/千瓦时; 0 when none does."""
    end = start
    while text[end] in marks.MULTIPLIERS and not _long_unit(text, end) and end < len(text) - 1:
        end += 1
    end += _length_of_unit(text, end)
    while text[end : end + 1] == "/" and (length := _length_of_unit(text, end + 1)):
        end += 1 + length
    return end if end > start else 0


def _long_unit(text: str, start: int) -> str:
    """The unit of several characters that begins here, "" when none does."""
    for unit in marks.LONG_UNITS.get(text[start], ()):
        if text.startswith(unit, start):
            return unit
    return ""


def _length_of_unit(text: str, start: int) -> int:
    """How many characters of `text` from `start` on are a unit's word."""
    if start >= len(text):
        return 0
    return len(_long_unit(text, start)) or int(text[start] in marks.UNITS)
