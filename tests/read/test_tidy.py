"""Normalisation of typed characters: each rule, the risky cases, and the count on the source."""

from collections import Counter
from pathlib import Path

import pytest

from bulletin.read.tidy import Tidied, tidy

HERE = Path(__file__).parent

CASES = {
    # P1: both brackets or none
    "(一)志存高远": "（一）志存高远",
    "f(x)": "f(x)",
    "f(x) = 1": "f(x) = 1",
    "细颗粒物(PM2.5)浓度": "细颗粒物（PM2.5）浓度",
    "(PM2.5)浓度下降": "（PM2.5）浓度下降",
    "用(NH₄)₂Fe(SO₄)₂滴定": "用(NH₄)₂Fe(SO₄)₂滴定",
    "速率P(O₃)最大": "速率P(O₃)最大",
    "臭氧(O₃)浓度": "臭氧（O₃）浓度",
    "通量为3.4mg/(m²·d)，当上覆水": "通量为3.4mg/(m²·d)，当上覆水",
    "面积(km²)×单价": "面积（km²）×单价",
    "a (b) 中": "a（b）中",
    "'最后一公里'难题": "‘最后一公里’难题",
    "打通'最后一公里','最先一公里'": "打通‘最后一公里’，‘最先一公里’",
    "'WTO'规则": "‘WTO’规则",
    "他说\"要打通'最后一公里'\"。": "他说“要打通‘最后一公里’”。",
    "'十四五'期间don't变": "‘十四五’期间don't变",
    "O'Brien先生说'好'": "O'Brien先生说‘好’",
    "students' 作业": "students' 作业",
    "上世纪'90s风格": "上世纪'90s风格",
    "成绩5'30\"，高6'2": "成绩5'30\"，高6'2",
    "He said 'yes'.": "He said 'yes'.",
    "（混排)的括号": "（混排）的括号",
    "(不成对": "(不成对",
    "函数sin(x)、max(a, b)、main()": "函数sin(x)、max(a, b)、main()",
    "区间(0,1]、[0，1)内": "区间(0,1]、[0，1)内",
    '用“(”和“)”，用“;”分隔，用","隔开': "用“(”和“)”，用“;”分隔，用“,”隔开",
    '他说"好","行"，“?”': "他说“好”，“行”，“？”",
    "符号（如!@#$%^&*）": "符号（如!@#$%^&*）",
    "符号(@#$!)三类": "符号（@#$!）三类",
    "加上--help，不加--如此": "加上--help，不加——如此",
    "他说--ok--就走": "他说——ok——就走",
    "“Hello, world!”是首句，“OK!”好": "“Hello, world!”是首句，“OK!”好",
    "“用GDP!”“好!”": "“用GDP！”“好！”",
    '12"显示器和15"显示器': '12"显示器和15"显示器',
    '第"5"项，2019"双创"周': "第“5”项，2019“双创”周",
    # P2
    "学习,此行": "学习，此行",
    "什么?!": "什么？！",
    "Q:我": "Q：我",
    "Hello, 中国": "Hello，中国",
    "He said, yes; no: why?": "He said, yes; no: why?",
    # P3
    "抓好落实.": "抓好落实。",
    "落实.然后": "落实。然后",
    "增长5%.": "增长5%。",
    "5%.": "5%。",
    "A.B": "A.B",
    "甲A.": "甲A.",
    # P4
    "等等...": "等等……",
    "等等。。。": "等等……",
    "等等…": "等等……",
    "等等……": "等等……",
    "wait...": "wait...",
    "等等......": "等等……",
    "目录........3": "目录........3",
    # P5
    "绿色--发展": "绿色——发展",
    "绿色—发展": "绿色—发展",
    "拉萨—山南、臭氧—活性炭，街道—区—市": "拉萨—山南、臭氧—活性炭，街道—区—市",
    "拉萨—那曲，“产”—“学”—“研”": "拉萨—那曲，“产”—“学”—“研”",
    "全场鼓起掌来—这是头一回": "全场鼓起掌来——这是头一回",
    "他笑了—原来如此，—然后": "他笑了——原来如此，——然后",
    "“好！”—掌声响起": "“好！”——掌声响起",
    "2018—2019": "2018—2019",
    "4月—5月": "4月—5月",
    "枯水期（12月—翌年2月）": "枯水期（12月—翌年2月）",
    "2019年3月—今": "2019年3月—今",
    "周一—周五，十月—十二月": "周一—周五，十月—十二月",
    "禮拜三—禮拜五，週一—週五": "禮拜三—禮拜五，週一—週五",
    "迎来2018年—这是关键之年": "迎来2018年——这是关键之年",
    "a--b": "a--b",
    # P6
    '他说"好","行"。': "他说“好”，“行”。",
    'He said "yes".': 'He said "yes".',
    '加入"WTO"以来': "加入“WTO”以来",
    # P7
    "14~15日": "14～15日",
    "上午~下午": "上午～下午",
    "~/file": "~/file",
    # K1, K2
    "15:30开会": "15:30开会",
    "比分3:2": "比分3:2",
    "1,500,同比": "1,500，同比",
    "第3.2节": "第3.2节",
    "4.14万亩": "4.14万亩",
    "占１２.５％,比上年": "占１２.５％，比上年",
    "甲 ／ 乙": "甲／乙",
    "甲⸺ 乙,甲―― 乙": "甲⸺乙，甲――乙",
    "甲‥‥ 乙,甲⋯⋯ 乙": "甲‥‥乙，甲⋯⋯乙",
    "〝甲乙〞;〚丙〛(丁)": "〝甲乙〞；〚丙〛（丁）",
    "见〝甲乙〞.": "见〝甲乙〞。",
    "见［甲乙］.又见｛丙｝ ,丁": "见［甲乙］。又见｛丙｝，丁",
    "甲――乙、甲──乙、甲‥‥乙、5〜8天": "甲――乙、甲──乙、甲‥‥乙、5〜8天",
    "0536\u20118888、艾力•买、人々、￠5、3‵": "0536\u20118888、艾力•买、人々、￠5、3‵",
    "10.5磅": "10.5磅",
    # K3
    "1.强化": "1.强化",
    "1. 强化": "1.强化",
    "12.强化": "12.强化",
    # K4
    "见https://a.cn/b,c?d=(e),此外": "见https://a.cn/b,c?d=(e)，此外",
    "写信到a.b@c.cn,谢谢": "写信到a.b@c.cn，谢谢",
    "He said “yes”, then left.": "He said “yes”, then left.",
    "100%, of course": "100%, of course",
    "don’t stop, please": "don’t stop, please",
    "加入“WTO”,以后": "加入“WTO”，以后",
    # S1, S2
    "积极行动 强化，明确责任": "积极行动强化，明确责任",
    "GDP 增长 5 个点": "GDP增长5个点",
    "25 ℃、¥ 35、5 万元": "25℃、¥ 35、5万元",
    "two words": "two words",
    "two   words.  And \xa0one": "two words. And one",
    "Zhang San \u3000 Li Si": "Zhang San\u3000Li Si",
    "GDP  120   130": "GDP 120\u3000130",
    "签字：\u3000\u3000\u3000\u3000日期": "签字：\u3000\u3000\u3000\u3000日期",
    "学习, 此行": "学习，此行",
    # Han and symbols are never normalised
    "\uf9dc\ufa0c％℃ＡＢ①": "\uf9dc\ufa0c％℃ＡＢ①",
    "邉\U000e0101": "邉\U000e0101",
}


def test_a_quote_among_signs_lacks_no_partner() -> None:
    typed = '文件名不能含\\/:*?"<>|等，也不能含\\ / : * ? " < > |'
    assert tidy(typed) == Tidied(text=typed)


@pytest.mark.parametrize(("typed", "printed"), CASES.items())
def test_each_rule_and_each_risky_case(typed: str, printed: str) -> None:
    assert tidy(typed).text == printed


@pytest.mark.parametrize(
    ("typed", "printed"),
    {
        "积极行动 强化": "积极行动\u3000强化",
        "积极行动   强化": "积极行动\u3000强化",
        "积极行动\u3000强化": "积极行动\u3000强化",
        "积极行动 \u3000 强化": "积极行动\u3000强化",
        "Smart growth": "Smart growth",
        "Smart   growth": "Smart growth",
        # beside figures, Latin and marks too, but for spaces on both sides of Latin words
        "对标先进 2026再出发": "对标先进\u30002026再出发",
        "一网通办 2.0版上线": "一网通办\u30002.0版上线",
        "落实“两手抓” 10条硬措施": "落实“两手抓”\u300010条硬措施",
        "学习《水法》 2026年行动": "学习《水法》\u30002026年行动",
        "拥抱AI 赋能产业": "拥抱AI\u3000赋能产业",
        "奋力冲刺 2026": "奋力冲刺\u30002026",
        "GDP 增长": "GDP\u3000增长",
        "全区 GDP 增长": "全区GDP增长",
        "用好 AI Agent 工具": "用好AI Agent工具",
        "对标先进， 2026再出发": "对标先进，2026再出发",
        "均价6.8～8.2 109项落地": "均价6.8～8.2\u3000109项落地",
        "迎战2026 109个项目开工": "迎战2026\u3000109个项目开工",
        "奋战2025 2026再出发": "奋战2025\u30002026再出发",
        "投资1 200万元": "投资1 200万元",
        "投资1 234 567元": "投资1 234 567元",
        "误差0.223 456米": "误差0.223 456米",
        "热线0536 8888888": "热线0536 8888888",
        "热线400 888 9999": "热线400 888 9999",
        "热线138 1234 5678": "热线138 1234 5678",
    }.items(),
)
def test_a_space_in_a_headline_parts_two_phrases(typed: str, printed: str) -> None:
    assert tidy(typed, headline=True).text == printed


def test_the_source_takes_exactly_the_replacements_that_were_counted_by_hand() -> None:
    source = (HERE / "original.txt").read_text(encoding="utf-8")
    counted = Counter(
        change.old for line in source.splitlines() for change in tidy(line, headline=True).changes if change.old != " "
    )
    assert counted == {",": 173, ";": 9, ":": 3, "(": 9, ")": 9}


def test_the_source_tidied_is_what_the_content_files_hold(root: Path) -> None:
    source = (HERE / "original.txt").read_text(encoding="utf-8")
    printed = "".join(tidy(line.strip()).text for line in source.splitlines())
    for name in ("environment", "water", "planning", "legal"):
        body = (root / f"content/{name}.md").read_text(encoding="utf-8").split("---\n")[2]
        assert body.replace("## ", "").replace("\n", "") in printed


def test_an_odd_straight_quote_is_left_and_reported() -> None:
    tidied = tidy('他说"好')
    assert tidied.text == '他说"好'
    assert [doubt.code for doubt in tidied.doubts] == ["odd-quotes"]
    assert not tidy('a 5" pipe').doubts


@pytest.mark.parametrize("typed", ["'好", "他说'好", "'十四五'、'十五五", '他说"\'好"'])
def test_an_odd_single_quote_is_left_and_reported(typed: str) -> None:
    tidied = tidy(typed)
    assert "'" in tidied.text
    assert [(doubt.code, typed[doubt.offset]) for doubt in tidied.doubts] == [("odd-quotes", "'")]
    assert not tidy("students' work").doubts
