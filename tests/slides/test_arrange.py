"""What a parting of points into columns costs, price by price, which one wins, and what its paragraphs say."""

import pytest

from bulletin.choose.selection import SaidGroup, SaidPoint, Selection
from bulletin.faces.face import Faces
from bulletin.memory import Memory
from bulletin.model.slide import BODY_LEVELS, DETAIL_LEVEL, GROUP_LEVEL, HEAD_LEVEL, PLAIN_LEVEL, Slack, TextLevel
from bulletin.slides.arrange import Arrangement, BodyRoom, PanelItem, arrange, less, paragraphs, price
from bulletin.slides.measure import Measurer

FULL = [0.8, 0.8]


def items(*groups: int, heading: str = "", deeper: tuple[int, ...] = ()) -> tuple[PanelItem, ...]:
    """One item for each group number; the first of a group has the heading."""
    return tuple(
        PanelItem(
            group=group,
            of=heading,
            heading="" if group in groups[:place] else heading,
            point=SaidPoint(head="要点", said="", deeper=place in deeper),
            number=place + 1,
        )
        for place, group in enumerate(groups)
    )


@pytest.mark.parametrize(
    ("parted", "ends", "fills", "cost"),
    [
        (items(0, 0, 1, 1, heading="题"), (2,), FULL, 0),
        (items(0, 0, 0, 0, heading="题"), (2,), FULL, 26),
        (items(0, 0, 0, 0), (2,), FULL, 0),
        (items(0, 0, 0, 0, deeper=(2,)), (2,), FULL, 8),
        (items(0, 0, 0, 0), (2,), [0.9, 0.7], 35 * 0.2),
        (items(0, 0, 0), (1,), FULL, 0),
        (items(0, 0, 0, 0), (1,), FULL, 3),
        (items(0, 0, 0, 0, 0), (1,), FULL, 6),
        (items(0, 0, 0, 0), (2,), [0.5, 0.5], 20 * 0.12),
        (items(0, 0, 0), (1, 2), [0.8, 0.8, 0.8], 6),
        (items(0, 0, 0), (), [0.8], -6),
    ],
)
def test_every_blemish_of_a_parting_has_its_price(
    parted: tuple[PanelItem, ...], ends: tuple[int, ...], fills: list[float], cost: float
) -> None:
    second_column = 6
    assert price(parted, ends, fills) == pytest.approx(-cost - second_column)


def selection(*groups: tuple[str, tuple[str, ...]], said: str = "") -> Selection:
    """Points by their headings, each with the same words said of it."""
    made = (SaidGroup(head, tuple(SaidPoint(point, said) for point in points)) for head, points in groups)
    return Selection(groups=tuple(made), left=0)


def room(columns: int, *, depth: float, measure: float = 200.0) -> BodyRoom:
    level = TextLevel(size=10.0, leading=15.0)
    return BodyRoom(columns=columns, measure=measure, depth=depth, levels=(level,) * len(BODY_LEVELS))


@pytest.fixture(scope="module")
def measurer(faces: Faces) -> Measurer:
    return Measurer(faces, Slack(), Memory())


def columns_of(found: Arrangement | None) -> list[list[tuple[int, str]]]:
    assert found
    return [[(each.level, each.text) for each in paragraphs(column)] for column in found.columns]


def test_a_column_that_begins_inside_a_group_has_its_heading_again(measurer: Measurer) -> None:
    said = selection(("主要做法", ("抓规划", "抓产业", "抓生态", "抓民生")))
    assert columns_of(arrange(said, room(2, depth=60.0), measurer)) == [
        [(GROUP_LEVEL, "主要做法"), (HEAD_LEVEL, "抓规划"), (HEAD_LEVEL, "抓产业")],
        [(GROUP_LEVEL, "主要做法（续）"), (HEAD_LEVEL, "抓生态"), (HEAD_LEVEL, "抓民生")],
    ]


def test_the_heading_that_is_repeated_takes_its_room(measurer: Measurer) -> None:
    said = selection(("主要做法", ("抓规划", "抓产业", "抓生态", "抓民生")))
    assert arrange(said, room(2, depth=45.0), measurer) is not None  # 2 + 2 lines, with a heading over either
    assert arrange(said, room(2, depth=44.0), measurer) is None
    assert arrange(selection(("", ("抓规划", "抓产业", "抓生态", "抓民生"))), room(2, depth=30.0), measurer)


def test_of_equal_partings_the_one_with_the_shorter_first_column_wins(measurer: Measurer) -> None:
    made = arrange(selection(("", ("甲", "乙", "丙"))), room(2, depth=200), measurer)
    assert made is not None
    assert [len(column) for column in made.columns] == [1, 2]


def test_groups_stay_whole_where_they_can(measurer: Measurer) -> None:
    said = selection(("主要做法", ("抓规划", "抓产业", "抓生态")), ("启示", ("要担当",)))
    assert [[text for _, text in column] for column in columns_of(arrange(said, room(2, depth=80.0), measurer))] == [
        ["主要做法", "抓规划", "抓产业", "抓生态"],
        ["启示", "要担当"],
    ]


def test_no_column_stays_empty_and_what_does_not_fit_is_not_arranged(measurer: Measurer) -> None:
    assert arrange(selection(("", ("抓规划",))), room(2, depth=80.0), measurer) is None
    assert arrange(selection(("", ("抓规划", "抓产业"))), room(1, depth=29.0), measurer) is None
    assert arrange(selection(("", tuple(f"第{n}条" for n in range(1000)))), room(3, depth=300.0), measurer) is None


def test_heads_details_and_sentences_have_their_levels_and_numbers(measurer: Measurer) -> None:
    points = (
        SaidPoint("抓规划", "一张蓝图绘到底", number=3),
        SaidPoint("抓产业", "", number=4),
        SaidPoint("招引企业", "", deeper=True),
        SaidPoint("", "生态优先不动摇"),
        SaidPoint("抓民生", "", number=7),
    )
    found = arrange(Selection((SaidGroup("", points),), 0), room(1, depth=200.0), measurer)
    assert found
    assert [(each.level, each.start, each.text) for each in paragraphs(found.columns[0])] == [
        (HEAD_LEVEL, 3, "抓规划"),
        (DETAIL_LEVEL, 0, "一张蓝图绘到底"),
        (HEAD_LEVEL, 3, "抓产业"),
        (DETAIL_LEVEL, 0, "招引企业"),
        (PLAIN_LEVEL, 0, "生态优先不动摇"),
        (HEAD_LEVEL, 7, "抓民生"),
    ]
    assert found.shown == ("抓规划", "一张蓝图绘到底", "抓产业", "招引企业", "生态优先不动摇", "抓民生")


def test_points_leave_the_largest_group_from_its_end_and_are_counted() -> None:
    said = selection(("甲", ("一", "二")), ("乙", ("三", "四")), ("丙", ("五",)))
    fewer = less(said)
    assert [[point.head for point in group.points] for group in fewer.groups] == [["一", "二"], ["三"], ["五"]]
    assert fewer.left == 1
    last = less(less(less(less(fewer))))
    assert (last.groups, last.left) == ((), 5)
