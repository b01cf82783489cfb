"""Lines that one sentence was torn into: joined when the editor says so, else told once for the file."""

from pathlib import Path

import pytest

from tests.read.folder import HEAD, edition_of, report, write

FIRST = HEAD.count("\n") + 2  # line of a body's first line
A = "我们坚持规划先行、产业为本，把项目建设放在突出位置，推动经济社会发展取得明显成效，得到干部群众一致好评，值得学习。"
B = "下一步要结合实际，在抓落实上下功夫，在求实效上见真章，把今年的20项重点工作一件一件办好，努力开创工作的新局面。"
C = "会议指出，水是生命之源，要节水优先、空间均衡、系统治理、两手发力，把水资源作为最大的刚性约束，以水定城、以水定产。"


def wrapped(text: str, width: int, indent: str = "") -> list[str]:
    whole = indent + text
    return [whole[start : start + width] for start in range(0, len(whole), width)]


def body(*blocks: list[str], between: int = 0) -> str:
    return ("\n" * (between + 1)).join("\n".join(block) for block in blocks) + "\n"


BODIES = (
    body(*(wrapped(text, 26, "　　") for text in (A, B, C))),  # indents part the paragraphs
    body(*(wrapped(text, 17, "　　") for text in (A, B, C))),
    body(*(wrapped(text, 24) for text in (A, B, C)), between=1),  # empty lines do
    body(*(wrapped(text, 30, "    ") for text in (A, B, C))),
    body(*(wrapped(text, 25, "　　") for text in (A, B, C)), between=1).replace("\n\n", "\n\n\n"),
    body(wrapped(A, 26, "　　"), [f"　　{B}"], [f"　　{C}"]),  # one among whole ones
)


@pytest.mark.parametrize("typed", BODIES)
def test_wrapped_lines_are_told_once_with_the_first_and_last(typed: str, tmp_path: Path) -> None:
    edition = edition_of(write(tmp_path, {"water.md": report(body=typed)}))
    (problem,) = edition.problems
    assert problem.code == "torn-paragraph"
    assert problem.place
    assert problem.place.line == FIRST + 1
    assert "join_column_breaks: true" in problem.hint


@pytest.mark.parametrize("typed", BODIES)
def test_the_option_that_the_hint_names_joins_them(typed: str, tmp_path: Path) -> None:
    edition = edition_of(write(tmp_path, {"water.md": report("接合断段：是", body=typed)}))
    assert [paragraph.text for paragraph in edition.reports[0].paragraphs] == [A, B, C]
    assert not edition.problems
    lines = report("接合断段：是", body=typed).split("\n")
    for change in edition.changes:
        assert (change.rule, change.old, change.new) == ("S3", "\n", "")
        assert lines[change.place.line - 1].strip()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("我们坚持规划先行、产业为本，把项目建设放在突出位", "置，推动工作取得成效。"),
        ("我们坚持规划先行、产业为本，把项目建设放在突出位\n", "置，推动工作取得成效。"),
        (
            "考察团先后参观了智慧城市运营中心、规划展览馆和",
            "产业园区，听取了有关情况的介绍，并就下一步工作进行了座谈交流，大家都说收获很大。",
        ),
        ("把项目建设放在突出位置", "，推动工作取得成效。"),
        (
            "一要坚持节水优先。二要严格取水管理，落实最严格的水",
            "资源管理制度，推进农业、工业、城镇节水，加快建设节水型社会，抓好再生水利用。",
        ),
        ("1.强化水资源管理，落实最严格水资源管理制度，推", "进节水型社会建设。"),
    ],
)
def test_a_single_torn_sentence_is_told(before: str, after: str, tmp_path: Path) -> None:
    typed = f"{before}\n{after}\n{B}\n"
    edition = edition_of(write(tmp_path / "a", {"water.md": report(body=typed)}))
    assert [problem.code for problem in edition.problems] == ["torn-paragraph"]
    edition = edition_of(write(tmp_path / "b", {"water.md": report("join_column_breaks: true", body=typed)}))
    assert edition.reports[0].paragraphs[0].text == before.strip() + after


@pytest.mark.parametrize(
    "typed",
    [
        f"深入贯彻落实黄河流域生态保护和高质量发展重大国家战略\n{A}{B}\n推进农业节水和工业节水再上新台阶开创新局面\n{B}{C}\n",
        f"聚焦主责主业、强化担当作为，推动工作再上新台阶\n{A}{B}\n坚持节水优先、空间均衡，持续用力抓好落实\n{B}{C}\n",
        f"一、深入贯彻落实黄河流域生态保护和高质量发展重大国家战略，推动工作再上新台阶\n{A}{B}\n",
        "不问收获\n但问耕耘\n千磨万击还坚劲\n任尔东西南北风\n完。\n",
        "十三根竹档，九十一颗珠子\n父亲用它算过\n二〇〇三年，我的学费\n\n后来他老了，算盘也老了\n他让我再打一遍“小九九”\n",
        "春风杨柳万千条，\n六亿神州尽舜尧。\n红雨随心翻作浪，\n青山着意化为桥。\n",
        f"{A}\n区住房和城乡建设局党组书记、局长张三\n区发展和改革局党组书记、局长李四\n区自然资源局局长王五\n",
        f"第一中学扩建项目，总投资3.2亿元\n中心医院迁建项目，总投资12.6亿元，占地200亩\n污水厂项目\n## 甲\n{B}\n",
        f"{A}请问这个典故最早见于何处？——区人社局　读者　夏侯某\n\n{B}\n",
        f"问：{A}请问这个典故最早见于何处，又见于何人的书里\n答：{B}\n",
        f"問：{A}请问这个典故最早见于何处，又见于何人的书里\nA1：{B[:-1]}，\nQ2：{C}\n",
        f"参加人员有：\n张三、李四、王五。\n{A}\n",
        "".join(f"{sign}落实各项任务，明确部门职责和完成时限，压实工作责任，\n" for sign in "①②㉑⒈㈠"),
        f"　　{A}\n{B}\n　　{C}\n",
        f"{A}\n\n{B}\n\n\n{C}\n",
        f"{A}<br>{B[:-1]}<br>{C}\n",
        f"{A[:-1]}\n## 下一步打算\n{B}\n",
        f"1.{A}\n2.{B[:-1]}\n3.{C}\n",
        f"{A}\n中共某某区委员会某某区人民政府办公室\n2026年11月26日\n",
    ],
)
def test_headings_lists_verses_and_whole_paragraphs_are_not_torn(typed: str, tmp_path: Path) -> None:
    edition = edition_of(write(tmp_path, {"water.md": report(body=typed)}))
    assert not [problem for problem in edition.problems if problem.code == "torn-paragraph"]


def test_a_line_that_ends_a_sentence_at_the_full_width_is_joined_too(tmp_path: Path) -> None:
    first, second = "我们坚持规划先行、产业为本、项目为王、服务为", "要。下一步要抓好落实，这是大家一致的看法。"
    typed = f"{first}\n{second}\n对此，我们要认真研究，拿出办法。\n\n{B}\n"
    edition = edition_of(write(tmp_path, {"water.md": report("join_column_breaks: true", body=typed)}))
    assert [len(paragraph.text) for paragraph in edition.reports[0].paragraphs] == [len(first + second) + 16, len(B)]


def test_latin_words_keep_a_space_where_a_line_ended(tmp_path: Path) -> None:
    typed = f"我们引进了一套智能化的城市管理系统平台，名叫City\nBrain，效果好。\n{B}\n"
    edition = edition_of(write(tmp_path, {"water.md": report("join_column_breaks: true", body=typed)}))
    assert "City Brain" in edition.reports[0].paragraphs[0].text
