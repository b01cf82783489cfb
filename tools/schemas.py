"""JSON Schemas of the files that editors and designers write, for their editors to complete and check.

Made from what the readers themselves use: the records' annotations for layouts, the rows of `keys.py` for content.
`python -m tools.schemas` writes layouts/schema/ and docs/reference/keys.md; a test compares the files with it.
"""

import ast
import inspect
import json
import os
import sys
import types
from collections.abc import Mapping
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from bulletin.model.design import Color, Design
from bulletin.model.slide import SlideDesign
from bulletin.read.keys import ISSUE_KEYS, REPORT_KEYS, Key
from bulletin.read.layout import EXTENDS, MM, NOTHING
from bulletin.read.ranges import range_of
from bulletin.units import PT_PER_MM
from tools.reference import REFERENCE, reference

DRAFT = "http://json-schema.org/draft-07/schema#"

Schema = dict[str, Any]

TEXT: Schema = {"type": ["string", "number", "boolean"]}  # 012 and no stay text where text is wanted
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
        "name": {"type": "string"},
        "date": {"type": "string"},
        "flag": {"type": "boolean"},
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
    comments = _comments(record)
    properties: Schema = {}
    for field, wanted in record.__annotations__.items():
        comment = comments.get(field)
        for name, unit in ((field, 1.0), (field + MM, PT_PER_MM)) if _measured(wanted) else ((field, 1.0),):
            schema = _bounded(_value(wanted, definitions), field, unit)
            if comment:
                schema = {"allOf": [schema]} if "$ref" in schema else schema
                schema = {"description": comment} | schema
            properties[name] = schema
    made: Schema = {"type": "object", "additionalProperties": False, "properties": properties}
    doc = (record.__doc__ or "").strip().split("\n")[0]
    if doc and not doc.startswith(record.__name__ + "("):
        made = {"description": doc} | made
    return made  # nothing is required: a file that extends another may leave anything out; the reader checks the sum


def _bounded(schema: Schema, key: str, unit: float) -> Schema:
    """The schema of what stands behind a key of a layout with the limits of its numbers, in points times `unit`."""
    if schema.get("type") in ("number", "integer"):
        least, most = (round(limit / unit, 3) for limit in range_of(key))
        return schema | {"minimum": least, "maximum": most}
    if isinstance(schema.get("items"), dict):
        return schema | {"items": _bounded(schema["items"], key, unit)}
    return schema


def _measured(wanted: Any) -> bool:
    """Whether a value is a length, or lengths only, so that its key may end in _mm."""
    if wanted is float:
        return True
    if isinstance(wanted, type) and hasattr(wanted, "_fields"):
        return all(inner is float for inner in wanted.__annotations__.values())
    return False


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
    share = {"type": "number", "minimum": 0, "maximum": 100}
    return {
        "description": "颜色写两种：屏幕用 rgb，印刷用 cmyk（百分数）",
        "type": "object",
        "additionalProperties": False,
        "required": ["rgb", "cmyk"],
        "properties": {
            "rgb": {"type": "string", "pattern": "^#[0-9a-fA-F]{6}$"},
            "cmyk": {"type": "array", "items": share, "minItems": 4, "maxItems": 4},
        },
    }


def _comments(record: Any) -> dict[str, str]:
    """The comments behind a record's fields, from its source."""
    lines = inspect.getsource(record).split("\n")
    tree = ast.parse("\n".join(lines))
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.end_lineno:
            line = lines[node.end_lineno - 1].encode()[node.end_col_offset :].decode()
            if "#" in line:
                found[node.target.id] = line.partition("#")[2].strip()
    return found


def generated() -> dict[str, str]:
    """Texts of all files that this command writes, by their paths from the project's folder."""
    return {f"layouts/schema/{name}": text for name, text in schemas().items()} | {REFERENCE: reference()}


def write(root: str) -> None:
    """Write all generated files below the project's folder `root`."""
    for name, text in generated().items():
        path = os.path.join(root, *name.split("/"))
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)


if __name__ == "__main__":
    write(sys.argv[1] if len(sys.argv) > 1 else ".")
