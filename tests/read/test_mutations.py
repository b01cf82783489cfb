"""Whatever is done to the shipped files, reading ends in an edition or in faults with places; nothing is lost."""

import re
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bulletin.model.design import Design
from bulletin.problems import ContentError, formatted
from bulletin.read.layout import decode
from tests.examples import examples
from tests.read.folder import ISSUE, ROOT, outcome, report, write

PIECES = [
    "\n", "\n\n\n", "---\n", ":", "：", ": ", "- ", "[", "]", "{", "}", '"', "'", "#", "## ", "**", "![图](a.jpg)",
    "*a", "&a ", "!!x ", "\t", "　", "\x07", "\x00", "\ufffd", "\u2028", "😀", "字", "a", "1.", "（一）", "一、", ",",
    "0", "-1", "null", "title: 甲\n", "标题：乙\n", "rank: 1\n", "points: [甲]\n", "quote: 甲\n", "\\", "|", ">",
    "@", "%", "～", "<<: ", "~",
]  # fmt: skip
edits = st.lists(st.tuples(st.integers(0, 400), st.integers(0, 4), st.sampled_from(PIECES)), min_size=1, max_size=4)
FRONT = ("kicker: 引题", "rank: 1", "points:", "  - 甲", "  - {head: 乙, text: 丙}", "quote: 适时开展监督检查")


def mutated(text: str, changes: list[tuple[int, int, str]]) -> str:
    for at, cut, piece in changes:
        at %= len(text) + 1
        text = text[:at] + piece + text[at + cut :]
    return text


def judged(problems: tuple[object, ...]) -> None:
    for problem in problems:
        assert getattr(problem, "place", None)
        assert getattr(problem, "message", "")
        assert formatted(problem)  # type: ignore[arg-type]


@settings(max_examples=examples(80), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(edits, edits)
def test_no_mutation_of_the_content_ends_in_a_traceback(
    in_report: list[tuple[int, int, str]], in_issue: list[tuple[int, int, str]]
) -> None:
    body = report(*FRONT)
    with tempfile.TemporaryDirectory() as folder:
        files: dict[str, str | bytes | None] = {"water.md": mutated(body, in_report)}
        edition, problems = outcome(write(Path(folder) / "a", files))
        judged(problems)
        if edition:
            # Whatever stands below the front matter is in the paragraphs, in order. Without both of its lines of ---
            # what is no header is not known here, but nothing is missing between the paragraphs and behind them.
            header, below, written = ("", "", *re.split(r"(?m)^---\s*?$", mutated(body, in_report), maxsplit=2))[-3:]
            kept = [c for p in edition.reports[0].paragraphs for c in p.text + (p.picture.caption if p.picture else "")]
            kept, expected = ([c for c in text if c.isalnum()] for text in (kept, written))
            whole = kept == expected if below and not header.strip() else kept == expected[len(expected) - len(kept) :]
            assert whole or "![" in written
        files = {"issue.yaml": mutated(ISSUE, in_issue)}
        _, problems = outcome(write(Path(folder) / "b", files))
        judged(problems)


@settings(max_examples=examples(40), deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9000), st.integers(0, 6), st.sampled_from(PIECES)), min_size=1, max_size=3))
def test_no_mutation_of_a_layout_ends_in_a_traceback(changes: list[tuple[int, int, str]]) -> None:
    text = (ROOT / "layouts/bulletin-a3.yaml").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mine.yaml"
        path.write_text(mutated(text, changes), encoding="utf-8")
        try:
            decode(str(path), Design)
        except ContentError as error:
            judged(error.problems)
