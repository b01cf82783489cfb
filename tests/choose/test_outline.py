"""What a report offers for showing: the author's own words, in the report's own structure."""

import pytest
from hypothesis import given, settings

from bulletin.choose.clauses import LEAST
from bulletin.choose.outline import outline_of
from bulletin.choose.structure import number_of
from bulletin.model.edition import Report, Run
from tests.examples import examples
from tests.slides.editions import report
from tests.slides.texts import reports, stands_as_clause


def words_of(given: Report) -> list[str]:
    """Every text that the report offers for its slide."""
    found = []
    for group in outline_of(given).groups:
        found.append(group.head)
        for point in group.points:
            found += [point.head, *(detail.text for detail in point.details)]
    return [text for text in found if text]


@given(reports())
@settings(max_examples=examples(50), deadline=None)
def test_everything_offered_is_whole_clauses_of_the_report(given: Report) -> None:
    for text in words_of(given):
        assert stands_as_clause(text, given), text
        assert len(text) >= LEAST or any(each.text.rstrip("，。").endswith(text) for each in given.paragraphs), text


@given(reports())
@settings(max_examples=examples(40), deadline=None)
def test_every_heading_and_numbered_paragraph_is_offered_and_none_twice(given: Report) -> None:
    groups, _, marginal = outline_of(given)
    numbered = [paragraph for paragraph in given.paragraphs if paragraph.level or paragraph.kind == "heading"]
    if numbered and not marginal:
        heads = [point.head for group in groups for point in group.points if point.head]
        assert len(heads) == len(set(heads))
        heads += [group.head for group in groups]
        assert all(any(head and head in paragraph.text for head in heads) for paragraph in numbered)


def test_level_one_becomes_groups_and_level_two_their_points() -> None:
    text = (
        "导语。\n一、学到了什么\n（一）志存高远\n大手笔。\n（二）顺应潮流\n想在规划中。\n"
        "二、应该怎么学\n（一）从长计议\n理念。"
    )
    outline = outline_of(report(text))
    assert [group.head for group in outline.groups] == ["学到了什么", "应该怎么学"]
    assert [[point.head for point in group.points] for group in outline.groups] == [
        ["志存高远", "顺应潮流"],
        ["从长计议"],
    ]
    assert outline.groups[0].points[1].number == 2


def test_short_heads_keep_their_numbers_and_so_do_those_beside_them() -> None:
    text = "一、背景\n去年以来，形势很好。\n二、主要做法\n（一）抓改革创新\n动真格。\n（二）促发展\n见实效。"
    outline = outline_of(report(text))
    assert [group.head for group in outline.groups] == ["", "二、主要做法"]  # nothing can be said under the first
    assert [point.head for point in outline.groups[1].points] == ["（一）抓改革创新", "（二）促发展"]
    assert all(point.own and not point.number for point in outline.groups[1].points)
    assert [point.head for point in outline.groups[0].points] == ["一、背景"]


def test_a_number_of_a_section_is_its_only_one() -> None:
    (group,) = outline_of(report("## 一\n原水稳定达标。\n## 二\n低于限值。")).groups
    assert [(point.head, point.number, point.own) for point in group.points] == [("一", 0, True), ("二", 0, True)]
    (group,) = outline_of(report("## 进出水水质\n### 1.1　有机物\n原水稳定达标。\n### 1.2　溴酸盐\n低于限值。")).groups
    assert [(point.head, point.number, point.own) for point in group.points] == [
        ("1.1　有机物", 0, True),
        ("1.2　溴酸盐", 0, True),
    ]


def test_deeper_items_follow_their_point_with_their_own_numbers() -> None:
    (group,) = outline_of(
        report("一、主要做法\n（一）抓改革创新\n1.先行先试，大胆闯。\n2.复制推广，见实效。\n完。")
    ).groups
    assert [(point.head, point.deeper) for point in group.points] == [
        ("抓改革创新", False),
        ("1.先行先试，大胆闯", True),
        ("2.复制推广，见实效", True),
    ]


def test_a_numbered_paragraph_is_headed_by_its_first_sentence_or_a_clause_of_whole_sense() -> None:
    (group,) = outline_of(
        report(
            "8.积极开展全区水资源论证工作，制定论证成果评审和公开办法，建立论证单位名录库，完成论证项目30个。\n"
            "9.认真抓好廉政建设，严格执行规定。进一步弘扬“忠诚、干净”的新风。"
        )
    ).groups
    assert [point.head for point in group.points] == ["积极开展全区水资源论证工作", "认真抓好廉政建设，严格执行规定"]
    assert [point.number for point in group.points] == [8, 9]
    assert group.points[0].details[0].text == "建立论证单位名录库，完成论证项目30个"
    assert group.points[1].details[0].text == "进一步弘扬“忠诚、干净”的新风"


def test_a_head_is_never_torn_inside_its_sense() -> None:
    text = "1.探索建立与常住人口增长相衔接的机制，让新来的居民同样享有学校医院养老等各项公共服务，促进融合。\n2.其他。"
    assert outline_of(report(text)).groups[0].points[0].head == text[2 : text.index("。")]


def test_a_term_before_a_colon_is_a_head() -> None:
    (group,) = outline_of(report("1.强化取水统计：制定调查制度30项。\n2.细化监管办法：开展飞检12次。")).groups
    assert [point.head for point in group.points] == ["强化取水统计", "细化监管办法"]
    assert [point.details[0].text for point in group.points] == ["制定调查制度30项", "开展飞检12次"]


def test_counted_sentences_keep_their_own_numbers() -> None:
    text = "近日，我随团学习。\n一要转变理念思路。政法机关要主动适应。\n二要提高执行力。要明确目标。三要营造环境。"
    (group,) = outline_of(report(text)).groups
    assert [point.head for point in group.points] == ["一要转变理念思路", "二要提高执行力", "三要营造环境"]
    assert all(point.own for point in group.points)
    assert group.points[0].details[0].text == "政法机关要主动适应"


PLAIN = "园区的企业数量比去年增加了三成。"


def test_without_structure_the_best_sentences_of_each_third_stand_in_their_order() -> None:
    first, second, third = "培育规上企业120家。", "荣获“零跑腿”示范园区称号。", "办结事项36万件。"
    outline = outline_of(report(PLAIN * 5 + first + PLAIN * 5 + second + PLAIN * 5 + third))
    points = outline.groups[0].points
    assert outline.open
    assert [sentence[:-1] for sentence in (first, second, third)] == [
        point.details[0].text for point in points if point.details[0].text + "。" != PLAIN
    ]


def test_no_third_of_the_text_offers_more_than_its_share() -> None:
    good = (
        "建成水厂桥梁120座。",
        "荣获“零跑腿”称号。",
        "办结群众事项36万件。",
        "培育规上企业57家。",
        "财政收入突破21亿元。",
    )
    shown = words_of(report("".join(good) + "道路两旁种着许多高大的树木。" * 30))
    assert sum(sentence[:-1] in shown for sentence in good) == 3


def test_topic_sentences_are_the_heads_of_prose() -> None:
    under = "打响“万企出海”品牌，组织企业参加境外展会活动500场以上，办好跨国公司领导人峰会等重大经贸活动。"
    outline = outline_of(
        report("".join(f"{topic}。{under}" for topic in ("推动贸易创新发展", "加强双向投资合作", "稳步扩大开放")))
    )
    assert outline.open
    assert [point.head for point in outline.groups[0].points] == [
        "推动贸易创新发展",
        "加强双向投资合作",
        "稳步扩大开放",
    ]


def test_short_sentences_that_open_paragraphs_are_heads_too() -> None:
    under = "全年播种面积126.3万亩，总产62.8万吨，建成高标准农田8.5万亩，推广节水技术5.2万亩。"
    lines = "\n".join(f"{topic}。{under}" for topic in ("粮食生产再获丰收", "特色产业提质增效", "农村改革不断深化"))
    assert [point.head for point in outline_of(report(lines)).groups[0].points] == [
        "粮食生产再获丰收", "特色产业提质增效", "农村改革不断深化",
    ]  # fmt: skip


UNDER = "征集资源清单173项，盘活闲置场地6800平方米，公开选聘社区工作者46名。"


@pytest.mark.parametrize(
    ("opening", "head"),
    [
        ("坚持高位推动，压紧责任链条", "坚持高位推动，压紧责任链条"),
        ("通过学习，我深刻认识到，必须坚持人民至上", "必须坚持人民至上"),
        ("突出平台支撑", "突出平台支撑"),
    ],
)
def test_what_opens_several_paragraphs_heads_them(opening: str, head: str) -> None:
    text = "\n".join(f"{opening}。{UNDER}" for _ in range(3))
    assert [point.head for point in outline_of(report(text)).groups[0].points] == [head] * 3


@pytest.mark.parametrize("opening", ["改变是从吵架开始的", "我却哭了", "新建学校3所", "建成国家算力中心试点，很好"])
def test_a_story_or_a_fact_heads_nothing(opening: str) -> None:
    text = "\n".join(f"{opening}。{UNDER}" for _ in range(3))
    assert not any(point.head for group in outline_of(report(text)).groups for point in group.points)


def test_the_named_items_of_a_list_are_points() -> None:
    given = report("环境持续改善。\n•大气方面：治理企业21家。\n•水方面：新建管网54公里。\n•土壤方面：调查地块46个。")
    first, *items = given.paragraphs
    listed = given._replace(paragraphs=(first, *(each._replace(kind="item", label="•") for each in items)))
    assert [(point.head, point.details[0].text) for point in outline_of(listed).groups[0].points] == [
        ("大气方面", "治理企业21家"), ("水方面", "新建管网54公里"), ("土壤方面", "调查地块46个"),
    ]  # fmt: skip


def test_the_signs_of_a_list_stay_off_the_slide() -> None:
    outline = outline_of(report("●3月3日，中医院开办煎药。\n● 学校新校舍封顶。\n◆学区划分公布。\n●参保缴费截止。"))
    shown = [point.details[0].text for point in outline.groups[0].points]
    assert shown == ["中医院开办煎药", "学校新校舍封顶", "学区划分公布", "参保缴费截止"]


def test_an_annex_takes_no_slide() -> None:
    body = "办事时限压缩四成，群众满意度达到98%。每月通报慢办件的窗口，决不让制度停在纸上。"
    outline = outline_of(report(f"{body}\n附件\n1.更换饮水机3台。\n2.粉刷走廊3条。\n3.整修车棚2座。"))
    assert outline.open
    assert not any("饮水机" in text for text in words_of(report(f"{body}\n附件\n1.更换饮水机3台。\n2.粉刷走廊3条。")))


LONG_PROSE = "\n".join([PLAIN * 6] * 4)


def test_a_list_at_the_end_is_no_structure_one_at_the_beginning_is() -> None:
    items = "1.更换饮水机3台。\n2.粉刷走廊3条。\n3.整修自行车棚2座。"
    assert outline_of(report(f"{LONG_PROSE}\n{items}")).open
    some = "\n".join(f"{number}.抓好第{number}件实事。{PLAIN * 4}" for number in range(1, 4))
    assert outline_of(report(f"{LONG_PROSE}\n{some}")).open
    many = "\n".join(f"{number}.抓好第{number}件实事。{PLAIN * 6}" for number in range(1, 6))
    assert not outline_of(report(f"{LONG_PROSE}\n{many}")).open
    assert not outline_of(report(f"{many}\n{LONG_PROSE}")).open


def test_quotations_and_terms_are_no_structure() -> None:
    quoted = "\n".join(f"{number}.“绿水青山就是金山银山第{number}句话”。" for number in range(1, 5))
    terms = "\n".join(f"{number}.“双招双引{number}”：招才引智、招商引资。" for number in range(1, 5))
    assert outline_of(report(quoted)).open
    assert outline_of(report(terms)).open


def test_items_of_one_article_are_no_points() -> None:
    text = "一、业主委员会不得有下列行为：\n（一）挪用业主共有资金的；\n（二）泄露业主信息的。\n二、物业应当公开收支。"
    heads = [point.head for group in outline_of(report(text)).groups for point in group.points]
    assert not any("挪用" in head or "泄露" in head for head in heads)


def test_a_passing_series_takes_no_slide() -> None:
    series = "一是抓规划，二是抓项目，三是抓作风。"
    assert outline_of(report(f"{LONG_PROSE}\n{series}")).open
    assert not outline_of(report(f"{series}{PLAIN}")).open


def test_one_counted_sentence_is_no_list() -> None:
    assert outline_of(report("一是园区发展势头良好。企业数量稳步增加。")).open


def test_the_heads_that_a_point_counts_stand_under_it() -> None:
    text = "（一）突出项目。一要抓开工。全年开工120个。二要抓投产。投产45个。\n（二）突出科技。新建实验室6家。"
    points = outline_of(report(text)).groups[0].points
    assert [(point.head, point.deeper, point.own) for point in points] == [
        ("突出项目", False, False), ("一要抓开工", True, True), ("二要抓投产", True, True), ("突出科技", False, False),
    ]  # fmt: skip


def test_the_heads_of_a_series_are_cut_alike() -> None:
    long = "，顺利通过现代农业产业园认定，12个重点项目完成总投资的80%，联合企业打造公共区域品牌。"
    text = f"一是产业更加强劲{long}二是乡风更加文明，评出文明村14个。三是环境更加优美，造林1万亩。"
    assert [point.head for point in outline_of(report(text)).groups[0].points] == [
        "一是产业更加强劲", "二是乡风更加文明", "三是环境更加优美",
    ]  # fmt: skip


def test_a_chain_of_dashes_is_a_list() -> None:
    text = "——眼界决定境界。打通48个部门的263套系统。\n——机制激发活力。21个项目由年轻干部领衔。"
    assert [point.head for point in outline_of(report(text)).groups[0].points] == ["眼界决定境界", "机制激发活力"]


def test_details_come_from_the_paragraphs_under_a_head() -> None:
    given = report("（一）产业升级\n形势很好。\n新增规上企业36家。\n（二）改革开放\n完。")
    assert outline_of(given).groups[0].points[0].details[0].text == "新增规上企业36家"
    assert outline_of(given).groups[0].points[0].details[0].paragraph == 2


def test_what_closes_a_report_is_not_its_last_item() -> None:
    text = "1.统一目录。常用药达到612种。\n2.统一配送。24小时内送到村。\n改革两年来，县域内就诊率提高到91.6%。"
    last = outline_of(report(text)).groups[0].points[1]
    assert not any("91.6" in detail.text for detail in last.details)


def test_much_text_after_a_list_has_its_say() -> None:
    text = "一是经济稳。\n二是产业新。\n五年来，经济总量突破3.6万亿元，新增上市公司48家。" + PLAIN
    given = report(text)
    given = given._replace(
        paragraphs=(*(each._replace(run_in=6) for each in given.paragraphs[:2]), *given.paragraphs[2:])
    )
    assert "经济总量突破3.6万亿元，新增上市公司48家" in words_of(given)


def test_a_heading_without_points_says_what_it_says_best() -> None:
    text = "一、总体要求\n坚持稳中求进。\n力争新增企业300家。\n二、重点任务\n（一）抓项目\n开工120个。\n完。"
    first = outline_of(report(text)).groups[0]
    assert [point.details[0].text for point in first.points] == ["力争新增企业300家"]


def test_a_heading_whose_text_counts_has_these_points() -> None:
    text = "一、主要问题\n一是外贸下行。二是用地不足。三是融资困难。\n二、重点任务\n（一）抓项目\n开工120个。\n完。"
    assert [point.head for point in outline_of(report(text)).groups[0].points] == [
        "一是外贸下行", "二是用地不足", "三是融资困难",
    ]  # fmt: skip


def test_a_head_that_was_said_before_is_not_said_again() -> None:
    text = "一、农业\n（一）立足长远\n建成农田8万亩。\n二、工业\n（一）立足长远\n新增企业36家。\n（二）立足当前\n完。"
    groups = outline_of(report(text)).groups
    assert [[point.head for point in group.points] for group in groups] == [["立足长远"], ["", "立足当前"]]
    assert groups[1].points[0].details[0].text == "新增企业36家"


def test_the_formalities_of_a_rule_are_no_point() -> None:
    text = "一、支持研发，补助200万元。\n二、引进人才，补助3000元。\n三、本政策自发布之日起施行，由区科技局负责解释。"
    assert len(outline_of(report(text)).groups[0].points) == 2


@pytest.mark.parametrize(
    ("label", "number"),
    [("3.", 3), ("（三）", 3), ("十二、", 12), ("二十、", 20), ("2019.", 0), ("", 0), ("③", 3), ("⑿", 12), ("㈢", 3)],
)
def test_labels_are_read_as_numbers(label: str, number: int) -> None:
    assert number_of(label) == number


def test_an_editors_points_are_taken_as_they_are() -> None:
    outline = outline_of(report("正文在此，另有话说。", points=(("规划先行", "一张蓝图"), ("", "生态优先"))))
    assert outline.editors
    assert [(point.head, point.details[0].text) for point in outline.groups[0].points] == [
        ("规划先行", "一张蓝图"),
        ("", "生态优先"),
    ]


def test_what_stands_before_the_colon_is_the_head_where_all_of_the_editors_points_have_one() -> None:
    def points_of(*texts: str) -> list[tuple[str, str]]:
        given = report("正文在此。", points=(*(("", text) for text in texts), ("总要求", "稳：字当头")))
        (group,) = outline_of(given).groups
        assert all(point.fixed for point in group.points)
        return [(point.head, point.details[0].text) for point in group.points]

    assert points_of("强化取水统计：制定调查制度") == [("强化取水统计", "制定调查制度"), ("总要求", "稳：字当头")]
    for whole in ("他说，要做到：心中有数", "生态优先", "一二三四："):
        assert points_of("强化取水统计：制定调查制度", whole) == [
            ("", "强化取水统计：制定调查制度"), ("", whole), ("总要求", "稳：字当头"),
        ]  # fmt: skip


def test_a_report_that_says_nothing_worth_choosing_stands_whole_if_it_is_short() -> None:
    (group,) = outline_of(report("首先，要抓紧。\n短文一句。")).groups
    assert [point.details[0].text for point in group.points][-1:] == ["短文一句"]
    assert outline_of(report("甲" * 160 + "。")).groups == ()


def test_the_full_stop_of_a_head_falls_on_the_slide() -> None:
    given = report("一、甲乙丙丁\n正文有好几个字。")
    first, *others = given.paragraphs
    stopped = given._replace(paragraphs=(first._replace(runs=(Run("一、甲乙丙丁。"),)), *others))
    assert outline_of(stopped) == outline_of(given)


@pytest.mark.parametrize(
    ("text", "run_in", "head"),
    [
        ("（一）突出项目，夯实底盘。全年开工项目多。", 13, "突出项目，夯实底盘"),
        ("（一）突出项目，夯实底盘。全年开工项目多。", 0, "突出项目，夯实底盘"),
        ("（一）到底行不行？全年开工项目多。", 9, "到底行不行？"),
    ],
)
def test_a_run_in_head_is_the_head_of_its_point(text: str, run_in: int, head: str) -> None:
    given = report(f"{text}\n（二）第二个方面的事。后文。")
    first, *others = given.paragraphs
    given = given._replace(paragraphs=(first._replace(run_in=run_in), *others))
    assert outline_of(given).groups[0].points[0].head == head


def test_sentences_that_count_are_heads_up_to_their_full_stop() -> None:
    text = "一要抓开工，抢时间。全年开工很多项目。二要抓投产，见实效。投产项目很多。"
    assert [point.head for point in outline_of(report(text)).groups[0].points] == [
        "一要抓开工，抢时间",
        "二要抓投产，见实效",
    ]


def test_a_closing_is_no_point() -> None:
    given = report("今年以来形势很好，任务完成过半。\n某区水务局办公室")
    *others, last = given.paragraphs
    assert "某区水务局办公室" in words_of(given)
    assert "某区水务局办公室" not in words_of(given._replace(paragraphs=(*others, last._replace(kind="closing"))))


def points_said(text: str) -> list[str]:
    """The head or the best detail of every point."""
    points = (point for group in outline_of(report(text)).groups for point in group.points)
    return [point.head or point.details[0].text for point in points]


def test_the_duties_that_a_meeting_lays_down_are_its_points() -> None:
    text = (
        "9月26日下午，全市工作会议召开，会前观摩的项目完成投资26亿元。\n"
        "会议强调，各级各部门要抓紧高质量发展首要任务，全力以赴稳增长。要用心用情做好信访工作，以实际成效回应群众关切。\n"
        "会议指出，要以先行者姿态探索创新路径，全力建设高能级创新平台，让企业放心发展。要用心用情做好信访工作。"
    )
    assert points_said(text) == [
        "各级各部门要抓紧高质量发展首要任务，全力以赴稳增长",
        "要用心用情做好信访工作，以实际成效回应群众关切",
        "要以先行者姿态探索创新路径，全力建设高能级创新平台，让企业放心发展",
    ]


def test_the_articles_of_a_law_are_sentences_to_choose_from() -> None:
    articles = (
        "规划部门负责停车场的规划管理，公安部门负责停车场的使用管理",
        "停车场的管理应当遵循统一规划、方便群众的原则",
        "鼓励单位和个人投资建设公共停车场",
        "停车场专业规划批准后不得擅自变更。确需变更的，应当报原批准机关审批",
    )
    first, second, third, fourth = (f"第{'一二三四'[place]}条　{text}。" for place, text in enumerate(articles))
    said = points_said("\n".join(("一、总则", first, second, "二、规划与建设", third, fourth)))
    assert len(said) == 4
    assert said[1] == articles[1]
    assert said[3] == "停车场专业规划批准后不得擅自变更"


def test_a_series_that_closes_a_report_stands_after_the_best_of_what_came_before() -> None:
    before = "十年来，全省地区生产总值突破7万亿元。各项事业都有新的气象，人民群众看在眼里，记在心上，喜在眉梢。" * 2
    series = (
        "一是探索共同富裕新目标，谋划方案。\n二是探索创新发展新模式，打造平台。\n三是探索缩小差距新路径，完善体系。"
    )
    said = points_said(f"{before}\n{series}")
    assert said[0] == "全省地区生产总值突破7万亿元"
    assert [text[:2] for text in said[-3:]] == ["一是", "二是", "三是"]


def test_the_head_of_a_series_holds_more_than_what_leads_to_it() -> None:
    text = (
        "一是坚持和加强党对高校工作的全面领导，落实立德树人根本任务，坚持马克思主义指导地位。"
        "二是结合学校人才工作会议部署，深入实施人才强校战略，加强教师思政和师德师风建设，引导广大教师努力做学生的大先生。"
    )
    assert points_said(text)[1] == "二是结合学校人才工作会议部署，深入实施人才强校战略"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("尤其是12月份，当月进出口规模首次突破4万亿元，全年圆满收官。", "当月进出口"),
        ("播种面积逐年上升，其中瓜类面积增长4.8%，草药面积增长11.1%。", "草药面积"),
        ("工业项目35个，到位资金6.1亿元；基础设施项目18个，到位资金8910万元。", "到位资金"),
        ("规划部门在编制分区规划时，应当划定停车场建设用地。", "应当划定"),
    ],
)
def test_nothing_begins_without_whose_it_is(text: str, words: str) -> None:
    points = (point for group in outline_of(report(text)).groups for point in group.points)
    assert not any(detail.text.startswith(words) for point in points for detail in point.details)


def test_articles_are_alike_though_one_of_them_looks_like_a_heading() -> None:
    texts = (
        "第一条　为规范评选工作，调动各方面的积极性，制定本办法。",
        "第二条　评选坚持公开、公平、公正的原则，每两年评选一次。",
        "第三条　设立评选委员会，委员会由专家和有关部门负责人组成。",
        "第四条　优秀成果奖分为著作奖和论文奖。",
        "奖励总数120项。其中，著作奖40项，论文奖80项，由评选委员会按专业确定各类奖项的名额。",
        "第五条　有下列情形之一的，不得申报：",
        "（一）著作权有争议的；",
        "（二）申报材料弄虚作假的。",
        "第六条　评选结果在主要媒体公示，公示期为三十日。",
    )
    plain = report("\n".join(texts))
    looks = tuple(
        each._replace(kind="heading", level=1) if each.text.startswith("第四条") else each for each in plain.paragraphs
    )
    outline = outline_of(plain._replace(paragraphs=looks))
    assert outline.open
    assert not any(point.head for group in outline.groups for point in group.points)
    assert len({point.paragraph for group in outline.groups for point in group.points}) > 3
    assert not any("弄虚作假" in words for words in words_of(plain._replace(paragraphs=looks)))
    headed = tuple(
        each._replace(kind="heading", level=1) if each.text.startswith("第") else each for each in plain.paragraphs
    )
    heads = [
        point.head or group.head
        for group in outline_of(plain._replace(paragraphs=headed)).groups
        for point in group.points
    ]
    assert len(heads) >= 6


def test_one_series_through_several_paragraphs_is_shown_whole() -> None:
    texts = (
        "一、工作情况",
        "一是加强组织指导，街道成立了信息公开工作领导小组，建立健全了各项制度。",
        "二是明确责任，指定专人负责信息公开工作，做好公开信息的审查、维护和更新。",
        "三是拓宽渠道，在利用各种传统公开方式的同时，加强网上公开，方便群众了解。",
        "二、下步打算",
        "继续做好信息公开工作，充实公开内容，增强工作的主动性和自觉性。",
    )
    heads = [point.head for group in outline_of(report("\n".join(texts))).groups for point in group.points]
    assert [head[:4] for head in heads if head[1] == "是"] == ["一是加强", "二是明确", "三是拓宽"]


def all_heads(text: str) -> list[str]:
    """The heads of groups and points, in their order."""
    found = []
    for group in outline_of(report(text)).groups:
        found += [group.head, *(point.head for point in group.points)]
    return [head for head in found if head]


@pytest.mark.parametrize(("announced", "heads"), [("我镇将从以下两方面改进：", ["我镇将从以下两方面改进"]), ("", [])])
def test_a_second_series_under_one_heading_stands_under_what_announces_it(announced: str, heads: list[str]) -> None:
    texts = (
        "一、存在问题及改进情况",
        "主要问题表现在以下两方面：一是公开不够及时。部分信息发布滞后。二是学习不够深入。工作人员掌握不够。",
        f"在明年的工作中，{announced}一是调度村居信息。做好信息的发布宣传工作。二是组织集中学习。增强学习的自觉性。",
        "二、意见建议",
        "建议加强业务培训，提高工作人员的水平和能力。",
    )
    first = ["存在问题及改进情况", "一是公开不够及时", "二是学习不够深入"]
    second = [*heads, "一是调度村居信息", "二是组织集中学习"] if heads else []
    assert all_heads("\n".join(texts)) == [*first, *second, "意见建议"]
    before = ("一、工作综述", "（一）总体概况", "全年工作平稳有序，各项措施落实。")
    deep = "\n".join((*before, texts[0].replace("一", "二", 1), *texts[1:3], texts[3].replace("二", "三", 1), texts[4]))
    assert all_heads(deep) == ["工作综述", "总体概况", *first, *second, "意见建议"]


def test_a_counted_head_does_not_stop_before_what_is_wanting() -> None:
    texts = (
        "当前形势依然严峻。一是交通运输隐患多。挂靠车辆管理粗放，事故呈上升趋势，形势日益严峻。"
        "二是烟花爆竹、危险化学品、涉氨制冷企业等高危行业领域门类齐全，规模小，安全投入不足，从业人员素质参差不齐。"
        "三是监管力量薄弱。"
    )
    heads = [point.head for group in outline_of(report(texts)).groups for point in group.points]
    assert heads[1].endswith("参差不齐")


def test_a_sentence_that_goes_on_for_long_has_something_to_say_before_every_semicolon() -> None:
    outline = outline_of(
        report(
            "回顾这一年，新能源一期项目顺利实现投产，引进落地总投资12亿元的锂盐研发生产项目；文艺演出项目取得新进展，广受欢迎；"
            "城际铁路项目实现开工，高速公路建设项目基本完工，跨江大桥建成投入使用；我县殡葬改革模式入选全国殡葬综合改革试点优秀案例；"
            "农村人居环境整治、农村饮水安全等工作在全省相关会议上作经验交流；获评国家生态文明建设示范县、全国四好农村路示范县。"
            "这一年的工作来之不易，凝聚着全县人民的心血和汗水，值得我们倍加珍惜。"
        )
    )
    said = [point.details[0].text for group in outline.groups for point in group.points]
    assert sum(any(words in text for text in said) for words in ("锂盐", "殡葬改革", "示范县")) == 3


TOPICS = ("农业生产形势稳定", "工业生产平稳运行", "服务业恢复向好")
FACTS = "新建幼儿园2所，普惠学位占比达到89%。引进教师158名，名师工作室增至12个。"


def test_short_sentences_inside_a_paragraph_head_what_follows_each() -> None:
    text = f"这一年，各项事业协调发展。教育事业亮点纷呈。{FACTS}医疗事业提质增效。{FACTS}文体事业蓬勃发展。{FACTS}"
    (group,) = outline_of(report(text)).groups
    assert [point.head for point in group.points] == ["教育事业亮点纷呈", "医疗事业提质增效", "文体事业蓬勃发展"]
    assert all(detail.text in FACTS for point in group.points for detail in point.details)


def test_short_sentences_that_tell_one_thing_each_head_nothing() -> None:
    deeds = "养老保险实现全国统筹。", "疾病控制体系改革全面推进。", "建成县数字文化馆平台。", "县文化遗产保护中心成立。"
    told = report("".join(deed + FACTS for deed in deeds))
    heads = [point.head for group in outline_of(told).groups for point in group.points]
    assert not any(heads)


def test_what_stands_under_few_headings_is_told_and_not_the_headings_alone() -> None:
    prose = "全区粮食总产达到23.8万吨。建成高标准农田4.2万亩。新增绿色食品认证18个。农民人均收入增长6.3%。"
    text = f"一、农业农村\n{prose * 4}\n二、生态环境\n{prose.replace('全区', '全县') * 4}"
    outline = outline_of(report(text))
    assert [group.head for group in outline.groups] == ["农业农村", "生态环境"]
    assert outline.open
    assert all(2 <= len(group.points) <= 3 for group in outline.groups)
    topics = "一、聚焦发展\n" + "".join(f"{head}。{FACTS * 2}\n" for head in TOPICS)
    (group,) = outline_of(report(topics)).groups
    assert tuple(point.head for point in group.points) == TOPICS


def test_of_an_article_the_first_paragraph_says_what_it_lays_down() -> None:
    articles = "\n".join(
        f"第{number}条　本市建立第{number}类建议征集制度，及时办理建议。\n其他机关应当加强第{number}类工作。"
        for number in "一二三四五"
    )
    shown = words_of(report(articles))
    assert shown
    assert not any("其他机关" in text for text in shown)


def test_a_series_of_two_paragraphs_closes_a_report_and_its_first_does_not_stand_alone() -> None:
    before = "总体上看，省级预算执行情况较好，全省扶贫攻坚、经济建设和社会事业发展取得新成就，各项任务如期推进。" * 6
    series = "一是经济发展稳中向好。固定资产投资增长11.2%。\n二是财政改革积极推进。盘活存量资金3.2亿元。"
    points = [point.head for group in outline_of(report(f"{before}\n{series}")).groups for point in group.points]
    assert [head for head in points if head] in ([], ["一是经济发展稳中向好", "二是财政改革积极推进"])
    only = words_of(report(f"{before}\n一是经济发展稳中向好，固定资产投资增长11.2%。\n{before}"))
    assert not any(text.startswith("一是") for text in only)


def test_a_sentence_that_says_the_title_again_comes_last() -> None:
    title, other = "全区节水工作会议召开", "全区新增节水能力3.2万立方米"
    again = "全区节水工作会议今日召开，总结全区节水工作成效"
    given = report(f"{again}。\n{other}。")._replace(title=title)
    worths = {
        detail.text: detail.worth
        for group in outline_of(given).groups
        for each in group.points
        for detail in each.details
    }
    assert worths.get(again, -9.0) < worths[other]


def test_what_follows_a_series_in_one_sentence_is_not_its_last_member_s() -> None:
    text = "会议强调，一要稳住经济大盘；二要保障民生；三要守牢底线。会议还通报了一季度完成投资262亿元的情况。"
    (group,) = outline_of(report(text)).groups
    assert [(point.head, point.details) for point in group.points][-1] == ("三要守牢底线", ())
