"""Inputs beyond what is sensible, through the whole command: a clear Chinese error or a sound output.

The slow sweep runs the largest in a process of their own, within bounds of time and memory.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bulletin.command import run
from tests.conftest import ROOT

SENTENCE = "重点考察了体制机制、双招双引、公共平台、产业转型发展等方面的经验做法。"
CPU_SECONDS, MEBIBYTES = 120.0, 1024.0

HUGE = "a paragraph of 200,000 characters"
BODIES = {
    "a paragraph of 20,000 characters": SENTENCE * 560,
    HUGE: SENTENCE * 5600,
    "5,000 letters without a break": "开头" + "abcdefghij" * 500 + "结尾。\n\n" + SENTENCE * 10,
    "rows of marks": "甲" + "，。、；：？！“”‘’（）《》" * 300 + "\n\n" + SENTENCE * 10,
    "rows of dashes": "甲" + "——" * 1000 + "……" * 500 + "\n\n" + SENTENCE * 10,
    "markup": "<b>x</b> &amp; 100% {x} $a$ \\textbf{a} #set 2*3*4 `code` [链接](http://a.b/c)\n\n" + SENTENCE * 6,
    "1,200 headings": "一、甲\n（一）乙\n1.丙\n" * 400 + "丁。",  # more than Python nests
    "hardly anything": "好。",
    "one URL": "网址" + "http://example.org/" + "a1b2c3d4-" * 300 + "。\n\n" + SENTENCE * 6,
}
QUICK = ("5,000 letters without a break", "markup", "rows of dashes", "hardly anything", "one URL")
TITLES = {"a title of 100 characters": "推进高质量发展全面落实最严格制度" * 6, "a title of one": "水"}


def issue(folder: Path, bodies: list[str], title: str = "积极行动 强化管理") -> Path:
    folder.mkdir()
    head = "masthead: 近赶潍坊 远学长沙\ndate: 2019-04-24\n"
    (folder / "issue.yaml").write_text(head, encoding="utf-8")
    for number, body in enumerate(bodies):
        (folder / f"r{number:03}.md").write_text(
            f"---\ncolumn: 水务\ntitle: {title}\npost: 水务办主任\nauthor: 苏晓辉\n---\n{body}\n", encoding="utf-8"
        )
    return folder


def build(content: Path, output: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """Exit code and what was said by the command in this process."""
    arguments = prepared(content, output)
    code = run(arguments, home=str(ROOT))
    out, err = capsys.readouterr()
    judge(code, out + err, output)
    return code, out + err


def build_within_bounds(content: Path, output: Path) -> tuple[int, str]:
    """The same in a process of its own; fails when the bounds of time or memory are passed."""
    command = [sys.executable, str(ROOT / "generate.py"), *prepared(content, output)]
    said = output / "said"
    with said.open("wb") as sink:
        process = subprocess.Popen(command, stdout=sink, stderr=sink)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert usage.ru_utime + usage.ru_stime < CPU_SECONDS
    assert usage.ru_maxrss / 1024 < MEBIBYTES
    judge(process.returncode, said.read_text(encoding="utf-8"), output)
    return process.returncode, said.read_text(encoding="utf-8")


def prepared(content: Path, output: Path) -> list[str]:
    """The command's arguments; an earlier output stands where the new one shall go."""
    output.mkdir()
    (output / "bulletin.pdf").write_text("the earlier one")
    return ["--content", str(content), "--output", str(output)]


def judge(code: int, text: str, output: Path) -> None:
    """Whether the end is one that an editor can live with: new outputs, or the old ones and an explanation."""
    assert "Traceback" not in text
    assert code in (0, 1, 3, 4), text
    assert (output / "bulletin.pdf").read_bytes() == b"the earlier one"  # which is not ours
    assert (output / "bulletin（新）.pdf").exists() == (code == 0)
    if code:
        assert "错误[" in text
        assert "提示" in text


@pytest.mark.parametrize("name", QUICK)
def test_a_strange_body_prints(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, text = build(issue(tmp_path / "content", [BODIES[name]]), tmp_path / "output", capsys)
    assert code == 0, text


@pytest.mark.parametrize("name", TITLES)
def test_a_strange_title_prints_or_is_refused(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    build(issue(tmp_path / "content", [SENTENCE * 20], TITLES[name]), tmp_path / "output", capsys)


@pytest.mark.slow
@pytest.mark.parametrize("name", BODIES)
def test_a_strange_body_prints_within_bounds(name: str, tmp_path: Path) -> None:
    code, text = build_within_bounds(issue(tmp_path / "content", [BODIES[name]]), tmp_path / "output")
    assert code == 0, text


@pytest.mark.slow
@pytest.mark.parametrize("characters", [35, 175])
def test_five_hundred_reports_print_or_are_refused_within_bounds(characters: int, tmp_path: Path) -> None:
    bodies = [(SENTENCE * 6)[:characters] + "。"] * 500
    build_within_bounds(issue(tmp_path / "content", bodies), tmp_path / "output")


@pytest.mark.parametrize(
    ("old", "new", "code", "said"),
    [
        ("近日", "近😀日", 4, "U+1F600"),
        ("近日", "近\ue000日", 4, "U+E000"),
        ("column: 政法", "column: &a 政法", 1, "&a"),
        ("column: 政法", "column: !!python/object:os.system 政法", 1, "类型标记"),
        ("column: 政法", "column: [政, 法]", 1, "一行文字"),
        ("column: 政法", "columm: 政法", 1, "column"),
        ("column: 政法", "column: 政法\ncolumn: 政法", 1, "两次"),
        ("column: 政法", "column: 政法\nportrait: ../../etc/passwd", 1, "content"),
        ("column: 政法", "column: 政法\nportrait: /etc/passwd", 1, "content"),
        ("column: 政法", "column: 政法\nportrait: issue.yaml", 1, "图片"),
    ],
)
def test_a_spoiled_report_is_refused_and_nothing_is_written(
    old: str, new: str, code: int, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = tmp_path / "content"
    content.mkdir()
    for path in (ROOT / "content").iterdir():
        text = path.read_text(encoding="utf-8")
        if path.name == "legal.md":
            assert old in text
            text = text.replace(old, new, 1)
        (content / path.name).write_text(text, encoding="utf-8")
    found, text = build(content, tmp_path / "output", capsys)
    assert (found, said in text) == (code, True), text
    assert "legal.md:" in text
