"""What differs between two versions of a bulletin: the value that the terminal, the page and the preview show."""

from typing import Literal, NamedTuple, TypeAlias

from bulletin.geometry import Rect, Size

ChangeKind: TypeAlias = Literal["added", "changed", "lost", "moved"]
# What a change concerns: sentences of the text, headings and bylines among them; a row of a table or a chart; words
# under a picture or over a table; a note; the column over a report; what stands round the reports; a report as a whole.
ChangedPart: TypeAlias = Literal["text", "heading", "row", "caption", "note", "label", "furniture", "report"]


class PageArea(NamedTuple):
    """Part of a line, or a figure, on a page."""

    page: int  # from 1
    rect: Rect  # from the top left of the page as a viewer shows it, turned and cropped


class WordEdit(NamedTuple):
    """A stretch of a changed sentence: what stood there and what stands there; equal where nothing changed."""

    old: str
    new: str


class VersionChange(NamedTuple):
    """One thing that an editor did."""

    kind: ChangeKind
    part: ChangedPart
    report: str  # title of the report in the new version, of what is lost in the old one; "" where the file names none
    old: str = ""  # one sentence or several; paragraphs parted by newlines; of a moved or retitled report its title
    new: str = ""
    old_areas: tuple[PageArea, ...] = ()  # line by line in reading order
    new_areas: tuple[PageArea, ...] = ()
    edits: tuple[WordEdit, ...] = ()  # of what was changed: together they are `old` and `new`
    sentences: int = 1  # how many it concerns
    old_report: str = ""  # where something moved or changed stood in another report
    places: tuple[int, int] = (0, 0)  # of a moved report among the others, then and now, from 1

    @property
    def old_page(self) -> int:
        """Where it began; 0 of what is added."""
        return self.old_areas[0].page if self.old_areas else 0

    @property
    def new_page(self) -> int:
        """Where it begins; 0 of what is lost."""
        return self.new_areas[0].page if self.new_areas else 0


class Changes(NamedTuple):
    """All that differs, in the order of the new version; what is lost stands where it stood."""

    changes: tuple[VersionChange, ...]
    old_pages: tuple[Size, ...]  # as a viewer shows them
    new_pages: tuple[Size, ...]
    rebroken: int = 0  # sentences that are the same, whose lines end elsewhere
    repaged: int = 0  # sentences that are the same, on another page
    reordered: int = 0  # the same in another place of versions of which not both tell their reading order
    reparted: int = 0  # paragraphs with the same words that were joined or parted
    by_report: bool = True  # whether both versions say which report is which
    same_file: bool = False  # byte for byte
