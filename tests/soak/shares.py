"""How often preferences are kept on prose dense with figures that nobody tuned, at 14 to 22 em.

    python -m tests.soak.shares [200] [seed]

Counts, over the best setting of each paragraph: numbers parted from their units and units parted in themselves, of
all and of those where a line could end; slashes at edges; ellipses that begin a line; and how even the blank after a
pause between two Han is (SD about the median). A line could end within REACH of the measure from where it starts.
"""

import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from math import sqrt
from pathlib import Path
from statistics import median
from typing import NamedTuple

from bulletin.compose.composer import Composer
from bulletin.faces.face import open_faces
from bulletin.model.galley import Line
from tests.compose.setting import BLACK, BODY, DESIGN, SIZE, galley
from tests.compose.setting import paragraph as made_of
from tests.soak.prose import UNITS, paragraph

ROOT = Path(__file__).resolve().parents[2]
MEASURES = range(14, 23)  # em
REACH = 1.25  # em that squeezing and stretching give a line of 14 to 22 em
NUMBER = "[0-9](?:[0-9., ]*[0-9])?"
HAN_UNITS = "|".join((*(unit for unit in UNITS if unit[0] >= "一"), "年", "月", "日", "天", "个", "页", "位", "美元"))
LATIN_UNITS = "|".join(re.escape(unit) for unit in UNITS if unit[0] < "一")
_WITH_HAN = re.compile(f"(?:{NUMBER})( ?)((?:{HAN_UNITS}))")
_WITH_LATIN = re.compile(f"(?:{NUMBER})( ?)((?:{LATIN_UNITS}))(?![A-Za-z])")
_ORDINAL = re.compile(f"第(?:{NUMBER})")


class Share(NamedTuple):
    """Of one kind of place in a text."""

    parted: int
    could: int  # places where a line could end
    all: int

    @property
    def of_could(self) -> float:
        return self.parted / (self.could or 1)

    def __str__(self) -> str:
        parts = (f"{self.parted / (whole or 1):8.1%} of {whole:6}" for whole in (self.could, self.all))
        return f"{self.parted:6} parted:" + "  ".join(parts)


class Shares(NamedTuple):
    """A run in figures; em."""

    seed: int
    lines: int
    kinds: dict[str, Share]
    pauses: int
    deviation: float  # of the blanks after pauses about their median
    dots_first: int  # lines that begin with an ellipsis
    examples: tuple[str, ...]

    def __str__(self) -> str:
        rows = [f"seed {self.seed}: {self.lines} lines; parted, of places where a line could end, of all"]
        rows += [f"{kind:24}{share}" for kind, share in self.kinds.items()]
        rows.append(f"lines that begin with …: {self.dots_first}")
        rows.append(f"blank after a pause between Han: SD {self.deviation:.4f} em over {self.pauses}")
        return "\n".join((*rows, *self.examples))


def spots(text: str) -> Iterator[tuple[str, int]]:
    """Kind and offset of every place that should hold together; a place before and one behind each slash."""
    for pattern, kind in ((_WITH_HAN, "number|unit"), (_WITH_LATIN, "number|Latin unit")):
        for found in pattern.finditer(text):
            yield (f"number {kind[6:]}" if found[1] else kind), found.start(2)
            for place in range(found.start(2) + 1, found.end(2)):
                yield ("after 万, 亿, 个" if text[place - 1] in "万亿个" else "inside a unit"), place
    yield from (("第|number", found.start() + 1) for found in _ORDINAL.finditer(text))
    for found in re.finditer("/", text):
        yield "/ starts a line", found.start()
        yield "/ ends a line", found.end()
    yield from (("…… starts a line", found.start()) for found in re.finditer("……", text))


def widths(text: str) -> list[float]:
    """Where each offset of a text lies if it is set in one line, em, roughly."""
    found, last = [0.0], ""
    for character in text:
        wide = character >= "\u2e80" or character in "—…“”‘’"
        mark = character in "，、；：。（）《》“”"
        gap = 0.25 if last and last.isalnum() and character.isalnum() and (wide != (last >= "\u2e80")) else 0.0
        found.append(found[-1] + gap + (0.75 if mark else 1.0 if wide else 0.25 if character == " " else 0.55))
        last = character
    return found


def blanks(lines: Sequence[Line]) -> Iterator[float]:
    """The blank after each of ，、；： between two Han characters, em."""
    for line in lines:
        for span in line.spans:
            for place in range(1, len(span.units) - 1):
                before, mark, after = (span.units[place + step] for step in (-1, 0, 1))
                if mark in "，、；：" and "\u3400" <= before <= "\u9fff" and "\u3400" <= after <= "\u9fff":
                    yield (span.xs[place + 1] - span.xs[place]) / 1000 - 0.5


def measured(count: int, seed: int) -> Shares:
    """`count` paragraphs at every measure."""
    composer = Composer(DESIGN, open_faces(str(ROOT / "fonts")))
    parted, could, whole = Counter[str](), Counter[str](), Counter[str]()
    pauses: list[float] = []
    examples: dict[str, str] = {}
    height = 0
    for number in range(count):
        text = paragraph(random.Random(f"{seed}/{number}"))
        places = list(spots(text))
        at = widths(text)
        for em in MEASURES:
            made = made_of(text)
            setting = galley(composer, made, em, BODY).optimum
            lines = composer.lines(made, BODY, setting, size=SIZE, measure=em * SIZE, color=BLACK)
            height += len(lines)
            pauses += blanks(lines)
            inner = setting.ends[:-1]
            goals = [em - 2, *(at[end] + em for end in inner[:-1])]
            for kind, place in places:
                whole[kind] += 1
                skipped = place - 1 if text[place - 1] == " " else place
                if place in inner or skipped in inner:
                    parted[kind] += 1
                    shown = f"{text[max(0, place - 8) : place]}|{text[place : place + 6]}"
                    examples.setdefault(kind, f"{kind}, {em} em: {shown}")
                could[kind] += any(abs(at[place] - goal) <= REACH for goal in goals)
    middle = median(pauses)
    return Shares(
        seed=seed,
        lines=height,
        kinds={kind: Share(parted[kind], could[kind], whole[kind]) for kind in sorted(whole)},
        pauses=len(pauses),
        deviation=sqrt(sum((blank - middle) ** 2 for blank in pauses) / len(pauses)),
        dots_first=parted["…… starts a line"],
        examples=tuple(examples.values()),
    )


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    print(measured(count, int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(1_000_000)))


if __name__ == "__main__":
    main()
