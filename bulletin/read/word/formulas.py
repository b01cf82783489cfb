"""Formulas in one line, as one types them: ISO/IEC 29500-1, 22.1, and Unicode Technical Note 28.

A fraction keeps its stroke and a power its sign, so that 1/2 is not 12 and 10^8 not 108; brackets stand where a part
would else run into the next.
"""

import re

from bulletin.read.word.elements import Element, attribute, child, children, name_of
from bulletin.read.word.revisions import TAKEN_OUT

_WHOLE = re.compile(r"\d+(?:[.,]\d+)?|[^\W\d_]+|[(（\[{][^()（）\[\]{}]*[)）\]}]")
_INTEGRAL = "∫"  # the sign of an m:nary that names none
_NO_PART = frozenset((*TAKEN_OUT, "w:rPr"))


def linear(element: Element) -> str:
    """What an element of a formula says, in one line."""
    name = name_of(element)
    if name in _NO_PART or name.endswith("Pr"):
        return ""
    if name in ("m:t", "w:t"):
        return (element.text or "").replace("\n", " ")
    if name in ("m:sSub", "m:sSup", "m:sSubSup", "m:sPre"):
        return _scripted(_part(element, "m:e"), element, first=name == "m:sPre")
    if name == "m:f":
        stroke = "/" if _property(element, "m:type", "bar") != "noBar" else ","
        whole = f"{_group(_part(element, 'm:num'))}{stroke}{_group(_part(element, 'm:den'))}"
        return whole if stroke == "/" else f"({whole})"
    if name == "m:rad":
        return f"{_part(element, 'm:deg')}√{_group(_part(element, 'm:e'))}"
    if name == "m:nary":
        sign = _property(element, "m:chr", _INTEGRAL)
        return f"{_scripted(sign, element)} {_part(element, 'm:e')}"
    if name in ("m:limLow", "m:limUpp"):
        mark = "_" if name == "m:limLow" else "^"
        return f"{_part(element, 'm:e')}{mark}{_group(_part(element, 'm:lim'))} "
    if name == "m:d":
        inner = _property(element, "m:sepChr", "|").join(_parts(element, "m:e"))
        return f"{_property(element, 'm:begChr', '(')}{inner}{_property(element, 'm:endChr', ')')}"
    if name == "m:m":
        return f"({'; '.join(', '.join(_parts(row, 'm:e')) for row in children(element) if name_of(row) == 'm:mr')})"
    if name == "m:eqArr":
        return "; ".join(_parts(element, "m:e"))
    return "".join(map(linear, children(element)))


def _scripted(base: str, element: Element, *, first: bool = False) -> str:
    marks = (("_", _part(element, "m:sub")), ("^", _part(element, "m:sup")))
    scripts = "".join(f"{mark}{_group(said)}" for mark, said in marks if said)
    return f"{scripts} {base}" if first else f"{base}{scripts}"


def _parts(element: Element, name: str) -> list[str]:
    return [linear(each) for each in children(element) if name_of(each) == name]


def _part(element: Element, name: str) -> str:
    return "".join(_parts(element, name))


def _group(said: str) -> str:
    """A part in brackets where it is more than one letter, number or bracket."""
    return said if len(said) < 2 or _WHOLE.fullmatch(said) else f"({said})"


def _property(element: Element, name: str, default: str) -> str:
    """A sign or kind that the properties of an element name; an empty one is none."""
    found = next((child(each, name) for each in children(element) if name_of(each).endswith("Pr")), None)
    if found is None:
        return default
    return attribute(found, "m:val")
