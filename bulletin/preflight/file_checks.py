"""What prepress asks of a file as a whole: its claims, pages and boxes, fonts, intents and cargo.

Every question answers, also when all is well, so that the sheet shows what was looked at. A finding's code is
stable; its verdict depends on what the file is for: what stops a plate is a note on a screen.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf

from bulletin.preflight.interpreter import Box, is_empty, meet
from bulletin.preflight.job import Item, Job, Verdict, intent_profiles, pages_of, property_of, shown_size


def version(job: Job) -> Iterator[Item]:
    found = job.pdf.pdf_version
    number = tuple(int(part) for part in found.split("."))
    limit = {"PDF/X-1a": (1, 4), "PDF/X-3": (1, 4), "PDF/X-4": (1, 6)}
    for claim, most in limit.items():
        if number > most and any(c.startswith(claim) for c in job.claims):
            hint = f"{claim} 至多用 PDF {most[0]}.{most[1]}，请按该版本重新导出"
            yield Item("version", "PDF 版本", found, "fault", hint=hint)
            return
    if number > (1, 7):
        yield Item("version", "PDF 版本", found, "note", hint="PDF 2.0 较新，旧的制版系统可能读不了")
    else:
        yield Item("version", "PDF 版本", found, "pass")


def claims(job: Job) -> Iterator[Item]:
    yield Item("claims", "声明的标准", "、".join(job.claims) or "没有声明", "pass" if job.claims else "note")


def syntax(job: Job) -> Iterator[Item]:
    warnings = [str(warning).splitlines()[0][:100] for warning in job.pdf.get_warnings()]
    for page, why in job.painted.faults:
        hint = "内容流已损坏，请从源文件重新导出"
        yield Item("content-stream", "页面内容", f"第{page}页读不下去：{why}", "fault", page, hint)
    if warnings:
        yield Item(
            "syntax",
            "文件结构",
            f"受损 {len(warnings)} 处，已勉强读出",
            "fault",
            hint="请从源文件重新导出：" + warnings[0],
        )
    else:
        yield Item("syntax", "文件结构", "完好", "pass")


def encryption(job: Job) -> Iterator[Item]:
    if job.pdf.is_encrypted:
        value = "已加密（不需口令即可打开）"
        yield Item(
            "encryption",
            "加密",
            value,
            job.grade("fault", "fault", "note"),
            hint="付印文件不得加密，请去掉口令和权限限制",
        )
    else:
        yield Item("encryption", "加密", "没有加密", "pass")


def page_sizes(job: Job) -> Iterator[Item]:
    names = [shown_size(boxes.trim) for boxes in job.boxes]
    groups = {name: [n for n, other in enumerate(names, 1) if other == name] for name in dict.fromkeys(names)}
    if len(groups) > 1:
        value = "；".join(f"{name} {pages_of(numbers)}" for name, numbers in groups.items())
        odd = min(groups.values(), key=len)[0]
        yield Item(
            "page-sizes", "页面尺寸", value, job.grade("fault", "fault", "note"), odd, "同一份印件的成品尺寸应当一致"
        )
    else:
        yield Item("page-sizes", "页面尺寸", f"{names[0]}，共 {len(names)} 页", "pass")
    if job.purpose == "office" and any(not re.search("A3|A4", name) for name in names):
        yield Item("paper", "纸张", names[0], "fault", 1, "办公复印机只有 A3、A4 纸，请换成这两种版式")
    for n, boxes in enumerate(job.boxes, 1):
        if boxes.unit != 1:
            yield Item(
                "user-unit",
                "长度单位",
                f"第{n}页 UserUnit {boxes.unit:g}",
                job.grade("fault", "fault", "note"),
                n,
                "请按 1:1 的尺寸重新导出",
            )
            break
    turned = [n for n, boxes in enumerate(job.boxes, 1) if boxes.rotate % 360]
    if turned:
        yield Item(
            "rotate",
            "页面旋转",
            pages_of(turned),
            job.grade("note", "note", "note"),
            turned[0],
            "拼版软件可能不理会旋转标记",
        )


def page_boxes(job: Job) -> Iterator[Item]:
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
        yield Item(
            "boxes", "页面框", value, job.grade("fault", "note", "note"), n, "成品框须在出血框内，出血框须在页面框内"
        )
        return
    if job.purpose == "press" and not all(boxes.has_trim or boxes.has_art for boxes in job.boxes):
        yield Item(
            "trim", "成品框", "没有成品框，按页面大小当作成品", "note", 1, "请写明 TrimBox，拼版才知道在哪里裁切"
        )
        return
    yield Item(
        "boxes", "页面框", f"页面 {shown_size(job.boxes[0].media)}，成品 {shown_size(job.boxes[0].trim)}", "pass"
    )


def blank_pages(job: Job) -> Iterator[Item]:
    painted = {mark.page for mark in job.painted.marks}
    empty = [n for n in range(1, len(job.boxes) + 1) if n not in painted]
    if empty:
        yield Item("blank", "空白页", pages_of(empty), "note", empty[0], "确认是有意留白")


def fonts(job: Job) -> Iterator[Item]:
    used = [font for font in job.painted.fonts if font.pages]
    if not used:
        yield Item("fonts", "字体", "没有文字", "pass")
        return
    missing = [font for font in used if not font.embedded]
    for font in missing:
        yield Item("font-embedded", "字体嵌入", f"{font.name} 没有嵌入，{pages_of(font.pages)}", "fault", font.pages[0],
                   "导出时选“嵌入全部字体”，否则印厂会换成别的字")  # fmt: skip
    if not missing:
        whole = [font.name for font in used if not font.subset and font.kind != "Type3"]
        value = f"{len(used)} 个，全部嵌入" + (f"；{len(whole)} 个整套嵌入" if whole else "，都是子集")
        yield Item("font-embedded", "字体嵌入", value, "pass")
    for font in used:
        if font.kind == "Type3":
            yield Item(
                "font-type3",
                "Type 3 字体",
                f"{font.name}，{pages_of(font.pages)}",
                job.grade("fault", "note", "note"),
                font.pages[0],
                "Type 3 字形多是点阵，印出来发毛；请换用 TrueType 或 OpenType",
            )
    unnamed = [font for font in used if not font.unicode and font.kind == "Type0"]
    if unnamed:
        yield Item("font-unicode", "文字可检索", f"{unnamed[0].name} 等 {len(unnamed)} 个字体没有 Unicode 对照", "note",
                   unnamed[0].pages[0], "不影响印刷，但文字复制不出来")  # fmt: skip


def intents(job: Job) -> Iterator[Item]:
    found: Any = list(job.pdf.Root.get("/OutputIntents", []))
    if not found:
        verdict: Verdict = "fault" if job.is_x else job.grade("note", "pass", "note")
        yield Item("intent", "输出意图", "没有", verdict, hint="请写明印刷条件（如 FOGRA39），印厂才知道按什么颜色印")
        return
    press = [intent for intent in found if str(intent.get("/S")) == "/GTS_PDFX"]
    names = "、".join(dict.fromkeys(str(intent.get("/OutputConditionIdentifier", "未具名")) for intent in found))
    profiles = intent_profiles(job.pdf)
    spaces_found = {data[16:20] for _, data in profiles}
    if job.is_x and len(press) != 1:
        yield Item(
            "intent",
            "输出意图",
            f"{names}；GTS_PDFX 有 {len(press)} 个",
            "fault",
            hint="PDF/X 须有且只有一个 GTS_PDFX 输出意图",
        )
    elif job.purpose == "press" and any(data[12:16] != b"prtr" for _, data in profiles):
        yield Item(
            "intent",
            "输出意图",
            f"{names}，不是印刷机的特性文件",
            "fault",
            hint="输出意图须用类别为 prtr 的 CMYK 特性文件",
        )
    elif job.purpose == "press" and b"RGB " in spaces_found:
        yield Item("intent", "输出意图", f"{names}，是 RGB", "fault", hint="付印文件的输出意图须是 CMYK")
    elif len({data for _, data in profiles}) > 1:
        yield Item("intent", "输出意图", f"{names}，特性文件不一致", "fault", hint="各输出意图须共用同一个特性文件")
    elif any(str(i.get("/OutputConditionIdentifier", "")).strip() == "" for i in found):
        yield Item("intent", "输出意图", "没有写印刷条件的名称", "fault", hint="请填 OutputConditionIdentifier")
    else:
        kinds = {b"CMYK": "CMYK", b"RGB ": "RGB", b"GRAY": "灰度"}
        described = "、".join(dict.fromkeys(f"{name}（{kinds.get(data[16:20], '?')}）" for name, data in profiles))
        yield Item("intent", "输出意图", names + (f"：{described}" if described else "，没有附特性文件"), "pass")


def annotations(job: Job) -> Iterator[Item]:
    found: dict[str, list[int]] = {}
    actions: list[str] = []
    for n, page in enumerate(job.pdf.pages, 1):
        notes: Any = page.obj.get("/Annots", [])
        for note in notes:
            kind = str(note.get("/Subtype", "")).lstrip("/")
            if kind in ("PrinterMark", "TrapNet"):
                continue
            a, b, c, d = (float(value) for value in note.get("/Rect", [0, 0, 0, 0]))
            area = (min(a, c), min(b, d), max(a, c), max(b, d))
            if not is_empty(meet(area, job.boxes[n - 1].bleed)):
                found.setdefault(kind, []).append(n)
            if "/A" in note or "/AA" in note:
                actions.append(f"第{n}页的 {kind}")
        if "/AA" in page.obj:
            actions.append(f"第{n}页")
    if found:
        value = (
            "、".join(f"{kind}×{len(pages)}" for kind, pages in found.items())
            + "，"
            + pages_of(p for f in found.values() for p in f)
        )
        only_links = set(found) <= {"Link"}
        verdict = job.grade(
            "fault" if job.is_x or not only_links else "note",
            "pass" if only_links else "note",
            "pass" if only_links else "note",
        )
        yield Item(
            "annotations",
            "注释和链接",
            value,
            verdict,
            min(p for f in found.values() for p in f),
            "印刷区内不要有注释、链接和表单域",
        )
    else:
        yield Item("annotations", "注释和链接", "没有", "pass")
    root: Any = job.pdf.Root
    if "/AA" in root or isinstance(root.get("/OpenAction"), pikepdf.Dictionary):
        actions.append("打开文件时")
    if actions:
        verdict = job.grade("fault", "note", "note" if "打开文件时" in actions else "pass")
        value = "、".join(actions[:3]) + (f" 等 {len(actions)} 处" if len(actions) > 3 else "")
        yield Item("actions", "动作", value, verdict, hint="付印文件不要有动作")
    else:
        yield Item("actions", "动作", "没有", "pass")


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


def cargo(job: Job) -> Iterator[Item]:
    """JavaScript, attached files, layers: nothing that is printed."""
    scripts = sum(
        "/JS" in found or str(found.get("/S", "")) == "/JavaScript"
        for thing in job.pdf.objects
        for found in inside(thing)
    )
    root: Any = job.pdf.Root
    names: Any = root.get("/Names", {})
    if scripts or "/JavaScript" in names:
        yield Item("javascript", "JavaScript", f"{max(scripts, 1)} 处", "fault", hint="请删去脚本")
    else:
        yield Item("javascript", "JavaScript", "没有", "pass")
    if len(job.pdf.attachments) or "/AF" in root:
        yield Item(
            "attachments",
            "附件",
            f"{max(len(job.pdf.attachments), 1)} 个",
            job.grade("fault", "note", "note"),
            hint="请删去附件",
        )
    else:
        yield Item("attachments", "附件", "没有", "pass")
    if "/OCProperties" in root:
        yield Item("layers", "图层", f"{len(root.OCProperties.get('/OCGs', []))} 个", job.grade("note", "note", "note"),
                   hint="确认该印的图层都开着")  # fmt: skip


def metadata(job: Job) -> Iterator[Item]:
    if not job.is_x:
        return
    info: Any = job.pdf.trailer.get("/Info", {})
    trapped, told = str(info.get("/Trapped", "")).lstrip("/"), property_of(job.xmp, "pdf:Trapped")
    if trapped not in ("True", "False"):
        yield Item("trapped", "陷印", "没有写明", "fault", hint="PDF/X 须写明是否做过陷印（Trapped）")
    elif told and told != trapped:
        yield Item("trapped", "陷印", f"文件信息说 {trapped}，元数据说 {told}", "fault", hint="两处须一致")
    else:
        yield Item("trapped", "陷印", "已做" if trapped == "True" else "未做，由印厂处理", "pass")
    if "/ID" not in job.pdf.trailer:
        yield Item("identifier", "文件标识", "没有", "fault", hint="PDF/X 须有文件标识 ID")


FILE_QUESTIONS: tuple[Callable[[Job], Iterator[Item]], ...] = (
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
    cargo,
    metadata,
)
