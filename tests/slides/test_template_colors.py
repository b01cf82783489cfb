"""Text that cannot be told from its ground: how the colours of a template are followed, and what comes of it."""

import re
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from pptx import Presentation
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI

from bulletin.model.slide import SlideDesign, Template, TemplateText
from bulletin.problems import ContentError
from bulletin.read import template_colors
from bulletin.read.template import read_template
from bulletin.read.template_palette import LightColor, contrast
from bulletin.slides.judge import template_problems
from bulletin.slides.roles import contents_layouts, cover_layout, report_layouts
from tests.slides.office_files import MASTER, RELATION, THEME, changed, png, put, saved, swap

NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
PML = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
DML = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
CONTENT = 1  # the layout with a title and one body in python-pptx's default deck
SIDES = 9144000, 6858000
WHOLE_SLIDE = (0, 0, *SIDES)
BLACK_ON_WHITE = 21.0


def rgb(value: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{value}"/></a:solidFill>'


def named(name: str, *changes: str) -> str:
    """A fill with a colour of the theme; changes as `lumMod=50000`."""
    children = "".join('<a:{} val="{}"/>'.format(*change.split("=")) for change in changes)
    return f'<a:solidFill><a:schemeClr val="{name}">{children}</a:schemeClr></a:solidFill>'


GRADIENT = (
    '<a:gradFill><a:gsLst><a:gs pos="0"><a:srgbClr val="000000"/></a:gs>'
    '<a:gs pos="100000"><a:srgbClr val="FFFFFF"/></a:gs></a:gsLst></a:gradFill>'
)
PATTERN = '<a:pattFill prst="lgGrid"><a:fgClr/><a:bgClr/></a:pattFill>'
RECT = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
# A triangle over the left and lower half of its box, which leaves the upper right free.
TRIANGLE = (
    '<a:custGeom><a:avLst/><a:pathLst><a:path w="100" h="100"><a:moveTo><a:pt x="0" y="0"/></a:moveTo>'
    '<a:lnTo><a:pt x="100" y="100"/></a:lnTo><a:lnTo><a:pt x="0" y="100"/></a:lnTo><a:close/></a:path></a:pathLst>'
    "</a:custGeom>"
)


def shape(fill: str, box: tuple[int, ...] = WHOLE_SLIDE, geometry: str = RECT, more: str = "", style: str = "") -> str:
    x, y, width, height = box
    return (
        '<p:sp><p:nvSpPr><p:cNvPr id="90" name="底"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>'
        f'<a:xfrm {more}><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>{geometry}{fill}'
        f"</p:spPr>{style}</p:sp>"
    )


def element(xml: str) -> Any:
    return etree.fromstring(re.sub(r"(?<=<)([\w:]+)", rf"\1 {NAMESPACES}", xml, count=1))


def draw(holder: Any, *shapes: str) -> None:
    """Put shapes under the placeholders of a layout or master."""
    tree = holder._element.cSld.spTree
    for at, xml in enumerate(shapes):
        tree.insert(2 + at, element(xml))


def background(holder: Any, xml: str) -> None:
    slide = holder._element.cSld
    for old in slide.findall(f"{PML}bg"):
        slide.remove(old)
    slide.insert(0, element(f"<p:bg>{xml}</p:bg>"))


def color_level(styles: Any, fill: str, level: int = 1) -> None:
    """Give a level of list styles a colour, in place of what it has."""
    tag = f"{DML}lvl{level}pPr"
    found = styles.find(tag)
    if found is None:
        found = etree.SubElement(styles, tag)
    run = found.find(f"{DML}defRPr")
    if run is None:
        run = etree.SubElement(found, f"{DML}defRPr")
    for old in run.findall(f"{DML}solidFill"):
        run.remove(old)
    if fill:
        run.insert(0, element(fill))


def styles_of(placeholder: Any) -> Any:
    body = placeholder._element.txBody
    return body.find(f"{DML}lstStyle")


class Deck:
    """python-pptx's default deck with one layout: title and body on white."""

    def __init__(self) -> None:
        self.deck = Presentation()
        for layout in [each for at, each in enumerate(self.deck.slide_layouts) if at != CONTENT]:
            self.deck.slide_layouts.remove(layout)
        self.layout = self.deck.slide_layouts[0]
        self.master = self.deck.slide_master
        self.title, self.body = list(self.layout.placeholders)[:2]

    def text_styles(self, name: str) -> Any:
        return self.master._element.find(f"{PML}txStyles/{PML}{name}")


Change = Callable[[Deck], object]


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Template]:
    def made(change: Change, alter: Callable[[bytes], bytes] = lambda data: data) -> Template:
        deck = Deck()
        change(deck)
        return read_template(put(tmp_path, alter(saved(deck.deck))))

    return made


@pytest.fixture
def contrasts(read: Callable[..., Template]) -> Callable[..., tuple[float | None, ...]]:
    """Of title and body, rounded."""

    def judged(change: Change, alter: Callable[[bytes], bytes] = lambda data: data) -> tuple[float | None, ...]:
        texts = read(change, alter).layouts[0].texts[:2]
        return tuple(None if text.contrast is None else round(text.contrast, 1) for text in texts)

    return judged


def two_colors(deck: Deck) -> None:
    color_level(styles_of(deck.title), rgb("000000"))
    color_level(styles_of(deck.master.placeholders[0]), rgb("FFFFFF"))


def test_contrast_is_that_of_wcag() -> None:
    assert contrast(LightColor(0, 0, 0), LightColor(1, 1, 1)) == pytest.approx(21)
    assert contrast(LightColor(1, 1, 1), LightColor(1, 1, 1)) == 1
    grey = LightColor(*(0x76 / 255,) * 3)
    assert contrast(grey, LightColor(1, 1, 1)) == pytest.approx(
        4.54, abs=0.01
    )  # the lightest grey that WCAG's AA takes


def test_black_on_white_without_a_word_of_colour(contrasts: Any) -> None:
    assert contrasts(lambda deck: None) == (BLACK_ON_WHITE, BLACK_ON_WHITE)


def test_a_table_is_set_in_the_theme_s_colour_whatever_the_placeholder_says(read: Any) -> None:
    def dark(deck: Deck) -> None:
        background(deck.master, f"<p:bgPr>{rgb('000000')}<a:effectLst/></p:bgPr>")

    assert read(dark).layouts[0].texts[1].plain_contrast == 1
    assert read(lambda deck: None).layouts[0].texts[1].plain_contrast == BLACK_ON_WHITE


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        # the layout's list style, then the master's placeholder, then the master's styles, then the presentation's
        (lambda deck: color_level(styles_of(deck.title), rgb("FFFFFF")), (1.0, 21.0)),
        (lambda deck: color_level(styles_of(deck.master.placeholders[0]), rgb("FFFFFF")), (1.0, 21.0)),
        (lambda deck: color_level(deck.text_styles("titleStyle"), rgb("FFFFFF")), (1.0, 21.0)),
        (lambda deck: color_level(deck.text_styles("bodyStyle"), rgb("FFFFFF")), (21.0, 1.0)),
        (two_colors, (21.0, 21.0)),
        # a body is as pale as the palest of the three levels that slides use, not of the fourth
        (lambda deck: color_level(deck.text_styles("bodyStyle"), rgb("FFFFFF"), 3), (21.0, 1.0)),
        (lambda deck: color_level(deck.text_styles("bodyStyle"), rgb("FFFFFF"), 4), (21.0, 21.0)),
        (lambda deck: color_level(deck.text_styles("titleStyle"), rgb("FFFFFF"), 2), (21.0, 21.0)),
    ],
)
def test_the_nearest_style_says_the_colour(change: Change, expected: tuple[float, float], contrasts: Any) -> None:
    assert contrasts(change) == expected


@pytest.mark.parametrize(("fill", "expected"), [(rgb("FFFFFF"), 1.0), ("", 4.0)])
def test_the_presentation_s_style_is_the_last_but_tx1(fill: str, expected: float, contrasts: Any) -> None:
    def change(deck: Deck) -> None:
        color_level(deck.text_styles("titleStyle"), "")
        color_level(deck.deck.part._element.find(f"{PML}defaultTextStyle"), fill)

    blue = swap('tx1="dk1"', 'tx1="accent1"')
    assert contrasts(change, lambda data: changed(data, {MASTER: blue}))[0] == expected


@pytest.mark.parametrize(
    ("fill", "expected"),
    [
        (named("bg1"), 1.0),
        (named("tx1"), 21.0),
        (named("accent1"), 4.0),  # 4F81BD
        (named("tx1", "lumMod=50000", "lumOff=50000"), 4.0),  # 808080
        (named("bg1", "lumMod=50000"), 4.0),
        (named("accent1", "satMod=0"), 3.6),
        (named("bg1", "shade=21404"), 4.0),  # a fifth of the light
        (named("tx1", "tint=78596"), 4.0),
        (named("tx1", "alpha=10000"), 21.0),
        ('<a:solidFill><a:sysClr val="window"/></a:solidFill>', 1.0),
        ('<a:solidFill><a:sysClr val="window" lastClr="000000"/></a:solidFill>', 21.0),
        ('<a:solidFill><a:prstClr val="white"/></a:solidFill>', 1.0),
        (named("tx1", "hueMod=50000"), None),
        ('<a:solidFill><a:prstClr val="peachPuff"/></a:solidFill>', None),
        (named("accent9"), None),
        (GRADIENT, None),
    ],
)
def test_colours_are_followed_as_far_as_they_are_simple(fill: str, expected: float | None, contrasts: Any) -> None:
    assert contrasts(lambda deck: color_level(styles_of(deck.title), fill)) == (expected, 21.0)


def test_names_of_colours_are_the_master_s_and_a_layout_may_change_them(contrasts: Any) -> None:
    def change(deck: Deck) -> None:
        background(deck.master, f"<p:bgPr>{rgb('FFFFFF')}<a:effectLst/></p:bgPr>")

    turned = swap('bg1="lt1" tx1="dk1"', 'bg1="dk1" tx1="lt1"')
    assert contrasts(change, lambda data: changed(data, {MASTER: turned})) == (1.0, 1.0)

    def override(deck: Deck) -> None:
        change(deck)
        names = dict(deck.master._element.find(f"{PML}clrMap").attrib) | {"bg1": "dk1", "tx1": "lt1"}
        mapping = element(f"<p:clrMapOvr><a:overrideClrMapping {NAMESPACES}/></p:clrMapOvr>")
        mapping[0].attrib.update(names)
        for old in deck.layout._element.findall(f"{PML}clrMapOvr"):
            deck.layout._element.replace(old, mapping)

    assert contrasts(override) == (1.0, 1.0)


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        (f"<p:bgPr>{rgb('000000')}<a:effectLst/></p:bgPr>", 1.0),
        (f"<p:bgPr>{GRADIENT}<a:effectLst/></p:bgPr>", None),
        (f"<p:bgPr>{PATTERN}<a:effectLst/></p:bgPr>", None),
        ('<p:bgRef idx="1001"><a:schemeClr val="tx1"/></p:bgRef>', 1.0),
        ('<p:bgRef idx="1003"><a:schemeClr val="tx1"/></p:bgRef>', None),  # a gradient in that theme
        ('<p:bgRef idx="0"><a:schemeClr val="tx1"/></p:bgRef>', 21.0),
    ],
)
def test_the_background_is_the_layout_s_else_the_master_s(xml: str, expected: float | None, contrasts: Any) -> None:
    assert contrasts(lambda deck: background(deck.master, xml)) == (expected, expected)
    assert contrasts(lambda deck: background(deck.layout, xml)) == (expected, expected)


def test_a_slide_without_any_background_is_white(contrasts: Any) -> None:
    def change(deck: Deck) -> None:
        background(deck.master, "")
        slide = deck.master._element.cSld
        slide.remove(slide.find(f"{PML}bg"))

    assert contrasts(change) == (21.0, 21.0)


BODY_TOP = 1600200  # of the body in python-pptx's default deck; the title ends above it
UPPER, LOWER = (0, 0, 9144000, BODY_TOP - 1), (0, BODY_TOP, 9144000, 5000000)


@pytest.mark.parametrize(
    ("shapes", "expected"),
    [
        ((shape(rgb("000000")),), (1.0, 1.0)),
        ((shape(rgb("000000"), UPPER),), (1.0, 21.0)),
        ((shape(rgb("000000"), LOWER),), (21.0, 1.0)),
        ((shape(rgb("000000")), shape(rgb("FFFFFF"), UPPER)), (21.0, 1.0)),  # the topmost counts
        ((shape(rgb("FFFFFF"), UPPER), shape(rgb("000000"))), (1.0, 1.0)),
        ((shape(GRADIENT, UPPER),), (None, 21.0)),
        ((shape(PATTERN, LOWER),), (21.0, None)),
        ((shape(GRADIENT), shape(rgb("000000"), UPPER)), (1.0, None)),
        ((shape("<a:noFill/>"),), (21.0, 21.0)),
        ((shape(""),), (21.0, 21.0)),
        # a fill that is half seen through is mixed with what it lies on
        ((shape(named("tx1", "alpha=50000")),), (5.3, 5.3)),
        ((shape(rgb("000000")), shape(named("bg1", "alpha=50000"))), (5.3, 5.3)),
        ((shape(GRADIENT), shape(named("bg1", "alpha=50000"))), (None, None)),
        # shapes that do not fill their box
        ((shape(rgb("000000"), geometry='<a:prstGeom prst="frame"/>'),), (21.0, 21.0)),
        ((shape(rgb("000000"), LOWER, TRIANGLE),), (21.0, 1.0)),
        ((shape(rgb("000000"), LOWER, TRIANGLE.replace('x="100"', 'x="25"')),), (21.0, 1.0)),
        ((shape(rgb("000000"), LOWER, TRIANGLE.replace('x="100"', 'x="25"'), 'flipH="1"'),), (21.0, 21.0)),
        ((shape(rgb("000000"), UPPER, TRIANGLE.replace('x="100" y="100"', 'x="0" y="100"')),), (21.0, 21.0)),
        ((shape(rgb("000000"), UPPER, TRIANGLE.replace('x="100"', 'x="r"')),), (None, 21.0)),
        # turned by a quarter: a column becomes a band
        ((shape(rgb("000000"), (4572000 - 700000, 700000 - 4572000, 1400000, 9144000), RECT, 'rot="5400000"'),),
         (1.0, 21.0)),
        ((shape(rgb("000000"), (4572000 - 700000, 700000 - 4572000, 1400000, 9144000)),), (1.0, 1.0)),
    ],
)  # fmt: skip
def test_the_ground_is_the_topmost_shape_under_the_text(
    shapes: tuple[str, ...], expected: tuple[float | None, ...], contrasts: Any
) -> None:
    assert contrasts(lambda deck: draw(deck.layout, *shapes)) == expected
    assert contrasts(lambda deck: draw(deck.master, *shapes)) == expected


def test_a_text_is_no_better_than_where_its_lines_begin(contrasts: Any) -> None:
    left = shape(rgb("000000"), (0, 0, 1200000, 6858000))
    right = shape(rgb("000000"), (8400000, 0, 744000, 6858000))
    assert contrasts(lambda deck: draw(deck.layout, left)) == (1.0, 1.0)
    assert contrasts(lambda deck: draw(deck.layout, right)) == (21.0, 21.0)


def test_a_callout_covers_what_its_tail_covers(contrasts: Any) -> None:
    def callout(down: int) -> str:
        guides = f'<a:gd name="adj1" fmla="val -30000"/><a:gd name="adj2" fmla="val {down}"/>'
        return f'<a:prstGeom prst="wedgeRectCallout"><a:avLst>{guides}</a:avLst></a:prstGeom>'

    box = (-500000, 300000, 6000000, 1200000)
    assert contrasts(lambda deck: draw(deck.layout, shape(rgb("000000"), box, callout(60000)))) == (1.0, 21.0)
    assert contrasts(lambda deck: draw(deck.layout, shape(rgb("000000"), box, callout(400000)))) == (1.0, 1.0)


def test_shapes_of_a_group_stand_where_the_group_puts_them(contrasts: Any) -> None:
    inner = shape(rgb("000000"), (100, 100, 100, 100))
    group = (
        '<p:grpSp><p:nvGrpSpPr><p:cNvPr id="91" name="组"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>'
        f'<a:off x="0" y="0"/><a:ext cx="9144000" cy="{BODY_TOP - 1}"/><a:chOff x="100" y="100"/>'
        f'<a:chExt cx="100" cy="100"/></a:xfrm></p:grpSpPr>{inner}</p:grpSp>'
    )
    assert contrasts(lambda deck: draw(deck.master, group)) == (1.0, 21.0)


def test_a_shape_may_take_its_fill_from_the_theme(contrasts: Any) -> None:
    def styled(number: int) -> str:
        reference = f'<a:fillRef idx="{number}"><a:schemeClr val="tx1"/></a:fillRef>'
        rest = '<a:effectRef idx="0"><a:schemeClr val="tx1"/></a:effectRef><a:fontRef idx="minor"/>'
        return f'<p:style><a:lnRef idx="0"><a:schemeClr val="tx1"/></a:lnRef>{reference}{rest}</p:style>'

    for number, expected in ((1, 1.0), (3, None), (0, 21.0)):
        styled_shape = shape("", style=styled(number))
        assert contrasts(lambda deck, given=styled_shape: draw(deck.layout, given)) == (expected, expected)


def test_a_picture_may_be_anything(contrasts: Any, tmp_path: Path) -> None:
    picture = tmp_path / "a.png"
    picture.write_bytes(png())

    def change(deck: Deck) -> None:
        _, relation = deck.layout.part.get_or_add_image_part(str(picture))
        xml = (
            '<p:pic><p:nvPicPr><p:cNvPr id="92" name="图"/><p:cNvPicPr/><p:nvPr/></p:nvPicPr><p:blipFill><a:blip '
            'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
            f'r:embed="{relation}"/></p:blipFill><p:spPr><a:xfrm><a:off x="0" y="0"/>'
            f'<a:ext cx="9144000" cy="{BODY_TOP - 1}"/></a:xfrm>{RECT}</p:spPr></p:pic>'
        )
        draw(deck.layout, xml)

    assert contrasts(change) == (None, 21.0)


def test_shapes_of_a_master_that_is_not_shown_do_not_count(contrasts: Any) -> None:
    def change(deck: Deck) -> None:
        draw(deck.master, shape(rgb("000000")))
        deck.layout._element.set("showMasterSp", "0")

    assert contrasts(change) == (21.0, 21.0)


def test_a_placeholder_s_own_fill_lies_over_all_and_only_under_itself(contrasts: Any) -> None:
    def fill(deck: Deck, holder: Any, xml: str) -> None:
        draw(deck.layout, shape(GRADIENT))
        holder._element.spPr.append(element(xml))

    assert contrasts(lambda deck: fill(deck, deck.title, rgb("000000"))) == (1.0, None)
    assert contrasts(lambda deck: fill(deck, deck.master.placeholders[0], rgb("FFFFFF"))) == (21.0, None)
    assert contrasts(lambda deck: deck.title._element.spPr.append(element(GRADIENT))) == (None, 21.0)


def test_marked_text_is_read_on_its_mark_and_without_it(contrasts: Any) -> None:
    def mark(deck: Deck, ground: str, marked: str) -> None:
        draw(deck.layout, shape(rgb(ground)))
        color_level(styles_of(deck.title), rgb("000000"))
        run = styles_of(deck.title).find(f"{DML}lvl1pPr/{DML}defRPr")
        run.append(element(f'<a:highlight><a:srgbClr val="{marked}"/></a:highlight>'))

    for ground, marked, expected in (("000000", "FFFFFF", 1.0), ("FFFFFF", "000000", 1.0), ("FFFFFF", "FFFFFF", 21.0)):
        found = contrasts(lambda deck, given=(ground, marked): mark(deck, *given))
        assert found[0] == expected, (ground, marked)


@pytest.mark.parametrize(
    "change",
    [
        lambda deck: draw(deck.layout, shape(rgb("nocolor"))),
        lambda deck: draw(deck.layout, shape(rgb("zzzzzz"))),
        lambda deck: draw(deck.layout, shape(named("tx1", "alpha=all"))),
        lambda deck: draw(deck.layout, shape(rgb("000000")).replace('x="0"', 'x="left"')),
        lambda deck: draw(deck.layout, shape(rgb("000000")).replace('cx="9144000"', "")),
        lambda deck: draw(deck.layout, shape(rgb("000000"), more='rot="round"')),
        lambda deck: draw(deck.master, shape(rgb("000000"), more=f'rot="{"9" * 400}"')),
        lambda deck: draw(deck.master, "<p:sp/>"),
        lambda deck: background(deck.master, '<p:bgRef idx="first"/>'),
        lambda deck: color_level(styles_of(deck.title), rgb("12345")),
    ],
)
def test_what_cannot_be_read_is_not_known(change: Change, contrasts: Any) -> None:
    assert contrasts(change)[0] is None


@pytest.mark.parametrize(
    "change",
    [
        lambda deck: color_level(styles_of(deck.title), "<a:solidFill/>"),
        lambda deck: background(deck.master, ""),
        lambda deck: background(deck.master, '<p:bgRef idx="-5"/>'),
        lambda deck: draw(deck.layout, "<p:grpSp/>", "<p:pic><p:x/></p:pic>", "<p:sp><p:nvSpPr/></p:sp>"),
        lambda deck: draw(deck.layout, shape("<a:solidFill/>")),
        lambda deck: draw(deck.layout, shape(rgb("000000"), geometry="<a:custGeom><a:pathLst/></a:custGeom>")),
    ],
)
def test_odd_files_do_not_stop_the_reading(change: Change, read: Callable[..., Template]) -> None:
    assert read(change).layouts


@pytest.mark.parametrize("depth", ["", "x", "-1", "9", "９"])
def test_a_sample_of_no_level_is_passed_over(depth: str, read: Callable[..., Template]) -> None:
    sample = f'<a:p><a:pPr lvl="{depth}"/><a:r><a:rPr sz="2000"/><a:t>x</a:t></a:r></a:p>'
    assert read(lambda deck: deck.master.placeholders[1]._element.txBody.append(element(sample))).layouts


def test_a_file_made_to_cost_time_is_not_judged_to_its_end(contrasts: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(template_colors, "MOST_COLOR_WORK", 30)
    assert contrasts(lambda deck: None) == (21.0, 21.0)
    assert contrasts(lambda deck: draw(deck.layout, *[shape(rgb("000000"))] * 3)) == (None, None)


def test_the_theme_says_the_colours_and_a_layout_may_have_another(contrasts: Any) -> None:
    dark = swap('<a:sysClr val="window" lastClr="FFFFFF"/>', '<a:srgbClr val="000000"/>')
    assert contrasts(lambda deck: None, lambda data: changed(data, {THEME: dark})) == (1.0, 1.0)

    def override(deck: Deck) -> None:
        theme: Any = etree.fromstring(deck.master.part.part_related_by(f"{RELATION}theme").blob)
        scheme = etree.tostring(theme.find(f".//{DML}clrScheme"))
        blob = dark(b'<a:themeOverride xmlns:a="' + DML[1:-1].encode() + b'">' + scheme + b"</a:themeOverride>")
        name = PackURI("/ppt/theme/themeOverride1.xml")
        kind = "application/vnd.openxmlformats-officedocument.themeOverride+xml"
        part = Part(name, kind, deck.layout.part.package, blob)
        deck.layout.part.relate_to(part, f"{RELATION}themeOverride")

    assert contrasts(override) == (1.0, 1.0)


# What comes of it.


def design() -> SlideDesign:
    return SlideDesign(name="x")


def two_layouts(change: Change) -> Change:
    """A deck whose first layout is changed and whose second, of the same kind, is sound."""

    def changing(deck: Deck) -> None:
        deck.deck = Presentation()
        for at, layout in reversed(list(enumerate(deck.deck.slide_layouts))):
            if at not in (CONTENT, 5):
                deck.deck.slide_layouts.remove(layout)
        deck.layout, other = deck.deck.slide_layouts
        deck.master = deck.deck.slide_master
        other.name = "备用"
        for placeholder in list(deck.layout.placeholders)[1:2]:
            other._element.cSld.spTree.append(deepcopy(placeholder._element))
        deck.title, deck.body = list(deck.layout.placeholders)[:2]
        change(deck)

    return changing


def pale_body(deck: Deck) -> None:
    color_level(styles_of(deck.body), rgb("F0F0F0"))


def test_a_pale_layout_is_left_alone_and_told(read: Callable[..., Template]) -> None:
    sound = read(two_layouts(lambda deck: None))
    assert [each.name for each in report_layouts(sound)] == ["Title and Content"]
    assert not [each for each in template_problems(sound, design(), set()) if each.code == "template-off-slide"]

    template = read(two_layouts(pale_body))
    assert [each.name for each in report_layouts(template)] == ["备用"]
    (told,) = [each for each in template_problems(template, design(), set()) if each.code == "template-off-slide"]
    assert told.severity == "warning"
    assert "版式“Title and Content”的“Content Placeholder 2”文字和底色太接近，看不清" in told.message
    assert "文字颜色" in told.hint
    assert "移到幻灯片以内" not in told.hint


def test_a_template_of_pale_layouts_alone_is_refused_with_the_reason(read: Callable[..., Template]) -> None:
    with pytest.raises(ContentError) as caught:
        report_layouts(read(pale_body))
    (problem,) = caught.value.problems
    assert problem.code == "template-unreadable"
    assert "“Title and Content”：占位符“Content Placeholder 2”文字和底色太接近，看不清" in problem.message
    assert "文字颜色" in problem.hint


def test_of_like_layouts_the_clearer_one_is_taken(read: Callable[..., Template]) -> None:
    template = read(two_layouts(lambda deck: color_level(styles_of(deck.body), rgb("A0A0A0"))))
    assert [each.name for each in report_layouts(template)] == ["备用"]  # 2.6 : 1 is no fault, but worse
    template = read(two_layouts(lambda deck: draw(deck.layout, shape(GRADIENT))))
    assert [each.name for each in report_layouts(template)] == ["备用"]


def test_of_like_layouts_the_roomier_one_is_taken(read: Callable[..., Template]) -> None:
    def lower(deck: Deck) -> None:
        deck.body.left, deck.body.top, deck.body.width, deck.body.height = 457200, 1600200, 8229600, 2000000

    assert [each.name for each in report_layouts(read(two_layouts(lower)))] == ["备用"]


def test_cover_and_contents_pass_over_what_cannot_be_read(read: Callable[..., Template]) -> None:
    def renamed(name: str, change: Change = lambda deck: None) -> Change:
        def named_so(deck: Deck) -> None:
            deck.layout.name = name
            change(deck)

        return two_layouts(named_so)

    def pale_title(deck: Deck) -> None:
        color_level(styles_of(deck.title), rgb("FFFFFF"))

    assert cover_layout(read(renamed("封面"))) is not None
    assert cover_layout(read(renamed("封面", pale_title))) is None
    assert [number for number, _ in contents_layouts(read(renamed("目录")))] == [0]
    assert [number for number, _ in contents_layouts(read(renamed("目录", pale_title)))] == [1]


def test_our_own_layouts_stand_out_well_and_nothing_is_told(root: Path) -> None:
    template = read_template(str(root / "layouts" / "slides.pptx"))
    used = [template.layouts[each.number] for each in report_layouts(template)]
    assert len(used) > 10

    def shown(text: TemplateText) -> bool:
        return text.type in ("title", "ctrTitle") or text.name.startswith("要点")

    found = [text.contrast for layout in used for text in layout.texts if shown(text)]
    assert min(ratio or 0.0 for ratio in found) >= 4.5
    assert template_problems(template, design(), {each.number for each in report_layouts(template)}) == ()
