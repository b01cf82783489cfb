"""Foreign PDFs for preflight: made with reportlab and pikepdf as other programs write them, their objects spoilt."""

import io
import random
import re
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tests.fuzz.case import Case
from tests.fuzz.judge import ROOT
from tests.fuzz.office import chosen, put_odd
from tests.fuzz.spoil import bytes_spoilt

GBK_NAMES = (
    b"/#CB#CE#CC#E5",
    b"/#BA#DA#CC#E5",
    b"/#B7#C2#CB#CE_GB2312",
    b"/#CB#CE#CC#E5,Bold",
    b"/ABCDEF+#CB#CE#CC#E5",
)
# Each stands between bars.
STRANGE_OPERATORS = rb"""
/F9 12 Tf (x) Tj | /Im9 Do | (x) Tj | BT (x) Tj | ET ET | q q q | Q Q Q | 1 0 0 rg g | /x g | (a) cm | 1 cm |
/Cs9 cs 1 scn | /P9 scn | /Pattern cs /P1 scn 0 0 9 9 re f | /GS9 gs | /Sh9 sh |
BI /W 1 /H 1 /BPC 8 /CS /G ID x EI | BI /W 9999999 /H 9999999 ID EI | BI /F /JBIG2Decode ID x EI |
nan 0 0 1 0 0 cm | 1e308 0 0 1e308 0 0 cm 0 0 9 9 re f | 0 0 0 0 0 0 cm 0 0 5 5 re f | <</A/B>> DP |
/OC /oc1 BDC | EMC EMC | 99999999999 w 0 0 m 9 9 l S | -1 w | [1 0] 0 d | [-1 -1] -1 d | foo | ' ' | (x) ' |
1 1 (x) " | [(x) -1e9 (y) /z] TJ | 0 Tz | 9e9 Tf | 3 Tr | 7 Tr | (unclosed | <48656 | [ | << |
0 0 m 0 0 0 0 0 0 c W n | /Fm1 Do | /Fm2 Do
""".replace(b"\n", b" ").split(b" | ")
NUMBERS: tuple[Any, ...] = (0, 1, -1, 2, 255, 256, 65_536, 2**31 - 1, 2**31, 2**40, -(2**31), 1_000_000)
SOUND = "sound.pdf"


def make(chance: random.Random, folder: Path) -> Case:
    """A PDF from elsewhere, and often a sound one behind it, which is judged whatever the first is."""
    what: list[str] = []
    data = _made(chance, what)
    kind = chance.choice(("objects", "objects", "objects", "objects", "bytes", "bytes", "xref", "none"))
    what.append(kind)
    if kind == "objects":
        data = _objects_spoilt(chance, data, what)
    elif kind == "bytes":
        for _ in range(chance.choice((1, 3, 10))):
            data = bytes_spoilt(data, chance)
    elif kind == "xref":
        data = _xref_spoilt(chance, data, what)
    file = chance.choice(("a.pdf", "a.pdf", "简报.pdf", "a.PDF", "无", "a\x1b[31m.pdf"))
    (folder / file).write_bytes(data)
    if chosen(chance, 0.04):
        what.append(put_odd(chance, folder / file))
    files, must_say = [file], ""
    if chosen(chance, 0.4):
        (folder / SOUND).write_bytes(sound())
        files.append(SOUND)
        must_say = SOUND
    words = ["preflight", *files]
    if chosen(chance, 0.4):
        words.append("--json")
    return Case(tuple(words), " | ".join(what), must_say=must_say)


@cache
def sound() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(200, 200), invariant=1)
    canvas.rect(10, 10, 50, 50, fill=1)
    canvas.save()
    return out.getvalue()


@cache
def fonts_registered() -> bool:
    """reportlab keeps its faces for the process."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    pdfmetrics.registerFont(TTFont("Fuzz", str(ROOT / "fonts" / "NotoSansSC-Regular.ttf")))
    return True


def _made(chance: random.Random, what: list[str]) -> bytes:
    """A PDF with a few of the things that PDFs have."""
    out = io.BytesIO()
    size = chance.choice(((595, 842), (842, 1191), (100, 100), (14400, 14400), (2, 2)))
    canvas = Canvas(
        out, pagesize=size, invariant=1, pageCompression=chance.choice((0, 1)), pdfVersion=(1, chance.choice((3, 4, 7)))
    )
    fonts_registered()
    for _ in range(chance.choice((1, 1, 2, 5))):
        drawn = chance.sample(DRAWN, chance.randint(1, 5))
        for draw in sorted(drawn, key=lambda draw: draw is not _form):  # a form takes the annotations before it
            what.append(draw.__name__.strip("_"))
            draw(chance, canvas)
        canvas.showPage()
    canvas.save()
    with pikepdf.open(io.BytesIO(out.getvalue())) as pdf:
        for change in chance.sample(CHANGES, chance.choice((0, 1, 2, 4))):
            what.append(change.__name__.strip("_"))
            change(chance, pdf)
        saved = io.BytesIO()
        given: dict[str, Any] = {"deterministic_id": True}
        if chosen(chance, 0.5):
            given["object_stream_mode"] = pikepdf.ObjectStreamMode.generate
        if chosen(chance, 0.08):
            what.append("encrypted")
            password = chance.choice(("", "secret"))
            given = {"encryption": pikepdf.Encryption(owner="owner", user=password, R=chance.choice((4, 6)))}
        try:
            pdf.save(saved, **given)
        except MemoryError:  # qpdf, on some of the changes
            what.append("as drawn")
            return out.getvalue()
    return saved.getvalue().replace(b"/REF99", b"99 0 R")  # a reference to nothing


def _latin(chance: random.Random, canvas: Any) -> None:
    canvas.setFont(chance.choice(("Helvetica", "Times-Roman", "Courier", "Symbol")), chance.choice((0.1, 4, 10, 500)))
    canvas.drawString(20, 20, "Text of no face")


def _han(chance: random.Random, canvas: Any) -> None:
    canvas.setFont("STSong-Light", 12)
    canvas.drawString(20, 40, "没有嵌入的宋体")


def _embedded(chance: random.Random, canvas: Any) -> None:
    canvas.setFont("Fuzz", chance.choice((5, 12)))
    canvas.drawString(20, 60, "嵌入的黑体")


def _inks(chance: random.Random, canvas: Any) -> None:
    canvas.setFillColorCMYK(*(chance.choice((0, 0.5, 1)) for _ in range(4)))
    canvas.setStrokeColorRGB(1, 0, 0)
    canvas.setLineWidth(chance.choice((0, 0.01, 0.25, 1)))
    canvas.rect(chance.choice((0, 20, -50)), 20, 60, 60, fill=1)


def _transparent(chance: random.Random, canvas: Any) -> None:
    canvas.setFillAlpha(0.5)
    canvas.setFillOverprint(True)
    canvas.circle(60, 60, 20, fill=1)


def _picture(chance: random.Random, canvas: Any) -> None:
    from PIL import Image

    mode = chance.choice(("RGB", "L", "CMYK", "RGBA", "1"))
    image = Image.new(mode, (chance.choice((1, 30, 200)), 20))
    if mode == "CMYK":
        out = io.BytesIO()
        image.save(out, "JPEG")
        image = Image.open(io.BytesIO(out.getvalue()))
    canvas.drawImage(
        ImageReader(image), 20, 20, chance.choice((1, 50, 5000)), 50, mask="auto" if mode == "RGBA" else None
    )


def _shading(chance: random.Random, canvas: Any) -> None:
    canvas.linearGradient(0, 0, 50, 50, ((1, 0, 0), (0, 0, 1)))


def _form(chance: random.Random, canvas: Any) -> None:
    if not canvas.hasForm("within"):
        canvas.beginForm("within")
        canvas.rect(0, 0, 10, 10, fill=1)
        canvas.endForm()
    canvas.doForm("within")


def _fields(chance: random.Random, canvas: Any) -> None:
    canvas.acroForm.textfield(name=f"f{chance.randrange(99)}", x=10, y=10, value="value")
    canvas.acroForm.checkbox(name=f"c{chance.randrange(99)}", x=30, y=30)


def _links(chance: random.Random, canvas: Any) -> None:
    canvas.linkURL("http://127.0.0.1:9/", (10, 10, 50, 50))
    canvas.bookmarkPage("here")
    canvas.addOutlineEntry("书签", "here")


DRAWN = (
    _latin,
    _han,
    _embedded,
    _embedded,
    _inks,
    _inks,
    _transparent,
    _picture,
    _picture,
    _shading,
    _form,
    _fields,
    _links,
)


def _gbk_names(chance: random.Random, pdf: pikepdf.Pdf) -> None:
    """Faces named in GBK, as Chinese programs for Windows do."""
    name = pikepdf.Object.parse(chance.choice(GBK_NAMES))
    for thing in pdf.objects:
        if isinstance(thing, Dictionary) and "/BaseFont" in thing:
            thing["/BaseFont"] = name
        if isinstance(thing, Dictionary) and "/FontName" in thing:
            thing["/FontName"] = name


def _gbk_keys(chance: random.Random, pdf: pikepdf.Pdf) -> None:
    resources = pdf.pages[0].obj.get("/Resources")
    if isinstance(resources, Dictionary):
        resources["/Font"] = pikepdf.Object.parse(b"<</#CB#CE <</Type/Font/Subtype/TrueType/BaseFont/#CB#CE#CC#E5>>>>")
    pdf.pages[0].contents_add(b"BT /#CB#CE 12 Tf 20 20 Td <CBCE> Tj ET")


def _strange_operators(chance: random.Random, pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        page.contents_add(
            b" ".join(chance.sample(STRANGE_OPERATORS, chance.randint(1, 6))), prepend=chosen(chance, 0.5)
        )


def _odd_filter(chance: random.Random, pdf: pikepdf.Pdf) -> None:
    """A filter that is not what the data is, or that nobody has."""
    streams = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Stream)]
    if not streams:
        return
    filters = (
        "/JBIG2Decode",
        "/JPXDecode",
        "/CCITTFaxDecode",
        "/LZWDecode",
        "/ASCII85Decode",
        "/RunLengthDecode",
        "/DCTDecode",
        "/Crypt",
        "/Nothing",
        "/FlateDecode",
    )
    stream = chance.choice(streams)
    predictor = Dictionary(
        Predictor=chance.choice((2, 12, 15, 99)),
        Colors=chance.choice((1, 4, 2**31 - 1)),
        Columns=chance.choice((1, 2**31 - 1, 0)),
    )
    stream.write(
        chance.randbytes(50) if chosen(chance, 0.5) else stream.read_raw_bytes(),
        filter=Name(chance.choice(filters)),
        decode_parms=predictor if chosen(chance, 0.5) else None,
    )


def _annotations(chance: random.Random, pdf: pikepdf.Pdf) -> None:
    odd = (
        b"[null]",
        b"[/REF99]",
        b"[<</Type/Annot/Subtype/Link/Rect[0 0 1]>>]",
        b"7",
        b"[<</Subtype 5/Rect[/a/b/c/d]>>]",
        b"<<>>",
        b"[<</Type/Annot/Subtype/Popup>>]",
        b"[<</Subtype/Stamp/Rect[0 0 1000000000 1000000000]/AP<</N /REF99>>>>]",
        b"[[]]",
        b"[(x)]",
        b"[<</Subtype/Widget/FT/Tx/T(x)/Rect[0 0 9 9]/AP<</N<</On /REF99>>>>>>]",
        b"[<</Subtype/#CB#CE/Rect[0 0 9 9]>>]",
    )
    for page in pdf.pages:
        _put(page.obj, "/Annots", chance.choice(odd))


def _intent(chance: random.Random, pdf: pikepdf.Pdf) -> None:
    """An output intent with a profile, whole or not."""
    data = (ROOT / "layouts" / "icc" / "FOGRA39L_coated.icc").read_bytes()
    profile = pdf.make_stream(
        data if chosen(chance, 0.5) else bytes_spoilt(data, chance)[: chance.choice((10, 200, 10**9))]
    )
    profile["/N"] = chance.choice((4, 3, 1, 0, -1))
    intent = Dictionary(S=Name("/GTS_PDFX"), OutputConditionIdentifier=String("FOGRA39"), DestOutputProfile=profile)
    pdf.Root["/OutputIntents"] = Array([intent])


def _use(pdf: pikepdf.Pdf, category: str, resources: Dictionary, content: bytes) -> None:
    """Give the first page resources of a kind, and content that uses them."""
    all_resources = pdf.pages[0].obj.get("/Resources")
    if isinstance(all_resources, Dictionary):
        all_resources[category] = resources
    pdf.pages[0].contents_add(content)


def _layers(chance: random.Random, pdf: pikepdf.Pdf) -> None:
    group = pdf.make_indirect(Dictionary(Type=Name("/OCG"), Name=String("层")))
    states = chance.choice((Array([group]), Array([]), Array([None]), 7))
    pdf.Root["/OCProperties"] = Dictionary(
        OCGs=Array([group]), D=Dictionary(ON=states, OFF=states, Order=Array([group]))
    )
    _use(pdf, "/Properties", Dictionary(oc1=group), b"/OC /oc1 BDC 0 0 9 9 re f EMC")


def _circular_form(chance: random.Random, pdf: pikepdf.Pdf) -> None:
    """A form that draws itself, or that draws another many times."""
    form = pdf.make_stream(b"/Fm1 Do " * chance.choice((1, 10)) + b"/Fm2 Do " * 10)
    leaf = pdf.make_stream(b"0 0 1 1 re f " * 50)
    for stream in (form, leaf):
        stream["/Type"], stream["/Subtype"], stream["/BBox"] = Name("/XObject"), Name("/Form"), Array([0, 0, 100, 100])
    form["/Resources"] = Dictionary(XObject=Dictionary(Fm1=form if chosen(chance, 0.5) else leaf, Fm2=leaf))
    _use(pdf, "/XObject", Dictionary(Fm1=form), b"/Fm1 Do " * chance.choice((1, 100)))


def _pattern(chance: random.Random, pdf: pikepdf.Pdf) -> None:
    tile = pdf.make_stream(b"0 0 1 1 re f")
    for key, value in (
        ("/PatternType", 1),
        ("/PaintType", 1),
        ("/TilingType", 1),
        ("/XStep", chance.choice((0, 1, -1))),
        ("/YStep", 1),
    ):
        tile[key] = value
    tile["/BBox"], tile["/Resources"] = Array([0, 0, 2, 2]), Dictionary()
    _use(pdf, "/Pattern", Dictionary(P1=tile), b"/Pattern cs /P1 scn 0 0 99 99 re f")


def _boxes(chance: random.Random, pdf: pikepdf.Pdf) -> None:
    boxes = (
        b"[0 0 0 0]",
        b"[0 0 1000000000 1000000000]",
        b"[9 9 0 0]",
        b"[0 0 1]",
        b"(x)",
        b"[/a /b /c /d]",
        b"null",
        b"[-5 -5 900 900]",
    )
    for page in pdf.pages:
        key = chance.choice(("/MediaBox", "/TrimBox", "/BleedBox", "/CropBox"))
        _put(page.obj, key, chance.choice(boxes))
        if chosen(chance, 0.3):
            page.obj["/Rotate"] = chance.choice((90, 45, -90, 2**31, 0))
            page.obj["/UserUnit"] = chance.choice((1, 0, -1, 75_000))


def _attached(chance: random.Random, pdf: pikepdf.Pdf) -> None:
    pdf.attachments["附件.txt"] = b"x"
    pdf.Root["/OpenAction"] = pikepdf.Object.parse(b"<</S/JavaScript/JS(app.alert\\(1\\))>>")
    pdf.Root["/AA"] = chance.choice((Dictionary(), Array([]), 5))


def _fonts(chance: random.Random, pdf: pikepdf.Pdf) -> None:
    """Font dictionaries that are not quite."""
    odd = (
        b"null",
        b"7",
        b"<<>>",
        b"<</Type/Font>>",
        b"<</Type/Font/Subtype/Type3/CharProcs<<>>/FontMatrix[0 0 0 0 0 0]/FontBBox[0 0 0 0]/Encoding<<>>>>",
        b"<</Type/Font/Subtype/Type0/DescendantFonts[]>>",
        b"<</Type/Font/Subtype/Type0/DescendantFonts[null]/BaseFont/A>>",
        b"<</Type/Font/Subtype/TrueType/BaseFont(x)/FontDescriptor 7>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Widths[/a]/FirstChar -9>>",
    )
    resources = pdf.pages[0].obj.get("/Resources")
    if isinstance(resources, Dictionary):
        fonts = resources.get("/Font")
        if isinstance(fonts, Dictionary):
            for key in list(fonts.keys()):
                _put(fonts, key, chance.choice(odd))


def _put(owner: Any, key: str, text: bytes) -> None:
    """What the text says, in the dictionary; null is nothing at all."""
    value = pikepdf.Object.parse(text)
    if value is not None:
        owner[key] = value
    elif key in owner:
        del owner[key]


CHANGES = (
    _gbk_names, _gbk_names, _gbk_keys, _strange_operators, _strange_operators, _odd_filter, _odd_filter, _annotations,
    _intent, _layers, _circular_form, _pattern, _boxes, _attached, _fonts,
)  # fmt: skip


def _objects_spoilt(chance: random.Random, data: bytes, what: list[str]) -> bytes:
    """Values of any dictionaries and arrays dropped, of another type, absurd, or swapped; streams cut."""
    try:
        pdf = pikepdf.open(io.BytesIO(data))
    except pikepdf.PasswordError:
        return bytes_spoilt(data, chance)
    with pdf:
        things = [thing for thing in pdf.objects if isinstance(thing, Dictionary | Array | pikepdf.Stream)]
        out = io.BytesIO()
        try:
            what += [_value_changed(chance, pdf, chance.choice(things)) for _ in range(chance.choice((1, 2, 5)))]
            pdf.save(out, static_id=True)
        except Exception as error:  # qpdf does not change and write everything
            what.append(f"not written: {type(error).__name__}")
            return bytes_spoilt(data, chance)
    return out.getvalue()


def _value_changed(chance: random.Random, pdf: pikepdf.Pdf, thing: Any) -> str:
    if isinstance(thing, pikepdf.Stream) and chosen(chance, 0.3):
        raw = thing.read_raw_bytes()
        kept: dict[str, Any] = {}
        if isinstance(thing.get("/Filter"), Name):
            kept["filter"] = thing.get("/Filter")
        if "filter" in kept and isinstance(thing.get("/DecodeParms"), Dictionary):
            kept["decode_parms"] = thing.get("/DecodeParms")
        thing.write(bytes_spoilt(raw, chance), **kept)
        return "stream"
    if not isinstance(thing, Array):
        for _ in range(3):  # deeper, where there is something direct
            inner = [thing[key] for key in sorted(thing.keys()) if isinstance(thing[key], Dictionary)]
            if not inner or chosen(chance, 0.5):
                break
            thing = chance.choice(inner)
    keys: list[Any] = list(range(len(thing))) if isinstance(thing, Array) else sorted(thing.keys())
    if not keys:
        return "empty"
    key = chance.choice(keys)
    if key == "/Length":
        return "length"
    kind = chance.choice(("drop", "number", "type", "swap", "reference", "huge"))
    if kind == "drop":
        del thing[key]
    elif kind == "number":
        thing[key] = chance.choice(NUMBERS)
    elif kind == "swap":
        other = thing[chance.choice(keys)]
        thing[key] = 0 if other is None else other
    elif kind == "reference":
        thing[key] = chance.choice((pdf.Root, pdf.pages[0].obj, pdf.make_indirect(Dictionary())))
    else:
        odd = (Array([]), Dictionary(), String("x"), Name("/X"), None, True, String(b"\xcb\xce"), Array([1] * 3000))
        value = chance.choice(odd)
        if value is None:
            del thing[key]
        else:
            thing[key] = value
    return f"{key} {kind}"


def _xref_spoilt(chance: random.Random, data: bytes, what: list[str]) -> bytes:
    """The file's frame: trailer, cross-references, page tree, as text."""
    spoils: tuple[tuple[bytes, bytes], ...] = (
        (rb"startxref\s+\d+", b"startxref\n%d" % chance.choice((0, 5, 2**40))),
        (rb"trailer", b"trailr"),
        (rb"/Root \d+ 0 R", b"/Root 1 0 R"),
        (rb"/Root \d+ 0 R", b""),
        (rb"/Size \d+", b"/Size %d" % chance.choice((0, 1, 2**31))),
        (rb"/Kids \[[^\]]*\]", b"/Kids [ 1 0 R 2 0 R 3 0 R 3 0 R ]"),
        (rb"/Count \d+", b"/Count %d" % chance.choice((0, -1, 2**31, 500))),
        (rb"/Parent \d+ 0 R", b"/Parent 99 0 R"),
        (rb"endobj", b""),
        (rb"%PDF-1\.\d", chance.choice((b"%PDF-9.9", b"", b"%!PS", b"junk" * 300 + b"%PDF-1.4"))),
        (rb"%%EOF", b""),
        (rb"/Length \d+", b"/Length %d" % chance.choice((0, 1, 2**31))),
        (rb"/Type /Page\b", b"/Type /Pages"),
    )
    pattern, text = chance.choice(spoils)
    what.append(pattern.decode())
    return re.sub(pattern, lambda _: text, data, count=chance.choice((0, 1)))
