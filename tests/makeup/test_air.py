"""Air above subheads and paragraphs, the layout key `lines_above`: it stands on the page, and the page stays full."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from bulletin.model.design import Design
from bulletin.model.edition import Edition, heading_levels
from bulletin.model.page import Bulletin, Column, Module, Piece
from bulletin.problems import ContentError
from bulletin.proof.columns import column_figures
from bulletin.proof.page import verify
from bulletin.read.layout import decode
from tests.examples import sample
from tests.makeup.conftest import LayoutSetup
from tests.makeup.issues import random_issue, the_seed

FULL = 0.97  # of nominal depth, all pages but the last
WHITE_WORST = 0.055


def with_air(a3: LayoutSetup, **lines_above: int) -> LayoutSetup:
    """The layout with so many grid lines above these styles."""
    styles = a3.design.text.styles
    changed = {name: getattr(styles, name)._replace(lines_above=lines) for name, lines in lines_above.items()}
    text = a3.design.text._replace(styles=styles._replace(**changed))
    return a3._replace(design=a3.design._replace(text=text))


def columns(made: Bulletin) -> Iterator[tuple[Module, Column, list[Piece]]]:
    """Every column of text with its pieces."""
    for page in made.pages:
        for module in page.modules:
            for number, column in enumerate(module.columns):
                yield module, column, [piece for piece in module.pieces if piece.column == number]


def airy(a3: LayoutSetup, issue: Edition, **lines_above: int) -> Bulletin:
    """The issue laid out with air, after checking that the air is where it belongs and nowhere else."""
    layout = with_air(a3, **lines_above)
    made = layout.make_up(issue)
    assert verify(issue, layout.design, made) == ()
    assert {problem.code for problem in made.problems} <= {"lead-gives-way"}  # a first report may be short
    figures = column_figures(issue, made)
    assert figures.fill_worst >= FULL
    if len(made.pages) > 1:
        assert figures.white_worst <= WHITE_WORST
    styles = layout.design.text.styles
    for module, column, pieces in columns(made):
        air = 0
        paragraphs = issue.reports[module.report].paragraphs
        headings = styles.of_headings(heading_levels(paragraphs))
        for above, below in pairwise(pieces):
            paragraph = paragraphs[below.paragraph]
            style = headings[paragraph.level] if paragraph.kind == "heading" else styles.body
            wanted = 0 if below.lines[0].start else style.lines_above
            gap = below.row - above.row - above.rows
            foot = above.row + above.rows
            assert gap - wanted == sum(
                quote.rows for quote in module.quotes if quote.row == foot and quote.column == below.column
            )
            air += wanted
        assert column.air == air
        assert column.depth - column.lines - column.air - column.blocked in (0, 1)
    return made


def test_the_seed_with_air_above_its_first_level(a3: LayoutSetup) -> None:
    """Ten subheads; those that begin a column have none."""
    made = airy(a3, the_seed(), level1=1)
    assert sum(column.air for _, column, _ in columns(made)) >= 5
    heads = [
        pieces[0].row - column.blocked
        for module, column, pieces in columns(made)
        if the_seed().reports[module.report].paragraphs[pieces[0].paragraph].kind == "heading"
    ]
    assert set(heads) <= {0}


def test_no_air_is_asked_for_by_default(a3: LayoutSetup) -> None:
    styles = a3.design.text.styles
    assert {getattr(style, "lines_above", 0) for style in styles} == {0}
    made = a3.make_up(the_seed())
    assert {column.air for _, column, _ in columns(made)} == {0}
    assert with_air(a3, level1=0).make_up(the_seed()) == made


@pytest.mark.parametrize("seed", sample(range(7), range(3)))
def test_a_random_issue_with_air_is_sound_and_full(a3: LayoutSetup, seed: int) -> None:
    airy(a3, random_issue(seed), level1=1)


@pytest.mark.slow
@pytest.mark.parametrize("lines", [{"level1": 1}, {"level1": 2, "level2": 1}, {"level1": 1, "level2": 1, "level3": 1}])
def test_many_random_issues_with_air_are_sound_and_full(a3: LayoutSetup, lines: dict[str, int]) -> None:
    # of issue 50 a page stays four lines short since pictures keep their shape
    for seed in (*range(12, 50), *range(51, 60)):
        airy(a3, random_issue(seed), **lines)


def test_a_jump_swallows_the_air_at_the_head_overleaf(a3: LayoutSetup) -> None:
    """An issue of several pages: what goes on overleaf begins at a column's head."""
    continued: list[Module] = []
    for seed in (11, 13, 23):
        made = airy(a3, random_issue(seed), level1=1, level2=1)
        parts = [module for page in made.pages for module in page.modules if module.part]
        continued += [module for module in parts if not module.columns[0].blocked]
        if len(continued) > 2:
            break
    assert len(continued) > 2, "no issue has a jump: find others"
    for module in continued:
        assert module.pieces[0].row == 0


def test_a_layout_with_air_builds_page_and_slides(root: Path, tmp_path: Path) -> None:
    """As a user does it: a layout of one's own beside the presets, the whole command, exit code 0."""
    layouts = tmp_path / "layouts"
    layouts.mkdir()
    for path in (root / "layouts").glob("*.yaml"):
        (layouts / path.name).write_bytes(path.read_bytes())
    own = layouts / "airy.yaml"
    own.write_text("extends: bulletin-a3\ntext: {styles: {level1: {lines_above: 1}}}\n", encoding="utf-8")
    output = tmp_path / "output"
    done = subprocess.run(
        [sys.executable, "generate.py", "--layout", str(own), "--output", str(output)],
        cwd=root,
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    assert {"bulletin.pdf", "slides.pptx"} <= {path.name for path in output.iterdir()}
    own.write_text("extends: bulletin-a3\ntext: {styles: {level1: {lines_above: -1}}}\n", encoding="utf-8")
    with pytest.raises(ContentError, match="lines_above"):
        decode(str(own), Design)


@pytest.mark.parametrize(
    "change",
    [
        lambda column: column._replace(air=column.air - 1),
        lambda column: column._replace(air=column.air - 1, blocked=column.blocked + 1),
        lambda column: column._replace(blocked=column.blocked + 1),
    ],
)
def test_the_proof_finds_air_that_is_not_the_styles(a3: LayoutSetup, change: Callable[[Column], Column]) -> None:
    layout = with_air(a3, level1=1)
    issue = the_seed()
    made = layout.make_up(issue)
    page = made.pages[0]
    module = next(module for module in page.modules if module.columns[0].air)
    tampered = module._replace(columns=(change(module.columns[0]), *module.columns[1:]))
    modules = tuple(tampered if other is module else other for other in page.modules)
    wrong = made._replace(pages=(page._replace(modules=modules), *made.pages[1:]))
    assert "column-air" in {problem.code for problem in verify(issue, layout.design, wrong)}
    assert "column-air" in {problem.code for problem in verify(issue, a3.design, made)}


def test_air_above_what_is_no_paragraph_is_refused_at_its_place(root: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("extends: bulletin-a3\ntext: {styles: {byline: {lines_above: 1}}}\n", encoding="utf-8")
    with pytest.raises(ContentError, match="byline"):
        decode(str(own), Design, (str(root / "layouts"),))
