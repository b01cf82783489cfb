"""The column (栏目) of a report that says none: a part of its file's name, as in 环境-李剑.txt or 01 环境.md.

A part that is a column already, of the layout, of issue.yaml or of another report, wins; else the first part in Chinese
that is short, no person's name, no long piece of the title and no word that files are called by. Else it is asked for;
a Word file without any is printed without a tag.
"""

import re
from collections.abc import Iterable

from bulletin.model.edition import Edition, Report
from bulletin.problems import Problem, Severity
from bulletin.read.byline import is_name
from bulletin.read.chinese import is_ideograph, solid
from bulletin.read.folder import stem

MAX_COLUMN = 6  # characters of a part that may be a column: longer ones are titles
TOPIC = 3  # characters that a title may share with its column: 环境 and 环境整治见成效; longer ones are the title's own
_BETWEEN_PARTS = re.compile(r"[-－—–_＿、，,.．。·:：;；+＋\s()（）\[\]【】《》〔〕“”]+")
_NUMBERS_OF_FILES = "0123456789０１２３４５６７８９"
# Words that files are called by, alone or at the end of a part.
_FILE_WORDS = (
    "文档",
    "副本",
    "稿",
    "稿子",
    "稿件",
    "报告",
    "材料",
    "文章",
    "正文",
    "修改",
    "版",
    "备份",
    "心得",
    "体会",
    "汇报",
    "发言",
    "附件",
    "打印",
    "新建",
    "最终",
    "最新",
)
_FILE_ORDINAL = re.compile("第?[一二三四五六七八九十]+(?:[篇则个期号]|$)")  # that orders files: 第一篇 环境.docx


def with_columns(edition: Edition, named: Iterable[str]) -> tuple[Edition, tuple[Problem, ...]]:
    """The edition with a column for each report that says none, and what to say where no file's name does.

    A Word file without one is worth a warning where others have one, else a note.

    Args:
        named: columns to which the layout gives colours.
    """
    known = {*named, *(report.column for report in edition.reports)}
    reports, without = [], []
    for report in edition.reports:
        if not report.column:
            column = column_of(report.name, report.title, known)
            if column:
                report = report._replace(column=column, origins={**report.origins, "column": "file name"})
            elif report.title and "column" not in report.origins:
                without.append(report)
        reports.append(report)
    some = any(report.column for report in reports)
    problems = [_missing(edition, report, "warning" if some else "note") for report in without]
    return edition._replace(reports=tuple(reports)), tuple(problems)


def column_of(name: str, title: str, known: Iterable[str]) -> str:
    """The column that the name of a report's file says; "" where it says none."""
    parts = name_parts(name)
    bare_title = solid(title)
    for part in parts:
        if part and part in known:
            return part
    for part in parts:
        han = len(part) > 1 and all(map(is_ideograph, part))
        other = (
            is_name(part)
            or part.endswith(_FILE_WORDS)
            or part.startswith("关于")
            or _FILE_ORDINAL.fullmatch(part)
            or (len(part) > TOPIC and part in bare_title)
        )
        if han and len(part) <= MAX_COLUMN and not other:
            return part
    return ""


def name_parts(name: str) -> list[str]:
    """The parts of a file's name between its marks and spaces, without the numbers at their ends."""
    return [part.strip(_NUMBERS_OF_FILES) for part in _BETWEEN_PARTS.split(stem(name))]


def _missing(edition: Edition, report: Report, alone: Severity) -> Problem:
    """An error in text, whose header may have come apart; a Word file, which has none, is of the severity `alone`."""
    places = report.places
    place = places.get("title") or next(iter(places.values()), report.place)
    place = place._replace(column=1) if place.file == report.place.file else report.place
    table = edition.key("columns")
    form = "`column: 环境`" if table.isascii() else "`栏目：环境`"
    hint = f"把文件名写成“环境-{report.name[:20]}”，或在 issue.yaml 的 `{table}` 里写“文件名: 栏目”"
    if report.place.is_in_word:
        return Problem(alone, "no-column", "稿件没有栏目，栏目标签不印", place, f"要印就{hint}")
    return Problem("error", "no-column", "稿件没有栏目", place, f"在文件头加上 {form}，或{hint}")
