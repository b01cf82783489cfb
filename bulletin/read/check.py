"""The room's public function: content and layout in, Edition and Design out, all faults of both at once."""

import os
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from string import digits

from bulletin.characters import SYMBOLS
from bulletin.faces.face import Faces
from bulletin.memory import Memory
from bulletin.model.design import Design, OtherLayout, ReliefDesign, TextStyle
from bulletin.model.edition import Edition, FigureText, Filler, Paragraph, PointText, Report
from bulletin.problems import ContentError, Place, Problem
from bulletin.progress import Watch, unwatched
from bulletin.read.cleaning import always
from bulletin.read.columns import with_columns
from bulletin.read.content import read_content
from bulletin.read.keys import ISSUE_KEYS, REPORT_KEYS, KeyTable
from bulletin.read.layout import FOLDER, Layout, find_layout, read_layout, root_of
from bulletin.read.manuscript import read_manuscript
from bulletin.read.no_glyph import no_glyph_words
from bulletin.read.source import Source, shown_name

DATE_AND_PAGE = f"{digits}年月日　星期一二三四五六第版"  # of the folio
MAX_MISSING = 50  # missing characters reported: a text in another script would fill the screen


def read(
    content: str,
    layout: str | None,
    *,
    root: str,
    layouts: Sequence[str] | None = None,
    roles: Collection[str] = (),
    drawn: Callable[[str], bool] = always,
    memory: Memory | None = None,
    watch: Watch = unwatched,
) -> tuple[Edition, Design]:
    """The edition in the folder `content`, and how it shall look: the layout, with what the issue says in its place.

    Args:
        layout: a name or a file; None takes the edition's own, or the one that the design names for editions with
            portraits.
        root: the user's folder; problems name files from there.
        layouts: folders in which layouts are looked for by name, the first that has one wins; None: layouts/ in `root`.
        roles: those of fonts/fonts.yaml, which the layout may name; () checks none.
        drawn: whether some face draws a character.
        memory: keeps the layouts read and the pictures decoded.
        watch: hears of each report before it is read.

    Raises:
        ContentError: with every fault of content and layout, and the warnings and notes of the content. Without faults
            these are in `Edition.problems`.
    """
    edition = read_content(content, root, drawn, memory, watch)
    folders = (os.path.join(root, FOLDER),) if layouts is None else layouts
    design, faults = _design(edition, layout, root, folders, roles, memory)
    edition, missing = with_columns(edition, design.columns.named if design else ())
    problems = edition.problems + tuple(_with_line(problem, edition) for problem in missing) + faults
    if design is None or any(problem.severity == "error" for problem in problems):
        raise ContentError(*(problem for problem in problems if not silenced(problem, edition)))
    if edition.fit:
        design = design._replace(copyfit=design.copyfit._replace(fit=edition.fit))
    return edition._replace(problems=problems), design


def _design(
    edition: Edition,
    layout: str | None,
    root: str,
    folders: Sequence[str],
    roles: Collection[str],
    memory: Memory | None,
) -> tuple[Design | None, tuple[Problem, ...]]:
    if layout is None and (fault := _no_name(edition.layout, edition.places.get("layout"))):
        return None, (_with_line(fault, edition),)

    def read_in(name: str, path: str) -> Layout:
        below = root_of(name, path)
        return read_layout(path, Design, root=root, folders=folders, below=below, roles=roles, memory=memory)

    name = layout or edition.layout
    path, problem = find_layout(name, folders, None if layout else edition.places.get("layout"))
    if problem:
        return None, (_with_line(problem, edition),)
    found = read_in(name, path)
    design: Design | None = found.value
    if design and layout is None and design.with_portraits and any(report.portrait for report in edition.reports):
        place = Place(shown_name(path, root))
        path, problem = find_layout(design.with_portraits, folders, place)
        if problem := _no_name(design.with_portraits, place) or problem:
            return None, (problem,)
        found = read_in(design.with_portraits, path)
    return found.value, found.problems


def other_layouts(
    design: Design, root: str, folders: Sequence[str], roles: Collection[str] = (), memory: Memory | None = None
) -> tuple[OtherLayout, ...]:
    """The layout of other paper that `design` names, as `--layout` would read it; none where it is at fault."""
    name = design.other_paper
    if not name or _no_name(name, None):
        return ()
    path, problem = find_layout(name, folders)
    if problem:
        return ()
    below = root_of(name, path)
    found = read_layout(path, Design, root=root, folders=folders, below=below, roles=roles, memory=memory).value
    return (OtherLayout(name, found),) if found else ()


def _no_name(layout: str, place: Place | None) -> Problem | None:
    """The fault of a layout that a file names by its path: files name those of the folders layouts/ only."""
    if not any(sign in layout for sign in "/\\:."):
        return None
    hint = "只写 layouts 里的名称，例如 bulletin-a3；别处的版式用 --layout 指定"
    return Problem("error", "no-layout", f"“{layout[:60]}”不是版式的名称", place, hint)


def _with_line(problem: Problem, edition: Edition) -> Problem:
    """The problem with the line of the content that it points at."""
    if problem.place is None:
        return problem
    source = _again(problem.place.file, edition)
    return source.problem(problem.severity, problem.code, problem.message, problem.place, problem.hint)


def _again(file: str, edition: Edition) -> Source:
    """The source of a problem's file, read once more for the lines to show; all of them lie in the content folder."""
    path = edition.files.get(file, file)
    manuscript, _ = read_manuscript(path, file, below=os.path.dirname(path) or ".")
    return manuscript.source


def missing_glyphs(edition: Edition, design: Design, faces: Faces, memory: Memory | None = None) -> tuple[Problem, ...]:
    """Every place of every character that no face has, for the roles that print it; () on a sound edition.

    Checks distinct characters first, and searches the files for places only when one is missing. `memory` keeps those
    of a report.
    """
    roles = printing_roles(design)
    missing: set[str] = set()
    for kind, units in _printed_units(edition, memory or Memory()).items():
        for role in roles[kind]:
            faces.chain(role)
        # an icon face would draw another picture than Word's
        unread = frozenset(unit for unit in units if ord(unit[0]) in SYMBOLS)
        drawn = units - unread
        undrawn = [faces.undrawn(role, drawn) for role in roles[kind]]  # opens the faces needed
        missing |= unread.union(drawn.intersection(*undrawn))
    for role, words in _own_words(design):
        faces.undrawn(role, words)
    return _located(edition, tuple(sorted(missing))) if missing else ()


def _own_words(design: Design) -> Iterator[tuple[str, frozenset[str]]]:
    """Every role that the layout prints in, with the characters of the program's own words in it."""
    styles = design.text.styles
    yield design.folio.role, frozenset(DATE_AND_PAGE)
    yield styles.jump.role, frozenset(design.jump.to.format(page=digits) + design.jump.back.format(page=digits))
    for role in (*chain.from_iterable(printing_roles(design).values()), *_roles((styles.jump, styles.lead_in))):
        yield role, frozenset()


def _printed_units(edition: Edition, memory: Memory) -> dict[str, frozenset[str]]:
    """The distinct characters that are printed, by what prints them."""
    found: dict[str, set[str]] = {}
    parts = [_units_by_printer(_issue_texts(edition))]
    for report in edition.reports:
        said = tuple(value for value in report if not isinstance(value, dict))
        parts.append(memory.recall(said, partial(_units_of_report, report)))
    for part in parts:
        for kind, units in part.items():
            found.setdefault(kind, set()).update(units)
    return {kind: frozenset(units) for kind, units in found.items()}


def _units_of_report(report: Report) -> dict[str, frozenset[str]]:
    return _units_by_printer(_report_texts(report))


def _units_by_printer(texts: Mapping[str, Sequence[str]]) -> dict[str, frozenset[str]]:
    return {kind: frozenset(_units("".join(some))) for kind, some in texts.items()}


def borrowed_glyphs(faces: Faces) -> tuple[Problem, ...]:
    """A warning for each face outside the project from which `missing_glyphs` took a character."""
    return tuple(
        Problem(
            "warning",
            "system-face",
            f"“{units[:20]}”借用了本机的字体 {path}，换一台电脑，结果可能不同",
            None,
            "把有这些字的字体放进 fonts，在 fonts/fonts.yaml 里写明",
        )
        for path, units in faces.borrowed().items()
    )


def silenced(problem: Problem, edition: Edition) -> bool:
    """Whether the editor has silenced this warning, for the whole issue or for the report that it is about."""
    file = problem.place.file if problem.place else ""
    codes = edition.ignore.union(*(report.ignore for report in edition.reports if report.place.file == file))
    return problem.severity != "error" and problem.code in codes


def _units(text: str) -> Iterator[str]:
    """Distinct characters, each with the variation selector behind it."""
    distinct = set(text)
    if any("\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef" for char in distinct):
        yield from dict.fromkeys(
            re.findall("[^ \ufe00-\ufe0f\U000e0100-\U000e01ef][\ufe00-\ufe0f\U000e0100-\U000e01ef]?", text)
        )
    else:
        yield from sorted(distinct - {" "})


def printing_roles(design: Design) -> dict[str, tuple[str, ...]]:
    """The roles of faces that print each kind of text."""
    styles = design.text.styles
    masthead, seal = design.masthead, design.masthead.seal
    texts = (styles.body, styles.level1, styles.level2, styles.level3, styles.level4)
    blocks = (styles.item, styles.block_quote, styles.note, styles.box_head)
    tables = (styles.table_title, styles.table_head, styles.table_cell, styles.table_unit, styles.table_note)
    charts = (styles.chart_label, styles.chart_value)
    figures = design.relief or ReliefDesign()
    body = {role for style in texts for role in (style.role, style.bold_role)}
    return {
        "body": tuple(sorted(body)), "block": _roles(blocks), "table": _roles(tables + charts),
        "title": tuple(dict.fromkeys((*design.heads.roles, styles.brief_head.role))),
        "kicker": (styles.kicker.role, styles.brief_byline.role),
        "subtitle": (styles.subtitle.role, styles.brief_byline.role),
        "byline": (styles.byline.role, styles.author.role, styles.brief_byline.role),
        "caption": (styles.caption.role,), "quote": (styles.quote.role,), "filler": (styles.filler.role,),
        "column": (design.label.role, design.briefs.role),
        "masthead": (masthead.title.role,), "slogan": (masthead.slogan.role,),
        "chapter": (seal.role,), "folio": (design.folio.role,), "relief": (figures.figure.role, figures.noun.role),
        "number": (design.folio.role, *((number.role, number.more_role) if (number := masthead.number) else ())),
    }  # fmt: skip


def _roles(styles: Sequence[TextStyle]) -> tuple[str, ...]:
    """The roles that styles print in, bold words too."""
    return tuple(sorted({role for style in styles for role in (style.role, style.bold_role)} - {""}))


def printed_texts(edition: Edition) -> dict[str, list[str]]:
    """All texts that are printed, by what prints them."""
    found: dict[str, list[str]] = {}
    for part in (_issue_texts(edition), *map(_report_texts, edition.reports)):
        for kind, texts in part.items():
            found.setdefault(kind, []).extend(texts)
    return found


def _issue_texts(edition: Edition) -> dict[str, list[str]]:
    """The texts of issue.yaml: its keys with faces, and the captions of its fillers."""
    found = _of_keys(ISSUE_KEYS, edition)
    found.setdefault("caption", []).extend(filler.picture.caption for filler in edition.fillers if filler.picture)
    return found


def _report_texts(report: Report) -> dict[str, list[str]]:
    """The texts of a report: its keys with faces, then its body and captions."""
    found = _of_keys(REPORT_KEYS, report)
    pictures = [report.portrait, *(paragraph.picture for paragraph in report.paragraphs)]
    found.setdefault("caption", []).extend(picture.caption for picture in pictures if picture)
    for paragraph in report.paragraphs:
        if not paragraph.picture:
            found.setdefault(_printer(paragraph), []).extend(paragraph.words)
    return found


def _of_keys(keys: KeyTable, record: Edition | Report) -> dict[str, list[str]]:
    """The texts of the keys that are printed, but the portrait's caption."""
    found: dict[str, list[str]] = {}
    for row in keys.rows:
        if row.faces and row.name != "caption":
            found.setdefault(row.faces, []).extend(_texts(getattr(record, row.name)))
    return found


def _printer(paragraph: Paragraph) -> str:
    """What prints a block that is no picture."""
    if not paragraph.is_text:
        return "table"
    return "body" if paragraph.kind in ("body", "heading", "closing") else "block"


def _texts(value: object) -> list[str]:
    """The texts in a field of an edition or a report."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, PointText):
        return [value.head, value.text]
    if isinstance(value, FigureText):
        return [value.before, value.figure, value.unit, value.noun]
    if value is None:
        return []
    if isinstance(value, Filler):
        return [value.text]
    if isinstance(value, tuple):
        return [text for item in value for text in _texts(item)]
    raise TypeError(f"no text in a {type(value).__name__}")


def _located(edition: Edition, units: tuple[str, ...]) -> tuple[Problem, ...]:
    """One error for each place in the editors' files where a missing character stands."""
    problems: list[Problem] = []
    reports = [report.place.file for report in edition.reports]
    cells = [
        cell.place.file
        for report in edition.reports
        for paragraph in report.paragraphs
        if paragraph.table
        for cell in paragraph.table.cells
    ]
    files = dict.fromkeys([place.file for place in edition.places.values()] + reports + cells)
    for file in files:
        source = _again(file, edition)
        for number, line in enumerate(source.lines, 1):
            for unit in units:
                for match in re.finditer(re.escape(unit), line):
                    place = source.place(number, match.start() + 1)
                    message, hint = no_glyph_words(unit, in_word=place.is_in_word)
                    problems.append(source.problem("error", "no-glyph", message, place, hint))
            if len(problems) >= MAX_MISSING:
                return tuple(problems[:MAX_MISSING])
    if not problems:  # of a file's name, or made by normalisation, so it stands in no file
        for unit in units:
            report = next((each for each in edition.reports if unit in each.title), edition.reports[0])
            message, hint = no_glyph_words(unit, in_word=report.place.is_in_word)
            problems.append(Problem("error", "no-glyph", message, report.place, hint))
    return tuple(problems)
