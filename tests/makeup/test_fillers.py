"""Fillers stand in the white of the last page, each once and in order; what found no room is told."""

import random

import pytest

from bulletin.geometry import Rect
from bulletin.makeup.copyfit import brief_for
from bulletin.makeup.filler_sizes import slogan
from bulletin.model.edition import Edition, Filler
from bulletin.model.page import Bulletin, ImageMark, TextMark
from bulletin.problems import Place
from bulletin.proof.page import verify
from tests.makeup.conftest import LayoutSetup
from tests.makeup.issues import edition, picture, report, the_seed

SAYINGS = (
    "学而不思则罔，思而不学则殆。——《论语》",
    "善治者，必达情而善政；善政者，必顺势而利民。",
    "温馨提示：本刊征集基层改革创新案例，来稿请注明单位、姓名和联系电话，发送至区委宣传部。",
)
SLOGANS = ("比学赶超　勇谱新高", "空谈误国　实干兴邦", "节约用水，人人有责；保护环境，从我做起")


def fillers(*texts: str) -> tuple[Filler, ...]:
    return tuple(Filler(text, None, Place("issue.yaml", number)) for number, text in enumerate(texts, 1))


def half_a_page(*, seed: int = 1) -> Edition:
    return edition(report(random.Random(seed), "half", 2200))


def printed(made: Bulletin) -> str:
    marks = [mark for page in made.pages for mark in page.marks if isinstance(mark, TextMark) and mark.tag == -1]
    return "".join("".join(span.units) for mark in marks for span in mark.spans).replace("　", "")


def left_out(made: Bulletin) -> list[int | None]:
    return [problem.place.line for problem in made.problems if problem.code == "filler-left-out" and problem.place]


@pytest.mark.parametrize("count", [1, 2, 3])
def test_fillers_stand_in_the_white_each_once(a3: LayoutSetup, count: int) -> None:
    written = half_a_page()._replace(fillers=fillers(*SLOGANS[:count]))
    made = a3.make_up(written)
    assert verify(written, a3.design, made) == ()
    words = printed(made)
    inside = [slogan for slogan in SLOGANS[:count] if words.count(slogan.replace("　", "")) == 1]
    assert inside
    assert inside == list(SLOGANS[: len(inside)])
    assert sum(len(page.fillers) for page in made.pages) == len(inside)
    assert left_out(made) == list(range(len(inside) + 1, count + 1))
    white = a3.make_up(half_a_page()).pages[-1]
    assert made.pages[-1].modules == white.modules


def test_a_filler_without_room_is_told(a3: LayoutSetup) -> None:
    made = a3.make_up(the_seed()._replace(fillers=fillers(*SLOGANS)))
    assert not any(page.fillers for page in made.pages)
    assert left_out(made) == [1, 2, 3]


def test_a_picture_stands_in_a_box_of_its_shape(a3: LayoutSetup) -> None:
    shown = picture(random.Random(1))._replace(width_px=6000, height_px=1200)
    written = half_a_page()._replace(fillers=(Filler("", shown, Place("issue.yaml", 1)),))
    made = a3.make_up(written)
    assert verify(written, a3.design, made) == ()
    (box,) = made.pages[-1].fillers
    (image,) = [mark for mark in made.pages[-1].marks if isinstance(mark, ImageMark)]
    assert image.rect.width >= 0.8 * (box.width - 2 * a3.design.filler.padding)


@pytest.mark.parametrize("length", [300, 900, 1500, 2200, 3000])
@pytest.mark.parametrize("texts", [SAYINGS, SAYINGS * 3, SLOGANS])
def test_fillers_blow_up_neither_their_type_nor_the_page(a3: LayoutSetup, length: int, texts: tuple[str, ...]) -> None:
    """Three sayings of 36 pt in frames over the whole page closed one that a report of 541 characters began."""
    written = edition(report(random.Random(length), "few", length))._replace(fillers=fillers(*texts))
    made = a3.make_up(written)
    assert verify(written, a3.design, made) == ()
    page, grid = made.pages[-1], made.grid
    assert grid
    area = sum(box.width * box.height for box in page.fillers)
    assert area <= a3.design.filler.share_max * page.body.width * page.body.height
    for box in page.fillers:
        rows = [mark for mark in page.marks if isinstance(mark, TextMark) and box.holds(Rect(mark.x, mark.y, 1.0, 1.0))]
        sizes = {span.size for mark in rows for span in mark.spans}
        assert max(sizes) <= a3.design.filler.size_max * grid.size + 0.01
    if page.fillers:
        assert f"；补白{len(page.fillers)}条；" in made.summary
    left = len(texts) - len(page.fillers)
    assert len(left_out(made)) == left


@pytest.mark.parametrize("text", [*SAYINGS, *SLOGANS])
@pytest.mark.parametrize("measure", [160.0, 260.0, 350.0, 740.0])
def test_rows_of_a_slogan_are_no_scraps(a3: LayoutSetup, text: str, measure: float) -> None:
    """Rows of 利民。 and 传部。 stood under full ones."""
    own = slogan(brief_for(half_a_page(), a3.design, a3.faces, a3.composer), text, measure, 400.0)
    widths = [line.width for line in own.lines]
    assert own.size == pytest.approx(a3.design.filler.size_max * a3.design.grid.size)
    assert "".join(line.text for line in own.lines).replace("　", "") == text.replace("　", "")
    assert min(widths) >= max(widths) / 3


def test_rows_of_a_slogan_rather_end_after_marks(a3: LayoutSetup) -> None:
    own = slogan(brief_for(half_a_page(), a3.design, a3.faces, a3.composer), SAYINGS[1], 160.0, 400.0)
    assert [line.text for line in own.lines] == ["善治者，", "必达情而善政；", "善政者，", "必顺势而利民。"]


def test_the_plan_names_no_filler_of_the_last_page(a3: LayoutSetup) -> None:
    written = half_a_page()
    plan = a3.make_up(written).plan
    assert a3.make_up(written._replace(fillers=fillers(*SLOGANS))).plan == plan
