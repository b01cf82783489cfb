"""A kill, and an error, at each system call of delivery: not one instant is left out.

    python -m tests.soak.system_calls [strace|hooks|all] [whole|light] [every=1] [seed]

A delivery is run once to list its calls that change something, then once for each of them, that call being the one at
which the process is killed or fails (disk full, read and write error, no permission, read-only). `strace` hits the
system's calls from outside, also of whole builds; `hooks` hits Python's own from inside and needs nothing (where strace
is missing or may not trace, it is all there is), and can also fail from a call on, or kill a delivery and then the
delivery that clears up after it. After a kill: what `kills` asks. After an error: exit 5 with the old set, or 0 with
the new one, whole, and nothing else in the folder. `every` takes one call of so many. Ends with 1 where one failed.
"""

import errno
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Literal, NamedTuple

from bulletin.signals import ENDING
from tests.soak import outputs
from tests.soak.kills import Way, speak_into, ways
from tests.soak.light import carried_out, light_command, light_set, write_set
from tests.soak.outputs import Ended, Fault, Outputs, Table, outputs_in

CHANGING = (
    "openat", "open", "creat", "write", "pwrite64", "writev", "copy_file_range", "sendfile", "ftruncate", "fsync",
    "fdatasync", "rename", "renameat", "renameat2", "link", "linkat", "symlink", "symlinkat", "unlink", "unlinkat",
    "mkdir", "mkdirat", "rmdir", "utimensat", "fchmod", "chmod",
)  # fmt: skip
# Calls of the clearing up: where one fails, the next command sweeps.
REMOVING = ("unlink", "unlinkat", "rmdir", "os.remove", "os.rmdir", "os.listdir", "os.scandir")
ERRORS = ("ENOSPC", "EIO", "EACCES", "EROFS")
SIGNALS = {"KILL": signal.SIGKILL, "TERM": signal.SIGTERM, "INT": signal.SIGINT}
AUDITED = frozenset(
    ("open", "os.rename", "os.link", "os.symlink", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "os.utime",
     "os.chmod", "os.scandir", "os.listdir")
)  # fmt: skip
READING = ("os.open for reading", "os.listdir", "os.scandir")
READ_ERRORS = ("EIO", "EACCES")
CLEAN_CODES = (0, 5)  # after an error
AT_ONCE = 6  # they mostly wait for the disk
SHORT_SIZES = {"bulletin.pdf": 9_000, "bulletin-1.png": 70_000, "slides.pptx": 40_000}
Following = Literal["recover", "same", "other"]
FOLLOWING: tuple[Following, ...] = ("recover", "same", "other")


class Hit(NamedTuple):
    """What happens at which call."""

    layer: Literal["strace", "hooks"]
    what: str  # a key of SIGNALS, or the name of an error
    call: str
    number: int  # of calls of this name in its process; for hooks, of all calls
    lasting: bool = False  # every further call fails too
    second: int = 0  # the call at which the process that clears up is killed; 0: it is not

    def __str__(self) -> str:
        lasting = " and all further" if self.lasting else ""
        second = f", then KILL at call {self.second} of the next" if self.second else ""
        return f"{self.layer}: {self.what} at {self.call} {self.number}{lasting}{second}"


def light_sets() -> tuple[Outputs, Outputs]:
    return light_set("left", SHORT_SIZES), light_set("right", SHORT_SIZES)


# --- from inside -------------------------------------------------------------------------------------------------


def hooked(act: Callable[[str], None], place: Path) -> None:
    """Call `act` with its name before each of this process's calls that changes or reads something below `place`."""
    originals: dict[str, Callable[..., Any]] = {"fsync": os.fsync, "write": os.write}

    def audit(event: str, arguments: tuple[Any, ...]) -> None:
        paths = arguments[: 2 if event in {"os.rename", "os.link", "os.symlink"} else 1]
        if event in AUDITED and any(isinstance(path, (str, bytes)) and below(os.fsdecode(path)) for path in paths):
            reads = event == "open" and not arguments[2] & (os.O_WRONLY | os.O_RDWR)
            act("os.open for reading" if reads else event)

    def below(name: str) -> bool:
        return name.startswith(str(place)) or not os.path.isabs(name)  # a name alone is relative to a descriptor

    def with_descriptor(name: str) -> Callable[..., Any]:
        def call(descriptor: int, *more: Any) -> Any:
            if os.readlink(f"/proc/self/fd/{descriptor}").startswith(str(place)):
                act(f"os.{name}")
            return originals[name](descriptor, *more)

        return call

    sys.addaudithook(audit)
    for name in originals:
        setattr(os, name, with_descriptor(name))


def hooked_run(wanted: Outputs, case: Path, said: Path, hit: Hit | None) -> tuple[Ended, list[str]]:
    """Deliver, or recover where there are no outputs, in a process with that hit; its end and its calls."""
    signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
    listed = said.with_suffix(".calls")
    pid = os.fork()
    if pid:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)
        code = outputs.code_of(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
        calls = listed.read_text(encoding="ascii").splitlines() if listed.exists() else []
        listed.unlink(missing_ok=True)
        return Ended(code, said.read_text(encoding="utf-8")), calls
    code = 70
    calls = []

    def act(name: str) -> None:
        calls.append(name)
        if hit and (len(calls) == hit.number or (hit.lasting and len(calls) > hit.number)):
            if hit.what in SIGNALS:
                os.kill(os.getpid(), SIGNALS[hit.what])
                return
            raise OSError(getattr(errno, hit.what), os.strerror(getattr(errno, hit.what)))

    try:
        speak_into(said)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)
        hooked(act, case)
        code = carried_out(wanted, str(case / "output"))
        listed.write_text("\n".join(calls), encoding="ascii")
    except Exception:
        traceback.print_exc()
    finally:
        os._exit(code)


def hooked_hits(every: int, seed: int) -> Iterator[Hit]:
    """A kill and each error at each call, errors that last, and kills of deliveries that clear up."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as place:
        sets = light_sets()
        case = Path(place) / "case"
        case.mkdir()
        hooked_run(sets[0], case, Path(place) / "said", None)
        _, calls = hooked_run(sets[1], case, Path(place) / "said", None)
    for number, name in enumerate(calls, 1):
        for what in (*SIGNALS, *(error for error in ERRORS if name not in READING or error in READ_ERRORS)):
            for lasting in (False, True) if what in ERRORS else (False,):
                if chance.randrange(every) == 0:
                    yield Hit("hooks", what, name, number, lasting)
        if chance.randrange(every) == 0:
            yield Hit("hooks", "KILL", name, number, second=chance.randint(1, len(calls)))


# --- from outside ------------------------------------------------------------------------------------------------


def may_trace() -> bool:
    """Whether strace is here and may hit a process."""
    if not shutil.which("strace"):
        return False
    command = ["strace", "-f", "-qq", "-o", os.devnull, "-e", "inject=write:error=EIO:when=1", "echo"]
    return subprocess.run(command, capture_output=True, check=False).returncode not in {0, 127}


def traced(command: Sequence[str], report: Path, inject: str = "") -> list[str]:
    """The command under strace, its changing calls listed in `report`.

    Not with --seccomp-bpf, which is faster but sends no signals (strace 6.1).
    """
    expressions = [f"trace={','.join(CHANGING)}", *([f"inject={inject}"] if inject else [])]
    options = [word for expression in expressions for word in ("-e", expression)]
    return ["strace", "-f", "-qq", "-y", "-o", str(report), *options, *command]


def calls_in(report: str, case: Path) -> list[tuple[str, int, bool]]:
    """Name and number of each call since the first that touches the case, and whether this one does."""
    counted: Counter[tuple[str, str]] = Counter()
    found: list[tuple[str, int, bool]] = []
    for line in report.splitlines():
        if match := re.match(r"(\d+) +(\w+)\(", line):
            process, name = match.groups()
            counted[process, name] += 1
            touches = f"{case}/" in line or f'"{case.name}/' in line
            if touches or found:
                found.append((name, counted[process, name], touches))
    return list(dict.fromkeys(found))


def traced_hits(calls: Sequence[tuple[str, int, bool]], every: int, seed: int) -> Iterator[Hit]:
    chance = random.Random(seed)
    for name, number, touches in calls:
        for what in (*SIGNALS, *(ERRORS if touches else ())):
            if chance.randrange(every) == 0:
                yield Hit("strace", what, name, number)


# --- judging -----------------------------------------------------------------------------------------------------


def judged_at_once(
    hit: Hit, end: Ended, case: Path, old: Outputs, new: Outputs, private: frozenset[str]
) -> list[Fault]:
    """What is wrong when the process has just ended."""
    output, known = case / "output", (old, new)
    faults = [*outputs.torn(output, known), *outputs.false_words(end, outputs_in(output), old, new)]
    if hit.what in SIGNALS:
        faults += outputs.badly_ended(end, (SIGNALS[hit.what],))
        return faults + (list(outputs.unclean(case, known, private)) if hit.what != "KILL" and end.code else [])
    if end.code not in CLEAN_CODES or "Traceback" in end.said:
        faults.append(Fault("code", f"{end.code}: {end.said.strip()[-300:]}"))
    if hit.lasting:  # what cannot be put back is the next command's
        return faults
    standing = outputs_in(output)
    at = outputs.set_at(output, known, hindered=end.code == 0)
    if not neighbours(standing, known) and at != (1 if end.code == 0 else 0):
        faults.append(Fault("mixed", f"at once, exit {end.code}: {end.said.strip()[-200:]}"))
    if end.code and hit.call not in REMOVING:  # after 0 the next command may clear away
        faults += outputs.left(case, known, private)
    return faults


def neighbours(standing: Outputs, known: Sequence[Outputs]) -> bool:
    """Whether an output stands beside its place, as where that is locked: a permission that fails looks the same."""
    return any(outputs.beside(name, standing) for each in known for name in each)


class Judged(NamedTuple):
    reached: bool  # the call came
    faults: list[Fault]


def judged_hit(hit: Hit, number: int, way: Way | None, contents: Path) -> Judged:
    """Let one delivery be hit, and the next command clear up."""
    with tempfile.TemporaryDirectory(dir=contents) as own:
        place = Path(own)
        faults = _judged_light(hit, number, place) if way is None else _judged_whole(hit, number, place, way, contents)
        report = place / "report"
        reached = re.compile(f"SIG{hit.what}|INJECTED")
        return Judged(
            hit.layer == "hooks" or bool(reached.search(report.read_text(encoding="utf-8", errors="replace"))), faults
        )


def _judged_light(hit: Hit, number: int, place: Path) -> list[Fault]:
    old, new = light_sets()
    case, said, source = place / "case", place / "said", place / "set"
    case.mkdir()
    end, _ = hooked_run(old, case, said, None)
    assert end.code == 0, end.said
    private = outputs.private_files(case / "output")
    if hit.layer == "hooks":
        end, _ = hooked_run(new, case, said, hit)
    else:
        write_set(source, new)
        command = light_command(source)
        end = outputs.ended(traced(command, place / "report", _injection(hit)), case, place / "tmp")
    faults = judged_at_once(hit, end, case, old, new, private)
    following = FOLLOWING[number % 3 if not neighbours(outputs_in(case / "output"), (old, new)) else 1 + number % 2]
    wanted: Outputs = {"recover": {}, "same": new, "other": old}[following]
    if hit.second:
        second, _ = hooked_run(wanted, case, said, Hit("hooks", "KILL", "call", hit.second))
        faults += [*outputs.torn(case / "output", (old, new)), *outputs.badly_ended(second, (signal.SIGKILL,))]
    done, _ = hooked_run(wanted, case, said, None)
    hindered = hit.what in ERRORS and end.code == 0 and following == "recover"  # a delivery tries again
    faults += [*outputs.badly_ended(done, ()), *outputs.settled(case, (old, new), private, hindered=hindered)]
    if following == "recover":
        faults += outputs.false_words(end, outputs_in(case / "output"), old, new)
        return faults + list(outputs.falsely_recovered(done, outputs_in(case / "output"), old, new))
    return faults + list(outputs.false_words(done, outputs_in(case / "output"), {}, wanted))


def _injection(hit: Hit) -> str:
    return f"{hit.call}:{'signal' if hit.what in SIGNALS else 'error'}={hit.what}:when={hit.number}"


def _judged_whole(hit: Hit, number: int, place: Path, way: Way, contents: Path) -> list[Fault]:
    old, new = way.sets
    case = outputs.fresh_case(place, way.folders[0])
    same, other = (outputs.build_command(contents / state, "output", way.options) for state in ("right", "left"))
    end = outputs.ended(traced(same, place / "report", _injection(hit)), case, place / "tmp")
    faults = judged_at_once(hit, end, case, old, new, way.private)
    done = outputs.ended((same, other)[number % 2], case, place / "tmp")
    faults += [*outputs.badly_ended(done, ()), *outputs.settled(case, (old, new), way.private)]
    return faults + list(outputs.false_words(done, outputs_in(case / "output"), {}, (new, old)[number % 2]))


def traced_calls(command: Sequence[str], case: Path, place: Path) -> list[tuple[str, int, bool]]:
    """The calls of an undisturbed run."""
    report = place / "report"
    done = subprocess.run(
        traced(command, report),
        cwd=case,
        env=outputs.environment(place / "tmp"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return calls_in(report.read_text(encoding="utf-8", errors="replace"), case / "output")


def sample(layer: str, whole: bool, every: int, seed: int) -> Table:
    """Hit one of `every` calls."""
    os.environ["PYTHONHASHSEED"] = "0"  # the same calls in each run
    outputs.compile_all()
    table = Table()
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        way = None
        hits: list[Hit] = []
        if layer == "hooks":
            hits = list(hooked_hits(every, seed))
        elif whole:
            (way,) = ways(place, [("--png",)])
            case = outputs.fresh_case(place / "trace", way.folders[0])
            calls = traced_calls(outputs.build_command(place / "right", "output", way.options), case, place)
            hits = list(traced_hits(calls, every, seed))
        else:
            case, (old, new) = place / "trace", light_sets()
            case.mkdir()
            write_set(place / "new", new)
            hooked_run(old, case, place / "said", None)
            hits = list(traced_hits(traced_calls(light_command(place / "new"), case, place), every, seed))
        at_once = 3 if whole else AT_ONCE
        reached = 0
        with ProcessPoolExecutor(at_once, mp_context=get_context("spawn")) as pool:
            for hit, judged in zip(
                hits, pool.map(judged_hit, hits, range(len(hits)), repeat(way), repeat(place)), strict=True
            ):
                group = f"{hit.layer} {hit.what}{' lasting' if hit.lasting else ' twice' if hit.second else ''}"
                table.add(group, str(hit), judged.faults)
                reached += judged.reached
    what = "whole builds" if whole else "deliveries"
    print(f"seed {seed}: {len(hits)} hits of {what} by {layer}, {reached} reached\n{table}", flush=True)
    assert reached > len(hits) * 0.9, "too many calls did not come: nothing is shown"
    return table


def main() -> None:
    layer, what, every, seed = [*sys.argv[1:], *("all", "light", "1", "13")[len(sys.argv) - 1 :]]
    tables = []
    if layer in {"hooks", "all"} and what == "light":
        tables.append(sample("hooks", False, int(every), int(seed)))
    if layer in {"strace", "all"}:
        if may_trace():
            tables.append(sample("strace", what == "whole", int(every), int(seed)))
        else:
            print("strace is missing or may not trace here: Python's own calls alone were hit")
    sys.exit(1 if any(table.failed for table in tables) else 0)


if __name__ == "__main__":
    main()
