"""Pictures in a report: made in every format, mode and orientation that Pillow writes, with profiles, then spoilt."""

import io
import random
import struct
import zlib
from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any, TypeVar

from PIL import Image, ImageCms, ImageDraw

from tests.fuzz.case import Case
from tests.fuzz.judge import ROOT
from tests.fuzz.office import chosen, options, paragraphs, put_odd, report, write_issue
from tests.fuzz.spoil import bytes_spoilt

PNG_MARK = b"\x89PNG\r\n\x1a\n"
SPOILS = ("drop", "double", "move", "bytes")
Part = TypeVar("Part")
ORIENTATION, PROFILE_TAG = 274, 34675
# Formats and the modes that Pillow saves in each.
MODES = {
    "JPEG": ("RGB", "L", "CMYK", "YCbCr"),
    "PNG": ("RGB", "RGBA", "L", "LA", "P", "1", "I;16"),
    "TIFF": ("RGB", "RGBA", "L", "LA", "P", "1", "I;16", "I", "F", "CMYK", "LAB", "YCbCr"),
    "BMP": ("RGB", "L", "P", "1", "RGBA"),
    "GIF": ("P", "L", "RGB"),
    "WEBP": ("RGB", "RGBA"),
}
ENDINGS = {"JPEG": ".jpg", "PNG": ".png", "TIFF": ".tif", "BMP": ".bmp", "GIF": ".gif", "WEBP": ".webp"}


def make(chance: random.Random, folder: Path) -> Case:
    """A report with a picture, as a portrait, in the body, or both."""
    data, ending, what = _picture(chance)
    spoils = (_bytes, _bytes, _structure, _structure, _structure)
    for spoil in chance.sample(spoils, chance.choice((0, 0, 1, 1, 1, 2))):
        data, how = spoil(chance, data)
        what += f" | {how}"
    name = "p" + (ending if chosen(chance, 0.9) else chance.choice(tuple(ENDINGS.values())))
    content = write_issue(chance, folder)
    (content / name).write_bytes(data)
    if chosen(chance, 0.05):
        what += f" | {put_odd(chance, content / name)}"
    where = chance.choice(("portrait", "body", "body", "both"))
    body = paragraphs(chance)
    if where != "portrait":
        body.insert(chance.randrange(len(body)) + 1, f"![图说]({name})")
    header = f"portrait: {name}\ncaption: 图说\n" if where != "body" else ""
    (content / "r1.md").write_text(report(chance, header=header, body=body), encoding="utf-8")
    return Case(options(chance, folder), f"{where} {what}")


@cache
def profiles() -> dict[str, bytes]:
    """ICC profiles of several spaces."""
    made = {"srgb": ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()}
    made["lab"] = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    made["xyz"] = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    made["cmyk"] = (ROOT / "layouts" / "icc" / "FOGRA39L_coated.icc").read_bytes()
    made["grey"] = made["srgb"][:16] + b"GRAY" + made["srgb"][20:]  # says another space than it has
    return made


def _profile(chance: random.Random) -> bytes | None:
    """A profile, whole or spoilt, or none."""
    if chosen(chance, 0.6):
        return None
    data = chance.choice(sorted(profiles().values()))
    if chosen(chance, 0.5):
        return data
    if chosen(chance, 0.5):
        return data[: chance.randrange(len(data))]
    return bytes_spoilt(data, chance) if chosen(chance, 0.8) else chance.randbytes(300)


def _pixels(chance: random.Random, mode: str) -> Image.Image:
    """A small picture with areas, a ramp and noise in it."""
    side = (1, 2, 7, 60, 200, 400, 900)
    width, height = chance.choice(side), chance.choice(side)
    image = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    draw = ImageDraw.Draw(image)
    for _ in range(4):
        box = [chance.randrange(width), chance.randrange(height), width, height]
        draw.rectangle((box[0], box[1], box[2], box[3]), fill=tuple(chance.randrange(256) for _ in range(3)))
    if mode == "I;16":
        return image.convert("L").convert("I").point(lambda value: value * 257).convert("I;16")
    if mode in ("I", "F"):
        return image.convert("L").convert(mode)
    if mode == "LAB":
        return Image.merge("LAB", image.split())
    if mode in ("RGBA", "LA"):
        image = image.convert(mode)
        image.putalpha(Image.linear_gradient("L").resize((width, height)))
        return image
    return image.convert(mode)


def _picture(chance: random.Random) -> tuple[bytes, str, str]:
    """A sound picture, its ending, and what it is."""
    if chosen(chance, 0.06):
        return _by_hand(chance)
    kind = chance.choice(("JPEG", "JPEG", "PNG", "PNG", "TIFF", "TIFF", "BMP", "GIF", "WEBP"))
    mode = chance.choice(MODES[kind])
    image = _pixels(chance, mode)
    given: dict[str, Any] = {}
    profile, orientation = _profile(chance), chance.choice((0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 65535))
    if profile is not None and kind != "GIF":
        given["icc_profile"] = profile
    if kind == "JPEG":
        given |= {"quality": chance.choice((1, 50, 95)), "progressive": chosen(chance, 0.3)}
    if kind == "TIFF":
        compressions = (
            "raw",
            "tiff_lzw",
            "tiff_adobe_deflate",
            "packbits",
            *(("jpeg",) if mode in ("RGB", "L", "CMYK", "YCbCr") else ()),
        )
        given["compression"] = chance.choice(compressions if mode not in ("I", "F", "LAB") else ("raw", "tiff_lzw"))
        if 1 <= orientation <= 8:  # libtiff writes no other
            given["tiffinfo"] = {ORIENTATION: orientation}
    elif orientation and kind in ("JPEG", "PNG", "WEBP"):
        exif = Image.Exif()
        exif[ORIENTATION] = orientation
        given["exif"] = exif.tobytes()
    if kind in ("GIF", "PNG", "WEBP", "TIFF") and chosen(chance, 0.12) and mode in ("RGB", "L", "P", "RGBA"):
        given |= {"save_all": True, "append_images": [image.rotate(90 * turn) for turn in (1, 2)]}
    if kind in ("PNG", "GIF") and mode in ("P", "L", "RGB") and chosen(chance, 0.3):
        given["transparency"] = {"P": 0, "L": 3, "RGB": (1, 2, 3)}[mode] if kind == "PNG" else 0
    if chosen(chance, 0.2):
        given["dpi"] = chance.choice(((72, 72), (300, 300), (1, 1), (60000, 60000)))
    out = io.BytesIO()
    image.save(out, kind, **given)
    data = out.getvalue()
    what = f"{kind} {mode} {image.size} orientation {orientation} {sorted(set(given) - {'exif', 'tiffinfo'})}"
    if kind == "JPEG" and chosen(chance, 0.3):
        data = b"".join(part for part in jpeg_parts(data) if part[1:2] != b"\xee")
        what += " no Adobe marker"
    return data, ENDINGS[kind], what


def _by_hand(chance: random.Random) -> tuple[bytes, str, str]:
    """Pictures that Pillow does not write, and bombs: much in few bytes."""
    side = chance.choice((8000, 8900, 20_000, 65_000, 200_000, 2**31 - 1))
    kind = chance.choice(("png", "rows", "grey16", "tiff float", "text", "gif", "svg", "heic"))
    if kind in ("png", "rows"):
        colour, channels = chance.choice(((0, 1), (2, 3), (6, 4), (3, 1)))
        given = side if kind == "png" and side < 9000 else 10
        rows = zlib.compress(bytes(1 + (side if side < 100_000 else 10) * channels) * given, 9)
        parts = [(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, colour, 0, 0, 0)), (b"PLTE", bytes(9))]
        parts += [(b"IDAT", rows), (b"IEND", b"")]
        return (
            png_of([part for part in parts if colour == 3 or part[0] != b"PLTE"]),
            ".png",
            f"{kind} of {side}, colour {colour}",
        )
    if kind == "grey16":
        rows = b"".join(b"\0" + bytes(range(0, 80)) for _ in range(40))
        parts = [
            (b"IHDR", struct.pack(">IIBBBBB", 40, 40, 16, 0, 0, 0, 0)),
            (b"IDAT", zlib.compress(rows)),
            (b"IEND", b""),
        ]
        return png_of(parts), ".png", "grey 16"
    if kind == "tiff float":
        out = io.BytesIO()
        Image.new("F", (50, 50), chance.choice((0.5, 1e30, -1.0, float("nan"), float("inf")))).save(out, "TIFF")
        return out.getvalue(), ".tif", kind
    if kind == "text":
        zipped = b"key\0\0" + zlib.compress(bytes(chance.choice((10, 1 << 20, 80 << 20))), 9)
        parts = png_parts(_saved(chance))
        parts.insert(chance.choice((1, len(parts) - 1)), (b"zTXt", zipped))
        return png_of(parts), ".png", "zTXt"
    if kind == "gif":
        return (
            b"GIF89a" + struct.pack("<HH", 65535, 65535) + b"\x80\0\0" + bytes(6) + b"!\xf9\x04" + bytes(5) + b",",
            ".gif",
            "large GIF",
        )
    if kind == "svg":
        return b'<svg xmlns="http://www.w3.org/2000/svg"><image href="/etc/passwd"/></svg>', ".svg", kind
    return b"\0\0\0\x18ftypheic" + bytes(100), ".heic", kind


def _saved(chance: random.Random) -> bytes:
    out = io.BytesIO()
    _pixels(chance, "RGB").save(out, "PNG")
    return out.getvalue()


def png_parts(data: bytes) -> list[tuple[bytes, bytes]]:
    """The chunks of a PNG as far as there are any."""
    parts, at = [], len(PNG_MARK)
    while at + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, at)
        parts.append((data[at + 4 : at + 8], data[at + 8 : at + 8 + length]))
        at += 12 + length
    return parts


def png_of(parts: list[tuple[bytes, bytes]]) -> bytes:
    chunks = (
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in parts
    )
    return PNG_MARK + b"".join(chunks)


def jpeg_parts(data: bytes) -> list[bytes]:
    """The segments of a JPEG, the last one with all pixels."""
    parts, at = [data[:2]], 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != 0xDA:
        length = 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        parts.append(data[at : at + length])
        at += length
    return [*parts, data[at:]]


def riff_parts(data: bytes) -> list[bytes]:
    """The chunks of a WebP behind its head."""
    parts, at = [], 12
    while at + 8 <= len(data):
        length = 8 + int.from_bytes(data[at + 4 : at + 8], "little")
        parts.append(data[at : at + length + length % 2])
        at += length + length % 2
    return parts


def _bytes(chance: random.Random, data: bytes) -> tuple[bytes, str]:
    return bytes_spoilt(data, chance), "bytes"


def _structure(chance: random.Random, data: bytes) -> tuple[bytes, str]:
    """Parts of the format dropped, moved, doubled or changed, with sound checksums."""
    if data.startswith(PNG_MARK):
        return _png(chance, data)
    if data.startswith(b"\xff\xd8"):
        parts = jpeg_parts(data)
        how = _parts_spoilt(chance, parts, partial(_spoilt_behind, 8, chance), (*SPOILS, "bytes"))
        return b"".join(parts), f"segments: {how}"
    if data.startswith(b"RIFF"):
        parts = riff_parts(data)
        how = _parts_spoilt(chance, parts, partial(_spoilt_behind, 8, chance), (*SPOILS, "bytes"))
        body = b"WEBP" + b"".join(parts)
        return b"RIFF" + len(body).to_bytes(4, "little") + body, f"chunks: {how}"
    if data[:4] in (b"II*\0", b"MM\0*"):
        return _tiff(chance, data)
    spoilt = bytearray(data)  # BMP, GIF: what is said in the first bytes
    for _ in range(chance.randint(1, 3) if data else 0):
        at = chance.randrange(min(54, len(spoilt)))
        spoilt[at] = chance.choice((0, 1, 0x7F, 0xFF))
    return bytes(spoilt), "head"


def _spoilt_behind(head: int, chance: random.Random, part: bytes) -> bytes:
    return part[:head] + bytes_spoilt(part[head:], chance)


def _parts_spoilt(chance: random.Random, parts: list[Part], spoilt: Callable[[Part], Part], ways: Sequence[str]) -> str:
    """Drop, double or move one of `parts`, or spoil what is in it."""
    if not parts:
        return "none"
    at = chance.randrange(len(parts))
    kind = chance.choice(ways)
    if kind == "drop":
        del parts[at]
    elif kind == "double":
        parts.insert(at, parts[at])
    elif kind == "move":
        parts.insert(chance.randrange(len(parts)), parts.pop(at))
    else:
        parts[at] = spoilt(parts[at])
    return kind


def _png(chance: random.Random, data: bytes) -> tuple[bytes, str]:
    parts = png_parts(data)
    kind = chance.choice(("head", "pixels", "parts", "parts", "more"))
    bodies = {name: at for at, (name, _) in enumerate(parts)}
    if kind == "head" and parts and len(parts[0][1]) == 13:
        head = list(struct.unpack(">IIBBBBB", parts[0][1]))
        at = chance.randrange(7)
        head[at] = (
            chance.choice((0, 1, head[at] + 1, head[at] * 2, 3, 7, 16, 60_000))
            if at < 2
            else chance.choice((0, 1, 2, 3, 4, 6, 8, 16, 255))
        )
        parts[0] = (b"IHDR", struct.pack(">IIBBBBB", *head))
    elif kind == "pixels" and b"IDAT" in bodies:
        parts[bodies[b"IDAT"]] = (b"IDAT", _stream_spoilt(chance, parts[bodies[b"IDAT"]][1]))
    elif kind == "more":
        more = (
            (b"PLTE", bytes(7)),
            (b"tRNS", bytes(300)),
            (b"iCCP", b"x\0\0junk"),
            (b"eXIf", b"MM\0*junk"),
            (b"acTL", bytes(8)),
        )
        parts.insert(
            1, chance.choice((*more, (b"fcTL", bytes(26)), (b"fdAT", bytes(9)), (b"ABCD", b"critical"), (b"gAMA", b"")))
        )
    elif parts:
        kind = _parts_spoilt(chance, parts, lambda part: (part[0], bytes_spoilt(part[1], chance)), SPOILS)
    return png_of(parts), f"PNG {kind}"


def _stream_spoilt(chance: random.Random, data: bytes) -> bytes:
    """Rows of pixels that are cut, too few, with an odd filter, or no zlib stream."""
    try:
        rows = zlib.decompress(data)
    except zlib.error:
        return data[: len(data) // 2]
    spoils: tuple[Callable[[], bytes], ...] = (
        lambda: data[: chance.randrange(len(data))],
        lambda: data[:-4] + b"\0\0\0\0",
        lambda: zlib.compress(rows[: chance.randrange(len(rows))]),
        lambda: zlib.compress(b"\x09" + rows[1:]),
        lambda: zlib.compress(rows * 3),
        lambda: rows[:100],
        lambda: b"",
    )
    return chance.choice(spoils)()


def _tiff(chance: random.Random, data: bytes) -> tuple[bytes, str]:
    """One field of the first directory changed: its type, its count or its value."""
    order = "<" if data[:2] == b"II" else ">"
    spoilt = bytearray(data)
    try:
        (start,) = struct.unpack_from(f"{order}I", data, 4)
        (count,) = struct.unpack_from(f"{order}H", data, start)
        at = start + 2 + 12 * chance.randrange(count)
        tag, kind, number, value = struct.unpack_from(f"{order}HHII", data, at)
        field = chance.randrange(4)
        odd = (0, 1, 2, 3, 8, 16, 255, 65_535)
        new = [tag, kind, number, value]
        new[field] = chance.choice(odd) if field < 2 else chance.choice((*odd, 2**31, 2**32 - 1, len(data)))
        struct.pack_into(f"{order}HHII", spoilt, at, *new)
    except (struct.error, ValueError):
        return bytes_spoilt(data, chance), "TIFF bytes"
    return bytes(spoilt), f"TIFF tag {tag} field {field}"
