"""Where an output may go: its own name, or one beside it where what stands there is not ours to replace."""

import os
from collections.abc import Collection, Iterator
from io import BytesIO
from typing import NamedTuple
from zipfile import ZipFile

from bulletin.build.journal import BesideReason
from bulletin.build.record import Record
from bulletin.build.storage import Found, is_filed, look

MOST_BESIDE = 1000  # names tried
PDF_HEAD = 64  # bytes of a PDF before its first object
DECK_PART, CORE_PART, APP_PART = "ppt/presentation.xml", "docProps/core.xml", "docProps/app.xml"
STAMPS = (b"created", b"modified")  # of a deck: both are the day at midnight
LARGEST_PART = 1 << 16  # bytes of docProps/app.xml


class FreePlace(NamedTuple):
    """A name that an output may take, and what stands there."""

    name: str
    found: Found
    reason: BesideReason


def spot(folder: str, name: str, new: str, record: Record, refused: Collection[str] = (), over: str = "") -> FreePlace:
    """The place for output `name` with the digest `new`: its own, or the first free or unedited one beside it.

    What somebody edited, and what is a link, a folder or a device, is neither followed nor replaced: bulletin（新）.pdf
    stands beside it. What a program holds open is left alone: bulletin-2.pdf.

    Args:
        refused: places that the system did not let us replace.
        over: the digest of a file that may be replaced besides, since its author asked for it.

    Raises:
        FileExistsError: a thousand names are taken.
    """
    found = look(os.path.join(folder, name))
    reason: BesideReason = "locked"
    if name not in refused and found.kind != "closed":
        known = record.entry(name) is not None or is_filed(name)  # older versions filed nothing
        asked = bool(over) and found.is_file(over)
        if asked or _replaceable(name, found, new, record) or (not known and _unedited(found.data)):
            return FreePlace(name, found, "")
        reason = "edited" if found.kind == "file" else "taken"
    for beside in _numbered(name) if reason == "locked" else _renamed(name):
        other = look(os.path.join(folder, beside))
        if beside not in refused and _replaceable(beside, other, new, record):
            return FreePlace(beside, other, reason)
    raise FileExistsError(17, "too many files beside it")


def _replaceable(name: str, found: Found, new: str, record: Record) -> bool:
    """Whether nothing stands there, or exactly what we delivered or deliver."""
    entry = record.entry(name)
    return found.kind == "nothing" or (found.kind == "file" and found.digest in {new, entry.sha256 if entry else new})


def _numbered(name: str) -> Iterator[str]:
    """bulletin-2.pdf, bulletin-3.pdf ..."""
    stem, ending = os.path.splitext(name)
    return (f"{stem}-{number}{ending}" for number in range(2, MOST_BESIDE))


def _renamed(name: str) -> Iterator[str]:
    """slides（新）.pptx, slides（新2）.pptx ..."""
    stem, ending = os.path.splitext(name)
    return (f"{stem}（新{number if number > 1 else ''}）{ending}" for number in range(1, MOST_BESIDE))


def _unedited(data: bytes) -> bool:
    """Whether a file says of itself that a version of ours without a record wrote it and nobody saved it since.

    A PDF: reportlab's comment in its head (a program that writes a PDF anew drops it, so a booklet of ours, which
    pikepdf wrote, counts as edited), our names, and one end (one that adds to a PDF adds an end too).
    A deck: office programs name themselves in docProps/app.xml, which ours had without a name and have no more, and
    whatever writes a zip puts the clock into it, where we put midnight, as for when it was made and changed.
    """
    if data.startswith(b"%PDF-"):
        head = b" ReportLab Generated PDF document" in data[:PDF_HEAD]
        names = b"/Creator (bulletin)" in data and b"/Producer (reportlab)" in data
        return head and names and data.count(b"%%EOF") == 1
    if not data.startswith(b"PK"):
        return False
    try:
        with ZipFile(BytesIO(data)) as archive:
            return _is_unedited_deck(archive)
    except Exception:  # zipfile and zlib raise many kinds over foreign bytes; the editor is told of the file as edited
        return False


def _is_unedited_deck(archive: ZipFile) -> bool:
    """The same of a deck; raises many kinds of errors over foreign bytes."""
    members = {member.filename: member for member in archive.infolist()}
    if DECK_PART not in members or any(member.date_time[3:] != (0, 0, 0) for member in members.values()):
        return False
    part = APP_PART if APP_PART in members else CORE_PART
    if part not in members or members[part].file_size > LARGEST_PART:
        return False
    told = archive.read(part)
    return b"<Application>" not in told if part == APP_PART else told.count(b"T00:00:00Z<") == len(STAMPS)
