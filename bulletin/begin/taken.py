"""A file that goes into an issue."""

from typing import NamedTuple

from bulletin.begin.kinds import Use


class Taken(NamedTuple):
    """What was handed in, as it will stand in the content folder."""

    source: str  # as it was handed in, for messages
    name: str  # in the content folder
    use: Use
    data: bytes
    origin: str  # digest of what was handed in
    folder: str = ""  # that it came from, below the one that was named
    made: bool = False  # by LibreOffice

    @property
    def is_report(self) -> bool:
        return self.use in ("text", "word")
