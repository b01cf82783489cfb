"""`bulletin diff` as a user gives it: which versions are meant, what is said, what is written, and clear refusals."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from bulletin.command import run
from tests.conftest import ROOT
from tests.desk.issues import edited, printed, shipped


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place of work with the shipped issue, delivered as it ships, with one filed version besides."""
    place = tmp_path / "home"
    (place / "content").mkdir(parents=True)
    (place / "output" / "history").mkdir(parents=True)
    files = shipped()
    for name, text in files.items():
        (place / "content" / name).write_text(text, encoding="utf-8")
    (tmp_path / "made").mkdir()
    (place / "output" / "bulletin.pdf").write_bytes(printed(files, tmp_path / "made"))
    older = edited(files, "water.md", "2018年", "2017年")
    (place / "output" / "history" / "潍坊篇-2019-04-20.pdf").write_bytes(printed(older, tmp_path / "made"))
    for name in ("layouts", "fonts"):
        (place / name).symlink_to(ROOT / name)
    monkeypatch.chdir(place)
    return place


Diff = Callable[..., tuple[int, str, str]]


@pytest.fixture
def diff(home: Path, capsys: pytest.CaptureFixture[str]) -> Diff:
    def done(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = run(("diff", *words), home="")
        return code, *capsys.readouterr()

    return done


def test_alone_it_compares_the_last_delivery_with_what_is_written_now(
    home: Path, diff: Diff, golden: Callable[[str, str], None]
) -> None:
    before = (home / "output" / "bulletin.pdf").read_bytes()
    change(home / "content" / "water.md", "2018年", "2019年")
    change(home / "content" / "legal.md", "期间，我围绕", "我们一行共12人。期间，我围绕")
    change(home / "content" / "issue.yaml", "2019-04-24", "2019-04-26")
    code, out, err = diff()
    assert (code, err) == (0, "")
    golden("diff.txt", out)
    assert (home / "output" / "bulletin.pdf").read_bytes() == before
    assert sorted(path.name for path in (home / "content").iterdir()) == sorted(shipped())
    page = (home / "output" / "diff.html").read_text(encoding="utf-8")
    assert "<del>2018</del><ins>2019</ins>" in page
    assert page.count("<img ") == 2


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_one_version_is_compared_with_the_last_delivery(home: Path, diff: Diff) -> None:
    for word in ("潍坊篇-2019-04-20", "潍坊篇-2019-04-20.pdf", "output/history/潍坊篇-2019-04-20.pdf"):
        code, out, err = diff(word, "--json")
        assert (code, err) == (0, "")
        told = json.loads(out)
        assert [(each["kind"], each["edits"][1]) for each in told["changes"]] == [
            ("changed", {"old": "2017", "new": "2018"})
        ]
        assert told["old"].endswith("潍坊篇-2019-04-20.pdf")


def test_the_same_version_twice_is_no_change(home: Path, diff: Diff) -> None:
    code, out, err = diff("output", "output/bulletin.pdf", "--output", "同.html")
    assert (code, err) == (0, "")
    assert "没有改动" in out
    assert (home / "同.html").exists()


def spoil_nothing(path: Path) -> None:
    path.write_bytes(b"")


def spoil_text(path: Path) -> None:
    path.write_text("不是 PDF", encoding="utf-8")


def spoil_half(path: Path) -> None:
    path.write_bytes(Path("output/bulletin.pdf").read_bytes()[:20_000])


def spoil_locked(path: Path) -> None:
    with pikepdf.open("output/bulletin.pdf") as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(owner="a", user="b"))


def spoil_empty(path: Path) -> None:
    pikepdf.new().save(path)


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (spoil_nothing, "not-pdf"),
        (spoil_text, "not-pdf"),
        (spoil_half, "pdf-broken"),
        (spoil_locked, "pdf-locked"),
        (spoil_empty, "pdf-empty"),
    ],
)
def test_what_is_no_sound_pdf_is_refused_in_chinese(
    spoil: Callable[[Path], None], code: str, home: Path, diff: Diff
) -> None:
    spoil(home / "坏.pdf")
    exit_code, out, err = diff("坏.pdf")
    assert (exit_code, out) == (1, "")
    assert f"[{code}]" in err
    assert "坏.pdf" in err
    assert not (home / "output" / "diff.html").exists()


def test_a_name_that_stands_nowhere_is_told_with_the_nearest(home: Path, diff: Diff) -> None:
    code, _, err = diff("潍坊篇-2019-04-21")
    assert code == 1
    assert "[no-version]" in err
    assert "潍坊篇-2019-04-20" in err
    (home / "空").mkdir()
    code, _, err = diff("空")
    assert code == 1
    assert "空 里没有 bulletin.pdf" in err


def test_without_a_delivery_it_says_how_to_make_one(home: Path, diff: Diff) -> None:
    shutil.rmtree(home / "output")
    code, _, err = diff()
    assert code == 1
    assert "没有上次的成品" in err


def test_a_fault_in_the_content_is_told_as_a_build_tells_it(home: Path, diff: Diff) -> None:
    change(home / "content" / "issue.yaml", "date: 2019-04-24", "date: 2019-04-99")
    code, out, err = diff()
    assert (code, out) == (1, "")
    assert "issue.yaml" in err


@pytest.mark.parametrize(
    "words", [("a", "b", "c"), ("a", "--layout", "original"), ("--output", "对照.pdf"), ("",)], ids=" ".join
)
def test_a_call_that_makes_no_sense_is_refused(words: tuple[str, ...], diff: Diff) -> None:
    assert diff(*words)[0] == 2
