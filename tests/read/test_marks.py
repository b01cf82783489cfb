"""Marks in bodies: read as meant, or told with their place; what only looks like a mark is text."""

from functools import partial
from pathlib import Path

import pytest
from PIL import Image

from bulletin.model.edition import Edition
from bulletin.problems import Problem
from bulletin.read.inline import inline, is_image_name, written_picture
from bulletin.read.marks import MAX_RAW_MARKS
from tests.read.folder import HEAD, edition_of, outcome, report, write
from tests.read.work import steps

FIRST = HEAD.count("\n") + 2  # line of a body's first line


def read(folder: Path, body: str, *pictures: str) -> Edition:
    content = write(folder, {"water.md": report(body=body + "\n完。\n")})
    for name in pictures:
        (content / name).parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (30, 40)).save(content / name, format="png")
    return edition_of(content)


def told(edition: Edition) -> list[tuple[int, int]]:
    """Line of the body and column of each raw mark."""
    places = [problem.place for problem in edition.problems if problem.code == "raw-mark"]
    return [(place.line - FIRST + 1, place.column) for place in places if place]


def texts(edition: Edition) -> list[str]:
    """Paragraphs with bold between « and », captions of pictures after ▣; without the last, which ends the body."""
    shown = []
    for paragraph in edition.reports[0].paragraphs[:-1]:
        if paragraph.picture:
            shown.append(f"▣{paragraph.picture.caption}")
            continue
        text = "".join(f"«{run.text}»" if run.bold else run.text for run in paragraph.runs)
        shown.append("#" * paragraph.level + text if paragraph.kind == "heading" else text)
    return shown


PICTURES = (
    "![现场](照片.jpg)",
    "！[现场](照片.jpg)",
    "！[现场]（照片.jpg）",
    "![现场]（照片.jpg）",
    "!［现场］（照片.jpg）",
    "![现场](照片(1).jpg)",
    "![现场](照片（1）.jpg)",
    "![现场]( 照片.jpg )",
    "![ 现场 ](照片.jpg)",
    "![现场] (照片.jpg)",
    "! [现场](照片.jpg)",
    "![现场](照片.jpg)。",
    "![现场](照片.jpg)，",
    "！[现场]（照片.jpg）；",
    '![现场](照片.jpg "标题")',
    "![现场](照片.jpg '标题')",
    "![现场](<照片.jpg>)",
    "![现场](图\\照片.jpg)",
    "![现场](照片.ＪＰＧ)",
    "![现场](照片．ｊｐｇ)",
    "[现场](照片.jpg)",
    "！【现场】（照片.jpg）",
    '<img src="照片.jpg" alt="现场">',
    "<IMG alt='现场' src=照片.jpg />",
    "　　![现场](照片.jpg)",
)


@pytest.mark.parametrize("between", ["、", "，", "；", " "])
def test_a_mark_between_two_pictures_of_a_line_is_no_paragraph(between: str, tmp_path: Path) -> None:
    edition = read(tmp_path, f"甲。\n![一](照片.jpg){between}![二](二.jpg)\n乙。", "照片.jpg", "二.jpg")
    assert texts(edition) == ["甲。", "▣一", "▣二", "乙。"]
    assert not told(edition)


@pytest.mark.parametrize("typed", PICTURES)
def test_a_picture_is_read_however_it_is_typed(typed: str, tmp_path: Path) -> None:
    edition = read(tmp_path, f"甲。\n{typed}\n乙。", "照片.jpg", "照片(1).jpg", "图/照片.jpg")
    assert texts(edition) == ["甲。", "▣现场", "乙。"]
    assert not told(edition)


@pytest.mark.parametrize(
    "typed", ["![](照片.jpg)", "照片.jpg", "[图片：照片.jpg]", "【图：照片.jpg】", "（照片: 照片.jpg）"]
)
def test_a_picture_without_a_caption(typed: str, tmp_path: Path) -> None:
    assert texts(read(tmp_path, typed, "照片.jpg")) == ["▣"]


def test_pictures_of_one_line_stand_behind_each_other_and_behind_its_text(tmp_path: Path) -> None:
    edition = read(tmp_path, "![甲](a.png)![乙](b.png)\n如图![丙](a.png)所示。", "a.png", "b.png")
    assert texts(edition) == ["▣甲", "▣乙", "如图所示。", "▣丙"]
    assert told(edition) == [(2, 3)]
    columns = [paragraph.place.column for paragraph in edition.reports[0].paragraphs if paragraph.picture]
    assert columns == [1, 12, 3]


def test_a_mark_behind_a_picture_is_a_listed_change_and_its_caption_is_normalised(tmp_path: Path) -> None:
    edition = read(tmp_path, "　　！［湖,左］（a.png）。", "a.png")
    assert [(change.place.column, change.old, change.new) for change in edition.changes] == [
        (6, ",", "，"),
        (16, "。", ""),
    ]
    assert texts(edition) == ["▣湖，左"]


@pytest.mark.parametrize("typed", ["![现场](没有.jpg)", "没有.jpg", "![现场]()", "！[现场]（没有.jpg）"])
def test_a_picture_that_is_not_there_is_an_error_on_its_line(typed: str, tmp_path: Path) -> None:
    edition, problems = outcome(write(tmp_path, {"water.md": report(body=f"甲。\n{typed}\n")}))
    assert not edition
    assert [(problem.code, problem.place and problem.place.line) for problem in problems] == [("no-picture", FIRST + 1)]


@pytest.mark.parametrize("typed", ["![现场", "甲![现场](照片.jpg", "![现场]照片.jpg", "！[现场]（照片.jpg"])
def test_no_opening_of_a_picture_prints_in_silence(typed: str, tmp_path: Path) -> None:
    assert told(read(tmp_path, typed)), typed


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("＃＃ 甲乙", "#甲乙"),
        ("##甲乙", "#甲乙"),
        ("##　甲乙", "#甲乙"),
        ("＃＃＃甲乙", "##甲乙"),
        ("#　甲乙", "#甲乙"),
        ("# 甲乙", "#甲乙"),
        ("## 甲乙 ##", "#甲乙"),
        ("##### 甲乙", "####甲乙"),
        ("#＃ 甲乙", "#甲乙"),
        ("## **甲乙**", "#«甲乙»"),
        ("### C#", "##C#"),
        ("＊＊甲＊＊乙", "«甲»乙"),
        ("＊＊甲**乙", "«甲»乙"),
        ("*＊甲＊*乙", "«甲»乙"),
        ("** 甲 **乙", "«甲»乙"),
        ("**甲 **，乙", "«甲»，乙"),
        ("甲** 乙**丙", "甲«乙»丙"),
        ("***甲***乙", "«甲»乙"),
        ("**“甲”**的乙", "«“甲”»的乙"),
        ("甲，**乙。**丙", "甲，«乙。»丙"),
        ("**甲：**乙", "«甲：»乙"),
        ("<b>甲</b>乙", "«甲»乙"),
        ("<STRONG>甲</STRONG>乙", "«甲»乙"),
        ("甲&nbsp;乙", "甲\u3000乙"),
        ("PM2.5&nbsp;与A&amp;B", "PM2.5与A&B"),
        ("3&lt;5", "3<5"),
        ("&ldquo;甲&rdquo;", "“甲”"),
        ("甲&nbsp；乙", "甲\u3000乙"),
        ("甲&amp;nbsp;乙", "甲\u3000乙"),
        ("&#12288;&#12288;甲", "甲"),
        ("甲&#8212;&#x2014;乙", "甲——乙"),
        ("\\*甲\\*乙", "*甲*乙"),
        ("3\\*4", "3*4"),
        ("见<http://a.cn/b_c>。", "见http://a.cn/b_c。"),
        ("&lt;b&gt;甲", "<b>甲"),
        ("&nbsp;&nbsp;甲", "甲"),
    ],
)
def test_marks_are_read_as_meant(typed: str, shown: str, tmp_path: Path) -> None:
    edition = read(tmp_path, typed + "\n丁。")
    assert texts(edition) == [shown, "丁。"]
    assert not edition.problems


def test_tags_that_end_a_line_end_a_paragraph(tmp_path: Path) -> None:
    edition = read(tmp_path, '甲。<br>乙。<BR/>丙。\n<p style="x">丁。</p><p>戊。</p>\n<div>己</div>')
    assert texts(edition) == ["甲。", "乙。", "丙。", "丁。", "戊。", "己"]
    assert not edition.problems
    assert [paragraph.place.column for paragraph in edition.reports[0].paragraphs[:4]] == [1, 7, 14, 14]


def test_one_hash_is_the_level_above_two(tmp_path: Path) -> None:
    assert texts(read(tmp_path, "# 甲\n## 乙\n### 丙\n丁。")) == ["#甲", "##乙", "###丙", "丁。"]


TOLD = (
    ("**没有收尾", 1, "**没有收尾"),
    ("甲**乙**丙**丁", 8, "甲«乙»丙**丁"),
    ("甲****乙", 2, "甲****乙"),
    ("<b>甲", 1, "<b>甲"),
    ("甲</b>乙", 2, "甲</b>乙"),
    ("*甲乙*", 1, "*甲乙*"),
    ("要*特别注意*火灾", 2, "要*特别注意*火灾"),
    ("__甲乙__", 1, "__甲乙__"),
    ("~~甲乙~~丙", 1, "~~甲乙~~丙"),
    ("==甲==", 1, "==甲=="),
    ("用`甲`", 2, "用甲"),
    ("甲`乙", 2, "甲`乙"),
    ("[甲](a.cn/b.html)", 5, "甲"),
    ("[甲](javascript:alert(1))", 1, "[甲](javascript:alert(1))"),
    ("[甲](file:///etc/passwd)", 1, "[甲](file:///etc/passwd)"),
    ("[甲](data:text/html,b)", 1, "[甲](data:text/html,b)"),
    ("[甲](见附件)", 1, "[甲](见附件)"),
    ("<font color=red>甲</font>", 1, "甲"),
    ("甲<span>乙", 2, "甲乙"),
    ("<o:p></o:p>甲", 1, "甲"),
    ("甲<!-- 乙 -->", 2, "甲"),
    ("<!-- 甲", 1, "<!-- 甲"),
    ("甲[^1]", 2, "甲[^1]"),
    ("#重点工作", 1, "#重点工作"),
    ("> 5%以上", 1, "> 5%以上"),
    ("- 甲乙", 1, "- 甲乙"),
    ("* 甲乙", 1, "* 甲乙"),
    ("+ 甲乙", 1, "+ 甲乙"),
    ("|甲|乙|", 1, "|甲|乙|"),
    ("甲 | 乙", 1, "甲 | 乙"),
    ("&#7;甲", 1, "&#7;甲"),
)


@pytest.mark.parametrize(("typed", "column", "shown"), TOLD)
def test_what_is_not_read_as_meant_is_told_at_its_place(typed: str, column: int, shown: str, tmp_path: Path) -> None:
    content = write(tmp_path, {"water.md": report("normalise: false", body=f"丙。\n　{typed}\n完。\n")})
    edition = edition_of(content)
    assert [place.place and place.place[1:] for place in edition.problems if place.code == "raw-mark"] == [
        (FIRST + 2, column + 1)
    ]
    assert texts(edition) == ["丙。", shown]
    for problem in edition.problems:
        assert problem.severity == "warning"
        assert problem.hint


def test_equals_signs_of_versions_are_no_marks(tmp_path: Path) -> None:
    assert told(read(tmp_path, "用pip install requests==2.31.0 urllib3==1.26.18锁定版本，a==b且c==d。")) == []


@pytest.mark.parametrize(
    "typed", ["---", "***", "===", "* * *", "———", "＊＊＊", "____", "```", "```python", "~~~", "|", "#### ", "＝＝＝"]
)
def test_a_line_of_marks_alone_is_left_out_and_told(typed: str, tmp_path: Path) -> None:
    edition = read(tmp_path, f"甲。\n{typed}\n乙。")
    assert texts(edition) == ["甲。", "乙。"]
    assert told(edition) == [(2, 1)]


@pytest.mark.parametrize(
    "typed",
    [
        "|Z|≤2为满意，2<|Z|<3为可疑。",
        "突变检查（如|xᵢ－xᵢ₋₁|>3σ）。",
        "三项|Z|＞10。",
        "误差=|a－b|。",
        "误差|Σ阳－Σ阴|/Σ阳。",
    ],
)
def test_the_size_of_a_number_is_no_table(typed: str, tmp_path: Path) -> None:
    assert told(read(tmp_path, f"甲。\n{typed}")) == []
    assert told(read(tmp_path, f"甲。\n{typed}|乙|")) == [(2, 1)]


def test_lines_of_one_mark_are_told_once(tmp_path: Path) -> None:
    edition = read(tmp_path, "甲。\n|乙|丙|\n|丁|戊|己|\n己。\n- 5%\n\n- 6%\n- 7%")
    assert told(edition) == [(2, 1), (5, 1)]
    assert [problem.message[:8] for problem in edition.problems] == ["第8—9行竖线照", "第11—14行行"]


def test_a_message_names_the_mark_of_its_own_lines(tmp_path: Path) -> None:
    edition = read(tmp_path, "甲。\n- 5%\n- 6%\n+ 7%\n> 8%\n＞ 9%")
    assert [problem.message.partition("照")[0] for problem in edition.problems] == [
        "第8—9行行首的“-”",
        "行首的“+”",
        "行首的“>”",
        "行首的“＞”",
    ]


def test_many_marks_are_counted_at_the_end(tmp_path: Path) -> None:
    edition = read(tmp_path, "\n".join(["甲**乙。"] * (MAX_RAW_MARKS + 5)))
    assert len(edition.problems) == MAX_RAW_MARKS + 1
    assert "另有5处" in edition.problems[-1].message


TEXT = (
    "2*3*4等于24。",
    "长*宽*高。",
    "变量a_b和__init__。",
    "用C#写的。",
    "#1楼着火。",
    "5#楼竣工。",
    "增速<100的有3家。",
    "A&B公司和R&D投入。",
    "AT&T;公司。",
    "3>2，a<b。",
    "甲——乙。",
    "增长100%。",
    "写成{x}。",
    "联系138****5678。",
    "身份证3708**********1234。",
    "2**3等于8。",
    "路径C:\\*.*不变。",
    "放在D:\\文件\\图。",
    "税率1~3%。",
    "参考[2026]12号文。",
    "《甲》[乙]丙。",
    "他说：“[笑]好。”",
    "甲（乙）[丙]。",
    "$100和￥5。",
    "~/下载。",
    "价格=数量*单价。",
    "x==y时成立。",
    "注：*为预计数。",
    "GDP*增长。",
    "太好了！（照片见3版）",
    "-5℃到5℃。",
    "-完-",
    "+86是区号。",
    "a|b两种。",
    "#话题#很热。",
    "“>”是大于号。",
    "&是和号。",
    "<甲>和<乙>。",
    "<100万元的项目>。",
    "1.甲乙。",
    "1)甲乙。",
    "·甲乙。",
    "●甲乙。",
    "①甲乙。",
    "……甲乙。",
    "——甲乙。",
    "5>3",
    "照片.jpg是文件名。",
    "网址http://a.cn/b_c*d。",
    "≥95%且≤5%。",
    "^_^",
    "@甲乙。",
)


@pytest.mark.parametrize("typed", TEXT)
def test_what_only_looks_like_a_mark_is_text(typed: str, tmp_path: Path) -> None:
    content = write(tmp_path, {"water.md": report("normalise: false", body=f"丙丁。\n{typed}\n完。\n")})
    edition = edition_of(content)
    assert [
        text.removeprefix("###").removeprefix("#") if not typed.startswith("#") else text for text in texts(edition)
    ] == ["丙丁。", typed]
    assert not told(edition)
    assert not edition.changes


def test_places_behind_marks_that_went_are_exact(tmp_path: Path) -> None:
    typed = "　　**甲**&nbsp;<b>乙</b>\\*丙,丁[戊](http://a.cn),己。"
    edition = read(tmp_path, typed)
    for change in edition.changes:
        there = typed[change.place.column - 1 :]
        assert there.startswith("&nbsp;" if change.old == " " else change.old)
    assert [change.old for change in edition.changes].count(",") == 2


@pytest.mark.parametrize(
    ("typed", "made"),
    [
        ("甲&nbsp;乙", [("&nbsp;", "\u3000")]),
        ("共&nbsp;30&nbsp;万元。", [("&nbsp;", ""), ("&nbsp;", "")]),
        ("说&quot;甲&quot;。", [("&quot;", "“"), ("&quot;", "”")]),
        ("甲&nbsp;，乙。", [("&nbsp;", "")]),
    ],
)
def test_an_entity_that_becomes_something_else_is_one_change(
    typed: str, made: list[tuple[str, str]], tmp_path: Path
) -> None:
    edition = read(tmp_path, typed)
    assert [(change.old, change.new) for change in edition.changes] == made


def test_places_behind_blanks_that_marks_left_at_the_start_are_exact(tmp_path: Path) -> None:
    edition = read(tmp_path, "&nbsp;　　甲,乙")
    assert [change.place.column for change in edition.changes if change.old == ","] == [10]


@pytest.mark.parametrize("key", ["kicker", "subtitle"])
def test_display_texts_keep_no_entity_and_no_stars(key: str, tmp_path: Path) -> None:
    edition = edition_of(write(tmp_path, {"water.md": report(f"{key}: 甲&nbsp;**乙**")}))
    assert getattr(edition.reports[0], key) == "甲\u3000乙"


def test_the_forms_of_file_names() -> None:
    assert all(map(is_image_name, ("a.jpg", "图.PNG", "a.ＪＰＧ", "<b.webp>", "c．tiff", "d.jpeg")))
    assert not any(map(is_image_name, ("a.doc", "jpg", "见附件", "a.jpgx", "")))
    for typed in ("见照片a.jpg，谢谢", "http://a.cn/b.jpg", "（照片.jpg"):
        assert written_picture(typed) is None


@pytest.mark.parametrize(
    "piece", ["**", "*", "[", "![", "![a](", "<", "<b ", "<!--", "&", "&a", "&nbsp;", "`", "\\*", "__a", "~~a", "[a](b"]
)
def test_the_work_grows_with_the_line(piece: str) -> None:
    small, large = (steps(partial(inline, "甲" + piece * size)) for size in (100, 400))
    assert large <= 4.5 * small + 200


def problems_of(edition: Edition, code: str) -> list[Problem]:
    return [problem for problem in edition.problems if problem.code == code]


def test_raw_marks_may_be_silenced(tmp_path: Path) -> None:
    edition = edition_of(write(tmp_path, {"water.md": report("ignore: [raw-mark]", body="- 甲\n乙。\n")}))
    assert edition.reports[0].ignore == {"raw-mark"}
    assert problems_of(edition, "raw-mark")
