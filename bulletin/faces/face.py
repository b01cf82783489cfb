"""Which faces a role has, which of them draws a character, how wide and where its ink lies.

Files are mapped by HarfBuzz when a face is first needed, and unmapped when `Faces` is closed.
"""

import os
from collections.abc import Iterable, Mapping
from functools import cached_property

from bulletin.faces.shape import NO_INK, Glyph, InkBox, Shaper, is_variation
from bulletin.faces.table import FaceFile, read_tables
from bulletin.memory import Memory, kept
from bulletin.problems import ContentError, Place, Problem


class Face:
    """One face, opened on first need. Units are characters or what is set as one glyph.

    Glyphs and ink are kept once measured, in `memory` for the builds that follow: HarfBuzz measures each unit once,
    however long the text is.
    """

    def __init__(self, file: FaceFile, memory: Memory) -> None:
        self.file = file
        self.name = file.name
        self._shaper: Shaper | None = None
        self._closed = False
        self._memory = memory

    @property
    def shaper(self) -> Shaper:
        """The opened file.

        Raises:
            ContentError: it cannot be opened.
            ValueError: the face is closed.
        """
        if self._closed:
            raise ValueError(f"the face {self.name} is closed")
        if self._shaper is None:
            self.state()  # before the file is opened: one replaced while a build runs is not taken for the new one
            try:
                self._shaper = Shaper(self.file.path, self.file.number)
            except OSError as error:
                raise _unreadable(self.file) from error
        return self._shaper

    def close(self) -> None:
        """Let go of the file; what was measured so far stays known, anything else raises ValueError."""
        if self._shaper is not None:
            self._shaper.close()
        self._shaper, self._closed = None, True

    @cached_property
    def _glyphs(self) -> dict[str, Glyph]:
        return self._memory.recall(("glyphs", self.state()), dict)

    @cached_property
    def _inks(self) -> dict[str, InkBox]:
        return self._memory.recall(("inks", self.state()), dict)

    def _glyph(self, unit: str) -> Glyph:
        found = self._glyphs.get(unit)
        if found is None:
            found = self._glyphs[unit] = self.shaper.glyph(unit)
        return found

    @kept
    def state(self) -> str:
        """What tells this face from any other: its row of fonts.yaml, and size and times that its file had at first."""
        try:
            state = os.stat(self.file.path)
        except OSError as error:
            raise _unreadable(self.file) from error
        return f"{self.file} {state.st_size} {state.st_mtime_ns} {state.st_ctime_ns}"

    def has(self, unit: str) -> bool:
        """Whether the face draws `unit` with one glyph."""
        return self._glyph(unit).gid != 0

    def has_variation(self, unit: str) -> bool:
        """Whether the face knows this variation sequence itself, not only its base character."""
        return self.shaper.has_variation(unit[0], unit[1])

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

    @property
    def ascent(self) -> int:
        """Of the face, above the baseline, 1/1000 em."""
        return self.shaper.ascent

    @property
    def descent(self) -> int:
        """Of the face, negative below the baseline, 1/1000 em."""
        return self.shaper.descent

    @property
    def cap_height(self) -> int:
        """Height of the capital H, 1/1000 em; 700 where the face has no Latin letters."""
        return self.ink("H").top if self.has("H") else 700

    @property
    def postscript_name(self) -> str:
        """The name that the face gives itself, fit for a PDF name; one derived from ours where it gives none."""
        given = self.shaper.postscript_name
        plain = "".join(char for char in given if char.isascii() and (char.isalnum() or char in "-_."))
        return plain or "Face-" + "".join(f"{byte:02X}" for byte in self.name.encode())[:24]


class Faces:
    """All faces of fonts.yaml and the chains of its roles.

    Owns the files of its faces: used in a `with` statement, or closed with `close`.
    """

    def __init__(
        self, files: Iterable[FaceFile], roles: Mapping[str, tuple[str, ...]], source: str, memory: Memory
    ) -> None:
        self._faces = {file.name: Face(file, memory) for file in files}
        self._roles = roles
        self._source = source
        self._chains: dict[str, tuple[str, ...]] = {}
        self._chosen: dict[tuple[str, str], str | None] = {}

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
                hint = f"现有的字体角色：{'、'.join(sorted(self._roles))}"
                message = f"没有“{role}”这个字体角色"
                raise ContentError(Problem("error", "unknown-role", message, Place(self._source), hint))
            first = self._roles[role]
            found = self._chains[role] = (*first, *(name for name in self._faces if name not in first))
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

    def draws(self, unit: str) -> bool:
        """Whether any face draws `unit`."""
        return any(face.has(unit) for face in self._faces.values())

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


def open_faces(*folders: str, memory: Memory | None = None) -> Faces:
    """The faces that the fonts.yaml of each folder names; no font file is opened yet.

    Args:
        folders: a face or role of an earlier folder hides that of the same name in a later one.
        memory: keeps what is measured.

    Raises:
        ContentError: a fonts.yaml is not YAML or of another shape, or none is there; all such faults at once.
    """
    table = read_tables(folders)
    return Faces(table.files, table.roles, table.source, memory or Memory())


def _unreadable(file: FaceFile) -> ContentError:
    """The editor's message for a font file that cannot be opened."""
    hint = "检查 fonts/fonts.yaml 里的文件名；支持 ttf、otf、ttc"
    return ContentError(Problem("error", "bad-face", f"无法打开字体文件：{file.path}", Place(file.path), hint))
