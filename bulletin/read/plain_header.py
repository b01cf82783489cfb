"""Where a report's file says what it is: header, title and byline, whether between two lines of `---` or not.

Without `---` the first line is the title, unless it is a known key; a byline and lines of known keys may follow, and a
subtitle that begins with ——. Keys are read up to the first blank line or the first that is none. A header with only one
of its two lines of `---` is read likewise.
"""

import re
from typing import NamedTuple

from bulletin.problems import Problem, cells
from bulletin.read.byline import is_name, read_byline
from bulletin.read.chinese import WHITE, solid
from bulletin.read.closings import is_day
from bulletin.read.folder import ISSUE_FILE
from bulletin.read.keys import REPORT_KEYS
from bulletin.read.levels import numbered
from bulletin.read.loose_lines import COLONS, key_at_head
from bulletin.read.marks import heading_mark, without_closing_hashes
from bulletin.read.name_words import POSTS
from bulletin.read.report_details import REPORT_KINDS
from bulletin.read.source import Source
from bulletin.read.torn_lines import SAME_WIDTH, WRAPPED_LINES

MAX_TITLE = 80  # characters of a first line that may be a title
MAX_SUBTITLE = 40
MAX_KEY_VALUE = 40  # characters behind an unknown key: more is a sentence
LINES_AFTER_TITLE = 3  # that are looked at for subtitle and byline

_KEY = re.compile(rf"\s*[^\s{COLONS}][^{COLONS}]{{0,5}}[{COLONS}](?!//)")  # of up to six characters
_DASHES_LINE = re.compile(r"(?:[-－]{3,}|[—–]{2,})\s*")
_CONTINUED = re.compile(r"[ \t]+\S|-\s|#\s")  # within a header: an item of a list, a comment
_BODY_FOLLOWS = ("正文：", "正文:", "【正文】")
_ITEM = re.compile(r"[ \t]*[-#]\s|[ \t]+[^:：]{1,6}[:：]")  # the same where prose may follow, which may be indented
_NEWS_OPENINGS = ("本报讯", "本刊讯", "本网讯", "新华社")  # open a text and no title
NO_TITLE_END = ("。", "；", "，", "、", "：", ";", ",", ":")


class Unkeyed(NamedTuple):
    """A value that stands without its key."""

    key: str
    text: str
    line: int
    column: int


class Parts(NamedTuple):
    """Lines of a report's file, from 1."""

    first: int  # of the lines with keys
    last: int  # of them; less than `first` where there are none
    body: int  # first line; 0 without one
    unkeyed: tuple[Unkeyed, ...] = ()

    @property
    def has_keys(self) -> bool:
        return self.last >= self.first


def parts_of(source: Source, told_title: str, problems: list[Problem]) -> Parts:
    """Where the parts of a file stand; `told_title` is what issue.yaml calls the report, "" without."""
    lines = source.lines
    start = _filled(lines, 1)
    if not start:
        hint = "第一行写标题，下一行写单位职务和姓名（可以不写），下面写正文"
        problems.append(source.problem("error", "empty-file", "文件是空的", hint=hint))
        return Parts(first=1, last=0, body=0)
    fenced = bool(_DASHES_LINE.fullmatch(lines[start - 1]))
    if fenced and (closing := _closing(lines, start + 1)):
        return Parts(first=start + 1, last=closing - 1, body=closing + 1)
    first = start + fenced
    last = _last_key(lines, first, fenced=fenced)
    comments = [at for at in range(first, last + 1) if heading_mark(_bare(lines[at - 1]))[0]]
    if comments and "title" not in _keys(lines, Parts(first=first, last=last, body=0)):
        last, comments = comments[0] - 1, []  # the title, with Markdown's mark
    for at in comments:
        message = f"“{_bare(lines[at - 1])[:20]}”当作注释，不印"
        hint = "是标题就写成“标题：……”，是小标题就移到文件头下面，不要就删掉"
        problems.append(source.problem("warning", "comment-cut", message, source.place(at), hint))
    parts = Parts(first=first, last=last, body=_behind(lines, last) if last >= first else _filled(lines, first))
    return _titled(source, parts, told_title, problems) if parts.body else parts


def _titled(source: Source, parts: Parts, told_title: str, problems: list[Problem]) -> Parts:
    """The parts of a file without a whole header: a title without a key, and what stands under any title."""
    lines, number = source.lines, _filled(source.lines, parts.body)
    found: list[Unkeyed] = []
    title, column = _title(lines[number - 1]) if number else ("", 1)
    if "title" in _keys(lines, parts):
        title = ""
    elif told_title and solid(title) != solid(told_title):
        if title and len(title) <= MAX_SUBTITLE and read_byline(title) is None:
            message = f"标题用 {ISSUE_FILE} 里写的，这一行当作正文印"
            hint = "不要印就删掉这一行；要用它作标题，就删掉那边的标题"
            problems.append(source.problem("warning", "first-line", message, source.place(number), hint))
    elif not title:
        return parts
    else:
        found.append(Unkeyed(key="title", text=title, line=number, column=column))
        number += 1
    for _ in range(LINES_AFTER_TITLE):
        at = _filled(lines, number)
        if not at:
            break
        keys_end = 0 if parts.has_keys else _last_key(lines, at, fenced=False)
        if keys_end >= at:
            parts, number = Parts(first=at, last=keys_end, body=0), _behind(lines, keys_end) or keys_end + 1
            if found and "title" in _keys(lines, parts):
                message, hint = "文件头上面多了一行", "删掉这一行，或移到文件头下面"
                problems.append(source.problem("error", "above-header", message, source.place(found[0].line), hint))
                return parts._replace(body=number)
            continue
        known = {each.key for each in found} | _keys(lines, parts)
        under = _under(lines[at - 1], at, known) or _parted_head(source, at, known, problems)
        if not under:
            break
        found += under
        number = at + 1
    _doubt(source, found, parts, problems)
    return parts._replace(body=number, unkeyed=tuple(found))


def _parted_head(source: Source, number: int, known: set[str], problems: list[Problem]) -> list[Unkeyed]:
    """A short line between title and byline: half of the title, or a subtitle, as which it is read and told."""
    line, after = _bare(source.lines[number - 1]), _filled(source.lines, number + 1)
    byline = read_byline(_plain(_bare(source.lines[after - 1]))) if after else None
    if (
        known - {"column"} != {"title"}
        or not byline
        or len(line) > MAX_SUBTITLE
        or numbered(line)[0]
        or line.endswith(NO_TITLE_END)
    ):
        return []
    column = source.lines[number - 1].find(line) + 1
    if not is_day(line):
        message = "标题下面这一行当作副题"
        hint = "是标题的后半，就接到上一行末尾；上一行是栏目，就在上一行前面写“栏目：”，在这一行前面写“标题：”"
        problems.append(source.problem("warning", "second-line", message, source.place(number, column), hint))
    return [Unkeyed(key="subtitle", text=line, line=number, column=column)]


def _doubt(source: Source, found: list[Unkeyed], parts: Parts, problems: list[Problem]) -> None:
    """Warnings where a line read as a title is more likely a name, or a key without its colon."""
    for each in found[:1]:
        label = re.match(r"[【\[（(]?([^】\])）\s]{1,3}\s?[^】\])）\s]?)(?:[】\])）]|\s)\s*\S", each.text)
        key = solid(label[1]) if label else ""
        place = source.place(each.line, each.column)
        if each.key == "title" and key in ("标题", "题目", "作者", "栏目"):
            problems.append(
                source.problem("warning", "no-colon", f"“{key}”照印在标题里", place, f"写成“{key}：……”，单独一行")
            )
        elif each.key == "title" and is_name(each.text) and not parts.has_keys:
            hint = "第一行写标题，姓名写在下一行"
            problems.append(source.problem("warning", "name-as-title", "第一行像姓名，当作标题", place, hint))
        elif each.key == "title" and len(found) == 1 and _wrapped(source.lines, each.line):
            hint = "在这一行上面加一行标题"
            problems.append(source.problem("warning", "text-as-title", "第一行像正文的开头，当作标题", place, hint))


def _wrapped(lines: tuple[str, ...], number: int) -> bool:
    """Whether a line with a comma and the two next end at one width: a text that a program wrapped, without title."""
    if "，" not in lines[number - 1]:
        return False
    widths = [cells(line.rstrip()) for line in lines[number - 1 : number + 2]]
    return len(widths) == WRAPPED_LINES and max(widths) - min(widths) <= SAME_WIDTH


def _under(line: str, number: int, known: set[str]) -> list[Unkeyed]:
    """What a line under a title is, less what is known already."""
    bare = _plain(_bare(line))
    column = line.find(bare) + 1
    values = values_under(bare, known).items()
    return [Unkeyed(key=key, text=text, line=number, column=column) for key, text in values]


def values_under(bare: str, known: set[str]) -> dict[str, str]:
    """What a line under a title says, less what is `known`: subtitle, post, author; {} where the text begins."""
    dashed = bare.startswith(("——", "--")) and len(bare) <= MAX_SUBTITLE and not bare.endswith(NO_TITLE_END)
    if dashed or (is_day(bare) and bare[-1] in "）)"):
        return {} if known - {"title", "kicker"} else {"subtitle": bare}
    byline = read_byline(bare)
    values = {"post": byline.post, "author": byline.author} if byline else {}
    said = {key: text for key, text in values.items() if text}
    return {} if known & said.keys() else said


def _title(line: str) -> tuple[str, int]:
    """A first line that is a title, without marks of Markdown, and its column; "" for what is none."""
    bare = _bare(line)
    text = _plain(without_closing_hashes(bare[heading_mark(bare)[1] :]))
    unended = text.endswith(NO_TITLE_END) and text.rstrip("：:") not in REPORT_KINDS
    opens = text.startswith(("![", "---", ">", *_NEWS_OPENINGS))
    odd = opens or numbered(text)[0] or unended or _signs(text)
    return ("", 1) if odd or len(text) > MAX_TITLE else (text, line.find(text) + 1)


def _signs(text: str) -> bool:
    """Whether a first line is a byline with name and post, over which the title was forgotten."""
    byline = read_byline(text)
    return bool(byline and byline.author and (byline.post or any(post in text for post in POSTS)))


def _bare(line: str) -> str:
    return line.strip().strip(WHITE)


def _plain(text: str) -> str:
    """A line without the marks of bold round the whole of it."""
    bold = len(text) > 4 and text.startswith("**") and text.endswith("**")
    return text[2:-2].strip() if bold else text


def _filled(lines: tuple[str, ...], number: int) -> int:
    """The first line from `number` on that is not blank; 0 without."""
    return next((at for at in range(max(number, 1), len(lines) + 1) if _bare(lines[at - 1])), 0)


def _closing(lines: tuple[str, ...], number: int) -> int:
    """The `---` that closes a header from line `number` on; 0 where prose stands before it, or where there is none."""
    for at in range(number, len(lines) + 1):
        line = lines[at - 1].rstrip()
        if _DASHES_LINE.fullmatch(line):
            return 0 if _ends_in_heading(lines[number - 1 : at - 1]) else at
        if line.endswith("。") and not (_KEY.match(line) or _CONTINUED.match(line)):
            return 0
    return 0


def _ends_in_heading(header: tuple[str, ...]) -> bool:
    """Whether the lines above a `---` end in a heading of the text: the header was never closed."""
    filled = [at for at, line in enumerate(header) if _bare(line)]
    while len(filled) > 1 and _bare(header[filled[-1]])[0] == "#":
        if filled[-1] - filled[-2] > 1:
            return True
        filled.pop()
    return False


def _last_key(lines: tuple[str, ...], number: int, *, fenced: bool) -> int:
    """The last line of the keys that begin at line `number`, with a known one unless `fenced`; less where none do."""
    at = number
    while at <= len(lines) and _bare(line := lines[at - 1]):
        pair, later = _KEY.match(line), fenced or at > number
        unknown = pair and len(line) - pair.end() <= MAX_KEY_VALUE and not line.endswith("。")
        known = key_at_head(line, REPORT_KEYS) and solid(line) not in _BODY_FOLLOWS
        if not (known or (later and (unknown or _ITEM.match(line)) and solid(line) not in _BODY_FOLLOWS)):
            break
        at += 1
    # A heading that nothing of the header follows is no comment.
    while not fenced and at > number and heading_mark(_bare(lines[at - 2]))[0]:
        at -= 1
    return at - 1


def _keys(lines: tuple[str, ...], parts: Parts) -> set[str]:
    """The known keys in a header's lines, by the names of their rows."""
    return {key_at_head(line, REPORT_KEYS) for line in lines[parts.first - 1 : parts.last]}


def _behind(lines: tuple[str, ...], last: int) -> int:
    """Where the body may begin behind the keys: past a `---` or a line 正文：."""
    at = _filled(lines, last + 1)
    closed = at and (_DASHES_LINE.fullmatch(lines[at - 1]) or solid(lines[at - 1]) in _BODY_FOLLOWS)
    return at + 1 if closed else at
