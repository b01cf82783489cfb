"""An office's file is judged before it is believed: zip, XML, relations, kind of file; what is wrong is told."""

import re
import struct
import tracemalloc
import warnings
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_BZIP2, ZIP_LZMA, ZipFile

import pytest
from pptx import Presentation

from bulletin.draw.pptx.deck import draw_pptx
from bulletin.faces.face import Faces
from bulletin.model.design import Design
from bulletin.model.slide import Deck, SlideDesign
from bulletin.problems import ContentError, Problem
from bulletin.read import office_zip, template_parts
from bulletin.read.template import read_template
from bulletin.slides.deck import make_slides
from tests.examples import sample
from tests.slides.editions import edition, report
from tests.slides.looks import strangers
from tests.slides.office_files import (
    LAYOUT,
    MAIN_TYPE,
    MASTER,
    PRESENTATION,
    ROOT_RELATIONS,
    THEME,
    TYPES,
    changed,
    members,
    picture,
    png,
    put,
    related,
    relations_of,
    saved,
    shape,
    some_of_ours,
    stretched,
    swap,
    zipped,
)
from tests.slides.texts import heads

Built = Callable[[bytes], tuple[Deck, Any, bytes]]


ONE = "报告一栏 小字"  # the layout that is changed


@pytest.fixture(scope="module")
def ours(root: Path) -> bytes:
    return saved(some_of_ours(root / "layouts" / "slides.pptx", ONE, "报告二栏 中字", "封面"))


@pytest.fixture(scope="module")
def office() -> bytes:
    return saved(stretched())


@pytest.fixture
def build(design: Design, slide_design: SlideDesign, faces: Faces, tmp_path: Path) -> Built:
    """A deck of one report on a template: as slides, as python-pptx reads it, and its bytes."""

    def built(data: bytes) -> tuple[Deck, Any, bytes]:
        template = read_template(put(tmp_path, data))
        deck = make_slides(edition(report(heads(4))), design, slide_design, faces, template)
        written = draw_pptx(deck, template)
        return deck, Presentation(BytesIO(written)), written

    return built


def refused(tmp_path: Path, data: bytes, name: str = "模板.pptx") -> Problem:
    with pytest.raises(ContentError) as caught:
        read_template(put(tmp_path, data, name))
    (problem,) = caught.value.problems
    assert problem.code == "bad-template"
    assert problem.hint
    assert name in problem.message
    return problem


def flagged(data: bytes, offset_local: int, offset_central: int, value: int) -> bytes:
    """The zip with two bytes of its first member's headers changed."""
    written = bytearray(data)
    central = data.index(b"PK\x01\x02")
    struct.pack_into("<H", written, offset_local, value)
    struct.pack_into("<H", written, central + offset_central, value)
    return bytes(written)


def lying(data: bytes, size: int, of: str = "") -> bytes:
    """The zip whose directory states another size for every member, or for one."""
    written = bytearray(data)
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        if data.startswith(of.encode(), at + 46):
            struct.pack_into("<I", written, at + 24, size)
        at = data.find(b"PK\x01\x02", at + 1)
    return bytes(written)


def packed(method: int, data: bytes) -> bytes:
    written = BytesIO()
    with ZipFile(written, "w", method) as archive:
        for name, content in members(data).items():
            archive.writestr(name, content)
    return written.getvalue()


def joined(data: bytes, name: str) -> bytes:
    """The zip with a further member."""
    written = BytesIO(data)
    with ZipFile(written, "a") as archive, warnings.catch_warnings(action="ignore"):  # zipfile warns of a name twice
        archive.writestr(name, b"<a/>")
    return written.getvalue()


def spoilt(data: bytes) -> bytes:
    """The zip with the packed bytes of its first member inverted."""
    with ZipFile(BytesIO(data)) as archive:
        first = archive.infolist()[0]
    start = 30 + len(first.filename)
    return data[:start] + bytes(255 - byte for byte in data[start : start + 40]) + data[start + 40 :]


ZIPS: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "empty": (lambda data: b"", "空的"),
    "a half": (lambda data: data[: len(data) // 2], "不完整"),
    "without its directory": (lambda data: data[: data.index(b"PK\x01\x02")], "不完整"),
    "without its beginning": (lambda data: data[5000:], "损坏"),
    "no zip": (lambda data: b"no zip at all", "不是幻灯片模板"),
    "a beginning alone": (lambda data: b"PK\x03\x04broken", "不完整"),
    "with a password": (lambda data: flagged(data, 6, 8, 1), "密码"),
    "another method": (lambda data: flagged(data, 8, 10, 9), "压缩方法"),
    "bzip2": (lambda data: packed(ZIP_BZIP2, data), "压缩方法"),
    "lzma": (lambda data: packed(ZIP_LZMA, data), "压缩方法"),
    "spoilt": (spoilt, "无法读取部件 [Content_Types].xml"),
    "sizes too small": (lambda data: lying(data, 9), "部件"),
    "sizes too large": (lambda data: lying(data, 5_000_000), "不完整"),
    "sizes absurd": (lambda data: lying(data, 2**32 - 1), "太大"),
    "two of a name": (lambda data: joined(data, LAYOUT), "两个同名"),
    "two of a name but for case": (lambda data: joined(data, LAYOUT.upper()), "两个同名"),
    "outside": (lambda data: joined(data, "../../evil.xml"), "位置不正当"),
    "outside by backslashes": (lambda data: joined(data, "ppt\\..\\..\\evil.xml"), "位置不正当"),
    "from the root": (lambda data: joined(data, "/etc/passwd"), "位置不正当"),
    "on a drive": (lambda data: joined(data, "C:/Windows/x.dll"), "位置不正当"),
    "no list of types": (lambda data: changed(data, {TYPES: None}), "压缩包"),
    "no main relation": (lambda data: changed(data, {ROOT_RELATIONS: None}), "缺少部件 _rels/.rels"),
    "no presentation": (lambda data: changed(data, {PRESENTATION: None}), "缺少部件 ppt/presentation.xml"),
}  # fmt: skip


@pytest.mark.parametrize("case", ZIPS)
def test_a_zip_that_is_not_sound_is_told(case: str, ours: bytes, tmp_path: Path) -> None:
    make, words = ZIPS[case]
    assert words in refused(tmp_path, make(ours)).message


def test_a_bomb_is_measured_before_it_is_inflated(ours: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_zip, "MEMBER_LIMIT", 1 << 20)
    bomb = changed(ours, {LAYOUT: bytes(9 << 20)})
    assert len(bomb) < 100_000
    assert "8 MB" in refused(tmp_path, bomb).message
    hidden = lying(bomb, 4000, LAYOUT)  # says that it is small
    with ZipFile(BytesIO(hidden)) as archive:
        assert archive.getinfo(LAYOUT).file_size == 4000
    tracemalloc.start()
    assert LAYOUT in refused(tmp_path, hidden).message
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4 << 20  # of 9 MB that it holds


def test_members_are_counted_before_the_directory_is_read(
    ours: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office_zip, "ZipFile", None)
    parts = members(ours) | {f"x/{number}": b"" for number in range(office_zip.MOST_MEMBERS)}
    assert "超过10000个" in refused(tmp_path, zipped(parts)).message


def test_all_parts_together_have_a_limit(ours: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_zip, "MOST_DECODED", 30_000)
    assert "太大" in refused(tmp_path, ours).message


def test_what_a_deck_does_not_take_over_is_not_even_inflated(ours: bytes, build: Built) -> None:
    fine = changed(ours, {"ppt/media/film.mp4": bytes(60 << 20), "ppt/slides/slide9.xml": b"<!DOCTYPE x []><x/>"})
    _, read, _ = build(fine)
    assert len(read.slides) == 1


KINDS = {
    "PDF": (b"%PDF-1.7 ...", "PDF"),
    "RTF": (b"{\\rtf1 x}", "RTF"),
    "RAR": (b"Rar!\x1a\x07\x00", "RAR"),
    "picture": (b"\xff\xd8\xff\xe0", "图片"),
    "flat XML": (b'\xef\xbb\xbf<?xml version="1.0"?><pkg:package/>', "XML"),
    "password": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "打开密码"),
    "ppt": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "PowerPoint Document".encode("utf-16-le"), ".ppt"),
    "doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "Word"),
    "old": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧格式"),
    "odp": (zipped({"mimetype": b"application/vnd.oasis.opendocument.presentation"}), "OpenDocument"),
    "zip": (zipped({"readme.txt": b"x"}), "压缩包"),
}


@pytest.mark.parametrize("case", KINDS)
def test_a_file_of_another_kind_is_told_as_what_it_is(case: str, tmp_path: Path) -> None:
    data, words = KINDS[case]
    assert words in refused(tmp_path, data).message


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("openxmlformats-officedocument.wordprocessingml.document.main+xml", "Word"),
        ("openxmlformats-officedocument.spreadsheetml.sheet.main+xml", "Excel"),
        ("openxmlformats-officedocument.themeManager+xml", "主题"),
    ],
)
def test_another_office_package_is_told_as_what_it_is(kind: str, words: str, ours: bytes, tmp_path: Path) -> None:
    assert words in refused(tmp_path, changed(ours, {TYPES: swap(MAIN_TYPE, f"application/vnd.{kind}")})).message


@pytest.mark.parametrize(
    ("kind", "macros"),
    [
        ("openxmlformats-officedocument.presentationml.template.main+xml", False),  # .potx
        ("openxmlformats-officedocument.presentationml.slideshow.main+xml", False),  # .ppsx
        ("ms-powerpoint.presentation.macroEnabled.main+xml", True),  # .pptm
        ("ms-powerpoint.template.macroEnabled.main+xml", True),  # .potm
    ],
)
def test_t4_potx_and_its_kin_are_read_and_the_deck_is_a_plain_one(
    kind: str, macros: bool, ours: bytes, build: Built
) -> None:
    data = changed(
        ours,
        {
            TYPES: swap(MAIN_TYPE, f"application/vnd.{kind}"),
            "ppt/vbaProject.bin": b"secret macro",
            relations_of(PRESENTATION): related(
                "http://schemas.microsoft.com/office/2006/relationships/vbaProject", "vbaProject.bin", "rId77"
            ),
        },
    )
    deck, read, written = build(data)
    parts = members(written)
    assert MAIN_TYPE.encode() in parts[TYPES]
    assert not any(b"secret macro" in part for part in parts.values())
    assert len(read.slides) == 1
    assert ["宏" in problem.message for problem in deck.problems] == [True] * macros


@pytest.mark.parametrize("part", ["whole", "relations"])
def test_t4_strict_open_xml_is_named_with_the_way_out(part: str, ours: bytes, tmp_path: Path) -> None:
    change = swap("http://schemas.openxmlformats.org/officeDocument/2006", "http://purl.oclc.org/ooxml/officeDocument")
    parts = [ROOT_RELATIONS, relations_of(PRESENTATION)] if part == "whole" else [ROOT_RELATIONS]
    problem = refused(tmp_path, changed(ours, dict.fromkeys(parts, change)))
    assert "严格 Open XML" in problem.message
    assert "“PowerPoint 演示文稿 (*.pptx)”" in problem.hint


def before_end(data: bytes, xml: bytes) -> bytes:
    """An XML part with something more before its root ends."""
    at = data.rindex(b"</")
    return data[:at] + xml + data[at:]


def declared(entities: str, use: str) -> Callable[[bytes], bytes]:
    """A change that puts a DTD before the root of a part, and something that uses it into it."""

    def change(data: bytes) -> bytes:
        head, mark, rest = data.partition(b"?>") if data.startswith(b"<?xml") else (b"", b"", data)
        name = rest.strip()[1:40].split()[0].decode()
        return head + mark + f"<!DOCTYPE {name} {entities}>".encode() + before_end(rest, use.encode())

    return change


def laughs() -> str:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'[<!ENTITY l0 "哈哈">{levels}]'


def utf16(data: bytes) -> bytes:
    return declared("[]", "")(data).decode().replace("UTF-8", "UTF-16").encode("utf-16")


ATTACKS: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "billion laughs": (declared(laughs(), "&l9;"), "DTD"),
    "quadratic": (declared(f'[<!ENTITY a "{"x" * 10000}">]', "&a;" * 1000), "DTD"),
    "undefined entity": (declared("[]", "&nichts;"), "DTD"),
    "undefined entity without DTD": (lambda data: before_end(data, b"&n;"), "XML"),
    "external entity": (declared('[<!ENTITY x SYSTEM "file:///etc/passwd">]', "&x;"), "DTD"),
    "external DTD": (declared('SYSTEM "http://127.0.0.1:9/x.dtd"', ""), "DTD"),
    "DTD in UTF-16": (utf16, "DTD"),
    "depth": (lambda data: before_end(data, b"<a>" * 5000 + b"</a>" * 5000), "XML"),
    "cut": (lambda data: data[: data.rindex(b"<", 0, len(data) // 2) + 1], "XML"),
    "empty": (lambda data: b"", "XML"),
    "GBK": (lambda data: data + "<!-- 模板 -->".encode("gbk"), "UTF-8"),
    "another root": (lambda data: b"<html/>", ""),
    "zeros": (lambda data: bytes(100), "XML"),
}  # fmt: skip


@pytest.mark.parametrize(
    "part", [TYPES, ROOT_RELATIONS, PRESENTATION, relations_of(PRESENTATION), MASTER, LAYOUT, THEME]
)
@pytest.mark.parametrize("attack", ATTACKS)
def test_xml_of_every_part_is_plain_xml_or_told(attack: str, part: str, ours: bytes, tmp_path: Path) -> None:
    change, words = ATTACKS[attack]
    if (attack, part) == ("another root", TYPES):  # nothing is taken from it but what kind of file this is
        return
    problem = refused(tmp_path, changed(ours, {part: change}))
    assert words in problem.message


def test_a_tree_without_end_is_told_before_it_is_parsed(
    ours: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_template(put(tmp_path, changed(ours, {LAYOUT: shape("<p:x/>" * 9000)})))
    monkeypatch.setattr(template_parts, "MOST_MARKS", 9000)
    data = changed(ours, {LAYOUT: shape("<p:x/>" * 9001)})  # other bytes: what was read once is kept in tests
    assert "过于复杂" in refused(tmp_path, data).message


def test_layouts_and_placeholders_without_end_are_told(
    office: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(template_parts, "MOST_LAYOUTS", 5)
    assert "版式超过5个" in refused(tmp_path, office).message
    monkeypatch.undo()
    monkeypatch.setattr(template_parts, "MOST_PLACEHOLDERS", 4)
    assert "占位符超过4个" in refused(tmp_path, office).message


ABSURD = ("", "12.5", "1e9", "-", "NaN", "inf", "9" * 30, "9" * 5000, "-" + "9" * 30, "0x10", "１２毫米")
NUMBERS = [
    (LAYOUT, '<a:off x="', '"'),
    (LAYOUT, '" cy="', '"'),
    (LAYOUT, 'marL="', '"'),
    (LAYOUT, 'sz="', '"'),
    (LAYOUT, '<a:spcPts val="', '"'),
    (LAYOUT, 'lIns="', '"'),
    (LAYOUT, '<p:ph type="dt" sz="half" idx="', '"'),
    (PRESENTATION, '<p:sldSz cx="', '"'),
    (PRESENTATION, '<p:sldMasterId id="', '"'),
]


def numbered(before: str, after: str, value: str) -> Callable[[bytes], bytes]:
    """A change of every number that stands between these."""

    def change(data: bytes) -> bytes:
        head, *pieces = data.decode().split(before)
        assert pieces
        return before.join((head, *(value + after + piece.partition(after)[2] for piece in pieces))).encode()

    return change


@pytest.mark.parametrize("value", sample(ABSURD, ("12.5", "1e9", "NaN", "9" * 5000)))
@pytest.mark.parametrize(("part", "before", "after"), NUMBERS)
def test_an_absurd_number_is_told_with_its_place_or_serves_nothing(
    part: str, before: str, after: str, value: str, ours: bytes, build: Built, tmp_path: Path
) -> None:
    data = changed(ours, {part: numbered(before, after, value)})
    if "sldMasterId" in before or "idx" in before:  # numbered anew
        _, read, _ = build(data)
        assert not strangers(read)
        return
    message = refused(tmp_path, data).message
    assert (f"版式“{ONE}”" if part == LAYOUT else "幻灯片大小不对") in message


@pytest.mark.parametrize("kind", ["zzz", "-1", "DT"])
def test_a_kind_of_placeholder_that_is_none_is_told_with_its_layout(kind: str, ours: bytes, tmp_path: Path) -> None:
    data = changed(ours, {LAYOUT: swap('<p:ph type="dt"', f'<p:ph type="{kind}"')})
    assert f"版式“{ONE}”" in refused(tmp_path, data).message


@pytest.mark.parametrize(
    "size", [("0", "0"), ("914399", "6858000"), ("12192000", "51206401"), ("-12192000", "6858000")]
)
def test_slides_of_no_size_are_told(size: tuple[str, str], ours: bytes, tmp_path: Path) -> None:
    data = changed(ours, {PRESENTATION: swap('cx="12192000" cy="6858000"', f'cx="{size[0]}" cy="{size[1]}"')})
    assert refused(tmp_path, data).message
    without = changed(ours, {PRESENTATION: swap('<p:sldSz cx="12192000" cy="6858000"/>', "")})
    assert "大小" in refused(tmp_path, without).message


def one_id(data: bytes) -> bytes:
    """Relations of which the first two have one id."""
    first, second = re.findall(rb'Id="[^"]*"', data)[:2]
    return data.replace(second, first)


THEME_TARGET, MASTER_TARGET = "../theme/theme1.xml", "slideMasters/slideMaster1"
RELATIONS: dict[str, tuple[dict[str, Any], str]] = {
    "a layout missing": ({LAYOUT: None}, f"缺少部件 {LAYOUT}"),
    "a master missing": ({MASTER: None}, f"缺少部件 {MASTER}"),
    "a theme missing": ({THEME: None}, f"缺少部件 {THEME}"),
    "a master without relations": ({relations_of(MASTER): None}, "没有主题"),
    "a layout without relations": ({relations_of(LAYOUT): None}, "没有母版"),
    "a theme outside": ({relations_of(MASTER): swap(THEME_TARGET, "../../../../etc/passwd")}, "缺少部件 etc/passwd"),
    "a theme elsewhere": ({relations_of(MASTER): swap(THEME_TARGET, "http://x/y.xml")}, "缺少部件"),
    "a master that is a layout": ({relations_of(PRESENTATION): swap(MASTER_TARGET, "slideLayouts/slideLayout1")}, ""),
    "a layout that is its master": ({relations_of(MASTER): swap("slideLayouts/slideLayout1.xml", MASTER_TARGET)}, ""),
    "no relation of an id": ({relations_of(MASTER): swap('Id="', 'x="')}, "损坏"),
    "one id twice": ({relations_of(MASTER): one_id}, "损坏"),
    "no list of masters": ({PRESENTATION: swap("sldMasterIdLst", "sldMasterIdList")}, "没有版式"),
    "no list of layouts": ({MASTER: swap("sldLayoutIdLst", "sldLayoutIdList")}, "没有版式"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("part", "name"),
    [(LAYOUT, "p:cSld"), (LAYOUT, "p:spTree"), (MASTER, "p:cSld"), (MASTER, "p:clrMap"), (THEME, "a:themeElements"),
     *((THEME, f"a:{name}Scheme") for name in ("clr", "font", "fmt"))],
)  # fmt: skip
def test_a_part_without_what_it_must_hold_is_told(part: str, name: str, ours: bytes, tmp_path: Path) -> None:
    without = {part: lambda data: re.sub(rf"<{name}\b.*</{name}>|<{name}\b[^>]*/>".encode(), b"", data, flags=re.S)}
    told = refused(tmp_path, changed(ours, without)).message
    assert f"部件 {part} 缺少" in told


@pytest.mark.parametrize("case", RELATIONS)
def test_relations_that_lead_nowhere_are_told(case: str, ours: bytes, tmp_path: Path) -> None:
    changes, words = RELATIONS[case]
    assert words in refused(tmp_path, changed(ours, changes)).message


@pytest.mark.parametrize("kind", ["sldMasterId", "sldLayoutId"])
@pytest.mark.parametrize("odd", ["<p:{0}/>", "<p:{0}Lst><p:{0}/></p:{0}Lst>", '<p:sldSz cx="9"/>', "twice"])
def test_what_a_list_of_masters_or_layouts_should_not_have_is_left_out(
    kind: str, odd: str, ours: bytes, build: Built
) -> None:
    part = PRESENTATION if kind == "sldMasterId" else MASTER

    def put(data: bytes) -> bytes:
        entry = re.search(rf"<p:{kind} [^>]*>".encode(), data)
        assert entry
        more = entry[0] if odd == "twice" else odd.format(kind).encode()
        return data[: entry.start()] + more + data[entry.start() :]

    _, read, _ = build(changed(ours, {part: put}))
    assert len(read.slide_masters) == 1


def test_relations_in_a_circle_and_in_other_case_are_walked_once(ours: bytes, build: Built) -> None:
    circle = {
        relations_of(LAYOUT): related("slideLayout", "slideLayout1.xml", "rId50"),
        relations_of(MASTER): swap("slideLayout2.xml", "SlideLayout2.XML"),
        LAYOUT: swap("</p:cSld>", '<p:extLst><p:ext uri="{0}" r:id="rId50"/></p:extLst></p:cSld>'),
    }
    _, read, _ = build(changed(ours, circle))
    assert len(read.slide_masters) == 1


BACKGROUND = '<p:bg><p:bgPr><a:blipFill><a:blip r:link="rId90"/></a:blipFill><a:effectLst/></p:bgPr></p:bg>'
OBJECT = '<a:graphic><a:graphicData uri="x"><p:oleObj r:id="rId90"/></a:graphicData></a:graphic>'
FILM = '<p:nvPr><a:videoFile r:link="rId90"/></p:nvPr>'
LINKED = {
    "picture": (picture('r:link="rId90"'), "image", "链接到外部文件的图片"),
    "background": (BACKGROUND, "image", "链接到外部文件的图片"),
    "film": (picture("").replace("<p:nvPr/>", FILM), "video", "音频、视频"),
    "link": (picture("", '<a:hlinkClick r:id="rId90"/>'), "hyperlink", "超链接"),
    "object": (f"<p:graphicFrame>{OBJECT}</p:graphicFrame>", "oleObject", "图表、SmartArt、控件"),
}  # fmt: skip


@pytest.mark.parametrize("case", LINKED)
@pytest.mark.parametrize("target", ["file:///C:/Users/zhangsan/logo.png", "http://10.9.8.7/x", "\\\\geheim\\x.png"])
def test_what_is_linked_is_not_followed_and_is_told_with_its_layout(
    case: str, target: str, ours: bytes, build: Built
) -> None:
    xml, kind, words = LINKED[case]
    into = swap(f'<p:cSld name="{ONE}">', f'<p:cSld name="{ONE}">{xml}') if case == "background" else shape(xml)
    data = changed(ours, {LAYOUT: into, relations_of(LAYOUT): related(kind, target, "rId90", external=True)})
    deck, _, written = build(data)
    told = [problem.message for problem in deck.problems if problem.code == "template-left-out"]
    assert len(told) == 1
    assert words in told[0]
    assert f"版式“{ONE}”" in told[0]
    whole = b"".join(members(written).values())
    assert b"External" not in whole
    assert not any(secret in whole for secret in (b"zhangsan", b"10.9.8.7", b"geheim", b"rId90"))


def test_an_embedded_picture_stays_and_loses_its_link_and_its_path(ours: bytes, build: Built) -> None:
    layouts = {name for name in members(ours) if name.startswith("ppt/slideLayouts/slideLayout")}
    changes: dict[str, Any] = {"ppt/media/logo.png": png(Comment="geheim")}
    for name in layouts:
        changes[name] = shape(picture('r:embed="rId90" r:link="rId91"'))
        add = related("image", "../media/logo.png", "rId90")
        link = related("image", "file:///C:/x.png", "rId91", external=True)
        changes[relations_of(name)] = lambda data, add=add, link=link: link(add(data))
    deck, _, written = build(changed(ours, changes))
    assert not deck.problems
    parts = members(written)
    assert [name for name in parts if name.startswith("ppt/media/")] == ["ppt/media/image1.png"]
    layout = next(data for name, data in parts.items() if name.startswith("ppt/slideLayouts/slideLayout"))
    assert b"r:embed" in layout
    assert b"r:link" not in layout
    assert b"zhangsan" not in layout


def test_a_picture_that_is_none_is_told(ours: bytes, build: Built) -> None:
    changes: dict[str, Any] = {
        LAYOUT: shape(picture('r:embed="rId90"')),
        "ppt/media/x.png": png()[:60],
        relations_of(LAYOUT): related("image", "../media/x.png", "rId90"),
    }
    deck, _, _ = build(changed(ours, changes))
    assert ["已损坏或无法识别的图片" in problem.message for problem in deck.problems] == [True]
    deck, _, _ = build(changed(ours, changes | {"ppt/media/x.png": png(), "ppt/media/y.png": b""}))
    assert not deck.problems


def test_a_template_named_in_slides_yaml_lies_below_its_folder(ours: bytes, tmp_path: Path) -> None:
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts" / "out.pptx").symlink_to(put(tmp_path, ours, "elsewhere.pptx"))
    with pytest.raises(ContentError) as caught:
        read_template(str(tmp_path / "layouts" / "out.pptx"), below=str(tmp_path / "layouts"))
    assert "指到文件夹外面" in caught.value.problems[0].message
    assert read_template(str(tmp_path / "layouts" / "out.pptx")).layouts
