"""A YAML table to typed values, by the rows of `keys.py`; every fault is kept with its place."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from bulletin.characters import shown
from bulletin.likeness import nearest
from bulletin.problems import Place, Problem, Severity
from bulletin.read.chinese import is_ideograph
from bulletin.read.cleaning import hidden
from bulletin.read.keys import Key, KeyTable
from bulletin.read.loose_lines import MAX_PARTS, Made, key_form, loosened
from bulletin.read.numerals import whole_number
from bulletin.read.source import Source
from bulletin.words.simplified import simplified
from bulletin.yaml_nodes.events import compose
from bulletin.yaml_nodes.nodes import Listing, MappingNode, Node, NodesError, Scalar

W = TypeVar("W")

TRUE = frozenset(("true", "yes", "on", "是", "开", "真"))
FALSE = frozenset(("false", "no", "off", "none", "否", "关", "假", "无"))
_UNITS = "第版页个位号篇份次期 \u3000"  # that stand round a number


class Typed(NamedTuple):
    """A file's lines as an editor typed them, and those made of them for YAML."""

    source: Source
    made: tuple[Made, ...] = ()
    above: int = 0  # lines of the file above the first made one
    literal: frozenset[tuple[int, int]] = frozenset()  # of `LooseLines`

    def place(self, line: int, column: int) -> Place:
        """Where the character of a made line was typed; both from 1."""
        if not 0 < line <= len(self.made):
            return self.source.place(line + self.above, column)
        made = self.made[line - 1]
        return self.source.place(made.number + self.above, made.typed(column))


class Fields:
    """The keys of one table, read by name; what is wrong with them is added to `problems`."""

    def __init__(
        self,
        typed: Typed,
        pairs: Sequence[tuple[Scalar, Node]],
        keys: KeyTable,
        problems: list[Problem],
        *,
        faulty: Iterable[str] = (),
        chinese: bool = True,
    ) -> None:
        """The pairs of one table.

        Args:
            faulty: keys whose values could not be read, as typed.
            chinese: the language of messages about a table that has no keys of its own.
        """
        self.source = typed.source
        self.problems = problems
        self.places: dict[str, Place] = {}
        self.entries: list[tuple[Scalar, Node]] = []  # pairs of a table that stand at the top, such as 责任编辑
        self._typed_lines = typed
        self._keys = keys
        self._nodes: dict[str, Node] = {}
        self._unkeyed: dict[Node, Place] = {}
        self._more: dict[str, list[tuple[str, Node]]] = {}  # of a key written in parts: each part's name and node
        self._typed: dict[str, str] = {}  # of each key found, the name by which the editor called it
        known = keys.by_name()
        self.faulty = {known[key_form(key)].name for key in faulty if key_form(key) in known}
        han = sum(_has_han(name.text) for name, _ in pairs)
        self.chinese = chinese if not pairs else 2 * han >= len(pairs)
        for name, node in pairs:
            self._take(name, node, known)

    def _take(self, name: Scalar, node: Node, known: Mapping[str, Key]) -> None:
        """One pair of the table."""
        typed = name.text.strip()
        form = key_form(typed)
        key = known.get(form)
        if key is None:
            self._unknown(name, typed, known)
        elif form in key.entries:
            self.entries.append((name, node))
            self.places.setdefault(key.name, self.place(node))
        elif key.name not in self._nodes:
            self._nodes[key.name] = node
            self._typed[key.name] = form
            self.places[key.name] = self.place(node)
            self._more[key.name] = [(form, node)]
        elif self._joins(key, form):
            self._more[key.name].append((form, node))
        else:
            other, first = self._typed[key.name], self.places[key.name]
            message = f"“{typed}”写了两次（{first.line_named}已有）"
            if other != form:
                message = f"“{typed}”和{first.line_named}的“{other}”是同一个项目"
            self.fault("duplicate-key", message, name, "只留一个")

    def _joins(self, key: Key, form: str) -> bool:
        """Whether the key, written once already, may be written by this name as well: 单位 and 职务."""
        groups = [next((group for group in key.joined if name in group), None) for name, _ in self._more[key.name]]
        own = next((group for group in key.joined if form in group), None)
        return own is not None and None not in groups and own not in groups

    def parts(self, key: str) -> tuple[Node, ...]:
        """The nodes of which the key's text is joined: mostly one, several where it was written in parts."""
        if key not in self._more:
            return ()
        groups = self._keys.row(key).joined
        order = {name: place for place, group in enumerate(groups) for name in group}
        found = sorted(self._more[key], key=lambda part: order.get(part[0], 0))
        return tuple(node for _, node in found if not (isinstance(node, Scalar) and not node.text.strip()))

    def add(self, key: str, text: str, line: int, column: int) -> None:
        """Take `text` at this line of the file for the value of `key`, which stands nowhere among the keys."""
        node = Scalar(text=text, line=line, column=column, plain=False)
        self.places[key] = self._unkeyed[node] = self.source.place(line, column)
        self._nodes[key] = node
        self._more[key] = [("", node)]

    def inner(self, table: MappingNode, keys: KeyTable) -> "Fields":
        """The fields of a table that stands within this one, as an item of a list."""
        return Fields(self._typed_lines, table.pairs, keys, self.problems, chinese=self.chinese)

    def word(self, name: str) -> str:
        """The key `name` as messages call it: as the editor typed it, else in the language of the other keys."""
        return self._typed.get(name) or (self._keys.row(name).synonyms[0] if self.chinese else name)

    def form(self, name: str, value: str) -> str:
        """A line with the key `name` as the editor of this file would write it, between backquotes."""
        return f"`{self.word(name)}：{value}`" if _has_han(self.word(name)) else f"`{self.word(name)}: {value}`"

    @property
    def yes(self) -> str:
        """A flag's yes in the language of the file's keys."""
        return "是" if self.chinese else "true"

    def words_written(self) -> dict[str, str]:
        """Every key of the table by its name in records, as messages call it."""
        return {row.name: self.word(row.name) for row in self._keys.rows}

    def _unknown(self, name: Scalar, typed: str, known: Mapping[str, Key]) -> None:
        """A key that nobody knows, with the name that was meant where one is near."""
        form, han = key_form(typed), _has_han(typed)
        slip = next((row for row in self._keys.rows if form in row.slips), None)
        bare = form.lstrip("0123456789.、（）(){-/#")  # 1.报头, {报头, //报头
        near = slip.synonyms[0] if slip else nearest(bare, [key for key in known if _has_han(key) == han])
        if near:
            self.faulty.add(known[near].name)  # and not missing
        keys = "、".join(self.words_written().values())
        hint = f"是不是 `{near}`？" if near else f"可用的项目：{keys}"
        credits_row = next((row.name for row in self._keys.rows if row.entries), "")
        if credits_row and not near:
            hint = f"要印在第1版页脚，就移到 `{self.word(credits_row)}：` 下面，行首空两格\n{hint}"
        self.fault("unknown-key", f"无法识别的项目“{typed[:40]}”", name, hint)

    def place(self, node: Node) -> Place:
        """Where the node stands in the file as typed."""
        unkeyed = self._unkeyed.get(node) if isinstance(node, Scalar) else None
        return unkeyed or self._typed_lines.place(node.line, node.column)

    def quoted_at(self, place: Place) -> bool:
        """Whether the sign that stands there is one of YAML's own, and no part of the text."""
        column = self.source.column(place)
        sign = self.source.lines[place.line - 1][column - 1 : column]
        here = (place.line - self._typed_lines.above, column)
        return sign in tuple("\"'-[") and here not in self._typed_lines.literal

    def fault(self, code: str, message: str, where: Node | Place, hint: str = "") -> None:
        place = where if isinstance(where, Place) else self.place(where)
        self.problems.append(self.source.problem("error", code, message, place, hint))

    def warn(self, code: str, message: str, place: Place, hint: str = "") -> None:
        self.problems.append(self.source.problem("warning", code, message, place, hint))

    def node(self, key: str) -> Node | None:
        """What stands behind `key`; None when nothing does, or only a pair of quotes."""
        return next(iter(self.parts(key)), None)

    def text(self, key: str) -> str:
        """The key's text, "" without."""
        return "".join(self.scalar(node, key) for node in self.parts(key))

    def choice(self, key: str, words: Mapping[str, W], *, message: str, otherwise: str) -> W | None:
        """What the key's word stands for; None without it, or at fault where it is none of `words`.

        Args:
            message: of the fault, with `{typed}` for the word.
            otherwise: the fault's hint where no word is near.
        """
        typed = self.text(key)
        found = words.get(simplified(typed.lower()))
        if typed and found is None:
            near = nearest(typed, words)
            hint = f"是不是“{near}”？" if near else otherwise
            self.fault(f"unknown-{key}", message.format(typed=typed), self.places[key], hint)
        return found

    def scalar(self, node: Node, key: str, name: str = "") -> str:
        """The text of `node`, on one line, within the limit of `key`; faults speak of `name` or the key."""
        name = name or self.word(key)
        if not isinstance(node, Scalar):
            what = "列表" if isinstance(node, Listing) else "一组项目"
            self.fault(
                "wrong-type",
                f"`{name}` 要写成一行文字，这里是{what}",
                node,
                "去掉括号和“- ”，写成一行；括号要印出来时整句加英文双引号",
            )
            return ""
        text = " ".join(node.text.splitlines()).strip()
        if strange := hidden(text):  # such a character would have been cleaned had it been typed as itself
            self.fault("yaml-escape", f"双引号里的“\\”写出了 {shown(strange)}", node, "把文字直接写出来")
            return ""
        most = self._keys.row(key).most
        if most and len(text) > most:
            self.fault("too-long", f"`{name}` 有{len(text)}个字，最多{most}个", node, "缩短，或把文字放进正文")
            return ""
        return text

    def number(self, key: str, default: int = 0) -> int:
        """The key's whole number from the least to the largest; a word for no is 0 where there may be none."""
        node = self.node(key)
        if node is None:
            return default
        text, row = self.scalar(node, key), self._keys.row(key)
        found = 0 if simplified(text.lower()) in FALSE else whole_number(text.strip(_UNITS))
        if not row.least <= found <= row.largest:
            if isinstance(node, Scalar):
                message = f"`{self.word(key)}` 要写 {row.least} 到 {row.largest} 之间的整数"
                self.fault("bad-number", message, node, f"例如 {self.form(key, '1')}")
            return default
        return found

    def flag(self, key: str, default: bool) -> bool:
        """The key's yes or no."""
        node = self.node(key)
        text = "" if node is None else simplified(self.scalar(node, key).lower())
        if text in TRUE | FALSE:
            return text in TRUE
        if isinstance(node, Scalar):
            self.fault(
                "bad-flag",
                f"`{self.word(key)}` 要写“是”或“否”（true 或 false）",
                node,
                f"例如 {self.form(key, self.yes)}",
            )
        return default

    def items(self, key: str) -> tuple[Node, ...]:
        """The key's list; one scalar counts as a list of one."""
        node = self.node(key)
        if node is None:
            return ()
        if isinstance(node, Listing):
            return node.items
        if isinstance(node, Scalar):
            return (node,)
        self.fault("wrong-type", f"`{self.word(key)}` 要写成列表", node, "每项一行，以“- ”开头")
        return ()

    def words(self, key: str) -> tuple[tuple[str, Place], ...]:
        """The key's list of names, each with its place; one line with commas counts as a list."""
        found = []
        for node in self.items(key):
            text = self.scalar(node, key)
            parts = [text]
            if not isinstance(self.node(key), Listing):
                parts = "".join(" " if char in ",，、;；" else char for char in text).split()
            found += [(part, self.place(node)) for part in parts if part]
        return tuple(found)


def _has_han(text: str) -> bool:
    return any(map(is_ideograph, text))


def read_fields(
    source: Source, first: int, last: int, keys: KeyTable, problems: list[Problem], *, chinese: bool = True
) -> Fields:
    """The keys in the lines `first` to `last` (from 1) of a file; every fault of every line is added to `problems`.

    `chinese`: the language in which messages name keys where the lines have none.
    """
    loose = loosened(source.lines[first - 1 : last], keys)
    typed = Typed(source=source, made=loose.made, above=first - 1, literal=loose.literal)
    pairs: list[tuple[Scalar, Node]] = []
    faulty = list(loose.faulty)
    keyed = bool(loose.parts or loose.faulty)  # without any key one line stands for all
    for slip in loose.slips if keyed else loose.slips[:1]:
        place = source.place(slip.number + first - 1, slip.column)
        code = slip.code if keyed else "no-keys"
        severity: Severity = "warning" if slip.warning else "error"
        problems.append(source.problem(severity, code, slip.message, place, slip.hint))
    if len(loose.parts) > MAX_PARTS:
        place = typed.place(loose.parts[MAX_PARTS].first + 1, 1)
        message = f"从这一行起的项目没有读：一个文件最多{MAX_PARTS}项"
        problems.append(source.problem("error", "too-many-keys", message, place, "检查文件头在哪里结束"))
    for part in loose.parts[:MAX_PARTS]:
        text = "\n".join(made.text for made in loose.made[part.first : part.last])
        try:
            node = compose(text, above=part.first)
        except NodesError as fault:
            faulty.append(part.key)
            place = typed.place(fault.line, fault.column)
            if not any(known.place == place and known.code == "control-character" for known in problems):
                problems.append(source.problem("error", fault.code, fault.message, place, fault.hint))
        else:
            pairs += node.pairs if isinstance(node, MappingNode) else ()
    return Fields(typed, pairs, keys, problems, faulty=faulty, chinese=chinese)
