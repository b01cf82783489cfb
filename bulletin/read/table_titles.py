"""What belongs to a table though it stands around it: title and unit above, notes and sources below."""

import re
from collections.abc import Sequence

from bulletin.model.edition import Placing
from bulletin.problems import Problem
from bulletin.read.body_line import BodyLine
from bulletin.read.braces import WRITTEN_BRACES
from bulletin.read.placing import read_placing
from bulletin.read.source import Source

MAX_TABLE_TITLE = 60  # characters
MAX_UNIT = 20
MAX_TABLE_NOTE = 300
_TABLE_NUMBER = r"(?:[0-9０-９]{1,3}(?:[-－—.．][0-9０-９]{1,3})?|[一二三四五六七八九十]{1,3})"
# Behind 表1 a sentence goes on: 表1显示，…… 表1中 …… 表1为 ……
_SAYING = "显示|表明|反映|列出|给出"
_TITLE = re.compile(
    rf"(?:附表|续表|表)[ \u3000]?{_TABLE_NUMBER}"
    rf"(?:[ \u3000]+(?!{_SAYING}).*|(?!{_SAYING}|[可中为是0-9%％个张 \u3000])[^。]*。?)"
    "|(?:附表|续表)[^。]*"
)
_UNIT_LINE = re.compile(rf"[（(]?(?:计量)?单位[:：].{{1,{MAX_UNIT}}}")
_NOTE = re.compile(r"[（(]?(?:注|备注|说明|来源|资料来源|数据来源)[ \u3000]?\d{0,2}[:：]")
_BRACES = re.compile(rf"\s*({WRITTEN_BRACES})$")


def with_titles(source: Source, lines: Sequence[BodyLine], problems: list[Problem]) -> list[BodyLine]:
    """The lines, less those that are title, unit or note of a table, which the table has taken."""
    found: list[BodyLine] = []
    for line in lines:
        if line.table:
            found.append(_with_head(source, line, found, problems))
        elif found and _is_note(line, found[-1]):
            found[-1] = _with_note(found[-1], line)
        else:
            found.append(line)
    return found


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
        elif table.title is None and is_title(last.text):
            title = above.pop()
            if match := _BRACES.search(title.text):
                placing = read_placing(source, match[1], *title.typed_at(match.start(1)), problems)
                line = line._replace(placing=placing if line.placing == Placing() else line.placing)
                title = title.part(0, match.start())
            table = table._replace(title=title)
        else:
            break
    return line._replace(table=table)


def is_title(text: str) -> bool:
    """Whether a line reads like the title of a table: 表1 主要指标, 附表."""
    match = _BRACES.search(text)
    bare = text[: match.start()] if match else text
    return len(bare) <= MAX_TABLE_TITLE and _TITLE.fullmatch(bare) is not None and not bare.endswith(("，", "：", "、"))


def _is_note(line: BodyLine, above: BodyLine) -> bool:
    """Whether a line below a table or chart is a note on it."""
    takes = above.table is not None or above.chart is not None
    return (
        takes and line.is_plain and line.blank < 2 and len(line.text) <= MAX_TABLE_NOTE and bool(_NOTE.match(line.text))
    )


def _with_note(line: BodyLine, note: BodyLine) -> BodyLine:
    if line.table:
        return line._replace(table=line.table._replace(notes=(*line.table.notes, note)))
    return line._replace(below=(*line.below, note))
