"""What prepress asks of the painted marks: bleed, colour, black text, sizes, lines, resolution, ink, transparency."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from bulletin.preflight.color import Inks, over
from bulletin.preflight.interpreter import Mark
from bulletin.preflight.job import (
    BLACK,
    BLEED,
    DPI_GOOD,
    DPI_LEAST,
    DPI_LINE,
    HAIRLINE,
    LIVE,
    OFFICE_EDGE,
    SMALL_COLORED,
    SMALL_TYPE,
    Item,
    Job,
    Verdict,
    ink_words,
    intent_profiles,
    mm,
    pages_of,
    sides,
)


def bleed(job: Job) -> Iterator[Item]:
    """Whether whatever touches the trim runs on for 3 mm, inside the page."""
    if job.purpose != "press":
        return
    short: dict[int, tuple[float, str]] = {}
    for mark in job.seen("fill", "stroke", "image", "shading"):
        if mark.is_paper and not mark.image:
            continue
        boxes = job.boxes[mark.page - 1]
        rows = zip(sides(mark.box), sides(boxes.trim), sides(boxes.media), strict=True)
        for (side, edge), (_, trim), (_, media) in rows:
            reach = min(edge, media) - trim
            # Nearer than half a point counts as meant to reach the edge.
            if edge > trim - 0.5 and reach < BLEED - 0.1 and reach < short.get(mark.page, (BLEED, ""))[0]:
                short[mark.page] = (max(reach, 0.0), side)
    margin = min(min(b - t for (_, b), (_, t) in zip(sides(x.bleed), sides(x.trim), strict=True)) for x in job.boxes)
    if short:
        n, (reach, side) = min(short.items(), key=lambda entry: entry[1])
        value = f"第{n}页{side}边有内容到达裁切线，出血只有 {mm(reach)} mm"
        yield Item("bleed", "出血", value, "fault", n, "到边的色块和图片要向外伸出 3 mm，页面框也要放得下")
    elif margin < BLEED - 0.1:
        verdict: Verdict = "fault" if job.is_x and any(b.has_bleed for b in job.boxes) else "note"
        yield Item("bleed", "出血", f"{mm(margin)} mm；没有内容到达裁切线", verdict, 1, "印厂一般要求四边 3 mm 出血")
    else:
        yield Item("bleed", "出血", f"四边 {mm(margin)} mm", "pass")


def edges(job: Job) -> Iterator[Item]:
    """Text too near the trim, and on the office copier anything in the margin that it cannot print."""
    near: dict[int, float] = {}
    kinds = ("text",) if job.purpose != "office" else ("text", "fill", "stroke", "image", "shading")
    limit = OFFICE_EDGE if job.purpose == "office" else LIVE
    for mark in job.seen(*kinds):
        if mark.is_paper and not mark.image:
            continue
        room = min(t - m for (_, m), (_, t) in zip(sides(mark.box), sides(job.boxes[mark.page - 1].trim), strict=True))
        if room < limit - 0.1:
            near[mark.page] = min(room, near.get(mark.page, room))
    if not near:
        yield Item(
            "edges", "距边", f"{'一切内容' if job.purpose == 'office' else '文字'}距边不少于 {mm(limit)} mm", "pass"
        )
        return
    n, room = min(near.items(), key=lambda entry: entry[1])
    if job.purpose == "office":
        hint = "复印机印不到纸边 5 mm 以内，请用 --for office 的文件"
        yield Item("edges", "距边", f"第{n}页有内容距纸边 {mm(room)} mm", "fault", n, hint)
    else:
        verdict = job.grade("fault" if room < -0.1 else "note", "note", "note")
        yield Item(
            "edges", "距边", f"第{n}页文字距裁切线 {mm(room)} mm", verdict, n, "文字离裁切线至少 3 mm，以免被裁掉"
        )


def spaces(job: Job) -> Iterator[Item]:
    found: dict[str, int] = {}
    for mark in job.painted.marks:
        paint = mark.image.space if mark.image else mark.paint.space if mark.paint else None
        if paint is not None:
            name = paint.name if paint.name != "Indexed" or paint.base is None else f"Indexed/{paint.base.name}"
            found[name] = found.get(name, 0) + 1
    value = "、".join(f"{name}×{n}" for name, n in sorted(found.items())) or "没有"
    rgb = any(re.search("RGB|Lab", name) for name in found)
    yield Item("color-spaces", "颜色空间", value, "note" if rgb else "pass",
               hint="含 RGB：只适合屏幕，付印请用 CMYK 的文件" if rgb and job.purpose == "screen" else "")  # fmt: skip


def rgb(job: Job) -> Iterator[Item]:
    for kind, code, title in (
        (("text",), "rgb-text", "RGB 文字"),
        (("fill", "stroke", "shading"), "rgb-fill", "RGB 色块和线"),
    ):
        marks = [m for m in job.seen(*kind) if m.paint is not None and m.paint.is_rgb and not m.is_paper]
        if marks:
            characters = sum(m.characters for m in marks)
            value = (
                (f"{characters} 字" if code == "rgb-text" else f"{len(marks)} 处")
                + "，"
                + pages_of(m.page for m in marks)
            )
            hint = (
                "RGB 黑字分色后变成四色黑，套不准就发虚；请改用 CMYK 的单色黑 K100"
                if code == "rgb-text"
                else "请改用 CMYK"
            )
            tame = all(m.paint is not None and m.paint.space.name == "ICC-RGB" for m in marks) and code == "rgb-fill"
            verdict = job.grade("note" if tame else "fault", "fault" if code == "rgb-text" else "note", "note")
            yield Item(code, title, value, verdict, marks[0].page, hint)
        elif job.purpose != "screen":
            yield Item(code, title, "没有", "pass")
    images = [m for m in job.seen("image") if m.image and not m.image.is_mask and space_is_rgb(m)]
    if images:
        bare = [m for m in images if m.image and base_name(m) in ("DeviceRGB", "CalRGB")]
        value = f"{len(images)} 幅，{pages_of(m.page for m in images)}" + (
            f"，其中 {len(bare)} 幅没有 ICC 特性文件" if bare else ""
        )
        verdict = job.grade("fault" if bare else "note", "note", "note")
        yield Item("rgb-image", "RGB 图片", value, verdict, images[0].page, "请按印刷条件的 ICC 特性文件转成 CMYK")
    elif job.purpose != "screen":
        yield Item("rgb-image", "RGB 图片", "没有", "pass")


def base_name(mark: Mark) -> str:
    space = mark.image.space if mark.image else None
    if space is None:
        return ""
    return space.base.name if space.name == "Indexed" and space.base else space.name


def space_is_rgb(mark: Mark) -> bool:
    return base_name(mark) in ("DeviceRGB", "CalRGB", "ICC-RGB", "Lab")


def image_profiles(job: Job) -> Iterator[Item]:
    """CMYK images with a profile other than the intent's are converted again by many systems: K becomes four inks."""
    wanted = {profile for profile, _ in intent_profiles(job.pdf)}
    found = sorted({m.image.space.profile for m in job.seen("image") if m.image and m.image.space.profile})
    odd = [
        m
        for m in job.seen("image")
        if m.image and m.image.space.name == "ICC-CMYK" and m.image.space.profile not in wanted
    ]
    if odd and job.purpose == "press" and odd[0].image:
        value = f"{odd[0].image.space.profile}，与输出意图不同"
        yield Item("image-icc", "图片特性文件", value, "note", odd[0].page, "确认印厂不会再转换一次")
    elif any(True for _ in job.seen("image")):
        yield Item("image-icc", "图片特性文件", "、".join(found) or "没有附带", "pass")


def spot_colors(job: Job) -> Iterator[Item]:
    names: dict[str, int] = {}
    for mark in job.painted.marks:
        space = mark.image.space if mark.image else mark.paint.space if mark.paint else None
        for plate in space.plates if space else ():
            if plate not in ("All", "None", "Cyan", "Magenta", "Yellow", "Black"):
                names.setdefault(plate, mark.page)
    if names:
        yield Item(
            "spot",
            "专色",
            "、".join(names),
            job.grade("note", "note", "note"),
            min(names.values()),
            "确认印厂真要加专色版，否则转成四色",
        )


def is_black(inks: Inks) -> bool:
    return dict(inks).get("Black", 0.0) >= BLACK


def is_rich(inks: Inks) -> bool:
    """Black made of several inks, with or without much of the black plate."""
    tints = dict(inks)
    process = [tints.get(plate, 0.0) for plate in ("Cyan", "Magenta", "Yellow")]
    return (is_black(inks) and sum(process) > 0.001) or min(process) > 0.5


def black_text(job: Job) -> Iterator[Item]:
    if job.purpose == "screen":
        return
    text = [m for m in job.seen("text") if m.paint is not None and m.paint.inks is not None]
    rich = [m for m in text if m.paint and m.paint.inks and is_rich(m.paint.inks)]
    if rich and rich[0].paint:
        value = f"{sum(m.characters for m in rich)} 字（{ink_words(rich[0].paint)}），{pages_of(m.page for m in rich)}"
        yield Item("rich-black", "四色黑文字", value, "fault", rich[0].page, "黑字只用黑版：C0 M0 Y0 K100")
    else:
        yield Item("rich-black", "四色黑文字", "没有，黑字只在黑版上", "pass")
    if job.purpose != "press":
        return
    black = [m for m in text if m.paint and m.paint.inks and is_black(m.paint.inks) and m not in rich]
    hard = [m for m in black if not (m.overprint and (m.overprint_mode == 1 or (m.paint and m.paint.space.plates)))]
    if hard:
        value = f"{sum(m.characters for m in hard)} 字没有叠印，{pages_of(m.page for m in hard)}"
        yield Item(
            "knockout", "黑字叠印", value, "fault", hard[0].page, "黑字应当叠印（OP、op 为真，OPM 1），套不准时才不露白"
        )
    elif black:
        yield Item("knockout", "黑字叠印", f"{sum(m.characters for m in black)} 字都叠印", "pass")


def white_overprint(job: Job) -> Iterator[Item]:
    if job.purpose != "press":
        return
    lost = [
        m
        for m in job.seen("text", "fill", "stroke")
        if m.overprint
        and m.paint is not None
        and m.paint.is_white
        and (m.paint.space.plates or (m.overprint_mode == 1 and m.paint.space.name in ("DeviceCMYK", "ICC-CMYK")))
    ]
    if lost:
        value = f"{len(lost)} 处，{pages_of(m.page for m in lost)}"
        yield Item("white-overprint", "白色叠印", value, "fault", lost[0].page, "白色一叠印就消失，请取消它的叠印")
    else:
        yield Item("white-overprint", "白色叠印", "没有", "pass")


def type_sizes(job: Job) -> Iterator[Item]:
    marks = [m for m in job.seen("text") if m.size > 0]
    if not marks:
        return
    least = min(marks, key=lambda m: m.size)
    small = [m for m in marks if m.size < SMALL_TYPE - 0.01]
    if small:
        value = f"最小 {least.size:.1f} pt，{pages_of(m.page for m in small)}"
        verdict = job.grade("fault", "fault", "note")
        yield Item("small-type", "小字", value, verdict, least.page, "正文小于 6 pt 印出来难认")
    else:
        yield Item("small-type", "小字", f"最小 {least.size:.1f} pt", "pass")
    if job.purpose != "press":
        return
    colored = [m for m in marks if m.size < SMALL_COLORED - 0.01 and m.paint and m.paint.inks and len(m.paint.inks) > 2]
    colored = [m for m in colored if m.paint and m.paint.inks and not is_rich(m.paint.inks)]
    if colored and colored[0].paint:
        value = f"{colored[0].size:.1f} pt 用了 {len(colored[0].paint.inks or ())} 色（{ink_words(colored[0].paint)}）"
        yield Item(
            "small-colored", "彩色小字", value, "fault", colored[0].page, "9 pt 以下的彩色字至多两色，否则套印不准"
        )
    reversed_ = [
        m
        for m in marks
        if m.size < SMALL_COLORED - 0.01 and m.paint and m.paint.is_white and m.under and len(m.under.inks or ()) > 2
    ]
    if reversed_ and reversed_[0].under:
        value = f"{reversed_[0].size:.1f} pt 白字压在 {ink_words(reversed_[0].under)} 上"
        yield Item("small-reversed", "反白小字", value, "fault", reversed_[0].page, "9 pt 以下的反白字，底色至多两色")
    if not colored and not reversed_:
        yield Item("small-colored", "彩色和反白小字", "没有超过两色的", "pass")


def hairlines(job: Job) -> Iterator[Item]:
    lines = [m for m in job.seen("stroke", "fill") if m.kind == "stroke" or (m.is_box and m.size < 1)]
    lines = [m for m in lines if not m.is_paper]
    thin = [m for m in lines if m.size < HAIRLINE - 0.005]
    if thin:
        least = min(thin, key=lambda m: m.size)
        value = f"{len(thin)} 条，最细 {least.size:.2f} pt，{pages_of(m.page for m in thin)}"
        yield Item(
            "hairline", "细线", value, job.grade("fault", "fault", "note"), least.page, "线宽至少 0.25 pt，更细的会断"
        )
    elif lines:
        yield Item("hairline", "细线", f"最细 {min(m.size for m in lines):.2f} pt", "pass")
    else:
        yield Item("hairline", "细线", "没有线", "pass")


def resolution(job: Job) -> Iterator[Item]:
    images = [m for m in job.seen("image") if m.image and m.size > 6]  # smaller ones are dots and hairs
    if not images:
        yield Item("resolution", "图片精度", "没有图片", "pass")
        return
    low: list[tuple[float, Mark]] = []
    fair: list[tuple[float, Mark]] = []
    for mark in images:
        if mark.image is None:
            continue
        line_art = mark.image.bits == 1
        least, good = (DPI_LEAST * 2, DPI_LINE) if line_art else (DPI_LEAST, DPI_GOOD)
        if mark.image.dpi < least - 0.5:
            low.append((mark.image.dpi, mark))
        elif mark.image.dpi < good - 0.5:
            fair.append((mark.image.dpi, mark))
    worst = low or fair
    if worst:
        dpi, mark = min(worst, key=lambda entry: entry[0])
        value = f"{len(worst)} 幅偏低，最低 {dpi:.0f} dpi，{pages_of(m.page for _, m in worst)}"
        verdict: Verdict = job.grade("fault", "note", "note") if low else job.grade("note", "pass", "pass")
        yield Item(
            "resolution",
            "图片精度",
            value,
            verdict,
            mark.page,
            "图片按印出尺寸要 300 dpi（线条稿 600），低于 200 会发虚",
        )
    else:
        least_dpi = min(mark.image.dpi for mark in images if mark.image)
        yield Item("resolution", "图片精度", f"{len(images)} 幅，最低 {least_dpi:.0f} dpi", "pass")


def ink(job: Job) -> Iterator[Item]:
    worst, place, where, unknown = 0.0, 0, "", 0
    for mark in job.seen("text", "fill", "stroke", "shading", "image"):
        total, words = 0.0, ""
        if mark.image and not mark.image.is_mask:
            if mark.image.inks is None:
                unknown += 1
                continue
            total, words = mark.image.inks, "图片"
        elif mark.paint is not None:
            if mark.paint.inks is None:
                unknown += 1
                continue
            inks = mark.paint.inks
            if mark.overprint and mark.under and mark.under.inks:
                inks = over(inks, mark.under.inks)
            total, words = sum(tint for _, tint in inks), ink_words(mark.paint)
        if total > worst:
            worst, place, where = total, mark.page, words
    value = f"最多 {worst * 100:.0f} %" + (f"（{where}，第{place}页）" if place else "")
    if unknown:
        value += f"；{unknown} 处非 CMYK 未计"
    if worst > job.max_ink + 0.01:
        hint = f"总墨量请压到 {job.max_ink * 100:.0f} % 以内，否则不干、背面粘脏"
        yield Item("ink", "总墨量", value, job.grade("fault", "note", "note"), place, hint)
    else:
        yield Item("ink", "总墨量", value, "pass", place)


def transparency(job: Job) -> Iterator[Item]:
    blended = {m.page for m in job.painted.marks if m.alpha < 0.999 or m.blend != "Normal"}
    pages = blended | set(job.painted.masked_pages)
    groups = set(job.painted.group_pages) | {
        n for n, page in enumerate(job.pdf.pages, 1) if str(group_of(page).get("/S", "")) == "/Transparency"
    }
    old = any(re.match(r"PDF/X-[13]|PDF/A-1", claim) for claim in job.claims)
    if pages:
        verdict: Verdict = "fault" if old else "note"
        hint = f"{job.claims[0]} 不许透明，请先拼合" if old else "PDF/X-4 的流程才能原样处理透明，旧流程请先拼合"
        yield Item("transparency", "透明", pages_of(pages), verdict, min(pages), hint)
    elif groups:
        yield Item("transparency", "透明", f"只有透明组，{pages_of(groups)}", "fault" if old else "note", min(groups))
    else:
        yield Item("transparency", "透明", "没有", "pass")
    if job.painted.transfer_pages:
        pages_found = job.painted.transfer_pages
        yield Item("transfer", "传递曲线", pages_of(pages_found), job.grade("fault", "note", "note"), pages_found[0],
                   "传递曲线或网点原点会改变颜色，PDF/X 不许")  # fmt: skip


def group_of(page: Any) -> Any:
    return page.obj.get("/Group", {})


MARK_QUESTIONS: tuple[Callable[[Job], Iterator[Item]], ...] = (
    bleed,
    edges,
    spaces,
    rgb,
    image_profiles,
    spot_colors,
    black_text,
    white_overprint,
    type_sizes,
    hairlines,
    resolution,
    ink,
    transparency,
)
