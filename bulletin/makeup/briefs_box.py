"""Boxes of briefs as marks: ground, rule and title of a box, and the run-in heads of its briefs."""

from collections.abc import Iterator
from typing import NamedTuple

from bulletin.geometry import Rect, rect_path
from bulletin.makeup.brief import Brief
from bulletin.makeup.brief_heads import BriefHeads
from bulletin.makeup.briefs import briefs_title
from bulletin.makeup.headlines import EM_BELOW, INK, INK_ABOVE
from bulletin.makeup.line_marks import level_rule, line_marks
from bulletin.makeup.spots import Spot
from bulletin.makeup.structure import ReportTags
from bulletin.model.design import TextStyle
from bulletin.model.page import ARTIFACT, BriefsBox, Mark, ShapeMark


class SetBriefsBox(NamedTuple):
    """A box of briefs as it is printed, but for the briefs themselves."""

    box: BriefsBox
    marks: tuple[Mark, ...]


def briefs_box(spot: Spot, brief: Brief) -> SetBriefsBox:
    """The box round briefs: a ground that ends level with the last line's ink, a rule over it, the title."""
    rect = spot.rect(brief.area)
    reports = tuple(member.flow.report for member in spot.leaf.members)
    title = briefs_title([brief.edition.reports[report] for report in reports])
    box = BriefsBox(title=title, rect=rect, reports=reports)
    return SetBriefsBox(box=box, marks=tuple(_box_marks(box, spot, brief)))


def _box_marks(box: BriefsBox, spot: Spot, brief: Brief) -> Iterator[Mark]:
    design, grid, rect = brief.design.briefs, brief.area.grid, box.rect
    shade = brief.design.color(design.color)
    foot = grid.leading - (grid.first_baseline_em + EM_BELOW) * grid.size
    if design.ground:
        ground = rect._replace(height=rect.height - foot)
        yield ShapeMark(rect_path(ground), fill=brief.design.color(design.ground))
    yield level_rule(rect.x, rect.y + design.rule / 2, rect.width, design.rule, shade)
    size = grid.size * design.title_scale
    room = (spot.leaf.head.lines + spot.leaf.pad) * grid.leading - design.rule
    baseline = rect.y + design.rule + (room - INK * size) / 2 + INK_ABOVE * size
    part = (box.title, TextStyle(design.role, scale=design.title_scale), shade)
    measure = rect.width - 2 * design.padding
    for line in brief.composer.single((part,), size=grid.size, measure=measure, align="left"):
        yield from line_marks(line, rect.x + design.padding, baseline, ARTIFACT)


def brief_head_marks(spot: Spot, rect: Rect, heads: BriefHeads, brief: Brief, tags: ReportTags) -> list[Mark]:
    """The run-in head of a brief in its box, a grid line for each of its lines."""
    place, grid = spot.leaf.place, brief.area.grid
    assert place
    marks: list[Mark] = []
    for row, item in enumerate(heads.head(spot.leaf.flow.report, place.measure)):
        y = rect.y + row * grid.leading + grid.first_baseline_em * grid.size
        marks += line_marks(item.line, rect.x + place.x, y, tags.head[item.part])
    return marks
