"""Pictures of every kind in the inks of the press."""

from io import BytesIO
from pathlib import Path
from typing import Any, Literal

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageCms

from bulletin.draw.pdf.file import draw, target_for
from bulletin.draw.pictures import Raster, is_photograph, scaled, unpacked
from bulletin.draw.profiles import profile_path, read_profile
from bulletin.draw.separation import converted, separated, total_ink
from bulletin.draw.srgb import srgb_profile
from bulletin.geometry import Rect, Size
from bulletin.model.design import PressDesign
from bulletin.model.page import ImageMark
from tests.draw import sample
from tests.prepress.made import ICC_FOLDERS, Made

PRESS = PressDesign()
PROFILE = read_profile(PRESS, ICC_FOLDERS)
LIMIT = PRESS.max_ink
PURPOSES: tuple[Literal["printer", "office"], ...] = ("printer", "office")


def rainbow(mode: str = "RGB") -> Image.Image:
    """Every hue and lightness, pure black and pure white among them."""
    ramp = Image.linear_gradient("L").resize((96, 64))
    image = Image.merge("RGB", (ramp, ramp.transpose(Image.Transpose.ROTATE_90).resize((96, 64)), ramp.point(reverse)))
    image.paste((0, 0, 0), (0, 0, 20, 20))
    image.paste((255, 255, 255), (40, 20, 60, 40))
    return image.convert(mode)


def reverse(value: int) -> int:
    return 255 - value


def lightened(value: int) -> int:
    return 140 + value * 115 // 255


def inked(folder: Path, name: str, image: Image.Image, **options: Any) -> Raster:
    """The picture saved to a file, read, and drawn in the inks of the press, unscaled."""
    picture = sample.picture(folder, name, image, **options)
    shown = scaled(picture, Size(image.width * 72 / 300, image.height * 72 / 300))
    return separated(shown, PROFILE, LIMIT, photo=is_photograph(picture))


HEAVY = Image.merge("CMYK", [Image.linear_gradient("L").resize((64, 64))] * 4)
KINDS: dict[str, tuple[str, Image.Image, dict[str, Any]]] = {
    "png": ("a.png", rainbow(), {}),
    "png with profile": ("a.png", rainbow(), {"icc_profile": srgb_profile()}),
    "png with broken profile": ("a.png", rainbow(), {"icc_profile": b"\0" * 36 + b"acsp" + b"\0" * 200}),
    "palette": ("a.png", rainbow().quantize(16), {}),
    "alpha": ("a.png", rainbow("RGBA"), {}),
    "jpeg": ("a.jpg", rainbow(), {"quality": 90}),
    "jpeg with profile": ("a.jpg", rainbow(), {"quality": 90, "icc_profile": srgb_profile()}),
    "cmyk jpeg": ("a.jpg", rainbow("CMYK"), {"quality": 90}),
    "heavy cmyk jpeg": (
        "a.jpg",
        Image.merge("CMYK", [Image.linear_gradient("L").resize((64, 64))] * 4),
        {"quality": 90},
    ),
    "cmyk jpeg with profile": ("a.jpg", rainbow("CMYK"), {"quality": 90, "icc_profile": PROFILE}),
    "cmyk tiff": ("a.tif", Image.new("CMYK", (30, 20), (255, 255, 255, 255)), {}),
}


@pytest.mark.parametrize("kind", KINDS)
def test_colour_comes_out_in_cmyk_within_the_ink_limit(tmp_path: Path, kind: str) -> None:
    name, image, options = KINDS[kind]
    raster = inked(tmp_path, name, image, **options)

    assert raster.space == "cmyk"
    assert not raster.alpha
    assert (raster.width, raster.height) == image.size
    assert total_ink(unpacked(raster)) <= LIMIT


def test_rgb_is_converted_by_the_condition_not_by_formula(tmp_path: Path) -> None:
    """The printed colour, seen through the profile, is the one that was meant."""
    patch = Image.new("RGB", (24, 24), (150, 90, 60))
    ink = unpacked(inked(tmp_path, "a.png", patch))
    seen = ImageCms.profileToProfile(ink, profile_path(PRESS, ICC_FOLDERS), BytesIO(srgb_profile()), outputMode="RGB")

    assert seen is not None
    color: Any = seen.getpixel((12, 12))
    assert all(abs(one - other) <= 12 for one, other in zip(color, (150, 90, 60), strict=True))
    black: Any = ink.getpixel((12, 12))
    assert black[3] > 0


def test_the_table_of_corners_agrees_with_the_profile(tmp_path: Path) -> None:
    """Light colours, which the ink limit leaves alone, come out as Little CMS converts them, within 2 %."""
    pastel = rainbow().point(lightened)
    ink = unpacked(inked(tmp_path, "a.png", pastel))
    exact = converted(pastel, srgb_profile(), PROFILE)

    assert exact is not None
    for mine, theirs in zip(ink.split(), exact.split(), strict=True):
        assert max(abs(one - other) for one, other in zip(mine.tobytes(), theirs.tobytes(), strict=True)) <= 5


def test_white_is_paper_and_black_keeps_its_depth(tmp_path: Path) -> None:
    image = unpacked(inked(tmp_path, "a.png", rainbow()))
    white: Any = image.getpixel((50, 30))
    black: Any = image.getpixel((10, 10))

    assert sum(white) <= 4
    assert black[3] > 220


@pytest.mark.parametrize("mode", ["1", "L", "LA", "I;16"])
def test_grey_stays_on_the_black_plate(tmp_path: Path, mode: str) -> None:
    image = Image.linear_gradient("L").resize((40, 30))
    image = image.convert("I;16") if mode == "I;16" else image.convert(mode)
    raster = inked(tmp_path, "a.png", image)

    assert raster.space == "gray"
    assert not raster.alpha


def test_transparency_is_flattened_on_white(tmp_path: Path) -> None:
    image = Image.new("RGBA", (20, 20), (200, 0, 0, 0))
    image.paste((200, 0, 0, 255), (10, 0, 20, 20))
    ink = unpacked(inked(tmp_path, "a.png", image))
    clear: Any = ink.getpixel((4, 10))
    solid: Any = ink.getpixel((15, 10))

    assert sum(clear) <= 4
    assert solid[1] > 200


def test_sound_cmyk_keeps_its_inks(tmp_path: Path) -> None:
    inks = Image.new("CMYK", (32, 32), (40, 120, 100, 20))
    for name, options in (("a.tif", {}), ("b.tif", {"icc_profile": PROFILE}), ("a.jpg", {"quality": 95})):
        found: Any = unpacked(inked(tmp_path, name, inks, **options)).getpixel((16, 16))
        assert found == pytest.approx((40, 120, 100, 20), abs=2 if name == "a.jpg" else 0)


def test_cmyk_of_another_condition_is_converted(tmp_path: Path) -> None:
    other = bytearray(PROFILE)
    other[24:26] = b"\x07\xe0"  # another year: another file, the same colours, which four plates then make anew
    black = Image.new("CMYK", (32, 32), (0, 0, 0, 200))
    for profile, kept in ((PROFILE, True), (bytes(other), False)):
        found: Any = unpacked(inked(tmp_path, "a.tif", black, icc_profile=profile)).getpixel((16, 16))
        assert (found == (0, 0, 0, 200)) is kept


def test_conversion_is_relative_colorimetric_with_black_point_compensation() -> None:
    """As photographs are printed; compared with a transform that Little CMS builds from the two profiles."""
    transform = ImageCms.buildTransform(
        BytesIO(srgb_profile()),
        BytesIO(PROFILE),
        "RGB",
        "CMYK",
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
    expected = ImageCms.applyTransform(rainbow(), transform)
    found = converted(rainbow(), srgb_profile(), PROFILE)

    assert found is not None
    assert expected is not None
    assert found.tobytes() == expected.tobytes()


def test_inverted_cmyk_is_printed_as_it_was_meant(tmp_path: Path, a3: Made) -> None:
    """Adobe's CMYK JPEG counts 255 as no ink; the file says so by Decode, and a viewer shows the red that was meant."""
    picture = sample.picture(tmp_path, "red.jpg", Image.new("CMYK", (40, 40), (0, 230, 200, 0)), quality=95)
    book = sample.bulletin(tmp_path)
    mark = ImageMark(Rect(0, 0, 400, 560), picture, Rect(0, 0, 1, 1), "", -1)
    page = book.pages[0]._replace(marks=(mark,))
    data = draw(book._replace(pages=(page,), outline=()), sample.FACES, target_for("office", a3.design, ICC_FOLDERS))
    document = pypdfium2.PdfDocument(data)
    red, green, blue = document[0].render(scale=0.1).to_pil().convert("RGB").getpixel((20, 28))
    document.close()

    assert red > 180
    assert max(green, blue) < 120


def test_jumps_are_links_for_the_copier_and_none_for_the_press(tmp_path: Path, a3: Made) -> None:
    bulletin = sample.bulletin(tmp_path)
    found = {}
    for purpose in PURPOSES:
        with pikepdf.open(BytesIO(draw(bulletin, sample.FACES, target_for(purpose, a3.design, ICC_FOLDERS)))) as pdf:
            found[purpose] = sum("/Annots" in page.obj for page in pdf.pages)

    assert found == {"printer": 0, "office": 1}


def test_the_file_holds_only_cmyk_and_grey_pictures_without_masks(tmp_path: Path, a3: Made) -> None:
    data = draw(sample.bulletin(tmp_path), sample.FACES, target_for("printer", a3.design, ICC_FOLDERS))
    with pikepdf.open(BytesIO(data)) as pdf:
        images: list[Any] = [
            thing
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Stream) and str(thing.get("/Subtype", "")) == "/Image"
        ]
        assert len(images) == 2
        for image in images:
            assert str(image.ColorSpace) in ("/DeviceCMYK", "/DeviceGray")
            assert "/SMask" not in image
