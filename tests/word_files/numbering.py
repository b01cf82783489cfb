"""Lists as numbering.xml has them, and the labels that their paragraphs get (ISO/IEC 29500-1, 17.9)."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

from tests.word_files.markup import element, style, val
from tests.word_files.numerals import FORMATS
from tests.word_files.package import part


class Level(NamedTuple):
    """One level of a list."""

    format: str
    text: str  # 第%1章
    start: int = 1
    style: str = ""  # whose paragraphs have this level
    restart: int | None = None  # 0: runs through; k: starts again behind level k, counted from 1, and those above it
    legal: bool = False  # all its numbers in Arabic digits
    suffix: str = "nothing"

    def markup(self, index: int) -> str:
        inner = val("start", self.start) + val("numFmt", self.format)
        inner += "" if self.restart is None else val("lvlRestart", self.restart)
        inner += style(self.style) + ("<w:isLgl/>" if self.legal else "") + val("suff", self.suffix)
        return element("lvl", inner + f"<w:lvlText w:val={quoteattr(self.text)}/>", ilvl=index)


class _Abstract(NamedTuple):
    levels: tuple[Level, ...]
    styled: str = ""  # w:styleLink: the numbering style that is this list
    linked: str = ""  # w:numStyleLink: the numbering style whose list this is


class _Number(NamedTuple):
    abstract: int
    starts: Mapping[int, int]
    levels: Mapping[int, Level]


class Lists:
    """The lists of a file, and where each has got to."""

    def __init__(self) -> None:
        self._abstracts: list[_Abstract] = []
        self._numbers: list[_Number] = []
        self._counts: dict[int, dict[int, int]] = {}
        self._begun: set[tuple[int, int]] = set()

    def new(self, levels: Sequence[Level], *, styled: str = "") -> int:
        """A list of its own; its number."""
        self._abstracts.append(_Abstract(tuple(levels), styled=styled))
        return self._number(_Number(len(self._abstracts) - 1, {}, {}))

    def again(
        self, number: int, *, starts: Mapping[int, int] | None = None, levels: Mapping[int, Level] | None = None
    ) -> int:
        """Another number for the same list: goes on in it, or starts again, or looks different."""
        return self._number(_Number(self._numbers[number - 1].abstract, starts or {}, levels or {}))

    def link(self, name: str) -> int:
        """A number for a list that only names a numbering style."""
        self._abstracts.append(_Abstract((), linked=name))
        return self._number(_Number(len(self._abstracts) - 1, {}, {}))

    def _number(self, number: _Number) -> int:
        self._numbers.append(number)
        return len(self._numbers)

    def room(self, number: int, level: int) -> bool:
        """Whether the next number still has its sign: ⑳ is the last."""
        abstract, levels = self._levels(number)
        now = self._counts.get(abstract, {}).get(level, 0)
        return now + 1 < FORMATS.get(levels[level].format, (str, 99))[1]

    def _levels(self, number: int) -> tuple[int, dict[int, Level]]:
        own = self._numbers[number - 1]
        abstract = own.abstract
        if name := self._abstracts[abstract].linked:
            abstract = next(at for at, each in enumerate(self._abstracts) if each.styled == name)
        return abstract, {**dict(enumerate(self._abstracts[abstract].levels)), **own.levels}

    def label(self, number: int, level: int) -> str:
        """Count one paragraph."""
        own = self._numbers[number - 1]
        abstract, levels = self._levels(number)
        counts = self._counts.setdefault(abstract, {})
        first = level in own.starts and (number, level) not in self._begun
        self._begun.add((number, level))
        if first:
            counts[level] = own.starts[level]
        else:
            counts[level] = counts[level] + 1 if level in counts else levels[level].start
        for deeper in [each for each in counts if each > level]:
            restart = levels[deeper].restart
            if restart is None or level < restart:
                del counts[deeper]
        return self._shown(levels, level, counts)

    def _shown(self, levels: Mapping[int, Level], level: int, counts: Mapping[int, int]) -> str:
        own = levels[level]
        if own.format == "bullet":
            return ""

        def one(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            write = str if own.legal else FORMATS[levels[at].format][0]
            return write(counts.get(at, levels[at].start))

        return re.sub("%([1-9])", one, own.text)

    def markup(self) -> str:
        """numbering.xml; "" without a list."""
        inner = ""
        for at, each in enumerate(self._abstracts):
            kept = "".join(level.markup(index) for index, level in enumerate(each.levels))
            links = (val("styleLink", each.styled) if each.styled else "") + (
                val("numStyleLink", each.linked) if each.linked else ""
            )
            inner += element("abstractNum", val("multiLevelType", "multilevel") + links + kept, abstractNumId=at)
        for at, number in enumerate(self._numbers, 1):
            overrides = ""
            for index in sorted({*number.starts, *number.levels}):
                over = val("startOverride", number.starts[index]) if index in number.starts else ""
                over += number.levels[index].markup(index) if index in number.levels else ""
                overrides += element("lvlOverride", over, ilvl=index)
            inner += element("num", val("abstractNumId", number.abstract) + overrides, numId=at)
        return part("numbering", inner) if self._numbers else ""
