"""What is deleted in a Word file is told, and what issue.yaml says of one takes no words away."""

from pathlib import Path

from tests.read.test_word import BODY, ISSUE, TITLE, edition_of, packed, paragraph, words_of

RIGHT = '<w:jc w:val="right"/>'


def test_a_signature_stays_text_where_the_issue_names_the_author(tmp_path: Path) -> None:
    data = packed(TITLE + BODY + paragraph("区水务局局长　王玉红", RIGHT))
    (signed,) = edition_of(tmp_path / "a", data).reports
    assert (signed.post, signed.author) == ("区水务局局长", "王玉红")
    (told,) = edition_of(tmp_path / "b", data, issue=f"{ISSUE}稿件:\n  a.docx: {{作者: 张三}}\n").reports
    assert told.author == "张三"
    assert "王玉红" in words_of(told)


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
