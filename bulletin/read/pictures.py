"""Image files named in the content: below content/, readable, of a sound size; only their headers are opened."""

import os
import re
from collections.abc import Callable
from typing import Any

from bulletin.likeness import nearest
from bulletin.model.edition import Picture
from bulletin.problems import Place, Problem
from bulletin.read.source import Source

MAX_PIXELS = 80_000_000  # A2 at 400 dpi; more is a decompression bomb or a wrong file
MAX_PICTURE_BYTES = 64 * 1024 * 1024
PICTURE_FORMATS = ("JPEG", "PNG", "TIFF", "BMP", "GIF", "WEBP")
TURNED = (5, 6, 7, 8)  # EXIF orientations that lie on their side


def open_picture(
    folder: str, source: Source, file: str, caption: str, place: Place, problems: list[Problem]
) -> Picture | None:
    """The picture `file`, named from the folder of the content; None, and a problem, when it cannot be printed."""

    def fault(code: str, message: str, hint: str = "") -> None:
        problems.append(source.problem("error", code, message, place, hint))

    name = _as_stored(folder, file.replace("\\", "/"))
    path = os.path.join(folder, *name.split("/"))
    base = os.path.realpath(folder)
    if not name or "\x00" in name:
        fault("no-picture", "图片没有写文件名", "写成 `![图说](照片.jpg)`")
    elif "://" in name or name.startswith(("/", "~")) or name[1:2] == ":":
        fault("picture-outside", f"图片“{name}”不在 content 文件夹里", "把图片放进 content 文件夹，只写文件名")
    elif not os.path.realpath(path).startswith(base + os.sep):
        fault("picture-outside", f"图片“{name}”指到了 content 文件夹外面", "把图片放进 content 文件夹，只写文件名")
    elif not os.path.isfile(path):
        fault("no-picture", f"找不到图片“{name}”", _near(path))
    elif os.path.getsize(path) > MAX_PICTURE_BYTES:
        fault("picture-too-large", f"图片“{name}”超过 {MAX_PICTURE_BYTES >> 20} MB", "缩小后再用")
    else:
        return _sound(path, name, caption, place, fault)
    return None


def _as_stored(folder: str, name: str) -> str:
    """The name of the one file that differs from `name` only in widths, case or %20; `name` where there is none."""
    path = os.path.join(folder, *name.split("/"))
    if not name or "\x00" in name or "://" in name or os.path.exists(path) or not os.path.isdir(os.path.dirname(path)):
        return name
    above, slash, last = name.rpartition("/")
    wanted = {_folded(last), _folded(re.sub("(?:%[0-9A-Fa-f]{2})+", _decoded, last))}
    try:
        like = [stored for stored in os.listdir(os.path.dirname(path)) if _folded(stored) in wanted]
    except OSError:  # a folder that may not be read: the file is reported as missing
        return name
    return f"{above}{slash}{like[0]}" if len(like) == 1 else name


def _decoded(percents: re.Match[str]) -> str:
    return bytes.fromhex(percents.group().replace("%", "")).decode(errors="replace")


def _folded(name: str) -> str:
    from unicodedata import normalize

    return normalize("NFKC", name).casefold()


def _near(path: str) -> str:
    try:
        files = os.listdir(os.path.dirname(path))
    except OSError:
        return "文件夹不存在"
    near = nearest(os.path.basename(path), files)
    return f"是不是“{near}”？" if near else "把图片放进 content 文件夹，文件名（连同大小写）写得一样"


def _sound(path: str, name: str, caption: str, place: Place, fault: Callable[..., None]) -> Picture | None:
    """The picture at `path`, decoded far enough to know that it can be printed; None after a `fault`."""
    import warnings
    from hashlib import sha256

    from PIL import Image, UnidentifiedImageError

    smaller = f"缩小到{MAX_PIXELS // 10000} 万像素以下"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(path, formats=PICTURE_FORMATS) as image:
                width, height = image.size
                if width * height > MAX_PIXELS:
                    fault("picture-too-large", f"图片“{name}”有{width}×{height}像素，太大", smaller)
                    return None
                if _orientation(image) in TURNED:
                    width, height = height, width
                _check_data(image)
    except Image.DecompressionBombError:
        fault("picture-too-large", f"图片“{name}”的像素多得反常，没有打开", smaller)
    except UnidentifiedImageError:
        fault("broken-picture", f"图片“{name}”不是能印的图片", "用 JPEG 或 PNG")
    except PermissionError:
        fault("unreadable", f"图片“{name}”无法打开，没有权限")
    except Exception:  # a decoder fed with garbage may raise anything
        fault("broken-picture", f"图片“{name}”已损坏", "重新导出或换一张")
    else:
        with open(path, "rb") as data:
            digest = sha256(data.read()).hexdigest()
        file = os.path.abspath(path)
        return Picture(file=file, digest=digest, width_px=width, height_px=height, caption=caption, place=place)
    return None


def _orientation(image: Any) -> int:
    """How the camera was held; Pillow's own getexif would decode a whole PNG to look behind its pixels."""
    from PIL import Image

    if image.format != "PNG":
        exif = image.getexif()
    else:
        exif = Image.Exif()
        exif.load(image.info.get("exif", b""))
    found = exif.get(0x0112, 1)
    return found if isinstance(found, int) else 1


def _check_data(image: Any) -> None:
    """Find truncated data now and not in the middle of a page: PNG by its checksums, JPEG at an eighth of its size.

    Nothing can be done with the image afterwards.
    """
    if image.format == "PNG":
        image.verify()
        return
    if image.format == "JPEG":
        image.draft("RGB", (image.width // 8 or 1, image.height // 8 or 1))
    image.load()
