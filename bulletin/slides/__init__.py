"""Reports to slide plans.

In: `Edition`, the designs of page and deck, perhaps an office's template.
Out: a `Deck`: layouts and slides with their texts, which points are shown and which stay in the notes.
Open first: deck.py
"""
