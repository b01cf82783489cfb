"""A report's body: lines to paragraphs, headings and pictures, each with its place; nothing but text is markup.

Every non-empty line is a paragraph. `## `, `### `, `#### ` make headings of level 1 to 3, `**…**` is bold,
`![图说](file.jpg)` alone on a line is a picture; all else prints as it stands. What else is a heading: `headings`.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import NamedTuple

from bulletin.model.edition import Change, Paragraph, ParagraphKind, Picture, Run
from bulletin.problems import Place, Problem
from bulletin.read.edits import Replacement
from bulletin.read.headings import structured
from bulletin.read.source import Source
from bulletin.read.tidy import tidy, torn

MAX_PARAGRAPH = 300_000  # characters

WHITE = " \t\u3000\u00a0\u200b\ufeff"

_hashes = re.compile(r"(#{2,4})\s+(?=\S)")
_HASH_SLIP = r"#{1,6}(?=[^#\s])|#\s|#{5,6}\s"  # compiled when a text needs it
_letter = re.compile(r"[^\W_]")


def has_letters(text: str) -> bool:
    """Whether there is a letter, a digit or a Han character in `text`, and not marks alone."""
    return _letter.search(text) is not None


def written_picture(line: str) -> tuple[str, str] | None:
    """Caption and file of a line that is a picture, `![图说](file.jpg)`; None for any other."""
    match = re.fullmatch(r"!\[([^\]]*)\]\(([^)]*)\)", line)
    return (match[1].strip(), match[2].strip()) if match else None


class _Line(NamedTuple):
    """A paragraph as typed: its text without bold marks, what was bold, and where its characters stand."""

    text: str
    bold: tuple[tuple[int, int], ...]
    anchors: tuple[tuple[int, int, int], ...]  # offset in `text`, line, column, rising
    level: int = 0  # said outright by `## `
    picture: tuple[str, str] | None = None  # caption, file

    def place(self, source: Source, offset: int = 0) -> Place:
        anchor = bisect_right(self.anchors, (offset, 1 << 30, 0)) - 1
        start, line, column = self.anchors[max(anchor, 0)]
        return source.place(line, column + offset - start)


def read_body(
    source: Source,
    first: int,
    problems: list[Problem],
    changes: list[Change],
    open_picture: Callable[[str, str, Place], Picture | None],
    *,
    normalise: bool,
    join: bool,
    join_form: str = "`接合断段：是`",
) -> tuple[Paragraph, ...]:
    """The paragraphs from line `first` on; faults are added to `problems`, what normalisation replaced to `changes`.

    `join_form` is what an editor writes to have torn paragraphs joined, for hints.
    """
    paragraphs: list[Paragraph] = []
    for line in _lines(source, first, problems, join=join, join_form=join_form):
        place = line.place(source)
        if line.picture:
            if picture := open_picture(*line.picture, place):
                paragraphs.append(Paragraph(kind="picture", level=0, runs=(), place=place, picture=picture))
            continue
        if len(line.text) > MAX_PARAGRAPH:
            message = f"这一段有 {len(line.text)} 个字，最多 {MAX_PARAGRAPH} 个"
            problems.append(source.problem("error", "too-long", message, source.place(place.line), "分成几段"))
            continue
        text, bold = line.text, line.bold
        if normalise:
            tidied = tidy(text, headline=line.level > 0, needless=_around(text, bold))
            for doubt in tidied.doubts:
                where = line.place(source, doubt.offset)
                problems.append(source.problem("warning", doubt.code, doubt.message, where))
            changes += [source.change(line.place(source, change.offset), change) for change in tidied.changes]
            text, bold = tidied.text, _moved(bold, tidied.changes)
        kind: ParagraphKind = "heading" if line.level else "body"
        paragraphs.append(Paragraph(kind=kind, level=line.level, runs=_runs(text, bold), place=place))
    result = structured(source, paragraphs, problems)
    _judge(source, result, problems, max(first - 1, 1))
    return result


def _lines(source: Source, first: int, problems: list[Problem], *, join: bool, join_form: str) -> list[_Line]:
    """The non-empty lines; a paragraph torn by an old column break is joined, or reported (rule S3)."""
    found: list[_Line] = []
    blank = 0
    for number in range(first, len(source.lines) + 1):
        typed = source.lines[number - 1]
        pieces = (typed,) if typed.isprintable() else typed.splitlines()
        column = 1
        for piece in pieces:
            start = len(piece) - len(piece.lstrip(WHITE))
            bare = piece.strip(WHITE)
            if not bare:
                blank += 1
            else:
                line = _line(bare, number, column + start)
                if blank > 1 and found and not (line.level or line.picture or found[-1].level or found[-1].picture):
                    line = _joined(source, found, line, blank, problems, "" if join else join_form)
                if not line.level and not line.picture and bare[0] == "#":
                    _report_hash(source, bare, source.place(number, column + start), problems)
                found.append(line)
                blank = 0
            column += len(piece) + 1
    return found


def _joined(
    source: Source, found: list[_Line], line: _Line, blank: int, problems: list[Problem], join_form: str
) -> _Line:
    """The line joined to the one before that it was torn from; with a `join_form` the tear is reported instead."""
    before = found[-1]
    if not torn(before.text, blank, line.text):
        return line
    if join_form:
        hint = f"确是一段就接起来，或在文件头写 {join_form}"
        message = "这一段像是上一段被断开的后半段"
        problems.append(source.problem("warning", "torn-paragraph", message, line.place(source), hint))
        return line
    found.pop()
    shift = len(before.text)
    return _Line(
        text=before.text + line.text,
        bold=before.bold + tuple((start + shift, end + shift) for start, end in line.bold),
        anchors=before.anchors + tuple((offset + shift, row, column) for offset, row, column in line.anchors),
    )


def _line(bare: str, number: int, column: int) -> _Line:
    """One line without white space around it, taken apart."""
    if bare[0] == "!" and (picture := written_picture(bare)):
        return _Line(text="", bold=(), anchors=((0, number, column),), picture=picture)
    level = 0
    if hashes := _hashes.match(bare):
        level = len(hashes[1]) - 1
        column += hashes.end()
        bare = bare[hashes.end() :]
    return _unbold(bare, number, column)._replace(level=level)


def _unbold(typed: str, number: int, column: int) -> _Line:
    """The text without the `**` that pair up around something, what they enclose, and where it all stands.

    An opening mark has no space behind it and a closing one none before it; a mark without a partner is text.
    """
    parts: list[str] = []
    bold: list[tuple[int, int]] = []
    anchors = [(0, number, column)]
    length = end = 0
    opening = typed.find("**")
    while opening >= 0:
        closing = typed.find("**", opening + 2)
        if closing < 0:
            break
        inside = typed[opening + 2 : closing]
        if not inside or inside[0] in " \u3000*" or inside[-1] in " \u3000":
            opening = closing
            continue
        parts += (typed[end:opening], inside)
        start = length + opening - end
        length = start + len(inside)
        bold.append((start, length))
        end = closing + 2
        anchors += [(start, number, column + opening + 2), (length, number, column + end)]
        opening = typed.find("**", end)
    parts.append(typed[end:])
    return _Line(text="".join(parts), bold=tuple(bold), anchors=tuple(anchors))


def _moved(bold: tuple[tuple[int, int], ...], changes: Sequence[Replacement]) -> tuple[tuple[int, int], ...]:
    """Stretches of bold after the changes; a change across an end belongs to what stands before it."""
    if not bold:
        return bold
    offsets, shifts, shift = [], [], 0
    for change in changes:
        offsets.append(change.offset)
        shift += len(change.new) - len(change.old)
        shifts.append(shift)

    def moved(offset: int) -> int:
        last = bisect_right(offsets, offset - 1) - 1  # change that begins before `offset`
        if last < 0:
            return offset
        change = changes[last]
        if offset < change.offset + len(change.old):
            return change.offset + (shifts[last - 1] if last else 0) + len(change.new)
        return offset + shifts[last]

    return tuple((moved(start), moved(end)) for start, end in bold)


def _around(text: str, bold: tuple[tuple[int, int], ...]) -> frozenset[int]:
    """Offsets of the spaces on both sides of bold stretches, as Markdown editors put them."""
    pairs = [(start - 1, stop) for start, stop in bold if start and text[start - 1] == " " == text[stop : stop + 1]]
    return frozenset(offset for pair in pairs for offset in pair)


def _runs(text: str, bold: tuple[tuple[int, int], ...]) -> tuple[Run, ...]:
    if not bold:
        return (Run(text),)
    runs, end = [], 0
    for start, stop in bold:
        runs += [Run(text[end:start]), Run(text[start:stop], bold=True)]
        end = stop
    runs.append(Run(text[end:]))
    return tuple(run for run in runs if run.text)


def _judge(source: Source, paragraphs: Sequence[Paragraph], problems: list[Problem], front: int) -> None:
    """Report a body without text; `front` is the line above the body."""
    texts = [paragraph for paragraph in paragraphs if paragraph.kind != "picture"]
    if not any(paragraph.kind == "body" and has_letters(paragraph.text) for paragraph in texts):
        place = source.place(texts[0].place.line if texts else front)
        message = "正文里只有标题或标点，没有文字" if texts else "报告没有正文"
        problems.append(source.problem("error", "no-body", message, place, "在文件头的“---”下面写正文，每段一行"))


def _report_hash(source: Source, bare: str, place: Place, problems: list[Problem]) -> None:
    if re.match(_HASH_SLIP, bare):
        hint = "小标题写成“## 标题”，“#”两到四个，后面空一格"
        problems.append(source.problem("warning", "heading-form", "“#”照原样印出，没有当作小标题", place, hint))
