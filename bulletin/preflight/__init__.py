"""Judges any PDF before it goes to print; knows nothing of how ours are made.

Comes in: a PDF's path or bytes. Goes out: a `PreflightReport`, one line a check, also where all is well.
Open first: `report.py`, whose `preflight` is what other rooms call. `interpreter.py` runs the pages' content and gives
the marks of `painted.py`; what an operator does stands in `*_operators.py`. `file_checks.py` and `mark_checks.py`
judge, with the limits of `job.py`.
"""
