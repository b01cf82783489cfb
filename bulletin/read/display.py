"""Display texts of one file: heads, names, captions, with their marks normalised and every change kept."""

import re

from bulletin.model.edition import Change
from bulletin.problems import Place
from bulletin.read.byline import is_credit
from bulletin.read.chinese import WHITE, solid
from bulletin.read.edits import Replacement
from bulletin.read.fields import Fields
from bulletin.read.inline import Inline, inline
from bulletin.read.keys import KeyTable
from bulletin.read.marks import RawMarks
from bulletin.read.tidy import Tidied, tidy

NAME_CHARACTERS = 4  # characters: 欧阳修文 has four


class Display:
    """Reads display texts of `fields`; what normalisation replaced is added to `changes`."""

    def __init__(self, fields: Fields, changes: list[Change], *, normalise: bool) -> None:
        self.fields, self.changes, self.normalise = fields, changes, normalise

    def line(self, key: str) -> str:
        """The key's text on one line, a space between phrases as U+3000."""
        found = []
        for node in self.fields.parts(key):
            text = self.fields.scalar(node, key).strip(WHITE)
            found.append(self.tidied(text, self.fields.place(node), headline=True) if text else "")
        return "".join(found)

    def names(self, key: str) -> str:
        """People's names, in a list or on one line, parted by U+3000."""
        found: list[str] = []
        for node in self.fields.items(key):
            place = self.fields.place(node)
            text = self.fields.scalar(node, key).strip(WHITE)
            parts = re.split("[、，,；;/]", text)
            if len(parts) > 1 and all(_is_name(part) for part in parts) and not is_credit(text):
                for match in re.finditer("[、，,；;/]", text):
                    parting = Replacement(offset=match.start(), old=match.group(), new="\u3000", rule="S1")
                    self._note(place, parting)
                found += [part.strip() for part in parts]
            elif text:
                found.append(self.tidied(text, place, headline=True))
        return "\u3000".join(found)

    def lines(self, keys: KeyTable) -> dict[str, str]:
        """The texts of all keys that hold one line or names, by name; "" where none is written."""
        texts = {row.name: self.line(row.name) for row in keys.rows if row.kind == "line"}
        return texts | {row.name: self.names(row.name) for row in keys.rows if row.kind == "names"}

    def tidied(self, text: str, place: Place, *, headline: bool) -> str:
        """`text` as it is printed; it begins at `place`, or behind the quote, dash or bracket that stands there."""
        if not text:
            return text
        read = Inline(text) if self.fields.source.whole.is_in_word else inline(text)  # Word has no marks of Markdown
        marks = RawMarks(self.fields.source, self.fields.problems)
        begins = self._begins(place)
        for mark in read.raw_marks:
            marks.report(mark.kind, mark.shown, place.line, begins + mark.offset)
        tidied = tidy(read.text, headline=headline) if self.normalise else Tidied(text=read.text)
        moved = [change._replace(offset=read.typed_offset(change.offset)) for change in tidied.changes]
        for change in sorted((*read.changes, *moved)):
            if change.new != "\u3000" or not headline:  # a phrase gap is what the editor wrote
                self._note(place, change)
        return tidied.text

    def _begins(self, place: Place) -> int:
        """The column of the line as cleaned in which the text at `place` begins."""
        return self.fields.source.column(place) + self.fields.quoted_at(place)

    def _note(self, place: Place, change: Replacement) -> None:
        """Keep a change of the text that stands at `place`."""
        source = self.fields.source
        self.changes.append(source.change(source.place(place.line, self._begins(place) + change.offset), change))


def _is_name(text: str) -> bool:
    """Whether this is a person's name: two to four Han characters, 买买提·艾力, or 诸葛 明 with a blank within."""
    bare = solid(text)
    parts = bare.split("·")
    most = NAME_CHARACTERS if len(parts) == 1 else NAME_CHARACTERS * 2
    return len(bare) > 1 and all(part and len(part) <= most and not part.isascii() and part.isalpha() for part in parts)
