"""Where a line may end, judged by a table of its own: nothing here comes from bulletin/.

Sources: GB/T 15834-2011, 5.1 (where marks stand), W3C CLREQ "Prohibition Rules for Line Start and Line End" (basic),
UAX 14 (classes CL, CP, EX, NS, PO, PR, OP, QU, IN, B2, GL, WJ). A text is made of atoms, so that what is one number,
one path or one word is known by construction and not by a guess at the finished text.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Literal, NamedTuple, TypeAlias

# `whole`: never parted. `path`: parted after / . - _ (an address after ? = & too) and without a hyphen.
# `word`: Latin, parted with a hyphen alone. `stroke`: a dash or ellipsis, parted between its pairs alone.
# `soft`: preferably whole (a document number): only counted. `text`: judged by its marks.
AtomKind: TypeAlias = Literal["whole", "path", "word", "stroke", "soft", "text"]

CLOSING = "”’）》〉】〗〕」』］｝〙〛〞〟｠"  # GB/T 15834 5.1.3; UAX 14 CL
POINTS = "，、；：。．？！‼⁇⁈⁉"  # 5.1.1, 5.1.2; CL, NS
INTERPUNCTS = "·・‧•"  # 5.1.7
CONNECTORS = "～〜–‐‑‒－-—"  # 5.1.8; a pair of — is a stroke
SOLIDI = "/／"  # 5.1.9: neither edge
SUFFIXES = "%％‰‱°℃℉′″‵¢￠"  # PO
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎"  # hang on what they stand behind
ITERATIONS = "々〻"  # NS
ASCII_POINTS = ")]},.:;?!"
OPENING = "“‘（《〈【〖〔「『［｛〘〚〝｟"
ASCII_OPENING = "([{"
PREFIXES = "¥￥$＄£￡€№§＃#"  # PR, and what is read with the number behind it
SIGNS = "+−±≥≤≈∶×÷＋"  # before a digit
GLUE = "\u00a0\u2007\u202f\u2011"  # UAX 14 GL: no break on either side

NOT_AT_START = frozenset(
    CLOSING + POINTS + INTERPUNCTS + CONNECTORS + SOLIDI + SUFFIXES + RAISED + ITERATIONS + ASCII_POINTS
)
NOT_AT_END = frozenset(OPENING + ASCII_OPENING + PREFIXES + SOLIDI)
STROKES = "—―─⸺⸻…⋯‥"
PATH_ENDS = "/.-_\\"
ADDRESS_ENDS = PATH_ENDS + "?=&:@#~%"


class Atom(NamedTuple):
    """A piece of a text that is judged as one."""

    text: str
    kind: AtomKind = "text"


class Offence(NamedTuple):
    """What is wrong with a line end, or with a line."""

    kind: str
    line: int  # the line that ends so, from 0
    shown: str


class Place(NamedTuple):
    """A line end within an atom or between two."""

    atom: Atom
    at: int  # characters of the atom before it; 0 at its start


def bounds(atoms: Sequence[Atom]) -> list[int]:
    """Where each atom starts, and where the last one ends."""
    return [0, *accumulate(len(atom.text) for atom in atoms)]


def places(atoms: Sequence[Atom], ends: Sequence[int]) -> list[Place]:
    """The atom in which each line end stands; an end between two atoms is at the start of the second."""
    starts = bounds(atoms)
    found, number = [], 0
    for end in ends:
        while starts[number + 1] <= end:
            number += 1
        found.append(Place(atoms[number], end - starts[number]))
    return found


def edge_offences(atoms: Sequence[Atom], ends: Sequence[int], hyphens: Sequence[bool]) -> Iterator[Offence]:
    """What is wrong with the line ends `ends`, the last of which is the text's; `hyphens`: where one was added."""
    text = "".join(atom.text for atom in atoms)
    inner = ends[:-1]
    for line, ((start, end), place, hyphen) in enumerate(
        zip(pairwise((0, *inner)), places(atoms, inner), hyphens[:-1], strict=True)
    ):
        shown = f"{text[max(start, end - 8) : end]}|{text[end : end + 8]}"
        for kind in (*_inside(place, hyphen), *_beside(text, end, place)):
            yield Offence(kind, line, shown)


def _inside(place: Place, hyphen: bool) -> Iterator[str]:
    """What a line end parts."""
    (text, kind), at = place
    if not at:
        if hyphen:
            yield "hyphen between pieces"
    elif kind == "whole":
        yield "number or sign parted"
    elif kind == "path":
        if hyphen:
            yield "hyphen in a path"
        elif text[at - 1] not in (ADDRESS_ENDS if "@" in text or "www." in text or "://" in text else PATH_ENDS):
            yield "path parted elsewhere"
    elif kind == "word":
        camel_case = len(text) >= 10 and text[at - 1].islower() and text[at].isupper()
        if not (hyphen or camel_case or text[at - 1] in "- "):
            yield "word parted without a hyphen"
    elif kind == "stroke" and at % 2:
        yield "stroke parted"


def _beside(text: str, end: int, place: Place) -> Iterator[str]:
    """Marks at a line's edge; spaces at it do not count."""
    before, after = text[:end].rstrip(" \u3000"), text[end:].lstrip(" \u3000")
    if not before or not after:
        return
    left, right = before[-1], after[0]
    if left in GLUE or right in GLUE:
        yield "unbreakable space or hyphen"
    if place.at and place.atom.kind in ("path", "stroke"):  # judged by what it parts
        return
    starts = not place.at and (place.atom.kind == "path" or (right in STROKES and len(place.atom.text) > 1))
    starts |= right == "•" and (not left.isalnum() or after[1:2].isspace())  # a bullet, not an interpunct
    if right in NOT_AT_START and not starts:  # a path may start with its own mark, and a dash a line
        yield "line start /" if right in SOLIDI else "line start"
    if left in SOLIDI:
        yield "line end /"
    elif left in NOT_AT_END:
        yield "line end"
    elif left in SIGNS and right.isdigit():
        yield "number or sign parted"
