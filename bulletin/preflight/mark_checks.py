"""Decides what prepress thinks of the marks: bleed, colour, black text, sizes, lines, resolution, ink, transparency."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from bulletin.preflight.color import Inks, over
from bulletin.preflight.job import (
    BLACK_TINT,
    COPIER_MARGIN,
    DPI_GOOD,
    DPI_LEAST,
    DPI_LINE,
    HAIRLINE,
    LEAST_BLEED,
    SMALL_COLORED,
    SMALL_TYPE,
    TEXT_MARGIN,
    CheckItem,
    Job,
    Verdict,
    finding,
    ink_words,
    intent_profiles,
    mm,
    pages_of,
    passed,
    sides,
)
from bulletin.preflight.painted import PaintedMark


def bleed(job: Job) -> Iterator[CheckItem]:
    """Whether whatever touches the trim runs on for 3 mm, inside the page."""
    if job.destination != "press":
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
            if edge > trim - 0.5 and reach < LEAST_BLEED - 0.1 and reach < short.get(mark.page, (LEAST_BLEED, ""))[0]:
                short[mark.page] = (max(reach, 0.0), side)
    margin = min(
        bleed_edge - trim_edge
        for boxes in job.boxes
        for (_, bleed_edge), (_, trim_edge) in zip(sides(boxes.bleed), sides(boxes.trim), strict=True)
    )
    if short:
        n, (reach, side) = min(short.items(), key=lambda entry: entry[1])
        value = f"第{n}页{side}边有内容到达裁切线，出血只有 {mm(reach)} mm"
        yield finding("bleed", value, "fault", page=n, hint="到边的色块和图片要向外伸出 3 mm，页面框也要放得下")
    elif margin < LEAST_BLEED - 0.1:
        verdict: Verdict = "fault" if job.is_x and any(boxes.has_bleed for boxes in job.boxes) else "note"
        yield finding(
            "bleed", f"{mm(margin)} mm；没有内容到达裁切线", verdict, page=1, hint="印厂一般要求四边 3 mm 出血"
        )
    else:
        yield passed("bleed", f"四边 {mm(margin)} mm")


def edges(job: Job) -> Iterator[CheckItem]:
    """Text too near the trim, and on the office copier anything in the margin that it cannot print."""
    near: dict[int, float] = {}
    kinds = ("text",) if job.destination != "office" else ("text", "fill", "stroke", "image", "shading")
    limit = COPIER_MARGIN if job.destination == "office" else TEXT_MARGIN
    for mark in job.seen(*kinds):
        if mark.is_paper and not mark.image:
            continue
        trim = sides(job.boxes[mark.page - 1].trim)
        room = min(edge - outermost for (_, outermost), (_, edge) in zip(sides(mark.box), trim, strict=True))
        if room < limit - 0.1:
            near[mark.page] = min(room, near.get(mark.page, room))
    if not near:
        yield passed("edges", f"{'一切内容' if job.destination == 'office' else '文字'}距边不少于 {mm(limit)} mm")
        return
    n, room = min(near.items(), key=lambda entry: entry[1])
    if job.destination == "office":
        hint = "复印机印不到纸边 5 mm 以内，请用 --for office 的文件"
        yield finding("edges", f"第{n}页有内容距纸边 {mm(room)} mm", "fault", page=n, hint=hint)
    else:
        verdict = job.grade("fault" if room < -0.1 else "note", "note", "note")
        yield finding(
            "edges", f"第{n}页文字距裁切线 {mm(room)} mm", verdict, page=n, hint="文字离裁切线至少 3 mm，以免被裁掉"
        )


def spaces(job: Job) -> Iterator[CheckItem]:
    found: dict[str, int] = {}
    for mark in job.painted.marks:
        paint = mark.image.space if mark.image else mark.paint.space if mark.paint else None
        if paint is not None:
            name = paint.name if paint.name != "Indexed" or paint.base is None else f"Indexed/{paint.base.name}"
            found[name] = found.get(name, 0) + 1
    value = "、".join(f"{name}×{n}" for name, n in sorted(found.items())) or "没有"
    rgb = any(re.search("RGB|Lab", name) for name in found)
    yield finding(
        "color-spaces",
        value,
        "note" if rgb else "pass",
        hint="含 RGB：只适合屏幕，付印请用 CMYK 的文件" if rgb and job.destination == "screen" else "",
    )


def rgb(job: Job) -> Iterator[CheckItem]:
    for kinds, code in ((("text",), "rgb-text"), (("fill", "stroke", "shading"), "rgb-fill")):
        marks = [
            mark for mark in job.seen(*kinds) if mark.paint is not None and mark.paint.is_rgb and not mark.is_paper
        ]
        if marks:
            characters = sum(mark.characters for mark in marks)
            value = (
                (f"{characters} 字" if code == "rgb-text" else f"{len(marks)} 处")
                + "，"
                + pages_of(mark.page for mark in marks)
            )
            hint = (
                "RGB 黑字分色后变成四色黑，套不准就发虚；请改用 CMYK 的单色黑 K100"
                if code == "rgb-text"
                else "请改用 CMYK"
            )
            tame = (
                all(mark.paint is not None and mark.paint.space.name == "ICC-RGB" for mark in marks)
                and code == "rgb-fill"
            )
            verdict = job.grade("note" if tame else "fault", "fault" if code == "rgb-text" else "note", "note")
            yield finding(code, value, verdict, page=marks[0].page, hint=hint)
        elif job.destination != "screen":
            yield passed(code, "没有")
    images = [mark for mark in job.seen("image") if mark.image and not mark.image.is_mask and space_is_rgb(mark)]
    if images:
        bare = [mark for mark in images if mark.image and base_name(mark) in ("DeviceRGB", "CalRGB")]
        value = f"{len(images)} 幅，{pages_of(mark.page for mark in images)}" + (
            f"，其中 {len(bare)} 幅没有 ICC 特性文件" if bare else ""
        )
        verdict = job.grade("fault" if bare else "note", "note", "note")
        yield finding("rgb-image", value, verdict, page=images[0].page, hint="请按印刷条件的 ICC 特性文件转成 CMYK")
    elif job.destination != "screen":
        yield passed("rgb-image", "没有")


def base_name(mark: PaintedMark) -> str:
    space = mark.image.space if mark.image else None
    if space is None:
        return ""
    return space.base.name if space.name == "Indexed" and space.base else space.name


def space_is_rgb(mark: PaintedMark) -> bool:
    return base_name(mark) in ("DeviceRGB", "CalRGB", "ICC-RGB", "Lab")


def image_profiles(job: Job) -> Iterator[CheckItem]:
    """CMYK images with a profile other than the intent's are converted again by many systems: K becomes four inks."""
    wanted = {profile for profile, _ in intent_profiles(job.pdf)}
    found = sorted({mark.image.space.profile for mark in job.seen("image") if mark.image and mark.image.space.profile})
    odd = [
        mark
        for mark in job.seen("image")
        if mark.image and mark.image.space.name == "ICC-CMYK" and mark.image.space.profile not in wanted
    ]
    if odd and job.destination == "press" and odd[0].image:
        value = f"{odd[0].image.space.profile}，与输出意图不同"
        yield finding("image-icc", value, "note", page=odd[0].page, hint="确认印厂不会再转换一次")
    elif any(True for _ in job.seen("image")):
        yield passed("image-icc", "、".join(found) or "没有附带")


def spot_colors(job: Job) -> Iterator[CheckItem]:
    names: dict[str, int] = {}
    for mark in job.painted.marks:
        space = mark.image.space if mark.image else mark.paint.space if mark.paint else None
        for plate in space.plates if space else ():
            if plate not in ("All", "None", "Cyan", "Magenta", "Yellow", "Black"):
                names.setdefault(plate, mark.page)
    if names:
        yield finding(
            "spot", "、".join(names), "note", page=min(names.values()), hint="确认印厂真要加专色版，否则转成四色"
        )


def is_black(inks: Inks) -> bool:
    return dict(inks).get("Black", 0.0) >= BLACK_TINT


def is_rich(inks: Inks) -> bool:
    """Black made of several inks, with or without much of the black plate."""
    tints = dict(inks)
    process = [tints.get(plate, 0.0) for plate in ("Cyan", "Magenta", "Yellow")]
    return (is_black(inks) and sum(process) > 0.001) or min(process) > 0.5


def black_text(job: Job) -> Iterator[CheckItem]:
    if job.destination == "screen":
        return
    text = [mark for mark in job.seen("text") if mark.paint is not None and mark.paint.inks is not None]
    rich = [mark for mark in text if mark.paint and mark.paint.inks and is_rich(mark.paint.inks)]
    if rich and rich[0].paint:
        characters, pages = sum(mark.characters for mark in rich), pages_of(mark.page for mark in rich)
        value = f"{characters} 字（{ink_words(rich[0].paint)}），{pages}"
        yield finding("rich-black", value, "fault", page=rich[0].page, hint="黑字只用黑版：C0 M0 Y0 K100")
    else:
        yield passed("rich-black", "没有，黑字只在黑版上")
    if job.destination != "press":
        return
    black = [mark for mark in text if mark.paint and mark.paint.inks and is_black(mark.paint.inks) and mark not in rich]
    hard = [
        mark
        for mark in black
        if not (mark.overprint and (mark.overprint_mode == 1 or (mark.paint and mark.paint.space.plates)))
    ]
    if hard:
        value = f"{sum(mark.characters for mark in hard)} 字没有叠印，{pages_of(mark.page for mark in hard)}"
        yield finding(
            "knockout", value, "fault", page=hard[0].page, hint="黑字应当叠印（OP、op 为真，OPM 1），套不准时才不露白"
        )
    elif black:
        yield passed("knockout", f"{sum(mark.characters for mark in black)} 字都叠印")


def white_overprint(job: Job) -> Iterator[CheckItem]:
    if job.destination != "press":
        return
    lost = [
        mark
        for mark in job.seen("text", "fill", "stroke")
        if mark.overprint
        and mark.paint is not None
        and mark.paint.is_white
        and (
            mark.paint.space.plates
            or (mark.overprint_mode == 1 and mark.paint.space.name in ("DeviceCMYK", "ICC-CMYK"))
        )
    ]
    if lost:
        value = f"{len(lost)} 处，{pages_of(mark.page for mark in lost)}"
        yield finding("white-overprint", value, "fault", page=lost[0].page, hint="白色一叠印就消失，请取消它的叠印")
    else:
        yield passed("white-overprint", "没有")


def type_sizes(job: Job) -> Iterator[CheckItem]:
    marks = [mark for mark in job.seen("text") if mark.size > 0]
    if not marks:
        return
    least = min(marks, key=lambda mark: mark.size)
    small = [mark for mark in marks if mark.size < SMALL_TYPE - 0.01]
    if small:
        value = f"最小 {least.size:.1f} pt，{pages_of(mark.page for mark in small)}"
        verdict = job.grade("fault", "fault", "note")
        yield finding("small-type", value, verdict, page=least.page, hint="正文小于 6 pt 印出来难认")
    else:
        yield passed("small-type", f"最小 {least.size:.1f} pt")
    if job.destination != "press":
        return
    colored = [
        mark
        for mark in marks
        if mark.size < SMALL_COLORED - 0.01 and mark.paint and mark.paint.inks and len(mark.paint.inks) > 2
    ]
    colored = [mark for mark in colored if mark.paint and mark.paint.inks and not is_rich(mark.paint.inks)]
    if colored and colored[0].paint:
        value = f"{colored[0].size:.1f} pt 用了 {len(colored[0].paint.inks or ())} 色（{ink_words(colored[0].paint)}）"
        yield finding(
            "small-colored", value, "fault", page=colored[0].page, hint="9 pt 以下的彩色字至多两色，否则套印不准"
        )
    reversed_ = [
        mark
        for mark in marks
        if mark.size < SMALL_COLORED - 0.01
        and mark.paint
        and mark.paint.is_white
        and mark.under
        and len(mark.under.inks or ()) > 2
    ]
    if reversed_ and reversed_[0].under:
        value = f"{reversed_[0].size:.1f} pt 白字压在 {ink_words(reversed_[0].under)} 上"
        yield finding("small-reversed", value, "fault", page=reversed_[0].page, hint="9 pt 以下的反白字，底色至多两色")
    if not colored and not reversed_:
        yield passed("small-colored", "没有超过两色的")._replace(title="彩色和反白小字")


def hairlines(job: Job) -> Iterator[CheckItem]:
    lines = [mark for mark in job.seen("stroke", "fill") if mark.kind == "stroke" or (mark.is_box and mark.size < 1)]
    lines = [mark for mark in lines if not mark.is_paper]
    thin = [mark for mark in lines if mark.size < HAIRLINE - 0.005]
    if thin:
        least = min(thin, key=lambda mark: mark.size)
        value = f"{len(thin)} 条，最细 {least.size:.2f} pt，{pages_of(mark.page for mark in thin)}"
        yield finding(
            "hairline", value, job.grade("fault", "fault", "note"), page=least.page, hint="线宽至少 0.25 pt，更细的会断"
        )
    elif lines:
        yield passed("hairline", f"最细 {min(mark.size for mark in lines):.2f} pt")
    else:
        yield passed("hairline", "没有线")


def resolution(job: Job) -> Iterator[CheckItem]:
    images = [mark for mark in job.seen("image") if mark.image and mark.size > 6]  # smaller ones are dots and hairs
    if not images:
        yield passed("resolution", "没有图片")
        return
    low: list[tuple[float, PaintedMark]] = []
    fair: list[tuple[float, PaintedMark]] = []
    for mark in images:
        if mark.image is None:
            continue
        line_art = mark.image.is_line_art
        least, good = (DPI_LEAST * 2, DPI_LINE) if line_art else (DPI_LEAST, DPI_GOOD)
        if mark.image.dpi < least - 0.5:
            low.append((mark.image.dpi, mark))
        elif mark.image.dpi < good - 0.5:
            fair.append((mark.image.dpi, mark))
    worst = low or fair
    if worst:
        dpi, mark = min(worst, key=lambda entry: entry[0])
        value = f"{len(worst)} 幅偏低，最低 {dpi:.0f} dpi，{pages_of(mark.page for _, mark in worst)}"
        verdict: Verdict = job.grade("fault", "note", "note") if low else job.grade("note", "pass", "pass")
        yield finding(
            "resolution", value, verdict, page=mark.page, hint="图片按印出尺寸要 300 dpi（线条稿 600），低于 200 会发虚"
        )
    else:
        least_dpi = min(mark.image.dpi for mark in images if mark.image)
        yield passed("resolution", f"{len(images)} 幅，最低 {least_dpi:.0f} dpi")


def ink(job: Job) -> Iterator[CheckItem]:
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
        yield finding("ink", value, job.grade("fault", "note", "note"), page=place, hint=hint)
    else:
        yield passed("ink", value, page=place)


def transparency(job: Job) -> Iterator[CheckItem]:
    blended = {mark.page for mark in job.painted.marks if mark.alpha < 0.999 or mark.blend != "Normal"}
    pages = blended | set(job.painted.masked_pages)
    groups = set(job.painted.group_pages) | {
        n for n, page in enumerate(job.pdf.pages, 1) if str(group_of(page).get("/S", "")) == "/Transparency"
    }
    old = any(re.match(r"PDF/X-[13]|PDF/A-1", claim) for claim in job.claims)
    if pages:
        verdict: Verdict = "fault" if old else "note"
        hint = f"{job.claims[0]} 不许透明，请先拼合" if old else "PDF/X-4 的流程才能原样处理透明，旧流程请先拼合"
        yield finding("transparency", pages_of(pages), verdict, page=min(pages), hint=hint)
    elif groups:
        yield finding("transparency", f"只有透明组，{pages_of(groups)}", "fault" if old else "note", page=min(groups))
    else:
        yield passed("transparency", "没有")
    if job.painted.transfer_pages:
        pages_found = sorted(job.painted.transfer_pages)
        yield finding(
            "transfer",
            pages_of(pages_found),
            job.grade("fault", "note", "note"),
            page=pages_found[0],
            hint="传递曲线或网点原点会改变颜色，PDF/X 不许",
        )


def group_of(page: Any) -> Any:
    return page.obj.get("/Group", {})


MARK_CHECKS: tuple[Callable[[Job], Iterator[CheckItem]], ...] = (
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
