"""What the command says of a finished build: a few lines for a reader, one object for a program."""

import os
from collections import Counter
from collections.abc import Sequence
from typing import Any

from bulletin.build.comparison import Comparison, since_last_data
from bulletin.build.delivery import Delivered
from bulletin.characters import invisible, shown
from bulletin.model.edition import Change
from bulletin.model.output import Order, Printed
from bulletin.problems import Place, Problem
from bulletin.understood import IN_FULL, blocks_named, reports_data

KINDS_SHOWN = 6  # of replacements
SHOWN_CHARACTERS = 6  # of one replaced text, and on either side of a change in its line
CHANGE_KINDS = {  # of changes, by rule (docs/typesetting.md, Normalising marks)
    "P3": "句点改为句号", "P4": "改为六点省略号", "P5": "改为破折号", "P6": "直引号改为弯引号",
    "C1": "删去看不见的字符", "C2": "特殊空白改为空格", "C3": "字母和附加符号合成一个字母",
    "C4": "部首字改为通用字", "C5": "兼容字改为通用字", "M1": "网页字符改为文字", "M2": "去掉转义的反斜杠",
    "M3": "删去标记旁的空格或标点", "M4": "注号改为上标", "M5": "列表符号改为统一的样子", "M6": "减号改为负号",
    "S3": "接合断行", "W1": "采纳修订的插入", "W2": "采纳修订的删除", "W3": "采纳修订的移动",
}  # fmt: skip
WIDTHS = "标点改为全角"


def summary(
    order: Order,
    printed: Printed,
    problems: Sequence[Problem],
    delivered: Sequence[Delivered],
    seconds: float,
    since: str = "",
    listing: str = "",
) -> str:
    """What was made, in a few lines: of a long issue the issue, its pages, what is new in them, and the outputs.

    Args:
        since: what has changed since the last delivery.
        listing: the command that lists all changes.
    """
    pages = f"简报共{len(printed.bulletin.pages)}版：{printed.bulletin.summary}" if printed.bulletin else ""
    groups = [
        [*_issue(printed), *([pages] if pages else []), *_rest(printed, listing)],
        [since] if since else [],
        [_effort(problems, seconds)],
        _outputs(order, delivered) if order.draw else [],
    ]
    if len(printed.edition.reports) > IN_FULL:
        first = [*_issue(printed), *_rest(printed, listing), _effort(problems, seconds)]
        groups[0] = ["；".join(first), *([pages.replace("\n", "；")] if pages else [])]
        groups[2] = []
    return "\n".join(line for group in groups for line in group)


def _issue(printed: Printed) -> list[str]:
    edition = printed.edition
    characters = sum(report.characters for report in edition.reports)
    blocks = blocks_named(edition.reports)
    counted = f"{edition.masthead}：{len(edition.reports)}篇稿件，正文{characters:,}字"
    return [counted, f"另有{blocks}"] if blocks else [counted]


def _rest(printed: Printed, listing: str) -> list[str]:
    """The deck, and what was done to the text."""
    edition = printed.edition
    lines = [f"幻灯片共{printed.slide_count}张"] if printed.slide_count else []
    if widths := [change for change in edition.changes if change.only_width]:
        lines.append(f"标点规范{len(widths)}处：{_kinds(widths)}")
    if others := Counter(kind(change) for change in edition.changes if not change.only_width):
        counts = "，".join(f"{name}{count}处" for name, count in others.most_common())
        lines.append(f"文字改动：{counts}" + (f"；逐处列出：{listing}" if listing else ""))
    return lines


def _effort(problems: Sequence[Problem], seconds: float) -> str:
    warnings = sum(problem.severity == "warning" for problem in problems)
    notes = sum(problem.severity == "note" for problem in problems)
    return f"警告{warnings}条，提醒{notes}条；用时{seconds:.2f}秒"


def _outputs(order: Order, delivered: Sequence[Delivered]) -> list[str]:
    outputs = [output for output in delivered if not output.filed]
    filed = [output for output in delivered if output.filed and output.path]
    lines = ["成品：" + "  ".join(f"{output.path}{_because(output)}" for output in outputs)]
    if filed:
        instead = "（换下当天先前存的一份）" if any(output.filed == "instead" for output in filed) else ""
        others = (os.path.basename(output.path) for output in filed[1:])  # they stand beside the first
        lines.append("存档：" + "  ".join((filed[0].path, *others)) + instead)
    if "office" in order.purposes:
        lines.append("打印 bulletin-office.pdf 时请选 A3（或版式所用的纸张）、实际大小（100%）、双面沿长边翻转")
    return lines


def _because(output: Delivered) -> str:
    """Why an output does not stand under its own name."""
    name = os.path.basename(output.wanted)
    words = {"": "", "locked": "正被打开", "edited": "有人改动过，未覆盖", "taken": "不是普通文件，未改动"}[
        output.reason
    ]
    return f"（{name} {words}）" if words else ""


def kind(change: Change) -> str:
    """What was done, in an editor's words."""
    if change.rule in {"S1", "S2"}:
        return "空格改为一个字宽" if change.new else "删去空格"
    return CHANGE_KINDS.get(change.rule, WIDTHS) if not change.only_width else WIDTHS


def listed(changes: Sequence[Change]) -> list[str]:
    """One line for each change, with the words around it; those of widths alone come last."""
    return [
        f"{change.place.named} {kind(change)}：{_said(change)}{_around(change)}"
        for change in sorted(changes, key=lambda change: change.only_width)
    ]


def _said(change: Change) -> str:
    """What was replaced, and by what; of a tracked change the words alone, which its kind says all of."""
    words, _ = _words_of(change)
    return f"“{_visible(words)}”" + (f"→“{_visible(change.new)}”" if change.new not in ("", words) else "")


def _around(change: Change) -> str:
    words, standing = _words_of(change)
    start = change.place.column - 1
    end = start + len(standing)
    before, after = change.shown[max(start - SHOWN_CHARACTERS, 0) : start], change.shown[end : end + SHOWN_CHARACTERS]
    line = f"{before}[{words}]{after}"
    seen = (char if not invisible(char) and (char.isprintable() or char == "\u3000") else " " for char in line)
    return f"  {''.join(seen)}" if change.shown else ""


def _words_of(change: Change) -> tuple[str, str]:
    """The words that a change is about, and what of them stands at its place in the line that is shown."""
    if change.rule.startswith("W"):  # the line is shown as it is once tracked changes are accepted
        return change.new or change.old, change.new
    return change.old, change.old.rstrip("\n")  # the end of a line stands before its place


def _kinds(changes: Sequence[Change]) -> str:
    """The commonest replacements with their numbers."""
    totals = Counter(f"{change.old}→{change.new}" for change in changes)
    most = sorted(totals.items(), key=lambda item: (-item[1], item[0]))[:KINDS_SHOWN]
    more = f"等{len(totals)}种" if len(totals) > len(most) else ""
    return "，".join(f"{kind} {total}" for kind, total in most) + more


def _visible(text: str) -> str:
    """A replaced text as it can be seen: characters that print nothing by code point and name."""
    names = [shown(char) for char in text]
    if all(len(name) == 1 for name in names):
        return f"{text[:SHOWN_CHARACTERS]}…" if len(text) > SHOWN_CHARACTERS else text
    counted = Counter(name if len(name) > 1 else char for name, char in zip(names, text, strict=True))
    return "、".join(name + (f"×{count}" if count > 1 else "") for name, count in counted.items())


def as_data(
    code: int,
    problems: Sequence[Problem],
    printed: Printed | None,
    delivered: Sequence[Delivered],
    seconds: float,
    compared: Comparison | None = None,
) -> dict[str, Any]:
    """The same as plain data, also of a build that failed."""
    return {
        "exit": code,
        "outputs": [output.path for output in delivered if not output.filed],
        "history": [output.path for output in delivered if output.filed and output.path],
        "since_last": since_last_data(compared),
        "pages": len(printed.bulletin.pages) if printed and printed.bulletin else 0,
        "slides": printed.slide_count if printed else 0,
        "plan": printed.bulletin.plan if printed and printed.bulletin else "",
        "steady": _steady_data(printed),
        "normalised": len(printed.edition.changes) if printed else 0,
        "changes": [
            {"rule": change.rule, "kind": kind(change), "old": change.old, "new": change.new, **change.place._asdict()}
            for change in (printed.edition.changes if printed else ())
        ],
        "reports": reports_data(printed) if printed else [],
        "seconds": round(seconds, 3),
        "diagnostics": [problem_data(problem) for problem in problems],
        "proof": [problem_data(finding) for finding in (printed.lines if printed else ())],
    }


def _steady_data(printed: Printed | None) -> dict[str, str]:
    """Whether the plan is that of the last build, and why."""
    steadiness = printed.bulletin.steadiness if printed and printed.bulletin else None
    return {"origin": steadiness.origin, "why": steadiness.why} if steadiness else {}


def problem_data(problem: Problem) -> dict[str, Any]:
    """A finding as plain data."""
    return {
        "severity": problem.severity,
        "code": problem.code,
        **(problem.place._asdict() if problem.place else dict.fromkeys(Place._fields)),
        "message": problem.message,
        "hint": problem.hint,
    }
