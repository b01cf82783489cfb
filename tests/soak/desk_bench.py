"""What edits of a desk's folder work with: the folder, chance, and what stood there before."""

import os
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias

from tests.edition.editions import bodies
from tests.soak.desk_folders import CONTENT, FONTS, LAYOUTS, OUTPUT, Files, files_of, put_files

REPORTS = (".md", ".txt", ".docx")
NO_REPORTS = ("terms.txt", "wording.txt")


class Bench:
    """A folder with a content folder below it, which is edited step by step."""

    def __init__(self, home: Path, chance: random.Random) -> None:
        self.home = home
        self.chance = chance
        self.content, self.layouts, self.fonts = home / CONTENT, home / LAYOUTS, home / FONTS
        self.output = home / OUTPUT
        self.pool = [line for body in bodies() for line in body]
        self.sentences = [f"{each}。" for line in self.pool for each in line.split("。") if 8 <= len(each) <= 60]
        self.broken: dict[str, bytes | None] = {}  # files with a fault, as they were: None where there was none
        self.before: dict[str, bytes] = {}  # what people write, as it was before the last edit

    # What stands there.

    def reports(self, *endings: str) -> list[Path]:
        """Files of reports with one of these endings, or of any."""
        found = (path for path in sorted(self.content.iterdir()) if path.suffix in (endings or REPORTS))
        return [path for path in found if path.name not in NO_REPORTS]

    def texts(self) -> list[Path]:
        """Reports that are text in UTF-8 and not empty."""
        return [path for path in self.reports(".md", ".txt") if self.text(path).strip()]

    def files(self, *endings: str) -> list[Path]:
        return [path for path in sorted(self.content.iterdir()) if path.suffix in endings]

    def text(self, path: Path) -> str:
        """A file's text; "" where it is none in UTF-8."""
        try:
            return path.read_text(encoding="utf-8")
        except (UnicodeDecodeError, FileNotFoundError):
            return ""

    def body_lines(self, text: str) -> tuple[list[str], list[int]]:
        """All lines of a report, and the numbers of those that are plain paragraphs of its body."""
        lines = text.split("\n")
        ends = [number for number, line in enumerate(lines) if line == "---"]
        start = ends[1] + 1 if len(ends) > 1 and ends[0] == 0 else 4
        signs = ("|", "!", "#", "-", ">", "[", "图表", "表")
        plain = [at for at in range(start, len(lines)) if len(lines[at]) > 12 and not lines[at].startswith(signs)]
        return lines, plain

    # Changes.

    def write(self, path: Path, text: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")

    def break_file(self, path: Path, data: bytes | None) -> str:
        """Put a fault into a file, or take it away; what it was stays known until it is mended."""
        name = str(path.relative_to(self.home))
        self.broken.setdefault(name, path.read_bytes() if path.exists() else None)
        if data is None:
            path.unlink(missing_ok=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return name

    def mend(self) -> str:
        """Put the files with faults back as they were."""
        names = ", ".join(self.broken)
        for name, data in self.broken.items():
            path = self.home / name
            if data is None:
                path.unlink(missing_ok=True)
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
        self.broken = {}
        return names

    def written(self) -> dict[str, bytes]:
        """What people write: everything but outputs."""
        return {name: data for name, data in files_of(self.home).items() if not name.startswith(f"{OUTPUT}/")}

    def restore(self, files: Files) -> None:
        """Let what people write be `files` again."""
        outputs = {name: data for name, data in files_of(self.home).items() if name.startswith(f"{OUTPUT}/")}
        put_files(self.home, {**files, **outputs})

    def some(self, choices: Sequence[str], most: int = 3) -> str:
        return "".join(self.chance.choice(choices) for _ in range(self.chance.randint(1, most)))


Edit: TypeAlias = Callable[[Bench], str]  # changes the folder and says what it did; "" where it found nothing to do


def times_of(home: Path) -> dict[str, tuple[int, int]]:
    """When each file was read and changed last."""
    return {
        str(path.relative_to(home)): (path.stat().st_atime_ns, path.stat().st_mtime_ns)
        for path in home.rglob("*")
        if path.is_file()
    }


def hide_times(home: Path, times: dict[str, tuple[int, int]]) -> None:
    """Give files that were there before the times that they had: whoever goes by those sees no change."""
    for name, when in times.items():
        if (home / name).is_file():
            os.utime(home / name, ns=when)
