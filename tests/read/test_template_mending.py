"""Masters and layouts of other programs: no two placeholders of an index, type where a slide inherits it."""

from typing import Any

import pytest
from lxml import etree

from bulletin.read.template_mending import lift_sample_type, tell_apart

NAMES = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def indices(*marks: str) -> list[str | None]:
    """The indices of placeholders of a layout, by their attributes, when they are told apart."""
    shapes = "".join(f"<p:sp><p:nvSpPr><p:nvPr><p:ph {mark}/></p:nvPr></p:nvSpPr></p:sp>" for mark in marks)
    layout = etree.fromstring(f"<p:sldLayout {NAMES}>{shapes}</p:sldLayout>")
    tell_apart(layout)
    return [mark.get("idx") for mark in layout.iter(f"{P}ph")]


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        (('type="title"', "", "", 'type="dt" idx="1"'), [None, "2", "3", "1"]),  # as LibreOffice saves them
        (('idx="3"', 'idx="3"', 'idx="3"'), ["3", "1", "2"]),
        (('idx="03"', 'idx="3"'), ["3", "1"]),
        (('idx="4294967295"', 'type="ftr" idx="4294967295"', 'idx="1"'), ["2", "3", "1"]),
        (('idx="2147483647"', 'idx="2147483648"'), ["2147483647", "1"]),
        (('idx="0"', 'idx=""', 'idx="-1"', 'idx="１２"'), ["1", "2", "3", "4"]),
        ((f'idx="{"9" * 5000}"',), ["1"]),
        (('type="title"', 'type="body" idx="13"', 'type="pic" idx="2"'), [None, "13", "2"]),
        (('type="title" idx="1"', 'idx="1"', 'type="ctrTitle" idx="7"'), [None, "1", "7"]),  # a slide has one title
    ],
)
def test_every_placeholder_but_the_title_has_an_index_of_its_own(
    marks: tuple[str, ...], expected: list[str | None]
) -> None:
    assert indices(*marks) == expected


def master(
    listed: str = "", style: str = "", sample: str = 'sz="3200" b="1"', level: str = "", inside: str = ""
) -> Any:
    """A master with a body whose sample run has type of its own."""
    return etree.fromstring(
        f"<p:sldMaster {NAMES}><p:sp><p:nvSpPr><p:nvPr><p:ph type='body'/></p:nvPr></p:nvSpPr><p:txBody><a:bodyPr/>"
        f"{listed}<a:p><a:pPr marL='9' {level}><a:buChar char='•'/></a:pPr><a:r><a:rPr {sample}>{inside}</a:rPr>"
        f"<a:t>x</a:t></a:r></a:p></p:txBody></p:sp><p:txStyles><p:bodyStyle>{style}</p:bodyStyle></p:txStyles>"
        "</p:sldMaster>"
    )


def lifted(made: Any, depth: int = 1) -> dict[str, str]:
    """What the body's list style says of the runs of a level."""
    lift_sample_type(made)
    run = made.find(f".//{A}lstStyle/{A}lvl{depth}pPr/{A}defRPr")
    return {} if run is None else dict(run.attrib)


def test_a_size_that_only_a_sample_run_says_goes_into_the_list_style_with_bullet_and_colour() -> None:
    made = master(inside="<a:solidFill><a:schemeClr val='tx2'/></a:solidFill>")
    assert lifted(made) == {"sz": "3200", "b": "1"}
    level = made.find(f".//{A}lvl1pPr")
    assert level.get("marL") == "9"
    assert [etree.QName(each).localname for each in level] == ["buChar", "defRPr"]
    assert level.find(f"{A}defRPr/{A}solidFill/{A}schemeClr").get("val") == "tx2"
    assert [etree.QName(each).localname for each in made.find(f".//{P}txBody")] == ["bodyPr", "lstStyle", "p"]


def test_a_level_of_its_own_is_lifted_as_that_level_between_its_neighbours() -> None:
    made = master("<a:lstStyle><a:lvl1pPr/><a:lvl3pPr/></a:lstStyle>", level='lvl="1"')
    assert lifted(made, depth=2) == {"sz": "3200", "b": "1"}
    assert [etree.QName(each).localname for each in made.find(f".//{A}lstStyle")] == ["lvl1pPr", "lvl2pPr", "lvl3pPr"]


SAID = '<a:lvl1pPr><a:defRPr sz="2000"/></a:lvl1pPr>'


@pytest.mark.parametrize(
    ("made", "kept"),
    [
        (master(f"<a:lstStyle>{SAID}</a:lstStyle>"), {"sz": "2000"}),
        (master("<a:lstStyle/>", SAID), {}),
        (master(sample='b="1"'), {}),
        (master(level='lvl="x"'), {}),
        (master(level='lvl="12"'), {}),
    ],
)
def test_what_list_style_or_master_style_say_stays_as_it_is(made: Any, kept: dict[str, str]) -> None:
    assert lifted(made) == kept
