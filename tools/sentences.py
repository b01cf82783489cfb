"""Files of words beside the tables that readers follow: by table and key a sentence and an example.

table:
  _: [title of the table]
  key: [sentence, example]
"""

import os
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from bulletin.yaml_nodes.events import compose
from bulletin.yaml_nodes.nodes import Listing, MappingNode, Scalar

TITLE = "_"


class Sentence(NamedTuple):
    """What a file says of a key."""

    said: str = ""
    example: str = ""


NONE = Sentence()


@cache
def sentences(name: str) -> Mapping[str, Mapping[str, Sentence]]:
    """The file `name` of this folder, by table and key.

    Raises:
        ValueError: a table or a key stands twice, or has no such list behind it.
    """
    with open(os.path.join(os.path.dirname(__file__), name), encoding="utf-8") as file:
        tables = compose(file.read())
    assert isinstance(tables, MappingNode)
    found: dict[str, Mapping[str, Sentence]] = {}
    for node, within in ((tables, ""), *((table, name.text) for name, table in tables.pairs)):
        assert isinstance(node, MappingNode)
        for twice in node.repeated():
            raise ValueError(f"{name}:{twice.line}: {twice.text} stands twice")
        if within:
            found[within] = {key.text: Sentence(*_texts(row, name)) for key, row in node.pairs}
    return found


def _texts(row: Any, name: str) -> tuple[str, ...]:
    texts = tuple(item.text for item in row.items if isinstance(item, Scalar)) if isinstance(row, Listing) else ()
    if not isinstance(row, Listing) or not len(texts) == len(row.items) <= len(Sentence._fields):
        raise ValueError(f"{name}:{row.line}: write [sentence, example], each in quotes where it has a comma")
    return texts
