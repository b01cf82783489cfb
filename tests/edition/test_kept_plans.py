"""`plan.json` from the command line: when it is written, used, renewed and removed, and what is told of it."""

import json
import os
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from bulletin.build.record import delivered
from bulletin.command import run
from bulletin.model.edition import Edition, Report
from bulletin.model.kept_plan import plan_of, written_plan
from tests.conftest import ROOT
from tests.examples import sample
from tests.makeup.issues import random_issue

ISSUE = "报头：近赶潍坊 远学长沙\n日期：2019-04-24\n"
SENTENCE = "要坚持问题导向，把各项措施落到实处。"
SEEDS = (18, 20, 32, 73, 7, 11)  # random issues, the first ones such as a sentence more moves


class Done(NamedTuple):
    code: int
    data: dict[str, Any]  # of --json
    pdf: bytes

    @property
    def codes(self) -> list[str]:
        return [each["code"] for each in self.data["diagnostics"]]

    @property
    def origin(self) -> str:
        return str(self.data["steady"]["origin"])


Builder = Callable[..., Done]


@pytest.fixture
def make(capsys: pytest.CaptureFixture[str]) -> Builder:
    """Build a content folder into an output folder."""

    def made(content: Path, out: Path, *words: str) -> Done:
        capsys.readouterr()
        code = run(["--content", str(content), "--output", str(out), "--only", "pdf", "--json", *words], home=str(ROOT))
        pdf = out / "bulletin.pdf"
        return Done(code, json.loads(capsys.readouterr().out), pdf.read_bytes() if pdf.exists() else b"")

    return made


def written(report: Report) -> str:
    """A report as a file."""
    marks = {"heading": "#" * 2 + " ", "body": ""}
    lines = [f"标题：{report.plain_title}", f"栏目：{report.column}", "单位职务：某某局局长", "作者：李剑", ""]
    lines += [marks[part.kind] + part.text for part in report.paragraphs if part.kind in marks]
    return "\n".join(lines) + "\n"


def folder_of(issue: Edition, folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "issue.yaml").write_text(ISSUE, encoding="utf-8")
    for report in issue.reports:
        (folder / f"{report.name}.md").write_text(written(report), encoding="utf-8")
    return folder


def longer(content: Path, name: str) -> None:
    """A sentence more at the end of a report."""
    path = content / name
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + SENTENCE + "\n", encoding="utf-8")


class Moved(NamedTuple):
    """An issue delivered, then edited so that a search would move its page, not yet built again."""

    content: Path
    out: Path
    before: Done


def _moving() -> Iterator[tuple[int, str]]:
    for seed in (*SEEDS, *range(100, 160)):
        for report in random_issue(seed).reports:
            yield seed, f"{report.name}.md"


@pytest.fixture(scope="module")
def moving(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `content`, delivered into `out`, and `edit`, the name of a report that a sentence more moves."""
    where = tmp_path_factory.mktemp("moving")
    for seed, name in _moving():
        content, out = where / f"{seed}" / "content", where / f"{seed}" / "out"
        if not content.exists():
            folder_of(random_issue(seed), content)
            assert run(["--content", str(content), "--output", str(out), "--only", "pdf"], home=str(ROOT)) == 0
        trial = where / "trial"
        shutil.copytree(content.parent, trial)
        longer(trial / "content", name)
        words = ["--content", str(trial / "content"), "--output", str(trial / "out"), "--only", "pdf"]
        assert run(words, home=str(ROOT)) == 0
        plans = [delivered(str(trial / "out")).plan]
        held = (trial / "content" / "plan.json").exists()
        if held:
            assert run([*words, "--fresh"], home=str(ROOT)) == 0
            plans.append(delivered(str(trial / "out")).plan)
        shutil.rmtree(trial)
        if len({plan.grid for plan in plans if plan}) > 1:
            (content.parent / "edit").write_text(name)
            return content.parent
    raise AssertionError("no edit moves anything")


@pytest.fixture
def moved(moving: Path, tmp_path: Path, make: Builder) -> Moved:
    shutil.copytree(moving, tmp_path / "issue")
    content, out = tmp_path / "issue" / "content", tmp_path / "issue" / "out"
    before = make(content, out)
    longer(content, (moving / "edit").read_text())
    return Moved(content, out, before)


def test_an_unchanged_issue_never_gets_a_plan(make: Builder, content: Path, tmp_path: Path) -> None:
    made = [make(content, tmp_path / "out") for _ in range(3)]
    assert [each.origin for each in made] == ["fresh", "same", "same"]
    assert not (content / "plan.json").exists()
    assert len({each.pdf for each in made}) == 1


def test_the_plan_kept_becomes_a_file_of_the_issue_that_makes_the_same_pages_anywhere(
    make: Builder, moved: Moved, tmp_path: Path
) -> None:
    plan = moved.content / "plan.json"
    after = make(moved.content, moved.out)
    assert (after.code, after.origin) == (0, "held")
    assert "plan-written" in after.codes
    assert after.data["plan"] == moved.before.data["plan"]
    first = plan.read_bytes()
    elsewhere = make(moved.content, tmp_path / "elsewhere")  # nothing was delivered there
    assert (elsewhere.origin, elsewhere.pdf) == ("held", after.pdf)
    assert "plan-written" not in elsewhere.codes
    assert plan.read_bytes() == first
    assert make(moved.content, moved.out).pdf == after.pdf
    # reading does not take it for a report, or for a file that nobody reads
    assert not [code for code in elsewhere.codes if code in ("not-read", "bad-plan")]
    assert sorted(path.name for path in moved.content.iterdir() if path.suffix not in (".md", ".yaml")) == ["plan.json"]


def test_without_the_record_and_without_the_file_the_page_is_a_new_one(
    make: Builder, moved: Moved, tmp_path: Path
) -> None:
    fresh = make(moved.content, tmp_path / "elsewhere")
    assert (fresh.origin, fresh.codes.count("plan-written")) == ("fresh", 0)
    assert fresh.data["plan"] != moved.before.data["plan"]
    assert not (moved.content / "plan.json").exists()


def test_fresh_removes_the_plan_and_forgets_the_last_delivery(make: Builder, moved: Moved, tmp_path: Path) -> None:
    anew = make(moved.content, tmp_path / "elsewhere").pdf
    make(moved.content, moved.out)
    fresh = make(moved.content, moved.out, "--fresh")
    assert fresh.origin == "fresh"
    assert "plan-removed" in fresh.codes
    assert not (moved.content / "plan.json").exists()
    assert fresh.pdf == anew == make(moved.content, moved.out).pdf
    assert "plan-removed" not in make(moved.content, moved.out, "--fresh").codes


def test_check_judges_the_plan_that_the_build_will_use_and_writes_none(
    moved: Moved, capsys: pytest.CaptureFixture[str]
) -> None:
    home = moved.content.parent
    moved.out.rename(home / "output")
    capsys.readouterr()
    assert run(["check", "--json"], home=str(home)) == 0
    assert json.loads(capsys.readouterr().out)["plan"] == moved.before.data["plan"]
    assert not (moved.content / "plan.json").exists()


def test_a_folder_that_cannot_be_written_is_told_and_its_pages_stay(
    make: Builder, moved: Moved, lock: Callable[[str], None]
) -> None:
    lock("plan.json")
    after = make(moved.content, moved.out)
    assert (after.code, after.origin) == (0, "held")
    assert after.data["plan"] == moved.before.data["plan"]
    assert "plan-not-written" in after.codes
    assert [path.name for path in moved.content.iterdir() if path.name.startswith((".", "plan"))] == []
    strict = make(moved.content, moved.out, "--strict")
    assert strict.code == 1
    assert strict.pdf == after.pdf


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="a folder's mode stops nobody here")
def test_a_read_only_folder_is_told(make: Builder, moved: Moved) -> None:
    moved.content.chmod(0o555)
    try:
        assert "plan-not-written" in make(moved.content, moved.out).codes
    finally:
        moved.content.chmod(0o755)


BROKEN = {
    "half": ('{"version": 1,\n "grid": "1:4', 2, 10),
    "a word": ("plan", 1, 1),
    "a list": ("[]", 1, 1),
    "empty": ("", 1, 1),
    "deep": ("[" * 100_000, 1, 1),
    "another version": ('{\n "version": 9\n}', 2, 2),
    "no grid": ('{"version": 1,\n "size": 3}', 1, 1),
    "a number in words": ('{"version": 1, "grid": "1:4", "issue": "", "layout": "", "basis": "",\n "size": "3"}', 2, 2),
    "a long number": ('{"version": ' + "1" * 9999 + "}", 1, 1),
}


@pytest.mark.parametrize("name", sample(BROKEN, ("half", "another version", "a number in words")))
def test_a_broken_plan_is_told_with_its_place_and_the_page_is_new(
    make: Builder, content: Path, tmp_path: Path, name: str
) -> None:
    text, line, column = BROKEN[name]
    (content / "plan.json").write_text(text, encoding="utf-8")
    done = make(content, tmp_path / "out")
    (told,) = (each for each in done.data["diagnostics"] if each["code"] == "bad-plan")
    assert (done.code, done.origin, told["severity"]) == (0, "fresh", "warning")
    assert (Path(told["file"]).name, told["line"], told["column"]) == ("plan.json", line, column)
    assert "--fresh" in told["hint"]
    assert (content / "plan.json").read_text(encoding="utf-8") == text
    assert make(content, tmp_path / "out", "--strict").code == 1
    done = make(content, tmp_path / "out", "--fresh")
    assert "bad-plan" not in done.codes
    assert not (content / "plan.json").exists()


def test_a_plan_of_other_reports_goes(make: Builder, moved: Moved) -> None:
    make(moved.content, moved.out)
    min(moved.content.glob("*.md")).unlink()
    done = make(moved.content, moved.out)
    assert done.origin == "changed"
    assert "稿件有增减" in done.data["steady"]["why"]
    assert "plan-removed" in done.codes
    assert not (moved.content / "plan.json").exists()


def test_a_call_for_another_layout_leaves_the_plan_alone(make: Builder, moved: Moved, tmp_path: Path) -> None:
    make(moved.content, moved.out)
    plan = (moved.content / "plan.json").read_bytes()
    done = make(moved.content, tmp_path / "a4", "--layout", "bulletin-a4")
    assert done.origin == "changed"
    assert (moved.content / "plan.json").read_bytes() == plan


def test_grid_of_the_issue_comes_before_the_plan(make: Builder, moved: Moved, tmp_path: Path) -> None:
    anew = make(moved.content, tmp_path / "elsewhere").data["plan"]
    make(moved.content, moved.out)
    with (moved.content / "issue.yaml").open("a", encoding="utf-8") as file:
        file.write(f'版面："{anew}"\n')
    done = make(moved.content, moved.out)
    assert done.data["plan"] == anew
    assert "`版面`" in done.data["steady"]["why"]
    assert not (moved.content / "plan.json").exists()


def test_every_edit_renews_what_the_plan_knows_of_the_reports(make: Builder, moved: Moved) -> None:
    make(moved.content, moved.out)
    first = plan_of(json.loads((moved.content / "plan.json").read_bytes()))
    chance = random.Random(1)
    path = chance.choice(sorted(moved.content.glob("*.md")))
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + "好。\n", encoding="utf-8")
    done = make(moved.content, moved.out)
    if done.origin in ("same", "held"):
        again = plan_of(json.loads((moved.content / "plan.json").read_bytes()))
        assert again.grid == first.grid
        assert again.reports != first.reports


def test_a_plan_is_read_as_it_was_written(make: Builder, moved: Moved) -> None:
    make(moved.content, moved.out)
    data = (moved.content / "plan.json").read_bytes()
    assert written_plan(plan_of(json.loads(data))) == data


def test_a_deck_alone_changes_no_plan(moved: Moved) -> None:
    words = ["--content", str(moved.content), "--output", str(moved.out), "--only", "slides"]
    assert run(words, home=str(ROOT)) == 0
    assert not (moved.content / "plan.json").exists()
    data = json.loads((moved.out / ".bulletin" / "delivered.json").read_bytes())
    assert data["plan_kept"]["grid"] == moved.before.data["plan"]
