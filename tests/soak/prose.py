"""Prose that is dense with figures, as reports of statistics are, from a seed; sentences and words are our own."""

import random
from collections.abc import Callable

HEADS = (
    "今年以来", "一季度", "截至上月末", "与去年同期相比", "从行业看", "分县区看", "据初步核算", "全年",
    "上半年", "按可比价格计算", "到2026年年底", "第15届年会期间", "自3月14日起", "在2018—2020年的三年里",
    "从1,236份问卷看", "9:30至11:45",
)  # fmt: skip
SUBJECTS = (
    "全区规模以上工业增加值", "新建改建农村公路", "春季造林绿化", "城镇居民人均可支配收入",
    "地表水国控断面水质优良比例", "完成固定资产投资", "新增城镇就业", "粮食播种面积", "社会消费品零售总额",
    "污水处理厂日处理能力", "累计减税降费", "高标准农田", "电网最大负荷", "接待游客", "出栏生猪",
    "PM2.5平均浓度", "单位GDP能耗", "老旧小区改造", "三条专线", "仓储用房",
)  # fmt: skip
VERBS = (
    "达到",
    "为",
    "完成",
    "增长到",
    "下降至",
    "同比增长",
    "比上年减少",
    "超过计划",
    "约有",
    "共计",
    "分别为",
    "提高了",
)
TAILS = (
    "，增速居全市第{n}位", "，比全省平均水平高{p}个百分点", "，其中{n}个镇超额完成任务",
    "，完成年度计划的{p}%", "，惠及{n}万户、{m}万人", "，环比回落{p}个百分点", "；而去年同期仅{n}{u}",
    "，占比由{p}%升至{q}%", "，户均{m}元/年", "，单价{p}元/kWh", "（同口径）", "，提前{n}天",
    "，列入《{y}年重点项目》第{n}页", "，误差不超过±{p}%", "，合{m}美元", "……",
    "，不过还要看{n}月的数据……", "，两项指标之比为{n}:{q}", "，相当于{n}个标准足球场",
)  # fmt: skip
UNITS = (
    "平方千米", "平方公里", "平方米", "立方米", "公里", "公顷", "万千瓦时", "个百分点", "摄氏度", "亿元",
    "万元", "万亩", "万吨", "万人次", "万户", "千瓦", "小时", "户", "人", "家", "项", "亩", "吨", "元", "倍",
    "度", "套", "座", "km", "kg", "μg/m³", "MW", "GWh", "hm²",
)  # fmt: skip
LINKS = ("，", "；", "。", "。", "，同时，", "；另外，", "。与此同时，", "、")


def paragraph(chance: random.Random) -> str:
    """A paragraph of three to seven clauses, 90 to 260 characters mostly."""
    clauses = []
    for number in range(chance.randint(3, 7)):
        if number:
            clauses.append(chance.choice(LINKS))
        clauses.append(_clause(chance))
    return "".join(clauses).replace("……。", "……").replace("……，", "……") + "。"


def _clause(chance: random.Random) -> str:
    head = chance.choice(HEADS) + chance.choice(("，", "", "，")) if chance.random() < 0.45 else ""
    unit = chance.choice(UNITS)
    space = chance.choice(("", "", " ")) if unit[0] < "一" else ""
    tail: str = chance.choice(TAILS)
    values = {
        "n": figure(chance, 2), "m": figure(chance, 4), "p": f"{chance.randint(0, 99)}.{chance.randint(1, 9)}",
        "q": str(chance.randint(2, 98)), "u": chance.choice(UNITS[:30]), "y": str(chance.randint(2018, 2027)),
    }  # fmt: skip
    said = f"{head}{chance.choice(SUBJECTS)}{chance.choice(VERBS)}{figure(chance, 5)}{space}{unit}"
    return said + (tail.format(**values) if chance.random() < 0.6 else "")


def figure(chance: random.Random, most: int) -> str:
    """A number as reports write them: plain, with thousands marked in two ways, with decimals."""
    value = chance.randint(1, 10 ** chance.randint(1, most) - 1)
    forms: tuple[Callable[[], str], ...] = (
        lambda: str(value), lambda: str(value), lambda: f"{value:,}", lambda: f"{value}.{chance.randint(0, 99)}",
        lambda: f"{value:,}".replace(",", " "),
    )  # fmt: skip
    return chance.choice(forms)()
