"""A PDF under examination: its boxes, claims and destination, and the lines of the report."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple, TypeAlias

import pikepdf

from bulletin.preflight.annotations import Annotation
from bulletin.preflight.color import profile_name
from bulletin.preflight.coordinates import Box, intersection, is_empty, normalized
from bulletin.preflight.foreign import UNREADABLE, data_of, entry, inherited, items_of, name_of, number_or
from bulletin.preflight.painted import Aspect, Painted, PaintedMark
from bulletin.units import PT_PER_MM

Verdict: TypeAlias = Literal["pass", "fault", "note", "unjudged"]
Destination: TypeAlias = Literal["press", "office", "screen"]

MOST_NAMES = 20  # in one line of a report
MAX_INK = 2.8  # sheetfed offset on coated paper, 280 %

VerdictByUse: TypeAlias = tuple[Verdict, Verdict, Verdict]  # in a file for press, office, screen
FAULT: VerdictByUse = ("fault", "fault", "fault")
PRINT_FAULT: VerdictByUse = ("fault", "fault", "note")
PRESS_FAULT: VerdictByUse = ("fault", "note", "note")
NOTE: VerdictByUse = ("note", "note", "note")


class Rule(NamedTuple):
    """What the report says of a check, unless the check gives its own verdict or hint."""

    title: str
    severity: VerdictByUse
    hint: str


# The lines of the report by code, which is stable; title and hint are what the reader sees.
RULES: Mapping[str, Rule] = {
    code: Rule(title=title, severity=severity, hint=hint)
    for code, title, severity, hint in (
        ("version", "PDF 版本", NOTE, "PDF 2.0 较新，旧的制版系统可能无法读取"),
        ("claims", "声明的标准", NOTE, ""),
        ("content-stream", "页面内容", FAULT, "页面内容已损坏，请从源文件重新导出"),
        ("instructions", "页面指令", NOTE, "有误的指令已跳过，各种软件的处理不同，请核对印样"),
        ("resources", "引用的资源", FAULT, "页面引用的字体、图片等不存在，印不出来，请从源文件重新导出"),
        ("syntax", "文件结构", FAULT, ""),
        ("oddities", "其他写法", NOTE, "已跳过，请从源文件重新导出"),
        ("encryption", "加密", PRINT_FAULT, "付印文件不得加密，请去掉口令和权限限制"),
        ("page-sizes", "页面尺寸", PRINT_FAULT, "同一份印件的成品尺寸应当一致"),
        ("paper", "纸张", FAULT, "办公复印机只有 A3、A4 纸，请换用这两种开本的版式"),
        ("user-unit", "长度单位", PRINT_FAULT, "请按 1:1 的尺寸重新导出"),
        ("rotate", "页面旋转", NOTE, "拼版软件可能不理会旋转标记"),
        ("boxes", "页面框", PRESS_FAULT, "成品框须在出血框内，出血框须在页面框内"),
        ("trim", "成品框", NOTE, "请写明 TrimBox，拼版才知道在哪里裁切"),
        ("blank", "空白页", NOTE, "请确认是有意留白"),
        ("fonts", "字体", FAULT, ""),
        ("font-embedded", "字体嵌入", FAULT, "导出时选“嵌入全部字体”，否则印刷厂会换成别的字体"),
        ("font-type3", "Type 3 字体", PRESS_FAULT, "Type 3 字形多是点阵，印出来边缘发毛；请换用 TrueType 或 OpenType"),
        ("font-unicode", "文字可检索", NOTE, "不影响印刷，但文字无法复制"),
        ("intent", "输出意图", FAULT, ""),
        ("annotations", "注释和链接", FAULT, "印刷区内不得有注释、链接和表单域"),
        ("actions", "动作", PRESS_FAULT, "付印文件不得有动作"),
        ("javascript", "JavaScript", FAULT, "请删去脚本"),
        ("attachments", "附件", PRESS_FAULT, "请删去附件"),
        ("layers", "图层", NOTE, "请确认要印的图层都已打开"),
        ("trapped", "陷印", FAULT, "PDF/X 须写明是否做过陷印（Trapped）"),
        ("identifier", "文件标识", FAULT, "PDF/X 须有文件标识 ID"),
        ("bleed", "出血", FAULT, "到边的色块和图片要向外伸出3毫米，页面框也要放得下"),
        ("edges", "距边", NOTE, "文字距裁切线至少3毫米，以免被裁掉"),
        ("color-spaces", "颜色空间", NOTE, ""),
        ("rgb-text", "RGB 文字", PRINT_FAULT, "RGB 黑字分色后变成四色黑，套不准就发虚；请改用 CMYK 的单色黑 K100"),
        ("rgb-fill", "RGB 色块和线", PRESS_FAULT, "请改用 CMYK"),
        ("rgb-image", "RGB 图片", PRESS_FAULT, "请按印刷条件的 ICC 特性文件转成 CMYK"),
        ("image-icc", "图片特性文件", NOTE, "请确认印刷厂不会再转换一次"),
        ("spot", "专色", NOTE, "请确认印刷厂确实要加专色版，否则请转成四色"),
        ("rich-black", "四色黑文字", FAULT, "黑字只用黑版：C0 M0 Y0 K100"),
        ("knockout", "黑字叠印", FAULT, "黑字应当叠印（OP、op 为真，OPM 1），套不准时才不露白"),
        ("white-overprint", "白色叠印", FAULT, "白色一叠印就消失，请取消它的叠印"),
        ("small-type", "小字", PRINT_FAULT, "正文小于6磅，印出来难以辨认"),
        ("small-colored", "彩色小字", FAULT, "9磅以下的彩色字至多两色，否则套印不准"),
        ("small-reversed", "反白小字", FAULT, "9磅以下的反白字，底色至多两色"),
        ("hairline", "细线", PRINT_FAULT, "线宽至少0.25磅，更细的会断"),
        ("resolution", "图片精度", PRESS_FAULT, "图片按印出的尺寸要有300 dpi（线条稿600 dpi），低于200 dpi会发虚"),
        ("ink", "总墨量", PRESS_FAULT, ""),
        ("transparency", "透明", NOTE, "按 PDF/X-4 的流程才能原样处理透明，旧流程请先拼合"),
        ("transfer", "传递曲线", PRESS_FAULT, "传递曲线或网点原点会改变颜色，PDF/X 不允许"),
    )
}


# What a check must know of the pages before it may say that all is well.
_SEES_ALL: tuple[Aspect, ...] = ("text", "shape", "image", "color")
NEEDS: Mapping[str, tuple[Aspect, ...]] = {
    **dict.fromkeys(("fonts", "font-embedded", "small-type"), ("text",)),
    **dict.fromkeys(("rgb-text", "rich-black", "knockout", "small-colored"), ("text", "color")),
    "edges": ("text", "shape", "image"), "bleed": ("shape", "image"), "hairline": ("shape",),
    "rgb-fill": ("shape", "color"), "white-overprint": ("text", "shape", "color"),
    **dict.fromkeys(("rgb-image", "image-icc", "resolution"), ("image",)),
    "color-spaces": _SEES_ALL, "transparency": _SEES_ALL, "ink": (*_SEES_ALL, "samples"),
}  # fmt: skip


class CheckItem(NamedTuple):
    """One line of the report."""

    code: str  # a key of RULES
    title: str
    value: str
    verdict: Verdict
    page: int = 0  # the first page concerned, 0 for the whole file
    hint: str = ""


def unjudged(code: str, value: str, page: int = 0) -> CheckItem:
    """The line of a check that could not be made, or not on the whole file."""
    hint = "这一项请人工核对，或重新导出后再检查"
    return CheckItem(code=code, title=RULES[code].title, value=value, verdict="unjudged", page=page, hint=hint)


def passed(code: str, value: str, page: int = 0) -> CheckItem:
    """The line of a check that found nothing wrong."""
    return CheckItem(code=code, title=RULES[code].title, value=value, verdict="pass", page=page)


class Boxes(NamedTuple):
    """A page's boxes, the missing ones as the standard defaults them."""

    odd: tuple[str, ...]  # names of those that cannot be used
    media: Box
    crop: Box
    bleed: Box
    trim: Box
    has_trim: bool
    has_bleed: bool
    has_art: bool
    rotate: float
    unit: float


class Job(NamedTuple):
    """A file under examination."""

    pdf: pikepdf.Pdf
    painted: Painted
    shown: tuple[PaintedMark, ...]  # of `painted`, what can be seen and is not cut off
    boxes: tuple[Boxes, ...]
    annotations: tuple[Annotation, ...]
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

    def finding(
        self, code: str, value: str, page: int = 0, *, verdict: Verdict | None = None, hint: str | None = None
    ) -> CheckItem:
        """The line of a check with what it found; verdict and hint are the rule's where none is given."""
        rule = RULES[code]
        verdict = verdict or self.grade(*rule.severity)
        hint = rule.hint if hint is None else hint
        return CheckItem(code=code, title=rule.title, value=value, verdict=verdict, page=page, hint=hint)

    def seen(self, *kinds: str) -> Iterator[PaintedMark]:
        """Visible marks inside the trim, of these kinds."""
        return (mark for mark in self.shown if mark.kind in kinds)


BOX_NAMES = {
    "/MediaBox": "页面框", "/CropBox": "裁剪框", "/BleedBox": "出血框", "/TrimBox": "成品框", "/ArtBox": "艺术框",
}  # fmt: skip
UNKNOWN_PAGE: Box = (0.0, 0.0, 0.0, 0.0)
SUPPOSED_PAGE: Box = (0.0, 0.0, 595.28, 841.89)  # A4, for a page that does not say how large it is
LARGEST_PAGE = 1e6  # pt, 350 m


def shown_marks(marks: Iterable[PaintedMark], boxes: Sequence[Boxes]) -> Iterator[PaintedMark]:
    """Visible marks inside the trim."""
    for mark in marks:
        visible = not mark.invisible and mark.alpha > 0
        if visible and not is_empty(intersection(mark.box, boxes[mark.page - 1].trim)):
            yield mark


Check: TypeAlias = Callable[[Job], Iterator[CheckItem]]


def mm(length: float) -> str:
    return f"{length / PT_PER_MM:.1f}".removesuffix(".0")


def some_of(names: Iterable[str]) -> str:
    """Names in a row: of very many the first, and how many there are."""
    found = list(names)
    return "、".join(found[:MOST_NAMES]) + (f"等{len(found)}个" if len(found) > MOST_NAMES else "")


def pages_of(numbers: Iterable[int]) -> str:
    """第1、3页; long lists are cut."""
    found = sorted(set(numbers))
    if not found:
        return ""
    listed = "、".join(str(number) for number in found[:6])
    return f"第{listed}页" if len(found) <= 6 else f"第{listed}等{len(found)}页"


def read_boxes(page: Any) -> Boxes:
    """The boxes of one page, inherited and defaulted (ISO 32000-1, 14.11.2); an art box stands in for the trim's."""
    found: dict[str, Box] = {}
    odd: list[str] = []
    for key, name in BOX_NAMES.items():
        value = inherited(page, key) if key in ("/MediaBox", "/CropBox") else entry(page, key)
        if value is None:
            continue
        try:
            box = normalized(value)
        except UNREADABLE:
            box = UNKNOWN_PAGE
        if box[2] - box[0] < 1 or box[3] - box[1] < 1 or max(map(abs, box)) > LARGEST_PAGE:
            odd.append(name)
        else:
            found[key] = box
    if "/MediaBox" not in found and not odd:
        odd.append(BOX_NAMES["/MediaBox"])
    media = found.get("/MediaBox", SUPPOSED_PAGE)
    crop = found.get("/CropBox", media)
    trim = found.get("/TrimBox", found.get("/ArtBox", crop))
    return Boxes(
        odd=tuple(odd),
        media=media,
        crop=crop,
        bleed=found.get("/BleedBox", crop),
        trim=trim,
        has_trim="/TrimBox" in found,
        has_bleed="/BleedBox" in found,
        has_art="/ArtBox" in found,
        rotate=number_or(inherited(page, "/Rotate"), 0.0),
        unit=number_or(entry(page, "/UserUnit"), 1.0),
    )


def property_of(xmp: str, name: str) -> str:
    """The value of a simple XMP property, written as element or attribute."""
    found = re.search(rf"<{name}>\s*([^<]*?)\s*</{name}>", xmp) or re.search(rf"{name}=[\"']([^\"']*)[\"']", xmp)
    return found[1] if found else ""


def read_claims(pdf: pikepdf.Pdf, xmp: str) -> tuple[str, ...]:
    """Which standards the file says it keeps."""
    claims: list[str] = []
    x = property_of(xmp, "pdfxid:GTS_PDFXVersion") or property_of(xmp, "pdfx:GTS_PDFXVersion")
    x = x or name_of(entry(entry(pdf.trailer, "/Info"), "/GTS_PDFXVersion"))
    if x:
        claims.append(x)
    if part := property_of(xmp, "pdfaid:part"):
        claims.append(f"PDF/A-{part}{property_of(xmp, 'pdfaid:conformance').lower()}")
    if part := property_of(xmp, "pdfuaid:part"):
        claims.append(f"PDF/UA-{part}")
    return tuple(claims)


def read_destination(pdf: pikepdf.Pdf, claims: tuple[str, ...]) -> Destination:
    """What a file is for, as far as it says so; one that says nothing is judged as if it went to press."""
    intents = items_of(entry(pdf.Root, "/OutputIntents"))
    is_x = any(claim.startswith("PDF/X") for claim in claims)
    if is_x or any(name_of(entry(intent, "/S")) == "GTS_PDFX" for intent in intents):
        return "press"
    if name_of(entry(entry(pdf.Root, "/ViewerPreferences"), "/PrintScaling")) == "None":
        return "office"
    return "screen" if claims else "press"


def intent_profiles(pdf: pikepdf.Pdf) -> tuple[tuple[str, bytes], ...]:
    """Name and data of the profiles of the output intents.

    Raises:
        one of UNREADABLE: one cannot be read.
    """
    profiles = (entry(each, "/DestOutputProfile") for each in items_of(entry(pdf.Root, "/OutputIntents")))
    data = [data_of(profile) for profile in profiles if profile is not None]
    return tuple((profile_name(profile), profile) for profile in data)
