"""The last deliveries in history/: what is filed under which name, what falls out, and what nobody may touch."""

import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bulletin.build import delivery, history, storage
from bulletin.build.delivery import Delivered, deliver
from bulletin.build.history import issue_name
from bulletin.build.journal import FORWARD, Journal, Move, OutputFolder, new_stage
from bulletin.build.record import delivered, written
from bulletin.build.storage import Found
from bulletin.model.output import File, OutputPurpose
from bulletin.problems import OutputError
from tests.build.test_delivery import listing
from tests.build.test_record import data_of, record_file

PURPOSES: dict[str, OutputPurpose] = {
    "bulletin.pdf": "screen", "bulletin-printer.pdf": "printer", "bulletin-office.pdf": "office",
    "bulletin-booklet.pdf": "booklet", "slides.pptx": "slides", "bulletin-1.png": "preview",
    "bulletin-printer.preflight.txt": "preflight",
}  # fmt: skip
USUAL = ("bulletin.pdf", "slides.pptx")
FIRST = "简报-第1期-2026-11-23"

Issued = Callable[..., tuple[Delivered, ...]]


@pytest.fixture
def issued(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Issued:
    """Deliver an issue into tmp_path on a day of November; its files say `text`."""

    def done(text: str, *names: str, day: int = 23, number: int = 1, most: int = 5) -> tuple[Delivered, ...]:
        monkeypatch.setattr(delivery, "today", lambda: date(2026, 11, day))
        files = [File(name, f"{text} {name}".encode(), PURPOSES[name]) for name in names or USUAL]
        return deliver(files, str(tmp_path), about(text, number, most))

    return done


def about(text: str, number: int = 1, most: int = 5) -> dict[str, Any]:
    issue = {"masthead": "简报", "number": f"第{number}期", "date": "2026-11-23"}
    report = {"file": "a.md", "title": "甲", "characters": len(text), "sha256": text, "rest": ""}
    return {"issue": issue, "reports": [report], "history": most}


def filed(folder: Path) -> dict[str, str]:
    return listing(folder / "history") if (folder / "history").is_dir() else {}


@pytest.mark.parametrize(
    ("issue", "name"),
    [
        (("简报", "第12期", "2024-05-20"), "简报-第12期-2024-05-20"),
        (("近赶潍坊\u3000远学长沙", "", "2019-04-24"), "近赶潍坊远学长沙-2019-04-24"),
        (("Weifang Daily", "Vol.3", "2024-05-20"), "Weifang Daily-Vol.3-2024-05-20"),
        (("学习/调研：<简报>", "总第1|2期?", "2024-05-20"), "学习／调研：＜简报＞-总第1｜2期？-2024-05-20"),
        (("..简\u200b报\x07\ud800. ", "", "2024-05-20"), "简报-2024-05-20"),
        (("CON", "", "2024-05-20"), "CON-2024-05-20"),
        (("com1.", "", "2024-05-20"), "com1-2024-05-20"),
        (("con.x", "", "2024-05-20"), "_con.x-2024-05-20"),
        (("长" * 40, "号" * 40, "2024-05-20"), f"{'长' * 20}-{'号' * 20}-2024-05-20"),
    ],
)
def test_a_name_is_what_an_office_files_by_and_any_file_system_takes(issue: tuple[str, str, str], name: str) -> None:
    made = issue_name(dict(zip(("masthead", "number", "date"), issue, strict=True)))
    assert made == name
    assert len(f"{made}-99-印刷版.pdf".encode()) < 200


def test_each_purpose_has_its_name_and_previews_are_not_filed(issued: Issued, tmp_path: Path) -> None:
    outputs = issued("one", *PURPOSES)
    names = {f"{FIRST}{ending}" for ending in (".pdf", "-印刷版.pdf", "-复印版.pdf", "-小册子.pdf", ".pptx")}
    assert set(filed(tmp_path)) == names
    assert filed(tmp_path)[f"{FIRST}-印刷版.pdf"] == "one bulletin-printer.pdf"
    assert {os.path.basename(output.path) for output in outputs if output.filed == "new"} == names
    assert [entry.path for entry in delivered(str(tmp_path)).entries] == list(PURPOSES)
    assert {entry.path for entry in delivered(str(tmp_path)).filed} == {f"history/{name}" for name in names}


def test_the_copy_is_a_file_of_its_own(issued: Issued, tmp_path: Path) -> None:
    """A program that saves in place would else write into the archive too."""
    issued("one")
    with (tmp_path / "bulletin.pdf").open("r+b") as file:
        file.write(b"ONE")
    assert filed(tmp_path)[f"{FIRST}.pdf"] == "one bulletin.pdf"


def test_the_same_again_is_not_filed_again(issued: Issued, tmp_path: Path) -> None:
    issued("one")
    for day in (23, 24):
        assert not any(output.filed for output in issued("one", day=day))
    assert set(filed(tmp_path)) == {f"{FIRST}.pdf", f"{FIRST}.pptx"}
    issued("two", day=25)
    assert not any(output.filed for output in issued("one", day=26)), "what was printed first is there still"


def test_the_proofs_of_one_day_take_one_place_and_the_next_day_has_its_own(issued: Issued, tmp_path: Path) -> None:
    issued("one")
    assert {output.filed for output in issued("two") if output.filed} == {"instead"}
    assert filed(tmp_path) == {f"{FIRST}.pdf": "two bulletin.pdf", f"{FIRST}.pptx": "two slides.pptx"}
    issued("three", day=24)
    issued("four", day=24)
    issued("five", day=25)
    assert {name: text[:4] for name, text in filed(tmp_path).items() if name.endswith("pdf")} == {
        f"{FIRST}.pdf": "two ", f"{FIRST}-2.pdf": "four", f"{FIRST}-3.pdf": "five"
    }  # fmt: skip


def test_the_same_reports_in_another_look_have_the_next_days_own_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day, look in ((date(2026, 11, 23), "A3"), (date(2026, 11, 24), "A4")):
        monkeypatch.setattr(delivery, "today", lambda day=day: day)
        deliver([File("bulletin.pdf", look.encode(), "screen")], str(tmp_path), about("one"))
    assert filed(tmp_path) == {f"{FIRST}.pdf": "A3", f"{FIRST}-2.pdf": "A4"}


def test_what_a_program_holds_falls_out_another_time(
    issued: Issued, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    issued("one", "bulletin.pdf", most=1)
    with monkeypatch.context() as held:
        held.setattr(
            history, "look", lambda path: Found("closed") if path.endswith(f"{FIRST}.pdf") else storage.look(path)
        )
        issued("two", "bulletin.pdf", day=24, most=1)
    assert set(filed(tmp_path)) == {f"{FIRST}.pdf", f"{FIRST}-2.pdf"}
    issued("three", "bulletin.pdf", day=25, most=1)
    assert set(filed(tmp_path)) == {f"{FIRST}-3.pdf"}


@pytest.mark.parametrize(("of", "to", "followed"), [
    ("history/a.pdf", "history/a.pdf", True), ("a.pdf", "a-2.pdf", True),
    ("history/a.pdf", "a.pdf", False), ("a.pdf", "history/a.pdf", False), ("history/../a.pdf", "history/a.pdf", False),
])  # fmt: skip
def test_a_journal_moves_no_output_into_history_nor_out_of_it(of: str, to: str, followed: bool, tmp_path: Path) -> None:
    folder, stage = OutputFolder(str(tmp_path)), new_stage()
    os.makedirs(folder.inner(stage))
    move = Move(of=of, to=to, new="", old="0" * 64, reason="", entry={"purpose": "screen"})
    folder.write_journal(Journal(stage=stage, moves=(move,), record={"outputs": []}))
    assert (folder.read_journal(stage, FORWARD) is not None) == followed


def test_a_number_that_fell_out_is_not_given_again(issued: Issued, tmp_path: Path) -> None:
    for day in (23, 24, 25):
        issued(f"day {day}", "bulletin.pdf", day=day, most=2)
    assert set(filed(tmp_path)) == {f"{FIRST}-2.pdf", f"{FIRST}-3.pdf"}
    issued("day 26", "bulletin.pdf", day=26, most=2)
    assert set(filed(tmp_path)) == {f"{FIRST}-3.pdf", f"{FIRST}-4.pdf"}


def test_the_sixth_oldest_falls_out(issued: Issued, tmp_path: Path) -> None:
    for number in range(1, 7):
        issued(f"issue {number}", number=number)
    assert {name[3:6] for name in filed(tmp_path)} == {f"第{number}期"[:3] for number in range(2, 7)}
    assert len(filed(tmp_path)) == 10
    assert len(delivered(str(tmp_path)).filed) == 10
    issued("issue 7", number=7, most=2)
    assert {name[3:6] for name in filed(tmp_path)} == {"第6期", "第7期"}


def test_one_that_is_delivered_again_as_it_was_falls_out_last(issued: Issued, tmp_path: Path) -> None:
    for number in (1, 2, 3, 1, 4):
        issued(f"issue {number}", "bulletin.pdf", number=number, most=3)
    assert {name[3:6] for name in filed(tmp_path)} == {"第1期", "第3期", "第4期"}


def test_nothing_that_a_person_made_or_edited_is_removed_or_replaced(issued: Issued, tmp_path: Path) -> None:
    issued("one")
    (tmp_path / "history" / f"{FIRST}.pptx").write_text("presenter's own")
    (tmp_path / "history" / "读我.txt").write_text("mine")
    issued("two")  # the same day
    mine = {f"{FIRST}.pptx": "presenter's own", "读我.txt": "mine"}
    assert filed(tmp_path) == mine | {
        f"{FIRST}.pdf": "one bulletin.pdf", f"{FIRST}-2.pdf": "two bulletin.pdf", f"{FIRST}-2.pptx": "two slides.pptx"
    }  # fmt: skip
    issued("other", number=2, most=1)
    assert filed(tmp_path) == mine | {
        "简报-第2期-2026-11-23.pdf": "other bulletin.pdf", "简报-第2期-2026-11-23.pptx": "other slides.pptx"
    }  # fmt: skip
    assert {entry.path for entry in delivered(str(tmp_path)).filed} == {
        "history/简报-第2期-2026-11-23.pdf", "history/简报-第2期-2026-11-23.pptx"
    }  # fmt: skip


def test_without_the_record_nothing_there_is_ours(issued: Issued, tmp_path: Path) -> None:
    issued("one")
    before = filed(tmp_path)
    shutil.rmtree(tmp_path / ".bulletin")
    issued("two", most=1)
    assert filed(tmp_path) == before | {
        f"{FIRST}-2.pdf": "two bulletin.pdf", f"{FIRST}-2.pptx": "two slides.pptx"
    }  # fmt: skip


@pytest.mark.parametrize("named", [f"{FIRST}.pdf", f"{FIRST.lower()}.PDF", f"{FIRST}（终稿）.doc", f"{FIRST}.pptx"])
def test_a_name_that_a_person_took_is_left_to_them(issued: Issued, tmp_path: Path, named: str) -> None:
    (tmp_path / "history").mkdir()
    (tmp_path / "history" / named).write_text("mine")
    issued("one")
    assert set(filed(tmp_path)) == {named, f"{FIRST}-2.pdf", f"{FIRST}-2.pptx"}


def test_what_is_gone_from_there_is_filed_again(issued: Issued, tmp_path: Path) -> None:
    issued("one")
    os.unlink(tmp_path / "history" / f"{FIRST}.pdf")
    issued("one", day=24)
    assert set(filed(tmp_path)) == {f"{FIRST}.pdf", f"{FIRST}.pptx"}
    shutil.rmtree(tmp_path / "history")
    issued("one", day=25)
    assert set(filed(tmp_path)) == {f"{FIRST}.pdf", f"{FIRST}.pptx"}


def test_outputs_made_one_after_the_other_stand_together_while_the_text_is_the_same(
    issued: Issued, tmp_path: Path
) -> None:
    issued("one", "bulletin.pdf")
    issued("one", "slides.pptx", day=24)
    issued("one", "bulletin-printer.pdf", day=25)
    assert set(filed(tmp_path)) == {f"{FIRST}.pdf", f"{FIRST}.pptx", f"{FIRST}-印刷版.pdf"}
    issued("two", "bulletin-office.pdf", day=26)  # of another text: not beside the first
    assert f"{FIRST}-2-复印版.pdf" in filed(tmp_path)


def test_none_switches_it_off_and_leaves_what_is_there(issued: Issued, tmp_path: Path) -> None:
    issued("one", most=0)
    assert not (tmp_path / "history").exists()
    issued("one")
    before = filed(tmp_path)
    assert len(before) == 2
    issued("two", most=0)
    assert filed(tmp_path) == before
    assert len(delivered(str(tmp_path)).filed) == 2
    issued("three", day=24, most=1)  # and they are still known for ours
    assert set(filed(tmp_path)) == {f"{FIRST}-2.pdf", f"{FIRST}-2.pptx"}


def test_each_output_folder_has_its_own_and_a_template_files_nothing(issued: Issued, tmp_path: Path) -> None:
    issued("one")
    deliver([File("template.pptx", b"template", "template")], str(tmp_path))
    assert len(filed(tmp_path)) == len(delivered(str(tmp_path)).filed) == 2


@pytest.mark.parametrize("thing", ["link", "dead link", "file"])
def test_what_is_no_folder_of_this_place_is_not_followed_and_told(issued: Issued, tmp_path: Path, thing: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    place = tmp_path / "history"
    place.write_text("mine") if thing == "file" else place.symlink_to(elsewhere if thing == "link" else "nowhere")
    outputs = issued("one")
    assert [output for output in outputs if not output.path] == [Delivered(str(place), "", "taken", "new")]
    assert (tmp_path / "bulletin.pdf").read_text() == "one bulletin.pdf"
    assert not list(elsewhere.iterdir())
    assert not any(output.filed for output in issued("two", most=0))


def test_one_that_takes_no_files_does_not_keep_the_outputs_back(
    issued: Issued, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "history").mkdir()
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # as root, everything may be written
    assert any(not output.path for output in issued("one"))
    assert filed(tmp_path) == {}
    assert (tmp_path / "bulletin.pdf").exists()


@pytest.mark.parametrize("at", [f"{FIRST}.pdf", f"{FIRST}.pptx", "delivered.json"])
def test_a_failing_move_takes_everything_back(
    issued: Issued, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    replace = os.replace

    def failing(source: str, target: str) -> None:
        if target.endswith(at):
            raise OSError(28, "No space left on device")
        replace(source, target)

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", failing)
        with pytest.raises(OutputError) as caught:
            issued("zero")
    assert "原有成品未改动" in caught.value.problems[0].hint
    assert [path.name for path in tmp_path.iterdir()] == [".bulletin"]
    issued("one")
    before, record = filed(tmp_path), delivered(str(tmp_path))
    monkeypatch.setattr(os, "replace", failing)
    with pytest.raises(OutputError):
        issued("two")
    assert (filed(tmp_path), delivered(str(tmp_path))) == (before, record)
    assert (tmp_path / "bulletin.pdf").read_text() == "one bulletin.pdf"


def test_one_that_is_open_in_a_program_is_left_and_goes_another_time(
    issued: Issued, tmp_path: Path, lock: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    issued("one", "bulletin.pdf")
    with monkeypatch.context() as patched:
        replace = os.replace

        def refusing(source: str, target: str) -> None:
            if source.endswith(f"{FIRST}.pdf"):
                raise PermissionError(13, "open elsewhere")
            replace(source, target)

        patched.setattr(os, "replace", refusing)
        issued("two", "bulletin.pdf", number=2, most=1)
        assert len(filed(tmp_path)) == 2
    issued("three", "bulletin.pdf", number=3, most=1)
    assert set(filed(tmp_path)) == {"简报-第3期-2026-11-23.pdf"}
    lock("简报-第3期-2026-11-23.pdf")
    outputs = issued("four", "bulletin.pdf", number=3, most=1)
    assert [output.reason for output in outputs] == ["", "locked"]
    assert filed(tmp_path) == {
        "简报-第3期-2026-11-23.pdf": "three bulletin.pdf", "简报-第3期-2026-11-23-2.pdf": "four bulletin.pdf"
    }  # fmt: skip


OURS = "%PDF-1.7 % ReportLab Generated PDF document /Creator (bulletin) /Producer (reportlab) %%EOF"


@pytest.mark.parametrize("text", ["mine", OURS], ids=["own", "a copy of an output"])
def test_a_file_that_comes_into_its_place_meanwhile_is_not_replaced(
    issued: Issued, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    write = storage.write_new

    def overtaken(path: str, data: bytes) -> None:
        (tmp_path / "history").mkdir(exist_ok=True)
        (tmp_path / "history" / f"{FIRST}.pdf").write_text(text)
        write(path, data)

    monkeypatch.setattr("bulletin.build.transaction.write_new", overtaken)
    issued("one", "bulletin.pdf")
    assert filed(tmp_path) == {f"{FIRST}.pdf": text, f"{FIRST}（新）.pdf": "one bulletin.pdf"}


def test_one_that_becomes_a_link_amid_the_moves_is_not_followed(
    issued: Issued, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    replace = os.replace

    def swapped(source: str, target: str) -> None:
        if target.endswith("slides.pptx") and not (tmp_path / "history").exists():
            (tmp_path / "history").symlink_to(elsewhere)
        replace(source, target)

    monkeypatch.setattr(os, "replace", swapped)
    issued("one")
    assert not list(elsewhere.iterdir())
    assert (tmp_path / "slides.pptx").read_text() == "one slides.pptx"
    assert delivered(str(tmp_path)).filed == ()


@pytest.mark.parametrize(
    "fields",
    [{"path": "history/../bulletin.pdf"}, {"path": "bulletin.pdf"}, {"path": "history/"}, {"path": "history/a/b.pdf"},
     {"path": "other/b.pdf"}, {"sha256": 3}, {"purpose": None}, {"of": "slides.pptx"}],
    ids=str,
)  # fmt: skip
def test_entries_that_make_no_sense_are_nobody_s_and_spoil_nothing(
    issued: Issued, tmp_path: Path, fields: dict[str, Any]
) -> None:
    issued("one", "bulletin.pdf")
    data = data_of(tmp_path)
    data["history"][0] |= fields
    storage.remove(str(record_file(tmp_path)))
    storage.write_new(str(record_file(tmp_path)), written(data))
    known = delivered(str(tmp_path))
    assert (len(known.entries), known.filed, known.fault) == (1, (), "")
    issued("two", "bulletin.pdf", most=1)
    assert filed(tmp_path) == {f"{FIRST}.pdf": "one bulletin.pdf", f"{FIRST}-2.pdf": "two bulletin.pdf"}


@pytest.mark.parametrize("history", [3, {}, None, ["x"], [{"path": "history/x"}]], ids=str)
def test_a_history_of_no_form_is_none(issued: Issued, tmp_path: Path, history: object) -> None:
    issued("one")
    data = data_of(tmp_path) | {"history": history}
    storage.remove(str(record_file(tmp_path)))
    storage.write_new(str(record_file(tmp_path)), written(data))
    issued("two")
    assert len(filed(tmp_path)) == 4
