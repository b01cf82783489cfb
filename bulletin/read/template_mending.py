"""What masters and layouts of other programs lack, written where every viewer looks for it.

LibreOffice saves placeholders without an index, several of which no slide can tell apart, and says the type of a
master's texts in its sample runs, which no slide inherits.
"""

from copy import deepcopy
from itertools import count
from typing import Any

from bulletin.read.template_palette import IN_DRAWING, IN_PRESENTATION

_TITLE_TYPES = ("title", "ctrTitle")  # of which a layout has one, without an index
MASTER_TYPES = {"ctrTitle": "title", "obj": "body", "subTitle": "body"}  # what a layout's placeholder inherits from
_LARGEST_INDEX = 2**31 - 1
_DEPTHS = tuple("012345678")  # of a paragraph: ECMA-376 part 1, ST_TextIndentLevelType
# Children of a level's properties and of its run's, in the schema's order: ECMA-376 part 1, CT_TextParagraphProperties.
_RUN_CHILDREN = ("ln", "noFill", "solidFill", "gradFill", "blipFill", "pattFill", "grpFill", "effectLst", "highlight",
                 "latin", "ea", "cs", "sym")  # fmt: skip


def master_type(mark: Any) -> str:
    """The kind of the master's placeholder that one inherits from; `mark` is its `p:ph`."""
    kind = mark.get("type", "obj")
    return MASTER_TYPES.get(kind, str(kind))


def text_style(master: Any, kind: str) -> Any:
    """What a master says of the type of texts of a kind, or None; `master` is its element."""
    styles = f"{kind}Style" if kind in ("title", "body") else "otherStyle"
    return master.find(f"{IN_PRESENTATION}txStyles/{IN_PRESENTATION}{styles}")


def tell_apart(layout: Any) -> None:
    """Give each placeholder of a layout but its title an index that no other has; what a slide inherits goes by it.

    A layout takes its own placeholders' type from the master by kind, so that no index of it matters there.
    """
    marks: list[Any] = []
    titled = False
    for mark in layout.iter(f"{IN_PRESENTATION}ph"):
        if mark.get("type") in _TITLE_TYPES and not titled:
            mark.attrib.pop("idx", None)
            titled = True
            continue
        if mark.get("type") in _TITLE_TYPES:
            mark.set("type", "body")  # a slide has one title
        marks.append(mark)
    taken = {0}  # the title's
    waiting: list[Any] = []
    for mark in marks:
        index = _index(mark.get("idx", "0"))
        if index in taken:
            waiting.append(mark)
        else:
            taken.add(index)
            mark.set("idx", str(index))
    free = (number for number in count(1) if number not in taken)
    for mark in waiting:
        mark.set("idx", str(next(free)))


def _index(written: str) -> int:
    """The number that an index is; 0 for what is none, or larger than viewers take."""
    digits = written.lstrip("0")
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= len(str(_LARGEST_INDEX))):
        return 0
    return int(digits) if int(digits) <= _LARGEST_INDEX else 0


def lift_sample_type(master: Any) -> None:
    """Say in a master's placeholders the type that only their sample runs say, level by level."""
    for shape in master.iter(f"{IN_PRESENTATION}sp"):
        mark, body = shape.find(f".//{IN_PRESENTATION}ph"), shape.find(f"{IN_PRESENTATION}txBody")
        if mark is None or body is None:
            continue
        style = text_style(master, master_type(mark))
        for paragraph in body.findall(f"{IN_DRAWING}p"):
            sample = paragraph.find(f"{IN_DRAWING}r/{IN_DRAWING}rPr")
            if sample is not None and sample.get("sz"):
                _lift(body, style, paragraph, sample)


def _lift(body: Any, style: Any, paragraph: Any, sample: Any) -> None:
    """One level: nothing where list style or master style say a size of their own."""
    properties = paragraph.find(f"{IN_DRAWING}pPr")
    depth = properties.get("lvl", "0") if properties is not None else "0"
    if depth not in _DEPTHS:
        return
    tag = f"{IN_DRAWING}lvl{int(depth) + 1}pPr"
    listed = body.find(f"{IN_DRAWING}lstStyle")
    if listed is None:
        listed = body.makeelement(f"{IN_DRAWING}lstStyle", {})
        body.insert(1, listed)
    level = listed.find(tag)
    runs = [each.find(f"{tag}/{IN_DRAWING}defRPr") for each in (listed, style) if each is not None]
    if any(run is not None and run.get("sz") for run in runs):
        return
    if level is None:
        level = body.makeelement(tag, {})
        later = [each for each in listed if each.tag > tag]
        listed.insert(listed.index(later[0]) if later else len(listed), level)
        if properties is not None:
            level.attrib.update({key: properties.get(key) for key in ("marL", "indent", "algn") if properties.get(key)})
            level.extend(
                deepcopy(child)
                for child in properties
                if child.tag not in (f"{IN_DRAWING}extLst", f"{IN_DRAWING}defRPr")
            )
    run = level.find(f"{IN_DRAWING}defRPr")
    if run is None:
        run = body.makeelement(f"{IN_DRAWING}defRPr", {})
        extension = level.find(f"{IN_DRAWING}extLst")
        level.insert(level.index(extension) if extension is not None else len(level), run)
    run.attrib.update({key: sample.get(key) for key in ("sz", "b", "i") if sample.get(key) and not run.get(key)})
    if len(run) == 0:
        run.extend(deepcopy(found) for name in _RUN_CHILDREN for found in sample.findall(f"{IN_DRAWING}{name}"))
