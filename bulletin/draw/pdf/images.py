"""Pictures as a PDF embeds them: the image XObject, and the matrix that places it."""

from bulletin.draw.pdf.objects import Stream, Value
from bulletin.draw.pictures import Raster, Space
from bulletin.geometry import Rect

CHANNELS: dict[Space, int] = {"gray": 1, "rgb": 3, "cmyk": 4}
DEVICE_SPACE: dict[Space, str] = {"gray": "/DeviceGray", "rgb": "/DeviceRGB", "cmyk": "/DeviceCMYK"}


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
