"""What the file says of itself: the information dictionary and the XMP packet, always in agreement."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from bulletin.draw.pdf.objects import Value, text_string
from bulletin.draw.pdf.target import Claim
from bulletin.model.page import Bulletin

CREATOR, PRODUCER, DOCUMENT_LANGUAGE = "bulletin", "reportlab", "zh-CN"


def information(bulletin: Bulletin) -> dict[str, Value]:
    """The entries of the information dictionary; both dates are the issue's day."""
    year, month, day = bulletin.date
    stamp = f"D:{year:04}{month:02}{day:02}000000Z"
    entries = {
        "Title": bulletin.title, "Author": bulletin.author, "Subject": bulletin.subject,
        "Keywords": "; ".join(bulletin.keywords), "Creator": CREATOR, "Producer": PRODUCER, "CreationDate": stamp,
        "ModDate": stamp,
    }  # fmt: skip
    return {key: text_string(text) for key, text in entries.items() if text}


def packet(bulletin: Bulletin, claims: Sequence[Claim], *, identifier: bytes, media: bool) -> bytes:
    """The XMP packet: Dublin Core, dates, the claims and the description of their schemas.

    Args:
        identifier: 16 bytes that name the document.
        media: whether to add the media management that PDF/X-4 asks for (ISO 15930-7, 6.10).
    """
    year, month, day = bulletin.date
    stamp = f"{year:04}-{month:02}-{day:02}T00:00:00Z"
    lines = [
        _list("dc:title", "Alt", [bulletin.title]),
        _list("dc:creator", "Seq", [bulletin.author]),
        _list("dc:description", "Alt", [bulletin.subject]),
        _list("dc:subject", "Bag", bulletin.keywords), _list("dc:language", "Bag", [DOCUMENT_LANGUAGE]),
        _plain("dc:format", "application/pdf"), _plain("pdf:Keywords", "; ".join(bulletin.keywords)),
        _plain("pdf:Producer", PRODUCER), _plain("xmp:CreatorTool", CREATOR), _plain("xmp:CreateDate", stamp),
        _plain("xmp:ModifyDate", stamp), _plain("xmp:MetadataDate", stamp),
    ]  # fmt: skip
    if media:
        name = identifier.hex()
        uuid = f"uuid:{name[:8]}-{name[8:12]}-{name[12:16]}-{name[16:20]}-{name[20:]}"
        lines += [
            _plain("xmpMM:DocumentID", uuid),
            _plain("xmpMM:InstanceID", uuid),
            _plain("xmpMM:RenditionClass", "default"),
            _plain("xmpMM:VersionID", "1"),
        ]
    lines += [_plain(f"{claim.prefix}:{claim.name}", claim.value) for claim in claims]
    lines.append(_schemas([claim for claim in claims if claim.schema]))
    namespaces = {
        "dc": "http://purl.org/dc/elements/1.1/",
        "pdf": "http://ns.adobe.com/pdf/1.3/",
        "xmp": "http://ns.adobe.com/xap/1.0/",
        "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
        "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
        "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
        "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
        **{claim.prefix: claim.namespace for claim in claims},
    }
    declared = "".join(f'\n    xmlns:{prefix}="{address}"' for prefix, address in namespaces.items())
    body = "\n".join(line for line in lines if line)
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        f'<rdf:Description rdf:about=""{declared}>\n{body}\n</rdf:Description>\n'
        '</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end="w"?>'
    ).encode()


# XML 1.0 has no place for these, escaped or not.
CONTROLS = dict.fromkeys(code for code in range(0x20) if chr(code) not in "\t\n\r")


def escape(text: str) -> str:
    """`text` as XML character data."""
    plain = text.translate(CONTROLS)
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _plain(name: str, value: str) -> str:
    return f"<{name}>{escape(value)}</{name}>" if value else ""


def _list(name: str, kind: str, values: Iterable[str]) -> str:
    attributes = ' xml:lang="x-default"' if kind == "Alt" else ""
    items = "".join(f"<rdf:li{attributes}>{escape(value)}</rdf:li>" for value in values if value)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>" if items else ""


def _schemas(claims: Sequence[Claim]) -> str:
    """Extension schemas: PDF/A wants every property described that it does not know (ISO 19005-2, 6.6.2.3)."""
    schemas = []
    for (prefix, namespace, schema), group in groupby(
        claims, lambda claim: (claim.prefix, claim.namespace, claim.schema)
    ):
        properties = "".join(
            '<rdf:li rdf:parseType="Resource">'
            f"<pdfaProperty:name>{claim.name}</pdfaProperty:name>"
            f"<pdfaProperty:valueType>{claim.kind}</pdfaProperty:valueType>"
            "<pdfaProperty:category>internal</pdfaProperty:category>"
            f"<pdfaProperty:description>{escape(claim.about)}</pdfaProperty:description>"
            "</rdf:li>"
            for claim in group
        )
        schemas.append(
            '<rdf:li rdf:parseType="Resource">'
            f"<pdfaSchema:schema>{escape(schema)}</pdfaSchema:schema>"
            f"<pdfaSchema:namespaceURI>{namespace}</pdfaSchema:namespaceURI>"
            f"<pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>"
            f"<pdfaSchema:property><rdf:Seq>{properties}</rdf:Seq></pdfaSchema:property>"
            "</rdf:li>"
        )
    if not schemas:
        return ""
    return f"<pdfaExtension:schemas><rdf:Bag>{''.join(schemas)}</rdf:Bag></pdfaExtension:schemas>"
