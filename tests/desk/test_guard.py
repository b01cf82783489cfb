"""Nobody but a page of ours in a browser that has the token is let in."""

import pytest
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from bulletin.desk.guard import Guard, Keys
from tests.desk.asgi import Reply, asked

PORT = 8123
HOST = ("host", f"127.0.0.1:{PORT}")
ORIGIN = ("origin", f"http://127.0.0.1:{PORT}")
MARK = ("x-bulletin", "1")


class Behind:
    """What the guard stands before: remembers what came through."""

    def __init__(self) -> None:
        self.came: list[str] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.came.append(scope["path"])
        own = {"content-security-policy": ""} if scope["path"].endswith(".pdf") else {}
        answer: Response = PlainTextResponse("let in", headers=own)
        await answer(scope, receive, send)


@pytest.fixture
def behind() -> Behind:
    return Behind()


@pytest.fixture
def keys() -> Keys:
    return Keys()


@pytest.fixture
def guard(behind: Behind, keys: Keys) -> Guard:
    return Guard(behind, keys, PORT)


def cookie(keys: Keys) -> tuple[str, str]:
    return "cookie", f"other=1; bulletin-{PORT}={keys.token}"


def test_the_key_of_the_address_becomes_a_cookie_that_no_script_and_no_other_site_has(guard: Guard, keys: Keys) -> None:
    reply = asked(guard, "/", headers=[HOST], query=f"key={keys.token}")
    assert (reply.status, reply.headers["location"]) == (303, "/")
    assert reply.headers["set-cookie"] == f"bulletin-{PORT}={keys.token}; HttpOnly; SameSite=Strict; Path=/"
    assert keys.token not in reply.headers["location"]


def test_a_ticket_is_good_once(guard: Guard, keys: Keys) -> None:
    ticket = keys.ticket()
    assert [asked(guard, "/", headers=[HOST], query=f"key={ticket}").status for _ in range(2)] == [303, 403]
    assert asked(guard, "/", headers=[HOST, ("cookie", f"bulletin-{PORT}={ticket}")]).status == 403


@pytest.mark.parametrize("host", [f"127.0.0.1:{PORT}", f"localhost:{PORT}", f"LOCALHOST:{PORT}"])
def test_who_has_the_cookie_is_let_in_and_every_answer_is_signed(
    guard: Guard, behind: Behind, keys: Keys, host: str
) -> None:
    reply = asked(guard, "/api/state", headers=[("host", host), cookie(keys)])
    assert (reply.status, reply.body, behind.came) == (200, b"let in", ["/api/state"])
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in reply.headers["content-security-policy"]
    assert "unsafe" not in reply.headers["content-security-policy"]
    assert reply.headers["cache-control"] == "no-store"


def test_a_pdf_has_no_policy_that_would_blind_its_viewer(guard: Guard, keys: Keys) -> None:
    assert "content-security-policy" not in asked(guard, "/x.pdf", headers=[HOST, cookie(keys)]).headers


@pytest.mark.parametrize(
    "headers",
    [
        [],
        [("host", "127.0.0.1")],
        [("host", f"127.0.0.1:{PORT + 1}")],
        [("host", "evil.example")],
        [("host", f"evil.example:{PORT}")],
        [("host", f"127.0.0.1.evil.example:{PORT}")],
        [("host", f"127.0.0.1:{PORT}@evil.example")],
        [("host", f"[::1]:{PORT}")],
        [("host", f"0.0.0.0:{PORT}")],
        [HOST, HOST],
        [HOST, ("host", "evil.example")],
    ],
)
def test_a_forged_host_is_refused_even_with_the_cookie(
    guard: Guard, behind: Behind, keys: Keys, headers: list[tuple[str, str]]
) -> None:
    assert asked(guard, "/api/state", headers=[*headers, cookie(keys)]).status == 421
    assert asked(guard, "/", headers=headers, query=f"key={keys.token}").status == 421
    assert not behind.came


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "null", "", f"https://127.0.0.1:{PORT}", f"http://127.0.0.1:{PORT + 1}", "file://"],
)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
def test_a_foreign_origin_is_refused(guard: Guard, behind: Behind, keys: Keys, origin: str, method: str) -> None:
    headers = [HOST, cookie(keys), MARK, ("origin", origin)]
    assert asked(guard, "/api/state", method, headers).status == 403
    assert not behind.came


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ([ORIGIN, MARK], 200),
        ([("sec-fetch-site", "same-origin"), MARK], 200),
        ([ORIGIN, ("sec-fetch-site", "same-origin"), MARK], 200),
        ([MARK], 403),  # who asks without saying from where
        ([ORIGIN], 403),  # a form, which can set no header
        ([("sec-fetch-site", "same-site"), MARK], 403),  # another port of this machine
        ([("sec-fetch-site", "cross-site"), MARK], 403),
        ([("sec-fetch-site", "none"), MARK], 403),
        ([ORIGIN, ("sec-fetch-site", "cross-site"), MARK], 403),
        ([ORIGIN, ("x-bulletin", "2")], 403),
    ],
)
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_what_changes_something_comes_from_our_page(
    guard: Guard, keys: Keys, headers: list[tuple[str, str]], status: int, method: str
) -> None:
    assert asked(guard, "/api/deliver", method, [HOST, cookie(keys), *headers]).status == status


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_pictures_and_states_are_not_for_other_sites(guard: Guard, keys: Keys, site: str) -> None:
    headers = [HOST, cookie(keys), ("sec-fetch-site", site)]
    assert asked(guard, "/api/state", headers=headers).status == 403
    assert asked(guard, "/", headers=headers).status == 200  # a link to the page: it has the cookie or not


@pytest.mark.parametrize(
    "value", ["", "bulletin-8123=", "bulletin-8123=wrong", "bulletin-8124={token}", "x={token}", "bulletin-8123={half}"]
)
def test_without_the_token_there_is_nothing_but_a_word(guard: Guard, behind: Behind, keys: Keys, value: str) -> None:
    said = value.format(token=keys.token, half=keys.token[:20])
    page = asked(guard, "/", headers=[HOST, ("cookie", said)])
    data = asked(guard, "/api/state", headers=[HOST, ("cookie", said)])
    assert (page.status, data.status, behind.came) == (403, 403, [])
    assert "钥匙" in page.body.decode()
    assert "钥匙" in data.json["words"]
    assert keys.token not in page.body.decode() + data.body.decode()


@pytest.mark.parametrize("key", ["", "wrong", "\udc80", "钥匙", "a" * 1500])
def test_a_wrong_key_opens_nothing(guard: Guard, keys: Keys, key: str) -> None:
    query = f"key={key}".encode("utf-8", "surrogateescape").decode("latin-1")
    reply: Reply = asked(guard, "/", headers=[HOST], query=query)
    assert reply.status == 403
    assert "set-cookie" not in reply.headers


@pytest.mark.parametrize(
    "path",
    [
        "/files/../secret",
        "/files/..%2fsecret",
        "/files/%2e%2e/secret",
        "/files/%2E%2E%2Fsecret",
        "/files/..%5csecret",
        "/files/..\\secret",
        "/files//etc/passwd",
        "/files/%2fetc/passwd",
        "/files/a%00.pdf",
        "/files/a%0d%0ax",
        "/files/./a",
        "/..",
        "/files/" + "a" * 3000,
    ],
)
def test_a_path_that_leads_elsewhere_is_refused_before_anything_reads_it(
    guard: Guard, behind: Behind, keys: Keys, path: str
) -> None:
    assert asked(guard, path, headers=[HOST, cookie(keys)]).status == 400
    assert not behind.came


@pytest.mark.parametrize("path", ["/files/bulletin-2.pdf", "/files/%E7%AE%80%E6%8A%A5.pdf", "/files/a..b.pdf"])
def test_a_name_with_dots_or_han_is_a_name(guard: Guard, behind: Behind, keys: Keys, path: str) -> None:
    assert asked(guard, path, headers=[HOST, cookie(keys)]).status == 200
    assert len(behind.came) == 1


def test_at_the_port_that_browsers_leave_out_the_name_alone_is_ours(behind: Behind, keys: Keys) -> None:
    mine, at_80 = ("cookie", f"bulletin-80={keys.token}"), Guard(behind, keys, 80)
    for host in ("127.0.0.1", "127.0.0.1:80", "localhost"):
        assert asked(at_80, "/", headers=[("host", host), ("origin", f"http://{host}"), mine]).status == 200
    assert asked(at_80, "/", headers=[("host", "127.0.0.1:8123"), mine]).status == 421
