"""Which role a face serves, told by its name, and which weight and which member of a collection a role wants."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bulletin.faces.identity import REGULAR, Identity
from bulletin.faces.soundness import UnsoundError

BOLD, BLACK = 700, 900  # OS/2, usWeightClass
# Roles by the words of a face's name; the first row that fits counts (仿宋 before 宋, sans serif before serif).
_BY_NAME = (
    ("小标宋|xiaobiaosong|xbs", "song-black"),
    ("仿宋|fang ?song", "fangsong"),
    ("行楷|行书|草书|隶|魏碑|题字|毛笔|xing(?:kai|shu)|cao ?shu|li ?shu|wei ?bei|brush", "brush"),
    ("楷|kai", "kai"),
    ("黑|hei|sans|gothic|圆|yuan", "hei"),
    ("宋|明体|song|sung|sun(?:-|$)|simsun|ming|serif|mincho", "song"),
)
# From which weight on a face is the bolder one of its kind: half-way between the weights of the faces that ship.
_BOLDER = {"song": ((800, "song-black"), (550, "song-bold")), "hei": ((550, "hei-bold"),)}
_SIMPLIFIED = re.compile(r"\b(?:SC|CN|GB|GBK?|CHS|Hans)\b|CJKsc|CN$|简|GB(?:18030|2312)", re.ASCII)
_FIXED = re.compile(r"Mono\b|Mono[A-Z]|等宽|点阵|Sharp\b")
MEMBERS_NAMED = 12  # members that a message names


class Member(NamedTuple):
    """A face of a collection, and how many characters of the general standard list it has."""

    face: Identity
    characters: int


def weight_of(role: str) -> int:
    """The weight that the faces of a role have."""
    return BLACK if role.endswith("-black") or role == "brush" else BOLD if role.endswith("-bold") else REGULAR


def guessed_role(face: Identity, known: Iterable[str]) -> str:
    """The role among the `known` that a face is made for, by its names; "" where they do not say."""
    names = " ".join(face.names)
    role = next((role for words, role in _BY_NAME if re.search(words, names, re.IGNORECASE)), "")
    if not face.variable:
        role = next((bolder for weight, bolder in _BOLDER.get(role, ()) if face.weight >= weight), role)
    return role if role in known else ""


def chosen_member(members: Sequence[Member], wish: str, role: str) -> Member:
    """The member that is wished for, or else the one that is best for Chinese.

    That is: one for simplified characters by its name; with the most characters of the standard; none of fixed width
    or of bitmaps; with the weight of the role; the first in the file.

    Args:
        wish: a name of the member or a part of one, or its number from 1; "" for none.

    Raises:
        UnsoundError: no member is called so, or several are.
    """
    found = _wished(members, wish) if wish else members
    if len(found) == 1:
        return found[0]
    if wish:
        told = f"里没有叫“{wish}”的字体" if not found else f"里有{len(found)}个字体的名称都有“{wish}”"
        raise UnsoundError(told, f"选项 --member 后面写其中一个的名称：{listed(found or members)}")
    return min(found, key=lambda member: _preference(member, weight_of(role)))


def _wished(members: Sequence[Member], wish: str) -> Sequence[Member]:
    """By its number, its whole name, or a part of a name."""
    if wish.isdecimal() and 0 < int(wish) <= len(members):
        return (members[int(wish) - 1],)
    words = wish.casefold()
    whole = [member for member in members if words in map(str.casefold, member.face.names)]
    return whole or [member for member in members if any(words in name.casefold() for name in member.face.names)]


def _preference(member: Member, weight: int) -> tuple[bool, int, bool, int, int]:
    face = member.face
    names = " ".join(face.names)
    fixed = face.monospaced or bool(_FIXED.search(names))
    return not _SIMPLIFIED.search(names), -member.characters, fixed, abs(face.weight - weight), face.number


def listed(members: Sequence[Member]) -> str:
    """Their names, for a message."""
    names = [member.face.title or f"第{member.face.number + 1}个" for member in members[:MEMBERS_NAMED]]
    return "、".join(names) + ("……" if len(members) > MEMBERS_NAMED else "")
