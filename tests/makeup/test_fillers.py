"""Fillers stand in the white of the last page, each once and in order; what found no room is told."""

import random

import pytest

from bulletin.model.edition import Edition, Filler
from bulletin.model.page import Bulletin, ImageMark, TextMark
from bulletin.problems import Place
from bulletin.proof.page import verify
from tests.makeup.conftest import LayoutSetup
from tests.makeup.issues import edition, picture, report, the_seed

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


def test_the_plan_names_no_filler_of_the_last_page(a3: LayoutSetup) -> None:
    written = half_a_page()
    plan = a3.make_up(written).plan
    assert a3.make_up(written._replace(fillers=fillers(*SLOGANS))).plan == plan
