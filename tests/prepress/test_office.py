"""The office copier's file."""

from io import BytesIO
from typing import Any

import pikepdf
import pytest

from bulletin.geometry import Size
from bulletin.proof.paper import copier_limits
from bulletin.units import pt
from tests.prepress.made import Made, shown


def test_true_size_without_marks_and_with_how_to_print(a3: Made) -> None:
    with pikepdf.open(BytesIO(a3.files["office"])) as pdf:
        root: Any = pdf.Root
        assert str(root.ViewerPreferences.PrintScaling) == "/None"
        assert str(root.ViewerPreferences.Duplex) == "/DuplexFlipLongEdge"
        assert [str(intent.S) for intent in root.OutputIntents] == ["/GTS_PDFA1"]
        for page in pdf.pages:
            assert [float(v) for v in page.obj["/MediaBox"]] == pytest.approx([0, 0, pt(297), pt(420)], abs=0.01)
            assert "/TrimBox" not in page.obj
    assert not any(mark.stroke == (1, 1, 1, 1) for mark in shown(a3.files["office"]))


def test_nothing_stands_where_the_copier_cannot_print(a3: Made) -> None:
    edge = pt(5)
    for mark in shown(a3.files["office"]):
        assert mark.box[0] >= edge
        assert mark.box[1] >= edge
        assert mark.box[2] <= pt(297) - edge
        assert mark.box[3] <= pt(420) - edge
    assert copier_limits(a3.bulletin) == ()


def test_black_text_is_black_toner_alone_and_tints_are_lighter(a3: Made) -> None:
    red, black = a3.design.colors["red"].cmyk, (0.0, 0.0, 0.0, 1.0)
    share = a3.design.press.office_tints["red"]
    fills = {tuple(round(part, 4) for part in mark.fill) for mark in shown(a3.files["office"])}

    assert share < 1
    assert tuple(round(part * share, 4) for part in red) in fills
    assert tuple(round(part, 4) for part in red) not in fills
    assert sum(mark.fill == black for mark in shown(a3.files["office"]) if mark.size) > 150


def test_a_page_that_bleeds_is_warned_of(bleeding: Made) -> None:
    problems = copier_limits(bleeding.bulletin)

    assert [(problem.severity, problem.code) for problem in problems] == [("warning", "office-edge")]
    assert "第 1 版" in problems[0].message


def test_paper_that_no_copier_has_is_warned_of(a3: Made) -> None:
    page = a3.bulletin.pages[0]
    odd = a3.bulletin._replace(pages=(page._replace(size=Size(pt(275), pt(390))),))

    assert "office-paper" in [problem.code for problem in copier_limits(odd)]
