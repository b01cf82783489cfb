"""Whether a folder lies where no system tells of changes: on a share of the network, or of a virtual machine's host."""

import os
import re
from collections.abc import Iterable

from bulletin.opening import NotOpenedError, read_file

MOUNTS = "/proc/self/mountinfo"
_MOST_MOUNTS = 1 << 22  # bytes
# Kinds of file systems (mount(8), and the drivers' own names) on which another machine's change raises no event here.
SHARES = frozenset(
    ("nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "ncpfs", "afs", "ceph", "glusterfs", "lustre", "davfs",
     "9p", "virtiofs", "vboxsf", "vmhgfs", "prl_fs", "drvfs", "fuse.sshfs", "fuse.davfs", "fuse.davfs2", "fuse.rclone",
     "fuse.gvfsd-fuse", "fuse.vmhgfs-fuse", "fuse.glusterfs", "fuse.s3fs", "fuse.cifs", "fuse.smbnetfs",
     "fuse.kio-fuse")
)  # fmt: skip
_REMOTE_DRIVE = 4  # DRIVE_REMOTE of GetDriveTypeW
_ESCAPE = re.compile(r"\\([0-7]{3})")  # of blanks in mountinfo


def is_on_share(path: str) -> bool:
    """Whether changes at `path`, which need not exist, may come without an event."""
    real = os.path.realpath(path)
    if os.name == "nt":
        return _is_remote_on_windows(real)
    try:
        text = read_file(MOUNTS, limit=_MOST_MOUNTS).decode("utf-8", "surrogateescape")
    except NotOpenedError:  # no Linux
        return False
    return file_system(real, text.splitlines()) in SHARES


def file_system(path: str, mounts: Iterable[str]) -> str:
    """The kind of file system at a path, links followed, by the lines of mountinfo (proc(5)); "" where none says.

    Of several mounts at one place the last one is seen.
    """
    found, longest = "", -1
    for line in mounts:
        before, _, behind = line.partition(" - ")
        fields = before.split(" ")
        if len(fields) < 5 or not behind:
            continue
        point = _ESCAPE.sub(lambda match: chr(int(match[1], 8)), fields[4])
        inside = path == point or path.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= longest:
            found, longest = behind.split(" ")[0], len(point)
    return found


def _is_remote_on_windows(path: str) -> bool:
    drive = os.path.splitdrive(path)[0]
    if drive.startswith("\\\\"):
        return True
    import ctypes

    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009  # only Windows has it, so that mypy elsewhere knows none
    return bool(drive) and int(kernel.GetDriveTypeW(f"{drive}\\")) == _REMOTE_DRIVE
