"""What a PDF says, as it can be compared: blocks of text in reading order, what stands round them, and where.

The text of a block is joined over lines, columns and pages as the structure tree says; a hyphen of ours at a line's end
is no part of it. A file without a tree, as a booklet of ours or one of another program, is read by the places of its
lines (untagged.py).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import pypdfium2

from bulletin.desk.compare.changes import ChangedPart, PageArea
from bulletin.desk.compare.page_text import DrawnText, PagesText
from bulletin.desk.compare.printed_block import DrawnStretch, PrintedBlock, is_new_line, joined
from bulletin.desk.compare.structure_tree import TreeBlock, tree_blocks
from bulletin.desk.compare.surroundings import surroundings
from bulletin.desk.compare.untagged import untagged_blocks
from bulletin.geometry import Size
from bulletin.preflight.opened import locked_or_broken, opened_pdf, refused

TASK = "比较"
MOST_COMPARED_PAGES = 2000  # chosen: a minute's work
LEAST_TAGGED = 0.6  # of a file's characters must stand in its tree, so that the tree is trusted
BLOCK_PARTS: dict[str, ChangedPart] = {
    "TR": "row", "Figure": "row", "Caption": "caption", "Note": "note",
    **dict.fromkeys(("H", "H1", "H2", "H3", "H4", "H5", "H6", "Title"), "heading"),
}  # fmt: skip
_ANY_PAGE_NUMBER = re.compile("[0-9０-９]+|[一二三四五六七八九十百]+(?=[版页])")


class PrintedText(NamedTuple):
    """All that one version says."""

    blocks: tuple[PrintedBlock, ...]
    furniture: tuple[PrintedBlock, ...]
    sizes: tuple[Size, ...]
    has_articles: bool  # whether the file says which report is which
    in_order: bool  # whether the blocks are known to come in reading order


def printed_text(data: bytes, path: str, pages: PagesText) -> PrintedText:
    """What `pages`, opened from `data`, say.

    Raises:
        ContentError: the file cannot be read.
    """
    with opened_pdf(data, path, TASK) as pdf:
        tree = tree_blocks(pdf)
    drawn = [_drawn(number, path, pages) for number in range(len(pages.sizes))]
    marked: defaultdict[tuple[int, int], list[DrawnText]] = defaultdict(list)
    for text in (text for page in drawn for text in page):
        marked[text.page, text.content].append(text)
    used = {(content.page, content.number) for block in tree for content in block.contents}
    inside = sum(len(text.text) for key in used for text in marked.get(key, ()))
    total = sum(len(text.text) for page in drawn for text in page)
    if inside < LEAST_TAGGED * total or not inside:
        blocks, furniture = untagged_blocks(drawn, pages.sizes)
        return PrintedText(blocks, furniture, pages.sizes, has_articles=False, in_order=False)
    return _tagged(tree, drawn, marked, pages.sizes)


def _drawn(number: int, path: str, pages: PagesText) -> tuple[DrawnText, ...]:
    """What is drawn on a page. Raises ContentError where it cannot be read: all of it would be told as lost."""
    try:
        return pages.drawn(number)
    except pypdfium2.PdfiumError as error:
        raise refused(path, "pdf-broken", f"第{number + 1}页已损坏，无法读取", "请从源文件重新导出") from error


def open_pages(data: bytes, path: str) -> PagesText:
    """The pages of a file.

    Raises:
        ContentError: they cannot be read, or are too many.
    """
    with opened_pdf(data, path, TASK) as pdf:  # tells what is wrong with a file in the same words as preflight
        if len(pdf.pages) > MOST_COMPARED_PAGES:
            raise refused(path, "pdf-too-long", f"超过{MOST_COMPARED_PAGES}页", "把文件拆开再比较")
    try:
        return PagesText(data)
    except pypdfium2.PdfiumError as error:
        raise locked_or_broken(path, error) from error


def _tagged(
    tree: Sequence[TreeBlock],
    drawn: Sequence[Sequence[DrawnText]],
    marked: dict[tuple[int, int], list[DrawnText]],
    sizes: tuple[Size, ...],
) -> PrintedText:
    has_articles = any(block.article for block in tree)
    blocks: list[PrintedBlock] = []
    articles: dict[tuple[int, int], int] = {}  # of each marked content; of a file without, one for all
    leading: set[tuple[int, int]] = set()
    for block in tree:
        keys = [(content.page, content.number) for content in block.contents]
        articles |= dict.fromkeys(keys, block.article if has_articles else 1)
        texts = [
            (content.cell, text)
            for content, key in zip(block.contents, keys, strict=True)
            for text in marked.get(key, ())
        ]
        if block.leads and (not block.article or _ANY_PAGE_NUMBER.search(joined(texts)[0])):
            leading.update(keys)
        elif (block.article or not has_articles) and (made := _block(block, texts)):
            blocks.append(made)
    around = surroundings(drawn, articles, blocks, leading)
    labelled = [
        each
        for before, block in pairwise((None, *blocks))
        if block
        for each in ([around.labels[block.article]] if _opens(before, block, around.labels) else []) + [block]
    ]
    return PrintedText(tuple(labelled), around.furniture, sizes, has_articles=has_articles, in_order=True)


def _opens(before: PrintedBlock | None, block: PrintedBlock, labels: Mapping[int, PrintedBlock]) -> bool:
    """Whether a block is the first of an article with a label."""
    return block.article in labels and (before is None or before.article != block.article)


def _block(block: TreeBlock, texts: Sequence[tuple[int, DrawnText]]) -> PrintedBlock | None:
    """A block of the tree with its text; None where it has none."""
    part = BLOCK_PARTS.get(block.kind, "text")
    if block.kind == "Figure" and texts and block.alternative:  # a chart: its labels say less than its words
        placed = tuple(DrawnStretch(0, text) for _, text in texts)
        return PrintedBlock("row", block.article, block.title, block.alternative, placed, told=True)
    text, places = joined(texts, apart="\u3000" if part == "row" else "")
    if not text.strip():
        return None
    return PrintedBlock(part, block.article, block.title, text, places)


def areas_of(
    pages: PagesText, wanted: Iterable[Iterable[tuple[DrawnText, Sequence[int]]]]
) -> list[tuple[PageArea, ...]]:
    """Where stretches of text stand, line by line; each page is opened once."""
    lines: defaultdict[int, list[tuple[int, int, list[int]]]] = defaultdict(list)  # page -> whose, which line, places
    counts: list[int] = []
    for number, stretches in enumerate(wanted):
        line, before = 0, None
        for drawn, places in stretches:
            if before is None or is_new_line(before, drawn):
                line += 1
                lines[drawn.page].append((number, line, []))
            lines[drawn.page][-1][2].extend(places)
            before = drawn
        counts.append(line)
    found: list[dict[int, PageArea]] = [{} for _ in counts]
    for page, groups in lines.items():
        boxes = pages.areas(page, [places for _, _, places in groups])
        for (number, line, _), area in zip(groups, boxes, strict=True):
            if area:
                found[number][line] = area
    return [tuple(areas[line] for line in sorted(areas)) for areas in found]
