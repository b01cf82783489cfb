"""What a page shows besides its content: appearances of annotations and form fields.

Their fonts are looked at as any other's; their marks are not, since an annotation is a fault as such.
"""

from collections.abc import Iterator
from typing import Any

import pikepdf

from bulletin.preflight.foreign import entry, inherited, items_of, name_of, number_or

HIDDEN = 2  # flag of an annotation (ISO 32000-1, table 165)


def shown_aside(page: Any, forms: Any) -> Iterator[tuple[Any, Any]]:
    """Appearances as streams, or as bytes that choose a font (`/F 9 Tf`), each with its resources."""
    shared = entry(forms, "/DR")
    for note in items_of(entry(page, "/Annots")):
        if int(number_or(entry(note, "/F"), 0)) & HIDDEN:
            continue
        normal = entry(entry(note, "/AP"), "/N")
        if isinstance(normal, pikepdf.Dictionary):  # one for each state
            normal = entry(normal, entry(note, "/AS", pikepdf.Name.Off))
        if isinstance(normal, pikepdf.Stream):
            yield normal, entry(normal, "/Resources", shared)
        elif name_of(entry(note, "/Subtype")) == "Widget" and name_of(inherited(note, "/V")):
            default = inherited(note, "/DA") or entry(forms, "/DA")
            if isinstance(default, pikepdf.String):
                yield bytes(default), shared
