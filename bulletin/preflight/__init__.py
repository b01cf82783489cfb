"""Any PDF judged before it goes to print, ours or not.

In: a PDF file or its bytes.
Out: a `PreflightReport`: one line a check, with value, verdict and hint.
Open first: report.py
"""
