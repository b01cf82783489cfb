"""Office files for the tests of templates: made from our own or python-pptx's default by changing single parts."""

from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from PIL import Image, PngImagePlugin
from pptx import Presentation
from pptx.opc.packuri import PackURI
from pptx.util import Emu

LAYOUT = "ppt/slideLayouts/slideLayout1.xml"
MASTER = "ppt/slideMasters/slideMaster1.xml"
THEME = "ppt/theme/theme1.xml"
PRESENTATION = "ppt/presentation.xml"
TYPES = "[Content_Types].xml"
ROOT_RELATIONS = "_rels/.rels"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"

Change = Callable[[bytes], bytes] | bytes | None  # None takes a part out


def members(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: Mapping[str, bytes]) -> bytes:
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


def changed(data: bytes, changes: Mapping[str, Change]) -> bytes:
    """The file with some parts other, new or gone; a part that a change does not touch is a slip of the test."""
    parts = members(data)
    for name, change in changes.items():
        if change is None:
            del parts[name]
        elif isinstance(change, bytes):
            parts[name] = change
        else:
            new = change(parts[name])
            assert new != parts[name], f"{name} is as it was"
            parts[name] = new
    return zipped(parts)


def swap(old: str, new: str) -> Callable[[bytes], bytes]:
    """A change of every `old` in a part."""
    return lambda data: data.replace(old.encode(), new.encode())


def relations_of(part: str) -> str:
    folder, _, base = part.rpartition("/")
    return f"{folder}/_rels/{base}.rels"


def related(kind: str, target: str, name: str, *, external: bool = False) -> Callable[[bytes], bytes]:
    """A change that adds a relation; `kind` is the last word of its type, or the whole."""
    whole = kind if ":" in kind else RELATION + kind
    mode = ' TargetMode="External"' if external else ""
    entry = f'<Relationship Id="{name}" Type="{whole}" Target="{target}"{mode}/>'
    return swap("</Relationships>", f"{entry}</Relationships>")


def shape(xml: str) -> Callable[[bytes], bytes]:
    """A change that adds shapes behind the last of a layout or master."""
    return swap("</p:spTree>", f"{xml}</p:spTree>")


def picture(reference: str, extra: str = "") -> str:
    """A picture's XML; `reference` is the attributes of its blip."""
    return (
        f'<p:pic><p:nvPicPr><p:cNvPr id="99" name="图片" descr="C:\\Users\\zhangsan\\logo.png">{extra}</p:cNvPr>'
        f"<p:cNvPicPr/><p:nvPr/></p:nvPicPr><p:blipFill><a:blip {reference}/><a:stretch><a:fillRect/></a:stretch>"
        '</p:blipFill><p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
    )


def png(color: str = "red", **words: str) -> bytes:
    """A small picture of a colour with the words as text chunks."""
    info = PngImagePlugin.PngInfo()
    for key, text in words.items():
        info.add_text(key, text)
    written = BytesIO()
    Image.new("RGB", (8, 8), color).save(written, "PNG", pnginfo=info)
    return written.getvalue()


def some_of_ours(shipped: Path, *names: str) -> Any:
    """Our own template with these layouts alone, in this order, as the files slideLayout1.xml and on."""
    deck = Presentation(str(shipped))
    for layout in list(deck.slide_layouts):
        if layout.name not in names:
            deck.slide_layouts.remove(layout)
    for layout in deck.slide_layouts:
        number = names.index(layout.name) + 1
        layout.part.partname = PackURI(f"/ppt/slideLayouts/slideLayout{number}.xml")
    return deck


def stretched() -> Any:
    """python-pptx's default deck at 16:9."""
    deck = Presentation()
    factor = 12192000 / deck.slide_width
    deck.slide_width, deck.slide_height = Emu(12192000), Emu(6858000)
    for holder in (deck.slide_master, *deck.slide_layouts):
        for each in holder.placeholders:
            if each._element.spPr.xfrm is not None:
                each.left, each.width = round(each.left * factor), round(each.width * factor)
    return deck


def saved(deck: Any) -> bytes:
    written = BytesIO()
    deck.save(written)
    return written.getvalue()


def put(folder: Path, data: bytes, name: str = "模板.pptx") -> str:
    (folder / name).write_bytes(data)
    return str(folder / name)
