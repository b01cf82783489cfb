"""Within a line: fields, links, controls, smart tags, ruby, symbols, hidden words."""

from tests.word_files.markup import alternate, control, element, paragraph, run, style, val, words
from tests.word_files.page import Inline, Page
from tests.word_files.revisions import INLINES as REVISED
from tests.word_files.truth import Shown


def mark(kind: str) -> str:
    return run(element("fldChar", fldCharType=kind))


def code(said: str) -> str:
    return run(f'<w:instrText xml:space="preserve">{said}</w:instrText>')


def field(instruction: str, shown: str) -> str:
    """A complex field; without runs that show something it has no result."""
    middle = mark("separate") + shown if shown else ""
    return mark("begin") + code(f" {instruction} ") + middle + mark("end")


def _field(page: Page, said: str) -> str:
    at = page.number()
    instruction = page.chance.choice(
        (f"REF _Ref{at} \\h", "DATE \\@ &quot;yyyy年M月d日&quot;", "MERGEFIELD 单位", "DOCPROPERTY Subject", "QUOTE")
    )
    return field(instruction, page.runs(said))


def _simple_field(page: Page, said: str) -> str:
    return f'<w:fldSimple w:instr=" DOCPROPERTY  x{page.number()} ">{words(said)}</w:fldSimple>'


def _nested_field(page: Page, said: str) -> str:
    """IF with another field in its instruction, whose words are not shown."""
    hidden = f"域内文字{page.number()}"
    page.apart.append(hidden)
    return (
        mark("begin") + code(" IF ") + field("DOCPROPERTY x", words(hidden)) + code(' = "1" "')
        + code("是") + code('" "否" ') + mark("separate") + words(said) + mark("end")
    )  # fmt: skip


def _field_within_a_result(page: Page, said: str) -> str:
    """HYPERLINK around PAGEREF, as in a table of contents."""
    middle = max(1, len(said) // 2)
    inner = field("PAGEREF _Toc1 \\h", words(said[middle:])) if said[middle:] else ""
    return field('HYPERLINK \\l "_Toc1"', words(said[:middle]) + inner)


def _link_field(page: Page, said: str) -> str:
    return field('HYPERLINK "http://example.invalid/a?b=1&amp;c=2"', words(said))


def _link(page: Page, said: str) -> str:
    name = page.package.related("hyperlink", f"http://example.invalid/{page.number()}", external=True)
    return f'<w:hyperlink r:id="{name}" w:history="1">{words(said)}</w:hyperlink>'


def _inner_link(page: Page, said: str) -> str:
    return f'<w:hyperlink w:anchor="_Toc{page.number()}">{page.runs(said)}</w:hyperlink>'


def _control(page: Page, said: str) -> str:
    choices = '<w:dropDownList><w:listItem w:value="旧项"/></w:dropDownList>'
    more = page.chance.choice(("", "<w:showingPlcHdr/>", "<w:text/>", choices))
    inner = words(said)
    return control(control(inner) if page.chosen(0.3) else inner, more=more)


def _smart_tag(page: Page, said: str) -> str:
    middle = len(said) // 2
    inner = f'<w:smartTag w:uri="urn:x" w:element="City">{words(said[middle:])}</w:smartTag>'
    properties = '<w:smartTagPr><w:attr w:name="ProductID" w:val="旧"/></w:smartTagPr>'
    return f'<w:smartTag w:uri="urn:x" w:element="place">{properties}{words(said[:middle])}{inner}</w:smartTag>'


def _custom_xml(page: Page, said: str) -> str:
    return f'<w:customXml w:uri="urn:x" w:element="place">{words(said)}</w:customXml>'


def _ruby(page: Page, said: str) -> str:
    """拼音指南: what is above the line is not printed."""
    page.apart.append("zhùyīn")
    base, rest = said[:1], said[1:]
    inner = f"<w:rubyPr>{val('rubyAlign', 'center')}</w:rubyPr><w:rt>{words('zhùyīn')}</w:rt>"
    return run(f"<w:ruby>{inner}<w:rubyBase>{words(base)}</w:rubyBase></w:ruby>") + (words(rest) if rest else "")


def _combined(page: Page, said: str) -> str:
    """EQ \\o, with which Word writes 带圈字符: its result is in its instruction."""
    return field(f"EQ \\o\\ac(○,{said[:1]})", "") + words(said[1:]) if said[0].isalnum() else words(said)


def _symbol(page: Page, said: str) -> str:
    return run(element("sym", font="Wingdings", char="F0FE")) + words(said)


def _hyphens(page: Page, said: str) -> str:
    middle = len(said) // 2
    inner = page.chance.choice(("<w:softHyphen/>", "<w:noBreakHyphen/>"))
    return words(said[:middle]) + run(inner) + words(said[middle:])


def _hidden(page: Page, said: str) -> str:
    gone = f"隐藏文字{page.number()}"
    page.apart.append(gone)
    look = page.chance.choice(("<w:vanish/>", '<w:vanish w:val="true"/>', '<w:rStyle w:val="yc"/>'))
    if "rStyle" in look and not any('"yc"' in each for each in page.styles):
        hidden = val("name", "隐藏") + "<w:rPr><w:vanish/></w:rPr>"
        page.styles.append(element("style", hidden, type="character", styleId="yc"))
    return words(said) + words(gone, look)


def _not_hidden(page: Page, said: str) -> str:
    return words(said, page.chance.choice(('<w:vanish w:val="0"/>', '<w:vanish w:val="false"/>', "<w:webHidden/>")))


def _choice(page: Page, said: str) -> str:
    """Two ways to write a run, of which the first holds."""
    old = f"旧版写法{page.number()}"
    page.apart.append(old)
    return run(alternate(f'<w:t xml:space="preserve">{said}</w:t>', f"<w:t>{old}</w:t>", "w14"))


def _unknown_choice(page: Page, said: str) -> str:
    """A choice that nobody understands: the fallback holds."""
    new = f"未知扩展{page.number()}"
    page.apart.append(new)
    inner = alternate(f"<w:t>{new}</w:t>", f'<w:t xml:space="preserve">{said}</w:t>', "zz9")
    return run(inner.replace("<mc:AlternateContent>", '<mc:AlternateContent xmlns:zz9="urn:nobody:zz9">'))


def _turned(page: Page, said: str) -> str:
    return f'<w:bdo w:val="ltr">{words(said)}</w:bdo>'


INLINES: tuple[tuple[str, Inline], ...] = (
    *REVISED,
    ("field: complex", _field),
    ("field: simple", _simple_field),
    ("field: nested", _nested_field),
    ("field: within a result", _field_within_a_result),
    ("link: field", _link_field),
    ("link: outside", _link),
    ("link: inside", _inner_link),
    ("control: in a line", _control),
    ("smart tag", _smart_tag),
    ("custom xml", _custom_xml),
    ("ruby", _ruby),
    ("field: EQ", _combined),
    ("symbol", _symbol),
    ("hyphens", _hyphens),
    ("hidden words", _hidden),
    ("hidden words: not", _not_hidden),
    ("alternate content: choice", _choice),
    ("alternate content: fallback", _unknown_choice),
    ("direction", _turned),
)


def write_contents(page: Page, heads: list[str]) -> None:
    """A table of contents in its control, a field over several paragraphs."""
    page.kind("contents")
    lines = []
    for at, head in enumerate(heads):
        begin = mark("begin") + code(' TOC \\o "1-3" \\h \\z \\u ') + mark("separate") if not at else ""
        number = field(f"PAGEREF _Toc{at} \\h", words(str(at + 2)))
        inner = (
            f'<w:hyperlink w:anchor="_Toc{at}">{words(head)}{run("<w:tab/>", "<w:webHidden/>")}{number}</w:hyperlink>'
        )
        lines.append(paragraph(begin + inner + (mark("end") if at == len(heads) - 1 else ""), style("TOC1")))
        page.shown.append(Shown("contents", f"{head}\t{at + 2}"))
    part = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    page.body.append(control("".join(lines), "目录", part))
