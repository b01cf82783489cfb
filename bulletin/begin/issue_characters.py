"""The characters that an issue prints, of all its texts."""

from bulletin.model.output import Order
from bulletin.problems import Problem
from bulletin.read.check import printed_texts
from bulletin.read.content import read_content


def issue_characters(order: Order) -> tuple[str, tuple[Problem, ...]]:
    """The distinct characters of the issue in the content folder, as far as it can be read; a note where it cannot."""
    edition = read_content(order.content, order.sources.home)
    if not edition.reports:
        hint = "有了稿件再看：用 --content 指定稿件所在的文件夹"
        return "", (Problem("note", "no-issue", f"{order.content} 里没有可读的稿件，没有核对本期用字", None, hint),)
    texts = (text for texts in printed_texts(edition).values() for text in texts)
    characters = {char for text in texts for char in text if char.isprintable() and not char.isspace()}
    return "".join(sorted(characters)), ()
