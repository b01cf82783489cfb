"""Random nonsense at nine measures: no prohibited edge, nothing lost, nothing over the measure, or the line is told.

    python -m tests.soak.lines [1120] [seed]

Each text (`nonsense.py`) is set at MEASURES, and every line count on offer is judged against `rules.py`, whose tables
are not the program's own. An offence counts as told where the line is at fault or the proof has a finding on it.
Prints the seed, a table of kinds and the first inputs of each; ends with 1 where something went untold.
"""

import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from bulletin.compose.composer import Composer
from bulletin.faces.face import Faces, open_faces
from bulletin.model.edition import Paragraph
from bulletin.model.galley import Line
from bulletin.proof.lines import judge_lines
from tests.compose.setting import BLACK, BODY, DESIGN, SIZE, galley, paragraph, text_of
from tests.soak.nonsense import nonsense
from tests.soak.rules import Atom, Offence, bounds, edge_offences

ROOT = Path(__file__).resolve().parents[2]
MEASURES = (8.0, 10.5, 12.0, 14.0, 17.0, 20.5, 23.12, 30.0, 40.0)  # em
SHOWN = 4  # inputs of each kind
HOLE = 360  # white between the inks of two signs of one half-width number, at most; 1/1000 em
STROKE = (1850, 2500)  # between the Han on both sides of a two-em stroke; the rest is what a line was stretched by
_LINE_NUMBER = re.compile("第([0-9]+)(?:、([0-9]+))?行")


class Found(NamedTuple):
    """An offence, where it was set, and whether an editor is told of it."""

    offence: Offence
    text: str
    em: float
    told: bool


class Result(NamedTuple):
    """A run in figures."""

    seed: int
    settings: int
    lines: int
    found: tuple[Found, ...]

    @property
    def untold(self) -> list[str]:
        return [
            f"{one.offence.kind}: {one.offence.shown} at {one.em} em: {one.text}" for one in self.found if not one.told
        ]

    def __str__(self) -> str:
        rows = [
            f"seed {self.seed}: {self.settings} settings, {self.lines} lines",
            f"{'kind':32}{'untold':>8}{'told':>8}",
        ]
        counts = Counter((one.offence.kind, one.told) for one in self.found)
        kinds = sorted({one.offence.kind for one in self.found})
        rows += [f"{kind:32}{counts[kind, False]:8}{counts[kind, True]:8}" for kind in kinds]
        for told, word in ((False, "untold"), (True, "told")):
            shown: Counter[str] = Counter()
            for one in sorted(self.found, key=lambda one: (one.offence.kind, -one.em)):
                if one.told is told and shown[one.offence.kind] < SHOWN - 2 * told:
                    shown[one.offence.kind] += 1
                    rows.append(f"{word}, {one.offence.kind}, {one.em:g} em: {one.offence.shown}\n    {one.text}")
        return "\n".join(rows)


def judged(composer: Composer, faces: Faces, atoms: Sequence[Atom], em: float) -> tuple[list[Found], int]:
    """Offences of every setting of a text at one measure, and how many lines its best one has."""
    text = "".join(atom.text for atom in atoms)
    made = paragraph(text)
    offered = galley(composer, made, em, BODY)
    found: list[Found] = []
    count = 0
    for setting in offered.settings:
        lines = composer.lines(made, BODY, setting, size=SIZE, measure=em * SIZE, color=BLACK)
        offences = [*edge_offences(atoms, setting.ends, [line.hyphen for line in lines]), *_whole(text, lines)]
        if setting == offered.optimum:
            count = len(lines)
            offences += _drawn(faces, atoms, lines)
        if offences:
            told = told_lines(made, lines)
            found += [Found(one, text, em, bool(told & {one.line, one.line + 1})) for one in offences]
    return found, count


def told_lines(made: Paragraph, lines: tuple[Line, ...]) -> set[int]:
    """Numbers, from 0, of the lines at fault or with a finding of the proof; a finding on a line end is on both."""
    told = {number for number, line in enumerate(lines) if line.fault}
    for problem in judge_lines(made, lines, ()):
        for numbers in _LINE_NUMBER.findall(problem.message):
            told |= {int(number) - 1 for number in numbers if number}
    return told


def _whole(text: str, lines: tuple[Line, ...]) -> Iterator[Offence]:
    """Text lost or doubled, lines out of order, lines over the measure or short of it."""
    if text_of(lines) != text or lines[-1].end != len(text) or any(a.end != b.start for a, b in pairwise(lines)):
        yield Offence("text lost", -9, text_of(lines))  # -9: nothing tells of it
    for number, line in enumerate(lines):
        if line.width > line.measure + 0.02:
            yield Offence("over the measure", number, f"{line.width - line.measure:.2f} pt: {line.text}")
        elif not line.last and line.width < line.measure - 0.02:
            yield Offence("short of the measure", number, f"{line.measure - line.width:.2f} pt: {line.text}")


def _drawn(faces: Faces, atoms: Sequence[Atom], lines: tuple[Line, ...]) -> Iterator[Offence]:
    """Holes within half-width numbers, and strokes of another length than two em."""
    starts = bounds(atoms)
    for number, line in enumerate(lines):
        stands = [(unit, x, span.face) for span in line.spans for unit, x in zip(span.units, span.xs, strict=True)]
        offset = line.start
        at: dict[int, tuple[str, int, str]] = {}
        for unit, x, face in stands:
            at[offset] = (unit, x, face)
            offset += len(unit)
        for atom, start in zip(atoms, starts[:-1], strict=True):
            if line.start <= start and start + len(atom.text) <= line.end:
                yield from _hole(faces, atom, start, at, number)
                yield from _short_stroke(atom, start, at, number)


def _hole(faces: Faces, atom: Atom, start: int, at: dict[int, tuple[str, int, str]], number: int) -> Iterator[Offence]:
    if (
        atom.kind != "whole"
        or not atom.text.isprintable()
        or any(mark in atom.text for mark in "０１２３４５６７８９：＃％℃℉￥￠‵—米注年甲")
    ):
        return
    for place in range(start, start + len(atom.text) - 1):
        if place in at and place + 1 in at:
            (unit, x, face), (after, x_after, face_after) = at[place], at[place + 1]
            white = x_after + faces.face(face_after).ink(after).left - x - faces.face(face).ink(unit).right
            if white > HOLE and unit.strip() and after.strip():
                yield Offence("hole in a number", number, f"{atom.text}: {unit}{after} {white / 1000:.2f} em")


def _short_stroke(atom: Atom, start: int, at: dict[int, tuple[str, int, str]], number: int) -> Iterator[Offence]:
    if atom.text not in ("——", "⸺", "――", "──", "———"):
        return
    before, after = at.get(start - 1), at.get(start + len(atom.text))
    if before and after and all("\u3400" <= unit <= "\u9fff" for unit in (before[0], after[0])):
        length = after[1] - before[1] - (2000 if atom.text == "———" else 1000)
        if not STROKE[0] <= length <= STROKE[1]:
            yield Offence("stroke too short or long", number, f"{atom.text} {length / 1000:.2f} em")


def sample(count: int, seed: int) -> Result:
    """`count` texts at every measure."""
    composed = Composer(DESIGN, faces := open_faces(str(ROOT / "fonts")))
    found: list[Found] = []
    lines = 0
    for number in range(count):
        atoms = nonsense(random.Random(f"{seed}/{number}"))
        for em in MEASURES:
            offences, height = judged(composed, faces, atoms, em)
            found += offences
            lines += height
    return Result(seed, count * len(MEASURES), lines, tuple(found))


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1120
    result = sample(count, int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(1_000_000))
    print(result)
    sys.exit(1 if result.untold else 0)


if __name__ == "__main__":
    main()
