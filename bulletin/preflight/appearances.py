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
    for annotation in items_of(entry(page, "/Annots")):
        if int(number_or(entry(annotation, "/F"), 0)) & HIDDEN:
            continue
        normal = entry(entry(annotation, "/AP"), "/N")
        if isinstance(normal, pikepdf.Dictionary):  # one for each state
            normal = entry(normal, entry(annotation, "/AS", pikepdf.Name.Off))
        if isinstance(normal, pikepdf.Stream):
            yield normal, entry(normal, "/Resources", shared)
        elif name_of(entry(annotation, "/Subtype")) == "Widget" and name_of(inherited(annotation, "/V")):
            default = inherited(annotation, "/DA") or entry(forms, "/DA")
            if isinstance(default, pikepdf.String):
                yield bytes(default), shared
