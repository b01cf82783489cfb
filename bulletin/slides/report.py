"""Decides how one report becomes a slide of our own: headline class, byline, strap, quote, portrait, and notes."""

import re
from typing import NamedTuple

from bulletin.choose.outline import Outline, outline_of
from bulletin.geometry import Rect, crop, lost_share
from bulletin.model.edition import Picture, Report
from bulletin.model.slide import (
    HeadlineSize,
    LayoutText,
    Photo,
    PlaceholderRole,
    Slide,
    SlideDesign,
    SlideLayout,
    SlideParagraph,
    TextLevel,
)
from bulletin.problems import BulletinError, OversetError, Problem
from bulletin.slides.arrange import PLAIN_LEVEL, Arrangement, BodyRoom, arrange, paragraphs
from bulletin.slides.layouts import Needs, PictureNeeds, byline_measure, headline_measure, report_layout
from bulletin.slides.measure import Measurer, balanced, parted_byline
from bulletin.slides.notes import not_on_slide, notes_of
from bulletin.units import Pt, fits

IN_NOTES = "全文见备注"
READABLE_SIZE = 20.0  # points: heads this large lose nothing that counts (the product's rules for slides)
LEAST_SEEN = 6000.0  # square points: a picture smaller than this shows nothing, unless it has no more dots
LEAST_MEASURE = 10.0  # em of its heads that a body beside a picture is wide: chosen by eye
LEFT_OUT_HINT = "全文、表格和图表的文字都在备注里"
WHOLE_PICTURE = Rect(x=0.0, y=0.0, width=1.0, height=1.0)
PORTRAIT_ABOVE = 0.25  # of what a portrait loses in height, from above: the face is in its upper part


class SlideDraft(NamedTuple):
    """A slide with the layout it wants, before layouts are numbered."""

    slide: Slide
    layout: SlideLayout
    features: tuple[str, ...] = ()  # what tells the layout from others of its name: the column, then what it holds
    problems: tuple[Problem, ...] = ()


class Subject(NamedTuple):
    """A report on its way to a slide, with what the deck decided for it."""

    report: Report
    report_index: int  # in Edition.reports
    title: str
    accent: int
    column_size: Pt
    terms: tuple[str, ...]  # phrases better not broken
    words: tuple[float, ...]  # what a break of the title before each character costs


class SlidePlan(NamedTuple):
    """A layout and what goes into it."""

    layout: SlideLayout
    headline: str  # with its breaks
    arrangement: Arrangement | None
    dropped: int
    strap: str = ""
    features: tuple[str, ...] = ()


class ReportSlide:
    """Makes one report's slide on a layout of our own."""

    def __init__(self, subject: Subject, design: SlideDesign, measurer: Measurer) -> None:
        self.subject = subject
        self.report = subject.report
        self.design = design
        self.measurer = measurer
        self.byline = "　".join(filter(None, (self.report.post, self.report.author)))  # on one line
        self.picture = first_picture(subject.report)
        self.problems: list[Problem] = []

    def draft(self) -> SlideDraft:
        """The slide.

        Raises:
            BulletinError: headline, byline or the editor's own points do not go in.
        """
        outline = outline_of(self.report)
        quote = self.quote()
        plan = self.plan(outline, quote, more=False)
        if plan.dropped:
            if outline.editors:
                raise self.points_overset(outline, quote)
            plan = self.plan(outline, quote, more=True)
        if plan.dropped:
            self.points_left(outline, plan)
        photos = self._photos(plan.layout)
        left = self._left(plan.layout, photos)
        slide = Slide(
            kind="report",
            layout=0,
            title=self.subject.title,
            frames=self.measurer.frames(plan.layout, lambda text: self._content(plan, quote, text)),
            notes=(*notes_of(self.report), *filter(None, (left,))),
            photos=photos,
            report=self.subject.report_index,
            shown=plan.arrangement.shown if plan.arrangement else (),
            dropped=plan.dropped,
        )
        features = (self.report.column, *plan.features)
        return SlideDraft(slide=slide, layout=plan.layout, features=features, problems=tuple(self.problems))

    def plan(self, outline: Outline, quote: str, *, more: bool) -> SlidePlan:
        """The best arrangement in the area that headline, byline, quote and picture leave.

        The picture stands as wide as the points allow: it makes none leave, and rather gives than their type.

        Args:
            more: keep room for the line that says how many points are left out.
        """
        alone = self._plan(outline, quote, None, more=more)
        picture = self.picture
        if picture is None:
            return alone
        # no dot of the picture larger than a point
        widths = dict.fromkeys(min(width, float(picture.width_px)) for width in self.design.picture.widths)
        beside = [
            plan
            for width in widths
            if (plan := self._plan(outline, quote, PictureNeeds(picture.aspect, width), more=more)).dropped
            <= alone.dropped
            and _readable_size(plan) >= _readable_size(alone)
            and _seen(plan.layout, picture)
        ]
        return max(beside, key=_readable_size, default=alone)

    def _plan(self, outline: Outline, quote: str, picture: PictureNeeds | None, *, more: bool) -> SlidePlan:
        """The best arrangement with a picture, or without."""
        headline, broken = self._headline()
        strap = self._strap(outline)
        needs = Needs(
            columns=self.design.layouts[0],
            accent=self.subject.accent,
            headline=headline,
            column_size=self.subject.column_size,
            byline_lines=self._byline_lines(more),
            strap=bool(strap),
            quote=bool(quote),
            portrait=self.report.portrait is not None,
            more=more,
        )
        if picture:
            needs = self._with_picture(needs, picture)
        layouts = [report_layout(self.design, needs._replace(columns=columns)) for columns in self.design.layouts]
        bodies = [next(text for text in layout.texts if text.role == "body") for layout in layouts]
        rooms = tuple(
            BodyRoom(columns=columns, measure=body.measure, depth=body.depth, key=key)
            for key, (columns, body) in enumerate(zip(self.design.layouts, bodies, strict=True))
            if not picture or columns.columns == 1 or body.measure >= LEAST_MEASURE * columns.levels.head.size
        )
        if strap:
            outline = outline._replace(groups=(outline.groups[0]._replace(head=""),))
        arrangement, dropped = arrange(outline, rooms, self.measurer)
        key = arrangement.room.key if arrangement else 0
        return SlidePlan(
            layout=layouts[key],
            headline=broken,
            arrangement=arrangement,
            dropped=dropped,
            strap=strap,
            features=_features(needs._replace(columns=self.design.layouts[key]), self.design),
        )

    def quote(self) -> str:
        """The pull quote if it fits into its box; else "", and a warning."""
        quote = self.report.quote
        box = self.design.quote
        measure = self.design.head.area.width - box.padding.left - box.edge - box.padding.right
        depth = box.height - box.padding.top - box.padding.bottom
        if quote and not fits(self.measurer.lines(quote, box.level, measure) * box.level.leading, depth):
            message = f"摘句有{len(quote)}字，幻灯片的摘句框放不下，未放摘句"
            self.warn("slide-quote-left", message, "换一句较短的", "quote")
            return ""
        return quote

    def warn(self, code: str, message: str, hint: str, key: str = "") -> None:
        """A warning at a key of the file's head, or at the file's beginning."""
        self.problems.append(Problem("warning", code, message, self.report.places.get(key, self.report.place), hint))

    def _overset(self, code: str, message: str, hint: str, key: str) -> OversetError:
        return OversetError(Problem("error", code, message, self.report.places.get(key, self.report.place), hint))

    def title_overset(self, most: int) -> OversetError:
        """The error for a title longer than `most` characters."""
        title = self.subject.title
        whole = max(re.findall("[!-~]+", title), key=len, default=title)  # it is not the title that is too long
        hint = f"把标题缩短到{most}字左右" if most < len(title) else f"标题里的“{whole}”太长，把它改短"
        return self._overset("slide-title-overset", f"标题有{len(title)}字，幻灯片放不下", hint, "title")

    def broken(self, headline: HeadlineSize, measure: Pt) -> str | None:
        """The title with its line breaks in a class of headline; None if it takes more lines than that has."""
        return balanced(
            self.subject.title,
            self.measurer,
            size=headline.size,
            measure=measure,
            lines=headline.lines,
            words=self.subject.words,
        )

    def _headline(self) -> tuple[HeadlineSize, str]:
        """The first class of headline that holds the title, cut to the lines in use, and the title with its breaks."""
        measure = headline_measure(self.design, self.report.portrait is not None)
        for headline in self.design.head.classes:
            broken = self.broken(headline, measure)
            if broken is not None:
                return headline._replace(lines=1 + broken.count("\n")), broken
        last = self.design.head.classes[-1]
        raise self.title_overset(int(last.lines * measure / last.size / self.design.slack.advance))

    def _byline_lines(self, more: bool) -> int:
        """Lines of the byline; a report without post and author has none."""
        level = self.design.head.byline
        if not self.byline:
            return int(more)
        measure = byline_measure(self.design, self.report.portrait is not None, more)
        parted = self.parted_byline(level, measure, self.design.head.byline_lines)
        lines = self.measurer.lines(parted, level, measure)
        if lines > self.design.head.byline_lines:
            message = f"单位职务和作者要排{lines}行，幻灯片上最多{self.design.head.byline_lines}行"
            raise self._overset(
                "slide-byline-overset", message, "缩短单位职务或姓名", "post" if self.report.post else "author"
            )
        return lines

    def parted_byline(self, level: TextLevel, measure: Pt, lines: int) -> str:
        """The byline with the breaks of so many lines at most."""
        terms = self.subject.terms
        return parted_byline(self.byline, self.measurer, level=level, measure=measure, lines=lines, terms=terms)

    def byline_in(self, text: LayoutText) -> str:
        """The byline as it stands in its placeholder."""
        level = text.levels[0]
        return self.parted_byline(level, text.measure, round(text.depth / level.leading))

    def _strap(self, outline: Outline) -> str:
        """The heading of the only group, if it fits over all columns on one line; else ""."""
        if len(outline.groups) != 1 or not outline.groups[0].head:
            return ""
        head = outline.groups[0].head
        lines = self.measurer.lines(head, self.design.strap, self.design.head.area.width)
        return head if lines == 1 else ""

    def points_left(self, outline: Outline, plan: SlidePlan) -> None:
        """Warn of points that only the notes hold."""
        message = f"幻灯片“{self.subject.title}”放不下全部要点，有{plan.dropped}点只在备注里"
        self.warn("slide-points-left", message, "如需自行挑选，在文件头写“要点”")

    def points_overset(self, outline: Outline, quote: str) -> BulletinError:
        """The error for an editor's points that do not fit: says how many of them, from the first, would."""
        points = outline.groups[0].points
        characters = sum(len(point.head) + sum(len(excerpt.text) for excerpt in point.excerpts) for point in points)

        def fit(count: int) -> bool:
            shorter = outline._replace(groups=(outline.groups[0]._replace(points=points[:count]),))
            return self.plan(shorter, quote, more=False).arrangement is not None

        held = next(filter(fit, range(len(points) - 1, 0, -1)), 0)
        message = f"要点有{len(points)}条、{characters}字，一张幻灯片放不下"
        hint = f"前{held}条放得下：删去{len(points) - held}条，或缩短要点" if held else "第一条就放不下：缩短这条要点"
        return self._overset("slide-points-overset", message, hint, "points")

    def body(self, plan: SlidePlan, text: LayoutText) -> tuple[SlideParagraph, ...]:
        """The paragraphs of one body."""
        if plan.arrangement is None:
            return (SlideParagraph.of(IN_NOTES, level=PLAIN_LEVEL),) if text.number == 1 else ()
        return paragraphs(plan.arrangement.columns[text.number - 1])

    def _content(self, plan: SlidePlan, quote: str, text: LayoutText) -> tuple[SlideParagraph, ...]:
        """What stands in a placeholder; nothing where furniture or a picture does."""
        if text.role == "body":
            return self.body(plan, text)
        if text.role == "byline":
            words = self.byline_in(text)
        else:
            texts = {
                "title": plan.headline, "column": self.report.column, "strap": plan.strap, "quote": quote,
                "more": left_out(plan.dropped), "caption": self.picture.caption if self.picture else "",
            }  # fmt: skip
            words = texts.get(text.role, "")
        return (SlideParagraph.of(words),) if words else ()

    def _with_picture(self, needs: Needs, picture: PictureNeeds) -> Needs:
        """Needs with the picture and the lines that its caption takes, without these where they are too many."""
        needs = needs._replace(picture=picture)
        caption = self.picture.caption if self.picture else ""
        for lines in range(1, 1 + self.design.picture.caption_lines if caption else 1):
            captioned = needs._replace(picture=picture._replace(caption_lines=lines))
            text = next(text for text in report_layout(self.design, captioned).texts if text.role == "caption")
            if self.measurer.lines(caption, text.levels[0], text.measure) <= lines:
                return captioned
        return needs

    def _photos(self, layout: SlideLayout) -> tuple[Photo, ...]:
        return tuple(filter(None, (self._portrait(layout), self._first_picture(layout))))

    def _first_picture(self, layout: SlideLayout) -> Photo | None:
        place = _place_of("picture", layout)
        if self.picture is None or place is None:
            return None
        return Photo(text=place, picture=self.picture, crop=WHOLE_PICTURE, alt=self.picture.caption or "图片")

    def _left(self, layout: SlideLayout, photos: tuple[Photo, ...]) -> str:
        """The line that says what of the report the slide has not, "" for nothing; told to the editor too."""
        captioned = _place_of("caption", layout) is not None
        shown = self.picture if any(photo.picture == self.picture for photo in photos) else None
        left = not_on_slide(self.report, shown, captioned=captioned)
        if left:
            self.problems.append(Problem("note", "slides-left-out", left, self.report.place, LEFT_OUT_HINT))
        return left

    def _portrait(self, layout: SlideLayout) -> Photo | None:
        picture = self.report.portrait
        place = _place_of("portrait", layout)
        if picture is None or place is None:
            return None
        alt = picture.caption or (f"作者{self.report.author}的肖像" if self.report.author else "作者肖像")
        slot = layout.texts[place].rect
        shown = crop(picture.aspect, slot, above=PORTRAIT_ABOVE)
        if lost := lost_share(shown):
            message = f"肖像在幻灯片上裁去{lost:.0%}"
            hint = f"要在幻灯片上整张放上，就换一张宽高比为{slot.width / slot.height:.2f}的肖像"
            self.problems.append(Problem("note", "picture-cropped", message, picture.place, hint))
        return Photo(text=place, picture=picture, crop=shown, alt=alt)


def first_picture(report: Report) -> Picture | None:
    """The first picture of a report's text."""
    return next((paragraph.picture for paragraph in report.paragraphs if paragraph.picture), None)


def left_out(dropped: int) -> str:
    """The line that says how many points only the notes hold; "" for none."""
    return f"另有{dropped}点见备注" if dropped else ""


def _place_of(role: PlaceholderRole, layout: SlideLayout) -> int | None:
    return next((place for place, text in enumerate(layout.texts) if text.role == role), None)


def _readable_size(plan: SlidePlan) -> float:
    """The size of a plan's heads as far as it matters."""
    return min(plan.arrangement.room.columns.levels.head.size, READABLE_SIZE) if plan.arrangement else 0.0


def _seen(layout: SlideLayout, picture: Picture) -> bool:
    """Whether a layout's picture is large enough to be seen, or as large as it has dots."""
    rect = next(text.rect for text in layout.texts if text.role == "picture")
    return rect.width * rect.height >= LEAST_SEEN or fits(picture.width_px, rect.width)


def _features(needs: Needs, design: SlideDesign) -> tuple[str, ...]:
    """Words that distinguish layouts of one name and column."""
    words = {
        needs.columns.variant: bool(needs.columns.variant), f"{needs.headline.lines}行题": needs.headline.lines > 1,
        f"{needs.headline.size:g}磅题": needs.headline.size != design.head.classes[0].size,
        f"{needs.byline_lines}行署名": needs.byline_lines != 1, "通栏题": needs.strap, "摘句": needs.quote,
        "肖像": needs.portrait, "有余": needs.more, "图片": bool(needs.picture),
    }  # fmt: skip
    return tuple(word for word, given in words.items() if given)
