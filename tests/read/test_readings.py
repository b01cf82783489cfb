"""A report is read once for all builds that find it as it was: its file, what it names, and what is said of all."""

from pathlib import Path

import pytest

from bulletin.memory import Memory
from bulletin.model.edition import Edition
from bulletin.read import readings
from bulletin.read.cleaning import always
from bulletin.read.content import read_content
from tests.read.folder import BODY, ISSUE, report, write

TABLE = "![表1 指标](a.csv)\n\n"
OTHER_TABLE = "![表1 情况](表.csv)"
FILES: dict[str, str | bytes | None] = {
    "water.md": report(body=TABLE + BODY + "4月14日（星期一）去了潍坊。\n"),
    "a.csv": "项目,数\n甲,1\n",
}


def both(folder: Path, memory: Memory) -> tuple[Edition, Edition]:
    """The folder as read with this memory and with a fresh one."""
    return read_content(str(folder), str(folder.parent), memory=memory), read_content(str(folder), str(folder.parent))


@pytest.mark.parametrize(
    "edited",
    [
        {"a.csv": "项目,数\n甲,2\n"},
        {"a.csv": None},
        {"issue.yaml": ISSUE.replace("2019", "2018")},
        {"issue.yaml": ISSUE + "normalise: false\n"},
        {"issue.yaml": ISSUE + "reports: {water: {kicker: 调查}}\n"},
        {"wording.txt": "潍坊 济宁\n"},
        {"water.md": report(body=BODY)},
    ],
    ids=["table", "no table", "year", "as typed", "details", "wording", "text"],
)
def test_what_a_reading_depends_on_is_read_anew(tmp_path: Path, edited: dict[str, str | bytes | None]) -> None:
    memory = Memory()
    folder = write(tmp_path, FILES)
    before, fresh = both(folder, memory)
    assert before == fresh
    for name, data in edited.items():
        path = folder / name
        path.unlink(missing_ok=True)
        if isinstance(data, str):
            path.write_text(data, encoding="utf-8")
    after, fresh = both(folder, memory)
    assert after == fresh
    assert after != before


def test_characters_that_faces_draw_are_asked_for_again(tmp_path: Path) -> None:
    folder, memory = write(tmp_path, {"water.md": report(body=BODY + "神\ufa19和。\n")}), Memory()
    drawn = read_content(str(folder), str(tmp_path), always, memory)
    undrawn = read_content(str(folder), str(tmp_path), lambda char: char != "\ufa19", memory)
    assert drawn == read_content(str(folder), str(tmp_path), always)
    assert undrawn == read_content(str(folder), str(tmp_path), lambda char: char != "\ufa19")
    assert drawn != undrawn


def test_a_report_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, memory = write(tmp_path, FILES), Memory()
    before, _ = both(folder, memory)

    def read(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(readings, "read_report", read)
    assert read_content(str(folder), str(folder.parent), memory=memory) == before


def two_reports(folder: Path, first: str) -> Path:
    texts = {name: report(body=f"{BODY}\n{line}\n") for name, line in (("a.md", first), ("water.md", OTHER_TABLE))}
    issue = ISSUE.replace("[water]", "[a, water]")
    return write(folder, {"issue.yaml": issue, "表.csv": "名称,数\n⽔务,1\n海\ufa45,2\n", **texts})


def test_a_table_is_known_by_a_report_that_names_it_too(tmp_path: Path) -> None:
    memory, folder = Memory(), str(tmp_path)
    read_content(str(two_reports(tmp_path, OTHER_TABLE)), folder, always, memory)
    two_reports(tmp_path, "别无图表。")
    again, anew = (read_content(folder, folder, always, each) for each in (memory, Memory()))
    assert again == anew
    assert str(tmp_path / "表.csv") in anew.files.values()
    assert again.files == anew.files


@pytest.mark.parametrize("drawn", [True, False])
def test_a_table_is_read_again_where_the_faces_draw_other_characters(tmp_path: Path, drawn: bool) -> None:
    folder = str(two_reports(tmp_path, OTHER_TABLE))
    memory = Memory()
    read_content(folder, folder, lambda _: not drawn, memory)
    again, anew = (read_content(folder, folder, lambda _: drawn, each) for each in (memory, Memory()))
    assert again == anew
