"""LibreOffice on this machine: where it is and which version, told without starting it.

Starting it, if only for its version, writes a profile into the user's home.
"""

import os
import re
import shutil
from collections.abc import Iterator
from glob import glob
from typing import NamedTuple

from bulletin.opening import NotOpenedError, read_file

# Where the installers of LibreOffice put it, on Linux, macOS and Windows, for those who have it in no path.
_PLACES = (
    "/usr/lib/libreoffice/program/soffice",
    "/usr/lib64/libreoffice/program/soffice",
    "/opt/libreoffice*/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_WINDOWS = (("ProgramFiles", "ProgramW6432", "ProgramFiles(x86)"), ("LibreOffice*", "program", "soffice.exe"))
# Beside the program: the file with its name and version.
_VERSION_FILES = ("bootstraprc", "bootstrap.ini", os.path.join(os.pardir, "Resources", "bootstraprc"))
_PRODUCT = re.compile(rb"^ProductKey=LibreOffice(?:Dev)? ([0-9.]+)", re.MULTILINE)
_LARGEST = 1 << 16  # bytes of such a file


class OfficeSuite(NamedTuple):
    """LibreOffice as it was found."""

    program: str
    version: str  # "" where it does not say


def office_suite() -> OfficeSuite | None:
    """The first LibreOffice that is found; None where there is none."""
    program = next((path for path in _candidates() if os.access(path, os.X_OK)), None)
    return OfficeSuite(program, _version(program)) if program else None


def _candidates() -> Iterator[str]:
    yield from (found for name in ("soffice", "libreoffice") if (found := shutil.which(name)))
    for place in _PLACES:
        yield from sorted(glob(place), reverse=True)
    variables, parts = _WINDOWS
    for folder in dict.fromkeys(filter(None, map(os.environ.get, variables))):
        yield from sorted(glob(os.path.join(folder, *parts)), reverse=True)


def _version(program: str) -> str:
    folder = os.path.dirname(os.path.realpath(program))
    for name in _VERSION_FILES:
        try:
            found = _PRODUCT.search(read_file(os.path.join(folder, name), limit=_LARGEST))
        except NotOpenedError:
            continue
        if found:
            return found[1].decode()
    return ""
