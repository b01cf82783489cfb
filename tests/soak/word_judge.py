"""What the product made of a Word file, against what is true of the file.

The page's words are read by PDFium, object by object: what the page adds (folios, jump lines) is marked as an artifact
and left out; each object has its font, by which bold is seen. Characters are compared as letters, digits and Han, with
widths and case folded.
"""

import ctypes
import json
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2
from pypdfium2 import raw

from tests.word_files.reports import WordFile
from tests.word_files.truth import Count, Told, Truth

ROOT = Path(__file__).resolve().parents[2]
# No pull quotes, which repeat words; a column, which no file says.
ISSUE = "masthead: 测试\ndate: 2026-11-26\nrelief: none\ncolumns:\n  a: 测试\n"
SECONDS = 120
BEGINNING = 12  # characters by which a paragraph is known
_SUPERIOR = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]")  # numbers of notes, and of square metres, on both sides
SAID: Mapping[Told, str] = {
    "insertions": "插入|新增|增加|添加|补入|移入|修订",
    "deletions": "删|修订",
    "comments": "批注",
    "text boxes": "文本框",
    "headers": "页眉|页脚",
    "external pictures": "外部|外链|链接|不在文件",
    "metafiles": "(?i)emf|图元|图片",
    "macros": "宏",
}
COUNTED: tuple[Told, ...] = ("insertions", "deletions", "comments", "text boxes")


class Words(NamedTuple):
    """Words of one text object."""

    text: str
    font: str


class Fault(NamedTuple):
    """What is wrong."""

    aspect: str  # lost, added, leaked, label, title, names, headings …
    detail: str


class Made(NamedTuple):
    """What came of a build."""

    code: int
    said: str  # the answer in JSON, or what came instead
    page: tuple[Words, ...] = ()


def fold(text: str) -> str:
    """Letters, digits and Han, widths and case folded."""
    return "".join(char for char in _half(_SUPERIOR.sub("", text)).casefold() if unicodedata.category(char)[0] in "LN")


def _half(text: str) -> str:
    """Half-width marks, and one sign for nought."""
    half = (chr(ord(char) - 0xFEE0) if "！" <= char <= "～" else char for char in text)
    return "".join(half).replace("○", "〇").replace("零", "〇")


def built(data: bytes, suffix: str, folder: Path) -> Made:
    """Build an issue of the one file."""
    content, output = folder / "content", folder / "output"
    content.mkdir(parents=True, exist_ok=True)
    (content / "issue.yaml").write_text(ISSUE, encoding="utf-8")
    (content / f"a{suffix}").write_bytes(data)
    command = [sys.executable, str(ROOT / "generate.py"), "build", "--only", "pdf", "--json"]
    command += ["--content", str(content), "--output", str(output)]
    try:
        ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return Made(-1, f"no end after {SECONDS} s")
    if ended.returncode:
        return Made(ended.returncode, ended.stdout + ended.stderr)
    return Made(0, ended.stdout, tuple(page_words(output / "bulletin.pdf")))


def page_words(path: Path) -> Iterator[Words]:
    """The words of a PDF that are the author's, in the order in which they are drawn."""
    with pypdfium2.PdfDocument(path) as pdf:
        for page in pdf:
            text = page.get_textpage()
            for each in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
                if not {"Artifact", "H1"} & set(_marks(each.raw)):  # H1 is the masthead
                    yield Words(_text(each.raw, text.raw), _font(each.raw))


def _marks(handle: Any) -> Iterator[str]:
    for at in range(raw.FPDFPageObj_CountMarks(handle)):
        mark, length = raw.FPDFPageObj_GetMark(handle, at), ctypes.c_ulong()
        raw.FPDFPageObjMark_GetName(mark, None, 0, length)
        room = ctypes.create_string_buffer(length.value)
        raw.FPDFPageObjMark_GetName(mark, ctypes.cast(room, ctypes.POINTER(raw.FPDF_WCHAR)), length.value, length)
        yield room.raw.decode("utf-16-le").rstrip("\0")


def _text(handle: Any, page: Any) -> str:
    length = raw.FPDFTextObj_GetText(handle, page, None, 0)
    room = ctypes.create_string_buffer(length)
    raw.FPDFTextObj_GetText(handle, page, ctypes.cast(room, ctypes.POINTER(raw.FPDF_WCHAR)), length)
    return room.raw.decode("utf-16-le").rstrip("\0")


def _font(handle: Any) -> str:
    font = raw.FPDFTextObj_GetFont(handle)
    length = raw.FPDFFont_GetBaseFontName(font, None, 0)
    room = ctypes.create_string_buffer(length)
    raw.FPDFFont_GetBaseFontName(font, room, length)
    return room.value.decode().partition("+")[2]


def faults_of(file: WordFile, made: Made) -> tuple[Fault, ...]:
    """What the product lost, added, took for something else or did not tell."""
    if made.code:
        return (Fault(f"exit {made.code}", made.said[-1500:]),)
    answer = json.loads(made.said)
    (report,) = answer["reports"]
    truth = file.truth
    return (
        *_of_characters(truth, made.page),
        *_of_labels(truth, made.page),
        *_of_the_head(truth, report),
        *_of_headings(truth, report),
        *_of_blocks(truth, report),
        *_of_order(truth, made.page),
        *_of_bold(truth, made.page),
        *_of_what_is_told(truth, answer["diagnostics"]),
    )


def _of_characters(truth: Truth, page: Iterable[Words]) -> Iterator[Fault]:
    want = Counter(fold(truth.words))
    text = "".join(each.text for each in page)
    got = Counter(fold(text))
    apart = [words for words in truth.apart if fold(words) in fold(text)]
    if apart:
        yield Fault("leaked", "; ".join(apart[:3]))
    if lost := want - got:
        yield Fault("lost", _some(lost))
    added = got - want - Counter(fold("".join(apart))) - Counter(fold(truth.optional))
    if added:
        yield Fault("added", _some(added))


def _some(characters: Counter[str]) -> str:
    return f"{characters.total()}: {''.join(characters.elements())[:40]}"


def _of_labels(truth: Truth, page: Iterable[Words]) -> Iterator[Fault]:
    lines = [re.sub(r"\s", "", _half(each.text)) for each in page]
    hay, starts, at = "".join(lines), set(), 0
    for line in lines:
        starts.add(at)
        at += len(line)
    asked = Counter((each.label, fold(each.text)[:BEGINNING]) for each in truth.shown if each.label)
    for (label, words), count in asked.items():
        typed, gap = re.sub(r"\s", "", _half(label)), r"[\W_]{0,6}"
        pattern = re.compile(re.escape(typed) + gap + gap.join(map(re.escape, words)), re.I)
        found = [match.start() for match in pattern.finditer(hay)]
        alone = [at for at in found if at in starts or not hay[at - 1].isalnum() or not typed[0].isalnum()]
        if len(alone) < count:
            around = re.search(".{0,6}" + gap.join(map(re.escape, words[:6] or "None")), hay)
            yield Fault("label", f"{label} before {words}: {around[0] if around else 'not there'}")


def _of_the_head(truth: Truth, report: Mapping[str, Any]) -> Iterator[Fault]:
    for key in ("title", "kicker", "subtitle"):
        want, got = getattr(truth, key), report[key]
        red = "red head" in {each.role for each in truth.shown} and key == "kicker"
        if fold(want) != fold(got) and not red:
            yield Fault(key, f"{want!r}, not {got!r}")
    if fold(truth.post + truth.author) != fold(report["post"] + report["author"]):
        yield Fault("names", f"{truth.post!r} {truth.author!r}, not {report['post']!r} {report['author']!r}")
    elif truth.post and fold(truth.author) != fold(report["author"]):
        yield Fault("post or name", f"{truth.author!r}, not {report['author']!r}")


def _ranks(levels: Iterable[int]) -> dict[int, int]:
    return {level: rank for rank, level in enumerate(sorted(set(levels)), 1)}


def _of_headings(truth: Truth, report: Mapping[str, Any]) -> Iterator[Fault]:
    want = {fold(each.label + each.text): each.level for each in truth.headings}
    got = {fold(each["text"]): each["level"] for each in report["headings"]}
    contents = "".join(fold(each.text) for each in truth.shown if each.role == "contents")
    if missing := [text for text in want if text not in got]:
        yield Fault("headings missing", f"{len(missing)} of {len(want)}: {missing[0]}")
    if false := [text for text in got if text not in want and text not in contents]:
        yield Fault("headings false", f"{len(false)}: {false[0]}")
    both = want.keys() & got.keys()
    wanted, ranked = _ranks(want[text] for text in both), _ranks(got[text] for text in both)
    if wrong := [text for text in want if text in both and wanted[want[text]] != ranked[got[text]]]:
        yield Fault("levels", f"{len(wrong)}: {wrong[0]} is {want[wrong[0]]}, not {got[wrong[0]]}")


def _of_blocks(truth: Truth, report: Mapping[str, Any]) -> Iterator[Fault]:
    tables = report["blocks"].get("table", 0)
    if not truth.tables.least <= tables <= truth.tables.most:
        yield Fault("tables", f"{truth.tables}, not {tables}")
    if len(report["pictures"]) != truth.pictures:
        yield Fault("pictures", f"{truth.pictures}, not {len(report['pictures'])}")


def _of_order(truth: Truth, page: Iterable[Words]) -> Iterator[Fault]:
    """Headings and paragraphs in their order; one may begin like another."""
    text, at = "".join(fold(each.text) for each in page), 0
    for each in truth.shown:
        words = fold(each.label + each.text)
        if each.role not in ("heading", "body", "item") or len(words) < BEGINNING:
            continue
        key = words if words in text else words[:BEGINNING]
        found = text.find(key, at)
        if found >= 0:
            at = found
        elif key in text:
            yield Fault("order", f"{words[:20]} stands too early")
            return
        else:
            yield Fault("torn", f"{words[:20]} does not stand together")


def _of_bold(truth: Truth, page: Iterable[Words]) -> Iterator[Fault]:
    """A phrase in bold has another font than the character before it."""
    fonts: list[str] = []
    text = ""
    for each in page:
        folded = fold(each.text)
        text += folded
        fonts += [each.font] * len(folded)
    for shown in truth.shown:
        paragraph = fold(shown.label + shown.text)
        start = text.find(paragraph)
        for phrase in shown.bold if start >= 0 else ():
            words = fold(phrase)
            at = paragraph.find(words)
            if at < 2 or paragraph.count(words) != 1 or at + len(words) >= len(paragraph):
                continue
            inside = set(fonts[start + at : start + at + len(words)])
            outside = {fonts[start + len(paragraph) - 1]}
            if inside & outside:
                yield Fault("bold", f"{phrase} in {paragraph[:30]}")


def _of_what_is_told(truth: Truth, diagnostics: Iterable[Mapping[str, Any]]) -> Iterator[Fault]:
    messages = [each["message"] for each in diagnostics]
    for what, count in truth.told:
        about = [message for message in messages if re.search(SAID[what], message)]
        if not about and count.least:
            yield Fault(f"told: {what}", f"nothing of {count.least}")
        elif about and what in COUNTED and count.least and not any(_counts(message, count) for message in about):
            yield Fault(f"told: {what}", f"{count.least} to {count.most}, not {about[0]}")


def _counts(message: str, count: Count) -> bool:
    return any(count.least <= int(number) <= count.most for number in re.findall(r"\d+", message))
