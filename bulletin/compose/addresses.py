"""Web and mail addresses, paths, names of files and packages, commands: Latin text that is no English.

They are set as one Latin run, take no hyphen, and a line may end in them only behind one of their marks.
"""

import re
from collections.abc import Iterator

# Possessive, so that hostile runs stay linear.
_WEB_OR_MAIL = (
    r"(?:https?://|www\.)[!-~]+"
    r"|(?<![\w.+-])[\w.+-]++@[A-Za-z0-9-]++(?:\.[A-Za-z0-9-]++)+"
    r"|(?<![A-Za-z0-9.-])(?=[A-Za-z0-9.-]*\.[A-Za-z]{2,}/)[A-Za-z0-9.-]++/[!-~]+"
)
# /usr/share/doc, ~/a, ../b, C:\Users, \\server\share; several names in small letters, src/main/java; with one / only
# beside a mark that words have not: input/output is two words, as 元/kWh is a unit.
_SEGMENT = r"[\w.+-]++"
_FILE_PATH = (
    rf"(?<![\w./\\~%‰‱°℃℉′″²³⁰-⁹)-])(?:(?:(?:~|\.{{1,2}}|[A-Za-z]:)[/\\]|\\\\|(?<![^\x00-\u2fff])/|/(?=[a-z]{{3,}}[\w.+-]*/))"
    rf"{_SEGMENT}(?:[/\\]{_SEGMENT})*+[/\\]?"
    rf"|{_SEGMENT}(?:\\{_SEGMENT})++\\?"
    rf"|(?=[a-z0-9_.+-]{{2}})[a-z0-9_.+-]++(?:/(?=[\w.+-]*?[a-z]){_SEGMENT}){{2,}}/?"
    rf"|(?=[\w+/-]*?(?:_\w|\.[a-z])){_SEGMENT}/{_SEGMENT}/?)"
)
# README.md, com.example.App, foo_bar-1.2.tar.gz, python3-docx; not 2.5km, PM2.5 or a sentence's end.
_FILE_NAME = (
    r"(?<![\w./\\-])(?:(?=[\w.-]*?\.[A-Za-z])[A-Za-z_][\w-]*+(?:\.[\w-]++)++"
    r"|(?=[A-Za-z][A-Za-z0-9]*_\w)\w++(?:[.-]\w++)*+|[a-z]++[0-9]++-[a-z][\w-]++)"
)
_ADDRESSES = f"(?a:{_WEB_OR_MAIL}|{_FILE_PATH}|{_FILE_NAME})"

# Whatever has a mark, a figure or a capital in its midst: input/output, foo-bar, getElementById, K₂Cr₂O₇.
_SIGN = r"[\w./\\@:~+#=⁰¹²³⁴-⁹⁺⁻₀-₉-]"
_MIDST = r"[A-Za-z][0-9₀-₉⁰¹²³⁴-⁹_/\\@]|[0-9_/\\@][A-Za-z]|[a-z][A-Z]|[A-Za-z]\.[A-Za-z]|[A-Za-z0-9]-[A-Za-z0-9]"
_NO_WORD = rf"(?a:(?<!{_SIGN})(?={_SIGN}*?(?:{_MIDST})){_SIGN}++)"

# What is typed at a prompt; English embedded in Chinese opens with none of these, and has no options.
_PROGRAMS = (
    "sudo apt apt-get aptitude dpkg git pip pip3 npm npx yarn docker kubectl systemctl brew dnf yum pacman conda "
    "cargo mvn gradle cmake ssh scp curl wget tar chmod chown mkdir grep sed awk cd ls cp mv rm python python3 winget"
).replace(" ", "|")
_COMMAND_LINE = (
    rf"(?<![!-~] )(?<![!-~])(?:[$#] |(?:{_PROGRAMS}) |make (?:install|clean|all|test|check|build)\b)[ -~]*"
    r"|(?<![!-~])[a-z][\w.+-]*+(?: [\w./:+=~-]+){0,2} --?[A-Za-z][ -~]*"
)


def addresses(text: str) -> tuple[tuple[int, int], ...]:
    """First offset and end of every address, path and name of a file in `text`."""
    if "." in text or "/" in text or "\\" in text or "_" in text or "-" in text or "@" in text:
        return tuple([found.span() for found in re.finditer(_ADDRESSES, text)])
    return ()


def names(text: str) -> Iterator[tuple[int, int]]:
    """First offset and end of every Latin run that is no plain word, and so takes no hyphen even in an emergency."""
    for found in re.finditer(_NO_WORD, text):
        yield found.span()


def commands(text: str) -> Iterator[tuple[int, int]]:
    """First offset and end of every command line in `text`."""
    for found in re.finditer(f"(?a:{_COMMAND_LINE})", text):
        yield found.span()
