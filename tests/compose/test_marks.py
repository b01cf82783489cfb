"""Marks at their places: at 33 measures no line begins or ends with what it must not, each mark as wide as its kin."""

import re
from collections.abc import Iterator
from itertools import cycle

import pytest

from bulletin.compose.classes import Breaks
from bulletin.compose.composer import Composer
from bulletin.faces.face import Faces
from bulletin.model.design import BreakLevel, TextStyle
from bulletin.model.galley import Line
from tests.compose.setting import BLACK, FLUSH, SIZE, set_text, stands, text_of

MEASURES = range(8, 41)
WORDS = "坚持以人民为中心推进水利工程建设全面提升供水保障能力和服务水平"
FILLS = (3, 1, 7, 2, 11, 5, 4, 8, 6, 9, 13, 10, 12)

# By kind: what stands in the texts, and a pattern of what no line's end may lie inside (at one of its | ).
KINDS = {
    "solidus": (
        "0.55元/kWh 《甲》/《乙》 （一）/（二） 30%/年 5℃/天 ５０％/日 3万元／人 and/or 60km/h ［甲］/［乙］ 12/甲 "
        "甲/12 “甲”/“乙” GDP/人 １２/２４ 甲¥/¥乙 (A)/(B) 3.5/2.1元 μg/m³/天 甲//乙 软件/硬件 hardware/software",
        ".[/／]|[/／].",
    ),
    "full-width digits": (
        "１２人 ５０％ １．５倍 １，２００元 ８：３０分 ２０２４年 ￥１５ 第１２３号 －１２℃ "
        "１２３４５６７８户 （１２） １２５% 1２3人",
        "[０-９0-9][．，：]?[０-９]|[０-９]．|[０-９][％%）]|[￥（][０-９]",
    ),
    "hyphens": (
        "0536\u20118888888 北\u2011南 A\u2011B 第3\u2011甲 COVID\u201119 （\u2011） 甲\u2010乙 A\u2010甲 "
        "甲\u2010B 2019\u20122020 "
        "甲\u2012乙 5〜8天 甲〜乙 （一）〜（三） 9:00〜11:30",
        ".\u2011|\u2011.|.[\u2010\u2012〜]|[0-9]\u2012[0-9]",
    ),
    "brackets": (
        "〝甲乙〞 〝12〟 〚甲〛 ｟乙｠ 〝（甲）〞 ｟〚丙〛｠， 〝GDP〞。 «甲» ‹A› ﹁甲﹂ ﹙乙﹚ 甲〞〟 〝〚｟丙｠〛〞",
        "[〝〚｟«‹﹁﹙].|.[〞〟〛｠»›﹂﹚]",
    ),
    "attached Han": (
        "人々 佐々木 甲〻 ラーメン チェック きゃく ヽヾ ゝゞ （々） 12々",
        ".[々〻ー-ヾゝゞァィゥェォッャュョぁぃぅぇぉっゃゅょ]",
    ),
    "points": ("艾力•买买提 A•B 《甲》•《乙》 12•甲 5￠ ￠50 3‵ 12″ 3‱ 甲￠ CuSO4•5H2O", ".[•￠‵″‱]|[•￠]5"),
    "dashes": (
        "⸺ —— ―― ── ——— ———— ————— ⸻ ⸺⸺ —―— （⸺） “――” 《甲》── 2024——年 甲⸺，",
        "(?<=[—―─⸺⸻])[—―─⸺⸻]|.，",
    ),
    "dots": ("‥‥ …… ⋯⋯ （‥‥） 12‥‥", "‥‥|……|⋯⋯"),
}  # fmt: skip


def texts(samples: str) -> Iterator[str]:
    """Paragraphs dense with the samples, one at either end, with stretches of many lengths between them."""
    given = samples.split(" ")
    for turn in range(3):
        fills = cycle(FILLS[turn * 4 :] + FILLS[: turn * 4])
        words = cycle(WORDS)
        filled = (one + "".join(next(words) for _ in range(next(fills))) for one in given[turn:] + given[:turn])
        yield "".join(filled) + given[turn]


@pytest.mark.parametrize("kind", KINDS)
def test_at_any_measure_marks_stand_at_their_places(composer: Composer, kind: str) -> None:
    samples, whole = KINDS[kind]
    for text in texts(samples):
        # Overlapping, so that every pair of neighbours is looked at.
        bound = {
            place for found in re.finditer(f"(?=({whole}))", text) for place in range(found.start(1) + 1, found.end(1))
        }
        for measure in MEASURES:
            lines = set_text(composer, text, measure)
            assert text_of(lines) == text
            assert all(line.width <= measure * SIZE + 0.02 for line in lines)
            torn = [text[line.end - 4 : line.end + 4] for line in lines[:-1] if line.end in bound]
            assert not torn, (measure, torn)


def test_addresses_still_end_lines_at_their_solidus(composer: Composer) -> None:
    text = "详见https://www.gov.cn/zhengce/content/2024/guanyu/index.htm一文和www.stats.gov.cn/sj/zxfb/list.html所列"
    ends = {text[line.end - 1] for measure in MEASURES for line in set_text(composer, text, measure)[:-1]}

    assert "/" in ends


def natural(composer: Composer, text: str, style: TextStyle = FLUSH) -> Line:
    """The text in one line at its natural width."""
    (line,) = set_text(composer, text, 60, style)
    return line


def place_of(line: Line, character: str) -> int:
    return next(x for unit, x in stands(line) if unit == character)


@pytest.mark.parametrize("role", ["song", "hei", "song-black"])
@pytest.mark.parametrize("pair", ["〝〞", "〝〟", "〚〛", "｟｠"])
def test_brackets_are_halved_like_their_kin(composer: Composer, pair: str, role: str) -> None:
    for form in ("天{}地{}人", "天，{}地{}。人", "{}地{}人"):
        found = natural(composer, form.format(*pair), TextStyle(role))
        kin = natural(composer, form.format(*"（）"), TextStyle(role))
        assert [place_of(found, one) for one in "地人"] == [place_of(kin, one) for one in "地人"]


@pytest.mark.parametrize("role", ["song", "hei", "kai", "song-black"])
@pytest.mark.parametrize("mark", "／－•·")
def test_a_mark_of_half_an_em_has_its_ink_in_the_middle_of_its_cell(
    composer: Composer, faces: Faces, mark: str, role: str
) -> None:
    for before, after, start in (("天", "地", 1000), ("》", "地", 500), ("１", "２", 1000)):
        line = natural(composer, f"{before}{mark}{after}", TextStyle(role))
        face = faces.face(line.spans[-1].face)
        ink = face.ink(face.drawing(mark))
        left, right = place_of(line, mark) + ink.left - start, place_of(line, mark) + ink.right - start
        assert place_of(line, after) == start + 500
        assert 0 <= left < right <= 500
        assert abs(left + right - 500) <= 2


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("天１２地", 2000),
        ("天１．２地", 2500),
        ("天〜地", 1000),
        ("天‥‥地", 2000),
        ("天￠地", 1000),
        ("天―地", 1000),
        ("天─地", 1000),
        ("天々地", 1000),
    ],
)
def test_a_mark_is_as_wide_as_its_kin(composer: Composer, text: str, width: int) -> None:
    assert place_of(natural(composer, text), "地") == 1000 + width


def test_nothing_stretches_in_a_full_width_number(composer: Composer) -> None:
    text = "坚持以人民为中心推进１２３．４５户人家提升能力"
    lines = set_text(composer, text, 18)
    stretched = place_of(lines[0], "户") - place_of(lines[0], "１")

    assert lines[0].stretch != 0
    assert stretched - lines[0].stretch == pytest.approx(5500, abs=2)  # none but the gap before 户


def test_a_bullet_keeps_its_em(composer: Composer) -> None:
    assert place_of(natural(composer, "•地"), "地") == 1000
    assert place_of(natural(composer, "天，•地"), "地") == 3000


@pytest.mark.parametrize("mark", ["\u2010", "\u2011", "\u2012"])
def test_a_hyphen_is_set_close(composer: Composer, mark: str) -> None:
    line = natural(composer, f"0{mark}8")

    assert place_of(line, "8") - place_of(natural(composer, "08"), "8") < 620  # a figure dash is as wide as a figure


@pytest.mark.parametrize("role", ["song", "kai"])
@pytest.mark.parametrize(
    ("dash", "ems"),
    [("⸺", 2), ("――", 2), ("──", 2), ("———", 3), ("————", 4), ("⸻", 3), ("⸺⸺", 4), ("―" * 5, 5), ("—―", 2)],
)
def test_a_dash_is_one_stroke_over_its_own_characters(composer: Composer, dash: str, ems: int, role: str) -> None:
    line = natural(composer, f"天{dash}地", TextStyle(role))

    assert line.text == f"天{dash}地"
    assert place_of(line, "地") == 1000 * (1 + ems)
    assert [span.units for span in line.spans if span.invisible] == [dash]
    (stroke,) = line.strokes
    assert stroke.x == pytest.approx(1.071 * SIZE)
    assert stroke.width == pytest.approx((ems - 0.142) * SIZE)


def test_a_dash_of_two_is_the_face_s_own_glyph_where_it_has_one(composer: Composer) -> None:
    line = natural(composer, "天——地——人")

    assert not line.strokes
    assert [unit for span in line.spans for unit in span.units] == ["天", "——", "地", "——", "人"]


def test_two_dashes_of_a_line_are_two_strokes(composer: Composer) -> None:
    line = natural(composer, "天⸺地———人")

    assert [round(stroke.x / SIZE, 3) for stroke in line.strokes] == [1.071, 4.071]


def test_a_single_dash_is_the_chinese_one(composer: Composer, faces: Faces) -> None:
    line = natural(composer, "天—地")
    face = faces.face("song")

    assert face.drawing("—") == "―"
    assert place_of(line, "—") == 1000


@pytest.mark.parametrize(
    "text",
    [
        "电价0.55元/kWh的试点《甲》/《乙》方案",
        "１２３４５６户５０％以上的２０２４年",
        "来自〝一线〞的报告———人々的｟话｠",
        "主任/党组书记/局长/处长",
    ],
)
@pytest.mark.parametrize("rows", [2, 3])
def test_heads_and_bylines_keep_marks_at_their_places(composer: Composer, text: str, rows: int) -> None:
    bound = re.compile(r"(?=(.[/／々〞｠]|[/／〝｟].|[０-９][０-９％]|——))")
    torn = {found.start() + 1 for found in bound.finditer(text)}
    for measure in range(160, 560, 20):
        lines = composer.display(
            text, "song-black", size=20, measure=measure, rows=rows, color=BLACK, align="center", tracking=(-0.03, 0.25)
        )
        ends = {line.end for line in lines or ()}
        assert not torn & ends, (measure, text)
        for post in (False, True):
            parts = ((text, TextStyle("kai"), BLACK),)
            lines = composer.single(parts, size=20, measure=measure, align="left", post=post)
            assert not torn & {line.end for line in lines}, (measure, text)


def test_what_is_longer_than_a_line_parts_beside_no_mark(composer: Composer) -> None:
    """Where a piece must be parted in need, its marks stay where they belong."""
    for text in ("１" * 17 + "％，合计", "《" + "1" * 40 + "》/《" + "2" * 40 + "》。", "AB/" * 30 + "》，"):
        for measure in MEASURES:
            lines = set_text(composer, text, measure)
            edges = {text[line.end - 1 : line.end + 1] for line in lines[:-1]}
            assert not [edge for edge in edges if edge[0] in "《/" or edge[1] in "》，。％/"], (measure, edges)


@pytest.mark.parametrize("level", ["none", "basic", "gb", "strict"])
def test_what_glue_joins_parts_at_no_level(level: BreakLevel) -> None:
    breaks = Breaks(level)

    assert not any(breaks[pair] for pair in (("U", "j"), ("j", "U"), ("H", "j"), ("j", "H")))
