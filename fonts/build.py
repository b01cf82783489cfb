"""Make the working faces that are checked in beside this file; no build of a bulletin runs it.

    python fonts/build.py [--packages DIR] [FACE ...]

fonts.yaml names each face with the package, version and file it comes from. The packages are fetched by their ordinary
clients (npm, apt-get) into a temporary folder, or taken from DIR, which holds `node_modules/` and the unpacked or
packed Debian packages. Each face is cut to what its `cover:` names (`covers()`), hints dropped and layout features
kept, renamed where it is called otherwise than its source, packed by xz where its file is called so, and its SHA-256
written into fonts.yaml. The same packages give the same bytes.
"""

import argparse
import hashlib
import json
import lzma
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from io import BytesIO
from itertools import product
from typing import Any

import uharfbuzz as hb
import yaml
from fontTools.misc.roundTools import otRound
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import GlyphCoordinates

HERE = os.path.dirname(os.path.abspath(__file__))
FONTS_YAML = os.path.join(HERE, "fonts.yaml")
# 通用规范汉字表, 8,105 characters: bulletin/words/standard_characters.py says where they come from.
STANDARD = os.path.join(os.path.dirname(HERE), "bulletin", "words", "standard_characters.txt")

OPENING = "“‘"  # stand in the right half of their cell, GB/T 15834-2011, 5.1

# What else a bulletin may hold: ranges from the Unicode block names, first and last included.
RANGES = (
    (0x20, 0x7E),  # ASCII
    (0xA0, 0xFF),  # Latin-1
    (0x100, 0x17F),  # Latin Extended-A, with the letters of Hanyu Pinyin
    (0x1CD, 0x1DC),  # pinyin vowels with caron and diaeresis
    (0x2010, 0x2027),  # dashes, quotation marks, ellipses, hyphenation point
    (0x2030, 0x203E),
    (0x2047, 0x2049),  # ⁇ ⁈ ⁉
    (0x2070, 0x209C),  # superscripts, subscripts
    (0x20A0, 0x20BF),  # currency
    (0x2100, 0x214F),  # ℃ № ℡
    (0x2150, 0x218B),  # fractions, Roman numerals
    (0x2190, 0x21FF),  # arrows
    (0x2200, 0x22FF),  # mathematical operators
    (0x2460, 0x24FF),  # circled and parenthesised numbers
    (0x2500, 0x257F),  # box drawing, as in GB 2312
    (0x25A0, 0x25FF),
    (0x2600, 0x2667),
    (0x2776, 0x2793),  # dingbat numbers
    (0x2E3A, 0x2E3B),  # two- and three-em dash
    (0x3000, 0x303F),  # CJK symbols and punctuation
    (0x3041, 0x30FF),  # kana
    (0x3105, 0x312F),  # bopomofo
    (0x3220, 0x3243),
    (0x3251, 0x325F),
    (0x3280, 0x32B0),
    (0x32B1, 0x32BF),
    (0x3300, 0x33FF),  # squared units: ㎡ ㎞ ㏄
    (0xFE10, 0xFE19),  # vertical forms
    (0xFE30, 0xFE4F),  # compatibility forms
    (0xFF01, 0xFF60),  # full-width forms
    (0xFFE0, 0xFFE6),
)


# The other Han characters: Kangxi and further radicals, strokes, Extension A, URO, compatibility, Extensions B to H.
HAN = ((0x2E80, 0x2FDF), (0x31C0, 0x31EF), (0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x323AF))
RARE = ((0x20000, 0x2EBEF),)  # Extensions B to F, which GB 18030-2022 wants whole at its level 3
# By these bulletin/faces/standing_in.py compares the weight of a face that stands in with that of another.
SAMPLE = "国永的一是在有中大人这上为我要来" + "𠅤𠙶𠳐𡎚𡐓𣗋𣲗𣲘𣸣𤧛𤩽𤫉𥔲𥕢𥖨𥻗"

# Of Noto Serif and Noto Sans: what their Chinese sisters lack.
LETTERS = (
    (0x20, 0x36F),  # Latin, IPA, tone marks, combining marks
    (0x370, 0x52F),  # Greek, Cyrillic
    (0x1AB0, 0x1AFF),
    (0x1D00, 0x1DFF),  # phonetic extensions
    (0x1E00, 0x1FFF),  # Latin Extended Additional with m and n of Hanyu Pinyin, Greek Extended
    (0x2016, 0x204A),
    (0x2070, 0x209C),
    (0x20A0, 0x20BF),
    (0x2100, 0x218B),
    (0x2C60, 0x2C7F),
    (0xA700, 0xA7FF),  # tone letters, Latin Extended-D
    (0xAB30, 0xAB6F),
)
MATHEMATICS = ((0x2190, 0x23FF), (0x25A0, 0x25FF), (0x27C0, 0x27FF), (0x2900, 0x2BFF), (0x1D400, 0x1D7FF))
SIGNS = ((0x2190, 0x21FF), (0x2300, 0x27BF), (0x2900, 0x2BFF), (0x1F100, 0x1F1E5), (0x1F780, 0x1F8FF))

# Hanyu Pinyin's vowels and consonants that Unicode has in no one character with their tones (GB/T 16159-2012: ê, m, n,
# ŋ), and ɑ as schoolbooks write it.
PINYIN = tuple(map("".join, product("êÊmMnNŋŊɑ", "\u0304\u0301\u030c\u0300")))


def gb2312() -> frozenset[int]:
    """Every character of GB 2312-1980, symbols included, by the codec of the standard library."""
    found = set()
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                found.add(ord(bytes((row, cell)).decode("gb2312")))
            except UnicodeDecodeError:
                continue
    return frozenset(found)


def within(ranges: Iterable[tuple[int, int]]) -> frozenset[int]:
    """The code points of `ranges`."""
    return frozenset(code for first, last in ranges for code in range(first, last + 1))


def covers(table: Iterable[str]) -> dict[str, frozenset[int]]:
    """The code points that a `cover:` of fonts.yaml names; "" are those of a face for every day.

    Args:
        table: the 8,105 characters of the general standard list.
    """
    everyday = frozenset(map(ord, table)) | gb2312() | within(RANGES)
    sample = frozenset(map(ord, SAMPLE))
    return {
        "": everyday,
        "others": (frozenset(range(sys.maxunicode + 1)) - everyday) | sample,
        "rest": (within(HAN) - everyday) | sample,
        "rare": within(RARE),
        "letters": within(LETTERS),
        "mathematics": within(MATHEMATICS),
        "signs": within(SIGNS),
    }


class Packages:
    """The packages' files, fetched on demand into `folder`."""

    def __init__(self, folder: str, *, fetch: bool) -> None:
        self.folder = folder
        self.fetch = fetch

    def npm(self, name: str, version: str, file: str) -> bytes:
        """One file of an npm package; a ValueError when the version is another."""
        home = os.path.join(self.folder, "node_modules", *name.split("/"))
        if self.fetch and not os.path.isdir(home):
            command = ["npm", "install", "--no-save", "--no-audit", "--prefix", self.folder, f"{name}@{version}"]
            subprocess.run(command, check=True, stdout=sys.stderr)
        with open(os.path.join(home, "package.json"), encoding="utf-8") as stream:
            found = json.load(stream)["version"]
        if found != version:
            raise ValueError(f"{name}: {version} wanted, {found} found")
        return read(os.path.join(home, *file.split("/")))

    def debian(self, name: str, version: str, file: str) -> bytes:
        """One file of a Debian package."""
        home = os.path.join(self.folder, f"{name}_{version}")
        if not os.path.isdir(home):
            if self.fetch:
                subprocess.run(["apt-get", "download", f"{name}={version}"], check=True, cwd=self.folder)
            packed = [name_ for name_ in os.listdir(self.folder) if name_.startswith(f"{name}_{version}_")]
            subprocess.run(["dpkg-deb", "-x", os.path.join(self.folder, packed[0]), home], check=True)
        return read(os.path.join(home, *file.split("/")))

    def file(self, source: Mapping[str, str]) -> bytes:
        """The file that a `from:` of fonts.yaml names."""
        if "npm" in source:
            return self.npm(source["npm"], source["version"], source["file"])
        return self.debian(source["debian"], source["version"], source["file"])


def read(path: str) -> bytes:
    with open(path, "rb") as stream:
        return stream.read()


def cut(data: bytes, codes: frozenset[int]) -> bytes:
    """`data`'s face cut to `codes`, all layout features kept, hints dropped."""
    face = hb.Face(data)
    wish = hb.SubsetInput()
    wish.unicode_set.update(codes & set(face.unicodes))
    for kept in (wish.layout_feature_tag_set, wish.layout_script_tag_set, wish.name_id_set, wish.name_lang_id_set):
        kept.clear()
        kept.invert()  # an empty set turned over is everything
    wish.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    made: bytes = hb.subset(face, wish).blob.data
    return made


def widen(font: TTFont, characters: str) -> None:
    """Give marks of proportional width a full cell, in the position of GB/T 15834-2011, 5.1.

    Opening marks keep their right bearing and go to the right half, the others of a pair keep their left bearing,
    the interpunct is centred.
    """
    cmap = font.getBestCmap()
    em = font["head"].unitsPerEm
    for character in characters:
        name = cmap[ord(character)]
        glyph = font["glyf"][name]
        advance, bearing = font["hmtx"][name]
        if character == "·":
            shift = otRound((em - (glyph.xMax - glyph.xMin)) / 2) - glyph.xMin
        else:
            shift = em - advance if character in OPENING else 0
        if glyph.isComposite():
            for component in glyph.components:
                component.x += shift
        else:
            glyph.coordinates = GlyphCoordinates([(x + shift, y) for x, y in glyph.coordinates])
        glyph.recalcBounds(font["glyf"])
        font["hmtx"][name] = (em, bearing + shift)


def lift(font: TTFont, rise: int) -> None:
    """Raise the superscripts by `rise` units, to where the Chinese sister has its ¹ ² ³."""
    cmap = font.getBestCmap()
    for name in {cmap[code] for code in (0xB2, 0xB3, 0xB9, *range(0x2070, 0x2080)) if code in cmap}:
        glyph = font["glyf"][name]
        if glyph.isComposite():
            for component in glyph.components:
                component.y += rise
        else:
            glyph.coordinates = GlyphCoordinates([(x, y + rise) for x, y in glyph.coordinates])
        glyph.recalcBounds(font["glyf"])


def combine(font: TTFont, sequences: Iterable[str]) -> None:
    """Give letters with combining marks a glyph each, as the face's own anchors place them."""
    from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
    from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent

    out = BytesIO()
    font.save(out)
    shaped = hb.Font(hb.Face(out.getvalue()))
    order = list(font.getGlyphOrder())
    cmap, glyf = font.getBestCmap(), font["glyf"]
    rules = []
    for sequence in sequences:
        buffer = hb.Buffer()
        buffer.add_str(sequence)
        buffer.guess_segment_properties()
        hb.shape(shaped, buffer)
        if len(buffer.glyph_infos) == 1:
            continue  # the face has it in one already
        name = "_".join(f"u{ord(character):04X}" for character in sequence)
        glyph = Glyph()
        glyph.numberOfContours, glyph.components = -1, []
        pen = 0
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            part = GlyphComponent()
            part.glyphName, part.flags = order[info.codepoint], 0x204 if not glyph.components else 0x4
            part.x, part.y = pen + position.x_offset, position.y_offset
            glyph.components.append(part)
            pen += position.x_advance
        glyf[name] = glyph
        glyph.recalcBounds(glyf)
        font["hmtx"][name] = (pen, glyph.xMin)
        rules.append(f"sub {' '.join(cmap[ord(character)] for character in sequence)} by {name};")
    font.setGlyphOrder(list(glyf.glyphOrder))
    for tag in ("GSUB", "GPOS", "GDEF"):  # the composer uses these ligatures only
        del font[tag]
    addOpenTypeFeaturesFromString(font, f"feature ccmp {{ {' '.join(rules)} }} ccmp;")


def rename(font: TTFont, family: str) -> None:
    """Call the face `family`, since a modified face may not keep reserved names (OFL 1.1, clause 3)."""
    names = font["name"]
    kept = [record for record in names.names if record.nameID in {0, 2, 5, 7, 9, 13, 14} and record.langID == 0x409]
    names.names = kept
    plain = family.replace(" ", "")
    version, style = names.getDebugName(5), names.getDebugName(2)
    for identifier, text in ((1, family), (3, f"{plain}:{version}"), (4, family), (6, f"{plain}-{style}")):
        names.setName(text, identifier, 3, 1, 0x409)
    names.names.sort(key=lambda record: (record.platformID, record.platEncID, record.langID, record.nameID))


def working_face(data: bytes, entry: Mapping[str, Any], codes: frozenset[int]) -> bytes:
    """The face that is checked in: cut, and widened and renamed where fonts.yaml says so."""
    made = cut(data, codes)
    if "family" in entry:
        font = TTFont(BytesIO(made), recalcTimestamp=False)
        widen(font, entry.get("widen", ""))
        if "lift" in entry["from"]:
            lift(font, entry["from"]["lift"])
            combine(font, PINYIN)
        rename(font, entry["family"])
        out = BytesIO()
        font.save(out, reorderTables=True)
        made = out.getvalue()
    return lzma.compress(made, preset=9) if entry["file"].endswith(".xz") else made


def record(text: str, face: str, key: str, value: str) -> str:
    """fonts.yaml with one value of one face replaced; its comments stay."""
    pattern = re.compile(rf"(^  {re.escape(face)}:.*\n(?:    .*\n)*?    (?:  )?{key}: ).*$", re.MULTILINE)
    changed, times = pattern.subn(lambda found: found[1] + value, text, count=1)
    if not times:
        raise ValueError(f"fonts.yaml: {face} has no {key}")
    return changed


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0] if __doc__ else None)
    options.add_argument("--packages", help="folder with node_modules/ and Debian packages; nothing is fetched")
    options.add_argument("faces", nargs="*", help="names of faces in fonts.yaml; all that have a `from:` by default")
    given = options.parse_args()
    with open(FONTS_YAML, encoding="utf-8") as stream:
        text = stream.read()
    entries = {name: entry for name, entry in yaml.safe_load(text)["faces"].items() if "from" in entry}
    with tempfile.TemporaryDirectory() as temporary:
        packages = Packages(given.packages or temporary, fetch=not given.packages)
        cover = covers("".join(read(STANDARD).decode("utf-8").split()))
        for name in given.faces or entries:
            entry = entries[name]
            source = packages.file(entry["from"])
            made = working_face(source, entry, cover[entry["from"].get("cover", "")])
            with open(os.path.join(HERE, entry["file"]), "wb") as stream_out:
                stream_out.write(made)
            text = record(text, name, "source_sha256", json.dumps(hashlib.sha256(source).hexdigest()))
            text = record(text, name, "sha256", json.dumps(hashlib.sha256(made).hexdigest()))
            print(f"{name}: {entry['file']}, {len(made):,} bytes")
    with open(FONTS_YAML, "w", encoding="utf-8", newline="\n") as stream_out:
        stream_out.write(text)


if __name__ == "__main__":
    main()
