"""Who may ask: this machine's browser with the token that the command printed, and pages of ours alone.

A page of another site that is open in the same browser can send requests here and could give this address another name
(DNS rebinding). It knows no token, its cookies do not come along, and its Host and Origin are its own.
"""

import json
import re
from collections.abc import Iterable
from hmac import compare_digest
from secrets import token_urlsafe
from threading import Lock
from typing import NamedTuple

from starlette.datastructures import QueryParams
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SAFE = ("GET", "HEAD")
TOKEN_BYTES = 32
MARK = "x-bulletin"  # a header that no form can send
HTTP_PORT = 80
LONGEST_ADDRESS = 2048  # bytes, with its query
# What no name of ours has, plain or escaped: a way up, a backslash, a null character, a second slash.
_FOREIGN_PATH = re.compile(rb"(?:^|/)\.\.?(?:/|$)|//|[\x00-\x20\\\x7f]|%(?:00|0[0-9a-f]|1[0-9a-f]|2e|2f|5c|7f)", re.I)
POLICY = (
    "default-src 'none'; img-src 'self' blob:; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "font-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
ALWAYS = (
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
)
OWN_POLICY = "content-security-policy"
_REFUSED_PAGE = '<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><title>预览</title><body><p>{words}</p></html>'
NO_KEY = "请用终端里显示的完整网址打开，其中有一次启动专用的钥匙"


class Keys:
    """The token of this process, and tickets for one visit each: a browser's command line can be read by all."""

    def __init__(self) -> None:
        self.token = token_urlsafe(TOKEN_BYTES)
        self._tickets: set[str] = set()
        self._lock = Lock()

    def ticket(self) -> str:
        """A new ticket."""
        made = token_urlsafe(TOKEN_BYTES)
        with self._lock:
            self._tickets.add(made)
        return made

    def opens(self, key: str) -> bool:
        """Whether a key of an address is the token, or a ticket that was not used yet."""
        if self.is_token(key):
            return True
        with self._lock:
            fitting = {ticket for ticket in self._tickets if compare_digest(ticket.encode(), key.encode())}
            self._tickets -= fitting
        return bool(fitting)

    def is_token(self, word: str) -> bool:
        return compare_digest(self.token.encode(), word.encode("utf-8", "surrogateescape"))


class RequestRefusal(NamedTuple):
    status: int
    words: str


class Guard:
    """An application that lets through to another what may pass, and signs what comes back."""

    def __init__(self, app: ASGIApp, keys: Keys, port: int) -> None:
        self._app, self._keys = app, keys
        names = ("127.0.0.1", "localhost")
        # browsers leave the port of HTTP itself out
        self._hosts = (*(f"{name}:{port}" for name in names), *(names if port == HTTP_PORT else ()))
        self.cookie = f"bulletin-{port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return  # neither sockets nor a start or end of the server
        headers = _Headers(scope["headers"])
        key = QueryParams(scope["query_string"]).get("key", "")
        if refusal := self._foreign(scope, headers):
            await _refuse(scope, send, refusal)
        elif scope["path"] == "/" and scope["method"] == "GET" and key and self._keys.opens(key):
            cookie = f"{self.cookie}={self._keys.token}; HttpOnly; SameSite=Strict; Path=/"
            await _answer(send, 303, b"", [("location", "/"), ("set-cookie", cookie), ("cache-control", "no-store")])
        elif not self._keys.is_token(headers.cookie(self.cookie)):
            await _refuse(scope, send, RequestRefusal(403, NO_KEY))
        else:
            await self._app(scope, receive, _signed(send))

    def _foreign(self, scope: Scope, headers: "_Headers") -> RequestRefusal | None:
        """Why a request is none of a page of ours, whatever token it has."""
        if (headers.only("host") or "").lower() not in self._hosts:
            return RequestRefusal(421, "只能用 127.0.0.1 打开")
        path = scope.get("raw_path") or scope["path"].encode()
        if len(path) + len(scope["query_string"]) > LONGEST_ADDRESS or _FOREIGN_PATH.search(path):
            return RequestRefusal(400, "网址有误")
        origin, site = headers.only("origin"), headers.only("sec-fetch-site")
        if origin is not None and origin.lower() not in [f"http://{host}" for host in self._hosts]:
            return RequestRefusal(403, "请求来自别的网页")
        if site is not None and site not in ("same-origin", "none") and scope["path"] != "/":
            return RequestRefusal(403, "请求来自别的网页")
        unsafe = scope["method"] not in SAFE
        if unsafe and (headers.only(MARK) != "1" or (origin is None and site != "same-origin")):
            return RequestRefusal(403, "请求来自别的网页")
        return None


class _Headers:
    """The headers of a request."""

    def __init__(self, headers: Iterable[tuple[bytes, bytes]]) -> None:
        self._headers = [(name.lower().decode("latin-1"), value.decode("latin-1")) for name, value in headers]

    def only(self, name: str) -> str | None:
        """The value of a header; None without one, and "" where it stands twice, which no browser does."""
        values = [value for each, value in self._headers if each == name]
        return None if not values else values[0] if len(values) == 1 else ""

    def cookie(self, name: str) -> str:
        found = (cookie_parser(value).get(name) for each, value in self._headers if each == "cookie")
        return next(filter(None, found), "")


def _signed(send: Send) -> Send:
    """Add to each response what holds for all, and our policy where it has none of its own."""

    async def signed(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = list(message["headers"])
            named = {name.lower() for name, _ in headers}
            extra = [*ALWAYS, (OWN_POLICY, POLICY), ("cache-control", "no-store")]
            headers += [(name.encode(), value.encode()) for name, value in extra if name.encode() not in named]
            message = {**message, "headers": [header for header in headers if header[1]]}  # "": none at all
        await send(message)

    return signed


async def _refuse(scope: Scope, send: Send, refusal: RequestRefusal) -> None:
    if scope["path"].startswith("/api/"):
        body, kind = json.dumps({"words": refusal.words}, ensure_ascii=False), "application/json"
    else:
        body, kind = _REFUSED_PAGE.format(words=refusal.words), "text/html"
    headers = [("content-type", f"{kind}; charset=utf-8"), ("cache-control", "no-store"), ("connection", "close")]
    await _answer(send, refusal.status, body.encode(), headers)


async def _answer(send: Send, status: int, body: bytes, headers: list[tuple[str, str]]) -> None:
    headers = [*headers, *ALWAYS, (OWN_POLICY, POLICY), ("content-length", str(len(body)))]
    encoded = [(name.encode(), value.encode()) for name, value in headers]
    await send({"type": "http.response.start", "status": status, "headers": encoded})
    await send({"type": "http.response.body", "body": body})
