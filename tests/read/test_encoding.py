"""Text saved in any encoding: read, or refused by name; a guess is told; text that was mangled is told."""

from pathlib import Path

import pytest

from bulletin.read.content import read_content
from bulletin.read.encoding import NotTextError, decoded
from bulletin.read.frequent import frequency
from tests.conftest import ROOT
from tests.read.folder import ISSUE, REPORT, write


def told_in(folder: Path) -> list[tuple[str, str, str]]:
    """Severity, code and message of all that reading has to say."""
    problems = read_content(str(folder), str(folder)).problems
    return [(problem.severity, problem.code, problem.message) for problem in problems]


CHINESE = "水利建设是国民经济的基础，各单位要认真落实会议精神，加强管理，提高水平，保护环境。"
TRADITIONAL = "國務院總理今天在北京主持召開會議，討論環境保護與經濟發展的問題，並且通過了新的規劃。"
KOREAN = "대한민국 정부는 오늘 새로운 정책을 발표하였습니다. 환경 보호와 경제 발전을 함께 추진합니다."
JAPANESE = "わたしたちは新しい技術を研究し、毎日の生活をもっと便利にするために努力しています。"
RUSSIAN = "Сегодня правительство объявило о новой программе развития городского хозяйства."


@pytest.mark.parametrize("text", [CHINESE, CHINESE[:12], "一、加强管理\n环境 100%\n"])
@pytest.mark.parametrize(
    ("codec", "guessed"),
    [
        ("utf-8", ""), ("utf-8-sig", ""), ("utf-16", ""), ("utf-32", ""), ("utf-32-le", ""), ("utf-32-be", ""),
        ("gb18030", "GB18030"), ("gbk", "GB18030"), ("hz", "HZ"), ("utf-7", "UTF-7"),
    ],
)  # fmt: skip
def test_x3_an_encoding_of_chinese_is_read(text: str, codec: str, guessed: str) -> None:
    assert decoded(text.encode(codec)) == (text, guessed)


@pytest.mark.parametrize("mark", [b"\xff\xfe\0\0", b"\0\0\xfe\xff"])
def test_x3_utf_32_with_its_mark_is_read(mark: bytes) -> None:
    codec = "utf-32-le" if mark[0] else "utf-32-be"
    assert decoded(mark + CHINESE.encode(codec)).text == CHINESE


@pytest.mark.parametrize(
    ("text", "codec", "name"),
    [
        (KOREAN, "euc_kr", "EUC-KR"), (KOREAN, "cp949", "EUC-KR"), (KOREAN[:20], "cp949", "EUC-KR"),
        (JAPANESE, "euc_jp", "EUC-JP"), (JAPANESE, "cp932", "Shift-JIS"), (JAPANESE[:20], "euc_jp", "EUC-JP"),
        (RUSSIAN, "cp1251", "Windows-1251"), (RUSSIAN, "koi8_r", "KOI8-R"), (RUSSIAN[:20], "cp1251", "Windows-1251"),
        (TRADITIONAL, "big5", "Big5"), (TRADITIONAL[:16], "big5hkscs", "Big5"), (TRADITIONAL * 30, "big5", "Big5"),
    ],
)  # fmt: skip
def test_x2_another_encoding_is_refused_by_its_name(text: str, codec: str, name: str) -> None:
    with pytest.raises(NotTextError) as caught:
        decoded(f"title: {text}\n\n{text}\n".encode(codec))
    assert name in caught.value.message


def test_accents_are_not_called_russian() -> None:
    with pytest.raises(NotTextError) as caught:
        decoded("Résumé de l'été : où est la forêt ? Très bien, ça va à l'école.".encode("latin-1"))
    assert "俄文" not in caught.value.message


@pytest.mark.parametrize(
    "text",
    [
        CHINESE, TRADITIONAL, "甲", "苏晓辉 宋兴华 王玉红 李剑\n", "标题：甲\n单位：乙\n",
        *(path.read_text(encoding="utf-8") for path in sorted((ROOT / "content").glob("*.md"))),
    ],
    ids=lambda text: text[:8],
)  # fmt: skip
def test_real_text_in_gb18030_is_never_refused(text: str) -> None:
    assert decoded(text.encode("gb18030")).text == text
    for start in range(0, len(text), 997):
        part = text[start : start + 60]
        assert decoded(part.encode("gb18030")).text == part


@pytest.mark.parametrize("text", ["a ~{ b ~} c", "1+1-2", "x+AAAA-y", "~{abc~}", "C++ +86-10-12345678", ""])
def test_plain_ascii_is_left_alone(text: str) -> None:
    assert decoded(text.encode()) == (text, "")


def test_seven_tenths_of_modern_chinese_are_frequent() -> None:
    assert frequency(CHINESE) > 0.7
    assert frequency(TRADITIONAL) > 0.6
    assert frequency("瀝甕魍魎齷齪") == 0


@pytest.mark.parametrize("codec", ["gb18030", "gbk", "hz", "utf-7"])
def test_x2_a_guess_is_a_note_on_every_file(tmp_path: Path, codec: str) -> None:
    files: dict[str, str | bytes | None] = {"issue.yaml": ISSUE.encode("gb18030"), "water.md": REPORT.encode(codec)}
    found = [(severity, code) for severity, code, _ in told_in(write(tmp_path, files))]
    assert found == [("note", "guessed-encoding")] * 2


MANGLED = (
    "锟斤拷锟斤拷", "烫烫烫", "屯屯屯屯", "ï¿½ï¿½", "â€œ引号", "Ë®Àû½¨Éè", "ÖÐÎÄ£¬", "鐨勪竴锛屽湪", "Ã¤Â¸Â­Ã¦",
)  # fmt: skip


@pytest.mark.parametrize("sign", MANGLED)
def test_x1_mangled_text_is_told_with_line_and_column(tmp_path: Path, sign: str) -> None:
    folder = write(tmp_path, {"water.md": REPORT + f"\n这一段里有{sign}。\n"})
    problems = [each for each in read_content(str(folder), str(folder)).problems if each.code == "mangled-text"]
    assert len(problems) == 1
    assert problems[0].severity == "warning"
    assert problems[0].place
    assert problems[0].place.line == REPORT.count("\n") + 2
    assert problems[0].place.column in range(6, 10)


@pytest.mark.parametrize(
    "text", ["滚烫烫的水", "李屯屯长", "100±5°C，×2÷3，§5", "café、naïve、Zürich", "第1章····3", "××××年", "ÀÉÈ", "μΩ"]
)
def test_sound_text_is_not_taken_for_mangled(tmp_path: Path, text: str) -> None:
    folder = write(tmp_path, {"water.md": REPORT + f"\n这一段里有{text}。\n"})
    assert "mangled-text" not in [code for _, code, _ in told_in(folder)]


@pytest.mark.parametrize(("written", "taken"), [("gbk", "big5"), ("big5", "gb18030"), ("utf-8", "gb18030")])
def test_x1_a_text_saved_after_a_wrong_reading_is_told(tmp_path: Path, written: str, taken: str) -> None:
    text = TRADITIONAL if written == "big5" else CHINESE
    misread = (text * 3).encode(written).decode(taken, "ignore")
    folder = write(tmp_path, {"a.txt": "标题：某篇\n\n" + misread + "\n"})
    assert "mangled-text" in [code for _, code, _ in told_in(folder)]


@pytest.mark.parametrize(
    "text",
    [
        "王玉红李剑张伟刘洋陈静杨帆赵磊黄丽周强吴敏徐鹏孙燕马超朱琳胡军郭艳何勇高峰林娜罗刚郑爽梁栋谢芳宋涛唐雪许飞",
        "少小离家老大回乡音无改鬓毛衰儿童相见不相识笑问客从何处来葡萄美酒夜光杯欲饮琵琶马上催醉卧沙场君莫笑古来征战几人回",
        "這個開發區的領導說發展經濟應當從實際條件出發，結合本區產業的現狀，選擇適當的項目，並且長期堅持下去，不能朝令夕改",
    ],
)
def test_names_poems_and_traditional_text_are_no_wrong_reading(tmp_path: Path, text: str) -> None:
    folder = write(tmp_path, {"a.txt": "标题：某篇\n\n" + text + "。\n"})
    assert "mangled-text" not in [code for _, code, _ in told_in(folder)]


def test_x1_a_report_without_han_is_told_with_the_likely_reason(tmp_path: Path) -> None:
    english = "标题：Brief\n\nThe zone was visited today. It rained in the morning and in the afternoon.\n"
    latin = "标题：Ë®Àû\n\n" + CHINESE.encode("gbk").decode("latin-1") + "\n"
    found = told_in(write(tmp_path, {"a.txt": english, "b.txt": latin.replace("标题：Ë®Àû\n\n", "")}))
    assert [code for _, code, _ in found].count("no-han") == 2
    alone = write(tmp_path / "alone", {"a.txt": english})
    for other in alone.glob("*.md"):
        other.unlink()
    assert "no-han" in [code for _, code, _ in told_in(alone)]
