"""Why something of a file cannot be read, in the reading library's words, cut to what a reader can use."""

import re

# pikepdf names the stream that it reads, which for a file held in memory is a Python object with its address.
IN_MEMORY_STREAM = re.compile(r"(?:stream )?<[\w.]+ object at 0x[0-9a-f]+>:? ?")


def reason(problem: object, length: int = 100) -> str:
    """The first line of an error or a warning, or its type where it says nothing."""
    lines = IN_MEMORY_STREAM.sub("", str(problem)).splitlines()
    return lines[0][:length] if lines else type(problem).__name__
