"""Cover and contents: made where issue or layout ask for them, whole on their slides, told where there is no place."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from bulletin.memory import Memory
from bulletin.model.edition import Edition
from bulletin.model.output import Order
from bulletin.model.slide import Deck, Template
from bulletin.pipeline import build
from bulletin.problems import OversetError
from bulletin.read.template import read_template
from bulletin.sources import Sources
from tests.conftest import ROOT
from tests.slides.conftest import Maker
from tests.slides.editions import edition, report
from tests.slides.looks import notes_of, opened, spilling, strangers, texts_of, words_of
from tests.slides.office_files import put, saved, stretched
from tests.slides.texts import prose

ONE = edition(report(prose(200)))


@pytest.mark.parametrize(
    ("issue", "layout", "kinds"),
    [
        ((None, None), {}, ["report"]),
        ((None, None), {"cover": True, "contents": True}, ["cover", "contents", "report"]),
        ((True, None), {}, ["cover", "report"]),
        ((None, True), {"cover": True}, ["cover", "contents", "report"]),
        ((False, False), {"cover": True, "contents": True}, ["report"]),  # the issue's word goes first
    ],
)
def test_cover_and_contents_stand_where_they_are_asked_for(
    issue: tuple[bool | None, bool | None], layout: dict[str, bool], kinds: list[str], make: Maker
) -> None:
    deck = make(ONE._replace(cover=issue[0], contents=issue[1]), **layout)
    assert [slide.kind for slide in deck.slides] == kinds


@pytest.mark.parametrize(
    ("issue", "layout", "slides"), [("", "cover: true", 5), ("slides: {cover: false}", "cover: true", 4),
                                    ("slides: {contents: true}", "cover: true", 6)],
)  # fmt: skip
def test_issue_yaml_wins_over_slides_yaml(issue: str, layout: str, slides: int, tmp_path: Path) -> None:
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts" / "slides.yaml").write_text(f"extends: slides\n{layout}\n", encoding="utf-8")
    content = tmp_path / "content"
    content.mkdir()
    for file in (ROOT / "content").iterdir():
        (content / file.name).write_bytes(file.read_bytes())
    written = (content / "issue.yaml").read_text(encoding="utf-8")
    (content / "issue.yaml").write_text(f"{written}\n{issue}\n", encoding="utf-8")
    sources = Sources(str(tmp_path), (str(tmp_path / "layouts"), str(ROOT / "layouts")), (str(ROOT / "fonts"),))
    assert build(Order(sources, str(content), pdf=False, draw=False), Memory()).slide_count == slides


def test_a_cover_has_every_word_of_the_front_and_says_it_in_its_notes(make: Maker, template: Template) -> None:
    deck = make(edition(report(prose(99)), number="12"), cover=True)
    cover = deck.slides[0]
    assert words_of(cover, "title") == ["近赶潍坊\n远学长沙"] or words_of(cover, "title") == ["近赶潍坊　远学长沙"]
    assert words_of(cover, "slogan") == ["比学赶超　勇谱新高"]
    assert words_of(cover, "chapter") == ["潍坊篇"]
    (imprint,) = words_of(cover, "imprint")
    assert imprint.startswith("济宁高新区　")
    assert imprint.endswith("　2019年4月24日")
    assert notes_of(cover) == ("近赶潍坊　远学长沙", "比学赶超　勇谱新高", "潍坊篇", imprint)
    read = opened(deck, template)
    assert read.slides[0].slide_layout.name == "封面"
    assert not strangers(read)


@pytest.mark.parametrize(
    "front",
    [
        {"slogan": "口" * 40},
        {"chapter": "篇" * 12},
        {"publisher": "主办单位" * 20},
        {
            "masthead": "省级农田水利现代化建设管理通报",
            "slogan": "口号" * 20,
            "publisher": "主办" * 40,
            "chapter": "篇" * 12,
        },
    ],
)
def test_the_longest_words_of_a_front_stay_inside_their_boxes(front: dict[str, Any], make: Maker) -> None:
    deck = make(edition(report(prose(99)))._replace(**front), cover=True)
    assert not spilling(deck)
    boxes = [deck.slides[0].texts[frame.text].rect for frame in deck.slides[0].frames]
    for place, box in enumerate(boxes):
        assert 0 <= box.y < box.bottom <= 540
        assert not any(box.overlaps(other) for other in boxes[place + 1 :])


def test_a_long_imprint_grows_upwards_from_the_foot_of_the_cover(make: Maker) -> None:
    short, long = (
        texts_of(make(ONE._replace(publisher=publisher), cover=True).slides[0], "imprint")[0].rect
        for publisher in ("主办单位", "主办单位" * 60)
    )
    assert long.y < short.y
    assert long.bottom == pytest.approx(short.bottom)


def test_the_foot_of_a_foreign_cover_keeps_the_colour_and_weight_of_its_template(make: Maker, tmp_path: Path) -> None:
    deck = make(ONE, read_template(put(tmp_path, saved(stretched()))), cover=True)
    (foot,) = (frame for frame in deck.slides[0].frames if deck.slides[0].texts[frame.text].role == "footer")
    assert {(run.bold, run.color) for run in foot.paragraphs[0].runs} == {(None, "")}


def test_no_report_has_the_title_of_the_cover(make: Maker) -> None:
    story = report(prose(99), title=ONE.masthead, author="李剑")
    assert [slide.title for slide in make(edition(story), cover=True).slides] == [
        ONE.masthead,
        f"{ONE.masthead}（李剑）",
    ]
    assert [slide.title for slide in make(edition(story)).slides] == [ONE.masthead]


def test_a_long_masthead_breaks_between_words_and_an_endless_one_is_told(seed: Edition, make: Maker) -> None:
    cover = make(seed._replace(masthead="省级农田水利现代化建设管理通报"), cover=True).slides[0]
    (title,) = words_of(cover, "title")
    assert "\n" in title
    assert "现代化" in title
    with pytest.raises(OversetError) as caught:
        make(seed._replace(masthead="报" * 200), cover=True)
    assert caught.value.problems[0].hint == "缩短报头"


def test_a_template_without_a_cover_is_told_and_the_deck_made(make: Maker, template: Template) -> None:
    plain = template._replace(layouts=tuple(layout for layout in template.layouts if layout.name != "封面"))
    deck = make(ONE, plain, cover=True)
    assert [slide.kind for slide in deck.slides] == ["report"]
    (problem,) = [each for each in deck.problems if each.code == "template-pages"]
    assert problem.severity == "warning"
    assert "未加封面" in problem.message


@pytest.fixture(scope="module")
def contents_of(make: Maker) -> Callable[[int], Deck]:
    def made(reports: int) -> Deck:
        given = (report(prose(60), title=f"第{number}篇", name=f"r{number}") for number in range(reports))
        return make(edition(*given), contents=True)

    return made


@pytest.mark.parametrize("reports", [1, 6, 12, 40, 100])
def test_contents_name_every_report_in_order_and_count_on_over_their_slides(
    reports: int, contents_of: Callable[[int], Deck]
) -> None:
    deck = contents_of(reports)
    pages = [slide for slide in deck.slides if slide.kind == "contents"]
    entries = [line for page in pages for line in words_of(page, "body")]
    assert [entry.split("\t")[0] for entry in entries] == [f"环境　第{number}篇" for number in range(reports)]
    assert not spilling(deck)
    bodies = [next(frame for frame in page.frames if page.texts[frame.text].role == "body") for page in pages]
    starts = [frame.paragraphs[0].start or 1 for frame in bodies]
    assert starts[0] == 1
    for (start, frame), following in pairwise([*zip(starts, bodies, strict=True), (reports + 1, bodies[0])]):
        assert following[0] == start + len(frame.paragraphs)
    assert len({slide.title for slide in deck.slides}) == len(deck.slides)


def test_few_entries_are_set_large(contents_of: Callable[[int], Deck]) -> None:
    sizes = [texts_of(contents_of(count).slides[0], "body")[0].levels[0].size for count in (3, 12)]
    assert sizes == [26, 20]


def test_columns_in_the_contents_have_their_accents(make: Maker, seed: Edition) -> None:
    page = make(seed, contents=True).slides[0]
    (frame,) = [frame for frame in page.frames if page.texts[frame.text].role == "body"]
    assert [line.runs[0].color for line in frame.paragraphs] == ["accent1", "accent2", "accent3", "accent4"]
