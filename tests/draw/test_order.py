"""The whole way: what a screen reader says equals the content files, report by report."""

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from bulletin.compose.composer import Composer
from bulletin.draw.pdf.file import draw_pdf
from bulletin.faces.face import open_faces
from bulletin.makeup.issue import make_up
from bulletin.model.edition import Edition
from bulletin.read.check import read
from tests.draw.reader import spoken

ROOT = Path(__file__).parent.parent.parent


def issue(content: Path) -> tuple[Edition, pikepdf.Pdf]:
    """`content` made into a bulletin."""
    edition, design = read(str(content), None, root=str(ROOT))
    faces = open_faces(str(ROOT / "fonts"))
    bulletin = make_up(edition, design, faces, Composer(design.text, faces, edition.terms))
    return edition, pikepdf.open(BytesIO(draw_pdf(bulletin, design, faces, icc_folders=())))


def expected(edition: Edition) -> list[str]:
    """Title, byline and every paragraph of each report, white space aside."""
    return [
        "".join("".join((r.title, r.post, r.author, *(p.text for p in r.paragraphs))).split()) for r in edition.reports
    ]


def said(pdf: pikepdf.Pdf) -> list[str]:
    return ["".join(text.replace("\u00ad", "").split()) for text in spoken(pdf, "/Art")]


def test_the_shipped_issue_is_read_aloud_as_written() -> None:
    edition, pdf = issue(ROOT / "content")
    assert said(pdf) == expected(edition)


@pytest.fixture
def long_issue(tmp_path: Path) -> Path:
    """Reports over three pages with jumps, dashes, Latin words to hyphenate, and a picture."""
    for path in (ROOT / "content").iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    Image.new("RGB", (1600, 1000), (90, 140, 180)).save(tmp_path / "river.jpg")
    for name, times in (("water", 4), ("planning", 6)):
        path = tmp_path / f"{name}.md"
        front, head, body = path.read_text(encoding="utf-8").split("---", 2)
        latin = (
            "We internationalize environmental responsibilities——notwithstanding compartmentalization——everywhere.\n\n"
        )
        path.write_text("---".join((front, head, body + (latin + body) * (times - 1))), encoding="utf-8")
    path = tmp_path / "legal.md"
    path.write_text(path.read_text(encoding="utf-8") + "\n![小清河](river.jpg)\n", encoding="utf-8")
    return tmp_path


def test_jumps_dashes_and_hyphens_leave_the_text_whole(long_issue: Path) -> None:
    edition, pdf = issue(long_issue)
    assert len(pdf.pages) >= 3
    assert sum("/Annots" in page.obj for page in pdf.pages) >= 2, "jump lines are links"
    texts = said(pdf)
    picture = "[小清河]小清河"
    assert sum(picture in text for text in texts) == 1
    assert [text.replace(picture, "") for text in texts] == expected(edition)
    assert any("\u00ad" in text for text in spoken(pdf, "/Art")), "a word was hyphenated"
