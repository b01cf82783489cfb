"""Files of other programs: what they usually do wrong for the press is found, and nothing else."""

import shutil
import subprocess
from pathlib import Path

import pptx
import pptx.util
import pytest
from reportlab.pdfgen.canvas import Canvas

from bulletin.preflight.report import preflight

POSTSCRIPT = """%!PS
<< /NeverEmbed {never} >> setdistillerparams
<< /PageSize [595 842] >> setpagedevice
/Helvetica findfont 11 scalefont setfont
{text}
72 700 moveto (Black text of Ghostscript) show
{more}
showpage
"""


def faults(path: Path) -> set[str]:
    return {item.code for item in preflight(str(path)).faults}


def ghostscript(folder: Path, text: str, more: str = "", never: str = "[]") -> Path:
    """PostScript through Ghostscript to PDF."""
    if not shutil.which("gs"):
        pytest.skip("no Ghostscript here")
    source, target = folder / "a.ps", folder / "a.pdf"
    source.write_text(POSTSCRIPT.format(text=text, more=more, never=never), encoding="ascii")
    subprocess.run(
        ["gs", "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=pdfwrite",
         "-dColorConversionStrategy=/LeaveColorUnchanged", f"-sOutputFile={target}", str(source)],
        check=True, timeout=60,
    )  # fmt: skip
    return target


@pytest.mark.parametrize(
    ("text", "more", "expected"),
    [
        ("0 0 0 1 setcmykcolor", "", {"knockout"}),
        ("0 0 0 setrgbcolor", "", {"rgb-text"}),
        ("0.7 0.6 0.6 0.95 setcmykcolor", "", {"rich-black", "ink"}),
        ("0 0 0 1 setcmykcolor", "0 0 0 1 setcmykcolor 0.1 setlinewidth 72 600 moveto 300 600 lineto stroke",
         {"knockout", "hairline"}),
        ("0 0 0 1 setcmykcolor", "0 1 1 0 setcmykcolor 0 800 595 42 rectfill", {"knockout", "bleed"}),
        ("0 0 0 1 setcmykcolor", "/Helvetica findfont 4 scalefont setfont 72 600 moveto (small) show",
         {"knockout", "small-type"}),
    ],
)  # fmt: skip
def test_ghostscript(tmp_path: Path, text: str, more: str, expected: set[str]) -> None:
    assert faults(ghostscript(tmp_path, text, more)) == expected


def test_ghostscript_without_its_fonts(tmp_path: Path) -> None:
    path = ghostscript(tmp_path, "0 0 0 setrgbcolor", never="[/Helvetica]")

    assert faults(path) == {"rgb-text", "font-embedded"}


def test_plain_reportlab(tmp_path: Path) -> None:
    """A page as everyone writes it first: Helvetica of the viewer, grey black that knocks out."""
    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path))
    canvas.drawString(72, 700, "hello")
    canvas.save()

    assert faults(path) == {"font-embedded", "knockout"}


@pytest.mark.slow
def test_libreoffice(tmp_path: Path) -> None:
    """A page of an office program: RGB black, no trim box, no intent."""
    if not shutil.which("soffice"):
        pytest.skip("no LibreOffice here")
    deck = pptx.Presentation()
    box = deck.slides.add_slide(deck.slide_layouts[6]).shapes.add_textbox(914400, 914400, 4572000, 914400)
    box.text_frame.text = "Black"
    run = box.text_frame.add_paragraph().add_run()
    run.text, run.font.size = "small", pptx.util.Pt(4)
    deck.save(str(tmp_path / "a.pptx"))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "a.pptx")],
        check=True,
        timeout=120,
        capture_output=True,
    )
    sheet = preflight(str(tmp_path / "a.pdf"))

    assert {item.code for item in sheet.faults} == {"rgb-text", "small-type"}
    assert {"intent", "trim"} <= {item.code for item in sheet.notes}
