"""Word files from a seed, each built and judged by what was put in.

    python -m tests.soak.word_files [COUNT] [SEED] [--from NUMBER] [--keep FOLDER] [--list]

Prints figures by what is judged and by what the files have; KEEP gets the files with a fault, and what is wrong.
"""

import argparse
import concurrent.futures
import json
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.soak.word_judge import Fault, built, faults_of
from tests.word_files.reports import word_file

WORKERS = 2


class Verdict(NamedTuple):
    """One file, judged."""

    number: int
    kinds: tuple[str, ...]
    faults: tuple[Fault, ...]
    seconds: float


def judged(seed: int, number: int, keep: Path | None = None) -> Verdict:
    """Write, build and judge one file; `keep` is for those with a fault."""
    file = word_file(seed, number)
    with tempfile.TemporaryDirectory() as scratch:
        begun = time.monotonic()
        made = built(file.data, file.suffix, Path(scratch))
        seconds = time.monotonic() - begun
    faults = faults_of(file, made)
    if keep and faults:
        keep.mkdir(parents=True, exist_ok=True)
        (keep / f"{seed}-{number}{file.suffix}").write_bytes(file.data)
        said = [f"{fault.aspect}: {fault.detail}" for fault in faults]
        kept = {"faults": said, "truth": file.truth._asdict(), "said": made.said}
        text = json.dumps(kept, ensure_ascii=False, indent=1)
        (keep / f"{seed}-{number}.json").write_text(text, encoding="utf-8")
    return Verdict(number, file.truth.kinds, faults, seconds)


def sample(count: int, seed: int, first: int = 0, keep: Path | None = None) -> list[Verdict]:
    """So many files, two at once."""
    with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
        return list(pool.map(lambda number: judged(seed, number, keep), range(first, first + count)))


def aspects(verdicts: Iterable[Verdict]) -> Counter[str]:
    """How many files have each kind of fault."""
    return Counter(aspect for each in verdicts for aspect in {fault.aspect for fault in each.faults})


def figures(verdicts: Sequence[Verdict]) -> str:
    """By what is judged, then by what files have, the worst first."""
    sound = sum(not each.faults for each in verdicts)
    lines = [f"{len(verdicts)} files, {sound} without a fault, {max(each.seconds for each in verdicts):.1f} s at most"]
    lines += [f"{count:5} {aspect}" for aspect, count in aspects(verdicts).most_common()]
    kinds = sorted({kind for each in verdicts for kind in each.kinds})
    rows = []
    for kind in kinds:
        those = [each for each in verdicts if kind in each.kinds]
        bad = aspects(those)
        share = sum(bool(each.faults) for each in those) / len(those)
        told = ", ".join(f"{aspect} {count}" for aspect, count in bad.most_common(4))
        rows.append((share, f"{share:5.0%} of {len(those):4} {kind}: {told}"))
    return "\n".join([*lines, *(row for _, row in sorted(rows, reverse=True))])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("count", type=int, nargs="?", default=200)
    parser.add_argument("seed", type=int, nargs="?", default=random.SystemRandom().randrange(1_000_000))
    parser.add_argument("--from", type=int, default=0, dest="first")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--list", action="store_true", help="every fault")
    asked = parser.parse_args()
    print(f"seed {asked.seed}")
    verdicts = sample(asked.count, asked.seed, asked.first, asked.keep)
    if asked.list:
        for each in verdicts:
            print(*(f"{each.number}: {fault.aspect}: {fault.detail[:300]}" for fault in each.faults), sep="\n")
    print(figures(verdicts))
    sys.exit(any(each.faults for each in verdicts))


if __name__ == "__main__":
    main()
