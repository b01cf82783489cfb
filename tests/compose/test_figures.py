"""Figures, units, addresses: what stays in one piece on every measure, and what stands beside it."""

import re
from functools import partial
from itertools import pairwise

import pytest

from bulletin.compose.addresses import addresses, commands, names
from bulletin.compose.break_prices import NumberWithUnit, numbers_with_units
from bulletin.compose.classes import Classes, alike, classify
from bulletin.compose.composer import Composer
from bulletin.faces.face import Faces
from bulletin.model import marks
from tests.compose.setting import BODY, DESIGN, galley, paragraph, set_text, stands, text_of
from tests.read.work import seconds

MEASURES = [12 + 0.5 * step for step in range(24)]
AROUND = ("春季以来完成造林，", "全区上下，会同有关部门核定为", "同比增长", "并抓好落实，在各村都开展了")


def ends_inside(composer: Composer, piece: str, least: float = 12) -> set[str]:
    """`piece` as it is parted at some measure, where the lines are within the ordinary limits."""
    found = set()
    text = "".join(around + piece for around in AROUND) + "以上，达到预期目标。"
    inside = {match.start() + step for match in re.finditer(re.escape(piece), text) for step in range(1, len(piece))}
    starts = [match.start() for match in re.finditer(re.escape(piece), text)]
    for em in (least + step / 2 for step in range(len(MEASURES))):
        for line in set_text(composer, text, em)[:-1]:
            if line.end in inside:
                at = line.end - max(start for start in starts if start < line.end)
                found.add(piece[:at] + "｜" + piece[at:])
    return found


@pytest.mark.parametrize(
    "piece",
    [
        "1 200", "12 345.6", "1\u00a0200", "3\u2007000", "4\u2009500", "1\u202f234\u202f567", "0536 8888888",
        "25 ± 3", "1 ∶ 2", "−5℃", "±0.5", "≥95%", "（≥95%）", "≤10", "≈3.14", "p≤0.05", "25±3℃", "PM2.5＞75",
        "R²＝0.95", "00:1A:2B:3C:4D:5E", "LSVAA49J1320",
        "↑3.2%", "↓0.5℃", "52.4kJ·mol⁻¹",
        "5℃±1℃", "9：30", "23：59：08", "1∶2", "1：2.5", "米³", "m²", "10⁻⁵", "3×10⁻⁵", "CO₂", "H₂O", "注¹", "表²",
        "¹⁴C", "5′30″", "36°42′15″", "2018—2020",
        "0536－8888888", "－5℃", "–5℃", "5%－10%", "Ⅱ—Ⅲ", "x≠0", "5≦6", "3＋4", "１＋１", "5℃/h", "5‰/h",
        "＋4", "－3.2%", "１２∶３４", "５∶３∶２", "¥ 35", "№ 5", "€ 1 200",
        "Fe₂(SO₄)₃", "√2", "∅20", "n(Fe³⁺)∶n(Cr⁶⁺)",
    ],
)  # fmt: skip
def test_a_figure_with_its_signs_is_one_piece(composer: Composer, piece: str) -> None:
    assert ends_inside(composer, piece) == set()


@pytest.mark.parametrize("piece", ["5～10", "−5℃～3℃", "90%～95%", "10⁻³～10⁻²", "1.5〜12", "３～８"])
def test_a_range_parts_behind_its_stroke_alone(composer: Composer, piece: str) -> None:
    low, stroke, high = re.split("([～〜])", piece)
    assert ends_inside(composer, piece) <= {f"{low}{stroke}｜{high}"}


@pytest.mark.parametrize(
    ("text", "blank"),
    [
        ("甲−5℃乙", {"−": 580, "5": 558}),
        ("甲≥95%乙", {"甲": 1000, "≥": 1000}),
        ("每米³乙", {"米": 1000, "³": 385}),
        ("甲1∶2乙", {"∶": 248}),
        ("甲9：30乙", {"：": 234}),
        ("甲1 200乙", {"1": 471, " ": 250}),
        ("5℃±1乙", {"℃": 1000, "±": 1000}),
        ("甲2-甲", {"-": 330}),
        ("甲15L/（乙", {"/": 60}),
        ("甲/（乙）", {"/": 60}),
    ],
)
def test_signs_stand_close_to_their_figure(composer: Composer, text: str, blank: dict[str, int]) -> None:
    """The step from the origin of a character to the next, trimmed colons from where their ink begins."""
    line = set_text(composer, text, 40)[0]
    at = stands(line)
    steps = {}
    for (unit, x), (_, after) in pairwise(at):
        steps[unit] = after - x
    for unit, step in blank.items():
        if unit in "∶：":
            place = [one for one, _ in at].index(unit)
            assert at[place + 1][1] - at[place - 1][1] - 558 * (place > 1) <= 1000
        else:
            assert steps[unit] == pytest.approx(step, abs=90), (unit, steps)


@pytest.mark.parametrize("number", ["0536-8888888", "0536\u20108888888", "150834—2011888"])
def test_a_number_longer_than_a_line_parts_behind_its_stroke(composer: Composer, number: str) -> None:
    lines = set_text(composer, f"联系电话{number}", 6)
    assert lines[-1].text == re.split("[-—\u2010]", number)[1]


@pytest.mark.parametrize(
    "piece", ["5亿~10亿元", "5万-10万元", "1月–3月", "5℃~10℃", "5℃-10℃", "5万－10万元", "上午~下午"]
)
def test_no_line_begins_with_the_stroke_of_a_range(composer: Composer, piece: str) -> None:
    parts = [part.partition("｜")[2] for part in ends_inside(composer, piece)]
    assert parts
    assert not any(part[0] in "-~–－" for part in parts)


def test_no_line_begins_with_the_colon_of_a_long_ratio(composer: Composer) -> None:
    """Its cell stood out of the column, and nothing was printed."""
    for em in MEASURES:
        for line in set_text(composer, "配合比为" + "1∶2：3" * 20 + "。", em):
            assert line.text[0] not in "：∶", em
            assert line.spans[0].xs[0] >= 0


def test_colons_among_figures_are_narrow(composer: Composer) -> None:
    def length(text: str) -> float:
        return set_text(composer, text, 40)[0].width / 10

    for text in ("比例1∶500", "9：30", "1∶2", "12：05：09", "1：2.5"):
        digits = length(re.sub("[：∶]", "", text))
        assert length(text) - digits <= 0.3 * len(re.findall("[：∶]", text)), text
    assert length("如表1：2019年") > length("如表12019年") + 0.9


def test_a_blank_in_a_number_never_changes(composer: Composer, faces: Faces) -> None:
    text = "春季以来全区完成造林1 200万亩，同比增长，其中经济林3 450万亩，达到2 000亩以上的村有所增加。"
    digits = faces.face("song").advance
    for em in MEASURES:
        for line in set_text(composer, text, em):
            at = stands(line)
            for place in range(1, len(at) - 1):
                if at[place][0] == " ":
                    assert at[place + 1][1] - at[place - 1][1] == pytest.approx(250 + digits(at[place - 1][0]), abs=1)


@pytest.mark.parametrize("han_latin", [0.25, 0.2, 0.125, 0.0])
def test_the_gap_beside_figures_has_one_rule(composer: Composer, faces: Faces, han_latin: float) -> None:
    text = (
        "其中粮食1860亩，增长12%左右，完成2345户改造，惠及3456人以上，投资678元左右，建成90处以上的设施，分布在5个村。"
    )
    composer = Composer(DESIGN._replace(han_latin_em=han_latin), faces)
    give = 50 if han_latin else 0
    for em in [15 + 0.5 * step for step in range(20)]:
        for line in set_text(composer, text, em):
            at = stands(line)
            for (left, x), (right, after) in pairwise(at):
                if "一" <= left <= "龥" and right.isdigit() and line.fault is None:
                    assert abs(after - x - 1000 - 1000 * han_latin) <= give + 1, (em, line.text)


@pytest.mark.parametrize(
    ("text", "label"), [("1.强化", "1."), ("（1）强化", "（1）"), ("①强化", ""), ("（一）强化", "（一）")]
)
def test_the_gap_behind_a_label_never_changes(composer: Composer, text: str, label: str) -> None:
    gaps = set()
    for em in MEASURES:
        line = set_text(composer, text + "取水统计监管，规范计量，2019年起推行", em, label=label)[0]
        at = stands(line)
        place = text.index("强")
        gaps.add(at[place][1] - at[place - 1][1])
    assert len(gaps) == 1


def test_numbers_with_units_are_found() -> None:
    def found(text: str) -> list[str]:
        return [text[: one.unit] + "｜" + text[one.unit : one.end] for one in numbers_with_units(text, alike(text))]

    assert found("共110平方千米内") == ["共110｜平方千米"]
    assert found("2026年") == ["2026｜年"]
    assert found("300多万立方米的") == ["300｜多万立方米"]
    assert found("0.55元/千瓦时电") == ["0.55｜元/千瓦时"]
    assert found("35 μg") == ["35 ｜"]
    assert found("100 Mbit/s") == ["100 ｜"]
    assert found("12萬畝的") == ["12｜萬畝"]
    assert found("3個百分點的") == ["3｜個百分點"]
    assert next(numbers_with_units("約5年", "約5年")) == NumberWithUnit(unit=1, end=1, counted=False)
    assert found("10⁴个") == ["10⁴｜个"]
    assert found("Ⅲ类") == ["Ⅲ｜类"]
    assert found("12.8万km") == ["12.8｜万k"]
    assert found("00:1A:2B") == []
    assert found("为5学习") == []
    assert next(numbers_with_units("约5年", "约5年")) == NumberWithUnit(unit=1, end=1, counted=False)
    assert next(numbers_with_units("第3届", "第3届")).counted


@pytest.mark.parametrize(
    "name",
    [
        "debian/rules", "/usr/share/doc/foo-bar/README.gz", r"C:\Users\author\document.docx", "package.initialise",
        "foo_bar-1.2.tar.gz", "python3-docx", "www.installation.cn/bulletin", "writer@bulletin.cn", "LineBreakTest",
        "com.example.Application", "libreoffice-impress-nogui", "content/2026/reservoir.md", "getElementById",
        "v2.0.1-beta", "10.13634/j.cnki.mes.2021.03.005",
        "apt install typography", "./configure --prefix", "initialise()", "bulletin_settings", "--verbosity",
    ],
)  # fmt: skip
def test_names_take_no_hyphen(composer: Composer, name: str) -> None:
    for piece in ends_inside(composer, name):
        before, _, after = piece.partition("｜")
        assert before[-1] in "/\\._- @" or (len(name) >= 10 and after[0].isupper()), piece
    for em in MEASURES:
        assert not any(line.hyphen for line in set_text(composer, f"打开文件{name}以后，再检查一遍{name}的内容。", em))


def test_a_placeholder_in_angle_brackets_keeps_them(composer: Composer) -> None:
    text = "文件名格式为<仪器编号>-<YYYYMMDD>-<批号>.csv，每年汇编成<年份>和《<单位>名单》，共两册。"
    for em in MEASURES:
        lines = [line.text for line in set_text(composer, text, em)]
        assert not any(line.startswith(">") for line in lines[1:]), em
        assert not any(line.endswith("<") for line in lines[:-1]), em
    relations = "当DO<2或DO<限值时pH>8"
    assert not {"o", "c"} & set(classify(relations, Classes(), ()))


@pytest.mark.parametrize("name", ["pydantic 2.7.0", "matplotlib v3.8", "PostgreSQL 15.2"])
def test_a_name_before_its_version_takes_no_hyphen(composer: Composer, name: str) -> None:
    for em in MEASURES:
        assert not any(line.hyphen for line in set_text(composer, f"主要用到{name}和别的软件包，其中{name}最大。", em))


@pytest.mark.parametrize(
    ("piece", "wanted"),
    [
        ("PasswordAuthentication", "Password｜Authentication"),
        ("listRegionalReports", "listRegional｜Reports"),
        ("2026-11-05T08:30:00+08:00", "2026-11-05T｜08:30:00+08:00"),
        ("5Fe²⁺＋MnO₄⁻＋8H⁺→5Fe³⁺＋Mn²⁺＋4H₂O", "5Fe²⁺＋MnO₄⁻＋8H⁺→｜5Fe³⁺＋Mn²⁺＋4H₂O"),
        ("v＝299792458×10⁻³km/s", "v＝｜299792458×10⁻³km/s"),
        ("CuSO₄·5H₂O", "CuSO₄·｜5H₂O"),
        ("1.2 < 1.3 < 1.10 < 2.0", "1.2 < 1.3 < ｜1.10 < 2.0"),
    ],
)
def test_a_name_or_equation_parts_rather_than_leave_a_line_full_of_holes(
    composer: Composer, piece: str, wanted: str
) -> None:
    """Without a hyphen, behind a sign, and only there; a line that can be filled otherwise parts none."""
    found = ends_inside(composer, piece, 16)
    assert wanted in found
    assert not [one for one in found if not re.search("[＝→＋·T⁻³ -]｜|｜[A-Z→]", one)]
    lines = [line for em in MEASURES for line in set_text(composer, f"{AROUND[1]}{piece}，{AROUND[3]}{piece}。", em)]
    assert not any(line.hyphen for line in lines)


@pytest.mark.parametrize("piece", ["10Fe²⁺＋2MnO₄⁻＋16H⁺→10Fe³⁺＋2Mn²⁺", "PasswordAuthentication"])
def test_a_first_line_keeps_its_indent_where_a_name_parts(composer: Composer, piece: str) -> None:
    text = f"须先{piece}，{AROUND[1]}{piece}，{AROUND[3]}{piece}。"
    faults = {em: [line.fault for line in set_text(composer, text, em, BODY)] for em in MEASURES}
    assert not [em for em, found in faults.items() if "overfull" in found]


@pytest.mark.parametrize("name", ["PasswordAuthentication", "listRegionalReports", "5Fe²⁺＋MnO₄⁻＋8H⁺→5Fe³⁺"])
def test_a_name_stays_whole_where_its_line_can_be_filled(composer: Composer, name: str) -> None:
    for em in MEASURES[8:]:
        first = set_text(composer, f"{name}改好以后重新启动服务，检查是否还能用口令登录，记下结果。", em)[0]
        assert first.text.startswith(name), em


def test_a_piece_too_long_for_its_line_parts_there_too(composer: Composer) -> None:
    for em in (9, 12):
        lines = set_text(composer, "记录2026-11-05T08:30:00+08:00完毕", em)
        assert [line.text for line in lines] == ["记录2026-11-05T", "08:30:00+08:00完毕"]


def test_no_line_count_is_offered_that_needs_a_line_too_wide(composer: Composer) -> None:
    """Where the best one needs none: a rescue weighs such lines too."""
    text = "项目文档里说：OpenStreetMap·6139.5度《〈活投场治市〉》；数据见https://www.example.cn/a/2026，PasswordAuthentication。"
    for em in MEASURES:
        costs = [setting.demerits for setting in galley(composer, paragraph(text * 2), em).settings]
        assert max(costs) < min(costs) + 1e6, em


def test_english_words_are_hyphenated_still(composer: Composer) -> None:
    text = "引入international development以及typesetting等词，and then installation of documentation follows here."
    hyphens = {line.text[-4:] for em in MEASURES for line in set_text(composer, text, em) if line.hyphen}

    assert len(hyphens) >= 3


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("传到ftp://10.1.2.3/a/b。", ["ftp://10.1.2.3/a/b"]), ("用git+ssh://a.cn:22/b/c吧", ["git+ssh://a.cn:22/b/c"]),
        ("见/usr/lib/a中", ["/usr/lib/a"]),
        ("连jdbc:mysql://db:3306/a?b=c，", ["jdbc:mysql://db:3306/a?b=c"]),
        ("0.55元/kWh", []), ("km/h和μg/m³", []), ("PM2.5和2.5km", []), ("1.5/2.5", []),
        ("4月14日/15日", []), ("and/or, input/output", []), ("TCP/IP", []), ("A/B/C三类", []), ("《甲》/《乙》", []),
        ("src/main/java", ["src/main/java"]), ("见℃src/main/java", ["src/main/java"]), ("5%/year/day", []),
        ("a.cn/b和b@c.cn", ["a.cn/b", "b@c.cn"]), ("end of it. Next", []),
        ("包括debian/control、debian/rules", ["debian/control", "debian/rules"]), ("放在docs/之下", ["docs/"]),
        ("打开config/app文件", ["config/app"]), ("分支“feature/login-page”", ["feature/login-page"]),
        ("先看backend/control再看backend/rules", ["backend/control", "backend/rules"]),
        ("先看backend/control再看frontend/rules", []),
        ("见README.md、helper/text与views/page", ["README.md", "helper/text", "views/page"]),
        ("helper/text、views/page、README.md", ["helper/text", "views/page", "README.md"]),
        ("limit/offset和page_token、read/write", ["page_token"]), ("放进tests/data/，用git", ["tests/data/"]),
        ("执行git switch -c draft/spring", ["draft/spring"]), ("one of input/output", []),
        ("mol/L、mol/kg，kcal/kg和kcal/mol", []),
        ("HTTP/HTTPS与client/server，text/plain", []), ("AI/人工智能，GDP/人，cells/mL、cells/cm²", []),
        (r"存D:\监测数据\2026.xlsx里", [r"D:\监测数据\2026.xlsx"]), (r"在\\srv\共享\表\下", ["\\\\srv\\共享\\表\\"]),
        ("放~/文档/报告.docx和./说明/", ["~/文档/报告.docx", "./说明/"]), (r"C:\Users\me目录", [r"C:\Users\me"]),
        (r"D:\报告", []), (r"D:\a\b", [r"D:\a\b"]), (r"打开bin\run吧", [r"bin\run"]),
        ("README.md与x_y", ["README.md", "x_y"]), ("Android/iOS/Web", []),
    ],
)  # fmt: skip
def test_addresses_are_told_from_units_and_words(text: str, wanted: list[str]) -> None:
    assert [text[start:end] for start, end in addresses(text)] == wanted


@pytest.mark.parametrize(
    ("piece", "wanted"),
    [
        ("config/production、config/staging", "config/｜production、config/staging"),
        ("src/components与src/hooks", "src/｜components与src/hooks"),
        ("assets/与fonts/", "assets/｜与fonts/"),
        ("README.md、models/customers", "README.md、models/｜customers"),
        (r"D:\监测数据\地下水\2026.xlsx", r"D:\监测数据\｜地下水\2026.xlsx"),
    ],
)
def test_a_path_parts_behind_its_marks_alone(composer: Composer, piece: str, wanted: str) -> None:
    found = ends_inside(composer, piece)
    assert wanted in found
    assert not [part for part in found if not re.search(r"[/\\、与.]｜|｜[与]", part)]


def test_a_file_name_with_han_parts_behind_its_strokes(composer: Composer) -> None:
    parts = ends_inside(composer, "报名表_张三_2024.docx")
    assert parts
    assert not [part for part in parts if "｜_" in part]
    at = dict(stands(set_text(composer, "表_张", 40)[0]))
    assert at["张"] - at["表"] < 1600


def test_a_sign_of_a_gas_or_precipitate_begins_no_line(composer: Composer) -> None:
    for piece in ("Ca(OH)₂＋CO₂→CaCO₃↓＋H₂O", "2H₂O₂→2H₂O＋O₂↑"):
        assert not [part for part in ends_inside(composer, piece) if re.search("｜[↑↓]", part)]


def test_few_lines_end_with_the_label_of_an_item(composer: Composer) -> None:
    """126 in 192 settings without a price."""
    text = "值班要求如下：①2人在岗；②3台泵车待命；（1）加强值守；（2）24小时巡查；③及时上报；④设立警示牌；⑤做好记录。"
    lines = [
        line for cut in range(8) for em in MEASURES for line in set_text(composer, "我们按照规定值班"[cut:] + text, em)
    ]

    assert sum(bool(re.search("(?:[①-⑤]|（[12]）)$", line.text)) for line in lines) <= 75


def test_an_option_stays_with_its_command_where_it_can(composer: Composer) -> None:
    """156 of 1,056 lines began with one without a price; in the rest a line would be spaced beyond the limits."""
    lines = [
        line
        for command in ("tar -xzf", "grep --count", "git log -p", "curl --head", "sort -rn")
        for around in AROUND
        for em in MEASURES
        for line in set_text(composer, f"{around}同时运行{command}看看结果，{around}再运行{command}，记下结果。", em)
    ]

    assert sum(line.text.startswith("-") for line in lines) <= 120
    assert not [line.text for line in lines if line.text.rstrip().endswith("-")]


@pytest.mark.parametrize(
    "piece", ["input/output", "client/server", "HTTP/HTTPS", "upload/download", "text/plain", "mmol/kg"]
)
def test_two_words_never_part_at_their_solidus(composer: Composer, piece: str) -> None:
    assert not [
        part for part in ends_inside(composer, piece) if "/" in (part.split("｜")[0][-1], part.split("｜")[1][0])
    ]


def test_no_gap_lies_beside_han_inside_a_path(composer: Composer, faces: Faces) -> None:
    for text in (r"D:\监测数据\2026.xlsx", r"D:\报告", "~/文档/a.docx"):
        at = stands(set_text(composer, f"的{text}，", 40)[0])[1:-1]
        for (unit, x), (_, end) in pairwise(at):
            assert end - x == faces.face("song").advance(unit), (text, unit)


def test_commands_are_told_from_english() -> None:
    for text, is_command in (
        ("运行sudo apt install libreoffice后", True),
        ("用dpkg-buildpackage -us -uc构建", True),
        ("make installation easier", False),
        ("an ordinary sentence - with a dash", False),
    ):
        assert bool(list(commands(text))) is is_command, text


HOSTILE_RUNS = (
    "a/", "a.", "a_", "a-", "a1-", "a/b、", "ab/cd ", "\\a", "/.", "a.b/", "a b/c ", "a b -", "1 ", "1：", "1±", "1",
    "a+b.", "10⁻⁵×", "AbcDef", "a:", "10.1234/", "_表", "²", "1 2 3 4 5 6 7，", "www.a.cn/b ", "a.cn/b，international ",
)  # fmt: skip


def read_through(text: str) -> str:
    """The classes of a text, its addresses, names and commands looked for as well."""
    found = addresses(text)
    for _ in (*names(text), *commands(text)):
        pass
    return classify(text, Classes(), found)


@pytest.mark.parametrize("hostile", HOSTILE_RUNS)
def test_hostile_runs_are_read_whole(composer: Composer, hostile: str) -> None:
    text = hostile * 4000
    assert len(read_through(text)) == len(text)
    assert text_of(set_text(composer, text[:6000], 20)) == text[:6000]


@pytest.mark.slow
@pytest.mark.parametrize("hostile", HOSTILE_RUNS)
def test_hostile_runs_are_read_in_linear_time(hostile: str) -> None:
    times = 16_000 // len(hostile)
    short, long = (seconds(partial(read_through, hostile * repeated)) for repeated in (times, 8 * times))
    assert long < 3 * 8 * short


def test_few_lines_open_with_an_ellipsis(composer: Composer) -> None:
    """36 of 144 settings without a price, 22 at that of a dash."""
    text = (
        "学习先进必须保持昂扬状态，大家都说好……于是又谈到水利建设、农田改造，说起学校和道路……这样那样的事情都说到了。"
    )
    lines = [line for cut in range(6) for em in MEASURES for line in set_text(composer, text[cut:], em)]

    assert sum(line.text.startswith("…") for line in lines) <= 20


def test_every_unit_of_several_characters_is_found_whole() -> None:
    for units in marks.LONG_UNITS.values():
        for unit in units:
            ((one,), text) = (list(numbers_with_units(f"5{unit}", alike(f"5{unit}"))), f"5{unit}")
            assert one.end == len(text), unit
