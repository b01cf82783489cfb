"""Reports as people hand them in: without a header, with half of one, with what issue.yaml says of them."""

from pathlib import Path

import pytest

from bulletin.read.byline import is_credit, is_name, read_byline
from bulletin.read.columns import column_of
from tests.read.folder import BODY, REPORT, edition_of, outcome, report, write

ISSUE = "报头：高新区简报\n日期：2026-11-26\n"
TEXT = "今年以来，全区水务工作取得明显成效。\n下一步要抓好落实。\n"
EXPECTED = ("治水兴区\u3000久久为功", "区水务局局长", "王玉红")
TITLE, BYLINE = "治水兴区 久久为功", "区水务局局长 王玉红"

HEADS = [
    f"{TITLE}\n{BYLINE}\n",
    f"{TITLE}\n\n{BYLINE}\n\n",
    f"\n　　{TITLE}\n　　{BYLINE}\n",
    f"# {TITLE}\n{BYLINE}\n",
    f"**{TITLE}**\n（{BYLINE}）\n",
    f"{TITLE}\n区水务局局长王玉红\n",
    f"# {TITLE}\n\n**{BYLINE}**\n\n",
    f"##{TITLE}\n{BYLINE}\n",
    f"# {TITLE} #\n{BYLINE}\n",
    f"标题：{TITLE}\n{BYLINE}\n",
    f"栏目：水务\n标题：{TITLE}\n\n{BYLINE}\n",
    f"{TITLE}\n（2026年11月26日）\n{BYLINE}\n",
    f"{TITLE}\n2026年11月26日\n{BYLINE}\n",
    f"{TITLE}\n王玉红（区水务局局长）\n",
    f"{TITLE}\n王玉红　区水务局局长\n",
    f"{TITLE}\n区水务局局长\n王玉红\n",
    f"{TITLE}\n作者：王玉红\n单位职务：区水务局局长\n\n",
    f"标题：{TITLE}\n单位职务：区水务局局长\n姓名：王玉红\n\n",
    f"标题：{TITLE}\n单位职务：区水务局局长\n作者：王玉红\n正文：\n",
    f"标题：{TITLE}\n单位职务：区水务局局长\n作者：王玉红\n",
    f"title: {TITLE}\npost: 区水务局局长\nauthor: 王玉红\n---\n",
    f"---\n标题：{TITLE}\n单位职务：区水务局局长\n作者：王玉红\n",
    f"———\n标题：{TITLE}\n单位职务：区水务局局长\n作者：王玉红\n———\n",
    f"栏目：水务\n\n{TITLE}\n{BYLINE}\n",
    f"---\n{TITLE}\n{BYLINE}\n",
]


@pytest.mark.parametrize("head", HEADS)
def test_a_head_of_any_form(head: str, tmp_path: Path) -> None:
    edition = edition_of(write(tmp_path, {"issue.yaml": ISSUE, "water.md": None, "水务-1.txt": head + TEXT}))
    (made,) = edition.reports
    assert (made.title, made.post, made.author) == EXPECTED
    assert [paragraph.text for paragraph in made.paragraphs] == TEXT.splitlines()
    assert made.column == "水务"
    assert not edition.problems


@pytest.mark.parametrize(
    ("head", "code", "read"),
    [
        ("关于治水\n兴区的思考\n王玉红\n", "second-line", ("关于治水", "兴区的思考", "王玉红")),
        ("水务\n治水兴区\n\n区水务局 王玉红\n", "second-line", ("水务", "治水兴区", "王玉红")),
        ("【标题】治水兴区\n", "no-colon", ("【标题】治水兴区", "", "")),
        ("题 目 治水兴区\n王玉红\n", "no-colon", ("题\u3000目\u3000治水兴区", "", "王玉红")),
        ("王玉红\n治水兴区\n", "name-as-title", ("王玉红", "", "")),
    ],
)
def test_a_first_line_that_may_be_another_thing_is_read_and_told(
    head: str, code: str, read: tuple[str, ...], tmp_path: Path
) -> None:
    edition = edition_of(write(tmp_path, {"issue.yaml": ISSUE, "water.md": None, "水务-1.txt": head + TEXT}))
    (made,) = edition.reports
    assert [problem.code for problem in edition.problems] == [code]
    assert (made.title, made.subtitle, made.author) == read


WRAPPED = "今年以来，全区坚持节水优先\n把排查管网作为头件大事来抓\n先后更换老旧阀门三百余个并\n建立台账。\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (WRAPPED, True),
        ("　　" + WRAPPED.replace("今年以来", "近期"), True),
        ("节水优先，治水兴区\n" + WRAPPED, False),
        ("治水优先，全区坚持节水优先\n\n" + WRAPPED, False),
        ("节水兴区\n" + WRAPPED, False),
    ],
)
def test_a_wrapped_text_without_title_is_told(text: str, told: bool, tmp_path: Path) -> None:
    edition = edition_of(write(tmp_path, {"issue.yaml": ISSUE, "water.md": None, "水务-1.txt": text}))
    assert ("text-as-title" in {problem.code for problem in edition.problems}) == told


def test_the_way_out_of_a_header_with_the_title_under_it_works(tmp_path: Path) -> None:
    files: dict[str, str | bytes | None] = {"issue.yaml": ISSUE, "water.md": f"---\n栏目：水务\n---\n治水兴区\n{TEXT}"}
    _, (fault,) = outcome(write(tmp_path / "a", files))
    assert fault.code == "no-title"
    assert fault.hint == "在文件头加上 `标题：治水兴区`；标题写在下面，就移到文件头里，前面写上“标题：”"
    edition = edition_of(write(tmp_path / "b", {**files, "water.md": f"---\n栏目：水务\n标题：治水兴区\n---\n{TEXT}"}))
    assert [report.title for report in edition.reports] == ["治水兴区"]


def test_a_heading_under_keys_is_the_title_and_not_dropped(tmp_path: Path) -> None:
    files: dict[str, str | bytes | None] = {"issue.yaml": ISSUE, "water.md": f"栏目：水务\n# {TITLE}\n{BYLINE}\n{TEXT}"}
    (made,) = edition_of(write(tmp_path, files)).reports
    assert (made.title, made.post, made.author) == EXPECTED


@pytest.mark.parametrize(
    "keys", ["栏目：水务\n# {}\n作者：王玉红\n\n", "作者：王玉红\n##{}\n", "---\n栏目：水务\n# {}\n作者：王玉红\n\n"]
)
def test_a_heading_among_keys_without_a_title_is_the_title(keys: str, tmp_path: Path) -> None:
    made: dict[str, str | bytes | None] = {"issue.yaml": ISSUE, "water.md": None}
    made["水务-1.txt"] = keys.format("治水兴区") + TEXT
    (read,) = edition_of(write(tmp_path, made)).reports
    assert (read.title, read.author) == ("治水兴区", "王玉红")
    assert [paragraph.text for paragraph in read.paragraphs] == TEXT.splitlines()


def test_a_heading_among_keys_with_a_title_is_told(tmp_path: Path) -> None:
    text = f"标题：治水兴区\n# 学到了什么\n作者：王玉红\n\n{TEXT}"
    edition = edition_of(write(tmp_path, {"issue.yaml": ISSUE, "water.md": None, "水务-1.txt": text}))
    assert [(problem.code, problem.place and problem.place.line) for problem in edition.problems] == [
        ("comment-cut", 2)
    ]


@pytest.mark.parametrize("heading", ["# 学到了什么", "## **学到了什么**", "## 学到了什么\n\n### 经验"])
def test_a_rule_below_a_heading_closes_no_header(heading: str, tmp_path: Path) -> None:
    text = f"---\n标题：治水兴区\n栏目：水务\n\n{heading}\n---\n{TEXT}"
    edition = edition_of(write(tmp_path, {"issue.yaml": ISSUE, "water.md": None, "水务-1.txt": text}))
    assert edition.reports[0].paragraphs[0].text == "学到了什么"
    assert edition.problems[0].code == "raw-mark"


@pytest.mark.parametrize("first", ["一、治水兴区", "治水兴区。", "本报讯 区水务局召开会议", "编者按：近日，会议召开。"])
def test_the_way_out_of_a_first_line_that_is_no_title_works(first: str, tmp_path: Path) -> None:
    files: dict[str, str | bytes | None] = {
        "issue.yaml": ISSUE,
        "water.md": None,
        "水务.txt": f"{first}\n王玉红\n{TEXT}",
    }
    _, (fault,) = outcome(write(tmp_path / "a", files))
    assert fault.code == "no-title"
    assert fault.hint == "在最前面加一行标题；这一行就是标题，就在前面写上“标题：”"
    edition = edition_of(write(tmp_path / "b", {**files, "水务.txt": f"标题：{first}\n王玉红\n{TEXT}"}))
    assert not edition.problems
    assert edition.reports[0].author == "王玉红"


def test_where_each_value_comes_from_is_kept(tmp_path: Path) -> None:
    issue = ISSUE + "稿件:\n  水务: {rank: 2, kicker: 引题}\n"
    (made,) = edition_of(
        write(tmp_path, {"issue.yaml": issue, "water.md": None, "水务.txt": f"消息\n作者：王玉红\n{TEXT}"})
    ).reports
    assert made.origins == {
        "title": "line", "author": "header", "kicker": "issue", "kind": "title", "column": "file name"
    }  # fmt: skip
    assert (made.kind, made.rank) == ("brief", 2)
    assert made.places["title"][1:] == (1, 1)
    assert made.places["kicker"].file.endswith("issue.yaml")


@pytest.mark.parametrize(
    ("typed", "post", "author"),
    [
        ("王玉红", "", "王玉红"),
        ("张 三", "", "张\u3000三"),
        ("张三、李四", "", "张三\u3000李四"),
        ("买买提·艾力", "", "买买提·艾力"),
        ("区发展改革局党组书记、局长　诸葛 明", "区发展改革局党组书记、局长", "诸葛\u3000明"),
        ("文/王玉红", "", "王玉红"),
        ("作者 王玉红", "", "王玉红"),
        ("作 者　王玉红", "", "王玉红"),
        ("■王玉红", "", "■王玉红"),
        ("□ 本报记者 张三 通讯员 李四", "", "□ 本报记者\u3000张三\u3000通讯员\u3000李四"),
        ("区水务局 王玉红 2026年11月26日", "", "区水务局\u3000王玉红\u30002026年11月26日"),
        ("2026-11-26 区水务局 王玉红", "", "2026-11-26\u3000区水务局\u3000王玉红"),
        ("青格乐图", "", "青格乐图"),
        ("区文旅局副局长 乌兰其木格", "区文旅局副局长", "乌兰其木格"),
        (
            "中共某某市某某区水务局党组书记、局长、区河长制办公室主任 王玉红、欧阳修文、张三",
            "中共某某市某某区水务局党组书记、局长、区河长制办公室主任",
            "王玉红\u3000欧阳修文\u3000张三",
        ),
        ("文/张三 图/李四", "", "文/张三\u3000图/李四"),
        ("张三 文/图", "", "张三\u3000文/图"),
        ("区水务局局长 郑　文", "区水务局局长", "郑\u3000文"),
        ("撰稿：王玉红", "", "王玉红"),
        ("汇报人：区交通运输局 王玉红", "区交通运输局", "王玉红"),
        ("（作者系区教体局局长 王玉红）", "区教体局局长", "王玉红"),
        ("（通讯员：李四）", "通讯员", "李四"),
        ("单位供稿", "单位供稿", ""),
        ("（区水务局供稿）", "区水务局供稿", ""),
        ("区水务局", "区水务局", ""),
        ("本报记者 张三 通讯员 李四", "", "本报记者\u3000张三\u3000通讯员\u3000李四"),
        ("本报记者张三", "本报记者", "张三"),
        ("某局局长 甲乙", "某局局长", "甲乙"),
        ("《学习周刊》编辑部 张三", "《学习周刊》编辑部", "张三"),
        ("《学习周刊》记者 张三", "《学习周刊》记者", "张三"),
    ],
)
def test_bylines(typed: str, post: str, author: str, tmp_path: Path) -> None:
    edition = edition_of(
        write(tmp_path, {"issue.yaml": ISSUE, "water.md": None, "水务.txt": f"{TITLE}\n{typed}\n{TEXT}"})
    )
    (made,) = edition.reports
    assert (made.post, made.author) == (post, author)
    assert len(made.paragraphs) == 2


@pytest.mark.parametrize(
    "line",
    [
        "一、主任负责制",
        "水务",
        "基础设施不断完善",
        "2026年11月26日",
        "会议指出，王玉红",
        "落实书记",
        "召开全区动员会",
        "安全生产",
        "主要做法",
        "各部门、各街道：",
        "各街道",
        "区水务局：",
        "《乡土中国》读后",
        "《乡土中国》　张三",
        "关于赴潍坊高新区",
        "打造幸福社区",
        "办家门口的学校",
    ],
)
def test_what_is_no_byline_stays_in_the_body(line: str, tmp_path: Path) -> None:
    assert read_byline(line) is None
    files: dict[str, str | bytes | None] = {
        "issue.yaml": ISSUE,
        "water.md": None,
        "水务.txt": f"{TITLE}\n{line}\n{TEXT}",
    }
    assert edition_of(write(tmp_path, files)).reports[0].paragraphs[0].text == line


def test_a_credit_says_who_did_what_and_nothing_else() -> None:
    assert is_credit("图文/张三")
    assert is_credit("（文/张三　图/李四）")
    assert not is_credit("图片：全区水质好转")
    assert not is_credit("张三")


@pytest.mark.parametrize("name", ["张三", "王玉红", "欧阳海", "诸葛 明", "张　三", "阿卜杜拉·买买提"])
def test_names(name: str) -> None:
    assert is_name(name)


@pytest.mark.parametrize("word", ["水务", "党建", "文旅", "局长", "张三李四", "环境", "安全生产", "·", "林业局"])
def test_what_begins_like_a_name_and_is_none(word: str) -> None:
    assert not is_name(word)


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("环境-李剑", "环境"), ("01 环境", "环境"), ("1、水务——张三", "水务"), ("【党建】基层见闻", "党建"),
        ("李剑_环境", "环境"), ("张三（政法）", "政法"), ("2026.11.26 文旅 欧阳海", "文旅"), ("11月稿件-民生", "民生"),
        ("水务 - 副本", "水务"), ("03 治水", "治水"), ("新建文本文档", ""), ("张三", ""), ("1", ""),
        ("关于赴潍坊考察学习的报告", ""), ("基层见闻一二三四", ""), ("基层见闻一二", "基层见闻一二"),
        ("治水兴区", ""), ("a", ""), ("关于环保", ""),
    ],
)  # fmt: skip
def test_the_column_from_the_name_of_the_file(name: str, column: str) -> None:
    assert column_of(name, "治水兴区 久久为功", ()) == column


def test_a_known_column_wins_over_what_stands_before_it(tmp_path: Path) -> None:
    assert column_of("基层-治水", "治水", {"治水"}) == "治水"
    files: dict[str, str | bytes | None] = {
        "issue.yaml": ISSUE, "基层-水务.txt": f"{TITLE}\n{TEXT}", "01 民生.md": f"民生实事\n{TEXT}"
    }  # fmt: skip
    assert [made.column for made in edition_of(write(tmp_path, files)).reports] == ["民生", "水务", "水务"]


def test_a_column_that_nothing_says_is_asked_for(tmp_path: Path) -> None:
    files: dict[str, str | bytes | None] = {"issue.yaml": ISSUE, "新建文本文档.txt": f"{TITLE}\n{TEXT}"}
    _, problems = outcome(write(tmp_path, files))
    (problem,) = [problem for problem in problems if problem.severity == "error"]
    assert problem.code == "no-column"
    assert "`栏目表`" in problem.hint
    assert "`栏目：环境`" in problem.hint


def test_issue_yaml_says_what_the_files_do_not(tmp_path: Path) -> None:
    issue = ISSUE + (
        "栏目表:\n  a.txt: 环境\n  b: 党建\n"
        "稿件：\n  a.txt：\n    标题：甲乙 丙丁\n    单位职务：局长\n    作者：张三\n    序：1\n"
        "  b.txt: {类型: 通知, 栏目: 政法}\n"
    )
    files: dict[str, str | bytes | None] = {
        "issue.yaml": issue, "a.txt": TEXT, "b.txt": f"停水\n{TEXT}今天停水。\n", "water.md": None
    }  # fmt: skip
    first, second = edition_of(write(tmp_path, files)).reports
    assert (first.title, first.post, first.author, first.column, first.rank) == (
        "甲乙\u3000丙丁",
        "局长",
        "张三",
        "环境",
        1,
    )
    assert [paragraph.text for paragraph in first.paragraphs] == TEXT.splitlines()
    assert (second.title, second.kind, second.column) == ("停水", "notice", "党建")


@pytest.mark.parametrize(
    ("issue", "code", "hint"),
    [
        ("栏目表:\n  watre.md: 环境\n", "unknown-report", "是不是 water？"),
        ("稿件:\n  消防.txt: {标题: 甲}\n", "unknown-report", "现有的稿件：water"),
        ("稿件:\n  water.md: {标提: 甲}\n", "unknown-key", "标题"),
        ("稿件:\n  water.md: 甲\n", "wrong-type", "标题"),
        ("稿件:\n  water.md: {序: 1}\n  标题: 甲\n", "wrong-indent", "行首多加几个空格"),
        ("顺序: 1.water\n", "unknown-report", "现有的稿件：water"),
        ("通联: 甲\n", "unknown-key", "移到 `署名：` 下面"),
        ("稿件: 甲\n", "wrong-type", "环境-李剑.txt"),
        ("栏目表: [甲]\n", "wrong-type", "环境-李剑.txt"),
        ("稿件:\n  water.md: {类型: 编者案}\n", "unknown-kind", "编者按"),
        ("版面松紧: 放款\n", "unknown-fit", "放宽"),
        ("版面松紧: 紧一点\n", "unknown-fit", "写“自动”“放宽”或“固定”"),
        ("稿件:\n  water.md: {序: 头条}\n", "bad-number", "1"),
    ],
)
def test_faults_of_what_issue_yaml_says_of_reports(issue: str, code: str, hint: str, tmp_path: Path) -> None:
    _, problems = outcome(write(tmp_path, {"issue.yaml": ISSUE + issue}))
    (problem,) = problems
    assert problem.code == code
    assert hint in problem.hint
    assert problem.place
    assert problem.place.line > 2


def test_what_issue_yaml_says_otherwise_than_the_file_is_told_and_not_used(tmp_path: Path) -> None:
    files: dict[str, str | bytes | None] = {
        "issue.yaml": ISSUE + "稿件:\n  water: {作者: 张三}\n栏目表:\n  water: 水务\n"
    }
    edition = edition_of(write(tmp_path, files))
    assert edition.reports[0].author == "苏晓辉"
    assert [problem.code for problem in edition.problems] == ["overruled"]


def test_a_first_line_that_issue_yaml_makes_no_title_is_printed_and_told(tmp_path: Path) -> None:
    issue = ISSUE + "稿件:\n  水务.txt: {标题: 另一个标题}\n"
    files: dict[str, str | bytes | None] = {"issue.yaml": issue, "water.md": None, "水务.txt": f"旧标题\n{TEXT}"}
    edition = edition_of(write(tmp_path, files))
    assert edition.reports[0].paragraphs[0].text == "旧标题"
    assert [problem.code for problem in edition.problems] == ["first-line"]


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("简讯", "brief"),
        ("簡訊", "brief"),
        ("brief", "brief"),
        ("Notice", "notice"),
        ("通知", "notice"),
        ("编者按", "note"),
        ("报告", "report"),
    ],
)
def test_kinds(typed: str, kind: str, tmp_path: Path) -> None:
    assert edition_of(write(tmp_path, {"water.md": report(f"类型: {typed}")})).reports[0].kind == kind


@pytest.mark.parametrize(
    ("file", "title", "kind", "origin"),
    [
        ("环境.txt", "【简讯】全区开展植树活动", "brief", "title"), ("环境.txt", "简讯：植树活动", "brief", "title"),
        ("环境.txt", "【簡訊】植樹活動", "brief", "title"),
        ("环境.txt", "简讯两则", "brief", "title"), ("环境.txt", "消息", "brief", "title"),
        ("环境.txt", "关于报送信息的通知", "notice", "title"), ("环境.txt", "关于停水的紧急通知", "notice", "title"),
        ("环境.txt", "编者按：", "note", "title"), ("02 简讯.txt", "植树活动", "brief", "file name"),
        ("通知-综合办.txt", "停水安排", "notice", "file name"), ("环境.txt", "消息灵通出实效", "report", None),
        ("环境.txt", "通知公告栏目受好评", "report", None), ("环境-报告.txt", "植树活动", "report", None),
        ("环境.txt", "《关于植树的通知》解读", "report", None),
    ],
)  # fmt: skip
def test_a_kind_from_the_title_or_the_name_of_the_file(
    file: str, title: str, kind: str, origin: str | None, tmp_path: Path
) -> None:
    (made,) = edition_of(write(tmp_path, {"issue.yaml": ISSUE, "water.md": None, file: f"{title}\n{TEXT}"})).reports
    assert (made.title.rstrip("："), made.kind, made.origins.get("kind")) == (title.rstrip("："), kind, origin)


UNSIGNED = report(body="另一篇的话。").replace("post: 水务办主任\nauthor: 苏晓辉\n", "").replace("强化", "狠抓")


@pytest.mark.parametrize(
    ("signed", "unsigned", "codes"),
    [
        (REPORT, UNSIGNED, ["no-byline"]),
        (REPORT, UNSIGNED.replace("---\n另", "kind: 简讯\n---\n另"), []),
        (REPORT, UNSIGNED.replace("---\n另", "kind: 编者按\n---\n另"), []),
        (REPORT, UNSIGNED.replace("积极行动 狠抓管理", "消息"), []),
        (REPORT, UNSIGNED.replace("另一", "本报讯（记者 李明）另一"), []),
        (REPORT, UNSIGNED.replace("的话。", "的话。（综合办公室）"), []),
        (REPORT, UNSIGNED.replace("的话。", "的话。（通讯员 李明）"), []),
        (REPORT, UNSIGNED.replace("的话。", "的话。（见下表）"), ["no-byline"]),
        (UNSIGNED.replace("狠抓", "又抓"), UNSIGNED, []),
        (REPORT.replace("author: 苏晓辉\n", ""), UNSIGNED, ["no-byline"]),
    ],
)
def test_a_missing_byline_is_a_note_only_where_others_sign(
    signed: str, unsigned: str, codes: list[str], tmp_path: Path
) -> None:
    edition = edition_of(write(tmp_path, {"issue.yaml": ISSUE, "water.md": signed, "b.md": unsigned}))
    assert [problem.code for problem in edition.problems] == codes
    assert all(problem.severity == "note" for problem in edition.problems)


def test_a_first_line_that_is_a_sentence_or_a_byline_is_no_title(tmp_path: Path) -> None:
    forgotten = (BYLINE, "区水务局局长王玉红", "本报记者 张三 通讯员 李四")
    for line in (BODY.split("\n")[0], "一、主要做法", "![图](a.jpg)", "长" * 81, *forgotten):
        _, problems = outcome(write(tmp_path, {"issue.yaml": ISSUE, "water.md": f"{line}\n{TEXT}"}))
        assert "no-title" in [problem.code for problem in problems]
