"""Slides to PPTX: a `Deck` in, the bytes of a file out; nothing is decided here.

Comes in: the deck, the slide design, perhaps an office's template. Goes out: a package of PresentationML parts, zipped.
Open first: `deck.py`, whose `draw_pptx` is what other rooms call. `slide.py` writes layouts, slides and notes,
`theme.py` what all decks share, `xml.py` the pieces of both; `package.py` zips; `template.py` takes over an office's
own file.
"""
