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
