"""Gauges say how full a page is; ways out are lines that can be copied."""

import pytest

from bulletin.desk.gauges import gauge, ways_out
from bulletin.memory import Memory
from bulletin.model.output import Order, Printed
from bulletin.pipeline import build
from bulletin.problems import OversetError, Problem
from tests.conftest import ROOT
from tests.desk.conftest import SOURCES


def test_a_full_page_is_full_and_one_with_a_module_less_has_its_lines_free(seed: Printed) -> None:
    assert seed.bulletin
    assert seed.bulletin.grid
    page = seed.bulletin.pages[0]
    assert gauge(page, seed.bulletin) == (1.0, 0, "排满")
    upper = [module for module in page.modules if module.rect.y < page.body.y + 1]
    half = gauge(page._replace(modules=tuple(upper)), seed.bulletin)
    lines = round((page.body.bottom - upper[0].rect.bottom) / seed.bulletin.grid.leading)
    assert half == (round(1 - lines / page.lines, 4), lines, f"空{lines}行")


def test_the_ways_out_of_a_refusal_can_be_copied() -> None:
    order = Order(SOURCES, str(ROOT / "content"), layout="bulletin-a4", slides=False, pages=1, draw=False)
    with pytest.raises(OversetError) as caught:
        build(order, Memory())
    ways = ways_out(None, caught.value.problems, None)
    assert len(ways) >= 2
    assert all(way.copy or "删" in way.words for way in ways), "neither the lengths nor a heading"
    assert any(way.copy.startswith("页数: ") for way in ways)
    assert not any("--" in way.words for way in ways), "the preview's user types no command"
    assert all(way.copy in way.words for way in ways)


def test_the_offers_of_makeup_can_be_copied(seed: Printed) -> None:
    assert seed.bulletin
    other = "版式 bulletin-a4 可排满：--layout bulletin-a4（2版，10/13磅）"
    offers = ("少一个版：--pages 3（10/13磅）", "issue.yaml 写 `fit: wide` 可排满", other)
    note = Problem("note", "any", "别的")
    found = ways_out(seed.bulletin._replace(offers=offers), (note,), seed.edition._replace(written={}))
    assert [way.copy for way in found] == ["pages: 3", "fit: wide", "layout: bulletin-a4"]
    assert found[0].words == "少一个版：issue.yaml 写 `pages: 3`（10/13磅）"
