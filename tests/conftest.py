"""What all rooms' tests share: the real content, the faces, golden files."""

import gc
import os
from collections.abc import Callable, Generator, Iterator
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import settings

from bulletin.read import template

# The quick suite draws the same few examples everywhere, `--hypothesis-profile=full` four times as many (examples.py);
# `--hypothesis-profile=search --hypothesis-seed=N` draws anew.
settings.register_profile("quick", derandomize=True, deadline=None, max_examples=25)
settings.register_profile("full", derandomize=True, deadline=None)
# Where CI is set, hypothesis would draw the same examples here too.
settings.register_profile("search", deadline=None, database=None, derandomize=False, print_blob=True)
settings.load_profile("quick")

HERE = Path(__file__).parent
ROOT = HERE.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite tests/golden/ with what was made")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The seeds of what was random, as tests recorded them, also from processes of their own."""
    reports = (report for reports in terminalreporter.stats.values() for report in reports)
    for report in reports:
        for name, value in getattr(report, "user_properties", ()):
            terminalreporter.write_line(f"{name}: {value}")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is collected stays to the end: the garbage collector need not go through it, then or later."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's own folder."""
    return ROOT


@pytest.fixture(scope="session", autouse=True)
def templates_read_once() -> Iterator[None]:
    """A process reads the same bytes of a template once, half a build's time: what it reads depends on them alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(template, "_template", lru_cache(maxsize=8)(template._template))
        yield


@pytest.fixture
def lock(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let no file of a name be replaced from here on, as where a viewer holds it open."""
    replace = os.replace

    def locked(name: str) -> None:
        def refusing(source: str, target: str) -> None:
            if os.path.basename(target) == name:
                raise PermissionError(13, "open elsewhere")
            replace(source, target)

        monkeypatch.setattr(os, "replace", refusing)

    return locked


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with tests/golden/NAME, or rewrite that file under --update-golden."""

    def compare(name: str, actual: str) -> None:
        path = HERE / "golden" / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(actual, encoding="utf-8", newline="\n")
            return
        assert path.exists(), f"no golden file {path}; make it with --update-golden and read it"
        assert actual == path.read_text(encoding="utf-8")

    return compare
