"""What was never meant for the paper, unlike forms and slips of the pen: told, never altered, silent on sound prose."""

import re
from pathlib import Path

import pytest

from tests.read.folder import HEAD, edition_of, report, write

FIRST = HEAD.count("\n") + 2
SOUND = "我们坚持规划先行，抓好落实。"


def found(folder: Path, body: str, *lines: str) -> list[tuple[str, int, int]]:
    """Code, line of the body and column of each problem."""
    edition = edition_of(write(folder, {"water.md": report(*lines, body=f"{body}\n{SOUND}\n")}))
    places = [(problem.code, problem.place) for problem in edition.problems]
    return [(code, place.line - FIRST - len(lines) + 1, place.column) for code, place in places if place]


@pytest.mark.parametrize(
    ("typed", "code", "column"),
    [
        ("X月X日，全区召开会议。", "placeholder", 1),
        ("　　会议于XX市召开。", "placeholder", 6),
        ("由××局牵头。", "placeholder", 2),
        ("20xx年，全区增长5%。", "placeholder", 1),
        ("20××年计划。", "placeholder", 1),
        ("202X年计划。", "placeholder", 1),
        ("共____人参加。", "placeholder", 2),
        ("数据（此处填写）。", "placeholder", 3),
        ("成效【待补充】。", "placeholder", 3),
        ("2026年 月 日", "placeholder", 5),
        ("投资XX亿元。", "placeholder", 3),
        ("ＸＸ镇党委。", "placeholder", 1),
        ("（此处插入图片）", "placeholder", 1),
        ("请张XX同志、XX镇发言。", "placeholder", 8),
        ("【责任编辑：】", "residue", 1),
        ("（责编：李四、王五）", "residue", 1),
        ("阅读下一篇", "residue", 1),
        ("上一篇：某区召开会议", "residue", 1),
        ("相关阅读", "residue", 1),
        ("相关报道：", "residue", 1),
        ("更多 >>", "residue", 4),
        ("点击查看更多", "residue", 1),
        ("微信扫一扫关注", "residue", 1),
        ("打印本页 关闭窗口", "residue", 1),
        ("来源：某某日报", "residue", 1),
        ("分享到：", "residue", 1),
        ("甲乙。【字体：大 中 小】", "residue", 4),
        ("原标题：某区工作会议召开", "residue", 1),
        ("版权所有 未经授权不得转载", "residue", 1),
        ("鲁ICP备12345号", "residue", 2),
        ("「微信」", "residue", 1),
        ("首页 > 新闻中心 > 正文", "residue", 1),
        ("见错误！未找到引用源。", "residue", 2),
        ("[图片]", "residue", 1),
        ("阅读原文", "residue", 1),
        ("生产总值[2]1210207亿元。", "note-mark", 5),
        ("主导产业［12］占比提高。", "note-mark", 5),
        ("甲乙丙〔3〕。", "note-mark", 4),
        ("12", "lone-number", 1),
        ("2.5", "lone-number", 1),
        ("— 3 —", "lone-number", 1),
        ("第3页", "lone-number", 1),
        ("- 12 -", "lone-number", 1),
        ("第 1 页 共 5 页", "lone-number", 1),
        ("3/5", "lone-number", 1),
        ("产值33,1亿元。", "decimal-comma", 3),
        ("同比增长5，8%。", "decimal-comma", 5),
        ("XXX同志主持会议。", "placeholder", 1),
        ("会议于 月 日召开。", "placeholder", 5),
        ("由（　）负责。", "placeholder", 2),
        ("按照规定，XX书记、XX镇发言。", "placeholder", 6),
        ("增长5,2%。", "decimal-comma", 3),
        ("面积1234,5平方米。", "decimal-comma", 3),
        ("产值33，1亿元。", "decimal-comma", 3),
        ("共12,75万人。", "decimal-comma", 2),
        ("占12％，升5%，降3%。", "mixed-forms", 4),
        ("1-9月增长5%，1—8月增长4%，1—7月增长3%。", "mixed-forms", 1),
        ("增长１２项，又增5项，共17项。", "mixed-forms", 3),
        ("3~5月和1-2月，6-7月。", "mixed-forms", 1),
        ("3－5日和6-8日，9-10日。", "mixed-forms", 1),
        ("3～5个和6-8个，9-10个。", "mixed-forms", 1),
        ("3月1日～5日，4月2日—8日，6月3日—9日。", "mixed-forms", 3),
    ],
)
def test_leavings_are_told_at_their_place(typed: str, code: str, column: int, tmp_path: Path) -> None:
    assert (code, 2, column) in found(tmp_path, f"{SOUND}\n{typed}")


@pytest.mark.parametrize(
    "typed",
    [
        "某区某局召开会议，李某某、张××到会。",
        "拍摄X光片300张。",
        "面积为3×4米。",
        "500人×3天。",
        "长×宽×高。",
        "X射线检查。",
        "SUV和MAX区间。",
        "a_b_c。",
        "群众扫一扫二维码就能办事。",
        "点击查看后即可下载，十分方便。",
        "推出微信公众号“高新发布”。",
        "编辑部来信。",
        "来源于群众，服务于群众。",
        "责任编辑是李四。",
        "上一篇文章受到好评。",
        "印发国发〔2026〕12号文件。",
        "国办发〔85〕3号。",
        "产值1,500亿元。",
        "增速分别为5，8%左右。",
        "版权所有者应当登记。",
        "由张XX同志主持。",
        "3 月 12 日召开。",
        "总计12,345.67万元。",
        "第3,5个项目。",
        "1,2号楼竣工。",
        "建成15，2个在建。",
        "占12％，升5％。",
        "1—9月和1—8月。",
        "占5%～10%，1—9月。",
        "11月15日—3月15日，升5℃～8℃。",
        "2018—2020年，用3～5年。",
        "电话0536-8888888，2026-11-26日。",
        "5-8号楼，2019-2020年。",
        "1972—2006年生产，6—9月停产，温度350～450℃，增大3～5倍。",
        "2026年5月6日。",
        "12个",
        "3月5日",
        "一、二、三",
        "2026年度",
        "经验分享到全国推广。",
        "返回首页后重新登录。",
        "关闭窗口后再试一次。",
        "30万人关注我们的变化。",
        "（记者 张三）",
        "A→B。",
        "点赞、转发、评论都很多。",
        "阅读量突破10万。",
        "他来自客户端研发部。",
        "共20余项。",
        "OK、XXL码。",
        "每人二、○○○元至三，○○○元，民國一○○年，凡一○○○冊，百○○○人。",
    ],
)
def test_sound_prose_is_silent(typed: str, tmp_path: Path) -> None:
    assert found(tmp_path, f"{SOUND}\n{typed}") == []


def test_a_link_that_is_called_link_is_none_of_the_leavings(tmp_path: Path) -> None:
    assert found(tmp_path, f"{SOUND}\n打开[链接](http://a.cn/b)看公示。") == []


@pytest.mark.parametrize(
    "typed",
    ["积极行动 强化管理", "积极行动，强化管理", "# 积极行动强化管理", "积极行动\n强化管理", "《积极行动 强化管理》"],
)
def test_the_title_typed_again_is_told(typed: str, tmp_path: Path) -> None:
    assert found(tmp_path, f"{typed}\n{SOUND}") == [("title-again", 1, 3 if typed[0] == "#" else 1)]


@pytest.mark.parametrize("typed", ["积极行动", "积极行动强化管理是全年的主题。", "强化管理 积极行动"])
def test_a_beginning_that_is_not_the_title(typed: str, tmp_path: Path) -> None:
    assert found(tmp_path, f"{typed}\n{SOUND}") == []


def test_one_message_a_line_and_a_bound(tmp_path: Path) -> None:
    body = "\n".join(["XX市20xx年X月X日，XX局。"] * 20)
    assert len([code for code, _, _ in found(tmp_path, body) if code == "placeholder"]) == 12


def test_note_marks_are_counted_in_one_message(tmp_path: Path) -> None:
    edition = edition_of(write(tmp_path, {"water.md": report(body="甲乙[1]。丙丁[2]。\n戊己［3］。\n")}))
    (problem,) = edition.problems
    assert "“[1]”等3处" in problem.message


KNOWN = (
    "我们取水、购物、施工、进行、工作、项目、发展、问题、企业、管理、服务、监督、干部、会计、供水、市场、人员、银行。"
)


@pytest.mark.parametrize(
    "slip",
    [
        "严格取水水监督管理。",
        "进行行调查研究。",
        "工作作安排到位。",
        "项目目建设提速。",
        "发展展规划出台。",
        "问题题导向明确。",
        "企业业创新发展。",
        "管理理监督水平。",
        "服务务企业发展。",
        "监督督管理到位。",
        "会计计和监督。",
        "人员员培训。",
        "项目目等工作。",
        "银行行监管。",
    ],
)
def test_a_character_typed_twice_is_told(slip: str, tmp_path: Path) -> None:
    assert [code for code, _, _ in found(tmp_path, f"{KNOWN}\n{slip}")] == ["doubled-character"]


@pytest.mark.parametrize(
    "slip", ["我们的的工作。", "会议在在区政府召开。", "加强了了管理。", "以及及相关部门。", "要把把责任扛起来。"]
)
def test_a_particle_typed_twice_is_told_without_another_like_it(slip: str, tmp_path: Path) -> None:
    assert [code for code, _, _ in found(tmp_path, slip)] == ["doubled-character"]


DOUBLES = re.findall(
    "[^。]+。",
    "货物物品清单。购物物流配送。施工工资发放。供水水务一体。取水水质达标。人人都有责任。"
    "一一对应解决。妈妈和奶奶。干部部署工作。工人人数增加。职工工会组织。市场场馆建设。"
    "会计计算成本。统计计划完成。设计计量设备。管理理论学习。治理理念更新。企业业务拓展。"
    "产业业态丰富。作业业绩突出。监管管理并重。主管管道建设。建设设备更新。开设设施农业。"
    "增设设计科室。国家家庭农场。大家家里种地。项目目标明确。节目目的清楚。注目目光长远。"
    "问题题材广泛。专题题目新颖。发展展示窗口。开展展览活动。进行行动部署。执行行政法规。"
    "银行行长到会。同行行业协会。运行行程安排。科学学习方法。大学学生人数。教学学科建设。"
    "教育育人工作。保育育种基地。会议议程安排。合同同意签订。共同同步推进。同时时间紧迫。"
    "及时时刻准备。工程程序规范。全程程度加深。成本本级财政。基本本地企业。标准准备充分。"
    "群众众多参与。生产产品质量。财产产权保护。农产产业发展。商品品牌建设。作品品质优良。"
    "人员员工培训。党员员额增加。动力力量增强。能力力度加大。安全全面检查。健全全域旅游。"
    "改变变化巨大。公开开展活动。召开开工仪式。重大大力推进。强大大量投入。提高高度重视。"
    "崇高高尚品德。政府府院协同。地区区域协调。园区区位优势。小区区长到访。城市市容整治。"
    "都市市民广场。乡村村民自治。农村村庄整治。人才才能发挥。经济济宁发展。信息息息相关。"
    "为了了解情况。不能不了了之。除了了却心愿。这是目的的一部分。的的确确如此。问题存在在哪里。目前在在建项目。现有在在职人员。要把把关作为责任。凡在在册人员。普及及时到位。涉及及其他。"
    "水电电力设施。用电电价优惠。资源源头治理。来源源自基层。机关关注民生。相关关系密切。",
)


@pytest.mark.parametrize("sentence", DOUBLES)
def test_a_word_that_begins_where_another_ends_is_no_slip(sentence: str, tmp_path: Path) -> None:
    word = next(sentence[i - 1 : i + 1] for i in range(1, len(sentence)) if sentence[i] == sentence[i - 1])
    at = sentence.index(word)
    known = f"这里常说{sentence[max(at - 1, 0) : at + 1]}。" if at else SOUND
    assert found(tmp_path, f"{KNOWN}{known}\n{sentence}") == []
