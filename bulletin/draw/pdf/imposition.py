"""The booklet: pages of the print shop's file two-up on sheets of twice their width, for folding and saddle stitching.

Sheet s of a booklet of n pages (a multiple of four) carries pages n-2s and 1+2s on its front, 2+2s and n-1-2s on
its back; sheets are counted from the outside. Inner sheets stick out at the fore-edge when folded, so their pages
move towards the spine by the paper's thickness for every sheet around them (creep).
"""

import re
from io import BytesIO
from typing import Any, NamedTuple

import pikepdf

from bulletin.draw.pdf.press import ALL_PLATES, MARK_GAP, MARK_LENGTH, MARK_WIDTH, crop_marks, line
from bulletin.geometry import Size
from bulletin.model.design import Design
from bulletin.units import Pt


class SheetSide(NamedTuple):
    """One side of a sheet: page numbers from 1, 0 for a blank, and how far its pages move to the spine."""

    left: int
    right: int
    creep: Pt


def sides(pages: int, thickness: Pt) -> tuple[SheetSide, ...]:
    """The sides of a booklet's sheets, front and back by turns, from the outside to the middle."""
    full = -(-pages // 4) * 4

    def number(page: int) -> int:
        return page if page <= pages else 0

    found: list[SheetSide] = []
    for sheet in range(full // 4):
        creep = sheet * thickness
        found.append(SheetSide(left=number(full - 2 * sheet), right=number(1 + 2 * sheet), creep=creep))
        found.append(SheetSide(left=number(2 + 2 * sheet), right=number(full - 1 - 2 * sheet), creep=creep))
    return tuple(found)


def impose(data: bytes, design: Design) -> bytes:
    """The print shop's file imposed for saddle stitching.

    Args:
        data: what `draw_pdf` makes for the printer.
        design: of its pages: their size, and in `press` paper thickness, bleed and slug.
    """
    press = design.press
    size = Size(width=design.page.width, height=design.page.height)
    with pikepdf.open(BytesIO(data)) as pages, pikepdf.new() as sheets:
        forms = [as_form(sheets, page) for page in pages.pages]
        bleed = max(press.bleed, design.page.bleed)
        for side in sides(len(forms), press.paper_thickness):
            add_sheet(sheets, side, forms, size, bleed=bleed, slug_area=press.slug_area)
        carry_over(pages, sheets)
        out = BytesIO()
        sheets.save(
            out,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            force_version="1.6",
            linearize=False,
        )
        return out.getvalue()


def as_form(sheets: pikepdf.Pdf, page: pikepdf.Page) -> tuple[Any, tuple[float, float, float, float]]:
    """A page as a form of its bleed box, and its trim box; the form has no place in the structure tree."""
    form = sheets.copy_foreign(page.as_form_xobject())
    form.BBox = [float(value) for value in page.obj["/BleedBox"]]
    left, bottom, right, top = (float(value) for value in page.obj["/TrimBox"])
    return form, (left, bottom, right, top)


def add_sheet(sheets: pikepdf.Pdf, side: SheetSide, forms: list[Any], size: Size, *, bleed: Pt, slug_area: Pt) -> None:
    """One side: two pages clipped at the spine, crop marks, fold marks."""
    edge = bleed + slug_area
    left, bottom, right, top = edge, edge, edge + 2 * size.width, edge + size.height
    spine = left + size.width
    rows: list[str] = []
    named = {}
    # The inner sheets' pages shift to the spine: the left page to the right, the right page to the left.
    for page, x, clip_left, clip_right, shift in (
        (side.left, left, left - bleed, spine, side.creep),
        (side.right, spine, spine, right + bleed, -side.creep),
    ):
        if not page:
            continue
        form, trim = forms[page - 1]
        name = f"/Page{page}"
        named[name] = form
        clip = f"{clip_left:.3f} {bottom - bleed:.3f} {clip_right - clip_left:.3f} {size.height + 2 * bleed:.3f} re W n"
        place = f"1 0 0 1 {x - trim[0] + shift:.3f} {bottom - trim[1]:.3f} cm"
        rows.append(f"q {clip} {place} {name} Do Q")
    rows.append(f"q {ALL_PLATES} K {MARK_WIDTH} w")
    rows += crop_marks((left, bottom, right, top), bleed)
    rows.append("[3 2] 0 d")  # dashes: fold here
    near, far = bleed + MARK_GAP, bleed + MARK_GAP + MARK_LENGTH
    rows += [line(spine, bottom - near, spine, bottom - far), line(spine, top + near, spine, top + far), "Q"]
    page_dictionary = pikepdf.Dictionary(
        Type=pikepdf.Name.Page,
        MediaBox=[0, 0, right + edge, top + edge],
        TrimBox=[left, bottom, right, top],
        BleedBox=[left - bleed, bottom - bleed, right + bleed, top + bleed],
        Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary(named)),
        Contents=sheets.make_stream("\n".join(rows).encode("ascii")),
    )
    sheets.pages.append(pikepdf.Page(sheets.make_indirect(page_dictionary)))


def carry_over(pages: pikepdf.Pdf, sheets: pikepdf.Pdf) -> None:
    """Intent of the press, information and metadata; claims that need the structure tree are dropped."""
    intents: Any = pages.Root["/OutputIntents"]
    kept = [sheets.copy_foreign(intent) for intent in intents if str(intent["/S"]) == "/GTS_PDFX"]
    sheets.Root["/OutputIntents"] = pikepdf.Array(kept)
    sheets.Root["/Lang"] = pikepdf.String(str(pages.Root.get("/Lang", "zh-CN")))
    sheets.Root["/ViewerPreferences"] = pikepdf.Dictionary(
        PrintScaling=pikepdf.Name("/None"), Duplex=pikepdf.Name("/DuplexFlipShortEdge"), DisplayDocTitle=True
    )
    metadata: Any = pages.Root["/Metadata"]
    xmp = without_claims(metadata.read_bytes().decode("utf-8"))
    stream = sheets.make_stream(xmp.encode("utf-8"))
    stream["/Type"] = pikepdf.Name.Metadata
    stream["/Subtype"] = pikepdf.Name.XML
    sheets.Root["/Metadata"] = sheets.make_indirect(stream)
    information: Any = pages.trailer["/Info"]
    sheets.trailer["/Info"] = sheets.make_indirect(sheets.copy_foreign(information))


def without_claims(xmp: str) -> str:
    """An XMP packet that claims neither PDF/A nor PDF/UA any more."""
    for name in ("pdfuaid:part", "pdfaid:part", "pdfaid:conformance"):
        xmp = re.sub(rf"\s*<{name}>[^<]*</{name}>", "", xmp)
        xmp = re.sub(rf"\s{name}=([\"'])[^\"']*\1", "", xmp)
    return xmp
