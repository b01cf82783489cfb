"""Requests read and answers made: what all routes have in common."""

import asyncio
import json
import os
from collections.abc import AsyncIterator, Callable
from typing import Any, TypeVar

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from bulletin.desk.workbench import DeskClosedError, Workbench
from bulletin.problems import BulletinError

JobDone = TypeVar("JobDone")

LONGEST_BODY = 1 << 16  # bytes of a request in JSON
SLOWEST = 30.0  # seconds that a piece of a request may be waited for
FOREVER = {"cache-control": "private, max-age=31536000, immutable"}
MEDIA_TYPES = {
    ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
    ".pdf": "application/pdf", ".txt": "text/plain; charset=utf-8", ".png": "image/png", ".ttf": "font/ttf",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}  # fmt: skip


class RequestRefusedError(Exception):
    """A request that is not carried out, with a Chinese sentence for whoever asked."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status, self.words = status, words


class JsonAnswer(JSONResponse):
    """An answer in JSON. What of a file's name is no text comes as an escape, and comes back as the same name."""

    def render(self, content: Any) -> bytes:
        data = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        return data.encode("utf-8", "backslashreplace")


def refused(request: Request, error: Exception) -> Response:
    """The answer to a request that is not carried out."""
    assert isinstance(error, RequestRefusedError)
    return JsonAnswer({"words": error.words}, status_code=error.status)


def unknown(request: Request, error: Exception) -> Response:
    """The answer to a request for what there is not."""
    assert isinstance(error, HTTPException)
    words = "没有这个网址" if error.status_code == 404 else "请求有误"
    return JsonAnswer({"words": words}, status_code=error.status_code)


def attachment(name: str, data: bytes, *, inline: bool = False) -> Response:
    """A file for the user to keep, or to look at in the browser."""
    response = Response(data, media_type=media_type(name))
    kept = "".join(char if char.isascii() and (char.isalnum() or char in "-_.") else _escaped(char) for char in name)
    response.headers["content-disposition"] = f"{'inline' if inline else 'attachment'}; filename*=UTF-8''{kept}"
    if name.endswith(".pdf"):
        response.headers["content-security-policy"] = ""  # under ours the viewer of a browser shows nothing
    return response


def _escaped(char: str) -> str:
    return "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "replace"))


def media_type(name: str) -> str:
    """The kind of a file by its name."""
    return MEDIA_TYPES.get(os.path.splitext(name)[1], "application/octet-stream")


async def body_of(request: Request) -> dict[str, Any]:
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


def text_in(body: dict[str, Any], key: str) -> str:
    """A text of the object that a request brought; "" without one."""
    value = body.get(key, "")
    if not isinstance(value, str):
        raise RequestRefusedError(400, "请求有误")
    try:
        os.fsencode(value)
    except UnicodeEncodeError as error:  # half a character: no name that a file can have
        raise RequestRefusedError(400, "请求有误") from error
    return value


async def pieces_of(request: Request) -> AsyncIterator[bytes]:
    """A request's body as it comes; one that does not go on is given up."""
    stream = request.stream()
    while True:
        try:
            yield await asyncio.wait_for(anext(stream), SLOWEST)
        except StopAsyncIteration:
            return
        except TimeoutError as error:
            raise RequestRefusedError(408, "传得太慢，已停止") from error
        except ClientDisconnect as error:
            raise RequestRefusedError(400, "没有传完") from error


async def job(bench: Workbench, work: Callable[[], JobDone]) -> JobDone:
    """Have the workbench do something, and wait for it."""
    try:
        return await asyncio.wrap_future(bench.ask(work))
    except DeskClosedError as error:
        raise RequestRefusedError(503, "预览已停止") from error
    except BulletinError as error:
        raise RequestRefusedError(409, "；".join(problem.message for problem in error.problems)) from error
