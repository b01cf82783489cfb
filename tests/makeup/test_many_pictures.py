"""Many pictures of one report: they spread through its columns, however wide each would like to be."""

from itertools import combinations

import pytest

from bulletin.model.edition import Edition, Paragraph, Picture, Placing
from bulletin.model.page import ImageMark, TextMark
from bulletin.proof.page import verify
from tests.makeup.conftest import LayoutSetup
from tests.makeup.issues import edition, shipped

SHAPES = ((1800, 1200), (900, 1200), (1600, 1600))


def illustrated(count: int, *, columns: int = 0) -> Edition:
    """A report with so many pictures, one behind each paragraph; the first as wide as is wished."""
    story = shipped("environment")
    paragraphs: list[Paragraph] = []
    for number, paragraph in enumerate(story.paragraphs[: count * 2]):
        paragraphs.append(paragraph)
        if number % 2 == 0:
            width, height = SHAPES[number // 2 % 3]
            shown = Picture(f"{number}.jpg", str(number), width, height, f"图{number}", paragraph.place)
            wish = Placing(columns=columns if number == 0 else 0)
            paragraphs.append(Paragraph("picture", 0, (), shown.place, picture=shown, placing=wish))
    return edition(story._replace(paragraphs=tuple(paragraphs)))


@pytest.mark.parametrize("count", [4, 6, 8])
def test_many_pictures_spread_through_one_module(a3: LayoutSetup, count: int) -> None:
    issue = illustrated(count)
    made = a3.make_up(issue)
    assert not verify(issue, a3.design, made)
    (module,) = (module for page in made.pages for module in page.modules)
    assert len(module.blocks) == count
    for one, other in combinations(module.blocks, 2):
        apart = one.row + one.rows < other.row or other.row + other.rows < one.row
        beside = one.column + one.columns <= other.column or other.column + other.columns <= one.column
        assert apart or beside, "one stands on the other"


def test_the_width_that_an_editor_wants_is_kept_among_many(a3: LayoutSetup) -> None:
    made = a3.make_up(illustrated(8, columns=3))
    widths = sorted(piece.columns for page in made.pages for module in page.modules for piece in module.blocks)
    assert widths[-1] == 3
    assert not {problem.code for problem in made.problems} & {"width-not-kept", "unfilled-page"}


def test_at_a_foot_the_caption_stands_on_the_last_line_of_the_text_beside_it(a3: LayoutSetup) -> None:
    made, grid = a3.make_up(illustrated(8)), a3.design.grid
    ((page, module),) = ((page, module) for page in made.pages for module in page.modules)
    captions = [
        mark.y for mark in page.marks if isinstance(mark, TextMark) and made.tags[mark.tag or 0].kind == "Caption"
    ]
    images = [mark.rect for mark in page.marks if isinstance(mark, ImageMark)]
    feet = [piece for piece in module.blocks if piece.row and piece.floating]
    assert feet
    for piece in feet:
        last = piece.rect.bottom - grid.leading + grid.first_baseline_em * grid.size
        assert any(y == pytest.approx(last) for y in captions)
        (image,) = [rect for rect in images if piece.rect.holds(rect)]
        assert image.y - (piece.rect.y - grid.leading + grid.size) >= grid.leading / 2 - 0.5
