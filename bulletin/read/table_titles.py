"""What belongs to a table though it stands around it: title and unit above, notes and sources below."""

import re
from collections.abc import Sequence

from bulletin.model.edition import Placing
from bulletin.problems import Problem
from bulletin.read.body_line import BodyLine
from bulletin.read.braces import WRITTEN_BRACES, entries
from bulletin.read.chinese import solid
from bulletin.read.placing import POSITION_KEYS, WIDTH_KEYS, read_placing
from bulletin.read.source import Source
from bulletin.read.tables import TypedRow, TypedTable, head_rows

# Characters, chosen by eye: what is longer is a paragraph.
MAX_TABLE_TITLE = 60
MAX_UNIT = 20
MAX_TABLE_NOTE = 300
_TABLE_NUMBER = r"(?:[0-9０-９]{1,3}(?:[-－—.．][0-9０-９]{1,3})?|[一二三四五六七八九十]{1,3})"
NUMBERED = re.compile(rf"(?:附表|续表|表)[ \u3000]?{_TABLE_NUMBER}[ \u3000:：]*")  # how a title begins
# Behind 表1 a sentence goes on: 表1显示，…… 表1中 …… 表1为 ……
_SAYING = "显示|表明|反映|列出|给出"
_TITLE = re.compile(
    rf"(?:附表|续表|表)[ \u3000]?{_TABLE_NUMBER}"
    rf"(?:[ \u3000]+(?!{_SAYING}).*|(?!{_SAYING}|[可中为是0-9%％个张 \u3000])[^。]*。?)"
    "|(?:附表|续表)[^。]*"
)
# A table may be named without a number: 2022年主要指标完成情况表; not 人大代表, 见下表.
_NO_NAME = "代下上附此该列如图外"
_UNNUMBERED = re.compile(rf"[^\s。，；：！？]{{3,28}}(?<![{_NO_NAME}])表(?:[（(][^（）()]{{1,20}}[）)]|)")
_UNIT_LINE = re.compile(rf"[（(]?(?:计量)?单位[:：].{{1,{MAX_UNIT}}}")
_TRAILING_UNIT = re.compile(rf"(?<=\S)[ \u3000]+(?={_UNIT_LINE.pattern}$)")  # on the line of the title
FIGURE_TITLE = re.compile(rf"图[ \u3000]?{_TABLE_NUMBER}(?:[ \u3000：:]+(?!{_SAYING})[^。]*|$)")
_NOTE = re.compile(r"[（(]?(?:注|备注|说明|来源|资料来源|数据来源)[ \u3000]?\d{0,2}[:：]")
# What a note opens with that may go on in a line of its own: 注：1. …… and below it 2. ……
_COUNTED_NOTE = re.compile(r"(?:[（(]?(\d{1,2})[）).．、]|([①-⑳]))(?!\d)")
_BRACES = re.compile(rf"\s*({WRITTEN_BRACES})$")


def with_titles(source: Source, lines: Sequence[BodyLine], problems: list[Problem]) -> list[BodyLine]:
    """The lines, less those that are title, unit or note of a table, which the table has taken."""
    found: list[BodyLine] = []
    for at, line in enumerate(lines):
        last = found[-1] if found else None
        if line.caption and (match := _written_placing(line.caption)):
            placing = read_placing(source, match[1], *line.caption.typed_at(match.start(1)), problems)
            line = line._replace(caption=line.caption.part(0, match.start()), placing=placing)
        if line.table:
            found.append(_with_head(source, line, found, problems))
        elif last and _is_placing_below(line, last):
            found[-1] = last._replace(placing=read_placing(source, line.text, *line.typed_at(0), problems))
        elif last and _is_note(line, last):
            found[-1] = _with_note(last, line)
        elif last and _is_title_below(line, last, lines[at + 1 : at + 3]):
            found[-1] = _with_title_below(last, line)
        else:
            found.append(line)
    for line in found:
        if match := _written_placing(line):
            _tell_placing(source, match[1], line.typed_at(match.start(1)), problems)
    return found


def _is_placing_below(line: BodyLine, above: BodyLine) -> bool:
    """Whether a line is nothing but the braces that belong behind what stands directly above it."""
    match = _written_placing(line)
    return match is not None and not match.start() and not line.blank and not above.text and above.placing == Placing()


def _written_placing(line: BodyLine) -> re.Match[str] | None:
    """The braces at the end of a line of text that say where something stands."""
    match = _BRACES.search(line.text) if line.kind in ("body", "heading") and not line.picture else None
    keys = [entry.key for entry in entries(match[1]) or ()] if match else []
    return match if any(key in WIDTH_KEYS + POSITION_KEYS for key in keys) else None


def _tell_placing(source: Source, braces: str, at: tuple[int, int], problems: list[Problem]) -> None:
    message = f"“{braces[:24]}”不在图片或表题后面，照原样印出"
    place = source.place(*at)
    where = "在图片或表格下面另起一段写" if place.is_in_word else "写在图片那一行的末尾，或表格上面表题的末尾"
    problems.append(source.problem("warning", "placing", message, place, f"{where}；不要就删掉"))


def _is_title_below(line: BodyLine, above: BodyLine, below: Sequence[BodyLine]) -> bool:
    """Whether a line is the title of the table or chart directly above it, and not of a table below."""
    if not line.is_plain or line.blank > 1:
        return False
    if above.chart:
        return not (above.chart.title or above.caption) and FIGURE_TITLE.fullmatch(line.text) is not None
    no_title = above.table is not None and above.table.title is None and not above.table.notes
    following = next((each for each in below if not _UNIT_LINE.fullmatch(each.text)), None)
    return no_title and is_title(line.text) and not (following and following.table)


def _with_title_below(line: BodyLine, title: BodyLine) -> BodyLine:
    if line.table:
        return line._replace(table=line.table._replace(title=title))
    return line._replace(caption=title)


def _with_head(source: Source, line: BodyLine, above: list[BodyLine], problems: list[Problem]) -> BodyLine:
    """The table with title and unit, which are taken from the lines above it."""
    table = line.table
    assert table
    for _ in range(2):
        last = above[-1] if above else None
        if last is None or last.kind not in ("body", "heading") or last.picture:
            break
        if table.unit is None and len(last.text) <= MAX_UNIT and _UNIT_LINE.fullmatch(last.text):
            table = table._replace(unit=above.pop())
        elif table.title is None and (is_title(last.text) or (last.is_plain and _names_table(last.text))):
            title = above.pop()
            if match := _BRACES.search(title.text):
                placing = read_placing(source, match[1], *title.typed_at(match.start(1)), problems)
                line = line._replace(placing=placing if line.placing == Placing() else line.placing)
                title = title.part(0, match.start())
            if (behind := _TRAILING_UNIT.search(title.text)) and table.unit is None:
                table = table._replace(unit=title.part(behind.end(), len(title.text)))
                title = title.part(0, behind.start())
            table = table._replace(title=title)
        else:
            break
    return line._replace(table=table)


def with_own_titles(typed: TypedTable, caption: str) -> TypedTable:
    """A table less its rows that are title, unit and notes, as they are in spreadsheets: one cell, all others empty.

    Where a report gives it a `caption`, a title of other words stays a row.
    """
    rows = list(typed.rows)
    title: TypedRow | None = None
    unit: TypedRow | None = None
    notes: list[TypedRow] = []
    while len(rows) > 1 and (text := _only_text(rows[0])):
        if unit is None and len(text) <= MAX_UNIT and _UNIT_LINE.fullmatch(text):
            unit = rows.pop(0)
        elif title is None and rows[0].cells[0].text and _names_table(text) and solid(caption) in ("", solid(text)):
            title = rows.pop(0)
        else:
            break
    while len(rows) > 1 and rows[-1].cells[0].text and _NOTE.match(_only_text(rows[-1])):
        notes.insert(0, rows.pop())
    taken = (title is not None) + (unit is not None)
    if not (taken or notes):
        return typed
    head = min(typed.head - taken, len(rows) - 1)
    head = head if head > 0 or not taken else head_rows(rows)
    return typed._replace(rows=tuple(rows), head=max(head, 0), title=title, unit=unit, notes=tuple(notes))


def _names_table(text: str) -> bool:
    return is_title(text) or _UNNUMBERED.fullmatch(_BRACES.sub("", text)) is not None


def _only_text(row: TypedRow) -> str:
    """What the one filled cell of a row of several says; "" for any other row."""
    filled = [cell.text for cell in row.cells if cell.text]
    return filled[0] if len(filled) == 1 and len(row.cells) > 1 else ""


def is_title(text: str) -> bool:
    """Whether a line reads like the title of a table: 表1 主要指标, 附表."""
    match = _BRACES.search(text)
    bare = text[: match.start()] if match else text
    return len(bare) <= MAX_TABLE_TITLE and _TITLE.fullmatch(bare) is not None and not bare.endswith(("，", "：", "、"))


def stands_above(text: str) -> bool:
    """Whether a line above a table reads like its title or its unit."""
    return is_title(text) or _UNIT_LINE.fullmatch(text) is not None


def stands_below(text: str) -> bool:
    """Whether a line below a table reads like a note on it."""
    return len(text) <= MAX_TABLE_NOTE and _NOTE.match(text) is not None


def _is_note(line: BodyLine, above: BodyLine) -> bool:
    """Whether a line below a table or chart is a note on it."""
    if not (above.table or above.chart) or not line.is_plain or line.blank > 1 or len(line.text) > MAX_TABLE_NOTE:
        return False
    if _NOTE.match(line.text):
        return True
    notes = above.table.notes if above.table else above.below
    return not line.blank and bool(notes) and _counts_on(notes[-1].text, line.text)


def _counts_on(note: str, text: str) -> bool:
    """Whether a line goes on with the number behind that of a note: 注：1. and 2., 注：① and ②."""
    opened = _NOTE.match(note)
    before = _COUNTED_NOTE.match(note[opened.end() :].lstrip() if opened else note)
    after = _COUNTED_NOTE.match(text)
    if not before or not after:
        return False
    if before[2] and after[2]:
        return ord(after[2]) == ord(before[2]) + 1
    return bool(before[1] and after[1]) and int(after[1]) == int(before[1]) + 1


def _with_note(line: BodyLine, note: BodyLine) -> BodyLine:
    if line.table:
        return line._replace(table=line.table._replace(notes=(*line.table.notes, note)))
    return line._replace(below=(*line.below, note))
