"""A slide before the layouts of its deck are numbered."""

from typing import NamedTuple

from bulletin.model.slide import Slide, SlideLayout
from bulletin.problems import Problem


class SlideDraft(NamedTuple):
    """A slide with the layout that it stands on."""

    slide: Slide
    layout: SlideLayout
    problems: tuple[Problem, ...] = ()
