"""Any PDF judged before it goes to print, ours or not.

In: a PDF file or its bytes.
Out: a `Sheet`: one item for each question, with value, verdict and hint.
Open first: report.py
"""
