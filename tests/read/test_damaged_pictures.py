"""Damaged pictures: an error at the line that names them, or the right picture; never a fault of ours."""

import struct
import sys
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from random import Random
from subprocess import run
from typing import Any

import pytest
from PIL import Image

from bulletin.problems import Problem
from bulletin.read.decoding import NotPrintableError, decode_picture
from tests.conftest import ROOT
from tests.read.folder import outcome, report, write

NOISE = Image.frombytes("RGB", (64, 48), Random(7).randbytes(64 * 48 * 3))
SMOOTH = NOISE.resize((320, 240), Image.Resampling.BICUBIC)


def saved(kind: str, image: Image.Image = SMOOTH, **options: Any) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(*chunks: bytes, head: tuple[int, ...] = (8, 8, 8, 2, 0, 0, 0)) -> bytes:
    first = chunk(b"IHDR", struct.pack(">IIBBBBB", *head))
    return b"\x89PNG\r\n\x1a\n" + first + b"".join(chunks) + chunk(b"IEND", b"")


ROWS = (b"\0" + b"\x55" * 24) * 8
PACKED = zlib.compress(ROWS)
LONG = b"words\0\0" + zlib.compress(bytes(80 << 20), 1)
FRAMES = chunk(b"acTL", struct.pack(">II", 2, 0))
CONTROL = struct.pack(">IIIIHHBB", 8, 8, 0, 0, 1, 1, 0, 0)
JPEG = saved("JPEG", quality=90)
PROGRESSIVE = saved("JPEG", quality=90, progressive=True)
SCAN = JPEG.index(b"\xff\xda") + 14


def head_spoilt(data: bytes, where: int, to: bytes) -> bytes:
    return data[:where] + to + data[where + len(to) :]


DAMAGED: dict[str, bytes] = {
    "b4 no zlib stream": png(chunk(b"IDAT", b"nonsense" * 20)),
    "b4 cut zlib stream": png(chunk(b"IDAT", PACKED[: len(PACKED) // 2])),
    "b4 wrong adler": png(chunk(b"IDAT", PACKED[:-4] + b"0000")),
    "b4 no adler": png(chunk(b"IDAT", PACKED[:-4])),
    "b4 filter 9": png(chunk(b"IDAT", zlib.compress(b"\x09" + ROWS[1:]))),
    "b4 no palette": png(chunk(b"IDAT", zlib.compress((b"\0" + b"\x01" * 8) * 8)), head=(8, 8, 8, 3, 0, 0, 0)),
    "b4 text of 80 megabytes": png(chunk(b"IDAT", PACKED), chunk(b"zTXt", LONG)),
    "b4 rows missing": png(chunk(b"IDAT", zlib.compress(ROWS[:100]))),
    "b4 one byte missing": png(chunk(b"IDAT", zlib.compress(ROWS[:-1]))),
    "b4 interlaced, rows missing": png(chunk(b"IDAT", PACKED), head=(8, 8, 8, 2, 0, 0, 1)),
    "png wrong checksum": head_spoilt(png(chunk(b"IDAT", PACKED)), -16, b"\0\0\0\0"),
    "png no data": png(), "png empty data": png(chunk(b"IDAT", b"")),
    "png of no size": png(chunk(b"IDAT", PACKED), head=(0, 8, 8, 2, 0, 0, 0)),
    "png taller than it is": png(chunk(b"IDAT", PACKED), head=(8, 80, 8, 2, 0, 0, 0)),
    "png wider than it is": png(chunk(b"IDAT", PACKED), head=(90, 8, 8, 2, 0, 0, 0)),
    "png of unknown colours": png(chunk(b"IDAT", PACKED), head=(8, 8, 8, 5, 0, 0, 0)),
    "png of 3 bits": png(chunk(b"IDAT", PACKED), head=(8, 8, 3, 0, 0, 0, 0)),
    "png cut": saved("PNG")[:-700], "png without its end": saved("PNG")[:-12],
    "jpeg cut": JPEG[: len(JPEG) // 2],
    "jpeg cut and closed": JPEG[: len(JPEG) // 2] + b"\xff\xd9",
    "jpeg nearly whole and closed": JPEG[: len(JPEG) * 9 // 10] + b"\xff\xd9",
    "jpeg progressive, cut and closed": PROGRESSIVE[: len(PROGRESSIVE) // 3] + b"\xff\xd9",
    "jpeg without data": JPEG[:SCAN] + b"\xff\xd9",
    "jpeg taller than it is": head_spoilt(JPEG, JPEG.index(b"\xff\xc0") + 5, struct.pack(">H", 2000)),
    "jpeg of no height": head_spoilt(JPEG, JPEG.index(b"\xff\xc0") + 5, b"\0\0"),
    "jpeg of 12 bits": head_spoilt(JPEG, JPEG.index(b"\xff\xc0") + 4, b"\x0c"),
    "jpeg of 7 channels": head_spoilt(JPEG, JPEG.index(b"\xff\xc0") + 9, b"\x07"),
    "jpeg head alone": JPEG[:200], "jpeg signature alone": JPEG[:3],
    "tiff cut": saved("TIFF")[:-9000], "tiff packed, cut": saved("TIFF", compression="tiff_lzw")[:9000],
    "tiff of jpeg, cut": saved("TIFF", compression="jpeg")[:5000],
    "tiff head alone": saved("TIFF")[:8], "tiff list nowhere": b"II*\0\xff\xff\xff\x7f" + bytes(40),
    "gif cut": saved("GIF", SMOOTH.quantize(64))[:4000], "gif head alone": saved("GIF", SMOOTH.quantize(64))[:13],
    "webp cut": saved("WEBP")[:-300], "webp lossless, cut": saved("WEBP", lossless=True)[:-300],
    "webp head alone": saved("WEBP")[:30],
    "bmp cut": saved("BMP")[:-5000], "bmp head alone": saved("BMP")[:54],
    "bmp of no width": head_spoilt(saved("BMP"), 18, bytes(4)),
    "zeros": bytes(5000), "text": "照片".encode() * 400, "nothing": b"",
    "all clear": saved("PNG", Image.new("RGBA", (20, 20), (9, 9, 9, 0))),
    "float without numbers": saved("TIFF", Image.new("F", (9, 9), float("nan"))),
}  # fmt: skip


@pytest.mark.parametrize("name", DAMAGED)
def test_b4_a_damaged_picture_is_no_picture(name: str) -> None:
    with pytest.raises(NotPrintableError) as caught:
        decode_picture(DAMAGED[name])
    assert caught.value.code == "broken-picture"
    assert caught.value.hint


@pytest.mark.parametrize("name", ["b4 no palette", "b4 filter 9", "b4 rows missing", "jpeg cut and closed", "tiff cut"])
def test_b4_it_is_an_error_at_the_line_that_names_it(tmp_path: Path, name: str) -> None:
    folder = write(tmp_path, {"water.md": report("portrait: a.png")})
    (folder / "a.png").write_bytes(DAMAGED[name])
    errors = faults(folder)
    assert [(problem.code, problem.place and problem.place.line) for problem in errors] == [("broken-picture", 6)]


def test_a_damaged_picture_is_not_called_unused(tmp_path: Path) -> None:
    folder = write(tmp_path, {"water.md": report("portrait: a.png"), "a.png": b"no picture"})
    _, problems = outcome(folder)
    assert "unused-picture" not in {problem.code for problem in problems}


def test_a_library_writes_nothing_of_its_own(capfd: pytest.CaptureFixture[str]) -> None:
    """libtiff's own lines, and Pillow's warnings, say nothing to an editor."""
    tiff = saved("TIFF", compression="tiff_lzw")
    entry = tiff.index(struct.pack("<HHI", 284, 3, 1))
    for data in (head_spoilt(tiff, entry + 2, struct.pack("<H", 2)), tiff[:9000]):
        with pytest.raises(NotPrintableError):
            decode_picture(data)
    assert capfd.readouterr() == ("", "")


def test_pillow_logs_nothing_on_the_terminal(tmp_path: Path) -> None:
    """In a process of its own: pytest takes what is logged in this one."""
    tiff = saved("TIFF")
    entry = tiff.index(struct.pack("<HHI", 277, 3, 1))  # SamplesPerPixel
    (tmp_path / "a.tif").write_bytes(head_spoilt(tiff, entry + 8, struct.pack("<H", 65_284)))
    code = "from bulletin.read.decoding import decode_picture; decode_picture(open('a.tif', 'rb').read())"
    call = [sys.executable, "-c", code]
    ended = run(call, cwd=tmp_path, env={"PYTHONPATH": str(ROOT)}, capture_output=True, check=False)
    assert b"NotPrintableError" in ended.stderr
    assert b"samples" not in ended.stderr


def faults(folder: Path) -> list[Problem]:
    _, problems = outcome(folder)
    return [problem for problem in problems if problem.severity == "error"]


SPOILT: dict[str, Callable[[bytes], bytes]] = {
    "stray bytes before the end": lambda data: data[:-2] + bytes(9) + data[-2:],
    "stray bytes before the end, progressive": lambda data: PROGRESSIVE[:-2] + bytes(9) + PROGRESSIVE[-2:],
}


@pytest.mark.parametrize("name", SPOILT)
def test_stray_bytes_of_a_camera_are_told_and_the_picture_is_printed(name: str) -> None:
    found = decode_picture(SPOILT[name](JPEG))
    assert [remark.code for remark in found.remarks] == ["picture-data"]


def test_bytes_behind_a_picture_are_nothing_to_tell() -> None:
    for data in (JPEG + bytes(900), JPEG + JPEG, saved("PNG") + b"more", JPEG, PROGRESSIVE):
        assert decode_picture(data).remarks == ()


def test_b4_frames_out_of_order_leave_the_first_picture_whole() -> None:
    frames = (
        chunk(b"fcTL", struct.pack(">I", 0) + CONTROL),
        chunk(b"IDAT", PACKED),
        chunk(b"fcTL", struct.pack(">I", 1) + CONTROL),
        chunk(b"fdAT", struct.pack(">I", 9) + PACKED),
    )
    found = decode_picture(png(FRAMES, *frames))
    assert [remark.code for remark in found.remarks] == ["first-frame"]
    with Image.open(BytesIO(found.pixels.data)) as image:
        assert image.tobytes() == b"\x55" * (8 * 8 * 3)


def test_a_lying_width_is_too_large() -> None:
    with pytest.raises(NotPrintableError) as caught:
        decode_picture(head_spoilt(saved("BMP"), 18, struct.pack("<i", -320)))
    assert caught.value.code == "picture-too-large"
