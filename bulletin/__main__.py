"""`python -m bulletin`: the command for the current folder."""

import sys
from typing import NoReturn

from bulletin.signals import leave_at_once


def start(home: str = "", prog: str = "bulletin") -> NoReturn:
    """The script: what it needs is imported when signals no longer end in a traceback."""
    leave_at_once()
    try:
        from bulletin.command import main
    except ImportError as error:
        _tell_what_is_lacking(error)
    main(home, prog)


def _tell_what_is_lacking(error: ImportError) -> NoReturn:
    """Say which library is not there or torn, and end: nothing else can be said without the libraries."""
    from bulletin.problems import CONTENT, HINT, REINSTALL
    from bulletin.terminal import show

    name = (error.name or "").partition(".")[0]
    if name in ("", "bulletin"):
        raise error
    show(f"缺少程序要用的库 {name}，或这个库已损坏\n{HINT}{REINSTALL}", "stderr")
    sys.exit(CONTENT)


if __name__ == "__main__":
    start()
