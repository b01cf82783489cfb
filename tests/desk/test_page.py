"""The preview's page as it is shipped: what a strict policy and the house's own words ask of it."""

import re
from functools import cache
from html.parser import HTMLParser

import pytest
from PIL import Image

from tests.conftest import ROOT
from tests.test_words import banned_in
from tools.preview_picture import FILE, WIDTH

FOLDER = ROOT / "bulletin" / "desk" / "page"
HAN = re.compile("[\u3400-\u9fff]")
MOST_SCRIPT = 60_000  # bytes: one small file
MOST_PICTURE = 150_000  # bytes: a fresh clone brings it along


@cache
def text(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


class _Reader(HTMLParser):
    """The attributes and words of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.attributes: list[tuple[str, str, str]] = []
        self.words: list[str] = []
        self.inline: list[str] = []
        self._tag = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._tag = tag
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        if data.strip():
            (self.inline if self._tag in ("script", "style") else self.words).append(data.strip())


@cache
def page() -> _Reader:
    reader = _Reader()
    reader.feed(text("preview.html"))
    return reader


def test_it_is_one_page_one_style_and_one_small_script() -> None:
    assert {file.name for file in FOLDER.iterdir()} == {"preview.html", "preview.css", "preview.js"}
    assert len(text("preview.js").encode()) < MOST_SCRIPT


def test_nothing_is_inline_and_nothing_is_fetched_from_elsewhere() -> None:
    assert page().inline == []
    assert [each for each in page().attributes if each[1] == "style" or each[1].startswith("on")] == []
    linked = {value for _, name, value in page().attributes if name in ("href", "src", "action")}
    assert all(re.fullmatch(r"/[\w./?=-]*|#\w+", value) for value in linked), linked
    for name in ("preview.html", "preview.css", "preview.js"):
        assert not re.search(r"\bhttps?:|//\w+\.\w+/|@import|url\((?!\"/faces/)", text(name)), name


def test_the_script_makes_no_code_and_no_markup_from_text() -> None:
    forbidden = r"\beval\b|\bFunction\(|innerHTML|outerHTML|insertAdjacentHTML|document\.write|setAttribute\(\"style"
    assert not re.search(forbidden, text("preview.js"))
    assert not re.search(r"set(?:Timeout|Interval)\(\s*[\"'`]", text("preview.js"))


def test_what_the_script_looks_for_stands_in_the_page_once() -> None:
    ids = [value for _, name, value in page().attributes if name == "id"]
    assert len(ids) == len(set(ids))
    asked = set(re.findall(r"byId\(\"([\w-]+)\"\)|\bon\(\"([\w-]+)\"", text("preview.js")))
    assert {first or second for first, second in asked} <= set(ids)
    labels = {value for _, name, value in page().attributes if name in ("aria-labelledby", "for")}
    assert labels <= set(ids)


def test_each_shortcut_of_the_script_is_in_the_list() -> None:
    keys = re.search(r"const KEYS = \{(.*?)^\};", text("preview.js"), re.DOTALL | re.MULTILINE)
    assert keys
    taken = set(re.findall(r"(?:^|, )\s*\"?([a-z0-9+?]|Arrow\w+|Escape)\"?: ", keys[1], re.MULTILINE))
    shown = set(re.findall(r"<kbd>(.*?)</kbd>", text("preview.html")))
    names = {"ArrowLeft": "←", "ArrowRight": "→", "Escape": "Esc"}
    assert {names.get(key, key) for key in taken} <= shown
    assert len(taken) >= 12


def _sentences() -> list[str]:
    said = [value for _, name, value in page().attributes if name in ("aria-label", "title", "placeholder", "alt")]
    strings = re.findall(
        r"\"((?:[^\"\\\n]|\\.)*)\"|`((?:[^`\\]|\\.)*)`", re.sub(r"(?m)//.*$|/\*[\s\S]*?\*/", "", text("preview.js"))
    )
    texts = [re.sub(r"\$\{[^}]*\}", "{}", double or template) for double, template in strings]
    return [words for words in (*page().words, *said, *texts) if HAN.search(words)]


def test_it_says_one_thing_by_one_name() -> None:
    assert len(_sentences()) > 120
    found = [fault for words in _sentences() for fault in banned_in(words.replace("快捷键", ""))]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "newer", ["light-dark(", ":has(", "color-mix(", "@layer", "@container", "&:hover", "inset-area"]
)
def test_nothing_is_used_that_browsers_of_offices_lack(newer: str) -> None:
    assert newer not in text("preview.css")


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_the_readme_shows_a_small_picture_of_it(readme: str) -> None:
    assert (ROOT / readme).read_text(encoding="utf-8").count("](docs/gallery/preview.png)") == 1
    assert FILE.stat().st_size < MOST_PICTURE
    with Image.open(FILE) as image:
        assert image.width == WIDTH
