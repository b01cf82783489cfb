"""Word files as reports.

In: the bytes of a .docx or .docm.
Out: its lines as a `Source`, what they are in its body (`WordText`), and all that is told beside them.
Open first: reading.py
"""
