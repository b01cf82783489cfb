"""Twenty tables of our own, such as offices print: from 2 rows × 2 columns to 40 × 12.

Written as one line a row, cells parted by |; the rows above --- are the head. `<` belongs to the cell on its left, `^`
to the cell above.
"""

from bulletin.model.edition import Cell, Run, Table
from bulletin.problems import Place

SPANS = "<^"


def table(text: str, *, title: str = "", unit: str = "", notes: tuple[str, ...] = ()) -> Table:
    """The table that `text` draws."""
    head, _, body = text.strip("\n").rpartition("---\n")
    rows = [[cell.strip() for cell in line.split("|")] for line in (head + body).splitlines()]
    made = [_cells(rows, at) for at in range(len(rows))]
    heads = len(head.splitlines())
    return Table(tuple(made[:heads]), tuple(made[heads:]), title, unit, notes)


def _cells(rows: list[list[str]], at: int) -> tuple[Cell, ...]:
    """The cells that begin in a row."""
    found: list[Cell] = []
    for column, text in enumerate(rows[at]):
        if text in SPANS and text:
            continue
        across = 1
        while column + across < len(rows[at]) and rows[at][column + across] == "<":
            across += 1
        down = 1
        while at + down < len(rows) and rows[at + down][column] == "^":
            down += 1
        found.append(Cell((Run(text),) if text else (), Place("tables.py", at + 1), across, down))
    return tuple(found)


def _by_months() -> str:
    """40 rows of 12 columns: figures of every month, a half-year among them negative."""
    places = ("东城街道", "西城街道", "蓼河街道", "柳行街道", "黄屯街道", "王因街道", "接庄街道", "洸河街道")
    kinds = ("居民用水", "工业用水", "建筑用水", "绿化用水", "增减")
    lines = ["街道|类别|" + "|".join(f"{month}月" for month in range(1, 11)), "---"]
    for number, place in enumerate(places):
        for row, kind in enumerate(kinds):
            values = [(number * 37 + row * 53 + month * 29) % 190 / 10 + 0.5 for month in range(10)]
            if kind == "增减":
                values = [value - 9.7 for value in values]
            shown = "|".join(f"{value:.1f}".replace("-", "−") for value in values)
            lines.append(f"{'^' if row else place}|{kind}|{shown}")
    return "\n".join(lines[:41])  # the head, the line under it and 39 rows


def _stations() -> str:
    """31 rows: monitored sections of rivers, class by class."""
    rivers = ("洸府河", "泗河", "白马河", "老运河", "蓼沟河", "小沂河")
    classes = ("Ⅱ类", "Ⅲ类", "Ⅳ类", "Ⅴ类")
    lines = ["断面|河流|水质目标|2022年|2023年|氨氮|总磷|达标", "---"]
    for number in range(30):
        river = rivers[number // 5]
        nitrogen, phosphorus = (number * 17 % 90 + 11) / 100, (number * 7 % 19 + 2) / 100
        target, before, now = (classes[(number * step + 1) % 4] for step in (1, 3, 2))
        reached = "是" if classes.index(now) <= classes.index(target) else "否"
        measured = f"{nitrogen:.2f}|{phosphorus:.2f}" if number % 11 else "断流|—"
        lines.append(f"{river}{number % 5 + 1}号桥|{river}|{target}|{before}|{now}|{measured}|{reached}")
    return "\n".join(lines)


TABLES: dict[str, Table] = {
    "least": table("项目|数量\n---\n在建|12"),
    "without head": table("联系人|张三\n电话|0537-6532180\n地址|海川路9号"),
    "main figures": table(
        """
指标|单位|2022年|2023年|同比
---
地区生产总值|亿元|512.07|548.31|6.2%
规模以上工业增加值|亿元|186.4|203.9|8.1%
固定资产投资|亿元|231|218.66|−5.3%
社会消费品零售总额|亿元|154.2|163|5.7%
一般公共预算收入|亿元|38.12|40.05|5.1%
其中：税收收入|亿元|30.9|31.44|1.7%
实际使用外资|万美元|12100|9847|(18.6%)
城镇居民人均可支配收入|元|47216|49624|5.1%
每万人口发明专利拥有量|件|28|31.6|
""",
        title="表1　主要经济指标",
        notes=("注：增加值的同比按可比价格计算。", "资料来源：区统计局。"),
    ),
    "merged head": table(
        """
指标|2022年|<|2023年|<|同比（%）
^|绝对值|占比（%）|绝对值|占比（%）|^
---
第一产业|21.3|4.2|22.1|4.0|3.1
第二产业|248.9|48.6|262.4|47.9|6.4
第三产业|241.9|47.2|263.8|48.1|6.3
""",
        title="表2　三次产业",
        unit="单位：亿元",
    ),
    "merged body": table(
        """
类别|项目|进度
---
续建|海川路改造|主体完工
^|人民医院东院区|装修
^|蓼河生态带三期|绿化
新开工|中学扩建|基础施工
^|污水处理厂提标|招标
""",
        title="重点民生工程",
    ),
    "long texts": table(
        """
序号|问题|整改措施|责任单位|完成时限
---
1|部分雨水管网与污水管网混接，降雨时污水溢流进入洸府河|对建成区126公里管网逐段排查，建立台账，混接点一律改造，改造前设置临时截流设施|住建局、城投公司|2024年6月
2|工业固体废物贮存场所防渗措施不到位|责令三家企业停用贮存场所，重做防渗层，监测周边地下水|生态环境分局|已完成
3|扬尘管控责任不落实|落实“六个百分之百”，在线监测设备与平台联网；不达标的工地停工整改|住建局、综合执法局|长期坚持
""",
        title="环境保护督察反馈问题整改清单",
    ),
    "empty cells": table(
        """
单位|一季度|二季度|三季度|四季度
---
发展改革局|3||2|
财政局||||1
科技局|12|7||4
教育局|||5|
""",
        unit="单位：件",
    ),
    "budget": table(
        """
科目|年初预算|调整预算|执行数|为预算的（%）|比上年增减
---
一、一般公共服务支出|42318|43105|42966|99.7|(1204)
二、公共安全支出|8847|8912|8903|99.9|316
三、教育支出|96540|98777|98777|100.0|5418
四、科学技术支出|31206|33450|33012|98.7|4107
五、社会保障和就业支出|54871|55236|54990|99.6|2275
六、卫生健康支出|28764|30118|29985|99.6|(3361)
七、节能环保支出|9650|11204|10877|97.1|−842
八、城乡社区支出|61300|58411|55020|94.2|(7718)
合计|333496|339213|334530|98.6|−1009
""",
        title="表3　一般公共预算支出执行情况",
        unit="单位：万元",
        notes=("注：括号内为减少数。",),
    ),
    "one figure column": table(
        "街道|常住人口（人）\n---\n洸河街道|86214\n柳行街道|52077\n黄屯街道|38906\n接庄街道|9871"
    ),
    "schedule": table(
        """
时间|上午|下午
---
4月15日|参观潍坊高新区生物医药产业园|座谈：招商引资与项目建设
4月16日|考察长沙高新区企业服务中心|现场教学：“一件事一次办”
4月17日|分组走访|小组讨论，形成考察报告
"""
    ),
    "wide figures": table(
        """
指标|1月|2月|3月|4月|5月|6月|7月|8月|9月|10月|11月
---
优良天数|18|20|24|23|25|22|26|27|24|25|21
PM2.5|78|66|51|43|38|35|29|30|36|47|59
PM10|121|109|97|88|76|64|52|55|69|84|98
臭氧|71|88|117|142|168|184|171|165|149|112|83
""",
        title="空气质量月报",
        unit="单位：微克/立方米",
    ),
    "percentages": table(
        """
项目|目标|实际|差距
---
万元生产总值能耗降低率|3.2%|3.6%|0.4%
主要河流断面达标率|90%|86.7%|−3.3%
生活垃圾回收利用率|35%|41.25%|6.25%
绿化覆盖率|43%|43%|0
"""
    ),
    "names": table(
        """
组别|组长|成员
---
第一组|李　剑|张三、李小四、王五、赵六、欧阳海
第二组|苏晓辉|孙七、周八
第三组|王玉红|吴九、郑十、冯十一、陈十二
"""
    ),
    "three heads": table(
        """
区域|建设用地|<|<|<|合计
^|存量|<|增量|<|^
^|工业|住宅|工业|住宅|^
---
东部|120.4|88|36.5|12|256.9
西部|98|143.2|0|27.75|268.95
蓼河新区|15.6|20|188.3|96.4|320.3
""",
        title="表4　用地计划",
        unit="单位：公顷",
    ),
    "bracketed": table(
        "企业|本年利润|上年利润\n---\n甲公司|1,204.6|(318.2)\n乙公司|(96.05)|45\n丙公司|0.8|(0.75)\n丁公司|—|12,880",
        unit="单位：万元",
    ),
    "yes and no": table(
        "事项|网上办|一窗办|全省通办\n---\n企业开办|√|√|√\n建筑许可|√|√|\n不动产登记|√||√\n获得电力|√|√|×\n纳税|√|—|√"
    ),
    "projects": table(
        """
项目|总投资|年度计划|完成投资|开工|形象进度
---
新能源汽车零部件产业园|25.6|6|6.32|2022.03|一期两栋厂房封顶，设备进场
高端医疗器械中试基地|8.4|3.5|2.1|2022.09|主体施工至四层
5G智慧园区|1.75|0.9|0.9|2023.01|竣工
蓼河文化中心|12|4|4.45|2021.11|钢结构完成，幕墙完成60%
老旧小区改造（十一个小区）|3.08|3.08|2.96|2023.02|九个小区完工
污泥处置中心||1.2|0|未开工|用地手续办理中
""",
        title="表5　重点项目进度（截至三季度）",
        unit="单位：亿元",
        notes=("资料来源：区重点项目办公室。",),
    ),
    "no names": table("|得分|排名\n---\n潍坊|96.4|1\n长沙|95.85|2\n|88.1|7"),
    "stations": table(
        _stations(), title="表6　地表水监测断面水质", unit="单位：毫克/升", notes=("注：断流断面不参加评价。",)
    ),
    "most": table(_by_months(), title="表7　分街道用水量", unit="单位：万立方米", notes=("资料来源：水务局。",)),
}
