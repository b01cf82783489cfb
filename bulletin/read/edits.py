"""Edits of a text: what stood where, and what stands there now."""

from collections.abc import Iterable
from typing import NamedTuple


class Replacement(NamedTuple):
    """`old` at `offset` of the text as typed became `new`, by `rule`."""

    offset: int
    old: str
    new: str
    rule: str


class Doubt(NamedTuple):
    """What the rules leave alone because they cannot know, or did and are not sure of."""

    offset: int
    code: str
    message: str


def replaced(text: str, edits: Iterable[Replacement]) -> str:
    """The text after edits that stand in order and apart."""
    parts: list[str] = []
    end = 0
    for edit in edits:
        parts += (text[end : edit.offset], edit.new)
        end = edit.offset + len(edit.old)
    return "".join((*parts, text[end:]))
