"""Pictures: every kind of file comes out as it should be seen."""

from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageCms, ImageOps
from PIL.ImageCms import ImageCmsProfile

from bulletin.draw.pdf.file import draw
from bulletin.draw.pdf.target import screen
from bulletin.draw.srgb import srgb_profile
from bulletin.geometry import Rect, Size
from bulletin.model.design import PressDesign
from bulletin.model.edition import Picture
from bulletin.model.page import ARTIFACT, Bulletin, ImageMark, Page, Tag
from tests.draw import sample

SCREEN = screen(PressDesign(), sample.ICC_FOLDERS)
WHOLE = Rect(0, 0, 1, 1)
WIDTH, HEIGHT = 60, 40


def four_corners() -> Image.Image:
    """A picture whose corners tell which way is up."""
    image = Image.new("RGB", (WIDTH, HEIGHT), "white")
    for box, color in (((0, 0, 30, 20), "red"), ((30, 0, 60, 20), "green"), ((0, 20, 30, 40), "blue")):
        image.paste(color, box)
    return image


def page(picture: Picture, size: tuple[int, int], crop: Rect = WHOLE) -> bytes:
    """A PDF whose one page is the picture."""
    rect = Rect(0, 0, *size)
    marks = (ImageMark(rect, picture, crop, "图", 1),)
    one = Page(1, Size(*size), rect, marks, (), 1)
    return draw(
        Bulletin("图", "", "", (), (2019, 4, 24), (one,), (Tag("Document", -1), Tag("Figure", 0)), (), "", ""),
        sample.FACES,
        SCREEN,
    )


def rendered(data: bytes) -> Image.Image:
    document = pypdfium2.PdfDocument(data)
    image: Image.Image = document[0].render(scale=1).to_pil().convert("RGB")
    document.close()
    return image


def far(one: Image.Image, other: Image.Image) -> float:
    """The mean difference of two pictures, 0-255."""
    assert one.size == other.size
    difference = ImageChops.difference(one.convert("RGB"), other.convert("RGB"))
    return sum(difference.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0)) or ()) / 3  # type: ignore[arg-type]


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("name", ["a.jpg", "a.png"])
def test_pictures_stand_upright(tmp_path: Path, orientation: int, name: str) -> None:
    exif = Image.Exif()
    exif[274] = orientation
    picture = sample.picture(tmp_path, name, four_corners(), exif=exif)
    with Image.open(picture.file) as stored:
        upright = ImageOps.exif_transpose(stored).convert("RGB")
    assert far(rendered(page(picture, upright.size)), upright) < 6


@pytest.mark.parametrize("orientation", [1, 6, 3])
def test_a_crop_shows_that_part_alone(tmp_path: Path, orientation: int) -> None:
    exif = Image.Exif()
    exif[274] = orientation
    picture = sample.picture(tmp_path, "a.png", four_corners(), exif=exif)
    with Image.open(picture.file) as stored:
        upright = ImageOps.exif_transpose(stored)
        width, height = upright.size
        part = upright.crop((width // 2, 0, width, height // 2))
    assert far(rendered(page(picture, part.size, Rect(0.5, 0, 0.5, 0.5))), part) < 2


def test_a_cropped_picture_draws_nothing_beside_its_slot(tmp_path: Path) -> None:
    picture = sample.picture(tmp_path, "a.png", Image.new("RGB", (WIDTH, HEIGHT), "red"))
    paper = Rect(0, 0, 3 * WIDTH, 3 * HEIGHT)
    mark = ImageMark(Rect(WIDTH, HEIGHT, WIDTH, HEIGHT), picture, Rect(0.25, 0.25, 0.5, 0.5), "图", ARTIFACT)
    sheet = Page(1, Size(paper.width, paper.height), paper, (mark,), (), 1)
    image = rendered(draw(Bulletin("图", "", "", (), (2019, 4, 24), (sheet,), (), (), "", ""), sample.FACES, SCREEN))
    expected = Image.new("RGB", image.size, "white")
    expected.paste("red", (WIDTH, HEIGHT, 2 * WIDTH, 2 * HEIGHT))
    assert far(image, expected) < 0.5


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB"])
def test_png_modes_without_transparency(tmp_path: Path, mode: str) -> None:
    image = four_corners().convert(mode)
    data = page(sample.picture(tmp_path, "a.png", image), image.size)
    assert far(rendered(data), image) < 2


def test_sixteen_bits_become_eight(tmp_path: Path) -> None:
    image = Image.linear_gradient("L").resize((WIDTH, HEIGHT))
    deep = image.convert("I").point(lambda value: value * 257).convert("I;16")
    assert far(rendered(page(sample.picture(tmp_path, "a.png", deep), deep.size)), image) < 2


@pytest.mark.parametrize("mode", ["LA", "RGBA", "P"])
def test_transparency_shows_the_paper(tmp_path: Path, mode: str) -> None:
    image = four_corners()
    image.putalpha(Image.linear_gradient("L").resize(image.size))
    if mode == "P":
        image = image.quantize(16)
        image.info["transparency"] = 0
    elif mode == "LA":
        image = image.convert("LA")
    picture = sample.picture(tmp_path, "a.png", image)
    paper = Image.new("RGB", image.size, "white")
    with Image.open(picture.file) as stored:
        clear = stored.convert("RGBA")
    paper.paste(clear, mask=clear)
    assert far(rendered(page(picture, image.size)), paper) < 3


def test_an_opaque_alpha_is_dropped(tmp_path: Path) -> None:
    image = four_corners()
    image.putalpha(255)
    assert b"/SMask" not in page(sample.picture(tmp_path, "a.png", image), image.size)


def test_a_jpeg_stays_one_and_brings_nothing_with_it(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[271] = "KAMERA-WERKE"
    picture = sample.picture(tmp_path, "a.jpg", four_corners(), quality=70, exif=exif, comment=b"KAMERA-WERKE")
    data = page(picture, (WIDTH, HEIGHT))
    assert b"/DCTDecode" in data
    assert b"KAMERA-WERKE" in Path(picture.file).read_bytes()
    assert b"KAMERA-WERKE" not in data


def test_ink_on_the_screen_becomes_light(tmp_path: Path) -> None:
    """A CMYK JPEG, inverted as Adobe writes it, in a file whose intent is sRGB."""
    inks = Image.new("CMYK", (WIDTH, HEIGHT), (0, 255, 255, 0))
    picture = sample.picture(tmp_path, "a.jpg", inks, quality=95)
    data = page(picture, (WIDTH, HEIGHT))
    assert b"/DeviceCMYK" not in data
    red, green, blue = rendered(data).getpixel((20, 20))  # type: ignore[misc]
    assert red > 200, "a printed red"
    assert max(green, blue) < 80


def test_a_profile_is_applied_and_never_goes_into_the_file(tmp_path: Path) -> None:
    swapped = srgb_profile().replace(b"rXYZ", b"----").replace(b"bXYZ", b"rXYZ").replace(b"----", b"bXYZ")
    for name, profile, seen in (("a.png", srgb_profile(), (255, 0, 0)), ("b.png", swapped, (0, 0, 255))):
        data = page(sample.picture(tmp_path, name, four_corners(), icc_profile=profile), (WIDTH, HEIGHT))
        assert b"/ICCBased" not in data
        assert rendered(data).getpixel((10, 10)) == pytest.approx(seen, abs=2)


def test_the_same_picture_twice_is_one_object(tmp_path: Path) -> None:
    picture = sample.picture(tmp_path, "a.png", four_corners())
    rect = Rect(0, 0, 60, 40)
    marks = tuple(ImageMark(rect, picture, WHOLE, "图", 1) for _ in range(3))
    one = Page(1, Size(60, 40), rect, marks, (), 1)
    book = Bulletin("图", "", "", (), (2019, 4, 24), (one, one), (Tag("Document", -1), Tag("Figure", 0)), (), "", "")
    assert draw(book, sample.FACES, SCREEN).count(b"/Subtype /Image") == 1


def test_our_srgb_is_srgb() -> None:
    """Colours taken through our profile and the colour engine's own differ by rounding only."""
    ours = ImageCmsProfile(BytesIO(srgb_profile()))
    theirs = ImageCms.createProfile("sRGB")
    image = Image.merge("RGB", [Image.linear_gradient("L").rotate(turn) for turn in (0, 90, 180)])
    for intent in ImageCms.Intent:
        there = ImageCms.profileToProfile(image, ours, theirs, renderingIntent=intent)
        assert there is not None
        low, high = ImageChops.difference(image, there).convert("L").getextrema()
        assert (low, high) <= (0, 1)
    assert ImageCms.getProfileName(ours).strip() == "sRGB IEC61966-2.1"
    assert len(srgb_profile()) == int.from_bytes(srgb_profile()[:4]) < 700
