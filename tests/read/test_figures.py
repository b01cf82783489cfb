"""数据: the editor's own figures for 数说."""

from pathlib import Path

import pytest

from bulletin.model.edition import FigureText
from tests.read.folder import edition_of, outcome, report, write


def figures_of(folder: Path, front: str) -> list[tuple[str, str, str, str]] | None:
    made = edition_of(write(folder, {"water.md": report(front)})).reports[0].figures
    return None if made is None else [(each.before, each.figure, each.unit, each.noun) for each in made]


@pytest.mark.parametrize(
    ("front", "figures"),
    [
        ("数据：\n  - 300家 | 新增高新技术企业\n  - 超过 1.2 亿元｜完成投资", [
            ("", "300", "家", "新增高新技术企业"), ("超过", "1.2", "亿元", "完成投资")]),
        ("数据：新增高新技术企业300家", [("", "300", "家", "新增高新技术企业")]),
        ("figures: [74% | 税目比例, 150万人次 | 接待游客]", [
            ("", "74", "%", "税目比例"), ("", "150", "万人次", "接待游客")]),
        ("数据：无", []),
        ("figures: none", []),
        ("数据：", None),
        ("", None),
    ],
)  # fmt: skip
def test_figures_are_read_as_written(
    front: str, figures: list[tuple[str, str, str, str]] | None, tmp_path: Path
) -> None:
    assert figures_of(tmp_path, front) == figures


@pytest.mark.parametrize(
    ("front", "code"),
    [
        ("数据：没有数", "bad-figure"),
        ("数据：三百家 | 企业", "bad-figure"),
        ("数据：300家，400户 | 企业", "bad-figure"),
        ("数据：\n  - {甲: 乙}", "wrong-type"),
        ("数据：[1家 | 甲企业, 2家 | 乙企业, 3家 | 丙企业, 4家 | 丁企业, 5家 | 戊企业]", "too-many-figures"),
    ],
)
def test_what_is_no_figure_is_told_with_a_way_to_write_it(front: str, code: str, tmp_path: Path) -> None:
    _, problems = outcome(write(tmp_path, {"water.md": report(front)}))
    assert [problem.code for problem in problems if problem.severity == "error"] == [code]
    assert all(problem.hint for problem in problems if problem.severity == "error")


@pytest.mark.parametrize(
    ("front", "hint"),
    [
        ("数据：没有数", "数字写成阿拉伯数字"),
        ("数据：三百家 | 企业", "数字写成阿拉伯数字"),
        ("数据：从300家，到400户", "加“|”"),
        ("数据：300家，400户 | 企业", "“|”前面只写一个数字"),
    ],
)
def test_the_way_out_is_that_of_the_fault(front: str, hint: str, tmp_path: Path) -> None:
    _, problems = outcome(write(tmp_path, {"water.md": report(front)}))
    assert hint in next(problem.hint for problem in problems if problem.code == "bad-figure")


def test_a_figure_knows_its_place(tmp_path: Path) -> None:
    made = edition_of(write(tmp_path, {"water.md": report("数据：\n  - 300家 | 新增企业")})).reports[0].figures
    assert made
    (figure,) = made
    assert isinstance(figure, FigureText)
    assert Path(figure.place.file).name == "water.md"
    assert figure.place.line > 1
