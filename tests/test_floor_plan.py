"""Who may import whom: the building's floor plan, read from the source itself."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "bulletin"
LEAVES = {"units", "geometry", "problems", "memory", "yaml_nodes"}
MAY_SEE = {
    "units": set[str](),
    "geometry": {"units"},
    "problems": set[str](),
    "memory": set[str](),
    "yaml_nodes": {"yaml_nodes"},
    "model": LEAVES | {"model"},
    "faces": LEAVES | {"model", "faces"},
    "read": LEAVES | {"model", "faces", "read"},
    "compose": LEAVES | {"model", "faces", "compose"},
    "makeup": LEAVES | {"model", "faces", "compose", "makeup"},
    "choose": LEAVES | {"model", "choose"},
    "slides": LEAVES | {"model", "faces", "choose", "slides"},
    "draw": LEAVES | {"model", "faces", "draw"},
    "proof": LEAVES | {"model", "proof"},
    "preflight": LEAVES | {"model", "preflight"},
    "build": LEAVES | {"build"},
    "pipeline": LEAVES
    | {"model", "faces", "read", "compose", "makeup", "slides", "draw", "proof", "preflight", "build"},
    "command": LEAVES | {"model", "build", "preflight", "pipeline"},
}
# A library that keeps state, or is heavy, is met in these rooms only.
ONLY_IN = {
    "reportlab": {"draw"},
    "pptx": {"draw", "read"},
    "lxml": {"draw", "read"},
    "uharfbuzz": {"faces"},
    "yaml": {"yaml_nodes", "faces"},
    "click": {"command"},
    "pikepdf": {"draw", "preflight"},
    "pypdfium2": {"draw"},
    "PIL": {"read", "draw", "preflight"},
    "pyphen": {"compose"},
}
NEVER = {"fitz", "pymupdf", "matplotlib", "numpy", "pydantic", "fontTools", "requests", "urllib"}


def imports(path: Path) -> list[tuple[int, str]]:
    """Line and full name of every import in a file, wherever it stands."""
    found: list[tuple[int, str]] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno} imports by dots"
            assert node.module
            found += [(node.lineno, f"{node.module}.{alias.name}") for alias in node.names]
    return found


def room(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return parts[0]


FILES = sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_room_imports_only_what_the_floor_plan_allows(path: Path) -> None:
    for line, name in imports(path):
        head, _, rest = name.partition(".")
        if head == "bulletin":
            target = rest.split(".")[0]
            assert target in MAY_SEE[room(path)], f"{path.name}:{line}: {room(path)} must not see {target}"
        assert head not in NEVER, f"{path.name}:{line}: {head} has no place in the product"
        if head in ONLY_IN:
            assert room(path) in ONLY_IN[head], f"{path.name}:{line}: {head} is met in {ONLY_IN[head]} only"


def test_reportlab_is_used_for_canvas_and_document_only() -> None:
    for path in FILES:
        for line, name in imports(path):
            assert not name.startswith("reportlab.platypus"), f"{path.name}:{line}"


def test_the_command_alone_prints() -> None:
    for path in FILES:
        if path.stem == "command":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id != "print", f"{path.name}:{node.lineno} prints"
