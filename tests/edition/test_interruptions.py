"""Signals, leftovers and hand-edited outputs as the command meets them: its codes and its last word are true."""

import importlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from bulletin import command, pipeline
from bulletin.build import delivery, regenerate, transaction
from bulletin.build.record import delivered
from bulletin.command import run
from bulletin.memory import Memory
from bulletin.model.output import Order, Printed
from bulletin.preflight import report
from bulletin.problems import ContentError, Problem
from bulletin.signals import ENDING, Interrupted, raise_when_asked, undisturbed
from bulletin.sources import find_sources
from tests.conftest import ROOT

Command = Callable[..., tuple[int, str]]


@pytest.fixture(scope="module")
def printed() -> Printed:
    sources = find_sources(str(ROOT))
    return pipeline.build(Order(sources, str(ROOT / "content"), slides=False), Memory())


@pytest.fixture
def build(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, printed: Printed, monkeypatch: pytest.MonkeyPatch
) -> Command:
    """`generate.py --only pdf ...` into tmp_path/out, its pages being made already: its exit code and its words."""
    monkeypatch.setattr(regenerate, "build", lambda *_: printed)

    def done(*arguments: str) -> tuple[int, str]:
        capsys.readouterr()
        code = run(("--only", "pdf", "--output", str(tmp_path / "out"), *arguments), home=str(ROOT))
        return code, "".join(capsys.readouterr())

    return done


@pytest.fixture
def signals_raise(monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.setattr(sys, "unraisablehook", sys.__unraisablehook__)
    before = {number: signal.getsignal(number) for number in ENDING}
    for number in ENDING:
        signal.signal(number, signal.SIG_DFL)  # a shell's background job ignores SIGINT, and so do we then
    raise_when_asked()
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def outputs(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def signalled(patch: pytest.MonkeyPatch, module: object, name: str, *numbers: int) -> None:
    """Let signals arrive when a function is first called."""
    call, left = getattr(module, name), [*numbers]

    def called(*args: object, **kwargs: object) -> object:
        while left:
            signal.raise_signal(left.pop(0))
        return call(*args, **kwargs)

    patch.setattr(module, name, called)


@pytest.mark.usefixtures("signals_raise")
@pytest.mark.parametrize(
    ("numbers", "code"),
    [((signal.SIGINT,), 130), ((signal.SIGTERM,), 143), ((signal.SIGHUP,), 129), ((signal.SIGINT,) * 3, 130)],
)
@pytest.mark.parametrize(
    ("module", "name", "word", "changed"),
    [
        (regenerate, "build", "原有成品未改动", False),
        (delivery, "_known", "原有成品未改动", False),
        (transaction.Transaction, "carry_on", "成品已更新", True),
        (transaction.Transaction, "clear", "成品已更新", True),
        (command, "summary", "成品已更新", True),
    ],
    ids=["composing", "before the moves", "moving", "clearing up", "summing up"],
)
def test_a_signal_at_any_time_ends_with_its_code_a_true_word_and_a_clean_folder(
    build: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    module: object, name: str, word: str, changed: bool, numbers: tuple[int, ...], code: int,
) -> None:  # fmt: skip
    (tmp_path / "out").mkdir()
    before = b"%PDF-1.7 % ReportLab Generated PDF document /Creator (bulletin) /Producer (reportlab) %%EOF"
    (tmp_path / "out" / "bulletin.pdf").write_bytes(before)
    signalled(monkeypatch, module, name, *numbers[: 1 if name in ("build", "summary") else None])
    done, said = build()
    assert done == code
    assert said.rstrip().endswith(f"已中断；{word}")
    assert set(outputs(tmp_path / "out")) == {"bulletin.pdf"}
    assert (outputs(tmp_path / "out")["bulletin.pdf"] != before) == changed
    assert not list((tmp_path / "out").glob(".bulletin/stage-*"))


def _zip_left_open(*_: object) -> Printed:
    deck = ZipFile(BytesIO(), "w")
    part = deck.open("part.xml", "w")
    try:
        signal.raise_signal(signal.SIGTERM)
    finally:
        with deck, part:  # so that nothing is left to the garbage collector
            deck.close()
    raise AssertionError


def _refused(*_: object) -> Printed:
    try:
        signal.raise_signal(signal.SIGTERM)
    finally:
        raise ContentError(Problem("error", "bad-template", "打不开"))


@pytest.mark.usefixtures("signals_raise")
@pytest.mark.parametrize("way", [_zip_left_open, _refused])
def test_a_signal_that_a_library_turned_into_an_error_of_its_own_ends_with_its_code(
    build: Command, monkeypatch: pytest.MonkeyPatch, way: Callable[..., Printed]
) -> None:
    monkeypatch.setattr(regenerate, "build", way)
    code, said = build()
    assert code == 143
    assert said == "已中断；原有成品未改动\n"


@pytest.mark.usefixtures("signals_raise")
def test_a_signal_amid_an_import_waits_for_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "slow_module.py").write_text("import signal\nsignal.raise_signal(signal.SIGTERM)\nready = True\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    module = importlib.import_module("slow_module")
    assert module.ready
    begun = time.monotonic()
    with pytest.raises(Interrupted) as caught:
        time.sleep(20)
    assert caught.value.exit_code == 143
    assert time.monotonic() - begun < 10


@pytest.mark.usefixtures("signals_raise")
def test_a_signal_while_an_object_is_thrown_away_comes_again(capfd: pytest.CaptureFixture[str]) -> None:
    class Finalized:
        def __del__(self) -> None:
            signal.raise_signal(signal.SIGTERM)

    Finalized()
    assert capfd.readouterr() == ("", "")
    begun = time.monotonic()
    with pytest.raises(Interrupted) as caught:
        time.sleep(20)
    assert caught.value.exit_code == 143
    assert time.monotonic() - begun < 10


@pytest.mark.usefixtures("signals_raise")
@pytest.mark.parametrize("way", [_zip_left_open, _refused])
def test_a_signal_amid_preflight_ends_it_and_is_not_the_files_fault(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], way: Callable[..., Printed]
) -> None:
    monkeypatch.setattr(report, "preflight", way)
    assert run(("preflight", "a.pdf", "b.pdf")) == 143
    assert capsys.readouterr() == ("", "已中断；原有成品未改动\n")


def test_our_own_mistake_amid_the_moves_says_what_is_so(
    build: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def mistaken(*_: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr(transaction.Transaction, "_record", mistaken)
        code, said = build()
    assert code == 70
    assert "未改动" not in said
    assert "下次生成时补齐" in said
    code, said = build()
    assert code == 0
    assert "上次生成在写入时中断，已补齐成品" in said
    assert not list((tmp_path / "out").glob(".bulletin/stage-*"))


@pytest.mark.usefixtures("signals_raise")
def test_signals_within_are_kept_for_the_end_and_handlers_come_back() -> None:
    before = {number: signal.getsignal(number) for number in ENDING}
    done = []

    def disturbed() -> None:
        with undisturbed() as arrived:
            signal.raise_signal(signal.SIGINT)
            signal.raise_signal(signal.SIGINT)
            done.append(list(arrived))

    with pytest.raises(KeyboardInterrupt):
        disturbed()
    assert done == [[signal.SIGINT] * 2]
    assert {number: signal.getsignal(number) for number in ENDING} == before


@pytest.mark.parametrize("name", ["raise_when_asked", "run", "ignore_from_here"])
def test_a_signal_around_the_work_ends_with_its_code_too(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    arriving = [Interrupted(15)]

    def steps(*arguments: object, **named: object) -> int:
        if arriving:
            raise arriving.pop()
        return 0

    for step in ("fill_closed_streams", "raise_when_asked", "run", "ignore_from_here", "close_streams"):
        monkeypatch.setattr(command, step, steps if step == name else lambda *_, **__: 0)
    with pytest.raises(SystemExit) as left:
        command.main()
    assert left.value.code == 128 + 15


def test_interrupted_knows_its_code() -> None:
    assert Interrupted(signal.SIGTERM).exit_code == 143


@pytest.mark.parametrize("script", [["generate.py"], ["-m", "bulletin"]])
def test_a_signal_while_the_command_is_imported_leaves_no_traceback(tmp_path: Path, script: list[str]) -> None:
    """The first module that the command imports stops for a signal of its own."""
    (tmp_path / "argparse.py").write_text("import signal\nsignal.raise_signal(signal.SIGTERM)\n")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, *script, "--version"], cwd=ROOT, env=environment, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (143, b"")


def test_a_hand_edited_output_is_told_with_what_to_do(build: Command, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    assert build()[0] == 0
    (folder / "bulletin.pdf").write_bytes(b"edited")
    code, said = build()
    assert code == 0
    assert "警告[output-edited]" in said
    assert "改名或移走" in said
    assert f"成品：{folder}/bulletin（新）.pdf（bulletin.pdf 有人改动过，未覆盖）" in said
    assert build("--strict")[0] == 5
    assert (folder / "bulletin.pdf").read_bytes() == b"edited"
    (folder / "bulletin.pdf").rename(tmp_path / "mine.pdf")
    assert "output-edited" not in build()[1]
    assert set(outputs(folder)) == {"bulletin.pdf"}
    assert [entry.path for entry in delivered(str(folder)).entries] == ["bulletin.pdf"]


def test_the_template_does_not_overwrite_an_edited_one(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "ours.pptx"
    assert run(("template", "--output", str(path))) == 0
    assert run(("template", "--output", str(path))) == 0
    assert capsys.readouterr().err == ""
    path.write_bytes(b"edited")
    assert run(("template", "--output", str(path))) == 0
    done = capsys.readouterr()
    assert "output-edited" in done.err
    assert "ours（新）.pptx" in done.out
    assert path.read_bytes() == b"edited"


@pytest.mark.parametrize("words", [("check",), ("preflight", "none.pdf")])
def test_any_command_makes_good_what_an_interruption_left(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "output" / ".bulletin" / "stage-0123456789abcdef").mkdir(parents=True)
    (tmp_path / "output" / "slides.pptx.77.part").write_text("half")
    run(words)
    capsys.readouterr()
    assert [path.name for path in (tmp_path / "output").rglob("*") if not path.name.startswith("lease-")] == [
        ".bulletin"
    ]
