"""A report that is not read again is as if it had been: with the files that it names, and as the faces are now."""

from pathlib import Path

import pytest

from bulletin.memory import Memory
from bulletin.read.cleaning import always
from bulletin.read.content import read_content
from tests.read.folder import BODY, ISSUE, report, write

TABLE = "![表1 情况](表.csv)"


def two_reports(folder: Path, first: str) -> Path:
    texts = {name: report(body=f"{BODY}\n{line}\n") for name, line in (("a.md", first), ("water.md", TABLE))}
    issue = ISSUE.replace("[water]", "[a, water]")
    return write(folder, {"issue.yaml": issue, "表.csv": "名称,数\n⽔务,1\n海\ufa45,2\n", **texts})


def test_a_table_is_known_by_a_report_that_names_it_too(tmp_path: Path) -> None:
    memory, folder = Memory(), str(tmp_path)
    read_content(str(two_reports(tmp_path, TABLE)), folder, always, memory)
    two_reports(tmp_path, "别无图表。")
    again, anew = (read_content(folder, folder, always, each) for each in (memory, Memory()))
    assert again == anew
    assert str(tmp_path / "表.csv") in anew.files.values()
    assert again.files == anew.files


@pytest.mark.parametrize("drawn", [True, False])
def test_a_table_is_read_again_where_the_faces_draw_other_characters(tmp_path: Path, drawn: bool) -> None:
    folder = str(two_reports(tmp_path, TABLE))
    memory = Memory()
    read_content(folder, folder, lambda _: not drawn, memory)
    again, anew = (read_content(folder, folder, lambda _: drawn, each) for each in (memory, Memory()))
    assert again == anew
