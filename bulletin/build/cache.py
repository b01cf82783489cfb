"""What one build keeps for the next, in output/.cache/: a `Memory` under a key of everything it depends on.

Whatever is wrong with a file (missing, damaged, of another version, unreadable, unwritable) makes the build cold and
is not worth a word.
"""

import os
from hashlib import sha256

from bulletin.build.delivery import File
from bulletin.memory import Memory

_DIGEST = 32


def load(path: str, key: str) -> Memory:
    """What was kept at `path` under `key`; an empty memory when there is nothing sound."""
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError:
        return Memory()
    if data[:_DIGEST] != _digest(key, data[_DIGEST:]):
        return Memory()
    import pickle  # only what carries our digest is unpickled

    return Memory(pickle.loads(data[_DIGEST:]))


def pack(path: str, key: str, memory: Memory) -> tuple[File, ...]:
    """The file that keeps `memory`; none when nothing new was learnt."""
    if not memory.fresh:
        return ()
    import pickle

    payload = pickle.dumps(memory.used, pickle.HIGHEST_PROTOCOL)
    return (File(path, _digest(key, payload) + payload),)


def save(files: tuple[File, ...]) -> None:
    """Write packed memories; what cannot be written is not kept."""
    for file in files:
        part = f"{file.path}.{os.getpid()}"
        try:
            os.makedirs(os.path.dirname(file.path), exist_ok=True)
            with open(part, "wb") as out:
                out.write(file.data)
            os.replace(part, file.path)
        except OSError:
            return


def code_version(package: str, *rooms: str) -> str:
    """Names, sizes and times of the rooms' Python files: another code, another cache."""
    found = []
    for room in rooms:
        with os.scandir(os.path.join(package, room)) as entries:
            for entry in entries:
                if entry.name.endswith(".py"):
                    state = entry.stat()
                    found.append(f"{room}/{entry.name} {state.st_size} {state.st_mtime_ns}")
    return "\n".join(sorted(found))


def _digest(key: str, payload: bytes) -> bytes:
    return sha256(key.encode() + b"\0" + payload).digest()
