"""Paragraphs to lines.

In: a paragraph, its style and a measure.
Out: a `Galley` (the line counts it can be set in, with their costs), then `Line`s with every glyph at its place.
Open first: composer.py
"""
