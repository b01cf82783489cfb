"""Values and circles that no program writes into a Word file: what is replaced in which part, and by what."""

DOCUMENT, NUMBERING, STYLES = "word/document.xml", "word/numbering.xml", "word/styles.xml"
FOOTNOTES, RELATIONS = "word/footnotes.xml", "word/_rels/document.xml.rels"
CIRCLE = (
    '<w:style w:type="paragraph" w:styleId="k1"><w:basedOn w:val="k2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="k2"><w:basedOn w:val="k1"/></w:style></w:styles>'
)
BASED_ON_ITSELF = r'<w:style \1w:styleId="\2"\3><w:basedOn w:val="\2"/>'
NUMBERED = r'\1<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
CHUNKS = '<w:body><w:altChunk r:id="rId1"/><w:subDoc r:id="rId1"/><w:altChunk r:id="rId99"/>'
SECOND = "</w:body><w:body><w:p><w:r><w:t>第二个</w:t></w:r></w:p></w:body>"
LEVEL_TEXT = '<w:lvlText w:val="%9%8%7%0%%1' + "字" * 99 + '"/>'
CUSTOM = '<w:numFmt w:val="custom" w:format="000000000, "/>'

# What -> the part, what is replaced in it, and by what.
ABSURD: dict[str, tuple[str, str, str]] = {
    "levels": (DOCUMENT, r'<w:ilvl w:val="\d+"/>', '<w:ilvl w:val="99"/>'),
    "negative levels": (DOCUMENT, r'<w:ilvl w:val="\d+"/>', '<w:ilvl w:val="-3"/>'),
    "numbers": (DOCUMENT, r'<w:numId w:val="\d+"/>', '<w:numId w:val="99999999999999999999"/>'),
    "no numbers": (DOCUMENT, r'<w:numId w:val="\d+"/>', "<w:numId/>"),
    "starts": (NUMBERING, r'<w:start w:val="\d+"/>', '<w:start w:val="1000000000000"/>'),
    "negative starts": (NUMBERING, r'<w:start w:val="\d+"/>', '<w:start w:val="-7"/>'),
    "level texts": (NUMBERING, r'<w:lvlText w:val="[^"]*"/>', LEVEL_TEXT),
    "formats": (NUMBERING, r'<w:numFmt w:val="\w+"/>', '<w:numFmt w:val="klingon" w:format="x"/>'),
    "custom formats": (NUMBERING, r'<w:numFmt w:val="\w+"/>', CUSTOM),
    "restarts": (NUMBERING, r"(<w:numFmt[^>]*/>)", r'\1<w:lvlRestart w:val="-99"/>'),
    "no levels": (NUMBERING, r"<w:lvl .*?</w:lvl>", ""),
    "lists in a circle": (NUMBERING, r"(<w:multiLevelType[^>]*/>)", r'\1<w:numStyleLink w:val="circle"/>'),
    "abstract lists": (NUMBERING, r'<w:abstractNumId w:val="\d+"/>', '<w:abstractNumId w:val="77"/>'),
    "styles in a circle": (STYLES, r"</w:styles>", CIRCLE),
    "a style of itself": (STYLES, r'<w:style ([^>]*)w:styleId="(\w+)"([^>]*)>', BASED_ON_ITSELF),
    "a list of the default style": (STYLES, r'(w:styleId="a">)', NUMBERED),
    "outline levels": (DOCUMENT, r"<w:p>", '<w:p><w:pPr><w:outlineLvl w:val="77"/></w:pPr>'),
    "all of one style": (DOCUMENT, r"<w:p>", '<w:p><w:pPr><w:pStyle w:val="k1"/></w:pPr>'),
    "spans": (DOCUMENT, r"<w:tcPr>", '<w:tcPr><w:gridSpan w:val="1000000000"/>'),
    "negative spans": (DOCUMENT, r"<w:tcPr>", '<w:tcPr><w:gridSpan w:val="-1"/>'),
    "all merged": (DOCUMENT, r"<w:tcPr>", "<w:tcPr><w:vMerge/>"),
    "gaps": (DOCUMENT, r"<w:tr>", '<w:tr><w:trPr><w:gridBefore w:val="99999"/></w:trPr>'),
    "no cells": (DOCUMENT, r"<w:tc>.*?</w:tc>", ""),
    "no rows": (DOCUMENT, r"<w:tr>.*?</w:tr>", ""),
    "marks all deleted": (DOCUMENT, r"<w:p>", "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"),
    "marks all hidden": (DOCUMENT, r"<w:p>", "<w:p><w:pPr><w:rPr><w:vanish/><w:specVanish/></w:rPr></w:pPr>"),
    "all hidden": (DOCUMENT, r"<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr>"),
    "all of a field": (DOCUMENT, r"<w:body>", '<w:body><w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>'),
    "fields end first": (DOCUMENT, r'w:fldCharType="begin"', 'w:fldCharType="end"'),
    "field codes": (DOCUMENT, r"(<w:instrText[^>]*>)[^<]*", r"\1 EQ \\\\o(((((,,)"),
    "a note within itself": (FOOTNOTES, r"</w:p>", '<w:r><w:footnoteReference w:id="1"/></w:r></w:p>'),
    "notes of one id": (FOOTNOTES, r'w:id="\d+"', 'w:id="1"'),
    "symbols": (DOCUMENT, r"<w:r>", '<w:r><w:sym w:font="Wingdings" w:char="ZZZZ"/><w:sym w:char="110000"/><w:sym/>'),
    "no body": (DOCUMENT, r"<(/?)w:body>", r"<\1w:glossary>"),
    "two bodies": (DOCUMENT, r"</w:body>", SECOND),
    "empty body": (DOCUMENT, r"<w:body>.*</w:body>", "<w:body/>"),
    "chunks": (DOCUMENT, r"<w:body>", CHUNKS),
    "pictures of nothing": (DOCUMENT, r'r:embed="\w+"', 'r:embed="rId999"'),
    "pictures of the document": (RELATIONS, r'Target="media/[^"]*"', 'Target="document.xml"'),
    "references": (DOCUMENT, r'r:id="\w+"', 'r:id=""'),
    "headers of the document": (RELATIONS, r'Target="header1.xml"', 'Target="document.xml"'),
}
