"""A deck as LibreOffice draws it: where its characters fall, which lines end badly.

LibreOffice has other faces than the presenter's machine, so a text that only just fits is found here, not proven.
"""

import math
import re
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

import pypdfium2
import pypdfium2.raw as pdfium

from bulletin.words.word_list import FREE_OF_COST, WORD_LIST
from tests.soak.deck_file import TITLES, Box, Deck, Shape

ROOT = Path(__file__).resolve().parents[2]
SPILL = 2.0  # points that a stroke may stand out of its box: a glyph's own overhang
UNKNOWN = 13.0  # cost of a character that is no word of the list: as its rarest words
NARROW = 3.5  # em: a box as narrow as that has a character or two a line by design
LEAST_TITLE = 4  # characters of a title that may break
LISTED = (2, 3, 4)  # characters of the list's words, a block each


class Glyph(NamedTuple):
    """A drawn character and its ink, points from the slide's top left."""

    sign: str
    box: Box


class Drawn(NamedTuple):
    """What was seen on one slide."""

    outside: list[str]  # texts with characters outside their placeholder or the slide
    unseen: list[str]  # texts that were not found on the page at all
    runts: list[str]  # texts whose last line is one Han character
    torn_titles: list[str]  # titles that break inside a word, with | at the break


def rendered(deck: Path, folder: Path, profile: Path | None = None) -> Path:
    """The deck as a PDF of LibreOffice, in `folder`."""
    with tempfile.TemporaryDirectory() as scratch:
        home = profile or Path(scratch)
        command = ["soffice", f"-env:UserInstallation={home.as_uri()}", "--headless", "--convert-to", "pdf"]
        subprocess.run([*command, "--outdir", str(folder), str(deck)], check=True, capture_output=True, timeout=600)
    return folder / f"{deck.stem}.pdf"


def glyphs_of(pdf: Path) -> Iterator[list[Glyph]]:
    """The characters of each page in the order of the file, without blanks."""
    document = pypdfium2.PdfDocument(str(pdf))
    try:
        for page in document:
            height, text = page.get_height(), page.get_textpage()
            found = []
            for place in range(text.count_chars()):
                sign = chr(pdfium.FPDFText_GetUnicode(text.raw, place))
                if sign.isspace() or not sign.isprintable():
                    continue
                left, bottom, right, top = text.get_charbox(place)
                found.append(Glyph(normalize("NFKC", sign), Box(left, height - top, right - left, top - bottom)))
            yield found
    finally:
        document.close()


def seen(deck: Deck, pdf: Path) -> list[Drawn]:
    """One for each slide."""
    pages = list(glyphs_of(pdf))
    if len(pages) != len(deck.slides):
        raise ValueError(f"{len(deck.slides)} slides, {len(pages)} pages")
    drawn = []
    for slide, glyphs in zip(deck.slides, pages, strict=True):
        result = Drawn([], [], [], [])
        used: set[int] = set()
        for shape in slide.shapes:
            if shape.kind == "text" and shape.box:
                _look_at(shape, shape.box, glyphs, used, Box(0, 0, deck.width, deck.height), result)
        drawn.append(result)
    return drawn


def _look_at(shape: Shape, box: Box, glyphs: list[Glyph], used: set[int], slide: Box, drawn: Drawn) -> None:
    for shown in shape.texts:
        said = normalize("NFKC", re.sub(r"\s", "", shown.text))
        if not said:
            continue
        places = _found(said, box, glyphs, used)
        if not places:
            drawn.unseen.append(shown.text)
            continue
        used.update(places)
        mine = [glyphs[place] for place in places]
        if any(_spills(each.box, box) or _spills(each.box, slide) for each in mine):
            drawn.outside.append(shown.text)
        lines = lines_of(mine, shown.size)
        if box.width > NARROW * shown.size and len(lines) > 1 and len(re.sub(r"\W", "", lines[-1])) == 1:
            drawn.runts.append(shown.text)
        if shape.placeholder in TITLES and len(said) >= LEAST_TITLE:
            bad = [place for place in broken_at(lines) if inside_word("".join(lines), place)]
            drawn.torn_titles.extend(f"{''.join(lines)[:place]}|{''.join(lines)[place:]}" for place in bad)


def _found(said: str, box: Box, glyphs: Sequence[Glyph], used: set[int]) -> range | None:
    """Where a text stands among the glyphs: of several places the one nearest to its box.

    A face may draw a mark as another one; a text that is not found so is looked for by its letters alone.
    """
    for by_letters in (False, True):
        kept = [place for place, each in enumerate(glyphs) if each.sign.isalnum() or not by_letters]
        wanted = "".join(sign for sign in said if sign.isalnum() or not by_letters)
        page = "".join(glyphs[place].sign[:1] for place in kept)
        found = []
        start = page.find(wanted) if wanted else -1
        while start >= 0:
            here = range(kept[start], kept[start + len(wanted) - 1] + 1)
            if not used.intersection(here):
                found.append((_away(glyphs[here[0]].box, box), here))
            start = page.find(wanted, start + 1)
        if found:
            return min(found, key=lambda each: each[0])[1]
    return None


def _away(ink: Box, box: Box) -> float:
    """How far a glyph begins from a box."""
    across = max(box.x - ink.x, 0, ink.x - box.x - box.width)
    return math.hypot(across, max(box.y - ink.y, 0, ink.y - box.y - box.height))


def _spills(ink: Box, box: Box) -> bool:
    return (
        ink.x < box.x - SPILL or ink.y < box.y - SPILL
        or ink.x + ink.width > box.x + box.width + SPILL or ink.y + ink.height > box.y + box.height + SPILL
    )  # fmt: skip


def lines_of(glyphs: Sequence[Glyph], size: float) -> list[str]:
    """The characters by line: a new one begins where the next character is further left and lower."""
    lines = [glyphs[0].sign]
    for before, after in pairwise(glyphs):
        lower = after.box.y + after.box.height > before.box.y + before.box.height + size / 3
        if lower and after.box.x < before.box.x:
            lines.append("")
        lines[-1] += after.sign
    return lines


def broken_at(lines: Sequence[str]) -> list[int]:
    ends, place = [], 0
    for line in lines[:-1]:
        place += len(line)
        ends.append(place)
    return ends


@cache
def word_costs() -> dict[str, float]:
    """The product's list of words, each with the negative logarithm of how often it occurs."""
    lines = (ROOT / "bulletin" / WORD_LIST).read_text(encoding="utf-8").split("\n")
    costs: dict[str, float] = {}
    start = 0
    for length in LISTED:
        *columns, prices = lines[start : start + length + 1]
        for *signs, price in zip(*columns, prices, strict=True):
            costs["".join(signs)] = float(ord(price) - FREE_OF_COST)
        start += length + 2
    return costs


def inside_word(text: str, place: int) -> bool:
    """Whether the cheapest cut of the text into listed words and single characters has a word across the place."""
    if re.fullmatch("[0-9A-Za-z.]{2}", text[place - 1 : place + 1]):
        return True
    costs = word_costs()
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(text) + 1):
        ways = [(best[end - 1][0] + UNKNOWN, end - 1)]
        ways += [
            (best[end - length][0] + costs[text[end - length : end]], end - length)
            for length in LISTED
            if length <= end and text[end - length : end] in costs
        ]
        best.append(min(ways))
    end = len(text)
    while end > 0:
        begin = best[end][1]
        if begin < place < end:
            return True
        end = begin
    return False
