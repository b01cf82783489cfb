"""The judges of block_laws find what is planted."""

import random
from io import BytesIO

import pikepdf
import pytest

from bulletin.draw.pdf.file import draw_pdf
from bulletin.model.edition import Edition, Paragraph, Run
from bulletin.model.page import Bulletin, ImageMark, TextMark
from bulletin.problems import Place
from tests.conftest import ROOT
from tests.draw.block_reader import ReadArticle, ReadCell, ReadFigure, ReadTable, articles
from tests.edition.block_laws import (
    broken_laws,
    lost_or_moved,
    overlapping,
    pictures_out_of_order,
    with_pixels,
    wrong_figures,
    wrong_tables,
)
from tests.makeup.conftest import LayoutSetup, layout_setup
from tests.makeup.issues import edition, picture, shipped, with_picture
from tests.makeup.tables import TABLES


@pytest.fixture(scope="module")
def setup() -> LayoutSetup:
    return layout_setup(ROOT, "bulletin-a3")


@pytest.fixture(scope="module")
def issue() -> Edition:
    chance = random.Random(1)
    story = shipped("planning")
    for number, place in ((2, 8), (1, 3)):
        story = with_picture(story, picture(chance, file=f"{number}.jpg"), place)
    return with_pixels(edition(story, shipped("legal")))


@pytest.fixture(scope="module")
def made(setup: LayoutSetup, issue: Edition) -> Bulletin:
    return setup.make_up(issue)


@pytest.fixture(scope="module")
def read(setup: LayoutSetup, made: Bulletin) -> tuple[ReadArticle, ...]:
    return articles(pikepdf.open(BytesIO(draw_pdf(made, setup.design, setup.faces, icc_folders=()))))


def test_nothing_is_found_where_nothing_is_wrong(issue: Edition, made: Bulletin, read: tuple[ReadArticle, ...]) -> None:
    assert broken_laws(issue, made, read) == []


def test_a_lost_or_changed_paragraph_is_found(issue: Edition, read: tuple[ReadArticle, ...]) -> None:
    story = issue.reports[0]
    (first, second, *rest) = story.paragraphs
    assert lost_or_moved(story._replace(paragraphs=(second, first, *rest)), read[0])
    assert lost_or_moved(story._replace(paragraphs=(first, *rest)), read[0])
    assert lost_or_moved(story._replace(paragraphs=(first, second._replace(runs=(Run("别的"),)), *rest)), read[0])


def test_type_on_a_picture_is_found(made: Bulletin) -> None:
    page = made.pages[0]
    image = next(mark for mark in page.marks if isinstance(mark, ImageMark))
    text = next(mark for mark in reversed(page.marks) if isinstance(mark, TextMark) and mark.tag > 0)
    assert overlapping(page) == []
    assert overlapping(page._replace(marks=(*page.marks, text._replace(x=image.rect.x, y=image.rect.bottom - 5))))


def test_pictures_in_another_order_are_found(issue: Edition, made: Bulletin) -> None:
    story = issue.reports[0]
    assert pictures_out_of_order(story, made) == []
    assert pictures_out_of_order(story._replace(paragraphs=story.paragraphs[::-1]), made)


def test_a_figure_without_words_is_found(issue: Edition, made: Bulletin, read: tuple[ReadArticle, ...]) -> None:
    nameless = ReadFigure("", 1, (0.0, 0.0, 10.0, 10.0), "")
    story = issue.reports[0]
    assert len(wrong_figures(story, read[0]._replace(figures=(nameless, read[0].figures[1])), made.pages)) == 2
    assert wrong_figures(story, read[0]._replace(figures=read[0].figures[:1]), made.pages)


def test_cells_lost_swapped_or_without_their_heads_are_found(read: tuple[ReadArticle, ...]) -> None:
    table = TABLES["merged head"]
    block = Paragraph("table", 0, (), Place("report.md"), table=table)
    story = shipped("water")._replace(paragraphs=(block,))
    head, rest = (
        tuple(tuple(ReadCell(kind, cell.text, scope, cell.across, cell.down) for cell in row) for row in rows)
        for kind, scope, rows in (("TH", "Column", table.head), ("TD", "", table.rows))
    )

    def wrong(*rows: tuple[ReadCell, ...]) -> list[str]:
        return wrong_tables(story, read[0]._replace(tables=(ReadTable(table.title + table.unit, rows),)))

    assert wrong(*head, *rest) == []
    assert wrong(tuple(cell._replace(scope="Row") for cell in head[0]), head[1], *rest)
    assert wrong(tuple(cell._replace(across=1) for cell in head[0]), head[1], *rest)
    assert wrong(*head, *rest[1:])
    assert wrong(*head, *rest[:-1], rest[-1][::-1])
    assert wrong(*head, *rest[:-1], rest[-1][1:])
