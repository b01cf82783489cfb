"""Two machines and one folder of outputs: they take turns, whatever happens to one of them.

    python -m tests.soak.two_machines [200] [seed]

Each process reaches the folder by a path of its own: a bind mount in a mount, PID and host-name namespace of its own
where `unshare` allows that (both are then process 1, as on two machines), a link otherwise. In each round both deliver
their own state several times (every tenth round both build it); then both must have ended well, the set must be one
state as a whole and recorded, and nothing else may be left. In further rounds one is stopped for twelve seconds amid
its moves and continued, or killed, while the other comes. Ends with 1 where one failed.
"""

import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from tests.soak import outputs
from tests.soak.kills import Way, ways
from tests.soak.light import light_command, light_set, write_set
from tests.soak.moments import Moment, Watch, course_of, wait_for
from tests.soak.outputs import STATES, Ended, Fault, Outputs, Table, outputs_in

NAMESPACES = ("unshare", "--mount", "--pid", "--fork", "--uts", "--kill-child", "--mount-proc")
ENTER = 'hostname "$1" && mount --bind "$2" "$3" && shift 3 && exec "$@"'
DELIVERIES = 3  # of each process in a round
WHOLE = 10  # one round of so many builds
DISTURBED = 10  # one round of so many is stopped, one killed
STOPPED_SECONDS = 12.0  # longer than a lease lasts without renewal
TAKEN_SECONDS = 20.0  # from the start of the other until it has delivered: ten for the lease, its work, a slow machine
PROMPT_SECONDS = 5.0  # a longer wait must be explained
PATIENCE = 120.0
LOST = 5  # the exit code of a process whose lease was taken while it stood still


class Machine(NamedTuple):
    """One of the two, with its own path to the folder."""

    name: str
    folder: Path  # that holds `output`
    prefix: tuple[str, ...]  # before each command

    def command(self, words: Sequence[str]) -> list[str]:
        return [*self.prefix, *words]


def may_unshare() -> bool:
    """Whether processes may have namespaces of their own here."""
    if not shutil.which("unshare"):
        return False
    command = [*NAMESPACES, "sh", "-c", "hostname left && mount --bind /tmp /tmp"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def machines(place: Path, *, apart: bool) -> tuple[Machine, Machine]:
    """The two of them, for the folder `place/case/output`."""
    shared = place / "case/output"
    shared.mkdir(parents=True)
    found = []
    for state in STATES:
        folder, name = place / state, f"machine-{state}"
        folder.mkdir()
        prefix: tuple[str, ...] = ()
        if apart:
            (folder / "output").mkdir()
            prefix = (*NAMESPACES, "sh", "-c", ENTER, "sh", name, str(shared), str(folder / "output"))
        else:
            (folder / "output").symlink_to(shared)
        found.append(Machine(name, folder, prefix))
    return found[0], found[1]


def started(machine: Machine, words: Sequence[str], scratch: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        machine.command(words), cwd=machine.folder, env=outputs.environment(scratch), text=True, encoding="utf-8",
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


def finished(child: subprocess.Popen[str]) -> Ended:
    said, _ = child.communicate(timeout=PATIENCE)
    return Ended(outputs.code_of(child.returncode), said)


def inner(child: subprocess.Popen[str], machine: Machine) -> int:
    """The process that works: behind `unshare`, its child."""
    if not machine.prefix:
        return child.pid
    return int(Path(f"/proc/{child.pid}/task/{child.pid}/children").read_text(encoding="ascii").split()[0])


def prepare(place: Path) -> tuple[Outputs, Outputs]:
    """Write the sets that are delivered."""
    sets = light_set("left"), light_set("right")
    for state, wanted in zip(STATES, sets, strict=True):
        write_set(place / f"set-{state}", wanted)
    return sets


def side_by_side(count: int, seed: int, *, apart: bool, way: Way | None) -> Iterator[tuple[str, list[Fault]]]:
    """Rounds in which both deliver, or build where there is a way, at the same time."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        both, sets = machines(place, apart=apart), way.sets if way else prepare(place)
        contents = way.folders[0].parents[1] if way else place
        private: frozenset[str] | None = None
        for number in range(count):
            chance = random.Random(f"{seed}/{number}")
            children = []
            for machine, state in zip(both, STATES, strict=True):
                words = light_command(place / f"set-{state}", str(DELIVERIES), "wait")
                if way:
                    words = outputs.build_command(contents / state, "output", way.options)
                    time.sleep(chance.uniform(0.0, 0.1))
                children.append(started(machine, words, place / "tmp"))
            if not way:
                for child in children:
                    assert child.stdout
                    assert child.stdout.readline() == "ready\n"
            for child in children:
                if not way:
                    time.sleep(chance.uniform(0.0, 0.02))
                assert child.stdin
                child.stdin.write("go\n")
                child.stdin.flush()
            ends = [finished(child) for child in children]
            faults = [fault for end in ends for fault in outputs.badly_ended(end, ())]
            faults += [Fault("code", end.said.strip()[-300:]) for end in ends if "错误" in end.said]
            private = outputs.private_files(place / "case/output") if private is None else private
            faults += outputs.settled(place / "case", sets, private)
            yield f"{seed}/{number}", faults


def disturbed(kind: str, number: int, seed: int, *, apart: bool) -> tuple[str, list[Fault]]:
    """One is stopped or killed at one of its changes, the other comes meanwhile."""
    chance = random.Random(f"{seed}/{kind}/{number}")
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        (left, right), sets = machines(place, apart=apart), prepare(place)
        case, scratch = place / "case", place / "tmp"
        env = outputs.environment(scratch)
        for state, machine in ((STATES[1], right), (STATES[0], left), (STATES[1], right)):
            course = course_of(machine.command(light_command(place / f"set-{state}")), machine.folder, env, case)
            assert outputs_in(case / "output"), course
        private = outputs.private_files(case / "output")
        watch = Watch(case)
        victim = started(left, light_command(place / f"set-{STATES[0]}", "1", "wait"), scratch)
        assert victim.stdout
        assert victim.stdin
        assert victim.stdout.readline() == "ready\n"
        pid = inner(victim, left)
        victim.stdin.write("go\n")
        victim.stdin.flush()
        moment = Moment(chance.uniform(0.0, 0.003), chance.randint(1, course.changes))
        wait_for(watch, moment, time.monotonic(), lambda: victim.poll() is None)
        watch.close()
        faults: list[Fault] = []
        if victim.poll() is None:
            send(pid, signal.SIGKILL if kind == "kill" else signal.SIGSTOP)
        faults += outputs.torn(case / "output", sets)
        begun = time.monotonic()
        other = started(right, light_command(place / f"set-{STATES[1]}"), scratch)
        if kind == "stop":
            time.sleep(STOPPED_SECONDS)
            send(pid, signal.SIGCONT)
        end = finished(other)
        seconds = time.monotonic() - begun
        first = finished(victim)
        faults += outputs.badly_ended(end, ())
        if kind == "stop" and first.code not in {0, LOST}:  # of a killed one `unshare` has codes of its own
            faults.append(Fault("code", f"the one of the {kind}: {first.code} {first.said[-300:]}"))
        if seconds > TAKEN_SECONDS:
            faults.append(Fault("code", f"waited {seconds:.1f} s"))
        if seconds > PROMPT_SECONDS + (STOPPED_SECONDS if kind == "stop" else 0.0) and left.name not in end.said:
            faults.append(
                Fault("words", f"waited {seconds:.1f} s and does not say for whom: {end.said.strip()[-300:]}")
            )
        faults += outputs.settled(case, sets, private)
        return f"{seed}/{number} {kind} at {moment}, {seconds:.1f} s", faults


def send(pid: int, number: signal.Signals) -> None:
    """Send a signal to a process that may have ended."""
    subprocess.run(["kill", f"-{number.value}", str(pid)], capture_output=True, check=False)


def sample(count: int, seed: int) -> Table:
    """So many rounds, and the disturbed ones beside them."""
    table = Table()
    outputs.compile_all()
    apart = may_unshare()
    print("two namespaces, bind mounts" if apart else "no namespaces here: links in one system")
    hit = max(count // DISTURBED, 2)
    with tempfile.TemporaryDirectory() as place, ThreadPoolExecutor(4) as pool:
        kinds = [(kind, number) for number in range(hit) for kind in ("stop", "kill")]
        waiting = [pool.submit(disturbed, kind, number, seed, apart=apart) for kind, number in kinds]
        for name, faults in side_by_side(count - count // WHOLE, seed, apart=apart, way=None):
            table.add("side by side", name, faults)
        (way,) = ways(Path(place), [("--png",)])
        for name, faults in side_by_side(count // WHOLE, seed, apart=apart, way=way):
            table.add("builds side by side", f"{name} (build)", faults)
        for (kind, _), work in zip(kinds, waiting, strict=True):
            name, faults = work.result()
            table.add(f"one in a {kind}", name, faults)
    print(f"seed {seed}: {count} rounds\n{table}", flush=True)
    return table


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 13
    sys.exit(1 if sample(count, seed).failed else 0)


if __name__ == "__main__":
    main()
