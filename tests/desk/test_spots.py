"""Problems lead to their words on the page."""

import pytest

from bulletin.desk.line_map import lines_of
from bulletin.desk.spots import SpotFinder
from bulletin.model.output import Printed
from bulletin.problems import Place, Problem


@pytest.fixture
def finder(seed: Printed) -> SpotFinder:
    assert seed.bulletin
    pages = seed.bulletin.pages
    return SpotFinder(seed.edition, {page.number: lines_of(seed.edition, seed.bulletin, page) for page in pages})


def words_at(seed: Printed, page: int, x: float, y: float) -> str:
    """The line of text at a place."""
    assert seed.bulletin
    lines = lines_of(seed.edition, seed.bulletin, seed.bulletin.pages[page - 1])
    return next(
        line.text for line in lines if line.rect.x <= x <= line.rect.right and line.rect.y <= y <= line.rect.bottom
    )


def test_words_that_a_problem_quotes_are_found(seed: Printed, finder: SpotFinder) -> None:
    found = [problem for problem in seed.problems if problem.code in ("dash-as-digit", "doubled-character")]
    assert len(found) == 2
    for problem, words in zip(found, ("目标一", "取水水监"), strict=True):
        (spot, *more) = finder.spots(problem)
        text = words_at(seed, spot.page, spot.rect.x + 1, spot.rect.y + 1)
        assert words[:2] in text
        assert not more
        size = spot.rect.width / len(words)
        assert 9 < size < 14, "the words alone"


def test_the_line_that_the_proof_numbers_is_found(seed: Printed, finder: SpotFinder) -> None:
    (finding,) = [each for each in seed.lines if each.code == "split-unit"]
    spots = finder.spots(finding)
    assert len(spots) == 2  # 110平方千 ends a line, 米 begins the next
    assert "110平方千" in words_at(seed, 1, spots[0].rect.x + 1, spots[0].rect.y + 1)
    assert words_at(seed, 1, spots[1].rect.x + 1, spots[1].rect.y + 1).startswith("米")


def test_a_place_without_words_is_its_paragraph_and_one_of_the_head_its_line(seed: Printed, finder: SpotFinder) -> None:
    report = seed.edition.reports[0]
    paragraph = max(report.paragraphs, key=lambda each: len(each.text))
    plain = Problem("note", "any", "随便说一句", paragraph.place)
    texts = [words_at(seed, spot.page, spot.rect.x + 1, spot.rect.y + 1) for spot in finder.spots(plain)]
    assert all(text in paragraph.text for text in texts)
    assert len(texts) > 3
    titled = Problem("note", "any", "随便说一句", report.places["title"])
    assert words_at(seed, 1, finder.spots(titled)[0].rect.x + 1, finder.spots(titled)[0].rect.y + 1) == report.title


def test_what_stands_nowhere_has_no_place(finder: SpotFinder) -> None:
    assert finder.spots(Problem("error", "any", "没有位置")) == ()
    assert finder.spots(Problem("error", "any", "别的文件", Place("content/nothing.md", 3))) == ()
