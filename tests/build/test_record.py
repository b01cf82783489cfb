"""The record of the last delivery: what it says, what it keeps, and what nobody may overwrite by its leave."""

import json
import os
import shutil
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pikepdf
import pytest

from bulletin.build.delivery import deliver
from bulletin.build.record import delivered, described
from bulletin.memory import Memory
from bulletin.model.output import File, Order, Printed
from bulletin.pipeline import build
from bulletin.sources import find_sources
from tests.build.test_delivery import files, listing, names
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def printed() -> Printed:
    return build(Order(find_sources(str(ROOT)), str(ROOT / "content")), Memory())


def record_file(folder: Path) -> Path:
    return folder / ".bulletin" / "delivered.json"


def data_of(folder: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(record_file(folder).read_text(encoding="utf-8"))
    return data


def test_the_record_says_what_was_delivered_of_which_issue(tmp_path: Path, printed: Printed) -> None:
    deliver(printed.files, str(tmp_path), described(printed))
    data = data_of(tmp_path)
    assert (data["version"], data["issue"]["date"]) == (2, "2019-04-24")
    assert [(entry["path"], entry["purpose"], entry["pages"]) for entry in data["outputs"]] == [
        ("bulletin.pdf", "screen", 1), ("slides.pptx", "slides", 4)
    ]  # fmt: skip
    for entry in data["outputs"]:
        assert entry["sha256"] == sha256((tmp_path / entry["path"]).read_bytes()).hexdigest()
    (report, *others) = data["reports"]
    assert len(others) == 3
    body = "\n".join(paragraph.text for paragraph in printed.edition.reports[0].paragraphs)
    assert report == {
        "file": "environment.md", "title": "借“潍”高石 攻“济”新玉", "place": {"page": 1, "module": 1},
        "characters": len(body.replace("\n", "")), "sha256": sha256(body.encode()).hexdigest(), "rest": report["rest"],
    }  # fmt: skip
    assert (data["pages"], data["slides"]) == (1, 4)
    assert [entry["path"] for entry in data["history"]] == [
        "history/近赶潍坊远学长沙-2019-04-24.pdf", "history/近赶潍坊远学长沙-2019-04-24.pptx"
    ]  # fmt: skip
    assert str(ROOT) not in record_file(tmp_path).read_text(encoding="utf-8")


def test_another_level_of_a_heading_changes_what_stands_beside_the_text(printed: Printed) -> None:
    first, *others = printed.edition.reports
    at = next(place for place, each in enumerate(first.paragraphs) if each.kind == "heading")
    deeper = first.paragraphs[at]._replace(level=first.paragraphs[at].level + 1)
    other = first._replace(paragraphs=(*first.paragraphs[:at], deeper, *first.paragraphs[at + 1 :]))
    changed = printed._replace(edition=printed.edition._replace(reports=(other, *others)))
    before, now = (described(each)["reports"][0] for each in (printed, changed))
    assert before["sha256"] == now["sha256"]
    assert before["rest"] != now["rest"]


def test_fields_of_others_are_kept_at_every_level(tmp_path: Path, printed: Printed) -> None:
    deliver(printed.files, str(tmp_path), described(printed))
    data = data_of(tmp_path)
    for level in (data, data["issue"], data["outputs"][0], data["reports"][2]):
        level["plan"] = {"kept": ["\ud800", 1e3]}
    record_file(tmp_path).write_text(json.dumps(data))
    for _ in range(2):
        deliver(printed.files, str(tmp_path), described(printed))
    data = data_of(tmp_path)
    for level in (data, data["issue"], data["outputs"][0], data["reports"][2]):
        assert level["plan"] == {"kept": ["\ud800", 1e3]}


def test_a_delivery_of_some_outputs_keeps_what_is_said_of_those_that_still_stand(tmp_path: Path) -> None:
    names(tmp_path, "a.pdf", "b.pptx", "c.txt", text="old")
    (tmp_path / "c.txt").unlink()
    names(tmp_path, "a.pdf")
    assert {entry.path: entry.sha256[:6] for entry in delivered(str(tmp_path)).entries} == {
        "b.pptx": sha256(b"old b.pptx").hexdigest()[:6], "a.pdf": sha256(b"new a.pdf").hexdigest()[:6]
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "[]", "null", '{"version": 1}', '{"version": "1", "outputs": []}', "[" * 100_000,
        '{"version": 1, "outputs": {}}', '{"version": 1, "outputs": [1]}',
        '{"version": 1, "outputs": [{"path": "../x", "sha256": "", "purpose": "screen"}]}',
        '{"version": 1, "outputs": [{"path": "x", "of": "/x", "sha256": "", "purpose": "screen"}]}',
        '{"version": 1, "outputs": [], "plan": ' + "[" * 60 + "]" * 60 + "}",
        '{"version": ' + "1" * 5000 + ', "outputs": []}',
    ],
    ids=lambda text: text[:45],
)  # fmt: skip
def test_a_record_that_cannot_be_used_is_told_and_is_none(tmp_path: Path, text: str) -> None:
    names(tmp_path, "a.pdf", text="old")
    record_file(tmp_path).write_text(text)
    assert delivered(str(tmp_path)).entries == ()
    told: list[str] = []
    outputs = deliver(files("a.pdf"), str(tmp_path), tell=told.append)
    assert [output.reason for output in outputs] == ["edited"], "what nobody vouches for is not overwritten"
    assert len(told) == 1
    assert "delivered.json" in told[0]
    assert delivered(str(tmp_path)).fault == ""


def test_a_record_that_is_a_link_or_device_is_not_followed(tmp_path: Path) -> None:
    names(tmp_path, "a.pdf")
    record_file(tmp_path).unlink()
    record_file(tmp_path).symlink_to("/dev/zero")
    assert delivered(str(tmp_path)).fault
    names(tmp_path, "b.pdf")
    assert not record_file(tmp_path).is_symlink()


@pytest.mark.parametrize("fields", [{"issue": 3}, {"reports": {}}, {"reports": [1, {"file": []}]}], ids=str)
def test_other_parts_of_a_record_that_make_no_sense_are_written_anew(
    tmp_path: Path, printed: Printed, fields: dict[str, Any]
) -> None:
    deliver(printed.files, str(tmp_path), described(printed))
    good = data_of(tmp_path)
    record_file(tmp_path).write_text(json.dumps(good | fields))
    deliver(printed.files, str(tmp_path), described(printed))
    assert {key: data_of(tmp_path)[key] for key in ("issue", "reports")} == {
        key: good[key] for key in ("issue", "reports")
    }


def test_an_edited_output_is_never_overwritten_and_the_copy_beside_it_is_kept_up_to_date(tmp_path: Path) -> None:
    names(tmp_path, "s.pptx", text="old")
    (tmp_path / "s.pptx").write_text("edited")
    for text in ("new", "newer"):
        assert names(tmp_path, "s.pptx", text=text) == (("s（新）.pptx", "edited"),)
    assert listing(tmp_path) == {"s.pptx": "edited", "s（新）.pptx": "newer s.pptx"}
    (tmp_path / "s（新）.pptx").write_text("edited too")
    assert names(tmp_path, "s.pptx") == (("s（新2）.pptx", "edited"),)
    assert listing(tmp_path) == {"s.pptx": "edited", "s（新）.pptx": "edited too", "s（新2）.pptx": "new s.pptx"}


def test_when_the_edited_output_is_out_of_the_way_the_new_one_takes_its_name_and_the_copy_goes(tmp_path: Path) -> None:
    names(tmp_path, "s.pptx", text="old")
    (tmp_path / "s.pptx").write_text("edited")
    names(tmp_path, "s.pptx")
    (tmp_path / "s.pptx").rename(tmp_path / "mine.pptx")
    assert names(tmp_path, "s.pptx", text="newest") == (("s.pptx", ""),)
    assert listing(tmp_path) == {"s.pptx": "newest s.pptx", "mine.pptx": "edited"}


def test_pictures_of_pages_that_are_gone_are_swept_unless_somebody_edited_them(tmp_path: Path) -> None:
    names(tmp_path, *(f"p-{page}.png" for page in range(1, 6)), "a.pdf")
    (tmp_path / "p-4.png").write_text("cropped by hand")
    (tmp_path / "p-6.png").write_text("nobody's")
    names(tmp_path, "a.pdf", text="newer")
    assert len(listing(tmp_path)) == 7, "pictures that were not asked for stay"
    names(tmp_path, "p-1.png", "a.pdf", text="newer")
    assert set(listing(tmp_path)) == {"p-1.png", "p-4.png", "p-6.png", "a.pdf"}
    assert {entry.path for entry in delivered(str(tmp_path)).entries} == {"p-1.png", "p-4.png", "a.pdf"}


def test_pictures_of_pages_that_are_gone_go_with_a_build_that_draws_none(tmp_path: Path) -> None:
    names(tmp_path, *(f"bulletin-{page}.png" for page in range(1, 4)))
    deliver([File("bulletin.pdf", b"one page", "screen", 2)], str(tmp_path))
    assert set(listing(tmp_path)) == {"bulletin-1.png", "bulletin-2.png", "bulletin.pdf"}
    deliver([File("slides.pptx", b"no pages", "slides", 1)], str(tmp_path))
    assert set(listing(tmp_path)) == {"bulletin-1.png", "bulletin-2.png", "bulletin.pdf", "slides.pptx"}


def test_a_file_that_only_looks_like_a_copy_is_nobody_s_to_sweep(tmp_path: Path) -> None:
    names(tmp_path, "t-2.pdf")  # asked for by this name
    names(tmp_path, "t.pdf")
    assert set(listing(tmp_path)) == {"t-2.pdf", "t.pdf"}


# --- folders of versions that kept no record ----------------------------------------------------------------------


def without_record(folder: Path, printed: Printed) -> None:
    deliver(printed.files, str(folder))
    shutil.rmtree(folder / ".bulletin")


def as_saved_by_an_office(data: bytes) -> bytes:
    """The deck as an office program writes it: its own name in the properties."""
    written = BytesIO()
    with ZipFile(BytesIO(data)) as deck, ZipFile(written, "w") as other:
        for member in deck.infolist():
            part = deck.read(member)
            other.writestr(member, part)
        member.filename = "docProps/app.xml"
        other.writestr(member, b"<Properties><Application>WPS</Application></Properties>")
    return written.getvalue()


def as_zipped_anew(data: bytes) -> bytes:
    written = BytesIO()
    with ZipFile(BytesIO(data)) as deck, ZipFile(written, "w") as other:
        for name in deck.namelist():
            other.writestr(name, deck.read(name))
    return written.getvalue()


def as_written_anew(data: bytes) -> bytes:
    """The PDF turned and saved by a program that keeps its properties."""
    written = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        pdf.pages[0].rotate(90, relative=True)
        pdf.save(written)
    return written.getvalue()


EDITS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "a deck saved by an office": ("slides.pptx", as_saved_by_an_office),
    "a deck written by a library": ("slides.pptx", as_zipped_anew),
    "no deck at all": ("slides.pptx", lambda data: b"PK\x03\x04" + data[:50]),
    "a spoilt deck": ("slides.pptx", lambda data: data[:-60]),
    "a PDF with an annotation": ("bulletin.pdf", lambda data: data + b"1 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF\n"),
    "a PDF printed anew": ("bulletin.pdf", lambda data: data.replace(b"(reportlab)", b"(Quartz PDF)")),
    "a PDF written anew": ("bulletin.pdf", as_written_anew),
    "a text": ("bulletin.pdf", lambda data: b"notes"),
}


def test_unedited_outputs_of_a_version_without_a_record_are_replaced(tmp_path: Path, printed: Printed) -> None:
    without_record(tmp_path, printed)
    newer = [file._replace(data=file.data + b"\n") for file in printed.files]
    assert [output.reason for output in deliver(newer, str(tmp_path))] == ["", ""]


def test_decks_of_versions_that_named_no_program_in_their_properties_are_unedited(
    tmp_path: Path, printed: Printed
) -> None:
    without_record(tmp_path, printed)
    with ZipFile(tmp_path / "slides.pptx", "a") as deck:
        member = deck.infolist()[0]
        member.filename = "docProps/app.xml"
        deck.writestr(member, b"<Properties><Slides>4</Slides></Properties>")
    newer = [file._replace(data=file.data + b"\n") for file in printed.files]
    assert [output.reason for output in deliver(newer, str(tmp_path))] == ["", ""]


@pytest.mark.parametrize("edit", EDITS)
def test_edited_outputs_of_a_version_without_a_record_are_not(tmp_path: Path, printed: Printed, edit: str) -> None:
    without_record(tmp_path, printed)
    name, change = EDITS[edit]
    edited = change((tmp_path / name).read_bytes())
    (tmp_path / name).write_bytes(edited)
    newer = [file._replace(data=file.data + b"\n") for file in printed.files]
    reasons = {os.path.basename(output.wanted): output.reason for output in deliver(newer, str(tmp_path))}
    assert reasons == {"bulletin.pdf": "", "slides.pptx": ""} | {name: "edited"}
    assert (tmp_path / name).read_bytes() == edited


def test_a_template_of_somebody_s_own_is_not_overwritten(tmp_path: Path) -> None:
    own = b"PK own"
    (tmp_path / "template.pptx").write_bytes(own)
    (output,) = deliver([File("template.pptx", b"ours", "template")], str(tmp_path))
    assert (os.path.basename(output.path), output.reason) == ("template（新）.pptx", "edited")
    assert (tmp_path / "template.pptx").read_bytes() == own
