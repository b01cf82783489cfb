"""Files for print shop and office copier: the targets that file.py draws for.

Print shop: PDF/X-4, PDF/A-2a and PDF/UA-1 in one file. Colour is the layout's own CMYK; solid black overprints, all
else knocks out; the sheet is larger than the trimmed page by bleed and slug area, with crop and registration marks
and a colour bar in it. Office copier: the page's true size, the same inks with heavy tints lightened for toner.
"""

from collections.abc import Sequence

from bulletin.draw.pdf.objects import Value, text_string
from bulletin.draw.pdf.target import ARCHIVAL, Claim, Intent, SheetSetup, Target, components
from bulletin.draw.profiles import read_profile
from bulletin.draw.separation import separated
from bulletin.model.design import Color, Design, PressDesign
from bulletin.model.page import Page
from bulletin.units import Pt, pt

# ISO 15930-7 (PDF/X-4); PDF/A knows neither schema's property and wants both described.
PRINTER = (
    *ARCHIVAL,
    Claim(
        prefix="pdfxid",
        namespace="http://www.npes.org/pdfx/ns/id/",
        name="GTS_PDFXVersion",
        value="PDF/X-4",
        schema="PDF/X identification schema",
        about="Version of PDF/X",
    ),
    Claim(
        prefix="pdf",
        namespace="http://ns.adobe.com/pdf/1.3/",
        name="Trapped",
        value="False",
        schema="Adobe PDF schema",
        about="Whether the file is trapped",
    ),
)

# Overprinting of what is solid black: a misplaced black plate then shows no white. OPM 1: plates without ink stay.
# Lines always knock out, so that setting one state for fills and text leaves no state to restore for lines.
STATES: dict[str, dict[str, Value]] = {
    "Over": {"Type": "/ExtGState", "OP": False, "op": True, "OPM": 1},
    "Out": {"Type": "/ExtGState", "OP": False, "op": False, "OPM": 0},
    "Both": {"Type": "/ExtGState", "OP": True, "op": True, "OPM": 1},  # text with its outlines, for its own time
}
SOLID_BLACK = (0.0, 0.0, 0.0, 1.0)
ALL_PLATES = "1 1 1 1"  # registration colour: only outside the trim

MARK_GAP = pt(1)  # between bleed and crop mark, so that none is cut into the product
MARK_LENGTH = pt(5)
MARK_WIDTH = 0.25


def filled(cmyk: tuple[float, float, float, float]) -> str:
    """Operators that set a fill: solid black overprints, every other colour knocks out what lies below."""
    return f"/{'Over' if cmyk == SOLID_BLACK else 'Out'} gs {components(cmyk)} k"


def outlined(cmyk: tuple[float, float, float, float]) -> tuple[str, str]:
    """Operators before and after text with its outlines, so that these overprint where its fill does."""
    return ("/Both gs", "/Over gs") if cmyk == SOLID_BLACK else ("", "")


def intents(press: PressDesign, profile: bytes, *subtypes: str) -> tuple[Intent, ...]:
    return tuple(
        Intent(
            subtype=subtype,
            identifier=press.condition,
            profile=profile,
            channels=4,
            info=press.condition,
            registry=press.registry,
            condition=press.description,
        )
        for subtype in subtypes
    )


def printer(design: Design, icc_folders: Sequence[str]) -> Target:
    """PDF/X-4, PDF/A-2a and PDF/UA-1 at once, in the layout's inks, with bleed, marks and colour bar."""
    press = design.press
    profile = read_profile(press, icc_folders)
    bleed = max(press.bleed, design.page.bleed)

    def sheet(page: Page) -> SheetSetup:
        edge = bleed + press.slug_area
        trim = (edge, edge, edge + page.size.width, edge + page.size.height)
        boxes = {"TrimBox": trim, "BleedBox": (trim[0] - bleed, trim[1] - bleed, trim[2] + bleed, trim[3] + bleed)}
        return SheetSetup(
            width=page.size.width + 2 * edge, height=page.size.height + 2 * edge, left=edge, bottom=edge, boxes=boxes
        )

    return Target(
        name=f"printer, bleed {bleed}, {press}",
        version=(1, 6),
        fill=lambda color: filled(color.cmyk),
        outlined=lambda color: outlined(color.cmyk),
        stroke=lambda color: f"{components(color.cmyk)} K",
        sheet=sheet,
        intents=intents(press, profile, "GTS_PDFX", "GTS_PDFA1"),
        claims=PRINTER,
        picture=lambda image, *, photo: separated(image, profile, press.max_ink, photo=photo),
        profile=lambda _: profile,
        marks=lambda setup: printer_marks(setup, press.slug_area),
        states=STATES,
        links=False,
        info={"Trapped": "/False", "GTS_PDFXVersion": text_string("PDF/X-4")},
        media=True,
    )


def office(design: Design, icc_folders: Sequence[str]) -> Target:
    """PDF/A-2a and PDF/UA-1 for a copier: true size, black text K only, tints lightened for toner."""
    press = design.press
    profile = read_profile(press, icc_folders)

    def toner(color: Color) -> tuple[float, float, float, float]:
        share = press.office_tints.get(color.name, 1.0)
        cyan, magenta, yellow, black = color.cmyk
        return cyan * share, magenta * share, yellow * share, black * share

    return Target(
        name=f"office, {press}",
        version=(1, 7),
        fill=lambda color: f"{components(toner(color))} k",
        stroke=lambda color: f"{components(toner(color))} K",
        sheet=lambda page: SheetSetup(width=page.size.width, height=page.size.height),
        intents=intents(press, profile, "GTS_PDFA1"),
        claims=ARCHIVAL,
        picture=lambda image, *, photo: separated(image, profile, press.max_ink, photo=photo),
        profile=lambda _: profile,
        viewer={"PrintScaling": "/None", "Duplex": "/DuplexFlipLongEdge"},
    )


# ---- Marks outside the trim


def printer_marks(setup: SheetSetup, slug_area: Pt) -> str:
    """Crop marks, registration marks, colour bar and the plates' letters, all beyond the bleed."""
    left, bottom, right, top = setup.boxes["TrimBox"]
    bleed = left - setup.boxes["BleedBox"][0]
    rows = [f"/Out gs {ALL_PLATES} K {MARK_WIDTH} w []0 d", *crop_marks(setup.boxes["TrimBox"], bleed)]
    middle, half = bleed + slug_area / 2, pt(2)
    across, along = (left + right) / 2, (bottom + top) / 2
    for x, y in ((across, bottom - middle), (across, top + middle), (left - middle, along), (right + middle, along)):
        rows += [
            line(x - 1.5 * half, y, x + 1.5 * half, y),
            line(x, y - 1.5 * half, x, y + 1.5 * half),
            ring(x, y, half),
        ]
    rows += color_bar(left + pt(12), bottom - middle)
    return "\n".join(rows)


def crop_marks(trim: tuple[Pt, Pt, Pt, Pt], bleed: Pt) -> list[str]:
    """Two lines at every corner of the trim (left, bottom, right, top), beyond the bleed."""
    left, bottom, right, top = trim
    near, far = bleed + MARK_GAP, bleed + MARK_GAP + MARK_LENGTH
    rows = []
    for x, out in ((left, -1), (right, 1)):
        for y, up in ((bottom, -1), (top, 1)):
            rows += [line(x, y + up * near, x, y + up * far), line(x + out * near, y, x + out * far, y)]
    return rows


def line(x0: Pt, y0: Pt, x1: Pt, y1: Pt) -> str:
    return f"{x0:.3f} {y0:.3f} m {x1:.3f} {y1:.3f} l S"


def ring(x: Pt, y: Pt, radius: Pt) -> str:
    """A circle of four Bézier curves."""
    r, k = radius, radius * 0.5523  # 4/3 * tan(pi/8)
    offsets = (
        (r, k, k, r, 0, r), (-k, r, -r, k, -r, 0), (-r, -k, -k, -r, 0, -r), (k, -r, r, -k, r, 0),
    )  # fmt: skip
    curves = " ".join(
        " ".join(f"{(y if index % 2 else x) + offset:.3f}" for index, offset in enumerate(curve)) + " c"
        for curve in offsets
    )
    return f"{x + r:.3f} {y:.3f} m {curves} s"


# The letters of the plates as strokes in a cell of 3 by 4, each drawn in its own ink: a plate shows its name alone.
LETTERS = {
    "C": ("3 4 m 0 4 l 0 0 l 3 0 l", (1, 0, 0, 0)),
    "M": ("0 0 m 0 4 l 1.5 2 l 3 4 l 3 0 l", (0, 1, 0, 0)),
    "Y": ("0 4 m 1.5 2 l 3 4 l 1.5 2 m 1.5 0 l", (0, 0, 1, 0)),
    "K": ("0 0 m 0 4 l 3 4 m 0 1.7 l 1 2.4 m 3 0 l", (0, 0, 0, 1)),
}
SOLIDS = ((1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1))
OVERPRINTS = ((1, 1, 0, 0), (0, 1, 1, 0), (1, 0, 1, 0))  # blue, red, green: trapping of two inks
TINTS = tuple(tuple(part * share for part in ink) for share in (0.5, 0.25) for ink in SOLIDS)
GREY_BALANCE = (0.5, 0.4, 0.4, 0)  # neutral beside K 50 by ISO 12647-2


def color_bar(x: Pt, y: Pt) -> list[str]:
    """Patches of 5 mm for the densitometer: solids, two inks, half and quarter tints, grey balance."""
    side = pt(5)
    rows = []
    for index, ink in enumerate((*SOLIDS, *OVERPRINTS, *TINTS, GREY_BALANCE)):
        rows.append(f"{components(ink)} k {x + index * side:.3f} {y - side / 2:.3f} {side:.3f} {side:.3f} re f")
    place = x + (len(SOLIDS) + len(OVERPRINTS) + len(TINTS) + 2) * side
    for path, plate in LETTERS.values():
        rows.append(f"q 1.5 0 0 1.5 {place:.3f} {y - 3:.3f} cm 0.5 w {components(plate)} K {path} S Q")
        place += 9
    return rows
