"""What an office's file is, and its zip's members, judged by the directory before one of them is inflated.

A directory can lie: a member is inflated to the size that it states and no further, and its checksum is asked for.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

FILE_LIMIT = 128 << 20  # bytes of the file: masters of offices have some megabytes, old slides with films more
MOST_MEMBERS = 10_000  # a file of 500 slides has 3,000
MOST_DECODED = 96 << 20  # bytes of all members that are inflated
MEMBER_LIMIT = 48 << 20  # bytes of one of them

_DIRECTORY_ENTRY = b"PK\x01\x02"
COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of Office 97: MS-CFB 2.2
# What such a container holds, by the name of a stream in it.
_ENCRYPTED = "EncryptedPackage"
_STREAMS = (("PowerPoint Document", "幻灯片"), ("WordDocument", "Word 文件"), ("Workbook", "Excel 文件"))


class OfficeKind(NamedTuple):
    """The kind of file that is wanted, in the words of messages."""

    name: str  # 幻灯片模板
    inside: str  # what an archive may hold: 里面的 .pptx 文件
    save_as: str  # how a sound one is made of one that is not
    other: str  # what to do with a file of another kind
    unlock: str
    smaller: str  # what to do with one that is too large
    old_stream: str  # what its forerunner before 2007 holds
    old: str  # and what messages call that
    # Names are mended, /word\\document.xml too; members whose names lead out of the file are not taken, nor a reason to
    # refuse.
    passes_strange_names: bool = False
    opens: tuple[bytes, ...] = (b"<",)  # beginnings of other files that its program opens and saves as a sound one

    @property
    def is_not(self) -> str:
        """That a file is none of this kind."""
        return f"不是{' ' if self.name[0].isascii() else ''}{self.name}"

    @property
    def copy_again(self) -> str:
        return f"文件可能没有复制完或下载完：重新复制一份；仍然如此，就{self.save_as}"


TEMPLATE = OfficeKind(
    name="幻灯片模板",
    inside="里面的 .pptx 文件",
    save_as="用 PowerPoint 或 WPS 打开，另存为“PowerPoint 演示文稿 (*.pptx)”再试",
    other="换成幻灯片模板（.pptx 或 .potx）",
    unlock="用 PowerPoint 或 WPS 打开，取消密码后保存再试",
    smaller="在母版里换用较小的图片再试",
    old_stream="PowerPoint Document",
    old="旧格式的幻灯片（.ppt、.pot 或 .dps）",
)
# What a file is by its first bytes.
_BEGINNINGS = (
    (b"%PDF", "是 PDF 文件"),
    (b"{\\rtf", "是 RTF 文件"),
    (b"Rar!", "是 RAR 压缩包"),
    (b"7z\xbc\xaf", "是 7z 压缩包"),
    (b"\x89PNG", "是图片"),
    (b"\xff\xd8\xff", "是图片"),
    (b"<", "是网页或 XML 文件"),
)


class UnusableError(Exception):
    """A file that cannot be used: `message` is a Chinese clause about it, `hint` what to do."""

    def __init__(self, message: str, hint: str = TEMPLATE.save_as) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class OfficeZip:
    """The members of an Open Packaging file, by name in any case; they may hold `most` bytes, 0 is MOST_DECODED.

    Raises:
        UnusableError: it is none, or its directory is not sound.
    """

    def __init__(self, data: bytes, kind: OfficeKind = TEMPLATE, most: int = 0) -> None:
        self._kind, self._most = kind, most or MOST_DECODED
        _judge_beginning(data, kind)
        if data.count(_DIRECTORY_ENTRY) > MOST_MEMBERS:
            raise UnusableError(f"文件里的部件超过{MOST_MEMBERS}个", kind.save_as)
        try:
            self._archive = ZipFile(BytesIO(data))
            members = self._archive.infolist()
        except Exception as error:  # a foreign directory: zipfile raises many kinds
            raise UnusableError("文件不完整或已损坏", kind.copy_again) from error
        self._members: dict[str, ZipInfo] = {}
        self._decoded = 0
        for member in members:
            if kind.passes_strange_names:
                member.filename = _mended(member.filename)
            if _leads_out(member.filename):
                if kind.passes_strange_names:
                    continue
                raise UnusableError(f"文件里有位置不正当的部件：{shown(member.filename)}", kind.save_as)
            _judge(member, kind)
            if self._members.setdefault(member.filename.lower(), member) is not member:
                raise UnusableError(f"文件里有两个同名的部件：{shown(member.filename)}", kind.save_as)

    def __iter__(self) -> Iterator[str]:
        return (member.filename for member in self._members.values())

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._members

    def read(self, name: str, limit: int = MEMBER_LIMIT) -> bytes:
        """A member's bytes.

        Raises:
            UnusableError: there is none, it is too large, or it does not come out as the directory says.
        """
        member = self._members.get(name.lower())
        if member is None:
            raise UnusableError(f"文件不完整，缺少部件 {shown(name)}", self._kind.save_as)
        self._decoded += member.file_size
        if member.file_size > limit or self._decoded > self._most:
            most = limit if member.file_size > limit else self._most
            raise UnusableError(f"文件解压后太大：到 {shown(name)} 超过{most >> 20} MB", self._kind.smaller)
        try:
            with self._archive.open(member) as opened:
                # a size given: without one the whole stream is inflated first, whatever the directory says
                data = opened.read(member.file_size)
        except Exception as error:  # foreign bytes again: zlib, checksums, headers that contradict the directory
            raise UnusableError(f"文件已损坏，无法读取部件 {shown(name)}", self._kind.copy_again) from error
        if len(data) != member.file_size:
            raise UnusableError(f"文件已损坏，部件 {shown(name)} 不完整", self._kind.copy_again)
        return data


def shown(name: str) -> str:
    """A name out of the file as a message has it: on one line, of bearable length."""
    name = " ".join(name.split())
    return name if len(name) <= 60 else f"{name[:59]}…"


def _judge_beginning(data: bytes, kind: OfficeKind) -> None:
    if not data:
        raise UnusableError("文件是空的", kind.copy_again)
    if data.startswith(COMPOUND_FILE):
        raise UnusableError(*_compound(data, kind))
    for beginning, words in _BEGINNINGS:
        if data.lstrip(b"\xef\xbb\xbf \r\n").startswith(beginning):
            if words.endswith("压缩包"):
                raise UnusableError(f"{words}，{kind.is_not}", f"先解压，再用{kind.inside}")
            raise UnusableError(f"{words}，{kind.is_not}", kind.save_as if beginning in kind.opens else kind.other)
    if not data.startswith(b"PK") and _DIRECTORY_ENTRY not in data:
        raise UnusableError(kind.is_not, kind.other)


def _compound(data: bytes, kind: OfficeKind) -> tuple[str, str]:
    """What a file of Office 97 is, and what to do."""
    if _ENCRYPTED.encode("utf-16-le") in data:
        return "设了打开密码", kind.unlock
    for stream, words in _STREAMS:
        if stream.encode("utf-16-le") in data:
            own = stream == kind.old_stream
            return (f"是{kind.old}", kind.save_as) if own else (f"是{words}，{kind.is_not}", kind.other)
    return "是旧格式的 Office 文件", kind.save_as


def _mended(name: str) -> str:
    """A member's name as the programs meant that write backslashes, or a place before it: .\\word\\document.xml."""
    return name.replace("\\", "/").removeprefix("./").removeprefix("/")


def _leads_out(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or ":" in name


def _judge(member: ZipInfo, kind: OfficeKind) -> None:
    if member.flag_bits & 1:
        raise UnusableError("压缩包设了密码", f"取消密码：{kind.save_as}")
    if member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):  # all that ECMA-376 part 2, annex C, permits
        raise UnusableError(f"部件 {shown(member.filename)} 的压缩方法无法识别", kind.save_as)
