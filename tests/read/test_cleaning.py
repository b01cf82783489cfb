"""What nobody sees or tells apart is made what it stands for, in every text of the content, and listed."""

from pathlib import Path

import pytest

from bulletin.faces.face import Faces, open_faces
from bulletin.read.check import missing_glyphs, read
from bulletin.read.cleaning import cleaner
from tests.read.folder import HEAD, ISSUE, ROOT, edition_of, outcome, report, write
from tests.read.test_glyphs import missing


@pytest.fixture(scope="module")
def faces() -> Faces:
    return open_faces(str(ROOT / "fonts"))


@pytest.mark.parametrize(
    ("typed", "clean", "rules"),
    [
        ("⽂件⽅法⼀⼾⾭", "文件方法一户青", "C4 C4 C4 C4 C4"),
        ("⺠⻓⻔⻋⻢⻰⻳⺟", "民长门车马龙龟母", "C4 C4 C4 C4 C4 C4 C4 C4"),
        ("⺀⺇⺾", "⺀⺇艹", "C4"),  # the first two have no equivalent that faces draw
        ("学\u200b习\ufeff\u00ad", "学习", "C1 C1 C1"),
        ("学\u200e\u202a\u2066\u2062\ufffc\u180e\u3164\u1160\u034f\U000e0041习", "学习", "C1 " * 10),
        ("\ufe00学\ufe00\ufe01 \U000e0100习\U000e0100", "学\ufe00 习\U000e0100", "C1 C1 C1"),
        ("cafe\u0301 A\u200b\u030a", "café Å", "C3 C3"),
        ("甲\t乙\u2003丙\u1680丁\u205f戊\u2800己", "甲 乙 丙 丁 戊 己", "C2 " * 5),
        ("\t甲", "\t甲", ""),  # YAML has its own word for a tab that indents
        ("35\u202fμg 1\u2007200 5\u00a0万 甲\u00a0乙", "35\u00a0μg 1\u00a0200 5\u00a0万 甲 乙", "C2 C2 C2"),
        ("title:\u00a0甲 date:\u00a02019", "title: 甲 date: 2019", "C2 C2"),
        ("\uf98eｶﾅ㏄％Ａ①", "\uf98eｶﾅ㏄％Ａ①", ""),
    ],
)
def test_each_kind_and_its_limits(typed: str, clean: str, rules: str) -> None:
    wash = cleaner(typed)
    line = wash(typed) if wash else None
    assert (line.clean if line else typed) == clean
    assert [edit.rule for edit in line.edits] == rules.split() if line else not rules


def test_an_accent_of_two_that_its_letter_does_not_take_has_its_place_twice() -> None:
    wash = cleaner("q\u0344b")
    assert wash
    line = wash("q\u0344b")
    assert line
    assert (line.clean, line.origins) == ("q\u0308\u0301b", (0, 1, 1, 2, 3))


def test_a_compatibility_ideograph_is_replaced_where_no_face_draws_it() -> None:
    wash = cleaner("\uf98e邉\uf9dc", drawn=lambda char: char == "\uf9dc")
    assert wash
    line = wash("\uf98e邉\uf9dc")
    assert line
    assert (line.clean, [edit.rule for edit in line.edits]) == ("年邉\uf9dc", ["C5"])


@pytest.mark.parametrize("normalise", ["true", "false"])
def test_every_text_is_cleaned_and_every_change_listed(normalise: str, tmp_path: Path) -> None:
    edition = edition_of(
        write(
            tmp_path,
            {
                "issue.yaml": f"masthead: 近赶⻓沙\n⽇期: 2019-04-24\nslogan: ⽐学\u200b赶超\nnormalise: {normalise}\n",
                "water.md": "---\n栏⽬: ⽔务\n标题: 治⽔\n单位职务: 局⻓\n作者: 王⽟\n要点: [⼯作]\n"
                "quote: 改善⺠生\n---\n\u200b\n改善⺠生。\n",
            },
        )
    )
    story = edition.reports[0]
    assert (story.column, story.title, story.post, story.author) == ("水务", "治水", "局长", "王玉")
    assert (story.points[0].text, story.quote, edition.slogan) == ("工作", "改善民生", "比学赶超")
    assert [paragraph.text for paragraph in story.paragraphs] == ["改善民生。"]
    assert [(c.place.line, c.place.column, c.old) for c in edition.changes if c.place.file.endswith("water.md")] == [
        (2, 2, "⽬"), (2, 5, "⽔"), (3, 6, "⽔"), (4, 8, "⻓"), (5, 6, "⽟"), (6, 6, "⼯"), (7, 10, "⺠"),
        (9, 1, "\u200b"), (10, 3, "⺠"),
    ]  # fmt: skip


def test_places_are_those_of_the_line_as_typed(tmp_path: Path) -> None:
    body = '\u200b学\u200b习\u00a0\u00a0规划先行的\u200e做法,此行"得\n'
    edition = edition_of(write(tmp_path, {"water.md": report("kicker: 一\u200b,二", body=body)}))
    assert [(c.place.line, c.place.column, c.old, c.new) for c in edition.changes] == [
        (6, 10, "\u200b", ""), (6, 11, ",", "，"),
        (8, 1, "\u200b", ""), (8, 3, "\u200b", ""), (8, 5, "\u00a0\u00a0", ""),
        (8, 12, "\u200e", ""), (8, 15, ",", "，"),
    ]  # fmt: skip
    (doubt,) = edition.problems
    assert doubt.place
    assert (doubt.code, doubt.place.column, doubt.shown) == ("odd-quotes", 18, body.strip("\n"))


WHITE = "\t\x0b\x0c\x85\u00a0\u1680\u2000\u2007\u200a\u2028\u2029\u202f\u205f\u2800\u3000"


@pytest.mark.parametrize("normalise", ["true", "false"])
def test_every_kind_of_white_space_is_a_space_or_a_line_end_that_faces_have(
    normalise: str, tmp_path: Path, faces: Faces
) -> None:
    for number, white in enumerate(WHITE):
        issue = ISSUE + f'folio: 甲{white}乙\nslogan: "甲{white}乙"\ncredits: {{编辑: 甲{white}乙}}\n'
        head = HEAD.replace("积极行动 强化管理", f'"甲{white}乙"').replace("苏晓辉", f"苏{white}晓辉")
        text = f"{head}normalise: {normalise}\n---\n甲{white}乙，学习考察。\n完{white}\n"
        folder = write(tmp_path / str(number), {"issue.yaml": issue, "water.md": text, "terms.txt": f"甲{white}乙\n"})
        edition = edition_of(folder)
        assert missing(folder, faces) == ()
        printed = (
            edition.reports[0].title, edition.folio, edition.slogan, *edition.terms,
            *(paragraph.text for paragraph in edition.reports[0].paragraphs),
        )  # fmt: skip
        assert not any(char.isspace() and char not in " \u00a0\u3000" for text in printed for char in text), repr(white)


@pytest.mark.parametrize("text", ['"甲\\u200b乙"', '"甲\\a乙"', '"甲\\t乙"', '"\\u2066甲"', '"甲\\ufffc"'])
def test_a_character_that_only_an_escape_writes_is_refused_at_its_place(text: str, tmp_path: Path) -> None:
    _, problems = outcome(write(tmp_path, {"water.md": report(f"kicker: {text}")}))
    assert [(p.code, p.place and p.place.line) for p in problems] == [("yaml-escape", 6)]


@pytest.mark.parametrize("masthead", ["\u200b", '"\u200b\ufeff"', "\u2066", "'\u3164'", "\u00a0\u2003"])
def test_a_masthead_of_invisible_characters_is_empty(masthead: str, tmp_path: Path) -> None:
    _, problems = outcome(write(tmp_path, {"issue.yaml": f"masthead: {masthead}\ndate: 2019-04-24\n"}))
    assert [(p.code, p.message) for p in problems] == [("no-masthead", "报头是空的")]


@pytest.mark.parametrize(
    ("char", "words"),
    [
        ("\uf0b7", "U+F0B7 是 Word 的项目符号"),
        ("\uf06e", "U+F06E 是 Word 的项目符号"),
        ("\uf0d8", "U+F0D8 是 Word 的项目符号"),
        ("\ue123", "U+E123 是某个软件自造的字"),
        ("\u0378", "看不见的字符 U+0378"),
        ("\u0e31", "“◌\u0e31”（U+0E31）"),
        ("\U00030edf", "“\U00030edf”（U+30EDF，扩展 G 的汉字）"),
    ],
)
def test_a_refusal_shows_what_one_can_see(char: str, words: str, tmp_path: Path, faces: Faces) -> None:
    (problem,) = missing(write(tmp_path, {"water.md": report(body=f"甲乙丙{char}丁。\n")}), faces)
    assert words in problem.message
    assert "“”" not in problem.message
    assert problem.place
    assert problem.place[1:] == (7, 4)


def test_faces_decide_on_compatibility_ideographs(tmp_path: Path, faces: Faces) -> None:
    folder = write(tmp_path, {"water.md": report("kicker: \uf904", body="\uf904度\uf9dc重。\n")})
    edition, design = read(str(folder), None, root=str(ROOT), drawn=faces.draws)
    assert missing_glyphs(edition, design, faces) == ()
    assert (edition.reports[0].kicker, edition.reports[0].paragraphs[0].text[0]) == ("滑", "滑")
    assert [(c.place.line, c.old) for c in edition.changes if c.rule == "C5"] == [(6, "\uf904"), (8, "\uf904")]
