"""The preview's door: an issue on the workbench, a server beside it, until a signal asks to end."""

import os
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable
from typing import NamedTuple

import uvicorn
import watchfiles

from bulletin.begin.issue_folder import holds_issue
from bulletin.desk.guard import Guard, Keys
from bulletin.desk.server import PAGE_FOLDER, PreviewServer
from bulletin.desk.workbench import Workbench
from bulletin.model.output import Order
from bulletin.problems import OutputError, Problem, why
from bulletin.sources import PACKAGE

HOST = "127.0.0.1"
MOST_OPEN = 200  # connections at a time
TO_END = 2.0  # seconds that what is being sent may take when the preview ends


class Preview(NamedTuple):
    """What shall be shown, and how."""

    order: Order
    folder: str  # of the outputs
    port: int = 0  # 0: a free one
    strict: bool = False
    opened: bool = True  # whether the browser is to open it


def preview(call: Preview, tell: Callable[[str], None], mistaken: Callable[[Exception], None]) -> None:
    """Show an issue in the browser, and follow each save.

    Args:
        tell: gets Chinese lines for the terminal; the first has the address.
        mistaken: gets our own mistakes.

    Raises:
        OutputError: the port is taken.
        KeyboardInterrupt, or what a library made of it: the only way it ends.
    """
    bench = Workbench(tell, mistaken, strict=call.strict)
    listening = _listening(call.port)
    port = listening.getsockname()[1]
    keys = Keys()
    server = PreviewServer(bench, os.path.join(PACKAGE, "desk", PAGE_FOLDER))
    serving = _Serving(uvicorn.Server(_config(Guard(server.application(), keys, port))), listening)
    serving.start()
    try:
        tell(f"预览：http://{HOST}:{port}/?key={keys.token}")
        if call.opened:
            threading.Thread(target=_open, args=(f"http://{HOST}:{port}/?key={keys.ticket()}",), daemon=True).start()
        if holds_issue(call.order.content):
            bench.ask(lambda: bench.open(call.order, call.folder))
            threading.Thread(target=_watch, args=(bench, call.order.content), daemon=True).start()
        bench.run()
    finally:
        serving.end()


def _listening(port: int) -> socket.socket:
    """A socket of this machine alone."""
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if os.name != "nt":  # there it would let another program listen at the same port
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((HOST, port))
        made.listen()
    except (OSError, OverflowError) as error:
        made.close()
        reason = why(error) if isinstance(error, OSError) else "没有这个端口"
        hint = "换一个端口，或不写 --port，由程序找一个空闲的"
        raise OutputError(Problem("error", "port-taken", f"端口{port}不能用：{reason}", None, hint)) from error
    return made


def _config(application: Guard) -> uvicorn.Config:
    return uvicorn.Config(
        application,
        loop="asyncio",
        http="h11",
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="critical",  # a mistake of ours is told by the server itself, a browser that went away by nobody
        access_log=False,
        proxy_headers=False,
        server_header=False,
        limit_concurrency=MOST_OPEN,
        timeout_graceful_shutdown=1,
    )


class _Serving:
    """The server in its thread."""

    def __init__(self, server: uvicorn.Server, listening: socket.socket) -> None:
        self._server, self._listening = server, listening
        self._thread = threading.Thread(target=server.run, args=([listening],), name="bulletin-server", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def end(self) -> None:
        """Let what is being sent end, but not for long."""
        self._server.should_exit = True
        self._thread.join(TO_END)
        self._listening.close()


def _open(address: str) -> None:
    """Open the browser, where there is a screen to open it on."""
    if os.name == "posix" and sys.platform != "darwin" and not ({"DISPLAY", "WAYLAND_DISPLAY"} & set(os.environ)):
        return
    webbrowser.open(address)


def _watch(bench: Workbench, folder: str) -> None:
    for _ in watchfiles.watch(folder, debounce=50, step=20):
        bench.saved()
