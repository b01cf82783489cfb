"""Which clauses may stand by themselves, and what is cut from a paragraph."""

import pytest

from bulletin.choose.clauses import CORRELATIVES, LEADING_IN, LEADING_ON, is_hollow, is_sound, sentence_spans
from bulletin.choose.excerpts import excerpts_of
from bulletin.choose.outline import outline_of
from tests.slides.editions import report

PAIRS = [(opening, closing) for opening, closings in CORRELATIVES for closing in closings]


@pytest.mark.parametrize(("opening", "closing"), PAIRS)
def test_a_pair_stands_together_or_not_at_all(opening: str, closing: str) -> None:
    assert not is_sound(f"{opening}园区发展")
    assert is_sound(f"{opening}园区发展，{closing}群众受益")


def test_conditions_and_concessions_are_among_the_pairs() -> None:
    assert {opening for opening, _ in CORRELATIVES} >= {"如果", "虽然", "不仅", "无论", "只有", "一方面"}


@pytest.mark.parametrize("words", [f"{word}群众需求" for word in LEADING_IN] + [f"从整体{word}" for word in LEADING_ON])
def test_what_only_leads_on_is_no_end(words: str) -> None:
    assert not is_sound(words)
    assert is_sound(f"{words}，建成一批项目")


@pytest.mark.parametrize(
    ("clause", "hollow"), [("近日，", True), ("三个目标：", True), ("他说：”", True), ("近日完工，", False)]
)
def test_times_and_announcements_say_nothing(clause: str, hollow: bool) -> None:
    assert is_hollow(clause) is hollow


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("登录https://a.gov.cn/x.html?dept=office&step=1下载工具。安装后启动。", 2),
        ("打开www.a.cn/b?c!d页面", 1),
        ("能行吗?当然能行!大家动手。", 3),
        ("这是Linux吗?Linux是内核。", 2),
    ],
)
def test_a_mark_inside_an_address_ends_no_sentence(text: str, sentences: int) -> None:
    assert len(sentence_spans(text)) == sentences


def test_no_excerpt_ends_with_an_announcement() -> None:
    assert [each.text for each in excerpts_of("他们提出目标，主要有三：一是活力岛，二是动力谷。")] == [
        "他们提出目标",
        "他们提出目标，主要有三：一是活力岛",
        "他们提出目标，主要有三：一是活力岛，二是动力谷",
    ]


def test_excerpts_begin_with_the_first_three_sentences() -> None:
    sentences = {each.sentence for each in excerpts_of("第一句话在此。第二句话在此。第三句话在此。第四句话在此。")}

    assert sentences == {0, 1, 2}


def test_without_structure_eight_sentences_are_offered() -> None:
    (group,) = outline_of(report("园区发展势头良好。" * 20)).groups

    assert len(group.points) == 8


def test_one_counted_sentence_is_no_list() -> None:
    assert outline_of(report("一是园区发展势头良好。企业数量稳步增加。")).open
    assert not outline_of(report("一是园区发展势头良好。二是企业数量稳步增加。")).open


def test_sentences_that_say_nothing_are_not_counted() -> None:
    assert sentence_spans("好。园区发展势头良好。") == ((2, 11),)


def test_no_excerpt_ends_inside_a_name_with_a_comma() -> None:
    found = excerpts_of("土壤中p,p′-DDE为0.02～8.91mg/kg，N,N-二甲基苯胺为0.1mg/kg。")
    assert [each.text for each in found] == [
        "土壤中p,p′-DDE为0.02～8.91mg/kg",
        "土壤中p,p′-DDE为0.02～8.91mg/kg，N,N-二甲基苯胺为0.1mg/kg",
    ]
