"""What may stand for a paragraph: runs of clauses that are whole in sense, best first."""

import pytest
from hypothesis import given, settings

from bulletin.choose.beginnings import lead_end
from bulletin.choose.clauses import goes_on, is_turned
from bulletin.choose.excerpts import LONGEST_SAID, BodyText, details_of
from bulletin.choose.worth import are_alike, worth_of
from bulletin.model.edition import Report
from tests.examples import examples
from tests.slides.texts import reports, stands_as_clause

ANY = -9.0  # worth that everything has


def said(text: str, head: str = "") -> list[str]:
    """Everything that may stand for a text, in its order."""
    details = details_of([BodyText(text, 0)], head, least=ANY)
    return sorted((detail.text for detail in details), key=text.index)


def best(text: str, head: str = "抓落实") -> str:
    details = details_of([BodyText(text, 0)], head)
    return details[0].text if details else ""


@given(reports())
@settings(max_examples=examples(40), deadline=None)
def test_what_is_offered_is_whole_clauses_and_nothing_stops_before_its_end(given: Report) -> None:
    for place, paragraph in enumerate(given.paragraphs):
        for detail in details_of([BodyText(paragraph.text, place)], least=ANY):
            assert stands_as_clause(detail.text, given)
            assert len(detail.text) <= LONGEST_SAID
            rest = paragraph.text[paragraph.text.index(detail.text) + len(detail.text) :]
            assert rest[:1] != "，" or not goes_on(rest[1:]) or paragraph.text.count(detail.text) > 1


@pytest.mark.parametrize("word", ["但", "却", "而", "才", "就", "否则", "并", "不过", "也", "还"])
def test_no_text_ends_before_what_turns_it(word: str) -> None:
    text = f"全区发明专利拥有量达到28.4件，{word}要看到先进地区已经超过60件。"
    assert said(text) == [text[:-1]]


def test_clauses_that_list_deeds_stand_one_by_one() -> None:
    text = "编制全省片区总体规划，新建提升省级片区100个左右，实施“村村都有救护员”行动。"
    assert best(text) == "新建提升省级片区100个左右，实施“村村都有救护员”行动"
    assert "新建提升省级片区100个左右" in said(text)


def test_a_clause_that_finishes_the_one_before_is_never_cut_off() -> None:
    text = "建设一批文化设施，满足市民学习读书需要，让群众家门口有去处。"
    assert said(text) == [text[:-1]]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("会议要求，全局上下要把明年工作谋深谋细谋实。", "全局上下要把明年工作谋深谋细谋实"),
        ("座谈会上，三家企业介绍了用工难题。", "三家企业介绍了用工难题"),
        ("今年以来，全区新建仓库十二座。", "全区新建仓库十二座"),
        ("前10个月，规上工业增加值增长8.3%。", "规上工业增加值增长8.3%"),
        ("截至6月30日，村级站点达到86个。", "村级站点达到86个"),
        ("监测显示，河道水质达到Ⅲ类。", "河道水质达到Ⅲ类"),
        ("会议认为，河道水质已经好转。", "河道水质已经好转"),
        ("王局长在讲话中强调，必须守住底线。", "必须守住底线"),
    ],
)
def test_times_and_attributions_are_left_out(text: str, shown: str) -> None:
    assert said(text) == [shown]


@pytest.mark.parametrize(
    "text", ["统一思想，凝聚全区干部力量。", "走访慰问，送去棉衣300件。", "开展宣讲，覆盖26个村。"]
)
def test_a_deed_is_no_attribution(text: str) -> None:
    assert lead_end(text, 0, len(text)) == 0


@pytest.mark.parametrize(
    "text",
    [
        "与先进地区相比，我们的差距仍然很大。",
        "对群众反映的停车难等问题，逐件登记办理。",
        "在项目一线上，干部当先锋作表率。",
    ],
)
def test_no_topic_stands_without_its_statement(text: str) -> None:
    assert all(words not in text[: text.index("，")] for words in said(text))


def test_an_announced_list_stands_whole_or_not_at_all() -> None:
    text = "高新区三个发展目标：社会目标是活力岛；经济目标是动力谷；环境目标是生态城。"
    assert said(text) == [text[:-1]]
    assert said("空间格局为：一城三岛，点轴亮睛。") == ["空间格局为：一城三岛，点轴亮睛"]


def test_a_list_is_not_cut_before_its_and_so_on() -> None:
    text = "推广水稻、小麦，玉米等优良品种。"
    assert said(text) == [text[:-1]]


def test_clauses_of_one_measure_stay_together() -> None:
    text = "把环保想在规划中，做在招商时，管在建设前，成在细节里。"
    assert said(text) == [text[:-1]]


def test_a_case_of_a_rule_stands_with_what_is_ruled() -> None:
    text = "入住户数达到50%以上的，应当召开首次业主大会。"
    assert said(text) == [text[:-1]]


def test_a_series_stands_whole_or_not_at_all() -> None:
    text = "一是抓规划，二是抓项目，三是抓作风。"
    assert said(text) == [text[:-1]]
    assert said("要抓好三件事，一是抓规划布局，二是抓项目落地。") == ["要抓好三件事，一是抓规划布局，二是抓项目落地"]


def test_what_counts_is_not_shown_without_the_others() -> None:
    assert said("一要抓好开工项目。全年开工120个项目。二要抓好投产项目。") == ["全年开工120个项目"]


def test_nothing_stops_or_begins_between_clauses_of_one_measure() -> None:
    assert said("推进规划上山，推进项目下海，推进人才回乡。") == ["推进规划上山，推进项目下海，推进人才回乡"]


def test_what_is_ruled_stands_with_its_case() -> None:
    assert said("未公开公共收益的，通报批评责任人，取消年度评优资格。") == [
        "未公开公共收益的，通报批评责任人，取消年度评优资格"
    ]


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("打响“最多跑一次”品牌", "继续做好有关服务工作"),  # a slogan
        ("培育智慧农业场景100个", "培育智慧农业若干场景"),  # a figure with its unit
        ("主体工程提前完成", "主体工程正在施工"),  # a result
        ("一城三岛，点轴亮睛", "一城三岛，各有特色风貌"),  # one measure
        ("在村里建起村史馆", "加强部门间沟通协作"),  # no stock phrase
        ("三家企业当场签约", "三家企业负责人出席"),  # who was there
    ],
)
def test_what_says_more_is_worth_more(better: str, worse: str) -> None:
    assert worth_of(better) > worth_of(worse)


def test_length_costs() -> None:
    assert worth_of("全区新建仓库和站点十二座" + "而周边各县都还没有动工" * 4) < worth_of("全区新建仓库和站点十二座")


def test_the_last_sentence_is_worth_more() -> None:
    assert best("街道修好了旧房子。孩子们学会了竹编。") == "孩子们学会了竹编"


@pytest.mark.parametrize(
    "text",
    [
        "加强部门间沟通协作。",
        "明确责任主体。",
        "各位代表，谢谢大家！",
        "区人大常委会主任、副主任出席会议。",
        "【责任编辑：某某】",
    ],
)
def test_under_a_head_stands_nothing_rather_than_what_says_nothing(text: str) -> None:
    assert best(text) == ""


def test_what_the_head_says_is_not_said_again() -> None:
    assert best("营造健康的法治环境。建成村史馆三座。", head="营造健康的法治环境") == "建成村史馆三座"


def test_the_signs_of_a_list_and_the_number_of_an_article_stay_off() -> None:
    assert said("●学校新校舍封顶投用。") == ["学校新校舍封顶投用"]
    assert said("第三条　物业管理坚持业主自治的原则。") == ["物业管理坚持业主自治的原则"]


def test_the_number_of_a_note_stays_off() -> None:
    assert said("要统筹用好“三个立法权”［28］。") == ["要统筹用好“三个立法权”"]


def test_a_clause_that_is_turned_by_what_is_wanting_stands_with_it_or_not_at_all() -> None:
    text = "全市化工企业门类齐全，规模小，安全投入不足，从业人员素质参差不齐。"
    assert all(words.endswith("参差不齐") for words in said(text) if words.startswith("全市"))
    assert is_turned("化工企业门类齐全，", "规模小，安全投入不足。")
    assert not is_turned("管理粗放，", "监管力量薄弱。")  # what is wanting already is turned by nothing


def test_classes_side_by_side_stand_together() -> None:
    text = "著作类奖项一等奖10项，二等奖30项；论文类奖项一等奖5项，二等奖80项。"
    assert all(("著作类" in words) == ("论文类" in words) for words in said(text))


def test_the_first_of_some_stands_for_none() -> None:
    assert not said("首先是本市的重教崇文。")


def test_parts_of_what_was_told_give_way_to_it() -> None:
    text = "全年居民消费价格总水平比上年上涨1.4%。分类别看，医疗类价格上涨1.8%，生活用品类价格下降0.1%。"
    assert best(text) == "全年居民消费价格总水平比上年上涨1.4%"


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("组织各类培训2300人次", "评选县级骨干教师60名"),
        ("满意度测评取得全省第二、全市第一名的好成绩", "走访慰问困难教师家庭若干户"),
        ("规模以上工业增加值增长7.2%", "规模以上轻工业产品价格下降4.5%"),
        ("汀江大桥建成投入使用", "较好地完成了大会确定的目标任务"),
        ("汀江大桥建成投入使用", "落实“六稳”工作要求"),
    ],
)
def test_totals_ranks_and_deeds_are_worth_more_than_small_parts_and_stock_phrases(better: str, worse: str) -> None:
    assert worth_of(better) > worth_of(worse)


def test_the_last_of_a_list_of_counts_draws_no_sum() -> None:
    text = "公开招聘教师85名，交流轮岗教师132名，组织各类培训2300人次，评选县级骨干教师60名。"
    offered = [detail.text for detail in details_of([BodyText(text, 0)], "教师整体素质明显增强")]
    assert offered.index("公开招聘教师85名") < offered.index("评选县级骨干教师60名")


def test_no_sector_stands_without_the_others() -> None:
    text = "第一产业增加值23.3亿元，增长5.2%；第二产业增加值129.8亿元；第三产业增加值101.4亿元，增长3%。"
    assert all(words.count("产业") == 3 for words in said(text))


@pytest.mark.parametrize("text", ["推进建设，，加快投产", "甲、、乙", "，推进建设", "一城三岛，、，点轴亮睛", "，，"])
def test_marks_with_nothing_between_them_have_a_worth_and_are_no_clauses(text: str) -> None:
    assert worth_of(text) <= worth_of(text.replace("，，", "，").replace("、、", "、")) + 0.1
    assert not are_alike("", "")
    assert not are_alike("甲", "")


@pytest.mark.parametrize("ending", ["相当于我们的9倍", "等于我们3年的总和", "折合标准煤12万吨"])
def test_a_figure_is_not_said_without_what_it_amounts_to(ending: str) -> None:
    texts = [detail.text for detail in details_of([BodyText(f"青岛同期清理排污口59个，{ending}。", 0)], least=ANY)]
    assert texts
    assert all(text.endswith(ending) for text in texts)


def test_no_case_stands_without_the_others() -> None:
    text = "对能马上办的，当场交办；对需要研究的，限期答复；对涉及历史遗留的，逐件建立台账。"
    offered = [detail.text for detail in details_of([BodyText(text, 0)], least=ANY)]
    assert all(words.count("对") in (0, 3) for words in offered)
    assert not any("限期" in words and "当场" not in words for words in offered)


@pytest.mark.parametrize(
    "text",
    [
        "上年同期，全区完成投资80亿元；今年同期，因疫情影响，仅完成50亿元。",
        "代表们建议，由区财政出资，新建养老院12所。",
        "有人提出，把化工园区迁出主城区，改建为公园200亩。",
        "从今年起用三年时间，新增公共停车位1.2万个。",
        "未来五年，全国预计改造地下管网77万公里。",
        "今年年底前，七个区县要完成公共信息平台建设。",
        "各级政府要按照部署，努力培育新的增长点，推动工作见效。",
        "财政金融政策联动发力，撬动金融资金超500亿元，绿色信贷占比稳居全国前列。",
        "一秒钟，港口吞吐货物570吨，机器人向前奔跑10米。",
        "有代表提出，应将补贴标准提高到每人每月500元，财政部门认为不具备条件。",
        "据群众反映，镇区污水管网漏损率达35%，雨天外溢。",
        "在疫情最严重的2020年，全市财政收入下降23.6%。",
        "过去五年，人口净流出18.6万人，小学在校生减少31%。",
        "因数据造假，我县被撤销称号，追回奖励资金800万元。",
    ],
)
def test_what_makes_words_true_is_not_left_off_their_beginning(text: str) -> None:
    first = text[: text.index("，")]
    assert said(text)
    assert all(words.startswith(first) for words in said(text))


@pytest.mark.parametrize(
    "text",
    [
        "第一步，摸清底数，建立台账，6月底前完成；第二步，分类处置，逐一销号，9月底前完成。",
        "一方面要加大投入，今年安排资金3亿元；另一方面要压减支出，一般性支出下降10%。",
        "东部地区，重点发展高端装备；西部地区，重点发展现代农业；南部地区，重点发展文化旅游。",
        "凡未经批准擅自占用耕地的，一律拆除；凡弄虚作假骗取补贴的，一律追回。",
        "上半年，完成动员部署；下半年，完成检查验收。",
        "在省考核中，我区位列第1名；在市考核中，我区位列第12名。",
    ],
)
def test_things_side_by_side_stand_all_or_none(text: str) -> None:
    assert set(said(text)) <= {text[:-1]}
    assert set(said(text, "抓落实")) <= {text[:-1]}


def test_things_side_by_side_that_are_not_alike_stand_one_by_one() -> None:
    assert "改造老旧小区12个" in said("新建学校3所，招收学生900人；改造老旧小区12个。")


@pytest.mark.parametrize("led", ["防范招聘陷阱", "保护自身权益"])
def test_what_others_are_led_to_do_begins_no_text(led: str) -> None:
    text = "加强法制教育，帮助毕业生识别虚假就业信息，防范招聘陷阱，保护自身权益。"
    assert not any(words.startswith(led) for words in said(text, "维护毕业生权益"))
    assert any(words.startswith("加强法制教育") for words in said(text, "维护毕业生权益"))


def test_the_last_of_several_that_are_told_together_does_not_stand_alone() -> None:
    text = "其中，煤炭加工业，有色金属冶炼业，电气机械制造业3个行业增加值分别增长12.5%、10.2%、94.1%。"
    assert not any("分别" in words and "煤炭" not in words for words in said(text, "工业运行"))


def test_what_a_figure_means_may_be_left_out() -> None:
    text = "可再生能源占比达到70%，新能源发展优势正转化为能源安全的重要支撑。"
    assert "可再生能源占比达到70%" in said(text)


def test_the_year_stays_where_a_paragraph_tells_of_several() -> None:
    text = "1961年，药政管理处设专职人员1人。1983年，改称卫生局药政管理处。"
    assert said(text) == ["1961年，药政管理处设专职人员1人", "1983年，改称卫生局药政管理处"]
    assert said("2025年，全区新建仓库十二座。") == ["全区新建仓库十二座"]
    months = "6月份，工业增加值同比增长9.1%。上半年，工业增加值同比增长15.7%。"
    assert said(months) == ["6月份，工业增加值同比增长9.1%", "上半年，工业增加值同比增长15.7%"]
    assert not said("其中，8月当月增长4.0%，居全省第5位。")


def test_what_a_rule_is_for_does_not_stand_without_it() -> None:
    text = "为推进墙体材料革新工作，鼓励发展新型墙体材料，改善建筑功能，根据建筑条例，制定本规定。"
    assert set(said(text)) <= {text[:-1]}


def test_a_later_item_of_a_list_begins_no_text() -> None:
    assert said("（1）坚持产业兴旺，壮大集体经济。", "抓党建")
    assert not said("（2）坚持产业兴旺。", "抓党建")


def test_questions_and_datelines_are_no_points() -> None:
    assert not best("短短数月多条路段出现积水，为什么会出现这样的情况？", "")
    assert not best("省长李某2月2日在高新区调研。", "")


@pytest.mark.parametrize("text", ["要走好新时代党的群众路线", "要严格落实“三个对照”要求", "要发挥体制改革优势"])
def test_what_is_only_to_be_carried_out_is_worth_less_than_what_is_to_be_done(text: str) -> None:
    assert worth_of(text) < worth_of(f"{text}，认真检视履职中存在的问题")


def test_a_number_to_call_is_no_figure() -> None:
    assert worth_of("升级建设12355服务台") < worth_of("升级建设23550个服务台") - 2


@pytest.mark.parametrize(
    "text",
    [
        "案件发生率下降30%，破案率却只有22%，群众安全感跌至78%。",
        "电信诈骗案件下降12.3%，群众满意度反而下降2.1个百分点。",
        "第一方案投资12亿元，拆迁860户，第二方案投资8亿元，经比选均未采用。",
        "假如水价上调10%，全市企业将增加成本1.2亿元。",
    ],
)
@pytest.mark.parametrize("head", ["", "抓落实"])
def test_what_is_taken_back_or_conditional_stands_with_the_rest(text: str, head: str) -> None:
    assert {words for words in said(text, head) if words.startswith(text[:4])} <= {text[:-1]}


@pytest.mark.parametrize(
    "text",
    [
        "就全国而言，研发投入强度达2.6%，而我区仅为0.9%。",
        "他们把车间建在村头，吸纳就业1300人，村集体收入突破500万元。",
        "较2019年，客运量减少58%，货运量减少12%。",
        "下列费用不予报销：超标准住宿费、酒水费、礼品费、景点门票。",
    ],
)
def test_rather_nothing_than_what_is_true_of_others(text: str) -> None:
    assert set(said(text)) <= {text[:-1]}
