"""A report's file, whether an editor saved text or Word: its lines, and of a Word file what they are there."""

from collections.abc import Callable
from typing import NamedTuple

from bulletin.problems import WORD_ENDINGS, Problem
from bulletin.read.cleaning import always
from bulletin.read.folder import plain
from bulletin.read.office_zip import FILE_LIMIT
from bulletin.read.source import MAX_TEXT_BYTES, Source, read_bytes, source_of
from bulletin.read.word.reading import WordText, read_word


class Manuscript(NamedTuple):
    """The lines of a report as its file has them."""

    source: Source
    word: WordText | None = None  # None of text


def read_manuscript(
    path: str, file: str, drawn: Callable[[str], bool] = always, *, below: str = ""
) -> tuple[Manuscript, tuple[Problem, ...]]:
    """The file at `path`, and what keeps it from being read (then it has no lines); see `read_source`."""
    data, faults = read_bytes(path, file, below=below, limit=manuscript_limit(path))
    return (Manuscript(Source(file, ())), faults) if faults else manuscript_of(data, file, drawn)


def manuscript_limit(name: str) -> int:
    """The most bytes that a report's file of this name may have."""
    return FILE_LIMIT if is_word(name) else MAX_TEXT_BYTES


def manuscript_of(
    data: bytes, file: str, drawn: Callable[[str], bool] = always
) -> tuple[Manuscript, tuple[Problem, ...]]:
    """As `read_manuscript`, the bytes of a file of this name."""
    if not is_word(file):
        source, faults = source_of(data, file, drawn)
        return Manuscript(source), faults
    reading = read_word(data, file, drawn)
    return Manuscript(reading.source, reading.text), reading.faults


def is_word(name: str) -> bool:
    """Whether a file is one of Word's by its name."""
    return plain(name).endswith(WORD_ENDINGS)
