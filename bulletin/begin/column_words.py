"""Columns by the words of offices and their work, for reports that say none. Data only, collected by hand."""

from collections.abc import Mapping

# A column, and what posts, titles and names of files say of it; the first row that has a word wins.
_COLUMN_ROWS = """
环境: 环保 环境保护 生态环境 环境
水务: 水务 水利 河长 水资源 供水 排水
规划: 规划 国土 自然资源
住建: 住建 住房 城建 建设局
城管: 城管 城市管理 市容 环卫 综合执法 园林
交通: 交通 公路 运输
纪检: 纪委 纪检 监察 监委 廉政 廉洁
政法: 政法 法院 检察 司法 公安 平安建设 法治 综治 扫黑除恶
组织: 组织部 干部
宣传: 宣传 文明 融媒体
统战: 统战 民族 宗教 侨务
教育: 教育 学校 小学 中学 幼儿园 学院 大学
卫健: 卫生 卫健 医院 健康 医疗 医保 疾控
人社: 人社 人力资源 社会保障 就业
民政: 民政 养老 救助 退役军人
财政: 财政 国资 国有资产
税务: 税务
审计: 审计
统计: 统计
发改: 发改 发展和改革 发展改革
科技: 科技 科学技术 创新
工信: 工信 工业 信息化 经信
招商: 招商 投资促进
商务: 商务 外贸
农业: 农业 农村 乡村振兴 畜牧
林业: 林业 林草
文旅: 文旅 文化 旅游 体育
应急: 应急 安监 消防 安全生产
市监: 市场监管 市场监督 药监 质监
信访: 信访
金融: 金融 银行
审批: 行政审批 政务服务 放管服 营商环境
群团: 工会 共青团 团委 妇联 工商联
党建: 党建 党支部 党委 党员 机关工委
"""
COLUMN_WORDS: Mapping[str, tuple[str, ...]] = {
    column: tuple(words.split())
    for column, _, words in (row.partition(": ") for row in _COLUMN_ROWS.strip().splitlines())
}
NO_COLUMN = "综合"  # where nothing says more
