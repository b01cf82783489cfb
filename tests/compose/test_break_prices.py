"""What a line end costs, place by place: one row for every price."""

import re

import pytest

from bulletin.compose.classes import Breaks, Classes, Gaps
from bulletin.compose.glyph_cells import Cells
from bulletin.compose.hyphenation import Hyphenator
from bulletin.compose.items import RUNT, SHORT_LAST, Items, TextRules, itemise
from bulletin.faces.face import Faces
from bulletin.model.edition import Run

TERMS = re.compile("苏晓辉|乡村振兴")


def items_of(faces: Faces, text: str, label: str = "", *, bold: str = "") -> Items:
    rules = TextRules(classes=Classes(), gaps=Gaps(250), breaks=Breaks("gb"), hyphenator=Hyphenator(), terms=TERMS)
    cells = Cells(faces, "song", hanging=False)
    runs = (Run(text), Run(bold, bold=True)) if bold else (Run(text),)
    return itemise(runs, label, cells, cells, rules)


def prices(items: Items) -> dict[int, float]:
    """The penalty of every permitted line end inside the text, by offset."""
    return {items.offsets[unit]: price for unit, price in zip(items.nodes, items.penalties, strict=True)}


@pytest.mark.parametrize(
    ("text", "price"),
    [
        ("学习｜提高", 0.0),
        ("共110｜平方千米", 400.0),
        ("共110平｜方千米", 550.0),
        ("增2.5个百｜分点", 550.0),
        ("达5千｜米", 550.0),
        ("有3万｜余人", 550.0),
        ("有20｜余家", 400.0),
        ("有20余｜家", 550.0),
        ("有300多｜个", 550.0),
        ("为5万｜立方米", 550.0),
        ("费3元/千瓦｜时", 550.0),
        ("费3亿元/年｜内", 0.0),
        ("达3 ｜万元", 400.0),
        ("重38 ｜μg左右", 450.0),
        ("长120 ｜km处", 450.0),
        ("为34 ｜\u00b5g/m³的", 450.0),
        ("取25 ｜μL，", 450.0),
        ("液4.5 ｜mmol/L与", 450.0),
        ("率18.2 ｜MΩ·cm（", 450.0),
        ("为42.7 ｜\u00b5S/cm；", 450.0),
        ("限4×10⁻⁵ ｜mg/L，", 450.0),
        ("限4×10⁻¹² ｜mg/L，", 450.0),
        ("依照第｜九十五条", 8.0),
        ("于8:00—｜11:00在", 300.0),
        ("于14：00－｜16：00在", 300.0),
        ("约｜5年", 8.0),
        ("近｜20年", 8.0),
        ("費520元/人·｜年以內", 550.0),
        ("费520元/（人·｜月）内", 550.0),
        ("共12｜萬畝以上", 400.0),
        ("达12萬｜畝以上", 550.0),
        ("提高3個百｜分點", 550.0),
        ("约5｜張一套", 400.0),
        ("率100 ｜Mbit/s的", 450.0),
        ("按国｜发〔2019〕5号", 150.0),
        ("依濟政｜發〔2019〕9號", 150.0),
        ("依潍政办｜字〔2020〕12号", 150.0),
        ("见环办〔2018〕｜3号文", 150.0),
        ("见环办〔2018〕3号｜文", 150.0),
        ("见环办〔2018〕3号文｜件", 0.0),
        ("在2019年～｜2020年", 5.0),
        ("增长25%～｜30%", 300.0),
        ("收入1月份-｜3月份", 5.0),
        ("面积5公顷-｜10公顷", 5.0),
        ("历时30分钟-｜40分钟", 5.0),
        ("共110平方千米｜内", 0.0),
        ("第｜15届", 400.0),
        ("第15｜届", 400.0),
        ("发展15｜学习", 3.0),
        ("重38｜μg左右", 450.0),
        ("共１１０｜平方千米", 400.0),
        ("第｜１５届", 400.0),
        ("发展１５｜学习", 3.0),
        ("重１２｜kg左右", 450.0),
        ("重１２｜ｋｇ左右", 450.0),
        ("推进ＧＤ｜Ｐ增长", 450.0),
        ("推进｜ＧＤＰ增长", 0.0),
        ("电价0.55｜元/kWh", 400.0),
        ("合同3707\u20102026\u2010｜11\u20100512号", 200.0),
        ("4月｜14日", 2.0),
        ("出席　欧阳｜文山　李四", 120.0),
        ("出席　欧阳文山　李｜四　王五", 120.0),
        ("出席　欧阳文山　｜李四", 0.0),
        ("上级｜单位　出席", 0.0),
        ("2018年｜4月", 2.0),
        ("合同3707-2026-｜11-0512号", 200.0),
        ("见｜/usr/share/doc/a", 30.0),
        ("电话（0536）｜8888888", 200.0),
        ("人口1，｜234，567人", 200.0),
        ("按第 ｜3 章", 400.0),
        ("按第 3 ｜章", 400.0),
        ("样本n ｜= 30例", 450.0),
        ("系数R² ｜= 0.95", 450.0),
        ("温度T ｜≥ −5度", 450.0),
        ("裁定（2026）鲁07民终｜1234号", 150.0),
        ("裁定（2026）｜鲁0704民初1234号", 150.0),
        ("标准（GB ｜3838—2002）", 150.0),
        ("与2-｜甲基", 5.0),
        ("为（42.7±11.3）｜×10⁻⁹，", 450.0),
        ("为（15.1±0.7）｜mg/L以内", 450.0),
        ("为（-5～3） ｜km处", 450.0),
        ("为（25±3）｜公里处", 450.0),
        ("处（2～3）｜学习", 0.0),
        ("总铬Cr｜（Ⅵ）含量", 120.0),
        ("丙（n=3）｜km", 0.0),
        ("为8H⁺｜→5Fe", 120.0),
        ("从公示｜→备案", 0.0),
        ("意见电｜话：______", 120.0),
        ("意见电话：｜______", 120.0),
        ("意见电话｜____，报名", 120.0),
        ("电话＿＿＿＿，联｜系人＿＿＿＿", 120.0),
        ("日期：　　年　　｜月　　日", 400.0),
        ("时间：　　时　　｜分　　水位：", 400.0),
        ("姓名：　　　　｜日期：", 0.0),
        ("堤坡：□｜正常　□异常", 400.0),
        ("堤坡：□正常　□｜异常", 400.0),
        ("堤坡：□正常　｜□异常", 0.0),
        ("堤坡：□正｜常　□异常", 120.0),
        ("□已经｜复核并且签字的", 0.0),
        ("用选项｜-c时", 120.0),
        ("运行git commit ｜-m后", 400.0),
        ("运行ls ｜--all后", 400.0),
        ("用dpkg --compare-｜versions", 550.0),
        ("运行git commit -m ｜后", 0.0),
        ("在岗；③｜设立", 120.0),
        ("在岗；⑵｜设立", 120.0),
        ("在岗；⒉｜设立", 120.0),
        ("在岗；㈡｜设立", 120.0),
        ("推进互联网+｜政务", 120.0),
        ("推进互联网＋｜政务", 120.0),
        ("推进5G+｜工业", 120.0),
        ("推进C++｜教学", 0.0),
        ("降到｜-5，", 0.0),
        ("气温｜-5℃", 0.0),
        ("气温｜-5～3℃", 0.0),
        ("线路0.4 ｜kV侧", 450.0),
        ("学习｜——提高", 50.0),
        ("学习｜……提高", 150.0),
        ("学习——｜……提高", 10.0),
        ("热·｜买", 10.0),
        ("北京～｜上海", 5.0),
        ("见www.wfgx.gov.｜cn网", 2.0),
        ("见/usr/share/｜doc/a", 2.0),
        ("见foo_bar-｜1.2.tar.gz", 2.0),
        ("引入Wi-｜Fi网", 2.0),
        ("进行devel｜opment工作", 8.0),
        ("苏｜晓辉强调", 120.0),
        ("乡村｜振兴战略", 60.0),
    ],
)
def test_a_line_end_has_its_price(faces: Faces, text: str, price: float) -> None:
    place = text.index("｜")
    items = items_of(faces, text.replace("｜", ""))

    assert prices(items)[place] == price


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("1｜，236人", ""),
        ("１｜２００人", ""),
        ("1.｜强化取水统计", "1."),
        ("1.强｜化取水统计", "1."),
        ("网Wi｜-Fi", ""),
        ("网https｜://a.cn/b", ""),
        ("网GD｜P", ""),
        ("的｜。”", ""),
        ("“｜的", ""),
        ("的—｜—", ""),
        ("的…｜…", ""),
        ("￥｜30", ""),
        ("30｜％", ""),
        ("⒈｜强化监管", ""),
        ("㈠｜强化监管", ""),
        ("电话0536-｜8888888", ""),
        ("于2026-｜11-27", ""),
        ("电话0536\u2010｜6651234号", ""),
        ("n =｜ 30", ""),
        ("运行ls -｜l后", ""),
        ("运行ls -｜-all后", ""),
        ("导弹东风｜-41", ""),
        ("导弹东风-｜41", ""),
        ("10架歼｜-20", ""),
        ("10架歼-｜20", ""),
        ("的氯｜-1,2-丙", ""),
        ("据研究｜[1]表明", ""),
        ("据“研究”｜[1,2]表明", ""),
        ("推进互联网｜+政务", ""),
        ("记者｜∶张三", ""),
        ("选项甲/　｜乙项", ""),
        ("选项甲（　｜乙项）", ""),
        ("n = ｜30", ""),
    ],
)
def test_a_line_end_is_not_permitted(faces: Faces, text: str, label: str) -> None:
    place = text.index("｜")

    assert place not in prices(items_of(faces, text.replace("｜", ""), label))


def test_bold_changes_no_price(faces: Faces) -> None:
    whole, parted = items_of(faces, "规划110平方千米"), items_of(faces, "规划110平", bold="方千米")

    assert prices(parted) == prices(whole)


def test_a_hyphen_is_added_inside_words_and_never_inside_addresses(faces: Faces) -> None:
    word, address = items_of(faces, "进行development"), items_of(faces, "见www.development.cn")

    assert {word.offsets[unit] for unit in word.hyphens} >= {7}
    assert not address.hyphens


@pytest.mark.parametrize(
    ("text", "place", "price"),
    [
        ("学习提高。", 3, RUNT),  # 高。
        ("学习提高", 2, SHORT_LAST),  # two em
        ("学习提高。", 2, None),  # two em and a half
        ("学习GDP", 2, SHORT_LAST),
        ("学习提12", 3, RUNT),  # two characters, none of them Han
    ],
)
def test_a_short_last_line_has_its_price(faces: Faces, text: str, place: int, price: float | None) -> None:
    items = items_of(faces, text)

    assert items.runts.get(items.nodes.index(place)) == price


def test_the_dip_is_what_a_further_unit_takes_from_a_squeezed_line(faces: Faces) -> None:
    assert items_of(faces, "学习提高，规划（建设）。").dip == 0
    assert items_of(faces, "学习 提高 GDP").dip == 0
    assert items_of(faces, "一\u200b二\u200b三").dip == 60
    assert items_of(faces, "一\u200b\u200b二").dip == 120
    hyphen = faces.face("song").advance("-")
    assert items_of(faces, "进行development").dip == hyphen
