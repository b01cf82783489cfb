"""Colours as a viewer mixes them: the XML of a fill in, red, green and blue out."""

from collections.abc import Mapping
from colorsys import hls_to_rgb, rgb_to_hls
from typing import Any, NamedTuple

IN_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
IN_PRESENTATION = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
FILLS = frozenset(f"{IN_DRAWING}{kind}Fill" for kind in ("no", "solid", "grad", "blip", "patt", "grp"))
HUNDRED_PERCENT = 100_000  # of percentages in the file
FIRST_BACKGROUND = 1001  # a fill's number from which it counts the theme's backgrounds: ECMA-376 part 1, 20.1.4.2.10
FIXED_COLORS = {"black": "000000", "white": "FFFFFF", "windowText": "000000", "window": "FFFFFF"}


class LightColor(NamedTuple):
    """An sRGB colour, each part from 0 to 1."""

    red: float
    green: float
    blue: float
    alpha: float = 1.0

    @property
    def luminance(self) -> float:
        """Relative luminance: WCAG 2.2, "relative luminance"."""
        return 0.2126 * _linear(self.red) + 0.7152 * _linear(self.green) + 0.0722 * _linear(self.blue)

    def over(self, below: "LightColor") -> "LightColor":
        """What is seen where this one lies over an opaque one."""
        mixed = (self.alpha * own + (1 - self.alpha) * other for own, other in zip(self[:3], below[:3], strict=True))
        return LightColor(*mixed)


class WrittenColor(NamedTuple):
    """A colour as the file has it."""

    kind: str
    value: str
    changes: tuple[tuple[str, str], ...]  # name and value


WHITE_GROUND = LightColor(1.0, 1.0, 1.0)


def contrast(one: LightColor, other: LightColor) -> float:
    """From 1, no difference, to 21, black on white: WCAG 2.2, "contrast ratio"."""
    darker, lighter = sorted((one.luminance, other.luminance))
    return (lighter + 0.05) / (darker + 0.05)


def fill_of(properties: Any) -> Any:
    """The element that says how something is filled; None where nothing does."""
    if properties is not None:
        for child in properties:
            if child.tag in FILLS:
                return child
    return None


def whole(element: Any, name: str, standard: str = "") -> int:
    """A whole number out of the file. Raises ValueError: it is none."""
    return int(element.get(name, standard))


class Palette:
    """The colours of a theme under the names that a master or layout gives them.

    What is written wrongly raises ValueError, as do all functions here that read numbers.
    """

    def __init__(self, scheme: Any, formats: Any, names: Mapping[str, str]) -> None:
        """`scheme` and `formats` are the theme's colours and fills; `names` say which colour bg1 is."""
        self._slots = {slot.tag.removeprefix(IN_DRAWING): slot for slot in scheme}
        self._formats = formats
        self._names = names
        self._known: dict[tuple[WrittenColor, LightColor | None], LightColor | None] = {}

    def named(self, name: str) -> LightColor | None:
        """The colour of a name as shapes use it: tx1, accent3."""
        slot = _written(self._slots.get(self._names.get(name, name)))
        return None if slot is None or slot.kind == "schemeClr" else self._mixed(slot, None)

    def color(self, holder: Any, placeholder: LightColor | None = None) -> LightColor | None:
        """The colour inside an element such as a solidFill; None where there is none that can be known.

        Args:
            placeholder: what phClr stands for in a theme's fill.
        """
        written = _written(holder)
        return None if written is None else self._mixed(written, placeholder)

    def _mixed(self, written: WrittenColor, placeholder: LightColor | None) -> LightColor | None:
        key = written, placeholder
        if key not in self._known:
            color: LightColor | None = None
            if written.kind == "schemeClr":
                color = placeholder if written.value == "phClr" else self.named(written.value)
            elif written.value in FIXED_COLORS or written.kind in ("srgbClr", "sysClr"):
                color = _hexadecimal(FIXED_COLORS.get(written.value, written.value))
            for name, value in written.changes:
                color = None if color is None else _changed(color, name, int(value) / HUNDRED_PERCENT)
            self._known[key] = color
        return self._known[key]

    def filled(self, fill: Any, placeholder: LightColor | None = None) -> LightColor | None:
        """The colour of a plain fill; None for every other kind."""
        return self.color(fill, placeholder) if fill.tag == f"{IN_DRAWING}solidFill" else None

    def referred(self, reference: Any) -> Any:
        """The fill of the theme that a fillRef or bgRef names; None where it names none."""
        number = whole(reference, "idx")
        background = number >= FIRST_BACKGROUND
        fills = self._formats.find(f"{IN_DRAWING}{'bgFill' if background else 'fill'}StyleLst")
        index = number - (FIRST_BACKGROUND if background else 1)
        return fills[index] if fills is not None and 0 <= index < len(fills) else None


def _written(holder: Any) -> WrittenColor | None:
    element = None if holder is None else next(iter(holder), None)
    if element is None:
        return None
    return WrittenColor(
        kind=element.tag.removeprefix(IN_DRAWING),
        value=element.get("lastClr") or element.get("val", ""),
        changes=tuple((change.tag.removeprefix(IN_DRAWING), change.get("val", "")) for change in element),
    )


def _hexadecimal(value: str) -> LightColor:
    if len(value) != 6:
        raise ValueError(value)
    return LightColor(*(int(value[at : at + 2], 16) / 255 for at in (0, 2, 4)))


def _changed(color: LightColor, name: str, share: float) -> LightColor | None:
    """A colour after one change: ECMA-376 part 1, 20.1.2.3; None after one that is not known here."""
    if name == "alpha":
        return color._replace(alpha=_bounded(share))
    hue, lightness, saturation = rgb_to_hls(*color[:3])
    if name in ("shade", "tint"):
        light = 0.0 if name == "shade" else 1 - share
        red, green, blue = (_displayed(_linear(part) * share + light) for part in color[:3])
        return LightColor(red, green, blue, color.alpha)
    if name == "lumMod":
        lightness *= share
    elif name == "lumOff":
        lightness += share
    elif name == "satMod":
        saturation *= share
    else:
        return None
    red, green, blue = hls_to_rgb(hue, _bounded(lightness), _bounded(saturation))
    return LightColor(red, green, blue, color.alpha)


def _bounded(part: float) -> float:
    return min(max(part, 0.0), 1.0)


def _linear(part: float) -> float:
    """Light of an sRGB part."""
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _displayed(light: float) -> float:
    """The sRGB part of a light; what lies outside it is cut off."""
    light = _bounded(light)
    return 12.92 * light if light <= 0.0031308 else float(1.055 * light ** (1 / 2.4) - 0.055)
