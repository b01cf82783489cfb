"""What drawing keeps saves time only: a file drawn after others is byte for byte that of a fresh process."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from bulletin.draw.pdf import file as pdf_file
from bulletin.draw.pdf.file import draw, target_for
from bulletin.draw.pdf.page import ContentStream
from bulletin.draw.pdf.set_spans import LEFT_BEFORE_HAN, WideUnit
from bulletin.draw.pdf.target import Target, screen
from bulletin.geometry import Rect, Size
from bulletin.memory import Memory
from bulletin.model.design import Design, PressDesign
from bulletin.model.page import Bulletin, ImageMark, LinkMark, Mark, Page, ShapeMark, Tag, TagKind, TextMark
from bulletin.read.check import read
from tests.draw import sample
from tests.draw.test_codes import collided

SCREEN = screen(PressDesign(), sample.ICC_FOLDERS)
Change = Callable[[Bulletin], Bulletin]


def on_page(change: Callable[[Mark], Mark], page: int = 0) -> Change:
    """Every mark of a page changed."""

    def changed(given: Bulletin) -> Bulletin:
        pages = list(given.pages)
        pages[page] = pages[page]._replace(marks=tuple(map(change, pages[page].marks)))
        return given._replace(pages=tuple(pages))

    return changed


def of(kind: type[Any], change: Callable[[Any], Any]) -> Callable[[Mark], Mark]:
    return lambda mark: change(mark) if isinstance(mark, kind) else mark


def first_span(**other: Any) -> Callable[[Mark], Mark]:
    return of(TextMark, lambda mark: mark._replace(spans=(mark.spans[0]._replace(**other), *mark.spans[1:])))


def shifted(given: Bulletin) -> Bulletin:
    """One more element before all others but the document."""

    def behind(number: int) -> int:
        return number + (number >= 1)

    def moved(mark: Any) -> Any:
        return mark._replace(tag=behind(mark.tag))

    pages = tuple(page._replace(marks=tuple(map(moved, page.marks))) for page in given.pages)
    first, *others = (tag._replace(parent=behind(tag.parent)) for tag in given.tags)
    return given._replace(pages=pages, tags=(first, Tag("Sect", 0), *others))


def tagged(kind: TagKind, number: int) -> Change:
    def changed(given: Bulletin) -> Bulletin:
        tags = list(given.tags)
        tags[number] = tags[number]._replace(kind=kind)
        return given._replace(tags=tuple(tags))

    return changed


def retold(given: Bulletin) -> Bulletin:
    """The picture's own words stand for those of its element."""
    given = on_page(of(ImageMark, lambda mark: mark._replace(alt="别的")))(given)
    tags = tuple(tag._replace(alt="") for tag in given.tags)
    return given._replace(tags=tags)


def turned_round(given: Bulletin) -> Bulletin:
    """The pages the other way round: the faces are used in another order."""
    return given._replace(pages=given.pages[::-1])


CHANGES: dict[str, Change] = {
    "nothing": lambda given: given,
    "other words": on_page(first_span(units="学习", xs=(0, 1000))),
    "words further apart": on_page(first_span(units="学习", xs=(0, 1040))),
    "a wider body": on_page(first_span(units="月学", xs=(0, 1400))),
    "other words on the second page": on_page(first_span(units="潍坊", xs=(0, 1000)), page=1),
    "colour": on_page(first_span(color=sample.RED)),
    "face": on_page(first_span(face="kai")),
    "size": on_page(first_span(size=9.25)),
    "stroke": on_page(first_span(stroke=20)),
    "rise": on_page(first_span(rise=80)),
    "what it says": on_page(first_span(actual="别的")),
    "invisible": on_page(first_span(invisible=True)),
    "lines lower": on_page(of(TextMark, lambda mark: mark._replace(y=mark.y + 1))),
    "hyphens": on_page(of(TextMark, lambda mark: mark._replace(hyphen=not mark.hyphen))),
    "all furniture": on_page(lambda mark: mark._replace(tag=-1)),
    "opacity": on_page(of(ShapeMark, lambda mark: mark._replace(opacity=0.25))),
    "crop": on_page(of(ImageMark, lambda mark: mark._replace(crop=Rect(0, 0, 0.5, 1)))),
    "alternative": retold,
    "smaller picture": on_page(of(ImageMark, lambda mark: mark._replace(rect=Rect(40, 300, 9, 6)))),
    "no link": on_page(of(LinkMark, lambda mark: mark._replace(page=9))),
    "page size": lambda given: given._replace(pages=(given.pages[0]._replace(size=Size(410, 570)), given.pages[1])),
    "one page": lambda given: given._replace(pages=given.pages[:1]),
    "other order": turned_round,
    "kind of element": tagged("H3", sample.FIRST_BODY),
    "a figure of text": tagged("Figure", sample.SECOND_BODY),
    "an element more": shifted,
}  # fmt: skip

UNSEEN = ("nothing", "an element more")  # an element without content is in no file


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Bulletin:
    return sample.bulletin(tmp_path_factory.mktemp("pictures"))


@pytest.mark.parametrize("change", CHANGES)
def test_after_a_change_the_file_is_that_of_a_fresh_process(book: Bulletin, change: str) -> None:
    memory = Memory()
    before = draw(book, sample.FACES, SCREEN, memory)
    changed = CHANGES[change](book)
    memory.next_build()
    warm = draw(changed, sample.FACES, SCREEN, memory)

    assert warm == draw(changed, sample.FACES, SCREEN)
    assert (warm == before) == (change in UNSEEN)
    memory.next_build()
    assert draw(book, sample.FACES, SCREEN, memory) == before


def test_a_page_whose_code_another_page_takes_is_drawn_again(book: Bulletin) -> None:
    """The unit of the first page has a usual code that an earlier unit of the second has too."""
    early, late = collided()

    def white_behind(unit: WideUnit) -> Callable[[Mark], Mark]:
        return first_span(face="song", units=f"{unit.unit}学", xs=(0, 1000 + LEFT_BEFORE_HAN + unit.white))

    alone = on_page(white_behind(late))(book)
    both = on_page(white_behind(early), page=1)(alone)
    memory = Memory()
    draw(alone, sample.FACES, SCREEN, memory)
    assert draw(both, sample.FACES, SCREEN, memory) == draw(both, sample.FACES, SCREEN)


def targets(design: Design) -> Iterator[Target]:
    """Every purpose, and each again with something that its operators or pictures follow from changed."""
    other = design.press._replace(office_tints={"red": 0.5}, max_ink=2.4, slug_area=30.0)
    for each in (design, design._replace(press=other), design._replace(page=design.page._replace(bleed=14.2))):
        for purpose in ("screen", "printer", "office"):
            yield target_for(purpose, each, sample.ICC_FOLDERS)


def test_one_memory_serves_every_purpose(book: Bulletin, root: Path) -> None:
    _, design = read(str(root / "content"), None, root=str(root))
    memory = Memory()
    found = [draw(book, sample.FACES, each, memory) for each in targets(design)]
    assert found == [draw(book, sample.FACES, each) for each in targets(design)]
    assert len(set(found)) == 6  # screen and office without regard to bleed, the screen to inks


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Grows by one for each content stream that is made."""
    streams: list[object] = []
    finish = ContentStream.finish

    def counted(self: ContentStream, extra: str = "") -> bytes:
        streams.append(self)
        return finish(self, extra)

    monkeypatch.setattr(ContentStream, "finish", counted)
    return streams


@pytest.mark.parametrize(
    ("change", "again"),
    [("nothing", 0), ("other words on the second page", 1), ("an element more", 0), ("other words", 1), ("colour", 1)],
)
def test_only_what_changed_is_drawn_again(book: Bulletin, drawn: list[object], change: str, again: int) -> None:
    memory = Memory()
    draw(book, sample.FACES, SCREEN, memory)
    assert len(drawn) == len(book.pages) == 2
    drawn.clear()
    draw(CHANGES[change](book), sample.FACES, SCREEN, memory)
    assert len(drawn) == again


def test_a_picture_is_made_ready_once(book: Bulletin, monkeypatch: pytest.MonkeyPatch) -> None:
    memory = Memory()
    draw(book, sample.FACES, SCREEN, memory)

    def scaled_again(*_: object) -> None:
        raise AssertionError("scaled again")

    monkeypatch.setattr(pdf_file, "scaled", scaled_again)
    draw(CHANGES["other words"](book), sample.FACES, SCREEN, memory)


def test_a_press_picture_follows_the_profile_that_is_there(tmp_path: Path) -> None:
    """On the screen CMYK without a profile is meant for the press of the layout, whose file may be changed."""
    profile = next(Path(sample.ICC_FOLDERS[0]).glob("*.icc")).read_bytes()
    folder = tmp_path / "icc"
    folder.mkdir()
    press = PressDesign()
    (folder / press.profile).write_bytes(profile)
    inks = sample.picture(tmp_path, "inks.jpg", Image.new("CMYK", (30, 20), (200, 30, 0, 10)))
    mark = ImageMark(Rect(0, 0, 30, 20), inks, Rect(0, 0, 1, 1), "图", 1)
    tags = Tag("Document", -1), Tag("Figure", 0)
    page = Page(1, Size(60, 60), Rect(0, 0, 60, 60), (mark,), (), 1)
    book = Bulletin("图", "", "", (), (2019, 4, 24), (page,), tags, (), "", "")
    target, memory = screen(press, (str(folder),)), Memory()
    before = draw(book, sample.FACES, target, memory)
    table = profile.index(b"mft") + 5000  # within the first table of colours
    other = profile[:table] + bytes(byte ^ 0x10 for byte in profile[table : table + 100_000])
    (folder / press.profile).write_bytes(other + profile[len(other) :])
    assert draw(book, sample.FACES, target, memory) == draw(book, sample.FACES, target) != before
