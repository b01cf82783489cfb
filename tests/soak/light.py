"""A process that only delivers: bytes that were prepared go through the command's door to delivery, nothing is built.

    python -m tests.soak.light SET OUTPUT [TIMES] [wait]

SET is a folder of prepared outputs. With `wait` it says "ready" and begins when a line comes in. It speaks, takes
signals and ends as the command does.
"""

import os
import random
import sys
from collections.abc import Mapping
from pathlib import Path

from bulletin import command
from bulletin.build.delivery import UNTOUCHED, Delivered, recover
from bulletin.build.regenerate import Listener, hand_over
from bulletin.model.output import File, OutputPurpose
from bulletin.problems import BulletinError, formatted
from bulletin.signals import Interrupted, ignore_from_here, raise_when_asked
from tests.soak.outputs import Outputs, outputs_in

DAY = "2026-11-26"
PURPOSES: Mapping[str, OutputPurpose] = {".pdf": "screen", ".pptx": "slides", ".png": "preview"}
SIZES = {"bulletin.pdf": 90_000, "bulletin-1.png": 200_000, "bulletin-2.png": 9_000, "slides.pptx": 40_000}  # real ones


def light_set(state: str, sizes: Mapping[str, int] = SIZES) -> Outputs:
    """Prepared outputs, other ones for each state, and how they are filed: each state is an issue of its own."""
    chance = random.Random(state)
    outputs = {name: chance.randbytes(size) for name, size in sizes.items()}
    filed = {name: Path(name).suffix for name in ("bulletin.pdf", "slides.pptx")}
    return outputs | {f"history/{state}-{DAY}{ending}": outputs[name] for name, ending in filed.items()}


def write_set(folder: Path, outputs: Outputs) -> None:
    for name, data in outputs.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def light_command(source: Path, *more: str) -> list[str]:
    """Deliver what `source` holds to the folder `output`."""
    return [sys.executable, "-m", "tests.soak.light", str(source), "output", *more]


def deliver_set(outputs: Outputs, folder: str, standing: list[str]) -> tuple[Delivered, ...]:
    """THE call of delivery, as the command makes it; nothing to deliver: what every command does first."""
    recover(folder, tell=command._say)
    files = [File(name, data, PURPOSES[Path(name).suffix]) for name, data in outputs.items() if "/" not in name]
    (state,) = {Path(name).name.partition("-")[0] for name in outputs if "/" in name} or {""}
    about = {"issue": {"masthead": state, "number": "", "date": DAY}, "reports": [], "history": 1}
    return hand_over(files, folder, about, Listener(tell=command._say, note=standing.append))


def carried_out(outputs: Outputs, folder: str, times: int = 1) -> int:
    """Deliver or only recover, say what the command would say, return its exit code. Signals may come from here on."""
    try:
        raise_when_asked()
        code = _carried_out(outputs, folder, times)
        ignore_from_here()
    except Interrupted as interrupted:  # while the last word was said
        ignore_from_here()
        code = interrupted.exit_code
    return code


def _carried_out(outputs: Outputs, folder: str, times: int) -> int:
    standing = [UNTOUCHED]
    delivered: tuple[Delivered, ...] = ()
    try:
        for _ in range(times):
            delivered = deliver_set(outputs, folder, standing)
        if delivered:
            print("成品：" + "  ".join(output.path for output in delivered), flush=True)
    except BulletinError as error:
        print("\n".join(formatted(problem) for problem in error.problems), flush=True)
        return error.exit_code
    except Interrupted as interrupted:
        print(f"已中断；{standing[-1]}", flush=True)
        return interrupted.exit_code
    return 0


def main() -> None:
    source, folder, *rest = sys.argv[1:]
    outputs = outputs_in(Path(source))
    if rest[1:] == ["wait"]:
        print("ready", flush=True)
        sys.stdin.readline()
    os._exit(carried_out(outputs, folder, int(rest[0]) if rest else 1))


if __name__ == "__main__":
    main()
