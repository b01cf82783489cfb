"""Whose figures 数说 shows: the title of their report, shortened at a phrase or a word where need be, or its 栏目."""

from collections.abc import Collection, Iterator, Sequence

from bulletin.choose.quotes import is_paired
from bulletin.model.edition import Report

LEAST_NAME = 4  # characters of a title that name a report
INNER = str.maketrans("《》", "〈〉")  # a title inside a title


def sources(reports: Sequence[Report], number: int, ends: Collection[int]) -> Iterator[str]:
    """What the line beside 数说 may say, the best first: rather a beginning that no other report's title has.

    Args:
        number: of the report.
        ends: before which characters of its title no word is parted.
    """
    report = reports[number]
    title, others = report.plain_title, [each.plain_title for each in reports if each is not reports[number]]
    own = report.figures is not None  # given by the editor: they stand in the text or not
    spelled = ("《{}》",) if own else ("数字摘自《{}》", "摘自《{}》")
    yield from (form.format(title.translate(INNER)) for form in spelled)
    phrase = report.title.partition("\u3000")[0]
    shorter = [(phrase, form) for form in spelled if LEAST_NAME <= len(phrase) < len(title)]
    cuts = [title[:end] for end in sorted(ends, reverse=True) if LEAST_NAME <= end < len(title)]
    shorter += [(cut, spelled[-1].format("{}…")) for cut in cuts if _stands(cut)]
    shorter.sort(key=lambda way: any(other.startswith(way[0]) for other in others))
    yield from (form.format(name.translate(INNER)) for name, form in shorter)
    if report.column:
        yield f"“{report.column}”栏" if own else f"数字摘自“{report.column}”栏"


def _stands(name: str) -> bool:
    """Whether the beginning of a title ends with a character and leaves no pair open."""
    return name[-1].isalnum() and is_paired(name)
