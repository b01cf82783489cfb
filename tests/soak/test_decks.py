"""Decks of issues that nobody tuned keep the hard laws; and what breaks one is seen."""

import random
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.presentation import Presentation as Opened
from pptx.slide import Slide
from pptx.util import Pt

from bulletin.model.edition import Edition, Paragraph, Report, Run
from bulletin.problems import Place
from tests.soak.deck_file import Box, read_deck
from tests.soak.deck_issues import EXTRAS, FORMS, dresses, write_issues
from tests.soak.deck_judge import judge, totals
from tests.soak.deck_looks import Glyph, inside_word, lines_of
from tests.soak.deck_words import Source, series_in
from tests.soak.decks import judged

PLACE = Place("01.md")

TEXT = """---
栏目: 水务
标题: 守住水安全底线
作者: 甲乙
---
一、算清用水总账

今年以来，改造管网12公里，但与外地相比仍有较大差距。我们体会到，一是抓源头，二是抓过程，三是抓末端。

（一）突出节水优先，推动用水转型。新增节水能力30万立方米。
"""
drawn = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
Change = Callable[[Opened, Slide], None]


def write(folder: Path) -> Path:
    folder.mkdir()
    (folder / "issue.yaml").write_text("报头: 学习专刊\n日期: 2025-01-02\n", encoding="utf-8")
    (folder / "01.md").write_text(TEXT, encoding="utf-8")
    return folder


def paragraphs() -> list[str]:
    return [line for line in TEXT.split("---")[2].splitlines() if line]


@pytest.fixture
def deck(tmp_path: Path) -> Callable[..., dict[str, list[str]]]:
    """Judges a deck of one slide over python-pptx's own template with some points, after a change."""
    content = write(tmp_path / "content")

    def faults(*points: str, change: Change = lambda deck, slide: None, render: bool = False) -> dict[str, list[str]]:
        opened = Presentation()
        slide = opened.slides.add_slide(opened.slide_layouts[1])
        slide.shapes.title.text = "守住水安全底线"
        slide.placeholders[1].text_frame.text = "\n".join(points)
        frame = slide.notes_slide.notes_text_frame
        assert frame
        frame.text = "\n".join(paragraphs())
        change(opened, slide)
        opened.save(str(tmp_path / "slides.pptx"))
        verdict = judge(content, tmp_path / "slides.pptx", render=render)
        told = {**verdict.faults, **verdict.slides[0].faults}
        return {kind: places for kind, places in told.items() if places}

    return faults


Faults = Callable[..., dict[str, list[str]]]


def test_a_sound_slide_has_no_fault(deck: Faults) -> None:
    assert deck("算清用水总账", "突出节水优先，推动用水转型", "新增节水能力30万立方米") == {}


@pytest.mark.parametrize(
    ("point", "kind"),
    [
        ("改造管网13公里", "untrue"),
        ("今年以来，改造管网12公里", "turn"),
        ("今年以来", "comma"),
        ("今年以来", "topics"),
        ("突出节水", "inside"),
        ("一是抓源头", "part_series"),
    ],
)
def test_words_that_do_harm_are_seen(deck: Faults, point: str, kind: str) -> None:
    assert kind in deck(point)


def test_a_head_is_torn_where_its_other_half_is_not_shown(deck: Faults) -> None:
    def bold(opened: Opened, slide: Slide) -> None:
        slide.placeholders[1].text_frame.paragraphs[0].runs[0].font.bold = True

    assert "torn_heads" in deck("突出节水优先", change=bold)
    assert set(deck("突出节水优先", "推动用水转型", change=bold)) == {"parted_heads"}
    assert deck("突出节水优先", "推动用水转型") == {}  # two points, and nothing lost


def test_the_editor_s_own_points_may_end_where_they_like(tmp_path: Path, deck: Faults) -> None:
    report = tmp_path / "content" / "01.md"
    report.write_text(TEXT.replace("作者: 甲乙", "作者: 甲乙\n要点:\n- 一是抓源头"), encoding="utf-8")
    assert deck("一是抓源头") == {}


def test_a_whole_series_is_no_fault(deck: Faults) -> None:
    assert "part_series" not in deck("一是抓源头，二是抓过程，三是抓末端")


def test_a_series_of_paragraphs_is_known_beside_one_within_them() -> None:
    body = ["一要抓早，一是快，二是准。", "二要抓小。", "三要抓实，一是细。"]
    report = Report(
        "01", "水务", "题", "", "", tuple(Paragraph("body", 0, (Run(text),), PLACE) for text in body), PLACE
    )
    source = Source(report, Edition("报", date(2025, 1, 2), (report,)))
    assert [series.members for series in series_in(source)] == [("抓早", "抓小", "抓实"), ("快", "准")]


def overlapping(opened: Opened, slide: Slide) -> None:
    box = slide.placeholders[1]
    slide.shapes.add_textbox(box.left, box.top, Pt(90), Pt(30)).text_frame.text = "算清用水总账"


def unmatched(opened: Opened, slide: Slide) -> None:
    slide.placeholders[1]._element.nvSpPr.nvPr.find(".//{*}ph").set("idx", "7")


def without_notes(opened: Opened, slide: Slide) -> None:
    frame = slide.notes_slide.notes_text_frame
    assert frame
    frame.text = "\n".join(paragraphs()[:-1])


@pytest.mark.parametrize(
    ("change", "kind"), [(overlapping, "overlaps"), (unmatched, "unmatched"), (without_notes, "not_in_notes")]
)
def test_a_broken_law_is_seen(deck: Faults, change: Change, kind: str) -> None:
    assert kind in deck("算清用水总账", change=change)


def with_table_and_chart(opened: Opened, slide: Slide) -> None:
    grid = slide.shapes.add_table(2, 2, Pt(10), Pt(400), Pt(300), Pt(60)).table
    for place, word in enumerate(("镇街", "同比（%）", "新河镇", "6.5")):
        grid.cell(place // 2, place % 2).text = word
    data = CategoryChartData()  # type: ignore[no-untyped-call]
    data.categories = ["新河镇", "南阳乡"]
    data.add_series("同比（%）", (6.5, 7.5))  # type: ignore[no-untyped-call]
    slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, Pt(400), Pt(400), Pt(300), Pt(130), data)  # type: ignore[arg-type]
    body = slide.placeholders[1]
    body.left, body.top, body.width, body.height = Pt(10), Pt(150), Pt(600), Pt(200)
    opened.slide_width = Pt(960)


def test_words_of_tables_and_charts_are_the_report_s(tmp_path: Path, deck: Faults) -> None:
    rows = "| 镇街 | 同比（%） |\n|---|---|\n| 新河镇 | 6.5 |\n"
    report = tmp_path / "content" / "01.md"
    report.write_text(f"{TEXT}\n{rows}", encoding="utf-8")
    told = deck("算清用水总账", change=with_table_and_chart)
    assert told["untrue"] == ["南阳乡"]
    assert "overlaps" not in told
    seen = judge(tmp_path / "content", tmp_path / "slides.pptx", render=False).slides[0]
    assert seen.kinds == {"table": 1, "chart": 1}


@pytest.mark.parametrize(("second", "untrue"), [("2025年1月2日", []), ("谢谢大家", ["谢谢大家"])])
def test_a_cover_says_what_the_issue_says(tmp_path: Path, second: str, untrue: list[str]) -> None:
    content = write(tmp_path / "content")
    opened = Presentation()
    slide = opened.slides.add_slide(opened.slide_layouts[0])
    slide.shapes.title.text = "学习专刊"
    slide.placeholders[1].text_frame.text = second
    opened.save(str(tmp_path / "slides.pptx"))
    seen = judge(content, tmp_path / "slides.pptx", render=False).slides[0]
    assert (seen.report, seen.faults["untrue"]) == ("", untrue)


@pytest.mark.parametrize("title", ["守住水安全底线（{}）", "守住水安全底线"])
def test_two_reports_of_one_title_are_told_apart(tmp_path: Path, title: str) -> None:
    content = write(tmp_path / "content")
    other = TEXT.replace("甲乙", "丙丁").replace("12公里", "15公里")
    (content / "02.md").write_text(other, encoding="utf-8")
    opened = Presentation()
    for author, text in (("丙丁", other), ("甲乙", TEXT)):
        slide = opened.slides.add_slide(opened.slide_layouts[1])
        slide.shapes.title.text = title.format(author)
        frame = slide.notes_slide.notes_text_frame
        assert frame
        frame.text = text
    opened.save(str(tmp_path / "slides.pptx"))
    verdict = judge(content, tmp_path / "slides.pptx", render=False)
    assert [slide.report for slide in verdict.slides] == ["02", "01"]
    assert verdict.broken == []


def test_boxes_are_in_points(tmp_path: Path) -> None:
    opened = Presentation()
    opened.slides.add_slide(opened.slide_layouts[6]).shapes.add_textbox(Pt(10), Pt(20), Pt(300), Pt(40))
    opened.save(str(tmp_path / "slides.pptx"))
    deck = read_deck(tmp_path / "slides.pptx")
    assert (deck.width, deck.height, deck.slides[0].shapes[0].box) == (720, 540, Box(10, 20, 300, 40))


def test_sizes_are_inherited(tmp_path: Path) -> None:
    content = write(tmp_path / "content")
    opened = Presentation()
    slide = opened.slides.add_slide(opened.slide_layouts[1])
    slide.shapes.title.text = "守住水安全底线"
    slide.placeholders[1].text_frame.text = "算清用水总账"
    opened.save(str(tmp_path / "slides.pptx"))
    seen = judge(content, tmp_path / "slides.pptx", render=False).slides[0]
    assert seen.least_point == 32  # the template's body style


def test_other_bytes_of_a_second_build_are_seen(tmp_path: Path) -> None:
    content = write(tmp_path / "content")
    Presentation().save(str(tmp_path / "slides.pptx"))
    (tmp_path / "again.pptx").write_bytes(b"")
    verdict = judge(content, tmp_path / "slides.pptx", again=tmp_path / "again.pptx", render=False)
    assert "differs" in verdict.broken


def test_a_break_inside_a_word_is_known_from_one_between_words() -> None:
    assert inside_word("关于建设智慧水务平台的报告", 3)
    assert not inside_word("关于建设智慧水务平台的报告", 2)
    assert inside_word("完成2025年任务", 4)


def test_a_line_begins_lower_and_further_left() -> None:
    glyphs = [Glyph("甲", Box(0, 0, 9, 9)), Glyph("，", Box(10, 6, 3, 3)), Glyph("乙", Box(0, 14, 9, 9))]
    assert lines_of(glyphs, 10) == ["甲，", "乙"]


def test_issues_are_the_same_for_a_seed_and_have_all_kinds(tmp_path: Path) -> None:
    folders = [write_issues(tmp_path / name, seed) for name, seed in (("one", 5), ("same", 5), ("other", 6))]
    texts = [[file.read_bytes() for folder in each for file in sorted(folder.iterdir())] for each in folders]
    assert texts[0] == texts[1] != texts[2]
    made = dresses(random.Random(5))
    assert {dress.form for dress in made} == set(FORMS)
    assert {extra for dress in made for extra in dress.extras} == set(EXTRAS) - {""}


@pytest.mark.slow
@drawn
def test_drawn_characters_outside_their_box_are_seen(deck: Faults) -> None:
    def low(opened: Opened, slide: Slide) -> None:
        body = slide.placeholders[1]
        body.left, body.top, body.width, body.height = Pt(90), Pt(200), Pt(500), Pt(12)

    assert "outside" not in deck("算清用水总账", render=True)
    assert "outside" in deck("算清用水总账", change=low, render=True)


@pytest.mark.slow
@drawn
def test_decks_of_issues_from_a_seed_keep_the_hard_laws(tmp_path: Path) -> None:
    seed = random.SystemRandom().randrange(1_000_000)
    contents = write_issues(tmp_path / "issues", seed)
    verdicts = [judged(content, tmp_path / content.name) for content in contents[:3]]
    assert not any(verdict.broken for verdict in verdicts), f"seed {seed}\n{totals(verdicts)}"
