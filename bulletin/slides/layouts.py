"""Where things stand on a slide: the layouts, from the numbers of layouts/slides.yaml and what a slide has to hold."""

from typing import NamedTuple

from bulletin.geometry import Insets, Rect
from bulletin.model.slide import (
    Block,
    ColumnsDesign,
    CoverDesign,
    HeadlineSize,
    LayoutText,
    SlideDesign,
    SlideLayout,
    TextLevel,
)
from bulletin.units import Pt


class Needs(NamedTuple):
    """What a report's slide has to hold; equal needs share a layout."""

    columns: ColumnsDesign
    accent: int
    headline: HeadlineSize
    column_size: Pt
    byline_lines: int = 1
    strap: bool = False
    quote: bool = False
    portrait: bool = False
    more: bool = False


def headline_measure(design: SlideDesign, portrait: bool) -> Pt:
    """BodyRoom for a line of headline."""
    taken = design.portrait.width + design.portrait.gap if portrait else 0.0
    return design.head.area.width - taken


def byline_measure(design: SlideDesign, portrait: bool, more: bool) -> Pt:
    return headline_measure(design, portrait) - (design.head.more_width if more else 0.0)


def report_layout(design: SlideDesign, needs: Needs) -> SlideLayout:
    """The layout of a report: band, headline, byline, rule, panels with their bodies, footer."""
    head = design.head
    area = head.area
    width = headline_measure(design, needs.portrait)
    title = Rect(area.x, area.y, width, needs.headline.lines * needs.headline.leading)
    byline_depth = needs.byline_lines * head.byline.leading
    byline = Rect(
        area.x, title.bottom + head.byline_gap, byline_measure(design, needs.portrait, needs.more), byline_depth
    )
    rule = byline.bottom + head.rule_gap
    top = rule + head.body_gap
    texts = [
        LayoutText(
            "title",
            title,
            (TextLevel(needs.headline.size, needs.headline.leading, tone=head.tone, bold=True, major=True),),
            anchor="bottom",
        ),
        column_name(design, needs.column_size),
    ]
    if needs.byline_lines:
        texts.append(LayoutText("byline", byline, (head.byline,)))
    if needs.strap:
        strap = Rect(area.x, top, area.width, design.strap.leading)
        texts.append(LayoutText("strap", strap, (design.strap,), anchor="middle"))
        top = strap.bottom + design.strap_gap
    foot = design.body_foot - (design.quote.height + design.quote.gap if needs.quote else 0.0)
    bodies = body_rects(Rect(area.x, top, area.width, foot - top), needs.columns)
    texts += [
        LayoutText(
            "body",
            rect,
            tuple(needs.columns.levels),
            number,
            _inset(design.panel.padding, design.panel.edge),
            needs.columns.anchor,
        )
        for number, rect in enumerate(bodies, 1)
    ]
    blocks = [
        Block(Rect(0.0, 0.0, design.band.width, design.height), design.band.fill),
        Block(Rect(area.x, rule - head.rule / 2, area.width, head.rule), head.rule_tone),
        Block(
            Rect(area.x, rule - head.accent_rule.height / 2, head.accent_rule.width, head.accent_rule.height),
            head.accent_tone,
        ),
    ]
    for rect in bodies:
        blocks += [
            Block(rect, design.panel.fill),
            Block(rect._replace(width=design.panel.edge), design.panel.edge_tone),
        ]
    if needs.quote:
        box = Rect(area.x, foot + design.quote.gap, area.width, design.quote.height)
        texts.append(
            LayoutText(
                "quote",
                box,
                (design.quote.level,),
                insets=_inset(design.quote.padding, design.quote.edge),
                anchor="middle",
            )
        )
        blocks += [
            Block(box, design.quote.fill),
            Block(box._replace(width=design.quote.edge), design.quote.edge_tone),
        ]
    if needs.more:
        at = Rect(byline.right, byline.bottom - head.more.leading, head.more_width, head.more.leading)
        texts.append(LayoutText("more", at, (head.more,), align="right", anchor="bottom"))
    if needs.portrait:
        size = design.portrait
        texts.append(
            LayoutText(
                "portrait",
                Rect(
                    area.right - size.width,
                    max(rule - head.rule_gap - size.height, 8.0),
                    size.width,
                    min(size.height, rule - head.rule_gap - 8.0),
                ),
                (head.byline,),
            )
        )
    texts += _furniture(design)
    return SlideLayout(needs.columns.name, "report", needs.accent, tuple(texts), tuple(blocks))


def body_rects(area: Rect, columns: ColumnsDesign) -> tuple[Rect, ...]:
    """Equal columns side by side."""
    width = (area.width - columns.gutter * (columns.columns - 1)) / columns.columns
    return tuple(
        Rect(area.x + number * (width + columns.gutter), area.y, width, area.height)
        for number in range(columns.columns)
    )


def cover_layout(design: SlideDesign, headline: HeadlineSize) -> SlideLayout:
    """The cover: masthead over slogan and chapter on a full field."""
    page: CoverDesign = design.cover_page
    level = TextLevel(headline.size, headline.leading, tone=page.title_tone, bold=True, major=True)
    texts = (
        LayoutText("title", page.title, (level,), anchor="bottom"),
        LayoutText("byline", page.subtitle, (page.subtitle_level,)),
        LayoutText(
            "number",
            design.band.number._replace(x=design.width - design.band.width),
            (TextLevel(design.band.number_size, design.band.number_size * 1.4, tone=page.title_tone),),
            align="center",
            anchor="middle",
        ),
    )
    blocks = tuple(Block(rect, tone) for rect, tone in page.blocks)
    return SlideLayout(page.name, "cover", 1, texts, blocks, background=page.fill)


def contents_layout(design: SlideDesign, columns: int, level: int) -> SlideLayout:
    """The contents: entries in one or two columns over panels, in the masthead's colour, at one of its type sizes."""
    page = design.contents_page
    spread = design.layouts[0]._replace(columns=columns, gutter=page.gutter, anchor="middle" if columns == 1 else "top")
    needs = Needs(spread, 1, design.head.classes[0], design.band.sizes[0], byline_lines=0)
    layout = report_layout(design, needs)
    texts = tuple(
        text._replace(levels=(page.levels[level],)) if text.role == "body" else text
        for text in layout.texts
        if text.role not in ("byline", "column")
    )
    blocks = tuple(block._replace(tone=page.tones.get(block.tone, block.tone)) for block in layout.blocks)
    return layout._replace(name=page.name, kind="contents", texts=texts, blocks=blocks)


def column_name(design: SlideDesign, size: Pt) -> LayoutText:
    """The 栏目 from top to bottom, in the middle of the band."""
    level = TextLevel(size, size * 1.2, tone=design.band.tone, bold=True, major=True, tracking=design.band.tracking)
    return LayoutText("column", design.band.name, (level,), anchor="middle", align="center", vertical=True)


def _furniture(design: SlideDesign) -> list[LayoutText]:
    """Footer, date and slide number."""
    foot = design.foot
    area = design.head.area
    number = TextLevel(design.band.number_size, design.band.number_size * 1.4, tone=design.band.tone, bold=True)
    return [
        LayoutText(
            "footer", Rect(area.x, foot.y, area.width - foot.date_width, foot.height), (foot.level,), anchor="middle"
        ),
        LayoutText(
            "date",
            Rect(area.right - foot.date_width, foot.y, foot.date_width, foot.height),
            (foot.level,),
            anchor="middle",
            align="right",
        ),
        LayoutText("number", design.band.number, (number,), anchor="middle", align="center"),
    ]


def _inset(padding: Insets, edge: Pt) -> Insets:
    return padding._replace(left=padding.left + edge)
