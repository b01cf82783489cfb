"""Folders with every kind of block: what is read in them is what was written."""

from pathlib import Path

import pytest

from bulletin.read.check import read
from tests.conftest import ROOT
from tests.edition.block_folders import found_in, shipped_blocks, write_random_issue
from tests.makeup.issues import block_maker


@pytest.mark.parametrize("seed", range(12))
def test_what_is_written_is_read(tmp_path: Path, seed: int) -> None:
    written = write_random_issue(block_maker(f"folder {seed}"), tmp_path / "content")
    edition, _ = read(str(tmp_path / "content"), None, root=str(ROOT))
    assert {report.name: tuple(found_in(report)) for report in edition.reports} == written


KINDS = {
    "economy": ["table", "table", "chart", "table", "chart"] + ["item"] * 5 + ["quote", "note", "note"],
    "water": ["picture"]
    + ["item"] * 3
    + ["table", "picture", "box-head"]
    + ["item"] * 2
    + ["picture", "quote", "note"],
    "service": ["picture", "table", "chart"],  # 名词解释 without marks is text
}


@pytest.mark.parametrize("name", KINDS)
def test_the_issue_of_every_kind_is_read_block_by_block(tmp_path: Path, name: str) -> None:
    edition, _ = read(str(shipped_blocks(tmp_path / "content")), None, root=str(ROOT))
    (report,) = (each for each in edition.reports if each.name == name)
    assert [each.kind for each in found_in(report) if each.kind not in ("body", "heading")] == KINDS[name]
