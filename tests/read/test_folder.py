"""Every file of the content folder is a report, is used by one, or is told."""

import os
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from bulletin.model.edition import Edition
from bulletin.problems import Problem, formatted
from bulletin.read.content import read_content
from bulletin.read.folder import stem
from bulletin.read.source import legible
from tests.read.folder import BODY, ISSUE, REPORT, edition_of, outcome, report, write
from tests.read.work import steps

PLAIN_ISSUE = "masthead: 甲\ndate: 2019-04-24\n"


def told(folder: Path) -> list[tuple[str, str, str]]:
    """Severity, code and message of every problem of an issue."""
    _, problems = outcome(folder)
    return [(problem.severity, problem.code, problem.message) for problem in problems]


@pytest.mark.parametrize(
    "name",
    [
        "二.MD", "三.markdown", "四.md.txt", "五.TXT", "六.Markdown", "七.txt.txt",
        "八.MD.TXT", "九．ｔｘｔ", "十。txt",
        "01 十一.txt ",
    ],
)  # fmt: skip
def test_text_files_are_reports_whatever_their_ending(name: str, tmp_path: Path) -> None:
    edition = edition_of(write(tmp_path, {"issue.yaml": PLAIN_ISSUE, "water.md": None, name: REPORT}))
    assert [made.name for made in edition.reports] == [stem(name)]
    assert "." not in stem(name).replace("。", ".")
    assert not edition.problems


@pytest.mark.parametrize(
    ("encoding", "line_end"),
    [
        ("utf-8", "\n"), ("utf-8-sig", "\r\n"), ("utf-16", "\n"), ("utf-16-le", "\r\n"), ("utf-16-be", "\n"),
        ("gb18030", "\r\n"), ("gbk", "\r"),
    ],
)  # fmt: skip
def test_encodings(encoding: str, line_end: str, tmp_path: Path) -> None:
    files: dict[str, str | bytes | None] = {
        "issue.yaml": PLAIN_ISSUE.replace("\n", line_end).encode(encoding),
        "water.md": REPORT.replace("\n", line_end).encode(encoding),
    }
    edition = edition_of(write(tmp_path / "a", files))
    assert edition.reports[0].paragraphs[0].text == BODY.split("\n")[0]
    assert edition.masthead == "甲"


@pytest.mark.parametrize(
    "data",
    [
        "環境保護與學習報告，積極行動，強化管理，對標先進。".encode("big5") * 9,
        b"\x00\xd8" * 40,
        "字".encode("utf-16-le") + b"\x00",
    ],
)
def test_what_is_in_no_known_encoding_is_told_and_not_printed_as_other_words(data: bytes, tmp_path: Path) -> None:
    (problem,) = [p for p in told(write(tmp_path, {"water.md": data})) if p[0] == "error"]
    assert problem[1] in ("encoding", "binary")


NEAR = ["Issue.yaml", "ISSUE.YAML", "issue.yml", "issue.yaml.txt", "issue .yaml", "issue.yaml.yaml",
        "ｉｓｓｕｅ．ｙａｍｌ", "isue.yaml", "issue.ymal", "issue.txt", "issue", "本期.yaml"]  # fmt: skip


@pytest.mark.parametrize("name", NEAR)
def test_a_near_miss_of_issue_yaml_is_named(name: str, tmp_path: Path) -> None:
    alone = outcome(write(tmp_path / "a", {"issue.yaml": None, name: ISSUE}))[1]
    assert [problem.code for problem in alone] == ["no-file"]
    assert name in alone[0].message
    assert alone[0].hint == f"把“{name}”改名为 issue.yaml"
    assert [(code, name in message) for _, code, message in told(write(tmp_path / "b", {name: ISSUE}))] == [
        ("near-issue-file", True)
    ]


def test_a_report_about_issues_is_no_near_miss(tmp_path: Path) -> None:
    files: dict[str, str | bytes | None] = {"issue.yaml": PLAIN_ISSUE, "issues-2026.md": report(body="别的话。")}
    assert {made.name for made in edition_of(write(tmp_path, files)).reports} == {"water", "issues-2026"}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("稿子.dotx", "另存为 .docx"), ("稿子.WPS", "另存为 .docx"), ("稿子.rtf", "`bulletin import"),
        ("公报.pdf", "复制文字"), ("网页.html", "复制文字"), ("表.xlsx", "另存为"), ("稿件.zip", "解压"),
        ("水务.md.bak", ".txt"), ("水务.md~", ".txt"), ("水务.text", ".txt"),
        ("水务", ".txt"), ("字体.ttf", "移走"), ("README.md", "文件名"),
        ("readme.txt", "文件名"), ("terms.md", "terms.txt"),
        ("照片.heic", "JPEG"), ("数据.json", "移走"), ("旧/水务.txt", "移出来"),
    ],
)  # fmt: skip
def test_other_files_are_named_once_with_what_to_do(name: str, words: str, tmp_path: Path) -> None:
    _, problems = outcome(write(tmp_path, {name: "甲"}))
    (problem,) = problems
    assert problem.severity == "warning"
    assert f"“{name.partition('/')[0]}”" in problem.message
    assert words in problem.hint


@pytest.mark.parametrize(
    "name",
    [
        "Thumbs.db",
        ".DS_Store",
        "desktop.ini",
        "~$稿子.docx",
        ".git/config",
        ".a.md",
        "plan.json",
        "~WRL0003.tmp",
        "4913",
    ],
)
def test_what_no_person_made_and_our_own_files_are_silent(name: str, tmp_path: Path) -> None:
    assert not told(write(tmp_path, {name: "{}"}))


def test_our_outputs_are_silent_and_an_issue_in_a_folder_of_its_own_is_not(tmp_path: Path) -> None:
    write(tmp_path, {"成品/.bulletin/delivered.json": "{}", "成品/bulletin.pdf": "%PDF"})
    assert not told(tmp_path)
    write(tmp_path, {"往期/.bulletin/delivered.json": "{}", "往期/issue.yaml": "报头: 甲\n"})
    assert told(tmp_path) == [("warning", "not-read", "“往期”是文件夹，里面的文件没有读")]


def test_terms_are_read_in_capitals_too(tmp_path: Path) -> None:
    edition = edition_of(write(tmp_path, {"TERMS.TXT": "三四二\n"}))
    assert edition.terms == ("三四二",)
    assert not edition.problems


def test_terms_named_as_the_hint_says_win_over_others(tmp_path: Path) -> None:
    files: dict[str, str | bytes | None] = {"TERMS.TXT": "甲乙\n", "terms.txt": "丙丁\n", "term.txt": "戊己\n"}
    edition = edition_of(write(tmp_path, files))
    assert edition.terms == ("丙丁",)
    assert [problem.message for problem in edition.problems] == ["“TERMS.TXT”、“term.txt”没有读"]


@pytest.mark.parametrize("name", ["⽔务.txt", "水\u200b务-王\u2060玉红.txt", "\ufeff水务.txt", "水务\u00a0王玉红.txt"])
def test_look_alikes_in_the_name_of_a_file_count_as_what_they_look_like(name: str, tmp_path: Path) -> None:
    issue = f"报头：甲乙简报\n日期：2026-11-26\n顺序：\n  - {name}\n"
    files: dict[str, str | bytes | None] = {"issue.yaml": issue, "water.md": None, name: f"治水兴区\n{BODY}"}
    (made,) = edition_of(write(tmp_path, files)).reports
    assert made.column == "水务"


def test_pictures_that_no_text_names_are_told_those_in_a_used_folder_too(tmp_path: Path) -> None:
    body = BODY + "![湖](图片/湖.png)\n![桥](桥.PNG)\n"
    folder = write(tmp_path, {"water.md": report(body=body), "图片/稿.txt": "甲", "图片/.a": "乙"})
    for name in ("图片/湖.png", "图片/旧.png", "桥.PNG", "山.jpg"):
        Image.new("RGB", (30, 40)).save(folder / name)
    assert told(folder) == [
        ("warning", "not-read", "“图片/稿.txt”是文件夹，里面的文件没有读"),
        ("note", "unused-picture", "“图片/旧.png”、“山.jpg”是图片，没有稿件用到"),
    ]


def test_many_other_files_are_one_bounded_message_and_little_work(tmp_path: Path) -> None:
    def work(count: int) -> tuple[Path, Edition]:
        folder = write(tmp_path / str(count), {f"附件{number}.xlsx": "" for number in range(count)})
        return folder, read_content(str(folder), str(folder))

    (few, _), (many, edition) = work(200), work(400)
    (problem,) = edition.problems
    assert "等400个文件" in problem.message
    assert len(problem.message) < 300
    assert steps(lambda: read_content(str(many), str(many))) < 2.2 * steps(lambda: read_content(str(few), str(few)))


def test_two_files_of_one_stem_keep_their_whole_names(tmp_path: Path) -> None:
    files: dict[str, str | bytes | None] = {"water.txt": report(body="另一篇的话。").replace("积极行动", "再次行动")}
    files["issue.yaml"] = PLAIN_ISSUE + "order: [water.txt, water.MD]\n"
    _, problems = outcome(write(tmp_path / "a", files))
    assert [problem.code for problem in problems if problem.severity == "error"] == ["ambiguous-report"]
    files["issue.yaml"] = PLAIN_ISSUE + "order: [water.txt, water.md]\n"
    edition = edition_of(write(tmp_path / "b", files))
    assert [made.name for made in edition.reports] == ["water.txt", "water.md"]
    assert not edition.problems


@pytest.mark.parametrize(
    ("copy", "found"),
    [
        (REPORT, ["error same-report"]),
        (REPORT.replace("\n\n", "\n\n\n　　"), ["error same-report"]),
        (REPORT.replace("适时", "及时"), ["warning same-title"]),
        (REPORT.replace("积极行动 ", "积极行动"), ["error same-report"]),
        (REPORT.replace("苏晓辉", "张三"), []),
        (REPORT.replace("强化管理", "再强管理"), []),
    ],
)
def test_copies_are_told_by_both_names(copy: str, found: list[str], tmp_path: Path) -> None:
    files: dict[str, str | bytes | None] = {"issue.yaml": PLAIN_ISSUE, "water - 副本.md": copy}
    problems = told(write(tmp_path, files))
    assert [f"{severity} {code}" for severity, code, _ in problems] == found
    assert all("“water - 副本.md”、“water.md”" in message for *_, message in problems)


def test_reports_that_differ_in_a_table_or_the_subtitle_alone_are_no_copies(tmp_path: Path) -> None:
    table = "\n指标 | 数值\n甲 | {}\n"
    for place, one, other in (
        ("a", REPORT + table.format(1), REPORT + table.format(2)),
        ("b", report("subtitle: 一季度"), report("subtitle: 二季度")),
    ):
        files: dict[str, str | bytes | None] = {"issue.yaml": PLAIN_ISSUE, "water.md": one, "b.md": other}
        assert [f"{severity} {code}" for severity, code, _ in told(write(tmp_path / place, files))] == [
            "warning same-title"
        ]
    same: dict[str, str | bytes | None] = {"issue.yaml": PLAIN_ISSUE, "water.md": one, "b.md": one}
    assert [code for _, code, _ in told(write(tmp_path / "c", same))] == ["same-report"]


def test_a_copy_with_the_same_text_and_one_with_another_are_both_told(tmp_path: Path) -> None:
    files: dict[str, str | bytes | None] = {"issue.yaml": PLAIN_ISSUE, "b.md": REPORT, "c.md": report(body="别的话。")}
    assert [code for _, code, _ in told(write(tmp_path, files))] == ["same-report", "same-title"]


def test_unsigned_briefs_of_one_title_are_no_copies_unless_the_text_is_one(tmp_path: Path) -> None:
    files: dict[str, str | bytes | None] = {f"环境{number}.txt": f"简讯\n第{number}条。\n" for number in (1, 2)}
    files["issue.yaml"] = PLAIN_ISSUE
    assert not told(write(tmp_path / "a", files))
    files["环境3.txt"] = "简讯\n第2条。\n"
    assert [code for _, code, _ in told(write(tmp_path / "b", files))] == ["same-report"]
    files = {f"简讯{number}.txt": f"开发区开展植树活动\n栽树{number}株。\n" for number in (1, 2)}
    assert [code for _, code, _ in told(write(tmp_path / "c", files | {"issue.yaml": PLAIN_ISSUE}))] == ["same-title"]


def test_a_folder_name_reaches_no_terminal_raw(tmp_path: Path) -> None:
    folder = write(tmp_path / "a\x1b[31mb\nc", {"water.md": "", "d\ne.xlsx": "", "f\x1b.md": "", "\udcff.txt": ""})
    _, problems = outcome(folder)
    assert len(problems) == 5
    assert all(text.isprintable() for problem in problems for text in formatted(problem).split("\n"))
    assert any("\\x1b" in problem.message for problem in problems if problem.code == "unknown-report") is False


def test_a_file_that_cannot_be_opened_is_told_in_chinese(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write(tmp_path)

    def refused(path: Any, *arguments: Any, **options: Any) -> Any:
        if str(path).endswith("water.md"):
            raise PermissionError(13, "Permission denied")
        return opened(path, *arguments, **options)

    opened = os.open
    monkeypatch.setattr(os, "open", refused)
    problems: tuple[Problem, ...] = read_content(str(folder), str(folder)).problems
    assert [problem.code for problem in problems] == ["unreadable"]
    assert "权限" in problems[0].message
    assert problems[0].hint
    assert "denied" not in formatted(problems[0])


def test_links_that_lead_out_or_nowhere_are_told_issue_yaml_and_terms_too(tmp_path: Path) -> None:
    (tmp_path / "out.yaml").write_text(ISSUE, encoding="utf-8")
    folder = write(tmp_path / "content", {"issue.yaml": None})
    (folder / "issue.yaml").symlink_to(tmp_path / "out.yaml")
    (folder / "terms.txt").symlink_to(folder / "nothing")
    assert [(code, "失效" in message) for _, code, message in told(folder)] == [("outside", False), ("outside", True)]


def test_a_link_in_a_circle_is_told_by_its_name_not_as_a_closed_folder(tmp_path: Path) -> None:
    folder = write(tmp_path, {"issue.yaml": PLAIN_ISSUE})
    (folder / "b.txt").symlink_to("b.txt")
    (folder / "c.doc").symlink_to("c.doc")
    problems = outcome(folder)[1]
    assert sorted(problem.code for problem in problems) == ["not-read", "unreadable"]
    assert any(problem.place and problem.place.file.endswith("b.txt") for problem in problems)


def test_a_folder_in_a_picture_s_place_is_told_as_one(tmp_path: Path) -> None:
    folder = write(tmp_path, {"water.md": report(body=BODY + "\n![图](p.jpg)\n"), "p.jpg/a.txt": ""})
    fault = next(problem for problem in outcome(folder)[1] if problem.code == "no-picture")
    assert "是文件夹" in fault.message
    assert "p.jpg" not in fault.hint


def test_more_text_than_one_issue_can_hold_is_told_before_all_of_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bulletin.read.content.MAX_CHARACTERS", 200)
    files: dict[str, str | bytes | None] = {
        f"{number}.md": report(body=f"第{number}件事。\n" * 20) for number in range(9)
    }
    files |= {"issue.yaml": PLAIN_ISSUE, "water.md": None}
    found = told(write(tmp_path, files))
    assert [code for severity, code, _ in found if severity == "error"] == ["too-large"]


def test_a_name_from_chinese_windows_is_shown_and_found_as_it_was_typed(tmp_path: Path) -> None:
    folder = write(tmp_path / "a", {"water.md": None, "issue.yaml": ISSUE.replace("[water]", "[水务报告]")})
    with open(os.path.join(os.fsencode(folder), "水务报告.md".encode("gb18030")), "wb") as file:
        file.write(REPORT.encode())
    (found,) = edition_of(folder).reports
    assert (found.name, found.place.file.rpartition("/")[2]) == ("水务报告", "水务报告.md")
    assert legible("a\udcff/b\ud83d\n") == "a\\udcff/b\\ud83d\\n"
