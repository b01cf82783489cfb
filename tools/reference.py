"""docs/reference/keys.md: the keys of content files for people, from the same rows as the reader."""

from collections.abc import Mapping

from bulletin.read.keys import TABLES, Key, Kind, Where

REFERENCE = "docs/reference/keys.md"

_WRITTEN_AS: Mapping[Kind, str] = {
    "line": "一行文字，标点规范；空格分开两个词组",
    "prose": "一段文字，标点规范",
    "name": "名称",
    "date": "日期",
    "number": "整数",
    "flag": "true（是）或 false（否）",
    "words": "几个词：列表，或一行里用逗号隔开",
    "names": "一个或几个姓名：列表，或一行里用顿号、空格隔开",
    "pairs": "“职责：姓名”，每行一对",
    "files": "“文件名: {标题: ……, 作者: ……}”，每行一个文件",
    "table": "一组项目",
    "items": "列表，每项一行文字或一组项目",
}
_WHERE: Mapping[Where, str] = {"page": "版面", "slide": "幻灯片", "notes": "备注", "alt": "替代文字"}
_HEAD = """# 稿件和 issue.yaml 的项目

本页由 `python -m tools.schemas` 按 `bulletin/read/keys.py` 生成，请勿手工修改。

项目可以写英文名，也可以写中文名；冒号全角、半角均可，字间和冒号前后可有空格。
“字数”是上限。“印在哪里”：版面指简报，备注指幻灯片的备注，
替代文字由读屏软件读出；不印的项目，写明它改变什么。
"""


def reference() -> str:
    """The text of the page."""
    sections = [_HEAD]
    for table in TABLES:
        rows = [
            "| 项目 | 也可写 | 内容 | 写法 | 字数 | 印在哪里 |",
            "|---|---|---|---|---|---|",
            *map(_row, table.rows),
        ]
        entries = "、".join(f"`{name}`" for row in table.rows for name in row.entries)
        more = f"\n可以单写一行、印在第1版页脚的：{entries}。\n" if entries else ""
        sections.append(f"## {table.title}\n\n" + "\n".join(rows) + "\n" + more)
    return "\n".join(sections)


def _row(row: Key) -> str:
    kind = f"{row.least}到{row.largest}的整数" if row.kind == "number" else _WRITTEN_AS[row.kind]
    where = "、".join(_WHERE[place] for place in row.printed) or f"不印：{row.setting}"
    cells = (
        f"`{row.name}`" + ("（必写）" if row.required else ""),
        "、".join(f"`{name}`" for name in row.synonyms),
        row.help,
        kind,
        str(row.most or ""),
        where,
    )
    return "| " + " | ".join(cells) + " |"
