"""The build as a function: what an order asks for, faults of pages and deck together, and what a memory may not do."""

import random
import re
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from hashlib import sha256
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path

import pytest
from PIL import Image

from bulletin.faces import face
from bulletin.memory import Memory
from bulletin.model.output import Order, Printed
from bulletin.pipeline import build
from bulletin.problems import BulletinError, ContentError, UsageError
from bulletin.sources import find_sources
from tests.conftest import ROOT
from tests.edition.editions import built, write_issue
from tests.examples import sample


def names(printed: Printed) -> list[str]:
    return [file.name for file in printed.files]


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_an_order_gets_what_it_asks_for_and_nothing_else() -> None:
    content = ROOT / "content"
    assert names(built(content)) == ["bulletin.pdf", "slides.pptx"]
    assert names(built(content, slides=False, previews=True)) == ["bulletin.pdf", "bulletin-1.png"]
    press = built(content, slides=False, purposes=("office", "printer"))
    assert names(press) == ["bulletin-office.pdf", "bulletin-printer.pdf", "bulletin-printer.preflight.txt"]
    assert "没有错误" in press.files[2].data.decode()
    deck = built(content, pdf=False)
    assert (names(deck), deck.bulletin, deck.slide_count) == (["slides.pptx"], None, 4)
    judged = built(content, draw=False)
    assert (names(judged), judged.slide_count) == ([], 4)
    assert judged.bulletin == built(content).bulletin


def test_faults_of_pages_and_deck_come_together(tmp_path: Path) -> None:
    content = write_issue(tmp_path / "content", [300, 300], "grid: 甲乙\n")
    points = ", ".join(["取水有度用水有方，" * 6] * 30)
    edit(content / "r02.md", "title: 取水有度 用水有方", f"points: [{points}]\ntitle: 取水")
    with pytest.raises(ContentError) as caught:
        built(content)
    codes = [problem.code for problem in caught.value.problems if problem.severity == "error"]
    assert any(code.startswith("slide-") for code in codes)
    assert any(not code.startswith("slide-") for code in codes)


def test_the_smallest_exit_code_wins(content: Path) -> None:
    edit(content / "water.md", "title: ", "title: " + "取水有度用水有方" * 13)
    with pytest.raises(UsageError) as caught:  # 2: not a layout for booklets; 3: the headline does not fit
        built(content, purposes=("booklet",))
    codes = {problem.code for problem in caught.value.problems}
    assert "booklet-size" in codes
    assert any(code.startswith("slide-") for code in codes)


def test_a_deck_alone_does_without_pages_that_cannot_be_made_up(tmp_path: Path) -> None:
    content = write_issue(tmp_path / "content", [300, 300], "grid: 甲乙\n")
    with pytest.raises(ContentError):
        built(content, slides=False)
    assert built(content, pdf=False).slide_count == 2


@pytest.mark.parametrize("where", ["issue", "report"])
def test_a_silenced_warning_is_silent_where_it_was_silenced(content: Path, where: str) -> None:
    before = [problem.code for problem in built(content, draw=False).problems]
    assert {"doubled-character", "dash-as-digit"} <= set(before)
    path = content / ("issue.yaml" if where == "issue" else "water.md")
    old = "date: " if where == "issue" else "post: "
    edit(path, old, "ignore: [doubled-character, dash-as-digit]\n" + old)
    silenced = {"doubled-character", "dash-as-digit"} if where == "issue" else {"doubled-character"}
    assert [problem.code for problem in built(content, draw=False).problems] == [c for c in before if c not in silenced]


@pytest.mark.parametrize("fault", ["titel: 一\ntitle: ", "title: " + "取水有度用水有方" * 13])
def test_a_silenced_warning_is_silent_in_a_build_that_fails_too(content: Path, fault: str) -> None:
    edit(content / "issue.yaml", "date: ", "ignore: [doubled-character, dash-as-digit]\ndate: ")
    edit(content / "water.md", "title: ", fault)
    with pytest.raises(BulletinError) as caught:
        built(content)
    assert not {"doubled-character", "dash-as-digit"} & {problem.code for problem in caught.value.problems}


def test_findings_on_lines_are_the_proofs_own_and_no_warning(content: Path) -> None:
    memory = Memory()

    def places() -> list[str]:
        printed = built(content, memory, draw=False)
        assert not [problem for problem in printed.problems if problem.code in ("split-unit", "loose-line")]
        return [line.place.file for line in printed.lines if line.code == "split-unit" and line.place]

    assert [place.rpartition("/")[2] for place in places()] == ["environment.md"]
    edit(content / "environment.md", "title:", "ignore: [split-unit]\ntitle:")
    assert places() == []
    edit(content / "environment.md", "ignore: [split-unit]\n", "")
    edit(content / "issue.yaml", "date: ", "ignore: [split-unit]\ndate: ")
    assert places() == []


def portrayed(content: Path, color: str) -> None:
    """Give the first report a portrait of this colour, or repaint it."""
    Image.new("RGB", (300, 400), color).save(content / "portrait.png")
    report = content / "environment.md"
    if "portrait:" not in report.read_text(encoding="utf-8"):
        edit(report, "title:", "portrait: portrait.png\ncaption: 苏晓辉\ntitle:")


# An editor's afternoon: each edit on top of those before it.
EDITS: dict[str, Callable[[Path], object]] = {
    "nothing": lambda content: None,
    "a word": lambda content: edit(content / "water.md", "适时", "及时"),
    "back again": lambda content: edit(content / "water.md", "及时", "适时"),
    "a headline": lambda content: edit(content / "legal.md", "title: 打造", "title: 着力打造"),
    "a paragraph less": lambda content: edit(content / "planning.md", "\n\n", "\n"),
    "a phrase to keep whole": lambda content: (content / "terms.txt").write_text("产业布局\n", encoding="utf-8"),
    "a column's name": lambda content: edit(content / "environment.md", "column: 环境", "column: 环保"),
    "a portrait": lambda content: portrayed(content, "red"),
    "another picture by that name": lambda content: portrayed(content, "green"),
    "another layout": lambda content: edit(content / "issue.yaml", "bulletin-a3-weifang", "bulletin-a4"),
    "a fault": lambda content: edit(content / "issue.yaml", "date:", "dat:"),
    "mended": lambda content: edit(content / "issue.yaml", "dat:", "date:"),
    "the first layout": lambda content: edit(content / "issue.yaml", "bulletin-a4", "bulletin-a3-weifang"),
    "a report less": lambda content: (content / "legal.md").unlink(),
}
FEW = ("nothing", "a word", "a portrait", "another layout", "a fault", "mended")  # in the quick suite


@pytest.mark.parametrize("names", sample((FEW, tuple(EDITS)), (FEW,)), ids=["some", "all"])
def test_a_memory_handed_on_gives_the_bytes_of_a_fresh_one(content: Path, names: tuple[str, ...]) -> None:
    for path in content.glob("*.md"):  # the shorter, the quicker
        path.write_text("".join(path.read_text(encoding="utf-8").splitlines(keepends=True)[:17]), encoding="utf-8")
    memory = Memory()
    for name in names:
        EDITS[name](content)
        fresh = outcome(content, Memory())
        assert outcome(content, memory) == fresh, name
        assert isinstance(fresh[0], type) == (name in ("a fault", "a report less")), name


def test_a_memory_grows_with_the_issue_and_not_with_the_builds(content: Path) -> None:
    memory = Memory()
    held = []
    for before, after in pairwise(("适时", "及时", "按期", "逐月", "分批", "同步")):
        edit(content / "water.md", before, after)
        built(content, memory)
        held.append(memory.held())
    assert max(held[2:]) < 1.05 * held[1]


def test_no_face_is_opened_to_build_the_same_again(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    memory = Memory()
    built(content, memory)

    def opened(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(face, "OpenedFace", opened)
    built(content, memory)


def test_a_fault_in_the_content_makes_a_memory_forget_nothing(content: Path) -> None:
    memory = Memory()
    built(content, memory)
    held = memory.held()
    edit(content / "issue.yaml", "date:", "dat:")
    for _ in range(3):
        with pytest.raises(ContentError):
            built(content, memory)
    assert memory.held() >= held


def test_a_face_replaced_in_its_file_is_measured_and_cut_anew(content: Path) -> None:
    home, memory = content.parent, Memory()
    (home / "fonts").mkdir()
    (home / "fonts" / "fonts.yaml").write_text(
        "faces:\n  song: {file: own.ttf}\nroles:\n  song: song\n", encoding="utf-8"
    )

    def made(memory: Memory, face: str) -> bytes:
        shutil.copy(ROOT / "fonts" / face, home / "fonts" / "own.ttf")
        return build(Order(find_sources(str(home)), str(content), slides=False), memory).files[0].data

    before = made(memory, "NotoSerifSC-Bold.ttf")
    after = made(memory, "NotoSansSC-Bold.ttf")
    assert after == made(Memory(), "NotoSansSC-Bold.ttf") != before


def other_faces(home: Path) -> None:
    (home / "fonts").mkdir()
    table = "faces:\n  song: {file: NotoSerifSC-Bold.ttf}\n  hei: {file: NotoSansSC-Bold.ttf}\n"
    (home / "fonts" / "fonts.yaml").write_text(table, encoding="utf-8")


def other_layout(name: str, text: str) -> Callable[[Path], None]:
    def write(home: Path) -> None:
        (home / "layouts").mkdir()
        (home / "layouts" / f"{name}.yaml").write_text(f"extends: {name}\n{text}\n", encoding="utf-8")

    return write


@pytest.mark.parametrize(
    "change",
    [
        other_faces,
        pytest.param(other_layout("bulletin-a3-weifang", "text: {han_latin_em: 0.125}"), marks=pytest.mark.slow),
        other_layout("bulletin-a3-weifang", "text: {styles: {body: {role: kai}}}"),
        pytest.param(
            other_layout("bulletin-a3-weifang", "colors: {black: {rgb: '#333333', cmyk: [0, 0, 0, 80]}}"),
            marks=pytest.mark.slow,
        ),
        pytest.param(other_layout("bulletin-a3-weifang", "columns: {named: {环境: red}}"), marks=pytest.mark.slow),
        other_layout("slides", "slack: {advance: 1.2}"),
    ],
    ids=["faces", "spacing", "a style", "a colour", "a column's colour", "slides"],
)
def test_a_memory_is_of_no_use_under_another_design(tmp_path: Path, change: Callable[[Path], None]) -> None:
    home, memory = tmp_path, Memory()
    content = write_issue(home / "content", [900], "layout: bulletin-a3-weifang\n")

    def made(memory: Memory) -> list[bytes]:
        order = Order(find_sources(str(home)), str(content))
        return [file.data for file in build(order, memory).files]

    before = made(memory)
    assert made(memory) == before
    change(home)
    after = made(memory)
    assert after == made(Memory())
    assert after != before


def test_remembered_slides_are_of_no_use_with_other_faces(tmp_path: Path) -> None:
    latin = "推进PPP模式、GDP核算和ISO9001认证，完成MMMM与WWWW项目。" * 5  # more lines of a slide in a wider face
    latin = latin.replace("。", "；", 1)  # a long first sentence is no head
    content = write_issue(tmp_path / "content", [300])
    head = (content / "r01.md").read_text(encoding="utf-8").split("---\n")[1]
    body = "\n\n".join(f"{number}、{latin}" for number in "一二三四五六")
    head = re.sub("title: .*", "title: WWWW与MMMM、PPP与GDP、ISO9001与HHHH、QQQQ与WWWW双轮驱动", head)
    (content / "r01.md").write_text(f"---\n{head}---\n{body}\n", encoding="utf-8")

    def made(memory: Memory) -> bytes:
        order = Order(find_sources(str(tmp_path)), str(content), pdf=False)
        return build(order, memory).files[0].data

    memory = Memory()
    before = made(memory)
    other_faces(tmp_path)
    after = made(memory)
    assert after == made(Memory())
    assert after != before


def outcome(content: Path, memory: Memory) -> tuple[object, ...]:
    """All that a build gives: its files and problems, or its fault."""
    try:
        printed = built(content, memory)
    except BulletinError as error:
        return type(error), error.problems
    return printed.files, printed.problems, printed.bulletin


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_memory_handed_on_through_random_edits_gives_the_bytes_of_a_fresh_one(content: Path, seed: int) -> None:
    memory = Memory()
    built(content, memory)
    held = memory.held()
    for step, change in enumerate(random_edits(content, random.Random(seed), 15)):
        assert outcome(content, memory) == outcome(content, Memory()), f"step {step}: {change}"
        assert memory.held() < 2 * held  # of two builds


def random_edits(content: Path, chance: random.Random, steps: int) -> Iterator[str]:
    """Change the content step by step: words deleted, doubled or moved within the bodies of the reports."""
    for _ in range(steps):
        path = chance.choice(sorted(content.glob("*.md")))
        head, body = path.read_text(encoding="utf-8").split("\n---\n", 1)
        start = chance.randrange(len(body) - 20)
        piece = body[start : start + chance.randrange(1, 12)].replace("\n", "")
        place = chance.randrange(len(body))
        changed = chance.choice(
            [
                body[:start] + body[start + len(piece) :],
                body[:place] + piece + body[place:],
                body.replace("，", "、", 1),
            ]
        )
        path.write_text(f"{head}\n---\n{changed}", encoding="utf-8")
        yield f"{path.name} {piece!r}"


def digests(content: str, times: int) -> list[str]:
    """In a worker process: a digest of what each of several builds gave."""
    memory = Memory()
    return [digest_of(built(Path(content), memory)) for _ in range(times)]


def digest_of(printed: Printed) -> str:
    return sha256(b"".join(file.data for file in printed.files)).hexdigest()


@pytest.mark.slow
def test_worker_processes_build_side_by_side(tmp_path: Path) -> None:
    content = write_issue(tmp_path / "content", [300, 300])
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        works = [pool.submit(digests, str(content), 2) for _ in range(2)]
        found = {digest for work in works for digest in work.result()}
    assert found == {digest_of(built(content))}


def test_a_fault_comes_back_from_a_worker_process_whole(tmp_path: Path) -> None:
    content = write_issue(tmp_path / "content", [300, 300], "grid: 甲乙\n")
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        work = pool.submit(digests, str(content), 1)
        with pytest.raises(ContentError) as caught:
            work.result()
    assert caught.value.problems
