"""The preview in real Chromium against the real server: what an editor sees, and what nobody else may do."""

import json
import os
import re
import shutil
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from docx import Document
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from tests.begin.office import report
from tests.conftest import ROOT
from tests.desk.live import OBSERVE, Live, live, save
from tools.preview_picture import browser_program, browser_words

pytestmark = pytest.mark.slow


EDITS = 10
SHOWN_WITHIN = 0.3  # seconds from the save to the painted picture, where the machine has nothing else to do
MOST_WITHIN = 3.0  # where it has
SPUN = 0.03  # seconds of work that show how busy the machine is
COLUMNS = ("环境", "水务", "规划", "政法")
SERIOUS = {"serious", "critical"}
DROP = """([name, text]) => {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([text], name));
  window.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
}"""

Looking = Callable[..., AbstractContextManager[Page]]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = browser_program()
    if not program:
        assert not os.environ.get("CI"), "no Chromium: .ci/run installs it by apt-get install -y chromium"
        pytest.skip("no Chromium")
    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=program, args=browser_words())
        yield started
        started.close()


@pytest.fixture(scope="module")
def look(browser: Browser) -> Looking:
    """A tab that looks at an address, as a context; a fault in it, or a word to another machine, fails the test."""

    @contextmanager
    def looking(url: str, *, refusals: bool = False, **options: Any) -> Iterator[Page]:
        context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN", **options)
        page = context.new_page()
        faults: list[str] = []
        page.on("console", lambda said: faults.append(_said(said)) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda asked: None if _is_ours(asked.url) else faults.append(asked.url))
        page.goto(url)
        try:
            yield page
        finally:
            context.close()
        assert not faults or refusals, faults

    return looking


def _said(message: ConsoleMessage) -> str:
    return f"{message.text} {message.location['url']}"


def _is_ours(url: str) -> bool:
    return url.startswith(("http://127.0.0.1:", "blob:", "data:"))


class Issue:
    """A copy of the shipped issue, previewed."""

    def __init__(self, folder: Path, running: Live) -> None:
        self.content, self.output, self.running = folder / "content", folder / "output", running
        self.water = self.content / "water.md"
        self.text = self.water.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def opened_by(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A program that notes what it was asked to open."""
    program = tmp_path_factory.mktemp("editor") / "editor"
    program.write_text('#!/bin/sh\nprintf "%s\\n" "$@" > "$0.asked"\n', encoding="utf-8")
    program.chmod(0o755)
    return program


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory, opened_by: Path) -> Iterator[Issue]:
    folder = tmp_path_factory.mktemp("issue")
    shutil.copytree(ROOT / "content", folder / "content")
    with live(folder / "content", folder / "output", VISUAL=str(opened_by)) as started:
        yield Issue(folder, started)


@pytest.fixture
def issue(running: Issue) -> Iterator[Issue]:
    """The issue as it is shipped, before and after."""
    yield running
    if running.water.read_text(encoding="utf-8") != running.text:
        save(running.water, running.text)


def picture(page: Page) -> str:
    """The address of page 1's picture."""
    return str(page.locator(".sheet img").first.get_attribute("src"))


def shows(page: Page, state: str, *, timeout: float = 15_000) -> None:
    expect(page.locator("#state-words")).to_contain_text(state, timeout=timeout)


def is_ready(page: Page) -> None:
    expect(page.locator(".sheet img").first).to_be_visible(timeout=30_000)
    shows(page, "已更新")


def changes(page: Page, old: str) -> None:
    page.wait_for_function("old => document.querySelector('.sheet img').getAttribute('src') !== old", arg=old)


def slowness() -> float:
    """How many times as long as on an idle machine work takes here and now."""
    wall, work = time.perf_counter(), time.process_time()
    while time.process_time() - work < SPUN:
        pass
    return max(1.0, (time.perf_counter() - wall) / SPUN)


def test_an_edit_is_seen_within_the_blink_of_an_eye_and_no_frame_is_empty(
    look: Looking, issue: Issue, record_property: Callable[[str, object], None]
) -> None:
    with look(issue.running.url) as page:
        is_ready(page)
        page.evaluate(OBSERVE)
        seconds, slow = [], []
        for number in range(EDITS):
            old = picture(page)
            seen = len(page.evaluate("window.painted"))
            word = "适时" if number % 2 else "及时"
            started = time.time()
            save(issue.water, issue.text.replace("适时", word + "地" * (number // 2)))
            changes(page, old)
            page.wait_for_function("seen => window.painted.length > seen", arg=seen)
            seconds.append(page.evaluate("window.painted")[-1][1] - started)
            page.wait_for_timeout(150)
            slow.append(slowness())
        middle, busy = statistics.median(seconds), statistics.mean(slow)
        spread = f"{min(seconds):.3f} to {max(seconds):.3f}s"
        told = f"median {middle:.3f}s, {spread}, machine {busy:.1f} times as slow as idle"
        record_property("edit to picture", told)
        assert page.evaluate("window.blank") == 0
        # other tests share the machine, and server and browser want a core each: the quickest was disturbed least
        assert min(seconds) <= SHOWN_WITHIN * busy, told
        assert middle <= MOST_WITHIN, told


def test_changed_lines_are_marked_and_a_key_shows_the_marks_again(look: Looking, issue: Issue) -> None:
    with look(issue.running.url) as page:
        is_ready(page)
        old = picture(page)
        save(issue.water, issue.text.replace("适时", "及时"))
        changes(page, old)
        mark = page.locator(".change").first
        expect(mark).to_be_attached()
        assert 0 < page.locator(".change").count() < 20
        page.keyboard.press("m")
        page.wait_for_timeout(300)
        looks = "(mark) => [getComputedStyle(mark).animationName, Number(getComputedStyle(mark).opacity)]"
        name, opacity = mark.evaluate(looks)
        assert name == "none"
        assert opacity > 0.3


def test_a_fault_is_told_over_the_page_that_stays_until_it_is_mended(look: Looking, issue: Issue) -> None:
    with look(issue.running.url) as page:
        is_ready(page)
        page.evaluate(OBSERVE)
        old = picture(page)
        save(issue.water, issue.text.replace("适时", "适\U00030edf时"))
        shows(page, "有错误，仍显示")
        line = next(number for number, text in enumerate(issue.text.splitlines(), 1) if "适时" in text)
        expect(page.locator("#fault")).to_contain_text(f"水务 · 第{line}行")
        expect(page.locator("#problems .badge.error").first).to_be_visible()
        assert page.title().startswith("有错误")
        assert picture(page) == old
        assert page.locator("#deliver").is_disabled()
        save(issue.water, issue.text)
        shows(page, "已更新")
        expect(page.locator("#fault")).to_be_hidden()
        assert picture(page) == old
        assert page.evaluate("window.blank") == 0


def test_a_click_on_a_line_names_its_file_and_line_and_opens_it(look: Looking, issue: Issue, opened_by: Path) -> None:
    """The place on the page is taken from the text of the PDF, the line from the file: neither from the server."""
    sought = ("取水水监", "党风廉政")
    with look(issue.running.url, permissions=["clipboard-read", "clipboard-write"]) as page:
        is_ready(page)
        pdf = page.request.get(f"http://127.0.0.1:{issue.running.port}/download/bulletin.pdf").body()
        for words in sought:
            line = next(number for number, text in enumerate(issue.text.splitlines(), 1) if words in text)
            across, down = _place(pdf, words)
            box = page.locator(".sheet").first.bounding_box()
            assert box
            page.mouse.click(box["x"] + across * box["width"], box["y"] + down * box["height"])
            expect(page.locator("#line")).to_contain_text(f"water.md 第{line}行")
            expect(page.locator("#line")).to_contain_text("水务")
            expect(page.locator(".chosen")).to_have_count(1)
        page.get_by_role("button", name="打开稿件").last.click()
        asked = Path(f"{opened_by}.asked")
        _until(asked.exists)
        assert any(word.endswith("water.md") for word in asked.read_text(encoding="utf-8").split("\n"))
        page.locator("#line").get_by_role("button", name="复制路径").click()
        expect(page.locator("#say")).to_contain_text("water.md")
        assert page.evaluate("navigator.clipboard.readText()").endswith("water.md")


def _place(pdf: bytes, words: str) -> tuple[float, float]:
    """Where the middle of some words stands on page 1, in fractions of its sides, from the top left."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        text = page.get_textpage()
        index, _ = text.search(words).get_next()
        left, bottom, right, top = text.get_charbox(index)
        return (left + right) / 2 / page.get_width(), 1 - (top + bottom) / 2 / page.get_height()
    finally:
        document.close()


def _until(claim: Callable[[], bool], seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not claim():
        assert time.monotonic() < end, "never happened"
        time.sleep(0.05)


def test_a_problem_leads_to_its_place_on_the_page(look: Looking, issue: Issue) -> None:
    with look(issue.running.url) as page:
        is_ready(page)
        item = page.locator(".problem", has_text="取水水监")
        item.get_by_role("button", name="到版面").click()
        spot = page.locator(".spot")
        expect(spot).to_have_count(1)
        expect(item).to_have_class(re.compile(r"\bat\b"))
        page.wait_for_timeout(600)  # it arrives
        box, sheet = spot.bounding_box(), page.locator(".sheet").first.bounding_box()
        assert box
        assert sheet
        pdf = page.request.get(f"http://127.0.0.1:{issue.running.port}/download/bulletin.pdf").body()
        across, down = _place(pdf, "取水水监")
        x, y = sheet["x"] + across * sheet["width"], sheet["y"] + down * sheet["height"]
        assert box["x"] - 2 <= x <= box["x"] + box["width"] + 2
        assert box["y"] - 2 <= y <= box["y"] + box["height"] + 2
        page.keyboard.press("Escape")
        expect(spot).to_have_count(0)


def test_a_picture_has_the_pixels_of_the_screen_at_every_zoom(look: Looking, issue: Issue) -> None:
    with look(issue.running.url, device_scale_factor=2) as page:
        is_ready(page)
        page.evaluate(OBSERVE)
        for key in ("1", "+", "-", "0"):
            old = picture(page)
            page.keyboard.press(key)
            changes(page, old)
            shown = page.evaluate("document.querySelector('.sheet').clientWidth")
            assert int(picture(page).rpartition("-")[2].removesuffix(".png")) == 2 * shown
        assert page.evaluate("window.blank") == 0


def test_a_window_on_a_sharper_screen_has_sharper_pictures(look: Looking, issue: Issue) -> None:
    with look(issue.running.url) as page:
        is_ready(page)
        sizes = {"width": 1440, "height": 900, "mobile": False}
        page.context.new_cdp_session(page).send("Emulation.setDeviceMetricsOverride", {**sizes, "deviceScaleFactor": 2})
        # an emulated screen tells of its density when asked, and not always the first time
        page.wait_for_function(
            "() => matchMedia('(resolution: 2dppx)').matches && document.querySelector('.sheet img').src"
            ".endsWith(`-${2 * document.querySelector('.sheet').clientWidth}.png`)"
        )


def test_another_issue_brings_along_no_words_of_the_one_before(look: Looking, tmp_path: Path) -> None:
    for name in ("content", "other"):
        shutil.copytree(ROOT / "content", tmp_path / name)
    settings = tmp_path / "other" / "issue.yaml"
    text, count = re.subn("(?m)^masthead: .*$", "masthead: 另外 一期", settings.read_text(encoding="utf-8"))
    assert count == 1
    settings.write_text(text, encoding="utf-8")
    with live(tmp_path / "content", tmp_path / "output") as started, look(started.url, refusals=True) as page:
        is_ready(page)
        page.evaluate(DROP, ["5.农业.txt", report("环境").replace("环境", "农业")])
        expect(page.locator("#told")).to_contain_text("5.农业.txt", timeout=20_000)
        page.locator("#again").click()
        page.locator("#open-folder").fill(str(tmp_path / "nothing"))
        page.locator("#open-go").click()
        expect(page.locator("#say")).to_contain_text("issue.yaml")
        page.locator("#open-folder").fill(str(tmp_path / "other"))
        page.locator("#open-go").click()
        expect(page.locator("#title")).to_have_text("另外 一期", timeout=20_000)
        expect(page.locator("#told")).to_be_hidden()
        expect(page.locator("#say")).to_be_empty()
        page.locator("#settings").click()
        expect(page.locator("#say")).to_contain_text("issue.yaml", timeout=10_000)


def test_two_tabs_follow_and_a_tab_that_comes_late_sees_the_newest(look: Looking, issue: Issue) -> None:
    address = f"http://127.0.0.1:{issue.running.port}/"
    with look(issue.running.url) as first:
        is_ready(first)
        second = first.context.new_page()
        second.goto(address)
        is_ready(second)
        old = picture(first)
        save(issue.water, issue.text.replace("适时", "及时"))
        changes(first, old)
        changes(second, old)
        third = first.context.new_page()
        third.goto(address)
        is_ready(third)
        assert _digest(third) == _digest(first) == _digest(second)


def _digest(page: Page) -> str:
    return picture(page).rpartition("-")[0]


def test_many_quick_saves_end_in_the_newest_and_ask_for_few_pictures(look: Looking, issue: Issue) -> None:
    with look(issue.running.url) as page:
        is_ready(page)
        page.evaluate(OBSERVE)
        under_way, most = set[str](), [0]
        states: list[str] = []

        def begins(request: Any) -> None:
            if "/pages/" in request.url:
                under_way.add(request.url)
                most.append(len(under_way))
            if request.url.endswith("/api/state"):
                states.append(request.url)

        page.on("request", begins)
        page.on("requestfinished", lambda request: under_way.discard(request.url))
        page.on("requestfailed", lambda request: under_way.discard(request.url))
        for number in range(300):
            save(issue.water, issue.text.replace("适时", "适时" + "，又一次" * (number % 7)))
            time.sleep(0.002)
        save(issue.water, issue.text.replace("适时", "末次改定"))
        page.wait_for_function(
            """async () => {
                const digest = document.querySelector(".sheet img").getAttribute("src").split("/")[2].split("-")[0];
                const lines = await (await fetch(`/api/lines/${digest}`)).json();
                return Array.isArray(lines) && lines.some((line) => line.text.includes("末次"));
            }""",
            timeout=20_000,
        )
        assert len(states) < 150, "quick states are passed over"
        line = page.context.new_cdp_session(page)
        free = {"offline": False, "latency": 0, "uploadThroughput": -1, "downloadThroughput": -1}
        line.send("Network.emulateNetworkConditions", {**free, "downloadThroughput": 60_000})  # 3 s for a picture
        old = picture(page)
        for number in range(1, 4):
            with page.expect_response("**/api/state"):
                save(issue.water, issue.text.replace("适时", "适时" + "地" * number))
        assert under_way, "a picture is on its way while states come"
        line.send("Network.emulateNetworkConditions", free)
        changes(page, old)
        assert max(most) == 1, "one request for a page at a time"
        assert page.evaluate("window.blank") == 0


def test_delivering_writes_what_is_shown_and_a_download_is_the_same(look: Looking, issue: Issue) -> None:
    with look(issue.running.url) as page:
        is_ready(page)
        page.locator("#deliver").click()
        expect(page.locator("#outputs")).to_contain_text("bulletin.pdf", timeout=20_000)
        made = (issue.output / "bulletin.pdf").read_bytes()
        with page.expect_download() as download:
            page.locator("#get-pdf").click()
        assert Path(download.value.path()).read_bytes() == made
        with page.expect_download() as download:
            page.locator("#outputs a", has_text="bulletin.pdf").click()
        assert Path(download.value.path()).read_bytes() == made
        page.locator("#print-open").click()
        expect(page.locator("#print")).to_contain_text("A3，297×420毫米")
        address = page.locator("#print-go").get_attribute("href")
        answer = page.request.get(f"http://127.0.0.1:{issue.running.port}{address}")
        assert answer.headers["content-disposition"].startswith("inline")
        assert "content-security-policy" not in answer.headers
        assert answer.body() == made


def test_everything_is_reached_by_the_keyboard(look: Looking, issue: Issue) -> None:
    with look(issue.running.url) as page:
        is_ready(page)
        wanted = set(page.evaluate(
            """[...document.querySelectorAll('#desk button, #desk select, #desk a[href], #desk summary')]
                .filter((node) => !node.disabled && node.getClientRects().length)
                .map((node, index) => { node.dataset.reach = index; return String(index); })"""
        ))  # fmt: skip
        reached = set()
        for _ in range(len(wanted) + 12):
            page.keyboard.press("Tab")
            reached.add(page.evaluate("document.activeElement.dataset.reach || ''"))
        assert wanted <= reached
        assert len(wanted) > 15
        page.keyboard.press("?")
        expect(page.locator("#keys")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator("#keys")).to_be_hidden()
        page.keyboard.press("j")
        expect(page.locator(".chosen")).to_have_count(1)
        ground = "getComputedStyle(document.body).backgroundColor"
        light = page.evaluate(ground)
        page.keyboard.press("t")
        page.keyboard.press("s")
        dark = page.evaluate(ground)
        page.reload()
        is_ready(page)
        assert page.evaluate(ground) == dark != light
        expect(page.locator("#slides")).to_be_hidden()


def test_axe_finds_nothing_serious(look: Looking, issue: Issue) -> None:
    for scheme in ("light", "dark"):
        with look(issue.running.url, color_scheme=scheme, bypass_csp=True, reduced_motion="reduce") as page:
            is_ready(page)
            page.locator(".problem button", has_text="到版面").first.click()
            page.locator(".sheet").first.click()
            assert _serious(page) == []
            page.keyboard.press("?")
            assert _serious(page) == []
            page.keyboard.press("Escape")
            if page.locator("#slides button").count():
                page.locator("#slides button").first.click()
                assert _serious(page) == []
                page.keyboard.press("Escape")
            page.locator("#again").click()
            expect(page.locator("#start")).to_be_visible()
            assert _serious(page) == []
            page.locator("#back").click()
            save(issue.water, issue.text.replace("适时", "适\U00030edf时"))
            shows(page, "有错误")
            assert _serious(page) == []
            page.set_viewport_size({"width": 360, "height": 740})
            assert _serious(page) == []
            assert page.evaluate("document.documentElement.scrollWidth") <= 360
            save(issue.water, issue.text)
            shows(page, "已更新")


def _serious(page: Page) -> list[str]:
    """What axe-core calls serious or worse, with where it stands."""
    spec = find_spec("axe_playwright_python")
    assert spec
    assert spec.submodule_search_locations
    script = Path(spec.submodule_search_locations[0], "axe.min.js")
    if not page.evaluate("'axe' in window"):
        page.evaluate(script.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run({ resultTypes: ['violations'] })")["violations"]
    return [
        f"{each['id']}: {each['help']} {[node['target'] for node in each['nodes']]}"
        for each in found
        if each["impact"] in SERIOUS
    ]


def test_four_word_files_become_a_page(look: Looking, tmp_path: Path) -> None:
    """From the first start: nothing but a browser and four files."""
    files = [_word_file(tmp_path / f"{number}.{column}.docx", column) for number, column in enumerate(COLUMNS, 1)]
    home = tmp_path / "home"
    home.mkdir()
    with Live([], home, HOME=str(home), USERPROFILE=str(home)) as started, look(started.url, bypass_csp=True) as page:
        expect(page.locator("#start")).to_be_visible(timeout=20_000)
        assert _serious(page) == []
        page.locator("#files").set_input_files(files)
        expect(page.locator("#uploads .good")).to_have_count(4, timeout=20_000)
        page.locator("#bring-name").fill("第一期")
        page.locator("#bring-go").click()
        is_ready(page)
        expect(page.locator("#facts")).to_contain_text("4篇")
        expect(page.locator("#told")).to_contain_text("环境")
        names = {path.name for path in home.rglob("*.docx")}
        assert names == {path.name for path in files}
        page.evaluate(DROP, ["5.农业.txt", report("环境").replace("环境", "农业")])
        expect(page.locator("#facts")).to_contain_text("5篇", timeout=20_000)
        expect(page.locator("#told")).to_contain_text("5.农业.txt")


def _word_file(path: Path, column: str) -> Path:
    document = Document()
    for line in report(
        column, *(f"第{number}项工作扎实推进，取得阶段性成果，群众普遍满意。" for number in "一二三四五六")
    ).splitlines():
        document.add_paragraph(line)
    data = BytesIO()
    document.save(data)
    path.write_bytes(data.getvalue())
    return path


def test_what_comes_from_elsewhere_is_refused(issue: Issue) -> None:
    running, port = issue.running, issue.running.port
    host, cookie = running.host, running.cookie
    assert running.raw("GET /api/state", host, cookie).status == 200
    post, sent = "POST /api/deliver", ("X-Bulletin: 1", "Content-Type: application/json")
    forged = {
        "no token": running.raw("GET /api/state", host),
        "wrong token": running.raw("GET /api/state", host, f"Cookie: bulletin-{port}={'x' * len(running.token)}"),
        "wrong key": running.raw("GET /?key=guessed", host),
        "other host": running.raw("GET /api/state", f"Host: evil.example:{port}", cookie),
        "no host": running.raw("GET /api/state", cookie),
        "other port": running.raw("GET /api/state", "Host: 127.0.0.1:1", cookie),
        "other origin": running.raw(post, host, cookie, "Origin: http://evil.example", *sent, body=b"{}"),
        "null origin": running.raw(post, host, cookie, "Origin: null", *sent, body=b"{}"),
        "no origin": running.raw(post, host, cookie, *sent, body=b"{}"),
        "no mark": running.raw(post, host, cookie, f"Origin: http://127.0.0.1:{port}", body=b"{}"),
        "origin of a reader": running.raw("GET /api/state", host, cookie, "Origin: http://evil.example"),
        "other site": running.raw("GET /api/state", host, cookie, "Sec-Fetch-Site: cross-site"),
    }
    assert {name: answer.status for name, answer in forged.items() if not 400 <= answer.status < 500} == {}
    assert issue.text.encode() not in b"".join(answer.body for answer in forged.values())
    assert all("set-cookie" not in answer.headers for answer in forged.values())


@pytest.mark.parametrize(
    "path",
    [
        "/files/../content/issue.yaml", "/files/%2e%2e%2fcontent%2fissue.yaml", "/files/..%5ccontent%5cissue.yaml",
        "/download/../../../../etc/passwd", "/download/%2e%2e/%2e%2e/etc/passwd", "/pages/../../etc/passwd",
        "/pages/%2e%2e%2f%2e%2e%2fetc%2fpasswd.png", "/../../../../etc/passwd", "/slides/..%2f..%2fissue.yaml",
        "/files/.bulletin%2flast.json", "//etc/passwd", "/files/%00", "/api/lines/..%2f..%2fstate",
    ],
)  # fmt: skip
def test_no_path_leads_out(issue: Issue, path: str) -> None:
    answer = issue.running.raw(f"GET {path}", issue.running.host, issue.running.cookie)
    assert 400 <= answer.status < 500, path
    assert b"root:" not in answer.body
    assert "报头".encode() not in answer.body


def test_a_file_outside_the_issue_is_not_opened(issue: Issue, opened_by: Path) -> None:
    asked = Path(f"{opened_by}.asked")
    asked.unlink(missing_ok=True)
    origin = f"Origin: http://127.0.0.1:{issue.running.port}"
    for file in ("/etc/passwd", "../../../../../../etc/passwd", "content/../../../etc/passwd", str(ROOT / "README.md")):
        body = json.dumps({"file": file, "line": 1}).encode()
        answer = issue.running.raw(
            "POST /api/open", issue.running.host, issue.running.cookie, origin, "X-Bulletin: 1",
            "Content-Type: application/json", body=body,
        )  # fmt: skip
        assert 400 <= answer.status < 500 or json.loads(answer.body)["opened"] is False, file
    time.sleep(0.3)
    assert not asked.exists()


def test_a_program_that_ended_is_told_and_the_page_stays(look: Looking, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    with live(tmp_path / "content", tmp_path / "output") as started, look(started.url, refusals=True) as page:
        is_ready(page)
        page.evaluate(OBSERVE)
        old = picture(page)
        said = started.end()
        assert "Traceback" not in said
        expect(page.locator("#lost")).to_be_visible(timeout=10_000)
        expect(page.locator("#lost")).to_contain_text("断了")
        page.wait_for_timeout(1200)
        assert picture(page) == old
        assert page.evaluate("window.blank") == 0


def test_a_fault_before_the_first_page_says_what_to_do(look: Looking, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    water = tmp_path / "content" / "water.md"
    text = water.read_text(encoding="utf-8")
    water.write_text(text.replace("适时", "适\U00030edf时"), encoding="utf-8")
    with live(tmp_path / "content", tmp_path / "output") as started, look(started.url, bypass_csp=True) as page:
        shows(page, "有错误，还没有版面", timeout=30_000)
        expect(page.locator("#empty")).to_contain_text("改好稿件")
        expect(page.locator("#problems")).to_contain_text("water")
        assert page.locator("#get-pdf").get_attribute("href") is None
        assert _serious(page) == []
        save(water, text)
        is_ready(page)
        expect(page.locator("#empty")).to_be_hidden()
