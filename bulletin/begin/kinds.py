"""What a file that is handed in is: by its first bytes, for endings lie, then by its name.

A `.doc` is often RTF, a web page or a renamed `.docx`; each is taken for what it is. What cannot be taken is refused
with a reason and what to do about it.
"""

import os
import re
from io import BytesIO
from typing import Literal, NamedTuple, TypeAlias
from zipfile import ZipFile

from bulletin.model.kept_plan import PLAN_NAME
from bulletin.problems import WORD_ENDINGS
from bulletin.read.folder import ISSUE_FILE, NO_REPORTS, TERMS_FILE, TEXT_ENDINGS, WORDING_FILES, plain, stem
from bulletin.read.office_zip import COMPOUND_FILE

Use: TypeAlias = Literal["text", "word", "converted", "picture", "table", "issue", "terms"]

OFFICE_ENDINGS = (*WORD_ENDINGS, ".doc", ".wps", ".odt", ".rtf", ".dot", ".wpt", ".dotx", ".dotm", ".fodt")
PICTURE_ENDINGS = (".jpg", ".jpeg", ".jpe", ".png", ".gif", ".bmp", ".tif", ".tiff", ".webp")
MOST_ZIPPED = 20_000  # of a zip whose directory is looked at: a report with many pictures has some hundreds
SEARCHED = 1 << 16  # bytes in which the signs of web pages and XML are looked for
SECTOR = 512  # bytes: streams of a compound file begin at multiples of it (MS-CFB 2.2)

_WORD_STREAM = b"\xec\xa5"  # wIdent of a FIB, with which the stream WordDocument begins: MS-DOC 2.5.2
_FIB_ENCRYPTED = 0x0100  # fEncrypted of FibBase, 10 bytes behind its beginning: MS-DOC 2.5.2
_WEB_FILTER = "HTML (StarWriter)"  # of LibreOffice: a page as a text document, and not as a page to edit
_PICTURE_BEGINNINGS = (
    (b"\xff\xd8\xff", ".jpg"), (b"\x89PNG\r\n", ".png"), (b"GIF8", ".gif"), (b"BM", ".bmp"), (b"II*\0", ".tif"),
    (b"MM\0*", ".tif"),
)  # fmt: skip

SAVE_AS_WORD = "用 Word 或 WPS 打开，另存为 .docx，再导入"
_AS_TABLE = "要印里面的表，就把表粘贴到 Word 稿件里；或另存为 .csv 再导入，在文本稿件里单独写一行 `![表题](文件名.csv)`"
_COPY_WORDS = "打开后把文字复制到 Word 里，存为 .docx 再导入；有 Word 原稿的，导入原稿"
_UNLOCK = "打开后取消密码，保存，再导入"
_HAND_IN_AGAIN = "可能没有复制完或下载完：重新复制一份再导入"
_UNZIP = "解压，再导入解压出来的文件夹"

# What other files are, by their endings, and what to do.
_REFUSED = (
    (".pdf .ofd .caj .ceb .ps", "是版式文件", _COPY_WORDS),
    (".html .htm .mht .mhtml .xml .eml .msg .url", "是网页或邮件", _COPY_WORDS),
    (".xlsx .xls .xlsm .et .ods", "是 Excel 表格", _AS_TABLE),
    (".pptx .ppt .dps .odp", "是幻灯片", _COPY_WORDS),
    (".zip .rar .7z .gz .tar .tgz .bz2 .xz", "是压缩包", _UNZIP),
    (".heic .heif .svg .eps .ai .psd .cdr .raw .avif .wmf .emf", "是不能直接印的图片", "另存为 .jpg 或 .png，再导入"),
    (".pages .wpd", "是别的文字处理软件的文件", "在原来的软件里导出为 .docx，再导入"),
    (".bak .tmp .old .orig .part .crdownload .swp", "像是备份或临时文件", "要印就改成原来的扩展名，再导入"),
    (".mp4 .mov .avi .mp3 .wav .m4a .wmv", "是录像或录音", "不能印，不用管"),
    (".lnk", "是快捷方式", "导入它指向的文件"),
)  # fmt: skip
_REFUSED_ENDINGS = {ending: (what, hint) for endings, what, hint in _REFUSED for ending in endings.split()}


class HandedKind(NamedTuple):
    """What is done with a file."""

    use: Use
    ending: str  # that it has in the content folder; of one to convert, that by which LibreOffice knows it
    filter: str = ""  # of LibreOffice, where it would choose another by itself


class RefusedError(Exception):
    """A file that is not taken: `message` is a Chinese clause that follows its name, `hint` what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def kind_of(name: str, data: bytes) -> HandedKind:
    """What the file `name` with the bytes `data` is.

    Raises:
        RefusedError: it is nothing that an issue can use.
    """
    small = plain(name)
    base, ending = os.path.splitext(small)
    if not data.strip():
        raise RefusedError("是空文件", "检查是不是没有存好；不用就不管它")
    if small == ISSUE_FILE:
        return HandedKind("issue", ".yaml")
    if small in (TERMS_FILE, *WORDING_FILES):
        return HandedKind("terms", ".txt")
    if small == PLAN_NAME:
        raise RefusedError("是上一期的版面记录", "新的一期不用它")
    kind = _by_beginning(ending, data)
    if kind.use in ("text", "word", "converted") and stem(base) in NO_REPORTS:  # under this name no build reads it
        hint = f"要印就换一个文件名；是词表就改名为 {TERMS_FILE} 或 {WORDING_FILES[1]}，再导入"
        raise RefusedError("像是说明或词表，不是稿件", hint)
    return kind


def _by_beginning(ending: str, data: bytes) -> HandedKind:
    """What a file is by its first bytes, else by its ending."""
    if data.startswith(b"PK\x03\x04"):
        return _zipped(ending, data)
    if data.startswith(COMPOUND_FILE):
        return _compound(ending, data)
    if data.startswith(b"{\\rtf"):
        return HandedKind("converted", ".rtf")
    if found := _picture(data):
        return HandedKind("picture", ending if ending in PICTURE_ENDINGS else found)
    for beginning, looks in ((b"%PDF", ".pdf"), (b"Rar!", ".rar"), (b"7z\xbc\xaf", ".7z")):
        if data.startswith(beginning):
            raise RefusedError(*_REFUSED_ENDINGS[looks])
    return _by_name(ending, data)


def _by_name(ending: str, data: bytes) -> HandedKind:
    """What a file is that says nothing of itself, by the ending of its name."""
    if ending in TEXT_ENDINGS:
        return HandedKind("text", ending)
    if ending == ".csv":
        return HandedKind("table", ending)
    if ending in OFFICE_ENDINGS or (ending == ".xml" and b"w:wordDocument" in data[:SEARCHED]):
        return _marked_up(data)
    if ending in PICTURE_ENDINGS:
        raise RefusedError("不是图片，或已损坏", "找到原来的图片，另存为 .jpg 或 .png，再导入")
    if ending in (".yaml", ".yml"):
        raise RefusedError(f"不是 {ISSUE_FILE}", f"是一期的设置就改名为 {ISSUE_FILE}，再导入")
    if not ending:
        raise RefusedError("没有扩展名", "是稿件就在文件名后面加上 .txt，再导入")
    known = _REFUSED_ENDINGS.get(ending)
    raise RefusedError(*(known or ("不是稿件或图片", "要印的文字复制到 Word 里，存为 .docx 再导入")))


def _marked_up(data: bytes) -> HandedKind:
    """What a file with an ending of Word's is that is no file of Word's: a web page, XML, plain text."""
    head = data[:SEARCHED].lstrip(b"\xef\xbb\xbf \t\r\n")
    small = head.lower()
    if b"<w:worddocument" in small:
        return HandedKind("converted", ".xml")
    if b"office:document " in small and b"opendocument" in small:
        return HandedKind("converted", ".fodt")
    if re.match(rb"<(!doctype html|html|head|body|meta|\?xml[^>]*>\s*<(!doctype html|html))", small):
        return HandedKind("converted", ".html", _WEB_FILTER)
    if small.startswith((b"mime-version:", b"from:", b"content-type:")):
        raise RefusedError("是单个网页文件（.mht）改的名", SAVE_AS_WORD)
    if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise RefusedError("不是 Word 文件，或已损坏", f"{_HAND_IN_AGAIN}；能打开的，{SAVE_AS_WORD}")
    return HandedKind("text", ".txt")


def _picture(data: bytes) -> str:
    """The ending of a picture by its first bytes; "" for other files."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return ".webp"
    found = next((ending for beginning, ending in _PICTURE_BEGINNINGS if data.startswith(beginning)), "")
    return "" if found == ".bmp" and data[6:10] != bytes(4) else found  # two letters are no sign: reserved fields are 0


def _zipped(ending: str, data: bytes) -> HandedKind:
    """What a zip is: Word's, OpenDocument, another program's, or an archive."""
    if data.count(b"PK\x01\x02") > MOST_ZIPPED:
        raise RefusedError(*_REFUSED_ENDINGS[".zip"])
    try:
        with ZipFile(BytesIO(data)) as archive:
            names = {name.lower(): name for name in archive.namelist()}
            held = names.get("mimetype")
            mime = _beginning(archive, held) if held else b""
            manifest = names.get("meta-inf/manifest.xml", "") if mime else ""
            locked = b"encryption-data" in (_beginning(archive, manifest) if manifest else b"")
    except Exception as error:  # foreign bytes: zipfile and zlib raise many kinds
        raise RefusedError("不完整或已损坏", _HAND_IN_AGAIN) from error
    if locked:
        raise RefusedError("设了打开密码", _UNLOCK)
    if any(name.startswith("word/document") for name in names):
        if ending in (".dotx", ".dotm"):
            return HandedKind("converted", ending)
        return HandedKind("word", ending if ending in WORD_ENDINGS else ".docx")
    if mime.startswith(b"application/vnd.oasis.opendocument.text"):
        return HandedKind("converted", ".odt")
    looks = ".xlsx" if "xl/workbook.xml" in names or b"spreadsheet" in mime else ""
    looks = ".pptx" if "ppt/presentation.xml" in names or b"presentation" in mime else looks
    raise RefusedError(*_REFUSED_ENDINGS[looks or (ending if ending in (".ofd", ".pages") else ".zip")])


def _beginning(archive: ZipFile, name: str) -> bytes:
    with archive.open(name) as opened:
        return opened.read(SEARCHED)


def _compound(ending: str, data: bytes) -> HandedKind:
    """What a file in the container of Office 97 is, by the names of its streams."""

    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        raise RefusedError("设了打开密码", _UNLOCK)
    if holds("WordDocument"):
        begins = next((at for at in range(0, len(data), SECTOR) if data.startswith(_WORD_STREAM, at)), -1)
        if begins >= 0 and int.from_bytes(data[begins + 10 : begins + 12], "little") & _FIB_ENCRYPTED:
            raise RefusedError("设了打开密码", _UNLOCK)
        return HandedKind("converted", ".doc")
    if holds("PowerPoint Document"):
        raise RefusedError(*_REFUSED_ENDINGS[".ppt"])
    if holds("Workbook") or holds("Book"):
        raise RefusedError(*_REFUSED_ENDINGS[".xls"])
    if holds("__nameid_version1.0"):
        raise RefusedError(*_REFUSED_ENDINGS[".msg"])
    if ending == ".wps":  # of Microsoft Works
        return HandedKind("converted", ".wps")
    if ending in OFFICE_ENDINGS:
        raise RefusedError("不完整或已损坏", f"{_HAND_IN_AGAIN}；能打开的，{SAVE_AS_WORD}")
    raise RefusedError("是旧格式的 Office 文件", SAVE_AS_WORD)
