"""The print shop's file: inks, boxes, claims, judged by a reader of the tests' own."""

import hashlib
import os
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from bulletin.draw.pdf.press import printer
from bulletin.draw.profiles import profile_path, read_profile
from bulletin.geometry import Rect, Size
from bulletin.model.design import Design, PressDesign
from bulletin.model.page import Page, ShapeMark
from bulletin.preflight.report import preflight
from bulletin.problems import ContentError
from bulletin.read.layout import decode
from bulletin.units import pt
from tests.conftest import ROOT
from tests.prepress.made import ICC_FOLDERS, Made, Shown, shown

BLEED, EDGE = pt(3), pt(13)


@pytest.fixture(params=["a3", "bleeding", "a4"])
def made(request: pytest.FixtureRequest) -> Made:
    found: Made = request.getfixturevalue(request.param)
    return found


def inside(mark: Shown, made: Made) -> bool:
    """Whether it touches the bleed area."""
    page = made.design.page
    low, right, top = EDGE - BLEED, EDGE + page.width + BLEED, EDGE + page.height + BLEED
    return mark.box[0] < right and mark.box[2] > low and mark.box[1] < top and mark.box[3] > low


def test_every_colour_is_the_layouts_own_cmyk(made: Made) -> None:
    known = {tuple(round(part, 4) for part in color.cmyk) for color in made.design.colors.values()}

    for mark in shown(made.files["printer"]):
        if inside(mark, made):
            used = mark.stroke if mark.operator in "Ss" else mark.fill
            assert tuple(round(part, 4) for part in used) in known, mark


def test_text_is_black_alone_or_at_most_two_inks_from_9_pt(made: Made) -> None:
    text = [mark for mark in shown(made.files["printer"]) if mark.size]
    black = [mark for mark in text if mark.fill == (0, 0, 0, 1)]

    assert len(black) > 150
    assert all(mark.overprints for mark in black)
    for mark in text:
        assert mark.size >= 6
        if mark not in black:
            assert sum(part > 0 for part in mark.fill) <= 2, mark
            assert mark.size >= 9 or mark.fill[:3] == (0, 0, 0), mark
            assert not mark.overprints
            if mark.fill == (0, 0, 0, 0):
                assert mark.size >= 9


LAYOUTS = sorted((ROOT / "layouts").glob("[bo]*.yaml"))


@pytest.mark.parametrize("path", LAYOUTS, ids=lambda path: path.stem)
def test_every_layout_sets_text_in_two_inks_at_most_and_large_enough(path: Path) -> None:
    design = decode(str(path), Design)
    names = {*design.columns.named.values(), *design.columns.palette, design.folio.color, design.masthead.seal.color}
    names |= {design.masthead.title.color, design.masthead.slogan.color, design.heads.color}
    names |= {style.color for style in design.text.styles} - {"column"}

    for name in names - {""}:
        assert sum(part > 0 for part in design.colors[name].cmyk) <= 2, name
    assert all(sum(color.cmyk) <= design.press.max_ink for color in design.colors.values())
    assert design.label.size >= 9, "white on colour"
    for style in design.text.styles:
        size = style.scale * design.copyfit.size_floor
        assert size >= (9 if style.color == "column" else 6)


def test_lines_are_no_hairlines_and_ink_keeps_to_the_limit(made: Made) -> None:
    for mark in shown(made.files["printer"]):
        if mark.operator in ("S", "s", "B"):
            assert mark.width >= 0.25
        if inside(mark, made):
            assert max(sum(mark.fill), sum(mark.stroke) if mark.width else 0) <= made.design.press.max_ink


def test_boxes_hold_the_page_its_bleed_and_the_slug(made: Made) -> None:
    page = made.design.page
    with pikepdf.open(BytesIO(made.files["printer"])) as pdf:
        assert pdf.pdf_version == "1.6"
        for sheet in pdf.pages:
            media, trim, bleed = ([float(v) for v in sheet.obj[key]] for key in ("/MediaBox", "/TrimBox", "/BleedBox"))
            assert media[:2] == [0, 0]
            assert trim[2] - trim[0] == pytest.approx(page.width, abs=0.01)
            assert trim[3] - trim[1] == pytest.approx(page.height, abs=0.01)
            grown = [trim[0] - BLEED, trim[1] - BLEED, trim[2] + BLEED, trim[3] + BLEED]
            assert bleed == pytest.approx(grown, abs=0.01)
            assert media[2] > bleed[2] + pt(9)
            assert "/ArtBox" not in sheet.obj
            assert "/Annots" not in sheet.obj
            assert "/AA" not in sheet.obj


def test_marks_stand_outside_the_bleed_and_in_all_inks(made: Made) -> None:
    marks = [mark for mark in shown(made.files["printer"]) if mark.operator == "S" and mark.stroke == (1, 1, 1, 1)]
    pages = len(made.bulletin.pages)

    assert len(marks) == pages * (8 + 4 * 2)
    assert not any(inside(mark, made) for mark in marks)
    trim = {round(EDGE, 1), round(EDGE + made.design.page.width, 1)}
    upright = {round(mark.box[0], 1) for mark in marks if mark.box[0] == mark.box[2]}
    assert trim < upright
    patches = [mark for mark in shown(made.files["printer"]) if mark.operator == "f" and mark.box[3] < EDGE - BLEED]
    assert len(patches) == pages * 16


def test_the_file_claims_three_standards_and_keeps_what_they_ask(made: Made) -> None:
    data = made.files["printer"]
    with pikepdf.open(BytesIO(data)) as pdf:
        root: Any = pdf.Root
        xmp = root.Metadata.read_bytes().decode()
        intents = list(root.OutputIntents)
        assert {str(intent.S) for intent in intents} == {"/GTS_PDFX", "/GTS_PDFA1"}
        assert len({intent.DestOutputProfile.objgen for intent in intents}) == 1
        assert intents[0].DestOutputProfile.read_bytes() == read_profile(PressDesign(), ICC_FOLDERS)
        assert str(intents[0].OutputConditionIdentifier) == "FOGRA39"
        assert str(intents[0].RegistryName) == "http://www.color.org"
        assert str(pdf.trailer.Info.Trapped) == "/False"
        assert str(pdf.trailer.Info.GTS_PDFXVersion) == "PDF/X-4"
        assert not {"/OpenAction", "/AA", "/Names"} & set(root.keys())
    claims = {
        "pdfxid:GTS_PDFXVersion": "PDF/X-4",
        "pdf:Trapped": "False",
        "pdfaid:part": "2",
        "pdfaid:conformance": "A",
        "pdfuaid:part": "1",
        "xmpMM:RenditionClass": "default",
        "xmpMM:VersionID": "1",
    }
    for name, value in claims.items():
        assert f"<{name}>{value}</{name}>" in xmp
    for schema in (
        "http://www.npes.org/pdfx/ns/id/",
        "http://ns.adobe.com/pdf/1.3/",
        "http://www.aiim.org/pdfua/ns/id/",
    ):
        assert f"<pdfaSchema:namespaceURI>{schema}<" in xmp
    assert b"/ObjStm" not in data
    assert b"/Subtype /Link" not in data


def test_the_colour_bar_holds_solids_overprints_tints_and_grey_balance(a3: Made) -> None:
    patches = [mark for mark in shown(a3.files["printer"]) if mark.operator == "f" and mark.box[3] < EDGE - BLEED]
    inks = [mark.fill for mark in patches]
    solids = [(1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1)]

    assert inks[:4] == solids
    assert inks[4:7] == [(1, 1, 0, 0), (0, 1, 1, 0), (1, 0, 1, 0)]
    assert inks[7:11] == [tuple(part / 2 for part in ink) for ink in solids]
    assert inks[11:15] == [tuple(part / 4 for part in ink) for ink in solids]
    assert inks[15] == (0.5, 0.4, 0.4, 0)  # ISO 12647-2: looks like 50 % black
    for mark in patches:
        assert mark.box[2] - mark.box[0] == pytest.approx(pt(5), abs=0.01)


def test_a_page_that_bleeds_further_than_the_press_asks_keeps_its_bleed() -> None:
    design = decode(str(ROOT / "layouts" / "bulletin-a3-bleed.yaml"), Design)
    page, press = design.page, design.press
    further = design._replace(page=page._replace(bleed=press.bleed + 9))
    setup = printer(further, ICC_FOLDERS).sheet(Page(1, Size(500, 700), Rect(0, 0, 500, 700), (), (), 1))
    trim, bleed = setup.boxes["TrimBox"], setup.boxes["BleedBox"]

    assert trim[0] - bleed[0] == bleed[3] - trim[3] == pytest.approx(press.bleed + 9)
    assert (setup.left, setup.bottom) == trim[:2] == pytest.approx((press.bleed + 9 + press.slug_area,) * 2)
    assert setup.width == pytest.approx(500 + 2 * setup.left)


def test_what_is_marked_to_bleed_reaches_the_bleed(bleeding: Made) -> None:
    page = bleeding.bulletin.pages[0]
    marked = [mark for mark in page.marks if isinstance(mark, ShapeMark) and mark.bleed]
    assert len(marked) == 3
    for mark in marked:
        xs = [x for _, numbers in mark.path for x in numbers[::2]]
        assert min(xs) <= -BLEED + 0.01
        assert max(xs) >= page.size.width + BLEED - 0.01
    assert min(y for _, numbers in marked[0].path for y in numbers[1::2]) <= -BLEED + 0.01

    drawn = [mark for mark in shown(bleeding.files["printer"]) if mark.operator == "f" and mark.box[0] < EDGE]
    band = max(drawn, key=lambda mark: mark.box[3])
    assert band.box[0] == pytest.approx(EDGE - BLEED, abs=0.01)
    assert band.box[2] == pytest.approx(EDGE + page.size.width + BLEED, abs=0.01)
    assert band.box[3] == pytest.approx(EDGE + page.size.height + BLEED, abs=0.01)


def test_preflight_finds_no_fault_in_ours(made: Made) -> None:
    for purpose, data in made.files.items():
        sheet = preflight(data)
        if made.design.page.bleed and purpose == "office":
            assert {item.code for item in sheet.faults} == {"edges"}
            continue
        assert [item for item in sheet.items if item.verdict != "pass"] == [], purpose
        assert sheet.destination == ("office" if purpose == "office" else "press")


def test_the_same_bytes_in_any_process(a4: Made, tmp_path: Path) -> None:
    asked = [word for purpose in ("printer", "office", "booklet") for word in ("--for", purpose)]
    digests = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        command = [
            sys.executable,
            "generate.py",
            "--only",
            "pdf",
            "--layout",
            "bulletin-a4",
            "--output",
            str(folder),
            *asked,
        ]
        subprocess.run(
            [*command, "--output", str(folder)],
            cwd=ROOT,
            check=True,
            capture_output=True,
            timeout=120,
            env={"PYTHONHASHSEED": seed, "PATH": ""},
        )
        digests.append({path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("b*.*")})

    assert digests[0] == digests[1]
    assert digests[0].keys() == {
        "bulletin-printer.pdf",
        "bulletin-office.pdf",
        "bulletin-booklet.pdf",
        "bulletin-printer.preflight.txt",
    }
    for purpose, data in a4.files.items():
        assert digests[0][f"bulletin-{purpose}.pdf"] == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(("name", "code"), [("absent.icc", "no-profile"), ("README.md", "bad-profile")])
def test_a_profile_that_cannot_serve_is_reported(name: str, code: str) -> None:
    with pytest.raises(ContentError) as caught:
        read_profile(PressDesign(profile=name), ICC_FOLDERS)

    assert [problem.code for problem in caught.value.problems] == [code]


def test_a_profile_of_another_kind_is_refused(tmp_path: Path) -> None:
    """A device link has CMYK in its header too, but describes no printing condition."""
    data = read_profile(PressDesign(), ICC_FOLDERS)
    (tmp_path / "link.icc").write_bytes(data[:12] + b"link" + data[16:])
    with pytest.raises(ContentError) as caught:
        read_profile(PressDesign(profile="link.icc"), (str(tmp_path), *ICC_FOLDERS))

    assert [problem.code for problem in caught.value.problems] == ["bad-profile"]


def test_the_first_folder_that_has_a_profile_gives_it(tmp_path: Path) -> None:
    press = PressDesign()
    theirs = os.path.join(ICC_FOLDERS[0], press.profile)
    assert profile_path(press, (str(tmp_path), *ICC_FOLDERS)) == theirs
    shutil.copy(theirs, tmp_path / press.profile)
    assert profile_path(press, (str(tmp_path), *ICC_FOLDERS)) == str(tmp_path / press.profile)
    assert profile_path(PressDesign(profile=theirs), (str(tmp_path),)) == theirs, "a full path"


def test_the_vendored_profile_is_the_one_described() -> None:
    data = read_profile(PressDesign(), ICC_FOLDERS)
    described = (ROOT / "layouts" / "icc" / "README.md").read_text(encoding="utf-8")

    assert hashlib.sha256(data).hexdigest() in described
    assert b"free of known copyright restrictions" in data
