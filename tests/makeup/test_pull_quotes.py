"""Pull quotes that the program chooses: no column runs on without a rest for the eye, and no quote is out of place."""

import random
from collections.abc import Iterator

import pytest

from bulletin.choose.quotes import quotes_of
from bulletin.model.edition import Edition
from bulletin.model.page import Bulletin, Module
from bulletin.proof.page import verify
from tests.examples import sample
from tests.makeup.conftest import LayoutSetup
from tests.makeup.issues import edition, random_issue, report
from tests.makeup.walls import walls

ABOUT = 2  # lines over the layout's limit that are still about forty
CLEAR = 4  # lines of text above and below a quote
APART = 10  # lines between a quote and the sentence that it repeats, in one column


def quoted(made: Bulletin) -> Iterator[Module]:
    return (module for page in made.pages for module in page.modules if module.quotes)


def unquoted_sentences(issue: Edition, made: Bulletin, number: int) -> int:
    """How many sentences of a report could still be printed large."""
    shown = {quote.text for module in quoted(made) if module.report == number for quote in module.quotes}
    story = issue.reports[number]
    length = sum(len(paragraph.text) for paragraph in story.paragraphs if paragraph.is_text)
    return len([quote for quote in quotes_of(story) if quote.text not in shown]) if length >= 500 else 0


def check_places(issue: Edition, made: Bulletin) -> None:
    """Every quote stands clear of what parts its column, and away from its sentence."""
    for module in quoted(made):
        paragraphs = issue.reports[module.report].paragraphs
        known = {quote.text: quote for quote in quotes_of(issue.reports[module.report])}
        for quote in module.quotes:
            sentence = known[quote.text]
            rows = {
                piece.row + place: (piece.paragraph, line)
                for piece in module.pieces
                if piece.column == quote.column
                for place, line in enumerate(piece.lines)
            }
            above = range(quote.row - CLEAR, quote.row)
            below = range(quote.row + quote.rows, quote.row + quote.rows + CLEAR)
            assert all(row in rows and paragraphs[rows[row][0]].kind != "heading" for row in (*above, *below))
            for row, (number, line) in rows.items():
                if number == sentence.paragraph and line.start < sentence.end and sentence.start < line.end:
                    between = quote.row - row - 1 if row < quote.row else row - quote.row - quote.rows
                    assert between >= APART


@pytest.mark.parametrize("seed", sample(range(8), range(5)))
def test_no_column_runs_on_where_the_report_has_a_sentence_to_quote(a3: LayoutSetup, seed: int) -> None:
    issue = random_issue(seed)
    made = a3.make_up(issue)
    assert verify(issue, a3.design, made) == ()
    check_places(issue, made)
    most = a3.design.quote.run_max + ABOUT
    found = [each for each in walls(issue, made) if each.lines > most]
    assert not [each for each in found if unquoted_sentences(issue, made, each.report)]


@pytest.mark.parametrize("seed", sample(range(6), range(2)))
def test_a_long_report_without_headings_has_quotes_in_its_columns(a3: LayoutSetup, seed: int) -> None:
    issue = edition(report(random.Random(seed), "long", 4000, headings=0.0))
    made = a3.make_up(issue)
    assert verify(issue, a3.design, made) == ()
    check_places(issue, made)
    assert any(quoted(made))
    most = a3.design.quote.run_max + ABOUT
    left = [each for each in walls(issue, made) if each.lines > most]
    assert not left or not unquoted_sentences(issue, made, 0)
    plain = a3.make_up(issue._replace(relief=False))
    assert not any(quoted(plain))
    assert walls(issue, plain)[0].lines > most


def test_no_quote_is_chosen_where_the_editor_wants_none_or_names_one(a3: LayoutSetup) -> None:
    story = report(random.Random(1), "long", 4000, headings=0.0)
    assert not any(quoted(a3.make_up(edition(story._replace(unquoted=True)))))
    own = quotes_of(story)[-1].text
    made = a3.make_up(edition(story._replace(quote=own)))
    assert {quote.text for module in quoted(made) for quote in module.quotes} <= {own}
