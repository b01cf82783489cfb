"""Paragraphs, runs, tables and their properties as XML, in the order of elements that the schema asks for."""

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

_OOXML = "http://schemas.openxmlformats.org/"
MAIN = _OOXML + "wordprocessingml/2006/main"
RELATIONS = _OOXML + "officeDocument/2006/relationships"
PICTURE = _OOXML + "drawingml/2006/picture"
SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
NAMESPACES = {
    "w": MAIN,
    "r": RELATIONS,
    "m": _OOXML + "officeDocument/2006/math",
    "mc": _OOXML + "markup-compatibility/2006",
    "a": _OOXML + "drawingml/2006/main",
    "wp": _OOXML + "drawingml/2006/wordprocessingDrawing",
    "pic": PICTURE,
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "wps": SHAPE,
    "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
}
DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())

# Children of w:pPr in the order of 17.3.1.26, as far as they are written here.
_ORDER = (
    "pStyle", "keepNext", "framePr", "widowControl", "numPr", "pBdr", "tabs", "spacing", "ind", "jc", "outlineLvl",
    "rPr", "sectPr", "pPrChange",
)  # fmt: skip


def attributes(**given: object) -> str:
    """w: attributes, those that are None left out."""
    return "".join(f" w:{name}={quoteattr(str(value))}" for name, value in given.items() if value is not None)


def element(name: str, inner: str = "", /, **given: object) -> str:
    """An element of the main namespace."""
    head = f"w:{name}{attributes(**given)}"
    return f"<{head}>{inner}</w:{name}>" if inner else f"<{head}/>"


def val(name: str, value: object) -> str:
    return element(name, val=value)


def text(words: str) -> str:
    """w:t, and w:tab for tabs, w:br for line ends."""
    pieces = []
    for number, line in enumerate(words.split("\n")):
        if number:
            pieces.append("<w:br/>")
        for at, part in enumerate(line.split("\t")):
            if at:
                pieces.append("<w:tab/>")
            if part:
                pieces.append(f'<w:t xml:space="preserve">{escape(part)}</w:t>')
    return "".join(pieces)


def run(inner: str, look: str = "", **given: object) -> str:
    """A run of markup; `look` is the inside of w:rPr."""
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f"<w:r{attributes(**given)}>{properties}{inner}</w:r>"


def words(said: str, look: str = "") -> str:
    return run(text(said), look)


def properties(pieces: Iterable[str]) -> str:
    """w:pPr of pieces that are elements, in their order."""

    def place(piece: str) -> int:
        return _ORDER.index(piece[3:].split(" ", maxsplit=1)[0].split("/", maxsplit=1)[0].split(">", maxsplit=1)[0])

    inner = "".join(sorted(filter(None, pieces), key=place))
    return f"<w:pPr>{inner}</w:pPr>" if inner else ""


def paragraph(inner: str, *pieces: str) -> str:
    """A paragraph of runs; `pieces` are children of its properties."""
    return f"<w:p>{properties(pieces)}{inner}</w:p>"


def style(name: str) -> str:
    return val("pStyle", name) if name else ""


def centred() -> str:
    return val("jc", "center")


def numbered(number: int, level: int | None = None) -> str:
    """w:numPr; without a level the style's own holds."""
    return element("numPr", ("" if level is None else val("ilvl", level)) + val("numId", number))


def control(inner: str, tag: str = "", more: str = "") -> str:
    """A content control, whatever it is around."""
    return f"<w:sdt><w:sdtPr>{val('alias', tag or '内容')}{more}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


def alternate(choice: str, fallback: str, requires: str = "wps") -> str:
    return (
        f'<mc:AlternateContent><mc:Choice Requires="{requires}">{choice}</mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"
    )


def cell(inner: str, *, across: int = 1, merge: str = "", more: str = "") -> str:
    """A cell of paragraphs; merge is "restart", "continue" or ""."""
    merged = val("vMerge", "restart") if merge == "restart" else "<w:vMerge/>" if merge else ""
    spanned = val("gridSpan", across) if across > 1 else ""
    return f"<w:tc><w:tcPr>{element('tcW', w=0, type='auto')}{spanned}{merged}{more}</w:tcPr>{inner}</w:tc>"


def row(cells: str, more: str = "") -> str:
    return f"<w:tr>{f'<w:trPr>{more}</w:trPr>' if more else ''}{cells}</w:tr>"


def table(rows: str, columns: int) -> str:
    grid = element("gridCol", w=2000) * columns
    return f"<w:tbl><w:tblPr>{element('tblW', w=0, type='auto')}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
