"""Layout files: keys, types and lengths judged with their places; the shipped ones read as they stand."""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal, NamedTuple

import pytest

from bulletin.geometry import Insets
from bulletin.model.design import Color, ColorName, Design
from bulletin.model.slide import SlideDesign
from bulletin.problems import ContentError, Problem
from bulletin.read.layout import decode
from tests.read.folder import ROOT, write

A3 = (ROOT / "layouts/bulletin-a3.yaml").read_text(encoding="utf-8")


class Nested(NamedTuple):
    width: float = 1.0
    color: ColorName = "black"


class Sample(NamedTuple):
    """One field of each kind that a layout may hold."""

    name: str
    margins: Insets
    colors: Mapping[str, Color]
    lines: int = 3
    flag: bool = False
    align: Literal["left", "right"] = "left"
    sizes: tuple[float, ...] = ()
    box: tuple[float, int] = (0.0, 0)
    rule: Nested | None = None
    nested: tuple[Nested, ...] = ()


SAMPLE = (
    "name: 012\nmargins_mm: {top: 10, right: 0, bottom: 25.4, left: 1}\n"
    'colors: {black: {rgb: "#000000", cmyk: [0, 0, 0, 100]}, red: {rgb: "#FF8000", cmyk: [0, 50, 100, 0]}}\n'
)


def decoded(folder: Path, more: str, text: str = SAMPLE) -> Sample:
    path = folder / "sample.yaml"
    path.write_text(text + more, encoding="utf-8")
    return decode(str(path), Sample)


def faults(folder: Path, more: str, text: str = SAMPLE) -> list[tuple[str, int, int]]:
    with pytest.raises(ContentError) as caught:
        decoded(folder, more, text)
    return [(p.code, p.place.line, p.place.column) for p in caught.value.problems if p.place]


def test_every_kind_of_value(tmp_path: Path) -> None:
    more = (
        "lines: 7\nflag: yes\nalign: right\nsizes: [1, 2.5]\nbox: [1.5, 2]\nrule: null\nnested:\n  - {width_mm: 25.4}\n"
    )
    sample = decoded(tmp_path, more)
    assert sample.name == "012"
    assert sample.margins.bottom == pytest.approx(72)
    assert sample.colors["red"] == Color("red", (1.0, 128 / 255, 0.0), (0.0, 0.5, 1.0, 0.0))
    assert (sample.lines, sample.flag, sample.align, sample.sizes) == (7, True, "right", (1.0, 2.5))
    assert sample.box == (1.5, 2)
    assert sample.rule is None
    assert sample.nested == (Nested(pytest.approx(72)),)  # type: ignore[arg-type]
    assert decoded(tmp_path, "rule: {color: red}\n").rule == Nested(1.0, "red")


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ("lnies: 3\n", ("unknown-key", 4, 1)),
        ("lines: 3\nlines: 4\n", ("duplicate-key", 5, 1)),
        ("margins: {top: 1, right: 1, bottom: 1, left: 1}\n", ("duplicate-key", 4, 1)),
        ("lines: 3.5\n", ("wrong-type", 4, 8)),
        ("lines: drei\n", ("wrong-type", 4, 8)),
        ("lines: [3]\n", ("wrong-type", 4, 8)),
        ("lines: -1\n", ("bad-number", 4, 8)),
        ("flag: 是\n", ("wrong-type", 4, 7)),
        ("align: middle\n", ("bad-value", 4, 8)),
        ("sizes: 3\n", ("wrong-type", 4, 8)),
        ("sizes: [1, x]\n", ("wrong-type", 4, 12)),
        ("sizes: [nan]\n", ("wrong-type", 4, 9)),
        ("sizes: [1e999]\n", ("wrong-type", 4, 9)),
        ("box: [1]\n", ("wrong-length", 4, 6)),
        ("rule: 3\n", ("wrong-type", 4, 7)),
        ("rule: {color: gold}\n", ("unknown-color", 4, 15)),
        ("nested: [{color: rde}]\n", ("unknown-color", 4, 18)),
        ("rule: {width: -1}\n", ("bad-number", 4, 15)),
        ("rule: *a\n", ("yaml-alias", 4, 7)),
        ("rule: {\n", ("yaml-open", 4, 7)),
    ],
)
def test_a_wrong_value_is_reported_at_its_place(more: str, found: tuple[str, int, int], tmp_path: Path) -> None:
    assert faults(tmp_path, more) == [found]


def test_all_faults_come_at_once_in_their_order(tmp_path: Path) -> None:
    text = "margins: {top: 1, left: x}\ncolors: {a: {rgb: red, cmyk: [0]}, b: 3}\nlines: x\n"
    assert faults(tmp_path, "", text) == [
        ("missing-key", 1, 1),
        ("missing-key", 1, 10),
        ("wrong-type", 1, 25),
        ("bad-color", 2, 13),
        ("bad-color", 2, 39),
        ("wrong-type", 3, 8),
    ]


def test_a_default_colour_must_be_there_too(tmp_path: Path) -> None:
    text = SAMPLE.replace("black:", "schwarz:")
    assert faults(tmp_path, "rule: {width: 1}\n", text) == [("unknown-color", 4, 7)]


def spoiled(folder: Path, *changes: tuple[str, str]) -> tuple[Problem, ...]:
    """The problems of the A3 layout after these replacements."""
    text = A3
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path = folder / "spoiled.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        decode(str(path), Design)
    return caught.value.problems


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("  columns: 4\n", "  columns: 4\n  gutter_em: 0\n", "bad-number"),
        ("  columns: 4\n", "  columns: 4\n  measure_em: 0\n", "bad-number"),
        ("columns: 4\n", "columns: 1\n  ", "yaml"),
        ("  columns: 4\n", "  columns: 16\n", "bad-measure"),
        ("leading: 14.5", "leading: 9", "bad-leading"),
        ("masthead_mm: 38.8", "masthead_mm: 350", "bad-depth"),
        ("masthead_mm: 38.8", "masthead_mm: 30", "misplaced-furniture"),
        ("top: 15", "top: 420", "bad-page"),
        ("top: 15", "top: -15", "bad-number"),
        ("roles: [song-black, hei-bold]", "roles: []", "empty-list"),
        ("palette: [", "palette: []\n  more: [", "unknown-key"),
        ("art: []", 'art: [{path: "M 0 104 S", fill: red}]', "bad-path"),
        ("fill: red\n", "fill: rot\n", "unknown-color"),
        ("环境: green", "环境: grün", "unknown-color"),
        ('"#1A1A1A"', "black", "bad-color"),
    ],
)
def test_the_page_must_be_possible(old: str, new: str, code: str, tmp_path: Path) -> None:
    problems = spoiled(tmp_path, (old, new))
    assert code in [problem.code for problem in problems] or (code == "yaml" and problems[0].code.startswith("yaml"))
    assert all(problem.place and problem.message for problem in problems)


@pytest.mark.parametrize("path", sorted((ROOT / "layouts").glob("*.yaml")), ids=lambda path: path.stem)
def test_the_shipped_layouts_are_sound(path: Path) -> None:
    if path.stem == "slides":
        assert decode(str(path), SlideDesign).name == path.stem
    else:
        assert decode(str(path), Design).name == path.stem


def test_faults_of_content_and_layout_come_together(tmp_path: Path) -> None:
    from bulletin.read.check import read

    folder = write(tmp_path / "content", {"water.md": ""})
    layout = tmp_path / "mine.yaml"
    layout.write_text(A3.replace("columns: 4", "columns: x", 1), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        read(str(folder), str(layout), root=str(ROOT))
    assert [p.code for p in caught.value.problems] == ["empty-file", "wrong-type"]


def test_an_unknown_layout_offers_the_nearest(tmp_path: Path) -> None:
    from bulletin.read.check import read

    with pytest.raises(ContentError) as caught:
        read(str(write(tmp_path / "content")), "buletin-a3", root=str(ROOT))
    shipped = sorted(path.stem for path in (ROOT / "layouts").glob("*.yaml") if path.stem != "slides")
    assert caught.value.problems[0].hint == f"是不是 bulletin-a3？现有的版式：{'、'.join(shipped)}"


@pytest.mark.parametrize(
    ("typed", "fit"), [("放宽", "wide"), ("固定", "fixed"), ("自动", "auto"), ("Wide", "wide"), ("", "fixed")]
)
def test_the_issue_says_how_far_copyfitting_may_go_before_the_layout_does(typed: str, fit: str, tmp_path: Path) -> None:
    from bulletin.read.check import read

    issue = "masthead: 甲\ndate: 2019-04-24\n" + (f"版面松紧：{typed}\n" if typed else "")
    layout = tmp_path / "mine.yaml"
    layout.write_text(A3.replace("copyfit: {", "copyfit: {fit: fixed, ", 1), encoding="utf-8")
    _, design = read(str(write(tmp_path / "content", {"issue.yaml": issue})), str(layout), root=str(ROOT))
    assert design.copyfit.fit == fit
