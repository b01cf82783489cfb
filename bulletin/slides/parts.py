"""Decides where a report is parted that shall have several slides: between its sections, into parts of like length."""

from itertools import pairwise

from bulletin.choose.outline import Outline, outline_of
from bulletin.model.edition import PointText, Report


def parts_of(report: Report, slides: int) -> tuple[Report, ...]:
    """The report in as many parts as it shall have slides, or as its sections allow; each is a report by itself.

    A part's paragraphs follow those of the part before it. Quote and figures that the editor gave stand in the first.
    """
    starts = section_starts(outline_of(report._replace(points=()))) if slides > 1 else ()
    wanted = min(slides, len(starts))
    if wanted < 2:
        return (report,)
    ends = _even_ends(report, starts, wanted)
    points = _shared_out(report, wanted)
    found = []
    for number, (first, last) in enumerate(pairwise((0, *ends, len(report.paragraphs)))):
        part = report._replace(paragraphs=report.paragraphs[first:last], points=points[number])
        if number:
            part = part._replace(
                quote="", unquoted=True, kicker="", subtitle="", figures=() if report.figures is not None else None
            )
        found.append(part)
    return tuple(found)


def section_starts(outline: Outline) -> tuple[int, ...]:
    """The paragraphs with which a report's sections begin: groups, or the points of a single group."""
    groups = outline.groups
    if len(groups) > 1:
        return tuple(sorted({group.paragraph for group in groups if group.paragraph >= 0}))
    points = groups[0].points if groups else ()
    return tuple(sorted({point.paragraph for point in points if point.paragraph >= 0 and not point.deeper}))


def _even_ends(report: Report, starts: tuple[int, ...], wanted: int) -> tuple[int, ...]:
    """The paragraphs before which the report is parted: those that make the longest part shortest.

    For every section the best way to part all that stands before it, from one part more to the next.
    """
    lengths = [0]
    for paragraph in report.paragraphs:
        lengths.append(lengths[-1] + len(paragraph.text))
    edges = (*starts[1:], len(report.paragraphs))
    best: list[tuple[int, tuple[int, ...]]] = [(lengths[edge], ()) for edge in edges]
    for _ in range(wanted - 1):
        best = [
            min(
                (
                    (max(best[before][0], lengths[edge] - lengths[edges[before]]), (*best[before][1], edges[before]))
                    for before in range(place)
                ),
                default=(lengths[-1] + 1, ()),
            )
            for place, edge in enumerate(edges)
        ]
    return best[-1][1]


def _shared_out(report: Report, wanted: int) -> list[tuple[PointText, ...]]:
    """The editor's points, as evenly as they go; none for each part where there are none."""
    share = -(-len(report.points) // wanted)
    return [report.points[number * share : (number + 1) * share] for number in range(wanted)]
