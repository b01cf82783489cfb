"""A small sound content folder for the tests to spoil."""

from pathlib import Path

from bulletin.model.edition import Edition
from bulletin.problems import ContentError, Problem
from bulletin.read.check import read

ROOT = Path(__file__).parents[2]

ISSUE = "masthead: 近赶潍坊 远学长沙\ndate: 2019-04-24\norder: [water]\n"
HEAD = "---\ncolumn: 水务\ntitle: 积极行动 强化管理\npost: 水务办主任\nauthor: 苏晓辉\n"
BODY = "4月14日，我随考察团赴潍坊学习。\n\n一、强化基础\n\n制定调查制度，适时开展监督检查。\n"
REPORT = f"{HEAD}---\n{BODY}"


def write(folder: Path, files: dict[str, str | bytes | None] | None = None) -> Path:
    """The folder with the sound files, less those that are None, and what else is given."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in ({"issue.yaml": ISSUE, "water.md": REPORT} | (files or {})).items():
        if data is not None:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return folder


def report(*lines: str, body: str = BODY) -> str:
    """The sound report with more lines in its front matter, or another body."""
    return HEAD + "".join(f"{line}\n" for line in lines) + "---\n" + body


def outcome(folder: Path) -> tuple[Edition | None, tuple[Problem, ...]]:
    """The edition in the folder, or None, and all problems."""
    try:
        edition, _ = read(str(folder), None, root=str(ROOT))
    except ContentError as error:
        return None, error.problems
    return edition, edition.problems


def edition_of(folder: Path) -> Edition:
    """The edition in a folder without faults."""
    edition, problems = outcome(folder)
    assert edition, problems
    return edition
