"""One fact of a sound page falsified at a time: the verifier reports it, and passes what is just within bounds."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bulletin.geometry import Rect
from bulletin.memory import Memory
from bulletin.model.edition import Edition
from bulletin.model.galley import Line
from bulletin.model.page import ARTIFACT, Bulletin, Column, LinkMark, Mark, Module, Piece, Tag, TextMark
from bulletin.proof.furniture import spelled
from bulletin.proof.page import verify
from tests.makeup.conftest import LayoutSetup, layout_setup
from tests.makeup.issues import edition, report, the_seed

Change = Callable[[Module], Module]
PLACE = 1  # the module that is tampered with


@pytest.fixture(scope="module")
def a3(root: Path) -> LayoutSetup:
    return layout_setup(root, "bulletin-a3")


@pytest.fixture(scope="module")
def sound(a3: LayoutSetup) -> Bulletin:
    return a3.make_up(the_seed())


@pytest.fixture(scope="module")
def long_issue() -> Edition:
    """A report that goes on overleaf."""
    return edition(report(random.Random(3), "long", 6000))


@pytest.fixture(scope="module")
def jumped(a3: LayoutSetup, long_issue: Edition) -> Bulletin:
    return a3.make_up(long_issue)


def codes(a3: LayoutSetup, made: Bulletin, issue: Edition | None = None) -> set[str]:
    return {problem.code for problem in verify(issue or the_seed(), a3.design, made)}


def with_module(made: Bulletin, change: Change, place: int = PLACE) -> Bulletin:
    page = made.pages[0]
    modules = tuple(change(module) if number == place else module for number, module in enumerate(page.modules))
    return made._replace(pages=(page._replace(modules=modules), *made.pages[1:]))


def with_column(number: int, **changes: Any) -> Change:
    """A change of one column's facts; a function is given the column."""

    def change(module: Module) -> Module:
        columns = list(module.columns)
        old = columns[number]
        columns[number] = old._replace(**{key: new(old) if callable(new) else new for key, new in changes.items()})
        return module._replace(columns=tuple(columns))

    return change


def missing(column: Column) -> int:
    return column.depth - column.lines - column.air - column.blocked


@pytest.mark.parametrize("lines", [-1, 0, 1, 2, 3])
@pytest.mark.parametrize("number", [0, 1])
def test_a_column_may_end_one_line_early_and_no_more(a3: LayoutSetup, sound: Bulletin, number: int, lines: int) -> None:
    change = with_column(number, air=lambda column: column.air + missing(column) - lines)
    assert ("column-depth" in codes(a3, with_module(sound, change))) == (lines not in (0, 1))


def few(lines: int, blocked: int = 0) -> Change:
    """A second column that says to have so many lines, and so many taken by pictures."""
    return with_column(1, lines=lines, blocked=blocked, air=0)


@pytest.mark.parametrize(
    ("lines", "blocked", "short"), [(4, 0, False), (3, 0, True), (3, 9, False), (2, 9, True), (0, 9, True)]
)
def test_a_column_of_few_lines_is_found(
    a3: LayoutSetup, sound: Bulletin, lines: int, blocked: int, short: bool
) -> None:
    assert ("column-short" in codes(a3, with_module(sound, few(lines, blocked)))) == short


@pytest.mark.parametrize(("missing_lines", "short"), [(0, False), (1, False), (2, True)])
def test_a_picture_may_fill_a_column_alone(a3: LayoutSetup, sound: Bulletin, missing_lines: int, short: bool) -> None:
    depth = sound.pages[0].modules[PLACE].columns[1].depth
    assert ("column-short" in codes(a3, with_module(sound, few(0, depth - missing_lines)))) == short


def rows(change: Callable[[Piece], Piece], place: int) -> Change:
    def changed(module: Module) -> Module:
        pieces = list(module.pieces)
        pieces[place] = change(pieces[place])
        return module._replace(pieces=tuple(pieces))

    return changed


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (with_column(1, lines=lambda c: c.lines + 1, air=lambda c: c.air - 1), "rows-mixed"),
        (rows(lambda piece: piece._replace(row=piece.row - 1), 1), "rows-mixed"),
        (rows(lambda piece: piece._replace(row=piece.row - 1), 0), "rows-outside"),
        (rows(lambda piece: piece._replace(row=piece.row + 90), -1), "rows-outside"),
        (with_column(1, first_baseline=lambda c: c.first_baseline + 0.1), "off-baseline"),
        (with_column(0, x=lambda c: c.x - 0.1), "column-outside"),
        (with_column(1, measure=lambda c: c.measure + 0.1), "column-outside"),
        (with_column(0, measure=lambda c: c.measure + 30), "columns-overlap"),
        (lambda module: module._replace(head_lines=module.head_lines + 1), "module-depth"),
        (lambda module: module._replace(columns=(), pieces=()), "no-columns"),
        (lambda module: module._replace(rect=module.rect._replace(x=module.rect.x + 3)), "module-off-grid"),
        (lambda module: module._replace(rect=module.rect._replace(y=module.rect.y - 3)), "module-off-grid"),
        (lambda module: module._replace(rect=module.rect._replace(width=module.rect.width - 9)), "module-off-grid"),
        (lambda module: module._replace(rect=module.rect._replace(height=module.rect.height - 3)), "module-off-grid"),
        (lambda module: module._replace(rect=module.rect._replace(y=0)), "module-outside"),
        (lambda module: module._replace(part=1), "parts-missing"),
    ],
)
def test_a_false_fact_of_a_module_is_found(a3: LayoutSetup, sound: Bulletin, change: Change, code: str) -> None:
    assert code in codes(a3, with_module(sound, change))


def with_line(change: Callable[[Line], Line]) -> Change:
    """A change of a module's second line."""

    def changed(module: Module) -> Module:
        piece = module.pieces[0]
        lines = (piece.lines[0], change(piece.lines[1]), *piece.lines[2:])
        return module._replace(pieces=(piece._replace(lines=lines), *module.pieces[1:]))

    return changed


def begun(line: Line, x: int) -> Line:
    span = line.spans[0]
    return line._replace(spans=(span._replace(xs=(x, *span.xs[1:])), *line.spans[1:]))


def respelt(line: Line) -> Line:
    span = line.spans[0]
    return line._replace(spans=(span._replace(units="囗" + "".join(span.units)[1:]), *line.spans[1:]))


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda line: line._replace(width=line.measure + 4), {"line-wide"}),
        (lambda line: line._replace(width=line.measure + 3), set()),
        (lambda line: line._replace(width=line.measure + 40, fault="overfull"), set()),
        (lambda line: begun(line, -901), {"line-wide", "mark-missing"}),
        (lambda line: begun(line, -600), {"mark-missing"}),
        (respelt, {"text-changed", "mark-missing"}),
        (lambda line: line._replace(hyphen=True), {"text-changed"}),
        (lambda line: line._replace(start=line.start + 1), {"text-order"}),
        (lambda line: line._replace(end=line.end + 1), {"text-order", "text-changed"}),
    ],
)
def test_a_false_line_is_found(
    a3: LayoutSetup, sound: Bulletin, change: Callable[[Line], Line], found: set[str]
) -> None:
    assert codes(a3, with_module(sound, with_line(change))) == found


def test_columns_read_from_right_to_left_are_found(a3: LayoutSetup, sound: Bulletin) -> None:
    def turned(module: Module) -> Module:
        return module._replace(pieces=tuple(piece._replace(column=1 - piece.column) for piece in module.pieces))

    assert "pieces-order" in codes(a3, with_module(sound, turned))


def test_a_heading_at_a_columns_foot_is_found(a3: LayoutSetup, sound: Bulletin) -> None:
    """What follows a heading in its column moved to the next: only the heading's stand is reported beside the rows."""
    reports = the_seed().reports

    def kind(module: Module, number: int) -> str:
        return reports[module.report].paragraphs[module.pieces[number].paragraph].kind

    place, number = next(
        (place, number)
        for place, module in enumerate(sound.pages[0].modules)
        for number, piece in enumerate(module.pieces[:-2])
        if piece.column == 0 and kind(module, number) == "heading" and kind(module, number + 1) == "body"
    )

    def stranded(module: Module) -> Module:
        after = tuple(piece._replace(column=1) for piece in module.pieces[number + 1 :])
        return module._replace(pieces=module.pieces[: number + 1] + after)

    assert "heading-at-foot" in codes(a3, with_module(sound, stranded, place))

    def in_order(module: Module) -> Module:  # the piece after the heading stays: a column may end with text
        after = tuple(piece._replace(column=1) for piece in module.pieces[number + 2 :])
        return module._replace(pieces=module.pieces[: number + 2] + after)

    assert "heading-at-foot" not in codes(a3, with_module(sound, in_order, place))


def test_a_heading_at_a_pages_foot_is_found(a3: LayoutSetup, long_issue: Edition, jumped: Bulletin) -> None:
    paragraph = jumped.pages[0].modules[0].pieces[-1].paragraph
    story = long_issue.reports[0]
    paragraphs = list(story.paragraphs)
    paragraphs[paragraph] = paragraphs[paragraph]._replace(kind="heading")
    tampered = long_issue._replace(reports=(story._replace(paragraphs=tuple(paragraphs)),))
    assert codes(a3, jumped, long_issue) == set()
    assert codes(a3, jumped, tampered) == {"heading-at-foot"}

    # the next page's text in the column of the same number: another column all the same
    column = jumped.pages[0].modules[0].pieces[-1].column
    page = jumped.pages[1]
    module = page.modules[0]
    same = module._replace(pieces=tuple(piece._replace(column=column) for piece in module.pieces))
    alike = jumped._replace(pages=(jumped.pages[0], page._replace(modules=(same,)), *jumped.pages[2:]))
    assert "heading-at-foot" in codes(a3, alike, tampered)
    assert "heading-at-foot" not in codes(a3, alike, long_issue)


def test_a_report_may_end_with_a_heading(a3: LayoutSetup, sound: Bulletin) -> None:
    issue = the_seed()
    story = issue.reports[0]
    ended = story._replace(paragraphs=(*story.paragraphs[:-1], story.paragraphs[-1]._replace(kind="heading")))
    assert codes(a3, sound, issue._replace(reports=(ended, *issue.reports[1:]))) == set()


def changed_marks(made: Bulletin, change: Callable[[Mark], Mark | None], page: int = 0) -> Bulletin:
    marks = tuple(new for mark in made.pages[page].marks if (new := change(mark)) is not None)
    pages = list(made.pages)
    pages[page] = pages[page]._replace(marks=marks)
    return made._replace(pages=tuple(pages))


def is_jump(mark: Mark) -> bool:
    return isinstance(mark, TextMark) and mark.tag == ARTIFACT and spelled(mark).startswith(("（下转", "（上接"))


@pytest.mark.parametrize("page", [0, 1])
@pytest.mark.parametrize(
    "change",
    [
        lambda mark: None if isinstance(mark, LinkMark) else mark,
        lambda mark: None if is_jump(mark) else mark,
        lambda mark: mark._replace(page=mark.page + 1) if isinstance(mark, LinkMark) else mark,
        lambda mark: mark._replace(y=mark.y + 1) if isinstance(mark, LinkMark) else mark,
        lambda mark: mark._replace(rect=Rect(0, 0, 9, 9)) if isinstance(mark, LinkMark) else mark,
        lambda mark: mark._replace(tag=3) if is_jump(mark) else mark,
    ],
)
def test_a_false_jump_is_found(
    a3: LayoutSetup, long_issue: Edition, jumped: Bulletin, change: Callable[[Mark], Mark | None], page: int
) -> None:
    assert "jump" in codes(a3, changed_marks(jumped, change, page), long_issue)


def test_parts_on_falling_pages_are_found(a3: LayoutSetup, long_issue: Edition, jumped: Bulletin) -> None:
    first, second, *rest = jumped.pages
    turned = jumped._replace(pages=(first._replace(number=2), second._replace(number=1), *rest))
    assert "parts-order" in codes(a3, turned, long_issue)


def test_a_line_drawn_half_a_point_off_its_row_is_found(a3: LayoutSetup, sound: Bulletin) -> None:
    last = max(
        (mark for mark in sound.pages[0].marks if isinstance(mark, TextMark) and mark.tag > 1), key=lambda m: m.y
    )
    moved = changed_marks(sound, lambda mark: last._replace(y=last.y + 0.5) if mark is last else mark)
    assert codes(a3, moved) == {"mark-missing"}
    small = last.spans[0]._replace(size=last.spans[0].size - 1)
    smaller = changed_marks(sound, lambda mark: last._replace(spans=(small,)) if mark is last else mark)
    assert "mark-missing" in codes(a3, smaller)


def test_a_false_structure_is_found(a3: LayoutSetup, sound: Bulletin) -> None:
    tags = sound.tags
    article = next(number for number, tag in enumerate(tags) if tag.kind == "Art")
    turned = (*tags[:article], tags[article]._replace(parent=article + 1), *tags[article + 1 :])
    assert codes(a3, sound._replace(tags=turned)) == {"tag-order"}
    assert codes(a3, sound._replace(tags=(*tags, Tag(kind="Art", parent=0)))) == {"articles"}
    assert codes(a3, sound._replace(order=(0, 1, 2, 2))) == {"articles"}
    assert codes(a3, sound._replace(order=(1, 0, 2, 3))) == {"article-text"}


def test_a_body_past_any_margin_is_found(a3: LayoutSetup, sound: Bulletin) -> None:
    body = sound.pages[0].body
    for past in (
        body._replace(x=body.x - 1),
        body._replace(width=body.width + 1),
        body._replace(y=a3.design.page.margins.top - 1),
        body._replace(height=body.height + a3.design.grid.leading),
    ):
        page = sound.pages[0]._replace(body=past)
        assert "body-outside" in codes(a3, sound._replace(pages=(page,)))


def test_a_module_over_a_filler_is_found(a3: LayoutSetup, sound: Bulletin) -> None:
    page = sound.pages[0]
    over = page._replace(fillers=(page.modules[2].rect._replace(height=30),))
    assert codes(a3, sound._replace(pages=(over,))) == {"modules-overlap"}


def test_a_report_without_its_module_is_found(a3: LayoutSetup, sound: Bulletin) -> None:
    page = sound.pages[0]
    assert "parts-missing" in codes(a3, sound._replace(pages=(page._replace(modules=page.modules[1:]),)))


def test_a_page_that_was_sound_is_judged_anew_when_a_mark_of_it_differs(a3: LayoutSetup, sound: Bulletin) -> None:
    memory = Memory()
    assert verify(the_seed(), a3.design, sound, memory) == verify(the_seed(), a3.design, sound, memory) == ()
    page = sound.pages[0]
    texts = [mark for mark in page.marks if isinstance(mark, TextMark) and mark.tag >= 0]
    marks = (mark._replace(y=mark.y + 300.0) if mark is texts[0] else mark for mark in page.marks)
    other = sound._replace(pages=(page._replace(marks=tuple(marks)), *sound.pages[1:]))
    assert hash(other.pages[0]) == hash(page), "pages are told apart by their values"
    assert verify(the_seed(), a3.design, other, memory)


def test_a_report_that_says_something_else_is_judged_anew(a3: LayoutSetup, sound: Bulletin) -> None:
    memory, issue = Memory(), the_seed()
    assert not verify(issue, a3.design, sound, memory)
    story = issue.reports[0]
    last = story.paragraphs[-1]
    changed = last._replace(runs=(*last.runs[:-1], last.runs[-1]._replace(text=last.runs[-1].text[:-1] + "！")))
    story = story._replace(paragraphs=(*story.paragraphs[:-1], changed))
    found = verify(issue._replace(reports=(story, *issue.reports[1:])), a3.design, sound, memory)
    assert "text-changed" in {problem.code for problem in found}
