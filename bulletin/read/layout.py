"""A layout file to its record: every key, type and length judged by the record's own annotations.

The annotations are the schema, once: this decoder, the JSON Schema for editors (`tools/schemas.py`) and the
documentation read them. It is our own because all faults of a file must come at once, each with its place, and because
`_mm` keys, colours and names of colours are checked while the file is still at hand (docs/decisions.md, R-01).
"""

import os
import re
import types
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import Annotated, Any, Literal, NamedTuple, TypeVar, Union, get_args, get_origin

from bulletin.geometry import path_steps
from bulletin.likeness import nearest
from bulletin.memory import Memory
from bulletin.model.design import COLUMN, Color, Design
from bulletin.model.slide import SlideDesign
from bulletin.opening import lies_below
from bulletin.problems import ContentError, Place, Problem
from bulletin.read.page_rules import page_faults
from bulletin.read.ranges import LONGEST_PATH, LONGEST_TEXT, range_of
from bulletin.read.retired import RetiredKey, retired_key
from bulletin.read.slide_rules import slide_faults
from bulletin.read.source import Source, read_source, shown_name
from bulletin.units import PT_PER_MM
from bulletin.yaml_nodes.events import compose
from bulletin.yaml_nodes.nodes import Listing, MappingNode, Node, NodesError, Scalar

T = TypeVar("T")

FOLDER = "layouts"
MAX_LAYOUT_BYTES = 256 * 1024  # the longest that ships has 8 KB
SUFFIX = ".yaml"
NOTHING = ("", "~", "null", "none", "无")  # what stands for no record at all
MM = "_mm"
EXTENDS = "extends"
SVG_PATH = "写 SVG 路径，只用绝对坐标的 M、L、C、Z，每个字母后面写足数字"
DECK_LAYOUT = "slides"  # the one layout that is the deck's, not a page's

_number = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,2})?")
_rgb = re.compile("#[0-9a-fA-F]{6}")
_BAD = object()  # stands for a value that was at fault

# Kinds of names (the metadata of their annotations): which table of the file defines them, and what else they may be.
_TABLES = {
    "color": ("colors", frozenset[str]()),
    "optional-color": ("colors", frozenset({""})),
    "report-color": ("colors", frozenset({COLUMN})),
    "tone": ("tones", frozenset[str]()),
}


class Layout(NamedTuple):
    """A layout as read: no value when a fault left none."""

    value: Any  # of the record wanted
    problems: tuple[Problem, ...]


class _Old(NamedTuple):
    """A number under a name that it no longer has, and with another meaning: converted when the file is read."""

    name: Scalar
    row: RetiredKey
    number: float


class _Name(NamedTuple):
    """A colour, tone or role that the file mentions: judged when the whole file is read."""

    kind: str
    text: str
    node: Node


def decode(
    path: str,
    into: type[T],
    folders: Sequence[str] = (),
    *,
    below: str = "",
    colors: Collection[str] = (),
    memory: Memory | None = None,
    notes: list[Problem] | None = None,
) -> T:
    """The YAML file `path` as a record `into`, lengths in points.

    Args:
        folders: where layouts that the file extends are looked for by name, after its own folder.
        below: as for `read_layout`.
        colors: those of the newspaper's layout, which a layout of slides names without defining any.
        memory: keeps the layouts read.
        notes: takes the notes on a sound layout.

    Raises:
        ContentError: with every fault, each at its place.
    """
    folder = os.path.dirname(os.path.abspath(path))
    root = os.path.dirname(folder) if os.path.basename(folder) == FOLDER else folder
    layout = read_layout(path, into, root=root, folders=folders, below=below, colors=colors, memory=memory)
    if layout.value is None:
        raise ContentError(*layout.problems)
    if notes is not None:
        notes += layout.problems
    value: T = layout.value
    return value


def find_layout(name: str, folders: Sequence[str], place: Place | None = None) -> tuple[str, Problem | None]:
    """The file of the layout `name`: the first of that name in `folders`, or any file by its path."""
    if is_path(name):
        if os.path.lexists(name):
            return name, None
        return "", Problem("error", "no-layout", f"没有版式文件“{name}”", place, "检查路径，或只写 layouts 里的名称")
    for folder in folders:
        path = os.path.join(folder, name + SUFFIX)
        if os.path.lexists(path):  # also what cannot be opened: another layout must not take its place in silence
            return path, None
    return "", Problem("error", "no-layout", f"没有版式“{name[:60]}”", place, _known_layouts(name, folders))


def layout_file(name: str, folders: Sequence[str]) -> str:
    """The file of the layout `name` in the first of `folders` that has it.

    Raises:
        ContentError: none has.
    """
    path, problem = find_layout(name, folders)
    if problem:
        raise ContentError(problem)
    return path


def root_of(name: str, path: str) -> str:
    """The folder that the file of the layout `name` lies in; "" for one named by its path, which may be anywhere."""
    return "" if is_path(name) else os.path.dirname(path)


def is_path(name: str) -> bool:
    """Whether a layout is named by the path of its file."""
    return name.endswith((SUFFIX, ".yml")) or "/" in name or "\\" in name


def _known_layouts(name: str, folders: Sequence[str]) -> str:
    """A hint that names the existing layouts, the nearest to `name` first."""
    known: set[str] = set()
    for folder in folders:
        with suppress(OSError):  # a folder that cannot be read has no layouts to offer
            known.update(file.removesuffix(SUFFIX) for file in os.listdir(folder) if file.endswith(SUFFIX))
    names = sorted(known - {DECK_LAYOUT})
    near = nearest(name, names)
    return (f"是不是 {near}？" if near else "") + f"现有的版式：{'、'.join(names) or '无'}"


def read_layout(
    path: str,
    into: type[Any],
    *,
    root: str,
    folders: Sequence[str] = (),
    below: str = "",
    roles: Collection[str] = (),
    colors: Collection[str] = (),
    memory: Memory | None = None,
) -> Layout:
    """The file as a record with everything that is wrong about it; no value when something is.

    `extends:` at its head takes what the file leaves out from another layout: tables are merged key by key, lists and
    single values replaced. A name is looked for beside the file, then in `folders`; a path starts at the file's folder.

    Args:
        below: the folder of layouts that holds the file, and whatever the file extends by path; "" for a file that the
            user named, which with those may be anywhere.
        roles: the roles of fonts/fonts.yaml, for the layout's names of faces to be checked against; () checks none.
        colors: names of colours known beside those that the file defines; () where it defines all its own.
        memory: keeps the layouts read.
    """
    search = _Search(
        root=root, folders=tuple(folders), below=below, roles=roles, colors=colors, memory=memory or Memory()
    )
    return _read(path, into, search, ())


class _Search(NamedTuple):
    """Where problems name files from, where layouts are looked for by name, and which roles and colours there are."""

    root: str
    folders: tuple[str, ...]
    below: str  # the folder that the file at hand lies in, "" for anywhere
    roles: Collection[str]
    colors: Collection[str]
    memory: Memory


def _read(path: str, into: type[Any], search: _Search, above: tuple[str, ...]) -> Layout:
    """One file of a chain of layouts; `above` are those that extend it."""
    source, faults = read_source(path, shown_name(path, search.root), below=search.below, limit=MAX_LAYOUT_BYTES)
    if faults:
        return Layout(None, faults)
    try:
        node = search.memory.recall(("nodes", source.lines), lambda: compose("\n".join(source.lines)))
    except NodesError as fault:
        place = source.place(fault.line, fault.column)
        return Layout(None, (source.problem("error", fault.code, fault.message, place, fault.hint),))
    decoder = _Decoder(source)
    if not isinstance(node, MappingNode):
        decoder.fault("no-keys", "版式文件里没有项目", node)
        return Layout(None, tuple(decoder.problems))
    node, base = _base(node, path, into, search, above, decoder)
    if base and base.value is None:
        return Layout(None, (*base.problems, *decoder.problems))
    key = ("layout", source, into, frozenset(search.roles), frozenset(search.colors), repr(base))
    read_in = search.memory.recall(key, partial(_decoded, node, into, search, decoder, base.value if base else None))
    return read_in._replace(problems=base.problems + read_in.problems) if base else read_in


def _decoded(node: MappingNode, into: type[Any], search: _Search, decoder: "_Decoder", base: Any) -> Layout:
    """The keys of one file as a record; what they leave out is that of `base`."""
    value = decoder.record(node, into, "版式", base=base)
    if isinstance(value, Design):
        value = decoder.converted(value)
    decoder.check_names(node, base, search)
    if not decoder.at_fault and isinstance(value, Design):
        found = list(page_faults(value, lambda path: _follow(node, path)[1]))
    elif not decoder.at_fault and isinstance(value, SlideDesign):
        found = list(slide_faults(value))
    else:
        found = []
    for fault in found:
        decoder.fault(fault.code, fault.message, _at(node, *fault.paths), fault.hint)
    problems = tuple(sorted(decoder.problems, key=lambda problem: problem.place or Place("")))
    return Layout(None if decoder.at_fault else value, problems)


def _base(
    node: MappingNode, path: str, into: type[Any], search: _Search, above: tuple[str, ...], decoder: "_Decoder"
) -> tuple[MappingNode, Layout | None]:
    """The file's own keys without `extends`, and the layout that it extends.

    A file may extend another of its own name that stands further behind: an office's bulletin-a3 the shipped one.
    """
    pair = next((pair for pair in node.pairs if pair[0].text == EXTENDS), None)
    if pair is None:
        return node, None
    rest = node._replace(pairs=tuple(other for other in node.pairs if other is not pair))
    name = pair[1].text if isinstance(pair[1], Scalar) else ""
    beside = os.path.dirname(path)
    roots = [(beside, search.below)] + ([] if is_path(name) else [(folder, folder) for folder in search.folders])
    file = name if is_path(name) else name + SUFFIX
    candidates = [(os.path.join(folder, file), below) for folder, below in roots]
    found = [candidate for candidate in candidates if name and os.path.lexists(candidate[0])]
    chain = (*above, os.path.realpath(path))
    fresh = [candidate for candidate in found if os.path.realpath(candidate[0]) not in chain]
    if fresh:
        base, below = fresh[0]
        if not below or lies_below(base, below):
            return rest, _read(base, into, search._replace(below=below), chain)
        hint = "放进 layouts 文件夹，只写名称；别处的版式用 --layout 指定"
        decoder.fault("outside", f"版式“{name[:60]}”在 layouts 文件夹外面，没有读", pair[1], hint)
    elif found:
        decoder.fault("layout-circle", f"版式“{name}”绕回了自身", pair[1], f"去掉其中一个 `{EXTENDS}`")
    else:
        known = _known_layouts(name, (beside, *search.folders))
        hint = f"`{EXTENDS}` 写版式的名称，或从本文件算起的路径；{known}"
        decoder.fault("no-layout", f"没有版式“{name[:60]}”", pair[1], hint)
    return rest, Layout(None, ())


class _Decoder:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.problems: list[Problem] = []
        self.names: list[_Name] = []
        self.old: list[_Old] = []

    def fault(self, code: str, message: str, node: Node | None, hint: str = "") -> None:
        place = self.source.place(node.line, node.column) if node else None
        self.problems.append(self.source.problem("error", code, message, place, hint))

    @property
    def at_fault(self) -> bool:
        """Whether anything noted so far keeps the layout from being used."""
        return any(problem.severity == "error" for problem in self.problems)

    def value(self, node: Node, wanted: Any, key: str, unit: float = 1.0, base: Any = None) -> Any:
        """The node as `wanted` says, what it leaves out from `base`; `_BAD` after a fault."""
        if wanted is float or wanted is int or wanted is str or wanted is bool:
            return self._scalar(node, wanted, key, unit)
        if isinstance(wanted, type) and hasattr(wanted, "_fields"):
            if isinstance(node, MappingNode):
                return self.record(node, wanted, key, unit, base)
            self.fault(
                "wrong-type", f"`{key}` 要写成一组项目", node, f"可用的项目：{'、'.join(wanted.__annotations__)}"
            )
            return _BAD
        origin = get_origin(wanted)
        if origin is Annotated:
            text = self._scalar(node, str, key, unit)
            if isinstance(text, str):
                self._note_name(wanted.__metadata__[0], text, node, key)
            return text
        if origin is Literal:
            text = node.text if isinstance(node, Scalar) else None
            choices = get_args(wanted)
            if text in choices:
                return text
            message = f"`{key}` 不能是“{text}”" if text else f"`{key}` 的写法有误"
            self.fault("bad-value", message, node, f"可用的写法：{'、'.join(choices)}")
            return _BAD
        if origin is Union or origin is types.UnionType:
            if isinstance(node, Scalar) and node.plain and node.text in NOTHING:
                return None
            some = next(arg for arg in get_args(wanted) if arg is not type(None))
            return self.value(node, some, key, unit, base)
        if origin is tuple:
            return self._tuple(node, get_args(wanted), key, unit)
        return self._mapping(node, get_args(wanted), key, unit, base or {})

    def _note_name(self, kind: str, text: str, node: Node, key: str) -> None:
        if kind != "path":
            self.names.append(_Name(kind, text, node))
            return
        try:
            path_steps(text)
        except ValueError:
            self.fault("bad-path", f"`{key}` 不是能画的路径", node, SVG_PATH)

    def _scalar(self, node: Node, wanted: type, key: str, unit: float) -> Any:
        what = {float: "一个数", int: "一个整数", str: "一行文字", bool: "true 或 false"}[wanted]
        if not isinstance(node, Scalar):
            self.fault("wrong-type", f"`{key}` 要写{what}", node)
            return _BAD
        text = node.text
        if wanted is str:
            longest = LONGEST_PATH if key == "path" else LONGEST_TEXT
            if text.isprintable() and len(text) <= longest:
                return text
            message = f"`{key}` 超过{longest}字" if text.isprintable() else f"`{key}` 里有换行或看不见的字符"
            self.fault("bad-text", message, node, "改成一行短的文字")
            return _BAD
        if wanted is bool:
            if text.lower() in ("true", "yes", "on", "false", "no", "off"):
                return text.lower() in ("true", "yes", "on")
        elif _number.fullmatch(text) and (wanted is float or text.lstrip("+-").isdecimal()) and len(text) < 20:
            number = float(text) * unit if wanted is float else int(text)
            least, most = range_of(key)
            if least <= number <= most:
                return number
            hint = f"`{key}` 取{least / unit:.6g}到{most / unit:.6g}"
            self.fault("bad-number", f"`{key}` 不能是 {text}", node, hint)
            return _BAD
        self.fault("wrong-type", f"`{key}` 要写{what}，不是“{text[:40]}”", node)
        return _BAD

    def _tuple(self, node: Node, args: tuple[Any, ...], key: str, unit: float) -> Any:
        if not isinstance(node, Listing):
            self.fault("wrong-type", f"`{key}` 要写成列表", node, "写在方括号里，用逗号隔开；或每项一行，以“- ”开头")
            return _BAD
        if args[1:] == (...,):
            args = args[:1] * len(node.items)
        if len(node.items) != len(args):
            self.fault("wrong-length", f"`{key}` 要有{len(args)}项，这里有{len(node.items)}项", node)
            return _BAD
        found = tuple([self.value(item, wanted, key, unit) for item, wanted in zip(node.items, args, strict=True)])
        return _BAD if _BAD in found else found

    def _mapping(self, node: Node, args: tuple[Any, ...], key: str, unit: float, base: Mapping[str, Any]) -> Any:
        named, wanted = args
        if not isinstance(node, MappingNode):
            self.fault("wrong-type", f"`{key}` 要写成“名称: 内容”", node)
            return _BAD
        for name in node.repeated():
            self.fault("duplicate-key", f"“{name.text}”写了两次", name, "只留一个")
        found: dict[str, Any] = {}
        for name, item in node.pairs:
            if get_origin(named) is Annotated:
                self._note_name(named.__metadata__[0], name.text, name, key)
            value = self._color(name, item) if wanted is Color else self.value(item, wanted, key, unit)
            found[name.text] = value
        return _BAD if _BAD in found.values() else {**base, **found}

    def _color(self, name: Scalar, node: Node) -> Any:
        """`{rgb: "#RRGGBB", cmyk: [0-100, ...]}`."""
        if name.text in ("", COLUMN):
            message = f"颜色不能取名“{COLUMN}”：它指稿件的栏目色" if name.text else "颜色没有名称"
            self.fault("bad-color", message, name, "换一个名称")
            return _BAD
        values: dict[str, Node] = {key.text: item for key, item in node.pairs} if isinstance(node, MappingNode) else {}
        rgb, cmyk = values.get("rgb"), values.get("cmyk")
        shares = [item.text for item in cmyk.items if isinstance(item, Scalar)] if isinstance(cmyk, Listing) else []
        if (
            values.keys() != {"rgb", "cmyk"}
            or not isinstance(rgb, Scalar)
            or not _rgb.fullmatch(rgb.text)
            or len(shares) != 4
            or not all(_number.fullmatch(share) and 0 <= float(share) <= 100 for share in shares)
        ):
            hint = '写成 {rgb: "#B5151B", cmyk: [0, 100, 95, 20]}，四种油墨用百分数'
            self.fault("bad-color", f"颜色“{name.text}”的写法有误", node, hint)
            return _BAD
        red, green, blue = (int(rgb.text[at : at + 2], 16) / 255 for at in (1, 3, 5))
        cyan, magenta, yellow, black = (float(share) / 100 for share in shares)
        return Color(name.text, (red, green, blue), (cyan, magenta, yellow, black))

    def record(self, node: MappingNode, into: Any, key: str, unit: float = 1.0, base: Any = None) -> Any:
        """The table as the record `into`; fields that it leaves out are those of the record `base`."""
        wanted: Mapping[str, Any] = into.__annotations__
        defaults: Mapping[str, Any] = into._field_defaults
        found: dict[str, Any] = {}
        bad = False
        for name, item in node.pairs:
            field, scale = name.text, unit
            if field not in wanted and field.endswith(MM) and field[:-3] in wanted:
                field, scale = field[:-3], PT_PER_MM
            retired = None if field in wanted else retired_key(into.__name__, field)
            if retired:
                if not retired.as_now:
                    self._retired(name, retired)
                if not retired.now:
                    continue
                field = retired.now
            if field not in wanted:
                self._unknown(name, wanted)
                bad = True
            elif field in found:
                self.fault("duplicate-key", f"“{name.text}”写了两次", name, "只留一个")
            else:
                key_read = retired.name if retired and retired.as_now else field
                value = self.value(item, wanted[field], key_read, scale, getattr(base, field, None))
                bad = bad or value is _BAD
                if retired and retired.as_now and value is not _BAD:
                    self.old.append(_Old(name, retired, value))
                found[field] = value
        if base is not None:
            return _BAD if bad else base._replace(**found)
        missing = [field for field in wanted if field not in found and field not in defaults]
        if missing:
            self.fault("missing-key", f"`{key}` 里缺少 {'、'.join(missing)}", node)
            return _BAD
        if bad:
            return _BAD
        for field in wanted:
            if field not in found and get_origin(wanted[field]) is Annotated and defaults[field]:
                self.names.append(_Name(wanted[field].__metadata__[0], defaults[field], node))
        return into(**found)

    def converted(self, design: Design) -> Design:
        """The design with the numbers of old keys as today's keys have them."""
        for old in self.old:
            if old.row.as_now:
                number = old.row.as_now(design, old.number)
                self._retired(old.name, old.row, f": {number:.5g}")
                table, field = old.row.path.split(".")
                record = getattr(design, table)._replace(**{field: number})
                design = design._replace(**{table: record})
        return design

    def _retired(self, name: Scalar, retired: RetiredKey, number: str = "") -> None:
        """Tell of a key that an earlier version had."""
        message, hint = f"“{name.text}”从 {retired.since} 起不再使用，已略过", "可从版式文件里删去"
        if retired.now:
            message, hint = (
                f"“{name.text}”从 {retired.since} 起改名为“{retired.now}”，已照读",
                f"改写成 `{retired.now}{number}`",
            )
        place = self.source.place(name.line, name.column)
        self.problems.append(self.source.problem("note", "retired-key", message, place, hint))

    def _unknown(self, name: Scalar, wanted: Mapping[str, Any]) -> None:
        near = nearest(name.text, [*wanted, *(field + MM for field in wanted)])
        hint = f"是不是 `{near}`？" if near else f"可用的项目：{'、'.join(wanted)}"
        self.fault("unknown-key", f"无法识别的项目“{name.text[:40]}”", name, hint)

    def check_names(self, root: MappingNode, base: Any, search: _Search) -> None:
        """Check the names noted: colours and tones against the file and its `base`, and what `search` knows.

        A kind of which nothing is known is not judged.
        """
        for name in self.names:
            if name.kind == "role":
                if search.roles and name.text not in search.roles:
                    self._unknown_name("unknown-role", f"没有“{name.text}”这个字体角色", name, search.roles)
                continue
            table, more = _TABLES[name.kind]
            own, path = _follow(root, table)
            defined = {key.text for key, _ in own.pairs} if path and isinstance(own, MappingNode) else set[str]()
            defined.update(getattr(base, table, ()))
            if table == "colors":
                defined.update(search.colors)
            if not defined or name.text in defined or name.text in more:
                continue
            if name.text == COLUMN and name.kind != "tone":
                message = f"这里不属于任何一篇稿件，不能用栏目色“{COLUMN}”"
                self.fault("unknown-color", message, name.node, f"写 `{table}` 里的一种颜色")
            else:
                self._unknown_name("unknown-color", f"`{table}` 里没有“{name.text}”", name, defined | more - {""})

    def _unknown_name(self, code: str, message: str, name: _Name, known: Collection[str]) -> None:
        near = nearest(name.text, known)
        self.fault(code, message, name.node, f"是不是 {near}？" if near else f"现有的：{'、'.join(sorted(known))}")


def _follow(root: Node, path: str) -> tuple[Node, tuple[str, ...]]:
    """How far the file writes a dotted path of keys, `_mm` or not: the node there, and the names that lead to it."""
    node, names = root, list[str]()
    for key in path.split("."):
        if isinstance(node, MappingNode):
            pairs: list[tuple[str, Node]] = [(name.text, item) for name, item in node.pairs]
        else:
            pairs = [(str(place), item) for place, item in enumerate(node.items)] if isinstance(node, Listing) else []
        found = next((pair for pair in pairs if pair[0] in (key, key + MM)), None)
        if not found:
            break
        node = found[1]
        names.append(found[0])
    return node, tuple(names)


def _at(root: Node, *paths: str) -> Node:
    """The node of the first path that the file writes whole; without one, the nearest to any of them."""
    found = [(*_follow(root, path), path) for path in paths]
    return (
        next((node for node, names, path in found if len(names) == path.count(".") + 1), None)
        or max(found, key=lambda follow: len(follow[1]))[0]
    )
