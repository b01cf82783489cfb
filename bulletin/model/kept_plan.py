"""The plan of an issue's pages as the next build may want it again: what the record and `plan.json` say of it."""

import json
import re
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any, Literal, NamedTuple, TypeAlias

from bulletin.model.design import Design
from bulletin.model.edition import Edition, Report
from bulletin.units import Pt

PLAN_NAME = "plan.json"  # beside issue.yaml
PLAN_VERSION = 1
LARGEST_PLAN = 1 << 22  # bytes
_GRID_WORDS = re.compile(r"[0-9:;/|()<>{}A-Za-z+*.,\- ]{1,200000}")  # what `makeup` prints; it judges more
_NUMBER_MOST = 10_000

# How a build came by its plan: without an earlier one; one like the earlier one; the earlier one, though a search now
# chooses another; another than the earlier one.
PlanOrigin: TypeAlias = Literal["fresh", "same", "held", "changed"]


class KeptModule(NamedTuple):
    """What fixes one module of a plan besides its place: with it, the same text is set the same."""

    lines: int  # grid lines of the whole module
    head: Pt  # the headline's size
    pad: int
    columns: int


class KeptReport(NamedTuple):
    """A report as it was when the plan was made."""

    name: str
    characters: int
    sha256: str


class KeptPlan(NamedTuple):
    """Which report stands where, at which size, and what it was made of."""

    issue: str  # masthead, number and date
    layout: str
    basis: str  # digest of all besides the reports that a plan depends on
    size: Pt
    leading: Pt
    grid: str  # as `grid:` takes it
    modules: tuple[tuple[KeptModule, ...], ...]  # page by page, in reading order
    reports: tuple[KeptReport, ...]  # in the edition's order
    order: tuple[int, ...] = ()  # indices of `reports` as they were placed; () where the editor ordered them

    def changed(self, edition: Edition) -> frozenset[int]:
        """The reports of `edition` that are not as they were; the edition has the plan's reports."""
        pairs = enumerate(zip(self.reports, map(kept_report, edition.reports), strict=True))
        return frozenset(number for number, (old, new) in pairs if old != new)

    def has_reports_of(self, edition: Edition) -> bool:
        """Whether the edition has the plan's reports, in its order."""
        return [kept.name for kept in self.reports] == [report.name for report in edition.reports]

    def placed(self, edition: Edition, basis: str) -> tuple[int, ...]:
        """The order in which makeup places the reports, if it is known: nothing has changed since; else ()."""
        same = self.basis == basis and self.has_reports_of(edition) and not self.changed(edition)
        return self.order if same and sorted(self.order) == list(range(len(edition.reports))) else ()


class Steadiness(NamedTuple):
    """The plan of a build, to be kept for the next one, and how the build came by it."""

    plan: KeptPlan
    origin: PlanOrigin = "fresh"
    why: str = ""  # a plan was kept or changed: what the editor is told of it


class PlanFault(Exception):  # noqa: N818 - it ends no build
    """What is written is no plan."""

    def __init__(self, key: str, message: str) -> None:
        super().__init__(message)
        self.key, self.message = key, message


def issue_of(edition: Edition) -> str:
    """By what an issue is told from the one before."""
    return " ".join(filter(None, (edition.masthead, edition.number, edition.date.isoformat())))


def basis_of(edition: Edition, design: Design, pages: int) -> str:
    """A digest of what decides a plan besides its reports: a plan is kept only while nothing but texts changes."""
    said = repr((design, pages or edition.pages, edition.ordered, edition.grid, edition.relief, len(edition.fillers)))
    return sha256(said.encode("utf-8", "backslashreplace")).hexdigest()[:16]


def kept_report(report: Report) -> KeptReport:
    """What a plan remembers of a report: its words, and the shapes of its pictures."""
    titles = (report.kind, report.title, report.kicker, report.subtitle, report.post, report.author)
    shown = (report.quote, report.unquoted, report.figures)
    blocks = [(each.kind, each.level, each.words, each.placing) for each in report.paragraphs]
    pictures = [report.portrait, *(each.picture for each in report.paragraphs)]
    shapes = [(picture.digest, picture.width_px, picture.height_px) for picture in pictures if picture]
    said = repr((titles, shown, blocks, shapes)).encode("utf-8", "backslashreplace")
    characters = sum(len(word) for each in report.paragraphs for word in each.words)
    return KeptReport(name=report.name, characters=characters, sha256=sha256(said).hexdigest()[:16])


def as_data(plan: KeptPlan) -> dict[str, Any]:
    """The plan as plain data, for a file."""
    fields = plan._asdict()
    fields["modules"] = [[list(module) for module in page] for page in plan.modules]
    fields["reports"] = [report._asdict() for report in plan.reports]
    fields["order"] = " ".join(map(str, plan.order))
    return {"version": PLAN_VERSION, **fields}


def written_plan(plan: KeptPlan) -> bytes:
    """The bytes of `plan.json`: a key a line, a page a line, a report a line."""
    data = as_data(plan)
    lines = []
    for key, value in data.items():
        if isinstance(value, list):
            rows = ",\n".join(f"  {_json(row)}" for row in value)
            lines.append(f' "{key}": [\n{rows}\n ]')
        else:
            lines.append(f' "{key}": {_json(value)}')
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode("utf-8", "backslashreplace")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def plan_of(data: object) -> KeptPlan:
    """The plan that plain data says; it may have come from anywhere.

    Raises:
        PlanFault: it says none; fields that are not known are no fault.
    """
    if not isinstance(data, dict):
        raise PlanFault("", "内容不是一个版面")
    version = data.get("version")
    if version != PLAN_VERSION or isinstance(version, bool):
        raise PlanFault("version", f"`version` 不是 {PLAN_VERSION}：出自另一个版本的程序")
    grid = _text(data, "grid")
    if not _GRID_WORDS.fullmatch(grid):
        raise PlanFault("grid", "`grid` 不是版面")
    plan = KeptPlan(
        issue=_text(data, "issue"),
        layout=_text(data, "layout"),
        basis=_text(data, "basis"),
        size=_number(data, "size"),
        leading=_number(data, "leading"),
        grid=grid,
        modules=tuple(tuple(map(_module, _items(page, "modules"))) for page in _items(data.get("modules"), "modules")),
        reports=tuple(map(_report, _items(data.get("reports"), "reports"))),
        order=_order(data.get("order", "")),  # earlier versions had none
    )
    if len(plan.modules) != grid.count(";") + 1:
        raise PlanFault("modules", "`modules` 的版数与 `grid` 不符")
    return plan


def _module(row: object) -> KeptModule:
    numbers = [value for value in _items(row, "modules") if isinstance(value, int | float)]
    if len(numbers) != len(KeptModule._fields) or not all(0 <= number <= _NUMBER_MOST for number in numbers):
        raise PlanFault("modules", "`modules` 里每个模块要写四个数")
    lines, head, pad, columns = numbers
    return KeptModule(lines=int(lines), head=float(head), pad=int(pad), columns=int(columns))


def _order(value: object) -> tuple[int, ...]:
    if not isinstance(value, str) or not re.fullmatch("(?:[0-9]{1,4}(?: [0-9]{1,4})*)?", value):
        raise PlanFault("order", "`order` 要写稿件的序号，用空格隔开")
    return tuple(map(int, value.split()))


def _report(row: object) -> KeptReport:
    if not isinstance(row, dict):
        raise PlanFault("reports", "`reports` 里每篇要写成一组项目")
    characters = row.get("characters")
    if type(characters) is not int:
        raise PlanFault("reports", "`characters` 要写一个整数")
    return KeptReport(name=_text(row, "name"), characters=characters, sha256=_text(row, "sha256"))


def _items(value: object, key: str) -> Iterable[object]:
    if not isinstance(value, list):
        raise PlanFault(key, f"`{key}` 要写成列表")
    return value


def _text(data: Mapping[str, Any], key: str) -> str:
    value = data.get(key)
    if not isinstance(value, str):
        raise PlanFault(key, f"`{key}` 要写文字" if key in data else f"缺少 `{key}`")
    return value


def _number(data: Mapping[str, Any], key: str) -> float:
    value = data.get(key)
    if not isinstance(value, int | float) or isinstance(value, bool) or not 1 <= value <= 1000:
        raise PlanFault(key, f"`{key}` 要写一个数" if key in data else f"缺少 `{key}`")
    return float(value)
