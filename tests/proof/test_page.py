"""The verifier finds what is broken: every kind of tampering with a sound page has its code."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from bulletin.geometry import Rect
from bulletin.model.edition import Edition
from bulletin.model.page import Bulletin, LinkMark, Module, Page, TextMark
from bulletin.proof.page import verify
from bulletin.proof.score import proof
from tests.makeup.conftest import LayoutSetup, layout_setup
from tests.makeup.issues import edition, picture, random_issue, report, the_seed, with_picture


@pytest.fixture(scope="module")
def a3(root: Path) -> LayoutSetup:
    return layout_setup(root, "bulletin-a3")


@pytest.fixture(scope="module")
def sound(a3: LayoutSetup) -> tuple[Edition, Bulletin]:
    issue = the_seed()
    return issue, a3.make_up(issue)


def with_module(made: Bulletin, change: Callable[[Module], Module], place: int = 1) -> Bulletin:
    page = made.pages[0]
    modules = tuple(change(module) if number == place else module for number, module in enumerate(page.modules))
    return made._replace(pages=(page._replace(modules=modules), *made.pages[1:]))


def with_page(made: Bulletin, change: Callable[[Page], Page]) -> Bulletin:
    return made._replace(pages=(change(made.pages[0]), *made.pages[1:]))


def test_a_sound_page_passes(a3: LayoutSetup, sound: tuple[Edition, Bulletin]) -> None:
    assert verify(sound[0], a3.design, sound[1]) == ()


def drop_line(module: Module) -> Module:
    piece = module.pieces[0]
    return module._replace(pieces=(piece._replace(lines=piece.lines[:-1]), *module.pieces[1:]))


def double_piece(module: Module) -> Module:
    return module._replace(pieces=(module.pieces[0], *module.pieces))


def swap_pieces(module: Module) -> Module:
    return module._replace(pieces=(module.pieces[1], module.pieces[0], *module.pieces[2:]))


def shift(module: Module) -> Module:
    return module._replace(rect=module.rect._replace(x=module.rect.x - 30))


def sink(module: Module) -> Module:
    return module._replace(rect=module.rect._replace(y=module.rect.y + 3))


def deepen(module: Module) -> Module:
    column = module.columns[1]._replace(depth=module.columns[1].depth + 3)
    return module._replace(columns=(module.columns[0], column))


def off_baseline(module: Module) -> Module:
    column = module.columns[1]._replace(first_baseline=module.columns[1].first_baseline + 2)
    return module._replace(columns=(module.columns[0], column))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (drop_line, "text-order"),
        (double_piece, "text-order"),
        (swap_pieces, "text-order"),
        (shift, "module-off-grid"),
        (sink, "module-off-grid"),
        (deepen, "column-depth"),
        (off_baseline, "off-baseline"),
    ],
)
def test_a_tampered_module_is_found(
    a3: LayoutSetup, sound: tuple[Edition, Bulletin], change: Callable[[Module], Module], code: str
) -> None:
    issue, made = sound
    assert code in {problem.code for problem in verify(issue, a3.design, with_module(made, change))}


def test_overlapping_modules_are_found(a3: LayoutSetup, sound: tuple[Edition, Bulletin]) -> None:
    issue, made = sound
    grid = a3.design.grid
    up = with_module(
        made, lambda module: module._replace(rect=module.rect._replace(y=module.rect.y - 3 * grid.leading)), 3
    )
    assert "modules-overlap" in {problem.code for problem in verify(issue, a3.design, up)}


def test_a_missing_or_changed_mark_is_found(a3: LayoutSetup, sound: tuple[Edition, Bulletin]) -> None:
    issue, made = sound
    last = max(number for number, mark in enumerate(made.pages[0].marks) if isinstance(mark, TextMark) and mark.tag > 1)

    def without(page: Page) -> Page:
        return page._replace(marks=page.marks[:last] + page.marks[last + 1 :])

    codes = {problem.code for problem in verify(issue, a3.design, with_page(made, without))}
    assert codes == {"mark-missing", "article-text"}


def test_a_body_outside_the_type_area_is_found(a3: LayoutSetup, sound: tuple[Edition, Bulletin]) -> None:
    issue, made = sound

    def grown(page: Page) -> Page:
        return page._replace(body=Rect(10, page.body.y, page.body.width, page.body.height + 90))

    down = with_page(made, grown)
    assert "body-outside" in {problem.code for problem in verify(issue, a3.design, down)}


def test_a_missing_jump_link_is_found(a3: LayoutSetup) -> None:
    issue = edition(report(random.Random(3), "long", 6000))
    made = a3.make_up(issue)
    assert verify(issue, a3.design, made) == ()

    def unlinked(page: Page) -> Page:
        return page._replace(marks=tuple(mark for mark in page.marks if not isinstance(mark, LinkMark)))

    assert {problem.code for problem in verify(issue, a3.design, with_page(made, unlinked))} == {"jump"}
    less = made._replace(pages=made.pages[:-1])
    assert "text-missing" in {problem.code for problem in verify(issue, a3.design, less)}


def test_the_proof_counts_what_the_page_shows(a3: LayoutSetup, sound: tuple[Edition, Bulletin]) -> None:
    issue, made = sound
    figures = proof(issue, a3.design, made).figures
    assert figures["pages"] == 1
    assert figures["widows"] == figures["orphans"] == figures["lonely"] == 0
    assert figures["fill_last"] == pytest.approx(1)
    assert figures["white_worst"] < 0.03


def test_low_resolution_is_reported_at_the_pictures_place(a3: LayoutSetup) -> None:
    small = picture(random.Random(1))._replace(width_px=300, height_px=200)
    issue = random_issue(1)
    issue = issue._replace(reports=(with_picture(issue.reports[0], small), *issue.reports[1:]))
    problems = proof(issue, a3.design, a3.make_up(issue)).problems
    (found,) = (problem for problem in problems if problem.code == "low-resolution")
    assert "dpi" in found.message
    assert found.place == small.place
