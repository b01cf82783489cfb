"""Which sentences of a report are worth showing.

Comes in: a report as it was read. Goes out: an outline, groups of points in the author's own words, nothing left out.
How much of it a slide or a page shows is decided there, where there is a measure. Knows no geometry and no type.
Open first: `outline.py`, whose `outline_of` is what other rooms call. `clauses.py` knows where clauses end and which
say nothing by themselves; `excerpts.py` cuts what may stand for a paragraph.
"""
