"""Marks inside a line: bold, pictures, links, tags, entities, escapes; the text without them, and what to report.

What is certain is read as meant: `**…**` in any width and with stray spaces, `<b>…</b>`, pictures, links, `&nbsp;`,
`\\*`. A mark that paper cannot show goes and is reported (tags, comments, code); one that cannot be read stands as
typed and is reported. `2*3*4`, `138****5678`, `a_b`, `A&B`, `3>2`, `[甲]` are text. The work is linear: every pattern
that looks for an end stops at the next mark of its kind, or after some hundred characters.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bulletin.read.braces import WRITTEN_BRACES
from bulletin.read.chinese import WHITE, is_ideograph
from bulletin.read.edits import Replacement, replaced
from bulletin.read.tidy import addresses

_WORTH_A_LOOK = re.compile(r"[*＊_`~=<>&\\\[［]|[!！][ \u3000]?【|://|www\.|@")
_TARGET = r"[^()（）]{0,200}(?:[(（][^()（）]{0,100}[)）][^()（）]{0,100}){0,3}"
_PICTURE = (
    r"(?P<picture>(?P<bang>[!！]?)[ \u3000]?[\[［【]"
    r"(?P<caption>[^\[\]［］【】]{0,200}(?:(?:\[[^\[\]［］【】]{0,100}\]|【[^\[\]［］【】]{0,100}】)[^\[\]［］【】]{0,100}){0,3})"
    r"[\]］】][ \u3000]?"
    rf"[(（](?P<file>{_TARGET})[)）])"
)
_STARS = re.compile("[*＊]+")
_TAG = r"(?P<tag></?(?P<name>(?:[ovw]:)?[A-Za-z][A-Za-z0-9]{0,11})(?:\s[^<>]{0,400})?\s?/?>)"
_INLINE_TOKENS = "|".join(
    (
        r"(?P<code>(?P<ticks>`{1,3})[^`]{1,500}(?P=ticks))",
        r"(?P<escape>\\[*_#\[\]`~|<>&!+.()-])",
        r"(?P<comment><!--[^<]{0,2000}?-->)",
        r"(?P<address><(?:https?|mailto):[^\s<>]{1,500}>)",
        _TAG,
        r"(?P<entity>&(?:amp;){0,2}(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30})[;；])",
        r"(?P<footnote>\[\^[^\[\]\s]{1,40}\])",
        _PICTURE,
        r"(?P<open_picture>!\[|！[ \u3000]?[\[［](?=[^\[\]［］]{0,200}[\]］][ \u3000]?[(（]))",
        rf"(?P<stars>{_STARS.pattern})",
        r"(?P<underscores>(?<![A-Za-z0-9_])__(?:(?=[^\s_])[^_]{1,80}__)?(?![A-Za-z0-9_]))",
        r"(?P<strike>~~[^~]{1,200}~~|(?<![A-Za-z0-9])==[^=]{1,200}==(?![A-Za-z0-9]))",
        r"(?P<tick>`+)",
        r"(?P<open_comment><!--|-->)",
    )
)
_IMAGE_NAME = r"(?is).+[.．](?:jpe?g|png|tiff?|bmp|gif|webp)"
_TABLE_NAME = r"(?is).+[.．]csv"
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_LINK_ADDRESS = r"(?i)(?:[a-z][a-z0-9+.-]*:|www\.|[#/.])[!-~]*|[!-~]+[./][!-~]*"
_SCHEME = r"(?i)[a-z][a-z0-9+.-]*:"
_SAFE_ADDRESS = r"(?i)(?:(?:https?|ftp)://|mailto:|www\.)[^\s，。；！？、“”‘’]+"  # Han in a path, as browsers copy it
# What no address holds as it is: its bytes in UTF-8 stand there, escaped (RFC 3986, section 2).
_NOT_IN_ADDRESS = r"(?a)[^!#$%&'()*+,/:;=?@\[\]~.\w-]"
_ADDRESS_TITLE = r"[ \u3000]+([\"'“‘]).{0,100}[\"'”’]$"  # behind an address or a file: (a.jpg "标题")
_NAMED_PICTURE = r"[\[［【(（]\s*(?:图片|照片|插图|配图|图|表格|附表|表)\s*[:：]\s*(.{1,200})[\]］】)）]"

# Tags of web pages and of Word's own. `<b>` is bold, `<br>` ends a line (`read/body.py`), `<img>` is a picture.
_TAGS = (
    r"a|abbr|address|article|aside|b|big|blockquote|body|br|caption|center|cite|code|col|colgroup|dd|del|dfn|div|dl|dt|em"
    r"|embed|figcaption|figure|font|footer|form|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|kbd|label|li|link|main"
    r"|mark|meta|nav|nobr|object|ol|option|p|pre|q|s|samp|script|section|select|small|span|strike|strong|style|sub|sup"
    r"|table|tbody|td|textarea|tfoot|th|thead|title|tr|tt|u|ul|var|video|wbr|[ovwm]:[a-z]+"
)
_BOLD_TAGS = ("b", "strong")
_WIDE_ENTITY = r"#.*|nbsp|amp|lt|gt|quot|e[mn]sp|[lr][ds]quo|[mn]dash|hellip|middot"  # before a full-width ；
_CANNOT_OPEN = frozenset("，。、；：！？）》】」』”’…,;:!?)") | {""}
_CANNOT_CLOSE = frozenset("（《【「『“‘(") | {""}
_MAX_ITALIC = 60
MAX_FILE_NAME = 80  # of a picture named alone on its line


class WrittenPicture(NamedTuple):
    """A picture as it is named in a line; offsets count in the line as typed."""

    caption: str
    file: str
    offset: int
    caption_offset: int  # of the bracket that opens the caption
    end: int  # behind it
    braces: str = ""  # behind it: {宽: 2栏}
    braces_offset: int = 0


class TextSpan(NamedTuple):
    """Characters of one emphasis, one link or one note mark; see `Run`."""

    start: int
    end: int
    bold: bool = False
    link: str = ""
    note: int = 0


class RawMark(NamedTuple):
    """A mark to report: where it stands as typed, its kind (`read/marks.py`), and how it is shown."""

    offset: int
    kind: str
    shown: str = ""


class Inline(NamedTuple):
    """A line taken apart. Offsets of spans count in `text`, all others in the line as typed."""

    text: str
    spans: tuple[TextSpan, ...] = ()
    anchors: tuple[tuple[int, int], ...] = ((0, 0),)  # offset in `text` -> as typed, rising
    pictures: tuple[WrittenPicture, ...] = ()
    raw_marks: tuple[RawMark, ...] = ()
    changes: tuple[Replacement, ...] = ()

    def typed_offset(self, offset: int) -> int:
        """Where the character at `offset` of the text stands in the line as typed."""
        start, typed = self.anchors[max(bisect_right(self.anchors, (offset, 1 << 30)) - 1, 0)]
        return typed + offset - start


def written_picture(line: str) -> WrittenPicture | None:
    """The picture or table that a whole line names, `![图说](file.jpg)` or a slip for it; None for any other line."""
    if match := re.fullmatch(rf"(?:{_PICTURE})(?P<braces>\s?{WRITTEN_BRACES})?[\s，。；、,.;]*", line):
        if (picture := _picture(match, alone=True)) and match["braces"]:
            picture = _with_braces(picture, match["braces"], match.start("braces"))
        return picture
    if (match := re.fullmatch(_NAMED_PICTURE, line)) and (is_image_name(match[1]) or is_table_name(match[1])):
        return WrittenPicture(caption="", file=_file(match[1]), offset=0, caption_offset=0, end=len(line))
    if (
        len(line) <= MAX_FILE_NAME
        and line[:1].isalnum()
        and re.fullmatch(r"[^，。；：！？,;:!?]+", line)
        and (is_image_name(line) or is_table_name(line))
    ):
        return WrittenPicture(caption="", file=_file(line), offset=0, caption_offset=0, end=len(line))
    return None


def is_image_name(file: str) -> bool:
    """Whether a name ends as those of pictures do, in letters of any width and case."""
    return re.fullmatch(_IMAGE_NAME, file.strip(WHITE + "<>").translate(_FULL_WIDTH)) is not None


def is_table_name(file: str) -> bool:
    """Whether a name ends as that of a table does that is read: 指标.csv."""
    return re.fullmatch(_TABLE_NAME, file.strip(WHITE + "<>").translate(_FULL_WIDTH)) is not None


def inline(typed: str) -> Inline:
    """One line without white space around it, taken apart."""
    if not _WORTH_A_LOOK.search(typed):
        return Inline(text=typed)
    return _Scan(typed).result()


def _picture(match: re.Match[str], *, alone: bool) -> WrittenPicture | None:
    """The picture that a match of `_PICTURE` names; None where it is a link or plain text."""
    exact = match.group().startswith("![")
    file = _file(match["file"])
    if not (exact or ((match["bang"] or alone) and (is_image_name(file) or is_table_name(file)))):
        return None
    return WrittenPicture(
        caption=match["caption"].strip(WHITE),
        file=file,
        offset=match.start(),
        caption_offset=match.start("caption") - 1,
        end=match.end("picture"),
    )


def _with_braces(picture: WrittenPicture, braces: str, offset: int) -> WrittenPicture:
    """The picture with the braces that begin at `offset`, a blank before them or not."""
    bare = braces.strip(WHITE)
    offset += len(braces) - len(bare)
    return picture._replace(braces=bare, braces_offset=offset, end=offset + len(bare))


def _web_picture(tag: str, offset: int) -> WrittenPicture | None:
    """The picture of an `<img>`; None without a file."""
    values = {
        key.lower(): (double or single or bare)
        for key, double, single, bare in re.findall(r"""(\w+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", tag)
    }
    if not values.get("src"):
        return None
    caption = max(tag.find("alt"), 0) + offset
    file, end = _file(values["src"]), offset + len(tag)
    return WrittenPicture(caption=values.get("alt", ""), file=file, offset=offset, caption_offset=caption, end=end)


def _file(typed: str) -> str:
    """The file's name without a title behind it, pointed brackets and blanks; its ending in plain letters."""
    name = re.sub(_ADDRESS_TITLE, "", typed.strip(WHITE)).strip(WHITE + "<>")
    stem, dot, ending = name.rpartition("．" if "." not in name else ".")
    return f"{stem}.{ending.translate(_FULL_WIDTH)}" if dot and len(ending) <= 4 else name


class _Scan:
    """One line on its way to an `Inline`: what goes or changes, what is bold, what is reported."""

    def __init__(self, typed: str) -> None:
        self.typed = typed
        self.cuts: list[Replacement] = []  # marks that go, with what stands in their place; apart from each other
        self.changes: list[Replacement] = []
        self.bold: list[tuple[int, int]] = []  # as typed
        self.links: list[tuple[int, int, str]] = []  # as typed, with the address
        self.taken = 0  # offset up to which all is taken
        self.raw_marks: list[RawMark] = []
        self.pictures: list[WrittenPicture] = []
        self.stars: list[tuple[int, int]] = []
        self.tags: dict[str, list[tuple[int, int]]] = {}  # name -> those that stand open
        self.escapes = "\\" in typed and not re.search(r"[A-Za-z]:\\|\\(?![*_#\[\]`~|<>&!+.()-])", typed)  # no path

    def result(self) -> Inline:
        tokens = re.compile(_INLINE_TOKENS)
        while match := tokens.search(self.typed, self.taken):
            self.taken = match.end()
            self._take(match)
        self._pair_stars([run for run in self.stars if run[1] - run[0] > 1])
        self._italics([start for start, end in self.stars if end - start == 1])
        for name in _BOLD_TAGS:
            for start, end in self.tags.get(name, ()):
                self._report(start, end, "open-bold")
        return self._applied()

    def _take(self, match: re.Match[str]) -> None:
        kind, (start, end), shown = match.lastgroup or "", match.span(), match.group()
        if kind == "stars":
            self.stars.append((start, end))
        elif kind == "code":
            ticks = len(match["ticks"])
            self._cut(start, start + ticks)
            self._cut(end - ticks, end)
            self._report(start, end, kind)
        elif kind == "escape":
            if self.escapes:
                self._change(start, end, shown[1:], "M2")
        elif kind == "address":
            self._cut(start, start + 1)
            self._cut(end - 1, end)
            self.links.append((start + 1, end - 1, link_target(shown[1:-1])))
        elif kind == "entity":
            self._entity(match)
        elif kind == "tag":
            self._tag(match)
        elif kind == "picture":
            self._bracketed(match)
        elif kind != "underscores" or not shown.strip("_").isascii() or shown == "__":
            if kind == "comment":
                self._cut(start, end)
            self._report(start, end, kind)

    def _entity(self, match: re.Match[str]) -> None:
        from html import unescape

        name = match.group().rstrip(";；").split(";")[-1].lstrip("&")
        if match.group().endswith("；") and not re.fullmatch(_WIDE_ENTITY, name):
            return
        char = unescape(f"&{name};")
        if char == f"&{name};":
            return  # no entity: AT&T;
        if char.isspace() and char != "\u3000":
            char = " "
        if char and (char.isprintable() or char == "\u3000"):
            self._change(*match.span(), char, "M1")
        else:
            self._report(*match.span(), "entity")

    def _tag(self, match: re.Match[str]) -> None:
        (start, end), shown, name = match.span(), match.group(), match["name"].lower()
        if name == "img" and (picture := _web_picture(shown, start)):
            self._cut(start, end)
            self.pictures.append(picture)
            return
        if name == "br":  # within a cell, as it ends a line elsewhere: nothing beside Han, else a blank
            beside = self.typed[max(start - 1, 0) : start], self.typed[end : end + 1]
            self._replace(start, end, " " if all(beside) and not any(map(is_ideograph, beside)) else "")
            return
        if not re.fullmatch(_TAGS, name):
            return
        opened = self.tags.setdefault(name, [])
        if not shown.startswith("</"):
            opened.append((start, end))
            if name not in _BOLD_TAGS:
                self._cut(start, end)
                self._report(start, end, "tag")
        elif opened:
            first, inside = opened.pop()
            self._cut(start, end)
            if name in _BOLD_TAGS:
                self._cut(first, inside)
                self.bold.append((inside, start))
        elif name in _BOLD_TAGS:
            self._report(start, end, "open-bold")
        else:
            self._cut(start, end)
            self._report(start, end, "tag")

    def _bracketed(self, match: re.Match[str]) -> None:
        """A picture inside the line, a link, or text in brackets."""
        start, end = match.span()
        if picture := _picture(match, alone=False):
            if braces := re.compile(rf"\s?{WRITTEN_BRACES}").match(self.typed, end):
                picture = _with_braces(picture, braces.group(), end)
            self.taken = picture.end
            self._cut(start, picture.end)
            self.pictures.append(picture)
            return
        words, address = match["caption"], re.sub(_ADDRESS_TITLE, "", match["file"].strip(WHITE)).strip("<>")
        opening = match.start("caption") - 1
        if self.typed[opening] == "【" or words.isdecimal():
            return
        if words and re.fullmatch(_SAFE_ADDRESS, address):
            self._link(match, address)
        elif words and re.match(_SCHEME, address) and re.fullmatch(_LINK_ADDRESS, address):
            self._report(opening, end, "unsafe-link")
        elif words and re.fullmatch(_LINK_ADDRESS, address):
            self._cut(opening, opening + 1)
            self._cut(match.end("caption"), end)
            self.raw_marks.append(RawMark(match.start("file"), "link", address[:60]))
        elif self.typed.startswith("](", match.end("caption")):
            self._report(opening, end, "bare-link")

    def _link(self, match: re.Match[str], address: str) -> None:
        """Words that lead to an address, which stands behind them in brackets where it says something else."""
        opening, end = match.start("caption") - 1, match.end("picture")
        self.stars += [
            (opening + 1 + run.start(), opening + 1 + run.end()) for run in _STARS.finditer(match["caption"])
        ]
        self._cut(opening, opening + 1)
        if _bare_address(match["caption"]) == _bare_address(address):
            self._cut(match.end("caption"), end)
        else:
            start = match.start("file") + match["file"].find(address)
            self._replace(match.end("caption"), start, "（")
            self._replace(start + len(address), end, "）")
        self.links.append((opening + 1, end, link_target(address)))

    def _pair_stars(self, runs: Sequence[tuple[int, int]]) -> None:
        """Bold: each run that may open with the next that may close. A run within a number hides digits."""
        waiting: tuple[int, int] | None = None
        for start, end in runs:
            before, after = self.typed[max(start - 1, 0) : start], self.typed[end : end + 1]
            number = before.isdecimal() or after.isdecimal()
            if _latin(before) and _latin(after) and (end - start > 3 or (number and not waiting)):
                continue
            if end - start > 3:
                self._report(start, end, "odd-bold")
                continue
            if waiting and self.typed[waiting[1] : start].strip(WHITE)[-1:] not in _CANNOT_CLOSE:
                self._bold(waiting, (start, end))
                waiting = None
                continue
            if waiting:
                self._report(*waiting, "odd-bold")
                waiting = None
            if self.typed[end : end + 80].lstrip(WHITE)[:1] not in _CANNOT_OPEN:
                waiting = (start, end)
            else:
                self._report(start, end, "odd-bold")
        if waiting:
            self._report(*waiting, "odd-bold")

    def _bold(self, opening: tuple[int, int], closing: tuple[int, int]) -> None:
        """Take the marks away, with stray blanks just inside them where Han is near."""
        inside = self.typed[opening[1] : closing[0]]
        first = opening[1] + len(inside) - len(inside.lstrip(WHITE))
        last = opening[1] + len(inside.rstrip(WHITE))
        outside = self.typed[max(opening[0] - 1, 0) : opening[0]], self.typed[closing[1] : closing[1] + 1]
        if first > opening[1]:
            if _latin(outside[0]) and _latin(self.typed[first]):
                first = opening[1]
            else:
                self._change(opening[1], first, "", "M3")
        if last < closing[0]:
            if _latin(outside[1]) and _latin(self.typed[last - 1]):
                last = closing[0]
            else:
                self._change(last, closing[0], "", "M3")
        self._cut(*opening)
        self._cut(*closing)
        self.bold.append((first, last))

    def _italics(self, singles: Sequence[int]) -> None:
        """Report `*词语*`; a product (2*3*4, 长*宽*高), a star before a note, and a lone one are text."""
        index = 0
        while index + 1 < len(singles):
            start, end = singles[index], singles[index + 1]
            inside = self.typed[start + 1 : min(end, start + 1 + _MAX_ITALIC + 1)]
            outside = self.typed[max(start - 1, 0) : start] + self.typed[end + 1 : end + 2]
            words = len(outside) == 2 and outside.isalnum()  # on both sides
            least = 4 if words else 2
            if least <= len(inside) <= _MAX_ITALIC and inside.strip(WHITE) == inside and not _product(inside + outside):
                self._report(start, end + 1, "italic")
                index += 1
            index += 1

    def _cut(self, start: int, end: int) -> None:
        self._replace(start, end, "")

    def _replace(self, start: int, end: int, new: str) -> None:
        """Put `new` where a mark stands; no change that anybody need know of."""
        self.cuts.append(Replacement(offset=start, old=self.typed[start:end], new=new, rule=""))

    def _change(self, start: int, end: int, new: str, rule: str) -> None:
        change = Replacement(offset=start, old=self.typed[start:end], new=new, rule=rule)
        self.cuts.append(change)
        self.changes.append(change)

    def _report(self, start: int, end: int, kind: str) -> None:
        shown = self.typed[start : min(end, start + 24)] + ("…" if end > start + 24 else "")
        self.raw_marks.append(RawMark(start, kind, shown))

    def _applied(self) -> Inline:
        cuts = sorted(self.cuts)
        whole = replaced(self.typed, cuts)
        ends: list[int] = []  # of the cuts, as typed
        shifts = [0]
        for cut in cuts:
            ends.append(cut.offset + len(cut.old))
            shifts.append(shifts[-1] + len(cut.new) - len(cut.old))
        lead = len(whole) - len(whole.lstrip(WHITE))
        text = whole.strip(WHITE)
        anchors = [(0, lead)]
        for end, shift in zip(ends, shifts[1:], strict=True):
            offset = end + shift - lead
            anchors.append((max(offset, 0), max(end, end - offset)))

        def moved(offset: int) -> int:
            return min(max(offset + shifts[bisect_right(ends, offset)] - lead, 0), len(text))

        bold = _apart(TextSpan(moved(start), moved(end), bold=True) for start, end in self.bold)
        links = _apart(TextSpan(moved(start), moved(end), link=address) for start, end, address in self.links)
        return Inline(
            text=text,
            spans=(*bold, *_with_bare_addresses(text, links)),
            anchors=tuple(anchors),
            pictures=tuple(self.pictures),
            raw_marks=tuple(sorted(self.raw_marks)),
            changes=tuple(sorted(self.changes)),
        )


def _apart(spans: Iterable[TextSpan]) -> tuple[TextSpan, ...]:
    """Spans in their order, none within another, without those that hold nothing."""
    found: list[TextSpan] = []
    for span in sorted(spans):
        begin = max(span.start, found[-1].end) if found else span.start
        if begin < span.end:
            found.append(span._replace(start=begin))
    return tuple(found)


def _with_bare_addresses(text: str, links: Sequence[TextSpan]) -> tuple[TextSpan, ...]:
    """The links of a text with the addresses that stand in it as they are."""
    found = list(links)
    starts = [link.start for link in links]
    for start, end in addresses(text):
        before = bisect_right(starts, end - 1) - 1
        address = text[start:end]
        mail = "@" in address and "/" not in address
        if (before < 0 or links[before].end <= start) and (mail or re.fullmatch(_SAFE_ADDRESS, address)):
            found.append(TextSpan(start, end, link=f"mailto:{address}" if mail else link_target(address)))
    return tuple(sorted(found))


def link_target(address: str) -> str:
    """Where an address leads, as a viewer opens it: with its scheme, and what no address holds escaped."""
    whole = f"http://{address}" if address.lower().startswith("www.") else address
    return re.sub(_NOT_IN_ADDRESS, lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), whole)


def safe_link(address: str) -> str:
    """Where an address that a document gives leads; "" for what is no address of the web or of mail."""
    return link_target(address) if re.fullmatch(_SAFE_ADDRESS, address) else ""


def _bare_address(words: str) -> str:
    """An address as people say it: without scheme and last slash."""
    return re.sub(r"(?i)^(?:https?://|mailto:)", "", words.strip(WHITE)).rstrip("/").lower()


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _product(text: str) -> bool:
    """Whether a star in company of these characters multiplies or stands for something in a formula."""
    return any(char.isdecimal() or char in "=＝+×÷/" for char in text)
