"""What a face says of itself: the name that is shown, the beginning of its licence."""

from io import BytesIO

from fontTools.ttLib import TTFont

from bulletin.faces.identity import identify
from tests.faces.damage import truetype

SIMPLIFIED, TRADITIONAL, ENGLISH = 0x804, 0x404, 0x409


def called(*names: tuple[int, int, str]) -> bytes:
    """The sound little face with these names: kind, language of Windows, text."""
    font = TTFont(BytesIO(truetype()))
    font["name"].names = []
    for kind, language, text in names:
        font["name"].setName(text, kind, 3, 1, language)
    file = BytesIO()
    font.save(file)
    return file.getvalue()


def test_the_chinese_name_is_shown_the_simplified_one_first() -> None:
    english, simplified, traditional = (
        (4, ENGLISH, "FZXiaoBiaoSong"),
        (4, SIMPLIFIED, "小标宋"),
        (4, TRADITIONAL, "小標宋"),
    )
    assert identify(called(english, traditional, simplified), 0).title == "小标宋"
    assert identify(called(english, traditional), 0).title == "小標宋"
    assert identify(called(english), 0).title == "FZXiaoBiaoSong"
    assert identify(called(english, simplified), 0).names == ("小标宋", "FZXiaoBiaoSong")


def test_the_full_name_goes_before_the_family_and_postscript_names() -> None:
    postscript, family, full = (6, ENGLISH, "FZ-1"), (1, SIMPLIFIED, "方正"), (4, SIMPLIFIED, "方正小标宋")
    assert identify(called(postscript, family, full), 0).title == "方正小标宋"
    assert identify(called(postscript, family), 0).title == "方正"
    assert identify(called(postscript), 0).title == "FZ-1"


def test_of_a_licence_the_first_sentence_is_shown() -> None:
    said = (13, ENGLISH, "Licensed under the OFL. It is available with a FAQ at some address.")
    assert identify(called(said), 0).licence == "Licensed under the OFL"
