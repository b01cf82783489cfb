"""Links judged: what leads elsewhere is an element of its own, with a place over its words that leads there."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import partial
from typing import NamedTuple, TypeAlias
from unicodedata import digit

from bulletin.memory import Memory
from bulletin.model.edition import Edition, Paragraph, Report, Run
from bulletin.model.page import Bulletin, LinkMark, Page, TextMark
from bulletin.problems import Problem
from bulletin.proof.furniture import fault, inked, solid, spelled
from bulletin.units import Pt

PlacedNote: TypeAlias = tuple[int, Pt]  # page and baseline of its first line


class _Words(NamedTuple):
    """What a Link element holds, each mark with its page."""

    texts: list[tuple[int, TextMark]]
    places: list[tuple[int, LinkMark]]


def link_faults(edition: Edition, bulletin: Bulletin, leading: Pt, known: Memory) -> Iterator[Problem]:
    """Links whose words, places or targets are wrong; the structure is sound, `leading` that of the grid.

    `known` keeps what one page has.
    """
    elements = frozenset(number for number, tag in enumerate(bulletin.tags) if tag.kind == "Link")
    links: defaultdict[int, _Words] = defaultdict(lambda: _Words([], []))
    for page in bulletin.pages:
        on_page = known.recall(("links", page), partial(_links_on, page))
        for place in on_page.places:
            links[place.tag].places.append((page.number, place))
        if not elements.isdisjoint(on_page.tags):
            for mark in page.marks:
                if isinstance(mark, TextMark) and mark.tag in elements:
                    links[mark.tag].texts.append((page.number, mark))
    own: defaultdict[int, list[_Words]] = defaultdict(list)
    for tag in sorted(links):
        if links[tag].texts:
            own[_article(bulletin, tag)].append(links[tag])
    notes = _note_texts(edition, bulletin, leading)
    articles = [number for number, tag in enumerate(bulletin.tags) if tag.kind == "Art"]
    for article, number in zip(articles, bulletin.order or range(len(edition.reports)), strict=True):
        report = edition.reports[number]
        runs = known.recall(("runs", report), partial(_linked_runs, report))
        if [solid(_spelled(words)) for words in own[article]] != [solid(run.text) for run in runs]:
            yield fault("link-text", f"《{report.title}》的链接或注号在结构树里的文字与原文不符", report.place)
            continue
        for run, words in zip(runs, own[article], strict=True):
            yield from _run_faults(report, run, words, notes.get((number, run.note)), leading)


class _OnPage(NamedTuple):
    """What of a page may belong to links."""

    places: tuple[LinkMark, ...]
    tags: frozenset[int]  # of its texts


def _links_on(page: Page) -> _OnPage:
    places = tuple(mark for mark in page.marks if isinstance(mark, LinkMark))
    return _OnPage(places, frozenset(mark.tag for mark in page.marks if isinstance(mark, TextMark)))


def _linked_runs(report: Report) -> tuple[Run, ...]:
    return tuple(run for each in report.paragraphs for run in _all_runs(each) if run.link or run.note)


def _all_runs(paragraph: Paragraph) -> tuple[Run, ...]:
    """The runs of its text, or of its cells."""
    return tuple(run for cell in paragraph.table.cells for run in cell.runs) if paragraph.table else paragraph.runs


def _run_faults(report: Report, run: Run, words: _Words, note: PlacedNote | None, leading: Pt) -> Iterator[Problem]:
    """What is wrong with one run's places: one over every line of its words, and all lead to where it says."""
    leads = note is not None if run.note else True
    for page, text in words.texts if leads or words.places else ():
        if not (drawn := _without_end_blanks(text)).spans:
            continue
        ink = inked(drawn).rect
        if not any(page == other and mark.rect.holds(ink) for other, mark in words.places):
            yield fault("link-missing", f"《{report.title}》的“{run.text}”上没有链接", report.place)
    for _, mark in words.places:
        if run.note:
            right = note is not None and mark.page == note[0] and 0 <= note[1] - mark.y <= 2 * leading
        else:
            right = mark.address == run.link
        if not right or not mark.contents:
            yield fault("link-astray", f"《{report.title}》的“{run.text}”链接到别处", report.place)


def _note_texts(edition: Edition, bulletin: Bulletin, leading: Pt) -> Mapping[tuple[int, int], PlacedNote]:
    """Where the text of each note begins, by report and number."""
    found: dict[tuple[int, int], PlacedNote] = {}
    if not any(paragraph.kind == "note" for report in edition.reports for paragraph in report.paragraphs):
        return found
    for page in bulletin.pages:
        for module in page.modules:
            for piece in module.pieces:
                paragraph = edition.reports[module.report].paragraphs[piece.paragraph]
                if paragraph.kind == "note" and paragraph.label and not piece.lines[0].start:
                    number = int("".join(str(digit(mark, 0)) for mark in paragraph.label))
                    baseline = module.columns[piece.column].first_baseline + piece.row * leading
                    found[module.report, number] = (page.number, baseline)
    return found


def _without_end_blanks(text: TextMark) -> TextMark:
    """A line without the blanks at its end, which draw nothing and may stand past the measure."""
    spans = list(text.spans)
    while spans and not (spans[-1].units and spans[-1].units[-1].strip()):
        final = spans.pop()
        if final.units:
            spans.append(final._replace(units=final.units[:-1], xs=final.xs[:-1]))
    return text._replace(spans=tuple(spans))


def _spelled(words: _Words) -> str:
    return "".join(spelled(text) for _, text in words.texts)


def _article(bulletin: Bulletin, tag: int) -> int:
    """The article that an element stands in."""
    while tag >= 0 and bulletin.tags[tag].kind != "Art":
        tag = bulletin.tags[tag].parent
    return tag
