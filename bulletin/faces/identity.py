"""What a face says of itself: its names, its weight, what its maker lets be done with it. Nothing is judged here."""

import struct
from collections.abc import Iterable
from io import BytesIO
from typing import Any, Literal, NamedTuple, TypeAlias

from bulletin.faces.soundness import count_of, damaged
from bulletin.quiet import quiet_log

REGULAR = 400  # OS/2, usWeightClass
WEIGHT = "wght"
LONGEST_TITLE_SHOWN, LONGEST_LICENCE = 60, 100  # characters that are shown

Level: TypeAlias = Literal["installable", "editable", "preview", "restricted", "unsaid"]

# OS/2, fsType (OpenType 1.9): the bits of a level, the least restrictive first, since that counts where several stand.
_LEVELS: tuple[tuple[int, Level], ...] = ((0x0008, "editable"), (0x0004, "preview"), (0x0002, "restricted"))
_NO_SUBSETS, _BITMAPS_ONLY = 0x0100, 0x0200

# The kinds of names (OpenType 1.9, `name`), by which a face may be called; the first that it has is the one shown.
FULL_NAME, FAMILY_NAME, TYPOGRAPHIC_FAMILY, POSTSCRIPT_NAME = 4, 1, 16, 6
_FAMILIES, _LICENCES = (TYPOGRAPHIC_FAMILY, FAMILY_NAME), (13, 14)
_CHINESE = {3: (0x0804, 0x1004, 0x0404, 0x0C04), 1: (33, 19)}  # languages by platform, simplified first


class Embedding(NamedTuple):
    """What OS/2 says of embedding a face."""

    level: Level
    whole: bool = False  # not in parts
    bitmaps: bool = False  # no outlines


class Identity(NamedTuple):
    """One face of a file."""

    number: int  # in its collection, from 0
    title: str  # its full name, in Chinese where it has one; "" where it has none
    names: tuple[str, ...]  # all its family, full and PostScript names
    postscript: str
    weight: int
    weights: tuple[int, int] | None  # from where to where, of a face that varies in weight
    variable: bool  # in whatever way
    monospaced: bool
    embedding: Embedding
    licence: str  # in its own words, or the address of one


def identities(data: bytes) -> tuple[Identity, ...]:
    """The faces of a file, as far as they say what they are; damaged ones among them too.

    Raises:
        UnsoundError: it is no font file, or its directory is torn.
    """
    return tuple(identify(data, number) for number in range(count_of(data)))


def identify(data: bytes, number: int) -> Identity:
    """Face `number` of a file.

    Raises:
        UnsoundError: its directory of tables is torn, or that of its axes.
    """
    from fontTools.ttLib import TTFont

    with quiet_log("fontTools"):
        try:
            font = TTFont(BytesIO(data), fontNumber=number, lazy=True)
        except Exception as error:  # TTLibError, struct.error and what else foreign bytes may cause
            raise damaged("数据表目录不完整") from error
        records = _records(font)
        axes = _axes(font) if "fvar" in font else ()
    names = dict.fromkeys(text for kind in (FULL_NAME, *_FAMILIES, POSTSCRIPT_NAME) for text in _texts(records, kind))
    weights = next(((low, high) for tag, low, high in axes if tag == WEIGHT), None)
    postscript = next(iter(_texts(records, POSTSCRIPT_NAME)), "")
    return Identity(
        number=number,
        title=next((text for kind in (FULL_NAME, *_FAMILIES) for text in _texts(records, kind)), postscript)[
            :LONGEST_TITLE_SHOWN
        ],
        names=tuple(names),
        postscript=postscript[:LONGEST_TITLE_SHOWN],
        weight=_number(font, "OS/2", ">4xH") or REGULAR,
        weights=weights,
        variable=bool(axes),
        monospaced=bool(_number(font, "post", ">12xI")),
        embedding=_embedding(_number(font, "OS/2", ">8xH")),
        licence=next((_beginning(text) for kind in _LICENCES for text in _texts(records, kind)), ""),
    )


def _embedding(bits: int | None) -> Embedding:
    if bits is None:
        return Embedding("unsaid")
    plain: Level = "installable"
    level = next((level for bit, level in _LEVELS if bits & bit), plain)
    return Embedding(level, whole=bool(bits & _NO_SUBSETS), bitmaps=bool(bits & _BITMAPS_ONLY))


def _beginning(text: str) -> str:
    """The first sentence of a licence; the whole texts have pages."""
    return text.partition(". ")[0][:LONGEST_LICENCE]


def _number(font: Any, tag: str, form: str) -> int | None:
    """A number at a fixed place of a table; None where the face lacks it."""
    try:
        (number,) = struct.unpack_from(form, font.reader[tag])
    except Exception:  # KeyError, struct.error and what else foreign bytes may cause
        return None
    return int(number)


def _axes(font: Any) -> tuple[tuple[str, int, int], ...]:
    try:
        return tuple((axis.axisTag, round(axis.minValue), round(axis.maxValue)) for axis in font["fvar"].axes)
    except Exception as error:  # whatever foreign bytes may cause
        raise damaged("可变字体的轴表（fvar）不完整") from error


def _records(font: Any) -> tuple[Any, ...]:
    """The face's names, Chinese ones first, those for Windows before others; none where they cannot be read."""
    try:
        return tuple(sorted(font["name"].names, key=_order))
    except Exception:  # no names, or no such table: a face is printed with all the same
        return ()


def _order(record: Any) -> tuple[int, bool, bool]:
    languages = _CHINESE.get(record.platformID, ())
    chinese = languages.index(record.langID) if record.langID in languages else len(languages) or 9
    return chinese, record.platformID != 3, record.langID != 0x0409


def _texts(records: Iterable[Any], kind: int) -> list[str]:
    """What the names of one kind say, fit for a line; without those that their encoding cannot read."""
    found = []
    for record in records:
        if record.nameID == kind:
            try:
                text = record.toUnicode()
            except (UnicodeDecodeError, LookupError):
                continue
            plain = " ".join("".join(char if char.isprintable() else " " for char in text).split())
            found += [plain] if plain else []
    return found
