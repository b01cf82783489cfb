"""What of the masthead does not fit is told with what would do, and what is told does."""

import re
from pathlib import Path

import pytest

from bulletin.model.edition import Edition
from bulletin.problems import Place, Problem
from bulletin.proof.page import verify
from bulletin.proof.score import proof
from bulletin.proof.shrunk import MUCH_SMALLER, SEAL_LEGIBLE
from tests.conftest import ROOT
from tests.makeup.conftest import LayoutSetup, layout_setup
from tests.makeup.issues import the_seed

SETUPS = {
    name: layout_setup(ROOT, name)
    for name in ("bulletin-a3", "bulletin-a3-weifang", "bulletin-a3-bleed", "bulletin-a4", "original")
}
ISSUE = the_seed()._replace(reports=the_seed().reports[1:2])  # quicker to make up, under the same masthead
LONG = "近赶潍坊　远学长沙　创新驱动　高质量发展　走在前列　开创新局面"
PLACE = Place("content/issue.yaml", 2, 11)


def shrunk(setup: LayoutSetup, issue: Edition) -> list[Problem]:
    made = setup.make_up(issue)
    assert verify(issue, setup.design, made) == ()
    return [one for one in proof(issue, setup.design, made).problems if one.code == "masthead-shrunk"]


@pytest.mark.parametrize("layout", [name for name in SETUPS if name != "original"])
def test_the_shipped_issue_fits(layout: str) -> None:
    assert shrunk(SETUPS[layout], the_seed()) == []


def test_a_masthead_set_smaller_than_its_design_is_a_note_with_both_sizes_and_what_would_do() -> None:
    issue = ISSUE._replace(masthead="近赶潍坊　远学长沙　创新驱动　高质量发展", places={"masthead": PLACE})
    (one,) = shrunk(SETUPS["bulletin-a3"], issue)
    assert (one.severity, one.place) == ("note", PLACE)
    assert one.message == "报头太长，字由46.9磅缩到29.2磅（62%）"
    assert one.hint == ("`masthead` 缩短到10字（现有17字）；就要这样大，在版式里写 `masthead: {title: {size: 38.5}}`")


def test_one_set_much_smaller_is_a_warning() -> None:
    (one,) = shrunk(SETUPS["bulletin-a3"], ISSUE._replace(masthead=LONG))
    assert one.severity == "warning"
    share = int(re.findall(r"（(\d+)%）", one.message)[0]) / 100
    assert share < MUCH_SMALLER


@pytest.mark.parametrize("layout", SETUPS)
@pytest.mark.parametrize("key", ["masthead", "slogan", "number"])
@pytest.mark.parametrize(
    "text",
    [
        LONG,
        "推动高质量发展" * 5,
        "Weifang High-Tech Zone Study Bulletin",
        "第11期　总第128期" * 3,
        "高新区AB创新12" * 4,
    ],
)
def test_a_text_cut_to_the_number_in_the_hint_fits(layout: str, key: str, text: str) -> None:
    for _ in range(3):  # of the two rows of a number one may be told after the other
        found = [one for one in shrunk(SETUPS[layout], with_text(key, text)) if f"`{key}`" in one.hint]
        if not found:
            break
        assert all(re.search(r"缩短到\d+字（现有\d+字）", one.hint) for one in found)
        if key == "number":
            return  # its rows are cut singly: the editor sees both numbers
        left = int(re.findall(r"缩短到(\d+)字", found[0].hint)[0])
        text = cut(text, left)
    assert not found


def with_text(key: str, text: str) -> Edition:
    issue = ISSUE
    return {
        "masthead": issue._replace(masthead=text),
        "slogan": issue._replace(slogan=text),
        "number": issue._replace(number=text),
    }[key]


def cut(text: str, characters: int) -> str:
    """So many characters, blanks not counted."""
    while len("".join(text.split())) > characters:
        text = text[:-1]
    return text.rstrip("　 ")


def test_the_size_in_the_hint_silences_it(tmp_path: Path) -> None:
    issue = ISSUE._replace(masthead=LONG)
    (one,) = shrunk(SETUPS["bulletin-a3"], issue)
    written = re.findall("写 `([^`]+)`", one.hint)[0]
    layout = tmp_path / "own.yaml"
    layout.write_text(f"extends: bulletin-a3\nname: own\n{written}\n", encoding="utf-8")
    assert shrunk(own_setup(layout), issue) == []


def own_setup(layout: Path) -> LayoutSetup:
    from bulletin.model.design import Design
    from bulletin.read.layout import decode

    a3 = SETUPS["bulletin-a3"]
    return a3._replace(design=decode(str(layout), Design, (str(ROOT / "layouts"),)))


@pytest.mark.parametrize(
    ("layout", "chapter", "severity", "message"),
    [
        ("bulletin-a3", "学习长沙", "", ""),
        ("bulletin-a3", "学习贯彻全会", "", ""),
        ("bulletin-a3", "学习长沙篇", "note", "篇名太长，印章里的字由22.0磅缩到"),
        ("bulletin-a3", "学习贯彻党的二十届四中全", "note", "篇名太长，印章里的字由22.0磅缩到"),
        ("bulletin-a4", "学习贯彻党的二十届四中全", "warning", "篇名太长，印章里的字由14.9磅缩到"),
        ("bulletin-a4", "学习长沙篇", "warning", "篇名太长，印章里的字由14.9磅缩到"),
    ],
)
def test_a_seal_with_too_many_characters_is_told(layout: str, chapter: str, severity: str, message: str) -> None:
    found = shrunk(SETUPS[layout], ISSUE._replace(chapter=chapter))
    assert [one.severity for one in found] == [severity] * bool(severity)
    assert all(one.message.startswith(message) for one in found)


@pytest.mark.parametrize("layout", SETUPS)
@pytest.mark.parametrize("length", range(1, 13))
def test_a_seal_cut_to_the_number_in_the_hint_is_large_enough(layout: str, length: int) -> None:
    chapter = "学习贯彻党的二十届四中全"[:length]
    for one in shrunk(SETUPS[layout], ISSUE._replace(chapter=chapter)):
        if "篇名" in one.message:
            left = int(re.findall(r"缩短到(\d+)字", one.hint)[0])
            assert left < length
            again = shrunk(SETUPS[layout], ISSUE._replace(chapter=chapter[:left]))
            assert not any("篇名" in other.message for other in again)


def test_letters_of_a_seal_are_warned_of_under_nine_points() -> None:
    for length in range(5, 13):
        issue = ISSUE._replace(chapter="学习贯彻党的二十届四中全"[:length])
        for one in shrunk(SETUPS["bulletin-a4"], issue):
            size = float(re.findall(r"缩到([0-9.]+)磅", one.message)[0])
            assert (one.severity == "warning") == (size < SEAL_LEGIBLE)


def test_the_rows_of_a_number_are_told_singly() -> None:
    found = shrunk(SETUPS["bulletin-a3"], ISSUE._replace(number="第11期　总第一百二十八期到总第一百三十期合刊"))
    assert [one.message.partition("太长")[0] for one in found] == ["期号第二行"]
    assert found[0].hint.startswith("`number` 第二行缩短到9字（现有18字）")
    (one,) = shrunk(SETUPS["bulletin-a3"], ISSUE._replace(number="二〇二六年十一月特别增刊号外"))
    assert one.message.startswith("期号太长")


def test_usual_numbers_fit() -> None:
    for number in ("1", "第128期", "2026年第11期　总第1128期", "第11期（总第128期）"):
        assert shrunk(SETUPS["bulletin-a3"], ISSUE._replace(number=number)) == []
