"""Keys and values as people type them: each is read, or told on its own line; YAML's forms stay what they are."""

from pathlib import Path

import pytest

from bulletin.problems import Problem
from bulletin.read import loose_lines
from bulletin.read.display import Display
from bulletin.read.fields import Fields, read_fields
from bulletin.read.keys import FILLER_KEYS, ISSUE_KEYS, POINT_KEYS, REPORT_KEYS, Key, KeyTable
from bulletin.read.loose_lines import key_at_head, loosened
from bulletin.read.source import Source
from bulletin.sources import PACKAGE
from bulletin.words.simplified import SIMPLIFIED
from bulletin.yaml_nodes.nodes import Listing, MappingNode, Node, Scalar
from tests.read.work import steps


def fields_of(text: str, keys: KeyTable = REPORT_KEYS) -> tuple[Fields, list[Problem]]:
    problems: list[Problem] = []
    source = Source("a.md", tuple(text.split("\n")))
    return read_fields(source, 1, len(source.lines), keys, problems), problems


def read_texts(text: str, keys: KeyTable = REPORT_KEYS) -> dict[str, object]:
    """The keys of a sound text with what stands behind them: texts, lists and tables."""
    fields, problems = fields_of(text, keys)
    assert not problems, problems
    return {name: plain(fields.node(name)) for name in fields.places}


def plain(node: Node | None) -> object:
    if isinstance(node, Scalar):
        return " ".join(node.text.split("\n"))
    if isinstance(node, Listing):
        return [plain(item) for item in node.items]
    return {key.text: plain(value) for key, value in node.pairs} if isinstance(node, MappingNode) else None


def told(text: str, keys: KeyTable = REPORT_KEYS) -> list[tuple[str, int, int]]:
    _, problems = fields_of(text, keys)
    return [(problem.code, *problem.place[1:]) for problem in problems if problem.place]


KEYS = [
    "标题:甲", "标题：甲", "标题﹕甲", "标题∶甲", "标题︰甲", "标题︓甲", "标题 ： 甲", "标题\t:\t甲", "标　题：甲",
    "标 题 :甲", "　标题：甲", "　　标 　题　：　甲", "  title: 甲", "\ttitle：甲", "TITLE: 甲", "Title：甲",
    "ｔｉｔｌｅ：甲", "ＴＩＴＬＥ ：甲", '"title": 甲', "'标题'：甲", "“标题”：甲", "【标题】：甲", "**标题**：甲",
    "\u00a0标题：甲", "标\u00a0题：甲", "- 标题：甲", "题目：甲", "题 目：甲", "标题：\n  甲", "标题：\n　甲",
    "标题：|\n  甲", "标题：'甲'", '标题： "甲"  # 注', "标题：甲\u3000", "⽂章标题：甲",
]  # fmt: skip


@pytest.mark.parametrize("typed", KEYS)
def test_a_key_is_read_however_it_is_typed(typed: str) -> None:
    assert read_texts(typed) == {"title": "甲"}


VALUES = [
    "关于：甲", "关于: 甲", "第一：开局: 之年", "12:30", "https://a.cn/b?c=d#e", "【重磅】甲", "@全体", "%甲",
    "`甲`", "*甲* 乙", "*注：甲", "&甲", "!甲", "！甲", "[现场]甲", "[通知]", "{x}", "{甲}乙", "> 甲", "|甲|",
    "- 甲", "-5℃", "? 甲", "?", '"甲"和"乙"', "'甲'与'乙'", "'90后'干部", "甲'乙", '甲"乙', "甲 #1 乙", "#甲#",
    "甲# 乙", "甲：", "甲:", ":甲", "甲, 乙", "~", "null", "012", "no", "甲\\n乙", "=甲", "<<", "甲]乙", "}甲",
    "![图](a.jpg)", "——甲", "甲 {乙: 丙}", "甲 *乙", "...", "---甲",
]  # fmt: skip


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("form", ["title: {}", "标题：{}", "标 题 :{}", "标题：\n  {}"])
def test_a_value_that_is_plainly_text_stays_whole(form: str, value: str) -> None:
    if form.endswith("\n  {}") and value in ("- 甲", "#甲#"):
        pytest.skip("alone on a line an item, a comment")
    assert read_texts(form.format(value) + "\n作者：乙") == {"title": value, "author": "乙"}


FORMS: list[tuple[str, dict[str, object]]] = [
    ("points: [甲, 乙]", {"points": ["甲", "乙"]}),
    ("points:\n- 甲\n- 乙\ntitle: 丙", {"points": ["甲", "乙"], "title": "丙"}),
    ("points:\n\t- 甲\n\t- 乙", {"points": ["甲", "乙"]}),
    ("要点：\n　　-甲\n　　－ 乙\n标题：丙", {"points": ["甲", "乙"], "title": "丙"}),
    ("要点：\n  • 甲\n  • 乙", {"points": ["甲", "乙"]}),
    ("要点：\n  - 甲\n - 乙\n    - 丙", {"points": ["甲", "乙", "丙"]}),
    ("要点：\n  - 标题：甲\n    正文：乙：丙\n  - 丁", {"points": [{"标题": "甲", "正文": "乙：丙"}, "丁"]}),
    ("要点：\n- 标题: 甲\n  正文: 乙\n标题：丙", {"points": [{"标题": "甲", "正文": "乙"}], "title": "丙"}),
    ("要点：\n  - 标 题：甲\n　　正文：乙", {"points": [{"标 题": "甲", "正文": "乙"}]}),
    ("要点：\n  - 第一：甲\n  - 要做到: 乙", {"points": ["第一：甲", "要做到: 乙"]}),
    ("points: [{head: 甲, text: 乙}]", {"points": [{"head": "甲", "text": "乙"}]}),
    ("points: [{标题：甲, 正文：乙：丙}, 丁：戊]", {"points": [{"标题": "甲", "正文": "乙：丙"}, "丁：戊"]}),
    ("points: [甲,\n  乙,\n丙]\ntitle: 丁", {"points": ["甲", "乙", "丙"], "title": "丁"}),
    ("title: 甲\n  乙\n  丙", {"title": "甲 乙 丙"}),
    ("title: 甲\n  乙：丙，丁\nauthor: 戊", {"title": "甲 乙：丙，丁", "author": "戊"}),
    ("title: >-\n  甲\n  乙\nauthor: 丙", {"title": "甲 乙", "author": "丙"}),
    ('title: "甲\n  乙"\nauthor: 丙', {"title": "甲 乙", "author": "丙"}),
    ("title: 甲 # 注\nauthor: 丙", {"title": "甲", "author": "丙"}),
    ("# 注：甲\ntitle: 甲\n\n# 注\n---\nauthor: 丙", {"title": "甲", "author": "丙"}),
    ("title: 甲\n author: 乙\n　post: 丙", {"title": "甲", "author": "乙", "post": "丙"}),
    ("title: 甲\u2028author: 乙\npost: 丙", {"title": "甲", "author": "乙", "post": "丙"}),
    ("title: 甲\u2028乙\npost: 丙", {"title": "甲 乙", "post": "丙"}),
    ("title: 甲\x85乙\npost: 丙", {"title": "甲 乙", "post": "丙"}),
    ("author: [甲, 乙]", {"author": ["甲", "乙"]}),
    ("作者：\n  - 甲\n  - 乙", {"author": ["甲", "乙"]}),
    ("**标题：甲**\n**作者**：乙\n**单位 : 丙 **", {"title": "甲", "author": "乙", "post": "丙"}),
]


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(("text", "found"), FORMS, ids=[text.replace("\n", "/") for text, _ in FORMS])
def test_lists_blocks_and_quotes_stay_what_they_are(text: str, found: dict[str, object]) -> None:
    if "# 注\nauthor" in text and text.startswith("title"):
        fields, problems = fields_of(text)  # the comment is told
        assert [problem.code for problem in problems] == ["comment-cut"]
        assert {name: plain(fields.node(name)) for name in fields.places} == found
        return
    assert read_texts(text) == found


ISSUE_FORMS: list[tuple[str, dict[str, object]]] = [
    ("署名：\n  责任编辑：张三\n  校 对：李四\n报头：甲",
     {"credits": {"责任编辑": "张三", "校 对": "李四"}, "masthead": "甲"}),
    ("署名：\n　责任编辑∶张三\n　　校对:李四", {"credits": {"责任编辑": "张三", "校对": "李四"}}),
    ("credits: {责任编辑：张三, 校对：李四}", {"credits": {"责任编辑": "张三", "校对": "李四"}}),
    ("补白：\n  - ![图：左](a.jpg)\n  - 图片：b.jpg\n    图说：甲：乙",
     {"fillers": ["![图：左](a.jpg)", {"图片": "b.jpg", "图说": "甲：乙"}]}),
    ("署名：\n  标题：张三\n报头：甲", {"credits": {"标题": "张三"}, "masthead": "甲"}),
    ("稿件：\n  甲：{标题：乙，作者：丙，类型: 简讯}",
     {"reports": {"甲": {"标题": "乙", "作者": "丙", "类型": "简讯"}}}),
    ("稿件：{甲：{标题：乙，丙}，丁：{作者：戊}}", {"reports": {"甲": {"标题": "乙，丙"}, "丁": {"作者": "戊"}}}),
    ("栏目表：{甲：乙，丙：丁}", {"columns": {"甲": "乙", "丙": "丁"}}),
    ("署名：{责任编辑：张三，李四，校对：王五}", {"credits": {"责任编辑": "张三，李四", "校对": "王五"}}),
    ("补白：[{图片：a.jpg，图说：甲，乙}]", {"fillers": [{"图片": "a.jpg", "图说": "甲，乙"}]}),
    ("顺序：[甲，乙, 丙]", {"order": ["甲", "乙", "丙"]}),
    ("栏目表：\n甲：乙\n丙：丁\n报头：戊", {"columns": {"甲": "乙", "丙": "丁"}, "masthead": "戊"}),
    ("栏目表：\n- 甲：乙\n- 丙：丁\n报头：戊", {"columns": {"甲": "乙", "丙": "丁"}, "masthead": "戊"}),
    ("稿件：\n  - 甲：\n      标题：乙\n  - 丙：\n      标题：丁",
     {"reports": {"甲": {"标题": "乙"}, "丙": {"标题": "丁"}}}),
    ("- 报头：甲\n- 顺序：\n  - 乙\n  - 丙\n- 期号：丁", {"masthead": "甲", "order": ["乙", "丙"], "number": "丁"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), ISSUE_FORMS, ids=[text.replace("\n", "/") for text, _ in ISSUE_FORMS])
def test_keys_of_the_issue_are_read_at_any_depth(text: str, found: dict[str, object]) -> None:
    assert read_texts(text, ISSUE_KEYS) == found


TRADITIONAL, PLAIN = (Path(PACKAGE) / SIMPLIFIED).read_text(encoding="utf-8").split()
TWINS = str.maketrans(PLAIN, TRADITIONAL)


@pytest.mark.parametrize("row", [*ISSUE_KEYS.rows, *REPORT_KEYS.rows], ids=lambda row: row.name)
def test_every_name_of_a_key_opens_a_line(row: Key) -> None:
    for table in (ISSUE_KEYS, REPORT_KEYS):
        if row in table.rows:
            names = (row.name, *row.synonyms)
            for name in (*names, *(name.translate(TWINS) for name in names)):
                spaced = " ".join(name) if not name.isascii() else name.upper()
                assert key_at_head(f"　{spaced} ：甲", table) == row.name
    assert not key_at_head("我们坚持标题：甲", REPORT_KEYS)


# Texts with the faults told, at their places: none hides another, and nothing untrue follows.
FAULTS: list[tuple[str, list[tuple[str, int, int]]]] = [
    ("栏目：水务\n地点：济宁\n标题：甲", [("unknown-key", 2, 1)]),
    ("标题：甲\n地　点 ：济宁", [("unknown-key", 2, 1)]),
    ("title: 甲\n  place: 乙", [("unknown-key", 2, 3)]),
    ("标题：甲\n　天气：晴\n作者：乙", [("unknown-key", 2, 2)]),
    ("要点：\n  - 标题：甲\n    内容：乙", [("unknown-key", 3, 5)]),
    ("标题：甲\n李剑\n作者：乙", [("yaml-no-colon", 2, 1)]),
    ("title: 甲\nauthor 李剑\npost: 丙", [("yaml-no-colon", 2, 1)]),
    ("title: 甲\ntitle: 乙", [("duplicate-key", 2, 1)]),
    ("title: 甲\n\n题 目：乙", [("duplicate-key", 3, 1)]),
    ("要点：[甲\n标题：乙", [("yaml-open", 1, 4)]),
    ('kicker: "甲\ntitle: [乙\n地点：济宁\nquote: *a\nsubtitle: "\\q"', [
        ("yaml-open", 1, 9), ("yaml-open", 2, 8), ("yaml-alias", 4, 8), ("yaml-escape", 5, 12), ("unknown-key", 3, 1)]),
    ("points: [甲\nrank 1\n作 者：[乙\n标题：丙", [("yaml-no-colon", 2, 1), ("yaml-open", 1, 9), ("yaml-open", 3, 5)]),
    ("- 甲\n- 乙", [("no-keys", 1, 1)]),
    ("甲乙丙丁", [("no-keys", 1, 1)]),
    ('title: 丙\nkicker: "甲\\x07乙"', [("yaml-escape", 2, 9)]),
    ('kicker: "甲\n地点: "乙"', [("yaml-open", 1, 9), ("unknown-key", 2, 1)]),
    ("kicker: 甲 # 乙", [("comment-cut", 1, 9)]),
    ("标题：甲 作者：乙", [("key-within", 1, 6)]),
    ("栏目 水务\n标题　甲\n作者 丙", [("yaml-no-colon", 1, 1), ("yaml-no-colon", 2, 1), ("yaml-no-colon", 3, 1)]),
]  # fmt: skip


ISSUE_FAULTS: list[tuple[str, list[tuple[str, int, int]]]] = [
    ("栏目表：\n  甲 乙\n  丙：丁", [("yaml-no-colon", 2, 3)]),
    ("署名：\n　责任编辑 张三\n　审核：李四", [("yaml-no-colon", 2, 2)]),
    ("稿件：\n  甲→乙\n  丙：\n    标题：丁", [("yaml-no-colon", 2, 3)]),
    ("报头：甲；日期：乙", [("key-within", 1, 6)]),
    ("报头：甲，日期：乙", [("key-within", 1, 6)]),
    ("日期：2026-11-26 # 周四", []),
]


@pytest.mark.parametrize(("text", "faults"), ISSUE_FAULTS, ids=[text.replace("\n", "/") for text, _ in ISSUE_FAULTS])
def test_a_faulty_line_of_a_table_leaves_the_others(text: str, faults: list[tuple[str, int, int]]) -> None:
    assert told(text, ISSUE_KEYS) == faults


@pytest.mark.parametrize(
    ("typed", "meant"), [("1.报头", "报头"), ("（2）日期", "日期"), ("{期号", "期号"), ("//主办", "主办")]
)
def test_a_key_behind_a_number_or_mark_is_guessed(typed: str, meant: str) -> None:
    _, problems = fields_of(f"{typed}：甲", ISSUE_KEYS)
    assert [problem.hint for problem in problems] == [f"是不是 `{meant}`？"]


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(("text", "faults"), FAULTS, ids=[text.replace("\n", "/") for text, _ in FAULTS])
def test_each_fault_is_told_once_on_its_own_line(text: str, faults: list[tuple[str, int, int]]) -> None:
    fields, problems = fields_of(text)
    fields.text("kicker")
    for node in fields.items("points"):
        assert not isinstance(node, MappingNode) or fields.inner(node, POINT_KEYS).places
    assert [(problem.code, *problem.place[1:]) for problem in problems if problem.place] == faults


def test_a_key_at_fault_is_not_called_missing() -> None:
    for text in ('title: "甲', "titel: 甲", "title 甲", "标提：甲", "标题治水"):
        fields, problems = fields_of(text + "\nauthor: 乙")
        assert len(problems) == 1
        assert "title" in fields.faulty, text
    fields, _ = fields_of("地点：济宁")
    assert not fields.faulty


PLACES = [
    ("title: 甲", 8), ("标题：甲", 4), ("标　题　：　甲", 7), ('title: "甲"', 8), ("　题目∶ 甲", 6),
    ("ＴＩＴＬＥ：甲", 7), ("title: '甲", 8), ('title: "甲"乙', 8),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "column"), PLACES)
def test_places_are_those_of_the_line_as_typed(typed: str, column: int) -> None:
    fields, problems = fields_of("\n" + typed)
    places = [place[1:] for place in fields.places.values()] or [
        problem.place[1:] for problem in problems if problem.place
    ]
    assert places == [(2, column)]


@pytest.mark.parametrize(
    "typed",
    [
        "kicker: 一,二",
        'kicker: "一,二"',
        'kicker: "一"和"一,二"',
        "引　题：'一,二'",
        "引题：'一'与一,二",
        "引题：[一]一,二",
    ],
)
def test_changes_stand_where_their_character_was_typed(typed: str) -> None:
    fields, _ = fields_of(typed)
    changes: list = []  # type: ignore[type-arg]
    Display(fields, changes, normalise=True).line("kicker")
    (column,) = [change.place.column for change in changes if change.old == ","]
    assert typed[column - 1] == ","


@pytest.mark.parametrize(
    "piece",
    ["标题：甲\n", "[\n", "  - 甲\n", '"甲\n', "地点：甲\n", "甲 #", "{甲：", "标题：{甲：乙\n", "　",
     "  - [甲\n", "甲: [乙\n"],
)  # fmt: skip
def test_work_grows_with_the_text(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loose_lines, "MAX_FORM", 20)  # so that few lines are many more
    few, many = (("title: 甲\npoints:\n" + piece * size).split("\n") for size in (200, 400))
    assert steps(lambda: loosened(many, REPORT_KEYS)) < 2.2 * steps(lambda: loosened(few, REPORT_KEYS))


def test_keys_without_end_are_told_and_not_read() -> None:
    _, problems = fields_of("\n".join(f"甲{number}：乙" for number in range(500)))
    assert len(problems) == 401
    assert problems[0].code == "too-many-keys"


def test_inner_names_are_those_of_the_tables() -> None:
    assert {row.name for row in POINT_KEYS.rows} == {"head", "text"}
    assert {row.name for row in FILLER_KEYS.rows} == {"picture", "caption", "text"}
