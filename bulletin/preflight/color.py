"""Colours as ink: what a colour space, a colour, an image or a gradient lays on which plate."""

from collections.abc import Mapping
from typing import Any, NamedTuple, TypeAlias

import pikepdf

Inks: TypeAlias = tuple[tuple[str, float], ...]  # plate -> tint 0-1, only plates with ink; None where unknown

PROCESS = ("Cyan", "Magenta", "Yellow", "Black")
GRAY_SPACES = ("DeviceGray", "CalGray", "ICC-Gray")
RGB_SPACES = ("DeviceRGB", "CalRGB", "ICC-RGB", "Lab")
CMYK_SPACES = ("DeviceCMYK", "ICC-CMYK")
SPOT_SPACES = ("Separation", "DeviceN")
SPECIAL_COLORANTS: Mapping[str, tuple[str, ...]] = {"All": PROCESS, "None": ()}  # ISO 32000-1, 8.6.6.4
SAMPLE_PX = 2400  # longer images are averaged down before their ink is measured: single pixels do not smear


class ColorSpace(NamedTuple):
    """A colour space, as far as ink is concerned."""

    name: str  # DeviceGray, ICC-CMYK, Separation ... ICC-* by the number of its components
    size: int  # components
    plates: tuple[str, ...] = ()  # of Separation and DeviceN
    base: "ColorSpace | None" = None  # of Indexed and uncoloured patterns
    profile: str = ""  # description tag of its ICC profile
    table: bytes = b""  # of Indexed


class Paint(NamedTuple):
    """A colour as it was set."""

    space: ColorSpace
    values: tuple[float, ...] = ()
    inks: Inks | None = None

    @property
    def total(self) -> float:
        """Ink coverage, 1 is 100 % of one plate; 0 where unknown."""
        return sum(tint for _, tint in self.inks or ())

    @property
    def is_white(self) -> bool:
        if self.inks is not None:
            return not self.inks
        return self.space.size == 3 and self.space.name != "Lab" and min(self.values, default=0.0) >= 0.99


def profile_name(data: bytes) -> str:
    """The description tag of an ICC profile, version 2 or 4; a few words in Latin letters."""
    for n in range(min(int.from_bytes(data[128:132], "big"), 100)):
        entry = data[132 + 12 * n : 144 + 12 * n]
        if entry[:4] == b"desc":
            start, length = int.from_bytes(entry[4:8], "big"), int.from_bytes(entry[8:12], "big")
            body = data[start : start + length]
            if body[:4] == b"mluc":
                offset, size = int.from_bytes(body[24:28], "big"), int.from_bytes(body[20:24], "big")
                return body[offset : offset + size].decode("utf-16-be", "replace").strip("\0 ")
            return body[12 : 12 + int.from_bytes(body[8:12], "big")].decode("latin-1").strip("\0 ")
    return ""


GRAY = ColorSpace("DeviceGray", 1)
RGB = ColorSpace("DeviceRGB", 3)
CMYK = ColorSpace("DeviceCMYK", 4)
PATTERN = ColorSpace("Pattern", 0)
BLACK_PAINT = Paint(space=GRAY, values=(0.0,), inks=(("Black", 1.0),))
DEVICE_SPACES = {"G": GRAY, "RGB": RGB, "CMYK": CMYK, "DeviceGray": GRAY, "DeviceRGB": RGB, "DeviceCMYK": CMYK}


def is_dictionary(value: Any) -> bool:
    return isinstance(value, (pikepdf.Dictionary, pikepdf.Stream))


def space_of(value: Any, resources: Any, depth: int = 0) -> ColorSpace:
    """The colour space that a name or an array stands for; the name of one in `resources` is looked up there."""
    if depth > 6 or value is None:
        return ColorSpace("?", 0)
    is_name = not isinstance(value, pikepdf.Array)
    family = str(value if is_name else value[0]).lstrip("/")
    if family in DEVICE_SPACES:
        return DEVICE_SPACES[family]
    if is_name and family == "Pattern":
        return PATTERN
    if is_name:
        named = resources.get("/ColorSpace", {}).get("/" + family) if is_dictionary(resources) else None
        return space_of(named, resources, depth + 1)
    if family == "CalGray":
        return ColorSpace("CalGray", 1)
    if family in ("CalRGB", "Lab"):
        return ColorSpace(family, 3)
    if family == "ICCBased":
        n = int(value[1].get("/N", 3))
        kind = {1: "ICC-Gray", 3: "ICC-RGB", 4: "ICC-CMYK"}.get(n, "ICC")
        data = value[1].read_bytes()
        if n == 3 and data[16:20] == b"Lab ":
            kind = "Lab"
        return ColorSpace(kind, n, profile=profile_name(data) or "未具名")
    if family == "Separation":
        return ColorSpace("Separation", 1, plates=(str(value[1]).lstrip("/"),))
    if family == "DeviceN":
        plates = tuple(str(plate).lstrip("/") for plate in value[1])
        return ColorSpace("DeviceN", len(plates), plates=plates)
    if family in ("Indexed", "I"):
        raw = value[3]
        table = raw.read_bytes() if isinstance(raw, pikepdf.Stream) else bytes(raw)
        return ColorSpace("Indexed", 1, base=space_of(value[1], resources, depth + 1), table=table)
    if family == "Pattern":
        return ColorSpace("Pattern", 0, base=space_of(value[1], resources, depth + 1) if len(value) > 1 else None)
    return ColorSpace("?", 0)


def inks_of(space: ColorSpace, values: tuple[float, ...]) -> Inks | None:
    """The plates that a colour lays ink on; None where only a colour conversion would say."""
    if len(values) != space.size:
        return None
    if space.name in GRAY_SPACES:
        tints = [("Black", 1.0 - values[0])]
    elif space.name in CMYK_SPACES:
        tints = list(zip(PROCESS, values, strict=True))
    elif space.name in SPOT_SPACES:
        colorants = zip(space.plates, values, strict=True)
        tints = [(plate, tint) for name, tint in colorants for plate in SPECIAL_COLORANTS.get(name, (name,))]
    elif space.name == "Indexed" and space.base is not None and space.base.size:
        start = int(values[0]) * space.base.size
        return inks_of(space.base, tuple(byte / 255 for byte in space.table[start : start + space.base.size]))
    else:
        return None
    return tuple((plate, tint) for plate, tint in tints if tint > 0.001)


def paint_of(space: ColorSpace, values: tuple[float, ...]) -> Paint:
    return Paint(space=space, values=values, inks=inks_of(space, values))


def initial_paint(space: ColorSpace) -> Paint:
    """What `cs` sets: black, or all ink of a spot colour (ISO 32000-1, 8.6.8)."""
    if space.name in CMYK_SPACES:
        return paint_of(space, (0.0, 0.0, 0.0, 1.0))
    return paint_of(space, (1.0 if space.name in SPOT_SPACES else 0.0,) * space.size)


def image_inks(stream: Any, space: ColorSpace) -> float | None:
    """The largest total ink of a small area of an image; None where only a colour conversion would say."""
    if space.name in GRAY_SPACES:
        return 1.0
    if space.name == "Separation":
        return 4.0 if space.plates == ("All",) else 1.0
    if space.name == "Indexed" and space.base is not None and space.base.size:
        paints = [paint_of(space, (float(index),)) for index in range(len(space.table) // space.base.size)]
        known = all(paint.inks is not None for paint in paints)
        return max((paint.total for paint in paints), default=0.0) if known else None
    if space.size != 4 or space.name not in CMYK_SPACES:
        return None
    from PIL import Image as Pil
    from PIL import ImageChops, ImageMath

    size = int(stream.get("/Width", 0)), int(stream.get("/Height", 0))
    decode = [float(value) for value in stream.get("/Decode", [])]
    try:
        if int(stream.get("/BitsPerComponent", 8)) != 8:
            return None
        # All filters, DCT too: the samples as the PDF means them, which Pillow's own reader of JPEG turns over.
        data = stream.read_bytes(decode_level=pikepdf.StreamDecodeLevel.all)
        image = Pil.frombytes("CMYK", size, data).reduce(max(1, -(-max(size) // SAMPLE_PX)))
        if decode and decode[0] > decode[1]:
            image = ImageChops.invert(image)
        plates = dict(zip("cmyk", image.split(), strict=True))
        total = ImageMath.lambda_eval(lambda bands: bands["c"] + bands["m"] + bands["y"] + bands["k"], **plates)
    except (OSError, ValueError, pikepdf.PdfError):
        return None
    return float(total.getextrema()[1]) / 255


def function_ends(function: Any, depth: int = 0) -> tuple[tuple[float, ...], ...]:
    """Colours at the ends of an exponential or stitched function: where a gradient has most ink."""
    if depth > 4 or not is_dictionary(function):
        return ()
    kind = int(function.get("/FunctionType", -1))
    if kind == 2:
        return (tuple(float(v) for v in function.get("/C0", [0])), tuple(float(v) for v in function.get("/C1", [1])))
    if kind == 3:
        return tuple(end for part in function.get("/Functions", []) for end in function_ends(part, depth + 1))
    return ()


def shading_paint(shading: Any, resources: Any) -> Paint:
    """A gradient as the colour of its inkiest end."""
    space = space_of(shading.get("/ColorSpace"), resources)
    ends = [paint_of(space, end) for end in function_ends(shading.get("/Function"))]
    known = [paint for paint in ends if paint.inks is not None]
    return max(known, key=lambda paint: paint.total) if known else Paint(space=space)
