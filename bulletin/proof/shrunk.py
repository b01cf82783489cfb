"""What of masthead and credits had to be set smaller than its design, and what would mend it.

Sizes and widths are read off the finished marks. The number of characters in a hint is what fits at the design's size:
a text cut to it is set as the design says.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from bulletin.memory import Memory
from bulletin.model.design import Design
from bulletin.model.edition import Edition
from bulletin.model.page import Bulletin, FurnitureKind, Page, TextMark
from bulletin.problems import Problem, Severity
from bulletin.proof.furniture import Faults, solid, spelled
from bulletin.units import Pt, fits

MUCH_SMALLER = 0.6  # of the design's size: under it a title or slogan is no longer what the design shows; by eye
SEAL_LEGIBLE: Pt = 9.0  # 小五: under it the letters of a seal, white round them, are no display type any more


class _Piece(NamedTuple):
    """One line of the masthead and its size in the design."""

    mark: TextMark
    key: str  # of issue.yaml
    name: str
    size: Pt
    table: str  # below `masthead` of a layout, where `field` is its size in the band's units
    field: str
    row: str = ""  # which of several rows it is

    @property
    def printed(self) -> Pt:
        return min(span.size for span in self.mark.spans)


def shrunk_furniture(edition: Edition, design: Design, bulletin: Bulletin, known: Memory | None = None) -> Faults:
    """Texts of masthead and credits set smaller than their design, with both sizes in points and what would do.

    A note; for a text of the masthead that is much smaller a warning. The characters of the seal are always cut to fit:
    a note if they are much smaller, a warning if they are hard to read.
    """
    known = known or Memory()
    marks = [mark for page in bulletin.pages for mark in known.recall(("furniture", page), partial(_furniture, page))]
    unit = design.masthead.height / design.masthead.viewbox[1]
    for piece in _pieces(design, unit, marks):
        if not fits(piece.size, piece.printed):
            severity: Severity = "note" if piece.printed >= MUCH_SMALLER * piece.size else "warning"
            size = int(piece.printed / unit * 10) / 10
            hint = (
                f"`{edition.key(piece.key)}` {piece.row}缩短到{_fitting(piece)}字（现有{_length(piece)}字）；"
                f"就要这样大，在版式里写 `masthead: {{{piece.table}: {{{piece.field}: {size:g}}}}}`"
            )
            message = _message(piece.name + piece.row, piece.size, piece.printed)
            yield Problem(severity, "masthead-shrunk", message, edition.places.get(piece.key), hint)
    yield from _shrunk_seal(edition, design, unit, [mark for mark in marks if mark.furniture == "seal"])
    sizes = [span.size for mark in marks if mark.furniture == "credits" for span in mark.spans]
    if sizes and not fits(design.folio.size, min(sizes)):
        message = f"署名太长，字由{design.folio.size:.1f}磅缩到{min(sizes):.1f}磅"
        hint = f"缩短 `{edition.key('credits')}`，或在版式里加大 page.margins 的 bottom"
        yield Problem("note", "credits-shrunk", message, edition.places.get("credits"), hint)


def _furniture(page: Page) -> tuple[TextMark, ...]:
    return tuple(mark for mark in page.marks if isinstance(mark, TextMark) and mark.furniture)


def _pieces(design: Design, unit: float, marks: Sequence[TextMark]) -> Iterator[_Piece]:
    """Title, slogan and the rows of 期号."""
    head = design.masthead

    def of(kind: FurnitureKind) -> Iterator[TextMark]:
        return (mark for mark in marks if mark.furniture == kind)

    for mark in of("masthead-title"):
        yield _Piece(mark, key="masthead", name="报头", size=head.title.size * unit, table="title", field="size")
    for mark in of("slogan"):
        yield _Piece(mark, key="slogan", name="口号", size=head.slogan.size * unit, table="slogan", field="size")
    rows = tuple(of("issue-number")) if head.number else ()
    for place, mark in enumerate(rows):
        field, row = (("size", "第一行"), ("more_size", "第二行"))[place]
        size, row = getattr(head.number, field) * unit, row if len(rows) > 1 else ""
        yield _Piece(mark, key="number", name="期号", size=size, table="number", field=field, row=row)


def _length(piece: _Piece) -> int:
    return len(solid(spelled(piece.mark)))


def _fitting(piece: _Piece) -> int:
    """How many characters take the room of the line at the design's size; the last one counts as an em wide."""
    units = [(x, unit) for span in piece.mark.spans for x, unit in zip(span.xs, span.units, strict=True)]
    room = (units[-1][0] + 1000) * piece.printed
    fitting = [unit for x, unit in units if (x + 1000) * piece.size <= room]
    return max(1, len(solid("".join(fitting))))


def _shrunk_seal(edition: Edition, design: Design, unit: float, marks: Sequence[TextMark]) -> Faults:
    """The seal, judged by its smallest character."""
    look = design.masthead.seal
    wanted = look.size * unit
    size = min((span.size for mark in marks for span in mark.spans), default=wanted)
    hard_to_read = size < min(SEAL_LEGIBLE, wanted)
    if not hard_to_read and size >= MUCH_SMALLER * wanted:
        return
    columns = 2 if max(mark.x for mark in marks) - min(mark.x for mark in marks) > size else 1
    rows = int((look.height - 4 * look.frame_inset) * unit / max(MUCH_SMALLER * wanted, min(SEAL_LEGIBLE, wanted)))
    words = f"缩短到{max(1, rows) * columns}字"
    if columns == 1:
        words += "，或在词组之间空一格，排成两列"
    message = _message("篇名", wanted, size).replace("，字", "，印章里的字")
    hint = f"`{edition.key('chapter')}` {words}；或在版式里加大 masthead.seal 的 height"
    severity: Severity = "warning" if hard_to_read else "note"
    yield Problem(severity, "masthead-shrunk", message, edition.places.get("chapter"), hint)


def _message(name: str, wanted: Pt, size: Pt) -> str:
    return f"{name}太长，字由{wanted:.1f}磅缩到{size:.1f}磅（{size / wanted:.0%}）"
