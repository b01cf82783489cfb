"""A font file read, judged, and kept open for measuring.

A shipped face is known by its digest. Of an office's own each character that is used is looked at: it must have an
outline, which FreeType sees too.
"""

from unicodedata import category, east_asian_width

from bulletin.faces.shape import EM, NO_INK, Glyph, Shaper, shows
from bulletin.faces.soundness import UnsoundError, count_of, damaged, look, outlines_alone, same_digest
from bulletin.faces.table import FaceFile
from bulletin.faces.witness import Witness, agree
from bulletin.memory import Memory
from bulletin.opening import NotOpenedError, read_file

# An office's Song or Hei of all of Unicode has 20 to 60 MB, the largest collection of Debian 12 (NotoSerifCJK) 26 MB;
# HarfBuzz and FreeType each hold the bytes of a file.
MOST_BYTES = 128 << 20
_WIDEST = 20 * EM  # the widest sign of Unicode, U+FDFD, has 12 em in Noto Nastaliq Urdu
_WIDEST_HAN = 3 * EM
_LEAST_ROOM = 0.5  # advance of a Han character in widths of its ink: brush faces overlap, but by less than half
_BOXES = frozenset("口囗⼝⼞ロ")  # what a face may rightly draw as it draws a character that it lacks
_SAMPLE = 64  # characters of which one must have ink; Baekmuk's hline has ink for a fifth of what it claims


class OpenedFace:
    """A face of a file, judged when it is opened.

    Raises:
        UnsoundError: it cannot be printed with; `glyph` raises it too.
    """

    def __init__(self, file: FaceFile, memory: Memory, held: bytes | None = None) -> None:
        """`memory` is the part for this very state of the file: what was judged once is not judged again.

        `held` stands for what the file holds where that is known.
        """
        packed = _bytes(file) if held is None else held
        data = _unpacked(packed) if file.packed else packed
        self._number = file.number
        self.own = memory.recall("own", lambda: _is_own(file, packed, count_of(data)))
        self._doubtful = self.own and memory.recall("doubtful", lambda: look(data, file.number))
        data = outlines_alone(data, file.number) if self.own else data
        self.shaper = Shaper(data, file.number)
        memory.recall("sample", self._ask_for_ink)
        self._witness = Witness(data, file.number) if self.own else None
        self._painter: Witness | None = None

    def witness(self) -> Witness:
        """The face as FreeType paints it."""
        if self._painter is None:
            self._painter = self._witness or Witness(self.shaper.face.blob.data, self._number)
        return self._painter

    def _ask_for_ink(self) -> None:
        if not self.own:
            return
        if not self.shaper.face.unicodes:
            raise UnsoundError(
                "没有 Unicode 的字符对照表（cmap），或表里一个字也没有", "换成同一字体的 Unicode 版本，或换一个字体"
            )
        shaper = self.shaper
        glyphs = [shaper.glyph(unit).gid for unit in shaper.sample(_SAMPLE)]
        if not glyphs:
            raise UnsoundError("里没有文字，只有自造的符号", "换一个有文字的字体")
        if len(glyphs) >= _SAMPLE and len(set(glyphs)) == 1:
            raise damaged("所有的字都是同一个图形")
        if all(shaper.strokes(glyph) == "none" for glyph in glyphs):
            raise UnsoundError("没有轮廓：抽查的字都没有笔画", "重新取得这个字体文件，或换一个有轮廓的字体")

    def glyph(self, unit: str) -> Glyph:
        """The one glyph that `unit` becomes; a blank where something must be seen counts as lacking."""
        glyph = self.shaper.glyph(unit)
        if not glyph.gid or not shows(unit) or self._seen(unit, glyph):
            return glyph
        if self._doubtful:
            raise damaged(f"“{unit}”没有可用的字形")
        return Glyph(gid=0, advance=0, blank=True)

    def _box(self, unit: str, gid: int) -> bool:
        """Whether a letter is drawn as what stands for a missing one."""
        return unit[0] not in _BOXES and category(unit[0])[0] != "S" and self.shaper.same(gid, 0)

    def _seen(self, unit: str, glyph: Glyph) -> bool:
        """Whether readers see the ink of a unit."""
        ink = self.shaper.ink(glyph.gid)
        if self._witness is None:
            return ink != NO_INK
        strokes = self.shaper.strokes(glyph.gid)
        if strokes == "none" or self._box(unit, glyph.gid):
            return False
        han = east_asian_width(unit[0]) == "W"
        least, most = (max(1, (ink.right - ink.left) * _LEAST_ROOM), _WIDEST_HAN) if han else (0, _WIDEST)
        if category(unit[0]) in ("Lu", "Ll", "Nd"):  # signs and marks may stand upon the next one
            least = max(1, least)
        if not least <= glyph.advance <= most:
            raise damaged(f"“{unit}”的字宽不对")
        # FreeType does not shape, so a unit of several characters is HarfBuzz's alone
        other = self._witness.ink(unit) if len(unit) == 1 else ink
        torn = not self.shaper.face.has_var_data and strokes == "torn"
        apart = not agree(ink, other)
        # Parts of a letter may be put together in two ways, one of which is torn: FreeMono's U+1F39.
        if (torn or apart) if self._doubtful else (torn and apart):
            raise damaged(f"“{unit}”的字形残缺")
        return other != NO_INK


def is_as_shipped(file: FaceFile) -> bool:
    """Whether a shipped file is what its digest says: it needs no further look, so it is not unpacked either.

    Raises:
        UnsoundError: it cannot be read.
    """
    return file.shipped and bool(file.sha256) and same_digest(_bytes(file), file.sha256)


def _bytes(file: FaceFile) -> bytes:
    try:
        return read_file(file.path, limit=MOST_BYTES, below=file.below)
    except NotOpenedError as error:
        hint = "在 fonts.yaml 的 `file` 里写字体文件的完整路径，或把文件本身放进 fonts 文件夹"
        usual = "检查 fonts.yaml 里的文件名；支持 ttf、otf、ttc"
        raise UnsoundError(error.message, hint if error.reason in ("outside", "dead-link") else usual) from error


def _unpacked(packed: bytes) -> bytes:
    """What xz packed: seldom used faces are shipped so."""
    from lzma import LZMADecompressor, LZMAError

    reader = LZMADecompressor(memlimit=MOST_BYTES)
    try:
        data = reader.decompress(packed, MOST_BYTES)
    except LZMAError as error:
        raise damaged("无法解开压缩的内容") from error
    if not reader.eof:
        raise damaged("压缩的内容不完整，或解开后太大")
    return data


def _is_own(file: FaceFile, data: bytes, count: int) -> bool:
    """Whether the file, of so many faces, is no shipped one, which its recorded digest tells."""
    if file.sha256 and not same_digest(data, file.sha256):
        hint = "重新取得这个字体文件；有意换成了别的文件，就删掉 fonts.yaml 里它的 `sha256` 一行"
        raise UnsoundError("与 fonts.yaml 里记的 `sha256` 不符，文件被换过或已损坏", hint)
    if file.number >= count:
        raise UnsoundError(
            f"只有{count}个字体，`number` 写的是{file.number}",
            f"`number` 从0数起，最大写{count - 1}" if count > 1 else "删掉 fonts.yaml 里它的 `number`",
        )
    return not (file.sha256 and file.shipped)
