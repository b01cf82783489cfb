"""One page's content stream: marks to operators, in their order, with what is already set not set again.

Pages run from the top left, y downwards; here they are turned over. A line's glyphs keep the advances of their face;
what the composer added comes as character spacing (Tc) where it is the commonest addition of the span, and as a
number in TJ elsewhere. Rounding is carried along the span, so that the last glyph stands as right as the first.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bulletin.draw.pdf.fonts import EmbeddedFont
from bulletin.draw.pdf.images import placing
from bulletin.draw.pdf.laid_page import SetLine
from bulletin.draw.pdf.objects import number, text_source
from bulletin.draw.pdf.set_spans import SetSpan, text_of
from bulletin.draw.pdf.target import SheetSetup, Target
from bulletin.geometry import PathStep, Rect, Size
from bulletin.memory import Memory
from bulletin.model.design import Color
from bulletin.model.galley import Span
from bulletin.model.page import ARTIFACT, ImageMark, RuleMark, ShapeMark, TextMark

WHOLE = Rect(x=0, y=0, width=1, height=1)  # a picture's crop that leaves nothing out
OPERATORS = {"M": "m", "L": "l", "C": "c", "Z": "h"}  # steps of a path (geometry.py) in PDF


class ShownSpan(NamedTuple):
    """A span's operators, wherever its line stands."""

    span: Span
    spacing: str
    show: str
    actual: str  # PDF source of what the span is in the text, "" where its codes say it


class ContentStream:
    """The operators of one page; `memory` keeps those of lines."""

    def __init__(
        self,
        size: Size,
        setup: SheetSetup,
        target: Target,
        fonts: Mapping[str, EmbeddedFont],
        kinds: Sequence[str],
        memory: Memory,
    ) -> None:
        """`kinds`: the type of structure element of each of the page's own tags."""
        self.states: dict[str, float] = {}  # names of opacities used
        self.images: dict[str, str] = {}  # digest of a picture -> its resource name
        self.content: list[int] = []  # tags of the marked content, in the order of its numbers
        self._target = target
        self._fonts = fonts
        self._kinds = kinds
        self._memory = memory
        self._size, self._setup = size, setup
        self._left = setup.left
        self._top = setup.bottom + size.height
        self._out: list[str] = []
        self._tag: int | str | None = None  # of the open marked content: a tag, or the type of an artifact
        self._in_text = False
        self._set: dict[str, str] = {"rendering": "0 Tr", "join": "0 j"}  # what is set, by kind
        self._fills: dict[Color, str] = {}  # looked up at every span

    def finish(self, extra: str = "") -> bytes:
        """The stream; `extra` is drawn last, as an artifact of the sheet."""
        self._close()
        if extra:
            self._out += ["/Artifact<</Type/Page>>BDC", extra, "EMC"]
        return "\n".join(self._out).encode("ascii")

    def text(self, mark: TextMark, made: SetLine) -> None:
        """A line of text, set as `made`."""
        self._open("Pagination" if mark.tag == ARTIFACT else mark.tag, text=True)
        codings = tuple([self._fonts[part.span.face].coding for part in made.spans])
        for part in self._memory.recall((made.line, codings), lambda: self._shown(made)):
            self._span(part, mark)

    def _shown(self, made: SetLine) -> tuple[ShownSpan, ...]:
        return tuple(shown(part, self._fonts[part.span.face]) for part in made.spans)

    def rule(self, mark: RuleMark) -> None:
        """A straight line."""
        self._open("Layout" if mark.tag == ARTIFACT else mark.tag)
        self._change_stroke(mark.color, mark.width)
        self._out.append(f"{self._at(mark.start.x, mark.start.y)} m {self._at(mark.end.x, mark.end.y)} l S")

    def shape(self, mark: ShapeMark) -> None:
        """A path, filled or stroked."""
        if mark.fill is None and mark.stroke is None:
            return
        self._open("Layout" if mark.tag == ARTIFACT else mark.tag)
        before = dict(self._set)
        if mark.opacity < 1:
            name = f"A{round(mark.opacity * 100):02}"
            self.states[name] = round(mark.opacity, 2)
            self._out.append(f"q /{name} gs")
        if mark.fill is not None:
            self._change_fill(mark.fill)
        if mark.stroke is not None:
            self._change_stroke(mark.stroke, mark.width)
        self._out.append(self._path(mark.path))
        self._out.append("B" if mark.fill and mark.stroke else "f" if mark.fill else "S")
        if mark.opacity < 1:
            self._out.append("Q")
            self._set = before

    def image(self, mark: ImageMark) -> None:
        """A picture in its slot, what lies outside clipped."""
        slot = Rect(self._left + mark.rect.x, self._top - mark.rect.bottom, mark.rect.width, mark.rect.height)
        self._open("Layout" if mark.tag == ARTIFACT else mark.tag)
        name = self.images.setdefault(mark.picture.digest, f"I{len(self.images) + 1}")
        matrix = " ".join(map(number, placing(slot, mark.crop)))
        clip = " ".join(map(number, (slot.x, slot.y, slot.width, slot.height))) + " re W n "
        self._out.append(f"q {'' if mark.crop == WHOLE else clip}{matrix} cm /{name} Do Q")

    def area(self, rect: Rect) -> tuple[float, float, float, float]:
        """A rectangle of the page on its sheet."""
        return area(rect, self._size, self._setup)

    def _at(self, x: float, y: float) -> str:
        return f"{number(self._left + x)} {number(self._top - y)}"

    def _open(self, tag: int | str, *, text: bool = False) -> None:
        """Go into the marked content of `tag`, and into or out of a text object."""
        if self._in_text and not (text and tag == self._tag):
            self._out.append("ET")
            self._in_text = False
        if tag != self._tag:
            self._close()
            if isinstance(tag, int):
                opening = f"/{self._kinds[tag]}<</MCID {len(self.content)}>>BDC"
                self.content.append(tag)
            else:
                opening = f"/Artifact<</Type/{tag}>>BDC"
            self._out.append(opening)
            self._tag = tag
        if text and not self._in_text:
            self._out.append("BT")
            self._in_text = True

    def _close(self) -> None:
        if self._in_text:
            self._out.append("ET")
            self._in_text = False
        if self._tag is not None:
            self._out.append("EMC")
            self._tag = None

    def _change(self, kind: str, operators: str) -> None:
        """Set something by these operators, unless they were the last to set it."""
        if self._set.get(kind) != operators:
            self._out.append(operators)
            self._set[kind] = operators

    def _change_fill(self, color: Color) -> None:
        operators = self._fills.get(color)
        if operators is None:
            operators = self._fills[color] = self._target.fill(color)
        self._change("fill", operators)

    def _change_stroke(self, color: Color, width: float, *, join: int = 0) -> None:
        self._change("stroke", self._target.stroke(color))
        self._change("width", f"{number(width)} w")
        self._change("join", f"{join} j")

    def _path(self, path: Sequence[PathStep]) -> str:
        steps: list[str] = []
        for operator, numbers in path:
            for x, y in zip(numbers[::2], numbers[1::2], strict=True):
                steps.append(self._at(x, y))
            steps.append(OPERATORS[operator])
        return " ".join(steps)

    def _span(self, part: ShownSpan, mark: TextMark) -> None:
        """One stretch of one face, placed by its first glyph."""
        span = part.span
        size = span.size
        self._change("font", f"/{self._fonts[span.face].name} {number(size)} Tf")
        self._change("rendering", "3 Tr" if span.invisible else "2 Tr" if span.stroke else "0 Tr")
        if not span.invisible:
            self._change_fill(span.color)
            if span.stroke:
                self._change_stroke(span.color, span.stroke * size / 1000, join=1)  # round: no spikes at sharp corners
        self._change("spacing", part.spacing)
        before, after = self._target.outlined(span.color) if span.stroke and not span.invisible else ("", "")
        at = self._at(mark.x + span.xs[0] * size / 1000, mark.y - span.rise * size / 1000)
        placed = " ".join(filter(None, (before, f"1 0 0 1 {at} Tm {part.show}", after)))
        self._out.append(f"/Span<</ActualText {part.actual}>>BDC {placed} EMC" if part.actual else placed)


def area(rect: Rect, size: Size, setup: SheetSetup) -> tuple[float, float, float, float]:
    """A rectangle of a page from the bottom left of its sheet: left, bottom, right, top."""
    top = setup.bottom + size.height
    return setup.left + rect.x, top - rect.bottom, setup.left + rect.right, top - rect.y


def shown(part: SetSpan, embedded: EmbeddedFont) -> ShownSpan:
    """The operators of a span in its face."""
    size, extra = part.span.size, part.extra
    common = max(sorted(set(extra)), key=extra.count) if extra else 0
    spacing = number(common * size / 1000, decimals=5)  # it is added some forty times in a line
    codes = [embedded.codes[key] for key in part.keys]
    actual = part.span.actual
    if actual is None and not embedded.ambiguous.isdisjoint(part.keys):
        actual = "".join(map(text_of, part.keys))
    return ShownSpan(
        span=part.span,
        spacing=f"{spacing} Tc",
        show=show_operator(codes, extra, float(spacing) * 1000 / size),
        actual="" if actual is None else text_source(actual),
    )


def show_operator(codes: Sequence[str], extra: Sequence[int], spacing: float) -> str:
    """Tj or TJ for `codes`.

    Args:
        extra: what must be added after each glyph but the last, 1/1000 em.
        spacing: what character spacing adds already, 1/1000 em.
    """
    parts: list[str] = []
    run: list[str] = []
    error = 0.0  # how far the pen stands right of where it should, 1/1000 em
    for code, wanted in zip(codes, (*extra, None), strict=True):
        run.append(code)
        if wanted is None:
            break
        error += spacing - wanted
        if not -0.5 < error < 0.5:
            step = round(error)
            parts += (f"<{''.join(run)}>", str(step))
            run = []
            error -= step
    if not parts:
        return f"<{''.join(run)}> Tj"
    parts.append(f"<{''.join(run)}>")
    return f"[{''.join(parts)}] TJ"
