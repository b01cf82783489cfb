"""Bytes and trees, spoilt."""

import math
import random
from typing import Any

Tree = Any  # of dict, list, str, int, float, bool and None

NUMBERS: tuple[float, ...] = (
    0, 1, -1, 2, 3, 0.1, 0.5, 1.5, 10, 100, 1000, 10_000, 65_535, 65_536, 1e6, 2**31 - 1, 2**31,
    2**32, 2**63, 2**64, 1e15,
    1e16, 1e30, 1e100, 1e308, -1e308, 1e-9, 1e-30, 5e-324, math.nan, math.inf, -math.inf, 10**40, -100,
)  # fmt: skip
WORDS = (
    "", " ", "0", "-1", "1e308", "nan", ".nan", ".inf", "inf", "12pt", "3cm", "50%", "1,5", "１２", "五",
    "true", "no", "null",
    "~", "red", "#FFF", "#GGGGGG", "#12345678", "rgb(1,2,3)", "column", "none", "../x", "/etc/passwd",
    "a/b", "\x00", "\x1b[31m",
    "\u202e", "😀", "字", "字" * 300, "x" * 5000, "{", "*a", "!!python/object", "&a", "2019-04-24",
    "0x10", "1_000", "C:\\x",
    "\ud7ff", "\ue000", "song", "hei", "left", "M 0 0 L 1 1", "M", "M 0", "Q 1 2", "Z",
)  # fmt: skip


def bytes_spoilt(data: bytes, chance: random.Random, most: int = 8) -> bytes:
    """Bytes overwritten, put in, taken out, doubled, or the end cut off."""
    if not data:
        return chance.randbytes(10)
    kind = chance.choice(("flip", "flip", "flip", "cut", "drop", "double", "put", "zero", "ff", "noise"))
    at = chance.randrange(len(data))
    length = min(chance.choice((1, 2, 4, 16, 256, 4096)), len(data) - at)
    if kind == "flip":
        spoilt = bytearray(data)
        for _ in range(chance.randint(1, most)):
            spoilt[chance.randrange(len(spoilt))] = chance.choice((0, 1, 0x7F, 0x80, 0xFF, chance.randrange(256)))
        return bytes(spoilt)
    middle = {
        "cut": b"",
        "drop": b"",
        "double": data[at : at + length] * 2,
        "put": chance.randbytes(length) + data[at : at + length],
        "zero": bytes(length),
        "ff": b"\xff" * length,
        "noise": chance.randbytes(length),
    }[kind]
    return data[:at] + middle + (b"" if kind == "cut" else data[at + length :])


def places_in(tree: Tree) -> list[tuple[Tree, Any]]:
    """Every (table or list, key) of a tree, in order."""
    found: list[tuple[Tree, Any]] = []
    pairs = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in pairs:
        found.append((tree, key))
        found += places_in(value)
    return found


def deep(depth: int) -> Tree:
    tree: Tree = "x"
    for at in range(depth):
        tree = [tree] if at % 2 else {"a": tree}
    return tree


def odd_value(chance: random.Random) -> Tree:
    """A value of no particular type."""
    kind = chance.randrange(8)
    if kind < 3:
        return chance.choice(NUMBERS)
    if kind < 5:
        return chance.choice(WORDS)
    if kind == 5:
        return chance.choice((None, True, False))
    if kind == 6:
        return chance.choice(
            ([], {}, [1], {"a": 1}, [[]], [None] * 3, {"": ""}, [1] * 2000, {str(at): at for at in range(500)})
        )
    return deep(chance.choice((2, 10, 60, 300)))


def tree_spoilt(tree: Tree, chance: random.Random) -> str:
    """Change one place of the tree itself; says how."""
    places = places_in(tree)
    if not places:
        return "nothing"
    numbers = [(owner, key) for owner, key in places if _is_number(owner[key])]
    if numbers and chance.random() < 0.5:
        owner, key = chance.choice(numbers)
        old = owner[key]
        near = chance.choice((0.5, 0.8, 0.9, 0.95, 1.05, 1.1, 1.2, 1.5, 2, 3, 10, -1))
        owner[key] = chance.choice(
            (round(old * near, 3), round(old * near, 3), chance.choice(NUMBERS), old + 1, old - 1)
        )
        return f"{key}: {old} -> {owner[key]}"
    owner, key = chance.choice(places)
    return f"{key} {_changed(owner, key, places, chance)}"


def _is_number(value: Tree) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _changed(owner: Tree, key: Any, places: list[tuple[Tree, Any]], chance: random.Random) -> str:
    kind = chance.choice(("value", "value", "value", "drop", "swap", "rename", "more", "list", "string", "key"))
    other, name = chance.choice(places)
    if kind == "value":
        owner[key] = odd_value(chance)
    elif kind == "drop":
        del owner[key]
    elif kind == "swap":  # a value of another place
        if not _holds(other[name], owner):
            owner[key] = other[name]
    elif kind == "rename" and isinstance(owner, dict):
        owner[f"{key}{chance.choice(('s', '', ' ', '_', 'x'))}"] = owner.pop(key)
    elif kind == "key" and isinstance(owner, dict):
        owner[chance.choice(WORDS)] = odd_value(chance)
    elif kind == "more" and isinstance(owner[key], list):
        owner[key] = owner[key] * chance.choice((2, 3, 50))
    elif kind == "list":
        owner[key] = [owner[key]]
    else:
        owner[key] = str(owner[key])
    return kind


def _holds(tree: Tree, part: Tree) -> bool:
    return tree is part or any(owner is part or owner[key] is part for owner, key in places_in(tree))
