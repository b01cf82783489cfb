"""docs/ against the source: files, functions, values, the picture of the rooms and the rooms' own docstrings."""

import ast
import json
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from bulletin.read.keys import TABLES
from tools.architecture import PAGE, arrows, redrawn

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "bulletin"
PAGES = sorted((*(ROOT / "docs").glob("*.md"), *ROOT.glob("*.md")))
WIDEST = 120  # characters of a line of prose: a table's row cannot be broken

_REFERENCE = re.compile(r"(?P<path>[\w./-]*\w\.py)(?:::(?P<name>[A-Za-z_][\w.]*))?(?: = (?P<value>.+))?")
_SPAN = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\]\((?!https?:)([^)#\s]*)(#[^)\s]*)?\)")


class Reference(NamedTuple):
    """A code span that names a file of the project, and perhaps a name in it and its value."""

    page: str
    line: int
    path: str
    name: str
    value: str

    @property
    def where(self) -> str:
        return f"{self.page}:{self.line}"


def prose(page: Path) -> list[tuple[int, str]]:
    """The numbered lines of a page outside its code blocks."""
    found: list[tuple[int, str]] = []
    fenced = False
    for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), 1):
        if line.lstrip().startswith("```"):
            fenced = not fenced
        elif not fenced:
            found.append((number, line))
    return found


def references() -> list[Reference]:
    found: list[Reference] = []
    for page in PAGES:
        for number, line in prose(page):
            for span in _SPAN.findall(line):
                match = _REFERENCE.fullmatch(span)
                if match:
                    parts = match["path"], match["name"] or "", match["value"] or ""
                    found.append(Reference(page.name, number, *parts))
    return found


REFERENCES = references()


def file_of(path: str) -> Path | None:
    """The file that docs mean: below bulletin/, else below the project's folder."""
    return next((file for file in (PACKAGE / path, ROOT / path) if file.is_file()), None)


@cache
def names_of(file: Path) -> dict[str, ast.AST]:
    """Everything that a module defines: functions, classes, `Class.method`, assigned names with their values."""
    found: dict[str, ast.AST] = {}

    def add(body: list[ast.stmt], prefix: str) -> None:
        for node in body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                found[prefix + node.name] = node
                if isinstance(node, ast.ClassDef):
                    add(node.body, f"{prefix}{node.name}.")
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                found[prefix + node.target.id] = node.value or node
            elif isinstance(node, ast.Assign):
                for target in node.targets:
                    if isinstance(target, ast.Name):
                        found[prefix + target.id] = node.value
                    elif isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                        for name, value in zip(target.elts, node.value.elts, strict=True):
                            found[prefix + ast.unparse(name)] = value

    add(ast.parse(file.read_text(encoding="utf-8")).body, "")
    return found


def test_docs_name_many_places() -> None:
    assert len(REFERENCES) > 100, "the pattern of a reference no longer finds them"
    assert sum(bool(reference.value) for reference in REFERENCES) > 50


def wrong(reference: Reference) -> str:
    """What is not so that the docs say; "" where all is."""
    file = file_of(reference.path)
    if not file:
        return f"{reference.path} does not exist"
    if not reference.name:
        return ""
    names = names_of(file)
    if reference.name not in names:
        return f"{reference.path} has no {reference.name}"
    value = names[reference.name]
    if reference.value and ast.literal_eval(value) != ast.literal_eval(reference.value):
        return f"{reference.path}::{reference.name} is {ast.unparse(value)}"
    return ""


def test_every_file_and_name_in_the_docs_exists_and_has_the_value_given() -> None:
    faults = [f"{reference.where}: {fault}" for reference in REFERENCES if (fault := wrong(reference))]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere_and_lines_are_short(page: Path) -> None:
    for number, line in prose(page):
        for target, _ in _LINK.findall(_SPAN.sub("", line)):
            assert not target or (page.parent / target).exists(), f"{page.name}:{number} links to {target}"
        assert len(line) <= WIDEST or line.lstrip().startswith(("|", "!")), f"{page.name}:{number} is too long"


def test_the_picture_of_the_rooms_is_that_of_the_imports() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == redrawn(page), "python -m tools.architecture draws it anew"
    assert ("makeup", "compose") in arrows()
    assert ("proof", "makeup") not in arrows()
    assert ("desk/compare", "desk") not in arrows()


ROOMS = sorted(file.parent for file in PACKAGE.rglob("__init__.py") if file.parent != PACKAGE)


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: str(room.relative_to(PACKAGE)))
def test_each_room_says_what_comes_in_and_which_file_to_open_first(room: Path) -> None:
    docstring = ast.get_docstring(ast.parse((room / "__init__.py").read_text(encoding="utf-8")))
    assert docstring, f"{room} says nothing"
    assert len(docstring.splitlines()) <= 7
    for word in ("In:", "Out:", "Open first:"):
        assert word in docstring, f"{room}/__init__.py lacks {word!r}"
    first = docstring.partition("Open first:")[2].split()[0].rstrip(".,;:")
    assert (room / first).is_file(), f"{room}/__init__.py names {first}, which does not exist"


def test_architecture_names_every_room_with_the_file_to_open_first() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for room in ROOMS:
        name = room.relative_to(PACKAGE).as_posix()
        docstring = ast.get_docstring(ast.parse((room / "__init__.py").read_text(encoding="utf-8"))) or ""
        first = docstring.partition("Open first:")[2].split()[0].rstrip(".,;:")
        row = next((line for line in page.splitlines() if line.startswith(f"| `{name}/` |")), "")
        assert row, f"docs/architecture.md does not list {name}/"
        assert row.endswith(f"| `{name}/{first}` |"), f"docs/architecture.md opens another file of {name}/ first"


def test_decisions_have_numbers_of_their_own_and_say_what_was_decided() -> None:
    page = (ROOT / "docs" / "decisions.md").read_text(encoding="utf-8")
    entries = re.split(r"^### ", page, flags=re.MULTILINE)[1:]
    numbers = [entry.split()[0] for entry in entries]
    assert len(numbers) > 40
    assert len(set(numbers)) == len(numbers), "a number stands twice"
    for number, entry in zip(numbers, entries, strict=True):
        assert re.fullmatch(r"[A-Z]-\d\d", number), number
        for part in ("- Context: ", "- Decision: "):
            assert part in entry, f"{number} lacks {part!r}"
    for named in re.findall(r"\b([A-Z]-\d\d)\b", " ".join(page.read_text(encoding="utf-8") for page in PAGES)):
        assert named in numbers, f"{named} is no decision"


READMES = [ROOT / "README.md", ROOT / "README.zh-CN.md"]


@pytest.mark.parametrize("page", [*READMES, ROOT / "CHANGELOG.md"], ids=lambda page: page.name)
def test_the_layouts_are_listed_alike(page: Path) -> None:
    shipped = {file.stem for file in (ROOT / "layouts").glob("*.yaml")} - {"slides"}
    text = page.read_text(encoding="utf-8")
    assert {name for name in shipped if f"`{name}`" in text} == shipped


@pytest.mark.parametrize("schema", ["report", "issue"])
def test_the_readme_names_every_key(schema: str) -> None:
    keys = json.loads((ROOT / "layouts" / "schema" / f"{schema}.json").read_text(encoding="utf-8"))["properties"]
    page = READMES[0].read_text(encoding="utf-8")
    missing = [key for key in keys if key.isascii() and not re.search(rf"`{key}`|^{key}:", page, re.MULTILINE)]
    assert not missing


@pytest.mark.parametrize("page", READMES, ids=lambda page: page.name)
def test_both_readmes_name_every_key_in_chinese(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    rows = [row for table in TABLES[:2] for row in table.rows]
    assert [row.synonyms[0] for row in rows if not re.search(rf"[|`、 ]{row.synonyms[0]}[|`、 ]", text)] == []


@pytest.mark.parametrize("page", READMES, ids=lambda page: page.name)
def test_each_dependency_has_a_line_in_the_readme(page: Path) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = [re.split(r"[<>=!~; \[]", requirement)[0] for requirement in project["dependencies"]]
    header = {"README.md": "| library |", "README.zh-CN.md": "| 库 |"}[page.name]
    table = page.read_text(encoding="utf-8").partition(header)[2].partition("\n\n")[0]
    assert re.findall(r"^\| ([\w-]+) \| \S", table, re.MULTILINE) == needed


def test_both_readmes_have_the_same_sections() -> None:
    english, chinese = (
        re.findall(r"^(#+ |```\w+|\|-.*)", page.read_text(encoding="utf-8"), re.MULTILINE) for page in READMES
    )
    assert english == chinese
