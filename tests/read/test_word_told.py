"""What is deleted in a Word file is told, and so is what issue.yaml says in its place."""

from pathlib import Path

import pytest

from tests.read.test_word import BODY, CENTRED, ISSUE, TITLE, edition_of, packed, paragraph, words_of

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
