"""What counts as a save: files in as editors write them, builds out; each settled save one, and none for the rest."""

import os
import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bulletin.desk.saves import STANDS_ANYHOW, Saves
from bulletin.desk.watched import Watched, changed, look_over, watched_by
from bulletin.model.output import Order
from bulletin.sources import find_sources
from tests.conftest import ROOT

TEXT = "---\n题目\n---\n" + "水是生命之源。\n" * 40


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Desk:
    """Saves of a folder under a clock that only this test moves."""

    def __init__(self, folder: Path, *ignored: Path) -> None:
        self.clock = Clock()
        self.saves = Saves(poll=True, clock=self.clock)
        self.watched = Watched((str(folder),), ignored=tuple(map(str, ignored)))
        self.builds = 0
        self.saves.take(self.watched)
        self.saves.built({})

    def passes(self, seconds: float, step: float = 0.05) -> None:
        """Look now and then, and build what has settled."""
        for _ in range(round(seconds / step)):
            self.clock.now += step
            if self.saves.wait(0):
                self.builds += 1
                self.saves.take(self.watched)
                self.saves.built({})


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    folder.mkdir()
    for name in ("issue.yaml", "water.md", "legal.md"):
        (folder / name).write_text(TEXT, encoding="utf-8")
    return folder


def in_place(path: Path, text: str) -> Iterator[None]:
    """As Notepad and VS Code save: cut to nothing, written."""
    with path.open("w", encoding="utf-8") as file:
        yield
        file.write(text)


def in_pieces(path: Path, text: str) -> Iterator[None]:
    with path.open("wb", buffering=0) as file:
        data = text.encode()
        for start in range(0, len(data), 300):
            file.write(data[start : start + 300])
            yield


def like_vim(path: Path, text: str) -> Iterator[None]:
    """A trial file, the old one renamed to a backup, a new one in its place, the backup removed (`:help backup`)."""
    swap, trial, backup = path.with_name(f".{path.name}.swp"), path.with_name("4913"), path.with_name(f"{path.name}~")
    swap.write_text("b0VIM")
    yield
    trial.write_text("")
    trial.unlink()
    path.rename(backup)
    yield
    path.write_text(text, encoding="utf-8")
    yield
    backup.unlink()
    swap.unlink()


def by_renaming(path: Path, text: str) -> Iterator[None]:
    """As gedit, Kate and JetBrains save: a temporary file takes the name."""
    part = path.with_name(f"{path.name}.Xa91bc")
    part.write_text(text, encoding="utf-8")
    yield
    os.replace(part, path)


def like_word(path: Path, text: str) -> Iterator[None]:
    """The new file under a temporary name, the old one to another, the new one to its name, the old one removed."""
    owner = path.with_name(f"~${path.name[2:]}")
    new, old = path.with_name("~WRD0001.tmp"), path.with_name("~WRL0003.tmp")
    owner.write_text("user")
    new.write_text(text, encoding="utf-8")
    yield
    path.rename(old)
    yield
    new.rename(path)
    yield
    old.unlink()
    owner.unlink()


EDITORS: list[Callable[[Path, str], Iterator[None]]] = [in_place, in_pieces, like_vim, by_renaming, like_word]


@pytest.mark.parametrize("save", EDITORS, ids=lambda save: str(save.__name__))
def test_each_save_is_one_build_however_an_editor_writes_it(
    content: Path, save: Callable[[Path, str], Iterator[None]]
) -> None:
    desk, chance = Desk(content), random.Random(19)
    for number in range(1, 5):
        for _ in save(content / "water.md", f"{TEXT}第{number}次\n"):
            desk.passes(chance.choice((0.0, 0.01, 0.05, 0.15)), step=0.01)
        desk.passes(1.5)
        assert desk.builds == number


def test_a_word_file_that_comes_in_two_halves_is_one_build(content: Path) -> None:
    desk = Desk(content)
    whole = b"PK\x03\x04" + bytes(5000) + b"PK\x05\x06" + bytes(18)
    path = content / "河长制.docx"
    path.write_bytes(whole[:2500])
    desk.passes(0.6)
    path.write_bytes(whole)
    desk.passes(2)
    assert desk.builds == 1
    path.write_bytes(whole[:2500])  # longer than it takes in all
    desk.passes(40)
    assert desk.builds == 2
    path.write_bytes(whole)
    desk.passes(0.3)
    assert desk.builds == 3


def test_two_reports_saved_together_are_one_build_and_apart_are_two(content: Path) -> None:
    desk = Desk(content)
    for name in ("water.md", "legal.md"):
        (content / name).write_text(f"{TEXT}。\n", encoding="utf-8")
    desk.passes(1.5)
    assert desk.builds == 1
    for name in ("water.md", "legal.md"):
        (content / name).write_text(f"{TEXT}又。\n", encoding="utf-8")
        desk.passes(1.5)
    assert desk.builds == 3


BYSTANDERS = (
    ".water.md.swp", "4913", "#water.md#", ".#water.md", "~$water.docx", "~WRL0001.tmp", "~WRD0002.tmp",
    ".~lock.water.docx#", "water.md___jb_tmp___", "water.md___jb_old___", ".goutputstream-Q1X2", ".DS_Store",
    "Thumbs.db", "desktop.ini", ".syncthing.water.md.tmp", "~syncthing~water.md.tmp", "water.md.vsctmp",
    "output/bulletin.pdf", "output/.bulletin/delivered.json", ".git/index", "elsewhere/.bulletin/delivered.json",
)  # fmt: skip


def test_what_no_person_wrote_starts_no_build(content: Path) -> None:
    desk = Desk(content, content / "output")
    paths = [content / name for name in BYSTANDERS]
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        for text in ("x", "xx"):
            path.write_text(text)
            desk.passes(0.1)
    desk.passes(1.5)
    for path in paths:
        path.unlink()
    desk.passes(1.5)
    assert desk.builds == 0
    (content / "4913.txt").write_text(TEXT, encoding="utf-8")
    desk.passes(1.5)
    assert desk.builds == 1


def test_a_file_saved_as_it_was_starts_no_build(content: Path) -> None:
    desk = Desk(content)
    (content / "water.md").write_text(TEXT, encoding="utf-8")
    os.utime(content / "legal.md")
    desk.passes(1.5)
    assert desk.builds == 0


def test_what_was_changed_and_changed_back_while_a_build_read_it_is_built_again(content: Path) -> None:
    desk = Desk(content)
    desk.saves.take(desk.watched)
    (content / "water.md").write_text("另", encoding="utf-8")
    (content / "water.md").write_text(TEXT, encoding="utf-8")
    desk.saves.built({})
    desk.passes(1.5)
    assert desk.builds == 1


def test_a_second_save_of_the_same_size_and_time_is_seen_and_old_files_are_not_read_again(content: Path) -> None:
    """A file system that counts in seconds says nothing of the second save."""
    path, watched = content / "water.md", Watched((str(content),))
    first = look_over(watched, {})[str(path)]
    path.write_text(TEXT.replace("水是", "水非"), encoding="utf-8")
    second = look_over(watched, {})[str(path)]
    assert second.content != first.content
    known = {str(path): first._replace(signature=second.signature)}
    assert look_over(watched, known)[str(path)].content == second.content
    much_later = {str(path): known[str(path)]._replace(seen=time.time() + 60)}
    assert look_over(watched, much_later)[str(path)].content == first.content


def test_a_file_cut_short_is_waited_for(content: Path) -> None:
    desk, path = Desk(content), content / "water.md"
    for half in (f"短{TEXT[: len(TEXT) // 3]}", f"长{TEXT}没有写完的一行"):
        path.write_text(half, encoding="utf-8")
        desk.passes(0.5)
        path.write_text(f"{TEXT}{half[:1]}\n", encoding="utf-8")
        before = desk.builds
        desk.passes(2)
        assert desk.builds == before + 1
    assert desk.builds == 2


def test_outputs_that_are_the_first_ones_of_their_folder_start_no_build(content: Path) -> None:
    desk = Desk(content, content / "made")
    (content / "made").mkdir()
    (content / "made" / "bulletin.pdf").write_bytes(b"%PDF")
    desk.passes(3)
    assert desk.builds == 0


def test_folders_and_files_that_come_go_and_come_back(content: Path) -> None:
    away = content.with_name("away")
    content.rename(away)
    desk = Desk(content)
    away.rename(content)
    desk.passes(2)
    assert desk.builds == 1
    content.rename(away)
    desk.passes(2)
    assert desk.builds == 2
    (content / "pictures").mkdir(parents=True)
    desk.passes(2)
    assert desk.builds == 2
    (content / "pictures" / "河.jpg").write_bytes(b"\xff\xd8\xff\xd9")
    desk.passes(2)
    assert desk.builds == 3


def test_the_plan_that_we_wrote_or_removed_is_no_save_but_one_edited_is(content: Path) -> None:
    desk, plan = Desk(content), content / "plan.json"

    def build(writes: str, ours: str) -> None:
        desk.saves.take(desk.watched)
        plan.write_text(writes) if writes else plan.unlink()
        desk.saves.built({str(plan): ours})
        desk.passes(2)

    written = "e3b98a4da31a127d4bde6e43033f66ba274cab0eb7eb1c70ec41402bf6273dd8"  # SHA-256 of "t"
    build("t", written)
    assert desk.builds == 0
    build("", "")
    assert desk.builds == 0
    build("edited meanwhile", written)
    assert desk.builds == 1
    build("whatever", STANDS_ANYHOW)
    assert desk.builds == 1
    plan.write_text("edited afterwards")
    desk.passes(2)
    assert desk.builds == 2


def test_a_save_during_a_build_is_built_once_more_however_often_it_came(content: Path) -> None:
    desk = Desk(content)
    desk.saves.take(desk.watched)
    for number in range(2):
        (content / "water.md").write_text(f"{TEXT}{number}\n", encoding="utf-8")
    desk.saves.built({})
    assert desk.saves.at_rest_for == 0.0
    desk.passes(2)
    assert desk.builds == 1


def test_what_a_build_reads_is_watched(tmp_path: Path) -> None:
    layouts, home = tmp_path / "elsewhere", tmp_path / "home"
    layouts.mkdir()
    for name in ("own.yaml", "base.yaml", "letter.txt"):
        (layouts / name).write_text("")
    order = Order(
        find_sources(str(home)),
        str(home / "content"),
        layout=str(layouts / "own.yaml"),
        template=str(layouts / "t.potx"),
    )
    watched = watched_by(order, str(home / "output"))
    assert watched.folders == tuple(str(home / name) for name in ("content", "layouts", "fonts"))
    assert {os.path.basename(path) for path in watched.files} == {"own.yaml", "base.yaml", "t.potx"}
    assert watched.ignored == (str(home / "output"),)
    named = watched_by(order._replace(layout="bulletin-a4", template=None), str(home / "content"))
    assert (named.files, named.ignored) == ((), ())


@contextmanager
def listening(*folders: Path, files: tuple[Path, ...] = ()) -> Iterator[Saves]:
    watched = Watched(tuple(map(str, folders)), tuple(map(str, files)))
    with Saves() as saves:
        saves.take(watched)
        saves.built({})
        saves.wait(0.15)  # the threads are there
        yield saves
        assert not saves.polls


def seconds_until_saved(saves: Saves, act: Callable[[], object]) -> float:
    """From an act until its save has settled, of which the look comes by the system's word alone."""
    threading.Timer(0.05, act).start()
    started = time.monotonic() + 0.05
    settled = saves.wait(10)
    assert settled
    return time.monotonic() - started


def test_the_system_tells_of_saves_within_a_moment(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bulletin.desk.saves.LOOKED", 8.0)
    with listening(content) as saves:
        took = seconds_until_saved(saves, lambda: (content / "water.md").write_text(f"{TEXT}新\n", encoding="utf-8"))
        assert took < 2.0  # mostly below 0.1; a busy machine takes its time


def test_the_system_tells_of_a_folder_that_appears_and_of_a_file_outside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bulletin.desk.saves.LOOKED", 8.0)
    away, content, layout = tmp_path / "away", tmp_path / "deep" / "content", tmp_path / "own.yaml"
    away.mkdir()
    (away / "water.md").write_text(TEXT, encoding="utf-8")
    content.parent.mkdir()
    with listening(content, files=(layout,)) as saves:
        assert seconds_until_saved(saves, lambda: away.rename(content)) < 3.0
        saves.take(Watched((str(content),), (str(layout),)))
        saves.wait(0.15)
        assert seconds_until_saved(saves, lambda: (content / "water.md").write_text(f"{TEXT}新\n", "utf-8")) < 3.0
        saves.take(Watched((str(content),), (str(layout),)))
        assert seconds_until_saved(saves, lambda: layout.write_text("paper: A4\n")) < 3.0


def test_where_the_system_refuses_we_look_by_ourselves(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*args: object, **options: object) -> Iterator[None]:
        raise OSError(28, "no space left on device")  # what inotify says when no watches are left

    monkeypatch.setattr("watchfiles.watch", refused)
    with Saves() as saves:
        saves.take(Watched((str(content),)))
        saves.built({})
        (content / "water.md").write_text(f"{TEXT}新\n", encoding="utf-8")
        settled = saves.wait(10)
        assert settled
        assert saves.polls


@pytest.mark.skipif(os.name == "nt", reason="its names are text")
def test_a_folder_whose_name_is_no_text_is_looked_at(tmp_path: Path) -> None:
    content = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe"))
    content.mkdir()
    (content / "water.md").write_text(TEXT, encoding="utf-8")
    with Saves() as saves:
        saves.take(Watched((str(content),)))
        saves.built({})
        (content / "water.md").write_text(f"{TEXT}新\n", encoding="utf-8")
        assert saves.wait(10)
        assert saves.polls


def test_what_cannot_even_be_looked_at_is_a_change_and_no_mistake(content: Path) -> None:
    loop, watched = content / "loop.md", Watched((str(content),))
    before = look_over(watched, {})
    loop.symlink_to("loop.md")
    now = look_over(watched, before)
    assert changed(before, now) == (str(loop),)
    assert not changed(now, look_over(watched, now))


def test_a_poke_ends_a_wait(content: Path) -> None:
    with Saves(poll=True) as saves:
        saves.take(Watched((str(content),)))
        saves.built({})
        threading.Timer(0.05, saves.poke).start()
        started = time.monotonic()
        settled = saves.wait(30)
        assert not settled
        assert time.monotonic() - started < 10


def test_the_sample_is_watched_as_it_is_read() -> None:
    watched = watched_by(Order(find_sources(str(ROOT)), str(ROOT / "content")), str(ROOT / "output"))
    saves = Saves(poll=True)
    differs = saves.take(watched)
    assert differs
    saves.built({})
    settled = saves.wait(0)
    assert not settled
