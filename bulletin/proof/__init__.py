"""Pages judged without the makers' own code.

In: `Edition`, `Design` and the finished `Bulletin`.
Out: broken guarantees, which stop the build; warnings and notes for the editor; figures.
Open first: page.py (guarantees), score.py (everything else)
"""
