"""Title, kicker, subtitle and byline of a Word file: by their look, else by the forms that words have.

The title is what `titles.py` finds by its look; else the first line, where it reads like one; a file may also be
without. What stands above it is the kicker; below it may come subtitle and byline, one under the other. A byline may
also close the report: a person to the right or in brackets, or credits. What issue.yaml says stands in place of all of
it: the file's line is then told and not printed, or it would stand below the words that correct it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

from bulletin.problems import Problem
from bulletin.read.byline import Byline, is_credit, is_duty, read_byline
from bulletin.read.chinese import solid
from bulletin.read.closings import is_day
from bulletin.read.folder import ISSUE_FILE
from bulletin.read.keys import REPORT_KEYS
from bulletin.read.plain_header import LINES_AFTER_TITLE, MAX_SUBTITLE, Parts, Unkeyed, parts_of, values_under
from bulletin.read.source import Source
from bulletin.read.word.blocks import WordParagraph
from bulletin.read.word.front_rows import FrontRow, front_rows, is_byline, is_caption, stands_below, values_of
from bulletin.read.word.titles import joined_title, may_head, title_rows, told_title_rows, usual_size

TOP = 12  # paragraphs in which a title is looked for
SIGNED_BELOW = 8  # last paragraphs in which a signature is looked for: credits are often five lines
_EDITORS_NOTE = re.compile("[【〔（\\[(]?\\s*(?:编者)?按\\s*(?:[】〕）\\])]|[:：])")
_DRAWN_LINE = re.compile("[—─━－-]{3,}[ \u3000]*[★☆]?[ \u3000]*[—─━－-]*")  # under a red head
MAX_KICKER = 60  # characters of all that stands above a title


class Front(NamedTuple):
    """The head of a report, and the lines of the source that it takes."""

    parts: Parts
    taken: frozenset[int] = frozenset()


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
    rows = [row for paragraph in top[:TOP] for row in front_rows(source, paragraph) if not is_caption(row)]
    headed = [row for row in rows if not _EDITORS_NOTE.match(row.text)]
    title = told_title_rows(rows, told.get("title", "")) or title_rows(headed, usual_size(top))
    if rows and not title and not told.get("title"):
        front = _as_text(rows[0], source, bottom, told, problems)
        if front.parts.unkeyed or front.parts.has_keys:
            return front
    head = _WordHead(source, told, problems)
    if title:
        head.take("title", joined_title([row.text for row in title]), title)
        above = headed[: headed.index(title[0])] if title[0] in headed else []
        for row in (row for row in above if is_byline(row.text)):  # the larger line is the part's that comes first
            for key, text in values_of(row.text, head.known).items():
                head.take(key, text, [row])
        head.leave_out([row for row in above if _DRAWN_LINE.fullmatch(row.text)])
        above = [row for row in above if not (is_byline(row.text) or row.number in head.taken)]
        kicker = "　".join(row.text for row in above)
        if above and len(kicker) <= MAX_KICKER and not any(row.text.endswith("。") for row in above):
            head.take("kicker", kicker, above)
    elif told.get("title") and rows and may_head(rows[0]) and not stands_below(rows[0].text):
        message = f"标题用 {ISSUE_FILE} 里写的，文件里的照印"
        place = source.place(rows[0].number)
        problems.append(source.problem("note", "first-line", message, place, "不要印就在 Word 里删掉"))
    after = rows[rows.index(title[-1]) + 1 :] if title else rows
    problems += _other_titles(source, top, title)
    _take_under(after, head)
    _sign(source, bottom, head)
    return Front(Parts(first=1, last=0, body=1, unkeyed=tuple(head.found)), frozenset(head.taken))


class _WordHead:
    """The lines of a file that are its head: what issue.yaml says stands in place of what they say."""

    def __init__(self, source: Source, told: Mapping[str, str], problems: list[Problem]) -> None:
        self._source, self._told, self._problems = source, told, problems
        self.found: list[Unkeyed] = []
        self.taken: set[int] = set()  # numbers of lines
        self.known: set[str] = set()  # keys that the file says, whether they stand or not

    def take(self, key: str, text: str, rows: Sequence[FrontRow]) -> None:
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

    def leave_out(self, rows: Sequence[FrontRow]) -> None:
        """Tell of lines that are drawn with signs, as under the name of an office's paper: ————★————."""
        self.taken.update(row.number for row in rows)
        for row in rows:
            place, hint = self._source.place(row.number), "不用改；要印就截成图片插入"
            message = f"标题上面的线“{row.text[:24]}”不印"
            self._problems.append(self._source.problem("note", "word-rules", message, place, hint))

    def take_credits(self, rows: Sequence[FrontRow]) -> None:
        """Take lines of credits for the author, as they are typed."""
        self.take("author", "　".join(row.text for row in rows), rows)

    def add_day(self, day: str, row: FrontRow) -> None:
        """The day under a title stands as the subtitle, or behind it."""
        self.taken.add(row.number)
        self.known.add("subtitle")
        for at, each in enumerate(self.found):
            if each.key == "subtitle":
                self.found[at] = each._replace(text=f"{each.text}　{day}")
                return
        self.say(Unkeyed(key="subtitle", text=day, line=row.number, column=row.column))


def _as_text(
    first: FrontRow, source: Source, bottom: Sequence[WordParagraph], told: Mapping[str, str], problems: list[Problem]
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
    if not parts.has_keys:  # they would say it
        _sign(source, bottom, head)
    return Front(parts._replace(unkeyed=tuple(head.found)), frozenset(head.taken))


def _take_under(rows: Sequence[FrontRow], head: _WordHead) -> None:
    """Take the rows under the title that belong to the head, down to the first that does not."""
    noted = False
    for at, row in enumerate(rows[: LINES_AFTER_TITLE + 1]):
        if row.number in head.taken:
            continue
        signed = {"post", "author"} & head.known
        if _EDITORS_NOTE.match(row.text) and not (noted or signed):
            noted = True  # it is read before the text, and who wrote this may stand below it
            continue
        credited = (not signed and _credited(rows[at:])) or _signed_together(rows[at:], head.known)
        if len(credited) > 1:
            head.take_credits(credited)
            continue
        values = _under(row, head.known)
        if is_day(row.text) and (row.is_centred if signed else "subtitle" in head.known):
            values = {"day": row.text}
        if not values or (noted and not values.keys() <= {"post", "author"}):
            break
        for key, text in values.items():
            if is_day(text):
                head.add_day(solid(text), row)
            else:
                head.take(key, text, [row])


def _under(row: FrontRow, known: set[str]) -> dict[str, str]:
    """What a row under the title says, by key; {} where the text begins."""
    if values := values_of(row.text, known):
        return values
    paragraph = row.paragraph
    heads = paragraph.is_subtitle or (paragraph.alignment == "center" and not paragraph.outline)
    free = not {"subtitle", "post", "author"} & known
    return {"subtitle": row.text} if heads and free and len(row.text) <= MAX_SUBTITLE and may_head(row) else {}


def _other_titles(source: Source, paragraphs: Sequence[WordParagraph], title: Sequence[FrontRow]) -> Iterator[Problem]:
    """A warning for each line in the look of the title with who wrote below it: a file is printed as one report."""
    if not title or not title[0].is_centred:
        return
    own = title[0].paragraph
    rows = [row for each in paragraphs for row in front_rows(source, each) if row.number > title[-1].number]
    for row, below in pairwise(rows):
        other = row.paragraph
        alike = row.is_centred and (other.size, other.bold) == (own.size, own.bold)
        if alike and may_head(row) and not stands_below(row.text) and _signs(below):
            message = f"“{row.text[:24]}”像是另一篇稿件的标题，当作正文印"
            hint = "是另一篇，就从这里剪切出来，另存为一个 Word 文件"
            yield source.problem("warning", "second-title", message, source.place(row.number), hint)


def _sign(source: Source, bottom: Sequence[WordParagraph], head: _WordHead) -> None:
    """Take a person's signature at the end for the byline, where there is none under the title.

    The day below it stays where it is, as the closing.
    """
    if {"post", "author"} & head.known:
        return
    rows = [row for paragraph in bottom[-SIGNED_BELOW:] for row in front_rows(source, paragraph)]
    unit: FrontRow | None = None  # 作者单位：区委组织部, above or below the name
    for at, row in reversed(list(enumerate(rows))):
        if is_day(row.text) or row.number in head.taken:
            continue
        up = rows[at::-1]
        credited = _credited(up) or _signed_together(up, set())
        if len(credited) > 1:
            head.take_credits(credited[::-1])
            return
        if is_duty(row.text):
            continue
        if unit is None and _is_labelled_post(row):
            unit = row
            continue
        byline = _signature(row)
        if byline:
            if at and not unit and (_is_post_above(rows[at - 1], row) or _is_labelled_post(rows[at - 1])):
                unit = rows[at - 1]
            if not byline.post and unit:
                byline = byline._replace(post=values_of(unit.text, set())["post"])
                head.taken.add(unit.number)
            for key, text in (("post", byline.post), ("author", byline.author)):
                if text:
                    head.take(key, text, [row])
        return


def _credited(rows: Iterable[FrontRow]) -> list[FrontRow]:
    """The lines of credits that the rows begin with, those of who edited among them; [] of these alone."""
    found = list(takewhile(lambda row: is_credit(row.text) or is_duty(row.text), rows))
    return found if any(is_credit(row.text) for row in found) else []


def _signed_together(rows: Sequence[FrontRow], known: set[str]) -> list[FrontRow]:
    """The lines that the rows begin with that each say who wrote, in the middle or to the right."""

    return list(takewhile(lambda row: _signs(row) and not known & values_of(row.text, set()).keys(), rows))


def _signs(row: FrontRow) -> bool:
    """Whether a line in the middle or to the right says who wrote."""
    apart = row.is_centred or row.paragraph.alignment == "right"
    return apart and "author" in values_of(row.text, set())


def _is_post_above(above: FrontRow, name: FrontRow) -> bool:
    """Whether a line to the right, over a name to the right, says that person's post."""
    right = above.paragraph.alignment == name.paragraph.alignment == "right"
    return right and values_under(above.text, set()).keys() == {"post"}


def _is_labelled_post(row: FrontRow) -> bool:
    """Whether a line says outright whose post it is, or whose unit: 作者单位：区委组织部."""
    return ("：" in row.text or ":" in row.text) and values_of(row.text, set()).keys() == {"post"}


def _signature(row: FrontRow) -> Byline | None:
    """Who a last line names: a person, where it stands to the right or in brackets, anybody where it is a credit."""
    right = row.paragraph.alignment == "right" or row.paragraph.indented
    bracketed = row.text[:1] in "（(" and row.text[-1:] in "）)"
    credit = is_credit(row.text)
    byline = read_byline(row.text) if right or bracketed or credit else None
    return byline if byline and (byline.author or credit) else None
