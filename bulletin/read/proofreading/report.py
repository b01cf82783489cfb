"""The door for one report: every check over its head and its paragraphs, and the notes on what they find."""

import datetime
from collections.abc import Iterator, Sequence

from bulletin.model.edition import Report
from bulletin.problems import Problem
from bulletin.read.proofreading.dates import dates
from bulletin.read.proofreading.doubles import doubles
from bulletin.read.proofreading.numbers import numbers
from bulletin.read.proofreading.pairs import pairs
from bulletin.read.proofreading.passages import Passage, Proofreader, passage_of, problems_of
from bulletin.read.proofreading.quotation_marks import quotation_marks
from bulletin.read.proofreading.series import series
from bulletin.read.proofreading.strokes import strokes
from bulletin.read.proofreading.wording_list import WordingList, by_list
from bulletin.read.source import Source

HEAD_LINES = ("kicker", "title", "subtitle")


def proofread(source: Source, report: Report, issued: datetime.date, wording: WordingList) -> tuple[Problem, ...]:
    """Notes on what may be slips in the report that `source` holds, in the order of the text.

    Args:
        issued: the day of the issue, by which the year of a day that names none is told.
        wording: the office's own list.
    """
    passages = passages_of(source, report)
    texts = [passage.text for passage in passages]
    checks: Sequence[Proofreader] = (
        pairs, quotation_marks, strokes, series, doubles, dates(issued), numbers, by_list(wording)
    )  # fmt: skip
    slips = sorted({slip for check in checks for slip in check(texts)})
    return tuple(problems_of(slips, passages, source))


def passages_of(source: Source, report: Report) -> tuple[Passage, ...]:
    """The lines of a report's head, as far as its own file has them, and its paragraphs."""
    return (*_head(source, report), *(passage_of(each) for each in report.paragraphs if each.is_text and each.text))


def _head(source: Source, report: Report) -> Iterator[Passage]:
    for key in HEAD_LINES:
        place = report.places.get(key)
        text: str = getattr(report, key)
        if text and place and place.file == source.file:
            yield Passage(text, place)
