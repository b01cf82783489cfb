"""What was decided, as text: the seed and small cases."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from bulletin.model.design import HeadSizes
from bulletin.model.edition import Filler
from bulletin.model.page import ImageMark, TextMark
from bulletin.problems import Place
from bulletin.proof.page import verify
from tests.makeup.conftest import LayoutSetup, layout_setup
from tests.makeup.issues import edition, picture, report, shipped, the_seed, with_picture
from tests.page_dump import dump

Golden = Callable[[str, str], None]


def test_the_seed(root: Path, golden: Golden) -> None:
    golden("makeup/seed.txt", dump(layout_setup(root, "bulletin-a3-weifang").make_up(the_seed())))


def test_one_report_with_everything_in_its_head(a3: LayoutSetup, golden: Golden) -> None:
    chance = random.Random(1)
    story = shipped("water")._replace(kicker="学习考察体会", subtitle="赴潍坊高新区考察报告", portrait=picture(chance))
    golden("makeup/head.txt", dump(a3.make_up(edition(story))))


def test_a_jump(a3: LayoutSetup, golden: Golden) -> None:
    golden("makeup/jump.txt", dump(a3.make_up(edition(report(random.Random(2), "long", 5200)))))


@pytest.mark.parametrize(
    ("layout", "plan"),
    [
        ("bulletin-a3", "1:2|2:2/3:2|4:2"),
        ("bulletin-a4", "(1:2/r:2)|2>:1;3:3/(r:1/>2:1)|4:2"),
        ("original", "1:2|2:2/3:2|4:2"),
    ],
)
def test_the_seed_in_every_layout(root: Path, layout: str, plan: str) -> None:
    assert layout_setup(root, layout).make_up(the_seed()).plan == plan


def test_the_original_page_with_portraits(root: Path) -> None:
    portrait = picture(random.Random(1))._replace(width_px=1600, height_px=2000, caption="")
    made = layout_setup(root, "original-portraits").make_up(
        edition(*(story._replace(portrait=portrait) for story in the_seed().reports))
    )
    assert made.plan == "1:2|2:2/3:2|4:2"
    for module in made.pages[0].modules:
        assert module.columns[0].blocked == 0
        assert 11 <= module.columns[1].blocked <= 15


def test_a_filler_closes_a_hole_where_nothing_else_does(a3: LayoutSetup) -> None:
    """With the shipped design none of 300 random issues needs one: one size of heads and one page depth leave holes."""
    stiff = a3.design.heads._replace(sizes=(HeadSizes((20,), (24,), (26,), (28,)),))
    depth = a3.design.copyfit._replace(depth_less=0, depth_more=0)
    alone = a3.design.briefs._replace(least=99)
    setup = a3._replace(design=a3.design._replace(heads=stiff, copyfit=depth, briefs=alone))
    chance = random.Random(6)
    stories = [report(chance, f"r{number}", chance.randint(150, 590)) for number in range(chance.randint(9, 24))]
    filler = Filler("比学赶超　勇谱新高", None, Place("content/issue.yaml"))
    short = edition(*stories)._replace(fillers=(filler,), ordered=True)
    made = setup.make_up(short)
    assert verify(short, setup.design, made) == ()
    boxes = [box for page in made.pages for box in page.fillers]
    assert len(boxes) == 1
    page = next(page for page in made.pages if page.fillers)
    assert page.body.holds(boxes[0])
    texts = ["".join("".join(span.units) for span in mark.spans) for mark in page.marks if isinstance(mark, TextMark)]
    assert any("勇谱新高" in text for text in texts)
    assert not a3.make_up(the_seed()._replace(fillers=(filler,))).pages[0].fillers


def test_a_wide_picture_stands_over_several_columns(a3: LayoutSetup) -> None:
    wide = picture(random.Random(1))._replace(width_px=5400, height_px=1800)
    made = a3.make_up(edition(with_picture(shipped("environment"), wide), shipped("water"), shipped("legal")))
    widths = [mark.rect.width for page in made.pages for mark in page.marks if isinstance(mark, ImageMark)]
    assert widths
    assert widths[0] > made.pages[0].body.width / 3
