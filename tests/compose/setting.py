"""Texts, styles and short ways to compose them, shared by the tests of this room and its benchmarks."""

import re
from collections.abc import Sequence
from pathlib import Path

from bulletin.compose.composer import Composer
from bulletin.model.design import Color, FillerStyle, TextDesign, TextStyle, TextStyles
from bulletin.model.edition import Paragraph, ParagraphKind, Run
from bulletin.model.galley import Galley, Line
from bulletin.problems import Place

BLACK = Color("black", (0.0, 0.0, 0.0), (0.0, 0.0, 0.0, 1.0))
RED = Color("red", (1.0, 0.0, 0.0), (0.0, 1.0, 1.0, 0.0))
BODY = TextStyle("song", indent_em=2)
FLUSH = TextStyle("song")
HEADING = TextStyle("hei-bold", align="left")
DESIGN = TextDesign(TextStyles(*(BODY,) * 12, FillerStyle("song")))
SIZE = 10.0

_FORMS = ("[一二三四五六七八九十]+、", "（[一二三四五六七八九十]+）", r"[0-9]{1,2}\.(?![0-9])", "（[0-9]+）")


def paragraph(text: str, kind: ParagraphKind = "body", label: str = "") -> Paragraph:
    return Paragraph(kind, 0, (Run(text),), Place("x.md"), label)


def set_text(
    composer: Composer, text: str, em: float, style: TextStyle = FLUSH, kind: ParagraphKind = "body", label: str = ""
) -> tuple[Line, ...]:
    """`text` in its best setting at `em` characters a line."""
    return set_paragraph(composer, paragraph(text, kind, label), em, style)


def set_paragraph(composer: Composer, made: Paragraph, em: float, style: TextStyle = FLUSH) -> tuple[Line, ...]:
    found = galley(composer, made, em, style)
    return composer.lines(made, style, found.optimum, size=SIZE, measure=em * SIZE, color=BLACK)


def galley(composer: Composer, made: Paragraph, em: float, style: TextStyle = FLUSH) -> Galley:
    return composer.galley(made, style, size=SIZE, measure=em * SIZE)


def shown(lines: tuple[Line, ...]) -> str:
    """The lines as a text, one a line."""
    return "\n".join(line.text for line in lines)


def text_of(lines: tuple[Line, ...]) -> str:
    """What was set, hyphens of ours left out."""
    return "".join(line.text[:-1] if line.hyphen else line.text for line in lines)


def stands(line: Line) -> list[tuple[str, int]]:
    """Every unit of a line with its origin."""
    return [(unit, x) for span in line.spans for unit, x in zip(span.units, span.xs, strict=True)]


def content_paragraphs(root: Path) -> tuple[Paragraph, ...]:
    """The paragraphs and headings of the shipped reports."""
    found = []
    for name in ("environment", "water", "planning", "legal"):
        body = (root / "content" / f"{name}.md").read_text(encoding="utf-8").split("---", 2)[2]
        for line in filter(None, map(str.strip, body.splitlines())):
            if line.startswith("## "):
                found.append(Paragraph("heading", 1, (Run(line[3:]),), Place(name), ""))
                continue
            level, label = 0, ""
            for place, form in enumerate(_FORMS, start=1):
                match = re.match(form, line)
                if match:
                    level, label = place, match[0]
                    break
            heading = bool(label) and len(line) <= 30 and line[-1] not in "。；：，、"
            found.append(Paragraph("heading" if heading else "body", level, (Run(line),), Place(name), label))
    return tuple(found)


def body_paragraphs(root: Path) -> tuple[Paragraph, ...]:
    return tuple(one for one in content_paragraphs(root) if one.kind == "body")


def long_paragraph(paragraphs: Sequence[Paragraph], characters: int) -> Paragraph:
    """One paragraph of so many characters, from the texts of `paragraphs` over and over."""
    text = "".join(paragraph.text for paragraph in paragraphs)
    return paragraphs[0]._replace(runs=(Run((text * (characters // len(text) + 1))[:characters]),), label="")
