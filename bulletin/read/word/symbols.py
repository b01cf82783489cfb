"""Characters of symbol faces as Word names them, by face and code, as characters that any face may have."""

_GREEK = dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)) | dict(
    zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)
)  # of the face Symbol
_SYMBOL = _GREEK | {0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xA3: "≤", 0xB3: "≥", 0xB9: "≠", 0xBB: "≈", 0xB0: "°", 0xA5: "∞",
                    0xB7: "·", 0xD7: "·", 0xAE: "→", 0xAC: "←", 0xAD: "↑", 0xAF: "↓"}  # fmt: skip
_WINGDINGS = {0xFE: "☑", 0x52: "☑", 0xA8: "□", 0x6F: "□", 0xFC: "✓", 0xFB: "✗", 0x6C: "●", 0x6E: "■", 0x75: "◆",
              0xD8: "➢", 0xA7: "▪", 0xE0: "→", 0xDF: "←"}  # fmt: skip
_FACES = {"symbol": _SYMBOL, "wingdings": _WINGDINGS}
_ORNAMENTS = ("wingdings", "webdings", "zapfdingbats", "mt extra", "monotype sorts")
ORNAMENT = "▪"  # for one that has no character of its own


def symbol(face: str, code: int) -> str:
    """The character; ORNAMENT where the face has drawings instead of characters."""
    low = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    name = face.strip().lower()
    if found := _FACES.get(name, {}).get(low):
        return found
    if name.startswith(_ORNAMENTS) or name == "symbol" or not 0x20 <= low <= 0x10FFFF or 0xD800 <= low <= 0xDFFF:
        return ORNAMENT
    return chr(low)
