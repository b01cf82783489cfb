"""Slips that are told, with the characters they stand on and what is proposed, and sound text that is not."""

import datetime
import time
from pathlib import Path

import pytest

from bulletin.model.edition import Edition
from bulletin.problems import Problem
from bulletin.read.check import silenced
from bulletin.read.proofreading.dates import dates
from bulletin.read.proofreading.issue import CODES
from bulletin.read.proofreading.numbers import numbers
from bulletin.read.proofreading.passages import MOST_EXACT
from bulletin.read.proofreading.people import Naming, people, two_titles
from tests.read.folder import ISSUE, edition_of, report, write

PADDING = "全区上下攻坚克难，主要经济指标增速保持在合理区间，较好完成了区人大会议确定的目标任务。"


def notes(edition: Edition) -> list[Problem]:
    """What proofreading says of an edition."""
    return [problem for problem in edition.problems if problem.code in CODES]


def told(tmp_path: Path, body: str, *head: str, **files: str) -> list[Problem]:
    """What proofreading says of a report with this body."""
    named = {name.replace("_", "."): text for name, text in files.items()}
    return notes(edition_of(write(tmp_path, {"water.md": report(*head, body=f"{body}\n"), **named})))


# Code, and a text with ▸ before the character at which the slip is told.
SLIPS = (
    ("quote-stop", "他说：“我们一定完成全年任务▸”。大家鼓掌。"),
    ("quote-stop", "“城市是大家的城市，要大家管▸”。这句话很实在。"),
    ("quote-stop", "有人说：“人才是魂▸。”。我们很赞成。"),
    ("quote-stop", "开展“清源▸，”“护航”行动。"),
    ("quote-stop", "全面实施“青蓝工程▸。”每年选派教师。"),
    ("pause-between", "举办“暖心”▸、“连心”活动。"),
    ("pause-between", "学习《水法》▸、《防洪法》。"),
    ("nested-marks", "他说：“要把▸“三个清单”落实到位。”"),
    ("nested-marks", "印发《转发▸《关于秋收的通知》的通知》。"),
    ("nested-marks", "▸‘放管服’改革继续推进。"),
    ("unpaired-mark", "抓好▸“双招双引，推动发展。"),
    ("unpaired-mark", "抓好双招双引▸”，推动发展。"),
    ("marks-meet", "抓好落实▸，。推动发展。"),
    ("dash-form", "这是经验▸———实干。"),
    ("dash-form", "这是经验▸－－实干。"),
    ("dash-as-digit", "城市要宜居▸一一让人民满意。"),
    ("ellipsis-form", "有月季、海棠、石榴▸等……都开花。"),
    ("ellipsis-form", "有月季、海棠▸、……都开花。"),
    ("ellipsis-form", "有月季、海棠▸………都开花。"),
    ("numbering", "一是转变理念；二是整合资源；▸四是严格考核。"),
    ("numbering", "包括：（1）协同；（2）下沉；▸（2）激励。"),
    ("numbering", "①选准；②跟上；▸④连紧。"),
    ("numbering", "包括：（1）协同；▸（1）下沉；（3）激励。"),
    ("numbering", "一、甲甲事项。\n正文。\n二、乙乙事项。\n正文。\n▸二、丙丙事项。\n正文。"),
    ("numbering", "一、甲甲事项。\n正文。\n▸一、乙乙事项。\n正文。\n三、丙丙事项。\n正文。"),
    ("numbering", "一、总体情况\n（一）财政\n正文。\n▸（一）税收\n正文。"),
    ("doubled-character", "群众对我们▸的的工作表示认可。"),
    ("doubled-character", "加强监▸督督管理，落实责任。"),
    ("doubled-character", "扎实▸推推进项目建设。"),
    ("doubled-word", "他们▸进行进行了现场核查。"),
    ("doubled-word", "成立▸合作社合作社带动农户。"),
    ("no-such-day", "▸2月30日完成验收。"),
    ("no-such-day", "▸2025年2月29日完成验收。"),
    ("no-such-day", "▸二〇二五年二月二十九日完成验收。"),
    ("no-such-day", "▸5月20日至10日举行。"),
    ("wrong-weekday", "▸2026年11月29日（星期一）召开会议。"),
    ("wrong-weekday", "▸4月24日（周四）召开会议。"),  # of the issue's year, 2019: a Wednesday
    ("mixed-numerals", "培训▸3千5百人次。"),
    ("mixed-numerals", "自▸二0二四年起施行。"),
    ("mixed-numerals", "自▸二零二四年起施行。"),
    ("mixed-numerals", "占▸百分之5。"),
    ("half-range", "扣减▸5-10%的经费。"),
    ("half-range", "投资▸3至5亿元。"),
    ("twice-about", "▸大约3个左右。"),
    ("twice-about", "有▸近300余人参加。"),
    ("twice-about", "▸至少20人以上。"),
    ("times-less", "事故▸下降了2倍。"),
    ("unit-form", "全长5▸KM。"),
    ("unit-form", "提高▸3%个百分点。"),
)


@pytest.mark.parametrize(("code", "body"), SLIPS, ids=[body for _, body in SLIPS])
def test_a_slip_is_told_at_its_characters(code: str, body: str, tmp_path: Path) -> None:
    typed = f"{PADDING}\n{body}"
    lines = typed.split("\n")
    line = next(number for number, each in enumerate(lines, 1) if "▸" in each)
    (note,) = told(tmp_path, typed.replace("▸", ""))
    assert note.severity == "note"
    assert note.code == code
    assert note.place
    assert (note.place.line - 6, note.place.column) == (line, lines[line - 1].index("▸") + 1)
    assert note.shown == lines[line - 1].replace("▸", "")
    assert note.hint.startswith("原文照印")


SOUND = """
一位老人说：“日子越过越好。”“人民城市人民建”是大家的心愿；什么叫“双招双引”？“一网通办”“一窗受理”都是。
《甲》（2020年）、《乙》（2021年）都在修订；月季、“海棠”、石榴，“甲”、乙、“丙”三类。“你来吧，”他笑着说，“我们等着。”
他说：“这是‘十四五’的‘开门红’。”《中共中央关于〈决定〉的说明》。任务一一落实，问题一一对应——不留死角。
院里有月季、海棠、石榴……一年四季都有花。“等等……”他喊。唯一一个，统一一套，进一步一体推进。
一是甲；二是乙；三是丙。主要有两点：一是丁；二是戊。（1）己；（2）庚；（1）辛；（2）壬。第一、二、三产业协调。
学习研究研究，大家商量商量，一步一步走，一个一个办，天天、常常、人人、方方面面、红红火火、实实在在、莘莘学子。
高新区区长、移民局局长、支队支队长、市政府政府采购、俄罗斯罗马尼亚、学习习近平、标的的价款、村村通、钉钉子、《立法法》。
2月29日，2024年2月29日，2026年11月29日（星期日），4月24日（星期三），9月28日至10月3日，二〇二四年二月二十九日。
3.5万户，8千瓦，5千米，2025百强，第5百货，二〇二四年，二百三十，一九四九年，百分之五，5%至10%。
5—10个工作日，1—9月，2021—2025年，第3至5页，3万至5万元，PM2.5至10微克，10至20家，150～200千克。
近三年来，近10余年，约定300余人，节约300余万元，300人左右，超过300人，20岁以上，最近300多人，约5个，近30多年。
“一、”“（一）、”“第三，”“1、”开头的是小标题；句末用“。”，句中用“，”“、”，列举到“三。”，不到“四。”；都可以。
产值增长2倍，下降20%，减少到原来的一半，成倍减少，3 km、5kg、20kW、220kV、50Hz、500MPa、A4KMX，3个百分点。
"""


def test_sound_text_draws_no_note(tmp_path: Path) -> None:
    assert [(note.code, note.message) for note in told(tmp_path, SOUND)] == []


def test_places_are_right_behind_marks_links_and_replaced_marks(tmp_path: Path) -> None:
    line = '**重点** 是[公告](https://a.cn/b),他说:"好",约3个左右,培训3千5百人'
    found = told(tmp_path, f"{PADDING}\n{line}")
    assert [note.code for note in found] == ["twice-about", "mixed-numerals"]
    assert [line[note.place.column - 1 :][:4] for note in found if note.place] == ["约3个左", "3千5百"]


def test_places_are_right_in_joined_lines_and_behind_what_cleaning_took(tmp_path: Path) -> None:
    body = "区里的\u200b会议强调，要把各项任务落到实处，把好事办好、把实事\n办实，约3个\u200b左右的项目要在年内完工。"
    (note,) = told(tmp_path, body, "join_column_breaks: true")
    assert note.place
    assert (note.place.line, body.split("\n")[note.place.line - 8][note.place.column - 1 :][:2]) == (9, "约3")


def test_the_lines_of_the_head_are_read_too(tmp_path: Path) -> None:
    data = report(body=PADDING + "\n").replace("积极行动 强化管理", "“积极行动 强化强化管理")
    found = notes(edition_of(write(tmp_path, {"water.md": data})))
    assert [(note.code, note.place and note.place[1:]) for note in found] == [
        ("unpaired-mark", (3, 8)), ("doubled-word", (3, 14)),
    ]  # fmt: skip


def test_a_text_is_never_altered(tmp_path: Path) -> None:
    body = "\n".join(body.replace("▸", "") for code, body in SLIPS if code != "numbering")
    edition = edition_of(write(tmp_path, {"water.md": report(body=body + "\n")}))
    assert "\n".join(paragraph.text for paragraph in edition.reports[0].paragraphs) == body


@pytest.mark.parametrize("where", ["report", "issue"])
def test_silenced_notes_do_not_stand(where: str, tmp_path: Path) -> None:
    body = "\n".join(f"大约{number}个左右，下降{number}倍。" for number in range(10, 20))
    issue = ISSUE + ("ignore: [twice-about]\n" if where == "issue" else "")
    head = ("ignore: [twice-about]",) if where == "report" else ()
    files: dict[str, str | bytes | None] = {"issue.yaml": issue, "water.md": report(*head, body=body)}
    edition = edition_of(write(tmp_path, files))
    found = [note for note in notes(edition) if not silenced(note, edition)]
    assert [note.code for note in found] == ["times-less"] * 10


def test_one_person_with_two_titles_is_told_across_reports(tmp_path: Path) -> None:
    other = report(body=f"{PADDING}\n区水务局副局长张建军介绍了情况。").replace("积极", "消防")
    files: dict[str, str | bytes | None] = {
        "issue.yaml": ISSUE.replace("order: [water]\n", "order: [water, fire]\n"),
        "water.md": report(
            body="会上，张建军局长出席并讲话。市委副书记李明、区委书记李明分别发言。王芳，副主任；王芳主任。"
        ),
        "fire.md": other,
    }  # fmt: skip
    (note,) = notes(edition_of(write(tmp_path, files)))
    assert note.code == "two-titles"
    assert note.message == "张建军有两个职务：这里是“副局长”，“water.md”里写着“张建军局长出席并讲话”"
    assert note.place
    assert note.place.file.endswith("fire.md")
    assert note.place[1:] == (8, 5)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("省长　王予波作报告", ["王予波 省长"]), ("检察长应勇在会上讲话", ["应勇 检察长"]),
        ("会上，张三丰局长讲话", ["张三丰 局长"]), ("人武部副政委李明出席", ["李明 副政委"]),
        ("总工程师李明介绍", ["李明 总工程师"]), ("局长张强来调研", ["张强 局长"]),
        ("区长张三、副区长李四同志", ["张三 区长", "李四 副区长"]), ("城管支队支队长陈立新说", ["陈立新 支队长"]),
        ("时任局长张三率队", []), ("方便局长", []), ("书记员张三", []), ("局长张罗工作的事", []), ("张三局长会议", []),
    ],
)  # fmt: skip
def test_a_person_with_a_title_is_known_by_what_stands_around(text: str, names: list[str]) -> None:
    assert [f"{said.name} {said.title}" for said in people(text)] == names


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("2018年开工，5月2日（星期四）验收。", []),  # of the issue's year
        ("2017年立项，2018年开工，5月2日（星期二）验收。", ["2018年这一天是星期三"]),  # the year named last
        ("5月2日（星期二）验收，2017年立项。", ["2019年这一天是星期四"]),  # a year named behind
    ],
)
def test_a_day_without_a_year_is_of_the_one_named_last_or_of_the_issue(text: str, right: list[str]) -> None:
    found = list(dates(datetime.date(2019, 4, 24))([text]))
    assert [mistake.message.rpartition("，")[2] for mistake in found] == right


@pytest.mark.parametrize(
    ("issued", "text", "sound"),
    [
        ((2024, 1, 5), "12月31日（星期日）", True), ((2024, 6, 5), "12月31日（星期日）", False),
        ((2024, 12, 5), "1月1日（星期三）", True), ((2024, 6, 5), "1月1日（星期三）", False),
    ],
)  # fmt: skip
def test_at_the_turn_of_a_year_a_day_may_be_of_the_other(issued: tuple[int, int, int], text: str, sound: bool) -> None:
    assert (not list(dates(datetime.date(*issued))([text]))) == sound


def test_rows_of_figures_names_and_days_in_one_paragraph_are_read_in_no_time() -> None:
    """Each of them took the square of its length, five seconds and more in sum."""
    started = time.process_time()
    assert not list(numbers(["1," * 2500 + "左右"]))
    assert len(list(dates(datetime.date(2024, 5, 20))(["3月5日（星期一）开会。" * 3000]))) == 3000
    namings = [Naming(report=0, passage=0, said=said) for said in people("张三局长表示，" * 3000)]
    assert not list(two_titles(namings))
    assert time.process_time() - started < 1.5


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        ("副局长张建军介绍", "局长张建军讲话", True), ("局长张建军介绍", "张建军副局长讲话", True),
        ("区委副书记张建军介绍", "市委书记张建军讲话", False), ("局长张建军介绍", "副主任张建军讲话", False),
        ("局长张建军介绍", "局长张建军讲话", False), ("副局长张建军介绍", "局长张建国讲话", False),
    ],
)  # fmt: skip
def test_titles_clash_where_one_is_the_deputy_of_the_other(one: str, other: str, clash: bool, tmp_path: Path) -> None:
    assert [note.code for note in told(tmp_path, f"{one}。\n{other}。")] == ["two-titles"] * clash


def test_a_byline_counts_as_a_title(tmp_path: Path) -> None:
    (note,) = told(tmp_path, f"{PADDING}水务办副主任苏晓辉汇报了情况。")
    assert note.message == "苏晓辉有两个职务：这里是“副主任”，前文写着“主任苏晓辉”"


def test_a_report_much_longer_than_the_others_is_told(tmp_path: Path) -> None:
    sizes = {"a.md": 12, "b.md": 13, "c.md": 14, "water.md": 60}
    files: dict[str, str | bytes | None] = {
        name: report(body="\n".join(f"{number}{PADDING}" for number in range(size))).replace("积极", name[0])
        for name, size in sizes.items()
    }
    files["issue.yaml"] = ISSUE.replace("order: [water]\n", "")
    (note,) = notes(edition_of(write(tmp_path / "long", files)))
    assert note.code == "long-report"
    assert note.place
    assert note.place.file.endswith("water.md")
    files["c.md"] = files["water.md"].replace("w行动", "c行动")  # type: ignore[union-attr,arg-type]
    assert not notes(edition_of(write(tmp_path / "two", files)))


def test_a_long_pair_is_quoted_by_its_ends(tmp_path: Path) -> None:
    (note,) = told(tmp_path, f"他说：“要把“{PADDING}”落实到位。”")
    assert len(note.message) < 60
    assert note.message.endswith("目标任务。”」")
    assert "…" in note.hint


def test_of_very_many_slips_of_a_kind_the_last_have_the_place_of_their_paragraph(tmp_path: Path) -> None:
    found = told(tmp_path, "，".join(f"占百分之{number}" for number in range(1, 61)))
    assert len({note.place for note in found}) == MOST_EXACT + 1
    assert len(found) == 60


def test_a_number_that_is_said_to_be_about_three_times_over_is_one_slip() -> None:
    assert [mistake.message for mistake in numbers(["有近300余人左右参加。"])] == ["“近300余人左右”里约数说了两次"]
