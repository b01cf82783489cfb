"""导语: the lead's first paragraph in larger type, whole, on the grid again below, and off where it does not serve."""

import random
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.geometry import Rect
from bulletin.makeup.columns import FORBIDDEN, ColumnItem, LineCount, break_cost, column_text, fill, fill_part, runs
from bulletin.makeup.copyfit import brief_for
from bulletin.makeup.flows import Flows
from bulletin.makeup.lead_in import lead_in_count, lead_in_drops, lead_in_rows
from bulletin.makeup.modules import Modules
from bulletin.makeup.trial import Trial
from bulletin.model.design import Grid, LeadInDesign
from bulletin.model.edition import Edition, Paragraph, Report, Run
from bulletin.model.page import ARTIFACT, Bulletin, LinkMark, Module, Piece, TextMark
from bulletin.problems import Place
from bulletin.proof.page import verify
from bulletin.units import ROUNDING
from tests.examples import sample
from tests.makeup.conftest import LayoutSetup
from tests.makeup.issues import edition, ordinary_issue, paragraph, picture, report, shipped, the_seed, with_picture
from tests.page_dump import dump

Golden = Callable[[str, str], None]
SENTENCE = "考察组一行先后走访了五个街道、十二家企业和三所学校，召开座谈会六场，收集意见建议一百四十三条。"
WIDE = (11, 46, 47, 100, 109)  # ordinary issues whose front has a lead-in; in the last one the lead goes on overleaf


def led(made: Bulletin) -> list[tuple[Module, Piece]]:
    return [
        (module, piece) for page in made.pages for module in page.modules for piece in module.pieces if piece.lead_in
    ]


def opening(text: str, characters: int = 900, **changes: object) -> Report:
    """A report that begins with this text."""
    story = report(random.Random(7), "lead", characters)
    return story._replace(paragraphs=(paragraph(text, heading=False), *story.paragraphs))._replace(**changes)  # type: ignore[arg-type]


def sound(setup: LayoutSetup, issue: Edition) -> Bulletin:
    made = setup.make_up(issue)
    assert verify(issue, setup.design, made) == ()
    return made


@pytest.mark.parametrize("seed", sample(WIDE, (11, 100)))
def test_it_opens_the_lead_whole_and_the_text_below_stands_on_the_grid(a3: LayoutSetup, seed: int) -> None:
    issue = ordinary_issue(seed)
    made = sound(a3, issue)
    ((module, piece),) = led(made)
    grid = made.grid
    assert grid
    assert (module.report, module.part, piece.column, piece) == (0, 0, 0, module.pieces[0])
    assert "".join(line.text for line in piece.lines) == issue.reports[0].paragraphs[piece.paragraph].text
    column = module.columns[0]
    here = [mark for mark in made.pages[0].marks if isinstance(mark, TextMark) and mark.tag != ARTIFACT]
    drawn = [mark for mark in here if module.rect.holds(Rect(mark.x, mark.y, 0.0, 0.0))]
    lines = [next(mark for mark in drawn if mark.spans == line.spans) for line in piece.lines]
    assert {round(span.size / grid.size, 3) for mark in lines for span in mark.spans} == {1.286}
    steps = {round(below.y - above.y, 6) for above, below in pairwise(lines)}
    assert steps == {round(piece.rows * grid.leading / len(lines), 6)}
    first, last = lines[0].y - column.first_baseline, lines[-1].y - column.first_baseline
    assert first > piece.row * grid.leading - ROUNDING
    assert last < (piece.row + piece.rows) * grid.leading
    for below in module.pieces[1:]:
        beside = module.columns[below.column]
        first_lines = [mark for mark in drawn if mark.spans == below.lines[0].spans and mark.x == beside.x]
        rows = [(mark.y - beside.first_baseline) / grid.leading for mark in first_lines]
        assert any(abs(row - below.row) < ROUNDING for row in rows)
    assert module.pieces[1].row >= piece.row + piece.rows or module.pieces[1].column


@given(
    st.integers(3, 12), st.lists(st.integers(1, 5), max_size=4), st.lists(st.integers(1, 14), min_size=1, max_size=3)
)
def test_no_column_ends_in_it(rows: int, others: list[int], capacities: list[int]) -> None:
    lead_in = ColumnItem(counts=(LineCount(rows, 0.0), LineCount(rows + 1, 1.0)), unparted=True)
    items = (lead_in, *(ColumnItem(counts=(LineCount(lines, 0.0), LineCount(lines + 1, 1.0))) for lines in others))
    text = column_text(items)
    assert all(break_cost(lead_in, lead_in.counts[0], line, after_heading=False) == FORBIDDEN for line in (1, 2))
    for found in (fill(text, capacities), fill_part(text, capacities)):
        if found:
            own = [run for column in runs(items, found, capacities) for run in column if run.item == 0]
            assert [run.lines for run in own] == [lead_in.counts[found.chosen[0]].lines]


@given(st.integers(1, 12), st.floats(9, 16), st.floats(1.2, 1.6))
def test_its_lines_share_their_rows_evenly_and_type_as_large_as_the_text_stands_on_the_grid(
    lines: int, size: float, leading: float
) -> None:
    grid = Grid(columns=4, size=size, leading=size * leading, masthead=0.0)
    rows = lead_in_rows(lines, LeadInDesign())
    assert 4 * lines / 3 <= rows < 4 * lines / 3 + 1
    drops = lead_in_drops(lines, rows, 1.286, grid)
    pitch = rows * grid.leading / lines
    assert all(abs(below - above - pitch) < ROUNDING for above, below in pairwise(drops))
    above = drops[0] - grid.first_baseline_em * size * 1.286 + grid.first_baseline_em * size
    assert abs(above - (pitch - size * 1.286) / 2 + (grid.leading - size) / 2) < ROUNDING
    plain = lead_in_drops(lines, lines, 1.0, grid)
    assert all(abs(drop - line * grid.leading) < ROUNDING for line, drop in enumerate(plain))


def test_three_lines_on_four_rows_cost_nothing_more() -> None:
    costs = {lines: lead_in_count(LineCount(lines, 1.0), LeadInDesign()) for lines in range(1, 12)}
    assert [lines for lines, count in costs.items() if count] == list(range(3, 10))
    assert [lines for lines, count in costs.items() if count and count.cost == 1.0] == [3, 6, 9]
    assert [count.lines for count in costs.values() if count] == [4, 6, 7, 8, 10, 11, 12]


def test_a_page_of_four_equal_modules_has_none(a3: LayoutSetup) -> None:
    issue = the_seed()
    story = issue.reports[0]
    first = paragraph(SENTENCE, heading=False)
    issue = issue._replace(reports=(story._replace(paragraphs=(first, *story.paragraphs[1:])), *issue.reports[1:]))
    assert not led(sound(a3, the_seed()))
    made = sound(a3, issue._replace(grid="1:2|2:2/3:2|4:2"))
    assert not led(made)


def test_it_is_switched_off_with_relief_and_by_the_layout(a3: LayoutSetup) -> None:
    issue = edition(opening(SENTENCE))
    assert led(sound(a3, issue))
    assert not led(sound(a3, issue._replace(relief=False)))
    for design in (a3.design._replace(lead_in=None), a3.design._replace(relief=None)):
        assert not led(sound(a3._replace(design=design), issue))


@pytest.mark.parametrize(
    "first",
    [
        paragraph(SENTENCE[:20] + "。", heading=False),
        paragraph(SENTENCE * 3, heading=False),
        paragraph("一、学到了什么", heading=True),
        paragraph("1." + SENTENCE, heading=False),
        Paragraph("body", 0, (Run(SENTENCE, bold=True),), Place("report.md")),
        Paragraph("body", 0, (Run("一要转变观念。", bold=True), Run(SENTENCE)), Place("report.md"), run_in=7),
        Paragraph("body", 0, (Run(SENTENCE),), Place("report.md"), box=1),
        Paragraph("quote", 0, (Run(SENTENCE),), Place("report.md")),
    ],
)
def test_other_openings_stay_as_they_are(a3: LayoutSetup, first: Paragraph) -> None:
    story = opening(SENTENCE)
    assert not led(sound(a3, edition(story._replace(paragraphs=(first, *story.paragraphs[1:])))))


def test_where_no_columns_can_be_filled_with_it_the_text_stays_plain(a3: LayoutSetup) -> None:
    """Eleven rows that are never parted, and too little text for columns as deep."""
    said = {"kind": Place("lead.md")}  # a report, and no brief
    assert not led(sound(a3, edition(opening(SENTENCE * 2, 160, places=said))))
    assert led(sound(a3, edition(opening(SENTENCE * 2, 1200, places=said))))


def test_a_lead_that_gives_way_has_none(a3: LayoutSetup) -> None:
    short = opening(SENTENCE, 330, kind="report", places={"kind": Place("lead.md")})
    made = sound(a3, edition(short, report(random.Random(2), "long", 2600), report(random.Random(3), "other", 1200)))
    lead = next(module for module in made.pages[0].modules if module.report == 0)
    assert lead.columns[0].depth < a3.design.heads.lead_lines
    assert not led(made)


def test_a_part_too_shallow_to_lead_has_none(a3: LayoutSetup) -> None:
    trial = Trial(brief_for(ordinary_issue(109), a3.design, a3.faces, a3.composer))
    modules = Modules(trial.brief, trial.flows, trial.heads)
    parts = [leaf for (leaf,) in modules.part(trial.openings[0], 3, range(8, 40), relaxed=True).values()]
    with_it = {leaf.body.depth for leaf in parts if leaf.body.text.lead_in is not None}
    assert min(leaf.body.depth for leaf in parts) < a3.design.heads.lead_lines <= min(with_it)


def test_what_must_stand_with_the_next_is_none(a3: LayoutSetup) -> None:
    story = opening(SENTENCE)
    closing = Paragraph("closing", 0, (Run("（区统计局供稿）"),), Place("report.md"))
    for second, led_in in ((story.paragraphs[1], True), (closing, False)):
        issue = edition(story._replace(paragraphs=(story.paragraphs[0], second, *story.paragraphs[2:])))
        flows = Flows(brief_for(issue, a3.design, a3.faces, a3.composer))
        assert (flows.led(flows.opening(0)).text.lead_in == 0) is led_in


def test_links_and_notes_in_it_lead_on(a3: LayoutSetup) -> None:
    story = opening(SENTENCE)
    runs_in_it = (Run(SENTENCE[:20]), Run(SENTENCE[20:26], link="https://example.cn/1"), Run(SENTENCE[26:-1]),
                  Run("¹", note=1), Run("。"))  # fmt: skip
    first = Paragraph("body", 0, runs_in_it, Place("report.md"))
    note = Paragraph("note", 0, (Run("¹ 据区统计局二〇二五年统计公报。"),), Place("report.md"), label="¹")
    issue = edition(story._replace(paragraphs=(first, *story.paragraphs[1:], note)))
    made = sound(a3, issue)
    ((_, piece),) = led(made)
    assert piece.paragraph == 0
    links = [mark for page in made.pages for mark in page.marks if isinstance(mark, LinkMark)]
    assert {mark.address or mark.contents for mark in links} >= {"https://example.cn/1", "转到注释1"}


def test_a_picture_at_the_head_of_its_column_stands_above_it(a3: LayoutSetup) -> None:
    wide = picture(random.Random(1))._replace(width_px=5400, height_px=1800)
    made = sound(a3, edition(with_picture(opening(SENTENCE, 2600), wide)))
    ((module, piece),) = led(made)
    above = [block for block in module.blocks if block.column == 0 and block.floating]
    assert [block.rows for block in above] == [piece.row]


@pytest.mark.parametrize("seed", sample(WIDE[:3], (11,)))
def test_the_printed_plan_gives_the_same_lead_in(a3: LayoutSetup, seed: int) -> None:
    issue = ordinary_issue(seed)
    made = a3.make_up(issue)
    again = sound(a3, issue._replace(grid=made.plan))
    assert [piece for _, piece in led(again)] == [piece for _, piece in led(made)]


def test_what_it_says_is_not_said_again_in_its_columns(a3: LayoutSetup) -> None:
    """Its sentence would be the one that is printed large, were it no lead-in."""
    said = "抓落实就是抓发展，抓作风就是抓生产力"
    issue = edition(opening(f"{said}。{SENTENCE}", 3400))
    plain = a3._replace(design=a3.design._replace(lead_in=None))
    quotes = [
        [quote.text for page in sound(setup, issue).pages for module in page.modules for quote in module.quotes]
        for setup in (plain, a3)
    ]
    assert said in quotes[0]
    assert quotes[1]
    assert said not in quotes[1]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda piece: piece._replace(row=piece.row + 1), "rows-mixed"),
        (lambda piece: piece._replace(lead_in=piece.lead_in + 1), "lead-in-parted"),
        (lambda piece: piece._replace(lead_in=0), "rows-mixed"),
        (lambda piece: piece._replace(lines=piece.lines[:-1]), "lead-in-parted"),
        (lambda piece: piece._replace(column=1), "lead-in-astray"),
        (
            lambda piece: piece._replace(
                lines=tuple(
                    line._replace(spans=tuple(span._replace(size=span.size + 1) for span in line.spans))
                    for line in piece.lines
                )
            ),
            "lead-in-size",
        ),
    ],
)
def test_the_proof_finds_one_that_is_wrong(a3: LayoutSetup, change: Callable[[Piece], Piece], code: str) -> None:
    issue = edition(opening(SENTENCE))
    made = sound(a3, issue)
    page = made.pages[0]
    module = page.modules[0]
    false = module._replace(pieces=(change(module.pieces[0]), *module.pieces[1:]))
    told = made._replace(pages=(page._replace(modules=(false, *page.modules[1:])), *made.pages[1:]))
    assert code in {problem.code for problem in verify(issue, a3.design, told)}


def test_the_proof_knows_where_it_may_stand(a3: LayoutSetup) -> None:
    issue = edition(opening(SENTENCE))
    made = sound(a3, issue)
    assert {each.code for each in verify(issue._replace(relief=False), a3.design, made)} == {"lead-in-astray"}
    bare = a3.design._replace(relief=None)
    assert {each.code for each in verify(issue, bare, made)} == {"lead-in-astray"}
    without = a3.design._replace(lead_in=None)
    assert {each.code for each in verify(issue, without, made)} == {"lead-in-parted"}
    page = made.pages[0]
    second = page.modules[0].pieces[0].lines[1].spans
    moved = tuple(
        mark._replace(y=mark.y + 3) if isinstance(mark, TextMark) and mark.spans == second else mark
        for mark in page.marks
    )
    told = made._replace(pages=(page._replace(marks=moved), *made.pages[1:]))
    assert "mark-missing" in {each.code for each in verify(issue, a3.design, told)}


def test_a_report_with_a_lead_in(a3: LayoutSetup, golden: Golden) -> None:
    story = shipped("water")
    first = paragraph(SENTENCE, heading=False)
    golden("makeup/lead-in.txt", dump(sound(a3, edition(story._replace(paragraphs=(first, *story.paragraphs[1:12]))))))
