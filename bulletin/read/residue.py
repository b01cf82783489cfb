"""What was never meant for the paper: blanks nobody filled in, leavings of web pages, chats and Word, loose numbers.

Looked for in the lines as typed, so that places are exact; reported, never altered. Each kind of thing has one code. A
sentence that speaks of such things (群众扫一扫二维码就能办事。) is silent: most forms count only on a short line that
ends without a stop.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from bulletin.problems import Place, Problem, Severity
from bulletin.read.levels import HAN_NUMERALS
from bulletin.read.source import Source

MAX_RESIDUE = 12  # places of one kind reported for one file
MAX_LEAVING = 40  # characters of a line that is all leavings
_MAX_SEARCHED = 20_000  # characters of a line: a longer one is no office's

_MANGLED_SIGNS = frozenset("锟烫屯鈥銆锛" + "".join(map(chr, range(0xA1, 0x100))))
_CROSSES = frozenset("XxＸｘ×╳")
_CROSSED = "|".join(  # holds large sets, which are slow to compile: only for a line with a cross
    (
        r"(?<![0-9A-Za-z×])[XxＸｘ×╳]{2,4}(?![0-9A-Za-z×])"
        r"[月日年市县区省州镇乡村局委部厅办处科所室站院校中小公企单集项个名人户家亿万元%％次场点时号]",
        r"(?<![0-9A-Za-z×\u3400-\u9fff])[XxＸｘ×╳]{2,4}(?:同志|先生|女士|书记|主任|主席|领导|老师|街道|社区)",
        r"(?<![0-9A-Za-z×])[XxＸｘ×╳](?:[月日年市县省镇乡村]|局(?!部))",
        r"(?:20|19)(?:[XxＸｘ×]{2}|[0-9][XxＸｘ×])(?:年|(?=[XxＸｘ×.-]|\b))",
    )
)
_SPELLED = "".join(sorted(HAN_NUMERALS))
_UNFILLED = "|".join(
    (
        r"[_＿]{3,}|＿{2}",
        r"[（(【\[](?:请)?(?:填写|待填|待补|待定|补充|插入|待核|待更新|空缺)[^（）()【】\[\]]{0,20}[）)】\]]",
        r"[（(【\[](?:此处|这里|请)[^（）()【】\[\]]{0,12}(?:填|补|插入|写|图)[^（）()【】\[\]]{0,12}[）)】\]]",
        r"年[ \u3000\u00a0]{1,8}月(?:[ \u3000\u00a0]{1,8}日)?|月[ \u3000\u00a0]{2,8}日",
        r"(?<=[ \u3000\u00a0])月[ \u3000\u00a0]{1,8}日|[（(][ \u3000\u00a0]{1,8}[）)]",
        rf"□{{3,}}|(?<![○〇{_SPELLED}])(?<![{_SPELLED}][、，])[○〇]{{3,}}|TODO|TBD",  # not the amount 二、○○○
    )
)
_LABELS = (
    "责任编辑|责编|原标题|文章来源|信息来源|稿件来源|本文来源|图文来源|来源|稿源|原文链接|发布时间|发布日期|发布者"
    "|浏览次数|浏览量|阅读次数|阅读量|点击数|点击量|字体|字号|编辑"
)
_LEAVING = "|".join(
    (
        rf"[【\[（(［](?:{_LABELS})\s*[:：][^【】\[\]（）()［］]{{0,30}}[】\]）)］]",
        r"(?:阅读|点击)?(?:上|下)一(?:篇|页|条)\s*[:：]?(?=\s|$|[>＞《])|阅读下一篇|阅读上一篇|阅读原文|点击阅读全文",
        r"(?:>>|＞＞|»|》》)+|<<+(?=\s|$)",
        r"ICP备|(?i:copyright)|版权所有(?![者人权])|未经(?:授权|许可)[^。]{0,6}(?:不得|禁止|严禁)转载|转载请注明",
        r"首页\s*[>＞»]|当前位置\s*[:：]",
        r"错误[!！]未(?:找到引用源|定义书签)|撤回了一条消息|[\[［](?:图片|表情|视频|语音|链接|动画表情|微笑|强|玫瑰|抱拳|鼓掌)[\]］](?![(（])",
        r"[「『](?:微信|QQ|腾讯)[^」』]{0,12}[」』]",
    )
)
# Only where they are most of a line without a stop.
_LEAVING_LINE = (
    rf"(?:{_LABELS}|[上下]一[篇页条])\s*[:：].*|来自.{{2,8}}客户端|.*(?:相关(?:阅读|报道|链接|新闻|推荐)|延伸阅读|推荐阅读|热门推荐)\s*[:：]?.*|"
    r".*(?:点击(?:查看|下载|进入|这里|此处|上方|下方|关注|播放)|扫一扫|扫码关注|扫描二维码|长按(?:识别|二维码|图片)"
    r"|打印本(?:页|文)|关闭(?:窗口|本页)|返回(?:顶部|首页|列表)|分享(?:到|至)|加入收藏|收藏本页|纠错|展开全文|查看更多"
    r"|更多精彩|发表评论|网友评论|写留言|免责声明|网站地图|阅读\s*\d|关注我们|微信公众号[:：]|【大\s*中\s*小】"
    r"|大\s*中\s*小$|@所有人).*"
)
_NOTE_OPENINGS = frozenset("[［〔")
_NOTE_MARK = r"[\[［〔]\d{1,3}[\]］〕](?!\s*(?:\d{1,4}\s*)?[号第年])"
_LONE_NUMBER = (
    r"[-—–－~·第(（\[【\s]*[\d０-９]{1,4}\s*(?:[/／]\s*\d{1,4})?[-—–－~·页)）\]】.、\s]*"
    r"|[\d０-９]{1,4}[.．][\d０-９]{1,4}[%％]?|第\s*\d+\s*页\s*[,，/]?\s*共\s*\d+\s*页"
)
# Text read by a wrong encoding and saved: U+FFFD in UTF-8 taken for GBK (锟斤拷), memory never filled (烫, 屯),
# UTF-8 taken for GBK (鈥, 銆, 锛 begin what was a mark) or for Windows-1252 (â€œ, Ã©, ï¿½), GBK for Latin-1 (Ë®Àû½¨Éè).
_MANGLED = (
    r"(?:锟斤拷|斤拷锟|锟)+|烫{3,}|屯{3,}|[鈥銆锛][^，。；：、]{0,3}|(?:ï¿½)+|â€[\x80-\x9fœž™˜“”¦¢\"]?|(?:Ã[\x80-\xbf]){2,}"
    r"|(?=[¡-ÿ]{0,3}[À-ÖØ-öø-ÿ])[¡-ÿ]{4,}"
)
_DECIMAL_COMMA = (
    r"(?<![\d,，.第])\d{1,4},\d{1,2}(?=\s?(?:[亿万千百]|[%％‰℃]|元|公里|平方|立方|公顷|个百分点|吨|米))|"
    r"(?<![\d,，.第])\d{2,4}，\d(?=(?:亿元|万元|亿|[%％])(?!以))|(?<=[长降幅率为达到约过])(?<!分别[为达])\d，\d{1,2}(?=[%％])"
)


class _Residue(NamedTuple):
    code: str
    severity: Severity
    message: str
    hint: str


_MANGLED_TEXT = _Residue(
    "mangled-text", "warning", "{}像是乱码，原来的字已经丢失或读错", "对照原稿改正；整篇都这样就找回原稿，另存为 UTF-8"
)
_PLACEHOLDERS = _Residue(
    "placeholder",
    "warning",
    "{}像是没有填的空",
    "填上再印；本来就留给人填写的，在 issue.yaml（文本稿件也可在文件头）里加一行 `忽略：placeholder`，就不再提示",
)
_LEAVINGS = _Residue("residue", "warning", "{}像是网页、聊天或排版软件留下的，不是正文", "不是正文就删掉")
_NOTE_MARKS = _Residue("note-mark", "warning", "注号{}照原样印出", "没有注文就删掉注号，有注文就写进正文的括号里")
_LONE_NUMBERS = _Residue(
    "lone-number", "note", "这一段只有数字{}，像是页码，或是上一行断下来的", "是页码就删掉，是断下来的就接回上一行"
)
_COMMAS = _Residue("decimal-comma", "warning", "{}的逗号可能应为小数点", "原文照印；确是笔误就在文件里改正")


def residue(
    source: Source, first: int, notes: Collection[Place] = (), cells: Collection[int] = (), heads: Collection[int] = ()
) -> Iterator[Problem]:
    """What lines from `first` on hold that was not meant for the paper; each kind at most twelve times.

    Args:
        notes: the places of marks that were read as those of notes.
        cells: the lines of cells of tables, where a number may stand alone.
        heads: the lines that are the byline, where 责任编辑：王五 is meant for the paper.
    """
    counts: dict[str, int] = {}
    marks: list[tuple[int, re.Match[str]]] = []
    for number, typed in enumerate(source.lines[first - 1 :], first):
        line = typed[:_MAX_SEARCHED]
        if not line or line.isspace():
            continue
        for kind, found in _of_line(line):
            if number in cells if kind is _LONE_NUMBERS else kind is _LEAVINGS and number in heads:
                continue
            if found and counts.setdefault(kind.code, 0) < MAX_RESIDUE:
                counts[kind.code] += 1
                shown = "".join(f"“{match.group().strip()[:24]}”" for match in found[:4])
                place = source.place(number, found[0].start() + 1)
                yield source.problem(kind.severity, kind.code, kind.message.format(shown), place, kind.hint)
        if not _NOTE_OPENINGS.isdisjoint(line):
            found_marks = re.finditer(_NOTE_MARK, line)
            marks += [(number, mark) for mark in found_marks if source.place(number, mark.start() + 1) not in notes]
    if marks:
        number, first_mark = marks[0]
        shown = f"“{first_mark.group()}”" + (f"等{len(marks)}处" if len(marks) > 1 else "")
        place = source.place(number, first_mark.start() + 1)
        message = _NOTE_MARKS.message.format(shown)
        yield source.problem(_NOTE_MARKS.severity, _NOTE_MARKS.code, message, place, _NOTE_MARKS.hint)


def _of_line(line: str) -> Iterator[tuple[_Residue, Sequence[re.Match[str]]]]:
    if not _MANGLED_SIGNS.isdisjoint(line) and (mangled := tuple(re.finditer(_MANGLED, line))):
        yield _MANGLED_TEXT, mangled
        return  # what else it seems to hold is mangled too
    bare = line.strip()
    start = line.find(bare)
    placeholder = _UNFILLED if _CROSSES.isdisjoint(line) else f"{_CROSSED}|{_UNFILLED}"
    yield _PLACEHOLDERS, tuple(re.finditer(placeholder, line))
    leavings = list(re.finditer(_LEAVING, line))
    if not leavings and len(bare) <= MAX_LEAVING and not bare.endswith(("。", "！", "；", "？")):
        whole = re.compile(_LEAVING_LINE).fullmatch(line, start, start + len(bare))
        leavings = [whole] if whole else []
    yield _LEAVINGS, leavings
    if len(bare) <= 16 and any(map(str.isdecimal, bare)):
        lone = re.compile(_LONE_NUMBER).fullmatch(line, start, start + len(bare))
        yield _LONE_NUMBERS, (lone,) if lone else ()
    if re.search(r"\d[,，]\d", line):
        yield _COMMAS, tuple(re.finditer(_DECIMAL_COMMA, line))
