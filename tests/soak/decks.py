"""Decks of ten issues that nobody tuned, and of folders given: each built twice and judged.

    python -m tests.soak.decks [--seed 17] [--output FOLDER] [--list] [CONTENT ...]

Without a folder the ten issues are written from the seed, a new one each time. Ends with 1 where a build fails or a
hard law of `deck_judge` is broken. OUTPUT keeps issues and decks.
"""

import argparse
import random
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.soak.deck_issues import write_issues
from tests.soak.deck_judge import Verdict, judge, listed, totals

ROOT = Path(__file__).resolve().parents[2]


def built(content: Path, output: Path, options: Sequence[str] = ()) -> Path:
    """The deck that the program delivers of a folder, without what earlier builds remember."""
    output.mkdir(parents=True)
    command = [sys.executable, str(ROOT / "generate.py"), "build", "--only", "slides", "--no-cache"]
    command += ["--content", str(content), "--output", str(output), *options]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if ended.returncode:
        raise RuntimeError(f"{content}: exit code {ended.returncode}\n{ended.stderr}{ended.stdout}")
    (deck,) = output.glob("*.pptx")
    return deck


def judged(content: Path, output: Path, *, render: bool = True, options: Sequence[str] = ()) -> Verdict:
    """Build twice and judge."""
    first, second = (built(content, output / turn, options) for turn in ("first", "second"))
    return judge(content, first, again=second, render=render)


def run(contents: Sequence[Path], output: Path, asked: argparse.Namespace) -> bool:
    """Print what was found; whether something hard is broken."""
    verdicts, failed = [], False
    for number, content in enumerate(contents, 1):
        print(f"=== {content.name}")
        try:
            verdict = judged(content, output / f"{number:02}-{content.name}", render=not asked.no_render)
        except RuntimeError as error:
            failed = True
            print(error)
            continue
        verdicts.append(verdict)
        print(*verdict.slides, *([listed(verdict)] if asked.list else []), sep="\n")
    print(f"=== {len(contents)} issues", totals(verdicts), sep="\n")
    return failed or any(verdict.broken for verdict in verdicts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("contents", nargs="*", type=Path)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1_000_000))
    parser.add_argument("--output", type=Path, help="an empty folder, or one to be made")
    parser.add_argument("--list", action="store_true", help="every fault with its words")
    parser.add_argument("--no-render", action="store_true", help="without LibreOffice")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        output = (asked.output or Path(scratch)).resolve()
        contents = [content.resolve() for content in asked.contents]
        if not contents:
            print(f"seed {asked.seed}")
            contents = write_issues(output / "issues", asked.seed)
        broken = run(contents, output, asked)
    sys.exit(broken)


if __name__ == "__main__":
    main()
