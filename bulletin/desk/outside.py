"""What is started outside: the browser, and an editor for a file of the issue. No shell, no words but a file's path."""

import os
import shlex
import subprocess
import sys
import threading
import webbrowser
from collections.abc import Mapping, Sequence
from contextlib import suppress
from shutil import which
from typing import NamedTuple

TEXT_FILES = (".md", ".markdown", ".txt", ".yaml", ".yml", ".csv", ".tsv")
WORD_FILES = (".docx", ".docm")
FAILS_WITHIN = 0.7  # seconds in which a program that cannot open a file says so
# Editors with a window of their own, and how they are told a line; the rest are given the file alone.
_AT_LINE: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("code", "code-insiders", "codium", "vscodium", "cursor", "trae"), ("-g", "{file}:{line}")),
    **dict.fromkeys(("subl", "sublime_text", "zed"), ("{file}:{line}",)),
    **dict.fromkeys(("gedit", "pluma", "xed", "gvim", "gnome-text-editor", "emacs"), ("+{line}", "{file}")),
    **dict.fromkeys(("kate", "kwrite"), ("-l", "{line}", "{file}")),
    **dict.fromkeys(("mousepad",), ("--line={line}", "{file}")),
    **dict.fromkeys(("notepad++",), ("-n{line}", "{file}")),
}  # fmt: skip
_WINDOWED = (*_AT_LINE, "notepad", "deepin-editor", "featherpad", "leafpad", "geany", "textedit", "open", "wps")
_IN_TERMINAL = ("vi", "vim", "nvim", "nano", "pico", "ed", "ex", "joe", "micro", "hx", "helix", "mcedit", "kak", "ne")


class Editor(NamedTuple):
    """A program that opens a file."""

    words: tuple[str, ...]  # of its command, before those that name the file
    name: str

    def call(self, path: str, line: int) -> list[str]:
        """The command that opens a file at a line."""
        form = _AT_LINE.get(self.name, ("{file}",)) if line > 0 else ("{file}",)
        return [*self.words, *(word.format(file=path, line=line) for word in form)]


class Opened(NamedTuple):
    """What came of opening a file."""

    opened: bool
    words: str


def open_file(path: str, line: int, environment: Mapping[str, str] | None = None) -> Opened:
    """Open a file of the issue for its editor; `line` 0 or of a Word file: as a whole."""
    ending = os.path.splitext(path)[1].lower()
    if ending not in TEXT_FILES + WORD_FILES:
        return Opened(False, "这种文件不从这里打开，请自己打开")
    text = ending in TEXT_FILES
    editors = editors_of(os.environ if environment is None else environment) if text else ()
    for editor in editors:
        if _started(editor.call(path, line)):
            return Opened(True, f"已用 {editor.name} 打开")
    if _open_as_usual(path, text=text):
        return Opened(True, "已用系统的编辑器打开")
    return Opened(False, "没有找到能打开它的程序，请自己打开")


def editors_of(environment: Mapping[str, str]) -> tuple[Editor, ...]:
    """The editors to try, the user's own first: $VISUAL, $EDITOR where it has a window, Visual Studio Code."""
    found = []
    if (own := _editor(environment.get("VISUAL", ""))) and own.name not in _IN_TERMINAL:
        found.append(own)
    if (own := _editor(environment.get("EDITOR", ""))) and own.name in _WINDOWED:
        found.append(own)
    if code := _code(environment.get("PATH")):
        found.append(Editor((code,), "code"))
    return tuple(dict.fromkeys(found))


def _editor(command: str) -> Editor | None:
    """The editor that a variable names, with its options."""
    if os.name == "nt":
        words = [command.strip('" ')] if os.path.isfile(command.strip('" ')) else command.split()
    else:
        try:
            words = shlex.split(command)
        except ValueError:  # a quotation mark that is not closed
            return None
    if not words:
        return None
    name = os.path.basename(words[0]).lower().removesuffix(".exe").removesuffix(".cmd").removesuffix(".bat")
    return None if _is_batch(words[0]) else Editor(tuple(words), name)


def _code(path: str | None) -> str:
    """Visual Studio Code; of Windows its program, since a batch file would read a file's name as its own language."""
    found = next(filter(None, (which(name, path=path) for name in ("code", "codium"))), "")
    if found and _is_batch(found):
        program = os.path.join(os.path.dirname(os.path.dirname(found)), "Code.exe")
        return program if os.path.isfile(program) else ""
    return found


def _is_batch(program: str) -> bool:
    return os.name == "nt" and (which(program) or program).lower().endswith((".cmd", ".bat"))


def _open_as_usual(path: str, *, text: bool) -> bool:
    """Open a file with the program that the system has for its kind."""
    if sys.platform == "win32":
        with suppress(OSError):
            os.startfile(path)
            return True
        return text and _started(["notepad.exe", path])
    if sys.platform == "darwin":
        return _started(["open", *(["-t"] if text else []), path])
    return bool(_has_screen() and which("xdg-open")) and _started(["xdg-open", path])


def _started(words: Sequence[str]) -> bool:
    """Whether a program was started and did not fail at once."""
    try:
        process = subprocess.Popen(
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C ends the preview, not the editor
        )
    except (OSError, ValueError):
        return False
    try:
        return process.wait(FAILS_WITHIN) == 0
    except subprocess.TimeoutExpired:
        threading.Thread(target=process.wait, daemon=True).start()  # so that the system can forget it when it ends
        return True


def _has_screen() -> bool:
    """Whether there is a screen for a window."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def open_browser(address: str) -> None:
    """Open an address, where there is a screen to open it on; does not wait for it."""
    if _has_screen():
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
