"""What the reader makes of sound content: levels, bold, pictures, keys, orders, dates, doubts."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from bulletin.problems import Place
from tests.read.folder import BODY, ISSUE, ROOT, edition_of, outcome, report, write


def paragraphs(folder: Path, body: str, *lines: str) -> list[tuple[str, int, str]]:
    """Kind, level and text of what a body becomes; the last paragraph, which makes it a sound report, left out."""
    edition = edition_of(write(folder, {"water.md": report(*lines, body=body + "\n完。\n")}))
    return [(p.kind, p.level, p.text) for p in edition.reports[0].paragraphs[:-1]]


def test_the_shipped_edition(golden: Callable[[str, str], None]) -> None:
    edition = edition_of(ROOT / "content")
    lines = [f"{edition.masthead} | {edition.slogan} | {edition.chapter} | {edition.date} | {edition.folio}"]
    for made in edition.reports:
        lines.append(f"{made.name} | {made.column} | {made.title} | {made.post} | {made.author}")
        lines += [f"  {p.kind} {p.level} {p.label or '-'} {p.text[:24]} {p.place.line}" for p in made.paragraphs]
    lines += [f"{p.severity} {p.code} {p.place and p.place[1:]} {p.message}" for p in edition.problems]
    golden("read-edition.txt", "\n".join(lines) + "\n")
    assert not edition.changes


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("一、甲乙\n\n丙丁。", [("heading", 1, "一、甲乙"), ("body", 0, "丙丁。")]),
        ("（一）甲乙\n丙丁。", [("heading", 2, "（一）甲乙"), ("body", 0, "丙丁。")]),
        ("(一)甲乙\n丙丁。", [("heading", 2, "（一）甲乙"), ("body", 0, "丙丁。")]),
        ("1.甲乙\n丙丁。", [("heading", 3, "1.甲乙"), ("body", 0, "丙丁。")]),
        ("1. 甲乙\n丙丁。", [("heading", 3, "1.甲乙"), ("body", 0, "丙丁。")]),
        ("（1）甲乙\n丙丁。", [("heading", 4, "（1）甲乙"), ("body", 0, "丙丁。")]),
        ("一、甲\n（一）乙\n丙。", [("heading", 1, "一、甲"), ("heading", 2, "（一）乙"), ("body", 0, "丙。")]),
        ("1.甲乙。\n丙丁。", [("heading", 3, "1.甲乙。"), ("body", 0, "丙丁。")]),
        ("1.甲乙，\n丙丁。", [("body", 3, "1.甲乙，"), ("body", 0, "丙丁。")]),
        (
            "1.甲\n2.乙\n3.丙\n丁。",
            [("body", 3, "1.甲"), ("body", 3, "2.乙"), ("body", 3, "3.丙"), ("body", 0, "丁。")],
        ),
        (f"一、{'长' * 39}\n丙。", [("body", 1, f"一、{'长' * 39}"), ("body", 0, "丙。")]),
        (f"一、{'长' * 38}\n丙。", [("heading", 1, f"一、{'长' * 38}"), ("body", 0, "丙。")]),
        ("4.14万亩林地\n丙。", [("body", 0, "4.14万亩林地"), ("body", 0, "丙。")]),
        ("一要主动\n丙。", [("body", 0, "一要主动"), ("body", 0, "丙。")]),
        ("## 甲，乙。\n丙。", [("heading", 1, "甲，乙。"), ("body", 0, "丙。")]),
        ("### 甲\n#### 乙\n丙。", [("heading", 2, "甲"), ("heading", 3, "乙"), ("body", 0, "丙。")]),
        ("## 三、甲\n丙。", [("heading", 1, "三、甲"), ("body", 0, "丙。")]),
        ("A&B <100 100% {x} C#", [("body", 0, "A&B <100 100% {x} C#")]),
        ("2*3*4与a_b", [("body", 0, "2*3*4与a_b")]),
        ("---\n***", []),
    ],
)
def test_levels_and_headings(body: str, expected: list[tuple[str, int, str]], tmp_path: Path) -> None:
    assert paragraphs(tmp_path, body) == expected


@pytest.mark.parametrize(
    ("typed", "runs"),
    [
        ("树立**“精明增长”**的理念", [("树立", False), ("“精明增长”", True), ("的理念", False)]),
        ("**甲**，**乙**。", [("甲", True), ("，", False), ("乙", True), ("。", False)]),
        ("**学习**,此行", [("学习", True), ("，此行", False)]),
        ("甲**(乙)**丙", [("甲", False), ("（乙）", True), ("丙", False)]),
        ("甲 **乙** 丙", [("甲", False), ("乙", True), ("丙", False)]),
        ("甲**等等...**丙", [("甲", False), ("等等……", True), ("丙", False)]),
        ("甲**乙", [("甲**乙", False)]),
        ("甲** 乙 **丙", [("甲", False), ("乙", True), ("丙", False)]),
        ("甲****乙", [("甲****乙", False)]),
        ("**甲", [("**甲", False)]),
    ],
)
def test_bold_pairs_up_beside_chinese_marks(typed: str, runs: list[tuple[str, bool]], tmp_path: Path) -> None:
    edition = edition_of(write(tmp_path, {"water.md": report(body=typed + "\n完。\n")}))
    assert [(run.text, run.bold) for run in edition.reports[0].paragraphs[0].runs] == runs


def test_changes_stand_where_they_were_typed(tmp_path: Path) -> None:
    body = "　　甲**乙,丙**(丁)\n"
    edition = edition_of(write(tmp_path, {"water.md": report("kicker: 一,二", body=body)}))
    found = [(c.place.line, c.place.column, c.old, c.new) for c in edition.changes]
    assert found == [(6, 10, ",", "，"), (8, 7, ",", "，"), (8, 11, "(", "（"), (8, 13, ")", "）")]
    lines = report("kicker: 一,二", body=body).split("\n")
    for line, column, old, _ in found:
        assert lines[line - 1][column - 1] == old


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_lines_of_other_systems_are_counted_alike(end: str, tmp_path: Path) -> None:
    text = report(body="甲,乙(丙)\n\n一、丁\n完。\n")
    edition = edition_of(write(tmp_path, {"water.md": text}))
    assert edition_of(write(tmp_path, {"water.md": text.replace("\n", end)})) == edition


def test_what_is_replaced_in_a_caption_is_reported_too(tmp_path: Path) -> None:
    content = write(tmp_path, {"water.md": report(body="![湖,左](a.png)\n完。\n")})
    Image.new("RGB", (30, 40)).save(content / "a.png")
    edition = edition_of(content)
    assert [(c.place[1:], c.old, c.new) for c in edition.changes] == [((7, 4), ",", "，")]


def test_normalisation_may_be_switched_off(tmp_path: Path) -> None:
    typed = "学习,此行(一)"
    assert paragraphs(tmp_path / "a", typed, "normalise: false") == [("body", 0, typed)]
    edition = edition_of(
        write(tmp_path / "b", {"issue.yaml": ISSUE + "规范标点: 否\n", "water.md": report(body=typed + "\n")})
    )
    assert edition.reports[0].paragraphs[0].text == typed


def test_torn_paragraphs_are_reported_or_joined(tmp_path: Path) -> None:
    torn = "积极协调开展规划水资源论证工作，加强部门间沟通协作，使地方重大规划和产\n\n\n\n业**布局**相适应,减少矛盾。\n"
    edition = edition_of(write(tmp_path / "a", {"water.md": report(body=torn)}))
    assert [problem.code for problem in edition.problems] == ["torn-paragraph"]
    assert edition.problems[0].place
    assert edition.problems[0].place.line == 11
    assert len(edition.reports[0].paragraphs) == 2

    edition = edition_of(write(tmp_path / "b", {"water.md": report("join_column_breaks: true", body=torn)}))
    (joined,) = edition.reports[0].paragraphs
    assert joined.text.endswith("重大规划和产业布局相适应，减少矛盾。")
    assert [run.text for run in joined.runs if run.bold] == ["布局"]
    assert [(change.rule, change.place[1:]) for change in edition.changes] == [("S3", (12, 1)), ("P2", (12, 11))]


def test_scalars_stay_the_text_that_was_typed(tmp_path: Path) -> None:
    issue = ISSUE + 'number: 012\nfolio: 12:30\npublisher: no\nslogan: "1e3"\n'
    edition = edition_of(write(tmp_path, {"issue.yaml": issue}))
    assert (edition.number, edition.folio, edition.publisher, edition.slogan) == ("012", "12:30", "no", "1e3")


@pytest.mark.parametrize(
    "typed",
    [
        "2019-04-24",
        "2019-4-24",
        "2019/4/24",
        "2019.4.24",
        "2019年4月24日",
        "2019 年 4 月 24 日",
        "2019\u201104\u201124",
        '"2019-04-24"',
    ],
)
def test_dates_are_read_as_they_are_written(typed: str, tmp_path: Path) -> None:
    edition = edition_of(write(tmp_path, {"issue.yaml": f"masthead: 甲\ndate: {typed}\n"}))
    assert edition.date == date(2019, 4, 24)


def test_weekdays(tmp_path: Path) -> None:
    for number, (typed, weekday) in enumerate(
        {"2024-02-29": 3, "2000-01-01": 5, "2026-11-23": 0, "1900-03-04": 6}.items()
    ):
        edition = edition_of(write(tmp_path / str(number), {"issue.yaml": f"masthead: 甲\ndate: {typed}\n"}))
        assert edition.date.weekday() == weekday


def test_the_editors_order_rank_and_file_names(tmp_path: Path) -> None:
    files: dict[str, str | bytes | None] = {
        "a.md": report(body="甲。"), "b.md": report("rank: 1", body="乙。"), "c.md": report("序: 2", body="丙。")
    }  # fmt: skip
    files |= {"issue.yaml": "masthead: 甲\ndate: 2019-04-24\n"}
    edition = edition_of(write(tmp_path / "a", files))
    assert {problem.code for problem in edition.problems} == {"same-title"}
    assert [r.name for r in edition.reports] == ["b", "c", "a", "water"]
    assert edition.ordered

    files["issue.yaml"] = "masthead: 甲\ndate: 2019-04-24\n顺序：c、water.md，a\n"
    edition = edition_of(write(tmp_path / "b", files))
    assert [r.name for r in edition.reports] == ["c", "water", "a", "b"]
    (problem,) = [problem for problem in edition.problems if problem.code != "same-title"]
    assert problem.code == "not-in-order"
    assert problem.place == Place(str(tmp_path / "b" / "issue.yaml"), 3, 4)


@pytest.mark.parametrize("typed", ["quote: none", "摘句：无"])
def test_no_quote_may_be_wanted(typed: str, tmp_path: Path) -> None:
    (made,) = edition_of(write(tmp_path, {"water.md": report("", typed)})).reports
    assert (made.quote, made.unquoted) == ("", True)


def test_every_key_has_its_chinese_name(tmp_path: Path) -> None:
    Image.new("RGB", (30, 40)).save(write(tmp_path) / "a.png")
    front = (
        "栏目：水务\n标题：甲 乙\n引题：丙\n副题：丁\n单位职务：戊\n作者：己\n"
        "序：3\n肖像：a.png\n图说：庚(右)\n"
        "要点：\n  - 一点\n  - 标题：二点\n    正文：二点的话\n"
        "摘句：制定调查制度，适时开展监督检查。\n忽略：[torn-paragraph]\n"
    )
    issue = (
        "报头：近赶潍坊 远学长沙\n口号：比学赶超 勇谱新高\n篇名：潍坊篇\n日期：2019年4月24日\n"
        "主办：济宁高新区\n报眉：专刊\n"
        "期号：012\n署名：\n  责任编辑: 张三\n  校对: 李四、王五\n顺序：[water]\n版式：bulletin-a3\n"
        "页数：1\n版面：2x2\n"
        "补白：\n  - 一句话。\n  - '![图](a.png)'\n  - {图片: a.png, 图说: 乙}\n忽略：short\n"
    )
    edition = edition_of(write(tmp_path, {"issue.yaml": issue, "water.md": f"---\n{front}---\n{BODY}"}))
    (made,) = edition.reports
    assert (made.column, made.title, made.kicker, made.subtitle) == ("水务", "甲\u3000乙", "丙", "丁")
    assert (made.post, made.author, made.rank) == ("戊", "己", 3)
    assert made.portrait
    assert (made.portrait.width_px, made.portrait.height_px, made.portrait.caption) == (30, 40, "庚（右）")
    assert [(point.head, point.text) for point in made.points] == [("", "一点"), ("二点", "二点的话")]
    assert made.points[1].place[1:] == (13, 8)
    assert made.quote == "制定调查制度，适时开展监督检查。"
    assert made.ignore == {"torn-paragraph"}
    assert (edition.masthead, edition.slogan) == ("近赶潍坊\u3000远学长沙", "比学赶超\u3000勇谱新高")
    assert (edition.chapter, edition.publisher, edition.folio, edition.number) == (
        "潍坊篇",
        "济宁高新区",
        "专刊",
        "012",
    )
    assert edition.credits == (("责任编辑", "张三"), ("校对", "李四、王五"))
    assert (edition.pages, edition.grid) == (1, "2x2")
    assert edition.ignore == {"short"}
    assert [(f.text, f.picture.caption if f.picture else None) for f in edition.fillers] == [
        ("一句话。", None), ("", "图"), ("", "乙")
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["jpg", "png"])
def test_pictures_turn_as_the_camera_was_held(kind: str, tmp_path: Path) -> None:
    image = Image.new("RGB", (40, 30), "red")
    exif = Image.Exif()
    exif[0x0112] = 6
    folder = write(tmp_path, {"water.md": report(body=BODY + f"![湖(左)](图片/湖.{kind})\n")})
    (folder / "图片").mkdir()
    image.save(folder / f"图片/湖.{kind}", exif=exif)
    picture = edition_of(folder).reports[0].paragraphs[-1].picture
    assert picture
    assert (picture.width_px, picture.height_px) == (30, 40)
    assert picture.caption == "湖（左）"
    assert Path(picture.file) == folder / f"图片/湖.{kind}"
    assert len(picture.digest) == 64


def test_terms_are_one_a_line(tmp_path: Path) -> None:
    edition = edition_of(write(tmp_path, {"terms.txt": "# 词\n习近平生态文明思想\n\n  三四二\n三四二\n"}))
    assert edition.terms == ("习近平生态文明思想", "三四二")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("社会目标一甲乙；经济目标一丙丁；环境目标一戊己。", "dash-as-digit"),
        ("取水统计。严格取水水监督管理。", "doubled-character"),
        ("甲，，乙。", "marks-meet"),
        ("甲“乙。", "unpaired-mark"),
        ("甲）乙。", "unpaired-mark"),
        ('甲"乙。', "odd-quotes"),
        ("#甲乙\n丙。", "raw-mark"),
        ("甲乙。\n一、丙\n## 丁", "empty-heading"),
    ],
)
def test_doubtful_wording_is_reported_and_printed_as_it_stands(body: str, code: str, tmp_path: Path) -> None:
    edition = edition_of(write(tmp_path, {"water.md": report(body=body + "\n")}))
    assert [problem.code for problem in edition.problems] == [code]
    text = "".join(p.text for p in edition.reports[0].paragraphs)
    assert text == body.replace("\n", "").replace("## ", "")


CLEAN = """
深入学习习近平新时代中国特色社会主义思想，认真学习习近平生态文明思想。高新区区长到会，市委委员、副市长长期关注。
进一步提高高新区管理理念，为人民民生办实事，天天如此，人人有责，方方面面、扎扎实实、实实在在、热热闹闹、清清楚楚。
要统一规划，要统一管理，要统一标准；进一步强化，进一步细化，进一步优化；第一书记、第一责任人、第一时间。
实现现代化，建设设施农业，发展展览业，为企业业主服务，推动动能转换，全面面向未来，产业业态丰富，行政政策完善。
用 issue、process、committee、issue.yaml 说明，2200年，11月11日。
他说：“好！”（掌声）。“一张蓝图”“一盘棋”，《规划》（草案）；2018年1月1日。环保松一松，发展退一退。
"""


def test_clean_text_draws_no_notes(tmp_path: Path) -> None:
    assert not edition_of(write(tmp_path, {"water.md": report(body=CLEAN)})).problems


def test_a_comment_that_may_be_text_is_reported(tmp_path: Path) -> None:
    lines = ("kicker: 甲 #1 乙", "subtitle: 丙 # 丁", "rank: 1 # 头条")
    edition, problems = outcome(write(tmp_path, {"water.md": report(*lines)}))
    assert [(problem.code, problem.place and problem.place.line) for problem in problems] == [("comment-cut", 7)]
    assert edition
    (made,) = edition.reports
    assert (made.kicker, made.subtitle, made.rank) == ("甲#1乙", "丙", 1)


def test_places_are_those_of_the_editors_file(tmp_path: Path) -> None:
    edition = edition_of(write(tmp_path, {"water.md": report("kicker：  甲", "quote:制定调查制度")}))
    (made,) = edition.reports
    assert made.places["title"][1:] == (3, 8)
    assert made.places["kicker"][1:] == (6, 10)
    assert made.places["quote"][1:] == (7, 7)
    assert made.paragraphs[0].place[1:] == (9, 1)
