"""Which sentences of a report are worth showing; no geometry and no type.

In: a `Report`.
Out: an outline: groups of points in the author's own words; a selection: what is said of them in so many characters.
Open first: outline.py, then selection.py
"""
