"""Around the pipeline: finished files to their places, and a record of them.

In: finished files and where they belong.
Out: all of them written or none; a file that is open elsewhere is left alone.
Open first: delivery.py
"""
