"""A finished issue judged: problems for the editor, and figures to compare issues by."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

from bulletin.memory import Memory
from bulletin.model.design import Design
from bulletin.model.edition import Edition, Report
from bulletin.model.galley import Line
from bulletin.model.page import Bulletin, Module
from bulletin.problems import Problem
from bulletin.proof.columns import column_figures, picture_problems, stranded_subheads
from bulletin.proof.lines import judge_lines
from bulletin.proof.shrunk import shrunk_furniture

TOLD = frozenset({"overfull", "note-at-figure"})  # of the findings on lines: what says something else, or is cut off


class Proof(NamedTuple):
    """Problems for the editor; findings on lines, where no writer can help."""

    problems: tuple[Problem, ...]
    lines: tuple[Problem, ...]
    edition: Edition
    bulletin: Bulletin

    @property
    def figures(self) -> Mapping[str, float]:
        """How the columns turned out, by name."""
        return {"pages": len(self.bulletin.pages), **column_figures(self.edition, self.bulletin)._asdict()}


def proof(edition: Edition, design: Design, bulletin: Bulletin, memory: Memory | None = None) -> Proof:
    """Judge a finished issue: lines, columns, pages, pictures; `memory` keeps the findings on reports and pages."""
    known = (memory or Memory()).under("proof")
    parts: dict[int, list[tuple[int, Module]]] = {}
    for page in bulletin.pages:
        for module in page.modules:
            parts.setdefault(module.report, []).append((page.number, module))
    lines: list[Problem] = []
    stranded: list[Problem] = []
    for number, own in sorted(parts.items()):
        report, placed = edition.reports[number], tuple(own)
        paragraphs = known.under("report", report.name)
        paragraphs.stay()
        lines += known.recall(("lines", report, placed), partial(_lines_judged, report, placed, paragraphs))
        stranded += known.recall(("subheads", report, placed), partial(stranded_subheads, report, placed))
    problems = (
        *bulletin.problems,
        *picture_problems(edition, bulletin, design.pictures.min_dpi, known),
        *shrunk_furniture(edition, design, bulletin, known),
        *stranded,
        *(line for line in lines if line.code in TOLD),
    )
    told = tuple(line for line in lines if line.code not in TOLD)
    return Proof(problems=problems, lines=told, edition=edition, bulletin=bulletin)


def _lines_judged(report: Report, parts: Sequence[tuple[int, Module]], known: Memory) -> tuple[Problem, ...]:
    """Findings on the lines of every paragraph of a report, whichever columns and pages they stand in."""
    lines: dict[int, list[Line]] = {}
    for _, module in parts:
        for piece in module.pieces:
            lines.setdefault(piece.paragraph, []).extend(piece.lines)
    found: list[Problem] = []
    for position, own in sorted(lines.items()):
        key = (report.paragraphs[position], tuple(own), report.ignore)
        found += known.recall(key, partial(judge_lines, *key))
    return tuple(found)
