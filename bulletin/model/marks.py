"""Tables of marks: which class a character has for line breaking and spacing. Data only; one copy for all rooms.

Sources: GB/T 15834-2011, clause 5.1 (positions of marks), W3C CLREQ, "Prohibition Rules for Line Start and Line End"
(basic level), Unicode's UAX 14 for what they leave out (tests/compose/test_public_lists.py holds these tables against
all three), and the seed's own characters. Algorithms over these tables stay apart in `compose/` and `proof/`.
"""

from itertools import groupby
from operator import itemgetter

OPENING = "“‘（《〈【〖〔「『［｛〘〚〝｟"
CLOSING = "”’）》〉】〗〕」』］｝〙〛〞〟｠"
PAUSES = "，、；："
STOPS = "。．？！"  # 句末点号
DOUBLED = "‼⁇⁈⁉‽"
INTERPUNCTS = "·・‧"  # 间隔号
BULLET = "•"  # between two characters an interpunct
RATIO = "∶"  # between Han a mark of half an em, as an interpunct
SOLIDUS = "／"
GLUE = "\u2011\u2044"  # non-breaking hyphen, fraction slash; a / outside addresses is set like it
HYPHENS = "\u2010\u2012"  # set as - is; never a minus
CONNECTORS = "～〜—―─–－"  # 连接号; two and more strokes in a row are a dash instead
DASHES = "⸺⸻"  # and ——, as one unit
DASH_STROKES = "—―─" + DASHES  # what a dash is made of, in any number
ELLIPSES = "…⋯‥․︙"
SUPERIORS = "¹²³⁰⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎"  # and inferiors
NARROW_SUFFIXES = "%‰‱°′″‴‵‶‷⁗₧₶₻₾⃀" + SUPERIORS
WIDE_SUFFIXES = "％℃℉﹪"
CENTS = "¢￠"  # suffixes (UAX 14: PO); before a number they hold on to it as well
NARROW_PREFIXES = "¥$£€№§#¤₠₡₢₣₤₥₦₨₩₪₫₭₮₯₰₱₲₳₴₵₷₸₹₺₼₽₿−"
RELATIONS = "±∓≥≤≧≦⩾⩽≠≈≡≫≪＞＜＝"  # glued to the figure behind them, as prefixes are
ARROWS = "↑↓"  # before a figure its prefix, ↑3.2%; behind a formula its suffix, CaCO₃↓
ROOTS = "√∛∜∅⌀"  # prefixes of a number; √ alone is a tick
WIDE_PREFIXES = "￥＄￡＃￦﹩" + RELATIONS
ASCII_OPENING = "([{"
ASCII_CLOSING = ")]},.:;?!"
WIDE_DIGITS = "０１２３４５６７８９ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹⅺⅻ"
# Figures, signs and blanks that many characters write, each as one, so that patterns over them stay short.
WRITTEN_ALIKE = {
    **dict.fromkeys(WIDE_DIGITS, "0"),
    **dict.fromkeys(SUPERIORS.replace("²", ""), "²"),
    **dict.fromkeys(RELATIONS + "×∶<>＋+−", "="),
    **dict.fromkeys("‰‱" + WIDE_SUFFIXES, "%"),
    **dict.fromkeys("\u2007\u2009\u202f", "\u00a0"),
}
# Iteration and sound marks, small kana, small and vertical forms: set as Han is, and at no line's start.
ATTACHED_HAN = (
    "々〻〼ヽヾゝゞ゛゜゠ーぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ"
    "ｧｨｩｪｫｬｭｮｯｰﾞﾟ｡､･﹐﹑﹒﹔﹕﹖﹗︐︑︒︓︔︕︖"
)

DASH = "——"  # 破折号: one stroke of 2 em

_MARKS_AT_NO_START = frozenset(
    CLOSING + PAUSES + STOPS + DOUBLED + INTERPUNCTS + RATIO + SOLIDUS + CONNECTORS + GLUE + HYPHENS
    + NARROW_SUFFIXES + WIDE_SUFFIXES + CENTS
) - frozenset(DASH_STROKES)  # fmt: skip

# GB/T 15834-2011 5.1: marks that no line may begin, and that no line may end with.
NOT_AT_LINE_START = _MARKS_AT_NO_START.union(ATTACHED_HAN)
NOT_AT_LINE_END = frozenset(OPENING + NARROW_PREFIXES + WIDE_PREFIXES + SOLIDUS + GLUE)

# Everything that does not count when a last line must hold two characters (docs/typesetting.md, Last lines).
MARKS = _MARKS_AT_NO_START.union(
    OPENING + DASH_STROKES + BULLET + ELLIPSES + ASCII_OPENING + ASCII_CLOSING + "\"'-/ \u00a0\u3000"
)

# What units are written with, in simplified and traditional characters (facts of OpenCC, as words/simplified.txt).
_TRADITIONAL = str.maketrans(
    "万个亿亩余册区升县双只台号吨周场处头对层届岁张户摄时条标楼欧点电种笔类级纳组节贝车轮辆钟镇镑门间队韩页顷项厘",
    "萬個億畝餘冊區升縣雙隻臺號噸週場處頭對層屆歲張戶攝時條標樓歐點電種筆類級納組節貝車輪輛鐘鎮鎊門間隊韓頁頃項釐",
)


def _both(simplified: str) -> str:
    """The text as it stands, and in traditional characters."""
    return simplified + simplified.translate(_TRADITIONAL)


# Units that a number is read with; parting them from it, or in themselves, is a fault (newspaper practice). Those of
# several characters stand by their first one, the longest first.
UNITS = frozenset(
    _both(
        "年月日时分秒亿万千百元吨亩米克升人户家个条项次倍届名位件座所种类点号层期天周岁度版章节页辆台套处株棵只头里斤村楼栋"
        "场部册篇轮批成角级艘架门张幅支枚粒箱袋瓶桶盒包根款宗笔起例席眼口站班组队店镇县市省区尺寸瓦伏卷集首幢间对双"
    )
    + "㎎㎏㎜㎝㎞㎡㎥"
)
MULTIPLIERS = _both("十百千万亿余多")  # between a number and its unit: 万余亩
_LONG_UNITS = """
平方千米 平方公里 平方厘米 平方毫米 平方米 立方厘米 立方千米 立方米 个百分点 个工作日 个小时 个月 个点
百分点 摄氏度 千瓦时 千伏安 千米 千克 千瓦 千伏 千卡 千帕 公里 公顷 公斤 公亩 公吨 公尺 公分 厘米 毫米 毫克
毫升 毫安 微米 微克 纳米 兆瓦时 兆瓦 兆帕 兆赫 吉瓦 吨标准煤 吨标煤 人次 人日 户次 件次 架次 艘次 场次 车次 班次 辆次
台次 台套 亩次 美元 欧元 英镑 日元 港元 卢布 韩元 小时 分钟 秒钟 分贝 刻钟 年度 月份 季度 星期
周年 周岁 工作日 海里 英里 英寸 英尺 市斤 度电 标准箱 标箱 字节 像素
"""
LONG_UNITS = {
    first: tuple(sorted(units, key=len, reverse=True))
    for first, units in groupby(sorted({*_both(_LONG_UNITS).split()}), key=itemgetter(0))
}

# Latin units that follow a number; parting them from it is possible, and dear.
_LATIN_UNITS = """
km km² km/h m m² m³ cm cm² cm³ dm hm² mm nm μm ha kg mg μg ug ng pg g t kWh kW·h kW MW GW W MWh GWh TWh Wh mAh Ah kvar
MVA kVA V kV mV A kA mA μA GHz MHz kHz Hz PB TB GB MB KB bit kbit Mbit Gbit Tbit bps kbps Kbps Mbps Gbps Tbps hPa kPa
MPa GPa Pa bar mbar mL ml μL L dL dB h s min d ms μs ns mol mmol μmol nmol kmol J kJ MJ GJ cal kcal eV keV MeV Ω kΩ MΩ
MΩ·cm μS mS S kN N K lx lm cd ppm ppb NTU dpi ppi psi rpm μF nF pF mH mT Bq kBq Sv mSv μSv Gy mGy
"""
LATIN_UNITS = frozenset(_LATIN_UNITS.split())

# Numbers in circles, in brackets and with a full stop, each one character: labels of items.
NUMBER_SIGNS = frozenset(
    "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
    "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
)

LIST_SIGNS = frozenset("◆◇■□●○▲△★☆►▶·•")  # before the items of a list without numbers

# First parts of paths that are no words, and what is called by a path: src/main is one, client/server is none.
_FOLDERS = """
src docs config conf etc usr var bin sbin lib libs opt tmp assets scripts templates vendor dist pkg cmd tests debian
fonts utils origin feature hotfix bugfix
"""
FOLDERS = frozenset(_FOLDERS.split())
KINDS_OF_FILES = ("文件", "目录", "文件夹", "路径", "分支", "仓库", "脚本", "镜像")
