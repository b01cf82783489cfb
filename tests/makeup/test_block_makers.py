"""The random issues with blocks: sound values, every kind among them, and the issues without them as they were."""

from collections import Counter
from collections.abc import Callable
from hashlib import sha256

import pytest

from bulletin.model.edition import Edition, Report, Table
from tests.makeup.issues import block_issue, random_issue
from tests.makeup.tables import TABLES

SEEDS = range(40)
AS_THEY_WERE = "8552b57d7c8eb837"  # of the first forty


def spans_add_up(table: Table) -> bool:
    """Whether every row has as many columns as the first, with what hangs into it from above."""
    hanging = [0] * table.columns
    for row in (*table.head, *table.rows):
        free = [column for column, rows in enumerate(hanging) if not rows]
        hanging = [max(0, rows - 1) for rows in hanging]
        for cell in row:
            taken, free = free[: cell.across], free[cell.across :]
            if len(taken) < cell.across or taken[-1] - taken[0] != cell.across - 1:
                return False
            for column in taken:
                hanging[column] = cell.down - 1
        if free:
            return False
    return not any(hanging)


def check(story: Report) -> None:
    marks = [run.note for p in story.paragraphs if p.kind != "note" for run in p.runs if run.note]
    notes = [p.runs[0].note for p in story.paragraphs if p.kind == "note"]
    assert marks == notes
    boxes = [p.box for p in story.paragraphs if p.kind == "box-head"]
    assert all(boxes)
    for paragraph in story.paragraphs:
        assert paragraph.is_text == bool(paragraph.runs)
        assert all(run.text for run in paragraph.runs)
        assert paragraph.text.startswith(paragraph.label)
        if paragraph.table:
            assert spans_add_up(paragraph.table)
            assert 2 <= paragraph.table.columns <= 12
            assert 1 <= len(paragraph.table.rows) <= 40
        if paragraph.chart:
            assert {len(each.values) for each in paragraph.chart.series} == {len(paragraph.chart.categories)}


@pytest.mark.parametrize("make", [lambda seed: random_issue(seed, blocks=True), block_issue], ids=["mixed", "mostly"])
def test_issues_with_blocks_are_sound_values_of_every_kind(make: Callable[[int], Edition]) -> None:
    issues = [make(seed) for seed in SEEDS]
    stories = [story for issue in issues for story in issue.reports]
    for story in stories:
        check(story)
    kinds = Counter(paragraph.kind for story in stories for paragraph in story.paragraphs)
    assert min(kinds[kind] for kind in ("item", "quote", "note", "box-head", "picture", "table", "chart")) >= 10
    assert any(run.link for story in stories for paragraph in story.paragraphs for run in paragraph.runs)
    assert issues == [make(seed) for seed in SEEDS]


def test_issues_with_blocks_have_the_texts_of_those_without() -> None:
    for seed in SEEDS:
        for bare, mixed in zip(random_issue(seed).reports, random_issue(seed, blocks=True).reports, strict=True):
            texts = iter("".join(r.text for r in p.runs if not r.note) for p in mixed.paragraphs)
            assert all(paragraph.text in texts for paragraph in bare.paragraphs)


def test_issues_without_blocks_are_as_they_were() -> None:
    told = "".join(
        paragraph.text for seed in SEEDS for story in random_issue(seed).reports for paragraph in story.paragraphs
    )
    assert sha256(told.encode()).hexdigest()[:16] == AS_THEY_WERE


@pytest.mark.parametrize("name", TABLES)
def test_the_twenty_tables_are_sound_values(name: str) -> None:
    assert spans_add_up(TABLES[name])


def test_the_twenty_tables_go_from_the_least_to_the_most() -> None:
    assert len(TABLES) == 20
    sizes = [(len(table.head) + len(table.rows), table.columns) for table in TABLES.values()]
    assert min(sizes) == (2, 2)
    assert max(sizes) == (40, 12)
    assert {len(table.head) for table in TABLES.values()} == {0, 1, 2, 3}
