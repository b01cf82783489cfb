"""What changed since the last delivery, as a clerk notes it, and the same as plain data."""

from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile
from typing import TypeVar

from bulletin.build.comparison import Comparison, Edited, Figures, Moved, ReportFacts
from bulletin.problems import cells

Item = TypeVar("Item")

FEW = 5  # reports of a kind of change that are all named
NAMED = (3, 2, 1)  # of more: as many as a line holds
TITLE_MOST = 12  # characters of a title
SAME_SHOWN = 4  # characters of two titles before those in which they differ
LINE_CELLS = 100  # half-width cells of one line
MAY_END = "\v"  # where a line may end
ISSUE_WORDS = {"masthead": "报头", "number": "期号", "date": "日期"}


def since_last(found: Comparison, listed_in: str = "") -> str:
    """One line, more where much has changed; of many reports as many as a line holds, then where all are listed.

    Args:
        listed_in: the file that has what `since_last_data` says.
    """
    if found.other_issue is not None:
        last = "　".join(filter(None, (word.replace("\u3000", "") for word in found.other_issue.values())))
        return f"上次生成的是另一期：{last}"
    groups = [group for group in zip(*(_groups(found, named) for named in NAMED), strict=True) if group[0]]
    if not groups:
        return {True: "与上次相同", None: "稿件与上次相同", False: "稿件与上次相同，版面或设置有变"}[found.same_files]
    first, *others = map(_fitting, groups)
    lines = [f"与上次相比：{first}"]
    for words in others:
        if _width(joined := f"{lines[-1]}，{words}") <= LINE_CELLS:
            lines[-1] = joined
        else:
            lines.append(words)
    hidden = any(len(kind) > FEW for kind in (found.added, found.dropped, found.retitled, found.edited, found.moved))
    if hidden and listed_in:
        lines[-1] += f"；没有列出的见 {listed_in} 里的 since_last"
    return "；\n".join(map(_wrapped, lines))


def _wrapped(line: str) -> str:
    """In as many lines as it needs, ended behind a report's name."""
    first, *others = line.split(MAY_END)
    lines = [first]
    for part in others:
        if cells(lines[-1]) + cells(part) <= LINE_CELLS:
            lines[-1] += part
        else:
            lines.append(f"  {part}")
    return "\n".join(lines)


def _fitting(forms: Sequence[Sequence[str]]) -> str:
    """The first of several forms that fits on its line, or the shortest."""
    lines = ["，".join(parts) for parts in forms]
    return next((line for line in lines if _width(line) <= LINE_CELLS), lines[-1])


def _width(line: str) -> int:
    return cells(line.replace(MAY_END, ""))


def _groups(found: Comparison, named: int) -> Iterator[list[str]]:
    """The parts of the line, so many reports named of each kind: which there are, what they say, their order, pages."""
    yield [*_counted("新增", found.added, _title, named), *_counted("撤下", found.dropped, _title, named)]
    total = sum(edited.more for edited in found.edited)
    largest = sorted(found.edited, key=lambda edited: -abs(edited.more))
    yield [
        *_counted("改题", found.retitled, _retitled, named),
        *_counted("改动", largest, _edited, named),
        *([f"合计{total:+,}字"] if len(found.edited) > FEW and total else []),
    ]
    more = f"{len(found.moved)}篇" if len(found.moved) > FEW else ""
    yield [f"顺序有变（{_some(found.moved, _moved, named)}{more}）"] if found.moved else []
    yield [
        *(f"{ISSUE_WORDS[key]}{old or '无'}→{new or '无'}".replace("\u3000", " ") for key, old, new in found.issue),
        *(f"{name}{figures.before}→{figures.now}" for name, figures in _numbers(found)),
    ]


def _numbers(found: Comparison) -> list[tuple[str, Figures]]:
    both = (("版数", found.pages), ("幻灯片张数", found.slides))
    return [(name, figures) for name, figures in both if figures]


def _counted(word: str, items: Sequence[Item], said: Callable[[Item], str], named: int) -> list[str]:
    return [f"{word}{len(items)}篇（{_some(items, said, named)}）"] if items else []


def _some(items: Sequence[Item], said: Callable[[Item], str], named: int) -> str:
    few = len(items) <= FEW
    return f"，{MAY_END}".join(map(said, items if few else items[:named])) + ("" if few else "等")


def _edited(edited: Edited) -> str:
    if not edited.text:
        return f"{_title(edited.report)}正文未变"
    return f"{_title(edited.report)}" + (f" {edited.more:+,}字" if edited.more else "字数未变")


def _moved(moved: Moved) -> str:
    return f"{_title(moved.report)}第{moved.before}篇→第{moved.now}篇"


def _retitled(pair: tuple[ReportFacts, ReportFacts]) -> str:
    """Both titles, from where they begin to differ if that is far from their start."""
    together = zip(*(report.title for report in pair), strict=False)
    same = sum(1 for _ in takewhile(lambda chars: chars[0] == chars[1], together))
    start = max(same - SAME_SHOWN, 0) if same > TITLE_MOST - SAME_SHOWN else 0
    return "→".join(_title(report, start) for report in pair)


def _title(report: ReportFacts, start: int = 0) -> str:
    title = (report.title or report.file)[start:]
    return f"《{'…' if start else ''}{title[:TITLE_MOST]}{'…' if len(title) > TITLE_MOST else ''}》"
