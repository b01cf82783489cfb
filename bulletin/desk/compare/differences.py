"""Two versions of a bulletin compared: two PDFs in, what an editor did between them out. The door of the comparison.

Reports are paired first, then the sentences of each pair. What stands round the reports is compared apart. Line ends,
columns and pages make no difference; how many sentences they concern is counted.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Literal, NamedTuple

from bulletin.build.comparison import moved_pairs
from bulletin.desk.compare.changes import ChangedPart, ChangeKind, Changes, VersionChange
from bulletin.desk.compare.furniture import FurniturePair, furniture_pairs
from bulletin.desk.compare.matching import SentencePair, matched, with_moved
from bulletin.desk.compare.page_text import DrawnText, PagesText
from bulletin.desk.compare.printed_text import PrintedText, areas_of, open_pages, printed_text
from bulletin.desk.compare.report_pairs import PrintedReport, report_pairs, reports_of
from bulletin.desk.compare.sentences import Sentence, key_of, sentences_of
from bulletin.desk.compare.word_edits import word_edits


def compared_files(old: bytes, new: bytes, *, old_name: str = "", new_name: str = "") -> Changes:
    """What differs between two PDFs, ours of any version or not.

    Args:
        old_name, new_name: what the files are called where one of them cannot be read.

    Raises:
        ContentError: one cannot be read.
    """
    with open_pages(old, old_name) as old_pages, open_pages(new, new_name) as new_pages:
        if old == new:
            return Changes((), old_pages.sizes, new_pages.sizes, same_file=True)
        before, now = printed_text(old, old_name, old_pages), printed_text(new, new_name, new_pages)
        return _changes(before, now, old_pages, new_pages)


class _Draft(NamedTuple):
    """A change whose places are not looked up yet."""

    change: VersionChange
    old: tuple[Sentence, ...] = ()
    new: tuple[Sentence, ...] = ()


class _Slot(NamedTuple):
    """The pairs of one report, in the order of telling."""

    pairs: tuple[SentencePair, ...]
    whole: bool = False  # the report is added or lost


def _changes(before: PrintedText, now: PrintedText, old_pages: PagesText, new_pages: PagesText) -> Changes:
    as_one = not (before.has_articles and now.has_articles)
    olds, news = reports_of(before, as_one=as_one), reports_of(now, as_one=as_one)
    paired = report_pairs(olds, news)
    counts: Counter[str] = Counter()
    drafts = [] if as_one else [_moved_report(olds, news, pair) for pair in moved_pairs(paired)]
    became = {sentence.number: number for place, number in paired for sentence in olds[place].sentences}
    stands = {sentence.number: number for number, report in enumerate(news) for sentence in report.sentences}
    sure = before.in_order == now.in_order
    for slot in _settled(_slots(olds, news, paired)):
        drafts += [_from_elsewhere(draft, became, stands) for draft in _drafts(slot, counts, sure=sure)]
    drafts += [_furniture(pair) for pair in furniture_pairs(before, now)]
    if as_one:  # where one paragraph ends and what stands round the text was guessed: what both say is no change
        texts = _all_of(before), _all_of(now)
        said = [draft for draft in drafts if not _is_said_in_both(draft.change, *texts)]
        counts["reordered"] += len(drafts) - len(said)
        drafts = said
    changes = _placed(drafts, old_pages, new_pages)
    return Changes(
        tuple(changes),
        before.sizes,
        now.sizes,
        rebroken=counts["rebroken"],
        repaged=counts["repaged"],
        reordered=counts["reordered"],
        reparted=counts["reparted"],
        by_report=not as_one,
    )


def _all_of(text: PrintedText) -> str:
    return "".join(key_of(block.text) for block in (*text.blocks, *text.furniture))


def _is_said_in_both(change: VersionChange, before: str, now: str) -> bool:
    """Whether what was changed, lost or added stands in the other version too, as whole or cut in another way."""
    return change.kind != "moved" and key_of(change.old) in now and key_of(change.new) in before


def _slots(
    olds: Sequence[PrintedReport], news: Sequence[PrintedReport], paired: Sequence[tuple[int, int]]
) -> list[_Slot]:
    """The reports of the new version in their order; lost ones behind the one that they followed."""
    old_of = {number: place for place, number in paired}
    new_of = dict(paired)
    slots: list[tuple[tuple[int, int], _Slot]] = []
    for number, report in enumerate(news):
        if number in old_of:
            pairs = matched(olds[old_of[number]].sentences, report.sentences)
            slots.append(((number, -1), _Slot(tuple(pairs))))
        else:
            slots.append(
                ((number, -1), _Slot(tuple(SentencePair((), (each,)) for each in report.sentences), whole=True))
            )
    behind = -1
    for place, report in enumerate(olds):
        if place in new_of:
            behind = new_of[place]
        else:
            lost = tuple(SentencePair((each,), ()) for each in report.sentences)
            slots.append(((behind, place), _Slot(lost, whole=True)))
    return [slot for _, slot in sorted(slots, key=lambda entry: entry[0])]


def _settled(slots: Sequence[_Slot]) -> list[_Slot]:
    """The same, with what moved from one place to another, also between reports, as one pair."""
    owner = [number for number, slot in enumerate(slots) for _ in slot.pairs]
    left: list[list[SentencePair]] = [[] for _ in slots]
    for place, pair in with_moved([pair for slot in slots for pair in slot.pairs]):
        left[owner[place]].append(pair)
    return [slot._replace(pairs=tuple(pairs)) for slot, pairs in zip(slots, left, strict=True)]


def _drafts(slot: _Slot, counts: Counter[str], *, sure: bool) -> list[_Draft]:
    """The changes of one report.

    Args:
        counts: of sentences that are the same grows here.
        sure: whether the order of both versions is known alike, so that another place means something.
    """
    found: list[_Draft] = []
    before: SentencePair | None = None
    for (kind, _, _), group in groupby(slot.pairs, key=lambda pair: _kind(pair, whole=slot.whole)):
        pairs = list(group)
        if kind == "same":
            for pair in pairs:
                _count(pair, before, counts)
                before = pair
            continue
        before = None
        if kind in ("added", "lost") and _part(pairs[0]) == "label" and not slot.whole:
            continue  # a box of briefs has none
        if kind == "moved" and not sure:
            counts["reordered"] += len(pairs)
            continue
        found += (_draft(kind, some, slot) for some in ([[pair] for pair in pairs] if kind == "changed" else [pairs]))
    return found


def _kind(pair: SentencePair, *, whole: bool) -> tuple[ChangeKind | Literal["same"], tuple[int, ...], str]:
    """What happened to a pair, and in which blocks: what follows each other alike there is told as one."""
    if not (pair.old and pair.new):
        side = pair.new or pair.old
        kind: ChangeKind = "added" if pair.new else "lost"
        return (kind, (), "") if whole else (kind, (side[0].number,), side[0].block.part)
    if not pair.same:
        return "changed", (), ""
    return ("moved", (pair.old[0].number, pair.new[0].number), "") if pair.moved else ("same", (), "")


def _from_elsewhere(draft: _Draft, became: Mapping[int, int], stands: Mapping[int, int]) -> _Draft:
    """The draft, with the title of the report in which it stood where that is another one.

    Args:
        became: the new report that an old block's report is now.
        stands: the report of each new block.
    """
    if draft.old and draft.new and became.get(draft.old[0].number) != stands[draft.new[0].number]:
        return draft._replace(change=draft.change._replace(old_report=draft.old[0].block.title))
    return draft


def _part(pair: SentencePair) -> ChangedPart:
    return (pair.new or pair.old)[0].block.part


def _count(pair: SentencePair, before: SentencePair | None, counts: Counter[str]) -> None:
    (old,), (new,) = pair.old, pair.new
    if old.block.page(old.start) != new.block.page(new.start):
        counts["repaged"] += 1
    elif old.block.breaks(old.start, old.end) != new.block.breaks(new.start, new.end):
        counts["rebroken"] += 1
    if before:
        joined = (before.old[0].number == old.number, before.new[0].number == new.number)
        counts["reparted"] += joined[0] != joined[1]


def _draft(kind: ChangeKind, pairs: Sequence[SentencePair], slot: _Slot) -> _Draft:
    old = tuple(each for pair in pairs for each in pair.old)
    new = tuple(each for pair in pairs for each in pair.new)
    side = (new or old)[0].block
    change = VersionChange(
        kind=kind,
        part="report" if slot.whole and kind in ("added", "lost") else side.part,
        report=side.title,
        old=_text(old),
        new=_text(new),
        edits=word_edits(_text(old), _text(new)) if kind == "changed" else (),
        sentences=max(len(old), len(new)),
    )
    return _Draft(change, old, new)


def _text(sentences: Sequence[Sentence]) -> str:
    """Sentences as they stand there, paragraphs parted."""
    blocks = (list(group) for _, group in groupby(sentences, key=lambda each: each.number))
    return "\n".join("".join(each.text for each in block) for block in blocks)


def _moved_report(olds: Sequence[PrintedReport], news: Sequence[PrintedReport], pair: tuple[int, int]) -> _Draft:
    place, number = pair
    old, new = olds[place], news[number]
    change = VersionChange(
        kind="moved",
        part="report",
        report=new.title,
        old=old.title,
        new=new.title,
        sentences=len(new.sentences),
        places=(place + 1, number + 1),
    )
    return _Draft(change, old.sentences[:1], new.sentences[:1])


def _furniture(pair: FurniturePair) -> _Draft:
    old, new = tuple(sentences_of(pair.old)), tuple(sentences_of(pair.new))
    was, now = _text(old), _text(new)
    kind: ChangeKind = "changed" if old and new else "added" if new else "lost"
    edits = word_edits(was, now) if kind == "changed" else ()
    return _Draft(VersionChange(kind, "furniture", (pair.new or pair.old)[0].title, was, now, edits=edits), old, new)


def _placed(drafts: Sequence[_Draft], old_pages: PagesText, new_pages: PagesText) -> Iterator[VersionChange]:
    """The changes with their places."""
    olds = areas_of(old_pages, (_stretches(draft.old) for draft in drafts))
    news = areas_of(new_pages, (_stretches(draft.new) for draft in drafts))
    for draft, old_areas, new_areas in zip(drafts, olds, news, strict=True):
        yield draft.change._replace(old_areas=old_areas, new_areas=new_areas)


def _stretches(sentences: Iterable[Sentence]) -> Iterator[tuple[DrawnText, Sequence[int]]]:
    for each in sentences:
        yield from each.block.drawn(each.start, each.end)
