"""What makeup keeps from build to build changes no page: not after an edit, nor where words of a head change price."""

import random

import pytest

from bulletin.compose.composer import Composer
from bulletin.faces.face import Faces, open_faces
from bulletin.makeup.issue import make_up
from bulletin.memory import Memory
from bulletin.model.design import Design
from bulletin.model.edition import Edition, Report
from bulletin.model.page import Bulletin, TextMark
from bulletin.proof.furniture import spelled
from bulletin.read.layout import decode
from bulletin.words.head_words import head_words
from tests.conftest import ROOT
from tests.examples import sample
from tests.makeup.issues import edition, paragraph, random_issue, report, the_seed


@pytest.fixture(scope="module")
def faces() -> Faces:
    return open_faces(str(ROOT / "fonts"))


@pytest.fixture(scope="module")
def a3() -> Design:
    return decode(str(ROOT / "layouts" / "bulletin-a3.yaml"), Design)


def made(issue: Edition, design: Design, faces: Faces, memory: Memory) -> Bulletin:
    """The pages as `pipeline.build` makes them."""
    words = head_words(issue, memory.under("words"))
    composer = Composer(design.text, faces, issue.terms, memory.under("lines", repr(design.text), issue.terms), words)
    bulletin = make_up(issue, design, faces, composer)
    memory.next_build()
    return bulletin


def with_report(issue: Edition, number: int, story: Report) -> Edition:
    return issue._replace(reports=(*issue.reports[:number], story, *issue.reports[number + 1 :]))


def with_text(story: Report, *texts: str) -> Report:
    return story._replace(paragraphs=(*story.paragraphs, *(paragraph(text, heading=False) for text in texts)))


def edits(issue: Edition, chance: random.Random) -> list[Edition]:
    """The issue after edits, each on the one before."""
    found = [issue]

    def add(changed: Edition) -> None:
        found.append(changed)

    story = issue.reports[-1]
    add(with_report(found[-1], len(issue.reports) - 1, with_text(story, "要抓好落实，确保按时完成各项任务。")))
    lead = found[-1].reports[0]
    add(with_report(found[-1], 0, lead._replace(title="全力推动园区环境质量　持续改善", rank=1)))
    add(found[-1]._replace(reports=(*found[-1].reports[1:], found[-1].reports[0])))
    add(found[-1]._replace(reports=(*found[-1].reports, report(chance, "new", 700))))
    add(found[-1]._replace(reports=found[-1].reports[1:]))
    add(found[-1]._replace(relief=False))
    add(issue)
    return found


@pytest.mark.parametrize("seed", sample((0, 3), (0,)))
def test_pages_after_edits_are_those_of_a_fresh_memory(a3: Design, faces: Faces, seed: int) -> None:
    chance = random.Random(seed)
    few = edition(*(report(chance, f"r{number}", 400) for number in range(2)), ordered=False)
    issue = random_issue(seed, blocks=True) if seed else few
    memory = Memory()
    for step, changed in enumerate(edits(issue, chance)):
        assert made(changed, a3, faces, memory) == made(changed, a3, faces, Memory()), step


def title_rows(bulletin: Bulletin) -> list[str]:
    """The rows of all headlines."""
    marks = (mark for page in bulletin.pages for mark in page.marks if isinstance(mark, TextMark) and mark.tag >= 0)
    return [spelled(mark) for mark in marks if bulletin.tags[mark.tag].kind == "H2"]


def test_a_head_breaks_anew_where_another_report_makes_a_word_of_its_characters(a3: Design, faces: Faces) -> None:
    chance = random.Random(1)
    title = "综合治理让蓼沱湾片区焕发生机"
    first = report(chance, "first", 300)._replace(title=title)
    other = report(chance, "other", 900)
    said = "走进蓼沱湾看变化，到蓼沱湾去。", "在蓼沱湾，大家都说蓼沱湾的变化真大，蓼沱湾是样板。"
    # as long, so that nothing but the price of a break differs
    others = (with_text(other, *(text.replace("蓼沱湾", name) for text in said)) for name in ("开发区", "蓼沱湾"))
    memory = Memory()
    rows: list[list[str]] = []
    for issue in [edition(each, first) for each in others] * 2:
        bulletin = made(issue, a3, faces, memory)
        assert bulletin == made(issue, a3, faces, Memory())
        rows.append(title_rows(bulletin))
    assert rows[0] != rows[1], "the other report must matter"
    assert rows[:2] == rows[2:]


def test_a_warm_build_of_the_same_issue_fills_no_column(
    a3: Design, faces: Faces, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = Memory()
    issue = the_seed()
    before = made(issue, a3, faces, memory)

    def filled(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr("bulletin.makeup.modules.fill", filled)
    monkeypatch.setattr("bulletin.makeup.trees.stack", filled)
    assert made(issue, a3, faces, memory) == before
