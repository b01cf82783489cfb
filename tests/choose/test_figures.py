"""Key figures: the report's own words, results before plans, and rather none than a silly one."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.choose.figures import MOST_FIGURES, KeyFigure, key_figures
from bulletin.model.edition import FigureText, Report
from bulletin.problems import Place
from tests.makeup.issues import paragraph

FILL = "城镇新增就业17.78万人，森林覆盖率达到53.4%。"  # two figures, so that a third is not alone


def story(*texts: str, title: str = "工作回顾") -> Report:
    return Report("a", "经济", title, "", "", tuple(map(paragraph, texts)), Place("a.md"))


def shown(*texts: str, title: str = "工作回顾") -> set[str]:
    """What is said of each key figure: bound or verb, figure, unit, and what it counts."""
    figures = key_figures(story(*texts, title=title))
    return {f"{each.before}{each.figure}{each.unit}|{each.noun}" for each in figures}


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("接待游客突破1亿人次。", "突破1亿人次|接待游客"),
        ("全年完成固定资产投资12.5亿元。", "12.5亿元|完成固定资产投资"),
        ("规上工业增加值同比增长7.2%。", "7.2%|规上工业增加值同比增长"),
        ("新增高新技术企业300余家。", "300余家|新增高新技术企业"),
        ("新增46家高新技术企业。", "新增46家|高新技术企业"),
        ("进口“零关税”商品税目比例由21%提升至74%。", "74%|进口“零关税”商品税目比例由21%提升"),
        ("常住人口城镇化率提高到64.8%。", "64.8%|常住人口城镇化率提高到"),
        ("财政收入从11.37万亿元提高到14.58万亿元。", "14.58万亿元|财政收入从11.37万亿元提高"),
        ("其中外贸进出口总额达到1,264万元。", "1,264万元|外贸进出口总额"),
        ("居民人均可支配收入预计4.6万元，财政收入35.4亿元。", "35.4亿元|财政收入"),
        ("居民人均可支配收入预计4.6万元。", "4.6万元|居民人均可支配收入预计"),
        ("全区拥有规上企业和孵化器120家。", "120家|全区拥有规上企业和孵化器"),
        ("城镇登记失业率为2.3%。", "2.3%|城镇登记失业率"),
        ("清除乱堆乱放的杂物共达512吨。", "512吨|清除乱堆乱放的杂物"),
        ("10个“二线口岸”正式启用。", "10个|“二线口岸”正式启用"),
    ],
)
def test_a_figure_is_shown_with_what_it_counts(text: str, figure: str) -> None:
    assert figure in shown(text, FILL)


@pytest.mark.parametrize(
    "text",
    [
        "2025年是收官之年。",
        "4月14日至15日赴潍坊考察。",
        "第3次会议通过了第12号文件。",
        "深入实施“136”工程和“十四五”规划。",
        "采取2×2方式排布。",
        "拨打12345热线反映。",
        "PM2.5浓度继续下降。",
        "印发了《关于做好100家企业服务工作的通知》（济政发〔2024〕12号）。",
        "工作人员每人走访20户居民。",
        "用水、用电分别下降3.1%、4.2%。",
        "增长35.2%。",
        "同比下降3.2%。",
        "我们抓住3个方面。",
        "工期压缩3至5天。",
        "其占比重达到40%。",
        "5G基站建到村里。",
        "总投资500亿元。",
        "年度完成投资2500亿元。",
        "产值占规上工业的比重达到73.5%。",
        "项目数增加20%。",
        "10-12家企业入驻园区。",
        "为3000余名群众办理了业务。",
        "办理时间是9:30到17:00。",
        "这一比例为12.5%。",
    ],
)
def test_what_is_no_figure_by_itself_is_never_shown(text: str) -> None:
    assert shown(text, FILL) == {"17.78万人|城镇新增就业", "53.4%|森林覆盖率"}


def test_one_figure_alone_is_no_box() -> None:
    assert shown("接待游客突破1亿人次。") == set()


def test_results_come_before_plans_and_plans_keep_their_verb_and_bound() -> None:
    plan = "力争地区生产总值达到6000亿元以上。确保粮食产量超过120万吨。"
    assert shown(plan, FILL) == {"17.78万人|城镇新增就业", "53.4%|森林覆盖率"}
    assert shown(plan) == {"6000亿元以上|力争地区生产总值达到", "超过120万吨|确保粮食产量"}


def test_under_a_title_of_tasks_all_is_plan() -> None:
    tasks = "新建改建农村公路1500公里。闲置厂房盘活面积32万平方米。新增公园绿地120公顷。"
    assert all("新" in each for each in shown(tasks, title="2026年工作安排"))


def test_the_editor_has_the_last_word() -> None:
    own = (FigureText("", "300", "家", "企业", Place("a.md")),)
    assert key_figures(story(FILL)._replace(figures=own)) == (KeyFigure("300", "家", "企业", paragraph=-1),)
    assert key_figures(story(FILL)._replace(figures=())) == ()


PIECES = (
    "全区", "新增", "企业", "完成投资", "300家", "12.5亿元", "增长7.2%", "由21%", "提升至74%", "2025年", "第3", "个",
    "超过", "达到", "的", "分别", "力争", "1,264", "-", "3", "社会消费品零售总额", "余", "以上", "，", "、", "。", "；",
    "“", "”", "（", "）",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_whatever_the_text_figures_are_its_own_words_side_by_side(text: str) -> None:
    report = story(text, FILL)
    figures = key_figures(report)
    assert len(figures) != 1
    assert len(figures) <= MOST_FIGURES
    for each in figures:
        own = report.paragraphs[each.paragraph].text
        said = each.before + each.figure + each.unit
        assert said in own
        assert each.noun in own
        assert each.before == "" or f"{each.before}{each.figure}" in own
    assert all(one != other for one, other in combinations(figures, 2))
