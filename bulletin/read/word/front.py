"""Title, kicker, subtitle and byline of a Word file: by style, by size and place, and by the forms that words have.

The title is what a style says; else the largest of the centred lines at the top; else the first line, where it reads
like one. What stands above it is the kicker; below it may come subtitle and byline, one under the other. A byline may
also close the report, to the right or in brackets. What issue.yaml says stands in place of all of it: the file's line
is then told and not printed, or it would stand below the words that correct it.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from bulletin.problems import Problem
from bulletin.read.byline import Byline, read_byline
from bulletin.read.chinese import WHITE, solid
from bulletin.read.closings import is_day
from bulletin.read.folder import ISSUE_FILE
from bulletin.read.keys import REPORT_KEYS
from bulletin.read.levels import numbered
from bulletin.read.notes import SUPERIOR_FIGURES
from bulletin.read.plain_header import (
    LINES_AFTER_TITLE,
    MAX_SUBTITLE,
    MAX_TITLE,
    NO_TITLE_END,
    Parts,
    Unkeyed,
    parts_of,
    values_under,
)
from bulletin.read.source import Source
from bulletin.read.table_titles import FIGURE_TITLE, NUMBERED
from bulletin.read.word.blocks import WordParagraph

TOP = 12  # paragraphs in which a title is looked for
MOST_TITLE_LINES_READ = 3
MAX_KICKER = 60  # characters of all that stands above a title
LARGER = 1.12  # times the size of most of the text, from which on a line stands out: 小三 over 四号
SUBTITLE_DASHES = ("——", "--")
HALVES = 12  # characters of each half of a title in two phrases
_LATIN_JOINT = re.compile("[A-Za-z][A-Za-z0-9]|[0-9][A-Za-z]")  # a number broken in its midst is one
_DOCUMENT_NUMBER = re.compile(r".{1,20}[〔\[（(【]\s*(?:19|20)\d\d\s*[〕\]）)】]\s*第?\s*\d{1,5}\s*[号期]")
_BRACKETS_AT_END = re.compile(r"(.+)[（(]([^（）()]+)[）)]")
_LETTERHEAD_END = ("文件", "简报", "专报", "快报", "动态", "内部资料")


class Front(NamedTuple):
    """The head of a report, and the lines of the source that it takes."""

    parts: Parts
    taken: frozenset[int] = frozenset()


class _Row(NamedTuple):
    """A line at the top, with the paragraph that it stands in."""

    number: int
    text: str  # as cleaned, without white space around it
    column: int
    paragraph: WordParagraph


def front_of(
    source: Source,
    top: Sequence[WordParagraph],
    bottom: Sequence[WordParagraph],
    told: Mapping[str, str],
    problems: list[Problem],
) -> Front:
    """The head of a report.

    Args:
        top: the paragraphs above the first table.
        bottom: those below the last one.
        told: what issue.yaml says of the report, by key.
    """
    rows = [row for paragraph in top[:TOP] for row in _rows(source, paragraph) if not _is_caption(row)]
    title = _told_title(rows, told.get("title", "")) or _title(rows, _usual_size(top))
    if rows and not title and not told.get("title"):
        front = _as_text(rows[0], source, bottom, told, problems)
        if front.parts.unkeyed or front.parts.last >= front.parts.first:
            return front
    head = _WordHead(source, told, problems)
    if title:
        head.take("title", _joined([row.text for row in title]), title)
        above = rows[: rows.index(title[0])]
        for row in (row for row in above if _is_byline(row.text)):  # the larger line is the part's that comes first
            for key, text in _values_of(row.text, head.known).items():
                head.take(key, text, [row])
        above = [row for row in above if not _is_byline(row.text)]
        if above and len(kicker := "　".join(row.text for row in above)) <= MAX_KICKER:
            head.take("kicker", kicker, above)
    elif told.get("title") and rows and _may_head(rows[0]) and not _stands_below(rows[0].text):
        message = f"标题用 {ISSUE_FILE} 里写的，文件里的照印"
        place = source.place(rows[0].number)
        problems.append(source.problem("note", "first-line", message, place, "不要印就在 Word 里删掉"))
    after = rows[rows.index(title[-1]) + 1 :] if title else rows
    for row in after[: LINES_AFTER_TITLE + 1]:
        values = _under(row, head.known)
        if is_day(row.text) and "subtitle" in head.known and not {"post", "author"} & head.known:
            values = {"day": row.text}
        if not values:
            break
        for key, text in values.items():
            if is_day(text):
                head.add_day(solid(text), row)
            else:
                head.take(key, text, [row])
    _sign(source, bottom, head)
    return Front(Parts(first=1, last=0, body=1, unkeyed=tuple(head.found)), frozenset(head.taken))


class _WordHead:
    """The lines of a file that are its head: what issue.yaml says stands in place of what they say."""

    def __init__(self, source: Source, told: Mapping[str, str], problems: list[Problem]) -> None:
        self._source, self._told, self._problems = source, told, problems
        self.found: list[Unkeyed] = []
        self.taken: set[int] = set()  # numbers of lines
        self.known: set[str] = set()  # keys that the file says, whether they stand or not

    def take(self, key: str, text: str, rows: Sequence[_Row]) -> None:
        """Take rows for what `key` says."""
        self.taken.update(row.number for row in rows)
        self.say(Unkeyed(key=key, text=text, line=rows[0].number, column=rows[0].column))

    def say(self, each: Unkeyed) -> None:
        """What the file says of a key; a note where issue.yaml says it otherwise."""
        self.known.add(each.key)
        if not (told := self._told.get(each.key, "")):
            self.found.append(each)
        elif solid(told) != solid(each.text):
            message = f"{REPORT_KEYS.row(each.key).synonyms[0]}用 {ISSUE_FILE} 里写的，文件里的“{each.text[:40]}”不印"
            place, hint = self._source.place(each.line), f"要印文件里的，就在 {ISSUE_FILE} 里删掉这一项"
            self._problems.append(self._source.problem("note", "replaced-line", message, place, hint))

    def add_day(self, day: str, row: _Row) -> None:
        """The day under a title stands as the subtitle, or behind it."""
        self.taken.add(row.number)
        self.known.add("subtitle")
        for at, each in enumerate(self.found):
            if each.key == "subtitle":
                self.found[at] = each._replace(text=f"{each.text}　{day}")
                return
        self.found.append(Unkeyed(key="subtitle", text=day, line=row.number, column=row.column))


def _as_text(
    first: _Row, source: Source, bottom: Sequence[WordParagraph], told: Mapping[str, str], problems: list[Problem]
) -> Front:
    """The head of a text without a look, as of a file of plain text: from its first row on, since cells of a table
    above it are no title.
    """
    source = source._replace(lines=("",) * (first.number - 1) + source.lines[first.number - 1 :])
    parts = parts_of(source, "", problems)
    head = _WordHead(source, told, problems)
    head.taken.update(range(first.number, parts.body))
    for each in parts.unkeyed:
        head.say(each)
    if parts.last < parts.first:  # no keys, which would say it
        _sign(source, bottom, head)
    return Front(parts._replace(unkeyed=tuple(head.found)), frozenset(head.taken))


def _rows(source: Source, paragraph: WordParagraph) -> Iterator[_Row]:
    for line in paragraph.lines:
        clean = source.lines[line.number - 1]
        bare = clean.strip(WHITE)
        if bare:
            yield _Row(line.number, bare, len(clean) - len(clean.lstrip(WHITE)) + 1, paragraph)


def _is_caption(row: _Row) -> bool:
    """Whether a line says what a picture or a table beside it shows."""
    numbered_title = FIGURE_TITLE.fullmatch(row.text) or NUMBERED.match(row.text)
    return row.paragraph.is_caption or (bool(numbered_title) and not row.paragraph.is_title)


def _usual_size(paragraphs: Sequence[WordParagraph]) -> int:
    """The size of most characters, in half-points."""
    sizes: dict[int, int] = {}
    for paragraph in paragraphs:
        if not (paragraph.is_title or paragraph.outline):
            sizes[paragraph.size] = sizes.get(paragraph.size, 0) + len(paragraph.text)
    return max(sizes, key=lambda size: (sizes[size], -size), default=0)


def _title(rows: Sequence[_Row], usual: int) -> list[_Row]:
    """The rows of the title; [] where nothing shows it."""
    first = next((at for at, row in enumerate(rows) if row.paragraph.is_title), -1)
    if first >= 0:
        return _run(rows, first, lambda row: row.paragraph.is_title)
    end = next((at for at, row in enumerate(rows) if row.paragraph.alignment != "center"), len(rows))
    centred = [at for at, row in enumerate(rows) if _may_head(row) and row.paragraph.alignment == "center"]
    centred = [at for at in centred if not (_is_letterhead(rows, at) or _stands_below(rows[at].text))]
    bold = [at for at in centred if rows[at].paragraph.bold and at < end]
    large = [at for at in centred if rows[at].paragraph.size >= LARGER * usual > 0]
    # Where a bold line stands among others that are not, those are larger than the text as kickers and names are.
    standing_out = bold if bold and len(bold) < sum(at < end for at in centred) else large
    if standing_out:
        size = max(rows[at].paragraph.size for at in standing_out)
        first = next(at for at in standing_out if rows[at].paragraph.size == size)
        return _run(rows, first, lambda row: _alike(row, rows[first]))
    if rows and rows[0].paragraph.outline and _may_head(rows[0]):
        centred = [0]
    elif not centred or centred[0] >= end:
        return []
    return _run(rows, centred[0], lambda row: row.paragraph is rows[centred[0]].paragraph)


def _stands_below(text: str) -> bool:
    """Whether a line is one of those that stand below a title: a subtitle with dashes, a day, who wrote."""
    return text.startswith(SUBTITLE_DASHES) or is_day(text) or bool(_values_of(text, set()))


def _is_byline(text: str) -> bool:
    """Whether a line above the title surely says who wrote: a name with a post, or in brackets."""
    values = values_under(text, set())
    return "author" in values and ("post" in values or text.startswith(("（", "(")))


def _values_of(text: str, known: set[str]) -> dict[str, str]:
    """What a line below a title says: also who wrote with the day behind it in brackets, or with a note's number."""
    bare = text.rstrip(SUPERIOR_FIGURES)
    if bare != text and (values := _values_of(bare, known)):
        last = list(values)[-1]
        return {**values, last: values[last] + text[len(bare) :]} if last in ("post", "author") else values
    label, colon, post = text.replace(":", "：").partition("：")
    if colon and solid(label) in REPORT_KEYS.row("post").synonyms:
        return {} if "post" in known else {"post": post.strip(WHITE)}
    if values := values_under(text, known):
        return values
    parted = _BRACKETS_AT_END.fullmatch(text)
    values = values_under(parted[1].strip(WHITE), known) if parted and is_day(parted[2]) else {}
    return {**values, "day": text[len(parted[1]) :]} if parted and values.keys() & {"post", "author"} else {}


def _run(rows: Sequence[_Row], first: int, belongs: Callable[[_Row], bool]) -> list[_Row]:
    """The rows from `first` on that belong together, as long as they make a title."""
    found = [rows[first]]
    for row in rows[first + 1 : first + MOST_TITLE_LINES_READ]:
        joint = sum(len(each.text) for each in found) + len(row.text)
        if not belongs(row) or joint > MAX_TITLE or _stands_below(row.text):
            break
        found.append(row)
    return found


def _alike(row: _Row, other: _Row) -> bool:
    return (
        row.paragraph.alignment == other.paragraph.alignment
        and row.paragraph.size == other.paragraph.size
        and (row.paragraph.red, row.paragraph.bold) == (other.paragraph.red, other.paragraph.bold)
        and row.paragraph.outline == other.paragraph.outline
        and _may_head(row)
    )


def _may_head(row: _Row) -> bool:
    return len(row.text) <= MAX_TITLE and not row.text.endswith(NO_TITLE_END) and not numbered(row.text)[0]


def _is_letterhead(rows: Sequence[_Row], at: int) -> bool:
    """Whether a row is of the red head over an official document: 某某文件, 某发〔2026〕12号."""
    row = rows[at]
    if _DOCUMENT_NUMBER.fullmatch(row.text):
        return True
    numbers = any(_DOCUMENT_NUMBER.fullmatch(each.text) for each in rows[at + 1 : at + 3])
    return row.paragraph.red and (numbers or row.text.endswith(_LETTERHEAD_END)) and at + 1 < len(rows)


def _joined(texts: Sequence[str]) -> str:
    """The lines of a title as one: a gap parts two phrases of one length, and two words in Latin letters."""
    lengths = {len(text) for text in texts}
    phrases = len(texts) == 2 and len(lengths) == 1 and max(lengths) <= HALVES
    joined = texts[0]
    for text in texts[1:]:
        joined += f" {text}" if phrases or _LATIN_JOINT.fullmatch(joined[-1] + text[0]) else text
    return joined


def _told_title(rows: Sequence[_Row], title: str) -> list[_Row]:
    """The rows that say the title that issue.yaml says; [] without, or where it says none."""
    if not title:
        return []
    for first in range(len(rows)):
        for last in range(first + 1, min(first + MOST_TITLE_LINES_READ, len(rows)) + 1):
            if solid("".join(row.text for row in rows[first:last])) == solid(title):
                return list(rows[first:last])
    return []


def _under(row: _Row, known: set[str]) -> dict[str, str]:
    """What a row under the title says, by key; {} where the text begins."""
    if values := _values_of(row.text, known):
        return values
    paragraph = row.paragraph
    heads = paragraph.is_subtitle or (paragraph.alignment == "center" and not paragraph.outline)
    free = not {"subtitle", "post", "author"} & known
    return {"subtitle": row.text} if heads and free and len(row.text) <= MAX_SUBTITLE and _may_head(row) else {}


def _sign(source: Source, bottom: Sequence[WordParagraph], head: _WordHead) -> None:
    """Take a person's signature at the end for the byline, where there is none under the title.

    The day below it stays where it is, as the closing.
    """
    if {"post", "author"} & head.known:
        return
    rows = [row for paragraph in bottom[-4:] for row in _rows(source, paragraph)]
    for row in reversed(rows):
        if is_day(row.text) or row.number in head.taken:
            continue
        byline = _signature(row)
        if byline:
            above = rows[rows.index(row) - 1] if rows.index(row) else None
            if not byline.post and above and _is_post_above(above, row):
                byline = byline._replace(post=above.text)
                head.taken.add(above.number)
            for key, text in (("post", byline.post), ("author", byline.author)):
                if text:
                    head.take(key, text, [row])
        return


def _is_post_above(above: _Row, name: _Row) -> bool:
    """Whether a line to the right, over a name to the right, says that person's post."""
    right = above.paragraph.alignment == name.paragraph.alignment == "right"
    return right and values_under(above.text, set()).keys() == {"post"}


def _signature(row: _Row) -> Byline | None:
    """The person that a last line names, where it stands to the right or in brackets."""
    right = row.paragraph.alignment == "right" or row.paragraph.indented
    bracketed = row.text[:1] in "（(" and row.text[-1:] in "）)"
    byline = read_byline(row.text) if right or bracketed else None
    return byline if byline and byline.author else None
