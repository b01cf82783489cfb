"""What a PDF page paints: content streams in, painted marks out, wherever the file comes from.

An interpreter of the graphics model as far as prepress asks: graphics state stack, transformation, clip (as its
bounding box), colour spaces, forms, tiling patterns, shadings, inline images, text with its true size. It does not
rasterise: what lies under a mark is what was last filled over its middle (curves taken by their control points;
images and gradients are not seen below), and glyph procedures of Type 3 fonts are not entered. Boxes are in default
user space, so y grows upwards: this room reads files, it draws none.
"""

import math
from collections.abc import Sequence
from typing import Any, Literal, NamedTuple, TypeAlias

import pikepdf

from bulletin.preflight.color import (
    BLACK,
    CMYK,
    GRAY,
    PATTERN,
    RGB,
    Paint,
    Space,
    image_inks,
    initial,
    is_dictionary,
    paint_of,
    shading_paint,
    space_of,
)
from bulletin.preflight.fonts import FontProgram

Box: TypeAlias = tuple[float, float, float, float]
Matrix: TypeAlias = tuple[float, float, float, float, float, float]
Kind: TypeAlias = Literal["text", "fill", "stroke", "image", "shading"]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
EVERYWHERE: Box = (-1e9, -1e9, 1e9, 1e9)
DEEPEST = 12  # forms within forms; deeper is a loop or a joke
BACKGROUNDS = 4000  # filled shapes remembered on a page
Outline: TypeAlias = Sequence[Sequence[tuple[float, float]]]  # subpaths


class Image(NamedTuple):
    """An image where it is placed."""

    name: str
    width_px: int
    height_px: int
    bits: int
    space: Space
    dpi: float  # the lesser of the two directions
    is_mask: bool
    has_soft_mask: bool
    inks: float | None  # largest total of a small area; None where unknown


class Mark(NamedTuple):
    """One thing painted."""

    kind: Kind
    page: int
    box: Box  # clipped
    paint: Paint | None
    size: float = 0.0  # type size, line width, or the short side of a filled rectangle, in points as printed
    characters: int = 0
    font: int = -1  # index in Painted.fonts
    overprint: bool = False
    overprint_mode: int = 0
    alpha: float = 1.0
    blend: str = "Normal"
    is_box: bool = False  # a fill that covers the whole of `box`
    image: Image | None = None
    under: Paint | None = None  # what the topmost rectangle below its middle is painted with
    invisible: bool = False  # text rendering mode 3

    @property
    def is_paper(self) -> bool:
        """Whether it paints white on white: many programs whiten the page first."""
        return self.paint is not None and self.paint.is_white and (self.under is None or self.under.is_white)


class Font(NamedTuple):
    name: str
    kind: str  # Type1, TrueType, Type3, Type0 ...
    embedded: bool
    subset: bool
    unicode: bool
    pages: tuple[int, ...]  # where it shows glyphs


class Painted(NamedTuple):
    """Everything that was found on the pages."""

    marks: tuple[Mark, ...]
    fonts: tuple[Font, ...]
    faults: tuple[tuple[int, str], ...]  # pages whose content could not be read, and why
    masked_pages: tuple[int, ...]  # with soft masks, of graphics state or image
    group_pages: tuple[int, ...]  # with transparency groups that are used
    transfer_pages: tuple[int, ...]  # with transfer curves or halftone origins


def times(a: Matrix, b: Matrix) -> Matrix:
    """First `a`, then `b`."""
    return (
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    )


def put(m: Matrix, x: float, y: float) -> tuple[float, float]:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def hull(points: Sequence[tuple[float, float]]) -> Box:
    xs = [x for x, _ in points]
    ys = [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def meet(a: Box, b: Box) -> Box:
    """What two boxes share; empty boxes have a right edge left of their left one."""
    return max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])


def is_empty(box: Box) -> bool:
    return box[2] < box[0] or box[3] < box[1]


class State:
    """The graphics state; copied by `q`."""

    __slots__ = (
        "alpha_fill", "alpha_stroke", "blend", "char_space", "clip", "ctm", "fill", "font", "leading", "line_width",
        "op_fill", "op_stroke", "opm", "render", "rise", "size", "stretch", "stroke", "word_space",
    )  # fmt: skip

    def __init__(self) -> None:
        self.ctm = IDENTITY
        self.clip = EVERYWHERE
        self.fill = BLACK
        self.stroke = BLACK
        self.line_width = 1.0
        self.font = -1
        self.size = 0.0
        self.char_space = self.word_space = self.leading = self.rise = 0.0
        self.stretch = 1.0
        self.render = 0
        self.op_fill = self.op_stroke = False
        self.opm = 0
        self.alpha_fill = self.alpha_stroke = 1.0
        self.blend = "Normal"

    def copy(self) -> "State":
        other = State.__new__(State)
        for name in State.__slots__:
            setattr(other, name, getattr(self, name))
        return other


class Interpreter:
    """Runs the content of one file's pages; `marks` grows while it runs."""

    def __init__(self) -> None:
        self.marks: list[Mark] = []
        self.faults: list[tuple[int, str]] = []
        self.programs: list[FontProgram] = []
        self.shown: list[set[int]] = []
        self.masked: set[int] = set()
        self.groups: set[int] = set()
        self.transfers: set[int] = set()
        self._fonts: dict[tuple[int, int], int] = {}
        self._images: dict[tuple[int, int], tuple[Space, float | None]] = {}
        self._spaces: dict[tuple[int, int], Space] = {}
        self._page = 0
        self._under: list[tuple[Box, Paint, Outline]] = []  # no outline: the whole box

    def run_page(self, number: int, page: Any) -> None:
        """Interpret one page; what cannot be read becomes a fault, the rest is kept."""
        self._page = number
        self._under = []
        try:
            self._run(page, page.resources, State(), 0)
        except (pikepdf.PdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError) as error:
            self.faults.append((number, str(error).splitlines()[0][:120] if str(error) else type(error).__name__))

    def result(self) -> Painted:
        fonts = tuple(
            Font(program.name, program.kind, program.embedded, program.subset, program.unicode, tuple(sorted(pages)))
            for program, pages in zip(self.programs, self.shown, strict=True)
        )
        return Painted(
            tuple(self.marks),
            fonts,
            tuple(self.faults),
            tuple(sorted(self.masked)),
            tuple(sorted(self.groups)),
            tuple(sorted(self.transfers)),
        )

    def _space(self, value: Any, resources: Any) -> Space:
        """A colour space, read once where it is an object of its own: profiles are long."""
        if isinstance(value, pikepdf.Name) and is_dictionary(resources):
            value = resources.get("/ColorSpace", {}).get(str(value), value)
        if not isinstance(value, pikepdf.Array) or not value.is_indirect:
            if isinstance(value, pikepdf.Array) and str(value[0]) == "/ICCBased" and value[1].is_indirect:
                key = value[1].objgen
                if key not in self._spaces:
                    self._spaces[key] = space_of(value, resources)
                return self._spaces[key]
            return space_of(value, resources)
        if value.objgen not in self._spaces:
            self._spaces[value.objgen] = space_of(value, resources)
        return self._spaces[value.objgen]

    def _font(self, font: Any) -> int:
        key = font.objgen if font.is_indirect else (-1, id(font))
        if key not in self._fonts or key[0] == -1:
            program = FontProgram(font)
            for n, known in enumerate(self.programs):
                if key[0] == -1 and known.name == program.name and known.widths == program.widths:
                    return n
            self._fonts[key] = len(self.programs)
            self.programs.append(program)
            self.shown.append(set())
        return self._fonts[key]

    def _beneath(self, box: Box) -> Paint | None:
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        for area, paint, outline in reversed(self._under):
            if area[0] <= x <= area[2] and area[1] <= y <= area[3] and (not outline or holds(outline, x, y)):
                return paint
        return None

    def _note(self, mark: Mark, outline: Outline = ()) -> None:
        if is_empty(mark.box):
            return
        self.marks.append(mark._replace(under=self._beneath(mark.box)))
        if mark.kind == "fill" and mark.paint is not None and mark.alpha > 0.99 and len(self._under) < BACKGROUNDS:
            self._under.append((mark.box, mark.paint, () if mark.is_box else outline))

    def _run(self, stream: Any, resources: Any, state: State, depth: int) -> None:
        stack: list[State] = []
        path: list[list[tuple[float, float]]] = []  # subpaths in user space of the page
        boxes: list[bool] = []  # whether the subpath came from `re`
        clip_next = False
        tm = line = IDENTITY
        here = (0.0, 0.0)
        for instruction in pikepdf.parse_content_stream(stream):
            op = str(instruction.operator)
            if op == "INLINE IMAGE":
                self._inline(instruction.iimage, resources, state)  # type: ignore[union-attr]
                continue
            a: Any = instruction.operands
            # Paths
            if op in ("m", "l"):
                here = put(state.ctm, float(a[0]), float(a[1]))
                if op == "m" or not path:
                    path.append([])
                    boxes.append(False)
                path[-1].append(here)
            elif op in ("c", "v", "y"):
                numbers = [float(v) for v in a]
                if not path:
                    path.append([])
                    boxes.append(False)
                path[-1].extend(put(state.ctm, numbers[n], numbers[n + 1]) for n in range(0, len(numbers), 2))
                boxes[-1] = False
            elif op == "re":
                x, y, w, h = (float(v) for v in a)
                corners = ((x, y), (x + w, y), (x + w, y + h), (x, y + h))
                path.append([put(state.ctm, *corner) for corner in corners])
                boxes.append(is_upright(state.ctm))
            elif op in ("h",):
                pass
            elif op in ("f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "n"):
                if op in ("f", "F", "f*", "B", "B*", "b", "b*"):
                    self._fill(path, boxes, state)
                if op in ("S", "s", "B", "B*", "b", "b*"):
                    self._stroke(path, state)
                if clip_next and path:
                    state.clip = meet(state.clip, hull([point for part in path for point in part]))
                clip_next = False
                path, boxes = [], []
            elif op in ("W", "W*"):
                clip_next = True
            # Graphics state
            elif op == "q":
                stack.append(state.copy())
            elif op == "Q":
                if stack:
                    state = stack.pop()
            elif op == "cm":
                state.ctm = times(matrix_of(a), state.ctm)
            elif op == "w":
                state.line_width = float(a[0])
            elif op == "gs":
                self._graphics_state(resources.get("/ExtGState", {}).get(str(a[0])), state)
            # Colour
            elif op in ("g", "rg", "k"):
                state.fill = paint_of({"g": GRAY, "rg": RGB, "k": CMYK}[op], tuple(float(v) for v in a))
            elif op in ("G", "RG", "K"):
                state.stroke = paint_of({"G": GRAY, "RG": RGB, "K": CMYK}[op], tuple(float(v) for v in a))
            elif op == "cs":
                state.fill = initial(self._space(a[0], resources))
            elif op == "CS":
                state.stroke = initial(self._space(a[0], resources))
            elif op in ("sc", "scn"):
                state.fill = self._colored(state.fill.space, a, resources, state, depth)
            elif op in ("SC", "SCN"):
                state.stroke = self._colored(state.stroke.space, a, resources, state, depth)
            # Text
            elif op == "BT":
                tm = line = IDENTITY
            elif op == "Tf":
                font = resources.get("/Font", {}).get(str(a[0]))
                state.font = self._font(font) if is_dictionary(font) else -1
                state.size = float(a[1])
            elif op in ("Td", "TD"):
                if op == "TD":
                    state.leading = -float(a[1])
                tm = line = times((1, 0, 0, 1, float(a[0]), float(a[1])), line)
            elif op == "Tm":
                tm = line = matrix_of(a)
            elif op == "T*":
                tm = line = times((1, 0, 0, 1, 0, -state.leading), line)
            elif op in ("Tj", "TJ", "'", '"'):
                if op in ("'", '"'):
                    tm = line = times((1, 0, 0, 1, 0, -state.leading), line)
                if op == '"':
                    state.word_space, state.char_space = float(a[0]), float(a[1])
                tm = self._show(list(a[0]) if op == "TJ" else [a[-1]], tm, state)
            elif op == "Tc":
                state.char_space = float(a[0])
            elif op == "Tw":
                state.word_space = float(a[0])
            elif op == "Tz":
                state.stretch = float(a[0]) / 100
            elif op == "TL":
                state.leading = float(a[0])
            elif op == "Ts":
                state.rise = float(a[0])
            elif op == "Tr":
                state.render = int(a[0])
            # Objects
            elif op == "sh":
                shading = resources.get("/Shading", {}).get(str(a[0]))
                if is_dictionary(shading):
                    self._mark("shading", state.clip, shading_paint(shading, resources), state)
            elif op == "Do":
                found = resources.get("/XObject", {}).get(str(a[0]))
                if is_dictionary(found):
                    self._object(str(a[0]), found, resources, state, depth)

    def _mark(
        self, kind: Kind, box: Box, paint: Paint | None, state: State, size: float = 0.0, outline: Outline | None = None
    ) -> None:
        """Note a mark; `outline` is of a fill, empty where it covers its whole box."""
        stroke = kind == "stroke"
        mark = Mark(
            kind,
            self._page,
            meet(box, state.clip),
            paint,
            size,
            overprint=state.op_stroke if stroke else state.op_fill,
            overprint_mode=state.opm,
            alpha=state.alpha_stroke if stroke else state.alpha_fill,
            blend=state.blend,
            is_box=outline is not None and not outline,
        )
        self._note(mark, outline or ())

    def _fill(self, path: list[list[tuple[float, float]]], boxes: list[bool], state: State) -> None:
        parts = [part for part in path if len(part) > 1]
        if len(parts) == len(boxes) and all(boxes):
            for part in parts:
                box = hull(part)
                self._mark("fill", box, state.fill, state, min(box[2] - box[0], box[3] - box[1]), ())
        elif parts:
            square = len(parts) == 1 and is_square(parts[0])
            box = hull([point for part in parts for point in part])
            size = min(box[2] - box[0], box[3] - box[1]) if square else 0.0
            self._mark("fill", box, state.fill, state, size, () if square else parts)

    def _stroke(self, path: list[list[tuple[float, float]]], state: State) -> None:
        width = state.line_width * thinnest(state.ctm)
        for part in path:
            if len(part) > 1:
                x0, y0, x1, y1 = hull(part)
                half = width / 2
                box = (x0 - half, y0 - half, x1 + half, y1 + half)
                self._mark("stroke", box, state.stroke, state, width)

    def _colored(self, space: Space, operands: Any, resources: Any, state: State, depth: int) -> Paint:
        values = tuple(float(v) for v in operands if not isinstance(v, pikepdf.Name))
        if space.name != "Pattern":
            return paint_of(space, values)
        pattern: Any = resources.get("/Pattern", {}).get(str(operands[-1])) if len(operands) else None
        if not is_dictionary(pattern):
            return Paint(space, values, None)
        if int(pattern.get("/PatternType", 1)) == 2:
            return shading_paint(pattern.get("/Shading"), resources)
        if int(pattern.get("/PaintType", 1)) == 2 and space.base is not None:
            return paint_of(space.base, values)
        return self._tile(pattern, resources, state, depth)

    def _tile(self, pattern: Any, resources: Any, state: State, depth: int) -> Paint:
        """A tiling pattern: its marks are noted where the cell lies; painting with it has their inkiest colour."""
        if depth >= DEEPEST:
            return Paint(PATTERN, (), None)
        inside = State()
        inside.ctm = matrix_of(pattern.get("/Matrix", IDENTITY))
        inside.clip = state.clip
        before = len(self.marks)
        self._run(pattern, pattern.get("/Resources", resources), inside, depth + 1)
        paints = [mark.paint for mark in self.marks[before:] if mark.paint is not None]
        return max(paints, key=lambda paint: paint.total, default=Paint(PATTERN, (), None))

    def _graphics_state(self, gs: Any, state: State) -> None:
        if not is_dictionary(gs):
            return
        if "/OP" in gs:
            state.op_stroke = bool(gs.OP)
            state.op_fill = bool(gs.get("/op", gs.OP))  # ISO 32000-1, table 58: OP alone sets both
        if "/op" in gs:
            state.op_fill = bool(gs.get("/op"))
        if "/OPM" in gs:
            state.opm = int(gs.OPM)
        if "/ca" in gs:
            state.alpha_fill = float(gs.ca)
        if "/CA" in gs:
            state.alpha_stroke = float(gs.CA)
        if "/LW" in gs:
            state.line_width = float(gs.LW)
        if "/BM" in gs:
            mode = gs.BM
            state.blend = str(mode[0] if isinstance(mode, pikepdf.Array) else mode).lstrip("/")
            if state.blend == "Compatible":
                state.blend = "Normal"
        if "/SMask" in gs and is_dictionary(gs.SMask):
            self.masked.add(self._page)
        if "/Font" in gs:
            state.font, state.size = self._font(gs.Font[0]), float(gs.Font[1])
        if "/TR" in gs or "/HTO" in gs or str(gs.get("/TR2", "/Default")) != "/Default":
            self.transfers.add(self._page)

    def _show(self, strings: list[Any], tm: Matrix, state: State) -> Matrix:
        if state.font < 0:
            return tm
        program = self.programs[state.font]
        start = tm
        characters = 0
        for item in strings:
            if not isinstance(item, (pikepdf.String, str, bytes)):
                tm = times(shift(-float(item) / 1000 * state.size, state, vertical=program.vertical), tm)
                continue
            data = bytes(item) if not isinstance(item, str) else item.encode("latin-1", "replace")
            length = 0.0
            for code in program.codes(data):
                width = program.widths.get(code, program.default) * program.scale * state.size
                if program.vertical:
                    width = -state.size
                length += width + state.char_space
                if code == 32 and program.bytes_each == 1:
                    length += state.word_space
                characters += 1
            tm = times(shift(length, state, vertical=program.vertical), tm)
        if not characters:
            return tm
        full = times(start, state.ctm)
        size = state.size * program.size_factor * math.hypot(full[2], full[3])
        # A box of usual ascent and descent (0.85 and 0.2 em), good enough for "near the edge" and "upon what".
        low, high = (state.rise - 0.2 * state.size), (state.rise + 0.85 * state.size)
        end = times(tm, state.ctm)
        corners = [put(full, 0, low), put(full, 0, high), put(end, 0, low), put(end, 0, high)]
        self.shown[state.font].add(self._page)
        paint = state.stroke if state.render in (1, 5) else state.fill
        self._note(
            Mark(
                "text",
                self._page,
                meet(hull(corners), state.clip),
                paint,
                abs(size),
                characters,
                state.font,
                state.op_stroke if state.render in (1, 5) else state.op_fill,
                state.opm,
                state.alpha_fill,
                state.blend,
                invisible=state.render in (3, 7),
            )
        )
        return tm

    def _object(self, name: str, found: Any, resources: Any, state: State, depth: int) -> None:
        kind = str(found.get("/Subtype", ""))
        if kind == "/Form" and depth < DEEPEST:
            inside = state.copy()
            inside.ctm = times(matrix_of(found.get("/Matrix", IDENTITY)), state.ctm)
            if "/BBox" in found:
                x0, y0, x1, y1 = (float(v) for v in found.BBox)
                corners = [put(inside.ctm, x, y) for x in (x0, x1) for y in (y0, y1)]
                inside.clip = meet(inside.clip, hull(corners))
            if str(found.get("/Group", {}).get("/S", "")) == "/Transparency":
                self.groups.add(self._page)
            self._run(found, found.get("/Resources", resources), inside, depth + 1)
        elif kind == "/Image":
            self._image(name.lstrip("/"), found, resources, state)

    def _image(self, name: str, found: Any, resources: Any, state: State) -> None:
        is_mask = bool(found.get("/ImageMask", False))
        key = found.objgen
        if key not in self._images:
            value = found.get("/ColorSpace")
            space = (
                state.fill.space if is_mask else self._space(value, resources) if value is not None else Space("JPX", 0)
            )
            self._images[key] = (space, None if is_mask else image_inks(found, space))
        space, inks = self._images[key]
        mask = found.get("/SMask")
        soft = mask is not None or int(found.get("/SMaskInData", 0)) > 0
        if soft:
            self.masked.add(self._page)
        bits = 1 if is_mask else int(found.get("/BitsPerComponent", 8))
        size = int(found.get("/Width", 0)), int(found.get("/Height", 0))
        self._place(Image(name, *size, bits, space, 0.0, is_mask, soft, inks), state)

    def _inline(self, image: Any, resources: Any, state: State) -> None:
        is_mask = bool(image.image_mask)
        space = state.fill.space
        if not is_mask:
            wanted = image.colorspace
            space = self._space(pikepdf.Name(str(wanted)) if wanted else None, resources) if wanted else GRAY
        inks = 1.0 if space.name == "DeviceGray" else None
        self._place(
            Image("内嵌图", image.width, image.height, image.bits_per_component or 1, space, 0.0, is_mask, False, inks),
            state,
        )

    def _place(self, image: Image, state: State) -> None:
        m = state.ctm
        wide, high = math.hypot(m[0], m[1]), math.hypot(m[2], m[3])
        dpi = min(image.width_px * 72 / wide if wide else math.inf, image.height_px * 72 / high if high else math.inf)
        box = hull([put(m, 0, 0), put(m, 1, 0), put(m, 0, 1), put(m, 1, 1)])
        paint = state.fill if image.is_mask else None
        self._note(
            Mark(
                "image",
                self._page,
                meet(box, state.clip),
                paint,
                min(wide, high),
                overprint=state.op_fill,
                overprint_mode=state.opm,
                alpha=state.alpha_fill,
                blend=state.blend,
                image=image._replace(dpi=dpi),
            )
        )


def matrix_of(values: Any) -> Matrix:
    a, b, c, d, e, f = (float(v) for v in values)
    return a, b, c, d, e, f


def shift(length: float, state: State, *, vertical: bool) -> Matrix:
    return (1, 0, 0, 1, 0, length) if vertical else (1, 0, 0, 1, length * state.stretch, 0)


def is_upright(m: Matrix) -> bool:
    """Whether a rectangle stays one with sides along the axes."""
    return (abs(m[1]) < 1e-6 and abs(m[2]) < 1e-6) or (abs(m[0]) < 1e-6 and abs(m[3]) < 1e-6)


def is_square(points: Sequence[tuple[float, float]]) -> bool:
    """Whether four or five points drawn with lines are an upright rectangle."""
    if len(points) == 5 and points[0] == points[4]:
        points = points[:4]
    if len(points) != 4:
        return False
    return (
        all(
            abs(p[0] - q[0]) < 0.001 or abs(p[1] - q[1]) < 0.001
            for p, q in zip(points, (*points[1:], points[0]), strict=True)
        )
        and len({(round(x, 2), round(y, 2)) for x, y in points}) == 4
    )


def holds(outline: Outline, x: float, y: float) -> bool:
    """Whether a point lies inside closed subpaths, by the even-odd rule."""
    crossings = 0
    for part in outline:
        for (x0, y0), (x1, y1) in zip(part, (*part[1:], part[0]), strict=True):
            if (y0 > y) != (y1 > y) and x < x0 + (y - y0) * (x1 - x0) / (y1 - y0):
                crossings += 1
    return crossings % 2 == 1


def thinnest(m: Matrix) -> float:
    """By how much a line shrinks in its thinnest direction: the lesser singular value of the matrix."""
    a, b, c, d = m[:4]
    mean = (a * a + b * b + c * c + d * d) / 2
    root = math.sqrt(max(0.0, mean * mean - (a * d - b * c) ** 2))
    return math.sqrt(max(0.0, mean - root))


def painted(pdf: pikepdf.Pdf) -> Painted:
    """Everything that the pages of a file paint, in the order it is painted."""
    interpreter = Interpreter()
    for number, page in enumerate(pdf.pages, 1):
        interpreter.run_page(number, page)
    return interpreter.result()
