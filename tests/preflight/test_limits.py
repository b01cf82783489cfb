"""Where a check draws its line: just inside and just outside, and what a file is taken to be for."""

from pathlib import Path
from typing import Any

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from bulletin.preflight.report import preflight
from bulletin.units import pt
from tests.preflight.conftest import EDGE, HIGH, WIDE, at, nothing, write
from tests.preflight.test_faults import Make, add, codes


def with_marks(pdf: pikepdf.Pdf) -> None:
    """Printer's marks and traps are annotations that belong to the press."""
    marks = [
        pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name(kind), Rect=[99, 99, 199, 199])
        for kind in ("/PrinterMark", "/TrapNet")
    ]
    pdf.pages[0].obj["/Annots"] = pikepdf.Array([pdf.make_indirect(mark) for mark in marks])


def test_printers_marks_are_no_annotations(press_file: Make) -> None:
    assert codes(press_file(nothing, with_marks)) == set()


@pytest.mark.parametrize(("claim", "version"), [("PDF/X-3:2003", "1.6"), ("PDF/X-1a:2003", "1.5"), ("PDF/X-4", "1.7")])
def test_every_standard_has_its_newest_version(press_file: Make, claim: str, version: str) -> None:
    def claimed(pdf: pikepdf.Pdf) -> None:
        metadata: Any = pdf.Root.Metadata
        pdf.Root.Metadata = pdf.make_stream(metadata.read_bytes().replace(b"PDF/X-4", claim.encode()))

    assert "version" in codes(press_file(nothing, claimed, {"force_version": version}))


@pytest.mark.parametrize(
    ("from_edge", "destination", "found"),
    [(4.5, "office", True), (5.5, "office", False), (2.5, "press", True), (3.5, "press", False), (4.5, "press", False)],
)
def test_copiers_need_more_margin_than_guillotines(
    tmp_path: Path, font: str, from_edge: float, destination: Any, found: bool
) -> None:
    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path), pagesize=(WIDE, HIGH))
    canvas.setFont(font, 10.5)
    canvas.drawString(pt(from_edge), pt(150), "靠边")
    canvas.save()

    edges = next(item for item in preflight(str(path), destination).items if item.code == "edges")

    assert (edges.verdict != "pass") is found


@pytest.mark.parametrize(("dpi", "verdict"), [(300, "fault"), (500, "note"), (650, "pass")])
def test_line_art_needs_twice_the_resolution(press_file: Make, dpi: int, verdict: str) -> None:
    def drawing(pdf: pikepdf.Pdf) -> None:
        pixels = dpi  # on one inch
        image = pdf.make_stream(bytes(-(-pixels // 8) * pixels))
        for key, value in {
            "/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Image, "/Width": pixels, "/Height": pixels,
            "/BitsPerComponent": 1, "/ColorSpace": pikepdf.Name.DeviceGray,
        }.items():  # fmt: skip
            image[key] = value
        add(pdf, b"72 0 0 72 200 300 cm /Art Do", XObject=pikepdf.Dictionary(Art=image))

    items = {item.code: item.verdict for item in preflight(press_file(nothing, drawing)).items}

    assert items["resolution"] == verdict


def test_a_cmyk_image_for_another_press_is_noted(press_file: Make, root: Path) -> None:
    def foreign(pdf: pikepdf.Pdf) -> None:
        data = (root / "layouts" / "icc" / "FOGRA39L_coated.icc").read_bytes()
        name = data.index(b"FOGRA39")
        profile = pdf.make_stream(data.replace(data[name : name + 7], b"FOGRA51"))
        profile["/N"] = 4
        space = pikepdf.Array([pikepdf.Name.ICCBased, profile])
        image = pdf.make_stream(bytes(4 * 400 * 400))
        for key, value in {
            "/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Image, "/Width": 400, "/Height": 400,
            "/BitsPerComponent": 8, "/ColorSpace": space,
        }.items():  # fmt: skip
            image[key] = value
        add(pdf, b"72 0 0 72 200 300 cm /Photo Do", XObject=pikepdf.Dictionary(Photo=image))

    assert codes(press_file(nothing, foreign), "note") == {"image-icc"}


def test_an_art_box_stands_in_for_the_trim(press_file: Make) -> None:
    def trim_as_art(pdf: pikepdf.Pdf) -> None:
        page: Any = pdf.pages[0].obj
        page.ArtBox = page.TrimBox
        del page.TrimBox

    items = {item.code: item.value for item in preflight(press_file(nothing, trim_as_art)).items}

    assert items["page-sizes"].startswith("210×297毫米")


@pytest.mark.parametrize("of_page", [True, False], ids=["page", "form"])
def test_a_transparency_group_is_noted_on_its_page(press_file: Make, of_page: bool) -> None:
    def grouped(pdf: pikepdf.Pdf) -> None:
        group = pikepdf.Dictionary(S=pikepdf.Name.Transparency)
        form = pdf.make_stream(b"0 0 9 9 re n")
        form["/Subtype"] = pikepdf.Name.Form
        (pdf.pages[0].obj if of_page else form)["/Group"] = group
        add(pdf, b"/Form Do", XObject=pikepdf.Dictionary(Form=form))

    items = {item.code: item.value for item in preflight(press_file(nothing, grouped)).items}

    assert items["transparency"] == "只有透明组，第1页"


def test_white_paper_needs_no_bleed(press_file: Make) -> None:
    def whitened(pdf: pikepdf.Pdf) -> None:
        box = f"{EDGE} {EDGE} {WIDE} {HIGH / 2}"
        pdf.pages[0].contents_add(f"q 0 0 0 0 k {box} re f Q".encode(), prepend=True)

    assert codes(press_file(nothing, whitened)) == set()


def test_nearly_black_text_is_meant_as_black(press_file: Make) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColorCMYK(0, 0, 0, 0.95)
        write(canvas, 20, 150, "近黑")
        canvas.setFillColorCMYK(0, 0, 0, 0.8)
        canvas.drawString(*at(20, 140), "深灰")

    (knockout,) = preflight(press_file(draw)).faults

    assert knockout.code == "knockout"
    assert knockout.value.startswith("2字")


def metadata(body: str) -> bytes:
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">'
        f"{body}</rdf:Description></rdf:RDF></x:xmpmeta>"
    ).encode()


@pytest.mark.parametrize(
    ("body", "unscaled", "destination"),
    [
        ("", False, "press"),
        ("<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>", False, "screen"),
        ("", True, "office"),
    ],
)
def test_a_file_without_an_intent_is_judged_for_what_it_says_it_is_for(
    press_file: Make, body: str, unscaled: bool, destination: str
) -> None:
    def changed(pdf: pikepdf.Pdf) -> None:
        del pdf.Root.OutputIntents
        pdf.Root.Metadata = pdf.make_stream(metadata(body))
        if unscaled:
            pdf.Root.ViewerPreferences = pikepdf.Dictionary(PrintScaling=pikepdf.Name("/None"))

    assert preflight(press_file(nothing, changed)).destination == destination
