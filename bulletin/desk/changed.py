"""Which lines of the new pages say something else than before: where the words of a report changed, and only there.

Texts are compared, not pages: a word that is added breaks every line below it anew, and none of those says anything
else.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import accumulate

from bulletin.desk.line_map import HEAD_PART, ISSUE_PART, PlaceOnPage
from bulletin.model.edition import Edition, Paragraph, Report

MOST_COMPARED = 250_000  # characters of the old text times those of the new: more is taken as new as a whole
# What is printed over a text or round the reports, by the fields that say it.
_HEAD_FIELDS: Mapping[str, tuple[str, ...]] = {"author": ("post", "author"), "post": ("post", "author")}
_ISSUE_FIELDS: Mapping[str, tuple[str, ...]] = {"folio": ("folio", "date", "publisher", "number")}


class WordChanges:
    """What changed from one edition to the next."""

    def __init__(self, before: Edition, now: Edition) -> None:
        self._before, self._now = before, now
        self._earlier = {report.name: report for report in before.reports}
        self._ranges: dict[int, dict[int, list[tuple[int, int]]]] = {}

    def of(self, lines: Iterable[PlaceOnPage]) -> tuple[PlaceOnPage, ...]:
        """Those of `lines` that say something else than before."""
        return tuple(line for line in lines if self._is_changed(line))

    def _is_changed(self, line: PlaceOnPage) -> bool:
        if line.report == ISSUE_PART:
            return _differ(self._before, self._now, _ISSUE_FIELDS.get(line.key, (line.key,)))
        report = self._now.reports[line.report]
        earlier = self._earlier.get(report.name)
        if earlier is None:
            return True
        if line.key == "quote":
            return not any(line.text in paragraph.text for paragraph in earlier.paragraphs)
        if line.paragraph == HEAD_PART:
            return _differ(earlier, report, _HEAD_FIELDS.get(line.key, (line.key,)))
        if line.paragraph < 0:
            return earlier.portrait != report.portrait
        ranges = self._of_report(line.report, earlier, report).get(line.paragraph, ())
        if not line.spans:
            said = "\n".join(word for each in earlier.paragraphs for word in each.words)
            return bool(ranges) and line.text not in said
        return any(start < line.end and end > line.start for start, end in ranges)

    def _of_report(self, number: int, earlier: Report, report: Report) -> dict[int, list[tuple[int, int]]]:
        if number not in self._ranges:
            self._ranges[number] = {}
            for paragraph, start, end in changed_ranges(earlier.paragraphs, report.paragraphs):
                self._ranges[number].setdefault(paragraph, []).append((start, end))
        return self._ranges[number]


def _differ(before: object, now: object, fields: Iterable[str]) -> bool:
    return any(getattr(before, field, None) != getattr(now, field, None) for field in fields)


def changed_ranges(before: Sequence[Paragraph], now: Sequence[Paragraph]) -> Iterator[tuple[int, int, int]]:
    """Where the text of paragraphs is another: paragraph, first and last character; where words were lost, the next."""
    old, new = [_said(paragraph) for paragraph in before], [_said(paragraph) for paragraph in now]
    for kind, old_first, old_last, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "delete":
            if first < len(new):
                yield first, 0, min(1, len(new[first]))
            elif new:
                yield first - 1, max(len(new[-1]) - 1, 0), len(new[-1])
        elif kind != "equal":
            starts = [*accumulate((len(text) + 1 for text in new[first:last]), initial=0)]
            for start, end in _differences("\n".join(old[old_first:old_last]), "\n".join(new[first:last])):
                for place, own in enumerate(starts[:-1]):
                    length = len(new[first + place])
                    inside = max(start - own, 0), min(end - own, length)
                    if inside[0] < inside[1] or (not length and start <= own < end):
                        yield first + place, *inside


def _said(paragraph: Paragraph) -> str:
    return paragraph.text if paragraph.is_text else repr(paragraph.drawn) + repr(paragraph.placing)


def _differences(old: str, new: str) -> Iterator[tuple[int, int]]:
    """Ranges of `new` that are not in `old`; where something was lost, the characters on either side."""
    same = _alike(old, new)
    most = min(len(old), len(new)) - same
    tail = _alike(old[len(old) - most :][::-1], new[len(new) - most :][::-1])
    old_part, new_part = old[same : len(old) - tail], new[same : len(new) - tail]
    if len(old_part) * len(new_part) > MOST_COMPARED:
        yield same, same + len(new_part)
        return
    for kind, _, _, start, end in SequenceMatcher(None, old_part, new_part, autojunk=False).get_opcodes():
        if kind == "delete":
            yield max(same + start - 1, 0), min(same + start + 1, len(new))
        elif kind != "equal":
            yield same + start, same + end


def _alike(one: str, other: str) -> int:
    """With how many equal characters two texts begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (left, right) in pairs if left != right), min(len(one), len(other)))
