"""The command: a call in, diagnostics and an exit code out; the only module that has something printed."""

import os
import shlex
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from functools import partial
from typing import Any, NoReturn

from bulletin import __version__
from bulletin.arguments import Call, asks_for_json, parse, usage, usage_of, wrong_call
from bulletin.begin.earlier import finish_earlier
from bulletin.begin.issue_folder import issue_folder
from bulletin.build import record
from bulletin.build.delivery import UNTOUCHED, recover
from bulletin.build.regenerate import Listener, Regenerated, hand_over, not_in_place, regenerate
from bulletin.desk.watch_words import POLLING, WatchAccount
from bulletin.findings import told
from bulletin.memory import Memory
from bulletin.model.output import CHANGES_NAME, TEMPLATE_NAME, File, Order
from bulletin.pipeline import default_template
from bulletin.problems import CONTENT, DONE, HINT, OUR_MISTAKE, USAGE, BulletinError, Problem, UsageError, formatted
from bulletin.progress_line import ProgressLine
from bulletin.signals import SIGNALLED, Interrupted, ignore_from_here, interruption_behind, raise_when_asked
from bulletin.since_last import since_last
from bulletin.sources import find_sources
from bulletin.summary import as_data, listed, problem_data, summary
from bulletin.terminal import close_streams, fill_closed_streams, show, show_data
from bulletin.understood import understood

INTERRUPTED = SIGNALLED + 2  # by SIGINT
MOST_DIGITS = 4  # of a number of pages
CONTENT_FOLDER, OUTPUT_FOLDER = "content", "output"


def main(home: str = "", prog: str = "bulletin") -> NoReturn:
    """The script: `run` with the process's own arguments and streams, then leave with its exit code."""
    fill_closed_streams()
    try:
        raise_when_asked()
        code = run(sys.argv[1:], home=home, prog=prog)
        ignore_from_here()
    except Interrupted as interrupted:  # before the work began, while the last word was said, or just after it
        ignore_from_here()
        code = interrupted.exit_code
    close_streams()
    sys.exit(code)


def run(arguments: Sequence[str], *, home: str = "", prog: str = "bulletin") -> int:
    """Carry out one call and return its exit code; prints to sys.stdout and sys.stderr, and never leaves the process.

    Args:
        home: the folder whose content/, layouts/, fonts/ and output/ are meant; "" is the current one.
        prog: what the command is called in its help.
    """
    standing = [UNTOUCHED]  # what is true of the outputs, the latest last
    try:
        return _carried_out(arguments, home, prog, standing)
    except KeyboardInterrupt as interrupted:
        return _interrupted(interrupted, standing[-1])
    except Exception as error:
        if interruption := interruption_behind(error):
            return _interrupted(interruption, standing[-1])
        if isinstance(error, BulletinError):
            for problem in error.problems:
                _say(formatted(problem))
            return error.exit_code
        return _own_mistake(error, standing[-1])  # with 70 and without outputs, never with a bare traceback


def _interrupted(interruption: KeyboardInterrupt, standing: str) -> int:
    _say(f"已中断；{standing}")
    return _exit_code_of(interruption)


def _exit_code_of(interruption: KeyboardInterrupt) -> int:
    return interruption.exit_code if isinstance(interruption, Interrupted) else INTERRUPTED


def _carried_out(arguments: Sequence[str], home: str, prog: str, standing: list[str]) -> int:
    try:
        call = parse(arguments)
    except UsageError as error:
        (problem,) = error.problems
        problem = problem._replace(hint=f"用法见 {prog} --help")
        if asks_for_json(arguments):
            show_data(as_data(USAGE, (problem,), None, (), 0.0))
        else:
            _say(f"命令有误：{problem.message}\n{HINT}{problem.hint}")
        return USAGE
    if call.help:
        show(usage_of(call.verb, prog) if call.verb else usage(prog))
        return DONE
    if call.version:
        show(f"bulletin {__version__}")
        return DONE
    if call.verb in ("new", "import"):
        return _begin(call, home, prog, standing)
    if call.verb == "template":
        return _template(call.output or TEMPLATE_NAME, home, standing)
    if call.verb == "doctor":
        return _doctor(call, home)
    if call.verb in ("fonts", "fonts add"):
        return _fonts(call, home, standing)
    if call.verb == "preview":
        return _preview(call, home, standing)
    if call.verb == "diff":
        return _diff(call, home, prog, standing)
    recover(_folder(call.output, home, OUTPUT_FOLDER), tell=_say)
    if call.verb == "preflight":
        return _preflight(call.files, as_json=call.json)
    finish_earlier(_content_folder(call, home), tell=_say)
    if call.verb == "watch":
        return _watch(call, home, prog, standing)
    return _build(call, home, prog, standing)


def _build(call: Call, home: str, prog: str, standing: list[str]) -> int:
    """Build or check."""
    folder = _folder(call.output, home, OUTPUT_FOLDER)
    try:
        order = _order(call, home)
    except UsageError as error:
        return _not_built(call, prog, error.exit_code, error.problems, standing)
    done = _regenerated(order, folder, call, standing)
    problems = _as_called(done.problems, prog)
    if call.json:
        show_data(as_data(done.code, problems, done.printed, done.delivered, done.seconds, done.since))
        return done.code
    if done.failed:
        return _not_built(call, prog, done.code, problems, standing)
    _tell(call, prog, problems)
    if done.printed:
        if call.changes:
            show("\n".join(listed(done.printed.edition.changes)))
        elif call.verb == "check":
            show(understood(done.printed))
        listing = "" if call.changes else _checking(call, prog, "--changes")
        since = since_last(done.since, record.record_file(folder)) if done.since else ""
        show(summary(done.order, done.printed, problems, done.delivered, done.seconds, since, listing))
    return done.code


def _regenerated(order: Order, folder: str, call: Call, standing: list[str]) -> Regenerated:
    """Build, with a line on the terminal that says how far it is; a program is told nothing of that."""
    listener = Listener(tell=_say, note=standing.append)
    if call.json:
        return regenerate(order, folder, Memory(), listener, strict=call.strict)
    with ProgressLine() as progress:
        return regenerate(order, folder, Memory(), listener._replace(watch=progress.note), strict=call.strict)


def _not_built(call: Call, prog: str, code: int, problems: tuple[Problem, ...], standing: Sequence[str]) -> int:
    """Tell why there are no outputs."""
    if call.json:
        show_data(as_data(code, problems, None, (), 0.0))
        return code
    _tell(call, prog, problems)
    errors = sum(problem.severity == "error" for problem in problems)
    _say(f"有{errors}处错误" if call.verb == "check" else f"未生成：有{errors}处错误。{standing[-1]}")
    return code


def _tell(call: Call, prog: str, problems: Sequence[Problem]) -> None:
    for lines in told(problems, listing="" if call.verb == "check" else _checking(call, prog)):
        _say(lines)


def _as_called(problems: Sequence[Problem], prog: str) -> tuple[Problem, ...]:
    """The problems with their hints' commands as the user calls this one."""
    return tuple(problem._replace(hint=problem.hint.replace("`bulletin ", f"`{prog} ")) for problem in problems)


def _checking(call: Call, prog: str, *flags: str) -> str:
    """The command that checks the same content and lists everything."""
    content = () if call.content is None else ("--content", _quoted(call.content))
    return " ".join((prog, "check", *flags, *content))


def _order(call: Call, home: str) -> Order:
    """What to build, or UsageError where the options do not go together."""
    pages = call.pages or "0"
    if not pages.isdecimal() or len(pages) > MOST_DIGITS or (call.pages is not None and int(pages) < 1):
        raise wrong_call(f"选项 --pages 的版数要写正整数，不能是“{call.pages}”", "例如 --pages 2")
    if call.only == "slides" and (call.purposes or call.previews or call.fresh):
        raise wrong_call("--only slides 不生成 PDF，不能与 --for、--png、--fresh 同时使用", "去掉其中一个选项")
    return Order(
        sources=find_sources(home),
        content=_content_folder(call, home),
        layout=call.layout,
        pdf=call.only != "slides",
        slides=call.only != "pdf",
        purposes=tuple(dict.fromkeys(call.purposes)) or ("screen",),
        pages=int(pages),
        template=call.template,
        previews=call.previews,
        draw=call.verb in ("build", "watch", "preview"),
        fresh=call.fresh,
    )


def _folder(given: str | None, home: str, usual: str) -> str:
    """A folder as the user named it, or the usual one of `home`, named as briefly as the current folder allows."""
    if given is not None:
        return given
    own = os.path.join(home, usual)
    return usual if os.path.abspath(usual) == os.path.abspath(own) else own


def _content_folder(call: Call, home: str) -> str:
    """The folder that was named, or the one that is meant without a name."""
    return issue_folder(_folder(None, home, CONTENT_FOLDER), home) if call.content is None else call.content


def _watch(call: Call, home: str, prog: str, standing: list[str]) -> int:
    """Build after each save, until a signal comes or nobody reads what is said."""
    from bulletin.desk.session import Session
    from bulletin.desk.watch import Hands, watch

    try:
        order = _order(call, home)
    except UsageError as error:
        return _not_built(call, prog, error.exit_code, error.problems, standing)
    folder, progress, account = _folder(call.output, home, OUTPUT_FOLDER), ProgressLine(), WatchAccount()
    tell = partial(_told_in_data, prog) if call.json else partial(_told_in_a_line, call, prog, folder, account)
    hands = Hands(
        order=lambda: _order(call, home),
        told=tell,
        mistake=lambda error: _own_mistake(error, standing[-1]),
        polling=lambda: _say(POLLING),
        around=nullcontext if call.json else lambda: progress,
    )
    session = Session(folder, Listener(progress.note, _say, standing.append), strict=call.strict)
    if not call.json:
        show(f"正在监视 {os.path.abspath(order.content)}：每次保存后自动生成，按 Ctrl+C 停止")
    try:
        watch(session, hands, poll=call.poll)
    except (KeyboardInterrupt, Exception) as error:
        interruption = error if isinstance(error, KeyboardInterrupt) else interruption_behind(error)
        if interruption is None:
            raise
        _say(account.closing(standing[-1]))
        return _exit_code_of(interruption)
    return DONE


def _told_in_a_line(call: Call, prog: str, folder: str, account: WatchAccount, done: Regenerated, number: int) -> bool:
    """Tell a person of a build, and say whether anybody reads it."""
    since = since_last(done.since, record.record_file(folder)) if done.since else ""
    said = account.tell(done._replace(problems=_as_called(done.problems, prog)), since)
    _tell(call, prog, said.problems)
    return show(said.line)


def _told_in_data(prog: str, done: Regenerated, number: int) -> bool:
    """Tell a program of a build, and say whether any reads it."""
    problems = _as_called(done.problems, prog)
    data = as_data(done.code, problems, done.printed, done.delivered, done.seconds, done.since)
    return show_data({"number": number, "updated": not done.failed, **data}, indent=None)


def _template(path: str, home: str, standing: list[str]) -> int:
    """Write the deck's own template."""
    folder, name = os.path.split(path)
    recover(folder, tell=_say)
    file = File(name, default_template(find_sources(home)), "template")
    (written,) = hand_over([file], folder, None, Listener(tell=_say, note=standing.append))
    if written.reason:
        _say(formatted(not_in_place(written, strict=False)))
    show(f"模板已保存为 {written.path}：用 WPS 或 PowerPoint 修改母版，生成时用 --template 指定")
    return DONE


def _preview(call: Call, home: str, standing: list[str]) -> int:
    """Show the issue in the browser until a signal asks to end."""
    from bulletin.desk.asked import PreviewOrder
    from bulletin.desk.preview import preview  # starlette and uvicorn: no other command needs them
    from bulletin.desk.workbench import TerminalWords

    call = call._replace(content=call.files[0]) if call.files else call
    asked = PreviewOrder(
        order=_order(call, home),
        folder=_folder(call.output, home, OUTPUT_FOLDER),
        named=call.content is not None,
        usual=call.content is None,
        port=int(call.port or 0),
        strict=call.strict,
        opened=not call.no_open,
    )
    preview(asked, TerminalWords(_say, lambda error: _tell_mistake(error, standing[-1]), standing))
    return DONE


def _doctor(call: Call, home: str) -> int:
    """Look at the machine; nothing is written, so outputs left over from an interrupted build stay as they are."""
    from bulletin.begin import doctor

    findings = doctor.examine(_order(call, home), _folder(call.output, home, OUTPUT_FOLDER))
    code = DONE if doctor.can_build(findings) else CONTENT
    if call.json:
        show_data({"exit": code, "findings": doctor.as_data(findings)})
    else:
        show("\n".join(doctor.as_lines(findings)))
    return code


def _fonts(call: Call, home: str, standing: list[str]) -> int:
    """List the faces, or add an office's own."""
    data: dict[str, Any] = {}
    lines: list[str] = []
    problems: tuple[Problem, ...] = ()
    code = DONE
    try:
        if call.verb == "fonts add":
            data, lines, problems = _faces_added(call, home, standing)
        else:
            from bulletin.begin import face_list

            listed = face_list.face_list(find_sources(home))
            data, lines, problems = face_list.as_data(listed), face_list.as_lines(listed), listed.problems
            code = CONTENT if any(problem.severity == "error" for problem in problems) else DONE
    except BulletinError as error:
        if interruption_behind(error):
            raise
        problems, code = error.problems, error.exit_code
    if call.json:
        show_data({"exit": code, **data, "diagnostics": list(map(problem_data, problems))})
        return code
    for problem in problems:
        _say(formatted(problem))
    if lines:
        show("\n".join(lines))
    return code


def _faces_added(call: Call, home: str, standing: list[str]) -> tuple[dict[str, Any], list[str], tuple[Problem, ...]]:
    from bulletin.begin import added_words, office_faces
    from bulletin.begin.foreign_face import Wish

    order = _order(call, home)
    wish = Wish(role=call.role or "", member=call.member or "")
    added = office_faces.add_faces(order, call.files, wish, standing)
    told = (problem for each in added.faces for problem in added_words.face_problems(each.face))
    return added_words.as_data(added), added_words.as_lines(added, order.content), (*added.problems, *told)


def _diff(call: Call, home: str, prog: str, standing: list[str]) -> int:
    """Compare two versions, tell what differs, and write both side by side."""
    from bulletin.desk.compare import diff, told_changes  # pypdfium2: a build for the screen does without it

    output = _folder(None, home, OUTPUT_FOLDER)
    code, data = DONE, dict[str, Any]()
    lines: list[str] = []
    problems: tuple[Problem, ...] = ()
    try:
        order, listener = _order(call, home), Listener(tell=_say, note=standing.append)
        with ProgressLine() if not call.json else nullcontext() as progress:
            listener = listener._replace(watch=progress.note) if progress else listener
            compared = diff.compare_versions(call.files, output, order, listener)
            written = diff.write_changes(compared, call.output or os.path.join(output, CHANGES_NAME), listener)
        problems = (not_in_place(written, strict=False),) if written.reason else ()
        data = {"old": compared.old_name, "new": compared.new_name, "page": written.path}
        data |= told_changes.changes_data(compared.changes)
        lines = [f"旧：{compared.old_name}", f"新：{compared.new_name}", told_changes.told_changes(compared.changes)]
        lines += ["", f"对照页：{written.path}，用浏览器打开"]
    except BulletinError as error:
        if interruption_behind(error):
            raise
        problems, code = error.problems, error.exit_code
    problems = _as_called(problems, prog)
    if call.json:
        show_data({"exit": code, **data, "diagnostics": list(map(problem_data, problems))})
        return code
    _tell(call, prog, problems)
    if lines:
        show("\n".join(lines))
    return code


def _preflight(files: Sequence[str], *, as_json: bool) -> int:
    """Judge each file; one that cannot be read, or trips us up, does not keep the others from being judged."""
    from bulletin.preflight import report as preflight  # pikepdf: a build for the screen does without it

    found: list[dict[str, Any]] = []
    code = DONE
    for file in files:
        try:
            sheet = preflight.preflight(file)
        except Exception as error:
            if interruption_behind(error):
                raise
            if isinstance(error, BulletinError):
                for problem in error.problems:
                    _say(formatted(problem))
                    found.append({"file": file, **{key: getattr(problem, key) for key in ("code", "message", "hint")}})
                code = code or error.exit_code
                continue
            code = _own_mistake(error, UNTOUCHED)
            found.append({"file": file, "code": "own-mistake"})
            continue
        found.append(preflight.as_json(sheet))
        if not as_json:
            show(preflight.as_text(sheet))
        if sheet.faults or sheet.unjudged:
            code = code or CONTENT
    if as_json:
        show_data(found)
    return code


def _begin(call: Call, home: str, prog: str, standing: list[str]) -> int:
    """Make a new issue, or bring files into one."""
    from bulletin.begin.account import account, account_data, account_of_new
    from bulletin.begin.put_in import ISSUE_UNTOUCHED, bring_in, make_new

    standing[:] = [ISSUE_UNTOUCHED]
    folder = call.files[0] if call.verb == "new" else _content_folder(call, home)
    if call.verb == "new":
        delivered = make_new(folder, tell=_say, standing=standing)
        option = _option(folder, home)
        show(account_of_new(folder, delivered, f"{prog} import 稿件{option}", f"{prog}{option}"))
        return DONE
    option = _option(folder, home)
    words = [word if os.path.lexists(word) else _at_home(word, home) for word in call.files]
    usual = call.content is None and folder == _folder(None, home, CONTENT_FOLDER)
    done = bring_in(words, folder, usual=usual, tell=_say, standing=standing)
    code = CONTENT if done.failed else DONE
    if call.json:
        show_data(account_data(code, done, [problem_data(problem) for problem in done.incoming.problems]))
        return code
    for problem in done.incoming.problems:
        _say(formatted(problem))
    show(account(done, f"{prog}{option}"))
    return code


def _option(folder: str, home: str) -> str:
    """How a command names an issue's folder; "" where it need not."""
    usual = _content_folder(Call("build"), home)
    return "" if os.path.abspath(folder) == os.path.abspath(usual) else f" --content {_quoted(folder)}"


def _at_home(word: str, home: str) -> str:
    """A word that names something beside the user's folders, as hints do: content."""
    own = os.path.join(home, word)
    return own if os.path.lexists(own) else word


def _quoted(word: str) -> str:
    """A word of a command that can be copied."""
    if all(char.isalnum() or char in "-_./:" for char in word):  # shlex would quote every Han character
        return word
    if os.name != "nt":
        return shlex.quote(word)
    return f'"{word}"'


def _say(text: str) -> None:
    show(text, "stderr")


def _own_mistake(error: Exception, standing: str) -> int:
    _tell_mistake(error, standing)
    return OUR_MISTAKE


def _tell_mistake(error: Exception, standing: str) -> None:
    import traceback

    frame = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{os.path.basename(frame.filename)}:{frame.lineno}"
    _say(f"程序自身出错（{type(error).__name__}，{where}）：{error}")
    if os.environ.get("BULLETIN_DEBUG"):
        _say("".join(traceback.format_exception(error)))
    else:
        _say(f"{HINT}{standing}；请设置环境变量 BULLETIN_DEBUG=1 再运行一次，把显示的内容发给维护人员")
