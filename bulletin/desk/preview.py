"""The preview's door: an issue on the workbench, a server beside it, until a signal asks to end."""

import errno
import os
import socket
import threading

import uvicorn

from bulletin.desk.asked import PreviewOrder, first_issue
from bulletin.desk.guard import Guard, Keys
from bulletin.desk.outside import open_browser
from bulletin.desk.recent import RecentIssues, recent_file
from bulletin.desk.server import PreviewServer
from bulletin.desk.start_page import StartPage
from bulletin.desk.workbench import TerminalWords, Workbench
from bulletin.problems import OutputError, Problem, why
from bulletin.sources import PACKAGE

HOST = "127.0.0.1"
PAGE_FOLDER = os.path.join(PACKAGE, "desk", "page")
MOST_OPEN = 200  # connections at a time
TO_END = 2.0  # seconds that what is being sent may take when the preview ends


def preview(asked: PreviewOrder, terminal: TerminalWords) -> None:
    """Show an issue in the browser, and follow each save; the first line that the terminal is told has the address.

    Raises:
        OutputError: the port is taken.
        KeyboardInterrupt, or what a library made of it: the only way it ends.
    """
    bench = Workbench(asked.order.sources, terminal, strict=asked.strict)
    listening = listening_at(asked.port)
    port, keys = listening.getsockname()[1], Keys()
    server = PreviewServer(bench, StartPage(bench, asked, RecentIssues(recent_file()), terminal.tell), PAGE_FOLDER)
    serving = _Serving(uvicorn.Server(_config(Guard(server.application(), keys, port))), listening)
    serving.start()
    try:
        terminal.tell(f"预览：http://{HOST}:{port}/?key={keys.token}")
        terminal.tell("保存稿件，页面随即更新；按 Ctrl+C 结束")
        if asked.opened:
            open_browser(f"http://{HOST}:{port}/?key={keys.ticket()}")
        if issue := first_issue(asked):
            bench.ask(lambda: bench.show_issue(issue))
        bench.run()
    finally:
        serving.end()
        server.close()


def listening_at(port: int) -> socket.socket:
    """A socket of this machine alone."""
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if os.name != "nt":  # there it would let another program listen at the same port
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((HOST, port))
        made.listen()
    except (OSError, OverflowError) as error:
        made.close()
        taken = isinstance(error, OSError) and error.errno in (errno.EADDRINUSE, errno.EACCES)
        reason = "已被占用" if taken else why(error) if isinstance(error, OSError) else "没有这个端口"
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
