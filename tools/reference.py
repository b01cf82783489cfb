"""docs/reference/: every key of every file that people write, in both languages, from what the readers use.

A page for each kind of file, and one that leads to them.
"""

from tools.content_pages import content_page
from tools.font_pages import font_page
from tools.layout_pages import LAYOUT_PAGES, layout_page
from tools.pages import FOLDER, LANGUAGES, Language, head, table

INDEX = "README"


def pages() -> dict[str, str]:
    """The texts of all pages by their paths from the project's folder."""
    found: dict[str, str] = {}
    for language in LANGUAGES:
        texts = {INDEX: _index(language), "content": content_page(language), "fonts": font_page(language)}
        texts |= {page.name: layout_page(page, language) for page in LAYOUT_PAGES}
        found |= {f"{FOLDER}/{language.file(name)}": text for name, text in texts.items()}
    return found


def _index(language: Language) -> str:
    """The page that leads to the others."""
    rows = [
        ("content", "`content/issue.yaml`, reports", "`content/issue.yaml` 和稿件的文件头"),
        ("layouts", "`layouts/*.yaml`: how pages look", "`layouts/*.yaml`：版面的样子"),
        ("slides", "`layouts/slides.yaml`: what is chosen for slides", "`layouts/slides.yaml`：幻灯片怎样选内容"),
        ("fonts", "`fonts/fonts.yaml`: faces and their roles", "`fonts/fonts.yaml`：字体和字体角色"),
    ]
    words = language.of(
        "Every key with a sentence, what may stand behind it, and an example that a test reads. Editors that know\n"
        "YAML schemas show the Chinese sentences while you type: each file names its schema in its first line.",
        "每个项目有一句说明、写法和一个例子，例子都经过测试。支持 YAML schema 的编辑器，输入时就显示这些说明：\n"
        "文件的第一行写明了它的 schema。",
    )
    title = language.of("Reference of keys", "项目参考")
    heads = (language.of("page", "页"), language.of("files", "文件"))
    links = ((f"[{name}]({language.file(name)})", language.of(english, chinese)) for name, english, chinese in rows)
    return f"{head(language, INDEX, title, words)}\n{table(heads, links)}"
