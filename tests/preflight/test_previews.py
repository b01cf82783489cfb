"""Page previews."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from bulletin.draw.previews import previews


def test_every_page_becomes_a_picture_of_its_size_on_white(press_file: Callable[..., str]) -> None:
    data = Path(press_file()).read_bytes()

    (image,) = previews(data, dpi=72)

    with Image.open(BytesIO(image)) as opened:
        assert opened.format == "PNG"
        assert opened.mode == "RGB"
        assert abs(opened.width - 236 * 72 / 25.4) <= 1
        assert abs(opened.height - 323 * 72 / 25.4) <= 1
        assert opened.getpixel((3, opened.height // 2)) == (255, 255, 255)
        red = opened.getpixel((opened.width // 2, 60))
        assert isinstance(red, tuple)
        assert red[0] > 120 > red[1]
    assert previews(data, dpi=72) == (image,)


def test_a_page_as_large_as_a_field_gets_a_picture_that_fits_into_a_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bulletin.draw.previews.MOST_PREVIEWED", 10_000)
    pdf, out = pikepdf.new(), BytesIO()
    pdf.add_blank_page(page_size=(14400, 14400))
    pdf.pages[0].obj["/MediaBox"] = pikepdf.Array([0, 0, 10**7, 10**7])
    pdf.save(out)
    (picture,) = previews(out.getvalue())
    with Image.open(BytesIO(picture)) as image:
        assert max(image.width, image.height) <= 101  # PDFium rounds up
