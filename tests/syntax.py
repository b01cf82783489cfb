"""The package's own source as Python reads it: each file is parsed once, for all laws about the source."""

import ast
from functools import cache
from pathlib import Path

from tests.conftest import ROOT

PACKAGE = ROOT / "bulletin"
FILES = tuple(sorted(PACKAGE.rglob("*.py")))


def name_of(path: Path) -> str:
    """A file's path below the package, with slashes."""
    return path.relative_to(PACKAGE).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    """What stands in a file."""
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """All that stands in a file, parents before their children."""
    return tuple(ast.walk(tree(path)))
