"""No output holds what a camera, a program or a person left behind in what was read, nor a path of the machine."""

import os
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from bulletin.command import run
from bulletin.read.picture_metadata import without_metadata
from tests.conftest import ROOT
from tests.edition import planted
from tests.edition.planted import MAKERS, found_in, secret
from tests.slides.office_files import members

ISSUE = "masthead: 近赶潍坊 远学长沙\ndate: 2019-04-24\n"
BODY = "一、志存高远\n\n潍坊高新区规划起点高，理念先进，值得认真学习借鉴。\n\n"
OWN = (
    "bulletin.pdf",
    "bulletin-printer.pdf",
    "bulletin-office.pdf",
    "bulletin-booklet.pdf",
    "bulletin-printer.preflight.txt",
    "slides.pptx",
)
PICTURES = ("jpeg", "png", "tiff", "webp", "gif", "jpeg")  # that reports have, by turns as portrait and in the text


def words_of(data: bytes) -> tuple[str, ...]:
    """The secrets in a file, to look for them elsewhere."""
    text = b"\0".join(planted.layers(data))
    narrow = text.decode("latin-1") + text.decode("utf-16-le", "ignore") + text[1:].decode("utf-16-le", "ignore")
    pieces = narrow.split("Geheim")[1:]
    return tuple(
        sorted(
            {f"Geheim{piece.partition('Zhang')[0]}Zhang" for piece in pieces if len(piece.partition("Zhang")[0]) < 40}
        )
    )


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose path is a secret too, with an issue of one report for every kind of picture."""
    content = tmp_path_factory.mktemp("machine") / secret("Folder") / "content"
    content.mkdir(parents=True)
    (content / "issue.yaml").write_text(ISSUE, encoding="utf-8")
    for kind in PICTURES:
        (content / f"{secret('File')}.{kind}").write_bytes(MAKERS[kind](kind.title()))
    for number, (portrait, shown) in enumerate(zip(PICTURES[::2], PICTURES[1::2], strict=False)):
        head = f"---\ncolumn: 环境\ntitle: 绿水青山{number}\nauthor: 李剑\nportrait: {secret('File')}.{portrait}\n---\n"
        (content / f"r{number}.md").write_text(f"{head}{BODY * 3}![图]({secret('File')}.{shown})\n", encoding="utf-8")
    return content.parent


@pytest.fixture(scope="module")
def made(machine: Path) -> dict[str, bytes]:
    """All that one call writes, by name, with the record of the delivery."""
    home, output = str(ROOT), machine / "out"
    common = ["--content", str(machine / "content"), "--layout", "bulletin-a4", "--output", str(output)]
    purposes = [word for purpose in ("screen", "printer", "office", "booklet") for word in ("--for", purpose)]
    assert run([*common, *purposes, "--png"], home=home) == 0
    assert run(["template", "--output", str(machine / "out" / "template.pptx")], home=home) == 0
    return {str(path.relative_to(output)): path.read_bytes() for path in output.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def sources(machine: Path) -> tuple[str, ...]:
    words = {word for path in (machine / "content").iterdir() for word in words_of(path.read_bytes())}
    return (*sorted(words), secret("File"), secret("Folder"), str(machine), str(ROOT), os.path.expanduser("~/"))


def test_every_kind_of_output_is_looked_at(made: dict[str, bytes]) -> None:
    assert {*OWN, "template.pptx"} <= made.keys()
    assert any(name.endswith("delivered.json") for name in made)
    assert any(name.endswith(".png") for name in made)


def test_no_output_holds_what_pictures_hold_beside_their_pixels(
    made: dict[str, bytes], sources: tuple[str, ...]
) -> None:
    assert len(sources) > 40
    assert {name: found for name, data in made.items() if (found := found_in(data, sources))} == {}


@pytest.fixture(scope="module")
def office(made: dict[str, bytes]) -> bytes:
    return planted.template(made["template.pptx"])


def test_no_deck_holds_what_a_template_holds_beside_its_look(
    office: bytes, machine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (machine / "office.pptx").write_bytes(office)
    words = words_of(office)
    assert len(words) > 80
    arguments = ["--template", str(machine / "office.pptx"), "--output", str(machine / "deck"), "--only", "slides"]
    assert run(arguments, home=str(ROOT)) == 0
    written = (machine / "deck" / "slides.pptx").read_bytes()
    assert found_in(written, (*words, str(machine))) == set()
    kept = {name.rpartition(".")[2] for name in members(written) if name.startswith("ppt/media/")}
    assert kept == {"jpeg", "png", "gif", "emf", "wmf"}  # TIFF and WebP among the PNGs
    told = capsys.readouterr().err
    assert "超链接" in told
    assert "链接到外部文件" not in told  # each is in the file too


@pytest.mark.parametrize("kind", MAKERS)
def test_a_picture_of_a_template_keeps_its_pixels_and_nothing_else(kind: str) -> None:
    data = MAKERS[kind]("X")
    words = words_of(data)
    assert len(words) > 0
    clean = without_metadata(data)
    assert clean
    assert found_in(clean.data, words) == set()
    assert without_metadata(clean.data) == clean
    if kind in PICTURES:
        with Image.open(BytesIO(data)) as before, Image.open(BytesIO(clean.data)) as after:
            after.load()
            assert before.convert("RGB").tobytes() == after.convert("RGB").tobytes()
            assert not after.getexif()


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_picture_cut_short_is_no_picture_or_still_clean(kind: str, share: float) -> None:
    data = MAKERS[kind]("X")
    clean = without_metadata(data[: int(len(data) * share)])
    assert clean is None or found_in(clean.data, words_of(data)) == set()


def test_a_progressive_jpeg_with_words_between_its_scans_loses_them() -> None:
    written = BytesIO()
    planted.pixels().save(written, "JPEG", progressive=True, restart_marker_blocks=2)
    data = written.getvalue()
    second = data.index(b"\xff\xda", data.index(b"\xff\xda") + 2)
    between = data[:second] + planted.segment(0xFE, secret("Scan").encode()) + data[second:]
    clean = without_metadata(between)
    assert clean
    assert clean.data == data
