"""Characters that no face has are reported with every place before anything is drawn."""

from pathlib import Path

import pytest

from bulletin.faces.face import Faces, open_faces
from bulletin.problems import ContentError, Place, Problem, cells, formatted
from bulletin.read.check import missing_glyphs, read
from bulletin.read.no_glyph import no_glyph_words
from tests.read.folder import BODY, ISSUE, ROOT, report, write
from tests.read.test_word import packed
from tests.read.test_word_shown import FIGURES


@pytest.fixture(scope="module")
def faces() -> Faces:
    return open_faces(str(ROOT / "fonts"))


def missing(folder: Path, faces: Faces) -> tuple[Problem, ...]:
    edition, design = read(str(folder), None, root=str(ROOT))
    return missing_glyphs(edition, design, faces)


def test_the_shipped_edition_has_all_its_glyphs(faces: Faces) -> None:
    assert missing(ROOT / "content", faces) == ()


def test_rare_glyphs_and_emoji_are_reported_where_they_stand(faces: Faces, tmp_path: Path) -> None:
    body = BODY + "甲😀乙**\U00030003**丙😀\n"
    files: dict[str, str | bytes | None] = {
        "water.md": report("kicker: 𰀀面", body=body),
        "issue.yaml": ISSUE + "slogan: 比学😀\n",
    }
    found = missing(write(tmp_path, files), faces)
    assert [(p.place[1:], p.code) for p in found if p.place] == [
        ((4, 11), "no-glyph"),
        ((6, 9), "no-glyph"),
        ((13, 2), "no-glyph"),
        ((13, 10), "no-glyph"),
        ((13, 6), "no-glyph"),
    ]
    assert "U+1F600" in found[0].message
    assert "没有字体能印这个表情符号" in found[0].message
    assert "U+30000，扩展 G" in found[1].message


def test_a_character_of_a_file_s_name_is_told_at_that_file(faces: Faces, tmp_path: Path) -> None:
    files: dict[str, str | bytes | None] = {"water.md": report(), "issue.yaml": ISSUE, "ཀ用水.docx": packed(FIGURES)}
    (found,) = missing(write(tmp_path, files), faces)
    assert found.place
    assert found.place.named.endswith("ཀ用水.docx")
    assert "插入 Word" in found.hint


@pytest.mark.parametrize("char", ["\U00031350", "\U0002ebf0", "🩷", "\u31ef"], ids=("H", "I", "emoji", "sign"))
def test_a_character_younger_than_pythons_tables_is_no_unseen_one(char: str) -> None:
    message, hint = no_glyph_words(char)
    assert char in message
    assert "file:" in hint


@pytest.mark.parametrize("char", "ก\u0e34سאकཀᠠꡀ")
def test_no_face_is_named_for_scripts_that_are_not_set_letter_by_letter(char: str) -> None:
    message, hint = no_glyph_words(char)
    assert char in message
    assert "图片" in hint
    assert "file:" not in hint


@pytest.mark.parametrize(("char", "words"), [("฿", "有这个字的字体文件"), ("🇨", "Noto Emoji")])
def test_a_sign_among_other_blocks_has_its_own_hint(char: str, words: str) -> None:
    assert words in no_glyph_words(char)[1]


def test_a_variation_sequence_needs_its_base_only(faces: Faces, tmp_path: Path) -> None:
    body = BODY + "葛\U000e0100城\n"
    found = missing(write(tmp_path / "a", {"water.md": report(body=body)}), faces)
    assert found == ()


def test_an_unknown_role_is_a_problem_and_no_traceback(faces: Faces, tmp_path: Path) -> None:
    edition, design = read(str(write(tmp_path)), None, root=str(ROOT))
    design = design._replace(label=design.label._replace(role="heiti"))
    with pytest.raises(ContentError) as caught:
        missing_glyphs(edition, design, faces)
    assert [problem.code for problem in caught.value.problems] == ["unknown-role"]


def test_five_thousand_missing_characters_are_reported_shortly(faces: Faces, tmp_path: Path) -> None:
    found = missing(write(tmp_path, {"water.md": report(body="字😀" * 5000 + "\n")}), faces)
    assert 0 < len(found) <= 50


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        (
            Problem("error", "no-byline", "报告没有署名", Place("content/water.md", 3, 1), "加上 `post:`", "title: 甲"),
            "content/water.md:3:1: 错误[no-byline]: 报告没有署名\n  title: 甲\n  ^\n  提示：加上 `post:`",
        ),
        (
            Problem("warning", "x", "某事", Place("a.md", 3, 5), "", "一二，三é四"),
            "a.md:3:5: 警告[x]: 某事\n  一二，三é四\n          ^",
        ),
        (
            Problem("note", "x", "某事", Place("a.md", 1, 7), "", "ab\t一e\u0301x"),
            "a.md:1:7: 提醒[x]: 某事\n  ab 一e\u0301x\n        ^",
        ),
        (Problem("error", "x", "某事"), "错误[x]: 某事"),
    ],
)
def test_the_caret_stands_under_its_character(problem: Problem, text: str) -> None:
    assert formatted(problem) == text


def test_of_a_long_line_only_the_part_around_the_caret_is_shown() -> None:
    shown = formatted(Problem("error", "x", "某事", Place("a.md", 1, 5001), "", "前" * 5000 + "错" + "后" * 5000))
    _, line, caret = shown.split("\n")
    assert len(line) < 60
    assert cells(line[: line.index("错")]) == len(caret) - 1
    assert line.startswith("  …")
    assert line.endswith("…")
