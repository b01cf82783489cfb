"""What is ordered of a build, and what it hands back."""

import re
from typing import Literal, NamedTuple, TypeAlias

from bulletin.model.edition import Edition, Report
from bulletin.model.kept_plan import KeptPlan
from bulletin.model.page import Bulletin
from bulletin.model.slide import Deck
from bulletin.problems import Problem
from bulletin.sources import Sources

Purpose: TypeAlias = Literal["screen", "printer", "office", "booklet"]

OutputPurpose: TypeAlias = Purpose | Literal["slides", "preview", "preflight", "template", "content", "changes"]

PDF_NAMES: dict[Purpose, str] = {
    "screen": "bulletin.pdf",
    "printer": "bulletin-printer.pdf",
    "office": "bulletin-office.pdf",
    "booklet": "bulletin-booklet.pdf",
}
PREVIEW_NAME = "bulletin-{}.png"  # of each page, counted from 1
PREVIEW = re.compile("bulletin-([0-9]{1,9})[.]png")
PREFLIGHT_NAME = "bulletin-printer.preflight.txt"
SLIDES_NAME = "slides.pptx"
TEMPLATE_NAME = "template.pptx"
CHANGES_NAME = "diff.html"  # what differs between two versions
PRIVATE = ".bulletin"  # the folder beside the outputs in which a delivery is prepared and recorded


class Order(NamedTuple):
    """What is wanted, of what."""

    sources: Sources
    content: str  # a folder
    layout: str | None = None  # name or file; None: the edition's own
    pdf: bool = True
    slides: bool = True
    purposes: tuple[Purpose, ...] = ("screen",)  # of the PDFs
    pages: int = 0  # exactly so many; 0: what the edition says, or as many as are needed
    template: str | None = None  # an office's .pptx for the deck
    previews: bool = False
    draw: bool = True  # False: judge only
    kept: KeptPlan | None = None  # the plan of the last delivery; one in the content folder comes first
    fresh: bool = False  # neither is looked at


class File(NamedTuple):
    """A finished output, to stand under `name` in whatever folder the caller chooses."""

    name: str
    data: bytes
    purpose: OutputPurpose
    pages: int = 0  # or slides
    origin: str = ""  # digest of the file that it was made from, for the record
    over: str = ""  # digest of a file that it may replace, whoever wrote that


class Printed(NamedTuple):
    """What was made, not yet written, and what was found on the way."""

    edition: Edition
    files: tuple[File, ...]
    problems: tuple[Problem, ...]  # warnings and notes, without those that the editor silenced
    bulletin: Bulletin | None = None  # None where no pages were wanted
    slide_count: int = 0
    deck: Deck | None = None  # None where no slides were wanted
    lines: tuple[Problem, ...] = ()  # the proof's findings on lines: where they end, how they are spaced
    placed: tuple[int, ...] = ()  # the edition's reports in the order in which makeup placed them; () where unknown

    @property
    def reports(self) -> tuple[Report, ...]:
        """The reports in the order in which they are printed: an editor's order is kept, else makeup places them."""
        placed = () if self.edition.ordered else self.placed or (self.bulletin.order if self.bulletin else ())
        return tuple(self.edition.reports[number] for number in placed) or self.edition.reports
