"""Which member of a collection is taken, and which role a face is made for."""

from collections.abc import Sequence

import pytest

from bulletin.begin.roles import Member, chosen_member, guessed_role
from bulletin.faces.identity import Embedding, Identity
from bulletin.faces.soundness import UnsoundError

ROLES = ("song", "song-bold", "song-black", "hei", "hei-bold", "kai", "fangsong", "brush")


def face(name: str, weight: int = 400, number: int = 0, *, variable: bool = False) -> Identity:
    return Identity(
        number=number,
        title=name,
        names=(name,),
        postscript="",
        weight=weight,
        weights=None,
        variable=variable,
        monospaced=False,
        embedding=Embedding("installable"),
        licence="",
    )


def members(names: Sequence[str], weights: Sequence[int] = ()) -> list[Member]:
    given = [*weights, *(400 for _ in names)]
    return [Member(face(name, given[number], number), 8105) for number, name in enumerate(names)]


# As the collections call their faces: Noto CJK, Windows, Arphic, 文泉驿.
@pytest.mark.parametrize(
    ("names", "taken"),
    [
        (["Noto Sans CJK JP", "Noto Sans CJK KR", "Noto Sans CJK SC", "Noto Sans CJK TC", "Noto Sans Mono CJK SC"], 2),
        (["Noto Sans Mono CJK SC", "Noto Sans CJK TC", "Noto Sans CJK SC"], 2),
        (["AR PL UKai HK", "AR PL UKai TW", "AR PL UKai CN"], 2),
        (["宋体", "新宋体"], 0),
        (["微软雅黑", "Microsoft YaHei UI"], 0),
        (["文泉驿点阵正黑", "文泉驿等宽正黑", "文泉驿正黑"], 2),
        (["思源宋体 JP", "思源宋体 SC"], 1),
    ],
)
def test_a_face_for_simplified_characters_comes_first(names: list[str], taken: int) -> None:
    assert chosen_member(members(names), "", "song").face.number == taken


def test_then_the_fullest_then_the_weight_of_the_role() -> None:
    few, many = members(["甲", "乙"])
    assert chosen_member([few._replace(characters=6763), many], "", "song").face.title == "乙"
    weights = members(["Han SC Light", "Han SC", "Han SC Bold", "Han SC Heavy"], [300, 400, 700, 900])
    taken = {role: chosen_member(weights, "", role).face.title for role in ("song", "song-bold", "song-black", "brush")}
    assert taken == {
        "song": "Han SC",
        "song-bold": "Han SC Bold",
        "song-black": "Han SC Heavy",
        "brush": "Han SC Heavy",
    }


def test_a_member_is_named_or_numbered() -> None:
    many = members(["宋体", "新宋体", "宋体 Bold"])
    assert chosen_member(many, "宋体", "song").face.number == 0  # a whole name before a part of one
    assert chosen_member(many, "bold", "song").face.number == 2
    assert chosen_member(many, "2", "song").face.number == 1
    for wish, told in (("黑体", "没有叫“黑体”"), ("4", "没有叫“4”"), ("体", "3个字体的名称都有“体”")):
        with pytest.raises(UnsoundError) as caught:
            chosen_member(many, wish, "song")
        assert told in caught.value.message
        assert "宋体、新宋体、宋体 Bold" in caught.value.hint


@pytest.mark.parametrize(
    ("name", "weight", "role"),
    [
        ("方正小标宋简体", 400, "song-black"), ("FZXiaoBiaoSong-B05S", 400, "song-black"),
        ("仿宋_GB2312", 400, "fangsong"), ("FangSong", 400, "fangsong"), ("华文仿宋", 400, "fangsong"),
        ("楷体_GB2312", 400, "kai"), ("KaiTi", 400, "kai"), ("AR PL UKai CN", 400, "kai"),
        ("宋体", 400, "song"), ("SimSun", 400, "song"), ("Noto Serif CJK SC", 400, "song"),
        ("Noto Serif CJK SC Bold", 700, "song-bold"), ("Source Han Serif SC Heavy", 900, "song-black"),
        ("黑体", 400, "hei"), ("微软雅黑 Bold", 700, "hei-bold"), ("Noto Sans CJK SC", 400, "hei"),
        ("HarmonyOS Sans SC Bold", 700, "hei-bold"), ("文泉驿正黑", 500, "hei"),
        ("方正行楷简体", 400, "brush"), ("隶书", 400, "brush"), ("华文新魏", 400, ""), ("Times New Roman", 400, ""),
    ],
)  # fmt: skip
def test_a_role_is_told_by_the_name(name: str, weight: int, role: str) -> None:
    assert guessed_role(face(name, weight), ROLES) == role


def test_a_role_that_there_is_not_is_not_guessed_and_a_variable_face_has_no_weight_of_its_own() -> None:
    assert guessed_role(face("仿宋"), ("song",)) == ""
    assert guessed_role(face("Noto Sans SC", 900, variable=True), ROLES) == "hei"
