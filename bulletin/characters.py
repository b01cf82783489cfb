"""Characters that nobody sees, each with a name that an editor can read. One copy for all rooms.

Source: Unicode 16, general categories Cf and Zs, and the property Default_Ignorable_Code_Point.
"""

from unicodedata import category

SYMBOLS = range(0xF020, 0xF100)  # private use: where Word keeps the characters of its fonts Symbol and Wingdings

# First and last code point, name. All of them are removed from what editors write; selectors only where nothing
# stands before them.
_SELECTORS = ((0xFE00, 0xFE0F, "异体字选择符"), (0xE0100, 0xE01EF, "异体字选择符"))
_INVISIBLES = (
    (0xAD, 0xAD, "软连字符"), (0x34F, 0x34F, "字形连接符"), (0x61C, 0x61C, "文字方向标记"),
    (0x115F, 0x1160, "韩文填充符"), (0x180B, 0x180E, "蒙古文控制符"), (0x200B, 0x200B, "零宽空格"),
    (0x200C, 0x200C, "零宽不连字"), (0x200D, 0x200D, "零宽连字"), (0x200E, 0x200F, "文字方向标记"),
    (0x202A, 0x202E, "文字方向标记"), (0x2060, 0x2060, "零宽连接"), (0x2061, 0x2064, "隐形数学符号"),
    (0x2065, 0x2065, "保留的控制符"), (0x2066, 0x2069, "文字方向标记"), (0x206A, 0x206F, "停用的控制符"),
    (0x3164, 0x3164, "韩文填充符"), (0xFEFF, 0xFEFF, "字节顺序标记"), (0xFFA0, 0xFFA0, "韩文填充符"),
    (0xFFF9, 0xFFFB, "行间注释标记"), (0xFFFC, 0xFFFC, "图片占位符"), (0x1D173, 0x1D17A, "乐谱控制符"),
    (0xE0001, 0xE007F, "标签字符"),
)  # fmt: skip
_BLANKS = {
    "\t": "制表符", "\n": "换行符", "\x0b": "换行符", "\x0c": "换页符", "\x85": "换行符",
    " ": "空格", "\xa0": "不间断空格", "\u2007": "数字宽空格", "\u2028": "换行符", "\u2029": "分段符",
    "\u202f": "窄不间断空格", "\u2800": "盲文空格", "\u3000": "全角空格",
}  # fmt: skip


def invisible(char: str) -> str:
    """The name of a character that nobody sees and nothing needs; "" for any other."""
    return _name_in(_INVISIBLES, ord(char))


def is_selector(char: str) -> bool:
    """Whether the character chooses a form of the one before it."""
    return bool(_name_in(_SELECTORS, ord(char)))


def shown(char: str) -> str:
    """The character as a message shows it: itself where it can be seen, else its code point, with a name if it has one.

    A space, a tab and U+3000 have only their names. A mark that combines stands on a dotted circle.
    """
    if char in " \t\u3000":
        return _BLANKS[char]
    name = _BLANKS.get(char) or invisible(char) or _name_in(_SELECTORS, ord(char))
    if not name and (category(char)[0] in "LMNPS" or _younger(char)):
        return f"◌{char}" if category(char)[0] == "M" else char
    if not name and category(char) == "Zs":
        name = "特殊空格"
    return f"U+{ord(char):04X}" + (f" {name}" if name else "")


def _younger(char: str) -> bool:
    """Whether Unicode may have got it since Python's own tables: 3.11 knows neither Extension H nor 🩷 nor U+31EF."""
    known = category(char) != "Cn" or ord(char) & 0xFFFE == 0xFFFE
    return not known and (0x2FF0 <= ord(char) < 0x3200 or 0x1F000 <= ord(char) < 0x34000)


def _name_in(table: tuple[tuple[int, int, str], ...], code: int) -> str:
    return next((name for first, last, name in table if first <= code <= last), "")
