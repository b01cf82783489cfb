"""Edits of how it looks: an office's layouts, its faces, its deck's template and choices."""

import json
import random
import zipfile
from collections.abc import Iterator, Mapping
from functools import cache
from io import BytesIO
from typing import Any

import yaml
from fontTools import subset
from fontTools.ttLib import TTFont

from bulletin.model.design import Design
from bulletin.read.layout import read_layout
from tests.soak.desk_bench import Bench, Edit
from tests.soak.desk_folders import ROOT
from tests.soak.desk_issue_edits import set_issue
from tests.soak.desk_text_edits import WORDS

OFFICE = "office"  # the layout of the office's own
LOOKS = (
    "grid: {size: 10}", "grid: {leading: 15}", "grid: {size: 9.5, leading: 14}", "grid: {columns: 3}",
    "grid: {columns: 5, size: 9}", 'colors: {green: {rgb: "#005500", cmyk: [90, 0, 90, 30]}}',
    'colors: {blue: {rgb: "#0000AA", cmyk: [95, 70, 0, 0]}}', "columns: {named: {水务: crimson, 环境: teal}}",
    "text: {hanging: true}", "text: {han_latin_em: 0.125}", "text: {styles: {body: {indent_em: 0}}}",
    "text: {styles: {level1: {role: song-bold}}}", "text: {styles: {body: {role: kai}}}", "heads: {align: left}",
    "label: {width: 40}", "rules: {column: null}", "page: {margins_mm: {left: 18, right: 18}}",
    "masthead: {height_mm: 30}", "quote: null", "folio: {size: 8}", "masthead: {fill: green}",
    "other_paper: null",
)  # fmt: skip
DECK_LOOKS = (
    "points: 4", "points: 9", "characters: 90", "figures: 0", "cover: true", "contents: true", "smallest_point: 18",
    "slack: {advance: 1.2}",
)  # fmt: skip
ROLES = (
    "song: [kai, song, song-rest]", "song: [song, letters, mathematics, signs, song-rest, song-rare, kai, hei]",
    "kai: [song, kai-rest]", "song-black: [hei-bold, song-black, song-bold, song]",
    "hei-bold: [song-bold, hei-bold, hei]", "hei: [kai, hei, hei-rest]",
)  # fmt: skip
SHIPPED_ROLES = ("song", "song-bold", "song-black", "kai", "hei", "hei-bold")
OWN_ROLES = (*SHIPPED_ROLES, "sonng", "fangsong")  # the last two are used by no layout
SHIPPED_FACES = ("BulletinKai-Regular.ttf", "NotoSansSC-Bold.ttf", "NotoSerifSC-Black.ttf")
OWN_FACES = 6  # different ones, of few characters
TABLE = "fonts.yaml"


@cache
def own_face(number: int) -> bytes:
    """A face of an office, of some hundred characters; each number gives another."""
    text = (ROOT / "content/water.md").read_text(encoding="utf-8") + WORDS
    characters = random.Random(number).sample(sorted(set(text)), 150 + 20 * number)
    font = TTFont(ROOT / "fonts" / SHIPPED_FACES[number % len(SHIPPED_FACES)], recalcTimestamp=False)
    cutter = subset.Subsetter()
    cutter.populate(text="".join(characters))
    cutter.subset(font)
    written = BytesIO()
    font.save(written)
    return written.getvalue()


@cache
def own_template(number: int) -> bytes:
    """The shipped template with other colours and sizes in its parts."""
    written = BytesIO()
    with zipfile.ZipFile(ROOT / "layouts/slides.pptx") as source, zipfile.ZipFile(written, "w") as target:
        for item in source.infolist():
            data = source.read(item)
            if "theme/" in item.filename:
                data = data.replace(b'val="B5151B"', f'val="{number * 17 % 256:02X}3355"'.encode())
            if "slideMaster" in item.filename and number % 2:
                data = data.replace(b'sz="2000"', b'sz="2200"')
            target.writestr(item, data)
    return written.getvalue()


def own_layout(bench: Bench) -> str:
    """The office's layout is written, changed, or goes; an issue may name it at once."""
    path = bench.layouts / f"{OFFICE}.yaml"
    if path.exists() and bench.chance.random() < 0.2:
        path.unlink()
        return f"no {path.name}"
    base = bench.chance.choice(("bulletin-a3", "bulletin-a4", "bulletin-a3"))
    looks = _looks(bench, LOOKS)
    bench.write(path, f"extends: {base}\nname: {OFFICE}\ntitle: 本单位版式\n" + looks)
    named = bench.chance.random() < 0.6 and set_issue(bench, "layout", OFFICE)
    return f"{path.name}: {base}, {looks!r}{' named' if named else ''}"


def any_number(bench: Bench) -> str:
    """One of all the numbers of a shipped layout is another in the office's own; a few changes add up."""
    path = bench.layouts / f"{OFFICE}.yaml"
    known = yaml.safe_load(bench.text(path)) if path.exists() and bench.chance.random() < 0.6 else {}
    if not isinstance(known, dict) or known.get("name") != OFFICE:
        known = {"extends": bench.chance.choice(("bulletin-a3", "bulletin-a4")), "name": OFFICE}
    part = bench.chance.choice(sorted({way[0] for way, _ in numbers()}))
    way, value = bench.chance.choice([each for each in numbers() if each[0][0] == part])
    table = known
    for key in way[:-1]:
        table = table.setdefault(key, {})
        if not isinstance(table, dict):
            return ""
    changed = value * bench.chance.choice((0.5, 0.8, 0.9, 1.1, 1.3, 2)) if value else bench.chance.choice((0.5, 1, 2))
    table[way[-1]] = max(1, round(changed)) if isinstance(value, int) else round(changed, 3)
    bench.write(path, yaml.safe_dump(known, allow_unicode=True, sort_keys=False))
    set_issue(bench, "layout", OFFICE)
    return f"{'.'.join(way)}: {value} -> {table[way[-1]]}"


@cache
def numbers() -> tuple[tuple[tuple[str, ...], int | float], ...]:
    """Every number that a layout may say, as bulletin-a3 has it, with the keys that lead to it."""
    path = ROOT / "layouts/bulletin-a3.yaml"
    design = read_layout(str(path), Design, root=str(ROOT)).value
    schema = json.loads((ROOT / "layouts/schema/layout.json").read_text(encoding="utf-8"))
    return tuple(_numbers(design, schema, schema["definitions"], ()))


def _numbers(
    value: object, schema: Mapping[str, Any], known: Mapping[str, Any], way: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], int | float]]:
    while "properties" not in schema and (forms := [*schema.get("allOf", ()), *schema.get("anyOf", ())]):
        schema = next((known[form["$ref"].rpartition("/")[2]] for form in forms if "$ref" in form), {})
    if isinstance(value, int | float) and not isinstance(value, bool):
        yield way, value
    elif isinstance(value, tuple):
        for key, inner in schema.get("properties", {}).items():
            yield from _numbers(getattr(value, key, None), inner, known, (*way, key))


def shipped_layout_hidden(bench: Bench) -> str:
    """A layout of the office with a shipped one's name, which it extends; and away again."""
    name = bench.chance.choice(("bulletin-a3", "bulletin-a4"))
    path = bench.layouts / f"{name}.yaml"
    if path.exists():
        path.unlink()
        return f"no {path.name}"
    looks = _looks(bench, LOOKS)
    bench.write(path, f"extends: {name}\nname: {name}\n{looks}")
    return f"{path.name}: {looks!r}"


def deck_choices(bench: Bench) -> str:
    path = bench.layouts / "slides.yaml"
    if path.exists() and bench.chance.random() < 0.3:
        path.unlink()
        return f"no {path.name}"
    looks = _looks(bench, DECK_LOOKS)
    bench.write(path, f"extends: slides\nname: slides\n{looks}")
    return f"{path.name}: {looks!r}"


def deck_template(bench: Bench) -> str:
    """A template of the office, named by a slides.yaml beside it, and others under the same name."""
    path = bench.layouts / "office.pptx"
    if path.exists() and bench.chance.random() < 0.2:
        (bench.layouts / "slides.yaml").unlink(missing_ok=True)
        path.unlink()
        return f"no {path.name}"
    number = bench.chance.randrange(5)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(own_template(number))
    bench.write(bench.layouts / "slides.yaml", "extends: slides\nname: slides\ntemplate: office.pptx\n")
    return f"{path.name} is now {number}"


def roles(bench: Bench) -> str:
    """A role of the type gets other faces, or those that ship again."""
    table = bench.fonts / TABLE
    if table.exists() and bench.chance.random() < 0.3:
        table.unlink()
        return f"no {TABLE}"
    chosen = dict(each.split(":") for each in bench.chance.sample(ROLES, bench.chance.randint(1, 2)))
    bench.write(table, "roles:\n" + "".join(f"  {name}:{chain}\n" for name, chain in chosen.items()))
    return f"{TABLE}: {chosen}"


def an_own_face(bench: Bench) -> str:
    """A face of the office before those that ship; other bytes under the same name; and away again."""
    file, table = bench.fonts / "office.ttf", bench.fonts / TABLE
    if file.exists() and bench.chance.random() < 0.3:
        file.unlink()
        table.unlink(missing_ok=True)
        return "no office.ttf"
    number = bench.chance.randrange(OWN_FACES)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(own_face(number))
    role = bench.chance.choice(OWN_ROLES)
    chain = bench.chance.choice(("", f", {role}, song, song-rest, hei" if role in SHIPPED_ROLES else ", hei"))
    bench.write(table, f"faces:\n  office: {{file: office.ttf}}\nroles:\n  {role}: [office{chain}]\n")
    return f"office.ttf is now {number}, first of {role}"


def _looks(bench: Bench, choices: tuple[str, ...]) -> str:
    """Some of `choices`, of each top key one."""
    chosen = {each.partition(":")[0]: each for each in bench.chance.sample(choices, bench.chance.randint(1, 3))}
    return "".join(f"{each}\n" for each in chosen.values())


LOOK_EDITS: tuple[Edit, ...] = (
    own_layout, own_layout, any_number, any_number, shipped_layout_hidden, deck_choices, deck_template, roles,
    an_own_face, an_own_face,
)  # fmt: skip
