"""A layout whose own numbers put furniture out of its place is refused, with the key and the number that would do."""

from pathlib import Path

import pytest

from bulletin.model.design import Design
from bulletin.problems import Problem
from bulletin.read.layout import read_layout
from tests.conftest import ROOT


def found(folder: Path, text: str, base: str = "bulletin-a3") -> list[Problem]:
    for name in ("bulletin-a3", "original"):
        shipped = (ROOT / "layouts" / f"{name}.yaml").read_text(encoding="utf-8")
        (folder / f"{name}.yaml").write_text(shipped, encoding="utf-8")
    path = folder / "own.yaml"
    path.write_text(f"extends: {base}\nname: own\n{text}\n", encoding="utf-8")
    return list(read_layout(str(path), Design, root=str(ROOT)).problems)


@pytest.mark.parametrize(
    ("text", "column", "said"),
    [
        ("masthead: {title: {size: 90}}", 26, "size 最大 83.3"),
        ("masthead: {title: {baseline: 121}}", 30, "baseline 最大 119.5"),
        ("masthead: {slogan: {baseline: 10}}", 20, "size 最大 11.9"),
        ("masthead: {title: {x: -1}}", 23, "x 要在 0 到"),
        ("masthead: {slogan: {x: 990}}", 24, "x 要在 0 到"),
        ("masthead: {title: {x: 770}}", 23, "x 最大 715"),
        ("masthead: {seal: {y: 30}}", 18, "不超过 124.5"),
        ("masthead: {seal: {height: 120}}", 27, "不超过 124.5"),
        ("masthead: {seal: {right: -3}}", 26, "right 不小于 0"),
        ("masthead: {seal: {frame_inset: 26}}", 32, "减小 frame_inset"),
        ('masthead: {art: [{path: "M 0 100 L 9 160 L 9 100 Z", fill: red}]}', 17, "bleed: true"),
        ('masthead: {art: [{path: "M 0 -9 L 9 60 L 9 90 Z", fill: red}]}', 17, "bleed: true"),
        ('masthead: {art: [{path: "M 0 60 C 9 -99 30 -99 60 60 Z", fill: red}]}', 17, "bleed: true"),
        ('masthead: {art: [{path: "M 1090 60 L 9 60 L 9 90 Z", fill: red}]}', 17, "横坐标"),
        ('masthead: {art: [{path: "Z", yields: true}]}', 17, "从 M 开始"),
        ("folio: {baseline: 40}", 19, "baseline 要在 0.7 到 35.0 之间"),
        ("folio: {baseline: 0.5, rule: null}", 19, "baseline 要在"),
        ("folio: {size: 60}", 8, "减小 size"),
        ("folio: {rule_offset: 19}", 22, "rule_offset 最大 18"),
        ("label: {size: 13}", 15, "size 最大 12.5"),
        ("label: {height: 17}", 17, "height 最大 15.2"),
    ],
)
def test_furniture_out_of_its_place_is_reported_at_its_key(text: str, column: int, said: str, tmp_path: Path) -> None:
    problems = found(tmp_path, text)
    (problem,) = problems
    assert problem.code == "misplaced-furniture"
    assert said in problem.hint
    assert problem.place
    assert (problem.place.line, problem.place.column) == (3, column)


@pytest.mark.parametrize(
    "text",
    [
        "masthead: {title: {size: 83, x: 0}}",
        "masthead: {seal: {y: 0, height: 124.5, right: 0}}",
        'masthead: {art: [{path: "M 0 60 C 9 -9 30 -9 60 60 Z", fill: red}]}',  # the curve stays below its handles
        'masthead: {art: [{path: "M 0 100 L 9 150 L 9 100 Z", fill: red}]}',  # in the white below the band
        'masthead: {art: [{path: "M -50 -50 L 9 90 L 9 100 Z", fill: red, bleed: true}]}',
        "folio: {baseline: 30, rule: null}",
        "label: {height: 15}",
    ],
)
def test_furniture_in_its_place_is_passed(text: str, tmp_path: Path) -> None:
    assert found(tmp_path, text) == []


def test_every_misplaced_piece_is_reported_at_once(tmp_path: Path) -> None:
    text = "masthead: {title: {size: 90}, seal: {y: 40}}\nfolio: {baseline: 99}"
    assert [one.place and one.place.line for one in found(tmp_path, text)] == [3, 3, 4]
    assert found(tmp_path, text, "original")
