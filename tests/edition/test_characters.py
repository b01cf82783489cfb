"""Traditional text, poems, rare names, chemistry, pinyin and signs: printed, searchable, fit for press."""

import re
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from bulletin.memory import Memory
from bulletin.model.output import Order, Printed
from bulletin.pipeline import build
from bulletin.problems import GLYPH, GlyphError
from bulletin.sources import find_sources
from tests.conftest import ROOT
from tests.examples import sample
from tests.read.folder import BODY, report, write

HEAD = "國學經典與鄉村振興的𬍡㛃"
TEXTS = (
    "傳統文獻整理工作歷時數載，編纂人員夙興夜寐，蒐羅遺佚，校讎異同，終成鉅帙。**龍鳳龜麗，䶵𠮷𪚥。**",
    "錦瑟無端五十絃，一絃一柱思華年。莊生曉夢迷蝴蝶，望帝春心託杜鵑。",
    "参加人员：王㐆、李𬭎、赵𰻝、钱𠮷、孙𪚥、周𨱏、吴𡎚、郑㛃、冯𬇙、陈𣲗。",
    "浓度为3×10⁻⁵mol/L，硫酸根SO₄²⁻，钙离子Ca²⁺，葡萄糖C₆H₁₂O₆，**粗体10⁻⁵与H₂O**。",
    "拼音zhōng guó、lǜ、ê̄、ê̌、ḿ、m̀、ɑ̌，音标ˈɪŋɡlɪʃ，声调˥˧ˊˇ，注音ㄅㆠ。",
    "序号①⑳㉑㊿⓪❶⑴㈠㊣ⅠⅫⅰⅻ，符号℃㎡㏑№☑□■★☆※✓✔→⇒∑√∞≈≠⊙，αβГд，かなカナ。",
)


def printed(folder: Path, *purposes: str) -> Printed:
    order = Order(find_sources(str(ROOT)), str(folder), slides=False, purposes=purposes)  # type: ignore[arg-type]
    return build(order, Memory())


@pytest.fixture(scope="module")
def issue(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    files: dict[str, str | bytes | None] = {
        "water.md": report(f"kicker: {HEAD}", body=BODY + "\n" + "\n\n".join(TEXTS) + "\n").replace("积极行动", HEAD)
    }
    return printed(write(tmp_path_factory.mktemp("rare"), files), "screen", "printer")


def test_the_text_layer_has_every_character(issue: Printed) -> None:
    page = pypdfium2.PdfDocument(issue.files[0].data)[0]
    text = re.sub(r"\s", "", page.get_textpage().get_text_range())
    for line in (HEAD, *TEXTS):
        for char in re.sub(r"\s|\*", "", line):
            assert char in text, f"{char} U+{ord(char):04X}"
    assert text.count(HEAD) >= 2, "a stroked head is there once, not twice"


def contents(issue: Printed, file: int) -> str:
    with pikepdf.open(BytesIO(issue.files[file].data)) as pdf:
        return "\n".join(page.Contents.read_bytes().decode("ascii") for page in pdf.pages)


def test_what_stands_in_for_a_bold_face_is_filled_and_stroked(issue: Printed) -> None:
    operators = contents(issue, 0)
    assert operators.count("2 Tr") >= 3
    for after in re.findall(r"2 Tr\n((?:.*\n){0,6})", operators):
        assert "Tj" in after or "TJ" in after
    fill, stroke = (re.findall(rf"([\d. ]+) {operator}\n", operators) for operator in ("rg", "RG"))
    assert set(stroke) & set(fill), "the line has the text's colour"
    for line in re.findall(r".* l S", operators):
        before = operators[: operators.index(line)]
        assert before.rfind("0 j") >= before.rfind("1 j"), "rules keep their square corners"


def test_black_outlines_overprint_as_the_text_does(issue: Printed) -> None:
    operators = contents(issue, 1)
    black = [line for line in operators.split("\n") if line.startswith("/Both gs")]
    assert black
    assert all(line.endswith("/Over gs") for line in black)
    assert operators.count("/Both gs") == len(black)
    findings = next(file.data.decode() for file in issue.files if file.purpose == "preflight")
    assert re.search(r"^合格 +黑字叠印 .*全部叠印$", findings, re.MULTILINE)


def test_a_regular_role_is_not_stroked(tmp_path: Path) -> None:
    folder = write(tmp_path, {"water.md": report(body=BODY + "\n" + re.sub(r"\*", "", TEXTS[1]) + "\n")})
    assert "2 Tr" not in contents(printed(folder, "screen"), 0)


def face_with(char: str) -> bytes:
    """A face in which the character is a block."""
    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    for corner in ((100, 700), (900, 700), (900, 0)):
        pen.lineTo(corner)
    pen.closePath()
    font = FontBuilder(1000, isTTF=True)
    font.setupGlyphOrder([".notdef", "block"])
    font.setupCharacterMap({ord(char): "block"})
    font.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "block": pen.glyph()})
    font.setupHorizontalMetrics({".notdef": (1000, 0), "block": (1000, 100)})
    font.setupHorizontalHeader(ascent=800, descent=-200)
    font.setupPost()
    out = BytesIO()
    font.save(out)
    return out.getvalue()


@pytest.mark.parametrize("char", sample(("\U00030000", "😀", "가", "\u0561"), ("😀", "\u0561")))
def test_a_hint_about_a_missing_character_can_be_followed(char: str, tmp_path: Path) -> None:
    content = write(tmp_path / "content", {"water.md": report(body=BODY + f"\n甲乙{char}丙。\n")})
    with pytest.raises(GlyphError) as caught:
        printed(content, "screen")
    (problem,) = caught.value.problems
    assert caught.value.exit_code == GLYPH
    assert f"U+{ord(char):04X}" in problem.message
    assert problem.place
    assert (problem.place.line, problem.place.column) == (13, 3)
    line = re.search("`(  .*)`$", problem.hint)
    assert line
    named = re.search("file: (.*)}", line[1])
    assert named
    assert named[1] in problem.hint[: line.start()]
    fonts = tmp_path / "fonts"
    fonts.mkdir()
    (fonts / "fonts.yaml").write_text(f"faces:\n{line[1]}\n", encoding="utf-8")
    (fonts / named[1]).write_bytes(face_with(char))
    sources = find_sources(str(ROOT))
    sources = sources._replace(fonts=(str(fonts), *sources.fonts))
    order = Order(sources, str(content), slides=False)
    text = pypdfium2.PdfDocument(build(order, Memory()).files[0].data)[0].get_textpage().get_text_range()
    assert char in text
