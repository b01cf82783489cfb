"""Decides where clauses and sentences end, and which clauses cannot stand by themselves."""

import re
from functools import reduce

from bulletin.model.marks import CLOSING, OPENING

LEAST = 4  # characters that say something

FULL_STOPS = "。！？!?"
SENTENCE_END = FULL_STOPS + "；"
CLAUSE_END = SENTENCE_END + "，：,"  # 、 parts the members of a list, not clauses
_INSIDE_RUN = re.compile("[0-9][:：][0-9]|[A-Za-z0-9],[A-Za-z0-9]|[!-~][?!][A-Za-z0-9_=&/-]", re.ASCII)
_CLAUSE_MARKS = re.compile(f"[{re.escape(CLAUSE_END + OPENING + CLOSING)}]")
FALLING = "，。；：,、"  # marks that fall at the end of a point; ！ ？ and closing marks stay

# First clauses that say nothing by themselves: times and connectives, seen in reports of this kind.
HOLLOW = re.compile(
    "近日|日前|近期|期间|其间|目前|当前|今后|下一步|接下来|为此|因此|同时|此外|另外|首先|其次|最后|总之|对此|在此基础上|与此同时|"
    "一方面|另一方面|除此之外|下一步工作中|具体来说"
)

# Words that demand others further on: a clause with the first and without one of the second is incomplete. What only
# looks like one of them is another word: 就业, 首都, 还款, 更新.
_JIU, _DOU, _JUN = (
    "就(?!业|医|学|近|地|读|诊|餐|职|任|绪|位|是说|此)",
    "(?<![首成古故国迁京])都(?!市|城)",
    "(?<!平)均(?!衡|等)",
)
_HAI, _GENG, _YE = "(?<![归偿返])还(?!款|田|林|清|建|湿|草|贷|本|原)", "更(?!新|换|改|正|名)", "也"
_CAI = "(?<![人英贤刚])才(?!智|干|华|艺|聚|俊|子)"
CORRELATIVES = (
    ("一方面", ("另一方面",)), ("无论", (_DOU, _JUN)), ("不论", (_DOU, _JUN)),
    ("不仅", (_HAI, "而且", _YE, _GENG)), ("不但", (_HAI, "而且", _YE, _GENG)), ("虽然", ("但", "却")),
    ("尽管", ("但", "却")), ("因为", ("所以", "因此")), ("只有", (_CAI,)), ("只要", (_JIU,)),
    ("如果", (_JIU, "将(?!来|军)", "那么")), ("不是", ("而是",)),
)  # fmt: skip
# Clauses that begin or end like this only lead to the next one; 当地, 当好 and 除雪 do not.
LEADING_IN = re.compile(
    "要?(?:围绕|结合(?!起来|部)|按照|根据|通过(?!了|率|审|验)|为了|随着|针对(?!性)|面对|紧扣|立足(?!点)|依托|借助|基于|鉴于|由于)|"
    "除(?!雪|险|夕|尘|冰|害|草|湿|锈|恶|四害|名|臭|螨)|当(?!地|前|年|天|日|时|好|选|先|成|作|代|场|期|即|晚|众|家)"
)
LEADING_ON = re.compile(
    "(?:上看|来看|来讲|来说|而言|以来|之后|之前|之际|同时|基础上|情况下|条件下|背景下|前提下|形势下|过程中|方面|相比|期间|"
    "问题上|工作中|座谈会上|会议上|大会上|会上|领导下|支持下|推动下|指导下|引领下|帮助下)$"
)
# 在……集中安置点, 以……为契机: where and on what occasion, and not yet what is done.
ONLY_SETS_OUT = re.compile(
    "(?:在(?![校建职岗线册])[^，。；]*|以[^，。；]*为[^，。；]*)(?<!下功夫)(?<!见实效)(?<!做文章)(?<!求突破)(?<!当先锋)(?=，)"
)
# 对……的企业: whom it is about, and not yet what is done.
_ONLY_NAMES = re.compile(
    "对(?![口接标比外应照账决策])(?!.*(?:给予|予以|进行|实行|实施|开展|逐|一律|要|作|做|加以|有|是|表示|提出|负责|满意|依法|不)).*"
)
# What opens a clause that finishes the one before it: whoever stops there has said half, or the opposite.
CONTINUING = re.compile(
    f"但|却|而(?!立|今)|{_CAI}|{_JIU}|否则|并(?!购|网|轨|联|排|案)|不过|{_YE}|{_HAI}|又|再(?!生|造|次|就业|贷)|则|便(?!民|利|捷|于)|"
    f"{_JUN}|{_DOU}|且|从而|因而|因此|所以|于是|使(?!用|命)|让|令|以(?!旧换新)|为(?!民服务|期)|进而|甚至|特别是|尤其|其|这|那|它|他|她|"
    "此|该|同比|环比|较|比(?!如|学|武|赛)|增长|下降|增幅|增速|降幅|提高|上升|占|居|位居|排名|位列|列(?!车|席)|高于|低于|快于|达|超(?![0-9]+[万亿]?[个所家条名处座])|"
    "相当于|等于|约合|折合|分别|同时|更(?!新|换|名)|反而|只|成为|是|即|如|例如|比如|包括|主要|另一方面|不是|不能|与|和(?!谐|美|平)|及|或|等|的|"
    "实际(?=[仅只上为增达完])|由此|自此|至今|最高|最低|最终|最后|合计|总计|共计|不仅|不再|没有|仍|依然|直到|直至|能(?!源|耗|力|动)|可(?!再生|持续|可)|避免|防止|免得|除外|未|无法|难以|"
    "[二三四五六七八九十]{1,2}(?:是|要|来|则)"
)
# What is wanting, as a clause ends that tells of it; and words that tell of it anywhere.
_LACKS = re.compile(
    "(?:不足|不够|不高|不强|不力|不严|不实|不全|不齐|不到位|不完善|不健全|薄弱|滞后|短缺|欠缺|粗放|差|弱|散|乱|(?<![缩减大])小|(?<![减至])少|(?<![降减最])低)$"
)
_WANTING = re.compile("不|没|无|缺|欠|弱|差|隐患|问题|矛盾|困难|难题|短板|滞后|粗放|偏|较?[低少小]$")
# Openings that need what stands before them.
POINTING = re.compile(
    "[这那它他她]|其(?!实)|此(?!外)|该|上述|对此|由此|与此|为此|据此|前者|后者|两者|二者|如此|同样|反之|否则|不然|以上(?!海)|以下|如下|"
    f"但|却|而(?!立)|{_CAI}|{_JIU}|{_YE}|{_HAI}|又|则|{_JUN}|{_DOU}|且|从而|因而|所以|于是|不过|然而|并(?!购|网|轨|联|排)|"
    "使(?!用|命)|让(?=.{0,9}(?:更|能|得|都))|甚至|同比|环比|较|比上|其中|占|居|达|分别|等|的|是|和(?!谐|美|平)|与|或|及|即|如(?!期)|例如|比如|"
    "[二三四五六七八九十]{1,2}(?:是|要|来|则)|更(?!新|换|名)|特别是|尤其|后来|接着|另一方面|另外|当[月日天季]|确需|确有"
)
# What tells a member of something said before it: the next clause is a member as well.
MEMBERS = re.compile("其中|(?:主要|具体|分别)?包括|分别(?:是|为)")


def clause_ends(text: str, start: int = 0) -> tuple[tuple[int, bool], ...]:
    """Offsets after `start` at which a clause ends, its marks included, and whether a sentence ends there.

    Marks inside quotes and brackets end nothing, unless what was opened is never closed. The text's own end is always
    the last offset.
    """
    marks = [(found.start(), found[0]) for found in _CLAUSE_MARKS.finditer(text, start)]
    closed = reduce(_open_after, (mark for _, mark in marks), 0) == 0
    ends: list[tuple[int, bool]] = []
    depth = 0
    end = start
    for place, mark in marks:
        if place < end:
            continue  # it belongs to the end before it
        depth = _open_after(depth, mark)
        if mark in CLAUSE_END and (depth == 0 or not closed) and not _inside_run(text, place):
            whole = mark in FULL_STOPS
            end = place + 1
            while end < len(text) and text[end] in CLOSING + SENTENCE_END:
                whole = whole or text[end] in FULL_STOPS
                end += 1
            ends.append((end, whole))
    if not ends or ends[-1][0] < len(text):
        ends.append((len(text), True))
    return tuple(ends)


def sentence_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end of every sentence that says something."""
    spans: list[tuple[int, int]] = []
    start = 0
    for end, whole in clause_ends(text):
        if whole:
            if len(trimmed(text[start:end])) >= LEAST:
                spans.append((start, end))
            start = end
    return tuple(spans)


def trimmed(text: str) -> str:
    """The text without white and without the marks that fall at a point's end."""
    return text.strip().rstrip(FALLING).strip()


def is_hollow(clause: str) -> bool:
    """Whether a clause says nothing by itself: a time, a connective, an announcement that ends with a colon."""
    return bool(HOLLOW.fullmatch(trimmed(clause))) or clause.rstrip(CLOSING)[-1:] in tuple("：:")


def is_sound(text: str) -> bool:
    """Whether clauses end where something has been said: no pair parted, no last clause that only leads on."""
    for opening, closings in CORRELATIVES:
        if opening in text and not any(re.search(closing, text) for closing in closings):
            return False
    ends = [end for end, _ in clause_ends(text)]
    last = text[ends[-2] if len(ends) > 1 else 0 :]
    return not LEADING_IN.match(last) and not _ONLY_NAMES.fullmatch(last) and not LEADING_ON.search(last)


def goes_on(following: str) -> bool:
    """Whether what follows a clause finishes it, so that nothing may stop between them."""
    return bool(CONTINUING.match(following.lstrip(OPENING + " ")))


def is_turned(clause: str, following: str) -> bool:
    """Whether what follows a clause tells what is wanting in it, so that alone it would praise: 门类齐全，规模小."""
    upcoming = trimmed(following[: clause_ends(following)[0][0]]) if following else ""
    return bool(_LACKS.search(upcoming)) and not _WANTING.search(trimmed(clause))


def _inside_run(text: str, place: int) -> bool:
    """Whether the mark stands inside a figure, a name or an address: 1,000, 14：00, p,p′-DDT, a.cn/b?c=1 are one."""
    return bool(place) and _INSIDE_RUN.fullmatch(text, place - 1, place + 2) is not None


def _open_after(depth: int, mark: str) -> int:
    """How many quotes and brackets are open after a mark, `depth` of them before it."""
    if mark in OPENING:
        return depth + 1
    return max(0, depth - 1) if mark in CLOSING else depth
