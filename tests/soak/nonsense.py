"""Texts without sense that hold every mark and kind of piece that an office meets, from a seed.

`nonsense(random)` is a paragraph as atoms (`rules.py`). Neighbours are drawn freely, but two pieces that would grow
together to another one (two numbers, two words) get a Han character between them.
"""

import random
import string
from collections.abc import Callable
from typing import TypeAlias

from tests.soak.rules import CLOSING, GLUE, OPENING, Atom

Maker: TypeAlias = Callable[[random.Random], tuple[Atom, ...]]

SIMPLE = (
    "学习提高水平规划建设经济发展区镇河湖林田路桥人民生活教育医养安全"
    "法治数据市场企业项目投资政策服务一二三四五六七八九十"
)
TRADITIONAL = "覽國發學習實業農漁鄉縣觀護聲靈龍龜鬱體驗關係麵飯憲證錄類顧願飛騰驚歡聽廳"
UNITS = (
    "平方千米", "平方米", "公里", "个百分点", "万千瓦时", "亿元", "万元", "万亩",
    "户", "人", "家", "项", "年", "月", "日", "度", "吨", "元",
    "倍", "km", "kg", "m²", "m³", "mm", "kWh", "MPa",
)  # fmt: skip
WORDS = (
    "research", "development", "infrastructure", "Architecture", "internationalization", "governance", "the",
    "of", "and", "GDP", "PM2.5", "AI", "Wi-Fi", "don’t", "well-known", "state-of-the-art", "OpenStreetMap",
    "Python", "JavaScript", "CO₂", "H₂SO₄", "e-mail", "COVID-19",
)  # fmt: skip
HIGH_AND_LOW = (
    "米³", "注¹", "年⁽²⁾", "甲²³", "km²", "Ca²⁺", "SO₄²⁻", "x₁₂", "C₆H₁₂O₆", "10⁻⁵", "3×10⁸", "m·s⁻²",
)  # fmt: skip
PATHS = (
    "https://www.example.gov.cn/zwgk/2026-03/t20260311_889.html?id=3&page=2", "www.example.com/a/b-c_d",
    "a.b-c@mail.cn",
    "/etc/apt/sources.list", "/usr/share/doc/base-files/README", "debian/rules", "src/main/java/org/App.java",
    "package.init", "file-name_v2.tar.gz", "python3-numpy", "libgtk-3-dev", "org.freedesktop.DBus", "README.md",
    "C:\\Users\\office\\report_final.docx", "node_modules/.bin/tool", "config/settings_local.yaml", "build-essential",
)  # fmt: skip
GROUP_SPACES = " \u00a0\u2007\u2009\u202f"
WIDE = str.maketrans(string.digits, "０１２３４５６７８９")
RAISED = str.maketrans(string.digits + "+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")


def nonsense(chance: random.Random) -> list[Atom]:
    """A paragraph of 40 to 160 characters or somewhat more, without a forbidden start."""
    found = [han(chance, 1, 3)]
    wanted = chance.randint(40, 160)
    while sum(len(atom.text) for atom in found) < wanted:
        atoms = chance.choices(MAKERS, WEIGHTS)[0](chance)
        if _grow_together(found[-1].text[-1], atoms[0].text[0]):
            found.append(han(chance, 1, 2))
        found += atoms
    found.append(han(chance, 1, 4))
    found.append(Atom("。"))
    return found


def _grow_together(left: str, right: str) -> bool:
    """Whether two pieces would be read as one: letters, figures, signs, slashes, dashes, spaces beside each other."""
    strong = "/／\\-‐‑‒–—―─⸺.…⋯‥:∶：,+−±≥≤≈×#№§$¥€£%°@_~^'\"" + GLUE + GROUP_SPACES

    def joins(character: str) -> bool:
        return character in strong or (character.isalnum() and not "\u3400" <= character <= "\u9fff")

    return joins(left) and joins(right)


def han(chance: random.Random, least: int = 1, most: int = 9) -> Atom:
    pool = TRADITIONAL if chance.random() < 0.2 else SIMPLE
    return Atom("".join(chance.choices(pool, k=chance.randint(least, most))))


def digits(chance: random.Random, most: int = 5) -> str:
    return str(chance.randint(1, 10 ** chance.randint(1, most) - 1))


def number(chance: random.Random) -> tuple[Atom, ...]:
    """Signs, groups, decimals, percentages, powers, times, ratios, dates, telephones, currencies: one piece each."""
    plain, one, pick, upto = digits(chance), digits(chance, 1), chance.choice, chance.randint
    forms = (
        pick("−±≥≤≈+") + plain + pick(("", "%", "℃", ".5", "‰")),
        pick(GROUP_SPACES).join((digits(chance, 2), "200", "350")[: upto(2, 3)]),
        f"{one},000,000",
        f"{plain}.{one}{pick('%％‰')}",
        plain + pick("℃°′″‵¢￠"),
        "10" + (pick(("", "-")) + digits(chance, 2)).translate(RAISED),
        f"{upto(0, 23)}{pick(':：∶')}{upto(10, 59)}",
        f"1{pick(':∶：')}{plain}",
        f"2026{pick('-/.')}{upto(1, 12)}{pick('-/.')}7",
        f"0536{pick('-‐‑‒')}8{plain}",
        pick("¥￥$€£№§＃") + plain,
        plain.rjust(2, "1").translate(WIDE) + pick(("", "％", "．５")),
        f"{one}/{upto(2, 9)}",
        f"v{one}.{upto(0, 30)}",
    )
    form = pick(forms)
    return (Atom(form, "whole"),)


def with_unit(chance: random.Random) -> tuple[Atom, ...]:
    """A number and its unit, with every space between them or none."""
    unit = chance.choice(UNITS)
    space = chance.choice(("", "", "", *GROUP_SPACES)) if unit.isascii() or unit[0] in "kmM" else ""
    parts = (Atom(space),) if space else ()
    return (*number_alone(chance), *parts, Atom(unit, "whole" if unit[0] < "一" else "text"))


def number_alone(chance: random.Random) -> tuple[Atom, ...]:
    forms = (digits(chance), f"{digits(chance)}.{digits(chance, 1)}", f"1,{chance.randint(100, 999)}")
    return (Atom(chance.choice(forms), "whole"),)


def solidus(chance: random.Random) -> tuple[Atom, ...]:
    """A slash beside everything that can stand beside it."""
    left = chance.choice((*SIDES, "0.55元", "5℃", "30%", "甲", "第1版"))
    right = chance.choice((*SIDES, "kWh", "天", "年", "乙", "μg"))
    return (Atom(left), Atom(chance.choice("///／")), Atom(right))


SIDES = ("《甲》", "（一）", "“甲”", "元", "km", "12", "１２", "甲乙", "GDP", "℃", "①", "m³", "国", "【二】")


def raised(chance: random.Random) -> tuple[Atom, ...]:
    """Superscripts behind Han, Latin and marks; subscripts in formulas."""
    form = chance.choice(HIGH_AND_LOW)
    return (Atom(form, "soft" if "×" in form or "·" in form else "whole"),)


def bracketed(chance: random.Random) -> tuple[Atom, ...]:
    kind = chance.randrange(len(PAIRS))
    inside = chance.choice((han(chance), *number(chance), *word(chance), Atom("甲，乙")))
    return (Atom(PAIRS[kind][0]), inside, Atom(PAIRS[kind][1]))


PAIRS = [*zip("“‘（《〈【〖〔「『［｛〘〚〝〝｟", "”’）》〉】〗〕」』］｝〙〛〞〟｠", strict=True)]
assert {mark for pair in PAIRS for mark in pair} == set(OPENING + CLOSING)


def chained(chance: random.Random) -> tuple[Atom, ...]:
    """Several marks in a row, as they meet at the end of a quotation."""
    return (
        Atom(chance.choice(("“《", "（“", "《〈", "〔（"))),
        han(chance, 1, 5),
        Atom(chance.choice(("》”", "”）", "〉》", "）〕"))),
        Atom(chance.choice(("。”", "，", "、《", "；", "：“", "？！", "！！！", "。’”", "），"))),
        han(chance, 1, 2),
    )


def stroke(chance: random.Random) -> tuple[Atom, ...]:
    """Dashes and ellipses of every kind; ——— is one stroke of three em, a single character of two em is one too."""
    form = chance.choice(("——", "——", "⸺", "――", "──", "———", "……", "……", "⋯⋯", "‥‥", "…………"))
    return (Atom(form, "whole" if form == "———" else "stroke"),)


def mark(chance: random.Random) -> tuple[Atom, ...]:
    return (Atom(chance.choice("，，，，、、；：。？！·・‧•‼⁇⁈⁉")),)


def connected(chance: random.Random) -> tuple[Atom, ...]:
    """Ranges and joined words: every connector between figures and between Han."""
    joint = chance.choice("～〜–—－‒")
    if chance.random() < 0.5:
        return (Atom(digits(chance, 2), "whole"), Atom(joint), Atom(digits(chance, 2), "whole"), Atom("日"))
    return (han(chance, 1, 3), Atom(chance.choice((joint, "-", "‐"))), han(chance, 1, 3))


def document_number(chance: random.Random) -> tuple[Atom, ...]:
    office = chance.choice(("国发", "鲁政办字", "济高新管发", "國函", "财税"))
    opening, closing = chance.choice(("〔〕", "［］", "（）", "[]"))
    return (Atom(f"{office}{opening}20{chance.randint(10, 26)}{closing}{digits(chance, 3)}号", "soft"),)


def path(chance: random.Random) -> tuple[Atom, ...]:
    return (Atom(chance.choice(PATHS), "path"),)


def word(chance: random.Random) -> tuple[Atom, ...]:
    return (Atom(chance.choice(WORDS), "word"),)


def phrase(chance: random.Random) -> tuple[Atom, ...]:
    """Words with spaces, in Latin quotation marks or none."""
    return (*word(chance), Atom(" "), *word(chance), Atom(" "), *word(chance))


def odd(chance: random.Random) -> tuple[Atom, ...]:
    """Labels, circled numbers, iteration marks, kana, a gap of one em."""
    return (Atom(chance.choice(("①", "㊿", "■", "佐々", "各〻", "サービス", "　甲", "〇", "〤", "Ⅳ级", "ｋｍ"))),)


def plain(chance: random.Random) -> tuple[Atom, ...]:
    return (han(chance, 2, 12),)


MAKERS: tuple[Maker, ...] = (
    plain, mark, number, with_unit, solidus, raised, bracketed, chained, stroke, connected, document_number, path, word,
    phrase, odd,
)  # fmt: skip
WEIGHTS = (10, 8, 4, 3, 3, 1, 4, 2, 2, 2, 1, 1, 1, 0.5, 1)
