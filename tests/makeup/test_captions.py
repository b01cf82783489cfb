"""Captions: the words to the left, the photographer at the right end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.makeup.brief import Brief
from bulletin.makeup.captions import caption_lines, caption_rows
from bulletin.makeup.grid import type_area
from tests.makeup.conftest import LayoutSetup
from tests.makeup.issues import edition, shipped

WIDTH = 178.5


def brief_of(setup: LayoutSetup) -> Brief:
    return Brief(edition(shipped("water")), setup.design, type_area(setup.design), setup.faces, setup.composer)


def rows(setup: LayoutSetup, caption: str, width: float = WIDTH) -> list[tuple[int, str, bool]]:
    """Row, text and whether it ends at the right edge, of every line."""
    color = setup.design.color("black")
    return [
        (each.row, each.line.text, each.line.width > width - 1)
        for each in caption_lines(brief_of(setup), caption, width, color)
    ]


def test_a_photographer_stands_at_the_right_end_of_the_last_line(a3: LayoutSetup) -> None:
    assert rows(a3, "考察团在潍坊高新区 张三摄") == [(0, "考察团在潍坊高新区", False), (0, "张三摄", True)]
    assert rows(a3, "考察团在潍坊高新区\u3000记者张三\u3000摄")[1][1:] == ("记者张三\u3000摄", True)
    assert rows(a3, "考察团在潍坊高新区。王建国　摄")[1][1:] == ("王建国　摄", True)
    assert rows(a3, "考察团在潍坊高新区 摄影：张三")[1][1:] == ("摄影：张三", True)
    assert caption_rows(brief_of(a3), "考察团在潍坊高新区 张三摄", WIDTH) == 1


def test_a_photographer_who_finds_no_room_has_a_line_of_his_own(a3: LayoutSetup) -> None:
    full = "考察团在潍坊高新区参观智能制造产业园"
    found = rows(a3, f"{full} 张三摄")
    assert found[-1] == (len(rows(a3, full)), "张三摄", True)


@pytest.mark.parametrize(
    "caption", ["洸府河（张三摄）", "摄影", "张三摄", "他在河边拍摄", "在河边 拍摄", "河边 2026年"]
)
def test_words_that_end_alike_are_the_caption(caption: str, a3: LayoutSetup) -> None:
    assert "".join(text for _, text, _ in rows(a3, caption)) == caption


@given(
    st.text("甲乙丙摄影 （）：", min_size=1, max_size=40).filter(lambda text: text.strip() == text), st.floats(60, 400)
)
def test_no_character_is_lost_and_rows_are_counted(a3: LayoutSetup, caption: str, width: float) -> None:
    found = rows(a3, caption, width)
    assert "".join(text for _, text, _ in found).replace(" ", "") == caption.replace(" ", "")
    assert max(row for row, _, _ in found) + 1 == caption_rows(brief_of(a3), caption, width)
