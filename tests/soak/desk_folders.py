"""Folders in which an office's desk stands, for the law of `desk_law`: issue, layouts, faces and outputs below one.

Each is small or large, plain or full of blocks, with text or Word files; the edits of `desk_edits` begin with one.
"""

import random
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

from tests.edition.block_folders import FolderWriter, make_pictures, shipped_blocks
from tests.edition.editions import bodies, write_issue
from tests.makeup.blocks import BlockMaker
from tests.soak.deck_issues import EXTRAS, FORMS, Dress, Writer, report
from tests.word_files.reports import word_file

ROOT = Path(__file__).resolve().parents[2]
CONTENT, LAYOUTS, FONTS, OUTPUT = "content", "layouts", "fonts", "output"
COMMAND = "generate.py"

Files: TypeAlias = Mapping[str, bytes]  # by their paths below a folder


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file below `folder`."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


def put_files(folder: Path, files: Files) -> None:
    """Let `folder` hold exactly these; what is there already stays as it is, with its times."""
    folder.mkdir(parents=True, exist_ok=True)
    standing = files_of(folder)
    for name in standing.keys() - files.keys():
        (folder / name).unlink()
    for name, data in files.items():
        if standing.get(name) != data:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
    for path in sorted((path for path in folder.rglob("*") if path.is_dir()), reverse=True):
        if not any(path.iterdir()):
            path.rmdir()


def _seed(content: Path, chance: random.Random) -> None:
    """The issue that ships."""
    put_files(content, files_of(ROOT / CONTENT))


def _small(content: Path, chance: random.Random) -> None:
    """Two or three short reports, with a folder that says their order or leaves it to makeup."""
    lengths = [chance.randint(150, 500) for _ in range(chance.randint(2, 3))]
    write_issue(content, lengths, chance.choice(("", "order: [r02, r01]\n", "layout: bulletin-a4\n")))


def _pages(content: Path, chance: random.Random) -> None:
    """Several pages."""
    write_issue(content, [chance.randint(600, 2600) for _ in range(chance.randint(5, 9))])


def _blocks(content: Path, chance: random.Random) -> None:
    """Every kind of block: as shipped for the tests, or random ones."""
    if chance.random() < 0.4:
        shipped_blocks(content)
        return
    content.mkdir(parents=True)
    (content / "issue.yaml").write_text("masthead: 高新区简报\ndate: 2024-01-18\n", encoding="utf-8")
    writer = FolderWriter(BlockMaker(chance, [line for body in bodies() for line in body]), content)
    for number in range(1, chance.randint(2, 4)):
        writer.report(f"r{number}", chance.choice((1, 2, 4)))
    make_pictures(content)


def _office(content: Path, chance: random.Random) -> None:
    """Reports as offices write them, with points, figures, quotes, portraits and tables."""
    content.mkdir(parents=True)
    (content / "issue.yaml").write_text("报头: 学习考察专刊\n日期: 2025-03-18\n期号: 7\n", encoding="utf-8")
    for number in range(1, chance.randint(2, 5)):
        extras = frozenset(chance.sample(EXTRAS, 2)) - {"no_figures", ""}
        dress = Dress(chance.choice(FORMS), extras, chance.randint(300, 1100), chance.choice((0.0, 0.3, 0.6)))
        written = report(Writer(chance, dress), f"{number:02}", content)
        (content / f"{number:02}.md").write_text(written, encoding="utf-8")


def _word(content: Path, chance: random.Random) -> None:
    """Word files with pictures and whatever else such have, beside a text file."""
    content.mkdir(parents=True)
    (content / "issue.yaml").write_text("报头: 高新区 简报\n日期: 2024-05-20\n", encoding="utf-8")
    for number in range(1, chance.randint(2, 4)):
        (content / f"来稿{number}.docx").write_bytes(word_file(chance.randrange(1000), number).data)
    text = "标题：坚持项目为王\n单位职务：区发展改革局局长\n作者：李明\n\n" + "全区上下把项目建设作为头号工程来抓。" * 9
    (content / "发改.txt").write_bytes(text.encode("gb18030"))


BASES: Mapping[str, Callable[[Path, random.Random], None]] = {
    "seed": _seed, "small": _small, "pages": _pages, "blocks": _blocks, "office": _office, "word": _word,
}  # fmt: skip


def open_desk(home: Path, base: str, chance: random.Random) -> None:
    """Lay out a folder of one of BASES, with the command in it."""
    put_files(home, {COMMAND: (ROOT / COMMAND).read_bytes()})
    BASES[base](home / CONTENT, chance)
