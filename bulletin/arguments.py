"""The command line: words in, a `Call` out. Verbs and options stand once, in `VERBS` and `OPTIONS`.

argparse separates options, wherever they stand, from other words; usage, help and what is wrong with a call are said
here, in Chinese.
"""

import os
from argparse import ArgumentError, ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

from bulletin.likeness import nearest
from bulletin.model.output import CHANGES_NAME, PDF_NAMES, TEMPLATE_NAME, Purpose
from bulletin.problems import Problem, UsageError


class Option(NamedTuple):
    """One option."""

    flags: tuple[str, ...]  # the long one last
    help: str
    takes: str = ""  # what follows, for the help; "" for a switch
    choices: tuple[str, ...] = ()
    many: bool = False

    @property
    def flag(self) -> str:
        """The long flag, by which verbs name the option."""
        return self.flags[-1]

    @property
    def field(self) -> str:
        """The field of `Call` that holds the option."""
        return FIELDS.get(self.flag, self.flag.removeprefix("--").replace("-", "_"))


class Verb(NamedTuple):
    """One thing that the command does."""

    help: str
    flags: tuple[str, ...]  # of its options
    files: str = ""  # what the other words are, for the help; "" where there may be none
    own: Mapping[str, Option] = {}  # options that mean something else here
    least: int = 1  # of the other words, where there may be some
    most: int = 1_000_000


class Call(NamedTuple):
    """A well-formed call: None, False or () where an option was not given."""

    verb: str  # with `help`: "" where none was named
    files: tuple[str, ...] = ()
    content: str | None = None
    layout: str | None = None
    output: str | None = None
    only: str | None = None
    purposes: tuple[Purpose, ...] = ()
    pages: str | None = None
    template: str | None = None
    role: str | None = None
    member: str | None = None
    strict: bool = False
    changes: bool = False
    json: bool = False
    previews: bool = False
    port: str | None = None
    no_open: bool = False
    fresh: bool = False
    poll: bool = False
    help: bool = False
    version: bool = False


OPTIONS = (
    Option(("--content",), "稿件所在的文件夹（默认 content；没有 content，又正在一期的文件夹里，就是这里）", "文件夹"),
    Option(("--layout",), "版式：layouts 里的名称，或一个 .yaml 文件（默认按 issue.yaml）", "名称"),
    Option(("--output",), "存放成品的文件夹（默认 output）", "文件夹"),
    Option(("--only",), "只生成一种成品：pdf 简报，slides 幻灯片", "成品", ("pdf", "slides")),
    Option(
        ("--for",),
        "PDF 的用途：screen 屏幕阅读（默认），printer 印刷厂，office 办公室复印机，booklet 骑马订小册子；可写多次",
        "用途",
        tuple(PDF_NAMES),
        many=True,
    ),
    Option(("--pages",), "指定版数", "版数"),
    Option(("--template",), "本单位的幻灯片模板（.pptx、.potx）", "文件"),
    Option(("--role",), "字体用在哪个角色：song、song-black、kai 等（默认按字体名称）", "角色"),
    Option(("--member",), "取字体集（.ttc）里的哪个字体（默认取简体中文的）", "名称"),
    Option(("--strict",), "警告按错误处理"),
    Option(("--changes",), "逐处列出改动：空格、替换的字，最后是标点"),
    Option(("--json",), "结果输出为 JSON，供程序读取"),
    Option(("--no-cache",), "不起作用，为旧脚本保留（早期版本有缓存）"),
    Option(("--png",), "另存每版的预览图"),
    Option(("--fresh",), "不沿用上次的版面，重新安排，并删去稿件旁的 plan.json"),
    Option(("--port",), "预览所用的端口（默认找一个空闲的）", "端口"),
    Option(("--no-open",), "不自动打开浏览器"),
    Option(("--poll",), "每隔片刻自己查看文件有没有改动（网络文件夹会自动这样做）"),
    Option(("-h", "--help"), "显示本说明"),
    Option(("--version",), "显示版本号"),
)
FIELDS = {"--for": "purposes", "--png": "previews"}  # of `Call`, where they have another name
LAST_PORT = 65535
SWITCHES = ("--help", "--version")  # of every verb
JUDGING = ("--content", "--layout", "--only", "--pages", "--template", "--strict", "--changes", "--json")
VERBS: Mapping[str, Verb] = {
    "build": Verb(
        "生成简报和幻灯片（不写命令时默认执行）", (*JUDGING, "--output", "--for", "--no-cache", "--png", "--fresh")
    ),
    "preview": Verb(
        "在浏览器里预览：保存稿件后随即更新，点“生成成品”才写入文件；没有这一期时打开开始页",
        ("--content", "--layout", "--template", "--output", "--for", "--strict", "--port", "--no-open"),
        files="[文件夹]",
        least=0,
        most=1,
    ),
    "check": Verb("只检查稿件，列出每篇的标题、署名、小标题等，不输出文件", JUDGING),
    "watch": Verb(
        "一直监视稿件，每次保存后自动生成；按 Ctrl+C 停止",
        (*(flag for flag in JUDGING if flag != "--changes"), "--output", "--for", "--png", "--poll"),
        own={"--json": Option(("--json",), "每次生成输出一行 JSON，供程序读取")},
    ),
    "template": Verb(
        "保存自带的幻灯片模板，供修改成本单位的模板",
        ("--output",),
        own={"--output": Option(("--output",), f"保存位置（默认 {TEMPLATE_NAME}）", "文件")},
    ),
    "new": Verb("新建一期：一个文件夹，里面有带说明的 issue.yaml 和两篇样例", (), files="文件夹"),
    "import": Verb(
        "把稿件和图片放进一期，写好 issue.yaml；.doc、.wps、.odt、.rtf 先转换成 .docx",
        ("--content", "--json"),
        files="文件或文件夹...",
        own={"--content": Option(("--content",), "放进哪个文件夹（默认同 build），没有就新建", "文件夹")},
    ),
    "diff": Verb(
        "比较两个版本：哪些句子增、改、删、移动；版本可以是 PDF、成品文件夹或存档的名称",
        ("--content", "--layout", "--pages", "--output", "--json"),
        files="[旧版本 [新版本]]",
        own={
            "--content": Option(("--content",), "不写版本时：拿哪个文件夹的稿件与上次的成品比较", "文件夹"),
            "--output": Option(("--output",), f"对照页的保存位置（默认 output/{CHANGES_NAME}）", "文件"),
        },
        least=0,
        most=2,
    ),
    "preflight": Verb("对任何 PDF 文件做印前检查", ("--json",), files="文件..."),
    "fonts": Verb("列出字体：角色、字数、嵌入许可", ("--json",)),
    "fonts add": Verb(
        "加入本单位的字体（ttf、otf、ttc），登记到 fonts/fonts.yaml",
        ("--role", "--member", "--content", "--json"),
        files="文件...",
    ),
    "doctor": Verb(
        "检查这台电脑能否生成：程序、字体、版式、文件夹、磁盘；不写任何文件",
        ("--content", "--layout", "--output", "--json"),
    ),
}
EXIT_CODES = (
    "退出码：0 完成；1 稿件或版式有错误；2 命令有误；3 排不下；4 字体缺字；5 无法写入文件；"
    "6 自检未通过，未输出任何文件；70 程序自身出错；130、143 被中断"
)


def parse(arguments: Sequence[str]) -> Call:
    """The call that the words make up; options may stand before or after the verb.

    Raises:
        UsageError: an unknown verb or option, an option with too little or too much behind it, a word too many.
    """
    if any("\0" in word for word in arguments):
        raise wrong_call("命令里有空字符", "重新输入文件名")
    parser = ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    for option in OPTIONS:
        action = "append" if option.many else "store" if option.takes else "store_true"
        parser.add_argument(*option.flags, dest=option.field, action=action)
    options = _before_files(arguments)
    try:
        given, rest = parser.parse_known_args(options)
    except ArgumentError as error:
        flag = (error.argument_name or "").rpartition("/")[2]
        takes = next((option.takes for option in OPTIONS if option.flag == flag), "")
        raise wrong_call(f"选项 {flag} 后面缺少{takes}" if takes else f"选项 {flag} 后面不能写内容") from error
    unknown = [word.partition("=")[0] for word in rest if word.startswith("-")]
    words = [*(word for word in rest if not word.startswith("-")), *arguments[len(options) + 1 :]]
    verb, *files = words or ["build"]
    if files and f"{verb} {files[0]}" in VERBS:
        verb, *files = f"{verb} {files[0]}", *files[1:]
    if unknown:
        flags = [flag for option in OPTIONS for flag in option.flags]
        raise wrong_call(f"没有选项 {unknown[0]}{_nearest(unknown[0], flags)}")
    if verb not in VERBS:
        raise wrong_call(f"无法识别“{verb}”{_nearest(verb, VERBS)}")
    for option in OPTIONS:
        value = getattr(given, option.field)
        if value not in (None, False) and option.flag not in (*VERBS[verb].flags, *SWITCHES):
            raise wrong_call(f"命令 {verb} 没有选项 {option.flag}")
        if value == "":
            raise wrong_call(f"选项 {option.flag} 后面缺少{option.takes}")
        texts = value if option.many else [value]
        if option.choices and value is not None and not set(texts) <= set(option.choices):
            *others, last = option.choices
            raise wrong_call(f"选项 {option.flag} 只能写 {'、'.join(others)} 或 {last}")
    _check_words(verb, files, given)
    fields = vars(given) | {"purposes": tuple(given.purposes or ())}
    del fields["no_cache"]
    return Call("" if given.help and not words else verb, tuple(files), **fields)


def _check_words(verb: str, files: Sequence[str], given: Namespace) -> None:
    """Raises UsageError where what a verb is called with, or what an option says, does not go with it."""
    for name, usual in {"template": TEMPLATE_NAME, "diff": CHANGES_NAME}.items():
        ending = os.path.splitext(usual)[1]
        if verb == name and given.output and not given.output.lower().endswith(ending):
            raise wrong_call(f"选项 --output 后面的文件名要以 {ending} 结尾", f"例如 --output {usual}")
    if files and not VERBS[verb].files:
        further = [name.partition(" ")[2] for name in VERBS if name.startswith(f"{verb} ")]
        raise wrong_call(f"无法识别“{' '.join(files)}”{_nearest(files[0], further)}")
    if given.member and len(files) > 1:
        raise wrong_call("选项 --member 只能用于一个文件", "一次加一个文件")
    # a word of nothing, as an unset variable gives it, would mean the folder of the program itself
    wanting = len(files) < VERBS[verb].least or not all(map(str.strip, files))
    if VERBS[verb].files and wanting and not (given.help or given.version):
        raise wrong_call(f"命令 {verb} 后面缺少{VERBS[verb].files.rstrip('.')}")
    if verb == "new" and len(files) > 1:
        raise wrong_call("命令 new 后面只能写一个文件夹", "名称里有空格的，前后加双引号")
    if given.port and not (given.port.isascii() and given.port.isdigit() and int(given.port[:6]) <= LAST_PORT):
        raise wrong_call(f"选项 --port 的端口要写1到{LAST_PORT}的整数，不能是“{given.port}”", "例如 --port 8000")
    if verb == "preview" and files and given.content:
        raise wrong_call("文件夹写了两次", f"去掉 --content，或去掉后面的“{files[0]}”")
    if len(files) > VERBS[verb].most:
        raise wrong_call(f"命令 {verb} 后面最多写{VERBS[verb].most}个名称", "名称里有空格的，前后加双引号")
    used = next((flag for flag in ("content", "layout", "pages") if getattr(given, flag)), "")
    if verb == "diff" and files and used:
        raise wrong_call(f"选项 --{used} 只用于与现在的稿件比较", f"去掉 --{used}，或去掉后面的“{files[0]}”")


def asks_for_json(arguments: Sequence[str]) -> bool:
    """Whether the caller is a program, also where the rest of the call cannot be read."""
    return "--json" in _before_files(arguments)


def _before_files(arguments: Sequence[str]) -> list[str]:
    """The words before `--`, behind which nothing is an option."""
    return list(takewhile(lambda word: word != "--", arguments))


def wrong_call(message: str, hint: str = "") -> UsageError:
    return UsageError(Problem("error", "usage", message.replace("\n", "\\n"), None, hint))


def _nearest(word: str, known: Sequence[str] | Mapping[str, Verb]) -> str:
    """A guess at what was meant, to stand behind a message; "" where nothing is near."""
    near = nearest(word, known)
    return f"，是不是 {near}？" if near else ""


def usage(prog: str) -> str:
    """The help of the whole command."""
    width = max(map(len, VERBS)) + 2
    lines = [f"用法：{prog} [命令] [选项]", "", "命令："]
    lines += [f"  {name:<{width}}{verb.help}" for name, verb in VERBS.items()]
    lines += ["", "build 的选项（check 可用其中不涉及输出文件的选项）：", *map(_described, OPTIONS)]
    return "\n".join([*lines, "", f"各命令的说明：{prog} 命令 --help", EXIT_CODES])


def usage_of(name: str, prog: str) -> str:
    """The help of one verb."""
    verb = VERBS[name]
    options = [verb.own.get(option.flag, option) for option in OPTIONS if option.flag in (*verb.flags, *SWITCHES)]
    call = f"{prog} {name} [选项] {verb.files}".rstrip()
    return "\n".join(
        [f"{prog} {name}：{verb.help}", "", f"用法：{call}", "", "选项：", *map(_described, options), "", EXIT_CODES]
    )


def _described(option: Option) -> str:
    flags = ", ".join(option.flags)
    return f"  {flags} {'|'.join(option.choices) or option.takes}".rstrip() + f"\n      {option.help}"
