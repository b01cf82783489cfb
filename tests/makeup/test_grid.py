"""The type area: measure and gutter follow from the gutter wanted, the masthead is as deep at every leading."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.makeup.grid import at_size, type_area
from bulletin.model.design import Design, Grid
from bulletin.read.layout import decode
from bulletin.units import ROUNDING
from tests.conftest import ROOT
from tests.makeup.conftest import LayoutSetup

SHIPPED = {
    "bulletin-a3": (17, 14.28, 8),
    "bulletin-a3-weifang": (17, 14.28, 8),
    "bulletin-a3-bleed": (17, 14.28, 8),
    "bulletin-a4": (17, 12.87, 6),
    "original": (17.25, 15.05, 10),
    "original-portraits": (17.25, 15.05, 6),
}

sizes = st.floats(7, 14).map(lambda size: round(size, 2))
leadings = st.floats(1.0, 1.8).map(lambda share: round(share, 2))


@pytest.mark.parametrize("layout", SHIPPED)
def test_the_grids_that_ship(layout: str) -> None:
    area = type_area(decode(str(ROOT / "layouts" / f"{layout}.yaml"), Design))
    measure, gutter, lines = SHIPPED[layout]
    assert area.measure_em == pytest.approx(measure)
    assert area.gutter == pytest.approx(gutter, abs=0.005)
    assert area.masthead_lines == lines


@given(st.integers(1, 8), sizes, st.floats(0.5, 5), st.floats(400, 900))
def test_columns_and_gutters_fill_the_width_and_no_other_measure_comes_nearer_to_the_gutter(
    columns: int, size: float, gutter_em: float, width: float
) -> None:
    grid = Grid(columns=columns, size=size, leading=size, masthead=0.0, gutter_em=gutter_em)
    measure = grid.measure(width)
    if columns == 1:
        assert measure == width
        return

    def off(em: float) -> float:
        return abs((width - columns * em * size) / (columns - 1) / size - gutter_em)

    quarters = measure / size * 4
    assert quarters == pytest.approx(round(quarters))
    assert measure >= 0
    if measure:
        assert off(measure / size) <= min(off(measure / size - 0.25), off(measure / size + 0.25)) + ROUNDING


@given(sizes, leadings)
def test_no_size_is_refused_for_its_gutter(a3: LayoutSetup, size: float, share: float) -> None:
    area = type_area(at_size(a3.design, size, size * share))
    assert 1.19 < area.gutter / size < 1.53
    columns = 4
    assert columns * area.measure + (columns - 1) * area.gutter == pytest.approx(area.rect.width)


@given(sizes, leadings, st.floats(40, 200))
def test_the_text_of_page_1_clears_the_masthead_and_ends_where_that_of_other_pages_ends(
    a3: LayoutSetup, size: float, share: float, masthead: float
) -> None:
    leading = size * share
    design = at_size(a3.design, size, leading)
    area = type_area(design._replace(grid=design.grid._replace(masthead=masthead)))
    first, other = area.body(1), area.body(2)
    assert first.y - area.rect.y >= masthead - ROUNDING
    assert first.y - area.rect.y < masthead + leading
    assert first.bottom == pytest.approx(other.bottom)
    assert area.body_lines(1) == round(first.height / leading)


def test_the_band_is_as_high_at_every_leading(a3: LayoutSetup) -> None:
    heights = {at_size(a3.design, 10.5, leading).masthead.height for leading in (13.0, 14.5, 18.0)}
    assert heights == {a3.design.masthead.height}


def test_a_wider_gutter_makes_narrower_columns(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text("extends: bulletin-a3\nname: own\ngrid: {gutter_em: 2}\n", encoding="utf-8")
    area = type_area(decode(str(path), Design, (str(ROOT / "layouts"),)))
    assert area.measure_em == 16.5
