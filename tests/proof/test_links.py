"""One fact of sound links falsified at a time, and notes' numbers that read as powers."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bulletin.model.edition import Edition, ParagraphKind
from bulletin.model.galley import Line
from bulletin.model.page import Bulletin, LinkMark, Mark, TextMark
from bulletin.proof.furniture import spelled
from bulletin.proof.lines import judge_lines
from bulletin.proof.page import verify
from tests.makeup.conftest import LayoutSetup, layout_setup
from tests.makeup.issues import edition, shipped
from tests.makeup.text_blocks import block, note


@pytest.fixture(scope="module")
def a3(root: Path) -> LayoutSetup:
    return layout_setup(root, "bulletin-a3")


@pytest.fixture(scope="module")
def issue() -> Edition:
    story = shipped("water")
    text = "生产总值{1}见<统计公报里的全部说明和历年的数字以及附表|https://a.cn/统计>，{2}为初步核算数。"
    return edition(
        story._replace(paragraphs=(block("body", text), *story.paragraphs, note(1, "按可比价格。"), note(2, "快报。")))
    )


@pytest.fixture(scope="module")
def sound(a3: LayoutSetup, issue: Edition) -> Bulletin:
    return a3.make_up(issue)


def codes(a3: LayoutSetup, issue: Edition, made: Bulletin, change: Callable[[Mark], Mark | None]) -> set[str]:
    pages = [
        page._replace(marks=tuple(new for mark in page.marks if (new := change(mark)) is not None))
        for page in made.pages
    ]
    return {problem.code for problem in verify(issue, a3.design, made._replace(pages=tuple(pages)))}


def links(change: Callable[[LinkMark], LinkMark | None]) -> Callable[[Mark], Mark | None]:
    return lambda mark: change(mark) if isinstance(mark, LinkMark) else mark


def outside(mark: LinkMark) -> bool:
    return bool(mark.address)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda mark: mark, ""),
        (lambda mark: None if outside(mark) else mark, "link-missing"),
        (lambda mark: mark if outside(mark) else None, "link-missing"),
        (lambda mark: mark._replace(rect=mark.rect._replace(x=mark.rect.x + 20)), "link-missing"),
        (lambda mark: mark._replace(rect=mark.rect._replace(width=mark.rect.width / 2)), "link-missing"),
        (lambda mark: mark if outside(mark) else mark._replace(y=mark.y - 40), "link-astray"),
        (lambda mark: mark if outside(mark) else mark._replace(page=mark.page + 1), "link-astray"),
        (lambda mark: mark._replace(address="https://b.cn") if outside(mark) else mark, "link-astray"),
        (lambda mark: mark._replace(contents=""), "link-astray"),
    ],
)
def test_a_false_link_is_found(
    a3: LayoutSetup, issue: Edition, sound: Bulletin, change: Callable[[LinkMark], LinkMark | None], code: str
) -> None:
    assert codes(a3, issue, sound, links(change)) == ({code} if code else set())


def test_words_of_a_link_that_stand_outside_its_element_are_found(
    a3: LayoutSetup, issue: Edition, sound: Bulletin
) -> None:
    def moved(mark: Mark) -> Mark:
        if isinstance(mark, TextMark) and mark.tag >= 0 and sound.tags[mark.tag].kind == "Link":
            return mark._replace(tag=sound.tags[mark.tag].parent) if spelled(mark) == "¹" else mark
        return mark

    assert codes(a3, issue, sound, moved) == {"link-text"}


def test_a_parted_line_that_lacks_a_stretch_is_found(a3: LayoutSetup, issue: Edition, sound: Bulletin) -> None:
    def without(mark: Mark) -> Mark | None:
        return None if isinstance(mark, TextMark) and spelled(mark) == "²" else mark

    assert "mark-missing" in codes(a3, issue, sound, without)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("增长5{2}个点", "5²"),
        ("增长１２{2}个点", "１２²"),
        ("面积8m²{1}", "8m²¹"),
        ("约3.5km{3}长", "3.5km³"),
        ("增长5%{2}", ""),
        ("增长5个点{2}", ""),
        ("生产总值{1}5亿", ""),
        ("PPP{1}模式", ""),
        ("发展{1}{2}观", ""),
        ("{1}开头", ""),
        ("增长5²个点", ""),
    ],
)
def test_a_notes_number_that_reads_as_a_power_is_told(text: str, shown: str) -> None:
    told = [each for each in judge_lines(block("body", text), (), ()) if each.code == "note-at-figure"]
    assert [each.message.rsplit("：", 1)[1] for each in told] == ([shown] if shown else [])
    assert all(each.severity == "warning" and each.hint and each.place for each in told)
    assert not judge_lines(block("body", text), (), {"note-at-figure"})


def line(start: int, end: int, width: float, *, last: bool = False) -> Line:
    return Line(spans=(), start=start, end=end, width=width, measure=100.0, last=last)


def test_a_line_that_begins_with_a_note_is_told_whatever_follows() -> None:
    paragraph = block("body", "研究{1}A县的情况")
    told = judge_lines(paragraph, (line(0, 2, 100), line(2, 8, 50, last=True)), ())
    assert [each.code for each in told] == ["line-start"]


@pytest.mark.parametrize(
    ("kind", "wanted"), [("item", True), ("quote", True), ("note", True), ("heading", False), ("box-head", False)]
)
def test_lines_of_lists_quotes_and_notes_fill_their_own_measure(kind: ParagraphKind, wanted: bool) -> None:
    paragraph = block(kind, "研究县的情况说明")
    told = judge_lines(paragraph, (line(0, 4, 90), line(4, 8, 50, last=True)), ())
    assert [each.code for each in told] == ["ragged-line"] * wanted
