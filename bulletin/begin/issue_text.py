"""A new issue.yaml: every key that an office needs, with a comment; what is not needed yet is switched off by a `#`.

A line that begins with `# ` is an explanation, one that begins with `#` and a word is a setting that is switched off:
without the `#` it holds. tests/begin/ switches all of them on and reads the file.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bulletin.begin.guesses import Guess, GuessedOrder, ReportGuesses

# Text that YAML reads as itself, in a line of its own and before a colon: Han, letters, and marks that mean nothing.
_UNQUOTED = re.compile(
    r"(?!true$|false$|null$|yes$|no$|on$|off$)[\w一-鿿（）《》“”・·.][\w一-鿿（）《》“”・·.、，。—\-+=() ]*(?<! )", re.I
)
_SAMPLE_ORDER = ("第一篇的文件名.docx", "第二篇的文件名.docx")

_ISSUE_HEAD = """\
# 这一期的设置，用记事本就能改。
# 每篇稿件一个文件（.docx、.txt 或 .md），和这个文件放在同一个文件夹里；照片也放在这里。
# 行首有 # 又紧跟项目名的，是没有启用的设置：去掉 #，改成自己的内容，就生效。
# 冒号后面空一格。注明“猜的”的，是程序猜的，请核对。
"""
_AFTER_DATE = """\
{number}
#主办: 某某区党政办公室
#口号: 比学赶超 勇谱新高
#篇名: 春季篇
#报眉: 学习考察专刊
# 期号只写数，印成“第12期”，写成别的样子就照印；主办、报眉印在每版上方；口号在报头下面，篇名在印章里。

# 印在第1版页脚的，每行一项；承办、协办、编辑、校对、印数、准印证号等也可以这样写。
#责任编辑: 张三
#审核: 李四
#内部资料: 注意保存
# 别的职责写在“署名”下面，行首空两格。
#署名:
#  特约编辑: 王五
"""
_REST = """\
# 版式：bulletin-a3（默认，四栏）、bulletin-a3-bleed（报头满到纸边，交印刷厂）、bulletin-a4（三栏）、original（四开）。
#版式: bulletin-a4

# 要印成几版；不写就按内容。
#页数: 2

# 字号行距可以离版式多远：自动、放宽（字号也可变，末版更容易排满）、固定。
#版面松紧: 放宽

# 固定的版面，例如横两篇、竖两篇；不写由程序安排。
#版面: 2x2

# 填补空白的短文或图片；图片写成 ![图说](照片.jpg)。
#补白:
#  - 空谈误国，实干兴邦。

# 写“无”：文字旁边不排数说、本期导读、大字导语和程序自选的摘句。
#点缀: 无

# 幻灯片前面加不加封面、目录。
#幻灯片: {封面: 是, 目录: 是}

# 写“否”，标点照原样，不改成全角。
#规范标点: 否

# 写“是”，接合被分栏断开的段落（从旧报纸的 PDF 复制来的文字才需要）。
#接合断段: 是

# 成品文件夹的 history 里存最近几次的成品；不写是5，0是不存。
#存档: 5

# 不再提示的警告，写方括号里的代码。
#忽略: [no-byline]
"""


class IssueSays(NamedTuple):
    """What a new issue.yaml says."""

    masthead: Guess
    date: Guess
    order: GuessedOrder = GuessedOrder((), counted=False)
    number: Guess | None = None  # 期号
    reports: tuple[ReportGuesses, ...] = ()


def issue_text(says: IssueSays) -> str:
    """The text of a new issue.yaml."""
    number = guessed_line("期号", says.number) if says.number else "#期号: 12"
    parts = (
        _ISSUE_HEAD,
        guessed_line("报头", says.masthead),
        guessed_line("日期", says.date),
        _AFTER_DATE.format(number=number),
        _order(says.order),
        _columns(says.reports),
        _details(says.reports),
        _REST,
    )
    return "\n".join(parts)


def guess_comment(source: str) -> str:
    """The comment behind a guess."""
    return f"  # 猜的：{source}"


def quoted(text: str) -> str:
    """A text as YAML reads it again: in quotes where it would mean something else."""
    return text if _UNQUOTED.fullmatch(text) else _in_quotes(text)


def _in_quotes(text: str) -> str:
    """A text in the quotes that it does not hold itself; within double ones nothing is an escape."""
    return f'"{text}"' if "'" in text and not set(text) & set('"\\') else "'" + text.replace("'", "''") + "'"


def column_line(guesses: ReportGuesses) -> str:
    """A row of 栏目表."""
    assert guesses.column
    return f"{quoted(guesses.file)}: {quoted(guesses.column.value)}{guess_comment(guesses.column.source)}"


def details_line(guesses: ReportGuesses) -> str:
    """A row of 稿件."""
    told = [(word, guess) for word, guess in (("标题", guesses.title), ("作者", guesses.author)) if guess]
    inner = ", ".join(f"{word}: {_inner(guess.value)}" for word, guess in told)
    sources = "，".join(f"{word}{guess.source}" for word, guess in told)
    return f"{quoted(guesses.file)}: {{{inner}}}{guess_comment(sources)}"


def _inner(text: str) -> str:
    """A text within braces, where a comma parts."""
    return quoted(text) if "," not in text else _in_quotes(text)


def guessed_line(word: str, guess: Guess) -> str:
    """A line of one key with the comment above it: behind a text that is printed a `#` may be part of it."""
    return f"# 猜的：{guess.source}。\n{word}: {quoted(guess.value)}"


def _order(order: GuessedOrder) -> str:
    """顺序: in force where the names of the files count."""
    if order.counted:
        why = "# 先后，第一篇是头条；上下移动这几行就改变先后。猜的：按文件名里的序号。"
        return _block(why, "顺序", [f"- {quoted(file)}" for file in order.files])
    why = "# 先后，第一篇是头条。文件名里没有序号，先由程序安排，大致按文件名；要自己定，就去掉下面各行的 #，上下移动。"
    return _block(why, "顺序", [f"- {quoted(file)}" for file in order.files or _SAMPLE_ORDER], off=True)


def _columns(reports: Iterable[ReportGuesses]) -> str:
    """栏目表."""
    why = "# 栏目，印在标题上方，决定颜色。稿件里没有写、文件名里也看不出的，写在这里。"
    lines = [column_line(each) for each in reports if each.column]
    return _block(why, "栏目表", lines or [f"{_SAMPLE_ORDER[0]}: 环境"], off=not lines)


def _details(reports: Iterable[ReportGuesses]) -> str:
    """稿件."""
    why = "# 稿件里没有写的标题、作者、单位职务、引题、副题、类型，写在这里；Word 稿件以这里写的为准。"
    lines = [details_line(each) for each in reports if each.title or each.author]
    example = f"{_SAMPLE_ORDER[0]}: {{标题: 治水兴区, 作者: 李剑, 单位职务: 区水务局局长}}"
    return _block(why, "稿件", lines or [example], off=not lines)


def _block(why: str, word: str, lines: Sequence[str], *, off: bool = False) -> str:
    sign = "#" if off else ""
    return "\n".join([why, f"{sign}{word}:", *(f"{sign}  {line}" for line in lines), ""])
