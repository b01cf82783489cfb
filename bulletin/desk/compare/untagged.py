"""Paragraphs of a PDF without a structure tree, from where its lines stand.

Lines come in the order in which they are drawn, which in most files is that of reading. A line goes on with the one
before where it has the same size and stands close below it, or at the head of the next column or page behind a full
line; an indent or a short line before it begins a paragraph. What stands at one height on most pages is no text.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from bulletin.desk.compare.page_text import DrawnText
from bulletin.desk.compare.printed_block import LINE_APART, PrintedBlock, furniture_blocks, joined
from bulletin.geometry import Size
from bulletin.units import Pt


class _Line(NamedTuple):
    texts: tuple[DrawnText, ...]
    left: Pt
    right: Pt

    @property
    def words(self) -> str:
        return "".join(text.text for text in self.texts)

    @property
    def y(self) -> Pt:
        return self.texts[0].y

    @property
    def size(self) -> Pt:
        return max(text.size for text in self.texts)

    @property
    def page(self) -> int:
        return self.texts[0].page


GUTTER = 1.6  # em between two stretches on one line: more is another column or cell
MOST_LEADING = 2.3  # em from line to line of one paragraph
SAME_SIZE = 0.08  # of the size
INDENTED = 1.2  # em behind the other lines
ENDS_EARLY = 1.6  # em before the others end
ENDS = "。！？!?：:；;…”』」）"
ON_PAGES = 3  # pages on which a line stands at one height, digits aside, so that it is none of the text


def untagged_blocks(
    drawn: Sequence[Sequence[DrawnText]], sizes: Sequence[Size]
) -> tuple[tuple[PrintedBlock, ...], tuple[PrintedBlock, ...]]:
    """Paragraphs, and what stands round them."""
    pages = [_lines(page) for page in drawn]
    repeated = _repeated(pages)
    furniture = [text for lines in pages for line in lines if _mask(line) in repeated for text in line.texts]
    runs = _runs([line for lines in pages for line in lines if _mask(line) not in repeated])
    paragraphs: list[list[_Line]] = []
    before: _Line | None = None
    edges: tuple[Pt, Pt] = (0.0, 0.0)
    for run in runs:
        left, right = min(line.left for line in run), max(line.right for line in run)
        for place, line in enumerate(run):
            begins = before is None or _begins(before, line, left, right if place else edges[1], at_head=not place)
            if begins:
                paragraphs.append([line])
            else:
                paragraphs[-1].append(line)
            before = line
        edges = left, right
    blocks: list[PrintedBlock] = []
    for lines in paragraphs:
        words, placed = joined((0, text) for line in lines for text in line.texts)
        blocks.append(PrintedBlock("text", 0, "", words, placed))
    return tuple(blocks), tuple(furniture_blocks(furniture))


def _lines(texts: Sequence[DrawnText]) -> list[_Line]:
    lines: list[list[DrawnText]] = []
    for text in texts:
        if not text.text.strip():
            continue
        last = lines[-1][-1] if lines else None
        if (
            last
            and abs(last.y - text.y) <= LINE_APART * max(last.size, text.size)
            and -last.size <= text.x - last.right < GUTTER * max(last.size, text.size)
        ):
            lines[-1].append(text)
        else:
            lines.append([text])
    return [_Line(tuple(line), line[0].x, line[-1].right) for line in lines]


def _repeated(pages: Sequence[Sequence[_Line]]) -> set[tuple[int, str]]:
    """Lines at one height on several pages, digits aside."""
    where: defaultdict[tuple[int, str], set[int]] = defaultdict(set)
    for number, lines in enumerate(pages):
        for line in lines:
            where[_mask(line)].add(number)
    return {mask for mask, numbers in where.items() if len(numbers) >= ON_PAGES}


def _mask(line: _Line) -> tuple[int, str]:
    words = "".join("0" if char.isdigit() else char for char in line.words if not char.isspace())
    return round(line.y / 3), words.replace("00", "0").replace("00", "0")


def _runs(lines: Sequence[_Line]) -> list[list[_Line]]:
    """Lines one below the other in one column."""
    runs: list[list[_Line]] = []
    for line in lines:
        last = runs[-1][-1] if runs else None
        if last and _below(last, line):
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs


def _below(last: _Line, line: _Line) -> bool:
    em = max(last.size, line.size)
    across = min(last.right, line.right) - max(last.left, line.left)
    return _alike(last, line) and last.page == line.page and 0 < line.y - last.y <= MOST_LEADING * em and across > 0


def _alike(first: _Line, second: _Line) -> bool:
    return abs(first.size - second.size) <= SAME_SIZE * max(first.size, second.size)


def _begins(before: _Line, line: _Line, left: Pt, right: Pt, *, at_head: bool) -> bool:
    """Whether a line begins a paragraph.

    Args:
        left, right: edges of the column; at its head `right` is that of the column before.
    """
    if not _alike(before, line) or line.left - left > INDENTED * line.size:
        return True
    ends = before.words.rstrip()[-1:] in ENDS
    short = right - before.right > ENDS_EARLY * before.size
    return (ends or short) if at_head else short
