"""Finished values to bytes; nothing is decided here.

In: a `Bulletin` or a `Deck`.
Out: in pdf/ and pptx/ files, here previews of its pages.
Open first: previews.py
"""
