"""Surnames. Data only, collected by hand."""

# The commonest surnames (2020 census of the Ministry of Public Security and 百家姓), then the compound ones in use.
_SINGLE_SURNAMES = """
王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭
陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫阎段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文葛兰郗施洪
季牛樊安殷伍温耿齐涂祝焦庞颜左柴聂章鲁岳翟庄童詹邢倪柯俞骆甘路裴尚游辛管祁尤柳盛申符卓谷华欧单饶宁柏舒关包解凌蒲
房阮霍翁成牟景滕容桑桂鲍纪查屈冉项梅喻米连蓝古时迟闵蔺宫鹿卞褚边池仇麻应娄慕苗车党曲苑全艾艳竺巩冀隋郎芦席初宗卜
明栾银甄佟丛战封郁危奚水窦刁晏匡商巴仲晋楚晁海仝肇荆权敬寇岑戚强
"""
_COMPOUND_SURNAMES = """
欧阳 上官 司马 诸葛 司徒 东方 独孤 南宫 夏侯 皇甫 尉迟 公孙 慕容 令狐 宇文 长孙 轩辕 端木 申屠 闻人 百里 呼延 西门
澹台
"""
SURNAMES = frozenset("".join(_SINGLE_SURNAMES.split()))
COMPOUND_SURNAMES = frozenset(_COMPOUND_SURNAMES.split())
