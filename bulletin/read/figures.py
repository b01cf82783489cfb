"""数据: the figures for 数说 that the editor gives, each with its words, in place of ours."""

import re

from bulletin.model.edition import FigureText
from bulletin.problems import Place
from bulletin.read.display import Display
from bulletin.read.fields import FALSE, Fields
from bulletin.words.simplified import simplified
from bulletin.yaml_nodes.nodes import Listing, Scalar

MOST_QUOTED = 30  # characters of what was typed, in a message
MOST_GIVEN = 4  # in one box
_GIVEN_NUMBER = r"(?P<figure>[0-9][0-9,.]*)(?P<unit>[^0-9|]{0,8})"
_BESIDE_NOUN = re.compile(rf"(?P<before>[^0-9|]{{0,6}}){_GIVEN_NUMBER}\|(?P<noun>[^|]+)")
_AT_END = re.compile(rf"(?P<before>)(?P<noun>[^0-9|]{{2,}}?){_GIVEN_NUMBER}")
_UNIT_AFTER = re.compile("[^0-9，。；：、！？]{0,6}")


def read_figures(display: Display) -> tuple[FigureText, ...] | None:
    """The key's figures in their order; () where the editor wants none, None where he leaves them to us."""
    fields = display.fields
    node = fields.node("figures")
    if node is None:
        return None
    if isinstance(node, Scalar) and simplified(node.text.strip().lower()) in FALSE:
        return ()
    nodes = fields.items("figures")
    if len(nodes) > MOST_GIVEN:
        message = f"`{fields.word('figures')}` 有{len(nodes)}项，最多{MOST_GIVEN}项"
        fields.fault("too-many-figures", message, nodes[MOST_GIVEN], "留下最要紧的几项")
    found = [
        _figure(fields, display, fields.scalar(item, "figures"), fields.place(item))
        for item in nodes[:MOST_GIVEN]
        if isinstance(node, Scalar | Listing)
    ]
    return tuple(figure for figure in found if figure)


def _figure(fields: Fields, display: Display, typed: str, place: Place) -> FigureText | None:
    """`300家 | 新增企业`, or 新增企业300家."""
    if not typed:
        return None
    text = re.sub(r"\s*[|｜]\s*", "|", display.tidied(typed, place, headline=False))
    match = _BESIDE_NOUN.fullmatch(text) or _AT_END.fullmatch(text)
    if match is None or not _UNIT_AFTER.fullmatch(match["unit"]):
        fault, mend = _not_understood(text)
        quoted = typed if len(typed) <= MOST_QUOTED else typed[:MOST_QUOTED] + "…"
        hint = f"{mend}，{fields.form('figures', '300家 | 新增高新技术企业')}"
        fields.fault("bad-figure", f"“{quoted}”无法识别：{fault}", place, hint)
        return None
    words = {name: text.strip() for name, text in match.groupdict().items()}
    return FigureText(**words, place=place)


def _not_understood(text: str) -> tuple[str, str]:
    """What is wrong with a figure, and what to do."""
    number, bar, _ = text.partition("|")
    if not re.search("[0-9]", number if bar else text):
        return "没有阿拉伯数字", "数字写成阿拉伯数字"
    if not bar:
        return "看不出哪是数字、哪是说明", "数字和说明之间加“|”"
    return "“|”前面不只是一个数字和单位", "“|”前面只写一个数字、它的单位和“超过”一类的词（最多6字），其余写在后面"
