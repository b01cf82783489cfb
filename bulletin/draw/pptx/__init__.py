"""Slides to PPTX, on our own master or an office's.

In: a `Deck`, its `SlideDesign`, perhaps a `Template`.
Out: the bytes of a .pptx, the same in any process.
Open first: deck.py
"""
