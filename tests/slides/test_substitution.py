"""LibreOffice draws the deck in other faces, its own shrinking switched off: no glyph may leave its placeholder."""

import os
import re
import shutil
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from pikepdf import Pdf
from pptx import Presentation

from bulletin.draw.pptx.deck import draw_pptx
from bulletin.model.edition import Edition
from bulletin.model.slide import Template
from bulletin.units import EMU_PER_PT
from tests.slides.conftest import Maker
from tests.slides.texts import hard_cases

SOFFICE = shutil.which("soffice")
FACES = ("Noto Serif CJK SC", "Noto Sans CJK SC", "DejaVu Sans")  # the last is a wide Latin one
INK = 1.0  # points that a glyph's ink may stand over its box: overhang of italics and quotes

pytestmark = [pytest.mark.slow, pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")]


def substituted(data: bytes, face: str) -> bytes:
    """The deck with another face in its themes and without any shrinking to fit."""
    written = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(written, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.startswith("ppt/theme/"):
                part = re.sub(rb'typeface="[^"+][^"]*"', f'typeface="{face}"'.encode(), part)
            if name.startswith("ppt/slide"):
                part = part.replace(b"<a:normAutofit/>", b"<a:noAutofit/>")
                part = part.replace(b"<a:bodyPr/>", b"<a:bodyPr><a:noAutofit/></a:bodyPr>")
            new.writestr(name, part)
    return written.getvalue()


def rendered(data: bytes, folder: Path) -> Path:
    """The deck as LibreOffice's PDF."""
    source = folder / "deck.pptx"
    source.write_bytes(data)
    subprocess.run(
        [
            str(SOFFICE),
            "--headless",
            f"-env:UserInstallation=file://{folder}/profile",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=180,
        env={**os.environ, "HOME": str(folder)},
    )
    return folder / "deck.pdf"


def strays(data: bytes, pdf: Path) -> list[str]:
    """Characters whose ink stands in no placeholder of their slide."""
    found: list[str] = []
    document = pdfium.PdfDocument(str(pdf))
    for number, slide in enumerate(Presentation(BytesIO(data)).slides):
        page = document[number]
        height = page.get_height()
        boxes = [
            tuple(
                length / EMU_PER_PT
                for length in (shape.left, shape.top, shape.left + shape.width, shape.top + shape.height)
            )
            for shape in slide.placeholders
        ]
        text = page.get_textpage()
        for at in range(text.count_chars()):
            left, bottom, right, top = text.get_charbox(at)
            if right - left <= 0 or top - bottom <= 0:
                continue
            if not any(
                box[0] - INK <= left
                and right <= box[2] + INK
                and box[1] - INK <= height - top
                and height - bottom <= box[3] + INK
                for box in boxes
            ):
                found.append(f"{number + 1}: {text.get_text_range(at, 1)} at {left:.0f},{height - top:.0f}")
        text.close()
        page.close()
    document.close()
    return found


def used_faces(pdf: Path) -> str:
    with Pdf.open(pdf) as document:
        return " ".join(
            str(font.BaseFont) for page in document.pages for font in page.resources.get("/Font", {}).values()
        )


@pytest.mark.parametrize("face", FACES)
def test_no_glyph_leaves_its_placeholder(
    face: str, seed: Edition, make: Maker, template: Template, tmp_path: Path
) -> None:
    cases = hard_cases()
    for name, given in (("seed", seed), *((name, cases[name]) for name in ("structure", "titles", "latin", "points"))):
        folder = tmp_path / name
        folder.mkdir()
        data = substituted(draw_pptx(make(given), template), face)
        pdf = rendered(data, folder)
        assert face.split()[1].lower() in used_faces(pdf).lower()
        assert not strays(data, pdf), name


def test_a_deck_set_too_large_is_caught(seed: Edition, make: Maker, template: Template, tmp_path: Path) -> None:
    data = substituted(draw_pptx(make(seed), template), FACES[1])
    written = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(written, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b'sz="1600"', b'sz="2400"').replace(b'val="2300"', b'val="3400"'))
    assert strays(written.getvalue(), rendered(written.getvalue(), tmp_path))
