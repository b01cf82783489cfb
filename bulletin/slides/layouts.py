"""Decides where things stand on a slide: layouts, made of layouts/slides.yaml's numbers and what a slide must hold."""

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
    ToneName,
)
from bulletin.units import Pt

SLIDE_EDGE: Pt = 8.0  # a portrait keeps at least this from the slide's upper edge
NUMBER_LEADING = 1.4  # times the size of the slide number
COLUMN_LEADING = 1.2  # times the size of the column's name


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


class _HeadPlaces(NamedTuple):
    """Where the head of a report's slide stands."""

    title: Rect
    byline: Rect
    rule: Pt  # the middle of the rule under them
    foot: Pt  # where strap or panels may begin


def headline_measure(design: SlideDesign, portrait: bool) -> Pt:
    """Room for a line of headline."""
    taken = design.portrait.width + design.portrait.gap if portrait else 0.0
    return design.head.area.width - taken


def byline_measure(design: SlideDesign, portrait: bool, more: bool) -> Pt:
    """Room for a line of the byline."""
    return headline_measure(design, portrait) - (design.head.more_width if more else 0.0)


def report_layout(design: SlideDesign, needs: Needs) -> SlideLayout:
    """The layout of a report: band, headline, byline, rule, panels with their bodies, footer.

    Texts stand in reading order, blocks from the lowest to the uppermost.
    """
    places = _head_places(design, needs)
    texts = _head_texts(design, needs, places)
    top = places.foot
    if needs.strap:
        strap = Rect(x=design.head.area.x, y=top, width=design.head.area.width, height=design.strap.leading)
        texts.append(LayoutText(role="strap", rect=strap, levels=(design.strap,), anchor="middle"))
        top = strap.bottom + design.strap_gap
    bodies = _bodies(design, needs, top)
    texts += _body_texts(design, needs, bodies)
    blocks = _head_blocks(design, places)
    for rect in bodies:
        blocks += _panel(rect, design.panel.fill, design.panel.edge, design.panel.edge_tone)
    if needs.quote:
        quote = design.quote
        box = Rect(
            x=design.head.area.x, y=design.body_foot - quote.height, width=design.head.area.width, height=quote.height
        )
        insets = _inset(quote.padding, quote.edge)
        texts.append(LayoutText(role="quote", rect=box, levels=(quote.level,), insets=insets, anchor="middle"))
        blocks += _panel(box, quote.fill, quote.edge, quote.edge_tone)
    if needs.more:
        texts.append(_more(design, places.byline))
    if needs.portrait:
        texts.append(_portrait(design, places.rule))
    texts += _furniture(design)
    return SlideLayout(
        name=needs.columns.name, kind="report", accent=needs.accent, texts=tuple(texts), blocks=tuple(blocks)
    )


def body_rects(area: Rect, columns: ColumnsDesign) -> tuple[Rect, ...]:
    """Equal columns side by side."""
    width = (area.width - columns.gutter * (columns.columns - 1)) / columns.columns
    return tuple(
        Rect(x=area.x + number * (width + columns.gutter), y=area.y, width=width, height=area.height)
        for number in range(columns.columns)
    )


def cover_layout(design: SlideDesign, headline: HeadlineSize) -> SlideLayout:
    """The cover: masthead over slogan and chapter on a full field."""
    page: CoverDesign = design.cover_page
    title = TextLevel(size=headline.size, leading=headline.leading, tone=page.title_tone, bold=True, major=True)
    number = TextLevel(
        size=design.band.number_size, leading=design.band.number_size * NUMBER_LEADING, tone=page.title_tone
    )
    texts = (
        LayoutText(role="title", rect=page.title, levels=(title,), anchor="bottom"),
        LayoutText(role="byline", rect=page.subtitle, levels=(page.subtitle_level,)),
        LayoutText(
            role="number",
            rect=design.band.number._replace(x=design.width - design.band.width),
            levels=(number,),
            align="center",
            anchor="middle",
        ),
    )
    blocks = tuple(Block(rect=rect, tone=tone) for rect, tone in page.blocks)
    return SlideLayout(name=page.name, kind="cover", accent=1, texts=texts, blocks=blocks, background=page.fill)


def contents_layout(design: SlideDesign, columns: int, level: int) -> SlideLayout:
    """The contents: entries in one or two columns over panels, in the masthead's colour, at one of its type sizes."""
    page = design.contents_page
    spread = design.layouts[0]._replace(columns=columns, gutter=page.gutter, anchor="middle" if columns == 1 else "top")
    needs = Needs(
        columns=spread, accent=1, headline=design.head.classes[0], column_size=design.band.sizes[0], byline_lines=0
    )
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
    band = design.band
    level = TextLevel(
        size=size, leading=size * COLUMN_LEADING, tone=band.tone, bold=True, major=True, tracking=band.tracking
    )
    return LayoutText(role="column", rect=band.name, levels=(level,), anchor="middle", align="center", vertical=True)


def _head_places(design: SlideDesign, needs: Needs) -> _HeadPlaces:
    """Headline and byline grow downwards by their lines; everything below follows."""
    head = design.head
    title = Rect(
        x=head.area.x,
        y=head.area.y,
        width=headline_measure(design, needs.portrait),
        height=needs.headline.lines * needs.headline.leading,
    )
    byline = Rect(
        x=head.area.x,
        y=title.bottom + head.byline_gap,
        width=byline_measure(design, needs.portrait, needs.more),
        height=needs.byline_lines * head.byline.leading,
    )
    rule = byline.bottom + head.rule_gap
    return _HeadPlaces(title=title, byline=byline, rule=rule, foot=rule + head.body_gap)


def _head_texts(design: SlideDesign, needs: Needs, places: _HeadPlaces) -> list[LayoutText]:
    """Headline, column name and, where the report has one, byline."""
    headline = TextLevel(
        size=needs.headline.size, leading=needs.headline.leading, tone=design.head.tone, bold=True, major=True
    )
    texts = [
        LayoutText(role="title", rect=places.title, levels=(headline,), anchor="bottom"),
        column_name(design, needs.column_size),
    ]
    if needs.byline_lines:
        texts.append(LayoutText(role="byline", rect=places.byline, levels=(design.head.byline,)))
    return texts


def _bodies(design: SlideDesign, needs: Needs, top: Pt) -> tuple[Rect, ...]:
    """The panels side by side, from `top` to the foot or to the quote that stands there."""
    foot = design.body_foot - (design.quote.height + design.quote.gap if needs.quote else 0.0)
    area = design.head.area
    return body_rects(Rect(x=area.x, y=top, width=area.width, height=foot - top), needs.columns)


def _body_texts(design: SlideDesign, needs: Needs, bodies: tuple[Rect, ...]) -> list[LayoutText]:
    return [
        LayoutText(
            role="body",
            rect=rect,
            levels=tuple(needs.columns.levels),
            number=number,
            insets=_inset(design.panel.padding, design.panel.edge),
            anchor=needs.columns.anchor,
        )
        for number, rect in enumerate(bodies, 1)
    ]


def _head_blocks(design: SlideDesign, places: _HeadPlaces) -> list[Block]:
    """The band, and the rule with its accent; both lie on the rule's middle line."""
    head, band = design.head, design.band
    accent = head.accent_rule
    return [
        Block(rect=Rect(x=0.0, y=0.0, width=band.width, height=design.height), tone=band.fill),
        Block(
            rect=Rect(x=head.area.x, y=places.rule - head.rule / 2, width=head.area.width, height=head.rule),
            tone=head.rule_tone,
        ),
        Block(
            rect=Rect(x=head.area.x, y=places.rule - accent.height / 2, width=accent.width, height=accent.height),
            tone=head.accent_tone,
        ),
    ]


def _panel(rect: Rect, fill: ToneName, edge: Pt, edge_tone: ToneName) -> list[Block]:
    """A tinted field with its accent edge at the left."""
    return [Block(rect=rect, tone=fill), Block(rect=rect._replace(width=edge), tone=edge_tone)]


def _more(design: SlideDesign, byline: Rect) -> LayoutText:
    """The line that says how many points are left out, at the byline's end."""
    head = design.head
    rect = Rect(x=byline.right, y=byline.bottom - head.more.leading, width=head.more_width, height=head.more.leading)
    return LayoutText(role="more", rect=rect, levels=(head.more,), align="right", anchor="bottom")


def _portrait(design: SlideDesign, rule: Pt) -> LayoutText:
    """The portrait above the rule, at the right."""
    size, foot = design.portrait, rule - design.head.rule_gap
    rect = Rect(
        x=design.head.area.right - size.width,
        y=max(foot - size.height, SLIDE_EDGE),
        width=size.width,
        height=min(size.height, foot - SLIDE_EDGE),
    )
    return LayoutText(role="portrait", rect=rect, levels=(design.head.byline,))


def _furniture(design: SlideDesign) -> list[LayoutText]:
    """Footer, date and slide number."""
    foot, band = design.foot, design.band
    area = design.head.area
    number = TextLevel(size=band.number_size, leading=band.number_size * NUMBER_LEADING, tone=band.tone, bold=True)
    footer = Rect(x=area.x, y=foot.y, width=area.width - foot.date_width, height=foot.height)
    date = Rect(x=area.right - foot.date_width, y=foot.y, width=foot.date_width, height=foot.height)
    return [
        LayoutText(role="footer", rect=footer, levels=(foot.level,), anchor="middle"),
        LayoutText(role="date", rect=date, levels=(foot.level,), anchor="middle", align="right"),
        LayoutText(role="number", rect=band.number, levels=(number,), anchor="middle", align="center"),
    ]


def _inset(padding: Insets, edge: Pt) -> Insets:
    return padding._replace(left=padding.left + edge)
