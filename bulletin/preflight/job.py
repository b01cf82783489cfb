"""A PDF under examination: its boxes, claims and destination, the limits that hold, and the lines of the report."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, NamedTuple, TypeAlias

import pikepdf

from bulletin.preflight.color import Paint, profile_name
from bulletin.preflight.coordinates import Box, intersection, is_empty
from bulletin.preflight.painted import Painted, PaintedMark
from bulletin.units import PT_PER_MM, pt

Verdict: TypeAlias = Literal["pass", "fault", "note"]
Destination: TypeAlias = Literal["press", "office", "screen"]

LEAST_BLEED = pt(3)  # 3 mm on each side: the usual demand of Chinese and European print shops
TEXT_MARGIN = pt(3)  # text nearer to the trim may be cut: guillotines wander 1-2 mm
# What office copiers cannot print on. draw/pdf/paper.py has the same number: it judges our own pages before they are
# drawn, this room any file, and a judge shares nothing with the rooms that it judges.
COPIER_MARGIN = pt(5)
HAIRLINE = 0.25  # pt
SMALL_TYPE = 6.0  # pt, positive, one ink
SMALL_COLORED = 9.0  # pt, coloured or reversed: more than two inks misregister visibly
BLACK_TINT = 0.9  # of the black plate: from here on a colour is meant as black
DPI_LEAST, DPI_GOOD, DPI_LINE = 200.0, 300.0, 600.0
MAX_INK = 2.8  # sheetfed offset on coated paper, 280 %

SIZES = {  # mm
    "A2": (420, 594), "A3": (297, 420), "A4": (210, 297), "A5": (148, 210), "B4": (250, 353), "B5": (176, 250),
    "8开": (285, 420), "16开": (210, 285), "四开报": (390, 540),
}  # fmt: skip


# The lines of the report by code: codes are stable, titles are what the reader sees.
TITLES: Mapping[str, str] = {
    "version": "PDF 版本",
    "claims": "声明的标准",
    "content-stream": "页面内容",
    "syntax": "文件结构",
    "encryption": "加密",
    "page-sizes": "页面尺寸",
    "paper": "纸张",
    "user-unit": "长度单位",
    "rotate": "页面旋转",
    "boxes": "页面框",
    "trim": "成品框",
    "blank": "空白页",
    "fonts": "字体",
    "font-embedded": "字体嵌入",
    "font-type3": "Type 3 字体",
    "font-unicode": "文字可检索",
    "intent": "输出意图",
    "annotations": "注释和链接",
    "actions": "动作",
    "javascript": "JavaScript",
    "attachments": "附件",
    "layers": "图层",
    "trapped": "陷印",
    "identifier": "文件标识",
    "bleed": "出血",
    "edges": "距边",
    "color-spaces": "颜色空间",
    "rgb-text": "RGB 文字",
    "rgb-fill": "RGB 色块和线",
    "rgb-image": "RGB 图片",
    "image-icc": "图片特性文件",
    "spot": "专色",
    "rich-black": "四色黑文字",
    "knockout": "黑字叠印",
    "white-overprint": "白色叠印",
    "small-type": "小字",
    "small-colored": "彩色小字",
    "small-reversed": "反白小字",
    "hairline": "细线",
    "resolution": "图片精度",
    "ink": "总墨量",
    "transparency": "透明",
    "transfer": "传递曲线",
}


class CheckItem(NamedTuple):
    """One line of the report."""

    code: str  # a key of TITLES
    title: str
    value: str
    verdict: Verdict
    page: int = 0  # the first page concerned, 0 for the whole file
    hint: str = ""


def passed(code: str, value: str, *, page: int = 0) -> CheckItem:
    """The line of a check that found nothing wrong."""
    return finding(code, value, "pass", page=page)


def finding(code: str, value: str, verdict: Verdict, *, page: int = 0, hint: str = "") -> CheckItem:
    """The line of a check with what it found and what to do about it."""
    return CheckItem(code=code, title=TITLES[code], value=value, verdict=verdict, page=page, hint=hint)


class Boxes(NamedTuple):
    """A page's boxes, the missing ones as the standard defaults them."""

    media: Box
    crop: Box
    bleed: Box
    trim: Box
    has_trim: bool
    has_bleed: bool
    has_art: bool
    rotate: int
    unit: float


class Job(NamedTuple):
    """A file under examination."""

    pdf: pikepdf.Pdf
    painted: Painted
    boxes: tuple[Boxes, ...]
    destination: Destination
    claims: tuple[str, ...]  # PDF/X-4, PDF/A-2A, PDF/UA-1
    xmp: str
    max_ink: float

    @property
    def is_x(self) -> bool:
        return any(claim.startswith("PDF/X") for claim in self.claims)

    def grade(self, press: Verdict, office: Verdict, screen: Verdict) -> Verdict:
        """The verdict for what the file is meant for."""
        return {"press": press, "office": office, "screen": screen}[self.destination]

    def seen(self, *kinds: str) -> Iterator[PaintedMark]:
        """Visible marks inside the trim, of these kinds."""
        for mark in self.painted.marks:
            if mark.kind in kinds and not mark.invisible and mark.alpha > 0:
                shared = intersection(mark.box, self.boxes[mark.page - 1].trim)
                if not is_empty(shared):
                    yield mark


def mm(length: float) -> str:
    return f"{length / PT_PER_MM:.1f}".removesuffix(".0")


def pages_of(numbers: Iterable[int]) -> str:
    """第1、3页; long lists are cut."""
    found = sorted(set(numbers))
    if not found:
        return ""
    listed = "、".join(str(number) for number in found[:6])
    return f"第{listed}页" if len(found) <= 6 else f"第{listed}…页（共 {len(found)} 页）"


def size_name(box: Box) -> str:
    wide, high = (box[2] - box[0]) / PT_PER_MM, (box[3] - box[1]) / PT_PER_MM
    for name, (short, long) in SIZES.items():
        if abs(min(wide, high) - short) < 1.5 and abs(max(wide, high) - long) < 1.5:
            return name + (" 横" if wide > high else "")
    return ""


def shown_size(box: Box) -> str:
    name = size_name(box)
    return f"{mm(box[2] - box[0])}×{mm(box[3] - box[1])} mm" + (f"（{name}）" if name else "")


def ink_words(paint: Paint) -> str:
    """C0 M100 Y95 K20, or the values of another space."""
    if paint.inks is None:
        return paint.space.name + " " + " ".join(f"{value:.2f}" for value in paint.values)
    return " ".join(f"{PLATES.get(plate, plate)}{tint * 100:.0f}" for plate, tint in paint.inks) or "白"


PLATES = {"Cyan": "C", "Magenta": "M", "Yellow": "Y", "Black": "K"}


def read_boxes(page: Any) -> Boxes:
    """The boxes of one page, inherited and defaulted (ISO 32000-1, 14.11.2)."""

    def box(key: str, otherwise: Box) -> Box:
        node = page.obj
        for _ in range(50):
            if key in node:
                a, b, c, d = (float(value) for value in node[key])
                return min(a, c), min(b, d), max(a, c), max(b, d)
            if "/Parent" not in node or key in ("/TrimBox", "/BleedBox", "/ArtBox"):
                break
            node = node["/Parent"]
        return otherwise

    media = box("/MediaBox", (0.0, 0.0, 612.0, 792.0))
    crop = box("/CropBox", media)
    trim = box("/TrimBox", box("/ArtBox", crop))
    return Boxes(
        media=media,
        crop=crop,
        bleed=box("/BleedBox", crop),
        trim=trim,
        has_trim="/TrimBox" in page.obj,
        has_bleed="/BleedBox" in page.obj,
        has_art="/ArtBox" in page.obj,
        rotate=int(page.rotation or 0) if hasattr(page, "rotation") else int(page.obj.get("/Rotate", 0)),
        unit=float(page.obj.get("/UserUnit", 1)),
    )


def property_of(xmp: str, name: str) -> str:
    """The value of a simple XMP property, written as element or attribute."""
    found = re.search(rf"<{name}>\s*([^<]*?)\s*</{name}>", xmp) or re.search(rf"{name}=[\"']([^\"']*)[\"']", xmp)
    return found[1] if found else ""


def read_claims(pdf: pikepdf.Pdf, xmp: str) -> tuple[str, ...]:
    """Which standards the file says it keeps."""
    claims: list[str] = []
    x = property_of(xmp, "pdfxid:GTS_PDFXVersion") or property_of(xmp, "pdfx:GTS_PDFXVersion")
    info: Any = pdf.trailer.get("/Info", {})
    x = x or str(info.get("/GTS_PDFXVersion", ""))
    if x:
        claims.append(x)
    if part := property_of(xmp, "pdfaid:part"):
        claims.append(f"PDF/A-{part}{property_of(xmp, 'pdfaid:conformance').lower()}")
    if part := property_of(xmp, "pdfuaid:part"):
        claims.append(f"PDF/UA-{part}")
    return tuple(claims)


def read_destination(pdf: pikepdf.Pdf, claims: tuple[str, ...]) -> Destination:
    """What a file is for, as far as it says so; one that says nothing is judged as if it went to press."""
    intents: Any = pdf.Root.get("/OutputIntents", [])
    if any(claim.startswith("PDF/X") for claim in claims) or any(str(i.get("/S")) == "/GTS_PDFX" for i in intents):
        return "press"
    preferences: Any = pdf.Root.get("/ViewerPreferences", {})
    if str(preferences.get("/PrintScaling", "")) == "/None":
        return "office"
    return "screen" if claims else "press"


def sides(box: Box) -> tuple[tuple[str, float], ...]:
    """Each side as a number that grows outwards."""
    return ("左", -box[0]), ("下", -box[1]), ("右", box[2]), ("上", box[3])


def intent_profiles(pdf: pikepdf.Pdf) -> tuple[tuple[str, bytes], ...]:
    intents: Any = pdf.Root.get("/OutputIntents", [])
    data = (intent["/DestOutputProfile"].read_bytes() for intent in intents if "/DestOutputProfile" in intent)
    return tuple((profile_name(profile), profile) for profile in data)
