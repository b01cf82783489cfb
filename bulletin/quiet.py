"""What libraries say in English of a foreign file while they read it stays off the terminal."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def quiet_log(name: str) -> Iterator[None]:
    """Within, what the logger `name` is told is not printed where nobody has set up logging."""
    log, nowhere = logging.getLogger(name), logging.NullHandler()
    log.addHandler(nowhere)
    try:
        yield
    finally:
        log.removeHandler(nowhere)


@contextmanager
def quiet_libraries() -> Iterator[None]:
    """Within, what C libraries write to the standard error meanwhile goes nowhere, as libtiff's remarks on odd tags."""
    try:
        kept = os.dup(2)
    except OSError:  # it is closed: they write nowhere already
        yield
        return
    reader, writer = os.pipe()
    os.close(reader)  # writing fails then, which a library does not ask
    try:
        os.dup2(writer, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(writer)
        os.close(kept)
