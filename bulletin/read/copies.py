"""Reports that stand in the folder twice, as sync programs and editors leave them: 水务.md and 水务 - 副本.md."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from bulletin.memory import Memory
from bulletin.model.edition import Report
from bulletin.problems import Problem, Severity
from bulletin.read.chinese import solid
from bulletin.read.folder import named

_COPY_HINT = "删掉多余的一份；确要都印就改标题"
PLAIN_TITLE = 6  # characters of a title that any item may have: 简讯, 停电通知


def copies(reports: Iterable[Report], memory: Memory | None = None) -> Iterator[Problem]:
    """An error for reports of one title, author and text, a warning for those of one title and author.

    White space does not count. Unsigned items of one plain title (简讯) are copies only where the text is the same.
    `memory` keeps what each report says.
    """
    for (title, byline), texts in _by_head(reports, memory or Memory()).items():
        for text, alike in texts.items():
            if title and text and len(alike) > 1:
                yield _problem("error", "same-report", "{}的标题、作者和正文都相同", alike)
        firsts = [min(alike, key=lambda report: len(report.name)) for alike in texts.values()]
        signed = byline or (title and len(title) > PLAIN_TITLE) or any(each.kind == "report" for each in firsts)
        if title and len(firsts) > 1 and signed:
            yield _problem("warning", "same-title", "{}的标题和作者相同", firsts)


def identical(reports: Iterable[Report]) -> Iterator[Sequence[Report]]:
    """The reports, two or more, that have one title, author and text."""
    for (title, _), texts in _by_head(reports, Memory()).items():
        yield from (alike for text, alike in texts.items() if title and text and len(alike) > 1)


def _by_head(reports: Iterable[Report], memory: Memory) -> dict[tuple[str, str], dict[str, list[Report]]]:
    """The reports by title and byline, then by text."""
    by_head: dict[tuple[str, str], dict[str, list[Report]]] = {}
    for report in reports:
        texts = by_head.setdefault((solid(report.title), solid(report.post + report.author)), {})
        texts.setdefault(memory.recall(("said", report), partial(_all_said, report)), []).append(report)
    return by_head


def _all_said(report: Report) -> str:
    """All that tells a report from another of its title; two quarters may differ in the subtitle or a table alone."""
    pictures = (each.picture.digest for each in report.paragraphs if each.picture)
    words = (word for each in report.paragraphs for word in each.words)
    body = solid("".join((*words, *pictures)))
    return body and "\n".join((solid(report.kicker), solid(report.subtitle), body))


def _problem(severity: Severity, code: str, message: str, alike: Sequence[Report]) -> Problem:
    """At the file with the longest name, which is the copy as a rule."""
    files = named(each.place.file.rpartition("/")[2] for each in alike)
    place = max(alike, key=lambda report: (len(report.name), report.name)).place
    return Problem(severity, code, message.format(files), place, _COPY_HINT)
