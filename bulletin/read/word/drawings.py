"""What drawings hold, in DrawingML and in the older VML."""

from collections.abc import Iterator

from bulletin.read.word.elements import OFF, Element, attribute, children, name_of

_LINES = ("line", "straightConnector1")  # a:prstGeom: ISO/IEC 29500-1, 20.1.10.56


def walk(element: Element) -> Iterator[Element]:
    """What a drawing holds, of alternative contents one branch, and of text boxes only themselves."""
    for each in children(element):
        yield each
        if name_of(each) != "w:txbxContent":
            yield from walk(each)


def is_rule(drawing: Element) -> bool:
    """Whether a drawing is nothing but lines, as over and under the head of an official document."""
    shapes = [is_line for each in walk(drawing) if (is_line := _is_line(each)) is not None]
    return bool(shapes) and all(shapes)


def _is_line(element: Element) -> bool | None:
    """Whether a shape is a line; None of what is no shape."""
    name = name_of(element)
    if name == "a:prstGeom":
        return element.get("prst") in _LINES
    if name == "v:rect" and (rule := attribute(element, "o:hr")):
        return rule not in OFF
    if name in ("v:line", "v:rect", "v:oval", "v:shape", "v:polyline", "v:roundrect"):
        return name == "v:line"
    return None
