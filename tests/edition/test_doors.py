"""Every file that a build reads, spoilt as a file: told in Chinese at its place, with exit 1, never opened outside."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bulletin.command import run
from tests.conftest import ROOT

SECRET = "root:x:0:0:secret"


def _fifo(path: Path, outside: Path) -> None:
    os.mkfifo(path)


def _device(path: Path, outside: Path) -> None:
    path.symlink_to("/dev/zero")


def _outside(path: Path, outside: Path) -> None:
    outside.write_text(f"{SECRET}\n", encoding="utf-8")
    path.symlink_to(outside)


def _dead(path: Path, outside: Path) -> None:
    path.symlink_to("nowhere")


def _circle(path: Path, outside: Path) -> None:
    path.symlink_to(path.name)


def _folder(path: Path, outside: Path) -> None:
    path.mkdir()


def _sparse(path: Path, outside: Path) -> None:
    with path.open("wb") as file:
        file.truncate(10 << 30)


SPOILT = (_fifo, _device, _outside, _dead, _circle, _folder, _sparse)
# File below the home, further words of the call, files that the home has besides.
OWN_FONT = "faces:\n  own: {file: own.ttf}\nroles:\n  song: [own, song]\n"
READ: dict[str, tuple[str, tuple[str, ...], dict[str, str]]] = {
    "issue.yaml": ("content/issue.yaml", (), {}),
    "report": ("content/water.md", (), {}),
    "terms": ("content/terms.txt", (), {}),
    "layout": ("layouts/own.yaml", ("--layout", "own"), {}),
    "extended layout": (
        "layouts/base.yaml", ("--layout", "own"), {"layouts/own.yaml": "extends: base\nname: own\n"}
    ),
    "extended path": (
        "layouts/base.yaml", ("--layout", "own"), {"layouts/own.yaml": "extends: ./base.yaml\nname: own\n"}
    ),
    "slides.yaml": ("layouts/slides.yaml", ("--only", "slides"), {"layouts/own.yaml": "extends: bulletin-a3\n"}),
    "fonts.yaml": ("fonts/fonts.yaml", (), {}),
    "font": ("fonts/own.ttf", (), {"fonts/fonts.yaml": OWN_FONT}),
    "template": (
        "layouts/own.pptx", ("--only", "slides"), {"layouts/slides.yaml": "extends: slides\ntemplate: own.pptx\n"}
    ),
    "profile": (
        "layouts/icc/own.icc",
        ("--layout", "own", "--only", "pdf", "--for", "printer"),
        {"layouts/own.yaml": "extends: bulletin-a3\npress: {profile: own.icc}\n"},
    ),
}  # fmt: skip
QUICK = ("_fifo", "_outside")


@pytest.mark.parametrize(
    ("kind", "spoil"),
    [
        pytest.param(kind, spoil, marks=() if spoil.__name__ in QUICK or kind == "report" else pytest.mark.slow)
        for kind in READ
        for spoil in SPOILT
    ],
    ids=lambda value: value if isinstance(value, str) else value.__name__,
)
def test_a_file_that_is_none_is_told(
    kind: str, spoil: Callable[[Path, Path], None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name, words, files = READ[kind]
    home = tmp_path / "home"
    shutil.copytree(ROOT / "content", home / "content")
    for other, text in files.items():
        (home / other).parent.mkdir(exist_ok=True)
        (home / other).write_text(text, encoding="utf-8")
    spoilt = home / name
    spoilt.parent.mkdir(exist_ok=True, parents=True)
    spoilt.unlink(missing_ok=True)
    spoil(spoilt, tmp_path / "outside")
    code = run((*words, "--content", str(home / "content"), "--output", str(tmp_path / "out")), home=str(home))
    shown = "".join(capsys.readouterr())
    assert code == 1, shown
    assert "错误[" in shown
    assert SECRET not in shown
    assert "Traceback" not in shown
    assert not (tmp_path / "out").exists()


def test_what_the_user_names_opens_where_it_stands(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "base.yaml").write_text("extends: bulletin-a3\nname: base\n", encoding="utf-8")
    (elsewhere / "real.yaml").write_text("extends: ./base.yaml\nname: real\n", encoding="utf-8")
    link = tmp_path / "linked.yaml"
    link.symlink_to(elsewhere / "real.yaml")
    (tmp_path / "base.yaml").symlink_to(elsewhere / "base.yaml")
    assert run(("check", "--only", "pdf", "--layout", str(elsewhere / "real.yaml")), home=str(ROOT)) == 0
    assert run(("check", "--only", "pdf", "--layout", str(link)), home=str(ROOT)) == 0


def test_a_layout_of_layouts_extends_nothing_outside(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = tmp_path / "home"
    (home / "layouts").mkdir(parents=True)
    (tmp_path / "secret.yaml").write_text(f"{SECRET}: 1\n", encoding="utf-8")
    (home / "layouts" / "own.yaml").write_text("extends: ../../secret.yaml\n", encoding="utf-8")
    (home / "layouts" / "far.yaml").write_text(f"extends: {tmp_path / 'secret.yaml'}\n", encoding="utf-8")
    for name in ("own", "far"):
        assert run(("check", "--content", str(ROOT / "content"), "--layout", name), home=str(home)) == 1
        shown = capsys.readouterr().err
        assert f"{name}.yaml:1:10: 错误[outside]" in shown
        assert SECRET not in shown


def test_a_relative_font_stays_below_fonts_and_a_full_path_opens(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "home"
    (home / "fonts").mkdir(parents=True)
    shutil.copy(ROOT / "fonts" / "NotoSansSC-Bold.ttf", tmp_path / "own.ttf")
    words = ("check", "--only", "pdf", "--content", str(ROOT / "content"))
    (home / "fonts" / "fonts.yaml").write_text(OWN_FONT.replace("own.ttf", "../../own.ttf"), encoding="utf-8")
    assert run(words, home=str(home)) == 1
    assert "fonts 文件夹外面" in capsys.readouterr().err
    (home / "fonts" / "fonts.yaml").write_text(OWN_FONT.replace("own.ttf", str(tmp_path / "own.ttf")), encoding="utf-8")
    assert run(words, home=str(home)) == 0


def test_no_permission_is_told_as_such(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """As root sees it never: the system's answer is put in its place."""
    opened = os.open

    def refused(path: str, *arguments: int) -> int:
        if str(path).endswith((".yaml", "water.md")):
            raise PermissionError(13, "Permission denied")
        return opened(path, *arguments)

    monkeypatch.setattr(os, "open", refused)
    assert run(("check",), home=str(ROOT)) == 1
    shown = capsys.readouterr().err
    assert "没有权限" in shown
    assert "denied" not in shown
