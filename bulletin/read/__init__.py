"""Files to values, and every fault of a run at once.

In: the folder content/, a layout, an office's slide template.
Out: `Edition` and `Design`, or one error with all problems, each with file, line, column and hint.
Open first: check.py
"""
