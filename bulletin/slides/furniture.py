"""Decides the words at a slide's edge: footer, date and number, as far as its layout has placeholders for them."""

from collections.abc import Sequence

from bulletin.model.edition import Edition
from bulletin.model.slide import LayoutText, Slide, SlideDesign, SlideLayout, SlideParagraph, SlideRun, TextFrame
from bulletin.slides.measure import Measurer, overflows


def with_furniture(
    slides: Sequence[Slide], layouts: Sequence[SlideLayout], edition: Edition, design: SlideDesign, measurer: Measurer
) -> tuple[Slide, ...]:
    """The slides with their furniture added."""
    finished: list[Slide] = []
    for number, slide in enumerate(slides, 1):
        layout = layouts[slide.layout]
        frames = list(slide.frames)
        for place, text in enumerate(layout.texts):
            choices = _choices(text, edition, design, f"{number}", f"/{len(slides)}")
            if layout.part:  # an office's layout has its own tones
                choices = tuple(tuple(run._replace(tone="", bold=False) for run in runs) for runs in choices)
            if choices:
                frames.append(_first_that_fits(choices, place, text, measurer))
        finished.append(slide._replace(frames=tuple(frames)))
    return tuple(finished)


def _choices(
    text: LayoutText, edition: Edition, design: SlideDesign, number: str, total: str
) -> tuple[tuple[SlideRun, ...], ...]:
    """What may stand in a placeholder, preferred first; nothing where it is not furniture."""
    day = edition.date
    if text.role == "footer":
        return _footers(edition, design)
    if text.role == "date":
        return ((SlideRun(f"{day.year}年{day.month}月{day.day}日"),),)
    if text.role == "number":
        return ((SlideRun(number, field="slidenum"), SlideRun(total)),)
    return ()


def _first_that_fits(
    choices: tuple[tuple[SlideRun, ...], ...], place: int, text: LayoutText, measurer: Measurer
) -> TextFrame:
    """The first choice that fits its placeholder, or else the last."""
    for runs in choices:
        paragraph = SlideParagraph(level=0, runs=runs)
        frame = TextFrame(text=place, paragraphs=(paragraph,), fit=measurer.fit((paragraph,), text))
        if not overflows(frame.fit):
            break
    return frame


def _footers(edition: Edition, design: SlideDesign) -> tuple[tuple[SlideRun, ...], ...]:
    """The footer with ever fewer words, for the first that fits on one line."""
    masthead = SlideRun(edition.masthead, design.foot.masthead_tone, bold=True)
    rest = " · ".join(filter(None, (edition.slogan, edition.chapter)))
    return tuple(
        (masthead, SlideRun(f"　{words}")) if words else (masthead,)
        for words in dict.fromkeys((rest, edition.chapter, ""))
    )
