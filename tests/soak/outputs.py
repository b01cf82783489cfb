"""What a set of outputs must be after a kill, an error or a race: old or new as a whole, alone, and truly told.

Nothing here knows how delivery works: a folder is judged by its bytes, a process by its exit code and its words. The
scripts `kills`, `system_calls` and `two_machines` share it.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
PRIVATE = ".bulletin"
HISTORY = "history/"
RECORD = "delivered.json"
PRIVATE_FILES = 2  # below PRIVATE after a delivery: the record, and a lease that is free
SHOWN = 5  # faults of a kind that are printed
KINDS = ("torn", "mixed", "leftovers", "record", "words", "code")

NOT_MADE = re.compile("成品.{0,6}未.?动|未生成")
MADE = re.compile("^成品：|成品已更新", re.MULTILINE)
OPEN = re.compile("成品可能只更新了一部分|成品没有全部恢复")  # the next command makes it whole: `settled` sees to that
RESTORED, COMPLETED = "已恢复原有成品", "已补齐成品"  # said of what an earlier process had left

Outputs = Mapping[str, bytes]  # path relative to the folder of outputs -> bytes


class Fault(NamedTuple):
    """One thing that must not be."""

    kind: str  # one of KINDS
    what: str


class Ended(NamedTuple):
    """A process that has ended."""

    code: int  # as a shell says it: 128 and the number of a signal
    said: str


def files_below(folder: Path) -> dict[str, bytes]:
    """All files with their bytes; a link counts as a file with its target."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_symlink():
            found[path.relative_to(folder).as_posix()] = os.readlink(path).encode()
        elif path.is_file():
            found[path.relative_to(folder).as_posix()] = path.read_bytes()
    return found


def outputs_in(folder: Path) -> dict[str, bytes]:
    """The files of a folder of outputs without those that are the build's own."""
    return {name: data for name, data in files_below(folder).items() if not name.startswith(f"{PRIVATE}/")}


def torn(folder: Path, known: Sequence[Outputs]) -> Iterator[Fault]:
    """Outputs whose bytes belong to none of the sets."""
    for name, data in outputs_in(folder).items():
        of_name = [outputs[name] for outputs in known if name in outputs]
        if of_name and data not in of_name:
            yield Fault("torn", f"{name}: {len(data)} bytes, whole are {[len(whole) for whole in of_name]}")


def set_at(folder: Path, known: Sequence[Outputs], *, hindered: bool = False) -> int | None:
    """Which of the sets stands there as a whole; None for a mixture.

    Args:
        hindered: a call failed, so that what the first set has filed may stand on beside another.
    """
    names = {name for outputs in known for name in outputs}
    standing = {name: data for name, data in outputs_in(folder).items() if name in names}
    filed = {name for name in known[0] if name.startswith(HISTORY) and hindered}
    for number, outputs in enumerate(known):
        if standing == {name: data for name, data in standing.items() if name in filed} | dict(outputs):
            return number
    return None


def settled(
    case: Path, known: Sequence[Outputs], private: frozenset[str], *, hindered: bool = False
) -> Iterator[Fault]:
    """What is wrong in `case/output` and beside it after a command that has ended well.

    Args:
        case: a folder that holds `output` and nothing else.
        private: files below PRIVATE that an undisturbed delivery leaves.
        hindered: as for `set_at`.
    """
    folder = case / "output"
    yield from torn(folder, known)
    if set_at(folder, known, hindered=hindered) is None:
        standing = outputs_in(folder)
        numbers = {
            name: [number for number, outputs in enumerate(known) if outputs.get(name) == standing.get(name)]
            for name in sorted({name for outputs in known for name in outputs})
        }
        yield Fault("mixed", str(numbers))
    yield from left(case, known, private)
    yield from badly_recorded(folder, known)


def unclean(case: Path, known: Sequence[Outputs], private: frozenset[str]) -> Iterator[Fault]:
    """What a process has left that a signal or an error ended and that could clear up itself."""
    if set_at(case / "output", known) is None:
        yield Fault("mixed", "at once")
    yield from left(case, known, private)


def left(case: Path, known: Sequence[Outputs], private: frozenset[str]) -> Iterator[Fault]:
    """Whatever stands in `case` that is neither an output nor the build's own in rest."""
    allowed = {"output", f"output/{PRIVATE}"} | {f"output/{PRIVATE}/{name}" for name in private}
    names = {name for outputs in known for name in outputs}
    allowed |= {f"output/{name}" for name in names}
    allowed |= {f"output/{Path(name).parent.as_posix()}" for name in names & outputs_in(case / "output").keys()}
    found = [numberless(path.relative_to(case).as_posix()) for path in sorted(case.rglob("*"))]
    others = [name for name in found if name not in allowed]
    if others := others + [name for name, count in Counter(found).items() if count > 1]:
        yield Fault("leftovers", " ".join(others))


def numberless(name: str) -> str:
    """A path whose lease, of which there is one, has lost its number: it counts the turns so far."""
    return re.sub("(/|^)lease-[0-9]+$", r"\1lease", name)


def badly_recorded(folder: Path, known: Sequence[Outputs]) -> Iterator[Fault]:
    """Where the record of what was delivered differs from what stands."""
    names = {name for outputs in known for name in outputs}
    standing = {name: sha256(data).hexdigest() for name, data in outputs_in(folder).items() if name in names}
    path = folder / PRIVATE / RECORD
    if not path.is_file():
        if standing:
            yield Fault("record", f"no {RECORD}")
        return
    try:
        told = recorded(json.loads(path.read_bytes()))
    except ValueError as error:
        yield Fault("record", f"{RECORD} cannot be read: {error}")
        return
    for name in sorted(told.keys() | standing.keys()):
        if told.get(name) != standing.get(name):
            yield Fault("record", f"{name}: {'differs' if name in told and name in standing else 'in one of both'}")


def recorded(data: Any) -> dict[str, str]:
    """Path and SHA-256 of each output in a record."""
    found: dict[str, str] = {}
    if isinstance(data, dict):
        digest = next((data[key] for key in ("sha256", "digest") if isinstance(data.get(key), str)), "")
        if isinstance(data.get("path"), str) and digest:
            found[data["path"]] = digest.removeprefix("sha256:")
    for part in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        found |= recorded(part)
    return found


def private_files(folder: Path) -> frozenset[str]:
    """What an undisturbed delivery leaves below PRIVATE."""
    names = (
        frozenset(map(numberless, files_below(folder / PRIVATE))) if (folder / PRIVATE).is_dir() else frozenset[str]()
    )
    assert len(names) <= PRIVATE_FILES, names
    return names


def false_words(ended: Ended, standing: Outputs, old: Outputs, new: Outputs) -> Iterator[Fault]:
    """Where what a process said last is not what stands when it has gone."""
    replaced = [name for name in new if new[name] != old.get(name) and standing.get(name) == new[name]]
    lost = [name for name in new if standing.get(name) != new[name] and new[name] not in beside(name, standing)]
    if OPEN.search(ended.said):
        return
    if NOT_MADE.search(ended.said) and not MADE.search(ended.said) and replaced:
        yield Fault("words", f"says that nothing was replaced, but {replaced}: {ended.said.strip()[-200:]}")
    if (MADE.search(ended.said) or ended.code == 0) and lost:
        yield Fault("words", f"ended with {ended.code} as if made, but not {lost}: {ended.said.strip()[-200:]}")


def falsely_recovered(ended: Ended, standing: Outputs, old: Outputs, new: Outputs) -> Iterator[Fault]:
    """Where a command that only recovered says other than it did."""
    for words, wanted in ((RESTORED, old), (COMPLETED, new)):
        if words in ended.said and standing != wanted:
            yield Fault("words", f"what stands is not what it tells of: {ended.said.strip()[-200:]}")


def beside(name: str, standing: Outputs) -> list[bytes]:
    """The files that stand beside an output, as where it is open in a viewer or was edited."""
    stem, ending = os.path.splitext(name)
    numbered = re.compile(f"{re.escape(stem)}(-[0-9]+|（新[0-9]*）){re.escape(ending)}")
    return [data for other, data in standing.items() if numbered.fullmatch(other)]


def code_of(returned: int) -> int:
    """A return code of subprocess as a shell says it."""
    return 128 - returned if returned < 0 else returned


def badly_ended(ended: Ended, signals: Sequence[int]) -> Iterator[Fault]:
    """Codes that neither a finished process nor one that got these signals ends with."""
    if ended.code not in {0, *(128 + number for number in signals)}:
        names = [signal.Signals(number).name for number in signals]
        yield Fault("code", f"{ended.code} after {names or 'no signal'}: {ended.said.strip()[-300:]}")


STATES = ("left", "right")
REPORTS = {"left": (("污水治理", "环境"), ("河道保洁", "水务")), "right": (("对标先进", "规划"), ("窗口服务", "政务"))}


def write_content(folder: Path, state: str) -> None:
    """A small issue of two reports; "left" and "right" differ in every output."""
    folder.mkdir(parents=True)
    # one delivery is filed, so that each files its own and lets the other's go
    issue = f"masthead: 高新区简报 {state}\ndate: 2026-11-26\nhistory: 1\n"
    (folder / "issue.yaml").write_text(issue, encoding="utf-8")
    for number, (title, column) in enumerate(REPORTS[state]):
        text = f"---\ncolumn: {column}\ntitle: {title}工作情况\npost: 高新区办公室\nauthor: 李四\n---\n"
        text += "".join(
            f"\n{head}、{title}\n\n{title}工作今年完成{count}项，群众满意度明显提高。要坚持问题导向，把{title}抓实抓细。\n"
            for head, count in zip("一二三", (12, 35, 7), strict=True)
        )
        (folder / f"{number}.md").write_text(text, encoding="utf-8")


def build_command(content: Path, output: str, options: Sequence[str] = ()) -> list[str]:
    return [sys.executable, str(ROOT / "generate.py"), "--content", str(content), "--output", output, *options]


def check_command(content: Path) -> list[str]:
    """A check whose usual folder of outputs is the current folder's."""
    return [sys.executable, "-m", "bulletin", "check", "--content", str(content)]


def environment(scratch: Path) -> dict[str, str]:
    """Of every process here: the project is found from any folder, no bytecode is written, `scratch` is for files."""
    scratch.mkdir(parents=True, exist_ok=True)
    return os.environ | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "TMPDIR": str(scratch)}


def compile_all() -> None:
    """Compile what the processes import: they write no bytecode, lest one is killed while it does."""
    folders = [str(ROOT / "bulletin"), str(ROOT / "tests/soak")]
    subprocess.run([sys.executable, "-m", "compileall", "-q", *folders], check=True)


def ended(command: Sequence[str], case: Path, scratch: Path) -> Ended:
    """Run a command in `case` to its end."""
    run = subprocess.run(command, cwd=case, env=environment(scratch), capture_output=True, text=True, check=False)
    return Ended(code_of(run.returncode), run.stdout + run.stderr)


def fresh_case(place: Path, standing: Path | None) -> Path:
    """A folder of its own with a copy of the outputs `standing`, or with none."""
    case = place / "case"
    case.mkdir(parents=True)
    if standing is not None:
        shutil.copytree(standing, case / "output")
    return case


class Table:
    """Counts by kind of trial and of fault, with the first examples; grows while a script runs."""

    def __init__(self) -> None:
        self._trials: Counter[str] = Counter()
        self._faulty: Counter[tuple[str, str]] = Counter()
        self._examples: dict[str, list[str]] = {kind: [] for kind in KINDS}

    def add(self, group: str, name: str, faults: Sequence[Fault]) -> None:
        """A trial; it counts once for each kind of fault."""
        self._trials[group] += 1
        for kind in dict.fromkeys(fault.kind for fault in faults):
            self._faulty[group, kind] += 1
        for fault in faults:
            self._examples[fault.kind].append(f"{name}: {fault.what}")
            print(f"{group}, {name}: {fault.kind}: {fault.what}", file=sys.stderr, flush=True)

    @property
    def failed(self) -> list[str]:
        return [f"{kind}: {line}" for kind, lines in self._examples.items() for line in lines]

    def __str__(self) -> str:
        lines = [f"{'':24}{'trials':>8}" + "".join(f"{kind:>10}" for kind in KINDS)]
        for group, count in sorted(self._trials.items()):
            lines.append(f"{group:24}{count:8}" + "".join(f"{self._faulty[group, kind]:10}" for kind in KINDS))
        totals = (sum(n for (_, of), n in self._faulty.items() if of == kind) for kind in KINDS)
        lines.append(f"{'all':24}{self._trials.total():8}" + "".join(f"{total:10}" for total in totals))
        for kind, examples in self._examples.items():
            lines += [f"{kind}: {example}" for example in examples[:SHOWN]]
            if len(examples) > SHOWN:
                lines.append(f"{kind}: ... and {len(examples) - SHOWN} more")
        return "\n".join(lines)
