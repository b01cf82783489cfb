"""Layouts of an office's own home, the deck's choices among them: shipped ones spoilt, and circles of `extends`."""

import copy
import random
from pathlib import Path

import yaml

from tests.fuzz.case import Case
from tests.fuzz.judge import ROOT
from tests.fuzz.office import chosen, options, put_odd, write_issue
from tests.fuzz.spoil import Tree, bytes_spoilt, odd_value, tree_spoilt

SHIPPED = ("bulletin-a3", "bulletin-a3-weifang", "bulletin-a3-bleed", "bulletin-a4", "original", "original-portraits")
PROFILES = ("FOGRA39L_coated.icc",)


def read_yaml(path: Path) -> Tree:
    return copy.deepcopy(yaml.safe_load(path.read_text(encoding="utf-8")))


def make(chance: random.Random, folder: Path) -> Case:
    """An issue with a layout of its own, a slides.yaml of its own, or both."""
    layouts = folder / "layouts"
    layouts.mkdir()
    kind = chance.choice(("layout", "layout", "layout", "small", "small", "slides", "slides", "extends", "text", "odd"))
    what = [kind]
    more = "layout: own\nnumber: 第3期\nslogan: 比学赶超 勇谱新高\nchapter: 潍坊篇\npublisher: 济宁高新区\n"
    by_option = chosen(chance, 0.2)
    pdf, slides = True, True
    if kind == "slides":
        more = ""
        by_option, pdf = False, False
        what += _spoil_tree(chance, ROOT / "layouts" / "slides.yaml", layouts / "slides.yaml")
    elif kind == "layout":
        what += _spoil_tree(chance, ROOT / "layouts" / f"{chance.choice(SHIPPED)}.yaml", layouts / "own.yaml")
        slides = False
    elif kind == "small":
        what += _small(chance, layouts / "own.yaml")
        slides = chosen(chance, 0.3)
    elif kind == "extends":
        what += _extends(chance, layouts)
        slides = False
    elif kind == "text":
        name = chance.choice(("slides", "own", "own"))
        source = ROOT / "layouts" / f"{'slides' if name == 'slides' else chance.choice(SHIPPED)}.yaml"
        data = bytes_spoilt(source.read_bytes(), chance)
        (layouts / f"{name}.yaml").write_bytes(
            data.decode("utf-8", "ignore").encode(chance.choice(("utf-8", "utf-8", "gb18030", "utf-16")))
        )
        if name == "slides":
            more, by_option = "", False
    else:
        what.append(_odd(chance, layouts))
    write_issue(chance, folder, more="" if by_option else more, reports=chance.choice((1, 1, 2)))
    words = ("--layout", chance.choice(("own", "layouts/own.yaml"))) if by_option else ()
    return Case(options(chance, folder, *words, pdf=pdf, slides=slides), " | ".join(what))


def _spoil_tree(chance: random.Random, source: Path, target: Path) -> list[str]:
    tree = read_yaml(source)
    what = [source.stem, *(tree_spoilt(tree, chance) for _ in range(chance.choice((1, 1, 1, 2, 3))))]
    target.write_text(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return what


def _small(chance: random.Random, target: Path) -> list[str]:
    """Only a few sections, over a shipped layout."""
    base = read_yaml(ROOT / "layouts" / "bulletin-a3.yaml")
    sections = [key for key in base if key != "name"]
    tree = {
        "extends": chance.choice(SHIPPED),
        **{key: base[key] for key in chance.sample(sections, chance.randint(1, 3))},
    }
    what = [f"over {tree['extends']}", tree_spoilt(tree, chance)]
    target.write_text(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return what


def _extends(chance: random.Random, layouts: Path) -> list[str]:
    """Chains and circles, and names that are no layout."""
    length = chance.choice((0, 1, 2, 5, 40))
    names = ["own", *(f"l{at}" for at in range(length))]
    ends = (
        "bulletin-a3", "own", "own.yaml", "l0", "./l0.yaml", "nothing", "../outside.yaml",
        "../content/issue.yaml", "slides",
        "/etc/passwd", "", ".", "..", "a" * 300, "\x00", "fifo.yaml", "/dev/zero",
    )  # fmt: skip
    end = chance.choice(ends)
    if end == "fifo.yaml":
        import os

        os.mkfifo(layouts / end)
    if end == "../outside.yaml":
        (layouts.parent / "outside.yaml").write_text("extends: bulletin-a3\n", encoding="utf-8")
    for at, name in enumerate(names):
        beyond: Tree = names[at + 1] if at + 1 < len(names) else end
        if chosen(chance, 0.1):
            beyond = odd_value(chance)
        text = yaml.safe_dump({"extends": beyond, "title": name}, allow_unicode=True)
        (layouts / f"{name}.yaml").write_text(text, encoding="utf-8")
    return [f"{length} and {end!r}"[:80]]


def _odd(chance: random.Random, layouts: Path) -> str:
    """No sound file in a layout's place, or in a profile's."""
    own = layouts / "own.yaml"
    own.write_text("extends: bulletin-a3\n", encoding="utf-8")
    kind = chance.choice(("own", "slides", "icc"))
    if kind == "own":
        return put_odd(chance, own)
    if kind == "slides":
        (layouts / "slides.yaml").write_bytes((ROOT / "layouts" / "slides.yaml").read_bytes())
        return put_odd(chance, layouts / "slides.yaml")
    icc = layouts / "icc"
    icc.mkdir()
    profile = chance.choice(sorted((ROOT / "layouts" / "icc").glob("*.icc")))
    target = icc / profile.name
    target.write_bytes(bytes_spoilt(profile.read_bytes(), chance))
    if chosen(chance, 0.3):
        return put_odd(chance, target)
    return f"spoilt {profile.name}"
