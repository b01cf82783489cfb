"""The public face of composing: paragraphs to galleys and to lines, headlines and bylines to lines."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from bulletin.compose.askers import Askers
from bulletin.compose.display import display_lines
from bulletin.compose.justify import LineLook
from bulletin.compose.mixed_line import LineAlign, SizedText, mixed_lines
from bulletin.compose.paragraphs import (
    Extent,
    ParagraphTask,
    extent,
    galley,
    line_insets,
    milli_ems,
    paragraph_task,
    set_lines,
)
from bulletin.compose.type_case import TypeCase, styled_text
from bulletin.faces.face import Faces
from bulletin.memory import Memory
from bulletin.model.design import Align, Color, TextDesign, TextStyle
from bulletin.model.edition import Paragraph
from bulletin.model.galley import Galley, Line, Setting
from bulletin.units import Pt, fits
from bulletin.words.head_words import IN_WHOLE, PARTICLES, PARTS_WORD, HeadWords


class Composer:
    """Sets text in the faces given: total-fit, remembered, the same for the same input."""

    def __init__(
        self,
        text: TextDesign,
        faces: Faces,
        terms: tuple[str, ...] = (),
        memory: Memory | None = None,
        words: HeadWords | None = None,
    ) -> None:
        """A composer of one issue.

        Args:
            memory: what was composed before, and what was made of it, with the same `text`, `faces` and `terms`.
            words: what a break costs in heads; by the list of words and `terms` alone if None.
        """
        self._case = TypeCase(text, faces, terms)
        self._words = words or HeadWords(terms)
        self.memory = memory or Memory()
        self.askers = Askers(self.memory, self._words)
        self._own = self.memory

    def part_of(self, report: str) -> Memory:
        """What was composed of a report of this name: kept while there is one, though nothing of it is set anew."""
        return self.memory.under("report", report)

    @contextmanager
    def setting(self, report: str) -> Iterator[None]:
        """Within the block paragraphs are those of this report."""
        before, self._own = self._own, self.part_of(report)
        try:
            yield
        finally:
            self._own = before

    def galley(self, paragraph: Paragraph, style: TextStyle, *, size: Pt, measure: Pt) -> Galley:
        """The line counts in which `paragraph` can be set, n* - 2 ... n* + 2 as far as they are feasible.

        They depend on the ratio of `measure` to `size` alone.
        """
        task = self._task(paragraph, style, size, measure)
        return self._own.under("galleys").recall(("galley", task), lambda: galley(task, self._case))

    def _task(self, paragraph: Paragraph, style: TextStyle, size: Pt, measure: Pt) -> ParagraphTask:
        task = paragraph_task(paragraph, style, self._case.design, size=size, measure=measure)
        return task._replace(words=self.heading_words(paragraph, style, size=size, measure=measure))

    def extent(self, paragraph: Paragraph, style: TextStyle) -> Extent:
        """How wide `paragraph` is on one line, and how narrow a measure may be for it; 1/1000 of its size."""
        text = paragraph_task(paragraph, style, self._case.design, size=1.0, measure=1.0).text
        return self.memory.recall(("extent", text), lambda: extent(self._case.items(text)))

    def heading_words(self, paragraph: Paragraph, style: TextStyle, *, size: Pt, measure: Pt) -> tuple[float, ...]:
        """The prices by which a heading breaks at a measure; none of one that surely fits, or of other text."""
        if paragraph.kind not in ("heading", "box-head"):
            return ()
        insets = line_insets(style, self._case.design, size=size, measure=measure)
        room = milli_ems(measure, size) / 1000 - insets.first - insets.right
        return () if fits(len(paragraph.text), room) else self._words.prices(paragraph.text)

    def line_ems(self, style: TextStyle, *, size: Pt, measure: Pt) -> float:
        """How long the lines of a paragraph are after the first."""
        insets = line_insets(style, self._case.design, size=size, measure=measure)
        return measure / size - insets.others - insets.right

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
        """`paragraph` set with the line ends of `setting`; spans and widths count from the column's left edge.

        The measure of a line is where its style wants it to end, `TextStyle.right_em` before the column's right edge.
        """
        task = self._task(paragraph, style, size, measure)

        def make() -> tuple[Line, ...]:
            insets = line_insets(style, self._case.design, size=size, measure=measure)
            look = self._look(style.role, size, color, measure - insets.right * size, style.align)
            look = look._replace(bold=self._case.cells(style.bold_role), bold_color=bold_color or color)
            look = look._replace(left=insets.left * size)
            return set_lines(task, setting.ends, self._case, look)

        key = ("lines", task, setting.ends, size, measure, color, bold_color)
        return self._own.under("lines").recall(key, make)

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
        sentence: bool = False,
    ) -> tuple[Line, ...] | None:
        """A headline, kicker, subtitle or short head in exactly `rows` lines, or None when it cannot be.

        U+3000 is the gap between two phrases, 1 em, and the break preferred. `tracking` is least and most
        letterspacing, em; 0 is preferred where the range has it. A `sentence` rather ends its lines after marks.
        """
        words = self._words.prices(text) if rows > 1 else ()

        def make() -> tuple[Line, ...] | None:
            return display_lines(
                self._case.display_items(text, role),
                self._look(role, size, color, measure, align),
                milli_ems(measure, size),
                rows,
                (round(tracking[0] * 1000), round(tracking[1] * 1000)),
                words,
                sentence=sentence,
            )

        key = ("display", text, role, size, measure, rows, color, align, tracking, words, sentence)
        return self.memory.recall(key, make)

    def parted(self, text: str, lines: tuple[Line, ...]) -> int:
        """How many lines of a head end inside a word."""
        return sum(self._words.prices(text)[line.end] >= PARTS_WORD for line in lines[:-1])

    def tears(self, text: str, lines: tuple[Line, ...]) -> bool:
        """Whether a line of a head ends inside what never parts: a name, a title in 《》, a term."""
        return any(self._words.prices(text)[line.end] >= IN_WHOLE for line in lines[:-1])

    def word_ends(self, text: str) -> tuple[int, ...]:
        """Before which characters of a head, but its first, surely no word is parted, and none leads to the next."""
        prices = self._words.prices(text)
        return tuple(end for end in range(1, len(text)) if not prices[end] and text[end - 1] not in PARTICLES)

    def single(
        self,
        parts: tuple[tuple[str, TextStyle, Color], ...],
        *,
        size: Pt,
        measure: Pt,
        align: LineAlign,
        post: bool = False,
    ) -> tuple[Line, ...]:
        """Texts of differing styles, each at size * style.scale, on one line; on more only when need be.

        `post`: they are a byline, whose lines end where a post may be parted (`posts.py`).
        """

        def make() -> tuple[Line, ...]:
            texts = []
            for text, style, color in parts:
                if text:
                    items = self._case.items(styled_text(text, style.role, round(style.tracking_em * 1000)))
                    look = self._look(style.role, size * style.scale, color, measure, align)
                    texts.append(SizedText(items=items, look=look, words=words.get(text, ())))
            return mixed_lines(tuple(texts), self._case, measure, align, post=post)

        long = () if post else [text for text, style, _ in parts if not fits(len(text) * size * style.scale, measure)]
        words = {text: self._words.prices(text) for text in long}
        return self.memory.recall(("single", parts, size, measure, align, post, *words.values()), make)

    def _look(self, role: str, size: Pt, color: Color, measure: Pt, align: Align) -> LineLook:
        cells = self._case.cells(role)
        return LineLook(plain=cells, bold=cells, size=size, color=color, bold_color=color, measure=measure, align=align)
