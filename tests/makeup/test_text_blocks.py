"""Lists, quotes, notes, boxes and links made up: sound in any mixture, hung, tagged, drawn and linked as they say."""

import random
from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from bulletin.compose.composer import Composer
from bulletin.draw.pdf.file import draw_pdf
from bulletin.draw.pdf.set_spans import WideUnit, line_of, set_spans
from bulletin.geometry import Rect, path_bounds
from bulletin.makeup.boxes import PlacedLine, TextPlace, grounds
from bulletin.makeup.flows import air_above, paragraph_styles
from bulletin.makeup.links import note_number
from bulletin.makeup.lists import item_styles
from bulletin.model.design import TextStyle
from bulletin.model.edition import Edition, Paragraph, ParagraphKind, Run
from bulletin.model.page import Bulletin, LinkMark, Page, RuleMark, ShapeMark, TextMark
from bulletin.problems import Place
from bulletin.proof.furniture import inked, spelled
from bulletin.proof.page import verify
from bulletin.proof.score import proof
from tests.examples import sample
from tests.makeup.conftest import LayoutSetup
from tests.makeup.issues import edition, report, stock
from tests.makeup.tables import table
from tests.makeup.text_blocks import block, note, with_blocks

ITEM = TextStyle("song", left_em=2, hang_em=1)
LINKED = (
    block(
        "body", "生产总值{1}1210207亿元，见<统计公报|https://example.gov.cn/tj>和<附件|https://example.gov.cn/fj>。{2}"
    ),
    block("item", "规划引领{1}，坚持一张蓝图绘到底。", "•"),
    block("box-head", "名词解释", box=1),
    block("body", "海洋经济见<管委会网站（www.wfgx.gov.cn）上的说明和历年的全部公报|http://www.wfgx.gov.cn>。", box=1),
    block("quote", "绿水青山就是金山银山。{3}"),
)
NOTES = (note(1, "按可比价格计算，数据来自<公报|http://a.cn>。"), note(2, "初步核算数。"))


def story(*extra: Paragraph, characters: int = 900, seed: int = 1) -> Edition:
    long = report(random.Random(seed), "long", characters)
    other = report(random.Random(seed + 1), "other", 500)
    return edition(long._replace(paragraphs=(*extra, *long.paragraphs, *NOTES)), other)


@pytest.fixture(scope="module")
def linked(a3: LayoutSetup) -> Bulletin:
    return a3.make_up(story(*LINKED))


@pytest.mark.parametrize("seed", sample(range(7), range(3)))
def test_any_mixture_of_blocks_is_sound(a3: LayoutSetup, seed: int) -> None:
    chance = random.Random(seed)
    reports = [report(chance, f"r{n}", int(200 * 12 ** chance.random())) for n in range(chance.randint(1, 5))]
    issue = edition(*(with_blocks(chance, each) for each in reports), ordered=False)
    assert verify(issue, a3.design, a3.make_up(issue)) == ()


def test_lists_hang_by_their_widest_label_and_nest_under_their_text() -> None:
    items = [
        block("item", "甲", "•"),
        block("item", "乙", "9）", nesting=1),
        block("item", "丙", "10）", nesting=1),
        block("item", "丁", "•", nesting=2),
        block("item", "戊", "•"),
        block("body", "段"),
        block("item", "己", "（1）"),
        block("item", "庚", "•", box=1),
        block("item", "辛", "•", nesting=2, box=1),
    ]
    styles = item_styles(ITEM, items)
    places = {number: (style.left_em, style.hang_em) for number, style in styles.items()}
    assert places == {
        0: (2, 1), 1: (3, 2), 2: (3, 2), 3: (5, 1), 4: (2, 1), 6: (2, 2), 7: (2, 1), 8: (4, 1)
    }  # fmt: skip


def test_what_stands_in_a_box_stands_in_on_both_sides(a3: LayoutSetup) -> None:
    kinds: tuple[ParagraphKind, ...] = ("body", "item", "quote", "note", "box-head")
    free = paragraph_styles(a3.design, [block(kind, "文", "•" if kind == "item" else "") for kind in kinds])
    boxed = paragraph_styles(a3.design, [block(kind, "文", "•" if kind == "item" else "", box=1) for kind in kinds])
    styles = a3.design.text.styles
    assert free == (styles.body, styles.item, styles.block_quote, styles.note, styles.box_head)
    assert [(style.left_em, style.right_em) for style in boxed] == [
        (style.left_em + 1, style.right_em + 1) for style in free
    ]


def test_who_is_quoted_stands_right_in_the_quotations_face_below_it(a3: LayoutSetup) -> None:
    quoted = (block("quote", "越是困难越要坚定信心。"), block("quote-source", "——某企业负责人"))
    issue = story(*quoted)
    made = a3.make_up(issue)
    assert not verify(issue, a3.design, made)
    module = next(module for module in made.pages[0].modules if not module.report)
    quote, source = (piece for piece in module.pieces if piece.paragraph < len(quoted))
    assert (source.column, source.row) == (quote.column, quote.row + len(quote.lines))
    (line,) = source.lines
    assert line.width == pytest.approx(module.columns[source.column].measure, abs=0.1)
    assert {span.face for span in line.spans} == {span.face for span in quote.lines[0].spans}


def test_air_stands_where_a_box_or_the_notes_begin_or_a_box_ends() -> None:
    paragraphs = (
        block("body", "一", box=1),
        block("body", "二", box=1),
        block("body", "三", box=2),
        block("body", "四"),
    )
    both = (*paragraphs, note(1, "五"), note(2, "六"))
    assert [air_above(both, number, ITEM) for number in range(6)] == [
        1,
        0,
        1,
        1,
        1,
        0,
    ]  # of what opens a report only a box
    assert air_above(both, 2, ITEM._replace(lines_above=2)) == 2


def marks_of(page: Page, linked: Bulletin) -> list[TextMark]:
    return [
        mark
        for mark in page.marks
        if isinstance(mark, TextMark) and mark.tag >= 0 and linked.tags[mark.tag].kind == "Link"
    ]


def test_links_are_elements_and_lie_over_their_words(linked: Bulletin) -> None:
    words, places = [], []
    for page in linked.pages:
        for text in marks_of(page, linked):
            words.append(spelled(text))
            over = [mark for mark in page.marks if isinstance(mark, LinkMark) and mark.tag == text.tag]
            holding = [mark for mark in over if mark.rect.holds(inked(text).rect)]
            assert len(holding) == (0 if spelled(text) == "³" else 1), spelled(text)
            places += holding
            others = [
                inked(mark).rect
                for mark in page.marks
                if isinstance(mark, TextMark) and mark.tag != text.tag and mark.spans
            ]
            assert not any(mark.rect.overlaps(other) for mark in holding for other in others if other.y > mark.rect.y)
    joined = "".join(words)
    assert joined.startswith("¹统计公报附件²¹管委会网站（www.wfgx.gov.cn）上的说明和历年的全部公报³公报")
    assert len(words) > 8  # the long one is parted over lines, with a place on each
    assert {mark.address for mark in places} == {
        "", "https://example.gov.cn/tj", "https://example.gov.cn/fj", "http://www.wfgx.gov.cn", "http://a.cn"
    }  # fmt: skip


def test_numbers_of_notes_lead_to_their_texts(linked: Bulletin) -> None:
    texts: dict[int, tuple[int, TextMark]] = {}
    for page in linked.pages:
        for mark in page.marks:
            if isinstance(mark, TextMark) and mark.tag >= 0 and linked.tags[mark.tag].kind == "Note":
                texts.setdefault(mark.tag, (page.number, mark))
    wanted = {spelled(mark)[0]: (page, mark.y) for page, mark in texts.values()}
    assert set(wanted) == {"¹", "²"}
    for page in linked.pages:
        for text in marks_of(page, linked):
            for mark in page.marks:
                if isinstance(mark, LinkMark) and mark.tag == text.tag and not mark.address:
                    to, baseline = wanted[spelled(text)]
                    assert mark.page == to
                    assert 0 < baseline - mark.y < 14.5


def test_the_file_for_the_screen_has_the_links_and_that_for_the_printer_has_none(
    a3: LayoutSetup, linked: Bulletin
) -> None:
    files = {}
    for purpose in ("screen", "printer"):
        data = draw_pdf(linked, a3.design, a3.faces, purpose, icc_folders=("layouts/icc",))
        files[purpose] = pikepdf.open(BytesIO(data))
    annotations = [each for page in files["screen"].pages for each in page.get("/Annots", ())]
    addresses = {str(each.A.URI) for each in annotations if "/A" in each}
    assert addresses == {
        "https://example.gov.cn/tj",
        "https://example.gov.cn/fj",
        "http://www.wfgx.gov.cn",
        "http://a.cn",
    }
    assert sum("/Dest" in each for each in annotations) == 3
    assert not any("/Annots" in page for page in files["printer"].pages)
    for purpose, pdf in files.items():
        kinds = [str(each.S) for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/S" in each]
        assert ("/Link" in kinds) == (purpose == "screen")
        assert "/Span" in kinds  # a link to nowhere is a stretch of text
        notes = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Note"]
        names = [str(each.ID) for each in notes]
        assert len(set(names)) == len(NOTES)
        tree = list(pdf.Root.StructTreeRoot.IDTree.Names)
        assert [str(name) for name in tree[::2]] == sorted(names)


def test_a_box_stands_on_a_ground_behind_its_text(a3: LayoutSetup, linked: Bulletin) -> None:
    (page,) = linked.pages
    (ground,) = [mark for mark in page.marks if isinstance(mark, ShapeMark) and mark.fill == a3.design.colors["sand"]]
    bounds = path_bounds(ground.path)
    assert bounds is not None
    module = page.modules[0]
    rows = [(piece.column, piece.row) for piece in module.pieces if piece.paragraph == 2]
    column = module.columns[rows[0][0]]
    assert (bounds.x, bounds.width) == pytest.approx((column.x, column.measure))
    inside = [mark for mark in page.marks if isinstance(mark, TextMark) and bounds.holds(inked(mark).rect)]
    lines = sum(len(piece.lines) for piece in module.pieces if piece.paragraph in (2, 3))
    assert "".join(map(spelled, inside)).startswith("名词解释海洋经济见管委会网站")
    assert bounds.height == pytest.approx(lines * 14.5 + 10.5)  # half of the air above and below
    assert page.marks.index(ground) < min(map(page.marks.index, inside))


@pytest.mark.parametrize("rows", [(1, 2), (6, 7)])
def test_a_box_at_a_columns_head_has_air_on_its_ground(a3: LayoutSetup, rows: tuple[int, int]) -> None:
    grid, head = a3.design.grid, rows[0] - 1
    place = TextPlace(x=0.0, measure=200.0, top=100.0, grid=grid, head=head)
    paragraphs = (block("box-head", "专栏", box=1), block("body", "正文。", box=1))
    color = a3.design.colors["sand"]
    (ground,) = grounds([PlacedLine(0, rows[0]), PlacedLine(1, rows[1])], paragraphs, place, color)
    (going_on,) = grounds([PlacedLine(1, head)], paragraphs, place, color)
    bounds, without = path_bounds(ground.path), path_bounds(going_on.path)
    assert bounds is not None
    assert without is not None
    assert 8 <= 100.0 + rows[0] * grid.leading - bounds.y <= 10  # /design rule 9
    assert bounds.y >= 100.0 + head * grid.leading  # and stays below what stands above
    assert without.y == pytest.approx(100.0 + head * grid.leading - (grid.leading - grid.size) / 2)


def test_a_short_box_does_not_part_where_another_break_is_found(a3: LayoutSetup) -> None:
    parted = []
    boxed = (block("box-head", "三本账", box=1), block("body", "三本账都是真金白银，要一笔一笔算清楚。" * 6, box=1))
    for characters in range(0, 400, 40):
        long = report(random.Random(characters), "long", 900 + characters)
        paragraphs = (*long.paragraphs[:5], *boxed, *long.paragraphs[5:])
        issue = edition(long._replace(paragraphs=paragraphs))
        made = a3.make_up(issue)
        assert not verify(issue, a3.design, made)
        columns = {
            (page.number, piece.column)
            for page in made.pages
            for piece in page.modules[0].pieces
            if paragraphs[piece.paragraph].box
        }
        parted += [characters] * (len(columns) > 1)
    assert parted == []


def test_a_table_in_a_box_stands_on_its_ground(a3: LayoutSetup) -> None:
    shown = table("项目|改造前|改造后\n---\n用工|126|71\n良品率|93.5|98.8", title="表1　改造前后对比")
    boxed = Paragraph("table", 0, (), Place("report.md"), table=shown, box=1)
    issue = story(block("box-head", "三本账", box=1), boxed, block("body", "账账都是真金白银。", box=1))
    made = a3.make_up(issue)
    assert not verify(issue, a3.design, made)
    (page,) = made.pages
    (piece,) = page.modules[0].blocks
    assert not piece.floating
    (ground,) = [mark for mark in page.marks if isinstance(mark, ShapeMark) and mark.fill == a3.design.colors["sand"]]
    bounds = path_bounds(ground.path)
    assert bounds is not None
    assert bounds.holds(piece.rect)
    rules = [mark for mark in page.marks if isinstance(mark, RuleMark) and piece.rect.holds(Rect(*mark.start, 0, 0))]
    inset = a3.design.box.inset_em * a3.design.grid.size
    assert rules
    assert all(mark.start.x - bounds.x == pytest.approx(inset) for mark in rules)


def test_a_short_rule_stands_over_the_notes(a3: LayoutSetup, linked: Bulletin) -> None:
    (page,) = linked.pages
    column = page.modules[0].columns[-1]
    rules = [
        mark for mark in page.marks if isinstance(mark, RuleMark) and mark.width == 0.5 and mark.start.x == column.x
    ]
    (first,) = [mark for mark in page.marks if isinstance(mark, TextMark) and spelled(mark).startswith("¹按可比")]
    assert [first.y - 29 < rule.start.y < first.y - 8.5 for rule in rules] == [True]


def test_the_number_of_a_note_is_its_label() -> None:
    assert [note_number(each) for each in (note(12, "文"), block("note", "文"), block("item", "文", "¹"))] == [12, 0, 0]


def test_a_number_that_reads_as_a_power_is_told(a3: LayoutSetup) -> None:
    issue = story(block("body", "面积增加5{1}平方千米，约8km{2}，占12%{1}。" + stock()[0][0].text))
    told = [found for found in proof(issue, a3.design, a3.make_up(issue)).problems if found.code == "note-at-figure"]
    assert [(found.severity, found.message[-3:]) for found in told] == [("warning", "：5¹"), ("warning", "km²")]


def test_a_link_that_a_hyphen_parts_is_sound(a3: LayoutSetup) -> None:
    words = "environmental administration responsibilities international communication "
    issue = story(block("body", f"见<{words * 4}|https://a.cn>和{words * 2}"))
    made = a3.make_up(issue)
    assert verify(issue, a3.design, made) == ()
    assert any(text.hyphen for page in made.pages for text in marks_of(page, made))


@pytest.mark.parametrize("ems", [10, 13, 16])
def test_a_link_before_an_opening_mark_covers_its_last_character(a3: LayoutSetup, ems: int) -> None:
    text = block("body", f"{'全区' * ems}，<护航高新区|https://example.gov.cn>“三次创业”，为全区经济社会发展提供保障。")
    issue = story(text, *(text._replace(runs=(Run("市" * number), *text.runs)) for number in range(1, 6)))
    assert verify(issue, a3.design, a3.make_up(issue)) == ()


def test_white_between_a_note_and_a_figure_is_no_blank_of_the_text(a3: LayoutSetup, linked: Bulletin) -> None:
    page = linked.pages[0]
    place = next(place for place, mark in enumerate(page.marks) if isinstance(mark, TextMark) and spelled(mark) == "¹")
    number, ahead = page.marks[place], page.marks[place + 1]
    assert isinstance(number, TextMark)
    assert isinstance(ahead, TextMark)
    assert spelled(ahead).startswith("1210207")
    (part,) = set_spans(line_of(number, ahead), a3.faces)
    assert part.keys == (WideUnit(unit="¹", white=250),)


def test_the_words_about_a_note_are_found_in_the_file(a3: LayoutSetup, linked: Bulletin) -> None:
    data = draw_pdf(linked, a3.design, a3.faces, icc_folders=("layouts/icc",))
    page = pypdfium2.PdfDocument(data)[0]
    words = page.get_textpage().get_text_range()
    assert "生产总值¹1210207亿元" in "".join(words.splitlines())


def test_a_box_set_in_otherwise_is_set_anew_in_a_warm_process(a3: LayoutSetup) -> None:
    chance = random.Random(3)
    story = report(chance, "long", 900)
    boxed = (block("box-head", "名词解释", box=1), *(each._replace(box=1) for each in stock()[0][:2]))
    issue = edition(story._replace(paragraphs=(*story.paragraphs, *boxed)))
    wide = a3.design._replace(box=a3.design.box._replace(inset_em=3.0))
    cold = a3._replace(design=wide, composer=Composer(wide.text, a3.faces, ())).make_up(issue)
    a3.make_up(issue)
    assert a3._replace(design=wide).make_up(issue) == cold
