"""docs/reference/fonts.md: the keys of fonts.yaml."""

from tools.font_keys import FACE_ROWS, FROM_ROWS, SECTION_ROWS, FontKey
from tools.pages import Language, code, head, table

NAME = "fonts"


def font_page(language: Language) -> str:
    """The text of the page."""
    title = language.of("Keys of fonts/fonts.yaml", "fonts/fonts.yaml 的项目")
    words = language.of(
        "A `fonts/fonts.yaml` beside the issue holds only what differs from the one that ships.",
        "稿件旁边自己的 `fonts/fonts.yaml` 只写与随附的不同之处。",
    )
    sections = (
        (language.of("The file", "文件"), SECTION_ROWS),
        (language.of("A face (`faces: name:`)", "一个字体（`faces` 里的名称下面）"), FACE_ROWS),
        (language.of("Where it comes from (`from:`)", "来历（`from` 下面）"), FROM_ROWS),
    )
    heads = language.of("key|what it is|written as|example", "项目|说明|写法|例子").split("|")
    tables = (f"## {name}\n\n{table(heads, (_row(row, language) for row in rows))}" for name, rows in sections)
    return "\n".join([head(language, NAME, title, words), *tables])


def _row(row: FontKey, language: Language) -> tuple[str, ...]:
    must = language.of(" (must be there)", "（必写）") if row.required else ""
    said = language.sentence(language.of(row.english, row.chinese))
    return code(row.name) + must, said, language.of(*row.written), code(row.example)
