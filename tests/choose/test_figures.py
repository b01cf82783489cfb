"""Key figures: the report's own words, results before plans, and rather none than a silly one."""

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.choose.clauses import sentence_spans
from bulletin.choose.figures import MOST_FIGURES, MOST_OF_PARAGRAPH, KeyFigure, figures_in, key_figures
from bulletin.model.edition import FigureText, Report
from bulletin.problems import Place
from tests.makeup.issues import paragraph

FILL = "城镇新增就业17.78万人，森林覆盖率达到53.4%。"  # two figures, so that a third is not alone
FILLED = {"17.78万人|城镇新增就业", "53.4%|森林覆盖率"}
COUNTED = "推广节水器具26项，试用3项。"  # a small number of things, so that another is not alone


def story(*texts: str, title: str = "工作回顾") -> Report:
    return Report("a", "经济", title, "", "", tuple(map(paragraph, texts)), Place("a.md"))


def told(report: Report) -> list[str]:
    """What is said of each key figure: bound or verb, figure, unit, and what it counts."""
    return [f"{each.before}{each.figure}{each.unit}|{each.noun}" for each in key_figures(report)]


def shown(*texts: str, title: str = "工作回顾") -> set[str]:
    return set(told(story(*texts, title=title)))


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("接待游客突破1亿人次。", "突破1亿人次|接待游客"),
        ("全年完成固定资产投资12.5亿元。", "12.5亿元|固定资产投资"),
        ("规上工业增加值同比增长7.2%。", "7.2%|规上工业增加值同比增长"),
        ("2025年人均生产总值提升至7.6万元。", "7.6万元|人均生产总值提升至"),
        ("进口“零关税”商品税目比例由21%提升至74%。", "提升至74%|进口“零关税”商品税目比例"),
        ("常住人口城镇化率提高到64.8%。", "64.8%|常住人口城镇化率提高到"),
        ("财政收入从11.37万亿元提高到14.58万亿元。", "提高到14.58万亿元|财政收入"),
        ("财政收入由2020年的52万元增加到2025年的98万元。", "增加到2025年的98万元|财政收入"),
        ("非常规水利用量占比提升至28%，完成全年目标的98%。", "28%|非常规水利用量占比提升至"),
        ("外贸进出口总额达到1,264万元。", "1,264万元|外贸进出口总额"),
        ("绿化覆盖率达到４３．６％。", "４３．６％|绿化覆盖率"),
        ("居民人均可支配收入预计4.6万元，财政收入35.4亿元。", "35.4亿元|财政收入"),
        ("城镇登记失业率为2.3%。", "2.3%|城镇登记失业率"),
        ("工程项目完成投资1.22万亿元。", "1.22万亿元|工程项目完成投资"),
        ("全社会研发投入占GDP比重达到3.15%。", "3.15%|全社会研发投入占GDP比重达到"),
        ("产后访视率、0—6岁儿童健康管理率达到90%以上。", "90%以上|0—6岁儿童健康管理率"),
        ("为3.2万名适龄妇女提供筛查。", "3.2万名|适龄妇女"),
        ("为超2万名视力、听力、肢体等残疾儿童免费提供训练。", "超2万名|残疾儿童"),
        ("吸纳超100万名高校毕业生在粤就业。", "吸纳超100万名|高校毕业生"),
        ("全县共有基层党组织1286个。", "1286个|基层党组织"),
        ("新增持证养老护理员1500人。", "1500人|新增持证养老护理员"),
        ("新增学位2.4万个。", "2.4万个|新增学位"),
        ("惠及超3万名学生。", "惠及超3万名|学生"),
    ],
)
def test_a_figure_is_shown_with_what_it_counts(text: str, figure: str) -> None:
    assert figure in shown(text, FILL)


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("新增高新技术企业300余家。", "300余家|新增高新技术企业"),
        ("新增46家高新技术企业。", "新增46家|高新技术企业"),
        ("10个“二线口岸”正式启用。", "10个|“二线口岸”"),
        ("推动建设超100条（个）幸福河湖。", "推动建设超100条（个）|幸福河湖"),
        ("签约项目30个，200余名企业家参加。", "30个|签约项目"),
        ("二、新建口袋公园36处。", "36处|新建口袋公园"),
    ],
)
def test_small_numbers_of_things_are_shown_only_when_there_is_nothing_else(text: str, figure: str) -> None:
    assert shown(text, COUNTED) == {figure, "推广26项|节水器具"} or figure in shown(text, COUNTED)
    assert shown(text, FILL) == FILLED


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("地区生产总值386.2亿元，同比增长6.1%。", ["386.2亿元|地区生产总值", "同比增长6.1%|地区生产总值"]),
        ("地区生产总值386.2亿元同比增长6.1%。", ["386.2亿元|地区生产总值", "同比增长6.1%|地区生产总值"]),
        ("货物进出口总额9.5万亿元、增长4.4%。", ["9.5万亿元|货物进出口总额", "增长4.4%|货物进出口总额"]),
        (
            "地区生产总值386.2亿元，按可比价格计算，比上年增长6.1%。",
            ["386.2亿元|地区生产总值", "比上年增长6.1%|地区生产总值"],
        ),
        ("推进2000个重点项目、完成投资98亿元。", ["推进2000个|重点项目", "完成投资98亿元|重点项目"]),
        ("开工项目360个，总投资318亿元，增长12%。", ["360个|开工项目", "总投资318亿元|开工项目"]),
        ("高新区规划面积为110平方千米，总投资500亿元。", ["110平方千米|高新区规划面积", "总投资500亿元|高新区"]),
        ("新登记经营主体2.6万户、总量达15万户。", ["2.6万户|新登记经营主体", "总量达15万户|经营主体"]),
        ("生产总值突破3万亿元、达3.6万亿元，增长5%。", ["达3.6万亿元|生产总值", "增长5%|生产总值"]),
        ("公路建设投资26亿元，占年度计划52%。", ["26亿元|公路建设投资", "52%|占年度计划"]),
        (
            "协议引资8亿元，到位资金9亿元，完成年度任务的207%。",
            ["8亿元|协议引资", "9亿元|到位资金", "207%|完成年度任务"],
        ),
    ],
)
def test_what_has_no_noun_of_its_own_takes_that_of_the_amount_before(text: str, figures: list[str]) -> None:
    assert told(story(text)) == figures


@pytest.mark.parametrize(
    "text",
    [
        "2025年是收官之年。",
        "4月14日至15日赴潍坊考察。",
        "第3次会议通过了第12号文件。",
        "日供水能力×3.6万吨。",
        "去年完成8月5日2.6万人登记。",
        "深入实施“136”工程和“十四五”规划。",
        "采取2×2方式排布。",
        "拨打12345热线反映。",
        "联系电话0531-88871234，邮编250100。",
        "城乡居民收入比缩小至1.86:1，产业结构为4∶37∶59。",
        "PM2.5浓度继续下降。",
        "X200型机床上市。",
        "综合得分95.2分，排名第3。",
        "印发了《关于做好100家企业服务工作的通知》（济政发〔2024〕12号）。",
        "依据《民法典》第1165条作出判决。",
        "工作人员每人走访20户居民。",
        "用水、用电分别下降3.1%、4.2%。",
        "城镇、农村居民收入分别为4万元、2万元，增长4%、5%。",
        "增长35.2%。",
        "同比下降3.2%。",
        "高出全国平均水平9.1个百分点。",
        "我们抓住3个方面。",
        "工期压缩3至5天。",
        "用水量下降3%至5%。",
        "其占比重达到40%。",
        "5G基站建到村里。",
        "总投资500亿元。",
        "年度完成投资2500亿元。",
        "项目数增加20%。",
        "10-12家企业入驻园区。",
        "培育3～5家龙头企业。",
        "为3000余名群众办理了业务。",
        "为3000名老人、儿童免费体检。",
        "办理时间是9:30到17:00。",
        "这一比例为12.5%。",
        "解决2.3万人饮水安全问题。",
        "判令被告赔偿38万元。",
        "67.5%的初中毕业生就读普通高中。",
        "“新区”行动：组织100场观摩，带动投资30亿元。",
        "财政收入接连突破8万亿元、9万亿元。",
        "上门走访3200余户群众，让服务更暖。",
        "农业用水和工业用水下降3.1万吨。",
        "与会企业共4.6万家。",
        "企业所属的3.1万吨。",
        "设施（含泵站）共3600座。",
        "引进培育认定打造新增4.6万家科技企业。",
        "新增口袋公园5处。",
        "企业家在会上签订2600份协议书。",
        "居民生活垃圾清运95%。",
        "水质综合达到12.5%。",
        "从企业中选出2600名技术工人。",
        "目前为止达到3.2万元。",
        "项目投产后税收15亿元。",
        "学校增加老人、儿童活动室，每3所一处。",
        "综合指数连续多年比周边地区平均高出12.5%。",
        "农林、水利投资900亿元。",
        "高质量发展的现代化园区企业达2000家。",  # no noun of so many characters is found
    ],
)
def test_what_is_no_figure_by_itself_is_never_shown(text: str) -> None:
    assert shown(text, FILL) == FILLED
    assert shown(text, COUNTED) == set()


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("接待游客5.2亿人次，其中外国游客3000万人次。", "3000万人次"),
        ("生产总值128亿元。其中，第一产业增加值8.6亿元。", "8.6亿元"),
        ("优良天数比例98.8%、近岸水质优良率99.7%。", "99.7%"),
        ("财政收入从9万元提高到11万元。", "9万元"),
        ("规上工业利润超上年的86亿元。", "86亿元"),
        ("规上工业利润由86亿元再上台阶。", "86亿元"),
        ("城镇登记人口由2020年的520万人增加到626万人。", "520"),
        ("粮食产量45万吨增加3万吨。", "增加3万吨"),
        ("资产总额达856亿元，营业收入98.5亿元。", "98.5亿元"),
        ("资产总额达856亿元；增长16.8%。", "16.8%"),
        ("进口额比上年86亿元，稳中有升。", "86亿元"),
        ("两区用水量分别下降3.1%，好于预期。", "3.1%"),
    ],
)
def test_parts_and_what_was_before_stay_out(text: str, never: str) -> None:
    assert not any(never in each for each in shown(text, "城镇新增就业17.78万人。"))


def test_one_figure_alone_is_no_box() -> None:
    assert shown("接待游客突破1亿人次。") == set()


def test_the_first_amount_comes_with_its_growth_then_the_strongest_of_others() -> None:
    texts = (
        "技术合同成交额68亿元，增长35%。专利拥有量达1300件。",
        "电商交易额突破30亿元，企业利润5亿元，居民人均可支配收入3.8万元。",
        "道路里程126公里。",
    )
    first, growth, *others = told(story(*texts))
    assert (first, growth) == ("68亿元|技术合同成交额", "增长35%|技术合同成交额")
    assert others == ["5亿元|企业利润", "3.8万元|居民人均可支配收入"]


def test_a_number_of_things_opens_only_with_its_total() -> None:
    other = "快递业务量36万件，机场旅客吞吐量500万人次。"
    alone = "5G基站2600个，物流总额突破1.2万亿元，增长6%。"
    assert told(story(alone, other))[:2] == ["突破1.2万亿元|物流总额", "增长6%|物流总额"]
    both = "推进2000个重点项目、完成投资98万元。财政收入35亿元，企业利润5亿元。"
    assert told(story(both, other))[:2] == ["推进2000个|重点项目", "完成投资98万元|重点项目"]


def test_where_all_figures_stand_in_one_paragraph_it_gives_them_all() -> None:
    text = "财政收入35亿元。外贸进出口总额12亿元。接待游客300万人次。城镇化率达70%。"
    assert len(shown(text)) == MOST_FIGURES
    assert len([each for each in key_figures(story(text, FILL)) if each.paragraph == 0]) == 2


def test_results_come_before_plans_and_plans_keep_their_verb_and_bound() -> None:
    plan = "力争地区生产总值达到6000亿元以上。确保粮食产量超过120万吨。"
    assert shown(plan, FILL) == FILLED
    assert shown(plan) == {"6000亿元以上|力争地区生产总值达到", "超过120万吨|确保粮食产量"}


def test_under_a_title_of_tasks_all_is_plan() -> None:
    tasks = "新建改建农村公路1500公里。闲置厂房面积32万平方米。新增公园绿地120公顷。"
    assert shown(tasks, title="2026年工作安排") == {"1500公里|新建改建农村公路", "120公顷|新增公园绿地"}


def test_a_title_of_doing_is_a_plan_unless_the_text_tells_what_was_done() -> None:
    texts = "办理高频事项1280项。", "减免税费8.6亿元。"
    assert shown(*texts, title="优化营商环境") == set()
    assert len(shown(*texts, "办件量同比有增长。", title="优化营商环境")) == len(texts)


def test_headings_part_what_was_done_from_what_is_planned() -> None:
    done = "一、工作回顾", "（一）加快产业升级", "企业利润同比增长5%。绿地面积达86万平方米。"
    plan = "二、下步打算", "（一）加快产业升级", "企业利润达到96亿元。绿地面积达到98万平方米。"
    assert shown(*done, *plan, title="园区情况") == {"5%|企业利润同比增长", "86万平方米|绿地面积"}
    assert shown(*plan, title="园区情况") == {"96亿元|企业利润达到", "98万平方米|绿地面积达到"}


def test_the_editor_has_the_last_word() -> None:
    own = (FigureText("", "300", "家", "企业", Place("a.md")),)
    assert key_figures(story(FILL)._replace(figures=own)) == (KeyFigure("300", "家", "企业", paragraph=-1),)
    assert key_figures(story(FILL)._replace(figures=())) == ()


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("增长5.2%，由21%提升至74%，80%以上", ("5.2%", "21%", "74%", "80%以上")),
        ("培育3～5家、10至12家，提高10%至12%", ("3～5家", "10至12家", "10%至12%")),
        (
            "1,264万元，１２．５亿元，120余家，压缩8小时，3.2km",
            ("1,264万元", "１２．５亿元", "120余家", "8小时", "3.2km"),
        ),
        ("2025年4月14日第3次会议，前10个月，第12条，得95.2分，A4纸，5G，1:2，12345热线，排名第3，1+9", ()),
        ("《关于100家企业的通知》", ()),
    ],
)
def test_every_figure_of_a_text_is_found_as_written(text: str, figures: tuple[str, ...]) -> None:
    assert figures_in(text) == figures


PIECES = (
    "全区", "新增", "企业", "完成投资", "300家", "12.5亿元", "增长7.2%", "由21%", "提升至74%", "2025年", "第3", "个",
    "超过", "达到", "的", "分别", "力争", "1,264", "-", "3", "社会消费品零售总额", "余", "以上", "，", "、", "。", "；",
    "“", "”", "（", "）",
)  # fmt: skip


@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=40).map("".join), min_size=1, max_size=3))
def test_whatever_the_text_figures_are_its_own_words_side_by_side(texts: list[str]) -> None:
    report = story(*texts, FILL)
    figures = key_figures(report)
    assert figures == key_figures(report)
    assert len(figures) != 1
    assert len(figures) <= MOST_FIGURES
    for each in figures:
        own = report.paragraphs[each.paragraph].text
        said = each.before + each.figure + each.unit
        assert said in own
        assert any(said in own[a:b] and each.noun in own[a:b] for a, b in sentence_spans(own))
    of_paragraphs = Counter(each.paragraph for each in figures)
    assert len(of_paragraphs) == 1 or max(of_paragraphs.values(), default=0) <= MOST_OF_PARAGRAPH
    assert all(one != other for one, other in combinations(figures, 2))


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_figures_of_a_text_are_found_in_it_in_order(text: str) -> None:
    place = 0
    for figure in figures_in(text):
        place = text.index(figure, place) + len(figure)


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("进出口总值达到43亿元，量稳质升目标顺利实现。", "43亿元|进出口总值"),
        ("将三条河纳入治理名录，治理河道34公里。", "34公里|治理河道"),
        ("信息系统已录入困难群众66.4万户、173万人。", "66.4万户|困难群众"),
        ("按户籍计算，全县的失业率为4.5%（按常住人口为4.3%）。", "4.5%|失业率"),
        ("安康市完成网上审批15万件。", "15万件|网上审批"),
        ("安康完成网上审批15万件。", "15万件|网上审批"),
        ("落户企业多达2600家。", "2600家|落户企业"),
        ("全省各地、各部门动员了32万名干部进村入户。", "动员了32万名|干部"),
    ],
)
def test_who_did_it_and_what_was_meant_to_be_done_stand_in_no_nouns_way(text: str, figure: str) -> None:
    assert figure in shown(text, FILL)


def test_what_a_place_is_opens_no_row_of_figures() -> None:
    report = story(
        "陆域面积17万平方公里，常住人口109万人，地区生产总值795亿元，增长7%，粮食产量13万吨，外贸总额8亿元。"
    )
    assert told(report)[0] == "795亿元|地区生产总值"


def test_the_figure_that_says_most_is_ranked_first() -> None:
    ranked = {
        each.noun: each.rank for each in key_figures(story("新增就业2.6万人。", "地区生产总值386亿元，森林覆盖率50%。"))
    }
    assert [ranked["新增就业"], ranked["地区生产总值"]] == [0, 1]


def test_the_figures_of_a_month_named_before_are_none() -> None:
    assert not any("当月" in each for each in shown("12月份，当月进出口规模突破4万亿元。", FILL))


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("全年投入资金5300万元，改造校舍3万平方米。", "5300万元|投入资金"),
        ("总投资82亿元，年度计划投资20亿元。", "82亿元|总投资"),
        ("总投资1.6亿元的城北水厂主体封顶。", "总投资1.6亿元|城北水厂"),
        ("去年，全市实现GDP2100亿元。", "2100亿元|GDP"),
        ("艺考上线率达到48.5%。", "48.5%|艺考上线率"),
        ("上线率达到48.5%。", "48.5%|上线率"),
        ("投资仅完成年度计划的41.5%，低于序时进度。", "41.5%|投资仅完成年度计划"),
        ("世界500强企业中有2000家在我市投资。", "2000家|世界500强企业"),
        ("集中采购为患者节省费用1800余万元。", "1800余万元|节省费用"),
        ("对全县1.3万辆货运车辆逐台检查。", "1.3万辆|货运车辆"),
        ("受台风影响，门诊96万人次，同比下降3%。", "96万人次|门诊"),
        ("养老护理签约6.5万人。", "6.5万人|养老护理签约"),
        ("门诊网上预约8.5万人次。", "8.5万人次|门诊网上预约"),
    ],
)
def test_plain_sentences_offer_their_figures(text: str, figure: str) -> None:
    assert figure in shown(text, FILL)


def test_how_soon_something_is_done_is_a_figure_and_how_long_it_lasts_is_none() -> None:
    found = shown("办证从申请到发证平均只用15天，公示期为30天。", "整治河道34公里。")
    assert found == {"平均只用15天|办证从申请到发证", "34公里|整治河道"}


def test_what_is_told_of_is_counted_where_its_own_verb_says_so() -> None:
    assert "1330条|公开的信息" in shown("全镇通过门户网站和公开栏分类公开的信息共1330条。", FILL)


def test_the_best_of_their_kind_are_no_small_number() -> None:
    assert "107家|世界500强企业" in shown("世界500强企业中有107家在我市投资。", FILL)


@pytest.mark.parametrize("done", ["近年来被市委表彰为先进集体。", "综合考核连续三年居全市前列。"])
def test_a_title_that_says_what_is_done_heads_no_plans_where_something_is_told_as_done(done: str) -> None:
    text = "实现财政收入1200万元，森林覆盖率达到53.4%。"
    done_things = key_figures(story(text, done, title="抓好党建促发展"))
    assert [(each.figure, each.plan) for each in done_things] == [("1200", False), ("53.4", False)]
    planned = key_figures(story("实现财政收入超过1200万元。", "森林覆盖率达到53.4%。", title="抓好党建促发展"))
    assert [each.plan for each in planned] == [True, True]


def test_what_a_duty_is_done_to_is_there_already() -> None:
    report = story("要紧盯道路，对全市3.6万辆货运车辆逐台检查。", "要对2500家重点企业开展会诊。", title="讲话")
    assert [(each.noun, each.plan) for each in key_figures(report)] == [("货运车辆", False), ("重点企业", False)]


def test_a_fall_is_not_set_large_beside_the_first_amount() -> None:
    rates = ("全程接种率达到92.7%。", "县域就诊率达到91.4%。", "网格覆盖率达到80%。")
    found = told(story("出院病人86万人次，同比下降7.8%。", *rates))
    assert found[0] == "86万人次|出院病人"
    assert not any("下降" in each for each in found)


def test_what_something_needs_is_no_plan() -> None:
    report = story("培训奖金总额2万元，所需经费列入财政预算。", FILL)
    assert {each.plan for each in key_figures(report) if each.noun == "培训奖金总额"} == {False}


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("全国近390万公里的地下管网加速升级。", "近390万公里|地下管网"),
        ("存在缺陷的排水管道数量就达到了5610处。", "5610处|存在缺陷的排水管道数量"),
        ("但是外贸出口额达到4.2亿元。", "4.2亿元|外贸出口额"),
        ("全市共发生生产安全事故1732起。", "1732起|生产安全事故"),
    ],
)
def test_figures_are_told_with_what_is_so_large(text: str, figure: str) -> None:
    assert figure in shown(text, FILL)


@pytest.mark.parametrize(
    "text",
    [
        "一秒钟，人工智能模型调用词元量超16亿个。",
        "当年206个药品生产品种办理重新报批手续。",
        "有108家药品生产单位通过检查验收。",
        "共查品种，1760批次。",
        "全区有1200名教师无证上岗。",
        "8.6万名参保群众享受不到报销待遇。",
        "2600户搬迁群众无法入住。",
        "18家上市公司全部亏损。",
        "46座桥梁实行限载。",
        "按时完成的单位有1200个，超期完成的有900个。",
        "从全国看，城镇化率达66.2%；从我县看，只有42.8%。",
        "全国共有高新区178家，我市为零。",
        "当地依托光伏产业，带动农户2600户。",
        "有村民举报，村主任侵占补偿款63万元，经查系诬告。",
        "自评认为，群众满意度达98.5%，第三方测评结果仅为71.2%。",
        "去年同期，固定资产投资120.5亿元；今年仅完成88.6亿元。",
        "较2019年，客运量减少58%。",
        "按照最坏情况估算，溃坝将影响人口8.6万人。",
        "预计全年接待游客1200万人次，实现旅游收入96亿元，均低于去年。",
        "待专项债资金到位后，新建标准厂房36万平方米。",
        "因数据造假，我县被撤销称号，追回奖励资金800万元。",
        "公司负责人卷款出逃，涉案金额3.6亿元。",
        "除龙头企业外，全行业利润同比下降21%。",
        "以美元计价，出口下降7.2%。",
        "返贫监测对象仍有126户。",
        "居民举报后，区里处理违建1260处，并处罚金20万元。",
    ],
)
def test_figures_that_say_something_else_without_their_sentence_are_not_shown(text: str) -> None:
    assert shown(text, FILL) == FILLED


@pytest.mark.parametrize(
    "text", ["有效供给增加，内需对经济增长的贡献率达到84.7%。", "将养老服务嵌入社区，内需对经济增长的贡献率达到84.7%。"]
)
def test_demand_and_what_is_put_somewhere_are_no_plans(text: str) -> None:
    (told_of,) = [each for each in key_figures(story(text, FILL)) if each.figure == "84.7"]
    assert not told_of.plan


def test_a_figure_of_another_paragraph_comes_before_a_second_of_the_same() -> None:
    first = "地区生产总值增长4.1%。居民人均可支配收入增长5.1%。"
    texts = (first, "社会消费品零售总额增长2.9%，固定资产投资增长3.3%。", "空气质量优良天数比例达97.9%。")
    assert "97.9%|空气质量优良天数比例" in shown(*texts)
