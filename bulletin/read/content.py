"""The content folder to an Edition: issue.yaml, one file per report, terms.txt; all faults of all files at once."""

import os
from collections.abc import Callable

from bulletin.model.edition import Change, Edition, Report
from bulletin.problems import Place, Problem
from bulletin.read.cleaning import always
from bulletin.read.issue_file import NO_DATE, Issue, read_issue
from bulletin.read.report_file import read_report
from bulletin.read.source import Source, nearest, read_source, shown_name

ISSUE_FILE = "issue.yaml"
TERMS_FILE = "terms.txt"
MAX_REPORTS = 1000


def read_content(folder: str, root: str, drawn: Callable[[str], bool] = always) -> Edition:
    """Everything below `folder` as far as it could be read, with all errors, warnings and notes, named from `root`.

    Args:
        drawn: whether some face draws a character.
    """
    problems: list[Problem] = []
    here = shown_name(folder, root)
    if not os.path.isdir(folder):
        hint = f"新建这个文件夹，放进 {ISSUE_FILE} 和各篇报告（每篇一个 .md 文件）；或用 --content 说明在哪里"
        missing = Problem("error", "no-content", f"没有内容文件夹“{here}”", Place(here), hint)
        return Edition(masthead="", date=NO_DATE, reports=(), problems=(missing,))
    issue_source, faults = read_source(os.path.join(folder, ISSUE_FILE), f"{here}/{ISSUE_FILE}", drawn)
    problems += map(_named, faults)
    changes: list[Change] = []
    issue = read_issue(issue_source, folder, problems, changes, readable=not faults)
    reports = []
    names = _report_names(folder, here, issue_source, problems)
    for name in names:
        source, faults = _read_inside(folder, here, name, drawn)
        problems += faults
        if not faults:
            reports.append(read_report(source, name.removesuffix(".md"), folder, issue, problems, changes))
    ordered = _in_order(reports, issue, issue_source, problems, folder)
    return issue.edition._replace(
        reports=ordered,
        ordered=bool(issue.order) or any(report.rank for report in ordered),
        terms=_terms(folder, here, problems, drawn),
        changes=tuple(changes),
        problems=tuple(problems),
        files={f"{here}/{name}": os.path.join(folder, name) for name in (ISSUE_FILE, *names)},
    )


def _named(fault: Problem) -> Problem:
    """A fault of issue.yaml; a missing one is named, since editors may not know that it must be there."""
    if fault.code != "no-file":
        return fault
    hint = "在内容文件夹里写这个文件，至少有 masthead 和 date"
    return fault._replace(message=f"{ISSUE_FILE} {fault.message}", hint=hint)


def _report_names(folder: str, here: str, issue_source: Source, problems: list[Problem]) -> list[str]:
    """The reports' files, sorted, less what editors leave beside them (~$, .bak); none after a fault."""
    try:
        names = sorted(name for name in os.listdir(folder) if name.endswith(".md") and name[0] not in ".~")
    except OSError as error:
        problems.append(Problem("error", "unreadable", "内容文件夹打不开", Place(here), str(error.strerror or "")))
        return []
    if not names:
        hint = "每篇一个 .md 文件，放在内容文件夹里"
        problems.append(issue_source.problem("error", "no-reports", "一篇报告也没有", hint=hint))
    if len(names) > MAX_REPORTS:
        message = f"内容文件夹里有 {len(names)} 篇报告，一期最多 {MAX_REPORTS} 篇"
        problems.append(Problem("error", "too-many-reports", message, Place(here), "分成几期"))
        return []
    return names


def _read_inside(folder: str, here: str, name: str, drawn: Callable[[str], bool]) -> tuple[Source, tuple[Problem, ...]]:
    """As `read_source`, the file `name` of the folder; a link that leads out of the folder is not followed."""
    path, source = os.path.join(folder, name), Source(f"{here}/{name}", ())
    if os.path.islink(path) and not os.path.realpath(path).startswith(os.path.realpath(folder) + os.sep):
        message = "这个文件是指到内容文件夹外面的链接"
        return source, (source.problem("error", "outside", message, hint="放文件本身"),)
    return read_source(path, source.file, drawn)


def _in_order(
    reports: list[Report], issue: Issue, source: Source, problems: list[Problem], folder: str
) -> tuple[Report, ...]:
    """The editor's order, or by rank, then by file name. A report that `order` leaves out comes last with a warning."""
    by_name = {report.name: report for report in reports}
    if not issue.order:
        return tuple(sorted(reports, key=lambda report: (report.rank or 1 << 20, report.name)))
    listed: dict[str, Report] = {}
    for typed, place in issue.order:
        name = typed.removesuffix(".md")
        if name in listed:
            problems.append(source.problem("error", "duplicate-order", f"顺序里“{name}”写了两次", place, "只留一个"))
        elif name in by_name:
            listed[name] = by_name[name]
        elif not os.path.exists(os.path.join(folder, f"{name}.md")):
            near = nearest(name, by_name)
            hint = f"是不是 {near}？" if near else f"现有的报告：{'、'.join(sorted(by_name))[:200] or '无'}"
            message = f"顺序里的“{name[:60]}”没有这篇报告"
            problems.append(source.problem("error", "unknown-report", message, place, hint))
    rest = [report for report in reports if report.name not in listed]
    if rest and reports:
        place = issue.order[0][1]
        names = "、".join(report.name for report in rest[:12]) + ("等" if len(rest) > 12 else "")
        message = f"顺序里没有列出 {names}，排在最后"
        problems.append(source.problem("warning", "not-in-order", message, place, "写进 `order`，或移走文件"))
    return (*listed.values(), *rest)


def _terms(folder: str, here: str, problems: list[Problem], drawn: Callable[[str], bool]) -> tuple[str, ...]:
    """Phrases better not broken, one a line; `#` opens a comment line."""
    if not os.path.lexists(os.path.join(folder, TERMS_FILE)):
        return ()
    source, faults = _read_inside(folder, here, TERMS_FILE, drawn)
    problems += faults
    lines = () if faults else [piece.strip() for line in source.lines for piece in line.splitlines()]
    return tuple(dict.fromkeys(line for line in lines if line and not line.startswith("#")))
