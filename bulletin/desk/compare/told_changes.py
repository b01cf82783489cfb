"""The changes between two versions as a clerk notes them on the terminal, and the same as plain data."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from bulletin.desk.compare.changes import ChangeKind, Changes, PageArea, VersionChange, WordEdit

KIND_WORDS: dict[ChangeKind, str] = {"added": "增", "changed": "改", "lost": "删", "moved": "移"}
CHANGE_NAMES: dict[ChangeKind, str] = {"changed": "改动", "added": "新增", "lost": "删去", "moved": "移动"}
FURNITURE_TITLE = "报头、页眉等"
MOST_TOLD = 24  # changes on the terminal
MOST_OF_REPORT = 8  # of them in one report
CONTEXT = 10  # characters beside a changed word
LONGEST_TOLD = 48  # characters of a sentence that is said without what changed in it
LONGEST_EDITS = 110  # characters of a changed sentence with its marks
TITLE_SHOWN = 24  # characters of a report's title
PART_WORDS = {"heading": "标题", "row": "表格", "caption": "图说", "note": "注", "label": "栏目"}


def told_changes(found: Changes) -> str:
    """The changes report by report, as many as a screen holds, and how many there are."""
    lines = [counted(found)]
    left = MOST_TOLD
    for title, changes in by_report(found):
        shown = min(left, MOST_OF_REPORT, len(changes))
        if shown:
            lines += ["", title, *(f"  {_line(change, found)}" for change in changes[:shown])]
            if shown < len(changes):
                lines.append(f"  ……共{len(changes)}处")
        left -= shown
    if hidden := len(found.changes) - (MOST_TOLD - left):
        lines += ["", f"另有{hidden}处见对照页"]
    if beside := told_beside(found):
        lines += ["", beside]
    return "\n".join(lines)


def counted(found: Changes) -> str:
    """How many changes of each kind there are, in a line."""
    if not found.changes:
        return "没有改动" if found.same_file or not told_beside(found) else "文字没有改动"
    words: list[str] = []
    for kind, word in CHANGE_NAMES.items():
        of_kind = [each for each in found.changes if each.kind == kind and each.part != "furniture"]
        reports = sum(each.part == "report" for each in of_kind)
        if reports:
            words.append(f"{word}{reports}篇")
        if len(of_kind) > reports:
            words.append(f"{word}{len(of_kind) - reports}处")
    if furniture := sum(each.part == "furniture" for each in found.changes):
        words.append(f"{FURNITURE_TITLE}{furniture}处")
    return "，".join(words)


def told_beside(found: Changes) -> str:
    """What makes no difference to the text."""
    words = []
    if found.rebroken or found.repaged:
        parts = [(f"换行{found.rebroken}句", found.rebroken), (f"换版{found.repaged}句", found.repaged)]
        words.append(f"文字相同，只是{'，'.join(word for word, count in parts if count)}")
    if found.reordered:
        words.append(f"文字相同，先后不同{found.reordered}句")
    if found.reparted:
        words.append(f"分段有变{found.reparted}处")
    return "；".join(words)


def by_report(found: Changes) -> Iterator[tuple[str, list[VersionChange]]]:
    """The changes under the title of their report, or their page where the file names no reports."""
    for title, group in groupby(found.changes, key=lambda change: _title(change, found)):
        yield title, list(group)


def _title(change: VersionChange, found: Changes) -> str:
    if change.part == "furniture" and not change.report:
        return FURNITURE_TITLE
    if change.report:
        title = change.report.replace("\u3000", " ")
        return f"《{title[:TITLE_SHOWN]}{'…' if len(title) > TITLE_SHOWN else ''}》"
    return page_words(change.new_page or change.old_page, found)


def page_words(page: int, found: Changes) -> str:
    return f"第{page}{'版' if found.by_report else '页'}"


def kind_words(change: VersionChange) -> str:
    """What happened, and to what if that is no plain text."""
    part = f"（{PART_WORDS[change.part]}）" if change.part in PART_WORDS else ""
    return f"{KIND_WORDS[change.kind]}{part}"


def report_words(change: VersionChange) -> str:
    """What happened to a report as a whole."""
    if change.kind == "moved":
        return f"整篇由第{change.places[0]}篇移到第{change.places[1]}篇"
    return f"整篇，{change.sentences}句"


def _places_words(change: VersionChange, found: Changes) -> str:
    """The pages of a change, then and now where they differ."""
    pages = [page for page in (change.old_page, change.new_page) if page]
    return "→".join(page_words(page, found) for page in dict.fromkeys(pages))


def _line(change: VersionChange, found: Changes) -> str:
    return f"{_places_words(change, found)} {kind_words(change)} {_said(change)}"


def _said(change: VersionChange) -> str:
    """What was changed, in a line."""
    if change.part == "report":
        return report_words(change)
    if change.kind == "moved":
        where = f"（原在《{change.old_report}》）" if change.old_report else ""
        return f"{_shortened(change.new)}{_more(change)}{where}"
    if change.kind == "changed":
        return _marked(change.edits)
    return f"{_shortened(change.new or change.old)}{_more(change)}"


def _more(change: VersionChange) -> str:
    return f"（共{change.sentences}句）" if change.sentences > 1 else ""


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_TOLD else f"{text[: LONGEST_TOLD - 8]}……{text[-6:]}"


def _marked(edits: Sequence[WordEdit]) -> str:
    """A changed sentence round its changes: …核算〔2018→2019〕年全区水资源量…."""
    words = ""
    for place, (old, new) in enumerate(edits):
        if old == new:
            words += _between(" ".join(old.split()), first=not place, last=place == len(edits) - 1)
        else:
            words += f"〔{old}→{new}〕" if old and new else f"〔增：{new}〕" if new else f"〔删：{old}〕"
        if len(words) > LONGEST_EDITS:
            return f"{words[:LONGEST_EDITS]}……"
    return words.replace("\n", "　")


def _between(text: str, *, first: bool, last: bool) -> str:
    """What stands beside changes, its middle left out where it is long."""
    kept = CONTEXT if first or last else 2 * CONTEXT
    if len(text) <= kept + 2:
        return text
    if first:
        return f"…{text[-CONTEXT:]}"
    return f"{text[:CONTEXT]}…" if last else f"{text[:CONTEXT]}…{text[-CONTEXT:]}"


def changes_data(found: Changes) -> dict[str, Any]:
    """All of it as plain data."""
    return {
        "changes": [_change_data(change) for change in found.changes],
        "rebroken": found.rebroken,
        "repaged": found.repaged,
        "reordered": found.reordered,
        "reparted": found.reparted,
        "same_file": found.same_file,
    }


def _change_data(change: VersionChange) -> dict[str, Any]:
    return {
        **change._asdict(),
        "old_page": change.old_page,
        "new_page": change.new_page,
        "old_areas": _areas(change.old_areas),
        "new_areas": _areas(change.new_areas),
        "edits": [edit._asdict() for edit in change.edits],
    }


def _areas(areas: Iterable[PageArea]) -> list[dict[str, Any]]:
    return [{"page": page, **{key: round(value, 2) for key, value in rect._asdict().items()}} for page, rect in areas]
