"""The door for an issue: what is seen only across its reports, and how many notes of one kind are told."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from statistics import median

from bulletin.model.edition import Report
from bulletin.problems import Problem
from bulletin.read.folder import named
from bulletin.read.proofreading.passages import AS_IT_STANDS, FEW, Passage, kind_of_note, located
from bulletin.read.proofreading.people import Naming, people, two_titles
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


def proofread_issue(reports: Sequence[Report], sources: Mapping[str, Source]) -> Iterator[Problem]:
    """Notes on people with two titles and on a report that is much longer than the others.

    `sources` are by the name that places give the file.
    """
    yield from _two_titles(reports, sources)
    yield from _long(reports)


def few_of_a_kind(problems: Sequence[Problem], reports: Sequence[Report], ignored: Collection[str]) -> list[Problem]:
    """The problems with the first few notes of each kind; the last of them says how many more there are, and where.

    Notes that the editor has silenced, by `ignored` or in their report, do not count.
    """
    silent = {report.place.file: report.ignore for report in reports}
    found: dict[str, list[Problem]] = {}
    kept: list[Problem] = []
    for problem in problems:
        if problem.severity != "note" or problem.code not in CODES:
            kept.append(problem)
        elif problem.code not in ignored and problem.code not in silent.get(
            problem.place.file if problem.place else "", ()
        ):
            kind = kind_of_note(problem.code, problem.message)
            found.setdefault(kind, []).append(problem)
            if len(found[kind]) <= FEW:
                kept.append(problem)
    for notes in found.values():
        if rest := notes[FEW:]:
            last = notes[FEW - 1]
            files = named(dict.fromkeys(note.place.file.rpartition("/")[2] for note in rest if note.place))
            more = last._replace(message=f"{last.message}；这类提醒还有{len(rest)}处，在{files}")
            kept[kept.index(last)] = more
    return kept


def _two_titles(reports: Sequence[Report], sources: Mapping[str, Source]) -> Iterator[Problem]:
    passages = [_passages(sources[report.place.file], report) for report in reports]
    namings = [
        Naming(report=number, passage=at, said=said)
        for number, of_report in enumerate(passages)
        for at, passage in enumerate(of_report)
        for said in people(passage.text)
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


def _passages(source: Source, report: Report) -> tuple[Passage, ...]:
    """The passages of a report, its byline first where its own file has one, post and name as they would be said."""
    place = report.places.get("post")
    signed = place is not None and place.file == source.file and report.author != ""
    byline = (Passage(report.post + report.author, place),) if signed and place else ()
    return (*byline, *passages_of(source, report))


def _long(reports: Sequence[Report]) -> Iterator[Problem]:
    """A note on the one report that is much longer than the others of its kind."""
    lengths = [(_characters(report), at) for at, report in enumerate(reports) if report.kind == "report"]
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
