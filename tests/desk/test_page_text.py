"""What the pages of a PDF say, read beside the threads that draw pictures."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from pathlib import Path

import pytest

from bulletin.desk.compare.page_text import PagesText
from bulletin.draw.previews import PDFIUM_IN_USE, PagePictures
from tests.desk.issues import printed, shipped

CALLS: dict[str, Callable[[bytes, PagesText, PagePictures], object]] = {
    "opened": lambda pdf, text, pictures: PagesText(pdf),
    "drawn": lambda pdf, text, pictures: text.drawn(0),
    "areas": lambda pdf, text, pictures: text.areas(0, [[0]]),
    "counted": lambda pdf, text, pictures: pictures.count,
}


@pytest.mark.parametrize("name", CALLS)
def test_pdfium_is_asked_by_one_thread_at_a_time(name: str, tmp_path: Path) -> None:
    pdf = printed(shipped(), tmp_path)
    text, pictures = PagesText(pdf), PagePictures(pdf)
    with ThreadPoolExecutor(1) as other:
        with PDFIUM_IN_USE:
            asked = other.submit(CALLS[name], pdf, text, pictures)
            with pytest.raises(NotYet):
                asked.result(0.3)
        asked.result(60)
