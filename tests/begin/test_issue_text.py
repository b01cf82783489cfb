"""A new issue.yaml: every key is in it, all of it holds when switched on, and every name is read again."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.begin.guesses import Guess, GuessedOrder, ReportGuesses
from bulletin.begin.issue_text import IssueSays, issue_text, quoted
from bulletin.problems import Problem
from bulletin.read.content import read_content
from bulletin.read.fields import read_fields
from bulletin.read.keys import ISSUE_KEYS
from bulletin.read.source import source_of
from bulletin.yaml_nodes.nodes import Listing, MappingNode, Scalar
from tests.begin.office import report, write

SAYS = IssueSays(masthead=Guess("工作简报", "改"), date=Guess("2026-11-29", "今天"))


def test_it_shows_every_key_of_an_issue() -> None:
    words = set(re.findall(r"^#?([^\s#:]+):", issue_text(SAYS), re.MULTILINE))
    assert [row.name for row in ISSUE_KEYS.rows if not words & {row.name, *row.synonyms}] == []


def test_all_that_is_switched_off_holds_when_it_is_switched_on(tmp_path: Path) -> None:
    text = re.sub(r"^#(?! )|^#(?=  )", "", issue_text(SAYS), flags=re.MULTILINE)
    assert "\n版式: bulletin-a4\n" in text
    files = {"第一篇的文件名.docx": "环境", "第二篇的文件名.docx": "水务"}
    text = text.replace(".docx", ".txt")
    write(
        tmp_path, {"issue.yaml": text, **{name.replace(".docx", ".txt"): report(each) for name, each in files.items()}}
    )
    edition = read_content(str(tmp_path), str(tmp_path))
    assert [each for each in edition.problems if each.severity == "error" or each.code == "comment-cut"] == []
    assert (edition.layout, edition.pages, edition.numbered) == ("bulletin-a4", 2, "第12期")
    assert edition.reports[0].column == "环境"
    assert ("特约编辑", "王五") in edition.credits


NAMES = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp", "Zs", "Co", "Cn"], exclude_characters='/\\"<>|?*:')
    | st.sampled_from(" ，：#'[]{}-、（）【】&!%@`,"),
    min_size=1, max_size=12,
).map(lambda text: f"{text.strip()}甲.txt".lstrip("'"))  # fmt: skip  # such a name loses its mark when it comes in


@given(NAMES)
def test_any_name_of_a_file_is_read_again_in_a_list_and_in_a_table(name: str) -> None:
    says = SAYS._replace(
        order=GuessedOrder((name,), counted=True),
        reports=(ReportGuesses(name, Guess("水务", "甲"), Guess("题，目: 一", "乙"), Guess("李剑", "丙")),),
    )
    source, _ = source_of(issue_text(says).encode(), "issue.yaml")
    problems: list[Problem] = []
    fields = read_fields(source, 1, len(source.lines), ISSUE_KEYS, problems)
    assert problems == []
    order, columns, details = (fields.node(key) for key in ("order", "columns", "reports"))
    assert isinstance(order, Listing)
    assert isinstance(columns, MappingNode)
    assert isinstance(details, MappingNode)
    expected = source_of(name.encode(), "x")[0].lines[0]  # reading cleans look-alikes, in names too
    found = [order.items[0], columns.pairs[0][0], details.pairs[0][0]]
    assert [node.text for node in found if isinstance(node, Scalar)] == [expected] * 3


@pytest.mark.parametrize("text", ["yes", "- 甲", "甲: 乙", "甲 #乙", "[甲", "'甲'", "*甲", " 甲", "null", "甲, 乙}"])
def test_what_yaml_would_read_otherwise_is_quoted(text: str) -> None:
    assert quoted(text)[0] in "'\""
