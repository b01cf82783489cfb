"""Decides where things stand on a slide: layouts, made of layouts/slides.yaml's numbers and what a slide must hold."""

from typing import NamedTuple

from bulletin.geometry import Insets, Rect
from bulletin.model.slide import (
    Block,
    ColumnsDesign,
    HeadlineSize,
    LayoutText,
    PanelDesign,
    QuoteBoxDesign,
    SlideDesign,
    SlideLayout,
    TextLevel,
    ToneName,
)
from bulletin.units import Pt

SLIDE_EDGE: Pt = 8.0  # a portrait keeps at least this from the slide's upper edge
NUMBER_LEADING = 1.4  # times the size of the slide number
COLUMN_LEADING = 1.2  # times the size of the column's name


class PictureNeeds(NamedTuple):
    """A picture beside the points."""

    aspect: float
    width: Pt  # at most
    caption_lines: int = 0


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
    picture: PictureNeeds | None = None


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
    head, quote = design.head, design.quote
    title = head.area._replace(
        width=headline_measure(design, needs.portrait), height=needs.headline.lines * needs.headline.leading
    )
    byline = Rect(
        x=head.area.x,
        y=title.bottom + head.byline_gap,
        width=byline_measure(design, needs.portrait, needs.more),
        height=needs.byline_lines * head.byline.leading,
    )
    rule = byline.bottom + head.rule_gap
    texts = [
        LayoutText(role="title", rect=title, levels=(_headline(needs.headline, head.tone),), anchor="bottom"),
        column_name(design, needs.column_size),
    ]
    if needs.byline_lines:
        texts.append(LayoutText(role="byline", rect=byline, levels=(head.byline,)))
    blocks = _head_blocks(design, rule)
    top = rule + head.body_gap
    if needs.strap:
        strap = head.area._replace(y=top, height=design.strap.leading)
        texts.append(LayoutText(role="strap", rect=strap, levels=(design.strap,), anchor="middle"))
        top = strap.bottom + design.strap_gap
    foot = design.body_foot - (quote.height + quote.gap if needs.quote else 0.0)
    area = head.area._replace(y=top, height=foot - top)
    shown = _picture(design, needs.picture, area) if needs.picture else []
    if shown:
        area = area._replace(width=shown[0].rect.x - design.picture.gap - area.x)
    bodies = _bodies(design, needs.columns, area)
    texts += (*bodies, *shown)
    for body in bodies:
        blocks += _panel(body.rect, design.panel)
    if needs.quote:
        box = head.area._replace(y=design.body_foot - quote.height, height=quote.height)
        insets = _text_insets(quote)
        texts.append(LayoutText(role="quote", rect=box, levels=(quote.level,), insets=insets, anchor="middle"))
        blocks += _panel(box, quote)
    if needs.more:
        texts.append(_more(design, byline))
    if needs.portrait:
        texts.append(_portrait(design, rule - head.rule_gap))
    texts += _furniture(design)
    return SlideLayout(
        name=needs.columns.name, kind="report", accent=needs.accent, texts=tuple(texts), blocks=tuple(blocks)
    )


def _bodies(design: SlideDesign, columns: ColumnsDesign, area: Rect) -> list[LayoutText]:
    """Equal columns side by side."""
    width = (area.width - columns.gutter * (columns.columns - 1)) / columns.columns
    return [
        LayoutText(
            role="body",
            rect=area._replace(x=area.x + place * (width + columns.gutter), width=width),
            levels=tuple(columns.levels),
            number=place + 1,
            insets=_text_insets(design.panel),
            anchor=columns.anchor,
        )
        for place in range(columns.columns)
    ]


def _picture(design: SlideDesign, needs: PictureNeeds, area: Rect) -> list[LayoutText]:
    """The picture, whole, in the upper right corner of the area, and its caption below, if it has one."""
    level = design.picture.caption
    caption = needs.caption_lines * level.leading
    room = max(area.height - caption - (design.picture.caption_gap if caption else 0.0), 1.0)
    width = min(needs.width, room * needs.aspect)
    rect = Rect(x=area.right - width, y=area.y, width=width, height=width / needs.aspect)
    shown = [LayoutText(role="picture", rect=rect, levels=(level,))]
    if caption:
        below = rect._replace(y=rect.bottom + design.picture.caption_gap, height=caption)
        shown.append(LayoutText(role="caption", rect=below, levels=(level,)))
    return shown


def cover_layout(design: SlideDesign, headline: HeadlineSize) -> SlideLayout:
    """The cover: masthead over slogan and chapter on a full field."""
    page = design.cover_page
    number = design.band.number._replace(x=design.width - design.band.width)
    texts = (
        LayoutText(role="title", rect=page.title, levels=(_headline(headline, page.title_tone),), anchor="bottom"),
        LayoutText(role="byline", rect=page.subtitle, levels=(page.subtitle_level,)),
        _slide_number(design, number, page.title_tone, bold=False),
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


def _headline(size: HeadlineSize, tone: ToneName) -> TextLevel:
    return TextLevel(size=size.size, leading=size.leading, tone=tone, bold=True, major=True)


def _head_blocks(design: SlideDesign, rule: Pt) -> list[Block]:
    """The band, and the rule with its accent; both lie on the rule's middle line, `rule`."""
    head, band = design.head, design.band
    line, accent = head.area._replace(y=rule - head.rule / 2, height=head.rule), head.accent_rule
    return [
        Block(rect=Rect(x=0.0, y=0.0, width=band.width, height=design.height), tone=band.fill),
        Block(rect=line, tone=head.rule_tone),
        Block(rect=accent._replace(x=head.area.x, y=rule - accent.height / 2), tone=head.accent_tone),
    ]


def _panel(rect: Rect, design: PanelDesign | QuoteBoxDesign) -> list[Block]:
    """A tinted field with its accent edge at the left."""
    return [Block(rect=rect, tone=design.fill), Block(rect=rect._replace(width=design.edge), tone=design.edge_tone)]


def _text_insets(design: PanelDesign | QuoteBoxDesign) -> Insets:
    return design.padding._replace(left=design.padding.left + design.edge)


def _more(design: SlideDesign, byline: Rect) -> LayoutText:
    """The line that says how many points are left out, at the byline's end."""
    head = design.head
    rect = Rect(x=byline.right, y=byline.bottom - head.more.leading, width=head.more_width, height=head.more.leading)
    return LayoutText(role="more", rect=rect, levels=(head.more,), align="right", anchor="bottom")


def _portrait(design: SlideDesign, foot: Pt) -> LayoutText:
    """The portrait above the rule, at the right."""
    size = design.portrait
    rect = Rect(
        x=design.head.area.right - size.width,
        y=max(foot - size.height, SLIDE_EDGE),
        width=size.width,
        height=min(size.height, foot - SLIDE_EDGE),
    )
    return LayoutText(role="portrait", rect=rect, levels=(design.head.byline,))


def _slide_number(design: SlideDesign, rect: Rect, tone: ToneName, *, bold: bool) -> LayoutText:
    size = design.band.number_size
    level = TextLevel(size=size, leading=size * NUMBER_LEADING, tone=tone, bold=bold)
    return LayoutText(role="number", rect=rect, levels=(level,), anchor="middle", align="center")


def _furniture(design: SlideDesign) -> list[LayoutText]:
    """Footer, date and slide number."""
    foot = design.foot
    line = design.head.area._replace(y=foot.y, height=foot.height)
    footer = line._replace(width=line.width - foot.date_width)
    date = line._replace(x=line.right - foot.date_width, width=foot.date_width)
    return [
        LayoutText(role="footer", rect=footer, levels=(foot.level,), anchor="middle"),
        LayoutText(role="date", rect=date, levels=(foot.level,), anchor="middle", align="right"),
        _slide_number(design, design.band.number, design.band.tone, bold=True),
    ]
