"""A report's body: lines to paragraphs, headings and pictures, each with its place.

Every non-empty line is a paragraph. `## `, `### `, `#### ` make headings of level 1 to 3, `**…**` is bold,
`![图说](file.jpg)` is a picture; other marks are read or reported by `read/inline.py` and `read/marks.py`. Lines torn
in mid-sentence are joined or reported by `read/torn_lines.py`. What else is a heading: `read/headings.py`.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence

from bulletin.model.edition import Change, Paragraph, ParagraphKind, Picture, Run
from bulletin.problems import Place, Problem
from bulletin.read.chinese import WHITE
from bulletin.read.edits import Replacement
from bulletin.read.headings import structured
from bulletin.read.inline import WrittenPicture, inline, written_picture
from bulletin.read.marks import LEFT_OUT, RawMarks, heading_mark, line_mark, without_closing_hashes
from bulletin.read.source import Source
from bulletin.read.tidy import tidy
from bulletin.read.torn_lines import BodyLine, join_torn

MAX_PARAGRAPH = 300_000  # characters

_BETWEEN_PICTURES = " \t\u3000，、；。,;"
_LINE_TAGS = r"(?i)<(?:br|/?p|/?div)(?:\s[^<>]{0,400})?\s?/?>"
_letter = re.compile(r"[^\W_]")


def has_letters(text: str) -> bool:
    """Whether there is a letter, a digit or a Han character in `text`, and not marks alone."""
    return _letter.search(text) is not None


def read_body(
    source: Source,
    first: int,
    problems: list[Problem],
    changes: list[Change],
    open_picture: Callable[[WrittenPicture, Place], Picture | None],
    *,
    normalise: bool,
    join_form: str,
) -> tuple[Paragraph, ...]:
    """The paragraphs from line `first` on; faults are added to `problems`, what normalisation replaced to `changes`.

    `join_form` is what an editor writes to have torn paragraphs joined, for hints; "" joins them.
    """
    paragraphs: list[Paragraph] = []
    typed = _lines(source, first, problems, changes)
    marks = {change.place: index for index, change in enumerate(changes) if change.rule == "M1"}
    for line in join_torn(source, typed, problems, changes, join_form):
        place = line.place(source)
        if line.picture:
            if picture := open_picture(line.picture, place):
                paragraphs.append(Paragraph(kind="picture", level=0, runs=(), place=place, picture=picture))
            continue
        if len(line.text) > MAX_PARAGRAPH:
            message = f"这一段有{len(line.text)}个字，最多{MAX_PARAGRAPH}个"
            problems.append(source.problem("error", "too-long", message, source.place(place.line), "分成几段"))
            continue
        text, bold = line.text, line.bold
        if normalise:
            tidied = tidy(text, headline=line.hashes > 0, needless=_around(text, bold))
            for doubt in tidied.doubts:
                where = line.place(source, doubt.offset)
                problems.append(source.problem("warning", doubt.code, doubt.message, where))
            for change in tidied.changes:
                place_of_change = line.place(source, change.offset)
                if len(change.old) == 1 and (index := marks.get(place_of_change)) is not None:
                    changes[index] = changes[index]._replace(
                        new=change.new
                    )  # `&nbsp;` to a space, and that to no space
                else:
                    changes.append(source.change(place_of_change, change))
            text, bold = tidied.text, _moved(bold, tidied.changes)
        kind: ParagraphKind = "heading" if line.hashes else "body"
        paragraphs.append(Paragraph(kind=kind, level=min(line.hashes, 4), runs=_runs(text, bold), place=place))
    result = structured(source, paragraphs, problems)
    _judge(source, result, problems, max(first - 1, 1))
    return result


def _lines(source: Source, first: int, problems: list[Problem], changes: list[Change]) -> list[BodyLine]:
    """The lines that hold something, without marks; what of these is not read as meant goes to `problems`."""
    found: list[BodyLine] = []
    marks = RawMarks(source, problems)
    blank = 0
    for number in range(first, len(source.lines) + 1):
        for column, piece in _pieces(source.lines[number - 1]):
            start = len(piece) - len(piece.lstrip(WHITE))
            bare = piece.strip(WHITE)
            made = _read_line(bare, number, column + start, marks, changes) if bare else []
            if made:
                indent = 2 if column > 1 else len(piece[:start].replace("\t", "  ").replace("\u3000", "  "))
                found += (made[0]._replace(blank=blank, indent=indent), *made[1:])
            blank = 0 if made else blank + (not bare)
    marks.close()
    if any(line.hashes == 1 for line in found):
        return found  # where `# ` is a heading, `## ` is one below it
    return [line._replace(hashes=max(line.hashes - 1, 1)) if line.hashes else line for line in found]


def _pieces(typed: str) -> Iterator[tuple[int, str]]:
    """Parts of a typed line, each with its column: other line ends, and those of web pages, end a line too."""
    column = 1
    for part in (typed,) if typed.isprintable() else typed.splitlines():
        end = 0
        for tag in re.finditer(_LINE_TAGS, part) if "<" in part else ():
            yield column + end, part[end : tag.start()]
            end = tag.end()
        yield column + end, part[end:]
        column += len(part) + 1


def _read_line(bare: str, number: int, column: int, marks: RawMarks, changes: list[Change]) -> list[BodyLine]:
    """A line without white space around it as a paragraph, heading or pictures, or nothing where it is only marks."""
    if whole := written_picture(bare):
        if after := bare[whole.end :]:
            place = marks.source.place(number, column + whole.end)
            changes.append(marks.source.change(place, Replacement(offset=whole.end, old=after, new="", rule="M3")))
        return [_picture_line(whole, number, column)]
    hashes, opening = heading_mark(bare)
    if hashes:
        bare = without_closing_hashes(bare)[opening:]
        column += opening
    else:
        kind, shown = line_mark(bare)
        if kind:
            marks.report_block(kind, shown, number, column)
        if kind in LEFT_OUT:
            return []
    read = inline(bare)
    for mark in read.raw_marks:
        marks.report(mark.kind, mark.shown, number, column + mark.offset)
    changes += [
        marks.source.change(marks.source.place(number, column + change.offset), change) for change in read.changes
    ]
    made = []
    if read.text.strip(_BETWEEN_PICTURES if read.pictures else ""):
        anchors = tuple((offset, number, column + typed) for offset, typed in read.anchors)
        made.append(BodyLine(text=read.text, bold=read.bold, anchors=anchors, hashes=hashes))
        for picture in read.pictures:
            marks.report("inline-picture", picture.file, number, column + picture.offset)
    return made + [_picture_line(picture, number, column) for picture in read.pictures]


def _picture_line(picture: WrittenPicture, number: int, column: int) -> BodyLine:
    return BodyLine(text="", bold=(), anchors=((0, number, column + picture.offset),), picture=picture)


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


def _runs(text: str, bold: tuple[tuple[int, int], ...]) -> tuple[Run, ...]:
    if not bold:
        return (Run(text),)
    runs, end = [], 0
    for start, stop in bold:
        runs += [Run(text[end:start]), Run(text[start:stop], bold=True)]
        end = stop
    runs.append(Run(text[end:]))
    return tuple(run for run in runs if run.text)


def _around(text: str, bold: tuple[tuple[int, int], ...]) -> frozenset[int]:
    """Offsets of the spaces on both sides of bold stretches, as Markdown editors put them."""
    pairs = [(start - 1, stop) for start, stop in bold if start and text[start - 1] == " " == text[stop : stop + 1]]
    return frozenset(offset for pair in pairs for offset in pair)


def _judge(source: Source, paragraphs: Sequence[Paragraph], problems: list[Problem], front: int) -> None:
    """Report a body without text; `front` is the line above the body."""
    texts = [paragraph for paragraph in paragraphs if paragraph.kind != "picture"]
    if not any(paragraph.kind == "body" and has_letters(paragraph.text) for paragraph in texts):
        place = source.place(texts[0].place.line if texts else front)
        message = "正文里只有标题或标点，没有文字" if texts else "稿件没有正文"
        problems.append(source.problem("error", "no-body", message, place, "在文件头的“---”下面写正文，每段一行"))
