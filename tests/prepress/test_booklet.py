"""The booklet: every page once, in the order of the folded sheets, inner pages towards the spine."""

import re
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.draw.pdf.imposition import impose, sides
from bulletin.problems import UsageError
from bulletin.proof.paper import check_booklet
from bulletin.units import pt
from tests.prepress.made import Made

WIDE, HIGH, EDGE = pt(210), pt(297), pt(13)


@given(st.integers(1, 120))
def test_every_page_stands_once_and_neighbours_read_on(pages: int) -> None:
    found = sides(pages, 0.3)
    full = -(-pages // 4) * 4

    assert sorted(page for side in found for page in (side.left, side.right) if page) == list(range(1, pages + 1))
    assert len(found) == full // 2
    for at, side in enumerate(found):
        if side.left and side.right:
            assert side.left + side.right == full + 1
        # fronts carry odd pages at the right, backs even ones at the left
        assert (side.right if at % 2 == 0 else side.left) in (0, at + 1)
        assert side.creep == pytest.approx(at // 2 * 0.3)
    middle = found[-1]
    assert middle.left in (0, full // 2)
    assert middle.right in (0, full // 2 + 1)


def long_file(made: Made, pages: int) -> bytes:
    """The print shop's file with its first page repeated."""
    out = BytesIO()
    with pikepdf.open(BytesIO(made.files["printer"])) as pdf:
        while len(pdf.pages) < pages:
            pdf.pages.append(pdf.pages[0])
        pdf.save(out)
    return out.getvalue()


def placed(content: bytes) -> dict[int, tuple[float, float, float, float]]:
    """Page number -> x and y of its place, left and right end of its clip."""
    found = {}
    for clip, place, name in re.findall(rb"q ([\d. -]+) re W n 1 0 0 1 ([\d. -]+) cm /Page(\d+) Do Q", content):
        left, _, width, _ = map(float, clip.split())
        x, y = map(float, place.split())
        found[int(name)] = (x, y, left, left + width)
    return found


def test_ten_pages_make_three_sheets_with_creep(a4: Made) -> None:
    thickness = a4.design.press.paper_thickness
    spine = EDGE + WIDE
    with pikepdf.open(BytesIO(impose(long_file(a4, 10), a4.design))) as pdf:
        assert len(pdf.pages) == 6
        for number, page in enumerate(pdf.pages):
            assert [float(v) for v in page.obj["/MediaBox"]] == pytest.approx(
                [0, 0, 2 * WIDE + 2 * EDGE, HIGH + 2 * EDGE], abs=0.01
            )
            assert [float(v) for v in page.obj["/TrimBox"]] == pytest.approx(
                [EDGE, EDGE, EDGE + 2 * WIDE, EDGE + HIGH], abs=0.01
            )
            creep = number // 2 * thickness
            side = sides(10, thickness)[number]
            expected = {}
            if side.left:
                expected[side.left] = (creep, 0, EDGE - pt(3), spine)
            if side.right:
                expected[side.right] = (WIDE - creep, 0, spine, spine + WIDE + pt(3))
            found = placed(page.Contents.read_bytes())
            assert found.keys() == expected.keys()
            for name, place in expected.items():
                assert found[name] == pytest.approx(place, abs=0.01)


def test_the_fold_is_marked_by_dashes_outside_the_trim(a4: Made) -> None:
    with pikepdf.open(BytesIO(a4.files["booklet"])) as pdf:
        for page in pdf.pages:
            solid, dashed = page.Contents.read_bytes().split(b"[3 2] 0 d\n")
            spine = EDGE + WIDE
            ends = [tuple(map(float, row)) for row in re.findall(rb"([\d.]+) ([\d.]+) m ([\d.]+) ([\d.]+) l S", dashed)]
            assert len(ends) == 2
            for x0, y0, x1, y1 in ends:
                assert x0 == x1 == pytest.approx(spine, abs=0.01)
                assert max(y0, y1) < EDGE - pt(3) or min(y0, y1) > EDGE + HIGH + pt(3)
            assert solid.count(b" l S") == 8, "crop marks"


def test_pages_that_bleed_further_than_the_press_asks_are_clipped_later(a4: Made) -> None:
    page = a4.design.page
    further = a4.design._replace(page=page._replace(bleed=pt(5)))
    with pikepdf.open(BytesIO(impose(a4.files["printer"], further))) as pdf:
        for sheet in pdf.pages:
            trim, bleed = ([float(value) for value in sheet.obj[key]] for key in ("/TrimBox", "/BleedBox"))
            assert trim[0] - bleed[0] == pytest.approx(pt(5), abs=0.01)
            for _, _, left, right in placed(sheet.Contents.read_bytes()).values():
                outer = min(abs(left - bleed[0]), abs(right - bleed[2]))
                assert outer == pytest.approx(0, abs=0.01)


def test_the_imposed_file_keeps_the_intent_and_drops_the_tree(a4: Made) -> None:
    with pikepdf.open(BytesIO(a4.files["booklet"])) as pdf:
        root: Any = pdf.Root
        xmp = root.Metadata.read_bytes().decode()
        assert pdf.pdf_version == "1.6"
        assert [str(intent.S) for intent in root.OutputIntents] == ["/GTS_PDFX"]
        assert "<pdfxid:GTS_PDFXVersion>PDF/X-4<" in xmp
        assert not re.search("<(pdfaid|pdfuaid):", xmp)
        assert "/StructTreeRoot" not in root
        assert str(pdf.trailer.Info.Trapped) == "/False"
        for page in pdf.pages:
            assert "/Annots" not in page.obj
            for form in page.resources["/XObject"].values() if "/XObject" in page.resources else ():
                assert "/StructParents" not in form
    assert b"/ObjStm" not in a4.files["booklet"]


def test_no_character_is_lost_by_imposing(a4: Made) -> None:
    import pypdfium2

    def characters(data: bytes) -> list[str]:
        document = pypdfium2.PdfDocument(data)
        pages = [document[number].get_textpage().get_text_bounded() for number in range(len(document))]
        document.close()
        return sorted("".join("".join(pages).split()))

    assert characters(a4.files["booklet"]) == characters(a4.files["printer"])


def test_pages_that_are_not_a4_are_refused_with_a_hint(a3: Made, a4: Made) -> None:
    check_booklet(a4.design)
    with pytest.raises(UsageError) as caught:
        check_booklet(a3.design)

    assert caught.value.exit_code == 2
    assert "297×420" in caught.value.problems[0].message
    assert caught.value.problems[0].hint
