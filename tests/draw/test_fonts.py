"""Embedded fonts: maps, widths, and an office's own PostScript-flavoured face."""

import re
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.basePen import NullPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont

from bulletin.draw.pdf import fonts
from bulletin.draw.pdf.file import draw
from bulletin.draw.pdf.fonts import embed_face, glyphs_by_face, subset_tag, to_unicode
from bulletin.draw.pdf.set_spans import BODY_STEP, SOFT_HYPHEN, line_of, set_spans
from bulletin.draw.pdf.target import screen
from bulletin.faces.face import Face, Faces, open_faces
from bulletin.faces.subset import FontProgram, subset
from bulletin.geometry import Rect, Size
from bulletin.memory import Memory
from bulletin.model.design import PressDesign
from bulletin.model.galley import Span
from bulletin.model.page import Bulletin, Page, Tag, TextMark
from tests.draw import sample
from tests.draw.reader import false_blanks, unicode_map, widths


def test_faces_come_in_order_of_first_use(tmp_path: Path) -> None:
    marks = [mark for page in sample.bulletin(tmp_path).pages for mark in page.marks if isinstance(mark, TextMark)]
    found = glyphs_by_face(set_spans(line_of(mark), sample.FACES) for mark in marks)
    assert list(found) == ["song-black", "hei", "hei-bold", "song", "kai"]
    assert found["song-black"] >= {"近", "赶", "潍", "坊"}
    assert SOFT_HYPHEN + "-" in found["song"]
    assert "-" not in found["song"], "it stands at a line's end alone"
    assert "——" in found["song"]


def test_the_unicode_map_comes_in_blocks_of_a_hundred() -> None:
    texts = {cid: chr(0x4DFF + cid) for cid in range(1, 251)} | {251: "——", 252: "𠮷", 253: "葛\U000e0101"}
    cmap = to_unicode(texts).decode()
    assert re.findall(r"(\d+) beginbfchar", cmap) == ["100", "100", "53"]
    assert "<00FB> <20142014>" in cmap
    assert "<00FC> <D842DFB7>" in cmap
    read = {
        int(code, 16): bytes.fromhex(text).decode("utf-16-be")
        for code, text in re.findall(r"<(\w{4})> <(\w+)>\n", cmap)
    }
    assert {cid: text for cid, text in read.items() if cid} == texts


def test_every_subset_of_a_face_has_its_own_name() -> None:
    face = sample.FACES.face("song")
    one, two = (embed_face(face, frozenset(text), "F1", Memory()) for text in ("学习", "学习报告"))
    assert subset_tag(one.digest) != subset_tag(two.digest)
    assert re.fullmatch("[A-Z]{6}", subset_tag(one.digest))


def test_a_missing_glyph_never_reaches_the_paper() -> None:
    with pytest.raises(ValueError, match="no glyph"):
        embed_face(sample.FACES.face("song"), frozenset("😀"), "F1", Memory())


def test_every_code_draws_the_glyph_it_means_at_its_width(tmp_path: Path) -> None:
    """Extractors see ToUnicode alone; paper shows what the code's glyph is."""
    pdf = pikepdf.open(BytesIO(draw(sample.bulletin(tmp_path), sample.FACES, screen(PressDesign(), ()))))
    fonts = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/Subtype") == "/Type0"]
    sources = {sample.FACES.face(name).postscript_name: name for name in sample.FACES.chain("song")}
    compared = 0
    for font in fonts:
        name = sources[str(font.BaseFont)[8:]]
        face, below = sample.FACES.face(name), font.DescendantFonts[0]
        with TTFont(face.file.path) as whole, TTFont(BytesIO(below.FontDescriptor.FontFile2.read_bytes())) as cut:
            numbers = None if below.CIDToGIDMap == "/Identity" else below.CIDToGIDMap.read_bytes()
            given = widths(font)
            for cid, text in unicode_map(font).items():
                gid = cid if numbers is None else int.from_bytes(numbers[2 * cid : 2 * cid + 2])
                glyph = whole.getGlyphName(face.glyph("-" if text == SOFT_HYPHEN else text))
                drawn = cut.getGlyphName(gid)
                assert (
                    cut["glyf"][drawn].getCoordinates(cut["glyf"])[0]
                    == whole["glyf"][glyph].getCoordinates(whole["glyf"])[0]
                )
                assert given.get(cid, 1000) == cut["hmtx"][drawn][0]
                assert cut["hmtx"][drawn][0] - whole["hmtx"][glyph][0] in (0, BODY_STEP * (text == " "))
                compared += 1
    assert compared > 60


def test_descriptors_describe_the_face_and_enclose_its_ink(tmp_path: Path) -> None:
    """ISO 32000-1, 9.8: viewers place carets and highlights by it."""
    pdf = pikepdf.open(BytesIO(draw(sample.bulletin(tmp_path), sample.FACES, screen(PressDesign(), ()))))
    fonts = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/Subtype") == "/Type0"]
    sources = {sample.FACES.face(name).postscript_name: name for name in sample.FACES.chain("song")}
    for font in fonts:
        face, below = sample.FACES.face(sources[str(font.BaseFont)[8:]]), font.DescendantFonts[0].FontDescriptor
        inks = [face.ink("-" if text == SOFT_HYPHEN else text) for text in unicode_map(font).values()]
        assert below.Flags == 4, "symbolic and nothing else"
        heights = [int(height) for height in (below.Ascent, below.Descent, below.CapHeight)]
        assert heights == [face.metrics.ascent, face.metrics.descent, face.cap_height]
        assert [int(side) for side in below.FontBBox] == [
            min(ink.left for ink in inks),
            min(ink.bottom for ink in inks),
            max(ink.right for ink in inks),
            max(ink.top for ink in inks),
        ]


@pytest.fixture
def office(tmp_path: Path) -> Faces:
    """A face with PostScript outlines, whose space and no-break space are one glyph."""
    build = FontBuilder(1000, isTTF=False)
    build.setupGlyphOrder([".notdef", "space", "yi", "er"])
    build.setupCharacterMap({0x20: "space", 0xA0: "space", ord("一"): "yi", ord("二"): "er"})
    glyphs = {}
    for name, bars in ((".notdef", 0), ("space", 0), ("yi", 1), ("er", 2)):
        pen = T2CharStringPen(1000 if bars else 250, None)
        for bar in range(bars):
            for step, point in enumerate(
                ((100, 300 * bar), (900, 300 * bar), (900, 300 * bar + 80), (100, 300 * bar + 80))
            ):
                (pen.lineTo if step else pen.moveTo)(point)
            pen.closePath()
        glyphs[name] = pen.getCharString()
    build.setupCFF("OfficeFang-Regular", {"FullName": "Office Fang"}, glyphs, {})
    build.setupHorizontalMetrics({".notdef": (250, 0), "space": (250, 0), "yi": (1000, 100), "er": (1000, 100)})
    build.setupHorizontalHeader(ascent=880, descent=-120)
    build.setupNameTable({"familyName": "Office Fang", "styleName": "Regular", "psName": "OfficeFang-Regular"})
    build.setupOS2()
    build.setupPost()
    build.save(tmp_path / "仿宋.otf")
    (tmp_path / "fonts.yaml").write_text("faces:\n  fang: {file: 仿宋.otf}\nroles:\n  song: fang\n", encoding="utf-8")
    return open_faces(str(tmp_path))


def office_page(office: Faces, text: str, white: int = 0) -> bytes:
    """A file with a line of `text`, `white` behind every glyph, 1/1000 em."""
    steps = [office.face("fang").advance(unit) + white for unit in text]
    xs = tuple(sum(steps[:place]) for place in range(len(text)))
    mark = TextMark(20, 50, (Span("fang", 20, sample.BLACK, text, xs),), 1)
    page = Page(1, Size(200, 100), Rect(0, 0, 200, 100), (mark,), (), 1)
    tags = (Tag("Document", -1), Tag("P", 0))
    book = Bulletin("题", "", "", (), (2019, 4, 24), (page,), tags, (), "", "")
    return draw(book, office, screen(PressDesign(), ()))


def test_an_office_may_bring_a_postscript_face(office: Faces) -> None:
    data = office_page(office, "二一 二\u00a0一")
    pdf = pikepdf.open(BytesIO(data))
    (font,) = pdf.pages[0].resources.Font.values()
    assert font.DescendantFonts[0].Subtype == "/CIDFontType0"
    assert font.DescendantFonts[0].FontDescriptor.FontFile3.Subtype == "/CIDFontType0C"
    assert str(font.BaseFont).endswith("+OfficeFang-Regular")
    assert "/ActualText" in str(pdf.pages[0].Contents.read_bytes()), "one glyph for two characters"
    document = pypdfium2.PdfDocument(data)
    assert document[0].get_textpage().get_text_bounded().replace("\u00a0", " ") == "二一 二 一"
    image = document[0].render(scale=2).to_pil().convert("L")
    document.close()
    ink = [x for x in range(image.width) if any(image.getpixel((x, y)) < 128 for y in range(image.height))]
    assert min(ink) == pytest.approx(2 * (20 + 2), abs=2)
    assert max(ink) == pytest.approx(2 * (20 + 20 * 4.4), abs=2)


def test_a_postscript_face_has_wider_bodies_and_says_the_width_of_each(office: Faces) -> None:
    """Also of the glyph that a wider one repeats: some validators compare all of a program, not only what is shown."""
    data = office_page(office, "二一二", 260)
    pdf = pikepdf.open(BytesIO(data))
    assert false_blanks(pdf.pages[0], 0.15) == []
    (font,) = pdf.pages[0].resources.Font.values()
    program = CFFFontSet()
    program.decompile(BytesIO(font.DescendantFonts[0].FontDescriptor.FontFile3.read_bytes()), None)
    top, given = program.topDictIndex[0], widths(font)
    found = {}
    for code, name in enumerate(top.charset[1:], 1):
        top.CharStrings[name].draw(NullPen())
        found[unicode_map(font)[code], top.CharStrings[name].width] = given.get(code, 1000)
    assert found == {("一", 1000): 1000, ("二", 1000): 1000, ("一", 1125): 1125, ("二", 1125): 1125}
    document = pypdfium2.PdfDocument(data)
    assert document[0].get_textpage().get_text_bounded() == "二一二"
    document.close()


def test_a_face_is_cut_once_for_the_same_units(monkeypatch: pytest.MonkeyPatch) -> None:
    cuts: list[tuple[str, ...]] = []

    def counted(face: Face, units: Sequence[str], whites: Sequence[int]) -> FontProgram:
        cuts.append(tuple(units))
        return subset(face, units, whites)

    monkeypatch.setattr(fonts, "subset", counted)
    face, memory = sample.FACES.face("song"), Memory()
    one, again, other = (embed_face(face, frozenset(text), "F1", memory) for text in ("学习", "习学", "习报"))
    assert one.digest == again.digest != other.digest
    assert len(cuts) == 2
