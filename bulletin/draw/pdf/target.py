"""Where a PDF goes: everything in which the files for screen, print shop and copier differ, as one record.

file.py draws every page the same way and takes from its target the colours, boxes, marks outside the trim,
intents, metadata and pictures. Strings of operators are PDF source in points from the bottom left of the media box.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

from PIL.Image import Image

from bulletin.draw.pdf.objects import Value, number
from bulletin.draw.pictures import Raster, encoded, in_press_inks
from bulletin.draw.profiles import read_profile
from bulletin.draw.srgb import srgb_profile
from bulletin.model.design import Color, PressDesign
from bulletin.model.edition import Picture
from bulletin.model.page import Page
from bulletin.units import Pt


class SheetSetup(NamedTuple):
    """The paper of one page: its size, where the trimmed page lies on it, and further boxes."""

    width: Pt
    height: Pt
    left: Pt = 0.0  # of the trimmed page's bottom left corner
    bottom: Pt = 0.0
    boxes: Mapping[str, tuple[Pt, Pt, Pt, Pt]] = {}  # TrimBox, BleedBox ...: left, bottom, right, top


class Intent(NamedTuple):
    """An output intent; intents of one file that name the same profile share its stream."""

    subtype: str  # GTS_PDFA1, GTS_PDFX
    identifier: str  # OutputConditionIdentifier
    profile: bytes  # ICC
    channels: int  # of the profile: 3 or 4
    info: str = ""
    registry: str = ""
    condition: str = ""


class Claim(NamedTuple):
    """A conformance claim of the XMP packet: `prefix:name` = `value`, with the schema that PDF/A wants described."""

    prefix: str
    namespace: str
    name: str
    value: str
    schema: str = ""  # "" where PDF/A knows the schema itself; else its description
    about: str = ""  # the property's description
    kind: str = "Text"  # its value type


class PicturePacking(Protocol):
    """A scaled picture, mode L, LA, RGB, RGBA or CMYK, to what is embedded."""

    def __call__(self, image: Image, *, photo: bool) -> Raster: ...


class Target(NamedTuple):
    """What a purpose asks of the file: colours, sheet, intents, claims, pictures, marks outside the trim."""

    name: str  # tells it from any target whose operators or pictures are other ones
    version: tuple[int, int]
    fill: Callable[[Color], str]  # operators that set the colour of fills and text
    stroke: Callable[[Color], str]  # operators that set the colour of lines
    sheet: Callable[[Page], SheetSetup]
    intents: tuple[Intent, ...]
    claims: tuple[Claim, ...]
    outlined: Callable[[Color], tuple[str, str]] = lambda _: ("", "")  # before and after text that is stroked too
    picture: PicturePacking = encoded  # in the colours that the file may hold
    profile: Callable[[Picture], bytes] = lambda _: b""  # of the press, if the pixels of a picture depend on it
    marks: Callable[[SheetSetup], str] | None = None  # operators drawn over the page: crop marks, colour bar
    states: Mapping[str, Mapping[str, Value]] = {}  # graphics states that fill, stroke and marks name with `gs`
    links: bool = True  # whether annotations may stand in the file
    viewer: Mapping[str, Value] = {}  # further entries of ViewerPreferences
    info: Mapping[str, Value] = {}  # further entries of the information dictionary
    media: bool = False  # whether the XMP packet carries the media management of PDF/X: ids, version, rendition


def components(color: Iterable[float]) -> str:
    """A colour's components as operands, to four decimals."""
    return " ".join(number(part, decimals=4) for part in color)


def screen(press: PressDesign, icc_folders: Sequence[str]) -> Target:
    """PDF/A-2a and PDF/UA-1 in sRGB, with links; CMYK pictures without a profile are taken as meant for `press`."""

    def on_screen(image: Image, *, photo: bool) -> Raster:
        if image.mode == "CMYK":
            from bulletin.draw.separation import to_srgb  # with Little CMS, which few files need

            image = to_srgb(image, lambda: read_profile(press, icc_folders))
        return encoded(image, photo=photo)

    return Target(
        name="screen",
        version=(1, 7),
        fill=lambda color: f"{components(color.rgb)} rg",
        stroke=lambda color: f"{components(color.rgb)} RG",
        sheet=lambda page: SheetSetup(width=page.size.width, height=page.size.height),
        intents=(
            Intent(
                subtype="GTS_PDFA1", identifier="sRGB", profile=srgb_profile(), channels=3, info="sRGB IEC61966-2.1"
            ),
        ),
        claims=ARCHIVAL,
        picture=on_screen,
        profile=lambda picture: read_profile(press, icc_folders) if in_press_inks(picture) else b"",
    )


PDFUA = "http://www.aiim.org/pdfua/ns/id/"
PDFA = "http://www.aiim.org/pdfa/ns/id/"
# ISO 14289-1, clause 5; ISO 19005-2, 6.6.4. PDF/A knows its own schema, PDF/UA's must be described.
ARCHIVAL = (
    Claim(prefix="pdfaid", namespace=PDFA, name="part", value="2"),
    Claim(prefix="pdfaid", namespace=PDFA, name="conformance", value="A"),
    Claim(
        prefix="pdfuaid",
        namespace=PDFUA,
        name="part",
        value="1",
        schema="PDF/UA identification schema",
        about="Part of ISO 14289",
        kind="Integer",
    ),
)
