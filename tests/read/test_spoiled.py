"""Spoiled inputs: each ends in a clear Chinese error at its place, or in a sound edition; never in a traceback."""

import os
import re
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from bulletin.model.edition import Edition
from bulletin.problems import formatted
from bulletin.read.content import read_content
from tests.read.folder import BODY, HEAD, ISSUE, REPORT, outcome, report, write
from tests.read.work import seconds, steps

NOTHING_TO_SHOW = {"binary", "encoding", "too-large", "no-file", "empty-file", "no-masthead", "no-date", "no-reports"}
HAN = re.compile("[\u4e00-\u9fff]")

# name: (files, codes of the errors in order, line of the first)
Case = tuple[dict[str, str | bytes | None], list[str], int]
FAULTS: dict[str, Case] = {
    # front matter
    "no title": ({"water.md": REPORT.replace("title: 积极行动 强化管理\n", "")}, ["no-title"], 2),
    "empty title": ({"water.md": REPORT.replace("积极行动 强化管理", "")}, ["no-title"], 3),
    "nothing between quotes": (
        {"water.md": f"---\ncolumn: ''\ntitle: ''\npost: ' '\nauthor: 甲\n---\n{BODY}"},
        ["no-title"],
        3,
    ),
    "title of marks": ({"water.md": REPORT.replace("积极行动 强化管理", "“……”！")}, ["no-title"], 3),
    "author of marks": ({"water.md": REPORT.replace("苏晓辉", "……")}, ["only-marks"], 5),
    "no column": ({"water.md": REPORT.replace("column: 水务\n", "")}, ["no-column"], 2),
    "nothing but a body": ({"water.md": BODY}, ["no-title"], 1),
    "all missing": ({"water.md": "---\nrank: 1\n---\n"}, ["no-title", "no-body"], 2),
    "a line above the header": ({"water.md": "封面\n" + REPORT.removeprefix("---\n")}, ["above-header"], 1),
    "unknown kind": ({"water.md": report("kind: 简汛")}, ["unknown-kind"], 6),
    "no body": ({"water.md": HEAD + "---\n"}, ["no-body"], 6),
    "only headings": ({"water.md": HEAD + "---\n## 甲\n## 乙\n"}, ["no-body"], 7),
    "only punctuation": ({"water.md": HEAD + "---\n……，。！？\n"}, ["no-body"], 7),
    "empty file": ({"water.md": ""}, ["empty-file"], 1),
    "blank file": ({"water.md": "\n \n\t\n"}, ["empty-file"], 1),
    "unknown key": ({"water.md": report("titel: 甲")}, ["unknown-key"], 6),
    "duplicate key": ({"water.md": report("title: 甲")}, ["duplicate-key"], 6),
    "duplicate in Chinese": ({"water.md": report("标题: 甲")}, ["duplicate-key"], 6),
    "list for a string": ({"water.md": report("kicker: [甲, 乙]")}, ["wrong-type"], 6),
    "table for a string": ({"water.md": report("kicker: {甲: 乙}")}, ["wrong-type"], 6),
    "open quote": ({"water.md": report('kicker: "甲')}, ["yaml-open"], 6),
    "open bracket": ({"water.md": report("points: [甲")}, ["yaml-open"], 6),
    "picture without quotes": ({"issue.yaml": ISSUE + "fillers:\n  - ![图](a.png)\n"}, ["no-picture"], 5),
    "no colon": ({"water.md": report("kicker 甲", "subtitle: 乙")}, ["yaml-no-colon"], 6),
    "alias": ({"water.md": report("kicker: *a")}, ["yaml-alias"], 6),
    "anchor": ({"water.md": report("kicker: &a 甲")}, ["yaml-anchor"], 6),
    "alias bomb": (
        {"issue.yaml": "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
            f"{chr(98 + i)}: &{chr(98 + i)} [{','.join([f'*{chr(97 + i)}'] * 9)}]\n" for i in range(9)
        )},
        ["yaml-anchor"] * 10,
        1,
    ),
    "python tag": ({"issue.yaml": "masthead: !!python/object/apply:os.system [id]\n"}, ["yaml-tag"], 1),
    "merge key": ({"water.md": report("<<: {title: 甲}")}, ["unknown-key"], 6),
    "deep nesting": ({"water.md": report("points: " + "[" * 200_000)}, ["yaml-depth"], 6),
    "long name": ({"water.md": REPORT.replace("苏晓辉", "长" * 81)}, ["too-long"], 5),
    "long title": ({"water.md": REPORT.replace("积极行动 强化管理", "长" * 121)}, ["too-long"], 3),
    "bad rank": ({"water.md": report("rank: 头条")}, ["bad-number"], 6),
    "huge rank": ({"water.md": report("rank: 99999999999999999999")}, ["bad-number"], 6),
    "bad flag": ({"water.md": report("normalise: 也许")}, ["bad-flag"], 6),
    "quote from elsewhere": ({"water.md": report("quote: 这句话不在里面。")}, ["quote-not-found"], 6),
    "empty point": ({"water.md": report("points: [甲乙丙, '']")}, ["empty-point"], 6),
    "strange key in a point": ({"water.md": report("points: [{head: 甲, body: 乙}]")}, ["unknown-key"], 6),
    # bytes
    "binary": ({"water.md": bytes(range(256)) * 40}, ["binary"], 1),
    "a Word file": ({"water.md": b"PK\x03\x04\x14\x00\x06\x00" + bytes(range(64))}, ["binary"], 1),
    "neither UTF-8 nor GB18030": ({"water.md": b"---\n" + b"\xff\x81 " * 40}, ["encoding"], 1),
    "one broken character": (
        {"water.md": REPORT.encode().replace("潍坊".encode(), "潍".encode() + b"\xe5\x9d", 1)},
        ["broken-encoding"],
        7,
    ),
    "control character": ({"water.md": REPORT.replace("潍坊", "潍\x07坊")}, ["control-character"], 7),
    "null character": ({"water.md": REPORT.replace("潍坊", "潍\x00坊")}, ["binary"], 1),
    "lost character": ({"water.md": REPORT.replace("潍坊", "潍\ufffd坊")}, ["lost-character"], 7),
    "five megabytes": ({"water.md": REPORT + "字" * 1_700_000}, ["too-large"], 1),
    "paragraph without end": ({"water.md": REPORT + "字" * 300_001}, ["too-long"], 12),
    # issue.yaml
    "no issue.yaml": ({"issue.yaml": None}, ["no-file"], 1),
    "empty issue.yaml": ({"issue.yaml": ""}, ["no-masthead", "no-date"], 1),
    "a list for the issue": ({"issue.yaml": "- masthead\n"}, ["no-keys"], 1),
    "a sentence for the issue": ({"issue.yaml": "近赶潍坊\n"}, ["no-keys"], 1),
    "no masthead": ({"issue.yaml": "date: 2019-04-24\n"}, ["no-masthead"], 1),
    "empty masthead": ({"issue.yaml": "date: 2019-04-24\nmasthead:\n"}, ["no-masthead"], 2),
    "no date": ({"issue.yaml": "masthead: 甲\n"}, ["no-date"], 1),
    "bad date": ({"issue.yaml": "masthead: 甲\ndate: 昨天\n"}, ["bad-date"], 2),
    "date of quotes": ({"issue.yaml": "masthead: ''\ndate: ''\n"}, ["no-masthead", "no-date"], 1),
    "no such day": ({"issue.yaml": "masthead: 甲\ndate: 2019-02-29\n"}, ["bad-date"], 2),
    "thirteenth month": ({"issue.yaml": "masthead: 甲\ndate: 2019-13-01\n"}, ["bad-date"], 2),
    "date as a list": ({"issue.yaml": "masthead: 甲\ndate: [2019, 4, 24]\n"}, ["wrong-type"], 2),
    "unknown report in order": ({"issue.yaml": ISSUE.replace("[water]", "[watre, water]")}, ["unknown-report"], 3),
    "report twice in order": ({"issue.yaml": ISSUE.replace("[water]", "[water, water.md]")}, ["duplicate-order"], 3),
    "unknown layout": ({"issue.yaml": ISSUE + "layout: bulletin-a5\n"}, ["no-layout"], 4),
    "layout as a path out": ({"issue.yaml": ISSUE + "layout: ../../x.yaml\n"}, ["no-layout"], 4),
    "layout elsewhere": ({"issue.yaml": ISSUE + "layout: /tmp/mine.yaml\n"}, ["no-layout"], 4),
    "pages of words": ({"issue.yaml": ISSUE + "pages: 若干\n"}, ["bad-number"], 4),
    "no pages": ({"issue.yaml": ISSUE + "pages: 0\n"}, ["bad-number"], 4),
    "credits as a list": ({"issue.yaml": ISSUE + "credits: [张三]\n"}, ["wrong-type"], 4),
    "empty filler": ({"issue.yaml": ISSUE + "fillers: ['']\n"}, ["empty-filler"], 4),
    "two documents": ({"issue.yaml": ISSUE + "---\nmasthead: 乙\n"}, ["duplicate-key"], 5),
    "no reports": ({"water.md": None, "issue.yaml": "masthead: 甲\ndate: 2019-04-24\n"}, ["no-reports"], 1),
    # pictures
    "picture that is not there": ({"water.md": report(body=BODY + "![图](无.jpg)\n")}, ["no-picture"], 12),
    "picture without a name": ({"water.md": report(body=BODY + "![图]()\n")}, ["no-picture"], 12),
    "traversal": ({"water.md": report(body=BODY + "![图](../a.jpg)\n")}, ["picture-outside"], 12),
    "traversal with backslashes": ({"water.md": report("portrait: ..\\..\\a.jpg")}, ["picture-outside"], 6),
    "absolute path": ({"water.md": report("portrait: /etc/passwd")}, ["picture-outside"], 6),
    "drive letter": ({"water.md": report("portrait: 'C:\\a.jpg'")}, ["picture-outside"], 6),
    "picture on the net": ({"water.md": report("portrait: https://a.cn/b.jpg")}, ["picture-outside"], 6),
    "broken picture": (
        {"water.md": report("portrait: a.jpg"), "a.jpg": b"\xff\xd8\xff\xe0 no more"},
        ["broken-picture"],
        6,
    ),
    "text as a picture": ({"water.md": report("portrait: a.png"), "a.png": "字"}, ["broken-picture"], 6),
    "empty picture": ({"water.md": report("portrait: a.png"), "a.png": b""}, ["broken-picture"], 6),
    "folder as a picture": ({"water.md": report("portrait: b"), "b/a.txt": "甲"}, ["no-picture"], 6),
}  # fmt: skip


def _png(width: int, height: int, *, cut: int = 0) -> bytes:
    """A PNG that says it is so large, of a few bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress(b"\x00" * 1000)
    made = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    made += chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return made[: len(made) - cut]


FAULTS |= {
    "image bomb": ({"water.md": report("portrait: a.png"), "a.png": _png(60_000, 60_000)}, ["picture-too-large"], 6),
    "large image": ({"water.md": report("portrait: a.png"), "a.png": _png(12_000, 12_000)}, ["picture-too-large"], 6),
    "cut image": ({"water.md": report("portrait: a.png"), "a.png": _png(50, 50, cut=9)}, ["broken-picture"], 6),
}


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("name", FAULTS)
def test_a_spoiled_input_ends_in_its_errors_at_their_place(name: str, tmp_path: Path) -> None:
    files, codes, line = FAULTS[name]
    edition, problems = outcome(write(tmp_path / "content", files))

    errors = [problem for problem in problems if problem.severity == "error"]
    assert edition is None
    assert [problem.code for problem in errors] == codes
    assert errors[0].place
    assert errors[0].place.line == line
    for problem in errors:
        assert HAN.search(problem.message)
        assert "Error" not in formatted(problem)
        assert problem.place
        assert problem.place.file.endswith((".md", ".yaml"))
        assert problem.hint
        assert problem.shown or problem.code in NOTHING_TO_SHOW


SOUND: dict[str, dict[str, str | bytes | None]] = {
    "byte order mark": {"water.md": b"\xef\xbb\xbf" + REPORT.encode()},
    "UTF-16 with its mark": {"water.md": REPORT.encode("utf-16")},
    "GB18030": {"water.md": REPORT.encode("gb18030"), "issue.yaml": ISSUE.encode("gb18030")},
    "CRLF": {"water.md": REPORT.replace("\n", "\r\n"), "issue.yaml": ISSUE.replace("\n", "\r\n")},
    "CR": {"water.md": REPORT.replace("\n", "\r")},
    "no last line end": {"water.md": REPORT.rstrip("\n"), "issue.yaml": ISSUE.rstrip("\n")},
    "full-width colons": {"water.md": REPORT.replace(": ", "：")},
    "colons without a space": {"water.md": REPORT.replace(": ", ":")},
    "Chinese keys": {
        "water.md": f"---\n栏目：水务\n标题：积极行动 强化管理\n单位职务：水务办主任\n作者：苏晓辉\n---\n{BODY}",
        "issue.yaml": "报头：近赶潍坊 远学长沙\n日期：2019年4月24日\n顺序：[water]\n",
    },
    "blank lines before the front matter": {"water.md": "\n\n" + REPORT},
    "indented with U+3000": {"water.md": report(body="　　" + BODY.replace("\n制", "\n　　制"))},
    "order on one line": {"issue.yaml": ISSUE.replace("[water]", "water")},
    "what editors leave behind": {
        "~$water.md": b"\x00",
        ".water.md": b"\x00",
        "Thumbs.db": b"\x00",
        ".DS_Store": b"\x00",
        "desktop.ini": "甲",
    },
    "unclosed front matter": {"water.md": HEAD + BODY},
    "front matter that is only closed": {"water.md": REPORT.removeprefix("---\n")},
    "front matter between other dashes": {"water.md": REPORT.replace("---", "————")},
    "lines parted by U+2028": {"water.md": report(body=BODY.replace("\n\n", "\u2028"))},
}


@pytest.mark.parametrize("name", SOUND)
def test_what_other_programs_save_is_read_the_same(name: str, tmp_path: Path) -> None:
    plain, _ = outcome(write(tmp_path / "plain"))
    edition, problems = outcome(write(tmp_path / "content", SOUND[name]))

    assert plain
    assert edition, problems
    assert [problem.code for problem in problems] == (["guessed-encoding"] * 2 if name == "GB18030" else [])
    for found, wanted in zip(edition.reports, plain.reports, strict=True):
        assert (found.title, found.post, found.author, found.column) == (
            wanted.title, wanted.post, wanted.author, wanted.column
        )  # fmt: skip
        assert [(p.kind, p.level, p.text) for p in found.paragraphs] == [
            (p.kind, p.level, p.text) for p in wanted.paragraphs
        ]
    assert edition.date == plain.date
    assert edition.masthead == plain.masthead


# Bodies of a size, in units of about ten characters, that would be dear to read by looking back or ahead too often.
LARGE: dict[str, Callable[[int], str]] = {
    "one paragraph": lambda size: "字" * 10 * size,
    "half-width marks": lambda size: "字," * 5 * size,
    "stars": lambda size: "*" * 10 * size,
    "bold without end": lambda size: "**甲 " * 2 * size,
    "bold everywhere": lambda size: "**甲**乙" * 2 * size,
    "Latin letters": lambda size: "a" * 10 * size + "。",
    "open brackets": lambda size: "（" * 10 * size + "甲",
    "nothing but quotes": lambda size: '"' * 10 * size + "甲",
    "many paragraphs": lambda size: "甲乙丙丁。\n" * 2 * size,
    "many headings": lambda size: "一、甲\n（一）乙\n1.丙\n" * size + "丁。",
    "doubled characters": lambda size: "甲甲乙乙丙丙" * 2 * size,
    "a picture's form without end": lambda size: "![" * 5 * size,
    "hashes": lambda size: "#" * 10 * size,
    "options without a first": lambda size: "B.甲 " * 4 * size,
}


def reading(folder: Path, text: str) -> Callable[[], Edition]:
    """The work of reading an issue whose report has this body."""
    write(folder, {"water.md": report(body=text + "\n正文。\n")})
    return lambda: read_content(str(folder), str(folder))


@pytest.mark.parametrize("name", LARGE)
def test_strange_bodies_are_read_whole_and_in_steps_that_grow_with_their_length(name: str, tmp_path: Path) -> None:
    small, large = (reading(tmp_path / str(size), LARGE[name](size)) for size in (100, 200))
    content = small()
    assert not [problem for problem in content.problems if problem.severity == "error"]
    kept = "".join(p.text for p in content.reports[0].paragraphs)
    letters = "".join(char for char in LARGE[name](100) if char.isalnum())
    assert "".join(char for char in kept if char.isalnum()) == letters + "正文"
    assert steps(large) < 2.2 * steps(small)


@pytest.mark.slow
@pytest.mark.parametrize("name", LARGE)
def test_time_of_large_bodies_grows_with_their_length(name: str, tmp_path: Path) -> None:
    small, large = (reading(tmp_path / str(size), LARGE[name](size)) for size in (1200, 9600))
    assert seconds(large) < 24 * seconds(small)


def test_many_reports_are_read_in_steps_that_grow_with_their_number(tmp_path: Path) -> None:
    def folder(count: int) -> Path:
        files: dict[str, str | bytes | None] = {
            f"r{number:03}.md": report(body=f"{BODY}\n第{number}篇。\n") for number in range(count)
        }
        files |= {"issue.yaml": "masthead: 甲\ndate: 2019-04-24\n", "water.md": None}
        return write(tmp_path / str(count), files)

    few, many = str(folder(20)), str(folder(40))
    assert len(read_content(few, few).reports) == 20
    assert steps(lambda: read_content(many, many)) < 2.2 * steps(lambda: read_content(few, few))


def test_all_faults_of_all_files_come_at_once(tmp_path: Path) -> None:
    files: dict[str, str | bytes | None] = {
        "issue.yaml": "mastheat: 甲\ndate: 2019-02-30\norder: [water, fire]\n",
        "water.md": report("titel: 甲", "portrait: ../a.jpg", "rank: x", body=""),
        "fire.md": b"\x00",
    }
    _, problems = outcome(write(tmp_path / "content", files))
    codes = [(problem.place.file.rpartition("/")[2], problem.code) for problem in problems if problem.place]
    assert codes == [
        ("issue.yaml", "unknown-key"),
        ("issue.yaml", "bad-date"),
        ("fire.md", "binary"),
        ("water.md", "unknown-key"),
        ("water.md", "no-body"),
        ("water.md", "picture-outside"),
        ("water.md", "bad-number"),
    ]
    assert problems[0].hint == "是不是 `masthead`？"
    assert problems[3].hint == "是不是 `title`？"


def test_a_folder_that_is_not_there_is_reported(tmp_path: Path) -> None:
    _, problems = outcome(tmp_path / "nowhere")
    assert [problem.code for problem in problems] == ["no-content"]


def test_a_picture_above_the_folder_is_not_called_a_link(tmp_path: Path) -> None:
    files: dict[str, str | bytes | None] = {"water.md": report(body=BODY + "![图](x/../../a.jpg)\n")}
    _, problems = outcome(write(tmp_path / "content", files))
    (problem,) = (problem for problem in problems if problem.code == "picture-outside")
    assert problem.message == "图片“x/../../a.jpg”不在 content 文件夹里"


def test_links_out_of_the_folder_are_refused(tmp_path: Path) -> None:
    folder = write(tmp_path / "content", {"water.md": report("portrait: a.jpg")})
    (tmp_path / "out.md").write_text(REPORT, encoding="utf-8")
    (tmp_path / "out.jpg").write_bytes(b"")
    (folder / "fire.md").symlink_to(tmp_path / "out.md")
    (folder / "a.jpg").symlink_to(tmp_path / "out.jpg")
    _, problems = outcome(folder)
    assert sorted(problem.code for problem in problems if problem.severity == "error") == ["outside", "picture-outside"]


def test_a_pipe_named_like_a_report_is_not_waited_for(tmp_path: Path) -> None:
    folder = write(tmp_path / "content")
    os.mkfifo(folder / "pipe.md")
    (folder / "folder.md").mkdir()
    _, problems = outcome(folder)
    assert [problem.code for problem in problems if problem.severity == "error"] == ["in-the-way", "in-the-way"]
