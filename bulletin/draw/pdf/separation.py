"""Pictures by Little CMS to the inks of a printing condition, within its ink limit, or to sRGB."""

from io import BytesIO
from typing import Any

from PIL import Image, ImageChops, ImageCms, ImageFilter, ImageMath

from bulletin.draw.pdf.images import Raster, pixels, repainted
from bulletin.draw.pdf.srgb import srgb_profile

# Grid of the table that takes RGB to the press; Little CMS's own is as fine for 8-bit pictures.
GRID = 33
# A JPEG decodes near, not at, what was packed: noise of 280 % ink came back with 287 at quality 92.
JPEG_MARGIN = 0.08


def to_srgb(raster: Raster, press_profile: bytes) -> Raster:
    """CMYK pixels in sRGB, by their own profile, else by that of the press."""
    origin = BytesIO(raster.profile or press_profile)
    image = ImageCms.profileToProfile(pixels(raster), origin, BytesIO(srgb_profile()), outputMode="RGB")
    if image is None:
        raise AssertionError("profileToProfile gives an image unless it works in place")
    return repainted(raster, image)


def separated(raster: Raster, profile: bytes, limit: float) -> Raster:
    """`raster` as grey or CMYK of the condition `profile`, no pixel with more than `limit` ink, without alpha.

    Transparency is flattened on white, grey stays on the black plate, CMYK without a profile is taken as meant for
    this condition and left as it is when it keeps to the limit. 1 is 100 % of one plate.
    """
    image = pixels(raster)
    if raster.alpha:
        paper = Image.new(image.mode, image.size, (0,) * 4 if image.mode == "CMYK" else "white")
        paper.paste(image, mask=Image.frombytes("L", image.size, raster.alpha))
        image = paper
    if raster.space == "rgb":
        return from_rgb(raster, image, profile, limit)
    if raster.space == "gray":
        return (repainted(raster, image) if raster.alpha else raster)._replace(profile=b"", alpha=b"")
    if raster.profile and raster.profile != profile:
        anew = converted(image, raster.profile, profile)
        if anew is not None:
            return within(raster, anew, limit)
    if not raster.alpha and keeps(image, limit):
        return raster._replace(profile=b"")
    return within(raster, image, limit)


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


def from_rgb(raster: Raster, image: Image.Image, profile: bytes, limit: float) -> Raster:
    """By a table of the conversion whose corners keep to the limit: what lies between them then does too."""
    most = limit - JPEG_MARGIN if raster.jpeg else limit - 0.01  # a hundredth for rounding between the corners
    table = press_table(raster.profile or srgb_profile(), profile, most) or press_table(srgb_profile(), profile, most)
    if table is None:
        raise AssertionError("a sound profile converts sRGB")
    image = image.filter(table)
    result = repainted(raster, image)._replace(alpha=b"")
    return result if keeps(pixels(result), limit) else within(raster, image, limit)


def press_table(origin: bytes, profile: bytes, limit: float) -> ImageFilter.Color3DLUT | None:
    """The conversion of RGB to CMYK at the corners of a grid, ink limited; red runs fastest."""
    steps = bytes(round(step * 255 / (GRID - 1)) for step in range(GRID))
    reds = steps * GRID * GRID
    greens = b"".join(bytes((green,)) * GRID for green in steps) * GRID
    blues = b"".join(bytes((blue,)) * GRID * GRID for blue in steps)
    size = (GRID * GRID, GRID)
    grid = Image.merge("RGB", [Image.frombytes("L", size, band) for band in (reds, greens, blues)])
    corners = converted(grid, origin, profile)
    if corners is None:
        return None
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


def within(raster: Raster, image: Image.Image, limit: float) -> Raster:
    """`raster` painted with the CMYK `image`, thinned until its decoded pixels keep to the limit."""
    margins: tuple[float, ...] = (JPEG_MARGIN, 2 * JPEG_MARGIN, 4 * JPEG_MARGIN) if raster.jpeg else ()
    raster = raster._replace(alpha=b"")
    for margin in margins:
        result = repainted(raster, thinned(image, limit - margin))
        if keeps(pixels(result), limit):
            return result
    return repainted(raster._replace(jpeg=False), thinned(image, limit))
