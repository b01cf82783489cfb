"""An issue follows its files: faults are told when the files are at rest, our own slips end nothing."""

import os
from pathlib import Path

import pytest

from bulletin.build.regenerate import Listener, Regenerated
from bulletin.desk.following import Follower
from bulletin.desk.saves import Saves
from bulletin.desk.session import DeskState, Session
from bulletin.desk.settling import QUIET_DOUBTFUL
from bulletin.model.output import Order
from bulletin.problems import Problem
from bulletin.sources import Sources

SOUND, BROKEN, OURS, REPLANNED = "一篇稿件\n", "没有署名\n", "程序出错\n", "重新安排\n"


class Builds(Session):
    """A session whose builds judge the text of one report."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder), Listener())
        self.texts: list[str] = []

    def made(self, order: Order, *, deliver: bool) -> Regenerated:
        text = Path(order.content, "water.md").read_text(encoding="utf-8")
        self.texts.append(text)
        if text == OURS:
            raise ZeroDivisionError
        if text == REPLANNED:
            Path(order.content, "plan.json").unlink()
            return Regenerated(0, order, (Problem("note", "plan-removed", "已删去"),), 0.01)
        problems = () if text.startswith(SOUND) else (Problem("error", "no-byline", "报告没有署名"),)
        return Regenerated(1 if problems else 0, order, problems, 0.01)


class Following:
    """A follower under a clock that only this test moves."""

    def __init__(self, tmp_path: Path) -> None:
        self.content = tmp_path / "content"
        self.content.mkdir()
        self.now = 100.0
        self.session = Builds(tmp_path / "output")
        self.mistakes: list[Exception] = []
        order = Order(Sources(str(tmp_path), (), ()), str(self.content))
        self.saves = Saves(poll=True, clock=lambda: self.now)
        self.follower = Follower(self.session, self.saves, lambda: order, deliver=True, mistake=self.mistakes.append)

    def write(self, text: str) -> None:
        path = self.content / "water.md"
        path.write_text(text, encoding="utf-8")
        os.utime(path, (1.0, 1.0))  # old, as those that stood before we came

    def passes(self, seconds: float) -> list[DeskState]:
        """What is said meanwhile."""
        said = []
        for _ in range(round(seconds * 50)):
            if state := self.follower.step(0):
                said.append(state)
            self.now += 0.02
        return said


@pytest.fixture
def following(tmp_path: Path) -> Following:
    return Following(tmp_path)


def test_the_first_build_comes_at_once_and_its_faults_are_told_at_once(following: Following) -> None:
    following.write(BROKEN)
    (state,) = following.passes(0.02)
    assert state.latest
    assert state.latest.code == 1
    said = following.passes(3)
    assert said == []


def test_a_fault_is_told_once_the_files_are_at_rest_and_its_mending_at_once(following: Following) -> None:
    following.write(SOUND)
    said = following.passes(1)
    assert len(said) == 1
    following.write(BROKEN)
    said = following.passes(0.5)
    assert said == []
    (state,) = following.passes(0.5)
    assert state.latest
    assert state.latest.failed
    assert following.session.texts == [SOUND, BROKEN]
    following.write(SOUND)
    (mended,) = following.passes(0.5)
    assert mended.latest
    assert not mended.latest.failed


def test_a_file_that_is_written_for_a_while_is_never_told_as_a_fault(following: Following) -> None:
    following.write(SOUND)
    following.passes(1)
    said = []
    for part in range(40):  # four seconds; each state breaks the issue, and looks whole to us
        following.write(f"{BROKEN}{'又一行' * part}\n")
        said += following.passes(0.1)
    following.write(f"{SOUND}全文\n")
    said += following.passes(3)
    assert [state.latest.failed for state in said if state.latest] == [False]
    assert following.session.texts[-1] == f"{SOUND}全文\n"


def test_a_fault_that_is_taken_back_at_once_is_not_told_and_the_mended_text_is(following: Following) -> None:
    following.write(SOUND)
    following.passes(1)
    following.write(BROKEN)
    following.passes(0.3)
    assert following.session.texts[-1] == BROKEN
    following.write(SOUND)
    (state,) = following.passes(3)
    assert state.latest
    assert not state.latest.failed


def test_a_fault_beside_an_unfinished_file_is_held_longer(following: Following) -> None:
    following.write(SOUND)
    following.passes(1)
    following.write(BROKEN)
    (following.content / "legal.docx").write_bytes(b"PK\x03\x04 the first half")
    said = following.passes(2.5)
    assert said == []
    said = following.passes(2)
    assert len(said) == 1


def test_a_mistake_of_ours_is_told_and_the_next_save_is_built(following: Following) -> None:
    following.write(SOUND)
    following.passes(1)
    following.write(OURS)
    said = following.passes(2)
    assert said == []
    assert [type(error) for error in following.mistakes] == [ZeroDivisionError]
    following.write(f"{SOUND}改好\n")
    said = following.passes(1)
    assert len(said) == 1


def test_a_plan_that_a_build_removed_starts_none(following: Following) -> None:
    (following.content / "plan.json").write_text("{}")
    following.write(SOUND)
    following.passes(1)
    following.write(REPLANNED)
    said = following.passes(3)
    assert len(said) == 1
    assert following.session.texts == [SOUND, REPLANNED]


def test_a_build_that_was_asked_for_comes_without_a_save(following: Following) -> None:
    following.write(SOUND)
    following.passes(1)
    following.follower.again()
    following.passes(1)
    assert following.session.texts == [SOUND, SOUND]


def test_a_report_that_goes_for_a_moment_is_no_save(following: Following) -> None:
    following.write(SOUND)
    following.passes(1)
    (following.content / "water.md").unlink()
    following.passes(QUIET_DOUBTFUL)
    following.write(SOUND)
    said = following.passes(2)
    assert said == []
    assert following.session.texts == [SOUND]
