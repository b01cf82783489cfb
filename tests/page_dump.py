"""A finished publication as text, for golden files: one mark a line, lengths in points with two decimals.

page 1 841.89 x 1190.55, body 42.52 158.52 765.35 x 986.00, 68 lines
module 1 42.52 158.52 371.28 x 478.50, head 4, columns 29/29 29/29
text 48.12 186.43 song-black 28 #3 借“潍”高石　攻“济”新玉
rule 42.52 151.12 413.80 151.12 1.20 green
shape fill green 42.52 150.52 76.52 165.02
image 42.52 200.00 178.50 x 180.00 crop 0.00 0.10 1.00 x 0.80 #7 photo.jpg
link 300.00 600.00 100.00 x 12.60 to 2 42.52 #9
"""

import os
from collections.abc import Iterator

from bulletin.geometry import Rect
from bulletin.model.page import (
    ARTIFACT,
    Bulletin,
    ImageMark,
    LinkMark,
    Mark,
    Module,
    Page,
    RuleMark,
    ShapeMark,
    TextMark,
)


def dump(bulletin: Bulletin) -> str:
    """Everything that is drawn, page by page in reading order, then the structure tree and the outline."""
    lines = [f"{bulletin.title}: {bulletin.summary}", f"plan {bulletin.plan}"]
    for page in bulletin.pages:
        lines.extend(_page(page))
    depths: dict[int, int] = {-1: -1}
    for number, tag in enumerate(bulletin.tags):
        depths[number] = depths[tag.parent] + 1
        text = " ".join(filter(None, (tag.kind, tag.title, f"({tag.alt})" if tag.alt else "")))
        lines.append(f"tag #{number} {'  ' * depths[number]}{text}")
    lines.extend(
        f"outline {'  ' * (entry.level - 1)}{entry.title}, page {entry.page} at {entry.y:.2f}"
        for entry in bulletin.outline
    )
    return "\n".join(lines) + "\n"


def _page(page: Page) -> Iterator[str]:
    size = f"{page.size.width:.2f} x {page.size.height:.2f}"
    yield f"page {page.number} {size}, body {_rect(page.body)}, {page.lines} lines"
    for module in page.modules:
        yield _module(module)
    for box in page.fillers:
        yield f"filler {_rect(box)}"
    for relief in page.reliefs:
        yield f"relief {_rect(relief.rect)}"
    for mark in page.marks:
        yield _mark(mark)


def _module(module: Module) -> str:
    columns = " ".join(
        f"{column.lines}{f'+{column.blocked}' if column.blocked else ''}/{column.depth}" for column in module.columns
    )
    part = f" part {module.part}" if module.part else ""
    return f"module {module.report + 1}{part} {_rect(module.rect)}, head {module.head_lines}, columns {columns}"


def _mark(mark: Mark) -> str:
    if isinstance(mark, TextMark):
        faces = ",".join(dict.fromkeys(f"{span.face} {span.size:g}" for span in mark.spans))
        text = "".join("".join(span.units) for span in mark.spans)
        end = "-" if mark.hyphen else ""
        return f"text {mark.x:.2f} {mark.y:.2f} {faces}{_tag(mark.tag)} {text}{end}"
    if isinstance(mark, RuleMark):
        ends = f"{mark.start.x:.2f} {mark.start.y:.2f} {mark.end.x:.2f} {mark.end.y:.2f}"
        return f"rule {ends} {mark.width:.2f} {mark.color.name}"
    if isinstance(mark, ShapeMark):
        paint = " ".join(
            filter(None, (mark.fill and f"fill {mark.fill.name}", mark.stroke and f"stroke {mark.stroke.name}"))
        )
        across = [number for _, numbers in mark.path for number in numbers[::2]]
        down = [number for _, numbers in mark.path for number in numbers[1::2]]
        return f"shape {paint} {min(across):.2f} {min(down):.2f} {max(across):.2f} {max(down):.2f}"
    if isinstance(mark, ImageMark):
        name = os.path.basename(mark.picture.file)
        return f"image {_rect(mark.rect)} crop {_rect(mark.crop)}{_tag(mark.tag)} {name}"
    assert isinstance(mark, LinkMark)
    return f"link {_rect(mark.rect)} to {mark.page} {mark.y:.2f}{_tag(mark.tag)}"


def _tag(tag: int) -> str:
    return "" if tag == ARTIFACT else f" #{tag}"


def _rect(rect: Rect) -> str:
    return f"{rect.x:.2f} {rect.y:.2f} {rect.width:.2f} x {rect.height:.2f}"
