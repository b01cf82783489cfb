"""`bulletin fonts`: the faces that a build would use, with their roles, coverage, rights and licences."""

import os
from typing import Any, NamedTuple

from bulletin.begin.coverage import Coverage, coverage, told
from bulletin.begin.words import RIGHTS, megabytes
from bulletin.faces.face import Face, open_faces
from bulletin.faces.identity import Identity, identify
from bulletin.faces.table import FaceFile, read_tables
from bulletin.problems import ContentError, Problem
from bulletin.sources import Sources


class ListedFace(NamedTuple):
    """A face of fonts.yaml."""

    file: FaceFile
    size: int  # bytes
    first: tuple[str, ...]  # roles in which it comes first
    behind: tuple[str, ...]  # roles that name it besides
    identity: Identity | None = None  # None where it cannot be opened
    covered: Coverage | None = None

    @property
    def licence(self) -> str:
        """The file with its licence, or what it says of it."""
        return self.file.licence or (self.identity.licence if self.identity else "")


class FaceList(NamedTuple):
    """What `bulletin fonts` shows."""

    source: str  # the fonts.yaml whose roles come first
    faces: tuple[ListedFace, ...]
    roles: dict[str, tuple[str, ...]]
    problems: tuple[Problem, ...]


def face_list(sources: Sources) -> FaceList:
    """All faces, each opened and judged.

    Raises:
        ContentError: a fonts.yaml cannot be read.
    """
    table = read_tables(sources.fonts)
    listed: list[ListedFace] = []
    problems: list[Problem] = []
    with open_faces(*sources.fonts) as faces:
        for file in table.files:
            first = tuple(role for role, chain in table.roles.items() if chain[0] == file.name)
            behind = tuple(role for role, chain in table.roles.items() if file.name in chain[1:])
            size = os.path.getsize(file.path) if os.path.isfile(file.path) else 0
            face = ListedFace(file=file, size=size, first=first, behind=behind)
            try:
                face = _opened(face, faces.face(file.name))
            except ContentError as error:
                problems += error.problems
            listed.append(face)
    return FaceList(table.source, tuple(listed), dict(table.roles), tuple(problems))


def _opened(listed: ListedFace, face: Face) -> ListedFace:
    return listed._replace(
        covered=coverage(lambda char: face.opened.glyph(char).gid != 0),
        identity=identify(face.shaper.face.blob.data, face.file.number),
    )


def as_lines(found: FaceList) -> list[str]:
    """The list for a clerk."""
    lines = [f"字体（{found.source}）："]
    for face in found.faces:
        title = face.identity.title if face.identity else "无法使用"
        kind = "本机" if face.file.system else "随附" if face.file.shipped else "自有"
        lines.append(f"  {face.file.name}  {title}，{os.path.basename(face.file.path)}，{megabytes(face.size)}，{kind}")
        use = (
            f"{'、'.join(face.first)} 的首选"
            if face.first
            else "后备"
            if face.behind
            else "没有，别的字体都没有的字才用它"
        )
        lines.append(f"      角色：{use}")
        if face.covered and face.identity:
            licence = f"；许可：{face.licence}" if face.licence else ""
            lines.append(f"      {told(face.covered)}；嵌入：{RIGHTS[face.identity.embedding.level]}{licence}")
    lines += ["角色（前面的字体没有某字时，用后面的）："]
    return [*lines, *(f"  {role}  {'、'.join(chain)}" for role, chain in found.roles.items())]


def as_data(found: FaceList) -> dict[str, Any]:
    """The same as plain data, less the problems."""
    return {
        "table": found.source,
        "faces": [
            {
                "name": face.file.name,
                "title": face.identity.title if face.identity else "",
                "file": face.file.path,
                "bytes": face.size,
                "shipped": face.file.shipped,
                "roles": list(face.first),
                "fallback": list(face.behind),
                "standard": face.covered.has if face.covered else None,
                "lacking": list(face.covered.missing) if face.covered and not face.file.shipped else [],
                "embedding": face.identity.embedding._asdict() if face.identity else {},
                "licence": face.licence,
            }
            for face in found.faces
        ],
        "roles": {role: list(chain) for role, chain in found.roles.items()},
    }
