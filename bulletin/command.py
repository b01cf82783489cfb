"""The command: a call in, diagnostics and an exit code out; the only module that prints."""

import json
import os
import shlex
import sys
import time
from collections.abc import Sequence
from typing import NoReturn

from bulletin import __version__
from bulletin.arguments import Call, asks_for_json, parse, usage, usage_of, wrong_call
from bulletin.build.delivery import Delivered, deliver
from bulletin.memory import Memory
from bulletin.model.output import TEMPLATE_NAME, File, Order, Printed
from bulletin.pipeline import build, default_template
from bulletin.problems import (
    CONTENT,
    DONE,
    HINT,
    OUR_MISTAKE,
    OUTPUT,
    USAGE,
    BulletinError,
    ContentError,
    Problem,
    UsageError,
    formatted,
)
from bulletin.sources import find_sources
from bulletin.summary import as_data, listed, summary
from bulletin.understood import understood

INTERRUPTED = 130  # 128 and the number of SIGINT, as shells say it
MOST_DIGITS = 4  # of a number of pages
STILL_THERE = "原有成品未改动"


def main(home: str = "", prog: str = "bulletin") -> NoReturn:
    """The script: `run` with the process's own arguments and streams, then leave with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a console of another code page shows ? rather than break the build
            stream.reconfigure(errors="replace")
    code = run(sys.argv[1:], home=home, prog=prog)
    try:
        sys.stdout.flush()
    except BrokenPipeError:  # the reader has gone; Python would complain once more while closing
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(code)


def run(arguments: Sequence[str], *, home: str = "", prog: str = "bulletin") -> int:
    """Carry out one call and return its exit code; prints to sys.stdout and sys.stderr, and never leaves the process.

    Args:
        home: the folder whose content/, layouts/, fonts/ and output/ are meant; "" is the current one.
        prog: what the command is called in its help.
    """
    try:
        return _carried_out(arguments, home, prog)
    except BulletinError as error:
        for problem in error.problems:
            _say(formatted(problem))
        return error.exit_code
    except KeyboardInterrupt:
        _say(f"已中断；{STILL_THERE}")
        return INTERRUPTED
    except BrokenPipeError:
        return DONE
    except Exception as error:  # our own mistakes end with 70 and without outputs, never with a bare traceback
        return _own_mistake(error)


def _carried_out(arguments: Sequence[str], home: str, prog: str) -> int:
    try:
        call = parse(arguments)
    except UsageError as error:
        (problem,) = error.problems
        problem = problem._replace(hint=f"用法见 {prog} --help")
        if asks_for_json(arguments):
            print(json.dumps(as_data(USAGE, (problem,), None, (), 0.0), ensure_ascii=False, indent=2))
        else:
            _say(f"命令有误：{problem.message}\n{HINT}{problem.hint}")
        return USAGE
    if call.help:
        print(usage_of(call.verb, prog) if call.verb else usage(prog))
        return DONE
    if call.version:
        print(f"bulletin {__version__}")
        return DONE
    if call.verb == "template":
        return _template(call.output or TEMPLATE_NAME, home)
    if call.verb == "preflight":
        return _preflight(call.files, as_json=call.json)
    return _build(call, home, prog)


def _build(call: Call, home: str, prog: str) -> int:
    """Build or check."""
    started = time.perf_counter()
    printed: Printed | None = None
    delivered: tuple[Delivered, ...] = ()
    problems: tuple[Problem, ...] = ()
    code = DONE
    try:
        order = _order(call, home)
        printed = build(order, Memory())
        problems = _judged(printed.problems, strict=call.strict)
        delivered = deliver(printed.files, _folder(call.output, home, "output"))
        locked = tuple(_locked(output, call.strict) for output in delivered if output.path != output.wanted)
        problems += locked
        if locked and call.strict:
            code = OUTPUT
    except BulletinError as error:
        problems, code = error.problems, error.exit_code
    seconds = time.perf_counter() - started
    if call.json:
        print(json.dumps(as_data(code, problems, printed, delivered, seconds), ensure_ascii=False, indent=2))
        return code
    for problem in problems:
        _say(formatted(problem))
    if code != DONE and not delivered:
        errors = sum(problem.severity == "error" for problem in problems)
        _say(f"有{errors}处错误" if call.verb == "check" else f"未生成：有{errors}处错误。{STILL_THERE}")
    elif printed:
        if call.changes:
            print("\n".join(listed(printed.edition.changes)))
        elif call.verb == "check":
            print(understood(printed))
        print(summary(order, printed, problems, delivered, seconds, listing=_listing(call, prog)))
    return code


def _listing(call: Call, prog: str) -> str:
    """The command that lists the changes of the content; "" where this call did."""
    content = () if call.content is None else ("--content", shlex.quote(call.content))
    return "" if call.changes else " ".join((prog, "check", "--changes", *content))


def _order(call: Call, home: str) -> Order:
    """What to build, or UsageError where the options do not go together."""
    pages = call.pages or "0"
    if not pages.isdecimal() or len(pages) > MOST_DIGITS or (call.pages is not None and int(pages) < 1):
        raise wrong_call(f"选项 --pages 的版数要写正整数，不能是“{call.pages}”", "例如 --pages 2")
    if call.only == "slides" and (call.purposes or call.previews):
        raise wrong_call("--only slides 不生成 PDF，不能与 --for、--png 同时使用", "去掉其中一个选项")
    return Order(
        sources=find_sources(home),
        content=_folder(call.content, home, "content"),
        layout=call.layout,
        pdf=call.only != "slides",
        slides=call.only != "pdf",
        purposes=tuple(dict.fromkeys(call.purposes)) or ("screen",),
        pages=int(pages),
        template=call.template,
        previews=call.previews,
        draw=call.verb == "build",
    )


def _folder(given: str | None, home: str, usual: str) -> str:
    """A folder as the user named it, or the usual one of `home`, named as briefly as the current folder allows."""
    if given is not None:
        return given
    own = os.path.join(home, usual)
    return usual if os.path.abspath(usual) == os.path.abspath(own) else own


def _judged(problems: tuple[Problem, ...], *, strict: bool) -> tuple[Problem, ...]:
    """The problems as they count: warnings are errors when `strict`.

    Raises:
        ContentError: there are errors; it carries the warnings and notes too.
    """
    if strict:
        problems = tuple(p._replace(severity="error") if p.severity == "warning" else p for p in problems)
        if any(problem.severity == "error" for problem in problems):
            raise ContentError(*problems)
    return problems


def _locked(output: Delivered, strict: bool) -> Problem:
    return Problem(
        "error" if strict else "warning",
        "output-locked",
        f"{output.wanted} 正被其他程序打开，新成品已另存为 {output.path}",
        None,
        "关闭打开它的窗口，再生成一次",
    )


def _template(path: str, home: str) -> int:
    """Write the deck's own template."""
    folder, name = os.path.split(path)
    (written,) = deliver([File(name, default_template(find_sources(home)))], folder)
    print(f"模板已保存为 {written.path}：用 WPS 或 PowerPoint 修改母版，生成时用 --template 指定")
    return DONE


def _preflight(files: Sequence[str], *, as_json: bool) -> int:
    """Judge each file; one that cannot be read, or trips us up, does not keep the others from being judged."""
    from bulletin.preflight import report as preflight  # pikepdf: a build for the screen does without it

    sheets = []
    code = DONE
    for file in files:
        try:
            sheet = preflight.preflight(file)
        except BulletinError as error:
            for problem in error.problems:
                _say(formatted(problem))
            code = code or error.exit_code
            continue
        except Exception as error:
            code = _own_mistake(error)
            continue
        sheets.append(sheet)
        if not as_json:
            print(preflight.as_text(sheet))
        if sheet.faults or sheet.unjudged:
            code = code or CONTENT
    if as_json:
        print(json.dumps([preflight.as_json(sheet) for sheet in sheets], ensure_ascii=False, indent=2))
    return code


def _say(text: str) -> None:
    print(text, file=sys.stderr)


def _own_mistake(error: Exception) -> int:
    import traceback

    frame = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{os.path.basename(frame.filename)}:{frame.lineno}"
    _say(f"程序自身出错（{type(error).__name__}，{where}）：{error}")
    if os.environ.get("BULLETIN_DEBUG"):
        traceback.print_exception(error)
    else:
        _say(f"{HINT}{STILL_THERE}；请设置环境变量 BULLETIN_DEBUG=1 再运行一次，把显示的内容发给维护人员")
    return OUR_MISTAKE
