"""Changed words are marked where they stand, and nothing else is."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from bulletin.desk.changed import WordChanges, changed_ranges
from bulletin.desk.line_map import HEAD_PART, PlaceOnPage, lines_of
from bulletin.model.edition import Paragraph, Run
from bulletin.model.output import Printed
from bulletin.problems import Place

WORDS = st.text("水务环保发展改革，。一二", min_size=1, max_size=14)
BODY = st.lists(st.text("水务环保发展改革，。一二", max_size=60), min_size=1, max_size=6)


def paragraphs(texts: Sequence[str]) -> list[Paragraph]:
    return [Paragraph("body", 0, (Run(text),), Place("a.md", number)) for number, text in enumerate(texts, 1)]


def all_lines(printed: Printed) -> list[PlaceOnPage]:
    assert printed.bulletin
    return [line for page in printed.bulletin.pages for line in lines_of(printed.edition, printed.bulletin, page)]


@given(BODY, st.data())
def test_what_is_put_in_is_in_a_changed_range(texts: list[str], data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(texts) - 1))
    at = data.draw(st.integers(0, len(texts[number])))
    new = f"新{data.draw(WORDS)}新"  # a word that no text has
    edited = [*texts[:number], texts[number][:at] + new + texts[number][at:], *texts[number + 1 :]]
    found = list(changed_ranges(paragraphs(texts), paragraphs(edited)))
    marked = {(each, place) for each, start, end in found for place in range(start, end)}
    assert {(number, at), (number, at + len(new) - 1)} <= marked


@given(BODY)
def test_the_same_texts_have_no_changes(texts: list[str]) -> None:
    assert list(changed_ranges(paragraphs(texts), paragraphs(texts))) == []


@given(BODY, BODY)
def test_ranges_lie_in_their_paragraphs_and_are_there_where_texts_differ(old: list[str], new: list[str]) -> None:
    found = list(changed_ranges(paragraphs(old), paragraphs(new)))
    for number, start, end in found:
        assert 0 <= start <= end <= len(new[number])
    if sorted(old) != sorted(new) and any(new):
        assert found or not any(set(new) - set(old)), "new words are told"


@given(BODY, st.data())
def test_a_paragraph_that_goes_is_marked_beside_its_place(texts: list[str], data: st.DataObject) -> None:
    texts = [f"{number}、{text}" for number, text in enumerate(texts)]
    number = data.draw(st.integers(0, len(texts) - 1))
    left = [*texts[:number], *texts[number + 1 :]]
    found = list(changed_ranges(paragraphs(texts), paragraphs(left)))
    assert bool(found) == bool(left)
    assert all(each in (number - 1, number) for each, _, _ in found)


def test_a_changed_word_marks_its_line_alone(seed: Printed) -> None:
    report = seed.edition.reports[1]
    number, paragraph = next((n, each) for n, each in enumerate(report.paragraphs) if "适时" in each.text)
    old = Run(paragraph.text.replace("适时", "及早"))
    inner = (*report.paragraphs[:number], paragraph._replace(runs=(old,)), *report.paragraphs[number + 1 :])
    before = seed.edition._replace(
        reports=(seed.edition.reports[0], report._replace(paragraphs=inner), *seed.edition.reports[2:])
    )
    found = WordChanges(before, seed.edition).of(all_lines(seed))
    assert 1 <= len(found) <= 2  # the word may stand on two lines
    assert {(line.report, line.paragraph) for line in found} == {(1, number)}
    assert "适时" in "".join(line.text for line in found)


def test_a_changed_title_and_a_new_report_are_marked(seed: Printed) -> None:
    reports = seed.edition.reports
    before = seed.edition._replace(reports=(reports[0]._replace(title="旧题"), *reports[1:3]))
    found = WordChanges(before, seed.edition).of(all_lines(seed))
    assert {(line.paragraph, line.key) for line in found if line.report == 0} == {(HEAD_PART, "title")}
    assert [line for line in found if line.report == 3] == [line for line in all_lines(seed) if line.report == 3]
    assert not [line for line in found if line.report in (1, 2)]


def test_a_block_that_says_or_stands_otherwise_is_changed(blocks: Printed) -> None:
    story = next(each for each in blocks.edition.reports if any(not part.is_text for part in each.paragraphs))
    number = next(at for at, part in enumerate(story.paragraphs) if not part.is_text)
    block = story.paragraphs[number]
    moved = block._replace(placing=block.placing._replace(columns=block.placing.columns + 1))
    now = [*story.paragraphs[:number], moved, *story.paragraphs[number + 1 :]]
    assert list(changed_ranges(story.paragraphs, story.paragraphs)) == []
    assert {each for each, _, _ in changed_ranges(story.paragraphs, now)} == {number}
