"""Every line of every page leads to the line of the file that it was typed in."""

import re
from pathlib import Path

import pytest

from bulletin.desk.line_map import HEAD_PART, ISSUE_PART, PlaceOnPage, lines_of
from bulletin.model.output import Printed
from bulletin.model.page import Bulletin, Page, TextMark
from tests.conftest import ROOT


@pytest.fixture(params=["seed", "blocks"])
def printed(request: pytest.FixtureRequest) -> Printed:
    made: Printed = request.getfixturevalue(request.param)
    return made


def han(text: str) -> str:
    """What no normalising of marks, no markup and no break of a line touches."""
    return "".join(re.findall("[\u4e00-\u9fff]", text))


def report_of(bulletin: Bulletin, tag: int) -> int:
    """The report that a mark with this tag belongs to; -1 for the masthead."""
    while bulletin.tags[tag].parent > 0:
        tag = bulletin.tags[tag].parent
    arts = [number for number, each in enumerate(bulletin.tags) if each.kind == "Art"]
    return bulletin.order[arts.index(tag)] if tag in arts else ISSUE_PART


def there(lines: tuple[PlaceOnPage, ...], mark: TextMark) -> PlaceOnPage | None:
    """What a click on the middle of a mark's first character finds: what was mapped last lies on top."""
    size = mark.spans[0].size
    x, y = mark.x + mark.spans[0].xs[0] * size / 1000 + size / 3, mark.y - size / 3
    found = [line for line in lines if line.rect.x <= x <= line.rect.right and line.rect.y <= y <= line.rect.bottom]
    return found[-1] if found else None


def texts(page: Page) -> list[TextMark]:
    return [mark for mark in page.marks if isinstance(mark, TextMark) and mark.tag >= 0 and mark.spans]


def typed(place: PlaceOnPage) -> str:
    """The line of the file that a place names."""
    lines = Path(ROOT, place.place.file).read_text(encoding="utf-8").splitlines()
    return lines[place.place.line - 1]


def test_each_line_of_text_is_found_in_its_report_and_its_line_of_the_file(printed: Printed) -> None:
    assert printed.bulletin
    seen = 0
    for page in printed.bulletin.pages:
        lines = lines_of(printed.edition, printed.bulletin, page)
        for mark in texts(page):
            said = "".join("".join(span.units) for span in mark.spans)
            place = there(lines, mark)
            assert place, said
            assert place.report == report_of(printed.bulletin, mark.tag), said
            if place.report != ISSUE_PART and (place.spans or place.paragraph == HEAD_PART):
                assert said in place.text or place.text in said
                assert han(place.text) in han(typed(place)), (said, place.place)
                seen += 1
    assert seen > 100


def test_the_lines_of_a_paragraph_are_its_text(printed: Printed) -> None:
    assert printed.bulletin
    for number, report in enumerate(printed.edition.reports):
        for paragraph, each in enumerate(report.paragraphs):
            found = [
                line
                for page in printed.bulletin.pages
                for line in lines_of(printed.edition, printed.bulletin, page)
                if (line.report, line.paragraph) == (number, paragraph) and line.spans
            ]
            text = "".join(line.text for line in sorted(found, key=lambda line: line.start))
            assert text == each.text or not each.is_text, (report.name, paragraph)


def test_a_part_of_a_line_covers_its_characters_and_no_others(seed: Printed) -> None:
    assert seed.bulletin
    page = seed.bulletin.pages[0]
    line = next(line for line in lines_of(seed.edition, seed.bulletin, page) if line.text.startswith("潍坊高新区三个"))
    first, second = line.part(line.start, line.start + 2), line.part(line.start + 2, line.start + 5)
    assert first.x == pytest.approx(line.rect.x)
    assert second.x >= first.right - 1
    assert line.part(line.start, line.end).right == pytest.approx(line.rect.right, abs=1)


def test_tables_charts_and_pictures_can_be_pointed_at(blocks: Printed) -> None:
    assert blocks.bulletin
    kinds = set()
    for page in blocks.bulletin.pages:
        for line in lines_of(blocks.edition, blocks.bulletin, page):
            if line.paragraph >= 0 and not line.spans and line.key != "quote":
                paragraph = blocks.edition.reports[line.report].paragraphs[line.paragraph]
                kinds.add(paragraph.kind)
                assert Path(line.place.file).suffix in (".md", ".csv", ".yaml")
    assert {"table", "chart"} <= kinds
