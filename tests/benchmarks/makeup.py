"""How long makeup takes, and how steady its plans are: `python -m tests.benchmarks.makeup`.

Prints process seconds for 1 ... 32 reports of 1,000 characters, composed beforehand, with the growth from one size to
the next (4 is quadratic); the seed; one report of 20,000 characters and forty of 1,000; then how often one added
sentence changes the tree, on the seed and ten mixes.
"""

import random
import statistics
import sys
import time
from pathlib import Path

from bulletin.model.edition import Edition, Run
from tests.makeup.conftest import LayoutSetup, layout_setup
from tests.makeup.issues import edition, random_issue, report, the_seed

ROOT = Path(__file__).parent.parent.parent
SENTENCES = ("要抓好落实。", "下一步，我们将继续对标先进，补齐短板，以更高标准推动各项工作再上新台阶。")


def seconds(setup: LayoutSetup, issue: Edition, times: int = 3) -> float:
    """Process seconds of makeup with everything composed."""
    setup.make_up(issue)
    found: list[float] = []
    for _ in range(times):
        start = time.process_time()
        setup.make_up(issue)
        found.append(time.process_time() - start)
    return min(found)


def longer(issue: Edition, number: int, sentence: str) -> Edition:
    """The issue with a sentence added to the last body paragraph of one report."""
    story = issue.reports[number]
    last = max(place for place, part in enumerate(story.paragraphs) if part.kind == "body")
    part = story.paragraphs[last]
    part = part._replace(runs=(*part.runs, Run(sentence)))
    story = story._replace(paragraphs=(*story.paragraphs[:last], part, *story.paragraphs[last + 1 :]))
    return issue._replace(reports=(*issue.reports[:number], story, *issue.reports[number + 1 :]))


def main() -> None:
    setup = layout_setup(ROOT, "bulletin-a3")
    out = sys.stdout
    out.write(f"seed: {seconds(setup, the_seed()):.3f} s\n")
    before = 0.0
    for count in (1, 2, 4, 8, 16, 32):
        chance = random.Random(count)
        issue = edition(*(report(chance, f"r{number}", 1000) for number in range(count)))
        taken = seconds(setup, issue)
        growth = f", {taken / before:.1f} times" if before else ""
        out.write(f"{count:3} reports: {taken:.3f} s{growth}\n")
        before = taken
    chance = random.Random(40)
    forty = edition(*(report(chance, f"r{number}", 1000) for number in range(40)))
    out.write(f"40 reports of 1,000 characters: {seconds(setup, forty):.3f} s\n")
    out.write(f"one of 20,000: {seconds(setup, edition(report(chance, 'long', 20000))):.3f} s\n")
    times = sorted(seconds(setup, random_issue(number), 1) for number in range(60))
    p95 = times[int(len(times) * 0.95)]
    out.write(f"60 random issues: median {statistics.median(times):.3f} s, p95 {p95:.3f} s, max {times[-1]:.3f} s\n")
    for sentence in SENTENCES:
        kept = tried = pages = 0
        for issue in (the_seed(), *(random_issue(number)._replace(ordered=True) for number in range(100, 110))):
            plan = setup.make_up(issue).plan
            for number in range(len(issue.reports)):
                changed = setup.make_up(longer(issue, number, sentence)).plan
                tried += 1
                kept += changed == plan
                pages += changed.split(";")[0] == plan.split(";")[0]
        out.write(
            f"{len(sentence)} characters more in one report: the whole tree stays in {kept} of {tried} cases,"
            f" the front page's in {pages}\n"
        )


if __name__ == "__main__":
    main()
