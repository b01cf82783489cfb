"""What the command promises by its exit code, from a layout's or an editor's slip to a fault of our own."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bulletin.command import run
from bulletin.makeup import folio
from bulletin.problems import BROKEN_PROMISE, CONTENT, DONE, OUTPUT, OVERSET
from tests.conftest import ROOT

Build = Callable[..., tuple[int, str]]


@pytest.fixture
def build(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Build:
    """`generate.py --only pdf ...` into tmp_path/output: its exit code and all that it said."""

    def done(*arguments: str) -> tuple[int, str]:
        capsys.readouterr()
        code = run(("--only", "pdf", "--output", str(tmp_path / "output"), *arguments), home=str(ROOT))
        return code, "".join(capsys.readouterr())

    return done


def own_layout(folder: Path, text: str) -> str:
    path = folder / "own.yaml"
    path.write_text(f"extends: bulletin-a3\nname: own\n{text}\n", encoding="utf-8")
    return str(path)


def own_content(folder: Path, more: str = "", masthead: str = "") -> str:
    """The shipped content with more keys in issue.yaml, or another masthead."""
    content = shutil.copytree(ROOT / "content", folder / "content")
    issue = content / "issue.yaml"
    text = issue.read_text(encoding="utf-8") + more
    issue.write_text(text.replace("近赶潍坊 远学长沙", masthead) if masthead else text, encoding="utf-8")
    return str(content)


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("folio: {color: column}", "3:16", "栏目色"),
        ("masthead: {fill: column}", "3:18", "栏目色"),
        ("text: {styles: {filler: {color: column}}}", "3:33", "栏目色"),
        ("folio: {rule: {color: ''}}", "3:23", "现有的"),
        ("press: {office_tints: {redd: 0.5}}", "3:24", "是不是 red？"),
        ("heads: {roles: [song-blak]}", "3:17", "是不是 song-black？"),
        ("masthead: {title: {size: 90}}", "3:26", "size` 取 6.6 到 80.4"),
    ],
)
def test_a_slip_in_a_layout_is_reported_at_its_place(
    build: Build, tmp_path: Path, text: str, place: str, said: str
) -> None:
    code, output = build("--layout", own_layout(tmp_path, text))
    assert code == CONTENT
    assert f"own.yaml:{place}:" in output
    assert said in output
    assert not (tmp_path / "output").exists()


def test_colour_and_role_of_a_layout_are_reported_in_one_round(build: Build, tmp_path: Path) -> None:
    code, output = build("--layout", own_layout(tmp_path, "folio: {color: rde}\nheads: {roles: [song-blak]}"))
    assert code == CONTENT
    assert "[unknown-color]" in output
    assert "[unknown-role]" in output
    assert "fonts.yaml" not in output


def test_a_page_that_breaks_a_promise_is_not_written(
    build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = own_content(tmp_path, "credits: {责任编辑: 张三}\n")
    assert build("--content", content)[0] == DONE
    before = (tmp_path / "output" / "bulletin.pdf").read_bytes()
    monkeypatch.setattr(folio, "CREDITS_BELOW", -1.6)
    code, output = build("--content", content)
    assert code == BROKEN_PROMISE
    assert "[credits-outside]" in output
    assert (tmp_path / "output" / "bulletin.pdf").read_bytes() == before


def test_a_masthead_that_must_shrink_is_a_warning_and_an_error_when_strict(build: Build, tmp_path: Path) -> None:
    content = own_content(tmp_path, masthead="近赶潍坊 远学长沙 创新驱动 高质量发展 走在前列")
    code, output = build("--content", content)
    assert code == DONE
    assert "警告[masthead-shrunk]: 报头太长，字由46.9磅缩到" in output
    assert "issue.yaml:2:11:" in output
    assert build("--content", content, "--strict")[0] == CONTENT


def test_a_folio_line_too_long_is_overset_at_its_place(build: Build, tmp_path: Path) -> None:
    content = own_content(tmp_path)
    issue = Path(content) / "issue.yaml"
    shipped = issue.read_text("utf-8")
    long = shipped.replace("济宁高新区", "济宁高新技术产业开发区" * 7)
    issue.write_text(long.replace("学习考察专刊", "学习考察专刊" * 13), encoding="utf-8")
    code, output = build("--content", content)
    assert code == OVERSET
    assert "issue.yaml:6:12: 错误[folio-overset]" in output
    assert "issue.yaml:7:8: 错误[folio-overset]" in output
    issue.write_text(long, encoding="utf-8")
    code, output = build("--content", content)
    assert code == DONE
    assert "issue.yaml:6:12: 提醒[folio-shrunk]" in output


@pytest.mark.parametrize("strict", [False, True])
def test_a_locked_output_is_exit_5_only_when_strict(
    build: Build, tmp_path: Path, lock: Callable[[str], None], strict: bool
) -> None:
    folder = tmp_path / "output"
    assert build()[0] == DONE
    before = (folder / "bulletin.pdf").read_bytes()
    lock("bulletin.pdf")
    code, output = build(*(["--strict"] if strict else []))
    assert code == (OUTPUT if strict else DONE)
    assert ("错误" if strict else "警告") + "[output-locked]" in output
    assert {path.name for path in folder.iterdir()} == {".bulletin", "bulletin.pdf", "bulletin-2.pdf", "history"}
    assert (folder / "bulletin.pdf").read_bytes() == before
    assert (folder / "bulletin-2.pdf").read_bytes().startswith(b"%PDF")


def test_a_slip_in_the_layout_of_slides_is_reported_at_its_place(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    layouts = tmp_path / "layouts"
    layouts.mkdir()
    text = (ROOT / "layouts" / "slides.yaml").read_text(encoding="utf-8")
    (layouts / "slides.yaml").write_text(text.replace("points: 7", "points: 0"), encoding="utf-8")
    shutil.copytree(ROOT / "content", tmp_path / "content")
    assert run(("--only", "slides"), home=str(tmp_path)) == CONTENT
    said = "".join(capsys.readouterr())
    assert "slides.yaml:7:9: 错误[bad-number]" in said
