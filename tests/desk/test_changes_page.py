"""The page of changes: nothing from outside, nothing that runs, every change listed and outlined on both sides."""

import base64
import re
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

from bulletin.desk.compare.changes import Changes, PageArea, VersionChange, WordEdit
from bulletin.desk.compare.changes_page import Compared, changes_page
from bulletin.geometry import Rect, Size
from tests.desk.issues import printed, shipped

HOSTILE = '<script>alert(1)</script><img src="https://example.org/x">'


class Seen(HTMLParser):
    """The elements of a page with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))


def page_of(old_name: str, pdf: bytes) -> str:
    area = (PageArea(1, Rect(40, 200, 170, 12)),)
    changes = (
        VersionChange("changed", "text", HOSTILE, "甲" + HOSTILE, "乙", area, area, (WordEdit("甲" + HOSTILE, "乙"),)),
        VersionChange("added", "text", "题", new="新句。", new_areas=area),
        VersionChange("lost", "text", "题", old="旧句。", old_areas=area),
    )
    found = Changes(changes, (Size(842, 1191),), (Size(842, 1191),))
    return changes_page(Compared(old_name, HOSTILE, pdf, pdf, found)).decode()


def test_the_page_holds_all_it_needs_and_runs_nothing(tmp_path: Path) -> None:
    page = page_of(HOSTILE, printed(shipped(), tmp_path))
    seen = Seen(page)
    names = [name for name, _ in seen.elements]
    assert "script" not in names
    assert names.count("img") == 2
    addresses = [value for _, given in seen.elements for key in ("src", "href") if (value := given.get(key))]
    assert all(address.startswith(("#", "data:image/png;base64,")) for address in addresses)
    assert not any(key.startswith("on") or key == "style" for _, given in seen.elements for key in given)
    (policy,) = (given["content"] for name, given in seen.elements if given.get("http-equiv"))
    style = re.search("<style>(.*)</style>", page, re.DOTALL)
    assert style
    assert f"'sha256-{base64.b64encode(sha256(style[1].encode()).digest()).decode()}'" in str(policy)
    assert str(policy).startswith("default-src 'none'")


def test_each_change_is_listed_with_links_to_its_outlines(tmp_path: Path) -> None:
    seen = Seen(page_of("旧.pdf", printed(shipped(), tmp_path)))
    names = {given["id"] for _, given in seen.elements if "id" in given}
    links = {given["href"] for name, given in seen.elements if name == "a"}
    assert {"c1", "c2", "c3", "o1", "n1", "n2", "o3"} <= names
    assert {"o2", "n3"}.isdisjoint(names)
    assert links == {f"#{name}" for name in ("pages", "c1", "c2", "c3", "o1", "n1", "n2", "o3")}
    assert all(given.get("alt") for name, given in seen.elements if name == "img")
