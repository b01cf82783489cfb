"""Font files: which faces a role has, what a face can draw, and how wide it draws it.

Files are mapped, not read, and opened on the first question; answers are kept per face, so that thousands of
characters cost a look-up each. Lengths that leave this room are whole thousandths of the em.
"""

import os
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from bulletin.faces.sfnt import PlainFont
from bulletin.faces.shape import Glyph, Shaper, is_variation
from bulletin.problems import ContentError, Place, Problem


class Ink(NamedTuple):
    """The box of a glyph's ink from its origin, 1/1000 em, y upwards."""

    left: int
    bottom: int
    right: int
    top: int


BLANK = Ink(0, 0, 0, 0)


class FaceFile(NamedTuple):
    """One entry of `faces` in fonts.yaml."""

    name: str
    path: str
    sha256: str = ""  # recorded digest; "" for an office's own file
    number: int = 0  # of the face in a collection
    units: tuple[tuple[str, int], ...] = ()  # glyphs of units of several characters, as shaped when it was made
    system: bool = False  # a last fallback outside the project: using it is told as a warning


class Face:
    """One face, opened on first need. Units are characters or what is set as one glyph."""

    def __init__(self, file: FaceFile) -> None:
        self.file = file
        self.name = file.name
        self._reader: PlainFont | Shaper | None = None
        self._em = 1000
        self._glyphs: dict[str, Glyph] = {}
        self._inks: dict[str, Ink] = {}

    def _open(self) -> "PlainFont | Shaper":
        """The file's reader: by tables where the face is plain, else HarfBuzz."""
        if self._reader is None:
            try:
                plain = None if self.file.number else PlainFont.open(self.file.path, dict(self.file.units))
                self._reader = plain or Shaper(self.file.path, self.file.number)
            except OSError as error:
                raise _unreadable(self.file) from error
            self._em = self._reader.em
        return self._reader

    def _milli(self, length: float) -> int:
        return round(length * 1000 / self._em)

    def _glyph(self, unit: str) -> Glyph:
        found = self._glyphs.get(unit)
        if found is None:
            found = self._open().glyph(unit)
            if self._em != 1000:
                found = Glyph(found.gid, self._milli(found.advance))
            self._glyphs[unit] = found
        return found

    def state(self) -> str:
        """What tells this file from any other: recorded SHA-256, number, size and time."""
        try:
            state = os.stat(self.file.path)
        except OSError as error:
            raise _unreadable(self.file) from error
        return f"{self.name} {self.file.sha256} {self.file.number} {state.st_size} {state.st_mtime_ns}"

    def has(self, unit: str) -> bool:
        """Whether the face draws `unit` with one glyph."""
        return self._glyph(unit).gid != 0

    def has_variation(self, unit: str) -> bool:
        """Whether the face knows this variation sequence itself, not only its base character."""
        return self._open().has_variation(unit[0], unit[1])

    def glyph(self, unit: str) -> int:
        """Index of the glyph of `unit`, 0 when the face lacks it."""
        return self._glyph(unit).gid

    def advance(self, unit: str) -> int:
        """Advance of the glyph of `unit`, 1/1000 em; 0 when the face lacks it."""
        return self._glyph(unit).advance

    def ink(self, unit: str) -> Ink:
        """The ink of `unit`; all zero for a blank or a missing glyph."""
        found = self._inks.get(unit)
        if found is None:
            box = self._open().box(self._glyph(unit).gid) if self.has(unit) else None
            found = BLANK if box is None else Ink(*box) if self._em == 1000 else Ink(*map(self._milli, box))
            self._inks[unit] = found
        return found

    @property
    def ascent(self) -> int:
        """Of the face, above the baseline, 1/1000 em."""
        return self._milli(self._open().ascent)

    @property
    def descent(self) -> int:
        """Of the face, negative below the baseline, 1/1000 em."""
        return self._milli(self._open().descent)

    @property
    def box(self) -> Ink:
        """What encloses the ink of all glyphs of the whole face."""
        return Ink(*map(self._milli, self._open().bounds))

    @property
    def cap_height(self) -> int:
        """Height of the capital H, 1/1000 em; 700 where the face has no Latin letters."""
        return self.ink("H").top if self.has("H") else 700

    @property
    def postscript_name(self) -> str:
        """The name that the face gives itself, fit for a PDF name; one made of ours where it gives none."""
        given = self._open().postscript_name
        plain = "".join(char for char in given if char.isascii() and (char.isalnum() or char in "-_."))
        return plain or "Face-" + "".join(f"{byte:02X}" for byte in self.name.encode())[:24]

    @property
    def reader(self) -> "PlainFont | Shaper":
        """The opened file, for this room's subsetting."""
        return self._open()


class Faces:
    """All faces of fonts.yaml and the chains of its roles."""

    def __init__(self, files: Iterable[FaceFile], roles: Mapping[str, tuple[str, ...]], source: str) -> None:
        self._faces = {file.name: Face(file) for file in files}
        self._roles = roles
        self._source = source
        self._chains: dict[str, tuple[str, ...]] = {}
        self._chosen: dict[tuple[str, str], str | None] = {}

    def face(self, name: str) -> Face:
        """The face called `name` in fonts.yaml."""
        return self._faces[name]

    @property
    def roles(self) -> frozenset[str]:
        """The names that a layout may give as a role."""
        return frozenset(self._roles)

    def chain(self, role: str) -> tuple[str, ...]:
        """Names of the role's faces, preferred first; the faces that the role does not name come last.

        Raises:
            ContentError: fonts.yaml has no such role.
        """
        found = self._chains.get(role)
        if found is None:
            if role not in self._roles:
                known = "、".join(sorted(self._roles))
                raise ContentError(
                    Problem(
                        "error",
                        "unknown-role",
                        f"没有“{role}”这个字体角色",
                        Place(self._source),
                        f"现有的角色：{known}",
                    )
                )
            first = self._roles[role]
            found = (*first, *(name for name in self._faces if name not in first))
            self._chains[role] = found
        return found

    def choose(self, role: str, unit: str) -> str | None:
        """Name of the first face in the role's chain that draws `unit`; None when no face has it.

        A variation sequence goes to the first face that knows it, else to the first that has its base character.
        """
        key = (role, unit)
        if key not in self._chosen:
            chain = self.chain(role)
            exact = (name for name in chain if is_variation(unit) and self._faces[name].has_variation(unit))
            plain = (name for name in chain if self._faces[name].has(unit))
            self._chosen[key] = next(exact, None) or next(plain, None)
        return self._chosen[key]

    def borrowed(self) -> dict[str, str]:
        """System files outside the project that were chosen so far, each with the units it was chosen for."""
        found: dict[str, str] = {}
        for (_, unit), name in sorted(self._chosen.items()):
            if name and self._faces[name].file.system:
                path = self._faces[name].file.path
                found[path] = found.get(path, "") + ("" if unit in found.get(path, "") else unit)
        return found

    def state(self) -> str:
        """What tells these faces and roles from any others, for cache keys."""
        return "\n".join((*(face.state() for face in self._faces.values()), repr(self._roles)))


def open_faces(folder: str) -> Faces:
    """The faces that `folder`/fonts.yaml names; no font file is opened yet.

    Raises:
        ContentError: fonts.yaml is missing, no YAML or of another shape; all such faults at once.
    """
    from bulletin.faces.table import read_table

    source = os.path.join(folder, "fonts.yaml")
    files, roles = read_table(source)
    return Faces(files, roles, source)


def _unreadable(file: FaceFile) -> ContentError:
    """What to tell when a font file cannot be opened."""
    return ContentError(
        Problem(
            "error",
            "bad-face",
            f"字体文件打不开：{file.path}",
            Place(file.path),
            "检查 fonts/fonts.yaml 里的文件名；支持 ttf、otf、ttc",
        )
    )
