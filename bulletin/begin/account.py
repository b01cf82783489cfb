"""What an import did, as an editor reads it, and as plain data."""

import os
from collections.abc import Sequence
from typing import Any

from bulletin.begin.incoming import Incoming
from bulletin.begin.put_in import BroughtIn
from bulletin.begin.trial import Understood
from bulletin.build.delivery import Delivered
from bulletin.problems import Problem, clipped, formatted
from bulletin.read.folder import way_to_put_in

REPORTS_SHOWN = 40
FAULTS_SHOWN = 12
LONGEST_TITLE = 44  # half-width cells
HERE = "当前文件夹"
_COUNT_WORDS = (("篇稿件", ("text", "word")), ("幅图片", ("picture",)), ("个表格", ("table",)), ("个词表", ("terms",)))


def account_of_new(folder: str, delivered: Sequence[Delivered], bring: str, next_call: str) -> str:
    """What stands in a new issue; the last line is the command that comes next.

    Args:
        bring: the command that brings reports in.
    """
    files = "、".join(os.path.basename(output.path) for output in delivered)
    return "\n".join(
        [
            f"已新建 {folder}：{files}",
            "报头、日期等改 issue.yaml；稿件放进这个文件夹，样例随时可以删去",
            f"也可以导入稿件：{bring}",
            "生成简报和幻灯片，运行：",
            next_call,
        ]
    )


def account(brought: BroughtIn, next_call: str = "") -> str:
    """What was taken, what is known already, what was guessed.

    Args:
        next_call: the command that comes next, as the last line; "" where nobody types one.
    """
    done, delivered = brought.incoming, brought.delivered
    lines = [_first(done)]
    if brought.aside:
        lines.append(f"{done.folder} 里原来是随程序附带的样例，已移到 {brought.aside}")
    lines += (f"  {each.source} → {each.name}（已转换）" for each in done.taken if each.made)
    lines += (f"  {output.wanted} 另存为 {output.path}" for output in delivered if output.reason)
    if done.samples:
        lines.append(f"删去样例{len(done.samples)}篇：{'、'.join(done.samples)}")
    lines += _known(done.known)
    if done.taken and any(each.use == "picture" for each in done.taken):
        reports = [report.file for report in done.trial.reports]
        lines.append(f"图片要印，就{way_to_put_in('![图说](图片的文件名)', '插入', reports)}")
    trial = done.trial
    if trial.reports and (done.taken or trial.issue_file):
        lines.append(
            f"这一期：{trial.masthead or '（没有报头）'}，{trial.date or '（没有日期）'}，{len(trial.reports)}篇"
        )
        lines += (f"  {number}. {_told(report)}" for number, report in enumerate(trial.reports[:REPORTS_SHOWN], 1))
        if len(trial.reports) > REPORTS_SHOWN:
            lines.append(f"  等{len(trial.reports)}篇")
    if trial.guessed:
        lines.append(f"下面是猜的，写在 {_issue_file(done.folder)} 里，不对就改：")
        for subject, guess in trial.guessed:
            lines.append(f"  {subject}：{guess.value}" + (f"（{guess.source}）" if guess.source else ""))
    lines += _faults(trial.faults, "（改好以后再运行下面的命令）" if next_call else "")
    if trial.reports and next_call:
        lines += ["生成简报和幻灯片，运行：", next_call]
    return "\n".join(lines)


def _first(done: Incoming) -> str:
    """How much went where."""
    uses = [each.use for each in done.taken]
    counts = [(sum(use in kinds for use in uses), name) for name, kinds in _COUNT_WORDS]
    told = "、".join(f"{count}{name}" for count, name in counts if count)
    if told:
        return f"已放进{_folder(done.folder)}：{told}"
    if done.trial.issue_file:
        return f"已写好 {_issue_file(done.folder)}"
    return f"{HERE if done.folder == os.curdir else f'{done.folder} '}没有改动"


def _folder(folder: str) -> str:
    """A folder as it stands behind a word."""
    return HERE if folder == os.curdir else f" {folder}"


def _issue_file(folder: str) -> str:
    return "issue.yaml" if folder == os.curdir else f"{folder}/issue.yaml"


def _known(known: Sequence[tuple[str, str]]) -> list[str]:
    """What was handed in and stands in the issue already."""
    if not known:
        return []
    own = ("" if os.path.basename(source) == name else f"（就是 {name}）" for source, name in known)
    return [
        f"已经有了，没有再放（{len(known)}个）：",
        *(f"  {source}{same}" for (source, _), same in zip(known, own, strict=True)),
    ]


def _faults(faults: Sequence[Problem], then: str) -> list[str]:
    """What keeps the issue from being built; `then` says what to do when it is mended."""
    if not faults:
        return []
    lines = [f"生成以前，这些地方要先改{then}："]
    for fault in faults[:FAULTS_SHOWN]:
        first, *_ = formatted(fault).splitlines()
        lines.append(f"  {first}；{fault.hint.partition(chr(10))[0]}".rstrip("；"))
    return lines + ([f"  等{len(faults)}处"] if len(faults) > FAULTS_SHOWN else [])


def _told(report: Understood) -> str:
    """A report in a line."""
    title = clipped(report.title, LONGEST_TITLE)
    parts = (f"{title}（{report.file}）", report.byline, f"栏目 {report.column}" if report.column else "")
    return "　".join(filter(None, parts))


def account_data(code: int, brought: BroughtIn, diagnostics: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The same as plain data."""
    done = brought.incoming
    trial = done.trial
    return {
        "exit": code,
        "folder": done.folder,
        "outputs": [output.path for output in brought.delivered],
        "imported": [
            {"source": each.source, "name": each.name, "use": each.use, "converted": each.made} for each in done.taken
        ],
        "known": [{"source": source, "name": name} for source, name in done.known],
        "removed": list(done.samples),
        "reports": [report._asdict() for report in trial.reports],
        "guessed": [
            {"subject": subject, "value": guess.value, "source": guess.source} for subject, guess in trial.guessed
        ],
        "diagnostics": list(diagnostics),
    }
