"""A font file as an office has it, to the one face that is taken from it: judged, alone in its file, and told about."""

from collections.abc import Iterable
from typing import NamedTuple

from bulletin.begin.coverage import Coverage, coverage
from bulletin.begin.roles import Member, chosen_member, guessed_role, weight_of
from bulletin.faces.face import Face
from bulletin.faces.identity import Identity, identify, identities
from bulletin.faces.lone_copy import lone_copy
from bulletin.faces.opened import MOST_BYTES
from bulletin.faces.shape import Shaper
from bulletin.faces.soundness import COLLECTION, UnsoundError, look
from bulletin.faces.subset import subset
from bulletin.faces.table import FaceFile
from bulletin.memory import Memory
from bulletin.opening import NotOpenedError, read_file
from bulletin.words.standard_characters import standard_characters

_SUFFIXES = {b"OTTO": ".otf"}  # by a file's first bytes; others are TrueType
_ENOUGH = 2000  # characters of the standard that a face must have for a role to be guessed: it prints text
_CUT = 200  # characters of which a cut is made, as one for a PDF is
_WIDER = 7  # 1/1000 em, by which they are made wider in it, as in justified lines
_LEAST_EM = 250  # units: a width is then right to 1/500 em, within which widths of a PDF and of its faces may differ
_ASK_THE_FOUNDRY = "换一个允许嵌入的字体，或向字体公司购买允许嵌入的授权，用它另给的文件"


class ForeignFace(NamedTuple):
    """A face that a build can print with."""

    source: str  # its file, as the office named it
    data: bytes  # the file of this face alone
    identity: Identity  # of the face as it stood in its source
    title: str  # what it calls itself now
    weight: int | None  # that a variable one was given
    role: str  # "" for none
    guessed: bool  # the role was
    others: tuple[str, ...]  # members of its collection that were not taken
    covered: Coverage
    lacking: str  # of the issue's characters

    @property
    def suffix(self) -> str:
        return _SUFFIXES.get(self.data[:4], ".ttf")


class Wish(NamedTuple):
    """What is wanted of a font file."""

    role: str = ""  # "": what its name says
    member: str = ""  # "": the one that is best for Chinese


def taken_in(path: str, wish: Wish, roles: Iterable[str], issue: str) -> ForeignFace:
    """The face that is taken from the file at `path`.

    Args:
        roles: those that a face may be given.
        issue: the distinct characters of the issue.

    Raises:
        UnsoundError: it cannot be printed with, or may not be.
        ContentError: the same, found when it was opened as a build does.
    """
    data = _bytes(path)
    faces = identities(data)
    role = wish.role
    members = [Member(face, _standard(data, face)) for face in faces]
    chosen = chosen_member(members, wish.member, role)
    face = chosen.face
    role = role or (guessed_role(face, roles) if chosen.characters >= _ENOUGH else "")
    if wish.member and len(faces) == 1 and data[:4] != COLLECTION:
        raise UnsoundError("不是字体集，只有一个字体", "去掉选项 --member")
    doubtful = look(data, face.number)
    _ask_for_rights(face)
    weight = _weight(face, role)
    alone = lone_copy(data, face, weight or 0)
    name = face.title or "字体"
    if doubtful and alone is not data:  # the sums of a copy are right, whatever was copied
        with Face(FaceFile(name=name, path=path, number=face.number), Memory(), data) as original:
            _judged(original, issue)
    with Face(FaceFile(name=name, path=path), Memory(), alone) as copy:
        covered, lacking = _judged(copy, issue)
    return ForeignFace(
        source=path,
        data=alone,
        identity=face,
        title=identify(alone, 0).title,
        weight=weight,
        role=role,
        guessed=bool(role) and not wish.role,
        others=tuple(other.title for other in faces if other is not face),
        covered=covered,
        lacking=lacking,
    )


def _bytes(path: str) -> bytes:
    try:
        return read_file(path, limit=MOST_BYTES)
    except NotOpenedError as error:
        raise UnsoundError(error.message, "检查文件名和路径；支持 ttf、otf、ttc") from error


def _standard(data: bytes, face: Identity) -> int:
    """How many characters of the general standard list a member claims to have; none where it cannot be opened."""
    try:
        claimed = Shaper(data, face.number).characters
    except UnsoundError:
        return 0
    return sum(char in claimed for level in standard_characters() for char in level)


def _ask_for_rights(face: Identity) -> None:
    if face.embedding.level == "restricted":
        raise UnsoundError("不许嵌入文件：字体公司在字体里标明了“限制许可”（OS/2 表 fsType 第1位）", _ASK_THE_FOUNDRY)
    if face.embedding.bitmaps:
        raise UnsoundError("只许嵌入点阵，不许嵌入轮廓（OS/2 表 fsType 第9位）", _ASK_THE_FOUNDRY)


def _weight(face: Identity, role: str) -> int | None:
    """The weight that a variable face gets: what its role wants, as far as it goes."""
    if not face.weights:
        return None
    lightest, boldest = face.weights
    return min(max(weight_of(role), lightest), boldest)


def _judged(face: Face, issue: str) -> tuple[Coverage, str]:
    """What the face draws, every character of the standard and of the issue looked at, and the issue's that it lacks.

    Raises:
        UnsoundError: there are no Chinese characters, or they are measured too coarsely.
        ContentError: one of them is damaged, or no cut can be made of the face, as one is for a PDF.
    """
    covered = coverage(face.has)
    if not covered.has:
        hint = "换一个有汉字的字体；要用它印字母或符号，按随附的 fonts.yaml 开头的说明手工登记"
        raise UnsoundError("里一个通用规范汉字也没有", hint)
    if (em := face.shaper.face.upem) < _LEAST_EM:
        message = f"精度太低：一个字只分成{em}格，细微的字距排不准"
        raise UnsoundError(message, f"换一个一字至少分成{_LEAST_EM}格的字体，常见的是1000或2048格")
    lacking = "".join(char for char in issue if not face.has(char))
    units = [char for level in standard_characters() for char in level if face.has(char)]
    tried = units[:: max(1, len(units) // _CUT)]
    subset(face, tried, [_WIDER] * len(tried))
    return covered, lacking
