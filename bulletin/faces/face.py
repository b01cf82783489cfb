"""Which faces a role has, which of them draws a character, how wide and where its ink lies.

A file is read and judged when its face is first needed, and let go when `Faces` is closed.
"""

import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from bulletin.faces.opened import OpenedFace, is_as_shipped
from bulletin.faces.shape import NO_GLYPH, NO_INK, FaceMetrics, Glyph, InkBox, Shaper, is_variation
from bulletin.faces.soundness import UnsoundError
from bulletin.faces.standing_in import AS_IT_IS, Matching, StandIn, compared, fitted
from bulletin.faces.table import FaceFile, FontTable, read_tables
from bulletin.likeness import nearest
from bulletin.memory import Memory, kept
from bulletin.problems import ContentError, Place, Problem

MOST_LISTED = 20  # characters named in one message
# Marks that most faces draw wider or narrower than GB/T 15834-2011 has them (5.1.4, 5.1.6, 5.1.9): what draws the same
# in their place, and the width that they should have, 1/1000 em. — and ⸺ are mostly Latin dashes, shorter and lower
# than the Chinese ― and ——.
_DRAWINGS = {"／": ("/", 500), "－": ("\u2010", 500), "—": ("―", 1000), "⸺": ("——", 2000)}


class Face:
    """One face, opened and judged on first need. Units are characters or what is set as one glyph.

    Glyphs and ink are kept once measured, in `memory` for the builds that follow: HarfBuzz measures each unit once,
    however long the text is.
    """

    def __init__(self, file: FaceFile, memory: Memory, held: bytes | None = None) -> None:
        """`held` stands for the file's bytes where they are not on the disk yet."""
        self.file = file
        self.name = file.name
        self._held = held
        self._opened: OpenedFace | None = None
        self._fault: ContentError | None = None
        self._closed = False
        self._memory = memory

    @property
    def opened(self) -> OpenedFace:
        """The file, opened and judged.

        Raises:
            ContentError: it cannot be printed with.
            ValueError: the face is closed.
        """
        if self._closed:
            raise ValueError(f"the face {self.name} is closed")
        if self._fault:
            raise self._fault
        if self._opened is None:
            state = self.state()  # before the file is opened: one replaced meanwhile is not taken for the new one
            with self._told():
                self._opened = OpenedFace(self.file, self._memory.under("judged", state), self._held)
        return self._opened

    @property
    def shaper(self) -> Shaper:
        """What measures the opened file; raises as `opened`."""
        return self.opened.shaper

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Tell the editor of a face that turns out unsound, now and whenever it is asked for again."""
        try:
            yield
        except UnsoundError as error:
            self._fault = self.unsound(error)
            raise self._fault from error

    @property
    def as_shipped(self) -> bool:
        """Whether the file is the shipped one; raises as `opened` where it cannot be read."""
        with self._told():
            return is_as_shipped(self.file)

    def unsound(self, error: UnsoundError) -> ContentError:
        """What the editor reads of a face that cannot be printed with."""
        message = f"字体“{self.name}”（{os.path.basename(self.file.path)}）{error.message}"
        return ContentError(Problem("error", "bad-face", message, self.file.place, error.hint))

    def close(self) -> None:
        """Let go of the file; what was measured so far stays known, anything else raises ValueError."""
        if self._opened is not None:
            self._opened.shaper.close()
        self._opened, self._closed = None, True

    def __enter__(self) -> "Face":
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    @cached_property
    def _glyphs(self) -> dict[str, Glyph]:
        return self._memory.recall(("glyphs", self.state()), dict)

    @cached_property
    def _inks(self) -> dict[str, InkBox]:
        return self._memory.recall(("inks", self.state()), dict)

    def stay_known(self) -> None:
        """What was measured in earlier builds is not forgotten, though this one may ask for none of it."""
        _ = self._glyphs, self._inks  # what is recalled stays for two builds more

    def _glyph(self, unit: str) -> Glyph:
        found = self._glyphs.get(unit)
        if found is None:
            if not self.file.may_have(unit):
                return NO_GLYPH
            opened = self.opened
            with self._told():
                found = self._glyphs[unit] = opened.glyph(unit)
        return found

    @kept
    def state(self) -> str:
        """What tells this face from any other: its row of fonts.yaml, and size and times that its file had at first."""
        row = self.file._replace(place=None)
        try:
            state = os.stat(self.file.path)
        except OSError:  # whoever needs the face is told
            return f"{row} none"
        return f"{row} {state.st_size} {state.st_mtime_ns} {state.st_ctime_ns}"

    def has(self, unit: str) -> bool:
        """Whether the face draws `unit` with one glyph."""
        return self._glyph(unit).gid != 0

    def blank(self, unit: str) -> bool:
        """Whether the face claims to have `unit` but shows nothing for it."""
        return self._glyph(unit).blank

    def has_variation(self, unit: str) -> bool:
        """Whether the face knows this variation sequence itself, not only its base character."""
        return self.shaper.has_variation(unit[0], unit[1])

    def drawing(self, unit: str) -> str:
        """The unit whose glyph `unit` is drawn with: itself, but for marks drawn too wide or too short."""
        if unit not in _DRAWINGS:
            return unit
        other, width = _DRAWINGS[unit]
        return other if self.advance(unit) != width and self.has(other) else unit

    def glyph(self, unit: str) -> int:
        """Index of the glyph of `unit`, 0 when the face lacks it."""
        return self._glyph(unit).gid

    def advance(self, unit: str) -> int:
        """Advance of the glyph of `unit`, 1/1000 em; 0 when the face lacks it."""
        return self._glyph(unit).advance

    def ink(self, unit: str) -> InkBox:
        """The ink of `unit`, 1/1000 em; all zero for a blank or a missing glyph."""
        found = self._inks.get(unit)
        if found is None:
            gid = self.glyph(unit)
            found = self._inks[unit] = self.shaper.ink(gid) if gid else NO_INK
        return found

    def standing_in_for(self, first: "Face", unit: str) -> StandIn:
        """How this face draws `unit` to look like `first`."""
        pair = self._memory.under("stand-in", first.state(), self.state())
        matching: Matching = pair.recall("pair", lambda: compared(first.opened, self.opened))
        return pair.recall(unit, lambda: fitted(unit, self.opened, matching))

    @property
    def metrics(self) -> FaceMetrics:
        """Of the whole face."""
        return self._memory.recall(("metrics", self.state()), lambda: self.shaper.metrics)

    @property
    def cap_height(self) -> int:
        """Height of the capital H, 1/1000 em; 700 where the face has no Latin letters."""
        return self.ink("H").top if self.has("H") else 700

    @property
    def postscript_name(self) -> str:
        """The name that the face gives itself, fit for a PDF name; one derived from ours where it gives none."""
        given = self.metrics.postscript_name
        plain = "".join(char for char in given if char.isascii() and (char.isalnum() or char in "-_."))
        return plain or "Face-" + "".join(f"{byte:02X}" for byte in self.name.encode())[:24]


class _Choices:
    """Which faces draw some units in one role."""

    def __init__(self) -> None:
        self.faces: dict[str, str | None] = {}
        self.undrawn: set[str] = set()
        self.blanks: dict[str, tuple[str, ...]] = {}  # the faces before that claim to have it and show nothing

    def add(self, unit: str, chosen: str | None, blanks: tuple[str, ...]) -> None:
        self.faces[unit] = chosen
        if chosen is None:
            self.undrawn.add(unit)
        if blanks:
            self.blanks[unit] = blanks


class _RoleChoices(NamedTuple):
    """What was chosen in one role."""

    kept: _Choices  # in earlier builds too
    own: _Choices  # in this one alone
    printed: set[str]  # what the issue prints in this role, as `undrawn` was told

    def faces(self) -> Iterator[tuple[str, str | None]]:
        """The face of each unit that is printed, in the order of the units."""
        known = self.own.faces | self.kept.faces if self.own.faces else self.kept.faces
        return ((unit, known[unit]) for unit in sorted(self.printed))

    def blanks(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Those of which a face before claims to have it and shows nothing."""
        known = self.own.blanks | self.kept.blanks if self.own.blanks else self.kept.blanks
        return ((unit, known[unit]) for unit in sorted(self.printed & known.keys()))


class Faces:
    """All faces of fonts.yaml and the chains of its roles.

    Owns the files of its faces: used in a `with` statement, or closed with `close`.
    """

    def __init__(self, table: FontTable, memory: Memory) -> None:
        self._faces = {file.name: Face(file, memory) for file in table.files}
        self._roles = table.roles
        self._behind = table.behind
        self._places = table.places
        self._source = table.source
        self._memory = memory
        self._chains: dict[str, tuple[str, ...]] = {}
        self._chosen: dict[str, _RoleChoices] = {}
        self._used: set[str] = set()  # roles that the layout prints in, as `undrawn` was told
        self._faults: dict[str, Problem] = {}  # by face

    def close(self) -> None:
        """Close every file that was opened. May be called again; a closed face draws and measures nothing new."""
        for face in self._faces.values():
            face.close()

    def __enter__(self) -> "Faces":
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    def face(self, name: str) -> Face:
        """The face called `name` in fonts.yaml."""
        return self._faces[name]

    def __iter__(self) -> Iterator[Face]:
        return iter(self._faces.values())

    @property
    def roles(self) -> frozenset[str]:
        """The names that a layout may give as a role."""
        return frozenset(self._roles)

    def chain(self, role: str) -> tuple[str, ...]:
        """Names of the role's faces, preferred first, then those that it has in a table further back, then all others.

        Raises:
            ContentError: fonts.yaml has no such role.
        """
        found = self._chains.get(role)
        if found is None:
            if role not in self._roles:
                hint = f"现有的字体角色：{'、'.join(sorted(self._roles))}"
                message = f"没有“{role}”这个字体角色"
                raise ContentError(Problem("error", "unknown-role", message, Place(self._source), hint))
            names = (*self._roles[role], *self._behind.get(role, ()), *self._faces)
            found = self._chains[role] = tuple(dict.fromkeys(names))
        return found

    def choose(self, role: str, unit: str) -> str | None:
        """Name of the first face in the role's chain that draws `unit`; None when no face has it.

        A variation sequence goes to the first face that knows it, else to the first that has its base character.
        """
        choices = self._choices(role)
        for known in (choices.kept, choices.own):
            if unit in known.faces:
                return known.faces[unit]
        return self._choose(role, unit)

    def undrawn(self, role: str, units: frozenset[str]) -> frozenset[str]:
        """Those of all units that an issue prints in this role which no face draws; `judged` tells of the others.

        Only what is told here counts there: what else is chosen while pages are made need not be asked for again where
        a memory knows them.
        """
        choices = self._choices(role)
        choices.printed.update(units)
        self._used.add(role)
        for unit in sorted(units.difference(choices.kept.faces, choices.own.faces)):
            self._choose(role, unit)
        choices = self._choices(role)  # others where a face turned out unsound
        return (units & choices.kept.undrawn) | (units & choices.own.undrawn)

    def _choices(self, role: str) -> "_RoleChoices":
        found = self._chosen.get(role)
        if found is None:
            self.chain(role)  # one that is no role is told
            if not self._chosen:
                for face in self:
                    face.stay_known()
            kept = self._memory.recall(("choices", role, self.state()), _Choices)
            found = self._chosen[role] = _RoleChoices(kept, _Choices(), set())
        return found

    def _choose(self, role: str, unit: str) -> str | None:
        chain, variation = self.chain(role), is_variation(unit)
        exact = (name for name in chain if variation and self._has(name, unit, exactly=True))
        chosen = next(exact, None) or next((name for name in chain if self._has(name, unit)), None)
        passed = chain[: chain.index(chosen)] if chosen else chain
        choices = self._choices(role)
        # a face that turns out unsound is told in every build that asks it
        sound = self._faults.keys().isdisjoint(chain if variation else passed)
        blanks = tuple(name for name in passed if name not in self._faults and self._faces[name].blank(unit))
        (choices.kept if sound else choices.own).add(unit, chosen, blanks)
        return chosen

    def stand_in(self, role: str, name: str, unit: str) -> StandIn:
        """How the face `name` draws `unit` where it stands in for the first of the role."""
        first = self.chain(role)[0]
        if name == first or first in self._faults:
            return AS_IT_IS
        return self._faces[name].standing_in_for(self._faces[first], unit)

    def _has(self, name: str, unit: str, *, exactly: bool = False) -> bool:
        """Whether the face draws `unit`. One that cannot be printed with draws nothing, which `judged` tells.

        A packed face is not opened to see whether it knows a variation sequence.
        """
        face = self._faces[name]
        if name in self._faults or (exactly and face.file.packed):
            return False
        try:
            return face.has(unit) and (not exactly or face.has_variation(unit))
        except ContentError as error:
            (problem,) = error.problems
            if face.file.system:
                problem = problem._replace(severity="warning", hint=f"本次没有使用它；{problem.hint}")
            self._faults[name] = problem
            self._choose_again()
            return False

    def _choose_again(self) -> None:
        """A face has turned out unsound: what it was to draw goes to others, whenever that was asked for."""
        printed = {role: choices.printed for role, choices in self._chosen.items()}
        self._chosen.clear()
        for role, units in printed.items():
            self.undrawn(role, frozenset(units))

    def judged(self) -> tuple[Problem, ...]:
        """Warnings on the faces: system faces found unsound so far, which are passed over; and of what `undrawn` was
        told, characters that a face claims to have and shows nothing for, and roles in which an office's own face comes
        first and is not what is printed.

        Raises:
            ContentError: other faces cannot be printed with; it carries the warnings too.
        """
        blanks: dict[str, str] = {}
        for role in sorted(self._chosen):
            for unit, names in self._chosen[role].blanks():
                for name in names:
                    if unit not in blanks.get(name, ""):
                        blanks[name] = blanks.get(name, "") + unit
        found = [*self._faults.values(), *(self._blank(self._faces[name], units) for name, units in blanks.items())]
        found += self._of_own_roles()
        if any(problem.severity == "error" for problem in found):
            raise ContentError(*found)
        return tuple(found)

    def _of_own_roles(self) -> Iterator[Problem]:
        own = {role: chain for role, chain in self._roles.items() if chain and not self._faces[chain[0]].file.shipped}
        for role, named in own.items():
            if role not in self._used:
                if meant := nearest(role, sorted(self._used)):
                    message, hint = f"版式里没有用到字体角色“{role}”", f"改成“{meant}”，用不着就删掉"
                    yield Problem("warning", "unused-role", message, self._places.get(role), hint)
                continue
            chosen = self._chosen[role].faces()
            others = {unit: face for unit, face in chosen if face and face not in named}
            if others and not self._faults.keys() & set(named):
                instead = "、".join(dict.fromkeys(f"“{name}”" for name in others.values()))
                message = f"字体角色“{role}”写的字体里没有“{_listed(others)}”，改用字体{instead}"
                hint = "换一个字更全的字体，或在这个角色里接着写后备的字体"
                yield Problem("warning", "other-face", message, self._places.get(role), hint)

    @staticmethod
    def _blank(face: Face, units: str) -> Problem:
        message = (
            f"字体“{face.name}”（{os.path.basename(face.file.path)}）里“{_listed(units)}”没有可用的字形，改用后面的字体"
        )
        return Problem("warning", "blank-glyph", message, face.file.place, "换一个完整的字体文件")

    def draws(self, unit: str) -> bool:
        """Whether any face draws `unit`."""
        return any(self._has(name, unit) for name in self._faces)

    def borrowed(self) -> dict[str, str]:
        """System files outside the project that were chosen so far, each with the units it was chosen for."""
        found: dict[str, str] = {}
        if not any(face.file.system for face in self):
            return found
        for role in sorted(self._chosen):
            for unit, name in self._chosen[role].faces():
                if name and self._faces[name].file.system:
                    path = self._faces[name].file.path
                    found[path] = found.get(path, "") + ("" if unit in found.get(path, "") else unit)
        return found

    def state(self) -> str:
        """What tells these faces and roles from any others, for cache keys; faces found unsound so far draw nothing."""
        return self._state_without(tuple(sorted(self._faults)))

    @kept
    def _state_without(self, unsound: tuple[str, ...]) -> str:
        said = repr((self._roles, self._behind, unsound))
        return "\n".join((*(face.state() for face in self._faces.values()), said))


def _listed(units: Collection[str]) -> str:
    return "".join(islice(units, MOST_LISTED)) + ("……" if len(units) > MOST_LISTED else "")


def open_faces(*folders: str, memory: Memory | None = None) -> Faces:
    """The faces that the fonts.yaml of each folder names; no font file is opened yet.

    Args:
        folders: a face or role of an earlier folder hides that of the same name in a later one.
        memory: keeps what is measured.

    Raises:
        ContentError: a fonts.yaml is not YAML or of another shape, or none is there; all such faults at once.
    """
    memory = memory or Memory()
    return Faces(read_tables(folders, memory), memory)
