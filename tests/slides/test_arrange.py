"""What a parting of points into columns costs, price by price, and which one wins where a price decides."""

import pytest

from bulletin.choose.excerpts import Excerpt
from bulletin.choose.outline import Group, Outline, OutlinePoint, outline_of
from bulletin.faces.face import Faces
from bulletin.memory import Memory
from bulletin.model.slide import BodyLevels, ColumnsDesign, Slack, TextLevel
from bulletin.slides.arrange import BodyRoom, PanelItem, arrange, price
from bulletin.slides.measure import Measurer
from tests.slides.editions import report

FULL = [0.8, 0.8]


def items(*groups: int, heading: str = "", deeper: tuple[int, ...] = ()) -> tuple[PanelItem, ...]:
    """One item for each group number; the first of a group has the heading."""
    return tuple(
        PanelItem(
            group=group,
            heading="" if group in groups[:place] else heading,
            point=OutlinePoint(head="要点", deeper=place in deeper),
            number=place + 1,
        )
        for place, group in enumerate(groups)
    )


@pytest.mark.parametrize(
    ("parted", "ends", "fills", "cost"),
    [
        (items(0, 0, 1, 1, heading="题"), (2,), FULL, 0),
        (items(0, 0, 0, 0, heading="题"), (2,), FULL, 16),
        (items(0, 0, 0, 0), (2,), FULL, 0),
        (items(0, 0, 0, 0, deeper=(2,)), (2,), FULL, 8),
        (items(0, 0, 0, 0), (2,), [0.9, 0.7], 35 * 0.2),
        (items(0, 0, 0), (1,), FULL, 0),
        (items(0, 0, 0, 0), (1,), FULL, 3),
        (items(0, 0, 0, 0, 0), (1,), FULL, 6),
        (items(0, 0, 0, 0), (2,), [0.5, 0.5], 45 * 0.12),
    ],
)
def test_every_blemish_of_a_parting_has_its_price(
    parted: tuple[PanelItem, ...], ends: tuple[int, ...], fills: list[float], cost: float
) -> None:
    assert price(parted, ends, fills) == pytest.approx(-cost)


def columns(number: int, size: float, lines: int = 4) -> ColumnsDesign:
    level = TextLevel(size=size, leading=size * 1.5)
    return ColumnsDesign(
        name=f"{number}栏",
        columns=number,
        gutter=0.0,
        anchor="top",
        detail_lines=lines,
        levels=BodyLevels(level, level, level, level, level),
    )


@pytest.fixture(scope="module")
def measurer(faces: Faces) -> Measurer:
    return Measurer(faces, Slack(), Memory())


def test_of_equal_partings_the_one_with_fewer_columns_wins(measurer: Measurer) -> None:
    outline = outline_of(report("（一）志存高远\n大手笔做规划。\n（二）顺应潮流\n想在规划之中。"))
    two = BodyRoom(columns=columns(2, 10.0), measure=200.0, depth=40.0, key=0)
    one = BodyRoom(columns=columns(1, 10.0), measure=200.0, depth=80.0, key=1)

    best, dropped = arrange(outline, (two, one), measurer)

    assert best is not None
    assert (best.room.key, dropped) == (1, 0)


def test_heads_stand_alone_where_few_points_could_say_more(measurer: Measurer) -> None:
    text = "".join(
        f"（{number}）{head}\n这里有一句很长的话要说，再说也还是放不下这么多的字。\n"
        for number, head in zip("一二三", ("志存高远", "顺应潮流", "从长计议"), strict=True)
    )
    outline = outline_of(report(text))
    room = BodyRoom(columns=columns(1, 10.0), measure=160.0, depth=60.0)

    best, dropped = arrange(outline, (room,), measurer)

    assert best is not None
    assert dropped == 0
    assert best.shown == ("志存高远", "顺应潮流", "从长计议")


@pytest.mark.parametrize(("longer", "shown"), [(11, 8), (15, 8), (17, 17)])
def test_a_finished_sentence_wins_unless_a_longer_clause_says_twice_as_much(
    measurer: Measurer, longer: int, shown: int
) -> None:
    words = "规划先行一张蓝图绘到底产业为本生态优先不动摇"
    excerpts = (Excerpt(text=words[:8], whole=True), Excerpt(text=words[:longer], whole=False))
    outline = Outline(groups=(Group(head="", points=(OutlinePoint(head="定目标", excerpts=excerpts),)),))
    room = BodyRoom(columns=columns(1, 10.0), measure=400.0, depth=60.0)

    best, _ = arrange(outline, (room,), measurer)

    assert best is not None
    assert best.shown == ("定目标", words[:shown])
