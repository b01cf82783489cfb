"""Edits of reports' texts, as people make them: words, sentences, paragraphs, heads, whole reports."""

import re
from collections.abc import Callable
from pathlib import Path

from tests.soak.desk_bench import Bench, Edit
from tests.word_files.reports import word_file

WORDS = "推进落实统筹提升优化加快完善强化聚焦突出创新协调绿色开放共享服务企业群众项目园区水务规划环境"
FIGURES = ("3.2%", "110平方千米", "2018年", "GDP", "（试行）", "“两山”", "——", "A级", "12345热线")
HEADINGS = ("一、主要做法", "二、存在问题", "（一）加强组织领导", "1.压实责任，抓好落实。", "## 下一步打算")
TITLES = ("对标先进 找差距", "学经验抓落实", "让数据多跑路 让群众少跑腿", "以更高站位推动园区环境质量持续改善")
COLUMNS = ("环境", "水务", "规划", "政法", "经济", "民生", "新栏目", "党建")
NAMES = ("李明", "王建国", "张丽　赵勇", "欧阳明")
HEAD_VALUES = {
    "title": TITLES, "column": COLUMNS, "author": NAMES, "post": ("区水务局局长", "高新区管委会副主任"),
    "kicker": ("学习考察体会之三", "走在前列"), "subtitle": ("——赴潍坊考察报告", "在全区大会上的发言"),
    "rank": ("1", "2", "9"), "slides": ("1", "2", "3"), "quote": ("无", "不在正文里的一句话"),
    "points": ("[坚持规划先行, 坚持项目为王]", "[{head: 做法, text: 抓好落实}, 强化水资源管理]"),
    "figures": ("无", '["30% | 绿化率", "12个 | 项目"]'), "ignore": ("dash-as-digit", "[slides-left-out, short-line]"),
    "normalise": ("false", "true"),
}  # fmt: skip


def a_word(bench: Bench) -> str:
    """A word is typed over by another of the same length: the file keeps its size."""
    return _in_a_paragraph(bench, lambda line: _typed_over(bench, line))


def words_more(bench: Bench) -> str:
    return _in_a_paragraph(bench, lambda line: _put(bench, line, bench.some(WORDS, 12)))


def words_fewer(bench: Bench) -> str:
    def cut(line: str) -> str:
        start = bench.chance.randrange(1, len(line) - 6)
        return line[:start] + line[start + bench.chance.randint(1, 5) :]

    return _in_a_paragraph(bench, cut)


def a_figure(bench: Bench) -> str:
    return _in_a_paragraph(bench, lambda line: _put(bench, line, bench.chance.choice(FIGURES)))


def a_sentence_more(bench: Bench) -> str:
    def put(line: str) -> str:
        sentence = bench.chance.choice(bench.sentences)
        return line + sentence if bench.chance.random() < 0.5 else sentence + line

    return _in_a_paragraph(bench, put)


def a_sentence_fewer(bench: Bench) -> str:
    def cut(line: str) -> str:
        parts = re.findall("[^。]*。", line)
        if len(parts) < 2:
            return line[: len(line) // 2] + "。"
        del parts[bench.chance.randrange(len(parts))]
        return "".join(parts)

    return _in_a_paragraph(bench, cut)


def bold_words(bench: Bench) -> str:
    def marked(line: str) -> str:
        start = bench.chance.randrange(len(line) - 6)
        return f"{line[:start]}**{line[start : start + 4]}**{line[start + 4 :]}"

    return _in_a_paragraph(bench, marked)


def a_paragraph_more(bench: Bench) -> str:
    line = bench.chance.choice(bench.pool)
    return _in_lines(bench, lambda lines, at: [*lines[:at], line, "", *lines[at:]])


def a_heading_more(bench: Bench) -> str:
    line = bench.chance.choice(HEADINGS)
    return _in_lines(bench, lambda lines, at: [*lines[:at], line, "", *lines[at:]])


def a_paragraph_fewer(bench: Bench) -> str:
    return _in_lines(bench, lambda lines, at: [*lines[:at], *lines[at + 1 :]])


def a_paragraph_twice(bench: Bench) -> str:
    return _in_lines(bench, lambda lines, at: [*lines[: at + 1], "", lines[at], *lines[at + 1 :]])


def paragraphs_swapped(bench: Bench) -> str:
    def swapped(lines: list[str], at: int) -> list[str]:
        other = bench.chance.choice(bench.body_lines("\n".join(lines))[1])
        lines[at], lines[other] = lines[other], lines[at]
        return lines

    return _in_lines(bench, swapped)


def a_paragraph_torn(bench: Bench) -> str:
    """One becomes two, amid a sentence."""

    def torn(lines: list[str], at: int) -> list[str]:
        half = len(lines[at]) // 2
        return [*lines[:at], lines[at][:half], lines[at][half:], *lines[at + 1 :]]

    return _in_lines(bench, torn)


def line_ends(bench: Bench) -> str:
    """The same text as another editor saves it: CRLF, a byte order mark."""
    path = _text(bench)
    if path is None:
        return ""
    text = bench.text(path).lstrip("\ufeff")
    text = text.replace("\r\n", "\n") if "\r\n" in text else text.replace("\n", "\r\n")
    bench.write(path, bench.chance.choice(("", "\ufeff")) + text)
    return path.name


def a_title_word_recurs(bench: Bench) -> str:
    """Words of one report's title or heading are said several times in another: they may now break otherwise."""
    texts = bench.texts()
    heads = [
        each
        for path in texts
        for each in re.findall("^(?:title: |## |[一二三四]、|（[一二三]）)(.{4,})", bench.text(path), re.M)
    ]
    if not heads or not texts:
        return ""
    head, path = bench.chance.choice(heads), bench.chance.choice(texts)
    start = bench.chance.randrange(len(head) - 3)
    word = head[start : start + bench.chance.randint(2, 4)]
    lines, plain = bench.body_lines(bench.text(path))
    if not plain:
        return ""
    at = bench.chance.choice(plain)
    lines[at] += "".join(f"{bench.some(WORDS, 3)}{word}{bench.some(WORDS, 3)}，" for _ in range(4)) + "成效明显。"
    bench.write(path, "\n".join(lines))
    return f"{word} in {path.name}:{at + 1}"


def head_value(bench: Bench) -> str:
    """A key of a report's header is added, changed or taken away."""
    path = _text(bench)
    if path is None or not bench.text(path).startswith("---\n"):
        return ""
    lines = bench.text(path).split("\n")
    key = bench.chance.choice(list(HEAD_VALUES))
    at = next((number for number, line in enumerate(lines) if line.startswith(f"{key}:")), 0)
    value = f"{key}: {bench.chance.choice(HEAD_VALUES[key])}"
    if at and bench.chance.random() < 0.3 and key not in ("title", "author", "post"):
        del lines[at]
    elif at:
        lines[at] = value
    else:
        lines.insert(1, value)
    bench.write(path, "\n".join(lines))
    return f"{path.name}: {value}"


def a_report_more(bench: Bench) -> str:
    number = next(number for number in range(1, 99) if not (bench.content / f"n{number}.md").exists())
    path = bench.content / f"n{number}.md"
    bench.write(path, _report(bench))
    return path.name


def a_report_fewer(bench: Bench) -> str:
    paths = bench.reports()
    if len(paths) < 2:
        return ""
    path = bench.chance.choice(paths)
    path.unlink()
    return path.name


def a_report_renamed(bench: Bench) -> str:
    paths = bench.reports()
    path = bench.chance.choice(paths) if paths else None
    if path is None:
        return ""
    new = path.with_name(f"{bench.chance.choice('abxyz甲乙')}{bench.chance.randrange(99)}{path.suffix}")
    path.rename(new)
    return f"{path.name} -> {new.name}"


def reports_swapped(bench: Bench) -> str:
    """Two files change names, and keep their times."""
    suffix = bench.chance.choice((".md", ".docx"))
    paths = bench.reports(suffix)
    if len(paths) < 2:
        return ""
    first, second = bench.chance.sample(paths, 2)
    first.rename(bench.content / "swapping")
    second.rename(first)
    (bench.content / "swapping").rename(second)
    return f"{first.name} <-> {second.name}"


def a_report_copied_over(bench: Bench) -> str:
    paths = bench.reports(".md")
    if len(paths) < 2:
        return ""
    first, second = bench.chance.sample(paths, 2)
    second.write_bytes(first.read_bytes())
    return f"{first.name} over {second.name}"


def a_report_in_gb18030(bench: Bench) -> str:
    paths = [path for path in bench.texts() if path.suffix == ".md"]
    if not paths:
        return ""
    path = bench.chance.choice(paths)
    data = bench.text(path).encode("gb18030")
    path.unlink()
    path.with_suffix(".txt").write_bytes(data)
    return path.name


def a_word_file(bench: Bench) -> str:
    """A Word file more, or another under the same name."""
    paths = bench.reports(".docx")
    path = bench.chance.choice(paths) if paths else bench.content / "来稿.docx"
    number = bench.chance.randrange(10_000)
    path.write_bytes(word_file(7, number).data)
    return f"{path.name} is now {number}"


def _text(bench: Bench) -> Path | None:
    paths = bench.texts()
    return bench.chance.choice(paths) if paths else None


def _in_a_paragraph(bench: Bench, change: Callable[[str], str]) -> str:
    return _in_lines(bench, lambda lines, at: [*lines[:at], change(lines[at]), *lines[at + 1 :]])


def _in_lines(bench: Bench, change: Callable[[list[str], int], list[str]]) -> str:
    """Change the lines of a report at a random paragraph, a third of the time at its first one."""
    path = _text(bench)
    if path is None:
        return ""
    lines, plain = bench.body_lines(bench.text(path))
    if not plain:
        return ""
    at = plain[0] if bench.chance.random() < 0.33 else bench.chance.choice(plain)
    bench.write(path, "\n".join(change(lines, at)))
    return f"{path.name}:{at + 1}"


def _put(bench: Bench, line: str, words: str) -> str:
    at = bench.chance.randrange(1, len(line))
    return line[:at] + words + line[at:]


def _typed_over(bench: Bench, line: str) -> str:
    spots = [at for at, char in enumerate(line[:-1]) if at > 2 and "\u4e00" <= char <= "\u9fff"]
    if not spots:
        return line
    at = bench.chance.choice(spots)
    return line[:at] + bench.chance.choice(WORDS) + line[at + 1 :]


def _report(bench: Bench) -> str:
    chance = bench.chance
    head = "\n".join(f"{key}: {chance.choice(HEAD_VALUES[key])}" for key in ("column", "title", "post", "author"))
    body = "\n\n".join(chance.choice(bench.pool) for _ in range(chance.randint(1, 6)))
    return f"---\n{head}\n---\n{body}\n\n各部门要把任务落到实处，抓出成效。\n"


TEXT_EDITS: tuple[Edit, ...] = (
    a_word, a_word, a_word, words_more, words_fewer, a_figure, a_sentence_more, a_sentence_fewer, bold_words,
    a_paragraph_more, a_heading_more, a_paragraph_fewer, a_paragraph_twice, paragraphs_swapped, a_paragraph_torn,
    line_ends, head_value, head_value, head_value, a_title_word_recurs, a_title_word_recurs,
)  # fmt: skip
REPORT_EDITS: tuple[Edit, ...] = (
    a_report_more, a_report_fewer, a_report_renamed, reports_swapped, a_report_copied_over, a_report_in_gb18030,
    a_word_file,
)  # fmt: skip
