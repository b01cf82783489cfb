"""The issue of content/ as Word files with automatic numbers, made by LibreOffice: it must print the very same page.

    python -m tests.soak.seed_in_word [FOLDER]

Prints whether the pages are the same, pixel for pixel, and the slides word for word; FOLDER gets the Word files.
"""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.sax.saxutils import escape

import pypdfium2
from pptx import Presentation

from bulletin.begin.libreoffice import Convertible, converted
from bulletin.model.edition import Report
from bulletin.read.content import read_content

ROOT = Path(__file__).resolve().parents[2]
CONTENT = ROOT / "content"
SCALE = 200 / 72  # pixels to a point
OASIS = "urn:oasis:names:tc:opendocument:xmlns"
SPACES = (
    f'xmlns:office="{OASIS}:office:1.0" xmlns:text="{OASIS}:text:1.0" xmlns:style="{OASIS}:style:1.0"'
    f' xmlns:fo="{OASIS}:xsl-fo-compatible:1.0"'
)
HAN = "一, 二, 三, ..."
# By how a number is typed: its list, its level in it, and the style of a heading that has it.
NUMBERS: Mapping[str, tuple[str, int, int]] = {
    "[一二三四五六七八九十]+、": ("Han", 1, 1),
    "（[一二三四五六七八九十]+）": ("Han", 2, 2),
    "[0-9]+[.]": ("Arabic", 1, 3),
}


def list_level(level: int, form: str, before: str, behind: str) -> str:
    """A level of a list whose numbers have nothing behind them."""
    position = (
        '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
        '<style:list-level-label-alignment text:label-followed-by="nothing"/></style:list-level-properties>'
    )
    marks = f'style:num-prefix="{before}" style:num-suffix="{behind}"'
    attributes = f'text:level="{level}" style:num-format="{form}" {marks}'
    return f"<text:list-level-style-number {attributes}>{position}</text:list-level-style-number>"


def styles() -> str:
    """Styles of paragraphs and of lists."""
    standard = '<style:style style:name="Standard" style:family="paragraph"'
    headings = "".join(
        f'{standard.replace("Standard", f"Heading_20_{level}")} style:display-name="Heading {level}"'
        f' style:parent-style-name="Standard" style:default-outline-level="{level}"/>'
        for level in (1, 2, 3)
    )
    centred = '<style:paragraph-properties fo:text-align="center"/>'
    lists = (
        f'<text:list-style style:name="Han">{list_level(1, HAN, "", "、")}{list_level(2, HAN, "（", "）")}'
        f'</text:list-style><text:list-style style:name="Arabic">{list_level(1, "1", "", ".")}</text:list-style>'
    )
    title = (
        f"{standard.replace('Standard', 'Title')}>{centred}<style:text-properties fo:font-weight='bold'/></style:style>"
    )
    byline = f"{standard.replace('Standard', 'Byline')}>{centred}</style:style>"
    automatic = f"<office:automatic-styles>{byline}</office:automatic-styles>"
    return f"<office:styles>{standard}/>{headings}{title}{lists}</office:styles>{automatic}"


def paragraphs(report: Report) -> Iterator[str]:
    """The report's paragraphs, their typed numbers as automatic ones."""
    last: dict[str, str] = {}
    for number, paragraph in enumerate(report.paragraphs):
        typed = paragraph.text
        pattern = next((pattern for pattern in NUMBERS if re.match(pattern, typed)), "")
        kind, depth, level = NUMBERS.get(pattern, ("", 0, 1))
        words = escape(re.sub(pattern, "", typed, count=1) if pattern else typed)
        if paragraph.kind == "body":
            words = f'<text:p text:style-name="Standard">{words}</text:p>'
        else:
            words = f'<text:h text:style-name="Heading_20_{level}" text:outline-level="{level}">{words}</text:h>'
        if kind:
            goes_on = f' text:continue-list="{last[kind]}"' if kind in last else ""
            last[kind] = f"list{number}"
            opened = f'<text:list text:style-name="{kind}" xml:id="{last[kind]}"{goes_on}><text:list-item>'
            inner, outer = "<text:list><text:list-item>", "</text:list-item></text:list>"
            words = f"{opened}{inner * (depth - 1)}{words}{outer * depth}"
        yield words


def document(report: Report) -> bytes:
    """The report as a flat OpenDocument text."""
    head = f'<text:p text:style-name="Title">{escape(report.title)}</text:p>'
    head += f'<text:p text:style-name="Byline">{escape(report.post)}　{escape(report.author)}</text:p>'
    kind = 'office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text"'
    body = f"<office:body><office:text>{head}{''.join(paragraphs(report))}</office:text></office:body>"
    whole = f"<office:document {SPACES} {kind}>{styles()}{body}</office:document>"
    return f'<?xml version="1.0" encoding="UTF-8"?>{whole}'.encode()


def write_issue(folder: Path, scratch: Path) -> None:
    """content/ again, each of its reports a Word file named by its column."""
    folder.mkdir(parents=True, exist_ok=True)
    reports = read_content(str(CONTENT), str(ROOT)).reports
    made = converted([Convertible(document(report), ".fodt") for report in reports], str(scratch))
    issue = (CONTENT / "issue.yaml").read_text(encoding="utf-8")
    for report, word in zip(reports, made, strict=True):
        assert word.data, word.failure
        name = f"{report.column}-{report.author}"
        (folder / f"{name}.docx").write_bytes(word.data)
        issue = re.sub(rf"\b{re.escape(report.name)}\b", name, issue)
    (folder / "issue.yaml").write_text(issue, encoding="utf-8")


def build(content: Path, output: Path) -> tuple[list[bytes], list[list[str]]]:
    """The pages as pixels, and the words of the slides."""
    command = [sys.executable, str(ROOT / "generate.py"), "--content", str(content), "--output", str(output)]
    subprocess.run(command, check=True, capture_output=True)
    with pypdfium2.PdfDocument(output / "bulletin.pdf") as pdf:
        pages = [page.render(scale=SCALE).to_pil().tobytes() for page in pdf]
    slides = Presentation(str(output / "slides.pptx")).slides
    return pages, [[shape.text_frame.text for shape in slide.shapes if shape.has_text_frame] for slide in slides]


def main(argv: list[str]) -> int:
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        folder = Path(argv[0]) if argv else place / "word"
        write_issue(folder, place)
        (pages, slides), (own_pages, own_slides) = build(folder, place / "a"), build(CONTENT, place / "b")
    same = (pages == own_pages, slides == own_slides)
    print(f"pages: {len(pages)}, {'the same' if same[0] else 'NOT the same'}")
    print(f"slides: {len(slides)}, {'the same' if same[1] else 'NOT the same'}")
    return 0 if all(same) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
