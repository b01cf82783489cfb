"""An issue as it is tried before an import writes anything: what it holds, what is left out, and why."""

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from bulletin.begin.kinds import Use
from bulletin.begin.taken import Taken
from bulletin.begin.trial import TriedIssue, Understood, tried
from bulletin.build.storage import digest
from bulletin.model.output import File
from bulletin.problems import Place
from tests.begin.office import report, write
from tests.read.test_word import TITLE, packed

TODAY = datetime.date(2024, 5, 20)
ISSUE = "报头: 高新区 简报\n日期: 2024-05-21\n"


def new(name: str, data: str | bytes, use: Use = "text", *, made: bool = False) -> Taken:
    return Taken(f"稿/{name}", name, use, data if isinstance(data, bytes) else data.encode(), "", made=made)


class Office:
    """A folder of an issue, and what is tried with it."""

    def __init__(self, tmp_path: Path) -> None:
        self.folder, self.private = tmp_path / "一期", tmp_path / "private"
        self.folder.mkdir()

    def tried(self, taken: Sequence[Taken] = (), own: Mapping[str, str | bytes] | None = None) -> TriedIssue:
        write(self.folder, own or {})
        return tried(str(self.folder), tuple(own or ()), taken, (), TODAY, str(self.private))

    @property
    def bench(self) -> set[str]:
        """What stood in the private folder."""
        return {path.name for path in self.private.iterdir()}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def written(trial: TriedIssue) -> str:
    (file,) = trial.issue_file
    assert (file.name, file.purpose) == ("issue.yaml", "content")
    return file.data.decode()


def codes(trial: TriedIssue) -> list[str]:
    return [problem.code for problem in trial.problems]


def test_a_first_issue_is_made_and_understood(office: Office) -> None:
    notice = "停电通知\n\n明天检修线路，全区停电，请做好准备，望相互转告。\n"
    trial = office.tried([new("水务.txt", report("水务")), new("甲.txt", notice)])
    assert trial.reports == (
        Understood("水务.txt", "积极行动 强化水资源管理", "区水务局局长 苏晓辉", "水务"),
        Understood("甲.txt", "停电通知", "", "综合"),
    )
    assert (trial.masthead, trial.date) == ("工作简报", "2024-05-20")
    assert {subject for subject, _ in trial.guessed} >= {"报头", "日期", "甲.txt 的栏目"}
    assert "报头: 工作简报" in written(trial)
    assert trial.issue_file[0].over == ""
    assert (trial.faults, trial.problems, trial.dropped, trial.same) == ((), (), frozenset(), ())
    assert not trial.keeps_samples


def test_what_is_no_text_is_neither_tried_nor_missed(office: Office) -> None:
    shown = report("水务", "![湖](湖.jpg)", "![表1](数.csv)")
    others = [new("湖.jpg", b"\xff\xd8\xff", "picture"), new("数.csv", "甲,乙\n1,2\n", "table")]
    trial = office.tried([new("水务.txt", shown), *others], {"旧.jpg": b"\xff\xd8\xff"})
    assert trial.faults == ()
    assert office.bench == {"水务.txt", "issue.yaml"}
    assert len(trial.reports) == 1


def test_pictures_alone_make_no_issue(office: Office) -> None:
    assert office.tried([new("湖.jpg", b"\xff\xd8\xff", "picture")]) == TriedIssue()


def test_pictures_for_an_issue_without_reports_leave_it_as_it_is(office: Office) -> None:
    trial = office.tried([new("湖.jpg", b"\xff\xd8\xff", "picture")], {"issue.yaml": ISSUE})
    assert (trial.masthead, trial.date, trial.issue_file) == ("高新区 简报", "2024-05-21", ())


def test_the_folder_need_not_be_there(office: Office) -> None:
    office.folder.rmdir()
    assert len(office.tried([new("水务.txt", report("水务"))]).reports) == 1


def test_an_issue_that_stands_is_added_to_where_it_need_be(office: Office) -> None:
    own: dict[str, str | bytes] = {
        "issue.yaml": f"{ISSUE}顺序: [水务.txt]\n",
        "水务.txt": report("水务"),
        "TERMS.TXT": "高新区\n",
        "湖.jpg": b"",
    }
    trial = office.tried([new("环境.txt", report("环境"))], own)
    assert "环境.txt" in written(trial)
    assert trial.issue_file[0].over == digest(str(own["issue.yaml"]).encode())
    assert [each.file for each in trial.reports] == ["水务.txt", "环境.txt"]
    assert (trial.masthead, trial.date) == ("高新区 简报", "2024-05-21")
    assert office.bench == {"issue.yaml", "水务.txt", "TERMS.TXT", "环境.txt"}


def test_an_issue_to_which_nothing_is_added_is_not_written(office: Office) -> None:
    trial = office.tried((), {"issue.yaml": f"{ISSUE}栏目表: {{水务.txt: 水务}}\n", "水务.txt": report("水务")})
    assert trial.issue_file == ()
    assert [each.file for each in trial.reports] == ["水务.txt"]


def test_an_issue_yaml_that_is_handed_in_is_written_as_it_is(office: Office) -> None:
    text = f"{ISSUE}栏目表: {{水务.txt: 水务}}\n"
    trial = office.tried([new("issue.yaml", text, "issue"), new("水务.txt", report("水务"))])
    assert trial.issue_file == (File("issue.yaml", text.encode(), "content", over=""),)


def test_what_has_no_text_is_left_out_with_the_reason(office: Office) -> None:
    files = [
        new("空.txt", "\n"),
        new("题.txt", "只有标题\n"),
        new("坏.docx", b"PK\3\4", "word"),
        new("水务.txt", report("水务")),
    ]
    trial = office.tried(files, {"issue.yaml": ISSUE, "白.txt": "\n"})
    assert trial.dropped == {"空.txt", "题.txt", "坏.docx"}
    assert not trial.dropped & office.bench
    told = {problem.message.partition("”")[0][1:]: problem for problem in trial.problems}
    assert set(told) == {"稿/空.txt", "稿/题.txt", "稿/坏.docx"}
    assert {(problem.severity, problem.code, problem.place) for problem in told.values()} == {
        ("warning", "not-imported", None)
    }
    assert all(problem.message.endswith("，没有导入") for problem in told.values())
    assert told["稿/空.txt"].hint == told["稿/题.txt"].hint == "写上标题和正文，再导入"
    assert told["稿/坏.docx"].hint != "写上标题和正文，再导入"
    assert [each.file for each in trial.reports] == ["水务.txt", "白.txt"]  # what stood there stays


def test_the_line_of_a_fault_is_named_where_it_is_not_the_first(office: Office) -> None:
    trial = office.tried([new("甲.txt", "---\n标题: 治水\n---\n"), new("乙.docx", packed(TITLE), "word")])
    assert sorted(problem.message for problem in trial.problems) == [
        "“稿/乙.docx”稿件没有正文，没有导入",
        "“稿/甲.txt”第3行：稿件没有正文，没有导入",
    ]


@pytest.mark.parametrize(
    ("own", "files", "kept", "dropped"),
    [
        ({}, ["水务 - 副本.txt", "水务.txt"], "水务.txt", ["水务 - 副本.txt"]),
        ({"水务在先的一份.txt": 0}, ["水务.txt"], "水务在先的一份.txt", ["水务.txt"]),
        ({}, ["乙.txt", "甲.txt"], "乙.txt", ["甲.txt"]),
        ({}, ["made.txt", "水务原件.txt"], "水务原件.txt", ["made.txt"]),
    ],
)
def test_of_reports_that_say_the_same_one_is_taken(
    own: dict[str, int], files: list[str], kept: str, dropped: list[str], office: Office
) -> None:
    taken = [new(name, report("水务"), made=name == "made.txt") for name in files]
    trial = office.tried(taken, dict.fromkeys(own, report("水务")))
    assert [each.file for each in trial.reports] == [kept]
    assert trial.dropped == set(dropped)
    assert trial.same == tuple((f"稿/{name}", kept) for name in dropped)


def test_copies_that_stood_there_before_are_left(office: Office) -> None:
    own = {"issue.yaml": ISSUE, "甲.txt": report("水务"), "乙.txt": report("水务")}
    trial = office.tried([new("环境.txt", report("环境"))], own)
    assert (trial.dropped, trial.same) == (frozenset(), ())
    assert len(trial.reports) == 3


def test_versions_of_a_report_are_told_where_a_new_one_is_among_them(office: Office) -> None:
    def notice(day: str) -> str:
        return f"{day}停电通知\n\n因检修线路，{day}停电，请做好准备，望相互转告。\n"

    old = {"停电终稿.txt": notice("明天"), "停电最终版.txt": notice("后天")}
    trial = office.tried([new("停电.txt", notice("今天"))], old)
    (told,) = [problem for problem in trial.problems if problem.code == "versions"]
    assert told.message == "“停电.txt”、“停电最终版.txt”、“停电终稿.txt”像是同一篇的几个版本，都会印出来"
    assert (told.severity, told.place) == ("warning", None)
    assert len(trial.reports) == 3


def test_versions_that_stood_there_before_are_told_no_more(office: Office) -> None:
    old = {"停电终稿.txt": report("水务"), "停电最终版.txt": report("规划")}
    assert "versions" not in codes(office.tried([new("环境.txt", report("环境"))], old))


def test_of_two_with_one_title_nothing_is_told_twice(office: Office) -> None:
    files = [new("水务终稿.txt", report("水务")), new("水务最终版.txt", report("水务", "又写一段，说明成效。"))]
    trial = office.tried(files)
    assert codes(trial) == ["same-title"]
    assert trial.problems[0].place is None


def test_faults_name_the_file_where_it_will_stand(office: Office) -> None:
    trial = office.tried([new("水务.txt", report("水务"))], {"issue.yaml": "报头: 甲\n日期: 某日\n"})
    assert [(fault.severity, fault.place and fault.place.file) for fault in trial.faults] == [
        ("error", f"{office.folder}/issue.yaml")
    ]
    assert trial.faults[0].place == Place(f"{office.folder}/issue.yaml", 2, 5)
    assert (trial.masthead, trial.date) == ("甲", "")


def test_an_issue_that_names_reports_that_are_gone_needs_its_samples(office: Office) -> None:
    own = {"issue.yaml": f"{ISSUE}顺序: [样例.txt]\n"}
    assert office.tried([new("水务.txt", report("水务"))], own).keeps_samples
