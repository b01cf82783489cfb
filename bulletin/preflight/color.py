"""Colours as ink: what a colour space, a colour, an image or a gradient lays on which plate."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any, NamedTuple, TypeAlias

import pikepdf

from bulletin.preflight.foreign import (
    MOST_DATA,
    data_of,
    entry,
    filters_of,
    items_of,
    name_of,
    number,
    number_or,
    numbers,
    shown,
)
from bulletin.preflight.reasons import UnreadError

Inks: TypeAlias = tuple[tuple[str, float], ...]  # plate -> tint 0-1, only plates with ink; None where unknown

PROCESS = ("Cyan", "Magenta", "Yellow", "Black")
GRAY_SPACES = ("DeviceGray", "CalGray", "ICC-Gray")
RGB_SPACES = ("DeviceRGB", "CalRGB", "ICC-RGB", "Lab")
CMYK_SPACES = ("DeviceCMYK", "ICC-CMYK")
SPOT_SPACES = ("Separation", "DeviceN")
SPECIAL_COLORANTS: Mapping[str, tuple[str, ...]] = {"All": PROCESS, "None": ()}  # ISO 32000-1, 8.6.6.4
SAMPLE_PX = 2400  # longer images are averaged down before their ink is measured: single pixels do not smear
MOST_PARTS = 1000  # of a gradient: its functions may hold each other


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
                return shown(body[offset : offset + size].decode("utf-16-be", "replace").strip("\0 ").encode())
            return shown(body[12 : 12 + int.from_bytes(body[8:12], "big")].strip(b"\0 "))
    return ""


GRAY = ColorSpace("DeviceGray", 1)
RGB = ColorSpace("DeviceRGB", 3)
CMYK = ColorSpace("DeviceCMYK", 4)
PATTERN = ColorSpace("Pattern", 0)
BLACK_PAINT = Paint(space=GRAY, values=(0.0,), inks=(("Black", 1.0),))
DEVICE_SPACES = {"G": GRAY, "RGB": RGB, "CMYK": CMYK, "DeviceGray": GRAY, "DeviceRGB": RGB, "DeviceCMYK": CMYK}


def space_of(value: Any, resources: Any, depth: int = 0) -> ColorSpace:
    """The colour space that a name or an array stands for; the name of one in `resources` is looked up there.

    Raises:
        one of UNREADABLE: it is not written as the standard has it.
    """
    if depth > 6 or value is None:
        return ColorSpace("?", 0)
    is_name = not isinstance(value, pikepdf.Array)
    family = name_of(value if is_name else value[0])
    if family in DEVICE_SPACES:
        return DEVICE_SPACES[family]
    if is_name and family == "Pattern":
        return PATTERN
    if is_name:
        return space_of(entry(entry(resources, "/ColorSpace"), value), resources, depth + 1)
    if family == "CalGray":
        return ColorSpace("CalGray", 1)
    if family in ("CalRGB", "Lab"):
        return ColorSpace(family, 3)
    if family == "ICCBased":
        n = int(number_or(entry(value[1], "/N"), 3))
        kind = {1: "ICC-Gray", 3: "ICC-RGB", 4: "ICC-CMYK"}.get(n, "ICC")
        data = data_of(value[1])
        if n == 3 and data[16:20] == b"Lab ":
            kind = "Lab"
        return ColorSpace(kind, n, profile=profile_name(data) or "未具名")
    if family == "Separation":
        return ColorSpace("Separation", 1, plates=(name_of(value[1]),))
    if family == "DeviceN":
        plates = tuple(name_of(plate) for plate in value[1])
        return ColorSpace("DeviceN", len(plates), plates=plates)
    if family in ("Indexed", "I"):
        raw = value[3]
        table = data_of(raw) if isinstance(raw, pikepdf.Stream) else bytes(raw)
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
    """The largest total ink of a small area of an image; None where only a colour conversion would say.

    Raises:
        one of UNREADABLE: its samples cannot be read.
    """
    if space.name in GRAY_SPACES:
        return 1.0
    if space.name == "Separation":
        return 4.0 if space.plates == ("All",) else 1.0
    if space.name == "Indexed" and space.base is not None and space.base.size:
        paints = [paint_of(space, (float(index),)) for index in range(len(space.table) // space.base.size)]
        known = all(paint.inks is not None for paint in paints)
        return max((paint.total for paint in paints), default=0.0) if known else None
    if space.size != 4 or space.name not in CMYK_SPACES or number_or(entry(stream, "/BitsPerComponent"), 8) != 8:
        return None
    from PIL import Image as Pil
    from PIL import ImageChops, ImageMath

    size = int(number(entry(stream, "/Width"))), int(number(entry(stream, "/Height")))
    if min(size) < 1 or size[0] * size[1] * 4 > MOST_DATA or not _is_as_large(stream, size):
        raise UnreadError("解压后过大")
    decode = numbers(items_of(entry(stream, "/Decode")))
    # All filters, DCT too: the samples as the PDF means them, which Pillow's own reader of JPEG turns over.
    data = data_of(stream, pikepdf.StreamDecodeLevel.all)
    image = Pil.frombytes("CMYK", size, data).reduce(max(1, -(-max(size) // SAMPLE_PX)))
    if decode and decode[0] > decode[1]:
        image = ImageChops.invert(image)
    plates = dict(zip("cmyk", image.split(), strict=True))
    total = ImageMath.lambda_eval(lambda bands: bands["c"] + bands["m"] + bands["y"] + bands["k"], **plates)
    return float(total.getextrema()[1]) / 255


def _is_as_large(stream: Any, size: tuple[int, int]) -> bool:
    """Whether a JPEG is of the size that its dictionary says: the one thing that qpdf inflates without a limit."""
    *outer, last = filters_of(stream) or ("",)
    if not {"DCTDecode", "DCT"} & {*outer, last}:
        return True
    from PIL import Image as Pil

    with pikepdf.new() as desk:
        wrapped = desk.make_stream(stream.read_raw_bytes(), Filter=[pikepdf.Name("/" + name) for name in outer])
        with Pil.open(BytesIO(data_of(wrapped)), formats=("JPEG",)) as image:
            return image.size == size


def function_ends(function: Any) -> tuple[tuple[float, ...], ...]:
    """Colours at the ends of an exponential or stitched function: where a gradient has most ink."""
    ends: list[tuple[float, ...]] = []
    parts = [function]
    for part in parts:  # grows as it is walked
        kind = entry(part, "/FunctionType")
        if kind == 2:
            ends += [numbers(items_of(entry(part, key)) or (default,)) for key, default in (("/C0", 0), ("/C1", 1))]
        elif kind == 3 and len(parts) < MOST_PARTS:
            parts += items_of(entry(part, "/Functions"))[:MOST_PARTS]
    return tuple(ends)


def shading_paint(shading: Any, resources: Any) -> Paint:
    """A gradient as the colour of its inkiest end."""
    space = space_of(entry(shading, "/ColorSpace"), resources)
    ends = [paint_of(space, end) for end in function_ends(entry(shading, "/Function"))]
    known = [paint for paint in ends if paint.inks is not None]
    return max(known, key=lambda paint: paint.total) if known else Paint(space=space)
