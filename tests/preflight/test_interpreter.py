"""The content stream interpreter, operator by operator, on pages of a few lines."""

from typing import Any

import pikepdf
import pytest

from bulletin.preflight.backgrounds import MOST_BACKGROUNDS
from bulletin.preflight.interpreter import ASPECTS, INTERPRETED, painted
from bulletin.preflight.painted import Painted, PaintedMark
from bulletin.preflight.reasons import DAMAGED, reason

# ISO 32000-1, Annex A, table A.1: first those that paint, set a state or ask for a resource, then those that no
# check looks at (glyph procedures, dashes and joins).
RUN = (
    "b B b* B* BT c cm CS cs Do f F f* G g gs h k K l m n q Q re RG rg s S SC sc SCN scn sh "
    "T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' \" BDC BX DP EI ET EX ID"
)
PASSED_OVER = "BI BMC d d0 d1 EMC i j J M MP ri"
STANDARD_COUNT = 73


def page_of(content: bytes, **resources: Any) -> Painted:
    """What a page of 200 by 200 paints; font F has letters of half an em."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(200, 200))
        page = pdf.pages[0]
        page.obj["/Contents"] = pdf.make_stream(content)
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.TrueType,
            BaseFont=pikepdf.Name("/ABCDEF+Test"),
            FirstChar=32,
            LastChar=126,
            Widths=pikepdf.Array([500] * 95),
        )
        page.obj["/Resources"] = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        for kind, entries in resources.items():
            page.obj["/Resources"][f"/{kind}"] = entries(pdf) if callable(entries) else entries
        return painted(pdf)


def marks_of(content: bytes, **resources: Any) -> tuple[PaintedMark, ...]:
    found = page_of(content, **resources)
    assert found.faults == ()
    return found.marks


def test_every_operator_of_the_standard_is_run_or_passed_over_on_purpose() -> None:
    assert len({*RUN.split(), *PASSED_OVER.split()}) == STANDARD_COUNT
    assert set(INTERPRETED) == set(RUN.split())
    assert set(ASPECTS) - set(INTERPRETED) == set(PASSED_OVER.split())


@pytest.mark.parametrize(
    ("text", "left", "base", "width"),
    [
        (b"10 100 Td (abcd) Tj", 10, 100, 20),
        (b"10 100 Td [(ab) -1000 (cd)] TJ", 10, 100, 30),
        (b"1 Tc 10 100 Td (abcd) Tj", 10, 100, 24),
        (b"5 Tw 10 100 Td (a cd) Tj", 10, 100, 25),
        (b"50 Tz 10 100 Td (abcd) Tj", 10, 100, 10),
        (b"3 Ts 10 100 Td (abcd) Tj", 10, 103, 20),
        (b"12 TL 10 100 Td T* (abcd) Tj", 10, 88, 20),
        (b"10 100 Td 0 -15 TD T* (abcd) Tj", 10, 70, 20),
        (b"12 TL 10 100 Td (abcd) '", 10, 88, 20),
        (b'12 TL 10 100 Td 5 1 (a cd) "', 10, 88, 29),
        (b"1 0 0 1 30 40 Tm 10 100 Td (abcd) Tj", 40, 140, 20),
        (b"10 100 Td (ab) Tj 2 Tr", 10, 100, 10),
    ],
)
def test_text_stands_where_its_operators_put_it(text: bytes, left: float, base: float, width: float) -> None:
    (mark,) = marks_of(b"BT /F 10 Tf " + text + b" ET")

    assert mark.box == pytest.approx((left, base - 2.0, left + width, base + 8.5))
    assert mark.size == pytest.approx(10)


def test_text_goes_on_where_the_last_string_ended() -> None:
    first, second = marks_of(b"BT /F 10 Tf 10 100 Td (ab) Tj (c) Tj ET")

    assert (first.box[2], second.box[0], second.box[2]) == pytest.approx((20, 20, 25))
    assert (first.characters, second.characters) == (2, 1)


@pytest.mark.parametrize(
    ("mode", "invisible", "stroked"), [(0, False, False), (1, False, True), (3, True, False), (7, True, False)]
)
def test_rendering_modes_decide_paint_and_sight(mode: int, invisible: bool, stroked: bool) -> None:
    content = f"1 0 0 0 k 0 1 0 0 K BT /F 10 Tf {mode} Tr 10 100 Td (a) Tj ET"
    (mark,) = marks_of(content.encode())

    assert mark.invisible is invisible
    assert mark.paint is not None
    assert mark.paint.inks == ((("Magenta", 1.0),) if stroked else (("Cyan", 1.0),))


def test_a_saved_state_comes_back_whole() -> None:
    before, inside, after = marks_of(
        b"1 0 0 0 k 0 0 10 10 re f q 0 1 0 0 k 2 0 0 2 0 0 cm 0 0 5 5 re W n 0 0 20 10 re f Q 0 0 10 10 re f"
    )

    assert inside.paint != before.paint
    assert inside.box == (0, 0, 10, 10)
    assert after._replace(under=None) == before._replace(under=None)


def test_curves_lie_within_their_control_points() -> None:
    (mark,) = marks_of(b"10 10 m 20 60 90 50 90 10 c f")

    assert mark.box == (10, 10, 90, 60)
    assert not mark.is_box


def test_lines_that_draw_a_rectangle_are_one() -> None:
    rectangle, slanted = marks_of(b"10 10 m 50 10 l 50 12 l 10 12 l h f 10 10 m 50 20 l 50 32 l 10 12 l f")

    assert rectangle.is_box
    assert rectangle.size == pytest.approx(2)
    assert not slanted.is_box
    assert slanted.size == 0


def test_several_rectangles_in_one_path_are_marks_of_their_own() -> None:
    boxes = [mark.box for mark in marks_of(b"0 0 10 10 re 50 50 5 5 re f")]

    assert boxes == [(0, 0, 10, 10), (50, 50, 55, 55)]


def test_a_stroke_is_as_thin_as_its_matrix_makes_it() -> None:
    (mark,) = marks_of(b"1 0 0 0.25 0 0 cm 2 w 10 100 m 90 100 l S")

    assert mark.size == pytest.approx(0.5)


def recursive(pdf: pikepdf.Pdf) -> pikepdf.Dictionary:
    form = pdf.make_stream(b"0 0 5 5 re f /Again Do")
    form["/Type"], form["/Subtype"] = pikepdf.Name.XObject, pikepdf.Name.Form
    form["/BBox"] = pikepdf.Array([0, 0, 100, 100])
    form["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Again=form))
    return pikepdf.Dictionary(Again=form)


def test_a_form_that_draws_itself_ends() -> None:
    assert len(marks_of(b"/Again Do", XObject=recursive)) == 1


def plain_form(pdf: pikepdf.Pdf) -> pikepdf.Dictionary:
    form = pdf.make_stream(b"BT /F 10 Tf (a) Tj ET 0 0 50 50 re f")
    form["/Type"], form["/Subtype"] = pikepdf.Name.XObject, pikepdf.Name.Form
    form["/BBox"] = pikepdf.Array([0, 0, 20, 30])
    form["/Matrix"] = pikepdf.Array([1, 0, 0, 1, 5, 5])
    return pikepdf.Dictionary(Form=form)


def test_a_form_is_clipped_to_its_box_and_takes_the_pages_resources() -> None:
    text, fill, after = marks_of(b"2 0 0 2 0 0 cm /Form Do 0 0 1 1 re f", XObject=plain_form)

    assert text.size == pytest.approx(20)
    assert fill.box == pytest.approx((10, 10, 50, 70))
    assert after.box == pytest.approx((0, 0, 2, 2))


def overprinting(**keys: Any) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(State=pikepdf.Dictionary(**keys))


@pytest.mark.parametrize(
    ("keys", "fill", "stroke"),
    [
        ({"OP": True}, True, True),
        ({"OP": True, "op": False}, False, True),
        ({"op": True}, True, False),
        ({"OP": False}, False, False),
    ],
)
def test_overprint_of_strokes_holds_for_fills_unless_they_have_their_own(
    keys: dict[str, bool], fill: bool, stroke: bool
) -> None:
    painted_fill, painted_stroke = marks_of(b"/State gs 0 0 9 9 re B", ExtGState=overprinting(**keys))

    assert (painted_fill.overprint, painted_stroke.overprint) == (fill, stroke)


def test_what_lies_under_a_mark_is_the_last_fill_over_its_middle() -> None:
    *_, on_both, beside = marks_of(
        b"1 0 0 0 k 0 0 100 100 re f 0 1 0 0 k 0 0 50 50 re f 0 g BT /F 10 Tf 20 20 Td (a) Tj 120 120 Td (a) Tj ET"
    )

    assert on_both.under is not None
    assert on_both.under.inks == (("Magenta", 1.0),)
    assert beside.under is None


def test_backgrounds_are_remembered_up_to_a_bound() -> None:
    fills = b"0 0 1 1 re f " * (MOST_BACKGROUNDS + 5)
    marks = marks_of(b"1 0 0 0 k " + fills + b"0 1 0 0 k 0 0 9 9 re f 0 g 0 0 1 1 re f")

    assert len(marks) == MOST_BACKGROUNDS + 7
    assert marks[-1].under is not None
    assert marks[-1].under.inks == (("Cyan", 1.0),)


def test_p5_an_odd_instruction_is_passed_over_and_the_next_is_run() -> None:
    found = page_of(b"0 0 10 10 re f (a) w 0 0 10 10 re f")

    assert len(found.marks) == 2
    assert found.faults == ()
    assert found.odd == {1: 1}
    assert found.unread == {"shape": frozenset({1})}


def test_an_image_in_the_stream_has_its_resolution() -> None:
    (mark,) = marks_of(b"72 0 0 36 10 10 cm BI /W 100 /H 100 /BPC 8 /CS /G ID " + bytes(10_000) + b"\nEI")

    assert mark.image is not None
    assert mark.image.dpi == pytest.approx(100)
    assert mark.box == (10, 10, 82, 46)


def test_a_reason_names_no_object_and_is_never_empty() -> None:
    damaged = "stream <_io.BytesIO object at 0x7f6304959da0>: file is damaged\nmore"
    assert reason(ValueError(damaged)) == "交叉引用表已损坏"
    assert reason(KeyError()) == DAMAGED


def test_nothing_lies_on_what_can_be_seen_through() -> None:
    state = pikepdf.Dictionary(State=pikepdf.Dictionary({"/ca": 0.5}))
    _, text = marks_of(b"q /State gs 1 0 0 0 k 0 0 90 90 re f Q BT /F 10 Tf 20 20 Td (a) Tj ET", ExtGState=state)

    assert text.under is None


def test_a_font_written_in_place_is_one_font_however_often_it_is_chosen() -> None:
    fonts = page_of(b"BT /F 10 Tf (a) Tj /F 12 Tf (b) Tj ET").fonts

    assert [(font.name, font.subset, font.pages) for font in fonts] == [("ABCDEF+Test", True, {1})]


def masked_image(pdf: pikepdf.Pdf) -> pikepdf.Dictionary:
    pixel = {
        "/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Image, "/Width": 1, "/Height": 1,
        "/BitsPerComponent": 8, "/ColorSpace": pikepdf.Name.DeviceGray,
    }  # fmt: skip
    image, mask = pdf.make_stream(b"\0"), pdf.make_stream(b"\0")
    for key, value in pixel.items():
        image[key] = mask[key] = value
    image["/SMask"] = mask
    return pikepdf.Dictionary(Image=image)


def test_an_image_with_a_soft_mask_makes_its_page_transparent() -> None:
    found = page_of(b"9 0 0 9 0 0 cm /Image Do", XObject=masked_image)

    assert found.masked_pages == {1}


def stencil(pdf: pikepdf.Pdf) -> pikepdf.Dictionary:
    mask = pdf.make_stream(b"\x80")
    entries = {"Type": "XObject", "Subtype": "Image", "ImageMask": True, "Width": 1, "Height": 1, "BitsPerComponent": 1}
    for key, value in entries.items():
        mask["/" + key] = pikepdf.Name("/" + value) if isinstance(value, str) else value
    return pikepdf.Dictionary(Mask=mask)


def test_a_mask_has_the_colour_space_that_it_is_painted_in_each_time() -> None:
    marks = marks_of(b"9 0 0 9 0 0 cm 0 g /Mask Do 1 0 0 rg /Mask Do", XObject=stencil)

    assert [mark.space.name for mark in marks] == ["DeviceGray", "DeviceRGB"]


def test_a_spot_colour_is_chosen_at_full_ink() -> None:
    function = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 0.9, 0.8, 0], N=1)
    spot = pikepdf.Array([pikepdf.Name.Separation, pikepdf.Name("/Gold"), pikepdf.Name.DeviceCMYK, function])
    (mark,) = marks_of(b"/Spot cs 0 0 9 9 re f", ColorSpace=pikepdf.Dictionary(Spot=spot))

    assert mark.paint is not None
    assert mark.paint.inks == (("Gold", 1.0),)
