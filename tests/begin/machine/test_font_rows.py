"""A face more in fonts.yaml: comments, order and all that is said stay as they were."""

import difflib

import pytest
import yaml

from bulletin.begin.font_rows import HEAD, FaceRow, with_face
from bulletin.problems import ContentError
from tests.conftest import ROOT

ROW = FaceRow("xbs", "方正 小标宋.ttf", "ab12", "方正小标宋；来自 A.ttf")
ENTRY = {"file": ROW.file, "sha256": ROW.sha256}


def changes(old: str, new: str) -> list[str]:
    """The lines that went or came, comments of the difference aside."""
    marked = difflib.unified_diff(old.splitlines(), new.splitlines(), n=0, lineterm="")
    return [line for line in marked if not line.startswith(("---", "+++", "@@"))]


def test_the_shipped_table_gets_three_lines_and_a_name_in_the_role() -> None:
    old = (ROOT / "fonts" / "fonts.yaml").read_text(encoding="utf-8")
    new = with_face(old, ROW, "fangsong", (), "fonts.yaml")
    went = [line for line in changes(old, new) if line.startswith("-")]
    came = [line for line in changes(old, new) if line.startswith("+")]
    assert len(went) == 1
    assert "# 没有可随附的仿宋" in went[0]
    assert came[:3] == ["+  xbs:  # 方正小标宋；来自 A.ttf", '+    file: "方正 小标宋.ttf"', '+    sha256: "ab12"']
    assert came[3] == "+" + went[0][1:].replace("[kai", "[xbs, kai")
    assert len(came) == 4
    before, after = yaml.safe_load(old), yaml.safe_load(new)
    assert list(after["faces"]) == [*before["faces"], "xbs"]
    assert after["faces"].pop("xbs") == ENTRY
    assert after["roles"].pop("fangsong") == ["xbs", *before["roles"].pop("fangsong")]
    assert after == before


@pytest.mark.parametrize(
    ("old", "role", "said"),
    [
        ("", "song", {"faces": {"xbs": ENTRY}, "roles": {"song": ["xbs", "p", "q"]}}),
        ("", "", {"faces": {"xbs": ENTRY}}),
        ("roles:\n  song: kai  # 楷\n", "song", {"roles": {"song": ["xbs", "kai"]}, "faces": {"xbs": ENTRY}}),
        (
            "faces: {a: {file: x}}  # 一行\nroles: {song: [a], hei: [a]}\n",
            "hei",
            {"faces": {"xbs": ENTRY, "a": {"file": "x"}}, "roles": {"song": ["a"], "hei": ["xbs", "a"]}},
        ),
        (
            "roles:\n    song:\n    - kai # 楷\n    - hei\n# 末尾\nsystem: []\n",
            "song",
            {"roles": {"song": ["xbs", "kai", "hei"]}, "system": [], "faces": {"xbs": ENTRY}},
        ),
        (
            "faces:\n  a:\n    file: x\n  # 缩进的说明\n\n# 顶格的说明\nroles:\n  song: [a,\n    b]\n",
            "song",
            {"faces": {"a": {"file": "x"}, "xbs": ENTRY}, "roles": {"song": ["xbs", "a", "b"]}},
        ),
        (
            "faces:\n   a: {file: x}\n",
            "brush",
            {"faces": {"a": {"file": "x"}, "xbs": ENTRY}, "roles": {"brush": ["xbs", "p", "q"]}},
        ),
        (
            "roles:\n  song: [xbs, a]\nfaces:\n  xbs: {file: y}\n",
            "song",
            {"roles": {"song": ["xbs", "a"]}, "faces": {"xbs": {"file": "y"}}},
        ),
    ],
)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_tables_written_in_any_way_keep_what_they_say(old: str, role: str, said: object, ends: str) -> None:
    old = old.replace("\n", ends)
    new = with_face(old, ROW, role, ("p", "q"), "fonts.yaml")
    assert yaml.safe_load(new) == said
    comments = [line.partition("#")[2] for line in old.splitlines() if "#" in line]
    assert [comment for comment in comments if comment not in new] == []
    if old:
        assert new.count("\n") == new.count(ends)
    else:
        assert new.startswith(HEAD)
    assert with_face(new, ROW, role, ("p", "q"), "fonts.yaml") == new, "a second time changes nothing"


def test_a_new_row_stands_behind_all_others_past_comments_at_the_margin() -> None:
    old = "faces:\n  a:\n    file: x\n# 顶格的说明\n  b:\n    file: y\nroles:\n  song: [a]\n"
    assert list(yaml.safe_load(with_face(old, ROW, "song", (), "fonts.yaml"))["faces"]) == ["a", "b", "xbs"]


def test_a_table_that_cannot_be_added_to_is_left_and_the_lines_are_told() -> None:
    with pytest.raises(ContentError) as caught:
        with_face("{faces: {a: {file: x}}}\n", ROW, "song", ("p",), "fonts.yaml")
    (problem,) = caught.value.problems
    assert problem.code == "fonts-table-not-changed"
    written = yaml.safe_load("\n".join(problem.hint.splitlines()[1:]))
    assert written == {"faces": {"xbs": ENTRY}, "roles": {"song": ["xbs", "p"]}}
