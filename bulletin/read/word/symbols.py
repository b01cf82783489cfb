"""Characters of symbol faces as Word names them, by face and code, as characters that any face may have.

Codes of Symbol: Adobe's encoding of that face. Codes of Wingdings and Webdings: the characters that Unicode took in for
them (ISO/IEC JTC1/SC2/WG2 N4384), as far as the faces of fonts/ draw these, with the nearest older one for some.
"""

from collections.abc import Iterator
from typing import NamedTuple

_FIRST_PRIVATE, _LAST_PRIVATE = 0xF000, 0xF0FF  # where Word keeps the codes of symbol faces


def _rows(*rows: tuple[int, str]) -> dict[int, str]:
    """Characters by code, each row from its first code on; a blank has none."""

    def pairs() -> Iterator[tuple[int, str]]:
        for first, signs in rows:
            yield from ((first + at, sign) for at, sign in enumerate(signs) if sign != " ")

    return dict(pairs())


_SYMBOL = {0x20: " "} | _rows(
    (0x21, "!∀#∃%&∍()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"),
    (0xA0, "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂·÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√·¬∧∨⇔⇐⇑⇒⇓◊⟨®©™∑"),
    (0xF1, "⟩∫"),
)
_WINGDINGS = {0x20: " "} | _rows(
    (0x22, "✂✁    ☎✆✉"), (0x36, "⌛"), (0x3E, "✇✍"), (0x41, "✌   ☜☞☝☟"), (0x51, "✈☼ ❄"), (0x5B, "☯"),
    (0x6B, "&●❍■□□❑❒⬧⧫◆❖⬥⌧ ⌘  “”"), (0x80, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿"), (0x9E, "·•●○ ◉◉◎ ▪□ ✦★✶✴✹✵"), (0xB1, "⌖⟡"),
    (0xB5, "✪✰"), (0xD5, "⌫⌦ ➢   ➲  ←→↑↓↖↗↙↘←➔↑↓↖↗↙↘⇦⇨⇧⇩⬄⇳"), (0xFB, "✗✓☒☑"),
)  # fmt: skip
_WINGDINGS_2 = {0x20: " "} | _rows(
    (0x4F, "✗✓☒☑☒"), (0x69, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿"), (0x95, "·•●●"), (0xA2, "■□"),
)  # fmt: skip
_WINGDINGS_3 = {0x20: " "} | _rows((0x21, "←→↑↓↖↗↙↘"), (0x70, "▲▼△▽◄►◁▷◣◢◤◥◂▸▴"), (0x80, "▾"))
_WEBDINGS = {0x20: " "} | _rows((0x33, "◀▶▲▼"), (0x61, "✓ □   ■"), (0x6E, "●"), (0x72, "✗"))
_FACES = {
    "symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "wingdings 3": _WINGDINGS_3,
    "webdings": _WEBDINGS,
}  # fmt: skip
_ORNAMENTS = ("wingdings", "webdings", "zapfdingbats", "mt extra", "monotype sorts")
ORNAMENT = "▪"  # for one that has no character of its own


def symbol(face: str, code: int) -> str:
    """The character; "" where the face has a drawing that is none."""
    low = _low(code)
    name = face.strip().lower()
    if found := _FACES.get(name, {}).get(low):
        return found
    if is_symbol_face(name) or not 0x20 <= low <= 0x10FFFF or 0xD800 <= low <= 0xDFFF:
        return ""
    return chr(low)


def is_symbol_face(face: str) -> bool:
    """Whether a face has drawings where others have letters."""
    name = face.strip().lower()
    return name in _FACES or name.startswith(_ORNAMENTS)


class InSymbols(NamedTuple):
    """Words that are set in a symbol face."""

    text: str  # as the face shows them
    unknown: int  # drawings in it that are no characters


def in_symbols(face: str, text: str, *, letters_only: bool) -> InSymbols:
    """Words that are set in a symbol face as the characters that it shows.

    Args:
        letters_only: signs beyond ASCII are set in another face, as Word does in Chinese text.
    """

    def shown(char: str) -> str:
        code = ord(char)
        if not (_is_private(code) or 0x20 <= code < 0x7F or (0xA0 <= code < 0x100 and not letters_only)):
            return char
        return symbol(face, code) or (char if code == ord(" ") else "")

    signs = [shown(char) for char in text]
    return InSymbols("".join(sign or ORNAMENT for sign in signs), signs.count(""))


def strayed(text: str) -> str:
    """Characters of symbol faces that lost their face, as pasted text has them: those of Wingdings, else of Symbol."""
    return text.translate(_STRAYED)


def _is_private(code: int) -> bool:
    return _FIRST_PRIVATE <= code <= _LAST_PRIVATE


def _low(code: int) -> int:
    return code - _FIRST_PRIVATE if _is_private(code) else code


_STRAYED = {
    code: symbol("wingdings", code) or symbol("symbol", code) or ORNAMENT
    for code in range(_FIRST_PRIVATE, _LAST_PRIVATE + 1)
}
