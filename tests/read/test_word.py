"""Word files as the read room has them: against the truth of files from a seed, and files that are no sound ones."""

import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from bulletin.model.edition import Edition, Report
from bulletin.problems import Place, Problem
from bulletin.read.content import read_content
from bulletin.read.office_zip import UnusableError
from bulletin.read.word.number_forms import written
from bulletin.read.word.package import open_package
from tests.soak.word_judge import fold
from tests.word_files.reports import WordFile, word_file

SEED = 20261129
FILES = range(40)
ISSUE = "masthead: 测试\ndate: 2026-11-26\n"
NAMES = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
SPACES = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in NAMES.items())
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def edition_of(folder: Path, data: bytes, name: str = "a.docx", issue: str = ISSUE) -> Edition:
    folder.mkdir(exist_ok=True)
    (folder / "issue.yaml").write_text(issue, encoding="utf-8")
    (folder / name).write_bytes(data)
    return read_content(str(folder), str(folder))


def packed(body: str, parts: Mapping[str, str | bytes] | None = None) -> bytes:
    """A Word file of this body; `parts` are further ones by name, each with its relation's type before a |."""
    document = f"<w:document {SPACES}><w:body>{body}</w:body></w:document>"
    related = "".join(
        f'<Relationship Id="r{number}" Type="{OFFICE}/{name.partition("|")[0]}" Target="{name.partition("|")[2]}"/>'
        for number, name in enumerate(parts or {})
    )
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", document)
        relations = f'<Relationships xmlns="{RELATIONS}">{related}</Relationships>'
        archive.writestr("word/_rels/document.xml.rels", relations)
        for name, text in (parts or {}).items():
            archive.writestr(f"word/{name.partition('|')[2]}", text)
    return made.getvalue()


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>"


def pixels() -> bytes:
    """A picture's file."""
    made = BytesIO()
    Image.new("RGB", (900, 600), "gray").save(made, "png")
    return made.getvalue()


CENTRED = '<w:jc w:val="center"/>'
TITLE = paragraph("治水要有真功夫", CENTRED)
BODY = paragraph("全区水质持续好转，群众的获得感不断增强，各项工作扎实推进。")


@pytest.fixture(scope="module")
def read_files(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[WordFile, Report, Edition]]:
    found = []
    for number in FILES:
        file = word_file(SEED, number)
        edition = edition_of(tmp_path_factory.mktemp("word"), file.data, f"a{file.suffix}")
        found.append((file, edition.reports[0], edition))
    return found


def words_of(report: Report) -> str:
    head = (report.title, report.kicker, report.subtitle, report.post, report.author)
    return "\n".join((*head, *(word for each in report.paragraphs for word in each.words)))


def test_no_character_is_lost_or_added(read_files: list[tuple[WordFile, Report, Edition]]) -> None:
    for file, report, _ in read_files:
        want, got = Counter(fold(file.truth.words)), Counter(fold(words_of(report)))
        assert not want - got, file.truth.kinds
        assert not got - want - Counter(fold(file.truth.optional)), file.truth.kinds


def test_automatic_numbers_stand_before_their_words(read_files: list[tuple[WordFile, Report, Edition]]) -> None:
    counted = 0
    for file, report, _ in read_files:
        hay = "".join(fold(words_of(report)).split())
        for shown in file.truth.shown:
            if shown.label and shown.text and shown.role != "cell":
                counted += 1
                assert fold(shown.label) + fold(shown.text)[:10] in hay, (shown, file.truth.kinds)
    assert counted > 200


def test_titles_and_names_are_found(read_files: list[tuple[WordFile, Report, Edition]]) -> None:
    titles = sum(fold(file.truth.title) == fold(report.title) for file, report, _ in read_files)
    names = sum(
        fold(file.truth.post + file.truth.author) == fold(report.post + report.author) for file, report, _ in read_files
    )
    assert titles >= 0.95 * len(read_files)
    assert names >= 0.9 * len(read_files)


def test_what_is_not_printed_is_told(read_files: list[tuple[WordFile, Report, Edition]]) -> None:
    codes = {"text boxes": "word-boxes", "comments": "word-comments", "headers": "word-edges", "macros": "word-macros",
             "insertions": "word-revisions", "deletions": "word-revisions"}  # fmt: skip
    met = Counter[str]()
    for file, _, edition in read_files:
        said = {problem.code for problem in edition.problems}
        for kind, count in file.truth.told:
            if count.least and kind in codes:
                met[kind] += 1
                assert codes[kind] in said, (kind, file.truth.kinds)
    assert len(met) == len(codes)


def faults(edition: Edition) -> Iterator[Problem]:
    return (problem for problem in edition.problems if problem.severity == "error")


def test_a_place_names_the_paragraph_and_quotes_it(tmp_path: Path) -> None:
    edition = edition_of(tmp_path, packed(TITLE + "<w:p/>" + BODY + paragraph("第三段有□□□待填。")))
    (found,) = [problem for problem in edition.problems if problem.code == "placeholder"]
    assert found.place
    assert found.place.shown.endswith("a.docx 第3段: ")
    assert found.shown == "第三段有□□□待填。"


def test_what_is_said_of_a_whole_file_names_no_paragraph(tmp_path: Path) -> None:
    box = "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    other = packed(
        paragraph("A note", CENTRED) + paragraph("No Han at all stands in here, not one.") + f"<w:p>{box}</w:p>"
    )
    for data, codes in (
        (b"PK\x03\x04 cut short", {"word"}),
        (packed("<w:p/>"), {"empty-file"}),
        (other, {"no-han", "word-boxes"}),
    ):
        found = {each.code: each for each in edition_of(tmp_path, data).problems if each.code in codes}
        assert found.keys() == codes
        for each in found.values():
            assert each.place
            assert each.place.shown.endswith("/a.docx: ")
            assert not each.shown


def test_what_was_guessed_can_be_said_in_issue_yaml(tmp_path: Path) -> None:
    data = packed(TITLE + paragraph("王玉红", CENTRED) + BODY)
    (guessed,) = edition_of(tmp_path / "a", data).reports
    assert (guessed.title, guessed.author) == ("治水要有真功夫", "王玉红")
    said = ISSUE + "reports:\n  a.docx: {title: 王玉红, author: 张三, subtitle: 甲乙}\n"
    (report,) = edition_of(tmp_path / "b", data, issue=said).reports
    assert (report.title, report.author, report.subtitle) == ("王玉红", "张三", "甲乙")
    assert report.paragraphs[0].text == "治水要有真功夫" or report.kicker == "治水要有真功夫"


def test_cells_of_a_table_keep_what_they_span(tmp_path: Path) -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"

    down = '<w:vMerge w:val="restart"/>'
    rows = (
        cell("片区", down) + cell("用水量", '<w:gridSpan w:val="2"/>'),
        cell("", "<w:vMerge/>") + cell("2024年") + cell("2025年"),
        cell("东区", down) + cell("12") + cell("13"),
        cell("", "<w:vMerge/>") + cell("14"),
    )
    table = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    (report,) = edition_of(tmp_path, packed(f"{TITLE}{BODY}<w:tbl>{table}</w:tbl>{BODY}")).reports
    (found,) = [each.table for each in report.paragraphs if each.table]
    assert [[(cell.text, cell.across, cell.down) for cell in row] for row in (*found.head, *found.rows)] == [
        [("片区", 1, 2), ("用水量", 2, 1)],
        [("2024年", 1, 1), ("2025年", 1, 1)],
        [("东区", 1, 2), ("12", 1, 1), ("13", 1, 1)],
        [("14", 1, 1), ("", 1, 1)],
    ]
    assert len(found.head) == 2


BROKEN = {
    "no zip": (b"PK\x03\x04 cut short", "已损坏"),
    "an old file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "旧格式"),
    "locked": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "密码"),
    "a page of the web": (b"<html><body>x</body></html>", "网页"),
    "RTF": (b"{\\rtf1 x}", "RTF"),
    "nothing": (b"", "空的"),
    "entities": (packed("").replace(b"<w:document", b"<!DOCTYPE a []><w:document"), "DTD|损坏"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_file_that_is_not_sound_is_refused_with_what_it_is(case: str, tmp_path: Path) -> None:
    data, words = BROKEN[case]
    (fault,) = [problem for problem in faults(edition_of(tmp_path, data)) if problem.code == "word"]
    assert any(word in fault.message for word in words.split("|"))
    assert fault.hint


def renamed(data: bytes, name: Callable[[str], str]) -> bytes:
    """A Word file with other names of its members."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as archive, zipfile.ZipFile(made, "w") as written:
        for each in archive.namelist():
            member = zipfile.ZipInfo()
            member.filename = name(each)
            written.writestr(member, archive.read(each))
    return made.getvalue()


NAMINGS: dict[str, Callable[[str], str]] = {
    "backslashes": lambda name: name.replace("/", "\\"), "a place": lambda name: f"./{name}",
    "a root": lambda name: f"/{name}", "capitals": str.upper,
    "backslashes of relations alone": lambda name: name.replace("\\", "/"),
}  # fmt: skip


@pytest.mark.parametrize("naming", NAMINGS)
def test_members_that_are_named_in_other_ways_are_found(naming: str, tmp_path: Path) -> None:
    drawing = '<w:drawing xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    picture = f'<w:p><w:r>{drawing} xmlns:r="{OFFICE}"><a:blip r:embed="r0"/></w:drawing></w:r></w:p>'
    file = "media\\a.png" if "relations" in naming else "media/a.png"
    data = packed(TITLE + BODY + picture, {f"image|{file}": pixels()})
    (report,) = edition_of(tmp_path, renamed(data, NAMINGS[naming])).reports
    assert [each.kind for each in report.paragraphs] == ["body", "picture"]


def test_numbers_in_the_forms_of_chinese_lists() -> None:
    cases = {
        "chineseCountingThousand": {1: "一", 10: "十", 11: "十一", 20: "二十", 101: "一百零一",
                                    110: "一百一十", 1010: "一千零一十"},
        "chineseCounting": {12: "十二", 101: "一○一"}, "japaneseCounting": {101: "百一", 110: "百十"},
        "ideographDigital": {10: "一〇"}, "chineseLegalSimplified": {10: "壹拾", 21: "贰拾壹"},
        "decimalEnclosedCircle": {1: "①", 20: "⑳", 21: "㉑", 51: "51"}, "upperRoman": {4: "IV", 1999: "MCMXCIX"},
        "lowerLetter": {26: "z", 28: "bb"}, "ideographZodiacTraditional": {1: "甲子", 60: "癸亥"},
        "decimalZero": {7: "07"}, "ordinal": {11: "11th", 22: "22nd"}, "none": {3: ""}, "unheard of": {3: "3"},
    }  # fmt: skip
    for form, numbers in cases.items():
        assert {number: written(form, number) for number in numbers} == numbers


def test_what_a_text_says_in_its_head_is_said_of_a_word_file_in_the_issue(tmp_path: Path) -> None:
    said = (
        "{要点: [说水质, {标题: 二, 正文: 说群众}], 摘句: 各项工作扎实推进, 数据: ['9家 | 企业'], 幻灯片: 2, 忽略: a}"
    )
    report = edition_of(tmp_path / "a", packed(TITLE + BODY), issue=f"{ISSUE}稿件:\n  a.docx: {said}\n").reports[0]
    assert [point.text for point in report.points] == ["说水质", "说群众"]
    assert (report.quote, report.slides, report.ignore) == ("各项工作扎实推进", 2, frozenset({"a"}))
    assert [figure.noun for figure in report.figures or ()] == ["企业"]
    other = edition_of(tmp_path / "b", packed(TITLE + BODY), issue=f"{ISSUE}稿件:\n  a.docx: {{摘句: 没有这一句}}\n")
    fault = next(problem for problem in other.problems if problem.code == "quote-not-found")
    assert fault.place
    assert (fault.place.file.rpartition("/")[2], fault.place.line) == ("issue.yaml", 4)


def test_a_hint_names_where_the_key_of_a_word_file_stands() -> None:
    assert Place("content/a.md").key_line("幻灯片", "2") == "在文件头写“幻灯片：2”"
    assert Place("content/a.docx").key_line("幻灯片", "2") == "在 issue.yaml 的“稿件”下写一行“a.docx: {幻灯片: 2}”"


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (("关于2024", "年物业服务的报告"), "关于2024年物业服务的报告"),
        (("区住建局关于202", "4年规范物业服务的报告"), "区住建局关于2024年规范物业服务的报告"),
        (("建设Smart", "City的几点做法"), "建设Smart City的几点做法"),
        (("全面推广DeepSeek", "赋能基层治理"), "全面推广DeepSeek赋能基层治理"),
        (("近赶潍坊", "远学长沙"), "近赶潍坊　远学长沙"),
        (("学广州“一站式”解纷", "把矛盾化解在家门口"), "学广州“一站式”解纷　把矛盾化解在家门口"),
        (("高新区赴长沙考察", "城市规划建设情况综述"), "高新区赴长沙考察城市规划建设情况综述"),
        (("高新区赴长沙市考察", "规划建设情况综述"), "高新区赴长沙市考察规划建设情况综述"),
        (("解放思想 对标先进", "推动全区水务工作", "再上新台阶"), "解放思想　对标先进　推动全区水务工作再上新台阶"),
    ],
)
def test_the_lines_of_a_title_are_one(lines: tuple[str, ...], title: str, tmp_path: Path) -> None:
    one = paragraph("</w:t><w:br/><w:t>".join(lines), CENTRED)
    each = "".join(paragraph(line, f'<w:pStyle w:val="T"/>{CENTRED}') for line in lines)
    styles = (
        f'<w:styles {SPACES}><w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style></w:styles>'
    )
    for body, parts in ((one, {}), (each, {"styles|styles.xml": styles})):
        assert edition_of(tmp_path / "a", packed(body + BODY, parts)).reports[0].title == title


LARGE, TITLE_STYLE = '<w:sz w:val="44"/>', '<w:pStyle w:val="T"/>'
KICKERS = ("学习考察报告", "调研报告", "工作汇报", "2025年度工作总结", "【心得体会】", "情况报告")
TITLE_LINES = {
    ("关于赴潍坊高新区", "学习考察水环境治理工作的", "报告"): "关于赴潍坊高新区学习考察水环境治理工作的报告",
    ("全区水环境治理工作", "情况汇报"): "全区水环境治理工作情况汇报",
    ("在全区水务工作会议上的", "讲话"): "在全区水务工作会议上的讲话",
    ("转变作风，", "强化管理"): "转变作风，强化管理",
}


def centred(text: str, look: str) -> str:
    properties = look if look.startswith("<w:pStyle") else CENTRED
    run = "" if look.startswith("<w:pStyle") else look
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def report_of(folder: Path, *lines: str) -> Report:
    styles = (
        f'<w:styles {SPACES}><w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style></w:styles>'
    )
    return edition_of(folder, packed("".join(lines) + BODY, {"styles|styles.xml": styles})).reports[0]


@pytest.mark.parametrize("look", ["", LARGE, LARGE + "<w:b/>", TITLE_STYLE])
@pytest.mark.parametrize("kicker", KICKERS)
def test_a_kind_of_text_over_a_line_of_its_form_is_the_kicker(kicker: str, look: str, tmp_path: Path) -> None:
    report = report_of(tmp_path / "a", centred(kicker, look), centred("向长沙学什么", look))
    assert (report.kicker, report.title, len(report.paragraphs)) == (kicker, "向长沙学什么", 1)
    alone = report_of(tmp_path / "b", centred(kicker, look), centred("（区水务局局长　李剑）", look))
    assert (alone.kicker, alone.title, alone.author) == ("", kicker, "李剑")


@pytest.mark.parametrize("look", ["", LARGE, TITLE_STYLE])
@pytest.mark.parametrize("lines", TITLE_LINES)
def test_a_title_that_goes_on_is_one(lines: tuple[str, ...], look: str, tmp_path: Path) -> None:
    report = report_of(tmp_path / "a", *(centred(line, look) for line in lines))
    assert (report.title, report.kicker, report.subtitle) == (TITLE_LINES[lines], "", "")
    report = report_of(tmp_path / "b", *(centred(line, look) for line in ("调研报告", *lines)))
    assert (report.title, report.kicker, report.subtitle) == (TITLE_LINES[lines], "调研报告", "")


def test_a_column_or_a_red_head_over_a_title_is_none(tmp_path: Path) -> None:
    blanks = "　" * 8
    for above, title in (
        (centred("外出考察学习专栏", LARGE), paragraph(f"{blanks}办家门口的好学校")),
        (centred("解放思想大讨论", LARGE), centred("办家门口的好学校", "")),
        (centred("县教育局办公室文件", LARGE), centred("办家门口的好学校", LARGE)),
        (centred("县教育局", LARGE), centred("办家门口的好学校", LARGE)),
    ):
        report = report_of(tmp_path, above, title, paragraph(f"{blanks}（区教育局局长　郑　文）"))
        assert (report.title, report.author, len(report.paragraphs)) == ("办家门口的好学校", "郑　文", 1)
        assert report.kicker


def test_what_adds_to_a_title_is_none(tmp_path: Path) -> None:
    report = report_of(tmp_path / "a", centred("工作总结", LARGE), centred("（2025年度）", LARGE))
    assert (report.title, report.kicker) == ("工作总结（2025年度）", "")
    report = report_of(tmp_path / "b", centred("附件1", LARGE), centred("全区用水情况", LARGE))
    assert (report.title, report.kicker) == ("全区用水情况", "附件1")
    report = report_of(tmp_path / "c", centred("理论研讨", LARGE), centred("坚持以人民为中心", LARGE))
    assert (report.title, report.kicker) == ("坚持以人民为中心", "理论研讨")
    report = report_of(tmp_path / "d", *(centred(line, LARGE) for line in ("近赶潍坊", "远学长沙", "比学赶超")))
    assert report.title == "近赶潍坊　远学长沙　比学赶超"


def test_a_whole_line_below_a_title_that_stands_out_by_nothing_is_a_subtitle(tmp_path: Path) -> None:
    for title, subtitle in (("对标潍坊找差距", "赴潍坊高新区考察体会"), ("治水要有真功夫", "水务工作这一年")):
        report = report_of(tmp_path, centred(title, ""), centred(subtitle, ""))
        assert (report.title, report.subtitle) == (title, subtitle)


CREDITS = {
    ("文/张三 图/李四",): ("", "文/张三　图/李四"),
    ("图文/张三",): ("", "图文/张三"),
    ("摄影/李四",): ("", "摄影/李四"),
    ("供稿/区水务局",): ("区水务局", ""),
    ("供图/区水务局",): ("供图/区水务局", ""),
    ("撰稿：张三 审核：李四",): ("", "撰稿：张三　审核：李四"),
    ("图/李四 审核：王五",): ("", "图/李四　审核：王五"),
    ("供稿：区水务局 审核：李四",): ("", "供稿：区水务局　审核：李四"),
    ("文/张三", "图/李四"): ("", "文/张三　图/李四"),
    ("撰稿：张三", "审核：李四", "责任编辑：王五"): ("", "撰稿：张三　审核：李四　责任编辑：王五"),
    ("作者：张三、李四（区水务局）　王五（区环保局）",): ("", "作者：张三、李四（区水务局）　王五（区环保局）"),
    ("审核：李四",): ("", ""),
    ("责任编辑：王五",): ("", ""),
}


@pytest.mark.parametrize("lines", CREDITS)
def test_credits_are_bylines_under_the_title_and_at_the_end(lines: tuple[str, ...], tmp_path: Path) -> None:
    said = "".join(map(paragraph, lines))
    for place, body in (("a", TITLE + said + BODY + BODY), ("b", TITLE + BODY + BODY + said)):
        edition = edition_of(tmp_path / place, packed(body))
        report = edition.reports[0]
        assert (report.post, report.author) == CREDITS[lines]
        assert len(report.paragraphs) == 2 + (not any(CREDITS[lines]))
        assert not any(CREDITS[lines]) or "residue" not in {problem.code for problem in edition.problems}


def test_who_signed_stands_above_who_edited(tmp_path: Path) -> None:
    right = '<w:jc w:val="right"/>'
    end = paragraph("李　剑", right) + paragraph("（责任编辑：王五）", right)
    report = edition_of(tmp_path / "a", packed(TITLE + BODY + BODY + end)).reports[0]
    assert (report.post, report.author) == ("", "李　剑")
    assert report.paragraphs[-1].text == "（责任编辑：王五）"


def test_credits_below_a_byline_stand_in_the_text(tmp_path: Path) -> None:
    lines = ("区水务局局长 张三", "文/李四", "图/王五")
    report = edition_of(tmp_path, packed(TITLE + "".join(map(paragraph, lines)) + BODY)).reports[0]
    assert (report.post, report.author) == ("区水务局局长", "张三")
    assert [each.text for each in report.paragraphs][:2] == ["文/李四", "图/王五"]


def test_a_unit_below_credits_is_the_post(tmp_path: Path) -> None:
    lines = ("文/张三", "图/李四", "单位：区水务局")
    report = edition_of(tmp_path, packed(TITLE + "".join(map(paragraph, lines)) + BODY)).reports[0]
    assert (report.post, report.author, len(report.paragraphs)) == ("区水务局", "文/张三　图/李四", 1)


def test_a_number_alone_is_doubtful_in_the_text_and_not_in_a_table(tmp_path: Path) -> None:
    rows = "".join(
        f"<w:tr><w:tc>{paragraph(a)}</w:tc><w:tc>{paragraph(b)}</w:tc></w:tr>" for a, b in (("甲", "128"),) * 14
    )
    edition = edition_of(tmp_path / "a", packed(f"{TITLE}{BODY}<w:tbl>{rows}</w:tbl>{paragraph('129')}{BODY}"))
    (found,) = [problem for problem in edition.problems if problem.code == "lone-number"]
    assert "“129”" in found.message


def test_who_wrote_is_no_kicker_where_a_larger_line_stands_below(tmp_path: Path) -> None:
    head = paragraph("治水调研", CENTRED) + paragraph("（区水务局局长　李剑）", CENTRED)
    large = TITLE.replace("<w:r>", '<w:r><w:rPr><w:sz w:val="44"/></w:rPr>')
    report = edition_of(tmp_path / "a", packed(head + large + BODY)).reports[0]
    assert (report.kicker, report.title, report.post, report.author) == (
        "治水调研", "治水要有真功夫", "区水务局局长", "李剑",
    )  # fmt: skip
    above = paragraph("区水务局", CENTRED) + large + BODY
    assert edition_of(tmp_path / "b", packed(above)).reports[0].kicker == "区水务局"


@pytest.mark.parametrize(
    "lines", [("单位职务：区水务局局长", "作者：李剑"), ("作者：李剑", "职务: 区水务局局长"), ("区水务局局长 李剑",)]
)
def test_a_byline_typed_as_the_hint_says_is_one(lines: tuple[str, ...], tmp_path: Path) -> None:
    head = TITLE + "".join(map(paragraph, lines))
    report = edition_of(tmp_path / "a", packed(head + BODY)).reports[0]
    assert (report.post, report.author, len(report.paragraphs)) == ("区水务局局长", "李剑", 1)


TOGETHER: Mapping[tuple[str, ...], tuple[str, str]] = {
    ("区水务局局长　王玉红", "区环保局局长　李　剑"): ("", "区水务局局长　王玉红　区环保局局长　李　剑"),
    ("本报记者　张伟", "通讯员　李静"): ("", "本报记者　张伟　通讯员　李静"),
    ("王玉红", "李剑"): ("", "王玉红　李剑"),
}


@pytest.mark.parametrize("lines", TOGETHER)
def test_several_who_wrote_stand_below_each_other(lines: tuple[str, ...], tmp_path: Path) -> None:
    right = '<w:jc w:val="right"/>'
    above = "".join(paragraph(line, CENTRED) for line in lines)
    below = "".join(paragraph(line, right) for line in lines)
    for place, body in (("a", TITLE + above + BODY), ("b", TITLE + BODY + below)):
        report = edition_of(tmp_path / place, packed(body)).reports[0]
        assert (report.post, report.author) == TOGETHER[lines]
        assert len(report.paragraphs) == 1
    unit = paragraph("区水务局", CENTRED) + paragraph("王玉红", CENTRED) + paragraph("李剑", CENTRED)
    report = edition_of(tmp_path / "c", packed(TITLE + unit + BODY)).reports[0]
    assert (report.post, report.author) == ("区水务局", "王玉红　李剑")


def test_names_that_are_a_text_are_no_byline(tmp_path: Path) -> None:
    names = "".join(map(paragraph, ("张三", "李四", "王五")))
    report = edition_of(tmp_path / "a", packed(TITLE + names)).reports[0]
    assert [each.text for each in report.paragraphs] == ["李四", "王五"]


def test_an_editors_note_above_the_byline_or_the_title_is_text(tmp_path: Path) -> None:
    note = paragraph("编者按：本刊从今日起开设专栏，刊发各单位学习考察体会。")
    for place, head in (("a", TITLE + note), ("b", note + TITLE)):
        report = edition_of(tmp_path / place, packed(head + paragraph("李剑", CENTRED) + BODY)).reports[0]
        assert (report.kicker, report.title, report.author) == ("", "治水要有真功夫", "李剑")
        assert report.paragraphs[0].text.startswith("编者按：")


def test_a_second_report_in_a_file_is_told(tmp_path: Path) -> None:
    other = TITLE.replace("治水要有真功夫", "依法行政促发展")
    edition = edition_of(tmp_path / "a", packed(TITLE + BODY + other + paragraph("王明", CENTRED) + BODY))
    (found,) = [problem for problem in edition.problems if problem.code == "second-title"]
    assert "依法行政促发展" in found.message
    part = edition_of(tmp_path / "b", packed(TITLE + BODY + other + BODY + paragraph("王明", CENTRED)))
    assert "second-title" not in {problem.code for problem in part.problems}


def test_the_line_under_a_red_head_is_told_and_no_kicker(tmp_path: Path) -> None:
    large = TITLE.replace("<w:r>", '<w:r><w:rPr><w:sz w:val="44"/></w:rPr>')
    red = "".join(paragraph(line, CENTRED) for line in ("某发〔2026〕12号", "————————★————————"))
    edition = edition_of(tmp_path / "a", packed(red + large + BODY))
    assert (edition.reports[0].kicker, len(edition.reports[0].paragraphs)) == ("某发〔2026〕12号", 1)
    codes = {problem.code for problem in edition.problems}
    assert "word-rules" in codes
    assert "dash-form" not in codes


def test_words_set_wide_are_close_where_a_title_goes_on(tmp_path: Path) -> None:
    spread = centred("情 况 报 告", LARGE)
    report = report_of(tmp_path / "a", centred("关于赴苏州学习考察营商环境的", LARGE), spread)
    assert report.title == "关于赴苏州学习考察营商环境的情况报告"
    report = report_of(tmp_path / "b", centred("关于赴苏州学习考察的 情 况 报 告", LARGE))
    assert report.title == "关于赴苏州学习考察的　情况报告"
    assert report_of(tmp_path / "c", centred("工 作 汇 报", LARGE)).title == "工　作　汇　报"


def test_a_day_below_a_byline_is_no_text(tmp_path: Path) -> None:
    report = report_of(tmp_path, TITLE, centred("区水务局 张 伟", ""), centred("（2024年5月16日）", ""))
    assert (report.author, report.subtitle, len(report.paragraphs)) == ("张　伟", "（2024年5月16日）", 1)


def test_credits_of_names_set_wide_keep_what_each_did(tmp_path: Path) -> None:
    for line, author in (
        ("文/赵 明  图/钱 进", "文/赵　明　图/钱　进"),
        ("图：钱 进　文：赵 明", "图：钱　进　文：赵　明"),
        ("周 文", "周　文"),
        ("组长：李明   成员：王芳、张强", "组长：李明　成员：王芳、张强"),
        ("执笔人：李明", "李明"),
    ):
        assert report_of(tmp_path, TITLE, centred(line, "")).author == author


@pytest.mark.parametrize("lines", [("作者单位：区委组织部", "作者：周晓红"), ("作者：周晓红", "单位：区委组织部")])
def test_who_wrote_and_where_they_work_close_a_text_in_either_order(lines: tuple[str, ...], tmp_path: Path) -> None:
    edition = edition_of(tmp_path, packed(TITLE + BODY + "".join(map(paragraph, lines))))
    (report,) = edition.reports
    assert (report.post, report.author, len(report.paragraphs)) == ("区委组织部", "周晓红", 1)


def test_a_space_behind_the_dashes_of_a_subtitle_goes(tmp_path: Path) -> None:
    report = report_of(tmp_path, TITLE, centred("—— 武侯区社区治理 学习考察体会", ""))
    assert report.subtitle == "——武侯区社区治理　学习考察体会"


@pytest.mark.parametrize("main", ["[Content_Types].xml", "_rels/.rels"])
def test_a_document_that_is_none_of_the_parts_is_refused(main: str) -> None:
    holder = BytesIO()
    with zipfile.ZipFile(holder, "w") as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
        made.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{kind}" Target="/{main}"/></Relationships>',
        )
    with pytest.raises(UnusableError, match="没有 Word 文件的正文"):
        open_package(holder.getvalue())
