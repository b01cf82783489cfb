"""Decides what prepress thinks of a file as a whole: its claims, pages and boxes, fonts, intents and cargo.

Every check adds a line, also when all is well, so that the report shows what was looked at. A finding's code is
stable; its verdict depends on what the file is for: what stops a plate is a note on a screen.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf

from bulletin.preflight.coordinates import Box, intersection, is_empty
from bulletin.preflight.job import (
    CheckItem,
    Job,
    Verdict,
    finding,
    intent_profiles,
    pages_of,
    passed,
    property_of,
    shown_size,
)
from bulletin.preflight.painted import reason


def version(job: Job) -> Iterator[CheckItem]:
    found = job.pdf.pdf_version
    number = tuple(int(part) for part in found.split("."))
    limit = {"PDF/X-1a": (1, 4), "PDF/X-3": (1, 4), "PDF/X-4": (1, 6)}
    for claim, most in limit.items():
        if number > most and any(c.startswith(claim) for c in job.claims):
            hint = f"{claim} 至多用 PDF {most[0]}.{most[1]}，请按该版本重新导出"
            yield finding("version", found, "fault", hint=hint)
            return
    if number > (1, 7):
        yield finding("version", found, "note", hint="PDF 2.0 较新，旧的制版系统可能读不了")
    else:
        yield passed("version", found)


def claims(job: Job) -> Iterator[CheckItem]:
    yield finding("claims", "、".join(job.claims) or "没有声明", "pass" if job.claims else "note")


def syntax(job: Job) -> Iterator[CheckItem]:
    warnings = [reason(warning) for warning in job.pdf.get_warnings()]
    for page, why in job.painted.faults:
        hint = "内容流已损坏，请从源文件重新导出"
        yield finding("content-stream", f"第{page}页读不下去：{why}", "fault", page=page, hint=hint)
    if warnings:
        yield finding(
            "syntax", f"受损 {len(warnings)} 处，已勉强读出", "fault", hint="请从源文件重新导出：" + warnings[0]
        )
    else:
        yield passed("syntax", "完好")


def encryption(job: Job) -> Iterator[CheckItem]:
    if job.pdf.is_encrypted:
        value = "已加密（不需口令即可打开）"
        yield finding(
            "encryption", value, job.grade("fault", "fault", "note"), hint="付印文件不得加密，请去掉口令和权限限制"
        )
    else:
        yield passed("encryption", "没有加密")


def page_sizes(job: Job) -> Iterator[CheckItem]:
    names = [shown_size(boxes.trim) for boxes in job.boxes]
    groups = {name: [n for n, other in enumerate(names, 1) if other == name] for name in dict.fromkeys(names)}
    if len(groups) > 1:
        value = "；".join(f"{name} {pages_of(numbers)}" for name, numbers in groups.items())
        odd = min(groups.values(), key=len)[0]
        yield finding(
            "page-sizes", value, job.grade("fault", "fault", "note"), page=odd, hint="同一份印件的成品尺寸应当一致"
        )
    else:
        yield passed("page-sizes", f"{names[0]}，共 {len(names)} 页")
    if job.destination == "office" and any(not re.search("A3|A4", name) for name in names):
        yield finding("paper", names[0], "fault", page=1, hint="办公复印机只有 A3、A4 纸，请换成这两种版式")
    for n, boxes in enumerate(job.boxes, 1):
        if boxes.unit != 1:
            yield finding(
                "user-unit",
                f"第{n}页 UserUnit {boxes.unit:g}",
                job.grade("fault", "fault", "note"),
                page=n,
                hint="请按 1:1 的尺寸重新导出",
            )
            break
    turned = [n for n, boxes in enumerate(job.boxes, 1) if boxes.rotate % 360]
    if turned:
        yield finding("rotate", pages_of(turned), "note", page=turned[0], hint="拼版软件可能不理会旋转标记")


def page_boxes(job: Job) -> Iterator[CheckItem]:
    def inside(a: Box, b: Box) -> bool:
        return a[0] >= b[0] - 0.01 and a[1] >= b[1] - 0.01 and a[2] <= b[2] + 0.01 and a[3] <= b[3] + 0.01

    wrong: dict[int, str] = {}
    for n, boxes in enumerate(job.boxes, 1):
        if not inside(boxes.trim, boxes.media):
            wrong[n] = "成品框超出页面"
        elif boxes.has_bleed and not inside(boxes.trim, boxes.bleed):
            wrong[n] = "成品框超出出血框"
        elif boxes.has_bleed and not inside(boxes.bleed, boxes.media):
            wrong[n] = "出血框超出页面"
        elif job.is_x and boxes.has_trim and boxes.has_art:
            wrong[n] = "成品框与艺术框不可并存"
        elif job.is_x and not (boxes.has_trim or boxes.has_art):
            wrong[n] = "没有成品框"
        elif not inside(boxes.trim, boxes.crop):
            wrong[n] = "裁剪框切进成品"
    if wrong:
        n, why = next(iter(wrong.items()))
        value = f"{why}，{pages_of(wrong)}"
        yield finding(
            "boxes", value, job.grade("fault", "note", "note"), page=n, hint="成品框须在出血框内，出血框须在页面框内"
        )
        return
    if job.destination == "press" and not all(boxes.has_trim or boxes.has_art for boxes in job.boxes):
        yield finding(
            "trim", "没有成品框，按页面大小当作成品", "note", page=1, hint="请写明 TrimBox，拼版才知道在哪里裁切"
        )
        return
    yield passed("boxes", f"页面 {shown_size(job.boxes[0].media)}，成品 {shown_size(job.boxes[0].trim)}")


def blank_pages(job: Job) -> Iterator[CheckItem]:
    painted = {mark.page for mark in job.painted.marks}
    empty = [n for n in range(1, len(job.boxes) + 1) if n not in painted]
    if empty:
        yield finding("blank", pages_of(empty), "note", page=empty[0], hint="确认是有意留白")


def fonts(job: Job) -> Iterator[CheckItem]:
    used = [font for font in job.painted.fonts if font.pages]
    if not used:
        yield passed("fonts", "没有文字")
        return
    missing = [font for font in used if not font.font.embedded]
    for font in missing:
        yield finding(
            "font-embedded",
            f"{font.font.name} 没有嵌入，{pages_of(font.pages)}",
            "fault",
            page=font.pages[0],
            hint="导出时选“嵌入全部字体”，否则印厂会换成别的字",
        )
    if not missing:
        whole = [font.font.name for font in used if not font.font.subset and font.font.kind != "Type3"]
        value = f"{len(used)} 个，全部嵌入" + (f"；{len(whole)} 个整套嵌入" if whole else "，都是子集")
        yield passed("font-embedded", value)
    for font in used:
        if font.font.kind == "Type3":
            yield finding(
                "font-type3",
                f"{font.font.name}，{pages_of(font.pages)}",
                job.grade("fault", "note", "note"),
                page=font.pages[0],
                hint="Type 3 字形多是点阵，印出来发毛；请换用 TrueType 或 OpenType",
            )
    unnamed = [font for font in used if not font.font.unicode and font.font.kind == "Type0"]
    if unnamed:
        yield finding(
            "font-unicode",
            f"{unnamed[0].font.name} 等 {len(unnamed)} 个字体没有 Unicode 对照",
            "note",
            page=unnamed[0].pages[0],
            hint="不影响印刷，但文字复制不出来",
        )


def intents(job: Job) -> Iterator[CheckItem]:
    found: Any = list(job.pdf.Root.get("/OutputIntents", []))
    if not found:
        verdict: Verdict = "fault" if job.is_x else job.grade("note", "pass", "note")
        yield finding("intent", "没有", verdict, hint="请写明印刷条件（如 FOGRA39），印厂才知道按什么颜色印")
        return
    press = [intent for intent in found if str(intent.get("/S")) == "/GTS_PDFX"]
    names = "、".join(dict.fromkeys(str(intent.get("/OutputConditionIdentifier", "未具名")) for intent in found))
    profiles = intent_profiles(job.pdf)
    spaces_found = {data[16:20] for _, data in profiles}
    if job.is_x and len(press) != 1:
        yield finding(
            "intent", f"{names}；GTS_PDFX 有 {len(press)} 个", "fault", hint="PDF/X 须有且只有一个 GTS_PDFX 输出意图"
        )
    elif job.destination == "press" and any(data[12:16] != b"prtr" for _, data in profiles):
        yield finding(
            "intent", f"{names}，不是印刷机的特性文件", "fault", hint="输出意图须用类别为 prtr 的 CMYK 特性文件"
        )
    elif job.destination == "press" and b"RGB " in spaces_found:
        yield finding("intent", f"{names}，是 RGB", "fault", hint="付印文件的输出意图须是 CMYK")
    elif len({data for _, data in profiles}) > 1:
        yield finding("intent", f"{names}，特性文件不一致", "fault", hint="各输出意图须共用同一个特性文件")
    elif any(str(i.get("/OutputConditionIdentifier", "")).strip() == "" for i in found):
        yield finding("intent", "没有写印刷条件的名称", "fault", hint="请填 OutputConditionIdentifier")
    else:
        kinds = {b"CMYK": "CMYK", b"RGB ": "RGB", b"GRAY": "灰度"}
        described = "、".join(dict.fromkeys(f"{name}（{kinds.get(data[16:20], '?')}）" for name, data in profiles))
        yield passed("intent", names + (f"：{described}" if described else "，没有附特性文件"))


def annotations(job: Job) -> Iterator[CheckItem]:
    """Annotations in the printed area: nothing but links may stand there, and in PDF/X not even those."""
    found: dict[str, list[int]] = {}
    for number, note, kind in _annotations(job):
        a, b, c, d = (float(value) for value in note.get("/Rect", [0, 0, 0, 0]))
        area = (min(a, c), min(b, d), max(a, c), max(b, d))
        if not is_empty(intersection(area, job.boxes[number - 1].bleed)):
            found.setdefault(kind, []).append(number)
    if not found:
        yield passed("annotations", "没有")
        return
    pages = [number for numbers in found.values() for number in numbers]
    kinds = "、".join(f"{kind}×{len(numbers)}" for kind, numbers in found.items())
    only_links = set(found) <= {"Link"}
    harmless: Verdict = "pass" if only_links else "note"
    verdict = job.grade("fault" if job.is_x or not only_links else "note", harmless, harmless)
    hint = "印刷区内不要有注释、链接和表单域"
    yield finding("annotations", f"{kinds}，{pages_of(pages)}", verdict, page=min(pages), hint=hint)


def actions(job: Job) -> Iterator[CheckItem]:
    """Actions of annotations, of pages and of the whole file."""
    on_pages: dict[int, list[str]] = {number: [] for number in range(1, len(job.boxes) + 1)}
    for number, note, kind in _annotations(job):
        if "/A" in note or "/AA" in note:
            on_pages[number].append(f"第{number}页的 {kind}")
    for number, page in enumerate(job.pdf.pages, 1):
        if "/AA" in page.obj:
            on_pages[number].append(f"第{number}页")
    found = [words for words_of_page in on_pages.values() for words in words_of_page]
    root: Any = job.pdf.Root
    at_opening = "/AA" in root or isinstance(root.get("/OpenAction"), pikepdf.Dictionary)
    if at_opening:
        found.append("打开文件时")
    if not found:
        yield passed("actions", "没有")
        return
    value = "、".join(found[:3]) + (f" 等 {len(found)} 处" if len(found) > 3 else "")
    verdict = job.grade("fault", "note", "note" if at_opening else "pass")
    yield finding("actions", value, verdict, hint="付印文件不要有动作")


def _annotations(job: Job) -> Iterator[tuple[int, Any, str]]:
    """Page number, annotation and kind; printer's marks and traps aside, which belong to the press."""
    for number, page in enumerate(job.pdf.pages, 1):
        notes: Any = page.obj.get("/Annots", [])
        for note in notes:
            kind = str(note.get("/Subtype", "")).lstrip("/")
            if kind not in ("PrinterMark", "TrapNet"):
                yield number, note, kind


def inside(thing: Any, depth: int = 0) -> Iterator[Any]:
    """The dictionaries of an object that are written in place, itself included."""
    if depth > 20 or (depth and thing.is_indirect):
        return
    if isinstance(thing, pikepdf.Dictionary):
        yield thing
        members: list[Any] = [value for _, value in thing.items()]
    elif isinstance(thing, pikepdf.Array):
        members = list(thing)
    else:
        return
    for member in members:
        if isinstance(member, (pikepdf.Dictionary, pikepdf.Array)):
            yield from inside(member, depth + 1)


def cargo(job: Job) -> Iterator[CheckItem]:
    """JavaScript, attached files, layers: nothing that is printed."""
    scripts = sum(
        "/JS" in found or str(found.get("/S", "")) == "/JavaScript"
        for thing in job.pdf.objects
        for found in inside(thing)
    )
    root: Any = job.pdf.Root
    names: Any = root.get("/Names", {})
    if scripts or "/JavaScript" in names:
        yield finding("javascript", f"{max(scripts, 1)} 处", "fault", hint="请删去脚本")
    else:
        yield passed("javascript", "没有")
    if len(job.pdf.attachments) or "/AF" in root:
        yield finding(
            "attachments",
            f"{max(len(job.pdf.attachments), 1)} 个",
            job.grade("fault", "note", "note"),
            hint="请删去附件",
        )
    else:
        yield passed("attachments", "没有")
    if "/OCProperties" in root:
        yield finding("layers", f"{len(root.OCProperties.get('/OCGs', []))} 个", "note", hint="确认该印的图层都开着")


def metadata(job: Job) -> Iterator[CheckItem]:
    if not job.is_x:
        return
    info: Any = job.pdf.trailer.get("/Info", {})
    trapped, in_xmp = str(info.get("/Trapped", "")).lstrip("/"), property_of(job.xmp, "pdf:Trapped")
    if trapped not in ("True", "False"):
        yield finding("trapped", "没有写明", "fault", hint="PDF/X 须写明是否做过陷印（Trapped）")
    elif in_xmp and in_xmp != trapped:
        yield finding("trapped", f"文件信息说 {trapped}，元数据说 {in_xmp}", "fault", hint="两处须一致")
    else:
        yield passed("trapped", "已做" if trapped == "True" else "未做，由印厂处理")
    if "/ID" not in job.pdf.trailer:
        yield finding("identifier", "没有", "fault", hint="PDF/X 须有文件标识 ID")


FILE_CHECKS: tuple[Callable[[Job], Iterator[CheckItem]], ...] = (
    version,
    claims,
    syntax,
    encryption,
    page_sizes,
    page_boxes,
    blank_pages,
    fonts,
    intents,
    annotations,
    actions,
    cargo,
    metadata,
)
