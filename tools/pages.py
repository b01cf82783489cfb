"""What the pages of docs/reference/ have in common: languages, tables, a first paragraph that says who wrote them."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

FOLDER = "docs/reference"
HOW = "python -m tools.schemas"


class Language(NamedTuple):
    """A language that the pages are written in."""

    chinese: bool

    def of(self, english: str, chinese: str) -> str:
        """The words of this language."""
        return chinese if self.chinese else english

    def sentence(self, words: str) -> str:
        """A sentence as the tables have it: with a capital in English, its full stop left out in both."""
        return words if self.chinese else words[:1].upper() + words[1:]

    def file(self, name: str) -> str:
        """The file of the page `name`, beside the others."""
        return f"{name}{'.zh-CN' if self.chinese else ''}.md"


LANGUAGES = (Language(chinese=False), Language(chinese=True))


def head(language: Language, name: str, title: str, words: str) -> str:
    """The beginning of a page: its title, its sister in the other language, how it is made."""
    sister = Language(chinese=not language.chinese)
    link = f"[{sister.of('English', '中文')}]({sister.file(name)})"
    made = language.of(
        f"{link}. Written by `{HOW}` from what the readers themselves use; do not edit it.",
        f"{link}。本页由 `{HOW}` 按读取程序所用的同一份资料生成，请勿手工修改。",
    )
    return f"# {title}\n\n{made}\n\n{words}\n"


def code(text: str) -> str:
    """A code span in a cell of a table."""
    return f"`{text}`".replace("|", "\\|") if text else ""


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines) + "\n"
