"""What is offered when an issue has too much or too little text: each way, applied as it is written, works."""

import gc
import random
import re
import time
from collections.abc import Callable
from itertools import islice
from random import Random
from statistics import median

import pytest

from bulletin.makeup.ways_out import lengthened, shortened
from bulletin.model.page import Bulletin
from bulletin.problems import OversetError, Place
from tests.makeup.conftest import layout_setup
from tests.makeup.issues import ordinary_issue, picture, shipped, the_seed, with_picture
from tests.makeup.ways import REFUSALS, ROOT, Asked, check, grid_of, refused, ways_of

FIRST = {"overset": 3003, "underset": 3006}  # seeds of issues that are quickly made up
SWEPT = 3000  # the first seed of those whose time is measured
TIMES_A_BUILD = 15.0  # what a refusal or a forced number of pages may take
OFFERED = 2.0  # and a build that also looks for what would close its last page


@pytest.mark.parametrize("code", REFUSALS)
def test_every_way_out_works_as_it_is_written(code: str) -> None:
    asked, problem = next(REFUSALS[code](FIRST[code]))
    assert problem.code == code
    check(asked, problem)


@pytest.mark.slow
@pytest.mark.parametrize("code", REFUSALS)
def test_every_way_out_of_other_issues_works_as_it_is_written(
    code: str, record_property: Callable[[str, object], None]
) -> None:
    first = random.SystemRandom().randrange(1_000_000)
    record_property(f"ways out of {code}", f"seed {first}")
    for asked, problem in islice(REFUSALS[code](first), 2):
        assert problem.code == code
        check(asked, problem)


def test_a_number_of_pages_that_issue_yaml_asks_for_is_changed_there() -> None:
    issue = the_seed()._replace(pages=3, places={"pages": Place("issue.yaml", 5)}, written={"pages": "页数"})
    problem = refused(Asked(issue))
    assert problem is not None
    assert problem.place == Place("issue.yaml", 5)
    assert re.search(r"^排1版：`页数: 1`（[\d.]+/[\d.]+磅）$", problem.hint, re.MULTILINE)
    issue = issue._replace(written={})
    problem = refused(Asked(issue))
    assert problem is not None
    check(Asked(issue), problem)


@pytest.mark.slow
def test_out_of_reach_the_pages_of_the_issues_own_build_are_named() -> None:
    """Not those of the layout's own grid, where size and leading make fewer."""
    issue = ordinary_issue(3005)
    own = Asked(issue).made()
    problem = refused(Asked(issue, pages=1))
    assert problem is not None
    assert [way for way in ways_of(problem) if way.startswith(f"排{len(own.pages)}版：--pages {len(own.pages)}（")]


@pytest.mark.slow
def test_no_more_is_to_be_cut_than_need_be() -> None:
    issue = ordinary_issue(3053)
    problem = refused(Asked(issue, pages=len(Asked(issue).made().pages) - 1))
    assert problem
    cut = sum(map(int, re.findall("删([0-9]+)字", problem.hint)))
    assert 0 < cut < 0.1 * sum(len(paragraph.text) for report in issue.reports for paragraph in report.paragraphs)


def test_larger_paper_is_a_way_out_of_too_much_text() -> None:
    asked = Asked(the_seed(), "bulletin-a4", 1)
    problem = refused(asked)
    assert problem is not None
    assert any(way.startswith("换版式：--layout bulletin-a3 --pages 1（") for way in ways_of(problem))
    check(asked, problem)


def test_a_cut_takes_text_only_and_no_heading_stays_without_text() -> None:
    story = with_picture(shipped("water"), picture(Random(1)), place=len(shipped("water").paragraphs))
    assert story.paragraphs[-1].picture
    whole = sum(len(each.text) for each in story.paragraphs if each.kind == "body")
    for characters in (1, 40, 333, 700):
        cut = shortened(story, characters)
        left = sum(len(each.text) for each in cut.paragraphs if each.kind == "body")
        assert characters <= whole - left <= characters + 4
        assert cut.paragraphs[-1] == story.paragraphs[-1]
        kinds = [each.kind for each in cut.paragraphs if not each.picture]
        assert kinds[-1] == "body"
        longer = lengthened(story, characters)
        assert sum(len(each.text) for each in longer.paragraphs if each.kind == "body") == whole + characters


def timed(asked: Asked) -> tuple[float, Bulletin | None]:
    """CPU seconds of one command's composing and makeup.

    Garbage is not collected meanwhile: a command has none, but the process of the tests has a gigabyte to go through.
    """
    setup = layout_setup(ROOT, asked.layout)
    gc.disable()
    start = time.process_time()
    try:
        made = asked.made(setup)
    except OversetError:
        made = None
    finally:
        taken = time.process_time() - start
        gc.enable()
    return taken, made


@pytest.mark.slow
def test_refusals_and_forced_numbers_of_pages_take_fifteen_builds_at_most() -> None:
    for seed in range(SWEPT, SWEPT + 6):
        issue = ordinary_issue(seed)
        ordinary, made = timed(Asked(issue))
        assert made is not None
        pages = len(made.pages)
        for asked in sorted({1, pages - 1, pages + 1, pages + 2, 2 * pages} - {0, pages}):
            taken, _ = timed(Asked(issue, pages=asked))
            assert taken <= TIMES_A_BUILD * max(ordinary, 0.05), (seed, pages, asked)


WHITE = (1000, 1022, 1045, 1060)  # seeds of issues whose last page is white where another way fills it


def offered(asked: Asked) -> tuple[Bulletin, list[str]]:
    """The issue made up, and what its summary offers: the white of the last page first."""
    made = asked.made()
    told = [line for line in made.summary.splitlines() if line.startswith("末版空")]
    assert len(told) <= 1
    return made, "".join(told).split("；")


@pytest.mark.slow
def test_what_else_would_close_the_last_page_does_as_it_is_written() -> None:
    kinds = set[str]()
    for seed in WHITE:
        asked = Asked(ordinary_issue(seed))
        made, (white, *ways) = offered(asked)
        (lines,) = re.findall(r"^末版空(\d+)行（\d+%）$", white)
        assert f"，空{lines}行；转版" in made.summary  # the summary of the pages counts as this line does
        assert ways
        for way in ways:
            taken = asked.applied(way)
            assert taken != asked, way
            other = taken.made()
            assert other.grid is not None
            assert grid_of(way) == f"{other.grid.size:g}/{other.grid.leading:g}", way
            assert "末版空" not in other.summary, way
            if found := re.search(r"--pages (\d+)|（(\d+)版，", way):
                assert len(other.pages) == int(found[1] or found[2])
            kinds.add(way[:2])
    assert kinds == {"少一", "is", "版式"}


def test_a_near_way_that_closes_the_last_page_is_told() -> None:
    asked = Asked(ordinary_issue(3000))
    _, (white, *ways) = offered(asked)
    assert white
    assert "末版空" not in asked._replace(issue=asked.issue._replace(fit="wide")).made().summary
    assert [way for way in ways if "`fit: wide`" in way]


def test_a_key_is_offered_in_the_language_of_issue_yaml() -> None:
    issue = ordinary_issue(3000)._replace(written={"fit": "版面松紧"})
    _, (_, *ways) = offered(Asked(issue))
    assert [way for way in ways if way.startswith("issue.yaml 写 `版面松紧: 放宽` 可排满")]


def test_a_full_last_page_and_one_that_was_asked_for_are_offered_nothing() -> None:
    made, told = offered(Asked(the_seed()))
    assert told == [""]
    assert "排满" in made.summary
    _, told = offered(Asked(ordinary_issue(WHITE[0]), pages=1))
    assert len(told) == 1


def test_a_page_less_is_offered_also_to_who_asked_for_too_many() -> None:
    _, (_, way) = offered(Asked(the_seed(), pages=2))
    assert way.startswith("少一个版：--pages 1（")
    in_file = the_seed()._replace(pages=2, written={"pages": "页数"})
    assert offered(Asked(in_file))[1][1] == way.replace("--pages 1", "`页数: 1`")
    assert "末版空" not in Asked(the_seed()).applied(way).made().summary


@pytest.mark.slow
def test_offers_take_no_more_time_than_the_issue(monkeypatch: pytest.MonkeyPatch) -> None:
    shares: list[float] = []
    for seed in range(SWEPT, SWEPT + 40):
        asked = Asked(ordinary_issue(seed))
        with_offers, made = timed(asked)
        assert made is not None
        if "末版空" in made.summary:
            with monkeypatch.context() as without:
                without.setattr("bulletin.makeup.issue.white_told", lambda *_, **__: ())
                shares.append(with_offers / timed(asked)[0])
    assert len(shares) > 5
    assert median(shares) <= OFFERED
