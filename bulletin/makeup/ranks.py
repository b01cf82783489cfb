"""How loud the head of each report of an issue is: the lead, second leads, the others, notices."""

from bulletin.model.edition import Edition

SHORT_LENGTH = 300  # characters: under so many a report is a notice rather than an article


def ranks(edition: Edition) -> tuple[int, ...]:
    """Every report's rank for its head: the editor's, or by place and length.

    Without ranks the first report leads, those of the first four follow as second leads, the rest are third; a
    report of under 300 characters is a notice.
    """
    given = any(report.rank for report in edition.reports)
    result: list[int] = []
    for place, report in enumerate(edition.reports):
        if given:
            result.append(report.rank or 4)
        elif place == 0:
            result.append(1)
        elif sum(len(paragraph.text) for paragraph in report.paragraphs) < SHORT_LENGTH:
            result.append(4)
        else:
            result.append(2 if place < 4 else 3)
    return tuple(result)
