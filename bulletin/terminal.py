"""What a person or a program reads of a run: cleaned of all that a terminal would act on, to streams that may be gone.

A file name or a line of an editor's text may hold characters that colour, move or hide what a terminal shows, and
those that turn the direction of writing; each is printed as an escape. A standard stream may be closed, its reader may
have left and its disk may be full: none of these changes what the run did, so none changes its exit code.
"""

import json
import os
import re
import sys
from contextlib import suppress
from typing import Any, Literal, TextIO, TypeAlias

from bulletin.problems import cells, why

StreamName: TypeAlias = Literal["stdout", "stderr"]

DUMB = ("", "dumb")  # names of terminals on which nothing can be taken back
USUAL_WIDTH = 80  # cells of a terminal that does not say

# Control characters but the line's end, marks and embeddings of direction (Unicode TR9), line ends that only some
# programs know, and halves of pairs, which stand for bytes of a name that are no text.
_ACTING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def harmless(text: str) -> str:
    r"""`text` with escapes for what a terminal would act on: ESC becomes `\u001b`."""
    return _ACTING.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def show(text: str, stream: StreamName = "stdout") -> bool:
    """Print `text` and a line's end, and say whether somebody may read it; a stream that takes no more is left alone,
    with a word on the other."""
    return _write(harmless(text), stream)


def show_data(data: Any, *, indent: int | None = 2) -> bool:
    r"""Print plain data as JSON, and say whether somebody may read it; all beyond ASCII as `\uXXXX` where the stream's
    encoding lacks some of it.

    JSON has the same escapes as `harmless`, so what is read from it is what was found.

    Args:
        indent: None: in one line.
    """
    text = harmless(json.dumps(data, ensure_ascii=False, indent=indent))
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        text = json.dumps(data, indent=indent)
    return _write(text, "stdout")


def passing_width() -> int:
    """The cells that a passing line may fill; 0 where there may be none.

    Standard error must be a terminal that can go back to a line's start and has Chinese. Only that and blanks are used,
    so that it need not know escapes, as consoles of Windows, nor colours.
    """
    stream = sys.stderr
    try:
        if stream is None or not stream.isatty():
            return 0
        "正".encode(stream.encoding or "ascii")
        width = os.get_terminal_size(stream.fileno()).columns or USUAL_WIDTH
    except (OSError, ValueError):  # ValueError: closed, no file at all, or an encoding without Chinese
        return 0
    if os.name != "nt" and os.environ.get("TERM", "") in DUMB:
        return 0
    return width - 1  # a console may begin a line of its own after the last cell


def show_passing(text: str, wiped: int = 0) -> None:
    """Write `text` over the passing line of `wiped` cells that stands on standard error; the cursor waits at its start.

    Nobody misses a line that cannot be written: the next one comes.
    """
    blanks = " " * max(wiped - cells(text), 0)
    with suppress(OSError, ValueError):
        sys.stderr.write(f"\r{harmless(text)}{blanks}\r")
        sys.stderr.flush()


def fill_closed_streams() -> None:
    """Put the null device where a standard stream was closed, lest a file that is opened later takes its number.

    What a library then writes to the number of the error stream would go into that file.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free


def close_streams() -> None:
    """Flush what is printed before the process ends; Python itself would complain of a stream that takes no more."""
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except (OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _write(text: str, stream: StreamName) -> bool:
    """Whether there is nobody known to have left."""
    target: TextIO | None = getattr(sys, stream)
    if target is None:  # closed before the process began
        return True
    encoding = getattr(target, "encoding", None) or "utf-8"
    try:
        target.write(text.encode(encoding, "replace").decode(encoding) + "\n")
        target.flush()
    except BrokenPipeError:  # its reader has seen enough
        return False
    except OSError as error:
        if stream == "stdout":
            _write(f"标准输出无法写入：{why(error)}；结果以退出码为准", "stderr")
    except ValueError:  # closed by the caller within this process
        pass
    return True
