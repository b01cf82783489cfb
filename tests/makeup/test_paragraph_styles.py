"""How paragraphs look by what they are: levels of headings by strength, closings at the right edge."""

import pytest

from bulletin.makeup.brief import Brief
from bulletin.makeup.columns import FORBIDDEN, break_between
from bulletin.makeup.flows import Flows, paragraph_styles
from bulletin.makeup.grid import type_area
from bulletin.model.edition import Edition, Paragraph, Run
from bulletin.problems import Place
from bulletin.proof.lines import judge_lines
from bulletin.proof.page import verify
from tests.makeup.conftest import LayoutSetup
from tests.makeup.issues import edition, shipped

CLOSING = ("某区水务局供水安全保障工作办公室", *("某区住建局", "某区城管局", "某区财政局"), "2026年11月26日")


@pytest.mark.parametrize(
    ("levels", "styles"),
    [
        ((1, 2), "level1 level2"),
        ((1, 3), "level1 level3"),
        ((2, 3), "level1 level3"),
        ((2, 4), "level1 level4"),
        ((4,), "level1"),
        ((1, 2, 3), "level1 level3 level2"),
        ((3, 1, 2, 1), "level2 level1 level3 level1"),
        ((1, 2, 3, 4), "level1 level3 level2 level4"),
        ((2, 3, 4, 5), "level1 level3 level4 level4"),
    ],
)
def test_no_level_looks_stronger_than_one_above_it(a3: LayoutSetup, levels: tuple[int, ...], styles: str) -> None:
    headings = [Paragraph("heading", level, (Run("甲"),), Place("a.md")) for level in levels]
    known = a3.design.text.styles
    assert paragraph_styles(a3.design, headings) == tuple(getattr(known, name) for name in styles.split())


FORMS = [
    ("联系电话：____________　　备注：______________________", "联系电话：____________|备注：______________________"),
    ("签名：　　　　　　　　　　2026年　　月　　日", "签名：|2026年　　月　　日"),
    (
        "回执请于10月18日前传真：单位名称________，参加人数____，联系人________。",
        "回执请于10月18日前传真：|单位名称________，参加人数____，|联系人________。",
    ),
    ("是否有心脏病、高血压等病史：□是 □否", "是否有心脏病、高血压等病史：|□是 □否"),
    ("组别：□成人组 □青少年组 □家庭组（___人）", "组别：□成人组 □青少年组 |□家庭组（___人）"),
]


@pytest.mark.parametrize(("text", "lines"), FORMS)
def test_a_form_ends_its_lines_before_its_labels_and_is_not_stretched(a3: LayoutSetup, text: str, lines: str) -> None:
    paragraph = Paragraph("body", 0, (Run(text),), Place("a.md"))
    (style,) = paragraph_styles(a3.design, [paragraph])
    size, measure = a3.design.grid.size, 17 * a3.design.grid.size
    galley = a3.composer.galley(paragraph, style, size=size, measure=measure)
    made = a3.composer.lines(
        paragraph, style, galley.optimum, size=size, measure=measure, color=a3.design.color("black")
    )
    assert [text[line.start : line.end].strip("\u3000") for line in made] == lines.split("|")
    assert not any(line.stretch for line in made)
    assert not judge_lines(paragraph, made, ())


def test_a_form_is_not_drawn_out_to_fill_a_column(a3: LayoutSetup) -> None:
    """Its lines are ragged: whatever its length, more of them would cost nothing."""
    forms = tuple(Paragraph("body", 0, (Run(text),), Place("a.md")) for text, _ in FORMS)
    made = edition(shipped("legal")._replace(paragraphs=forms))
    brief = Brief(edition=made, design=a3.design, area=type_area(a3.design), faces=a3.faces, composer=a3.composer)
    assert [len(item.counts) for item in Flows(brief).opening(0).text.items] == [1] * len(FORMS)


@pytest.mark.parametrize(
    "text",
    [
        "本人____已阅读上述规定，愿意遵守并承担相应的责任，特此承诺。",
        "本表共有□和○两种符号，□打钩，○画圈，其余由窗口人员填写。",
    ],
)
def test_prose_with_a_blank_in_it_is_justified(text: str, a3: LayoutSetup) -> None:
    prose = Paragraph("body", 0, (Run(text),), Place("a.md"))
    assert paragraph_styles(a3.design, [prose]) == (a3.design.text.styles.body,)


def closed(length: int) -> Edition:
    """The four shipped reports, the first with so many characters more and a closing."""
    first, *others = (shipped(name) for name in ("legal", "water", "planning", "environment"))
    more = [Paragraph("body", 0, (Run("多" * length + "。"),), Place("a.md"))] if length else []
    closing = [Paragraph("closing", 0, (Run(text),), Place("a.md")) for text in CLOSING]
    return edition(first._replace(paragraphs=(*first.paragraphs, *more, *closing)), *others)


@pytest.mark.parametrize("length", [0, 7, 33, 60, 95, 130])
def test_a_closing_stands_two_em_from_the_right_and_never_alone(a3: LayoutSetup, length: int) -> None:
    issue = closed(length)
    made = a3.make_up(issue)
    assert verify(issue, a3.design, made) == ()
    count = len(issue.reports[0].paragraphs)
    (module,) = [
        module
        for page in made.pages
        for module in page.modules
        if module.report == 0 and module.pieces[-1].paragraph == count - 1
    ]
    pieces = [piece for piece in module.pieces if piece.paragraph >= count - len(CLOSING) - 1]
    assert (
        len(
            {piece.column for piece in pieces if piece.paragraph >= count - len(CLOSING)}
            | {pieces[-len(CLOSING) - 1].column}
        )
        == 1
    )
    size = made.grid.size if made.grid else a3.design.grid.size
    measure = module.columns[pieces[-1].column].measure
    for piece in pieces[-len(CLOSING) :]:
        for line in piece.lines:
            assert line.width == pytest.approx(measure - 2 * size, abs=0.6 * size)
            assert line.stretch == 0


def test_no_column_ends_above_a_closing(a3: LayoutSetup) -> None:
    brief = Brief(edition=closed(0), design=a3.design, area=type_area(a3.design), faces=a3.faces, composer=a3.composer)
    items = Flows(brief).opening(0).text.items
    ends = [break_between(item) for item in items]
    assert ends[-len(CLOSING) - 1 : -1] == [FORBIDDEN] * len(CLOSING)
    assert set(ends[: -len(CLOSING) - 1]) == {0.0}
