"""The content folder to an Edition: issue.yaml, one file per report, terms.txt; every fault told, none the last."""

import datetime
import os
import re
from typing import NamedTuple

from bulletin.model.edition import Change, Edition, Filler, Picture, PointText, Report
from bulletin.problems import Place, Problem
from bulletin.read.body import Body, read_body
from bulletin.read.fields import FILLER_KEYS, ISSUE_KEYS, POINT_KEYS, REPORT_KEYS, Fields, read_fields
from bulletin.read.pictures import open_picture
from bulletin.read.source import Source, read_source, shown_name
from bulletin.read.tidy import tidy
from bulletin.read.wording import doubts
from bulletin.yaml_nodes.nodes import Scalar, Table

ISSUE = "issue.yaml"
TERMS = "terms.txt"
MAX_REPORTS = 1000

# Longest display texts, in characters: twice what the widest layout sets in two lines.
MAX_TITLE, MAX_LINE, MAX_CHAPTER = 120, 80, 12

DEFAULT_LAYOUT = "bulletin-a3"

NO_DATE = datetime.date.min  # stands for a date at fault; the fault stops the edition
FIRST_YEAR, LAST_YEAR = 1900, 2199
_DATE_FORMS = ([4, 2, 2], [4, 1, 1], [4, 1, 2], [4, 2, 1])  # digits of year, month, day
_drawable = re.compile(r"[^\W_]")


class Content(NamedTuple):
    """The edition as far as it could be read, with its errors apart."""

    edition: Edition
    problems: tuple[Problem, ...]  # errors, warnings and notes


class _Issue(NamedTuple):
    """issue.yaml, before the reports are known."""

    edition: Edition
    order: tuple[tuple[str, Place], ...]
    normalise: bool
    join: bool


def read_content(folder: str, root: str) -> Content:
    """Everything below `folder`; files are named in problems from `root`."""
    problems: list[Problem] = []
    here = shown_name(folder, root)
    if not os.path.isdir(folder):
        hint = f"新建这个文件夹，放进 {ISSUE} 和各篇报告（每篇一个 .md 文件）；或用 --content 说明在哪里"
        missing = Problem("error", "no-content", f"没有内容文件夹“{here}”", Place(here), hint)
        return Content(Edition(masthead="", date=NO_DATE, reports=()), (missing,))
    issue_source, faults = read_source(os.path.join(folder, ISSUE), f"{here}/{ISSUE}")
    problems += (
        fault._replace(message=f"{ISSUE} {fault.message}", hint="在内容文件夹里写这个文件，至少有 masthead 和 date")
        if fault.code == "no-file"
        else fault
        for fault in faults
    )
    changes: list[Change] = []
    issue = _issue(issue_source, folder, problems, changes, readable=not faults)
    reports = []
    files = _report_files(folder, here, problems)
    for name, path in files or ():
        file = f"{here}/{name}"
        if not _inside(path, folder):
            outside = Source(file, ())
            problems.append(
                outside.problem("error", "outside", "这个文件是指到内容文件夹外面的链接", hint="放文件本身")
            )
            continue
        source, faults = read_source(path, file)
        problems += faults
        if not faults:
            reports.append(_report(source, name.rpartition(".")[0], folder, issue, problems, changes))
    if files == []:
        hint = "每篇一个 .md 文件，放在内容文件夹里"
        problems.append(issue_source.problem("error", "no-reports", "一篇报告也没有", hint=hint))
    ordered = _in_order(reports, issue, issue_source, problems, folder)
    edition = issue.edition._replace(
        reports=ordered,
        ordered=bool(issue.order) or any(report.rank for report in ordered),
        terms=_terms(folder, here, problems),
        changes=tuple(changes),
        files={f"{here}/{name}": os.path.join(folder, name) for name in (ISSUE, *(name for name, _ in files or ()))},
    )
    return Content(edition, tuple(problems))


def _report_files(folder: str, here: str, problems: list[Problem]) -> list[tuple[str, str]] | None:
    """Names and paths of the reports, by name; what editors leave beside them (~$, .bak) is no report. None: told."""
    try:
        names = sorted(name for name in os.listdir(folder) if name.endswith(".md") and name[0] not in ".~")
    except OSError as error:
        problems.append(Problem("error", "unreadable", "内容文件夹打不开", Place(here), str(error.strerror or "")))
        return None
    if len(names) > MAX_REPORTS:
        message = f"内容文件夹里有 {len(names)} 篇报告，一期最多 {MAX_REPORTS} 篇"
        problems.append(Problem("error", "too-many-reports", message, Place(here), "分成几期"))
        return None
    return [(name, os.path.join(folder, name)) for name in names]


def _inside(path: str, folder: str) -> bool:
    return not os.path.islink(path) or os.path.realpath(path).startswith(os.path.realpath(folder) + os.sep)


class _Display:
    """Display texts of one file: normalised, their changes kept."""

    def __init__(self, fields: Fields, changes: list[Change], *, normalise: bool) -> None:
        self.fields, self.changes, self.normalise = fields, changes, normalise

    def line(self, key: str, limit: int = MAX_LINE) -> str:
        """The key's text on one line, a space between phrases as U+3000."""
        text = self.fields.text(key, limit).strip(" \u3000\t\u00a0")
        return self.tidied(text, self.fields.places[key], headline=True) if text else ""

    def tidied(self, text: str, place: Place, *, headline: bool) -> str:
        if not self.normalise:
            return text
        tidied = tidy(text, headline=headline)
        quote = 1 if self.fields.source.lines[place.line - 1][place.column - 1 : place.column] in "\"'-" else 0
        for change in tidied.changes:
            if change.new != "\u3000":  # a phrase gap is what the editor wrote
                at = place._replace(column=place.column + change.offset + quote)
                self.changes.append(Change(at, change.rule, change.old, change.new))
        return tidied.text


def _issue(source: Source, folder: str, problems: list[Problem], changes: list[Change], *, readable: bool) -> _Issue:
    before = len(problems)
    fields = read_fields(source, 1, len(source.lines), ISSUE_KEYS, problems)
    sound = readable and len(problems) == before  # YAML faults hide keys: do not call them missing
    normalise = fields.flag("normalise", default=True)
    display = _Display(fields, changes, normalise=normalise)
    masthead = display.line("masthead", 40)
    if not masthead and (sound or fields.places) and "masthead" not in fields.places:
        problems.append(source.problem("error", "no-masthead", "没有报头", hint="写上 `masthead: 近赶潍坊 远学长沙`"))
    elif readable and fields.node("masthead") is None and "masthead" in fields.places:
        fields.fault("no-masthead", "报头是空的", fields.places["masthead"], "写上 `masthead: 近赶潍坊 远学长沙`")
    elif masthead and not _drawable.search(masthead):
        fields.fault("no-masthead", "报头里只有标点", fields.places["masthead"], "写上报头的字")
    layout = fields.text("layout", 200)
    edition = Edition(
        masthead=masthead,
        date=_day(fields, source, sound=sound),
        reports=(),
        slogan=display.line("slogan", 40),
        chapter=display.line("chapter", MAX_CHAPTER),
        publisher=display.line("publisher"),
        folio=display.line("folio"),
        number=fields.text("number", 40),
        credits=_credits(fields, display),
        layout=layout or DEFAULT_LAYOUT,
        pages=fields.number("pages", 1, 999),
        grid=fields.text("grid", 4000),
        fillers=_fillers(fields, display, folder),
        places=fields.places,
        ignore=frozenset(word for word, _ in fields.words("ignore")),
    )
    join = fields.flag("join_column_breaks", default=False)
    return _Issue(edition, fields.words("order"), normalise, join)


def _day(fields: Fields, source: Source, *, sound: bool) -> datetime.date:
    """The issue's day; 2019-04-24, 2019/4/24, 2019.4.24 and 2019年4月24日 are read."""
    hint = "例如 `date: 2019-04-24`"
    node = fields.node("date")
    if node is None:
        if "date" in fields.places:
            fields.fault("no-date", "日期是空的", fields.places["date"], hint)
        elif sound or fields.places:
            fields.problems.append(source.problem("error", "no-date", "没有日期", hint=hint))
        return NO_DATE
    text = fields.text("date")
    parts = text.replace(" ", "").replace("年", "-").replace("月", "-").removesuffix("日")
    numbers = parts.replace("/", "-").replace(".", "-").split("-")
    if [len(part) if part.isdecimal() else 0 for part in numbers] not in _DATE_FORMS:
        if text:
            fields.fault("bad-date", f"看不懂日期“{text[:30]}”", node, hint)
        return NO_DATE
    year, month, day = map(int, numbers)
    try:
        found = datetime.date(year, month, day)
    except ValueError:
        found = NO_DATE
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        fields.fault("bad-date", f"没有“{text}”这一天", node, hint)
        return NO_DATE
    return found


def _credits(fields: Fields, display: _Display) -> tuple[tuple[str, str], ...]:
    """署名: duty and name, in the order written."""
    node = fields.node("credits")
    if node is None:
        return ()
    if not isinstance(node, Table):
        fields.fault("wrong-type", "`credits` 要写成“职责: 姓名”", node, "例如 `credits: {责任编辑: 张三}`")
        return ()
    found: dict[str, str] = {}
    for duty, name in node.pairs:
        if duty.text in found:
            fields.fault("duplicate-key", f"“{duty.text}”写了两次", duty, "几个人写在一起，用顿号隔开")
        text = fields.scalar(name, duty.text, MAX_LINE)
        if text:
            found[duty.text] = display.tidied(text, fields.place(name), headline=True)
    return tuple(found.items())


def _fillers(fields: Fields, display: _Display, folder: str) -> tuple[Filler, ...]:
    """补白: texts, pictures as in a report's body, or tables of picture, caption, text."""
    found = []
    for node in fields.items("fillers"):
        place = fields.place(node)
        caption = file = text = ""
        if isinstance(node, Table):
            inner = Fields(fields.source, node, FILLER_KEYS, fields.problems, shifts=fields.shifts)
            caption, file, text = inner.text("caption", MAX_TITLE), inner.text("picture", 400), inner.text("text", 2000)
        else:
            text = fields.scalar(node, "fillers", 2000)
            match = re.fullmatch(r"!\[([^\]]*)\]\(([^)]*)\)", text)
            if match:
                caption, file, text = match[1].strip(), match[2].strip(), ""
        text = display.tidied(text, place, headline=False) if text else ""
        caption = display.tidied(caption, place, headline=True) if caption else ""
        picture = open_picture(folder, fields.source, file, caption, place, fields.problems) if file else None
        if text or picture:
            found.append(Filler(text, picture, place))
        elif not file and isinstance(node, Table | Scalar):
            fields.fault("empty-filler", "这条补白没有文字，也没有图片", place, "写文字，或 `![图说](照片.jpg)`")
    return tuple(found)


def _report(
    source: Source, name: str, folder: str, issue: _Issue, problems: list[Problem], changes: list[Change]
) -> Report:
    """One report's file; a placeholder stands for what is missing, since the faults stop the edition anyway."""
    first, last, body_at = _front_matter(source, problems)
    before = len(problems)
    fields = read_fields(source, first, last, REPORT_KEYS, problems)
    sound = bool(last) and len(problems) == before
    normalise = fields.flag("normalise", default=issue.normalise)
    own: list[Change] = []
    display = _Display(fields, own, normalise=normalise)
    title = display.line("title", MAX_TITLE)
    post, author, column = display.line("post"), display.line("author"), display.line("column", 12)
    if sound or fields.places:
        _tell_missing(fields, title=title)

    def picture(caption: str, file: str, place: Place) -> Picture | None:
        return open_picture(folder, source, file, caption, place, problems)

    join = fields.flag("join_column_breaks", default=issue.join)
    body = Body((), ())
    if body_at:
        body = read_body(source, body_at, problems, picture, normalise=normalise, join=join)
    own += body.changes
    caption, file = display.line("caption", MAX_TITLE), fields.text("portrait", 400)
    portrait = picture(caption, file, fields.places["portrait"]) if file else None
    if caption and not file:
        fields.warn("caption-alone", "写了图说，没有肖像", fields.places["caption"], "加上 `portrait: 照片.jpg`")
    if body.paragraphs:
        problems += doubts(source, body.paragraphs)
    made = Report(
        name=name,
        column=column,
        title=title,
        post=post,
        author=author,
        paragraphs=body.paragraphs,
        place=source.place(1),
        kicker=display.line("kicker", MAX_LINE),
        subtitle=display.line("subtitle", MAX_LINE),
        rank=fields.number("rank", 1, 999),
        portrait=portrait,
        points=_points(fields, display),
        quote=_quote(fields, display, body.paragraphs),
        places=fields.places,
        ignore=frozenset(word for word, _ in fields.words("ignore")),
    )
    changes += sorted(own, key=lambda change: change.place)
    return made


def _front_matter(source: Source, problems: list[Problem]) -> tuple[int, int, int]:
    """First and last line of the front matter (an empty one where there is none) and the first of the body, or 0."""
    lines = source.lines
    start = next((at for at, line in enumerate(lines) if line.strip()), None)
    if start is None:
        hint = "文件头写 column、title、post、author，下面写正文"
        problems.append(source.problem("error", "empty-file", "文件是空的", hint=hint))
        return 1, 0, 0
    if lines[start].rstrip() != "---":
        hint = "第一行写“---”，再写 column、title、post、author，又一行“---”，下面是正文"
        problems.append(source.problem("error", "no-front-matter", "没有文件头", start + 1, 1, hint))
        return 1, 0, start + 1
    for at in range(start + 1, len(lines)):
        if lines[at].rstrip() == "---":
            return start + 2, at, at + 2
    hint = "在 author 那几行下面加一行“---”（三个英文减号）"
    problems.append(source.problem("error", "open-front-matter", "文件头没有收尾的“---”", start + 1, 1, hint))
    return 1, 0, 0


def _tell_missing(fields: Fields, *, title: str) -> None:
    """Errors for keys that a report cannot do without, where they would stand."""
    places = fields.places
    anchor = places.get("title") or next(iter(places.values()), None) or fields.source.place(1)
    anchor = anchor._replace(column=1)
    has = {key: fields.node(key) is not None for key in ("column", "title", "post", "author")}
    if not has["title"]:
        fields.fault("no-title", "报告没有标题", places.get("title", anchor), "在文件头加上 `title: 标题`")
    elif title and not _drawable.search(title):
        fields.fault("no-title", "标题里只有标点", places["title"], "写上标题的字")
    if not has["post"] and not has["author"]:
        hint = "在文件头加上 `post:`（单位职务）和 `author:`（姓名）"
        fields.fault("no-byline", "报告没有署名", anchor, hint)
    elif not has["author"]:
        fields.fault("no-author", "报告没有作者姓名", places.get("author", anchor), "在文件头加上 `author: 姓名`")
    elif not has["post"]:
        fields.fault("no-post", "报告没有作者的单位职务", places.get("post", anchor), "在文件头加上 `post: 单位职务`")
    if not has["column"]:
        fields.fault(
            "no-column", "报告没有栏目", places.get("column", anchor), "在文件头加上 `column: 栏目`，例如 环境"
        )
    for key in ("column", "post", "author"):
        if has[key] and isinstance(fields.node(key), Scalar) and not _drawable.search(fields.text(key)):
            fields.fault(f"no-{key}", f"`{key}` 里只有标点", places[key], "写上字")


def _points(fields: Fields, display: _Display) -> tuple[PointText, ...]:
    """要点: strings, or tables of head and text."""
    found = []
    for node in fields.items("points"):
        place = fields.place(node)
        head = ""
        if isinstance(node, Table):
            inner = Fields(fields.source, node, POINT_KEYS, fields.problems, shifts=fields.shifts, skip=fields.skip)
            head, text = inner.text("head", MAX_LINE), inner.text("text", 600)
            place = inner.places.get("head") or inner.places.get("text") or place
        else:
            text = fields.scalar(node, "points", 600)
        head = display.tidied(head, place, headline=False) if head else ""
        text = display.tidied(text, place, headline=False) if text else ""
        if _drawable.search(head + text):
            found.append(PointText(head, text, place))
        elif isinstance(node, Scalar | Table):
            fields.fault("empty-point", "这条要点没有文字", place, "写上文字，或删掉这一行")
    return tuple(found)


def _quote(fields: Fields, display: _Display, paragraphs: tuple[object, ...]) -> str:
    """摘句, which must be words of the report; white space does not count."""
    typed = fields.text("quote", 400)
    if not typed:
        return ""
    place = fields.places["quote"]
    quote = display.tidied(typed, place, headline=False)
    bare = "".join(quote.split())
    texts = [getattr(paragraph, "text", "") for paragraph in paragraphs]
    if not any(bare in "".join(text.split()) for text in texts):
        from difflib import get_close_matches

        sentences = [part for text in texts for part in re.split("(?<=[。！？；])", text[:5000]) if part][:400]
        near = get_close_matches(quote, sentences, 1, 0.5)
        hint = f"原句是不是“{near[0]}”？" if near else "从正文里原样抄一句"
        fields.fault("quote-not-found", "摘句在正文里找不到", place, hint)
        return ""
    return quote


def _in_order(
    reports: list[Report], issue: _Issue, source: Source, problems: list[Problem], folder: str
) -> tuple[Report, ...]:
    """The editor's order; without one by rank, then by file name. A report that `order` forgot comes last, told."""
    by_name = {report.name: report for report in reports}
    if not issue.order:
        return tuple(sorted(reports, key=lambda report: (report.rank or 1 << 20, report.name)))
    listed: dict[str, Report] = {}
    for typed, place in issue.order:
        name = typed.removesuffix(".md")
        if name in listed:
            problems.append(
                source.problem(
                    "error", "duplicate-order", f"顺序里“{name}”写了两次", place.line, place.column, "只留一个"
                )
            )
        elif name in by_name:
            listed[name] = by_name[name]
        elif not os.path.exists(os.path.join(folder, f"{name}.md")):
            from difflib import get_close_matches

            near = get_close_matches(name, by_name, 1, 0.5)
            hint = f"是不是 {near[0]}？" if near else f"现有的报告：{'、'.join(sorted(by_name))[:200] or '无'}"
            problems.append(
                source.problem(
                    "error", "unknown-report", f"顺序里的“{name[:60]}”没有这篇报告", place.line, place.column, hint
                )
            )
    rest = [report for report in reports if report.name not in listed]
    if rest and reports:
        place = issue.order[0][1]
        names = "、".join(report.name for report in rest[:12]) + ("等" if len(rest) > 12 else "")
        message = f"顺序里没有列出 {names}，排在最后"
        problems.append(
            source.problem("warning", "not-in-order", message, place.line, place.column, "写进 `order`，或移走文件")
        )
    return (*listed.values(), *rest)


def _terms(folder: str, here: str, problems: list[Problem]) -> tuple[str, ...]:
    """Phrases better not broken, one a line; `#` opens a comment line."""
    path = os.path.join(folder, TERMS)
    if not os.path.lexists(path):
        return ()
    source, faults = read_source(path, f"{here}/{TERMS}")
    if not faults and not _inside(path, folder):
        faults = (source.problem("error", "outside", "这个文件是指到内容文件夹外面的链接", hint="放文件本身"),)
    problems += faults
    lines = () if faults else source.lines
    return tuple(dict.fromkeys(line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")))
