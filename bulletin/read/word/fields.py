"""OpenFields: their results are words, their codes are not (ISO/IEC 29500-1, 17.16)."""

import re
from dataclasses import dataclass

from bulletin.read.word.elements import NAMESPACES, Element, attribute, name_of
from bulletin.read.word.revisions import TAKEN_OUT

FIELD_CHARACTER = f"{{{NAMESPACES['w']}}}fldChar"
_LINK_CODE = re.compile(r'\s*HYPERLINK\s+"([^"]+)"', re.IGNORECASE)
_OVERSTRUCK = re.compile(r"\s*EQ\s.*\\o", re.IGNORECASE | re.DOTALL)  # 带圈字符, 拼音指南
_CONTENTS = re.compile(r"\s*TOC\b", re.IGNORECASE)


@dataclass
class _Open:
    code: str = ""
    in_result: bool = False


class OpenFields:
    """The fields that stand open at a place of the text; they may end in a later paragraph.

    A field that never ends hides nothing: `body` is looked through for those first.
    """

    def __init__(self, body: Element) -> None:
        self._open: list[_Open] = []
        self._endless = _endless(body)
        self.contents = 0  # tables of contents met

    @property
    def shown(self) -> bool:
        """Whether words here are results and not codes."""
        return all(field.in_result for field in self._open)

    @property
    def link(self) -> str:
        """The address that the words here lead to; "" for none."""
        links = (match[1] for field in reversed(self._open) if (match := _LINK_CODE.match(field.code)))
        return next(links, "")

    def add_code(self, text: str) -> None:
        if self._open and not self._open[-1].in_result:
            self._open[-1].code += text

    def meet(self, character: Element) -> str:
        """Take a `w:fldChar`; gives the words of a field that has none but in its code."""
        kind = attribute(character, "w:fldCharType")
        if kind == "begin" and character not in self._endless:
            self._open.append(_Open())
        elif kind == "separate" and self._open:
            self._open[-1].in_result = True
            self.contents += bool(_CONTENTS.match(self._open[-1].code))
        elif kind == "end" and self._open:
            ended = self._open.pop()
            if not ended.in_result and self.shown and _OVERSTRUCK.match(ended.code):
                return _last_argument(ended.code)
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
