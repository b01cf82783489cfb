"""What an import says and hands to programs: each line where it is true, and no more lines than can be read."""

from typing import Any

import pytest

from bulletin.begin.account import FAULTS_SHOWN, LONGEST_TITLE, REPORTS_SHOWN, account, account_data, account_of_new
from bulletin.begin.guesses import Guess
from bulletin.begin.incoming import Incoming
from bulletin.begin.kinds import Use
from bulletin.begin.put_in import BroughtIn
from bulletin.begin.taken import Taken
from bulletin.begin.trial import TriedIssue, Understood
from bulletin.build.delivery import Delivered
from bulletin.model.output import File
from bulletin.problems import Place, Problem, cells

CALL = "bulletin --content 一期"
WATER = Understood("水务.txt", "治水兴区", "区水务局局长 李剑", "水务")
BARE = Understood("通知.txt", "停电通知", "", "")


def taken(use: Use, name: str = "水务.txt", *, made: bool = False) -> Taken:
    return Taken(f"稿件/{name}", name, use, b"", "", made=made)


def brought(*files: Taken, aside: str = "", **parts: Any) -> BroughtIn:
    """An import of these files; `parts` are of the import, of the issue that was tried, or what was delivered."""
    folder, known, samples = parts.pop("folder", "一期"), parts.pop("known", ()), parts.pop("samples", ())
    delivered = parts.pop("delivered", ())
    done = Incoming(folder, files, known, (), samples, TriedIssue(**parts), ())
    return BroughtIn(done, delivered, aside)


def lines(*files: Taken, **parts: Any) -> list[str]:
    return account(brought(*files, **parts), CALL).splitlines()


def test_what_was_taken_is_counted_by_kind() -> None:
    uses: tuple[Use, ...] = ("text", "word", "picture", "picture", "table", "terms", "issue")
    first, *others = lines(*(taken(use) for use in uses))
    assert first == "已放进 一期：2篇稿件、2幅图片、1个表格、1个词表"
    assert others == ["图片要印，就在稿件里单独写一行 `![图说](图片的文件名)`"]
    assert lines(taken("table")) == ["已放进 一期：1个表格"]
    assert lines(taken("text"), folder=".") == ["已放进当前文件夹：1篇稿件"]


def test_where_nothing_was_taken_it_is_said_what_was_done() -> None:
    file = (File("issue.yaml", b"", "content"),)
    assert lines() == ["一期 没有改动"]
    assert lines(folder=".") == ["当前文件夹没有改动"]
    assert lines(issue_file=file) == ["已写好 一期/issue.yaml"]
    assert lines(issue_file=file, folder=".") == ["已写好 issue.yaml"]


def test_all_that_befell_the_files_has_a_line() -> None:
    told = lines(
        taken("word", "水务.docx", made=True), taken("text", "环境.txt"),
        aside="content-样例",
        delivered=(Delivered("一期/乙.txt", "一期/乙.txt"), Delivered("一期/甲.txt", "一期/甲（新）.txt", "locked")),
        samples=("样例1.txt", "样例2.txt"),
        known=(("稿件/甲.txt", "甲.txt"), ("稿件/乙(1).txt", "乙.txt")),
    )  # fmt: skip
    assert told == [
        "已放进 一期：2篇稿件",
        "一期 里原来是随程序附带的样例，已移到 content-样例",
        "  稿件/水务.docx → 水务.docx（已转换）",
        "  一期/甲.txt 另存为 一期/甲（新）.txt",
        "删去样例2篇：样例1.txt、样例2.txt",
        "已经有了，没有再放（2个）：",
        "  稿件/甲.txt",
        "  稿件/乙(1).txt（就是 乙.txt）",
    ]


@pytest.mark.parametrize(
    ("files", "issue_file", "shown"),
    [((taken("text"),), (), True), ((), (File("issue.yaml", b"", "content"),), True), ((), (), False)],
)
def test_the_issue_is_shown_where_it_is_another_than_before(
    files: tuple[Taken, ...], issue_file: tuple[File, ...], shown: bool
) -> None:
    told = lines(*files, issue_file=issue_file, reports=(WATER, BARE), masthead="工作简报", date="2024-05-20")
    whole = [
        "这一期：工作简报，2024-05-20，2篇",
        "  1. 治水兴区（水务.txt）　区水务局局长 李剑　栏目 水务",
        "  2. 停电通知（通知.txt）",
    ]
    assert told[1:] == [*(whole if shown else ()), "生成简报和幻灯片，运行：", CALL]


def test_what_an_issue_lacks_is_said() -> None:
    assert "这一期：（没有报头），（没有日期），1篇" in lines(taken("text"), reports=(BARE,))
    assert lines(taken("picture"), masthead="工作简报", date="2024-05-20") == [
        "已放进 一期：1幅图片", "图片要印，就在稿件里单独写一行 `![图说](图片的文件名)`"
    ]  # fmt: skip


@pytest.mark.parametrize("more", [0, 1])
def test_of_very_many_reports_the_first_are_listed_and_all_counted(more: int) -> None:
    told = lines(taken("text"), reports=(WATER,) * (REPORTS_SHOWN + more), masthead="甲", date="2024-05-20")
    assert sum("治水兴区" in line for line in told) == REPORTS_SHOWN == 40
    assert (f"  等{REPORTS_SHOWN + 1}篇" in told) == bool(more)
    assert any(line.startswith("  等") for line in told) == bool(more)


def test_a_long_title_is_clipped() -> None:
    line = lines(taken("text"), reports=(WATER._replace(title="治水" * 40),), masthead="甲", date="2024-05-20")[2]
    title = line.removeprefix("  1. ").partition("（")[0]
    assert title.endswith("…")
    assert LONGEST_TITLE - 2 < cells(title) <= LONGEST_TITLE == 44


def test_guesses_are_told_with_what_they_were_taken_from() -> None:
    guessed = (("报头", Guess("工作简报", "")), ("水务.txt 的栏目", Guess("水务", "取自标题")))
    told = lines(taken("text"), guessed=guessed)
    assert told[1:] == [
        "下面是猜的，写在 一期/issue.yaml 里，不对就改：",
        "  报头：工作简报",
        "  水务.txt 的栏目：水务（取自标题）",
    ]
    assert "下面是猜的，写在 issue.yaml 里，不对就改：" in lines(taken("text"), guessed=guessed, folder=".")


@pytest.mark.parametrize("more", [0, 1])
def test_what_keeps_the_issue_from_being_built_is_told(more: int) -> None:
    place = Place("一期/水务.txt", 3)
    faults = (Problem("error", "no-body", "没有正文", place, "写上正文\n或删去"), Problem("error", "bad", "有误"))
    told = lines(taken("text"), faults=faults * (FAULTS_SHOWN // 2) + faults[:more])
    assert told[1:4] == [
        "生成以前，这些地方要先改（改好以后再运行下面的命令）：",
        "  一期/水务.txt:3:1: 错误[no-body]: 没有正文；写上正文",
        "  错误[bad]: 有误",
    ]
    assert sum("错误[" in line for line in told) == FAULTS_SHOWN == 12
    assert told[14:] == ([f"  等{FAULTS_SHOWN + 1}处"] if more else [])


def test_where_nobody_types_a_command_none_is_told() -> None:
    faults = (Problem("error", "bad", "有误"),)
    told = account(brought(taken("text"), reports=(WATER,), faults=faults)).splitlines()
    assert told[-2:] == ["生成以前，这些地方要先改：", "  错误[bad]: 有误"]
    assert "运行" not in "".join(told)


def test_programs_get_the_same() -> None:
    done = brought(
        taken("word", "水务.docx", made=True),
        delivered=(Delivered("一期/水务.docx", "一期/水务.docx"),),
        known=(("稿件/甲.txt", "甲.txt"),), samples=("样例.txt",), reports=(WATER,),
        guessed=(("报头", Guess("工作简报", "今天")),),
    )  # fmt: skip
    assert account_data(1, done, [{"code": "x"}]) == {
        "exit": 1, "folder": "一期", "outputs": ["一期/水务.docx"],
        "imported": [{"source": "稿件/水务.docx", "name": "水务.docx", "use": "word", "converted": True}],
        "known": [{"source": "稿件/甲.txt", "name": "甲.txt"}],
        "removed": ["样例.txt"],
        "reports": [{"file": "水务.txt", "title": "治水兴区", "byline": "区水务局局长 李剑", "column": "水务"}],
        "guessed": [{"subject": "报头", "value": "工作简报", "source": "今天"}],
        "diagnostics": [{"code": "x"}],
    }  # fmt: skip


def test_a_new_issue_is_told_by_its_files_and_the_next_commands() -> None:
    files = [Delivered(f"一期/{name}", f"一期/{name}") for name in ("样例.txt", "issue.yaml")]
    assert account_of_new("一期", files, "bulletin import 稿件 --content 一期", CALL).splitlines() == [
        "已新建 一期：样例.txt、issue.yaml",
        "报头、日期等改 issue.yaml；稿件放进这个文件夹，样例随时可以删去",
        "也可以导入稿件：bulletin import 稿件 --content 一期",
        "生成简报和幻灯片，运行：",
        CALL,
    ]
