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
SOLIDUS = "／"
GLUE = "\u2011\u2044"  # non-breaking hyphen, fraction slash; a / outside addresses is set like it
HYPHENS = "\u2010\u2012"  # set as - is; never a minus
CONNECTORS = "～〜—―─–－"  # 连接号; two and more strokes in a row are a dash instead
DASHES = "⸺⸻"  # and ——, as one unit
DASH_STROKES = "—―─" + DASHES  # what a dash is made of, in any number
ELLIPSES = "…⋯‥․︙"
NARROW_SUFFIXES = "%‰‱°′″‴‵‶‷⁗₧₶₻₾⃀"
WIDE_SUFFIXES = "％℃℉﹪"
CENTS = "¢￠"  # suffixes (UAX 14: PO); before a number they hold on to it as well
NARROW_PREFIXES = "¥$£€№§#¤₠₡₢₣₤₥₦₨₩₪₫₭₮₯₰₱₲₳₴₵₷₸₹₺₼₽₿"
WIDE_PREFIXES = "￥＄￡＃￦﹩"
ASCII_OPENING = "([{"
ASCII_CLOSING = ")]},.:;?!"
WIDE_DIGITS = "０１２３４５６７８９"
# Iteration and sound marks, small kana, small and vertical forms: set as Han is, and at no line's start.
ATTACHED_HAN = (
    "々〻〼ヽヾゝゞ゛゜゠ーぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ"
    "ｧｨｩｪｫｬｭｮｯｰﾞﾟ｡､･﹐﹑﹒﹔﹕﹖﹗︐︑︒︓︔︕︖"
)

DASH = "——"  # 破折号: one stroke of 2 em

_MARKS_AT_NO_START = frozenset(
    CLOSING + PAUSES + STOPS + DOUBLED + INTERPUNCTS + SOLIDUS + CONNECTORS + GLUE + HYPHENS
    + NARROW_SUFFIXES + WIDE_SUFFIXES + CENTS
) - frozenset(DASH_STROKES)  # fmt: skip

# GB/T 15834-2011 5.1: marks that no line may begin, and that no line may end with.
NOT_AT_LINE_START = _MARKS_AT_NO_START.union(ATTACHED_HAN)
NOT_AT_LINE_END = frozenset(OPENING + NARROW_PREFIXES + WIDE_PREFIXES + SOLIDUS + GLUE)

# Everything that does not count when a last line must hold two characters (docs/typesetting.md, Last lines).
MARKS = _MARKS_AT_NO_START.union(
    OPENING + DASH_STROKES + BULLET + ELLIPSES + ASCII_OPENING + ASCII_CLOSING + "\"'-/ \u00a0\u3000"
)

# Units that a number is read with; parting them from it, or in themselves, is a fault (newspaper practice). Those of
# several characters stand by their first one, the longest first.
UNITS = frozenset(
    "年月日时分秒亿万千百元吨亩米克升人户家个条项次倍届名位件座所种类点号层期天周岁度版章节页辆台套处株棵只头里斤村楼栋"
    "场部册篇轮批成角级"
)
_LONG_UNITS = """
平方千米 平方公里 平方厘米 平方米 立方米 个百分点 百分点 百元 摄氏度 千瓦时 千米 千克 千元 千瓦 公里 公顷 公斤 厘米
毫米 毫克 毫升 微米 微克 万亩 万元 万吨 万人 万户 万件 万个 万千瓦 亿亩 亿元 亿吨 亿人 亿千瓦时 美元 欧元 兆瓦 小时
分钟 年度 月份
"""
LONG_UNITS = {first: tuple(units) for first, units in groupby(_LONG_UNITS.split(), key=itemgetter(0))}

# Latin units that follow a number; parting them from it is possible, and dear.
LATIN_UNITS = (
    " km km² m m² m³ cm cm² mm nm μm kg mg μg ug g t kWh kW·h kW MW GW GHz MHz kHz Hz GB TB MB KB Gbps Mbps hPa kPa "
    "MPa Pa mL ml L dB hm² ha h s min "
)
