"""Issues of our own for whole builds: n reports cut from the real ones, distinguished by their titles."""

from pathlib import Path
from typing import Any

from bulletin.memory import Memory
from bulletin.model.output import Order, Printed
from bulletin.pipeline import build
from bulletin.sources import find_sources
from tests.conftest import ROOT

COLUMNS = ("环境", "水务", "规划", "政法", "农业", "教育", "卫生", "交通", "商务", "科技", "文旅", "民政")
TITLES = (
    "绿水青山 就是金山",
    "取水有度 用水有方",
    "一张蓝图绘到底",
    "稳字当头 法治护航",
    "田畴新绿 沃野生金",
    "办好家门口的学校",
    "守护百姓健康",
    "路通百业兴",
    "开门迎客 扩大开放",
    "让创新成为第一动力",
    "以文塑旅 以旅彰文",
    "把好事办实 把实事办好",
)


def bodies() -> list[list[str]]:
    """The paragraphs of the four real reports."""
    found = []
    for name in ("environment", "water", "planning", "legal"):
        text = (ROOT / "content" / f"{name}.md").read_text(encoding="utf-8").split("---\n", 2)[2]
        found.append([line for line in text.splitlines() if line.strip()])
    return found


def write_issue(folder: Path, lengths: list[int], more: str = "") -> Path:
    """An issue with one report for each length, in characters: real paragraphs, from another start each time."""
    folder.mkdir(parents=True)
    (folder / "issue.yaml").write_text(
        f"masthead: 近赶潍坊 远学长沙\nslogan: 比学赶超 勇谱新高\nchapter: 潍坊篇\ndate: 2019-04-24\n{more}",
        encoding="utf-8",
    )
    texts = bodies()
    for at, length in enumerate(lengths):
        paragraphs = texts[at % 4]
        start = 3 * (at // 4)
        body: list[str] = []
        step = 0
        while sum(map(len, body)) < length:
            body.append(paragraphs[(start + step) % len(paragraphs)])
            step += 1
        if len(body[-1]) <= 30:  # a heading has text of its own after it
            body.append("各部门要把任务落到实处，抓出成效。")
        column = COLUMNS[at % 12]
        head = f"column: {column}\ntitle: {TITLES[at % 12]}\npost: 高新区{column}局局长\nauthor: 王{column[0]}\n"
        (folder / f"r{at + 1:02}.md").write_text(f"---\n{head}---\n" + "\n\n".join(body) + "\n", encoding="utf-8")
    return folder


def built(content: Path, memory: Memory | None = None, **wanted: Any) -> Printed:
    """The issue in `content` built with the project's layouts and faces; `wanted` are further fields of the order."""
    order = Order(sources=find_sources(str(ROOT)), content=str(content), **wanted)
    return build(order, memory if memory is not None else Memory())
