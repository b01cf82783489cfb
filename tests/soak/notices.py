"""How many notes of proofreading real texts draw, and which: each is to be judged by eye, true or false.

    python -m tests.soak.notices [--most N] FOLDER ...

A FOLDER with an issue.yaml is read as one issue; in any other each text (.txt, .md) below it is an issue of its own.
Prints characters, notes and notes per 5,000 characters, by kind, and up to N of each kind with their words.
"""

import argparse
import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from bulletin.model.edition import Edition
from bulletin.problems import ContentError, Problem
from bulletin.read.check import read
from bulletin.read.proofreading.issue import CODES
from tests.soak.planted import ROOT, problems_of

SHOWN = 24  # characters of the line on either side of a note's place


class Read(NamedTuple):
    characters: int
    notes: tuple[Problem, ...]


def read_folder(folder: Path) -> Iterator[Read]:
    """The notes of a folder: of its issue, or of each of its texts."""
    if (folder / "issue.yaml").exists():
        texts = [path for path in folder.iterdir() if path.suffix in (".txt", ".md")]
        yield Read(sum(len(path.read_text(encoding="utf-8")) for path in texts), _notes(_problems(folder)))
        return
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".txt", ".md") and path.is_file():
            text = path.read_text(encoding="utf-8", errors="replace")
            yield Read(len(text), _notes(problems_of(text.splitlines())))


def _problems(folder: Path) -> Sequence[Problem]:
    try:
        edition: Edition = read(os.fspath(folder), None, root=str(ROOT))[0]
    except ContentError as error:
        return error.problems
    return edition.problems


def _notes(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    return tuple(problem for problem in problems if problem.code in CODES)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--most", type=int, default=8)
    given = parser.parse_args()
    found = [each for folder in given.folders for each in read_folder(folder)]
    characters = sum(each.characters for each in found)
    by_code: dict[str, list[Problem]] = defaultdict(list)
    for note in (note for each in found for note in each.notes):
        by_code[note.code].append(note)
    for code, notes in sorted(by_code.items(), key=lambda item: -len(item[1])):
        print(f"{code:20}{len(notes):5}")
        for note in notes[: given.most]:
            column = note.place.column if note.place else 1
            around = note.shown[max(column - 1 - SHOWN, 0) : column - 1] + "▸" + note.shown[column - 1 :][:SHOWN]
            print(f"    {note.message}    {around}")
    total = sum(map(len, by_code.values()))
    print(f"{characters:,} characters, {total} notes, {5000 * total / (characters or 1):.2f} per 5,000")


if __name__ == "__main__":
    main()
