"""A private folder for the time of one import: what is tried there touches nobody's files, and it goes in any case."""

from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory


@contextmanager
def workshop() -> Iterator[str]:
    """The path of an empty folder that is removed with all that is in it."""
    with TemporaryDirectory(prefix="bulletin-", ignore_cleanup_errors=True) as folder:
        yield folder
