"""What a desk went through, kept so that a difference can be seen again: each state of its folder before a build.

A trace is a folder of its own: `steps.jsonl` has a state a line, `blobs/` the files by their digests.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from bulletin.memory import Memory
from tests.soak.desk_folders import files_of, put_files
from tests.soak.desk_law import Desk, begin_fresh, differences

STEPS, BLOBS = "steps.jsonl", "blobs"


class Trace(NamedTuple):
    folder: Path

    def add(self, home: Path, edit: str, options: Sequence[str]) -> dict[str, bytes]:
        """Note the folder as it stands and how it will be built; its files."""
        files = files_of(home)
        named = {}
        for name, data in files.items():
            digest = sha256(data).hexdigest()
            blob = self.folder / BLOBS / digest
            if not blob.exists():
                blob.parent.mkdir(parents=True, exist_ok=True)
                blob.write_bytes(data)
            named[name] = [digest, (home / name).stat().st_mtime_ns]
        with (self.folder / STEPS).open("a", encoding="utf-8") as steps:
            steps.write(json.dumps({"edit": edit, "options": list(options), "files": named}, ensure_ascii=False) + "\n")
        return files

    def kept(self, folder: Path) -> "Trace":
        """A copy of the trace as it is now."""
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        return Trace(folder)

    def states(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in (self.folder / STEPS).read_text(encoding="utf-8").splitlines()]

    def files(self, state: dict[str, Any]) -> dict[str, bytes]:
        return {name: (self.folder / BLOBS / digest).read_bytes() for name, (digest, _) in state["files"].items()}

    def put(self, state: dict[str, Any], home: Path) -> None:
        """Let a folder stand as it did, times included."""
        put_files(home, self.files(state))
        for name, (_, time) in state["files"].items():
            os.utime(home / name, ns=(time, time))


def replayed(trace: Trace) -> Iterator[str]:
    """Say how the last state differs, and after how few states before it."""
    states = trace.states()
    last = states[-1]
    yield f"{len(states)} states, the last: {last['edit']} {' '.join(last['options'])}"
    with tempfile.TemporaryDirectory() as scratch:
        warm, cold = Path(scratch) / "warm", Path(scratch) / "cold"
        truth, again = (begin_fresh(cold, trace.files(last), last["options"]).ended() for _ in range(2))
        if said := differences(again, truth):
            yield "\n".join(["two fresh processes differ:", *said])
        count = 1
        while True:
            desk = Desk(warm, Memory())
            tail = states[-count:]
            for state in tail:
                trace.put(state, warm)
                mine = desk.built(state["options"])
            if said := differences(mine, truth):
                edits = [f"  {state['edit']} {' '.join(state['options'])}" for state in tail]
                yield "\n".join([f"differs after {count - 1} states before:", *edits, *said])
                return
            if count >= len(states):
                break
            count = min(2 * count, len(states))
    yield "no difference"
