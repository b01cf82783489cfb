"""Which clauses may stand by themselves, and where nothing may stop."""

import pytest

from bulletin.choose.clauses import CORRELATIVES, clause_ends, goes_on, is_hollow, is_sound, sentence_spans

PAIRS = [
    ("一方面", "另一方面"), ("无论", "都"), ("无论", "均"), ("不论", "都"), ("不仅", "还"), ("不仅", "而且"),
    ("不但", "也"),
    ("不但", "更"), ("虽然", "但"), ("尽管", "却"), ("因为", "所以"), ("只有", "才"), ("只要", "就"), ("如果", "就"),
    ("如果", "那么"), ("不是", "而是"),
]  # fmt: skip


@pytest.mark.parametrize(("opening", "closing"), PAIRS)
def test_a_pair_stands_together_or_not_at_all(opening: str, closing: str) -> None:
    assert not is_sound(f"{opening}园区发展")
    assert is_sound(f"{opening}园区发展，{closing}群众受益")


def test_every_pair_is_tried() -> None:
    assert {opening for opening, _ in PAIRS} == {opening for opening, _ in CORRELATIVES}


@pytest.mark.parametrize(
    "text",
    [
        "只要园区发展，就业岗位多",
        "无论首都北京",
        "不仅园区发展，还款及时",
        "不但园区发展，更新设备",
        "只有园区发展，人才到来",
    ],
)
def test_another_word_is_no_partner(text: str) -> None:
    assert not is_sound(text)


@pytest.mark.parametrize("word", ["围绕", "结合", "按照", "根据", "通过", "为了", "随着", "针对", "除", "要围绕", "当"])
def test_what_only_leads_in_is_no_end(word: str) -> None:
    assert not is_sound(f"{word}群众需求")
    assert is_sound(f"{word}群众需求，建成一批项目")


@pytest.mark.parametrize("word", ["上看", "来看", "来说", "以来", "同时", "基础上", "过程中", "方面"])
def test_what_only_leads_on_is_no_end(word: str) -> None:
    assert not is_sound(f"从整体{word}")
    assert is_sound(f"从整体{word}，建成一批项目")


@pytest.mark.parametrize("text", ["对年度投入超过500万元的企业", "全区推广，对新引进的博士"])
def test_whom_it_is_about_is_no_end(text: str) -> None:
    assert not is_sound(text)
    assert is_sound(f"{text}，每人补助3000元")
    assert is_sound(f"{text}给予补助")


@pytest.mark.parametrize("text", ["当地群众受益", "当好群众的贴心人", "除雪及时", "除险加固水库三座"])
def test_words_that_only_begin_alike_stand(text: str) -> None:
    assert is_sound(text)


@pytest.mark.parametrize(
    ("following", "on"),
    [
        ("但差距仍大。", True), ("却没有落实。", True), ("而是主动服务。", True),
        ("才能见实效。", True), ("就能办成。", True),
        ("否则就会落后。", True), ("并通报全区。", True), ("不过仍有差距。", True), ("也要看到不足。", True),
        ("还要加快。", True), ("同比增长5%。", True), ("占全市三成。", True), ("让群众满意。", True),
        ("就业形势平稳。", False), ("就近入学。", False), ("并购企业三家。", False), ("都市圈扩大。", False),
        ("还款及时。", False), ("更新设备百台。", False), ("建成学校三所。", False), ("而立之年。", False),
    ],
)  # fmt: skip
def test_nothing_stops_before_what_finishes_it(following: str, on: bool) -> None:
    assert goes_on(following) is on


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


def test_sentences_that_say_nothing_are_not_counted() -> None:
    assert sentence_spans("好。园区发展势头良好。") == ((2, 11),)


def test_marks_inside_quotes_and_numbers_end_nothing() -> None:
    assert [end for end, _ in clause_ends("他说“好，很好。”然后，走了。")] == [12, 15]
    assert [end for end, _ in clause_ends("共1,234家，完成。")] == [8, 11]
    assert [end for end, _ in clause_ends("时间：每周二14：00－16：00。")] == [3, 18]
    assert [end for end, _ in clause_ends("说“没有结束，就断了。")] == [7, 11]
    assert [end for end, _ in clause_ends("含p,p′-DDE，另有N,N-二甲基苯胺。")] == [10, 22]
