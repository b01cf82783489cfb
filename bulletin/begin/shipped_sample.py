"""The issue that comes with the program's source: recognised while nobody has changed a word of it.

Somebody who brings their own reports into a fresh checkout does not want them printed among the sample's.
"""

import os
from hashlib import sha256

from bulletin.build.storage import look
from bulletin.model.kept_plan import PLAN_NAME
from bulletin.read.folder import SYSTEM_FILES, plain

# SHA-256 over names and texts of content/, line ends as \n; tests/begin/test_shipped_sample.py says the new one.
SHIPPED_SAMPLE = "f4536013b287e18d182834cc895fb20474ae09606e3dbe5902ed18fa494f40d7"
MOST_FILES_OF_SAMPLE = 12


def is_shipped_sample(folder: str) -> bool:
    """Whether a folder holds the shipped issue and nothing else; a plan that a build left does not count."""
    return digest_of(folder) == SHIPPED_SAMPLE


def digest_of(folder: str) -> str:
    """A digest of the names and texts of a folder's files; "" where it is none, or holds more than files."""
    try:
        names = sorted(
            name for name in os.listdir(folder) if name[0] != "." and plain(name) not in SYSTEM_FILES | {PLAN_NAME}
        )
    except OSError:
        return ""
    found = sha256()
    for name in names if len(names) <= MOST_FILES_OF_SAMPLE else ():
        stands = look(os.path.join(folder, name))
        if stands.kind != "file":
            return ""
        found.update(name.encode() + b"\0" + stands.data.replace(b"\r\n", b"\n") + b"\0")
    return found.hexdigest() if names else ""
