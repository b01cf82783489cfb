"""The journal of a delivery: what is moved where, written before the first move and read after an interruption."""

import os
import re
from collections.abc import Mapping
from typing import Any, Literal, NamedTuple, TypeAlias, get_args

from bulletin.build.record import LARGEST_RECORD, entries_of, parsed, written
from bulletin.build.storage import (
    HISTORY,
    flush_folder,
    is_filed,
    is_own_folder,
    is_plain,
    read_private,
    remove,
    write_new,
)
from bulletin.model.output import PRIVATE

FORWARD = "forward.json"  # in its stage, while outputs are moved to their places
BACK = "back.json"  # the same file while they are put back: the change is a renaming, which needs no room on the disk
# Why an output does not stand under its own name: open in another program, edited by hand, no file of ours at all.
BesideReason: TypeAlias = Literal["", "locked", "edited", "taken"]
_STAGE = re.compile("stage-[0-9a-f]{16}")


class Move(NamedTuple):
    """One output on its way. `new` and `old` are digests: of what comes, "" for nothing; of what stood there before."""

    of: str  # the output's own name
    to: str  # where it goes
    new: str
    old: str
    reason: BesideReason
    entry: Mapping[str, Any]  # for the record


class Journal(NamedTuple):
    """A delivery from its first move to its last."""

    stage: str  # the name of the folder that holds its files
    moves: tuple[Move, ...]
    record: Mapping[str, Any]


class OutputFolder(NamedTuple):
    """An output folder and the private one in it."""

    path: str  # as the user named it; "" is the current one

    @property
    def here(self) -> str:
        return self.path or os.curdir

    @property
    def private(self) -> str:
        return os.path.join(self.path, PRIVATE)

    @property
    def history(self) -> str:
        return os.path.join(self.path, HISTORY)

    def output(self, name: str) -> str:
        """An output's path; the name of one in HISTORY has a slash."""
        return os.path.join(self.path, *name.split("/"))

    def inner(self, *names: str) -> str:
        return os.path.join(self.private, *names)

    def write(self, path: str, data: Mapping[str, Any], stage: str) -> None:
        """A private file, replaced as a whole out of a stage: where another process cleared that away, this fails."""
        made = self.inner(stage, "part.json")
        remove(made)
        write_new(made, written(data))
        os.replace(made, path)

    def write_journal(self, journal: Journal) -> None:
        data = {"record": journal.record, "moves": [move._asdict() for move in journal.moves]}
        self.write(self.inner(journal.stage, FORWARD), data, journal.stage)
        flush_folder(self.inner(journal.stage))

    def read_journal(self, stage: str, name: str) -> Journal | None:
        """A journal that may be followed: plain names and digests alone, and its stage a folder of this place.

        Raises:
            OSError: it cannot be read now.
        """
        own = self.inner(stage)
        if not is_own_folder(own):
            return None
        text = read_private(os.path.join(own, name), limit=2 * LARGEST_RECORD)
        if text is None:
            return None
        data = parsed(text) or {}
        found, kept = data.get("moves"), data.get("record")
        moves = [_move(fields) for fields in found] if isinstance(found, list) else [None]
        if None in moves or not isinstance(kept, dict) or entries_of(kept) is None:
            return None
        return Journal(stage=stage, moves=tuple(move for move in moves if move), record=kept)

    def stages(self) -> list[str]:
        return [name for name in os.listdir(self.private) if _STAGE.fullmatch(name)]


def new_stage() -> str:
    return f"stage-{os.urandom(8).hex()}"


def _move(fields: object) -> Move | None:
    try:
        move = Move(**fields)  # type: ignore[arg-type]  # what it is shows below
    except TypeError:
        return None
    texts = (move.of, move.to, move.new, move.old)
    sound = all(isinstance(text, str) for text in texts) and isinstance(move.entry, dict)
    sound = sound and move.reason in get_args(BesideReason) and isinstance(move.entry.get("purpose"), str)
    named = sound and (is_plain(move.of) or is_filed(move.of)) and (is_plain(move.to) or is_filed(move.to))
    return move if named and is_filed(move.of) == is_filed(move.to) else None
