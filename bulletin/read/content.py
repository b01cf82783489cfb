"""The content folder to an Edition: issue.yaml, a file per report, terms.txt, wording.txt; all faults of all files."""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from bulletin.memory import Memory
from bulletin.model.edition import Change, Edition, Report
from bulletin.problems import Place, Problem
from bulletin.progress import Watch, counted, unwatched
from bulletin.read.byline import read_byline
from bulletin.read.chinese import is_ideograph
from bulletin.read.cleaning import always
from bulletin.read.copies import copies
from bulletin.read.encoding import LEAST_FREQUENT
from bulletin.read.folder import ISSUE_FILE, Listed, Names, import_call, leftovers, list_folder, named
from bulletin.read.frequent import frequency
from bulletin.read.issue_file import NO_DATE, Issue, read_issue
from bulletin.read.pictures import PictureFolder
from bulletin.read.proofreading.issue import proofread_issue
from bulletin.read.proofreading.wording_list import WordingList, read_wording_list
from bulletin.read.readings import Readings
from bulletin.read.report_details import Details, details_by_file
from bulletin.read.source import Source, guesses, legible, read_source, shown_name

MAX_REPORTS = 1000
MAX_CHARACTERS = 1_500_000  # of all reports together: three hundred pages, as many as one text file may have
# Different Han characters by which a text is judged, and the share of common ones in it below which no person wrote it.
# GBK read as Big5, Shift-JIS or EUC-KR has up to 0.11, a list of a hundred names 0.20, reports 0.69 and more.
ENOUGH_HAN = 20
MISREAD_SHARE = 0.15
_SIGNED_NEWS = re.compile("本[报刊]讯|(?:[（(]|本报)(?:记者|通讯员)")  # how news says who wrote


def read_content(
    folder: str,
    root: str,
    drawn: Callable[[str], bool] = always,
    memory: Memory | None = None,
    watch: Watch = unwatched,
) -> Edition:
    """Everything below `folder` as far as it could be read, with all errors, warnings and notes, named from `root`.

    Args:
        drawn: whether some face draws a character.
        memory: keeps reports as read and pictures decoded.
        watch: hears of each report before it is read.
    """
    here = shown_name(folder, root)
    memory = memory or Memory()
    pictures = PictureFolder(folder, memory.under("pictures"), drawn)
    try:
        listed = list_folder(folder)
    except (OSError, ValueError):  # ValueError: a name that no file has, with a null character
        return _unopened(folder, here)
    problems, changes = list[Problem](), list[Change]()
    issue_source, faults = _read_inside(folder, here, ISSUE_FILE, drawn)
    problems += (*(_named(fault, listed, here) for fault in faults), *guesses(issue_source))
    issue = read_issue(issue_source, pictures, problems, changes, readable=not faults)
    names = Names(_sound_number(listed.reports, here, issue_source, problems))
    details = details_by_file(issue.details, names, issue_source, problems)
    wording = _wording(folder, here, listed, problems, drawn)
    readings = Readings(pictures, issue, issue_source, wording, drawn, memory.under("reports"))
    reports, sources, characters = dict[str, Report](), dict[str, Source](), 0
    for file in counted(watch, "正在读稿件", names.files):
        path = os.path.join(folder, file)
        reading = readings.read(path, f"{here}/{legible(file)}", names.report(file), details.get(file, Details()))
        source = reading.source
        problems += reading.faults
        sources[source.file] = source
        characters += sum(map(len, source.lines))
        if characters > MAX_CHARACTERS:
            problems.append(_too_large(here))
            break
        problems += reading.problems
        changes += reading.changes
        if reading.report:
            reports[file] = reading.report
    across = memory.under("across")
    problems += _across(tuple(reports.values()), sources, across)
    ordered = _in_order(reports, issue, names, issue_source, problems)
    problems += proofread_issue(ordered, sources, across)
    terms = _terms(folder, here, listed, problems, drawn)
    if names.files or not listed.reports:
        problems += leftovers(folder, here, listed, pictures.named)
    return issue.edition._replace(
        reports=ordered,
        ordered=bool(issue.order) or any(report.rank for report in ordered),
        terms=terms,
        changes=tuple(changes),
        problems=tuple(problems),
        files={f"{here}/{legible(name)}": os.path.join(folder, name) for name in (ISSUE_FILE, *names.files)}
        | pictures.tables,
    )


def _too_large(here: str) -> Problem:
    message = f"各篇稿件合计超过{MAX_CHARACTERS // 10_000}万字，没有读完"
    return Problem("error", "too-large", message, Place(here), "分成几期")


def _unopened(folder: str, here: str) -> Edition:
    """What is left of an edition whose folder cannot be listed: the error."""
    if os.path.isdir(folder):
        hint = "给这个文件夹加上读取权限，或检查磁盘和网络是否正常"
        fault = Problem("error", "unreadable", "无法打开内容文件夹", Place(here), hint)
    else:
        hint = (
            "运行 `bulletin import 稿件`（“稿件”换成稿件所在的文件夹），由程序放好，再生成\n"
            "想先看样例，运行 `bulletin new 我的一期`；稿件已经放好的，用 --content 说明在哪里"
        )
        fault = Problem("error", "no-content", f"没有内容文件夹“{here}”", Place(here), hint)
    return Edition(masthead="", date=NO_DATE, reports=(), problems=(fault,))


def _named(fault: Problem, listed: Listed, here: str) -> Problem:
    """A fault of issue.yaml; a missing one is named, since editors may not know that it must be there."""
    if fault.code != "no-file":
        return fault
    message = f"{ISSUE_FILE} {fault.message}"
    hint = "在内容文件夹里写这个文件，至少有两行：`报头：近赶潍坊 远学长沙`、`日期：2019-04-24`"
    hint = f"运行 {import_call(here)}，由程序写好，再生成\n或{hint}" if listed.reports else hint
    if listed.near_issue:
        message += f"，只有 {named(listed.near_issue)}"
        hint = f"把“{listed.near_issue[0]}”改名为 {ISSUE_FILE}"
    return fault._replace(message=message, hint=hint)


def _sound_number(files: tuple[str, ...], here: str, issue_source: Source, problems: list[Problem]) -> tuple[str, ...]:
    """The reports' files; none after a fault because there are none or too many."""
    if not files:
        hint = "每篇一个 .docx、.txt 或 .md 文件，放在内容文件夹里"
        problems.append(issue_source.problem("error", "no-reports", "没有稿件", hint=hint))
    if len(files) > MAX_REPORTS:
        message = f"内容文件夹里有{len(files)}篇稿件，一期最多{MAX_REPORTS}篇"
        problems.append(Problem("error", "too-many-reports", message, Place(here), "分成几期"))
        return ()
    return files


def _read_inside(folder: str, here: str, name: str, drawn: Callable[[str], bool]) -> tuple[Source, tuple[Problem, ...]]:
    """As `read_source`, the file `name` of the folder."""
    return read_source(os.path.join(folder, name), f"{here}/{legible(name)}", drawn, below=folder)


def _across(reports: Sequence[Report], sources: Mapping[str, Source], memory: Memory) -> Iterator[Problem]:
    """What is seen beside the other reports; `memory` keeps what was found in one."""
    for report in reports:
        source = sources[report.place.file]
        yield from memory.recall(("misread", report, source), partial(_misread, report, source))
    yield from _unsigned(reports)
    yield from copies(reports, memory)


def _misread(report: Report, source: Source) -> tuple[Problem, ...]:
    """A warning for a report without Han, or with hardly one that is common: it may have been read by a wrong encoding
    and saved so.
    """
    text = report.title + "".join(paragraph.text for paragraph in report.paragraphs)
    han = set(filter(is_ideograph, set(text)))
    if len(han) >= ENOUGH_HAN and frequency(text) < MISREAD_SHARE:
        hint = "像是按错误的编码读出后存下的：找回原稿，另存为 UTF-8；本来就是这些字就不必管"
        return (source.problem("warning", "mangled-text", "这一篇几乎没有常用字", report.place, hint),)
    if text and not han:
        mangled = _mangled("\n".join(source.lines))
        hint = "像是 GBK 文字按西欧编码读错后存下的：找回原稿，另存为 UTF-8" if mangled else "原文是外文就不必管"
        return (source.problem("warning", "no-han", "这一篇没有一个汉字", report.place, hint),)
    return ()


def _mangled(text: str) -> bool:
    """Whether a text becomes Chinese when its characters are taken for bytes: GBK that was read as Latin-1."""
    return frequency(text.encode("latin-1", "ignore").decode("gb18030", "ignore")) >= LEAST_FREQUENT


def _unsigned(reports: Iterable[Report]) -> Iterator[Problem]:
    """A note for each report without a byline where others have one; brief items and closings need none."""
    signed = {report.name: _signed(report) for report in reports}
    if any(signed.values()):
        for report in reports:
            if report.title and report.kind == "report" and not signed[report.name]:
                typed = report.origins.get("title") not in ("issue", "file name")
                place = report.places["title"] if typed else report.place
                hint = "不署名也可以印；要署名就在标题下面写“单位职务：……”“作者：……”两行"
                if place.is_in_word:
                    hint += f"，或{place.key_line('作者', '李剑')}"
                yield Problem("note", "no-byline", "别的稿件有署名，这一篇没有", place, hint)


def _signed(report: Report) -> bool:
    """Whether a report has a byline, closes with one, or says within who wrote: 本报讯（记者 …）, （综合办公室）."""
    paragraphs = report.paragraphs
    if report.post or report.author or any(each.kind == "closing" for each in paragraphs):
        return True
    texts = [each.text for each in paragraphs if each.kind == "body"]
    last = re.search("[（(]([^（()）]{2,40})[）)]$", texts[-1]) if texts else None
    return bool(texts and _SIGNED_NEWS.match(texts[0])) or bool(last and read_byline(last[1]))


def _in_order(
    reports: Mapping[str, Report], issue: Issue, names: Names, source: Source, problems: list[Problem]
) -> tuple[Report, ...]:
    """The editor's order, or by rank, then by file name. A report that `order` leaves out comes last with a warning.

    `reports` are by file, less those that could not be read.
    """
    if not issue.order:
        return tuple(sorted(reports.values(), key=lambda report: (report.rank or 1 << 20, report.name)))
    listed: dict[str, Report] = {}
    before = len(problems)
    for typed, place in issue.order:
        file = names.one(typed, source, place, problems)
        if file in listed:
            message = f"顺序里“{typed[:60]}”写了两次"
            problems.append(source.problem("error", "duplicate-order", message, place, "只留一个"))
        elif file in reports:
            listed[file] = reports[file]
    rest = [report for file, report in reports.items() if file not in listed]
    if rest and len(problems) == before:  # a name that is wrong may be meant for one of them
        place = issue.order[0][1]
        message = f"顺序里没有列出 {named(report.name for report in rest)}，排在最后"
        hint = f"写进 `{issue.edition.key('order')}`，或移走文件"
        problems.append(source.problem("warning", "not-in-order", message, place, hint))
    return (*listed.values(), *rest)


def _wording(
    folder: str, here: str, listed: Listed, problems: list[Problem], drawn: Callable[[str], bool]
) -> WordingList:
    """The office's own words and titles, of all files that hold some."""
    found = WordingList()
    for name in listed.wording:
        source, faults = _read_inside(folder, here, name, drawn)
        problems += (*faults, *guesses(source))
        if not faults:
            more = read_wording_list(source, problems)
            found = WordingList(pairs=found.pairs + more.pairs, people=found.people + more.people)
    return found


def _terms(
    folder: str, here: str, listed: Listed, problems: list[Problem], drawn: Callable[[str], bool]
) -> tuple[str, ...]:
    """Phrases better not broken, one a line; `#` opens a comment line."""
    if not listed.terms:
        return ()
    source, faults = _read_inside(folder, here, listed.terms[0], drawn)
    problems += (*faults, *guesses(source))
    lines = () if faults else [piece.strip() for line in source.lines for piece in line.splitlines()]
    return tuple(dict.fromkeys(line for line in lines if line and not line.startswith("#")))
