"""A changed sentence is told word by word, and a word that is the same by chance parts no change in two."""

import pytest

from bulletin.desk.compare import word_edits as module
from bulletin.desk.compare.word_edits import word_edits


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("到2018年底建成", "到2019年底建成", [("2018", "2019")]),
        ("增长3.5%以上", "增长13.5%以上", [("3.5%", "13.5%")]),
        ("适时开展", "及时开展", [("适", "及")]),
        # 的 stands between two long changes: one change; between two short ones each is told
        ("抓好水务局的工程项目", "推进环保部的执法检查", [("抓好水务局的工程项目", "推进环保部的执法检查")]),
        ("甲的乙", "丙的丁", [("甲", "丙"), ("乙", "丁")]),
    ],
)
def test_what_changed_is_told(old: str, new: str, changed: list[tuple[str, str]]) -> None:
    found = word_edits(old, new)
    assert [(edit.old, edit.new) for edit in found if edit.old != edit.new] == changed
    assert ("".join(edit.old for edit in found), "".join(edit.new for edit in found)) == (old, new)


def test_a_text_that_is_too_long_is_one_change(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LONGEST_EXACT", 5)
    assert word_edits("一二三四五六", "一二三四五七") == (("一二三四五六", "一二三四五七"),)
