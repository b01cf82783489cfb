"""A Word file's bytes to its lines and what they are: the door of this folder."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from bulletin.model.edition import Change
from bulletin.problems import Problem
from bulletin.read.office_zip import UnusableError
from bulletin.read.pictures import InnerPicture
from bulletin.read.source import Source, source_of_lines
from bulletin.read.word.blocks import WordBlock, WordParagraph
from bulletin.read.word.body import WordBody, body_of
from bulletin.read.word.story import StoryReader
from bulletin.read.word.told import revision_changes, told


class WordText(NamedTuple):
    """A report as Word has it, beside the source that holds its lines."""

    body: WordBody
    paragraphs: tuple[WordParagraph, ...]  # those above its first table that stands in the text, for its head
    last: tuple[WordParagraph, ...]  # those behind its last one, for a signature
    pictures: Mapping[str, bytes]  # by the name that the body has for them; b"" of one that is missing
    outside: frozenset[str]  # names of pictures that lie outside of the file
    problems: tuple[Problem, ...] = ()
    changes: tuple[Change, ...] = ()  # tracked ones

    def picture(self, name: str) -> InnerPicture:
        """The picture that the body has by this name."""
        number = list(self.pictures).index(name) + 1
        return InnerPicture(name=f"图片{number}", data=self.pictures[name], outside=name in self.outside)


class WordReading(NamedTuple):
    """What came of reading a Word file."""

    source: Source
    text: WordText | None = None  # None of one that could not be read
    faults: tuple[Problem, ...] = ()  # what keeps it from being read


def read_word(data: bytes, file: str, drawn: Callable[[str], bool]) -> WordReading:
    """The lines of a Word file, and what they are.

    Args:
        file: its name as problems show it.
        drawn: whether some face draws a character.
    """
    from bulletin.read.word.package import open_package  # with lxml and python-docx, which other issues do without

    unread = Source(file, ())
    try:
        package = open_package(data)
        reader = StoryReader(package)
        story = reader.read()
        comments, edges = reader.comments(), reader.edges()
    except UnusableError as error:
        return WordReading(unread, faults=(unread.problem("error", "word", error.message, hint=error.hint),))
    source, faults = source_of_lines(story.lines, file, drawn)
    if faults:
        return WordReading(source, faults=faults)
    problems: list[Problem] = []
    body = body_of(story, source, problems)
    problems += told(package, story, source, comments, edges)
    text = WordText(
        body=body,
        paragraphs=_until_table(story.blocks),
        last=_until_table(story.blocks[::-1])[::-1],
        pictures=package.pictures,
        outside=package.outside,
        problems=tuple(problems),
        changes=tuple(revision_changes(story, source)),
    )
    return WordReading(source, text)


def _until_table(blocks: Sequence[WordBlock]) -> tuple[WordParagraph, ...]:
    """The paragraphs up to a table, but for tables that stand before all of them: of a letterhead, of copies to."""
    paragraphs: list[WordParagraph] = []
    for block in blocks:
        if isinstance(block, WordParagraph):
            paragraphs.append(block)
        elif any(paragraph.lines for paragraph in paragraphs):
            break
    return tuple(paragraphs)
