"""What writing a deck keeps saves time only: one written after others is byte for byte that of a fresh process."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from PIL import Image

from bulletin.draw.pptx.deck import draw_pptx
from bulletin.draw.pptx.package import packed, zipped
from bulletin.draw.pptx.slide_parts import SlideMaker, SlidePart
from bulletin.memory import Memory
from bulletin.model.edition import Edition
from bulletin.model.slide import Deck, LayoutText, NotesLine, Slide, SlideLayout, Template
from tests.draw.sample import ICC_FOLDERS, picture
from tests.slides.conftest import Maker
from tests.slides.editions import edition, report
from tests.slides.texts import heads

Change = Callable[[Deck], Deck]


def first(change: Callable[[Slide], Slide]) -> Change:
    return lambda deck: deck._replace(slides=(change(deck.slides[0]), *deck.slides[1:]))


def recoloured(deck: Deck) -> Deck:
    """Every layout in another accent."""
    return deck._replace(layouts=tuple(each._replace(accent=7 - max(each.accent, 1)) for each in deck.layouts))


def renamed(deck: Deck) -> Deck:
    return deck._replace(layouts=tuple(each._replace(column="别的") for each in deck.layouts))


def reworded(slide: Slide) -> Slide:
    """Another word in the title and everywhere else."""
    frames = tuple(
        frame._replace(
            paragraphs=tuple(
                each._replace(runs=tuple(run._replace(text=run.text + "学") for run in each.runs))
                for each in frame.paragraphs
            )
        )
        for frame in slide.frames
    )
    return slide._replace(frames=frames)


def moved(text: LayoutText) -> LayoutText:
    return text._replace(rect=text.rect._replace(x=text.rect.x + 1), moved=True)


CHANGES: dict[str, tuple[Change, int]] = {  # and how many slides must be made again
    "nothing": (lambda deck: deck, 0),
    "words": (first(reworded), 1),
    "notes": (first(lambda slide: slide._replace(notes=(NotesLine("别的", heading=True),))), 1),
    "place": (first(lambda slide: slide._replace(texts=tuple(map(moved, slide.texts)))), 1),
    "title of the file": (lambda deck: deck._replace(title="别的", keywords=("别的",)), 0),
    "no sections": (lambda deck: deck._replace(sections=()), 0),
    "slides the other way round": (lambda deck: deck._replace(slides=deck.slides[::-1]), 0),
    "a slide less": (lambda deck: deck._replace(slides=deck.slides[1:], sections=()), 0),
    "a slide twice": (lambda deck: deck._replace(slides=(*deck.slides, deck.slides[0])), 0),
    "names of layouts": (renamed, 0),
    "colours of layouts": (recoloured, 4),
    "date": (lambda deck: deck._replace(date=(2024, 2, 29)), 4),
}


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[Slide]:
    """The slides that python-pptx made."""
    slides: list[Slide] = []
    parts = SlideMaker.parts

    def counted(self: SlideMaker, slide: Slide, layout: SlideLayout) -> tuple[SlidePart, ...]:
        slides.append(slide)
        return parts(self, slide, layout)

    monkeypatch.setattr(SlideMaker, "parts", counted)
    return slides


@pytest.mark.parametrize("change", CHANGES)
def test_after_a_change_the_deck_is_that_of_a_fresh_process(
    seed: Edition, make: Maker, template: Template, made: list[Slide], change: str
) -> None:
    deck, memory = make(seed), Memory()
    before = draw_pptx(deck, template, memory=memory)
    changed, again = CHANGES[change][0](deck), CHANGES[change][1]
    memory.next_build()
    made.clear()
    warm = draw_pptx(changed, template, memory=memory)

    assert len(made) == again
    assert warm == draw_pptx(changed, template)
    assert (warm == before) == (change == "nothing")


@pytest.mark.parametrize("most", [1, pytest.param(40, marks=pytest.mark.slow)])
def test_hard_cases_one_after_another_are_those_of_fresh_processes(
    decks: dict[str, Deck], template: Template, most: int
) -> None:
    """Every one after some other, of decks of at most so many slides."""
    memory = Memory()
    for deck in decks.values():
        if len(deck.slides) <= most:
            assert draw_pptx(deck, template, memory=memory) == draw_pptx(deck, template)


def test_another_template_is_written_on_its_own_masters(seed: Edition, make: Maker, template: Template) -> None:
    memory = Memory()
    renamed = template._replace(data=_retitled(template.data), digest="other")
    before = draw_pptx(make(seed), template, memory=memory)
    assert draw_pptx(make(seed), renamed, memory=memory) == draw_pptx(make(seed), renamed) != before


def _retitled(data: bytes) -> bytes:
    """The template with another word on every layout."""
    with ZipFile(BytesIO(data)) as archive:
        members = {
            name: archive.read(name).replace(b'<p:cSld name="', b'<p:cSld name="A ') for name in archive.namelist()
        }
    return zipped({name: packed(member) for name, member in members.items()}, (2024, 1, 1))


def test_a_picture_follows_its_file_and_its_size(tmp_path: Path, make: Maker, template: Template) -> None:
    portrait = picture(tmp_path, "face.png", Image.linear_gradient("L").resize((90, 120)).convert("RGB"))
    other = picture(tmp_path, "other.png", Image.radial_gradient("L").resize((90, 120)).convert("RGB"))
    memory, seen = Memory(), set()
    for shown in (portrait, other, portrait):
        deck = make(edition(report(heads(3), portrait=shown)))
        data = draw_pptx(deck, template, icc_folders=ICC_FOLDERS, memory=memory)
        assert data == draw_pptx(deck, template, icc_folders=ICC_FOLDERS)
        seen.add(data)
    assert len(seen) == 2
    (photo,) = deck.slides[0].photos
    box = deck.slides[0].texts[photo.text].rect
    small = deck.slides[0]._replace(photos=(photo._replace(rect=box._replace(width=9, height=12)),))
    for slides in ((small,), (small, deck.slides[0])):  # large on another slide, it has more dots on this one too
        shown_small = deck._replace(slides=slides)
        data = draw_pptx(shown_small, template, memory=memory)
        assert data == draw_pptx(shown_small, template)
        assert data not in seen


def test_a_picture_on_two_slides_is_one_part(tmp_path: Path, make: Maker, template: Template) -> None:
    portrait = picture(tmp_path, "face.png", Image.new("RGB", (90, 120), "red"))
    stories = [report(heads(3), name=name, title=name, portrait=portrait) for name in ("one", "two")]
    with ZipFile(BytesIO(draw_pptx(make(edition(*stories)), template))) as archive:
        own = {name for name in archive.namelist() if name.startswith("ppt/media/")}
        relations = [archive.read(f"ppt/slides/_rels/slide{number}.xml.rels").decode() for number in (1, 2)]
    shared = [name for name in own if all(name.removeprefix("ppt/") in each for each in relations)]
    assert len(shared) == 1


def test_a_zip_file_of_ours_is_one() -> None:
    members = {"b/学习.xml": "学习".encode() * 500, "a.xml": b"", "c.bin": bytes(range(256)) * 40}
    data = zipped({name: packed(member) for name, member in members.items()}, (1970, 1, 1))
    with ZipFile(BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == sorted(members)
        assert {name: archive.read(name) for name in archive.namelist()} == members
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_more_members_than_a_zip_file_may_have_are_refused() -> None:
    nothing = packed(b"")
    with pytest.raises(ValueError, match="too much"):
        zipped({str(number): nothing for number in range(70_000)}, (2024, 1, 1))
