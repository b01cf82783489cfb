"""The separations as a platesetter makes them, by Ghostscript: what lies on which plate."""

import shutil
import subprocess
from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from bulletin.preflight.interpreter import painted
from bulletin.units import pt
from tests.prepress.made import Made


@pytest.fixture(scope="module")
def plates(a3: Made, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Image.Image]:
    """Plate -> its picture, 255 is full ink."""
    if not shutil.which("gs"):
        pytest.skip("no Ghostscript here")
    folder = tmp_path_factory.mktemp("plates")
    path = folder / "file.pdf"
    path.write_bytes(a3.files["printer"])
    subprocess.run(
        ["gs", "-q", "-dSAFER", "-dNOPAUSE", "-dBATCH", "-sDEVICE=tiffsep", "-r72", "-dOverprint=/simulate",
         f"-sOutputFile={folder}/s%d.tif", str(path)],
        check=True, timeout=60,
    )  # fmt: skip
    found = {}
    for name in ("Cyan", "Magenta", "Yellow", "Black"):
        with Image.open(folder / f"s1({name}).tif") as image:
            found[name] = image.convert("L").point(inverted)
    assert not list(folder.glob("s1(*[!nwka]).tif")), "a spot colour plate"
    return found


def inverted(value: int) -> int:
    return 255 - value


def most(plate: Image.Image, box: tuple[float, float, float, float]) -> int:
    """The darkest point of a plate within a box of the sheet."""
    left, bottom, right, top = box  # at 72 dpi a pixel is a point
    area = (int(left), plate.height - int(top), int(right) + 1, plate.height - int(bottom))
    found = plate.crop(area).getextrema()
    return int(found[1])  # type: ignore[arg-type]


def test_black_text_lies_on_the_black_plate_alone(a3: Made, plates: dict[str, Image.Image]) -> None:
    with pikepdf.open(BytesIO(a3.files["printer"])) as pdf:
        marks = painted(pdf).marks
    lines = [mark for mark in marks if mark.kind == "text" and mark.paint and mark.paint.inks == (("Black", 1.0),)]
    coloured = [mark.box for mark in marks if mark.kind != "stroke" and mark.paint and len(mark.paint.inks or ()) == 2]
    assert len(lines) > 150
    for mark in lines:
        left, bottom, right, top = mark.box
        # the middle of the line, so that a coloured rule or tag near by does not count
        box = (left, bottom + 0.3 * (top - bottom), right, top - 0.3 * (top - bottom))
        if any(b[0] < right and b[2] > left and b[1] < box[3] and b[3] > box[1] for b in coloured):
            continue
        assert most(plates["Black"], box) > 60
        for name in ("Cyan", "Magenta", "Yellow"):
            assert most(plates[name], box) == 0, (name, mark)


def test_no_place_has_more_ink_than_the_limit(a3: Made, plates: dict[str, Image.Image]) -> None:
    page = a3.design.page
    edge = pt(13)
    height = plates["Black"].height
    area = (round(edge), height - round(edge + page.height), round(edge + page.width), height - round(edge))
    bands = [plate.crop(area).tobytes() for plate in plates.values()]
    total = max(map(sum, zip(*bands, strict=True)))

    assert 150 < total / 2.55 <= a3.design.press.max_ink * 100 + 1
