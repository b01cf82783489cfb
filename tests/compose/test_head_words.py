"""Heads break between words: real headlines labelled by hand, at many measures; names, numbers, titles, words anew."""

import re
from collections.abc import Iterator
from itertools import accumulate

import pytest

from bulletin.compose.composer import Composer
from bulletin.compose.paragraphs import INSIDE_HEAD_WORD, with_words
from bulletin.compose.type_case import styled_text
from bulletin.faces.face import Faces
from bulletin.memory import Memory
from bulletin.model.galley import Line
from bulletin.words.head_words import IN_WHOLE, PARTS_WORD, HeadWords
from tests.compose.setting import BLACK, DESIGN, HEADING, set_text
from tests.conftest import ROOT

LISTED = (ROOT / "bulletin" / "words" / "word_list.txt").read_text(encoding="utf-8").split("\n\n")
HEADLINES = [line.split("/") for line in (ROOT / "tests/compose/headlines.txt").read_text(encoding="utf-8").split()]
ROOMS = [each / 2 for each in range(2, 22)]  # em by which a line may be longer than an even division: 20 measures


def head(composer: Composer, text: str, room: float, rows: int) -> tuple[Line, ...]:
    lines = composer.display(
        text, "song-black", size=20, measure=room * 20, rows=rows, color=BLACK, align="center", tracking=(-0.03, 0.25)
    )
    return lines or ()


def parted(words: list[str], settings: Iterator[tuple[Line, ...]]) -> tuple[int, int]:
    """Lines that end inside a word of those, and all lines that end before the text does."""
    ends = set(accumulate(map(len, words)))
    found = [line.end for lines in settings for line in lines[:-1]]
    return sum(end not in ends for end in found), len(found)


@pytest.mark.parametrize(("rows", "least"), [(2, 0.985), (3, 0.975)])
def test_real_headlines_break_between_words(composer: Composer, rows: int, least: float) -> None:
    bad = whole = 0
    for words in HEADLINES:
        text = "".join(words)
        rooms = [len(text) / rows + more for more in ROOMS[:: 1 if rows == 2 else 3]]
        wrong, found = parted(words, (head(composer, text, room, rows) for room in rooms))
        bad, whole = bad + wrong, whole + found
    assert whole > 800
    assert bad <= (1 - least) * whole


def test_real_headings_break_between_words_in_narrow_columns(composer: Composer) -> None:
    bad = whole = 0
    for words in HEADLINES:
        measures = [14 + each / 3 for each in range(20)]
        text = "".join(words)
        wrong, found = parted(words, (set_text(composer, text, em, HEADING, "heading") for em in measures))
        bad, whole = bad + wrong, whole + found
    assert whole > 1000
    assert bad <= 0.01 * whole


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("關於推進臺灣地區農田水利設施現代化改造的實施意見", "关于推进台湾地区农田水利设施现代化改造的实施意见"),
        ("國家圖書館與故宮博物院聯合舉辦古籍保護成果展覽", "国家图书馆与故宫博物院联合举办古籍保护成果展览"),
        ("經濟發展局組織企業赴東南亞開展貿易對接活動", "经济发展局组织企业赴东南亚开展贸易对接活动"),
        ("環境監測總站發佈第三季度空氣質量狀況報告", "环境监测总站发布第三季度空气质量状况报告"),
        ("學校體育場館向社會開放試點工作總結會議召開", "学校体育场馆向社会开放试点工作总结会议召开"),
    ],
)
def test_a_headline_in_traditional_characters_breaks_as_in_simplified_ones(traditional: str, simplified: str) -> None:
    assert HeadWords().prices(traditional) == HeadWords().prices(simplified)


def test_a_head_stays_balanced(composer: Composer) -> None:
    for words in HEADLINES:
        text = "".join(words)
        lengths = [len(line.text) for line in head(composer, text, len(text) / 2 + 5, 2)]
        assert max(lengths) - min(lengths) <= 8, text
        assert min(lengths) > 2


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("区委书记李建国到园区调研", "李建国"),
        ("市长王芳主持召开专题会议", "王芳"),
        ("欢迎院士陈立群来我区考察", "陈立群"),
        ("张海燕带队赴合肥考察学习", "张海燕"),
        ("印发《营商环境条例》的通知", "《营商环境条例》"),
        ("打好“蓝天碧水”保卫战", "“蓝天碧水”"),
        ("学习2026年工作要点", "2026年"),
        ("标识办法9月1日起施行", "9月1日"),
        ("水质由劣Ⅴ类提升", "劣Ⅴ类"),
        ("环境影响报告书公示", "报告书"),
        ("确保2030年前碳达峰", "2030年前"),
        ("等18部门联合发文", "18部门"),
        ("平台升级至2.0版本运行", "2.0版本"),
        ("第十四届全国人民代表大会", "第十四届"),
        ("预计增长30%左右", "30%"),
        ("研究生命科学前沿问题", "生命"),
        ("发展中国家经济合作论坛", "国家"),
        ("对接空间站组合体运行", "组合体"),
    ],
)
def test_what_belongs_together_is_dear_to_part(text: str, whole: str) -> None:
    prices = HeadWords().prices(text)
    first = text.index(whole)
    inside = prices[first + 1 : first + len(whole)]
    assert min(inside) >= PARTS_WORD / 2, list(zip(text, prices, strict=True))
    assert min(inside) > max(prices[first], prices[(first + len(whole)) % len(text)])


def test_a_latin_name_counts_nothing() -> None:
    text = "关于Log4j组件排查"
    prices = HeadWords().prices(text)
    assert prices[text.index("组")] < PARTS_WORD / 2 < prices[text.index("件")]


def test_what_follows_a_year_may_be_a_word_of_its_own() -> None:
    prices = [
        HeadWords().prices(text)[text.index("年") + 1] for text in ("确保2030年前三季度完工", "确保2030年前碳达峰")
    ]
    assert prices[0] < PARTS_WORD < prices[1]


def test_prices_are_those_of_characters_where_a_dash_is_one_unit(faces: Faces) -> None:
    items = Composer(DESIGN, faces)._case.items(styled_text("甲——乙丙", "song-black", 0))
    assert [*items.units] == ["甲", "——", "乙", "丙"]
    dearer = with_words(items, (0.0, 1.0, 2.0, 3.0, 4.0))
    more = {unit: new - old for unit, old, new in zip(items.nodes, items.penalties, dearer, strict=True)}
    assert (more[2], more[3]) == (3 * INSIDE_HEAD_WORD, 4 * INSIDE_HEAD_WORD)


def test_names_and_phrases_of_the_issue_never_part() -> None:
    text = "访欧阳明哲谈近赶远学"
    assert [price for price in HeadWords(("欧阳明哲", "近赶远学")).prices(text) if price == IN_WHOLE] == [IN_WHOLE] * 6


def test_what_the_issue_says_repeatedly_is_a_word() -> None:
    text = "关于蓼沱湾建设的思考"
    said = ["走进蓼沱湾看变化", "到蓼沱湾去", "在蓼沱湾，大家", "说蓼沱湾的"]
    plain, known = HeadWords().prices(text), HeadWords(texts=said).prices(text)
    assert min(known[3:5]) > max(PARTS_WORD, *plain[3:5])
    assert HeadWords(texts=said[:2]).prices(text) == plain
    assert (
        HeadWords(texts=["走进蓼沱湾看变化"] * 4).prices(text) == plain
    )  # always in the same company: part of a longer one


def test_two_words_that_the_issue_has_together_part_rather_behind_a_pause() -> None:
    text = "暴雨之后：石门水库七十二小时调度纪实"
    said = ["今天石门水库泄洪", "在石门水库，水位", "到石门水库去", "建设石门水库的人"]
    place = text.index("水")
    assert HeadWords().prices(text)[place] == HeadWords(texts=said[:2]).prices(text)[place] == 0
    known = HeadWords(texts=said).prices(text)
    assert known[text.index("石")] + PARTS_WORD / 2 < known[place] < PARTS_WORD  # less than a word is parted


@pytest.mark.parametrize("term", ["孔令辉", "道治理"])
def test_a_name_or_phrase_changes_a_head_set_before(faces: Faces, term: str) -> None:
    text = "区水务局孔令辉谈河道治理的做法体会和下一步打算"
    first = text.index(term)
    memory, words_memory = Memory(), Memory()
    for room in range(13, 33):
        head(Composer(DESIGN, faces, (), memory, HeadWords(memory=words_memory)), text, room, 2)
        named = Composer(DESIGN, faces, (), memory, HeadWords((term,), memory=words_memory))
        again = head(named, text, room, 2)
        assert again == head(Composer(DESIGN, faces, words=HeadWords((term,))), text, room, 2)
        assert not {line.end for line in again[:-1]} & {first + 1, first + 2}


def test_the_list_holds_words_of_two_to_four_characters_and_no_more_than_it_may() -> None:
    lengths = [["".join(word) for word in zip(*part.split()[:-1], strict=True)] for part in LISTED]
    assert [*map(len, lengths)] == [len(part.split()[-1]) for part in LISTED]
    assert all(words == sorted(words) for words in lengths), "found by halves"
    words = [word for words in lengths for word in words]
    assert 19_000 < len(words) <= 20_000
    assert len(set(words)) == len(words)
    assert all(re.fullmatch("[\u4e00-\u9fff]{2,4}", word) for word in words)
    assert "MIT License" in (ROOT / "bulletin" / "words" / "LICENSE-jieba.txt").read_text(encoding="utf-8")


def test_the_table_of_simplified_characters_is_of_the_list() -> None:
    traditional, plain = (ROOT / "bulletin" / "words" / "simplified.txt").read_text(encoding="utf-8").split()
    assert len(set(traditional)) == len(traditional) == len(plain)
    assert set(plain) <= set().union(*LISTED)


def test_a_head_that_fits_one_row_needs_no_list(composer: Composer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bulletin.words.head_words.read_word_list", lambda: pytest.fail("read"))
    assert head(composer, "规划引领发展", 20, 1)
    assert set_text(composer, "规划引领发展", 20, HEADING, "heading")
