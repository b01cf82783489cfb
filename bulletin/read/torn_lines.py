"""Lines that one sentence was torn into: by an old column break, by a mail program, by copying out of a PDF (rule S3).

A line continues the one before where that one ends without a stop and something shows that it is no heading: the next
begins with what begins no sentence, the line is long or ends in 的, 和 or a comma, or many lines end at the same
width. Lines that are indented, numbered or marked begin anew. Lists of lines without any stop stay lists.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence

from bulletin.model.edition import Change
from bulletin.model.marks import NUMBER_SIGNS
from bulletin.problems import Problem, cells
from bulletin.read.body_line import BodyLine
from bulletin.read.edits import Replacement
from bulletin.read.inline import TextSpan
from bulletin.read.levels import ANSWERED, ASKED, list_label, numbered
from bulletin.read.source import Source

LEAST_TORN = 20  # characters: a shorter line without a stop may be a name, a verse, a subhead
LONGEST_UNSTOPPED, LONGEST_NUMBERED = 30, 40  # characters of a heading that holds a comma
COLUMN_BREAK = 2  # empty lines where an old column ended
LEAST_WRAPPED = 10  # characters of a line that a program wrapped
WRAPPED_LINES = 3  # that end at one width, for the width to be the program's
SAME_WIDTH = 2  # half-width cells that such lines may differ by: a mark was kept from a line's start
_LONGEST_WRAPPED = 200  # characters; no program wraps wider

_CLOSERS = '”’）》】」』")'
_STOPS = tuple("。！？；：…!?;:．")
_ENDS = (*_STOPS, *_CLOSERS)
_UNSTOPPED = ("，", "、", ",")
_NO_BEGINNING = frozenset("，。、；：！？）》】」』”’,.;:!?)的们")
_NO_ENDING = tuple("的和与及在从把被将为以由向于而或并且其之")
_SIGNED = r"[。！？…）”’]\s*——[^，。！？；：—]{2,24}$"  # who wrote or said it: ……何处？——区人社局　读者　张三
_BEGINNING = rf"第[一二三四五六七八九十百零\d]{{1,4}}[条章节款，、]|[-*+>|•●◆■]\s|——|【|{ASKED}|{ANSWERED}"


def join_torn(
    source: Source, lines: Sequence[BodyLine], problems: list[Problem], changes: list[Change], join_form: str
) -> Sequence[BodyLine]:
    """The lines, with those joined that were torn; with a `join_form`, which does that, one warning for the file."""
    joints = _joints(source, lines)
    if not joints:
        return lines
    if not join_form:
        return _joined(source, lines, frozenset(joints), changes)
    begin, end = lines[joints[0] - 1].place(source), lines[joints[-1]].place(source)
    count = f"有{len(joints)}处" if len(joints) > 1 else ""
    message = f"第{begin.line}—{end.line}{end.unit}{count}像是一句话被换行断开，断处各成一段"
    hint = f"在 issue.yaml（文本稿件也可在文件头）里加一行 {join_form}，就会接起来；或者在文件里接好"
    problems.append(source.problem("warning", "torn-paragraph", message, lines[joints[0]].place(source), hint))
    return lines


def _joined(
    source: Source, lines: Sequence[BodyLine], joints: frozenset[int], changes: list[Change]
) -> tuple[BodyLine, ...]:
    made: list[list[BodyLine]] = []
    for index, line in enumerate(lines):
        if index in joints:
            made[-1].append(line)
            changes.append(source.change(line.place(source), Replacement(offset=0, old="\n", new="", rule="S3")))
        else:
            made.append([line])
    return tuple(one_line_of(pieces, _are_words) for pieces in made)


def one_line_of(pieces: Sequence[BodyLine], parted: Callable[[str, str], bool], gap: str = " ") -> BodyLine:
    """Lines as one; a gap stands between those of which `parted` says so, of the last and the first character."""
    texts: list[str] = []
    spans: list[TextSpan] = []
    anchors: list[tuple[int, int, int]] = []
    length = 0
    for piece in pieces:
        if texts and parted(texts[-1][-1], piece.text[0]):
            texts.append(gap)
            length += len(gap)
        texts.append(piece.text)
        spans += [span._replace(start=span.start + length, end=span.end + length) for span in piece.spans]
        anchors += [(offset + length, row, column) for offset, row, column in piece.anchors]
        length += len(piece.text)
    return pieces[0]._replace(text="".join(texts), spans=tuple(spans), anchors=tuple(anchors))


def _are_words(before: str, after: str) -> bool:
    """Whether a line's end parts two Latin words."""
    return before.isascii() and before.isalpha() and after.isascii() and after.isalpha()


def _joints(source: Source, lines: Sequence[BodyLine]) -> list[int]:
    """Indices of the lines that continue the line before."""
    widths = [_width(source, line) for line in lines]
    wrapped = sorted(
        width
        for line, width in zip(lines, widths, strict=True)
        if LEAST_WRAPPED <= len(line.text) <= _LONGEST_WRAPPED and line.is_plain and not line.text.endswith(_ENDS)
    )
    certain, likely = set[int](), set[int]()
    begun = 0  # first line of the paragraph
    for index in range(1, len(lines)):
        before, after = lines[index - 1], lines[index]
        if not _may_continue(before, after):
            begun = index
        elif not before.text.endswith(_ENDS) and _plainly_torn(before, after):
            certain.add(index)
        elif before.text.endswith(_ENDS):
            begun = index
        elif _rather_torn(
            before, after, widths[index - 1], widths[index], wrapped, indented=lines[begun].indent > after.indent
        ):
            likely.add(index)
        else:
            begun = index
    torn = _ended(lines, certain, likely)
    torn |= _full_lines(lines, widths, torn)
    return sorted(torn)


def _width(source: Source, line: BodyLine) -> int:
    """Half-width cells of a line of running text as typed, blanks before it included; 0 of any other."""
    if not line.is_plain:
        return 0
    if len(line.text) > _LONGEST_WRAPPED:
        return 2 * len(line.text)
    return cells(source.lines[line.anchors[0][1] - 1][: 2 * _LONGEST_WRAPPED].rstrip())


def _may_continue(before: BodyLine, after: BodyLine) -> bool:
    """Whether `after` may belong to the paragraph of `before`, whatever their words."""
    if not (before.is_plain and after.is_plain) or after.indent > 1 or re.search(_SIGNED, before.text[-30:]):
        return False
    numbers = numbered(after.text)[0] or list_label(after.text) or after.text[0] in NUMBER_SIGNS
    return not (numbers or re.match(_BEGINNING, after.text))


def _plainly_torn(before: BodyLine, after: BodyLine) -> bool:
    """Whether a line without a stop and the next are one sentence by their edges, or by the empty lines between."""
    if after.text[0] in _NO_BEGINNING:
        return True
    if after.blank >= COLUMN_BREAK:
        return len(before.text) > LONGEST_UNSTOPPED or before.text.endswith(_UNSTOPPED)
    return len(before.text) > LEAST_TORN and before.text.endswith(_UNSTOPPED + _NO_ENDING)


def _rather_torn(
    before: BodyLine, after: BodyLine, width: int, next_width: int, wrapped: Sequence[int], *, indented: bool
) -> bool:
    """Whether a line without a stop and the next look like one sentence, by lengths and by where commas stand.

    Args:
        width: of `before`; `next_width` of `after`; `wrapped` of all lines without a stop, rising.
        indented: whether the paragraph began with an indent that `after` lacks.
    """
    text = before.text
    narrower = next_width <= width + SAME_WIDTH
    alike = bisect_right(wrapped, width + SAME_WIDTH) - bisect_left(wrapped, width - SAME_WIDTH)
    if narrower and alike >= WRAPPED_LINES and LEAST_WRAPPED <= len(text) <= _LONGEST_WRAPPED:
        return True
    if len(text) <= LEAST_TORN:
        return False
    if after.text[1:2] in _UNSTOPPED or (narrower and indented) or re.search("[。！？；]", text):
        return True
    longest = LONGEST_NUMBERED if numbered(text)[0] or list_label(text) else LONGEST_UNSTOPPED
    return bool(re.search("[，,]", text)) and (len(text) > longest or (narrower and after.blank == 0))


def _ended(lines: Sequence[BodyLine], certain: set[int], likely: set[int]) -> set[int]:
    """The joints, less the chains of merely likely ones that end without a stop: lists of lines."""
    found: set[int] = set()
    chain: list[int] = []
    for index in range(1, len(lines) + 1):
        if index in certain or index in likely:
            chain.append(index)
        elif chain:
            if not certain.isdisjoint(chain) or lines[chain[-1]].text.rstrip(_CLOSERS).endswith(_STOPS):
                found.update(chain)
            chain = []
    return found


def _full_lines(lines: Sequence[BodyLine], widths: Sequence[int], torn: set[int]) -> set[int]:
    """Lines behind one that ends in a stop but fills the width at which its neighbours were torn."""
    found = set()
    for index in range(1, len(lines)):
        before, after = lines[index - 1], lines[index]
        if index in torn or after.blank or not _may_continue(before, after):
            continue
        beside = [widths[joint - 1] for joint in (index - 1, index + 1) if joint in torn]
        if any(abs(width - widths[index - 1]) <= SAME_WIDTH >= widths[index] - width for width in beside):
            found.add(index)
    return found
