"""Which lines of a Word file are its title, row by row: by their look, then by their words."""

import pytest

from bulletin.read.plain_header import MAX_TITLE
from bulletin.read.title_words import goes_on, names_kind
from bulletin.read.word.blocks import StoryLine, WordParagraph
from bulletin.read.word.front_rows import FrontRow, is_caption
from bulletin.read.word.titles import joined_title, title_rows, usual_size

USUAL = 32  # half-points


def row(text: str, size: int = USUAL, alignment: str = "center") -> FrontRow:
    return FrontRow(1, text, 1, WordParagraph(lines=(StoryLine(1, text),), size=size, alignment=alignment))


def title(*rows: FrontRow) -> list[str]:
    return [each.text for each in title_rows(rows, USUAL)]


@pytest.mark.parametrize("text", [
    "学习考察报告", "2025年工作总结", "二〇二五年度述职述廉报告", "上半年工作小结", "考察报告之二", "心得体会（三）",
    "〔调研报告〕", "全区工作情况汇报", "第三季度工作要点", "解放思想大讨论", "——外出学习专栏——",
])  # fmt: skip
def test_a_kind_of_text_or_a_column_says_nothing_else(text: str) -> None:
    assert names_kind(text)


@pytest.mark.parametrize(
    "text", ["治水报告", "向长沙学什么", "考察报告会", "水务工作这一年", "2025年", "关于工作的报告", "一是专栏，"]
)
def test_what_says_what_it_is_about_names_no_kind(text: str) -> None:
    assert not names_kind(text)


@pytest.mark.parametrize(("text", "below"), [
    ("深入贯彻《水法", "》有感"), ("以“四水", "四定”为纲"), ("全区治水（节水", "）这一年"), ("水务(节水", ")这一年"),
    ("关于赴潍坊高新区", "学习考察水环境"), ("赴潍坊高新区", "学习考察水环境"), ("治水、", "兴水"),
    ("治水的", "几点做法"), ("治水以及", "节水"), ("治水兴区", "的几点思考"), ("治水兴区", "工作情况"),
    ("治水兴区", "情况通报"), ("治水兴区", "工作汇报"), ("治水兴区", "讲话"),
    ("全区水务工作", "调研报告"), ("在全区水务会议上", "交流材料"), ("2025年度", "学习考察纪实"),
])  # fmt: skip
def test_half_a_title_goes_on(text: str, below: str) -> None:
    assert goes_on(text, below)


@pytest.mark.parametrize(("text", "below"), [
    ("关于赴潍坊高新区学习考察的报告", "区水务局"), ("关于放假的通知", "区水务局"), ("关于表彰的决定", "区水务局"),
    ("读《水法》有感", "区水务局"), ("治水兴区", "调研报告"), ("全区水务工作", "水从哪里来"),
    ("治水兴区", "讲话以后怎么办"), ("治水兴区", "工作怎样做"),
])  # fmt: skip
def test_a_whole_title_does_not(text: str, below: str) -> None:
    assert not goes_on(text, below)


def test_a_title_has_three_lines_at_most_and_more_where_its_words_go_on() -> None:
    lines = ("水从哪里来", "水到哪里去", "水由谁来管", "水要怎样用")
    assert title(*(row(line, 44) for line in lines)) == [*lines[:3]]
    lines = ("关于赴潍坊高新区", "学习考察水环境", "治理工作情况的", "报告")
    assert title(*(row(line, 44) for line in (*lines, "区直各部门"))) == [*lines]


@pytest.mark.parametrize("below", [row("全区水质好转。"), row("全区水质好转", alignment="left")])
def test_a_column_over_what_is_no_title_is_the_title(below: FrontRow) -> None:
    assert title(row("外出考察学习专栏", 44), below) == ["外出考察学习专栏"]


def test_a_kind_of_text_over_a_unit_is_the_title() -> None:
    assert title(row("工作总结"), row("城关镇")) == ["工作总结"]
    assert title(row("工作总结"), row("建设幸福城关镇的做法")) == ["建设幸福城关镇的做法"]


def test_a_larger_line_is_the_title_from_an_eighth_on() -> None:
    assert title(row("水从哪里来", 36), row("水到哪里去")) == ["水从哪里来"]
    assert title(row("水到哪里去"), row("水从哪里来", 36)) == ["水从哪里来"]
    assert title(row("水到哪里去"), row("水从哪里来", 35)) == ["水到哪里去"]


def test_lines_that_would_make_a_title_too_long_are_none() -> None:
    half = MAX_TITLE // 2
    assert title(row("甲" * half, 44), row("乙" * half, 44)) == ["甲" * half, "乙" * half]
    assert title(row("甲" * (half + 1), 44), row("乙" * half, 44)) == ["甲" * (half + 1)]


def test_a_title_goes_on_behind_a_pause() -> None:
    lines = ("转变作风，", "强化管理，", "水清岸绿")
    assert title(*(row(line, 44) for line in lines)) == [*lines]


def test_a_kind_of_text_that_goes_on_is_no_kicker() -> None:
    assert title(row("工作总结", 44), row("和下一步打算", 44)) == ["工作总结", "和下一步打算"]


def test_a_kind_of_text_to_the_left_is_the_title() -> None:
    heads = [row(text, alignment="left") for text in ("调研报告", "向长沙学什么")]
    assert title(*(each._replace(paragraph=each.paragraph._replace(outline=1)) for each in heads)) == ["调研报告"]


def test_lines_of_one_paragraph_are_one_title() -> None:
    first, second = row("水从哪里来"), row("水到哪里去")
    assert title(first, second) == ["水从哪里来"]
    assert title(first, second._replace(paragraph=first.paragraph)) == ["水从哪里来", "水到哪里去"]


def test_an_office_s_head_over_nothing_is_the_title() -> None:
    assert title(row("县水务局文件", 44), row("治水兴区", 36)) == ["治水兴区"]
    assert title(row("县水务局文件", 44)) == ["县水务局文件"]


def test_a_line_that_blanks_push_to_the_middle_is_centred() -> None:
    pushed = row("水从哪里来", alignment="left")
    assert pushed._replace(column=5).is_centred
    assert not pushed._replace(column=4).is_centred  # three blanks: an indent that was typed too far
    assert not row("李剑", alignment="right")._replace(column=9).is_centred


def test_a_caption_is_known_by_its_number_or_its_style_and_no_title_is_one() -> None:
    numbered, plain = row("表1 主要指标"), row("主要指标")
    assert is_caption(numbered)
    assert is_caption(row("图1 全区用水"))
    assert is_caption(plain._replace(paragraph=plain.paragraph._replace(is_caption=True)))
    assert not is_caption(plain)
    assert not is_caption(numbered._replace(paragraph=numbered.paragraph._replace(is_title=True)))


def test_two_phrases_of_one_length_are_parted_and_halves_of_a_sentence_are_not() -> None:
    assert joined_title(["治水要有真功夫", "兴水要有大格局"]) == "治水要有真功夫 兴水要有大格局"
    assert joined_title(["全区治水工作", "情况汇报材料"]) == "全区治水工作情况汇报材料"


def test_the_usual_size_is_that_of_the_text() -> None:
    head = row("关于全区水环境治理工作情况的报告", 44).paragraph
    text = row("全区水质持续好转。").paragraph
    for each in (head._replace(is_title=True), head._replace(outline=1)):
        assert usual_size([each, text]) == USUAL
