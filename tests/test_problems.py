"""How a problem is shown to an editor, and what the system says, in Chinese."""

import errno
import os

import pytest

from bulletin.problems import Place, Problem, cells, clipped, formatted, why


def test_each_way_out_has_a_line_of_its_own() -> None:
    shown = formatted(Problem("error", "overset", "1版排不下", hint="任选一种：\n《甲》删34字\n排2版"))
    assert shown.splitlines() == [
        "错误[overset]: 1版排不下",
        "  提示：任选一种：",
        "        《甲》删34字",
        "        排2版",
    ]


def test_han_newer_than_python_are_shown_and_control_characters_are_not() -> None:
    place = Place(file="a.md", line=1, column=2)
    shown = formatted(Problem("error", "no-glyph", "没有字体", place, shown="甲\U000323af乙\x1b丙"))
    assert "  甲\U000323af乙\ufffd丙" in shown.splitlines()


@pytest.mark.parametrize("number", sorted(errno.errorcode))
def test_the_system_s_refusals_are_told_in_chinese(number: int) -> None:
    said = why(OSError(number, os.strerror(number)))
    assert said
    assert not any(char.isascii() and char.isalpha() for char in said)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (FileNotFoundError(errno.ENOENT, "No such file or directory"), "没有这个文件或文件夹"),
        (PermissionError(errno.EACCES, "Permission denied"), "没有权限"),
        (NotADirectoryError(errno.ENOTDIR, "Not a directory"), "路径中有一处是文件，不是文件夹"),
        (OSError(errno.ENOSPC, "No space left on device"), "磁盘已满"),
        (OSError(errno.ENAMETOOLONG, "File name too long"), "文件名太长"),
        (OSError(errno.EDOM, "Numerical argument out of domain"), f"系统错误{errno.EDOM}"),
    ],
)
def test_common_refusals_have_words(error: OSError, said: str) -> None:
    assert why(error) == said


def test_a_refusal_without_a_number_is_told_too() -> None:
    assert why(OSError("cannot seek")).startswith("系统错误")


@pytest.mark.parametrize("most", [3, 44, 100])
def test_a_text_is_clipped_to_so_many_cells(most: int) -> None:
    for text in ("治水兴区", "ab治水" * 40, "e\u0301" * 60, "字" * 10**6):
        short = clipped(text, most)
        assert cells(short) <= most
        assert (short == text) == (cells(text) <= most)
        assert short == text or (short.endswith("…") and text.startswith(short[:-1]))
