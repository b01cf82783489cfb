"""What a report offers for showing: the author's own words, in the report's own structure."""

import pytest
from hypothesis import given, settings

from bulletin.choose.clauses import LEAST, clause_ends
from bulletin.choose.outline import number_of, outline_of
from bulletin.model.edition import Report, Run
from tests.slides.editions import report
from tests.slides.texts import reports, stands_as_clause


def words_of(given: Report) -> list[str]:
    """Every text that the report offers for its slide."""
    found = []
    for group in outline_of(given).groups:
        found.append(group.head)
        for point in group.points:
            found += [point.head, *(excerpt.text for excerpt in point.excerpts)]
    return [text for text in found if text]


@given(reports())
@settings(max_examples=50, deadline=None)
def test_everything_offered_is_whole_clauses_of_the_report(given: Report) -> None:
    headings = {paragraph.text for paragraph in given.paragraphs if paragraph.kind == "heading"}
    for text in words_of(given):
        assert stands_as_clause(text, given), text
        assert len(text) >= LEAST or any(heading.endswith(text) for heading in headings), text


@given(reports())
@settings(max_examples=40, deadline=None)
def test_every_heading_and_numbered_paragraph_is_offered_once(given: Report) -> None:
    groups = outline_of(given).groups
    numbered = [paragraph for paragraph in given.paragraphs if paragraph.level or paragraph.kind == "heading"]
    if numbered:
        heads = sum(bool(group.head) for group in groups) + sum(
            bool(point.head) for group in groups for point in group.points
        )
        assert heads == len(numbered)


def test_level_one_becomes_groups_and_level_two_their_points() -> None:
    text = (
        "导语。\n一、学到了什么\n（一）志存高远\n大手笔。\n（二）顺应潮流\n想在规划中。\n"
        "二、应该怎么学\n（一）从长计议\n理念。"
    )
    outline = outline_of(report(text))
    assert [group.head for group in outline.groups] == ["学到了什么", "应该怎么学"]
    assert [[point.head for point in group.points] for group in outline.groups] == [
        ["志存高远", "顺应潮流"],
        ["从长计议"],
    ]
    assert outline.groups[0].points[1].number == 2


def test_short_heads_keep_their_numbers_and_so_do_those_beside_them() -> None:
    text = "一、背景\n去年以来，形势很好。\n二、主要做法\n（一）抓改革创新\n动真格。\n（二）促发展\n见实效。"
    outline = outline_of(report(text))
    assert [group.head for group in outline.groups] == ["一、背景", "二、主要做法"]
    assert [point.head for point in outline.groups[1].points] == ["（一）抓改革创新", "（二）促发展"]
    assert all(point.own and not point.number for point in outline.groups[1].points)
    assert [excerpt.text for excerpt in outline.groups[0].points[0].excerpts] == ["去年以来", "去年以来，形势很好"]


def test_a_number_of_a_section_is_its_only_one() -> None:
    (group,) = outline_of(report("## 一\n原水稳定达标。\n## 二\n低于限值。")).groups
    assert [(point.head, point.number, point.own) for point in group.points] == [("一", 0, True), ("二", 0, True)]
    (group,) = outline_of(report("## 进出水水质\n### 1.1　有机物\n原水稳定达标。\n### 1.2　溴酸盐\n低于限值。")).groups
    assert [(point.head, point.number, point.own) for point in group.points] == [
        ("1.1　有机物", 0, True),
        ("1.2　溴酸盐", 0, True),
    ]


def test_deeper_items_follow_their_point_with_their_own_numbers() -> None:
    (group,) = outline_of(
        report("一、主要做法\n（一）抓改革创新\n1.先行先试，大胆闯。\n2.复制推广，见实效。\n完。")
    ).groups
    assert [(point.head, point.deeper) for point in group.points] == [
        ("抓改革创新", False),
        ("1.先行先试", True),
        ("2.复制推广", True),
    ]


def test_numbered_paragraphs_part_into_head_and_telling() -> None:
    (group,) = outline_of(
        report("8.深入学习贯彻新思想，重点学习治水重要论述，理清思路。\n9.认真抓好廉政建设，严格执行规定。")
    ).groups
    assert [point.head for point in group.points] == ["深入学习贯彻新思想", "认真抓好廉政建设"]
    assert [point.number for point in group.points] == [8, 9]
    assert [excerpt.text for excerpt in group.points[0].excerpts] == [
        "重点学习治水重要论述",
        "重点学习治水重要论述，理清思路",
    ]


def test_counted_sentences_keep_their_own_numbers() -> None:
    text = "近日，我随团学习。\n一要转变理念思路。政法机关要主动适应。\n二要提高执行力。要明确目标。三要营造环境。"
    (group,) = outline_of(report(text)).groups
    assert [point.head for point in group.points] == ["一要转变理念思路", "二要提高执行力", "三要营造环境"]
    assert all(point.own for point in group.points)
    assert group.points[1].excerpts[-1].text == "要明确目标"


def test_without_structure_the_leading_sentences_stand() -> None:
    outline = outline_of(report("园区发展势头良好。企业数量稳步增加！下一步要抓落实。"))
    assert [point.excerpts[-1].text for point in outline.groups[0].points] == [
        "园区发展势头良好",
        "企业数量稳步增加！",
        "下一步要抓落实",
    ]
    assert outline.open


def test_the_signs_of_a_list_stay_off_the_slide() -> None:
    outline = outline_of(report("●3月3日，中医院开办煎药。\n● 学校新校舍封顶。\n◆学区划分公布。\n●参保缴费截止。"))
    shown = [point.excerpts[-1].text for point in outline.groups[0].points]
    assert shown == ["3月3日，中医院开办煎药", "学校新校舍封顶", "学区划分公布", "参保缴费截止"]


def test_announcements_and_parted_pairs_are_no_excerpts() -> None:
    text = "（一）定目标\n三个目标：一是活力岛，二是动力谷。\n（二）强总部\n一方面引进总部，另一方面抓主业。"
    (group,) = outline_of(report(text)).groups
    assert group.points[0].excerpts[0].text == "一是活力岛"
    sound = [excerpt.text for excerpt in group.points[1].excerpts if excerpt.sound]
    assert sound == ["一方面引进总部，另一方面抓主业"]


def test_marks_inside_quotes_and_numbers_end_nothing() -> None:
    assert [end for end, _ in clause_ends("他说“好，很好。”然后，走了。")] == [12, 15]
    assert [end for end, _ in clause_ends("共1,234家，完成。")] == [8, 11]
    assert [end for end, _ in clause_ends("时间：每周二14：00－16：00。")] == [3, 18]
    assert [end for end, _ in clause_ends("说“没有结束，就断了。")] == [7, 11]


@pytest.mark.parametrize(
    ("label", "number"),
    [("3.", 3), ("（三）", 3), ("十二、", 12), ("二十、", 20), ("2019.", 0), ("", 0), ("③", 3), ("⑿", 12), ("㈢", 3)],
)
def test_labels_are_read_as_numbers(label: str, number: int) -> None:
    assert number_of(label) == number


def test_an_editors_points_are_taken_as_they_are() -> None:
    outline = outline_of(report("正文在此，另有话说。", points=(("规划先行", "一张蓝图"), ("", "生态优先"))))
    assert outline.editors
    assert [(point.head, point.excerpts[0].text) for point in outline.groups[0].points] == [
        ("规划先行", "一张蓝图"),
        ("", "生态优先"),
    ]


def test_the_full_stop_of_a_head_falls_on_the_slide() -> None:
    given = report("一、甲乙丙丁\n正文有好几个字。")
    first, *others = given.paragraphs
    stopped = given._replace(paragraphs=(first._replace(runs=(Run("一、甲乙丙丁。"),)), *others))
    assert outline_of(stopped) == outline_of(given)


@pytest.mark.parametrize(
    ("text", "run_in", "head"),
    [
        ("（一）突出项目，夯实底盘。全年开工项目多。", 13, "突出项目，夯实底盘"),
        ("（一）突出项目，夯实底盘。全年开工项目多。", 0, "突出项目"),
        ("（一）到底行不行？全年开工项目多。", 9, "到底行不行？"),
    ],
)
def test_a_run_in_head_is_the_head_of_its_point(text: str, run_in: int, head: str) -> None:
    given = report(f"{text}\n（二）第二个方面的事。后文。")
    first, *others = given.paragraphs
    given = given._replace(paragraphs=(first._replace(run_in=run_in), *others))
    assert outline_of(given).groups[0].points[0].head == head


def test_sentences_that_count_are_heads_up_to_their_full_stop() -> None:
    text = "一要抓开工，抢时间。全年开工很多项目。二要抓投产，见实效。投产项目很多。"
    assert [point.head for point in outline_of(report(text)).groups[0].points] == [
        "一要抓开工，抢时间",
        "二要抓投产，见实效",
    ]


def test_a_closing_is_no_point() -> None:
    given = report("今年以来形势很好，任务完成过半。\n某区水务局办公室")
    *others, last = given.paragraphs
    assert "某区水务局办公室" in words_of(given)
    assert "某区水务局办公室" not in words_of(given._replace(paragraphs=(*others, last._replace(kind="closing"))))
