"""WordprocessingML by short names: steps through a tree in which every namespace is the transitional one."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

Element: TypeAlias = Any  # of lxml

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
_PREFIXES = {space: prefix for prefix, space in NAMESPACES.items()}
# Prefixes of the extensions that Word 2010 and later understand, so that it shows what is written by them.
_UNDERSTOOD = frozenset(
    ("w14", "w15", "w16", "w16cid", "w16se", "w16cex", "w16sdtdh", "w16du", "wps", "wpg", "wpc", "wpi", "wp14", "wp15",
     "a14", "a15", "cx", "cx1", "am3d", "aink", "v", "o", "w", "m", "r")
)  # fmt: skip
OFF = frozenset(("0", "false", "off", "none"))  # ST_OnOff
_VALUE_ATTRIBUTE = f"{{{NAMESPACES['w']}}}val"


def name_of(element: Element) -> str:
    """The element's name with its usual prefix, w:p; "" of comments and of what other namespaces have."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    space, _, name = tag[1:].rpartition("}")
    prefix = _PREFIXES.get(space)
    return f"{prefix}:{name}" if prefix else ""


def attribute(element: Element, name: str) -> str:
    """An attribute by its prefixed name; "" without."""
    prefix, _, local = name.partition(":")
    return str(element.get(f"{{{NAMESPACES[prefix]}}}{local}", ""))


def children(element: Element | None) -> Iterator[Element]:
    """The children; of alternative contents those of the one branch that Word shows."""
    for child in () if element is None else element:
        if child.tag == f"{{{NAMESPACES['mc']}}}AlternateContent":
            yield from children(_branch(child))
        else:
            yield child


def child(element: Element | None, *path: str) -> Element | None:
    """The first element down a path of prefixed names."""
    for step in path:
        element = next((each for each in children(element) if name_of(each) == step), None)
    return element


def by_name(element: Element | None) -> Mapping[str, Element]:
    """The children by their prefixed names, of several the first."""
    found: dict[str, Element] = {}
    for each in children(element):
        found.setdefault(name_of(each), each)
    return found


def value(element: Element | None) -> str:
    """What `w:val` says; "" without."""
    return "" if element is None else str(element.get(_VALUE_ATTRIBUTE, ""))


def whole_value(element: Element | None, default: int) -> int:
    """The whole number that `w:val` says; `default` for anything else, and for what no document can mean."""
    text = value(element)
    digits = text.removeprefix("-").removeprefix("+")
    return int(text) if digits.isascii() and digits.isdecimal() and len(digits) < 10 else default


def is_on(element: Element | None) -> bool:
    """Whether a property is there and switched on: ISO/IEC 29500-1, 17.17.4, ST_OnOff."""
    return element is not None and value(element) not in OFF


def words_of(element: Element | None, *names: str) -> str:
    """The words of all elements of some names in another."""
    return "" if element is None else "".join(each.text or "" for each in element.iter() if name_of(each) in names)


def _branch(alternatives: Element) -> Element | None:
    for branch in alternatives:
        if branch.tag == f"{{{NAMESPACES['mc']}}}Choice" and _UNDERSTOOD.issuperset(branch.get("Requires", "").split()):
            return branch
    return next((branch for branch in alternatives if branch.tag == f"{{{NAMESPACES['mc']}}}Fallback"), None)
