"""The routes: what the page is told and may ask for, over a workbench that really works."""

import asyncio
import json
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from starlette.applications import Starlette

from bulletin.build.delivery import UNTOUCHED
from bulletin.build.regenerate import Listener, hand_over
from bulletin.desk import outside, server, slides
from bulletin.desk.asked import PreviewOrder, first_issue
from bulletin.desk.preview import PAGE_FOLDER
from bulletin.desk.recent import RecentIssues
from bulletin.desk.server import PreviewServer
from bulletin.desk.start_page import StartPage
from bulletin.desk.workbench import TerminalWords, Workbench
from bulletin.model.output import File, Order
from bulletin.problems import OutputError, Problem
from tests.conftest import ROOT
from tests.desk.asgi import Reply, ask, asked
from tests.desk.conftest import SOURCES


class Desk:
    """A preview without a server."""

    def __init__(self, folder: Path, order: Order, *, named: bool) -> None:
        self.folder, self.told = folder, list[str]()
        self.mistakes: list[Exception] = []
        asked_for = PreviewOrder(order=order, folder=str(folder / "output"), named=named, usual=not named)
        self.bench = Workbench(
            order.sources, TerminalWords(self.told.append, self.mistakes.append, [UNTOUCHED]), strict=False
        )
        self.recent = RecentIssues(str(folder / "state" / "recent.json"))
        self._server = PreviewServer(
            self.bench, StartPage(self.bench, asked_for, self.recent, self.told.append), PAGE_FOLDER
        )
        self.app: Starlette = self._server.application()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()
        if issue := first_issue(asked_for):
            self.bench.ask(lambda: self.bench.show_issue(issue))

    def _run(self) -> None:
        with suppress(KeyboardInterrupt):
            self.bench.run()

    def close(self) -> None:
        def stop() -> None:
            raise KeyboardInterrupt

        self.bench.ask(stop)
        self._thread.join(60)
        self._server.close()

    def get(self, path: str, query: str = "") -> Reply:
        return asked(self.app, path, query=query)

    def post(self, path: str, body: bytes = b"{}") -> Reply:
        return asked(self.app, path, "POST", body=[body])

    def put(self, name: str, data: bytes) -> Reply:
        return asked(self.app, f"/api/upload/{name}", "PUT", body=[data[:1000], data[1000:]])

    def state(
        self, until: Callable[[dict[str, Any]], bool] = lambda state: state["phase"] in ("good", "failed")
    ) -> Any:
        """The state as soon as it is so."""
        end = time.monotonic() + 60
        while not until(found := self.get("/api/state").json):
            assert time.monotonic() < end, found
            time.sleep(0.02)
        return found


@pytest.fixture(scope="module", autouse=True)
def no_libreoffice() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(slides, "libreoffice", lambda: "")
        yield


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "content", tmp_path / "content"))


@pytest.fixture
def desk(tmp_path: Path, content: Path) -> Iterator[Desk]:
    made = Desk(tmp_path, Order(SOURCES, str(content), slides=False), named=True)
    yield made
    made.close()


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk whose issue no test changes, with something outside of it, and links to that."""
    folder = tmp_path_factory.mktemp("standing")
    content = Path(shutil.copytree(ROOT / "content", folder / "content"))
    made = Desk(folder, Order(SOURCES, str(content), slides=False), named=True)
    made.state()
    made.post("/api/deliver")
    (folder / "secret.md").write_text("hush")
    (folder / "output" / "secret.txt").write_text("hush")
    (folder / "output" / "link.pdf").symlink_to(folder / "secret.md")
    (content / "link.md").symlink_to(folder / "secret.md")
    yield made
    made.close()


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_a_save_is_followed_a_fault_keeps_the_pages_and_what_is_shown_is_delivered(desk: Desk, content: Path) -> None:
    first = desk.state()
    assert (first["phase"], first["issue"]["reports"], first["counts"]["error"]) == ("good", 4, 0)
    (page,) = first["pages"]
    picture = desk.get(f"/pages/{page['picture']}-300.png")
    assert picture.body.startswith(b"\x89PNG")
    assert "immutable" in picture.headers["cache-control"]

    edit(content / "water.md", "适时", "及时")
    second = desk.state(lambda state: state["number"] > first["number"] and state["phase"] == "good")
    assert second["pages"][0]["picture"] != page["picture"]
    ((x, y, *_),) = second["pages"][0]["changed"]
    lines = desk.get(f"/api/lines/{second['pages'][0]['picture']}").json
    marked = [each for each in lines if (each["x"], each["y"]) == (x, y)]
    assert [(each["file"], each["report"], "及时" in each["text"]) for each in marked] == [
        (str(content / "water.md"), "水务", True)
    ]
    assert content.joinpath("water.md").read_text(encoding="utf-8").splitlines()[marked[0]["line"] - 1].find("及时") > 0
    assert desk.get(f"/pages/{page['picture']}-301.png").status == 200, "a page that lags behind still has its picture"

    edit(content / "water.md", "及时", "及\U00030edf时")
    broken = desk.state(lambda state: state["phase"] == "failed")
    assert broken["pages"][0]["picture"] == second["pages"][0]["picture"]
    fault = next(each for each in broken["problems"] if each["severity"] == "error")
    assert (fault["file"], fault["word"], fault["where"][:2]) == (str(content / "water.md"), "错误", "水务")
    assert fault["spots"][0]["page"] == 1
    assert desk.post("/api/deliver").json["ok"], "what is shown"
    assert (desk.folder / "output" / "bulletin.pdf").exists()
    assert desk.recent.all()[0].folder == str(content)


def test_what_was_delivered_can_be_fetched_and_compared(desk: Desk, content: Path) -> None:
    desk.state()
    assert desk.get("/compare").status == 404
    assert not desk.state()["delivered"]
    done = desk.post("/api/deliver").json
    assert done["ok"]
    assert "bulletin.pdf" in done["words"]
    state = desk.state(lambda state: state["delivered"])
    assert [each["name"] for each in state["outputs"]] == ["bulletin.pdf"]
    assert all(each["current"] and each["bytes"] > 10_000 for each in state["outputs"])
    delivered = (desk.folder / "output" / "bulletin.pdf").read_bytes()
    assert desk.get("/files/bulletin.pdf").body == delivered
    shown = desk.get("/download/bulletin.pdf")
    assert shown.body == delivered
    assert "filename*=UTF-8''%E8%BF%91" in shown.headers["content-disposition"]
    assert shown.headers["content-disposition"].endswith("2019-04-24.pdf")
    assert desk.get("/download/bulletin.pdf", "inline=1").headers["content-disposition"].startswith("inline")

    edit(content / "water.md", "适时", "适时从速")
    state = desk.state(lambda state: not state["delivered"])
    assert "积极行动" in state["since"]
    page = desk.get("/compare")
    assert page.status == 200
    assert "从速" in page.body.decode()
    assert "script" not in page.headers["content-security-policy"]


@pytest.mark.slow
def test_what_a_delivery_does_not_write_keeps_nothing_from_being_delivered(tmp_path: Path, content: Path) -> None:
    desk = Desk(tmp_path, Order(SOURCES, str(content), slides=False), named=True)
    try:
        desk.state()
        desk.post("/api/deliver")
        assert desk.state()["print"] == "bulletin.pdf"
    finally:
        desk.close()
    hand_over([File("diff.html", b"<html>", "changes")], str(tmp_path / "output"), None, Listener())
    edit(content / "water.md", "适时", "适时从速")
    desk = Desk(tmp_path, Order(SOURCES, str(content), slides=False, purposes=("office",)), named=True)
    try:
        state = desk.state()
        assert state["print"] == "bulletin-office.pdf"
        assert not state["delivered"]
        desk.post("/api/deliver")
        state = desk.state(lambda state: len(state["outputs"]) == 2)
        assert {each["name"]: each["current"] for each in state["outputs"]} == {
            "bulletin.pdf": False, "bulletin-office.pdf": True
        }  # fmt: skip
        assert state["delivered"], "the PDF for the screen was not asked for"
    finally:
        desk.close()


@pytest.mark.parametrize(
    "path",
    [
        "/files/delivered.json",
        "/files/.bulletin",
        "/files/secret.txt",
        "/files/link.pdf",
        "/files/..",
        "/files/a%2Fb",
        "/download/secret.txt",
        "/download/water.md",
        "/pages/xx-100.png",
        "/pages/..-100.png",
        "/slides/x.png",
        "/api/lines/x",
        "/preview.py",
        "/nothing",
    ],
)
def test_nothing_but_what_the_record_names_is_handed_out(standing: Desk, path: str) -> None:
    reply = standing.get(path)
    assert reply.status == 404
    assert b"hush" not in reply.body


def test_a_link_in_the_place_of_an_output_is_not_followed(desk: Desk) -> None:
    desk.state()
    desk.post("/api/deliver")
    output = desk.folder / "output" / "bulletin.pdf"
    output.unlink()
    (desk.folder / "secret").write_text("hush")
    output.symlink_to(desk.folder / "secret")
    assert desk.get("/files/bulletin.pdf").status == 404


@pytest.mark.parametrize(
    ("file", "status"),
    [
        ("{content}/water.md", 200),
        ("{content}/../secret.md", 404),
        ("../secret.md", 404),
        ("/etc/passwd", 404),
        ("{content}/link.md", 404),
        ("water.md\0", 404),
        ("", 404),
        ("..", 404),
        (".bulletin", 404),
    ],
)
def test_only_files_of_the_issue_are_opened(
    standing: Desk, monkeypatch: pytest.MonkeyPatch, file: str, status: int
) -> None:
    content = standing.folder / "content"
    opened: list[tuple[str, int]] = []

    def noted(path: str, line: int) -> outside.Opened:
        opened.append((path, line))
        return outside.Opened(True, "已打开")

    monkeypatch.setattr(server, "open_file", noted)
    reply = standing.post("/api/open", json.dumps({"file": file.format(content=content), "line": 13}).encode())
    assert reply.status == status
    assert opened == ([(str(content / "water.md"), 13)] if status == 200 else [])


def test_another_layout_is_shown_until_the_own_one_is_wanted_again(desk: Desk) -> None:
    first = desk.state()
    assert {"name": "bulletin-a4", "title": "A4 简报"} in first["layouts"]
    assert desk.post("/api/layout", b'{"name": "bulletin-a4"}').status == 200
    other = desk.state(
        lambda state: (
            state["issue"]["layout"]["name"] == "bulletin-a4" and state["phase"] == "good" and len(state["pages"]) > 1
        )
    )
    assert other["pages"][0]["width"] == pytest.approx(595.28, abs=0.1)
    desk.post("/api/layout", b'{"name": ""}')
    again = desk.state(lambda state: state["phase"] == "good" and len(state["pages"]) == 1)
    assert again["pages"][0]["picture"] == first["pages"][0]["picture"]
    for wrong in (
        b'{"name": "../x"}',
        b'{"name": "/etc/passwd"}',
        b'{"name": 3}',
        b"[]",
        b"{",
        b"\xff",
        b'{"name":' + b"[" * 5000,
    ):
        assert desk.post("/api/layout", wrong).status in (400, 404)
    assert desk.post("/api/layout", b" " * 70_000).status == 413


def test_what_is_true_of_the_folder_names_no_file_to_open(desk: Desk, content: Path) -> None:
    desk.state()
    (content / "散放.jpg").write_bytes((ROOT / "docs" / "gallery" / "original.png").read_bytes())
    state = desk.state(lambda state: any(each["code"] == "unused-picture" for each in state["problems"]))
    told = next(each for each in state["problems"] if each["code"] == "unused-picture")
    assert (told["file"], told["line"], told["where"]) == ("", 0, "")
    assert "散放.jpg" in told["message"]


def test_an_issue_that_is_opened_is_told_at_once_and_one_that_cannot_be_says_why(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.state()
    other = shutil.copytree(ROOT / "content", tmp_path / "other")
    asked_for = json.dumps({"folder": str(other)}).encode()
    assert desk.post("/api/issue", asked_for).status == 200
    assert desk.get("/api/state").json["issue"]["folder"] == str(other), "not the one before, whose buttons work"

    def full(_: object) -> None:
        raise OutputError(Problem("error", "disk-full", "磁盘已满", None))

    monkeypatch.setattr(desk.bench, "show_issue", full)
    reply = desk.post("/api/issue", asked_for)
    assert (reply.status, reply.json["words"]) == (409, "磁盘已满")


def test_a_mistake_of_ours_is_told_and_the_next_save_is_built(
    desk: Desk, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.state()
    with monkeypatch.context() as patch:
        patch.setattr("bulletin.build.regenerate.build", lambda *_: 1 / 0)
        edit(content / "water.md", "适时", "及时")
        state = desk.state(lambda state: state["phase"] == "failed")
        assert state["problems"][0]["code"] == "own-mistake"
        assert state["pages"], "the last good ones"
    edit(content / "water.md", "及时", "尽快")
    assert desk.state(lambda state: state["phase"] == "good")["counts"]["error"] == 0
    assert [type(each) for each in desk.mistakes] == [ZeroDivisionError]


def test_events_come_at_once_and_many_as_one_and_a_browser_that_leaves_leaves_nothing(
    desk: Desk, content: Path
) -> None:
    desk.state()

    async def look() -> tuple[Reply, Reply]:
        def twice(sent: bytes) -> bool:
            return sent.count(b"event: state") > 1

        first = asyncio.create_task(ask(desk.app, "/api/events", enough=twice))
        second = asyncio.create_task(ask(desk.app, "/api/events", enough=twice))
        await asyncio.sleep(0.2)
        for _ in range(1000):
            desk.bench.refresh()
        return await first, await second

    for reply in asyncio.run(look()):
        events = [part for part in reply.body.decode().split("\n\n") if part.startswith("event: state")]
        assert 2 <= len(events) < 200
        assert '"phase": "good"' in events[-1]
    assert not desk._server._news


@pytest.mark.slow
def test_a_new_issue_is_made_from_dropped_files_and_is_then_a_recent_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.path.expanduser", lambda word: word.replace("~", str(tmp_path / "home"), 1))
    (tmp_path / "home").mkdir()
    desk = Desk(tmp_path, Order(SOURCES, str(tmp_path / "none")), named=False)
    try:
        assert desk.get("/api/state").json["phase"] == "start"
        start = desk.get("/api/start").json
        assert start == {"recent": [], "usual": str(tmp_path / "home" / "简报")}
        assert desk.post("/api/import", '{"folder": "第12期"}'.encode()).status == 409, "nothing was dropped"
        for name in ("环境.md", "水务.md"):
            source = ROOT / "content" / {"环境.md": "environment.md", "水务.md": "water.md"}[name]
            assert desk.put(f"..%5C{name}", source.read_bytes()).json["name"] == name
        for wrong in ("../x", "a/b", "", "..", "a\\\\b", "CON", "x:y", "\\u0000"):
            assert desk.post("/api/import", f'{{"folder": "{wrong}"}}'.encode()).status in (400, 409), wrong
        done = desk.post("/api/import", '{"folder": "第12期"}'.encode()).json
        assert done["ok"], done
        assert any("2篇" in line for line in done["words"])
        assert not any("/bulletin-" in line or "运行" in line for line in done["words"]), done["words"]
        state = desk.state()
        assert (state["phase"], state["issue"]["reports"]) == ("good", 2)
        assert state["issue"]["folder"] == str(tmp_path / "home" / "简报" / "第12期")
        assert [each["folder"] for each in desk.get("/api/start").json["recent"]] == [state["issue"]["folder"]]
        assert desk.post("/api/new", '{"folder": "第12期"}'.encode()).status == 409, "there is one"
        assert desk.post("/api/new", '{"folder": "第13期"}'.encode()).status == 200
        assert desk.state(lambda state: state["issue"]["folder"].endswith("第13期") and state["phase"] == "good")
        assert desk.post("/api/issue", b'{"folder": "relative"}').status == 400
        assert desk.post("/api/issue", b'{"folder": "/nowhere"}').status == 404
        assert desk.post("/api/issue", f'{{"folder": "{tmp_path}/home/简报/第12期"}}'.encode()).status == 200
        assert desk.state(lambda state: state["issue"]["folder"].endswith("第12期") and state["phase"] == "good")
    finally:
        desk.close()


def test_slides_are_told_in_words_and_keep_their_old_pictures_until_new_ones_are_there(
    tmp_path: Path, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[bytes] = []
    go = threading.Semaphore(0)

    def as_pdf(deck: bytes, folder: str, stop: threading.Event) -> bytes:
        may_go = go.acquire(timeout=60)
        assert may_go
        drawn.append(deck)
        return four_pages()

    monkeypatch.setattr(slides, "libreoffice", lambda: "soffice")
    monkeypatch.setattr(slides, "deck_as_pdf", as_pdf)
    monkeypatch.setattr(slides, "DECK_QUIET", 0.01)
    desk = Desk(tmp_path, Order(SOURCES, str(content)), named=True)
    try:
        first = desk.state()
        assert (first["slides_by"], len(first["slides"]), first["slides"][1]["report"]) == ("drawing", 4, "water")
        assert "取水" in "".join(first["slides"][1]["words"])
        assert not any(slide["picture"] for slide in first["slides"])
        go.release()
        second = desk.state(lambda state: state["slides_by"] == "LibreOffice")
        old = [slide["picture"] for slide in second["slides"]]
        assert all(desk.get(f"/slides/{name}.png").body.startswith(b"\x89PNG") for name in old)
        edit(content / "water.md", "title: 积极行动", "title: 主动行动")
        third = desk.state(lambda state: state["slides"][1]["title"].startswith("主动") and state["phase"] == "good")
        assert [slide["picture"] for slide in third["slides"]] == old
        assert third["slides_by"] == "drawing"
        go.release()
        fourth = desk.state(lambda state: state["slides_by"] == "LibreOffice")
        new = [slide["picture"] for slide in fourth["slides"]]
        assert [before == after for before, after in zip(old, new, strict=True)] == [True, False, True, True]
        assert len(drawn) == 2
    finally:
        go.release()
        desk.close()


def four_pages() -> bytes:
    document = pypdfium2.PdfDocument.new()
    for _ in range(4):
        document.new_page(960, 540)
    out = BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


@pytest.mark.skipif(os.name == "nt", reason="its names are text")
def test_a_folder_whose_name_is_no_text_is_shown_and_opened_again(tmp_path: Path) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe"))
    content = Path(shutil.copytree(ROOT / "content", folder))
    made = Desk(tmp_path, Order(SOURCES, str(content), slides=False), named=True)
    try:
        assert made.state()["issue"]["folder"] == str(content)
        made.recent.add(str(content), "简报")
        (recent,) = made.get("/api/start").json["recent"]
        assert made.post("/api/issue", json.dumps({"folder": recent["folder"]}).encode()).status == 200
        assert made.mistakes == []
    finally:
        made.close()


def test_half_a_character_names_nothing(standing: Desk) -> None:
    assert standing.post("/api/issue", b'{"folder": "~\\ud800"}').status == 400
    assert standing.mistakes == []


@pytest.mark.parametrize("when", ["NaN", "-1", "Infinity", "1" + "0" * 400])
def test_a_time_in_the_list_of_recent_issues_that_is_none(tmp_path: Path, when: str) -> None:
    file = tmp_path / "recent.json"
    file.write_text(f'[{{"folder": "{(ROOT / "content").as_posix()}", "name": "简报", "when": {when}}}]')
    assert RecentIssues(str(file)).all() == ()


def test_ctrl_c_while_a_job_is_done_is_no_mistake_of_ours(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    desk.state()
    monkeypatch.setattr(desk.bench, "deliver", interrupted)
    reply = desk.post("/api/deliver")
    assert (reply.status, reply.json) == (503, {"words": "预览已停止"})
    assert desk.mistakes == []
