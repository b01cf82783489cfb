"""What the drawn file holds: every character once and in order, right fonts, right structure, the same bytes."""

import os
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdfminer.high_level import extract_text

from bulletin.draw.pdf.file import draw
from bulletin.draw.pdf.metadata import escape
from bulletin.draw.pdf.page import show_operator
from bulletin.draw.pdf.set_spans import SOFT_HYPHEN
from bulletin.draw.pdf.target import screen
from bulletin.geometry import Point
from bulletin.model.design import Color, PressDesign
from bulletin.model.page import ARTIFACT, RuleMark, ShapeMark, TextMark
from tests.draw import sample
from tests.draw.reader import shown, structure

SCREEN = screen(PressDesign(), ())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pictures")


@pytest.fixture(scope="module")
def data(folder: Path) -> bytes:
    return draw(sample.bulletin(folder), sample.FACES, SCREEN)


@pytest.fixture(scope="module")
def pdf(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(data))


def meant(mark: TextMark) -> str:
    """What the text layer must say of a line."""
    text = "".join(part.actual or "".join(part.units) for part in mark.spans)
    return text[:-1] + SOFT_HYPHEN if mark.hyphen else text


def wanted(folder: Path) -> str:
    marks = (mark for page in sample.bulletin(folder).pages for mark in page.marks)
    return "".join(meant(mark) for mark in marks if isinstance(mark, TextMark))


def solid(text: str) -> str:
    """Without what extractors make of white space and line-end hyphens."""
    return "".join(text.split()).replace(SOFT_HYPHEN, "").replace("\ufffe", "").replace("\x02", "")


def test_every_character_is_there_once_and_in_order(pdf: pikepdf.Pdf, folder: Path) -> None:
    assert "".join(glyph.text for page in pdf.pages for glyph in shown(page)) == wanted(folder)


def test_other_readers_extract_the_same(data: bytes, folder: Path, tmp_path: Path) -> None:
    expected = solid(wanted(folder))
    document = pypdfium2.PdfDocument(data)
    assert solid("".join(page.get_textpage().get_text_bounded() for page in document)) == expected
    document.close()
    if shutil.which("pdftotext"):
        path = tmp_path / "a.pdf"
        path.write_bytes(data)
        run = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True)
        assert solid(run.stdout.decode()) == expected
    glyphs = expected.replace("下页续文", "下页续文。")  # pdfminer knows no ActualText and orders by place
    assert sorted(solid(extract_text(BytesIO(data)))) == sorted(glyphs)


def test_the_structure_is_the_content_in_reading_order(pdf: pikepdf.Pdf) -> None:
    assert structure(pdf) == [
        (0, "/Document", ""),
        (1, "/H1", "近赶潍坊　远学长沙"),
        (1, "/Art", ""),
        (2, "/H2", "借“潍”高石"),
        (2, "/P", f"绿水青山重点第二行——再学commu{SOFT_HYPHEN}nity\u00a0a b▼下页续文"),
        (3, "/Link", "（下转第2版）⚓"),
        (1, "/Art", ""),
        (2, "/H2", "攻“济”新玉"),
        (2, "/P", "正文一段。"),
        (2, "/Figure", ""),
        (3, "/Caption", "小清河"),
    ]


def test_the_parent_tree_leads_back(pdf: pikepdf.Pdf) -> None:
    root = pdf.Root.StructTreeRoot
    numbers = list(root.ParentTree.Nums)
    parents = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
    for page in pdf.pages:
        row = parents[int(page.obj.StructParents)]
        for glyph in shown(page):
            if glyph.mcid is not None:
                element = row[glyph.mcid]
                kids = element.K if isinstance(element.K, pikepdf.Array) else [element.K]
                own = {int(kid) for kid in kids if isinstance(kid, int)}
                far = {
                    (kid.Pg.objgen, int(kid.MCID))
                    for kid in kids
                    if isinstance(kid, pikepdf.Dictionary) and "/MCID" in kid
                }
                here = element.Pg.objgen == page.obj.objgen and glyph.mcid in own
                assert here or (page.obj.objgen, glyph.mcid) in far
    link = pdf.pages[0].obj.Annots[0]
    assert parents[int(link.StructParent)].S == "/Link"
    assert root.ParentTreeNextKey == len(parents)


def test_figures_say_what_they_show_and_where(pdf: pikepdf.Pdf) -> None:
    figure = next(item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure")
    assert str(figure.Alt) == "一条（河）"
    assert [float(side) for side in figure.A.BBox] == [40, 180, 160, 260]


def test_one_embedded_subset_font_a_face(pdf: pikepdf.Pdf) -> None:
    fonts = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font"]
    whole = [font for font in fonts if font.Subtype == "/Type0"]
    assert sorted(str(font.BaseFont)[8:] for font in whole) == [
        "BulletinKai-Regular",
        "NotoSansSC-Bold",
        "NotoSansSC-Regular",
        "NotoSerifSC-Black",
        "NotoSerifSC-Regular",
    ]
    assert len(fonts) == 2 * len(whole), "no other font, no Helvetica"
    for font in whole:
        assert font.Encoding == "/Identity-H"
        assert font.is_indirect
        below = font.DescendantFonts[0]
        assert below.Subtype == "/CIDFontType2"
        assert str(font.BaseFont)[7] == "+"
        assert str(below.FontDescriptor.FontName) == str(font.BaseFont)
        assert len(below.FontDescriptor.FontFile2.read_bytes()) < 30_000


def test_glyphs_stand_where_the_composer_put_them(pdf: pikepdf.Pdf, folder: Path) -> None:
    for page, drawn in zip(sample.bulletin(folder).pages, pdf.pages, strict=True):
        places = [(glyph.x, glyph.y, glyph.visible) for glyph in shown(drawn) if glyph.text != "下页续文"]
        expected = [
            (mark.x + x * span.size / 1000, sample.SIZE.height - mark.y, not span.invisible)
            for mark in page.marks
            if isinstance(mark, TextMark)
            for span in mark.spans
            for x in span.xs
        ]
        assert len(places) == len(expected)
        for place, right in zip(places, expected, strict=True):
            assert place == pytest.approx(right, abs=0.006)


@settings(deadline=None)
@given(st.lists(st.integers(-200, 600), max_size=40), st.floats(-50, 50))
def test_rounding_never_adds_up(extra: list[int], spacing: float) -> None:
    """Each glyph stands within half a thousandth of an em of its place, however many precede it."""
    codes = [f"{number:04X}" for number in range(len(extra) + 1)]
    operator = show_operator(codes, extra, spacing)
    pen, glyph = 0.0, 0
    for part in operator.replace("[", "").replace("]", "").split("<")[1:]:
        shown_codes, _, step = part.partition(">")
        for _ in range(len(shown_codes) // 4):
            assert abs(pen - sum(extra[:glyph])) <= 0.5000001
            pen += spacing
            glyph += 1
        number = step.replace("TJ", "").replace("Tj", "").strip()
        pen -= float(number) if number else 0
    assert glyph == len(codes)


def test_plain_lines_need_no_numbers() -> None:
    assert show_operator(["0001", "0002", "0003"], [25, 25], 25.0) == "<000100020003> Tj"


def test_two_characters_of_one_glyph_keep_their_meaning(folder: Path) -> None:
    """Space and no-break space share a glyph in every Noto face."""
    song = sample.FACES.face("song")
    assert song.glyph(" ") == song.glyph("\u00a0")
    assert "\u00a0a b" in wanted(folder), "the sample holds both; the first test reads them back"


def test_metadata_agree(pdf: pikepdf.Pdf) -> None:
    assert str(pdf.docinfo["/Title"]) == "近赶潍坊 远学长沙"
    assert str(pdf.docinfo["/CreationDate"]) == "D:20190424000000Z"
    with pdf.open_metadata() as meta:
        assert meta["dc:title"] == str(pdf.docinfo["/Title"])
        assert meta["dc:creator"] == [str(pdf.docinfo["/Author"])]
        assert meta["dc:description"] == str(pdf.docinfo["/Subject"])
        assert meta["pdf:Keywords"] == str(pdf.docinfo["/Keywords"]) == "潍坊; a & b"
        assert meta["pdf:Producer"] == str(pdf.docinfo["/Producer"])
        assert meta["xmp:CreateDate"] == meta["xmp:ModifyDate"] == "2019-04-24T00:00:00Z"
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"], meta["pdfuaid:part"]) == ("2", "A", "1")
    assert str(pdf.Root.Lang) == "zh-CN"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert pdf.Root.MarkInfo.Marked


def test_outline_labels_and_links_lead_to_their_places(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        (top,) = outline.root
        assert top.title == "近赶潍坊　远学长沙"
        assert [child.title for child in top.children] == ["第一篇", "第二篇"]
        assert (int(pdf.Root.Outlines.Count), int(pdf.Root.Outlines.First.Count)) == (3, 2)
        destination = top.children[1].destination
        assert isinstance(destination, pikepdf.Array)
        assert destination[0].objgen == pdf.pages[0].obj.objgen
        assert float(destination[3]) == 560 - 210
    assert [str(page.label) for page in pdf.pages] == ["第1版", "第2版"]
    (link,) = pdf.pages[0].obj.Annots
    assert link.Dest[0].objgen == pdf.pages[1].obj.objgen
    assert [float(side) for side in link.Rect] == [40, 560 - 204, 120, 560 - 190]
    assert str(link.Contents) == "转到第2版"
    assert all(page.obj.Tabs == "/S" for page in pdf.pages), "PDF/UA-1, 7.18.3"
    assert link.F == 4


def test_without_links_the_jump_line_is_plain_text(folder: Path) -> None:
    plain = pikepdf.open(BytesIO(draw(sample.bulletin(folder), sample.FACES, SCREEN._replace(links=False))))
    assert "/Annots" not in plain.pages[0].obj
    assert (3, "/Span", "（下转第2版）") in structure(plain)


def test_the_sheet_may_be_larger_than_the_page(folder: Path) -> None:
    """A target's boxes, marks, states and versions reach the file, and the page moves with its box."""
    book = sample.bulletin(folder)
    moved = SCREEN._replace(
        sheet=lambda page: SCREEN.sheet(page)._replace(
            width=500, height=660, left=50, bottom=50, boxes={"TrimBox": (50, 50, 450, 610)}
        ),
        marks=lambda sheet: "0 0 m 9 9 l S",
        states={"Over": {"Type": "/ExtGState", "OP": True}},
        version=(1, 6),
        viewer={"PrintScaling": "/None"},
        info={"Trapped": "/False"},
        media=True,
    )
    pdf = pikepdf.open(BytesIO(draw(book, sample.FACES, moved)))
    page = pdf.pages[0]
    assert [float(side) for side in page.obj.MediaBox] == [0, 0, 500, 660]
    assert [float(side) for side in page.obj.TrimBox] == [50, 50, 450, 610]
    assert page.resources.ExtGState.Over.OP == True  # noqa: E712
    assert page.Contents.read_bytes().endswith(b"/Artifact<</Type/Page>>BDC\n0 0 m 9 9 l S\nEMC")
    assert (pdf.pdf_version, str(pdf.docinfo["/Trapped"])) == ("1.6", "/False")
    assert pdf.Root.ViewerPreferences.PrintScaling == "/None"
    assert float(pdf.Root.Outlines.First.Dest[3]) == 50 + 560 - 20
    assert float(page.obj.Annots[0].Dest[2]) == 50
    first = next(shown(page))
    plain = pikepdf.open(BytesIO(draw(book, sample.FACES, SCREEN)))
    original = next(shown(plain.pages[0]))
    assert (first.x - original.x, first.y - original.y) == pytest.approx((50, 50))
    with pdf.open_metadata() as meta:
        assert str(meta["xmpMM:DocumentID"]).startswith("uuid:")


def test_what_stands_after_a_translucent_shape_has_its_own_colour(folder: Path) -> None:
    """`Q` takes the colour back that was set after `q`; the next mark of that colour must set it again."""
    blue = Color("blue", (0.0, 0.0, 1.0), (1, 1, 0, 0))

    def band(left: float, fill: Color, opacity: float = 1.0) -> ShapeMark:
        corners = ((left, 0.0), (left + 100, 0.0), (left + 100, 560.0), (left, 560.0))
        steps = (("M", corners[0]), *(("L", corner) for corner in corners[1:]), ("Z", ()))
        return ShapeMark(steps, fill=fill, opacity=opacity)

    book = sample.bulletin(folder)
    marks = (band(0, sample.RED), band(100, blue, 0.5), band(200, blue), band(300, sample.RED))
    page = book.pages[0]._replace(marks=marks)
    document = pypdfium2.PdfDocument(draw(book._replace(pages=(page,), outline=()), sample.FACES, SCREEN))
    image = document[0].render(scale=0.1).to_pil().convert("RGB")
    document.close()
    seen = [image.getpixel((x, 20)) for x in (5, 15, 25, 35)]
    red = tuple(round(part * 255) for part in sample.RED.rgb)
    assert seen[0] == seen[3] == pytest.approx(red, abs=2)
    assert seen[1] == pytest.approx((127, 127, 255), abs=2)
    assert seen[2] == (0, 0, 255)


def test_a_chart_is_one_figure_of_shapes_rules_and_words(folder: Path) -> None:
    """What is drawn with a figure's tag stands in its marked content, and its box holds all of that."""
    book = sample.bulletin(folder)
    square = (("M", (100.0, 100.0)), ("L", (150.0, 100.0)), ("L", (150.0, 120.0)), ("Z", ()))
    marks = (
        ShapeMark(square, fill=sample.RED, tag=sample.FIGURE),
        RuleMark(Point(90, 100), Point(90, 200), 2, sample.BLACK, tag=sample.FIGURE),
        sample.line(190, sample.FIGURE, sample.span("39", size=10), x=160),
        RuleMark(Point(90, 90), Point(300, 90), 1, sample.BLACK),
    )
    page = book.pages[0]._replace(marks=marks)
    pdf = pikepdf.open(BytesIO(draw(book._replace(pages=(page,), outline=()), sample.FACES, SCREEN)))
    figure = next(item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure")
    assert int(figure.K) == 0
    left, bottom, right, top = map(float, figure.A.BBox)
    assert (left, top) == (89, 461)
    assert bottom == 359
    assert 170 <= right <= 176
    content = pdf.pages[0].Contents.read_bytes().decode()
    assert content.count("BDC") == 2
    assert {"f", "S", "Tj"} <= set(content.split("EMC")[0].split())


def test_a_shape_is_filled_and_stroked(folder: Path) -> None:
    corners = ((100.0, 100.0), (300.0, 100.0), (300.0, 300.0), (100.0, 300.0))
    path = (("M", corners[0]), *(("L", corner) for corner in corners[1:]), ("Z", ()))
    book = sample.bulletin(folder)
    page = book.pages[0]._replace(marks=(ShapeMark(path, fill=sample.RED, stroke=sample.BLACK, width=40),))
    document = pypdfium2.PdfDocument(draw(book._replace(pages=(page,), outline=()), sample.FACES, SCREEN))
    image = document[0].render(scale=0.1).to_pil().convert("RGB")
    document.close()
    red, black = (tuple(round(part * 255) for part in color.rgb) for color in (sample.RED, sample.BLACK))
    assert image.getpixel((20, 20)) == pytest.approx(red, abs=2)
    assert image.getpixel((10, 20)) == pytest.approx(black, abs=2), "the stroke lies on both sides of the path"
    assert image.getpixel((4, 20)) == (255, 255, 255)


def test_files_of_other_content_have_another_identifier(folder: Path) -> None:
    """Also where the same glyphs are used: the page's marks count, not only its fonts."""
    book = sample.bulletin(folder)
    pages = [
        book.pages[0]._replace(marks=(sample.line(100, ARTIFACT, sample.span(text)),)) for text in ("学习", "习学")
    ]
    files = [draw(book._replace(pages=(page,), outline=()), sample.FACES, SCREEN) for page in (*pages, pages[0])]
    identifiers = [bytes(pikepdf.open(BytesIO(data)).trailer.ID[0]) for data in files]
    assert identifiers[0] != identifiers[1]
    assert identifiers[0] == identifiers[2]


def test_metadata_are_sound_xml_whatever_a_title_holds() -> None:
    assert escape("a <b> & \x07c]]>\td") == "a &lt;b&gt; &amp; c]]&gt;\td"


def test_furniture_is_an_artifact(pdf: pikepdf.Pdf, folder: Path) -> None:
    marks = [
        mark for mark in sample.bulletin(folder).pages[0].marks if isinstance(mark, TextMark) and mark.tag == ARTIFACT
    ]
    assert "".join(g.text for g in shown(pdf.pages[0]) if g.mcid is None) == "".join(map(meant, marks))


def test_every_stream_ends_its_line(data: bytes) -> None:
    assert data.count(b"\nendstream") == data.count(b"endstream") > 10


def test_qpdf_finds_nothing(data: bytes, tmp_path: Path) -> None:
    if not shutil.which("qpdf"):
        pytest.skip("qpdf is not installed")
    (tmp_path / "a.pdf").write_bytes(data)
    run = subprocess.run(["qpdf", "--check", str(tmp_path / "a.pdf")], capture_output=True, check=False)
    assert run.returncode == 0, run.stderr.decode()


def test_an_empty_span_draws_nothing(folder: Path) -> None:
    book = sample.bulletin(folder)
    nothing = sample.line(100, ARTIFACT, sample.span(""), sample.span("字"), sample.span(""))
    pages = (book.pages[0]._replace(marks=(nothing,)),)
    pdf = pikepdf.open(BytesIO(draw(book._replace(pages=pages, outline=()), sample.FACES, SCREEN)))
    assert [glyph.text for glyph in shown(pdf.pages[0])] == ["字"]


def test_a_bulletin_without_outline_or_tags_is_a_sound_file(folder: Path) -> None:
    book = sample.bulletin(folder)
    bare = book._replace(outline=(), tags=(), pages=(book.pages[0]._replace(marks=()),))
    pdf = pikepdf.open(BytesIO(draw(bare, sample.FACES, SCREEN)))
    assert "/Outlines" not in pdf.Root
    assert len(pdf.pages) == 1


MAKE = """
import hashlib, sys
from pathlib import Path
from bulletin.draw.pdf.file import draw
from bulletin.draw.pdf.target import screen
from bulletin.model.design import PressDesign
from tests.draw import sample
print(hashlib.sha256(draw(sample.bulletin(Path(sys.argv[1])), sample.FACES, screen(PressDesign(), ()))).hexdigest())
"""


def test_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    digests = set()
    for seed in ("1", "2"):
        run = subprocess.run(
            [sys.executable, "-c", MAKE, str(tmp_path)],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(sample.ROOT), "TZ": f"UTC{seed}"},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        )
        digests.add(run.stdout)
    assert len(digests) == 1


LEAN = """
import sys
import bulletin.draw.pdf.file
unwanted = {"reportlab.pdfgen.canvas", "PIL.ImageCms", "pikepdf", "pypdfium2"}
assert not unwanted & set(sys.modules), unwanted & set(sys.modules)
"""


def test_a_file_for_the_screen_loads_no_library_that_it_does_not_need() -> None:
    environment = {**os.environ, "PYTHONPATH": str(sample.ROOT)}
    subprocess.run([sys.executable, "-W", "error", "-c", LEAN], env=environment, check=True)
