"""Decides which accent of the template's theme stands for which column (栏目)."""

from bulletin.model.design import Design

ACCENTS = 6  # of an Office theme


def accent_numbers(columns: tuple[str, ...], design: Design, accents: tuple[str, ...]) -> dict[str, int]:
    """The accent, from 1, of every column: the one that the newspaper prints it in, else the next that is free.

    Args:
        columns: in the order in which they take colours.
        accents: the theme's colours, RRGGBB.
    """
    printed = {column: _hex(design.color(name).rgb) for column, name in design.columns.by_column(columns).items()}
    numbers = {column: accents.index(color) + 1 for column, color in printed.items() if color in accents}
    free = [number for number in range(1, ACCENTS + 1) if number not in numbers.values()]
    others = [column for column in columns if column not in numbers]
    for place, column in enumerate(others):
        numbers[column] = free[place] if place < len(free) else (len(numbers) % ACCENTS) + 1
    return numbers


def _hex(rgb: tuple[float, ...]) -> str:
    return "".join(f"{round(part * 255):02X}" for part in rgb)
