"""fonts.yaml to face files and roles."""

import os
from typing import Any

from bulletin.faces.face import FaceFile
from bulletin.problems import ContentError, Place, Problem

FACE_KEYS = frozenset(("file", "number", "sha256", "licence", "from", "family", "widen", "units"))


def read_table(source: str) -> tuple[tuple[FaceFile, ...], dict[str, tuple[str, ...]]]:
    """The faces and roles that the file `source` lists; relative font files are looked for beside it.

    Raises:
        ContentError: with every fault found.
    """
    table = _load(source)
    problems: list[Problem] = []

    def fault(message: str, hint: str = "") -> None:
        problems.append(Problem("error", "bad-fonts-table", message, Place(source), hint))

    folder = os.path.dirname(source)
    files: list[FaceFile] = []
    faces = table.get("faces")
    for name, entry in faces.items() if isinstance(faces, dict) else ():
        if not isinstance(entry, dict) or not isinstance(entry.get("file"), str) or not entry["file"]:
            fault(f"字体“{name}”没有写 file（字体文件名）")
            continue
        unknown = sorted(str(key) for key in entry if key not in FACE_KEYS)
        if unknown:
            fault(f"字体“{name}”有不认识的键：{'、'.join(unknown)}", f"可用的键：{'、'.join(sorted(FACE_KEYS))}")
        number = entry.get("number", 0)
        if not isinstance(number, int) or isinstance(number, bool) or number < 0:
            fault(f"字体“{name}”的 number 要写从 0 数的整数")
            number = 0
        path = os.path.join(folder, entry["file"])
        if not os.path.isfile(path):
            fault(f"字体“{name}”的文件不存在：{entry['file']}", "把字体文件放进 fonts 目录，或写完整路径")
        units = entry.get("units", {})
        if not isinstance(units, dict) or not all(isinstance(gid, int) for gid in units.values()):
            fault(f"字体“{name}”的 units 由 fonts/build.py 填写，自有字体不写")
            units = {}
        shaped = tuple((str(unit), gid) for unit, gid in units.items())
        files.append(FaceFile(str(name), path, str(entry.get("sha256", "")), number, shaped))
    if not files and not problems:
        fault("faces 里没有字体")
    for order, path in enumerate(_texts(table.get("system", []))):
        if os.path.isfile(path):
            files.append(FaceFile(f"system-{order}", path, system=True))
    known = {file.name for file in files}
    roles: dict[str, tuple[str, ...]] = {}
    listed = table.get("roles")
    for role, names in listed.items() if isinstance(listed, dict) else ():
        chain = _texts(names)
        strange = [name for name in chain if name not in known]
        if not chain or strange:
            fault(f"角色“{role}”要写成 faces 里的字体名", f"不认识的字体：{'、'.join(strange)}" if strange else "")
        roles[str(role)] = chain
    if not roles and not problems:
        fault("roles 里没有角色")
    if problems:
        raise ContentError(*problems)
    return tuple(files), roles


def _load(source: str) -> dict[str, Any]:
    """The file as a mapping."""
    import yaml

    try:
        with open(source, encoding="utf-8") as stream:
            table = yaml.load(stream, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (OSError, UnicodeDecodeError) as error:
        problem = Problem(
            "error", "bad-fonts-table", "字体表读不出来", Place(source), "要有 UTF-8 编码的 fonts/fonts.yaml"
        )
        raise ContentError(problem) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = Place(source, mark.line + 1, mark.column + 1) if mark else Place(source)
        raise ContentError(Problem("error", "bad-fonts-table", "字体表不是正确的 YAML", place)) from error
    if not isinstance(table, dict):
        raise ContentError(Problem("error", "bad-fonts-table", "字体表要有 faces 和 roles 两部分", Place(source)))
    return table


def _texts(value: object) -> tuple[str, ...]:
    """A list of strings as a tuple; one string stands for a list of one, anything else for none."""
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    return ()
