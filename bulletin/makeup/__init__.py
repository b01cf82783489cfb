"""Reports to newspaper pages.

In: `Edition`, `Design` and a `Composer`, which sets a paragraph again at another measure.
Out: a `Bulletin`: pages of marks, the structure tree, the outline, and what could not be done as wished.
Open first: issue.py
"""
