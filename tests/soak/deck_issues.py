"""Issues as offices write them, for decks that nobody tuned: ten content folders from a seed.

    python -m tests.soak.deck_issues FOLDER [seed]

Between them they have every form of report (numbered levels, tasks, 一是 run in and as paragraphs, —— chains, heads run
in, meeting news, essays, articles of law) and everything that may stand in or beside one.
"""

import csv
import random
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageDraw

from tests.soak import deck_stock as stock

SIZES = (1, 2, 3, 4, 5, 6, 8, 9, 10, 12)  # reports of the ten issues
SHORTEST, LONGEST = 400, 4000  # characters of a report's text
CHARACTERS_A_SENTENCE_MORE = 600  # so that a report has about a dozen paragraphs
HAN = "一二三四五六七八九十"
FORMS = ("levels", "tasks", "series", "ordinals", "chains", "run_in", "news", "essay", "law")
EXTRAS = (
    "table", "csv", "chart", "landscape", "portrait_picture", "portrait", "quote", "points", "figures", "no_figures",
    "annex", "marginal_list", "", "", "",
)  # fmt: skip
FIGURE_SLOTS = re.compile(r"[0-9]|\{[mnxyi]\}")


class Dress(NamedTuple):
    """What one report is to be."""

    form: str  # one of FORMS
    extras: frozenset[str]  # of EXTRAS
    length: int  # characters, about
    dense: float  # share of sentences with figures; 0 for none at all


class Writer:
    """Writes about one theme."""

    def __init__(self, chance: random.Random, dress: Dress) -> None:
        self.chance = chance
        self.dress = dress
        self.theme = chance.choice(stock.THEMES)
        self._piles: dict[str, list[str]] = {}
        self._heads = 0

    def drawn(self, name: str, choices: Sequence[str]) -> str:
        """The next of a shuffled pile, so that a text repeats itself as late as it can."""
        pile = self._piles.setdefault(name, [])
        if not pile:
            pile += self.chance.sample(choices, len(choices))
        return pile.pop()

    def measure(self) -> str:
        noun, unit, least, most = self.chance.choice(self.theme.measures)
        value = self.chance.randint(least, most)
        decimals = f".{self.chance.randint(1, 9)}" if unit in {"%", "亿元", "万亩", "万吨"} else ""
        verb = (
            self.chance.choice(("", "达到", "达", "")) if not noun.startswith(tuple("完改新清淘复建招减压签")) else ""
        )
        return f"{noun}{verb}{value}{decimals}{unit}"

    def _slot(self, name: str, count: int) -> str:
        chance, theme = self.chance, self.theme
        makers: dict[str, Callable[[], str]] = {
            "m": self.measure, "n": self.measure, "h": lambda: HAN[count - 1], "o": lambda: theme.office,
            "list": lambda: self._list(count), "u": lambda: f"{theme.column}管理",
            "a": lambda: self.drawn("action", theme.actions), "b": lambda: self.drawn("action", theme.actions),
            "r": lambda: self.drawn("result", theme.results), "s": lambda: self.drawn("result", theme.results),
            "k": lambda: self.drawn("own slogan", theme.slogans),
            "v": lambda: chance.choice(theme.heads).replace("，", " "),
            "p": lambda: chance.choice(stock.PLACES), "t": lambda: chance.choice(stock.TOWNS),
            "w": lambda: chance.choice(stock.TIMES if self.dress.dense else stock.TIMES[:1]),
            "q": lambda: f"{theme.office}{chance.choice(stock.POSTS)}{chance.choice(stock.NAMES)}",
            "x": lambda: f"{chance.randint(1, 39)}.{chance.randint(1, 9)}", "y": lambda: str(chance.randint(3, 60)),
            "i": lambda: str(chance.randint(2, 9)),
            "d": lambda: f"{chance.randint(3, 11)}月{chance.randint(1, 20)}日" if self.dress.dense else "日前",
        }  # fmt: skip
        return makers[name]()

    def filled(self, template: str) -> str:
        count = self.chance.randint(3, 4)
        return re.sub(r"\{(\w+)\}", lambda slot: self._slot(slot[1], count), template)

    def _list(self, count: int) -> str:
        items = [self.drawn("action", self.theme.actions) for _ in range(count)]
        if self.chance.random() < 0.5:
            return "，".join(f"{HAN[number]}是{item}" for number, item in enumerate(items))
        return "；".join(items)

    def one_of(self, name: str, templates: Sequence[str]) -> str:
        if not self.dress.dense:
            templates = [each for each in templates if not FIGURE_SLOTS.search(each)] or stock.PLAIN[-1:]
        return self.filled(self.drawn(name, templates))

    def sentence(self) -> str:
        if self.chance.random() < self.dress.dense:
            return self.one_of("figured", stock.FIGURED)
        name, templates = self.chance.choices(
            (
                ("plain", stock.PLAIN),
                ("contrast", stock.CONTRASTS),
                ("slogan", stock.SLOGANS),
                ("listed", stock.LISTED),
            ),
            (5, 3, 2, 1),
        )[0]
        return self.one_of(name, templates)

    def paragraph(self, least: int, most: int) -> str:
        """Sentences; a long text has longer paragraphs, not more of them."""
        more = self.dress.length // CHARACTERS_A_SENTENCE_MORE
        return "".join(self.sentence() for _ in range(self.chance.randint(least, most) + more))

    def head(self) -> str:
        """The theme's own, then others made of its actions, so that a report has no head twice."""
        self._heads += 1
        if self._heads <= len(self.theme.heads):
            return self.drawn("head", self.theme.heads)
        return f"{self.drawn('action', self.theme.actions)}，{self.chance.choice(stock.SECOND_CLAUSES)}"

    def task(self) -> str:
        """A clause of an ordinal: 推进……，……"""
        action = self.drawn("action", self.theme.actions)
        ending = self.drawn("result", self.theme.results)
        return self.chance.choice((f"{action}，确保{ending}", f"着力{action}", f"把{action}摆在突出位置，让{ending}"))

    # Forms: lines of a text, written until it has its length.

    def _until_long(self, lines: list[str], more: Callable[[int], list[str]]) -> list[str]:
        for number in range(60):
            if sum(map(len, lines)) >= self.dress.length and number > 1:
                break
            lines += more(number)
        return lines

    def opening(self) -> str:
        return self.one_of("opening", stock.OPENINGS)

    def closing(self) -> str:
        return self.one_of("closing", stock.CLOSINGS)

    def levels(self) -> list[str]:
        def section(number: int) -> list[str]:
            if number >= len(HAN):
                return [self.paragraph(3, 5)]
            lines = [f"{HAN[number]}、{self.head()}"]
            if self.chance.random() < 0.3:
                lines.append(self.paragraph(1, 3))
            for inner in range(self.chance.randint(2, 4)):
                style = number % 3
                if style == 0:
                    lines += [f"（{HAN[inner]}）{self.head()}", self.paragraph(2, 4)]
                elif style == 1:
                    lines.append(f"（{HAN[inner]}）{self.head()}。{self.paragraph(2, 4)}")
                else:
                    lines.append(f"{inner + 1}.{self.task()}。{self.paragraph(1, 3)}")
            return lines

        return [*self._until_long([self.opening()], section), self.closing()]

    def tasks(self) -> list[str]:
        return self._until_long([], lambda number: [f"{self.task()}。{self.paragraph(3, 7)}"])

    def series(self) -> list[str]:
        def more(number: int) -> list[str]:
            word = self.chance.choice(("是", "要"))
            items = "".join(
                f"{HAN[each]}{word}{self.task()}{'。' + self.sentence() if self.chance.random() < 0.5 else '；'}"
                for each in range(self.chance.randint(3, 4))
            )
            return [self.one_of("plain", stock.PLAIN) + re.sub("；$", "。", items), self.paragraph(1, 4)]

        return [*self._until_long([self.opening()], more), self.closing()]

    def ordinals(self) -> list[str]:
        word = self.chance.choice(("要", "是", "是要"))

        def more(number: int) -> list[str]:
            mark = f"{HAN[number]}{word}" if number < 6 else ""
            return [f"{mark}{self.task()}。{self.paragraph(1, 5)}"]

        return [*self._until_long([self.opening(), self.paragraph(1, 3)], more), self.closing()]

    def chains(self) -> list[str]:
        def more(number: int) -> list[str]:
            mark = self.chance.choice(("", "坚持", "突出"))
            return [f"——{mark}{self.head()}。{self.paragraph(1, 3)}"]

        return [
            *self._until_long([self.opening(), f"主要做法是{self.chance.choice(('：', '。'))}"], more),
            self.closing(),
        ]

    def run_in(self) -> list[str]:
        def more(number: int) -> list[str]:
            if number >= len(HAN):
                return [self.paragraph(2, 4)]
            return [f"（{HAN[number]}）{self.head()}。{self.paragraph(2, 6)}"]

        return [*self._until_long([self.opening()], more), self.closing()]

    def news(self) -> list[str]:
        lines = [self.filled("{q}到{p}调研{a}工作。" if not self.dress.dense else "{d}，{q}到{t}调研{a}工作。")]
        return self._until_long(lines, lambda number: [self.one_of("stock", stock.STOCK) + self.paragraph(1, 4)])

    def essay(self) -> list[str]:
        return self._until_long([], lambda number: [self.paragraph(3, 8)])

    def law(self) -> list[str]:
        articles = iter(stock.ARTICLES[1:-1] * 3)
        lines = ["第一章 总则", f"第一条　{self.filled(stock.ARTICLES[0])}"]
        number = 1
        while sum(map(len, lines)) < min(self.dress.length, 1800) and (template := next(articles, "")):
            number += 1
            if number == 5:
                lines.append("第二章 监督管理")
            count = HAN[number - 1] if number <= 10 else f"十{HAN[number - 11]}"
            lines.append(f"第{count}条　{self.filled(template)}")
        return lines


def report(writer: Writer, name: str, folder: Path) -> str:
    """A report's file; what stands beside it is written into `folder`."""
    chance, theme, dress = writer.chance, writer.theme, writer.dress
    lines: list[str] = getattr(writer, dress.form)()
    header = [
        f"栏目: {theme.column}", f'标题: "{writer.filled(chance.choice(stock.TITLES))}"',
        f"单位职务: {theme.office}{chance.choice(stock.POSTS)}", f"作者: {chance.choice(stock.NAMES)}",
    ]  # fmt: skip
    if "portrait" in dress.extras:
        picture(folder / f"{name}-author.png", (600, 800), chance)
        header.append(f"肖像: {name}-author.png")
    if "quote" in dress.extras and (quote := _sentence_of(lines, chance)):
        header.append(f'摘句: "{quote}"')
    if "points" in dress.extras:
        header += ["要点:", *(f'- "{writer.task()}"' for _ in range(chance.randint(3, 6)))]
    if "figures" in dress.extras:
        header += ["数据:", *(f'- "{value} | {noun}"' for noun, value in _figures(writer))]
    if "no_figures" in dress.extras:
        header.append("数据: 无")
    for extra in sorted(dress.extras & {"table", "csv", "chart", "landscape", "portrait_picture", "marginal_list"}):
        place = chance.randint(1, len(lines))
        lines[place:place] = block(extra, writer, name, folder)
    if "annex" in dress.extras:
        lines += ["附件", *(f"{number + 1}.{writer.filled('{a}情况表')}" for number in range(chance.randint(3, 8)))]
    return "---\n" + "\n".join(header) + "\n---\n" + "\n\n".join(lines) + "\n"


def block(extra: str, writer: Writer, name: str, folder: Path) -> list[str]:
    """What stands between the paragraphs: a table, a chart, a picture, a list beside the matter."""
    chance = writer.chance
    if extra in {"landscape", "portrait_picture"}:
        file = f"{name}-{extra}{chance.choice(('.jpg', '.png'))}"
        picture(folder / file, (1500, 1000) if extra == "landscape" else (900, 1350), chance)
        return [f"![{writer.filled('{t}{a}现场')}]({file})"]
    if extra == "marginal_list":
        return [writer.filled("现场看了以下点位："), *(f"- {writer.filled('{t}{a}示范点')}" for _ in range(3))]
    rows = table(writer)
    if extra == "csv":
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file_out:
            csv.writer(file_out).writerows(rows)
        return [f"![表2 {writer.theme.column}工作主要指标]({name}.csv)"]
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    lines.insert(1, "|" + "---|" * len(rows[0]))
    number = 1 if extra == "table" else 3
    written = [f"表{number} {writer.theme.column}分镇街完成情况\n" + "\n".join(lines)]
    if extra == "chart":
        written.append(f"图表: {{表: {number}, 类型: {chance.choice(('条形', '柱形', '折线'))}, 值: {rows[0][-1]}}}")
    return written


def table(writer: Writer) -> list[list[str]]:
    """A head and 3 to 9 rows of 2 to 7 columns."""
    chance = writer.chance
    columns = chance.randint(2, 7)
    heads = [f"{noun}（{unit}）" for noun, unit, _, _ in writer.theme.measures] + ["同比（%）"]
    rows = [["镇街", *chance.sample(heads, columns - 1)]]
    for town in chance.sample((*stock.TOWNS, "全区"), chance.randint(3, 9)):
        rows.append([town, *(f"{chance.uniform(1, 400):.1f}" for _ in rows[0][1:])])
    return rows


def picture(path: Path, size: tuple[int, int], chance: random.Random) -> None:
    """Hills under a sky: a file that compresses, no two alike."""
    width, height = size
    image = Image.new("RGB", size, (150 + chance.randrange(90), 190, 225))
    draw = ImageDraw.Draw(image)
    for layer in range(3):
        base = height * (4 + 2 * layer) // 10
        points = [(x, base + chance.randrange(-height // 9, height // 9)) for x in range(0, width + 1, width // 6)]
        draw.polygon([*points, (width, height), (0, height)], fill=(60 + 20 * layer, 110 - 20 * layer, 70))
    image.save(path, quality=80)


def _sentence_of(lines: Sequence[str], chance: random.Random) -> str:
    found = [each for line in lines for each in re.findall("[^。]+。", line) if 14 <= len(each) <= 40]
    found = [each for each in found if not re.search('[—（）"：]|^[一二三四五六七八九十第]', each)]
    return chance.choice(found) if found else ""


def _figures(writer: Writer) -> list[tuple[str, str]]:
    measures = writer.chance.sample(writer.theme.measures, writer.chance.randint(2, 4))
    return [(noun, f"{writer.chance.randint(least, most)}{unit}") for noun, unit, least, most in measures]


def dresses(chance: random.Random) -> list[Dress]:
    """As many as there are reports in all issues: every form and every extra, in no order."""
    count = sum(SIZES)
    forms = [FORMS[number % len(FORMS)] for number in range(count)]
    first = [EXTRAS[number % len(EXTRAS)] for number in range(count)]
    chance.shuffle(forms)
    chance.shuffle(first)
    found = []
    for form, extra in zip(forms, first, strict=True):
        extras = frozenset({extra, chance.choice(EXTRAS) if chance.random() < 0.3 else ""} - {""})
        if {"figures", "no_figures"} <= extras:
            extras -= {"no_figures"}
        length = int(SHORTEST * (LONGEST / SHORTEST) ** (chance.random() * 0.95))
        found.append(Dress(form, extras, length, chance.choice((0.0, 0.15, 0.3, 0.3, 0.6))))
    return found


def write_issues(folder: Path, seed: int) -> list[Path]:
    """Ten content folders below `folder`, the same for the same seed."""
    chance = random.Random(seed)
    pile = dresses(chance)
    sizes = chance.sample(SIZES, len(SIZES))
    made = []
    for number, size in enumerate(sizes, 1):
        content = folder / f"{number:02}"
        content.mkdir(parents=True)
        masthead = f"{chance.choice(stock.PLACES)}学习考察专刊"
        lines = [
            f"报头: {masthead}",
            "口号: 学先进 找差距 促提升",
            f"日期: 2025-{chance.randint(1, 12):02}-18",
            f"期号: {number}",
        ]
        (content / "issue.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
        for position in range(size):
            name = f"{position + 1:02}"
            writer = Writer(chance, pile.pop())
            (content / f"{name}.md").write_text(report(writer, name, content), encoding="utf-8")
        made.append(content)
    return made


def main() -> None:
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(1_000_000)
    for content in write_issues(Path(sys.argv[1]), seed):
        print(content)
    print(f"seed {seed}")


if __name__ == "__main__":
    main()
