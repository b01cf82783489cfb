"""A template as python-pptx opens it: when it is first needed, once for a deck, let go of at the end."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from functools import cached_property
from io import BytesIO
from typing import Any

from pptx import Presentation

from bulletin.model.slide import Template
from bulletin.presentations import let_go


class OpenTemplate:
    """The presentation of a template, used in a `with` statement; mostly no slide changed that needs it."""

    def __init__(self, template: Template) -> None:
        self._template = template
        self._opened = ExitStack()

    def __enter__(self) -> "OpenTemplate":
        return self

    def __exit__(self, *raised: object) -> None:
        self._opened.close()

    @cached_property
    def presentation(self) -> Any:
        return self._opened.enter_context(let_go(Presentation(BytesIO(self._template.data))))

    @cached_property
    def layouts(self) -> Sequence[Any]:
        """The layouts of all masters as `Template.layouts` has them; asked for before any is added."""
        return list(_layouts(self.presentation))


def _layouts(presentation: Any) -> Iterator[Any]:
    for master in presentation.slide_masters:
        yield from master.slide_layouts
