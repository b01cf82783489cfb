"""The wheel and the source archive are whole, and the installed command works from any folder."""

import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

import pytest

from bulletin import __version__
from bulletin.faces.table import read_tables
from bulletin.memory import Memory
from tests.begin.machine.conftest import snapshot
from tests.begin.machine.small_faces import named
from tests.conftest import ROOT
from tests.edition.editions import built

pytestmark = pytest.mark.slow


class Archives(NamedTuple):
    wheel: Path
    sdist: Path


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> Archives:
    """The source archive, and the wheel made from it."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    (wheel,), (sdist,) = folder.glob("*.whl"), folder.glob("*.tar.gz")
    return Archives(wheel, sdist)


@pytest.fixture(scope="module")
def scripts(archives: Archives, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the commands of an environment are that has the wheel, and the libraries of this one behind it."""
    folder = tmp_path_factory.mktemp("bare")
    venv.create(folder, with_pip=False)
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    pip = [sys.executable, "-m", "pip", "--python", str(scripts / "python"), "--disable-pip-version-check", "install"]
    install = [*pip, "--quiet", "--no-index", "--no-deps", str(archives.wheel)]
    subprocess.run(install, check=True, capture_output=True, timeout=300)
    (packages,) = folder.glob("[Ll]ib/**/site-packages")
    ours = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (packages / "libraries.pth").write_text("\n".join(ours), encoding="utf-8")
    return scripts


class Done(NamedTuple):
    code: int
    out: str
    err: str


def call(command: list[str], cwd: Path) -> Done:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    environment["PYTHONUTF8"] = "1"
    done = subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, encoding="utf-8", timeout=300, check=False
    )
    return Done(done.returncode, done.stdout, done.stderr)


def below(folder: str) -> set[str]:
    """The project's own files below a folder of the top level, as git keeps them or would."""
    if not (ROOT / ".git").exists():
        pytest.skip("only a checkout knows which files are the project's own")
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", folder],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return {name for name in listed.stdout.splitlines() if (ROOT / name).exists()}


def test_the_wheel_is_whole(archives: Archives) -> None:
    with zipfile.ZipFile(archives.wheel) as wheel:
        names = set(wheel.namelist())
        (about,) = (name for name in names if name.endswith("METADATA"))
        said = wheel.read(about).decode()
    kept = below("bulletin") | {f"bulletin/presets/{name}" for name in below("layouts") | below("fonts")}
    kept = kept - {"bulletin/presets/fonts/build.py"} | {"bulletin/presets/constraints.txt"}
    info = f"bulletin-{__version__}.dist-info"
    assert {name for name in names if not name.startswith(info)} == kept
    assert "bulletin/py.typed" in names
    assert f"\nVersion: {__version__}\n" in said
    assert "\nLicense-Expression: MIT AND OFL-1.1 AND Apache-2.0\n" in said
    others = (*(ROOT / "fonts").glob("OFL-*.txt"), *(ROOT / "bulletin" / "words").glob("LICENSE-*.txt"))
    for licence in ("LICENSE", *(path.relative_to(ROOT).as_posix() for path in others)):
        assert f"{info}/licenses/{licence}" in names
    for face in read_tables([str(ROOT / "fonts")]).files:
        assert f"bulletin/presets/fonts/{os.path.basename(face.path)}" in names


def test_the_source_archive_is_whole(archives: Archives) -> None:
    with tarfile.open(archives.sdist) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    assert below(".") <= names
    for kept in ("generate.py", "constraints.txt", "CHANGELOG.md", "layouts/icc/FOGRA39L_coated.icc", ".ci/run"):
        assert kept in names
    assert not {name for name in names if name.startswith(("output/", ".venv/")) or "__pycache__" in name}


def test_version_and_help(scripts: Path, tmp_path: Path) -> None:
    python, bulletin = str(scripts / "python"), str(scripts / "bulletin")
    for command in ([bulletin], [python, "-m", "bulletin"]):
        assert call([*command, "--version"], tmp_path) == Done(0, f"bulletin {__version__}\n", "")
        assert "用法：bulletin" in call([*command, "-h"], tmp_path).out


def test_nothing_of_the_checkout_is_used(scripts: Path, tmp_path: Path) -> None:
    done = call([str(scripts / "python"), "-c", "import bulletin; print(bulletin.__file__)"], tmp_path)
    assert Path(done.out.strip()).is_relative_to(scripts.parent), done


def test_an_office_s_face_goes_into_the_current_folder(scripts: Path, tmp_path: Path) -> None:
    """Whatever stands in the package stays as it is: it may be another account's."""
    shutil.copytree(ROOT / "content", tmp_path / "work" / "content")
    (tmp_path / "own.ttf").write_bytes(named("方正小标宋", "XBS"))
    (presets,) = scripts.parent.glob("[Ll]ib/**/bulletin/presets")
    before = snapshot(presets)
    bulletin = str(scripts / "bulletin")
    added = call([bulletin, "fonts", "add", "../own.ttf", "--role", "song-black"], tmp_path / "work")
    assert added.code == 0, added.err
    assert sorted(path.name for path in (tmp_path / "work" / "fonts").iterdir()) == ["fonts.yaml", "own.ttf"]
    looked = call([bulletin, "doctor"], tmp_path / "work")
    assert looked.code == 0, looked.out
    assert "自有字体“xbs”（own.ttf）可用" in looked.out
    assert f"reportlab {metadata.version('reportlab')}" in looked.out
    assert call([bulletin, "--only", "pdf"], tmp_path / "work").code == 0
    assert snapshot(presets) == before


def test_an_empty_folder_is_a_clear_mistake(scripts: Path, tmp_path: Path) -> None:
    done = call([str(scripts / "bulletin")], tmp_path)
    assert done.code == 1
    assert done.out == ""
    assert "没有内容文件夹“content”" in done.err
    assert "提示：新建" in done.err
    assert "Traceback" not in done.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("as_module", [False, True])
def test_a_folder_with_content_alone_gives_the_same_bytes_as_a_checkout(
    scripts: Path, tmp_path: Path, as_module: bool
) -> None:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    command = [str(scripts / "python"), "-m", "bulletin"] if as_module else [str(scripts / "bulletin")]
    done = call([*command, "--for", "screen", "--for", "printer"], tmp_path)
    assert done.code == 0, done.err
    expected = built(ROOT / "content", Memory(), purposes=("screen", "printer")).files
    made = {path.name: path.read_bytes() for path in (tmp_path / "output").iterdir() if path.is_file()}
    assert made == {file.name: file.data for file in expected}


@pytest.mark.parametrize("extends", ["bulletin-a4", "../others/base.yaml"], ids=["by name", "by path"])
def test_a_layout_in_another_folder_extends_a_preset(scripts: Path, tmp_path: Path, extends: str) -> None:
    work = tmp_path / "work"
    shutil.copytree(ROOT / "content", work / "content")
    for name, text in (("own/mine.yaml", f"extends: {extends}\n"), ("others/base.yaml", "extends: bulletin-a4\n")):
        path = tmp_path / name
        path.parent.mkdir()
        path.write_text(f"{text}name: {path.stem}\n", encoding="utf-8")
    done = call([str(scripts / "bulletin"), "--layout", "../own/mine.yaml", "--only", "pdf"], work)
    assert done.code == 0, done.err
    expected = built(ROOT / "content", Memory(), layout="bulletin-a4", slides=False).files[0]
    assert (work / "output" / "bulletin.pdf").read_bytes() == expected.data


def test_an_unknown_layout_lists_those_of_the_wheel(scripts: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    done = call([str(scripts / "bulletin"), "check", "--layout", "nowhere"], tmp_path)
    assert done.code == 1
    assert "bulletin-a3" in done.err
    assert "original-portraits" in done.err
