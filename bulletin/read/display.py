"""Display texts of one file: heads, names, captions, with their marks normalised and every change kept."""

from bulletin.model.edition import Change
from bulletin.problems import Place
from bulletin.read.fields import Fields
from bulletin.read.inline import inline
from bulletin.read.keys import KeyTable
from bulletin.read.marks import RawMarks
from bulletin.read.tidy import Tidied, tidy


class Display:
    """Reads display texts of `fields`; what normalisation replaced is added to `changes`."""

    def __init__(self, fields: Fields, changes: list[Change], *, normalise: bool) -> None:
        self.fields, self.changes, self.normalise = fields, changes, normalise

    def line(self, key: str) -> str:
        """The key's text on one line, a space between phrases as U+3000."""
        text = self.fields.text(key).strip(" \u3000\t\u00a0")
        return self.tidied(text, self.fields.places[key], headline=True) if text else ""

    def lines(self, keys: KeyTable) -> dict[str, str]:
        """The texts of all keys that hold one line, by name; "" where none is written."""
        return {row.name: self.line(row.name) for row in keys.rows if row.kind == "line"}

    def tidied(self, text: str, place: Place, *, headline: bool) -> str:
        """`text` as it is printed; it begins at `place`, or behind the quote, dash or bracket that stands there."""
        if not text:
            return text
        read = inline(text)
        opening = 1 if self.fields.source.lines[place.line - 1][place.column - 1 : place.column] in "\"'-[［【" else 0
        marks = RawMarks(self.fields.source, self.fields.problems)
        for mark in read.told:
            marks.tell(mark.kind, mark.shown, place.line, place.column + mark.offset + opening)
        tidied = tidy(read.text, headline=headline) if self.normalise else Tidied(text=read.text)
        moved = [change._replace(offset=read.typed_offset(change.offset)) for change in tidied.changes]
        for change in sorted((*read.changes, *moved)):
            if change.new != "\u3000":  # a phrase gap is what the editor wrote
                where = place._replace(column=place.column + change.offset + opening)
                self.changes.append(Change(place=where, rule=change.rule, old=change.old, new=change.new))
        return tidied.text
