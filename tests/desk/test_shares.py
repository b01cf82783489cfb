"""Where no system tells of changes: by the kind of file system that holds a path."""

import pytest

from bulletin.desk.shares import SHARES, file_system, is_on_share

MOUNTS = """\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:26 / /mnt rw - tmpfs tmpfs rw
31 30 0:41 / /mnt/单位\\040共享 rw,relatime shared:9 - cifs //server/share rw,vers=3.0
32 22 0:42 / /home/editor/remote rw - fuse.sshfs editor@host:/ rw
33 22 0:43 / /home/editor/remote rw - ext4 /dev/sdb1 rw
34 22 0:44 / /mntx rw - nfs4 server:/ rw
broken line
""".splitlines()


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/editor/content", "ext4"),
        ("/mnt/单位 共享/2026/content", "cifs"),
        ("/mnt/单位 共享", "cifs"),
        ("/mnt/单位", "tmpfs"),
        ("/mntx/a", "nfs4"),
        ("/mntxy", "ext4"),
        ("/home/editor/remote/a", "ext4"),  # mounted over another
    ],
)
def test_the_innermost_and_latest_mount_says_what_a_path_lies_on(path: str, kind: str) -> None:
    assert file_system(path, MOUNTS) == kind


def test_kinds_of_shares() -> None:
    assert {"nfs", "nfs4", "cifs", "smb3", "fuse.sshfs", "9p", "vboxsf"} <= SHARES
    assert not {"ext4", "xfs", "btrfs", "tmpfs", "overlay", "fuseblk", "ntfs3", "vfat"} & SHARES
    assert not is_on_share("/proc")
