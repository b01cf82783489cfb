"""The problems of a run as a person reads them: where there are many of a kind, some are shown and the rest counted."""

from collections import Counter
from collections.abc import Iterator, Sequence

from bulletin.problems import SEVERITIES, Problem, formatted

ALL_TOLD = 6  # warnings and notes up to which all are shown
TOLD_OF_A_KIND = 2  # of each kind, where there are more


def told(problems: Sequence[Problem], listing: str = "") -> Iterator[str]:
    """Each problem in its lines; every error, and of very many warnings and notes the first of each kind.

    Args:
        listing: the command that tells them all; "": all are told here.
    """
    kinds = Counter(_kind(problem) for problem in problems if problem.severity != "error")
    brief = bool(listing) and kinds.total() > ALL_TOLD
    seen: Counter[tuple[str, str]] = Counter()
    for problem in problems:
        kind = _kind(problem)
        seen[kind] += 1
        left = kinds[kind] - TOLD_OF_A_KIND
        if not brief or left < 2 or seen[kind] <= TOLD_OF_A_KIND:  # to count a single one takes the room of showing it
            yield formatted(problem)
        elif seen[kind] == TOLD_OF_A_KIND + 1:
            yield f"{SEVERITIES[problem.severity]}[{problem.code}]: 同类的另有{left}条；逐条列出：{listing}"


def _kind(problem: Problem) -> tuple[str, str]:
    return problem.severity, problem.code
