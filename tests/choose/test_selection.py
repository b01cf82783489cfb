"""What is said of an outline: heads first, then what says most, within the characters given."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.choose.excerpts import Detail
from bulletin.choose.outline import Group, Outline, OutlinePoint, outline_of
from bulletin.choose.selection import MOST_CHARACTERS, MOST_HEADS, OVER, Selection, beside, selected
from bulletin.model.edition import Report
from bulletin.read.content import read_content
from tests.examples import examples
from tests.slides.editions import report
from tests.slides.texts import reports


def point(head: str, *details: tuple[str, float], deeper: bool = False) -> OutlinePoint:
    return OutlinePoint(head, tuple(Detail(text, worth, 0) for text, worth in details), deeper=deeper, paragraph=0)


def outline(*points: OutlinePoint, head: str = "", opened: bool = False) -> Outline:
    return Outline((Group(head, points),), open=opened)


def said(selection: Selection) -> list[tuple[str, str]]:
    return [(point.head, point.said) for group in selection.groups for point in group.points]


@given(reports(), st.sampled_from((0, 40, 90, 150)), st.integers(1, 7))
@settings(max_examples=examples(80), deadline=None)
def test_what_is_said_is_offered_in_its_order_and_within_the_characters(
    given: Report, characters: int, points: int
) -> None:
    offered = outline_of(given)
    selection = selected(offered, characters=characters, points=points)
    texts = [paragraph.text for paragraph in given.paragraphs]
    shown = [point for group in selection.groups for point in group.points]
    assert all(any(words in text for text in texts) for each in shown for words in (each.head, each.said))
    assert [each.paragraph for each in shown] == sorted(each.paragraph for each in shown)
    assert sum(not each.deeper for each in shown) <= MOST_HEADS * points + 1
    told = sum(len(each.said) for each in shown if each.head)
    heads = sum(len(each.head or each.said) for each in shown)
    assert not told or heads + told <= OVER * characters
    assert selection.left >= 0
    assert bool(shown) == bool(offered.groups)


def test_heads_stand_first_and_the_best_details_that_have_room() -> None:
    given = outline(
        point("甲" * 10, ("甲的长话" * 10, 6.0), ("甲的短话二十个字" * 2, 3.0)),
        point("乙" * 10, ("乙的长话" * 10, 5.0)),
    )
    assert said(selected(given)) == [("甲" * 10, "甲的长话" * 10), ("乙" * 10, "乙的长话" * 10)]
    assert said(selected(given, characters=75)) == [("甲" * 10, "甲的短话二十个字" * 2), ("乙" * 10, "乙的长话" * 10)]
    assert said(selected(given, characters=0)) == [("甲" * 10, ""), ("乙" * 10, "")]


def test_a_word_here_and_there_is_not_said() -> None:
    given = outline(*(point(f"第{number}个方面", ("这一方面的话" * (4 if number else 1), 3.0)) for number in range(5)))
    assert not any(words for _, words in said(selected(given, characters=70)))
    assert sum(bool(words) for _, words in said(selected(given, characters=110))) >= 3


def test_where_there_is_hardly_room_heads_stand_alone() -> None:
    given = outline(*(point(f"第{number}件实事", ("一百座", 3.0)) for number in range(5)))
    assert not any(words for _, words in said(selected(given, characters=50)))
    assert all(words for _, words in said(selected(given, characters=90)))


def test_more_heads_than_a_slide_may_tell_about_stand_alone() -> None:
    given = outline(*(point(f"第{number}件实事", ("说明", 3.0)) for number in range(9)))
    selection = selected(given)
    assert said(selection) == [(f"第{number}件实事", "") for number in range(9)]
    assert selection.left == 0


def test_the_headings_stand_where_there_are_far_too_many_heads() -> None:
    groups = tuple(
        Group(
            f"第{group}章",
            tuple(point(f"第{group}{number}条规定", (f"说明{group}{number}十二个字", number)) for number in range(9)),
            0,
        )
        for group in range(3)
    )
    selection = selected(Outline(groups))
    assert said(selection) == [(f"第{group}章", f"说明{group}8十二个字") for group in range(3)]
    assert selection.left == 27


def test_points_are_dropped_only_where_heads_are_far_too_many() -> None:
    given = outline(*(point(f"第{number}件实事", ("说明", float(number))) for number in range(30)))
    selection = selected(given)
    heads = [head for head, _ in said(selection)]
    assert len(heads) == 7
    assert selection.left == 23
    assert heads == [f"第{number}件实事" for number in sorted((9, 19, *range(25, 30)))]


def test_the_heads_under_a_point_stand_all_or_none() -> None:
    series = [point(f"一要做第{number}件", deeper=True) for number in range(4)]
    given = outline(point("抓项目"), *series, point("抓作风"))
    assert [head for head, _ in said(selected(given))] == ["抓项目", *(each.head for each in series), "抓作风"]
    short = selected(given, characters=20)
    assert [head for head, _ in said(short)] == ["抓项目", "抓作风"]
    assert short.left == 4


def test_an_editors_points_are_said_whole() -> None:
    given = report("正文在此。", points=tuple((f"要点{number}", "说明的话" * 20) for number in range(9)))
    for characters in (0, 150):
        selection = selected(outline_of(given), characters=characters, points=2)
        assert said(selection) == [(f"要点{number}", "说明的话" * 20) for number in range(9)]
        assert selection.left == 0


def test_prose_has_the_best_of_each_part_in_its_order() -> None:
    given = outline(
        *(point("", (f"第{place}句话" * 5, worth)) for place, worth in enumerate((1, 9, 8, 7, 6, 2, 1, 0, 3))),
        opened=True,
    )
    selection = selected(given, characters=80, points=4)
    assert [words[1] for _, words in said(selection)] == ["1", "2", "3", "8"]
    assert selection.left == 0


@pytest.mark.parametrize("budget", [MOST_CHARACTERS, 60])
def test_the_seed_is_said_as_decided(root: Path, golden: Callable[[str, str], None], budget: int) -> None:
    edition = read_content(str(root / "content"), str(root))
    lines = []
    for each in edition.reports:
        selection = selected(outline_of(each), characters=budget)
        lines.append(f"{each.plain_title}，另有{selection.left}点")
        for group in selection.groups:
            lines += [f"  {group.head}"] if group.head else []
            for shown in group.points:
                lines.append(f"    {'  ' * shown.deeper}{shown.number or '-'} {shown.head}｜{shown.said}")
    golden(f"selection-seed-{budget}.txt", "\n".join(lines) + "\n")


def test_a_sentence_that_says_nothing_but_a_figure_set_large_is_not_said_again() -> None:
    again, more = point("", ("工业增加值突破40亿元", 5.0)), point("", ("落户企业260家，工业增加值突破40亿元", 4.0))
    assert said(selected(beside(outline(again, more, opened=True), ("40亿元",)))) == [("", more.details[0].text)]
    assert said(selected(beside(outline(again, more, opened=True), ("40亿元", "260家")))) == []


def sentence(*wordings: tuple[str, float], paragraph: int) -> OutlinePoint:
    return OutlinePoint("", tuple(Detail(text, worth, paragraph) for text, worth in wordings), paragraph=paragraph)


def test_a_sentence_is_said_in_fewer_words_where_others_have_something_to_say() -> None:
    given = outline(
        *(sentence((f"{mark}" * 60, 5.0), (f"{mark}" * 30, 4.5), paragraph=n) for n, mark in enumerate("甲乙丙丁戊己")),
        opened=True,
    )
    assert [len(text) for _, text in said(selected(given))] == [30, 30, 30, 30, 30]


def test_a_few_long_sentences_may_go_over() -> None:
    given = outline(*(sentence((mark * 55, 5.0), paragraph=n) for n, mark in enumerate("甲乙丙丁戊")), opened=True)
    assert len(said(selected(given))) == 4


def test_what_another_sentence_says_gives_way() -> None:
    same = "把保障人民生命财产安全放在第一位"
    given = outline(
        sentence((f"各部门要始终{same}", 5.0), paragraph=0),
        sentence((f"各级政府要切实{same}", 4.9), paragraph=1),
        *(sentence((mark * 16, 2.0), paragraph=n) for n, mark in enumerate("乙丙丁戊己", 2)),
        opened=True,
    )
    shown = [text for _, text in said(selected(given, points=5))]
    assert sum(same in text for text in shown) == 1


def test_paragraphs_are_heard_before_one_of_them_is_heard_twice() -> None:
    given = outline(
        *(sentence((mark * 20, 3.0), paragraph=0) for mark in "甲乙丙"),
        sentence(("丁" * 20, 2.5), paragraph=1),
        opened=True,
    )
    assert "丁" * 20 in [text for _, text in said(selected(given, points=3))]
