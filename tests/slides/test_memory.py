"""What a deck remembers of earlier builds saves time only: a change anywhere in a report changes the key."""

from typing import Any

import pytest

from bulletin.faces.face import Faces
from bulletin.memory import Memory
from bulletin.model.design import Design
from bulletin.model.edition import Edition, FigureText, Picture, PointText, Report
from bulletin.model.slide import Deck, Slack, SlideDesign, Template
from bulletin.problems import Place
from bulletin.slides.deck import make_slides
from bulletin.slides.measure import Cluster, Measurer
from bulletin.slides.subject import Subject
from tests.slides.editions import edition, paragraphs, report
from tests.slides.texts import heads, prose

PLAIN = report(heads(3, text=90), portrait=Picture("/x/a.jpg", "ab" * 32, 300, 500, "", Place("content/x.md")))

# Another value for every field of a report.
OTHER: dict[str, Any] = {
    "name": "y",
    "column": "水务",
    "title": "另一个标题",
    "post": "水务局局长",
    "author": "王玉红",
    "paragraphs": paragraphs(heads(5, text=60)),
    "place": Place("content/y.md"),
    "kicker": "引题",
    "subtitle": "副题",
    "rank": 1,
    "portrait": Picture("/x/b.jpg", "cd" * 32, 500, 300, "图说", Place("content/x.md")),
    "points": (PointText("规划先行", "一张蓝图绘到底", Place("content/x.md")),),
    "quote": "没有环境托底，都是不可能实现的",
    "kind": "brief",
    "unquoted": True,
    "figures": (FigureText("超过", "2.68", "万户", "新增经营主体", Place("content/x.md")),),
    "origins": {"title": "line"},
    "places": {"title": Place("content/x.md", 2)},
    "ignore": frozenset({"slide-points-left"}),
    "slides": 2,
}


@pytest.fixture
def built(design: Design, slide_design: SlideDesign, faces: Faces, template: Template) -> Any:
    def make(given: Edition, memory: Memory | None = None, on: Template = template, **keys: Any) -> Deck:
        return make_slides(given, design, slide_design._replace(**keys), faces, on, memory)

    return make


@pytest.mark.parametrize("field", Report._fields)
def test_every_field_of_a_report_is_in_the_key_and_on_the_slide(field: str, built: Any) -> None:
    changed = PLAIN._replace(**{field: OTHER[field]})
    memory = Memory()
    built(edition(PLAIN), memory)

    assert repr(changed) != repr(PLAIN)
    assert built(edition(changed), memory) == built(edition(changed))


@pytest.mark.parametrize("field", Subject._fields)
def test_every_field_of_a_subject_is_in_the_key(field: str) -> None:
    subject = Subject(report=PLAIN, report_index=0, title="标题", accent=1, ordinal=1, terms=(), words=())
    other: dict[str, Any] = {"report": PLAIN._replace(quote="x"), "title": "题", "terms": ("潍坊",)}
    changed = subject._replace(**{field: other.get(field, 5)})

    assert repr(changed) != repr(subject)


@pytest.mark.parametrize("keys", [{"points": 2}, {"figures": 0}, {"smallest_point": 28.0}, {"slack": Slack(1.3)}])
def test_another_design_makes_the_slides_anew(keys: dict[str, Any], built: Any) -> None:
    memory = Memory()
    built(edition(PLAIN), memory)

    assert built(edition(PLAIN), memory, **keys) == built(edition(PLAIN), **keys)


def test_another_template_makes_the_slides_anew(built: Any, template: Template) -> None:
    memory = Memory()
    built(edition(PLAIN), memory)
    other = template._replace(layouts=template.layouts[6:7], digest="other")

    assert built(edition(PLAIN), memory, other) == built(edition(PLAIN), None, other)


def test_a_column_that_comes_to_have_its_own_layout_makes_the_slides_anew(built: Any, template: Template) -> None:
    """A layout named 水务 serves any report, until the issue has a column of that name."""
    own = next(layout for layout in template.layouts if layout.name == "报告一栏 大字")._replace(name="报告一栏 水务")
    plain = next(layout for layout in template.layouts if layout.name == "报告一栏 小字")
    on = template._replace(layouts=(own, plain), digest="two")
    memory = Memory()
    alone = built(edition(PLAIN), memory, on)
    both = edition(PLAIN, PLAIN._replace(name="y", title="另一个标题", column="水务"))

    assert alone.layouts[0].name == "报告一栏 水务"
    assert built(both, memory, on) == built(both, None, on)
    assert [each.name for each in built(both, memory, on).layouts] == ["报告一栏 小字", "报告一栏 水务"]


def test_what_is_told_of_a_template_follows_the_layouts_in_use(built: Any, template: Template) -> None:
    """Of a layout without a place for the date only a deck that uses it speaks."""
    layouts = tuple(
        layout._replace(texts=tuple(text for text in layout.texts if text.type != "dt")) for layout in template.layouts
    )
    on, memory = template._replace(layouts=layouts, digest="undated"), Memory()
    told = [
        [problem.message for problem in built(given, memory, on).problems if problem.code == "template-unmapped"]
        for given in (edition(PLAIN), edition(report(prose(300))))
    ]
    assert all(told)
    assert told[0] != told[1]


def test_terms_of_the_issue_make_the_headline_anew(built: Any) -> None:
    long = report(prose(200), title="坚持生态优先绿色发展打造山水相融产城融合的现代化新城区建设示范样板")
    memory = Memory()
    plain = built(edition(long), memory)
    cut = plain.slides[0].frames[0].paragraphs[0].text.index("\n")
    term = long.title[cut - 2 : cut + 2]

    again = built(edition(long, terms=(term,)), memory)

    assert again == built(edition(long, terms=(term,)))
    assert again != plain


def test_an_unchanged_report_is_not_drafted_twice(built: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    memory = Memory()
    first = built(edition(PLAIN), memory)

    def drafted_again(*_: object) -> None:
        raise AssertionError("drafted again")

    monkeypatch.setattr("bulletin.slides.report.ReportSlide.draft", drafted_again)

    assert built(edition(PLAIN), memory) == first


def test_only_changed_texts_are_measured_again(built: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    measured: list[str] = []
    cut = Measurer._cut

    def counted(measurer: Measurer, text: str) -> tuple[Cluster, ...]:
        measured.append(text)
        return cut(measurer, text)

    monkeypatch.setattr(Measurer, "_cut", counted)
    memory = Memory()
    built(edition(PLAIN), memory)
    assert len(measured) > 10
    measured.clear()
    built(edition(PLAIN._replace(post="水务局局长")), memory)
    assert measured
    assert all("水务局局长" in text for text in measured)
