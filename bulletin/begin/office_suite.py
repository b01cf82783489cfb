"""The version of LibreOffice on this machine, told without starting it.

Starting it, if only for its version, writes a profile into the user's home.
"""

import os
import re
from typing import NamedTuple

from bulletin.begin.libreoffice import libreoffice
from bulletin.opening import NotOpenedError, read_file

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
    program = libreoffice()
    return OfficeSuite(program, _version(program)) if program else None


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
