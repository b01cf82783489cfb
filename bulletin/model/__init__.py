"""The values that rooms hand to each other: data only, frozen, built by keyword.

In: nothing; every room imports this one and it imports none.
Out: `Edition` (what was read), `Design` (how it shall look), `Galley` and `Line`, `Bulletin` (pages), `Deck`
    (slides).
Open first: edition.py
"""
