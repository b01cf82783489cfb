"""Decides the colours of the deck's theme: fixed slots from the print layout, accents from the columns (栏目)."""

from bulletin.model.design import ColorName, Design
from bulletin.model.slide import SlideDesign

ACCENTS = 6  # of an Office theme


def accent_numbers(columns: tuple[str, ...], design: Design) -> dict[str, int]:
    """The accent, from 1, of every column; a seventh colour has none of its own and takes the first again."""
    names = _accent_names(columns, design)
    used = design.columns.by_column(columns)
    return {
        column: (names.index(used[column]) if used[column] in names else index % ACCENTS) + 1
        for index, column in enumerate(columns)
    }


def theme_colors(columns: tuple[str, ...], design: Design, slide_design: SlideDesign) -> tuple[tuple[str, str], ...]:
    """The theme as slot and RRGGBB: fixed slots, then the columns' colours as accents, filled up from the palette."""
    theme = slide_design.theme
    accents = _accent_names(columns, design)
    slots = (
        *(("dk1", theme.dark1), ("lt1", theme.light1), ("dk2", theme.dark2), ("lt2", theme.light2)),
        *((f"accent{number}", name) for number, name in enumerate(accents, 1)),
        ("hlink", theme.link),
        ("folHlink", theme.visited),
    )
    return tuple((slot, "".join(f"{round(part * 255):02X}" for part in design.color(name).rgb)) for slot, name in slots)


def _accent_names(columns: tuple[str, ...], design: Design) -> tuple[ColorName, ...]:
    """Six colours: those of the columns first, then others of the layout."""
    used = design.columns.by_column(columns)
    names = tuple(dict.fromkeys((*used.values(), *design.columns.named.values(), *design.columns.palette)))
    return (names * ACCENTS)[:ACCENTS]
