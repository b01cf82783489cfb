"""Headings, run-in heads and closings of real prose, against texts labelled by hand (levels/*.txt).

Each line of a text opens with its label and a bar: `1` to `4` a heading and how high it stands among those of its
text, `r` a paragraph with a run-in head that ends at ‖, `c` a closing line, nothing for body text. `#` opens a text.
"""

from pathlib import Path
from typing import NamedTuple

import pytest

from bulletin.model.edition import Paragraph
from tests.read.folder import edition_of, report, write

TEXTS = Path(__file__).parent / "levels"
PRECISION, RECALL = 0.98, 0.90


class Labelled(NamedTuple):
    """One line of a text and what it is: a level, r, c or nothing."""

    label: str
    text: str  # with ‖ at the end of a run-in head


def labelled_texts() -> dict[str, list[Labelled]]:
    """File and name of each text -> its lines."""
    texts: dict[str, list[Labelled]] = {}
    for file in sorted(TEXTS.glob("*.txt")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.startswith("#"):
                lines = texts[f"{file.stem}: {line[2:]}"] = []
            elif line:
                label, _, text = line.partition("|")
                lines.append(Labelled(label.strip(), text))
    return texts


def as_read(paragraphs: tuple[Paragraph, ...]) -> list[Labelled]:
    """What reading made of each line, in the labels' form."""
    levels = sorted({paragraph.level for paragraph in paragraphs if paragraph.kind == "heading"})
    found = []
    for paragraph in paragraphs:
        text, run_in = paragraph.text, paragraph.run_in
        label = str(levels.index(paragraph.level) + 1) if paragraph.kind == "heading" else ""
        label = label or ("c" if paragraph.kind == "closing" else "r" if run_in else "")
        found.append(Labelled(label, f"{text[:run_in]}‖{text[run_in:]}" if run_in else text))
    return found


def test_headings_run_in_heads_and_closings_of_labelled_texts(tmp_path: Path) -> None:
    texts = labelled_texts()
    bodies = ("\n".join(line.text.replace("‖", "") for line in lines) for lines in texts.values())
    files: dict[str, str | bytes | None] = {f"{n:02}.md": report(body=body) for n, body in enumerate(bodies)}
    issue: dict[str, str | bytes | None] = {"issue.yaml": "masthead: 甲乙 丙丁\ndate: 2026-11-26\n", "water.md": None}
    edition = edition_of(write(tmp_path, issue | files))
    right = wrong = missed = 0
    differing = []
    for (name, wanted), made in zip(texts.items(), edition.reports, strict=True):
        found = as_read(made.paragraphs)
        assert len(found) == len(wanted), name
        for expected, given in zip(wanted, found, strict=True):
            same = (expected.label, expected.text.find("‖")) == (given.label, given.text.find("‖"))
            right += same and given.label != ""
            wrong += not same and given.label != ""
            missed += not same and expected.label != ""
            differing += (
                [] if same else [f"{name}: {expected.label or 'body'} read as {given.label or 'body'}: {given.text}"]
            )
    precision, recall = right / (right + wrong), right / (right + missed)
    told = "\n".join((f"precision {precision:.3f}, recall {recall:.3f} of {right + missed}", *differing))
    assert precision >= PRECISION, told
    assert recall >= RECALL, told


def read_as(folder: Path, body: str) -> list[tuple[str, int, str]]:
    """Kind, level and label of each paragraph of a body."""
    (made,) = edition_of(write(folder, {"water.md": report(body=body)})).reports
    return [(paragraph.kind, paragraph.level, paragraph.label) for paragraph in made.paragraphs]


def test_heads_of_two_levels_differ_in_length(tmp_path: Path) -> None:
    heads = (
        "这一年，我们锐意突破，创新发展动能增强。",
        "这一年，我们防险化险，社会大局保持稳定。",
        "产业结构优化。",
        "产业集群壮大。",
    )
    found = read_as(tmp_path, "\n".join(f"{head}\n{LONG}" for head in heads))
    assert [kind for kind, _, _ in found] == ["heading", "body"] * 4


@pytest.mark.parametrize(
    ("numerals", "heads"), [("一二三", True), ("一二", True), ("一", False), ("一三", False), ("二三", False)]
)
def test_numerals_alone_on_their_lines_are_headings_where_they_count_up(
    numerals: str, heads: bool, tmp_path: Path
) -> None:
    found = read_as(tmp_path, "\n".join(f"{numeral}\n{LONG}\n{LONG}" for numeral in numerals))
    assert [kind for kind, _, _ in found] == ["heading" if heads else "body", "body", "body"] * len(numerals)


LONG = "建成投用的站点覆盖全部街道，服务时间从早上八点延长到晚上八点，居民不出社区就能办成事，省时又省力。"


def test_speech_with_its_story_behind_it_is_no_heading(tmp_path: Path) -> None:
    spoken = ("“你又在看什么？”妻子推开门，探进头来。", "“读书，就是要尝一尝！”父亲站在门口笑了。")
    found = read_as(tmp_path / "a", f"{spoken[0]}\n{LONG}\n{spoken[1]}\n{LONG}")
    assert [kind for kind, _, _ in found] == ["body"] * 4
    found = read_as(tmp_path / "b", f"“精明增长”理念深入人心。\n{LONG}\n“放管服”改革持续推进。\n{LONG}")
    assert [kind for kind, _, _ in found] == ["heading", "body"] * 2


@pytest.mark.parametrize(
    ("first", "second", "heads"),
    [
        ("七十七年後，我帶著母親的照片回來了。", "我看見外婆的老槐樹了，還在渡口。", False),
        ("大家都笑了，我却哭了。", "这一天我等了三十年。", False),
        ("那一夜，全村人都没有睡。", "后来的事情大家都知道了。", False),
        ("天渐渐黑了下来。", "一路无话。", False),  # of any length
        ("我区工业基础较弱。", "我市人才总量不足。", True),
        ("我们的差距在思想。", "我们的出路在实干。", True),
        ("刀刃向内，自我革命。", "我为群众办实事。", True),
    ],
)
def test_sentences_of_a_story_are_no_headings(first: str, second: str, heads: bool, tmp_path: Path) -> None:
    found = read_as(tmp_path, f"{first}\n{LONG}\n{second}\n{LONG}")
    assert [kind for kind, _, _ in found] == ["heading" if heads else "body", "body"] * 2


@pytest.mark.parametrize(
    ("lines", "labels"),
    [
        (["20.2026年十件实事：建食堂。", "21.5+2驿站：覆盖全区。"], ["20.", "21."]),
        (["1.甲的说明，有好几个字。", "2.3+1模式，有好几个字。", "3.乙的说明，有好几个字。"], ["1.", "2.", "3."]),
        (["4.甲的说明，有好几个字。", LONG, "5.2025年任务。", LONG, "6.乙的说明。"], ["4.", "", "5.", "", "6."]),
        (["9.甲的说明。", "10.12345热线。"], ["9.", "10."]),
        (["１．甲的说明。", "２．5G基站。", "３．乙的说明。"], ["１．", "２．", "３．"]),
        (["3.5亿元投资到位。", LONG], ["", ""]),
        (["9.甲的说明。", "3.5亿元到位。", "4.乙的说明。"], ["9.", "", "4."]),
        (["2.甲的说明，有好几个字。", "3.5亿元投资到位。", "3.乙的说明。"], ["2.", "", "3."]),
        (["2.甲的说明，有好几个字。", "3.5亿元投资到位，群众得到实惠。"], ["2.", ""]),
        (["1.甲的说明。", "12.6%的群众表示满意。", "2.乙的说明。"], ["1.", "", "2."]),
    ],
)
def test_a_label_before_a_figure_is_known_by_its_neighbours(
    lines: list[str], labels: list[str], tmp_path: Path
) -> None:
    assert [label for _, _, label in read_as(tmp_path, "\n".join(lines))] == labels


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (f"一、甲\n{LONG}\n二、乙\n{LONG}\n五、丙\n{LONG}", ["“二、”之后是“五、”，编号不连续"]),
        ("4.甲的说明。\n6.乙的说明。", ["“4.”之后是“6.”，编号不连续"]),
        (f"（一）甲乙。{LONG}\n（三）丙丁。{LONG}", ["“（一）”之后是“（三）”，编号不连续"]),
        (f"第九条 甲\n{LONG}\n第十一条 乙\n{LONG}", ["“第九条”之后是“第十一条”，编号不连续"]),
        (f"一是甲乙。{LONG}\n三是丙丁。{LONG}", ["“一是”之后是“三是”，编号不连续"]),
        (f"一、甲\n1.乙的说明。\n2.丙的说明。\n二、丁\n1.戊的说明。\n{LONG}", []),
        (f"一、甲\n1.乙的说明。\n二、丁\n3.戊的说明。\n{LONG}", []),
        (f"首先，甲乙。{LONG}\n最后，丙丁。{LONG}", []),
        (f"1.甲的说明。\n3.5亿元到位。\n2.乙的说明。\n{LONG}", []),
        (f"（一）甲乙；（二）丙丁。\n（三）戊己。\n{LONG}", []),
    ],
)
def test_numbers_that_skip_one_are_noted(body: str, found: list[str], tmp_path: Path) -> None:
    edition = edition_of(write(tmp_path, {"water.md": report(body=body)}))
    assert [problem.message for problem in edition.problems if problem.code == "numbering"] == found


@pytest.mark.parametrize(
    ("heads", "levels"),
    [
        ("第一，甲 （一）乙 （二）丙 第二，丁 （一）戊", [1, 2, 2, 1, 2]),
        ("一是甲。 二是乙。 （一）丙 一是丁。 二是戊。 （二）己", [1, 1, 2, 3, 3, 2]),
        ("第一章甲 第一条乙 第二条丙 第二章丁 第三条戊", [1, 2, 2, 1, 2]),
        ("（一）甲 1.乙 2.丙 （二）丁 1.戊", [2, 3, 3, 2, 3]),
        ("## 甲 一、乙 （一）丙 ## 丁 一、戊", [1, 2, 3, 1, 2]),
        ("【甲乙】 1.丙 2.丁 【戊己】 1.庚", [1, 3, 3, 1, 3]),
        ("一是甲。 二是乙。 供给能力稳步提升。 市场秩序明显好转。", [1, 1, 1, 1]),
        ("一是甲。 供给能力稳步提升。 市场秩序明显好转。 二是乙。", [1, 2, 2, 1]),
        ("（一）甲 ①乙 ②丙 （二）丁 ①戊", [2, 3, 3, 2, 3]),
    ],
)
def test_what_stands_above_what_is_read_from_the_report(heads: str, levels: list[int], tmp_path: Path) -> None:
    body = "\n".join(f"{head}\n{LONG}" for head in heads.replace("## ", "##_").split()).replace("##_", "## ")
    assert [level for kind, level, _ in read_as(tmp_path, body) if kind == "heading"] == levels


@pytest.mark.parametrize(
    ("above", "last"),
    [
        ("请认真执行。", "某区水务局2026年11月26日"),
        ("请认真执行。", "2026-11-26"),
        ("请认真执行。", "（二○二六年十一月）"),
        ("请认真执行。", "中共某区委员会　2026年1月2日"),
        ("请认真执行。", "２０２６年１月２日"),
        ("请认真执行。", "张三　2026/1/2"),
        ("请认真执行。", "2026年4月于潍坊"),
        ("请认真执行。", "2026年4月于济宁高新区"),
        ("请认真执行。", "（张三 2026年4月15日）"),
        ("请认真执行。", "民國一一五年三月廿八日於臺北寓所"),
        ("请认真执行。", "中华民国七十六年十一月二日"),
    ],
)
def test_a_day_at_the_end_closes_the_report(above: str, last: str, tmp_path: Path) -> None:
    assert [kind for kind, _, _ in read_as(tmp_path, f"{above}\n{last}")] == ["body", "closing"]
    assert [kind for kind, _, _ in read_as(tmp_path, f"{last}\n{above}")] == ["body", "body"]


@pytest.mark.parametrize(
    "signers", ["报告人：张三", "某区财政局局长", "述职人：李四\n某镇党委书记", "张三\n某区水务局副主任"]
)
def test_who_signs_is_a_person_with_a_post_or_a_label(signers: str, tmp_path: Path) -> None:
    made = read_as(tmp_path, f"请予审议。\n{signers}\n2026年1月15日")
    assert [kind for kind, _, _ in made] == ["body", *["closing"] * (len(made) - 1)]


@pytest.mark.parametrize("regards", ["此致\n敬礼", "顺颂\n商祺", "特此公告"])
def test_regards_sign_nothing(regards: str, tmp_path: Path) -> None:
    kinds = [kind for kind, _, _ in read_as(tmp_path, f"请予审议。\n{regards}\n张三\n2026年1月15日")]
    assert kinds == [*["body"] * (len(kinds) - 2), "closing", "closing"]


def test_the_clerk_of_a_court_signs_below_the_day(tmp_path: Path) -> None:
    made = read_as(tmp_path, "特此公告。\n审　判　长　张三\n二〇二六年六月十八日\n法官助理　李四\n书　记　员　王五")
    assert [kind for kind, _, _ in made] == ["body", *["closing"] * 4]


@pytest.mark.parametrize(
    ("answers", "kind"), [((LONG, "当场办结。", LONG), "heading"), ((LONG, "当场办结。", "可以。"), "body")]
)
def test_questions_of_an_interview_look_alike(answers: tuple[str, ...], kind: str, tmp_path: Path) -> None:
    body = "\n".join(f"问：第{number}项如何办理？\n答：{answer}" for number, answer in enumerate(answers, 1))
    assert [kind for kind, _, _ in read_as(tmp_path, body)] == [kind, "body"] * 3


def test_a_question_of_several_sentences_leaves_all_as_text(tmp_path: Path) -> None:
    body = f"问：如何办理？\n{LONG}\n问：何时办结？\n{LONG}\n问：有两点不明白。第一点是什么？\n{LONG}"
    assert {kind for kind, _, _ in read_as(tmp_path, body)} == {"body"}


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("签字：　　　　日期：　　　年　　月　　日", "body"),
        ("联系电话：____________", "body"),
        ("二、单位名称：________", "body"),
        ("验收日期　　　年　　月", "body"),
        ("附　　则", "heading"),
    ],
)
def test_a_line_to_fill_in_is_no_heading(line: str, kind: str, tmp_path: Path) -> None:
    made = read_as(tmp_path, f"名单要真\n{LONG}\n{line}\n{LONG}\n返回要慢\n{LONG}")
    assert made[2][0] == kind


@pytest.mark.parametrize(
    ("heads", "kind"),
    [
        ("**从等上门到走上门** **“看脸色”变“看规则”**", "heading"),
        ("项目快起来！ 企业强起来！ 环境美起来！", "heading"),
        ("行动起来吧！ 一起努力吧！", "body"),
        ("让我们行动起来！ 同志们！ 各位乡亲，努力吧！", "body"),
        ("变化从哪里来？ 答案写在笑脸上。", "body"),
        ("钱从哪里来？ 人往哪里去？", "heading"),
    ],
)
def test_lines_without_a_number_are_headings_among_their_like(heads: str, kind: str, tmp_path: Path) -> None:
    body = "\n".join(f"{head}\n{LONG}" for head in heads.split())
    assert {kind for kind, _, _ in read_as(tmp_path, body)[::2]} == {kind}


@pytest.mark.parametrize(("between", "kind"), [(4, "heading"), (6, "body")])
def test_lines_far_from_each_other_are_no_series(between: int, kind: str, tmp_path: Path) -> None:
    body = f"\n{LONG}" * between
    found = read_as(tmp_path, f"因地制宜选产业{body}\n龙头带动拓销路{body}")
    assert {found[0][0], found[between + 1][0]} == {kind}


@pytest.mark.parametrize(
    ("articles", "ends"),
    [
        ("第一条 目的和依据。{} 第二条 适用范围。{}", [10, 9]),
        ("第一条 派车程序。{} 第二条 本办法适用于局机关各科室和所属单位的干部。{}", [0, 0]),
        ("第一条 派车程序。{} 第二条 本办法自发布之日起施行。", [0, 0]),
    ],
)
def test_articles_have_heads_where_all_of_them_have(articles: str, ends: list[int], tmp_path: Path) -> None:
    body = articles.replace(" 第二", "\n第二").replace("{}", LONG)
    (made,) = edition_of(write(tmp_path, {"water.md": report(body=body)})).reports
    assert [paragraph.run_in for paragraph in made.paragraphs] == ends


@pytest.mark.parametrize(
    "last",
    [
        "竣工于2026年3月1日",
        "2026年3月于潍坊签约",
        "2026年3月1日于会上通过",
        "2026年3月1日开工。",
        "2026年",
        "3月1日",
        "某区水务局",
        "1.2026年3月1日",
        "2026年3月1日，晴",
    ],
)
def test_what_only_looks_like_a_closing_stays_text(last: str, tmp_path: Path) -> None:
    assert [kind for kind, _, _ in read_as(tmp_path, f"请认真执行。\n{last}")] == ["body", "body"]


def test_a_body_of_nothing_but_a_closing_is_text(tmp_path: Path) -> None:
    assert [kind for kind, _, _ in read_as(tmp_path, "某区水务局\n2026年11月26日")] == ["body", "body"]


def test_the_reading_of_headings_is_linear(tmp_path: Path) -> None:
    """Ten thousand short lines of every form: a quadratic step would take minutes."""
    forms = (
        "一、甲",
        "（一）乙。",
        "1.丙",
        "一是丁。",
        "第一，戊",
        "【己庚】",
        "仓储能力稳步提高。",
        LONG,
        "3.5亿元到位。",
    )
    made = read_as(tmp_path, "\n".join(forms * 1100))
    assert len(made) == 1100 * len(forms)


@pytest.mark.parametrize("opened", ["附件：1.实施方案", "附件： 1．实施方案", "附件:\n1.实施方案", "附：1.实施方案"])
def test_the_names_of_what_is_attached_head_nothing(opened: str, tmp_path: Path) -> None:
    end = "抄送：市委办公室，市政府办公室，区直各部门。"
    text = f"1.抓项目\n{LONG}\n2.抓环境\n{LONG}\n{opened}\n2.任务分工表\n{end}\n"
    edition = edition_of(write(tmp_path / "a", {"water.md": report(body=text)}))
    paragraphs = edition.reports[0].paragraphs
    assert [each.text for each in paragraphs if each.kind == "heading"] == ["1.抓项目", "2.抓环境"]
