"""What it costs a head to break before each of its characters: nothing between words, much inside one.

Every way to cut the head into words is weighed at once: words of the list and of the issue, numbers with what they
count, names, and what is unknown. For each place the cheapest cut that has a boundary there is compared with the
cheapest that has none: 研究生命 costs 究|生 little and 生|命 much. A cut costs the sum of its words, each the negative
logarithm of how often it occurs, in the manner of a word-count model; the list is read when a head must first break.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, pairwise
from math import inf
from typing import NamedTuple, TypeAlias

from bulletin.memory import Memory, kept
from bulletin.model import marks
from bulletin.model.edition import Edition
from bulletin.words.company import Company
from bulletin.words.simplified import simplified
from bulletin.words.surnames import SURNAMES
from bulletin.words.word_list import LONGEST_LISTED, read_word_list

# Costs of what is not in the list, beside its words' 6 (commonest) to 13.
NUMBERED_COST, COUNTED_COST = 5.0, 12.0  # a number with what it counts: in digits or behind 第, in Han
RECURRING_COST = 9.0  # what the texts have several times
TOGETHER = 4.0  # two listed words that the issue has together several times, 石门水库: so much less than both
PARTICLE_COST, FREE_COST = 7.0, 10.0  # a character that is mostly, or often, a word
SINGLE_COST = 13.0  # any other
PAIR_COST = 24.0  # two that are no word of the list: rather a word than two
GUESS_COST = 1.0  # a word and a character beside it as one: rather two than one
NAME_COST, LOOSE_NAME_COST = 17.0, 22.0  # a surname and one or two characters: behind a post or first, elsewhere
AFFIX_COST = 6.0  # a word with a character that is hardly one alone

# A price is 0 between words and 1 inside one; what lies between is doubt. By eye, on 64 headlines.
DOUBT = 12.0  # difference of costs over which the price goes from 0 to 1
MOST = 2.0  # a price at most, from such differences
PARTS_WORD = 0.9  # a price from which a break is taken to part a word
IN_WHOLE = 25.0  # inside what never parts
BEFORE_LAG, AFTER_LEAD = 0.6, 0.5  # before what belongs to the words before it, after what belongs to those behind it

TITLE_MAX = 8  # characters inside 《》 that stay together
QUOTE_MAX = 4  # characters inside quotation marks
NAME_KEPT = 4  # characters of a name that heads keep whole at most
LONGEST_RECURRING = 6  # characters of what recurs
FEW_ANSWERS = 1 << 14  # on recurring strings, that are kept in any case

# Characters by how they stand in words and between them: collected by hand, on the same headlines.
PARTICLES = frozenset("的和与及在了是为对将等以于向从到让把被由并也就更再又都不有我本该各以至而或其来去")
FREE = frozenset("新大上中下内外前后全人年月日城省市县区乡村镇路水业一二三四五六七八九十百千万亿两几第")
LAGS = frozenset("的地得了着过们等之者性化率度型式上下中内里间")
LEADS = frozenset("和与及暨或在对于向从将把被由以为让给使并而至到往赴跟是该各每一二三四五六七八九十百千万亿两几第")
SUFFIXES = frozenset(
    "区市县镇乡村局厅部委院会化性率度型式者员家业法费书案线网站点群圈带链园厂校港路桥河湖山岛制组级类版册量额器机车症体具期"
)
WORD_PREFIXES = frozenset("副总非超零")
BEFORE_NAME = frozenset("长记任席委员者士授表监理家志和与同由访对")  # ends of posts, and words that take a name

_NUMERAL = "[0-9０-９一二三四五六七八九十百千万亿零〇两几数]"
_COUNTED_UNIT = "|".join(
    (
        "部门?|版本?",
        *chain.from_iterable(marks.LONG_UNITS.values()),
        f"[{''.join(sorted(marks.UNITS - {*'部版'}))}季℃％%大式]",
    )
)
_NUMBERED = re.compile(
    f"第{_NUMERAL}+(?:{_COUNTED_UNIT})?|[0-9]{{1,2}}月[0-9]{{1,2}}日|劣?[Ⅰ-Ⅻ]+类"
    f"|[A-Za-z0-9.,%+-]+(?:(?<=[0-9%])[百千万亿]*(?:{_COUNTED_UNIT})"
    f"(?:(?<=[年月日])(?:底前?|末|前(?!{_NUMERAL})))?)?"  # 2030年前, not 2030年|前三季度
)
_COUNTED_IN_HAN = re.compile(f"{_NUMERAL}+(?:{_COUNTED_UNIT})")
_HAN = re.compile("[\u3400-\u9fff]+")

_WHOLES = tuple(
    re.compile(f"{opening}[^{closing}]{{0,{most}}}{closing}")
    for (opening, closing), most in (("《》", TITLE_MAX), ("〈〉", TITLE_MAX), ("“”", QUOTE_MAX), ("‘’", QUOTE_MAX))
)

Cut: TypeAlias = tuple[int, int, float]  # first character, the one after the last, cost
Prices: TypeAlias = tuple[float, ...]  # of a break before each character of a text


class _Priced(NamedTuple):
    """The prices of a text, and what had to be known of the issue's texts for them."""

    prices: Prices
    asked: frozenset[str]


class _Known(NamedTuple):
    """What one build found out."""

    company: Company
    prices: dict[str, _Priced]
    most: int  # answers of the company that are kept before those are let go for which no text asks


class HeadWords:
    """The words of one issue."""

    def __init__(self, terms: tuple[str, ...] = (), texts: Sequence[str] = (), memory: Memory | None = None) -> None:
        """Words.

        Args:
            terms: what never parts, as the editor's phrases and the authors' names.
            texts: of the whole issue.
            memory: keeps what an earlier build found, of this issue as it was then.
        """
        self._terms = tuple(sorted({term for term in terms if len(term) > 1}))
        self._memory = memory or Memory()
        last: dict[tuple[str, ...], _Known] = self._memory.recall("known", dict)
        earlier = last.get(self._terms)
        self._company = Company(texts, earlier.company if earlier else None)
        changed = self._company.changed
        held = earlier.prices if earlier else {}
        self._held = {text: each for text, each in held.items() if changed.isdisjoint(each.asked)} if changed else held
        most = earlier.most if earlier else FEW_ANSWERS
        if self._company.answers > most:
            self._company = self._company.without_others(frozenset().union(*(each.asked for each in held.values())))
            most = max(most, 2 * self._company.answers)
        self._prices: dict[str, _Priced] = {}
        self._asking: set[str] = set()  # what one text asks of the issue's
        last.clear()  # an issue has one list of terms
        last[self._terms] = _Known(self._company, self._prices, most)
        self._notes: dict[str, Prices] | None = None

    def prices(self, text: str) -> Prices:
        """The price of a break before every character of a head; that before the first is 0."""
        found = self._prices.get(text)
        if found is None:
            found = self._prices[text] = self._held.get(text) or self._priced(text)
        if self._notes is not None:
            self._notes[text] = found.prices
        return found.prices

    @contextmanager
    def noted_in(self, notes: dict[str, Prices]) -> Iterator[None]:
        """Within the block all that is asked for is written down in these notes alone: text and prices."""
        before, self._notes = self._notes, notes
        try:
            yield
        finally:
            self._notes = before

    def _priced(self, text: str) -> _Priced:
        words = self._memory.recall(("words", text), lambda: _Cheapest(text, self._cuts(text)).words())
        self._asking.clear()
        recurring = (*self._recurring(text, words), *self._together(text, words))
        asked = frozenset(self._asking)
        prices = self._memory.recall((text, self._terms, recurring), lambda: self._weighed(text, recurring))
        return _Priced(prices, asked)

    def _weighed(self, text: str, recurring: tuple[Cut, ...]) -> Prices:
        plain = simplified(text)
        found = [
            min(max(0.5 + margin / DOUBT, 0.0), MOST)
            + (BEFORE_LAG if plain[place] in LAGS else 0.0)
            + (AFTER_LEAD if place and plain[place - 1] in LEADS else 0.0)
            for place, margin in enumerate(_Cheapest(text, [*self._cuts(text), *recurring]).margins())
        ]
        wholes = [found.span() for pattern in _WHOLES for found in pattern.finditer(text)]
        wholes += [found.span() for term in self._terms if term in text for found in re.finditer(re.escape(term), text)]
        for first, end in wholes:
            found[first + 1 : end] = [IN_WHOLE] * (end - first - 1)
        return (0.0, *found[1:])

    @kept
    def _cuts(self, text: str) -> list[Cut]:
        """Everything that may be a word of the text."""
        text = simplified(text)
        words = self._memory.recall("words", read_word_list)
        singles = [PARTICLE_COST if each in PARTICLES else FREE_COST if each in FREE else SINGLE_COST for each in text]
        cuts = [(place, place + 1, cost) for place, cost in enumerate(singles)]
        cuts += [(*found.span(), NUMBERED_COST) for found in _NUMBERED.finditer(text)]
        cuts += [(*found.span(), COUNTED_COST) for found in _COUNTED_IN_HAN.finditer(text)]
        for found in _HAN.finditer(text):
            start, stop = found.span()
            for first in range(start, stop - 1):
                for end in range(first + 2, min(first + LONGEST_LISTED, stop) + 1):
                    if listed := words.cost(text[first:end]):
                        cuts.append((first, end, float(listed)))
                        for place in (first - 1, end):
                            if start <= place < stop and text[place] not in PARTICLES:
                                affix = text[place] in (WORD_PREFIXES if place < first else SUFFIXES)
                                more = AFFIX_COST if affix else singles[place] + GUESS_COST
                                cuts.append((min(first, place), max(end, place + 1), listed + more))
                if PARTICLES.isdisjoint(text[first : first + 2]):
                    cuts.append((first, first + 2, PAIR_COST))
                if text[first] in SURNAMES:
                    cost = NAME_COST if first == start or text[first - 1] in BEFORE_NAME else LOOSE_NAME_COST
                    for end in range(first + 2, min(first + 3, stop) + 1):
                        if PARTICLES.isdisjoint(text[first + 1 : end]):
                            cuts.append((first, end, cost))
        return cuts

    def _recurring(self, text: str, words: Sequence[Cut]) -> Iterator[Cut]:
        """Strings about what is in no list that the issue's texts have several times, in differing company."""
        for first, end in sorted(
            {
                (first, first + size)
                for start, stop, cost in words
                if cost >= SINGLE_COST
                for size in range(2, LONGEST_RECURRING + 1)
                for first in range(max(0, start + 1 - size), min(stop, len(text) + 1 - size))
            }
        ):
            # What does not recur is seldom found out by more than one pair of characters.
            pairs = all(self._recurs(text[place : place + 2]) for place in range(first, end - 1))
            if pairs and self._has_company(text[first:end]):
                yield first, end, RECURRING_COST

    def _together(self, text: str, words: Sequence[Cut]) -> Iterator[Cut]:
        """Two words of the list that the issue's texts have together several times, in differing company."""
        for (first, middle, cost), (_, end, more) in pairwise(words):
            both_listed = middle - first > 1 < end - middle and max(cost, more) < SINGLE_COST
            if both_listed and _HAN.fullmatch(text, first, end) and self._has_company(text[first:end]):
                yield first, end, cost + more - TOGETHER

    def _has_company(self, string: str) -> bool:
        """Whether a string stands in the issue's texts several times, between differing characters."""
        self._asking.add(string)
        return self._company.varies(string)

    def _recurs(self, pair: str) -> bool:
        """Whether two characters that may be one word stand in the issue's texts several times."""
        may_be_word = _HAN.fullmatch(pair) and PARTICLES.isdisjoint(pair)
        if not may_be_word:
            return False
        self._asking.add(pair)
        return self._company.recurs(pair)


def head_words(edition: Edition, memory: Memory) -> HeadWords:
    """What heads break by: the editor's phrases, the people that the issue names, and what its texts say repeatedly."""
    names = [*(report.author for report in edition.reports), *(name for _, name in edition.credits)]
    people = [name for several in names for name in re.split("[\u3000 、，,]+", several) if len(name) <= NAME_KEPT]
    texts = [text for report in edition.reports for text in (report.title, *(each.text for each in report.paragraphs))]
    return HeadWords((*edition.terms, *people), texts, memory)


class _Cheapest:
    """The cheapest ways to cut a text into words."""

    def __init__(self, text: str, cuts: list[Cut]) -> None:
        size = len(text)
        self._cuts = sorted(cuts)
        self._before = [0.0, *[inf] * size]  # what comes before a place costs
        self._behind = [*[inf] * size, 0.0]
        self._last: list[Cut] = [(0, 0, 0.0)] * (size + 1)  # the word before each place
        for cut in self._cuts:
            first, end, cost = cut
            if self._before[first] + cost < self._before[end]:
                self._before[end], self._last[end] = self._before[first] + cost, cut
        for first, end, cost in reversed(self._cuts):
            self._behind[first] = min(self._behind[first], cost + self._behind[end])

    def margins(self) -> list[float]:
        """For each place how much dearer the cheapest way with a boundary there is than the cheapest without."""
        whole = self._before[-1]
        inside = [whole + MOST * DOUBT] * len(self._last)
        for first, end, cost in self._cuts:
            through = self._before[first] + cost + self._behind[end]
            for place in range(first + 1, end):
                inside[place] = min(inside[place], through)
        return [a + b - c for a, b, c in zip(self._before, self._behind, inside, strict=True)][:-1]

    def words(self) -> list[Cut]:
        """The words of the cheapest way."""
        found: list[Cut] = []
        end = len(self._last) - 1
        while end:
            found.append(self._last[end])
            end = self._last[end][0]
        return found[::-1]
