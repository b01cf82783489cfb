"""Pictures as reading left them to the pixels that an output shows: no more than its printed size needs."""

import math
import zlib
from collections.abc import Iterable
from io import BytesIO
from typing import Literal, NamedTuple, TypeAlias

from PIL import Image

from bulletin.geometry import Rect, Size
from bulletin.model.edition import Picture

PRINT_DPI = 300  # of photographs and all that has tones: ISO 12640's 12 pixels to the millimetre
LINE_ART_DPI = 600  # of pictures in black and white alone, whose edges would show steps
JPEG_QUALITY = 92  # of photographs: no difference seen at 300 dpi

Space: TypeAlias = Literal["gray", "rgb", "cmyk"]

MODES: dict[str, Space] = {"L": "gray", "RGB": "rgb", "CMYK": "cmyk"}


def largest(shown: Iterable[tuple[Picture, Rect, Rect]]) -> dict[str, tuple[Picture, Size]]:
    """Every picture once, by its digest, with the largest size in points that it has whole.

    Args:
        shown: pictures, the slots that they fill, and the part of each that is shown, in fractions of its sides.
    """
    found: dict[str, tuple[Picture, Size]] = {}
    for picture, slot, crop in shown:
        whole = Size(slot.width / crop.width, slot.height / crop.height)
        before = found.get(picture.digest, (picture, whole))[1]
        size = Size(max(whole.width, before.width), max(whole.height, before.height))
        found[picture.digest] = (picture, size)
    return found


def is_photograph(picture: Picture) -> bool:
    """Whether it is packed as a JPEG."""
    return picture.pixels.data.startswith(b"\xff\xd8")


def in_press_inks(picture: Picture) -> bool:
    """Whether its pixels are CMYK and it does not say of which condition."""
    with Image.open(BytesIO(picture.pixels.data)) as image:
        return image.mode == "CMYK" and not image.info.get("icc_profile")


def scaled(picture: Picture, size: Size) -> Image.Image:
    """`picture` for `size` in points: mode L, LA, RGB, RGBA or CMYK, the last with its profile in `info`."""
    with Image.open(BytesIO(picture.pixels.data)) as image:
        dots = LINE_ART_DPI if image.mode == "1" else PRINT_DPI
        share = max(size.width / image.width, size.height / image.height) * dots / 72
        wanted = (math.ceil(image.width * share), math.ceil(image.height * share))
        if share < 1:
            image.draft(None, wanted)  # None: the mode that it has
        plain = image.convert("L") if image.mode == "1" else image
        plain.load()
        return plain.resize(wanted, Image.Resampling.LANCZOS) if share < 1 else plain


def jpeg(image: Image.Image) -> bytes:
    """`image` as a JPEG file that holds nothing but its pixels."""
    out = BytesIO()
    image.info.clear()  # Pillow would write what it finds there
    image.save(out, "JPEG", quality=JPEG_QUALITY, subsampling=0)
    return out.getvalue()


def png(image: Image.Image) -> bytes:
    """`image` as a PNG file that holds nothing but its pixels."""
    out = BytesIO()
    image.info.clear()
    image.save(out, "PNG")
    return out.getvalue()


class Raster(NamedTuple):
    """A picture's pixels, 8 bits a channel: sRGB, grey, or the inks of the file's own condition."""

    width: int
    height: int
    space: Space
    data: bytes
    jpeg: bool  # data are a JPEG file; else packed rows
    alpha: bytes = b""  # one byte a pixel, not packed

    @property
    def inverted(self) -> bool:
        """Whether 255 is no ink, as in every CMYK JPEG that Pillow writes."""
        return self.jpeg and self.space == "cmyk"


def encoded(image: Image.Image, *, photo: bool) -> Raster:
    """`image` of mode L, LA, RGB, RGBA or CMYK; a `photo` as JPEG."""
    alpha = b""
    if image.mode in ("LA", "RGBA"):
        alpha = image.getchannel("A").tobytes()
        image = image.convert(image.mode[:-1])
    data = jpeg(image) if photo else zlib.compress(image.tobytes(), 6)
    return Raster(width=image.width, height=image.height, space=MODES[image.mode], data=data, jpeg=photo, alpha=alpha)


def unpacked(raster: Raster) -> Image.Image:
    """`raster` as a Pillow image of mode L, RGB or CMYK (255 is full ink), without alpha."""
    if raster.jpeg:
        return Image.open(BytesIO(raster.data))  # Pillow turns inverted CMYK over itself
    mode = {"gray": "L", "rgb": "RGB", "cmyk": "CMYK"}[raster.space]
    return Image.frombytes(mode, (raster.width, raster.height), zlib.decompress(raster.data))
