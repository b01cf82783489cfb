"""docs/ against the source: every file, function and value that is named there exists and is what docs say."""

import ast
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "bulletin"
PAGES = sorted((ROOT / "docs").glob("*.md"))
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


@pytest.mark.parametrize("reference", REFERENCES, ids=lambda reference: f"{reference.where}-{reference.path}")
def test_every_file_and_name_in_the_docs_exists_and_has_the_value_given(reference: Reference) -> None:
    file = file_of(reference.path)
    assert file, f"{reference.where} names {reference.path}, which does not exist"
    if not reference.name:
        return
    names = names_of(file)
    assert reference.name in names, f"{reference.where}: {reference.path} has no {reference.name}"
    if reference.value:
        assert ast.literal_eval(names[reference.name]) == ast.literal_eval(reference.value), (
            f"{reference.where}: {reference.path}::{reference.name} is {ast.unparse(names[reference.name])}"
        )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere_and_lines_are_short(page: Path) -> None:
    for number, line in prose(page):
        for target, _ in _LINK.findall(_SPAN.sub("", line)):
            assert not target or (page.parent / target).exists(), f"{page.name}:{number} links to {target}"
        assert len(line) <= WIDEST or line.lstrip().startswith(("|", "!", "- |")), f"{page.name}:{number} is too long"
