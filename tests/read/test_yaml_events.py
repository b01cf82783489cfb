"""PyYAML's events to nodes: places, plain scalars, depth, and the same with either of its parsers."""

import subprocess
import sys

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bulletin.read.check import read
from bulletin.yaml_nodes import events
from bulletin.yaml_nodes.events import MAX_DEPTH, compose
from bulletin.yaml_nodes.nodes import Listing, MappingNode, Node, NodesError, Scalar
from tests.read.conftest import PARSERS
from tests.read.folder import ROOT


def word(text: str, line: int, column: int, end: int = 0) -> Scalar:
    """A scalar without quotes on one line."""
    return Scalar(text=text, line=line, column=column, plain=True, end=end or column + len(text))


def refused(text: str) -> tuple[str, int, int]:
    with pytest.raises(NodesError) as caught:
        compose(text)
    return caught.value.code, caught.value.line, caught.value.column


@pytest.mark.usefixtures("parser")
class TestEitherParser:
    def test_every_node_has_its_place(self) -> None:
        node = compose("键: 甲乙\nb:\n  - [x, '潍坊']\n  - c: 12:30\n")
        quoted = Scalar(text="潍坊", line=3, column=9, plain=False, end=13)
        flow = Listing(items=(word("x", 3, 6), quoted), line=3, column=5)
        inner = MappingNode(pairs=((word("c", 4, 5), word("12:30", 4, 8)),), line=4, column=5)
        listing = Listing(items=(flow, inner), line=3, column=3)
        pairs = ((word("键", 1, 1), word("甲乙", 1, 4)), (word("b", 2, 1), listing))
        assert node == MappingNode(pairs=pairs, line=1, column=1)

    @pytest.mark.parametrize(
        "typed", ["012", "12:30", "no", "~", "null", "1e3", "0x1F", "2019-04-24", "-1.5", "a#b", "http://a", "😀甲"]
    )
    def test_a_plain_scalar_stays_the_text_that_was_typed(self, typed: str) -> None:
        assert compose(f"a: {typed}  # 注\n") == MappingNode(
            pairs=((word("a", 1, 1), word(typed, 1, 4)),), line=1, column=1
        )

    @pytest.mark.parametrize(
        ("typed", "text", "end"),
        [
            ("'甲 # 乙'", "甲 # 乙", 11),
            ('"\\u6f4d\\x41"', "潍A", 16),
            ("甲\n  乙", "甲 乙", 0),
            ("|\n  甲\n  乙\n", "甲\n乙\n", 0),
        ],
    )
    def test_quotes_and_blocks_are_undone(self, typed: str, text: str, end: int) -> None:
        node = compose(f"a: {typed}")
        assert isinstance(node, MappingNode)
        assert node.pairs[0][1] == Scalar(text=text, line=1, column=4, plain=typed[0] == "甲", end=end)

    @pytest.mark.parametrize("text", ["", "\n\n", "# 注\n", "---\n"])
    def test_nothing_is_no_node(self, text: str) -> None:
        assert compose(text) is None

    def test_a_key_without_a_value_has_an_empty_one(self) -> None:
        assert compose("a:\nb: \n") == MappingNode(
            pairs=((word("a", 1, 1), word("", 1, 3, 3)), (word("b", 2, 1), word("", 2, 3, 3))), line=1, column=1
        )

    @pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\x85"])
    def test_lines_are_the_editors_and_not_those_of_yaml(self, separator: str) -> None:
        assert compose(f"a: 甲{separator}b: 乙\nc: 丙") == MappingNode(
            pairs=(
                (word("a", 1, 1), word("甲", 1, 4)),
                (word("b", 1, 6), word("乙", 1, 9)),
                (word("c", 2, 1), word("丙", 2, 4)),
            ),
            line=1,
            column=1,
        )

    @pytest.mark.parametrize(
        ("above", "opening", "column"),
        [
            ("b: ", "[", 4 + (MAX_DEPTH - 1)),
            ("b: ", "{", 4 + (MAX_DEPTH - 1)),
            ("b: ", "{a: ", 4 + 4 * (MAX_DEPTH - 1)),
            ("b: ", "[? ", 5 + 3 * (MAX_DEPTH // 2 - 1)),
            ("", "- ", 1 + 2 * MAX_DEPTH),
            ("", "? ", 1 + 2 * MAX_DEPTH),
        ],
    )
    def test_200_000_nested_nodes_end_at_the_limit(
        self, above: str, opening: str, column: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Stops after some hundred events, whatever follows, so neither stack nor time runs out."""
        taken = 0
        add = events._Composition.add

        def counted(composition: events._Composition, event: yaml.Event) -> None:
            nonlocal taken
            taken += 1
            add(composition, event)

        monkeypatch.setattr(events._Composition, "add", counted)
        assert refused("# 注\n" + above + opening * 200_000) == ("yaml-depth", 2, column)
        assert taken < 5 * MAX_DEPTH

    def test_a_parser_with_a_limit_of_its_own_leaves_the_judgement_to_ours(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """libyaml 0.2.6 ends at 1,000 brackets, which it scans before it hands the first of them on."""

        class Shallow(yaml.SafeLoader):
            def check_event(self, *choices: object) -> bool:
                raise yaml.scanner.ScannerError(None, None, "exceeded maximum nesting depth", self.get_mark())

        monkeypatch.setattr(events, "event_parser", lambda: Shallow)
        assert refused("a: b\nc: " + "[" * 1200) == ("yaml-depth", 2, 4 + MAX_DEPTH - 1)

    def test_the_limit_itself_is_taken(self) -> None:
        assert compose("[" * MAX_DEPTH + "]" * MAX_DEPTH)
        assert refused("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1)) == ("yaml-depth", 1, MAX_DEPTH + 1)
        assert compose("- " * MAX_DEPTH + "a")
        assert refused("- " * (MAX_DEPTH + 1) + "a") == ("yaml-depth", 1, 2 * MAX_DEPTH + 1)

    @pytest.mark.parametrize(
        ("text", "place"),
        [
            ("a: x\nb: *c\n", ("yaml-alias", 2, 4)),
            ("a: x\nb: &c d\n", ("yaml-anchor", 2, 4)),
            ("a: x\nb: !t d\n", ("yaml-tag", 2, 4)),
            ("a: x\nb: !<> d\n", ("yaml-tag", 2, 6)),
            ("a: x\n---\nb: y\n", ("yaml-documents", 2, 1)),
            ("a: x\n[b]: y\n", ("yaml-key", 2, 1)),
            ("a: x\nb: 甲乙\x0b丙\n", ("yaml-character", 2, 6)),
            ('a: x\nb: "C:\\照片"\n', ("yaml-escape", 2, 7)),
            ("a: x\nb: [c\nd: e\n", ("yaml-open", 2, 4)),
            ("a: x\nb: [c\n", ("yaml-open", 2, 4)),
            ("a: x\nb: {c: [d]", ("yaml-open", 2, 4)),
            ("a: x\nb: 'c\n", ("yaml-open", 2, 4)),
            ("a: x\n  b: c\n", ("yaml-no-colon", 2, 1)),
            ("a: x\nb: c: d\n", ("yaml-colon", 2, 5)),
            ("a: x\nb\nc: d\n", ("yaml-no-colon", 3, 1)),
            ("a: x\nb: @c\n", ("yaml-start", 2, 4)),
            ("a: x\nb:\n\t- c\n", ("yaml-tab", 3, 1)),
            ("- a\nb: c\n", ("yaml-indent", 2, 1)),
            ("a: x\nb: 'c' d\n", ("yaml-indent", 2, 8)),
            ("a:\n  - x\n b\n", ("yaml-indent", 3, 2)),
            ("a: x\nb: ]\n", ("yaml", 2, 4)),
        ],
    )
    def test_a_fault_stands_at_its_place(self, text: str, place: tuple[str, int, int]) -> None:
        assert refused(text) == place

    @pytest.mark.parametrize("typed", ['"\\ud800"', '"\\U00110000"', '"\\UFFFFFFFF"', '"\\xZZ"', '"\\q"'])
    def test_an_escape_that_is_no_character_is_refused(self, typed: str) -> None:
        assert refused(f"a: x\nb: {typed}\n") == ("yaml-escape", 2, 5)


def reading(text: str, parser: str) -> Node | str | None:
    """What the text is with this parser; "refused" for a fault. Where nothing stands the parsers differ by a blank."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(events, "event_parser", lambda: PARSERS[parser])
        try:
            return without_places_of_nothing(compose(text))
        except NodesError as fault:
            return "refused" if 1 <= fault.line <= text.count("\n") + 1 else "refused at no line of the text"


def without_places_of_nothing(node: Node | None) -> Node | None:
    if isinstance(node, Listing):
        return node._replace(items=tuple(filter(None, map(without_places_of_nothing, node.items))))
    if isinstance(node, MappingNode):
        return node._replace(pairs=tuple((key, without_places_of_nothing(value) or value) for key, value in node.pairs))
    if isinstance(node, Scalar) and node.plain and not node.text:
        return word("", 0, 0)
    return node


PIECES = [
    "a: ", "b:", "键: ", "c: x", "- ", "- a: ", "{", "}", "[", "]", ", ", ",", "x", "甲乙", "-1.5", '"q"', "'q'", "''",
    " # c", "#", ": ", ":", " ", "  ", "\n", "\n", "\n  ", "\n    ", "\n- ", "\n  - ", "*a", "&a", "!t", "|", ">", "~",
    "---", "\t", "?", "%", "@", "`", "\\", '"', "'", "12:30", "a#b", "http://a", "-", "=", "<<", "😀", "\u3000", "x y",
    "\u2028", "\x0b", '"\\x41"', '"\\ud800"',
]  # fmt: skip
pieces = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)

# Texts that mean something, to be spoiled a little.
SOUND = [
    "a: x\nb: [x, 甲, 1.5]\nc: {d: e, f: [g]}\n",
    "a:\n  b: x\n  c:\n    - d\n    - e: f\n      g: h\nk: 'q'\n",
    'a:\n- x\n- {b: c,\n   d: e}\n# c\n\nb: "x: y"  # c\n',
    "a:\n  {b: c, d: -0.5}\nb:\nc: x y\n",
]
spoiled = st.tuples(st.sampled_from(SOUND), st.integers(0, 60), st.sampled_from(PIECES), st.integers(0, 2)).map(
    lambda parts: parts[0][: parts[1]] + parts[2] + parts[0][parts[1] + parts[3] :]
)


@pytest.mark.skipif(PARSERS["libyaml"] is None, reason="this PyYAML was built without libyaml")
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(pieces, spoiled))
@example("a: x\n  y\n")
@example("a: x #b\n")
@example("a: b:c d#e\n")
@example("a:\n\n  # c\nb: \n")
@example("- a\n- b: c\n  d: e\n")
@example("a: [b, c]\n  d: e\n")
@example("a: [b\n,c]\n")
def test_what_both_parsers_take_they_take_alike(text: str) -> None:
    """The one in Python refuses a few more texts (a tab behind a word, say); what it takes is the same."""
    by_c, by_python = reading(text, "libyaml"), reading(text, "python")
    assert "refused at no line of the text" not in (by_c, by_python)
    assert "refused" in (by_c, by_python) or by_c == by_python


@pytest.mark.parametrize("name", PARSERS)
def test_sound_texts_are_taken(name: str) -> None:
    for text in SOUND:
        assert isinstance(reading(text, name), MappingNode)


def test_the_shipped_issue_is_the_same_without_libyaml() -> None:
    script = (
        "import sys\nsys.modules['yaml._yaml'] = None\nimport yaml\nassert not yaml.__with_libyaml__\n"
        "from bulletin.read.check import read\n"
        "from bulletin.yaml_nodes.events import event_parser\nassert event_parser() is yaml.SafeLoader\n"
        "sys.stdout.buffer.write(repr(read('content', None, root='.')).encode())\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=True)
    here = repr(read("content", None, root="."))
    assert done.stdout.decode() == here
