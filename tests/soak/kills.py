"""Builds that are killed at random moments, as a user's are: a set of outputs is old or new, and the last word true.

    python -m tests.soak.kills [1000] [seed] [light kills, ten times as many]

Every kill has a folder of its own that holds one state of a small issue. A build of the other state gets SIGKILL,
SIGTERM, SIGINT or several of them at any moment, within the time in which the folder changes, or at one of its
changes; some builds race another one. Then no output may be torn and no word false; and after the next command (a
check, the same build, the other build) the set must be old or new as a whole and recorded, and nothing else may be
left. `light` kills hit a process that only delivers. Prints the seed, counts and examples; ends with 1 where one
failed.
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path
from typing import Literal, NamedTuple

from bulletin.signals import ENDING
from tests.soak import outputs
from tests.soak.light import carried_out, light_set
from tests.soak.moments import Course, Moment, Shot, course_of, shot
from tests.soak.outputs import STATES, Ended, Fault, Outputs, Table, outputs_in

WAYS = ((), ("--png",), ("--for", "printer", "--for", "screen"))  # further options of the builds
SIGNALS = (
    (signal.SIGKILL,), (signal.SIGKILL,), (signal.SIGKILL,), (signal.SIGTERM,), (signal.SIGINT,),
    (signal.SIGINT, signal.SIGINT), (signal.SIGTERM, signal.SIGKILL), (signal.SIGINT, signal.SIGTERM),
)  # fmt: skip
AT_ONCE = 4  # kills; the next command of a killed one mostly waits
LIGHT_AT_ONCE = 24
Next = Literal["check", "same", "other"]
FOLLOWING: tuple[Next, ...] = ("check", "same", "other")


class Way(NamedTuple):
    """Undisturbed builds of both states with the same options."""

    options: tuple[str, ...]
    folders: tuple[Path, Path]  # of their outputs
    sets: tuple[Outputs, Outputs]
    private: frozenset[str]
    course: Course  # of one that replaces the other


def ways(place: Path, wanted: Sequence[tuple[str, ...]] = WAYS) -> list[Way]:
    """Build everything once without a disturbance."""
    found = []
    outputs.compile_all()
    for state in STATES:
        outputs.write_content(place / state, state)
    for number, options in enumerate(wanted):
        folders = (place / f"{number}-left/output", place / f"{number}-right/output")
        for state, folder in zip(STATES, folders, strict=True):
            folder.parent.mkdir()
            done = outputs.ended(outputs.build_command(place / state, "output", options), folder.parent, place / "tmp")
            assert done.code == 0, done.said
        sets = (outputs_in(folders[0]), outputs_in(folders[1]))
        assert all(any(name.startswith("history/") for name in each) for each in sets), sets[0].keys()
        both = sets[0].keys() & sets[1].keys()
        assert len(both) > 1
        assert all(sets[0][name] != sets[1][name] for name in both if not name.endswith(".txt")), both
        command = outputs.build_command(place / "right", "output", options)
        case = outputs.fresh_case(place / f"{number}-course", folders[0])
        course = course_of(command, case, outputs.environment(place / "tmp"), case)
        found.append(Way(options, folders, sets, outputs.private_files(folders[0]), course))
    return found


class Trial(NamedTuple):
    """One kill."""

    name: str
    group: str
    way: Way
    empty: bool  # nothing was delivered before
    new: int  # the state that is built when the kill comes
    shot: Shot
    racing: bool
    next: Next


def trials(count: int, seed: int, found: Sequence[Way]) -> Iterator[Trial]:
    for number in range(count):
        chance = random.Random(f"{seed}/{number}")
        way = chance.choice(found)
        course = way.course
        moment = chance.choice(
            (
                Moment(chance.uniform(0.0, course.end * 1.05)),
                Moment(chance.uniform(course.first * 0.9, course.end)),
                Moment(chance.uniform(0.0, (course.end - course.first) * 1.1), 1),
                *[Moment(chance.uniform(0.0, 0.0005), chance.randint(1, course.changes))] * 2,
            )
        )
        signals, racing = chance.choice(SIGNALS), chance.random() < 0.2
        group = ("race " if racing else "") + "+".join(number.name for number in signals)
        empty, new, follow = chance.random() < 0.1, chance.randrange(2), chance.choice(FOLLOWING)
        yield Trial(f"{seed}/{number} {follow}", group, way, empty, new, Shot(moment, signals), racing, follow)


def judged(trial: Trial, contents: Path) -> list[Fault]:
    """Kill one build and judge what is left, at once and after the next command."""
    with tempfile.TemporaryDirectory(dir=contents) as place:
        return _judged(trial, Path(place), contents)


def _judged(trial: Trial, place: Path, contents: Path) -> list[Fault]:
    way, new = trial.way, trial.new
    old: Outputs = {} if trial.empty else way.sets[1 - new]
    known = (old, *way.sets)
    case = outputs.fresh_case(place, None if trial.empty else way.folders[1 - new])
    output, env = case / "output", outputs.environment(place / "tmp")
    new_build, other_build = (
        outputs.build_command(contents / STATES[state], "output", way.options) for state in (new, 1 - new)
    )
    rivals: list[subprocess.Popen[str]] = []

    def start_rival() -> None:
        if trial.racing:
            time.sleep(random.Random(trial.name).uniform(0.0, 0.1))
            rivals.append(
                subprocess.Popen(
                    other_build, cwd=case, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
                )
            )

    shooting = shot(new_build, case, env, trial.shot, place / "said", start_rival)
    faults = list(outputs.torn(output, known)) if output.exists() else []
    if shooting.touched or not early(shooting.ended):
        faults += outputs.badly_ended(shooting.ended, trial.shot.signals)
        if "Traceback" in shooting.ended.said:
            faults.append(Fault("code", f"a traceback: {shooting.ended.said[-300:]}"))
    if not trial.racing:
        faults += outputs.false_words(shooting.ended, outputs_in(output), old, way.sets[new])
        if signal.SIGKILL not in trial.shot.signals and shooting.touched and shooting.ended.code:
            faults += outputs.unclean(case, known, way.private)
    for rival in rivals:
        said, _ = rival.communicate()
        faults += outputs.badly_ended(Ended(outputs.code_of(rival.returncode), said), ())
    command = {"check": outputs.check_command(contents / STATES[new]), "same": new_build, "other": other_build}[
        trial.next
    ]
    done = outputs.ended(command, case, place / "tmp")
    faults += outputs.badly_ended(done, ())
    faults += outputs.settled(case, known, way.private)
    if trial.next != "check":
        wanted = way.sets[new if trial.next == "same" else 1 - new]
        faults += outputs.false_words(done, outputs_in(output), old, wanted)
    elif not trial.racing:
        faults += outputs.false_words(shooting.ended, outputs_in(output), old, way.sets[new])
        faults += outputs.falsely_recovered(done, outputs_in(output), old, way.sets[new])
    faults += [Fault("leftovers", f"in the system's folder: {name}") for name in outputs.files_below(place / "tmp")]
    return faults


def early(ended: Ended) -> bool:
    """Whether a signal came before Python had begun: it then speaks for itself."""
    return "Traceback" in ended.said or "Fatal Python error" in ended.said


def sample(count: int, seed: int) -> Table:
    """Kill `count` builds."""
    table = Table()
    with tempfile.TemporaryDirectory() as place:
        found = ways(Path(place))

        all_trials = list(trials(count, seed, found))
        with ProcessPoolExecutor(AT_ONCE, mp_context=get_context("spawn")) as pool:  # threads would delay the signals
            for trial, faults in zip(all_trials, pool.map(judged, all_trials, repeat(Path(place))), strict=True):
                table.add(trial.group, f"{trial.name}, {trial.shot}", faults)
    print(f"seed {seed}: {count} kills of builds\n{table}", flush=True)
    return table


# --- processes that only deliver ---------------------------------------------------------------------------------


def forked(wanted: Outputs, folder: Path, said: Path) -> int:
    """Start a process that only delivers, or only recovers where there are no outputs; its number."""
    signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)  # until delivery has begun: Python's own fork is not on trial
    pid = os.fork()
    if pid:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)
        return pid
    code = 70
    try:
        speak_into(said)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)
        code = carried_out(wanted, str(folder))
    finally:
        os._exit(code)


def speak_into(said: Path) -> None:
    """Let a forked process say everything into a file."""
    handle = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(handle, 1)
    os.dup2(handle, 2)
    sys.stdout, sys.stderr = (open(number, "w", 1, encoding="utf-8", closefd=False) for number in (1, 2))  # noqa: SIM115


def waited(pid: int, said: Path) -> Ended:
    code = outputs.code_of(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
    return Ended(code, said.read_text(encoding="utf-8") if said.exists() else "")


def light_kills(count: int, seed: int) -> list[tuple[str, str, list[Fault]]]:
    """Group, name and faults of each of `count` kills in a folder that is used again and again."""
    found = []
    sets = (light_set("left"), light_set("right"))
    with tempfile.TemporaryDirectory() as place:
        case, said = Path(place) / "case", Path(place) / "said"
        case.mkdir()
        seconds = max(_light_seconds(sets[turn % 2], case, said) for turn in range(6))
        private = outputs.private_files(case / "output")
        for number in range(count):
            chance = random.Random(f"{seed}/{number}")
            at = outputs.set_at(case / "output", sets)
            new = 1 - (at or 0)
            old: Outputs = sets[1 - new]
            chosen = chance.choice((signal.SIGKILL, signal.SIGKILL, signal.SIGINT, signal.SIGTERM))
            moment = chance.uniform(0.0, seconds)
            pid = forked(sets[new], case / "output", said)
            time.sleep(moment)
            os.kill(pid, chosen)
            end = waited(pid, said)
            faults = [*outputs.torn(case / "output", sets), *outputs.badly_ended(end, (chosen,))]
            faults += outputs.false_words(end, outputs_in(case / "output"), old, sets[new])
            if chosen != signal.SIGKILL and end.code:
                faults += outputs.unclean(case, sets, private)
            said.unlink(missing_ok=True)
            following = chance.choice((*sets, {}))
            done = waited(forked(following, case / "output", said), said)
            said.unlink(missing_ok=True)
            faults += [*outputs.badly_ended(done, ()), *outputs.settled(case, sets, private)]
            if following:
                faults += outputs.false_words(done, outputs_in(case / "output"), {}, following)
            else:
                faults += outputs.false_words(end, outputs_in(case / "output"), old, sets[new])
                faults += outputs.falsely_recovered(done, outputs_in(case / "output"), old, sets[new])
            name = f"light {seed}/{number}, {chosen.name} after {moment * 1000:.2f} of {seconds * 1000:.2f} ms"
            found.append((f"light {chosen.name}", name, faults))
            if faults:  # a folder of its own for the next one
                subprocess.run(["rm", "-rf", str(case / "output")], check=True)
                _light_seconds(sets[0], case, said)
    return found


def _light_seconds(wanted: Outputs, case: Path, said: Path) -> float:
    """Seconds of an undisturbed delivery."""
    started = time.monotonic()
    end = waited(forked(wanted, case / "output", said), said)
    assert end.code == 0, end.said
    said.unlink()
    return time.monotonic() - started


def light_sample(count: int, seed: int, at_once: int = LIGHT_AT_ONCE) -> Table:
    """Kill `count` processes that only deliver."""
    table = Table()
    shares = [len(range(number, count, at_once)) for number in range(at_once)]
    with ProcessPoolExecutor(at_once, mp_context=get_context("spawn")) as pool:  # a process with threads may not fork
        for found in pool.map(light_kills, shares, [f * 1000 + n for f, n in zip(repeat(seed), range(at_once))]):
            for group, name, faults in found:
                table.add(group, name, faults)
    print(f"seed {seed}: {count} kills of deliveries\n{table}", flush=True)
    return table


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 13
    light = int(sys.argv[3]) if len(sys.argv) > 3 else 10 * count
    tables = [light_sample(light, seed)] if light else []
    tables += [sample(count, seed)] if count else []
    sys.exit(1 if any(table.failed for table in tables) else 0)


if __name__ == "__main__":
    main()
