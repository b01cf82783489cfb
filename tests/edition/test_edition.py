"""The finished files: every character of every report, in order, once; the look as it was approved."""

import io
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from PIL import Image, ImageChops

from bulletin.model.design import Design
from bulletin.model.edition import Edition
from bulletin.model.output import Printed
from bulletin.read.layout import decode
from tests.conftest import HERE, ROOT
from tests.edition.editions import built, write_issue
from tests.examples import sample

MIXES = {
    "one": [900],
    "two": [700, 1200],
    "three": [500, 900, 1500],
    "five": [900, 700, 600, 800, 400],
    "eight": [300, 450, 600, 750, 500, 400, 900, 350],
    "twelve": [250, 400, 300, 600, 500, 350, 450, 700, 300, 550, 650, 200],
    "long": [9000, 300],
}


def solid(text: str) -> str:
    """Text without white space: what conservation is about."""
    return "".join(text.split())


def source(edition: Edition) -> list[str]:
    return [solid("".join(p.text for p in report.paragraphs)) for report in edition.reports]


def pdf_of(printed: Printed) -> bytes:
    return next(file.data for file in printed.files if file.name.endswith("bulletin.pdf"))


def by_pdfium(data: bytes) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return text


def by_poppler(data: bytes) -> str:
    if not shutil.which("pdftotext"):
        pytest.skip("poppler is not installed")
    done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=data, capture_output=True, check=True)
    return done.stdout.decode()


def by_pdfminer(data: bytes) -> str:
    from pdfminer.converter import PDFConverter
    from pdfminer.layout import LTChar, LTPage
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfminer.pdfpage import PDFPage

    found: list[str] = []

    class Stream(PDFConverter[BinaryIO]):
        """Characters in the order in which they are painted."""

        def receive_layout(self, ltpage: LTPage) -> None:
            self.walk(ltpage)

        def walk(self, item: Any) -> None:
            for child in item:
                if isinstance(child, LTChar):
                    found.append(child.get_text())
                elif hasattr(child, "__iter__"):
                    self.walk(child)

    manager = PDFResourceManager()
    interpreter = PDFPageInterpreter(manager, Stream(manager, io.BytesIO(), laparams=None))
    for page in PDFPage.get_pages(io.BytesIO(data)):
        interpreter.process_page(page)
    return "".join(found)


@pytest.fixture(scope="module")
def seed() -> Printed:
    return built(ROOT / "content")


@pytest.mark.parametrize("extract", [by_pdfium, by_poppler, by_pdfminer])
def test_every_character_of_the_reports_is_in_the_pdf_once_and_in_order(
    seed: Printed, extract: Callable[[bytes], str]
) -> None:
    text = solid(extract(pdf_of(seed)))
    at = text.index(solid("近赶潍坊远学长沙比学赶超勇谱新高潍坊篇"))
    for report, body in zip(seed.edition.reports, source(seed.edition), strict=True):
        whole = solid(report.title + report.post + report.author) + body
        found = text.find(whole, at)
        assert found >= 0, f"{report.name} is not whole after character {at}"
        assert text.count(body) == 1
        at = found + len(whole)


def test_the_seed_is_one_page_of_four_modules_and_four_slides(seed: Printed) -> None:
    assert seed.bulletin
    assert len(seed.bulletin.pages) == 1
    assert len(seed.bulletin.pages[0].modules) == 4
    assert seed.slide_count == 4
    assert not [problem for problem in seed.problems if problem.severity == "error"]


def test_the_whole_report_stands_in_the_notes(seed: Printed) -> None:
    from pptx import Presentation

    deck = Presentation(io.BytesIO(next(file.data for file in seed.files if file.name.endswith(".pptx"))))
    assert len(deck.slides) == 4
    for slide, body in zip(deck.slides, source(seed.edition), strict=True):
        frame = slide.notes_slide.notes_text_frame
        assert frame is not None
        assert body in solid(frame.text)


@pytest.mark.parametrize("name", sample(MIXES, ("one", "twelve", "long")))
def test_any_number_of_reports_prints_whole(name: str, tmp_path: Path) -> None:
    content = write_issue(tmp_path / "content", MIXES[name])
    printed = built(content)
    text = solid(by_pdfium(pdf_of(printed)))
    assert printed.slide_count == len(MIXES[name])
    assert printed.bulletin
    joints = 2 * (len(printed.bulletin.pages) - 1)  # a jump line may stand inside a sample
    samples = [body[start : start + 12] for body in source(printed.edition) for start in range(0, len(body) - 11, 11)]
    lost = [sample for sample in samples if sample not in text]
    assert len(lost) <= joints * 2, lost


def difference(left: Image.Image, right: Image.Image) -> float:
    """Share of the pixels that differ by more than 32 of 256 levels."""
    assert left.size == right.size
    off = ImageChops.difference(left.convert("L"), right.convert("L")).point(lambda level: 255 if level > 32 else 0)
    return off.histogram()[255] / (left.width * left.height)


def compare_render(image: Image.Image, name: str, update: bool) -> None:
    """Against tests/golden/NAME; a failure leaves expected, actual and difference in tests/edition/actual."""
    path = HERE / "golden" / name
    if update:
        image.save(path, optimize=True)
        return
    golden = Image.open(path)
    if image.size == golden.size and difference(image, golden) <= 0.005:
        return
    folder = HERE / "edition" / "actual"
    folder.mkdir(exist_ok=True)
    image.save(folder / name)
    golden.save(folder / f"expected-{name}")
    assert image.size == golden.size
    ImageChops.difference(image.convert("L"), golden.convert("L")).save(folder / f"difference-{name}")
    raise AssertionError(f"{name} looks different: {difference(image, golden):.2%} of its pixels; see {folder}")


def test_the_page_looks_as_approved(seed: Printed, request: pytest.FixtureRequest) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf_of(seed))
    image = document[0].render(scale=50 / 72).to_pil().convert("RGB")
    document.close()
    compare_render(image, "page-1.png", request.config.getoption("--update-golden"))


@pytest.mark.slow
def test_the_first_slide_looks_as_approved(seed: Printed, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    if not shutil.which("soffice") or not shutil.which("pdftoppm"):
        pytest.skip("LibreOffice or poppler is not installed")
    deck = tmp_path / "slides.pptx"
    deck.write_bytes(next(file.data for file in seed.files if file.name.endswith(".pptx")))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(deck)],
        capture_output=True,
        check=True,
        timeout=120,
    )
    subprocess.run(
        ["pdftoppm", "-r", "50", "-png", "-singlefile", str(tmp_path / "slides.pdf"), str(tmp_path / "slide")],
        check=True,
    )
    compare_render(
        Image.open(tmp_path / "slide.png").convert("RGB"), "slide-1.png", request.config.getoption("--update-golden")
    )


@pytest.mark.parametrize("pdf", sample((True, False), (False,)))
def test_the_deck_follows_the_order_of_the_paper_where_the_editor_gave_none(pdf: bool, tmp_path: Path) -> None:
    from pptx import Presentation

    content = write_issue(tmp_path / "content", [300, 1400, 500, 2200, 350, 900, 700])
    whole = built(content)
    assert whole.bulletin
    placed = whole.bulletin.order or tuple(range(7))
    asked = built(content, pdf=pdf)
    assert (asked.bulletin is not None) == pdf
    deck = Presentation(io.BytesIO(next(file.data for file in asked.files if file.name.endswith(".pptx"))))
    titles = [slide.shapes.title.text for slide in deck.slides if slide.shapes.title]
    assert [solid(title) for title in titles] == [solid(whole.edition.reports[at].title) for at in placed]


def test_a_column_has_one_colour_in_paper_and_deck(tmp_path: Path) -> None:
    from pptx import Presentation

    content = write_issue(tmp_path / "content", [300, 1400, 500, 2200, 350, 900, 700])
    whole = built(content)
    deck = Presentation(io.BytesIO(next(file.data for file in whole.files if file.name.endswith(".pptx"))))
    design = decode(str(ROOT / "layouts" / "bulletin-a3.yaml"), Design)
    colors = design.columns.by_column(report.column for report in whole.edition.reports)
    theme = next(part for part in deck.part.package.iter_parts() if "theme" in str(part.partname)).blob.decode()
    accents = re.findall(r"<a:accent\d>\s*<a:srgbClr val=\"(\w+)\"", theme)
    wanted = ["".join(f"{round(255 * part):02X}" for part in design.colors[name].rgb) for name in colors.values()]
    assert accents[:4] == wanted[:4]
