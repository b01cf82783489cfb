"""What fonts.yaml says of one font file."""

from typing import NamedTuple


class FaceFile(NamedTuple):
    """One entry of `faces` in fonts.yaml, or one file of its `system` list."""

    name: str
    path: str
    sha256: str = ""  # recorded digest; "" for an office's own file
    number: int = 0  # of the face in a collection
    system: bool = False  # a last fallback outside the project: its use is reported as a warning
