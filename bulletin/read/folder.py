"""Which file of the content folder is what: by its name alone, and the problems for files that nothing reads.

A report is any text file. What is neither a report nor ours nor a picture that a text names is reported once, kind by
kind, with what to do. Silent are only files that no person made (`is_passed_over`), and the folder of our own outputs.
"""

import os
import re
import unicodedata
from collections.abc import Iterable, Mapping
from itertools import islice
from string import ascii_uppercase
from typing import NamedTuple

from bulletin.likeness import nearest
from bulletin.model.kept_plan import PLAN_NAME
from bulletin.model.output import PRIVATE
from bulletin.problems import WORD_ENDINGS, Place, Problem, Severity
from bulletin.read.cleaning import cleaner
from bulletin.read.source import Source, decoded_name, legible

ISSUE_FILE, TERMS_FILE = "issue.yaml", "terms.txt"
WORDING_FILES = ("wording.txt", "用词.txt")
TEXT_ENDINGS = (".markdown", ".md", ".txt")
REPORT_ENDINGS = (*TEXT_ENDINGS, *WORD_ENDINGS)
SYSTEM_FILES = frozenset(("thumbs.db", "desktop.ini", "__macosx"))
# What programs keep beside a file while it is open, or for a moment while they save it: Emacs's autosave, Vim's trial
# of the folder, temporary files of Word and WPS and of services that copy files (~WRL0001.tmp, ~syncthing~x.tmp),
# those of JetBrains and of VS Code. Vim's .swp, LibreOffice's .~lock and many others begin with a dot.
_TEMPORARY = re.compile(r"#.*#|4913|~.*\.tmp|~wra[0-9]+\.wbk|.*___jb_(?:tmp|old|bak)___|.*\.vsctmp", re.IGNORECASE)
NAMES_SHOWN = 12  # files that one message names
NEAR_ISSUE = 0.85  # likeness: isue.yaml, issueyaml and issue1.yml are near, issues of 2026 are not

# Full-width letters and dots of a name as typed with an input method; every character keeps its place.
_PLAIN = {code: chr(code - 0xFEE0).lower() for code in range(0xFF01, 0xFF5F)} | {ord("。"): ".", ord("　"): " "}
_PLAIN |= {ord(char): char.lower() for char in ascii_uppercase}
_AS_TEXT = "另存为纯文本（.txt，编码选 UTF-8），再放进来"


class _Kind(NamedTuple):
    """Files that are no reports, by their endings."""

    endings: str
    what: str  # behind the names
    hint: str
    code: str = "not-read"


# The last one takes every other ending.
_FILE_KINDS = (
    _Kind(endings=".jpg .jpeg .jpe .png .gif .bmp .tif .tiff .webp", what="是图片，没有稿件用到",
        hint="要用就{picture}；不用就移走", code="unused-picture"),
    _Kind(endings=".doc .wps .rtf .odt .dot .wpt .dotx .dotm .fodt .pages", what="是旧格式的 Word 或 WPS 文件，没有读",
        hint="用 Word 或 WPS 打开，另存为 .docx，放在这里\n或运行 {import}，由 LibreOffice 转换"),
    _Kind(endings=".pdf .ofd .caj .ceb .ps", what="是版式文件，没有读",
        hint=f"打开后复制文字，{_AS_TEXT}"),
    _Kind(endings=".html .htm .mht .mhtml .xml .eml .msg .url", what="是网页或邮件，没有读",
        hint=f"打开后复制文字，{_AS_TEXT}"),
    _Kind(endings=".csv", what="是表格，没有稿件用到",
        hint="要用就{table}；不用就移走"),
    _Kind(endings=".xlsx .xls .et .ods .pptx .ppt .dps .odp", what="是表格或幻灯片，没有读",
        hint=f"要印的文字{_AS_TEXT}；不印就移走"),
    _Kind(endings=".zip .rar .7z .gz .tar", what="是压缩包，没有读",
        hint="解压，把里面的稿件直接放在内容文件夹里"),
    _Kind(endings=".text .txtx .tx .tst .log .mdown .mkd .mdx", what="没有读，扩展名不是 .txt 或 .md",
        hint="是稿件就把扩展名改成 .txt；不印就移走"),
    _Kind(endings=".bak .tmp .old .orig .part .crdownload .swp", what="像是备份或临时文件，没有读",
        hint="要印就把扩展名改成 .txt；不印就移走"),
    _Kind(endings=".heic .heif .svg .eps .ai .psd .cdr .raw .avif", what="是不能直接印的图片",
        hint="另存为 JPEG 或 PNG；不用就移走"),
    _Kind(endings="", what="没有扩展名，没有读",
        hint="是稿件就在文件名后面加上 .txt；不印就移走"),
    _Kind(endings="*", what="没有读，扩展名不是稿件或图片的",
        hint=f"要印的文字{_AS_TEXT}；不印就移走"),
)  # fmt: skip
_BY_ENDING = {ending: kind for kind in _FILE_KINDS for ending in kind.endings.split(" ")}
_README = _Kind(endings="", what="当作说明，没有读", hint="要印就换一个文件名；不印就移走")
_FOLDER = _Kind(
    endings="",
    what="是文件夹，里面的文件没有读",
    hint="把里面的稿件移出来，直接放在内容文件夹里；图片写上“文件夹/文件名”才会用到",
)
_TERMS = _Kind(endings="", what="没有读", hint=f"是不宜拆开的词就改名为 {TERMS_FILE}；是稿件就换一个名字")
_WORDING = _Kind(endings="", what="没有读", hint=f"是本单位的用词表就改名为 {WORDING_FILES[1]}；是稿件就换一个名字")
_ISSUE = _Kind(
    endings="", what="没有读", hint=f"本期只读 {ISSUE_FILE}；内容要用就并进去，不用就移走", code="near-issue-file"
)

# Texts that are no reports, by their stems.
NO_REPORTS = {
    "readme": _README, "terms": _TERMS, "term": _TERMS,
    **dict.fromkeys(("wording", "wordings", "用词", "用词表", "用语", "用语表", "規範用詞", "用詞"), _WORDING),
}  # fmt: skip


class Listed(NamedTuple):
    """The files of a content folder by what they are; names as the system gives them."""

    reports: tuple[str, ...]  # sorted
    terms: tuple[str, ...]  # terms.txt in any case
    wording: tuple[str, ...]  # wording.txt and 用词.txt in any case, sorted
    near_issue: tuple[str, ...]  # what was probably meant as issue.yaml
    others: Mapping[_Kind, list[str]]
    folders: tuple[str, ...]


def plain(name: str) -> str:
    """A file's name in half-width small letters, character by character; its composed form, as people type it."""
    return unicodedata.normalize("NFC", name).translate(_PLAIN).rstrip()


def stem(name: str) -> str:
    """A report's file name without its endings, however many (水务.md.txt is 水务), and without look-alikes."""
    name = decoded_name(name)
    clean = cleaner(name)
    typed = clean(name) if clean else None
    name = unicodedata.normalize("NFC", typed.clean if typed else name).rstrip()
    small = plain(name)
    while ending := next((ending for ending in REPORT_ENDINGS if small.endswith(ending) and small != ending), ""):
        small = small[: -len(ending)].rstrip()
        name = name[: len(small)]
    return name


def list_folder(folder: str) -> Listed:
    """What stands in `folder`. Raises OSError where it cannot be opened."""
    reports, terms, wording, near, folders = list[str](), list[str](), list[str](), list[str](), list[str]()
    others: dict[_Kind, list[str]] = {}
    with os.scandir(folder) as entries:
        for entry in entries:
            name, small = entry.name, plain(entry.name)
            if is_passed_over(name) or name in (ISSUE_FILE, PLAN_NAME):
                continue
            # entry.is_dir() fails on a link circle
            if not small.endswith(REPORT_ENDINGS) and os.path.isdir(entry.path):
                if not holds_outputs(entry.path):
                    folders.append(name)
            elif small == TERMS_FILE:
                terms.append(name)
            elif small in WORDING_FILES:
                wording.append(name)
            elif _near_issue(small):
                near.append(name)
            elif small.endswith(REPORT_ENDINGS):
                kind = NO_REPORTS.get(stem(small))
                (others.setdefault(kind, []) if kind else reports).append(name)
            else:
                others.setdefault(_kind_of(small), []).append(name)
    return Listed(
        reports=tuple(sorted(reports)),
        terms=tuple(sorted(terms, key=lambda name: (name != TERMS_FILE, name))),  # the one that a hint asks for wins
        wording=tuple(sorted(wording)),
        near_issue=tuple(sorted(near)),
        others=others,
        folders=tuple(sorted(folders)),
    )


def is_passed_over(name: str) -> bool:
    """Whether a file goes by a name that no person gave it."""
    return name.startswith((".", "~$")) or plain(name) in SYSTEM_FILES or bool(_TEMPORARY.fullmatch(name))


def holds_outputs(folder: str) -> bool:
    """Whether builds put their outputs into a folder; an issue, into which files were imported, is none."""
    return os.path.isdir(os.path.join(folder, PRIVATE)) and not os.path.lexists(os.path.join(folder, ISSUE_FILE))


def _near_issue(small: str) -> bool:
    """Whether a name was meant as issue.yaml: Issue.yaml, issue.yml, issue.yaml.txt, issue .yaml, any .yaml."""
    if small.endswith((".yaml", ".yml")):
        return True
    letters = "".join(char for char in small[:40] if char.isalnum())
    if not letters.startswith(("iss", "isu")):
        return False
    forms = ("issueyaml", "issueyml", "issueyamltxt", "issueymltxt", "issueyamlyaml", "issuetxt", "issuemd", "issue")
    return bool(nearest(letters, forms, NEAR_ISSUE))


def _kind_of(small: str) -> _Kind:
    ending = os.path.splitext(small)[1]
    return _BY_ENDING[".bak"] if small.endswith("~") else _BY_ENDING.get(ending, _FILE_KINDS[-1])


def leftovers(folder: str, here: str, listed: Listed, used: Iterable[str]) -> list[Problem]:
    """The problems for files that nothing reads, kind by kind; `used` are absolute paths of the pictures in texts."""
    base = os.path.abspath(folder)
    paths = {os.path.relpath(path, base).replace(os.sep, "/") for path in used}
    tops = {path.partition("/")[0] for path in paths if "/" in path}
    found = {kind: [name for name in names if name not in paths] for kind, names in listed.others.items()}
    found[_FOLDER] = [name for name in listed.folders if name not in tops]
    if os.path.isfile(os.path.join(folder, ISSUE_FILE)):  # without it, the error names what is near
        found[_ISSUE] = [name for name in listed.near_issue if not _same(folder, name)]
    found[_TERMS] = found.get(_TERMS, []) + list(listed.terms[1:])
    for top in sorted(tops & set(listed.folders)):
        for kind, names in _below(base, top).items():
            found[kind] = found.get(kind, []) + [name for name in names if name not in paths]
    problems = []
    for kind, names in found.items():
        if names:
            message = f"{named(names)}{kind.what}"
            severity: Severity = "note" if kind.code == "unused-picture" else "warning"
            hint = kind.hint.replace("{import}", import_call(here))
            hint = hint.replace("{picture}", way_to_put_in("![图说](文件名)", "插入", listed.reports))
            hint = hint.replace("{table}", way_to_put_in("![表题](文件名)", "打开它，把表粘贴", listed.reports))
            problems.append(Problem(severity, kind.code, message, Place(here), hint))
    return sorted(problems, key=lambda problem: (problem.severity == "note", problem.message))


def way_to_put_in(line: str, act: str, reports: Iterable[str]) -> str:
    """How a picture or a table comes into reports: by a `line` of text, or in Word by an act."""
    in_word = [plain(name).endswith(WORD_ENDINGS) for name in reports]
    by_act = f"{act}到 Word 稿件里"
    if not any(in_word):
        return f"在稿件里单独写一行 `{line}`"
    return by_act if all(in_word) else f"{by_act}，或在文本稿件里单独写一行 `{line}`"


def import_call(here: str) -> str:
    """The command that makes an issue of what lies in the folder that messages call `here`, between backquotes.

    `command.py` puts in how the command is called.
    """
    word = here if all(char.isalnum() or char in "-_./:" for char in here) else f'"{here}"'
    return f"`bulletin import {word}`" if here == "content" else f"`bulletin import {word} --content {word}`"


def _same(folder: str, name: str) -> bool:
    """Whether a near name is issue.yaml itself, as on a file system that ignores case."""
    return os.path.samefile(os.path.join(folder, name), os.path.join(folder, ISSUE_FILE))


def _below(base: str, top: str) -> dict[_Kind, list[str]]:
    """The files in a folder of which a picture is used, with their paths from `base`."""
    found: dict[_Kind, list[str]] = {}
    for path, _, names in os.walk(os.path.join(base, top)):
        below = os.path.relpath(path, base).replace(os.sep, "/")
        for name in names:
            if not is_passed_over(name):
                small = plain(name)
                kind = _FOLDER if small.endswith(REPORT_ENDINGS) else _kind_of(small)
                found.setdefault(kind, []).append(f"{below}/{name}")
    return found


def named(names: Iterable[str]) -> str:
    """The first names in quotes, and how many there are where they are more."""
    every = sorted(map(legible, names))
    shown = "、".join(f"“{name[:60]}”" for name in islice(every, NAMES_SHOWN))
    return shown + (f"等{len(every)}个文件" if len(every) > NAMES_SHOWN else "")


class Names:
    """The reports of a folder by all that people write for them: file name, or stem where only one file has it."""

    def __init__(self, files: Iterable[str]) -> None:
        self.files = tuple(files)
        self._by_stem: dict[str, list[str]] = {}
        for file in self.files:
            self._by_stem.setdefault(stem(file), []).append(file)

    def report(self, file: str) -> str:
        """The report's name: the stem, or the whole file name where two files have one stem."""
        return legible(stem(file) if len(self._by_stem[stem(file)]) == 1 else unicodedata.normalize("NFC", file))

    def files_of(self, typed: str) -> list[str]:
        """The files that `typed` may mean: one, none, or several of one stem."""
        exact = [file for file in self._by_stem.get(stem(typed), ()) if unicodedata.normalize("NFC", file) == typed]
        return exact or self._by_stem.get(stem(typed), [])

    def one(self, typed: str, source: Source, place: Place, problems: list[Problem]) -> str:
        """The file that `typed`, at `place` of issue.yaml's `source`, means; "" after a fault where it is not one."""
        files = self.files_of(typed)
        if len(files) > 1:
            message = f"“{typed[:60]}”可能是 {named(files)}"
            problems.append(source.problem("error", "ambiguous-report", message, place, "写上扩展名"))
        elif not files:
            near = nearest(stem(typed), map(self.report, self.files))
            known = "、".join(map(self.report, self.files))[:200] or "无"
            hint = f"是不是 {near}？" if near else f"现有的稿件：{known}；撤下的稿件，把名字从这里删掉"
            problems.append(source.problem("error", "unknown-report", f"没有稿件“{typed[:60]}”", place, hint))
        return files[0] if len(files) == 1 else ""
