"""The figures of columns, counted on pages laid out by hand: four lines a column, ten points a line."""

import random
from pathlib import Path

import pytest

from bulletin.geometry import Rect, Size
from bulletin.model.edition import Edition, Paragraph, Picture, Report, Run
from bulletin.model.galley import Line
from bulletin.model.page import Bulletin, Column, ImageMark, Module, Page, Piece
from bulletin.problems import Place, Problem
from bulletin.proof.columns import ColumnFigures, column_figures, picture_problems, stranded_subheads
from tests.makeup.conftest import LayoutSetup, layout_setup
from tests.makeup.issues import edition, report, shipped

LEADING, MEASURE = 10.0, 100.0


def lines(count: int, *, of: int, start: int = 0) -> tuple[Line, ...]:
    """Lines `start` and following of a paragraph of `of` lines."""
    return tuple(
        Line(spans=(), start=number, end=number + 1, width=MEASURE, measure=MEASURE, last=number + 1 == of)
        for number in range(start, start + count)
    )


def piece(paragraph: int, column: int, row: int, found: tuple[Line, ...]) -> Piece:
    return Piece(paragraph=paragraph, column=column, row=row, lines=found)


def page(*modules: Module, number: int = 1, fillers: tuple[Rect, ...] = ()) -> Page:
    body = Rect(0, 0, 2 * MEASURE, 8 * LEADING)
    return Page(number=number, size=Size(200, 80), body=body, marks=(), modules=modules, lines=8, fillers=fillers)


def module(*pieces: Piece, depth: int = 6, head: int = 2, pad: int = 0, part: int = 0, blocked: int = 0) -> Module:
    columns = tuple(
        Column(
            x=number * MEASURE,
            measure=MEASURE,
            first_baseline=LEADING,
            lines=sum(len(found.lines) for found in pieces if found.column == number),
            depth=depth,
            blocked=blocked if number == 0 else 0,
        )
        for number in (0, 1)
    )
    rect = Rect(0, 0, 2 * MEASURE, (head + depth) * LEADING)
    return Module(report=0, rect=rect, head_lines=head, columns=columns, pieces=pieces, part=part, pad=pad)


def issue(*kinds: str) -> Edition:
    """One report of paragraphs of these kinds."""
    paragraphs = tuple(
        Paragraph("heading" if kind == "heading" else "body", 0, (Run("字" * 9),), Place("a.md")) for kind in kinds
    )
    story = Report("a", "水务", "题", "主任", "某人", paragraphs, Place("a.md"))
    return edition(story)


def bulletin(*pages: Page) -> Bulletin:
    return Bulletin(
        title="", author="", subject="", keywords=(), date=(2019, 4, 24), pages=pages, tags=(), outline=(), plan="",
        summary="",
    )  # fmt: skip


def figures(found: Edition, *pages: Page) -> ColumnFigures:
    return column_figures(found, bulletin(*pages))


@pytest.mark.parametrize(("above", "of", "widows"), [(5, 6, 1), (2, 3, 1), (1, 2, 0), (4, 6, 0)])
def test_a_last_line_alone_at_a_columns_head_is_a_widow(above: int, of: int, widows: int) -> None:
    parted = module(piece(0, 0, 0, lines(above, of=of)), piece(0, 1, 0, lines(of - above, of=of, start=above)))
    assert figures(issue("body"), page(parted)).widows == widows


@pytest.mark.parametrize(("above", "of", "orphans"), [(1, 6, 1), (1, 3, 1), (1, 2, 0), (2, 6, 0)])
def test_a_first_line_alone_at_a_columns_foot_is_an_orphan(above: int, of: int, orphans: int) -> None:
    parted = module(piece(0, 0, 3, lines(above, of=of)), piece(0, 1, 0, lines(of - above, of=of, start=above)))
    assert figures(issue("body"), page(parted)).orphans == orphans


def test_a_paragraphs_middle_line_alone_is_neither() -> None:
    """Line 4 of 6 alone in a column: not its first, not its last."""
    parted = module(piece(0, 0, 0, lines(1, of=6, start=3)), piece(0, 1, 0, lines(1, of=6, start=4)))
    found = figures(issue("body"), page(parted), page(module(piece(0, 0, 0, lines(4, of=6))), number=2))
    assert (found.widows, found.orphans) == (0, 0)


@pytest.mark.parametrize(
    ("kinds", "text_lines", "lonely"),
    [
        (("heading", "body"), 1, 1),
        (("heading", "body"), 2, 0),
        (("body", "body"), 1, 0),
        (("heading", "heading"), 1, 0),
    ],
)
def test_a_heading_with_one_line_of_text_at_a_columns_foot_is_lonely(
    kinds: tuple[str, ...], text_lines: int, lonely: int
) -> None:
    parted = module(
        piece(0, 0, 0, lines(1, of=1)),
        piece(1, 0, 1, lines(text_lines, of=5)),
        piece(1, 1, 0, lines(5 - text_lines, of=5, start=text_lines)),
    )
    assert figures(issue(*kinds), page(parted)).lonely == lonely


def full(**changes: int) -> Module:
    return module(piece(0, 0, 0, lines(6, of=12)), piece(0, 1, 0, lines(6, of=12, start=6)), **changes)


def test_fill_and_white_are_shares_of_the_page() -> None:
    found = figures(issue("body"), page(full()))
    assert (found.fill_worst, found.fill_last) == (1.0, 1.0)
    assert (found.white_mean, found.white_worst) == (0.0, 0.0)
    short = module(piece(0, 0, 0, lines(6, of=11)), piece(0, 1, 0, lines(5, of=11, start=6)))
    assert figures(issue("body"), page(short)).white_worst == pytest.approx(1 / 16)
    assert figures(issue("body"), page(full(pad=1))).white_worst == pytest.approx(2 / 16)
    pictured = module(piece(0, 0, 2, lines(4, of=10)), piece(0, 1, 0, lines(6, of=10, start=4)), blocked=2)
    assert figures(issue("body"), page(pictured)).white_worst == 0.0


def test_the_last_page_counts_apart() -> None:
    shallow = module(piece(0, 0, 0, lines(2, of=4)), piece(0, 1, 0, lines(2, of=4, start=2)), depth=2, pad=1)
    found = figures(issue("body"), page(full()), page(full(pad=1), number=2), page(shallow, number=3))
    assert (found.fill_worst, found.fill_last) == (1.0, 0.5)
    assert found.white_mean == pytest.approx(1 / 16)
    assert found.white_worst == pytest.approx(2 / 16)
    turned = figures(issue("body"), page(shallow), page(full(), number=2))
    assert (turned.fill_worst, turned.fill_last) == (0.5, 1.0)
    boxed = page(shallow, fillers=(Rect(0, 50, 100, 30),))
    assert figures(issue("body"), boxed).fill_last == 1.0


def test_continuations_are_jumps() -> None:
    found = figures(issue("body"), page(full()), page(full(part=1), number=2), page(full(part=2), number=3))
    assert found.jumps == 2


def pictured(shot: Picture, crop: Rect, *, fitting: float = 0.0, portrait: bool = False) -> list[Problem]:
    """What is said of a picture two and a half inches wide and high."""
    mark = ImageMark(rect=Rect(0, 0, 180, 180), picture=shot, crop=crop, alt="图", fitting=fitting)
    made = Bulletin(
        title="", author="", subject="", keywords=(), date=(2019, 4, 24), pages=(page()._replace(marks=(mark,)),),
        tags=(), outline=(), plan="", summary="",
    )  # fmt: skip
    story = report(random.Random(1), "story", 100)._replace(portrait=shot if portrait else None)
    return list(picture_problems(edition(story), made, 200.0))


@pytest.mark.parametrize(
    ("crop", "words"),
    [
        (Rect(0, 0, 1, 1), ""),
        (Rect(0, 0.002, 1, 0.995), ""),
        (Rect(0, 0.1, 1, 0.8), "上下共裁去20%"),
        (Rect(0.25, 0, 0.5, 1), "左右共裁去50%"),
    ],
)
def test_what_a_picture_loses_is_told_with_its_share(crop: Rect, words: str) -> None:
    shot = Picture("a.jpg", "", 2000, 2000, "", Place("a.md", 5))
    told = [(problem.code, problem.place) for problem in pictured(shot, crop)]
    assert told == ([("picture-cropped", shot.place)] if words else [])
    assert all(words in problem.message and "1.00" in problem.hint for problem in pictured(shot, crop))


@pytest.mark.parametrize(("width_px", "shown", "reported"), [(500, 1.0, False), (499, 1.0, True), (998, 0.5, True)])
def test_dots_are_counted_over_what_is_shown(width_px: int, shown: float, reported: bool) -> None:
    """Two and a half inches wide: 200 dots an inch are 500."""
    shot = Picture("a.jpg", "", width_px, width_px, "", Place("a.md", 5))
    found = [problem for problem in pictured(shot, Rect(0, 0, shown, 1)) if problem.code != "picture-cropped"]
    assert [problem.code for problem in found] == (["low-resolution"] if reported else [])
    if reported:
        assert found[0].place == shot.place
        assert f"{width_px * shown / 2.5:.0f} dpi" in found[0].message
        assert found[0].hint == f"换一张宽{500 / shown:.0f}像素以上的图片"


@pytest.mark.parametrize(("portrait", "name"), [(True, "肖像"), (False, "图片")])
def test_a_portrait_is_named_as_such_and_its_hint_asks_for_the_shape_of_its_slot(portrait: bool, name: str) -> None:
    """Where the crop's limit made it smaller, the shape that it has on the page is not the one to ask for."""
    shot = Picture("a.jpg", "", 400, 400, "", Place("a.md", 5))
    cropped, coarse = pictured(shot, Rect(0, 0.1, 1, 0.8), fitting=0.9, portrait=portrait)
    assert f"版的{name}填满" in cropped.message
    assert cropped.hint == f"要在版面上裁得少，就换一张宽高比接近0.90的{name}"
    assert coarse.message.startswith(f"{name}在第1版")


def test_what_is_counted_by_hand_is_counted_on_a_page_of_makeup(root: Path) -> None:
    at: LayoutSetup = layout_setup(root, "bulletin-a3")
    made = at.make_up(edition(report(random.Random(3), "long", 6000), shipped("legal")))
    assert column_figures(edition(report(random.Random(3), "long", 6000), shipped("legal")), made).jumps >= 1


PROSE = "正文" * 30 + "。"


@pytest.mark.parametrize(
    ("line", "below", "column", "found"),
    [
        ("强化组织保障", PROSE, 1, True),
        ("经费和时间", PROSE, 1, True),
        ("强化组织保障", PROSE, 0, False),  # the text goes on below it
        ("强化组织保障。", PROSE, 1, False),  # a sentence
        ("下列单位：", PROSE, 1, False),
        ("甲单位", "乙单位", 1, False),  # a list
        ("强化组织保障", "正文" * 19 + "。", 1, False),  # three times as long, but no text of its own
        ("强化" * 16, PROSE, 1, False),  # too long for one
    ],
)
def test_a_line_like_a_subhead_at_a_columns_foot_is_told(line: str, below: str, column: int, found: bool) -> None:
    texts = (PROSE, line, below)
    paragraphs = tuple(Paragraph("body", 0, (Run(text),), Place("a.md", number)) for number, text in enumerate(texts))
    story = edition(Report("a", "水务", "题", "主任", "某人", paragraphs, Place("a.md")))
    pieces = (piece(0, 0, 0, lines(4, of=4)), piece(1, 0, 4, lines(1, of=1)), piece(2, column, 0, lines(5, of=5)))
    problems = stranded_subheads(story.reports[0], [(1, module(*pieces))])
    assert [problem.code for problem in problems] == ["stranded-subhead"] * found
    assert [problem.place for problem in problems] == [Place("a.md", 1)] * found
