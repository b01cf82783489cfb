"""Picture files to what a PDF embeds: JPEG data as they are, everything else unpacked and packed again.

Rotation by EXIF costs no pixels: it becomes part of the matrix that places the picture.
"""

import zlib
from io import BytesIO
from typing import Literal, NamedTuple, TypeAlias

from PIL import Image

from bulletin.draw.pdf.objects import Stream, Value
from bulletin.geometry import Rect
from bulletin.model.edition import Picture

Space: TypeAlias = Literal["gray", "rgb", "cmyk"]

CHANNELS: dict[Space, int] = {"gray": 1, "rgb": 3, "cmyk": 4}
DEVICE_SPACE: dict[Space, str] = {"gray": "/DeviceGray", "rgb": "/DeviceRGB", "cmyk": "/DeviceCMYK"}
SIGNATURE: dict[bytes, Space] = {b"GRAY": "gray", b"RGB ": "rgb", b"CMYK": "cmyk"}  # of ICC profiles
MODES: dict[str, Space] = {"L": "gray", "RGB": "rgb", "CMYK": "cmyk"}

# A point (u, v) of the picture as it should be seen, from its top left, in the stored picture: EXIF 2.32, tag 274.
# As a PDF matrix a b c d e f it takes the unit square of the stored picture to the unit square on the page.
ORIENTATION: dict[int, tuple[int, int, int, int, int, int]] = {
    1: (1, 0, 0, 1, 0, 0), 2: (-1, 0, 0, 1, 1, 0), 3: (-1, 0, 0, -1, 1, 1), 4: (1, 0, 0, -1, 0, 1),
    5: (0, -1, -1, 0, 1, 1), 6: (0, -1, 1, 0, 0, 1), 7: (0, 1, 1, 0, 0, 0), 8: (0, 1, -1, 0, 1, 0),
}  # fmt: skip
JPEG_QUALITY = 92  # of pictures that had to be converted: no difference seen at 300 dpi


class Raster(NamedTuple):
    """A picture's pixels, 8 bits a channel, as stored: not rotated."""

    width: int
    height: int
    space: Space
    data: bytes
    jpeg: bool  # data are a JPEG file; else packed rows
    inverted: bool = False  # 255 is no ink: Adobe's CMYK JPEG
    profile: bytes = b""  # ICC; b"" is sRGB, or the plain device's
    alpha: bytes = b""  # one byte a pixel, not packed
    orientation: int = 1  # EXIF


def open_raster(picture: Picture) -> Raster:
    """The file of `picture`, which reading has found sound."""
    with open(picture.file, "rb") as stream:
        data = stream.read()
    with Image.open(BytesIO(data)) as image:
        orientation = image.getexif().get(274, 1)
        profile = image.info.get("icc_profile") or b""
        if image.format == "JPEG" and image.mode in MODES:
            space = MODES[image.mode]
            raster = Raster(
                width=image.width,
                height=image.height,
                space=space,
                data=data,
                jpeg=True,
                inverted=space == "cmyk" and "adobe" in image.info,
                profile=sound_profile(profile, space),
            )
        else:
            raster = packed(image, profile)
        return raster._replace(orientation=orientation if orientation in ORIENTATION else 1)


def packed(image: Image.Image, profile: bytes = b"") -> Raster:
    """Any Pillow image as a raster without loss; transparency becomes alpha."""
    alpha = b""
    if image.mode.startswith("I;16") or image.mode in {"I", "F"}:
        image = image.convert("I").point(lambda value: value / 257).convert("L")
    if image.has_transparency_data:
        layered = image.convert("LA" if image.mode in {"1", "L", "LA", "La"} else "RGBA")
        alpha = layered.getchannel("A").tobytes()
        alpha = b"" if not alpha.strip(b"\xff") else alpha
        image = layered.convert("L" if layered.mode == "LA" else "RGB")
    elif image.mode not in MODES:
        image = image.convert("L" if image.mode == "1" else "RGB")
    space = MODES[image.mode]
    return Raster(
        width=image.width,
        height=image.height,
        space=space,
        data=zlib.compress(image.tobytes(), 6),
        jpeg=False,
        profile=sound_profile(profile, space),
        alpha=alpha,
    )


def pixels(raster: Raster) -> Image.Image:
    """`raster` as a Pillow image of mode L, RGB or CMYK (255 is full ink), without alpha, not rotated."""
    if raster.jpeg:
        return Image.open(BytesIO(raster.data))  # Pillow turns Adobe's inverted CMYK over itself
    mode = {"gray": "L", "rgb": "RGB", "cmyk": "CMYK"}[raster.space]
    return Image.frombytes(mode, (raster.width, raster.height), zlib.decompress(raster.data))


def repainted(raster: Raster, image: Image.Image) -> Raster:
    """`raster` with the pixels of `image`, which was converted from it: a photograph stays a JPEG."""
    space = MODES[image.mode]
    if not raster.jpeg:
        return raster._replace(space=space, data=zlib.compress(image.tobytes(), 6), inverted=False, profile=b"")
    out = BytesIO()
    image.save(out, "JPEG", quality=JPEG_QUALITY, subsampling=0)
    return raster._replace(space=space, data=out.getvalue(), inverted=space == "cmyk", profile=b"")


def sound_profile(profile: bytes, space: Space) -> bytes:
    """`profile` where it is an ICC profile of `space` that says more than sRGB; else b""."""
    if len(profile) < 132 or profile[36:40] != b"acsp" or SIGNATURE.get(profile[16:20]) != space:
        return b""
    if profile[12:16] not in {b"mntr", b"scnr", b"prtr", b"spac"} or profile[8] > 4:
        return b""
    if space == "rgb" and (b"sRGB" in profile or b"s\0R\0G\0B" in profile):
        return b""
    return profile


def image_object(raster: Raster) -> Stream:
    """The image XObject, with its soft mask and its profile."""
    space: Value = DEVICE_SPACE[raster.space]
    if raster.profile:
        space = ("/ICCBased", Stream(raster.profile, {"N": CHANNELS[raster.space]}))
    shared: dict[str, Value] = {
        "Type": "/XObject", "Subtype": "/Image", "Width": raster.width, "Height": raster.height, "BitsPerComponent": 8,
    }  # fmt: skip
    keys = {**shared, "ColorSpace": space, "Filter": "/DCTDecode" if raster.jpeg else "/FlateDecode"}
    if raster.inverted:
        keys["Decode"] = (1, 0) * CHANNELS[raster.space]
    if raster.alpha:
        keys["SMask"] = Stream(raster.alpha, {**shared, "ColorSpace": "/DeviceGray"})
    return Stream(raster.data, keys, pack=False)


def placing(raster: Raster, slot: Rect, crop: Rect) -> tuple[float, ...]:
    """The matrix that puts the part `crop` of the picture, as seen upright, over `slot`.

    `slot` is in points from the bottom left (its y is its lower edge); `crop` in fractions from the top left.
    """
    width, height = slot.width / crop.width, slot.height / crop.height
    left = slot.x - crop.x * width
    bottom = slot.y - (1 - crop.bottom) * height
    a, b, c, d, e, f = ORIENTATION[raster.orientation]
    return (a * width, b * height, c * width, d * height, left + e * width, bottom + f * height)
