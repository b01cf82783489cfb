"""Why something in a PDF cannot be read, in Chinese: libraries say it in English, with addresses and offsets."""

import re

DAMAGED = "不合 PDF 规范"
# What is said instead of a message with these words, the first that fits; in the order from special to general.
REASONS = (
    ("memory ?limit|memoryerror|max_memory", "解压后过大"),
    ("jbig2", "采用 JBIG2 压缩，无法解压"),
    ("unable to filter|unfilterable|unsupported.*filter|decode_level", "压缩方式不支持"),
    ("crypt|password", "加密有误"),
    ("mediabox|cropbox", "页面框有误"),
    ("flate|zlib|lzw|ascii85|asciihex|run ?length|jpeg|dct|predict|filter|decod|columns|bits_per", "压缩数据已损坏"),
    ("loop|cycle|recursion|nest", "对象循环引用或嵌套过深"),
    ("eof|end of file|premature", "数据不完整"),
    ("xref|cross-reference|trailer|/root|objstm|object stream", "交叉引用表已损坏"),
    ("stream", "数据流的长度或写法有误"),
    ("pages|/kids|page tree", "页面目录有误"),
    ("pdf header|%pdf", "文件开头有误"),
    ("dictionary|name|array|object|obj|token|parse|character|operat|string|integer|null", "对象写法有误"),
    ("damaged|reconstruct|recover", "交叉引用表已损坏"),
)  # fmt: skip


# pikepdf names the stream that it reads, which for a file held in memory is a Python object.
NAMES = re.compile("(stream )?<[^>]*>")


class UnreadError(Exception):
    """Something that is not read, and why: a Chinese clause."""


def reason(problem: object) -> str:
    """Why something cannot be read, by the kind of an exception or a warning."""
    if isinstance(problem, UnreadError):
        return str(problem)
    said = f"{type(problem).__name__} {NAMES.sub('', str(problem))}".lower()
    return next((words for pattern, words in REASONS if re.search(pattern, said)), DAMAGED)
