"""The command line: verbs in, diagnostics and exit codes out; the only module that prints.

The options stand once, in `OPTIONS`. A well-formed call of `build` or `check` is read from that table here;
whatever else is said (`--help`, another verb, anything wrong) goes to click, which is built from the same table.
That spares an everyday build click's import, which costs as much as reading, composing and making up together.
"""

import gc
import os
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, NoReturn, TypeAlias

from bulletin.problems import (
    CONTENT,
    DONE,
    OUR_MISTAKE,
    OUTPUT,
    USAGE,
    BulletinError,
    ContentError,
    Problem,
    UsageError,
    told,
)

if TYPE_CHECKING:
    import click

    from bulletin.build.delivery import Delivered
    from bulletin.model.edition import Change
    from bulletin.pipeline import Order, Printed

Said: TypeAlias = Mapping[str, Any]  # flag -> True, a text, or a tuple of texts


class Option(NamedTuple):
    """One option of `build` and `check`."""

    flag: str
    help: str
    takes: str = ""  # what follows, for the help; "" for a switch
    choices: tuple[str, ...] = ()
    many: bool = False
    build_only: bool = False


OPTIONS = (
    Option("--content", "稿件所在的文件夹（默认 content）", "文件夹"),
    Option("--layout", "版式：layouts 里的名字，或一个 .yaml 文件（默认按 issue.yaml）", "名字"),
    Option("--output", "成品放到哪个文件夹（默认 output）", "文件夹", build_only=True),
    Option("--only", "只做一样：pdf 简报，slides 幻灯片", "什么", ("pdf", "slides")),
    Option(
        "--for",
        "做给谁用：screen 屏幕阅读（默认），printer 印刷厂，office 办公室复印机，booklet 骑马订小册子；可写几次",
        "谁",
        ("screen", "printer", "office", "booklet"),
        many=True,
        build_only=True,
    ),
    Option("--pages", "恰好要几个版", "版数"),
    Option("--template", "本单位的幻灯片模板（.pptx）", "文件"),
    Option("--strict", "警告也算错误"),
    Option("--json", "结果写成一个 JSON 对象，供程序读取"),
    Option("--no-cache", "不用缓存，一切从头算", build_only=True),
    Option("--png", "另存每个版的预览图", build_only=True),
)
HELP = {
    "build": "生成简报和幻灯片（不写动词就是它）",
    "check": "只读稿、判断，不写成品",
    "template": "把自带的幻灯片模板存成文件，供改成本单位的样子",
    "preflight": "给任何 PDF 做印前检查",
}
EXIT_CODES = (
    "退出码：0 完成；1 稿件或版式有错；2 命令写错；3 放不下；4 缺字形；5 写不出文件；6 没能守住承诺，什么都没写；"
    "70 程序自身出错"
)
STILL_THERE = "先前的成品原样未动"


def main(arguments: Sequence[str], script: str) -> NoReturn:
    """Run the command and leave with its exit code; never a traceback for an editor's slip."""
    gc.disable()  # one short process: what it makes, it needs to the end
    root = os.path.dirname(os.path.abspath(script))
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a console of another code page shows ? rather than break the build
            stream.reconfigure(errors="replace")
    try:
        code = _dispatch(list(arguments), root)
    except KeyboardInterrupt:
        _say(f"已中断；{STILL_THERE}")
        code = 130
    except BrokenPipeError:
        code = DONE
    except Exception as error:  # the last door: our own mistakes leave with 70 and no output
        code = _own_mistake(error)
    with suppress(BrokenPipeError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)  # without tearing down what the system takes back anyway


def _dispatch(arguments: list[str], root: str) -> int:
    plain = _plain(arguments)
    if plain:
        return _run(plain[0], plain[1], root)
    return _with_click(arguments, root)


def _plain(arguments: Sequence[str]) -> tuple[str, Said] | None:
    """Verb and options of a call in which everything is as it should be; None where click has to speak."""
    verb = "build"
    words = list(arguments)
    if words and words[0] in ("build", "check"):
        verb = words.pop(0)
    known = {option.flag: option for option in OPTIONS if verb == "build" or not option.build_only}
    said: dict[str, Any] = {}
    at = 0
    while at < len(words):
        option = known.get(words[at])
        if option is None:
            return None
        at += 1
        if not option.takes:
            said[option.flag] = True
            continue
        if at == len(words) or words[at].startswith("-") or (option.choices and words[at] not in option.choices):
            return None
        said[option.flag] = (*said.get(option.flag, ()), words[at]) if option.many else words[at]
        at += 1
    return verb, said


def _run(verb: str, said: Said, root: str) -> int:
    """Build or check; the exit code."""
    started = time.perf_counter()
    from bulletin.build.cache import save
    from bulletin.build.delivery import deliver
    from bulletin.pipeline import make

    strict = bool(said.get("--strict"))
    printed: Printed | None = None
    delivered: tuple[Delivered, ...] = ()
    problems: tuple[Problem, ...] = ()
    code = DONE
    try:
        order = _order(verb, said, root)
        printed = make(order)
        problems = printed.problems
        if strict:
            problems = tuple(p._replace(severity="error") if p.severity == "warning" else p for p in problems)
            faults = tuple(p for p in problems if p.severity == "error")
            if faults:
                raise ContentError(*problems)
        delivered = deliver(printed.files)
        if order.draw:
            save(printed.keep)
        locked = tuple(_locked(one, strict) for one in delivered if one.path != one.wanted)
        problems += locked
        if locked and strict:
            code = OUTPUT
    except BulletinError as error:
        problems, code = error.problems, error.exit_code
    seconds = time.perf_counter() - started
    if said.get("--json"):
        _print_json(code, problems, printed, delivered, seconds)
        return code
    for problem in problems:
        _say(told(problem))
    if code != DONE and not delivered:
        errors = sum(problem.severity == "error" for problem in problems)
        _say(f"没有做成：{errors} 处错误。{STILL_THERE}" if verb == "build" else f"查出 {errors} 处错误")
    elif printed:
        print(_summary(verb, printed, problems, delivered, seconds, said))
    return code


def _order(verb: str, said: Said, root: str) -> "Order":
    from bulletin.pipeline import Order

    pages = said.get("--pages", "0")
    if not pages.isdecimal() or ("--pages" in said and int(pages) < 1):
        raise _wrong_call(f"--pages 要一个正整数，不是“{pages}”", "例如 --pages 2")
    only = said.get("--only")
    if only == "slides" and (said.get("--for") or said.get("--png")):
        raise _wrong_call("--only slides 不出 PDF，不能同时写 --for 或 --png", "去掉其中一个")
    return Order(
        root=root,
        content=_given(said.get("--content"), root, "content"),
        output=_given(said.get("--output"), root, "output"),
        layout=said.get("--layout"),
        pdf=only != "slides",
        slides=only != "pdf",
        purposes=tuple(dict.fromkeys(said.get("--for") or ("screen",))),
        pages=int(pages),
        template=said.get("--template"),
        cache=not said.get("--no-cache"),
        previews=bool(said.get("--png")),
        draw=verb == "build",
        apart=True,
    )


def _given(said: str | None, root: str, usual: str) -> str:
    """A folder as the user named it, or the project's own, named as briefly as the working folder allows."""
    if said is not None:
        return said
    own = os.path.join(root, usual)
    return usual if os.path.abspath(usual) == own else own


def _wrong_call(message: str, hint: str) -> UsageError:
    return UsageError(Problem("error", "usage", message, None, hint))


def _locked(one: "Delivered", strict: bool) -> Problem:
    return Problem(
        "error" if strict else "warning",
        "output-locked",
        f"{one.wanted} 正被别的程序打开，新的成品另存为 {one.path}",
        None,
        "关掉正在看它的窗口，再生成一次",
    )


def _summary(
    verb: str,
    printed: "Printed",
    problems: Sequence[Problem],
    delivered: Sequence["Delivered"],
    seconds: float,
    said: Said,
) -> str:
    """What was made, in a few lines."""
    edition = printed.edition
    characters = sum(len(paragraph.text) for report in edition.reports for paragraph in report.paragraphs)
    lines = [f"{edition.masthead}：{len(edition.reports)} 篇，正文 {characters:,} 字"]
    if printed.bulletin:
        lines.append(f"简报 {len(printed.bulletin.pages)} 个版：{printed.bulletin.summary}")
    if printed.slide_count:
        lines.append(f"幻灯片 {printed.slide_count} 张")
    if edition.changes:
        lines.append(f"标点归一 {len(edition.changes)} 处：{_kinds(edition.changes)}")
    warnings = sum(problem.severity == "warning" for problem in problems)
    notes = sum(problem.severity == "note" for problem in problems)
    lines.append(f"警告 {warnings} 条，提示 {notes} 条；用时 {seconds:.2f} 秒")
    if verb == "build":
        lines.append("成品：" + "  ".join(one.path for one in delivered))
        if "office" in (said.get("--for") or ()):
            lines.append("打印 bulletin-office.pdf：选 A3（或该版式的纸张）、实际大小（100%）、双面沿长边翻转")
    return "\n".join(lines)


def _kinds(changes: Sequence["Change"]) -> str:
    """The commonest replacements with their numbers; blanks and control characters made visible."""

    def seen(text: str) -> str:
        shown = "".join(c if c.isprintable() and c != " " else "␣" if c in " \t" else f"U+{ord(c):04X}" for c in text)
        return f"{shown[:6]}…" if len(shown) > 6 else shown

    totals: dict[str, int] = {}
    for change in changes:
        kind = f"{seen(change.old)}→{seen(change.new) or '删'}"
        totals[kind] = totals.get(kind, 0) + 1
    most = sorted(totals.items(), key=lambda item: (-item[1], item[0]))[:6]
    more = f" 等 {len(totals)} 种" if len(totals) > len(most) else ""
    return "，".join(f"{kind} {total}" for kind, total in most) + more


def _print_json(
    code: int,
    problems: Sequence[Problem],
    printed: "Printed | None",
    delivered: Sequence["Delivered"],
    seconds: float,
) -> None:
    import json

    answer: dict[str, Any] = {
        "exit": code,
        "outputs": [one.path for one in delivered],
        "pages": len(printed.bulletin.pages) if printed and printed.bulletin else 0,
        "slides": printed.slide_count if printed else 0,
        "plan": printed.bulletin.plan if printed and printed.bulletin else "",
        "normalised": len(printed.edition.changes) if printed else 0,
        "seconds": round(seconds, 3),
        "diagnostics": [
            {
                "severity": problem.severity,
                "code": problem.code,
                "file": problem.place.file if problem.place else None,
                "line": problem.place.line if problem.place else None,
                "column": problem.place.column if problem.place else None,
                "message": problem.message,
                "hint": problem.hint,
            }
            for problem in problems
        ],
    }
    print(json.dumps(answer, ensure_ascii=False, indent=2))


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
        _say(f"  提示：{STILL_THERE}；设环境变量 BULLETIN_DEBUG=1 再运行一次，把显示的内容发给维护人员")
    return OUR_MISTAKE


# From here on click is loaded: help, other verbs, and words for what is wrong with a call.


def _with_click(arguments: list[str], root: str) -> int:
    import click

    verbs = _verbs(root)
    if not arguments or (arguments[0] not in HELP and arguments[0] != "--help"):
        arguments = ["build", *arguments]
    if arguments[0] == "--help":
        print(_help_of_all())
        return DONE
    verb = arguments[0]
    try:
        answer = verbs[verb].main(arguments[1:], prog_name=f"python generate.py {verb}", standalone_mode=False)
    except click.UsageError as error:
        _say(f"命令写错：{_in_chinese(error)}")
        _say("  提示：python generate.py --help 列出全部用法")
        return USAGE
    except BulletinError as error:
        for problem in error.problems:
            _say(told(problem))
        return error.exit_code
    return answer if isinstance(answer, int) else DONE


def _verbs(root: str) -> dict[str, "click.Command"]:
    import click

    class Verb(click.Command):
        """A command whose help is in Chinese."""

        def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
            formatter.write(f"{ctx.info_name}：{self.help}\n\n")
            arguments = [p.human_readable_name for p in self.get_params(ctx) if isinstance(p, click.Argument)]
            formatter.write(f"用法：{ctx.command_path} [选项] {' '.join(arguments)}\n\n选项：\n")
            formatter.write_dl([record for p in self.get_params(ctx) if (record := p.get_help_record(ctx))])
            formatter.write(f"\n{EXIT_CODES}\n")

        def get_help_option(self, ctx: click.Context) -> click.Option | None:
            option = super().get_help_option(ctx)
            if option:
                option.help = "显示这些说明"
            return option

    def runner(verb: Literal["build", "check"]) -> click.Command:
        options = [option for option in OPTIONS if verb == "build" or not option.build_only]
        flags = {option.flag[2:].replace("-", "_") + "_": option for option in options}

        def call(**given: Any) -> int:
            said = {flags[name].flag: value for name, value in given.items() if value not in (None, False, ())}
            return _run(verb, said, root)

        parameters: list[click.Parameter] = [
            click.Option(
                [option.flag, name],
                help=option.help,
                multiple=option.many,
                **({"metavar": option.takes} if option.takes else {"is_flag": True}),
                type=click.Choice(option.choices) if option.choices else None,
            )
            for name, option in flags.items()
        ]
        return Verb(verb, params=parameters, callback=call, help=HELP[verb])

    def template(output: str) -> int:
        from bulletin.build.delivery import deliver
        from bulletin.pipeline import template_file

        (one,) = deliver([template_file(root, output)])
        print(f"模板写在 {one.path}：用 WPS 或 PowerPoint 改母版，再以 --template 指给 build")
        return DONE

    def judge(files: tuple[str, ...], as_json: bool) -> int:
        return _preflight(files, as_json)

    return {
        "build": runner("build"),
        "check": runner("check"),
        "template": Verb(
            "template",
            params=[click.Option(["--output", "output"], default="template.pptx", metavar="文件", help="存到哪里")],
            callback=template,
            help=HELP["template"],
        ),
        "preflight": Verb(
            "preflight",
            params=[
                click.Argument(["files"], nargs=-1, required=True, metavar="FILE..."),
                click.Option(["--json", "as_json"], is_flag=True, help="写成 JSON"),
            ],
            callback=judge,
            help=HELP["preflight"],
        ),
    }


def _preflight(files: Sequence[str], as_json: bool) -> int:
    """Judge each file; one that cannot be read is told and does not keep the others from being judged."""
    from bulletin.preflight import report as preflight

    sheets = []
    code = DONE
    for file in files:
        try:
            sheet = preflight.preflight(file)
        except BulletinError as error:
            for problem in error.problems:
                _say(told(problem))
            code = error.exit_code
            continue
        sheets.append(sheet)
        if not as_json:
            print(preflight.as_text(sheet))
        if sheet.faults and code == DONE:
            code = CONTENT
    if as_json:
        import json

        print(json.dumps([preflight.as_json(sheet) for sheet in sheets], ensure_ascii=False, indent=2))
    return code


def _help_of_all() -> str:
    width = max(map(len, HELP)) + 2
    lines = ["用法：python generate.py [动词] [选项]", "", "动词："]
    lines += [f"  {verb:<{width}}{said}" for verb, said in HELP.items()]
    lines += ["", "build 的选项（check 也认得不写文件的那些）："]
    for option in OPTIONS:
        flag = f"{option.flag} {'|'.join(option.choices) or option.takes}".rstrip()
        lines.append(f"  {flag}\n      {option.help}")
    return "\n".join([*lines, "", "各动词的说明：python generate.py 动词 --help", EXIT_CODES])


def _in_chinese(error: "click.UsageError") -> str:
    """What click found wrong, in the user's words."""
    import click

    if isinstance(error, click.NoSuchOption):
        near = f"，是不是 {'、'.join(error.possibilities)}？" if error.possibilities else ""
        return f"没有 {error.option_name} 这个选项{near}"
    if isinstance(error, click.BadOptionUsage):
        return f"{error.option_name} 后面缺少内容，或多了内容"
    name = "/".join(error.param.opts) if isinstance(error, click.BadParameter) and error.param else ""
    if isinstance(error, click.MissingParameter):
        return f"缺少 {error.param.human_readable_name if error.param else name}"
    if isinstance(error, click.BadParameter):
        choices = getattr(error.param.type, "choices", ()) if error.param else ()
        return f"{name} 的内容不对" + (f"，只能是 {'、'.join(choices)}" if choices else "")
    return "有多余的词：" + error.message.split("(")[-1].rstrip(")") if "(" in error.message else error.message
