"""Sentences worth printing large: word for word, whole, and none that needs what stands around it."""

import pytest
from hypothesis import given, settings

from bulletin.choose.figures import key_figures
from bulletin.choose.quotes import LONGEST_QUOTE, SHORTEST_QUOTE, quotes_of, shared_quotes, stands_alone
from bulletin.model.edition import Paragraph, Report, Run
from bulletin.model.marks import CLOSING, OPENING
from bulletin.problems import Place
from tests.examples import examples
from tests.slides.editions import report
from tests.slides.texts import reports

HERE = Place("report.md")
CLAIM = "绿水青山才是一个地方最有分量的名片"


def of(*paragraphs: Paragraph) -> Report:
    return report("导语。")._replace(paragraphs=paragraphs)


def body(text: str) -> Paragraph:
    return Paragraph("body", 0, (Run(text),), HERE)


@given(reports())
@settings(max_examples=examples(60), deadline=None)
def test_every_quote_is_words_of_running_text_and_one_of_a_paragraph(given: Report) -> None:
    found = quotes_of(given)
    for quote in found:
        paragraph = given.paragraphs[quote.paragraph]
        assert paragraph.text[quote.start : quote.end] == quote.text
        assert paragraph.kind == "body"
        assert SHORTEST_QUOTE <= len(quote.text) <= LONGEST_QUOTE
        assert sum(quote.text.count(mark) for mark in OPENING) == sum(quote.text.count(mark) for mark in CLOSING)
        assert not quote.start or paragraph.text[quote.start - 1] in "。！？；!?”’）" + " 　"
    assert len({quote.paragraph for quote in found}) == len(found)


@pytest.mark.parametrize(
    "text",
    [
        "这才是一个地方最有分量的名片",
        "但必须坚持生态优先、绿色发展",
        "因此必须坚持生态优先、绿色发展",
        "同时要始终坚持以人民为中心的思想",
        "主要做法必须坚持以下几个方面的原则",
        "一是必须坚持生态优先、绿色发展",
        "要求各级干部必须做到：坚持生态优先",
        "他们必须坚持生态优先、绿色发展的路子",
        "其中最关键的是始终坚持生态优先",
        "完成投资12.5亿元、增长3.1%，开工项目36个",
        "不妥之处，敬请各位领导批评指正",
        "不仅要必须坚持生态优先的发展路子",
        "生态优先，”必须始终坚持绿色发展",
        "- 必须坚持生态优先、绿色发展",
        "● 必须坚持生态优先、绿色发展",
        "构成犯罪的，必须依法追究刑事责任",
        "必须坚持",
        CLAIM * 3,
    ],
)
def test_what_needs_other_sentences_or_says_little_is_no_quote(text: str) -> None:
    assert not stands_alone(text)


def test_claims_come_before_news() -> None:
    news = "4月14日上午考察团一行前往潍坊高新区参观学习。"
    found = quotes_of(of(body(news), body("各单位按照分工抓好落实工作。"), body(f"{CLAIM}。我们都看到了。")))
    assert [quote.text for quote in found][:1] == [CLAIM]
    assert not any("考察团" in quote.text for quote in found)


def test_heads_tables_notes_boxes_and_closings_give_none() -> None:
    heading = Paragraph("heading", 1, (Run(CLAIM),), HERE)
    kinds = [
        Paragraph(kind, 0, (Run(f"{CLAIM}。"),), HERE) for kind in ("closing", "note", "item", "quote", "box-head")
    ]
    boxed = body(f"{CLAIM}。")._replace(box=1)
    run_in = Paragraph("body", 0, (Run(f"{CLAIM}。", bold=True), Run("我们都看到了。")), HERE, run_in=len(CLAIM) + 1)
    assert quotes_of(of(heading, *kinds, boxed, run_in)) == ()
    # a sentence that a heading says already
    assert quotes_of(of(heading, body(f"{CLAIM}。"))) == ()


def test_the_editors_own_stands_alone_and_none_switches_the_choice_off() -> None:
    text = f"{CLAIM}。规划必须始终管到建设的每一个细节。"
    story = of(body(text), body("群众的笑容才是发展最真实的答卷。"))
    own = "规划必须始终管到建设"
    assert [(quote.text, quote.paragraph, quote.start) for quote in quotes_of(story._replace(quote=own))] == [
        (own, 0, text.index(own))
    ]
    assert len(quotes_of(story)) == 2
    assert quotes_of(story._replace(unquoted=True)) == ()


def test_what_the_figures_show_is_not_said_again() -> None:
    telling = "全年新增高新技术企业126家，科技型中小企业突破2000家。"
    story = of(body(telling), body(CLAIM + "。"))
    assert len(key_figures(story)) == 2
    assert {quote.text for quote in quotes_of(story)} == {telling[:-1], CLAIM}
    assert [quote.text for quote in shared_quotes(story).box] == [CLAIM]
    unfigured = shared_quotes(story._replace(figures=()))
    assert {quote.text for quote in unfigured.box} == {telling[:-1], CLAIM}
