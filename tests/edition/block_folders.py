"""Content folders with every kind of block, as editors write them, and what should be read in them."""

import csv
import re
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

from PIL import Image

from bulletin.model.edition import Paragraph, Report, plain
from tests.makeup.blocks import BlockMaker

POSITION_WORDS = {"": "", "top": "上", "middle": "中", "bottom": "下", "here": "原处"}
HEADINGS = ("一、主要做法", "二、存在问题", "三、下一步打算")
ADDRESS = re.compile(r"（https?://[^）]*）")  # of a link, read behind its words
BOX_WORD = re.compile(r"^【?专栏\d*】?")  # of a box's head: print it or not
PICTURE_LINE = re.compile(r"!\[[^]]*\]\(([^)]+\.(?:jpg|png))\)")


class Expected(NamedTuple):
    """A block that should be read: its kind, and its words as `letters` of them."""

    kind: str
    words: tuple[str, ...]
    columns: int = 0  # Placing.columns
    position: str = ""
    nesting: int = 0
    boxed: bool = False
    links: tuple[tuple[str, str], ...] = ()
    notes: tuple[int, ...] = ()  # whose numbers stand in its text


def letters(text: str) -> str:
    """What reading never changes: letters, figures and minus signs, of one width."""
    plain_width = normalize("NFKC", text).replace("\u2212", "-")
    return "".join(character for character in plain_width if character.isalnum() or character == "-")


def found_in(report: Report) -> list[Expected]:
    """The blocks of a report that was read, as `Expected`."""
    return [_found(paragraph) for paragraph in report.paragraphs]


def _found(paragraph: Paragraph) -> Expected:
    words = paragraph.words
    if paragraph.is_text:
        text = ADDRESS.sub("", plain(run for run in paragraph.runs if not run.note))
        words = (text.removeprefix(paragraph.label) if paragraph.kind in ("item", "note") else text,)
        if paragraph.kind == "box-head":
            words = (BOX_WORD.sub("", text),)
    if paragraph.chart:
        words = (*paragraph.chart.categories, *(word for each in paragraph.chart.series for word in each.shown))
    return Expected(
        paragraph.kind,
        tuple(filter(None, map(letters, words))),
        paragraph.placing.columns,
        paragraph.placing.position,
        paragraph.nesting,
        bool(paragraph.box),
        tuple((letters(ADDRESS.sub("", run.text)), run.link) for run in paragraph.runs if run.link),
        tuple(run.note for run in paragraph.runs if run.note and paragraph.kind != "note"),
    )


def make_pictures(content: Path) -> None:
    """A picture, plain and different from every other, for each that the reports name and nobody has put there."""
    sizes = ((1600, 1000), (1200, 1200), (1000, 1500), (2400, 800))
    names = {name for path in sorted(content.glob("*.md")) for name in PICTURE_LINE.findall(path.read_text("utf-8"))}
    for number, name in enumerate(sorted(names)):
        if not (content / name).exists():
            color = (60 + number * 40 % 180, 120, 200 - number * 30 % 150)
            Image.new("RGB", sizes[number % len(sizes)], color).save(content / name)


class FolderWriter:
    """Writes reports with random blocks into a content folder, each block in one of the forms that editors use."""

    def __init__(self, maker: BlockMaker, content: Path) -> None:
        self.maker = maker
        self.chance = maker.chance
        self.content = content
        self.lines: list[str] = []
        self.expected: list[Expected] = []
        self.notes: list[str] = []
        self.tables = 0

    def put(self, text: str, expected: Expected) -> None:
        """A block with a blank line above it."""
        if not (expected.kind == "item" and self.expected and self.expected[-1].kind == "item"):
            self.lines.append("")
        self.lines.append(text)
        self.expected.append(expected)

    def report(self, name: str, blocks: int) -> tuple[Expected, ...]:
        """Write a report; the blocks that should be read in it."""
        self.lines, self.expected, self.notes, self.tables = [], [], [], 0
        writers = (self.pipes, self.pipes, self.tabs, self.file, self.items, self.quote, self.picture, self.chart)
        self.body()
        for number, heading in enumerate(HEADINGS):
            self.put(heading, Expected("heading", (letters(heading),)))
            self.body()
            for _ in range(blocks // 3 + (number < blocks % 3)):
                self.chance.choice(writers)()
                self.body()
            if self.chance.random() < 0.3:
                self.box()  # a heading or the report's end closes it
        self.note_texts()
        head = f"---\ncolumn: 经济\ntitle: {self.maker.words(6, 14)} {name}\npost: 区统计局局长\nauthor: 李明\n---"
        (self.content / f"{name}.md").write_text("\n".join((head, *self.lines, "")), encoding="utf-8")
        return tuple(self.expected)

    def body(self, boxed: bool = False) -> None:
        """A paragraph, now and then with a link or the number of a note."""
        opening, rest = "全区" + self.maker.words(10, 40), self.maker.words(10, 80)  # no number opens it
        written = f"{opening}，{rest}。"
        notes: tuple[int, ...] = ()
        links: tuple[tuple[str, str], ...] = ()
        if self.chance.random() < 0.15:
            address = f"https://www.example.gov.cn/{self.chance.randrange(10**6)}.html"
            words = self.maker.words(4, 8)
            written, links = f"{opening}，[{words}]({address})，{rest}。", ((letters(words), address),)
            opening += words
        elif self.chance.random() < 0.15:
            number = len(self.notes) + 1
            written, notes = f"{opening}[^{number}]，{rest}。", (number,)
            self.notes.append(self.maker.words(8, 60) + "。")
        self.put(written, Expected("body", (letters(opening + rest),), boxed=boxed, links=links, notes=notes))

    def name(self) -> str:
        """Some words without marks: what tables and boxes are called."""
        return re.sub(r"\W", "", self.maker.words(4, 12)) or "情况"

    def note_texts(self) -> None:
        for number, text in enumerate(self.notes, 1):
            self.put(f"[^{number}]: {text}", Expected("note", (letters(text),)))

    def box(self) -> None:
        head = self.name()
        form = self.chance.choice(("【专栏】{}", "【专栏 {}】", "【专栏1 {}】"))
        self.put(form.format(head), Expected("box-head", (letters(head),), boxed=True))
        for _ in range(self.chance.choice((1, 2))):
            self.body(boxed=True)

    def quote(self) -> None:
        text = self.maker.sentence()
        self.put(f"> {text}", Expected("quote", (letters(text),)))

    def items(self) -> None:
        """A list of one mark; the items after the first may stand deeper."""
        mark = self.chance.choice(("- ", "* ", "1) "))
        nesting = 0
        self.lines.append("")
        for number in range(1, self.chance.randint(3, 7)):
            nesting = min(nesting + 1, self.chance.choice((0, 0, 1))) if number > 1 and mark == "- " else 0
            text = self.maker.words(4, 40) + "；"
            label = f"{number}) " if mark == "1) " else mark
            self.put("  " * nesting + label + text, Expected("item", (letters(text),), nesting=nesting))

    def picture(self) -> None:
        block = self.maker.picture()[0]
        if block.picture is None:
            return
        columns, position = block.placing
        wishes = [f"宽: {columns}栏"] * bool(columns) + [f"位置: {POSITION_WORDS[position]}"] * bool(position)
        caption = re.sub("[（）]", "", block.picture.caption)
        written = f"![{caption}]({block.picture.file})" + (f"{{{', '.join(wishes)}}}" if wishes else "")
        words = (letters(caption),) if caption else ()
        self.put(written, Expected("picture", words, columns, position))

    def grid(self, *, empty: bool = True) -> list[list[str]]:
        """Texts of a table: a head, names in its first column, figures and words in the others."""
        maker = self.maker
        columns, rows = self.chance.choice((2, 3, 4, 6)), self.chance.choice((1, 2, 5, 12))
        head = [maker.words(2, 5) + chr(ord("甲") if not at else ord("乙") + at) for at in range(columns)]
        body = []
        for _ in range(rows):
            others = [self.chance.choice((maker.figure(1), maker.words(2, 6))) for _ in range(columns - 1)]
            if not empty:
                others = [other or "0" for other in others]
            body.append([maker.words(2, 8), *(other.replace("\u2212", "-") for other in others)])
        return [head, *body]

    def pipes(self) -> None:
        rows = self.grid()
        self._captioned(rows, "\n".join((_piped(rows[0]), "|---" * len(rows[0]) + "|", *map(_piped, rows[1:]))))

    def tabs(self) -> None:
        rows = self.grid(empty=False)
        self._captioned(rows, "\n".join("\t".join(row) for row in rows))

    def _captioned(self, rows: list[list[str]], written: str) -> None:
        """A table with its title above and its source below, or without."""
        self.tables += 1
        words = [cell for row in rows for cell in row]
        if self.chance.random() < 0.5:
            title, source = f"表{self.tables} {self.name()}", f"资料来源：{self.name()}。"
            written = f"{title}\n\n{written}\n\n{source}"
            words = [title, *words, source]
        self.put(written, Expected("table", tuple(filter(None, map(letters, words)))))

    def file(self) -> None:
        """A table in a file of its own."""
        self.tables += 1
        rows = self.grid()
        name, title = f"表{self.chance.getrandbits(32):08x}.csv", f"表{self.tables} {self.name()}"
        with open(self.content / name, "w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows(rows)
        words = (title, *(cell for row in rows for cell in row))
        self.put(f"![{title}]({name})", Expected("table", tuple(filter(None, map(letters, words)))))

    def chart(self) -> None:
        """A table, and under it a chart of one of its columns."""
        self.tables += 1
        names = [self.maker.words(2, 6) + sign for sign in "甲乙丙丁"[: self.chance.choice((2, 3, 4))]]
        values = [f"{self.chance.uniform(-20, 90):.1f}" for _ in names]
        rows = [["名称", "增速", "说明"], *([name, value, "无"] for name, value in zip(names, values, strict=True))]
        kind = self.chance.choice(("条形", "柱形", "折线"))
        cells = tuple(letters(cell) for row in rows for cell in row)
        written = "\n".join((_piped(rows[0]), "|---|---|---|", *map(_piped, rows[1:])))
        self.put(written, Expected("table", cells))
        chart = f"图表: {{表: {self.tables}, 类型: {kind}, 值: 增速}}"
        self.put(chart, Expected("chart", tuple(map(letters, (*names, *values)))))


def _piped(row: list[str]) -> str:
    return f"| {' | '.join(row)} |"


def write_random_issue(maker: BlockMaker, content: Path) -> dict[str, tuple[Expected, ...]]:
    """An issue of one to four reports with up to nine blocks each; what should be read, by the reports' names."""
    content.mkdir(parents=True)
    (content / "issue.yaml").write_text("masthead: 高新区简报\ndate: 2024-01-18\n", encoding="utf-8")
    writer = FolderWriter(maker, content)
    names = [f"r{number}" for number in range(1, 1 + maker.chance.randint(1, 4))]
    expected = {name: writer.report(name, maker.chance.choice((0, 2, 5, 9))) for name in names}
    make_pictures(content)
    return expected


def shipped_blocks(content: Path) -> Path:
    """The issue of every kind of block (tests/edition/blocks) copied to `content`, with its pictures."""
    content.mkdir(parents=True)
    for path in sorted((Path(__file__).parent / "blocks").iterdir()):
        (content / path.name).write_bytes(path.read_bytes())
    make_pictures(content)
    return content
