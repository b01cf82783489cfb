"""What an editor did between two printed versions of an issue, from the PDFs alone.

In: two PDFs, ours of any version or not. Out: `Changes`, told on the terminal, as data, or as a page with both sides.
Sees nothing else of the desk.
Open first: differences.py
"""
