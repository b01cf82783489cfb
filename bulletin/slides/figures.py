"""Decides how the key figures of a report stand side by side: as many as are readable, in equal cells."""

from itertools import combinations
from typing import NamedTuple

from bulletin.choose.figures import FEWEST_FIGURES, KeyFigure
from bulletin.geometry import Rect
from bulletin.model.slide import LayoutText, SlideParagraph, SlideRun
from bulletin.slides.measure import Measurer
from bulletin.slides.sizes import moved_to
from bulletin.units import Pt, fits

KEY_FIGURE_SIZES = (1.0, 0.91)  # of the layout's own, largest first: 44 and 40 points
UNIT_SIZE = 0.5  # of the figure's: what stands beside it
LEAST_UNIT: Pt = 18.0


class FigureCell(NamedTuple):
    """A key figure in its placeholder."""

    text: LayoutText  # as it stands here
    paragraphs: tuple[SlideParagraph, ...]
    words: str  # verbatim: the figure with what stands beside it
    figure: str  # with its unit alone


def figure_cells(
    figures: tuple[KeyFigure, ...], places: tuple[LayoutText, ...], measurer: Measurer, *, fewest: int = FEWEST_FIGURES
) -> tuple[FigureCell, ...]:
    """The figures in cells that share the placeholders' width; () where fewer than `fewest` can stand so.

    Where not all find room, the one that says most stays, with as many others as go beside it, the best first.
    """
    for shown in _choices(figures, fewest, len(places)):
        cells = _cells(shown, places)
        for share in KEY_FIGURE_SIZES:  # all figures of one size
            filled = [
                _filled(figure, text, rect, share, measurer) for figure, (text, rect) in zip(shown, cells, strict=True)
            ]
            if None not in filled:
                return tuple(cell for cell in filled if cell)
    return ()


def _choices(figures: tuple[KeyFigure, ...], fewest: int, most: int) -> list[tuple[KeyFigure, ...]]:
    """So many figures, in their order: those with the best one first, more before fewer."""
    best = min((figure.rank for figure in figures), default=0)
    found = [some for count in range(fewest, min(most, len(figures)) + 1) for some in combinations(figures, count)]
    return sorted(
        found,
        key=lambda some: (all(each.rank != best for each in some), -len(some), sorted(each.rank for each in some)),
    )


def _cells(figures: tuple[KeyFigure, ...], places: tuple[LayoutText, ...]) -> list[tuple[LayoutText, Rect]]:
    """A placeholder and its place for each figure: equal parts of the strip that all placeholders make.

    They stand side by side, or below each other where the layout's do.
    """
    first, last = places[0].rect, places[-1].rect
    width, height = (last.right - first.x) / len(figures), (last.bottom - first.y) / len(figures)
    stacked = fits(last.x, first.x)
    return [
        (
            text,
            text.rect._replace(y=first.y + place * height, height=height)
            if stacked
            else text.rect._replace(x=first.x + place * width, width=width),
        )
        for place, text in enumerate(places[: len(figures)])
    ]


def _filled(figure: KeyFigure, text: LayoutText, rect: Rect, share: float, measurer: Measurer) -> FigureCell | None:
    """The cell with its words, the figure in a share of the layout's size; None where they do not fit."""
    large, small = text.levels[:2]
    measure, depth = rect.width - text.insets.left - text.insets.right, text.depth
    height = large.before + large.leading + measurer.height(figure.noun, small, measure)
    size = round(large.size * share)
    beside = max(round(size * UNIT_SIZE), LEAST_UNIT)
    width = measurer.width(figure.figure) * size + measurer.width(figure.before + figure.unit) * beside
    if not (fits(height, depth) and fits(width, measure)):
        return None
    runs = (SlideRun(figure.before, size=beside), SlideRun(figure.figure), SlideRun(figure.unit, size=beside))
    lines = [SlideParagraph(level=0, runs=tuple(run for run in runs if run.text))]
    lines += [SlideParagraph.of(figure.noun, level=1)] if figure.noun else []
    words = figure.before + figure.figure + figure.unit
    placed = moved_to(text, rect)
    if size < large.size:
        placed = placed._replace(levels=(large._replace(size=size), *text.levels[1:]), sized=True)
    return FigureCell(text=placed, paragraphs=tuple(lines), words=words, figure=figure.figure + figure.unit)
