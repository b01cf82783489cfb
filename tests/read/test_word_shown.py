"""What Word shows and has no plain words for: fields without a result, symbols, hidden words, notes, framing tables."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from bulletin.model.edition import Edition, Report, plain
from bulletin.read.word.fields import OpenFields
from bulletin.read.word.formulas import linear
from bulletin.read.word.reading import read_word
from bulletin.read.word.symbols import symbol
from tests.read.test_word import BODY, CENTRED, ISSUE, OFFICE, SPACES, TITLE, edition_of, packed, paragraph, pixels

MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
FACE = '<w:rFonts w:ascii="Wingdings"/>'


def run(text: str, look: str = "") -> str:
    return f"<w:r><w:rPr>{look}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def mark(kind: str, inner: str = "") -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{inner}</w:fldChar></w:r>'


def code(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def field(text: str, data: str = "") -> str:
    """A field of this code without a result."""
    return f"{mark('begin', data)}{code(text)}{mark('end')}"


def read(folder: Path, body: str, parts: Mapping[str, str] | None = None) -> tuple[Edition, Report]:
    named = {name: f"<w:{name.partition('|')[0]} {SPACES}>{text}</w:{name.partition('|')[0]}>" for name, text in
             (parts or {}).items()}  # fmt: skip
    edition = edition_of(folder, packed(TITLE + BODY + body + BODY, named))
    return edition, edition.reports[0]


def texts(report: Report) -> list[str]:
    """The paragraphs between the two that every file has."""
    return [each.text for each in report.paragraphs][1:-1]


def codes(edition: Edition) -> set[str]:
    return {problem.code for problem in edition.problems}


CHECKED = "<w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData>"
EMPTY = '<w:ffData><w:checkBox><w:default w:val="0"/></w:checkBox></w:ffData>'
CHOSEN = (
    '<w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="一般"/>'
    '<w:listEntry w:val="紧急"/></w:ddList></w:ffData>'
)
# As MathType and AxMath write it: the number is the result of a field in the code of a button.
EQUATION_NUMBER = (
    mark("begin") + code(r" MACROBUTTON MTPlaceRef \* MERGEFORMAT (") + mark("begin") + code(r" SEQ MTEqn \c ")
    + mark("separate") + code("3") + mark("end") + code(")") + mark("end")
)  # fmt: skip
SHOWN = {
    "boxes to tick": (run("同意") + field(" FORMCHECKBOX ", CHECKED) + run("不同意") + field(" FORMCHECKBOX ", EMPTY),
                      "同意☒不同意☐"),
    "a list to choose from": (run("级别：") + field(" FORMDROPDOWN ", CHOSEN), "级别：紧急"),
    "a button's words": (field(" MACROBUTTON NoMacro 在此填写单位 ") + run("盖章"), "在此填写单位盖章"),
    "the number of an equation": (run("公式") + EQUATION_NUMBER, "公式（3）"),
    "a symbol by its number": (run("办结") + field(' SYMBOL 254 \\f "Wingdings" \\s 12 '), "办结☑"),
    "a symbol": ('<w:r><w:sym w:font="Wingdings 2" w:char="F052"/></w:r>' + run("同意"), "☑同意"),
    "letters of a symbol face": (run("\uf0fc", FACE) + run("办结") + run("ü", FACE), "✓办结✓"),
    "symbols whose face was lost": (run("办结\uf0fc名称\uf0d8、\uf061、\uf0ff。"), "办结✓名称➢、α、▪。"),
    "capitals": (run("完成") + run("gdp", "<w:caps/>") + run("增长"), "完成GDP增长"),
    "a power": (run("共10") + run("8", '<w:vertAlign w:val="superscript"/>') + run("吨"), "共10⁸吨"),
    "no power": (run("面积5m") + run("2", '<w:vertAlign w:val="superscript"/>') + run("。"), "面积5m2。"),
}  # fmt: skip


@pytest.mark.parametrize("case", SHOWN)
def test_what_has_no_plain_words_is_read_as_word_shows_it(case: str, tmp_path: Path) -> None:
    inner, shown = SHOWN[case]
    _, report = read(tmp_path, f"<w:p>{inner}</w:p>")
    assert texts(report) == [shown]


TOLD = {
    "word-fields": field(" AUTONUM "),
    "word-struck": run("三千万元", "<w:dstrike/>"),
    "word-raised": run("CO") + run("2", '<w:vertAlign w:val="subscript"/>'),
    "word-readings": f"<w:r><w:ruby><w:rt>{run('wéi')}</w:rt><w:rubyBase>{run('潍')}</w:rubyBase></w:ruby></w:r>",
    "word-prompts": f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('选择')}</w:sdtContent></w:sdt>",
    "word-ornaments": '<w:r><w:sym w:font="Wingdings" w:char="F021"/></w:r>',
    "word-strays": run("名称\uf0d8"),
    "word-hidden": run("密语", '<w:rStyle w:val="Hidden"/>'),
}


@pytest.mark.parametrize("code", TOLD)
def test_a_look_that_is_lost_is_told(code: str, tmp_path: Path) -> None:
    style = '<w:style w:type="character" w:styleId="Hidden"><w:rPr><w:vanish/></w:rPr></w:style>'
    edition, _ = read(tmp_path, f"<w:p>{run('甲')}{TOLD[code]}</w:p>", {"styles|styles.xml": style})
    assert code in codes(edition)


@pytest.mark.parametrize("end", ["\x85", "\u2028", "\u2029"])
def test_an_end_of_a_line_that_was_pasted_ends_one(end: str, tmp_path: Path) -> None:
    _, report = read(tmp_path, f"<w:p>{run(f'全年目标已经完成。{end}明年再上台阶。')}</w:p>")
    assert texts(report) == ["全年目标已经完成。", "明年再上台阶。"]


def test_letters_that_draw_what_is_no_character_are_told(tmp_path: Path) -> None:
    edition, report = read(tmp_path, f"<w:p>{run('见图')}{run('!', FACE)}</w:p>")
    assert texts(report) == ["见图▪"]
    assert "word-ornaments" in codes(edition)


def test_words_that_a_style_of_paragraphs_hides_are_not_printed(tmp_path: Path) -> None:
    style = '<w:style w:type="paragraph" w:styleId="Hidden"><w:rPr><w:vanish/></w:rPr></w:style>'
    body = paragraph("整段隐藏", '<w:pStyle w:val="Hidden"/>') + paragraph("明语在这里。")
    edition, report = read(tmp_path, body, {"styles|styles.xml": style})
    assert texts(report) == ["明语在这里。"]
    assert "word-hidden" in codes(edition)


def numbering(level: str) -> dict[str, str]:
    return {
        "numbering|numbering.xml": f'<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>{level}'
        '</w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    }


LISTED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
DECIMAL = '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>'


def test_a_hidden_item_is_not_counted(tmp_path: Path) -> None:
    hidden = f"<w:p><w:pPr>{LISTED}<w:rPr><w:vanish/></w:rPr></w:pPr>{run('隐藏', '<w:vanish/>')}</w:p>"
    body = paragraph("甲事项办理", LISTED) + hidden + paragraph("乙事项办理", LISTED)
    _, report = read(tmp_path, body, numbering(DECIMAL))
    assert texts(report) == ["1.甲事项办理", "2.乙事项办理"]


def test_a_number_before_bold_words_is_bold(tmp_path: Path) -> None:
    inner = run("抓好源头治理。", "<w:b/>") + run("全区水质持续好转。")
    body = f"<w:p><w:pPr>{LISTED}</w:pPr>{inner}</w:p>" + paragraph("乙事项办理", LISTED)
    _, report = read(tmp_path, body, numbering(DECIMAL))
    found = [[(each.text, each.bold) for each in paragraph.runs] for paragraph in report.paragraphs[1:3]]
    assert found == [[("1.抓好源头治理。", True), ("全区水质持续好转。", False)], [("2.乙事项办理", False)]]


def test_a_hidden_number_is_not_printed(tmp_path: Path) -> None:
    _, report = read(tmp_path, paragraph("甲事项办理", LISTED), numbering(f"{DECIMAL}<w:rPr><w:vanish/></w:rPr>"))
    assert texts(report) == ["甲事项办理"]


def test_a_bullet_of_words_is_printed(tmp_path: Path) -> None:
    level = '<w:numFmt w:val="bullet"/><w:lvlText w:val="注："/>'
    _, report = read(tmp_path, paragraph("按时报送", LISTED), numbering(level))
    assert texts(report) == ["注：按时报送"]


def cell(*paragraphs: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(paragraphs)}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


FIGURE = paragraph("图1 湿地")
FIGURES = table(cell(paragraph("指标")) + cell(paragraph("数值")), cell(paragraph("甲")) + cell(paragraph("1")))


def test_a_document_within_a_table_of_one_cell_is_a_document(tmp_path: Path) -> None:
    inner = (
        TITLE
        + paragraph("王玉红", CENTRED)
        + paragraph("一、做法", '<w:outlineLvl w:val="0"/>')
        + BODY
        + FIGURES
        + BODY
    )
    (report,) = edition_of(tmp_path, packed(table(cell(inner)))).reports
    assert (report.title, report.author) == ("治水要有真功夫", "王玉红")
    assert [each.kind for each in report.paragraphs] == ["heading", "body", "table", "body"]


def test_a_title_is_looked_for_below_a_table_at_the_top(tmp_path: Path) -> None:
    (report,) = edition_of(tmp_path, packed(FIGURES + TITLE + BODY)).reports
    assert report.title == "治水要有真功夫"
    assert [each.kind for each in report.paragraphs] == ["table", "body"]


def test_lines_of_a_cell_are_parted(tmp_path: Path) -> None:
    names = cell(paragraph("张三"), paragraph("李四"))
    upright = cell(paragraph("序"), paragraph("号"))
    rows = (upright + cell(paragraph("负责人")), cell(paragraph("1")) + names)
    _, report = read(tmp_path, table(*rows))
    (found,) = [each.table for each in report.paragraphs if each.table]
    words = [each.text for each in found.cells]
    assert "序号" in words
    assert "张三李四" not in words
    assert "张三李四" in ["".join(word.split()) for word in words]


def test_a_table_that_places_pictures_is_pictures_with_captions(tmp_path: Path) -> None:
    picture = f"<w:p>{PICTURE}</w:p>"
    plates = table(cell(picture) * 2, cell(paragraph("治理前")) + cell(paragraph("治理后")), cell(picture + FIGURE))
    people = table(cell(picture) + cell(paragraph("张三")), cell(paragraph("局长")) + cell(paragraph("1980年生")))
    parts = {"image|a.png": pixels()}
    (report,) = edition_of(tmp_path / "a", packed(TITLE + BODY + plates + BODY, parts)).reports
    assert [(each.kind, each.words) for each in report.paragraphs[1:-1]] == [
        ("picture", ("治理前",)),
        ("picture", ("治理后",)),
        ("picture", ("图1　湿地",)),
    ]
    (report,) = edition_of(tmp_path / "b", packed(TITLE + BODY + people + BODY, parts)).reports
    assert [each.kind for each in report.paragraphs] == ["body", "table", "picture", "body"]


def test_rows_of_a_table_within_a_cell_stay_apart(tmp_path: Path) -> None:
    inner = table(cell(paragraph("东区")) + cell(paragraph("12")), cell(paragraph("西区")) + cell(paragraph("13")))
    down = '<w:vMerge w:val="restart"/>'
    rows = (
        cell(paragraph("类别")) + cell(paragraph("项目")) + cell(paragraph("片区和数值")),
        cell(paragraph("水"), properties=down) + cell(paragraph("用水")) + cell(paragraph("其中"), inner),
        cell(paragraph(""), properties="<w:vMerge/>") + cell(paragraph("节水")) + cell(paragraph("14")),
    )
    edition, report = read(tmp_path, table(*rows))
    assert "lone-number" not in codes(edition)
    (found,) = [each.table for each in report.paragraphs if each.table]
    assert [[(each.text, each.down) for each in row] for row in (*found.head, *found.rows)] == [
        [("类别", 1), ("项目", 1), ("片区和数值", 1)],
        [("水", 4), ("用水", 3), ("其中", 1)],
        [("东区　12", 1)],
        [("西区　13", 1)],
        [("节水", 1), ("14", 1)],
    ]


def test_words_whose_mark_is_deleted_stay_before_a_table(tmp_path: Path) -> None:
    joined = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('表前的话。')}</w:p>"
    _, report = read(tmp_path, joined + FIGURES)
    assert "表前的话。" in texts(report)


def test_a_deleted_cell_is_a_revision(tmp_path: Path) -> None:
    gone = cell(paragraph("删格"), properties='<w:cellDel w:author="甲"/>')
    rows = (cell(paragraph("项")) + cell(paragraph("值")) + gone, cell(paragraph("甲")) + cell(paragraph("1")))
    edition, report = read(tmp_path, table(*rows))
    assert "word-revisions" in codes(edition)
    assert "删格" not in "".join(word for each in report.paragraphs for word in each.words)


NOTE_BODY = '<w:p>{}<w:r><w:footnoteReference w:id="2"{}/>{}</w:r></w:p>'


def test_a_mark_of_its_own_gives_way_to_the_number_of_the_note(tmp_path: Path) -> None:
    body = NOTE_BODY.format(run("正文"), ' w:customMarkFollows="1"', "<w:t>*</w:t>")
    note = f'<w:footnote w:id="2"><w:p>{run("*")}{run(" 注文")}</w:p></w:footnote>'
    _, report = read(tmp_path, body, {"footnotes|footnotes.xml": note})
    assert [each.text for each in report.paragraphs if "注文" in each.text or "正文" in each.text] == ["正文¹", "¹注文"]


def test_numbers_and_pictures_within_notes(tmp_path: Path) -> None:
    note = f'<w:footnote w:id="2">{paragraph("注文", LISTED)}</w:footnote>'
    parts = {"footnotes|footnotes.xml": note, **numbering('<w:numFmt w:val="decimal"/><w:lvlText w:val="%1）"/>')}
    _, report = read(tmp_path, NOTE_BODY.format(run("正文"), "", "") + paragraph("甲项", LISTED), parts)
    words = [each.text for each in report.paragraphs]
    assert "1）甲项" in words
    assert "¹1）注文" in words


def test_a_name_with_a_note_is_still_a_name(tmp_path: Path) -> None:
    note = f'<w:footnote w:id="2">{paragraph("作者系局长。")}</w:footnote>'
    name = NOTE_BODY.format(f"<w:pPr>{CENTRED}</w:pPr>" + run("王玉红"), "", "")
    data = packed(TITLE + name + BODY, {"footnotes|footnotes.xml": f"<w:footnotes {SPACES}>{note}</w:footnotes>"})
    (report,) = edition_of(tmp_path, data).reports
    assert report.author == "王玉红¹"


def test_pictures_in_boxes_are_printed_where_these_are_anchored_and_lines_are_told(tmp_path: Path) -> None:
    spaces = f'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:r="{OFFICE}"'
    picture = '<w:r><w:pict><v:imagedata r:id="r0"/></w:pict></w:r>'
    words = paragraph("图1 框里的话")
    inner = f"<v:textbox><w:txbxContent><w:p>{picture}</w:p>{words}</w:txbxContent></v:textbox>"
    box = f"<w:r><w:pict {spaces}>{inner}</w:pict></w:r>"
    line = f"<w:r><w:pict {spaces}><v:line/></w:pict></w:r>"
    art = f'<w:r><w:pict {spaces}><v:shape><v:textpath string="全区治水"/></v:shape></w:pict></w:r>'
    both = f"<w:p>{box}{line}{art}{run('甲项办理。')}</w:p><w:p>{box}</w:p>"
    edition = edition_of(tmp_path, packed(f"{TITLE}{BODY}{both}{BODY}", {"image|a.png": pixels()}))
    kinds = [each.kind for each in edition.reports[0].paragraphs]
    assert kinds == ["body", "body", "picture", "picture", "body"]
    said = [problem.message for problem in edition.problems if problem.code.startswith("word-")]
    assert "有文本框2个，里面的字不印：“图1 框里的话”" in said
    assert "有线条1条，不印" in said
    assert any("全区治水" in message for message in said)


def test_formulas_keep_their_strokes_and_signs() -> None:
    from lxml import etree

    inner = (
        "<m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2x</m:t></m:r></m:den></m:f>"
        "<m:r><m:t>+</m:t></m:r><m:rad><m:deg/><m:e><m:r><m:t>a+b</m:t></m:r></m:e></m:rad>"
        "<m:d><m:e><m:r><m:t>c</m:t></m:r></m:e></m:d>"
        "<m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e><m:sup><m:r><m:t>8</m:t></m:r></m:sup></m:sSup>"
        '<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub><m:r><m:t>i=1</m:t></m:r></m:sub>'
        "<m:sup><m:r><m:t>n</m:t></m:r></m:sup><m:e><m:r><m:t>y</m:t></m:r></m:e></m:nary>"
    )
    assert linear(etree.fromstring(f'<m:oMath xmlns:m="{MATH}">{inner}</m:oMath>')) == "1/(2x)+√(a+b)(c)10^8∑_(i=1)^n y"


def test_fields_in_fields_cost_their_number() -> None:
    from lxml import etree

    depth = 20_000
    body = etree.fromstring(f"<w:body {SPACES}>{mark('begin') * depth}{mark('end') * depth}</w:body>")
    fields = OpenFields(body)
    for character in body.iter(f"{{{SPACES.split(chr(34))[1]}}}fldChar"):
        fields.meet(character)
        assert fields.link == ""
    assert fields.shown


def test_symbols_of_the_faces_of_word() -> None:
    cases = {("Wingdings", 0xF081): "①", ("Wingdings", 0x52): "☼", ("Wingdings", 0xF028): "☎", ("Symbol", 0x2B): "+",
             ("Wingdings 2", 0xA3): "□", ("Wingdings", 0x21): "", ("宋体", 0x41): "A"}  # fmt: skip
    assert {case: symbol(*case) for case in cases} == cases


def test_a_file_with_nothing_to_print_is_not_called_empty(tmp_path: Path) -> None:
    (fault,) = [each for each in edition_of(tmp_path, packed("<w:p/>")).problems if each.severity == "error"]
    assert (fault.code, fault.message) == ("empty-file", "正文里没有文字和图片")


PICTURE = (
    '<w:r><w:drawing xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    f'xmlns:r="{OFFICE}"><a:blip r:embed="r0"/></w:drawing></w:r>'
)
UNTITLED = {
    "a table": (FIGURES, ["table"]),
    "a numbered table": (paragraph("表1 主要指标") + FIGURES, ["table"]),
    "a picture": (f"<w:p>{PICTURE}</w:p>", ["picture"]),
    "a picture with words": (f"<w:p>{PICTURE}</w:p>" + paragraph("图1 全区用水"), ["picture"]),
    "items": (paragraph("1.甲事项办理；") + paragraph("2.乙事项办理。"), ["body", "body"]),
    "text": (BODY + BODY, ["body", "body"]),
    "a name": (paragraph("区水务局局长 王玉红") + BODY, ["body"]),
}  # fmt: skip


@pytest.mark.parametrize("case", UNTITLED)
def test_a_file_without_a_title_is_called_by_its_name(case: str, tmp_path: Path) -> None:
    body, kinds = UNTITLED[case]
    data = packed(body, {"image|a.png": pixels()})
    edition = edition_of(tmp_path / "a", data, "2.用水 情况（终稿）.docx")
    (report,) = edition.reports
    assert (report.title, report.origins["title"]) == ("用水　情况", "file name")
    assert report.author == ("王玉红" if case == "a name" else "")
    assert [each.kind for each in report.paragraphs] == kinds
    (told,) = [each for each in edition.problems if each.code == "no-title"]
    assert told.severity == "warning"
    assert "{标题: 治水兴区}" in told.hint
    assert not [each for each in edition.problems if each.severity == "error"]
    said = edition_of(tmp_path / "b", data, issue=f"{ISSUE}稿件:\n  a.docx: {{标题: 全区用水}}\n")
    assert said.reports[0].title == "全区用水"
    assert not [each for each in said.problems if each.code in ("no-title", "first-line")]


def test_rtf_under_another_name_is_to_be_saved_again_in_word(tmp_path: Path) -> None:
    (fault,) = [each for each in edition_of(tmp_path, b"{\\rtf1 x}").problems if each.code == "word"]
    assert fault.message == "是 RTF 文件，不是 Word 文件"
    assert "另存为" in fault.hint


def test_absurd_files_cost_their_number() -> None:
    count = 1_000
    chained = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{number}"><w:basedOn w:val="s{(number + 1) % count}"/></w:style>'
        for number in range(count)
    )
    inner = f"{run('甲', '<w:b/>')}<w:r><w:t>乙</w:t><w:br/></w:r>" * 10 * count
    body = "".join(paragraph("丙", f'<w:pStyle w:val="s{number}"/>') for number in range(count))
    styles = {"styles|styles.xml": f"<w:styles {SPACES}>{chained}</w:styles>"}
    reading = read_word(packed(f"{TITLE}<w:p>{inner}</w:p>{body}", styles), "a.docx", lambda char: True)
    assert reading.text
    lines = reading.text.body.lines
    assert len(lines) == 11 * count + 1
    assert [(span.start, span.end) for span in lines[count].spans if span.bold] == [(0, 1)]


def test_a_style_has_what_those_say_that_it_is_based_on(tmp_path: Path) -> None:
    def style(name: str, base: str, inner: str = "") -> str:
        return f'<w:style w:type="paragraph" w:styleId="{name}"><w:basedOn w:val="{base}"/>{inner}</w:style>'

    styles = style("a", "b") + style("b", "c") + style("c", "a", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>')
    body = paragraph("水从哪里来", '<w:pStyle w:val="a"/>') + BODY + paragraph("水到哪里去", '<w:pStyle w:val="b"/>')
    _, report = read(tmp_path, body + BODY + BODY, {"styles|styles.xml": styles})
    assert [each.text for each in report.paragraphs if each.kind == "heading"] == ["水从哪里来", "水到哪里去"]


def test_a_heading_bold_from_end_to_end_has_the_look_of_its_level_alone(tmp_path: Path) -> None:
    bold = "<w:b/>"
    heads = (
        f"<w:p>{run('（一）')}{run('源头截污，一户一管', bold)}</w:p>",
        f"<w:p>{run('（二）河岸同治，一河一策', bold)}</w:p>",
        f"<w:p>{run('（三）中水回用，')}{run('一水多用', bold)}</w:p>",
    )
    _, report = read(tmp_path, "".join(f"{head}{BODY}{BODY}" for head in heads))
    headings = [each for each in report.paragraphs if each.kind == "heading"]
    assert [plain(each.runs) for each in headings] == [
        "（一）源头截污，一户一管", "（二）河岸同治，一河一策", "（三）中水回用，一水多用",
    ]  # fmt: skip
    assert [[run.text for run in each.runs if run.bold] for each in headings] == [[], [], ["一水多用"]]
