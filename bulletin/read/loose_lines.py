"""Lines of `项目：内容` as people type them, to lines that YAML takes.

A plain text behind a colon is put into single quotes, so that YAML never judges what it holds: colons, `#`, a bracket
or a star at its head. What has a form of YAML's own (lists, block texts, quoted texts, flow lists) stays as typed but
for its keys. Indents are taken by their relation to the lines above: full-width blanks and tabs count, and what stands
between two levels belongs to the nearer one. Every made line knows where its characters were typed. Each key of the
top level with all that is below it is a part of its own, so that a fault in one hides no other.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Literal, NamedTuple, TypeAlias
from unicodedata import normalize

from bulletin.read.chinese import WHITE, solid
from bulletin.read.keys import LIST_KINDS, TABLE_KINDS, Key, KeyTable
from bulletin.words.simplified import simplified

COLONS = ":：﹕∶︰︓꞉"
MAX_KEY = 60  # characters; what is longer stands before a colon in a sentence
MAX_WORD = 12  # characters of a word that may be a key where more of a text would stand as well
MAX_FORM = 100  # lines in which a quoted text or a flow list must end; each open one is looked through for its end
MAX_PARTS = 400  # keys of the top level: no file that is meant has so many, and each costs a guess when it is unknown
_LINE_ENDS = re.compile("[\x0b\x0c\x85\u2028\u2029]")
_COLON = re.compile(f"[{COLONS}]")
_KEY_WRAPS = "\"'“”‘’「」【】[]*"  # quotes and marks round a key
# YAML's own forms at the head of a text; whatever else begins with these signs is text.
_OWN_FORMS = re.compile(r"\*[\w-]+\s*$|&[A-Za-z0-9_-]+(\s|$)|!(!|<|[A-Za-z][\w/.:-]*(\s|$)|\s*$)", re.ASCII)
_BLOCK = re.compile(r"[|>][+-]?[1-9]?[+-]?[ \t]*(#.*)?$")
_DASH = re.compile(r"[-－•·●](?![-－])[ \t\u3000]*")
_HEADER_RULE = re.compile(r"(-{3,}|\.{3})\s*$")
_GAPS = re.compile(r"[\s;；，,|]+")
_CLOSED = re.compile(r"[ \t]*(?:#.*)?$")

What: TypeAlias = Literal["open", "text", "form", "block"]  # what the line before holds behind its key


class Shift(NamedTuple):
    """From `start` on, columns of a made line are `by` off the line as typed; both count from 1."""

    start: int
    by: int


class Made(NamedTuple):
    """One line for YAML, with the typed line from which it comes."""

    text: str
    number: int  # of the typed line, from 1
    shifts: tuple[Shift, ...] = ()

    def typed(self, column: int) -> int:
        """The column in the editor's line."""
        return column + next((shift.by for shift in reversed(self.shifts) if column >= shift.start), 0)


class Slip(NamedTuple):
    """What is wrong with a typed line, or is left out of it."""

    code: str
    message: str
    hint: str
    number: int
    column: int
    warning: bool = False


class Part(NamedTuple):
    """One key of the top level with all that stands below it."""

    key: str  # as typed
    first: int  # of `LooseLines.made`, from 0
    last: int


class LooseLines(NamedTuple):
    """All lines of a table of keys."""

    made: tuple[Made, ...]
    parts: tuple[Part, ...]
    slips: tuple[Slip, ...]
    faulty: tuple[str, ...]  # keys whose lines could not be taken
    literal: frozenset[tuple[int, int]]  # line and column of texts that begin with a sign that is none of YAML's here


def key_form(typed: str) -> str:
    """A key by which it is known however it is typed: `作　者`, `ＴＩＴＬＥ`, `"标题"`, `標題`."""
    if typed.isascii() and typed.isalpha() and typed.islower():
        return typed
    bare = normalize("NFKC", typed).strip(_KEY_WRAPS + WHITE)
    return simplified(solid(bare)).lower().replace("-", "_")


def key_at_head(line: str, keys: KeyTable) -> str:
    """The name of the key of `keys` with which the line opens, `键：值` in any spelling; "" without."""
    found = _split(line.lstrip(WHITE))
    row = keys.by_name().get(key_form(found.key)) if found else None
    return row.name if row else ""


class _Pair(NamedTuple):
    """A line without its indent, parted at its colon."""

    key: str
    value: str
    offset: int  # of the value


def _split(text: str) -> _Pair | None:
    if text[:1] in ("'", '"') and (end := text.find(text[0], 1)) > 0 and _after_key(text, end + 1):
        colon: re.Match[str] | None = _COLON.search(text, end + 1)
    else:
        colon = _COLON.search(text, 1, MAX_KEY + 1)
    key = text[: colon.start()].strip(WHITE) if colon else ""
    if not colon or not key_form(key) or len(key) > MAX_KEY:
        return None
    rest = text[colon.end() :].lstrip(WHITE)
    value = rest.rstrip(WHITE)
    if key.startswith("**") and not key.endswith("**"):  # the whole line is bold
        value = value.removesuffix("**").rstrip(WHITE)
    return _Pair(key=key, value=value, offset=len(text) - len(rest))


def _after_key(text: str, offset: int) -> bool:
    return text[offset:].lstrip(WHITE)[:1] in tuple(COLONS)


class _Level(NamedTuple):
    width: int  # as typed
    indent: int  # as made
    is_list: bool
    row: Key | None  # the key whose list or table this is; None at the top


def loosened(lines: Sequence[str], keys: KeyTable) -> LooseLines:
    """The lines of a table of `keys` as YAML takes them."""
    maker = _Maker(lines, keys)
    number = 0
    while number < len(lines):
        number = maker.take(number)
    return maker.done()


class _Maker:
    """Takes typed lines one after another."""

    def __init__(self, lines: Sequence[str], keys: KeyTable) -> None:
        self._lines = lines
        self._top = keys.by_name()
        self._pairs = {row.name: {name: inner for inner in row.inner for name in (inner.name, *inner.synonyms)}
                       for row in keys.rows if row.inner}  # fmt: skip
        self._made: list[Made] = []
        self._parts: list[tuple[str, int]] = []
        self._slips: list[Slip] = []
        self._literal: set[tuple[int, int]] = set()
        self._faulty: list[str] = []
        self._levels = [_Level(width=0, indent=0, is_list=False, row=None)]
        self._what: What = "form"
        self._row: Key | None = None  # of the last key
        self._text_at = -1  # the made line with a text whose quote is still open
        self._tail = ""  # what stands behind the quote

    def done(self) -> LooseLines:
        self._close()
        ends = [*[first for _, first in self._parts][1:], len(self._made)]
        parts = [Part(key=key, first=first, last=last) for (key, first), last in zip(self._parts, ends, strict=False)]
        return LooseLines(
            made=tuple(self._made),
            parts=tuple(parts),
            slips=tuple(self._slips),
            literal=frozenset(self._literal),
            faulty=tuple(self._faulty),
        )

    def take(self, index: int) -> int:
        """Take the line at `index` in; the index of the next one to take."""
        typed = self._lines[index]
        if typed.isprintable() or not _LINE_ENDS.search(typed):
            return self._piece(typed, index, 0)
        pieces: list[str] = []
        for piece in _LINE_ENDS.split(typed):  # another program's line ends within a line
            pair = _split(piece.strip(WHITE))
            if pieces and not (pair and key_form(pair.key) in self._top):
                pieces[-1] += f" {piece}"
            else:
                pieces.append(piece)
        column, following = 0, index + 1
        for piece in pieces:
            following = self._piece(piece, index, column)
            column += len(piece) + 1
        return following

    def _piece(self, typed: str, index: int, column: int) -> int:
        """One line, or the part of it from `column` on."""
        text = typed.lstrip(WHITE)
        width, column = _width(typed[: len(typed) - len(text)]), column + len(typed) - len(text)
        text = text.rstrip(WHITE)
        number = index + 1
        if self._what == "block" and (not text or width > self._levels[-1].width):
            self._made.append(Made(" " * (self._levels[-1].indent + 2) + text if text else "", number))
            return index + 1
        if not text or text[0] == "#" or (width == 0 and _HEADER_RULE.match(text)):
            self._made.append(Made("", number))
            return index + 1
        dash = _DASH.match(text)
        if dash and (pair := _split(text[dash.end() :])) and self._means_table(pair, width):
            text, column, width = text[dash.end() :], column + dash.end(), width + dash.end()
            dash = None
        if dash and self._item_may_stand(dash.group() != "-" or text == "-"):
            return self._item(text, width, index, column, dash)
        return self._line(text, width, index, column)

    def _means_table(self, pair: _Pair, width: int) -> bool:
        """Whether a pair behind a dash is a line of a table: of a list of all keys, or below 栏目表, 稿件, 署名."""
        if key_form(pair.key) in self._top and (not self._parts or width < self._levels[0].width):
            return True
        row = self._row if self._what == "open" else self._levels[-1].row
        return row is not None and row.kind in TABLE_KINDS

    def _item_may_stand(self, marked: bool) -> bool:
        """Whether a dash, `marked` with a blank, opens an item here: below a key without a value, or beside another."""
        if self._what == "open":
            return marked or (self._row is not None and self._row.kind in LIST_KINDS)
        return any(level.is_list for level in self._levels)

    def _item(self, text: str, width: int, index: int, column: int, dash: re.Match[str]) -> int:
        if self._what == "open" and not (self._levels[-1].is_list and width <= self._levels[-1].width):
            self._levels.append(_Level(width=width, indent=self._levels[-1].indent + 2, is_list=True, row=self._row))
        else:
            while not self._levels[-1].is_list:
                self._levels.pop()
            while len(self._levels) > 2 and width < self._levels[-1].width and self._levels[-2].is_list:
                self._levels.pop()
        level = self._levels[-1]
        head = " " * level.indent + "- "
        rest = text[dash.end() :]
        column += dash.end()
        pair = _split(rest)
        inner = self._inner(level.row)
        if pair and inner and self._is_key_of(pair, inner, index, width):
            self._levels.append(_Level(width=width + 1, indent=level.indent + 2, is_list=False, row=level.row))
            return self._pair(pair, head, index, column, inner.get(key_form(pair.key)))
        self._row = level.row
        return self._value(rest, head, index, column, level.row)

    def _is_key_of(self, pair: _Pair, inner: Mapping[str, Key], index: int, width: int) -> bool:
        """Whether an item's line opens a table: by a known key, or by any word that is one for YAML above others."""
        if key_form(pair.key) in inner:
            return True
        following = self._lines[index + 1] if index + 1 < len(self._lines) else ""
        below = _split(following.strip(WHITE))
        deeper = _width(following[: len(following) - len(following.lstrip(WHITE))]) > width
        return bool(deeper and below and key_form(below.key) in inner and key_form(pair.key).isalnum())

    def _inner(self, row: Key | None) -> Mapping[str, Key]:
        return self._pairs.get(row.name, {}) if row else {}

    def _line(self, text: str, width: int, index: int, column: int) -> int:
        """A line with a key, or more of the text above."""
        pair = _split(text)
        form = key_form(pair.key) if pair else ""
        known = form in self._top
        level = self._levels[-1]
        table = self._row is not None and self._row.kind in TABLE_KINDS
        flat = table and not known and level.row is None and width == level.width  # a table without an indent
        if self._what == "open" and (width > level.width or flat):
            if pair and self._opens_table(form, known=known):
                self._levels.append(_Level(width=width, indent=level.indent + 2, is_list=False, row=self._row))
                level = self._levels[-1]
            elif table and not known and text[0] not in "{[\"'":
                self._no_colon(text, index, column)
                self._what = "open"
                return index + 1
            elif not known:
                return self._value(text, " " * (level.indent + 2), index, column, self._row)
        elif self._what == "text" and width > level.width:
            names = self._inner(level.row) if level.row else self._top
            word = not level.is_list and form.isalnum() and 2 <= len(form) <= MAX_WORD
            if not pair or not (form in names or word):
                self._continue(text, index)
                return index + 1
        while len(self._levels) > 1 and (
            level.is_list or width < level.width or (known and width == self._levels[-2].width)
        ):
            popped = self._levels.pop()
            level = self._levels[-1]
            if not popped.is_list and not level.is_list and width > level.width and not known:
                self._levels.append(popped)  # between two levels
                level = popped
                break
        if pair is None:
            self._no_colon(text, index, column)
            return index + 1
        if not self._parts:
            self._levels[0] = level._replace(width=width)
        row = self._top.get(form) if level.row is None else self._inner(level.row).get(form) or level.row
        return self._pair(pair, " " * level.indent, index, column, row)

    def _opens_table(self, form: str, *, known: bool) -> bool:
        """Whether a key, deeper than a key without a value, belongs to that: as a duty does to 署名."""
        if self._row is None:
            return not known
        return self._row.kind in TABLE_KINDS or (
            self._row.kind == "items" and (not known or form in self._inner(self._row))
        )

    def _no_colon(self, text: str, index: int, column: int) -> None:
        key = max((name for name in self._top if text.startswith(name)), key=len, default="")
        hint = f"在“{key}”后面加冒号" if key else "写成“项目：内容”；是上一行的后半句时，移到上一行末尾"
        if not key and self._what == "open" and self._row and self._row.kind in TABLE_KINDS:
            hint = "写成“职责：姓名”" if self._row.entries else "写成“文件名：内容”"
        elif not key and self._row and self._row.kind in LIST_KINDS:
            hint = f"是“{self._row.synonyms[0]}”里的一条时，前面加“- ”"
        self._faulty += [key] if key else []
        self._slips.append(Slip("yaml-no-colon", "这一行少了冒号", hint, index + 1, column + 1))
        self._close()
        self._made.append(Made("", index + 1))
        self._what = "form"

    def _pair(self, pair: _Pair, head: str, index: int, column: int, row: Key | None) -> int:
        """A key and what stands behind it."""
        self._close()
        if len(self._levels) == 1:
            self._parts.append((pair.key, len(self._made)))
        self._row = row
        key = pair.key.strip("\"'") or pair.key
        shift = Shift(start=len(head) + 1, by=column - len(head))
        made = head + _quoted(key) + ":"
        if not pair.value:
            self._made.append(Made(made, index + 1, (shift,)))
            self._what = "open"
            return index + 1
        return self._value(pair.value, made + " ", index, column + pair.offset, row, shift)

    def _value(self, value: str, head: str, index: int, column: int, row: Key | None, *shifts: Shift) -> int:
        """What stands behind a key or a dash; the index of the line behind it."""
        self._close()
        text, comment = _uncommented(value, row)
        if not text:
            self._made.append(Made(head.rstrip(" ") if head.strip() else "", index + 1, shifts))
            self._what = "open"
            return index + 1
        shift = Shift(start=len(head) + 1, by=column - len(head))
        if _BLOCK.match(text):
            self._made.append(Made(head + text, index + 1, (*shifts, shift)))
            self._what = "block"
            return index + 1
        if text[0] in "[{\"'" and (end := self._form(text, index, row)):
            self._raw(value if end == index + 1 else text, head, index, end, row, (*shifts, shift))
            self._what = "form"
            return end
        if text[0] in "*&!" and _OWN_FORMS.match(text):
            self._made.append(Made(head + value, index + 1, (*shifts, shift)))
            self._what = "form"
            return index + 1
        if comment and row and row.printed and row.kind != "date":
            hint = "“#”要印出来时，删去“#”后面的空格，或整句加英文双引号"
            message = f"“{comment[:20]}”当作注释，不印"
            self._slips.append(Slip("comment-cut", message, hint, index + 1, column + 1, warning=True))
        if row and row.kind in ("line", "names") and (key := self._key_within(text)):
            message, hint = f"“{key}：”写在别的项目后面，会照印出来", "另起一行写"
            self._slips.append(Slip("key-within", message, hint, index + 1, column + 1 + text.find(key), warning=True))
        if text[0] in "\"'-[":
            self._literal.add((index + 1, column + 1))
        self._made.append(Made(head + _opened(text), index + 1, (*shifts, shift)))
        self._text_at, self._tail, self._what = len(self._made) - 1, comment and "  " + comment, "text"
        return index + 1

    def _key_within(self, text: str) -> str:
        """A key that stands behind a blank within a text: 标题：治水兴区 作者：李剑."""
        words = (_GAPS.split(text[: match.start()].rstrip()) for match in islice(_COLON.finditer(text), 9))
        return next((parts[-1] for parts in words if len(parts) > 1 and key_form(parts[-1]) in self._top), "")

    def _form(self, text: str, index: int, row: Key | None) -> int:
        """The index behind the last line of the quoted text or flow list that `text` opens; 0 where it is neither."""
        takes_list = row is None or row.kind in (*LIST_KINDS, *TABLE_KINDS)
        quoted = text[0] in "\"'"
        rest = text
        state: tuple[str, ...] = ()
        for end in range(index, min(index + MAX_FORM, len(self._lines))):
            if end > index:
                line = self._lines[end].strip(WHITE)
                pair = _split(line)
                if pair and key_form(pair.key) in self._top:
                    break
                rest = line
            state, behind = _scanned(rest, state)
            if not state:
                if behind is None:
                    break
                if not _CLOSED.match(behind):
                    if end > index:
                        break
                    return 0
                return 0 if not (takes_list or quoted or _holds_list(text)) else end + 1
        return index + 1  # without an end: YAML says so

    def _raw(self, text: str, head: str, index: int, end: int, row: Key | None, shifts: tuple[Shift, ...]) -> None:
        """A form of YAML's own, its colons and commas mended."""
        next_item = _next_item(row)
        state: tuple[str, ...] = ()
        for number in range(index, end):
            line = text if number == index else self._lines[number]
            start = head if number == index else ""
            mended, state, more = _flow(line, state, len(start), next_item) if text[0] in "[{" else (line, (), ())
            base = shifts[-1].by if number == index else 0
            moved = tuple(Shift(start=shift.start, by=base + shift.by) for shift in more)
            self._made.append(Made(start + mended, number + 1, (*(shifts if number == index else ()), *moved)))

    def _continue(self, typed: str, index: int) -> None:
        """More of the text above: YAML folds a quoted text as it does a plain one."""
        text = typed.strip(WHITE)
        if text:
            indent = " " * (self._levels[-1].indent + 2)
            self._made.append(Made(indent + text.replace("'", "''"), index + 1))
            self._text_at = len(self._made) - 1

    def _close(self) -> None:
        """End the text whose quote is open."""
        if self._text_at >= 0:
            made = self._made[self._text_at]
            self._made[self._text_at] = made._replace(text=made.text + "'" + self._tail)
        self._text_at, self._tail = -1, ""


def _width(blanks: str) -> int:
    """How far a line is indented, in cells."""
    return sum(2 if char == "\u3000" else 4 if char == "\t" else char in " \u00a0" for char in blanks)


def _opened(text: str) -> str:
    return "'" + text.replace("'", "''")


def _quoted(text: str) -> str:
    return _opened(text) + "'"


def _uncommented(value: str, row: Key | None) -> tuple[str, str]:
    """The value without the comment behind it, and the comment: `# ` with a blank before; behind numbers any `#`."""
    if "#" not in value or value[0] in "\"'":
        return value, ""
    loose = row is not None and row.kind in ("number", "flag", "date")
    for match in re.finditer(r"(?:^|(?<=[ \t\u3000]))#" + ("" if loose else r"(?=[ \t\u3000]|$)"), value):
        return value[: match.start()].rstrip(WHITE), value[match.start() :]
    return value, ""


def _holds_list(text: str) -> bool:
    """Whether brackets hold a list or a table rather than words: `[甲, 乙]`, `{甲: 乙}`."""
    return ", " in text or ",\u3000" in text or (text[0] == "{" and _COLON.search(text) is not None)


def _scanned(line: str, state: tuple[str, ...]) -> tuple[tuple[str, ...], str | None]:
    """Quotes and brackets open behind the line, innermost last, and what follows where all of them close."""
    stack = list(state)
    offset = 0
    before = char = ""  # the last character that is no blank
    while offset < len(line):
        before = before if char in WHITE else char
        char = line[offset]
        top = stack[-1] if stack else ""
        if top == '"' and char == "\\":
            offset += 1
        elif top in ('"', "'") and top:
            if char == top == "'" and line[offset + 1 : offset + 2] == "'":
                offset += 1
            elif char == top:
                stack.pop()
        elif char in "[{":
            stack.append(char)
        elif char in "]}":
            if not stack or stack.pop() != {"]": "[", "}": "{"}[char]:
                return (), None
        elif char in "\"'" and (not stack or before in tuple("[{,:：") or not offset):
            stack.append(char)
        if not stack:
            return (), line[offset + 1 :]
        offset += 1
    return tuple(stack), ""


def _next_item(row: Key | None) -> re.Pattern[str]:
    """What stands behind a full-width comma that parts two items of the key's flow list, and is none of a text."""
    inner = "|".join(name for key in row.inner for name in (key.name, *key.synonyms)) if row else ""
    keyed = rf"\s*(?:{inner or '[^，,、。{}]{1,20}'})\s*[{COLONS}]"
    return re.compile("" if row and row.kind == "words" else keyed, re.IGNORECASE)


def _flow(
    line: str, state: tuple[str, ...], start: int, next_item: re.Pattern[str]
) -> tuple[str, tuple[str, ...], tuple[Shift, ...]]:
    """A line of a flow list with colons and commas as YAML wants them; `start` characters stand before it when made.

    `state` holds the brackets open before it, and a `:` where a key has had its colon.
    """
    stack = list(state)
    out: list[str] = []
    shifts: list[Shift] = []
    length = start
    quote = ""
    for offset, char in enumerate(line):
        piece = char
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'" and (not out or out[-1] in "[{, "):
            quote = char
        elif char in "[{":
            stack.append(char)
        elif char in "]}":
            while stack and stack[-1] == ":":
                stack.pop()
            if stack:
                stack.pop()
        elif char == "," and stack and stack[-1] == ":":
            stack.pop()
        elif char == "，" and stack and (out[-1:] in (["}"], ["]"]) or next_item.match(line, offset + 1)):
            stack.pop() if stack[-1] == ":" else None
            piece = ", " if line[offset + 1 : offset + 2] not in (" ", "\t") else ","
        elif char in COLONS and stack and stack[-1] == "{":
            stack.append(":")
            piece = ": " if line[offset + 1 : offset + 2] not in (" ", "\t") else ":"
        out.append(piece)
        length += len(piece)
        if len(piece) > 1:
            shifts.append(Shift(start=length + 1, by=(shifts[-1].by if shifts else 0) - 1))
    return "".join(out), tuple(stack), tuple(shifts)
