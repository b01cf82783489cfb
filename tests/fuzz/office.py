"""What the seven fuzzers share: a small sound issue, the options of a call, files of odd kinds in a file's place."""

import os
import random
import socket
from pathlib import Path

TITLES = ("治水兴区 久久为功", "一张蓝图绘到底", "稳字当头 法治护航", "办好家门口的学校")
COLUMNS = ("环境", "水务", "规划", "政法", "文旅")
NAMES = ("张三", "李小四", "欧阳海", "王五")
BODY = (
    "今年以来，全区新开工项目120个，完成投资86.5亿元，同比增长12.3%。",
    "下一步要结合实际，在抓落实上下功夫，在求实效上见真章。",
    "要坚持“规划先行”，把有限的土地用在刀刃上；要坚持一张图管到底。",
    "考察组赴外地学习，听取了3家单位的介绍，看了PM2.5监测站。",
)
HEADS = ("一、主要做法", "二、下一步打算", "（一）抓规划")
EARLIER = b"an earlier output"


def chosen(chance: random.Random, share: float) -> bool:
    return chance.random() < share


def paragraphs(chance: random.Random, most: int = 6) -> list[str]:
    """Paragraphs of a body, a heading among them now and then."""
    lines: list[str] = []
    for _ in range(chance.randint(1, most)):
        if chosen(chance, 0.25):
            lines.append(chance.choice(HEADS))
        lines.append("".join(chance.sample(BODY, chance.randint(1, 3))))
    return lines


def report(chance: random.Random, *, header: str = "", body: list[str] | None = None) -> str:
    """A report in the full form with further lines of its header."""
    lines = paragraphs(chance) if body is None else body
    return (
        f"---\ncolumn: {chance.choice(COLUMNS)}\ntitle: {chance.choice(TITLES)}\npost: 区水务局局长\n"
        f"author: {chance.choice(NAMES)}\n{header}---\n" + "\n\n".join(lines) + "\n"
    )


def write_issue(chance: random.Random, folder: Path, *, more: str = "", reports: int = 1) -> Path:
    """A sound issue in `folder`/content."""
    content = folder / "content"
    content.mkdir(exist_ok=True)
    (content / "issue.yaml").write_text(f"masthead: 高新区简报\ndate: 2026-11-26\n{more}", encoding="utf-8")
    for at in range(reports):
        (content / f"r{at + 1}.md").write_text(report(chance), encoding="utf-8")
    return content


def options(chance: random.Random, folder: Path, *more: str, pdf: bool = True, slides: bool = True) -> tuple[str, ...]:
    """A build, now and then with an output of an earlier one in its place."""
    words = ["build", *more]
    if pdf and slides:
        only = chance.choice(("", "", "pdf", "slides"))
        if only:
            words += ["--only", only]
        pdf = only != "slides"
    elif not slides:
        words += ["--only", "pdf"]
    else:
        words += ["--only", "slides"]
    if pdf and chosen(chance, 0.15):
        words += ["--for", chance.choice(("printer", "printer", "printer", "office", "booklet"))]
    if pdf and chosen(chance, 0.05):
        words += ["--png"]
    if chosen(chance, 0.5):
        words += ["--json"]
    if chosen(chance, 0.03):
        words += ["--strict"]
    if chosen(chance, 0.03):
        words[0] = "check"
        words = [word for word in words if word != "--png"]
        while "--for" in words:
            at = words.index("--for")
            del words[at : at + 2]
    if chosen(chance, 0.3):
        output = folder / "output"
        output.mkdir()
        for name in ("bulletin.pdf", "slides.pptx"):
            (output / name).write_bytes(EARLIER + name.encode())
    return tuple(words)


def put_odd(chance: random.Random, path: Path) -> str:
    """Something in a file's place that is no sound file of its kind; says what."""
    kinds = (
        "fifo", "folder", "device", "endless", "outside", "dead link", "circle", "empty", "huge", "nulls", "noise",
        "socket", "gone", "link inside",
    )  # fmt: skip
    kind = chance.choice(kinds)
    old = path.read_bytes() if path.is_file() else b""
    if path.is_dir() and not path.is_symlink():
        return "a folder already"
    path.unlink(missing_ok=True)
    _put(kind, path, old, chance)
    return f"{path.name}: {kind}"


def _put(kind: str, path: Path, old: bytes, chance: random.Random) -> None:
    if kind == "fifo":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    elif kind in ("device", "endless"):
        path.symlink_to("/dev/null" if kind == "device" else "/dev/zero")
    elif kind == "outside":
        outside = path.parents[1] / "outside.file"
        outside.write_bytes(old)
        path.symlink_to(chance.choice((str(outside), os.path.relpath(outside, path.parent), "/etc/hostname")))
    elif kind == "dead link":
        path.symlink_to("nowhere")
    elif kind == "circle":
        path.symlink_to(path.name)
    elif kind == "link inside":
        (path.parent / "real.file").write_bytes(old)
        path.symlink_to("real.file")
    elif kind == "empty":
        path.write_bytes(b"")
    elif kind == "huge":
        path.write_bytes(old)
        os.truncate(path, chance.choice((1 << 26, 1 << 31, 1 << 36)))
    elif kind == "nulls":
        path.write_bytes(bytes(chance.choice((1, 100, 100_000))))
    elif kind == "noise":
        path.write_bytes(chance.randbytes(chance.choice((1, 100, 100_000))))
    elif kind == "socket":
        here = os.getcwd()
        os.chdir(path.parent)  # a socket's address is short
        try:
            with socket.socket(socket.AF_UNIX) as end:
                end.bind(path.name)
        finally:
            os.chdir(here)
