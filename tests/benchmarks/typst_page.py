"""The rival: an issue set by Typst with our faces, sizes, measures and columns, and nothing that it need not do."""

from pathlib import Path

import typst

from bulletin.model.edition import Edition, Paragraph, Report

ROOT = Path(__file__).resolve().parents[2]
ON_A_PAGE = 4  # reports, two by two

TEMPLATE = """
#set page(width: 297mm, height: 420mm, margin: 15mm)
#set text(font: "Noto Serif SC", size: 10.5pt, lang: "zh", region: "cn", top-edge: 0.88em, bottom-edge: -0.12em)
#set par(justify: true, leading: 4pt, spacing: 4pt, first-line-indent: (amount: 2em, all: true))
#set columns(gutter: 14.28pt)
#let head(colour, column, title, byline) = block(below: 6pt)[
  #set par(first-line-indent: 0pt)
  #line(length: 100%, stroke: 1.2pt + colour)
  #box(fill: colour, inset: 3pt, text(white, 10pt, font: "Noto Sans SC", weight: "bold", column))
  #align(center, text(28pt, weight: "black", title))
  #align(center, text(11pt, font: "Bulletin Kai", byline))
]
#let one(colour, body) = par(first-line-indent: 0pt,
  text(colour, 11pt, font: "Noto Sans SC", weight: "bold", body))
#let two(body) = text(font: "Bulletin Kai", body)
#let three(body) = text(weight: "bold", body)
#block(width: 100%, height: 94.25pt, fill: rgb("#B5151B"), inset: 20pt)[
  #set par(first-line-indent: 0pt)
  #text(white, 46pt, weight: "black")[MASTHEAD] \\
  #text(rgb("#F2D08A"), 18pt, font: "Noto Sans SC")[SLOGAN]
]
MODULES
"""
GRID = """#grid(columns: (1fr, 1fr), ROWScolumn-gutter: 14.28pt, row-gutter: 14.5pt,
MODULES
)"""
COLOURS = {"环境": "#18795B", "水务": "#1B6CA0", "规划": "#A8552B", "政法": "#55397A"}


def escaped(text: str) -> str:
    return "".join("\\" + character if character in "\\#$*_`<>@=-+/[]~'\"" else character for character in text)


def markup(paragraph: Paragraph, colour: str) -> str:
    text = escaped(paragraph.text)
    if paragraph.kind == "heading":
        return {1: f'#one(rgb("{colour}"))[{text}]', 2: f"#two[{text}]", 3: f"#three[{text}]"}.get(
            paragraph.level, text
        )
    # a label at a line's start would be read as a numbered list
    return "#h(0pt)" + text if paragraph.label else text


def module(report: Report) -> str:
    colour = COLOURS.get(report.column, "#14757D")
    head = f'#head(rgb("{colour}"), "{report.column}")[{escaped(report.title)}][{report.post}　{report.author}]'
    body = "\n\n".join(markup(paragraph, colour) for paragraph in report.paragraphs)
    return f"[{head}\n#columns(2)[\n{body}\n]],"


def typst_source(edition: Edition) -> str:
    """The whole issue: one page as high as it comes, or pages of four equal quarters."""
    groups = [edition.reports[start : start + ON_A_PAGE] for start in range(0, len(edition.reports), ON_A_PAGE)]
    rows = "rows: (1fr, 1fr), " if len(groups) > 1 else ""
    grids = [GRID.replace("ROWS", rows).replace("MODULES", "\n".join(map(module, group))) for group in groups]
    words = TEMPLATE.replace("MASTHEAD", edition.masthead).replace("SLOGAN", edition.slogan)
    return words.replace("MODULES", "\n".join(grids))


def compiler(source: Path) -> typst.Compiler:
    """Typst as it stays open: it keeps what it learnt from one compilation to the next."""
    return typst.Compiler(str(source), font_paths=[str(ROOT / "fonts")], ignore_system_fonts=True)
