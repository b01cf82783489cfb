"""JSON Schemas of the files that editors and designers write, for their editors to complete and check.

Made from what the readers themselves go by: the records' annotations for layouts, the tables of keys for content.
`python -m bulletin.read.schema` writes layouts/schema/ anew; a test holds the files there to be current.
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
from bulletin.read.fields import FILLER_KEYS, ISSUE_KEYS, POINT_KEYS, REPORT_KEYS
from bulletin.read.layout import EXTENDS, MM

DRAFT = "http://json-schema.org/draft-07/schema#"

Schema = dict[str, Any]

TEXT: Schema = {"type": ["string", "number", "boolean"]}  # 012 and no stay text where text is wanted
WORDS: Schema = {"anyOf": [TEXT, {"type": "array", "items": TEXT}]}

NAMED: Mapping[str, str] = {
    "color": "colors 里的颜色名",
    "optional-color": "colors 里的颜色名；空着就是没有",
    "report-color": "colors 里的颜色名；column 是报告的栏目色",
    "role": "fonts/fonts.yaml 里的字体角色",
    "tone": "tones 里的名字",
    "path": "SVG 路径：绝对坐标的 M L C Z",
}

# What the keys of content files hold, in the words of their hints.
REPORT_HELP: Mapping[str, tuple[str, Schema]] = {
    "column": ("栏目，例如 环境；颜色由版式决定", TEXT),
    "title": ("标题；两个词组之间空一格", TEXT),
    "kicker": ("引题，在标题上面", TEXT),
    "subtitle": ("副题，在标题下面", TEXT),
    "post": ("作者的单位职务", TEXT),
    "author": ("作者姓名", TEXT),
    "rank": ("1 是头条，2 是二条", {"type": "integer", "minimum": 1, "maximum": 999}),
    "portrait": ("作者照片，content 文件夹里的文件名", {"type": "string"}),
    "caption": ("照片的图说", TEXT),
    "points": ("演示文稿上的要点：一句话，或 {head, text}；不写就从正文里取", {}),
    "quote": ("从正文里原样摘的一句话", TEXT),
    "ignore": ("不再提示的警告代码", WORDS),
    "normalise": ("false：标点照原样，不改成全角", {"type": "boolean"}),
    "join_column_breaks": ("true：接合被分栏断开的段落", {"type": "boolean"}),
}
ISSUE_HELP: Mapping[str, tuple[str, Schema]] = {
    "masthead": ("报头；两个词组之间空一格", TEXT),
    "slogan": ("口号，在报头下面", TEXT),
    "chapter": ("篇名，在印章里", TEXT),
    "date": ("日期，例如 2019-04-24", {"type": "string"}),
    "publisher": ("主办单位", TEXT),
    "folio": ("报眉上的字", TEXT),
    "number": ("期号，照写的样子印", TEXT),
    "credits": ("职责: 姓名", {"type": "object", "additionalProperties": TEXT}),
    "order": ("报告的顺序，写文件名；不写就按 rank，再按文件名", WORDS),
    "layout": ("版式，layouts 里的名字；默认 bulletin-a3", {"type": "string"}),
    "pages": ("要印成几版；不写就按内容", {"type": "integer", "minimum": 1, "maximum": 999}),
    "grid": ("固定的版面，例如 2x2", {"type": "string"}),
    "fillers": ("补白：一句话，或 {picture, caption}", {}),
    "ignore": REPORT_HELP["ignore"],
    "normalise": REPORT_HELP["normalise"],
    "join_column_breaks": REPORT_HELP["join_column_breaks"],
}


EXTENDS_HELP = "同一文件夹里另一版式的名字：这里没写的都照它"


def schemas() -> dict[str, str]:
    """Texts of all schema files, by name."""
    points = _table(POINT_KEYS, dict.fromkeys(POINT_KEYS, ("", TEXT)), ())
    fillers = _table(FILLER_KEYS, dict.fromkeys(FILLER_KEYS, ("", TEXT)), ())
    report = _table(REPORT_KEYS, REPORT_HELP, ("column", "title", "post", "author"))
    issue = _table(ISSUE_KEYS, ISSUE_HELP, ("masthead", "date"))
    for table, key, others, inner in ((report, "points", REPORT_KEYS, points), (issue, "fillers", ISSUE_KEYS, fillers)):
        for name in (key, *others[key]):
            table["properties"][name] |= {"type": "array", "items": {"anyOf": [TEXT, inner]}}
    made = {
        "layout.json": _record_file(Design, "报纸版式"),
        "slides.json": _record_file(SlideDesign, "演示文稿版式"),
        "issue.json": {"$schema": DRAFT, "title": "一期：content/issue.yaml"} | issue,
        "report.json": {"$schema": DRAFT, "title": "报告的文件头"} | report,
    }
    return {name: json.dumps(schema, ensure_ascii=False, indent=1) + "\n" for name, schema in made.items()}


def _table(
    keys: Mapping[str, tuple[str, ...]], help_: Mapping[str, tuple[str, Schema]], needed: tuple[str, ...]
) -> Schema:
    """Keys with their Chinese names, of which one is needed."""
    properties: Schema = {}
    for key, others in keys.items():
        text, schema = help_[key]
        for name in (key, *others):
            properties[name] = ({"description": text} if text else {}) | schema
    made: Schema = {"type": "object", "additionalProperties": False, "properties": properties}
    if needed:
        made["allOf"] = [{"anyOf": [{"required": [name]} for name in (key, *keys[key])]} for key in needed]
    return made


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
        schema = _value(wanted, definitions)
        comment = comments.get(field)
        if comment:
            schema = {"allOf": [schema]} if "$ref" in schema else schema
            schema = {"description": comment} | schema
        names = (field, field + MM) if _measured(wanted) else (field,)
        for name in names:
            properties[name] = schema
    made: Schema = {"type": "object", "additionalProperties": False, "properties": properties}
    doc = (record.__doc__ or "").strip().split("\n")[0]
    if doc and not doc.startswith(record.__name__ + "("):
        made = {"description": doc} | made
    return made  # nothing is required: a file that extends another leaves out what it likes; the reader tells


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
        return {"anyOf": [{"type": "null"} if arg is type(None) else _value(arg, definitions) for arg in args]}
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
        "description": "颜色两次：屏幕用 rgb，印刷用 cmyk（百分数）",
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


def write(folder: str) -> None:
    """Write all schema files into `folder`."""
    for name, text in schemas().items():
        with open(os.path.join(folder, name), "w", encoding="utf-8", newline="\n") as file:
            file.write(text)


if __name__ == "__main__":
    write(sys.argv[1] if len(sys.argv) > 1 else os.path.join("layouts", "schema"))
