"""What is wrong, where it stands in the editor's file, and what to do about it.

Facts travel in the data; judgement happens in `read/check.py` before work begins and in `proof/` after it.
One base class carries every fault of a run and the exit code; `command.py` alone catches it and prints.
"""

from typing import Literal, NamedTuple, TypeAlias

Severity: TypeAlias = Literal["error", "warning", "note"]

# Exit codes of product.md, "Command".
DONE, CONTENT, USAGE, OVERSET, GLYPH, OUTPUT, BROKEN_PROMISE, OUR_MISTAKE = 0, 1, 2, 3, 4, 5, 6, 70


class Place(NamedTuple):
    """Where something stands in a file; line and column count from 1, columns in characters."""

    file: str
    line: int = 1
    column: int = 1


class Problem(NamedTuple):
    """One finding in the editor's words."""

    severity: Severity
    code: str  # short and stable, e.g. no-byline
    message: str  # one Chinese sentence without a full stop
    place: Place | None = None
    hint: str = ""  # what to do about it
    shown: str = ""  # the source line, for the caret


class BulletinError(Exception):
    """The edition cannot be made; carries every fault found, never just the first."""

    exit_code = OUR_MISTAKE

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = problems


class ContentError(BulletinError):
    """Content or layout at fault."""

    exit_code = CONTENT


class UsageError(BulletinError):
    """The command was called wrongly."""

    exit_code = USAGE


class OversetError(BulletinError):
    """The text does not fit where it was asked to."""

    exit_code = OVERSET


class GlyphError(BulletinError):
    """A character that no face has."""

    exit_code = GLYPH


class OutputError(BulletinError):
    """An output could not be written."""

    exit_code = OUTPUT


class ProofError(BulletinError):
    """A promise could not be kept: verification failed and nothing is written."""

    exit_code = BROKEN_PROMISE
