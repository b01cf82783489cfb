"""Line composition against its rivals: `python -m tests.benchmarks.lines`.

The body paragraphs of the shipped reports at 14 ... 24 em, set first-fit, best-fit and total-fit with the same gaps,
limits and costs, then the CPU time of the composer. Judge times as ratios: machines differ.
"""

import sys
import time
from collections.abc import Sequence

from bulletin.compose.composer import Composer
from bulletin.faces.face import Faces, open_faces
from bulletin.model.edition import Paragraph, Run
from tests.compose.setting import BODY, DESIGN, body_paragraphs, long_paragraph
from tests.conftest import ROOT
from tests.properties.rivals import MEASURES, compare


def seconds(faces: Faces, paragraphs: Sequence[Paragraph], *, rounds: int = 5) -> float:
    """CPU seconds to compose the paragraphs at one measure with an empty composer; the median."""
    taken = []
    for _ in range(rounds):
        composer = Composer(DESIGN, faces)
        start = time.process_time()
        for paragraph in paragraphs:
            composer.galley(paragraph, BODY, size=10.5, measure=178.5)
        taken.append(time.process_time() - start)
    return sorted(taken)[len(taken) // 2]


def main() -> None:
    faces = open_faces(str(ROOT / "fonts"))
    paragraphs = body_paragraphs(ROOT)
    characters = sum(len(one.text) for one in paragraphs)
    write = sys.stdout.write
    write(f"{len(paragraphs)} paragraphs, {characters} characters, {MEASURES[0]} ... {MEASURES[-1]} em\n")
    write(f"{'':10} {'lines':>6} {'mean d':>7} {'p95':>6} {'max':>6} {'worst gap':>10} {'loose':>6} {'runts':>6}\n")
    for method, score in compare(faces, paragraphs).items():
        write(
            f"{method:10} {score.lines:6} {score.mean:7.3f} {score.p95:6.2f} {score.most:6.2f} {score.worst_gap:10.3f} "
            f"{score.loose:6} {score.runts:6}\n"
        )
    seconds(faces, paragraphs, rounds=1)
    once = seconds(faces, paragraphs)
    write(f"\none measure, CPU: {once * 1000:.1f} ms, {once / characters * 1e6:.1f} µs per character\n")
    for times in (10, 100):
        # Other texts each time: the composer would find the same ones again.
        texts = [
            one._replace(runs=(Run(chr(0x4E00 + turn) + one.text),), label="")
            for turn in range(times)
            for one in paragraphs
        ]
        count = sum(len(one.text) for one in texts)
        taken = seconds(faces, texts, rounds=1)
        write(f"{times:3} x the text: {taken * 1000:8.1f} ms, {taken / count * 1e6:.1f} µs per character\n")
    for count in (1_000, 10_000, 100_000):
        taken = seconds(faces, [long_paragraph(paragraphs, count)], rounds=3 if count < 100_000 else 1)
        write(f"one paragraph of {count:7}: {taken * 1000:8.1f} ms, {taken / count * 1e6:.1f} µs per character\n")


if __name__ == "__main__":
    main()
