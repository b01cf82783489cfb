"""Between paragraphs: tables, pictures, text boxes, notes, headers, breaks, controls."""

import io
import struct
from collections.abc import Callable

from PIL import Image, ImageDraw

from tests.soak import deck_stock as stock
from tests.word_files.inline import field
from tests.word_files.markup import (
    PICTURE,
    SHAPE,
    alternate,
    cell,
    centred,
    control,
    element,
    numbered,
    paragraph,
    row,
    run,
    style,
    table,
    val,
    words,
)  # fmt: skip
from tests.word_files.numbering import Level
from tests.word_files.package import part
from tests.word_files.page import Page
from tests.word_files.truth import Shown


def write_block(page: Page) -> None:
    """One of them."""
    way = page.chance.choice(BLOCKS)
    page.kind(way.__name__.strip("_").replace("_", " "))
    way(page)


# Tables.


def _cells(page: Page, said: list[str]) -> str:
    return "".join(cell(paragraph(page.runs(each))) for each in said)


def _shown(rows: list[list[str]]) -> list[Shown]:
    return [Shown("cell", said) for each in rows for said in each if said]


def _figures(page: Page, rows: int, columns: int) -> list[list[str]]:
    names = page.chance.sample(stock.TOWNS, min(rows, len(stock.TOWNS)))
    head = ["镇街", *page.chance.sample(("完成数", "投资额", "同比", "得分", "名次"), columns - 1)]
    return [head, *([name, *(str(page.chance.randint(10, 9999)) for _ in range(columns - 1))] for name in names)]


def _table(page: Page) -> None:
    rows = _figures(page, page.chance.randint(2, 4), page.chance.randint(2, 4))
    if page.chosen(0.5):
        page.line("caption", f"表{page.tables.most + 1}　各镇街{page.chance.choice(('进度', '完成情况'))}", centred())
    page.has_table()
    head = row(_cells(page, rows[0]), "<w:tblHeader/>")
    page.write(table(head + "".join(row(_cells(page, each)) for each in rows[1:]), len(rows[0])), *_shown(rows))


def _table_with_merged_cells(page: Page) -> None:
    """A head over two columns, a first cell over two rows."""
    page.has_table()
    place, other = page.chance.sample(stock.TOWNS, 2)
    numbers = [str(page.chance.randint(100, 999)) for _ in range(6)]

    def said(what: str) -> str:
        return paragraph(page.runs(what))

    rows = (
        row(cell(said("镇街")) + cell(said("完成情况"), across=2)),
        row(cell(said(place), merge="restart") + _cells(page, numbers[:2])),
        row(cell(paragraph(""), merge="continue") + _cells(page, numbers[2:4])),
        row(cell(said(other)) + _cells(page, numbers[4:])),
    )
    shown = ["镇街", "完成情况", place, *numbers[:4], other, *numbers[4:]]
    page.write(table("".join(rows), 3), *(Shown("cell", each) for each in shown))


def _table_with_numbers(page: Page) -> None:
    """序号 as an automatic list, in cells that have nothing else."""
    page.has_table()
    number = page.lists.new([Level("decimal", "%1")])
    rows, shown = row(_cells(page, ["序号", "任务", "责任单位"])), ["序号", "任务", "责任单位"]
    for _ in range(3):
        task, office = page.writer.task(), page.writer.theme.office
        label = page.lists.label(number, 0)
        rows += row(cell(paragraph("", numbered(number, 0))) + _cells(page, [task, office]))
        shown += [label, task, office]
    page.write(table(rows, 3), *(Shown("cell", each) for each in shown))


def _table_within_a_table(page: Page) -> None:
    page.has_table(1, 2)
    inner = _figures(page, 2, 2)
    small = table("".join(row(_cells(page, each)) for each in inner), 2)
    rows = row(_cells(page, ["项目", "明细"])) + row(cell(paragraph(page.runs("合计表"))) + cell(small + paragraph("")))
    page.write(table(rows, 2), *(Shown("cell", each) for each in ("项目", "明细", "合计表")), *_shown(inner))


def _table_in_controls(page: Page) -> None:
    """Content controls around a row, a cell and the whole."""
    page.has_table()
    rows = _figures(page, 3, 2)
    markup = row(_cells(page, rows[0])) + control(row(_cells(page, rows[1])))
    held = control(cell(paragraph(page.runs(rows[2][0]))))
    markup += row(held + _cells(page, rows[2][1:])) + row(_cells(page, rows[3]))
    whole = table(markup, 2)
    page.write(control(whole) if page.chosen(0.5) else whole, *_shown(rows))


def _table_with_gaps(page: Page) -> None:
    """w:gridBefore and w:gridAfter: rows that begin late or end early."""
    page.has_table()
    rows = _figures(page, 2, 3)
    markup = row(_cells(page, rows[0])) + row(_cells(page, rows[1][1:]), val("gridBefore", 1))
    markup += row(_cells(page, rows[2][:2]), val("gridAfter", 1))
    page.write(table(markup, 3), *_shown([rows[0], rows[1][1:], rows[2][:2]]))


def _box_of_one_cell(page: Page) -> None:
    """A table of one cell around paragraphs: a frame, to its editor."""
    page.has_table(0, 1)
    said = [page.prose(1, 1), page.prose(1, 1)]
    page.write(
        table(row(cell("".join(paragraph(page.runs(each)) for each in said))), 1), *(Shown("cell", x) for x in said)
    )


# Pictures.


def _pixels(page: Page) -> Image.Image:
    picture = Image.new("RGB", (900, 600), tuple(page.chance.randrange(80, 255) for _ in range(3)))
    draw = ImageDraw.Draw(picture)
    for _ in range(12):
        at, far = page.chance.randrange(700), page.chance.randrange(400)
        draw.rectangle((at, far, at + 150, far + 120), fill=tuple(page.chance.randrange(255) for _ in range(3)))
    return picture


def _picture_part(page: Page, ending: str) -> str:
    """The name of the relationship to a new image."""
    out = io.BytesIO()
    _pixels(page).save(out, "PNG" if ending == "png" else "JPEG")
    page.pictures += 1
    return page.package.add("image", f"media/image{page.number()}.{ending}", out.getvalue())


def drawing(page: Page, name: str, *, how: str = "embed", anchored: bool = False) -> str:
    """A picture in its run; `anchored` beside the text instead of in it."""
    at = page.number()
    size, place = '<{}:ext{} cx="3600000" cy="2400000"/>'.format, f'{{}} id="{at}" name="图片 {at}"'
    named = f"<pic:nvPicPr><{place.format('pic:cNvPr')}/><pic:cNvPicPr/></pic:nvPicPr>"
    fill = f'<pic:blipFill><a:blip r:{how}="{name}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
    frame = f'<a:xfrm><a:off x="0" y="0"/>{size("a", "")}</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    picture = f"<pic:pic>{named}{fill}<pic:spPr>{frame}</pic:spPr></pic:pic>"
    graphic = f'<a:graphic><a:graphicData uri="{PICTURE}">{picture}</a:graphicData></a:graphic>'
    properties = f'<{place.format("wp:docPr")} descr="C:\\用户\\旧图.jpg"/>'
    if not anchored:
        return run(f"<w:drawing><wp:inline>{size('wp', 'ent')}{properties}{graphic}</wp:inline></w:drawing>")
    flags = ("simplePos=0", "relativeHeight=1", "behindDoc=0", "locked=0", "layoutInCell=1", "allowOverlap=1")
    head = " ".join(f'{flag.partition("=")[0]}="{flag[-1]}"' for flag in flags)
    across, down = (
        f'<wp:position{axis} relativeFrom="{origin}"><wp:posOffset>0</wp:posOffset></wp:position{axis}>'
        for axis, origin in (("H", "column"), ("V", "paragraph"))
    )
    inner = f'<wp:simplePos x="0" y="0"/>{across}{down}{size("wp", "ent")}<wp:wrapTopAndBottom/>{properties}{graphic}'
    return run(f"<w:drawing><wp:anchor {head}>{inner}</wp:anchor></w:drawing>")


def _caption(page: Page) -> str:
    return f"{page.writer.theme.column}工作现场{page.number()}"


def _picture_with_a_caption(page: Page) -> None:
    name = _picture_part(page, page.chance.choice(("png", "jpeg")))
    page.write(paragraph(drawing(page, name, anchored=page.chosen(0.3)), centred()))
    said = _caption(page)
    if page.chosen(0.4):
        number = field("SEQ 图 \\* ARABIC", words(str(page.pictures)))
        page.write(
            paragraph(words("图") + number + words(f"　{said}"), centred(), style("Caption")),
            Shown("caption", f"图{page.pictures}　{said}"),
        )
    else:
        page.line("caption", f"图{page.pictures}　{said}", centred())


def _picture_within_a_paragraph(page: Page) -> None:
    said = page.prose()
    middle = len(said) // 2
    inner = page.runs(said[:middle]) + drawing(page, _picture_part(page, "png"), anchored=True)
    page.write(paragraph(inner + page.runs(said[middle:])), Shown("body", said))


def _picture_of_old_markup(page: Page) -> None:
    """w:pict, as WPS and compatibility mode write it."""
    name = _picture_part(page, "jpeg")
    data = f'<v:imagedata r:id="{name}" o:title="旧"/>'
    shape = f'<v:shape id="s{page.number()}" style="width:283pt;height:189pt">{data}</v:shape>'
    page.write(paragraph(run(f"<w:pict>{shape}</w:pict>"), centred()))


def _picture_outside(page: Page) -> None:
    """Only linked: there is nothing in the file to print."""
    name = page.package.related("image", f"file:///C:/图/{page.number()}.png", external=True)
    page.tells("external pictures")
    page.write(paragraph(drawing(page, name, how="link"), centred()))


def _metafile(page: Page) -> None:
    """EMF, which no page of ours prints: it is told."""
    header = (
        struct.pack("<IIiiiiiiii", 1, 88, 0, 0, 99, 99, 0, 0, 2600, 2600)
        + b" EMF"
        + struct.pack("<IIIHHIIIiiii", 0x10000, 108, 2, 1, 0, 0, 0, 0, 1024, 768, 320, 240)
    )
    data = header + struct.pack("<IIIII", 14, 20, 0, 16, 20)
    name = page.package.add("image", f"media/image{page.number()}.emf", data)
    page.tells("metafiles")
    page.write(paragraph(drawing(page, name), centred()))


# Beside the text.


def _box(page: Page, said: str) -> str:
    page.apart.append(said)
    page.tells("text boxes")
    inner = f"<w:txbxContent>{paragraph(words(said))}</w:txbxContent>"
    at = page.number()
    shape = f'<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr/><wps:txbx>{inner}</wps:txbx><wps:bodyPr/></wps:wsp>'
    new = (
        f'<w:drawing><wp:inline><wp:extent cx="1800000" cy="900000"/><wp:docPr id="{at}" name="文本框 {at}"/>'
        f'<a:graphic><a:graphicData uri="{SHAPE}">{shape}</a:graphicData></a:graphic></wp:inline></w:drawing>'
    )
    old = f'<w:pict><v:shape style="width:142pt;height:71pt"><v:textbox>{inner}</v:textbox></v:shape></w:pict>'
    return run(alternate(new, old) if page.chosen(0.7) else old)


def _text_box(page: Page) -> None:
    """In a paragraph that has words of its own."""
    said = page.prose()
    middle = len(said) // 2
    box = _box(page, f"文本框里的话{page.number()}")
    page.write(paragraph(page.runs(said[:middle]) + box + page.runs(said[middle:])), Shown("body", said))


def _note(page: Page) -> None:
    """A footnote or an endnote."""
    kind = page.chance.choice(("footnotes", "endnotes"))
    name, reference = kind[:-1], f"{kind[:-1]}Reference"
    notes = page.notes[kind]
    if not notes:
        for at, what in ((-1, "separator"), (0, "continuationSeparator")):
            notes.append(element(name, paragraph(run(f"<w:{what}/>")), type=what, id=at))
    at = len(notes)
    said = f"据{page.chance.choice(stock.PLACES)}{page.writer.theme.column}年报第{page.number()}页。"
    sign = run(f"<w:{name}Ref/>", '<w:vertAlign w:val="superscript"/>')
    notes.append(element(name, paragraph(sign + words(" ") + page.runs(said)), id=at))
    text = page.prose()
    middle = text.find("，") + 1 or len(text) // 2
    mark = run(element(reference, id=at), '<w:vertAlign w:val="superscript"/>')
    page.write(
        paragraph(page.runs(text[:middle]) + mark + page.runs(text[middle:])), Shown("body", text), Shown("note", said)
    )


def _frame(page: Page) -> None:
    """A paragraph in a frame is text, only placed elsewhere."""
    said = page.prose(1, 1)
    place = '<w:framePr w:w="3000" w:hSpace="180" w:wrap="around" w:vAnchor="text" w:hAnchor="page" w:x="1" w:y="1"/>'
    page.write(paragraph(page.runs(said), place), Shown("body", said))


def _control_around_paragraphs(page: Page) -> None:
    said = [page.prose(1, 1), page.prose(1, 1)]
    inner = "".join(paragraph(page.runs(each)) for each in said)
    page.write(control(control(inner) if page.chosen(0.3) else inner), *(Shown("body", each) for each in said))


def _soft_returns(page: Page) -> None:
    """Paragraphs parted by a soft return, as out of a browser."""
    said = [page.prose(1, 1) for _ in range(2)]
    page.write(paragraph(page.runs("\n".join(said))), Shown("body", "\n".join(said)))


def _page_break(page: Page) -> None:
    page.write(paragraph(run('<w:br w:type="page"/>')))
    if page.chosen(0.3):
        page.empty(page.chance.randint(1, 20))


def _typed_indent(page: Page) -> None:
    indent = page.chance.choice(("　　", "    ", "\t", "　 ", "  "))
    said = page.prose()
    page.write(paragraph(page.runs(indent + said)), Shown("body", said))


def _columns(page: Page) -> None:
    """A section of two columns."""
    page.line("body", page.prose(), f"<w:sectPr>{val('type', 'continuous')}{element('cols', num=2)}</w:sectPr>")
    page.prose_line(page.prose())


def _formula(page: Page) -> None:
    said = page.prose()
    page.write(
        paragraph(page.runs(said) + words("即") + "<m:oMath><m:r><m:t>x+y</m:t></m:r></m:oMath>" + words("。")),
        Shown("body", f"{said}即x+y。"),
    )


def _hidden_paragraph(page: Page) -> None:
    gone = f"整段隐藏的话{page.number()}"
    page.apart.append(gone)
    page.write(paragraph(words(gone, "<w:vanish/>"), "<w:rPr><w:vanish/></w:rPr>"))


BLOCKS: tuple[Callable[[Page], None], ...] = (
    _table, _table, _table_with_merged_cells, _table_with_numbers, _table_within_a_table, _table_in_controls,
    _table_with_gaps, _box_of_one_cell, _picture_with_a_caption, _picture_with_a_caption,
    _picture_within_a_paragraph, _picture_of_old_markup, _picture_outside, _metafile, _text_box, _text_box, _note,
    _note, _note, _frame, _control_around_paragraphs, _soft_returns, _page_break, _typed_indent, _columns, _formula,
    _hidden_paragraph,
)  # fmt: skip


def write_header(page: Page) -> None:
    """A header with words; a footer with the number of the page."""
    page.kind("headers")
    said = f"内部资料{page.number()}"
    page.apart.append(said)
    page.tells("headers", 1, 2)
    header = page.package.add("header", "header1.xml", part("hdr", paragraph(words(said), centred())))
    page.section = f'<w:headerReference w:type="default" r:id="{header}"/>'
    if page.chosen(0.6):
        inner = words("第") + field("PAGE", words("1")) + words("页")
        footer = page.package.add("footer", "footer1.xml", part("ftr", paragraph(inner, centred())))
        page.section += f'<w:footerReference w:type="default" r:id="{footer}"/>'
