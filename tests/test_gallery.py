"""docs/gallery/ shows every layout that comes with the program, and the READMEs show the gallery."""

import re
from io import BytesIO

import pytest
from PIL import Image, ImageChops, ImageStat

from bulletin.model.design import Design
from bulletin.read.layout import decode
from tools.gallery import FOLDER, ROOT, WIDTH, layouts, picture

BESIDE = "preview.png"  # what tools/preview_picture.py makes
MOST_BYTES = 500_000  # of all pictures: a fresh clone brings them along
MOST_DIFFERENT = 0.5  # of 255, the mean of all pixels: a3 and a3-weifang differ by 0.9, pages of other papers by 30


def test_each_layout_has_its_picture_and_each_picture_its_layout() -> None:
    assert sorted(path.name for path in FOLDER.iterdir()) == sorted(
        [*(f"{layout}.png" for layout in layouts()), BESIDE]
    )
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < MOST_BYTES


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_the_readme_shows_each_picture_once_under_its_name(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    tables = re.findall(r"^\| (`.*`) \|\n\|[-|]+\|\n\| (!.*) \|$", text, re.MULTILINE)
    shown = [pair for names, cells in tables for pair in zip(names.split(" | "), cells.split(" | "), strict=True)]
    found = {re.sub(r"!\[[^\]]+\]\(docs/gallery/(.*)\.png\)", r"\1", cell): name for name, cell in shown}
    assert found == {layout: f"`{layout}`" for layout in layouts()}
    assert text.count("docs/gallery/") == len([*layouts(), BESIDE])


@pytest.mark.parametrize("layout", layouts())
def test_a_picture_has_the_shape_of_its_paper(layout: str) -> None:
    design = decode(str(ROOT / "layouts" / f"{layout}.yaml"), Design)
    with Image.open(FOLDER / f"{layout}.png") as image:
        width, height = image.size
    assert width == WIDTH
    assert height == pytest.approx(WIDTH * design.page.height / design.page.width, abs=2)


@pytest.mark.slow
@pytest.mark.parametrize("layout", layouts())
def test_a_picture_is_what_the_tool_makes(layout: str) -> None:
    with Image.open(BytesIO(picture(layout))) as made, Image.open(FOLDER / f"{layout}.png") as shown:
        difference = ImageStat.Stat(ImageChops.difference(made.convert("L"), shown.convert("L"))).mean[0]
    assert difference < MOST_DIFFERENT, "run python -m tools.gallery"
