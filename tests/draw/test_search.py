"""Search and copy: no reader of the text layer takes white beside a glyph for a blank, and every blank stays."""

from collections.abc import Sequence
from io import BytesIO
from itertools import chain, pairwise

import pikepdf
import pypdfium2
import pytest
from fontTools.ttLib import TTFont

from bulletin.compose.composer import Composer
from bulletin.draw.pdf.file import draw
from bulletin.draw.pdf.set_spans import BEFORE_HAN_STEP, BODY_STEP, LEFT_BEFORE_HAN, WideUnit, line_of, set_spans
from bulletin.draw.pdf.target import screen
from bulletin.geometry import Rect, Size
from bulletin.memory import Memory
from bulletin.model.design import PressDesign, TextStyle
from bulletin.model.edition import Paragraph, Run
from bulletin.model.galley import Line, Span
from bulletin.model.output import Order
from bulletin.model.page import Bulletin, Page, Tag, TextMark
from bulletin.pipeline import build
from bulletin.problems import Place
from bulletin.sources import find_sources
from tests.compose.setting import BLACK, DESIGN, paragraph, set_paragraph
from tests.draw import sample
from tests.draw.reader import false_blanks, shown, unicode_map, widths

MEASURES = range(7, 31)  # em
BLANK = 0.15  # em between glyphs that MuPDF takes for a blank
ROUNDING = 0.001
MOST = ("numGlyphs", "maxComponentDepth", "maxComponentElements", "maxCompositePoints", "maxCompositeContours")
PARAGRAPHS = (
    paragraph("2019年4月24日，开发区面积为110平方千米，总投资500亿元，第1版刊登了PM2.5浓度下降35%的消息。"),
    paragraph("1.强化督导问效，把“三个一”工程（即1个方案、2张清单）落到实处。", label="1."),
    Paragraph(
        "body",
        0,
        (Run("全年完成"), Run("1280", bold=True), Run("个项目，"), Run("Wi-Fi", bold=True), Run("覆盖率达99.6%。")),
        Place("x.md"),
    ),
    paragraph("张三　李四　王五五，use open data here，见bulletin/compose与GB/T 15834-2011；共３６项。"),
)
HEADS = ("借“潍”高石　攻“济”新玉", "2026年十件实事")
FOUND = (
    "2019年4月24日",
    "110平方千米",
    "500亿元",
    "第1版",
    "PM2.5浓度下降35%",
    "1.强化",
    "完成1280个",
    "率达99.6%",
    "张三　李四　王五五",
)


def book(pages: Sequence[Sequence[Line]]) -> Bulletin:
    """Each group of lines one below the other on a page of its own."""
    made = tuple(
        Page(
            number=number,
            size=Size(400, 30 * len(lines) + 40),
            body=Rect(0, 0, 400, 30 * len(lines)),
            marks=tuple(TextMark(20, 30 * (row + 1), line.spans, 1, line.hyphen) for row, line in enumerate(lines)),
            modules=(),
            lines=1,
        )
        for number, lines in enumerate(pages, 1)
    )
    return Bulletin("题", "", "", (), (2019, 4, 24), made, (Tag("Document", -1), Tag("P", 0)), (), "", "")


@pytest.fixture(scope="module")
def pages() -> list[list[Line]]:
    """The paragraphs at every measure, and heads letterspaced by an eighth of an em and more."""
    composer = Composer(DESIGN, sample.FACES)
    found = []
    for em in MEASURES:
        lines = list(chain(*(set_paragraph(composer, made, em) for made in PARAGRAPHS)))
        for head in HEADS:
            style = TextStyle("song-black", tracking_em=em / 50)
            lines += composer.single(((head, style, BLACK),), size=12, measure=1000, align="left")
        found.append(lines)
    return found


@pytest.fixture(scope="module")
def data(pages: list[list[Line]]) -> bytes:
    return draw(book(pages), sample.FACES, screen(PressDesign(), ()))


def test_lines_of_every_measure_show_no_false_blank(data: bytes, pages: list[list[Line]]) -> None:
    white = [
        following - place - sample.FACES.face(span.face).advance(unit)
        for line in chain(*pages)
        for span in line.spans
        for unit, place, following in zip(span.units, span.xs, span.xs[1:], strict=False)
    ]
    assert sum(gap > 150 for gap in white) > 500, "there is something to mend"
    for page in pikepdf.open(BytesIO(data)).pages:
        assert false_blanks(page, (LEFT_BEFORE_HAN + BEFORE_HAN_STEP / 2) / 1000 + ROUNDING) == []
        rest = false_blanks(page, BODY_STEP / 2000 + ROUNDING)
        assert [pair for pair in rest if not "一" <= pair[-1] <= "龥"] == [], "only before Han is more left"


def test_a_figure_keeps_its_distance_from_han_outside_its_advance(data: bytes) -> None:
    """Who measures spacing by advances finds an eighth of an em where a quarter is set."""
    for page in pikepdf.open(BytesIO(data)).pages:
        for one, two in pairwise(shown(page)):
            if one.y == two.y and one.text.isascii() and one.text.isalnum() and "一" <= two.text <= "龥":
                assert 0.11 < (two.x - one.end) / one.size < BLANK, one.text + two.text


@pytest.mark.parametrize("order", range(len(MEASURES)))
def test_lines_are_extracted_with_their_own_blanks_alone(order: int, data: bytes, pages: list[list[Line]]) -> None:
    document = pypdfium2.PdfDocument(data)
    text = document[order].get_textpage().get_text_range()
    document.close()
    assert text.replace("\ufffe", "-\n").splitlines() == [line.text for line in pages[order]]
    joined = "".join(text.splitlines())
    assert [found for found in FOUND if found not in joined] == []


@pytest.mark.parametrize("em", [16, 17, 18, 19])
def test_a_narrow_blank_in_the_text_makes_no_gap_a_blank(em: int) -> None:
    """PDFium takes half the width of a font's blank for the least white that is one."""
    text = "2019年4月24日，我局对110平方千米的流域开展排查，第1版刊发第2号通知，10月1日起施行，氨氮为0.15 mg/L。"
    lines = set_paragraph(Composer(DESIGN, sample.FACES), paragraph(text), em)
    document = pypdfium2.PdfDocument(draw(book([lines]), sample.FACES, screen(PressDesign(), ())))
    assert document[0].get_textpage().get_text_range().splitlines() == [line.text for line in lines]
    document.close()


def test_glyphs_stand_where_the_composer_put_them(data: bytes, pages: list[list[Line]]) -> None:
    for page, lines in zip(pikepdf.open(BytesIO(data)).pages, pages, strict=True):
        found = [(glyph.x - 20) / glyph.size * 1000 for glyph in shown(page)]
        wanted = [place for line in lines for span in line.spans for place in span.xs]
        assert found == pytest.approx(wanted, abs=1)


def test_widths_and_programs_agree_and_means_and_ink_are_the_same(data: bytes) -> None:
    """ISO 19005-2, 6.2.11.5: W says what the font program says; a font's check sums are right."""
    pdf = pikepdf.open(BytesIO(data))
    fonts = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/Subtype") == "/Type0"]
    composites = 0
    for font in fonts:
        below = font.DescendantFonts[0]
        cut = TTFont(BytesIO(below.FontDescriptor.FontFile2.read_bytes()), checkChecksums=2)
        said = dict(vars(cut["maxp"]))
        cut["maxp"].recalc(cut)
        assert {key: said[key] for key in MOST if said[key] < getattr(cut["maxp"], key)} == {}
        numbers, given = below.CIDToGIDMap.read_bytes(), widths(font)
        means = unicode_map(font)
        for cid, text in means.items():
            name = cut.getGlyphName(int.from_bytes(numbers[2 * cid : 2 * cid + 2]))
            assert given.get(cid, 1000) == cut["hmtx"][name][0], text
            glyph = cut["glyf"][name]
            if glyph.isComposite():
                composites += 1
                (part,) = glyph.components
                assert (part.x, part.y) == (0, 0)
                assert cut["hmtx"][name][1] == glyph.xMin == cut["glyf"][part.glyphName].xMin
                assert (cut["hmtx"][name][0] - cut["hmtx"][part.glyphName][0]) % BEFORE_HAN_STEP == 0
    assert composites > 60


def test_the_shipped_issue_has_no_false_blank() -> None:
    """Labels of columns are letterspaced furniture, which keeps its advances; newer MuPDF takes none after Han."""
    order = Order(find_sources(str(sample.ROOT)), str(sample.ROOT / "content"), slides=False)
    (file,) = build(order, Memory()).files
    pdf = pikepdf.open(BytesIO(file.data))
    assert false_blanks(pdf.pages[0], BLANK) == ["环境", "水务", "规划", "政法"]


def test_a_span_that_rises_stands_over_its_line() -> None:
    (line,) = set_paragraph(Composer(DESIGN, sample.FACES), paragraph("学习"), 20)
    risen = line._replace(spans=tuple(span._replace(rise=90) for span in line.spans))
    pages = pikepdf.open(BytesIO(draw(book([[line], [risen]]), sample.FACES, screen(PressDesign(), ())))).pages
    low, high = (next(iter(shown(page))) for page in pages)
    assert high.y - low.y == pytest.approx(0.09 * low.size, abs=0.01)


def test_a_hole_in_a_line_is_left_to_itself() -> None:
    """A face's advances have 16 bits."""
    spans = Span(face="song", size=10, color=BLACK, units="一，二", xs=(0, 1000, 80_000))
    (part,) = set_spans(line_of(TextMark(20, 30, (spans,), 1)), sample.FACES)
    assert part.keys == ("一", WideUnit(unit="，", white=2000), "二")
    assert part.extra == (0, 76_000)
