"""The bytes of an image file to the picture as it will be printed: complete, upright, 8 bits a channel.

Every file is decoded here to its last pixel, once; later rooms get a file of our own making. Grey and RGB come out in
sRGB, CMYK keeps its inks and its profile, transparency stays. Pillow's reading is the reference for all that a format
leaves open: which sign CMYK has in a JPEG, which frame is the first, what is up where only XMP says it.
"""

import math
import warnings
from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple

from PIL import Image, ImageCms, ImageMath, UnidentifiedImageError

from bulletin.model.edition import Pixels
from bulletin.quiet import quiet_libraries, quiet_log
from bulletin.read.picture_data import jpeg_soundness, png_is_complete

MAX_PIXELS = 80_000_000  # A2 at 400 dpi; more is a decompression bomb or a wrong file
MAX_DECODED = 700_000_000  # bytes that a decoder may take at once
PICTURE_FORMATS = ("JPEG", "PNG", "TIFF", "BMP", "GIF", "WEBP")
PHOTO_FORMATS = ("JPEG", "MPO")  # the second: a JPEG with others behind it, from a telephone
KEPT_PIXELS = 17_400_000  # an A3 page at 300 dpi: no slot shows more
KEPT_QUALITY = 95  # of photographs between reading and drawing, which packs them again
LIKE_PHOTO = 2  # a picture is a photograph where a JPEG is less than half of packing without loss: drawings are more
MAX_PROFILE = 8 << 20  # bytes; those of printing conditions have up to 3 MB
_BAND_PIXELS = 1 << 22  # converted at a time

# Bytes a pixel that Pillow keeps (4 where nothing is said), and that a format's decoder takes besides.
MODE_BYTES = {"1": 1, "L": 1, "P": 1, "I;16": 2, "I;16B": 2}
DECODER_BYTES = {"WEBP": 12, "TIFF": 6}

ORIENTATION_TAG = 274  # EXIF 2.32
PHOTOMETRIC_TAG, SIGNS_TAG = 262, 339  # TIFF 6.0, PhotometricInterpretation and SampleFormat
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_270, 7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}  # fmt: skip
LYING = (5, 6, 7, 8)
PROFILE_SPACES = {"L": (b"GRAY", b"RGB "), "RGB": (b"RGB ",), "CMYK": (b"CMYK",)}  # ICC.1:2004-10, 7.2.6
PROFILE_CLASSES = (b"mntr", b"scnr", b"prtr", b"spac")  # no links between devices, no named colours


class NotPrintableError(Exception):
    """A picture that cannot be printed; `message` is a Chinese clause that follows its name."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint


class Remark(NamedTuple):
    """What there is to tell of a picture that is printed all the same; `message` follows its name."""

    code: str
    message: str
    hint: str


class DecodedPicture(NamedTuple):
    """A picture as printed. Its size is that of the file, upright; `pixels` may hold fewer."""

    width_px: int
    height_px: int
    pixels: Pixels
    remarks: tuple[Remark, ...]


_SAVE_ANEW = "用看图软件打开，另存一次再用"
FOREIGN_PROFILE = Remark(
    code="picture-profile", message="自带的颜色特性文件已损坏或不适用，没有用它", hint=f"颜色若不对，{_SAVE_ANEW}"
)
SPOILT_DATA = Remark(
    code="picture-data", message="的数据有损坏，照能读出的印", hint=f"看一看图上有没有花；{_SAVE_ANEW}"
)


def decode_picture(data: bytes) -> DecodedPicture:
    """The picture in the file `data`.

    Raises:
        NotPrintableError: it is too large, incomplete or damaged, or no picture of `PICTURE_FORMATS`.
    """
    try:
        with warnings.catch_warnings(), quiet_log("PIL"), quiet_libraries():
            warnings.simplefilter("ignore")
            return _decoded(data)
    except NotPrintableError:
        raise
    except Image.DecompressionBombError as error:
        raise NotPrintableError("picture-too-large", "的像素多得反常，没有打开", _SMALLER) from error
    except UnidentifiedImageError as error:
        raise NotPrintableError("broken-picture", "不是能印的图片", "用 JPEG 或 PNG") from error
    except Exception as error:  # a decoder fed with garbage may raise anything
        raise _broken() from error


_SMALLER = f"缩小到{MAX_PIXELS // 10000}万像素以下"


def _broken() -> NotPrintableError:
    return NotPrintableError("broken-picture", "已损坏", "重新导出或换一张")


def _decoded(data: bytes) -> DecodedPicture:
    remarks: list[Remark] = []
    with Image.open(BytesIO(data), formats=PICTURE_FORMATS) as image:
        kind, (width, height) = image.format or "", image.size
        _judge_size(kind, image.mode, width, height)
        if kind not in PHOTO_FORMATS and (frames := getattr(image, "n_frames", 1)) > 1:
            remarks.append(
                Remark(code="first-frame", message=f"有{frames}幅，只印第一幅", hint="要印别的就另存成单独的图片")
            )
        soundness = jpeg_soundness(data) if kind in PHOTO_FORMATS else "sound"
        if soundness == "cut" or (kind == "PNG" and not png_is_complete(data)):
            raise _broken()
        if soundness == "spoilt":
            remarks.append(SPOILT_DATA)
        image.draft(None, _kept_size(width, height))  # None: the mode that it has
        image.load()
        orientation = image.getexif().get(ORIENTATION_TAG, 1)  # 1 where Pillow has turned it already, as it does TIFFs
        profile = b"" if image.mode in ("1", "LAB") else image.info.get("icc_profile") or b""
        flat = image.mode in ("1", "P", "PA")
        plain = _opaque_if_so(_kept(_plain(image)))
    if orientation in UPRIGHT:
        plain = plain.transpose(UPRIGHT[orientation])
    if orientation in LYING:
        width, height = height, width
    plain.info.clear()
    if profile:
        known = _in_known_colors(plain, profile)
        plain = known or plain
        remarks += () if known else (FOREIGN_PROFILE,)
    photo = kind in PHOTO_FORMATS or (kind == "WEBP" and data[12:16] == b"VP8 ")
    pixels = Pixels(data=_packed(plain, photo=photo, flat=flat))
    return DecodedPicture(width_px=width, height_px=height, pixels=pixels, remarks=tuple(remarks))


def _judge_size(kind: str, mode: str, width: int, height: int) -> None:
    if width * height > MAX_PIXELS:
        raise NotPrintableError("picture-too-large", f"有{width}×{height}像素，太大", _SMALLER)
    taken = width * height * (MODE_BYTES.get(mode, 4) + DECODER_BYTES.get(kind, 0))
    if taken > MAX_DECODED:
        message = f"有{width}×{height}像素，展开要{taken // 1_000_000} MB，超过{MAX_DECODED // 1_000_000} MB"
        raise NotPrintableError("picture-too-large", message, "缩小，或另存为 JPEG 再用")
    if not width * height:
        raise _broken()


def _kept_size(width: int, height: int) -> tuple[int, int]:
    """The size in which a picture of so many pixels is kept."""
    scale = min(1.0, math.sqrt(KEPT_PIXELS / (width * height)))
    return max(1, math.ceil(width * scale)), max(1, math.ceil(height * scale))


def _kept(image: Image.Image) -> Image.Image:
    """`image` in the size in which it is kept, knowing nothing of its file, whose tags Pillow would save again."""
    width, height = _kept_size(image.width, image.height)
    if image.mode == "1" or (width, height) == image.size:
        return image.copy()
    kept = Image.new(image.mode, (width, height))
    scale = image.height / height
    margin = math.ceil(3 * scale) + 1  # the filter's reach: no seam shows
    rows = max(1, _BAND_PIXELS // image.width)
    for top in range(0, height, rows):
        bottom = min(top + rows, height)
        first, last = max(0, int(top * scale) - margin), min(image.height, math.ceil(bottom * scale) + margin)
        box = (0, top * scale - first, image.width, bottom * scale - first)
        band = image.crop((0, first, image.width, last))
        kept.paste(band.resize((width, bottom - top), Image.Resampling.LANCZOS, box=box), (0, top))
    return kept


def _opaque_if_so(image: Image.Image) -> Image.Image:
    """`image` without alpha where nothing shines through."""
    if image.mode not in ("LA", "RGBA"):
        return image
    clearest, densest = image.getchannel("A").getextrema()
    if densest == 0:
        raise NotPrintableError("broken-picture", "全是透明的，印不出来", "重新导出或换一张")
    return image.convert(image.mode[:-1]) if clearest == 255 else image


def _plain(image: Image.Image) -> Image.Image:
    """`image` in mode 1, L, LA, RGB, RGBA or CMYK."""
    if image.mode in ("P", "PA") and image.palette is None:
        raise _broken()
    if image.mode in ("I", "F") or image.mode.startswith("I;16"):
        image = _eight_bits(image)
    if image.has_transparency_data and image.mode not in ("LA", "RGBA"):
        return image.convert("LA" if image.mode in ("1", "L", "LA", "La") else "RGBA")
    if image.mode == "LAB":
        return _transformed(image, ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")))
    return image if image.mode in ("1", "L", "LA", "RGB", "RGBA", "CMYK") else image.convert("RGB")


def _eight_bits(image: Image.Image) -> Image.Image:
    """Numbers of more bits as L, as LA where one of them means clear."""
    tags = getattr(image, "tag_v2", {})
    unsigned = image.mode == "I" and tags.get(SIGNS_TAG) == (1,)
    # the upper half of 32 bits reads as negative numbers
    beyond = unsigned and isinstance(lowest := image.getextrema()[0], int) and lowest < 0
    black, white = (0.0, 65535.0) if beyond else _range(image)
    if tags.get(PHOTOMETRIC_TAG) == 0:  # white is zero, which Pillow minds in 8 bits alone
        black, white = white, black
    scale = 255 / (white - black)
    key = image.info.get("transparency")
    grey = Image.new("L", image.size)
    alpha = Image.new("L", image.size)
    for top, band in _bands(image):
        numbers = band.convert("I") if image.mode != "F" else band
        if beyond:
            numbers = ImageMath.lambda_eval(lambda v: v["n"] >> 16 & 0xFFFF, n=numbers)
        # converting cuts the fraction off, so half is added
        scaled = numbers.convert("F").point(lambda v: v * scale + (0.5 - black * scale))
        grey.paste(scaled.convert("L"), (0, top))
        if isinstance(key, int):
            opaque = ImageMath.lambda_eval(lambda v: v["convert"]((v["n"] != key) * 255, "L"), n=numbers)
            alpha.paste(opaque, (0, top))
    return Image.merge("LA", (grey, alpha)) if isinstance(key, int) else grey


def _bands(image: Image.Image) -> Iterator[tuple[int, Image.Image]]:
    """`image` in bands, each with the row that it begins at: whole, its copies would take a gigabyte."""
    rows = max(1, _BAND_PIXELS // image.width)
    for top in range(0, image.height, rows):
        yield top, image.crop((0, top, image.width, min(top + rows, image.height)))


def _range(image: Image.Image) -> tuple[float, float]:
    """The numbers of black and white: by the bits of a sample, else by what the picture holds, a fiftieth forgiven."""
    if image.mode.startswith("I;16"):
        bits = getattr(image, "tag_v2", {}).get(258, (16,))[0]
        return 0.0, float((1 << bits) - 1)
    low, high = image.getextrema()
    if not (isinstance(low, int | float) and isinstance(high, int | float) and math.isfinite(low + high)):
        raise _broken()
    for white in (1.0, 255.0, 65535.0)[image.mode == "I" :]:
        if -white / 50 <= low and high <= white * 1.02:
            return 0.0, white
    return float(low), float(high) if high > low else low + 1.0


def _in_known_colors(image: Image.Image, profile: bytes) -> Image.Image | None:
    """Grey and RGB in sRGB, CMYK with its profile; None where LittleCMS cannot use the profile for the picture."""
    mode = image.mode.removesuffix("A")
    fits = profile[12:16] in PROFILE_CLASSES and profile[16:20] in PROFILE_SPACES[mode] and len(profile) <= MAX_PROFILE
    if not fits:
        return None
    try:
        opened = ImageCms.ImageCmsProfile(BytesIO(profile))
        if mode == "CMYK":
            _transformed(Image.new(mode, (1, 1)), opened)
            image.info["icc_profile"] = profile
            return image
        colored = image.convert("RGB" if profile[16:20] == b"RGB " else "L")
        converted = _transformed(colored, opened).convert(mode)
    except (ImageCms.PyCMSError, OSError):
        return None
    if image.mode != mode:
        converted.putalpha(image.getchannel("A"))
    return converted


def _transformed(image: Image.Image, profile: ImageCms.ImageCmsProfile) -> Image.Image:
    """`image` from the colours of `profile` to sRGB. Raises PyCMSError."""
    converted = ImageCms.profileToProfile(image, profile, ImageCms.createProfile("sRGB"), outputMode="RGB")
    if converted is None:
        raise AssertionError("profileToProfile gives an image unless it works in place")
    return converted


def _packed(image: Image.Image, *, photo: bool, flat: bool) -> bytes:
    """`image` as a JPEG file where it is a photograph, else without loss.

    Args:
        photo: it came as one.
        flat: it has few colours by its format: never a photograph.
    """
    jpeg = BytesIO()
    profile = image.info.get("icc_profile")
    if image.mode in ("L", "RGB", "CMYK") and not flat:
        image.save(jpeg, "JPEG", quality=KEPT_QUALITY, subsampling=0, icc_profile=profile)
        if photo:
            return jpeg.getvalue()
    exact = BytesIO()
    if image.mode == "CMYK":  # which a PNG cannot hold
        image.save(exact, "TIFF", compression="tiff_adobe_deflate", icc_profile=profile)
    else:
        image.save(exact, "PNG", compress_level=1)
    like_photo = 0 < len(jpeg.getvalue()) * LIKE_PHOTO < len(exact.getvalue())
    return (jpeg if like_photo else exact).getvalue()
