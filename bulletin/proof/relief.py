"""Boxes of relief judged: they say what reports say, word for word, draw nothing else, and name the right pages."""

import re
from collections.abc import Iterator, Sequence
from functools import partial

from bulletin.geometry import Rect
from bulletin.memory import Memory
from bulletin.model.edition import Edition, Report
from bulletin.model.page import ARTIFACT, Bulletin, LinkMark, Page, ReliefBox, ReliefText, TextMark
from bulletin.problems import Problem
from bulletin.proof.furniture import fault, inked, solid, spelled

BOX_TITLES = frozenset(("数说", "本期导读"))
OUTER = str.maketrans("〈〉", "《》")  # as a title inside 《》 was typed


def relief_faults(edition: Edition, bulletin: Bulletin, known: Memory) -> Iterator[Problem]:
    """What is wrong with the boxes of all pages; `known` keeps what one page, or one report, gives rise to."""
    for page in bulletin.pages:
        for box in page.reliefs:
            yield from known.recall(("relief", page, box), partial(_box_faults, page, box))
            for text in box.texts:
                report = edition.reports[text.report] if text.kind != "title" else None
                if not known.recall(("owned", report, text), partial(_is_owned, report, text)):
                    yield fault("relief-words", f"第{page.number}版框里的“{''.join(text.words)[:20]}”与原文不符")
                if text.kind == "entry":
                    yield from _entry_faults(bulletin, page, box, text)


def _box_faults(page: Page, box: ReliefBox) -> tuple[Problem, ...]:
    return (*_drawing_faults(page, box), *_source_faults(page, box))


def _drawing_faults(page: Page, box: ReliefBox) -> Iterator[Problem]:
    """The box draws its words and no others, beside the text of reports, inside its edges."""
    if not page.body.holds(box.rect):
        yield fault("relief-outside", f"第{page.number}版有框超出版心")
    texts = [mark for mark in page.marks if isinstance(mark, TextMark) and _stands_in(mark, box.rect)]
    drawn = "".join(map(spelled, texts))
    if solid(drawn) != solid("".join(word for text in box.texts for word in text.words)):
        yield fault("relief-words", f"第{page.number}版框里印的字不是框里的话：{drawn[:20]}")
    for mark in texts:
        if mark.tag != ARTIFACT:
            yield fault("relief-words", f"第{page.number}版框里的字成了正文：{spelled(mark)[:20]}")
        if not box.rect.holds(inked(mark).rect):
            yield fault("relief-outside", f"第{page.number}版框里的字超出框外：{spelled(mark)[:20]}")


def _stands_in(mark: TextMark, rect: Rect) -> bool:
    """Whether a line begins in a rectangle; one of the column before it may reach as far as the gutter."""
    return any(span.xs for span in mark.spans) and rect.holds(Rect(inked(mark).rect.x, mark.y, 0.0, 0.0))


def _is_owned(report: Report | None, text: ReliefText) -> bool:
    """Whether the words are the report's own: a figure's of one paragraph or the editor's, an entry's of its head."""
    if report is None:
        return text.words[0] in BOX_TITLES
    words = tuple(map(solid, text.words))
    if text.kind == "source":
        return _names(report, words[0])
    if text.kind == "entry":
        return words[:-1] == (solid(report.column), solid(report.title))
    if text.kind == "figure" and report.figures is not None:
        own = (each.before + each.figure + each.unit for each in report.figures)
        return words in [(solid(said), solid(each.noun)) for said, each in zip(own, report.figures, strict=True)]
    if text.kind == "quote" and report.quote and "".join(words) == solid(report.quote):
        return True  # the editor's own, from the text or not
    return _in_one_paragraph(report, words)


def _names(report: Report, words: str) -> bool:
    """Whether words name a report: by its title, whole or shortened, or by its 栏目."""
    from_text = "" if report.figures is not None else "数字摘自|摘自"
    named = re.fullmatch(f"(?:{from_text})(?:《(?P<title>.+?)…?》|“(?P<column>.+)”栏)", words)
    if named is None or named["title"] is None:
        return named is not None and named["column"] == solid(report.column)
    return solid(report.title).translate(OUTER).startswith(named["title"].translate(OUTER))


def _source_faults(page: Page, box: ReliefBox) -> Iterator[Problem]:
    """Figures follow the name of the report that they are taken from."""
    named: int | None = None
    for text in box.texts:
        named = text.report if text.kind == "source" else named
        if text.kind == "figure" and text.report != named:
            yield fault("relief-words", f"第{page.number}版框里的数字没有注明出自哪篇")


def _in_one_paragraph(report: Report, words: Sequence[str]) -> bool:
    """Whether some paragraph has all of the words."""
    texts = (solid(paragraph.text) for paragraph in report.paragraphs)
    return any(all(word in text for word in words) for text in texts)


def _entry_faults(bulletin: Bulletin, page: Page, box: ReliefBox, text: ReliefText) -> Iterator[Problem]:
    """An entry of 本期导读 names the page on which its report begins, and a link leads there."""
    starts = [
        (other.number, module.rect.y)
        for other in bulletin.pages
        for module in other.modules
        if module.report == text.report and module.part == 0
    ]
    links = [mark for mark in page.marks if isinstance(mark, LinkMark) and box.rect.holds(mark.rect)]
    led = any((mark.page, 0) == (number, round(mark.y - y)) for mark in links for number, y in starts)
    named = [number for number, _ in starts] == [text.page] and text.words[-1] == f"{text.page}版"
    if not named or not led:
        yield fault("relief-page", f"第{page.number}版导读里“{text.words[1]}”的版次或链接有误")
