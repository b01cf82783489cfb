"""The desk: what stays beside a build, and what its editor looks at: two versions compared.

`compare.py` is the door to the comparison.
"""
