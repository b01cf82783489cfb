"""The keys of fonts.yaml with a sentence in both languages and an example.

`bulletin/faces/table.py` reads them, `fonts/build.py` those that say how a shipped face was made;
`tests/read/test_reference.py` compares the names with both.
"""

from typing import NamedTuple


class FontKey(NamedTuple):
    """A key of fonts.yaml."""

    name: str
    english: str
    chinese: str
    written: tuple[str, str]  # what stands behind it, in both languages
    example: str  # a whole fonts.yaml that has it
    required: bool = False


_FACE = "faces: {{xiaobiaosong: {{file: 方正小标宋.ttf{}}}}}"
_FROM = "faces: {{song: {{file: 方正小标宋.ttf, from: {{{}}}}}}}"

SECTION_ROWS = (
    FontKey(
        "faces",
        "font files, each under a name; it hides a shipped one of the same name",
        "字体文件，各取一个名称；与随附的同名时，用这里的",
        ("name: keys of a face", "名称: 字体的项目"),
        _FACE.format(""),
    ),
    FontKey(
        "roles",
        "faces of each role that layouts name, the preferred first; a character that one lacks comes from the next",
        "版式里的字体角色用哪些字体，前面的优先；没有的字用后面的",
        ("role: list of faces", "角色: 字体名的列表"),
        "roles: {song-black: [song-black, hei-bold, song, kai]}",
    ),
    FontKey(
        "system",
        "files tried last for characters that no face has; their use is a warning, and output may differ elsewhere",
        "最后才用的字体文件；用到时有警告，且各台电脑的成品可能不同",
        ("list of full paths", "完整路径的列表"),
        "system: [/usr/share/fonts/方正小标宋.ttf]",
    ),
)
FACE_ROWS = (
    FontKey(
        "file",
        "its file (.ttf, .otf, .ttc, or one of them packed by xz): beside fonts.yaml, or a full path",
        "字体文件（.ttf、.otf、.ttc，或用 xz 压缩的）：与 fonts.yaml 在同一文件夹，或写完整路径",
        ("a file name", "文件名"),
        _FACE.format(""),
        required=True,
    ),
    FontKey(
        "number",
        "which face of a collection (.ttc), from 0",
        ".ttc 里的第几个字体，从0数起",
        ("a whole number; 0", "整数；不写是0"),
        _FACE.format(", number: 0"),
    ),
    FontKey(
        "sha256",
        "digest of the file, written by fonts/build.py or fonts add: a file with another is not used; may be missing",
        "字体文件的校验码，由 fonts/build.py 或 fonts add 填写，不符就不用；换了文件，就删掉它",
        ("64 hexadecimal digits", "64位十六进制数"),
        _FACE.format(f', sha256: "{"0" * 64}"'),
    ),
    FontKey(
        "licence",
        "the file with its licence; not read by a build",
        "许可证文件；生成时不读",
        ("a file name", "文件名"),
        _FACE.format(", licence: 授权书.txt"),
    ),
    FontKey(
        "family",
        "what fonts/build.py calls the face that it makes",
        "fonts/build.py 制作的字体叫什么",
        ("a name", "名称"),
        _FACE.format(", family: Bulletin Song"),
    ),
    FontKey(
        "widen",
        "marks that fonts/build.py makes one em wide",
        "fonts/build.py 把哪些标点改成一字宽",
        ("characters", "字符"),
        _FACE.format(', widen: "“”‘’"'),
    ),
    FontKey(
        "from",
        "where a shipped face comes from; a face without it is an office's own",
        "随附字体的来历；没有这一项的是自有字体",
        ("keys, see below", "一组项目，见下"),
        _FROM.format("debian: fonts-example, version: 1.0-1, file: a.ttf"),
    ),
)
FROM_ROWS = (
    FontKey(
        "npm",
        "the package, where it is one of npm",
        "npm 的软件包",
        ("a name", "名称"),
        _FROM.format('npm: "@expo-google-fonts/noto-serif-sc"'),
    ),
    FontKey(
        "debian",
        "the package, where it is one of Debian",
        "Debian 的软件包",
        ("a name", "名称"),
        _FROM.format("debian: fonts-noto-core"),
    ),
    FontKey(
        "version",
        "the package's version",
        "软件包的版本",
        ("a version", "版本号"),
        _FROM.format("debian: fonts-noto-core, version: 20201225-1"),
    ),
    FontKey(
        "file",
        "the font file in the package",
        "软件包里的字体文件",
        ("a path", "路径"),
        _FROM.format("debian: fonts-noto-core, file: usr/share/fonts/truetype/noto/NotoSans-Regular.ttf"),
    ),
    FontKey(
        "source_sha256",
        "digest of the file in the package, written by fonts/build.py",
        "软件包里字体文件的校验码，由 fonts/build.py 填写",
        ("64 hexadecimal digits", "64位十六进制数"),
        _FROM.format(f'source_sha256: "{"0" * 64}"'),
    ),
    FontKey(
        "cover",
        "the part of its characters that is kept, by a name of fonts/build.py: rest, others, rare, letters, "
        "mathematics or signs; without it those of a face for every day",
        "留下哪一部分字，名称见 fonts/build.py：rest、others、rare、letters、mathematics、signs；不写是常用的一套",
        ("a name", "名称"),
        _FROM.format("cover: letters"),
    ),
    FontKey(
        "lift",
        "by how much superiors are raised, thousandths of an em",
        "上标升高多少，千分之一字",
        ("a whole number", "整数"),
        _FROM.format("lift: 78"),
    ),
)
