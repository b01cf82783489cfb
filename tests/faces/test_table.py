"""fonts.yaml as an office may write it, and its faults."""

from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from bulletin.faces.face import open_faces
from bulletin.problems import ContentError

FONTS = Path(__file__).parent.parent.parent / "fonts"


def write(folder: Path, text: str) -> str:
    (folder / "fonts.yaml").write_text(text, encoding="utf-8")
    return str(folder)


def faults(folder: str) -> str:
    with pytest.raises(ContentError) as caught:
        open_faces(folder)
    assert all(
        problem.place is not None and problem.place.file.endswith("fonts.yaml") for problem in caught.value.problems
    )
    return "\n".join(problem.message + problem.hint for problem in caught.value.problems)


def test_an_office_names_its_own_file_before_ours(tmp_path: Path) -> None:
    own = FONTS / "BulletinKai-Regular.ttf"
    ours = FONTS / "NotoSerifSC-Regular.ttf"
    folder = write(
        tmp_path,
        f"faces:\n  fang: {{file: '{own}'}}\n  song: {{file: '{ours}'}}\n"
        "roles:\n  fangsong: [fang, song]\n  song: song\n",
    )
    faces = open_faces(folder)
    assert faces.choose("fangsong", "中") == "fang"
    assert faces.choose("fangsong", "——") == "song"
    assert faces.chain("song") == ("song", "fang")


def test_a_system_face_comes_last_and_is_marked_as_such(tmp_path: Path) -> None:
    kai, song = FONTS / "BulletinKai-Regular.ttf", FONTS / "NotoSerifSC-Regular.ttf"
    folder = write(
        tmp_path, f"faces:\n  a: {{file: '{kai}'}}\nroles:\n  song: [a]\nsystem: ['{song}', /nowhere/at/all.ttf]\n"
    )
    faces = open_faces(folder)
    assert faces.chain("song") == ("a", "system-0")
    assert faces.face("system-0").file.system
    assert not faces.face("a").file.system


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    text = faults(
        write(
            tmp_path,
            "faces:\n  a: {file: none.ttf, size: 3}\n  b: {}\n  c: {file: none.ttf, number: x}\n"
            "  e: {file: none.ttf, number: 4294967296}\n"
            "roles:\n  song: [a, d]\n  hei: 7\n",
        )
    )
    for part in ("none.ttf", "size", "“b”", "number", "“song”", "：d", "“hei”", "“e”的 `number`"):
        assert part in text, part


@pytest.mark.parametrize(
    "text",
    ["", "[1, 2]", "faces: {}\nroles: {}\n", "faces:\n  a: [x\n", "faces: 3\nroles: [1]\n", "a: !!python/name:os.x 1"],
)
def test_other_shapes_are_refused(tmp_path: Path, text: str) -> None:
    assert faults(write(tmp_path, text))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("faces:\n  a: {flie: a.ttf}\nroles: {song: a}\n", "2:13: “flie”"),
        ("faces:\n  a: {file: a.ttf, file: b.ttf}\nroles: {song: a}\n", "2:20: “file”写了两次"),
        ("faces:\n  a: {file: a.ttf}\nroles: {song: a}\nroles: {hei: a}\n", "4:1: “roles”写了两次"),
        ("faces:\n  a: {file: a.ttf, sha256: [x]}\nroles: {song: a}\n", "2:28: `sha256`"),
        ("faces:\n  a: {file: a.ttf}\nroles: {song: [a, {hei: 1}]}\n", "3:15: “song”"),
        ("faces:\n  a: {file: a.ttf}\nroles: {song: a}\nsystem: {a: b}\n", "4:9: `system`"),
    ],
)
def test_nothing_in_a_table_is_passed_over(tmp_path: Path, text: str, told: str) -> None:
    place, _, words = told.partition(": ")
    with pytest.raises(ContentError) as caught:
        open_faces(write(tmp_path, text))
    found = {f"{one.place.line}:{one.place.column}": one.message for one in caught.value.problems if one.place}
    assert words in found.get(place, ""), found


def test_a_table_of_ones_own_may_be_partial_and_says_nothing_twice(tmp_path: Path) -> None:
    def faults_of(text: str) -> str:
        with pytest.raises(ContentError) as caught:
            open_faces(write(tmp_path, text), str(FONTS))
        return "\n".join(f"{problem.message} {problem.hint}" for problem in caught.value.problems)

    assert open_faces(write(tmp_path, "roles:\n  song: [kai]\n"), str(FONTS)).chain("song")[0] == "kai"
    assert "song”写了两次" in faults_of("roles:\n  song: [kai]\n  song: [kai]\n")
    assert "不用写这一部分" in faults_of("roles: {}\n")
    assert "删掉这个文件" in faults_of("# 空\n")
    assert "项目“rolse” 可用的项目：faces、roles" in faults_of("roles:\n  song: [kai]\nrolse:\n  hei: [kai]\n")
    (tmp_path / "a.ttf").symlink_to(FONTS / "NotoSerifSC-Regular.ttf")
    assert "的文件是链接，指到 fonts 文件夹外面：a.ttf" in faults_of("faces:\n  a: {file: a.ttf}\n")


def test_a_table_written_for_edition_0_1_is_still_read(tmp_path: Path) -> None:
    """Offices put their faces into our fonts.yaml, which then held the glyph of the dash."""
    ours = FONTS / "NotoSerifSC-Regular.ttf"
    faces = open_faces(write(tmp_path, f"faces:\n  a: {{file: '{ours}', dash: 17}}\nroles:\n  song: a\n"))
    assert faces.face("a").advance("——") == 2000


def told_of(folder: str) -> list[tuple[str, str, int | None]]:
    with open_faces(folder, str(FONTS)) as faces:
        assert not faces.undrawn("song", frozenset("中文学"))
        faces.undrawn("song-black", frozenset())
        return [(told.code, told.message, told.place and told.place.line) for told in faces.judged()]


@pytest.mark.parametrize(
    ("roles", "codes"),
    [
        ("song: [own]", ["other-face"]),
        ("song: [own, song]", []),  # only the first is the office's, for its letters and digits
        ("song: [own, hei]", []),
        ("song: [kai]", []),
        ("song: [own]\n  song-blakc: [own]", ["other-face", "unused-role"]),
        ("song-balck: [own]", ["unused-role"]),
        ("song-balck: [kai]", []),  # a role of a layout that is not this one
        ("headline: [own]", []),
    ],
)
def test_an_own_face_that_does_not_come_to_print_is_told(tmp_path: Path, roles: str, codes: list[str]) -> None:
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "A"])
    builder.setupCharacterMap({65: "A"})
    pen = TTGlyphPen(None)
    for point, draw in zip(((0, 0), (0, 700), (500, 0)), (pen.moveTo, pen.lineTo, pen.lineTo), strict=True):
        draw(point)
    pen.closePath()
    glyph = pen.glyph()
    builder.setupGlyf({".notdef": glyph, "A": glyph})
    builder.setupHorizontalMetrics({".notdef": (600, 0), "A": (600, 0)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupPost()
    builder.save(tmp_path / "own.ttf")
    found = told_of(write(tmp_path, f"faces:\n  own: {{file: own.ttf}}\nroles:\n  {roles}\n"))
    assert [code for code, _, _ in found] == codes
    assert all(line for _, _, line in found)
    assert all("“中学文”，改用字体“song”" in message for code, message, _ in found if code == "other-face")


def test_a_wrong_face_is_told_once(tmp_path: Path) -> None:
    assert faults(write(tmp_path, "faces:\n  a: {number: 1}\nroles:\n  song: a\n")).count("\n") == 0


def test_a_missing_table_is_reported(tmp_path: Path) -> None:
    assert "字体表" in faults(str(tmp_path))


def test_a_file_that_is_no_font_is_reported_when_it_is_needed(tmp_path: Path) -> None:
    (tmp_path / "a.ttf").write_bytes(b"no font at all")
    faces = open_faces(write(tmp_path, "faces:\n  a: {file: a.ttf}\nroles:\n  song: a\n"))
    assert faces.choose("song", "中") is None
    with pytest.raises(ContentError) as caught:
        faces.judged()
    assert caught.value.problems[0].code == "bad-face"
