"""What is guessed from names and texts, and what is not."""

import datetime

import pytest

from bulletin.begin import guesses
from bulletin.model.edition import Paragraph, ParagraphKind, Report, Run
from bulletin.problems import Place
from bulletin.read.file_names import opening_number, plain_stem

TODAY = datetime.date(2026, 11, 29)


def made(name: str = "甲.txt", *texts: tuple[ParagraphKind, str], **more: str) -> Report:
    place = Place(f"content/{name}")
    paragraphs = tuple(Paragraph(kind=kind, level=0, runs=(Run(text),), place=place) for kind, text in texts)
    fields = {"column": "", "title": "治水兴区", "post": "", "author": ""} | more
    column, title, post, author = (fields[key] for key in ("column", "title", "post", "author"))
    return Report(name.rpartition(".")[0], column, title, post, author, paragraphs, place)


@pytest.mark.parametrize(
    ("file", "number"),
    [
        ("1.环境.docx", 1), ("01环境.docx", 1), ("2、水务.docx", 2), ("（3）规划.docx", 3), ("第一篇 环境.docx", 1),
        ("第12篇.docx", 12), ("一、环境.docx", 1), ("（十）环境.docx", 10), ("①环境.docx", 1), ("【2】水务.txt", 2),
        ("4 政法.md", 4), ("１．环境.txt", 1), ("3.docx", 3), ("10-水务.txt", 10),
        ("12月工作.docx", -1), ("5.20座谈会.docx", -1), ("2024年总结.docx", -1), ("20240520水务.docx", -1),
        ("一心为民.docx", -1), ("3个目标.docx", -1), ("水务1.docx", -1), ("三农工作.docx", -1), ("第一书记.docx", -1),
    ],
)  # fmt: skip
def test_the_number_that_a_name_opens_with(file: str, number: int) -> None:
    assert opening_number(file) == number


def test_files_are_ordered_by_their_numbers_then_as_people_count() -> None:
    ordered = guesses.order(["10.丁.txt", "2.乙.txt", "附记.txt", "1.甲.txt"])
    assert ordered == (("1.甲.txt", "2.乙.txt", "10.丁.txt", "附记.txt"), True)
    assert guesses.order(["稿10.txt", "稿2.txt"]) == (("稿2.txt", "稿10.txt"), True)
    assert guesses.order(["乙.txt", "甲.txt"]) == (("乙.txt", "甲.txt"), False)


@pytest.mark.parametrize(
    ("file", "stem"),
    [
        ("1.水务（终稿）.txt", "水务"), ("水务终稿2.txt", "水务"), ("水务-最终版.txt", "水务"), ("水务(1).txt", "水务"),
        ("水务 - 副本.txt", "水务"), ("水务_v3.txt", "水务"), ("水务终稿 - 副本.txt", "水务"),
        ("稿件1.txt", "稿件1"), ("定稿.txt", "定稿"), ("水务2024.txt", "水务2024"),
    ],
)  # fmt: skip
def test_order_and_version_are_no_part_of_what_a_file_is_about(file: str, stem: str) -> None:
    assert plain_stem(file) == stem


@pytest.mark.parametrize(
    ("texts", "day"),
    [
        ([], "2026-11-29"),
        ([("body", "2026年11月20日召开会议。")], "2026-11-29"),  # some days ago: it is printed today
        ([("body", "2019年4月14日赴潍坊，2019年4月15日返回，见2026年2月30日。")], "2019-04-15"),
        ([("closing", "二〇一九年四月二十日")], "2019-04-20"),
        ([("closing", "2026年12月5日")], "2026-12-05"),
        ([("closing", "2027年6月5日")], "2026-11-29"),  # no report is dated half a year ahead
        ([("body", "会议定于2026年12月5日召开。")], "2026-11-29"),  # what will be is no day of issue
        ([("body", "到2035年12月31日建成，2026-11-02 开工。")], "2026-11-29"),
    ],
)
def test_the_day_of_issue(texts: list[tuple[ParagraphKind, str]], day: str) -> None:
    assert guesses.day([made("甲.txt", *texts)], TODAY).value == day


def test_the_masthead_and_number_stand_in_the_name_of_a_folder() -> None:
    folders = ["/home/李/桌面", "/home/李/水务简报2026年第 12 期"]
    assert guesses.masthead(folders).value == "水务简报"
    number = guesses.number(folders)
    assert number
    assert number.value == "12"
    assert guesses.masthead(["/tmp"]).value == "工作简报"
    assert guesses.number(["/tmp"]) is None


@pytest.mark.parametrize(
    ("report", "file", "folder", "column"),
    [
        (made("稿1.txt", post="济宁高新区环保分局局长"), "稿1.txt", "", "环境"),
        (made("稿1.txt", title="强化水资源管理"), "稿1.txt", "", "水务"),
        (made("稿1.txt", post="区财政局局长"), "稿1.txt", "交通", "交通"),
        (made("稿1.txt", title="一路向前"), "稿1.txt", "", "综合"),
        (made("第一篇.txt", title="一路向前"), "第一篇.txt", "", "综合"),
        (made("新建 文档.txt", title="一路向前"), "新建 文档.txt", "", "综合"),
        (made("水务-李剑.txt"), "水务-李剑.txt", "", ""),  # the file's name says it at each build
        (made("稿1.txt", column="党建", post="区财政局局长"), "稿1.txt", "", ""),
    ],
)
def test_the_column_is_guessed_where_nobody_says_it(report: Report, file: str, folder: str, column: str) -> None:
    guess = guesses.report_guesses(report, file, folder, ()).column
    assert (guess.value if guess else "") == column


def test_title_and_author_are_guessed_from_the_name_where_the_text_has_none() -> None:
    found = guesses.report_guesses(made("1.水务-李剑.txt", title=""), "1.水务-李剑.txt", "", ())
    assert found.title
    assert found.title.value == "水务-李剑"
    assert found.author
    assert found.author.value == "李剑"
    named = made("1.水务.docx", title="水务")._replace(origins={"title": "file name"})
    assert guesses.report_guesses(named, "1.水务.docx", "", ()).title == guesses.Guess("水务", "取自文件名")
    signed = guesses.report_guesses(made("水务-李剑.txt", author="王玉红"), "水务-李剑.txt", "", ())
    assert (signed.title, signed.author) == (None, None)
    assert guesses.report_guesses(made("温泉.txt"), "温泉.txt", "", ()).author is None
    notice = made("水务-李剑.txt")._replace(kind="notice")
    assert guesses.report_guesses(notice, "水务-李剑.txt", "", ()).author is None
