"""The door for an issue: what is seen only across its reports."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from statistics import median
from typing import NamedTuple

from bulletin.memory import Memory
from bulletin.model.edition import Report
from bulletin.problems import Problem
from bulletin.read.proofreading.passages import AS_IT_STANDS, Passage, located
from bulletin.read.proofreading.people import Naming, Said, people, two_titles
from bulletin.read.proofreading.report import passages_of
from bulletin.read.source import Source

LEAST_LONG = 1500  # characters of a report that is told to be long
LEAST_REPORT = 400  # of one that it is compared with: shorter ones are briefs
MUCH_LONGER = 3  # times the median of the others
NEXT_LONGEST = 2  # times the longest of the others
WORDS_SHOWN = 10  # characters of a text that tell where somebody is named

CODES = frozenset(
    (
        "marks-meet", "unpaired-mark", "quote-stop", "pause-between", "nested-marks", "dash-as-digit", "dash-form",
        "ellipsis-form", "numbering", "doubled-character", "doubled-word", "no-such-day", "wrong-weekday",
        "mixed-numerals", "half-range", "twice-about", "times-less", "unit-form", "wording", "two-titles",
        "long-report",
    )
)  # fmt: skip


class _Passages(NamedTuple):
    """The passages of a report, and who is named in which of them."""

    passages: tuple[Passage, ...]
    named: tuple[tuple[int, Said], ...]


def proofread_issue(
    reports: Sequence[Report], sources: Mapping[str, Source], memory: Memory | None = None
) -> Iterator[Problem]:
    """Notes on people with two titles and on a report that is much longer than the others.

    `sources` are by the name that places give the file; `memory` keeps what was found in one report.
    """
    memory = memory or Memory()
    yield from _two_titles(reports, sources, memory)
    yield from _long(reports, memory)


def _two_titles(reports: Sequence[Report], sources: Mapping[str, Source], memory: Memory) -> Iterator[Problem]:
    found = [
        memory.recall(("people", report, source), partial(_named_in, source, report))
        for report in reports
        for source in (sources[report.place.file],)
    ]
    passages = [of_report.passages for of_report in found]
    namings = [
        Naming(report=number, passage=at, said=said)
        for number, of_report in enumerate(found)
        for at, said in of_report.named
    ]

    for first, second in two_titles(namings):
        source = sources[reports[second.report].place.file]
        passage = passages[second.report][second.passage]
        words = passages[first.report][first.passage].text[first.said.offset :][:WORDS_SHOWN]
        file = reports[first.report].place.file.rpartition("/")[2]
        where = "前文" if first.report == second.report else f"“{file}”里"
        message = f"{second.said.name}有两个职务：这里是“{second.said.title}”，{where}写着“{words}”"
        place = located(source, passage, second.said.offset)
        yield source.problem("note", "two-titles", message, place, AS_IT_STANDS)


def _named_in(source: Source, report: Report) -> _Passages:
    passages = _passages(source, report)
    return _Passages(passages, tuple((at, said) for at, each in enumerate(passages) for said in people(each.text)))


def _passages(source: Source, report: Report) -> tuple[Passage, ...]:
    """The passages of a report, its byline first where its own file has one, post and name as they would be said."""
    place = report.places.get("post")
    signed = place is not None and place.file == source.file and report.author != ""
    byline = (Passage(report.post + report.author, place),) if signed and place else ()
    return (*byline, *passages_of(source, report))


def _long(reports: Sequence[Report], memory: Memory) -> Iterator[Problem]:
    """A note on the one report that is much longer than the others of its kind."""
    lengths = [
        (memory.recall(("characters", report), partial(_characters, report)), at)
        for at, report in enumerate(reports)
        if report.kind == "report"
    ]
    lengths = sorted(length for length in lengths if length[0] >= LEAST_REPORT)
    if len(lengths) > 2:
        longest, at = lengths[-1]
        others = [length for length, _ in lengths[:-1]]
        usual = round(median(others))
        if longest >= max(LEAST_LONG, MUCH_LONGER * usual, NEXT_LONGEST * others[-1]):
            message = f"这一篇有{longest}字，其他各篇一般{usual}字左右"
            hint = "该长就长，不必管；要均衡就压缩，或分成两篇"
            yield Problem("note", "long-report", message, reports[at].place, hint)


def _characters(report: Report) -> int:
    return sum(len(word) for paragraph in report.paragraphs for word in paragraph.words)
