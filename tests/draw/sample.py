"""A small bulletin made by hand: two pages, every kind of mark, a jump, two pictures."""

import hashlib
from pathlib import Path

from PIL import Image

from bulletin.faces.face import open_faces
from bulletin.geometry import Point, Rect, Size
from bulletin.model.design import Color
from bulletin.model.edition import Picture
from bulletin.model.galley import Span
from bulletin.model.page import (
    ARTIFACT,
    Bulletin,
    ImageMark,
    LinkMark,
    Mark,
    OutlineEntry,
    Page,
    RuleMark,
    ShapeMark,
    Tag,
    TextMark,
)
from bulletin.problems import Place
from bulletin.read.decoding import decode_picture

ROOT = Path(__file__).parent.parent.parent
FACES = open_faces(str(ROOT / "fonts"))
ICC_FOLDERS = (str(ROOT / "layouts" / "icc"),)
BLACK = Color("black", (0.1, 0.1, 0.1), (0, 0, 0, 1))
RED = Color("red", (0.71, 0.08, 0.11), (0, 1, 0.95, 0.2))
SIZE = Size(400.0, 560.0)

# The tree: what a screen reader must say, in this order.
DOCUMENT, TITLE, FIRST, FIRST_HEAD, FIRST_BODY, JUMP, SECOND, SECOND_HEAD, SECOND_BODY, FIGURE, CAPTION, EMPTY = range(
    12
)
TAGS = (
    Tag("Document", -1),
    Tag("H1", DOCUMENT),
    Tag("Art", DOCUMENT, title="第一篇"),
    Tag("H2", FIRST),
    Tag("P", FIRST),
    Tag("Link", FIRST_BODY),
    Tag("Art", DOCUMENT, title="第二篇"),
    Tag("H2", SECOND),
    Tag("P", SECOND),
    Tag("Figure", SECOND, alt="一条（河）"),
    Tag("Caption", FIGURE),
    Tag("P", SECOND),
)


def units(text: str, face: str) -> tuple[str, ...]:
    """`text` in units: `——` in one where the face has it so."""
    found: list[str] = []
    for character in text:
        if found and found[-1] + character == "——" and FACES.face(face).has("——"):
            found[-1] = "——"
        else:
            found.append(character)
    return tuple(found)


def span(text: str, face: str = "song", size: float = 10.5, *, at: int = 0, extra: int = 0) -> Span:
    """`text` set solid from `at`, `extra` after every glyph, 1/1000 em."""
    parts = units(text, face)
    xs = []
    for part in parts:
        xs.append(at)
        at += FACES.face(face).advance(part) + extra
    return Span(face, size, BLACK, parts, tuple(xs))


def line(y: float, tag: int, *spans: Span, hyphen: bool = False, x: float = 40.0) -> TextMark:
    return TextMark(x, y, spans, tag, hyphen)


def picture(folder: Path, name: str, image: Image.Image, **options: object) -> Picture:
    """`image` saved as a file and read."""
    path = folder / name
    image.save(path, **options)  # type: ignore[arg-type]
    return read_picture(path)


def read_picture(path: Path) -> Picture:
    """The file at `path`, as reading leaves it."""
    data = path.read_bytes()
    decoded = decode_picture(data)
    digest = hashlib.sha256(data).hexdigest()
    return Picture(
        str(path), digest, decoded.width_px, decoded.height_px, "", Place(path.name, 3), pixels=decoded.pixels
    )


def bulletin(folder: Path) -> Bulletin:
    """The sample; its pictures are written to `folder`."""
    photo = Image.linear_gradient("L").resize((60, 40)).convert("RGB")
    sign = Image.new("RGBA", (20, 20), (180, 20, 30, 128))
    dash = span("——", "song")._replace(invisible=True)
    one: tuple[Mark, ...] = (
        ShapeMark((("M", (0, 0)), ("L", (400, 0)), ("C", (400, 60, 0, 90, 0, 60)), ("Z", ())), fill=RED),
        ShapeMark((("M", (10, 10)), ("L", (60, 10)), ("L", (60, 40))), stroke=BLACK, width=0.5, opacity=0.5),
        line(50, TITLE, span("近赶潍坊　远学长沙", "song-black", 30, extra=20)),
        line(80, ARTIFACT, span("2019年4月24日　第1版", "hei", 9)),
        line(110, FIRST_HEAD, span("借“潍”高石", "hei-bold", 24)),
        line(140, FIRST_BODY, span("绿水青山", extra=25), span("重点", "hei-bold", at=4100)),
        RuleMark(Point(40, 145), Point(360, 145), 0.25, BLACK),
        line(155, FIRST_BODY, span("第二行", extra=-13), dash._replace(xs=(3000,)), span("再学", at=5000)),
        line(170, FIRST_BODY, span("commu-"), hyphen=True),
        line(185, FIRST_BODY, span("nity\u00a0a b", extra=7)),
        line(200, JUMP, span("（下转第2版）", "kai")),
        LinkMark(Rect(40, 190, 80, 14), 2, 60.0, JUMP, "转到第2版"),
        line(230, SECOND_HEAD, span("攻“济”新玉", "song-black", 24)),
        line(260, SECOND_BODY, span("正文一段。")),
        ImageMark(
            Rect(40, 300, 120, 80),
            picture(folder, "river.jpg", photo, quality=80),
            Rect(0, 0, 1, 1),
            "一条（河）",
            FIGURE,
        ),
        line(395, CAPTION, span("小清河", "kai", 9)),
        ImageMark(Rect(200, 300, 50, 50), picture(folder, "sign.png", sign), Rect(0.25, 0.25, 0.5, 0.5), "", ARTIFACT),
    )
    two: tuple[Mark, ...] = (
        line(60, FIRST_BODY, span("下页续文。", extra=3)._replace(actual="下页续文")),
        line(80, ARTIFACT, span("第2版", "hei", 9)),
    )
    pages = (Page(1, SIZE, Rect(40, 40, 320, 480), one, (), 30), Page(2, SIZE, Rect(40, 40, 320, 480), two, (), 30))
    outline = (
        OutlineEntry("近赶潍坊　远学长沙", 1, 20.0, 1),
        OutlineEntry("第一篇", 1, 90.0, 2),
        OutlineEntry("第二篇", 1, 210.0, 2),
    )
    return Bulletin(
        "近赶潍坊 远学长沙", "李剑、王某", "学习报告", ("潍坊", "a & b"), (2019, 4, 24), pages, TAGS, outline, "", ""
    )
