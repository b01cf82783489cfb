"""Web and mail addresses, paths, names of files and packages, commands: Latin text that is no English.

They are set as one Latin run, take no hyphen, and a line may end in them only behind one of their marks.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from bulletin.model import marks

WIDE_LETTER = r"(?u:[^\W\x00-\x7f])"  # Han, and a few that do no harm: a long range takes milliseconds to compile

# Possessive, so that hostile runs stay linear.
_WEB_OR_MAIL = (
    r"(?:(?<![A-Za-z0-9+.-])(?<![A-Za-z0-9]:)[A-Za-z][A-Za-z0-9+.-]*+(?::[A-Za-z][A-Za-z0-9+.-]*+)*+://|www\.)[!-~]+"
    r"|(?<![\w.+-])[\w.+-]++@[A-Za-z0-9-]++(?:\.[A-Za-z0-9-]++)+"
    r"|(?<![A-Za-z0-9.-])(?=[A-Za-z0-9.-]*\.[A-Za-z]{2,}/)[A-Za-z0-9.-]++/[!-~]+"
    r"|(?<![\w.])10\.[0-9]{4,9}+/(?=[!-~]*[0-9])[!-~]+"  # a DOI
)
# /usr/share/doc, ~/a, ../b, C:\Users, \\server\share; several names in small letters, src/main/java; with one / only
# beside a mark that words have not: input/output is two words, as 元/kWh is a unit.
_SEGMENT = r"[\w.+-]++"
_BESIDE = r"[\w./\\~²³⁰-⁹)+-]"  # behind it no path begins,
_BESIDE_SOLIDUS = "[%‰‱°℃℉′″]"  # and behind these none with its /: 5%/年
_FILE_PATH = (
    rf"(?<!{_BESIDE})(?:(?:(?:~|\.{{1,2}}|[A-Za-z]:)[/\\]|\\\\|(?<!{_BESIDE_SOLIDUS})(?:(?<![^\x00-\u2fff])/"
    r"|/(?=[a-z]{3,}[\w.+-]*/)))"
    rf"{_SEGMENT}(?:[/\\]{_SEGMENT})*+[/\\]?"
    rf"|{_SEGMENT}(?:\\{_SEGMENT})++\\?"
    rf"|(?=[a-z0-9_.+-]{{2}})[a-z0-9_.+-]++(?:/(?=[\w.+-]*?[a-z]){_SEGMENT}){{2,}}/?"
    rf"|(?=[\w+/-]*?(?:_\w|\.[a-z])){_SEGMENT}/{_SEGMENT}/?)"
)
# A path with Han among its names, since a sentence may go on behind it, needs an end of its own, the ending of a file
# or a mark: D:\监测数据\2026.xlsx, ~/文档/. The run is looked through for Han only where one may begin.
_PART = rf"(?:(?u:[\w+-])|\.(?![A-Za-z]+{WIDE_LETTER}))"
_HAN_PATH = (
    rf"(?<![\w./\\~])(?=[A-Za-z]:[/\\]|\\\\|[~.])(?=[\w.:~/\\+-]*+{WIDE_LETTER})"
    rf"(?:(?:[A-Za-z]:|\\)\\(?:{_PART}++\\)*+|(?:~|\.{{1,2}}|[A-Za-z]:)/(?:{_PART}++/)*+)"
    rf"(?:{_PART}*?\.[A-Za-z][A-Za-z0-9]*+|(?<={WIDE_LETTER}[\\/]))"
)
# README.md, com.example.App, foo_bar-1.2.tar.gz, python3-docx; not 2.5km, PM2.5 or a sentence's end.
_FILE_NAME = (
    r"(?<![\w./\\-])(?:(?=[\w.-]*?\.[A-Za-z])[A-Za-z_][\w-]*+(?:\.[\w-]++)++"
    r"|(?=[A-Za-z][A-Za-z0-9]*_\w)\w++(?:[.-]\w++)*+|[a-z]++[0-9]++-[a-z][\w-]++)"
)
_ADDRESSES = f"(?a:{_WEB_OR_MAIL}|{_HAN_PATH}|{_FILE_PATH}|{_FILE_NAME})"

# Two names and one /: debian/control, docs/; a path only where the text around it says so, else two words or a unit.
_DOTTED = r"[\w+-]++(?:\.[\w+-]++)*"
_PAIR = rf"(?a:(?<!{_BESIDE})(?<![@:])([a-z]{_DOTTED})/((?:{_DOTTED})?)(?:(?<=\w)/)?(?![\w/]))"
_KIND_OF_FILE = "|".join(marks.KINDS_OF_FILES)
_AFTER_KIND = f"(?:{_KIND_OF_FILE})[“‘（(：:]?$"
_BEFORE_KIND = f"[”’）)]?(?:{_KIND_OF_FILE}|之下)"
_NEXT_TO = "[、，,和与及或”“]{1,3}"

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
    marked = "." in text or "/" in text or "\\" in text or "_" in text or "-" in text or "@" in text
    if marked and re.search(r"[A-Za-z\\]", text):
        found = [match.span() for match in re.finditer(_ADDRESSES, text)]
        pairs = list(re.finditer(_PAIR, text)) if "/" in text else []
        return tuple(sorted([*found, *_paths(text, pairs, found)]) if pairs else found)
    return ()


def inside(spans: Iterable[tuple[int, int]]) -> frozenset[int]:
    """Every place in one of `spans`, each a first place and an end: whoever asks of many searches none."""
    return frozenset(place for span in spans for place in range(*span))


def _paths(text: str, pairs: Sequence[re.Match[str]], known: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """First offset and end of those pairs of names that are paths, beside those that are `known`.

    That is a well-known folder, one with several things in it, what is called a file, what stands in a command or
    beside a path.
    """
    covered = [0, *(end for _, end in known)]
    firsts = [start for start, _ in known]
    waiting = [pair for pair in pairs if covered[bisect_left(firsts, pair.end())] <= pair.start()]
    folders: dict[str, set[str]] = {}
    for pair in pairs:
        if len(pair[1]) > 2 < len(pair[2]) and marks.LATIN_UNITS.isdisjoint(pair.groups()):
            folders.setdefault(pair[1], set()).add(pair[2])
    files = [span for span in known if not {".", "/", "\\"}.isdisjoint(text[slice(*span)])]
    starts, ends = {start for start, _ in files}, {end for _, end in files}
    orders = list(commands(text))
    for pair in (*waiting, *reversed(waiting)):  # both ways: each path may make its neighbour one
        start, end = pair.span()
        around = text[max(0, start - 4) : start], text[end : end + 4]
        called = re.search(_AFTER_KIND, around[0]) or re.match(_BEFORE_KIND, around[1])
        before, after = re.search(f"{_NEXT_TO}$", around[0]), re.match(_NEXT_TO, around[1])
        beside = (before and start - len(before[0]) in ends) or (after and end + len(after[0]) in starts)
        several = len(folders.get(pair[1], ())) > 1
        ordered = any(first < start < last for first, last in orders)
        if start not in starts and (pair[1] in marks.FOLDERS or called or several or ordered or beside):
            starts.add(start)
            ends.add(end)
            yield start, end


def names(text: str) -> Iterator[tuple[int, int]]:
    """First offset and end of every Latin run that is no plain word, and so takes no hyphen even in an emergency."""
    for found in re.finditer(_NO_WORD, text):
        yield found.span()


def commands(text: str) -> Iterator[tuple[int, int]]:
    """First offset and end of every command line in `text`."""
    for found in re.finditer(f"(?a:{_COMMAND_LINE})", text):
        yield found.span()
