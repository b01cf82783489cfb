"""What stands in the texts of an issue several times, and between differing characters.

To look for a string in a long issue takes long, and a head asks for many. An answer depends on the texts that contain
the string alone, in their order: after an edit it is sought again only where a text with it came, went or moved.
"""

from collections import Counter
from collections.abc import Container, Sequence

RECURS = 3  # occurrences in the issue's texts that make a word
MOST_LOOKED_AT = 50  # of its occurrences


class Company:
    """The answers for one issue."""

    def __init__(self, texts: Sequence[str], earlier: "Company | None" = None) -> None:
        """`earlier`: those for the issue as it was; what its edits do not touch is taken over."""
        self._texts = tuple(texts)
        self._issue = "\n".join(("", *texts, ""))
        self._recurs: dict[str, bool] = {}
        self._varies: dict[str, bool] = {}
        self.changed: frozenset[str] = frozenset()  # strings of which the answer is another than it was
        if earlier:
            self._take_over(earlier)

    def _take_over(self, earlier: "Company") -> None:
        recurred, varied = earlier._recurs, earlier._varies
        edited = _edited(earlier._texts, self._texts)
        if edited is None:
            touched = {*recurred, *varied}
        else:
            text = "\n".join(edited)
            touched = {each for each in (*recurred, *varied) if each in text} if text else set()
        self._recurs = {each: answer for each, answer in recurred.items() if each not in touched}
        self._varies = {each: answer for each, answer in varied.items() if each not in touched}
        self.changed = frozenset(
            each
            for each in touched
            if (each in recurred and self.recurs(each) != recurred[each])
            or (each in varied and self.varies(each) != varied[each])
        )

    @property
    def answers(self) -> int:
        """How many are kept."""
        return len(self._recurs) + len(self._varies)

    def without_others(self, asked: Container[str]) -> "Company":
        """The same with the answers for these strings alone."""
        company = Company(self._texts)
        company._recurs = {each: answer for each, answer in self._recurs.items() if each in asked}
        company._varies = {each: answer for each, answer in self._varies.items() if each in asked}
        return company

    def recurs(self, string: str) -> bool:
        """Whether a string stands in the texts several times."""
        found = self._recurs.get(string)
        if found is None:
            found = self._recurs[string] = self._issue.count(string) >= RECURS
        return found

    def varies(self, string: str) -> bool:
        """Whether a string stands in the texts several times, between differing characters."""
        found = self._varies.get(string)
        if found is None:
            parts = self._issue.split(string, MOST_LOOKED_AT)
            before, behind = {part[-1:] for part in parts[:-1]}, {part[:1] for part in parts[1:]}
            found = self._varies[string] = len(parts) > RECURS and min(len(before), len(behind)) > 1
        return found


def _edited(before: Sequence[str], after: Sequence[str]) -> list[str] | None:
    """The texts that came and went; None where those that stayed stand in another order."""
    common = Counter(before) & Counter(after)
    kept: list[list[str]] = []
    others: list[str] = []
    for texts in (before, after):
        left, same = Counter(common), list[str]()
        for text in texts:
            if left[text]:
                left[text] -= 1
                same.append(text)
            else:
                others.append(text)
        kept.append(same)
    return others if kept[0] == kept[1] else None
