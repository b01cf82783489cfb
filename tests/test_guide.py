"""docs/guide.zh-CN.md can be followed: its commands, its issue.yaml, the files and codes that it names."""

import re
import shlex
from pathlib import Path

import docx
import pytest

from bulletin.arguments import parse
from bulletin.model.output import PDF_NAMES
from tests.read.folder import ROOT, outcome

GUIDE = (ROOT / "docs" / "guide.zh-CN.md").read_text(encoding="utf-8")
LINES = 66  # a page
COMMANDS = re.findall(r"^(bulletin\b.*)$|`(bulletin(?: [^`]*)?)`", GUIDE, re.MULTILINE)
SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "bulletin").rglob("*.py"))


def test_it_is_one_page() -> None:
    assert len(GUIDE.splitlines()) <= LINES


@pytest.mark.parametrize("command", sorted({line or span for line, span in COMMANDS}))
def test_every_command_can_be_called(command: str) -> None:
    program, *arguments = shlex.split(command)
    assert program == "bulletin"
    parse(arguments)


def test_its_settings_are_read_as_it_says(tmp_path: Path) -> None:
    (block,) = re.findall("```yaml\n(.*?)```", GUIDE, re.DOTALL)
    for name in re.findall(r"[\w-]+\.docx", block):
        word = docx.Document()
        subject = name.removesuffix(".docx")
        for text in (f"{subject}工作巡礼", "某某局局长 李剑", f"{subject}一段正文，写明做法和成效。" * 4):
            word.add_paragraph(text)
        word.save(str(tmp_path / name))
    (tmp_path / "issue.yaml").write_text(f"日期: 2024-05-20\n{block}", encoding="utf-8")
    edition, problems = outcome(tmp_path)
    assert edition, problems
    assert not [problem for problem in problems if problem.severity != "note"]
    last = next(report for report in edition.reports if report.name == "规划")
    assert (last.column, last.author, last.slides) == ("规划", "王玉红", 2)
    assert [report.name for report in edition.reports] == ["环境-李剑", "水务-苏晓辉", "规划", "法治"]


def test_the_files_and_codes_that_it_names_are_those_of_the_program() -> None:
    made = {name.rpartition("/")[2] for name in re.findall(r"`output/([\w/.-]+\.pdf)`", GUIDE)}
    assert made <= set(PDF_NAMES.values())
    assert len(made) == 3
    codes = re.findall(r"\[([a-z]+(?:-[a-z]+)*)\]`", GUIDE)
    assert len(codes) > 3
    assert [code for code in codes if f'"{code}"' not in SOURCE] == []
