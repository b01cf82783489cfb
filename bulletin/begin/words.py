"""What is said of faces in one place's words."""

from collections.abc import Mapping

from bulletin.faces.identity import Level

RIGHTS: Mapping[Level, str] = {
    "installable": "可嵌入，收件人也可安装",
    "editable": "可嵌入，文件可编辑",
    "preview": "可嵌入供查看和打印，不得编辑",
    "restricted": "不许嵌入",
    "unsaid": "字体没有标明",
}


def megabytes(size: int) -> str:
    """A size as people read it."""
    return f"{size / (1 << 20):.1f} MB" if size < 10 << 30 else f"{size >> 30} GB"
