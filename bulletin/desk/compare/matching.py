"""Which sentence became which: two rows of sentences in, what is the same, changed, added and lost out.

Equal sentences are paired by the longest rows of them (difflib). Between these, sentences are paired that share most of
their pairs of characters, without crossing; one that was parted, or two that were joined, are one change. What is left
is added or lost, unless the same sentence stands elsewhere: then it moved.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from bulletin.desk.compare.sentences import Sentence, pairs_of

LEAST_ALIKE = 0.4  # share of pairs of characters from which one sentence is another one changed
ALIKE_ELSEWHERE = 0.7  # where it stands in another place as well
LEAST_MOVED = 5  # characters of a sentence that is known again elsewhere
LEAST_KNOWN = 12  # also where it was changed
MOST_TRIED = 250_000  # of a table of all pairs in one gap; beyond it nearest neighbours alone are tried
NEIGHBOURS = 40


class SentencePair(NamedTuple):
    """What became what; one of the two sides may be empty."""

    old: tuple[Sentence, ...]
    new: tuple[Sentence, ...]
    moved: bool = False

    @property
    def same(self) -> bool:
        return bool(self.old) and [each.key for each in self.old] == [each.key for each in self.new]


def matched(old: Sequence[Sentence], new: Sequence[Sentence]) -> list[SentencePair]:
    """All sentences of both, paired or alone, in the order of the new ones; lost ones stand where they stood."""
    found: list[SentencePair] = []
    matcher = SequenceMatcher(None, [each.key for each in old], [each.key for each in new], autojunk=False)
    for name, start, end, begin, stop in matcher.get_opcodes():
        if name == "equal":
            found += (SentencePair((old[start + step],), (new[begin + step],)) for step in range(end - start))
        else:
            found += _gap(old[start:end], new[begin:stop])
    return found


def _gap(old: Sequence[Sentence], new: Sequence[Sentence]) -> list[SentencePair]:
    """The sentences between two that are the same."""
    if not (old and new):
        return [SentencePair((each,), ()) for each in old] + [SentencePair((), (each,)) for each in new]
    links = _links(old, new, near=len(old) * len(new) > MOST_TRIED)
    for part in {each.block.part for each in old} - {"text", "note"}:  # what stands in its place is what it became
        places = [place for place, each in enumerate(old) if each.block.part == part]
        numbers = [number for number, each in enumerate(new) if each.block.part == part]
        if len(places) == len(numbers) == 1:
            links.setdefault((places[0], numbers[0]), 1)
    return _ordered(old, new, _with_parted(old, new, _uncrossed(links)))


def _links(old: Sequence[Sentence], new: Sequence[Sentence], *, near: bool) -> dict[tuple[int, int], float]:
    """How much any two share that are alike: the number of their common pairs of characters.

    Args:
        near: try only those that stand about as far from the start.
    """
    mine, theirs = [pairs_of(each.key) for each in old], [pairs_of(each.key) for each in new]
    where: defaultdict[str, list[int]] = defaultdict(list)
    for number, pairs in enumerate(theirs):
        for pair in pairs:
            where[pair].append(number)
    found: dict[tuple[int, int], float] = {}
    for place, pairs in enumerate(mine):
        shared: Counter[int] = Counter()
        expected = place * len(new) // len(old)
        for pair, times in pairs.items():
            for number in where.get(pair, ()):
                if not near or abs(number - expected) <= NEIGHBOURS:
                    shared[number] += min(times, theirs[number][pair])
        for number, common in shared.items():
            both = pairs.total() + theirs[number].total()
            whole = min(pairs.total(), theirs[number].total())
            alike = 2 * common >= LEAST_ALIKE * both or (
                common >= 2 * LEAST_ALIKE * whole and old[place].block.part == "text"
            )
            if alike and old[place].block.part == new[number].block.part:
                found[place, number] = common
    return found


def _uncrossed(links: Mapping[tuple[int, int], float]) -> list[tuple[int, int]]:
    """The links, none crossing another and none sharing an end, that have most in common together.

    The heaviest rising row of links: for each, the best row that ends below it is looked up in a tree of prefixes.
    """
    size = max((number for _, number in links), default=-1) + 1
    tree: list[tuple[float, int]] = [(0.0, -1)] * (size + 1)  # the best row that ends with one of so many new ones
    rows: list[tuple[tuple[int, int], int]] = []  # a link, and the row before it
    for _, group in groupby(sorted(links), key=itemgetter(0)):
        found: list[tuple[int, float, int]] = []
        for link in group:
            place, best = link[1], (0.0, -1)
            while place > 0:
                best, place = max(best, tree[place]), place & (place - 1)
            rows.append((link, best[1]))
            found.append((link[1] + 1, best[0] + links[link], len(rows) - 1))
        for place, total, row in found:
            while place <= size:
                tree[place] = max(tree[place], (total, row))
                place += place & -place
    at = max(tree)[1]
    kept: list[tuple[int, int]] = []
    while at >= 0:
        link, at = rows[at]
        kept.append(link)
    return kept[::-1]


def _with_parted(
    old: Sequence[Sentence], new: Sequence[Sentence], pairs: Sequence[tuple[int, int]]
) -> list[tuple[list[int], list[int]]]:
    """Pairs, each with the neighbours left alone that were parts of the same sentence."""
    groups = [([place], [number]) for place, number in pairs]
    edges = [([-1], [-1]), *groups, ([len(old)], [len(new)])]
    for before, group, after in zip(edges, groups, edges[2:], strict=False):
        for side, mine, others in ((0, old, new), (1, new, old)):
            own, other = group[side], group[1 - side]
            while own[0] - 1 > before[side][-1] and _is_part(mine, own, own[0] - 1, others, other):
                own.insert(0, own[0] - 1)
            while own[-1] + 1 < after[side][0] and _is_part(mine, own, own[-1] + 1, others, other):
                own.append(own[-1] + 1)
    return groups


def _is_part(
    mine: Sequence[Sentence], own: Sequence[int], more: int, others: Sequence[Sentence], other: list[int]
) -> bool:
    """Whether a sentence says what stands on the other side and is not yet said on this one."""
    if mine[more].block.part != mine[own[0]].block.part:
        return False
    wanted = sum((pairs_of(others[each].key) for each in other), Counter())
    wanted -= sum((pairs_of(mine[each].key) for each in own), Counter())
    pairs = pairs_of(mine[more].key)
    return (pairs & wanted).total() >= ALIKE_ELSEWHERE * pairs.total()


def _ordered(
    old: Sequence[Sentence], new: Sequence[Sentence], groups: Sequence[tuple[list[int], list[int]]]
) -> list[SentencePair]:
    """The groups with what stands alone between them: lost ones first, then added ones."""
    found: list[SentencePair] = []
    place = number = 0
    for olds, news in (*groups, ([len(old)], [len(new)])):
        found += (SentencePair((each,), ()) for each in old[place : olds[0]])
        found += (SentencePair((), (each,)) for each in new[number : news[0]])
        if olds[0] < len(old):
            found.append(SentencePair(tuple(old[each] for each in olds), tuple(new[each] for each in news)))
        place, number = olds[-1] + 1, news[-1] + 1
    return found


def with_moved(pairs: Sequence[SentencePair]) -> list[tuple[int, SentencePair]]:
    """The pairs with their places, in which what is lost in one place and added in another is one that moved."""
    lost = [place for place, pair in enumerate(pairs) if not pair.new]
    if not lost:
        return list(enumerate(pairs))
    gone: set[int] = set()
    found: dict[int, SentencePair] = {}
    by_key: defaultdict[str, deque[int]] = defaultdict(deque)
    for place in lost:
        by_key["".join(each.key for each in pairs[place].old)].append(place)
    added = [place for place, pair in enumerate(pairs) if not pair.old]
    for place in added:
        key = "".join(each.key for each in pairs[place].new)
        if len(key) >= LEAST_MOVED and by_key[key]:
            other = by_key[key].popleft()
            gone.add(other)
            found[place] = SentencePair(pairs[other].old, pairs[place].new, moved=True)
    olds = [place for place in lost if place not in gone and len(pairs[place].old[0].key) >= LEAST_KNOWN]
    news = [place for place in added if place not in found and len(pairs[place].new[0].key) >= LEAST_KNOWN]
    links = _links([pairs[place].old[0] for place in olds], [pairs[place].new[0] for place in news], near=False)
    for (first, second), common in sorted(links.items(), key=lambda link: (-link[1], link[0])):
        other, place = olds[first], news[second]
        whole = max(len(pairs[other].old[0].key), len(pairs[place].new[0].key)) + 1
        if common >= ALIKE_ELSEWHERE * whole and other not in gone and place not in found:
            gone.add(other)
            found[place] = SentencePair(pairs[other].old, pairs[place].new, moved=True)
    return [(place, found.get(place, pair)) for place, pair in enumerate(pairs) if place not in gone]
