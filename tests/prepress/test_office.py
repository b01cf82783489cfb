"""The office copier's file."""

from io import BytesIO
from typing import Any

import pikepdf
import pytest

from bulletin.geometry import Point, Rect, Size
from bulletin.model.design import Color
from bulletin.model.edition import Picture
from bulletin.model.galley import Span
from bulletin.model.page import ARTIFACT, ImageMark, LinkMark, Mark, Page, RuleMark, ShapeMark, TextMark
from bulletin.problems import Place
from bulletin.proof.paper import COPIER_EDGE, copier_limits, edge_room
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
    assert "第1版" in problems[0].message


PAGE = Page(1, Size(500, 700), Rect(0, 0, 500, 700), (), (), 1)
BLUE = Color("blue", (0, 0, 1), (1, 1, 0, 0))
PICTURE = Picture("a.jpg", "", 10, 10, "", Place("a.md"))


def text(x: float, y: float) -> TextMark:
    return TextMark(x, y, (Span("song", 20, BLUE, ("学", "习"), (0, 1000)),))


@pytest.mark.parametrize(
    ("mark", "room"),
    [
        (text(30, 20), 20 - 17),  # 0.85 em above the baseline
        (text(30, 690), 10 - 3),  # 0.15 em below it
        (text(9, 300), 9),
        (text(455, 300), 5),  # the second glyph ends two em from the first one's origin
        (RuleMark(Point(40, 6), Point(460, 6), 1, BLUE), 6),
        (RuleMark(Point(40, 300), Point(492, 300), 1, BLUE), 8),
        (ShapeMark((("M", (30, 30)), ("L", (70, 697)), ("Z", ())), fill=BLUE), 3),
        (ImageMark(Rect(100, 100, 393, 50), PICTURE, Rect(0, 0, 1, 1), "", ARTIFACT), 7),
        (ImageMark(Rect(100, 100, 50, 598), PICTURE, Rect(0, 0, 1, 1), "", ARTIFACT), 2),
        (LinkMark(Rect(0, 0, 5, 5), 1, 0, 0, ""), COPIER_EDGE),
        (TextMark(0, 0, ()), COPIER_EDGE),
    ],
)
def test_the_room_beside_a_mark_is_measured_from_all_its_sides(mark: Mark, room: float) -> None:
    assert edge_room(mark, PAGE) == pytest.approx(room)


def test_paper_that_no_copier_has_is_warned_of(a3: Made) -> None:
    page = a3.bulletin.pages[0]
    odd = a3.bulletin._replace(pages=(page._replace(size=Size(pt(275), pt(390))),))

    assert "office-paper" in [problem.code for problem in copier_limits(odd)]
