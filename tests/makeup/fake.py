"""A composer without faces for makeup's own tests: every character is one em wide, lines are first-fit."""

from typing import Literal

from bulletin.compose.composer import Composer
from bulletin.model.design import Color, TextStyle
from bulletin.model.edition import Paragraph
from bulletin.model.galley import Galley, Line, Setting, Span
from bulletin.units import Pt


class FakeComposer(Composer):
    """Sets paragraphs on a square grid; a paragraph may be a line longer, or shorter where its last line is short."""

    def __init__(self) -> None:
        pass

    def galley(
        self, paragraph: Paragraph, style: TextStyle, *, size: Pt, measure: Pt, counts: tuple[int, ...] = ()
    ) -> Galley:
        cells = max(2, int(measure / size + 0.001))
        text = paragraph.text
        first = cells - int(style.indent_em)
        ends = [min(first, len(text))]
        while ends[-1] < len(text):
            ends.append(min(ends[-1] + cells, len(text)))
        settings = [Setting(0.0, tuple(ends))]
        last = ends[-1] - (ends[-2] if len(ends) > 1 else 0)
        if len(ends) > 3 and last <= 3:
            settings.insert(0, Setting(30.0, (*ends[:-2], ends[-1])))
        if len(ends) > 3 and last >= cells - 4:
            settings.append(Setting(25.0, (*ends[:-1], ends[-1] - 2, ends[-1])))
        return Galley(tuple(settings), settings.index(Setting(0.0, tuple(ends))))

    def lines(
        self,
        paragraph: Paragraph,
        style: TextStyle,
        setting: Setting,
        *,
        size: Pt,
        measure: Pt,
        color: Color,
        bold_color: Color | None = None,
    ) -> tuple[Line, ...]:
        lines: list[Line] = []
        start = 0
        for row, end in enumerate(setting.ends):
            text = paragraph.text[start:end]
            indent = int(style.indent_em * 1000) if row == 0 else 0
            pitch = min(1000, int((measure / size * 1000 - indent) / max(1, len(text))))
            xs = tuple(indent + place * pitch for place in range(len(text)))
            lines.append(
                Line(
                    (Span(style.role, size, color, text, xs),), start, end, measure, measure,
                    last=row + 1 == len(setting.ends),
                )
            )  # fmt: skip
            start = end
        return tuple(lines)

    def display(
        self,
        text: str,
        role: str,
        *,
        size: Pt,
        measure: Pt,
        rows: int,
        color: Color,
        align: Literal["left", "center"],
        tracking: tuple[float, float],
    ) -> tuple[Line, ...] | None:
        per_row = -(-len(text) // rows)
        if per_row * size > measure * 1.03 or len(text) < rows:
            return None
        return tuple(
            _line(text[at : at + per_row], role, size, measure, color, align, at) for at in range(0, len(text), per_row)
        )

    def single(
        self,
        parts: tuple[tuple[str, TextStyle, Color], ...],
        *,
        size: Pt,
        measure: Pt,
        align: Literal["left", "center", "right"],
    ) -> tuple[Line, ...]:
        text = "".join(part[0] for part in parts)
        _, style, color = parts[0]
        return (_line(text, style.role, size * style.scale, measure, color, align, 0),)


def _line(text: str, role: str, size: Pt, measure: Pt, color: Color, align: str, start: int) -> Line:
    spare = max(0.0, measure - len(text) * size) / size * 1000
    left = int({"left": 0.0, "center": spare / 2, "right": spare}[align])
    xs = tuple(left + 1000 * place for place in range(len(text)))
    width = (left / 1000 + len(text)) * size
    return Line((Span(role, size, color, text, xs),), start, start + len(text), width, measure, last=True)
