"""Words of bylines: posts, units, words that look like names. Data only, collected by hand."""

_POST_ENDINGS = """
局长 主任 书记 部长 院长 校长 所长 站长 队长 会长 处长 科长 厅长 司长 县长 区长 市长 镇长 乡长 省长 州长 旗长 组长
庭长 行长 馆长 园长 厂长 社长 团长 班长 股长 秘书长 检察长 董事长 理事长 总经理 经理 主席 常委 委员 干事 科员 主编
编辑 记者 通讯员 评论员 特约撰稿人 撰稿人 教师 教授 研究员 工程师 会计师 经济师 专员 政委 秘书 负责人 调研员 职员
审判长 法官 检察官 民警 代表 主管 总监 助理 专干 队员
"""
# What somebody did for the paper, behind a unit or a name.
_WRITING = "供稿 撰稿 供图 报道 整理 摄影"
# What somebody did, before or behind a name: printed with it as typed.
_CREDITS = "文 图 图文 文图 文、图 图、文 文字 图片 照片 文并摄 摄 摄影 图文摄影 供图"
# What others did before print, which stands beside such credits.
_DUTIES = "审核 审校 核稿 校对 编校 初审 复审 终审 一审 二审 三审 责编 编审 监制 签发"
# Who is named with a colon behind what they are and has written none of it: 责任编辑：王五.
_EDITORS = """
编辑 责任编辑 执行编辑 值班编辑 本期编辑 文字编辑 美术编辑 图文编辑 新媒体编辑 网络编辑 美编 主编 执行主编 总编 总编辑
"""
# What stands before the name of who signs a text.
_SIGNING = "报告人 述职人 汇报人 申请人 倡议人 承诺人 发言人 考察人 撰稿人 执笔人 执笔 作者"
# What a letter ends with, before who signs it.
_REGARDS = """
此致 敬礼 敬禮 顺颂 順頌 顺祝 順祝 敬颂 敬頌 敬祝 商祺 时祺 時祺 台祺 近祺 春祺 夏祺 秋祺 冬祺
乡祺 鄉祺 教祺 文祺 大安 台安 教安 钧安 鈞安 春安 夏安 秋安 冬安 近安 康安
"""
# How a unit ends; a line that is nothing but a unit must end as the first do.
_UNIT_ENDINGS = """
局 委 办 厅 公司 中心 政府 街道 社区 集团 银行 医院 学校 大队 支队 办公室 管委会 开发区 高新区 编辑部 指挥部 本报 本刊
"""
_WEAK_UNITS = "处 部 院 校 所 站 会 室 科 区 县 镇 乡 村"
# What a phrase opens with that ends like a unit, and no unit does: 开展帮办代办, 坚持以人民为中心.
_ACTS = "开展 加强 做好 办好 打造 抓好 争当 坚持 围绕 聚焦 突出 着力 努力 奋力 深入 持续 扎实 切实"
# Names of columns and other words that begin with a surname.
_NO_NAMES = """
水务 水利 水文 水产 党建 党务 党风 党史 文旅 文化 文体 文明 文艺 农业 安全 安监 安置 安居 安心 金融 金秋 商务 商贸
商会 商机 应急 应用 林业 林草 项目 时评 时政 时代 时间 时事 时光 平安 武装 双拥 计生 司法 民政 宣传 纪检 纪委 公安
房产 房管 简讯 消息 通知 要闻 综合 经济 高新 高校 高考 高铁 高速 全会 全区 全市 全民 全国 全县 海洋 海事 海关 海绵
城管 城建 国资 国土 法治 管理 管网 管护 成效 成果 成长 成人 成就 强化 强基 强国 强军 强农 关于 关爱 关注 关怀 华侨
华章 明星 明白 明德 单位 连线 解读 解放 石化 石油 路政 路桥 路线 路况 方案 方志 古建 童谣 边防 边贸 车管 银龄 景区
景观 巴士 常态 常识 容貌 程序 温暖 温馨 向前 初心 项链 牛年 马年 龙年 史志 史料 康养 康复 江河 江湖 田园 田间 万家
余热 游记 包容 尚德 宁静 甘露 席位 权威 战略 战疫 封面 危房 白皮书 项目部 水环境 金融业 文明城 安全生 高质量 全过程
应知道 张家口 石家庄 马克思 克拉玛依 路线图 时间表 时间轴 万元户 连心桥 关键词
"""

ACTS = tuple(_ACTS.split())
CREDITS, DUTIES = frozenset(_CREDITS.split()), frozenset(_DUTIES.split())
TEXT_EDITORS = tuple(_EDITORS.split())
WRITING = tuple(_WRITING.split())
POSTS = (*_POST_ENDINGS.split(), *WRITING)
SIGNING = frozenset(_SIGNING.split())
REGARDS = frozenset(_REGARDS.split())
UNIT_ENDINGS = tuple(_UNIT_ENDINGS.split())
WEAK_UNITS = tuple(_WEAK_UNITS.split())
# Characters of which Mongolian, Uyghur and other names of four and more are written: 青格乐图, 买买提江, 乌兰其木格.
TRANSLITERATED = frozenset(
    "阿艾安巴白拜宝毕布策查朝楚达丹德迪丁都多额尔恩高戈格古哈海合赫呼花吉加嘉江金卡克拉勒乐里丽林龙伦玛麦买曼米木莫那纳娜"
    "尼娘努诺培齐其奇钦青琼琴热仁日如萨赛桑斯苏索塔泰特提图吐托娃旺维卫乌吾希西夏雅亚依伊音扎孜梅措次央卓玉兰古丽牙生夏肯"
)
NO_NAMES = frozenset(_NO_NAMES.split())
