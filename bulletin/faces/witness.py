"""FreeType as a second reader of an office's own font file: most viewers and printing programs read fonts with it."""

from io import BytesIO
from typing import Any

from bulletin.faces.shape import EM, NO_INK, InkBox
from bulletin.faces.soundness import UnsoundError

# Pixels of an em. FreeType obeys the hints of a face, so boxes differ by 2 pixels at this size, and by 8 where it
# places the parts of a letter in another way (375 faces of 28 Debian packages, 300 characters each).
_SIZE = 64
_AGREEMENT = EM * 8 // _SIZE


class Witness:
    """A font file opened by FreeType.

    Raises:
        UnsoundError: it cannot open the file.
    """

    def __init__(self, data: bytes, number: int = 0) -> None:
        from PIL import ImageFont

        try:
            basic = ImageFont.Layout.BASIC
            self._font: Any = ImageFont.truetype(BytesIO(data), _SIZE, number, layout_engine=basic)
        except Exception as error:  # OSError, and what else foreign bytes may cause
            raise UnsoundError("已损坏：常用的阅读程序无法打开") from error

    def darkness(self, characters: str, widened: float = 0.0) -> float:
        """How much of their ems the characters cover, on average, with so much (1/1000 em) added to every stroke."""
        total = 0
        for character in characters:
            stroke = widened / 2 * _SIZE / EM
            mask, _ = self._font.getmask2(character, mode="L", anchor="ls", stroke_width=stroke, stroke_filled=True)
            total += sum(bytes(mask))
        return total / (255 * _SIZE * _SIZE * len(characters))

    def ink(self, character: str) -> InkBox:
        """The box of what FreeType paints for the character, 1/1000 em; NO_INK where it paints nothing or fails."""
        try:
            mask, (left, top) = self._font.getmask2(character, mode="L", anchor="ls")
        except Exception:  # a glyph that it refuses; who asks tells the editor
            return NO_INK
        box = mask.getbbox()
        if box is None:
            return NO_INK
        return InkBox(
            left=(left + box[0]) * EM // _SIZE,
            bottom=-(top + box[3]) * EM // _SIZE,
            right=(left + box[2]) * EM // _SIZE,
            top=-(top + box[1]) * EM // _SIZE,
        )


def agree(one: InkBox, other: InkBox) -> bool:
    """Whether two readers see the same ink, hints forgiven."""
    return all(abs(a - b) <= _AGREEMENT for a, b in zip(one, other, strict=True))
