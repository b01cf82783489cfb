"""Slides to PPTX, on the masters and layouts of a template.

In: a `Deck` and its `Template`.
Out: the bytes of a .pptx, the same in any process.
Open first: deck.py
"""
