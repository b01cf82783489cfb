"""docs/gallery/: the first page of the shipped issue in every layout, small, for the READMEs.

`python -m tools.gallery` builds the issue once for each layout and writes one picture each. A layout that keeps a place
for authors' portraits gets a drawn head and shoulders for each author, since no photograph comes with the issue.
"""

import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image, ImageDraw, ImageOps

from bulletin.draw.previews import previews
from bulletin.memory import Memory
from bulletin.model.output import PDF_NAMES, Order
from bulletin.pipeline import build
from bulletin.read.layout import DECK_LAYOUT
from bulletin.sources import Sources

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "gallery"
WIDTH = 420  # pixels of a picture: three stand side by side on a page of the repository
COLORS = 128  # of a picture's palette, by an octree: a median cut loses the colours of small areas
SHARPER = 3  # times that the page is drawn larger first, so that hairlines survive
EDGE = "#C8C8C8"  # of the paper, on a white page
WITH_PORTRAITS = ("original-portraits",)
PORTRAIT = "肖像.png"


def layouts() -> tuple[str, ...]:
    """The names of the newspaper's layouts that come with the program."""
    return tuple(sorted({file.stem for file in (ROOT / "layouts").glob("*.yaml")} - {DECK_LAYOUT}))


def picture(layout: str) -> bytes:
    """A PNG file of page 1 of the shipped issue in this layout."""
    sources = Sources(home=str(ROOT), layouts=(str(ROOT / "layouts"),), fonts=(str(ROOT / "fonts"),))
    with TemporaryDirectory() as folder:
        content = Path(folder) / "content"
        shutil.copytree(ROOT / "content", content)
        if layout in WITH_PORTRAITS:
            give_portraits(content)
        order = Order(sources=sources, content=str(content), layout=layout, slides=False, fresh=True)
        printed = build(order, Memory())
    (pdf,) = (file for file in printed.files if file.name == PDF_NAMES["screen"])
    points = next(iter(printed.bulletin.pages)).size.width if printed.bulletin else 0.0
    page = Image.open(BytesIO(previews(pdf.data, SHARPER * WIDTH * 72 / points)[0]))
    size = WIDTH - 2, round((WIDTH - 2) * page.height / page.width)
    small = ImageOps.expand(page.resize(size, Image.Resampling.LANCZOS), 1, EDGE)
    out = BytesIO()
    small.quantize(COLORS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def give_portraits(content: Path) -> None:
    """Let every report of the folder have a portrait."""
    head_and_shoulders().save(content / PORTRAIT)
    for path in content.glob("*.md"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("---\n", f"---\nportrait: {PORTRAIT}\n", 1), encoding="utf-8")


def head_and_shoulders() -> Image.Image:
    """What stands for a photograph: 4:5, grey."""
    image = Image.new("RGB", (800, 1000), "#D9D9D9")
    pen = ImageDraw.Draw(image)
    pen.ellipse((250, 190, 550, 560), fill="#8C8C8C")
    pen.ellipse((90, 620, 710, 1500), fill="#8C8C8C")
    return image


def pictures() -> Iterator[tuple[Path, bytes]]:
    """The files of the gallery, one after another."""
    for layout in layouts():
        yield FOLDER / f"{layout}.png", picture(layout)


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for file, data in pictures():
        file.write_bytes(data)
