"""What a file is that is handed in, whatever its ending says."""

import pytest

from bulletin.begin.kinds import HandedKind, RefusedError, kind_of
from tests.begin.office import zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
DOCX = zipped({"[Content_Types].xml": "", "word/document.xml": "<w:document/>"})
ODT = zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ""})


def compound(*streams: str, fib: bytes = b"") -> bytes:
    """A container of Office 97 as far as it is looked at: the names of its streams, the beginning of Word's."""
    return OLE + fib.ljust(512, b"\0") + b"".join(stream.encode("utf-16-le").ljust(128, b"\0") for stream in streams)


@pytest.mark.parametrize(
    ("name", "data", "use", "ending"),
    [
        ("水务.txt", "甲".encode(), "text", ".txt"),
        ("水务.MD", "甲".encode(), "text", ".md"),
        ("水务.markdown", "甲".encode("gb18030"), "text", ".markdown"),
        ("水务.docx", DOCX, "word", ".docx"),
        ("水务.docm", DOCX, "word", ".docm"),
        ("水务.doc", DOCX, "word", ".docx"),
        ("水务.wps", compound("WordDocument", fib=b"\xec\xa5"), "converted", ".doc"),
        ("水务.docx", compound("WordDocument", fib=b"\xec\xa5"), "converted", ".doc"),
        ("旧.wps", compound("MatOST"), "converted", ".wps"),
        ("水务.doc", b"{\\rtf1 x}", "converted", ".rtf"),
        ("水务.odt", ODT, "converted", ".odt"),
        ("水务.docx", ODT, "converted", ".odt"),
        ("模板.dotx", DOCX, "converted", ".dotx"),
        ("水务.doc", b"\xef\xbb\xbf\r\n<!DOCTYPE html><html><body>x</body></html>", "converted", ".html"),
        ("水务.doc", b"<?xml version='1.0'?><w:wordDocument xmlns:w='x'/>", "converted", ".xml"),
        ("水务.doc", "标题\n正文。".encode("gb18030"), "text", ".txt"),
        ("水务.doc", "标题\n正文。".encode("utf-16"), "text", ".txt"),
        ("湖.JPG", b"\xff\xd8\xff\xe0", "picture", ".jpg"),
        ("湖.doc", b"\x89PNG\r\n\x1a\n", "picture", ".png"),
        ("湖.tif", b"II*\0", "picture", ".tif"),
        ("数.csv", b"a,b", "table", ".csv"),
        ("issue.yaml", b"a: b", "issue", ".yaml"),
        ("TERMS.TXT", b"a", "terms", ".txt"),
        ("用词.txt", "做为 → 作为".encode(), "terms", ".txt"),
        ("Wording.txt", b"a", "terms", ".txt"),
        ("车.txt", "BM公司座谈会\n会议提出三点要求。".encode(), "text", ".txt"),  # no picture
    ],
)
def test_a_file_is_taken_for_what_it_is(name: str, data: bytes, use: str, ending: str) -> None:
    kind = kind_of(name, data)
    assert (kind.use, kind.ending) == (use, ending)


def test_a_web_page_is_read_as_a_text_document() -> None:
    assert kind_of("水务.doc", b"<html>x") == HandedKind("converted", ".html", "HTML (StarWriter)")


@pytest.mark.parametrize(
    ("name", "data", "words", "hint"),
    [
        ("空.docx", b" \r\n", "空文件", "没有存好"),
        ("密.docx", compound("EncryptedPackage"), "打开密码", "取消密码"),
        ("密.doc", compound("WordDocument", fib=b"\xec\xa5\xc1\0" + bytes(6) + b"\x00\x01"), "打开密码", "取消密码"),
        ("密.odt", zipped({"mimetype": "application/vnd.oasis.opendocument.text",
                           "META-INF/manifest.xml": "<manifest:encryption-data/>"}), "打开密码", "取消密码"),
        ("断.docx", DOCX[:40], "已损坏", "重新复制"),
        ("断.doc", OLE, "已损坏", "重新复制"),
        ("杂.doc", b"\1\0\2\0" * 99, "已损坏", "重新复制"),
        ("表.xlsx", zipped({"xl/workbook.xml": ""}), "Excel", ".csv"),
        ("表.docx", zipped({"xl/workbook.xml": ""}), "Excel", ".csv"),
        ("表.xls", compound("Workbook"), "Excel", ".csv"),
        ("片.pptx", zipped({"ppt/presentation.xml": ""}), "幻灯片", ".docx"),
        ("片.ppt", compound("PowerPoint Document"), "幻灯片", ".docx"),
        ("全部.zip", zipped({"水务.docx": "x"}), "压缩包", "解压"),
        ("全部.docx", zipped({"水务.docx": "x"}), "压缩包", "解压"),
        ("全部.rar", b"Rar!\x1a", "压缩包", "解压"),
        ("公报.pdf", b"%PDF-1.4", "版式文件", ".docx"),
        ("公报.doc", b"%PDF-1.4", "版式文件", ".docx"),
        ("页.html", b"<html>", "网页", ".docx"),
        ("页.doc", b"MIME-Version: 1.0\r\n", "网页", "另存为 .docx"),
        ("湖.heic", b"\0\0\0\x18ftypheic", "图片", ".jpg"),
        ("湖.jpg", b"not a picture", "不是图片", ".jpg"),
        ("readme.md", b"x", "说明", "文件名"),
        ("用词表.txt", "甲".encode(), "词表", "改名为 terms.txt 或 用词.txt"),
        ("README.docx", DOCX, "说明", "文件名"),
        ("用语.doc", b"{\\rtf1 x}", "词表", "文件名"),
        ("plan.json", b"{}", "版面记录", "不用它"),
        ("本期.yaml", b"a: b", "issue.yaml", "改名"),
        ("水务", "甲".encode(), "扩展名", ".txt"),
        ("录像.mp4", b"\0\0", "录像", "不用管"),
        ("程序.exe", b"MZ", "不是稿件", ".docx"),
        ("链接.lnk", b"L\0", "快捷方式", "指向"),
    ],
    ids=lambda value: value if isinstance(value, str) else "data",
)  # fmt: skip
def test_what_no_issue_can_use_is_refused_with_what_to_do(name: str, data: bytes, words: str, hint: str) -> None:
    with pytest.raises(RefusedError) as caught:
        kind_of(name, data)
    assert words in caught.value.message
    assert hint in caught.value.hint
