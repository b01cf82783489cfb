"""JSON Schemas of the files that editors and designers write, for their editors to complete and check.

Made from what the readers themselves use: the records' annotations for layouts, the rows of `keys.py` for content.
`python -m tools.schemas` writes layouts/schema/ and docs/reference/; tests compare the files with it.
"""

import json
import os
import sys
import types
from collections.abc import Mapping
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from bulletin.model.design import Color, Design
from bulletin.model.slide import SlideDesign
from bulletin.read.fields import FALSE, TRUE
from bulletin.read.keys import ISSUE_KEYS, REPORT_KEYS, Key
from bulletin.read.layout import EXTENDS, MM, NOTHING
from bulletin.read.ranges import range_of
from bulletin.units import PT_PER_MM
from tools.font_keys import FACE_ROWS, FROM_ROWS, SECTION_ROWS, FontKey
from tools.layout_keys import table_of
from tools.reference import pages

DRAFT = "http://json-schema.org/draft-07/schema#"

Schema = dict[str, Any]

TEXT: Schema = {"type": ["string", "number", "boolean"]}  # 012 and no stay text where text is wanted
FLAG: Schema = {"enum": [True, False, *sorted(word for word in TRUE | FALSE if not word.isascii())]}
WORDS: Schema = {"anyOf": [TEXT, {"type": "array", "items": TEXT}]}

NAMED: Mapping[str, str] = {
    "color": "colors 里的颜色名",
    "optional-color": "colors 里的颜色名；留空表示没有",
    "report-color": "colors 里的颜色名；column 是稿件的栏目色",
    "role": "fonts/fonts.yaml 里的字体角色",
    "tone": "tones 里的名称",
    "path": "SVG 路径：绝对坐标的 M、L、C、Z",
}

NOTHING_WRITTEN = (None, *(word for word in NOTHING if word.isalpha() and word != "null"))

EXTENDS_HELP = "另一版式的名称，或从本文件算起的路径：这里没写的都按它"


def schemas() -> dict[str, str]:
    """Texts of all schema files, by name."""
    made = {
        "layout.json": _record_file(Design, "报纸版式"),
        "slides.json": _record_file(SlideDesign, "幻灯片版式"),
        "issue.json": {"$schema": DRAFT, "title": ISSUE_KEYS.title} | _table(ISSUE_KEYS.rows),
        "report.json": {"$schema": DRAFT, "title": REPORT_KEYS.title} | _table(REPORT_KEYS.rows),
        "fonts.json": {"$schema": DRAFT, "title": "字体表"} | _fonts(),
    }
    return {name: json.dumps(schema, ensure_ascii=False, indent=1) + "\n" for name, schema in made.items()}


def _table(rows: tuple[Key, ...]) -> Schema:
    """A table of keys, each by any of its names; of a required one at least one name."""
    names = {row.name: (row.name, *row.synonyms) for row in rows}
    properties: Schema = {name: {"description": row.help} | _behind(row) for row in rows for name in names[row.name]}
    properties |= {name: {"description": f"印在第1版页脚：{name}"} | TEXT for row in rows for name in row.entries}
    made: Schema = {"type": "object", "additionalProperties": False, "properties": properties}
    required = [row.name for row in rows if row.required]
    if required:
        made["allOf"] = [{"anyOf": [{"required": [name]} for name in names[key]]} for key in required]
    return made


def _behind(row: Key) -> Schema:
    """What stands behind a key."""
    if row.kind == "number":
        return {"type": "integer", "minimum": row.least, "maximum": row.largest}
    if row.kind == "items":
        return {"type": "array", "items": {"anyOf": [TEXT, _table(row.inner)]}}
    if row.kind == "table":
        return _table(row.inner)
    if row.kind == "files":
        return {"type": "object", "additionalProperties": _table(row.inner)}
    return {
        "line": TEXT,
        "prose": TEXT,
        "name": {"type": ["string", "number"]},
        "date": {"type": "string"},
        "flag": FLAG,
        "words": WORDS,
        "names": WORDS,
        "pairs": {"type": "object", "additionalProperties": TEXT},
    }[row.kind]


def _record_file(record: Any, title: str) -> Schema:
    definitions: dict[str, Schema] = {}
    _record(record, definitions)
    top = definitions.pop(record.__name__)
    top["properties"] = {EXTENDS: {"type": "string", "description": EXTENDS_HELP}} | top["properties"]
    return {"$schema": DRAFT, "title": title, **top, "definitions": dict(sorted(definitions.items()))}


def _record(record: Any, definitions: dict[str, Schema]) -> Schema:
    """A reference to the record's schema, which is put into `definitions`."""
    name = record.__name__
    if name not in definitions:
        definitions[name] = {}
        definitions[name] = _color() if record is Color else _fields(record, definitions)
    return {"$ref": f"#/definitions/{name}"}


def _fields(record: Any, definitions: dict[str, Schema]) -> Schema:
    table = table_of(record)
    properties: Schema = {}
    for key in table.keys:
        for name, unit in ((key.name, 1.0), (key.name + MM, PT_PER_MM)) if key.length else ((key.name, 1.0),):
            schema = _bounded(_value(key.wanted, definitions), key.name, unit)
            schema = {"allOf": [schema]} if "$ref" in schema else schema
            properties[name] = {"description": key.chinese} | schema
    return {
        "description": table.chinese,
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
    }  # nothing is required: a file that extends another may leave anything out; the reader checks the sum


def _bounded(schema: Schema, key: str, unit: float) -> Schema:
    """The schema of what stands behind a key of a layout with the limits of its numbers, in points times `unit`."""
    if schema.get("type") in ("number", "integer"):
        least, most = (round(limit / unit, 3) for limit in range_of(key))
        return schema | {"minimum": least, "maximum": most}
    if isinstance(schema.get("items"), dict):
        return schema | {"items": _bounded(schema["items"], key, unit)}
    return schema


def _value(wanted: Any, definitions: dict[str, Schema]) -> Schema:
    if wanted in (float, int, str, bool):
        return {"type": {float: "number", int: "integer", str: "string", bool: "boolean"}[wanted]}
    if isinstance(wanted, type) and hasattr(wanted, "_fields"):
        return _record(wanted, definitions)
    origin, args = get_origin(wanted), get_args(wanted)
    if origin is Annotated:
        return {"type": "string", "description": NAMED[args[1]]}
    if origin is Literal:
        return {"enum": list(args)}
    if origin is Union or origin is types.UnionType:
        return {
            "anyOf": [
                {"enum": list(NOTHING_WRITTEN)} if arg is type(None) else _value(arg, definitions) for arg in args
            ]
        }
    if origin is tuple and len(args) == 2 and args[1] is ...:
        return {"type": "array", "items": _value(args[0], definitions)}
    if origin is tuple:
        items = [_value(arg, definitions) for arg in args]
        return {"type": "array", "items": items, "minItems": len(items), "maxItems": len(items)}
    made: Schema = {"type": "object", "additionalProperties": _value(args[1], definitions)}
    return made | ({"propertyNames": _value(args[0], definitions)} if get_origin(args[0]) is Annotated else {})


def _color() -> Schema:
    table = table_of(Color)
    share = {"type": "number", "minimum": 0, "maximum": 100}
    values: Schema = {
        "rgb": {"type": "string", "pattern": "^#[0-9a-fA-F]{6}$"},
        "cmyk": {"type": "array", "items": share, "minItems": 4, "maxItems": 4},
    }
    return {
        "description": table.chinese,
        "type": "object",
        "additionalProperties": False,
        "required": list(values),
        "properties": {key.name: {"description": key.chinese} | values[key.name] for key in table.keys},
    }


def _fonts() -> Schema:
    """fonts.yaml, as its reader takes it."""
    names: Schema = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
    face = _rows(
        FACE_ROWS,
        {"number": {"type": "integer", "minimum": 0}, "from": _rows(FROM_ROWS, {"lift": {"type": "integer"}})},
    )
    values: Schema = {
        "faces": {"type": "object", "additionalProperties": face | {"required": ["file"]}},
        "roles": {"type": "object", "additionalProperties": names},
        "system": names,
    }
    return _rows(SECTION_ROWS, values)


def _rows(rows: tuple[FontKey, ...], values: Mapping[str, Schema]) -> Schema:
    """A table of fonts.yaml: text behind every key of which `values` says nothing else."""
    properties = {
        row.name: {"description": row.chinese} | values.get(row.name, {"type": ["string", "number"]}) for row in rows
    }
    return {"type": "object", "additionalProperties": False, "properties": properties}


def generated() -> dict[str, str]:
    """Texts of all files that this command writes, by their paths from the project's folder."""
    return {f"layouts/schema/{name}": text for name, text in schemas().items()} | pages()


def write(root: str) -> None:
    """Write all generated files below the project's folder `root`."""
    for name, text in generated().items():
        path = os.path.join(root, *name.split("/"))
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)


if __name__ == "__main__":
    write(sys.argv[1] if len(sys.argv) > 1 else ".")
