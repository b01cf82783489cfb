"""What the proof says about lines, and that it says nothing about good ones."""

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from bulletin.model.design import Color
from bulletin.model.edition import Paragraph, Report, Run
from bulletin.model.galley import Line, Span
from bulletin.problems import Place, Problem
from bulletin.proof.lines import judge_lines
from tests.examples import examples

BLACK = Color("black", (0.0, 0.0, 0.0), (0.0, 0.0, 0.0, 1.0))
REPORT = Report("water", "水务", "题", "主任", "苏晓辉", (), Place("water.md"))
PLACE = Place("content/water.md", 7, 1)


def judge(*texts: str, kind: str = "body", ignore: frozenset[str] = frozenset(), **first: object) -> list[str]:
    """Codes of the findings on lines of these texts, set at their natural width; `first` changes the first line."""
    return [problem.code for problem in problems(*texts, kind=kind, ignore=ignore, **first)]


def problems(
    *texts: str, kind: str = "body", ignore: frozenset[str] = frozenset(), **first: object
) -> tuple[Problem, ...]:
    lines = []
    offset = 0
    for number, text in enumerate(texts):
        spread = 0
        if not number:
            spread = int(str(first.pop("spread", 0)))
        xs = tuple(place * (1000 + spread) for place in range(len(text)))
        last = number == len(texts) - 1
        line = Line((Span("song", 10.0, BLACK, text, xs),), offset, offset + len(text), 100.0, 100.0, spread, last)
        lines.append(line._replace(**first) if not number else line)  # type: ignore[arg-type]
        offset += len(text)
    paragraph = Paragraph("heading" if kind == "heading" else "body", 0, (Run("".join(texts)),), PLACE)
    return judge_lines(paragraph, tuple(lines), ignore)


def test_good_lines_are_passed() -> None:
    assert judge("学习先进，必须保持昂", "扬的精神状态，长于设", "计谋划。") == []


@pytest.mark.parametrize(
    ("texts", "codes"),
    [
        (("学习先进", "，必须保持"), ["line-start"]),
        (("学习先进", "”，必须保持"), ["line-start"]),
        (("热合曼", "·买买提"), ["line-start"]),
        (("占比五", "％以上"), ["line-start"]),
        (("学习先进（", "必须保持"), ["line-end"]),
        (("学习“", "先进”必须保持"), ["line-end"]),
        (("奖金￥", "三十元"), ["line-end"]),
        (("面积110", "平方千米"), ["split-unit"]),
        (("面积110平方", "千米的"), ["split-unit"]),
        (("于4", "月14日"), ["split-unit"]),
        (("浓度为142", "μg/m³先进"), ["split-unit"]),
        (("浓度为142 ", "μg/m³先进"), ["split-unit"]),
        (("常数为10⁻³ ", "mol先进"), ["split-unit"]),
        (("系统Windows 10", "Pro先进"), []),
        (("面積3", "萬畝以上"), ["split-unit"]),
        (("提高3個百", "分點以上"), ["split-unit"]),
        (("比例为1∶", "2先进"), ["split-number"]),
        (("结果变成＋", "4分先进"), ["line-end"]),
        (("考察＋", "学习先进"), []),
        (("获得第", "3名的"), ["split-unit"]),
        (("面积1,2", "36平方千米"), ["split-number"]),
        (("时间15:", "30开始"), ["split-number"]),
        (("这是—", "—学习"), ["split-mark"]),
        (("这是…", "…学习"), ["split-mark"]),
        (("这是……", "……学习"), []),
        (("学习先进必须保", "持。"), ["runt"]),
        (("学习先进必须保", "12。"), ["runt"]),
        (("学习先进必须保", "持续。"), []),
        (("the students", "’s work is done"), []),
        (("电价0.55元", "/kWh以下"), ["line-start"]),
        (("电价0.55元/", "kWh以下"), ["line-end"]),
        (("《先进》", "/《学习》地区"), ["line-start"]),
        (("（先进）/", "（学习）地区"), ["line-end"]),
        (("每天升高5℃", "/天以上"), ["line-start"]),
        (("学习and/", "or先进地区"), ["line-end"]),
        (("学习input/", "output先进地区"), ["line-end"]),
        (("学习debian/", "control和debian/rules"), []),
        (("把helper/page交给先进地区抓好落实全面完成以后，再把helper/", "text也交上"), []),
        (("放在docs/", "之下的先进地区"), []),
        (("打开models/", "user文件先进"), []),
        (("（先进）/ ", "（学习）地区"), ["line-end"]),
        (("《学习先进", " 》地区"), ["line-start"]),
        (("学习“ ", "先进”必须保持"), ["line-end"]),
        (("放在~/文档/ ", "先进地区之下"), []),
        (("放在~/文档/", "先进地区.docx里"), []),
        (("见https://a.cn/", "b先进"), []),
        (("见debian/rules", "/a.c先进"), []),
        (("见/etc/", "hosts先进"), []),
        (("见D:/", "文档/报告/2026.xlsx"), []),
        (("再用ls ", "/etc看一看"), []),
        (("学习先进", "¹⁴C和¹³C"), []),
        (("学习先进m", "²C和¹³C"), ["line-start"]),
        (("反应10Cl⁻＝", "2NaOH等"), []),
        (("其中-5 < 6 ≤ ", "34的"), []),
        (("先进学习≥", "35的"), ["line-end"]),
        (("见https://a.cn/b#", "cd先进"), []),
        (("共交＃", "先进学习"), ["line-end"]),
        (("见a@b.cn", "/x先进"), []),
        (("学习１", "２人先进"), ["split-number"]),
        (("学习１．", "５人先进"), ["split-number"]),
        (("学习１２", "人先进"), ["split-unit"]),
        (("先进第", "３名学习"), ["split-unit"]),
        (("学习先进々", "〻必须保持"), ["line-start"]),
        (("学习先进〝", "必须〞保持"), ["line-end"]),
        (("学习先进〝必须", "〞保持"), ["line-start"]),
        (("学习￠", "，必须保持"), ["line-start"]),
        (("阿里", "•买提先进"), ["line-start"]),
        (("学习先进；", "•必须保持"), []),
        (("2019年", "―2020年先进"), ["line-start"]),
        (("电话0536", "\u20118888888号"), ["line-start"]),
        (("电话0536\u2011", "8888888号"), ["line-end"]),
        (("这是―", "―学习"), ["split-mark"]),
        (("这是─", "─学习"), ["split-mark"]),
        (("这是——", "—学习"), ["split-mark"]),
        (("这是", "——学习"), []),
        (("这是", "⸺学习"), []),
    ],
)
def test_line_ends(texts: tuple[str, ...], codes: list[str]) -> None:
    assert judge(*texts) == codes


SIGNS = st.text("学习先 \u00a0\u3000\t/#.:@~–-—―…·•“”（）《》℃％1２aB’¹＝<≤第万千米", min_size=1, max_size=9)


@settings(max_examples=examples(500), deadline=None)
@given(st.lists(SIGNS, min_size=1, max_size=6))
def test_any_lines_can_be_judged(texts: list[str]) -> None:
    for problem in problems(*texts):
        assert problem.hint


@pytest.mark.parametrize(
    ("spread", "codes"),
    [(101, ["loose-line"]), (100, []), (60, []), (-60, []), (-61, ["tight-line"]), (-80, ["tight-line"])],
)
def test_spacing_beyond_the_limits_is_reported(spread: int, codes: list[str]) -> None:
    assert judge("学习先进必须", "保持昂扬", spread=spread) == codes


@pytest.mark.parametrize(
    ("first", "spread", "codes"),
    [
        ("学习先进必须", 91, ["uneven-lines"]),
        ("学习先进必须", 90, []),
        ("学习先进必", 91, ["uneven-lines"]),  # four pairs show their spacing
        ("学习先进", 91, []),  # three do not
    ],
)
def test_neighbours_of_different_spacing_are_reported(first: str, spread: int, codes: list[str]) -> None:
    assert judge(first, "保持昂扬精神", "状态。", spread=spread) == codes


@pytest.mark.parametrize(("blank", "codes"), [(851, ["loose-line"]), (850, [])])
def test_wide_pauses_are_reported(blank: int, codes: list[str]) -> None:
    xs = (0, 1000, 2000, 2500 + blank, 3500 + blank)
    line = Line((Span("song", 10.0, BLACK, "学习，先进", xs),), 0, 5, 54.5, 54.5, last=True)
    paragraph = Paragraph("body", 0, (Run("学习，先进"),), PLACE)

    assert [problem.code for problem in judge_lines(paragraph, (line,), ())] == codes


@pytest.mark.parametrize(("short", "codes"), [(0.02, []), (0.05, ["ragged-line"])])
def test_a_line_ends_at_its_measure(short: float, codes: list[str]) -> None:
    assert judge("学习先进", "必须保持", width=100.0 - short) == codes
    assert judge("学习先进", width=100.0 - short) == []  # a last line


@pytest.mark.parametrize(
    ("texts", "shown"),
    [
        (("总面积110平方千", "米，总投资"), "110平方千｜米，总投资"),
        (("总面积达1,236.5平方千", "米"), "1,236.5平方千｜米"),
        (("学习面积1", "10平方千米的"), "1｜10平方千…"),
        (("面积110,2", "36平方千米"), "110,2｜36平方千…"),
        (("获得先进第", "12345678名的"), "第｜12345678…"),
        (("这次会议于4", "月14日召开会"), "4｜月14日召…"),
        (("全年用电3.2亿千瓦", "时，增长8%"), "3.2亿千瓦｜时，增长8%"),
        (("力争到2030", "年全面建成"), "2030｜年全面建成"),
        (("位列全省第", "3名"), "第｜3名"),
        (("截至12月，面积1万", "亩"), "1万｜亩"),
        (("提升到30", "个百分点abcdef以上"), "30｜个百分点abcdef…"),
        (("近年来，我们这样做—", "—学习"), "我们这样做—｜—学习"),
        (("坚持把学习先进地区的经验做法当作头等大事—", "—学习"), "…头等大事—｜—学习"),
    ],
)
def test_a_parted_number_is_shown_whole(texts: tuple[str, ...], shown: str) -> None:
    (found,) = (problem for problem in problems(*texts) if problem.code.startswith("split"))
    assert found.message.partition("：")[2] == shown


def test_an_ellipsis_may_be_parted_between_its_pairs_and_a_dash_nowhere() -> None:
    assert judge("这是……", "……学习") == []
    assert judge("这是…", "…学习") == ["split-mark"]
    assert judge("这是——", "——学习") == ["split-mark"]
    assert judge("这是———", "—学习") == ["split-mark"]


def test_faults_of_the_composer_are_reported() -> None:
    assert judge("学习先进", "必须保持", fault="overfull") == ["overfull"]
    assert judge("学习先进", "必须保持", width=101.0) == ["overfull"]
    assert judge("学习先进", "必须保持", width=90.0) == ["ragged-line"]
    assert judge("学习先进", "必须保持", fault="rescue") == ["rescue"]
    assert judge("学习先进", "必须保持", kind="heading", width=90.0) == []


@pytest.mark.parametrize("fault", [None, "rescue", "overfull"])
@pytest.mark.parametrize(
    ("texts", "run"),
    [
        (("严格执行中央八项", "规定精神"), ""),
        (("一要主动转变理念", "思路。"), ""),
        (("见2019年GDP增长", "8.2%左右"), ""),
        (("详见附件", "https://www.gov.cn/a"), "https://www.gov.cn/a"),
        (("引进Telekommunikation公司", "参与"), "Telekommunikation"),
        (("编号为", "0123456789号"), "0123456789"),
        (("详见", "0123456789" * 5), "01234567890123456789…"),
        (("先进", "地区见0123456789号"), ""),  # it stands on the next line and does not keep this one short
    ],
)
def test_a_hint_names_a_long_run_only_where_there_is_one(texts: tuple[str, ...], run: str, fault: str | None) -> None:
    found = problems(*texts, fault=fault, width=90.0)[0]
    assert found.code == ("overfull" if fault == "overfull" else "ragged-line")
    assert found.hint.startswith(f"“{run}”不易断开" if run else "在这一行前后增删几个字")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("学习先进", "学习先进"),
        ("学习先进地区经验做法谋划发展", "学习先进地区经验做法谋划…"),
        ("学习先进地区经验2019年", "学习先进地区经验2019…"),
        ("学习先进地区经验GDP增长", "学习先进地区经验GDP增…"),
        ("学习先进地区经验做Growth", "学习先进地区经验做Growth"),
    ],
)
def test_a_line_is_shown_without_cutting_a_number_or_a_word(text: str, shown: str) -> None:
    (found,) = problems(text, "谋划。", spread=101)[:1]
    assert found.message == f"第1行字距过大，每字多0.10字：{shown}"


def test_a_heading_s_runt_is_reported() -> None:
    assert judge("努力提升城市规划", "平", kind="heading") == ["runt"]


def test_findings_stand_at_the_paragraph_in_chinese_and_can_be_silenced() -> None:
    (found,) = problems("学习先进", "，必须保持")

    assert found.severity == "warning"
    assert found.place == PLACE
    assert found.message == "第2行以“，”开头"
    assert found.hint
    assert [problem.severity for problem in problems("面积110", "平方千米")] == ["note"]
    assert [problem.severity for problem in problems("学习先进", "必须保持", fault="rescue")] == ["note"]
    assert judge("学习先进", "，必须保持", ignore=frozenset({"line-start"})) == []
