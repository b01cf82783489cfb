"""A whole Word file, drawn from a seed: the door of this package."""

import random
from typing import NamedTuple

from tests.word_files.blocks import write_block, write_header
from tests.word_files.front import write_front
from tests.word_files.inline import INLINES, write_contents
from tests.word_files.lists import write_articles, write_list
from tests.word_files.package import Dress
from tests.word_files.page import Page
from tests.word_files.revisions import write_revision
from tests.word_files.sections import scheme_of, write_sections
from tests.word_files.truth import Truth

INLINE_SHARE = 0.7  # of files whose lines have some markup within them
BLOCK_SHARE, LIST_SHARE, REVISION_SHARE = 0.16, 0.1, 0.08  # between two paragraphs


class WordFile(NamedTuple):
    """A file and what is true of it."""

    data: bytes
    truth: Truth
    suffix: str = ".docx"


def word_file(seed: int, number: int) -> WordFile:
    """The same whenever both are the same."""
    chance = random.Random(f"word/{seed}/{number}")
    page = Page(chance)
    dress = Dress.drawn(chance)
    _told_of_dress(page, dress)
    if chance.random() < INLINE_SHARE:
        page.inlines = chance.sample(INLINES, chance.randint(1, 4))
    calm = chance.random() < 0.25  # nothing between the paragraphs
    front = write_front(page)
    if not calm and page.chosen(0.08):
        write_contents(page, [page.head() for _ in range(3)])
    page.prose_line(page.writer.opening() + page.prose())

    def between(page: Page) -> None:
        page.prose_line(page.prose())
        if calm:
            return
        for share, write in (
            (BLOCK_SHARE, write_block), (LIST_SHARE, write_list), (REVISION_SHARE, write_revision),
        ):  # fmt: skip
            if page.chosen(share):
                write(page)
                page.prose_line(page.prose())

    if page.chosen(0.1):
        write_articles(page)
    else:
        taken = any(each.startswith("title: heading") for each in page.kinds)
        write_sections(page, scheme_of(page, heading_1_taken=taken), between)
    page.prose_line(page.prose())
    if not calm and page.chosen(0.25):
        write_header(page)
    if front.ending:
        front.ending(page)
    data = page.finished(dress)
    truth = page.truth(
        front.title, front.author, post=front.post, kicker=front.kicker, subtitle=front.subtitle,
        optional=front.optional,
    )  # fmt: skip
    return WordFile(data, truth, ".docm" if dress.macros and chance.random() < 0.5 else ".docx")


def _told_of_dress(page: Page, dress: Dress) -> None:
    for name, odd in (
        ("package: document2.xml", dress.document != "word/document.xml"), ("package: strict", dress.strict),
        ("package: absolute targets", dress.absolute), ("package: stored", dress.stored),
        ("package: utf-16", dress.encoding != "utf-8"), ("package: macros", dress.macros),
    ):  # fmt: skip
        if odd:
            page.kind(name)
    if dress.macros:
        page.tells("macros")
