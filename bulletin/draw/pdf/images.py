"""Scaled pictures to what a PDF embeds: JPEG data, or packed rows with their transparency beside them."""

import zlib
from io import BytesIO
from typing import Literal, NamedTuple, TypeAlias

from PIL import Image

from bulletin.draw.pdf.objects import Stream, Value
from bulletin.draw.pictures import JPEG_QUALITY
from bulletin.geometry import Rect

Space: TypeAlias = Literal["gray", "rgb", "cmyk"]

CHANNELS: dict[Space, int] = {"gray": 1, "rgb": 3, "cmyk": 4}
DEVICE_SPACE: dict[Space, str] = {"gray": "/DeviceGray", "rgb": "/DeviceRGB", "cmyk": "/DeviceCMYK"}
MODES: dict[str, Space] = {"L": "gray", "RGB": "rgb", "CMYK": "cmyk"}


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
    if photo:
        out = BytesIO()
        image.info.clear()  # Pillow would write what it finds there
        image.save(out, "JPEG", quality=JPEG_QUALITY, subsampling=0)
        data = out.getvalue()
    else:
        data = zlib.compress(image.tobytes(), 6)
    return Raster(width=image.width, height=image.height, space=MODES[image.mode], data=data, jpeg=photo, alpha=alpha)


def unpacked(raster: Raster) -> Image.Image:
    """`raster` as a Pillow image of mode L, RGB or CMYK (255 is full ink), without alpha."""
    if raster.jpeg:
        return Image.open(BytesIO(raster.data))  # Pillow turns inverted CMYK over itself
    mode = {"gray": "L", "rgb": "RGB", "cmyk": "CMYK"}[raster.space]
    return Image.frombytes(mode, (raster.width, raster.height), zlib.decompress(raster.data))


def image_object(raster: Raster) -> Stream:
    """The image XObject, with its soft mask."""
    shared: dict[str, Value] = {
        "Type": "/XObject", "Subtype": "/Image", "Width": raster.width, "Height": raster.height, "BitsPerComponent": 8,
    }  # fmt: skip
    keys = {
        **shared,
        "ColorSpace": DEVICE_SPACE[raster.space],
        "Filter": "/DCTDecode" if raster.jpeg else "/FlateDecode",
    }
    if raster.inverted:
        keys["Decode"] = (1, 0) * CHANNELS[raster.space]
    if raster.alpha:
        keys["SMask"] = Stream(raster.alpha, {**shared, "ColorSpace": "/DeviceGray"})
    return Stream(raster.data, keys, pack=False)


def placing(slot: Rect, crop: Rect) -> tuple[float, ...]:
    """The matrix that puts the part `crop` of a picture over `slot`.

    `slot` is in points from the bottom left (its y is its lower edge); `crop` in fractions from the top left.
    """
    width, height = slot.width / crop.width, slot.height / crop.height
    left = slot.x - crop.x * width
    bottom = slot.y - (1 - crop.bottom) * height
    return (width, 0, 0, height, left, bottom)
