"""Decides what prepress thinks of a file as a whole: its claims, pages and boxes, fonts, intents and cargo.

Every check adds a line, also when all is well, so that the report shows what was looked at. A finding's code is
stable; its verdict depends on what the file is for: what stops a plate is a note on a screen.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from operator import itemgetter
from typing import Any

import pikepdf

from bulletin.preflight.coordinates import Box, intersection, is_empty, least_margin
from bulletin.preflight.foreign import UNLOCKED, entry, is_dictionary, items_of, name_of
from bulletin.preflight.job import (
    Check,
    CheckItem,
    Job,
    Verdict,
    intent_profiles,
    mm,
    pages_of,
    passed,
    property_of,
    some_of,
    unjudged,
)
from bulletin.preflight.reasons import reason
from bulletin.units import PT_PER_MM

MOST_NAMED = 6  # resources that a line names
# What the catalogue may hold, what it is called, and of which kind it must be.
ROOT_KINDS = {
    "/OutputIntents": ("输出意图", pikepdf.Array), "/Metadata": ("元数据", pikepdf.Stream),
    "/OCProperties": ("图层设置", pikepdf.Dictionary), "/AcroForm": ("表单", pikepdf.Dictionary),
    "/Names": ("名称表", pikepdf.Dictionary), "/ViewerPreferences": ("显示设置", pikepdf.Dictionary),
}  # fmt: skip
SIZES = {  # mm
    "A2": (420, 594), "A3": (297, 420), "A4": (210, 297), "A5": (148, 210), "B4": (250, 353), "B5": (176, 250),
    "8开": (285, 420), "16开": (210, 285), "四开报": (390, 540),
}  # fmt: skip


def version(job: Job) -> Iterator[CheckItem]:
    found = job.pdf.pdf_version
    number = tuple(int(part) for part in found.split("."))
    for claim, most in {"PDF/X-1a": (1, 4), "PDF/X-3": (1, 4), "PDF/X-4": (1, 6)}.items():
        if number > most and any(claimed.startswith(claim) for claimed in job.claims):
            hint = f"{claim} 最高只能用 PDF {most[0]}.{most[1]}，请按该版本重新导出"
            yield job.finding("version", found, verdict="fault", hint=hint)
            return
    yield job.finding("version", found) if number > (1, 7) else passed("version", found)


def claims(job: Job) -> Iterator[CheckItem]:
    yield passed("claims", "、".join(job.claims)) if job.claims else job.finding("claims", "没有声明")


def syntax(job: Job) -> Iterator[CheckItem]:
    painted = job.painted
    for why, pages in grouped((why, page) for page, why in painted.faults).items():
        yield job.finding("content-stream", f"{pages_of(pages)}无法读完：{why}", min(pages))
    if painted.crowded:
        yield unjudged("content-stream", f"{pages_of(painted.crowded)}内容过多，没有读完", min(painted.crowded))
    if painted.missing:
        pages = [page for each in painted.missing.values() for page in each]
        names = list(painted.missing)
        more = f"等{len(names)}项" if len(names) > MOST_NAMED else ""
        value = f"{pages_of(pages)}引用的{'、'.join(names[:MOST_NAMED])}{more}不存在"
        yield job.finding("resources", value, min(pages))
    if painted.odd:
        value = f"{pages_of(painted.odd)}有{sum(painted.odd.values())}处指令有误，已跳过"
        yield job.finding("instructions", value, min(painted.odd))
    if warnings := job.pdf.get_warnings():
        why = "、".join(grouped((reason(warning), 0) for warning in warnings))
        yield job.finding("syntax", f"有{len(warnings)}处受损，已修复读出", hint=f"请从源文件重新导出：{why}")
    else:
        yield passed("syntax", "完好")


def grouped(pairs: Iterable[tuple[str, int]]) -> dict[str, list[int]]:
    """Pages by what is said of them, in the order in which it is said first."""
    groups: dict[str, list[int]] = {}
    for said, page in pairs:
        groups.setdefault(said, []).append(page)
    return groups


def oddities(job: Job) -> Iterator[CheckItem]:
    """What is not of the kind that the standard asks for, and was left aside while the rest was judged."""
    found = [
        (f"{words}有误", 0)
        for holder, keys in ((job.pdf.Root, ROOT_KINDS), (job.pdf.trailer, {"/Info": ("文件信息", pikepdf.Dictionary)}))
        for key, (words, kind) in keys.items()
        if (value := entry(holder, key)) is not None and not isinstance(value, kind)
    ]
    if not all(map(is_dictionary, items_of(entry(job.pdf.Root, "/OutputIntents")))):
        found.append(("输出意图有误", 0))
    layers = entry(entry(job.pdf.Root, "/OCProperties"), "/OCGs")
    if layers is not None and not all(map(is_dictionary, items_of(layers) or (None,))):
        found.append(("图层有误", 0))
    found += [("注释有误", each.page) for each in job.annotations if not each.is_sound]
    if found:
        groups = grouped(found).items()
        value = "；".join(said + (f"，{pages_of(pages)}" if min(pages) else "") for said, pages in groups)
        yield job.finding("oddities", value, min(page for _, page in found))


def encryption(job: Job) -> Iterator[CheckItem]:
    if job.pdf.is_encrypted:
        yield job.finding("encryption", "已加密（不需口令即可打开）")
    elif entry(job.pdf.trailer, UNLOCKED) is not None:
        yield job.finding("encryption", "附件已加密，须用口令才能打开", hint="附件没有检查；请去掉口令和附件")
    else:
        yield passed("encryption", "没有加密")


def page_sizes(job: Job) -> Iterator[CheckItem]:
    groups: dict[str, list[int]] = {}
    for number, boxes in enumerate(job.boxes, 1):
        groups.setdefault(shown_size(boxes.trim), []).append(number)
    first = next(iter(groups))
    if len(groups) > 1:
        value = "；".join(f"{size} {pages_of(numbers)}" for size, numbers in groups.items())
        yield job.finding("page-sizes", value, min(groups.values(), key=len)[0])
    else:
        yield passed("page-sizes", f"{first}，共{len(job.boxes)}页")
    if job.destination == "office" and any(not re.search("A3|A4", size) for size in groups):
        yield job.finding("paper", first, 1)
    scaled = [(number, boxes.unit) for number, boxes in enumerate(job.boxes, 1) if boxes.unit != 1]
    if scaled:
        number, unit = scaled[0]
        yield job.finding("user-unit", f"第{number}页 UserUnit {unit:g}", number)
    turned = [number for number, boxes in enumerate(job.boxes, 1) if boxes.rotate % 360]
    if turned:
        askew = [number for number in turned if job.boxes[number - 1].rotate % 90]
        value = f"{pages_of(turned)}，其中{pages_of(askew)}的角度不是90度的倍数" if askew else pages_of(turned)
        yield job.finding("rotate", value, turned[0])


def shown_size(box: Box) -> str:
    """210×297毫米（A4）"""
    width, height = box[2] - box[0], box[3] - box[1]
    sides = sorted((width / PT_PER_MM, height / PT_PER_MM))
    for name, (short, long) in SIZES.items():
        if abs(sides[0] - short) < 1.5 and abs(sides[1] - long) < 1.5:
            return f"{mm(width)}×{mm(height)}毫米（{name}{'横' if width > height else ''}）"
    return f"{mm(width)}×{mm(height)}毫米"


def page_boxes(job: Job) -> Iterator[CheckItem]:
    wrong: dict[int, str] = {}
    for number, boxes in enumerate(job.boxes, 1):
        if boxes.odd:
            wrong[number] = f"没有可用的{'、'.join(boxes.odd)}"
        elif not _inside(boxes.trim, boxes.media):
            wrong[number] = "成品框超出页面"
        elif boxes.has_bleed and not _inside(boxes.trim, boxes.bleed):
            wrong[number] = "成品框超出出血框"
        elif boxes.has_bleed and not _inside(boxes.bleed, boxes.media):
            wrong[number] = "出血框超出页面"
        elif job.is_x and boxes.has_trim and boxes.has_art:
            wrong[number] = "成品框与艺术框不可并存"
        elif job.is_x and not (boxes.has_trim or boxes.has_art):
            wrong[number] = "没有成品框"
        elif not _inside(boxes.trim, boxes.crop):
            wrong[number] = "裁剪框切进成品"
    if wrong:
        number, why = next(iter(wrong.items()))
        yield job.finding("boxes", f"{why}，{pages_of(wrong)}", number)
    elif job.destination == "press" and not all(boxes.has_trim or boxes.has_art for boxes in job.boxes):
        yield job.finding("trim", "没有成品框，按页面大小当作成品", 1)
    else:
        yield passed("boxes", f"页面 {shown_size(job.boxes[0].media)}，成品 {shown_size(job.boxes[0].trim)}")


def _inside(inner: Box, outer: Box) -> bool:
    return least_margin(outer, inner) >= -0.01


def blank_pages(job: Job) -> Iterator[CheckItem]:
    painted = {mark.page for mark in job.painted.marks}.union(*job.painted.unread.values())
    empty = [number for number in range(1, len(job.boxes) + 1) if number not in painted]
    if empty:
        yield job.finding("blank", pages_of(empty), empty[0])


def fonts(job: Job) -> Iterator[CheckItem]:
    used = [font for font in job.painted.fonts if font.pages]
    if not used:
        yield passed("fonts", "没有文字")
        return
    missing = [font for font in used if not font.embedded]
    for font in missing:
        yield job.finding("font-embedded", f"{font.name} 没有嵌入，{pages_of(font.pages)}", min(font.pages))
    unread = [font for font in used if font.unread]
    for font in unread:
        value = f"{font.name} 的字体数据无法读出：{font.unread}，{pages_of(font.pages)}"
        yield unjudged("font-embedded", value, min(font.pages))
    if not missing and not unread:
        whole = sum(not font.subset and font.kind != "Type3" for font in used)
        tail = f"；{whole}个整套嵌入" if whole else "，都是子集"
        yield passed("font-embedded", f"{len(used)}个，全部嵌入{tail}")
    for font in used:
        if font.kind == "Type3":
            yield job.finding("font-type3", f"{font.name}，{pages_of(font.pages)}", min(font.pages))
    if unnamed := [font for font in used if not font.unicode and font.kind == "Type0"]:
        value = f"{unnamed[0].name} 等{len(unnamed)}个字体没有 Unicode 对照"
        yield job.finding("font-unicode", value, min(unnamed[0].pages))


def intents(job: Job) -> Iterator[CheckItem]:
    found = [intent for intent in items_of(entry(job.pdf.Root, "/OutputIntents")) if is_dictionary(intent)]
    if not found:
        verdict: Verdict = "fault" if job.is_x else job.grade("note", "pass", "note")
        hint = "请写明印刷条件（如 FOGRA39），印刷厂才知道按什么颜色印"
        yield job.finding("intent", "没有", verdict=verdict, hint=hint)
        return
    pdfx = sum(name_of(entry(intent, "/S")) == "GTS_PDFX" for intent in found)
    conditions = [name_of(entry(intent, "/OutputConditionIdentifier")).strip() for intent in found]
    names = some_of(dict.fromkeys(condition or "未具名" for condition in conditions))
    profiles = intent_profiles(job.pdf)
    press = job.destination == "press"
    if job.is_x and pdfx != 1:
        value, hint = f"{names}；GTS_PDFX 有{pdfx}个", "PDF/X 须有且只有一个 GTS_PDFX 输出意图"
    elif press and any(data[12:16] != b"prtr" for _, data in profiles):
        value, hint = f"{names}，不是印刷机的特性文件", "输出意图须用类别为 prtr 的 CMYK 特性文件"
    elif press and any(data[16:20] == b"RGB " for _, data in profiles):
        value, hint = f"{names}，是 RGB", "付印文件的输出意图须是 CMYK"
    elif len({data for _, data in profiles}) > 1:
        value, hint = f"{names}，特性文件不一致", "各输出意图须共用同一个特性文件"
    elif not all(conditions):
        value, hint = "没有写印刷条件的名称", "请填 OutputConditionIdentifier"
    else:
        kinds = {b"CMYK": "CMYK", b"RGB ": "RGB", b"GRAY": "灰度"}
        described = some_of(dict.fromkeys(f"{name}（{kinds.get(data[16:20], '?')}）" for name, data in profiles))
        yield passed("intent", names + (f"：{described}" if described else "，没有附特性文件"))
        return
    yield job.finding("intent", value, hint=hint)


def annotations(job: Job) -> Iterator[CheckItem]:
    """Annotations in the printed area: nothing but links may stand there, and in PDF/X not even those."""
    found: dict[str, list[int]] = {}
    for each in job.annotations:
        if each.area and not is_empty(intersection(each.area, job.boxes[each.page - 1].bleed)):
            found.setdefault(each.kind, []).append(each.page)
    if not found:
        yield passed("annotations", "没有")
        return
    pages = [number for numbers in found.values() for number in numbers]
    kinds = some_of(f"{kind or '未注明种类'}×{len(numbers)}" for kind, numbers in found.items())
    only_links = set(found) <= {"Link"}
    harmless: Verdict = "pass" if only_links else "note"
    verdict = job.grade("fault" if job.is_x or not only_links else "note", harmless, harmless)
    yield job.finding("annotations", f"{kinds}，{pages_of(pages)}", min(pages), verdict=verdict)


def actions(job: Job) -> Iterator[CheckItem]:
    """Actions of annotations, of pages and of the whole file."""
    active = [(each.page, f"第{each.page}页的 {each.kind}") for each in job.annotations if each.acts]
    active += [(number, f"第{number}页") for number, page in enumerate(job.pdf.pages, 1) if "/AA" in page.obj]
    found = [words for _, words in sorted(active, key=itemgetter(0))]  # a page's own after its annotations'
    root: Any = job.pdf.Root
    at_opening = "/AA" in root or isinstance(entry(root, "/OpenAction"), pikepdf.Dictionary)
    if at_opening:
        found.append("打开文件时")
    if not found:
        yield passed("actions", "没有")
        return
    value = "、".join(found[:3]) + (f"等{len(found)}处" if len(found) > 3 else "")
    yield job.finding("actions", value, verdict=job.grade("fault", "note", "note" if at_opening else "pass"))


def _dictionaries(thing: Any, depth: int = 0) -> Iterator[Any]:
    """The dictionaries of an object that are written in place, itself included."""
    if depth > 20 or (depth and thing.is_indirect):
        return
    if isinstance(thing, pikepdf.Dictionary):
        yield thing
    elif not isinstance(thing, pikepdf.Array):
        return
    members: Any = (entry(thing, key) for key in thing) if isinstance(thing, pikepdf.Dictionary) else thing
    for member in members:
        if isinstance(member, (pikepdf.Dictionary, pikepdf.Array)):
            yield from _dictionaries(member, depth + 1)


def scripts(job: Job) -> Iterator[CheckItem]:
    count = sum(
        "/JS" in found or entry(found, "/S") == pikepdf.Name.JavaScript
        for thing in job.pdf.objects
        for found in _dictionaries(thing)
    )
    scripted = count or entry(entry(job.pdf.Root, "/Names"), "/JavaScript") is not None
    yield job.finding("javascript", f"{max(count, 1)}处") if scripted else passed("javascript", "没有")


def attachments(job: Job) -> Iterator[CheckItem]:
    files = len(job.pdf.attachments)
    attached = files or entry(job.pdf.Root, "/AF") is not None
    yield job.finding("attachments", f"{max(files, 1)}个") if attached else passed("attachments", "没有")


def layers(job: Job) -> Iterator[CheckItem]:
    if (settings := entry(job.pdf.Root, "/OCProperties")) is not None:
        yield job.finding("layers", f"{len(items_of(entry(settings, '/OCGs')))}个")


def metadata(job: Job) -> Iterator[CheckItem]:
    if not job.is_x:
        return
    trapped, in_xmp = name_of(entry(entry(job.pdf.trailer, "/Info"), "/Trapped")), property_of(job.xmp, "pdf:Trapped")
    if trapped not in ("True", "False"):
        yield job.finding("trapped", "没有写明")
    elif in_xmp and in_xmp != trapped:
        yield job.finding("trapped", f"文件信息写的是 {trapped}，元数据写的是 {in_xmp}", hint="两处须一致")
    else:
        yield passed("trapped", "已做" if trapped == "True" else "未做，由印刷厂处理")
    if "/ID" not in job.pdf.trailer:
        yield job.finding("identifier", "没有")


# By the code that stands for the check where it cannot be made.
FILE_CHECKS: Mapping[str, Check] = {
    "version": version, "claims": claims, "syntax": syntax, "oddities": oddities, "encryption": encryption,
    "page-sizes": page_sizes, "boxes": page_boxes, "blank": blank_pages, "fonts": fonts, "intent": intents,
    "annotations": annotations, "actions": actions, "javascript": scripts, "attachments": attachments,
    "layers": layers, "trapped": metadata,
}  # fmt: skip
