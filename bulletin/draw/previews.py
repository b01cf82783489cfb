"""Previews: the pages of a PDF as PNG files."""

from collections.abc import Sequence
from io import BytesIO

import pypdfium2
from PIL import Image

from bulletin.progress import Watch, counted, unwatched

PREVIEW_DPI = 110  # an A3 page is 1287 by 1819 pixels: read on a screen without zooming


def previews(
    pdf: bytes,
    dpi: float = PREVIEW_DPI,
    watch: Watch = unwatched,
    *,
    pages: Sequence[int] | None = None,
    colors: int = 0,
) -> tuple[bytes, ...]:
    """A PNG file for each page of `pdf`, on white; `watch` hears of each before it is made.

    Args:
        pages: those wanted, counted from 0; None for all.
        colors: so many at most, for a quarter of the bytes; 0 for all.
    """
    document = pypdfium2.PdfDocument(pdf)
    images: list[bytes] = []
    try:
        for number in counted(watch, "正在生成预览图", range(len(document)) if pages is None else pages):
            page = document[number]
            image = page.render(scale=dpi / 72).to_pil().convert("RGB")
            if colors:
                image = image.quantize(colors, method=Image.Quantize.FASTOCTREE)
            out = BytesIO()
            image.save(out, "PNG", dpi=(dpi, dpi))
            images.append(out.getvalue())
            page.close()
    finally:
        document.close()
    return tuple(images)
