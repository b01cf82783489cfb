"""The Chinese that users read: one thing has one name (docs/glossary.md, 用语), said as an office says it."""

import ast
import re
from pathlib import Path

import pytest

from bulletin.read.keys import TABLES
from tests.syntax import FILES, name_of, nodes

_HAN = re.compile("[\u3400-\u9fff]")
_UNITS = "版行页篇栏字条处个张磅秒项幅种点层次份枚步列"

# What is not said, and what is said instead. A value within a message stands as {}.
BANNED = {
    "动词": "命令",
    "(?<!关)键(?!盘)": "项目",
    "(?<!“PowerPoint )(?<!“Strict Open XML )演示文稿": "幻灯片",  # but as PowerPoint names its file types
    "YAML": "文件头、格式",
    "不认识|认不出|看不懂": "无法识别",
    "报告(?!一栏|二栏|三栏|、简讯)(?!(?<=^报告)$)": "稿件",  # alone, or before 简讯, it is a kind (类型)
    "印厂": "印刷厂",
    "归一": "规范",
    "勉强|没有做成|没能|原样未动|看看|不想再听|告诉": "as a clerk writes: 未生成, 自检未通过, 未改动, 检查",
    "写不出|读不出|读不了|读不下去|读不到|打不开": "无法写入, 无法读取, 无法打开",
    "没有名叫|照随附|照模板|照 ": "没有版式, 按",
    "(?:余|短|差|缺) ?{} ?行|还缺|多用|多出": "空n行, 多n行",
    f"第 [{{0-9]|[}}0-9] (?:[{_UNITS}](?![体形符])|毫米|像素)": "no space before a unit: 第1版, 3行",
    r"[}0-9]\s?(?:mm|pt|cm)\b": "毫米, 磅",
    "(?<![数价产均估面“])(?!值(?:$|: ))值(?!得|班|日)": "内容",  # but a key of charts
    "[?!;]$": "full-width marks",
}
# Lists of words that texts are compared with, no messages.
NO_MESSAGES = {
    "read/byline.py",
    "read/frequent.py",
    "read/lexicon.py",
    "read/gaps.py",
    "read/name_words.py",
    "read/proofreading/people.py",
    "read/title_words.py",
    "choose/beginnings.py",
    "choose/clauses.py",
    "choose/figure_words.py",
    "choose/excerpts.py",
    "choose/openings.py",
    "choose/outline.py",
    "choose/prose.py",
    "choose/structure.py",
    "choose/worth.py",
    "choose/quotes.py",
    "model/marks.py",
    "posts.py",
    "words/head_words.py",
    "words/surnames.py",
    "compose/paragraphs.py",
    "makeup/table_cells.py",
}


def sentences(file: Path) -> tuple[str, ...]:
    """The Chinese string constants of a module without docstrings; what an f-string puts in is {}."""
    skipped: set[ast.AST] = set()
    found: list[str] = []
    for node in nodes(file):  # parents come before their children
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            skipped.add(node.value)
        elif isinstance(node, ast.JoinedStr):
            parts = [str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values]
            found.append("".join(parts))
            skipped.update(part for part in node.values if isinstance(part, ast.Constant))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in skipped:
            found.append(node.value)
    return tuple(text for text in found if _HAN.search(text))


def banned_in(text: str) -> list[str]:
    return [f"{text!r}: {instead}" for pattern, instead in BANNED.items() if re.search(pattern, text)]


def test_messages_say_one_thing_by_one_name() -> None:
    messages = [file for file in FILES if name_of(file) not in NO_MESSAGES]
    judged = [(name_of(file), text) for file in messages for text in sentences(file)]
    assert len(judged) > 1000
    found = [f"{name}: {fault}" for name, text in judged for fault in banned_in(text)]
    assert not found, "\n".join(found)


# Words beside their Chinese, of which the editor of the file gets the one that is like their own keys; keys of layouts,
# of fonts.yaml and of plan.json, which have no Chinese names.
IN_BOTH_LANGUAGES = {
    "read/issue_file.py": {"slides", "cover", "contents"},
    "read/columns.py": {"column"},
    "proof/shrunk.py": {"masthead"},
    "read/furniture.py": {"title", "slogan"},
    "model/kept_plan.py": {"grid", "order", "reports"},
    "faces/opened.py": {"number"},
    "faces/table.py": {"number"},
}
_KEYS = {row.name for table in TABLES for row in table.rows}


def english_keys(text: str) -> set[str]:
    """The keys of reports and issue.yaml that a message names in English, as something to type or that is written."""
    return set(re.findall(r"(?:`|\{|, )([a-z_]+)(?:`|: )", text)) & _KEYS


def test_no_key_is_named_in_english_to_who_writes_chinese() -> None:
    found = {}
    for file in FILES:
        named = set[str]().union(*map(english_keys, sentences(file)))
        if others := named - IN_BOTH_LANGUAGES.get(name_of(file), set()):
            found[name_of(file)] = others
    assert not found
    assert english_keys("issue.yaml 写 `fit: 放宽` 可排满") == {"fit"}
    assert english_keys("也可写 {picture: 照片.jpg, caption: 图说}") == {"picture", "caption"}


def test_the_system_s_english_reaches_no_message() -> None:
    for file in FILES:
        found = sum(isinstance(node, ast.Attribute) and node.attr == "strerror" for node in nodes(file))
        assert not found, f"{name_of(file)}: say it with problems.why"


@pytest.mark.parametrize(
    "text",
    [
        "有多余的动词", "没有这个键", "演示文稿", "这里的 YAML 写法有误", "不认识的项目", "没有这篇报告", "印厂文件",
        "标点归一", "没有做成", "写不出 {}", "没有名叫“{}”的版式", "照 grid 排", "余 {} 行", "还缺约{}行", "第 {} 行",
        "第{} 版", "4 篇", "9 pt 以下", "{} mm", "缩到 {} 磅", "值里有引号", "查出 {} 处错误",
    ],
)  # fmt: skip
def test_what_is_banned_is_found(text: str) -> None:
    assert banned_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "第{}版空{}行", "关键", "键盘", "报告一栏", "数值", "UTF-8 编码", "Type 3 字体", "{}×{}毫米", "--pages {}",
        "6 自检未通过", "只有{} dpi", "印刷厂", "{} 没有嵌入", "A3、A4 纸",
    ],
)  # fmt: skip
def test_what_is_said_well_is_let_pass(text: str) -> None:
    assert not banned_in(text)
