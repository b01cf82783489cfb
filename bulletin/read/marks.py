"""Marks that open or fill a line (`##`, `>`, `- `, `---`, fences, tables), and the warnings about raw marks.

A lone line that looks like an item or a row of a table prints as typed; lines that only draw a rule or fence off code
are left out. Each is reported once for lines that follow each other, as is every mark of `read/inline.py` that is not
read as meant.
"""

import re

from bulletin.problems import Problem
from bulletin.read.chinese import is_ideograph
from bulletin.read.source import Source

MAX_RAW_MARKS = 40  # places reported for one file; the last message counts the rest
MAX_BARE_HEADING = 40  # characters of a heading whose `##` has no space behind it
LEFT_OUT = frozenset(("rule", "fence"))

_hashes = re.compile(r"([#＃]{1,6})([ \t\u3000\u00a0]*)")
_FENCE = r"(?:```+|~~~+)\s*[\w+-]{0,20}"
_RULE = r"[-=*_~＊—─－＝＿#＃|:+][-=*_~＊—─－＝＿#＃|:+ \u3000]*"
_QUOTE = r"[>＞](?:\s|[^\s\d>＞=])"
_QUOTE_MARK = r"(?:[>＞]\s*)+(?<=\s)(?=\S)|[>＞](?=[^\s\d>＞=])"
_COMPARED = r"[>＞]\s*\d[\d.,]*\s*(?:[%％‰℃°]|[A-Za-zμ]|$)"
_LIST = r"[-*+]\s+(?!.{0,8}[-—]$)\S"
# The size of a number beside a relation, |Z|≤2, 1<|x－y|, is no cell: a table has blanks or Chinese there.
_BESIDE_SIZE = "[<>=≤≥≈＜＞＝]"
_NUMBER_SIZE = (
    rf"\|[^\s|\u3400-\u9fff]{{1,20}}\|(?={_BESIDE_SIZE})|(?<={_BESIDE_SIZE})\|[^\s|\u3400-\u9fff]{{1,20}}\|"
    r"|\|[^\s|]{1,20}\|(?=[/÷×][^|])"  # |阳离子－阴离子|/总量
)

_NOTED = "{}照原样印出"
_GONE = "{}没有印，文字照印"
# Kind of mark -> what is said of it, and what to do.
_MARK_WORDS = {
    "odd-bold": ("{}没有配成对，照原样印出", "粗体写成 **文字**，前后各两个星号；不是粗体就删掉或不管"),
    "open-bold": ("{}没有配成对，照原样印出", "粗体写成 **文字**"),
    "italic": (_NOTED, "要突出就写成 **文字**"),
    "underscores": (_NOTED, "粗体写成 **文字**；是没填的空就填上"),
    "strike": (_NOTED, "要删的字直接删掉；不是就去掉前后的符号"),
    "code": (_GONE.replace("{}", "{}的反引号"), "删掉反引号"),
    "tick": (_NOTED, "删掉反引号"),
    "link": ("链接只印文字，地址{}没有印", "要印地址就写在正文里；不要就只留文字"),
    "bare-link": (
        _NOTED,
        "链接写成 [文字](网址)，网址里没有空格和中文标点；图片写成 ![图说](照片.jpg)；都不是就改用全角括号",
    ),
    "tag": (_GONE, "核对文字，再删掉网页标记"),
    "comment": ("网页注释{}没有印", "要印就去掉 <!-- 和 -->，不要就删掉"),
    "open_comment": ("网页注释的{}没有配成对，照原样印出", "连同注释一起删掉"),
    "open_picture": ("图片没有写全，{}照原样印出", "写成 ![图说](照片.jpg)，单独一行"),
    "inline-picture": ("图片写在文字当中，排在这一段后面", "图片单独写一行"),
    "unsafe-link": ("链接{}的网址不能打开，照原样印出", "网址以 https:// 开头；不是链接就改用全角括号"),
    "footnote": ("注号{}没有注文，照原样印出", "另起一行写 [^1]: 注文（注号写得一样），或删掉注号"),
    "entity": (_NOTED, "换成要印的字"),
    "hash": ("{}照原样印出，没有当作小标题", "小标题写成“## 标题”，“#”后面空一格"),
    "rule": ("这一行只有符号{}，没有印", "删掉这一行；小标题写成“## 标题”"),
    "fence": ("{}没有印，里面的文字照印", "删掉这一行"),
    "quote": ("行首的{}照原样印出", "删掉它；引文每行开头写一个“> ”"),
    "list": ("行首的{}照原样印出", "列表至少两行，每行开头都写，不写在引文里；不是列表就删掉它"),
    "table": ("竖线照原样印出", "表格至少两行，每行的竖线一样多；不是表格就删掉竖线"),
}


# The marks that are read in a Word file too, and what to do there.
_WORD_HINTS = {"footnote": "删掉它，用 Word 的“插入脚注”写注文"}


def heading_mark(line: str) -> tuple[int, int]:
    """How many `#` of any width make the line a heading, and the characters before its text; (0, 0) for any other.

    A space behind the mark says so outright; `##甲` without one is a heading where it is short and no sentence.
    """
    match = _hashes.match(line)
    if not match or match.end() == len(line):
        return 0, 0
    hashes, rest = len(match[1]), line[match.end() :]
    short = len(rest) <= MAX_BARE_HEADING and not rest.endswith(("。", "；", "，", "#", "＃"))
    plainly = hashes > 1 and short and rest[0] not in "#＃"
    return (hashes, match.end()) if match[2] or plainly else (0, 0)


def without_closing_hashes(line: str) -> str:
    """A heading's line without the `##` that some close it with."""
    bare = line.rstrip("#＃")
    return bare.rstrip() if bare != line and bare[-1:].isspace() and bare.strip("#＃ \u3000") else line


def line_mark(line: str) -> tuple[str, str]:
    """Kind of mark that makes a line something else than a paragraph, and the mark itself; "" for a paragraph."""
    first = line[0]
    if first in "-=*_~＊—─－＝＿#＃|:+" and len(line) < 1000 and re.fullmatch(_RULE, line) and _draws(line):
        return "rule", line[:12]
    if first in "`~" and re.fullmatch(_FENCE, line):
        return "fence", line[:12]
    if "|" in line and parts_cells(line):
        return "table", "|"
    if first in ">＞" and re.match(_QUOTE, line):
        return "quote", first
    if first in "-*+" and re.match(_LIST, line):
        return "list", first
    words = line.lstrip("#＃")
    if first in "#＃" and is_ideograph(words[:1]) and not re.search("[#＃]", words):
        return "hash", line[: len(line) - len(words)]
    return "", ""


def quote_mark(line: str) -> int:
    """Length of the `> ` that opens a quotation; 0 without, and before a figure with its unit: > 5%."""
    match = re.match(_QUOTE_MARK, line)
    return 0 if match is None or re.match(_COMPARED, line) else match.end()


def _draws(line: str) -> bool:
    marks = re.sub(r"\s", "", line)
    return len(marks) > 2 or not set(marks) - set("|#＃")


def parts_cells(line: str) -> bool:
    """Whether a `|` of a line parts cells of a table, and not two Latin words or figures."""
    rest = re.sub(_NUMBER_SIZE, "", line[:1000].replace("｜", "|"))
    for match in re.finditer(r"\|", rest):
        before, after = rest[max(match.start() - 1, 0) : match.start()], rest[match.end() : match.end() + 1]
        if not (before.isascii() and before.isalnum() and after.isascii() and after.isalnum()):
            return True
    return False


class RawMarks:
    """Collects the warnings about one file's marks."""

    def __init__(self, source: Source, problems: list[Problem]) -> None:
        self.source, self.problems = source, problems
        self._count = 0
        self._block = (("", ""), 0, 0, -1)  # kind and mark, first line, last line, index of its problem

    def report(self, kind: str, shown: str, line: int, column: int) -> None:
        """A warning for a mark at its place; the first forty."""
        message, hint = _MARK_WORDS[kind]
        self._count += 1
        if self._count <= MAX_RAW_MARKS:
            place = self.source.place(line, column)
            if place.is_in_word:
                hint = _WORD_HINTS[kind]
            text = message.format(f"“{shown}”")
            self.problems.append(self.source.problem("warning", "raw-mark", text, place, hint))

    def report_block(self, kind: str, shown: str, line: int, column: int) -> None:
        """As `report`, once for lines of one mark that follow each other, at most one empty line between them."""
        before, first, last, index = self._block
        if (kind, shown) != before or kind in LEFT_OUT or line > last + 2:
            self.report(kind, shown, line, column)
            self._block = ((kind, shown), line, line, len(self.problems) - 1)
            return
        self._block = (before, first, line, index)
        if self._count <= MAX_RAW_MARKS:
            message = _MARK_WORDS[kind][0].format(f"“{shown}”")
            self.problems[index] = self.problems[index]._replace(message=f"第{first}—{line}行{message}")

    def close(self) -> None:
        """Say how many places were not listed."""
        if self._count > MAX_RAW_MARKS:
            message = f"同样的标记另有{self._count - MAX_RAW_MARKS}处，没有逐一列出"
            last = self.problems[-1].place
            self.problems.append(self.source.problem("warning", "raw-mark", message, last, "改正前面几处，再看一次"))
