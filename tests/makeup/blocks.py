"""Blocks at random for the issues of makeup's tests: tables, charts, pictures, lists, quotes, boxes, notes, links."""

import random
import string
from collections.abc import Callable, Sequence
from math import ceil

from bulletin.model.edition import (
    BlockPosition,
    Cell,
    Chart,
    ChartKind,
    Paragraph,
    Picture,
    Placing,
    Report,
    Run,
    Series,
    Table,
    plain,
)
from bulletin.problems import Place

HERE = Place("report.md")
MARKS = "，。、；：？！（）《》“”‘’—… \u3000"
SUPERSCRIPT = str.maketrans(string.digits, "⁰¹²³⁴⁵⁶⁷⁸⁹")
PICTURE_SIZES = (
    (3000, 2000), (2400, 1800), (2000, 2000), (1600, 2000), (5400, 1800), (6000, 1000), (1000, 3000), (320, 240),
    (60, 40),
)  # fmt: skip
POSITIONS: tuple[BlockPosition, ...] = ("", "", "top", "middle", "bottom", "here")
CHART_KINDS: tuple[ChartKind, ...] = ("bar", "column", "line")
COLUMNS_IN_ONE = 3  # of a table that one column of a page holds, long words in them
UNITS = ("亿元", "万人", "%", "个", "公顷")


class BlockMaker:
    """Makes blocks whose words are drawn from given texts."""

    def __init__(self, chance: random.Random, texts: Sequence[str]) -> None:
        self.chance = chance
        self.texts = texts
        self.pictures = 0

    def words(self, least: int, most: int) -> str:
        """So many characters of one of the texts, from any place, without a mark at either end."""
        length = self.chance.randint(least, most)
        text = self.chance.choice([text for text in self.texts if len(text) > 2 * least])
        start = self.chance.randrange(max(1, len(text) - length))
        return text[start : start + length].strip(MARKS) or text[:least].strip(MARKS)

    def placing(self, least: int = 1) -> Placing:
        """As it needs mostly; else no narrower than `least` columns."""
        columns = self.chance.choice((0, 0, 0, 1, 2, 3, 4))
        columns = columns and max(columns, least)
        return Placing(columns=columns, position=self.chance.choice(POSITIONS))

    def sentence(self) -> str:
        return self.words(12, 90) + "。"

    def blocks(self, box: int) -> list[Paragraph]:
        """One block, or the paragraphs that belong together; a box has the number `box`."""
        kinds: tuple[Callable[[], list[Paragraph]], ...] = (
            self.table, self.table, self.chart, self.picture, self.items, self.quote, lambda: self.boxed(box),
        )  # fmt: skip
        return self.chance.choice(kinds)()

    def picture(self) -> list[Paragraph]:
        self.pictures += 1
        width, height = self.chance.choice(PICTURE_SIZES)
        caption = self.chance.choice(("", self.words(4, 20), self.words(40, 80) + "。（张三摄）"))
        name = f"block{self.pictures}-{self.chance.getrandbits(32):08x}.jpg"
        shown = Picture(name, name, width, height, caption, HERE)
        return [Paragraph("picture", 0, (), HERE, picture=shown, placing=self.placing())]

    def quote(self) -> list[Paragraph]:
        return [Paragraph("quote", 0, (Run(self.sentence()),), HERE) for _ in range(self.chance.choice((1, 1, 1, 3)))]

    def items(self) -> list[Paragraph]:
        """A list, another nested in it now and then; marks or numbers."""
        found: list[Paragraph] = []
        nesting = 0
        numbers = [0, 0, 0]
        numbered = self.chance.random() < 0.5
        for _ in range(self.chance.choice((1, 2, 3, 3, 5, 12))):
            if found:
                nesting = max(0, min(2, nesting + self.chance.choice((-1, 0, 0, 0, 1))))
            numbers[nesting] += 1
            numbers[nesting + 1 :] = [0] * (2 - nesting)
            label = f"{numbers[nesting]}）" if numbered else "•"
            text = self.words(4, self.chance.choice((12, 30, 120))) + self.chance.choice("；。")
            found.append(Paragraph("item", 0, (Run(label + text),), HERE, label, nesting=nesting))
        return found

    def boxed(self, box: int) -> list[Paragraph]:
        """【专栏】: a head, then text, a list or a small table."""
        found = [Paragraph("box-head", 0, (Run(self.words(4, 16)),), HERE)]
        for _ in range(self.chance.randint(1, 4)):
            kind = self.chance.random()
            if kind < 0.6:
                found.append(Paragraph("body", 0, (Run(self.sentence()),), HERE))
            else:
                found += self.items() if kind < 0.85 else self.table(rows=4, columns=3)
        return [paragraph._replace(box=box) for paragraph in found]

    def figure(self, decimals: int) -> str:
        """A number as tables have them: negative, in brackets, missing."""
        number = f"{10 ** self.chance.uniform(-1, 5):.{decimals}f}"
        return self.chance.choice((number,) * 8 + (f"−{number}", f"（{number}）", f"({number})", "", "—", f"{number}%"))

    def table(self, rows: int = 0, columns: int = 0) -> list[Paragraph]:
        """A table; of any size up to 40 × 12 unless it is given."""
        chance = self.chance
        rows = rows or round(2 * 20 ** chance.random() ** 1.5)
        columns = columns or chance.choice((2, 2, 3, 3, 4, 4, 5, 6, 8, 12))
        head = self._head(columns) if chance.random() < 0.9 else ()
        kinds = ["name"] + [chance.choice(("0", "1", "2", "2", "word", "long")) for _ in range(columns - 1)]
        if columns > 6:  # a table may be long or wide, and still goes onto a page
            kinds = [kind if kind != "long" else "word" for kind in kinds]
        body = self._body(max(1, rows - len(head)), kinds)
        made = Table(
            head,
            body,
            title=chance.choice(("", f"表{chance.randint(1, 9)}　{self.words(4, 20)}")),
            unit=chance.choice(("", "", f"单位：{chance.choice(UNITS)}")),
            notes=tuple(f"{opening}{self.words(6, 50)}。" for opening in chance.choice(NOTES)),
        )
        return [Paragraph("table", 0, (), HERE, table=made, placing=self.placing(ceil(columns / COLUMNS_IN_ONE)))]

    def _cell(self, text: str, across: int = 1, down: int = 1) -> Cell:
        return Cell((Run(text),) if text else (), HERE, across, down)

    def _head(self, columns: int) -> tuple[tuple[Cell, ...], ...]:
        """One row, or two whose upper cells span several columns or both rows."""
        most = 8 if columns <= 6 else 4
        if columns < 3 or self.chance.random() < 0.7:
            return (tuple(self._cell(self.words(2, most)) for _ in range(columns)),)
        upper, lower = [self._cell(self.words(2, 4), down=2)], []
        left = columns - 1
        while left:
            across = min(left, self.chance.choice((1, 2, 2, 3)))
            upper.append(self._cell(self.words(2, most), across, 1 if across > 1 else 2))
            lower += [self._cell(self.words(2, 4)) for _ in range(across if across > 1 else 0)]
            left -= across
        if not lower:  # no cell spans columns: one row then
            return (tuple(cell._replace(down=1) for cell in upper),)
        return tuple(upper), tuple(lower)

    def _body(self, rows: int, kinds: Sequence[str]) -> tuple[tuple[Cell, ...], ...]:
        """Rows of names, figures and words; a name may belong to several rows."""
        found: list[tuple[Cell, ...]] = []
        hanging = 0  # rows that the last name still hangs into
        for row in range(rows):
            cells: list[Cell] = []
            if hanging:
                hanging -= 1
            else:
                down = min(rows - row, self.chance.choice((1, 1, 1, 1, 1, 1, 2, 3)))
                hanging = down - 1
                cells.append(self._cell(self.words(2, 10 if len(kinds) <= 6 else 6), down=down))
            found.append((*cells, *(self._cell(self._text(kind)) for kind in kinds[1:])))
        return tuple(found)

    def _text(self, kind: str) -> str:
        if kind in "012":
            return self.figure(int(kind))
        if kind == "long":
            return self.words(10, 80) + "。"
        return self.chance.choice((self.words(2, 6), self.words(2, 6), ""))

    def chart(self) -> list[Paragraph]:
        chance = self.chance
        kind = chance.choice(CHART_KINDS)
        count = chance.choice((2, 3, 4, 5, 6, 8, 12))
        below = chance.random() < 0.3
        series: list[Series] = []
        for number in range(chance.choice((1, 1, 2, 3))):
            values = tuple(round(chance.uniform(-50 if below else 0.1, 100), 1) for _ in range(count))
            shown = tuple(f"{value:.1f}".replace("-", "−") for value in values)
            series.append(Series(f"{2022 + number}年", shown, values))
        categories = (
            (self.words(2, 8) for _ in range(count)) if kind == "bar" else (f"{at + 1}月" for at in range(count))
        )
        made = Chart(
            kind,
            tuple(categories),
            tuple(series),
            title=chance.choice(("", f"图{chance.randint(1, 9)}　{self.words(4, 16)}")),
            unit=chance.choice(("", *UNITS)),
            notes=chance.choice(((), ("资料来源：统计局。",))),
        )
        return [Paragraph("chart", 0, (), HERE, chart=made, placing=self.placing())]

    def linked(self, paragraph: Paragraph) -> Paragraph:
        """With some of its words a link, if it is one run."""
        if len(paragraph.runs) != 1 or len(paragraph.text) < 20:
            return paragraph
        text = paragraph.text
        start = self.chance.randrange(len(paragraph.label), len(text) - 8)
        end = start + self.chance.randint(2, 8)
        address = f"https://www.example.gov.cn/{self.chance.randrange(10**6)}.html"
        runs = (Run(text[:start]), Run(text[start:end], link=address), Run(text[end:]))
        return paragraph._replace(runs=tuple(run for run in runs if run.text))

    def noted(self, paragraph: Paragraph, number: int) -> Paragraph:
        """With the number of a note in its text, not in a word of Latin letters or in a number."""
        text = plain(paragraph.runs)
        fitting = [
            place
            for place in range(len(paragraph.label) + 1, len(text))
            if not (text[place - 1].isascii() and text[place].isascii()) and text[place - 1] not in "（《“‘—…"
        ]
        if not fitting or len(paragraph.runs) != 1:
            return paragraph
        place = self.chance.choice(fitting)
        mark = Run(str(number).translate(SUPERSCRIPT), note=number)
        return paragraph._replace(runs=(Run(text[:place]), mark, Run(text[place:])))


NOTES: tuple[tuple[str, ...], ...] = ((), ("注：",), ("资料来源：",), ("注：", "资料来源："))


def with_blocks(maker: BlockMaker, story: Report, count: int) -> Report:
    """A report with `count` blocks at random places of its text, links and notes in it, their texts at its end."""
    chance = maker.chance
    groups = [[paragraph] for paragraph in story.paragraphs]
    for box in range(1, count + 1):
        groups.insert(chance.randint(0, len(groups)), maker.blocks(box))
    paragraphs, boxes = [paragraph for group in groups for paragraph in group], 0
    notes = 0
    numbers: dict[int, int] = {}  # box as it was made -> as it is counted down the report
    for place, paragraph in enumerate(paragraphs):
        if paragraph.box:
            boxes = len(numbers) + (paragraph.box not in numbers)
            paragraph = paragraph._replace(box=numbers.setdefault(paragraph.box, boxes))
        if paragraph.kind in ("body", "quote", "item"):
            if chance.random() < 0.1:
                paragraph = maker.linked(paragraph)
            elif chance.random() < 0.15:
                marked = maker.noted(paragraph, notes + 1)
                notes += marked is not paragraph
                paragraph = marked
        paragraphs[place] = paragraph
    for number in range(1, notes + 1):
        label = str(number).translate(SUPERSCRIPT)
        runs = (Run(label, note=number), Run(maker.words(8, 80) + "。"))
        paragraphs.append(Paragraph("note", 0, runs, HERE, label))
    return story._replace(paragraphs=tuple(paragraphs))


def nearly_only_blocks(maker: BlockMaker, story: Report, count: int) -> Report:
    """A report of one paragraph and `count` blocks."""
    bodies = [paragraph for paragraph in story.paragraphs if paragraph.kind == "body"]
    whole = with_blocks(maker, story._replace(paragraphs=tuple(bodies)), count)
    kept = [paragraph for paragraph in whole.paragraphs if paragraph.kind != "body" or paragraph.box]
    marks = {run.note for paragraph in kept if paragraph.kind != "note" for run in paragraph.runs}
    opening = bodies[0]._replace(runs=(Run(bodies[0].text),))
    return story._replace(
        paragraphs=(
            opening,
            *(paragraph for paragraph in kept if paragraph.kind != "note" or paragraph.runs[0].note in marks),
        )
    )
