"""The command as a user gives it: words in, exit codes and Chinese out."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from bulletin import __version__
from bulletin.arguments import OPTIONS, VERBS
from bulletin.build import regenerate
from bulletin.command import run
from tests.conftest import ROOT
from tests.read.test_word import BODY, ISSUE, TITLE, packed, paragraph


class Done(NamedTuple):
    code: int
    out: str
    err: str


Command = Callable[..., Done]


@pytest.fixture
def bulletin(capsys: pytest.CaptureFixture[str]) -> Command:
    """The command in this process, for the project's own folder unless `home` says otherwise."""

    def done(*arguments: str, home: Path = ROOT) -> Done:
        capsys.readouterr()
        code = run(arguments, home=str(home))
        return Done(code, *capsys.readouterr())

    return done


def process(*arguments: str, seed: str = "0", cwd: Path = ROOT) -> Done:
    """`python generate.py ...` in a process of its own."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "generate.py"), *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)


def outputs(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_bare_generate_makes_both_outputs_and_says_so_in_chinese(tmp_path: Path) -> None:
    done = process("--output", str(tmp_path), cwd=tmp_path)
    assert done.code == 0, done.err
    assert set(outputs(tmp_path)) == {"bulletin.pdf", "slides.pptx"}
    assert "4篇" in done.out
    assert "秒" in done.out
    assert "Traceback" not in done.err


def test_same_input_same_bytes_in_processes_with_different_hash_seeds(bulletin: Command, tmp_path: Path) -> None:
    assert bulletin("--output", str(tmp_path / "here")).code == 0
    done = process("--output", str(tmp_path / "there"), "--no-cache", seed="4242")
    assert done.code == 0, done.err
    assert outputs(tmp_path / "there") == outputs(tmp_path / "here")


@pytest.mark.parametrize("words", [["--version"], ["check", "--json"]], ids=["short", "more than a buffer"])
def test_a_reader_that_leaves_early_is_no_fault(words: list[str]) -> None:
    generate = [sys.executable, str(ROOT / "generate.py"), *words]
    buffered = {**os.environ, "PYTHONUNBUFFERED": ""}
    with subprocess.Popen(generate, env=buffered, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout
        assert child.stderr
        child.stdout.close()
        assert child.stderr.read() == b""
    assert child.returncode == 0


def test_nothing_but_the_record_is_kept_on_disk_for_the_next_build(bulletin: Command, tmp_path: Path) -> None:
    assert bulletin("--output", str(tmp_path)).code == 0
    assert {path.name for path in tmp_path.rglob("*")} == {
        "bulletin.pdf", "slides.pptx", ".bulletin", "delivered.json", "lease-1",
        "history", "近赶潍坊远学长沙-2019-04-24.pdf", "近赶潍坊远学长沙-2019-04-24.pptx",
    }  # fmt: skip


def test_a_fault_leaves_the_earlier_outputs_and_all_are_reported_at_once(
    bulletin: Command, content: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    assert bulletin("--content", str(content), "--output", str(out)).code == 0
    before = outputs(out)
    for name, line in (("water.md", "author: 苏晓辉\n"), ("legal.md", "title: 打造稳定营商环境 护航经济发展\n")):
        path = content / name
        text = path.read_text(encoding="utf-8")
        assert line in text
        path.write_text(text.replace(line, ""), encoding="utf-8")
    done = bulletin("--content", str(content), "--output", str(out))
    assert done.code == 1
    assert "water.md" in done.err
    assert "legal.md" in done.err
    assert "提示" in done.err
    assert outputs(out) == before


def test_a_character_without_a_glyph_stops_the_build_with_its_place(
    bulletin: Command, content: Path, tmp_path: Path
) -> None:
    path = content / "legal.md"
    path.write_text(path.read_text(encoding="utf-8").replace("近日", "近\U00030edf日"), encoding="utf-8")
    done = bulletin("--content", str(content), "--output", str(tmp_path / "out"))
    assert done.code == 4
    assert "U+30EDF" in done.err
    assert "legal.md:" in done.err
    assert not (tmp_path / "out").exists()


def test_json_is_one_object(bulletin: Command, tmp_path: Path) -> None:
    done = bulletin("--output", str(tmp_path), "--json", "--only", "pdf")
    answer = json.loads(done.out)
    assert set(answer) == {
        "exit", "outputs", "pages", "slides", "plan", "steady", "normalised", "changes", "reports", "seconds",
        "diagnostics", "proof", "history", "since_last",
    }  # fmt: skip
    assert (answer["exit"], answer["pages"], answer["slides"]) == (0, 1, 0)
    assert [os.path.basename(path) for path in answer["outputs"]] == ["bulletin.pdf"]
    wanted = {"severity", "code", "file", "line", "column", "message", "hint"}
    assert answer["diagnostics"]
    assert all(set(problem) == wanted for problem in answer["diagnostics"])


def test_changes_are_counted_by_kind_and_listed_one_a_line(bulletin: Command, content: Path) -> None:
    path = content / "legal.md"
    text = path.read_text(encoding="utf-8") + "参会：张三 李四 王五,⽂件\u200b。\n我们 坚持规划先行，'一站式'服务。\n"
    path.write_text(text, encoding="utf-8")
    line = text.count("\n") - 1

    told = bulletin("check", "--content", str(content))
    assert told.code == 0, told.err
    assert "标点规范1处：,→， 1" in told.out
    assert "空格改为一个字宽2处" in told.out
    assert "删去空格1处" in told.out
    assert f"逐处列出：bulletin check --changes --content {content}" in told.out

    listed = bulletin("check", "--changes", "--content", str(content)).out.splitlines()
    place = f"{path}:{line}"
    assert listed[:4] == [
        f"{place}:6 空格改为一个字宽：“空格”→“全角空格”  参会：张三[ ]李四 王五,",
        f"{place}:9 空格改为一个字宽：“空格”→“全角空格”  ：张三 李四[ ]王五,⽂件 ",
        f"{place}:13 部首字改为通用字：“⽂”→“文”  李四 王五,[⽂]件 。",
        f"{place}:15 删去看不见的字符：“U+200B 零宽空格”   王五,⽂件[ ]。",
    ]
    assert listed[7].startswith(f"{place}:12 标点改为全角：“,”→“，”")
    assert "逐处列出" not in listed[-2]

    changes = json.loads(bulletin("check", "--json", "--content", str(content)).out)["changes"]
    assert len(changes) == 8
    assert changes[0] == {
        "rule": "S1", "kind": "空格改为一个字宽", "old": " ", "new": "　", "file": str(path), "line": line, "column": 6
    }  # fmt: skip


def test_lines_that_were_joined_are_listed_with_the_words_behind_the_joint(bulletin: Command, content: Path) -> None:
    path = content / "legal.md"
    text = path.read_text(encoding="utf-8").replace("---\n", "---\n接合断段：是\n", 1)
    text += "我们坚持规划先行、产业为本，把项目建设放在突出位\n置，推动工作\\*取得成效。\n"
    path.write_text(text, encoding="utf-8")
    line = text.count("\n")
    listed = bulletin("check", "--changes", "--content", str(content)).out.splitlines()
    assert listed[:2] == [
        f"{path}:{line}:1 接合断行：“U+000A 换行符”  [ ]置，推动工作",
        f"{path}:{line}:7 去掉转义的反斜杠：“\\*”→“*”  置，推动工作[\\*]取得成效。",
    ]


def test_changes_in_a_word_file_are_listed_by_paragraph(bulletin: Command, tmp_path: Path) -> None:
    told = '<w:r><w:t>会议听取汇报，</w:t></w:r><w:ins w:author="李"><w:r><w:t>市局派人参加。</w:t></w:r></w:ins>'
    spaced = paragraph("我们 坚持规划先行，把项目建设放在突出位置。")
    (tmp_path / "a.docx").write_bytes(packed(f"{TITLE}{BODY}<w:p>{told}</w:p>{spaced}"))
    (tmp_path / "issue.yaml").write_text(ISSUE, encoding="utf-8")
    listed = bulletin("check", "--changes", "--content", str(tmp_path)).out.splitlines()
    assert [line.partition("：")[0] for line in listed[:2]] == [
        f"{tmp_path / 'a.docx'} 第3段 采纳修订的插入",
        f"{tmp_path / 'a.docx'} 第4段 删去空格",
    ]


def test_check_writes_nothing(
    bulletin: Command, tmp_path: Path, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = bulletin("check", "--content", str(content))
    assert done.code == 0, done.err
    assert "成品" not in done.out
    assert sorted(path.name for path in tmp_path.iterdir()) == ["content"]


def test_options_may_stand_before_the_verb_or_after_it(bulletin: Command, content: Path) -> None:
    orders = (
        ("check", "--only", "slides", "--json", "--content"),
        ("--only", "slides", "check", "--json", "--content"),
        ("--only=slides", "--json", "check", "--content"),
    )
    answers = [json.loads(bulletin(*order, str(content)).out) for order in orders]
    for answer in answers:
        answer.pop("seconds")
    assert answers[0] == answers[1] == answers[2]
    assert (answers[0]["slides"], answers[0]["pages"]) == (4, 0)


def test_for_may_be_repeated(bulletin: Command, tmp_path: Path) -> None:
    words = ("--for", "office", "build", "--for", "printer", "--for", "office", "--only", "pdf", "--png")
    done = bulletin(*words, "--output", str(tmp_path))
    assert done.code == 0, done.err
    assert set(outputs(tmp_path)) == {
        "bulletin-office.pdf",
        "bulletin-printer.pdf",
        "bulletin-printer.preflight.txt",
        "bulletin-1.png",
    }
    assert "双面沿长边翻转" in done.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--colour"], "没有选项 --colour"),
        (["--contents", "x"], "没有选项 --contents，是不是 --content？"),
        (["--jsno"], "是不是 --json？"),
        (["--cont", "x"], "没有选项 --cont"),
        (["--only", "docx"], "只能写 pdf 或 slides"),
        (["--for", "screen", "--for", "web"], "printer"),
        (["--output"], "选项 --output 后面缺少文件夹"),
        (["--strict=yes"], "选项 --strict 后面不能写内容"),
        (["--pages", "two"], "正整数"),
        (["--pages", "0"], "正整数"),
        (["--pages", "1" * 5000], "正整数"),
        (["check", "--", "--json"], "无法识别“--json”"),
        (["--pages", "-2"], "正整数"),
        (["check", "--output", "x"], "命令 check 没有选项 --output"),
        (["--png", "preflight", "x.pdf"], "命令 preflight 没有选项 --png"),
        (["--only", "slides", "--for", "printer"], "--for"),
        (["bulid"], "无法识别“bulid”，是不是 build？"),
        (["chekc"], "是不是 check？"),
        (["rebuild"], "rebuild"),
        (["build", "content"], "无法识别“content”"),
        ([""], "无法识别“”"),
        (["build", "--output", ""], "--output 后面缺少文件"),
        (["template", "--output="], "--output 后面缺少文件"),
        (["import", ""], "命令 import 后面缺少文件或文件夹"),
        (["new", ""], "命令 new 后面缺少文件夹"),
        (["preflight", "a.pdf", " "], "命令 preflight 后面缺少文件"),
        (["template", "--output", "output"], "要以 .pptx 结尾"),
        (["template", "--output", "own.potx"], "要以 .pptx 结尾"),
        (["check", "--output", ""], "命令 check 没有选项 --output"),
        (["preflight"], "缺少文件"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_wrong_call_is_explained_in_chinese_and_ends_with_2(
    bulletin: Command, arguments: Sequence[str], said: str
) -> None:
    done = bulletin(*arguments)
    assert done.code == 2
    assert said in done.err
    assert "提示" in done.err
    assert "usage:" not in done.err + done.out
    assert done.out == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ["chekc", "--json"],
        ["--json", "--colour"],
        ["build", "--json", "--output"],
        ["--json", "--pages", "two"],
        ["preflight", "--json"],
    ],
    ids=" ".join,
)
def test_a_wrong_call_that_asks_for_json_gets_json(bulletin: Command, arguments: Sequence[str]) -> None:
    done = bulletin(*arguments)
    (found,) = json.loads(done.out)["diagnostics"]
    assert (done.code, done.err) == (2, "")
    assert (found["severity"], found["code"], found["file"]) == ("error", "usage", None)
    assert found["message"]
    assert found["hint"]


@pytest.mark.parametrize("verb", ["", *VERBS])
@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help_is_chinese_and_whole(bulletin: Command, verb: str, flag: str) -> None:
    done = bulletin(*filter(None, [flag, verb]))
    assert done.code == 0
    assert done.err == ""
    assert "用法" in done.out
    assert "退出码" in done.out
    words = {word.strip("-,|.[]").lower() for word in done.out.split() if word.isascii()}
    assert not words & {"usage", "options", "positional", "show", "this", "and", "exit", "optional"}
    for option in OPTIONS:
        known = not verb or option.flag in (*VERBS[verb].flags, "--help", "--version")
        assert (f"  {', '.join(option.flags)}" in done.out) == known


def test_help_names_the_command_as_it_was_called(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"], prog="python generate.py") == 0
    assert "用法：python generate.py" in capsys.readouterr().out
    assert run(["--help"]) == 0
    assert "用法：bulletin " in capsys.readouterr().out


def test_version_is_the_packages(bulletin: Command) -> None:
    assert bulletin("--version") == Done(0, f"bulletin {__version__}\n", "")


def test_a_folder_without_content_says_what_to_do(
    bulletin: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = bulletin(home=Path())
    assert done.code == 1
    assert "没有内容文件夹“content”" in done.err
    assert "提示" in done.err
    assert "`bulletin import" in done.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["file", "dead link"])
def test_an_unwritable_place_is_exit_5(bulletin: Command, tmp_path: Path, kind: str) -> None:
    if kind == "file":
        (tmp_path / "taken").write_text("a file where the folder should be")
    else:
        (tmp_path / "taken").symlink_to(tmp_path / "nowhere")
    done = bulletin("--output", str(tmp_path / "taken"))
    assert done.code == 5
    assert "不是文件夹" in done.err


def test_warnings_are_errors_when_asked(bulletin: Command, content: Path, tmp_path: Path) -> None:
    issue = content / "issue.yaml"
    issue.write_text(issue.read_text(encoding="utf-8") + "pages: 1\n", encoding="utf-8")
    path = content / "water.md"  # a torn paragraph, reported as a warning
    path.write_text(
        path.read_text(encoding="utf-8").replace("使地方重大规划和产业布局", "使地方重大规划和产\n\n\n业布局"),
        encoding="utf-8",
    )
    calm = bulletin("--content", str(content), "--output", str(tmp_path / "a"))
    strict = bulletin("--content", str(content), "--output", str(tmp_path / "b"), "--strict")
    assert calm.code == 0, calm.err
    assert strict.code == 1
    assert not (tmp_path / "b").exists()


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (KeyboardInterrupt(), 130, "已中断"),
        (ZeroDivisionError("by nought"), 70, "程序自身出错（ZeroDivisionError，test_command.py:"),
    ],
    ids=["interrupted", "our own mistake"],
)
def test_whatever_is_raised_the_command_returns(
    bulletin: Command, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, said: str
) -> None:
    def failing(*_: object) -> None:
        raise error

    monkeypatch.setattr(regenerate, "build", failing)
    monkeypatch.delenv("BULLETIN_DEBUG", raising=False)
    done = bulletin()
    assert done.code == code
    assert done.err.startswith(said)
    assert "Traceback" not in done.err


def test_preflight_judges_each_file_and_goes_on_after_a_bad_one(bulletin: Command, tmp_path: Path) -> None:
    assert bulletin("--output", str(tmp_path), "--only", "pdf", "--for", "printer").code == 0
    good, bad = str(tmp_path / "bulletin-printer.pdf"), str(tmp_path / "no.pdf")
    done = bulletin("preflight", bad, good)
    assert done.code == 1
    assert "文件不存在" in done.err
    assert "没有错误" in done.out
    done = bulletin("preflight", "--json", bad, good)
    assert done.code == 1
    refused, sheet = json.loads(done.out)
    assert (refused["file"], refused["code"]) == (bad, "no-file")
    assert (sheet["file"], sheet["faults"]) == (good, 0)


def test_the_template_is_a_file_to_start_from(bulletin: Command, tmp_path: Path) -> None:
    own = tmp_path / "own" / "ours.pptx"
    done = bulletin("template", "--output", str(own))
    assert (done.code, done.err) == (0, "")
    assert str(own) in done.out
    assert own.read_bytes() == (ROOT / "layouts" / "slides.pptx").read_bytes()
    plain = bulletin("--only", "slides", "--output", str(tmp_path / "plain"))
    built = bulletin("--only", "slides", "--template", str(own), "--output", str(tmp_path / "out"))
    assert (plain.code, built.code) == (0, 0), built.err
    assert (tmp_path / "out" / "slides.pptx").read_bytes() == (tmp_path / "plain" / "slides.pptx").read_bytes()


@pytest.mark.parametrize("pages", ["4", "60", "9999"])
def test_pages_out_of_reach_are_refused_without_planning_any(
    bulletin: Command, pages: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def planned(*_: object) -> None:
        raise AssertionError("a grid is planned")

    monkeypatch.setattr("bulletin.makeup.copyfit.CopyfitSearch._trial", planned)
    done = bulletin("check", "--only", "pdf", "--pages", pages)
    assert done.code == 3
    assert "排1版：--pages 1（10.5/14.5磅）" in done.err
