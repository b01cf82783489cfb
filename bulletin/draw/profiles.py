"""ICC profiles of printing conditions: a layout names one, here it is found and judged."""

import os
from collections.abc import Sequence

from bulletin.model.design import PressDesign
from bulletin.opening import NotOpenedError, lies_below, read_file
from bulletin.problems import ContentError, Problem

MAX_PROFILE_BYTES = 16 * 1024 * 1024  # profiles of presses have 0.5 to 3 MB


def profile_path(press: PressDesign, folders: Sequence[str]) -> str:
    """The file that `press` names: a full path, or a name below the first of `folders` that has it.

    Raises:
        ContentError: there is no such file.
    """
    for folder in folders:
        path = os.path.join(folder, press.profile)
        if os.path.isfile(path) and (os.path.isabs(press.profile) or lies_below(path, folder)):
            return path
    raise _unreadable(press)


def read_profile(press: PressDesign, folders: Sequence[str]) -> bytes:
    """The profile that `press` names.

    Raises:
        ContentError: it is missing, or not a CMYK profile of a printing condition.
    """
    try:
        data = read_file(profile_path(press, folders), limit=MAX_PROFILE_BYTES)
    except NotOpenedError as error:
        raise _unreadable(press) from error
    # ICC.1:2004-10, 7.2: signature, device class and colour space stand in the header of 128 bytes.
    if len(data) < 132 or data[36:40] != b"acsp" or data[12:16] != b"prtr" or data[16:20] != b"CMYK":
        hint = "请用类别为 prtr 的 CMYK 特性文件，例如随附的 FOGRA39L_coated.icc"
        raise ContentError(Problem("error", "bad-profile", f"{press.profile} 不是印刷条件的 CMYK 特性文件", hint=hint))
    return data


def _unreadable(press: PressDesign) -> ContentError:
    hint = "把特性文件放进 layouts/icc/，再在版式的 `press.profile` 写它的文件名"
    return ContentError(Problem("error", "no-profile", f"无法读取印刷特性文件 {press.profile}", hint=hint))
