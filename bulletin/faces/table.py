"""fonts.yaml to face files and roles."""

import os
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bulletin.memory import Memory
from bulletin.opening import NotOpenedError, lies_below, read_file
from bulletin.problems import ContentError, Place, Problem
from bulletin.yaml_nodes.events import compose
from bulletin.yaml_nodes.nodes import Listing, MappingNode, Node, NodesError, Scalar

FACE_KEYS = ("file", "number", "sha256", "licence", "from", "family", "widen")
SECTIONS = ("faces", "roles", "system")
RETIRED_KEYS = ("dash",)  # written by fonts/build.py of edition 0.1: an office's own table may still have it
TABLE = "fonts.yaml"
CODE = "bad-fonts-table"
# What the packed faces have parts of (fonts/build.py): radicals, strokes, Extension A, URO, compatibility, B and later.
HAN = ((0x2E80, 0x2FDF), (0x31C0, 0x31EF), (0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x323AF))
MAX_TABLE_BYTES = 256 * 1024  # the shipped one has 3 KB


class FaceFile(NamedTuple):
    """One entry of `faces` in fonts.yaml, or one file of its `system` list."""

    name: str
    path: str
    below: str = ""  # the folder that the file lies in; "" for one that the table names by its full path
    sha256: str = ""  # recorded digest; "" for an office's own file
    number: int = 0  # of the face in a collection
    system: bool = False  # a last fallback outside the project: its use is reported as a warning
    shipped: bool = False  # its row says where it comes from
    licence: str = ""  # the file of its text, as the row has it
    place: Place | None = None  # of its row

    @property
    def packed(self) -> bool:
        """Whether xz packed the file: it is long, seldom needed, and takes up to a second to open."""
        return self.path.endswith(".xz")

    def may_have(self, unit: str) -> bool:
        """Whether it is worth opening the file for `unit`: those that ship packed have Chinese characters only."""
        code = ord(unit[0])
        return not (self.packed and self.shipped) or any(first <= code <= last for first, last in HAN)


class FontTable(NamedTuple):
    """Faces, in the order in which a character without a face in its role tries them, and roles with their faces."""

    source: str = ""  # the file whose roles come first
    files: tuple[FaceFile, ...] = ()
    roles: Mapping[str, tuple[str, ...]] = {}
    places: Mapping[str, Place] = {}  # of the roles
    behind: Mapping[str, tuple[str, ...]] = {}  # the faces of the same roles in tables further back


class Reader:
    """Collects what the table says and what is wrong with it."""

    def __init__(self, source: str, folders: Sequence[str]) -> None:
        self.source = source
        self.folders = (os.path.dirname(source), *folders)  # with font files
        self.problems: list[Problem] = []

    def fault(self, node: Node, message: str, hint: str = "") -> None:
        self.problems.append(Problem("error", CODE, message, Place(self.source, node.line, node.column), hint))

    def entries(self, table: MappingNode, key: str) -> dict[str, Node]:
        """The entries of the table under `key`; empty when there are none, which is a fault."""
        hint = "按随附的 fonts.yaml 写 `faces` 和 `roles` 两部分"
        for name, node in table.pairs:
            if name.text == key and isinstance(node, MappingNode) and node.pairs:
                self.once(node, f"`{key}` 里")
                return {entry.text: value for entry, value in node.pairs}
            if name.text == key:
                hint = f"按随附的 fonts.yaml 写 `{key}` 的内容；使用随附的字体时不用写这一部分"
        self.fault(table, f"`{key}` 里没有内容", hint)
        return {}

    def once(self, table: MappingNode, where: str) -> None:
        """No key of the table stands twice."""
        for entry in table.repeated():
            self.fault(entry, f"{where}“{entry.text}”写了两次", "只留一个")

    def names(self, node: Node) -> tuple[str, ...]:
        """A list of words, or one word; () for anything else."""
        items = node.items if isinstance(node, Listing) else (node,)
        words = tuple(item.text for item in items if isinstance(item, Scalar))
        return words if len(words) == len(items) else ()

    def face(self, name: str, node: Node) -> FaceFile | None:
        """One entry of `faces`."""
        keys = {key.text: value for key, value in node.pairs} if isinstance(node, MappingNode) else {}
        if isinstance(node, MappingNode):
            self.once(node, f"字体“{name}”里")
        for key, value in keys.items():
            if key not in FACE_KEYS + RETIRED_KEYS:
                self.fault(value, f"字体“{name}”里有无法识别的项目“{key}”", f"可用的项目：{'、'.join(FACE_KEYS)}")
        file = keys.get("file")
        if not isinstance(file, Scalar) or not file.text:
            self.fault(node, f"字体“{name}”没有写 `file`（字体文件名）")
            return None
        path, below = self.found(file.text)
        hint = "把字体文件放进 fonts 文件夹，或写完整路径"
        if not path:
            self.fault(file, f"字体“{name}”的文件不存在，或不是普通文件：{file.text}", hint)
        elif below and not lies_below(path, below):
            where = "是链接，指到 fonts 文件夹外面" if os.path.islink(path) else "在 fonts 文件夹外面"
            self.fault(file, f"字体“{name}”的文件{where}：{file.text}", hint)
        number = self.count(keys.get("number"), f"字体“{name}”的 `number` 要写整数，从0数起")
        digest = keys.get("sha256")
        recorded = digest.text if isinstance(digest, Scalar) else ""
        if digest is not None and not recorded:
            self.fault(digest, f"字体“{name}”的 `sha256` 要写一串字母和数字", "自有字体不必写，删掉这一行")
        licence = keys.get("licence")
        return FaceFile(
            name=name,
            path=path,
            below=below,
            sha256=recorded,
            number=number,
            shipped="from" in keys,
            licence=licence.text if isinstance(licence, Scalar) else "",
            place=Place(self.source, file.line, file.column),
        )

    def found(self, file: str) -> tuple[str, str]:
        """The first regular file of that name, and the folder of fonts that it must lie in, "" with a full path."""
        paths = ((os.path.join(folder, file), folder) for folder in self.folders)
        path, folder = next((pair for pair in paths if os.path.isfile(pair[0])), ("", ""))
        return path, "" if os.path.isabs(file) else folder

    def count(self, node: Node | None, message: str) -> int:
        """A whole number from 0 to 9999; 0 where nothing is written."""
        if node is None:
            return 0
        if isinstance(node, Scalar) and node.text.isascii() and node.text.isdigit() and len(node.text) <= 4:
            return int(node.text)
        self.fault(node, message)
        return 0


def read_tables(folders: Sequence[str], memory: Memory | None = None) -> FontTable:
    """What the fonts.yaml of each folder lists, as one table; earlier folders hide what later ones call the same.

    Font files are looked for beside their table, then in the other folders. `memory` keeps the YAML read.

    Raises:
        ContentError: with every fault found in one of the tables, or there is none.
    """
    sources = [os.path.join(folder, TABLE) for folder in folders]
    table = FontTable()
    for source in reversed([source for source in sources if os.path.lexists(source)] or sources[:1]):
        table = _read_table(source, folders, table, memory or Memory())
    return table


def _read_table(source: str, folders: Sequence[str], behind: FontTable, memory: Memory) -> FontTable:
    """The faces and roles of one file in front of those `behind` it, which its roles may name too."""
    table = _load(source, memory)
    reader = Reader(source, folders)
    reader.once(table, "")
    sections = {key.text for key, _ in table.pairs}
    for key, _ in table.pairs:
        if key.text not in SECTIONS:
            reader.fault(key, f"无法识别的项目“{key.text}”", f"可用的项目：{'、'.join(SECTIONS)}")
    wanted = [key for key in ("faces", "roles") if key in sections or not behind.files]
    entries = {key: reader.entries(table, key) for key in wanted}
    found = (reader.face(name, node) for name, node in entries.get("faces", {}).items())
    files = [file for file in found if file is not None]
    system = next((node for key, node in table.pairs if key.text == "system"), None)
    paths = reader.names(system) if system else ()
    if system and not paths and not (isinstance(system, Listing) and not system.items):
        reader.fault(system, "`system` 要写字体文件的完整路径", "一行一个，前面写“- ”；用不着就写 `system: []`")
    for order, path in enumerate(paths):
        if os.path.isfile(path):
            place = Place(source, system.line, system.column) if system else None
            files.append(FaceFile(name=f"system-{order}", path=path, system=True, place=place))
    own = {file.name for file in files}
    files += [file for file in behind.files if file.name not in own]
    known = {file.name for file in files} | entries.get("faces", {}).keys()  # a wrong entry is told once
    roles: dict[str, tuple[str, ...]] = {}
    places: dict[str, Place] = {}
    for role, node in entries.get("roles", {}).items():
        chain = reader.names(node)
        strange = [name for name in chain if name not in known]
        if not chain or strange:
            hint = f"无法识别的字体：{'、'.join(strange)}" if strange else ""
            reader.fault(node, f"字体角色“{role}”要写 `faces` 里的字体名", hint)
        roles[role], places[role] = chain, Place(source, node.line, node.column)
    if reader.problems:
        raise ContentError(*reader.problems)
    return FontTable(
        source=source,
        files=tuple(files),
        roles={**behind.roles, **roles},
        places={**behind.places, **places},
        behind=behind.roles,
    )


def _load(source: str, memory: Memory) -> MappingNode:
    """The file as a table."""
    try:
        data = read_file(source, limit=MAX_TABLE_BYTES, below=os.path.dirname(source) or ".")
        node = memory.recall(("font table", data), lambda: compose(data.decode("utf-8-sig")))
    except NotOpenedError as error:
        hint = "检查 fonts/fonts.yaml 是否存在，能否打开"
        raise ContentError(Problem("error", CODE, f"字体表{error.message}", Place(source), hint)) from error
    except UnicodeDecodeError as error:
        problem = Problem("error", CODE, "字体表不是 UTF-8 编码", Place(source), "用记事本打开，另存为 UTF-8")
        raise ContentError(problem) from error
    except NodesError as error:
        place = Place(source, error.line, error.column)
        raise ContentError(Problem("error", CODE, error.message, place, error.hint)) from error
    if not isinstance(node, MappingNode):
        hint = "写 `faces` 或 `roles`；使用随附的字体时，删掉这个文件"
        raise ContentError(Problem("error", CODE, "字体表里没有项目", Place(source), hint))
    return node
