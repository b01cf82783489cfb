"""A cache changes times, never answers; one that is not sound is as good as none."""

from pathlib import Path

import pytest

from bulletin.build.cache import code_version, load, pack, save
from bulletin.compose.composer import Composer
from bulletin.faces.face import open_faces
from bulletin.memory import Memory
from bulletin.model.design import Color, Design, TextStyle
from bulletin.model.edition import Paragraph, Run
from bulletin.model.galley import Line
from bulletin.problems import Place
from bulletin.read.layout import decode
from tests.conftest import ROOT


def kept(path: Path, key: str, memory: Memory) -> None:
    save(pack(str(path), key, memory))


def test_what_was_learnt_is_recalled_and_only_what_was_used_is_kept(tmp_path: Path) -> None:
    path = tmp_path / ".cache" / "lines"
    first = Memory()
    assert [first.recall(key, lambda: object) for key in ("a", "b")] == [object, object]
    first = Memory({"a": 1, "old": 2})
    assert first.recall("a", lambda: pytest.fail("known")) == 1
    assert first.recall("b", lambda: None) is None
    assert first.recall("b", lambda: pytest.fail("known")) is None
    assert first.fresh == 1
    kept(path, "key", first)
    second = load(str(path), "key")
    assert second.recall("a", lambda: pytest.fail("kept")) == 1
    assert second.recall("old", lambda: 3) == 3


def test_nothing_new_is_not_written_again(tmp_path: Path) -> None:
    assert pack(str(tmp_path / "lines"), "key", Memory({"a": 1})) == ()


@pytest.mark.parametrize("spoil", ["key", "damage", "cut", "empty", "folder", "missing"])
def test_an_unsound_cache_is_cold(tmp_path: Path, spoil: str) -> None:
    path = tmp_path / "lines"
    memory = Memory()
    memory.recall("a", lambda: 1)
    kept(path, "key", memory)
    data = path.read_bytes()
    if spoil == "damage":
        path.write_bytes(data[:-3] + b"\0" + data[-2:])
    elif spoil in ("cut", "empty"):
        path.write_bytes(data[:40] if spoil == "cut" else b"")
    elif spoil in ("missing", "folder"):
        path.unlink()
        if spoil == "folder":
            path.mkdir()
    found = load(str(path), "other" if spoil == "key" else "key")
    assert found.recall("a", lambda: 2) == 2


def test_an_unwritable_place_is_silently_left(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    memory = Memory()
    memory.recall("a", lambda: 1)
    kept(tmp_path / "file" / "lines", "key", memory)


def test_other_code_is_another_version(tmp_path: Path) -> None:
    (tmp_path / "compose").mkdir()
    file = tmp_path / "compose" / "a.py"
    file.write_text("1")
    before = code_version(str(tmp_path), "compose")
    assert code_version(str(tmp_path), "compose") == before
    file.write_text("12")
    assert code_version(str(tmp_path), "compose") != before


def test_a_composer_that_remembers_composes_the_same(tmp_path: Path) -> None:
    design = decode(str(ROOT / "layouts" / "bulletin-a3.yaml"), Design)
    faces = open_faces(str(ROOT / "fonts"))
    style = design.text.styles.body
    black = design.colors["black"]

    def composed(memory: Memory | None, color: Color = black, style: TextStyle = style) -> list[tuple[Line, ...]]:
        composer = Composer(design.text, faces, (), memory)
        found = []
        for text in ("学习提高水平，规划建设“多规合一”。" * 9, "2018年4月14日，ISO 9001质量管理体系。" * 5):
            paragraph = Paragraph("body", 0, (Run(text),), Place("a.md"))
            for measure in (178.5, 120.0):
                galley = composer.galley(paragraph, style, size=10.5, measure=measure, counts=(9,))
                found += [
                    composer.lines(paragraph, style, setting, size=10.5, measure=measure, color=color)
                    for setting in galley.settings
                ]
        title = "借“潍”高石　攻“济”新玉"
        byline = (("局长　", style, color), ("李剑", style, color))
        for rows in (1, 2):
            head = composer.display(
                title, "song-black", size=28, measure=370, rows=rows, color=color, align="center", tracking=(0, 0.25)
            )
            found += [head or (), composer.single(byline, size=10 * rows, measure=300, align="left")]
        return found

    cold = composed(None)
    first = Memory()
    assert composed(first) == cold
    path = tmp_path / "lines"
    kept(path, "key", first)
    warm = load(str(path), "key")
    assert composed(warm) == cold
    assert not warm.fresh
    assert composed(warm, design.colors["red"]) == composed(None, design.colors["red"]) != cold
    bold = style._replace(role="song-bold")
    assert composed(warm, style=bold) == composed(None, style=bold)
