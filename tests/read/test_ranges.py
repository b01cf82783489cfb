"""Absurd numbers and values in a layout: each is told at its place by the reader, none reaches a room behind it."""

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bulletin.memory import Memory
from bulletin.model.design import Design
from bulletin.model.output import Order
from bulletin.model.slide import SlideDesign
from bulletin.pipeline import build
from bulletin.problems import ContentError, OversetError, Problem
from bulletin.read.layout import decode
from bulletin.sources import Sources
from bulletin.yaml_nodes.events import compose
from bulletin.yaml_nodes.nodes import Listing, Node, Scalar
from tests.conftest import ROOT

RECORDS: dict[str, Any] = {"bulletin-a3": Design, "slides": SlideDesign}
NODES = {name: compose((ROOT / f"layouts/{name}.yaml").read_text(encoding="utf-8")) for name in RECORDS}


def changed(node: Node | None, path: tuple[str, ...], value: str, above: tuple[str, ...] = ()) -> str:
    """The layout in one line, with `value` in the place of what stands at `path`."""
    if above == path:
        return value
    if isinstance(node, Scalar):
        return node.text if node.plain else json.dumps(node.text, ensure_ascii=False)
    if isinstance(node, Listing):
        items = (changed(item, path, value, (*above, str(number))) for number, item in enumerate(node.items))
        return f"[{', '.join(items)}]"
    assert node
    return (
        f"{{{', '.join(f'{key.text}: {changed(item, path, value, (*above, key.text))}' for key, item in node.pairs)}}}"
    )


def paths(node: Node | None, above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The paths of all values of a layout."""
    if above:
        yield above
    if isinstance(node, Listing):
        for number, item in enumerate(node.items):
            yield from paths(item, (*above, str(number)))
    elif node and not isinstance(node, Scalar):
        for key, item in node.pairs:
            yield from paths(item, (*above, key.text))


def problems(name: str, path: str, value: str, folder: Path) -> tuple[Problem, ...]:
    file = folder / f"{name}.yaml"
    text = changed(NODES[name], tuple(path.split(".")), value)
    assert text != changed(NODES[name], ("nowhere",), ""), "the path is in the layout"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        decode(str(file), RECORDS[name])
    return caught.value.problems


@pytest.mark.parametrize(
    ("name", "path", "values"),
    [
        ("bulletin-a3", "page.width_mm", "1 10000 0 -1 .nan .inf 1e308 甲 [] {} null true 9999999999999999999999"),
        ("bulletin-a3", "page.height_mm", "1 10000 0 -297"),
        ("bulletin-a3", "page.margins_mm.left", "-1 1000 200"),
        ("bulletin-a3", "grid.columns", "0 1000 -1 2.5 99999999999"),
        ("bulletin-a3", "grid.size", "0 5000 -10 1e-9"),
        ("bulletin-a3", "grid.leading", "0 1e-9 1e99 1000"),
        ("bulletin-a3", "grid.masthead_mm", "-1 1000"),
        ("bulletin-a3", "folio.size_step", "0 -1"),
        ("bulletin-a3", "copyfit.depth_more", "-1000 1000"),
        ("bulletin-a3", "heads.sizes", "[] {} 甲 [[]]"),
        ("bulletin-a3", "heads.sizes.0.span2.0", "0 5000 -1 1e99"),
        ("bulletin-a3", "quote.lines_min", "1000 8"),
        ("bulletin-a3", "pictures.full.columns", "0 100000"),
        ("bulletin-a3", "pictures.portrait.crop", "-1000 1 1e99"),
        ("bulletin-a3", "press.office_tints.red", "-1 8 1e99"),
        ("bulletin-a3", "masthead.viewbox.0", "0 -1 1e99"),
        ("bulletin-a3", "text.styles.level1.scale", "0 1000"),
        ("bulletin-a3", "name", '[] "\\u0000" ' + "长" * 3000),
        ("slides", "points", "0 -1 2.5 1000 1e99 .nan 甲 [] {}"),
        ("slides", "characters", "-1 2.5 1e99 甲"),
        ("slides", "figures", "-1 5 甲"),
        ("slides", "smallest_point", "0 -1 1e99 15 甲"),  # 15 is less than any text may have
        ("slides", "smallest_type", "-1 1e99 21"),  # 21 is more than points may have
        ("slides", "smallest_headline", "-1 1e99"),
        ("slides", "slack.advance", "0 -1 1e99"),
        ("slides", "cover", "甲 2 []"),
        ("slides", "template", "[] {}"),
        ("slides", "name", '[] "\\u0000" ' + "长" * 3000),
    ],
)
def test_an_absurd_value_is_told_at_its_place(name: str, path: str, values: str, tmp_path: Path) -> None:
    for value in values.split():
        found = problems(name, path, value, tmp_path)
        assert all(problem.severity == "error" and problem.place for problem in found), (path, value)
        assert all("bad" not in problem.message for problem in found)


def test_the_limits_are_said_in_the_unit_of_the_key(tmp_path: Path) -> None:
    (found,) = problems("bulletin-a3", "grid.size", "5000", tmp_path)
    assert (found.message, found.hint) == ("`size` 不能是 5000", "`size` 取1到1000")
    (found,) = problems("bulletin-a3", "page.width_mm", "1", tmp_path)
    assert found.hint == "长和宽都取35到1422毫米"


def test_an_absurd_value_of_an_offices_own_slides_is_no_mistake_of_ours(tmp_path: Path) -> None:
    """No exit 70, and none of the values that say how many."""
    home = tmp_path / "layouts"
    home.mkdir()
    sources = Sources(str(tmp_path), (str(home), str(ROOT / "layouts")), (str(ROOT / "fonts"),))
    for text in ("points: 0", "figures: -1", "smallest_point: 0", "slack: {advance: 0}", "characters: 1e99"):
        (home / "slides.yaml").write_text(f"extends: slides\n{text}\n", encoding="utf-8")
        with pytest.raises(ContentError) as caught:
            build(Order(sources, str(ROOT / "content"), pdf=False), Memory())
        assert caught.value.problems[-1].place, text
        assert caught.value.problems[-1].place.line == 2


NUMBERS = ("0", "-1", "1e-9", "1", "24", "200", "1000", "10000", "1e99", "[]", "{}", '""', "甲", "null", "[1, 2]")
SEED, CASES = 20261127, 60


@pytest.mark.slow
@pytest.mark.parametrize("name", RECORDS)
def test_no_single_value_breaks_a_build(name: str, tmp_path: Path) -> None:
    chosen = random.Random(SEED)
    home = tmp_path / "layouts"
    home.mkdir()
    sources = Sources(str(tmp_path), (str(home), str(ROOT / "layouts")), (str(ROOT / "fonts"),))
    order = Order(sources, str(ROOT / "content"), pdf=name != "slides")
    every = list(paths(NODES[name]))
    for _ in range(CASES):
        path, value = chosen.choice(every), chosen.choice(NUMBERS)
        (home / f"{name}.yaml").write_text(changed(NODES[name], path, value), encoding="utf-8")
        try:
            build(order, Memory())
        except (ContentError, OversetError):
            continue
        except Exception as error:
            raise AssertionError((SEED, path, value)) from error
