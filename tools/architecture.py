"""The picture of docs/architecture.md, drawn from the imports: `python -m tools.architecture` writes it anew."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "bulletin"
PAGE = ROOT / "docs" / "architecture.md"
BEGIN, END = "<!-- picture: python -m tools.architecture -->", "<!-- end of picture -->"

# Seen by every room; arrows to them would hide the others.
GROUND = frozenset(("model", "units", "geometry", "problems"))


def room_of(module: str) -> str:
    """The room of a dotted module below `bulletin.`: `draw.pdf.file` is in draw/pdf, `pipeline` is itself."""
    parts = module.split(".")
    while parts and not (PACKAGE / "/".join(parts)).is_dir():
        last = parts.pop()
        if not parts:
            return last
    return "/".join(parts)


def imported(file: Path) -> set[str]:
    """The modules of the package that a file imports, wherever the import stands."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                name = f"{node.module}.{alias.name}".replace(".", "/")
                is_module = (ROOT / f"{name}.py").is_file() or (ROOT / name).is_dir()
                found.add(f"{node.module}.{alias.name}" if is_module else node.module)
        elif isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
    return {name.removeprefix("bulletin.") for name in found if name.startswith("bulletin.")}


@cache
def arrows() -> set[tuple[str, str]]:
    """Which room imports which, without the ground that all stand on."""
    found: set[tuple[str, str]] = set()
    for file in PACKAGE.rglob("*.py"):
        module = ".".join(file.relative_to(PACKAGE).with_suffix("").parts)
        room = room_of(module.removesuffix(".__init__"))
        if room != "__init__":
            found.update((room, room_of(other)) for other in imported(file))
    return {(one, two) for one, two in found if one != two and not {one, two} & GROUND}


def picture() -> str:
    """The Mermaid block."""
    found = arrows()
    rooms = sorted({room for arrow in found for room in arrow})
    rows = [f'    {_name(room)}["{room}{".py" if _is_file(room) else "/"}"]' for room in rooms]
    rows += [f"    {_name(one)} --> {_name(two)}" for one, two in sorted(found)]
    return "\n".join(("```mermaid", "flowchart TD", *rows, "```"))


def _name(room: str) -> str:
    return room.replace("/", "_")


def _is_file(room: str) -> bool:
    return (PACKAGE / f"{room}.py").is_file()


def redrawn(page: str) -> str:
    """The page with the picture between its marks drawn anew."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{picture()}\n{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(redrawn(PAGE.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
