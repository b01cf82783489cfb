"""What an office's file is, and its zip's members, judged by the directory before one of them is inflated.

A directory can lie: a member is inflated to the size that it states and no further, and its checksum is asked for.
"""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

FILE_LIMIT = 128 << 20  # bytes of the file: masters of offices have some megabytes, old slides with films more
MOST_MEMBERS = 10_000  # a file of 500 slides has 3,000
MOST_DECODED = 96 << 20  # bytes of all members that are inflated
MEMBER_LIMIT = 48 << 20  # bytes of one of them

_DIRECTORY_ENTRY = b"PK\x01\x02"
_SAVE_AS = "用 PowerPoint 或 WPS 打开，另存为“PowerPoint 演示文稿 (*.pptx)”再试"
_COPY_AGAIN = "文件可能没有复制完或下载完：重新复制一份；仍然如此，就" + _SAVE_AS
_OTHER = "换成幻灯片模板（.pptx 或 .potx）"
# What a file is by its first bytes, and what to do.
_BEGINNINGS = (
    (b"%PDF", "是 PDF 文件，不是幻灯片模板", _OTHER),
    (b"{\\rtf", "是 RTF 文件，不是幻灯片模板", _OTHER),
    (b"Rar!", "是 RAR 压缩包，不是幻灯片模板", "先解压，再指定里面的 .pptx 文件"),
    (b"7z\xbc\xaf", "是 7z 压缩包，不是幻灯片模板", "先解压，再指定里面的 .pptx 文件"),
    (b"\x89PNG", "是图片，不是幻灯片模板", _OTHER),
    (b"\xff\xd8\xff", "是图片，不是幻灯片模板", _OTHER),
    (b"<", "是网页或 XML 文件，不是幻灯片模板", _SAVE_AS),
)
COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of Office 97: MS-CFB 2.2
# What such a container holds, by the name of a stream in it.
_STREAMS = (
    ("EncryptedPackage", "设了打开密码", "用 PowerPoint 或 WPS 打开，取消密码后保存再试"),
    ("PowerPoint Document", "是旧格式的幻灯片（.ppt、.pot 或 .dps）", _SAVE_AS),
    ("WordDocument", "是 Word 文件，不是幻灯片模板", _OTHER),
    ("Workbook", "是 Excel 文件，不是幻灯片模板", _OTHER),
)


class UnusableError(Exception):
    """A template that cannot be used: `message` is a Chinese clause about the file, `hint` what to do."""

    def __init__(self, message: str, hint: str = _SAVE_AS) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class OfficeZip:
    """The members of an Open Packaging file, by name in any case.

    Raises:
        UnusableError: it is none, or its directory is not sound.
    """

    def __init__(self, data: bytes) -> None:
        _judge_beginning(data)
        if data.count(_DIRECTORY_ENTRY) > MOST_MEMBERS:
            raise UnusableError(f"文件里的部件超过{MOST_MEMBERS}个")
        try:
            self._archive = ZipFile(BytesIO(data))
            members = self._archive.infolist()
        except Exception as error:  # a foreign directory: zipfile raises many kinds
            raise UnusableError("文件不完整或已损坏", _COPY_AGAIN) from error
        self._members: dict[str, ZipInfo] = {}
        self._decoded = 0
        for member in members:
            _judge(member)
            if self._members.setdefault(member.filename.lower(), member) is not member:
                raise UnusableError(f"文件里有两个同名的部件：{shown(member.filename)}")

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._members

    def read(self, name: str, limit: int = MEMBER_LIMIT) -> bytes:
        """A member's bytes.

        Raises:
            UnusableError: there is none, it is too large, or it does not come out as the directory says.
        """
        member = self._members.get(name.lower())
        if member is None:
            raise UnusableError(f"文件不完整，缺少部件 {shown(name)}")
        self._decoded += member.file_size
        if member.file_size > limit or self._decoded > MOST_DECODED:
            most = limit if member.file_size > limit else MOST_DECODED
            raise UnusableError(f"文件解压后太大：到 {shown(name)} 超过{most >> 20} MB", "在母版里换用较小的图片再试")
        try:
            with self._archive.open(member) as opened:
                # a size given: without one the whole stream is inflated first, whatever the directory says
                data = opened.read(member.file_size)
        except Exception as error:  # foreign bytes again: zlib, checksums, headers that contradict the directory
            raise UnusableError(f"文件已损坏，无法读取部件 {shown(name)}", _COPY_AGAIN) from error
        if len(data) != member.file_size:
            raise UnusableError(f"文件已损坏，部件 {shown(name)} 不完整", _COPY_AGAIN)
        return data


def shown(name: str) -> str:
    """A name out of the file as a message has it: on one line, of bearable length."""
    name = " ".join(name.split())
    return name if len(name) <= 60 else f"{name[:59]}…"


def _judge_beginning(data: bytes) -> None:
    if not data:
        raise UnusableError("文件是空的", _COPY_AGAIN)
    if data.startswith(COMPOUND_FILE):
        held = ((words, hint) for stream, words, hint in _STREAMS if stream.encode("utf-16-le") in data)
        raise UnusableError(*next(held, ("是旧格式的 Office 文件", _SAVE_AS)))
    for beginning, words, hint in _BEGINNINGS:
        if data.lstrip(b"\xef\xbb\xbf \r\n").startswith(beginning):
            raise UnusableError(words, hint)
    if not data.startswith(b"PK") and _DIRECTORY_ENTRY not in data:
        raise UnusableError("不是幻灯片文件", _OTHER)


def _judge(member: ZipInfo) -> None:
    name = member.filename
    if name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or ":" in name:
        raise UnusableError(f"文件里有位置不正当的部件：{shown(name)}")
    if member.flag_bits & 1:
        raise UnusableError("压缩包设了密码", "取消密码：" + _SAVE_AS)
    if member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):  # all that ECMA-376 part 2, annex C, permits
        raise UnusableError(f"部件 {shown(name)} 的压缩方法无法识别")
