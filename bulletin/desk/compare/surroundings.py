"""What stands round the reports of a tagged file: mastheads, folio lines, credits, and the label over each report.

A file does not say which of its artifacts repeat its reports: pull quotes, figures picked out, headlines over
continuations. These stand among the reports, and most of what they say is said there.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from bulletin.desk.compare.page_text import DrawnText
from bulletin.desk.compare.printed_block import PrintedBlock, furniture_blocks
from bulletin.desk.compare.sentences import key_of

MOST_ABOVE = 6.0  # of its size: how far a label stands above the headline, baseline to baseline
LEAST_SAID_AGAIN = 0.5  # of the characters of a box
LEAST_NAMED = 4  # characters of a headline
_NAMED_REPORT = re.compile("[《“](.{4,}?)…?[》”]")  # a report that a box names, its title cut short


class Surroundings(NamedTuple):
    """What is not in the reports themselves."""

    labels: Mapping[int, PrintedBlock]  # by article
    furniture: tuple[PrintedBlock, ...]


def surroundings(
    pages: Sequence[Sequence[DrawnText]],
    articles: Mapping[tuple[int, int], int],
    blocks: Sequence[PrintedBlock],
    leading: Collection[tuple[int, int]],
) -> Surroundings:
    """What stands round the reports.

    Args:
        articles: the article of each marked content, 0 for what stands in the tree outside of all.
        blocks: what the articles say.
        leading: the marked content that only leads to another page.
    """
    told = _Told(blocks)
    labels: dict[int, PrintedBlock] = {}
    found: list[PrintedBlock] = []
    for page in pages:
        top = min((text.y for text in page if articles.get((text.page, text.content))), default=float("inf"))
        for number, (run, behind) in enumerate(_runs(page, articles)):
            things = furniture_blocks(run)
            article = articles.get((behind.page, behind.content), 0) if behind else 0
            if behind and things and article not in labels and _is_label(things[-1], behind):
                label = things.pop()
                labels[article] = label._replace(part="label", article=article, title=told.titles.get(article, ""))
            # what stands round the page is drawn first
            above = [thing for thing in things if not number and thing.placed[0].drawn.y < top]
            among = [thing for thing in things if thing not in above]
            kept = [thing for thing in above if not told.names(thing)]
            found += kept if not among or told.share(among, leading) >= LEAST_SAID_AGAIN else [*kept, *among]
    known = {key_of(label.text) for label in labels.values()}
    return Surroundings(labels, tuple(thing for thing in found if key_of(thing.text) not in known))


def _runs(
    page: Sequence[DrawnText], articles: Mapping[tuple[int, int], int]
) -> Iterator[tuple[list[DrawnText], DrawnText | None]]:
    """What is drawn between two stretches of reports, and what follows it there."""
    run: list[DrawnText] = []
    for text in page:
        if articles.get((text.page, text.content)):
            if run:
                yield run, text
            run = []
        else:
            run.append(text)
    if run:
        yield run, None


def _is_label(thing: PrintedBlock, headline: DrawnText) -> bool:
    label = thing.placed[-1].drawn
    return (
        label.page == headline.page
        and label.size < headline.size
        and 0 <= headline.y - label.y <= MOST_ABOVE * max(label.size, headline.size)
    )


class _Told:
    """What the reports say, to be found again beside them."""

    def __init__(self, blocks: Sequence[PrintedBlock]) -> None:
        self.titles = {block.article: block.title for block in blocks}
        self._names = tuple(key_of(title) for title in self.titles.values())
        self._text = "\n".join((*self._names, *(key_of(block.text) for block in blocks)))

    def names(self, thing: PrintedBlock) -> bool:
        """Whether it is the headline of a report, as over a continuation."""
        words = key_of(thing.text).rstrip("…")
        return len(words) >= LEAST_NAMED and any(words in name for name in self._names)

    def share(self, things: Sequence[PrintedBlock], leading: Collection[tuple[int, int]]) -> float:
        """How much of some things is said in the reports, or leads to them."""
        said: defaultdict[bool, int] = defaultdict(int)
        for thing in things:
            first = thing.placed[0].drawn
            leads = (first.page, first.content) in leading
            said[leads or self._holds(key_of(thing.text))] += len(thing.text)
        return said[True] / (said[True] + said[False])

    def _holds(self, words: str) -> bool:
        named = _NAMED_REPORT.search(words)
        return words in self._text or bool(named and any(name.startswith(named[1]) for name in self._names))
