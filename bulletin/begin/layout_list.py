"""The layouts that a build may use: by name those of the user's folders before those that come with the program."""

import os
from collections.abc import Iterator
from typing import NamedTuple

from bulletin.memory import Memory
from bulletin.model.design import Design
from bulletin.problems import BulletinError
from bulletin.read.layout import DECK_LAYOUT, SUFFIX, decode
from bulletin.sources import Sources


class LayoutFile(NamedTuple):
    """A file of a layout."""

    name: str
    path: str
    folder: str


class LayoutTitle(NamedTuple):
    """A layout as a person chooses it."""

    name: str
    title: str


def layout_files(sources: Sources) -> Iterator[LayoutFile]:
    """All layouts, that of slides among them, sound or not."""
    seen: set[str] = set()
    for folder in sources.layouts:
        for file in sorted(os.listdir(folder)) if os.path.isdir(folder) else ():
            name, suffix = os.path.splitext(file)
            if suffix == SUFFIX and name not in seen:
                seen.add(name)
                yield LayoutFile(name, os.path.join(folder, file), folder)


def page_layouts(sources: Sources, memory: Memory) -> tuple[LayoutTitle, ...]:
    """The sound layouts of pages; those at fault are told by `doctor`, and by a build that wants them."""
    found = []
    for file in layout_files(sources):
        if file.name == DECK_LAYOUT:
            continue
        try:
            design = decode(file.path, Design, sources.layouts, below=file.folder, memory=memory)
        except BulletinError:
            continue
        found.append(LayoutTitle(file.name, design.title or file.name))
    return tuple(found)
