"""Issues that are edited between builds: the shipped one and larger ones, changed at random places like an editor does.

The larger ones consist of the shipped reports' clauses in a new order, so that no two paragraphs are alike: a repeated
paragraph would be composed once.
"""

import random
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from bulletin.memory import Memory
from bulletin.read.check import read
from tests.benchmarks.typst_page import ROOT, typst_source

EditKind = Literal["word", "sentence", "lines"]
EDIT_KINDS: tuple[EditKind, ...] = get_args(EditKind)
LEAST = 60  # characters of a paragraph that is edited: headings and bylines are not

# Two characters each, in whose place others stand after a change.
WORDS = "及时按时定期常年逐月逐年尽快随时同步分期分批分类统一集中全面深入认真仔细稳步有序依法公开主动持续不断切实"
COLUMNS = ("环境", "水务", "规划", "政法", "经济", "民生", "教育", "综合")
NUMERALS = "一二三四五六七八九"


class Edit(NamedTuple):
    """What an editor changed."""

    kind: EditKind  # a word; a sentence by one of the same length; a sentence more or less, and so other lines
    lead: bool  # in the first report


class Clauses:
    """Clauses of the shipped reports, put together anew."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        texts = [path.read_text(encoding="utf-8").split("\n---\n", 1)[1] for path in sorted(ROOT.glob("content/*.md"))]
        clauses = re.split(r"[，。；：、！\n]", "\n".join(texts))
        self._clauses = [each for each in clauses if 4 <= len(each) <= 24 and re.fullmatch(r"[一-鿿]+", each)]

    def clause(self, least: int = 4, most: int = 24) -> str:
        """Some Chinese characters."""
        return self._chance.choice([each for each in self._clauses if least <= len(each) <= most])

    def sentence(self, clauses: int = 0) -> str:
        """Two to five clauses with a full stop."""
        return "，".join(self.clause() for _ in range(clauses or self._chance.randint(2, 5))) + "。"

    def of_length(self, length: int) -> str:
        """A sentence of so many characters."""
        said = ""
        while len(said) < length:
            said += self.clause() + "，"
        return said[: length - 1].rstrip("，").ljust(length - 1, "等") + "。"

    def report(self, characters: int, *, rank: int = 0) -> str:
        """A whole file."""
        head = [
            f"column: {self._chance.choice(COLUMNS)}",
            f"title: {self.clause(5, 9)} {self.clause(5, 9)}",
            "post: 济宁高新区某某局局长",
            f"author: {self._chance.choice(('李剑', '苏晓辉', '王玉红', '宋兴华'))}",
            *([f"rank: {rank}"] if rank else []),
        ]
        parts: list[str] = []
        heads = 0
        while sum(map(len, parts)) < characters:
            if parts and heads < len(NUMERALS) and self._chance.random() < 0.3:
                parts.append(f"{NUMERALS[heads]}、{self.clause(6, 14)}")
                heads += 1
            parts.append("".join(self.sentence() for _ in range(self._chance.randint(2, 5))))
        return "---\n" + "\n".join(head) + "\n---\n" + "\n\n".join(parts) + "\n"


class EditedIssue:
    """A content folder that changes from build to build, and the page that Typst makes of it."""

    def __init__(self, folder: Path, reports: int, seed: int) -> None:
        """The shipped issue for 0 reports, else one of so many different ones."""
        self.content = folder / "content"
        self.typst = folder / "page.typ"
        self._chance = random.Random(seed)
        self._clauses = Clauses(self._chance)
        self._memory = Memory()
        if reports:
            self._write(reports)
        else:
            shutil.copytree(ROOT / "content", self.content)
        self._longer = 0  # sentences more than at first
        self._written()

    def _write(self, reports: int) -> None:
        self.content.mkdir()
        head = "masthead: 高新区 工作简报\nslogan: 比学赶超 勇谱新高\ndate: 2019-04-24\n"
        (self.content / "issue.yaml").write_text(head, encoding="utf-8")
        for number in range(reports):
            text = self._clauses.report(self._chance.randint(600, 1300), rank=1 if number == 0 else 0)
            (self.content / f"r{number:03}.md").write_text(text, encoding="utf-8")

    def edits(self, count: int) -> Iterator[Edit]:
        """Change the content so often: each kind in turn, a third of each in the lead."""
        for turn in range(count):
            edit = Edit(EDIT_KINDS[turn % len(EDIT_KINDS)], turn // len(EDIT_KINDS) % 3 == 0)
            self.change(edit)
            yield edit

    def change(self, edit: Edit) -> None:
        """Make one edit at a random place."""
        paths = {report.name: Path(report.place.file) for report in self._edition.reports}
        names = [report.name for report in self._edition.reports]
        path = paths[names[0] if edit.lead else self._chance.choice(names[1:])]
        head, body = path.read_text(encoding="utf-8").split("\n---\n", 1)
        lines = body.split("\n")
        place = self._chance.choice([number for number, line in enumerate(lines) if len(line) >= LEAST])
        lines[place] = getattr(self, f"_{edit.kind}")(lines[place])
        path.write_text(head + "\n---\n" + "\n".join(lines), encoding="utf-8")
        self._written()

    def _written(self) -> None:
        self._edition, _ = read(str(self.content), None, root=str(ROOT), memory=self._memory)
        self.typst.write_text(typst_source(self._edition), encoding="utf-8")

    def _word(self, line: str) -> str:
        places = [found.start() for found in re.finditer("(?=[一-鿿]{4})", line)]
        start = self._chance.choice(places) + 1
        word = self._chance.randrange(0, len(WORDS), 2)
        return line[:start] + WORDS[word : word + 2] + line[start + 2 :]

    def _sentence(self, line: str) -> str:
        sentences = _sentences(line)
        place = self._chance.randrange(len(sentences))
        sentences[place] = self._clauses.of_length(len(sentences[place]))
        return "".join(sentences)

    def _lines(self, line: str) -> str:
        sentences = _sentences(line)
        if self._longer > 0 and len(sentences) > 1:
            self._longer -= 1
            del sentences[self._chance.randrange(len(sentences))]
        else:
            self._longer += 1
            sentences.insert(self._chance.randint(1, len(sentences)), self._clauses.sentence(3))
        return "".join(sentences)


def _sentences(line: str) -> list[str]:
    return re.findall(r"[^。]*。|[^。]+$", line)
