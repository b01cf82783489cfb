"""Reports to slide plans.

In: `Edition`, the designs of page and deck, a template: our own or an office's.
Out: a `Deck`: layouts and slides with their texts, which points stand in which column; choose/ says which there are.
Open first: deck.py
"""
