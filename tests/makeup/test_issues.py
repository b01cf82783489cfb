"""Random issues and hard ones: sound by the verifier, complete, full and even."""

import random
import re
from pathlib import Path

import pytest

from bulletin.makeup.modules import PADS
from bulletin.model.edition import Edition, Paragraph
from bulletin.model.page import Bulletin, ImageMark, TextMark
from bulletin.problems import Place
from bulletin.proof.columns import column_figures, picture_problems
from bulletin.proof.page import verify
from tests.examples import sample
from tests.makeup.conftest import LayoutSetup, layout_setup
from tests.makeup.issues import (
    TITLES,
    edition,
    odd_issue,
    ordinary_issue,
    paragraph,
    picture,
    random_issue,
    report,
    shipped,
    the_seed,
    with_picture,
)
from tests.makeup.looks import issue_look
from tests.makeup.tables import table

FULL = 0.97  # of nominal depth, all pages but the last
WHITE_WORST, WHITE_MEAN = 0.055, 0.015


def sound(setup: LayoutSetup, issue: Edition) -> Bulletin:
    """The issue made up, with every guarantee checked."""
    made = setup.make_up(issue)
    assert [problem.message for problem in verify(issue, setup.design, made)] == []
    for number, story in enumerate(issue.reports):
        pieces = [
            piece
            for page in made.pages
            for module in page.modules
            if module.report == number
            for piece in module.pieces
        ]
        text = "".join(line.text.removesuffix("-") if line.hyphen else line.text for p in pieces for line in p.lines)
        whole = "".join(part.text for part in story.paragraphs)
        assert "".join(text.split()) == "".join(whole.split())
    lead = made.pages[0].modules[0]
    assert lead.report == 0
    if sum(len(part.text) for part in issue.reports[0].paragraphs) > 250:
        assert len(lead.columns) >= 2 or lead.rect.width > made.pages[0].body.width / 3
    return made


def full(issue: Edition, made: Bulletin) -> float:
    """White of full pages, after checking that they are full."""
    figures = column_figures(issue, made)
    assert figures.fill_worst >= FULL
    assert {problem.code for problem in made.problems} <= {"lead-gives-way"}  # a first report may be short
    if len(made.pages) > 1:
        assert figures.white_worst <= WHITE_WORST
    return figures.white_mean


@pytest.mark.parametrize("seed", sample(range(8), range(3)))
def test_a_random_issue_is_sound_and_full(a3: LayoutSetup, seed: int) -> None:
    issue = random_issue(seed)
    full(issue, sound(a3, issue))


@pytest.mark.slow
def test_two_hundred_random_issues_are_sound_and_full(a3: LayoutSetup) -> None:
    whites = [full(issue, sound(a3, issue)) for issue in map(random_issue, range(200)) if issue]
    assert len(whites) == 200
    assert sum(whites) / len(whites) <= WHITE_MEAN


HARD = {
    "one short": (100,),
    "three short": (100, 120, 90),
    "forty short": (100,) * 40,
    "one of twenty thousand": (20000,),
    "twenty thousand and five": (20000, 500, 800, 900, 300, 1200),
    "uneven": (2600, 200, 220, 1500),
    "two long": (9000, 8000, 700),
}


@pytest.mark.parametrize("name", sample(HARD, ("one short", "three short", "uneven")))
def test_hard_sets_are_sound(a3: LayoutSetup, name: str) -> None:
    chance = random.Random(name)
    sound(a3, edition(*(report(chance, f"r{number}", length) for number, length in enumerate(HARD[name]))))


def test_a_report_longer_than_a_page_goes_on_with_links_both_ways(a3: LayoutSetup) -> None:
    chance = random.Random(3)
    made = sound(a3, edition(report(chance, "long", 9000)))
    assert len(made.pages) >= 2
    assert [module.part for page in made.pages for module in page.modules] == list(range(len(made.pages)))
    texts = [
        "".join("".join(span.units) for span in mark.spans)
        for page in made.pages
        for mark in page.marks
        if isinstance(mark, TextMark)
    ]
    assert "（下转第2版）" in texts
    assert "（上接第1版）" in texts


@pytest.mark.parametrize("seed", sample(range(4), (0, 1)))
def test_pictures_stand_undistorted_in_their_modules(a3: LayoutSetup, seed: int) -> None:
    chance = random.Random(seed)
    shown = [picture(chance) for _ in range(3)]
    stories = [
        with_picture(shipped(name), one) for name, one in zip(("water", "planning", "legal"), shown, strict=True)
    ]
    portrait = picture(chance)._replace(width_px=1600, height_px=2000, caption="")
    made = sound(a3, edition(shipped("environment")._replace(portrait=portrait), *stories))
    images = [mark for page in made.pages for mark in page.marks if isinstance(mark, ImageMark)]
    assert len(images) == 4
    for mark in images:
        crop, rect, own = mark.crop, mark.rect, mark.picture
        shape = own.width_px * crop.width / (own.height_px * crop.height)
        assert abs(shape / (rect.width / rect.height) - 1) < 0.001
        assert any(module.rect.holds(rect) for page in made.pages for module in page.modules)


SHAPES = ((900, 1600), (1200, 1600), (1600, 1600), (1600, 1200), (1600, 900), (3000, 1000), (3200, 800), (500, 2500))


@pytest.mark.parametrize("size", SHAPES, ids=str)
def test_b8_a_picture_of_the_text_is_never_cropped(a3: LayoutSetup, size: tuple[int, int]) -> None:
    shot = picture(random.Random(1))._replace(width_px=size[0], height_px=size[1])
    made = sound(a3, edition(with_picture(shipped("environment"), shot), shipped("water"), shipped("legal")))
    (mark,) = (mark for page in made.pages for mark in page.marks if isinstance(mark, ImageMark))
    assert (mark.crop.width, mark.crop.height) == pytest.approx((1, 1))
    assert mark.rect.width / mark.rect.height == pytest.approx(size[0] / size[1])
    assert mark.rect.width * mark.rect.height > 60 * 180  # and is large enough to be seen
    (baseline,) = (
        words.y
        for page in made.pages
        for words in page.marks
        if isinstance(words, TextMark) and made.tags[words.tag].kind == "Caption"
    )
    # the caption is nearer to it than to the text below
    assert made.grid is not None
    assert made.grid.size * 0.8 < baseline - mark.rect.bottom < made.grid.leading * 0.85


@pytest.mark.parametrize("size", SHAPES, ids=str)
def test_b8_a_portrait_loses_no_more_than_the_layout_allows(a3: LayoutSetup, size: tuple[int, int]) -> None:
    face = picture(random.Random(1))._replace(width_px=size[0], height_px=size[1], caption="")
    issue = edition(shipped("environment")._replace(portrait=face), shipped("water"))
    made = sound(a3, issue)
    (mark,) = (mark for page in made.pages for mark in page.marks if isinstance(mark, ImageMark))
    loss = 1 - mark.crop.width * mark.crop.height
    allowed = a3.design.pictures.portrait.crop
    assert allowed < 0.5
    assert loss <= allowed + 0.001
    told = [problem.hint for problem in picture_problems(issue, made, 1.0)]
    assert len(told) == (loss >= 0.01)
    for hint in told:  # and what it says helps
        (shape,) = re.findall(r"[0-9.]+", hint)
        better = face._replace(width_px=round(float(shape) * 1000), height_px=1000)
        issue = edition(shipped("environment")._replace(portrait=better), shipped("water"))
        assert not list(picture_problems(issue, sound(a3, issue), 1.0))


def test_neighbouring_heads_never_share_size_and_face(a3: LayoutSetup) -> None:
    made = sound(a3, the_seed())
    heads: dict[int, list[tuple[str, float]]] = {}
    headlines = {number for number, tag in enumerate(made.tags) if tag.kind == "H2"}
    for mark in made.pages[0].marks:
        if isinstance(mark, TextMark) and mark.tag in headlines:
            heads.setdefault(mark.tag, []).append((mark.spans[0].face, mark.spans[0].size))
    order = [lines[0] for _, lines in sorted(heads.items())]
    assert order[0] != order[1]
    assert order[2] != order[3]
    assert order[0] != order[2]


def test_the_plan_is_a_function_of_the_content(a3: LayoutSetup) -> None:
    issue = random_issue(11)
    once = a3.make_up(issue)
    assert a3.make_up(issue) == once


def test_an_editors_order_is_kept(a3: LayoutSetup) -> None:
    issue = random_issue(6)._replace(ordered=True)
    made = sound(a3, issue)
    first_pages = [
        min(page.number for page in made.pages for module in page.modules if module.report == number)
        for number in range(len(issue.reports))
    ]
    assert first_pages == sorted(first_pages)
    assert made.order == tuple(range(len(issue.reports)))


def test_a_pull_quote_stands_clear_or_its_absence_is_reported(a3: LayoutSetup) -> None:
    story = report(random.Random(4), "quoted", 1400)
    sentence = story.paragraphs[0].text.split("。")[0][:28]
    made = sound(a3, edition(story._replace(quote=sentence)))
    drawn = any(
        tag == -1 and sentence[:6] in "".join("".join(span.units) for span in mark.spans)
        for page in made.pages
        for mark in page.marks
        if isinstance(mark, TextMark)
        for tag in (mark.tag,)
    )
    assert drawn or [problem.code for problem in made.problems] == ["quote-left-out"]


def test_short_reports_stand_beside_one_that_keeps_to_a_column(a3: LayoutSetup) -> None:
    rows = "\n".join(f"财政收入{row}|5827.9|5827.9" for row in range(9))
    figures = table(f"指标|2020年|2021年\n---\n{rows}", title="表1　主要指标", notes=("资料来源：区统计局",))
    sentence = "全市经济运行稳中有进，各项工作取得新的成效。"
    titles = ("项目为王", TITLES[6], TITLES[6], TITLES[4], TITLES[4])
    stories = [
        report(random.Random(0), f"short{place}", 12)._replace(
            title=title, post="", author="", paragraphs=(paragraph(sentence * times, heading=False),)
        )
        for place, (title, times) in enumerate(zip(titles, (5, 5, 2, 16, 4), strict=True))
    ]
    shown = Paragraph("table", 0, (), Place("report.md"), table=figures)
    stories[0] = stories[0]._replace(paragraphs=(shown, *stories[0].paragraphs))
    (page,) = sound(a3, edition(*stories)).pages
    assert len({round(module.rect.x) for module in page.modules}) >= 3, "they stand in a pile"


@pytest.mark.parametrize("seed", sample(range(6), (0, 1, 3)))
def test_odd_content_is_sound(a3: LayoutSetup, seed: int) -> None:
    odd(a3, seed)


@pytest.mark.slow
@pytest.mark.parametrize("layout", ["bulletin-a3", "bulletin-a4", "original", "original-portraits"])
def test_odd_content_is_sound_in_every_layout(root: Path, layout: str) -> None:
    setup = layout_setup(root, layout)
    for seed in range(40):
        odd(setup, seed)


def odd(setup: LayoutSetup, seed: int) -> None:
    issue = odd_issue(seed)
    assert verify(issue, setup.design, setup.make_up(issue)) == ()


@pytest.mark.parametrize("seed", [0, 7])
def test_pages_before_the_last_are_full(a3: LayoutSetup, seed: int) -> None:
    """A page of over 2 % white was as good as any while white only cost by its share."""
    written = ordinary_issue(seed)
    look = issue_look(written, sound(a3, written))
    assert len(look.pages) > 1
    assert max(page.free for page in look.pages[:-1]) <= 0.02


def test_a_head_without_a_label_stands_right_under_its_rule(root: Path) -> None:
    """The rule rises into the blank line over the module, and the head with it: the proof called it astray."""
    odd(layout_setup(root, "original-portraits"), 34)


@pytest.mark.parametrize("seed", [21, 39, 56])
def test_a_first_report_that_gives_way_is_no_hole(a3: LayoutSetup, seed: int) -> None:
    """Its lines for a lead's head stayed white: nine of them in issue 56."""
    made = sound(a3, random_issue(seed))
    assert "lead-gives-way" in {problem.code for problem in made.problems}
    first = made.pages[0].modules[0]
    assert first.pad - first.foot <= PADS


def test_a_page_with_blank_columns_is_not_called_full(a3: LayoutSetup) -> None:
    chance = random.Random(0)
    made = a3.make_up(edition(report(chance, "notice", 100), report(chance, "long", 5200), ordered=True))
    plan = made.plan.split(";")[0]
    assert plan.startswith("1:1/2>:4")  # a notice that goes over no more columns, and nothing beside it
    assert re.search("第1版2个模块（2×1），有空栏，空[0-9]+行；", made.summary)
    assert ("warning", "unfilled-page") in {(problem.severity, problem.code) for problem in made.problems}


@pytest.mark.slow
def test_an_issue_that_is_hardly_dearer_on_a_page_less_takes_none_more(a3: LayoutSetup) -> None:
    made = sound(a3, ordinary_issue(905))
    assert len(made.pages) == 2  # where the layout's own grid makes a page more, over half of it white


@pytest.mark.parametrize("seed", [25, 40, 61])
def test_briefs_gather_so_that_no_column_of_a_page_stays_blank(a3: LayoutSetup, seed: int) -> None:
    chance = random.Random(f"blank {seed}")
    count = chance.randint(3, 8)
    stories = [
        report(
            chance,
            f"o{number:02}",
            chance.randint(150, 390) if chance.random() < 0.6 else chance.randint(400, 900),
            headings=0,
        )
        for number in range(count)
    ]
    if chance.random() < 0.5:
        place = chance.randrange(count)
        stories[place] = with_picture(stories[place], picture(chance, file=f"{place}.jpg"))
    made = sound(a3, edition(*stories, ordered=False))
    for page in made.pages:
        right = max(module.rect.right for module in page.modules)
        assert right == pytest.approx(page.body.right, abs=1.0)
