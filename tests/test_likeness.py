"""Words typed and what was meant by them, and words of which no guess is right: the table behind the limits."""

import pytest

from bulletin.arguments import OPTIONS, VERBS
from bulletin.likeness import nearest
from bulletin.problems import Problem
from bulletin.read.fields import read_fields
from bulletin.read.keys import ISSUE_KEYS, REPORT_KEYS, KeyTable
from bulletin.read.source import Source

FLAGS = tuple(flag for option in OPTIONS for flag in option.flags)
FILES = ("水务.jpg", "现场.jpg", "照片1.jpg", "IMG_2031.JPG", "会议合影.png", "group.jpg")
LAYOUTS = ("bulletin-a3", "bulletin-a3-weifang", "bulletin-a3-bleed", "bulletin-a4", "original", "original-portraits")

MEANT_KEYS = [
    (REPORT_KEYS, "titel title  tilte title  tittle title  titles title  colum column  cloumn column  collumn column"
     "  autor author  auther author  authors author  pots post  psot post  kiker kicker  subtitel subtitle"
     "  portait portrait  portret portrait  capton caption  captoin caption  ponits points  point points"
     "  qoute quote  rnak rank  ignor ignore  nomralise normalise  normalize normalise"),
    (REPORT_KEYS, "题标 标题  标题栏 标题  标提 标题  目栏 栏目  栏目名 栏目  拦目 栏目  者作 作者  作着 作者"
     "  做者 作者"
     "  作者名 作者  单位职称 单位职务  单位职物 单位职务  单位和职务 单位职务  摘句子 摘句  文章标提 文章标题"
     "  署名入 署名"),
    (ISSUE_KEYS, "mastheed masthead  mastheat masthead  dat date  publsher publisher  nubmer number  credit credits"
     "  oder order  layuot layout  fillters fillers  slogen slogan"),
    (ISSUE_KEYS, "主办方 主办  主办单未 主办单位  责任编缉 责任编辑  准印证好 准印证号  日其 日期  头报 报头"
     "  出版日其 出版日期"),
]  # fmt: skip
NO_GUESS_KEYS = [
    (REPORT_KEYS, "地点 天气 会议 领导 单元 序言 标准 标记 题词 作品 学者 要求 要闻 重点 摘要 栏杆 图片集 正文"
     " 内容 备注 电话 附件 日期"
     " 职责 主题 关键词 来源 字数 place source date weather body text name photo keyword tag url lang draft toc"
     " time unit"),
    (ISSUE_KEYS, "地点 天气 报告 口令 口语 日历 星期 期望 标题 作者 主持 主送 版权 版本 页码 顺口"
     " 补充 目录 序号"
     " title author header footer name size color paper place theme style week"),
]  # fmt: skip
MEANT = [
    (tuple(VERBS), "bulid build  biuld build  buidl build  bild build  builds build  chekc check  chck check"
     "  checks check"
     "  templete template  tempalte template  prefligth preflight  preflght preflight"),
    (FLAGS, "--contnet --content  --contents --content  --cotent --content  --laoyut --layout  --ouput --output"
     "  --outputs --output  --page --pages  --templete --template  --strcit --strict  --jsno --json  --hlep --help"
     "  --verison --version  --out --output  -content --content"),
    (FILES, "水务.png 水务.jpg  照片2.jpg 照片1.jpg  img_2013.jpg IMG_2031.JPG  会议合形.png 会议合影.png"
     "  grup.jpg group.jpg"),
    (LAYOUTS, "bulletin_a4 bulletin-a4  bulletin-a5 bulletin-a3  buletin-a3 bulletin-a3  orginal original"
     "  original-portrait original-portraits"),
]  # fmt: skip
NO_GUESS = [
    (tuple(VERBS), "make clean publish init serve start pdf 生成 检查 模板 output 稿件"),
    (FLAGS, "--verbose --quiet --force --title --reset --dpi --color -x --pdf"),
    (FILES, "没有.jpg 合影.jpg 水库.jpg 现状.jpg map.jpg 封面.png photo.jpg"),
    (LAYOUTS, "mine a4 tabloid 本单位 newspaper"),
]  # fmt: skip


def pairs(texts: list[tuple[tuple[str, ...], str]]) -> list[tuple[tuple[str, ...], str, str]]:
    return [(known, *pair.split()) for known, text in texts for pair in text.split("  ")]  # type: ignore[misc]


def key_guessed(table: KeyTable, typed: str) -> str:
    """The name that an unknown key's hint offers."""
    problems: list[Problem] = []
    read_fields(Source("a.md", (f"{typed}：甲",)), 1, 1, table, problems)
    (problem,) = problems
    assert problem.code == "unknown-key"
    return problem.hint.split("`")[1] if problem.hint.startswith("是不是") else ""


@pytest.mark.parametrize(
    ("table", "typed", "meant"), [(table, *pair.split()) for table, text in MEANT_KEYS for pair in text.split("  ")]
)
def test_the_key_that_was_meant_is_offered(table: KeyTable, typed: str, meant: str) -> None:
    assert key_guessed(table, typed) == meant


@pytest.mark.parametrize(("table", "typed"), [(table, word) for table, text in NO_GUESS_KEYS for word in text.split()])
def test_no_key_is_offered_for_a_word_that_is_near_to_none(table: KeyTable, typed: str) -> None:
    assert not key_guessed(table, typed)


@pytest.mark.parametrize(("known", "typed", "meant"), pairs(MEANT))
def test_the_name_that_was_meant_is_offered(known: tuple[str, ...], typed: str, meant: str) -> None:
    assert nearest(typed, known) == meant


@pytest.mark.parametrize(("known", "typed"), [(known, word) for known, text in NO_GUESS for word in text.split()])
def test_no_name_is_offered_for_a_word_that_is_near_to_none(known: tuple[str, ...], typed: str) -> None:
    assert not nearest(typed, known)


def test_the_table_is_large_enough_to_measure_by() -> None:
    assert sum(len(text.split("  ")) for _, text in (*MEANT_KEYS, *MEANT)) >= 80
    assert sum(len(text.split()) for _, text in (*NO_GUESS_KEYS, *NO_GUESS)) >= 80


def test_of_a_set_the_first_by_its_letters_is_meant_in_every_process() -> None:
    assert nearest("hai", ("kai", "hei", "song")) == "kai"
    names = [f"na{letter}e" for letter in "zyxwvutsrq"]
    assert nearest("name", frozenset(names)) == nearest("name", sorted(names)) == "naqe"


def test_sentences_are_compared_as_wholes() -> None:
    sentence = "要坚持规划先行，把有限的土地用在刀刃上，用在民生上。"
    assert (
        nearest(sentence.replace("有限", "宝贵"), ("今年以来，全区新开工项目一百二十个，完成投资八十亿元。", sentence))
        == sentence
    )
    assert not nearest(sentence, ("今年以来，全区新开工项目一百二十个，完成投资八十亿元，同比增长。",))
