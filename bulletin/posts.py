"""Where a post (单位职务) may be parted: words of offices and one look-up in them, for page and slide.

Lines of a post end after a comma, then after 、, then after what names an office (局 会 委 区 办), and inside no word.
The words are those of posts and offices in common use; what they do not know may part anywhere, at a higher price.
"""

from enum import IntEnum

ORGAN_ENDS = frozenset("局会委区办")
# Nor do lines begin with what ends a name, unless a word begins there (委员会, 长沙).
NAME_ENDS = frozenset("局会委区办厅部院处科室队府司所站长员")
NOT_AFTER_ORGAN = ("长", "员", "计", "域", "公室", "事处", "书记")

_TITLES = """
书记 主任 局长 主席 会长 理事长 秘书长 处长 科长 部长 院长 校长 站长 所长 队长 大队长 支队长 镇长 乡长 县长 区长 市长
省长 州长 厅长 司长 行长 组长 社长 厂长 村长 场长 馆长 园长 庭长 检察长 审判长 董事长 台长 总经理 经理 总裁 总监
工程师 总工程师 会计师 经济师 农艺师 统计师 设计师 律师 调研员 巡视员 督察员 专员 指导员 教导员 政委 委员 常委 科员
主任科员 成员 办事员 研究员 通讯员 记者 教授 讲师 院士 代表 主管 负责人 干事 顾问 主编 编辑 总编辑 监事 董事 理事 会计
出纳
"""
_OFFICES = """
区委 市委 县委 省委 区政府 市政府 县政府 省政府 党组 党委 党工委 工委 支部 党支部 党总支 机关 委员会 管理委员会 管委会
居委会 村委会 办公室 办公厅 办事处 街道 街道办 人民 政府 人大 大会 政协 法院 检察院 检察 监察 纪委 监委 纪律 检查 政法
政法委 组织 宣传 统战 组织部 宣传部 统战部 编办 机构 编制 发展 改革 发改 督查 督察 考核 核算 教育 科技 科学 技术 工业
信息 信息化 公安 分局 民政 司法 财政 人力 资源 社会 保障 人社 自然 生态 环境 环保 保护 住房 住建 城乡 城市 城管 建设
规划 国土 交通 运输 水务 水利 农业 农村 商务 文化 旅游 文旅 体育 卫生 健康 卫健 退役 军人 事务 应急 消防 管理 审计
国有 国资 资产 监督 监管 市场 统计 医疗 医保 信访 扶贫 振兴 乡村 金融 行政 审批 服务 政务 数据 大数据 执法 综合 投资
促进 招商 园林 绿化 环卫 气象 税务 海关 档案 党史 史志 党校 工会 总工会 妇联 团委 共青团 工商联 科协 残联 红十字会
开发 开发区 高新 高新区 新区 园区 示范区 保税区 经开区 经济 自治区 地区 城区 景区 社区 镇街 乡镇 产业 区域 河长 河长制
湖长制 林长制 领导 小组 领导小组 指挥部 指挥 工作 工作组 专班 中心 支队 大队 中队 公司 集团 有限 有限公司 责任 股份
银行 支行 学院 大学 中学 小学 学校 医院 报社 电视台 研究 研究院 研究所 研究室 全国 全省 全市 全区 常务 长沙 长春 长江
长安 长治
"""
WORDS = frozenset([*_TITLES.split(), *(f"副{title}" for title in _TITLES.split()), *_OFFICES.split()])
LONGEST_WORD = max(map(len, WORDS))


class PostBreak(IntEnum):
    """How good a line's end is, the best first."""

    BETWEEN_POSTS = 0
    AFTER_PAUSE = 1
    AFTER_ORGAN = 2
    BESIDE_WORD = 3
    ANYWHERE = 4
    IN_WORD = 5


def post_breaks(text: str, terms: tuple[str, ...] = ()) -> tuple[PostBreak, ...]:
    """What a line's end before each character of a post is worth; `terms`: further words, the editor's own."""
    starts: set[int] = set()
    ends: set[int] = set()
    inside: set[int] = set()
    for start in range(len(text)):
        words = [size for size in range(2, LONGEST_WORD + 1) if text[start : start + size] in WORDS]
        words += [len(term) for term in terms if text.startswith(term, start)]
        if words:
            starts.add(start)
            ends.add(start + max(words))
            inside.update(range(start + 1, start + max(words)))
    return tuple(_worth(text, offset, starts, ends, inside) for offset in range(len(text)))


def _worth(text: str, offset: int, starts: set[int], ends: set[int], inside: set[int]) -> PostBreak:
    before, after = text[offset - 1], text[offset:]
    if not offset or before in "，；\u3000":
        return PostBreak.BETWEEN_POSTS
    if before == "、":
        return PostBreak.AFTER_PAUSE
    if offset in inside:
        return PostBreak.IN_WORD
    if before in ORGAN_ENDS and not after.startswith(NOT_AFTER_ORGAN):
        return PostBreak.AFTER_ORGAN
    if after[0] in NAME_ENDS and offset not in starts:
        return PostBreak.IN_WORD
    return PostBreak.BESIDE_WORD if offset in starts | ends else PostBreak.ANYWHERE
