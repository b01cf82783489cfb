"""The keys of layout files with all that is known of them: record, field, sentences in both languages, example.

The records of `model/design.py` and `model/slide.py` are what the reader itself follows. The English sentence of a key
is the comment behind its field, or the comment lines right above it; the Chinese sentence and the example stand in
layouts.zh-CN.yaml beside this file, by record and field, with the path of its examples behind the title of a record.
`tests/read/test_reference.py` asks that none is missing.
"""

import ast
import inspect
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from textwrap import dedent
from typing import Any, NamedTuple, get_args, get_origin

from bulletin.model.design import Color
from bulletin.read.layout import MM
from tools.sentences import NONE, TITLE, Sentence, sentences

WORDS = "layouts.zh-CN.yaml"
NO_KEYS = {Color: ("name",)}  # fields that no file writes: the name of a colour is the key over it
IN_MM = f"{MM}: "  # before an example in millimetres

# A place in a layout: names of keys, `[]` for an item of a list, `<>` for a name that the designer chooses.
Path = tuple[str, ...]
ITEM, NAMED = "[]", "<>"


class LayoutKey(NamedTuple):
    """A key of a layout."""

    name: str
    wanted: Any  # the annotation of its field
    length: bool  # whether it is in points, so that it may be written in millimetres
    english: str
    chinese: str
    example: str  # what stands behind the key, as a file writes it; with `_mm: ` before it the key ends so
    default: Any = None
    required: bool = False  # in a file that extends no other


class LayoutRecord(NamedTuple):
    """A table of a layout: one of the records, and where it stands."""

    name: str
    english: str
    chinese: str
    paths: tuple[Path, ...]
    keys: tuple[LayoutKey, ...]
    at: Path = ()  # the path at which its examples are written

    def key(self, name: str) -> LayoutKey:
        return next(key for key in self.keys if key.name == name)


@cache
def records(top: Any) -> tuple[LayoutRecord, ...]:
    """Every table of a layout that is a `top`, that itself first, in the order in which the file names them."""
    found = _paths(top)
    return tuple(table_of(record, tuple(paths)) for record, paths in found.items())


def example(record: LayoutRecord, key: LayoutKey) -> str:
    """The key in a file of its own: `page: {width_mm: 297}`."""
    in_mm = key.example.startswith(IN_MM)
    pairs = {key.name + MM * in_mm: key.example.removeprefix(IN_MM)}
    if ITEM in record.at or record.name == Color.__name__:  # these are replaced, not merged
        pairs = {other.name: other.example for other in record.keys if other.required} | pairs
    text = ", ".join(f"{name}: {value}" for name, value in pairs.items())
    if not record.at:
        return text
    text = f"{{{text}}}"
    for step in reversed(record.at):
        text = f"[{text}]" if step == ITEM else f"{step}: {text}" if step == record.at[0] else f"{{{step}: {text}}}"
    return text


def _paths(top: Any) -> dict[Any, list[Path]]:
    """The records below `top` with the places at which they stand."""
    found: dict[Any, list[Path]] = {}

    def walk(record: Any, path: Path) -> None:
        found.setdefault(record, []).append(path)
        if len(found[record]) > 1:
            return
        for field, wanted in record.__annotations__.items():
            for inner, steps in _inner(wanted):
                walk(inner, (*path, field, *steps))

    walk(top, ())
    return found


def _inner(wanted: Any) -> Iterator[tuple[Any, Path]]:
    """The records in an annotation, with the steps that lead to them."""
    if isinstance(wanted, type) and hasattr(wanted, "_fields"):
        yield wanted, ()
        return
    step = {tuple: (ITEM,), Mapping: (NAMED,)}.get(get_origin(wanted), ())
    for arg in get_args(wanted):
        for record, steps in _inner(arg):
            yield record, (*step, *steps)


@cache
def table_of(record: Any, paths: tuple[Path, ...] = ()) -> LayoutRecord:
    """A record as a table of a layout that stands at these paths."""
    words = sentences(WORDS)
    chain = [each for each in record.__mro__ if each.__name__ in words]  # FillerStyle says only what differs

    def of(field: str) -> Sentence:
        return next((words[each.__name__][field] for each in chain if field in words[each.__name__]), NONE)

    title = words.get(record.__name__, {}).get(TITLE, NONE)
    comments = _comments(record)
    return LayoutRecord(
        name=record.__name__,
        english=(record.__doc__ or "").strip().split("\n")[0],
        chinese=title.said,
        paths=paths,
        at=tuple(title.example.split(".")) if title.example else next(iter(paths), ()),
        keys=tuple(
            LayoutKey(
                name=field,
                wanted=wanted,
                length=_is_length(comments[field].annotation, wanted),
                english=comments[field].sentence,
                chinese=of(field).said,
                example=of(field).example,
                default=record._field_defaults.get(field),
                required=field not in record._field_defaults,
            )
            for field, wanted in record.__annotations__.items()
            if field not in NO_KEYS.get(record, ())
        ),
    )


def _is_length(annotation: str, wanted: Any) -> bool:
    """Whether a value is a length, or a table of nothing else such as margins: its key may end in _mm."""
    if isinstance(wanted, type) and hasattr(wanted, "_fields"):
        return all(field.annotation == "Pt" for field in _comments(wanted).values())
    return annotation == "Pt"


class _Field(NamedTuple):
    annotation: str  # as the source has it
    sentence: str


def _comments(record: Any) -> dict[str, _Field]:
    """The fields of a record and of those that it is made of, with their comments."""
    found: dict[str, _Field] = {}
    for each in reversed(record.__mro__):
        if "__annotations__" in vars(each):
            found |= _own_comments(each)
    return found


@cache
def _own_comments(record: Any) -> dict[str, _Field]:
    lines = dedent(inspect.getsource(record)).split("\n")
    found: dict[str, _Field] = {}
    (made,) = ast.parse("\n".join(lines)).body
    assert isinstance(made, ast.ClassDef)
    for node in made.body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            *_, line = lines[: node.end_lineno]
            behind = line.encode()[node.end_col_offset :].decode()
            sentence = behind.partition("#")[2].strip() or _above(lines[: node.lineno - 1])
            found[node.target.id] = _Field(ast.unparse(node.annotation), sentence)
    return found


def _above(lines: Sequence[str]) -> str:
    """The comment in the last of these lines."""
    first = len(lines)
    while first and lines[first - 1].lstrip().startswith("#"):
        first -= 1
    return " ".join(line.strip().lstrip("# ") for line in lines[first:])
