"""Two versions compared: what an editor did is told, and nothing else."""

import random
import shutil
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.desk.compare.changes import VersionChange
from bulletin.desk.compare.differences import compared_files
from bulletin.desk.compare.printed_block import PrintedBlock
from bulletin.desk.compare.sentences import key_of, sentences_of
from tests.conftest import ROOT
from tests.desk.edits import edited_issue, judged
from tests.desk.issues import edited, made, printed, shipped
from tests.edition.block_folders import make_pictures

WATER, LEGAL = "积极行动　强化水资源管理", "打造稳定营商环境　护航经济发展"


def test_the_same_file_twice_has_no_changes(tmp_path: Path) -> None:
    pdf = printed(shipped(), tmp_path)
    found = compared_files(pdf, pdf)
    assert found.changes == ()
    assert len(found.old_pages) == len(found.new_pages) == 1


def test_a_changed_figure_is_told_with_its_sentence_and_where_it_stands(tmp_path: Path) -> None:
    files = shipped()
    new = edited(files, "water.md", "2018年", "2019年")
    (change,) = compared_files(printed(files, tmp_path), printed(new, tmp_path)).changes
    assert (change.kind, change.part, change.report) == ("changed", "text", WATER)
    assert change.old == "统计核算2018年全区水资源量、供用水量、用水效率、水质情况等指标。"
    assert [edit for edit in change.edits if edit.old != edit.new] == [("2018", "2019")]
    assert (change.old_page, change.new_page) == (1, 1)
    assert len(change.old_areas) == 3, "the sentence begins on one line and ends on the third"
    for area in change.old_areas + change.new_areas:
        assert 0 < area.rect.x < area.rect.right < 842
        assert 0 < area.rect.height < 14.5


def test_each_kind_of_edit_is_told_as_what_it_is(tmp_path: Path) -> None:
    files = shipped()
    new = edited(files, "legal.md", "期间，我围绕", "我们一行共12人。期间，我围绕")
    new = edited(new, "legal.md", "积极运用现代科技手段，从严", "积极运用现代科技手段。从严")
    lost = "要加强调查研究，掌握实情，摸清脉搏，着力解决源头性、基础性问题，推动高新区政法工作科学健康发展。"
    new = edited(new, "legal.md", lost, "")
    new = edited(new, "issue.yaml", "2019-04-24", "2019-04-26")
    paragraphs = new["legal.md"].split("\n\n")
    second = next(place for place, each in enumerate(paragraphs) if each.startswith("二要"))
    paragraphs[second : second + 2] = [paragraphs[second + 1].strip(), paragraphs[second]]
    new["legal.md"] = "\n\n".join(paragraphs)
    found = compared_files(printed(files, tmp_path), printed(new, tmp_path))
    assert [told(change) for change in found.changes] == [
        ("added", "text", LEGAL, "", "我们一行共12人。"),
        ("changed", "text", LEGAL, "要始终坚持抓", "要始终坚持抓"),
        ("lost", "text", LEGAL, "要加强调查研", ""),
        ("moved", "text", LEGAL, "三要积极营造", "三要积极营造"),
        ("changed", "furniture", "", "2019年4", "2019年4"),
    ]
    parted = found.changes[1]
    assert [edit for edit in parted.edits if edit.old != edit.new] == [("，", "。")]
    assert found.changes[3].sentences == 2


def told(change: VersionChange) -> tuple[str, ...]:
    old, new = (text if len(text) < 12 else text[:6] for text in (change.old, change.new))
    return change.kind, change.part, change.report, old, new


@pytest.mark.parametrize("name", ["bulletin-a4", "original"])
def test_another_layout_alone_is_no_change_of_the_text(name: str, tmp_path: Path) -> None:
    files = shipped()
    found = compared_files(printed(files, tmp_path), printed(files, tmp_path, layout=name))
    assert found.changes == ()
    assert found.rebroken + found.repaged > 5
    assert found.reparted == 0


@pytest.mark.parametrize("seed", range(6))
def test_of_random_edits_each_is_told_and_nothing_else(seed: int, tmp_path: Path) -> None:
    files = shipped()
    new, expected = edited_issue(files, random.Random(seed))
    found = compared_files(printed(files, tmp_path), printed(new, tmp_path))
    assert expected
    assert judged(found, expected) == ([], [])


@given(st.text(alphabet="一二三，。：；！？“”（）a1 ", max_size=60))
def test_no_character_of_a_block_is_left_out_of_its_sentences(text: str) -> None:
    block = PrintedBlock("text", 1, "题", text, ())
    assert "".join(each.key for each in sentences_of((block,))) == key_of(text)


def test_a_file_without_tags_is_compared_by_where_its_lines_stand(tmp_path: Path) -> None:
    """As of another program: no reports, and no false sentence from lines, columns and furniture."""
    files = shipped()
    old, new = printed(files, tmp_path), printed(edited(files, "water.md", "2018年", "2019年"), tmp_path)
    for before, now in ((untagged(old), untagged(new)), (old, untagged(new)), (untagged(old), new)):
        found = compared_files(before, now)
        assert not found.by_report
        (changed,) = (change for change in found.changes if "全区水资源量" in change.old)
        assert ("2018", "2019") in changed.edits
        assert len(found.changes) <= 2, found.changes


def untagged(pdf: bytes) -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as file:
        del file.Root.StructTreeRoot
        file.save(out)
    return out.getvalue()


@pytest.mark.slow
def test_rows_captions_notes_labels_and_titles_are_told_as_such(tmp_path: Path) -> None:
    blocks = ROOT / "tests" / "edition" / "blocks"
    content = tmp_path / "content"
    shutil.copytree(blocks, content)
    make_pictures(content)
    old = made(content)
    for name, was, now in (
        ("economy.md", "第二产业 | 248.9 | 262.4", "第二产业 | 248.9 | 263.4"),
        ("economy.md", "绝对数按现行价格计算", "绝对数按当年价格计算"),
        ("economy.md", "下降18.6%；", "下降18.8%；"),
        ("water.md", "column: 水务", "column: 环保"),
        ("water.md", "title: 一河一策 碧水长流", "title: 一河一策 清水长流"),
        ("water.md", "洸府河整治后的河岸", "洸府河整治后的南岸"),
    ):
        path = content / name
        text = path.read_text(encoding="utf-8")
        assert text.count(was) == 1, was
        path.write_text(text.replace(was, now), encoding="utf-8")
    found = compared_files(old, made(content))
    told = {(change.part, *((e.old, e.new) for e in change.edits if e.old != e.new)) for change in found.changes}
    assert told == {
        ("row", ("262.4", "263.4")),
        ("note", ("现行", "当年")),
        ("text", ("18.6%", "18.8%")),
        ("label", ("水务", "环保")),
        ("heading", ("碧", "清")),
        ("caption", ("河", "南")),
    }
    assert {change.kind for change in found.changes} == {"changed"}
    row = next(change for change in found.changes if change.part == "row")
    assert row.new == "第二产业\u3000248.9\u3000263.4\u30006.4"


def test_a_paragraph_that_went_to_another_report_moved_and_says_from_where(tmp_path: Path) -> None:
    files = shipped()
    gone = next(each for each in files["legal.md"].split("\n\n") if each.startswith("二要"))
    new = edited(files, "legal.md", gone, "")
    new["water.md"] = f"{new['water.md'].rstrip()}\n\n{gone}\n"
    (change,) = compared_files(printed(files, tmp_path), printed(new, tmp_path)).changes
    assert (change.kind, change.report, change.old_report) == ("moved", WATER, LEGAL)
    assert change.new.replace("\n", "") == gone.strip()


def test_reports_added_dropped_and_put_elsewhere_are_told_as_wholes(tmp_path: Path) -> None:
    files = shipped()
    new = edited(files, "issue.yaml", "[environment, water, planning, legal]", "[legal, environment, water, safety]")
    del new["planning.md"]
    head = "---\ncolumn: 安全\ntitle: 守牢底线\npost: 应急局局长\nauthor: 王五\n---\n"
    new["safety.md"] = head + "全区排查隐患三十处。" * 9
    found = compared_files(printed(files, tmp_path), printed(new, tmp_path)).changes
    assert [(each.kind, each.part, each.report[:4]) for each in found] == [
        ("moved", "report", "打造稳定"),
        ("lost", "report", "规划引领"),
        ("added", "report", "守牢底线"),
    ]
