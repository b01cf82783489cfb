"""Tracked changes and comments (17.13): what was put in is read, what was taken out is not, and both are told."""

from collections.abc import Callable

from tests.word_files.markup import (
    attributes,
    cell,
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
from tests.word_files.page import AUTHORS, Inline, Page
from tests.word_files.truth import Shown

CROSSED_OUT = ("原来的提法已经过时", "此处数字有误", "建议整段删去", "领导意见：不提此事", "旧表述")
REMARKS = ("此处请核实数据来源。", "建议与上一稿统一口径。", "同意。", "这一句是否保留？请局办再议。")


def _mark(page: Page) -> str:
    """Who changed, and when."""
    return attributes(id=page.number(), author=page.chance.choice(AUTHORS), date="2026-11-20T09:30:00Z")


def inserted(page: Page, runs: str) -> str:
    return f"<w:ins{_mark(page)}>{runs}</w:ins>"


def deleted(page: Page, said: str) -> str:
    """w:del around runs that nobody is to read; they may be several."""
    page.apart.append(said)
    middle = page.chance.randrange(1, len(said))
    runs = ""
    for piece in (said[:middle], said[middle:]):
        runs += run(
            f'<w:delText xml:space="preserve">{piece}</w:delText>', rsidDel=f"00{page.chance.randrange(1 << 24):06X}"
        )
    return f"<w:del{_mark(page)}>{runs}</w:del>"


def _crossed_out(page: Page) -> str:
    """Words that stand nowhere else in the file."""
    return f"{page.chance.choice(CROSSED_OUT)}{page.number()}"


def inline_insertion(page: Page, said: str) -> str:
    middle = page.chance.randrange(len(said))
    parts = [part for part in (said[:middle], said[middle:]) if part]
    if page.chosen(0.3) and len(parts) == 2:  # one insertion in two elements, as two editings leave it
        page.tells("insertions", 1, 2)
        return "".join(inserted(page, words(part)) for part in parts)
    page.tells("insertions")
    return inserted(page, "".join(words(part) for part in parts))


def inline_deletion(page: Page, said: str) -> str:
    page.tells("deletions")
    return words(said) + deleted(page, _crossed_out(page))


def inline_replacement(page: Page, said: str) -> str:
    """The old words out, the new ones in."""
    page.tells("insertions")
    page.tells("deletions")
    pair = [deleted(page, _crossed_out(page)), inserted(page, words(said))]
    return "".join(pair if page.chosen(0.7) else reversed(pair))


def inline_put_in_and_taken_out(page: Page, said: str) -> str:
    """Inserted by one, deleted by another before anybody had agreed."""
    page.tells("insertions", 0, 1)
    page.tells("deletions", 0, 1)
    return words(said) + inserted(page, deleted(page, _crossed_out(page)))


def inline_new_look(page: Page, said: str) -> str:
    """A change of format alone; the old one hid the words."""
    old = page.chance.choice(("<w:vanish/>", "<w:b/>", '<w:sz w:val="10"/>'))
    return words(said, f"<w:rPrChange{_mark(page)}><w:rPr>{old}</w:rPr></w:rPrChange>")


def inline_comment(page: Page, said: str) -> str:
    at = page.number()
    remark = f"{page.chance.choice(REMARKS)}{at}"
    page.apart.append(remark)
    page.tells("comments")
    page.comments.append(
        element("comment", paragraph(words(remark)), id=at, author=page.chance.choice(AUTHORS), initials="王")
    )
    reference = run(element("commentReference", id=at), '<w:rStyle w:val="CommentReference"/>')
    return element("commentRangeStart", id=at) + words(said) + element("commentRangeEnd", id=at) + reference


INLINES: tuple[tuple[str, Inline], ...] = (
    ("revision: insertion", inline_insertion),
    ("revision: deletion", inline_deletion),
    ("revision: replacement", inline_replacement),
    ("revision: put in and taken out", inline_put_in_and_taken_out),
    ("revision: look", inline_new_look),
    ("comment", inline_comment),
)


# Whole paragraphs.


def _deleted_paragraph(page: Page) -> None:
    gone = page.prose(1, 1) + str(page.number())
    page.tells("deletions", 1, 2)
    page.write(paragraph(deleted(page, gone), f"<w:rPr><w:del{_mark(page)}/></w:rPr>"))


def _inserted_paragraph(page: Page) -> None:
    said = page.prose()
    page.tells("insertions", 1, 2)
    page.write(paragraph(inserted(page, words(said)), f"<w:rPr><w:ins{_mark(page)}/></w:rPr>"), Shown("body", said))


def _joined_paragraphs(page: Page) -> None:
    """The mark between two paragraphs deleted: one is read."""
    first, second = page.prose(1, 1), page.prose(1, 1)
    page.tells("deletions", 0, 1)
    page.write(paragraph(page.runs(first), f"<w:rPr><w:del{_mark(page)}/></w:rPr>"))
    page.write(paragraph(page.runs(second)), Shown("body", first + second))


def _moved_paragraph(page: Page) -> None:
    """Away from above, to below: once, in its new place."""
    said, between = page.prose(1, 1), page.prose(1, 1)
    name = f"move{page.number()}"
    start, end = page.number(), page.number()
    away = (
        f"<w:moveFromRangeStart{attributes(id=start, name=name, author='张三', date='2026-11-20T09:30:00Z')}/>"
        f"<w:moveFrom{_mark(page)}>{words(said)}</w:moveFrom>{element('moveFromRangeEnd', id=start)}"
    )
    to = (
        f"<w:moveToRangeStart{attributes(id=end, name=name, author='张三', date='2026-11-20T09:30:00Z')}/>"
        f"<w:moveTo{_mark(page)}>{words(said)}</w:moveTo>{element('moveToRangeEnd', id=end)}"
    )
    page.tells("insertions", 0, 2)
    page.tells("deletions", 0, 2)
    page.write(paragraph(away, f"<w:rPr><w:moveFrom{_mark(page)}/></w:rPr>"))
    page.prose_line(between)
    page.write(paragraph(to, f"<w:rPr><w:moveTo{_mark(page)}/></w:rPr>"), Shown("body", said))


def _deleted_item(page: Page) -> None:
    """An item crossed out is not counted."""
    number = page.lists.new([Level("decimal", "%1.")])
    page.tells("deletions", 1, 2)
    for at in range(4):
        if at == 1:
            gone = f"<w:rPr><w:del{_mark(page)}/></w:rPr>"
            page.write(paragraph(deleted(page, _crossed_out(page)), numbered(number, 0), gone))
            continue
        page.prose_line(page.item(), numbered(number, 0), label=page.lists.label(number, 0), role="item")


def _old_properties(page: Page) -> None:
    """What the paragraph was before stands in w:pPrChange: a heading, numbered."""
    number = page.lists.new([Level("chineseCountingThousand", "%1、")])
    old = style("1") + numbered(number, 0) + val("outlineLvl", 0)
    change = f"<w:pPrChange{_mark(page)}><w:pPr>{old}</w:pPr></w:pPrChange>"
    page.prose_line(page.prose(), change)


def _deleted_row(page: Page) -> None:
    page.has_table()
    page.tells("deletions", 1, 3)
    rows, shown = [], []
    for at in range(4):
        said = (f"项目{at}", f"完成{page.chance.randint(10, 90)}件")
        if at == 2:
            gone = "".join(
                cell(paragraph(deleted(page, f"旧{each}{page.number()}"), f"<w:rPr><w:del{_mark(page)}/></w:rPr>"))
                for each in said
            )
            rows.append(row(gone, f"<w:del{_mark(page)}/>"))
            continue
        rows.append(row("".join(cell(paragraph(page.runs(each))) for each in said)))
        shown += [Shown("cell", each) for each in said]
    page.write(table("".join(rows), 2), *shown)


REVISIONS: tuple[Callable[[Page], None], ...] = (
    _deleted_paragraph, _inserted_paragraph, _joined_paragraphs, _moved_paragraph, _deleted_item, _old_properties,
    _deleted_row,
)  # fmt: skip


def write_revision(page: Page) -> None:
    """A paragraph, or some, that somebody has changed."""
    way = page.chance.choice(REVISIONS)
    page.kind(f"revision: {way.__name__.strip('_').replace('_', ' ')}")
    way(page)
