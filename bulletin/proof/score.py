"""A finished issue judged: problems for the editor, and figures to compare issues by."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import NamedTuple

from bulletin.memory import Memory
from bulletin.model.design import Design
from bulletin.model.edition import Edition
from bulletin.model.galley import Line
from bulletin.model.page import Bulletin
from bulletin.problems import Problem
from bulletin.proof.columns import column_figures, picture_problems, stranded_subheads
from bulletin.proof.lines import judge_lines
from bulletin.proof.shrunk import shrunk_furniture

TOLD = frozenset({"overfull", "note-at-figure"})  # of the findings on lines: what says something else, or is cut off


class Proof(NamedTuple):
    """Problems for the editor; findings on lines, where no writer can help; figures by name."""

    problems: tuple[Problem, ...]
    lines: tuple[Problem, ...]
    figures: Mapping[str, float]


def proof(edition: Edition, design: Design, bulletin: Bulletin, memory: Memory | None = None) -> Proof:
    """Judge a finished issue: lines, columns, pages, pictures; `memory` keeps the findings on paragraphs."""
    columns = column_figures(edition, bulletin)
    lines = tuple(_lines_judged(edition, bulletin, memory or Memory()))
    problems = (
        *bulletin.problems,
        *picture_problems(edition, bulletin, design.pictures.min_dpi),
        *shrunk_furniture(edition, design, bulletin),
        *stranded_subheads(edition, bulletin),
        *(line for line in lines if line.code in TOLD),
    )
    figures: dict[str, float] = {"pages": len(bulletin.pages), **columns._asdict()}
    return Proof(problems=problems, lines=tuple(line for line in lines if line.code not in TOLD), figures=figures)


def _lines_judged(edition: Edition, bulletin: Bulletin, memory: Memory) -> Iterator[Problem]:
    """Findings on the lines of every paragraph, whichever columns and pages they stand in."""
    lines: dict[tuple[int, int], list[Line]] = {}
    for page in bulletin.pages:
        for module in page.modules:
            for piece in module.pieces:
                lines.setdefault((module.report, piece.paragraph), []).extend(piece.lines)
    for (number, position), found in sorted(lines.items()):
        report = edition.reports[number]
        key = (report.paragraphs[position], tuple(found), report.ignore)
        yield from memory.recall(key, partial(judge_lines, *key))
