"""A layout whose own numbers put furniture out of its place is refused, with the key and the number that would do."""

import re
from pathlib import Path

import pytest

from bulletin.model.design import Design
from bulletin.problems import Problem
from bulletin.read.layout import read_layout
from tests.conftest import ROOT

ON_THE_GRID = ("body", "level1", "level2", "level3", "level4", "byline", "author", "caption", "jump")


def found(folder: Path, text: str, base: str = "bulletin-a3") -> list[Problem]:
    for name in ("bulletin-a3", "original"):
        shipped = (ROOT / "layouts" / f"{name}.yaml").read_text(encoding="utf-8")
        (folder / f"{name}.yaml").write_text(shipped, encoding="utf-8")
    path = folder / "own.yaml"
    path.write_text(f"extends: {base}\nname: own\n{text}\n", encoding="utf-8")
    return list(read_layout(str(path), Design, root=str(ROOT)).problems)


def mended(text: str, hint: str) -> list[str]:
    """The layout's text with the number of the key in the hint replaced by each number that the hint names."""
    path, place = re.findall("`([^`]+)`(?: 的第([一二])个数)?", hint)[0]
    number = f"\\b{path.split('.')[-1]}: (?:\\[[^,]+, )?" if place == "二" else f"\\b{path.split('.')[-1]}: \\[?"
    values = re.findall("[ 取到小]([-.0-9]+)", hint)
    return [re.sub(f"({number})[-+.e0-9]+", f"\\g<1>{value}", text) for value in values]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("masthead: {title: {tracking_em: -2}}", "tracking_em"),
        ("masthead: {slogan: {tracking_em: 1e9}}", "tracking_em"),
        ("label: {tracking_em: -5}", "tracking_em"),
        ("text: {han_latin_em: -1}", "han_latin_em"),
        ("text: {han_latin_em: 5}", "han_latin_em"),
        ("text: {styles: {level2: {lines_above: 1000}}}", "lines_above"),
        ("text: {styles: {level2: {indent_em: 20}}}", "indent_em"),
        ("text: {styles: {body: {indent_em: 13.5}}}", "indent_em"),
        ("text: {styles: {block_quote: {left_em: 16}}}", "left_em"),
        ("text: {styles: {note: {right_em: 19}}}", "right_em"),
        ("text: {styles: {item: {hang_em: 14}}}", "hang_em"),
        ("box: {inset_em: -1}", "inset_em"),
        ("text: {styles: {body: {tracking_em: -1}}}", "tracking_em"),
        ("heads: {tracking_min_em: -3}", "tracking_min_em"),
        ("heads: {tracking_max_em: -0.5}", "tracking_max_em"),
        ("masthead: {title: {size: 200}}", "size"),
        ("masthead: {title: {size: 1}}", "size"),
        ("masthead: {title: {size_mm: 90}}", "size_mm"),
        ("masthead: {title: {baseline: 121}}", "baseline"),
        ("masthead: {title: {x: 870}}", "x"),
        ("masthead: {title: {width: 0}}", "width"),
        ("masthead: {height: 1}", "height"),
        ("masthead: {height_mm: 40}", "height_mm"),
        ("masthead: {slogan: {size: 40}}", "size"),
        ("masthead: {slogan: {size: 1}}", "size"),
        ("masthead: {slogan: {baseline: 80}}", "baseline"),
        ("masthead: {slogan: {x: 990}}", "x"),
        ("masthead: {viewbox: [1000, 1]}", "1"),
        ("masthead: {viewbox: [1000, 1000]}", "1"),
        ("masthead: {number: {top: 0}}", "top"),
        ("masthead: {number: {top: 90}}", "top"),
        ("masthead: {number: {bottom: 130}}", "bottom"),
        ("masthead: {number: {width: 950}}", "width"),
        ("masthead: {number: {width: 5}}", "width"),
        ("masthead: {number: {gap: 2000}}", "gap"),
        ("masthead: {number: {size: 60}}", "size"),
        ("masthead: {number: {more_size: 5}}", "more_size"),
        ("masthead: {seal: {y: 40}}", "y"),
        ("masthead: {seal: {height: 120}}", "height"),
        ("masthead: {seal: {width: 0}}", "width"),
        ("masthead: {seal: {size: 500}}", "size"),
        ("masthead: {seal: {right: 990}}", "right"),
        ("masthead: {seal: {radius: 500}}", "radius"),
        ("masthead: {seal: {frame_width: 100}}", "frame_width"),
        ("masthead: {seal: {frame_inset: 0}}", "frame_inset"),
        ("masthead: {seal: {frame_inset: 26}}", "frame_inset"),
        ("grid: {masthead_mm: 0}", "masthead_mm"),
        ("folio: {baseline: 40}", "baseline"),
        ("folio: {baseline: 0.5, rule: null}", "baseline"),
        ("folio: {size: 60}", "size"),
        ("folio: {size_min: 4}", "size_min"),
        ("folio: {size_step: 0}", "size_step"),
        ("folio: {rows_max: 3}", "rows_max"),
        ("folio: {rule_offset: 19}", "rule_offset"),
        ("folio: {rule_offset: -1}", "rule_offset"),
        ("folio: {rule: {color: gray, width: 100}}", "width"),
        ("label: {size: 13}", "size"),
        ("label: {height: 0}", "height"),
        ("label: {rule: 50}", "rule"),
        ("label: {width: 500}", "width"),
        ("rules: {column: {color: gray, width: 100}}", "width"),
        ("quote: {rule: {color: column, width: 100}}", "width"),
        ("filler: {padding: 300}", "padding"),
        ("text: {styles: {jump: {scale: 0.1}}}", "scale"),
        *((f"text: {{styles: {{{style}: {{scale: 2}}}}}}", "scale") for style in ON_THE_GRID),
    ],
)
def test_furniture_out_of_its_place_is_reported_at_its_key_with_numbers_that_do(
    text: str, key: str, tmp_path: Path
) -> None:
    (problem,) = found(tmp_path, text)
    value = text.index(", ", text.index("[")) + 2 if key == "1" else text.index(f"{key}: ") + len(f"{key}: ")
    assert problem.place
    assert (problem.place.line, problem.place.column) == (3, value + 1)
    mendings = mended(text, problem.hint)
    assert mendings
    for mending in mendings:
        assert mending != text
        assert found(tmp_path, mending) == []


def test_a_style_of_one_line_may_be_larger_than_one_whose_lines_follow_each_other(tmp_path: Path) -> None:
    for style in ("byline", "author"):
        assert found(tmp_path, f"text: {{styles: {{{style}: {{scale: 1.5}}}}}}") == []
    for style in ("body", "level1", "caption"):
        (problem,) = found(tmp_path, f"text: {{styles: {{{style}: {{scale: 1.5}}}}}}")
        assert "scale" in problem.hint


def test_headlines_too_small_to_read_are_reported(tmp_path: Path) -> None:
    sizes = "span1: [{0}], span2: [28], span3: [28, {0}], span4: [28]"
    (problem,) = found(tmp_path, "heads:\n  sizes: [{" + sizes.format(1) + "}]")
    assert problem.place
    assert (problem.place.line, problem.hint) == (4, "每个字号至少5磅")
    assert found(tmp_path, "heads:\n  sizes: [{" + sizes.format(5) + "}]") == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('masthead: {art: [{path: "M 0 100 L 9 160 L 9 100 Z", fill: red}]}', "bleed: true"),
        ('masthead: {art: [{path: "M 0 -9 L 9 60 L 9 90 Z", fill: red}]}', "bleed: true"),
        ('masthead: {art: [{path: "M 0 60 C 9 -99 30 -99 60 60 Z", fill: red}]}', "bleed: true"),
        ('masthead: {art: [{path: "M 90 60 L 190 60", stroke: red, width: 130}]}', "粗细"),
        ('masthead: {art: [{path: "M 1090 60 L 9 60 L 9 90 Z", fill: red}]}', "横坐标"),
        ('masthead: {art: [{path: "Z", yields: true}]}', "从 M 开始"),
    ],
)
def test_a_drawing_out_of_its_place_is_reported(text: str, said: str, tmp_path: Path) -> None:
    (problem,) = found(tmp_path, text)
    assert said in problem.hint
    assert problem.place
    assert (problem.place.line, problem.place.column) == (3, 17)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("page:\n  margins_mm: {top: 5, right: 15, bottom: 15, left: 15}", 4),
        ("page:\n  width_mm: 100", 4),
        ("page:\n  height_mm: 120", 4),
        ("page: {margins_mm: {top: 200, bottom: 200, left: 5, right: 5}}", 3),
        ("grid:\n  columns: 20", 4),
        ("grid:\n  size: 15", 4),
        ("grid:\n  leading: 80", 4),
        ("grid:\n  masthead_mm: 400", 4),
        ("label: {}\ngrid:\n  masthead: 43.5", 5),
    ],
)
def test_no_fault_of_an_extending_layout_points_at_its_head(text: str, line: int, tmp_path: Path) -> None:
    problems = found(tmp_path, text)
    assert problems
    assert {problem.place.line >= 3 for problem in problems if problem.place} == {True}
    assert problems[-1].place
    assert line in {problem.place.line for problem in problems if problem.place}


def test_two_keys_that_are_wrong_together_are_named_together(tmp_path: Path) -> None:
    problems = found(tmp_path, "masthead: {title: {size: 200, baseline: 300}}")
    assert "masthead.title.size" in problems[0].hint
    assert "masthead.title.baseline" in problems[0].hint


@pytest.mark.parametrize(
    "text",
    [
        "masthead: {title: {size: 80, x: 0}}",
        "masthead: {seal: {y: 0, height: 124.5, right: 0}}",
        'masthead: {art: [{path: "M 0 60 C 9 -9 30 -9 60 60 Z", fill: red}]}',  # the curve stays below its handles
        'masthead: {art: [{path: "M 0 100 L 9 140 L 9 100 Z", fill: red}]}',  # in the white below the band
        'masthead: {art: [{path: "M -50 -50 L 9 90 L 9 100 Z", fill: red, bleed: true}]}',
        "folio: {baseline: 30, rule: null}",
        "label: {height: 13.2}",
    ],
)
def test_furniture_in_its_place_is_passed(text: str, tmp_path: Path) -> None:
    assert found(tmp_path, text) == []


def test_every_misplaced_piece_is_reported_at_once(tmp_path: Path) -> None:
    text = "masthead: {title: {size: 90}, seal: {y: 40}}\nfolio: {baseline: 99}"
    assert [one.place and one.place.line for one in found(tmp_path, text)] == [3, 3, 4]
    assert found(tmp_path, text, "original")
