"""Planted faults: each is found under its own code, and nothing else is."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from bulletin.preflight.report import as_json, as_text, preflight
from bulletin.problems import ContentError
from bulletin.units import pt
from tests.examples import examples
from tests.preflight.conftest import EDGE, HIGH, WIDE, at, black, nothing, write

Make = Callable[..., str]


def codes(path: str, verdict: str = "fault") -> set[str]:
    return {item.code for item in preflight(path).items if item.verdict == verdict}


def test_a_sound_file_has_no_fault_and_no_note(press_file: Make) -> None:
    sheet = preflight(press_file())

    assert [item for item in sheet.items if item.verdict != "pass"] == []
    assert sheet.destination == "press"
    assert len(sheet.items) >= 25


def picture(mode: str, dpi: float, color: Any, *, jpeg: bool = False) -> Callable[[Canvas], None]:
    """A picture of 60 by 40 mm in the middle of the page."""

    def draw(canvas: Canvas) -> None:
        image = Image.new(mode, (round(60 / 25.4 * dpi), round(40 / 25.4 * dpi)), color)
        out = BytesIO()
        image.save(out, "JPEG" if jpeg else "TIFF" if mode == "CMYK" else "PNG", quality=95)
        canvas.drawImage(ImageReader(BytesIO(out.getvalue())), *at(50, 100), pt(60), pt(40))

    return draw


def rgb_text(canvas: Canvas) -> None:
    canvas.setFillColorRGB(0, 0, 0)
    write(canvas, 20, 150, "黑字")


def rich_black(canvas: Canvas) -> None:
    canvas.setFillColorCMYK(0.6, 0.5, 0.5, 1)
    write(canvas, 20, 150, "四色黑")


def knockout(canvas: Canvas) -> None:
    canvas.setFillColorCMYK(0, 0, 0, 1)
    write(canvas, 20, 150, "不叠印")


def gray_knockout(canvas: Canvas) -> None:
    canvas.setFillGray(0)
    write(canvas, 20, 150, "不叠印")


def white_overprint(canvas: Canvas) -> None:
    black(canvas)
    canvas.setFillColorCMYK(0, 0, 0, 0)
    write(canvas, 120, 270, "白字", 20)


def small_type(canvas: Canvas) -> None:
    black(canvas)
    write(canvas, 20, 150, "小字", 5.5)


def small_by_matrix(canvas: Canvas) -> None:
    black(canvas)
    canvas.scale(0.5, 0.5)
    write(canvas, 50, 150, "缩小的字", 10)


def small_colored(canvas: Canvas) -> None:
    canvas.setFillColorCMYK(0.85, 0, 0.6, 0.35)
    write(canvas, 20, 150, "三色小字", 8)


def small_reversed(canvas: Canvas) -> None:
    canvas.setFillColorCMYK(0.85, 0, 0.6, 0.35)
    canvas.rect(*at(18, 148), pt(60), pt(10), stroke=0, fill=1)
    canvas.setFillColorCMYK(0, 0, 0, 0)
    write(canvas, 20, 150, "反白小字", 8)


def hairline(canvas: Canvas) -> None:
    canvas.setLineWidth(0.1)
    canvas.line(*at(20, 100), *at(100, 100))


def thinnest_line(canvas: Canvas) -> None:
    canvas.setLineWidth(0)
    canvas.line(*at(20, 100), *at(100, 100))


def scaled_line(canvas: Canvas) -> None:
    canvas.setLineWidth(0.5)
    canvas.scale(0.3, 0.3)
    canvas.line(*at(200, 300), *at(400, 300))


def thin_rectangle(canvas: Canvas) -> None:
    canvas.setFillColorCMYK(0, 0, 0, 1)
    canvas.rect(*at(20, 100), pt(80), 0.15, stroke=0, fill=1)


def rgb_fill(canvas: Canvas) -> None:
    canvas.setFillColorRGB(0.8, 0.1, 0.1)
    canvas.rect(*at(20, 100), pt(80), pt(10), stroke=0, fill=1)


def rgb_line(canvas: Canvas) -> None:
    canvas.setStrokeColorRGB(0.8, 0.1, 0.1)
    canvas.setLineWidth(1)
    canvas.line(*at(20, 100), *at(100, 100))


def rgb_gradient(canvas: Canvas) -> None:
    from reportlab.lib.colors import blue, red

    canvas.saveState()
    path = canvas.beginPath()
    path.rect(*at(20, 100), pt(50), pt(20))
    canvas.clipPath(path, stroke=0)
    canvas.linearGradient(*at(20, 100), *at(70, 100), (red, blue))
    canvas.restoreState()


def heavy_ink(canvas: Canvas) -> None:
    canvas.setFillColorCMYK(1, 1, 0.5, 0.6)
    canvas.rect(*at(20, 100), pt(80), pt(10), stroke=0, fill=1)


def overprinted_ink(canvas: Canvas) -> None:
    canvas.setFillColorCMYK(0.9, 0.9, 0.5, 0)
    canvas.rect(*at(20, 100), pt(80), pt(10), stroke=0, fill=1)
    black(canvas)
    write(canvas, 25, 103, "黑字压色块")


def overprinted_hill(canvas: Canvas) -> None:
    """Black text on a triangle of three inks; the other text beside it, within the triangle's box, is harmless."""
    canvas.setFillColorCMYK(0.9, 0.9, 0.5, 0)
    path = canvas.beginPath()
    path.moveTo(*at(20, 90))
    path.lineTo(*at(120, 90))
    path.lineTo(*at(20, 150))
    canvas.drawPath(path, stroke=0, fill=1)
    black(canvas)
    write(canvas, 25, 95, "黑字压色块")


def short_bleed(canvas: Canvas) -> None:
    canvas.setFillColorCMYK(0, 0, 0, 0.3)
    canvas.rect(*at(0, 100), pt(80), pt(10), stroke=0, fill=1)


def clipped_bleed(canvas: Canvas) -> None:
    """Far enough itself, but clipped at 1 mm beyond the trim."""
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(*at(-1, 90), pt(60), pt(60))
    canvas.clipPath(path, stroke=0)
    canvas.setFillColorCMYK(0, 0, 0, 0.3)
    canvas.rect(*at(-5, 100), pt(80), pt(10), stroke=0, fill=1)
    canvas.restoreState()


def cut_text(canvas: Canvas) -> None:
    black(canvas)
    write(canvas, 208, 150, "裁掉")


def helvetica(canvas: Canvas) -> None:
    black(canvas)
    canvas.setFont("Helvetica", 12)
    canvas.drawString(*at(20, 150), "not embedded")


def second_page(canvas: Canvas) -> None:
    canvas.showPage()
    canvas.setPageSize((pt(148) + 2 * EDGE, pt(210) + 2 * EDGE))
    trim = (EDGE, EDGE, EDGE + pt(148), EDGE + pt(210))
    canvas.setTrimBox(trim)
    canvas.setBleedBox((trim[0] - pt(3), trim[1] - pt(3), trim[2] + pt(3), trim[3] + pt(3)))
    black(canvas)
    write(canvas, 20, 100, "另一种尺寸")


def link(canvas: Canvas) -> None:
    x, y = at(20, 150)
    canvas.linkAbsolute("跳", "there", (x, y, x + 50, y + 20))
    canvas.bookmarkPage("there")


@pytest.mark.parametrize(
    ("code", "draw"),
    [
        ("rgb-text", rgb_text),
        ("rich-black", rich_black),
        ("knockout", knockout),
        ("knockout", gray_knockout),
        ("white-overprint", white_overprint),
        ("small-type", small_type),
        ("small-type", small_by_matrix),
        ("small-colored", small_colored),
        ("small-reversed", small_reversed),
        ("hairline", hairline),
        ("hairline", thinnest_line),
        ("hairline", scaled_line),
        ("hairline", thin_rectangle),
        ("rgb-fill", rgb_fill),
        ("rgb-fill", rgb_line),
        ("rgb-fill", rgb_gradient),
        ("rgb-image", picture("RGB", 300, (200, 30, 40))),
        ("rgb-image", picture("RGB", 300, (200, 30, 40), jpeg=True)),
        ("resolution", picture("L", 120, 128)),
        ("ink", heavy_ink),
        ("ink", overprinted_ink),
        ("ink", overprinted_hill),
        ("ink", picture("CMYK", 300, (255, 255, 200, 200), jpeg=True)),
        ("bleed", short_bleed),
        ("bleed", clipped_bleed),
        ("edges", cut_text),
        ("font-embedded", helvetica),
        ("page-sizes", second_page),
        ("annotations", link),
    ],
)
def test_what_is_drawn_wrongly_is_found(press_file: Make, code: str, draw: Callable[[Canvas], None]) -> None:
    assert codes(press_file(draw)) == {code}


def replaced(boxes: dict[str, tuple[float, float, float, float]]) -> Callable[[pikepdf.Pdf], None]:
    def finish(pdf: pikepdf.Pdf) -> None:
        for name, box in boxes.items():
            pdf.pages[0].obj[name] = pikepdf.Array([round(value, 3) for value in box])

    return finish


def without_trim(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].obj["/TrimBox"]


def script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.beep(0);"))


def hidden_script(pdf: pikepdf.Pdf) -> None:
    action = pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.beep(0);")))
    names = pikepdf.Dictionary(Names=pikepdf.Array([pikepdf.String("a"), action]))
    pdf.Root.Names = pikepdf.Dictionary(JavaScript=names)


def page_action(pdf: pikepdf.Pdf) -> None:
    go = pikepdf.Dictionary(S=pikepdf.Name("/GoTo"), D=pikepdf.Array([pdf.pages[0].obj, pikepdf.Name.Fit]))
    pdf.pages[0].obj["/AA"] = pikepdf.Dictionary(O=go)


def attachment(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["notes.txt"] = b"not to be printed"


def note(pdf: pikepdf.Pdf) -> None:
    comment = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name("/Text"), Rect=[200, 200, 220, 220], Contents="改一下"
    )
    pdf.pages[0].obj["/Annots"] = pikepdf.Array([pdf.make_indirect(comment)])


def no_intent(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.OutputIntents


def rgb_intent(pdf: pikepdf.Pdf) -> None:
    from bulletin.draw.srgb import srgb_profile

    profile = pdf.make_stream(srgb_profile())
    profile["/N"] = 3
    pdf.Root.OutputIntents[0].DestOutputProfile = profile


def other_profile(pdf: pikepdf.Pdf) -> None:
    """A second intent with a profile that differs."""
    first: Any = pdf.Root.OutputIntents[0]
    data = bytearray(first.DestOutputProfile.read_bytes())
    data[24:26] = b"\x07\xe0"
    profile = pdf.make_stream(bytes(data))
    profile["/N"] = 4
    second = pikepdf.Dictionary(
        Type=pikepdf.Name("/OutputIntent"),
        S=pikepdf.Name("/GTS_PDFA1"),
        OutputConditionIdentifier=pikepdf.String("FOGRA39"),
        DestOutputProfile=profile,
    )
    pdf.Root.OutputIntents.append(second)


def untrapped(pdf: pikepdf.Pdf) -> None:
    del pdf.trailer.Info["/Trapped"]


def trapped_twice(pdf: pikepdf.Pdf) -> None:
    pdf.trailer.Info["/Trapped"] = pikepdf.Name("/True")


def add(pdf: pikepdf.Pdf, operators: bytes, **resources: pikepdf.Dictionary) -> None:
    """Paint something more on the first page."""
    page = pdf.pages[0]
    for kind, entries in resources.items():
        if f"/{kind}" not in page.resources:
            page.resources[f"/{kind}"] = pikepdf.Dictionary()
        for name, value in entries.items():
            page.resources[f"/{kind}"][name] = value
    page.contents_add(b"q " + operators + b" Q", prepend=False)


def transfer(pdf: pikepdf.Pdf) -> None:
    add(pdf, b"/T gs 0 0 0 0.2 k 200 200 50 50 re f", ExtGState=pikepdf.Dictionary(T={"/TR": pikepdf.Name.Identity}))


def type3(pdf: pikepdf.Pdf) -> None:
    glyph = pdf.make_stream(b"500 0 0 0 500 500 d1 0 0 500 500 re f")
    dots = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type3,
        FontBBox=[0, 0, 500, 500],
        FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
        CharProcs=pikepdf.Dictionary(a=glyph),
        Encoding=pikepdf.Dictionary(Differences=pikepdf.Array([97, pikepdf.Name("/a")])),
        FirstChar=97,
        LastChar=97,
        Widths=[500],
        Name=pikepdf.Name("/Dots"),
    )
    over = pikepdf.Dictionary(op=True, OP=True, OPM=1)
    add(pdf, b"BT /O gs 0 0 0 1 k /Dots 10 Tf 200 300 Td (aaa) Tj ET", Font=pikepdf.Dictionary(Dots=dots),
        ExtGState=pikepdf.Dictionary(O=over))  # fmt: skip


def small_in_form(pdf: pikepdf.Pdf) -> None:
    """Type of 10 pt, made 4 pt by the matrices of a form and of its use."""
    fonts: Any = pdf.pages[0].resources["/Font"]
    font = next(entry for entry in fonts.items() if "/FontDescriptor" in entry[1])
    form = pdf.make_stream(b"BT /O gs 0 0 0 1 k %s 10 Tf (\x01\x02) Tj ET" % font[0].encode())
    form["/Type"] = pikepdf.Name.XObject
    form["/Subtype"] = pikepdf.Name.Form
    form["/BBox"] = pikepdf.Array([-10, -10, 100, 100])
    form["/Matrix"] = pikepdf.Array([0.8, 0, 0, 0.8, 0, 0])
    form["/Resources"] = pikepdf.Dictionary(
        Font=pikepdf.Dictionary({font[0]: font[1]}),
        ExtGState=pikepdf.Dictionary(O=pikepdf.Dictionary(op=True, OP=True, OPM=1)),
    )
    add(pdf, b"0.5 0 0 0.5 200 300 cm /Small Do", XObject=pikepdf.Dictionary(Small=form))


def rgb_by_name(pdf: pikepdf.Pdf) -> None:
    """A device RGB that only the resources name."""
    add(pdf, b"/Screen cs 1 0 0 sc 200 200 50 50 re f",
        ColorSpace=pikepdf.Dictionary(Screen=pikepdf.Array([pikepdf.Name.DeviceRGB])))  # fmt: skip


def rgb_inline(pdf: pikepdf.Pdf) -> None:
    """An inline image: 200 by 200 pixels on 12 mm."""
    data = b"BI /W 2 /H 200 /BPC 8 /CS /RGB ID " + bytes(1200) + b"\nEI"
    add(pdf, b"0.4 0 0 34 200 300 cm " + data)


def rgb_pattern(pdf: pikepdf.Pdf) -> None:
    tile = pdf.make_stream(b"1 0 0 rg 0 0 5 5 re f")
    for key, value in {
        "/Type": pikepdf.Name.Pattern, "/PatternType": 1, "/PaintType": 1, "/TilingType": 1,
        "/BBox": pikepdf.Array([0, 0, 10, 10]), "/XStep": 10, "/YStep": 10, "/Resources": pikepdf.Dictionary(),
        "/Matrix": pikepdf.Array([1, 0, 0, 1, 200, 200]),
    }.items():  # fmt: skip
        tile[key] = value
    add(pdf, b"/Pattern cs /Tiles scn 200 200 50 50 re f", Pattern=pikepdf.Dictionary(Tiles=tile))


def registration_inside(pdf: pikepdf.Pdf) -> None:
    function = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 1, 1], N=1)
    space = pikepdf.Array([pikepdf.Name("/Separation"), pikepdf.Name("/All"), pikepdf.Name.DeviceCMYK, function])
    add(pdf, b"/Reg CS 1 SCN 1 w 200 200 m 300 200 l S", ColorSpace=pikepdf.Dictionary(Reg=space))


def large_unit(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj["/UserUnit"] = 2


BLEED = (EDGE - pt(3), EDGE - pt(3), EDGE + WIDE + pt(3), EDGE + HIGH + pt(3))
TRIM = (EDGE, EDGE, EDGE + WIDE, EDGE + HIGH)


@pytest.mark.parametrize(
    ("code", "finish"),
    [
        ("boxes", replaced({"/TrimBox": (EDGE, EDGE, EDGE + WIDE + 9, EDGE + HIGH), "/BleedBox": BLEED})),
        ("boxes", replaced({"/BleedBox": (-20, EDGE - 9, EDGE + WIDE + 9, EDGE + HIGH + 9)})),
        ("boxes", replaced({"/ArtBox": TRIM})),
        ("boxes", without_trim),
        ("javascript", script),
        ("javascript", hidden_script),
        ("actions", page_action),
        ("attachments", attachment),
        ("annotations", note),
        ("intent", no_intent),
        ("intent", rgb_intent),
        ("intent", other_profile),
        ("trapped", untrapped),
        ("trapped", trapped_twice),
        ("transfer", transfer),
        ("font-type3", type3),
        ("small-type", small_in_form),
        ("rgb-fill", rgb_by_name),
        ("rgb-image", rgb_inline),
        ("rgb-fill", rgb_pattern),
        ("ink", registration_inside),
        ("user-unit", large_unit),
    ],
)
def test_what_is_built_wrongly_is_found(press_file: Make, code: str, finish: Callable[[pikepdf.Pdf], None]) -> None:
    found = codes(press_file(nothing, finish))

    # JavaScript at opening is an action too; without a trim box the slug itself is judged
    also = {"actions"} if finish is script else {"bleed", "ink"} if code == "boxes" else set()
    assert found - also == {code}


def test_a_version_too_new_for_the_claim_is_found(press_file: Make) -> None:
    assert codes(press_file(save={"force_version": "1.7"})) == {"version"}


def test_encryption_is_found(press_file: Make) -> None:
    locked = {"encryption": pikepdf.Encryption(owner="secret", user="", R=4)}

    assert "encryption" in codes(press_file(save=locked))


def old_claim(pdf: pikepdf.Pdf) -> None:
    metadata: Any = pdf.Root.Metadata
    data = metadata.read_bytes().replace(b"PDF/X-4", b"PDF/X-1a:2003")
    pdf.Root.Metadata = pdf.make_stream(data)


def transparent(pdf: pikepdf.Pdf) -> None:
    add(pdf, b"/Half gs 0 0 0 0.2 k 200 200 50 50 re f", ExtGState=pikepdf.Dictionary(Half={"/ca": 0.5}))


def blended(pdf: pikepdf.Pdf) -> None:
    mode = pikepdf.Dictionary(Multiply=pikepdf.Dictionary(BM=pikepdf.Name.Multiply))
    add(pdf, b"/Multiply gs 0 0 0 0.2 k 200 200 50 50 re f", ExtGState=mode)


@pytest.mark.parametrize("plant", [transparent, blended])
def test_transparency_is_noted_and_forbidden_in_old_standards(press_file: Make, plant: Callable[..., None]) -> None:
    assert "transparency" in codes(press_file(nothing, plant), "note")

    def both(pdf: pikepdf.Pdf) -> None:
        old_claim(pdf)
        plant(pdf)

    assert "transparency" in codes(press_file(nothing, both, {"force_version": "1.4"}))


def turned(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].rotate(90, relative=False)


def layered(pdf: pikepdf.Pdf) -> None:
    layer = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name("/OCG"), Name="草稿"))
    pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=pikepdf.Array([layer]), D=pikepdf.Dictionary())


def spot(pdf: pikepdf.Pdf) -> None:
    function = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 0.9, 0.8, 0], N=1)
    space = pikepdf.Array(
        [pikepdf.Name("/Separation"), pikepdf.Name("/PANTONE#20186#20C"), pikepdf.Name.DeviceCMYK, function]
    )
    add(pdf, b"/Spot cs 1 scn 200 200 50 50 re f", ColorSpace=pikepdf.Dictionary(Spot=space))


def blank(pdf: pikepdf.Pdf) -> None:
    pdf.add_blank_page(page_size=(WIDE + 2 * EDGE, HIGH + 2 * EDGE))
    pdf.pages[1].obj["/TrimBox"] = pdf.pages[0].obj["/TrimBox"]
    pdf.pages[1].obj["/BleedBox"] = pdf.pages[0].obj["/BleedBox"]


@pytest.mark.parametrize(
    ("code", "finish"), [("rotate", turned), ("layers", layered), ("spot", spot), ("blank", blank)]
)
def test_what_is_odd_but_may_be_meant_is_a_note(press_file: Make, code: str, finish: Callable[..., None]) -> None:
    path = press_file(nothing, finish)

    assert code in codes(path, "note")
    assert codes(path) == set()


def test_black_text_beside_a_shape_is_not_on_it(press_file: Make) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColorCMYK(0.9, 0.9, 0.5, 0)
        path = canvas.beginPath()
        path.moveTo(*at(20, 90))
        path.lineTo(*at(120, 90))
        path.lineTo(*at(20, 150))
        canvas.drawPath(path, stroke=0, fill=1)
        black(canvas)
        write(canvas, 95, 140, "黑字")

    assert codes(press_file(draw)) == set()


def test_what_an_outer_clip_hides_reaches_no_edge(press_file: Make) -> None:
    def draw(canvas: Canvas) -> None:
        for x, y, width in ((20, 90, 60), (0, 80, 100)):  # the second clip is larger: the first still holds
            path = canvas.beginPath()
            path.rect(*at(x, y), pt(width), pt(60))
            canvas.clipPath(path, stroke=0)
        canvas.setFillColorCMYK(0, 0, 0, 0.3)
        canvas.rect(*at(0, 100), pt(80), pt(10), stroke=0, fill=1)

    assert codes(press_file(draw)) == set()


def test_text_near_the_trim_and_fair_pictures_are_notes(press_file: Make) -> None:
    def draw(canvas: Canvas) -> None:
        black(canvas)
        write(canvas, 1.5, 150, "靠边")
        picture("L", 240, 128)(canvas)

    path = press_file(draw)

    assert codes(path, "note") == {"edges", "resolution"}
    assert codes(path) == set()


def test_the_report_says_value_page_and_hint(press_file: Make) -> None:
    sheet = preflight(press_file(hairline), name="简报.pdf")
    text = as_text(sheet)

    assert text.startswith("印前检查  简报.pdf（按印刷厂文件检查）")
    assert re.search(r"错误  细线 +1条，最细0\.10磅，第1页\n      提示：线宽至少0\.25磅", text)
    assert "结论  错误1项" in text
    plain = as_json(sheet)
    assert plain["faults"] == 1
    assert {"code": "hairline", "verdict": "fault", "page": 1}.items() <= next(
        item for item in plain["items"] if item["code"] == "hairline"
    ).items()


def test_the_same_file_is_judged_by_what_it_is_for(press_file: Make) -> None:
    path = press_file(rgb_text)

    assert "rgb-text" in {item.code for item in preflight(path, "office").faults}
    assert preflight(path, "screen").faults == ()


def truncated(data: bytes) -> bytes:
    """Without its cross-reference table."""
    return data[: data.rindex(b"startxref")]


def test_a_damaged_file_that_can_still_be_read_is_reported(press_file: Make, tmp_path: Path) -> None:
    with open(press_file(), "rb") as file:
        sheet = preflight(truncated(file.read()))

    (syntax,) = [item for item in sheet.faults if item.code == "syntax"]
    assert syntax.hint == "请从源文件重新导出：交叉引用表已损坏"


def locked(pdf: pikepdf.Pdf) -> bytes:
    out = BytesIO()
    pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


def test_what_cannot_be_read_is_refused_with_its_reason(press_file: Make, tmp_path: Path) -> None:
    with pikepdf.open(press_file()) as pdf:
        secret = locked(pdf)
    empty = BytesIO()
    pikepdf.new().save(empty)
    cases = {
        "not-pdf": b"PK\x03\x04 a deck",
        "pdf-locked": secret,
        "pdf-broken": b"%PDF-1.7\n nothing more",
        "pdf-empty": empty.getvalue(),
    }
    for code, data in cases.items():
        path = tmp_path / "x.pdf"
        path.write_bytes(data)
        with pytest.raises(ContentError) as caught:
            preflight(str(path))
        assert [problem.code for problem in caught.value.problems] == [code]
        assert caught.value.problems[0].hint
        assert "object at 0x" not in caught.value.problems[0].message
    (tmp_path / "empty.pdf").touch()
    for name, said in {"absent.pdf": "文件不存在", "": "这是文件夹，不是文件", "empty.pdf": "是空文件"}.items():
        with pytest.raises(ContentError, match=said):
            preflight(str(tmp_path / name))


@settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_damage_is_a_sheet_or_a_refusal_and_never_a_traceback(press_file: Make, data: st.DataObject) -> None:
    with open(press_file(link, small_in_form), "rb") as file:
        sound = bytearray(file.read())
    for _ in range(data.draw(st.integers(1, 12))):
        at = data.draw(st.integers(10, len(sound) - 1))
        if data.draw(st.booleans()):
            sound[at] = data.draw(st.integers(0, 255))
        else:
            del sound[at : at + data.draw(st.integers(1, 40))]
    try:
        said = as_text(preflight(bytes(sound)))
    except ContentError as refusal:
        said = refusal.problems[0].hint
    assert said
