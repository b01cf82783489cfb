"""The reader for plain YAML gives PyYAML's own nodes, to the column, or leaves the text to it."""

from hypothesis import example, given
from hypothesis import strategies as st

from bulletin.yaml_nodes.nodes import NodesError, compose_by_yaml
from bulletin.yaml_nodes.plain import UNSURE, compose_plain

PIECES = [
    "a: ", "b:", "键: ", "c: x", "- ", "- a: ", "{", "}", "[", "]", ", ", ",", "x", "甲乙", "-1.5", '"q"', "'q'", "''",
    " # c", "#", ": ", ":", " ", "  ", "\n", "\n", "\n  ", "\n    ", "\n- ", "\n  - ", "*a", "&a", "!t", "|", ">", "~",
    "---", "\t", "?", "%", "@", "`", "\\", '"', "'", "12:30", "a#b", "http://a", "-", "=", "<<", "😀", "\u3000", "x y",
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


@given(st.one_of(pieces, spoiled))
@example("a: x\n  y\n")
@example("a: x #b\n")
@example("a: b:c d#e\n")
@example("a:\n\n  # c\nb: \n")
@example("- a\n- b: c\n  d: e\n")
@example("a: [b, c]\n  d: e\n")
@example("a: [b\n,c]\n")
def test_what_the_plain_reader_takes_is_what_pyyaml_reads(text: str) -> None:
    plain = compose_plain(text)
    if plain != UNSURE:
        try:
            assert plain == compose_by_yaml(text)
        except NodesError as error:
            raise AssertionError(f"PyYAML refuses it: {error}") from error


def test_ordinary_files_are_plain() -> None:
    for text in SOUND:
        assert compose_plain(text) != UNSURE
