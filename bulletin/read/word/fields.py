"""Fields: their results are words, their codes are not (ISO/IEC 29500-1, 17.16).

Some have no result but in their code or in what they hold: a box that is ticked, an entry that is chosen, a symbol by
its number, the words of a button.
"""

import re
from dataclasses import dataclass

from bulletin.read.word.elements import (
    NAMESPACES,
    Element,
    attribute,
    child,
    children,
    is_on,
    name_of,
    value,
    whole_value,
)
from bulletin.read.word.revisions import TAKEN_OUT
from bulletin.read.word.symbols import ORNAMENT, symbol

FIELD_CHARACTER = f"{{{NAMESPACES['w']}}}fldChar"
_LINK_CODE = re.compile(r'\s*HYPERLINK\s+(?:"([^"]+)"|([^\s"\\]\S*))', re.IGNORECASE)
_OVERSTRUCK = re.compile(r"\s*EQ\s.*\\o", re.IGNORECASE | re.DOTALL)  # 带圈字符, 拼音指南
_CONTENTS = re.compile(r"\s*TOC\b", re.IGNORECASE)
_BUTTON_CODE = re.compile(r"(?:MACRO|GOTO)BUTTON\s+\S+\s+(.*)", re.IGNORECASE | re.DOTALL)
_SYMBOL_CODE = re.compile(
    r'SYMBOL\s+"?(0x[0-9a-f]+|\d{1,7})"?(?:.*?\\f\s*(?:"([^"]*)"|(\S+)))?', re.IGNORECASE | re.DOTALL
)
_SWITCH = re.compile(r"\\\*\s*[A-Za-z]+\s*")  # how a result is to look: \* MERGEFORMAT
_QUOTE_CODE = re.compile(r'QUOTE\s+"([^"]*)"', re.IGNORECASE)
# Fields that show nothing, with a result or without.
_SILENT = frozenset(
    ("XE", "TC", "TA", "RD", "SET", "ASK", "NEXT", "NEXTIF", "SKIPIF", "PRIVATE", "ADVANCE", "HYPERLINK", "DATA",
     "COMMENTS", "IF", "")
)  # fmt: skip
_TICKED, _NOT_TICKED = "☒", "☐"


@dataclass
class _Open:
    begin: Element
    code: str = ""
    in_result: bool = False
    has_words: bool = False  # in its result
    link: str = ""  # the address that its result leads to, its own or that of the field around it

    @property
    def name(self) -> str:
        return (self.code.split() or [""])[0].upper()


class OpenFields:
    """The fields that stand open at a place of the text; they may end in a later paragraph.

    A field that never ends hides nothing: `body` is looked through for those first.
    """

    def __init__(self, body: Element) -> None:
        self._open: list[_Open] = []
        self._in_code = 0  # open fields whose result has not begun
        self._endless = _endless(body)
        self.contents = 0  # tables of contents met
        self.unshown: list[str] = []  # names of fields whose result only Word can tell

    @property
    def shown(self) -> bool:
        """Whether words here are results and not codes."""
        return not self._in_code

    @property
    def link(self) -> str:
        """The address that the words here lead to; "" for none."""
        return self._open[-1].link if self._open else ""

    def add_code(self, text: str) -> None:
        """Add to the code of the innermost field that still has its code; a field in it gives its result to it."""
        field = next((field for field in reversed(self._open) if not field.in_result), None)
        if field:
            field.code += text

    def has_words(self) -> None:
        """Know that a result has words."""
        if self._open:
            self._open[-1].has_words = True

    def meet(self, character: Element) -> str:
        """Take a `w:fldChar`; gives the words of a field that has none but in its code."""
        kind = attribute(character, "w:fldCharType")
        if kind == "begin" and character not in self._endless:
            self._open.append(_Open(character, link=self.link))
            self._in_code += 1
        elif kind == "separate" and self._open and not self._open[-1].in_result:
            field = self._open[-1]
            field.in_result = True
            self._in_code -= 1
            self.contents += bool(_CONTENTS.match(field.code))
            if match := _LINK_CODE.match(field.code):
                field.link = match[1] or match[2]
        elif kind == "end" and self._open:
            ended = self._open.pop()
            self._in_code -= not ended.in_result
            if self._open and ended.has_words:
                self._open[-1].has_words = True
            return self._held(ended) if self.shown and not ended.has_words else ""
        return ""

    def _held(self, field: _Open) -> str:
        """The words of a field without a result, out of its code or what it holds."""
        code, data = field.code.strip(), child(field.begin, "w:ffData")
        if (box := child(data, "w:checkBox")) is not None:
            ticked = child(box, "w:checked")
            ticked = child(box, "w:default") if ticked is None else ticked
            return _TICKED if is_on(ticked) else _NOT_TICKED
        if (entries := child(data, "w:ddList")) is not None:
            listed = [value(each) for each in children(entries) if name_of(each) == "w:listEntry"]
            chosen = child(entries, "w:result")
            at = whole_value(child(entries, "w:default") if chosen is None else chosen, 0)
            return listed[at] if 0 <= at < len(listed) else ""
        if field.in_result:
            return ""
        if _OVERSTRUCK.match(code):
            return _last_argument(code)
        if match := _BUTTON_CODE.match(code) or _QUOTE_CODE.match(code):
            return _SWITCH.sub("", match[1])
        if match := _SYMBOL_CODE.match(code):
            number = match[1].lower()
            return symbol(match[2] or match[3] or "", int(number, 16 if number.startswith("0x") else 10)) or ORNAMENT
        if field.name not in _SILENT:
            self.unshown.append(field.name)
        return ""


def _last_argument(code: str) -> str:
    """What an EQ field draws over the other: the last of its arguments, without the brackets that close them."""
    return re.split("[,，(]", code.strip().rstrip(")"))[-1].strip()


def _endless(body: Element) -> frozenset[Element]:
    """The beginnings of fields without an end."""
    waiting: list[Element] = []
    for character in body.iter(FIELD_CHARACTER):
        kind = attribute(character, "w:fldCharType")
        if any(name_of(above) in TAKEN_OUT for above in character.iterancestors()):
            continue
        if kind == "begin":
            waiting.append(character)
        elif kind == "end" and waiting:
            waiting.pop()
    return frozenset(waiting)
