"""A layout that extends another: what it leaves out is the other's, and faults stand where they were written."""

from pathlib import Path

import pytest

from bulletin.memory import Memory
from bulletin.model.design import Design
from bulletin.problems import ContentError, Problem
from bulletin.read.layout import decode
from tests.conftest import ROOT

BASE = ROOT / "layouts" / "bulletin-a3.yaml"


def written(folder: Path, **texts: str) -> Path:
    """Layout files beside the shipped default; the path of the first."""
    (folder / "bulletin-a3.yaml").write_text(BASE.read_text(encoding="utf-8"), encoding="utf-8")
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder / f"{next(iter(texts))}.yaml"


def faults(path: Path, memory: Memory | None = None) -> tuple[Problem, ...]:
    with pytest.raises(ContentError) as caught:
        decode(str(path), Design, memory=memory)
    return caught.value.problems


def test_what_is_left_out_is_the_others(tmp_path: Path) -> None:
    own = written(
        tmp_path,
        own="extends: bulletin-a3\nname: own\npage: {bleed_mm: 3}\n"
        "colors:\n  ink: {rgb: '#000000', cmyk: [0, 0, 0, 100]}\n"
        "folio: {color: ink, rule: {width: 1}}\nheads: {roles: [kai]}\n",
    )
    base, made = decode(str(BASE), Design), decode(str(own), Design)
    assert made.page.bleed == pytest.approx(3 * 72 / 25.4)
    assert made.page._replace(bleed=0.0) == base.page
    assert set(made.colors) == {*base.colors, "ink"}
    assert made.folio.color == "ink"
    assert base.folio.rule
    assert made.folio.rule == base.folio.rule._replace(width=1.0)
    assert made.heads.roles == ("kai",)
    assert made.heads.sizes == base.heads.sizes
    assert made.text == base.text


def test_layouts_extend_in_a_row(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        last="extends: middle\nname: last\n",
        middle="extends: bulletin-a3\nname: middle\ngrid: {leading: 15}\n",
    )
    assert decode(str(path), Design).grid.leading == 15


def test_a_memory_holds_neither_an_old_base_nor_lost_faults(tmp_path: Path) -> None:
    memory = Memory()
    own = written(tmp_path, own="extends: middle\nname: own\n", middle="extends: bulletin-a3\nname: middle\n")
    assert decode(str(own), Design, memory=memory).grid.leading == decode(str(BASE), Design).grid.leading
    for leading in (15, 16, 15):
        written(tmp_path, middle=f"extends: bulletin-a3\nname: middle\ngrid: {{leading: {leading}}}\n")
        assert decode(str(own), Design, memory=memory).grid.leading == leading
    written(tmp_path, own="extends: middle\nname: own\ngrid: {leadin: 15}\n")
    assert len({repr(faults(own, memory)) for _ in range(3)} | {repr(faults(own))}) == 1


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("name: own\nextends: nowhere\n", "no-layout", 2),
        ("extends: ../bulletin-a3\n", "no-layout", 1),
        ("extends: own\n", "layout-circle", 1),
        ("extends: [bulletin-a3]\n", "no-layout", 1),
        ("extends: bulletin-a3\nfolio:\n  color: pinkish\n", "unknown-color", 3),
        ("extends: bulletin-a3\npage: {widht: 3}\n", "unknown-key", 2),
        ("extends: bulletin-a3\ngrid: {columns: 20}\n", "bad-measure", 2),
    ],
)
def test_a_fault_is_reported_at_its_place(tmp_path: Path, text: str, code: str, line: int) -> None:
    (fault,) = faults(written(tmp_path, own=text))
    assert fault.code == code
    assert fault.place
    assert (Path(fault.place.file).name, fault.place.line) == ("own.yaml", line)


def test_a_fault_of_the_other_is_reported_in_the_other(tmp_path: Path) -> None:
    path = written(tmp_path, own="extends: broken\n", broken="extends: bulletin-a3\ngrid: {leading: thin}\n")
    (fault,) = faults(path)
    assert fault.place
    assert (Path(fault.place.file).name, fault.place.line) == ("broken.yaml", 2)
