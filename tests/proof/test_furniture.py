"""Furniture out of its place is found: a piece moved, dropped or misspelt on a sound page has a code."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from bulletin.geometry import Point
from bulletin.makeup import folio
from bulletin.model.design import Design
from bulletin.model.edition import Edition, Paragraph, Run
from bulletin.model.page import ARTIFACT, Bulletin, FurnitureKind, ImageMark, Mark, Page, RuleMark, ShapeMark, TextMark
from bulletin.problems import OversetError, Place
from bulletin.proof.furniture import spelled
from bulletin.proof.page import verify
from bulletin.proof.score import proof
from tests.makeup.conftest import LayoutSetup, layout_setup
from tests.makeup.issues import edition, picture, report, shipped, the_seed, with_picture

CREDITS = (("责任编辑", "张三"), ("校对", "李四"))


@pytest.fixture(scope="module")
def a3(root: Path) -> LayoutSetup:
    return layout_setup(root, "bulletin-a3-weifang")  # with drawings in its masthead


def credited() -> Edition:
    """The shipped issue with credits and a picture with a caption."""
    issue = the_seed()
    shown = picture(random.Random(2))
    return issue._replace(credits=CREDITS, reports=(with_picture(issue.reports[0], shown), *issue.reports[1:]))


@pytest.fixture(scope="module")
def sound(a3: LayoutSetup) -> tuple[Edition, Bulletin]:
    issue = credited()
    made = a3.make_up(issue)
    assert verify(issue, a3.design, made) == ()
    return issue, made


Change = Callable[[Mark], Mark | None]


def tampered(made: Bulletin, change: Change) -> Bulletin:
    """The publication with every mark of page 1 changed; None leaves one out."""
    page = made.pages[0]
    marks = tuple(new for mark in page.marks if (new := change(mark)) is not None)
    return made._replace(pages=(page._replace(marks=marks), *made.pages[1:]))


def codes(issue: Edition, design: Design, made: Bulletin) -> set[str]:
    return {problem.code for problem in verify(issue, design, made)}


def moved(kind: FurnitureKind, x: float, y: float) -> Change:
    """All texts of one kind moved by so many points."""

    def change(mark: Mark) -> Mark:
        if isinstance(mark, TextMark) and mark.furniture == kind:
            return mark._replace(x=mark.x + x, y=mark.y + y)
        return mark

    return change


def dropped(kind: FurnitureKind) -> Change:
    return lambda mark: None if getattr(mark, "furniture", "") == kind else mark


@pytest.mark.parametrize(
    ("kind", "x", "y", "code"),
    [
        ("credits", 0, -25, "credits-outside"),
        ("credits", 0, 40, "credits-outside"),
        ("credits", 60, 0, "credits-outside"),
        ("masthead-title", 0, -40, "masthead-outside"),
        ("masthead-title", 0, 60, "masthead-outside"),
        ("masthead-title", -40, 0, "masthead-outside"),
        ("masthead-title", 500, 0, "masthead-outside"),
        ("slogan", 0, 25, "masthead-outside"),
        ("seal", 0, -30, "masthead-outside"),
        ("seal", -60, 0, "masthead-outside"),
        ("folio", 0, 25, "folio-outside"),
        ("folio", 0, -25, "folio-outside"),
        ("folio", -20, 0, "folio-outside"),
    ],
)
def test_furniture_moved_out_of_its_place_is_found(
    a3: LayoutSetup, sound: tuple[Edition, Bulletin], kind: FurnitureKind, x: float, y: float, code: str
) -> None:
    issue, made = sound
    assert code in codes(issue, a3.design, tampered(made, moved(kind, x, y)))


@pytest.mark.parametrize(
    ("kind", "x", "y"),
    [("credits", 0, 2), ("masthead-title", 0, 3), ("slogan", 9, 0), ("seal", 0, 1), ("folio", 0, -4)],
)
def test_furniture_moved_within_its_place_is_passed(
    a3: LayoutSetup, sound: tuple[Edition, Bulletin], kind: FurnitureKind, x: float, y: float
) -> None:
    issue, made = sound
    assert codes(issue, a3.design, tampered(made, moved(kind, x, y))) == set()


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("masthead-title", "masthead-text"),
        ("slogan", "masthead-text"),
        ("seal", "masthead-text"),
        ("folio", "folio-text"),
        ("credits", "credits-text"),
    ],
)
def test_furniture_left_out_is_found(
    a3: LayoutSetup, sound: tuple[Edition, Bulletin], kind: FurnitureKind, code: str
) -> None:
    issue, made = sound
    assert code in codes(issue, a3.design, tampered(made, dropped(kind)))


def test_a_wrong_page_number_or_date_in_the_folio_is_found(a3: LayoutSetup, sound: tuple[Edition, Bulletin]) -> None:
    issue, made = sound
    later = issue._replace(date=issue.date.replace(day=25))
    assert codes(later, a3.design, made) == {"folio-text"}
    second = made._replace(pages=(made.pages[0]._replace(number=2),))
    assert "folio-text" in codes(issue, a3.design, second)


def test_credits_on_a_second_page_are_found(a3: LayoutSetup) -> None:
    issue = edition(report(random.Random(3), "long", 6000))._replace(credits=CREDITS)
    made = a3.make_up(issue)
    assert codes(issue, a3.design, made) == set()
    again = tuple(mark for mark in made.pages[0].marks if getattr(mark, "furniture", "") == "credits")
    assert again
    page = made.pages[1]
    twice = made._replace(pages=(made.pages[0], page._replace(marks=page.marks + again), *made.pages[2:]))
    assert codes(issue, a3.design, twice) == {"credits-text"}


def shape_moved(kind: FurnitureKind, y: float) -> Change:
    def change(mark: Mark) -> Mark:
        if not isinstance(mark, ShapeMark) or mark.furniture != kind:
            return mark
        path = tuple(
            (step, tuple(n + y if place % 2 else n for place, n in enumerate(numbers))) for step, numbers in mark.path
        )
        return mark._replace(path=path)

    return change


@pytest.mark.parametrize(("kind", "y"), [("masthead-field", 9), ("masthead-art", 60), ("seal", 30), ("seal", -12)])
def test_a_shape_of_the_masthead_out_of_its_place_is_found(
    a3: LayoutSetup, sound: tuple[Edition, Bulletin], kind: FurnitureKind, y: float
) -> None:
    issue, made = sound
    assert codes(issue, a3.design, tampered(made, shape_moved(kind, y))) == {"masthead-outside"}


def test_art_may_bulge_between_its_points_but_not_out_of_the_masthead(
    a3: LayoutSetup, sound: tuple[Edition, Bulletin]
) -> None:
    issue, made = sound
    left, top = a3.design.page.margins.left, a3.design.page.margins.top

    def with_curve(height: float) -> Bulletin:
        ends = (left + 10, top + 20), (left + 60, top + 20)
        curve = (ends[0][0], top - height, ends[1][0], top - height, *ends[1])
        art = ShapeMark(path=(("M", ends[0]), ("C", curve)), stroke=a3.design.color("red"), furniture="masthead-art")
        page = made.pages[0]
        return made._replace(pages=(page._replace(marks=(*page.marks, art)), *made.pages[1:]))

    assert codes(issue, a3.design, with_curve(5)) == set()  # handles above the band, curve within
    assert codes(issue, a3.design, with_curve(40)) == {"masthead-outside"}


def test_a_folio_rule_in_the_type_area_is_found(a3: LayoutSetup, sound: tuple[Edition, Bulletin]) -> None:
    issue, made = sound

    def sunk(mark: Mark) -> Mark:
        if isinstance(mark, RuleMark) and mark.furniture == "folio":
            return mark._replace(start=Point(mark.start.x, mark.start.y + 20), end=Point(mark.end.x, mark.end.y + 20))
        return mark

    assert codes(issue, a3.design, tampered(made, sunk)) == {"folio-outside"}


def is_label(mark: Mark, issue: Edition) -> bool:
    columns = {story.column for story in issue.reports}
    return isinstance(mark, TextMark) and mark.tag == ARTIFACT and not mark.furniture and spelled(mark) in columns


def test_a_label_left_out_or_astray_is_found(a3: LayoutSetup, sound: tuple[Edition, Bulletin]) -> None:
    issue, made = sound
    assert sum(is_label(mark, issue) for mark in made.pages[0].marks) == len(made.pages[0].modules) >= 3
    without = tampered(made, lambda mark: None if is_label(mark, issue) else mark)
    assert codes(issue, a3.design, without) == {"label"}

    def sunk(mark: Mark) -> Mark:
        return mark._replace(y=mark.y + 20) if isinstance(mark, TextMark) and is_label(mark, issue) else mark

    assert "label" in codes(issue, a3.design, tampered(made, sunk))

    def raised(mark: Mark) -> Mark:
        return mark._replace(y=mark.y - 40) if isinstance(mark, TextMark) and is_label(mark, issue) else mark

    assert {"label", "texts-overlap"} <= codes(issue, a3.design, tampered(made, raised))


def test_text_outside_every_module_is_found(a3: LayoutSetup, sound: tuple[Edition, Bulletin]) -> None:
    issue, made = sound
    last = max(place for place, mark in enumerate(made.pages[0].marks) if isinstance(mark, TextMark))
    stray = made.pages[0].marks[last]
    assert isinstance(stray, TextMark)
    foot = a3.design.page.height - 20

    def with_stray(x: float, y: float) -> set[str]:
        page = made.pages[0]
        marks = (*page.marks, stray._replace(x=x, y=y, tag=ARTIFACT))
        return codes(issue, a3.design, made._replace(pages=(page._replace(marks=marks), *made.pages[1:])))

    assert "text-astray" in with_stray(stray.x, foot)
    assert "off-the-paper" in with_stray(stray.x, a3.design.page.height + 5)
    assert "texts-overlap" in with_stray(stray.x, stray.y - 3)


def test_a_picture_or_its_caption_astray_is_found(a3: LayoutSetup, sound: tuple[Edition, Bulletin]) -> None:
    issue, made = sound

    def lifted(mark: Mark) -> Mark:
        return mark._replace(rect=mark.rect._replace(y=-20)) if isinstance(mark, ImageMark) else mark

    found = codes(issue, a3.design, tampered(made, lifted))
    assert {"picture-astray", "off-the-paper"} <= found

    def shifted(mark: Mark) -> Mark:
        return mark._replace(rect=mark.rect._replace(x=mark.rect.x + 160)) if isinstance(mark, ImageMark) else mark

    assert "image-astray" in codes(issue, a3.design, tampered(made, shifted))
    captions = {number for number, tag in enumerate(made.tags) if tag.kind == "Caption"}

    def raised(mark: Mark) -> Mark:
        return mark._replace(y=mark.y - 60) if isinstance(mark, TextMark) and mark.tag in captions else mark

    assert codes(issue, a3.design, tampered(made, raised)) == {"caption-astray"}
    gone = tampered(made, lambda mark: None if isinstance(mark, ImageMark) else mark)
    assert "caption-astray" in codes(issue, a3.design, gone)


def test_a_rule_or_shape_off_the_paper_is_found_unless_it_bleeds(
    a3: LayoutSetup, sound: tuple[Edition, Bulletin]
) -> None:
    issue, made = sound
    red = a3.design.color("red")
    square = (("M", (-5.0, 300.0)), ("L", (40.0, 300.0)), ("L", (40.0, 340.0)), ("Z", ()))

    def added(mark: Mark) -> set[str]:
        page = made.pages[0]
        return codes(issue, a3.design, made._replace(pages=(page._replace(marks=(*page.marks, mark)), *made.pages[1:])))

    assert added(ShapeMark(path=square, fill=red)) == {"off-the-paper"}
    assert added(ShapeMark(path=square, fill=red, bleed=True)) == set()
    assert added(RuleMark(start=Point(30, 300), end=Point(30, 2000), width=1, color=red)) == {"off-the-paper"}


@pytest.mark.parametrize(
    ("constant", "value", "code"),
    [
        ("CREDITS_BELOW", -1.6, "credits-outside"),
        ("CREDITS_BELOW", -9.0, "credits-outside"),
        ("FURNITURE_PITCH", 0.1, "texts-overlap"),
    ],
)
def test_a_broken_constant_of_makeup_does_not_reach_the_page(
    a3: LayoutSetup, monkeypatch: pytest.MonkeyPatch, constant: str, value: float, code: str
) -> None:
    many = tuple((f"责任编辑{number}", "欧阳修文") for number in range(10))
    issue = the_seed()._replace(credits=CREDITS if constant == "CREDITS_BELOW" else many)
    assert codes(issue, a3.design, a3.make_up(issue)) == set()
    monkeypatch.setattr(folio, constant, value)
    assert code in codes(issue, a3.design, a3.make_up(issue))


def test_a_stroke_is_judged_by_its_whole_width(a3: LayoutSetup, sound: tuple[Edition, Bulletin]) -> None:
    issue, made = sound

    def thick(kind: FurnitureKind, width: float) -> set[str]:
        def change(mark: Mark) -> Mark:
            if not isinstance(mark, RuleMark | ShapeMark) or mark.furniture != kind:
                return mark
            return mark._replace(width=width)

        return codes(issue, a3.design, tampered(made, change))

    assert thick("seal", 3) == set()
    assert thick("seal", 30) == {"masthead-outside"}
    assert "masthead-outside" in thick("masthead-art", 200)
    assert "folio-outside" in thick("folio", 40)
    edge = RuleMark(start=Point(5, 300), end=Point(5, 340), width=20, color=a3.design.color("red"))
    page = made.pages[0]._replace(marks=(*made.pages[0].marks, edge))
    assert codes(issue, a3.design, made._replace(pages=(page, *made.pages[1:]))) == {"off-the-paper"}


def test_a_rule_over_text_is_found(a3: LayoutSetup, sound: tuple[Edition, Bulletin]) -> None:
    issue, made = sound
    assert any(isinstance(mark, RuleMark) and mark.start.x == mark.end.x for mark in made.pages[0].marks)

    def thick(mark: Mark) -> Mark:
        return mark._replace(width=40) if isinstance(mark, RuleMark) and mark.start.x == mark.end.x else mark

    assert codes(issue, a3.design, tampered(made, thick)) == {"rule-over-text"}


def test_a_rule_that_stands_for_a_dash_is_no_rule_over_text(a3: LayoutSetup, sound: tuple[Edition, Bulletin]) -> None:
    """Of any dash, not of —— alone: the text under the rule says so by what it leaves to it."""
    issue, made = sound
    page = made.pages[0]
    place, body = next(
        (place, mark)
        for place, mark in enumerate(page.marks)
        if isinstance(mark, TextMark)
        and len(mark.spans[0].units) > 12
        and mark.spans[0].size < 12
        and not mark.furniture
    )
    start = Point(body.x + 40, body.y - 4)
    rule = RuleMark(start=start, end=Point(start.x + 20, start.y), width=0.4, color=a3.design.color("red"))
    hidden = body._replace(spans=(body.spans[0]._replace(invisible=True), *body.spans[1:]))
    found = []
    for mark in (body, hidden):
        marks = (*page.marks[:place], mark, *page.marks[place + 1 :], rule)
        found.append(codes(issue, a3.design, made._replace(pages=(page._replace(marks=marks), *made.pages[1:]))))

    assert ["rule-over-text" in one for one in found] == [True, False]


@pytest.mark.parametrize("step", [400, -1000])
def test_letters_that_run_over_each_other_are_found(
    a3: LayoutSetup, sound: tuple[Edition, Bulletin], step: int
) -> None:
    issue, made = sound

    def squeezed(mark: Mark) -> Mark:
        if not isinstance(mark, TextMark) or mark.furniture != "slogan":
            return mark
        spans = tuple(
            span._replace(xs=tuple(span.xs[0] + number * step for number in range(len(span.xs)))) for span in mark.spans
        )
        return mark._replace(x=mark.x + 300, spans=spans)

    assert codes(issue, a3.design, tampered(made, squeezed)) == {"letters-overlap"}


@pytest.mark.parametrize(
    "layout",
    ["bulletin-a3", "bulletin-a3-weifang", "bulletin-a3-bleed", "bulletin-a4", "original", "original-portraits"],
)
@pytest.mark.parametrize("length", [1, 12, 24, 300])
def test_a_masthead_of_any_length_stays_in_its_band_and_off_the_seal(root: Path, layout: str, length: int) -> None:
    setup = layout_setup(root, layout)
    words = "推动高质量发展创造高品质生活" * 30
    issue = edition(shipped("legal"))._replace(
        masthead=words[:length], slogan=words[:length], number=words[: min(length, 36)], credits=CREDITS
    )
    made = setup.make_up(issue)
    assert verify(issue, setup.design, made) == ()
    marks = [mark for mark in made.pages[0].marks if isinstance(mark, TextMark)]
    seal = min(mark.x for mark in marks if mark.furniture == "seal")
    ends = [mark.x + mark.spans[0].xs[-1] * mark.spans[0].size / 1000 for mark in marks if mark.furniture == "slogan"]
    assert max(ends) < seal


def test_a_folio_line_that_does_not_fit_is_overset(a3: LayoutSetup) -> None:
    place = Place("content/issue.yaml", 5, 12)
    issue = the_seed()._replace(publisher="济宁高新技术产业开发区" * 20, places={"publisher": place})
    with pytest.raises(OversetError) as caught:
        a3.make_up(issue)
    (problem,) = caught.value.problems
    assert (problem.code, problem.place) == ("folio-overset", place)


@pytest.mark.parametrize(
    ("publisher", "words"),
    [("济宁高新技术产业开发区" * 4, ""), ("", "学习考察专刊" * 7), ("济宁高新区", "ABC " * 20), ("办" * 70, "刊" * 50)],
)
def test_a_folio_line_set_smaller_is_sound_on_every_page(a3: LayoutSetup, publisher: str, words: str) -> None:
    issue = edition(report(random.Random(3), "long", 6000))._replace(publisher=publisher, folio=words.strip())
    made = a3.make_up(issue)
    assert len(made.pages) > 1
    assert verify(issue, a3.design, made) == ()
    assert [one.code for one in proof(issue, a3.design, made).problems if "folio" in one.code] == ["folio-shrunk"]


@pytest.mark.parametrize("mark", ["－", "∶", "·", "‐", "“", "‘", "（", "「", "／"])
def test_lines_and_furniture_may_begin_with_any_mark(a3: LayoutSetup, mark: str) -> None:
    text = Paragraph(
        "body", 0, (Run("学习先进" + f"say {mark}good{mark} and {mark}well{mark} to all, " * 30),), Place("a.md")
    )
    first = report(random.Random(3), "long", 300)
    first = first._replace(
        paragraphs=(text, *first.paragraphs), column=f"{mark}学习", post=f"{mark}AI", title=f"{mark}AI"
    )
    issue = edition(first)._replace(
        publisher=f"{mark}1组", chapter=f"{mark}篇", credits=((f"{mark}责任", f"{mark}甲"),)
    )
    assert verify(issue, a3.design, a3.make_up(issue)) == ()


@pytest.mark.parametrize("words", ["中\u0308", "x\u0304", "5\u20dd", "中\u2044"])
def test_credits_may_end_with_a_mark_of_a_face_of_its_own(a3: LayoutSetup, words: str) -> None:
    issue = the_seed()._replace(credits=(("电话", words),))

    assert codes(issue, a3.design, a3.make_up(issue)) == set()


def test_a_folio_line_printed_over_itself_or_unlike_on_two_pages_is_found(a3: LayoutSetup) -> None:
    issue = edition(report(random.Random(3), "long", 6000))._replace(number="第3期")
    made = a3.make_up(issue)
    assert codes(issue, a3.design, made) == set()
    assert codes(issue._replace(number="第3"), a3.design, made) == {"folio-text"}

    def shifted(mark: Mark) -> Mark:
        is_day = isinstance(mark, TextMark) and mark.furniture == "folio" and "星期" in spelled(mark)
        return mark._replace(x=mark.x - 241) if is_day and isinstance(mark, TextMark) else mark

    assert codes(issue, a3.design, tampered(made, shifted)) == {"folio-overlap"}

    def smaller(mark: Mark) -> Mark:
        if not isinstance(mark, TextMark) or mark.furniture != "folio":
            return mark
        return mark._replace(spans=tuple(span._replace(size=span.size - 0.5) for span in mark.spans))

    assert codes(issue, a3.design, tampered(made, smaller)) == {"folio-uneven"}


def test_columns_of_a_seal_in_the_wrong_order_are_found(a3: LayoutSetup) -> None:
    issue = the_seed()._replace(chapter="学习贯彻全会")
    made = a3.make_up(issue)
    lefts = sorted({mark.x for mark in made.pages[0].marks if isinstance(mark, TextMark) and mark.furniture == "seal"})

    def swapped(mark: Mark) -> Mark:
        if not isinstance(mark, TextMark) or mark.furniture != "seal":
            return mark
        return mark._replace(x=sum(lefts) - mark.x)

    assert codes(issue, a3.design, made) == set()
    assert codes(issue, a3.design, tampered(made, swapped)) == {"masthead-text"}


@pytest.mark.parametrize("length", [900, 2000])
def test_a_caption_that_leaves_its_picture_no_room_is_overset(a3: LayoutSetup, length: int) -> None:
    shown = picture(random.Random(2))._replace(
        width_px=1600, height_px=2000, caption="考察团在潍坊高新区学习" * (length // 11), place=Place("water.md", 11)
    )
    issue = the_seed()
    with pytest.raises(OversetError) as caught:
        a3.make_up(issue._replace(reports=(with_picture(issue.reports[0], shown), *issue.reports[1:])))
    (problem,) = caught.value.problems
    assert (problem.code, problem.place) == ("caption-overset", Place("water.md", 11))
    most = int("".join(filter(str.isdigit, problem.hint)))
    issue = issue._replace(
        reports=(with_picture(issue.reports[0], shown._replace(caption="考" * most)), *issue.reports[1:])
    )
    assert verify(issue, a3.design, a3.make_up(issue)) == ()


def test_a_label_wider_than_its_module_is_overset(a3: LayoutSetup) -> None:
    large = a3._replace(design=a3.design._replace(label=a3.design.label._replace(size=26.0)))
    issue = the_seed()

    def named(length: int) -> Edition:
        first = issue.reports[0]._replace(column="生态环境保护与绿色低碳"[:length], places={"column": Place("a.md", 3)})
        return issue._replace(reports=(first, *issue.reports[1:]))

    with pytest.raises(OversetError) as caught:
        large.make_up(named(11))
    (problem,) = caught.value.problems
    assert (problem.code, problem.place) == ("label-overset", Place("a.md", 3))
    most = int("".join(filter(str.isdigit, problem.hint)))
    assert most > 2
    large.make_up(named(most))
    with pytest.raises(OversetError):
        large.make_up(named(most + 1))


def test_credits_set_smaller_are_noted(a3: LayoutSetup) -> None:
    issue = the_seed()._replace(credits=tuple((f"责任编辑{number}", "欧阳修文") for number in range(18)))
    made = a3.make_up(issue)
    assert verify(issue, a3.design, made) == ()
    (note,) = (one for one in proof(issue, a3.design, made).problems if one.code == "credits-shrunk")
    assert (note.severity, note.message) == ("note", "署名太长，字由9.0磅缩到7.5磅")


def test_credits_take_more_lines_while_the_margin_holds_them(a3: LayoutSetup) -> None:
    def with_credits(count: int) -> Edition:
        return the_seed()._replace(credits=tuple((f"责任编辑{number}", "欧阳修文") for number in range(count)))

    two = a3.make_up(with_credits(10))
    lines = [mark.y for mark in two.pages[0].marks if isinstance(mark, TextMark) and mark.furniture == "credits"]
    assert len(lines) == 2
    assert verify(with_credits(10), a3.design, two) == ()
    with pytest.raises(OversetError) as caught:
        a3.make_up(with_credits(60))
    assert caught.value.problems[0].code == "credits-overset"


def test_copyfitting_leaves_room_for_the_credits(a3: LayoutSetup) -> None:
    """A layout that lets pages grow by three lines: with credits by one, for the margin holds no more."""
    deep = a3.design._replace(copyfit=a3.design.copyfit._replace(depth_more=3))
    assert folio.beside_credits(the_seed(), deep) is deep
    assert folio.beside_credits(credited(), deep).copyfit.depth_more == 1
    shallow = a3.design.page._replace(margins=a3.design.page.margins._replace(bottom=20))
    assert folio.beside_credits(credited(), deep._replace(page=shallow)).copyfit.depth_more == 0


def test_credits_stand_under_a_page_that_grew(a3: LayoutSetup, sound: tuple[Edition, Bulletin]) -> None:
    issue, made = sound

    def grown(page: Page) -> Page:
        return page._replace(body=page.body._replace(height=page.body.height + 2 * a3.design.grid.leading))

    deep = a3.design._replace(copyfit=a3.design.copyfit._replace(depth_more=2))
    over = made._replace(pages=(grown(made.pages[0]), *made.pages[1:]))
    (problem,) = (one for one in verify(issue, deep, over) if one.code == "credits-outside")
    assert "depth_more" in problem.hint


def test_a_number_that_is_misspelt_or_outside_the_band_is_found(root: Path) -> None:
    plain = layout_setup(root, "bulletin-a3")
    issue = the_seed()._replace(number="第11期 / 总第128期")
    made = plain.make_up(issue)
    assert codes(issue, plain.design, made) == set()
    assert codes(issue, plain.design, tampered(made, moved("issue-number", 0, 60))) >= {"masthead-outside"}

    def lowered(mark: Mark) -> Mark:
        if not isinstance(mark, RuleMark) or mark.furniture != "issue-number":
            return mark
        return mark._replace(start=Point(mark.start.x, mark.start.y + 30), end=Point(mark.end.x, mark.end.y + 30))

    assert codes(issue, plain.design, tampered(made, lowered)) >= {"masthead-outside"}

    def wordless(mark: Mark) -> Mark | None:
        return None if isinstance(mark, TextMark) and mark.furniture == "issue-number" else mark

    assert codes(issue, plain.design, tampered(made, wordless)) == {"masthead-text"}
