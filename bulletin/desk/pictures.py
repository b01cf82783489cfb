"""Pages as pictures, known by what stands on them: a page that a build left as it was keeps its pictures."""

import os
import threading
from collections import OrderedDict
from collections.abc import Hashable, Sequence
from hashlib import sha256
from typing import NamedTuple

from bulletin.draw.previews import PagePictures
from bulletin.model.page import ImageMark, LinkMark, Mark, Page, TextMark
from bulletin.sources import Sources

MOST_KEPT = 1 << 28  # bytes of pictures; one of an A3 page at twice a screen's resolution has 1.5 MB
STATES_KEPT = 4  # states whose pages can still be drawn: a browser may lag behind
NARROWEST_PICTURE, WIDEST_PICTURE = 32, 6000  # pixels


class PicturedPage(NamedTuple):
    """Where a page can be drawn from."""

    pdf: bytes
    number: int  # from 0


class FileTimes(NamedTuple):
    """What tells a file from another that takes its place."""

    size: int
    written_ns: int
    changed_ns: int  # written, renamed, or given another time


class PageNames:
    """A name for each page that says what stands on it: two pages that look alike have the same, in any build."""

    def __init__(self) -> None:
        self._known: dict[Hashable, str] = {}

    def names(self, pages: Sequence[Page], faces: str) -> tuple[str, ...]:
        """The names of pages set in the faces that `faces_state` told; those that are no longer there are forgotten."""
        found: dict[Hashable, str] = {}
        names = []
        for page in pages:
            looks = (page.size, tuple(filter(None, map(_look, page.marks))), faces)
            name = self._known.get(looks) or sha256(repr(looks).encode()).hexdigest()[:32]
            found[looks] = name
            names.append(name)
        self._known = found
        return tuple(names)


def _look(mark: Mark) -> Hashable:
    """What of a mark is seen: not what it belongs to, which changes where a paragraph is added elsewhere."""
    if isinstance(mark, TextMark):
        return (mark.x, mark.y, mark.spans)
    if isinstance(mark, ImageMark):
        return (mark.rect, mark.picture.digest, mark.crop)
    return None if isinstance(mark, LinkMark) else mark._replace(tag=0)


def faces_state(sources: Sources) -> str:
    """What tells whether the files that pages are drawn with are the same as before: faces and layouts."""
    found: list[tuple[str, FileTimes | None]] = []
    for folder in (*sources.fonts, *sources.layouts):
        try:
            found += sorted((each.path, file_times(each.path)) for each in os.scandir(folder))
        except OSError:  # the build tells that there is none
            found.append((folder, None))
    return sha256(repr(found).encode("utf-8", "surrogatepass")).hexdigest()


def file_times(path: str) -> FileTimes:
    """Size and times of a file, as builds tell a face by them: one that takes its place has others.

    Raises:
        OSError: there is none.
    """
    stat = os.stat(path)
    return FileTimes(stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns)


class PictureStore:
    """The pictures of the pages that are shown, drawn when they are asked for and kept while there is room."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most = most
        self._kept: OrderedDict[tuple[str, int], bytes] = OrderedDict()
        self._opened: OrderedDict[bytes, PagePictures] = OrderedDict()
        self._states: tuple[dict[str, PicturedPage], ...] = ()  # the latest last; replaced as a whole
        self._drawing = threading.Lock()

    def show(self, names: Sequence[str], pdf: bytes) -> None:
        """From now on the pages of `pdf` can be asked for under these names."""
        pages = {name: PicturedPage(pdf, number) for number, name in enumerate(names)}
        self._states = (*self._states, pages)[-STATES_KEPT:]

    def picture(self, name: str, width: int) -> bytes | None:
        """A PNG file; None for a page that is not known, or no longer. One thread at a time draws."""
        with self._drawing:
            if found := self._kept.get((name, width)):
                self._kept.move_to_end((name, width))
                return found
            page = next((pages[name] for pages in reversed(self._states) if name in pages), None)
            if page is None or not NARROWEST_PICTURE <= width <= WIDEST_PICTURE:
                return None
            made = self._drawer(page.pdf).png(page.number, width)
            self._kept[name, width] = made
            while sum(map(len, self._kept.values())) > self._most and len(self._kept) > 1:
                self._kept.popitem(last=False)
            return made

    def _drawer(self, pdf: bytes) -> PagePictures:
        if pdf not in self._opened:
            self._opened[pdf] = PagePictures(pdf)
        self._opened.move_to_end(pdf)
        while len(self._opened) > STATES_KEPT:
            self._opened.popitem(last=False)[1].close()
        return self._opened[pdf]
