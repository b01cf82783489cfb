"""Which report of one version is which of the other: by its text, its title, the sentences that both have."""

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from bulletin.desk.compare.printed_text import PrintedText
from bulletin.desk.compare.sentences import Sentence, key_of, sentences_of

LEAST_SHARED = 0.3  # of the characters of the shorter report must stand in sentences that both have
LEAST_SHARED_SENTENCE = 6  # characters of a sentence that is not common by chance


class PrintedReport(NamedTuple):
    """A report as it stands in one version, or all of a version whose reports are not known."""

    title: str
    sentences: tuple[Sentence, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(each.key for each in self.sentences)


def reports_of(text: PrintedText, *, as_one: bool) -> tuple[PrintedReport, ...]:
    """The reports in their order."""
    sentences = sentences_of(text.blocks)
    if as_one:
        return (PrintedReport("", tuple(sentences)),)
    groups = groupby(sentences, key=lambda each: (each.block.article, each.block.title))
    return tuple(PrintedReport(title, tuple(group)) for (_, title), group in groups)


def report_pairs(old: Sequence[PrintedReport], new: Sequence[PrintedReport]) -> list[tuple[int, int]]:
    """Places of the same report then and now, in the order of the new ones."""
    if len(old) == len(new) == 1:
        return [(0, 0)]
    pairs: list[tuple[int, int]] = []
    keys: tuple[Callable[[PrintedReport], Hashable], ...] = (
        lambda report: report.keys,
        lambda report: key_of(report.title),
    )
    for key in keys:
        left: defaultdict[Hashable, deque[int]] = defaultdict(deque)
        for place in _unpaired(old, (first for first, _ in pairs)):
            left[key(old[place])].append(place)
        unpaired = _unpaired(new, (second for _, second in pairs))
        pairs += ((alike.popleft(), number) for number in unpaired if (alike := left[key(new[number])]))
    return sorted([*pairs, *_by_sentences(old, new, pairs)], key=lambda pair: pair[1])


def _unpaired(reports: Sequence[PrintedReport], paired: Iterable[int]) -> list[int]:
    known = frozenset(paired)
    return [place for place in range(len(reports)) if place not in known]


def _by_sentences(
    old: Sequence[PrintedReport], new: Sequence[PrintedReport], pairs: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Of the reports that are left, those that share most, the surest first."""
    where: defaultdict[str, list[int]] = defaultdict(list)
    for place in _unpaired(old, (first for first, _ in pairs)):
        for key in frozenset(old[place].keys):
            where[key].append(place)
    shared: Counter[tuple[int, int]] = Counter()
    for number in _unpaired(new, (second for _, second in pairs)):
        for key in frozenset(new[number].keys):
            if len(key) >= LEAST_SHARED_SENTENCE:
                for place in where.get(key, ()):
                    shared[place, number] += len(key)
    found: dict[int, int] = {}
    for (place, number), common in sorted(shared.items(), key=lambda entry: (-entry[1], entry[0])):
        shorter = min(sum(map(len, report.keys)) for report in (old[place], new[number]))
        if common >= LEAST_SHARED * shorter and place not in found.values() and number not in found:
            found[number] = place
    return [(place, number) for number, place in found.items()]
