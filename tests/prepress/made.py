"""Files for the press made from the real issue, and a reader of their content streams of the tests' own."""

import math
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf

from bulletin.draw.pdf.file import draw_pdf
from bulletin.draw.pdf.imposition import impose
from bulletin.faces.face import open_faces
from bulletin.memory import Memory
from bulletin.model.design import Design
from bulletin.model.output import Order
from bulletin.model.page import Bulletin
from bulletin.pipeline import build
from bulletin.read.layout import decode
from bulletin.sources import find_sources
from tests.conftest import ROOT

ICC_FOLDERS = (str(ROOT / "layouts" / "icc"),)


class Made(NamedTuple):
    """The made-up issue and its files."""

    bulletin: Bulletin
    design: Design
    files: dict[str, bytes]  # by purpose


def make_files(layout: Path, content: Path = ROOT / "content") -> Made:
    """The issue in `content` for press, copier and, where the page is A4, as a booklet."""
    order = Order(find_sources(str(ROOT)), str(content), layout=str(layout), slides=False, draw=False)
    bulletin = build(order, Memory()).bulletin
    assert bulletin is not None
    design = decode(str(layout), Design)
    faces = open_faces(str(ROOT / "fonts"))
    files = {
        "printer": draw_pdf(bulletin, design, faces, "printer", icc_folders=ICC_FOLDERS),
        "office": draw_pdf(bulletin, design, faces, "office", icc_folders=ICC_FOLDERS),
    }
    if design.page.width < 600:
        files["booklet"] = impose(files["printer"], design)
    return Made(bulletin, design, files)


class Shown(NamedTuple):
    """A painting operator as this reader sees it, in points of the sheet."""

    operator: str
    page: int
    fill: tuple[float, ...]
    stroke: tuple[float, ...]
    width: float
    size: float
    overprints: bool
    box: tuple[float, float, float, float]  # of the path, or the text's origin twice


def shown(data: bytes) -> Iterator[Shown]:
    """Everything that our own writer's streams paint: no forms, no scaling but of pictures."""
    with pikepdf.open(BytesIO(data)) as pdf:
        for number, page in enumerate(pdf.pages, 1):
            yield from shown_on(page, number)


def shown_on(page: Any, number: int) -> Iterator[Shown]:
    states = {
        name: bool(state.get("/op", False)) and int(state.get("/OPM", 0)) == 1
        for name, state in page.resources.get("/ExtGState", {}).items()
    }
    fill: tuple[float, ...] = (0.0, 0.0, 0.0, 1.0)
    stroke = fill
    width, size, over = 1.0, 0.0, False
    path: list[tuple[float, float]] = []
    where = (0.0, 0.0)
    scale = 1.0
    stack: list[Any] = []
    for instruction in pikepdf.parse_content_stream(page):
        op = str(instruction.operator)
        operands: list[Any] = list(instruction.operands)
        a = [float(v) for v in operands] if all(is_number(v) for v in operands) else operands
        if op == "q":
            stack.append((fill, stroke, width, scale, over))
        elif op == "Q":
            fill, stroke, width, scale, over = stack.pop()
        elif op == "cm":
            scale *= math.sqrt(abs(a[0] * a[3] - a[1] * a[2]))
        elif op == "gs":
            over = states[str(operands[0])]
        elif op == "k":
            fill = tuple(a)
        elif op == "K":
            stroke = tuple(a)
        elif op in ("rg", "RG", "g", "G", "cs", "CS", "sh"):
            raise AssertionError(f"{op} in a file for the press")
        elif op == "w":
            width = a[0]
        elif op == "Tf":
            size = a[1] if isinstance(a[1], float) else float(operands[1])
        elif op == "Tm":
            assert a[:4] == [1, 0, 0, 1]
            where = (a[4], a[5])
        elif op in ("m", "l", "c"):
            path += zip(a[::2], a[1::2], strict=True)
        elif op == "re":
            path += [(a[0], a[1]), (a[0] + a[2], a[1] + a[3])]
        elif op in ("f", "S", "s", "B"):
            xs, ys = [x for x, _ in path], [y for _, y in path]
            box = (min(xs), min(ys), max(xs), max(ys))
            yield Shown(op, number, fill, stroke, width * scale, 0.0, over, box)
            path = []
        elif op == "n":
            path = []
        elif op in ("Tj", "TJ"):
            yield Shown(op, number, fill, stroke, 0.0, size, over, (*where, *where))


def is_number(value: Any) -> bool:
    return not isinstance(value, (pikepdf.Object, str, bytes)) and hasattr(value, "__float__")
