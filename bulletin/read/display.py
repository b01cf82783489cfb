"""Display texts of one file: heads, names, captions, with their marks normalised and every change kept."""

from bulletin.model.edition import Change
from bulletin.problems import Place
from bulletin.read.fields import Fields
from bulletin.read.keys import KeyTable
from bulletin.read.tidy import tidy


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
        if not (text and self.normalise):
            return text
        tidied = tidy(text, headline=headline)
        source = self.fields.source
        begins = source.column(place)
        if source.lines[place.line - 1][begins - 1 : begins] in "\"'-[":
            begins += 1
        for change in tidied.changes:
            if change.new != "\u3000" or not headline:  # a phrase gap is what the editor wrote
                self.changes.append(source.change(source.place(place.line, begins + change.offset), change))
        return tidied.text
