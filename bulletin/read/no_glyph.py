"""What an editor reads of a character that no face has, and which open face has it, with the line for fonts.yaml.

A face that no role names comes last in every role (`faces/face.py::Faces.chain`), so one line under `faces` serves.
"""

from typing import NamedTuple
from unicodedata import category

from bulletin.characters import SYMBOLS, shown


class OpenFace(NamedTuple):
    """A free face for characters from `first` to `last`."""

    first: int
    last: int
    block: str  # what these characters are called
    name: str  # by which the face is found
    file: str  # its font file
    key: str  # for fonts.yaml


_PLANGOTHIC = ("遍黑体（Plangothic）", "PlangothicP2-Regular.ttf", "plangothic")
_BABELSTONE = ("BabelStone Han", "BabelStoneHan.ttf", "babelstone")
_KOREAN = ("Noto Serif KR", "NotoSerifKR-Regular.otf", "korean")
_SYMBOLS = ("Noto Sans Symbols 2", "NotoSansSymbols2-Regular.ttf", "symbols")
_EMOJI = ("Noto Emoji（单色）", "NotoEmoji-Regular.ttf", "emoji")
# Blocks of Unicode 16 that the faces of fonts/ lack, wholly or in part, with a face under a free licence; the first row
# that has a character counts.
OPEN_FACES = tuple(
    OpenFace(first, last, block, *face)
    for first, last, block, face in (
        (0x0530, 0x058F, "亚美尼亚字母", ("Noto Serif Armenian", "NotoSerifArmenian-Regular.ttf", "armenian")),
        (0x10A0, 0x10FF, "格鲁吉亚字母", ("Noto Serif Georgian", "NotoSerifGeorgian-Regular.ttf", "georgian")),
        (0x1100, 0x11FF, "韩文", _KOREAN),
        (0x2600, 0x27BF, "符号", _EMOJI),
        (0x2800, 0x28FF, "盲文", _SYMBOLS),
        (0x2B00, 0x2BFF, "符号", _SYMBOLS),
        (0x2FF0, 0x2FFF, "汉字结构符", _BABELSTONE),
        (0x3130, 0x318F, "韩文", _KOREAN),
        (0x31A0, 0x31EF, "注音、笔画", _BABELSTONE),
        (0x4DC0, 0x4DFF, "易经卦象", _BABELSTONE),
        (0xA000, 0xA4CF, "彝文", ("Noto Sans Yi", "NotoSansYi-Regular.ttf", "yi")),
        (0xAC00, 0xD7FF, "韩文", _KOREAN),
        (0x1B000, 0x1B16F, "变体假名", _BABELSTONE),
        (0x1D000, 0x1D24F, "乐谱符号", ("Noto Music", "NotoMusic-Regular.ttf", "music")),
        (0x1D300, 0x1D37F, "太玄经、算筹", _BABELSTONE),
        (0x1F000, 0x1F0FF, "牌", _SYMBOLS),
        (0x1F1E6, 0x1F1FF, "国旗", _EMOJI),
        (0x1F100, 0x1F2FF, "带框的字", _BABELSTONE),
        (0x1F300, 0x1FAFF, "表情符号", _EMOJI),
        (0x20000, 0x2A6DF, "扩展 B 的汉字", _PLANGOTHIC),
        (0x2A700, 0x2EBEF, "扩展 C 到 F 的汉字", _PLANGOTHIC),
        (0x2EBF0, 0x2EE5F, "扩展 I 的汉字", _PLANGOTHIC),
        (0x2F800, 0x2FA1F, "兼容汉字", _BABELSTONE),
        (0x30000, 0x3134F, "扩展 G 的汉字", _PLANGOTHIC),
        (0x31350, 0x323AF, "扩展 H 的汉字", _PLANGOTHIC),
        (0x323B0, 0x3347F, "扩展 J 的汉字", _PLANGOTHIC),
    )
)  # fmt: skip
# Scripts whose letters join, stack or run from right to left: no face helps, since each character is set by itself.
# Hebrew to Arabic, India's to Burma's, Khmer, Mongolian, Vai to Meetei Mayek, presentation forms.
_JOINED = ((0x0590, 0x109F), (0x1700, 0x1C7F), (0xA800, 0xA95F), (0xA980, 0xABFF), (0xFB1D, 0xFDCF), (0xFDF0, 0xFDFF),
    (0xFE70, 0xFEFE), (0x10800, 0x11FFF), (0x1E800, 0x1EFFF))  # fmt: skip
_AS_PICTURE = "这种文字的字母要连写或叠写，这里排不了；请用汉字或拉丁字母转写，或做成图片，{}"
_LINE = "`  {}: {{file: {}}}`"
_WHERE = "放进 fonts 文件夹，在 fonts/fonts.yaml 的 `faces:` 下面加一行（没有 `faces:` 就先写上）："


def no_glyph_words(unit: str, *, in_word: bool = False) -> tuple[str, str]:
    """Message and hint for a character, with its variation selector if it has one, that no face has.

    Args:
        in_word: it stands in a Word file.
    """
    points = " ".join(f"U+{ord(char):04X}" for char in unit)
    code = ord(unit[0])
    if code in SYMBOLS:
        return f"{points} 是 Word 的项目符号或图形符号，只有 Word 认得", "删掉它，或改成“·”"
    if category(unit[0]) == "Co":
        return f"{points} 是某个软件自造的字，别处认不得", "对照原稿，换成通用的字"
    seen = shown(unit[0]) + unit[1:]
    if seen.startswith("U+"):
        return f"这里有看不见的字符 {seen}", "删掉它；从别处粘贴来的文字请用纯文本粘贴"
    what = "表情符号" if 0x1F000 <= code < 0x20000 else "字"
    if category(unit[0]) != "Sc" and any(first <= code <= last for first, last in _JOINED):  # ฿ stands alone
        way = "插入 Word" if in_word else "单独一行写 `![图说](文件.jpg)`"
        return f"没有字体能印这个字“{seen}”（{points}）", _AS_PICTURE.format(way)
    face = next((face for face in OPEN_FACES if face.first <= code <= face.last), None)
    called = f"{points}，{face.block}" if face else points
    return f"没有字体能印这个{what}“{seen}”（{called}）", _hint(face)


def _hint(face: OpenFace | None) -> str:
    if face is None:
        return f"换一个字；或把有这个字的字体文件{_WHERE}\n{_LINE.format('own', '字体文件名.ttf')}"
    return (
        f"换一个字；或取得免费的开放字体 {face.name}，把文件 {face.file} {_WHERE}\n{_LINE.format(face.key, face.file)}"
    )
