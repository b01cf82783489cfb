"""Key figures set large: side by side in equal cells, the unit smaller, what has no room left out."""

from itertools import pairwise

import pytest

from bulletin.choose.figures import KeyFigure
from bulletin.faces.face import Faces
from bulletin.geometry import Insets, Rect
from bulletin.memory import Memory
from bulletin.model.edition import FigureText
from bulletin.model.slide import Deck, LayoutText, Slack, Template, TextLevel
from bulletin.problems import Place
from bulletin.slides.figures import FigureCell, figure_cells
from bulletin.slides.measure import Measurer
from tests.slides.conftest import Maker
from tests.slides.editions import edition, report
from tests.slides.looks import opened, spilling, texts_of, words_of

LEVELS = (TextLevel(size=44.0, leading=52.0), TextLevel(size=18.0, leading=24.0))
HERE = Place("content/x.md")


@pytest.fixture(scope="module")
def measurer(faces: Faces) -> Measurer:
    return Measurer(faces, Slack(), Memory())


def places(count: int = 4, width: float = 200.0, height: float = 80.0) -> tuple[LayoutText, ...]:
    return tuple(
        LayoutText("figure", Rect(94 + place * width, 144, width, height), LEVELS, place + 1, Insets(0, 0, 0, 0))
        for place in range(count)
    )


def figures(*words: str) -> tuple[KeyFigure, ...]:
    """Figures as `before 300 unit|noun`."""
    found = []
    for each in words:
        amount, _, noun = each.partition("|")
        before, figure, unit = amount.split(" ")
        found.append(KeyFigure(figure=figure, unit=unit, noun=noun, before=before))
    return tuple(found)


def sizes(cell: FigureCell) -> list[tuple[str, float]]:
    return [(run.text, run.size) for run in cell.paragraphs[0].runs]


@pytest.mark.parametrize("count", [2, 3, 4])
def test_cells_share_the_whole_strip_alike(count: int, measurer: Measurer) -> None:
    cells = figure_cells(figures(*[" 30 家|新增企业"] * count), places(), measurer)
    assert [cell.text.number for cell in cells] == list(range(1, count + 1))
    assert {round(cell.text.rect.width, 6) for cell in cells} == {round(800 / count, 6)}
    assert cells[0].text.rect.x == 94
    assert cells[-1].text.rect.right == pytest.approx(894)
    assert all(first.text.rect.right == pytest.approx(second.text.rect.x) for first, second in pairwise(cells))


def test_the_unit_is_half_the_figures_size_and_the_noun_stands_below(measurer: Measurer) -> None:
    first, second = figure_cells(figures("超过 2.68 万户|经营主体", " 30 家|企业"), places(), measurer)
    assert sizes(first) == [("超过", 22), ("2.68", 0), ("万户", 22)]
    assert [(line.level, line.text) for line in first.paragraphs] == [(0, "超过2.68万户"), (1, "经营主体")]
    assert first.words == "超过2.68万户"
    assert sizes(second) == [("30", 0), ("家", 22)]


def test_the_unit_of_a_small_figure_is_still_readable(measurer: Measurer) -> None:
    small = tuple(text._replace(levels=(text.levels[0]._replace(size=30.0), *text.levels[1:])) for text in places())
    first, _ = figure_cells(figures("超过 2.68 万户|经营主体", " 30 家|企业"), small, measurer)
    assert sizes(first) == [("超过", 18), ("2.68", 0), ("万户", 18)]


def test_a_figure_a_little_too_wide_is_set_a_little_smaller(measurer: Measurer) -> None:
    wide = measurer.width("12.35") * 44 + measurer.width("同比增长万户") * 22
    first, _ = figure_cells(figures("同比增长 12.35 万户|主体", " 30 家|企业"), places(2, width=wide - 1), measurer)
    assert sizes(first) == [("同比增长", 20), ("12.35", 0), ("万户", 20)]
    assert (first.text.levels[0].size, first.text.sized) == (40, True)


def test_what_finds_no_room_leaves_with_the_longest_noun_first_and_gives_its_room_to_the_others(
    measurer: Measurer,
) -> None:
    twelve, long = " 30 家|" + "名称" * 6, " 30 家|" + "名称" * 30
    assert [cell.words for cell in figure_cells(figures(" 5 亿元|投资", twelve, long), places(3), measurer)] == [
        "5亿元",
        "30家",
    ]  # the noun of twelve has its room once the longer one has left
    cells = figure_cells(figures(" 5 亿元|投资", long, " 7 个|项目"), places(3, height=80.0), measurer)
    assert [cell.words for cell in cells] == ["5亿元", "7个"]
    assert {cell.text.rect.width for cell in cells} == {300}
    assert figure_cells(figures(" 5 亿元|投资", long), places(), measurer) == ()


def test_one_figure_alone_is_not_set_large(measurer: Measurer) -> None:
    assert figure_cells(figures(" 5 亿元|投资"), places(), measurer) == ()
    assert figure_cells((), places(), measurer) == ()


TEXT = "（一）抓规划\n一张蓝图绘到底。\n（二）抓产业\n招引企业落户。\n（三）抓生态\n生态优先不动摇。"
GIVEN = tuple(FigureText("", str(30 + n), "家", f"新增企业{n}", HERE) for n in range(4))


def with_figures(make: Maker, count: int = 4, **keys: int) -> Deck:
    return make(edition(report(TEXT)._replace(figures=GIVEN[:count])), **keys)


def test_the_editors_figures_stand_over_the_points(make: Maker, template: Template) -> None:
    deck = with_figures(make)
    (slide,) = deck.slides
    assert deck.layouts[0].name.startswith("数据")
    assert words_of(slide, "figure") == [word for n in range(4) for word in (f"{30 + n}家", f"新增企业{n}")]
    assert all(words in slide.shown for words in ("30家", "33家"))
    assert not spilling(deck)
    bottom = max(text.rect.bottom for text in texts_of(slide, "figure"))
    assert all(body.rect.y >= bottom for body in texts_of(slide, "body"))
    read = opened(deck, template).slides[0]
    shape = next(each for each in read.placeholders if each.name == "数据 1")
    assert [(run.text, run.font.size and run.font.size.pt) for run in shape.text_frame.paragraphs[0].runs] == [
        ("30", None),
        ("家", 22),
    ]


def test_an_editors_points_of_full_size_come_before_figures_that_we_chose(make: Maker) -> None:
    text = "全区实现地区生产总值386.2亿元，同比增长6.1%。\n一般公共预算收入21.3亿元。\n新增企业318家。"
    for count, kind in ((3, "数据"), (6, "报告")):
        points = tuple((f"要点的标题第{number}", "内容" * 10) for number in range(count))
        deck = make(edition(report(text, points=points)))
        assert deck.layouts[0].name.startswith(kind)


def test_both_stand_where_the_editor_gave_both(make: Maker) -> None:
    points = tuple((f"要点的标题第{number}", "内容" * 10) for number in range(6))
    deck = make(edition(report("正文。", points=points)._replace(figures=GIVEN[:2])))
    assert deck.layouts[0].name.startswith("数据")
    assert not spilling(deck)


def test_three_figures_stand_wider_than_their_layout_has_them_and_the_slide_says_so(
    make: Maker, template: Template
) -> None:
    deck = with_figures(make, 3)
    shapes = [each for each in opened(deck, template).slides[0].placeholders if each.name.startswith("数据")]
    assert len(shapes) == 3
    assert {round(each.width / 12700) for each in shapes} == {279}


@pytest.mark.parametrize(("keys", "count"), [({"figures": 0}, 0), ({"figures": 2}, 2), ({"figures": 1}, 1)])
def test_an_office_says_how_many_figures_there_may_be(keys: dict[str, int], count: int, make: Maker) -> None:
    (slide,) = with_figures(make, **keys).slides
    assert len(words_of(slide, "figure")) == 2 * count


def test_an_editor_who_wants_none_has_none(make: Maker) -> None:
    text = "全年完成投资52亿元，同比增长12.5%。\n新增企业300家。\n" + TEXT
    (slide,) = make(edition(report(text)._replace(figures=()))).slides
    assert not words_of(slide, "figure")


def test_the_editors_figures_that_find_no_room_are_told(make: Maker) -> None:
    wide = FigureText("", "1,234,567,890.12", "万千瓦时", "全社会用电量", HERE)
    deck = make(edition(report(TEXT)._replace(figures=(GIVEN[0], *[wide] * 3))))
    (slide,) = deck.slides
    assert words_of(slide, "figure")[0] == "30家"
    shown = len(words_of(slide, "figure")) // 2
    (problem,) = [each for each in deck.problems if each.code == "slide-figures-left"]
    assert problem.message == f"“数据”写了4项，幻灯片上放下了{shown}项"
    assert not [each for each in make(edition(report(TEXT)._replace(figures=GIVEN))).problems if "figures" in each.code]


def test_one_figure_of_the_editors_stands_alone(make: Maker) -> None:
    (slide,) = with_figures(make, 1).slides
    assert words_of(slide, "figure") == ["30家", "新增企业0"]
