"""Two versions side by side as one HTML file: pages as pictures, what changed outlined on them and listed beside.

The file needs nothing outside itself and runs nothing: pictures are data, a content security policy forbids the rest.
"""

import base64
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from html import escape
from typing import NamedTuple

from bulletin.desk.compare.changes import Changes, PageArea, VersionChange, WordEdit
from bulletin.desk.compare.changes_style import STYLE
from bulletin.desk.compare.told_changes import (
    CHANGE_NAMES,
    by_report,
    counted,
    kind_words,
    page_words,
    report_words,
    told_beside,
)
from bulletin.draw.previews import previews
from bulletin.geometry import Size
from bulletin.progress import Watch, unwatched

MOST_PICTURED = 20  # pairs of pages with changes that are drawn: some 15 MB
PICTURE_COLORS = 128
AROUND = 1.5  # points between text and outline
BADGE = 9.0  # points, the size of the numbers on a page


class Compared(NamedTuple):
    """Two versions with what differs."""

    old_name: str
    new_name: str
    old: bytes
    new: bytes
    changes: Changes


class _Side(NamedTuple):
    """One of the two versions, as the page shows it."""

    letter: str  # of the outlines' names
    word: str
    sizes: tuple[Size, ...]
    pictures: dict[int, bytes]  # by page, from 1


def changes_page(compared: Compared, watch: Watch = unwatched) -> bytes:
    """The HTML file."""
    found = compared.changes
    numbers = sorted({area.page for change in found.changes for area in (*change.old_areas, *change.new_areas)})
    pictured = numbers[:MOST_PICTURED]
    old = _side("o", "旧", compared.old, found.old_pages, pictured, watch)
    new = _side("n", "新", compared.new, found.new_pages, pictured, watch)
    shown = frozenset(pictured)
    body = [
        '<a class="skip" href="#pages">跳到对照的版面</a>',
        "<header>",
        "<h1>改动对照</h1>",
        f"<dl><dt>旧</dt><dd>{_text(compared.old_name)}</dd><dt>新</dt><dd>{_text(compared.new_name)}</dd></dl>",
        f'<p class="sum">{_text(counted(found))}</p>',
        *(f"<p>{_text(beside)}</p>" for beside in [told_beside(found)] if beside),
        *_legend(found),
        "</header>",
    ]
    if found.changes:
        body += ['<input type="checkbox" id="wide"><label for="wide">上下排列，放大版面</label>', '<div class="desk">']
        body += _list(found, shown)
        body += ['<main id="pages" tabindex="-1">']
        body += [part for number in pictured for part in _pair(number, old, new, found)]
        if len(numbers) > len(pictured):
            left = "、".join(page_words(number, found) for number in numbers[MOST_PICTURED:])
            body.append(f"<p>改动较多，{_text(left)}没有画出，文字见列表。</p>")
        body += ["</main>", "</div>"]
    return _document(f"改动对照：{compared.new_name}", body)


def _document(title: str, body: Iterable[str]) -> bytes:
    hashed = base64.b64encode(sha256(STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; img-src data:; style-src 'sha256-{hashed}'; base-uri 'none'; form-action 'none'"
    head = [
        "<!DOCTYPE html>",
        '<html lang="zh-CN">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        '<meta name="referrer" content="no-referrer">',
        f"<title>{_text(title)}</title>",
        f"<style>{STYLE}</style>",
        "</head>",
        "<body>",
    ]
    return "\n".join([*head, *body, "</body>", "</html>", ""]).encode()


def _side(letter: str, word: str, pdf: bytes, sizes: tuple[Size, ...], wanted: Sequence[int], watch: Watch) -> _Side:
    numbers = [number for number in wanted if number <= len(sizes)]
    drawn = previews(pdf, watch=watch, pages=[number - 1 for number in numbers], colors=PICTURE_COLORS)
    return _Side(letter, word, sizes, dict(zip(numbers, drawn, strict=True)))


def _legend(found: Changes) -> Iterator[str]:
    kinds = [kind for kind in CHANGE_NAMES if any(change.kind == kind for change in found.changes)]
    if kinds:
        items = "".join(f'<li class="{kind}"><span>{CHANGE_NAMES[kind]}</span></li>' for kind in kinds)
        yield f'<ul class="legend" aria-label="框的颜色">{items}</ul>'


def _list(found: Changes, shown: frozenset[int]) -> Iterator[str]:
    yield '<nav aria-labelledby="changes"><h2 id="changes">改动列表</h2>'
    number = 0
    for title, changes in by_report(found):
        yield f'<h3>{_text(title)}</h3><ol start="{number + 1}">'
        for change in changes:
            number += 1
            yield from _entry(number, change, found, shown)
        yield "</ol>"
    yield "</nav>"


def _entry(number: int, change: VersionChange, found: Changes, shown: frozenset[int]) -> Iterator[str]:
    links = [
        f'<a href="#{letter}{number}">{word}{page_words(page, found)}</a>'
        if page in shown
        else f"{word}{page_words(page, found)}"
        for letter, word, page in (("o", "旧", change.old_page), ("n", "新", change.new_page))
        if page
    ]
    yield f'<li id="c{number}" class="{change.kind}">'
    yield f'<p><span class="kind">{kind_words(change)}</span> {" ".join(links)}</p>'
    yield from _words(change)
    yield "</li>"


def _words(change: VersionChange) -> Iterator[str]:
    """What was changed, in full."""
    if change.part == "report":
        yield f"<p>{report_words(change)}</p>"
    if change.kind == "changed":
        yield f"<p>{''.join(map(_marked, change.edits))}</p>"
    elif change.part != "report" or change.kind != "moved":
        mark = {"added": "ins", "lost": "del"}.get(change.kind, "span")
        yield from (f"<p><{mark}>{_text(line)}</{mark}></p>" for line in (change.new or change.old).split("\n"))
    if change.old_report:
        yield f"<p>原在《{_text(change.old_report)}》</p>"


def _marked(edit: WordEdit) -> str:
    if edit.old == edit.new:
        return _text(edit.old)
    lost = f"<del>{_text(edit.old)}</del>" if edit.old else ""
    return lost + (f"<ins>{_text(edit.new)}</ins>" if edit.new else "")


def _pair(number: int, old: _Side, new: _Side, found: Changes) -> Iterator[str]:
    words = page_words(number, found)
    yield f'<section aria-labelledby="p{number}"><h2 id="p{number}">{words}</h2><div class="pair">'
    for side, areas in ((old, "old_areas"), (new, "new_areas")):
        yield from _figure(number, side, [getattr(change, areas) for change in found.changes], found)
    yield "</div></section>"


def _figure(number: int, side: _Side, areas: Sequence[tuple[PageArea, ...]], found: Changes) -> Iterator[str]:
    words = f"{side.word}{page_words(number, found)}"
    if number not in side.pictures:
        yield f'<figure class="none"><figcaption>{words}</figcaption><p>没有这一{words[-1]}</p></figure>'
        return
    here = [place for place, each in enumerate(areas) if any(area.page == number for area in each)]
    width, height = side.sizes[number - 1]
    picture = base64.b64encode(side.pictures[number]).decode()
    yield f'<figure><figcaption>{words}</figcaption><div class="page">'
    shape = f'width="{width:.0f}" height="{height:.0f}"'
    yield f'<img src="data:image/png;base64,{picture}" alt="{words}，改动{len(here)}处" {shape}>'
    yield f'<svg viewBox="0 0 {width:.2f} {height:.2f}" role="group" aria-label="{words}上的改动">'
    for place in here:
        yield from _outline(place + 1, side, found.changes[place], number, areas[place])
    yield "</svg></div></figure>"


def _outline(number: int, side: _Side, change: VersionChange, page: int, areas: Sequence[PageArea]) -> Iterator[str]:
    """The boxes of a change on a page; the page on which it begins carries its name."""
    name = f' id="{side.letter}{number}"' if areas[0].page == page else ""
    rects = [area.rect for area in areas if area.page == page]
    title = f"{CHANGE_NAMES[change.kind]}，第{number}处"
    yield f'<a{name} href="#c{number}" class="{change.kind}" aria-label="{title}"><title>{title}</title>'
    for rect in rects:
        x, width = rect.x - AROUND, rect.width + 2 * AROUND
        yield f'<rect x="{x:.1f}" y="{rect.y:.1f}" width="{width:.1f}" height="{rect.height:.1f}" rx="1.5"/>'
    x, y = max(rects[0].x - AROUND, 0), max(rects[0].y - 1, BADGE)
    yield f'<text x="{x:.1f}" y="{y:.1f}" font-size="{BADGE}">{number}</text></a>'


def _text(text: str) -> str:
    """Text that may come from any file, as text of the page."""
    return escape("".join(char if char.isprintable() or char in "\u3000 " else " " for char in text))
