"""Decides the words at a slide's edge: footer, date and number, as far as its layout has placeholders for them."""

from collections.abc import Sequence
from functools import partial

from bulletin.memory import Memory
from bulletin.model.edition import Edition
from bulletin.model.slide import LayoutText, Slide, SlideParagraph, SlideRun, TextFrame
from bulletin.slides.measure import Measurer, overflows
from bulletin.slides.sizes import in_steps

LEAST_FURNITURE = 9.0  # points: an office's template may have small ones
MASTHEAD_COLOR = "tx2"  # of our own template: the second dark colour of its theme


def with_furniture(slides: Sequence[Slide], edition: Edition, measurer: Measurer, memory: Memory) -> tuple[Slide, ...]:
    """The slides with their furniture added; `memory`, whose basis must be that of `measurer`, keeps what fitted."""
    finished: list[Slide] = []
    for number, slide in enumerate(slides, 1):
        frames, texts = list(slide.frames), list(slide.texts)
        for place, text in enumerate(slide.texts):
            choices = _choices(text, edition, f"{number}", f"/{len(slides)}")
            found = memory.recall((choices, text), partial(_fitted, choices, text, measurer)) if choices else None
            if found:
                texts[place], paragraph = found
                fit = measurer.fit((paragraph,), texts[place])
                frames.append(TextFrame(text=place, paragraphs=(paragraph,), fit=fit))
        finished.append(slide._replace(frames=tuple(frames), texts=tuple(texts)))
    return tuple(finished)


def _choices(text: LayoutText, edition: Edition, number: str, total: str) -> tuple[tuple[SlideRun, ...], ...]:
    """What may stand in a placeholder, preferred first; nothing where it is not furniture."""
    if text.role == "footer":
        return _footers(edition, text)
    if text.role == "date":
        return ((SlideRun(day_of(edition)),),)
    if text.role == "number":
        return ((SlideRun(number, field="slidenum"), SlideRun(total)), (SlideRun(number, field="slidenum"),))
    return ()


def day_of(edition: Edition) -> str:
    return f"{edition.date.year}年{edition.date.month}月{edition.date.day}日"


def _fitted(
    choices: tuple[tuple[SlideRun, ...], ...], text: LayoutText, measurer: Measurer
) -> tuple[LayoutText, SlideParagraph] | None:
    """The first choice that fits its placeholder, in the largest type that does; None where a box holds none."""
    paragraphs = [SlideParagraph(level=0, runs=runs) for runs in choices]
    for set_text in in_steps(text, LEAST_FURNITURE):
        for paragraph in paragraphs:
            if not overflows(measurer.fit((paragraph,), set_text)):
                return set_text, paragraph
    return None


def _footers(edition: Edition, text: LayoutText) -> tuple[tuple[SlideRun, ...], ...]:
    """The footer with ever fewer words, for the first that fits on one line."""
    masthead = SlideRun(edition.masthead, bold=text.ours or None, color=MASTHEAD_COLOR if text.ours else "")
    rest = " · ".join(filter(None, (edition.slogan, edition.chapter)))
    return tuple(
        (masthead, SlideRun(f"　{words}")) if words else (masthead,)
        for words in dict.fromkeys((rest, edition.chapter, ""))
    )
