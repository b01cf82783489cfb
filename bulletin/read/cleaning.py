"""What no reader sees or can distinguish, made what it stands for, before anything reads a line.

C1 removes what is invisible; C2 makes every kind of blank a space, U+00A0 where it keeps a figure with its unit;
C3 composes a Latin letter with its loose accents; C4 turns radicals, which PDF viewers copy for the ideographs that
look the same, into these; C5 turns a compatibility ideograph that no face draws into its canonical equivalent.
Line ends within a line (U+2028 and its like) stay: the reader of the line knows whether it may have two.
"""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple
from unicodedata import category, normalize

from bulletin.characters import invisible, is_selector
from bulletin.model.marks import RELATIONS
from bulletin.read.chinese import is_ideograph
from bulletin.read.edits import Replacement, replaced

_UNBREAKABLE = "\xa0\u2007\u202f"
# In a number, between it and its sign or unit; elsewhere it is a space like others (WeChat, web pages).
_FIGURE_SIGNS = f"×−=∶{RELATIONS}"
_KEEPING = rf"(?<=[0-9A-Za-z%‰°℃])\xa0(?=[\w%‰°℃{_FIGURE_SIGNS}])|(?<=[\w{_FIGURE_SIGNS}])\xa0(?=[0-9])"
_COMBINED = "[A-Za-z\u00c0-\u024f\u1e00-\u1eff](?:{invisible}[\u0300-\u036f])+"

# EquivalentUnifiedIdeograph.txt of Unicode 16 for U+2E80 to U+2EF3, less the equivalents beyond the first plane, which
# few faces have. U+2F00 to U+2FD5 have theirs by compatibility decomposition.
_RADICALS = (
    "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺫目"
    "⺬示⺭礻⺯糹⺰纟⺱罓⺲罒⺳㓁⺴冗⺶羊⺹耂⺺肀⺻聿⺼肉⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻈讠⻉贝⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻒镸⻓长⻔门⻖阝⻗雨⻘青"
    "⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)
# Two Kangxi radicals look in faces for mainland China like these, and not like their decompositions 戶 and 靑.
_MAINLAND = {"⼾": "户", "⾭": "青"}


class TypedLine(NamedTuple):
    """A line that cleaning changed."""

    text: str  # as typed
    clean: str
    edits: tuple[Replacement, ...]  # from `text` to `clean`
    origins: tuple[int, ...]  # offset in `text` of each character of `clean`, and of its end


def always(char: str) -> bool:
    """Stands for faces that draw everything."""
    return True


def cleaner(text: str, drawn: Callable[[str], bool] = always) -> Callable[[str], TypedLine | None] | None:
    """A function that cleans lines of `text`, None for a clean one; None where all of the text is clean.

    Args:
        drawn: whether some face draws a character.
    """
    forms = {
        char: new
        for char in sorted(set(text))
        if char > "~" or char == "\t"
        for new in (_form(char, drawn),)
        if new is not None
    }
    if not forms and not any("\u0300" <= char <= "\u036f" for char in set(text)):
        return None
    removed = "".join(char for char, new in forms.items() if not new)
    combined = _COMBINED.format(invisible=f"[{re.escape(removed)}]*" if removed else "")
    pattern = re.compile(f"{combined}|[{re.escape(''.join(forms))}]" if forms else combined)

    def clean(line: str) -> TypedLine | None:
        edits = tuple(_edits(line, pattern, forms))
        if not edits:
            return None
        return TypedLine(text=line, clean=replaced(line, edits), edits=edits, origins=_origins(line, edits))

    return clean


def hidden(text: str) -> str:
    """The first character of `text` that cleaning would change or that no paper shows; "" without."""
    return next(
        (
            char
            for char in text
            if _form(char, always) not in (None, "", char) or invisible(char) or category(char) == "Cc"
        ),
        "",
    )


def _form(char: str, drawn: Callable[[str], bool]) -> str | None:
    """What a character becomes, looked at alone; None for one that stays. For selectors and U+00A0 see `_edits`."""
    if is_ideograph(char):  # nearly all characters of a text
        return None
    if char in _UNBREAKABLE:
        return "\xa0"
    if char in "\t\u2800" or (category(char) == "Zs" and char not in " \u3000"):
        return " "
    if is_selector(char) or invisible(char):
        return ""
    if "\u2e80" <= char <= "\u2ef3":
        place = _RADICALS.find(char)
        return _RADICALS[place + 1] if place >= 0 else None
    if "\u2f00" <= char <= "\u2fd5":
        return _MAINLAND.get(char) or normalize("NFKC", char)
    if "\uf900" <= char <= "\ufaff" or "\U0002f800" <= char <= "\U0002fa1f":
        canonical = normalize("NFC", char)
        return canonical if canonical != char and not drawn(char) else None
    return None


def _edits(line: str, pattern: re.Pattern[str], forms: Mapping[str, str]) -> list[Replacement]:
    found = []
    keeping = _keeping(line, forms) if not forms.keys().isdisjoint(_UNBREAKABLE) else frozenset()
    text_begins = len(line) - len(line.lstrip())
    for match in pattern.finditer(line):
        start, old = match.start(), match.group()
        if len(old) > 1:
            new, rule = normalize("NFC", "".join(char for char in old if forms.get(char) != "")), "C3"
        elif is_selector(old):
            before = line[start - 1 : start]
            alone = not forms.get(before, before).strip() or is_selector(before)
            new, rule = "" if alone else old, "C1"
        elif old == "\t" and start < text_begins:  # an indent, which YAML has a word to say of
            new, rule = old, ""
        elif forms[old] == "\xa0":
            new, rule = "\xa0" if start in keeping else " ", "C2"
        else:
            new = forms[old]
            rule = "C1" if not new else "C2" if new == " " else "C5" if old >= "\uf900" else "C4"
        if new != old:
            found.append(Replacement(offset=start, old=old, new=new, rule=rule))
    return found


def _keeping(line: str, forms: Mapping[str, str]) -> frozenset[int]:
    """Offsets of the blanks that keep a figure with its sign or unit, whatever invisible stands between them."""
    seen = [offset for offset, char in enumerate(line) if forms.get(char) != ""]
    text = "".join("\xa0" if line[offset] in _UNBREAKABLE else line[offset] for offset in seen)
    return frozenset(seen[match.start()] for match in re.finditer(_KEEPING, text))


def _origins(line: str, edits: tuple[Replacement, ...]) -> tuple[int, ...]:
    origins: list[int] = []
    end = 0
    for edit in edits:
        origins += range(end, edit.offset + min(1, len(edit.new)))
        end = edit.offset + len(edit.old)
        # Accents that the letter does not take stay behind it: the last of those typed, of which one may become two.
        accents = [offset for offset in range(edit.offset, end) if "\u0300" <= line[offset] <= "\u036f"]
        origins += [accents[max(0, index)] for index in range(len(accents) - len(edit.new) + 1, len(accents))]
    origins += range(end, len(line) + 1)
    return tuple(origins)
