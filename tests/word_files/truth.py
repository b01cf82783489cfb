"""What a Word file says: what was put in, in order, and what a reader should tell of it."""

from typing import Literal, NamedTuple, TypeAlias

Role: TypeAlias = Literal[
    "red head", "number", "kicker", "title", "subtitle", "byline", "addressee", "heading", "body", "item", "cell",
    "caption", "note", "closing", "contents",
]  # fmt: skip
# What stands in a file beside its running text, and is to be told by count.
Told: TypeAlias = Literal[
    "insertions", "deletions", "comments", "text boxes", "headers", "external pictures", "metafiles", "macros"
]


class Shown(NamedTuple):
    """A paragraph that is to be read, or a cell of a table, or the text of a note."""

    role: Role
    text: str
    label: str = ""  # the automatic number that it begins with
    level: int = 0  # of a heading
    bold: tuple[str, ...] = ()  # words in bold within a paragraph that is not


class Count(NamedTuple):
    """How often something stands in a file, and the most that a careful reader may count: an insertion over three
    runs is one or three."""

    least: int
    most: int


class Truth(NamedTuple):
    """All that is true of one file."""

    kinds: tuple[str, ...]  # what it has, for figures by kind
    shown: tuple[Shown, ...]
    title: str
    author: str  # with post where both cannot be told apart: 本报记者 张三 通讯员 李四
    post: str = ""
    kicker: str = ""
    subtitle: str = ""
    tables: Count = Count(0, 0)  # one within another counts as the reader likes
    pictures: int = 0
    apart: tuple[str, ...] = ()  # words that must not be printed: deleted, hidden, of comments, boxes and headers
    told: tuple[tuple[Told, Count], ...] = ()
    optional: str = ""  # characters that may be printed or not: 作者： before a name

    @property
    def headings(self) -> tuple[Shown, ...]:
        return tuple(each for each in self.shown if each.role == "heading")

    @property
    def words(self) -> str:
        """All characters that must be printed, labels too."""
        return "\n".join(each.label + each.text for each in self.shown)
