"""Spaces in Chinese text: which part something and stay, as one em, and which stand for nothing and go.

S1 is for a space between Chinese, S2 for one between Chinese and Latin letters or figures, behind a label, or for
several between Latin words or figures. Chinese sets no blanks between words, so a blank parts things only where they
look like things: several in a row (张三 李四 王五), two short ones (组长 张三), halves of a verse, what stands after
第一章 or 附件1, a date at a line's end, a telephone number, the next 项目：. In a headline every space parts two
phrases, but for those around Latin words (我区 GDP 增长). All else is a slip of typing or a trace of another program,
and goes.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import chain, pairwise
from typing import NamedTuple

from bulletin.model.marks import CLOSING, LONG_UNITS, MULTIPLIERS, OPENING, UNITS
from bulletin.read.byline import is_name
from bulletin.read.chinese import FIXED_MARKS, SHARED_MARKS, is_han
from bulletin.read.edits import Doubt, Replacement
from bulletin.read.levels import list_label, numbered
from bulletin.words.surnames import SURNAMES

EM_SPACE = "\u3000"
SHORT_WORD = 4  # characters beside a space in running text that are a thing of their own: 欧阳修文, 副区长
SHORT_IN_LINE = 5  # the same in a line of its own: 某区水务局 张三
SHORT_HALF = 3  # characters of a half of a verse, at least
# Spaces do not count: the length is the same when they are gone.
SHORT_LINE = 32  # characters of a line that may be no sentence: a verse of four lines has 28
DATED_LINE = 39  # characters of a line that may end in a date: the longest office names have 25
SPREAD_RUN = 3  # single characters, or spaces around some, in a row that are the trace of a scan
SPREAD_LINE = 8  # single characters that may be all of a line, a heading: 会 议 纪 要

# Patterns are compiled when a text with spaces needs them.
_RUN = "[ \xa0\u3000]+"
_PARTING = frozenset("，、。；：！？…‥⋯—―⸺⸻～〜·／,;:!?")
_BRACKETS_LEFT, _BRACKETS_RIGHT = OPENING + "(", CLOSING + ")"
_NOT_BEFORE, _NOT_AFTER = _PARTING.union(_BRACKETS_LEFT), _PARTING.union(_BRACKETS_RIGHT)
_UNIT_SIGNS = frozenset("%％℃")
_SOME_UNIT = f"[{''.join(sorted(UNITS))}]|{'|'.join(chain(*LONG_UNITS.values()))}"
_UNIT_BEHIND = f"[{''.join(sorted(_UNIT_SIGNS))}]|[{MULTIPLIERS}]*(?:{_SOME_UNIT})?"
_ROUND = frozenset("（）()【】〔〕")  # what stands in them belongs to a neighbour
_PIECE = f"[^ \xa0\u3000{''.join(sorted(_PARTING))}{_BRACKETS_LEFT}{_BRACKETS_RIGHT}]+"
_DATE = (
    r"\d{2,4}年\d{1,2}月(?:\d{1,2}日)?|\d{1,2}月\d{1,2}日|\d{4}[-./]\d{1,2}[-./]\d{1,2}"
    "|[〇零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日)?"
)
_PHONE = r"(?:0\d{2,3}-?\d{7,8}|1[3-9]\d-?\d{4}-?\d{4}|[48]00-?\d{3,4}-?\d{3,4})(?![\d.,%％万亿元个]|-\d)"
# A telephone number; figures in groups; the last ones of a decimal, 0.123 456.
_ONE_FIGURE = (
    r"(?<!\d)(?:0\d{2,3}|[48]00|1\d{2})(?:[ \xa0-]\d{3,8})+"
    r"|(?<![\d.])(?:\d{1,3}|\d+\.\d{3})(?:[ \xa0]\d{3})+(?!\d)"
)
_ORDINAL = (
    r"第[一二三四五六七八九十百零〇0-9]{1,5}[章节条款项编篇部卷讲期届课]"
    r"|(?:附件|附表|附图|附录|专栏|案例|表|图)[一二三四五六七八九十0-9.-]{0,5}"
)
_CALLS = ("电话", "热线", "手机", "传真", "邮编")
# Last characters of posts and offices that stand before a name.
_POSTS = tuple("长记任员者席编审校影局委办院社站科室处部厅")
_NEWS = ("讯", "电")  # 本报讯 11月26日，…


class _Gap(NamedTuple):
    """A space, and the words on its sides as far as no pause stands between; "" where none is."""

    start: int
    end: int
    before: str
    after: str
    left: bool  # Chinese stands at its left
    right: bool
    clause: int  # pauses before it

    @property
    def inside(self) -> bool:
        """Whether it stands between Chinese."""
        return self.left and self.right

    def short(self, most: int) -> bool:
        """Whether the words on both sides have at most so many characters."""
        return 0 < len(self.before) <= most and 0 < len(self.after) <= most

    @property
    def even(self) -> bool:
        """Whether it parts a verse in halves."""
        return len(self.before) == len(self.after) >= SHORT_HALF


def gaps(
    text: str,
    now: Sequence[str],
    chinese: Callable[[int], bool],
    *,
    headline: bool = False,
    needless: frozenset[int] = frozenset(),
) -> tuple[list[Replacement], tuple[Doubt, ...]]:
    """What becomes of the spaces of a paragraph, or of a line of display text; and what is doubtful about them.

    Args:
        now: the text with its marks as they will be printed.
        chinese: whether Chinese stands at a position.
        needless: offsets of spaces that the editor's markup brought, around bold characters.
    """
    spans = [match.span() for match in re.finditer(_RUN, text) if match.start() and match.end() < len(text)]
    if not spans:
        return [], ()
    label = list_label(text) or len(numbered(text)[1])
    line = _SpacedLine(text, now, chinese, spans)
    spread = frozenset[int]() if headline else line.spread()
    edits = []
    for gap in line.gaps:
        old = text[gap.start : gap.end]
        if now[gap.start - 1] in ".。" and now[gap.end] in ".。":
            continue  # joined they might become an ellipsis
        typed_wide = not old.strip(EM_SPACE)
        several = len(old) > 1 and not typed_wide
        figures = (headline or several) and line.parts_figures(gap)
        among_latin = not (gap.left or gap.right or gap.start == label)
        if among_latin and (figures or several):
            new = EM_SPACE if figures or EM_SPACE in old else " "
        elif among_latin or (typed_wide and not headline):
            continue
        elif gap.start == label and not typed_wide:
            new = ""
        elif headline:
            parts = figures or EM_SPACE in old or line.parts_phrases(gap)
            new = EM_SPACE if parts else "" if gap.inside or line.touches(gap) or line.is_around_latin(gap) else old
        elif gap.start not in spread and needless.isdisjoint((gap.start, gap.end - 1)) and line.parts(gap):
            new = EM_SPACE
        else:
            new = "" if gap.inside or line.touches(gap) else old
        if new != old:
            rule = "S1" if gap.inside else "S2"
            edits.append(Replacement(offset=gap.start, old=old, new=new, rule=rule))
    if not spread:
        return edits, ()
    message = "字与字之间都有空格，像是从扫描件或 PDF 抄来的，空格已删去"
    return edits, (Doubt(offset=min(spread), code="spaced-characters", message=message),)


class _SpacedLine:
    """A line with its spaces, looked through once."""

    def __init__(
        self, text: str, now: Sequence[str], chinese: Callable[[int], bool], spans: Sequence[tuple[int, int]]
    ) -> None:
        self.text, self.now = text, now
        pauses = [offset for offset, char in enumerate(now) if char in _PARTING]
        words = [match.span() for match in re.finditer(_PIECE, "".join(now))]
        starts = [start for start, _ in words]
        self.gaps = []
        for start, end in spans:
            clause = bisect_left(pauses, start)
            place = bisect_left(starts, start)
            before = (
                text[slice(*words[place - 1])] if place and bisect_left(pauses, words[place - 1][0]) == clause else ""
            )
            after = (
                text[slice(*words[place])]
                if place < len(words) and bisect_left(pauses, starts[place]) == clause
                else ""
            )
            self.gaps.append(
                _Gap(start, end, before, after, left=chinese(start - 1), right=chinese(end), clause=clause)
            )
        self._stopped = text[len(text.rstrip(_BRACKETS_RIGHT)) - 1] in _PARTING or text.endswith(".")
        label = len(numbered(text)[1])
        self._length = len(text) - sum(end - start for start, end in spans)
        self._own = self._length <= SHORT_LINE and not any(
            label <= pause < len(text) - 1 and now[pause] != "、" for pause in pauses
        )
        self._labelled = self._own and not self._stopped and label > 0
        self._rows: dict[int, list[_Gap]] = {}  # the spaces between Han, by clause
        for gap in self.gaps:
            if gap.inside and not self._beside_pause(gap):
                self._rows.setdefault(gap.clause, []).append(gap)
        every = [gap for row in self._rows.values() for gap in row]
        clauses = bisect_left(pauses, len(text.rstrip("".join(_PARTING)))) - min(self._rows, default=0) + 1
        self._listing = (
            self._names(every)
            and len(every) > 1
            and len(self._rows) == clauses
            and all(gap.short(SHORT_WORD) for gap in every)
        )
        self._several = {clause for clause, row in self._rows.items() if self._enumerates(row)}
        self._columns = (
            self._length <= SHORT_LINE and not self._stopped and any(gap.left == gap.right for gap in self.gaps)
        )
        self._around = self._around_latin(chinese)

    def _names(self, gaps: Sequence[_Gap]) -> bool:
        """Whether each space stands before or behind what may be a name, or the line is no sentence."""
        return not self._stopped or all(gap.before[:1] in SURNAMES or gap.after[:1] in SURNAMES for gap in gaps)

    def touches(self, gap: _Gap) -> bool:
        """S2: whether the Chinese on one side makes the space needless: Han beside Latin, a full-width mark, 5 ％."""
        mark, other = self.now[gap.start - 1], self.now[gap.end]
        if mark.isdecimal() and other in _UNIT_SIGNS:
            return True
        if {mark, other} == {"。", "."}:  # close together they would be an ellipsis
            return False
        if gap.right:
            mark, other = other, mark
        return (other.isalnum() and mark not in SHARED_MARKS) or mark in FIXED_MARKS

    def is_around_latin(self, gap: _Gap) -> bool:
        """Whether it is one of two spaces around Latin words or figures, with Chinese beyond."""
        return gap.start in self._around

    def parts_phrases(self, gap: _Gap) -> bool:
        """Whether a space of a headline parts two phrases; one behind the dashes that it opens with parts none."""
        if gap.inside:
            return bool(self.text[: gap.start].strip("—―⸺-"))
        other = self.now[gap.end if gap.left else gap.start - 1]
        return other.isalnum() and not self._beside_pause(gap) and not self.is_around_latin(gap)

    def parts_figures(self, gap: _Gap) -> bool:
        """Whether a space parts two figures, 6.8～8.2 109项, and stands in none: 1 200, 0536 8888888."""
        figures = self.now[gap.start - 1].isdecimal() and self.now[gap.end].isdecimal()
        return figures and gap.start not in self._in_figures

    @cached_property
    def _in_figures(self) -> frozenset[int]:
        """Every offset in a figure that has spaces; looked for once, where figures stand on both sides of a space."""
        return frozenset(place for found in re.finditer(_ONE_FIGURE, self.text) for place in range(*found.span()))

    def parts(self, gap: _Gap) -> bool:
        """Whether a space of a paragraph parts two things."""
        if self._beside_pause(gap) or not (gap.before and gap.after):
            return False
        if self._opens(gap) or self._before_number(gap) or self._before_date(gap):
            return True
        behind = self.now[gap.end + len(gap.after)] if gap.end + len(gap.after) < len(self.now) else ""
        if behind in ("：", ":") and len(gap.after) <= SHORT_IN_LINE and not gap.after[0].isdecimal():
            return True
        if not gap.inside:
            return self._before_option(gap) or (
                self._columns and not self.is_around_latin(gap) and self._between_figures(gap)
            )
        return gap.clause in self._several if len(self._rows[gap.clause]) > 1 else self._two_things(gap)

    def spread(self) -> frozenset[int]:
        """Where spaces begin that stand between all characters, as in a scan, and not in a heading or among names."""
        found = False
        run: list[_Gap] = []
        for gap in self.gaps:
            alone = run and gap.start == run[-1].end + 1 and is_han(self.text[run[-1].end])
            if run and not (gap.inside and alone):
                found |= self._scanned(run)
                run = []
            if gap.inside:
                run.append(gap)
        if not (found or self._scanned(run)):
            return frozenset()
        return frozenset(gap.start for gap in self.gaps if gap.inside and 1 in {len(gap.before), len(gap.after)})

    def _scanned(self, run: Sequence[_Gap]) -> bool:
        """Whether spaces with single characters between them stand there for no purpose."""
        words = [run[0].before, *(gap.after for gap in run)] if run else []
        single = [word for word in words if len(word) == 1]
        if len(single) < SPREAD_RUN and (len(run) < SPREAD_RUN or self._own):
            return False
        heading = len(single) <= SPREAD_LINE and run[0].start == 1 and run[-1].end == len(self.text) - 1
        names = len(single) % 2 == 0 and SURNAMES.issuperset(single[::2])
        return not (heading or names or len({gap.end - gap.start for gap in run}) > 1)

    def _beside_pause(self, gap: _Gap) -> bool:
        """Whether a pause stands at either side, or a bracket that holds the space."""
        before, after = self.now[gap.start - 1], self.now[gap.end]
        return before in _NOT_BEFORE or after in _NOT_AFTER

    def _before_number(self, gap: _Gap) -> bool:
        """Whether a telephone number stands at either side, or any number after 电话."""
        phone = re.compile(_PHONE)
        if phone.match(self.text, gap.end) or phone.fullmatch(gap.before):
            return True
        return gap.before.endswith(_CALLS) and gap.after[0].isdecimal()

    def _before_date(self, gap: _Gap) -> bool:
        """Whether a date follows that ends the line or its bracket."""
        found = re.compile(_DATE).match(self.text, gap.end)
        if not found:
            return False
        tail = self.text[found.end() : found.end() + 1]
        opened = self.text[gap.start - len(gap.before) - 1 : gap.start - len(gap.before)]
        if tail and tail in _BRACKETS_RIGHT and opened and opened in _BRACKETS_LEFT:
            return True
        short = self._length <= DATED_LINE and not self._stopped
        return short and (self._own or tail in _BRACKETS_RIGHT + " \xa0" + EM_SPACE)

    def _opens(self, gap: _Gap) -> bool:
        """Whether the line opens with 第一章 or 附件1, or as news does."""
        news = len(gap.before) <= SHORT_LINE and gap.before.endswith(_NEWS)
        numbered_later = not gap.before[-1].isdecimal() and gap.after[0].isdecimal()  # 附件 1
        ordinal = not numbered_later and re.fullmatch(_ORDINAL, gap.before) is not None
        return gap.start == len(gap.before) and (news or ordinal)

    def _after_date(self, gap: _Gap) -> bool:
        return self._own and not self._stopped and re.fullmatch(_DATE, gap.before) is not None

    def _enumerates(self, row: Sequence[_Gap]) -> bool:
        """Whether several spaces in a clause part a list, or the lines of a verse."""
        words = [row[0].before, *(gap.after for gap in row)]
        if all(0 < len(word) <= SHORT_WORD for word in words[1:-1]) or (self._own and not self._stopped):
            return True
        return len(set(map(len, words))) == 1

    def _two_things(self, gap: _Gap) -> bool:
        """Whether the one space between Han of its clause parts two things."""
        if self._listing or self._labelled or self._after_date(gap):
            return True
        begins, ends = gap.start - len(gap.before), gap.end + len(gap.after)
        if self._own:
            bracketed = self.now[gap.start - 1] in _ROUND or self.now[gap.end] in _ROUND
            if gap.even or (gap.short(SHORT_IN_LINE) and not self._stopped and not bracketed):
                return True
        elif begins and self.text[begins - 1] in _BRACKETS_LEFT + "：:" and (gap.even or gap.short(SHORT_WORD)):
            return ends == len(self.text) or self.now[ends] in _BRACKETS_RIGHT or self.now[ends] in _PARTING
        return gap.before.endswith(_POSTS) and is_name(gap.after)

    def _before_option(self, gap: _Gap) -> bool:
        """Whether a label follows that counts on from one before it: A.同意 B.反对."""
        label = re.compile(r"([B-Z]|[2-9])([.．、])(?=[^\W\d])").match(self.text, gap.end)
        before = self._first_options.get(f"{chr(ord(label[1]) - 1)}{label[2]}") if label else None
        return before is not None and before < gap.start

    @cached_property
    def _first_options(self) -> dict[str, int]:
        """Where each label of an option stands first; looked for once."""
        labels = list(re.finditer("[A-Y1-8][.．、]", self.text))
        return {label[0]: label.start() for label in reversed(labels)}

    def _between_figures(self, gap: _Gap) -> bool:
        """Whether a space beside a figure parts columns, 张三 男 45岁 局长, and no figure from its unit."""
        if gap.before[-1].isdecimal():
            return not re.fullmatch(_UNIT_BEHIND, gap.after)
        return gap.after[0].isdecimal()

    def _around_latin(self, chinese: Callable[[int], bool]) -> frozenset[int]:
        """Where spaces begin that stand in pairs around Latin words or figures, with Chinese beyond."""
        found: set[int] = set()
        opened: int | None = None
        for before, gap in pairwise([None, *self.gaps]):
            if before is not None and gap is not None:
                if any(chinese(place) for place in range(before.end, gap.start)):
                    opened = None
                if opened is not None and gap.right and not gap.left:
                    found |= {opened, gap.start}
            if gap is not None and gap.left:
                opened = None if gap.right else gap.start
        return frozenset(found)
