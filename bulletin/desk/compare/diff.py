"""What `bulletin diff` does: find two versions, compare them, and lay both side by side. Nothing here prints."""

import os
from collections.abc import Sequence

from bulletin.build import record
from bulletin.build.delivery import Delivered, recover
from bulletin.build.regenerate import Listener, hand_over
from bulletin.desk.compare.changes_page import Compared, changes_page
from bulletin.desk.compare.differences import compared_files
from bulletin.desk.compare.versions import Version, last_delivery, version_named
from bulletin.memory import Memory
from bulletin.model.output import File, Order
from bulletin.pipeline import build


def compare_versions(words: Sequence[str], output: str, order: Order, listener: Listener) -> Compared:
    """Two versions with what differs: those named, one named and the last delivery, or that and what is written now.

    Args:
        output: the folder of the last delivery.
        order: how what is written now is built; it is not delivered.

    Raises:
        BulletinError: there is no such version, one cannot be read, or what is written now cannot be built.
    """
    recover(output, tell=listener.tell)
    old = version_named(words[0], output) if words else last_delivery(output)
    if len(words) > 1:
        new = version_named(words[1], output)
    else:
        new = last_delivery(output) if words else _as_written(old, output, order, listener)
    changes = compared_files(old.data, new.data, old_name=old.name, new_name=new.name)
    return Compared(old.name, new.name, old.data, new.data, changes)


def _as_written(last: Version, output: str, order: Order, listener: Listener) -> Version:
    """What the content says now, built for the same purpose as the last delivery."""
    order = order._replace(pdf=True, slides=False, draw=True, purposes=(last.purpose or "screen",))
    order = order._replace(kept=record.delivered(output).plan)
    printed = build(order, Memory(), listener.watch)
    here = os.path.normpath(order.content) == os.curdir
    return Version("现在的稿件" if here else f"{order.content} 里现在的稿件", printed.files[0].data)


def write_changes(compared: Compared, path: str, listener: Listener) -> Delivered:
    """The page of both versions side by side, put in its place.

    Raises:
        BulletinError: it cannot be written.
    """
    folder, name = os.path.split(path)
    file = File(name, changes_page(compared, listener.watch), "changes")
    (written,) = hand_over([file], folder, None, listener)
    return written
