"""What a program does that stands in for LibreOffice: the standard library alone, for it is started many times."""

import os
import sys
import zipfile

_TYPES = """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/word/document.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""
_LINKS = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>
</Relationships>"""
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def called(log: str) -> list[str]:
    """The files that it was called with; the whole call goes into `log`."""
    with open(log, "a", encoding="utf-8") as notes:
        notes.write("\n".join(sys.argv[1:]) + "\n\n")
    return sys.argv[sys.argv.index("--outdir") + 2 :]


def out(name: str = "") -> str:
    """The folder for what is made, or a file in it."""
    return os.path.join(sys.argv[sys.argv.index("--outdir") + 1], name)


def made(file: str) -> None:
    """A .docx of a file that `office.rtf` made, a paragraph for each line."""
    with open(file, "rb") as opened:
        text = opened.read().decode().removeprefix("{\\rtf1 ").rstrip("}").replace("<", "&lt;")
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.split("\n"))
    name = os.path.splitext(os.path.basename(file))[0] + ".docx"
    with zipfile.ZipFile(out(name), "w") as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _LINKS)
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{_MAIN}"><w:body>{body}</w:body></w:document>')
