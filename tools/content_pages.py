"""docs/reference/content.md: the keys of issue.yaml and of reports, from the rows that their readers use."""

import re
from collections.abc import Collection, Mapping

from bulletin.read.charts import CHART_KINDS
from bulletin.read.issue_file import FITS
from bulletin.read.keys import (
    CHART_KEYS,
    DETAIL_KEYS,
    FILLER_KEYS,
    ISSUE_KEYS,
    POINT_KEYS,
    REPORT_KEYS,
    SLIDE_KEYS,
    TABLES,
    Key,
    KeyTable,
    Kind,
    Where,
)
from bulletin.read.report_details import REPORT_KINDS
from tools.pages import Language, code, head, table
from tools.sentences import NONE, TITLE, Sentence, sentences

NAME = "content"
WORDS = "content.en.yaml"
# By their names there. What a table does not say of a key that another has too, the other says.
WORDED: Mapping[str, KeyTable] = {
    "issue": ISSUE_KEYS,
    "report": REPORT_KEYS,
    "details": DETAIL_KEYS,
    "slides": SLIDE_KEYS,
    "points": POINT_KEYS,
    "charts": CHART_KEYS,
    "fillers": FILLER_KEYS,
}

_WRITTEN: Mapping[Kind, tuple[str, str]] = {
    "line": ("one line, its marks normalised; a space parts two phrases", "一行文字，标点规范；空格分开两个词组"),
    "prose": ("sentences, their marks normalised", "一段文字，标点规范"),
    "name": ("a name, taken as it stands", "名称，照原样"),
    "date": ("a date", "日期"),
    "number": ("a whole number", "整数"),
    "flag": ("true or false", "是或否"),
    "words": ("words: a list, or one line with commas", "几个词：列表，或一行里用逗号隔开"),
    "names": ("names: a list, or one line parted by 、 or blanks", "一个或几个姓名：列表，或一行里用顿号、空格隔开"),
    "pairs": ("name: words, one a line", "“名称：内容”，每行一对"),
    "files": ("file: {title: …, author: …}, one a line", "“文件名: {标题: ……, 作者: ……}”，每行一个文件"),
    "table": ("keys, see below", "一组项目，见下"),
    "items": ("a list: of texts, or of keys, see below", "列表，每项一行文字或一组项目"),
}
# What a name may be, where only some may stand.
_CHOICES: Mapping[tuple[str, str], Collection[str]] = {
    ("issue", "fit"): FITS,
    ("report", "kind"): REPORT_KINDS,
    ("charts", "kind"): CHART_KINDS,
}
BESIDE = {"caption": ("portrait", "picture")}  # keys that say nothing without one of these
_FLAG = re.compile("^[是否]$|(?<=: )[是否](?=[,}])")
_WHERE: Mapping[Where, tuple[str, str]] = {
    "page": ("page", "版面"),
    "slide": ("slide", "幻灯片"),
    "notes": ("notes", "备注"),
    "alt": ("alternative text", "替代文字"),
}


def content_page(language: Language) -> str:
    """The text of the page."""
    called = language.of("Keys of issue.yaml and of reports", "issue.yaml 和稿件的项目")
    words = language.of(
        "Keys are English or Chinese, with a colon of either width and blanks where you like. *Seen in*: the page,\n"
        "the slide, its notes, or the alternative text that a screen reader says; a setting is not printed.",
        "项目可以写英文名，也可以写中文名；冒号全角、半角均可，字间和冒号前后可有空格。\n"
        "“印在哪里”：版面指简报，备注指幻灯片的备注，替代文字由读屏软件读出；不印的项目，写明它改变什么。",
    )
    return "\n".join([head(language, NAME, called, words), *(_section(each, language) for each in tables())])


def tables() -> tuple[KeyTable, ...]:
    """All tables of keys, each below the one that it belongs to."""
    return (*TABLES, DETAIL_KEYS)


def english(keys: KeyTable, row: Key) -> Sentence:
    """The English sentence of a key, and an example of it."""
    same = [name for name, other in WORDED.items() if any(each.help == row.help for each in other.rows)]
    words = sentences(WORDS)
    return next((words[name][row.name] for name in (_name(keys), *same) if row.name in words[name]), NONE)


def title(keys: KeyTable) -> str:
    """What a table is called in English."""
    return sentences(WORDS)[_name(keys)][TITLE].said


def _name(keys: KeyTable) -> str:
    """What the file of words calls a table."""
    return next(name for name, other in WORDED.items() if other is keys)


def parent(keys: KeyTable) -> tuple[KeyTable, Key] | None:
    """The key behind which the keys of a table stand; None for those of a file."""
    return next(((each, row) for each in TABLES for row in each.rows if row.inner == keys.rows), None)


def example(keys: KeyTable, row: Key, language: Language) -> str:
    """A key in its file: `报头：高新区 工作简报`, `points: [{head: 建立名录}]`."""
    value = english(keys, row).example
    if not language.chinese:
        value = _FLAG.sub(lambda found: {"是": "true", "否": "false"}[found[0]], value)
    for below in row.inner if language.chinese else ():
        value = re.sub(rf"\b{below.name}(?=: )", below.synonyms[0], value)
    text = f"{word(row, language)}: {value}"
    above = parent(keys)
    beside = next((each for each in keys.rows if each.name in BESIDE.get(row.name, ())), None)
    if above and beside:
        text = f"{word(beside, language)}: {english(keys, beside).example}, {text}"
    if above is None:
        return text.replace(": ", "：", 1) if language.chinese else text
    inner = f"{{{text}}}"
    if above[1].kind == "items":
        inner = f"[{inner}]"
    elif above[1].kind == "files":
        inner = f"{{water.md: {inner}}}"
    return f"{word(above[1], language)}: {inner}"


def word(row: Key, language: Language) -> str:
    return language.of(row.name, row.synonyms[0])


def _section(keys: KeyTable, language: Language) -> str:
    heads = language.of("key|also|what it is|written as|seen in|example", "项目|也可写|说明|写法|印在哪里|例子").split(
        "|"
    )
    above = parent(keys)
    where = f" (`{word(above[1], language)}`)" if above else ""
    text = f"## {language.of(title(keys), keys.title)}{where}\n\n"
    text += table(heads, (_row(keys, row, language) for row in keys.rows))
    entries = "、".join(f"`{name}`" for row in keys.rows for name in row.entries)
    if entries:
        said = language.of("On lines of their own, printed at the foot of page 1", "可以单写一行、印在第1版页脚的")
        text += f"\n{said}：{entries}{language.of('.', '。')}\n"
    return text


def _row(keys: KeyTable, row: Key, language: Language) -> tuple[str, ...]:
    names = [name for name in (row.name, *row.synonyms) if name != word(row, language)]
    must = language.of(" (must be there)", "（必写）") if row.required else ""
    written = _WRITTEN[row.kind]
    if row.kind == "number":
        written = f"a whole number from {row.least} to {row.largest}", f"{row.least}到{row.largest}的整数"
    choices = next((some for (name, key), some in _CHOICES.items() if key == row.name and row in WORDED[name].rows), ())
    if choices:
        said = [code(word) for word in choices if not (language.chinese and word.isascii())]
        written = f"one of {', '.join(said)}", "、".join(said) + "之一"
    most = language.of(f", {row.most} characters at most", f"，至多{row.most}字") if row.most and not choices else ""
    seen = language.of(", ", "、").join(language.of(*_WHERE[place]) for place in row.printed)
    return (
        code(word(row, language)) + must,
        "、".join(map(code, names)),
        language.of(english(keys, row).said, row.help).replace("|", "\\|"),
        language.of(*written) + most,
        seen or language.of("a setting", f"不印：{row.setting}"),
        code(example(keys, row, language)),
    )
