"""Proofreading: what may be a slip in an office's text, told with its place and a suggestion, never altered.

In: a report as read, with its source; all reports of an issue; the office's own list of words.
Out: notes, of each kind the first few with their places.
Open first: report.py; issue.py is the door for what is seen across reports.
"""
