"""Decides what stands on one report's slide, once its layout is found: words, pictures, notes, what is told."""

from bulletin.choose.outline import Outline, outline_of
from bulletin.geometry import Rect, crop, lost_share
from bulletin.model.slide import (
    DETAIL_LEVEL,
    HEAD_LEVEL,
    PLAIN_LEVEL,
    LayoutText,
    Photo,
    PlaceholderRole,
    Slide,
    SlideLayout,
    SlideParagraph,
    SlideRun,
)
from bulletin.problems import Problem
from bulletin.slides.arrange import paragraphs
from bulletin.slides.draft import SlideDraft
from bulletin.slides.measure import overflows
from bulletin.slides.notes import not_on_slide, notes_of
from bulletin.slides.parts import section_starts
from bulletin.slides.plan import SAID_NOTHING, PlanSearch, SlidePlan, left_out, whole_in
from bulletin.slides.roles import ReportLayout
from bulletin.slides.sizes import in_steps
from bulletin.slides.subject import Means, Subject

SLIDES_LEFT_OUT = "slides-left-out"  # code of what is told of the notes alone
IN_NOTES_HINT = "全文都在备注里"
LABELS: dict[PlaceholderRole, str] = {"caption": "图片说明", "heading": "表题或图题", "source": "来源"}
ADD_PLACEHOLDER = "在模板的版式里加上相应的占位符"
WHOLE_PICTURE = Rect(x=0.0, y=0.0, width=1.0, height=1.0)
MOST_LOST = 0.8  # of a portrait that may be cut off
PORTRAIT_ABOVE = 0.25  # of what a portrait loses in height, from above: the face is in its upper part


class ReportSlide:
    """Makes one report's slide on the template's layouts."""

    def __init__(self, subject: Subject, means: Means, layouts: tuple[ReportLayout, ...]) -> None:
        self.subject = subject
        self.report = subject.report
        self.means = means
        self.layouts = layouts
        self.picture = subject.picture
        self.problems: list[Problem] = []

    def draft(self) -> SlideDraft:
        """The slide.

        Raises:
            BulletinError: title, byline or the editor's own points do not go in.
        """
        outline = outline_of(self.report)
        plan = self._labelled(PlanSearch(self.subject, self.means, self.layouts).best(outline))
        self._told(plan, outline)
        layout = SlideLayout(
            name=plan.on.name,
            number=plan.on.number,
            accent=self.subject.accent if plan.on.accented else 0,
            column=self.report.column if plan.on.accented else "",
        )
        photos = self._photos(plan)
        frames = self.means.measurer.frames(plan.texts, lambda text: self._content(plan, text))
        shown = (*(cell.words for cell in plan.cells), *(plan.arrangement.shown if plan.arrangement else ()))
        left = self._left(plan, photos, shown, outline)
        slide = Slide(
            kind="report",
            layout=0,
            texts=plan.texts,
            title=self.subject.title,
            frames=frames,
            notes=notes_of(self.report, left),
            photos=photos,
            table=plan.table,
            chart=plan.chart,
            report=self.subject.report_index,
            shown=shown,
            dropped=plan.dropped,
        )
        return SlideDraft(slide=slide, layout=layout, problems=tuple(self.problems))

    def _told(self, plan: SlidePlan, outline: Outline) -> None:
        """Warn of points and of a quote that only the notes hold."""
        if plan.dropped and not (outline.open and (plan.arrangement or not plan.on.columns)):
            point_line = self.report.place.key_line("要点", "[第一点, 第二点]")
            message = f"幻灯片“{self.subject.title}”放不下全部要点，有{plan.dropped}点只在备注里"
            self._warn("slide-points-left", message, self._more_room(outline) or f"{point_line}，自己挑选")
        if self.report.figures and len(plan.cells) < len(self.report.figures):
            message = f"“数据”写了{len(self.report.figures)}项，幻灯片上放下了{len(plan.cells)}项"
            self._warn("slide-figures-left", message, "把数字和说明改短，或减少项数", "figures")
        if not self.report.quote or plan.quote:
            return
        if not any(on.texts_of("quote") for on in self.layouts):
            self._warn("slide-quote-left", "模板里没有放摘句的占位符，未放摘句", ADD_PLACEHOLDER)
        else:
            message = f"摘句有{len(self.report.quote)}字，幻灯片的摘句框放不下，未放摘句"
            self._warn("slide-quote-left", message, "换一句较短的", "quote")

    def _more_room(self, outline: Outline) -> str:
        """How more of the report would come onto slides; "" where it has no sections to part it by, or is a part."""
        if self.report.slides > 1:
            return ""
        if outline.editors:  # their points are no sections
            outline = outline_of(self.report._replace(points=()))
        return f"{self.report.place.key_line('幻灯片', '2')}，分成两张" if len(section_starts(outline)) > 1 else ""

    def _warn(self, code: str, message: str, hint: str, key: str = "") -> None:
        """A warning at a key of the file's head, or at the file's beginning."""
        self.problems.append(Problem("warning", code, message, self.report.places.get(key, self.report.place), hint))

    def _content(self, plan: SlidePlan, text: LayoutText) -> tuple[SlideParagraph, ...]:
        """What stands in a placeholder; nothing where furniture or an object does."""
        if text.role == "body":
            return self._body(plan, text)
        if text.role == "figure":
            cell = next((cell for cell in plan.cells if cell.text.number == text.number), None)
            return cell.paragraphs if cell else ()
        words = {
            "title": plan.head.title,
            "byline": plan.head.byline,
            "quote": plan.quote,
            "more": left_out(plan.dropped, plan.table.rows_left if plan.table else 0),
        }.get(text.role, "")
        label = dict(plan.labels).get(text.role)
        return (label,) if label else (SlideParagraph.of(words),) if words else ()

    def _labels(self, plan: SlidePlan) -> dict[PlaceholderRole, SlideParagraph]:
        """Number and column of the report, and what belongs to the picture, table or chart on the slide."""
        picture = self.picture if plan.on.slot == "picture" else None
        drawn = plan.table.table if plan.table else plan.chart.chart if plan.chart else None
        unit = plan.table.table.unit if plan.table else plan.chart.chart.unit_line if plan.chart else ""
        labels: dict[PlaceholderRole, tuple[str, ...]] = {
            "ordinal": (f"{self.subject.ordinal:02}",),
            "column": (self.report.column,),
            "caption": (picture.caption,) if picture else (),
            "heading": (drawn.title, unit) if drawn else (),
            "source": drawn.notes if drawn else (),
        }
        return {role: _side_by_side(words) for role, words in labels.items() if any(words)}

    def _labelled(self, plan: SlidePlan) -> SlidePlan:
        """The plan with its labels, each as large as it fits; one that fits at no size is left out."""
        texts, found = list(plan.texts), []
        for role, label in self._labels(plan).items():
            for place, text in enumerate(plan.texts):
                sizes = in_steps(text, self.means.design.smallest_type)
                fitting = (each for each in sizes if not overflows(self.means.measurer.fit((label,), each)))
                if text.role == role and (fitted := next(fitting, None)):
                    texts[place] = fitted
                    found.append((role, label))
        return plan._replace(texts=tuple(texts), labels=tuple(found))

    def _body(self, plan: SlidePlan, text: LayoutText) -> tuple[SlideParagraph, ...]:
        """The paragraphs of one body, with byline and number of points left out where the layout lacks placeholders."""
        if plan.arrangement is None:
            return (SAID_NOTHING,) if text.number == 1 else ()
        filled = tuple(
            self.means.runts.without(paragraph, text.levels[paragraph.level], text.measure)
            for paragraph in paragraphs(plan.arrangement.columns[text.number - 1])
        )
        if text.marked:
            filled = tuple(_marked(paragraph) for paragraph in filled)
        if text.number == 1 and "byline" not in plan.on.roles and self.subject.byline:
            filled = (_line(self.subject.byline), *filled)
        if text.number == plan.on.columns and "more" not in plan.on.roles and plan.dropped:
            filled = (*filled, _line(left_out(plan.dropped)))
        return filled

    def _photos(self, plan: SlidePlan) -> tuple[Photo, ...]:
        return tuple(filter(None, (self._portrait(plan), self._first_picture(plan))))

    def _first_picture(self, plan: SlidePlan) -> Photo | None:
        """The picture, whole, in its placeholder; at its top where a caption follows."""
        text = plan.text("picture")
        if self.picture is None or text is None or plan.on.slot != "picture":
            return None
        alt = self.picture.caption or "图片"
        rect = whole_in(text.rect, self.picture, middle=plan.text("caption") is None)
        return Photo(text=plan.texts.index(text), picture=self.picture, crop=WHOLE_PICTURE, alt=alt, rect=rect)

    def _portrait(self, plan: SlidePlan) -> Photo | None:
        picture, text = self.report.portrait, plan.text("portrait")
        if picture is None:
            return None
        if text is None:
            message = f"模板的版式“{plan.on.name}”没有放肖像的占位符，未放肖像"
            self._warn("slide-portrait-left", message, ADD_PLACEHOLDER)
            return None
        alt = picture.caption or (f"作者{self.report.author}的肖像" if self.report.author else "作者肖像")
        shown = crop(picture.aspect, text.rect, above=PORTRAIT_ABOVE)
        lost = lost_share(shown)
        if lost > MOST_LOST:
            message = f"肖像放进幻灯片要裁去{lost:.0%}，未放"
            hint = f"换一张宽高比接近{text.rect.width / text.rect.height:.2f}的肖像"
            self.problems.append(Problem("warning", "slide-portrait-left", message, picture.place, hint))
            return None
        if lost:
            message = f"肖像在幻灯片上裁去{lost:.0%}"
            hint = f"要在幻灯片上整张放上，就换一张宽高比为{text.rect.width / text.rect.height:.2f}的肖像"
            self.problems.append(Problem("note", "picture-cropped", message, picture.place, hint))
        return Photo(text=plan.texts.index(text), picture=picture, crop=shown, alt=alt)

    def _left(self, plan: SlidePlan, photos: tuple[Photo, ...], shown: tuple[str, ...], outline: Outline) -> str:
        """The line that says what of the report the slide has not, "" for nothing; told to the editor too."""
        unlabelled = [LABELS[role] for role in self._labels(plan) if role in LABELS and role not in dict(plan.labels)]
        drawn = next((photo.picture for photo in photos if photo.picture == self.picture), None)
        left = not_on_slide(self.report, shown, drawn, plan.table, plan.chart, unlabelled, outline)
        if left:
            hint = IN_NOTES_HINT + (f"；要多放些，{more}" if (more := self._more_room(outline)) else "")
            self.problems.append(Problem("note", SLIDES_LEFT_OUT, left, self.report.place, hint))
        return left


def _side_by_side(words: tuple[str, ...]) -> SlideParagraph:
    """Words on one line with a gap between them, each a run of its own."""
    first, *others = filter(None, words)
    return SlideParagraph(level=0, runs=(SlideRun(first), *(SlideRun(f"　{each}") for each in others)))


def _line(words: str) -> SlideParagraph:
    return SlideParagraph.of(words, level=DETAIL_LEVEL)._replace(bare=True)


def _marked(paragraph: SlideParagraph) -> SlideParagraph:
    """Group headings and heads set bold, heads numbered outright: a foreign layout does neither."""
    if paragraph.level in (DETAIL_LEVEL, PLAIN_LEVEL):
        return paragraph
    runs = tuple(run._replace(bold=True) for run in paragraph.runs)
    return paragraph._replace(runs=runs, start=max(paragraph.start, 1) if paragraph.level == HEAD_LEVEL else 0)
