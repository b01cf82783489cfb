"""Lines judged: what a careful reader would mark on the proof, found from the finished lines alone.

Nothing of the composer's costs is used here: characters come from the lines' text, spacing from where the glyphs
stand. Limits are those of docs/typesetting.md, Spacing and Last lines; a finding names the line for the editor, and
what a change of words would mend.
"""

import re
from collections.abc import Collection, Iterator
from itertools import accumulate
from typing import TypeAlias
from unicodedata import category

from bulletin.model import marks
from bulletin.model.edition import Paragraph, Run
from bulletin.model.galley import Line
from bulletin.problems import Problem
from bulletin.units import ROUNDING, Pt, fits

# Spacing in 1/1000 em, chosen by eye on the shipped page.
LOOSE_HAN = 100  # added between two Han characters, at most
TIGHT_HAN = -60  # the tracking that a squeezed line may show
LOOSE_PAUSE = 850  # the blank after a pause, at most
UNEVEN_HAN = 90  # how far the spacing of neighbouring lines may differ
STEPS_MIN = 4  # Han pairs that a line needs for its spacing to be seen
EDGE: Pt = 0.02  # between a full line's end and the measure: a rounding of every glyph's place

JUSTIFIED = frozenset({"body", "item", "quote", "note"})  # kinds of paragraphs whose lines end at their measure

_DASH_RUN = re.compile(f"[{marks.DASH_STROKES}]{{2,}}")
_DOT_RUN = re.compile("…+|⋯+|‥+")
_SIGN_FIRST = re.compile(f"(?<![A-Za-z0-9])[{marks.SUPERIORS}]+[A-Z]")  # ¹⁴C opens with its sign
# An equation may part behind its sign: NaOH ＝|NaCl, 2 < 3 ≤|4.
_PARTED_EQUATION = re.compile(f"[A-Za-z0-9)）{marks.SUPERIORS}] ?＝ ?$|[<>＜＞≤≥][^\u4e00-\u9fff]*[<>＜＞≤≥] ?$")
_ANY_DIGIT = "0-9０-９"
_IN_NUMBERS = ".,:/．∶"
# A run that is a web or mail address, a path or a file's name, which may part at its /.
_ADDRESS_SIGNS = re.compile(
    r"://|@|[A-Za-z0-9_-]\.[A-Za-z]|[A-Za-z]/[^/]*[A-Za-z][^/]*/|/[^/]+/[^/]*[A-Za-z]$|_|10\.[0-9]{4,}/"
)
_BLANK_IN_NUMBER = "[ \u00a0\u2007\u2009\u202f]"
_GROUPS = f"(?:{_BLANK_IN_NUMBER}[0-9]{{3}}(?![0-9]))*"  # 1 200
# A number with the unit that a line's end parts from it, 第 before a number, or 第 alone; at the end of a window.
_COUNTED = re.compile(f"(?:第?[{_ANY_DIGIT}][{_ANY_DIGIT}{_IN_NUMBERS}]*{_GROUPS}[^{_ANY_DIGIT}]{{0,4}}|第)$")
_CLAUSE = re.compile(f"[{marks.PAUSES}{marks.STOPS}]")
_ASCII_PAIR = re.compile("[!-~]{2}")
_LONG_RUN = re.compile("[!-~\u00a1-\u024f]{8,}")  # Latin letters, figures: four Han wide at least, no place to break
_ASCII_RUN = re.compile("[!-~]+")
_POWERS_OF = f"0123456789{marks.WIDE_DIGITS}{marks.SUPERIORS}"  # behind one of them a note's number reads as a power
_UNIT_AT_END = re.compile("(?<![A-Za-zµμΩ])[A-Za-zµμΩ·]+$")
_FIGURE_AT_END = re.compile(f"[{_ANY_DIGIT}{marks.SUPERIORS}.,A-Za-zµμΩ·]+$")
_NUMBER = re.compile(f"[{_ANY_DIGIT}](?:[{_ANY_DIGIT}{_IN_NUMBERS}]*[{_ANY_DIGIT}])?{_GROUPS}")
_BEHIND_NUMBER = re.compile(f"[{marks.SUPERIORS}]*{_BLANK_IN_NUMBER}?")  # 10⁻⁵ mol
_LATIN_WORD = re.compile("[A-Za-zµμΩ²³·]+(?![0-9:_])")
# Reported as notes: often unavoidable, or filled within the limits though not easily.
PREFERENCES = frozenset({"split-unit", "rescue"})
_QUOTED = 12  # characters of a line shown in a message
_AROUND = 5  # characters shown on either side of a line's end
_REACH = 40  # characters on either side of a line's end that an excerpt may take whole
_NEAR = 12  # characters on either side of a line's end in which a number, dash or ellipsis is looked for


Finding: TypeAlias = tuple[str, str, str]  # code, message, hint


def judge_lines(paragraph: Paragraph, lines: tuple[Line, ...], ignore: Collection[str]) -> tuple[Problem, ...]:
    """Findings on a paragraph's lines, placed at the paragraph: warnings, and notes for mere preferences.

    Codes, without those in `ignore`: note-at-figure, line-start, line-end, split-unit, split-number, split-mark, runt,
    loose-line, tight-line, uneven-lines, ragged-line, rescue, overfull.
    """
    found: list[Finding] = [*_notes(paragraph)]
    for number, line in enumerate(lines, start=1):
        found += (*_edges(paragraph, line, number), *_spacing(paragraph, line, number))
    found += (*_runt(paragraph, lines), *_unevenness(paragraph, lines))
    return tuple(
        Problem("note" if code in PREFERENCES else "warning", code, message, paragraph.place, hint)
        for code, message, hint in found
        if code not in ignore
    )


def _edges(paragraph: Paragraph, line: Line, number: int) -> Iterator[Finding]:
    """What no line may begin or end with, and what no line end may part."""
    text = paragraph.text
    seen = [place for place in range(line.start, line.end) if not text[place].isspace()]
    if not seen:
        return
    if line.start and (_in_note(paragraph, seen[0]) or _starts_badly(text, seen[0])):
        yield "line-start", f"第{number}行以“{text[seen[0]]}”开头", "在这一行之前增删几个字"
    if line.last:
        return
    if _ends_badly(text, seen[-1]):
        yield "line-end", f"第{number}行以“{text[seen[-1]]}”结尾", "在这一行增删几个字"
    first = max(0, line.end - _NEAR)
    near, end = text[first : line.end + _NEAR], line.end - first
    shown = _shown_end(text, line.end)
    dashes = (match for match in _DASH_RUN.finditer(near) if match.start() < end < match.end())
    dots = (match for match in _DOT_RUN.finditer(near) if match.start() < end < match.end())
    for match in (*dashes, *(match for match in dots if (end - match.start()) % 2)):
        yield "split-mark", f"第{number}行行末拆开了“{match[0]}”：{shown}", "在这一行增删几个字"
    if any(match.start() < end < match.end() for match in _NUMBER.finditer(near)):
        yield "split-number", f"第{number}行行末拆开了数字：{shown}", "在数字前增删几个字"
    elif _parts_unit(text, line.end):
        yield "split-unit", f"第{number}行行末数字与单位分在两行：{shown}", "可不处理；要改，请在数字前增删几个字"


def _notes(paragraph: Paragraph) -> Iterator[Finding]:
    """Numbers of notes that read as powers: behind a figure, a power or a Latin unit."""
    text = paragraph.text
    for start, run in _with_starts(paragraph):
        before = text[max(0, start - _NEAR) : start]
        if not run.note or not before or _in_note(paragraph, start - 1):
            continue
        unit = _UNIT_AT_END.search(before)
        if before[-1] in _POWERS_OF or (unit and unit[0] in marks.LATIN_UNITS):
            figure = _FIGURE_AT_END.search(before)
            shown = (figure[0] if figure else before[-1]) + run.text
            hint = "把注号移到单位后面，或移到句末"
            yield "note-at-figure", f"注号“{run.text}”紧跟数字，读起来像乘方：{shown}", hint


def _in_note(paragraph: Paragraph, place: int) -> bool:
    """Whether the character at `place` belongs to the number of a note."""
    return any(run.note and start <= place < start + len(run.text) for start, run in _with_starts(paragraph))


def _with_starts(paragraph: Paragraph) -> Iterator[tuple[int, Run]]:
    """Every run with its offset in the text."""
    starts = accumulate((len(run.text) for run in paragraph.runs), initial=0)
    yield from zip(starts, paragraph.runs, strict=False)


def _shown_end(text: str, end: int) -> str:
    """The characters about a line's end, from where the number, word or clause begins: `110平方千｜米`."""
    window = text[max(0, end - _REACH) : end]
    counted = _COUNTED.search(window)
    clause = _CLAUSE.split(window[:-1])[-1] + window[-1:]
    head = counted[0] if counted else clause if len(clause) <= _NEAR else "…" + clause[-_AROUND:]
    return head + "｜" + _beginning(text[end : end + _REACH], _AROUND)


def _beginning(text: str, length: int) -> str:
    """So many characters from the start, and the rest of a number or Latin word that they would cut."""
    while length < len(text) and _ASCII_PAIR.fullmatch(text, length - 1, length + 1):
        length += 1
    return text[:length] + ("…" if length < len(text) else "")


def _parts_unit(text: str, end: int) -> bool:
    """Whether a line end before `text[end]` parts a number from its unit or 第, or a unit in itself."""
    if text[end - 1] == "第":
        return _is_digit(text[end])
    near = range(end, max(0, end - _NEAR), -1)
    start = next((place for place in near if _is_digit(text[place - 1])), 0)
    return bool(start) and end < _end_of_unit(text, start)


def _end_of_unit(text: str, start: int) -> int:
    """Where the unit of several characters or one ends that follows a number here, with 万, 余 and the like."""
    behind = _BEHIND_NUMBER.match(text, start)
    place = behind.end() if behind else start
    latin = _LATIN_WORD.match(text, place)
    if latin and latin[0].replace("µ", "μ") in marks.LATIN_UNITS:
        return latin.end()
    while place < len(text):
        long = next((unit for unit in marks.LONG_UNITS.get(text[place], ()) if text.startswith(unit, place)), "")
        if long or text[place] not in marks.MULTIPLIERS:
            return place + (len(long) or text[place] in marks.UNITS)
        place += 1
    return place


def _is_digit(character: str) -> bool:
    return character in "0123456789" or character in marks.WIDE_DIGITS


def _starts_badly(text: str, start: int) -> bool:
    """Whether no line may begin with the character at `start`, the first that shows on its line."""
    mark = text[start]
    if mark in marks.NOT_AT_LINE_START:
        return not _apostrophe(text, start) and not _SIGN_FIRST.match(text, start)
    before, after = text[start - 1], text[start + 1 : start + 2]
    if mark in marks.DASH_STROKES and mark not in marks.DASHES:  # a connector unless it is one of a dash
        return before not in marks.DASH_STROKES and (not after or after not in marks.DASH_STROKES)
    if mark == marks.BULLET:
        return is_han(before) or before in marks.CLOSING
    return category(mark) in ("Pe", "Pf") or (mark == "/" and not _in_address(text, start))


def _ends_badly(text: str, place: int) -> bool:
    """Whether no line may end with the character at `place`, the last that shows on its line."""
    mark = text[place]
    if mark in marks.NOT_AT_LINE_END or category(mark) in ("Ps", "Pi"):
        parted = _PARTED_EQUATION.search(text, max(0, place + 1 - _REACH), place + 1)
        return not parted and not (mark == "#" and _in_address(text, place))
    if mark in "+＋" and place + 1 < len(text) and _is_digit(text[place + 1]):  # 增至＋｜4
        return place == 0 or is_han(text[place - 1]) or text[place - 1] in marks.PAUSES + marks.OPENING
    return mark == "/" and not _in_address(text, place)


def _in_address(text: str, place: int) -> bool:
    """Whether the run of Latin letters, digits and signs about the one at `place` may be an address, path or name."""
    start = max(0, place - _REACH)
    run = next(found[0] for found in _ASCII_RUN.finditer(text, start, place + _REACH) if found.end() > place)
    return bool(_ADDRESS_SIGNS.search(run)) or _in_path(text, place)


def _in_path(text: str, place: int) -> bool:
    """Whether the / at `place` may be one of a path like debian/control: by its folder or by what stands around."""
    before = text[max(0, place - _REACH) : place]
    if re.search(r"(?:~|\.{1,2}|[A-Za-z]:)(?:/[\w.+/-]*)?$| $", before):  # D:/, cd /etc
        return True
    folder = re.search(r"(?a:(?<![\w/])[a-z][\w.+-]+)$", before)
    if not folder:
        return False
    things = set(re.findall(rf"(?a:(?<![\w/]){re.escape(folder[0])}/([\w.+-]{{3,}}))", text))
    around = text[max(0, place - len(folder[0]) - _NEAR) : place + _REACH]
    called = any(kind in around for kind in marks.KINDS_OF_FILES) or bool(_ADDRESS_SIGNS.search(around))
    return folder[0] in marks.FOLDERS or len(things) > 1 or called


def _apostrophe(text: str, place: int) -> bool:
    following = text[place + 1 : place + 2]
    return text[place] == "’" and following.isascii() and following.isalpha()


def _spacing(paragraph: Paragraph, line: Line, number: int) -> Iterator[Finding]:
    """Gaps beyond the limits, and ends away from the measure, which is the paragraph's own, in justified text."""
    if line.fault == "overfull" or not fits(line.width, line.measure):
        yield "overfull", f"第{number}行超出栏宽{line.width - line.measure:.1f}磅", _remedy(paragraph.text, line)
        return
    if paragraph.kind not in JUSTIFIED:
        return
    steps = _han_steps(line)
    loosest, short = max(steps, default=0), line.measure - line.width
    blanks = (step - 500 for left, right, step in _pairs(line) if left in marks.PAUSES and is_han(right[0]))
    found: list[tuple[str, str]] = []
    if loosest > LOOSE_HAN:
        found.append(("loose-line", f"字距过大，每字多{loosest / 1000:.2f}字"))
    elif max(blanks, default=0) > LOOSE_PAUSE:
        found.append(("loose-line", "标点后空白过大"))
    elif min(steps, default=0) < TIGHT_HAN:
        found.append(("tight-line", "字距过小"))
    if not line.last and short > EDGE + ROUNDING and not paragraph.is_form:
        found.append(("ragged-line", f"没有排满，空{short:.1f}磅"))
    elif line.fault == "rescue" and loosest <= LOOSE_HAN:
        found.append(("rescue", "字距偏大"))
    for code, message in found:
        shown = _beginning(paragraph.text[line.start : line.end].strip(), _QUOTED)
        yield code, f"第{number}行{message}：{shown}", _remedy(paragraph.text, line)


def _remedy(text: str, line: Line) -> str:
    """What mends a badly filled line; a long run without a break, on the line or right behind it, is named."""
    runs = (run for run in _LONG_RUN.finditer(text, line.start, line.end + _REACH) if run.start() <= line.end)
    run = max((run[0] for run in runs), key=len, default="")
    shown = run if len(run) <= _REACH // 2 else run[: _REACH // 2] + "…"
    return f"“{shown}”不易断开，请改写，或在它前面增删几个字" if run else "在这一行前后增删几个字"


def _runt(paragraph: Paragraph, lines: tuple[Line, ...]) -> Iterator[Finding]:
    """A last line of one character."""
    if len(lines) < 2:
        return
    final = paragraph.text[lines[-1].start : lines[-1].end]
    core = [character for character in final if character not in marks.MARKS]
    if len(core) <= 1 or (len(core) == 2 and not any(map(is_han, core))):
        yield "runt", f"末行只有“{final.strip()}”", "在这一段增删几个字"


def _unevenness(paragraph: Paragraph, lines: tuple[Line, ...]) -> Iterator[Finding]:
    """Neighbouring lines of visibly different spacing."""
    if paragraph.kind not in JUSTIFIED:
        return
    before: int | None = None
    for number, line in enumerate(lines, start=1):
        steps = _han_steps(line)
        here = sum(steps) // len(steps) if len(steps) >= STEPS_MIN and not line.last and line.fault is None else None
        apart = abs(here - before) if here is not None and before is not None else 0
        if apart > UNEVEN_HAN:
            message = f"第{number - 1}、{number}行一紧一松，字距相差{apart / 1000:.2f}字"
            yield "uneven-lines", message, "在这两行增删几个字"
        before = here


def is_han(character: str) -> bool:
    """Whether it is an ideograph."""
    return "\u3400" <= character <= "\u9fff" or "\U00020000" <= character <= "\U0003ffff"


def _pairs(line: Line) -> Iterator[tuple[str, str, int]]:
    """Neighbouring units of one span, with the step from origin to origin."""
    for span in line.spans:
        for place in range(1, len(span.units)):
            yield span.units[place - 1], span.units[place], span.xs[place] - span.xs[place - 1]


def _han_steps(line: Line) -> list[int]:
    """What was added between Han characters."""
    return [step - 1000 for left, right, step in _pairs(line) if is_han(left[0]) and is_han(right[0])]
