"""Issue files, reports, their names, their encodings, and what is no file at all."""

import os
import random
import zipfile
from pathlib import Path

import yaml

from bulletin.read.keys import ISSUE_KEYS, REPORT_KEYS, KeyTable
from tests.fuzz.case import Case
from tests.fuzz.office import BODY, chosen, options, paragraphs, put_odd, report, write_issue
from tests.fuzz.spoil import Tree, bytes_spoilt, odd_value, tree_spoilt
from tests.soak.mutated_files import ENDINGS, ODD, SLIPS, folders

ENCODINGS = (
    "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "gbk", "big5", "euc-kr",
    "euc-jp", "shift-jis",
    "hz", "utf-7", "cp949", "latin-1",
)  # fmt: skip
NAMES = (
    "a.md", "01 环境.txt", "-李.md", "环境.MD", "a.md.txt", "新建文本文档.txt", "a\x1b[31m.md", "a\nb.md",
    "a\u202eb.md", "😀.md",
    "字" * 80 + ".md", " .md", ".隐藏.md", "a .md", "CON.md", "a'b.md", 'a"b.md', "a:b.md", "a\\b.md",
    "~$a.md", "a.md~", "a%s.md",
    "{a}.md", "issue.md", "issue.yml", "ISSUE.YAML", "a.docx", "a.doc", "a.wps", "a.pdf", "a.rtf",
    "a.html", "a", "plan.json",
)  # fmt: skip
MARKUP = (
    "![图](没有.jpg)", "![](../outside.file)", "![x](/dev/zero)", "![图](pipe.jpg)",
    "|甲|乙|\n|---|---|\n|1|2|", "- 甲\n- 乙", "> 引",
    "**重点**内容", "## 小标题", "#### 深", "[^1]", "```\nx\n```", "<table><tr><td>", "&amp;&#x4e00;",
    "\\*a\\*", "---", "***",
)  # fmt: skip


def make(chance: random.Random, folder: Path) -> Case:
    """An issue whose files are spoilt in one way, now and then in two."""
    content = write_issue(chance, folder, reports=chance.choice((1, 2)))
    ways = (
        _text,
        _text,
        _issue,
        _issue,
        _header,
        _header,
        _markup,
        _encoding,
        _name,
        _name,
        _odd,
        _odd,
        _bytes,
        _folder,
        _docx,
    )
    what = [way(chance, content) for way in chance.sample(ways, chance.choice((1, 1, 2)))]
    words = (
        ()
        if chosen(chance, 0.95)
        else ("--content", chance.choice(("content", "content/", "nowhere", "content/r1.md", ".")))
    )
    return Case(options(chance, folder, *words), " | ".join(what))


def _report_in(chance: random.Random, content: Path) -> Path:
    reports = sorted(path for path in content.glob("*.md") if path.is_file() and not path.is_symlink())
    return chance.choice(reports) if reports else content / "r1.md"


def _write(path: Path, data: bytes) -> None:
    """Write a plain file, unless something odd was put there before."""
    if not path.is_symlink() and (path.is_file() or not path.exists()):
        path.write_bytes(data)


def _text(chance: random.Random, content: Path) -> str:
    """A report in one of the forms that people hand in, spoilt."""
    made = next(folders(1, chance.getrandbits(32)))
    for name, data in made.files.items():
        _write(content / name, data)
    return f"text: {made.what}"


def _table(chance: random.Random, keys: KeyTable) -> Tree:
    """A table with some of the keys and values that may stand there, or anything."""
    sound: dict[str, tuple[Tree, ...]] = {
        "line": ("近赶潍坊 远学长沙", "济宁高新区", "第3期", 12, "a b"),
        "prose": BODY,
        "name": ("bulletin-a4", "r1", "2x2", "r1.md", "pipe.jpg"),
        "date": ("2026-11-26", "2026年11月26日", "昨天", "2026-02-30", "0000-00-00", "9999999-1-1"),
        "number": (1, 2, 3, 999),
        "flag": (True, False, "是", "否"),
        "words": (["r1"], "r1, r2", ["r1", "r1"], ["无"]),
        "names": ("张三、李四", ["张三"], "张 三"),
        "pairs": ({"r1": "环境"}, {"主编": "张三"}, {}),
        "files": ({"r1": {"title": "标题"}}, {"r1.md": {"column": "水务"}}, {"无": {}}),
        "table": ({"cover": True, "contents": True}, {"封面": "是", "目录": "否"}, {"cover": "大"}, {"页数": 1}, {}),
        "items": (
            ["一句话。"],
            [{"text": BODY[0]}],
            [{"picture": "x.jpg"}],
            [BODY[0], {"head": "头", "text": BODY[1]}],
        ),
    }
    rows = chance.sample(keys.rows, chance.randint(1, min(6, len(keys.rows))))
    table: Tree = {}
    for row in rows:
        name = chance.choice((row.name, row.name, *row.synonyms))
        table[name] = odd_value(chance) if chosen(chance, 0.25) else chance.choice(sound[row.kind])
    return table


def _issue(chance: random.Random, content: Path) -> str:
    """issue.yaml with other keys and values."""
    table = {"masthead": "高新区简报", "date": "2026-11-26", **_table(chance, ISSUE_KEYS)}
    what = [str(table)[:200]]
    if chosen(chance, 0.4):
        what.append(tree_spoilt(table, chance))
    text = yaml.safe_dump(
        table, allow_unicode=True, sort_keys=False, default_flow_style=chance.choice((True, False, None))
    )
    if chosen(chance, 0.15):
        text = text.replace(
            ": ", chance.choice(("：", ":", " : ", ": &a ", ": *a ", ": !!int ", ": |\n ", ": >-\n "))
        ) + chance.choice(("", "---\n", "...\n", "%YAML 1.1\n", "\t", "? a\n", "<<: *a\n", "a: b: c\n", "'"))
    _write(content / "issue.yaml", text.encode())
    return f"issue: {' '.join(what)}"


def _header(chance: random.Random, content: Path) -> str:
    """A report with other keys and values in its header."""
    table = _table(chance, REPORT_KEYS)
    text = yaml.safe_dump(table, allow_unicode=True, sort_keys=False)
    if chosen(chance, 0.5):
        written = report(chance, header=text)
    else:
        written = f"---\n{text}---\n" + "\n\n".join(paragraphs(chance))
    _write(_report_in(chance, content), written.encode("utf-8", "replace"))
    return f"header: {str(table)[:200]}"


def _markup(chance: random.Random, content: Path) -> str:
    """A body with marks, pictures that are none among them."""
    body = paragraphs(chance)
    for _ in range(chance.randint(1, 6)):
        body.insert(chance.randrange(len(body) + 1), chance.choice((*MARKUP, *SLIPS, chance.choice(ODD) * 3)))
    pipe = content / "pipe.jpg"
    if chosen(chance, 0.4) and not os.path.lexists(pipe):
        os.mkfifo(pipe)
    (content.parent / "outside.file").write_bytes(b"x")
    _write(_report_in(chance, content), report(chance, body=body).encode("utf-8", "replace"))
    return "markup"


def _encoding(chance: random.Random, content: Path) -> str:
    """A file in another encoding, or one that was read in the wrong one and saved."""
    path = chance.choice((content / "issue.yaml", _report_in(chance, content)))
    text = (
        path.read_text(encoding="utf-8", errors="ignore") if path.is_file() and path.stat().st_size < 1 << 20 else "字"
    )
    encoding = chance.choice(ENCODINGS)
    data = text.encode(encoding, "ignore")
    if chosen(chance, 0.2):
        data = text.encode().decode(chance.choice(("latin-1", "gb18030", "utf-8")), "replace").encode()
        encoding = "mojibake"
    if chosen(chance, 0.2):
        data = chance.choice((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00")) + data
    _write(path, data)
    return f"{path.name} as {encoding}"


def _name(chance: random.Random, content: Path) -> str:
    """A file with a name that nobody expects."""
    name = (
        chance.choice(NAMES)
        if chosen(chance, 0.8)
        else chance.choice(("x", "字")) * chance.choice((1, 50)) + chance.choice(ENDINGS)
    )
    path: bytes = os.fsencode(content / name)
    if chosen(chance, 0.1):
        path = os.path.join(os.fsencode(content), chance.choice((b"\xd6\xd0.md", b"\xff\xfe.txt", b"a\x80.jpg")))
    if not os.path.lexists(path):
        with open(path, "wb") as stream:
            stream.write(report(chance).encode())
    return f"name: {path!r}"


def _odd(chance: random.Random, content: Path) -> str:
    """No sound file where one should be."""
    path = chance.choice((content / "issue.yaml", _report_in(chance, content), content / "p.jpg"))
    if path.suffix == ".jpg":
        _write(_report_in(chance, content), report(chance, header="portrait: p.jpg\n").encode())
    return put_odd(chance, path)


def _bytes(chance: random.Random, content: Path) -> str:
    """Bytes of a file changed."""
    path = chance.choice((content / "issue.yaml", _report_in(chance, content)))
    if path.is_symlink() or not path.is_file() or path.stat().st_size > 1 << 20:
        return "bytes of nothing"
    data = path.read_bytes()
    for _ in range(chance.randint(1, 4)):
        data = bytes_spoilt(data, chance)
    _write(path, data)
    return f"bytes of {path.name}"


def _folder(chance: random.Random, content: Path) -> str:
    """The content folder itself: empty, a link, a file, very full, deep, without an issue."""
    kind = chance.choice(("empty", "link", "no issue", "many", "deep", "no reports", "plan"))
    if kind == "empty":
        for path in content.iterdir():
            if path.is_file() or path.is_symlink():
                path.unlink()
    elif kind == "link":
        moved = content.with_name("moved")
        content.rename(moved)
        content.symlink_to("moved")
    elif kind == "no issue":
        (content / "issue.yaml").rename(content.parent / "issue.away")
    elif kind == "many":
        for at in range(40):
            _write(content / f"n{at:02}.md", report(chance, body=["短。" * 3]).encode())
    elif kind == "deep":
        place = content
        for at in range(30):
            place /= f"d{at}"
        place.mkdir(parents=True)
        _write(place / "r9.md", report(chance).encode())
    elif kind == "no reports":
        for path in content.glob("*.md"):
            if path.is_file() or path.is_symlink():
                path.unlink()
    else:
        _write(content / "plan.json", chance.choice((b"{}", b"[", b'{"version": 99}', b"[" * 100_000, bytes(10))))
    return kind


def _docx(chance: random.Random, content: Path) -> str:
    """A Word file that is none."""
    path = content / "word.docx"
    if os.path.lexists(path):
        return "word again"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml", "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"
        )
        archive.writestr(
            "word/document.xml", chance.choice(("<a/>", "", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "x" * 100_000))
        )
    _write(path, bytes_spoilt(path.read_bytes(), chance) if chosen(chance, 0.5) else path.read_bytes())
    return "word"
