"""Pages to PDF, for screen, print shop, copier and booklet.

In: a `Bulletin`, its `Design` and `Faces`, and the purpose.
Out: the bytes of a tagged PDF, the same in any process.
Open first: file.py
"""
