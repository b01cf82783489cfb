"""Our tables of marks held against the public lists: Unicode's UAX 14, W3C CLREQ, GB/T 15834.

The proof's table is held as well: what no line may begin or end with is found by it.
"""

import re

import pytest

from bulletin.compose.addresses import addresses
from bulletin.compose.classes import Breaks, Classes, classify
from bulletin.model.design import Color
from bulletin.model.edition import Paragraph, Run
from bulletin.model.galley import Line, Span
from bulletin.problems import Place
from bulletin.proof.lines import judge_lines
from tests.conftest import ROOT

CLASSES = Classes()
BREAKS = Breaks("gb")
BLACK = Color("black", (0.0, 0.0, 0.0), (0.0, 0.0, 0.0, 1.0))


def may_break(text: str, place: int, breaks: Breaks = BREAKS) -> bool:
    """Whether a line of `text` may end before the character at `place`, by classes alone."""
    classes = classify(text, CLASSES, addresses(text))
    return breaks[classes[place - 1], classes[place]] > 0


def judged(text: str, end: int) -> set[str]:
    """The findings of the proof on `text` set in two lines, the first up to `end`."""
    lines = []
    for start, stop in ((0, end), (end, len(text))):
        xs = tuple(1000 * place for place in range(stop - start))
        span = Span(face="song", size=10.0, color=BLACK, units=text[start:stop], xs=xs)
        lines.append(Line(spans=(span,), start=start, end=stop, width=100.0, measure=100.0, last=stop == len(text)))
    paragraph = Paragraph("body", 0, (Run(text),), Place("x.md"))
    return {problem.code for problem in judge_lines(paragraph, tuple(lines), ())}


# UAX 14, the rules of which class stands at no line's start (LB 7, 13, 19, 21, 22, 23a, 25) and at no line's end
# (LB 12, 14, 19, 21, 23a), between ideographs.
NOT_AT_START = "CL CP EX IS SY NS CJ BA HY GL PO QU IN"
NOT_AT_END = "OP PR GL QU BB"

# Characters that we set otherwise than UAX 14 says, and why.
EXCEPTIONS = {
    "\u2026\u2025\u2024\u22ef\ufe19": "an ellipsis may begin a line, at a price: GB/T 15834 5.1.5 bars only parting it",
    "\"'": "a straight quotation mark does not say which side it is on; normalising makes a pair of it (P6)",
    "\u2018\u2019\u201c\u201d\u00ab\u00bb\u201b\u201f\u2039\u203a": "quotation marks have a side: tested below",
    "+\\": "互联网+ belongs to what stands before, +5% to what follows; a backslash stands in paths",
    "|": "a bar parts fields of equal rank; UAX 14 means program text",
    "±−∓": "signs hold on to their number (break_prices.py), not to words",
    "´¡¿": "an acute accent and the openings of Spanish sentences stand in Latin words, set as letters",
    "⁖⁘⁙⁚⁛⁝⁞": "ancient punctuation that no face here draws",
}  # fmt: skip
EXCEPTED = frozenset("".join(EXCEPTIONS))


def _unicode_classes() -> dict[str, str]:
    """UAX 14's classes with their characters, white space left out: it ends as a space before lines are broken."""
    text = (ROOT / "tests/compose/line_break_classes.txt").read_text(encoding="utf-8")
    rows = re.sub("#.*\n", "", text).replace("\n  ", " ").split("\n")
    found = {}
    for name, *ranges in filter(None, map(str.split, rows)):
        spans = ([int(end, 16) for end in one.split("-")] for one in ranges)
        characters = (chr(code) for span in spans for code in range(span[0], span[-1] + 1))
        found[name] = "".join([character for character in characters if character.isprintable()])
    return found


UAX14 = _unicode_classes()


@pytest.mark.parametrize("name", NOT_AT_START.split())
def test_what_uax_14_keeps_from_a_line_s_start_begins_no_line(name: str) -> None:
    wrong = [mark for mark in UAX14[name] if mark not in EXCEPTED and may_break(f"天{mark}地", 1)]

    assert wrong == []


@pytest.mark.parametrize("name", NOT_AT_END.split())
def test_what_uax_14_keeps_from_a_line_s_end_ends_no_line(name: str) -> None:
    wrong = [mark for mark in UAX14[name] if mark not in EXCEPTED and may_break(f"天{mark}地", 2)]

    assert wrong == []


@pytest.mark.parametrize("name", sorted({*NOT_AT_START.split(), *NOT_AT_END.split()}))
def test_the_proof_sees_what_uax_14_keeps_from_a_line_s_edges(name: str) -> None:
    marks = [mark for mark in UAX14[name] if mark not in EXCEPTED and (not mark.isascii() or mark == "/")]
    if name in NOT_AT_START.split():
        assert [mark for mark in marks if "line-start" not in judged(f"天天{mark}地地", 2)] == []
    if name in NOT_AT_END.split():
        assert [mark for mark in marks if "line-end" not in judged(f"天天{mark}地地", 3)] == []


def test_what_uax_14_lets_begin_and_end_lines_does_so() -> None:
    assert all(may_break(f"天{mark}地", 1) for mark in "地〇①ア■￡（〝«")
    assert all(may_break(f"天{mark}地", 2) for mark in "地〇①ア■％）〞»々")


@pytest.mark.parametrize("dash", ["——", "――", "──", "⸺⸺", "———"])
def test_a_dash_is_whole_and_may_begin_or_end_a_line(dash: str) -> None:
    """B2 of UAX 14 (LB 17), GB/T 15834 5.1.4."""
    text = f"天{dash}地"

    assert [may_break(text, place) for place in range(1, len(text))] == [True, *[False] * (len(dash) - 1), True]
    assert not may_break(text, 1, Breaks("strict"))


def test_a_number_is_whole() -> None:
    """LB 25 of UAX 14, and full-width digits (class ID there) as digits: GB/T 15835 knows one kind of number."""
    for number in ("1,860.5%", "$15", "15:30", "１，８６０．５％", "￥１５", "１５：３０", "２０１９", "１９5", "(12)"):
        assert not any(may_break(f"天{number}地", place) for place in range(2, 1 + len(number))), number


# W3C CLREQ, "Prohibition Rules for Line Start and Line End": pauses and stops, closing quotation marks and brackets,
# connectors, interpuncts and solidus begin no line; opening quotation marks and brackets end none.
CLREQ_START = "，、；：。．！？”’」』）］｝〕】〗》〉·‧・－–～/／"
CLREQ_END = "“‘「『（［｛〔【〖《〈"


def test_clreq_s_line_start_and_line_end() -> None:
    assert not [
        mark for mark in CLREQ_START if may_break(f"天{mark}地", 1) or "line-start" not in judged(f"天天{mark}地地", 2)
    ]
    assert not [
        mark for mark in CLREQ_END if may_break(f"天{mark}地", 2) or "line-end" not in judged(f"天天{mark}地地", 3)
    ]


# GB/T 15834-2011, 5.1: clause, marks, neither at a line's start, neither at its end, not to be parted.
GB_T_15834 = [
    ("5.1.1", "。 ， 、 ； ：", True, False),
    ("5.1.2", "？ ！ ？！ ！！ ？？！", True, False),
    ("5.1.3", "” ’ ） 》 〉 】 〕", True, False),
    ("5.1.3", "“ ‘ （ 《 〈 【 〔", False, True),
    ("5.1.4", "——", False, False),
    ("5.1.5", "…… ⋯⋯", False, False),
    ("5.1.6", "- – — ～ －", True, False),
    ("5.1.7", "·", True, False),
    ("5.1.8", "·", True, False),
    ("5.1.9", "/ ／", True, True),
]


@pytest.mark.parametrize(("clause", "marks", "not_at_start", "not_at_end"), GB_T_15834)
def test_gb_t_15834(clause: str, marks: str, not_at_start: bool, not_at_end: bool) -> None:
    for mark in marks.split():
        text = f"天{mark}地"
        assert may_break(text, 1) is not not_at_start, (clause, mark)
        assert may_break(text, len(text) - 1) is not not_at_end, (clause, mark)
        assert not any(may_break(text, place) for place in range(2, len(text) - 1)), (clause, mark)


@pytest.mark.parametrize("opening", "“‘«‹„‚‛‟")
def test_a_quotation_mark_s_side_is_kept(opening: str) -> None:
    closing = dict(zip("“‘«‹„‚‛‟", "”’»›”’’”", strict=True))[opening]
    text = f"天{opening}地{closing}人"

    assert [may_break(text, place) for place in range(1, 5)] == [True, False, False, True]
