"""A file for the press made by plain reportlab and pikepdf: sound, until a test plants a fault in it."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from bulletin.units import pt

EDGE = pt(13)  # bleed and slug
WIDE, HIGH = pt(210), pt(297)
X = "http://www.npes.org/pdfx/ns/id/"

Draw = Callable[[Canvas], None]
Finish = Callable[[pikepdf.Pdf], None]


def nothing(_: Any) -> None:
    """Plants no fault."""


def black(canvas: Canvas) -> None:
    """Solid black of the black plate alone, overprinting."""
    canvas.setFillColorCMYK(0, 0, 0, 1)
    canvas.setFillOverprint(True)
    canvas.setOverprintMask(1)


def knock_out(canvas: Canvas) -> None:
    canvas.setFillOverprint(False)


def at(x: float, y: float) -> tuple[float, float]:
    """A place in the trimmed page, in millimetres from its bottom left."""
    return EDGE + pt(x), EDGE + pt(y)


def write(canvas: Canvas, x: float, y: float, text: str, size: float = 10.5) -> None:
    canvas.setFont("Test", size)
    canvas.drawString(*at(x, y), text)


@pytest.fixture(scope="session")
def font(root: Path) -> str:
    pdfmetrics.registerFont(TTFont("Test", str(root / "fonts" / "NotoSansSC-Regular.ttf")))
    return "Test"


@pytest.fixture
def press_file(root: Path, font: str, tmp_path: Path) -> Callable[..., str]:
    """A function that makes the file, with `draw` on its page and `finish` done to it, and gives its path."""

    def make(draw: Draw = nothing, finish: Finish = nothing, save: dict[str, Any] | None = None) -> str:
        out = BytesIO()
        canvas = Canvas(out, pagesize=(WIDE + 2 * EDGE, HIGH + 2 * EDGE), invariant=1, pdfVersion=(1, 6))
        trim = (EDGE, EDGE, EDGE + WIDE, EDGE + HIGH)
        canvas.setTrimBox(trim)
        canvas.setBleedBox((trim[0] - pt(3), trim[1] - pt(3), trim[2] + pt(3), trim[3] + pt(3)))
        # a band that bleeds, reversed large type on it, black text, a rule
        canvas.setFillColorCMYK(0, 1, 0.95, 0.2)
        x, y = at(-3, 260)
        canvas.rect(x, y, pt(216), pt(40), stroke=0, fill=1)
        canvas.setFillColorCMYK(0, 0, 0, 0)
        write(canvas, 20, 270, "开发区简报", 40)
        black(canvas)
        for row in range(5):
            write(canvas, 20, 240 - 6 * row, "四月十四日随考察团赴潍坊高新区学习")
        canvas.setStrokeColorCMYK(0, 0, 0, 0.65)
        canvas.setLineWidth(0.25)
        canvas.line(*at(20, 200), *at(190, 200))
        # registration colour in the slug is no ink on the product
        canvas.setStrokeColorCMYK(1, 1, 1, 1)
        canvas.line(EDGE, 2, EDGE, 20)
        canvas.setStrokeColorCMYK(0, 0, 0, 1)
        knock_out(canvas)
        draw(canvas)
        canvas.showPage()
        canvas.save()
        path = tmp_path / "file.pdf"
        with pikepdf.open(BytesIO(out.getvalue())) as pdf:
            profile = pdf.make_stream((root / "layouts" / "icc" / "FOGRA39L_coated.icc").read_bytes())
            profile["/N"] = 4
            intent = pikepdf.Dictionary(
                Type=pikepdf.Name("/OutputIntent"),
                S=pikepdf.Name("/GTS_PDFX"),
                OutputConditionIdentifier=pikepdf.String("FOGRA39"),
                DestOutputProfile=profile,
            )
            pdf.Root.OutputIntents = pikepdf.Array([intent])
            pdf.trailer.Info["/Trapped"] = pikepdf.Name("/False")
            xmp = (
                '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
                f'<rdf:Description rdf:about="" xmlns:pdfxid="{X}" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">'
                "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion><pdf:Trapped>False</pdf:Trapped>"
                "</rdf:Description></rdf:RDF></x:xmpmeta>"
            )
            pdf.Root.Metadata = pdf.make_stream(xmp.encode())
            finish(pdf)
            pdf.save(path, **(save or {"force_version": "1.6"}))
        return str(path)

    return make
