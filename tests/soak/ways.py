"""Refusals of random issues: every way out that is named, taken as it is written, leads to the pages that it promises.

    python -m tests.soak.ways [30] [seed]

So many oversets, and half as many issues with too little text. Prints the first seed, each refusal that was tried and
how many name a change of the text; ends with a traceback where a way does not work, and with 1 where fewer than a
sixth name such a change.
"""

import random
import sys
from itertools import islice

from tests.makeup.ways import REFUSALS, check

CHANGES = {"overset": "删", "underset": "增写"}  # what is done to the text, by the code of the refusal
LEAST = 1 / 6  # of 30 oversets from seed 3000, 5; of 15 with too little text, 2


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    first = int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(1_000_000)
    print(f"seed {first}")
    few = False
    for code, most in (("overset", count), ("underset", count // 2)):
        changed = 0
        for number, (asked, problem) in enumerate(islice(REFUSALS[code](first), most), 1):
            print(f"{code} {number}: {problem.message}", flush=True)
            check(asked, problem)
            changed += CHANGES[code] in problem.hint
        print(f"{code}: {changed} of {most} name a change of the text")
        few = few or changed < int(LEAST * most)
    sys.exit(1 if few else 0)


if __name__ == "__main__":
    main()
