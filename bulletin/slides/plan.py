"""Decides which layout of the template a report takes, what stands large on it, and how much is said.

Every layout that can carry the report is tried with as much said as it holds. The best shows the report's table,
chart or picture and its key figures, says what the room `choose/` would say, and has the largest type.
"""

from collections.abc import Mapping
from typing import NamedTuple

from bulletin.choose.figures import FEWEST_FIGURES, key_figures
from bulletin.choose.outline import Outline
from bulletin.choose.selection import Selection, beside, selected
from bulletin.geometry import Rect
from bulletin.memory import kept
from bulletin.model.edition import Picture
from bulletin.model.slide import (
    DETAIL_LEVEL,
    HEAD_LEVEL,
    PLAIN_LEVEL,
    LayoutText,
    PlaceholderRole,
    SlideChart,
    SlideParagraph,
    SlideTable,
)
from bulletin.problems import BulletinError
from bulletin.slides.arrange import FURTHER_COLUMN, Arrangement, BodyRoom, arrange, less
from bulletin.slides.chart import slide_chart
from bulletin.slides.figures import FigureCell, figure_cells
from bulletin.slides.head import SlideHead, head_on, no_head, small_box
from bulletin.slides.measure import overflows
from bulletin.slides.roles import ReportLayout, Slot, body_text
from bulletin.slides.sizes import TYPE_STEPS, moved_to, smaller, smallest
from bulletin.slides.subject import Means, Subject
from bulletin.slides.table import slide_table
from bulletin.units import fits

HEAD_ROLES = ("title", "byline", "portrait")  # that decide how a head stands
BESIDE_POINTS = ("figure", "picture", "table", "chart", "caption", "source")  # over which no quote may stand
IN_NOTES = "全文见备注"
SAID_NOTHING = SlideParagraph.of(IN_NOTES, level=PLAIN_LEVEL)
LEAST_SEEN = 6000.0  # square points: a picture smaller than this shows nothing, unless it has no more dots
QUOTE_GAP = 10.0  # points between the points and the quote below them
CAPTION_GAP = 5.0

# What speaks for a layout, against each other: chosen by eye over the seed and the test decks.
SLOT_SHOWN: Mapping[Slot, float] = {"": 0.0, "picture": 80.0, "table": 90.0, "chart": 110.0}
FIGURES_SHOWN = 55.0
EDITORS_FIGURES = 160.0  # more than anything else: the editor asked for them
SAID = 60.0  # all that `choose/` would say: the same share of it as is said
QUOTE_SHOWN = 20.0
LARGEST_HEAD = 28.0  # points: larger heads are worth no more
SMALLER = 2.5  # for every point that heads are smaller
SMALLER_STEP = 6.0  # for every step that type is set smaller than its layout has it
EMPTY_BODY = 10.0  # a body in which nothing stands but where the text is
MADE_FOR_COLUMN = 15.0  # a layout that the office made for the report's 栏目
POINT_LEFT = 15.0  # for every point that finds no room
BUDGETS = (1.0, 0.8, 0.6, 0.4, 0.2, 0.0)  # of the characters that may be said, for the first that fits


class SlidePlan(NamedTuple):
    """A layout and what goes into it."""

    on: ReportLayout
    texts: tuple[LayoutText, ...]  # of the layout, their type and place as used here
    head: SlideHead
    arrangement: Arrangement | None
    dropped: int
    worth: float
    cells: tuple[FigureCell, ...] = ()
    quote: str = ""
    table: SlideTable | None = None
    chart: SlideChart | None = None
    labels: tuple[tuple[PlaceholderRole, SlideParagraph], ...] = ()  # captions and the like, as far as they have room

    def text(self, role: PlaceholderRole) -> LayoutText | None:
        return next((text for text in self.texts if text.role == role), None)


class PlanSearch:
    """Looks for the plan of one report among the layouts that can carry it."""

    def __init__(self, subject: Subject, means: Means, layouts: tuple[ReportLayout, ...]) -> None:
        self.subject = subject
        self.report = subject.report
        self.means = means
        self.design = means.design
        self.measurer = means.measurer
        self.layouts = layouts
        self.picture = subject.picture
        self.figures = key_figures(self.report)[: means.design.figures]
        self.figures_worth = EDITORS_FIGURES if self.report.figures else FIGURES_SHOWN

    def best(self, outline: Outline) -> SlidePlan:
        """The best plan over all layouts; points leave one by one where none holds even the heads.

        Raises:
            BulletinError: title, byline or the editor's own points do not go in.
        """
        heads = self._heads()
        if not heads:
            raise no_head(self.layouts, self.subject, self.means)
        selections = self._selections(outline)
        plan = self._best_of(heads, outline)
        if plan is None:  # better a layout that shows less than it could than nothing said
            heads = [(_for_points(on), head) for on, head in heads]
            plan = self._best_of(heads, outline)
        if outline.editors and plan is None:
            self._without_points(outline, *heads[0])  # raises where the template is to blame
            raise self._points_overset(heads, outline)
        lesser = selections[-1]
        while plan is None and lesser.groups:
            lesser = less(lesser)
            plan = self._best_of(heads, outline, lesser)
        return plan or self._without_points(outline, *heads[0])

    def _best_of(
        self, heads: list[tuple[ReportLayout, SlideHead]], outline: Outline, lesser: Selection | None = None
    ) -> SlidePlan | None:
        """The plan of most worth; what cannot be worth more than the best so far is not tried.

        Args:
            lesser: all that may be said, where there is no room for what `choose/` would say.
        """
        best: SlidePlan | None = None
        may_say: dict[tuple[str, ...], tuple[Selection, ...]] = {}  # beside which figures
        for on, head in sorted(heads, key=lambda each: -self._most_worth(each[0])):
            if best and self._most_worth(on) <= best.worth:
                break
            told = tuple(cell.figure for cell in self._cells(on.texts_of("figure")))
            if told not in may_say:
                may_say[told] = (lesser,) if lesser else self._selections(beside(outline, told))
            plan = self._plan(on, head, outline, may_say[told])
            if plan and (best is None or plan.worth > best.worth):
                best = plan
        return best

    def _most_worth(self, on: ReportLayout) -> float:
        """What a plan on a layout is worth at most."""
        quote = QUOTE_SHOWN * (bool(self.report.quote) and "quote" in on.roles)
        worth = SLOT_SHOWN[on.slot] + self.figures_worth * ("figure" in on.roles) + quote
        worth += MADE_FOR_COLUMN * on.made_for_column
        sizes = [level.size for text in on.texts_of("body") for level in text.levels]
        if not sizes:
            return worth
        return worth + SAID - FURTHER_COLUMN * (on.columns - 1) - SMALLER * max(0.0, LARGEST_HEAD - max(sizes))

    def _heads(self) -> list[tuple[ReportLayout, SlideHead]]:
        """The layouts on which title and byline fit; most layouts have the same places for these."""
        made: dict[tuple[LayoutText, ...], SlideHead | None] = {}
        found: list[tuple[ReportLayout, SlideHead]] = []
        for on in self.layouts:
            places = tuple(text for text in on.texts if text.role in HEAD_ROLES)
            if places not in made:
                made[places] = head_on(on, self.subject, self.means)
            if head := made[places]:
                found.append((on, head))
        return found

    def _without_points(self, outline: Outline, on: ReportLayout, head: SlideHead) -> SlidePlan:
        """A slide whose points are all in the notes: not one of them fits into a body of the template.

        Raises:
            ContentError: the body does not even hold the line that says so.
        """
        texts = []
        for text in on.texts:
            if text.role == "body":
                text = smallest(body_text(text, grouped=False), self.design.smallest_type)
                fit = self.measurer.fit((SAID_NOTHING,), text)
                if overflows(fit):
                    raise small_box(on, text, "正文", IN_NOTES, fit.height, self.subject, self.means)
            texts.append(head.texts.get(text.role, text))
        points = sum(len(group.points) for group in outline.groups)
        return SlidePlan(on=on, texts=tuple(texts), head=head, arrangement=None, dropped=points, worth=0.0)

    def _selections(self, outline: Outline) -> tuple[Selection, ...]:
        """What may be said, most first."""
        budgets = [round(share * self.design.characters) for share in BUDGETS]
        found = (selected(outline, characters=budget, points=self.design.points) for budget in budgets)
        return tuple(dict.fromkeys(found))

    def _plan(
        self, on: ReportLayout, head: SlideHead, outline: Outline, selections: tuple[Selection, ...]
    ) -> SlidePlan | None:
        """The plan on one layout, in its own type if that goes; None where it cannot show what it is for."""
        cells = self._cells(on.texts_of("figure"))
        filled = {cell.text.number: cell.text for cell in cells}
        texts = tuple(
            filled.get(text.number, text) if text.role == "figure" else head.texts.get(text.role, text)
            for text in on.texts
        )
        if bool(cells) != bool(on.texts_of("figure")):
            return None
        slot_text = next((text for text in texts if text.role == on.slot), None)
        table = chart = None
        if on.slot == "table" and slot_text:
            table = slide_table(self.report, texts.index(slot_text), slot_text, self.design, self.measurer)
        if on.slot == "chart" and slot_text:
            chart = slide_chart(self.report, texts.index(slot_text), slot_text, self.design)
        seen = self.picture is not None and slot_text is not None and _seen(slot_text, self.picture)
        if on.slot and not (table or chart or (on.slot == "picture" and seen)):
            return None
        worth = SLOT_SHOWN[on.slot] + self.figures_worth * bool(cells) + MADE_FOR_COLUMN * on.made_for_column
        plan = SlidePlan(
            on=on,
            texts=texts,
            head=head,
            arrangement=None,
            dropped=0,
            worth=worth,
            cells=cells,
            table=table,
            chart=chart,
        )
        plan = self._with_quote(_sourced(_captioned(plan, self.picture)))
        if not on.columns:
            return None if outline.groups else plan
        grouped = any(group.head for group in outline.groups)
        steps = (
            self._filled(plan, selections, step, grouped=grouped, editors=outline.editors)
            for step in range(len(TYPE_STEPS))
        )
        return next(filter(None, steps), None)  # smaller type says no more

    @kept
    def _cells(self, places: tuple[LayoutText, ...]) -> tuple[FigureCell, ...]:
        fewest = 1 if self.report.figures else FEWEST_FIGURES
        return figure_cells(self.figures, places, self.measurer, fewest=fewest) if places else ()

    def _filled(
        self, plan: SlidePlan, selections: tuple[Selection, ...], step: int, *, grouped: bool, editors: bool
    ) -> SlidePlan | None:
        """The plan with the points at a step of type: with the most said that fits."""
        least = self.design.smallest_type if editors else self.design.smallest_point
        texts = tuple(
            smaller(body_text(text, grouped=grouped), step, least) if text.role == "body" else text
            for text in plan.texts
        )
        bodies = [text for text in texts if text.role == "body"]
        fullest = _characters(selections[0])
        for selection in selections:
            room = self._room(plan.on, bodies, selection)
            if not selection.groups:
                if any(overflows(self.measurer.fit((SAID_NOTHING,), text)) for text in bodies):
                    continue
                unsaid = sum(len(group.points) for group in selections[0].groups)
                return plan._replace(texts=texts, dropped=selection.left or unsaid, worth=plan.worth - EMPTY_BODY)
            arrangement = arrange(selection, room, self.measurer)
            if arrangement is None:
                continue
            said = _characters(selection) / fullest if fullest else 1.0
            worth = plan.worth + SAID * said + arrangement.cost - SMALLER_STEP * step - POINT_LEFT * selection.left
            size = room.levels[HEAD_LEVEL].size
            worth -= SMALLER * (LARGEST_HEAD - min(size, LARGEST_HEAD))
            if size < self.design.smallest_point and plan.cells and not self.report.figures:
                worth -= FIGURES_SHOWN  # an editor's own points come before figures that we chose
            return plan._replace(texts=texts, arrangement=arrangement, dropped=selection.left, worth=worth)
        return None

    def _room(self, on: ReportLayout, bodies: list[LayoutText], selection: Selection) -> BodyRoom:
        """The room that a layout's bodies have, less the lines for what it has no placeholders for."""
        measure, depth = min(body.measure for body in bodies), min(body.depth for body in bodies)
        detail = bodies[0].levels[DETAIL_LEVEL]
        for role, words in (("byline", self.subject.byline), ("more", left_out(selection.left))):
            if words and role not in on.roles:
                depth -= self.measurer.height(words, detail, measure)
        return BodyRoom(columns=on.columns, measure=measure, depth=depth, levels=bodies[0].levels)

    def _with_quote(self, plan: SlidePlan) -> SlidePlan:
        """The plan with the editor's quote, where its layout has a placeholder that holds it."""
        quote, box = self.report.quote, plan.text("quote")
        if not quote or box is None:
            return plan
        beside = [text for text in plan.texts if text.role in BESIDE_POINTS]
        bodies = [text for text in plan.texts if text.role == "body"]
        if bodies and any(text.rect.overlaps(box.rect) for text in beside):
            box = moved_to(box, box.rect._replace(width=max(body.rect.right for body in bodies) - box.rect.x))
        if overflows(self.measurer.fit((SlideParagraph.of(quote),), box)):
            return plan
        texts = tuple(
            box if text.role == "quote" else _above(text, box) if text.role == "body" else text for text in plan.texts
        )
        return plan._replace(texts=texts, quote=quote, worth=plan.worth + QUOTE_SHOWN)

    def _points_overset(self, heads: list[tuple[ReportLayout, SlideHead]], outline: Outline) -> BulletinError:
        """The error for an editor's points that do not fit: says how many of them, from the first, would."""
        points = outline.groups[0].points
        characters = sum(len(point.head) + sum(len(each.text) for each in point.details) for point in points)

        def fit(count: int) -> bool:
            shorter = outline._replace(groups=(outline.groups[0]._replace(points=points[:count]),))
            return self._best_of(heads, shorter) is not None

        held = next(filter(fit, range(len(points) - 1, 0, -1)), 0)
        message = f"要点有{len(points)}条、{characters}字，一张幻灯片放不下"
        hint = f"前{held}条放得下：删去{len(points) - held}条，或缩短要点" if held else "第一条就放不下：缩短这条要点"
        return self.subject.overset("slide-points-overset", message, hint, "points")


def _for_points(on: ReportLayout) -> ReportLayout:
    """The layout without its places for figures and objects."""
    texts = tuple(text for text in on.texts if text.role not in BESIDE_POINTS)
    return on._replace(texts=texts, slot="")


def left_out(points: int, rows: int = 0) -> str:
    """The line that says how many points, and rows of the table, only the notes hold; "" for none."""
    left = "、".join(f"{count}{unit}" for count, unit in ((points, "点"), (rows, "行")) if count)
    return f"另有{left}见备注" if left else ""


def whole_in(slot: Rect, picture: Picture, *, middle: bool) -> Rect:
    """Where a picture stands whole in its slot, no dot of it larger than a point: in the middle, or at its top."""
    width = min(slot.width, slot.height * picture.aspect, float(picture.width_px))
    height = width / picture.aspect
    down = (slot.height - height) / 2 if middle else 0.0
    return Rect(slot.x + (slot.width - width) / 2, slot.y + down, width, height)


def _captioned(plan: SlidePlan, picture: Picture | None) -> SlidePlan:
    """The plan with the caption right below the picture, which seldom fills its placeholder."""
    slot, caption = plan.text("picture"), plan.text("caption")
    if plan.on.slot != "picture" or not (picture and slot and caption):
        return plan
    below = whole_in(slot.rect, picture, middle=False).bottom + CAPTION_GAP
    placed = moved_to(caption, caption.rect._replace(y=min(below, caption.rect.y)))
    return plan._replace(texts=tuple(placed if text is caption else text for text in plan.texts))


def _sourced(plan: SlidePlan) -> SlidePlan:
    """The plan with the source right below the table, which seldom fills its placeholder."""
    source = plan.text("source")
    if plan.table is None or source is None:
        return plan
    placed = moved_to(source, source.rect._replace(y=min(plan.table.rect.bottom + CAPTION_GAP, source.rect.y)))
    return plan._replace(texts=tuple(placed if text is source else text for text in plan.texts))


def _above(body: LayoutText, box: LayoutText) -> LayoutText:
    """A body that ends over the quote's box."""
    if not body.rect.overlaps(box.rect):
        return body
    return moved_to(body, body.rect._replace(height=box.rect.y - QUOTE_GAP - body.rect.y))


def _characters(selection: Selection) -> int:
    points = (point for group in selection.groups for point in group.points)
    return sum(len(point.head) + len(point.said) for point in points)


def _seen(text: LayoutText, picture: Picture) -> bool:
    """Whether a picture is large enough in its placeholder to be seen, or as large as it has dots."""
    rect = whole_in(text.rect, picture, middle=True)
    return rect.width * rect.height >= LEAST_SEEN or fits(picture.width_px, rect.width)
