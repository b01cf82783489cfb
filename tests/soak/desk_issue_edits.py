"""Edits of an issue beside its texts: issue.yaml, pictures, tables and other blocks, lists of words, the plan."""

import re
from pathlib import Path

from tests.makeup.blocks import BlockMaker
from tests.soak.deck_issues import picture
from tests.soak.desk_bench import Bench, Edit

ISSUE = "issue.yaml"
VALUES = {
    "masthead": ("近赶潍坊 远学长沙", "高新区简报", "高新区简报 工作研究"),
    "slogan": ("比学赶超 勇谱新高", "学先进 找差距 促提升"),
    "chapter": ("潍坊篇", "长沙篇"),
    "date": ("2019-04-24", "2019-04-25", "2024年1月18日"),
    "number": ("3", "012", "第11期（总第128期）"),
    "publisher": ("济宁高新区", "高新区党政办公室"),
    "folio": ("学习考察专刊", "内部资料"),
    "layout": ("bulletin-a3", "bulletin-a4", "bulletin-a3-weifang", "bulletin-a3-bleed", "office"),
    "pages": ("1", "2", "3"),
    "fit": ("wide", "fixed", "auto"),
    "fillers": ("[抓落实就是抓发展，抓发展必须抓落实。]", "[学先进 赶先进 当先进]"),
    "credits": ("{责任编辑: 张三, 校对: 李四}", "{签发: 王五}"),
    "normalise": ("false", "true"),
    "join_column_breaks": ("true", "false"),
    "relief": ("false", "true"),
    "history": ("0", "2", "5"),
    "slides": ("{cover: true}", "{cover: true, contents: true}"),
    "ignore": ("[slides-left-out, dash-as-digit]", "doubled-character"),
    "columns": ("{r01: 民生}", "{r01: 环境, r02: 环境}"),
}  # fmt: skip
# The same keys as offices write them in Chinese; a key stands in a file in one form.
CHINESE = {"masthead": "报头", "date": "日期", "number": "期号", "slogan": "口号", "layout": "版式", "order": "顺序"}
REQUIRED = ("masthead", "date")
TERMS = ("营商环境", "水资源", "高新区", "潍坊", "目标一")
WORDINGS = ("水资源 → 水利资源", "做为 → 作为", "李剑 局长", "高新区 → 济宁高新区")
PICTURE = re.compile(r"!\[[^]]*\]\(([^)]+\.(?:jpg|png))\)|^(?:portrait|肖像): (\S+)", re.MULTILINE)
SIZES = ((900, 600), (600, 900), (1200, 500), (640, 640))


def issue_value(bench: Bench) -> str:
    """A key is added, changed or taken away."""
    key = bench.chance.choice(list(VALUES))
    value = bench.chance.choice(VALUES[key])
    return set_issue(bench, key, "" if key not in REQUIRED and bench.chance.random() < 0.3 else value)


def another_layout(bench: Bench) -> str:
    return set_issue(bench, "layout", bench.chance.choice(VALUES["layout"]))


def another_order(bench: Bench) -> str:
    """The reports' order is said anew, or no longer."""
    names = [path.stem for path in bench.reports()]
    bench.chance.shuffle(names)
    value = f"[{', '.join(names)}]" if names and bench.chance.random() < 0.7 else ""
    return set_issue(bench, "order", value)


def set_issue(bench: Bench, key: str, value: str) -> str:
    """Let issue.yaml say this of one key; "" takes it away."""
    path = bench.content / ISSUE
    lines = bench.text(path).rstrip("\n").split("\n")
    names = (key, CHINESE.get(key, key))
    at = next((number for number, line in enumerate(lines) if line.partition(":")[0] in names), -1)
    word = lines[at].partition(":")[0] if at >= 0 else key
    if at >= 0:
        del lines[at]
        while at < len(lines) and lines[at].startswith((" ", "-")):
            del lines[at]
    if value:
        lines.insert(max(at, 0), f"{word}: {value}")
    bench.write(path, "\n".join(lines) + "\n")
    return f"{key}: {value}" if value else f"no {key}"


def terms(bench: Bench) -> str:
    return _list(bench, "terms.txt", TERMS)


def wording(bench: Bench) -> str:
    return _list(bench, "wording.txt", WORDINGS)


def _list(bench: Bench, name: str, choices: tuple[str, ...]) -> str:
    path = bench.content / name
    if path.exists() and bench.chance.random() < 0.3:
        path.unlink()
        return f"no {name}"
    chosen = bench.chance.sample(choices, bench.chance.randint(1, 3))
    bench.write(path, "\n".join(chosen) + "\n")
    return f"{name}: {', '.join(chosen)}"


def a_picture_more(bench: Bench) -> str:
    texts = bench.texts()
    if not texts:
        return ""
    path = bench.chance.choice(texts)
    name = f"图{bench.chance.randrange(5)}{bench.chance.choice(('.jpg', '.png'))}"
    if not (bench.content / name).exists():
        picture(bench.content / name, bench.chance.choice(SIZES), bench.chance)
    wishes = bench.chance.choice(("", "{宽: 2栏}", "{位置: 上}"))
    return _put_block(bench, path, f"![{bench.some(('考察', '现场', '座谈'))}]({name}){wishes}")


def a_portrait(bench: Bench) -> str:
    paths = [path for path in bench.texts() if bench.text(path).startswith("---\n")]
    if not paths:
        return ""
    path = bench.chance.choice(paths)
    text = bench.text(path)
    if "\nportrait:" in text:
        text = re.sub("\nportrait:.*", "", text)
    else:
        picture(bench.content / "肖像.jpg", (600, 800), bench.chance)
        text = text.replace("---\n", "---\nportrait: 肖像.jpg\n", 1)
    bench.write(path, text)
    return path.name


def a_picture_replaced(bench: Bench) -> str:
    """Another picture, or another size of one, under the same name."""
    paths = bench.files(".jpg", ".png")
    if not paths:
        return ""
    path = bench.chance.choice(paths)
    picture(path, bench.chance.choice(SIZES), bench.chance)
    return path.name


def pictures_swapped(bench: Bench) -> str:
    paths = bench.files(".jpg") if bench.chance.random() < 0.5 else bench.files(".png")
    if len(paths) < 2:
        return ""
    first, second = bench.chance.sample(paths, 2)
    data = first.read_bytes()
    first.write_bytes(second.read_bytes())
    second.write_bytes(data)
    return f"{first.name} <-> {second.name}"


def a_block_more(bench: Bench) -> str:
    """A table, a chart of one, a list, a quote, a note, a box."""
    texts = bench.texts()
    if not texts:
        return ""
    chance = bench.chance
    maker = BlockMaker(chance, bench.pool)
    rows = [
        [f"{maker.words(2, 4)}{number}", *(f"{chance.uniform(1, 99):.1f}" for _ in range(2))] for number in (1, 2, 3)
    ]
    table = "\n".join("| " + " | ".join(row) + " |" for row in [["名称", "上年", "本年"], ["---"] * 3, *rows])
    forms = (
        table, f"{table}\n\n图表: {{类型: {chance.choice(('条形', '柱形', '折线'))}, 值: 本年}}",
        "\n".join(f"- {maker.words(6, 30)}；" for _ in range(chance.randint(2, 4))), f"> {maker.words(12, 30)}。",
        f"【专栏】{maker.words(4, 8)}\n\n{maker.words(20, 60)}。",
        f"全区{maker.words(8, 20)}[1]。\n\n[1] {maker.words(8, 20)}。",
    )  # fmt: skip
    return _put_block(bench, chance.choice(texts), chance.choice(forms))


def a_block_fewer(bench: Bench) -> str:
    """A line that is no plain paragraph goes, with those of its kind that follow."""
    found = [(path, at) for path in bench.texts() for at in _block_lines(bench, path)]
    if not found:
        return ""
    path, at = bench.chance.choice(found)
    lines = bench.text(path).split("\n")
    sign = lines[at][0]
    while at < len(lines) and lines[at].startswith(sign):
        del lines[at]
    bench.write(path, "\n".join(lines))
    return f"{path.name}:{at + 1}"


def a_cell(bench: Bench) -> str:
    """A figure of a table, in a report or a file of its own."""
    paths = [path for path in (*bench.texts(), *bench.files(".csv")) if re.search("[0-9][.][0-9]", bench.text(path))]
    if not paths:
        return ""
    path = bench.chance.choice(paths)
    text = bench.text(path)
    spot = bench.chance.choice(list(re.finditer(r"[0-9]+\.[0-9]", text)))
    bench.write(path, f"{text[: spot.start()]}{bench.chance.uniform(1, 99):.1f}{text[spot.end() :]}")
    return f"{path.name}: {spot[0]}"


def _block_lines(bench: Bench, path: Path) -> list[int]:
    lines = bench.text(path).split("\n")
    head = 1 + lines[1:].index("---") if lines[0] == "---" and "---" in lines[1:] else 0
    return [at for at in range(head + 1, len(lines)) if lines[at].startswith(("|", "!", "- ", ">", "图表", "【"))]


def _put_block(bench: Bench, path: Path, block: str) -> str:
    lines, plain = bench.body_lines(bench.text(path))
    at = bench.chance.choice(plain) if plain else len(lines)
    bench.write(path, "\n".join([*lines[: at + 1], "", block, "", *lines[at + 1 :]]))
    return f"{path.name}:{at + 1}: {block[:12]!r}"


ISSUE_EDITS: tuple[Edit, ...] = (
    issue_value, issue_value, issue_value, another_order, another_layout, another_layout, terms, wording,
)  # fmt: skip
BLOCK_EDITS: tuple[Edit, ...] = (
    a_picture_more, a_portrait, a_picture_replaced, pictures_swapped, a_block_more, a_block_more, a_block_fewer, a_cell,
)  # fmt: skip
