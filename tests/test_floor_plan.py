"""Who may import whom: the building's floor plan, read from the source itself. An import inside a function or under
TYPE_CHECKING counts like any other."""

import ast
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from tests.syntax import FILES, PACKAGE, name_of, nodes, tree

LEAVES = {
    "units",
    "geometry",
    "problems",
    "opening",
    "memory",
    "progress",
    "quiet",
    "sources",
    "likeness",
    "characters",
    "posts",
    "presentations",
    "yaml_nodes",
}
MAY_SEE = {
    "units": set[str](),
    "geometry": {"units"},
    "problems": set[str](),
    "opening": {"problems"},
    "terminal": {"problems"},
    "memory": set[str](),
    "progress": set[str](),
    "progress_line": {"problems", "progress", "terminal"},
    "findings": {"problems"},
    "quiet": set[str](),
    "sources": set[str](),
    "likeness": set[str](),
    "characters": set[str](),
    "posts": set[str](),
    "presentations": set[str](),
    "yaml_nodes": {"yaml_nodes"},
    "model": LEAVES | {"model"},
    "faces": LEAVES | {"model", "faces"},
    "words": LEAVES | {"model", "words"},
    "read": LEAVES | {"model", "faces", "words", "read"},
    "choose": LEAVES | {"model", "choose"},
    "compose": LEAVES | {"model", "faces", "words", "compose"},
    "makeup": LEAVES | {"model", "faces", "compose", "choose", "makeup"},
    "slides": LEAVES | {"model", "faces", "words", "choose", "slides"},
    "draw": LEAVES | {"model", "faces", "draw"},
    "proof": LEAVES | {"model", "proof"},
    "preflight": LEAVES | {"model", "preflight"},
    "pipeline": LEAVES
    | {"model", "faces", "words", "read", "compose", "makeup", "slides", "draw", "proof", "preflight"},
    "build": LEAVES | {"model", "pipeline", "build", "signals"},
    "begin": LEAVES | {"model", "faces", "words", "read", "pipeline", "build", "begin", "signals"},
    # what an editor looks at while building: it may open finished files too, to compare them; of reading it knows
    # which names of a content folder mean nothing
    "desk": LEAVES
    | {
        "model",
        "read",
        "pipeline",
        "build",
        "begin",
        "draw",
        "preflight",
        "choose",
        "signals",
        "since_last",
        "summary",
        "desk",
    },
    "signals": set[str](),
    "arguments": LEAVES | {"model"},
    "understood": LEAVES | {"model"},
    "since_last": LEAVES | {"model", "build"},
    "summary": LEAVES | {"model", "build", "since_last", "understood"},
    "command": LEAVES
    | {
        "__init__",
        "model",
        "arguments",
        "findings",
        "progress_line",
        "since_last",
        "summary",
        "terminal",
        "understood",
        "begin",
        "build",
        "desk",
        "pipeline",
        "preflight",
        "signals",
    },
    "__main__": {"command", "signals", "problems", "terminal"},
    "__init__": set[str](),
}
# A library that keeps state, or is heavy, is imported in these rooms only.
ONLY_IN = {
    "reportlab": {"draw", "makeup"},  # in makeup its charts alone, for their geometry (decisions, M-20)
    "pptx": {"draw", "read"},
    "docx": {"read"},
    "lxml": {"draw", "read"},
    "uharfbuzz": {"faces"},
    "fontTools": {"faces"},
    "yaml": {"yaml_nodes"},
    "argparse": {"arguments"},
    "pikepdf": {"read", "draw", "preflight", "desk"},
    "pypdfium2": {"draw", "desk"},
    "watchfiles": {"desk"},
    "starlette": {"desk"},
    "uvicorn": {"desk"},
    "PIL": {"faces", "read", "draw", "preflight"},
    "pyphen": {"compose"},
}
NEVER = {
    "fitz", "pymupdf", "matplotlib", "numpy", "pydantic", "requests", "urllib", "click", "pickle"
}  # fmt: skip


@cache
def imports(path: Path) -> list[tuple[int, str]]:
    """Line and full name of every import in a file, wherever it stands."""
    found: list[tuple[int, str]] = []
    for node in nodes(path):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno} imports by dots"
            assert node.module
            found += [(node.lineno, f"{node.module}.{alias.name}") for alias in node.names]
    return found


def module(path: Path) -> str:
    """A file's name below the package, with dots; a folder's own file goes by the folder's name."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


MODULES = {module(path): path for path in FILES}


def imported(name: str) -> str:
    """The file of ours that an import of `name`, which begins with `bulletin.`, reads."""
    parts = name.split(".")[1:]
    return next((found for end in range(len(parts), 0, -1) if (found := ".".join(parts[:end])) in MODULES), "__init__")


def graph(files: Mapping[str, Path]) -> dict[str, set[str]]:
    """The files that each file imports."""
    return {
        name: {imported(other) for _, other in imports(path) if other.partition(".")[0] == "bulletin"}
        for name, path in files.items()
    }


def circle(sees: Mapping[str, set[str]]) -> list[str]:
    """The files of one circle of imports, in their order; empty where there is none."""
    sound: set[str] = set()

    def walk(name: str, above: list[str]) -> list[str]:
        if name in above:
            return [*above[above.index(name) :], name]
        if name not in sound:
            for other in sorted(sees.get(name, ())):
                if found := walk(other, [*above, name]):
                    return found
            sound.add(name)
        return []

    return next((found for name in sorted(sees) if (found := walk(name, []))), [])


def test_every_room_imports_only_what_the_floor_plan_allows() -> None:
    faults: list[str] = []
    for room, path in ((name.partition(".")[0], path) for name, path in MODULES.items()):
        for line, name in imports(path):
            head, where = name.partition(".")[0], f"{name_of(path)}:{line}"
            if head == "bulletin" and (target := imported(name).partition(".")[0]) not in MAY_SEE[room]:
                faults.append(f"{where}: {room} must not see {target}")
            if head in NEVER:
                faults.append(f"{where}: {head} has no place in the product")
            if head in ONLY_IN and room not in ONLY_IN[head]:
                faults.append(f"{where}: {head} is used in {ONLY_IN[head]} only")
    assert not faults, "\n".join(faults)


def test_no_files_import_each_other_in_a_circle() -> None:
    found = circle(graph(MODULES))
    assert not found, " → ".join(found)


def test_a_circle_is_found_wherever_the_imports_stand(tmp_path: Path) -> None:
    texts = {
        "units": "from bulletin.geometry import A\n",
        "geometry": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from bulletin.problems import B\n",
        "problems": "def f():\n    import bulletin.units\n",
        "memory": "import bulletin.units\n",
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.py").write_text(text)
    assert circle(graph({name: tmp_path / f"{name}.py" for name in texts})) == [
        "geometry", "problems", "units", "geometry"
    ]  # fmt: skip


def test_reportlab_lays_out_charts_and_nothing_else() -> None:
    for path in FILES:
        for line, name in imports(path):
            assert not name.startswith("reportlab.platypus"), f"{path.name}:{line}"
            charts = name.startswith("reportlab.graphics")
            assert charts == (module(path) == "makeup.plots") or not name.startswith("reportlab"), f"{path.name}:{line}"


def test_the_command_alone_prints_and_only_through_the_terminal() -> None:
    for path in FILES:
        for node in nodes(path):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id != "print", f"{path.name}:{node.lineno} prints"
            if isinstance(node, ast.Attribute) and node.attr in ("stdout", "stderr"):
                assert module(path) == "terminal", f"{path.name}:{node.lineno} takes a stream"


def test_one_module_alone_asks_where_the_package_is() -> None:
    for path in FILES:
        if module(path) != "sources":
            assert "__file__" not in path.read_text(encoding="utf-8"), path.name


def test_a_class_or_constant_has_its_name_alone() -> None:
    """One word, one meaning: a name that stands twice is looked up in the wrong file."""
    where: dict[str, list[str]] = {}
    for path in FILES:
        for node in tree(path).body:
            for name in names_of(node):
                where.setdefault(name, []).append(name_of(path))
    assert {name: files for name, files in where.items() if len(files) > 1} == {}


def names_of(node: ast.stmt) -> list[str]:
    """Names that a statement of a module defines, functions aside."""
    if isinstance(node, ast.ClassDef):
        return [node.name]
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    return [part.id for target in targets for part in ast.walk(target) if isinstance(part, ast.Name)]


def test_no_function_is_longer_than_sixty_lines() -> None:
    faults = [
        f"{name_of(path)}:{node.lineno}: {node.name} has {length} lines"
        for path in FILES
        for node in nodes(path)
        if isinstance(node, ast.FunctionDef) and (length := (node.end_lineno or node.lineno) - node.lineno + 1) > 60
    ]
    assert not faults, "\n".join(faults)
