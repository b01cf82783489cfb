"""The judgement over a made-up issue: what an editor should hear, and figures to compare issues by."""

from collections.abc import Mapping
from typing import NamedTuple

from bulletin.model.design import Design
from bulletin.model.edition import Edition
from bulletin.model.page import Bulletin
from bulletin.problems import Problem
from bulletin.proof.columns import column_figures, picture_problems


class Proof(NamedTuple):
    """Problems for the editor; figures by name."""

    problems: tuple[Problem, ...]
    figures: Mapping[str, float]


def proof(edition: Edition, design: Design, bulletin: Bulletin) -> Proof:
    """Judge a made-up issue: lines, columns, pages, pictures."""
    columns = column_figures(edition, bulletin)
    problems = (*bulletin.problems, *picture_problems(bulletin, design.pictures.min_dpi))
    figures: dict[str, float] = {"pages": len(bulletin.pages), **columns._asdict()}
    return Proof(problems, figures)
