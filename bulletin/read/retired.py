"""Keys of layouts that have gone or have another name now: read for ever, with a note.

A layout that an office made for an earlier version must build with every later one. A change that renames or drops a
field of a design adds a row here; tests/releases/ keeps an issue of each release to be built.
"""

from typing import NamedTuple


class RetiredKey(NamedTuple):
    """A key as an earlier version had it."""

    record: str  # the class of whose table it was a key
    name: str
    since: str  # the version that no longer has it
    now: str = ""  # the field that it became; "" where nothing reads it any more


RETIRED = (
    RetiredKey(record="SlotDesign", name="caption_lines", since="0.2.0"),
    RetiredKey(record="SlotDesign", name="aspect", since="0.4.0"),
    RetiredKey(record="SlideDesign", name="smallest", since="0.2.0"),
)


def retired_key(record: str, name: str) -> RetiredKey | None:
    """What became of the key `name` of a record; None for one that never was."""
    return next((row for row in RETIRED if (row.record, row.name) == (record, name)), None)
