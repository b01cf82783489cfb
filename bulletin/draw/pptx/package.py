"""A package as python-pptx saved it, the same bytes every time: members sorted, no clock in them or in workbooks."""

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

FIRST_DAY, LAST_DAY = (1980, 1, 1), (2107, 12, 31)  # that a zip can name
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def repacked(data: bytes, date: tuple[int, int, int]) -> bytes:
    """The package with midnight of `date` for every member, and for what workbooks inside say of themselves."""
    with ZipFile(BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    stamp = "{:04}-{:02}-{:02}T00:00:00Z".format(*date).encode()
    written = BytesIO()
    with ZipFile(written, "w") as archive:
        for name in sorted(members):
            content = members[name]
            if name.endswith(".xlsx"):
                content = repacked(content, date)
            elif name == "docProps/core.xml":
                content = _STAMP.sub(rb"\g<1>" + stamp, content)
            info = ZipInfo(name, (*min(max(date, FIRST_DAY), LAST_DAY), 0, 0, 0))
            info.create_system, info.compress_type = 0, ZIP_DEFLATED  # one system, so that bytes are alike anywhere
            archive.writestr(info, content, compresslevel=6)
    return written.getvalue()
