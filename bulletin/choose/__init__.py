"""Which sentences of a report are worth showing; no geometry and no type.

In: a `Report`.
Out: an outline: groups of points in the author's own words; a slide or a page shows as many as it has room for.
Open first: outline.py
"""
