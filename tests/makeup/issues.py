"""Issues for makeup's tests: the shipped one, and random ones put together from its paragraphs and headings."""

import datetime
import random
import re
from pathlib import Path

from bulletin.model.edition import Edition, Paragraph, ParagraphKind, Picture, Report, Run
from bulletin.problems import Place
from tests.makeup.blocks import BlockMaker, nearly_only_blocks, with_blocks

ROOT = Path(__file__).parent.parent.parent
NAMES = ("environment", "water", "planning", "legal")
LEVELS = (r"[一二三四五六七八九十]+、", r"（[一二三四五六七八九十]+）", r"\d+\.")
COLUMNS = ("环境", "水务", "规划", "政法", "经济", "民生", "教育", "综合")
TITLES = (
    "借“潍”高石　攻“济”新玉",
    "积极行动　强化水资源管理",
    "规划引领谋发展　人文蓼河建标杆",
    "打造稳定营商环境　护航经济发展",
    "对标先进找差距",
    "学经验　找差距　抓落实",
    "以更高站位推动园区环境质量持续改善",
    "让数据多跑路　让群众少跑腿",
    "高新区召开考察学习总结会",
    "坚持项目为王　加快新旧动能转换　推动高质量发展",
)


def paragraph(text: str, *, heading: bool | None = None) -> Paragraph:
    """A paragraph with the level that its number says."""
    level = next((number for number, form in enumerate(LEVELS, 1) if re.match(form, text)), 0)
    label = re.match(LEVELS[level - 1], text) if level else None
    if heading is None:
        heading = bool(level) and len(text) <= 30 and text[-1] not in "。；：，、"
    kind: ParagraphKind = "heading" if heading else "body"
    return Paragraph(kind, level or int(heading), (Run(text),), Place("report.md"), label[0] if label else "")


def shipped(name: str) -> Report:
    """One of the four reports that ship, read in the simplest way."""
    _, front, body = (ROOT / "content" / f"{name}.md").read_text(encoding="utf-8").split("---", 2)
    fields = dict(re.findall(r"^(\w+): *(.*)$", front, re.MULTILINE))
    lines = [line.strip() for line in body.splitlines() if line.strip()]
    return Report(
        name,
        fields["column"],
        fields["title"].replace(" ", "　"),
        fields["post"],
        fields["author"],
        tuple(paragraph(line.removeprefix("## "), heading=True if line.startswith("## ") else None) for line in lines),
        Place(f"content/{name}.md"),
    )


def edition(*reports: Report, ordered: bool = True) -> Edition:
    """An issue of these reports under the shipped masthead."""
    return Edition(
        "近赶潍坊　远学长沙",
        datetime.date(2019, 4, 24),
        reports,
        slogan="比学赶超　勇谱新高",
        chapter="潍坊篇",
        publisher="济宁高新区",
        folio="学习考察专刊",
        ordered=ordered,
    )


def the_seed() -> Edition:
    """The shipped issue."""
    return edition(*(shipped(name) for name in NAMES))


def stock() -> tuple[tuple[Paragraph, ...], tuple[Paragraph, ...]]:
    """Body paragraphs and headings of the shipped reports."""
    paragraphs = [part for name in NAMES for part in shipped(name).paragraphs]
    return (
        tuple(part for part in paragraphs if part.kind == "body"),
        tuple(part for part in paragraphs if part.kind == "heading"),
    )


def report(chance: random.Random, name: str, characters: int, *, headings: float = 0.3) -> Report:
    """A report of about so many characters."""
    bodies, heads = stock()
    parts: list[Paragraph] = []
    left = characters
    while left > 0:
        if parts and parts[-1].kind == "body" and chance.random() < headings and left > 60:
            parts.append(chance.choice(heads))
            left -= len(parts[-1].text)
        body = chance.choice(bodies)
        if len(body.text) > left + 20:
            body = paragraph(_cut(body.text, max(12, left)), heading=False)
        parts.append(body)
        left -= len(body.text)
    return Report(
        name,
        chance.choice(COLUMNS),
        chance.choice(TITLES),
        "济宁高新区某某局局长",
        chance.choice(("李剑", "苏晓辉", "王玉红", "宋兴华")),
        tuple(parts),
        Place(f"content/{name}.md"),
    )


def _cut(text: str, length: int) -> str:
    return text[: length - 1].rstrip("，、；：（“《") + "。"


def picture(chance: random.Random, *, file: str = "picture.jpg", caption: str = "考察团在潍坊高新区") -> Picture:
    """A picture with enough dots, landscape mostly."""
    width, height = chance.choice(((3000, 2000), (3000, 2000), (2400, 1800), (1600, 2000), (5400, 1800)))
    return Picture(file, f"{width}x{height}", width, height, caption, Place("report.md"))


def with_picture(story: Report, shown: Picture, place: int = 1) -> Report:
    """A report with a picture after its first `place` paragraphs."""
    mark = Paragraph("picture", 0, (), Place("report.md"), picture=shown)
    return story._replace(paragraphs=(*story.paragraphs[:place], mark, *story.paragraphs[place:]))


def random_issue(seed: int, *, blocks: bool = False) -> Edition:
    """One to twelve reports of 150 to 3,000 characters, with a picture in 40 % of those of 600 and more.

    With `blocks` the same texts have tables, lists and whatever else a report contains between their paragraphs.
    """
    chance = random.Random(seed)
    reports: list[Report] = []
    for number in range(chance.randint(1, 12)):
        characters = int(150 * 20 ** chance.random())
        story = report(chance, f"report{number + 1:02}", characters)
        if characters >= 600 and chance.random() < 0.4:
            story = with_picture(story, picture(chance, file=f"{story.name}.jpg"))
        reports.append(story)
    if blocks:
        maker = block_maker(f"blocks {seed}")
        reports = [with_blocks(maker, story, maker.chance.choice((0, 1, 1, 2, 4))) for story in reports]
    return edition(*reports, ordered=False)


def ordinary_issue(seed: int) -> Edition:
    """One to twelve reports of 150 to 2,500 characters: what offices send, by which the looks of pages are measured.

    A third of the issues has one or more briefs among them, a fifth has pictures, a tenth a table.
    """
    chance = random.Random(f"ordinary {seed}")
    count = chance.randint(1, 12)
    even = chance.random() < 0.7  # else short reports are more frequent than long ones
    lengths = [chance.randint(150, 2500) if even else int(150 * 16.6 ** chance.random()) for _ in range(count)]
    if count > 1 and chance.random() < 1 / 3:
        for place in chance.sample(range(1, count), chance.randint(1, min(4, count - 1))):
            lengths[place] = chance.randint(150, 390)
    headings = chance.choice((0.0, 0.15, 0.3))
    stories = [report(chance, f"o{number:02}", each, headings=headings) for number, each in enumerate(lengths, 1)]
    if chance.random() < 1 / 5:
        for place in chance.sample(range(count), chance.randint(1, min(3, count))):
            stories[place] = with_picture(stories[place], picture(chance, file=f"{stories[place].name}.jpg"))
    if chance.random() < 1 / 10:
        maker, place = block_maker(f"ordinary table {seed}"), chance.randrange(count)
        paragraphs = stories[place].paragraphs
        at = chance.randint(1, len(paragraphs))
        made = maker.table(rows=chance.randint(3, 10), columns=chance.randint(2, 4))
        stories[place] = stories[place]._replace(paragraphs=(*paragraphs[:at], *made, *paragraphs[at:]))
    return edition(*stories, ordered=False)


def block_maker(seed: str) -> BlockMaker:
    """What makes blocks whose words are the shipped reports'."""
    return BlockMaker(random.Random(seed), [body.text for body in stock()[0]])


def block_issue(seed: int) -> Edition:
    """One to five reports of any length that are mostly blocks, some of nearly nothing else."""
    maker = block_maker(f"block issue {seed}")
    chance = maker.chance
    reports: list[Report] = []
    for number in range(chance.randint(1, 5)):
        story = report(chance, f"blocks{number}", int(150 * 20 ** chance.random()))
        made = nearly_only_blocks if chance.random() < 0.4 else with_blocks
        reports.append(made(maker, story, chance.choice((1, 3, 6, 12))))
    return edition(*reports, ordered=chance.random() < 0.5)


def odd_issue(seed: int) -> Edition:
    """One to seven reports with what editors really send: endless titles, no names, many pictures, one-line texts."""
    chance = random.Random(seed)
    words = "推动高质量发展创造高品质生活实现高效能治理"
    reports: list[Report] = []
    for number in range(chance.randint(1, 7)):
        story = report(chance, f"odd{number}", int(100 * 60 ** chance.random()), headings=chance.choice((0, 0.3, 0.9)))
        titles = ("短", (words * 6)[: chance.choice((30, 60, 100))], "ABC Study Report 2019　of Weifang “高新区”")
        if chance.random() < 0.4:
            story = story._replace(title=chance.choice(titles))
        if chance.random() < 0.2:
            story = story._replace(post="济宁高新区" * chance.randint(0, 12))
        if chance.random() < 0.1:
            story = story._replace(author="", column="")
        if chance.random() < 0.3:
            story = story._replace(kicker=(words * 2)[: chance.randint(3, 40)], subtitle=f"——{words}")
        if chance.random() < 0.3:
            portrait = picture(chance, caption=chance.choice(("", "李剑在会上")))
            story = story._replace(portrait=portrait._replace(width_px=1600, height_px=2000))
        for _ in range(chance.choice((0, 0, 0, 1, 2, 5))):
            width, height = chance.choice(((3000, 2000), (1000, 3000), (6000, 1000), (2000, 2000)))
            shown = Picture(
                f"p{chance.random()}.jpg", "", width, height, words * chance.randint(0, 4), Place("report.md")
            )
            story = with_picture(story, shown, chance.randint(0, len(story.paragraphs)))
        if chance.random() < 0.1:
            short = tuple(paragraph("短句。") for _ in range(chance.randint(1, 60)))
            story = story._replace(paragraphs=short)
        if chance.random() < 0.3:
            said = [part.text for part in story.paragraphs if part.kind == "body"]
            story = story._replace(quote=said[0][:26])
        reports.append(story)
    return edition(*reports, ordered=chance.random() < 0.5)
