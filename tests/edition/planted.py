"""Files with secrets planted in them, for the tests of privacy: what a camera, a program or a person leaves behind.

Every secret is a word of its own that no output may hold, under any coding.
"""

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image, PngImagePlugin, TiffImagePlugin
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI

from tests.slides.office_files import LAYOUT, MASTER, changed, members, picture, related, relations_of, saved, shape

OFFICE = RELATIONSHIP_TYPE.OFFICE_DOCUMENT.rpartition("/")[0]


def secret(name: str) -> str:
    return f"Geheim{name}Zhang"


def pixels(mode: str = "RGB") -> Image.Image:
    return Image.linear_gradient("L").resize((240, 320)).convert(mode)


def exif(kind: str) -> Image.Exif:
    """Camera, artist, place, date, serial number."""
    tags = Image.Exif()
    tags[0x010F], tags[0x0110], tags[0x013B] = secret(f"{kind}Make"), secret(f"{kind}Model"), secret(f"{kind}Artist")
    tags[0x010E], tags[0x0131] = secret(f"{kind}Description"), secret(f"{kind}Software")
    tags.get_ifd(0x8769).update(
        {0x9286: b"ASCII\0\0\0" + secret(f"{kind}Comment").encode(), 0xA431: secret(f"{kind}Serial")}
    )
    tags.get_ifd(0x8825).update({1: "N", 2: (35.0, 23.0, 11.0), 29: secret(f"{kind}Gps")})
    return tags


def xmp(kind: str) -> bytes:
    return f"<x:xmpmeta xmlns:x='adobe:ns:meta/'><dc:creator>{secret(kind)}</dc:creator></x:xmpmeta>".encode()


def segment(marker: int, content: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


def jpeg(name: str) -> bytes:
    """Exif, XMP, Photoshop's IPTC, FlashPix, a comment, and a second picture behind the end."""
    written = BytesIO()
    pixels().save(written, "JPEG", exif=exif(f"{name}Exif"))
    data = written.getvalue()
    record = secret(f"{name}Iptc").encode()
    iptc = b"\x1c\x02\x50" + struct.pack(">H", len(record)) + record
    photoshop = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + struct.pack(">I", len(iptc)) + iptc
    more = (
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + xmp(f"{name}Xmp"))
        + segment(0xED, photoshop)
        + segment(0xE2, b"FPXR\0" + secret(f"{name}Flashpix").encode())
        + segment(0xE0, b"JFXX\0" + secret(f"{name}Jfxx").encode())
        + segment(0xFE, secret(f"{name}Com").encode())
    )
    return data[:2] + more + data[2:] + secret(f"{name}Trailer").encode()


def png(name: str) -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", secret(f"{name}Text"))
    info.add_text("Title", secret(f"{name}Ztxt"), zip=True)
    info.add_itxt("XML:com.adobe.xmp", xmp(f"{name}Itxt").decode())
    info.add_itxt("Comment", secret(f"{name}Zitxt"), zip=True)
    info.add(b"prVt", secret(f"{name}Private").encode())
    info.add(b"tIME", struct.pack(">HBBBBB", 2019, 4, 14, 1, 2, 3))
    written = BytesIO()
    pixels().save(written, "PNG", pnginfo=info, exif=exif(f"{name}Exif"))
    return written.getvalue() + secret(f"{name}Trailer").encode()


def tiff(name: str) -> bytes:
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    for tag, word in {
        269: "Document",
        270: "Description",
        271: "Make",
        305: "Software",
        315: "Artist",
        316: "Host",
    }.items():
        tags[tag] = secret(name + word)
    tags[700], tags.tagtype[700] = xmp(f"{name}Xmp"), 7
    tags[33723], tags.tagtype[33723] = secret(f"{name}Iptc").encode(), 7
    written = BytesIO()
    pixels().save(written, "TIFF", tiffinfo=tags)
    return written.getvalue()


def webp(name: str) -> bytes:
    written = BytesIO()
    pixels().save(written, "WEBP", exif=exif(f"{name}Exif").tobytes(), xmp=xmp(f"{name}Xmp"))
    return written.getvalue()


def gif(name: str) -> bytes:
    written = BytesIO()
    pixels("P").save(written, "GIF", comment=secret(f"{name}Comment").encode())
    data = written.getvalue()
    content = xmp(f"{name}Xmp")[:250]
    blocks = b"\x21\xff\x0bXMP DataXMP" + bytes([len(content)]) + content + b"\0"
    return data[:-1] + blocks + b";" + secret(f"{name}Trailer").encode()


def emf(name: str) -> bytes:
    """A picture of one comment, with the words of its program in the header."""
    words = f"{secret(f'{name}Program')}\0C:\\{secret(f'{name}Path')}\0\0".encode("utf-16-le")
    words += bytes(-len(words) % 4)
    note = secret(f"{name}Comment").encode()
    note += bytes(-len(note) % 4)
    comment = struct.pack("<III", 70, 12 + len(note), len(note)) + note
    end = struct.pack("<IIIII", 14, 20, 0, 16, 20)
    size = 108 + len(words)
    head = struct.pack("<II4i4i", 1, size, 0, 0, 99, 99, 0, 0, 999, 999) + b" EMF"
    head += struct.pack(
        "<IIIHHIIIIIII", 0x10000, size + len(comment) + 20, 3, 1, 0, len(words) // 2, 108, 0, 99, 99, 9, 9
    )
    return head.ljust(108, b"\0") + words + comment + end


def wmf(name: str) -> bytes:
    note = secret(f"{name}Comment").encode()
    note += bytes(len(note) % 2)
    escape = struct.pack("<IHHH", 5 + len(note) // 2, 0x0626, 15, len(note)) + note
    body = escape + struct.pack("<IH", 3, 0)
    return struct.pack("<HHHIHIH", 1, 9, 0x300, 9 + len(body) // 2, 0, 20, 0) + body


MAKERS = {"jpeg": jpeg, "png": png, "tiff": tiff, "webp": webp, "gif": gif, "emf": emf, "wmf": wmf}


def template(base: bytes) -> bytes:
    """An office's template from our own: its people, its machine, its history, and pictures with all of the above."""
    deck = Presentation(BytesIO(base))
    core = deck.core_properties
    for field in ("author", "last_modified_by", "comments", "category", "keywords", "subject", "title", "identifier"):
        setattr(core, field, secret(f"Core{field.title().replace('_', '')}"))
    slide = deck.slides.add_slide(deck.slide_layouts[0])
    slide.shapes.title.text = secret("Slide")
    slide.notes_slide.notes_text_frame.text = secret("Notes")
    for kind, name, on in (
        (f"{OFFICE}/custom-properties", "docProps/custom.xml", deck.part.package),
        (f"{OFFICE}/commentAuthors", "ppt/commentAuthors.xml", deck.part),
        ("http://schemas.microsoft.com/office/2018/10/relationships/authors", "ppt/authors.xml", deck.part),
        (f"{OFFICE}/tags", "ppt/tags/tag1.xml", deck.part),
        (f"{OFFICE}/customXml", "customXml/item1.xml", deck.part),
        (f"{OFFICE}/presProps", "ppt/presProps2.xml", deck.part),
        (f"{OFFICE}/handoutMaster", "ppt/handoutMasters/handoutMaster1.xml", deck.part),
        (f"{OFFICE}/printerSettings", "ppt/printerSettings/printerSettings1.bin", deck.part),
        (
            "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail",
            "docProps/t.png",
            deck.part.package,
        ),
        ("http://schemas.microsoft.com/office/2015/10/relationships/revisionInfo", "ppt/revisionInfo.xml", deck.part),
        (f"{OFFICE}/slideUpdateInfo", "ppt/slideLayouts/update.xml", deck.slide_layouts[0].part),
        (f"{OFFICE}/oleObject", "ppt/embeddings/oleObject1.bin", deck.slide_layouts[0].part),
    ):
        word = secret("Part" + "".join(filter(str.isalnum, name.rpartition("/")[2])))
        on.relate_to(Part(PackURI(f"/{name}"), "application/xml", deck.part.package, f"<x>{word}</x>".encode()), kind)
    data = saved(deck)
    shapes = []
    changes: dict[str, Any] = {}
    add = []
    for number, (ending, make) in enumerate(MAKERS.items(), 200):
        changes[f"ppt/media/{secret('Name')}{number}.{ending}"] = make(f"Template{ending.title()}")
        add.append(related("image", f"../media/{secret('Name')}{number}.{ending}", f"rId{number}"))
        shapes.append(picture(f'r:embed="rId{number}" r:link="rId300"'))
    add.append(related("image", f"file:///C:/{secret('Link')}/x.png", "rId300", external=True))
    add.append(related("hyperlink", f"http://{secret('Host')}.lan/", "rId301", external=True))
    shapes.append(f"<!-- {secret('XmlComment')} --><?{secret('Instruction')} x?>")
    creation = f'<x:creationId xmlns:x="urn:x" id="{secret("Revision")}"/>'
    identity = f'<a:ext uri="{{FF2B5EF4-FFF2-40B4-BE49-F238E27FC236}}">{creation}</a:ext>'
    click = f'<a:hlinkClick r:id="rId301" tooltip="{secret("Tooltip")}"/><a:extLst>{identity}</a:extLst>'
    shapes.append(picture('r:embed="rId200"', click).replace("zhangsan", secret("AltPath")))

    def relate(content: bytes) -> bytes:
        for each in add:
            content = each(content)
        return content

    for part in (MASTER, LAYOUT, LAYOUT.replace("1.", "2."), LAYOUT.replace("1.", "3.")):
        changes[part] = shape("".join(shapes))
        changes[relations_of(part)] = relate
    verifier = f'<p:modifyVerifier saltData="{secret("Salt")}" hashData="{secret("Hash")}"/>'
    changes["ppt/presentation.xml"] = lambda content: content.replace(
        b"</p:presentation>", f"{verifier}</p:presentation>".encode()
    )
    changes["[Content_Types].xml"] = lambda content: content.replace(
        b"<Default ",
        b"".join(
            f'<Default Extension="{ending}" ContentType="image/{ending}"/>'.encode()
            for ending in MAKERS
            if ending.encode() + b'"' not in content
        )
        + b"<Default ",
        1,
    )
    return changed(data, changes)


def layers(data: bytes) -> list[bytes]:
    """The bytes of a file and of all that is packed in it: members of zips, streams of PDFs, chunks of PNGs."""
    found = [data]
    if data.startswith(b"PK"):
        for name, content in members(data).items():
            found += [name.encode(), *layers(content)]
    elif data.startswith(b"%PDF"):
        found += pdf_layers(data)
    for start in (
        [at for at in range(len(data) - 8) if data[at + 4 : at + 8] in (b"zTXt", b"iTXt")]
        if data[:4] == b"\x89PNG"
        else []
    ):
        chunk = data[start + 8 : start + 8 + struct.unpack_from(">I", data, start)[0]]
        for at in range(len(chunk)):
            if chunk[at] == 0x78:
                try:
                    found.append(zlib.decompress(chunk[at:]))
                except zlib.error:
                    continue
    return found


def pdf_layers(data: bytes) -> list[bytes]:
    import pikepdf

    found: list[bytes] = []
    with pikepdf.open(BytesIO(data)) as pdf:
        for each in pdf.objects:
            if isinstance(each, pikepdf.Stream):
                found += layers(each.read_raw_bytes())
                try:
                    found.append(each.read_bytes(pikepdf.StreamDecodeLevel.all))
                except pikepdf.PdfError:
                    found.append(each.read_bytes(pikepdf.StreamDecodeLevel.generalized))
            found.append(each.unparse(resolved=True) if not isinstance(each, pikepdf.Stream) else b"")
            if isinstance(each, pikepdf.String):
                found.append(bytes(each))
        found += [str(value).encode() for value in (pdf.docinfo or {}).values()]
    return found


def found_in(data: bytes, words: tuple[str, ...]) -> set[str]:
    """Those of the words that a file holds, in any case, in one byte a character or in two."""
    text = b"\0".join(layers(data)).lower()
    return {
        word for word in words if any(word.lower().encode(code) in text for code in ("utf-8", "utf-16-le", "utf-16-be"))
    }
