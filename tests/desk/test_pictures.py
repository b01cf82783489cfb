"""A page keeps its picture as long as it looks the same."""

import os
import struct
import time
import zlib
from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image

from bulletin.desk.pictures import PageNames, PictureStore, faces_state
from bulletin.draw.previews import PagePictures
from bulletin.model.output import Printed
from bulletin.model.page import Mark, Page, TextMark
from bulletin.sources import Sources


def pdf_bytes(printed: Printed) -> bytes:
    return next(file.data for file in printed.files if file.purpose == "screen")


def with_marks(page: Page, *marks: Mark) -> Page:
    return page._replace(marks=marks)


def test_a_name_follows_what_is_seen_and_nothing_else(seed: Printed) -> None:
    assert seed.bulletin
    page = seed.bulletin.pages[0]
    (name,) = PageNames().names([page], "faces")
    retagged = with_marks(
        page, *(mark._replace(tag=mark.tag + 7) if isinstance(mark, TextMark) else mark for mark in page.marks)
    )
    last = next(mark for mark in reversed(page.marks) if isinstance(mark, TextMark))
    moved = with_marks(page, *(mark._replace(y=mark.y + 0.01) if mark is last else mark for mark in page.marks))
    names = PageNames().names([retagged, moved, page], "faces")
    assert names[0] == names[2] == name
    assert names[1] != name
    assert PageNames().names([page], "other faces") != (name,)


def test_a_page_is_drawn_as_wide_as_it_is_asked_for_with_the_pixels_of_pdfium(seed: Printed) -> None:
    pdf = pdf_bytes(seed)
    pages = PagePictures(pdf)
    data = pages.png(0, 1287)
    pages.close()
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        image = page.render(scale=1286.99 / page.get_width()).to_pil().convert("RGB")
    with Image.open(BytesIO(data)) as own:
        assert (own.mode, own.size) == ("RGB", image.size)
        assert own.size[0] == 1287
        assert own.tobytes() == image.tobytes()


def test_a_picture_is_a_sound_png(seed: Printed) -> None:
    pages = PagePictures(pdf_bytes(seed))
    data = pages.png(0, 97)  # rows that PDFium pads
    pages.close()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    at = 8
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        body = data[at + 4 : at + 8 + length]
        assert struct.unpack(">I", data[at + 8 + length : at + 12 + length])[0] == zlib.crc32(body)
        at += 12 + length


def test_pictures_are_drawn_once_and_kept_within_their_room(seed: Printed) -> None:
    store = PictureStore(most=60_000)
    store.show(["a" * 32], pdf_bytes(seed))
    first = store.picture("a" * 32, 200)
    assert first
    assert store.picture("a" * 32, 200) is first
    for width in range(201, 206):
        store.picture("a" * 32, width)
    again = store.picture("a" * 32, 200)
    assert again == first
    assert again is not first, "others took its room"


def test_pages_that_are_not_shown_and_widths_without_sense_are_refused(seed: Printed) -> None:
    store = PictureStore()
    assert store.picture("a" * 32, 200) is None
    store.show(["a" * 32], pdf_bytes(seed))
    assert store.picture("b" * 32, 200) is None
    assert store.picture("a" * 32, 31) is None
    assert store.picture("a" * 32, 6001) is None
    for number in range(4):
        store.show([f"{number}" * 32], pdf_bytes(seed))
    assert store.picture("a" * 32, 200) is None, "long gone"


def test_a_face_that_takes_the_place_of_another_as_large_and_as_old_is_another(tmp_path: Path) -> None:
    sources = Sources(str(tmp_path), (), (str(tmp_path),))
    states = []
    for content in (b"one", b"two"):
        (tmp_path / "new.ttf").write_bytes(content)
        os.utime(tmp_path / "new.ttf", (1.0, 1.0))
        os.replace(tmp_path / "new.ttf", tmp_path / "song.ttf")
        states.append(faces_state(sources))
        time.sleep(0.02)  # a kernel's clock counts some milliseconds
    assert len(set(states)) == 2
