"""Pictures by Little CMS to the inks of a printing condition, within its ink limit, or to sRGB."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from PIL import Image, ImageChops, ImageCms, ImageFilter, ImageMath

from bulletin.draw.pictures import Raster, encoded, unpacked
from bulletin.draw.srgb import srgb_profile

# Grid of the table that takes RGB to the press; Little CMS's own is as fine for 8-bit pictures.
GRID = 33
# A JPEG decodes near, not at, what was packed: noise of 280 % ink came back with 287 at quality 92.
JPEG_MARGIN = 0.08


def to_srgb(image: Image.Image, press_profile: Callable[[], bytes]) -> Image.Image:
    """CMYK pixels in sRGB, by their own profile, which reading found sound, else as meant for `press_profile`."""
    origin = BytesIO(image.info.get("icc_profile") or press_profile())
    converted = ImageCms.profileToProfile(image, origin, BytesIO(srgb_profile()), outputMode="RGB")
    if converted is None:
        raise AssertionError("profileToProfile gives an image unless it works in place")
    return converted


def separated(image: Image.Image, profile: bytes, limit: float, *, photo: bool) -> Raster:
    """`image` as grey or CMYK of the condition `profile`, no pixel with more than `limit` ink, without alpha.

    Transparency is flattened on white, grey stays on the black plate, CMYK without a profile is taken as meant for
    this condition and left as it is when it keeps to the limit. 1 is 100 % of one plate.
    """
    if image.mode in ("LA", "RGBA"):
        paper = Image.new(image.mode[:-1], image.size, "white")
        paper.paste(image, mask=image.getchannel("A"))
        image = paper
    if image.mode == "RGB":
        return from_rgb(image, profile, limit, photo=photo)
    if image.mode == "CMYK":
        own = image.info.get("icc_profile")
        anew = converted(image, own, profile) if own and own != profile else None
        return within(anew or image, limit, photo=photo)
    return encoded(image, photo=photo)


def converted(image: Image.Image, origin: bytes, profile: bytes) -> Image.Image | None:
    """Relative colorimetric with black point compensation, as photographs are; None for a profile that is broken."""
    try:
        return ImageCms.profileToProfile(
            image,
            BytesIO(origin),
            BytesIO(profile),
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            outputMode="CMYK",
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except ImageCms.PyCMSError:
        return None


def from_rgb(image: Image.Image, profile: bytes, limit: float, *, photo: bool) -> Raster:
    """By a table of the conversion whose corners keep to the limit: what lies between them then does too."""
    most = limit - JPEG_MARGIN if photo else limit - 0.01  # a hundredth for rounding between the corners
    inks = image.filter(press_table(profile, most))
    result = encoded(inks, photo=photo)
    return result if keeps(unpacked(result), limit) else within(inks, limit, photo=photo)


def press_table(profile: bytes, limit: float) -> ImageFilter.Color3DLUT:
    """The conversion of sRGB to CMYK at the corners of a grid, ink limited; red runs fastest."""
    steps = bytes(round(step * 255 / (GRID - 1)) for step in range(GRID))
    reds = steps * GRID * GRID
    greens = b"".join(bytes((green,)) * GRID for green in steps) * GRID
    blues = b"".join(bytes((blue,)) * GRID * GRID for blue in steps)
    size = (GRID * GRID, GRID)
    grid = Image.merge("RGB", [Image.frombytes("L", size, band) for band in (reds, greens, blues)])
    corners = converted(grid, srgb_profile(), profile)
    if corners is None:
        raise AssertionError("a sound profile converts sRGB")
    values = [value / 255 for value in thinned(corners, limit).tobytes()]
    return ImageFilter.Color3DLUT(GRID, values, channels=4, target_mode="CMYK")


def keeps(image: Image.Image, limit: float) -> bool:
    """Whether no pixel of a CMYK image has more ink than `limit`."""
    cyan, magenta, yellow, black = image.split()
    quarter = ImageChops.add(ImageChops.add(cyan, magenta, 2), ImageChops.add(yellow, black, 2), 2)
    # halves are rounded down twice: the sum is at most 4 above what the quarter says
    top: Any = quarter.getextrema()[1]
    return 4 * top + 4 <= limit * 255 or total_ink(image) <= limit


def total_ink(image: Image.Image) -> float:
    """The largest sum of the four inks of any pixel, 1 is 100 % of one plate."""
    bands = dict(zip("cmyk", image.split(), strict=True))
    total = ImageMath.lambda_eval(lambda v: v["c"] + v["m"] + v["y"] + v["k"], **bands)
    return float(total.getextrema()[1]) / 255


def thinned(image: Image.Image, limit: float) -> Image.Image:
    """Cyan, magenta and yellow lessened alike where the sum of inks is over the limit; black stays."""
    most = int(limit * 255)
    bands = dict(zip("cmyk", image.split(), strict=True))

    def less(name: str) -> Image.Image:
        def tint(v: dict[str, Any]) -> Any:
            fair = v[name] * (most - v["k"]) / v["max"](v["c"] + v["m"] + v["y"], 1)
            return v["convert"](v["min"](v[name], fair), "L")

        return ImageMath.lambda_eval(tint, **bands)  # type: ignore[no-any-return]

    return Image.merge("CMYK", (less("c"), less("m"), less("y"), bands["k"]))


def within(image: Image.Image, limit: float, *, photo: bool) -> Raster:
    """The CMYK `image`, thinned until its decoded pixels keep to the limit; what keeps to it stays as it is."""
    for margin in (0.0, JPEG_MARGIN, 2 * JPEG_MARGIN, 4 * JPEG_MARGIN) if photo else ():
        result = encoded(thinned(image, limit - margin), photo=True)
        if keeps(unpacked(result), limit):
            return result
    return encoded(thinned(image, limit), photo=False)
