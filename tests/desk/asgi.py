"""One request to an application, without a server: what comes back, and how."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable
from typing import Any, NamedTuple

from starlette.types import ASGIApp, Message


class Reply(NamedTuple):
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


def asked(
    app: ASGIApp,
    path: str,
    method: str = "GET",
    headers: Iterable[tuple[str, str]] = (),
    body: Iterable[bytes] = (),
    query: str = "",
) -> Reply:
    """One request, its path as a browser sends it."""
    return asyncio.run(ask(app, path, method, headers, body, query))


async def ask(
    app: ASGIApp,
    path: str,
    method: str = "GET",
    headers: Iterable[tuple[str, str]] = (),
    body: Iterable[bytes] = (),
    query: str = "",
    enough: Callable[[bytes], bool] = lambda sent: False,
) -> Reply:
    """The same in a loop that goes on; with `enough` the browser leaves when it has read so much."""
    pieces = list(body) or [b""]
    sent = bytearray()
    start: dict[str, Any] = {}
    gone = asyncio.Event()

    async def receive() -> Message:
        if pieces:
            return {"type": "http.request", "body": pieces.pop(0), "more_body": bool(pieces)}
        await gone.wait()
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            start.update(message)
        else:
            sent.extend(message.get("body", b""))
            if enough(bytes(sent)):
                gone.set()

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": unescaped(path),
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers],
        "client": ("127.0.0.1", 50000),
        "server": ("127.0.0.1", 8000),
    }
    call: Awaitable[None] = app(scope, receive, send)
    await asyncio.wait_for(call, 60)
    found = {name.decode(): value.decode() for name, value in start.get("headers", ())}
    return Reply(start.get("status", 0), found, bytes(sent))


def unescaped(path: str) -> str:
    """A path as the server hands it on."""
    data = bytearray()
    rest = path.encode()
    while rest:
        if rest[:1] == b"%" and len(rest) > 2:
            data.append(int(rest[1:3], 16))
            rest = rest[3:]
        else:
            data += rest[:1]
            rest = rest[1:]
    return data.decode("utf-8", "replace")
