"""Content folders as people leave them: many text files, each spoilt in its own way, each built by the command.

    python -m tests.soak.mutated_files [300] [seed]

Every file is built in a process of its own, within 20 seconds and 1 GiB. Each must end in messages that name a place or
in a sound page (which the build itself verifies), never in 70. Prints the seed, every failure with its folder, and a
count of exit codes; ends with 1 where one failed. `sample` is what the slow tests take.
"""

import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 20
MEBIBYTES = 1024
SOUND_CODES = frozenset((0, 1, 3, 4))  # done, content at fault, does not fit, no glyph

NAMES = ("张三", "李小四", "欧阳海", "王五", "赵六一", "买买提·艾力", "诸葛 明")
POSTS = ("区水务局局长", "区发展改革局党组书记、局长", "街道办事处主任", "记者", "通讯员", "高新区管委会副主任")
COLUMNS = ("环境", "水务", "规划", "政法", "党建", "文旅")
TITLES = (
    "治水兴区 久久为功",
    "对标先进 2026再出发",
    "一网通办2.0版上线",
    "落实“两手抓” 10条硬措施",
    "关于赴外地考察学习的报告",
)
SENTENCES = (
    "今年以来，全区新开工项目120个，完成投资86.5亿元，同比增长12.3%。",
    "下一步要结合实际，在抓落实上下功夫，在求实效上见真章。",
    "参加人员：张三 李四 王五 赵六",
    "要坚持“规划先行”，把有限的土地用在刀刃上；要坚持'一张图'管到底。",
    "5月6日至8日，考察组赴外地学习，听取了3家单位的介绍（详见附件）。",
    "PM2.5浓度降到35 μg/m³，污水处理率达到98％，好于全省平均水平。",
    "会议指出,水是生命之源;要节水优先,空间均衡.",
)
HEADS = (
    "一、主要做法", "（一）抓规划", "1.摸清底数", "1、摸清底数", "（1）分类施策", "第一，统一思想。", "第一章 总则",
    "第二条 适用范围", "——抓住关键", "一是强化领导。", "【主要成效】", "## 下一步打算", "＃＃ 存在问题",
    "基础设施不断完善。",
)  # fmt: skip
SLIPS = (
    "！[现场]（照片.jpg）", "![现场](照片(1).jpg)。", "![甲](a.jpg)![乙](b.jpg)", "＊＊重点**，抓好落实", "** 重点 **",
    "**没有收尾", "- 抓项目", "> 领导批示", "---", "```", "|单位|数量|", "一&nbsp;二<br>三", "[链接](http://a.cn/b_c)",
    "<b>粗</b>", "X月X日，XX市召开会议", "【责任编辑：某某】", "阅读下一篇：>>", "产值[1]达到33,1亿元", "#标题",
    "#### ", "某区水务局", "2026年11月26日", "（此件公开发布）", "附件：1.清单", "***", "===", "\\*",
    "$x$", "{x}", "%%",
)  # fmt: skip
ODD = (
    "\u200b", "\u200e", "\u202a", "\u202e", "\u2028", "\u2029", "\u0085", "\u00a0", "\u1680", "\u2003", "\u202f",
    "\u3000", "\t", "\x0b", "\x0c", "\x1c", "\ufeff", "\ufffc", "\u2063", "\u180e", "\u3164", "\u115f", "\u2800",
    "⼀", "⽂", "⺠", "⻓", "\uf98e", "\ufa10", "\ue000", "\uf0b7", "\U000f0000", "\ufe0f", "\U000e0100", "e\u0301",
    "😀", "𠀀", "ﷺ", "١", "\x00", "\x1b", "\x7f", "\ufffd", "\ud7ff", "〻", "㏄", "①", "㈠", "ｶ", "Ⅷ", "№", "℡",
)  # fmt: skip
SEPARATORS = ("\n", "\n\n", "\n\n\n", "\r\n", "\r", "\n　　", "\n\t", "\x0b", "\u2028")
ENDINGS = (".txt", ".TXT", ".md", ".MD", ".markdown", ".md.txt", ".Markdown")
ENCODINGS = ("utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk", "big5")


class Folder(NamedTuple):
    """One content folder."""

    files: dict[str, bytes]
    what: str  # how its report was spoilt


def folders(count: int, seed: int) -> Iterator[Folder]:
    """`count` folders, each with one spoilt report beside a sound issue.yaml."""
    for number in range(count):
        chance = random.Random(f"{seed}/{number}")
        text, what = _written(chance), []
        for spoil in chance.sample(SPOILS, chance.randint(0, 4)):
            text = spoil(text, chance)
            what.append(spoil.__name__.strip("_"))
        name = chance.choice(("a", "环境-李剑", "01 环境", "新建文本文档", "水务 - 副本", "1")) + chance.choice(ENDINGS)
        encoding = chance.choice(ENCODINGS)
        data = text.encode(encoding, errors="ignore")
        if chance.random() < 0.1:
            cut = chance.randrange(len(data) + 1)
            data = data[:cut] + bytes(chance.randrange(256) for _ in range(chance.randint(0, 3))) + data[cut + 1 :]
            what.append("bytes")
        files = {"issue.yaml": _issue(chance).encode(), name: data}
        yield Folder(files, f"{name} {encoding} {' '.join(what)}")


def _issue(chance: random.Random) -> str:
    lines = ["masthead: 高新区简报", "date: 2026-11-26"]
    extra = (
        "number: 第3期",
        "期号：2026年第3期（总第128期）",
        "主办单位：某区办公室",
        "layout: bulletin-a4",
        "normalise: false",
    )
    return "\n".join(lines + chance.sample(extra, chance.randint(0, 2))) + "\n"


def _written(chance: random.Random) -> str:
    """A report in one of the forms in which people hand it in."""
    title, post, name = chance.choice(TITLES), chance.choice(POSTS), chance.choice(NAMES)
    column = chance.choice(COLUMNS)
    head = chance.choice(
        (
            f"---\ncolumn: {column}\ntitle: {title}\npost: {post}\nauthor: {name}\n---\n",
            f"---\n栏目：{column}\n标题：{title}\n单位：{post}\n作　者：{name}\n---\n",
            f"标题：{title}\n单位职务：{post}\n姓名：{name}\n\n",
            f"{title}\n\n{post}　{name}\n\n",
            f"{title}\n（{post} {name}）\n",
            f"{title}\n本报记者 {name} 通讯员 {chance.choice(NAMES)}\n",
            f"{title}\n",
            "",
        )
    )
    lines = []
    for _ in range(chance.randint(1, 14)):
        kind = chance.random()
        if kind < 0.25:
            lines.append(chance.choice(HEADS))
        lines.append("".join(chance.choices(SENTENCES, k=chance.randint(1, 4))))
    return head + chance.choice(("\n", "\n\n")).join(lines) + "\n"


def _inserted(text: str, chance: random.Random, pieces: tuple[str, ...], most: int) -> str:
    for _ in range(chance.randint(1, most)):
        at = chance.randrange(len(text) + 1)
        text = text[:at] + chance.choice(pieces) + text[at:]
    return text


def _odd_characters(text: str, chance: random.Random) -> str:
    return _inserted(text, chance, ODD, 6)


def _slipped_marks(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    for _ in range(chance.randint(1, 5)):
        lines.insert(chance.randrange(len(lines) + 1), chance.choice(SLIPS))
    return "\n".join(lines)


def _marks_anywhere(text: str, chance: random.Random) -> str:
    return _inserted(text, chance, SLIPS, 4)


def _hard_wrapped(text: str, chance: random.Random) -> str:
    width = chance.randint(8, 40)
    return "\n".join(line[i : i + width] for line in text.split("\n") for i in range(0, len(line) or 1, width))


def _other_line_ends(text: str, chance: random.Random) -> str:
    return text.replace("\n", chance.choice(SEPARATORS))


def _shuffled(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    chance.shuffle(lines)
    return "\n".join(lines)


def _cut(text: str, chance: random.Random) -> str:
    return text[chance.randrange(len(text) + 1) :][: chance.randint(0, 400)]


def _repeated(text: str, chance: random.Random) -> str:
    return text * chance.randint(2, 30)


def _one_line(text: str, chance: random.Random) -> str:
    return text.replace("\n", chance.choice(("", " ", "　")))


def _colons(text: str, chance: random.Random) -> str:
    return text.replace(":", chance.choice(("：", " ：", "﹕", "∶", "", "::"))).replace(
        "：", chance.choice(("：", ": ", "︰"))
    )


def _half_width(text: str, chance: random.Random) -> str:
    return text.translate(str.maketrans("，。；：（）“”", ',.;:()""'))


def _long_line(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    return (
        text[:at]
        + chance.choice(("字", "a", "1", "—", " ", "**", "（", "“")) * chance.choice((50, 500, 20_000))
        + text[at:]
    )


Spoil = Callable[[str, random.Random], str]
SPOILS: tuple[Spoil, ...] = (
    _odd_characters, _slipped_marks, _marks_anywhere, _hard_wrapped, _other_line_ends, _shuffled, _cut, _repeated,
    _one_line, _colons, _half_width, _long_line,
)  # fmt: skip


# Runs a script and leaves what Linux says of its process in a file: the peak that a parent is told of a child counts
# what the parent itself took before the child began.
TELLS_PEAK = """
import atexit, pathlib, runpy, sys
status = pathlib.Path(sys.argv[1])
sys.argv = sys.argv[2:]
atexit.register(lambda: status.write_bytes(pathlib.Path("/proc/self/status").read_bytes()))
runpy.run_path(sys.argv[0], run_name="__main__")
"""


class Ending(NamedTuple):
    """How the build of one folder ended."""

    code: int
    seconds: float
    mebibytes: float
    said: str
    fault: str  # "" for a good end


def ending_of(files: dict[str, bytes], folder: Path) -> Ending:
    """Build the content folder with these files in `folder`, as a user would."""
    content = folder / "content"
    content.mkdir(parents=True)
    for name, data in files.items():
        (content / name).write_bytes(data)
    said_path, output = folder / "said", folder / "output"
    told = folder / "status"
    script = [str(ROOT / "generate.py"), "--content", str(content), "--output", str(output)]
    command = [sys.executable, "-c", TELLS_PEAK, str(told), *script]
    started = time.monotonic()
    with said_path.open("wb") as stream:
        child = subprocess.Popen(command, stdout=stream, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(child.pid, 0)
    seconds = time.monotonic() - started
    code = child.returncode = os.waitstatus_to_exitcode(status)
    said = said_path.read_text(encoding="utf-8", errors="replace")
    mebibytes = _peak(told.read_text()) if told.exists() else 0.0  # one that was killed says nothing
    fault = ""
    if code not in SOUND_CODES:
        fault = f"exit {code}"
    elif "Traceback" in said:
        fault = "a traceback"
    elif usage.ru_utime + usage.ru_stime > SECONDS:
        fault = f"{usage.ru_utime:.0f} s of processor time"
    elif mebibytes > MEBIBYTES:
        fault = f"{mebibytes:.0f} MiB"
    elif code and "content/" not in said:
        fault = "no message with a place"
    elif not code and not (output / "bulletin.pdf").stat().st_size:
        fault = "an empty page"
    return Ending(code, seconds, mebibytes, said, fault)


def _peak(status: str) -> float:
    """The most memory that a process had, in MiB."""
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:")) / 1024


def sample(count: int, seed: int) -> list[str]:
    """What failed among `count` folders: how each was spoilt, what went wrong and what the command said."""
    failed = []
    codes: Counter[int] = Counter()
    slowest = largest = 0.0
    for number, folder in enumerate(folders(count, seed)):
        with tempfile.TemporaryDirectory() as place:
            end = ending_of(folder.files, Path(place))
        codes[end.code] += 1
        slowest, largest = max(slowest, end.seconds), max(largest, end.mebibytes)
        if end.fault:
            failed.append(f"{seed}/{number} {folder.what}: {end.fault}\n{end.said[-2000:]}")
    print(f"seed {seed}: {count} files, exit codes {dict(sorted(codes.items()))}, {slowest:.1f} s, {largest:.0f} MiB")
    return failed


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 12
    failed = sample(count, seed)
    print("\n".join(failed))
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
