"""Decides what prepress thinks of the marks: bleed, colour, black text, sizes, lines, resolution, ink, transparency."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from bulletin.preflight.color import CMYK_SPACES, PROCESS, RGB_SPACES, ColorSpace, Inks
from bulletin.preflight.coordinates import least_margin, outward
from bulletin.preflight.job import Check, CheckItem, Job, Verdict, intent_profiles, mm, pages_of, passed, some_of
from bulletin.preflight.painted import PaintedMark
from bulletin.units import pt

LEAST_BLEED = pt(3)  # 3 mm on each side: the usual demand of Chinese and European print shops
TEXT_MARGIN = pt(3)  # text nearer to the trim may be cut: guillotines wander 1-2 mm
# What office copiers cannot print on. proof/paper.py has the same number: it judges our own pages before they are
# drawn, this room any file, and a judge shares nothing with the rooms that it judges.
COPIER_MARGIN = pt(5)
HAIRLINE = 0.25  # pt
SMALL_TYPE = 6.0  # pt, positive, one ink
SMALL_COLORED = 9.0  # pt, coloured or reversed: more than two inks misregister visibly
BLACK_TINT = 0.9  # of the black plate: from here on a colour is meant as black
DPI_LEAST, DPI_GOOD, DPI_LINE = 200.0, 300.0, 600.0

PLATES = {"Cyan": "C", "Magenta": "M", "Yellow": "Y", "Black": "K"}


def _where(marks: Sequence[PaintedMark]) -> str:
    return pages_of(mark.page for mark in marks)


def _characters(marks: Sequence[PaintedMark]) -> int:
    return sum(mark.characters for mark in marks)


def ink_words(inks: Inks) -> str:
    """C0 M100 Y95 K20"""
    return " ".join(f"{PLATES.get(plate, plate)}{tint * 100:.0f}" for plate, tint in inks) or "白"


def bleed(job: Job) -> Iterator[CheckItem]:
    """Whether whatever touches the trim runs on for 3 mm, inside the page."""
    if job.destination != "press":
        return
    short: dict[int, tuple[float, str]] = {}
    for mark in job.seen("fill", "stroke", "image", "shading"):
        if mark.is_paper:
            continue
        boxes = job.boxes[mark.page - 1]
        rows = zip("左下右上", outward(mark.box), outward(boxes.trim), outward(boxes.media), strict=True)
        for side, edge, trim, media in rows:
            reach = min(edge, media) - trim
            # Nearer than half a point counts as meant to reach the edge.
            if edge > trim - 0.5 and reach < LEAST_BLEED - 0.1 and reach < short.get(mark.page, (LEAST_BLEED, ""))[0]:
                short[mark.page] = (max(reach, 0.0), side)
    margin = min(least_margin(boxes.bleed, boxes.trim) for boxes in job.boxes)
    if short:
        page, (reach, side) = min(short.items(), key=lambda entry: entry[1])
        yield job.finding("bleed", f"第{page}页{side}边有内容到达裁切线，出血只有{mm(reach)}毫米", page)
    elif margin < LEAST_BLEED - 0.1:
        verdict: Verdict = "fault" if job.is_x and any(boxes.has_bleed for boxes in job.boxes) else "note"
        value = f"{mm(margin)}毫米；没有内容到达裁切线"
        yield job.finding("bleed", value, 1, verdict=verdict, hint="印刷厂一般要求四边出血3毫米")
    else:
        yield passed("bleed", f"四边{mm(margin)}毫米")


def edges(job: Job) -> Iterator[CheckItem]:
    """Text too near the trim, and on the office copier anything in the margin that it cannot print."""
    office = job.destination == "office"
    limit = COPIER_MARGIN if office else TEXT_MARGIN
    marks = job.seen("text", "fill", "stroke", "image", "shading") if office else job.seen("text")
    rooms = ((least_margin(job.boxes[mark.page - 1].trim, mark.box), mark.page) for mark in marks if not mark.is_paper)
    room, page = min(rooms, default=(math.inf, 0))
    if room >= limit - 0.1:
        yield passed("edges", f"{'全部内容' if office else '文字'}距边不少于{mm(limit)}毫米")
    elif office:
        hint = "复印机印不到纸边5毫米以内，请用 --for office 的文件"
        yield job.finding("edges", f"第{page}页有内容距纸边{mm(room)}毫米", page, verdict="fault", hint=hint)
    else:
        verdict = job.grade("fault" if room < -0.1 else "note", "note", "note")
        yield job.finding("edges", f"第{page}页文字距裁切线{mm(room)}毫米", page, verdict=verdict)


def spaces(job: Job) -> Iterator[CheckItem]:
    found = Counter(
        f"Indexed/{space.base.name}" if space.name == "Indexed" and space.base else space.name
        for space in (mark.space for mark in job.painted.marks)
    )
    value = some_of(f"{name}×{count}" for name, count in sorted(found.items())) or "没有"
    if any(re.search("RGB|Lab", name) for name in found):
        hint = "含 RGB，只适合屏幕阅读；付印请用 CMYK 的文件" if job.destination == "screen" else ""
        yield job.finding("color-spaces", value, hint=hint)
    else:
        yield passed("color-spaces", value)


def rgb(job: Job) -> Iterator[CheckItem]:
    def rgb_marks(*kinds: str) -> list[PaintedMark]:
        return [mark for mark in job.seen(*kinds) if mark.space.name in RGB_SPACES and not mark.is_paper]

    text, shapes = rgb_marks("text"), rgb_marks("fill", "stroke", "shading")
    images = [mark for mark in job.seen("image") if mark.is_picture and _base_name(mark.space) in RGB_SPACES]
    bare = [mark for mark in images if _base_name(mark.space) in ("DeviceRGB", "CalRGB")]
    without_profile = f"，其中{len(bare)}幅没有 ICC 特性文件" if bare else ""
    tame = all(mark.space.name == "ICC-RGB" for mark in shapes)
    found: tuple[tuple[str, list[PaintedMark], str, Verdict | None], ...] = (
        ("rgb-text", text, f"{_characters(text)}字，{_where(text)}", None),
        ("rgb-fill", shapes, f"{len(shapes)}处，{_where(shapes)}", "note" if tame else None),
        ("rgb-image", images, f"{len(images)}幅，{_where(images)}{without_profile}", None if bare else "note"),
    )
    for code, marks, value, verdict in found:
        if marks:
            yield job.finding(code, value, marks[0].page, verdict=verdict)
        elif job.destination != "screen":
            yield passed(code, "没有")


def _base_name(space: ColorSpace) -> str:
    return space.base.name if space.name == "Indexed" and space.base else space.name


def image_profiles(job: Job) -> Iterator[CheckItem]:
    """CMYK images with a profile other than the intent's are converted again by many systems: K becomes four inks."""
    wanted = {profile for profile, _ in intent_profiles(job.pdf)}
    images = list(job.seen("image"))
    odd = [mark for mark in images if mark.space.name == "ICC-CMYK" and mark.space.profile not in wanted]
    if odd and job.destination == "press":
        yield job.finding("image-icc", f"{odd[0].space.profile}，与输出意图不同", odd[0].page)
    elif images:
        found = sorted({mark.space.profile for mark in images if mark.space.profile})
        yield passed("image-icc", some_of(found) or "没有附带")


def spot_colors(job: Job) -> Iterator[CheckItem]:
    names: dict[str, int] = {}
    for mark in job.painted.marks:
        for plate in mark.space.plates:
            if plate not in ("All", "None", *PROCESS):
                names.setdefault(plate, mark.page)
    if names:
        yield job.finding("spot", some_of(names), min(names.values()))


def is_black(inks: Inks) -> bool:
    return dict(inks).get("Black", 0.0) >= BLACK_TINT


def is_rich(inks: Inks) -> bool:
    """Black made of several inks, with or without much of the black plate."""
    process = [dict(inks).get(plate, 0.0) for plate in PROCESS if plate != "Black"]
    return (is_black(inks) and sum(process) > 0.001) or min(process) > 0.5


def black_text(job: Job) -> Iterator[CheckItem]:
    if job.destination == "screen":
        return
    text = list(job.seen("text"))
    rich = [mark for mark in text if is_rich(mark.inks)]
    if rich:
        value = f"{_characters(rich)}字（{ink_words(rich[0].inks)}），{_where(rich)}"
        yield job.finding("rich-black", value, rich[0].page)
    else:
        yield passed("rich-black", "没有，黑字只在黑版上")
    if job.destination != "press":
        return
    black = [mark for mark in text if is_black(mark.inks) and not is_rich(mark.inks)]
    hard = [mark for mark in black if not (mark.overprint and (mark.overprint_mode == 1 or mark.space.plates))]
    if hard:
        yield job.finding("knockout", f"{_characters(hard)}字没有叠印，{_where(hard)}", hard[0].page)
    elif black:
        yield passed("knockout", f"{_characters(black)}字全部叠印")


def white_overprint(job: Job) -> Iterator[CheckItem]:
    if job.destination != "press":
        return
    lost = [
        mark
        for mark in job.seen("text", "fill", "stroke")
        if mark.overprint
        and mark.paint.is_white
        and (mark.space.plates or (mark.overprint_mode == 1 and mark.space.name in CMYK_SPACES))
    ]
    if lost:
        yield job.finding("white-overprint", f"{len(lost)}处，{_where(lost)}", lost[0].page)
    else:
        yield passed("white-overprint", "没有")


def type_sizes(job: Job) -> Iterator[CheckItem]:
    marks = [mark for mark in job.seen("text") if mark.size > 0]
    if not marks:
        yield passed("small-type", "没有文字")
        return
    least = min(marks, key=lambda mark: mark.size)
    small = [mark for mark in marks if mark.size < SMALL_TYPE - 0.01]
    if small:
        yield job.finding("small-type", f"最小{least.size:.1f}磅，{_where(small)}", least.page)
    else:
        yield passed("small-type", f"最小{least.size:.1f}磅")
    if job.destination != "press":
        return
    small = [mark for mark in marks if mark.size < SMALL_COLORED - 0.01]
    colored = [mark for mark in small if len(mark.inks) > 2 and not is_rich(mark.inks)]
    if colored:
        mark = colored[0]
        value = f"{mark.size:.1f}磅的字用了{len(mark.inks)}色（{ink_words(mark.inks)}）"
        yield job.finding("small-colored", value, mark.page)
    white = [mark for mark in small if mark.paint.is_white and len(mark.inks_under) > 2]
    if white:
        mark = white[0]
        yield job.finding("small-reversed", f"{mark.size:.1f}磅的白字压在 {ink_words(mark.inks_under)} 上", mark.page)
    if not colored and not white:
        yield passed("small-colored", "没有超过两色的")._replace(title="彩色和反白小字")


def hairlines(job: Job) -> Iterator[CheckItem]:
    lines = [
        mark
        for mark in job.seen("stroke", "fill")
        if (mark.kind == "stroke" or (mark.is_box and mark.size < 1)) and not mark.is_paper
    ]
    least = min(lines, key=lambda mark: mark.size, default=None)
    if least is None:
        yield passed("hairline", "没有线")
    elif thin := [mark for mark in lines if mark.size < HAIRLINE - 0.005]:
        yield job.finding("hairline", f"{len(thin)}条，最细{least.size:.2f}磅，{_where(thin)}", least.page)
    else:
        yield passed("hairline", f"最细{least.size:.2f}磅")


def resolution(job: Job) -> Iterator[CheckItem]:
    # smaller ones are dots and hairs
    images = [(mark.image, mark.page) for mark in job.seen("image") if mark.image and mark.size > 6]
    if not images:
        yield passed("resolution", "没有图片")
        return

    def below(plain: float, line_art: float) -> list[tuple[float, int]]:
        limits = ((image.dpi, page, line_art if image.is_line_art else plain) for image, page in images)
        return [(dpi, page) for dpi, page, limit in limits if dpi < limit - 0.5]

    low, fair = below(DPI_LEAST, DPI_LEAST * 2), below(DPI_GOOD, DPI_LINE)
    dpi, page = min(low or fair or [(image.dpi, page) for image, page in images])
    if fair:
        worst = low or fair
        value = f"{len(worst)}幅偏低，最低{dpi:.0f} dpi，{pages_of(page for _, page in worst)}"
        verdict = None if low else job.grade("note", "pass", "pass")
        yield job.finding("resolution", value, page, verdict=verdict)
    else:
        yield passed("resolution", f"{len(images)}幅，最低{dpi:.0f} dpi")


def ink(job: Job) -> Iterator[CheckItem]:
    totals = [(mark, _total_ink(mark)) for mark in job.seen("text", "fill", "stroke", "shading", "image")]
    unknown = sum(total is None for _, total in totals)
    mark, most = max(totals, key=lambda entry: entry[1] or 0.0, default=(None, 0.0))
    value, page = f"最多{most * 100:.0f}%" if most else "没有 CMYK 油墨", 0
    if mark and most:
        page = mark.page
        value += f"（{'图片' if mark.is_picture else ink_words(mark.inks)}，第{page}页）"
    if unknown:
        value += f"；{unknown}处非 CMYK 未计"
    if most and most > job.max_ink + 0.01:
        hint = f"请把总墨量压到{job.max_ink * 100:.0f}%以内，否则油墨不干、背面粘脏"
        yield job.finding("ink", value, page, hint=hint)
    else:
        yield passed("ink", value, page)


def _total_ink(mark: PaintedMark) -> float | None:
    """Ink coverage of a mark with what it overprints, 1 is 100 % of one plate; None where unknown."""
    if mark.image and mark.is_picture:
        return mark.image.inks
    if mark.paint.inks is None:
        return None
    if mark.overprint and mark.inks_under:  # plates of its own, the others as they were
        return sum((dict(mark.inks_under) | dict(mark.inks)).values())
    return mark.paint.total


def transparency(job: Job) -> Iterator[CheckItem]:
    painted = job.painted
    pages = painted.masked_pages | {mark.page for mark in painted.marks if mark.alpha < 0.999 or mark.blend != "Normal"}
    old = any(re.match(r"PDF/X-[13]|PDF/A-1", claim) for claim in job.claims)
    verdict: Verdict = "fault" if old else "note"
    if pages:
        hint = f"{job.claims[0]} 不允许透明，请先拼合" if old else None
        yield job.finding("transparency", pages_of(pages), min(pages), verdict=verdict, hint=hint)
    elif painted.group_pages:
        value = f"只有透明组，{pages_of(painted.group_pages)}"
        yield job.finding("transparency", value, min(painted.group_pages), verdict=verdict, hint="")
    else:
        yield passed("transparency", "没有")
    if painted.transfer_pages:
        yield job.finding("transfer", pages_of(painted.transfer_pages), min(painted.transfer_pages))


# By the code that stands for the check where it cannot be made.
MARK_CHECKS: Mapping[str, Check] = {
    "bleed": bleed, "edges": edges, "color-spaces": spaces, "rgb-image": rgb, "image-icc": image_profiles,
    "spot": spot_colors, "rich-black": black_text, "white-overprint": white_overprint, "small-type": type_sizes,
    "hairline": hairlines, "resolution": resolution, "ink": ink, "transparency": transparency,
}  # fmt: skip
