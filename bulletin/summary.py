"""What the command says of a finished build: a few lines for a reader, one object for a program."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from bulletin.build.delivery import Delivered
from bulletin.model.edition import Change
from bulletin.model.output import Order, Printed
from bulletin.problems import Place, Problem

KINDS_SHOWN = 6  # of replacements
SHOWN_CHARACTERS = 6  # of one replaced text


def summary(
    order: Order, printed: Printed, problems: Sequence[Problem], delivered: Sequence[Delivered], seconds: float
) -> str:
    """What was made, in a few lines."""
    edition = printed.edition
    characters = sum(len(paragraph.text) for report in edition.reports for paragraph in report.paragraphs)
    lines = [f"{edition.masthead}：{len(edition.reports)} 篇，正文 {characters:,} 字"]
    if printed.bulletin:
        lines.append(f"简报 {len(printed.bulletin.pages)} 个版：{printed.bulletin.summary}")
    if printed.slide_count:
        lines.append(f"幻灯片 {printed.slide_count} 张")
    if edition.changes:
        lines.append(f"标点归一 {len(edition.changes)} 处：{_kinds(edition.changes)}")
    warnings = sum(problem.severity == "warning" for problem in problems)
    notes = sum(problem.severity == "note" for problem in problems)
    lines.append(f"警告 {warnings} 条，提示 {notes} 条；用时 {seconds:.2f} 秒")
    if order.draw:
        lines.append("成品：" + "  ".join(output.path for output in delivered))
        if "office" in order.purposes:
            lines.append("打印 bulletin-office.pdf：选 A3（或该版式的纸张）、实际大小（100%）、双面沿长边翻转")
    return "\n".join(lines)


def _kinds(changes: Sequence[Change]) -> str:
    """The commonest replacements with their numbers; blanks and control characters made visible."""
    totals = Counter(f"{_visible(change.old)}→{_visible(change.new) or '删'}" for change in changes)
    most = sorted(totals.items(), key=lambda item: (-item[1], item[0]))[:KINDS_SHOWN]
    more = f" 等 {len(totals)} 种" if len(totals) > len(most) else ""
    return "，".join(f"{kind} {total}" for kind, total in most) + more


def _visible(text: str) -> str:
    shown = "".join(c if c.isprintable() and c != " " else "␣" if c in " \t" else f"U+{ord(c):04X}" for c in text)
    return f"{shown[:SHOWN_CHARACTERS]}…" if len(shown) > SHOWN_CHARACTERS else shown


def as_data(
    code: int, problems: Sequence[Problem], printed: Printed | None, delivered: Sequence[Delivered], seconds: float
) -> dict[str, Any]:
    """The same as plain data, also of a build that failed."""
    return {
        "exit": code,
        "outputs": [output.path for output in delivered],
        "pages": len(printed.bulletin.pages) if printed and printed.bulletin else 0,
        "slides": printed.slide_count if printed else 0,
        "plan": printed.bulletin.plan if printed and printed.bulletin else "",
        "normalised": len(printed.edition.changes) if printed else 0,
        "seconds": round(seconds, 3),
        "diagnostics": [_problem_data(problem) for problem in problems],
        "proof": [_problem_data(finding) for finding in (printed.lines if printed else ())],
    }


def _problem_data(problem: Problem) -> dict[str, Any]:
    return {
        "severity": problem.severity,
        "code": problem.code,
        **(problem.place._asdict() if problem.place else dict.fromkeys(Place._fields)),
        "message": problem.message,
        "hint": problem.hint,
    }
