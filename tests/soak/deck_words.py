"""What a slide says against what its report says: verbatim, whole in its sense, nothing of a series alone.

Everything is compared without white space; a shown text may lack the mark that ends it, and the number before it.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from bulletin.model.edition import Edition, Report
from tests.soak.deck_file import FURNITURE, TITLES, DeckSlide, Shape, ShownText

# The product's own words on a slide: 另有3点见备注, 另有 2 行, numbers of sections, a heading that is repeated.
OWN_WORDS = re.compile(
    r"(另有|其余|共).{1,14}(见备注|行|列)|[0-9]{1,2}(/[0-9]+)?|（?续）?|目录(（[0-9]+）)?|全文见备注|数据|资料来源"
)
REPEATED = re.compile("（(?:续[一二三四五六七八九十]?|[一二三四五六七八九十]+)）$")
# What follows them is what the sentence is for; 就业, 才艺 and 并网 are other words.
TURNS = re.compile("但(?!凡)|却|而|才(?![干艺智])|就(?![业医近地学餐诊职])|否则|并(?![购网轨联])")
ENDS = "。！？"
CLOSERS = "”’）》」』】"
LARGE = 38.0  # points: a text with digits from this size is a key figure (the issue asks for 40 to 54)
LONGEST_NOUN = 16  # characters, and some to spare
NEAR = 30.0  # points between a key figure and the noun below it
UNITS = (
    "%|‰|℃|个百分点|平方米|平方千米|平方公里|立方米|公里|公顷|千瓦时|人次|元|亩|吨|户|人|家|个|项|条|名|所|件|天|倍|辆|台|座|处|"
    "套|次|场|万|亿|米|批|艘|架|床|张|位|分钟|小时|微克|千克|克|kW|MW|km"
)
FIGURE = re.compile(rf"(?<![0-9.第])[0-9][0-9,]*(?:\.[0-9]+)?(?:[万亿]+)?(?:{UNITS})")
NUMBERED = re.compile(r"^[0-9]+(?:\.[0-9]+)*[.、．]|^（[一二三四五六七八九十]+）|^[一二三四五六七八九十]+、|^——|^•")
MEMBER = re.compile("(?:^|(?<=[。；，：]))(?:第?[一二三四五六七八九十](?:是要|是|要)|第[一二三四五六七八九十]，)")
BEGINNING = 10  # characters of a member by which it is known
ORDER = "一二三四五六七八九十"


def bare(text: str) -> str:
    """Without white space."""
    return re.sub(r"\s+", "", text)


def letters(text: str) -> str:
    """Letters and digits alone: what is left when punctuation is normalised away."""
    return re.sub(r"[\W_]+", "", text)


def figures_in(text: str) -> set[str]:
    return set(FIGURE.findall(bare(text)))


class Stop(NamedTuple):
    """A shown text that ends inside its sentence."""

    kind: str  # turn, comma, semicolon, colon, inside
    text: str
    rest: str  # how the author goes on


class Source:
    """All that a report says, ready to be looked up."""

    def __init__(self, report: Report, edition: Edition) -> None:
        self.report = report
        self.paragraphs = [bare(each) for paragraph in report.paragraphs for each in paragraph.words]
        self.body = [bare(each.text) for each in report.paragraphs if each.is_text]
        self.labels = [bare(each.label) for each in report.paragraphs if each.is_text]
        points = [text for point in report.points for text in (point.head, point.text)]
        figures = [
            text
            for each in report.figures or ()
            for text in (each.before, each.figure, each.unit, each.noun, each.before + each.figure + each.unit)
        ]
        captions = [report.portrait.caption] if report.portrait else []
        self.other = [bare(text) for text in (*points, *figures, report.quote, *captions) if text]
        self.titles = {bare(report.title), bare(f"{report.title}（{report.author}）")}  # one title, two authors
        heads = (*sorted(self.titles), report.kicker, report.subtitle, report.column, report.post, report.author)
        folio = (edition.masthead, edition.slogan, edition.chapter, edition.publisher, edition.numbered)
        self.meta = [bare(text) for text in (*heads, report.post + report.author, *folio) if text]
        self.all = "\n".join((*self.paragraphs, *self.other, *self.meta))

    def has(self, text: str) -> bool:
        said = bare(text)
        return said in self.all or re.sub(f"[。；，：{CLOSERS}]+$", "", said) in self.all

    def is_meta(self, text: str) -> bool:
        return any(bare(text) in each for each in self.meta)

    def places(self, text: str) -> Iterator[tuple[str, int]]:
        """The paragraphs of the body that have the text, and where it ends there."""
        said = bare(text).rstrip("".join((*ENDS, "；")))
        for paragraph in self.body:
            place = paragraph.find(said)
            while place >= 0:
                yield paragraph, place + len(said)
                place = paragraph.find(said, place + 1)


class Standing(NamedTuple):
    """A paragraph of a slide that is the report's matter, with its shape."""

    shape: Shape
    shown: ShownText

    @property
    def text(self) -> str:
        return REPEATED.sub("", self.shown.text)

    @property
    def is_head(self) -> bool:
        return self.shown.bold or self.shown.bullet == "number"

    @property
    def is_point(self) -> bool:
        return self.shown.bold or self.shown.bullet != ""


def matter(slide: DeckSlide, source: Source) -> list[Standing]:
    """What stands on a slide beside title, byline and furniture."""
    return [
        Standing(shape, shown)
        for shape in slide.shapes
        if shape.kind == "text" and shape.placeholder not in (*TITLES, *FURNITURE)
        for shown in shape.texts
        if shown.text.strip() and not source.is_meta(shown.text) and not OWN_WORDS.fullmatch(bare(shown.text))
    ]


def parted_figures(standing: Sequence[Standing]) -> tuple[list[Standing], list[Standing]]:
    """The texts that are sentences, and those that are key figures with their nouns."""
    large = {each.shape for each in standing if each.shown.largest >= LARGE and re.search("[0-9]", each.text)}

    boxes = [shape.box for shape in large if shape.box]

    def of_figure(each: Standing) -> bool:
        if each.shape in large:
            return True
        box = each.shape.box
        if len(each.shape.texts) > 1:
            return False
        if not box or len(bare(each.text)) > LONGEST_NOUN:
            return False
        across = [(box.overlap(other), min(box.width, other.width)) for other in boxes]
        return any(shared[0] > width * 0.8 and -NEAR <= shared[1] <= 1 for shared, width in across)

    figures = [each for each in standing if of_figure(each)]
    return [each for each in standing if each not in figures], figures


def untrue(slide: DeckSlide, source: Source) -> list[str]:
    """Shown texts, of tables and charts too, that the report does not have."""
    found = []
    for shape in slide.shapes:
        if shape.placeholder in FURNITURE:
            continue
        for shown in shape.texts:
            text = REPEATED.sub("", bare(shown.text))
            said = source.has(text) or all(source.has(part) for part in shown.parts)
            if text and not said and not OWN_WORDS.fullmatch(text) and not _figures_only(text):
                found.append(shown.text)
    return found


def _figures_only(text: str) -> bool:
    """A chart's number, or a program's name for a series without one."""
    return bool(re.fullmatch(r"[-−+0-9.,%]+|General|0+\.?0*", text))


def stops(standing: Sequence[Standing], source: Source, everything: str) -> Iterator[tuple[Standing, Stop, bool]]:
    """The texts that end inside a sentence; and whether the slide shows how it goes on.

    Args:
        everything: all texts of the slide, bare, a line each.
    """
    for each in standing:
        found = [(paragraph, end) for paragraph, end in source.places(each.text)]
        kinds = [(_stop(bare(each.text), paragraph, end), paragraph[end:]) for paragraph, end in found]
        if not kinds or any(stop is None for stop, _ in kinds):
            continue  # one place where it ends well is enough
        stop, rest = kinds[0]
        assert stop is not None
        following = re.split("[。；，：！？]", rest.lstrip("，；：" + CLOSERS))[0]
        goes_on = bool(following) and any(line.startswith(following) for line in everything.splitlines())
        yield each, stop, goes_on


def _stop(text: str, paragraph: str, end: int) -> Stop | None:
    """How a text ends in its paragraph; None at a sentence's end, or where what follows is a head's colon."""
    rest = paragraph[end:]
    if not rest or rest[0] in ENDS or text[-1:] in ENDS or set(rest) <= set(CLOSERS + ENDS):
        return None
    after = rest.lstrip(CLOSERS)
    if not after or after[0] in ENDS or (rest[0] in CLOSERS and rest[1:2] in ENDS):
        return None
    behind = after.lstrip("，；")
    if TURNS.match(behind):
        return Stop("turn", text, after[:24])
    kinds = {"，": "comma", "；": "semicolon", "：": "colon"}
    return Stop(kinds.get(after[0], "inside"), text, after[:24])


class Series(NamedTuple):
    """Members of 一是…… 二是…… or 一要…… 二要……: what each says first."""

    members: tuple[str, ...]


class Member(NamedTuple):
    number: int  # from 0
    word: str  # 是, 要: a series keeps to its own
    clause: str
    opens: bool  # its paragraph


def series_in(source: Source) -> list[Series]:
    """Every series of two and more: those within a paragraph, and those of the paragraphs' beginnings."""
    found: list[list[str]] = []
    opening: dict[str, list[str]] = {}  # by word: the last series of paragraphs
    for paragraph in source.body:
        within: dict[str, list[str]] = {}
        for member in _members(paragraph):
            if member.number == 0:
                found.append([member.clause])
                within[member.word] = found[-1]
                if member.opens:
                    opening[member.word] = found[-1]
                continue
            series = (opening if member.opens else within).get(member.word)
            if series is not None and member.number == len(series):
                series.append(member.clause)
    return [Series(tuple(members)) for members in found if len(members) > 1]


def _members(paragraph: str) -> Iterator[Member]:
    for match in MEMBER.finditer(paragraph):
        sign = match[0].removeprefix("第")
        clause = re.split("[，。；：]", paragraph[match.end() :])[0]
        if clause:
            yield Member(ORDER.index(sign[0]), sign[1:], clause, match.start() == 0)


def shown_in_part(source: Source, everything: str) -> list[str]:
    """Series of which some members are shown and some are not."""
    told = []
    for series in series_in(source):
        shown = [member for member in series.members if _stands_in(member[:BEGINNING], everything, source)]
        if 0 < len(shown) < len(series.members):
            told.append(f"{len(shown)} of {len(series.members)}: {shown[0]}")
    return told


def _stands_in(member: str, everything: str, source: Source) -> bool:
    """Whether a text of the slide has it behind its number, or begins with it and the report has it nowhere else."""
    alone = sum(paragraph.count(member) for paragraph in source.body) == 1
    return any(
        (alone and line.startswith(member))
        or any(line.startswith(member, mark.end()) for mark in MEMBER.finditer(line))
        for line in everything.splitlines()
    )


def points_of(standing: Sequence[Standing]) -> int:
    """How many points: what has a bullet or number, bold lines that head none, or paragraphs where neither is."""
    count = 0
    for number, each in enumerate(standing):
        behind = list(takewhile(lambda other: other.shape == each.shape, standing[number + 1 :]))  # noqa: B023
        heads_others = bool(behind and behind[0].shown.bullet) and behind[0].shown.level > each.shown.level
        if each.shown.bullet or (each.shown.bold and not heads_others):
            count += 1
    return count or len(standing)


def not_in_notes(source: Source, notes: str) -> list[str]:
    """Paragraphs, cells and captions of the report that its notes lack; punctuation does not count."""
    held = letters(notes)
    return [text for text in source.paragraphs if letters(text) not in held]
