"""The fuzzers by hand; see the package."""

import argparse
import sys
from pathlib import Path

from tests.fuzz.case import KINDS
from tests.fuzz.sweep import swept, told


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=sys.modules["tests.fuzz"].__doc__)
    parser.add_argument("kind", choices=(*KINDS, "all"))
    parser.add_argument("count", type=int)
    parser.add_argument("seed", type=int)
    parser.add_argument("--from", type=int, default=0, dest="first", metavar="NUMBER")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--keep", type=lambda name: Path(name).resolve(), metavar="DIR")
    given = parser.parse_args()
    kinds = KINDS if given.kind == "all" else (given.kind,)
    numbers = range(given.first, given.first + given.count)
    outcomes = swept(
        ((kind, given.seed, number) for kind in kinds for number in numbers), workers=given.workers, keep=given.keep
    )
    print(told(outcomes))
    if given.count == 1:
        print(*(outcome.said for outcome in outcomes), sep="\n")
    sys.exit(any(outcome.faults for outcome in outcomes))


if __name__ == "__main__":
    main()
