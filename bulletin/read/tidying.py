"""Lines of a body with their characters as printed; what that replaced is listed, what it doubts is told."""

import re

from bulletin.model.edition import Change
from bulletin.problems import Problem
from bulletin.read.body_line import BodyLine, Moves
from bulletin.read.edits import Replacement, replaced
from bulletin.read.inline import TextSpan
from bulletin.read.source import Source
from bulletin.read.tidy import tidy

# A cell that is a figure below zero, with what may stand behind it: -5.2%, (-5.2), – 3.
_TYPED_MINUS = re.compile(r"[（(]?([-－﹣–]\s?)(?=[0-9０-９][0-9０-９.,，]*\s?[^0-9０-９\s]{0,6}$)")


class Tidying:
    """Normalises lines; does nothing where the editor wants characters as typed."""

    def __init__(self, problems: list[Problem], changes: list[Change], *, normalise: bool) -> None:
        self._problems, self._changes, self._normalise = problems, changes, normalise
        self._entities = {change.place: at for at, change in enumerate(changes) if change.rule == "M1"}

    def tidied(self, line: BodyLine, source: Source, *, headline: bool = False) -> BodyLine:
        """The line as printed; its anchors still count in the text as it was."""
        if not self._normalise:
            return line
        result = tidy(line.text, headline=headline, needless=_around(line.text, line.spans))
        for doubt in result.doubts:
            where = line.place(source, doubt.offset)
            self._problems.append(source.problem("warning", doubt.code, doubt.message, where))
        for change in result.changes:
            self._note(line, source, change)
        spans = Moves(result.changes).spans(line.spans) if line.spans and result.changes else line.spans
        return line._replace(text=result.text, spans=spans)

    def cell(self, line: BodyLine, source: Source) -> BodyLine:
        """A cell as printed: the stroke before a figure that is all of it is a minus."""
        if self._normalise and (match := _TYPED_MINUS.match(line.text)):
            edit = Replacement(offset=match.start(1), old=match[1], new="−", rule="M6")
            self._note(line, source, edit)
            line = line._replace(text=replaced(line.text, [edit]), spans=Moves([edit]).spans(line.spans))
        return self.tidied(line, source)

    def _note(self, line: BodyLine, source: Source, change: Replacement) -> None:
        place = line.place(source, change.offset)
        if len(change.old) == 1 and (index := self._entities.get(place)) is not None:
            # `&nbsp;` to a space, and that to no space
            self._changes[index] = self._changes[index]._replace(new=change.new)
        else:
            self._changes.append(source.change(place, change))


def _around(text: str, spans: tuple[TextSpan, ...]) -> frozenset[int]:
    """Offsets of the spaces on both sides of bold stretches, as Markdown editors put them."""
    pairs = [(span.start - 1, span.end) for span in spans if span.bold and span.start]
    spaced = [pair for pair in pairs if text[pair[0]] == " " == text[pair[1] : pair[1] + 1]]
    return frozenset(offset for pair in spaced for offset in pair)
