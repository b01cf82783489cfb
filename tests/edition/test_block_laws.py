"""Any mixture of blocks at any length: pages sound, nothing lost or moved, the structure as it was written."""

import random
from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest

from bulletin.draw.pdf.file import draw_pdf
from bulletin.model.edition import Edition, Paragraph, Placing
from bulletin.problems import Place
from bulletin.proof.page import verify
from tests.conftest import ROOT
from tests.draw.block_reader import articles
from tests.edition.block_laws import broken_laws, pictures_out_of_order, stacked, with_pixels
from tests.examples import sample
from tests.makeup.conftest import LayoutSetup, layout_setup
from tests.makeup.issues import block_issue, block_maker, edition, picture, random_issue, report, shipped, with_picture
from tests.makeup.tables import TABLES
from tests.makeup.text_blocks import block, note, runs
from tests.soak.block_issues import SLOWER, compared


@pytest.fixture(scope="module")
def a3() -> LayoutSetup:
    return layout_setup(ROOT, "bulletin-a3")


def keeps_the_laws(setup: LayoutSetup, issue: Edition) -> None:
    issue = with_pixels(issue)
    made = setup.make_up(issue)
    assert [problem.message for problem in verify(issue, setup.design, made)] == []
    data = draw_pdf(made, setup.design, setup.faces, icc_folders=())
    assert broken_laws(issue, made, articles(pikepdf.open(BytesIO(data)))) == []


@pytest.mark.parametrize("seed", sample(range(6), (1, 3)))
def test_an_issue_without_blocks_keeps_the_laws(a3: LayoutSetup, seed: int) -> None:
    keeps_the_laws(a3, random_issue(seed))


@pytest.mark.parametrize("seed", sample(range(6), (1, 3)))
def test_a_random_issue_with_blocks_keeps_the_laws(a3: LayoutSetup, seed: int) -> None:
    keeps_the_laws(a3, random_issue(seed, blocks=True))


@pytest.mark.parametrize("seed", sample(range(6), (2, 3)))
def test_reports_of_mostly_blocks_keep_the_laws(a3: LayoutSetup, seed: int) -> None:
    keeps_the_laws(a3, block_issue(seed))


@pytest.mark.parametrize("kind", ["picture", "table", "chart"])
@pytest.mark.parametrize("count", [1, 4])
def test_blocks_without_any_text_keep_the_laws(a3: LayoutSetup, kind: str, count: int) -> None:
    maker = block_maker("alone")
    made: list[Paragraph] = []
    while len(made) < count:
        (block,) = {"picture": maker.picture, "table": lambda: maker.table(5, 3), "chart": maker.chart}[kind]()
        shown = block.picture and picture(random.Random(2), file=f"{len(made)}.jpg")
        made.append(block._replace(picture=shown, placing=Placing()))
    keeps_the_laws(a3, edition(shipped("water")._replace(paragraphs=tuple(made)), shipped("legal")))


def test_blocks_that_the_text_does_not_reach_go_onto_pages_of_one_column() -> None:
    layout = layout_setup(ROOT, "bulletin-a4")
    grid = layout.design.grid
    design = layout.design._replace(grid=grid._replace(columns=1))
    tables = [Paragraph("table", 0, (), Place("report.md"), table=TABLES["main figures"]) for _ in range(7)]
    story = shipped("water")
    story = story._replace(paragraphs=(*story.paragraphs[:1], *tables))
    keeps_the_laws(layout._replace(design=design), edition(story))


@pytest.mark.parametrize("title", ["", "表1　主要指标"])
def test_links_and_numbers_of_notes_in_cells_keep_the_laws(a3: LayoutSetup, title: str) -> None:
    least = TABLES["least"]
    cells = ("在建{1}", "<公报|https://a.cn>", "新开工", "12{2}")
    rows = tuple(tuple(least.rows[0][0]._replace(runs=runs(text)) for text in cells[at : at + 2]) for at in (0, 2))
    table = Paragraph("table", 0, (), Place("report.md"), table=least._replace(title=title, rows=rows))
    story, last = shipped("water"), block("body", "初步核算{3}。")
    notes = (note(1, "含续建。"), note(2, "个。"), note(3, "数。"))
    keeps_the_laws(a3, edition(story._replace(paragraphs=(*story.paragraphs[:2], table, last, *notes))))


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("columns", sample((0, 2), (0,)))
def test_each_of_the_twenty_tables_keeps_the_laws(a3: LayoutSetup, name: str, columns: int) -> None:
    block = Paragraph("table", 0, (), Place("report.md"), table=TABLES[name], placing=Placing(columns))
    story = shipped("water")
    story = story._replace(paragraphs=(*story.paragraphs[:3], block, *story.paragraphs[3:]))
    keeps_the_laws(a3, edition(story, shipped("legal")))


@pytest.mark.parametrize("seed", sample(range(4), (2,)))
def test_pictures_spread_through_their_report(a3: LayoutSetup, seed: int) -> None:
    chance = random.Random(seed)
    story = report(chance, "long", 2600)
    for number in (3, 2, 1):
        shown = picture(chance, file=f"{number}.jpg", caption=f"第{number}张")
        story = with_picture(story, shown, len(story.paragraphs) * number // 4)
    issue = with_pixels(edition(story, report(chance, "other", 1500)))
    made = a3.make_up(issue)
    assert stacked(issue.reports[0], made) == []
    assert pictures_out_of_order(issue.reports[0], made) == []


@pytest.mark.slow
def test_random_issues_with_blocks_are_sound_and_not_much_slower(
    record_property: Callable[[str, object], None],
) -> None:
    first = random.SystemRandom().randrange(1_000_000)
    record_property("issues with blocks", f"seed {first}")
    result = compared(20, first)
    assert not result.unsound, str(result)
    assert result.ratio <= 2 * SLOWER, str(result)  # of so few: 2.9 was seen


@pytest.mark.slow
@pytest.mark.parametrize("layout", ["bulletin-a4", "original"])
def test_other_layouts_keep_the_laws(layout: str) -> None:
    setup = layout_setup(ROOT, layout)
    for seed in range(20):
        keeps_the_laws(setup, random_issue(seed, blocks=True))
        keeps_the_laws(setup, block_issue(seed))
