"""Pictures of every kind, printed for screen, press and slide, against Pillow's own reading through LittleCMS."""

import struct
import zlib
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from random import Random
from types import MappingProxyType
from typing import Any, NamedTuple

import pikepdf
import pytest
from PIL import Image, ImageChops, ImageCms, ImageOps, ImageStat

from bulletin.draw.pdf.file import draw
from bulletin.draw.pdf.press import printer
from bulletin.draw.pdf.target import screen
from bulletin.draw.pictures import largest, scaled
from bulletin.draw.pptx.media import picture_files
from bulletin.draw.srgb import srgb_profile
from bulletin.geometry import Rect, Size
from bulletin.memory import Memory
from bulletin.model.design import Design, PressDesign
from bulletin.model.edition import Picture
from bulletin.model.page import ARTIFACT, Bulletin, ImageMark, Page
from bulletin.model.slide import Deck, LayoutText, Photo, Slide, SlideLayout
from bulletin.read import decoding
from bulletin.read.decoding import decode_picture
from bulletin.read.layout import decode
from tests.draw import sample

PRESS = PressDesign()
FOGRA = Path(sample.ICC_FOLDERS[0], PRESS.profile).read_bytes()
SRGB = srgb_profile()
LAB = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
DESIGN = decode(str(sample.ROOT / "layouts" / "bulletin-a3.yaml"), Design)
TARGETS = {"screen": screen(PRESS, sample.ICC_FOLDERS), "press": printer(DESIGN, sample.ICC_FOLDERS)}
WHOLE = Rect(0, 0, 1, 1)
NEAR = 4.0  # mean distance of 255 in any channel
SIZE = (96, 72)


def pastel() -> Image.Image:
    """Soft colours that the press can print, no two corners alike."""
    ramp = Image.linear_gradient("L").resize(SIZE).point(lambda value: 150 + value * 70 // 255)
    across = ramp.transpose(Image.Transpose.ROTATE_90).resize(SIZE)
    image = Image.merge("RGB", (ramp, across, ramp.point(lambda value: 370 - value)))
    image.paste((210, 150, 140), (0, 0, 30, 20))
    return image


def inks() -> Image.Image:
    return cms(pastel(), SRGB, FOGRA, "CMYK")


def cms(image: Image.Image, origin: bytes, goal: bytes, mode: str) -> Image.Image:
    found = ImageCms.profileToProfile(image, BytesIO(origin), BytesIO(goal), outputMode=mode)
    assert found is not None
    return found


def clear() -> Image.Image:
    image = pastel().convert("RGBA")
    image.putalpha(Image.linear_gradient("L").resize(SIZE))
    return image


def deep(image: Image.Image) -> Image.Image:
    return image.convert("I").point(lambda value: value * 257)


def turned(value: int) -> Image.Exif:
    exif = Image.Exif()
    exif[274] = value
    return exif


def swapped() -> bytes:
    """sRGB with red and blue exchanged: what is not converted by it is seen at once."""
    return SRGB.replace(b"rXYZ", b"----").replace(b"bXYZ", b"rXYZ").replace(b"----", b"bXYZ")


def upright(orientation: int) -> Image.Image:
    image = pastel()
    image.getexif()[274] = orientation
    return ImageOps.exif_transpose(image)


class Kind(NamedTuple):
    name: str  # of the file
    image: Image.Image
    options: Mapping[str, Any] = MappingProxyType({})
    seen: Image.Image | None = None  # as Pillow reads it; None: it is asked
    edit: Callable[[bytes], bytes] = bytes  # what is done to the file afterwards


def without_adobe(data: bytes) -> bytes:
    start = data.index(b"\xff\xee")
    return data[:start] + data[start + 2 + int.from_bytes(data[start + 2 : start + 4]) :]


def sixteen_bits(data: bytes) -> bytes:
    """A PNG of 8 bits a channel with 16, every byte twice."""
    with Image.open(BytesIO(data)) as image:
        channels, rows = len(image.getbands()), image.tobytes()
        width, height = image.size
    step = width * channels
    raw = b"".join(b"\0" + bytes(v for v in rows[y * step : (y + 1) * step] for _ in "12") for y in range(height))
    return png(struct.pack(">IIBBBBB", width, height, 16, {1: 0, 2: 4, 3: 2, 4: 6}[channels], 0, 0, 0), raw)


def four_bytes(image: Image.Image) -> Image.Image:
    return Image.frombytes("I", image.size, bytes(value for value in image.tobytes() for _ in "1234"))


def unsigned(data: bytes) -> bytes:
    return data.replace(struct.pack("<HHIH", 339, 3, 1, 2), struct.pack("<HHIH", 339, 3, 1, 1))


def png(head: bytes, raw: bytes, *more: tuple[bytes, bytes], packed: bytes | None = None) -> bytes:
    chunks = [(b"IHDR", head), *more, (b"IDAT", zlib.compress(raw) if packed is None else packed), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(kind, body) for kind, body in chunks)


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


GREY = pastel().convert("L")
UPRIGHT = {number: upright(number) for number in range(1, 9)}
B1 = {f"B1 tiff turned {n}": Kind("a.tif", pastel(), {"tiffinfo": {274: n}}, UPRIGHT[n]) for n in range(1, 9)}
B1 |= {
    "B1 packed tiff": Kind("a.tif", pastel(), {"tiffinfo": {274: 6}, "compression": "tiff_lzw"}, UPRIGHT[6]),
    "B1 jpeg": Kind("a.jpg", pastel(), {"exif": turned(5), "quality": 95}, UPRIGHT[5]),
    "B1 png": Kind("a.png", pastel(), {"exif": turned(8)}, UPRIGHT[8]),
    "B1 webp": Kind("a.webp", pastel(), {"exif": turned(7), "lossless": True}, UPRIGHT[7]),
}
B2 = {
    "B2 webp": Kind("a.webp", clear(), {"lossless": True}),
    "B2 lossy webp": Kind("a.webp", clear(), {"quality": 95}),
    "B2 tiff": Kind("a.tif", clear()),
    "B2 grey tiff": Kind("a.tif", clear().convert("LA")),
    "B2 turned png": Kind("a.png", clear(), {"exif": turned(6)}),
    "B2 palette": Kind("a.png", pastel().quantize(32), {"transparency": bytes(range(0, 256, 8))}),
    "B2 gif": Kind("a.gif", pastel().quantize(32), {"transparency": 3}),
    "B2 one clear grey": Kind("a.png", GREY, {"transparency": 190}),
    "B2 profile": Kind("a.png", clear(), {"icc_profile": swapped()}),
}
B3 = {
    "B3 tiff": Kind("a.tif", deep(GREY).convert("I;16"), {}, GREY),
    "B3 big-endian": Kind("a.tif", deep(GREY).convert("I;16").convert("I").convert("I;16B"), {}, GREY),
    "B3 turned png": Kind("a.png", deep(GREY).convert("I;16"), {"exif": turned(6)}, upright(6).convert("L")),
    "B3 32 bits": Kind("a.tif", deep(GREY), {}, GREY),
    "B3 32 bits, few used": Kind("a.tif", GREY.convert("I"), {}, GREY),
    "B3 float 0 to 255": Kind("a.tif", GREY.convert("F"), {}, GREY),
    "B3 32 bits, all used": Kind("a.tif", four_bytes(GREY), {}, GREY, unsigned),
    "B3 white is zero": Kind(
        "a.tif", deep(GREY).convert("I;16"), {"tiffinfo": {262: 0}}, GREY.point(lambda v: 255 - v)
    ),
    "B3 float 0 to 1": Kind("a.tif", GREY.convert("F").point(lambda value: value * (1 / 255)), {}, GREY),
    "B3 colour": Kind("a.png", pastel(), {}, None, sixteen_bits),
    "B3 colour and alpha": Kind("a.png", clear(), {}, None, sixteen_bits),
}
B5 = {
    "B5 cmyk jpeg": Kind("a.jpg", inks(), {"icc_profile": FOGRA[:5000], "quality": 95}),
    "B5 cmyk tiff": Kind("a.tif", inks(), {"icc_profile": FOGRA[:5000]}),
    "B5 rgb": Kind("a.png", pastel(), {"icc_profile": SRGB[:300]}, pastel()),
    "B5 of another space": Kind("a.png", pastel(), {"icc_profile": FOGRA}, pastel()),
    "B5 nonsense": Kind("a.jpg", pastel(), {"icc_profile": b"nonsense" * 30, "quality": 95}, pastel()),
}
B6 = {
    "B6 jpeg": Kind("a.jpg", inks(), {"icc_profile": FOGRA, "quality": 95}),
    "B6 tiff": Kind("a.tif", inks(), {"icc_profile": FOGRA}),
    "B6 lab": Kind("a.tif", cms(pastel(), SRGB, LAB, "LAB"), {}, pastel()),
    "B6 other rgb": Kind("a.jpg", pastel(), {"icc_profile": swapped(), "quality": 95}),
}
B7 = {
    "B7 no marker": Kind("a.jpg", inks(), {"quality": 95}, None, without_adobe),
    "B7 no marker, profile": Kind("a.jpg", inks(), {"quality": 95, "icc_profile": FOGRA}, None, without_adobe),
    "B7 no marker, progressive": Kind("a.jpg", inks(), {"quality": 95, "progressive": True}, None, without_adobe),
    "B7 marker": Kind("a.jpg", inks(), {"quality": 95}),
    "B7 tiff": Kind("a.tif", inks()),
}
OTHERS = {
    "bmp": Kind("a.bmp", pastel()), "palette bmp": Kind("a.bmp", pastel().quantize(32)),
    "ycbcr": Kind("a.tif", pastel().convert("YCbCr")), "jpeg in tiff": Kind("a.tif", pastel(), {"compression": "jpeg"}),
    "black and white": Kind("a.png", GREY.convert("1")),
    "fax": Kind("a.tif", GREY.convert("1"), {"compression": "group4"}),
    "grey of an rgb profile": Kind("a.jpg", GREY, {"icc_profile": SRGB, "quality": 95}, GREY),
}  # fmt: skip
KINDS = {**B1, **B2, **B3, **B5, **B6, **B7, **OTHERS}


def made(kind: Kind, folder: Path) -> Path:
    path = folder / kind.name
    kind.image.save(path, **kind.options)
    path.write_bytes(kind.edit(path.read_bytes()))
    return path


def reading(path: Path) -> Image.Image:
    """Pillow's own reading through LittleCMS, on white."""
    with Image.open(BytesIO(path.read_bytes())) as opened:
        opened.load()
        profile = opened.info.get("icc_profile")
        image = ImageOps.exif_transpose(opened)
    if image.mode == "CMYK":
        return cms(image, profile if profile and len(profile) == len(FOGRA) else FOGRA, SRGB, "RGB")
    layered = image.convert("RGBA")
    colored = cms(layered.convert("RGB"), profile, SRGB, "RGB") if profile else layered.convert("RGB")
    return on_white(colored, layered.getchannel("A"))


def on_white(image: Image.Image, alpha: Image.Image) -> Image.Image:
    paper = Image.new("RGB", image.size, "white")
    paper.paste(image.convert("RGB"), mask=alpha)
    return paper


def far(one: Image.Image, other: Image.Image) -> float:
    assert one.size == other.size
    return max(ImageStat.Stat(ImageChops.difference(one.convert("RGB"), other.convert("RGB"))).mean)


def points(picture: Picture) -> Rect:
    """A slot that shows every pixel at 300 dpi."""
    return Rect(0, 0, picture.width_px * 72 / 300, picture.height_px * 72 / 300)


def printed(picture: Picture, target: str, *slots: Rect) -> pikepdf.Pdf:
    marks = tuple(ImageMark(slot, picture, WHOLE, "图", ARTIFACT) for slot in slots or (points(picture),))
    page = Page(1, Size(400, 400), Rect(0, 0, 400, 400), marks, (), 1)
    book = Bulletin("图", "", "", (), (2019, 4, 24), (page,), (), (), "", "")
    return pikepdf.open(BytesIO(draw(book, sample.FACES, TARGETS[target])))


def embedded(pdf: pikepdf.Pdf) -> Image.Image:
    """The one picture of a PDF as a viewer sees it, on white."""
    found: Any = next(iter(pdf.pages[0].Resources.XObject.values()))
    assert len(pdf.pages[0].Resources.XObject) == 1
    assert str(found.ColorSpace) in ("/DeviceRGB", "/DeviceGray", "/DeviceCMYK")
    image = pikepdf.PdfImage(found).as_pil_image()
    if image.mode == "CMYK":
        decoded = found.get("/Decode")
        assert (decoded is not None) == (found.Filter == "/DCTDecode")  # Pillow turns a JPEG over, a viewer by Decode
        return cms(image, FOGRA, SRGB, "RGB")
    mask = found.get("/SMask")
    alpha = Image.frombytes("L", image.size, mask.read_bytes()) if mask else Image.new("L", image.size, 255)
    return on_white(image, alpha)


def on_slide(picture: Picture, slot: Rect | None = None) -> bytes:
    text = LayoutText("portrait", slot or points(picture), ())
    layout = SlideLayout(name="", number=0)
    photo = Photo(text=0, picture=picture, crop=WHOLE, alt="")
    slide = Slide(kind="report", layout=0, texts=(text,), title="", frames=(), notes=(), photos=(photo,))
    deck = Deck("", "", "", (), (2019, 4, 24), (layout,), (slide, slide), ())
    (data,) = picture_files(deck, PRESS, sample.ICC_FOLDERS, Memory()).values()
    return data


@pytest.mark.parametrize("name", KINDS)
def test_a_picture_is_the_same_on_screen_at_the_press_and_on_the_slide(tmp_path: Path, name: str) -> None:
    """B1, B2, B3, B5, B6, B7 and more, each kind by its name."""
    path = made(KINDS[name], tmp_path)
    expected = KINDS[name].seen or reading(path)
    picture = sample.read_picture(path)
    slide = on_slide(picture)

    assert (picture.width_px, picture.height_px) == expected.size
    assert far(embedded(printed(picture, "screen")), expected) <= NEAR
    assert far(embedded(printed(picture, "press")), expected) <= NEAR
    with Image.open(BytesIO(slide)) as image:
        assert image.format in ("PNG", "JPEG")
        assert not {"icc_profile", "exif", "comment", "xmp"} & image.info.keys()
        assert ("A" in image.getbands()) == (name.startswith("B2") or "alpha" in name)
        layered = image.convert("RGBA")
    assert far(on_white(layered.convert("RGB"), layered.getchannel("A")), expected) <= NEAR


@pytest.mark.parametrize("name", B5)
def test_b5_a_profile_that_cannot_be_used_is_told(tmp_path: Path, name: str) -> None:
    remarks = decode_picture(made(KINDS[name], tmp_path).read_bytes()).remarks
    assert [remark.code for remark in remarks] == ["picture-profile"]


@pytest.mark.parametrize("name", ["B1 jpeg", "B6 jpeg", "B6 other rgb", "B2 profile", "grey of an rgb profile"])
def test_a_profile_that_can_be_used_is_not_told(tmp_path: Path, name: str) -> None:
    assert decode_picture(made(KINDS[name], tmp_path).read_bytes()).remarks == ()


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("a.jpg", {"exif": turned(6), "quality": 95}),
        ("a.webp", {"quality": 90}),
        ("a.jpg", {"quality": 90}),
        ("a.png", {}),
    ],
)
def test_b9_a_photograph_is_a_jpeg_of_no_more_dots_than_are_printed(
    tmp_path: Path, name: str, options: dict[str, Any]
) -> None:
    noise = Image.frombytes("RGB", (90, 60), Random(7).randbytes(90 * 60 * 3))
    picture = sample.picture(tmp_path, name, noise.resize((900, 600), Image.Resampling.BICUBIC), **options)
    slot = Rect(0, 0, picture.width_px * 0.05, picture.height_px * 0.05)

    pdf = printed(picture, "screen", slot)
    for data in (on_slide(picture, slot), pdf.pages[0].Resources.XObject["/I1"].read_raw_bytes()):
        with Image.open(BytesIO(data)) as image:
            assert image.format == "JPEG"
            assert sorted(image.size) == [125, 188]  # 600 and 900 twentieths of a point at 300 dpi
            assert len(data) < 40_000


def test_b9_a_picture_is_embedded_once_at_its_largest_size_and_never_enlarged(tmp_path: Path) -> None:
    picture = sample.picture(tmp_path, "a.png", pastel())
    small, large, huge = Rect(0, 0, 6, 4.5), Rect(9, 9, 12, 9), Rect(9, 9, 400, 300)

    assert embedded(printed(picture, "screen", small, large, small)).size == (50, 38)
    assert embedded(printed(picture, "screen", small, huge)).size == SIZE
    cut = largest([(picture, small, Rect(0.5, 0.5, 0.25, 0.25))])[picture.digest][1]
    assert cut == Size(24, 18)


def test_line_art_keeps_600_dots_to_the_inch(tmp_path: Path) -> None:
    picture = sample.picture(tmp_path, "a.tif", Image.new("1", (1200, 1200), 1), compression="group4")
    assert scaled(picture, Size(72, 72)).size == (600, 600)


def test_b10_what_would_take_too_much_room_is_told_with_its_numbers() -> None:
    """By bytes a pixel while the format is decoded, not by pixels alone."""
    head = struct.pack(">IIBBBBB", 8900, 8990, 8, 6, 0, 0, 0)
    with pytest.raises(decoding.NotPrintableError, match="8900×8990像素，太大"):
        decode_picture(png(head, b""))
    small = BytesIO()
    Image.new("RGBA", (16, 16), (9, 9, 9, 99)).save(small, "WEBP", lossless=True)
    data = bytearray(small.getvalue())
    start = data.index(b"VP8L") + 9  # width and height less one, 14 bits each: RFC 9649, 3.4
    fields = int.from_bytes(data[start : start + 4], "little") >> 28 << 28 | 2999 << 14 | 15999
    data[start : start + 4] = fields.to_bytes(4, "little")
    if (extended := data.find(b"VP8X")) >= 0:
        data[extended + 12 : extended + 18] = (15999).to_bytes(3, "little") + (2999).to_bytes(3, "little")
    with pytest.raises(decoding.NotPrintableError, match="展开要768 MB，超过700 MB"):
        decode_picture(bytes(data))


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "CMYK", "L", "LA"])
def test_b10_a_huge_picture_is_kept_in_bands_without_seams(monkeypatch: pytest.MonkeyPatch, mode: str) -> None:
    image = (clear() if mode.endswith("A") else pastel()).convert(mode).resize((300, 210))
    monkeypatch.setattr(decoding, "KEPT_PIXELS", 20_000)
    monkeypatch.setattr(decoding, "_BAND_PIXELS", 3_000)
    kept = decoding._kept(image)
    expected = image.resize(kept.size, Image.Resampling.LANCZOS)

    assert kept.size == (170, 119)
    assert far_in_any_pixel(kept, expected) <= 1


def far_in_any_pixel(one: Image.Image, other: Image.Image) -> int:
    return max(abs(a - b) for a, b in zip(one.tobytes(), other.tobytes(), strict=True))


def test_a_file_of_several_pictures_is_told(tmp_path: Path) -> None:
    for name in ("a.tif", "a.gif", "a.webp"):
        path = tmp_path / name
        pastel().save(path, save_all=True, append_images=[UPRIGHT[3], GREY.convert("RGB")])
        (remark,) = decode_picture(path.read_bytes()).remarks
        assert (remark.code, remark.message) == ("first-frame", "有3幅，只印第一幅")
