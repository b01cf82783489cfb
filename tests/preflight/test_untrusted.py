"""Foreign PDFs that break the rules, each made here: what is odd is told in Chinese, and the rest is judged."""

import json
import re
import subprocess
import sys
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from bulletin.command import run
from bulletin.preflight import foreign
from bulletin.preflight import report as door
from bulletin.preflight.foreign import lzw_size, shown
from bulletin.preflight.job import some_of
from bulletin.preflight.reasons import reason
from bulletin.preflight.report import PreflightReport, as_json, as_text, preflight
from bulletin.problems import ContentError

TEXT = b"BT /F1 12 Tf 72 700 Td (abc) Tj ET"
SONG = rb"/#CB#CE#CC#E5"  # 宋体 in GBK
FONT = b"<</Type/Font/Subtype/TrueType/BaseFont/Test/FirstChar 97/Widths[500 500 500]>>"
PARTS = {"font": FONT, "page": b"", "root": b"", "resources": b"/Font<</F1 5 0 R>>", "more": b"", "trailer": b""}
PACKED = zlib.compress(TEXT + b"".join(b" %d %d m 9 9 l S" % (number * 7919, number**3) for number in range(200)))


def raw(content: bytes = TEXT, stream: bytes = b"", **parts: bytes) -> bytes:
    """A PDF of one page written by hand, without a cross-reference table: qpdf finds the objects."""
    part = PARTS | parts
    box = b"" if b"/MediaBox" in part["page"] else b"/MediaBox[0 0 595 842]"
    return b"\n".join((
        b"%PDF-1.4", b"1 0 obj<</Type/Catalog/Pages 2 0 R" + part["root"] + b">>endobj",
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj",
        b"3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R" + box + part["page"],
        b"/Resources<<" + part["resources"] + b">>>>endobj",
        b"4 0 obj<<" + stream + b"/Length %d>>stream\n" % len(content) + content + b"\nendstream endobj",
        b"5 0 obj" + part["font"] + b"endobj", part["more"], b"trailer<</Size 9/Root 1 0 R" + part["trailer"] + b">>",
    ))  # fmt: skip


def judged(data: bytes) -> PreflightReport:
    """The sheet, which says nothing in English, and the same each time."""
    sheet = preflight(data)
    text = as_text(sheet)
    assert not re.search("0x|object|error|stream|codec", text, re.IGNORECASE), text
    assert text == as_text(preflight(data))
    return sheet


def lines(sheet: PreflightReport, verdict: str) -> dict[str, str]:
    return {item.code: item.value for item in sheet.items if item.verdict == verdict}


def bomb(length: int) -> bytes:
    return zlib.compress(bytes(length), 9)


@pytest.mark.parametrize(
    ("stream", "content"),
    [
        (b"/Filter/JBIG2Decode", b"x"),
        (b"/Filter/FlateDecode/DecodeParms<</Predictor 12/Colors 70000/Columns 70000>>", zlib.compress(TEXT)),
        (b"/Filter/FlateDecode", b"no zlib at all"),
        (b"/Filter/FooDecode", TEXT),
        (b"/Filter[/FlateDecode/FlateDecode/FlateDecode]", zlib.compress(TEXT)),
        (b"/Filter 7", TEXT),
        (b"/Filter/FlateDecode", PACKED[: len(PACKED) // 2]),
        (b"/Filter/FlateDecode", PACKED[:-1] + bytes([PACKED[-1] ^ 1])),
    ],
)  # fmt: skip
def test_p1_whatever_a_filter_does_the_page_is_at_fault_and_nothing_on_it_passes(stream: bytes, content: bytes) -> None:
    sheet = judged(raw(content, stream))

    if stream == b"/Filter 7":  # read as if it had none
        return
    assert "content-stream" in lines(sheet, "fault") or "instructions" in lines(sheet, "note")
    assert not lines(sheet, "pass").keys() & {"fonts", "font-embedded", "small-type", "resolution", "ink", "rgb-text"}
    assert {"fonts", "small-type", "ink"} <= lines(sheet, "unjudged").keys()
    assert f"有{len(sheet.unjudged)}项未判断" in as_text(sheet)
    assert as_json(sheet)["unjudged"] == len(sheet.unjudged)


@pytest.mark.parametrize(
    ("program", "why"),
    [
        (b"no zlib at all", "压缩数据已损坏"),
        (bomb(2 << 20), "解压后过大"),
        (b"", "没有数据"),
        (PACKED[: len(PACKED) // 2], "数据不完整"),
        (PACKED[:-1] + bytes([PACKED[-1] ^ 1]), "压缩数据已损坏"),
    ],
)
def test_p1_an_embedded_font_whose_data_cannot_be_read_does_not_pass(
    program: bytes, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(foreign, "MOST_DATA", 1 << 20)
    file = b"6 0 obj<</Filter/FlateDecode/Length %d>>stream\n" % len(program) + program + b"\nendstream endobj"
    sheet = judged(raw(font=FONT[:-2] + b"/FontDescriptor<</FontFile2 6 0 R>>>>", more=file))

    assert "font-embedded" not in lines(sheet, "pass")
    assert lines(sheet, "unjudged")["font-embedded"] == f"Test 的字体数据无法读出：{why}，第1页"


def test_p1_one_bad_file_or_mistake_of_ours_never_stops_the_next(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, data in {"a": raw(b"x", b"/Filter/JBIG2Decode"), "b": b"nothing", "c": raw(), "d": raw()}.items():
        (tmp_path / name).write_bytes(data)
    files = [str(tmp_path / name) for name in "abcd"]

    assert run(["preflight", *files]) == 1
    assert capsys.readouterr().out.count("结论") == 3

    def mistaken(source: str) -> PreflightReport:
        return preflight(source) if not source.endswith("c") else 1 / 0  # type: ignore[return-value]

    monkeypatch.setattr(door, "preflight", mistaken)
    assert run(["preflight", *files]) == 70
    assert capsys.readouterr().out.count("结论") == 2


@pytest.mark.parametrize("packed", [PACKED[:-4], b""])
def test_p1_flate_data_that_only_lack_their_sum_are_whole_and_so_are_none(packed: bytes) -> None:
    sheet = judged(raw(packed, b"/Filter/FlateDecode"))

    assert "content-stream" not in lines(sheet, "fault")
    assert not lines(sheet, "unjudged")


@pytest.mark.parametrize("twice", [False, True])
def test_p1_a_stream_is_measured_before_it_is_inflated(monkeypatch: pytest.MonkeyPatch, twice: bool) -> None:
    monkeypatch.setattr(foreign, "MOST_DATA", 1 << 20)
    data = raw(bomb(2 << 20), b"/Filter/FlateDecode")
    if twice:  # each of a sound size
        data = raw(bomb(600 << 10), b"/Filter/FlateDecode").replace(b"/Contents 4 0 R", b"/Contents[4 0 R 4 0 R]")
        monkeypatch.setattr("bulletin.preflight.content.MOST_DATA", 1 << 20)

    assert lines(judged(data), "fault")["content-stream"] == "第1页无法读完：解压后过大"


def test_p1_lzw_is_measured_too() -> None:
    plain = b"-----A---B"  # the example of ISO 32000-1, 7.4.4.2
    packed = bytes.fromhex("800B6050220C0C8501")

    assert lzw_size(packed) == len(plain)
    assert lzw_size(b"\x80" + bytes(100)) < 100 * 100


def test_p1_a_page_with_too_much_on_it_is_not_judged_beyond(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bulletin.preflight.recorder.MOST_WORK", 400)
    sheet = judged(raw(TEXT + b" 0 0 9 9 re f" * 200))

    assert lines(sheet, "unjudged")["content-stream"] == "第1页内容过多，没有读完"
    assert "font-embedded" in lines(sheet, "fault")
    assert "hairline" in lines(sheet, "unjudged")


def test_p1_operands_without_an_operator_are_work_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bulletin.preflight.recorder.MOST_WORK", 400)

    assert "content-stream" in lines(judged(raw(b"1 " * 5000)), "unjudged")


def nested(width: int, depth: int) -> bytes:
    """Forms that show the next deeper one several times; the last shows the first."""
    forms = [
        b"%d 0 obj<</Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>" % (10 + n, 10 + (n + 1) % depth)
        + b"/Length %d>>stream\n%s\nendstream endobj" % (6 * width, b"/X Do " * width)
        for n in range(depth)
    ]
    return raw(b"/X Do", resources=b"/XObject<</X 10 0 R>>", more=b"\n".join(forms))


@pytest.mark.parametrize(("width", "depth"), [(1, 1), (50, 1), (50, 3), (4, 30)])
def test_p1_forms_in_circles_end(width: int, depth: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bulletin.preflight.recorder.MOST_WORK", 4_000)
    sheet = judged(nested(width, depth))

    assert "instructions" in lines(sheet, "note") or "content-stream" in lines(sheet, "unjudged")


def test_p2_gbk_names_are_shown_and_the_font_is_missed() -> None:
    sheet = judged(raw(font=FONT.replace(b"/Test", SONG)))

    assert lines(sheet, "fault")["font-embedded"] == "宋体 没有嵌入，第1页"


def test_p2_names_of_every_kind_come_by_their_bytes() -> None:
    content = b"/" + SONG[1:] + rb" cs 1 scn 0 0 9 9 re f BT /#CB#CE 9 Tf (a) Tj ET /OC /#CB#FF BDC EMC"
    sheet = judged(
        raw(
            content,
            resources=b"/Font<</#CB#CE 5 0 R>>/ColorSpace<<" + SONG + b"[/Separation" + SONG + b"/DeviceCMYK 6 0 R]>>",
            root=b"/OutputIntents[<</S/#CB#CE/OutputConditionIdentifier(\xcb\xce\xcc\xe5)>>]/Names<</JavaScript 1>>",
            page=b"/Annots[<</Subtype/#CB#CE/Rect[0 0 9 9]/A<</S/#CB#CE>>>>]",
            more=b"6 0 obj<</FunctionType 2/N 1/Domain[0 1]/C0[0 0 0 0]/C1[0 1 0 0]>>endobj",
            trailer=b"/Info<</Trapped/#CB#CE/GTS_PDFXVersion(PDF/X-4)/Title(\xcb)>>",
        )
    )
    found = {item.code: item.value for item in sheet.items}

    assert found["spot"] == "宋体"
    assert found["annotations"].startswith("宋×1")
    assert found["intent"].startswith("宋体")
    assert found["resources"] == "第1页引用的属性表 #cb#ff不存在"
    assert "fonts" not in lines(sheet, "pass")


def test_names_of_any_length_and_number_leave_a_readable_report() -> None:
    assert len(shown(b"a" * 1_000_000)) == len(shown("宋".encode("gbk") * 1_000)) == 127
    assert some_of(map(str, range(3_000))).endswith("、19等3000个")
    assert some_of("ab") == "a、b"


def test_p2_text_of_an_unknown_encoding_is_shown_as_what_it_can_be() -> None:
    assert [shown(data) for data in ("宋体".encode(), "宋体".encode("gbk"), b"A\xff\x1bB", b"\x1b[31m", b"")] == [
        "宋体", "宋体", "A#ff#1bB", "#1b[31m", ""
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "words", "aspect"),
    [
        (b"BT /F9 12 Tf (abc) Tj ET", "字体 F9", "fonts"),
        (b"/Im1 Do", "图片 Im1", "resolution"),
        (b"/Gone Do", "图片 Gone", "resolution"),
        (b"/G1 gs", "图形状态 G1", "color-spaces"),
        (b"/C1 cs", "颜色空间 C1", "rgb-fill"),
        (b"/Pattern cs /P1 scn 0 0 9 9 re f", "图案 P1", "rgb-fill"),
        (b"/S1 sh", "渐变 S1", "hairline"),
        (rb"BT /#CB#CE 12 Tf (abc) Tj ET", "字体 宋", "small-type"),
    ],
)
def test_p3_what_is_not_there_is_missed_by_its_name(content: bytes, words: str, aspect: str) -> None:
    sheet = judged(raw(content, resources=b"/XObject<</Gone 99 0 R>>/Font<</F9 null>>"))

    assert lines(sheet, "fault")["resources"] == f"第1页引用的{words}不存在"
    assert aspect in lines(sheet, "unjudged")


@pytest.mark.parametrize(
    "annotations",
    [b"[null]", b"[99 0 R]", b"[7]", b"[(a)]", b"[<</Subtype/Text/Rect[0 0 1]>>]",
     b"[<</Subtype/Text/Rect[/a 0 1 2]>>]", b"[<</Rect[0 0 1 1]>>]", b"[[]]"],
)  # fmt: skip
def test_p4_an_odd_annotation_is_noted_and_the_rest_judged(annotations: bytes) -> None:
    sheet = judged(raw(page=b"/Annots" + annotations))

    assert lines(sheet, "note")["oddities"] == "注释有误，第1页"
    assert "font-embedded" in lines(sheet, "fault")


@pytest.mark.parametrize(
    ("parts", "verdict", "code"),
    [
        ({"root": b"/OutputIntents[null 7]"}, "note", "oddities"),
        ({"root": b"/OutputIntents 7"}, "note", "oddities"),
        ({"root": b"/OutputIntents[<</S/GTS_PDFX/DestOutputProfile 6 0 R>>]"}, "unjudged", "intent"),
        ({"root": b"/OCProperties<</OCGs[null]>>"}, "note", "oddities"),
        ({"root": b"/OCProperties 7"}, "note", "oddities"),
        ({"root": b"/AcroForm[]"}, "note", "oddities"),
        ({"root": b"/Names(a)"}, "note", "oddities"),
        ({"root": b"/Metadata 7"}, "note", "oddities"),
        ({"root": b"/ViewerPreferences/None"}, "note", "oddities"),
        ({"trailer": b"/Info[7]"}, "note", "oddities"),
        ({"root": b"/Names<</EmbeddedFiles<</Kids[1 0 R]>>>>"}, "fault", "font-embedded"),
    ],
)  # fmt: skip
def test_p4_what_is_odd_in_the_catalogue_is_noted_and_the_rest_judged(
    parts: dict[str, bytes], verdict: str, code: str
) -> None:
    profile = b"6 0 obj<</N 4/Filter/FlateDecode/Length 3>>stream\nabc\nendstream endobj"
    sheet = judged(raw(**({"more": profile} | parts)))

    assert code in lines(sheet, verdict)
    assert "font-embedded" in lines(sheet, "fault")


@pytest.mark.parametrize(
    ("content", "count"),
    [
        (b"w", 1), (b"(a) w", 1), (b"/a 0 0 rg", 1), (b"1 0 rg", 1), (b"foo", 1), (b"BX foo EX", 0), (b"EX", 1),
        (b"q", 1), (b"Q", 1), (b"ET", 1), (b"BT BT ET", 1), (b"null 0 m", 1), (b"/F1 9 Tf [1 2 (a) /b] TJ", 1),
        (b"7 Do", 1), (b"1 2 3 4 5 6 7 cm", 0),
         (b"99999999999999999999 w", 1), (b"BI /W 0 /H 1 ID x EI", 1), (b"/F1 (a) Tf", 1),
        (b"\xcb\xce", 1), (b"BI /W ID x EI", 1), (b"<< /a >> gs", 1), (b"1 0 0", 1),
    ],
)  # fmt: skip
def test_p5_an_odd_instruction_is_counted_and_the_rest_judged(content: bytes, count: int) -> None:
    sheet = judged(raw(content + b"\n" + TEXT if content != b"1 0 0" else TEXT + b"\n1 0 0"))

    assert lines(sheet, "note").get("instructions", "").startswith(f"第1页有{count}处指令有误" if count else "")
    assert "font-embedded" in lines(sheet, "fault")


def test_p5_what_an_odd_instruction_bears_upon_is_not_judged_and_ends_with_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def odd_width(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Contents = pdf.make_stream(b"/a w 0 0 0 1 k 30 30 9 9 re f")

    (tmp_path / "a.pdf").write_bytes(saved(odd_width))
    assert not preflight(str(tmp_path / "a.pdf")).faults

    assert run(["preflight", "--json", str(tmp_path / "a.pdf")]) == 1
    (sheet,) = json.loads(capsys.readouterr().out)
    verdicts = {item["code"]: item["verdict"] for item in sheet["items"]}
    assert verdicts["hairline"] == verdicts["ink"] == "unjudged"
    assert verdicts["rgb-text"] == verdicts["resolution"] == "pass"


@pytest.mark.parametrize(("space", "judges"), [(b"", False), (b"/ColorSpace/DeviceGray", True)])
def test_p4_an_image_that_alone_knows_its_colours_is_not_judged_by_them(space: bytes, judges: bool) -> None:
    image = (
        b"10 0 obj<</Subtype/Image/Width 9/Height 9/Filter/JPXDecode" + space + b"/Length 4>>stream\njunk\nendstream "
    )
    sheet = judged(raw(b"9 0 0 9 0 0 cm /X Do", resources=b"/XObject<</X 10 0 R>>", more=image + b"endobj"))
    assert {"color-spaces", "ink"}.isdisjoint(lines(sheet, "unjudged")) == judges


def test_p6_messages_are_chinese_and_the_same_at_each_run() -> None:
    lost, circular = b"trailer<</Root 9 0 R>>", b"1 0 obj<</Pages 1 0 R>>endobj trailer<</Root 1 0 R>>"
    for data in (b"%PDF-1.7\n", b"%PDF-1.4\n" + lost, b"%PDF-1.4\n" + circular):
        with pytest.raises(ContentError) as caught:
            preflight(data)
        (problem,) = caught.value.problems
        assert not re.search("[a-z]{3}", problem.message.replace("PDF", "")), problem.message
    assert reason(RuntimeError("PL_Flate memory limit exceeded")) == "解压后过大"
    assert reason(ValueError("something never said before")) == "不合 PDF 规范"
    assert reason(MemoryError()) == "解压后过大"


def test_p6_libraries_write_nothing_on_the_terminal(tmp_path: Path) -> None:
    """In a process of its own: here pytest catches what is logged."""
    (tmp_path / "a.pdf").write_bytes(raw().replace(b"/Kids[3 0 R]", b"/Kids[null 3 0 R]"))
    command = [sys.executable, "-m", "bulletin", "preflight", str(tmp_path / "a.pdf")]
    said = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, encoding="utf-8")

    assert said.returncode == 1
    assert "object" not in said.stdout + said.stderr


def crypt(name: bytes, version: bytes = b"4", rest: bytes = b"") -> bytes:
    keys = b"/R 4/P -1/O(" + b"o" * 32 + b")/U(" + b"u" * 32 + b")" + rest
    return raw(trailer=b"/Encrypt<</Filter/" + name + b"/V " + version + keys + b">>/ID[(a)(a)]")


def test_p6_encryption_is_no_damage_and_a_locked_attachment_no_locked_file() -> None:
    packed = {
        "encryption": pikepdf.Encryption(owner="a", user="b"),
        "object_stream_mode": pikepdf.ObjectStreamMode.generate,
    }
    for data, words in (
        (crypt(b"Adobe.PubSec"), "加密方式不支持"), (crypt(b"Standard", b"2"), "口令"),
        (saved(miscounted, **packed), "口令"),
    ):  # fmt: skip
        with pytest.raises(ContentError, match=words) as caught:
            preflight(data)
        assert caught.value.problems[0].code == "pdf-locked"
    filters = b"/CF<</StdCF<</AuthEvent/EFOpen/CFM/AESV2/Length 16>>>>/EFF/StdCF/StmF/Identity/StrF/Identity"
    sheet = judged(crypt(b"Standard", rest=filters))

    assert "font-embedded" in lines(sheet, "fault")
    assert lines(sheet, "fault")["encryption"].startswith("附件已加密")


def form(kind: bytes, more: bytes) -> bytes:
    return b"/Annots[<</Subtype/" + kind + b"/Rect[9 9 99 99]" + more + b">>]"


SHOWN = b"6 0 obj<</Subtype/Form/BBox[0 0 90 90]/Length 30%s>>stream\nBT /Helv 9 Tf (abc) Tj ET      \nendstream endobj"


@pytest.mark.parametrize(
    ("page", "more", "found"),
    [
        (form(b"Widget", b"/AP<</N 6 0 R>>"), SHOWN % b"/Resources<</Font<</Helv 5 0 R>>>>", True),
        (form(b"FreeText", b"/AP<</N 6 0 R>>"), SHOWN % b"", True),
        (form(b"Widget", b"/AS/On/AP<</N<</On 6 0 R/Off null>>>>"), SHOWN % b"", True),
        (form(b"Widget", b"/AS/Off/AP<</N<</On 6 0 R>>>>"), SHOWN % b"", False),
        (form(b"Widget", b"/F 2/AP<</N 6 0 R>>"), SHOWN % b"", False),
        (form(b"Widget", b"/V(x)/DA(/Helv 9 Tf)"), b"", True),
        (form(b"Widget", b"/V(x)"), b"", True),
        (form(b"Widget", b""), b"", False),
    ],
)
def test_p6_fonts_of_form_fields_are_looked_at(page: bytes, more: bytes, found: bool) -> None:
    forms = b"/AcroForm<</Fields[]/DA(0 g /Helv 9 Tf)/DR<</Font<</Helv 5 0 R>>>>>>"
    sheet = judged(raw(b"", page=page, more=more, root=forms, resources=b""))

    assert (lines(sheet, "fault").get("font-embedded") == "Test 没有嵌入，第1页") is found


def test_p6_fonts_within_a_type_3_font_are_looked_at() -> None:
    glyph = b"6 0 obj<</Length 40>>stream\n9 0 d0 BT /F2 9 Tf (a) Tj ET             \nendstream endobj"
    font = b"<</Subtype/Type3/FontMatrix[.1 0 0 .1 0 0]/CharProcs<</a 6 0 R>>/FirstChar 97/Widths[9 9 9]"
    inner = b"/Resources<</Font<</F2<</Type/Font/Subtype/Type1/BaseFont/Inner>>>>>>>>"

    assert lines(judged(raw(font=font + inner, more=glyph)), "fault")["font-embedded"] == "Inner 没有嵌入，第1页"


@pytest.mark.parametrize(
    "page",
    [b"/MediaBox null", b"/MediaBox[0 0 0 0]", b"/MediaBox[0 0 9]", b"/MediaBox[/a 0 9 9]", b"/MediaBox 7",
     b"/MediaBox[0 0 1e400 9]", b"/MediaBox[0 0 99999999999999999999.5 9]", b"/MediaBox[0 0 99999999 99999999]",
     b"/TrimBox[5 5 5 5]", b"/CropBox(a)", b"/BleedBox[null 0 1 2]"],
)  # fmt: skip
def test_boxes_that_cannot_be_used_are_a_fault(page: bytes) -> None:
    sheet = judged(raw(page=page))
    (syntax,) = [item for item in sheet.faults if item.code == "syntax"]

    # qpdf itself puts another in the place of some, and warns
    assert "没有可用的" in lines(sheet, "fault").get("boxes", "") or "页面框有误" in syntax.hint


@pytest.mark.parametrize(
    ("page", "code"),
    [(b"/Rotate 45", "rotate"), (b"/UserUnit 0", "user-unit"), (b"/UserUnit -9", "user-unit"), (b"/Group 7", ""),
     (b"/MediaBox[595 842 0 0]", ""), (b"/Rotate/a", ""), (b"/UserUnit(a)", ""), (b"/Annots<<>>", "")],
)  # fmt: skip
def test_odd_keys_of_a_page_are_told_or_as_if_left_out(page: bytes, code: str) -> None:
    sheet = judged(raw(page=page))

    assert not code or code in {item.code for item in (*sheet.faults, *sheet.notes)}


Change = Callable[[pikepdf.Pdf], None]


def saved(change: Change, **options: Any) -> bytes:
    with pikepdf.open(BytesIO(raw())) as pdf:
        change(pdf)
        out = BytesIO()
        pdf.save(out, **options)
    return out.getvalue()


def miscounted(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Pages.Count = 999


def collected(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Collection = Dictionary(View=Name.D)
    pdf.Root.Pages.Parent = pdf.Root.Pages


def circular_resources(pdf: pikepdf.Pdf) -> None:
    space = pdf.make_indirect(Array([Name.Indexed]))
    for item in (space, 1, pikepdf.String("a")):
        space.append(item)
    function = pdf.make_indirect(Dictionary(FunctionType=3))
    function.Functions = Array([function] * 500)
    shading = Dictionary(ShadingType=2, ColorSpace=Name.DeviceCMYK, Function=function)
    pdf.pages[0].obj.Resources.ColorSpace = Dictionary(C=space)
    pdf.pages[0].obj.Resources.Shading = Dictionary(S=shading)
    pdf.pages[0].contents_add(b"/C cs /S sh")


@pytest.mark.parametrize("change", [miscounted, collected, circular_resources])
@pytest.mark.parametrize(
    "options",
    [{}, {"linearize": True}, {"object_stream_mode": pikepdf.ObjectStreamMode.generate}, {"force_version": "2.0"}],
)
def test_odd_trees_are_read_however_the_file_is_written(change: Change, options: dict[str, Any]) -> None:
    assert lines(judged(saved(change, **options)), "fault")["font-embedded"] == "Test 没有嵌入，第1页"


@pytest.mark.parametrize("share", [0.5, 0.9, 0.99])
def test_a_truncated_file_is_a_sheet_or_a_refusal(share: float) -> None:
    data = saved(miscounted)
    try:
        said = lines(judged(data[: int(len(data) * share)]), "fault")["syntax"]
    except ContentError as refusal:
        said = refusal.problems[0].message
    assert "已修复读出" in said or "已损坏" in said
