"""What the page may ask for, and who answers: looks at how things stand, and jobs for the workbench.

Everything that takes more than a moment is done in a thread of its own kind: one tells states, one draws pictures, one
reads files. So the loop that serves them is always free, and none of them keeps a build waiting.
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
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from bulletin.build import record
from bulletin.build.storage import LARGEST_OUTPUT
from bulletin.desk.pictures import PictureStore
from bulletin.desk.state_data import StateTeller, ToldState, lines_data
from bulletin.desk.workbench import Workbench
from bulletin.opening import NotOpenedError, read_file
from bulletin.problems import BulletinError

Answer = TypeVar("Answer")

PAGE_FOLDER = "page"
PAGE_FILES = {"/": "preview.html", "/preview.css": "preview.css", "/preview.js": "preview.js"}
HEARTBEAT = 15.0  # seconds after which a silent line says that it lives
LONGEST_BODY = 1 << 16  # bytes of a request in JSON
SLOWEST = 30.0  # seconds that a piece of a request may be waited for
MEDIA_TYPES = {
    ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
    ".pdf": "application/pdf", ".txt": "text/plain; charset=utf-8", ".png": "image/png",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}  # fmt: skip
FOREVER = {"cache-control": "private, max-age=31536000, immutable"}
_PICTURE_NAME = re.compile("([0-9a-f]{32})-([0-9]{2,4})")


class RequestRefusedError(Exception):
    """A request that is not carried out, with a Chinese sentence for whoever asked."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status, self.words = status, words


class PreviewServer:
    """The routes."""

    def __init__(self, bench: Workbench, pages: str) -> None:
        """
        Args:
            pages: folder of the page's own files.
        """
        self._bench, self._folder = bench, pages
        self._pictures = PictureStore()
        self._teller = StateTeller(self._pictures)
        self._threads = {name: ThreadPoolExecutor(1, f"bulletin-{name}") for name in ("states", "pictures", "files")}
        self._news: set[asyncio.Event] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        bench.listen(self._tell_all)

    def application(self) -> Starlette:
        """The application, without its guard."""
        get, post = ["GET"], ["POST"]
        routes = [
            *(Route(path, self._page_file, methods=get) for path in PAGE_FILES),
            Route("/favicon.ico", self._nothing, methods=get),
            Route("/api/state", self._state, methods=get),
            Route("/api/events", self._events, methods=get),
            Route("/api/lines/{name}", self._lines, methods=get),
            Route("/api/deliver", self._deliver, methods=post),
            Route("/api/layout", self._layout, methods=post),
            Route("/pages/{name}.png", self._picture, methods=get),
            Route("/files/{name}", self._file, methods=get),
        ]
        handlers: dict[Any, Callable[..., Any]] = {
            RequestRefusedError: _refused,
            HTTPException: _unknown,
            Exception: self._mistake,
        }
        return Starlette(routes=routes, exception_handlers=handlers)

    async def _in(self, thread: str, work: Callable[[], Answer]) -> Answer:
        return await asyncio.get_running_loop().run_in_executor(self._threads[thread], work)

    async def _told(self) -> ToldState:
        return await self._in("states", lambda: self._teller.told(self._bench.situation))

    async def _job(self, work: Callable[[], Answer]) -> Answer:
        """Have the workbench do something, and wait for it."""
        try:
            return await asyncio.wrap_future(self._bench.ask(work))
        except BulletinError as error:
            raise RequestRefusedError(409, "；".join(problem.message for problem in error.problems)) from error

    async def _page_file(self, request: Request) -> Response:
        name = PAGE_FILES[request.url.path]
        data = await self._in("files", partial(read_file, os.path.join(self._folder, name), limit=LARGEST_OUTPUT))
        return Response(data, media_type=_media_type(name), headers={"cache-control": "no-cache"})

    async def _nothing(self, request: Request) -> Response:
        return Response(status_code=204)

    async def _state(self, request: Request) -> Response:
        told = await self._told()
        tag = f'"{told.situation.version}"'
        headers = {"etag": tag, "cache-control": "no-cache"}
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers=headers)
        return JSONResponse(told.data, headers=headers)

    async def _events(self, request: Request) -> Response:
        self._loop = asyncio.get_running_loop()
        headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
        return StreamingResponse(self._stream(), media_type="text/event-stream", headers=headers)

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
        """Wake the lines that are open; called from the workbench's thread."""
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
        return JSONResponse(found)

    async def _picture(self, request: Request) -> Response:
        found = _PICTURE_NAME.fullmatch(request.path_params["name"])
        made = await self._in("pictures", partial(self._pictures.picture, found[1], int(found[2]))) if found else None
        if made is None:
            raise RequestRefusedError(404, "没有这一版的图")
        return Response(made, media_type="image/png", headers=FOREVER)

    async def _file(self, request: Request) -> Response:
        issue, name = self._bench.situation.issue, request.path_params["name"]
        if issue is None:
            raise RequestRefusedError(404, "没有这个成品")
        try:
            data = await self._in("files", partial(_delivered_file, issue.folder, name))
        except NotOpenedError as error:
            raise RequestRefusedError(404, f"{name} {error.message}") from error
        return attachment(name, data)

    async def _deliver(self, request: Request) -> Response:
        await _body(request)
        done = await self._job(self._bench.deliver)
        if done is None:
            raise RequestRefusedError(409, "还没有可以生成的版面")
        words = [problem.message for problem in done.problems if problem.severity == "error"]
        made = [output.path for output in done.delivered if output.path and not output.filed]
        said = "；".join(words) if done.failed else f"已生成：{'  '.join(made)}"
        return JSONResponse({"ok": not done.failed, "words": said})

    async def _layout(self, request: Request) -> Response:
        name = (await _body(request)).get("name", "")
        if not isinstance(name, str):
            raise RequestRefusedError(400, "版式名称有误")
        await self._job(lambda: self._bench.lay_out(name))
        return JSONResponse({"ok": True})

    async def _mistake(self, request: Request, error: Exception) -> Response:
        """A mistake of ours in answering: told on the page and on the terminal."""
        self._bench.blame(error)
        return JSONResponse({"words": f"程序自身出错（{type(error).__name__}），见终端"}, status_code=500)


def _delivered_file(folder: str, name: str) -> bytes:
    """A file that the record of the outputs names."""
    if not any(entry.path == name for entry in record.delivered(folder).entries):
        raise NotOpenedError("missing", "不在成品里")
    return read_file(os.path.join(folder, name), limit=LARGEST_OUTPUT, below=folder)


def attachment(name: str, data: bytes, *, inline: bool = False) -> Response:
    """A file for the user to keep, or to look at in the browser."""
    response = Response(data, media_type=_media_type(name))
    kept = "".join(char if char.isascii() and (char.isalnum() or char in "-_.") else _escaped(char) for char in name)
    response.headers["content-disposition"] = f"{'inline' if inline else 'attachment'}; filename*=UTF-8''{kept}"
    if name.endswith(".pdf"):
        response.headers["content-security-policy"] = ""  # under ours the viewer of a browser shows nothing
    return response


def _escaped(char: str) -> str:
    return "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "replace"))


def _media_type(name: str) -> str:
    return MEDIA_TYPES.get(os.path.splitext(name)[1], "application/octet-stream")


async def _body(request: Request) -> dict[str, Any]:
    """The object that a request brings."""
    pieces = bytearray()
    async for piece in pieces_of(request):
        pieces += piece
        if len(pieces) > LONGEST_BODY:
            raise RequestRefusedError(413, "请求太长")
    try:
        found = json.loads(bytes(pieces) or b"{}")
    except (ValueError, RecursionError) as error:
        raise RequestRefusedError(400, "请求有误") from error
    if not isinstance(found, dict):
        raise RequestRefusedError(400, "请求有误")
    return found


async def pieces_of(request: Request) -> AsyncIterator[bytes]:
    """A request's body as it comes; one that does not go on is given up."""
    stream = request.stream().__aiter__()
    while True:
        try:
            yield await asyncio.wait_for(stream.__anext__(), SLOWEST)
        except StopAsyncIteration:
            return
        except TimeoutError as error:
            raise RequestRefusedError(408, "传得太慢，已停止") from error
        except ClientDisconnect as error:
            raise RequestRefusedError(400, "没有传完") from error


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestRefusedError)
    return JSONResponse({"words": error.words}, status_code=error.status)


def _unknown(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    words = "没有这个网址" if error.status_code == 404 else "请求有误"
    return JSONResponse({"words": words}, status_code=error.status_code)
