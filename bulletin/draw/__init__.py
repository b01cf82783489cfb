"""Finished values to bytes; nothing is decided here.

In: a `Bulletin` or a `Deck`.
Out: in pdf/ and pptx/ files, here the page as text for golden files and page previews.
Open first: dump.py
"""
