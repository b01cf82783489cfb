"""`python -m bulletin`: the command for the current folder."""

from typing import NoReturn

from bulletin.signals import leave_at_once


def start(home: str = "", prog: str = "bulletin") -> NoReturn:
    """The script: what it needs is imported when signals no longer end in a traceback."""
    leave_at_once()
    from bulletin.command import main

    main(home, prog)


if __name__ == "__main__":
    start()
