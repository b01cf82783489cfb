"""A reader of our own for what a PDF says: text by marked content, glyph by glyph, and by the structure tree."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import pikepdf


class Shown(NamedTuple):
    """One glyph as it stands on a page."""

    text: str
    x: float
    y: float
    size: float
    font: str
    mcid: int | None
    visible: bool
    end: float = 0.0  # where its advance ends, what is added between glyphs left out


def unicode_map(font: pikepdf.Object) -> dict[int, str]:
    """Code to characters, from the font's ToUnicode."""
    cmap = font.ToUnicode.read_bytes().decode("ascii")
    pairs = re.findall(r"<([0-9A-F]{4})>\s*<([0-9A-F]+)>$", cmap, re.MULTILINE)
    return {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs if text != "FFFF"}


def widths(font: pikepdf.Object) -> dict[int, float]:
    """Code to advance, 1/1000 em, from W; the default is DW."""
    found: dict[int, float] = {}
    entries = list(font.DescendantFonts[0].get("/W", []))
    for first, row in zip(entries[::2], entries[1::2], strict=True):
        found |= {int(first) + step: float(width) for step, width in enumerate(row)}
    return found


def shown(page: pikepdf.Page) -> Iterator[Shown]:
    """Every glyph of a page, in the order of its content; ActualText replaces what it encloses."""
    fonts = {
        name: (str(font.BaseFont), unicode_map(font), widths(font), float(font.DescendantFonts[0].DW))
        for name, font in page.resources.Font.items()
    }
    stack: list[tuple[int | None, str | None]] = []
    x = y = size = spacing = 0.0
    mode = 0
    font = ""
    for instruction in pikepdf.parse_content_stream(page):
        operator, operands = str(instruction.operator), list(instruction.operands)
        if operator == "BDC":
            keys: Any = operands[1] if isinstance(operands[1], pikepdf.Dictionary) else {}
            above = stack[-1] if stack else (None, None)
            mcid = int(keys["/MCID"]) if "/MCID" in keys else above[0]
            actual = str(keys["/ActualText"]) if "/ActualText" in keys else None
            stack.append((mcid, actual))
            if actual is not None:
                yield Shown(actual, x, y, size, font, mcid, True)
        elif operator == "EMC":
            stack.pop()
        elif operator == "Tf":
            font, size = str(operands[0]), float(operands[1])
        elif operator == "Tc":
            spacing = float(operands[0])
        elif operator == "Tr":
            mode = int(operands[0])
        elif operator == "Tm":
            x, y = float(operands[4]), float(operands[5])
        elif operator in {"Tj", "TJ"}:
            mcid, actual = stack[-1]
            _, texts, advances, default = fonts[font]
            for item in operands[0] if operator == "TJ" else operands:
                if not isinstance(item, pikepdf.String):
                    x -= float(item) * size / 1000
                    continue
                codes = bytes(item)
                for code in (int.from_bytes(codes[start : start + 2]) for start in range(0, len(codes), 2)):
                    text = "" if actual is not None else texts[code]
                    end = x + advances.get(code, default) * size / 1000
                    yield Shown(text, x, y, size, fonts[font][0], mcid, mode != 3, end)
                    x = end + spacing


def false_blanks(page: pikepdf.Page, least: float) -> list[str]:
    """Where readers may see a blank that is not in the text: two glyphs of a line `least` em apart or more.

    MuPDF's rule with .15 em (its stext device); what is .8 em away or more stands on another line for it.
    """
    glyphs = list(shown(page))
    return [
        one.text + two.text
        for one, two in pairwise(glyphs)
        if one.y == two.y and least <= (two.x - one.end) / two.size < 0.8
    ]


def marked_texts(pdf: pikepdf.Pdf) -> dict[tuple[Any, int], str]:
    """The text of every stretch of marked content, by its page's object and its number."""
    texts: dict[tuple[Any, int], str] = {}
    for page in pdf.pages:
        for glyph in shown(page):
            if glyph.mcid is not None:
                key = (page.obj.objgen, glyph.mcid)
                texts[key] = texts.get(key, "") + glyph.text
    return texts


def structure(pdf: pikepdf.Pdf) -> list[tuple[int, str, str]]:
    """The tree in reading order: depth, type and text of every element (its own content, not its children's)."""
    texts = marked_texts(pdf)
    found: list[tuple[int, str, str]] = []

    def walk(element: pikepdf.Object, depth: int) -> None:
        place = len(found)
        found.append((depth, str(element.S), ""))
        kids: Any = element.get("/K", pikepdf.Array())
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                assert kid.P.objgen == element.objgen
                walk(kid, depth + 1)
            elif isinstance(kid, pikepdf.Dictionary) and str(kid.Type) == "/OBJR":
                found[place] = (*found[place][:2], found[place][2] + "⚓")
            else:
                inner = isinstance(kid, pikepdf.Dictionary)
                key = (kid.Pg.objgen, int(kid.MCID)) if inner else (element.Pg.objgen, int(kid))
                found[place] = (*found[place][:2], found[place][2] + texts.get(key, ""))
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid and found[place][2]:
                found[place] = (*found[place][:2], found[place][2] + "▼")  # a child stands here in the text

    for top in pdf.Root.StructTreeRoot.K:
        walk(top, 0)
    return found


def spoken(pdf: pikepdf.Pdf, kind: str) -> list[str]:
    """What a screen reader says at every element of type `kind` and below it, in order; pictures by their Alt."""
    texts = marked_texts(pdf)
    found: list[str] = []

    def say(element: pikepdf.Object) -> str:
        said = f"[{element.Alt}]" if "/Alt" in element else ""
        kids: Any = element.get("/K", pikepdf.Array())
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary):
                if "/S" in kid:
                    said += say(kid)
                elif "/MCID" in kid:
                    said += texts.get((kid.Pg.objgen, int(kid.MCID)), "")
            else:
                said += texts.get((element.Pg.objgen, int(kid)), "")
        if str(element.S) == kind:
            found.append(said)
        return said

    for top in pdf.Root.StructTreeRoot.K:
        say(top)
    return found
