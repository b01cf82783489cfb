"""What is deleted in a Word file is told, and so is what issue.yaml says in its place."""

from pathlib import Path

import pytest
from PIL import Image

from bulletin.model.edition import Edition
from bulletin.problems import Place
from bulletin.read.no_glyph import no_glyph_words
from bulletin.summary import listed
from tests.read.test_word import BODY, CENTRED, ISSUE, TITLE, edition_of, packed, paragraph, pixels, words_of
from tests.read.test_word_shown import PICTURE

RIGHT = '<w:jc w:val="right"/>'


@pytest.mark.parametrize(
    ("front", "back", "said", "fields", "replaced"),
    [
        ("", paragraph("区水务局局长　王玉红", RIGHT), "作者: 张三", ("区水务局局长", "张三"), ["王玉红"]),
        (
            "",
            paragraph("（区水务局局长　王玉红）"),
            "单位职务: 区长, 作者: 王玉红",
            ("区长", "王玉红"),
            ["区水务局局长"],
        ),
        (paragraph("（区民政局　孙立新　李红梅）", CENTRED), "", "作者: 孙立新", ("区民政局", "孙立新"), ["李红梅"]),
        (paragraph("区民政局　陈　秀　兰", CENTRED), "", "作者: 陈秀兰", ("区民政局", "陈秀兰"), []),
    ],
)
def test_what_the_issue_says_of_who_wrote_stands_in_place_of_the_files_line(
    front: str, back: str, said: str, fields: tuple[str, str], replaced: list[str], tmp_path: Path
) -> None:
    data = packed(TITLE + front + BODY + back)
    edition = edition_of(tmp_path / "a", data, issue=f"{ISSUE}稿件:\n  a.docx: {{{said}}}\n")
    (report,) = edition.reports
    assert (report.post, report.author) == fields
    assert [paragraph.kind for paragraph in report.paragraphs] == ["body"]
    told = [problem.message for problem in edition.problems if problem.code == "replaced-line"]
    assert len(told) == len(replaced)
    assert all(name in message for name, message in zip(replaced, told, strict=True))


def test_a_title_and_a_subtitle_of_the_issue_stand_alone(tmp_path: Path) -> None:
    data = packed(TITLE + paragraph("——赴安吉考察", CENTRED) + BODY)
    said = "{标题: 一江清水, 副题: ——赴安吉考察的体会}"
    edition = edition_of(tmp_path / "a", data, issue=f"{ISSUE}稿件:\n  a.docx: {said}\n")
    (report,) = edition.reports
    assert (report.title, report.subtitle, len(report.paragraphs)) == ("一江清水", "——赴安吉考察的体会", 1)
    assert [problem.code for problem in edition.problems if problem.code == "replaced-line"] == ["replaced-line"] * 2


def hints(edition: Edition) -> dict[str, str]:
    return {problem.code: problem.hint for problem in edition.problems}


def test_a_word_file_has_no_marks_of_markdown_and_no_hint_asks_for_some(tmp_path: Path) -> None:
    head = paragraph("治水*要有*真**功夫** &amp;amp; `x` [甲](乙)", CENTRED) + paragraph("张三", CENTRED)
    body = paragraph("全区[^1]水质好转。") + paragraph("此处写明 {位置: 上}") + BODY + paragraph("全区ཀ水质好转。")
    data = packed(head + body)
    Image.new("RGB", (30, 40)).save(tmp_path / "未用.png")
    (tmp_path / "表.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    edition = edition_of(tmp_path, data)
    assert edition.reports[0].plain_title == "治水*要有*真**功夫** &amp; `x` [甲]（乙）"
    found = hints(edition)
    assert {"raw-mark", "placing", "unused-picture", "not-read"} <= found.keys()
    assert not [hint for hint in found.values() if any(mark in hint for mark in ("![", "[^", "**", "## "))]
    for name, way in (("ཀ", "插入 Word"), ("甲", "")):
        assert way in no_glyph_words(name, in_word=True)[1]
        assert "![" not in no_glyph_words(name, in_word=True)[1]
    (tmp_path / "b.md").write_text("治水兴区\n张三\n\n全区水质好转。\n", encoding="utf-8")
    mixed = hints(edition_of(tmp_path, data))["unused-picture"]
    assert mixed == "要用就插入到 Word 稿件里，或在文本稿件里单独写一行 `![图说](文件名)`；不用就移走"


def test_a_picture_is_placed_by_braces_below_it_or_behind_its_caption(tmp_path: Path) -> None:
    picture = f"<w:p>{PICTURE}</w:p>"
    for lines in (("{宽: 2栏}",), ("图1 全区用水 {宽: 2栏}",), ("图1 全区用水", "{宽: 2栏}")):
        data = packed(TITLE + BODY + picture + "".join(map(paragraph, lines)) + BODY, {"image|a.png": pixels()})
        (found,) = [each for each in edition_of(tmp_path, data).reports[0].paragraphs if each.picture]
        assert found.picture
        assert (found.placing.columns, found.picture.caption) == (2, "图1　全区用水" if "图1" in lines[0] else "")
    assert Place("a.docx", 3).braces_line("{宽: 1栏}") == "在它下面另起一段写 {宽: 1栏}"
    assert Place("a.md", 3).braces_line("{宽: 1栏}") == "写 {宽: 1栏}"


@pytest.mark.parametrize(
    ("data", "way"),
    [
        (b"\x01\x00\x00\x00" + bytes(36) + b" EMF" + bytes(60), "选择性粘贴"),
        (b"\xd7\xcd\xc6\x9a" + bytes(60), "选择性粘贴"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "选择性粘贴"),
        (b"\x89PNG\r\n\x1a\n" + bytes(60), "重新放进"),
        (b"", "重新放进"),
    ],
)
def test_a_picture_that_word_shows_is_to_be_turned_into_pixels_there(data: bytes, way: str, tmp_path: Path) -> None:
    edition = edition_of(tmp_path, packed(f"{TITLE}{BODY}<w:p>{PICTURE}</w:p>{BODY}", {"image|a.png": data}))
    found = hints(edition)
    assert way in (found.get("broken-picture") or found["no-picture"])


def test_rows_and_cells_that_are_deleted_are_listed_with_their_words(tmp_path: Path) -> None:
    def row(*cells: str, more: str = "") -> str:
        return f"<w:tr><w:trPr>{more}</w:trPr>{''.join(cells)}</w:tr>"

    def cell(text: str, more: str = "") -> str:
        return f"<w:tc><w:tcPr>{more}</w:tcPr>{paragraph(text)}</w:tc>"

    gone = '<w:cellDel w:id="1" w:author="甲"/>'
    rows = (
        row(cell("片区"), cell("旧列", gone), cell("户数")),
        row(cell("东区"), cell("旧值", gone), cell("12")),
        row(cell("西区"), cell("13"), more='<w:del w:id="2" w:author="甲"/>'),
    )
    edition = edition_of(tmp_path, packed(f"{TITLE}{BODY}<w:tbl>{''.join(rows)}</w:tbl>"))
    (report,) = edition.reports
    assert "旧" not in words_of(report)
    assert "西区" not in words_of(report)
    assert [change.old for change in edition.changes if change.rule == "W2"] == ["旧列", "旧值", "西区13"]
    (told,) = [problem for problem in edition.problems if problem.code == "word-revisions"]
    assert "删除3处" in told.message


def test_a_key_that_is_written_twice_is_told_with_the_paragraph_of_the_first(tmp_path: Path) -> None:
    lines = ("栏目：党建", "标题：治水要有真功夫", "作者：李四", "栏目：水务")
    edition = edition_of(tmp_path, packed("".join(map(paragraph, lines)) + BODY))
    (told,) = [problem for problem in edition.problems if problem.code == "duplicate-key"]
    assert told.message == "“栏目”写了两次（第1段已有）"


def test_a_tracked_change_is_told_where_it_stands_with_the_words_around_it(tmp_path: Path) -> None:
    def change(kind: str, text: str) -> str:
        words = "delText" if kind == "del" else "t"
        return f'<w:{kind} w:id="1" w:author="甲"><w:r><w:{words}>{text}</w:{words}></w:r></w:{kind}>'

    def plain(text: str) -> str:
        return f"<w:r><w:t>{text}</w:t></w:r>"

    words = plain("　　坚持高点定位，") + change("del", "三十年") + change("ins", "28年") + plain("没有改过名字。")
    second = plain("<w:br/>".join(("第一行在这里，</w:t>", "<w:t>第二行"))) + change("ins", "也") + plain("在这里。")
    edition = edition_of(tmp_path, packed(f"{TITLE}{BODY}<w:p>{words}</w:p><w:p>{second}</w:p>"))
    shown = listed([each for each in edition.changes if each.rule.startswith("W")])
    assert [line[line.index("a.docx") :] for line in shown] == [
        "a.docx 第3段 采纳修订的删除：“三十年”  持高点定位，[三十年]28年没有改",
        "a.docx 第3段 采纳修订的插入：“28年”  持高点定位，[28年]没有改过名字",
        "a.docx 第5段 采纳修订的插入：“也”  第二行[也]在这里。",
    ]
    (told,) = [problem for problem in edition.problems if problem.code == "word-revisions"]
    assert told.place is not None
    assert (told.place.line, told.place.column) == (3, 10)
