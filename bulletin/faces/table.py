"""fonts.yaml to face files and roles."""

import os

from bulletin.faces.files import FaceFile
from bulletin.problems import ContentError, Place, Problem
from bulletin.yaml_nodes.events import compose
from bulletin.yaml_nodes.nodes import Listing, Node, NodesError, Scalar, Table

FACE_KEYS = ("file", "number", "sha256", "licence", "from", "family", "widen")
RETIRED_KEYS = ("dash",)  # written by fonts/build.py of edition 0.1: an office's own table may still have it
CODE = "bad-fonts-table"


class Reader:
    """Collects what the table says and what is wrong with it."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.folder = os.path.dirname(source)
        self.problems: list[Problem] = []

    def fault(self, node: Node, message: str, hint: str = "") -> None:
        self.problems.append(Problem("error", CODE, message, Place(self.source, node.line, node.column), hint))

    def entries(self, table: Table, key: str) -> dict[str, Node]:
        """The entries of the table under `key`; empty when there are none, which is a fault."""
        for name, node in table.pairs:
            if name.text == key and isinstance(node, Table) and node.pairs:
                return {entry.text: value for entry, value in node.pairs}
        self.fault(table, f"{key} 里要有内容", "照随附的 fonts.yaml 写 faces 和 roles 两部分")
        return {}

    def names(self, node: Node) -> tuple[str, ...]:
        """A list of words, or one word; () for anything else."""
        if isinstance(node, Scalar):
            return (node.text,)
        if isinstance(node, Listing):
            return tuple(item.text for item in node.items if isinstance(item, Scalar))
        return ()

    def face(self, name: str, node: Node) -> FaceFile | None:
        """One entry of `faces`."""
        keys = {key.text: value for key, value in node.pairs} if isinstance(node, Table) else {}
        file = keys.get("file")
        if not isinstance(file, Scalar) or not file.text:
            self.fault(node, f"字体“{name}”没有写 file（字体文件名）")
            return None
        for key, value in keys.items():
            if key not in FACE_KEYS + RETIRED_KEYS:
                self.fault(value, f"字体“{name}”有不认识的键：{key}", f"可用的键：{'、'.join(FACE_KEYS)}")
        path = os.path.join(self.folder, file.text)
        if not os.path.isfile(path):
            self.fault(file, f"字体“{name}”的文件不存在：{file.text}", "把字体文件放进 fonts 目录，或写完整路径")
        number = self.count(keys.get("number"), f"字体“{name}”的 number 要写从 0 数的整数")
        digest = keys.get("sha256")
        recorded = digest.text if isinstance(digest, Scalar) else ""
        return FaceFile(name=name, path=path, sha256=recorded, number=number)

    def count(self, node: Node | None, message: str) -> int:
        """A whole number from 0; 0 where nothing is written."""
        if node is None:
            return 0
        if isinstance(node, Scalar) and node.text.isascii() and node.text.isdigit():
            return int(node.text)
        self.fault(node, message)
        return 0


def read_table(source: str) -> tuple[tuple[FaceFile, ...], dict[str, tuple[str, ...]]]:
    """The faces and roles that the file `source` lists; relative font files are looked for beside it.

    Raises:
        ContentError: with every fault found.
    """
    table = _load(source)
    reader = Reader(source)
    found = (reader.face(name, node) for name, node in reader.entries(table, "faces").items())
    files = [file for file in found if file is not None]
    system = next((node for key, node in table.pairs if key.text == "system"), None)
    for order, path in enumerate(reader.names(system) if system else ()):
        if os.path.isfile(path):
            files.append(FaceFile(name=f"system-{order}", path=path, system=True))
    known = {file.name for file in files}
    roles: dict[str, tuple[str, ...]] = {}
    for role, node in reader.entries(table, "roles").items():
        chain = reader.names(node)
        strange = [name for name in chain if name not in known]
        if not chain or strange:
            hint = f"不认识的字体：{'、'.join(strange)}" if strange else ""
            reader.fault(node, f"角色“{role}”要写成 faces 里的字体名", hint)
        roles[role] = chain
    if reader.problems:
        raise ContentError(*reader.problems)
    return tuple(files), roles


def _load(source: str) -> Table:
    """The file as a table."""
    try:
        with open(source, encoding="utf-8-sig") as stream:
            node = compose(stream.read())
    except (OSError, UnicodeDecodeError) as error:
        problem = Problem("error", CODE, "字体表读不出来", Place(source), "要有 UTF-8 编码的 fonts/fonts.yaml")
        raise ContentError(problem) from error
    except NodesError as error:
        place = Place(source, error.line, error.column)
        raise ContentError(Problem("error", CODE, error.message, place, error.hint)) from error
    if not isinstance(node, Table):
        raise ContentError(Problem("error", CODE, "字体表要有 faces 和 roles 两部分", Place(source)))
    return node
