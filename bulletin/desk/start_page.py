"""From nothing to an issue in the browser: recent issues, a new one, and files that are dropped on the page."""

import asyncio
import os
from collections.abc import Callable
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bulletin.begin.account import account
from bulletin.begin.issue_folder import holds_issue
from bulletin.begin.put_in import ISSUE_UNTOUCHED, BroughtIn, bring_in, make_new
from bulletin.build.storage import is_plain
from bulletin.desk.answers import JsonAnswer, RequestRefusedError, body_of, job, pieces_of, text_in
from bulletin.desk.asked import PreviewOrder, issue_in
from bulletin.desk.recent import RecentIssues, usual_folder
from bulletin.desk.state_data import problem_told
from bulletin.desk.uploads import UploadedFile, UploadRefusedError, Uploads, upload_name
from bulletin.desk.workbench import Workbench
from bulletin.problems import Problem


class StartPage:
    """The routes of the start page, which are good at any time."""

    def __init__(
        self, bench: Workbench, asked: PreviewOrder, recent: RecentIssues, tell: Callable[[str], None]
    ) -> None:
        self._bench, self._asked, self._recent, self._tell = bench, asked, recent, tell
        self._uploads = Uploads()
        self._remembered: object = None  # the session of the issue that is in the list
        bench.listen(self._remember)

    def routes(self) -> list[Route]:
        return [
            Route("/api/start", self._start, methods=["GET"]),
            Route("/api/new", self._new, methods=["POST"]),
            Route("/api/issue", self._issue, methods=["POST"]),
            Route("/api/upload/{name}", self._upload, methods=["PUT"]),
            Route("/api/import", self._import, methods=["POST"]),
        ]

    def close(self) -> None:
        """Remove what was not imported."""
        self._uploads.clear()

    def _remember(self) -> None:
        """Put an issue that was built for the first time into the list, under the name that it bears."""
        situation = self._bench.situation
        issue, shown = situation.issue, situation.state.shown
        if issue and shown and issue.session is not self._remembered:
            self._remembered = issue.session
            edition = shown.edition
            name = "　".join(filter(None, (edition.masthead.replace("\u3000", " "), edition.numbered)))
            self._recent.add(os.path.abspath(issue.order.content), name)

    async def _start(self, request: Request) -> Response:
        recent = await asyncio.to_thread(self._recent.all)
        listed = [{**issue._asdict(), "shown": shown_folder(issue.folder)} for issue in recent]
        return JsonAnswer({"recent": listed, "usual": usual_folder()})

    async def _new(self, request: Request) -> Response:
        folder = _new_folder(text_in(await body_of(request), "folder"))
        await job(self._bench, partial(self._make, folder))
        return JsonAnswer({"ok": True, "folder": folder})

    def _make(self, folder: str) -> None:
        make_new(folder, tell=self._tell, standing=[ISSUE_UNTOUCHED])
        self._bench.show_issue(issue_in(folder, self._asked))

    async def _issue(self, request: Request) -> Response:
        folder = os.path.expanduser(text_in(await body_of(request), "folder").strip().strip('"'))
        if "\0" in folder or not os.path.isabs(folder):
            raise RequestRefusedError(400, "请写文件夹的完整路径")
        if os.path.basename(folder) == "issue.yaml":
            folder = os.path.dirname(folder)
        if not await asyncio.to_thread(holds_issue, folder):
            raise RequestRefusedError(404, "这个文件夹里没有 issue.yaml，不是一期简报")
        await job(self._bench, lambda: self._bench.show_issue(issue_in(folder, self._asked)))
        return JsonAnswer({"ok": True})

    async def _upload(self, request: Request) -> Response:
        try:
            coming = await asyncio.to_thread(self._uploads.begin, request.path_params["name"])
            with coming:
                async for piece in pieces_of(request):
                    await asyncio.to_thread(coming.add, piece)
        except UploadRefusedError as error:
            raise RequestRefusedError(error.status, error.words) from error
        return JsonAnswer({"name": coming.file.name})

    async def _import(self, request: Request) -> Response:
        named = text_in(await body_of(request), "folder")
        waiting = self._uploads.waiting()
        if not waiting:
            raise RequestRefusedError(409, "还没有放进文件")
        issue = self._bench.situation.issue
        if not named and issue is None:
            raise RequestRefusedError(409, "还没有打开一期，请先写新一期的名称")
        folder = _new_folder(named) if named else issue.order.content if issue else ""
        try:
            done = await job(self._bench, partial(self._bring, [file.path for file in waiting], folder))
        finally:
            await asyncio.to_thread(self._uploads.forget, waiting)
        return JsonAnswer(_imported(done, waiting))

    def _bring(self, paths: list[str], folder: str) -> BroughtIn:
        """Bring files into an issue, and show it."""
        usual = self._asked.usual and os.path.realpath(folder) == os.path.realpath(self._asked.order.content)
        done = bring_in(paths, folder, usual=usual, tell=self._tell, standing=[ISSUE_UNTOUCHED])
        issue = self._bench.situation.issue
        if holds_issue(folder) and not (issue and issue.order.content == folder):  # that is followed
            self._bench.show_issue(issue_in(folder, self._asked))
        return done


def shown_folder(folder: str) -> str:
    """A folder with ~ for the user's own."""
    home = os.path.expanduser("~") + os.sep
    return f"~{os.sep}{folder.removeprefix(home)}" if folder.startswith(home) else folder


def _new_folder(name: str) -> str:
    """The folder of a new issue with a name."""
    name = name.strip()
    if not name or not is_plain(name) or upload_name(name) != name:
        raise RequestRefusedError(400, "名称只写文字和数字，例如“第12期”，不要写 / \\ : 等符号")
    return os.path.join(usual_folder(), name)


def _imported(done: BroughtIn, waiting: tuple[UploadedFile, ...]) -> dict[str, Any]:
    """What an import did, without the private folder that its files came through."""
    problems = [problem_told(_named(problem, waiting), None) for problem in done.incoming.problems]
    return {"ok": not done.failed, "words": _bare(account(done), waiting).splitlines(), "diagnostics": problems}


def _bare(text: str, waiting: tuple[UploadedFile, ...]) -> str:
    for file in waiting:
        text = text.replace(file.path, file.name)
    return text


def _named(problem: Problem, waiting: tuple[UploadedFile, ...]) -> Problem:
    return problem._replace(message=_bare(problem.message, waiting), hint=_bare(problem.hint, waiting))
