"""The reader of blocks, on a tree made by hand: it finds what is there, and misses what is not."""

import io

import pikepdf

from bulletin.draw.pdf.file import draw
from bulletin.draw.pdf.target import screen
from bulletin.geometry import Rect
from bulletin.model.design import PressDesign
from bulletin.model.page import ARTIFACT, Bulletin, LinkMark, Mark, Page, Tag
from tests.draw import sample
from tests.draw.block_reader import ReadArticle, ReadItem, articles

TAGS = (
    Tag("Document", -1),
    Tag("Art", 0, title="稿"),
    Tag("Table", 1),
    Tag("Caption", 2),
    Tag("TR", 2),
    Tag("TH", 4, scope="Column", across=2),
    Tag("TR", 2),
    Tag("TD", 6),
    Tag("TD", 6),
    Tag("L", 1),
    Tag("LI", 9),
    Tag("LBody", 10),
    Tag("L", 9),
    Tag("LI", 12),
    Tag("LBody", 13),
    Tag("BlockQuote", 1),
    Tag("P", 15),
    Tag("Note", 1),
    Tag("Figure", 1, alt="图的话"),
    Tag("P", 1),
    Tag("Link", 19),
)
TEXTS = {3: "表1", 5: "头", 7: "甲", 8: "乙", 11: "•一", 14: "•二", 16: "引", 17: "¹注", 18: "十", 19: "见", 20: "网站"}


def read(*more: Mark, skip: int = ARTIFACT) -> ReadArticle:
    marks = [sample.line(40.0 + 12 * tag, tag, sample.span(text)) for tag, text in TEXTS.items() if tag != skip]
    page = Page(1, sample.SIZE, Rect(40, 40, 320, 480), (*marks, *more), (), 30)
    made = Bulletin("题", "", "", (), (2019, 4, 24), (page,), TAGS, (), "", "")
    data = draw(made, sample.FACES, screen(PressDesign(), sample.ICC_FOLDERS))
    (article,) = articles(pikepdf.open(io.BytesIO(data)))
    return article


def test_every_kind_is_found_with_its_words() -> None:
    found = read()
    assert found.title == "稿"
    assert found.text == "".join(TEXTS.values())
    (table,) = found.tables
    assert table.caption == "表1"
    assert [[cell.text for cell in row] for row in table.rows] == [["头"], ["甲", "乙"]]
    assert [cell.kind for cell in table.cells] == ["TH", "TD", "TD"]
    assert found.items == (ReadItem(0, "•一"), ReadItem(1, "•二"))
    assert (found.quotes, found.notes) == (("引",), ("¹注",))
    assert [(figure.alt, figure.text, figure.page) for figure in found.figures] == [("图的话", "十", 1)]
    assert found.links == ()  # one that leads nowhere is a stretch of text


def test_a_cell_whose_text_is_not_drawn_is_missed() -> None:
    assert "甲" not in [cell.text for cell in read(skip=7).tables[0].cells]


def test_a_link_is_counted_by_its_annotations() -> None:
    (link,) = read(LinkMark(Rect(40, 270, 20, 12), 1, 40.0, 20, "网站")).links
    assert (link.text, link.address, link.annotations) == ("网站", "", 1)
