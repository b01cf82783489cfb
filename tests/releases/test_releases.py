"""An issue of every release, with layouts as it allowed them, builds for ever; what has gone since is told."""

from pathlib import Path

import pytest

from bulletin.memory import Memory
from bulletin.model.design import Design, MastheadDesign
from bulletin.model.output import Order, Printed
from bulletin.pipeline import build
from bulletin.problems import ContentError, Problem
from bulletin.read import retired
from bulletin.read.layout import decode
from bulletin.read.retired import LOOK_OF_SLIDES, RETIRED, RetiredKey
from bulletin.sources import find_sources

HERE = Path(__file__).parent
OF_ANY = (
    "caption_lines",
    "smallest",
    "aspect",
    "measure_em",
    "masthead_lines",
    "  lines",  # of the masthead; slides have lines of their own
)  # keys that have gone wherever they stood
RELEASES = sorted(path for path in HERE.iterdir() if (path / "content").is_dir())


def built(release: Path, layout: str) -> Printed:
    """The issue of a release in one of its own layouts."""
    return build(Order(sources=find_sources(str(release)), content=str(release / "content"), layout=layout), Memory())


@pytest.mark.parametrize("release", RELEASES, ids=lambda path: str(path.name))
@pytest.mark.parametrize("layout", ["bulletin-a3", "office"])
def test_the_issue_of_a_release_builds_with_its_own_layouts(release: Path, layout: str) -> None:
    printed = built(release, layout)
    assert printed.bulletin
    assert len(printed.bulletin.pages) == 1
    assert len(printed.edition.reports) == printed.slide_count == 4
    assert {file.name for file in printed.files} == {"bulletin.pdf", "slides.pptx"}


def gone_from(release: Path, name: str) -> list[tuple[str, int]]:
    """Where a layout of pages has a key that has gone since."""
    lines = (release / "layouts" / name).read_text(encoding="utf-8").split("\n")
    return [
        (name, number)
        for number, line in enumerate(lines, 1)
        for key in ("color", "edge", "frame", "lift", *OF_ANY)
        if f" {key}:" in f" {line}".replace("{", " ") and (key in OF_ANY or line.startswith("label:"))
    ]


def test_what_has_gone_is_told_where_it_stands() -> None:
    release = HERE / "0.1.0"
    told = [problem for problem in built(release, "office").problems if problem.code == "retired-key"]
    places = [problem.place and (problem.place.file.rpartition("/")[2], problem.place.line) for problem in told]
    of_slides = (release / "layouts" / "slides.yaml").read_text(encoding="utf-8").split("\n")
    looks = [number for number, line in enumerate(of_slides, 1) if line.partition(":")[0] in LOOK_OF_SLIDES]
    assert {"fonts", "tones", "head", "layouts"} <= {of_slides[number - 1].partition(":")[0] for number in looks}
    assert places == [
        *gone_from(release, "bulletin-a3.yaml"),
        *gone_from(release, "office.yaml"),
        *(("slides.yaml", number) for number in sorted((3, *looks))),
    ]
    assert {problem.severity for problem in told} == {"note"}  # no warning: the issue still builds with --strict
    assert all(problem.hint and problem.shown for problem in told)


def test_every_retired_key_is_one_that_nothing_has_today() -> None:
    from bulletin.model import design, slide

    for row in RETIRED:
        record = getattr(design, row.record, None) or getattr(slide, row.record)
        assert row.name not in record._fields
        assert not row.now or row.now in record._fields


class TestARenamedKey:
    @pytest.fixture(autouse=True)
    def renamed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        row = RetiredKey(record=MastheadDesign.__name__, name="depth", since="9.0.0", now="height")
        monkeypatch.setattr(retired, "RETIRED", (*RETIRED, row))

    def layout(self, folder: Path, masthead: str) -> tuple[Design, list[Problem]]:
        path = folder / "mine.yaml"
        path.write_text(f"extends: bulletin-a3\nmasthead: {{{masthead}}}\n", encoding="utf-8")
        notes: list[Problem] = []
        return decode(str(path), Design, find_sources(str(folder)).layouts, notes=notes), notes

    def test_is_read_under_its_old_name_and_told(self, tmp_path: Path) -> None:
        design, notes = self.layout(tmp_path, "depth: 92")
        assert design.masthead.height == 92
        (note,) = notes
        assert (note.code, note.severity, note.place and note.place.line) == ("retired-key", "note", 2)
        assert "`height`" in note.hint

    def test_may_not_stand_beside_its_new_name(self, tmp_path: Path) -> None:
        with pytest.raises(ContentError) as caught:
            self.layout(tmp_path, "depth: 92, height: 93")
        assert "duplicate-key" in [problem.code for problem in caught.value.problems]

    def test_is_checked_like_any_other(self, tmp_path: Path) -> None:
        with pytest.raises(ContentError) as caught:
            self.layout(tmp_path, "depth: -5")
        assert "bad-number" in [problem.code for problem in caught.value.problems]


class TestANumberThatMeansSomethingElse:
    """The measure was stated, and lines of the grid were counted: the layout looks as it did."""

    def layout(self, folder: Path, text: str) -> tuple[Design, list[Problem]]:
        path = folder / "mine.yaml"
        path.write_text(f"extends: bulletin-a3\n{text}\n", encoding="utf-8")
        notes: list[Problem] = []
        return decode(str(path), Design, find_sources(str(folder)).layouts, notes=notes), notes

    @pytest.mark.parametrize("measure", [16.25, 16.5, 17, 17.25])
    def test_a_stated_measure_stays(self, measure: float, tmp_path: Path) -> None:
        design, (note,) = self.layout(tmp_path, f"grid: {{measure_em: {measure}}}")
        assert design.grid.measure(756.85) == pytest.approx(measure * 10.5)
        assert (note.code, note.hint) == ("retired-key", f"改写成 `gutter_em: {design.grid.gutter_em:.5g}`")
        assert (note.place and note.place.line, note.shown) == (2, f"grid: {{measure_em: {measure}}}")

    def test_one_that_left_no_gutter_gets_one(self, tmp_path: Path) -> None:
        design, _ = self.layout(tmp_path, "grid: {measure_em: 18}")
        assert design.grid.gutter_em == 1

    def test_lines_are_lines_of_the_layouts_own_leading(self, tmp_path: Path) -> None:
        design, notes = self.layout(tmp_path, "grid: {leading: 15, masthead_lines: 9}\nmasthead: {lines: 6}")
        assert (design.grid.masthead, design.masthead.height) == (135, 90)
        assert [note.hint for note in notes] == ["改写成 `masthead: 135`", "改写成 `height: 90`"]

    def test_the_limits_hold(self, tmp_path: Path) -> None:
        with pytest.raises(ContentError) as caught:
            self.layout(tmp_path, "grid: {masthead_lines: 4}")
        assert [problem.code for problem in caught.value.problems if problem.severity == "error"]
