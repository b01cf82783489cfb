"""The shipped reports composed: the decisions as a text, and the bars of the rivals' table."""

import os
import subprocess
import sys
from collections.abc import Callable

import pytest

from bulletin.compose.composer import Composer
from bulletin.faces.face import Faces
from bulletin.model import marks
from tests.compose.setting import BODY, HEADING, body_paragraphs, content_paragraphs, galley, set_paragraph
from tests.conftest import ROOT
from tests.properties.rivals import compare


def test_the_seed_at_17_em(composer: Composer, golden: Callable[[str, str], None]) -> None:
    parts = []
    for made in content_paragraphs(ROOT):
        style = BODY if made.kind == "body" else HEADING
        found = galley(composer, made, 17, style)
        counts = " ".join(f"{one.line_count}:{one.demerits:.2f}" for one in found.settings)
        parts.append(f"[{counts}]")
        parts.extend(f"{line.stretch:4} {line.text}" for line in set_paragraph(composer, made, 17, style))
    golden("lines-17.txt", "\n".join(parts) + "\n")


def test_total_fit_beats_its_rivals(faces: Faces) -> None:
    scores = compare(faces, body_paragraphs(ROOT))
    total, best, first, push = (scores[name] for name in ("total-fit", "best-fit", "first-fit", "push-out"))

    assert total.runts == 0 < min(best.runts, first.runts, push.runts)
    assert total.worst_gap <= min(best.worst_gap, first.worst_gap, push.worst_gap)
    assert total.loose < first.loose / 5
    assert total.loose + total.runts < best.loose + best.runts
    assert total.lines <= first.lines <= push.lines
    assert total.most <= min(best.most, first.most, push.most)


def test_another_process_breaks_alike() -> None:
    script = (
        "from tests.compose.setting import *; from tests.conftest import ROOT\n"
        "from bulletin.faces.face import open_faces\n"
        "composer = Composer(DESIGN, open_faces(str(ROOT / 'fonts')))\n"
        "for made in body_paragraphs(ROOT)[:8]:\n"
        "    print(galley(composer, made, 17, BODY), set_paragraph(composer, made, 17))"
    )

    def output(seed: str) -> bytes:
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        return subprocess.run(
            [sys.executable, "-c", script], check=True, capture_output=True, cwd=ROOT, env=environment
        ).stdout

    assert output("1") == output("2") != b""


def _check(composer: Composer, em: float) -> None:
    for made in body_paragraphs(ROOT):
        text = made.text
        found = galley(composer, made, em, BODY)
        for line in set_paragraph(composer, made, em, BODY):
            if not line.last:
                assert line.fault == "rescue" or abs(line.width - line.measure) <= 0.02, line.text
                assert text[line.end] not in marks.NOT_AT_LINE_START, line.text
                assert text[line.end - 1] not in marks.NOT_AT_LINE_END, line.text
                assert not (text[line.end - 1].isdigit() and text[line.end].isdigit()), line.text
            assert line.stretch <= (100 if line.fault is None else 250)
            assert em <= 15.5 or line.fault is None, (em, line.text)
        assert em <= 15.5 or not found.optimum.rescued


@pytest.mark.parametrize("em", [8, 12.25, 17, 23.12, 40])
def test_no_line_of_the_seed_is_wrong(composer: Composer, em: float) -> None:
    _check(composer, em)


@pytest.mark.slow
@pytest.mark.parametrize("tens", range(8, 40, 4))
def test_no_line_of_the_seed_is_wrong_at_any_measure(composer: Composer, tens: int) -> None:
    for quarter in range(17):
        _check(composer, tens + quarter / 4)
