"""`bulletin doctor`: whether a build can run on this machine, from these folders; nothing is written, not even tried.

Each finding is a line of its own: what is right, what deserves a look, what keeps a build from running.
"""

import os
import platform
import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from importlib import import_module, metadata
from typing import Any, Literal, NamedTuple, TypeAlias

from bulletin.begin.layout_list import layout_files
from bulletin.begin.office_suite import office_suite
from bulletin.begin.words import megabytes
from bulletin.faces.face import Faces, open_faces
from bulletin.memory import Memory
from bulletin.model.design import Design
from bulletin.model.output import Order
from bulletin.model.slide import SlideDesign
from bulletin.opening import NotOpenedError, read_file
from bulletin.problems import REINSTALL, BulletinError, Problem, formatted
from bulletin.read.check import read
from bulletin.read.layout import DECK_LAYOUT, decode
from bulletin.read.source import shown_name
from bulletin.sources import Sources, pins_file

Health: TypeAlias = Literal["sound", "note", "fault"]

HEALTH_WORDS: Mapping[Health, str] = {"sound": "正常", "note": "注意", "fault": "错误"}
# Each library with the module that is imported and the least version, as pyproject.toml has them.
LIBRARIES: Mapping[str, tuple[str, str]] = {
    "reportlab": ("reportlab", "5.1"),
    "python-pptx": ("pptx", "1.0.2"),
    "python-docx": ("docx", "1.2"),
    "lxml": ("lxml.etree", "5"),
    "pyyaml": ("yaml", "6.0.2"),
    "uharfbuzz": ("uharfbuzz", "0.56"),
    "fonttools": ("fontTools.ttLib", "4.60"),
    "pikepdf": ("pikepdf", "10.17"),
    "pypdfium2": ("pypdfium2", "5"),
    "pillow": ("PIL.Image", "11"),
    "pyphen": ("pyphen", "0.17"),
    "watchfiles": ("watchfiles", "1.1"),
    "starlette": ("starlette", "0.48"),
    "uvicorn": ("uvicorn", "0.37"),
}
LEAST_PYTHON = (3, 11)
LEAST_FREE = 64 << 20  # bytes: a long issue in four kinds of PDF with its deck and previews, beside the earlier ones
LARGEST_PINS = 1 << 16  # bytes


class Symptom(NamedTuple):
    """One line of what was looked at."""

    subject: str  # short and stable, for programs
    verdict: Health
    text: str
    hint: str = ""


def examine(order: Order, output: str) -> tuple[Symptom, ...]:
    """All findings, in the order in which a build would meet them."""
    return tuple(_findings(order, output))


def _findings(order: Order, output: str) -> Iterator[Symptom]:
    yield _python()
    yield from _libraries()
    try:
        with open_faces(*order.sources.fonts) as faces:
            yield from _faces(faces, order.sources)
            yield from _content(order, faces)
    except BulletinError as error:
        yield Symptom("fonts", "fault", _first(error), _hint(error))
    yield from _layouts(order.sources)
    yield from _output(output)
    yield _office()


def _python() -> Symptom:
    version = platform.python_version()
    text = f"Python {version}，{sys.executable or '位置不明'}"
    if sys.version_info < LEAST_PYTHON:
        wanted = ".".join(map(str, LEAST_PYTHON))
        return Symptom("python", "fault", text, f"安装 Python {wanted} 或更新的版本")
    return Symptom("python", "sound", text)


def _libraries() -> Iterator[Symptom]:
    pins = _pins()
    for name, (module, least) in LIBRARIES.items():
        subject = f"library:{name}"
        try:
            version = metadata.version(name)
            import_module(module)
        except metadata.PackageNotFoundError:
            yield Symptom(subject, "fault", f"没有安装 {name}", REINSTALL)
            continue
        except Exception as error:  # a library that is torn may fail in any way
            yield Symptom(subject, "fault", f"{name} 无法使用（{type(error).__name__}）", REINSTALL)
            continue
        pinned = pins.get(name, "")
        if _numbers(version) < _numbers(least):
            yield Symptom(subject, "fault", f"{name} {version} 太旧，至少要 {least}", REINSTALL)
        elif pinned and version != pinned:
            hint = f"可以使用；要与别处生成的文件逐字节相同，{REINSTALL}"
            yield Symptom(subject, "note", f"{name} {version}，核定的版本是 {pinned}", hint)
        else:
            yield Symptom(subject, "sound", f"{name} {version}")


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", version)))


def _pins() -> dict[str, str]:
    """The exact versions, by the libraries' names in small letters; none where the file is gone."""
    try:
        text = read_file(pins_file(), limit=LARGEST_PINS).decode("utf-8", "replace")
    except NotOpenedError:
        return {}
    return {name.lower(): version for name, version in re.findall(r"^([\w.-]+)==(\S+)", text, re.MULTILINE)}


def _faces(faces: Faces, sources: Sources) -> Iterator[Symptom]:
    """Shipped faces by their digests, an office's own by a look at them."""
    sound = 0
    for face in faces:
        subject = f"face:{face.name}"
        try:
            own = not face.as_shipped and face.opened.own
        except BulletinError as error:
            verdict: Health = "note" if face.file.system else "fault"
            yield Symptom(subject, verdict, _first(error), _hint(error))
            continue
        if own:
            kept = "，与登记的 sha256 相符" if face.file.sha256 else ""
            yield Symptom(subject, "sound", f"自有字体“{face.name}”（{os.path.basename(face.file.path)}）可用{kept}")
        else:
            sound += 1
    folders = "、".join(shown_name(folder, sources.home) for folder in sources.fonts)
    yield Symptom("faces", "sound", f"随附的字体{sound}个，与登记的 sha256 相符；字体文件夹：{folders}")


def _content(order: Order, faces: Faces) -> Iterator[Symptom]:
    """The folder with the issue, what is in it, and the layout that it names."""
    where = f"稿件文件夹 {os.path.abspath(order.content)}"
    try:
        edition, design = read(
            order.content, order.layout, root=order.sources.home, layouts=order.sources.layouts, roles=faces.roles
        )
    except BulletinError as error:
        faults = [problem for problem in error.problems if problem.severity == "error"]
        others = f"；共{len(faults)}处错误，用 check 逐处列出" if len(faults) > 1 else ""
        first = _problem(error).message if _problem(error).code == "no-content" else _first(error)
        yield Symptom("content", "fault", f"{where}：{first}", _hint(error) + others)
        return
    yield Symptom("content", "sound", f"{where}：稿件{len(edition.reports)}篇，版式 {order.layout or design.name}")
    if not os.access(order.content, os.W_OK):
        hint = "可以生成；沿用的版面无法记在 plan.json 里，换一台电脑版面可能不同"
        yield Symptom("content-writable", "note", "稿件文件夹不能写入", hint)


def _layouts(sources: Sources) -> Iterator[Symptom]:
    """Each layout by itself: one that this issue does not use keeps no build from running."""
    sound: list[str] = []
    memory = Memory()
    for name, path, folder in layout_files(sources):
        record = SlideDesign if name == DECK_LAYOUT else Design
        try:
            decode(path, record, sources.layouts, below=folder, memory=memory)
        except BulletinError as error:
            verdict: Health = "fault" if name == DECK_LAYOUT else "note"
            yield Symptom(f"layout:{name}", verdict, f"版式 {name}：{_first(error)}", _hint(error))
            continue
        sound.append(name)
    if sound:
        yield Symptom("layouts", "sound", f"版式{len(sound)}个：{'、'.join(sound)}")
    else:
        yield Symptom("layouts", "fault", "没有可用的版式", REINSTALL)


def _output(folder: str) -> Iterator[Symptom]:
    """Whether outputs can be put where they belong, as far as the system says so without a trial."""
    where = f"成品文件夹 {os.path.abspath(folder)}"
    standing = _standing(folder)
    if os.path.lexists(folder) and not os.path.isdir(folder):
        yield Symptom("output", "fault", f"{where}：不是文件夹", "移走它，或用 --output 另选一个位置")
        return
    if not os.path.isdir(standing) or not os.access(standing, os.W_OK | os.X_OK):
        yield Symptom("output", "fault", f"{where}：不能写入", "加上写入权限，或用 --output 另选一个位置")
        return
    yield Symptom("output", "sound", where if standing == folder else f"{where}：还没有，生成时新建")
    try:
        free = shutil.disk_usage(standing).free
    except OSError:  # a file system that does not say
        yield Symptom("disk", "note", "看不到磁盘还有多少空间")
        return
    if free < LEAST_FREE:
        hint = f"至少要{megabytes(LEAST_FREE)}：删去不用的文件，或用 --output 另选一个磁盘"
        yield Symptom("disk", "fault", f"磁盘只剩{megabytes(free)}", hint)
    else:
        yield Symptom("disk", "sound", f"磁盘空间还有{megabytes(free)}")


def _standing(folder: str) -> str:
    """The folder, or the nearest one above it that stands."""
    while not os.path.lexists(folder):
        above = os.path.dirname(folder) or os.curdir
        if above == folder:
            break
        folder = above
    return folder


def _office() -> Symptom:
    found = office_suite()
    if found is None:
        hint = "生成简报和幻灯片用不着它；转换 .doc、.wps、.odt、.rtf 时才需要"
        return Symptom("libreoffice", "note", "没有找到 LibreOffice", hint)
    version = f" {found.version}" if found.version else "（版本不明）"
    return Symptom("libreoffice", "sound", f"LibreOffice{version}，{found.program}")


def _first(error: BulletinError) -> str:
    """The first error of several, in one line, with its place."""
    return formatted(_problem(error)._replace(shown="", hint=""))


def _hint(error: BulletinError) -> str:
    return _problem(error).hint


def _problem(error: BulletinError) -> Problem:
    return next((problem for problem in error.problems if problem.severity == "error"), error.problems[0])


def can_build(findings: tuple[Symptom, ...]) -> bool:
    return all(finding.verdict != "fault" for finding in findings)


def as_lines(findings: tuple[Symptom, ...]) -> list[str]:
    """A line for each finding, what to do under it, and the sum of all."""
    lines: list[str] = []
    for finding in findings:
        lines.append(f"{HEALTH_WORDS[finding.verdict]}  {finding.text}")
        if finding.hint and finding.verdict != "sound":
            lines.append(f"      {finding.hint}".replace("\n", "\n      "))
    faults = sum(finding.verdict == "fault" for finding in findings)
    notes = sum(finding.verdict == "note" for finding in findings)
    lines.append(f"有{faults}处错误，改好才能生成" if faults else f"可以生成{f'；注意{notes}处' if notes else ''}")
    return lines


def as_data(findings: tuple[Symptom, ...]) -> list[dict[str, Any]]:
    """The same as plain data."""
    return [finding._asdict() for finding in findings]
