"""Where heads of several lines break, against titles that were parted into words by hand.

    python -m tests.soak.titles [FILE]

FILE has one title a line with `|` between words, as tests/compose/titles.txt, which says by what convention. Each is
set in two and three rows at several widths, and as a heading in columns of 12 to 20 em. Prints how many breaks stand
between words, of each way, and lists the others; ends with 1 where fewer than ENOUGH do.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from bulletin.compose.composer import Composer
from bulletin.faces.face import open_faces
from bulletin.model.galley import Line
from tests.compose.setting import BLACK, DESIGN, HEADING, set_text

ROOT = Path(__file__).resolve().parents[2]
TITLES = ROOT / "tests/compose/titles.txt"
ENOUGH = 0.95
ROOM = {2: (0.54, 0.6, 0.7), 3: (0.37, 0.42, 0.5)}  # of the title's length, em: the measure, by rows
COLUMNS = range(12, 21)  # em
TRACKING = (-0.03, 0.25)


class Title(NamedTuple):
    """A title and the offsets at which it may be broken."""

    text: str
    ends: frozenset[int]


class Break(NamedTuple):
    """A line's end within a title."""

    way: str
    shown: str
    good: bool


class Score(NamedTuple):
    breaks: tuple[Break, ...]
    unset: int  # titles that could not be set so

    @property
    def share(self) -> float:
        return sum(one.good for one in self.breaks) / (len(self.breaks) or 1)

    def __str__(self) -> str:
        total, good = Counter(one.way for one in self.breaks), Counter(one.way for one in self.breaks if one.good)
        rows = [f"{way:10}{good[way]:6} of {total[way]:6} {good[way] / total[way]:8.1%}" for way in total]
        rows.append(f"{'all':10}{sum(good.values()):6} of {len(self.breaks):6} {self.share:8.1%}; not set {self.unset}")
        bad = Counter(f"{one.way}: {one.shown}" for one in self.breaks if not one.good)
        return "\n".join((*rows, *(f"{count:4} x {shown}" for shown, count in sorted(bad.items()))))


def titles_in(text: str) -> list[Title]:
    """The titles of a file; `#` opens a comment, U+3000 is a phrase gap with a word's end behind it."""
    found = []
    for line in text.splitlines():
        if line and not line.startswith("#"):
            ends, place = set(), 0
            for part in line.replace("　|", "　").replace("　", "　|").split("|"):
                place += len(part)
                ends.add(place)
            found.append(Title(line.replace("|", ""), frozenset(ends)))
    return found


def settings_of(composer: Composer, title: Title) -> Iterator[tuple[str, Sequence[Line] | None]]:
    """Every way to set a title, by name."""
    for rows, rooms in ROOM.items():
        for room in rooms:
            yield (
                f"{rows} rows",
                composer.display(
                    title.text, "song-black", size=20, measure=len(title.text) * room * 20, rows=rows, color=BLACK,
                    align="center", tracking=TRACKING,
                ),
            )  # fmt: skip
    for em in COLUMNS:
        yield "heading", set_text(composer, title.text, em, HEADING, "heading")


def score(titles: Sequence[Title]) -> Score:
    composer = Composer(DESIGN, open_faces(str(ROOT / "fonts")))
    found, unset = [], 0
    for title in titles:
        for way, lines in settings_of(composer, title):
            unset += lines is None
            for line in (lines or ())[:-1]:
                shown = f"{title.text[: line.end]}|{title.text[line.end :]}"
                found.append(Break(way, shown, line.end in title.ends))
    return Score(tuple(found), unset)


def main() -> None:
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else TITLES
    found = score(titles_in(path.read_text(encoding="utf-8")))
    print(found)
    sys.exit(found.share < ENOUGH)


if __name__ == "__main__":
    main()
