"""Previews: the pages of a PDF as PNG files."""

from io import BytesIO

import pypdfium2

from bulletin.progress import Watch, counted, unwatched

PREVIEW_DPI = 110  # an A3 page is 1287 by 1819 pixels: read on a screen without zooming


def previews(pdf: bytes, dpi: float = PREVIEW_DPI, watch: Watch = unwatched) -> tuple[bytes, ...]:
    """A PNG file for each page of `pdf`, on white; `watch` hears of each before it is made."""
    document = pypdfium2.PdfDocument(pdf)
    images: list[bytes] = []
    try:
        for number in counted(watch, "正在生成预览图", range(len(document))):
            page = document[number]
            image = page.render(scale=dpi / 72).to_pil()
            out = BytesIO()
            image.convert("RGB").save(out, "PNG", dpi=(dpi, dpi))
            images.append(out.getvalue())
            page.close()
    finally:
        document.close()
    return tuple(images)
