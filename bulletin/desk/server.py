"""What the page may ask for, and who answers: looks at how things stand, and jobs for the workbench.

Everything that takes more than a moment is done in a thread of its own kind: one tells states, one asks PDFium, which
is not made for several, one reads files. So the loop that serves them is always free, and none keeps a build waiting.
"""

import asyncio
import json
import os
import re
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from bulletin.build import record
from bulletin.build.storage import LARGEST_OUTPUT
from bulletin.desk.answers import (
    FOREVER,
    JsonAnswer,
    RequestRefusedError,
    attachment,
    body_of,
    job,
    media_type,
    refused,
    text_in,
    unknown,
)
from bulletin.desk.compare.changes_page import Compared, changes_page
from bulletin.desk.compare.differences import compared_files
from bulletin.desk.compare.versions import last_delivery
from bulletin.desk.outside import open_file
from bulletin.desk.pictures import PictureStore
from bulletin.desk.shown_files import download_name, issue_path, pdf_of
from bulletin.desk.slides import SlidePictures
from bulletin.desk.start_page import StartPage
from bulletin.desk.state_data import StateTeller, ToldState, lines_data
from bulletin.desk.workbench import OpenIssue, Workbench
from bulletin.model.output import Printed
from bulletin.opening import NotOpenedError, read_file
from bulletin.problems import BulletinError

Answer = TypeVar("Answer")

PAGE_FILES = {"/": "preview.html", "/preview.css": "preview.css", "/preview.js": "preview.js"}
TITLE_FACE = "NotoSerifSC-Black.ttf"
HEARTBEAT = 15.0  # seconds after which a silent line says that it lives
# The comparison brings its style, and names it by its digest in a policy of its own, which holds beside this one.
COMPARISON_POLICY = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
_PICTURE_NAME = re.compile("([0-9a-f]{32})-([0-9]{2,4})")


class PreviewServer:
    """The routes."""

    def __init__(self, bench: Workbench, start: StartPage, pages: str) -> None:
        """
        Args:
            pages: folder of the page's own files.
        """
        self._bench, self._start, self._folder = bench, start, pages
        self._pictures = PictureStore()
        self._slides = SlidePictures(bench.refresh)
        self._teller = StateTeller(self._pictures, self._slides)
        self._threads = {name: ThreadPoolExecutor(1, f"bulletin-{name}") for name in ("states", "pdfium", "files")}
        self._news: set[asyncio.Event] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._compared: tuple[bytes, bytes, bytes] | None = None  # both PDFs, and the page
        bench.listen(self._tell_all)

    def application(self) -> Starlette:
        """The application, without its guard."""
        get, post = ["GET"], ["POST"]
        routes = [
            *(Route(path, self._page_file, methods=get) for path in PAGE_FILES),
            *self._start.routes(),
            Route("/favicon.ico", self._nothing, methods=get),
            Route("/faces/song-black.ttf", self._face, methods=get),
            Route("/api/state", self._state, methods=get),
            Route("/api/events", self._events, methods=get),
            Route("/api/lines/{name}", self._lines, methods=get),
            Route("/api/open", self._open, methods=post),
            Route("/api/deliver", self._deliver, methods=post),
            Route("/api/layout", self._layout, methods=post),
            Route("/pages/{name}.png", self._picture, methods=get),
            Route("/slides/{name}.png", self._slide, methods=get),
            Route("/files/{name}", self._file, methods=get),
            Route("/download/{name}", self._download, methods=get),
            Route("/compare", self._compare, methods=get),
        ]
        handlers: dict[Any, Callable[..., Any]] = {
            RequestRefusedError: refused, HTTPException: unknown, Exception: self._mistake
        }  # fmt: skip
        return Starlette(routes=routes, exception_handlers=handlers)

    def close(self) -> None:
        """End what goes on beside."""
        self._slides.close()
        self._start.close()
        for thread in self._threads.values():
            thread.shutdown(wait=False, cancel_futures=True)

    async def _in(self, thread: str, work: Callable[[], Answer]) -> Answer:
        return await asyncio.get_running_loop().run_in_executor(self._threads[thread], work)

    async def _told(self) -> ToldState:
        return await self._in("states", lambda: self._teller.told(self._bench.situation))

    def _on_desk(self) -> tuple[OpenIssue, Printed]:
        """The issue, and what is shown of it."""
        situation = self._bench.situation
        if situation.issue is None or situation.state.shown is None:
            raise RequestRefusedError(404, "还没有生成版面")
        return situation.issue, situation.state.shown

    async def _page_file(self, request: Request) -> Response:
        name = PAGE_FILES[request.url.path]
        data = await self._in("files", partial(read_file, os.path.join(self._folder, name), limit=LARGEST_OUTPUT))
        return Response(data, media_type=media_type(name), headers={"cache-control": "no-cache"})

    async def _nothing(self, request: Request) -> Response:
        return Response(status_code=204)

    async def _face(self, request: Request) -> Response:
        for folder in self._bench.sources.fonts:
            try:
                path = os.path.join(folder, TITLE_FACE)
                data = await self._in("files", partial(read_file, path, limit=LARGEST_OUTPUT))
            except NotOpenedError:
                continue
            return Response(data, media_type=media_type(TITLE_FACE), headers=FOREVER)
        raise RequestRefusedError(404, "没有这种字体")

    async def _state(self, request: Request) -> Response:
        told = await self._told()
        tag = f'"{told.situation.version}"'
        headers = {"etag": tag, "cache-control": "no-cache"}
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers=headers)
        return JsonAnswer(told.data, headers=headers)

    async def _events(self, request: Request) -> Response:
        self._loop = asyncio.get_running_loop()
        return StreamingResponse(self._stream(), media_type="text/event-stream", headers={"cache-control": "no-store"})

    async def _stream(self) -> AsyncIterator[str]:
        """A line for each change, the latest only where several came at once."""
        news = asyncio.Event()
        self._news.add(news)
        version = -1
        try:
            while True:
                news.clear()
                told = await self._told()
                if told.situation.version != version:
                    version = told.situation.version
                    data = {key: told.data[key] for key in ("number", "phase", "step")}
                    yield f"event: state\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
                try:
                    await asyncio.wait_for(news.wait(), HEARTBEAT)
                except TimeoutError:
                    yield ": \n\n"
        finally:
            self._news.discard(news)

    def _tell_all(self) -> None:
        """Wake the lines that are open; from any thread."""
        if self._loop and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._wake)

    def _wake(self) -> None:
        for news in self._news:
            news.set()

    async def _lines(self, request: Request) -> Response:
        told = await self._told()
        found = await self._in("states", partial(lines_data, told.pages, request.path_params["name"]))
        if found is None:
            raise RequestRefusedError(404, "这一版已经换了新的")
        return JsonAnswer(found)

    async def _picture(self, request: Request) -> Response:
        found = _PICTURE_NAME.fullmatch(request.path_params["name"])
        made = await self._in("pdfium", partial(self._pictures.picture, found[1], int(found[2]))) if found else None
        if made is None:
            raise RequestRefusedError(404, "没有这一版的图")
        return Response(made, media_type="image/png", headers=FOREVER)

    async def _slide(self, request: Request) -> Response:
        made = self._slides.picture(request.path_params["name"])
        if made is None:
            raise RequestRefusedError(404, "没有这一张的图")
        return Response(made, media_type="image/png", headers=FOREVER)

    async def _open(self, request: Request) -> Response:
        body = await body_of(request)
        file, line, issue = text_in(body, "file"), body.get("line"), self._bench.situation.issue
        if issue is None:
            raise RequestRefusedError(404, "还没有打开一期")
        shown = self._bench.situation.state.shown
        path = await self._in("files", partial(issue_path, file, issue.order.content, shown))
        if not path:
            raise RequestRefusedError(404, "不是这一期的文件")
        done = await asyncio.to_thread(open_file, path, line if isinstance(line, int) else 0)
        return JsonAnswer({**done._asdict(), "path": path})

    async def _file(self, request: Request) -> Response:
        issue, name = self._bench.situation.issue, request.path_params["name"]
        if issue is None:
            raise RequestRefusedError(404, "没有这个成品")
        try:
            data = await self._in("files", partial(_delivered_file, issue.folder, name))
        except NotOpenedError as error:
            raise RequestRefusedError(404, f"{name} {error.message}") from error
        return attachment(name, data)

    async def _download(self, request: Request) -> Response:
        _, printed = self._on_desk()
        file = next((file for file in printed.files if file.name == request.path_params["name"]), None)
        if file is None:
            raise RequestRefusedError(404, "没有这个成品")
        name = await self._in("files", partial(download_name, printed, file))
        return attachment(name, file.data, inline="inline" in request.query_params)

    async def _compare(self, request: Request) -> Response:
        issue, printed = self._on_desk()
        try:
            page = await self._in("pdfium", partial(self._comparison, issue.folder, printed))
        except BulletinError as error:
            raise RequestRefusedError(404, "；".join(problem.message for problem in error.problems)) from error
        headers = {"content-security-policy": COMPARISON_POLICY}
        return Response(page, media_type="text/html; charset=utf-8", headers=headers)

    def _comparison(self, folder: str, printed: Printed) -> bytes:
        """The page that lays what is shown beside what was delivered last; that of the same two is kept."""
        last, new = last_delivery(folder), pdf_of(printed)
        if self._compared is None or self._compared[:2] != (last.data, new):
            changes = compared_files(last.data, new, old_name=last.name, new_name="现在的稿件")
            page = changes_page(Compared(last.name, "现在的稿件", last.data, new, changes))
            self._compared = (last.data, new, page)
        return self._compared[2]

    async def _deliver(self, request: Request) -> Response:
        await body_of(request)
        done = await job(self._bench, self._bench.deliver)
        if done is None:
            raise RequestRefusedError(409, "还没有可以生成的版面")
        words = [problem.message for problem in done.problems if problem.severity == "error"]
        made = [output.path for output in done.delivered if output.path and not output.filed]
        said = "；".join(words) if done.failed else f"已生成：{'  '.join(made)}"
        return JsonAnswer({"ok": not done.failed, "words": said})

    async def _layout(self, request: Request) -> Response:
        name = text_in(await body_of(request), "name")
        if name not in ("", *(each.name for each in self._teller.layouts(self._bench.sources))):
            raise RequestRefusedError(404, "没有这种版式")
        self._bench.ask(lambda: self._bench.lay_out(name))
        return JsonAnswer({"ok": True})

    async def _mistake(self, request: Request, error: Exception) -> Response:
        """A mistake of ours in answering: told on the page and on the terminal."""
        self._bench.blame(error)
        return JsonAnswer({"words": f"程序自身出错（{type(error).__name__}），见终端"}, status_code=500)


def _delivered_file(folder: str, name: str) -> bytes:
    """A file that the record of the outputs names."""
    if not any(entry.path == name for entry in record.delivered(folder).entries):
        raise NotOpenedError("missing", "不在成品里")
    return read_file(os.path.join(folder, name), limit=LARGEST_OUTPUT, below=folder)
